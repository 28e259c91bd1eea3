// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Calls that open, name, link, change and lock files, and those that work on descriptors.
 */
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "cases.h"

#define MAKE_DEV(major, minor) ((major) << 8 | ((minor)&0xff) | ((minor) & ~0xffUL) << 12)

static void open_pointers(void)
{
	T(open, NULL, O_RDONLY);
	T(open, LOW, O_RDONLY);
	T(open, ONES, O_RDONLY);
	T(open, UPPER, O_RDONLY);
	T(open, HOLE, O_RDONLY);
	T(open, edge_str("/no/such/file"), O_RDONLY);
	T(open, edge_open("/no/such/file"), O_RDONLY);
	T(open, "", O_RDONLY);
}

static void open_flags(void)
{
	static const unsigned int flags[] = {
		O_RDONLY,
		O_WRONLY,
		O_RDWR,
		O_ACCMODE,
		O_WRONLY | O_APPEND,
		O_RDONLY | O_CLOEXEC | O_DIRECTORY,
		O_RDWR | O_NONBLOCK | O_SYNC,
		O_RDWR | O_DSYNC,
		O_RDONLY | O_NOFOLLOW | O_NOATIME | O_PATH,
		O_WRONLY | O_TRUNC | O_EXCL | O_NOCTTY,
		O_RDONLY | O_DIRECT | O_ASYNC | 0100000,
		0x80000000,
		0x7f000000,
		0xffffffff,
	};

	for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
		T(open, "/no/such", flags[i], 0xffff);
}

static void open_modes(void)
{
	static const unsigned int modes[] = { 0, 7, 0644, 07777, 0100644, 0x12345, 0xffffffff };

	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		T(open, "/no/such/mode", O_CREAT | O_WRONLY, modes[i]);
		T(openat, AT_FDCWD, "/no/such/mode", O_CREAT | O_WRONLY, RUBBISH(modes[i]));
		T(creat, "/no/such/mode", modes[i]);
	}
	T(open, "/no/such/mode", O_TMPFILE | O_RDWR, 0600);
	T(open, "/no/such/mode", O_TMPFILE, 0600);
}

static void open_success(void)
{
	int fd = T(open, "made", O_CREAT | O_RDWR, 0640);

	T(close, fd);
	T(open, "made", O_CREAT | O_EXCL | O_WRONLY, 0640);
	fd = T(openat, AT_FDCWD, "made", O_RDONLY | O_CLOEXEC);
	T(openat, fd, "below", O_RDONLY);
	T(close, fd);
	fd = T(openat, AT_FDCWD, ".", O_RDONLY | O_DIRECTORY);
	T(openat, fd, "made", O_WRONLY | O_TRUNC);
	T(openat, RUBBISH(fd), "made", RUBBISH(O_PATH));
	T(open, "made/below", O_RDONLY);
	T(open, ".", O_WRONLY);
}

static void open_strings(void)
{
	T(open, "a\nb\tc\rd\ve\ff\"g\\h", O_RDONLY);
	T(open, "\001\0022\033[1m\177", O_RDONLY);
	T(open, "\303\244\377\200x", O_RDONLY);
	T(open, "\0017\0018\001a", O_RDONLY);
	T(open, edge_long(40), O_RDONLY);
	T(open, edge_long(255), O_RDONLY);
	T(open, edge_long(256), O_RDONLY);
}

static void open_long(void)
{
	T(open, edge_long(4094), O_RDONLY);
	T(open, edge_long(4095), O_RDONLY);
	T(open, edge_long(4096), O_RDONLY);
	T(open, edge_long(5000), O_RDONLY);
	T(openat, AT_FDCWD, edge_long(ROOM_SIZE - 1), O_RDONLY);
}

