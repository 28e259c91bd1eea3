// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * getopt_long finds the options, a table of rows says what they do. The messages are strace's, so
 * getopt_long keeps silent and we say what it would have said.
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "bts/array.h"
#include "bts/nearest.h"
#include "bts/text.h"
#include "parser.h"

#define STRING_MAX_DEFAULT 32
#define COLUMN_DEFAULT	   40
#define DECIMALS_DEFAULT   6
#define INFLIGHT_DEFAULT   1000000000

/* strace's bounds. */
#define STRING_MAX_MAX (UINT32_MAX / 4)
#define FRAMES_MAX     STRING_MAX_MAX

/* Takes the argument of an option, NULL if there is none. 0 or -errno with the reason. */
typedef int set_fn(struct parser *p, const char *arg);

/* The sections of the help. */
enum group {
	WHOM,
	CALLS,
	SHOWN,
	TIMES,
	SUMMARIES,
	COMMAND,
	OUTPUT,
	TRACER,
	REFUSED,
	GROUPS,
};

struct row {
	enum group group;
	char letter;	  /* 0: none */
	const char *name; /* NULL: the letter alone */
	/*
	 * NULL: none. In brackets it may be missing, and only the name takes one: nobody could tell
	 * a letter's from the next word.
	 */
	const char *arg;
	const char *help; /* of what is refused: why */
	set_fn *set;
	set_fn *letter_set; /* the letter's, where it is not the same */
	size_t member;	    /* of struct systrace_options, for the functions that need no more */
	size_t counter;	    /* of struct parser, for count() */
	bool own;	    /* not strace's */
	const char *also[2];
};

static const struct systrace_word status_words[] = {
	{ "successful", SYSTRACE_STATUS_SUCCESSFUL },
	{ "failed", SYSTRACE_STATUS_FAILED },
	{ "unfinished", SYSTRACE_STATUS_UNFINISHED },
	{ "unavailable", SYSTRACE_STATUS_UNAVAILABLE },
	{ "detached", SYSTRACE_STATUS_DETACHED },
	{},
};

static const struct systrace_word quiet_words[] = {
	{ "attach", SYSTRACE_QUIET_ATTACH },
	{ "exit", SYSTRACE_QUIET_EXIT },
	{ "exits", SYSTRACE_QUIET_EXIT },
	{ "path-resolution", SYSTRACE_QUIET_PATH_RESOLUTION },
	{ "personality", SYSTRACE_QUIET_PERSONALITY },
	{ "superseded", SYSTRACE_QUIET_THREAD_EXECVE },
	{ "thread-execve", SYSTRACE_QUIET_THREAD_EXECVE },
	{},
};

static const struct systrace_word decode_fds_words[] = {
	{ "path", SYSTRACE_FD_PATH },
	{ "socket", SYSTRACE_FD_SOCKET },
	{ "dev", SYSTRACE_FD_DEV },
	{ "pidfd", SYSTRACE_FD_PIDFD },
	{ "eventfd", SYSTRACE_FD_EVENTFD },
	{ "signalfd", SYSTRACE_FD_SIGNALFD },
	{},
};

static const struct systrace_word decode_pids_words[] = {
	{ "pidns", SYSTRACE_PID_PIDNS },
	{ "comm", SYSTRACE_PID_COMM },
	{},
};

static const struct systrace_word hex_words[] = {
	{ "none", SYSTRACE_HEX_NONE },
	{ "non-ascii-chars", SYSTRACE_HEX_NON_ASCII_CHARS },
	{ "non-ascii", SYSTRACE_HEX_NON_ASCII },
	{ "all", SYSTRACE_HEX_ALL },
	{},
};

static const struct systrace_word daemonize_words[] = {
	{ "grandchild", SYSTRACE_DAEMONIZE_GRANDCHILD },
	{ "pgroup", SYSTRACE_DAEMONIZE_PGROUP },
	{ "pgrp", SYSTRACE_DAEMONIZE_PGROUP },
	{ "session", SYSTRACE_DAEMONIZE_SESSION },
	{},
};

static const struct systrace_word interruptible_words[] = {
	{ "anywhere", SYSTRACE_INTR_ANYWHERE },	    { "always", SYSTRACE_INTR_ANYWHERE },
	{ "waiting", SYSTRACE_INTR_WAITING },	    { "never", SYSTRACE_INTR_NEVER },
	{ "never_tstp", SYSTRACE_INTR_NEVER_TSTP }, {},
};

static const struct systrace_word color_words[] = {
	{ "auto", SYSTRACE_COLOR_AUTO },
	{ "always", SYSTRACE_COLOR_ALWAYS },
	{ "never", SYSTRACE_COLOR_NEVER },
	{},
};

static const struct systrace_word decimals_words[] = {
	{ "s", 0 }, { "ms", 3 }, { "us", 6 }, { "ns", 9 }, {},
};

static const struct systrace_word clock_words[] = {
	{ "none", SYSTRACE_CLOCK_NONE },
	{ "time", SYSTRACE_CLOCK_TIME },
	{ "unix", SYSTRACE_CLOCK_UNIX },
	{},
};

static const struct systrace_word scale_words[] = {
	{ "", 1000 }, { "s", 1000000000 }, { "ms", 1000000 }, { "us", 1000 }, { "ns", 1 }, {},
};

/* These two by their exact letters. */
static const struct systrace_word const_style_words[] = {
	{ "raw", SYSTRACE_CONST_RAW },
	{ "abbrev", SYSTRACE_CONST_ABBREV },
	{ "verbose", SYSTRACE_CONST_VERBOSE },
	{},
};

