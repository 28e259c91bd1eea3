// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Files: opening them, what is read and written, what they are and where. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include "syscall/call_file.h"
#include "syscall/call_time.h"

void bts_show_open_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_enum_flags(call->emit, (uint32_t)value, &bts_set_open_accmode, O_ACCMODE, "O_???",
			    &bts_set_open);
}

/* O_TMPFILE holds O_DIRECTORY's bit, which alone needs no mode. */
#define TMPFILE_BIT 020000000

static bool no_mode(uint64_t flags)
{
	return !(flags & (O_CREAT | TMPFILE_BIT));
}

bool bts_open_no_mode(const struct bts_call *call)
{
	return no_mode(call->arg[1]);
}

bool bts_openat_no_mode(const struct bts_call *call)
{
	return no_mode(call->arg[2]);
}

/* Linux 5.6's; what is new stands behind. */
struct open_how_known {
	uint64_t flags, mode, resolve;
};

static void how_flags(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	bts_emit_enum_flags(call->emit, bts_bytes_uint(bytes, field->size), &bts_set_open_accmode,
			    O_ACCMODE, "O_???", &bts_set_open);
}

static bool how_no_mode(const struct bts_member *field, const void *bytes)
{
	(void)field;
	return no_mode(bts_bytes_uint(bytes, 8)) && !bts_bytes_uint((const char *)bytes + 8, 8);
}

static const struct bts_member open_how_fields[] = {
	{
		.name = "flags",
		.off = offsetof(struct open_how_known, flags),
		.size = 8,
		.show = how_flags,
	},
	MEMBER_(struct open_how_known, mode, oct, .absent = how_no_mode),
	F_FLAGS(struct open_how_known, resolve, resolve, "RESOLVE_???"),
};

/*
 * A struct of which the caller says how large it is, and whose members are shown here: those that
 * are known, then what is behind them.
 */
static void sized_show(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t size,
		       const struct bts_member *fields, size_t count, size_t known)
{
	char bytes[64];

	if (!addr || size < known || bts_call_read(call, when, addr, bytes, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_show_members(call, fields, count, bytes);
	bts_show_tail(call, when, addr, known, size);
	bts_emit_struct_end(call->emit);
}

void bts_show_open_how(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	sized_show(call, BTS_AT_ENTRY, bts_call_word(call, value),
		   bts_call_word(call, call->arg[arg->len]), open_how_fields,
		   ARRAY_SIZE(open_how_fields), sizeof(struct open_how_known));
}

void bts_show_mknod_mode(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_st_mode(call->emit, (uint16_t)value);
}

static bool no_device(uint64_t mode)
{
	return !S_ISCHR(mode) && !S_ISBLK(mode);
}

bool bts_mknod_no_dev(const struct bts_call *call)
{
	return no_device(call->arg[1]);
}

bool bts_mknodat_no_dev(const struct bts_call *call)
{
	return no_device(call->arg[2]);
}

/*
 * Numbers of 64 bits, which i386 programs give in two arguments, the lower half first: the
 * arguments behind them stand elsewhere than on other machines.
 */
static uint64_t pair(const struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if (call->abi != BTS_ABI_I386)
		return value;
	return (uint32_t)call->arg[arg->extra] | call->arg[arg->extra + 1] << 32;
}

void bts_show_pair(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_emit_int(call->emit, (int64_t)pair(call, arg, value));
}

void bts_show_upair(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_emit_uint(call->emit, pair(call, arg, value));
}

static uint64_t moved(const struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	return call->abi == BTS_ABI_I386 ? call->arg[arg->extra] : value;
}

void bts_show_moved_ulong(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_ulong(call, arg, moved(call, arg, value));
}

void bts_show_moved_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_flags(call, arg, moved(call, arg, value));
}

void bts_show_moved_enum(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_enum(call, arg, moved(call, arg, value));
}

void bts_show_file_id(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if (call->abi == BTS_ABI_I386)
		value = (uint16_t)value == UINT16_MAX ? UINT32_MAX : (uint16_t)value;
	bts_show_id(call, arg, value);
}

/* The upper half of an offset; the lower one is all of it on machines of 64 bits. */
bool bts_never(const struct bts_call *call)
{
	(void)call;
	return true;
}

/* Programs of x32 give the offset in one argument, with flags behind it. */
void bts_show_rwf(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_flags(call, arg, call->abi == BTS_ABI_X32 ? call->arg[4] : value);
}

/* An offset that is moved on by as much as was copied. */
void bts_show_sendfile_off(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), before = 0, after = 0;
	size_t size = arg->size ?: call->word;

	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &before, size)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	if (bts_call_done(call) && call->ret &&
	    !bts_call_read(call, BTS_AT_RETURN, addr, &after, size)) {
		bts_emit_before(call->emit);
		bts_emit_uint(call->emit, before);
		bts_emit_after(call->emit);
		bts_emit_uint(call->emit, after);
		bts_emit_changed(call->emit);
	} else {
		bts_emit_uint(call->emit, before);
	}
	bts_emit_array_end(call->emit);
}

