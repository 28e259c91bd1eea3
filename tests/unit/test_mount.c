// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <sched.h>
#include <sys/mount.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

#include "bts/mount.h"
#include "test.h"
#include "tree.h"

TEST(lines)
{
	char plain[] =
		"36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,ro\n";
	char bare[] = "1 0 1048575:7 / / rw - tmpfs tmpfs rw";
	char escaped[] = "1 0 0:1 /a\\040b\\134 /\\011\\012x\\7 rw - ext4 none rw\n";
	static const char *const wrong[] = {
		"",
		"\n",
		" - ",
		"no mount\n",
		"1 2 3 4 - cgroup none rw\n",
		"1 0 0:1 / / rw\n",
		" - cgroup2\n",
		"1 0 x:y / / rw - ext4 none rw\n",
		"1 0 0:1 / / rw - ext4\n",
	};
	struct bts_mount mount;

	if (CHECK(bts_mount_parse(plain, &mount))) {
		CHECK_INT(mount.dev, BTS_DEV(98, 0));
		CHECK_STR(mount.root, "/mnt1");
		CHECK_STR(mount.point, "/mnt2");
		CHECK_STR(mount.type, "ext3");
		CHECK_STR(mount.options, "rw,ro");
	}
	if (CHECK(bts_mount_parse(bare, &mount)))
		CHECK_STR(mount.options, "rw");
	if (CHECK(bts_mount_parse(escaped, &mount))) {
		CHECK_STR(mount.root, "/a b\\");
		CHECK_STR(mount.point, "/\t\nx\\7");
	}
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		char line[64];

		snprintf(line, sizeof(line), "%s", wrong[i]);
		CHECK(!bts_mount_parse(line, &mount));
	}
}

static struct bts_mounts mounts;

static const char *point(uint32_t dev, const char *path)
{
	const struct bts_mount *m = bts_mounts_find(&mounts, dev, path, path ? strlen(path) : 0);

	return m ? m->point : NULL;
}

TEST(choice)
{
	tree_make();
	tree_file("/mountinfo", "20 1 8:2 /srv /part rw - ext4 a rw\n"
				"21 1 8:2 /srv/www /www rw - ext4 a rw\n"
				"22 1 8:1 /one /bound rw - ext4 b rw\n"
				"23 1 8:1 / /first rw - ext4 b rw\n"
				"24 1 8:1 / /second rw - ext4 b rw\n"
				"not a line\n"
				"25 1 0:5 / /proc rw - proc proc rw\n");
	CHECK_INT(bts_mounts_open(&mounts, tree_path("/mountinfo")), 0);
	/* Once they are open they need no path. */
	tree_remove();
	CHECK_STR(point(BTS_DEV(0, 5), "/x"), "/proc");
	/* The whole rather than a part, the first rather than others. */
	CHECK_STR(point(BTS_DEV(8, 1), "/one/two"), "/first");
	CHECK_STR(point(BTS_DEV(8, 1), NULL), "/first");
	/* Of parts the narrowest that the file is in. */
	CHECK_STR(point(BTS_DEV(8, 2), "/srv/x"), "/part");
	CHECK_STR(point(BTS_DEV(8, 2), "/srv/www/x"), "/www");
	CHECK_STR(point(BTS_DEV(8, 2), "/srv/www"), "/www");
	CHECK_STR(point(BTS_DEV(8, 2), "/srv/wwwx"), "/part");
	CHECK_STR(point(BTS_DEV(8, 2), "/srvx"), NULL);
	CHECK_STR(point(BTS_DEV(8, 2), ""), NULL);
	CHECK_STR(point(BTS_DEV(8, 2), NULL), NULL);
	CHECK_STR(point(BTS_DEV(8, 3), "/x"), NULL);
	CHECK_STR(point(0, "/x"), NULL);
	bts_mounts_free(&mounts);
}

TEST(many)
{
	enum { COUNT = 3000 };
	char text[64];
	FILE *f;

	tree_make();
	f = fopen(tree_path("/mountinfo"), "w");
	/* Backwards, each device twice. */
	for (int i = COUNT; i > 0; i--)
		fprintf(f, "1 0 7:%d / /m%d rw - ext4 none rw\n", i / 2, i);
	fclose(f);
	CHECK_INT(bts_mounts_open(&mounts, tree_path("/mountinfo")), 0);
	for (int i = 1; i < COUNT / 2; i++) {
		snprintf(text, sizeof(text), "/m%d", 2 * i + 1);
		if (!CHECK_STR(point(BTS_DEV(7, i), "/"), text))
			break;
	}
	bts_mounts_free(&mounts);
	tree_remove();
}

TEST(no_list)
{
	CHECK_INT(bts_mounts_open(&mounts, "/nonexistent/mountinfo"), -ENOENT);
	CHECK_STR(point(BTS_DEV(8, 1), "/x"), NULL);
	bts_mounts_free(&mounts);
	CHECK_INT(bts_mounts_open(&mounts, "/dev/null"), 0);
	CHECK_STR(point(BTS_DEV(8, 1), "/x"), NULL);
	bts_mounts_free(&mounts);
}

static uint32_t device_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : BTS_DEV(major(st.st_dev), minor(st.st_dev));
}

/* In a namespace of its own: what is mounted, moved and unmounted while somebody asks. */
static void mount_around(void)
{
	char first[128], second[128];
	uint32_t one, two;

	snprintf(first, sizeof(first), "%s/first", tree);
	snprintf(second, sizeof(second), "%s/second", tree);
	CHECK_INT(bts_mounts_open(&mounts, "/proc/self/mountinfo"), 0);
	CHECK_STR(point(BTS_DEV(0, 0), "/"), NULL);

	CHECK_INT(mount("none", first, "tmpfs", 0, NULL), 0);
	one = device_of(first);
	CHECK_STR(point(one, "/x"), first);
	CHECK_INT(mount("none", second, "tmpfs", 0, NULL), 0);
	two = device_of(second);
	CHECK_STR(point(two, "/x"), second);
	/* What was written there is shown later. */
	CHECK_INT(umount(first), 0);
	CHECK_INT(mount("none", first, "tmpfs", 0, NULL), 0);
	CHECK_STR(point(device_of(first), "/x"), first);
	CHECK_STR(point(one, "/x"), first);
	CHECK_STR(point(two, "/x"), second);
	CHECK_INT(umount(first), 0);
	/* A change of what is known is seen in the end. */
	CHECK_INT(mount(second, first, NULL, MS_MOVE, NULL), 0);
	for (int i = 0; i < 1000 && strcmp(point(two, "/x"), first); i++)
		usleep(10000);
	CHECK_STR(point(two, "/x"), first);
	CHECK_INT(umount(first), 0);
	bts_mounts_free(&mounts);
}

TEST(changes)
{
	int status = -1;
	pid_t child;

	tree_make();
	tree_dir("/first");
	tree_dir("/second");
	child = fork();
	if (!child) {
		if ((unshare(CLONE_NEWNS) && unshare(CLONE_NEWUSER | CLONE_NEWNS)) ||
		    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL)) {
			printf("# no mount namespace: %s\n", strerror(errno));
			fflush(stdout);
			_exit(0);
		}
		mount_around();
		fflush(stdout);
		_exit(test_failures != 0);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	CHECK_INT(status, 0);
	tree_remove();
}

TEST_MAIN(RUN(lines), RUN(choice), RUN(many), RUN(no_list), RUN(changes))