static const struct systrace_word column_words[] = {
	{ "time", SYSTRACE_COLUMN_TIME_PERCENT },
	{ "time-percent", SYSTRACE_COLUMN_TIME_PERCENT },
	{ "total-time", SYSTRACE_COLUMN_TOTAL_TIME },
	{ "time-total", SYSTRACE_COLUMN_TOTAL_TIME },
	{ "min-time", SYSTRACE_COLUMN_MIN_TIME },
	{ "time-min", SYSTRACE_COLUMN_MIN_TIME },
	{ "shortest", SYSTRACE_COLUMN_MIN_TIME },
	{ "max-time", SYSTRACE_COLUMN_MAX_TIME },
	{ "time-max", SYSTRACE_COLUMN_MAX_TIME },
	{ "longest", SYSTRACE_COLUMN_MAX_TIME },
	{ "avg-time", SYSTRACE_COLUMN_AVG_TIME },
	{ "time-avg", SYSTRACE_COLUMN_AVG_TIME },
	{ "wall-total", SYSTRACE_COLUMN_WALL_TOTAL },
	{ "total-wall", SYSTRACE_COLUMN_WALL_TOTAL },
	{ "wall-min", SYSTRACE_COLUMN_WALL_MIN },
	{ "min-wall", SYSTRACE_COLUMN_WALL_MIN },
	{ "wall-max", SYSTRACE_COLUMN_WALL_MAX },
	{ "max-wall", SYSTRACE_COLUMN_WALL_MAX },
	{ "wall-avg", SYSTRACE_COLUMN_WALL_AVG },
	{ "avg-wall", SYSTRACE_COLUMN_WALL_AVG },
	{ "calls", SYSTRACE_COLUMN_CALLS },
	{ "count", SYSTRACE_COLUMN_CALLS },
	{ "errors", SYSTRACE_COLUMN_ERRORS },
	{ "error", SYSTRACE_COLUMN_ERRORS },
	{ "name", SYSTRACE_COLUMN_NAME },
	{ "syscall", SYSTRACE_COLUMN_NAME },
	{ "syscall-name", SYSTRACE_COLUMN_NAME },
	{ "nothing", SYSTRACE_COLUMN_NOTHING },
	{ "none", SYSTRACE_COLUMN_NOTHING },
	{},
};

/*
 * Messages
 */

static int bad_arg(struct parser *p, const char *arg)
{
	return FAIL_HELP(p, "invalid %s argument: '%s'", p->given, arg);
}

static int no_memory(struct parser *p)
{
	return bts_fail(p->error, -ENOMEM, "out of memory");
}

/*
 * What many options have in common: the row knows the member
 */

static void *member(struct parser *p)
{
	return (char *)p->o + p->row->member;
}

static int set_flag(struct parser *p, const char *arg)
{
	(void)arg;
	*(bool *)member(p) = true;
	return 0;
}

/* For what may be given several times, or is judged when all is known. */
static int count(struct parser *p, const char *arg)
{
	(void)arg;
	++*(int *)((char *)p + p->row->counter);
	return 0;
}

static int set_any(struct parser *p, const char *arg)
{
	*(const char **)member(p) = arg;
	return 0;
}

/* A string that cannot be empty. */
static int set_string(struct parser *p, const char *arg)
{
	if (!*arg)
		return bad_arg(p, arg);
	*(const char **)member(p) = arg;
	return 0;
}

static int set_count(struct parser *p, const char *arg)
{
	int64_t value = systrace_number(arg, INT64_MAX, NULL, NULL);

	if (value < 1)
		return bad_arg(p, arg);
	*(uint64_t *)member(p) = value;
	return 0;
}

static int set_int(struct parser *p, const char *arg)
{
	int64_t value = systrace_number(arg, INT_MAX, NULL, NULL);

	if (value < 0)
		return bad_arg(p, arg);
	*(int *)member(p) = value;
	return 0;
}

static int set_decimals(struct parser *p, const char *arg)
{
	const struct systrace_word *word = arg ? systrace_word_find(decimals_words, arg) : NULL;

	if (arg && !word)
		return bad_arg(p, arg);
	*(int *)member(p) = word ? (int)word->value : DECIMALS_DEFAULT;
	return 0;
}

/* @words holds what the member, an enumeration, may be. */
static int set_word(struct parser *p, const struct systrace_word *words, const char *arg)
{
	const struct systrace_word *word = systrace_word_find(words, arg);

	if (!word)
		return bad_arg(p, arg);
	*(int *)member(p) = word->value;
	return 0;
}

static int set_color(struct parser *p, const char *arg)
{
	return set_word(p, color_words, arg);
}

/* A list with room for one value more, which is in the next power of two. NULL: no memory. */
static void *list_room(void *list, size_t count, size_t size)
{
	if (count & (count - 1))
		return list;
	return reallocarray(list, count ? 2 * count : 1, size);
}

static int add_string(struct parser *p, const char ***list, size_t *count, const char *text)
{
	const char **longer = list_room(*list, *count, sizeof(*longer));

	if (!longer)
		return no_memory(p);
	longer[(*count)++] = text;
	*list = longer;
	return 0;
}

/*
 * Whom to trace
 */

static int set_pids(struct parser *p, const char *arg)
{
	/* As pidof and pgrep write them, too. */
	static const char delimiters[] = "\n\t ,";
	struct systrace_options *o = p->o;
	char word[32];

	for (arg += strspn(arg, delimiters); *arg; arg += strspn(arg, delimiters)) {
		size_t n = strcspn(arg, delimiters);
		pid_t pid = -1, *pids;

		if (n < sizeof(word)) {
			memcpy(word, arg, n);
			word[n] = '\0';
			pid = systrace_number(word, INT_MAX, NULL, NULL);
		}
		if (pid <= 0)
			return bts_fail(p->error, -EINVAL, "Invalid process id: '%.*s'", (int)n,
					arg);
		if (pid == getpid())
			return bts_fail(p->error, -EINVAL,
					"I'm sorry, I can't let you do that, Dave.");
		pids = list_room(o->pids, o->pid_count, sizeof(pid));
		if (!pids)
			return no_memory(p);
		pids[o->pid_count++] = pid;
		o->pids = pids;
		arg += n;
	}
	return 0;
}

/* strace's long form of -p, and ours for how to attach: no number begins like a kind. */
static int set_attach(struct parser *p, const char *arg)
{
	if (*arg != '^' && !isalpha((unsigned char)*arg))
		return set_pids(p, arg);
	p->o->attach = arg;
	return 0;
}

static int set_follow(struct parser *p, const char *arg)
{
	(void)arg;
	p->follow_long = true;
	return 0;
}

static int set_detach_on(struct parser *p, const char *arg)
{
	if (strcmp(arg, "execve"))
		return bts_fail(p->error, -EINVAL, "Syscall '%s' for -b isn't supported", arg);
	p->o->detach_on_execve = true;
	return 0;
}

/*
 * Which calls
 */

static int set_trace(struct parser *p, const char *arg)
{
	return systrace_calls_parse(&p->o->trace, arg, &p->o->try_help, p->error);
}

