/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* asprintf */
#endif
#include <linux/types.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bts/abi.h"
#include "bts/nearest.h"
#include "bts/sink.h"

/* Words of a comma-separated list. */
struct words {
	char *copy;
	const char **word;
	size_t n;
};

static int split_words(struct words *words, const char *list)
{
	size_t n = 1;
	const char *p;
	char *rest;

	for (p = list; *p; p++)
		n += *p == ',';
	words->copy = strdup(list);
	words->word = calloc(n, sizeof(*words->word));
	if (!words->copy || !words->word)
		return -ENOMEM;
	for (rest = words->copy; rest; words->n++)
		words->word[words->n] = strsep(&rest, ",");
	return 0;
}

static void free_words(struct words *words)
{
	free(words->copy);
	free(words->word);
}

/* The name of a field of any of @records that comes closest. */
static const char *nearest_field(const struct bts_record *const *records, size_t nrecords,
				 const char *word)
{
	const char *found, **names;
	size_t i, j, n = 0;

	for (i = 0; i < nrecords; i++)
		n += records[i]->nfields;
	names = calloc(n + 1, sizeof(*names));
	if (!names)
		return NULL;
	for (i = 0, n = 0; i < nrecords; i++) {
		for (j = 0; j < records[i]->nfields; j++)
			names[n++] = records[i]->fields[j].name;
	}
	found = bts_nearest(word, names, n);
	free(names);
	return found;
}

static int check_words(const struct words *words, const struct bts_record *const *records,
		       size_t nrecords, char *why, size_t size, const char **hint)
{
	size_t i, j;

	for (i = 0; i < words->n; i++) {
		const char *word = words->word[i];

		if (!*word) {
			snprintf(why, size, "an empty name among the fields");
			return -EINVAL;
		}
		for (j = 0; j < i; j++) {
			if (!strcmp(words->word[j], word)) {
				snprintf(why, size, "field \"%s\" is given twice", word);
				return -EINVAL;
			}
		}
		for (j = 0; j < nrecords && !bts_record_field(records[j], word); j++)
			;
		if (j == nrecords) {
			snprintf(why, size, "no field \"%s\"", word);
			*hint = nearest_field(records, nrecords, word);
			return -EINVAL;
		}
	}
	return 0;
}

/* What has lines of its own: histograms are drawn. */
static bool stands_below(const struct bts_field *field)
{
	return field->kind->derived || field->kind->below;
}

static int add_column(struct bts_view *view, const struct bts_field *field)
{
	struct bts_column *column = &view->columns[view->ncolumns];
	int length;

	length = asprintf(&column->key, ",\"%s\":", field->name);
	if (length < 0) {
		column->key = NULL;
		return -ENOMEM;
	}
	column->key_len = length;
	column->field = field;
	column->heading = field->heading;
	column->width = field->width;
	column->right = field->kind->right;
	column->below = stands_below(field);
	view->ncolumns++;
	return 0;
}

/* Worked out once: each record is checked. */
static void tails_find(struct bts_view *view)
{
	const struct bts_record *record = view->record;

	view->tails_from = record->nfields;
	view->tails_to = 0;
	for (size_t i = record->nfields; i-- > 0;) {
		if (!record->fields[i].kind->tail)
			continue;
		view->tails_from = i;
		view->tails_to = view->tails_to ? view->tails_to : i + 1;
	}
}

static int init_view(struct bts_view *view, const struct bts_sink_ops *ops,
		     const struct bts_record *record, const struct words *words)
{
	size_t i, n = words ? words->n : ops->all_fields ? record->nfields : record->ntable;
	int length;

	view->record = record;
	tails_find(view);
	view->columns = calloc(n + 1, sizeof(*view->columns));
	if (!view->columns)
		return -ENOMEM;
	length = asprintf(&view->prefix, "{\"type\":\"%s\"", record->name);
	if (length < 0) {
		view->prefix = NULL;
		return -ENOMEM;
	}
	view->prefix_len = length;
	for (i = 0; i < n; i++) {
		const struct bts_field *field = words ? bts_record_field(record, words->word[i])
						: ops->all_fields ? &record->fields[i]
								  : record->table[i];

		if (field && field->hidden && ops->all_fields && !words)
			continue;
		if (field && add_column(view, field))
			return -ENOMEM;
	}
	return 0;
}

