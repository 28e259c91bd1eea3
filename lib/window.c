// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "bts/window.h"

void bts_window_init(struct bts_window *window, size_t max)
{
	memset(window, 0, sizeof(*window));
	window->max = max;
}

void bts_window_free(struct bts_window *window)
{
	free(window->entries);
	free(window->data);
	memset(window, 0, sizeof(*window));
}

static int grow(void **array, size_t *cap, size_t need, size_t element)
{
	size_t n = *cap ? *cap : 4096;
	void *larger;

	if (need <= *cap)
		return 0;
	while (n < need)
		n *= 2;
	larger = realloc(*array, n * element);
	if (!larger)
		return -ENOMEM;
	*array = larger;
	*cap = n;
	return 0;
}

int bts_window_push(struct bts_window *window, uint64_t time, const void *data, size_t len)
{
	struct bts_window_entry *e;
	size_t i = window->count;

	if (window->count && window->used + len > window->max)
		return -ENOSPC;
	if (grow((void **)&window->entries, &window->entries_cap, i + 1, sizeof(*e)) ||
	    grow((void **)&window->data, &window->data_cap, window->used + len, 1))
		return -ENOMEM;
	/* A record seldom comes late, and then by few places. */
	e = window->entries;
	while (i > 0 && e[i - 1].time > time)
		i--;
	memmove(&e[i + 1], &e[i], (window->count - i) * sizeof(*e));
	e[i] = (struct bts_window_entry){ time, window->used, len };
	memcpy(window->data + window->used, data, len);
	/* Records are read where they lie: keep them aligned. */
	window->used += (len + 7) & ~(size_t)7;
	if (window->used > window->data_cap)
		window->used = window->data_cap;
	window->count++;
	return 0;
}

/* Moves the data of the entries that stay to the front. */
static void compact(struct bts_window *window, size_t from)
{
	size_t lowest = window->used;

	window->count -= from;
	memmove(window->entries, window->entries + from, window->count * sizeof(*window->entries));
	if (!window->count) {
		window->used = 0;
		return;
	}
	for (size_t i = 0; i < window->count; i++) {
		if (window->entries[i].offset < lowest)
			lowest = window->entries[i].offset;
	}
	memmove(window->data, window->data + lowest, window->used - lowest);
	window->used -= lowest;
	for (size_t i = 0; i < window->count; i++)
		window->entries[i].offset -= lowest;
}

int bts_window_flush(struct bts_window *window, uint64_t until, bts_window_fn fn, void *arg)
{
	size_t i = 0;
	int stop = 0;

	while (!stop && i < window->count && window->entries[i].time <= until) {
		const struct bts_window_entry *e = &window->entries[i++];

		if (e->time < window->last)
			window->late++;
		else
			window->last = e->time;
		stop = fn(arg, window->data + e->offset, e->len);
	}
	if (i)
		compact(window, i);
	return stop;
}
