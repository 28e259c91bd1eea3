/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Histograms: what can be told from the log-linear ones that the kernel fills.
 * A number told of values is never below the true one and at most an eighth
 * above it; below 16 it is exact. Values from 2^48 on are known by their
 * maximum alone.
 */
#ifndef BTS_HIST_H
#define BTS_HIST_H

#include <stdbool.h>
#include <stdint.h>
#include <linux/types.h>
#include "bts/abi.h"

struct bts_out;

/* The least value of a bucket; 0 for the one after the last. */
uint64_t bts_hist_from(uint32_t bucket);

uint64_t bts_hist_count(const struct bts_hist *hist);

/* The mean, exact but for the fraction. These return false where there is no value. */
bool bts_hist_mean(const struct bts_hist *hist, uint64_t *value);

/*
 * The value that @permille of a thousand of the values do not exceed: that of
 * the nearest rank.
 */
bool bts_hist_percentile(const struct bts_hist *hist, uint32_t permille, uint64_t *value);

/*
 * The maximum: exact, unless two processors set it at once, or it was reached
 * before the interval that @hist is of. Then it is bounded as percentiles are.
 */
bool bts_hist_max(const struct bts_hist *hist, uint64_t *value);

/*
 * Draws it in lines of at most 80 columns: neighbouring buckets together, so
 * many that there are no more lines than fit a screen. @amount writes a bound.
 * With @utf8 the bars have eighths of a column.
 */
void bts_hist_draw(struct bts_out *out, const struct bts_hist *hist,
		   void (*amount)(struct bts_out *out, uint64_t value), bool utf8);

#endif
