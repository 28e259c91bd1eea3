// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The emitter that writes JSON: constants by their names, addresses and large numbers as strings. */
#include <string.h>
#include "bts/emit.h"

static void json_value(struct bts_emit *e)
{
	if (e->keyed)
		e->keyed = false;
	else if (e->filled[e->depth])
		bts_out_char(e->out, ',');
	e->filled[e->depth] = true;
}

/* What JavaScript's numbers hold exactly. */
#define EXACT (1LL << 53)

static void json_number(struct bts_emit *e, uint64_t value, enum bts_emit_base base)
{
	bool quoted = base == BTS_HEX || base == BTS_OCT;

	json_value(e);
	if (base == BTS_DEC)
		quoted |= (int64_t)value > EXACT || (int64_t)value < -EXACT;
	else
		quoted |= value > EXACT;
	if (quoted)
		bts_out_char(e->out, '"');
	if (base == BTS_DEC) {
		bts_out_s64(e->out, value);
	} else if (base == BTS_UDEC) {
		bts_out_u64(e->out, value);
	} else if (base == BTS_HEX) {
		bts_out_hex(e->out, value);
	} else {
		bts_out_char(e->out, '0');
		if (value)
			bts_out_oct(e->out, value);
	}
	if (quoted)
		bts_out_char(e->out, '"');
}

static void json_text(struct bts_emit *e, const char *text, size_t n)
{
	json_value(e);
	bts_out_json_string(e->out, text, n);
}

static void json_named(struct bts_emit *e, uint64_t value, const char *name,
		       enum bts_emit_base base)
{
	if (e->style.consts == BTS_CONST_RAW)
		json_number(e, value, base);
	else
		json_text(e, name, strlen(name));
}

/* Of a string that is cut, or is not UTF-8, more is to be said than its characters. */
static void json_string(struct bts_emit *e, const char *bytes, size_t n, unsigned int flags)
{
	bool cut = flags & BTS_STRING_CUT, odd;

	if (flags & BTS_STRING_NUL)
		n = strnlen(bytes, n);
	odd = !bts_utf8_valid(bytes, n);
	json_value(e);
	if (cut || odd)
		bts_out_text(e->out, "{\"text\":");
	bts_out_json_string(e->out, bytes, n);
	if (odd) {
		bts_out_text(e->out, ",\"text_b64\":\"");
		bts_out_base64(e->out, bytes, n);
		bts_out_char(e->out, '"');
	}
	if (cut)
		bts_out_text(e->out, ",\"cut\":true");
	if (cut || odd)
		bts_out_char(e->out, '}');
}

static void json_open(struct bts_emit *e, char bracket)
{
	if (bts_emit_too_deep(e))
		return;
	json_value(e);
	bts_out_char(e->out, bracket);
	e->depth++;
	e->filled[e->depth] = false;
	e->named[e->depth] = bracket == '{';
}

static void json_close(struct bts_emit *e, char bracket)
{
	bts_out_char(e->out, bracket);
	if (e->depth)
		e->depth--;
	e->keyed = false;
	e->filled[e->depth] = true;
}

static void json_key(struct bts_emit *e, const char *name)
{
	if (e->filled[e->depth])
		bts_out_char(e->out, ',');
	e->filled[e->depth] = true;
	e->keyed = true;
	bts_out_json_string(e->out, name, strlen(name));
	bts_out_char(e->out, ':');
}

static void json_more(struct bts_emit *e)
{
	if (e->named[e->depth]) {
		json_key(e, "more");
		json_value(e);
		bts_out_text(e->out, "true");
	} else {
		json_text(e, "...", 3);
	}
}

static void json_word(struct bts_emit *e, const char *text, size_t n)
{
	/* In the place of members: they are not known. */
	if (e->named[e->depth] && !e->keyed) {
		json_more(e);
		return;
	}
	if (n == 4 && !memcmp(text, "NULL", 4)) {
		json_value(e);
		bts_out_text(e->out, "null");
	} else {
		json_text(e, text, n);
	}
}

static void json_before(struct bts_emit *e)
{
	json_value(e);
	bts_out_text(e->out, "{\"before\":");
	e->keyed = true;
}

static void json_after(struct bts_emit *e)
{
	bts_out_text(e->out, ",\"after\":");
	e->keyed = true;
}

static void json_changed(struct bts_emit *e)
{
	bts_out_char(e->out, '}');
	e->keyed = false;
}

/* A comment says nothing that the value does not. */
static void json_comment(struct bts_emit *e, const char *text, size_t n)
{
	(void)e;
	(void)text;
	(void)n;
}

/* Nor do words around a value. */
static void json_wrap(struct bts_emit *e, const char *text)
{
	(void)e;
	(void)text;
}

const struct bts_emit_ops bts_emit_json = {
	.number = json_number,
	.named = json_named,
	.string = json_string,
	.word = json_word,
	.open = json_open,
	.close = json_close,
	.key = json_key,
	.more = json_more,
	.before = json_before,
	.after = json_after,
	.changed = json_changed,
	.comment = json_comment,
	.quiet_key = json_key,
	.wrap = json_wrap,
	.unwrap = json_wrap,
};
