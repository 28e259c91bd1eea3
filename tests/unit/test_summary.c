// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Tables: rows made here, as the maps of hello would give them. */
#include <stdlib.h>
#include <linux/types.h>

#include "bts/abi.h"
#include "bts/session.h"
#include "bts/sink.h"
#include "bts/summary.h"
#include "bts/tools.h"
#include "test.h"

/* A row of hello's forkers. */
struct row {
	struct bts_row row;
	bts_pid pid;
	bts_str comm[16];
	bts_num calls, failed;
	struct bts_hist took;
};

static struct bts_session session;
static const struct bts_record *table;
static struct bts_rows now, last;

static bool begin(void)
{
	struct bts_error error = {};

	for (size_t i = 0; bts_tools[i]; i++) {
		if (!strcmp(bts_tools[i]->name, "hello"))
			CHECK_INT(bts_session_open(&session, bts_tools[i], &error), 0);
	}
	table = bts_schema_named(&session.schema, "forkers");
	return CHECK(table && table->map) && CHECK_INT(table->size, sizeof(struct row));
}

static void end(void)
{
	bts_rows_free(&now);
	bts_rows_free(&last);
	bts_session_close(&session);
}

/* What the map holds of a process that made so many calls of so many ns. */
static struct row *add(bts_pid pid, uint64_t calls, uint64_t ns)
{
	struct row *row = (void *)bts_rows_add(&now, table);

	row->pid = pid;
	strcpy(row->comm, "sh");
	row->calls = calls;
	row->took.n[bts_hist_bucket(ns)] = calls;
	row->took.sum = calls * ns;
	row->took.max = ns;
	return row;
}

static const struct row *got(size_t i)
{
	return (const struct row *)(now.data + i * table->size);
}

TEST(layout)
{
	if (begin()) {
		CHECK_STR(table->map->name, "hello_forkers");
		CHECK_INT(table->map->key_off, offsetof(struct row, pid));
		CHECK_INT(table->map->key_size, 20);
		CHECK_INT(table->map->value_off, offsetof(struct row, calls));
		CHECK_INT(table->map->value_size, 16 + sizeof(struct bts_hist));
		CHECK(bts_record_field(table, "pid")->is_key);
		CHECK(bts_record_field(table, "calls")->is_value);
		CHECK(!bts_record_field(table, "interval")->is_key);
		CHECK(!bts_record_field(table, "cpu"));
	}
	end();
}

/* What came since the last time; what did not change is left out. */
TEST(since)
{
	if (begin()) {
		struct row *rest;

		add(20, 5, 100);
		add(10, 1, 7);
		/* The row for all others, with nothing in it. */
		((struct row *)bts_rows_add(&now, table))->row.head.unread = BTS_UNREAD_KEY;
		CHECK_INT(bts_rows_since(&now, &last, table), 0);
		CHECK_INT(now.count, 2);
		CHECK_INT(last.count, 3);
		CHECK_INT(got(0)->pid, 10);
		CHECK_INT(got(0)->calls, 1);
		CHECK_INT(got(1)->pid, 20);
		CHECK_INT(got(1)->took.sum, 500);
		bts_rows_free(&now);

		add(30, 2, 5);
		add(10, 1, 7);
		add(20, 8, 100)->failed = 1;
		rest = (struct row *)bts_rows_add(&now, table);
		rest->row.head.unread = BTS_UNREAD_KEY;
		rest->calls = 4;
		CHECK_INT(bts_rows_since(&now, &last, table), 0);
		if (CHECK_INT(now.count, 3)) {
			CHECK(got(0)->row.head.unread & BTS_UNREAD_KEY);
			CHECK_INT(got(0)->calls, 4);
			CHECK_INT(got(1)->pid, 20);
			CHECK_INT(got(1)->calls, 3);
			CHECK_INT(got(1)->failed, 1);
			CHECK_INT(got(1)->took.n[bts_hist_bucket(100)], 3);
			CHECK_INT(got(1)->took.sum, 300);
			CHECK_INT(got(1)->took.max, 100);
			CHECK_INT(got(2)->pid, 30);
			CHECK_INT(got(2)->calls, 2);
		}
		bts_rows_free(&now);
		/* Nothing new, nothing to say. */
		add(30, 2, 5);
		add(10, 1, 7);
		add(20, 8, 100)->failed = 1;
		CHECK_INT(bts_rows_since(&now, &last, table), 0);
		CHECK_INT(now.count, 0);
	}
	end();
}