static void openat_dirs(void)
{
	T(openat, -1, "relative", O_RDONLY);
	T(openat, AT_FDCWD, "relative/none", O_RDONLY);
	T(openat, RUBBISH(AT_FDCWD), "relative/none", O_RDONLY);
	T(openat, 12345, "relative", O_RDONLY);
	T(openat, -99, "relative", O_RDONLY);
	T(openat, 0x7fffffff, "relative", O_RDONLY);
	T(openat, 0, "/absolute/none", O_RDONLY);
}

static void openat2_how(void)
{
	struct open_how how = { O_RDWR | O_CREAT, 0600, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };
	struct open_how bad = { ~0ULL, ~0ULL, ~0ULL };
	struct open_how wide = { 0x1234567800000000ULL, 0777, 0 };
	struct {
		struct open_how how;
		uint64_t more[2];
	} big = { { O_RDONLY, 0,
		    RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS | RESOLVE_IN_ROOT | RESOLVE_CACHED },
		  { 0, 0 } };

	T(openat2, AT_FDCWD, "/none/x", EDGE(how), sizeof(how));
	T(openat2, AT_FDCWD, "/none/x", EDGE(bad), sizeof(bad));
	T(openat2, AT_FDCWD, "/none/x", EDGE(wide), sizeof(wide));
	T(openat2, -1, "none/x", EDGE(big), sizeof(big));
	big.more[1] = 0xabcdef;
	T(openat2, -1, "none/x", EDGE(big), sizeof(big));
	T(openat2, -1, "none/x", EDGE(big), sizeof(how) + 3);
	T(openat2, AT_FDCWD, NULL, NULL, sizeof(how));
	T(openat2, AT_FDCWD, "x", (char *)EDGE(how) + 1, sizeof(how));
	T(openat2, AT_FDCWD, "x", EDGE(how), sizeof(how) - 1);
	T(openat2, AT_FDCWD, "x", EDGE(how), 0);
	T(openat2, AT_FDCWD, "x", EDGE(how), -1);
}

static void access_modes(void)
{
	T(access, "/", F_OK);
	T(access, "/", R_OK | W_OK | X_OK);
	T(access, "/no/such", 8);
	T(access, "/", 0xfffffff8);
	T(access, NULL, RUBBISH(R_OK));
	T(faccessat, AT_FDCWD, "/", R_OK);
	T(faccessat, -1, "none", W_OK, ~0);
	T(faccessat2, AT_FDCWD, "/", X_OK, 0);
	T(faccessat2, AT_FDCWD, "", F_OK, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW | AT_EACCESS);
	T(faccessat2, -1, "x", -1, -1);
	T(faccessat2, -1, edge_open("x"), 0, 0x2000);
}

static void link_calls(void)
{
	T(close, file_with("file", "x", 1));
	T(link, "file", "hard");
	T(link, "file", "hard");
	T(link, NULL, LOW);
	T(link, edge_open("a"), edge_str("b"));
	T(linkat, AT_FDCWD, "file", AT_FDCWD, "hard2", 0);
	T(linkat, -1, "file", -2, "hard3", AT_SYMLINK_FOLLOW | AT_EMPTY_PATH);
	T(linkat, AT_FDCWD, "file", AT_FDCWD, "hard3", -1);
	T(symlink, "file", "soft");
	T(symlink, "/target/none", "soft");
	T(symlink, "", "soft2");
	T(symlinkat, "a\001b", AT_FDCWD, "soft3");
	T(symlinkat, HOLE, -1, HOLE);
}

static void readlink_calls(void)
{
	char *buffer = room(64);

	T(symlink, "/a/target/of/some/length/to/be/cut/at/thirty-two", "soft");
	T(readlink, "soft", buffer, 64);
	T(readlink, "soft", buffer, 5);
	T(readlink, "soft", buffer, 0);
	T(readlink, "soft", buffer, -1);
	T(readlink, "soft", NULL, 64);
	T(readlink, "soft", LOW, 64);
	T(readlink, "none", buffer, 64);
	T(readlink, ".", buffer, 64);
	T(readlink, NULL, buffer, 64);
	T(readlinkat, AT_FDCWD, "soft", buffer, RUBBISH(64));
	T(readlinkat, -1, "soft", buffer, 64);
	T(symlink, "\377\001nul", "raw");
	T(readlink, "raw", buffer, 64);
}

