// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/hist.h"
#include "bts/syscall.h"
#include "summary.h"

static const char total[] = "total";

struct times {
	uint64_t total, min, max;
};

#define NO_TIMES ((struct times){ .min = UINT64_MAX })

/* One for each name, whatever its personality. */
struct line {
	const char *name;
	size_t place; /* in the table of calls */
	uint64_t calls, errors;
	struct times wall, cpu;
};

static struct line *lines;
static size_t count;

static struct line *line_of(bts_syscall call)
{
	int row = bts_syscall_row(bts_abi_of(BTS_SYSCALL_ABI(call)), BTS_SYSCALL_NR(call));
	size_t names;
	const char *const *all = bts_syscall_names(&names);
	size_t place = row < 0 ? names : (size_t)row;
	struct line *more;

	for (size_t i = 0; i < count; i++) {
		if (lines[i].place == place)
			return &lines[i];
	}
	more = realloc(lines, (count + 1) * sizeof(*lines));
	if (!more)
		return NULL;
	lines = more;
	lines[count] = (struct line){
		.name = row < 0 ? "unknown" : all[row],
		.place = place,
		.wall = NO_TIMES,
		.cpu = NO_TIMES,
	};
	return &lines[count++];
}

static void times_add(struct times *to, const struct times *more)
{
	to->total += more->total;
	if (more->min < to->min)
		to->min = more->min;
	if (more->max > to->max)
		to->max = more->max;
}

static void line_add(struct line *line, const struct line *more)
{
	if (!line)
		return;
	line->calls += more->calls;
	line->errors += more->errors;
	times_add(&line->wall, &more->wall);
	times_add(&line->cpu, &more->cpu);
}

bool summary_of_records(const struct systrace_options *options)
{
	const uint32_t ends = SYSTRACE_STATUS_SUCCESSFUL | SYSTRACE_STATUS_FAILED;
	uint32_t status = options->status & ends;

	return options->path_count || options->trace_fds_given || options->syscall_limit ||
	       options->errnos_given || (status != ends && status != SYSTRACE_STATUS_FAILED);
}

void summary_add(bts_syscall call, bool failed, uint64_t wall, uint64_t cpu)
{
	const struct line one = {
		.calls = 1,
		.errors = failed,
		.wall = { wall, wall, wall },
		.cpu = { cpu, cpu, cpu },
	};

	line_add(line_of(call), &one);
}

static struct times times_of(const struct bts_hist *hist)
{
	struct times times = { .total = hist->sum };
	uint64_t calls = 0, others;

	/* The least is known by its bucket's bound, */
	for (size_t i = 0; i < BTS_HIST_BUCKETS; i++) {
		if (!calls)
			times.min = bts_hist_from(i);
		calls += hist->n[i];
	}
	if (!calls)
		return NO_TIMES;
	bts_hist_max(hist, &times.max);
	/* and by what the others can have taken at most. */
	if (!__builtin_mul_overflow(calls - 1, times.max, &others) && times.total > others &&
	    times.total - others > times.min)
		times.min = times.total - others;
	return times;
}

void summary_add_many(bts_syscall call, uint64_t calls, uint64_t errors,
		      const struct bts_hist *wall, const struct bts_hist *cpu)
{
	const struct line many = {
		.calls = calls,
		.errors = errors,
		.wall = times_of(wall),
		.cpu = times_of(cpu),
	};

	line_add(line_of(call), &many);
}

static enum systrace_column sort_by;
static bool wall_clock; /* -w: what the columns mean that say time and no more */

static uint64_t value_of(const struct line *line, enum systrace_column column)
{
	const struct times *wall = &line->wall, *times = wall_clock ? wall : &line->cpu;

	switch (column) {
	case SYSTRACE_COLUMN_MIN_TIME:
		return times->min;
	case SYSTRACE_COLUMN_MAX_TIME:
		return times->max;
	case SYSTRACE_COLUMN_AVG_TIME:
		return line->calls ? times->total / line->calls : 0;
	case SYSTRACE_COLUMN_WALL_TOTAL:
		return wall->total;
	case SYSTRACE_COLUMN_WALL_MIN:
		return wall->min;
	case SYSTRACE_COLUMN_WALL_MAX:
		return wall->max;
	case SYSTRACE_COLUMN_WALL_AVG:
		return line->calls ? wall->total / line->calls : 0;
	case SYSTRACE_COLUMN_CALLS:
		return line->calls;
	case SYSTRACE_COLUMN_ERRORS:
		return line->errors;
	default:
		return times->total;
	}
}

static int compare(const void *a, const void *b)
{
	const struct line *left = a, *right = b;
	uint64_t l, r;

	if (sort_by == SYSTRACE_COLUMN_NAME)
		return strcmp(left->name, right->name);
	l = value_of(left, sort_by);
	r = value_of(right, sort_by);
	if (sort_by != SYSTRACE_COLUMN_NOTHING && l != r)
		return l < r ? 1 : -1;
	return left->place < right->place ? -1 : left->place > right->place;
}

