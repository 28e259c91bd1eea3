// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Calls about files. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <time.h>
#include "test.h"
#include "decode.h"

static const struct bts_emit_style style_short = { .string_max = 1 },
				   style_hex = { .string_max = 32,
						 .strings = BTS_STRINGS_HEX_NON_ASCII };

#define CWD	    ((uint32_t)AT_FDCWD)
#define EINVAL_TEXT "-1 EINVAL (Invalid argument)"
#define EFAULT_TEXT "-1 EFAULT (Bad address)"

TEST(names)
{
	CHECK_STR(TEXT("rename", 0, PTR("a"), PTR("b")), "rename(\"a\", \"b\") = 0");
	CHECK_STR(TEXT("renameat2", -EINVAL, CWD, PTR("a"), 5, PTR("b"), 6),
		  "renameat2(AT_FDCWD, \"a\", 5, \"b\", RENAME_EXCHANGE|RENAME_WHITEOUT) "
		  "= " EINVAL_TEXT);
	CHECK_STR(TEXT("unlinkat", -EINVAL, CWD, PTR("a"), 0x201),
		  "unlinkat(AT_FDCWD, \"a\", AT_REMOVEDIR|0x1) = " EINVAL_TEXT);
	CHECK_STR(TEXT("linkat", -EINVAL, CWD, PTR("a"), CWD, 0, 3),
		  "linkat(AT_FDCWD, \"a\", AT_FDCWD, NULL, 0x3 /* AT_??? */) = " EINVAL_TEXT);
	CHECK_STR(TEXT("access", -EINVAL, PTR("f"), 8),
		  "access(\"f\", 0x8 /* ?_OK */) = " EINVAL_TEXT);
	CHECK_STR(TEXT("faccessat2", 0, CWD, PTR("f"), 0, 0x300),
		  "faccessat2(AT_FDCWD, \"f\", F_OK, AT_SYMLINK_NOFOLLOW|AT_EACCESS) = 0");
	CHECK_STR(TEXT("chmod", 0, PTR("f"), 04755), "chmod(\"f\", 04755) = 0");
	CHECK_STR(TEXT("chown", 0, PTR("f"), UINT32_MAX, 1), "chown(\"f\", -1, 1) = 0");
	CHECK_STR(TEXT("readlink", 3, PTR("l"), PTR("target"), 3),
		  "readlink(\"l\", \"tar\", 3) = 3");
	CHECK_STR(TEXT("getcwd", 5, PTR("/tmp"), 100), "getcwd(\"/tmp\", 100) = 5");
	CHECK_STR(TEXT("getcwd", -ERANGE, 16, 2),
		  "getcwd(0x10, 2) = -1 ERANGE (Numerical result out of range)");
	CHECK_STR(JSON("fchmodat", 0, CWD, PTR("f"), 0644),
		  "fchmodat(\"dirfd\":\"AT_FDCWD\",\"pathname\":\"f\",\"mode\":\"0644\") = 0");
}

TEST(nodes)
{
	CHECK_STR(TEXT("mknod", 0, PTR("n"), 0644, 5), "mknod(\"n\", 0644) = 0");
	CHECK_STR(TEXT("mknod", 0, PTR("n"), S_IFCHR | 0600, 0x103),
		  "mknod(\"n\", S_IFCHR|0600, makedev(0x1, 0x3)) = 0");
	CHECK_STR(TEXT("mknodat", 0, CWD, PTR("n"), 02777, 5),
		  "mknodat(AT_FDCWD, \"n\", S_ISGID|0777) = 0");
	CHECK_STR(TEXT("mknodat", -EINVAL, CWD, PTR("n"), 0170777, 5),
		  "mknodat(AT_FDCWD, \"n\", 0170777) = " EINVAL_TEXT);
	CHECK_STR(BOTH("mknod", 0, PTR("n"), S_IFBLK | 04600, 0x103),
		  "mknod(\"n\", 064600 /* S_IFBLK|S_ISUID|0600 */, "
		  "0x103 /* makedev(0x1, 0x3) */) = 0");
	CHECK_STR(RAW("mknod", 0, PTR("n"), S_IFCHR | 0600, 0x103),
		  "mknod(\"n\", 020600, 0x103) = 0");
}

