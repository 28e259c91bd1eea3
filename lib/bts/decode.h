/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Decoders: how the arguments of system calls are shown. A decoder looks at a call and at what was
 * copied of the task's memory, by the addresses that it had there, and speaks to an emitter.
 */
#ifndef BTS_DECODE_H
#define BTS_DECODE_H

#include <linux/types.h>
#include "bts/capture.h"
#include "bts/emit.h"
#include "bts/syscall.h"

/* Memory as it was: pieces with their addresses, as in bts/capture.h; sorted by nothing. */
struct bts_image {
	const char *bytes;
	size_t len;
};

/* How the number is shown that a call returned. */
enum bts_ret_as {
	BTS_RET_BY_CALL, /* as all results of the call */
	BTS_RET_SIGNED,
	BTS_RET_HEX,
	BTS_RET_OCTAL,
	BTS_RET_FD,
	BTS_RET_PID,
	BTS_RET_GROUP,	/* of processes, or a session */
	BTS_RET_NARROW, /* an error of 32 bits, whatever the personality */
};

struct bts_call {
	const struct bts_arg *args_types; /* of the call, NULL: none is known */
	size_t nargs;
	enum bts_abi abi;
	unsigned int word; /* bytes of an address and of a long: 8 or 4 */
	int nr;
	uint64_t arg[6];
	int64_t ret;
	bool returned; /* else it is shown without what the return would tell */
	bool failed;   /* ret is -errno */
	bool terse;    /* structs and arrays are shown by their addresses */
	struct bts_image image;
	const char *before; /* the name of the thread's call before; NULL: not known */
	struct bts_emit *emit;
	/* The name of a task, NULL if it has none; NULL: names are not asked for. */
	const char *(*task_name)(uint32_t pid);
	/* What the return value is shown as, beside its number; set by decoders. */
	const char *ret_note; /* NULL: nothing */
	char ret_text[256];
	uint8_t ret_as; /* enum bts_ret_as: how its number is shown */
};

/*
 * The pieces of an image: the next one's head in *@piece, NULL at the end. *@off is 0 at the
 * beginning. Returns its bytes.
 */
const char *bts_image_next(const struct bts_image *image, size_t *off, struct bts_cap_piece *piece);

/* When memory is meant to have been read. */
enum bts_when {
	BTS_AT_ENTRY = BTS_CAP_ENTRY,
	BTS_AT_RETURN = BTS_CAP_RETURN,
	/* At the return if it was read then, else at the entry. */
	BTS_AT_LAST = BTS_CAP_ENTRY | BTS_CAP_RETURN,
};

/*
 * Copies @n bytes that were at @addr. 0, or -EFAULT if they are not all known; then nothing is
 * written.
 */
int bts_call_read(const struct bts_call *call, enum bts_when when, uint64_t addr, void *to,
		  size_t n);

/* How many bytes are known at @addr, at most @n; *@bytes leads to them, where they are in a row. */
size_t bts_call_bytes(const struct bts_call *call, enum bts_when when, uint64_t addr, size_t n,
		      const char **bytes, char *room);

/* Where the first piece of that time and kind was, 0 if there is none. */
uint64_t bts_call_first(const struct bts_call *call, enum bts_when when, enum bts_cap_kind kind);

/* An address, or another word, as the call's personality has it: 32 bits of it or 64. */
static inline uint64_t bts_call_word(const struct bts_call *call, uint64_t value)
{
	return call->word == 4 ? (uint32_t)value : value;
}

/* The same of a long, with its sign. */
static inline int64_t bts_call_long(const struct bts_call *call, uint64_t value)
{
	return call->word == 4 ? (int32_t)value : (int64_t)value;
}

/* Reads a word, 4 or 8 bytes by the call's personality. 0 or -EFAULT. */
int bts_call_read_word(const struct bts_call *call, enum bts_when when, uint64_t addr,
		       uint64_t *value);

/*
 * One argument: its name, how it is shown, what is copied for it. In table.def: A(name, TYPE),
 * where the types are the macros of lib/syscall/args.h.
 */
struct bts_arg {
	const char *name;
	void (*show)(struct bts_call *call, const struct bts_arg *arg, uint64_t value);
	const void *data;    /* show()'s: a set of flags, a layout, a second function */
	const char *unknown; /* show()'s: what a constant is called that has no name */
	uint32_t size;	     /* show()'s: bytes of the argument, or of an element */
	uint8_t len;	     /* show()'s: the argument that counts, or BTS_LEN_RET */
	uint8_t when;	     /* enum bts_when: of what is to be shown */
	uint16_t extra;	     /* show()'s */
	bool (*absent)(const struct bts_call *call); /* it is left out; NULL: never */
	const struct bts_cap_op *ops;		     /* what is copied for it */
	uint8_t nops;
};

/* In bts_arg's len. */
#define BTS_LEN_RET 0xff