static void rename_calls(void)
{
	T(close, file_with("one", "x", 1));
	T(rename, "one", "two");
	T(rename, "one", "two");
	T(rename, NULL, "two");
	T(rename, edge_open("one"), HOLE);
	T(renameat, AT_FDCWD, "two", AT_FDCWD, "three");
	T(renameat, -1, "two", 99, "three");
	T(renameat2, AT_FDCWD, "three", AT_FDCWD, "four", 1);
	T(renameat2, AT_FDCWD, "three", AT_FDCWD, "four", 2);
	T(renameat2, AT_FDCWD, "three", AT_FDCWD, "four", 4);
	T(renameat2, AT_FDCWD, "four", AT_FDCWD, "five", 0);
	T(renameat2, -1, "four", -1, "five", 7);
	T(renameat2, -1, "four", -1, "five", -1);
	T(renameat2, -1, "four", -1, "five", 0x100);
}

static void mkdir_calls(void)
{
	T(mkdir, "dir", 0755);
	T(mkdir, "dir", 0755);
	T(mkdir, "none/dir", 0xffff);
	T(mkdir, NULL, 0);
	T(mkdirat, AT_FDCWD, "dir2", 01777);
	T(mkdirat, -1, "dir2", RUBBISH(0700));
	T(rmdir, "dir2");
	T(rmdir, "dir2");
	T(rmdir, edge_open("dir"));
	T(unlink, "dir");
	T(unlink, LOW);
	T(unlinkat, AT_FDCWD, "dir", 0);
	T(unlinkat, AT_FDCWD, "dir", AT_REMOVEDIR);
	T(unlinkat, -1, "dir", AT_REMOVEDIR | 1);
	T(unlinkat, -1, "dir", -1);
}

static void mknod_calls(void)
{
	T(mknod, "fifo", S_IFIFO | 0600, 0);
	T(mknod, "sock", S_IFSOCK | 0600, 0);
	T(mknod, "file", S_IFREG | 0600, 0x1234);
	T(mknod, "file", 0600, 0);
	T(mknod, "none/c", S_IFCHR | 0600, MAKE_DEV(1, 3));
	T(mknod, "none/b", S_IFBLK | 04755, MAKE_DEV(0xfff, 0xfffff));
	T(mknod, "none/d", S_IFDIR | 0755, 0);
	T(mknod, "none/x", 0xffffffff, 0xffffffffffffffff);
	T(mknod, NULL, S_IFLNK, 0);
	T(mknodat, AT_FDCWD, "fifo2", S_IFIFO | 0644);
	T(mknodat, -1, "c", S_IFCHR, MAKE_DEV(5, 1));
	T(mknodat, -1, "c", RUBBISH(S_IFBLK), RUBBISH(0x801));
}

static void chmod_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(chmod, "file", 0600);
	T(chmod, "file", 07777);
	T(chmod, "none", 0xffffffff);
	T(chmod, NULL, 0);
	T(fchmod, fd, 0644);
	T(fchmod, -1, RUBBISH(0644));
	T(fchmodat, AT_FDCWD, "file", 0400);
	T(fchmodat, -1, "file", 0400, -1);
	T(fchmodat2, AT_FDCWD, "file", 0600, 0);
	T(fchmodat2, AT_FDCWD, "file", 0600, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
	T(fchmodat2, -1, "file", 0600, -1);
}

static void chown_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(chown, "file", -1, -1);
	T(chown, "none", 0, 1000);
	T(chown, "none", 0x7fffffff, 0x80000000);
	T(chown, NULL, RUBBISH(1), RUBBISH(2));
	T(lchown, "none", 65534, 65535);
	T(fchown, fd, -1, -1);
	T(fchown, -1, 1, 2);
	T(fchownat, AT_FDCWD, "file", -1, -1, 0);
	T(fchownat, fd, "", -1, -1, AT_EMPTY_PATH);
	T(fchownat, -1, "file", 0, 0, AT_SYMLINK_NOFOLLOW | 1);
	T(fchownat, -1, "file", 0, 0, -1);
}

