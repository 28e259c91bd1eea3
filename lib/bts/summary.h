/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Summaries: the tables of a tool, read from their maps and put together as
 * rows, which are records. Nothing is taken out of a map while programs add to
 * it: what came since the last time is what the values are more than then, so
 * every event is in one interval.
 */
#ifndef BTS_SUMMARY_H
#define BTS_SUMMARY_H

#include "bts/schema.h"

struct bpf_object;

/* Rows of one table, one after the other. */
struct bts_rows {
	char *data;
	size_t count, cap;
};

/* One more row, zeroed; NULL: out of memory. The others may move. */
char *bts_rows_add(struct bts_rows *rows, const struct bts_record *table);
void bts_rows_free(struct bts_rows *rows);

/*
 * Turns @now, the rows as they were read, into what came since @last, which
 * then holds what @now held: rows without anything new are left out. The
 * maximum of a histogram stays as it is. 0 or -ENOMEM.
 */
int bts_rows_since(struct bts_rows *now, struct bts_rows *last, const struct bts_record *table);

/* Sorts by the table's first column that is a number of the value, the greatest first. */
void bts_rows_sort(struct bts_rows *rows, const struct bts_record *table);

#define BTS_TABLES_MAX 16

struct bts_summary {
	struct {
		const struct bts_record *record;
		int fd, rest_fd; /* of the map, and of its row for all others */
		struct bts_rows last;
	} tables[BTS_TABLES_MAX];
	size_t count;
	uint64_t since; /* CLOCK_MONOTONIC, ns: when the interval began */
};

/* Finds the maps of those of the @nrecords that are tables in a loaded object. 0 or -ENOENT. */
int bts_summary_init(struct bts_summary *summary, struct bpf_object *object,
		     const struct bts_record *const *records, size_t nrecords, uint64_t start);

/*
 * Reads table @i at the moment @now: what came since @since, sorted, into @rows,
 * which the caller frees. 0 or -errno.
 */
int bts_summary_read(struct bts_summary *summary, size_t i, uint64_t now, struct bts_rows *rows);
void bts_summary_free(struct bts_summary *summary);

#endif