static void free_view(struct bts_view *view)
{
	size_t i;

	for (i = 0; i < view->ncolumns; i++) {
		free(view->columns[i].key);
		free(view->columns[i].own_heading);
	}
	free(view->columns);
	free(view->prefix);
	*view = (struct bts_view){ 0 };
}

static int init_views(struct bts_sink *sink, const struct bts_record *const *records,
		      size_t nrecords, const struct words *words)
{
	size_t i;

	sink->views = calloc(nrecords + 1, sizeof(*sink->views));
	if (!sink->views)
		return -ENOMEM;
	for (i = 0; i < nrecords; i++) {
		struct bts_view *view = &sink->views[sink->nviews];

		if (init_view(view, sink->ops, records[i], words)) {
			free_view(view);
			return -ENOMEM;
		}
		if (view->ncolumns)
			sink->nviews++;
		else
			free_view(view);
	}
	return 0;
}

int bts_sink_init(struct bts_sink *sink, const struct bts_sink_ops *ops, struct bts_out *out,
		  const struct bts_record *const *records, size_t nrecords, const char *fields,
		  char *why, size_t size, const char **hint)
{
	struct words words = { 0 };
	int err = 0;

	*sink = (struct bts_sink){ .ops = ops, .out = out };
	*hint = NULL;
	if (ops->one_type && nrecords > 1) {
		snprintf(why, size,
			 "%s holds one type of record and there are %zu: choose with --only",
			 ops->name, nrecords);
		return -EINVAL;
	}
	if (fields) {
		err = split_words(&words, fields);
		if (!err)
			err = check_words(&words, records, nrecords, why, size, hint);
	}
	if (!err)
		err = bts_out_init(&sink->cell, -1);
	if (!err)
		err = init_views(sink, records, nrecords, fields ? &words : NULL);
	free_words(&words);
	if (err)
		bts_sink_free(sink);
	if (err == -ENOMEM)
		snprintf(why, size, "no memory");
	return err;
}

/* The name of the type, where the list asks for it. */
static const struct bts_kind kind_type = { .name = "type", .width = 6 };
static const struct bts_field field_type = {
	.name = "type", .heading = "TYPE", .kind = &kind_type, .width = 6
};
/* What a type lacks: padded as a number, so that nothing is. */
static const struct bts_field field_none = { .name = "", .heading = "", .kind = &kind_type };

/* The first of the fields in @word (by |) that @record has; NULL. */
static const struct bts_field *alternative(const struct bts_record *record, const char *word)
{
	while (*word) {
		size_t n = strcspn(word, "|");
		char name[64];
		const struct bts_field *f;

		snprintf(name, sizeof(name), "%.*s", (int)n, word);
		f = strcmp(name, "type") ? bts_record_field(record, name) : &field_type;
		if (f)
			return f;
		word += n + (word[n] == '|');
	}
	return NULL;
}

/* One column, of all types alike; false where no type has the field. */
static bool merge_column(struct bts_sink *sink, const char *word)
{
	const char *is = strchr(word, '='), *from = is ? is + 1 : word;
	const struct bts_field *first = NULL, *f;
	const char *heading;
	size_t i;

	for (i = 0; i < sink->nviews && !first; i++)
		first = alternative(sink->views[i].record, from);
	if (!first)
		return false;
	heading = is ? strndup(word, is - word) : strdup(first->heading);
	for (i = 0; i < sink->nviews; i++) {
		struct bts_view *view = &sink->views[i];
		struct bts_column *column = &view->columns[view->ncolumns++];

		f = alternative(view->record, from);
		*column = (struct bts_column){
			.field = f ?: &field_none,
			.text = !f		   ? ""
				: f == &field_type ? view->record->name
						   : NULL,
			.heading = heading ?: "",
			.width = first->width,
			.right = first->kind->right,
			.below = stands_below(first),
			.own_heading = i ? NULL : (char *)heading,
		};
	}
	return true;
}