/* By the first column of the value, then by key. */
TEST(sort)
{
	static const bts_pid want[] = { 3, 1, 4, 2 };

	if (begin()) {
		add(4, 10, 1)->failed = 9;
		add(2, 9, 1);
		add(1, 10, 1);
		add(3, 1ULL << 40, 1);
		bts_rows_sort(&now, table);
		for (size_t i = 0; i < 4; i++)
			CHECK_INT(got(i)->pid, want[i]);
	}
	end();
}

static const char *shown(const struct bts_sink_ops *ops, const char *fields, size_t left_out)
{
	static char text[8192];
	const struct bts_meta meta = { "hello", "1", "host", "id" };
	const char *hint;
	struct bts_sink sink;
	struct bts_out out;
	struct bts_block block = {
		.record = table,
		.rows = now.data,
		.count = now.count,
		.left_out = left_out,
		.interval = 2000000000,
	};

	bts_out_init(&out, -1);
	CHECK_INT(bts_sink_init(&sink, ops, &out, &table, 1, fields, text, sizeof(text), &hint), 0);
	sink.ops->begin(&sink, &meta);
	if (ops == &bts_sink_json)
		out.len = 0;
	bts_sink_block(&sink, &block);
	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf);
	bts_sink_free(&sink);
	bts_out_free(&out);
	return text;
}

static void stamp(void)
{
	for (size_t i = 0; i < now.count; i++) {
		struct row *row = (struct row *)got(i);

		row->row.head.type = table->type;
		row->row.interval = 2000000000;
	}
}

TEST(sinks)
{
	static const char fields[] = "pid,comm,calls,calls_rate,took_p50,took_max,took";

	if (begin()) {
		add(20, 5, 100);
		add(0, 1, 1 << 20)->row.head.unread |= BTS_UNREAD_KEY;
		stamp();
		CHECK_STR(shown(&bts_sink_table, fields, 3),
			  "\nWho called (in 2.00s)\n"
			  "    PID COMM                CALLS  CALLS/s    P50    MAX\n"
			  "     20 sh                      5      2.5  100ns  100ns\n"
			  "     96ns ..   104ns        5 "
			  "|#################################################\n"
			  "      ? ?                       1      0.5 1.04ms 1.04ms\n"
			  "   1.04ms ..  1.17ms        1 "
			  "|#################################################\n"
			  "... and 3 more rows\n");
		CHECK_STR(shown(&bts_sink_json, fields, 0),
			  "{\"type\":\"forkers\",\"pid\":20,\"comm\":\"sh\",\"calls\":5,"
			  "\"calls_rate\":2.500,\"took_p50\":100,\"took_max\":100,"
			  "\"took\":[[96,104,5]]}\n"
			  "{\"type\":\"forkers\",\"pid\":null,\"comm\":null,\"calls\":1,"
			  "\"calls_rate\":0.500,\"took_p50\":1048576,\"took_max\":1048576,"
			  "\"took\":[[1048576,1179648,1]]}\n");
		CHECK_STR(shown(&bts_sink_csv, fields, 0),
			  "pid,comm,calls,calls_rate,took_p50,took_max,took\n"
			  "20,sh,5,2.500,100,100,96-104:5\n"
			  "?,?,1,0.500,1048576,1048576,1048576-1179648:1\n");
		bts_rows_free(&now);
		CHECK_STR(shown(&bts_sink_table, fields, 0), "\nWho called (in 2.00s): none\n");
		CHECK_STR(shown(&bts_sink_json, fields, 0), "");
		/* Percentiles of nothing, and the last bucket, which has no end. */
		add(1, 0, 0);
		stamp();
		CHECK_STR(shown(&bts_sink_table, "pid,took_mean,took_p99_9", 0),
			  "\nWho called (in 2.00s)\n"
			  "    PID   MEAN  P99.9\n"
			  "      1      -      -\n");
		CHECK_STR(shown(&bts_sink_json, "took_mean,took_p99_9,took", 0),
			  "{\"type\":\"forkers\",\"took_mean\":null,\"took_p99_9\":null,"
			  "\"took\":[]}\n");
		add(2, 1, 1ULL << 50);
		stamp();
		CHECK(strstr(shown(&bts_sink_json, "took", 0),
			     "\"took\":[[281474976710656,null,1]]"));
	}
	end();
}

TEST_MAIN(RUN(layout), RUN(since), RUN(sort), RUN(sinks))
