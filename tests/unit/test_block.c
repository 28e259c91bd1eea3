/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The types of the block layer, as every sink shows them. */
#include <string.h>

#include "bts/sink.h"
#include "records.h"
#include "test.h"

static struct block ev;

/* What @sink's ops make of one field, without the padding. */
static const char *shown(const struct bts_sink_ops *ops, const char *field)
{
	static char text[4096];
	const struct bts_record *records[] = { &block };
	const struct bts_rec rec = { &ev, sizeof(ev) };
	struct bts_sink sink;
	struct bts_out out;
	const char *hint;
	char why[100];
	size_t from;

	make_schema();
	ev.head.type = BLOCK_TYPE;
	CHECK_INT(bts_out_init(&out, -1), 0);
	CHECK_INT(bts_sink_init(&sink, ops, &out, records, 1, field, why, sizeof(why), &hint), 0);
	CHECK(bts_sink_record(&sink, &rec));
	/* The table's heading comes with the first record. */
	from = ops == &bts_sink_table ? strcspn(out.buf, "\n") + 1 : 0;
	snprintf(text, sizeof(text), "%.*s", (int)(out.len - from), out.buf + from);
	text[strcspn(text, "\n")] = '\0';
	bts_sink_free(&sink);
	bts_out_free(&out);
	return text;
}

#define TABLE(field)	  shown(&bts_sink_table, field)
#define JSON(field)	  shown(&bts_sink_json, field)
#define CSV(field)	  shown(&bts_sink_csv, field)
#define EVENT(field, ...) "{\"type\":\"block\",\"" field "\":" __VA_ARGS__ "}"

/* Milliseconds for people, all the ns for machines. */
TEST(milliseconds)
{
	ev.latency = 12345678;
	CHECK_STR(TABLE("latency"), "   12.345");
	CHECK_STR(CSV("latency"), "12345678");
	CHECK_STR(JSON("latency"), EVENT("latency", "12345678"));
	ev.latency = 999;
	CHECK_STR(TABLE("latency"), "    0.000");
	ev.latency = 3600000000000;
	CHECK_STR(TABLE("latency"), "3600000.000");
	ev.latency = UINT64_MAX;
	CHECK_STR(TABLE("latency"), "18446744073709.551");
	CHECK_STR(bts_kind_find("bts_ns_ms")->name, "ns");
	CHECK_STR(bts_kind_find("bts_ns_ms")->unit, "ns");
}

TEST(sectors)
{
	ev.sector = 0;
	CHECK_STR(TABLE("sector"), "         0");
	ev.sector = 1953525167;
	CHECK_STR(TABLE("sector"), "1953525167");
	CHECK_STR(CSV("sector"), "1953525167");
	CHECK_STR(JSON("sector"), EVENT("sector", "1953525167"));
	/* None is not the first. */
	ev.sector = UINT64_MAX;
	CHECK_STR(TABLE("sector"), "         -");
	CHECK_STR(CSV("sector"), "");
	CHECK_STR(JSON("sector"), EVENT("sector", "null"));
}

/* The letters of Linux 7.3. */
TEST(operations)
{
	static const char *const letters[] = {
		"R", "W", "F", "D", "DE", "WZ", "ZA", "ZR", "ZRA", "ZO", "ZC", "ZF", "N", "N", "?",
	};

	CHECK_INT(sizeof(letters) / sizeof(*letters), BTS_RQ_OPS);
	for (uint32_t op = 0; op < BTS_RQ_OPS; op++) {
		ev.rwbs = op;
		CHECK_STR(CSV("rwbs"), letters[op]);
	}
	ev.rwbs = BTS_RQ_OPS;
	CHECK_STR(TABLE("rwbs"), "?");
	ev.rwbs = BTS_RQ_OP_MASK;
	CHECK_STR(JSON("rwbs"), EVENT("rwbs", "\"?\""));
}

/* In the kernel's order: a flush before the operation's letters, all else behind. */
TEST(flags)
{
	ev.rwbs = BTS_RQ_OP_WRITE | BTS_RQ_PREFLUSH | BTS_RQ_FUA | BTS_RQ_SYNC;
	CHECK_STR(TABLE("rwbs"), "FWFS");
	ev.rwbs = BTS_RQ_OP_READ | BTS_RQ_RAHEAD;
	CHECK_STR(TABLE("rwbs"), "RA");
	ev.rwbs = BTS_RQ_OP_WRITE | BTS_RQ_SYNC | BTS_RQ_META;
	CHECK_STR(TABLE("rwbs"), "WSM");
	ev.rwbs = BTS_RQ_OP_WRITE | BTS_RQ_ATOMIC;
	CHECK_STR(JSON("rwbs"), EVENT("rwbs", "\"WU\""));
	/* Bits that nobody has given a meaning to. */
	ev.rwbs = UINT32_MAX;
	CHECK_STR(CSV("rwbs"), "F?FASMU");
}

TEST_MAIN(RUN(milliseconds), RUN(sectors), RUN(operations), RUN(flags))
