/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Disks by their names: where they are in /sys, and when they are gone. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bts/block.h"
#include "test.h"
#include "tree.h"

#define DEV(major, minor) ((__u32)(major) << 20 | (minor))

static struct bts_error error;
static struct bts_disks disks;

/* A disk or partition of the made-up machine, as the kernel shows it in three places. */
static void add(const char *name, const char *parent, unsigned int major, unsigned int minor)
{
	char path[256], dev[32];

	snprintf(dev, sizeof(dev), "%u:%u\n", major, minor);
	snprintf(path, sizeof(path), "/sys/block/%s%s%s", parent ?: "", parent ? "/" : "", name);
	tree_dir(path);
	strcat(path, "/dev");
	tree_file(path, dev);
	snprintf(path, sizeof(path), "/sys/class/block/%s", name);
	tree_dir(path);
	strcat(path, "/dev");
	tree_file(path, dev);
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u", major, minor);
	tree_dir(path);
}

static void machine_make(void)
{
	tree_make();
	add("unitda", NULL, 8, 0);
	add("unitda1", "unitda", 8, 1);
	add("unitda15", "unitda", 8, 15);
	add("unitdb", NULL, 8, 16);
	add("unitdb1", "unitdb", 8, 17);
	/* Beyond the 8 bits that minor numbers once had, up to the last one. */
	add("unitnvme0n1", NULL, 259, 256);
	add("unitnvme0n1p2", "unitnvme0n1", 259, 1048575);
	/* In /dev it is unitcciss/c0d0. */
	add("unitcciss!c0d0", NULL, 104, 0);
}

static int find(const char *list)
{
	memset(&error, 0, sizeof(error));
	return bts_disks_find(tree, list, &disks, &error);
}

static void found(const char *list, size_t n, __u32 first, __u32 last)
{
	memset(&disks, 0, sizeof(disks));
	CHECK_INT(find(list), 0);
	CHECK_STR(error.text, "");
	if (CHECK_INT(disks.count, n) && n) {
		CHECK_INT(disks.dev[0], first);
		CHECK_INT(disks.dev[n - 1], last);
	}
}

static void refused(const char *list, const char *text, const char *hint)
{
	memset(&disks, 0, sizeof(disks));
	CHECK_INT(find(list), -EINVAL);
	CHECK_STR(error.text, text);
	CHECK_STR(error.hint, hint);
}

TEST(names)
{
	machine_make();
	found("unitda", 1, DEV(8, 0), DEV(8, 0));
	found("unitdb,unitda", 2, DEV(8, 16), DEV(8, 0));
	found("unitda,unitda1,unitda15", 3, DEV(8, 0), DEV(8, 15));
	found("unitnvme0n1p2,unitnvme0n1", 2, DEV(259, 1048575), DEV(259, 256));
	found("unitcciss!c0d0", 1, DEV(104, 0), DEV(104, 0));
	/* As people know them, also where there is no such file. */
	found("/dev/unitda1", 1, DEV(8, 1), DEV(8, 1));
	found("unitdb1,/dev/unitnvme0n1", 2, DEV(8, 17), DEV(259, 256));
	/* What was there before stays. */
	CHECK_INT(find("unitda"), 0);
	CHECK_INT(disks.count, 3);
	CHECK_INT(disks.dev[0], DEV(8, 17));
	CHECK_INT(disks.dev[2], DEV(8, 0));
	tree_remove();
}

TEST(no_such_disk)
{
	char longer[2000];

	machine_make();
	refused("unitdda", "unitdda: no such disk or partition", "did you mean unitda?");
	refused("unitda,unitnvme0n2p2", "unitnvme0n2p2: no such disk or partition",
		"did you mean unitnvme0n1p2?");
	refused("/dev/unitnvme0n1p3", "/dev/unitnvme0n1p3: no such disk or partition",
		"did you mean unitnvme0n1p2?");
	refused("zebra", "zebra: no such disk or partition", "lsblk lists them");
	refused("", ": no such disk or partition", "lsblk lists them");
	refused("unitda,", ": no such disk or partition", "lsblk lists them");
	refused(",unitda", ": no such disk or partition", "lsblk lists them");
	refused(" unitda", " unitda: no such disk or partition", "did you mean unitda?");
	/* Only names lead into /sys, and only devices of blocks are meant by files. */
	refused("../block/unitda", "../block/unitda: no such disk or partition",
		"lsblk lists them");
	refused(".", ".: no such disk or partition", "lsblk lists them");
	refused("/dev/null", "/dev/null: no such disk or partition", "lsblk lists them");
	refused("/dev/../unitda", "/dev/../unitda: no such disk or partition",
		"did you mean unitda?");
	refused(tree_path("/sys/class/block/unitda/dev"), error.text, "lsblk lists them");
	CHECK(strstr(error.text, "/unitda/dev: no such disk or partition"));

	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	CHECK_INT(find(longer), -EINVAL);
	CHECK_STR(error.hint, "lsblk lists them");
	tree_remove();
	/* A machine without /sys. */
	CHECK_INT(find("unitda"), -EINVAL);
	CHECK_STR(error.hint, "lsblk lists them");
}

