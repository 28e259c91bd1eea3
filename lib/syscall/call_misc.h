/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_MISC_H
#define BTS_SYSCALL_CALL_MISC_H

#include "syscall/args.h"

/* Asynchronous I/O: the control blocks that an array leads to. */
SHOWS(iocbs);
#define IOCBS                                                                             \
	SHOW(bts_show_iocbs), OPS(OP_MEM_BY(AT_IN, SELF, 1, 8, BTS_MAX_ELEMENTS),         \
				  OP_EACH(AT_IN, BTS_CAP_ARG, 1, 2, 8, BTS_MAX_ELEMENTS), \
				  OP_MEM_DEREF(AT_IN, SELF, 0, 64),                       \
				  { .kind = BTS_CAP_IOCB,                                 \
				    .when = AT_IN,                                        \
				    .arg = SELF,                                          \
				    .deref = BTS_CAP_DEREF,                               \
				    .max = BTS_MAX_STRING,                                \
				    .most = BTS_MAX_ELEMENTS })
SHOWS(iocb);
#define IOCB SHOW(bts_show_iocb), OPS(OP_MEM(AT_IN, SELF, 64))
SHOWS(aio_sigset);
#define AIO_SIGSET \
	SHOW(bts_show_aio_sigset), OPS(OP_MEM(AT_IN, SELF, 16), OP_MEM_DEREF(AT_IN, SELF, 0, 8))
SHOWS(addr_at);
#define ADDR_OUT SHOW(bts_show_addr_at), OPS(OP_MEM(AT_OUT, SELF, 8))

extern const struct bts_layout bts_layout_io_event, bts_layout_sysctl_args;

/* Rings. */
SHOWS(uring_params);
#define URING_PARAMS \
	SHOW(bts_show_uring_params), OPS(OP_MEM(AT_IN, SELF, 4096), OP_MEM(AT_OUT, SELF, 120))
SHOWS(uring_wait);
/* A set of signals, or a struct that has the addresses of one and of a timeout. */
#define URING_WAIT                                                                               \
	SHOW(bts_show_uring_wait), OPS(OP_MEM(AT_IN, SELF, 24), OP_MEM_DEREF(AT_IN, SELF, 0, 8), \
				       OP_MEM_DEREF(AT_IN, SELF, 16, 16))
SHOWS(uring_fd);
SHOWS(uring_command);
SHOWS(uring_arg);
#define URING_ARG                                                                               \
	SHOW(bts_show_uring_arg),                                                               \
		OPS(OP_MEM(AT_IN, SELF, 4096), OP_MEM_BY(AT_IN, SELF, 3, 16, BTS_MAX_ELEMENTS), \
		    OP_MEM(AT_OUT, SELF, 24), OP_MEM_BY(AT_OUT, SELF, 3, 16, BTS_MAX_ELEMENTS))

/* struct perf_event_attr; the kernel says in it how long it may be. */
SHOWS(perf_attr);
#define PERF_ATTR                                                                         \
	SHOW(bts_show_perf_attr), OPS(OP_MEM(AT_IN, SELF, 144), { .kind = BTS_CAP_MEM,    \
								  .when = BTS_CAP_RETURN, \
								  .arg = SELF,            \
								  .off = 4,               \
								  .max = 4 })

/*
 * What bpf is given, by its command. What is at an address that a member holds is copied for all
 * commands alike, for those that have one in that place.
 */
SHOWS(bpf_attr);
#define BPF_AT(when_, off_, ...)                                                                   \
	{                                                                                          \
		.when = (when_), .arg = SELF, .deref = BTS_CAP_DEREF, .off = (off_), ##__VA_ARGS__ \
	}
#define BPF_STRING(off_, bytes) BPF_AT(AT_IN, off_, .kind = BTS_CAP_STR, .max = (bytes))
#define BPF_COUNTED(off_, by, size_, bytes)                                            \
	BPF_AT(AT_IN, off_, .kind = BTS_CAP_MEM, .count = BTS_CAP_U32, .count_arg = 1, \
	       .count_off = (by), .size = (size_), .max = (bytes))
/* So many members in a row, from the one on that the next operation is about. */
#define BPF_ROW(when_, n)                                                                  \
	{                                                                                  \
		.kind = BTS_CAP_REPEAT, .when = (when_), .arg = SELF, .size = 1, .max = 8, \
		.most = (n)                                                                \
	}
