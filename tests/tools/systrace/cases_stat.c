// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Calls that say what a file, a file system or a directory is.
 */
#include <fcntl.h>
#include <linux/stat.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cases.h"

/* A file whose times are known but for that of its change. */
static int dated(const char *name)
{
	struct timespec ts[2] = { { 1000000000, 123456789 }, { 1234567890, 0 } };
	int fd = file_with(name, "content", 7);

	T(utimensat, fd, NULL, ts, 0);
	return fd;
}

static void stat_types(void)
{
	struct stat *b = room(sizeof(*b));

	T(stat, "/", b);
	T(stat, "/dev/null", b);
	T(mknod, "fifo", S_IFIFO | 0600, 0);
	T(stat, "fifo", b);
	T(mknod, "sock", S_IFSOCK | 04711, 0);
	T(stat, "sock", b);
	T(symlink, "target", "soft");
	T(lstat, "soft", b);
	T(stat, "soft", b);
	T(mkdir, "dir", 01777);
	T(stat, "dir", b);
}

static void stat_files(void)
{
	int fd = dated("file");
	struct stat *b = room(sizeof(*b));

	T(stat, "file", b);
	T(fstat, fd, b);
	T(lstat, "file", b);
	T(fchmod, fd, 06755);
	T(fstat, fd, b);
	T(ftruncate, fd, 123456789);
	T(fstat, fd, b);
}

static void stat_bad(void)
{
	int fd = dated("file");
	char *b = room(sizeof(struct stat));

	T(stat, "none", b);
	T(stat, NULL, b);
	T(stat, edge_open("file"), b);
	T(stat, "file", NULL);
	T(stat, "file", LOW);
	T(stat, "file", b + 1);
	T(fstat, -1, b);
	T(fstat, fd, HOLE);
	T(fstat, RUBBISH(-1), NULL);
	T(lstat, "none", NULL);
	T(lstat, ONES, UPPER);
}

static void fstatat_calls(void)
{
	int fd = dated("file");
	char *b = room(sizeof(struct stat));

	T(newfstatat, AT_FDCWD, "file", b, 0);
	T(newfstatat, fd, "", b, AT_EMPTY_PATH);
	T(newfstatat, fd, NULL, b, AT_EMPTY_PATH);
	T(newfstatat, AT_FDCWD, "file", b, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT);
	T(newfstatat, -1, "file", b, 0);
	T(newfstatat, AT_FDCWD, "none", NULL, -1);
	T(newfstatat, AT_FDCWD, "file", b + 1, 0x10000);
}

static void statx_calls(void)
{
	int fd = dated("file");
	char *b = room(sizeof(struct statx));

	T(statx, AT_FDCWD, "file", AT_STATX_SYNC_AS_STAT, STATX_BASIC_STATS, b);
	T(statx, AT_FDCWD, "file", AT_STATX_FORCE_SYNC, STATX_ALL, b);
	T(statx, fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_MODE | STATX_SIZE, b);
	T(statx, fd, NULL, AT_EMPTY_PATH, 0, b);
	T(statx, AT_FDCWD, "/dev/null", AT_SYMLINK_NOFOLLOW, STATX_TYPE, b);
	T(statx, AT_FDCWD, "/", 0, 0x1fff, b);
	T(statx, AT_FDCWD, "none", 0, STATX_BTIME, b);
	T(statx, -1, "none", -1, -1, b);
	T(statx, AT_FDCWD, "file", 0x6000, 0x7fffffff, LOW);
	T(statx, AT_FDCWD, "file", 0, STATX_SIZE, b + 1);
	T(statx, AT_FDCWD, NULL, 0, RUBBISH(1), NULL);
}

static void statfs_calls(void)
{
	char *b = room(120);
	int fd;

	T(statfs, "/proc", b);
	T(statfs, "/none", b);
	T(statfs, NULL, b);
	T(statfs, "/proc", NULL);
	T(statfs, "/proc", b + 1);
	T(fstatfs, -1, b);
	fd = T(open, "/proc/self", O_RDONLY);
	T(fstatfs, fd, b);
	T(fstatfs, -1, NULL);
	T(ustat, -1, NULL);
	T(ustat, 0, room(32));
}