static int set_abbrev(struct parser *p, const char *arg)
{
	return systrace_calls_parse(&p->o->abbrev, arg, &p->o->try_help, p->error);
}

static int set_no_abbrev(struct parser *p, const char *arg)
{
	(void)arg;
	systrace_calls_fill(&p->o->abbrev, false);
	return 0;
}

static int set_verbose(struct parser *p, const char *arg)
{
	return systrace_calls_parse(&p->o->verbose, arg, &p->o->try_help, p->error);
}

static int set_raw(struct parser *p, const char *arg)
{
	return systrace_calls_parse(&p->o->raw, arg, &p->o->try_help, p->error);
}

static int set_read(struct parser *p, const char *arg)
{
	return systrace_fds_parse(&p->o->read, arg, p->error);
}

static int set_write(struct parser *p, const char *arg)
{
	return systrace_fds_parse(&p->o->write, arg, p->error);
}

static int set_trace_fds(struct parser *p, const char *arg)
{
	p->o->trace_fds_given = true;
	return systrace_fds_parse(&p->o->trace_fds, arg, p->error);
}

static int set_path(struct parser *p, const char *arg)
{
	return add_string(p, &p->o->paths, &p->o->path_count, arg);
}

static int set_signals(struct parser *p, const char *arg)
{
	return systrace_signals_parse(&p->o->signals, arg, p->error);
}

static int set_status(struct parser *p, const char *arg)
{
	return systrace_bits_parse(&p->o->status, status_words, "status", arg, p->error);
}

static int set_successful(struct parser *p, const char *arg)
{
	(void)arg;
	p->status++;
	p->o->status = SYSTRACE_STATUS_SUCCESSFUL;
	return 0;
}

static int set_failed(struct parser *p, const char *arg)
{
	(void)arg;
	p->status++;
	p->o->status = SYSTRACE_STATUS_FAILED;
	return 0;
}

static int set_errnos(struct parser *p, const char *arg)
{
	p->o->errnos_given = true;
	return systrace_errnos_parse(&p->o->errnos, arg, p->error);
}

static int set_min(struct parser *p, const char *arg)
{
	return bts_parse_duration(arg, 1000, &p->o->min_ns) ? bad_arg(p, arg) : 0;
}

static int set_inflight(struct parser *p, const char *arg)
{
	p->o->inflight = true;
	p->o->inflight_ns = INFLIGHT_DEFAULT;
	if (arg && bts_parse_duration(arg, 1000000000, &p->o->inflight_ns))
		return bad_arg(p, arg);
	return 0;
}

/*
 * How they are shown
 */

static int set_string_max(struct parser *p, const char *arg)
{
	int64_t value = systrace_number(arg, STRING_MAX_MAX, NULL, NULL);

	if (value < 0)
		return bad_arg(p, arg);
	p->o->string_max = value;
	return 0;
}

static int set_hex(struct parser *p, const char *arg)
{
	const struct systrace_word *word = systrace_word_find(hex_words, arg ?: "all");

	if (!word)
		return bad_arg(p, arg);
	p->hex_long = true;
	p->hex_wanted = word->value;
	return 0;
}

static int set_const_style(struct parser *p, const char *arg)
{
	for (const struct systrace_word *w = const_style_words; w->name; w++) {
		if (!strcmp(w->name, arg)) {
			p->o->const_style = w->value;
			return 0;
		}
	}
	return bad_arg(p, arg);
}

static int set_decode_fds(struct parser *p, const char *arg)
{
	p->decode_fds_long = true;
	return systrace_bits_parse(&p->o->decode_fds, decode_fds_words, "decode-fds", arg ?: "path",
				   p->error);
}

static int set_decode_pids(struct parser *p, const char *arg)
{
	return systrace_bits_parse(&p->o->decode_pids, decode_pids_words, "decode-pids", arg,
				   p->error);
}

static int set_pid_comm(struct parser *p, const char *arg)
{
	(void)arg;
	p->o->decode_pids = SYSTRACE_PID_COMM;
	return 0;
}

static int set_pidns(struct parser *p, const char *arg)
{
	(void)arg;
	p->o->decode_pids = SYSTRACE_PID_PIDNS;
	return 0;
}

static int set_quiet(struct parser *p, const char *arg)
{
	p->quiet_long = true;
	return systrace_bits_parse(&p->o->quiet, quiet_words, "quiet", arg ?: "attach,personality",
				   p->error);
}

/*
 * Times
 */

/* A word of --absolute-timestamps; with a prefix only as what the prefix says. */
static bool clock_word(struct parser *p, const char *word, bool *named)
{
	static const char format[] = "format:", precision[] = "precision:";
	const struct systrace_word *found;
	bool is_format = !strncasecmp(word, format, strlen(format));
	bool is_precision = !strncasecmp(word, precision, strlen(precision));

	word += is_format ? strlen(format) : is_precision ? strlen(precision) : 0;
	found = is_precision ? NULL : systrace_word_find(clock_words, word);
	if (found) {
		p->o->clock = found->value;
		*named = true;
		return true;
	}
	found = is_format ? NULL : systrace_word_find(decimals_words, word);
	if (found)
		p->o->clock_decimals = found->value;
	return found;
}

int systrace_parse_clock(struct parser *p, const char *text)
{
	bool named = false;
	char word[32];

	while (*text) {
		size_t n = strcspn(text, ",");

		/* A word that does not fit is none of ours, cut or whole. */
		snprintf(word, sizeof(word), "%.*s", (int)n, text);
		if (n && !clock_word(p, word, &named))
			return -EINVAL;
		text += n + (text[n] != '\0');
	}
	if (!named && p->o->clock == SYSTRACE_CLOCK_NONE)
		p->o->clock = SYSTRACE_CLOCK_TIME;
	return 0;
}

static int set_clock(struct parser *p, const char *arg)
{
	p->clock_long = true;
	return systrace_parse_clock(p, arg ?: "time") ? bad_arg(p, arg) : 0;
}

/*
 * Summaries
 */

static int set_summary(struct parser *p, enum systrace_summary summary)
{
	if (p->o->summary != SYSTRACE_SUMMARY_NONE && p->o->summary != summary)
		return FAIL_HELP(p, "-c/--summary-only and -C/--summary are mutually exclusive");
	p->o->summary = summary;
	return 0;
}

static int set_summary_only(struct parser *p, const char *arg)
{
	(void)arg;
	return set_summary(p, SYSTRACE_SUMMARY_ONLY);
}