TEST(how)
{
	uint64_t how[8] = { O_RDWR | O_CREAT, 0600, 0x10 };
	char want[256];

	CHECK_STR(TEXT("openat2", 3, CWD, PTR("f"), PTR(how), 24),
		  "openat2(AT_FDCWD, \"f\", {flags=O_RDWR|O_CREAT, mode=0600, "
		  "resolve=RESOLVE_IN_ROOT}, 24) = 3");
	how[0] = 0x100000000;
	how[1] = 0;
	how[2] = 0x40;
	CHECK_STR(TEXT("openat2", 3, CWD, PTR("f"), PTR(how), 40),
		  "openat2(AT_FDCWD, \"f\", {flags=O_RDONLY|OPENAT2_REGULAR, "
		  "resolve=0x40 /* RESOLVE_??? */}, 40) = 3");
	how[4] = 5;
	CHECK_STR(TEXT("openat2", -E2BIG, CWD, PTR("f"), PTR(how), 40),
		  "openat2(AT_FDCWD, \"f\", {flags=O_RDONLY|OPENAT2_REGULAR, "
		  "resolve=0x40 /* RESOLVE_??? */, /* bytes 24..39 */ \"\\x00\\x00\\x00\\x00\\x00"
		  "\\x00\\x00\\x00\\x05\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"}, 40) "
		  "= -1 E2BIG (Argument list too long)");
	CHECK_STR(TEXT("openat2", -EFAULT, CWD, PTR("f"), PTR(decode_edge(how, 24)), 32),
		  "openat2(AT_FDCWD, \"f\", {flags=O_RDONLY|OPENAT2_REGULAR, "
		  "resolve=0x40 /* RESOLVE_??? */, ???}, 32) = " EFAULT_TEXT);
	snprintf(want, sizeof(want), "openat2(AT_FDCWD, \"f\", %p, 16) = " EINVAL_TEXT,
		 (void *)how);
	CHECK_STR(TEXT("openat2", -EINVAL, CWD, PTR("f"), PTR(how), 16), want);
	CHECK_STR(JSON("openat2", -E2BIG, CWD, PTR("f"), PTR(how), 40),
		  "openat2(\"dirfd\":\"AT_FDCWD\",\"pathname\":\"f\",\"how\":{\"flags\":"
		  "\"O_RDONLY|OPENAT2_REGULAR\",\"resolve\":\"0x40\",\"more\":true},\"size\":40) "
		  "= -1 E2BIG (Argument list too long)");
}

TEST(status)
{
	struct stat st = {
		.st_dev = makedev(8, 1),
		.st_ino = 7,
		.st_mode = S_IFREG | 0644,
		.st_nlink = 2,
		.st_uid = -1,
		.st_size = 5,
		.st_blksize = 4096,
		.st_blocks = 8,
		.st_atim = { 1700000000, 5 },
		.st_mtim = { -1, 0 },
	};

	decode_utc();
	CHECK_STR(TEXT("stat", 0, PTR("f"), PTR(&st)),
		  "stat(\"f\", {st_mode=S_IFREG|0644, st_size=5, ...}) = 0");
	CHECK_STR(WHOLE("fstat", 0, 3, PTR(&st)),
		  "fstat(3, {st_dev=makedev(0x8, 0x1), st_ino=7, st_mode=S_IFREG|0644, "
		  "st_nlink=2, st_uid=-1, st_gid=0, st_blksize=4096, st_blocks=8, st_size=5, "
		  "st_atime=1700000000 /* 2023-11-14T22:13:20.000000005+0000 */, "
		  "st_atime_nsec=5, st_mtime=-1 /* 1969-12-31T23:59:59+0000 */, "
		  "st_mtime_nsec=0, st_ctime=0, st_ctime_nsec=0}) = 0");
	st.st_mode = S_IFCHR | 0666;
	st.st_rdev = makedev(1, 3);
	CHECK_STR(TEXT("newfstatat", 0, CWD, PTR("n"), PTR(&st), AT_EMPTY_PATH),
		  "newfstatat(AT_FDCWD, \"n\", {st_mode=S_IFCHR|0666, "
		  "st_rdev=makedev(0x1, 0x3), ...}, AT_EMPTY_PATH) = 0");
	CHECK_STR(TEXT("lstat", -ENOENT, PTR("n"), 16),
		  "lstat(\"n\", 0x10) = -1 ENOENT (No such file or directory)");
	CHECK_STR(JSON("stat", 0, PTR("n"), PTR(&st)),
		  "stat(\"pathname\":\"n\",\"statbuf\":{\"st_mode\":\"S_IFCHR|0666\","
		  "\"st_rdev\":\"makedev(0x1, 0x3)\",\"more\":true}) = 0");
}

