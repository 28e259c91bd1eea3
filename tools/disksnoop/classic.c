// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* disksnoop --classic: when a request completed, what it was, its bytes and its latency. */
#include <stdio.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "classic.h"

static uint64_t number(const struct bts_view *view, const struct bts_rec *rec, const char *name)
{
	return bts_field_u64(bts_record_field(view->record, name), rec);
}

static void begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	char line[64];

	(void)meta;
	snprintf(line, sizeof(line), "%-18s %-2s %-7s %8s\n", "TIME(s)", "T", "BYTES", "LAT(ms)");
	bts_out_text(sink->out, line);
}

/* Written or read; without bytes it is about the disk itself, as the first tool had it. */
static const char *type(const struct bts_view *view, const struct bts_rec *rec)
{
	uint64_t op = number(view, rec, "op");

	if (op == BTS_RQ_OP_WRITE || op == BTS_RQ_OP_ZONE_APPEND || op == BTS_RQ_OP_WRITE_ZEROES)
		return "W";
	return number(view, rec, "bytes") ? "R" : "M";
}

static void record(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	char line[128], bytes[24];

	snprintf(bytes, sizeof(bytes), "%llu", (unsigned long long)number(view, rec, "bytes"));
	snprintf(line, sizeof(line), "%-18.9f %-2s %-7s %8.2f\n", number(view, rec, "time") / 1e9,
		 type(view, rec), bytes, number(view, rec, "latency") / 1e6);
	bts_out_text(sink->out, line);
}

const struct bts_sink_ops disksnoop_classic = {
	.name = "--classic",
	.one_type = true,
	.begin = begin,
	.record = record,
};