int bts_sink_init_merged(struct bts_sink *sink, struct bts_out *out,
			 const struct bts_record *const *records, size_t nrecords, const char *list,
			 char *why, size_t size, const char **hint)
{
	struct words words = { 0 };
	int err;

	*sink = (struct bts_sink){ .ops = &bts_sink_table, .out = out, .merged = true };
	*hint = NULL;
	err = split_words(&words, list);
	if (!err)
		err = bts_out_init(&sink->cell, -1);
	sink->views = calloc(nrecords + 1, sizeof(*sink->views));
	if (!sink->views)
		err = -ENOMEM;
	for (size_t i = 0; !err && i < nrecords; i++) {
		struct bts_view *view = &sink->views[sink->nviews++];

		view->record = records[i];
		tails_find(view);
		view->columns = calloc(words.n + 1, sizeof(*view->columns));
		if (!view->columns)
			err = -ENOMEM;
	}
	for (size_t i = 0; !err && i < words.n; i++) {
		if (merge_column(sink, words.word[i]))
			continue;
		snprintf(why, size, "no field \"%s\"", words.word[i]);
		*hint = nearest_field(records, nrecords, words.word[i]);
		err = -EINVAL;
	}
	free_words(&words);
	if (err)
		bts_sink_free(sink);
	if (err == -ENOMEM)
		snprintf(why, size, "no memory");
	return err;
}

void bts_sink_free(struct bts_sink *sink)
{
	size_t i;

	for (i = 0; i < sink->nviews; i++)
		free_view(&sink->views[i]);
	free(sink->views);
	bts_out_free(&sink->cell);
	*sink = (struct bts_sink){ 0 };
}

void bts_sink_begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	sink->ops->begin(sink, meta);
	bts_out_flush(sink->out);
}

bool bts_sink_shows(const struct bts_sink *sink, const char *field)
{
	for (size_t i = 0; i < sink->nviews; i++) {
		for (size_t j = 0; j < sink->views[i].ncolumns; j++) {
			const struct bts_field *f = sink->views[i].columns[j].field;

			if (!strcmp(f->name, field))
				return true;
		}
	}
	return false;
}

bool bts_sink_shows_kind(const struct bts_sink *sink, const struct bts_kind *kind)
{
	for (size_t i = 0; i < sink->nviews; i++) {
		for (size_t j = 0; j < sink->views[i].ncolumns; j++) {
			if (sink->views[i].columns[j].field->kind == kind)
				return true;
		}
	}
	return false;
}

static const struct bts_view *view_of(const struct bts_sink *sink, uint32_t type)
{
	size_t i;

	for (i = 0; i < sink->nviews; i++) {
		if (sink->views[i].record->type == type)
			return &sink->views[i];
	}
	return NULL;
}

bool bts_sink_record(struct bts_sink *sink, const struct bts_rec *rec)
{
	const struct bts_view *view;
	struct bts_head head;

	if (rec->len < sizeof(head))
		return false;
	memcpy(&head, rec->data, sizeof(head));
	view = view_of(sink, head.type);
	if (!view || !bts_record_valid_from(view->record, rec, view->tails_from, view->tails_to))
		return false;
	sink->ops->record(sink, view, rec);
	return true;
}

void bts_sink_block(struct bts_sink *sink, const struct bts_block *block)
{
	const struct bts_view *view = view_of(sink, block->record->type);
	struct bts_rec rec = { .len = block->record->size };
	size_t i;

	if (!view)
		return;
	if (sink->ops->block_begin)
		sink->ops->block_begin(sink, view, block);
	for (i = 0; i < block->count; i++) {
		rec.data = block->rows + i * rec.len;
		sink->ops->record(sink, view, &rec);
	}
	if (sink->ops->block_end)
		sink->ops->block_end(sink, view, block);
}

void bts_sink_end(struct bts_sink *sink, const struct bts_totals *totals)
{
	if (sink->ops->end)
		sink->ops->end(sink, totals);
}

int bts_sink_swap(struct bts_sink *sink, const struct bts_meta *meta, int (*swap)(void *arg),
		  void *arg)
{
	int err;

	if (sink->ops->pause)
		sink->ops->pause(sink);
	err = bts_out_flush(sink->out) ?: swap(arg);
	sink->last = NULL;
	bts_sink_begin(sink, meta);
	return err;
}