TEST(status_extended)
{
	/* As far as the machine's headers may not know it. */
	uint32_t words[64] = { [0] = 0x1fff, [1] = 4096, [2] = 0x10, [4] = 1, [7] = 0100644 };

	words[10] = 5;
	words[16] = 1700000000;
	words[18] = 9;
	words[36] = 27;
	decode_utc();
	CHECK_STR(TEXT("statx", 0, CWD, PTR("f"), 0x1000, 0xfff, PTR(words)),
		  "statx(AT_FDCWD, \"f\", AT_STATX_SYNC_AS_STAT|AT_EMPTY_PATH, STATX_ALL, "
		  "{stx_mask=STATX_ALL|STATX_MNT_ID, stx_attributes=STATX_ATTR_IMMUTABLE, "
		  "stx_mode=S_IFREG|0644, stx_size=5, ...}) = 0");
	CHECK_STR(WHOLE("statx", 0, CWD, PTR("f"), 0x2000, 0x1fff, PTR(words)),
		  "statx(AT_FDCWD, \"f\", AT_STATX_FORCE_SYNC, STATX_ALL|STATX_MNT_ID, "
		  "{stx_mask=STATX_ALL|STATX_MNT_ID, stx_blksize=4096, "
		  "stx_attributes=STATX_ATTR_IMMUTABLE, stx_nlink=1, stx_uid=0, stx_gid=0, "
		  "stx_mode=S_IFREG|0644, stx_ino=0, stx_size=5, stx_blocks=0, "
		  "stx_attributes_mask=0, stx_atime={tv_sec=1700000000, tv_nsec=9} "
		  "/* 2023-11-14T22:13:20.000000009+0000 */, "
		  "stx_btime={tv_sec=0, tv_nsec=0}, stx_ctime={tv_sec=0, tv_nsec=0}, "
		  "stx_mtime={tv_sec=0, tv_nsec=0}, stx_rdev_major=0, stx_rdev_minor=0, "
		  "stx_dev_major=0, stx_dev_minor=0, stx_mnt_id=0x1b}) = 0");
	CHECK_STR(BOTH("statx", -EINVAL, CWD, PTR("f"), 0x6101, 0x80000000, 16),
		  "statx(-100 /* AT_FDCWD */, \"f\", 0x6000 "
		  "/* AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC */|0x101 "
		  "/* AT_SYMLINK_NOFOLLOW|0x1 */, 0x80000000 /* STATX_??? */, 0x10) "
		  "= " EINVAL_TEXT);
	CHECK_STR(RAW("statx", -EFAULT, CWD, PTR("f"), 0x1000, 0, 0),
		  "statx(-100, \"f\", |0x1000, 0, NULL) = " EFAULT_TEXT);
}

TEST(file_systems)
{
	struct statfs st = {
		.f_type = 0xef53,
		.f_bsize = 4096,
		.f_blocks = 10,
		.f_namelen = 255,
		.f_frsize = 4096,
		.f_flags = 0x1020,
	};

	memcpy(&st.f_fsid, (const uint32_t[2]){ 0x15, 0 }, 8);
	CHECK_STR(TEXT("statfs", 0, PTR("/"), PTR(&st)),
		  "statfs(\"/\", {f_type=EXT2_SUPER_MAGIC, f_bsize=4096, f_blocks=10, f_bfree=0, "
		  "f_bavail=0, f_files=0, f_ffree=0, f_fsid={val=[0x15, 0]}, f_namelen=255, "
		  "f_frsize=4096, f_flags=ST_VALID|ST_RELATIME}) = 0");
	st.f_type = 0x7777;
	st.f_flags = 0;
	CHECK_STR(TEXT("fstatfs", 0, 3, PTR(&st)),
		  "fstatfs(3, {f_type=0x7777, f_bsize=4096, f_blocks=10, f_bfree=0, "
		  "f_bavail=0, f_files=0, f_ffree=0, f_fsid={val=[0x15, 0]}, f_namelen=255, "
		  "f_frsize=4096}) = 0");
	CHECK_STR(TEXT("ustat", -EINVAL, 0x103, 0),
		  "ustat(makedev(0x1, 0x3), NULL) = " EINVAL_TEXT);
}

struct entry {
	uint64_t ino, off;
	uint16_t reclen;
	char rest[14];
};

TEST(directories)
{
	struct entry entries[2] = { { 1, 2, 32, "\4." }, { 3, 4, 32, "\12lnk" } };

	CHECK_STR(TEXT("getdents64", 64, 3, PTR(entries), 4096),
		  with("getdents64(3, %p /* 2 entries */, 4096) = 64", entries));
	CHECK_STR(WHOLE("getdents64", 64, 3, PTR(entries), 4096),
		  "getdents64(3, [{d_ino=1, d_off=2, d_reclen=32, d_type=DT_DIR, d_name=\".\"}, "
		  "{d_ino=3, d_off=4, d_reclen=32, d_type=DT_LNK, d_name=\"lnk\"}], 4096) = 64");
	CHECK_STR(WHOLE("getdents64", 0, 3, PTR(entries), 4096), "getdents64(3, [], 4096) = 0");
	CHECK_STR(TEXT("getdents64", -EINVAL, 3, 0, 4096),
		  "getdents64(3, NULL, 4096) = " EINVAL_TEXT);
	entries[1].reclen = 40;
	CHECK_STR(TEXT("getdents64", 64, 3, PTR(entries), 4096),
		  with("getdents64(3, %p /* d_reclen 8 bytes overflow */ /* 2 entries */, "
		       "4096) = 64",
		       entries));
	entries[0].reclen = 0;
	CHECK_STR(WHOLE("getdents64", 32, 3, PTR(entries), 4096),
		  "getdents64(3, [{d_ino=1, d_off=2, d_reclen=0 /* 19 bytes underflow */, "
		  "d_type=DT_DIR}], 4096) = 32");

	struct entry old = { 1, 2, 32, "name" };

	old.rest[13] = 8;
	CHECK_STR(WHOLE("getdents", 32, 3, PTR(&old), 4096),
		  "getdents(3, [{d_ino=1, d_off=2, d_reclen=32, d_name=\"name\", "
		  "d_type=DT_REG}], 4096) = 32");
}