void bts_show_llseek_off(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_int(call->emit, (int64_t)(value << 32 | (uint32_t)call->arg[2]));
}

void bts_show_cwd(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);

	(void)arg;
	if (bts_call_done(call))
		bts_show_cstr(call, BTS_AT_RETURN, addr, 4095);
	else
		bts_emit_addr(call->emit, addr);
}

/* Where a struct stat has its mode is in .extra. */
static bool stat_is_device(const struct bts_member *field, const void *bytes)
{
	return !no_device(bts_bytes_uint((const char *)bytes + field->extra, 2));
}

static bool stat_is_no_device(const struct bts_member *field, const void *bytes)
{
	return !stat_is_device(field, bytes);
}

/* Nanoseconds stand behind the seconds. */
static void stat_time(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	uint64_t sec = bts_bytes_uint(bytes, field->size);
	uint64_t nsec = bts_bytes_uint((const char *)bytes + field->size, field->size);

	if (field->size == 4)
		sec = (int64_t)(int32_t)sec;
	bts_emit_int(call->emit, (int64_t)sec);
	bts_emit_time_comment(call->emit, (int64_t)sec, nsec, 9);
}

#define STAT_TIME(type, member, name_)                                               \
	{ .name = name_,                                                             \
	  .off = offsetof(type, member.tv_sec),                                      \
	  .size = sizeof(((type *)0)->member.tv_sec),                                \
	  .show = stat_time },                                                       \
	{                                                                            \
		.name = name_ "_nsec", .off = offsetof(type, member.tv_nsec),        \
		.size = sizeof(((type *)0)->member.tv_nsec), .show = bts_member_uint \
	}

#define STAT_MEMBERS(type)                                                                        \
	F_DEV(type, st_dev), F_UINT(type, st_ino), MEMBER_(type, st_mode, stmode, .brief = true), \
		F_UINT(type, st_nlink), F_ID(type, st_uid), F_ID(type, st_gid),                   \
		F_UINT(type, st_blksize), F_UINT(type, st_blocks),                                \
		MEMBER_(type, st_rdev, dev, .brief = true, .absent = stat_is_no_device,           \
			.extra = offsetof(type, st_mode)),                                        \
		MEMBER_(type, st_size, uint, .brief = true, .absent = stat_is_device,             \
			.extra = offsetof(type, st_mode)),                                        \
		STAT_TIME(type, st_atim, "st_atime"), STAT_TIME(type, st_mtim, "st_mtime"),       \
		STAT_TIME(type, st_ctim, "st_ctime")

struct time32 {
	uint32_t tv_sec, tv_nsec;
};

/* What i386 programs have. */
struct stat_i386 {
	uint32_t st_dev, st_ino;
	uint16_t st_mode, st_nlink, st_uid, st_gid;
	uint32_t st_rdev, st_size, st_blksize, st_blocks;
	struct time32 st_atim, st_mtim, st_ctim;
	uint32_t unused[2];
};

