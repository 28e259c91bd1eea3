// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <limits.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bts/array.h"
#include "bts/nearest.h"
#include "bts/schema.h"
#include "bts/syscall.h"
#include "syscall/args.h"
#include "sets.h"

int64_t systrace_number(const char *text, uint64_t max, const char *ends, const char **end)
{
	char *behind;
	long long value;

	errno = 0;
	value = strtoll(text, &behind, 10);
	if (behind == text || errno || value < 0 || (uint64_t)value > max)
		return -1;
	if (*behind && !(ends && strchr(ends, *behind)))
		return -1;
	if (end)
		*end = behind;
	return value;
}

/*
 * The common part of all sets: hands each word to add(), which returns 0, 1 for a word that it does
 * not know, or an error whose reason it has given. *others is what members that no word named are.
 */
static int each_word(const char *text, const char *what, int (*add)(void *arg, const char *word),
		     void *arg, bool *others, struct bts_error *error)
{
	const char *rest = text;
	char *words, *word, *state;
	bool any = false;
	int err = 0;

	for (*others = false; *rest == '!'; rest++)
		*others = !*others;
	if (!strcmp(rest, "none"))
		return 0;
	if (!strcmp(rest, "all")) {
		*others = !*others;
		return 0;
	}
	words = strdup(rest);
	if (!words)
		return bts_fail(error, -ENOMEM, "out of memory");
	for (word = strtok_r(words, ",", &state); word && !err;
	     word = strtok_r(NULL, ",", &state)) {
		any = true;
		err = add(arg, word);
		if (err > 0)
			err = bts_fail(error, -EINVAL, "invalid %s '%s'", what, word);
	}
	free(words);
	return any ? err : bts_fail(error, -EINVAL, "invalid %s '%s'", what, text);
}

/*
 * System calls
 */

/* What strace calls the personalities. */
static const char *const designators[BTS_ABI_KINDS] = {
	[BTS_ABI_KIND_NATIVE] = "64",
	[BTS_ABI_KIND_COMPAT] = "32",
	[BTS_ABI_KIND_X32] = "x32",
};

/* The words without % that are classes, from before there were %. The other classes need it. */
static const char *const old_classes[] = {
	"desc", "file", "ipc", "memory", "network", "process", "signal",
};

struct call_words {
	struct systrace_calls *set;
	bool *try_help;
	struct bts_error *error;
};

/* A call that may be a member of a set, as the table has it or beside it. */
struct call {
	const char *name;
	uint32_t classes;
};

void systrace_calls_fill(struct systrace_calls *set, bool member)
{
	memset(set->rows, member ? 0xff : 0, sizeof(set->rows));
	set->rest = member;
}

static void calls_add(struct systrace_calls *set, unsigned int kind, size_t row)
{
	set->rows[kind][row / 64] |= 1ULL << (row % 64);
}