TEST(times)
{
	struct timespec ts[2] = { { 1700000000, 123456789 }, { 5, UTIME_NOW } };
	struct timeval tv[2] = { { 1700000000, 5 }, { 0, -1 } };
	long buf[2] = { 1700000000, 0 };

	decode_utc();
	CHECK_STR(TEXT("utimensat", 0, CWD, PTR("f"), PTR(ts), 0x100),
		  "utimensat(AT_FDCWD, \"f\", [{tv_sec=1700000000, tv_nsec=123456789} "
		  "/* 2023-11-14T22:13:20.123456789+0000 */, UTIME_NOW], AT_SYMLINK_NOFOLLOW) = 0");
	CHECK_STR(BOTH("utimensat", 0, 3, 0, PTR(ts), 0),
		  "utimensat(3, NULL, [{tv_sec=1700000000, tv_nsec=123456789} "
		  "/* 2023-11-14T22:13:20.123456789+0000 */, {tv_sec=5, tv_nsec=1073741823} "
		  "/* UTIME_NOW */], 0) = 0");
	CHECK_STR(TEXT("utimensat", -EFAULT, 3, 0, PTR(decode_edge(ts, 16)), 0),
		  with("utimensat(3, NULL, %p, 0) = " EFAULT_TEXT, decode_edge(ts, 16)));
	CHECK_STR(TEXT("utimes", 0, PTR("f"), PTR(tv)),
		  "utimes(\"f\", [{tv_sec=1700000000, tv_usec=5} "
		  "/* 2023-11-14T22:13:20.000005+0000 */, "
		  "{tv_sec=0, tv_usec=18446744073709551615}]) = 0");
	CHECK_STR(STYLED(style_short, "utimes", 0, 0, PTR(tv)),
		  "utimes(NULL, [{tv_sec=1700000000, tv_usec=5} "
		  "/* 2023-11-14T22:13:20.000005+0000 */, ...]) = 0");
	CHECK_STR(
		TEXT("utime", 0, PTR("f"), PTR(buf)),
		"utime(\"f\", {actime=1700000000 /* 2023-11-14T22:13:20+0000 */, modtime=0}) = 0");
}

TEST(offsets)
{
	CHECK_STR(TEXT("lseek", 5, 3, -3UL, SEEK_CUR), "lseek(3, -3, SEEK_CUR) = 5");
	CHECK_STR(TEXT("lseek", -EINVAL, 3, 5, 7),
		  "lseek(3, 5, 0x7 /* SEEK_??? */) = " EINVAL_TEXT);
	CHECK_STR(TEXT("truncate", -EINVAL, PTR("f"), -1UL),
		  "truncate(\"f\", 18446744073709551615) = " EINVAL_TEXT);
	CHECK_STR(TEXT("fallocate", -EINVAL, 3, 3, -1UL, 10),
		  "fallocate(3, FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE, -1, 10) = " EINVAL_TEXT);
	CHECK_STR(TEXT("pread64", 2, 3, PTR("abc"), 5, 9), "pread64(3, \"ab\", 5, 9) = 2");
	CHECK_STR(TEXT("fadvise64", 0, 3, -1UL, -10UL, 4),
		  "fadvise64(3, -1, 18446744073709551606, POSIX_FADV_DONTNEED) = 0");
	CHECK_STR(TEXT("sync_file_range", 0, 3, 1, 2, 7),
		  "sync_file_range(3, 1, 2, SYNC_FILE_RANGE_WAIT_BEFORE|SYNC_FILE_RANGE_WRITE|"
		  "SYNC_FILE_RANGE_WAIT_AFTER) = 0");
	CHECK_STR(TEXT("close_range", 0, 3, UINT32_MAX, 4),
		  "close_range(3, 4294967295, CLOSE_RANGE_CLOEXEC) = 0");
	CHECK_STR(TEXT("dup3", 4, 3, 4, O_CLOEXEC), "dup3(3, 4, O_CLOEXEC) = 4");
	CHECK_STR(TEXT("flock", 0, 3, 0xe0), "flock(3, LOCK_MAND|LOCK_RW) = 0");
}

