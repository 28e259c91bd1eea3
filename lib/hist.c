// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <string.h>
#include "bts/hist.h"
#include "bts/text.h"

/* A drawing: lines at most, its columns, and those of a bound and a count if they are short. */
#define LINES_MAX  16
#define COLUMNS	   80
#define BOUND_COLS 7
#define COUNT_COLS 8

uint64_t bts_hist_from(uint32_t bucket)
{
	if (bucket < BTS_HIST_SUBS)
		return bucket;
	if (bucket >= BTS_HIST_BUCKETS)
		return 0;
	return (uint64_t)(BTS_HIST_SUBS + bucket % BTS_HIST_SUBS) << (bucket / BTS_HIST_SUBS - 1);
}

uint64_t bts_hist_count(const struct bts_hist *hist)
{
	uint64_t count = 0;

	for (uint32_t i = 0; i < BTS_HIST_BUCKETS; i++)
		count += hist->n[i];
	return count;
}

bool bts_hist_mean(const struct bts_hist *hist, uint64_t *value)
{
	uint64_t count = bts_hist_count(hist);

	if (count)
		*value = hist->sum / count;
	return count;
}

bool bts_hist_max(const struct bts_hist *hist, uint64_t *value)
{
	uint32_t top = BTS_HIST_BUCKETS;

	while (top && !hist->n[top - 1])
		top--;
	if (!top)
		return false;
	/* Of another bucket than the top one's it is not the maximum of these values. */
	*value = top == BTS_HIST_BUCKETS || bts_hist_bucket(hist->max) == top - 1
			 ? hist->max
			 : bts_hist_from(top) - 1;
	return true;
}

bool bts_hist_percentile(const struct bts_hist *hist, uint32_t permille, uint64_t *value)
{
	uint64_t count = bts_hist_count(hist), seen = 0, max;
	uint64_t rank = count / 1000 * permille + (count % 1000 * permille + 999) / 1000;

	if (!bts_hist_max(hist, &max))
		return false;
	*value = max;
	for (uint32_t i = 0; i < BTS_HIST_BUCKETS - 1; i++) {
		seen += hist->n[i];
		if (seen >= rank && seen) {
			uint64_t upper = bts_hist_from(i + 1) - 1;

			*value = upper < max ? upper : max;
			break;
		}
	}
	return true;
}

typedef void (*write_fn)(struct bts_out *out, uint64_t value);

/* The columns that @write needs for @value; no less than @least. */
static size_t columns_of(write_fn write, uint64_t value, size_t least)
{
	struct bts_out text;
	size_t columns = least;

	if (bts_out_init(&text, -1))
		return least;
	write(&text, value);
	if (text.len > least)
		columns = text.len;
	bts_out_free(&text);
	return columns;
}

static void write_right(struct bts_out *out, write_fn write, uint64_t value, size_t columns)
{
	bts_out_spaces(out, columns - columns_of(write, value, 0));
	write(out, value);
}

/* @part of @whole; what is not nothing is seen. */
static void bar(struct bts_out *out, uint64_t part, uint64_t whole, size_t width, bool utf8)
{
	static const char *const eighths[] = { "",	 "\u258f", "\u258e", "\u258d",
					       "\u258c", "\u258b", "\u258a", "\u2589" };
	uint32_t steps = utf8 ? 8 : 1;
	uint32_t n = whole ? (unsigned __int128)part * width * steps / whole : 0;

	if (part && !n)
		n = 1;
	for (uint32_t i = 0; i < n / steps; i++)
		bts_out_text(out, utf8 ? "\u2588" : "#");
	bts_out_text(out, eighths[n % steps]);
}

static uint64_t line_count(const struct bts_hist *hist, uint32_t line, uint32_t merged)
{
	uint64_t count = 0;

	for (uint32_t i = line * merged; i < (line + 1) * merged && i < BTS_HIST_BUCKETS; i++)
		count += hist->n[i];
	return count;
}

void bts_hist_draw(struct bts_out *out, const struct bts_hist *hist,
		   void (*amount)(struct bts_out *out, uint64_t value), bool utf8)
{
	uint32_t first = 0, last = BTS_HIST_BUCKETS, merged = 1;
	size_t bound_cols = BOUND_COLS, count_cols, bar_cols;
	uint64_t most = 0;

	while (first < last && !hist->n[first])
		first++;
	if (first == last)
		return;
	while (!hist->n[last - 1])
		last--;
	/* By powers of two, so that the lines of one drawing are those of another. */
	while ((last - 1) / merged - first / merged >= LINES_MAX)
		merged *= 2;
	for (uint32_t line = first / merged; line <= (last - 1) / merged; line++) {
		uint64_t count = line_count(hist, line, merged);

		most = count > most ? count : most;
		bound_cols = columns_of(amount, bts_hist_from(line * merged), bound_cols);
		bound_cols = columns_of(amount, bts_hist_from((line + 1) * merged), bound_cols);
	}
	count_cols = columns_of(bts_out_u64, most, COUNT_COLS);
	bar_cols = COLUMNS - 2 * bound_cols - count_cols -
		   strlen("  "
			  " .. "
			  " "
			  " |");
	for (uint32_t line = first / merged; line <= (last - 1) / merged; line++) {
		uint64_t count = line_count(hist, line, merged);
		uint64_t to = bts_hist_from((line + 1) * merged);

		bts_out_spaces(out, 2);
		write_right(out, amount, bts_hist_from(line * merged), bound_cols);
		bts_out_text(out, " .. ");
		if (to)
			write_right(out, amount, to, bound_cols);
		else
			bts_out_spaces(out, bound_cols);
		bts_out_char(out, ' ');
		write_right(out, bts_out_u64, count, count_cols);
		bts_out_text(out, " |");
		bar(out, count, most, bar_cols, utf8);
		bts_out_char(out, '\n');
	}
}
