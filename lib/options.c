// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * getopt_long parses, argp lays out the help. argp itself cannot give a usage
 * error in one line, nor tell a short form without an argument from a long form
 * with one, and it drops a child's option that its parent has too.
 */
#include <argp.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bts/array.h"
#include "bts/block.h"
#include "bts/nearest.h"
#include "bts/options.h"
#include "bts/text.h"

#define ROW(member, letter_, name_, kind_, arg_, needs_, help_)                       \
	{                                                                             \
		.name = (name_), .letter = (letter_), .kind = (kind_), .arg = (arg_), \
		.help = (help_), .offset = offsetof(struct bts_run, member),          \
		.size = sizeof(((struct bts_run *)0)->member), .needs = (needs_),     \
	}

const struct bts_opt bts_common_opts[] = {
	ROW(pids, 'p', "pid", BTS_LIST, "PID[,PID...]", BTS_HONOURS_TASK,
	    "Trace these processes, all their threads, until the last one ends"),
	ROW(tids, 't', "tid", BTS_LIST, "TID[,TID...]", BTS_HONOURS_TASK, "Trace these threads"),
	ROW(follow, 'f', "follow", BTS_FLAG, NULL, BTS_HONOURS_TASK,
	    "With -p, -t or COMMAND: trace their children too"),
	ROW(comm, 'n', "comm", BTS_STRING, "NAME", BTS_HONOURS_TASK,
	    "Trace tasks with this name (its first 15 bytes)"),
	ROW(user, 'u', "uid", BTS_STRING, "USER", BTS_HONOURS_TASK,
	    "Trace tasks of this user, a name or a number"),
	ROW(cgroup, 0, "cgroup", BTS_STRING, "PATH", BTS_HONOURS_TASK,
	    "Trace tasks of this control group and of those below it"),
	ROW(container, 0, "container", BTS_STRING, "ID|NAME", BTS_HONOURS_TASK,
	    "Trace tasks of this container: the beginning of its id, or its name"),
	ROW(failed, 'x', "failed", BTS_FLAG, NULL, BTS_HONOURS_FAILED, "Show only what failed"),
	ROW(min, 'm', "min", BTS_LATENCY, "TIME", BTS_HONOURS_MIN,
	    "Show only what took this long or longer (10us, 5ms; a bare number: us)"),
	ROW(duration, 'd', "duration", BTS_DURATION, "TIME", 0,
	    "End after this time (a bare number: seconds)"),
	ROW(limit, 'l', "limit", BTS_UINT, "N", 0, "End after N records"),
	ROW(summary, 'S', "summary", BTS_FLAG, NULL, BTS_HONOURS_SUMMARY,
	    "Show no records, but at the end what they come to"),
	ROW(interval, 'i', "interval", BTS_DURATION, "TIME", BTS_HONOURS_SUMMARY,
	    "Summarize whenever this time has passed (a bare number: seconds)"),
	ROW(top, 0, "top", BTS_UINT, "N", BTS_HONOURS_SUMMARY,
	    "Show the first N rows of each table (default: 10; JSON and CSV: all)"),
	ROW(inflight, 0, "inflight", BTS_DURATION, "[TIME]", BTS_HONOURS_INFLIGHT,
	    "Show only what is in progress for so long (default: 1s), also what began before"),
	ROW(json, 'j', "json", BTS_FLAG, NULL, 0, "Write JSON, an object a line"),
	ROW(csv, 0, "csv", BTS_FLAG, NULL, 0, "Write comma-separated values"),
	ROW(fields, 0, "fields", BTS_LIST, "LIST", 0,
	    "Show these fields, in this order; `--fields help' lists them"),
	ROW(only, 0, "only", BTS_LIST, "TYPE[,TYPE...]", 0, "Show only these types of record"),
	ROW(wall, 'T', "time", BTS_FLAG, NULL, 0,
	    "Show the time of day instead of seconds since the start"),
	ROW(output, 'o', "output", BTS_STRING, "FILE", 0, "Write to FILE instead of stdout"),
	ROW(max_size, 0, "max-size", BTS_SIZE, "SIZE", 0,
	    "With -o: at this size rename FILE to FILE.1 and begin it anew"),
	ROW(color, 0, "color", BTS_STRING, "WHEN", 0, "Use colour: auto, always or never"),
	ROW(attach, 0, "attach", BTS_STRING, "KIND[,KIND...]", 0,
	    "Attach only by these kinds, or, with ^ before them, not by these;"
	    " `--attach help' lists the tool's"),
	ROW(buffer, 0, "buffer", BTS_SIZE, "SIZE", 0, "Ring buffer, in all (default: 2m)"),
	ROW(max_open, 0, "max-open", BTS_UINT, "N", BTS_HONOURS_SPANS,
	    "Calls that can be in progress at once (default: 16384)"),
	ROW(strict, 0, "strict", BTS_FLAG, NULL, 0, "Exit with status 3 if anything was lost"),
	ROW(stats, 0, "stats", BTS_FLAG, NULL, 0, "Say at the end what tracing has cost"),
	ROW(ready_fd, 0, "ready-fd", BTS_STRING, "FD", 0,
	    "Write a newline to this descriptor when tracing has begun, and close it"),
	ROW(quiet, 'q', "quiet", BTS_FLAG, NULL, 0, "Do not speak of losses on stderr"),
	ROW(verbose, 'v', "verbose", BTS_COUNTER, NULL, 0,
	    "Say what was attached and why nothing better; twice: what libbpf says"),
	ROW(version, 'V', "version", BTS_FLAG, NULL, 0, "Print the version"),
	ROW(help, 'h', "help", BTS_FLAG, NULL, 0, "Print this help"),
	{}
};