struct stat64_i386 {
	uint64_t st_dev;
	uint32_t pad, ino32;
	uint32_t st_mode, st_nlink, st_uid, st_gid;
	uint64_t st_rdev;
	uint32_t pad2;
	uint64_t st_size;
	uint32_t st_blksize;
	uint64_t st_blocks;
	struct time32 st_atim, st_mtim, st_ctim;
	uint64_t st_ino;
} __attribute__((packed, aligned(4)));

/* The oldest, without fractions of seconds. */
struct stat_old {
	uint16_t st_dev, st_ino, st_mode, st_nlink, st_uid, st_gid, st_rdev, pad;
	uint32_t st_size, st_atime_, st_mtime_, st_ctime_;
};

static void stat_old_time(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	uint32_t sec = bts_bytes_uint(bytes, field->size);

	bts_emit_int(call->emit, (int32_t)sec);
	bts_emit_time_comment(call->emit, (int32_t)sec, 0, 0);
}

/* What that one lacks. */
static void stat_none(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	(void)field;
	(void)bytes;
	bts_emit_uint(call->emit, 0);
}

#define STAT_OLD_TIME(member, name_)                                                \
	{                                                                           \
		.name = name_, .off = offsetof(struct stat_old, member), .size = 4, \
		.show = stat_old_time                                               \
	}

LAYOUT_BRIEF(oldstat, struct stat_old, F_DEV(struct stat_old, st_dev),
	     F_UINT(struct stat_old, st_ino),
	     MEMBER_(struct stat_old, st_mode, stmode, .brief = true),
	     F_UINT(struct stat_old, st_nlink), F_ID(struct stat_old, st_uid),
	     F_ID(struct stat_old, st_gid), { .name = "st_blksize", .show = stat_none },
	     { .name = "st_blocks", .show = stat_none },
	     MEMBER_(struct stat_old, st_rdev, dev, .brief = true, .absent = stat_is_no_device,
		     .extra = offsetof(struct stat_old, st_mode)),
	     MEMBER_(struct stat_old, st_size, uint, .brief = true, .absent = stat_is_device,
		     .extra = offsetof(struct stat_old, st_mode)),
	     STAT_OLD_TIME(st_atime_, "st_atime"), STAT_OLD_TIME(st_mtime_, "st_mtime"),
	     STAT_OLD_TIME(st_ctime_, "st_ctime"));

LAYOUT_WORDS_BRIEF(stat, struct stat, struct stat_i386, STAT_MEMBERS);
LAYOUT_BRIEF(stat64, struct stat64_i386, STAT_MEMBERS(struct stat64_i386));

/* The kind of synchronisation is a number, the rest are flags: strace shows each on its own. */
void bts_show_statx_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t kind = value & 0x6000, flags = (uint32_t)value & ~0x6000U;
	enum bts_const_style style = call->emit->style.consts;
	char first[512], second[320];

	(void)arg;
	bts_flags_text(first, sizeof(first), kind, &bts_set_statx_sync, NULL);
	bts_flags_text(second, sizeof(second), flags, &bts_set_at, NULL);
	if (call->emit->ops != &bts_emit_text || style == BTS_CONST_ABBREV) {
		size_t n = strlen(first);

		if (flags)
			snprintf(first + n, sizeof(first) - n, "|%s", second);
		call->emit->ops->named(call->emit, (uint32_t)value, first, BTS_HEX);
	} else if (style == BTS_CONST_RAW) {
		/* strace says nothing of a number that is 0. */
		snprintf(first, sizeof(first), kind ? "%#x" : "", kind);
		if (flags)
			snprintf(second, sizeof(second), "|%#x", flags);
		bts_emit_wordf(call->emit, "%s%s", first, flags ? second : "");
	} else if (flags) {
		bool known = second[0] == 'A';

		bts_emit_wordf(call->emit, "%#x /* %s */|%#x%s%s%s", kind, first, flags,
			       known ? " /* " : "", known ? second : "", known ? " */" : "");
	} else {
		bts_emit_wordf(call->emit, "%#x /* %s */", kind, first);
	}
}

/* As of Linux 6.13; what the kernel adds behind is not shown. */
struct statx_time {
	int64_t tv_sec;
	uint32_t tv_nsec;
	int32_t reserved;
};

