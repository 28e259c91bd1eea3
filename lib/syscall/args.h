/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * The types of arguments in table.def: how a value is shown, and what is copied for it. A type is
 * an initialiser of struct bts_arg. An argument that another one counts names it by its place,
 * from 0.
 *
 * IN: read at the entry. OUT: read at the return, if the call succeeded, else its address is shown.
 */
#ifndef BTS_SYSCALL_ARGS_H
#define BTS_SYSCALL_ARGS_H

#include "bts/array.h"
#include "bts/decode.h"
#include "syscall/sets.h"

/* Operations, for those who put a type together. @n: the argument's own place. */
#define OP_MEM(when_, n, bytes)                                                  \
	{                                                                        \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .max = (bytes) \
	}
/* As many elements of @size_ bytes as argument @by says, at most @bytes. */
#define OP_MEM_BY(when_, n, by, size_, bytes)                                           \
	{                                                                               \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .count = BTS_CAP_ARG, \
		.count_arg = (by), .size = (size_), .max = (bytes)                      \
	}
#define OP_MEM_RET(when_, n, size_, bytes)                                              \
	{                                                                               \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .count = BTS_CAP_RET, \
		.size = (size_), .max = (bytes)                                         \
	}
/* As many as the 32 bits at argument @by say. */
#define OP_MEM_AT(when_, n, by, size_, bytes)                                           \
	{                                                                               \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .count = BTS_CAP_U32, \
		.count_arg = (by), .size = (size_), .max = (bytes)                      \
	}
#define OP_STR(when_, n, bytes)                                                  \
	{                                                                        \
		.kind = BTS_CAP_STR, .when = (when_), .arg = (n), .max = (bytes) \
	}

/* The same at the address that is read from @off_ behind argument @n's value. */
#define OP_MEM_DEREF(when_, n, off_, bytes)                                               \
	{                                                                                 \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .deref = BTS_CAP_DEREF, \
		.off = (off_), .max = (bytes)                                             \
	}
/* The next @ops_ operations only if the lower half of argument @by is that value. */
#define OP_IF(when_, by, ops_, value)                                                         \
	{                                                                                     \
		.kind = BTS_CAP_IF, .when = (when_), .count = BTS_CAP_ARG, .count_arg = (by), \
		.size = (ops_), .max = (value)                                                \
	}
/* The next @ops_ operations for each of the elements at an argument, of @bytes, by a count. */
#define OP_EACH(when_, count_, by, ops_, bytes, most_)                                   \
	{                                                                                \
		.kind = BTS_CAP_REPEAT, .when = (when_), .arg = SELF, .count = (count_), \
		.count_arg = (by), .size = (ops_), .max = (bytes), .most = (most_)       \
	}

#define OPS(...)                                           \
	.ops = (const struct bts_cap_op[]){ __VA_ARGS__ }, \
	.nops = sizeof((const struct bts_cap_op[]){ __VA_ARGS__ }) / sizeof(struct bts_cap_op)

#define AT_IN  BTS_CAP_ENTRY
#define AT_OUT (BTS_CAP_RETURN | BTS_CAP_SUCCESS)
/* Beside them, no part of the list: an operation for programs whose words have 4 bytes alone. */
#define AT_NARROW 0x80

/* In operations: the argument for which they are made; set when the list is made. */
#define SELF 0xfe

/* Numbers. */
#define INT   .show = bts_show_int
#define UINT  .show = bts_show_uint
#define LONG  .show = bts_show_long
#define ULONG .show = bts_show_ulong
#define HEX   .show = bts_show_hex /* of a word */
#define HEX32 .show = bts_show_hex32
#define SIZE  .show = bts_show_ulong
#define ADDR  .show = bts_show_addr /* not followed */
#define MODE  .show = bts_show_mode
#define ID    .show = bts_show_id /* a user or a group: -1 is shown as such */
#define PID   .show = bts_show_pid
#define SIG   .show = bts_show_signal /* the number of a signal */
#define DEV   .show = bts_show_dev

#define FD    .show = bts_show_fd
#define AT_FD .show = bts_show_dirfd