/* What a tool lacks that does not honour an option. */
static const struct {
	uint32_t needs;
	const char *text;
} lacks[] = {
	{ BTS_HONOURS_TASK, "its events belong to no task" },
	{ BTS_HONOURS_FAILED, "its events cannot fail" },
	{ BTS_HONOURS_MIN, "its events take no time" },
	{ BTS_HONOURS_SPANS, "it does not match beginnings with ends" },
	{ BTS_HONOURS_SUMMARY, "it keeps no tables" },
	{ BTS_HONOURS_INFLIGHT, "it does not look at what is in progress" },
};

/* getopt's value for row @i: letters are for short forms only. */
#define ROW_VALUE(i) ((int)(i) + 256)
#define ROWS_MAX     96

/* May its argument be missing? A letter's may not: nobody could tell it from the next word. */
static bool may_miss(const struct bts_opt *o)
{
	return o->arg && o->arg[0] == '[';
}

/* What it is then. */
static const char *arg_default(const struct bts_opt *o)
{
	return may_miss(o) ? "1s" : NULL;
}

/* The common rows and the tool's in one list. */
struct rows {
	const struct bts_opt *row[ROWS_MAX];
	size_t count, common;
};

static void rows_collect(struct rows *rows, const struct bts_tool *tool)
{
	rows->count = 0;
	for (const struct bts_opt *o = bts_common_opts; o->name; o++)
		rows->row[rows->count++] = o;
	rows->common = rows->count;
	for (const struct bts_opt *o = tool->opts; o && o->name && rows->count < ROWS_MAX; o++)
		rows->row[rows->count++] = o;
}

int bts_options_check(const struct bts_tool *tool, struct bts_error *error)
{
	struct rows rows;

	rows_collect(&rows, tool);
	if (rows.count == ROWS_MAX)
		return bts_fail(error, -EINVAL, "%s: more options than %d", tool->name, ROWS_MAX);
	for (size_t i = 0; i < rows.count; i++) {
		const struct bts_opt *a = rows.row[i];

		for (size_t j = i + 1; j < rows.count; j++) {
			const struct bts_opt *b = rows.row[j];

			if (!strcmp(a->name, b->name))
				return bts_fail(error, -EINVAL, "%s: --%s stands twice", tool->name,
						a->name);
			if (a->letter && a->letter == b->letter)
				return bts_fail(error, -EINVAL, "%s: -%c stands for --%s and --%s",
						tool->name, a->letter, a->name, b->name);
		}
	}
	return 0;
}

/* What the user typed for row @o: the short form if that was it. */
static const char *typed(const struct bts_opt *o, bool is_short, char *buf, size_t size)
{
	if (is_short)
		snprintf(buf, size, "-%c", o->letter);
	else
		snprintf(buf, size, "--%s", o->name);
	return buf;
}

/* The bits of the names in a list, by commas. */
static int names_parse(const struct bts_opt *o, const char *list, uint64_t *bits)
{
	*bits = 0;
	do {
		size_t n = strcspn(list, ","), i = 0;

		while (o->names[i] && (strncmp(o->names[i], list, n) || o->names[i][n]))
			i++;
		if (!o->names[i])
			return -EINVAL;
		*bits |= 1ULL << i;
		list += n;
	} while (*list++);
	return 0;
}

