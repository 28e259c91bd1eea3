/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <string.h>

#include "bts/hist.h"
#include "bts/sink.h"

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define RED   "\033[31m"
#define PLAIN "\033[0m"

/*
 * The line under construction is in sink->cell, which never flushes, so that
 * what has been written can still be moved to the right.
 */

/*
 * Text and padding of up to so many bytes are moved by as many, which is one
 * instruction and no call; there is room for that behind each cell.
 */
#define SHORT 16
#define ROOM  (2 * SHORT + 1)

static void align_long(struct bts_out *line, size_t from, size_t n, bool right)
{
	if (!right) {
		bts_out_spaces(line, n);
		return;
	}
	if (!bts_out_room(line, n))
		return;
	memmove(line->buf + from + n, line->buf + from, line->len - from);
	memset(line->buf + from, ' ', n);
	line->len += n;
}

/* Aligns the text from @from to the end of the line, which takes @columns: there is ROOM. */
static inline void align(struct bts_out *line, size_t from, size_t width, size_t columns,
			 bool right)
{
	size_t n = width - columns;
	char text[SHORT], *at;

	if (columns >= width)
		return;
	if (n > SHORT || (right && columns > SHORT)) {
		align_long(line, from, n, right);
		return;
	}
	at = line->buf + (right ? from : line->len);
	memcpy(text, at, SHORT);
	memset(at, ' ', SHORT);
	if (right)
		memcpy(at + n, text, SHORT);
	line->len += n;
}

static void finish_line(struct bts_sink *sink)
{
	struct bts_out *line = &sink->cell;

	while (line->len && line->buf[line->len - 1] == ' ')
		line->len--;
	bts_out_char(line, '\n');
	if (line->err)
		sink->out->err = sink->out->err ? sink->out->err : line->err;
	else
		bts_out_bytes(sink->out, line->buf, line->len);
	line->len = 0;
}

static void heading(struct bts_sink *sink, const struct bts_view *view)
{
	struct bts_out *line = &sink->cell;
	bool first = true;
	size_t i;

	for (i = 0; i < view->ncolumns; i++) {
		const struct bts_column *column = &view->columns[i];
		size_t from, columns = strlen(column->heading);

		if (column->below)
			continue;
		if (!first)
			bts_out_char(line, ' ');
		first = false;
		if (sink->color)
			bts_out_text(line, BOLD);
		from = line->len;
		bts_out_text(line, column->heading);
		if (!bts_out_room(line, ROOM))
			break;
		if (column->right)
			align(line, from, column->width, columns, true);
		if (sink->color)
			bts_out_text(line, PLAIN);
		if (!column->right && i + 1 < view->ncolumns && bts_out_room(line, ROOM))
			align(line, from, column->width, columns, false);
	}
	if (!first)
		finish_line(sink);
	sink->last = view;
}

static void table_begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	size_t i, j;

	(void)meta;
	for (i = 0; i < sink->nviews; i++) {
		struct bts_view *view = &sink->views[i];

		for (j = 0; j < view->ncolumns; j++) {
			struct bts_column *column = &view->columns[j];
			const struct bts_field *f = column->field;
			int least;

			/* What the BPF program asked for stands; what came from the kind changes. */
			if (sink->clock.wall && f->kind->wall_heading) {
				if (!strcmp(f->heading, f->kind->heading))
					column->heading = f->kind->wall_heading;
				if (f->width == f->kind->width)
					column->width = f->kind->wall_width;
			}
			least = bts_text_columns(column->heading, strlen(column->heading));
			if (column->width < least)
				column->width = least;
			column->quick = !column->text && bts_field_simple(f);
		}
	}
	/* A table of a summary has it where it stands. */
	if ((sink->nviews == 1 && !sink->views[0].record->map) || sink->merged)
		heading(sink, &sink->views[0]);
}

/* What is shown in the place of @f: a failure, if there is one. */
static const struct bts_field *shown_field(const struct bts_field *f, const struct bts_rec *rec)
{
	return f->instead && bts_field_known(f->instead, rec) && bts_field_u64(f->instead, rec)
		       ? f->instead
		       : f;
}

/* How a cell is coloured, or NULL. */
static const char *paint(const struct bts_field *f, const struct bts_rec *rec, bool failed)
{
	static const struct bts_kind *kind_errno;

	if (!kind_errno)
		kind_errno = bts_kind_find("bts_errno");
	if (failed)
		return RED;
	if (!bts_field_known(f, rec))
		return DIM;
	return f->kind == kind_errno && bts_field_u64(f, rec) ? RED : NULL;
}