static void utime_calls(void)
{
	struct {
		long actime, modtime;
	} u = { 1000000000, 1234567890 }, odd = { -1, 0x7fffffffffffffff };
	struct timeval tv[2] = { { 1000000000, 123456 }, { 1234567890, 999999 } };
	struct timeval bad[2] = { { -1, -1 }, { 0x7fffffffffffffff, 1000000 } };

	T(close, file_with("file", "x", 1));
	T(utime, "file", EDGE(u));
	T(utime, "none", EDGE(odd));
	T(utime, "none", NULL);
	T(utime, "file", (char *)EDGE(u) + 8);
	T(utimes, "file", EDGE(tv));
	T(utimes, "file", EDGE(bad));
	T(utimes, "none", NULL);
	T(utimes, "file", (char *)EDGE(tv) + 1);
	T(futimesat, AT_FDCWD, "file", EDGE(tv));
	T(futimesat, -1, "file", EDGE(bad));
	T(futimesat, -1, NULL, LOW);
}

static void utimensat_calls(void)
{
	struct timespec ts[2] = { { 1000000000, 123456789 }, { 0, UTIME_OMIT } };
	struct timespec now[2] = { { 5, UTIME_NOW }, { -7, UTIME_NOW } };
	struct timespec omit[2] = { { 0, UTIME_OMIT }, { 1, UTIME_OMIT } };
	struct timespec bad[2] = { { -1, -1 }, { 0x7fffffffffffffff, 0x7fffffffffffffff } };
	int fd = file_with("file", "x", 1);

	T(utimensat, AT_FDCWD, "file", EDGE(ts), 0);
	T(utimensat, AT_FDCWD, "file", EDGE(now), 0);
	T(utimensat, fd, NULL, EDGE(omit), 0);
	T(utimensat, AT_FDCWD, "file", EDGE(bad), AT_SYMLINK_NOFOLLOW);
	T(utimensat, AT_FDCWD, "none", NULL, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
	T(utimensat, -1, "none", LOW, -1);
	T(utimensat, -1, "none", (char *)EDGE(ts) + 16, 0x40000000);
}

static void truncate_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(truncate, "file", 100);
	T(truncate, "file", -1);
	T(truncate, "none", 0x7fffffffffffffff);
	T(truncate, NULL, 0);
	T(ftruncate, fd, 0);
	T(ftruncate, fd, -5);
	T(ftruncate, -1, 0x123456789abcdef0);
	T(fallocate, fd, 0, 0, 4096);
	T(fallocate, fd, 1, 0, 8192);
	T(fallocate, fd, 3, 0, 4096);
	T(fallocate, fd, 0x7f, -1, -1);
	T(fallocate, fd, -1, 0, 0);
	T(fallocate, -1, 0x80, 0x7fffffffffffffff, 1);
}

static void lseek_calls(void)
{
	int fd = file_with("file", "0123456789", 10);

	T(lseek, fd, 3, SEEK_SET);
	T(lseek, fd, -1, SEEK_CUR);
	T(lseek, fd, 5, SEEK_END);
	T(lseek, fd, -11, SEEK_END);
	T(lseek, fd, 0, SEEK_DATA);
	T(lseek, fd, 0, SEEK_HOLE);
	T(lseek, fd, 10, SEEK_DATA);
	T(lseek, fd, 0x7fffffffffffffff, SEEK_SET);
	T(lseek, fd, 1, 5);
	T(lseek, RUBBISH(fd), 1, RUBBISH(-1));
	T(lseek, -1, -1, SEEK_SET);
}