static int value_parse(const struct bts_opt *o, const char *text, uint64_t *value)
{
	switch (o->kind) {
	case BTS_UINT:
		return bts_parse_u64(text, value)
			       ?: (o->size == 4 && *value > UINT32_MAX ? -ERANGE : 0);
	case BTS_DURATION:
		return bts_parse_duration(text, 1000000000, value);
	case BTS_LATENCY:
		return bts_parse_duration(text, 1000, value);
	case BTS_SIZE:
		return bts_parse_size(text, value);
	case BTS_NAMES:
	case BTS_TABLES:
		return names_parse(o, text, value);
	default:
		*value = 1;
		return 0;
	}
}

/* Given again, the last one counts; a counter counts, names and disks add up. */
static int setting_add(struct bts_settings *settings, const struct bts_opt *o, uint64_t value,
		       const char *arg, struct bts_error *error)
{
	struct bts_setting *set = settings->list;

	while (set < settings->list + settings->count && set->opt != o)
		set++;
	if (set == settings->list + BTS_SETTINGS_MAX)
		return -E2BIG;
	if (set == settings->list + settings->count)
		settings->list[settings->count++] = (struct bts_setting){ .opt = o };
	if (o->kind == BTS_DISKS)
		return bts_disks_find("", arg, &set->disks, error) ? -ENODEV : 0;
	set->value = o->kind == BTS_COUNTER ? set->value + 1
		     : o->kind == BTS_NAMES ? set->value | value
					    : value;
	return 0;
}

/* Given again, a list grows; nobody means the last of two -p alone. */
static int list_add(char **list, const char *text)
{
	char *longer;

	if (asprintf(&longer, "%s%s%s", *list ?: "", *list ? "," : "", text) < 0)
		return -ENOMEM;
	free(*list);
	*list = longer;
	return 0;
}

/* A common option has its destination in @run; a tool's is kept until the object is open. */
static int row_set(const struct rows *rows, size_t i, const char *arg, struct bts_run *run,
		   struct bts_settings *settings, struct bts_error *error)
{
	const struct bts_opt *o = rows->row[i];
	void *to = o->to ?: (char *)run + o->offset;
	uint64_t value;
	int err = value_parse(o, arg, &value);

	if (err)
		return err;
	/* No time at all, no row: nobody means that. */
	if ((o->needs & BTS_HONOURS_SUMMARY) && !value)
		return -ERANGE;
	/* Of any age, which is not the same as not asked for. */
	if ((o->needs & BTS_HONOURS_INFLIGHT) && !value)
		value = 1;
	if (o->kind == BTS_ONLY_ROW) {
		if (o->to)
			*(bool *)to = true;
		return list_add(&run->only, o->record);
	}
	if (o->kind == BTS_FIELD_ROW)
		return list_add(&run->more_fields, o->record);
	if (o->kind == BTS_TABLES) {
		run->summary = true;
		return list_add(&run->only, o->record) ?: list_add(&run->only, arg);
	}
	if (o->kind == BTS_LIST)
		return list_add(to, arg);
	if (i >= rows->common && !o->to) {
		return setting_add(settings, o, value, arg, error);
	} else if (o->kind == BTS_STRING) {
		*(const char **)to = arg;
	} else if (o->kind == BTS_FLAG) {
		*(bool *)to = true;
	} else if (o->kind == BTS_COUNTER) {
		++*(int *)to;
	} else if (o->size == 4) {
		*(uint32_t *)to = value;
	} else {
		*(uint64_t *)to = value;
	}
	return 0;
}

static int refuse_unknown(const struct rows *rows, const char *word, struct bts_error *error)
{
	const char *names[ROWS_MAX], *nearest;
	char name[64];
	size_t n = strcspn(word, "=");

	snprintf(name, sizeof(name), "%.*s", (int)n, word);
	for (size_t i = 0; i < rows->count; i++)
		names[i] = rows->row[i]->name;
	bts_fail(error, -EINVAL, "unknown option --%s", name);
	nearest = bts_nearest(name, names, rows->count);
	if (nearest)
		bts_hint(error, "did you mean --%s?", nearest);
	else
		bts_hint(error, "--help lists the options");
	return -EINVAL;
}

