/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Mounted file systems: the lines of mountinfo, and where a device is mounted. */
#ifndef BTS_MOUNT_H
#define BTS_MOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A device number as the kernel keeps it (include/linux/kdev_t.h), not as stat() shows it. */
#define BTS_DEV(major, minor) ((uint32_t)(major) << 20 | (uint32_t)(minor))
#define BTS_DEV_MAJOR(dev)    ((dev) >> 20)
#define BTS_DEV_MINOR(dev)    ((dev)&0xfffff)

/* A mount, as a line of /proc/PID/mountinfo describes it; type and options of such a line alone. */
struct bts_mount {
	uint32_t dev;	     /* of the file system */
	char *root;	     /* the directory in it that is mounted */
	char *point;	     /* where */
	const char *type;    /* of the file system */
	const char *options; /* its own, by commas, not those of the mount */
	uint32_t order;	     /* among the lines */
};

/*
 * Takes a line apart, whose bytes @mount then points to and which is changed for
 * it. False if it is none. proc(5) describes it.
 */
bool bts_mount_parse(char *line, struct bts_mount *mount);

/* What is mounted for this process, read when it is asked for and again when it has changed. */
struct bts_mounts {
	FILE *file;
	struct bts_mount *list; /* by device, in the order of the file */
	size_t count;
	uint64_t looked; /* CLOCK_MONOTONIC, ns: when a change was last looked for; 0: not read */
};

/* Opens @path, /proc/self/mountinfo. 0 or -errno; then nothing is ever found. */
int bts_mounts_open(struct bts_mounts *mounts, const char *path);
void bts_mounts_free(struct bts_mounts *mounts);

/*
 * Where a file of device @dev is to be found, @path being its @n bytes long name
 * below the root of its file system, NULL where only the end of it is known:
 * the mount whose root is `/', or the one with the longest root that the name
 * begins with; of equals the first. A file system that is mounted no more is
 * found where it was last seen. NULL: nowhere. Lives until the next call.
 */
const struct bts_mount *bts_mounts_find(struct bts_mounts *mounts, uint32_t dev, const char *path,
					size_t n);

#endif