static void dup_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(dup, fd);
	T(dup, -1);
	T(dup, 0x7fffffff);
	T(dup2, fd, 20);
	T(dup2, fd, fd);
	T(dup2, fd, -1);
	T(dup2, -1, RUBBISH(20));
	T(dup3, fd, 21, O_CLOEXEC);
	T(dup3, fd, 21, 0);
	T(dup3, fd, fd, 0);
	T(dup3, fd, 22, -1);
	T(dup3, fd, 22, 1);
}

static void close_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(close, fd);
	T(close, fd);
	T(close, -1);
	T(close, RUBBISH(-1));
	T(dup2, 0, 50);
	T(dup2, 0, 51);
	T(close_range, 50, 50, 0);
	T(close_range, 50, 60, 4);
	T(close_range, 100, -1, 2);
	T(close_range, 5, 4, 0);
	T(close_range, 5, 6, -1);
	T(close_range, RUBBISH(100), RUBBISH(101), 8);
}

static void fcntl_flags(void)
{
	int fd = file_with("file", "x", 1);

	T(fcntl, fd, F_GETFD);
	T(fcntl, fd, F_SETFD, FD_CLOEXEC);
	T(fcntl, fd, F_GETFD);
	T(fcntl, fd, F_SETFD, 0xfe);
	T(fcntl, fd, F_GETFL);
	T(fcntl, fd, F_SETFL, O_APPEND | O_NONBLOCK);
	T(fcntl, fd, F_GETFL);
	T(fcntl, fd, F_SETFL, 0);
	T(fcntl, fd, F_DUPFD, 30);
	T(fcntl, fd, F_DUPFD, -1);
	T(fcntl, fd, F_DUPFD_CLOEXEC, 31);
	T(fcntl, -1, F_GETFD, 0xdead);
	T(fcntl, -1, F_SETFL, -1);
	T(fcntl, fd, 12345, 6789);
	T(fcntl, fd, -1, -1);
}

static void fcntl_locks(void)
{
	int fd = file_with("file", "0123456789", 10);
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 2, .l_len = 3 };
	struct flock odd = { .l_type = 77, .l_whence = 88, .l_start = -1, .l_len = -1, .l_pid = -1 };
	struct flock ask = { .l_type = F_RDLCK, .l_whence = SEEK_SET };

	T(fcntl, fd, F_SETLK, EDGE(l));
	T(fcntl, fd, F_GETLK, EDGE(ask));
	T(fcntl, fd, F_SETLK, EDGE(odd));
	T(fcntl, fd, F_SETLKW, NULL);
	T(fcntl, fd, F_GETLK, LOW);
	l.l_type = F_UNLCK;
	T(fcntl, fd, F_SETLKW, EDGE(l));
	T(fcntl, fd, F_OFD_SETLK, EDGE(l));
	T(fcntl, fd, F_OFD_GETLK, EDGE(ask));
	T(fcntl, fd, F_OFD_SETLKW, (char *)EDGE(l) + 1);
	T(fcntl, -1, F_SETLK, EDGE(l));
}

static void fcntl_others(void)
{
	int fd = file_with("file", "x", 1);
	struct f_owner_ex owner = { F_OWNER_PGRP, 0 };
	struct f_owner_ex odd = { 77, -5 };
	uint64_t hint = 2, bad = 1000;
	int pipes[2] = { -1, -1 };

	T(fcntl, fd, F_SETOWN, 0);
	T(fcntl, fd, F_GETOWN);
	T(fcntl, fd, F_SETSIG, 10);
	T(fcntl, fd, F_GETSIG);
	T(fcntl, fd, F_SETSIG, 200);
	T(fcntl, fd, F_SETOWN_EX, EDGE(owner));
	T(fcntl, fd, F_GETOWN_EX, room(sizeof(owner)));
	T(fcntl, fd, F_SETOWN_EX, EDGE(odd));
	T(fcntl, fd, F_SETOWN_EX, HOLE);
	T(fcntl, fd, F_SETLEASE, F_RDLCK);
	T(fcntl, fd, F_SETLEASE, F_UNLCK);
	T(fcntl, fd, F_GETLEASE);
	T(fcntl, fd, F_NOTIFY, DN_ACCESS | DN_MULTISHOT);
	T(fcntl, fd, F_SET_RW_HINT, EDGE(hint));
	T(fcntl, fd, F_GET_RW_HINT, room(8));
	T(fcntl, fd, F_SET_RW_HINT, EDGE(bad));
	T(fcntl, fd, F_ADD_SEALS, 0x1f);
	T(fcntl, fd, F_GET_SEALS);
	T(pipe2, pipes, 0);
	T(fcntl, pipes[0], F_GETPIPE_SZ);
	T(fcntl, pipes[0], F_SETPIPE_SZ, 4096);
	T(fcntl, fd, 1027, 5);
}