/* getopt_long has met what it does not know; @word is the word that it was in. */
static int refuse(const struct rows *rows, int code, const char *word, struct bts_error *error)
{
	const char *long_name = strncmp(word, "--", 2) ? NULL : word + 2;
	size_t len = long_name ? strcspn(long_name, "=") : 0;
	const struct bts_opt *exact = NULL, *begun[2] = {};
	int nbegun = 0;

	if (code == ':' && optopt >= ROW_VALUE(0))
		return bts_fail(error, -EINVAL, "--%s needs an argument",
				rows->row[optopt - ROW_VALUE(0)]->name);
	if (code == ':')
		return bts_fail(error, -EINVAL, "-%c needs an argument", optopt);
	if (!long_name) {
		bts_fail(error, -EINVAL, "unknown option -%c", optopt);
		bts_hint(error, "--help lists the options");
		return -EINVAL;
	}
	for (size_t i = 0; i < rows->count; i++) {
		const char *name = rows->row[i]->name;

		if (strncmp(name, long_name, len))
			continue;
		if (!name[len])
			exact = rows->row[i];
		if (nbegun < 2)
			begun[nbegun++] = rows->row[i];
	}
	/* A name that stands for one option is refused for its argument alone. */
	if (nbegun == 1)
		exact = begun[0];
	if (exact)
		return bts_fail(error, -EINVAL, "--%s takes no argument", exact->name);
	if (nbegun == 2)
		return bts_fail(error, -EINVAL, "%.*s may be --%s or --%s", (int)len + 2, word,
				begun[0]->name, begun[1]->name);
	return refuse_unknown(rows, long_name, error);
}

/* One of a list of names is none that the row has. */
static int refuse_names(const struct bts_opt *o, const char *what, const char *arg,
			struct bts_error *error)
{
	char all[sizeof(error->hint)] = "";
	size_t n = 0;

	for (size_t i = 0; o->names[i] && n < sizeof(all); i++)
		n += snprintf(all + n, sizeof(all) - n, "%s%s", i ? ", " : "", o->names[i]);
	bts_fail(error, -EINVAL, "%s %s: is not among its names", what, arg);
	bts_hint(error, "they are %s", all);
	return -EINVAL;
}

/* What is wrong with an argument, by the error and the kind of option. */
static int refuse_value(const struct bts_opt *o, const char *what, const char *arg, int err,
			struct bts_error *error)
{
	static const char *const wants[] = {
		[BTS_UINT] = "a number",
		[BTS_DURATION] = "a time such as 10, 1.5s or 500ms",
		[BTS_LATENCY] = "a time such as 100, 100us or 5ms",
		[BTS_SIZE] = "a size such as 65536, 512k or 8m",
	};

	if (err == -ENOMEM)
		return bts_fail(error, -ENOMEM, "out of memory");
	/* Told already, and with what is near. */
	if (err == -ENODEV)
		return -EINVAL;
	if (o->names)
		return refuse_names(o, what, arg, error);
	if (err == -E2BIG)
		return bts_fail(error, -EINVAL, "%s: too many options", what);
	if (err == -ERANGE)
		return bts_fail(error, -EINVAL, "%s %s: out of range", what, arg);
	return bts_fail(error, -EINVAL, "%s %s: is not %s", what, arg, wants[o->kind]);
}

static int check_honoured(const struct bts_tool *tool, const struct bts_opt *o, const char *what,
			  struct bts_error *error)
{
	for (size_t i = 0; i < ARRAY_SIZE(lacks); i++) {
		if (lacks[i].needs & o->needs & ~tool->honours)
			return bts_fail(error, -EINVAL, "%s: %s cannot: %s", what, tool->name,
					lacks[i].text);
	}
	return 0;
}

void bts_options_free(struct bts_run *run)
{
	free(run->pids);
	free(run->tids);
	free(run->fields);
	free(run->only);
	free(run->more_fields);
	run->pids = run->tids = run->fields = run->only = run->more_fields = NULL;
}

int bts_options_parse(const struct bts_tool *tool, int argc, char **argv, struct bts_run *run,
		      struct bts_settings *settings, struct bts_error *error)
{
	struct option long_opts[ROWS_MAX + 1] = {};
	char letters[2 * ROWS_MAX + 3] = "+:", *l = letters + 2, what[64];
	struct rows rows;
	int code, err;

	memset(run, 0, sizeof(*run));
	settings->count = 0;
	rows_collect(&rows, tool);
	for (size_t i = 0; i < rows.count; i++) {
		const struct bts_opt *o = rows.row[i];

		long_opts[i].name = o->name;
		long_opts[i].has_arg = !o->arg	     ? no_argument
				       : may_miss(o) ? optional_argument
						     : required_argument;
		long_opts[i].val = ROW_VALUE(i);
		if (o->letter) {
			*l++ = o->letter;
			if (o->arg)
				*l++ = ':';
		}
	}