static int64_t moving;

static void move_on(void)
{
	moving += 10;
}

static const char *sent(int64_t ret)
{
	const uint64_t args[6] = { 1, 3, PTR(&moving), 10 };

	moving = 3;
	return decoded(&bts_emit_text, &decode_plain, "sendfile", args, ret,
		       ret > 0 ? move_on : NULL);
}

TEST(copies)
{
	int64_t in = 3, out = -5;

	CHECK_STR(sent(10), "sendfile(1, 3, [3 => 13], 10) = 10");
	CHECK_STR(sent(0), "sendfile(1, 3, [3], 10) = 0");
	CHECK_STR(sent(-EINVAL), "sendfile(1, 3, [3], 10) = " EINVAL_TEXT);
	CHECK_STR(TEXT("copy_file_range", 1, 3, PTR(&in), 4, PTR(&out), 9, 0),
		  "copy_file_range(3, [3], 4, [-5], 9, 0) = 1");
	CHECK_STR(TEXT("splice", 1, 3, 0, 4, PTR(&in), 9, 0x11),
		  "splice(3, NULL, 4, [3], 9, SPLICE_F_MOVE|0x10) = 1");
}

TEST(vectors)
{
	struct iovec vec[2] = { { "ab", 2 }, { NULL, 4 } }, many[3];
	char want[256];

	CHECK_STR(TEXT("preadv2", 2, 3, PTR(vec), 2, -1UL, -1UL, 9),
		  "preadv2(3, [{iov_base=\"ab\", iov_len=2}, {iov_base=NULL, iov_len=4}], 2, -1, "
		  "RWF_HIPRI|RWF_NOWAIT) = 2");
	snprintf(want, sizeof(want),
		 "readv(-1, [{iov_base=%p, iov_len=2}, {iov_base=NULL, iov_len=4}], 2) "
		 "= -1 EBADF (Bad file descriptor)",
		 vec[0].iov_base);
	CHECK_STR(TEXT("readv", -EBADF, -1UL, PTR(vec), 2), want);
	CHECK_STR(TEXT("writev", 0, 3, 0, 0), "writev(3, NULL, 0) = 0");
	for (int i = 0; i < 3; i++)
		many[i] = vec[0];
	snprintf(want, sizeof(want),
		 "writev(-1, [{iov_base=\"a\"..., iov_len=2}, ...], 3) "
		 "= -1 EBADF (Bad file descriptor)");
	CHECK_STR(STYLED(style_short, "writev", -EBADF, -1UL, PTR(many), 3), want);
	snprintf(want, sizeof(want),
		 "writev(-1, [{iov_base=\"a\"..., iov_len=2}, ... /* %p */], 3) "
		 "= -1 EBADF (Bad file descriptor)",
		 (void *)(decode_edge(many, 16) + 16));
	CHECK_STR(STYLED(style_short, "writev", -EBADF, -1UL, PTR(decode_edge(many, 16)), 3), want);
	CHECK_STR(TEXT("writev", 0, 3, PTR(vec), 0), "writev(3, [], 0) = 0");
	/* A length that cannot be does not use up what the next one may have. */
	many[0] = (struct iovec){ NULL, SIZE_MAX };
	CHECK_STR(TEXT("writev", 1, 3, PTR(many), 2),
		  "writev(3, [{iov_base=NULL, iov_len=18446744073709551615}, "
		  "{iov_base=\"ab\", iov_len=2}], 2) = 1");
}