/* A number that is none is not taken for a disk. */
TEST(bad_numbers)
{
	static const char *const bad[] = { "", "\n", "8", "8:", ":0", "x:y\n", "8-0" };

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		machine_make();
		tree_file("/sys/class/block/unitda/dev", bad[i]);
		CHECK_INT(find("unitda"), -EINVAL);
		tree_remove();
	}
}

TEST(too_many)
{
	char list[BTS_DISKS_MAX * 8 + 8] = "";

	machine_make();
	for (int i = 0; i < BTS_DISKS_MAX; i++)
		strcat(list, i ? ",unitda" : "unitda");
	found(list, BTS_DISKS_MAX, DEV(8, 0), DEV(8, 0));
	CHECK_INT(find("unitdb"), -EINVAL);
	CHECK_STR(error.text, "unitdb: more than 16 disks");
	CHECK_INT(disks.count, BTS_DISKS_MAX);
	strcat(list, ",unitdb");
	refused(list, "unitdb: more than 16 disks", "");
	tree_remove();
}

/* Is the disk of that name among @disks? It has to stay so however often that is asked. */
static bool among(const char *name)
{
	char path[256];
	bool first;
	int dir;

	snprintf(path, sizeof(path), "/sys/block/%s", name);
	dir = open(tree_path(path), O_RDONLY | O_DIRECTORY);
	if (!CHECK(dir >= 0))
		return false;
	first = bts_disk_among(&disks, dir);
	CHECK_INT(bts_disk_among(&disks, dir), first);
	close(dir);
	return first;
}

TEST(disk_among)
{
	machine_make();
	/* None: all. */
	memset(&disks, 0, sizeof(disks));
	CHECK(among("unitda") && among("unitdb") && among("unitnvme0n1"));
	found("unitda", 1, DEV(8, 0), DEV(8, 0));
	CHECK(among("unitda"));
	CHECK(!among("unitdb") && !among("unitnvme0n1"));
	/* A disk has a part of what is done to its partitions. */
	found("unitdb1,unitnvme0n1p2", 2, DEV(8, 17), DEV(259, 1048575));
	CHECK(!among("unitda"));
	CHECK(among("unitdb") && among("unitnvme0n1"));
	CHECK(!among("unitcciss!c0d0"));
	tree_remove();
}

TEST(disks_gone)
{
	machine_make();
	/* Who did not ask for any waits for none. */
	memset(&disks, 0, sizeof(disks));
	CHECK(!bts_disks_gone(tree, &disks));
	found("unitda1,unitnvme0n1p2", 2, DEV(8, 1), DEV(259, 1048575));
	CHECK(!bts_disks_gone(tree, &disks));
	CHECK_INT(rmdir(tree_path("/sys/dev/block/8:1")), 0);
	CHECK(!bts_disks_gone(tree, &disks));
	CHECK_INT(rmdir(tree_path("/sys/dev/block/259:1048575")), 0);
	CHECK(bts_disks_gone(tree, &disks));
	/* That others are there is of no help. */
	CHECK(!access(tree_path("/sys/dev/block/8:0"), F_OK));
	tree_remove();
}

TEST(op_names)
{
	for (int op = 0; op < BTS_RQ_OPS; op++) {
		CHECK(bts_rq_op_names[op] && bts_rq_op_names[op][0]);
		for (int other = 0; other < op; other++)
			CHECK(strcmp(bts_rq_op_names[op], bts_rq_op_names[other]));
	}
	CHECK_STR(bts_rq_op_names[BTS_RQ_OPS], NULL);
}

TEST_MAIN(RUN(names), RUN(no_such_disk), RUN(bad_numbers), RUN(too_many), RUN(disk_among),
	  RUN(disks_gone), RUN(op_names))
