/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "bts/block.h"
#include "bts/nearest.h"

const char *const bts_rq_op_names[BTS_RQ_OPS + 1] = {
	[BTS_RQ_OP_READ] = "read",
	[BTS_RQ_OP_WRITE] = "write",
	[BTS_RQ_OP_FLUSH] = "flush",
	[BTS_RQ_OP_DISCARD] = "discard",
	[BTS_RQ_OP_SECURE_ERASE] = "secure_erase",
	[BTS_RQ_OP_WRITE_ZEROES] = "write_zeroes",
	[BTS_RQ_OP_ZONE_APPEND] = "zone_append",
	[BTS_RQ_OP_ZONE_RESET] = "zone_reset",
	[BTS_RQ_OP_ZONE_RESET_ALL] = "zone_reset_all",
	[BTS_RQ_OP_ZONE_OPEN] = "zone_open",
	[BTS_RQ_OP_ZONE_CLOSE] = "zone_close",
	[BTS_RQ_OP_ZONE_FINISH] = "zone_finish",
	[BTS_RQ_OP_DRV_IN] = "drv_in",
	[BTS_RQ_OP_DRV_OUT] = "drv_out",
	[BTS_RQ_OP_UNKNOWN] = "unknown",
};

/* include/linux/kdev_t.h: the kernel's own packing, which is not that of stat(2). */
#define KERNEL_MINOR_BITS 20

static __u32 kernel_dev(unsigned int major, unsigned int minor)
{
	return major << KERNEL_MINOR_BITS | minor;
}

/* The number of a disk or partition by its name; 0: there is none. */
static __u32 dev_of_name(const char *root, const char *name)
{
	unsigned int major = 0, minor = 0;
	char path[512];
	FILE *f;

	/* In /sys a `/' in a disk's name is a `!'. */
	snprintf(path, sizeof(path), "%s/sys/class/block/%s/dev", root, name);
	f = strchr(name, '/') ? NULL : fopen(path, "re");
	if (!f)
		return 0;
	if (fscanf(f, "%u:%u", &major, &minor) != 2)
		major = minor = 0;
	fclose(f);
	return kernel_dev(major, minor);
}

static __u32 dev_of_file(const char *path)
{
	struct stat st;

	if (stat(path, &st) || !S_ISBLK(st.st_mode))
		return 0;
	return kernel_dev(major(st.st_rdev), minor(st.st_rdev));
}

#define NAMES_MAX 1024

static int refuse(const char *root, const char *name, struct bts_error *error)
{
	const char *names[NAMES_MAX], *nearest;
	struct dirent *entry;
	char path[512];
	size_t n = 0;
	DIR *dir;

	bts_fail(error, -EINVAL, "%s: no such disk or partition", name);
	snprintf(path, sizeof(path), "%s/sys/class/block", root);
	dir = opendir(path);
	while (dir && n < NAMES_MAX && (entry = readdir(dir))) {
		if (entry->d_name[0] != '.')
			names[n++] = strdup(entry->d_name);
	}
	if (dir)
		closedir(dir);
	nearest = bts_nearest(strncmp(name, "/dev/", 5) ? name : name + 5, names, n);
	if (nearest)
		bts_hint(error, "did you mean %s?", nearest);
	else
		bts_hint(error, "lsblk lists them");
	while (n)
		free((char *)names[--n]);
	return -EINVAL;
}

int bts_disks_find(const char *root, const char *list, struct bts_disks *disks,
		   struct bts_error *error)
{
	do {
		size_t n = strcspn(list, ",");
		char name[256];
		__u32 dev;

		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		dev = name[0] == '/' ? dev_of_file(name) : dev_of_name(root, name);
		if (!dev && !strncmp(name, "/dev/", 5))
			dev = dev_of_name(root, name + 5);
		if (!dev)
			return refuse(root, name, error);
		if (disks->count == BTS_DISKS_MAX)
			return bts_fail(error, -EINVAL, "%s: more than %d disks", name,
					BTS_DISKS_MAX);
		disks->dev[disks->count++] = dev;
		list += n;
	} while (*list++);
	return 0;
}

bool bts_disks_gone(const char *root, const struct bts_disks *disks)
{
	for (__u32 i = 0; i < disks->count; i++) {
		char path[512];

		snprintf(path, sizeof(path), "%s/sys/dev/block/%u:%u", root,
			 disks->dev[i] >> KERNEL_MINOR_BITS,
			 disks->dev[i] & ((1U << KERNEL_MINOR_BITS) - 1));
		if (!access(path, F_OK))
			return false;
	}
	return disks->count;
}
