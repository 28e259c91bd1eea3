/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * The emitter: what decoders say, without knowing what becomes of it. Values follow each other;
 * an emitter puts what has to stand between them. As text it is strace's notation, as JSON a value
 * for each.
 */
#ifndef BTS_EMIT_H
#define BTS_EMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "bts/flags.h"
#include "bts/text.h"

enum bts_emit_base {
	BTS_DEC,  /* signed */
	BTS_UDEC, /* unsigned */
	BTS_HEX,  /* 0 is 0, others have 0x */
	BTS_OCT,  /* with a leading 0, three digits or more */
};

/* How constants are shown, strace's -X. */
enum bts_const_style {
	BTS_CONST_ABBREV,  /* O_RDWR */
	BTS_CONST_RAW,	   /* 0x2 */
	BTS_CONST_VERBOSE, /* 0x2 and, in a comment behind it, O_RDWR */
};

/* When strings are in hexadecimal, strace's -x and -xx. */
enum bts_hex_style {
	BTS_STRINGS_PLAIN,
	BTS_STRINGS_HEX_NON_ASCII, /* those that hold other than ASCII */
	BTS_STRINGS_HEX,
	BTS_STRINGS_HEX_CHARS, /* those characters alone */
};

/* What is told of processes, strace's --decode-pids. */
#define BTS_PIDS_NAME	0x1
#define BTS_PIDS_NUMBER 0x2 /* ours, where the caller's pid namespace is another */

struct bts_emit_style {
	enum bts_const_style consts;
	enum bts_hex_style strings;
	size_t string_max; /* bytes of a string, elements of an array */
	bool verbose;	   /* nothing is abbreviated, strace's -v */
	bool names;	   /* arguments have their names in front, strace's -N */
	uint32_t fds;	   /* what is told of descriptors, strace's -y: BTS_FDS_* of decode.h */
	uint32_t pids;	   /* what is told of processes: BTS_PIDS_* */
};

/* A string's parts that its emitter is told. */
#define BTS_STRING_CUT	  0x1  /* there is more of it */
#define BTS_STRING_NUL	  0x2  /* ends at its first NUL, which does not count */
#define BTS_STRING_BARE	  0x4  /* without quotes */
#define BTS_STRING_HEX	  0x10 /* all in hexadecimal whatever the style */
#define BTS_STRING_AT	  0x20 /* begins with a NUL, for which the notation has an @ in front */
#define BTS_STRING_ANGLES 0x40 /* < and > are escaped too */

struct bts_emit;

struct bts_emit_ops {
	void (*number)(struct bts_emit *e, uint64_t value, enum bts_emit_base base);
	/* A constant: its name or names; NULL, where it has none. */
	void (*named)(struct bts_emit *e, uint64_t value, const char *name,
		      enum bts_emit_base base);
	void (*string)(struct bts_emit *e, const char *bytes, size_t n, unsigned int flags);
	/* Words of the notation that stand for a value: makedev(0x8, 0x1), NULL. */
	void (*word)(struct bts_emit *e, const char *text, size_t n);
	void (*open)(struct bts_emit *e, char bracket);
	void (*close)(struct bts_emit *e, char bracket);
	void (*key)(struct bts_emit *e, const char *name);
	void (*more)(struct bts_emit *e); /* elements or members are left out */
	/* A value that changed: before, the one it was, after, the one it is, changed. */
	void (*before)(struct bts_emit *e);
	void (*after)(struct bts_emit *e);
	void (*changed)(struct bts_emit *e);
	void (*comment)(struct bts_emit *e, const char *text, size_t n);
	/* A key that the notation leaves out. */
	void (*quiet_key)(struct bts_emit *e, const char *name);
	/* Words around the next value that are no part of it: htons( and ). */
	void (*wrap)(struct bts_emit *e, const char *text);
	void (*unwrap)(struct bts_emit *e, const char *text);
};

/* Brackets within brackets. Of one that is deeper still "..." is shown, and nothing that is in it. */
#define BTS_EMIT_DEPTH 48

