/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Block devices: their names and numbers, and what requests are called. */
#ifndef BTS_BLOCK_H
#define BTS_BLOCK_H

#include <stdbool.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/error.h"

/* The operations by name, in the order of enum bts_rq_op; ends with NULL. */
extern const char *const bts_rq_op_names[BTS_RQ_OPS + 1];

/*
 * Adds to @disks those in a list of names, by commas: of disks and partitions,
 * as /sys knows them, or paths of their device files. @root is "", or where a
 * test has its own /sys. 0, or -EINVAL with the reason in @error.
 */
int bts_disks_find(const char *root, const char *list, struct bts_disks *disks,
		   struct bts_error *error);

/* Were there disks, and is none of them there any more? */
bool bts_disks_gone(const char *root, const struct bts_disks *disks);

#endif
