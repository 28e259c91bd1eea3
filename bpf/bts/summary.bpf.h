/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Summaries: tables that the kernel fills and the library reads. With -S they
 * take the place of records, so that no event costs the tracer anything.
 */
#ifndef BTS_SUMMARY_BPF_H
#define BTS_SUMMARY_BPF_H

#include "bts/event.bpf.h"
#include "bts/hist.bpf.h"

/*
 * BTS_TABLE(name, key's struct, value's struct, rows, "title", "columns of the
 * table"): declares a hash map, and beside it a row for what finds no room. The
 * key has no padding, and its last use is as a key: it is compared as bytes.
 * All members of the value add up: __u64, typedefs of it, histograms. Each row
 * takes its memory from the start, a histogram almost 3 KiB of it.
 */
#define BTS_TABLE(name, key_, value_, rows, title, columns)                            \
	struct name##_row {                                                            \
		struct bts_row row;                                                    \
		struct key_ key;                                                       \
		struct value_ value;                                                   \
	};                                                                             \
	_Static_assert(sizeof(struct name##_row) <= BTS_ROW_MAX, "a row is too long"); \
	_Static_assert(!(sizeof(struct value_) % 8), "all members are __u64");         \
	struct {                                                                       \
		__uint(type, BPF_MAP_TYPE_HASH);                                       \
		__uint(max_entries, rows);                                             \
		__type(key, struct key_);                                              \
		__type(value, struct value_);                                          \
	} name SEC(".maps");                                                           \
	struct {                                                                       \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                      \
		__uint(max_entries, 1);                                                \
		__type(key, __u32);                                                    \
		__type(value, struct value_);                                          \
	} name##_rest SEC(".maps");                                                    \
	const __u64 bts_zero_##name[sizeof(struct value_) / 8] = {};                   \
	const struct name##_row *const bts_table_##name BTS_TAG("title=" title)        \
		BTS_TAG("table=" columns) = NULL

/* Of a member of a value: how many a second is a field too, NAME_rate. */
#define BTS_RATE BTS_TAG("rate")

/* Is this run for the tables? What it says is known when a program is verified. */
static __always_inline bool bts_summing(void)
{
	return bts_conf.summing;
}

static __always_inline void *bts_row_in(void *table, void *rest, const void *key, const void *zero,
					bool *full)
{
	void *row = bpf_map_lookup_elem(table, key);
	__u32 first = 0;

	if (row)
		return row;
	/* Another processor may be faster: then its row is there. */
	bpf_map_update_elem(table, key, zero, BPF_NOEXIST);
	row = bpf_map_lookup_elem(table, key);
	if (row)
		return row;
	*full = true;
	return bpf_map_lookup_elem(rest, &first);
}

/*
 * The value of @key, a pointer to the declared struct, in table @name: to add
 * to. NULL where this table is not asked for. Where the table has no room it is
 * that of the row for all others, and @full, a bool, is set.
 */
#define bts_row(name, key, full)                                                                \
	((typeof((name).value))(bts_wanted(name##_row) ? bts_row_in(&(name), &name##_rest, key, \
								    &bts_zero_##name, &(full))  \
						       : NULL))

#define bts_add(member, n) __sync_fetch_and_add(&(member), n)

/* The event is in its tables: what becomes of it in the ledger. */
static __always_inline int bts_summed(bool full)
{
	bts_count(full ? BTS_LOST_TABLE : BTS_SUMMED);
	return 0;
}

#endif
