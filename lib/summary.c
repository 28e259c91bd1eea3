// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "bts/abi.h"
#include "bts/summary.h"

char *bts_rows_add(struct bts_rows *rows, const struct bts_record *table)
{
	if (rows->count == rows->cap) {
		size_t cap = rows->cap ? 2 * rows->cap : 16;
		char *data = realloc(rows->data, cap * table->size);

		if (!data)
			return NULL;
		rows->data = data;
		rows->cap = cap;
	}
	return memset(rows->data + rows->count++ * table->size, 0, table->size);
}

void bts_rows_free(struct bts_rows *rows)
{
	free(rows->data);
	*rows = (struct bts_rows){};
}

/* The order of keys as bytes; what has none comes first. */
static int keys_compare(const void *a, const void *b, void *arg)
{
	const struct bts_record *table = arg;
	bool a_key = !(((const struct bts_head *)a)->unread & BTS_UNREAD_KEY);
	bool b_key = !(((const struct bts_head *)b)->unread & BTS_UNREAD_KEY);

	if (a_key != b_key)
		return a_key - b_key;
	return memcmp((const char *)a + table->map->key_off, (const char *)b + table->map->key_off,
		      table->map->key_size);
}

/* Does the __u64 at @offset of a row hold a maximum, which does not add up? */
static bool is_max(const struct bts_record *table, uint32_t offset)
{
	for (size_t i = 0; i < table->nfields; i++) {
		const struct bts_field *f = &table->fields[i];

		if (f->kind->derived && offset == f->offset + offsetof(struct bts_hist, max))
			return true;
	}
	return false;
}

/* Takes @old, or nothing, off @row. False if that leaves nothing. */
static bool row_since(char *row, const char *old, const struct bts_record *table)
{
	const struct bts_map *map = table->map;
	uint64_t *value = (uint64_t *)(row + map->value_off);
	const uint64_t *before = old ? (const uint64_t *)(old + map->value_off) : NULL;
	bool any = false;

	for (uint32_t i = 0; i < map->value_size / sizeof(*value); i++) {
		if (!value[i] || is_max(table, map->value_off + i * sizeof(*value)))
			continue;
		value[i] -= before ? before[i] : 0;
		any |= value[i] != 0;
	}
	return any;
}

int bts_rows_since(struct bts_rows *now, struct bts_rows *last, const struct bts_record *table)
{
	size_t size = table->size, old = 0, kept = 0;
	char *copy = malloc(now->count * size + 1);

	if (!copy)
		return -ENOMEM;
	qsort_r(now->data, now->count, size, keys_compare, (void *)table);
	memcpy(copy, now->data, now->count * size);
	for (size_t i = 0; i < now->count; i++) {
		char *row = now->data + i * size;
		const char *before = NULL;
		int order = -1;

		while (old < last->count && order < 0) {
			before = last->data + old * size;
			order = keys_compare(before, row, (void *)table);
			old += order <= 0;
		}
		if (row_since(row, order == 0 ? before : NULL, table))
			memmove(now->data + kept++ * size, row, size);
	}
	free(last->data);
	*last = (struct bts_rows){ copy, now->count, now->count };
	now->count = kept;
	return 0;
}

struct order {
	const struct bts_record *table;
	const struct bts_field *by; /* NULL: by keys alone */
};

static int rows_compare(const void *a, const void *b, void *arg)
{
	const struct order *order = arg;
	struct bts_rec rec_a = { a, order->table->size }, rec_b = { b, order->table->size };
	uint64_t n_a = 0, n_b = 0;

	if (order->by) {
		bts_field_number(order->by, &rec_a, &n_a);
		bts_field_number(order->by, &rec_b, &n_b);
	}
	return n_a != n_b ? (n_a < n_b ? 1 : -1) : keys_compare(a, b, (void *)order->table);
}

void bts_rows_sort(struct bts_rows *rows, const struct bts_record *table)
{
	struct order order = { .table = table };

	for (size_t i = 0; !order.by && i < table->ntable; i++) {
		if (table->table[i]->is_value && table->table[i]->kind->right)
			order.by = table->table[i];
	}
	qsort_r(rows->data, rows->count, table->size, rows_compare, &order);
}

int bts_summary_init(struct bts_summary *summary, struct bpf_object *object,
		     const struct bts_record *const *records, size_t nrecords, uint64_t start)
{
	memset(summary, 0, sizeof(*summary));
	summary->since = start;
	for (size_t i = 0; i < nrecords && summary->count < BTS_TABLES_MAX; i++) {
		const struct bts_map *map = records[i]->map;
		char rest[128];

		if (!map)
			continue;
		snprintf(rest, sizeof(rest), "%s_rest", map->name);
		summary->tables[summary->count].record = records[i];
		summary->tables[summary->count].fd =
			bpf_object__find_map_fd_by_name(object, map->name);
		summary->tables[summary->count].rest_fd =
			bpf_object__find_map_fd_by_name(object, rest);
		if (summary->tables[summary->count].fd < 0 ||
		    summary->tables[summary->count].rest_fd < 0)
			return -ENOENT;
		summary->count++;
	}
	return 0;
}

/* Keys are never deleted, so each is met, but for those that come meanwhile. */
static int map_read(int fd, struct bts_rows *rows, const struct bts_record *table)
{
	const struct bts_map *map = table->map;
	char *key = NULL, *next = malloc(2 * map->key_size);
	int err = next ? 0 : -ENOMEM;
	char *both = next;

	while (!err && !bpf_map_get_next_key(fd, key, next)) {
		char *row = bts_rows_add(rows, table);

		if (!row) {
			err = -ENOMEM;
			break;
		}
		memcpy(row + map->key_off, next, map->key_size);
		if (bpf_map_lookup_elem(fd, next, row + map->value_off))
			err = -errno;
		key = next;
		next = both + (next == both ? map->key_size : 0);
	}
	if (!err && errno != ENOENT)
		err = -errno;
	free(both);
	return err;
}

static int rest_read(int fd, struct bts_rows *rows, const struct bts_record *table)
{
	char *row = bts_rows_add(rows, table);
	__u32 first = 0;

	if (!row)
		return -ENOMEM;
	((struct bts_head *)row)->unread = BTS_UNREAD_KEY;
	return bpf_map_lookup_elem(fd, &first, row + table->map->value_off) ? -errno : 0;
}

int bts_summary_read(struct bts_summary *summary, size_t i, uint64_t now, struct bts_rows *rows)
{
	const struct bts_record *table = summary->tables[i].record;
	int err;

	*rows = (struct bts_rows){};
	err = map_read(summary->tables[i].fd, rows, table)
		      ?: rest_read(summary->tables[i].rest_fd, rows, table)
		      ?: bts_rows_since(rows, &summary->tables[i].last, table);
	if (err) {
		bts_rows_free(rows);
		return err;
	}
	for (size_t n = 0; n < rows->count; n++) {
		struct bts_row *row = (void *)(rows->data + n * table->size);

		row->head.time = now;
		row->head.type = table->type;
		row->interval = now - summary->since;
	}
	bts_rows_sort(rows, table);
	return 0;
}

void bts_summary_free(struct bts_summary *summary)
{
	for (size_t i = 0; i < summary->count; i++)
		bts_rows_free(&summary->tables[i].last);
	memset(summary, 0, sizeof(*summary));
}
