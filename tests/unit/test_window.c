// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "bts/window.h"
#include "test.h"

/* A record of these tests: when, and as which of all it was pushed. */
struct rec {
	uint64_t time;
	uint64_t serial;
};

#define SEEN_MAX 20000

/* What the window has handed on. */
static struct seen {
	struct rec list[SEEN_MAX];
	size_t count;
	size_t stop_at; /* the record after which no more are wanted; 0: none */
	bool unaligned, bad_len;
} seen;

static int see(void *arg, const void *data, size_t len)
{
	struct seen *s = arg;

	s->unaligned |= (uintptr_t)data % 8 != 0;
	s->bad_len |= len < sizeof(struct rec);
	memcpy(&s->list[s->count++], data, sizeof(struct rec));
	return s->count == s->stop_at ? 7 : 0;
}

static void begin(struct bts_window *window, size_t max)
{
	memset(&seen, 0, sizeof(seen));
	bts_window_init(window, max);
}

static int push(struct bts_window *window, uint64_t time, uint64_t serial)
{
	struct rec rec = { time, serial };

	return bts_window_push(window, time, &rec, sizeof(rec));
}

static uint64_t random_u64(void)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

TEST(in_order)
{
	struct bts_window w;

	begin(&w, 1 << 20);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	for (uint64_t i = 0; i < 10; i++)
		CHECK_INT(push(&w, 100 + i, i), 0);
	CHECK_INT(w.count, 10);
	/* Up to and including. */
	CHECK_INT(bts_window_flush(&w, 99, see, &seen), 0);
	CHECK_INT(seen.count, 0);
	CHECK_INT(bts_window_flush(&w, 104, see, &seen), 0);
	CHECK_INT(seen.count, 5);
	CHECK_INT(w.count, 5);
	CHECK_INT(bts_window_flush(&w, 104, see, &seen), 0);
	CHECK_INT(seen.count, 5);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(seen.count, 10);
	for (uint64_t i = 0; i < 10; i++) {
		CHECK_INT(seen.list[i].time, 100 + i);
		CHECK_INT(seen.list[i].serial, i);
	}
	CHECK_INT(w.count, 0);
	CHECK_INT(w.used, 0);
	CHECK_INT(w.late, 0);
	bts_window_free(&w);
	CHECK(!w.entries && !w.data);
}

TEST(late_by_one)
{
	struct bts_window w;

	begin(&w, 1 << 20);
	push(&w, 10, 0);
	push(&w, 30, 1);
	push(&w, 20, 2);
	push(&w, 40, 3);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(seen.list[1].serial, 2);
	CHECK_INT(seen.list[2].serial, 1);
	/* It came late and went in order. */
	CHECK_INT(w.late, 0);
	bts_window_free(&w);
}

/* Older than what has gone already: handed on all the same, and counted. */
TEST(late_count)
{
	struct bts_window w;

	begin(&w, 1 << 20);
	push(&w, 100, 0);
	bts_window_flush(&w, 100, see, &seen);
	push(&w, 50, 1);
	push(&w, 60, 2);
	push(&w, 100, 3);
	push(&w, 110, 4);
	CHECK_INT(bts_window_flush(&w, 110, see, &seen), 0);
	CHECK_INT(seen.count, 5);
	CHECK_INT(w.late, 2);
	CHECK_INT(w.last, 110);
	for (uint64_t i = 0; i < 5; i++)
		CHECK_INT(seen.list[i].serial, i);
	bts_window_free(&w);
}

static int compare(const void *a, const void *b)
{
	const struct rec *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

/* Against qsort, with many equal times: those stay as they came. Growth comes with it. */
TEST(shuffle)
{
	static struct rec want[5000];
	const size_t n = ARRAY_SIZE(want);
	struct bts_window w;

	for (int round = 0; round < 3; round++) {
		begin(&w, 1 << 20);
		for (size_t i = 0; i < n; i++) {
			want[i] = (struct rec){ random_u64() % (round ? 1000 : 3), i };
			CHECK_INT(push(&w, want[i].time, i), 0);
		}
		qsort(want, n, sizeof(*want), compare);
		CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
		CHECK_INT(seen.count, n);
		CHECK(!memcmp(seen.list, want, sizeof(want)));
		CHECK_INT(w.late, 0);
		bts_window_free(&w);
	}
}

TEST(early_stop)
{
	struct bts_window w;

	begin(&w, 1 << 20);
	for (uint64_t i = 0; i < 10; i++)
		push(&w, i, i);
	seen.stop_at = 3;
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 7);
	/* The record at which it was stopped counts as handed on. */
	CHECK_INT(seen.count, 3);
	CHECK_INT(w.count, 7);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(seen.count, 10);
	for (uint64_t i = 0; i < 10; i++)
		CHECK_INT(seen.list[i].serial, i);
	/* At the very last one, too. */
	push(&w, 10, 10);
	seen.stop_at = 11;
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 7);
	CHECK_INT(w.count, 0);
	bts_window_free(&w);
}

