/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <string.h>

#include "bts/sink.h"

static void csv_begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	const struct bts_view *view = &sink->views[0];
	size_t i;

	(void)meta;
	if (!sink->nviews)
		return;
	for (i = 0; i < view->ncolumns; i++) {
		const char *name = view->columns[i].field->name;

		if (i)
			bts_out_char(sink->out, ',');
		bts_out_csv(sink->out, name, strlen(name));
	}
	bts_out_char(sink->out, '\n');
}

static void csv_record(struct bts_sink *sink, const struct bts_view *view,
		       const struct bts_rec *rec)
{
	struct bts_out *cell = &sink->cell;
	size_t i;

	for (i = 0; i < view->ncolumns; i++) {
		cell->len = 0;
		bts_field_csv(cell, view->columns[i].field, rec, &sink->clock);
		if (i)
			bts_out_char(sink->out, ',');
		bts_out_csv(sink->out, cell->buf, cell->len);
	}
	if (cell->err && !sink->out->err)
		sink->out->err = cell->err;
	bts_out_char(sink->out, '\n');
}

const struct bts_sink_ops bts_sink_csv = {
	.name = "CSV",
	.all_fields = true,
	.one_type = true,
	.begin = csv_begin,
	.record = csv_record,
};