struct statx_known {
	uint32_t stx_mask, stx_blksize;
	uint64_t stx_attributes;
	uint32_t stx_nlink, stx_uid, stx_gid;
	uint16_t stx_mode, spare0;
	uint64_t stx_ino, stx_size, stx_blocks, stx_attributes_mask;
	struct statx_time stx_atime, stx_btime, stx_ctime, stx_mtime;
	uint32_t stx_rdev_major, stx_rdev_minor, stx_dev_major, stx_dev_minor;
	uint64_t stx_mnt_id;
	uint32_t stx_dio_mem_align, stx_dio_offset_align;
	uint64_t spare[12];
};

_Static_assert(sizeof(struct statx_known) == 256, "the kernel writes so many");

static void statx_time(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	int64_t sec = (int64_t)bts_bytes_uint(bytes, 8);
	uint64_t nsec = bts_bytes_uint((const char *)bytes + 8, 4);

	(void)field;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "tv_sec");
	bts_emit_int(call->emit, sec);
	bts_emit_key(call->emit, "tv_nsec");
	bts_emit_uint(call->emit, nsec);
	bts_emit_struct_end(call->emit);
	bts_emit_time_comment(call->emit, sec, nsec, 9);
}

/* The mask, which is the first member, says what is there. */
static bool statx_lacks(const struct bts_member *field, const void *bytes)
{
	return !(bts_bytes_uint(bytes, 4) & field->extra);
}

#define STATX_IF(bits) .absent = statx_lacks, .extra = (bits)
#define STATX_WHEN(member, bits)                                                          \
	{                                                                                 \
		.name = #member, .off = offsetof(struct statx_known, member), .size = 16, \
		.show = statx_time, STATX_IF(bits)                                        \
	}
#define STATX_FLAGS_OF(member, set_, unknown_, ...)                                                \
	MEMBER_(struct statx_known, member, flags, .data = &bts_set_##set_, .unknown = (unknown_), \
		##__VA_ARGS__)

LAYOUT_BRIEF(statx, struct statx_known,
	     STATX_FLAGS_OF(stx_mask, statx_mask, "STATX_???", .brief = true),
	     F_UINT(struct statx_known, stx_blksize),
	     STATX_FLAGS_OF(stx_attributes, statx_attr, "STATX_ATTR_???", .brief = true),
	     MEMBER_(struct statx_known, stx_nlink, uint, STATX_IF(0x4)),
	     MEMBER_(struct statx_known, stx_uid, id, STATX_IF(0x8)),
	     MEMBER_(struct statx_known, stx_gid, id, STATX_IF(0x10)),
	     MEMBER_(struct statx_known, stx_mode, stmode, STATX_IF(0x3), .brief = true),
	     MEMBER_(struct statx_known, stx_ino, uint, STATX_IF(0x100)),
	     MEMBER_(struct statx_known, stx_size, uint, STATX_IF(0x200), .brief = true),
	     MEMBER_(struct statx_known, stx_blocks, uint, STATX_IF(0x400)),
	     STATX_FLAGS_OF(stx_attributes_mask, statx_attr, "STATX_ATTR_???"),
	     STATX_WHEN(stx_atime, 0x20), STATX_WHEN(stx_btime, 0x800), STATX_WHEN(stx_ctime, 0x80),
	     STATX_WHEN(stx_mtime, 0x40), F_UINT(struct statx_known, stx_rdev_major),
	     F_UINT(struct statx_known, stx_rdev_minor), F_UINT(struct statx_known, stx_dev_major),
	     F_UINT(struct statx_known, stx_dev_minor),
	     MEMBER_(struct statx_known, stx_mnt_id, hex, STATX_IF(0x1000)),
	     MEMBER_(struct statx_known, stx_dio_mem_align, uint, STATX_IF(0x2000)),
	     MEMBER_(struct statx_known, stx_dio_offset_align, uint, STATX_IF(0x2000)));

static void statfs_fsid(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	(void)field;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "val");
	bts_emit_array(call->emit);
	for (int i = 0; i < 2 && !bts_emit_cut(call->emit, i); i++)
		bts_emit_hex(call->emit, bts_bytes_uint((const char *)bytes + 4 * i, 4));
	bts_emit_array_end(call->emit);
	bts_emit_struct_end(call->emit);
}