static void flock_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(flock, fd, LOCK_EX);
	T(flock, fd, LOCK_SH | LOCK_NB);
	T(flock, fd, LOCK_UN);
	T(flock, fd, 0);
	T(flock, fd, -1);
	T(flock, -1, 32 | 64 | 128);
	T(flock, -1, RUBBISH(LOCK_UN));
}

static void sync_calls(void)
{
	int fd = file_with("file", "x", 1);

	T(fsync, fd);
	T(fdatasync, fd);
	T(fsync, -1);
	T(fdatasync, 12345);
	T(syncfs, -1);
	T(sync_file_range, fd, 0, 1, 7);
	T(sync_file_range, fd, -1, -1, -1);
	T(sync_file_range, -1, 5, 6, 0);
	T(fadvise64, fd, 0, 10, 3);
	T(fadvise64, fd, -1, -1, 77);
	T(readahead, fd, 0, 10);
	T(readahead, -1, -1, -1);
}

static void sendfile_calls(void)
{
	int in = file_with("in", "0123456789", 10), out = file_with("out", "", 0);
	long offset = 2;

	T(sendfile, out, in, EDGE(offset), 5);
	T(sendfile, out, in, NULL, 100);
	T(sendfile, out, in, LOW, 5);
	T(sendfile, out, in, (char *)EDGE(offset) + 4, 5);
	T(sendfile, -1, -1, EDGE(offset), -1);
	T(copy_file_range, in, EDGE(offset), out, EDGE(offset), 4, 0);
	T(copy_file_range, in, NULL, out, NULL, 4, 0);
	T(copy_file_range, in, LOW, out, HOLE, 4, 0);
	T(copy_file_range, -1, NULL, -1, EDGE(offset), -1, -1);
}

static void splice_calls(void)
{
	int in = file_with("in", "0123456789", 10), p[2] = { -1, -1 }, q[2] = { -1, -1 };
	long offset = 2;
	struct {
		const void *base;
		size_t length;
	} iov[2] = { { "first", 5 }, { "second\n", 7 } }, bad[2] = { { LOW, 5 }, { NULL, -1 } };

	T(pipe, p);
	T(pipe, q);
	T(splice, in, EDGE(offset), p[1], NULL, 5, 2);
	T(splice, in, NULL, p[1], NULL, 3, 0xf);
	T(splice, in, LOW, p[1], NULL, 3, 0);
	T(splice, in, NULL, in, NULL, 3, 0x30);
	T(splice, -1, EDGE(offset), -1, EDGE(offset), -1, -1);
	T(tee, p[0], q[1], 4, 2);
	T(tee, -1, -1, -1, -1);
	T(vmsplice, q[1], EDGE(iov), 2, 8);
	T(vmsplice, q[1], EDGE(bad), 2, 0);
	T(vmsplice, -1, EDGE(iov), 3, -1);
	T(vmsplice, -1, NULL, 1, 0);
}