TEST(attributes)
{
	static const char cut[] = "0123456789012345678901234567890\0zz";
	struct {
		uint64_t value;
		uint32_t size, flags;
		uint64_t more;
	} args = { PTR("val"), 4, 1, 0 };

	CHECK_STR(TEXT("setxattr", 0, PTR("f"), PTR("user.a"), PTR("value"), 6, 1),
		  "setxattr(\"f\", \"user.a\", \"value\", 6, XATTR_CREATE) = 0");
	CHECK_STR(TEXT("fsetxattr", 0, 3, PTR("user.a"), PTR(cut), sizeof(cut), 0),
		  "fsetxattr(3, \"user.a\", \"0123456789012345678901234567890\", 35, 0) = 0");
	CHECK_STR(TEXT("setxattr", -E2BIG, PTR("f"), PTR("user.a"), 16, 70000, 8),
		  "setxattr(\"f\", \"user.a\", 0x10, 70000, 0x8 /* XATTR_??? */) "
		  "= -1 E2BIG (Argument list too long)");
	CHECK_STR(TEXT("getxattr", 6, PTR("f"), PTR("user.a"), PTR("value"), 100),
		  "getxattr(\"f\", \"user.a\", \"value\", 100) = 6");
	CHECK_STR(TEXT("getxattr", 6, PTR("f"), PTR("user.a"), 16, 0),
		  "getxattr(\"f\", \"user.a\", 0x10, 0) = 6");
	CHECK_STR(STYLED(style_hex, "getxattr", 2, PTR("f"), PTR("a"), PTR("v"), 100),
		  "getxattr(\"f\", \"a\", \"\\x76\\x00\", 100) = 2");
	CHECK_STR(TEXT("listxattr", 4, PTR("f"), PTR("a\0b"), 100),
		  "listxattr(\"f\", \"a\\0b\\0\", 100) = 4");
	CHECK_STR(TEXT("listxattr", 4, PTR("f"), 16, 0), "listxattr(\"f\", 0x10, 0) = 4");
	CHECK_STR(TEXT("setxattrat", 0, CWD, PTR("f"), 0, PTR("user.q"), PTR(&args), 16),
		  "setxattrat(AT_FDCWD, \"f\", 0, \"user.q\", {value=\"val\", size=4, "
		  "flags=XATTR_CREATE}, 16) = 0");
	args.size = 100;
	args.flags = 0;
	CHECK_STR(TEXT("getxattrat", 3, CWD, PTR("f"), 0x100, PTR("user.q"), PTR(&args), 24),
		  "getxattrat(AT_FDCWD, \"f\", AT_SYMLINK_NOFOLLOW, \"user.q\", {value=\"val\", "
		  "size=100, flags=0}, 24) = 3");
	args.value = 16;
	args.more = 1;
	CHECK_STR(TEXT("getxattrat", -E2BIG, CWD, PTR("f"), 0, PTR("user.q"), PTR(&args), 24),
		  "getxattrat(AT_FDCWD, \"f\", 0, \"user.q\", {value=0x10, size=100, flags=0, "
		  "/* bytes 16..23 */ \"\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"}, 24) "
		  "= -1 E2BIG (Argument list too long)");
}

TEST(inode_attributes)
{
	uint32_t words[8] = { 3, 0x80000000, 1, 2, -1, 4 };

	CHECK_STR(TEXT("file_getattr", 0, CWD, PTR("f"), PTR(words), 24, 0),
		  "file_getattr(AT_FDCWD, \"f\", {fa_xflags=FS_XFLAG_REALTIME|FS_XFLAG_PREALLOC|"
		  "0x8000000000000000, fa_extsize=1, fa_nextents=2, fa_projid=0xffffffff, "
		  "fa_cowextsize=4}, 24, 0) = 0");
	CHECK_STR(TEXT("file_setattr", -EINVAL, CWD, PTR("f"), PTR(words), 32, 0x100),
		  "file_setattr(AT_FDCWD, \"f\", {fa_xflags=FS_XFLAG_REALTIME|FS_XFLAG_PREALLOC|"
		  "0x8000000000000000, fa_extsize=1, fa_projid=0xffffffff, fa_cowextsize=4}, 32, "
		  "AT_SYMLINK_NOFOLLOW) = " EINVAL_TEXT);
	CHECK_STR(TEXT("file_setattr", -E2BIG, CWD, PTR("f"), 16, 4097, 0),
		  "file_setattr(AT_FDCWD, \"f\", 0x10, 4097, 0) = -1 E2BIG "
		  "(Argument list too long)");
	CHECK_STR(TEXT("file_setattr", -EINVAL, CWD, PTR("f"), 16, 8, 0),
		  "file_setattr(AT_FDCWD, \"f\", 0x10, 8, 0) = " EINVAL_TEXT);
}

static struct {
	uint32_t bytes;
	int32_t type;
	char handle[200];
} handle;

static void handle_make(void)
{
	handle.bytes = 4;
	handle.type = 1;
	memcpy(handle.handle, "\1\2\3\4", 4);
}

TEST(handles)
{
	uint32_t mount = 27;
	const uint64_t args[6] = { CWD, PTR("f"), PTR(&handle), PTR(&mount), 0x400 };
	char want[256];

	handle.bytes = 128;
	CHECK_STR(decoded(&bts_emit_text, &decode_plain, "name_to_handle_at", args, 0, handle_make),
		  "name_to_handle_at(AT_FDCWD, \"f\", {handle_bytes=128 => 4, handle_type=1, "
		  "f_handle=\"\\x01\\x02\\x03\\x04\"}, [27], AT_SYMLINK_FOLLOW) = 0");
	handle.bytes = 0;
	snprintf(want, sizeof(want),
		 "name_to_handle_at(AT_FDCWD, \"f\", {handle_bytes=0 => 4}, %p, "
		 "AT_SYMLINK_FOLLOW) = -1 EOVERFLOW (Value too large for defined data type)",
		 (void *)&mount);
	CHECK_STR(decoded(&bts_emit_text, &decode_plain, "name_to_handle_at", args, -EOVERFLOW,
			  handle_make),
		  want);
	CHECK_STR(TEXT("open_by_handle_at", 3, 5, PTR(&handle), O_RDWR),
		  "open_by_handle_at(5, {handle_bytes=4, handle_type=1, "
		  "f_handle=\"\\x01\\x02\\x03\\x04\"}, O_RDWR) = 3");
	CHECK_STR(TEXT("open_by_handle_at", -EINVAL, 5, PTR(decode_edge(&handle, 10)), O_RDWR),
		  "open_by_handle_at(5, {handle_bytes=4, handle_type=1, f_handle=???}, O_RDWR) "
		  "= " EINVAL_TEXT);
}

