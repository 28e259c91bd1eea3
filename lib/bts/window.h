/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * The reorder window. A program takes the time, may be interrupted, and
 * reserves its record afterwards, so the order of the ring is not the order of
 * time. Records wait here until none that is older can still come.
 */
#ifndef BTS_WINDOW_H
#define BTS_WINDOW_H

#include <stddef.h>
#include <stdint.h>

struct bts_window_entry {
	uint64_t time;
	size_t offset, len; /* in data */
};

struct bts_window {
	struct bts_window_entry *entries; /* by time; equal times as they came */
	size_t count, entries_cap;
	char *data;
	size_t used, data_cap;
	size_t max;    /* bytes that may wait */
	uint64_t last; /* time of the newest record handed on */
	uint64_t late; /* records handed on after a newer one: older than the window reaches */
};

/* Receives a record; a nonzero return stops the handing on. */
typedef int (*bts_window_fn)(void *arg, const void *data, size_t len);

/* @max: bytes of records that may wait; beyond, bts_window_push() says -ENOSPC. */
void bts_window_init(struct bts_window *window, size_t max);
void bts_window_free(struct bts_window *window);

/* Copies a record of that time (ns). 0, -ENOSPC or -ENOMEM; then flush and push again. */
int bts_window_push(struct bts_window *window, uint64_t time, const void *data, size_t len);

/*
 * Hands on, oldest first, all records up to and including @until, and forgets
 * them. Stops early when @fn returns nonzero, and returns that; the record
 * counts as handed on.
 */
int bts_window_flush(struct bts_window *window, uint64_t until, bts_window_fn fn, void *arg);

#endif