static void handle_calls(void)
{
	struct {
		unsigned int bytes;
		int type;
		unsigned char f[16];
	} h = { 0, 0, { 0 } };

	T(name_to_handle_at, AT_FDCWD, "/none", EDGE(h), room(4), 0);
	h.bytes = 200;
	T(name_to_handle_at, AT_FDCWD, "/", EDGE(h), room(4), -1);
	T(name_to_handle_at, -1, "x", LOW, LOW, 0x1000);
	h.bytes = 16;
	T(open_by_handle_at, -1, EDGE(h), O_RDONLY);
	h.bytes = -1;
	T(open_by_handle_at, -1, EDGE(h), O_RDWR | O_CREAT);
	T(open_by_handle_at, AT_FDCWD, NULL, -1);
}

static void file_decode(void)
{
	int fd, dir;

	T(mkdir, "dir", 0755);
	dir = T(open, "dir", O_RDONLY | O_DIRECTORY);
	fd = T(openat, dir, "odd\nname <>\"\\\377", O_CREAT | O_RDWR, 0600);
	T(read, fd, room(1), 1);
	T(dup, fd);
	T(openat, dir, "other", O_RDONLY);
	T(unlinkat, dir, "odd\nname <>\"\\\377", 0);
	T(read, fd, room(1), 1);
	T(fstat, dir, room(144));
	T(renameat, AT_FDCWD, "dir", AT_FDCWD, "moved");
	T(lseek, dir, 0, SEEK_SET);
	T(close, fd);
	fd = T(open, "/dev/null", O_RDWR);
	T(write, fd, "x", 1);
	T(dup2, fd, dir);
	T(close, fd);
}

#define OPEN "-v|-x|-xx|-X raw|-X verbose|-X abbrev|-s 4|-y"
#define FDS  "-y|-yy|-X raw"

const struct testcase cases[] = {
	{ "open_pointers", open_pointers, OPEN },
	{ "open_flags", open_flags, OPEN "|-e raw=open|-e abbrev=none" },
	{ "open_modes", open_modes, "-X raw|-X verbose" },
	{ "open_success", open_success,
	  "-y|-yy|-z|-Z|-n|-a 60|-e trace=openat,umask|-e trace=%file" },
	{ "open_strings", open_strings, "-x|-xx|-s 4|--strings-in-hex=non-ascii-chars" },
	{ "open_long", open_long, "-s 10|-s 5000|-x" },
	{ "openat_dirs", openat_dirs, "-y|-yy|-X raw|-e decode-fds=path" },
	{ "openat2_how", openat2_how, OPEN },
	{ "access_modes", access_modes, "-y|-X raw|-X verbose" },
	{ "link_calls", link_calls, "-y|-X raw|-Z|-z" },
	{ "readlink_calls", readlink_calls, "-s 4|-x|-xx|-z" },
	{ "rename_calls", rename_calls, "-y|-X raw|-X verbose" },
	{ "mkdir_calls", mkdir_calls, "-X raw|-X verbose|-e trace=%file" },
	{ "mknod_calls", mknod_calls, "-X raw|-X verbose" },
	{ "chmod_calls", chmod_calls, FDS },
	{ "chown_calls", chown_calls, FDS },
	{ "utime_calls", utime_calls, "-X verbose" },
	{ "utimensat_calls", utimensat_calls, "-y|-X raw|-X verbose|-v" },
	{ "truncate_calls", truncate_calls, FDS "|-X verbose" },
	{ "lseek_calls", lseek_calls, FDS },
	{ "dup_calls", dup_calls, FDS "|-z|-e status=failed" },
	{ "close_calls", close_calls, FDS },
	{ "fcntl_flags", fcntl_flags, FDS "|-X verbose|-v" },
	{ "fcntl_locks", fcntl_locks, FDS },
	{ "fcntl_others", fcntl_others, FDS "|-X verbose" },
	{ "flock_calls", flock_calls, FDS },
	{ "sync_calls", sync_calls, FDS },
	{ "sendfile_calls", sendfile_calls, FDS },
	{ "splice_calls", splice_calls, FDS "|-v|-s 2" },
	{ "handle_calls", handle_calls, "-X raw|-y" },
	{ "file_decode", file_decode, "-y|-yy|-e decode-fds=dev|-e decode-fds=all|-P dir" },
	{}
};