TEST(memory_files)
{
	static const struct bts_emit_style wide = { .string_max = 300 };
	char name[301], want[400];

	CHECK_STR(TEXT("memfd_create", 3, PTR("name"), 0), "memfd_create(\"name\", 0) = 3");
	CHECK_STR(TEXT("memfd_create", 3, PTR("name"), 4 | 21 << 26),
		  "memfd_create(\"name\", MFD_HUGETLB|21<<MFD_HUGE_SHIFT) = 3");
	CHECK_STR(BOTH("memfd_create", -EINVAL, PTR("name"), 0x40 | 1 << 26),
		  "memfd_create(\"name\", 0x4000040 /* 0x40 /* MFD_??? */|1<<MFD_HUGE_SHIFT */) "
		  "= " EINVAL_TEXT);
	memset(name, 'x', 300);
	name[250] = 0;
	snprintf(want, sizeof(want), "memfd_create(\"%s\"..., 0) = " EINVAL_TEXT, name);
	CHECK_STR(STYLED(wide, "memfd_create", -EINVAL, PTR(name), 0), want);
	name[249] = 0;
	snprintf(want, sizeof(want), "memfd_create(\"%s\", 0) = 3", name);
	CHECK_STR(STYLED(wide, "memfd_create", 3, PTR(name), 0), want);
	CHECK_STR(TEXT("memfd_secret", -EINVAL, 3), "memfd_secret(0x3) = " EINVAL_TEXT);
}

TEST(watches)
{
	CHECK_STR(TEXT("inotify_init1", 3, 0x80800), "inotify_init1(IN_NONBLOCK|IN_CLOEXEC) = 3");
	CHECK_STR(TEXT("inotify_add_watch", 1, 3, PTR("f"), 0x80000001),
		  "inotify_add_watch(3, \"f\", IN_ACCESS|IN_ONESHOT) = 1");
	CHECK_STR(TEXT("inotify_rm_watch", -EINVAL, 3, UINT32_MAX),
		  "inotify_rm_watch(3, -1) = " EINVAL_TEXT);
}

TEST(mappings)
{
	CHECK_STR(TEXT("mmap", 0x7000, 0, 4096, 3, 0x22, UINT32_MAX, 0),
		  "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) "
		  "= 0x7000");
	CHECK_STR(TEXT("mmap", -EINVAL, 0, 0, 0, 0x54040022, 3, 0x1000),
		  "mmap(NULL, 0, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|"
		  "21<<MAP_HUGE_SHIFT, 3, 0x1000) = " EINVAL_TEXT);
	CHECK_STR(TEXT("mmap", -EINVAL, 0, 0, 0x10, 0x14, 3, 0),
		  "mmap(NULL, 0, 0x10 /* PROT_??? */, 0x4 /* MAP_??? */|MAP_FIXED, 3, 0) "
		  "= " EINVAL_TEXT);
	CHECK_STR(BOTH("remap_file_pages", -EINVAL, 0x1000, 1, 8, 3, 0x14000001),
		  "remap_file_pages(0x1000, 1, 0x8 /* PROT_SEM */, 3, 0x14000001 "
		  "/* MAP_SHARED|5<<MAP_HUGE_SHIFT */) = " EINVAL_TEXT);
	CHECK_STR(TEXT("mremap", 0x2000, 0x1000, 1, 2, 1, 0x5000),
		  "mremap(0x1000, 1, 2, MREMAP_MAYMOVE) = 0x2000");
	CHECK_STR(TEXT("mremap", 0x5000, 0x1000, 1, 2, 5, 0x5000),
		  "mremap(0x1000, 1, 2, MREMAP_MAYMOVE|MREMAP_DONTUNMAP, 0x5000) = 0x5000");
	CHECK_STR(TEXT("madvise", 0, 0x1000, 1, 14), "madvise(0x1000, 1, MADV_HUGEPAGE) = 0");
	CHECK_STR(TEXT("mincore", 0, 0x1000, 8193, PTR("\1\2\3")),
		  "mincore(0x1000, 8193, [1, 0, 1]) = 0");
	CHECK_STR(TEXT("mincore", -ENOMEM, 0x1000, 8193, 16),
		  "mincore(0x1000, 8193, 0x10) = -1 ENOMEM (Cannot allocate memory)");
	CHECK_STR(TEXT("pkey_alloc", 1, 0, 0), "pkey_alloc(0, PKEY_UNRESTRICTED) = 1");
	CHECK_STR(TEXT("userfaultfd", 3, 0x80001),
		  "userfaultfd(UFFD_USER_MODE_ONLY|O_CLOEXEC) = 3");
}