/* In bts_cap_op's max and most, until it is known what is asked for. */
#define BTS_MAX_STRING		 0xffffffffU /* as many bytes as of a string are shown */
#define BTS_MAX_ELEMENTS	 0xfffffffeU /* as many as of an array are shown, of .size bytes each */
#define BTS_MAX_VERBOSE		 0xfffffffdU /* as BTS_MAX_STRING with -v, else none */
#define BTS_MAX_VERBOSE_ELEMENTS 0xfffffffcU /* as BTS_MAX_ELEMENTS with -v, else none */

/* The arguments of a row's call: how many, -1 if they are not known. */
int bts_syscall_args(size_t row, const struct bts_arg **args);

/* What a row's call does beside: BTS_CALL_EXEC, _ALWAYS, _FORK of bts/capture.h. */
uint32_t bts_syscall_traits(size_t row);

/*
 * Makes the list of operations of a row's call for programs whose addresses have @word bytes, with
 * what is asked for. @raw: nothing is copied, since all is shown as numbers.
 */
void bts_call_capture(size_t row, unsigned int word, const struct bts_emit_style *style, bool raw,
		      struct bts_cap_call *call);

/*
 * Shows the arguments from one to before another, without brackets around them. A new emitter
 * begins with the first, one that goes on begins behind what stands before.
 */
void bts_call_show_args(struct bts_call *call, size_t from, size_t to);

/* The first argument about which the entry does not say all; call->nargs: none. */
size_t bts_call_split(const struct bts_call *call);

/* Is any argument shown from this one on? */
bool bts_call_has_more(const struct bts_call *call, size_t from);

/* The same arguments and the result as numbers, for strace's -e raw. */
void bts_call_show_raw_args(struct bts_call *call, size_t from, size_t to);
void bts_call_show_raw_ret(struct bts_call *call);

/*
 * Shows what the call returned, all that stands behind `= '. Call it after the arguments.
 */
void bts_call_show_ret(struct bts_call *call);

/*
 * Asks the kernel what decoders of netlink's messages cannot know: the names of the families that
 * it has given numbers to. Where it does not say, the numbers are shown.
 */
void bts_netlink_learn(void);

/* A process or a thread, with its name where that is asked for and known. */
void bts_call_show_pid(struct bts_call *call, int pid);

/* The same of a group of processes, which has no name. */
void bts_call_show_group(struct bts_call *call, int group);

/*
 * The tracer's number of a process that the call names or returns, 0 if it has none: where the
 * caller's pid namespace is another. -ENOENT: it is the same, or nobody looked.
 */
int bts_call_pid_of(const struct bts_call *call, enum bts_when when, int pid, uint32_t *ours);

/*
 * A descriptor, with what it leads to where that is asked for and known: what it led to at the
 * entry, or, where that was not asked, at the return.
 */
void bts_call_show_fd(struct bts_call *call, int fd);

/* The same, of one time. */
void bts_call_show_fd_at(struct bts_call *call, enum bts_when when, int fd);

/* AT_FDCWD, with the working directory. */
void bts_call_show_cwd(struct bts_call *call);

/*
 * The path that a descriptor, or AT_FDCWD, led to: at most @size bytes with a NUL in @to. 0, or
 * -ENOENT where it is not known.
 */
int bts_call_fd_path(const struct bts_call *call, enum bts_when when, int fd, char *to,
		     size_t size);

/*
 * Adds operations that find out what the descriptors of a row's call lead to, by a program whose
 * words have @word bytes: as many as there is room for behind the @n that are there. Returns how
 * many there are then.
 */
size_t bts_call_capture_fds(size_t row, unsigned int word, struct bts_cap_call *call, size_t n);

/* May a row's call return a descriptor? For some, as fcntl(), it depends. */
bool bts_syscall_makes_fd(size_t row);

/* Has a call returned one? Call it after its arguments are shown. */
bool bts_call_made_fd(const struct bts_call *call);

/*
 * For decoders: structs by a description. Offsets are those of x86_64; a struct that holds words
 * has a second description for programs of 32 bits.
 */
struct bts_member {
	const char *name;
	uint16_t off;
	uint16_t size;
	void (*show)(struct bts_call *call, const struct bts_member *field, const void *bytes);
	const void *data;
	const char *unknown;
	bool brief; /* shown also where the struct is abbreviated */
	/* It is left out of a struct of these bytes; NULL: never. */
	bool (*absent)(const struct bts_member *field, const void *bytes);
	uint32_t extra; /* absent()'s */
};

struct bts_layout {
	uint32_t size, size32;
	const struct bts_member *fields, *fields32; /* fields32 NULL: the same */
	size_t count, count32;
	bool abbreviated; /* without -v only those that are brief, and `...' */
};

/* Shows a struct of which the bytes are known. */
void bts_layout_show(struct bts_call *call, const struct bts_layout *layout, const void *bytes);

/* The size of it for this call's personality. */
size_t bts_layout_size(const struct bts_call *call, const struct bts_layout *layout);

/* An integer of 1, 2, 4 or 8 bytes, zero extended. */
uint64_t bts_bytes_uint(const void *bytes, size_t size);

#endif
