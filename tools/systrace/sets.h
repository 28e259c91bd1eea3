/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Sets of system calls, descriptors, signals, errors and words, as -e and its kin take them:
 * `[!]VALUE[,VALUE...]', `all' or `none'. Each ! in front turns the whole set round.
 *
 * A set that is parsed replaces what was there. The parsers return 0, or -EINVAL or -ENOMEM with
 * the reason in error, by strace's words; *try_help says that strace would add its second line,
 * see options.h. A set that could not be parsed may be freed, and holds nothing of use.
 */
#ifndef SYSTRACE_SETS_H
#define SYSTRACE_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/types.h>

#include "bts/abi.h"
#include "bts/error.h"

/*
 * Rows that a set of calls has room for: those of bts_syscall_names(), and at the end two calls
 * that have no number on any ABI. i386's socketcall makes them, and strace names them.
 */
#define SYSTRACE_ROWS	  1024
#define SYSTRACE_ROW_SEND (SYSTRACE_ROWS - 2)
#define SYSTRACE_ROW_RECV (SYSTRACE_ROWS - 1)

/*
 * Calls, by personality and row. What i386's socketcall and ipc do is also known by names that the
 * ABI has no number for (accept, semop, semtimedop, send, recv): they are selected there too, so
 * ask for the row of what the call does, not only for that of socketcall. Rows that a personality
 * has no call for may be members.
 */
struct systrace_calls {
	uint64_t rows[BTS_ABI_KINDS][SYSTRACE_ROWS / 64];
	bool rest; /* numbers that the table has no row for */
};

/* Does a set hold the call of that row (-1: the table has none) on a personality? */
static inline bool systrace_calls_has(const struct systrace_calls *set, enum bts_abi_kind kind,
				      int row)
{
	if ((unsigned int)kind >= BTS_ABI_KINDS || (unsigned int)row >= SYSTRACE_ROWS)
		return set->rest;
	return set->rows[kind][row / 64] >> (row % 64) & 1;
}

/* Every call, or none, known to the table or not. */
void systrace_calls_fill(struct systrace_calls *set, bool member);

/*
 * A word is a name, `all', %CLASS, one of the older class names without %, /REGEX or a number; with
 * ? in front it may match nothing, with @64, @32 or @x32 behind it is for one personality.
 */
int systrace_calls_parse(struct systrace_calls *set, const char *text, bool *try_help,
			 struct bts_error *error);

/* Descriptors: those of a sorted list, or all others. */
struct systrace_fds {
	bool others;
	int *list;
	size_t count;
};

/* Does a set hold a descriptor? Nothing below 0 is one. */
bool systrace_fds_has(const struct systrace_fds *set, int fd);

/* Numbers from 0 to INT_MAX. Frees the list that was there. */
int systrace_fds_parse(struct systrace_fds *set, const char *text, struct bts_error *error);

/* Leaves an empty set. */
void systrace_fds_free(struct systrace_fds *set);

/* Signals: bit n - 1 is signal n, up to 64. Names without regard to case, with or without SIG. */
int systrace_signals_parse(uint64_t *set, const char *text, struct bts_error *error);

/* Error numbers from 1 to 4095, bit n of the array, by number or name. */
#define SYSTRACE_ERRNOS 4096

struct systrace_errnos {
	uint64_t bits[SYSTRACE_ERRNOS / 64];
};

static inline bool systrace_errnos_has(const struct systrace_errnos *set, int error)
{
	return error > 0 && error < SYSTRACE_ERRNOS && set->bits[error / 64] >> (error % 64) & 1;
}

int systrace_errnos_parse(struct systrace_errnos *set, const char *text, struct bts_error *error);

/* A word that stands for a value; a list of them ends with one without a name. */
struct systrace_word {
	const char *name;
	uint32_t value;
};

/* The word of that name without regard to case, NULL if there is none. */
const struct systrace_word *systrace_word_find(const struct systrace_word *words, const char *name);

/* Bits by the words of a list; what says what they are. */
int systrace_bits_parse(uint32_t *bits, const struct systrace_word *words, const char *what,
			const char *text, struct bts_error *error);

/*
 * A number as strace reads them: decimal, white space and a + may stand in front, up to max, which
 * is at most INT64_MAX. Behind it may stand one of the characters of ends (NULL: nothing may), to
 * which *end then leads (end may be NULL). -1 if that is not what it is.
 */
int64_t systrace_number(const char *text, uint64_t max, const char *ends, const char **end);

#endif
