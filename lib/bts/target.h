/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Targets: the tasks that -p, -t and COMMAND name, from their number to their mark. */
#ifndef BTS_TARGET_H
#define BTS_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/error.h"

struct bts_target {
	struct bts_mark_key key;
	struct bts_mark mark;
	int pidfd; /* holds the number against reuse while it is marked; -1 for a thread */
};

struct bts_targets {
	struct bts_target *list;
	size_t count;
};

/*
 * Adds the tasks of a comma-separated list. 0, -ENOMEM, -EINVAL (not a number),
 * or -ESRCH with the reason in @error.
 */
int bts_targets_add(struct bts_targets *targets, const char *list, bool threads,
		    struct bts_error *error);

/* Adds one process that is silent until it calls exec. */
int bts_targets_add_command(struct bts_targets *targets, pid_t pid, struct bts_error *error);

/*
 * Marks them in the map @marks_fd. Counts in *@alive those that were alive when
 * they were marked (the caller has set the reaping hook before). 0 or -errno.
 */
int bts_targets_mark(struct bts_targets *targets, int marks_fd, __s64 *alive);

/*
 * Takes the marks off tasks that have gone without a program seeing it: exec
 * from a thread that does not lead its process leaves with the leader's number,
 * and the kernel skips a program that it has interrupted on the same processor.
 */
void bts_targets_sweep(int marks_fd, __s64 *alive);
void bts_targets_free(struct bts_targets *targets);

#endif
