/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The kinds of what the block layer's requests are about. */
#include "kinds.h"

/*
 * Sectors. A request to flush a disk's cache has none: the kernel says so by all
 * ones. What is one stays below 2^53, the exact numbers of JSON: 4 EiB.
 */

static bool sector_of(const struct bts_field *f, const struct bts_rec *rec, uint64_t *sector)
{
	*sector = bts_field_u64(f, rec);
	return *sector != UINT64_MAX;
}

static void sector_text(VALUE)
{
	uint64_t sector;

	if (sector_of(f, rec, &sector))
		bts_out_u64(out, sector);
	else
		bts_out_char(out, '-');
}

static void sector_csv(VALUE)
{
	uint64_t sector;

	if (sector_of(f, rec, &sector))
		bts_out_u64(out, sector);
}

static void sector_json(VALUE)
{
	uint64_t sector;

	if (sector_of(f, rec, &sector))
		bts_out_u64(out, sector);
	else
		bts_out_text(out, "null");
}

const struct bts_kind bts_kind_sector = {
	.name = "sector",
	.unit = "512 bytes",
	.width = 10,
	.right = true,
	.text = sector_text,
	.json = sector_json,
	.csv = sector_csv,
};

/*
 * What is asked, in the letters of the kernel's blk_fill_rwbs()
 * (kernel/trace/blktrace.c) as of Linux 7.3, on all kernels alike: older ones have
 * no letters for zones and show the writing of zeroes as `N'.
 */

static void rwbs_text(VALUE)
{
	static const char *const ops[BTS_RQ_OPS] = {
		[BTS_RQ_OP_READ] = "R",
		[BTS_RQ_OP_WRITE] = "W",
		[BTS_RQ_OP_FLUSH] = "F",
		[BTS_RQ_OP_DISCARD] = "D",
		[BTS_RQ_OP_SECURE_ERASE] = "DE",
		[BTS_RQ_OP_WRITE_ZEROES] = "WZ",
		[BTS_RQ_OP_ZONE_APPEND] = "ZA",
		[BTS_RQ_OP_ZONE_RESET] = "ZR",
		[BTS_RQ_OP_ZONE_RESET_ALL] = "ZRA",
		[BTS_RQ_OP_ZONE_OPEN] = "ZO",
		[BTS_RQ_OP_ZONE_CLOSE] = "ZC",
		[BTS_RQ_OP_ZONE_FINISH] = "ZF",
		[BTS_RQ_OP_DRV_IN] = "N",
		[BTS_RQ_OP_DRV_OUT] = "N",
	};
	static const struct {
		uint32_t bit;
		char letter;
	} flags[] = {
		{ BTS_RQ_FUA, 'F' },  { BTS_RQ_RAHEAD, 'A' }, { BTS_RQ_SYNC, 'S' },
		{ BTS_RQ_META, 'M' }, { BTS_RQ_ATOMIC, 'U' },
	};
	uint32_t value = bts_field_u64(f, rec), op = value & BTS_RQ_OP_MASK;
	const char *name = op < BTS_RQ_OPS && ops[op] ? ops[op] : "?";

	if (value & BTS_RQ_PREFLUSH)
		bts_out_char(out, 'F');
	while (*name)
		bts_out_char(out, *name++);
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++) {
		if (value & flags[i].bit)
			bts_out_char(out, flags[i].letter);
	}
}

static void rwbs_json(VALUE)
{
	bts_out_char(out, '"');
	rwbs_text(out, f, rec, clock);
	bts_out_char(out, '"');
}

const struct bts_kind bts_kind_rwbs = {
	.name = "rwbs", .width = 4, .text = rwbs_text, .json = rwbs_json
};