/* Kernels that fill in the flags say so by one of them. */
static bool statfs_no_flags(const struct bts_member *field, const void *bytes)
{
	return !(bts_bytes_uint((const char *)bytes + field->off, 4) & 0x20);
}

#define STATFS_MEMBERS(type)                                                                \
	F_ENUM(type, f_type, fsmagic, NULL), F_UINT(type, f_bsize), F_UINT(type, f_blocks), \
		F_UINT(type, f_bfree), F_UINT(type, f_bavail), F_UINT(type, f_files),       \
		F_UINT(type, f_ffree),                                                      \
		{ .name = "f_fsid", .off = offsetof(type, f_fsid), .show = statfs_fsid },   \
		F_UINT(type, f_namelen), F_UINT(type, f_frsize),                            \
		MEMBER_(type, f_flags, flags, .data = &bts_set_statfs, .unknown = "ST_???", \
			.absent = statfs_no_flags)

struct statfs_i386 {
	uint32_t f_type, f_bsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_fsid[2];
	uint32_t f_namelen, f_frsize, f_flags, f_spare[4];
};

struct statfs64_i386 {
	uint32_t f_type, f_bsize;
	uint64_t f_blocks, f_bfree, f_bavail, f_files, f_ffree;
	uint32_t f_fsid[2], f_namelen, f_frsize, f_flags, f_spare[4];
} __attribute__((packed, aligned(4)));

LAYOUT_WORDS(statfs, struct statfs, struct statfs_i386, STATFS_MEMBERS);
LAYOUT(statfs64, struct statfs64_i386, STATFS_MEMBERS(struct statfs64_i386));

struct dirent_head {
	uint64_t ino, off;
	uint32_t reclen;
	uint8_t type;
};

/* Bytes in front of the name. */
static size_t dirent_head_size(const struct bts_call *call, bool wide)
{
	return wide ? 19 : 2 * call->word + 2;
}

static int dirent_read(const struct bts_call *call, bool wide, uint64_t addr,
		       struct dirent_head *head)
{
	size_t word = wide ? 8 : call->word, size = dirent_head_size(call, wide);
	char bytes[20];

	if (bts_call_read(call, BTS_AT_RETURN, addr, bytes, size))
		return -EFAULT;
	head->ino = bts_bytes_uint(bytes, word);
	head->off = bts_bytes_uint(bytes + word, word);
	head->reclen = bts_bytes_uint(bytes + 2 * word, 2);
	head->type = bytes[size - 1];
	return 0;
}

/* A name in a record of which @room bytes may be its. */
static void dirent_name(struct bts_call *call, uint64_t addr, uint32_t room)
{
	if (!room)
		return;
	bts_emit_key(call->emit, "d_name");
	bts_show_cstr(call, BTS_AT_RETURN, addr, (room > 256 ? 256 : room) - 1);
}

static void dirent_type(struct bts_call *call, uint8_t type)
{
	bts_emit_key(call->emit, "d_type");
	bts_emit_enum(call->emit, type, &bts_set_dirent, "DT_???");
}

/* What is behind the head. */
static void dirent_rest(struct bts_call *call, bool wide, const struct dirent_head *head,
			uint64_t addr, uint32_t room)
{
	uint8_t type;

	if (wide) {
		dirent_type(call, head->type);
		dirent_name(call, addr, room);
	} else if (room) {
		/* The type is the last byte of the record. */
		dirent_name(call, addr, room - 1);
		if (!bts_call_read(call, BTS_AT_RETURN, addr + room - 1, &type, 1)) {
			dirent_type(call, type);
		} else {
			bts_emit_key(call->emit, "d_type");
			bts_emit_addr(call->emit, addr + room - 1);
		}
	}
}

static void dirent_open(struct bts_call *call, const struct dirent_head *head)
{
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "d_ino");
	bts_emit_uint(call->emit, head->ino);
	bts_emit_key(call->emit, "d_off");
	bts_emit_uint(call->emit, head->off);
	bts_emit_key(call->emit, "d_reclen");
	bts_emit_uint(call->emit, head->reclen);
}