static int set_summary_too(struct parser *p, const char *arg)
{
	(void)arg;
	return set_summary(p, SYSTRACE_SUMMARY_TOO);
}

/* The column that the @n bytes at @name stand for, NULL if there is none. */
static const struct systrace_word *column_find(const char *name, size_t n)
{
	for (const struct systrace_word *w = column_words; w->name; w++)
		if (!strncmp(w->name, name, n) && !w->name[n])
			return w;
	return NULL;
}

static int set_sort_by(struct parser *p, const char *arg)
{
	const struct systrace_word *word = column_find(arg, strlen(arg));

	if (!word)
		return FAIL_HELP(p, "invalid sortby: '%s'", arg);
	p->sort_by = true;
	/* The percentage has the same order, and is named the same. */
	p->o->sort_by = word->value == SYSTRACE_COLUMN_TIME_PERCENT ? SYSTRACE_COLUMN_TOTAL_TIME
								    : word->value;
	return 0;
}

static bool has_column(const struct systrace_options *o, enum systrace_column column)
{
	for (size_t i = 0; i < o->column_count; i++)
		if (o->columns[i] == column)
			return true;
	return false;
}

static int set_columns(struct parser *p, const char *arg)
{
	struct systrace_options *o = p->o;

	p->columns = true;
	o->column_count = 0;
	for (;;) {
		size_t n = strcspn(arg, ",");
		const struct systrace_word *word = column_find(arg, n);

		if (!word || word->value == SYSTRACE_COLUMN_NOTHING)
			return FAIL_HELP(p, "unknown column name: '%.*s'", (int)n, arg);
		if (has_column(o, word->value))
			return FAIL_HELP(p,
					 "call summary column has been provided more than once: "
					 "'%s' (-U option residual: '%s')",
					 word->name, arg);
		o->columns[o->column_count++] = word->value;
		if (!arg[n])
			break;
		arg += n + 1;
	}
	if (!has_column(o, SYSTRACE_COLUMN_NAME))
		o->columns[o->column_count++] = SYSTRACE_COLUMN_NAME;
	return 0;
}

static int set_overhead(struct parser *p, const char *arg)
{
	size_t whole = strspn(arg, "+0123456789");
	const struct systrace_word *unit;
	const char *end = NULL;
	char *behind = NULL;
	double value;

	if (strspn(arg, "eE.-+0123456789") > whole) {
		errno = 0;
		value = strtod(arg, &behind);
		if (behind == arg || errno)
			return bad_arg(p, arg);
		end = behind;
	} else {
		value = systrace_number(arg, INT64_MAX, "smun", &end);
	}
	unit = value < 0 ? NULL : systrace_word_find(scale_words, end);
	if (!unit)
		return bad_arg(p, arg);
	value *= unit->value;
	/* Longer than anything lasts, and more than fits. */
	p->o->overhead_ns = value < (double)INT64_MAX ? (uint64_t)value : INT64_MAX;
	return 0;
}

static int set_interval(struct parser *p, const char *arg)
{
	if (bts_parse_duration(arg, 1000000000, &p->o->interval_ns) || !p->o->interval_ns)
		return bad_arg(p, arg);
	return 0;
}

/*
 * The command and the tracer
 */

static int add_env(struct parser *p, const char *arg)
{
	return add_string(p, &p->o->env, &p->o->env_count, arg);
}

static int set_daemonize(struct parser *p, const char *arg)
{
	const struct systrace_word *word = systrace_word_find(daemonize_words, arg ?: "grandchild");

	if (!word)
		return bad_arg(p, arg);
	p->daemonize_long = true;
	p->daemonize_wanted = word->value;
	return 0;
}

static int set_interruptible(struct parser *p, const char *arg)
{
	const struct systrace_word *word = systrace_word_find(interruptible_words, arg);
	int64_t value = word ? word->value
			     : systrace_number(arg, SYSTRACE_INTR_NEVER_TSTP, NULL, NULL);

	if (value < 1)
		return bad_arg(p, arg);
	p->o->interruptible = value;
	return 0;
}

static int set_throttle(struct parser *p, enum systrace_throttle throttle)
{
	if (p->o->throttle != SYSTRACE_THROTTLE_AUTO && p->o->throttle != throttle)
		return FAIL_HELP(p, "--throttle and --no-throttle are mutually exclusive");
	p->o->throttle = throttle;
	return 0;
}

static int set_throttle_yes(struct parser *p, const char *arg)
{
	(void)arg;
	return set_throttle(p, SYSTRACE_THROTTLE_YES);
}

static int set_throttle_no(struct parser *p, const char *arg)
{
	(void)arg;
	return set_throttle(p, SYSTRACE_THROTTLE_NO);
}

static int set_buffer(struct parser *p, const char *arg)
{
	return bts_parse_size(arg, &p->o->buffer) || !p->o->buffer ? bad_arg(p, arg) : 0;
}

/*
 * What is refused
 */

#define WHY_INJECT    "calls are watched, not changed"
#define WHY_KVM	      "the state of virtual processors is not read"
#define WHY_NAMESPACE "namespaces are not looked up"
#define WHY_STACK     "stacks are not unwound"
#define WHY_TIPS      "see EXAMPLES in the manual instead"

static int refuse(struct parser *p, const char *why)
{
	return bts_fail(p->error, -EINVAL, "%s is not supported yet: %s", p->given, why);
}

static int refuse_row(struct parser *p, const char *arg)
{
	(void)arg;
	return refuse(p, p->row->help);
}

static int set_frames(struct parser *p, const char *arg)
{
	if (systrace_number(arg, FRAMES_MAX, NULL, NULL) < 1)
		return bad_arg(p, arg);
	p->frames = true;
	return 0;
}

static int set_tips(struct parser *p, const char *arg)
{
	if (arg && (!strcasecmp(arg, "none") || !strcasecmp(arg, "format:none")))
		return 0;
	return refuse(p, WHY_TIPS);
}

static int refuse_secontext(struct parser *p, const char *arg)
{
	(void)arg;
	return bts_fail(p->error, -EINVAL,
			"SELinux context printing (--secontext option) is not supported by this "
			"build of systrace");
}

static int refuse_inject(struct parser *p, const char *arg)
{
	(void)arg;
	return refuse(p, WHY_INJECT);
}

static int refuse_kvm(struct parser *p, const char *arg)
{
	(void)arg;
	return refuse(p, WHY_KVM);
}