	optind = 0; /* glibc: begin anew */
	for (;;) {
		/* The word that getopt_long looks at next; within a cluster it stays there. */
		int at = optind ? optind : 1;
		const struct bts_opt *o = NULL;
		bool is_short;
		size_t i;

		code = getopt_long(argc, argv, letters, long_opts, NULL);
		if (code == -1)
			break;
		if (code == '?' || code == ':')
			return refuse(&rows, code, argv[at], error);
		is_short = code < ROW_VALUE(0);
		for (i = 0; i < rows.count; i++) {
			o = rows.row[i];
			if (is_short ? o->letter == code : ROW_VALUE(i) == code)
				break;
		}
		typed(o, is_short, what, sizeof(what));
		err = check_honoured(tool, o, what, error);
		if (err)
			return err;
		err = row_set(&rows, i, optarg ?: arg_default(o), run, settings, error);
		if (err)
			return refuse_value(o, what, optarg, err, error);
	}
	if (optind < argc)
		run->command = argv + optind;
	if (run->command && !(tool->honours & BTS_HONOURS_TASK))
		return bts_fail(error, -EINVAL,
				"%s: %s traces no command: its events belong to no task",
				run->command[0], tool->name);
	if (run->json && run->csv)
		return bts_fail(error, -EINVAL, "--json and --csv exclude each other");
	if (run->command && (run->pids || run->tids))
		return bts_fail(error, -EINVAL, "%s and a COMMAND exclude each other",
				run->pids ? "-p" : "-t");
	/* Who asks for it again and again asks for it. */
	run->summary |= run->interval != 0;
	if (run->top && !run->summary)
		return bts_fail(error, -EINVAL, "--top needs -S or -i");
	if (run->summary && run->limit)
		return bts_fail(error, -EINVAL, "-S and --limit exclude each other");
	if (run->inflight && (run->summary || run->failed || run->min))
		return bts_fail(error, -EINVAL, "--inflight and %s exclude each other",
				run->summary  ? "-S"
				: run->failed ? "-x"
					      : "-m");
	if (run->cgroup && run->container)
		return bts_fail(error, -EINVAL, "--cgroup and --container exclude each other");
	if (run->follow && !run->command && !run->pids && !run->tids)
		return bts_fail(error, -EINVAL, "--follow needs -p, -t or a COMMAND to begin from");
	return 0;
}

/* argp puts the brackets around an argument that may be missing; @text keeps it without. */
static struct argp_option help_row(const struct bts_opt *o, size_t i, int group,
				   char text[ROWS_MAX][32])
{
	struct argp_option row = { o->name, o->letter ?: ROW_VALUE(i), o->arg, 0, o->help, group };

	if (may_miss(o)) {
		snprintf(text[i], sizeof(text[i]), "%.*s", (int)strlen(o->arg) - 2, o->arg + 1);
		row.arg = text[i];
		row.flags = OPTION_ARG_OPTIONAL;
	}
	return row;
}

void bts_options_help(const struct bts_tool *tool, const char *invoked)
{
	struct argp_option help[ROWS_MAX + 3] = {}, *h = help;
	const char *args = tool->honours & BTS_HONOURS_TASK ? "[[--] COMMAND [ARG...]]" : "";
	char doc[4096], args_text[ROWS_MAX][32];
	struct argp argp = { .options = help, .args_doc = args, .doc = doc };
	struct rows rows;

	snprintf(doc, sizeof(doc), "%s: %s.%s%s", tool->name, tool->summary,
		 tool->doc ? "\n\n" : "", tool->doc ?: "");
	rows_collect(&rows, tool);
	if (rows.count > rows.common)
		*h++ = (struct argp_option){ .doc = "Of this tool:", .group = 1 };
	for (size_t i = rows.common; i < rows.count; i++)
		*h++ = help_row(rows.row[i], i, 1, args_text);
	*h++ = (struct argp_option){ .doc = "Of every tool:", .group = 2 };
	for (size_t i = 0; i < rows.common; i++) {
		if (rows.row[i]->needs & ~tool->honours)
			continue;
		*h++ = help_row(rows.row[i], i, 2, args_text);
	}
	argp_help(&argp, stdout, ARGP_HELP_USAGE | ARGP_HELP_DOC | ARGP_HELP_LONG, (char *)invoked);
}