static void dirent_show(struct bts_call *call, bool wide, const struct dirent_head *head,
			uint64_t addr, uint32_t left)
{
	uint32_t size = dirent_head_size(call, wide), reclen = head->reclen;

	dirent_open(call, head);
	if (reclen > left) {
		bts_emit_commentf(call->emit, "%u bytes overflow", reclen - left);
		reclen = left;
	} else if (reclen < size) {
		bts_emit_commentf(call->emit, "%u bytes underflow", size - reclen);
		reclen = size;
	}
	dirent_rest(call, wide, head, addr + size, reclen - size);
	bts_emit_struct_end(call->emit);
}

static void dirents_count(struct bts_call *call, bool wide, uint64_t addr, uint32_t left)
{
	size_t size = dirent_head_size(call, wide);
	struct dirent_head head;
	unsigned int n = 0;

	bts_emit_addr(call->emit, addr);
	while (left >= size && !dirent_read(call, wide, addr, &head)) {
		n++;
		if (head.reclen > left || head.reclen < size) {
			bts_emit_commentf(call->emit, "d_reclen %u bytes %sflow",
					  head.reclen > left ? head.reclen - left
							     : (unsigned int)size - head.reclen,
					  head.reclen > left ? "over" : "under");
			left = head.reclen > left ? 0 : left - size;
			break;
		}
		addr += head.reclen;
		left -= head.reclen;
	}
	bts_emit_commentf(call->emit, "%u%s entries", n, left ? "+" : "");
}

void bts_show_dirents(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	bool wide = arg->extra;
	size_t size = dirent_head_size(call, wide);
	struct dirent_head head;
	uint32_t left = call->ret;
	bool first = true;

	if (!bts_call_done(call) || (uint64_t)call->ret > (uint32_t)call->arg[2]) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (!call->emit->style.verbose) {
		dirents_count(call, wide, addr, left);
		return;
	}
	if (left && (left < size || dirent_read(call, wide, addr, &head))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	while (left >= size) {
		if (!first && dirent_read(call, wide, addr, &head)) {
			bts_emit_more(call->emit);
			bts_emit_commentf(call->emit, "0x%llx", (unsigned long long)addr);
			break;
		}
		first = false;
		dirent_show(call, wide, &head, addr, left);
		if (head.reclen < size || head.reclen > left)
			break;
		addr += head.reclen;
		left -= head.reclen;
	}
	bts_emit_array_end(call->emit);
}

void bts_show_dirent_old(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct dirent_head head;

	(void)arg;
	if (!bts_call_done(call) || !call->ret || dirent_read(call, false, addr, &head)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	dirent_open(call, &head);
	bts_emit_key(call->emit, "d_name");
	bts_show_cstr(call, BTS_AT_RETURN, addr + dirent_head_size(call, false),
		      head.reclen < 256 ? head.reclen : 256);
	bts_emit_struct_end(call->emit);
}

bool bts_readdir_one(const struct bts_call *call)
{
	return (uint32_t)call->arg[2] == 1;
}

/* Two times, each with a comment of what it is. */
static void time_show(struct bts_call *call, const void *bytes, const struct bts_arg *arg)
{
	static const uint32_t now = 0x3fffffff, omit = 0x3ffffffe;
	size_t word = arg->size ?: call->word;
	bool nsec = arg->extra;
	int64_t sec = (int64_t)bts_bytes_uint(bytes, word);
	uint64_t part = bts_bytes_uint((const char *)bytes + word, word);
	enum bts_const_style style = call->emit->style.consts;
	bool special = nsec && (part == now || part == omit);
	const char *name = part == now ? "UTIME_NOW" : "UTIME_OMIT";

	if (word == 4)
		sec = (int32_t)sec;
	if (special && style == BTS_CONST_ABBREV) {
		bts_emit_word(call->emit, name);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "tv_sec");
	bts_emit_int(call->emit, sec);
	bts_emit_key(call->emit, nsec ? "tv_nsec" : "tv_usec");
	bts_emit_uint(call->emit, part);
	bts_emit_struct_end(call->emit);
	if (!special)
		bts_emit_time_comment(call->emit, sec, part, nsec ? 9 : 6);
	else if (style == BTS_CONST_VERBOSE)
		call->emit->ops->comment(call->emit, name, strlen(name));
}

void bts_show_times(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	size_t size = 2 * (arg->size ?: call->word);
	char bytes[32];

	/* Both or none. */
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, bytes, 2 * size)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	for (int i = 0; i < 2 && !bts_emit_cut(call->emit, i); i++)
		time_show(call, bytes + i * size, arg);
	bts_emit_array_end(call->emit);
}

void bts_show_utimbuf(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	static const char *const names[] = { "actime", "modtime" };
	uint64_t addr = bts_call_word(call, value);
	char bytes[16];

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, bytes, 2 * call->word)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	for (int i = 0; i < 2; i++) {
		uint64_t word = bts_bytes_uint(bytes + i * call->word, call->word);
		int64_t sec = bts_call_long(call, word);

		bts_emit_key(call->emit, names[i]);
		bts_emit_int(call->emit, sec);
		bts_emit_time_comment(call->emit, sec, 0, 0);
	}
	bts_emit_struct_end(call->emit);
}

