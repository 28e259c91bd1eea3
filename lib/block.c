// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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

/* The number in a disk's or partition's directory of /sys, which is at @dir; 0: there is none. */
static __u32 dev_read(int dir, const char *path)
{
	unsigned int major, minor;
	char text[32] = "";
	int fd = openat(dir, path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) < 0 || sscanf(text, "%u:%u", &major, &minor) != 2)
		major = minor = 0;
	close(fd);
	return kernel_dev(major, minor);
}

/* The number of a disk or partition by its name; 0: there is none. */
static __u32 dev_of_name(const char *root, const char *name)
{
	char path[512];

	/* In /sys a `/' in a disk's name is a `!'. */
	snprintf(path, sizeof(path), "%s/sys/class/block/%s/dev", root, name);
	return strchr(name, '/') ? 0 : dev_read(AT_FDCWD, path);
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

static bool is_among(const struct bts_disks *disks, __u32 dev)
{
	for (__u32 i = 0; i < disks->count; i++) {
		if (disks->dev[i] == dev)
			return true;
	}
	return false;
}

bool bts_disk_among(const struct bts_disks *disks, int dir)
{
	bool among = !disks->count || is_among(disks, dev_read(dir, "dev"));
	/* Opened anew: a copy of @dir would share, and move, the place that it is read at. */
	int own = among ? -1 : openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *parts = own < 0 ? NULL : fdopendir(own);
	struct dirent *entry;

	while (parts && !among && (entry = readdir(parts))) {
		char path[NAME_MAX + 8];

		snprintf(path, sizeof(path), "%s/dev", entry->d_name);
		among = entry->d_name[0] != '.' && is_among(disks, dev_read(dir, path));
	}
	if (parts)
		closedir(parts);
	else if (own >= 0)
		close(own);
	return among;
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