struct bts_emit {
	const struct bts_emit_ops *ops;
	const struct bts_emit_ops *shallow; /* the same, while there is no room for what is shown */
	struct bts_out *out;
	struct bts_emit_style style;
	unsigned int depth;
	bool filled[BTS_EMIT_DEPTH]; /* something stands there that a separator must follow */
	bool named[BTS_EMIT_DEPTH];  /* JSON: the bracket holds members, not elements */
	bool keyed;		     /* a key has been given, its value is next */
};

extern const struct bts_emit_ops bts_emit_text, bts_emit_json;

/*
 * For an emitter, before it opens a bracket: has it no room for another one? Then "..." stands for
 * it, and nothing more is written until it is closed.
 */
bool bts_emit_too_deep(struct bts_emit *e);

/* Begins to write to @out, which stays the caller's. */
void bts_emit_init(struct bts_emit *e, const struct bts_emit_ops *ops, struct bts_out *out,
		   const struct bts_emit_style *style);

void bts_emit_int(struct bts_emit *e, int64_t value);
void bts_emit_uint(struct bts_emit *e, uint64_t value);
void bts_emit_hex(struct bts_emit *e, uint64_t value);
void bts_emit_oct(struct bts_emit *e, uint64_t value);

/* An address: NULL or a hexadecimal number. */
void bts_emit_addr(struct bts_emit *e, uint64_t addr);

/*
 * One of a set of constants; one that is not in it is a hexadecimal number, with @unknown as a
 * comment ("O_???"; NULL: none). bts_emit_enum_base() shows it in another base.
 */
void bts_emit_enum(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
		   const char *unknown);
void bts_emit_enum_base(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
			const char *unknown, enum bts_emit_base base);

/*
 * Constants joined by |, in the order of the set; the rest as a number. Where none fits, the number
 * with @unknown as a comment. 0 is the name that the set has for it, or 0.
 */
void bts_emit_flags(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
		    const char *unknown);

/* The same names as text, cut to @size bytes with the NUL, for what has more to it than they. */
void bts_flags_text(char *text, size_t size, uint64_t value, const struct bts_flag_set *set,
		    const char *unknown);

/*
 * The same, where some bits hold one of @base's constants (O_RDONLY of O_ACCMODE) and the others
 * are flags: @mask are the bits of @base. A constant that has no name is followed by @unknown.
 */
void bts_emit_enum_flags(struct bts_emit *e, uint64_t value, const struct bts_flag_set *base,
			 uint64_t mask, const char *unknown, const struct bts_flag_set *set);

/* An error by its name, -NAME where it is negative; a number in that base where it is none. */
void bts_emit_error(struct bts_emit *e, int64_t error, enum bts_emit_base base);

/* The name of a constant, NULL if the set has none. */
const char *bts_flag_name(const struct bts_flag_set *set, uint64_t value);

void bts_emit_string(struct bts_emit *e, const void *bytes, size_t n, unsigned int flags);
void bts_emit_word(struct bts_emit *e, const char *text);
/* The same by a format of printf(); at most 255 bytes. For what is rare. */
void bts_emit_wordf(struct bts_emit *e, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void bts_emit_commentf(struct bts_emit *e, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void bts_emit_struct(struct bts_emit *e);     /* { */
void bts_emit_struct_end(struct bts_emit *e); /* } */
void bts_emit_array(struct bts_emit *e);      /* [ */
void bts_emit_array_end(struct bts_emit *e);  /* ] */
/* A member's name; its value is next. Of a list without names, give none. */
void bts_emit_key(struct bts_emit *e, const char *name);
/* The same, where only the value stands in the notation: inet_pton(AF_INET6, "::1", &sin6_addr). */
void bts_emit_quiet_key(struct bts_emit *e, const char *name);
/* Words that the notation has around the value between them: "htons(" and ")". */
void bts_emit_wrap(struct bts_emit *e, const char *text);
void bts_emit_unwrap(struct bts_emit *e, const char *text);
void bts_emit_more(struct bts_emit *e);
void bts_emit_before(struct bts_emit *e);
void bts_emit_after(struct bts_emit *e);
void bts_emit_changed(struct bts_emit *e);
/* A number, and what became of it where that is another. */
void bts_emit_change(struct bts_emit *e, uint64_t before, uint64_t after, enum bts_emit_base base);

#endif
