/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_POLL_H
#define BTS_SYSCALL_CALL_POLL_H

#include "syscall/args.h"

/* What is polled for. Argument 1 counts. */
#define BTS_POLLFDS_BYTES (16384 * 8)
SHOWS(pollfds);
#define POLLFDS                                                                     \
	SHOW(bts_show_pollfds), OPS(OP_MEM_BY(AT_IN, SELF, 1, 8, BTS_MAX_ELEMENTS), \
				    OP_MEM_BY(AT_OUT, SELF, 1, 8, BTS_POLLFDS_BYTES))

/* How long to wait at most. Behind the result, what is ready, and what is left of that time. */
SHOWS(poll_msecs);
#define POLL_MSECS SHOW(bts_show_poll_msecs)
SHOWS(poll_limit);
SHOWS(select_limit);
#define POLL_LIMIT(layout_)                                         \
	.show = bts_show_poll_limit, .data = &bts_layout_##layout_, \
	OPS(OP_MEM(AT_IN, SELF, BTS_LAYOUT_MAX), OP_MEM(AT_OUT, SELF, BTS_LAYOUT_MAX))
#define SELECT_LIMIT(layout_)                                         \
	.show = bts_show_select_limit, .data = &bts_layout_##layout_, \
	OPS(OP_MEM(AT_IN, SELF, BTS_LAYOUT_MAX), OP_MEM(AT_OUT, SELF, BTS_LAYOUT_MAX))

/* A set of descriptors, argument 0 of them. */
SHOWS(fd_set);
#define FD_SET_OP(when_)                                                                  \
	{                                                                                 \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = SELF, .count = BTS_CAP_BITS, \
		.count_arg = 0, .size = 1, .max = BTS_FD_SET_BYTES,                       \
	}
#define BTS_FD_SET_BYTES (1024 * 1024 / 8)
#define FD_BITS		 SHOW(bts_show_fd_set), OPS(FD_SET_OP(AT_IN), FD_SET_OP(AT_OUT))

/* A set of signals and its size, both in a struct. */
SHOWS(sigset_pair);
#define SIGSET_PAIR \
	SHOW(bts_show_sigset_pair), OPS(OP_MEM(AT_IN, SELF, 16), OP_MEM_DEREF(AT_IN, SELF, 0, 8))

extern const struct bts_layout bts_layout_epoll_event;

/* What epoll_ctl() reads, but for one that is to be removed. */
SHOWS(epoll_event);
#define EPOLL_EVENT                                                                          \
	.show = bts_show_epoll_event, .data = &bts_layout_epoll_event, .when = BTS_AT_ENTRY, \
	OPS(OP_MEM(AT_IN, SELF, BTS_LAYOUT_MAX))

#endif