TEST(policies)
{
	uint64_t nodes[3] = { 1, 0xdeadbeefcafe, 0 };
	uint32_t policy = 3;

	CHECK_STR(TEXT("mbind", 0, 0x1000, 1, 0x8002, PTR(nodes), 66, 3),
		  "mbind(0x1000, 1, MPOL_BIND|MPOL_F_STATIC_NODES, [0x00000000000001, "
		  "0x00deadbeefcafe], 66, MPOL_MF_STRICT|MPOL_MF_MOVE) = 0");
	CHECK_STR(TEXT("set_mempolicy", -EINVAL, 0x8009, PTR(nodes + 2), 2),
		  "set_mempolicy(MPOL_F_STATIC_NODES|0x9, [0000000000000000], 2) = " EINVAL_TEXT);
	CHECK_STR(TEXT("set_mempolicy", -EINVAL, 9, 16, 1),
		  "set_mempolicy(0x9 /* MPOL_??? */, 0x10, 1) = " EINVAL_TEXT);
	CHECK_STR(TEXT("get_mempolicy", 0, PTR(&policy), PTR(nodes), 64, 0, 4),
		  "get_mempolicy([MPOL_INTERLEAVE], [0x00000000000001], 64, NULL, "
		  "MPOL_F_MEMS_ALLOWED) = 0");
}

TEST(pages)
{
	uint64_t pages[2] = { 0x1000, 0 };
	int32_t nodes[2] = { -1, 0 }, states[2] = { 0, -EFAULT };

	CHECK_STR(TEXT("move_pages", 0, 0, 2, PTR(pages), PTR(nodes), PTR(states), 2),
		  "move_pages(0, 2, [0x1000, NULL], [-1, 0], [0, -EFAULT], MPOL_MF_MOVE) = 0");
	CHECK_STR(BOTH("move_pages", 0, 0, 2, PTR(pages), 0, PTR(states), 0),
		  "move_pages(0, 2, [0x1000, NULL], NULL, [0, -14 /* -EFAULT */], 0) = 0");
	CHECK_STR(TEXT("move_pages", -ENODEV, 0, -1UL, PTR(pages), 0, 16, 1),
		  with("move_pages(0, 18446744073709551615, %p, NULL, 0x10, 0x1 /* MPOL_MF_??? */) "
		       "= -1 ENODEV (No such device)",
		       pages));
}

TEST(others_memory)
{
	struct iovec vec = { (void *)0x1000, 8 }, local = { "ab", 2 };
	uint64_t range[2] = { -1UL, 4096 }, stat[5] = { 1, 2, 3, 4, 5 };

	CHECK_STR(TEXT("process_vm_readv", 2, 9, PTR(&local), 1, PTR(&vec), 1, 0),
		  "process_vm_readv(9, [{iov_base=\"ab\", iov_len=2}], 1, "
		  "[{iov_base=0x1000, iov_len=8}], 1, 0) = 2");
	CHECK_STR(TEXT("process_madvise", 8, 3, PTR(&vec), 1, 20, 0),
		  "process_madvise(3, [{iov_base=0x1000, iov_len=8}], 1, MADV_COLD, 0) = 8");
	CHECK_STR(TEXT("cachestat", 0, 3, PTR(range), PTR(stat), 0),
		  "cachestat(3, {off=0xffffffffffffffff, len=4096}, {nr_cache=1, nr_dirty=2, "
		  "nr_writeback=3, nr_evicted=4, nr_recently_evicted=5}, 0) = 0");
	CHECK_STR(TEXT("map_shadow_stack", 0, 0, 4096, 3),
		  "map_shadow_stack(NULL, 4096, SHADOW_STACK_SET_TOKEN|0x2) = 0");
	CHECK_STR(TEXT("mseal", 0, 0x1000, 1, -1UL), "mseal(0x1000, 1, 0xffffffffffffffff) = 0");
}

TEST_MAIN(RUN(names), RUN(nodes), RUN(how), RUN(status), RUN(status_extended), RUN(file_systems),
	  RUN(directories), RUN(times), RUN(offsets), RUN(copies), RUN(vectors), RUN(attributes),
	  RUN(inode_attributes), RUN(handles), RUN(memory_files), RUN(watches), RUN(mappings),
	  RUN(policies), RUN(pages), RUN(others_memory))