TEST(bound)
{
	const size_t max = 10 * sizeof(struct rec);
	uint64_t serial = 0, want = 0;
	struct bts_window w;

	begin(&w, max);
	for (int round = 0; round < 4; round++) {
		while (serial - want < 10) {
			CHECK_INT(push(&w, 1000 + serial, serial), 0);
			serial++;
		}
		CHECK_INT(push(&w, 1000 + serial, serial), -ENOSPC);
		CHECK_INT(w.count, 10);
		CHECK(w.used <= max);
		/* As its user does: half of it goes on early, and the record is pushed again. */
		CHECK_INT(bts_window_flush(&w, w.entries[w.count / 2].time, see, &seen), 0);
		want += 6;
		CHECK_INT(seen.count, want);
		CHECK_INT(push(&w, 1000 + serial, serial), 0);
		serial++;
	}
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(seen.count, serial);
	for (uint64_t i = 0; i < serial; i++)
		CHECK_INT(seen.list[i].serial, i);
	CHECK_INT(w.late, 0);
	bts_window_free(&w);
}

/* A record larger than the bound is not one that can never be taken. */
TEST(larger_than_bound)
{
	uint64_t big[64] = { 5 };
	struct bts_window w;

	begin(&w, 64);
	CHECK_INT(bts_window_push(&w, 5, big, sizeof(big)), 0);
	CHECK_INT(push(&w, 6, 1), -ENOSPC);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(push(&w, 6, 1), 0);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(seen.count, 2);
	bts_window_free(&w);
}

/* Lengths that are no multiple of eight: each record is read where it lies. */
TEST(alignment)
{
	union {
		struct rec rec;
		char bytes[600];
	} r = {};
	struct bts_window w;
	uint64_t n = 3000;

	begin(&w, 1 << 22);
	for (uint64_t i = 0; i < n; i++) {
		size_t len = sizeof(r.rec) + random_u64() % (sizeof(r) - sizeof(r.rec));

		r.rec = (struct rec){ i, i };
		CHECK_INT(bts_window_push(&w, i, &r, len), 0);
		if (i % 100 == 0)
			bts_window_flush(&w, i - i % 7, see, &seen);
	}
	bts_window_flush(&w, UINT64_MAX, see, &seen);
	CHECK_INT(seen.count, n);
	for (uint64_t i = 0; i < n; i++)
		CHECK_INT(seen.list[i].serial, i);
	CHECK(!seen.unaligned);
	CHECK(!seen.bad_len);
	bts_window_free(&w);
}

/*
 * As it is used: records come in almost in order, and what is older than the window goes out,
 * while the rest is held over and its place is used again.
 */
TEST(interleaved)
{
	const uint64_t reach = 50;
	uint64_t now = reach, pushed = 0;
	struct bts_window w;

	begin(&w, 1 << 14);
	while (pushed < 10000) {
		for (uint64_t n = random_u64() % 40; n; n--) {
			CHECK_INT(push(&w, now - random_u64() % reach, pushed), 0);
			pushed++;
			now++;
		}
		CHECK_INT(bts_window_flush(&w, now - reach, see, &seen), 0);
		CHECK(w.used <= (reach + 40) * sizeof(struct rec));
	}
	CHECK(w.count > 0);
	CHECK_INT(bts_window_flush(&w, UINT64_MAX, see, &seen), 0);
	CHECK_INT(seen.count, pushed);
	CHECK_INT(w.late, 0);
	for (size_t i = 1; i < seen.count; i++)
		CHECK(compare(&seen.list[i - 1], &seen.list[i]) < 0);
	bts_window_free(&w);
}

TEST_MAIN(RUN(in_order), RUN(late_by_one), RUN(late_count), RUN(shuffle), RUN(early_stop),
	  RUN(bound), RUN(larger_than_bound), RUN(alignment), RUN(interleaved))
