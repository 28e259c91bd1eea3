/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What a tool is: the one header that a tool's C file includes. */
#ifndef BTS_TOOL_H
#define BTS_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/types.h>
#include "bts/abi.h"

/* How an option's argument is read, and the C type of its destination. */
enum bts_opt_kind {
	BTS_FLAG,     /* bool, no argument */
	BTS_COUNTER,  /* int, counts how often it is given */
	BTS_UINT,     /* uint32_t or uint64_t */
	BTS_DURATION, /* uint64_t, ns; a bare number counts seconds */
	BTS_LATENCY,  /* uint64_t, ns; a bare number counts microseconds */
	BTS_SIZE,     /* uint64_t, bytes */
	BTS_STRING,   /* const char *: not for .rodata */
	BTS_DISKS,    /* struct bts_disks: names of disks and partitions */
	BTS_NAMES,    /* uint32_t: bits by the names in the row's list */
	BTS_TABLES,   /* names of tables, in the row's list: the same as -S --only RECORD,NAMES */
	BTS_LIST, /* char *, from malloc(): given again, it grows by a comma; common options only */
	BTS_FIELD_ROW, /* no argument: adds field RECORD to a table of several types */
	BTS_ONLY_ROW,  /* no argument: the same as --only RECORD */
};

struct bts_sink_ops;
struct bts_run;
struct bts_settings;
struct bts_session;
struct bts_error;

/* One option: a row with a destination. */
struct bts_opt {
	const char *name; /* long form */
	char letter;	  /* short form, or 0 */
	enum bts_opt_kind kind;
	/* What the help calls the argument; in brackets: it may be missing. NULL: it takes none. */
	const char *arg;
	const char *help;
	size_t offset, size; /* destination: in the program's .rodata, or in struct bts_run */
	void *to;	     /* destination: a variable of the tool's C file; else NULL */
	/* Of BTS_ONLY_ROW the types, of BTS_FIELD_ROW the field, else the type that it is about. */
	const char *record;
	const char *const *names; /* of BTS_NAMES; ends with NULL */
	uint32_t needs;		  /* common options: what a tool must honour, BTS_HONOURS_* */
};

/*
 * BTS_OPT(tool, variable, letter, name, kind, argument, help): a row whose
 * destination is a const volatile variable of the tool's BPF program. A name
 * that the program lacks is a compile error.
 */