static int refuse_namespace(struct parser *p, const char *arg)
{
	(void)arg;
	return refuse(p, WHY_NAMESPACE);
}

/*
 * -e
 */

static const struct qualifier {
	const char *name;
	set_fn *set;
} qualifiers[] = {
	{ "trace", set_trace },
	{ "t", set_trace },
	{ "trace-fds", set_trace_fds },
	{ "trace-fd", set_trace_fds },
	{ "fds", set_trace_fds },
	{ "fd", set_trace_fds },
	{ "abbrev", set_abbrev },
	{ "a", set_abbrev },
	{ "verbose", set_verbose },
	{ "v", set_verbose },
	{ "raw", set_raw },
	{ "x", set_raw },
	{ "signal", set_signals },
	{ "signals", set_signals },
	{ "s", set_signals },
	{ "status", set_status },
	{ "quiet", set_quiet },
	{ "silent", set_quiet },
	{ "silence", set_quiet },
	{ "q", set_quiet },
	{ "read", set_read },
	{ "reads", set_read },
	{ "r", set_read },
	{ "write", set_write },
	{ "writes", set_write },
	{ "w", set_write },
	{ "decode-fds", set_decode_fds },
	{ "decode-fd", set_decode_fds },
	{ "decode-pids", set_decode_pids },
	{ "decode-pid", set_decode_pids },
	{ "fault", refuse_inject },
	{ "inject", refuse_inject },
	{ "kvm", refuse_kvm },
	{ "namespace", refuse_namespace },
	{ "secontext", refuse_secontext },
};

/* A word in front of a = that is no qualifier was taken for the name of a call. */
static void hint_qualifier(struct parser *p, const char *arg)
{
	const char *names[ARRAY_SIZE(qualifiers)], *near;
	char name[32];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(arg, "="), arg);
	for (size_t i = 0; i < ARRAY_SIZE(qualifiers); i++)
		names[i] = qualifiers[i].name;
	near = bts_nearest(name, names, ARRAY_SIZE(names));
	if (near)
		bts_hint(p->error, "did you mean %s=?", near);
}

static int set_expression(struct parser *p, const char *arg)
{
	size_t n = strcspn(arg, "=");
	int err;

	for (size_t i = 0; arg[n] && i < ARRAY_SIZE(qualifiers); i++) {
		const struct qualifier *q = &qualifiers[i];

		if (!strncmp(q->name, arg, n) && !q->name[n]) {
			snprintf(p->given, sizeof(p->given), "-e %s=", q->name);
			return q->set(p, arg + n + 1);
		}
	}
	err = set_trace(p, arg);
	if (err == -EINVAL && arg[n] && !p->o->try_help)
		hint_qualifier(p, arg);
	return err;
}

/*
 * The table: strace's options in its order, which its messages show, then our own
 */

#define ROW(group_, letter_, name_, arg_, set_, help_, ...)                             \
	{                                                                               \
		.group = (group_), .letter = (letter_), .name = (name_), .arg = (arg_), \
		.set = (set_), .help = (help_), ##__VA_ARGS__                           \
	}
#define TO(member_)	 .member = offsetof(struct systrace_options, member_)
#define COUNTS(counter_) .counter = offsetof(struct parser, counter_)