/* A set of lib/syscall/sets.h: flags or one of its constants. */
#define FLAGS(set_, unknown_) .show = bts_show_flags, .data = &bts_set_##set_, .unknown = (unknown_)
#define FLAGS64(set_, unknown_) \
	.show = bts_show_flags64, .data = &bts_set_##set_, .unknown = (unknown_)
#define ENUM(set_, unknown_) .show = bts_show_enum, .data = &bts_set_##set_, .unknown = (unknown_)
#define ENUM64(set_, unknown_) \
	.show = bts_show_enum64, .data = &bts_set_##set_, .unknown = (unknown_)
/* A constant whose number, where it has no name, is shown in decimal and nothing beside. */
#define ENUM_DEC(set_) .show = bts_show_enum_dec, .data = &bts_set_##set_

#define PATH .show = bts_show_path, OPS(OP_STR(AT_IN, SELF, 4096))
/* A string, of which as much is shown as -s says. */
#define STR .show = bts_show_str, OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING))
/* As many bytes as argument @by says. */
#define BUF_IN(by)                                               \
	.show = bts_show_buf, .len = (by), .when = BTS_AT_ENTRY, \
	OPS(OP_MEM_BY(AT_IN, SELF, by, 1, BTS_MAX_STRING))
/* As many as the call returned. */
#define BUF_OUT                                                          \
	.show = bts_show_buf, .len = BTS_LEN_RET, .when = BTS_AT_RETURN, \
	OPS(OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))

/* A struct by its description, see bts_layout. */
#define STRUCT_IN(layout_)                                                            \
	.show = bts_show_struct, .data = &bts_layout_##layout_, .when = BTS_AT_ENTRY, \
	OPS(OP_MEM(AT_IN, SELF, BTS_LAYOUT_MAX))
#define STRUCT_OUT(layout_)                                                            \
	.show = bts_show_struct, .data = &bts_layout_##layout_, .when = BTS_AT_RETURN, \
	OPS(OP_MEM(AT_OUT, SELF, BTS_LAYOUT_MAX))
#define BTS_LAYOUT_MAX 1024

/* [value] of an int, a long, a 64-bit number, a word in memory. */
#define INT_OUT \
	.show = bts_show_int_at, .size = 4, .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 4))
#define INT_IN .show = bts_show_int_at, .size = 4, .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 4))
#define U64_IN .show = bts_show_int_at, .size = 8, .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 8))
#define U64_OUT \
	.show = bts_show_int_at, .size = 8, .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 8))
/* Two descriptors, as of pipe(). */
#define FDS_OUT .show = bts_show_fds_at, .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 8))

/* An array of @layout_ structs, as many as the call returned. */
#define ARRAY_OUT(layout_)                                                            \
	.show = bts_show_array, .data = &bts_layout_##layout_, .when = BTS_AT_RETURN, \
	.len = BTS_LEN_RET, OPS(OP_MEM_RET(AT_OUT, SELF, 0, BTS_MAX_ELEMENTS))

/* Vectors: @by is the argument that counts their elements. */
#define IOVEC_IN(by)                                               \
	.show = bts_show_iovec, .len = (by), .when = BTS_AT_ENTRY, \
	OPS({ .kind = BTS_CAP_VEC,                                 \
	      .when = AT_IN,                                       \
	      .arg = SELF,                                         \
	      .count = BTS_CAP_ARG,                                \
	      .count_arg = (by),                                   \
	      .max = BTS_MAX_STRING,                               \
	      .most = BTS_MAX_ELEMENTS })
#define IOVEC_OUT(by)                                                                  \
	.show = bts_show_iovec, .len = (by), .when = BTS_AT_RETURN,                    \
	OPS(OP_MEM_BY(AT_IN, SELF, by, 16, BTS_MAX_ELEMENTS), { .kind = BTS_CAP_VEC,   \
								.when = AT_OUT,        \
								.arg = SELF,           \
								.count = BTS_CAP_ARG,  \
								.count_arg = (by),     \
								.max = BTS_MAX_STRING, \
								.most = BTS_MAX_ELEMENTS })
