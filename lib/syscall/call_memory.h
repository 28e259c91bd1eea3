/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_MEMORY_H
#define BTS_SYSCALL_CALL_MEMORY_H

#include "syscall/args.h"

/* The kind of a mapping, flags and, where it is of huge pages, their size. */
SHOWS(mmap_flags);
#define MMAP_FLAGS SHOW(bts_show_mmap_flags)

/* i386 programs have two of them: the older one's arguments stand in memory, all six. */
SHOWS(mmap_addr);
#define MMAP_ADDR SHOW(bts_show_mmap_addr), OPS(OP_MEM(AT_IN, SELF, 24))
bool bts_mmap_by_address(const struct bts_call *call);

/* Programs of i386 say where in the file by pages of 4096 bytes. */
SHOWS(mmap2_off);

/* Where it is to be means something only if it is to move. */
bool bts_mremap_no_addr(const struct bts_call *call);

/* For each page a byte. */
SHOWS(resident);
#define RESIDENT SHOW(bts_show_resident), OPS(OP_MEM(AT_OUT, SELF, BTS_MAX_ELEMENTS))

/* A policy with its flags: a word, or 32 bits; and without them, in memory. */
SHOWS(policy);
SHOWS(policy32);
SHOWS(policy_at);
#define POLICY	   SHOW(bts_show_policy)
#define POLICY32   SHOW(bts_show_policy32)
#define POLICY_OUT SHOW(bts_show_policy_at), OPS(OP_MEM(AT_OUT, SELF, 4))

/* A set of nodes, of as many bits as argument @by says: no more than so many words are copied. */
SHOWS(nodes);
#define NODES_(by, when_, at)                             \
	SHOW(bts_show_nodes), .len = (by), .when = (at),  \
			      OPS({ .kind = BTS_CAP_MEM,  \
				    .when = (when_),      \
				    .arg = SELF,          \
				    .count = BTS_CAP_ARG, \
				    .count_arg = (by),    \
				    .size = 8,            \
				    .max = BTS_MAX_ELEMENTS })
#define NODES_IN(by)  NODES_(by, AT_IN, BTS_AT_ENTRY)
#define NODES_OUT(by) NODES_(by, AT_OUT, BTS_AT_RETURN)

/* move_pages()'s arrays, as long as argument 1 says. */
SHOWS(page_addrs);
SHOWS(page_nodes);
SHOWS(page_states);
#define PAGE_ADDRS  SHOW(bts_show_page_addrs), OPS(OP_MEM_BY(AT_IN, SELF, 1, 8, BTS_MAX_ELEMENTS))
#define PAGE_NODES  SHOW(bts_show_page_nodes), OPS(OP_MEM_BY(AT_IN, SELF, 1, 4, BTS_MAX_ELEMENTS))
#define PAGE_STATES SHOW(bts_show_page_states), OPS(OP_MEM_BY(AT_OUT, SELF, 1, 4, BTS_MAX_ELEMENTS))

extern const struct bts_layout bts_layout_cachestat_range, bts_layout_cachestat;

#endif