/* The lines of @f below the row. Of a merged table not all types may have any. */
static void below(struct bts_sink *sink, const struct bts_field *f, const struct bts_rec *rec)
{
	if (f->kind->below)
		f->kind->below(sink->out, f, rec, &sink->clock);
	else if (f->kind->derived)
		bts_hist_draw(sink->out, (const void *)((const char *)rec->data + f->offset),
			      f->kind->amount, sink->utf8);
}

/*
 * The text of a cell as it may be: what was put in the place of the field, colour,
 * what is not known. Where it begins in the line, and its colour or NULL.
 */
static size_t cell(struct bts_sink *sink, const struct bts_column *column,
		   const struct bts_rec *rec, const char **color)
{
	const struct bts_field *f = column->field;
	struct bts_out *line = &sink->cell;
	size_t from;

	if (!column->text)
		f = shown_field(f, rec);
	*color = sink->color && !column->text ? paint(f, rec, f != column->field) : NULL;
	if (*color)
		bts_out_text(line, *color);
	from = line->len;
	if (column->text)
		bts_out_text(line, column->text);
	else
		bts_field_text(line, f, rec, &sink->clock);
	return from;
}

static void table_record(struct bts_sink *sink, const struct bts_view *view,
			 const struct bts_rec *rec)
{
	const struct bts_column *column = view->columns, *end = column + view->ncolumns;
	const struct bts_head *head = rec->data;
	struct bts_out *line = &sink->cell;
	bool any = false, has_below = false, quick;
	uint64_t unread;

	memcpy(&unread, &head->unread, sizeof(unread));
	quick = !unread && !sink->color;
	if (sink->last != view && !sink->merged)
		heading(sink, view);
	for (; column < end; column++) {
		const struct bts_field *f = column->field;
		const char *color = NULL;
		size_t from = line->len;

		if (column->below) {
			has_below = true;
			continue;
		}
		any = true;
		if (quick && column->quick && shown_field(f, rec) == f)
			f->kind->text(line, f, rec, &sink->clock);
		else
			from = cell(sink, column, rec, &color);
		/* After an error there may be less than there was. */
		if (!bts_out_room(line, ROOM))
			break;
		if (column->right) {
			/* Numbers, and what stands in for them, are ASCII. */
			align(line, from, column->width, line->len - from, true);
			if (color)
				bts_out_text(line, PLAIN);
		} else if (column + 1 < end) {
			size_t columns = bts_text_columns(line->buf + from, line->len - from);

			if (color)
				bts_out_text(line, PLAIN);
			if (bts_out_room(line, ROOM))
				align(line, from, column->width, columns, false);
		} else if (color) {
			bts_out_text(line, PLAIN);
		}
		/* Behind the last the line's end takes it away. */
		bts_out_char(line, ' ');
	}
	if (any)
		finish_line(sink);
	for (column = view->columns; has_below && column < end; column++) {
		if (column->below)
			below(sink, column->field, rec);
	}
}

static void table_block_begin(struct bts_sink *sink, const struct bts_view *view,
			      const struct bts_block *block)
{
	struct bts_out *out = sink->out;

	/* Blocks are apart from each other and from what the terminal shows for Ctrl-C. */
	bts_out_char(out, '\n');
	if (sink->color)
		bts_out_text(out, BOLD);
	bts_out_text(out, view->record->map->title);
	if (sink->color)
		bts_out_text(out, PLAIN);
	bts_out_text(out, " (in ");
	bts_out_duration(out, block->interval);
	bts_out_text(out, block->count ? ")\n" : "): none\n");
	sink->last = block->count ? NULL : view;
}

static void table_block_end(struct bts_sink *sink, const struct bts_view *view,
			    const struct bts_block *block)
{
	struct bts_out *out = sink->out;

	(void)view;
	if (!block->left_out)
		return;
	bts_out_text(out, "... and ");
	bts_out_u64(out, block->left_out);
	bts_out_text(out, block->left_out == 1 ? " more row\n" : " more rows\n");
}

const struct bts_sink_ops bts_sink_table = {
	.name = "table",
	.begin = table_begin,
	.record = table_record,
	.block_begin = table_block_begin,
	.block_end = table_block_end,
};