/* Without what they lead to. */
#define IOVEC_ADDRS(by)                            \
	.show = bts_show_iovec_addrs, .len = (by), \
	OPS(OP_MEM_BY(AT_IN, SELF, by, 16, BTS_MAX_ELEMENTS))

/* Set of signals, argument @by its size in bytes: from .extra (0: a word) to 8. */
#define SIGSET_IN(by) \
	.show = bts_show_sigset, .len = (by), .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 8))
#define SIGSET_OUT(by) \
	.show = bts_show_sigset, .len = (by), .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 8))

/* Left out unless CONDITION, a bool (const struct bts_call *), says that it is there. */
#define ABSENT(condition) .absent = (condition)

/* Shown by a function of its own; see lib/syscall/README.md. */
#define SHOW(function) .show = (function)

#define SHOWS(name) \
	void bts_show_##name(struct bts_call *call, const struct bts_arg *arg, uint64_t value)

SHOWS(int);
SHOWS(uint);
SHOWS(long);
SHOWS(ulong);
SHOWS(hex);
SHOWS(hex32);
SHOWS(addr);
SHOWS(mode);
SHOWS(id);
SHOWS(pid);
SHOWS(signal);
SHOWS(dev);
SHOWS(fd);
SHOWS(dirfd);
SHOWS(flags);
SHOWS(flags64);
SHOWS(enum);
SHOWS(enum64);
SHOWS(enum_dec);
SHOWS(path);
SHOWS(str);
SHOWS(buf);
SHOWS(struct);
SHOWS(int_at);
SHOWS(fds_at);
SHOWS(array);
SHOWS(iovec);
SHOWS(iovec_addrs);
SHOWS(sigset);

/* Building blocks for decoders. */

/* @n bytes at @addr as a string of which @len are said to be there; the address if unread. */
void bts_show_bytes(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len);

/* The same; a NUL that is the last of them is left out where @drop_nul says so. */
void bts_show_bytes_unended(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len,
			    bool drop_nul);

/* A string up to its NUL, of which @max bytes are shown. */
void bts_show_cstr(struct bts_call *call, enum bts_when when, uint64_t addr, size_t max);

/* A string up to its NUL or, where it has none there, of @n bytes; as much as of a string. */
void bts_show_cstr_within(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n);

/* @len bytes at @addr in hexadecimal, as many as of a string; the address unless all are known. */
void bts_show_hex_string(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len);

/* The same; the address only where none are known, else what is. */
void bts_show_hex_bytes(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len);

/*
 * Reads a number of @size bytes, zero extended, at @addr. False where it is not known, or was to be
 * filled in and was not: then the address has been shown.
 */
bool bts_show_number_read(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
			  uint64_t *number);

/* [number], of @size bytes; [NAME]: of a set; [FLAGS]. */
void bts_show_number_at(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
			enum bts_emit_base base);
void bts_show_enum_at(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
		      const struct bts_flag_set *set, const char *unknown);
void bts_show_flags_at(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
		       const struct bts_flag_set *set, const char *unknown);

/* A struct at @addr; the address where it is not known, or was to be filled in and was not. */
void bts_show_layout(struct bts_call *call, enum bts_when when, uint64_t addr,
		     const struct bts_layout *layout);

/* Members of a struct, in braces that are open, but for those that are absent. */
void bts_show_members(struct bts_call *call, const struct bts_member *members, size_t n,
		      const void *bytes);

/* @n elements of @size bytes each at @addr, each shown by @one with its bytes and its address. */
typedef void (*bts_element_fn)(struct bts_call *call, const void *bytes, uint64_t addr,
			       const void *data);
void bts_show_elements(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n,
		       size_t size, bts_element_fn one, const void *data);

/* An element that is a struct: @data is its layout. */
void bts_element_layout(struct bts_call *call, const void *bytes, uint64_t addr, const void *data);

/*
 * Is the element at @i of an array one that is not shown? Then it is said that there are more.
 * For arrays of which the length is no argument.
 */
bool bts_emit_cut(struct bts_emit *e, uint64_t i);