static const struct row rows[] = {
	ROW(SHOWN, 'a', "columns", "N", set_int, "Begin results in column N (default: 40)",
	    TO(column)),
	ROW(OUTPUT, 'A', "output-append-mode", NULL, set_flag, "With -o: append to FILE",
	    TO(append)),
	ROW(WHOM, 'b', "detach-on", "execve", set_detach_on,
	    "Let go of a process when it executes a program"),
	ROW(SUMMARIES, 'c', "summary-only", NULL, set_summary_only,
	    "Show no calls, but at the end how many there were and what they took"),
	ROW(SUMMARIES, 'C', "summary", NULL, set_summary_too, "Show both"),
	ROW(TRACER, 'd', "debug", NULL, set_flag, "Say what the tracer itself does", TO(debug)),
	ROW(TRACER, 'D', "daemonize", "[HOW]", set_daemonize,
	    "Let the tracer be a grandchild, not the parent of COMMAND; HOW: grandchild, pgroup"
	    " (-DD: in a process group of its own) or session (-DDD)",
	    .letter_set = count, COUNTS(daemonize), .also = { "daemonised", "daemonized" }),
	ROW(CALLS, 'e', NULL, "EXPR", set_expression,
	    "WHAT=[!]VALUE[,VALUE...]; the options below named --WHAT=SET can be written so, and"
	    " without WHAT it is trace"),
	ROW(COMMAND, 'E', "env", "NAME[=VALUE]", add_env,
	    "Set a variable of COMMAND's environment, or without a value remove it"),
	ROW(WHOM, 'f', "follow-forks", NULL, set_follow, "Trace children too", .letter_set = count,
	    COUNTS(follow)),
	ROW(OUTPUT, 0, "output-separately", NULL, count,
	    "With -o: write to FILE.PID for each process; -ff is this and -f", COUNTS(separately)),
	ROW(WHOM, 'F', NULL, NULL, count, "The same as -f, and deprecated", COUNTS(deprecated)),
	ROW(TRACER, 'h', "help", NULL, set_flag, "Print this help", TO(help)),
	ROW(SHOWN, 'i', "instruction-pointer", NULL, set_flag,
	    "Show the instruction that made the call", TO(instruction_pointer)),
	ROW(TRACER, 'I', "interruptible", "WHEN", set_interruptible,
	    "When signals end the tracer: 1 or anywhere, at once; 2 or waiting, in order (the"
	    " default); 3 or never (with -o and COMMAND); 4 or never_tstp, nor stop it (with -D)"),
	ROW(REFUSED, 'k', "stack-trace", "[HOW]", refuse_row, WHY_STACK,
	    .also = { "stack-traces" }),
	ROW(REFUSED, 0, "stack-trace-frame-limit", "N", set_frames, "of no effect without -k"),
	ROW(WHOM, 0, "syscall-limit", "N", set_count,
	    "Detach after N calls that were not filtered out", TO(syscall_limit)),
	ROW(COMMAND, 0, "kill-on-exit", NULL, set_flag, "Kill what is traced when the tracer ends",
	    TO(kill_on_exit)),
	ROW(SHOWN, 'n', "syscall-number", NULL, set_flag, "Show the number of the call",
	    TO(syscall_number)),
	ROW(SHOWN, 'N', "arg-names", NULL, set_flag, "Show the names of arguments", TO(arg_names)),
	ROW(OUTPUT, 'o', "output", "FILE", set_any,
	    "Write to FILE instead of stderr, or to a command: '|COMMAND' or '!COMMAND'",
	    TO(output)),
	ROW(SUMMARIES, 'O', "summary-syscall-overhead", "TIME", set_overhead,
	    "Take this from the times of each call (s, ms, us, ns; a bare number: us; default: 0)"),
	ROW(WHOM, 'p', "attach", "PID[,PID...]", set_attach,
	    "Trace these processes; blanks or newlines may stand between them, too; the long form"
	    " also takes KIND[,KIND...]: how to attach, or, with ^ before it, how not to",
	    .letter_set = set_pids),
	ROW(CALLS, 'P', "trace-path", "PATH", set_path,
	    "Only calls that access PATH; may be repeated"),
	ROW(TIMES, 'r', "relative-timestamps", "[UNIT]", set_decimals,
	    "Show the time since the call before, to s, ms, us (the default) or ns",
	    TO(relative_decimals)),
	ROW(SHOWN, 's', "string-limit", "N", set_string_max,
	    "Show the first N bytes of strings (default: 32)"),
	ROW(SUMMARIES, 'S', "summary-sort-by", "COLUMN", set_sort_by,
	    "Sort by a column of -U, or by nothing (default: time)"),
	ROW(TIMES, 't', "absolute-timestamps", "[CLOCK]", set_clock,
	    "Show the time of day; -tt: with microseconds; -ttt: since 1970; CLOCK: none, time or"
	    " unix, and s, ms, us or ns",
	    .letter_set = count, COUNTS(clock), .also = { "timestamps" }),
	ROW(TIMES, 'T', "syscall-times", "[UNIT]", set_decimals,
	    "Show how long each call took, to s, ms, us (the default) or ns", TO(took_decimals)),
	ROW(COMMAND, 'u', "user", "USER|UID:GID", set_any, "Run COMMAND as this user", TO(user)),
	ROW(SUMMARIES, 'U', "summary-columns", "COLUMN[,COLUMN...]", set_columns,
	    "Show time-percent, total-time, min-time, max-time, avg-time, wall-total, wall-min,"
	    " wall-max, wall-avg, calls, errors, name"),
	ROW(SHOWN, 'v', "no-abbrev", NULL, set_no_abbrev, "Show all members of structures"),
	ROW(TRACER, 'V', "version", NULL, count, "Print the version", COUNTS(versions)),
	ROW(SUMMARIES, 'w', "summary-wall-clock", NULL, set_flag,
	    "Sum up what calls took by the clock, not their CPU time", TO(wall_clock)),
	ROW(SHOWN, 'x', "strings-in-hex", "[WHICH]", set_hex,
	    "Show strings outside of ASCII by hexadecimal numbers; -xx: all; WHICH: none,"
	    " non-ascii-chars, non-ascii or all",
	    .letter_set = count, COUNTS(hex)),
	ROW(SHOWN, 'X', "const-print-style", "STYLE", set_const_style,
	    "Show constants as abbrev (their names), raw (numbers) or verbose (both)"),
	ROW(SHOWN, 0, "pidns-translation", NULL, set_pidns, "The same as --decode-pids=pidns"),
	ROW(SHOWN, 'Y', NULL, NULL, set_pid_comm, "The same as --decode-pids=comm"),
	ROW(CALLS, 'z', "successful-only", NULL, set_successful, "Only calls that succeeded"),
	ROW(CALLS, 'Z', "failed-only", NULL, set_failed, "Only calls that failed",
	    .also = { "failing-only" }),
	ROW(COMMAND, 0, "argv0", "NAME", set_any, "Let COMMAND's argv[0] be NAME", TO(argv0)),
	ROW(TRACER, 0, "seccomp-bpf", NULL, count,
	    "Has no effect: other calls are not stopped anyway", COUNTS(seccomp)),
	ROW(REFUSED, 0, "tips", "[WHICH]", set_tips, WHY_TIPS),
	ROW(SHOWN, 0, "always-show-pid", NULL, set_flag,
	    "Show the process also where there is only one", TO(always_show_pid)),
	ROW(SHOWN, 0, "color", "WHEN", set_color, "Use colour: auto, always or never", TO(color)),
	ROW(CALLS, 0, "trace", "SET", set_trace,
	    "Only these calls: names, numbers, %CLASS, /REGEX, all or none; ?VALUE may match none,"
	    " VALUE@64, @32 and @x32 are for one personality; classes: clock, creds, desc, file,"
	    " fstat, fstatfs, ipc, lstat, memory, net, process, pure, signal, stat, %stat, statfs,"
	    " %statfs"),
	ROW(CALLS, 0, "trace-fds", "SET", set_trace_fds, "Only calls on these descriptors"),
	ROW(SHOWN, 0, "abbrev", "SET", set_abbrev,
	    "Cut structures short in these calls (default: all)"),
	ROW(SHOWN, 0, "verbose", "SET", set_verbose,
	    "Show what structures hold in these calls (default: all)"),
	ROW(SHOWN, 0, "raw", "SET", set_raw, "Show arguments as numbers in these calls"),
	ROW(CALLS, 0, "signals", "SET", set_signals, "Of signals, only these"),
	ROW(CALLS, 0, "status", "SET", set_status,
	    "Only calls that ended as successful, failed, unfinished, unavailable or detached"),
	ROW(SHOWN, 0, "read", "SET", set_read, "Dump what is read from these descriptors"),
	ROW(SHOWN, 0, "write", "SET", set_write, "Dump what is written to these descriptors"),
	ROW(REFUSED, 0, "fault", "EXPR", refuse_row, WHY_INJECT),
	ROW(REFUSED, 0, "inject", "EXPR", refuse_row, WHY_INJECT),
	ROW(REFUSED, 0, "kvm", "WHAT", refuse_row, WHY_KVM),
	ROW(REFUSED, 0, "namespace", "WHAT", refuse_row, WHY_NAMESPACE),
	ROW(SHOWN, 'q', "quiet", "[SET]", set_quiet,
	    "Leave out messages: attach, exit, path-resolution, personality, thread-execve; -q:"
	    " attach and personality; -qq: exit too; -qqq: all",
	    .letter_set = count, COUNTS(quiet), .also = { "silent", "silence" }),
	ROW(SHOWN, 'y', "decode-fds", "[SET]", set_decode_fds,
	    "Show the paths of descriptors; -yy: all that is known; SET: path, socket, dev, pidfd,"
	    " eventfd, signalfd",
	    .letter_set = count, COUNTS(decode_fds)),
	ROW(SHOWN, 0, "decode-pids", "SET", set_decode_pids,
	    "Show of processes: comm (names), pidns (numbers in the tracer's namespace)"),
	ROW(REFUSED, 0, "secontext", "[SET]", refuse_secontext, "labels are not looked up"),

#define OWN(group_, name_, arg_, set_, help_, ...) \
	ROW(group_, 0, name_, arg_, set_, help_, .own = true, ##__VA_ARGS__)
	OWN(WHOM, "all", NULL, set_flag, "Trace the whole machine", TO(all_tasks)),
	OWN(WHOM, "cgroup", "PATH", set_string, "Trace this control group and those below it",
	    TO(cgroup)),
	OWN(WHOM, "container", "ID|NAME", set_string,
	    "Trace this container, by the beginning of its id or its name", TO(container)),
	OWN(WHOM, "comm", "NAME", set_string, "Trace tasks with this name (its first 15 bytes)",
	    TO(comm)),
	OWN(WHOM, "limit", "N", set_count, "End after N lines; COMMAND goes on", TO(limit)),
	OWN(CALLS, "errno", "ERROR[,ERROR...]", set_errnos,
	    "Only calls that failed with these errors, names or numbers"),
	OWN(CALLS, "min", "TIME", set_min,
	    "Only calls that took so long or longer (10us, 5ms; a bare number: us)"),
	OWN(CALLS, "inflight", "[TIME]", set_inflight,
	    "Only calls in progress for so long (default: 1s), also those from before"),
	OWN(SUMMARIES, "latency", NULL, set_flag, "Draw how long calls took", TO(latency)),
	OWN(SUMMARIES, "interval", "TIME", set_interval,
	    "Sum up whenever this time has passed (a bare number: seconds)"),
	OWN(OUTPUT, "json", NULL, set_flag, "Write JSON, an object a line", TO(json)),
	OWN(TRACER, "throttle", NULL, set_throttle_yes,
	    "Slow down what is traced rather than lose calls (default, but not with --all)"),
	OWN(TRACER, "no-throttle", NULL, set_throttle_no, "Rather lose calls, and count them"),
	OWN(TRACER, "buffer", "SIZE", set_buffer, "Memory between kernel and tracer, in all"),
	OWN(TRACER, "ready-fd", "FD", set_int,
	    "Write a newline to this descriptor when tracing has begun, and close it",
	    TO(ready_fd)),
	OWN(TRACER, "strict", NULL, set_flag, "Fail if any call was lost", TO(strict)),
	OWN(TRACER, "stats", NULL, set_flag, "Say at the end what tracing has cost", TO(stats)),
};

/* Options may have three names; the lists of getopt_long() end with an empty one. */
#define NAMES_MAX    (3 * ARRAY_SIZE(rows) + 1)
#define ROW_VALUE(i) ((int)(i) + 256)

struct names {
	struct option strace[NAMES_MAX]; /* so that what it takes for short is taken for the same */
	struct option all[NAMES_MAX];
	char letters[3 * ARRAY_SIZE(rows) + 3];
};

static int name_arg(const struct row *row)
{
	if (!row->arg)
		return no_argument;
	return row->arg[0] == '[' ? optional_argument : required_argument;
}

/* @names is all zeros. */
static void names_fill(struct names *names)
{
	size_t count_all = 0, count_strace = 0;
	char *letter = names->letters;

	letter = stpcpy(letter, "+:");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct row *row = &rows[i];
		const char *const row_names[] = { row->name, row->also[0], row->also[1] };

		for (size_t n = 0; n < ARRAY_SIZE(row_names) && row_names[n]; n++) {
			names->all[count_all++] = (struct option){
				row_names[n],
				name_arg(row),
				NULL,
				ROW_VALUE(i),
			};
			if (!row->own)
				names->strace[count_strace++] = names->all[count_all - 1];
		}
		if (row->letter)
			*letter++ = row->letter;
		if (row->letter && name_arg(row) == required_argument)
			*letter++ = ':';
	}
}

