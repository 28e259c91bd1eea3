// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What all emitters share, and the one that writes strace's notation. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "bts/emit.h"

void bts_emit_init(struct bts_emit *e, const struct bts_emit_ops *ops, struct bts_out *out,
		   const struct bts_emit_style *style)
{
	*e = (struct bts_emit){ .ops = ops, .out = out, .style = *style };
}

/* What is in brackets that are too deep: they are counted, and all else is left out. */
static void deep_number(struct bts_emit *e, uint64_t value, enum bts_emit_base base)
{
	(void)e;
	(void)value;
	(void)base;
}

static void deep_named(struct bts_emit *e, uint64_t value, const char *name,
		       enum bts_emit_base base)
{
	(void)name;
	deep_number(e, value, base);
}

static void deep_string(struct bts_emit *e, const char *bytes, size_t n, unsigned int flags)
{
	(void)e;
	(void)bytes;
	(void)n;
	(void)flags;
}

static void deep_words(struct bts_emit *e, const char *text, size_t n)
{
	deep_string(e, text, n, 0);
}

static void deep_text(struct bts_emit *e, const char *text)
{
	deep_string(e, text, 0, 0);
}

static void deep_mark(struct bts_emit *e)
{
	(void)e;
}

static void deep_open(struct bts_emit *e, char bracket)
{
	(void)bracket;
	e->depth++;
}

static void deep_close(struct bts_emit *e, char bracket)
{
	(void)bracket;
	if (--e->depth < BTS_EMIT_DEPTH)
		e->ops = e->shallow;
}

static const struct bts_emit_ops emit_deep = {
	.number = deep_number,
	.named = deep_named,
	.string = deep_string,
	.word = deep_words,
	.open = deep_open,
	.close = deep_close,
	.key = deep_text,
	.more = deep_mark,
	.before = deep_mark,
	.after = deep_mark,
	.changed = deep_mark,
	.comment = deep_words,
	.quiet_key = deep_text,
	.wrap = deep_text,
	.unwrap = deep_text,
};

bool bts_emit_too_deep(struct bts_emit *e)
{
	if (e->depth + 1 < BTS_EMIT_DEPTH)
		return false;
	e->ops->word(e, "...", 3);
	e->shallow = e->ops;
	e->ops = &emit_deep;
	e->depth++;
	return true;
}

void bts_emit_int(struct bts_emit *e, int64_t value)
{
	e->ops->number(e, value, BTS_DEC);
}

void bts_emit_uint(struct bts_emit *e, uint64_t value)
{
	e->ops->number(e, value, BTS_UDEC);
}

void bts_emit_hex(struct bts_emit *e, uint64_t value)
{
	e->ops->number(e, value, BTS_HEX);
}

void bts_emit_oct(struct bts_emit *e, uint64_t value)
{
	e->ops->number(e, value, BTS_OCT);
}

void bts_emit_addr(struct bts_emit *e, uint64_t addr)
{
	if (addr)
		e->ops->number(e, addr, BTS_HEX);
	else
		e->ops->word(e, "NULL", 4);
}

const char *bts_flag_name(const struct bts_flag_set *set, uint64_t value)
{
	for (size_t i = 0; i < set->count; i++) {
		if (set->flags[i].value == value)
			return set->flags[i].name;
	}
	return NULL;
}

/* What is said of a constant, or of bits, that have no name. */
static void unknown_comment(struct bts_emit *e, const char *unknown)
{
	if (unknown && e->style.consts != BTS_CONST_RAW)
		e->ops->comment(e, unknown, strlen(unknown));
}

void bts_emit_enum_base(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
			const char *unknown, enum bts_emit_base base)
{
	const char *name = bts_flag_name(set, value);

	if (name) {
		e->ops->named(e, value, name, base);
		return;
	}
	e->ops->number(e, value, base);
	unknown_comment(e, unknown);
}

void bts_emit_enum(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
		   const char *unknown)
{
	bts_emit_enum_base(e, value, set, unknown, BTS_HEX);
}

/* Puts @name behind the @len bytes of @text, after a |; not at all where there is no room. */
static size_t name_join(char *text, size_t size, size_t len, const char *name)
{
	size_t n = strlen(name);

	if (len + n + 2 > size)
		return len;
	if (len)
		text[len++] = '|';
	memcpy(text + len, name, n + 1);
	return len + n;
}