/*
 * An array of iovecs with what they lead to; @left bytes of them are of interest, UINT64_MAX: all.
 */
void bts_show_vector(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n,
		     uint64_t left);

/* The same with the addresses alone. */
void bts_show_vector_addrs(struct bts_call *call, uint64_t addr, uint64_t n);

/*
 * What a struct of a size that the caller gave has behind the @from bytes that are known, unless it
 * is all zero; @size bytes are there, of which a page is looked at.
 */
void bts_show_tail(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t from,
		   uint64_t size);

/* A set of @size bytes at an address, at least @least; the address if it has no such size. */
void bts_show_signals(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t size,
		      size_t least);

/* A set of signals of @size bytes. */
void bts_emit_sigset(struct bts_emit *e, const void *bytes, size_t size);

/* A signal by its number. */
void bts_emit_signal(struct bts_emit *e, int sig);

/* Its name, NULL if it has none; the last that has one. */
#define BTS_SIGNAL_NAME 24
#define BTS_SIGNAL_LAST 64
const char *bts_signal_name(int sig, char room[BTS_SIGNAL_NAME]);

/* The signal of that name, with SIG or without it and without regard to case; -ENOENT. */
int bts_signal_number(const char *name);

/*
 * For a value that is made of several: what is said to the call between begin and end is written
 * apart, as text. End gives it to the call's emitter as a word. Join puts @text between two values.
 */
struct bts_aside {
	struct bts_out out;
	struct bts_emit emit, *saved;
};

void bts_aside_begin(struct bts_aside *aside, struct bts_call *call);
void bts_aside_join(struct bts_aside *aside, const char *text);
void bts_aside_end(struct bts_aside *aside, struct bts_call *call);
/* The same, where the text is not for the call: it is cut to @size bytes with its NUL. */
void bts_aside_take(struct bts_aside *aside, struct bts_call *call, char *to, size_t size);

/*
 * A constant and, behind it, flags where there are any: two values in the notation, each in the
 * style of constants by itself. bts_emit_enum_flags() has one value of both.
 */
void bts_show_enum_and_flags(struct bts_call *call, uint64_t constant,
			     const struct bts_flag_set *constants, const char *unknown,
			     uint64_t flags, const struct bts_flag_set *set,
			     const char *unknown_flags);

/* st_mode: its type by name, then the permissions. */
void bts_emit_st_mode(struct bts_emit *e, uint32_t mode);

/*
 * A string in an array of its own, up to a NUL. Where it has none, its last byte is not shown, and
 * it is said that there is more.
 */
void bts_emit_cstring(struct bts_emit *e, const void *bytes, size_t n);

/* makedev(0x8, 0x1) */
void bts_emit_dev(struct bts_emit *e, uint64_t dev);

/*
 * Arguments whose types depend on another's value: from the call's argument @first on they are
 * shown as @args says, @n at most, up to the first that has no type. The first's key was given.
 */
void bts_show_args(struct bts_call *call, const struct bts_arg *args, size_t n, size_t first);

/* Is the result of the call there to be shown? */
bool bts_call_done(const struct bts_call *call);

/* Is what is read at that time known to be what it should be? */
bool bts_call_has(const struct bts_call *call, enum bts_when when);

/* Fields of structs: initialisers of struct bts_member. */
#define MEMBER_(type, member, show_, ...)                                                      \
	{                                                                                      \
		.name = #member, .off = offsetof(type, member),                                \
		.size = sizeof(((type *)0)->member), .show = bts_member_##show_, ##__VA_ARGS__ \
	}
