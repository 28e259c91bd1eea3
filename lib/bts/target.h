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
	struct bts_mark_key swept; /* how far the marks have been looked at */
};

/*
 * Adds the tasks of a comma-separated list. 0, -ENOMEM, -EINVAL (not a number),
 * or -ESRCH with the reason in @error.
 */
int bts_targets_add(struct bts_targets *targets, const char *list, bool threads,
		    struct bts_error *error);

/* Adds one process, or its first thread alone, that is silent until it calls exec. */
int bts_targets_add_command(struct bts_targets *targets, pid_t pid, bool thread,
			    struct bts_error *error);

/*
 * Marks them in the map @marks_fd. Counts in *@alive those that were alive when
 * they were marked (the caller has set the reaping hook before). 0 or -errno.
 */
int bts_targets_mark(struct bts_targets *targets, int marks_fd, __s64 *alive);

/*
 * Takes the marks off tasks that have ended and no program saw it: one that was
 * on its way out when it was marked; a thread that went by exec, which leaves
 * with its leader's number; one at whose exit the kernel skipped our program,
 * since it had interrupted it on the same processor. Looks at some of many
 * marks, and at the others the next times.
 */
void bts_targets_sweep(struct bts_targets *targets, int marks_fd, __s64 *alive);

/* Is the task that a mark was made for no longer there? Another may have its number. */
bool bts_mark_is_stale(const struct bts_mark_key *key, const struct bts_mark *mark);

void bts_targets_free(struct bts_targets *targets);

#endif
