/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* A process that kills what is traced when the tracer ends, by whatever it does. */
#ifndef BTS_GUARD_H
#define BTS_GUARD_H

#include <sys/types.h>
#include "bts/error.h"

struct bts_guard {
	pid_t pid; /* 0: none */
	int alive; /* when it is closed, all that is marked is killed; -1 */
};

/*
 * Starts it when everything is attached: it keeps the programs alive that mark the children of what
 * is marked in the map @marks_fd. @except is a descriptor that it closes, -1: none. It gives up its
 * privileges but for that to kill. 0 or -errno.
 */
int bts_guard_start(struct bts_guard *guard, int marks_fd, int except, struct bts_error *error);

/* Has it do its work, and waits for that. */
void bts_guard_end(struct bts_guard *guard);

#endif