#define BTS_OPT(tool, var, letter_, name_, kind_, arg_, help_, ...)                   \
	{                                                                             \
		.name = (name_), .letter = (letter_), .kind = (kind_), .arg = (arg_), \
		.help = (help_),                                                      \
		.offset = offsetof(typeof(*((struct tool##_bpf *)0)->rodata), var),   \
		.size = sizeof(((struct tool##_bpf *)0)->rodata->var), ##__VA_ARGS__  \
	}

/* A row whose destination is a variable of the tool's C file. */
#define BTS_OPT_OWN(var, letter_, name_, kind_, arg_, help_)                          \
	{                                                                             \
		.name = (name_), .letter = (letter_), .kind = (kind_), .arg = (arg_), \
		.help = (help_), .to = &(var), .size = sizeof(var),                   \
	}

/* A row that chooses types of record, as --only does: one, or several by commas. */
#define BTS_OPT_ONLY(letter_, name_, record_, help_)                                         \
	{                                                                                    \
		.name = (name_), .letter = (letter_), .kind = BTS_ONLY_ROW, .help = (help_), \
		.record = (record_),                                                         \
	}

/* The same, and it sets a variable of the tool's C file, a bool. */
#define BTS_OPT_ONLY_TOO(var, letter_, name_, record_, help_)                                \
	{                                                                                    \
		.name = (name_), .letter = (letter_), .kind = BTS_ONLY_ROW, .help = (help_), \
		.record = (record_), .to = &(var), .size = sizeof(var),                      \
	}

/* A row that sums up by tables, those in @record and those named; the names end with NULL. */
#define BTS_OPT_TABLES(letter_, name_, record_, names_, arg_, help_)                     \
	{                                                                                \
		.name = (name_), .letter = (letter_), .kind = BTS_TABLES, .arg = (arg_), \
		.help = (help_), .record = (record_), .names = (names_),                 \
	}

/* A row that adds a field to a table of several types. */
#define BTS_OPT_FIELD(letter_, name_, field_, help_)                                          \
	{                                                                                     \
		.name = (name_), .letter = (letter_), .kind = BTS_FIELD_ROW, .help = (help_), \
		.record = (field_),                                                           \
	}

/* Common options that not every tool can honour; it refuses those that it does not name. */
#define BTS_HONOURS_TASK     0x1  /* -p -t -n -u --cgroup --follow, COMMAND: calls bts_begin() */
#define BTS_HONOURS_FAILED   0x2  /* -x: tells bts_keep() what failed */
#define BTS_HONOURS_MIN	     0x4  /* -m: tells bts_keep() how long it took */
#define BTS_HONOURS_SPANS    0x8  /* --max-open: has BTS_SPAN() */
#define BTS_HONOURS_SUMMARY  0x10 /* -S -i --top: has BTS_TABLE() */
#define BTS_HONOURS_ALL	     0x1f
#define BTS_HONOURS_INFLIGHT 0x20 /* --inflight: has BTS_SPAN() and BTS_SWEEP() */

struct bts_tool {
	const char *name;
	const char *summary; /* one line, for lists */
	const char *doc;     /* for --help; NULL: none */
	const char *only;    /* the record types shown by default, comma-separated; NULL: all */
	const char *only_summary; /* the tables, likewise */
	/*
	 * The columns of a table of several types, as for bts_sink_init_merged();
	 * NULL: each type has its own heading.
	 */
	const char *columns;
	const char *alone; /* a record type that is shown with no other; NULL */
	uint32_t honours;  /* BTS_HONOURS_* */
	uint64_t keeps;	   /* capabilities needed after attaching, 1 << CAP_...; see privilege.h */
	const struct bts_opt *opts;	  /* ends with a row without a name; NULL: none */
	const void *(*elf)(size_t *size); /* the BPF object */
	/*
	 * The tool's own way to show records, where its options ask for one; NULL:
	 * none. With --json, --csv, --fields or --summary that is refused.
	 */
	const struct bts_sink_ops *(*sink)(void);
	/*
	 * A command line of the tool's own in the place of options and common ones: fills in
	 * @run, zeroed before. 0, a negative error with the reason, or more than 0: all that is to
	 * be said has been, and the exit status is one less.
	 */
	int (*parse)(int argc, char **argv, struct bts_run *run, struct bts_error *error);
	/* The status of a usage error, where it is not the suite's. */
	int usage_status;
	/* Is there a use on this kernel for a hook that serves what is shown? NULL: for all. */
	bool (*wants)(const char *hook);
	/* Which hooks the run needs is settled, and not yet how they are attached. 0 or -errno; or
	 * NULL. */
	int (*plan)(struct bts_session *session, struct bts_error *error);
	/* The object is configured, and not loaded yet; it is loaded. 0 or -errno. Or NULL. */
	int (*prepare)(struct bts_session *session, struct bts_error *error);
	int (*loaded)(struct bts_session *session, struct bts_error *error);
};

/* BTS_TOOL(name, summary, ...): defines the tool; its skeleton is included before. */
#define BTS_TOOL(tool, summary_, ...)                                                         \
	extern const unsigned char bts_object_##tool[], bts_object_##tool##_end[];            \
	static const void *tool##_elf(size_t *size)                                           \
	{                                                                                     \
		static struct bts_unpacked object;                                            \
                                                                                              \
		return bts_unpack(&object, bts_object_##tool, bts_object_##tool##_end, size); \
	}                                                                                     \
	extern const struct bts_tool bts_tool_##tool;                                         \
	const struct bts_tool bts_tool_##tool = {                                             \
		.name = #tool, .summary = (summary_), .elf = tool##_elf, __VA_ARGS__          \
	}

/* What bts_unpack() has unpacked; zeroed before. */
struct bts_unpacked {
	void *bytes;
	size_t size;
};

/*
 * Unpacks what gzip has packed, at @from up to @to, once: it is kept in @object to the end of the
 * process. NULL and a size of 0 where there is no memory or it is damaged.
 */
const void *bts_unpack(struct bts_unpacked *object, const unsigned char *from,
		       const unsigned char *to, size_t *size);

/* Runs a tool with its arguments; argv[0] is ignored. Returns the exit status. */
int bts_tool_run(const struct bts_tool *tool, int argc, char **argv);

#endif
