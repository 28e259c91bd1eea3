/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_MISC_H
#define BTS_SYSCALL_CALL_MISC_H

#include "syscall/args.h"

/* Asynchronous I/O: the control blocks that an array leads to. */
SHOWS(iocbs);
#define IOCBS                                                                     \
	SHOW(bts_show_iocbs), OPS(OP_MEM_BY(AT_IN, SELF, 1, 8, BTS_MAX_ELEMENTS), \
				  { .kind = BTS_CAP_REPEAT,                       \
				    .when = AT_IN,                                \
				    .arg = SELF,                                  \
				    .count = BTS_CAP_ARG,                         \
				    .count_arg = 1,                               \
				    .size = 2,                                    \
				    .max = 8,                                     \
				    .most = BTS_MAX_ELEMENTS },                   \
				  { .kind = BTS_CAP_MEM,                          \
				    .when = AT_IN,                                \
				    .arg = SELF,                                  \
				    .deref = BTS_CAP_DEREF,                       \
				    .max = 64 },                                  \
				  { .kind = BTS_CAP_IOCB,                         \
				    .when = AT_IN,                                \
				    .arg = SELF,                                  \
				    .deref = BTS_CAP_DEREF,                       \
				    .max = BTS_MAX_STRING,                        \
				    .most = BTS_MAX_ELEMENTS })
SHOWS(iocb);
#define IOCB SHOW(bts_show_iocb), OPS(OP_MEM(AT_IN, SELF, 64))
SHOWS(aio_sigset);
#define AIO_SIGSET                                                                        \
	SHOW(bts_show_aio_sigset), OPS(OP_MEM(AT_IN, SELF, 16), { .kind = BTS_CAP_MEM,    \
								  .when = AT_IN,          \
								  .arg = SELF,            \
								  .deref = BTS_CAP_DEREF, \
								  .max = 8 })
SHOWS(addr_at);
#define ADDR_OUT SHOW(bts_show_addr_at), OPS(OP_MEM(AT_OUT, SELF, 8))

extern const struct bts_layout bts_layout_io_event, bts_layout_sysctl_args;

/* Rings. */
SHOWS(uring_params);
#define URING_PARAMS \
	SHOW(bts_show_uring_params), OPS(OP_MEM(AT_IN, SELF, 120), OP_MEM(AT_OUT, SELF, 120))
SHOWS(uring_wait);
#define URING_WAIT SHOW(bts_show_uring_wait), OPS(OP_MEM(AT_IN, SELF, 24))
SHOWS(uring_fd);
SHOWS(uring_command);
SHOWS(uring_arg);
#define URING_ARG                 \
	SHOW(bts_show_uring_arg), \
		OPS(OP_MEM(AT_IN, SELF, 64), OP_MEM_BY(AT_IN, SELF, 3, 16, BTS_MAX_ELEMENTS))

/* struct perf_event_attr; the kernel says in it how long it may be. */
SHOWS(perf_attr);
#define PERF_ATTR                                                                         \
	SHOW(bts_show_perf_attr), OPS(OP_MEM(AT_IN, SELF, 144), { .kind = BTS_CAP_MEM,    \
								  .when = BTS_CAP_RETURN, \
								  .arg = SELF,            \
								  .off = 4,               \
								  .max = 4 })

/* What bpf is given, by its command. */
SHOWS(bpf_attr);
#define BPF_STRING(off_, bytes)                                                          \
	{                                                                                \
		.kind = BTS_CAP_STR, .when = AT_IN, .arg = SELF, .deref = BTS_CAP_DEREF, \
		.off = (off_), .max = (bytes)                                            \
	}
/* The strings are a path to pin at, and a license. */
#define BPF_ATTR                                                                              \
	SHOW(bts_show_bpf_attr), OPS(OP_MEM_BY(AT_IN, SELF, 2, 1, 4096), BPF_STRING(0, 4096), \
				     BPF_STRING(16, BTS_MAX_STRING))

/* Keys: a serial number, and the arguments of keyctl by its command. */
SHOWS(key_serial);
SHOWS(keyctl_arg);
bool bts_keyctl_no_1(const struct bts_call *call);
bool bts_keyctl_no_2(const struct bts_call *call);
bool bts_keyctl_no_3(const struct bts_call *call);
bool bts_keyctl_no_4(const struct bts_call *call);
#define KEY_SERIAL SHOW(bts_show_key_serial)
/* @n: the argument's place; @by: of the one that may say how long it is. */
#define KEYCTL_ARG(n, by)                                                         \
	SHOW(bts_show_keyctl_arg),                                                \
		.extra = (n), .len = (by), ABSENT(bts_keyctl_no_##n),             \
		OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING), OP_MEM(AT_IN, SELF, 64), \
		    OP_MEM_BY(AT_IN, SELF, by, 1, BTS_MAX_STRING))
#define KEYCTL_OUT(n, by)                                                                \
	SHOW(bts_show_keyctl_arg), .extra = (n), .len = (by), ABSENT(bts_keyctl_no_##n), \
				   OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING),              \
				       OP_MEM_BY(AT_IN, SELF, by, 1, BTS_MAX_STRING),    \
				       OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))

#endif
