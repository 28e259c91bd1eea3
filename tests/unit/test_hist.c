// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Histograms beside the sorted values that they were made from. */
#include <stdlib.h>
#include <linux/types.h>

#include "bts/hist.h"
#include "bts/text.h"
#include "test.h"

#define VALUES_MAX 20000

static struct bts_hist hist;
static uint64_t values[VALUES_MAX];
static size_t nvalues;

static void begin(void)
{
	memset(&hist, 0, sizeof(hist));
	nvalues = 0;
}

/* As the kernel does. */
static void add(uint64_t value)
{
	hist.n[bts_hist_bucket(value)]++;
	hist.sum += value;
	if (value > hist.max)
		hist.max = value;
	if (nvalues < VALUES_MAX)
		values[nvalues++] = value;
}

static uint64_t random_u64(void)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Buckets follow each other without a gap, and each holds what it says. */
TEST(buckets)
{
	for (uint32_t i = 0; i < BTS_HIST_BUCKETS; i++) {
		uint64_t from = bts_hist_from(i), to = bts_hist_from(i + 1);

		CHECK_INT(bts_hist_bucket(from), i);
		if (i + 1 == BTS_HIST_BUCKETS) {
			CHECK_INT(to, 0);
			break;
		}
		CHECK(to > from);
		CHECK_INT(bts_hist_bucket(to - 1), i);
		/* The bound that is promised. */
		CHECK(to - from == 1 || (to - from) * 8 <= from);
	}
	CHECK_INT(bts_hist_from(BTS_HIST_BUCKETS - 1), 1LL << 48);
	CHECK_INT(bts_hist_bucket(UINT64_MAX), BTS_HIST_BUCKETS - 1);
	for (uint64_t i = 0; i < 16; i++)
		CHECK_INT(bts_hist_bucket(i), i);
}

static void check_bound(uint64_t got, uint64_t exact)
{
	CHECK(got >= exact);
	CHECK(got - exact <= exact / 8);
}

static void check_all(void)
{
	static const uint32_t permilles[] = { 1, 10, 250, 500, 900, 990, 999, 1000 };
	uint64_t got, sum = 0;

	qsort(values, nvalues, sizeof(*values), compare);
	for (size_t i = 0; i < nvalues; i++)
		sum += values[i];
	CHECK_INT(bts_hist_count(&hist), nvalues);
	CHECK(bts_hist_mean(&hist, &got));
	CHECK_INT(got, sum / nvalues);
	CHECK(bts_hist_max(&hist, &got));
	CHECK_INT(got, values[nvalues - 1]);
	for (size_t i = 0; i < ARRAY_SIZE(permilles); i++) {
		size_t rank = (nvalues * permilles[i] + 999) / 1000;

		CHECK(bts_hist_percentile(&hist, permilles[i], &got));
		check_bound(got, values[rank - 1]);
		/* Where a bucket is one value, and at the end, it is that. */
		if (values[rank - 1] < 16 || rank == nvalues)
			CHECK_INT(got, values[rank - 1]);
	}
}

TEST(percentiles)
{
	for (int bits = 1; bits <= 48; bits++) {
		begin();
		for (size_t i = 0; i < 1 + random_u64() % 3000; i++)
			add(random_u64() >> (64 - bits));
		check_all();
		/* As latencies are: most of them small, some a hundred times that. */
		begin();
		for (size_t i = 0; i < 1000; i++)
			add((random_u64() >> (64 - bits)) >> random_u64() % bits);
		check_all();
	}
	for (size_t n = 1; n < 20; n++) {
		begin();
		for (size_t i = 0; i < n; i++)
			add(i);
		check_all();
	}
}

TEST(nothing)
{
	uint64_t got = 5;

	begin();
	CHECK_INT(bts_hist_count(&hist), 0);
	CHECK(!bts_hist_mean(&hist, &got));
	CHECK(!bts_hist_max(&hist, &got));
	CHECK(!bts_hist_percentile(&hist, 500, &got));
	CHECK_INT(got, 5);
}

/* Histograms of two machines add up to that of all values. */
TEST(merge)
{
	struct bts_hist one;

	begin();
	for (size_t i = 0; i < 500; i++)
		add(random_u64() % 100000);
	one = hist;
	memset(&hist, 0, sizeof(hist));
	for (size_t i = 0; i < 700; i++)
		add(random_u64() % 10000000);
	for (uint32_t i = 0; i < BTS_HIST_BUCKETS; i++)
		hist.n[i] += one.n[i];
	hist.sum += one.sum;
	hist.max = one.max > hist.max ? one.max : hist.max;
	CHECK_INT(nvalues, 1200);
	check_all();
}

/* A maximum from before, or one that got lost, does not fit the buckets. */
TEST(maximum)
{
	uint64_t got;

	begin();
	add(1000);
	hist.max = 900;
	CHECK(bts_hist_max(&hist, &got));
	check_bound(got, 1000);
	hist.max = 1 << 20;
	CHECK(bts_hist_max(&hist, &got));
	check_bound(got, 1000);
	CHECK(bts_hist_percentile(&hist, 500, &got));
	check_bound(got, 1000);
	/* Where the buckets end it is all that is known. */
	begin();
	add(1ULL << 60);
	CHECK(bts_hist_max(&hist, &got));
	CHECK_INT(got, 1LL << 60);
	CHECK(bts_hist_percentile(&hist, 500, &got));
	CHECK_INT(got, 1LL << 60);
}

static const char *drawn(bool utf8)
{
	static struct bts_out out;

	bts_out_free(&out);
	bts_out_init(&out, -1);
	bts_hist_draw(&out, &hist, bts_out_u64, utf8);
	bts_out_char(&out, '\0');
	return out.buf;
}

TEST(drawing)
{
	begin();
	CHECK_STR(drawn(false), "");
	add(3);
	for (int i = 0; i < 4; i++)
		add(5);
	CHECK_STR(drawn(false), "        3 ..       4        1 |############\n"
				"        4 ..       5        0 |\n"
				"        5 ..       6        4 "
				"|#################################################\n");
	/* One of a thousand is seen too, by an eighth. */
	for (int i = 0; i < 996; i++)
		add(5);
	CHECK(strstr(drawn(true), "        1 |\u258f\n"));
	CHECK(strstr(drawn(false), "        1 |#\n"));
}

/* Whatever the values, it fits a terminal, and no value is left out. */
TEST(drawing_fits)
{
	for (int bits = 1; bits <= 64; bits++) {
		uint64_t count = 0, sum = 0;
		size_t lines = 0;

		begin();
		for (int i = 0; i < 1000; i++, count++)
			add((random_u64() >> (64 - bits)) >> random_u64() % bits);
		for (const char *at = drawn(true), *end, *digit; *at; at = end + 1, lines++) {
			end = strchr(at, '\n');
			if (!CHECK(end))
				return;
			CHECK(bts_text_columns(at, end - at) <= 80);
			/* The count is the last word before the bar. */
			for (digit = strstr(at, " |"); digit[-1] != ' '; digit--)
				;
			sum += strtoull(digit, NULL, 10);
		}
		CHECK(lines > 0 && lines <= 16);
		CHECK_INT(sum, count);
	}
}

TEST_MAIN(RUN(buckets), RUN(percentiles), RUN(nothing), RUN(merge), RUN(maximum), RUN(drawing),
	  RUN(drawing_fits))
