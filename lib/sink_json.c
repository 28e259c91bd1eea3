/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "bts/sink.h"

static void string(struct bts_out *out, const char *text)
{
	if (text)
		bts_out_json_string(out, text, strlen(text));
	else
		bts_out_text(out, "null");
}

/* @member is written as it stands: the comma, the name and the colon. */
static void member_string(struct bts_out *out, const char *member, const char *text)
{
	bts_out_text(out, member);
	string(out, text);
}

static void member_u64(struct bts_out *out, const char *member, uint64_t value)
{
	bts_out_text(out, member);
	bts_out_u64(out, value);
}

static const char *read_boot_id(char *to, int size)
{
	FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
	char *got;

	if (!file)
		return NULL;
	got = fgets(to, size, file);
	fclose(file);
	if (got)
		to[strcspn(to, "\n")] = '\0';
	return got;
}

static void write_clock(struct bts_out *out, const struct bts_clock *clock)
{
	bts_out_text(out, ",\"clock\":{\"source\":\"CLOCK_MONOTONIC\",\"epoch_ns\":\"");
	bts_out_u64(out, clock->epoch);
	bts_out_text(out, "\",\"start_ns\":\"");
	bts_out_u64(out, clock->start);
	bts_out_text(out, "\",\"start\":\"");
	bts_out_rfc3339(out, clock->epoch + clock->start);
	bts_out_text(out, "\"}");
}

static void write_schema(struct bts_sink *sink, const struct bts_view *view,
			 const struct bts_meta *meta, const char *host, const char *boot_id)
{
	struct bts_out *out = sink->out;
	size_t i;

	member_string(out, "{\"type\":\"schema\",\"record\":", view->record->name);
	if (view->record->map)
		bts_out_text(out, ",\"table\":true");
	member_string(out, ",\"tool\":", meta->tool);
	member_string(out, ",\"version\":", meta->version);
	member_string(out, ",\"host\":", host);
	member_string(out, ",\"boot_id\":", boot_id);
	write_clock(out, &sink->clock);
	bts_out_text(out, ",\"fields\":[");
	for (i = 0; i < view->ncolumns; i++) {
		const struct bts_field *f = view->columns[i].field;

		if (i)
			bts_out_char(out, ',');
		member_string(out, "{\"name\":", f->name);
		member_string(out, ",\"kind\":", f->kind->name);
		if (f->kind->unit)
			member_string(out, ",\"unit\":", f->kind->unit);
		bts_out_char(out, '}');
	}
	bts_out_text(out, "]}\n");
}

static void json_begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	const char *host = meta->host, *boot_id = meta->boot_id;
	struct utsname names;
	char boot[64];
	size_t i;

	if (!host && !uname(&names))
		host = names.nodename;
	if (!boot_id)
		boot_id = read_boot_id(boot, sizeof(boot));
	for (i = 0; i < sink->nviews; i++)
		write_schema(sink, &sink->views[i], meta, host, boot_id);
}

/* The members that stand beside a value which is not the whole truth. */
static void write_beside(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
			 const struct bts_clock *clock)
{
	int error;

	if (!bts_field_known(f, rec)) {
		error = bts_field_error(f, rec);
		if (!error)
			return;
		bts_out_text(out, ",\"");
		bts_out_text(out, f->name);
		bts_out_text(out, "_error\":\"");
		if (bts_errno_name(error))
			bts_out_text(out, bts_errno_name(error));
		else
			bts_out_u64(out, error);
		bts_out_char(out, '"');
	} else if (f->kind->inexact && (f->count <= 1 || f->kind->whole) &&
		   f->kind->inexact(f, rec, clock)) {
		bts_out_text(out, ",\"");
		bts_out_text(out, f->name);
		bts_out_text(out, "_b64\":");
		f->kind->b64(out, f, rec, clock);
	}
}

void bts_json_members(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	struct bts_out *out = sink->out;
	size_t i;

	bts_out_bytes(out, view->prefix, view->prefix_len);
	for (i = 0; i < view->ncolumns; i++) {
		const struct bts_column *column = &view->columns[i];

		bts_out_bytes(out, column->key, column->key_len);
		bts_field_json(out, column->field, rec, &sink->clock);
		write_beside(out, column->field, rec, &sink->clock);
	}
}

static void json_record(struct bts_sink *sink, const struct bts_view *view,
			const struct bts_rec *rec)
{
	bts_json_members(sink, view, rec);
	bts_out_bytes(sink->out, "}\n", 2);
}

static void json_end(struct bts_sink *sink, const struct bts_totals *totals)
{
	struct bts_out *out = sink->out;
	size_t i;

	bts_out_text(out, "{\"type\":\"end\"");
	member_u64(out, ",\"seen\":", totals->seen);
	member_u64(out, ",\"filtered\":", totals->filtered);
	member_u64(out, ",\"sent\":", totals->sent);
	member_u64(out, ",\"summed\":", totals->summed);
	member_u64(out, ",\"open\":", totals->open);
	bts_out_text(out, ",\"lost\":{");
	for (i = 0; i < totals->ncauses; i++) {
		if (i)
			bts_out_char(out, ',');
		string(out, totals->cause[i]);
		bts_out_char(out, ':');
		bts_out_u64(out, totals->lost[i]);
	}
	bts_out_char(out, '}');
	member_u64(out, ",\"unfollowed\":", totals->unfollowed);
	member_u64(out, ",\"unseen\":", totals->unseen);
	member_u64(out, ",\"unmatched\":", totals->unmatched);
	if (totals->skipped_known)
		member_u64(out, ",\"skipped\":", totals->skipped);
	else
		bts_out_text(out, ",\"skipped\":null");
	member_u64(out, ",\"shown\":", totals->shown);
	member_u64(out, ",\"discarded\":", totals->discarded);
	bts_out_text(out, "}\n");
}

static void json_pause(struct bts_sink *sink)
{
	bts_out_text(sink->out, "{\"type\":\"end\",\"continued\":true}\n");
}

const struct bts_sink_ops bts_sink_json = {
	.name = "JSON",
	.all_fields = true,
	.begin = json_begin,
	.record = json_record,
	.end = json_end,
	.pause = json_pause,
};
