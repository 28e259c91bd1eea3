/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_IPC_H
#define BTS_SYSCALL_CALL_IPC_H

#include "syscall/args.h"

/* By what an object is found, how it is made: with permissions. */
SHOWS(ipc_get_flags);
SHOWS(shm_get_flags);
#define IPC_KEY	      ENUM(ipc_private, NULL)
#define IPC_GET_FLAGS SHOW(bts_show_ipc_get_flags)
#define SHM_GET_FLAGS SHOW(bts_show_shm_get_flags)

/* What is to be done with one. */
SHOWS(ipc_cmd);
#define IPC_CMD(set_, unknown_) \
	.show = bts_show_ipc_cmd, .data = &bts_set_##set_, .unknown = (unknown_)

/* The struct that is about, by the command, which is argument @by. */
#define BTS_IPC_STRUCT 120
struct bts_ipc_structs;
extern const struct bts_ipc_structs bts_ipc_shm, bts_ipc_sem, bts_ipc_msg;
SHOWS(ipc_struct);
#define IPC_STRUCT(family, by)                                               \
	.show = bts_show_ipc_struct, .data = &bts_ipc_##family, .len = (by), \
	OPS(OP_MEM(AT_IN, SELF, BTS_IPC_STRUCT), OP_MEM(AT_OUT, SELF, BTS_IPC_STRUCT))

/* Operations on semaphores, as many as argument @by says. */
SHOWS(sembufs);
#define SEMBUFS(by) \
	.show = bts_show_sembufs, .len = (by), OPS(OP_MEM_BY(AT_IN, SELF, by, 6, BTS_MAX_ELEMENTS))

/* A message and its type; argument @by is how long it is. */
SHOWS(msgbuf);
#define MSGBUF(when_, by)                                                  \
	.show = bts_show_msgbuf, .len = (by), .when = (when_)&BTS_AT_LAST, \
	OPS(OP_MEM(when_, SELF, 16), { .kind = BTS_CAP_MEM,                \
				       .when = (when_),                    \
				       .arg = SELF,                        \
				       .off = 8,                           \
				       .count = BTS_CAP_ARG,               \
				       .count_arg = (by),                  \
				       .size = 1,                          \
				       .max = BTS_MAX_STRING })

/* A queue of POSIX: of one that is to be made, its flags mean nothing yet. */
extern const struct bts_layout bts_layout_mq_attr, bts_layout_mq_attr_new;
bool bts_mq_no_create(const struct bts_call *call);

#endif