/* The name that a word in front of a = means: it whole, else the first that begins so, or NULL. */
static const struct option *name_find(const struct option *names, const char *word)
{
	size_t n = strcspn(word, "=");
	const struct option *first = NULL;

	for (; names->name; names++) {
		if (strncmp(names->name, word, n))
			continue;
		if (!names->name[n])
			return names;
		first = first ?: names;
	}
	return first;
}

/* getopt_long's way: names of the same option are not at odds with the first. */
static int refuse_ambiguous(struct parser *p, const struct option *names, const char *word)
{
	const struct option *first = name_find(names, word);
	char list[sizeof(p->error->text)];
	size_t n = strcspn(word, "="), used;

	used = snprintf(list, sizeof(list), " '--%s'", first->name);
	for (; names->name && used < sizeof(list); names++) {
		if (!strncmp(names->name, word, n) && names->val != first->val)
			used += snprintf(list + used, sizeof(list) - used, " '--%s'", names->name);
	}
	return FAIL_HELP(p, "option '--%s' is ambiguous; possibilities:%s", word, list);
}

/* What getopt_long() would have said of the option that it has just met. */
static int refuse_option(struct parser *p, const struct names *names, int code, char **argv)
{
	const struct option *list;
	const char *word;

	/* A letter: it need not be in the word before the next. */
	if (optopt && optopt < ROW_VALUE(0))
		return FAIL_HELP(p,
				 code == ':' ? "option requires an argument -- '%c'"
					     : "invalid option -- '%c'",
				 optopt);
	word = argv[optind - 1] + strlen("--");
	list = name_find(names->strace, word) ? names->strace : names->all;
	if (optopt)
		return FAIL_HELP(p,
				 code == ':' ? "option '--%s' requires an argument"
					     : "option '--%s' doesn't allow an argument",
				 name_find(list, word)->name);
	if (name_find(list, word))
		return refuse_ambiguous(p, list, word);
	return FAIL_HELP(p, "unrecognized option '--%s'", word);
}