/* Does i386 make the call by another one, under a name that its numbers lack? */
static bool is_subcall(const char *name)
{
	static const char *const names[] = { "accept", "recv", "semop", "semtimedop", "send" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* The call of a row; false if there is none. */
static bool call_of(size_t row, struct call *call)
{
	size_t count;
	const char *const *names = bts_syscall_names(&count);

	if (row >= SYSTRACE_ROW_SEND) {
		call->name = row == SYSTRACE_ROW_SEND ? "send" : "recv";
		call->classes = BTS_CLASS_NETWORK;
		return true;
	}
	if (row >= count)
		return false;
	call->name = names[row];
	call->classes = bts_syscall_classes(row);
	return true;
}

static bool is_made_on(enum bts_abi abi, size_t row, const struct call *call)
{
	return bts_syscall_row_number(abi, row) >= 0 ||
	       (abi == BTS_ABI_I386 && is_subcall(call->name));
}

/* How a word selects calls; exactly one of the members is set. */
struct selector {
	const char *name;
	bool all;
	uint32_t class;
	regex_t *regex;
	const char *number;
};

static bool selects(const struct selector *by, const struct call *call)
{
	if (by->regex)
		return !regexec(by->regex, call->name, 0, NULL, 0);
	if (by->name)
		return !strcmp(by->name, call->name);
	return by->all || (call->classes & by->class);
}

/* Adds what a word selects on a personality. True if there was a call to add. */
static bool calls_select(struct systrace_calls *set, unsigned int kind, const struct selector *by)
{
	struct call call;
	bool found = false;

	if (by->number) {
		int row = bts_syscall_row(bts_abi_of(kind),
					  systrace_number(by->number, INT_MAX, NULL, NULL));

		if (row >= 0)
			calls_add(set, kind, row);
		return row >= 0;
	}
	for (size_t row = 0; row < SYSTRACE_ROWS; row++) {
		if (call_of(row, &call) && selects(by, &call) &&
		    is_made_on(bts_abi_of(kind), row, &call)) {
			calls_add(set, kind, row);
			found = true;
		}
	}
	/* A class is a class, though a personality may have no call of it. */
	return found || by->class;
}

/* The personality behind the @ of a word: *kind, BTS_ABI_KINDS if it has none. */
static int split_personality(const struct call_words *words, const char *word, char *at,
			     unsigned int *kind)
{
	*kind = BTS_ABI_KINDS;
	if (!at)
		return 0;
	for (unsigned int i = 0; i < BTS_ABI_KINDS; i++) {
		if (bts_abi_of(i) != BTS_ABI_COUNT && !strcmp(designators[i], at + 1))
			*kind = i;
	}
	if (*kind == BTS_ABI_KINDS) {
		*words->try_help = true;
		return bts_fail(words->error, -EINVAL,
				"incorrect personality designator '%s' in qualification '%s'",
				at + 1, word);
	}
	return 0;
}

static void parse_selector(const char *word, struct selector *by)
{
	if (*word >= '0' && *word <= '9') {
		by->number = word;
	} else if (!strcmp(word, "all")) {
		by->all = true;
	} else if (*word == '%') {
		by->class = bts_syscall_class(word);
	} else {
		for (size_t i = 0; i < ARRAY_SIZE(old_classes); i++)
			if (!strcmp(old_classes[i], word))
				by->class = bts_syscall_class(word);
	}
	if (!by->number && !by->all && !by->class)
		by->name = word;
}

static int calls_add_selected(struct systrace_calls *set, const char *word, unsigned int kind,
			      bool *found, struct bts_error *error)
{
	struct selector by = {};
	regex_t regex;

	if (*word == '/') {
		int err = regcomp(&regex, word + 1, REG_EXTENDED | REG_NOSUB);
		char why[128];

		if (err) {
			regerror(err, &regex, why, sizeof(why));
			return bts_fail(error, -EINVAL, "regcomp: %s: %s", word + 1, why);
		}
		by.regex = &regex;
	} else {
		parse_selector(word, &by);
	}
	for (unsigned int i = 0; i < BTS_ABI_KINDS; i++) {
		if (bts_abi_of(i) != BTS_ABI_COUNT && (kind == BTS_ABI_KINDS || kind == i))
			*found |= calls_select(set, i, &by);
	}
	if (by.regex)
		regfree(by.regex);
	return 0;
}

static int calls_word(void *arg, const char *given)
{
	struct call_words *words = arg;
	const char *word = given + strspn(given, "?"), *near;
	bool found = word != given;
	unsigned int kind;
	char *alone, *at;
	int err;

	alone = strdup(word);
	if (!alone)
		return bts_fail(words->error, -ENOMEM, "out of memory");
	at = strrchr(alone, '@');
	err = split_personality(words, word, at, &kind);
	if (!err && at)
		*at = '\0';
	if (!err)
		err = calls_add_selected(words->set, alone, kind, &found, words->error);
	if (!err && !found) {
		err = bts_fail(words->error, -EINVAL, "invalid system call '%s'", given);
		near = bts_syscall_nearest(alone);
		if (near && strcmp(near, alone))
			bts_hint(words->error, "did you mean %s?", near);
	}
	free(alone);
	return err;
}

int systrace_calls_parse(struct systrace_calls *set, const char *text, bool *try_help,
			 struct bts_error *error)
{
	struct call_words words = { set, try_help, error };
	int err;

	systrace_calls_fill(set, false);
	err = each_word(text, "system call", calls_word, &words, &set->rest, error);
	if (err || !set->rest)
		return err;
	for (unsigned int kind = 0; kind < BTS_ABI_KINDS; kind++)
		for (size_t i = 0; i < ARRAY_SIZE(set->rows[kind]); i++)
			set->rows[kind][i] = ~set->rows[kind][i];
	return 0;
}

/*
 * Descriptors
 */

struct fd_words {
	struct systrace_fds *set;
	size_t room;
	struct bts_error *error;
};

static int fds_word(void *arg, const char *word)
{
	struct fd_words *words = arg;
	struct systrace_fds *set = words->set;
	int64_t fd = systrace_number(word, INT_MAX, NULL, NULL);

	if (fd < 0)
		return 1;
	if (set->count == words->room) {
		size_t room = words->room ? 2 * words->room : 8;
		int *list = reallocarray(set->list, room, sizeof(*list));

		if (!list)
			return bts_fail(words->error, -ENOMEM, "out of memory");
		set->list = list;
		words->room = room;
	}
	set->list[set->count++] = fd;
	return 0;
}

static int compare_fds(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

bool systrace_fds_has(const struct systrace_fds *set, int fd)
{
	bool listed = set->count &&
		      bsearch(&fd, set->list, set->count, sizeof(*set->list), compare_fds);

	return fd >= 0 && listed != set->others;
}

int systrace_fds_parse(struct systrace_fds *set, const char *text, struct bts_error *error)
{
	struct fd_words words = { set, 0, error };
	int err;

	systrace_fds_free(set);
	err = each_word(text, "descriptor", fds_word, &words, &set->others, error);
	if (set->count)
		qsort(set->list, set->count, sizeof(*set->list), compare_fds);
	return err;
}

void systrace_fds_free(struct systrace_fds *set)
{
	free(set->list);
	*set = (struct systrace_fds){};
}

/*
 * Signals
 */

static int signals_word(void *arg, const char *word)
{
	uint64_t *set = arg;
	int number = *word >= '0' && *word <= '9' ? systrace_number(word, 255, NULL, NULL)
						  : bts_signal_number(word);

	if (number < 0)
		return 1;
	/* strace also takes numbers that no signal has. */
	if (number >= 1 && number <= BTS_SIGNAL_LAST)
		*set |= 1ULL << (number - 1);
	return 0;
}

int systrace_signals_parse(uint64_t *set, const char *text, struct bts_error *error)
{
	bool others;
	int err;

	*set = 0;
	err = each_word(text, "signal", signals_word, set, &others, error);
	if (others)
		*set = ~*set;
	return err;
}

/*
 * Errors
 */

static int errnos_word(void *arg, const char *word)
{
	struct systrace_errnos *set = arg;
	int64_t number = systrace_number(word, SYSTRACE_ERRNOS - 1, NULL, NULL);

	for (int i = 1; number < 0 && i < SYSTRACE_ERRNOS; i++) {
		const char *name = bts_errno_name(i);

		if (name && !strcasecmp(name, word))
			number = i;
	}
	if (number < 1)
		return 1;
	set->bits[number / 64] |= 1ULL << (number % 64);
	return 0;
}

int systrace_errnos_parse(struct systrace_errnos *set, const char *text, struct bts_error *error)
{
	bool others;
	int err;

	*set = (struct systrace_errnos){};
	err = each_word(text, "error", errnos_word, set, &others, error);
	for (size_t i = 0; others && i < ARRAY_SIZE(set->bits); i++)
		set->bits[i] = ~set->bits[i];
	return err;
}

/*
 * Words
 */

const struct systrace_word *systrace_word_find(const struct systrace_word *words, const char *name)
{
	for (; words->name; words++)
		if (!strcasecmp(words->name, name))
			return words;
	return NULL;
}

struct bit_words {
	const struct systrace_word *words;
	uint32_t bits;
};

static int bits_word(void *arg, const char *name)
{
	struct bit_words *bits = arg;
	const struct systrace_word *word = systrace_word_find(bits->words, name);

	if (!word)
		return 1;
	bits->bits |= word->value;
	return 0;
}

int systrace_bits_parse(uint32_t *bits, const struct systrace_word *words, const char *what,
			const char *text, struct bts_error *error)
{
	struct bit_words state = { words, 0 };
	uint32_t all = 0;
	bool others;
	int err = each_word(text, what, bits_word, &state, &others, error);

	for (const struct systrace_word *w = words; w->name; w++)
		all |= w->value;
	*bits = others ? all & ~state.bits : state.bits;
	return err;
}
