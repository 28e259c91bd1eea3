// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/hist.h"
#include "bts/text.h"

/* A drawing: lines at most, columns of a bar and of what stands before it. */
#define LINES_MAX  16
#define BAR_WIDTH  44
#define BOUND_COLS 10
#define COUNT_COLS 10

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

/* What @write writes of @value, at the right end of @columns. */
static void right_align(struct bts_out *out, size_t columns,
			void (*write)(struct bts_out *out, uint64_t value), uint64_t value)
{
	struct bts_out text;

	if (bts_out_init(&text, -1))
		return;
	write(&text, value);
	if (text.len < columns)
		bts_out_spaces(out, columns - text.len);
	bts_out_bytes(out, text.buf, text.len);
	bts_out_free(&text);
}

/* @part of @whole; what is not nothing is seen. */
static void bar(struct bts_out *out, uint64_t part, uint64_t whole, bool utf8)
{
	static const char *const eighths[] = { "",	 "\u258f", "\u258e", "\u258d",
					       "\u258c", "\u258b", "\u258a", "\u2589" };
	uint32_t steps = utf8 ? 8 : 1;
	uint32_t n = (unsigned __int128)part * BAR_WIDTH * steps / whole;

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
	}
	for (uint32_t line = first / merged; line <= (last - 1) / merged; line++) {
		uint64_t count = line_count(hist, line, merged);
		uint64_t to = bts_hist_from((line + 1) * merged);

		right_align(out, BOUND_COLS, amount, bts_hist_from(line * merged));
		bts_out_text(out, " .. ");
		if (to)
			right_align(out, BOUND_COLS - 3, amount, to);
		else
			bts_out_spaces(out, BOUND_COLS - 3);
		bts_out_char(out, ' ');
		right_align(out, COUNT_COLS, bts_out_u64, count);
		bts_out_text(out, " |");
		bar(out, count, most, utf8);
		bts_out_char(out, '\n');
	}
}