/* One cell as text; @all: of which a part is shown. Of nothing, that is all of it: the last line. */
static void cell_text(char *to, size_t size, const struct line *line, enum systrace_column column,
		      uint64_t all)
{
	uint64_t value = value_of(line, column);

	switch (column) {
	case SYSTRACE_COLUMN_TIME_PERCENT:
		snprintf(to, size, "%.2f",
			 all		       ? 100.0 * value / all
			 : line->name == total ? 100.0
					       : 0.0);
		break;
	case SYSTRACE_COLUMN_AVG_TIME:
	case SYSTRACE_COLUMN_WALL_AVG:
		snprintf(to, size, "%llu", (unsigned long long)value / 1000);
		break;
	case SYSTRACE_COLUMN_CALLS:
		snprintf(to, size, "%llu", (unsigned long long)value);
		break;
	case SYSTRACE_COLUMN_ERRORS:
		snprintf(to, size, "%.0llu", (unsigned long long)value);
		break;
	case SYSTRACE_COLUMN_NAME:
		snprintf(to, size, "%s", line->name);
		break;
	default:
		snprintf(to, size, "%.6f", value / 1e9);
	}
}

static const struct {
	const char *heading;
	size_t width;
} columns[SYSTRACE_COLUMNS] = {
	[SYSTRACE_COLUMN_TIME_PERCENT] = { "% time", 6 },
	[SYSTRACE_COLUMN_TOTAL_TIME] = { "seconds", 11 },
	[SYSTRACE_COLUMN_WALL_TOTAL] = { "wall-total", 11 },
	[SYSTRACE_COLUMN_MIN_TIME] = { "shortest", 8 },
	[SYSTRACE_COLUMN_WALL_MIN] = { "wall-min", 8 },
	[SYSTRACE_COLUMN_MAX_TIME] = { "longest", 8 },
	[SYSTRACE_COLUMN_WALL_MAX] = { "wall-max", 8 },
	[SYSTRACE_COLUMN_AVG_TIME] = { "usecs/call", 11 },
	[SYSTRACE_COLUMN_WALL_AVG] = { "wall-avg", 11 },
	[SYSTRACE_COLUMN_CALLS] = { "calls", 9 },
	[SYSTRACE_COLUMN_ERRORS] = { "errors", 9 },
	[SYSTRACE_COLUMN_NAME] = { "syscall", 16 },
};

struct table {
	struct bts_out *out;
	const struct systrace_options *options;
	size_t width[SYSTRACE_COLUMNS];
};

/* The last column is as wide as its text. */
static void cell_show(const struct table *t, size_t i, const char *text)
{
	enum systrace_column column = t->options->columns[i];
	size_t n = strlen(text), pad = n < t->width[column] ? t->width[column] - n : 0;
	bool left = column == SYSTRACE_COLUMN_NAME;

	if (i)
		bts_out_char(t->out, ' ');
	if (!left)
		bts_out_spaces(t->out, pad);
	bts_out_text(t->out, text);
	if (left && i + 1 < t->options->column_count)
		bts_out_spaces(t->out, pad);
}

static void line_show(const struct table *t, const struct line *line, uint64_t all)
{
	char text[64];

	for (size_t i = 0; i < t->options->column_count; i++) {
		cell_text(text, sizeof(text), line, t->options->columns[i], all);
		cell_show(t, i, text);
	}
	bts_out_char(t->out, '\n');
}

static void divider_show(const struct table *t)
{
	for (size_t i = 0; i < t->options->column_count; i++) {
		if (i)
			bts_out_char(t->out, ' ');
		for (size_t j = 0; j < t->width[t->options->columns[i]]; j++)
			bts_out_char(t->out, '-');
	}
	bts_out_char(t->out, '\n');
}

void summary_show(struct bts_out *out, const struct systrace_options *options)
{
	struct table t = { .out = out, .options = options };
	struct line sum = { .name = total, .wall = NO_TIMES, .cpu = NO_TIMES };
	size_t name = 0;
	uint64_t all;

	/* strace says nothing then. */
	if (!count)
		return;
	wall_clock = options->wall_clock;
	for (size_t i = 0; i < count; i++) {
		line_add(&sum, &lines[i]);
		name = strlen(lines[i].name) > name ? strlen(lines[i].name) : name;
	}
	all = value_of(&sum, SYSTRACE_COLUMN_TOTAL_TIME);
	for (size_t i = 0; i < SYSTRACE_COLUMNS; i++) {
		char text[64];

		t.width[i] = columns[i].width;
		cell_text(text, sizeof(text), &sum, i, all);
		if (i != SYSTRACE_COLUMN_NAME && strlen(text) > t.width[i])
			t.width[i] = strlen(text);
	}
	if (name + 1 > t.width[SYSTRACE_COLUMN_NAME])
		t.width[SYSTRACE_COLUMN_NAME] = name + 1;
	for (size_t i = 0; i < options->column_count; i++)
		cell_show(&t, i, columns[options->columns[i]].heading);
	bts_out_char(out, '\n');
	divider_show(&t);
	sort_by = options->sort_by;
	qsort(lines, count, sizeof(*lines), compare);
	for (size_t i = 0; i < count; i++)
		line_show(&t, &lines[i], all);
	divider_show(&t);
	line_show(&t, &sum, all);
	free(lines);
	lines = NULL;
	count = 0;
}