static size_t rest_join(char *text, size_t size, size_t len, uint64_t rest)
{
	char number[24];

	if (!rest)
		return len;
	snprintf(number, sizeof(number), "0x%llx", (unsigned long long)rest);
	return name_join(text, size, len, number);
}

/* The names of the bits that the set knows, which are taken out of @value. */
static size_t flags_join(char *text, size_t size, size_t len, uint64_t *value,
			 const struct bts_flag_set *set)
{
	for (size_t i = 0; i < set->count && *value; i++) {
		uint64_t bits = set->flags[i].value;

		if (bits && (*value & bits) == bits) {
			len = name_join(text, size, len, set->flags[i].name);
			*value &= ~bits;
		}
	}
	return len;
}

void bts_emit_flags(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
		    const char *unknown)
{
	uint64_t rest = value;
	char text[1024];
	size_t len;

	if (!value) {
		bts_emit_enum(e, 0, set, NULL);
		return;
	}
	len = flags_join(text, sizeof(text), 0, &rest, set);
	if (len) {
		rest_join(text, sizeof(text), len, rest);
		e->ops->named(e, value, text, BTS_HEX);
		return;
	}
	e->ops->number(e, value, BTS_HEX);
	unknown_comment(e, unknown);
}

void bts_flags_text(char *text, size_t size, uint64_t value, const struct bts_flag_set *set,
		    const char *unknown)
{
	uint64_t rest = value;
	size_t len = flags_join(text, size, 0, &rest, set);

	if (!value)
		snprintf(text, size, "%s", bts_flag_name(set, 0) ?: "0");
	else if (len || !unknown)
		rest_join(text, size, len, rest);
	else
		snprintf(text, size, "0x%llx /* %s */", (unsigned long long)value, unknown);
}

void bts_emit_enum_flags(struct bts_emit *e, uint64_t value, const struct bts_flag_set *base,
			 uint64_t mask, const char *unknown, const struct bts_flag_set *set)
{
	const char *name = bts_flag_name(base, value & mask);
	uint64_t rest = value & ~mask;
	char text[1024];
	size_t len;

	if (name)
		len = name_join(text, sizeof(text), 0, name);
	else
		len = snprintf(text, sizeof(text), "0x%llx /* %s */",
			       (unsigned long long)(value & mask), unknown);
	len = flags_join(text, sizeof(text), len, &rest, set);
	rest_join(text, sizeof(text), len, rest);
	e->ops->named(e, value, text, BTS_HEX);
}

/* No error has a higher number; include/linux/err.h. */
#define ERRORS_MAX 4095

void bts_emit_error(struct bts_emit *e, int64_t error, enum bts_emit_base base)
{
	const char *name = NULL;
	char text[32];

	if (error && error <= ERRORS_MAX && error >= -ERRORS_MAX)
		name = strerrorname_np(error < 0 ? -error : error);
	if (!name) {
		e->ops->number(e, error, base);
		return;
	}
	snprintf(text, sizeof(text), "%s%s", error < 0 ? "-" : "", name);
	e->ops->named(e, error, text, base);
}

void bts_emit_string(struct bts_emit *e, const void *bytes, size_t n, unsigned int flags)
{
	e->ops->string(e, bytes, n, flags);
}

void bts_emit_word(struct bts_emit *e, const char *text)
{
	e->ops->word(e, text, strlen(text));
}