/* More is no value that an attribute could have. */
#define XATTR_SIZE_MAX 65536

static void xattr_value(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t size)
{
	if (size > XATTR_SIZE_MAX)
		bts_emit_addr(call->emit, addr);
	else
		bts_show_bytes_unended(call, when, addr, size, true);
}

void bts_show_xattr_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	xattr_value(call, BTS_AT_ENTRY, bts_call_word(call, value),
		    bts_call_word(call, call->arg[arg->len]));
}

/* Of a call that asks for the size, which gives no room, nothing was written. */
void bts_show_xattr_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);

	if (bts_call_done(call) && (uint64_t)call->ret <= bts_call_word(call, call->arg[arg->len]))
		xattr_value(call, BTS_AT_RETURN, addr, call->ret);
	else
		bts_emit_addr(call->emit, addr);
}

void bts_show_xattr_list(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);

	if (bts_call_done(call) && bts_call_word(call, call->arg[arg->len]))
		bts_show_bytes(call, BTS_AT_RETURN, addr, call->ret);
	else
		bts_emit_addr(call->emit, addr);
}

struct xattr_args_known {
	uint64_t value;
	uint32_t size, flags;
};

void bts_show_xattr_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), size = bts_call_word(call, call->arg[arg->len]);
	struct xattr_args_known args;

	if (!addr || size < sizeof(args) ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, &args, sizeof(args))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "value");
	if (arg->when == BTS_AT_ENTRY)
		xattr_value(call, BTS_AT_ENTRY, args.value, args.size);
	else if (bts_call_done(call) && (uint64_t)call->ret <= args.size)
		xattr_value(call, BTS_AT_RETURN, args.value, call->ret);
	else
		bts_emit_addr(call->emit, args.value);
	bts_emit_key(call->emit, "size");
	bts_emit_uint(call->emit, args.size);
	bts_emit_key(call->emit, "flags");
	bts_emit_flags(call->emit, args.flags, &bts_set_xattr, "XATTR_???");
	bts_show_tail(call, BTS_AT_ENTRY, addr, sizeof(args), size);
	bts_emit_struct_end(call->emit);
}

struct file_attr_known {
	uint64_t fa_xflags;
	uint32_t fa_extsize, fa_nextents, fa_projid, fa_cowextsize;
};

/* How many extents there are is only told. */
static const struct bts_member file_attr_fields[] = {
	F_FLAGS(struct file_attr_known, fa_xflags, fsx, "FS_XFLAG_???"),
	F_UINT(struct file_attr_known, fa_extsize),
	F_UINT(struct file_attr_known, fa_nextents),
	F_HEX(struct file_attr_known, fa_projid),
	F_UINT(struct file_attr_known, fa_cowextsize),
};

static const struct bts_member file_attr_set_fields[] = {
	F_FLAGS(struct file_attr_known, fa_xflags, fsx, "FS_XFLAG_???"),
	F_UINT(struct file_attr_known, fa_extsize),
	F_HEX(struct file_attr_known, fa_projid),
	F_UINT(struct file_attr_known, fa_cowextsize),
};

