// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Memory: mappings and what becomes of them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "syscall/call_memory.h"

/* The bits of the kind of a mapping, and where the size of its pages is. */
#define MAP_KIND   0xf
#define HUGE_SHIFT 26

void bts_show_mmap_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t all = bts_call_word(call, value);
	uint32_t flags = all & 0x3ffffff & ~MAP_KIND, huge = (uint32_t)all >> HUGE_SHIFT;
	const char *name = bts_flag_name(&bts_set_mmap, all & MAP_KIND);
	char text[512];
	size_t n;

	(void)arg;
	if (all <= 0x3ffffff) {
		bts_emit_enum_flags(call->emit, all, &bts_set_mmap, MAP_KIND, "MAP_???",
				    &bts_set_mmap);
		return;
	}
	if (name)
		n = snprintf(text, sizeof(text), "%s", name);
	else
		n = snprintf(text, sizeof(text), "0x%x /* MAP_??? */", (int)all & MAP_KIND);
	if (flags) {
		text[n++] = '|';
		bts_flags_text(text + n, sizeof(text) - n, flags, &bts_set_mmap, NULL);
		n += strlen(text + n);
	}
	if (huge)
		snprintf(text + n, sizeof(text) - n, "|%u<<MAP_HUGE_SHIFT", huge);
	call->emit->ops->named(call->emit, all, text, BTS_HEX);
}

bool bts_mmap_by_address(const struct bts_call *call)
{
	return call->abi == BTS_ABI_I386;
}

void bts_show_mmap_addr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t args[6];

	if (!bts_mmap_by_address(call) || !addr ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, args, sizeof(args))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_addr(call->emit, args[0]);
	bts_emit_key(call->emit, "len");
	bts_emit_uint(call->emit, args[1]);
	bts_emit_key(call->emit, "prot");
	bts_emit_flags(call->emit, args[2], &bts_set_prot, "PROT_???");
	bts_emit_key(call->emit, "flags");
	bts_show_mmap_flags(call, arg, args[3]);
	bts_emit_key(call->emit, "fd");
	bts_call_show_fd(call, (int32_t)args[4]);
	bts_emit_key(call->emit, "off");
	bts_emit_hex(call->emit, args[5]);
}

void bts_show_mmap2_off(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_hex(call->emit, (uint64_t)(uint32_t)value << 12);
}

#define REMAP_MAYMOVE 1
#define REMAP_PLACED  6 /* MREMAP_FIXED, MREMAP_DONTUNMAP */

bool bts_mremap_no_addr(const struct bts_call *call)
{
	return !(call->arg[3] & REMAP_MAYMOVE) || !(call->arg[3] & REMAP_PLACED);
}

static void resident_element(struct bts_call *call, const void *bytes, uint64_t addr,
			     const void *data)
{
	(void)addr;
	(void)data;
	/* The other bits are reserved. */
	bts_emit_uint(call->emit, bts_bytes_uint(bytes, 1) & 1);
}

void bts_show_resident(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t len = bts_call_word(call, call->arg[1]), page = sysconf(_SC_PAGESIZE);
	uint64_t pages = len / page + !!(len % page);

	(void)arg;
	bts_show_elements(call, BTS_AT_RETURN, bts_call_word(call, value), pages, 1,
			  resident_element, NULL);
}

/* MPOL_F_STATIC_NODES, MPOL_F_RELATIVE_NODES, MPOL_F_NUMA_BALANCING */
#define POLICY_FLAGS 0xe000ULL

static void policy_show(struct bts_call *call, uint64_t all)
{
	const char *name = bts_flag_name(&bts_set_mpol_mode, all & ~POLICY_FLAGS);

	if (!(all & POLICY_FLAGS))
		bts_emit_enum(call->emit, all, &bts_set_mpol_mode, "MPOL_???");
	else if (!name)
		bts_emit_flags(call->emit, all, &bts_set_mpol_mode_flags, "MPOL_???");
	else
		bts_emit_enum_flags(call->emit, all, &bts_set_mpol_mode, ~POLICY_FLAGS, NULL,
				    &bts_set_mpol_mode_flags);
}

void bts_show_policy(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	policy_show(call, bts_call_word(call, value));
}

void bts_show_policy32(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	policy_show(call, (uint32_t)value);
}

void bts_show_policy_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_enum_at(call, BTS_AT_RETURN, bts_call_word(call, value), 4, &bts_set_mpol_mode,
			 "MPOL_???");
}

static void nodes_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	/* As wide as all digits, where there are any behind the prefix. */
	bts_emit_wordf(call->emit, "%#0*llx", (int)call->word * 2,
		       (unsigned long long)bts_bytes_uint(bytes, call->word));
}

void bts_show_nodes(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), bits = bts_call_word(call, call->arg[arg->len]);
	uint64_t in_word = 8 * call->word, n;

	/* The kernel takes one bit less than it is told. */
	n = bts_call_word(call, bits + in_word - 2) / in_word;
	if (n < bits / in_word || (bits && !n))
		bts_emit_addr(call->emit, addr);
	else
		bts_show_elements(call, arg->when, addr, n, call->word, nodes_element, NULL);
}

static void page_addr_element(struct bts_call *call, const void *bytes, uint64_t addr,
			      const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_addr(call->emit, bts_bytes_uint(bytes, call->word));
}

static void page_node_element(struct bts_call *call, const void *bytes, uint64_t addr,
			      const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_int(call->emit, (int32_t)bts_bytes_uint(bytes, 4));
}

/* A node, or why there is none. */
static void page_state_element(struct bts_call *call, const void *bytes, uint64_t addr,
			       const void *data)
{
	int32_t state = (int32_t)bts_bytes_uint(bytes, 4);

	(void)addr;
	(void)data;
	if (state < 0)
		bts_emit_error(call->emit, state, BTS_DEC);
	else
		bts_emit_int(call->emit, state);
}

void bts_show_page_addrs(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_elements(call, BTS_AT_ENTRY, bts_call_word(call, value),
			  bts_call_word(call, call->arg[1]), call->word, page_addr_element, NULL);
}

void bts_show_page_nodes(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_elements(call, BTS_AT_ENTRY, bts_call_word(call, value),
			  bts_call_word(call, call->arg[1]), 4, page_node_element, NULL);
}

void bts_show_page_states(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_elements(call, BTS_AT_RETURN, bts_call_word(call, value),
			  bts_call_word(call, call->arg[1]), 4, page_state_element, NULL);
}

/* Linux 6.5's; older headers lack them. */
struct cachestat_range_known {
	uint64_t off, len;
};

struct cachestat_known {
	uint64_t nr_cache, nr_dirty, nr_writeback, nr_evicted, nr_recently_evicted;
};

LAYOUT(cachestat_range, struct cachestat_range_known, F_HEX(struct cachestat_range_known, off),
       F_UINT(struct cachestat_range_known, len));

LAYOUT(cachestat, struct cachestat_known, F_UINT(struct cachestat_known, nr_cache),
       F_UINT(struct cachestat_known, nr_dirty), F_UINT(struct cachestat_known, nr_writeback),
       F_UINT(struct cachestat_known, nr_evicted),
       F_UINT(struct cachestat_known, nr_recently_evicted));