/* A name may be short for one of ours only where it is not for one of strace's. */
static int next_option(struct names *names, int argc, char **argv, int *index)
{
	int code = getopt_long(argc, argv, names->letters, names->strace, index);

	/* Without a letter or value of an option, the word was a name that is none. */
	if (code != '?' || optopt || name_find(names->strace, argv[optind - 1] + 2))
		return code;
	optind--;
	return getopt_long(argc, argv, names->letters, names->all, index);
}

static int set_option(struct parser *p, const struct names *names, int code, int index)
{
	bool is_letter = code < ROW_VALUE(0);

	p->row = rows;
	if (is_letter) {
		while (p->row->letter != code)
			p->row++;
		snprintf(p->given, sizeof(p->given), "-%c", code);
	} else {
		p->row += code - ROW_VALUE(0);
		snprintf(p->given, sizeof(p->given), "--%s", names->all[index].name);
	}
	return (is_letter && p->row->letter_set ? p->row->letter_set : p->row->set)(p, optarg);
}

/*
 * The whole
 */

static void set_defaults(struct systrace_options *o)
{
	static const enum systrace_column columns[] = {
		SYSTRACE_COLUMN_TIME_PERCENT, SYSTRACE_COLUMN_TOTAL_TIME, SYSTRACE_COLUMN_AVG_TIME,
		SYSTRACE_COLUMN_CALLS,	      SYSTRACE_COLUMN_ERRORS,	  SYSTRACE_COLUMN_NAME,
	};

	*o = (struct systrace_options){
		.signals = UINT64_MAX,
		.status = SYSTRACE_STATUS_ALL,
		.string_max = STRING_MAX_DEFAULT,
		.column = COLUMN_DEFAULT,
		.relative_decimals = SYSTRACE_UNSHOWN,
		.took_decimals = SYSTRACE_UNSHOWN,
		.sort_by = SYSTRACE_COLUMN_TOTAL_TIME,
		.column_count = ARRAY_SIZE(columns),
		.ready_fd = -1,
	};
	memcpy(o->columns, columns, sizeof(columns));
	systrace_calls_fill(&o->trace, true);
	systrace_calls_fill(&o->abbrev, true);
	systrace_calls_fill(&o->verbose, true);
}

int systrace_options_parse(int argc, char **argv, struct systrace_options *o,
			   struct bts_error *error)
{
	struct parser p = { .o = o, .error = error };
	struct names names = {};
	int code, index, err;

	set_defaults(o);
	error->text[0] = error->hint[0] = '\0';
	names_fill(&names);
	opterr = 0;
	optind = 0; /* glibc: begin anew */
	while ((code = next_option(&names, argc, argv, &index)) != -1) {
		err = code == '?' || code == ':' ? refuse_option(&p, &names, code, argv)
						 : set_option(&p, &names, code, index);
		if (err)
			return err;
		/* strace, too, looks no further. */
		if (o->help)
			return 0;
	}
	o->versions = p.versions;
	if (o->versions)
		return 0;
	if (optind < argc)
		o->command = argv + optind;
	return systrace_check(&p);
}

void systrace_options_free(struct systrace_options *o)
{
	free(o->pids);
	free(o->paths);
	free(o->env);
	o->pids = NULL;
	o->paths = NULL;
	o->env = NULL;
	o->pid_count = o->path_count = o->env_count = 0;
	systrace_fds_free(&o->read);
	systrace_fds_free(&o->write);
	systrace_fds_free(&o->trace_fds);
}

/*
 * Help
 */

#define HELP_COLUMN 32
#define HELP_END    80

/* Text behind what stands on the line up to @column, broken at blanks. */
static void help_text(FILE *out, int column, const char *text)
{
	if (column >= HELP_COLUMN - 1) {
		fputc('\n', out);
		column = 0;
	}
	fprintf(out, "%*s", HELP_COLUMN - column, "");
	column = HELP_COLUMN;
	while (*text) {
		int n = strcspn(text, " ");

		if (column + 1 + n > HELP_END && column > HELP_COLUMN) {
			fprintf(out, "\n%*s", HELP_COLUMN, "");
			column = HELP_COLUMN;
		}
		column += fprintf(out, "%s%.*s", column > HELP_COLUMN ? " " : "", n, text);
		text += n + (text[n] == ' ');
	}
	fputc('\n', out);
}

/* The argument behind what stands on the line; the columns that it takes. */
static int help_arg(FILE *out, const struct row *row)
{
	if (!row->arg)
		return 0;
	if (row->arg[0] == '[')
		return fprintf(out, "[=%s", row->arg + 1);
	return fprintf(out, "%s%s", row->name ? "=" : "", row->arg);
}

static void help_row(FILE *out, const struct row *row)
{
	int column = row->letter ? fprintf(out, "  -%c%s", row->letter, row->name ? ", " : " ")
				 : fprintf(out, "      ");

	if (row->name)
		column += fprintf(out, "--%s", row->name);
	column += help_arg(out, row);
	help_text(out, column, row->help);
	for (size_t i = 0; i < ARRAY_SIZE(row->also) && row->also[i]; i++) {
		char same[64];

		column = fprintf(out, "      --%s", row->also[i]);
		column += help_arg(out, row);
		snprintf(same, sizeof(same), "The same as --%s", row->name);
		help_text(out, column, same);
	}
}

void systrace_options_help(FILE *out)
{
	static const char *const titles[GROUPS] = {
		[WHOM] = "Whom to trace",
		[CALLS] = "Which calls to show; a SET is [!]VALUE[,VALUE...], all or none",
		[SHOWN] = "How to show them",
		[TIMES] = "Times",
		[SUMMARIES] = "Summaries",
		[COMMAND] = "The command",
		[OUTPUT] = "Where to write",
		[TRACER] = "The tracer",
		[REFUSED] =
			"Options of strace that are refused, and why (-e fault= and so on, too)",
	};

	fputs("Usage: systrace [OPTION...] COMMAND [ARGUMENT...]\n"
	      "  or:  systrace [OPTION...] -p PID[,PID...]\n"
	      "  or:  systrace [OPTION...] --all\n"
	      "Trace system calls and signals by BPF, with the options and output of strace.\n",
	      out);
	for (unsigned int group = 0; group < GROUPS; group++) {
		fprintf(out, "\n%s:\n", titles[group]);
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
			if (rows[i].group == group)
				help_row(out, &rows[i]);
	}
}