/* The kernel takes no more. */
#define FILE_ATTR_MAX 4096

void bts_show_file_attr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), size = bts_call_word(call, call->arg[arg->len]);

	if (size > FILE_ATTR_MAX)
		bts_emit_addr(call->emit, addr);
	else if (arg->when == BTS_AT_ENTRY)
		sized_show(call, BTS_AT_ENTRY, addr, size, file_attr_set_fields,
			   ARRAY_SIZE(file_attr_set_fields), sizeof(struct file_attr_known));
	else if (bts_call_done(call))
		sized_show(call, BTS_AT_RETURN, addr, size, file_attr_fields,
			   ARRAY_SIZE(file_attr_fields), sizeof(struct file_attr_known));
	else
		bts_emit_addr(call->emit, addr);
}

/* The size and the type stand in front of a handle's bytes. */
#define HANDLE_HEAD 8
#define HANDLE_MAX  128

static void handle_rest(struct bts_call *call, enum bts_when when, uint64_t addr,
			const uint32_t head[2])
{
	size_t n = head[0] < HANDLE_MAX ? head[0] : HANDLE_MAX;
	char bytes[HANDLE_MAX];

	bts_emit_key(call->emit, "handle_type");
	bts_emit_int(call->emit, (int32_t)head[1]);
	bts_emit_key(call->emit, "f_handle");
	if (n && bts_call_read(call, when, addr + HANDLE_HEAD, bytes, n))
		bts_emit_word(call->emit, "???");
	else
		bts_emit_string(call->emit, bytes, n,
				BTS_STRING_HEX | (head[0] > n ? BTS_STRING_CUT : 0));
}

void bts_show_handle(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t head[2];

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, head, sizeof(head))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "handle_bytes");
	bts_emit_uint(call->emit, head[0]);
	handle_rest(call, BTS_AT_ENTRY, addr, head);
	bts_emit_struct_end(call->emit);
}

/* How much room there is, and how much is needed; that is told also where it was not enough. */
void bts_show_handle_made(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t before[2], after[2];
	bool told = call->returned && (!call->failed || call->ret == -EOVERFLOW);

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, before, sizeof(before))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	told = told && !bts_call_read(call, BTS_AT_RETURN, addr, after, sizeof(after));
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "handle_bytes");
	bts_emit_change(call->emit, before[0], told ? after[0] : before[0], BTS_UDEC);
	if (told && !call->failed)
		handle_rest(call, BTS_AT_RETURN, addr, after);
	bts_emit_struct_end(call->emit);
}

/* With its NUL; a longer name is refused, and no more of it is looked at. */
#define MEMFD_NAME_MAX 250

void bts_show_memfd_name(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	char room[MEMFD_NAME_MAX];
	const char *bytes = room;
	size_t n;

	(void)arg;
	if (call->emit->style.string_max < MEMFD_NAME_MAX) {
		bts_show_cstr(call, BTS_AT_ENTRY, addr, call->emit->style.string_max);
		return;
	}
	n = addr ? bts_call_bytes(call, BTS_AT_ENTRY, addr, sizeof(room), &bytes, room) : 0;
	if (n < sizeof(room) && !memchr(bytes, 0, n))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_string(call->emit, bytes, strnlen(bytes, n),
				memchr(bytes, 0, n) ? 0 : BTS_STRING_CUT);
}

void bts_show_memfd_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t all = value, flags = all & 0x3ffffff, huge = all >> 26;
	char text[256] = "";
	size_t n;

	(void)arg;
	if (!all) {
		bts_emit_hex(call->emit, 0);
		return;
	}
	if (flags)
		bts_flags_text(text, sizeof(text), flags, &bts_set_memfd, "MFD_???");
	n = strlen(text);
	if (huge)
		snprintf(text + n, sizeof(text) - n, "%s%u<<MFD_HUGE_SHIFT", n ? "|" : "", huge);
	call->emit->ops->named(call->emit, all, text, BTS_HEX);
}