#define F_INT(type, member)  MEMBER_(type, member, int)
#define F_UINT(type, member) MEMBER_(type, member, uint)
#define F_HEX(type, member)  MEMBER_(type, member, hex)
#define F_OCT(type, member)  MEMBER_(type, member, oct)
#define F_ADDR(type, member) MEMBER_(type, member, addr)
#define F_FD(type, member)   MEMBER_(type, member, fd)
#define F_ID(type, member)   MEMBER_(type, member, id)
#define F_PID(type, member)  MEMBER_(type, member, pid)
#define F_DEV(type, member)  MEMBER_(type, member, dev)
#define F_CSTR(type, member) MEMBER_(type, member, cstr)
#define F_FLAGS(type, member, set_, unknown_) \
	MEMBER_(type, member, flags, .data = &bts_set_##set_, .unknown = (unknown_))
#define F_ENUM(type, member, set_, unknown_) \
	MEMBER_(type, member, enum, .data = &bts_set_##set_, .unknown = (unknown_))
#define F_STRUCT(type, member, layout_) MEMBER_(type, member, struct, .data = &bts_layout_##layout_)

#define MEMBER_SHOWS(name)                                                            \
	void bts_member_##name(struct bts_call *call, const struct bts_member *field, \
			       const void *bytes)
MEMBER_SHOWS(int);
MEMBER_SHOWS(uint);
MEMBER_SHOWS(hex);
MEMBER_SHOWS(oct);
MEMBER_SHOWS(addr);
MEMBER_SHOWS(fd);
MEMBER_SHOWS(id);
MEMBER_SHOWS(pid);
MEMBER_SHOWS(stmode);
MEMBER_SHOWS(dev);
MEMBER_SHOWS(cstr);
MEMBER_SHOWS(flags);
MEMBER_SHOWS(enum);
MEMBER_SHOWS(struct);

/* .absent of members that are shown where they are not 0; @bytes: of all of the struct. */
bool bts_member_is_zero(const struct bts_member *field, const void *bytes);

/* Of no struct more is copied, nor read into a buffer of this size. */
#define LAYOUT_FITS(type) \
	_Static_assert(sizeof(type) <= BTS_LAYOUT_MAX, "a struct of BTS_LAYOUT_MAX")

#define LAYOUT_(storage, abbreviated_, name_, type, ...)                   \
	LAYOUT_FITS(type);                                                 \
	static const struct bts_member name_##_fields[] = { __VA_ARGS__ }; \
	storage const struct bts_layout bts_layout_##name_ = {             \
		.size = sizeof(type),                                      \
		.size32 = sizeof(type),                                    \
		.fields = name_##_fields,                                  \
		.count = ARRAY_SIZE(name_##_fields),                       \
		.abbreviated = (abbreviated_),                             \
	}

/*
 * LAYOUT(name, type, fields...): a description of a struct, bts_layout_NAME. BRIEF: without -v only
 * the fields that are brief are shown. LOCAL: the file's own.
 */
#define LAYOUT(...)		LAYOUT_(, false, __VA_ARGS__)
#define LAYOUT_BRIEF(...)	LAYOUT_(, true, __VA_ARGS__)
#define LAYOUT_LOCAL(...)	LAYOUT_(static, false, __VA_ARGS__)
#define LAYOUT_LOCAL_BRIEF(...) LAYOUT_(static, true, __VA_ARGS__)

/*
 * The same of a struct that holds longs: @members is a macro that makes the fields of the type that
 * it is given, @type32 what i386 programs have.
 */
#define LAYOUT_WORDS_(storage, abbreviated_, name_, type, type32, members)     \
	LAYOUT_FITS(type);                                                     \
	static const struct bts_member name_##_fields[] = { members(type) };   \
	static const struct bts_member name_##_narrow[] = { members(type32) }; \
	storage const struct bts_layout bts_layout_##name_ = {                 \
		.size = sizeof(type),                                          \
		.size32 = sizeof(type32),                                      \
		.fields = name_##_fields,                                      \
		.fields32 = name_##_narrow,                                    \
		.count = ARRAY_SIZE(name_##_fields),                           \
		.count32 = ARRAY_SIZE(name_##_narrow),                         \
		.abbreviated = (abbreviated_),                                 \
	}
#define LAYOUT_WORDS(...)	LAYOUT_WORDS_(, false, __VA_ARGS__)
#define LAYOUT_WORDS_LOCAL(...) LAYOUT_WORDS_(static, false, __VA_ARGS__)
#define LAYOUT_WORDS_BRIEF(...) LAYOUT_WORDS_(, true, __VA_ARGS__)

#endif