static void format_emit(struct bts_emit *e, const char *format, va_list ap,
			void (*to)(struct bts_emit *e, const char *text, size_t n))
{
	char text[256];
	int n = vsnprintf(text, sizeof(text), format, ap);

	if (n > 0)
		to(e, text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

void bts_emit_wordf(struct bts_emit *e, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	format_emit(e, format, ap, e->ops->word);
	va_end(ap);
}

void bts_emit_commentf(struct bts_emit *e, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	format_emit(e, format, ap, e->ops->comment);
	va_end(ap);
}

void bts_emit_struct(struct bts_emit *e)
{
	e->ops->open(e, '{');
}

void bts_emit_struct_end(struct bts_emit *e)
{
	e->ops->close(e, '}');
}

void bts_emit_array(struct bts_emit *e)
{
	e->ops->open(e, '[');
}

void bts_emit_array_end(struct bts_emit *e)
{
	e->ops->close(e, ']');
}

void bts_emit_key(struct bts_emit *e, const char *name)
{
	e->ops->key(e, name);
}

void bts_emit_quiet_key(struct bts_emit *e, const char *name)
{
	e->ops->quiet_key(e, name);
}

void bts_emit_wrap(struct bts_emit *e, const char *text)
{
	e->ops->wrap(e, text);
}

void bts_emit_unwrap(struct bts_emit *e, const char *text)
{
	e->ops->unwrap(e, text);
}

void bts_emit_more(struct bts_emit *e)
{
	e->ops->more(e);
}

void bts_emit_before(struct bts_emit *e)
{
	e->ops->before(e);
}

void bts_emit_after(struct bts_emit *e)
{
	e->ops->after(e);
}

void bts_emit_changed(struct bts_emit *e)
{
	e->ops->changed(e);
}

void bts_emit_change(struct bts_emit *e, uint64_t before, uint64_t after, enum bts_emit_base base)
{
	if (before == after) {
		e->ops->number(e, after, base);
		return;
	}
	bts_emit_before(e);
	e->ops->number(e, before, base);
	bts_emit_after(e);
	e->ops->number(e, after, base);
	bts_emit_changed(e);
}

/* A value follows: what has to stand before it. */
static void text_value(struct bts_emit *e)
{
	if (e->keyed)
		e->keyed = false;
	else if (e->filled[e->depth])
		bts_out_bytes(e->out, ", ", 2);
	e->filled[e->depth] = true;
}

static void number_write(struct bts_out *out, uint64_t value, enum bts_emit_base base)
{
	switch (base) {
	case BTS_DEC:
		bts_out_s64(out, value);
		break;
	case BTS_UDEC:
		bts_out_u64(out, value);
		break;
	case BTS_HEX:
		if (value)
			bts_out_hex(out, value);
		else
			bts_out_char(out, '0');
		break;
	case BTS_OCT:
		bts_out_bytes(out, "00", value > 7 ? 1 : 2);
		bts_out_oct(out, value);
		break;
	}
}

static void text_number(struct bts_emit *e, uint64_t value, enum bts_emit_base base)
{
	text_value(e);
	number_write(e->out, value, base);
}

static void text_named(struct bts_emit *e, uint64_t value, const char *name,
		       enum bts_emit_base base)
{
	text_value(e);
	if (e->style.consts != BTS_CONST_ABBREV)
		number_write(e->out, value, base);
	if (e->style.consts == BTS_CONST_VERBOSE)
		bts_out_bytes(e->out, " /* ", 4);
	if (e->style.consts != BTS_CONST_RAW)
		bts_out_text(e->out, name);
	if (e->style.consts == BTS_CONST_VERBOSE)
		bts_out_bytes(e->out, " */", 3);
}

/* Characters that stand for themselves; the others have escapes. */
static bool is_plain(unsigned char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

static void hex_char(struct bts_out *out, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";
	char text[4] = { '\\', 'x', digits[c >> 4], digits[c & 15] };

	bts_out_bytes(out, text, 4);
}

static void escaped(struct bts_out *out, unsigned char c, bool digit_next, bool hex)
{
	static const char letters[] = "\"\"\\\\\ff\nn\rr\tt\vv";

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2) {
		if ((unsigned char)letters[i] == c) {
			char text[2] = { '\\', letters[i + 1] };

			bts_out_bytes(out, text, 2);
			return;
		}
	}
	if (hex) {
		hex_char(out, c);
		return;
	}
	bts_out_char(out, '\\');
	if (digit_next) {
		bts_out_char(out, '0' + (c >> 6));
		bts_out_char(out, '0' + ((c >> 3) & 7));
		bts_out_char(out, '0' + (c & 7));
	} else {
		bts_out_oct(out, c);
	}
}

/* Does the style want all of the string in hexadecimal? */
static bool hex_wanted(const struct bts_emit *e, const unsigned char *s, size_t n,
		       unsigned int flags)
{
	if (flags & BTS_STRING_HEX || e->style.strings == BTS_STRINGS_HEX)
		return true;
	if (e->style.strings != BTS_STRINGS_HEX_NON_ASCII)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] >= 0x7f || (s[i] < ' ' && !(s[i] >= '\t' && s[i] <= '\r')))
			return true;
	}
	return false;
}

