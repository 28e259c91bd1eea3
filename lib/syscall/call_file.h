/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_FILE_H
#define BTS_SYSCALL_CALL_FILE_H

#include "syscall/args.h"

SHOWS(open_flags);
#define OPEN_FLAGS SHOW(bts_show_open_flags)

/* Whether open's and openat's mode means anything: they differ in where their flags stand. */
bool bts_open_no_mode(const struct bts_call *call);
bool bts_openat_no_mode(const struct bts_call *call);

/* struct open_how, of as many bytes as argument @by says. */
SHOWS(open_how);
#define OPEN_HOW(by) SHOW(bts_show_open_how), .len = (by), OPS(OP_MEM_BY(AT_IN, SELF, by, 1, 4096))

/* The type of a file and its permissions; the device, if it is one. */
SHOWS(mknod_mode);
#define MKNOD_MODE SHOW(bts_show_mknod_mode)
bool bts_mknod_no_dev(const struct bts_call *call);
bool bts_mknodat_no_dev(const struct bts_call *call);

/*
 * Numbers of 64 bits, signed and unsigned, whose halves are arguments @n32 and the next of i386
 * programs; and what stands behind them, as argument @n32 of such programs.
 */
SHOWS(pair);
SHOWS(upair);
SHOWS(moved_ulong);
SHOWS(moved_flags);
SHOWS(moved_enum);
#define OFF64(n32)	SHOW(bts_show_pair), .extra = (n32)
#define UOFF64(n32)	SHOW(bts_show_upair), .extra = (n32)
#define ULONG_FROM(n32) SHOW(bts_show_moved_ulong), .extra = (n32)
#define FLAGS_FROM(n32, set_, unknown_) \
	SHOW(bts_show_moved_flags), .extra = (n32), .data = &bts_set_##set_, .unknown = (unknown_)
#define ENUM_FROM(n32, set_, unknown_) \
	SHOW(bts_show_moved_enum), .extra = (n32), .data = &bts_set_##set_, .unknown = (unknown_)

/* ABSENT(bts_never): the argument is shown as part of another. */
bool bts_never(const struct bts_call *call);

/* A user or a group: of 16 bits for i386 programs. */
SHOWS(file_id);
#define FILE_ID SHOW(bts_show_file_id)

SHOWS(rwf);
#define RWF SHOW(bts_show_rwf), .data = &bts_set_rwf, .unknown = "RWF_???"

/* An offset in memory, a long or of @size_ bytes. */
SHOWS(sendfile_off);
#define SENDFILE_OFF(size_)                           \
	SHOW(bts_show_sendfile_off), .size = (size_), \
				     OPS(OP_MEM(AT_IN, SELF, 8), OP_MEM(AT_OUT, SELF, 8))

SHOWS(llseek_off);

SHOWS(cwd);
#define CWD SHOW(bts_show_cwd), OPS(OP_STR(AT_OUT, SELF, 4096))

extern const struct bts_layout bts_layout_stat, bts_layout_stat64, bts_layout_oldstat;
extern const struct bts_layout bts_layout_statx;
extern const struct bts_layout bts_layout_statfs, bts_layout_statfs64;

SHOWS(statx_flags);
#define STATX_FLAGS SHOW(bts_show_statx_flags)

/* Entries of a directory: with -v all of them, else how many; @wide: of getdents64. */
SHOWS(dirents);
#define DIRENTS(wide) \
	SHOW(bts_show_dirents), .extra = (wide), OPS(OP_MEM_RET(AT_OUT, SELF, 1, 128 * 4096))

/* An entry of i386's readdir, of which there is one in any case. */
SHOWS(dirent_old);
#define DIRENT_OLD SHOW(bts_show_dirent_old), OPS(OP_MEM(AT_OUT, SELF, 272))
bool bts_readdir_one(const struct bts_call *call);

/* A pair of times, each of two longs or of two numbers of @size_ bytes. */
SHOWS(times);
#define TIMEVALS SHOW(bts_show_times), OPS(OP_MEM(AT_IN, SELF, 32))
#define TIMESPECS(size_) \
	SHOW(bts_show_times), .size = (size_), .extra = 1, OPS(OP_MEM(AT_IN, SELF, 32))
SHOWS(utimbuf);
#define UTIMBUF SHOW(bts_show_utimbuf), OPS(OP_MEM(AT_IN, SELF, 16))

/* Values and names of extended attributes, of as many bytes as argument @by says. */
SHOWS(xattr_in);
SHOWS(xattr_out);
SHOWS(xattr_list);
#define XATTR_IN(by) \
	SHOW(bts_show_xattr_in), .len = (by), OPS(OP_MEM_BY(AT_IN, SELF, by, 1, BTS_MAX_STRING))
#define XATTR_OUT(by) \
	SHOW(bts_show_xattr_out), .len = (by), OPS(OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))
#define XATTR_LIST(by) \
	SHOW(bts_show_xattr_list), .len = (by), OPS(OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))

/* struct xattr_args, argument 4, of as many bytes as argument 5 says; its value is read or written.
 */
SHOWS(xattr_args);
#define XATTR_ARGS_IN                                                           \
	SHOW(bts_show_xattr_args),                                              \
		.len = 5, .when = BTS_AT_ENTRY,                                 \
		OPS(OP_MEM_BY(AT_IN, SELF, 5, 1, 4096), { .kind = BTS_CAP_MEM,  \
							  .when = AT_IN,        \
							  .arg = SELF,          \
							  .deref = 1,           \
							  .count = BTS_CAP_U32, \
							  .count_arg = 4,       \
							  .count_off = 8,       \
							  .size = 1,            \
							  .max = BTS_MAX_STRING })
#define XATTR_ARGS_OUT                                                          \
	SHOW(bts_show_xattr_args),                                              \
		.len = 5, .when = BTS_AT_RETURN,                                \
		OPS(OP_MEM_BY(AT_IN, SELF, 5, 1, 4096), { .kind = BTS_CAP_MEM,  \
							  .when = AT_OUT,       \
							  .arg = SELF,          \
							  .deref = 1,           \
							  .count = BTS_CAP_RET, \
							  .size = 1,            \
							  .max = BTS_MAX_STRING })

/* struct file_attr, of as many bytes as argument @by says. */
SHOWS(file_attr);
#define FILE_ATTR_IN(by)                                             \
	SHOW(bts_show_file_attr), .len = (by), .when = BTS_AT_ENTRY, \
				  OPS(OP_MEM_BY(AT_IN, SELF, by, 1, 4096))
#define FILE_ATTR_OUT(by)                                             \
	SHOW(bts_show_file_attr), .len = (by), .when = BTS_AT_RETURN, \
				  OPS(OP_MEM_BY(AT_OUT, SELF, by, 1, 4096))

/* struct file_handle, that is given and that is made. */
SHOWS(handle);
SHOWS(handle_made);
#define HANDLE SHOW(bts_show_handle), OPS(OP_MEM(AT_IN, SELF, 136))
#define HANDLE_MADE \
	SHOW(bts_show_handle_made), OPS(OP_MEM(AT_IN, SELF, 8), OP_MEM(BTS_CAP_RETURN, SELF, 136))

SHOWS(memfd_name);
SHOWS(memfd_flags);
#define MEMFD_NAME  SHOW(bts_show_memfd_name), OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING))
#define MEMFD_FLAGS SHOW(bts_show_memfd_flags)

#endif