/* Of what is filled in the kernel gives no more than 64 numbers of 4 bytes. */
#define BPF_ATTR                                                                                 \
	SHOW(bts_show_bpf_attr),                                                                 \
		OPS(OP_MEM_BY(AT_IN, SELF, 2, 1, 4096),                                          \
		    OP_MEM_BY(BTS_CAP_RETURN, SELF, 2, 1, 256), BPF_STRING(0, 4096),             \
		    BPF_STRING(16, 4096), BPF_STRING(32, BTS_MAX_STRING),                        \
		    BPF_COUNTED(0, 16, 1, BTS_MAX_STRING), BPF_COUNTED(0, 8, 1, BTS_MAX_STRING), \
		    BPF_COUNTED(8, 4, 8, BTS_MAX_VERBOSE_ELEMENTS),                              \
		    BPF_COUNTED(152, 160, 1, BTS_MAX_STRING),                                    \
		    BPF_COUNTED(16, 24, 4, BTS_MAX_ELEMENTS),                                    \
		    BPF_COUNTED(16, 32, 4, BTS_MAX_ELEMENTS),                                    \
		    BPF_AT(AT_IN, 24, .kind = BTS_CAP_STRS, .max = BTS_MAX_STRING,               \
			   .most = BTS_MAX_ELEMENTS),                                            \
		    BPF_ROW(AT_IN, 3),                                                           \
		    BPF_AT(AT_IN, 24, .kind = BTS_CAP_MEM, .size = 8, .max = BTS_MAX_ELEMENTS),  \
		    BPF_ROW(BTS_CAP_RETURN, 5),                                                  \
		    BPF_AT(BTS_CAP_RETURN, 16, .kind = BTS_CAP_MEM, .max = 256))
/* Keys: a serial number, and the arguments of keyctl by its command. */
SHOWS(key_serial);
SHOWS(keyctl_arg);
bool bts_keyctl_no_1(const struct bts_call *call);
bool bts_keyctl_no_2(const struct bts_call *call);
bool bts_keyctl_no_3(const struct bts_call *call);
bool bts_keyctl_no_4(const struct bts_call *call);
#define KEY_SERIAL SHOW(bts_show_key_serial)
/* @n: the argument's place; @by: of the one that may say how long it is. */
#define KEYCTL_ARG(n, by) \
	SHOW(bts_show_keyctl_arg), .extra = (n), .len = (by), ABSENT(bts_keyctl_no_##n)
/* The next @n operations only for that command. */
#define KEYCTL_IF(command, n) OP_IF(AT_IN, 0, n, command)
/* Strings and structs; what the call leaves there. */
#define KEYCTL_1                                                                            \
	KEYCTL_ARG(1, 2), OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING), OP_MEM(AT_IN, SELF, 64), \
			      OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))
#define KEYCTL_2                                                             \
	KEYCTL_ARG(2, 3), OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING),           \
			      OP_MEM_BY(AT_IN, SELF, 3, 1, BTS_MAX_STRING),  \
			      OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING),   \
			      KEYCTL_IF(20 /* KEYCTL_INSTANTIATE_IOV */, 1), \
			      { .kind = BTS_CAP_VEC,                         \
				.when = AT_IN,                               \
				.arg = SELF,                                 \
				.count = BTS_CAP_ARG,                        \
				.count_arg = 3,                              \
				.max = BTS_MAX_STRING,                       \
				.most = BTS_MAX_ELEMENTS })
#define KEYCTL_3          \
	KEYCTL_ARG(3, 4), \
		OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING), OP_MEM(AT_IN, SELF, BTS_MAX_STRING))
/* Of KEYCTL_DH_COMPUTE a struct, and what two of its members lead to. */
#define KEYCTL_4                                                                     \
	KEYCTL_ARG(4, 4), OPS(OP_MEM(AT_IN, SELF, BTS_MAX_STRING), KEYCTL_IF(23, 3), \
			      OP_MEM(AT_IN, SELF, 56),                               \
			      { .kind = BTS_CAP_STR,                                 \
				.when = AT_IN,                                       \
				.arg = SELF,                                         \
				.deref = BTS_CAP_DEREF,                              \
				.max = BTS_MAX_STRING },                             \
			      { .kind = BTS_CAP_MEM,                                 \
				.when = AT_IN,                                       \
				.arg = SELF,                                         \
				.deref = BTS_CAP_DEREF,                              \
				.off = 8,                                            \
				.count = BTS_CAP_U32,                                \
				.count_arg = 4,                                      \
				.count_off = 16,                                     \
				.size = 1,                                           \
				.max = BTS_MAX_STRING })

#endif