static void text_string(struct bts_emit *e, const char *bytes, size_t n, unsigned int flags)
{
	const unsigned char *s = (const unsigned char *)bytes;
	bool hex, angles = flags & BTS_STRING_ANGLES;

	text_value(e);
	if (flags & BTS_STRING_NUL)
		n = strnlen(bytes, n);
	if (flags & BTS_STRING_AT && n) {
		bts_out_char(e->out, '@');
		s++;
		n--;
	}
	hex = hex_wanted(e, s, n, flags);
	if (!(flags & BTS_STRING_BARE))
		bts_out_char(e->out, '"');
	for (size_t i = 0; i < n; i++) {
		size_t from = i;

		if (hex) {
			hex_char(e->out, s[i]);
			continue;
		}
		while (i < n && is_plain(s[i]) && !(angles && (s[i] == '<' || s[i] == '>')))
			i++;
		bts_out_bytes(e->out, s + from, i - from);
		if (i < n)
			escaped(e->out, s[i], i + 1 < n && s[i + 1] >= '0' && s[i + 1] <= '7',
				e->style.strings == BTS_STRINGS_HEX_CHARS);
	}
	if (!(flags & BTS_STRING_BARE))
		bts_out_char(e->out, '"');
	if (flags & BTS_STRING_CUT)
		bts_out_bytes(e->out, "...", 3);
}

static void text_word(struct bts_emit *e, const char *text, size_t n)
{
	text_value(e);
	bts_out_bytes(e->out, text, n);
}

static void text_open(struct bts_emit *e, char bracket)
{
	if (bts_emit_too_deep(e))
		return;
	text_value(e);
	bts_out_char(e->out, bracket);
	e->depth++;
	e->filled[e->depth] = false;
}

static void text_close(struct bts_emit *e, char bracket)
{
	bts_out_char(e->out, bracket);
	if (e->depth)
		e->depth--;
	e->keyed = false;
	e->filled[e->depth] = true;
}

static void text_quiet_key(struct bts_emit *e, const char *name)
{
	(void)name;
	if (e->filled[e->depth])
		bts_out_bytes(e->out, ", ", 2);
	e->filled[e->depth] = true;
	e->keyed = true;
}

/* Arguments have no names there. */
static void text_key(struct bts_emit *e, const char *name)
{
	text_quiet_key(e, name);
	if (e->depth || e->style.names) {
		bts_out_text(e->out, name);
		bts_out_char(e->out, '=');
	}
}

static void text_more(struct bts_emit *e)
{
	text_word(e, "...", 3);
}

static void text_before(struct bts_emit *e)
{
	(void)e;
}

static void text_after(struct bts_emit *e)
{
	bts_out_bytes(e->out, " => ", 4);
	e->keyed = true;
}

static void text_changed(struct bts_emit *e)
{
	e->keyed = false;
}

static void text_comment(struct bts_emit *e, const char *text, size_t n)
{
	bts_out_bytes(e->out, " /* ", 4);
	bts_out_bytes(e->out, text, n);
	bts_out_bytes(e->out, " */", 3);
}

static void text_wrap(struct bts_emit *e, const char *text)
{
	text_value(e);
	bts_out_text(e->out, text);
	e->keyed = true;
}

static void text_unwrap(struct bts_emit *e, const char *text)
{
	bts_out_text(e->out, text);
}

const struct bts_emit_ops bts_emit_text = {
	.number = text_number,
	.named = text_named,
	.string = text_string,
	.word = text_word,
	.open = text_open,
	.close = text_close,
	.key = text_key,
	.more = text_more,
	.before = text_before,
	.after = text_after,
	.changed = text_changed,
	.comment = text_comment,
	.quiet_key = text_quiet_key,
	.wrap = text_wrap,
	.unwrap = text_unwrap,
};