static void statmount_calls(void)
{
	struct {
		uint32_t size, fd;
		uint64_t id, param, ns;
	} r = { 24, 0, 1, 0x3f, 0 }, bad = { 32, -1, -1, -1, -1 };
	uint64_t *ids = room(64);

	T(statmount, EDGE(r), room(512), 512, 0);
	T(statmount, EDGE(bad), room(512), 512, -1);
	T(statmount, NULL, NULL, 0, 1);
	r.size = 3;
	T(statmount, EDGE(r), room(512), 512, 0);
	r.size = 24;
	T(listmount, EDGE(r), ids, 8, -1);
	T(listmount, LOW, NULL, -1, 2);
}

static void getdents_calls(void)
{
	int fd;
	char *b = room(1024);

	T(mkdir, "dir", 0755);
	fd = T(open, "dir", O_RDONLY | O_DIRECTORY);
	T(getdents64, fd, b, 1024);
	T(getdents64, fd, b, 1024);
	T(lseek, fd, 0, 0);
	T(getdents64, fd, b, 3);
	T(getdents64, fd, b, 30);
	T(getdents64, fd, LOW, 1024);
	T(getdents64, -1, b, 1024);
	T(getdents64, RUBBISH(-1), NULL, -1);
	T(lseek, fd, 0, 0);
	T(getdents, fd, b, 1024);
	T(getdents, fd, b, 1024);
	T(getdents, -1, NULL, -1);
}

static void getdents_names(void)
{
	int fd;
	char *b = room(4096);

	T(mkdir, "dir", 0755);
	T(mknod, "dir/fifo", S_IFIFO | 0600, 0);
	T(mkdir, "dir/sub", 0755);
	T(symlink, "x", "dir/odd\n\"\\\377");
	T(close, file_with("dir/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "", 0));
	fd = T(open, "dir", O_RDONLY | O_DIRECTORY);
	T(getdents64, fd, b, 4096);
	T(lseek, fd, 0, 0);
	T(getdents, fd, b, 4096);
}

static void getdents_many(void)
{
	char name[] = "dir/name00";
	int fd;
	char *b = room(8192);

	T(mkdir, "dir", 0755);
	for (int i = 0; i < 40; i++) {
		name[8] = '0' + i / 10;
		name[9] = '0' + i % 10;
		T(close, file_with(name, "", 0));
	}
	fd = T(open, "dir", O_RDONLY | O_DIRECTORY);
	T(getdents64, fd, b, 8192);
	T(getdents64, fd, b, 8192);
}

static void cwd_calls(void)
{
	char *b = room(64);
	int fd;

	T(chdir, "none");
	T(chdir, "/");
	T(getcwd, b, 64);
	T(getcwd, b, 2);
	T(getcwd, b, 1);
	T(getcwd, b, 0);
	T(getcwd, NULL, 64);
	T(getcwd, LOW, -1);
	T(chdir, "/proc/self");
	T(chdir, NULL);
	T(chdir, edge_open("/proc"));
	T(fchdir, -1);
	T(fchdir, 0x7fffffff);
	T(chdir, "/dev");
	T(getcwd, b, 64);
	fd = T(open, "/", O_RDONLY);
	T(fchdir, fd);
	T(chroot, "/none");
	T(chroot, NULL);
}

static void file_attr(void)
{
	struct {
		uint64_t xflags;
		uint32_t extsize, nextents, projid, cowextsize;
	} a = { 0x8000000000000001, 1, 2, 3, 4 };

	T(file_getattr, -1, "none", room(24), 24, 0);
	T(file_getattr, AT_FDCWD, "/none", LOW, 24, -1);
	T(file_setattr, -1, "none", EDGE(a), 24, 0x100);
	T(file_setattr, -1, "none", EDGE(a), 3, 0);
	T(file_setattr, -1, NULL, NULL, -1, 1);
}

#define STAT "-v|-y|-X raw|-X verbose|-e verbose=none"

const struct testcase cases[] = {
	{ "stat_types", stat_types, STAT },
	{ "stat_files", stat_files, STAT "|-e abbrev=none|-e raw=stat,fstat" },
	{ "stat_bad", stat_bad, STAT },
	{ "fstatat_calls", fstatat_calls, STAT },
	{ "statx_calls", statx_calls, STAT },
	{ "statfs_calls", statfs_calls, STYLES },
	{ "statmount_calls", statmount_calls, "-v|-X raw" },
	{ "getdents_calls", getdents_calls, "-v|-y" },
	{ "getdents_names", getdents_names, "-v|-v -s 4|-v -x|-v -X raw" },
	{ "getdents_many", getdents_many, "-v" },
	{ "cwd_calls", cwd_calls, "-y|-s 2|-xx" },
	{ "file_attr", file_attr, "-v" },
	{}
};
