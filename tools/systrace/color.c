// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <ctype.h>
#include <string.h>
#include "color.h"

enum part {
	PART_CALL,     /* the name of a system call */
	PART_NAME,     /* of an argument or a member */
	PART_VALUE,    /* a number, a string, what a descriptor leads to */
	PART_FUNCTION, /* makedev(): what is written like a call */
	PART_CONSTANT,
	PART_COMMENT,
	PART_POINT, /* punctuation */
	PART_RESULT,
	PART_ERROR,
	PARTS,
};

#define SGR_MAX 32

/* The keys and the colours are strace's. */
static struct {
	const char *key;
	char sgr[SGR_MAX];
} parts[PARTS] = {
	[PART_CALL] = { "syscall", "33" },   [PART_NAME] = { "argname", "39" },
	[PART_VALUE] = { "argval", "35" },   [PART_FUNCTION] = { "call", "34" },
	[PART_CONSTANT] = { "const", "34" }, [PART_COMMENT] = { "comment", "36" },
	[PART_POINT] = { "punct", "0" },     [PART_RESULT] = { "retval", "32" },
	[PART_ERROR] = { "error", "31" },
};

void color_set(const char *list)
{
	while (list && *list) {
		size_t n = strcspn(list, ":"), key = strcspn(list, "=:"), value = n - key - 1;

		for (size_t i = 0; key < n && i < PARTS; i++) {
			if (strncmp(parts[i].key, list, key) || parts[i].key[key])
				continue;
			/* Nothing but numbers goes to a terminal. */
			if (value < SGR_MAX && strspn(list + key + 1, "0123456789;") >= value) {
				memcpy(parts[i].sgr, list + key + 1, value);
				parts[i].sgr[value] = '\0';
			}
		}
		list += n + (list[n] == ':');
	}
}

static void part_write(struct bts_out *out, enum part part, const char *text, size_t n)
{
	const char *sgr = parts[part].sgr;
	bool plain = !*sgr || !strcmp(sgr, "0");

	if (!plain) {
		bts_out_text(out, "\033[");
		bts_out_text(out, sgr);
		bts_out_char(out, 'm');
	}
	bts_out_bytes(out, text, n);
	if (!plain)
		bts_out_text(out, "\033[0m");
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t word_len(const char *text, size_t n)
{
	size_t len = 0;

	while (len < n && is_word(text[len]))
		len++;
	return len;
}

static bool is_constant(const char *text, size_t n)
{
	bool letter = false;

	for (size_t i = 0; i < n; i++) {
		if (islower((unsigned char)text[i]))
			return false;
		letter |= isupper((unsigned char)text[i]);
	}
	return letter && !(n == 4 && !memcmp(text, "NULL", 4));
}

/* A string with its quotes. */
static size_t string_len(const char *text, size_t n)
{
	size_t len = 1;

	while (len < n && text[len] != '"')
		len += text[len] == '\\' ? 2 : 1;
	return len < n ? len + 1 : n;
}

static size_t comment_len(const char *text, size_t n)
{
	size_t len = 2;

	while (len < n && !(text[len - 1] == '*' && text[len] == '/' && len > 2))
		len++;
	return len < n ? len + 1 : n;
}

/* What a descriptor leads to, in angle brackets; arrows between addresses have one, too. */
static size_t target_len(const char *text, size_t n)
{
	size_t len = 1, depth = 1;

	for (; len < n && depth; len++) {
		if (text[len] == '<')
			depth++;
		else if (text[len] == '>' && text[len - 1] != '-')
			depth--;
	}
	return len;
}

static bool begins(const char *text, size_t n, const char *with)
{
	size_t len = strlen(with);

	return n >= len && !memcmp(text, with, len);
}

/* A word among arguments: what it is shows in what follows. */
static enum part word_part(const char *text, size_t n, size_t len)
{
	char next = len < n ? text[len] : '\0';

	if (isdigit((unsigned char)*text))
		return PART_VALUE;
	if (next == '=' && !begins(text + len, n - len, "=="))
		return PART_NAME;
	if (next == '(')
		return PART_FUNCTION;
	return is_constant(text, len) ? PART_CONSTANT : PART_VALUE;
}

/* One part of a call's arguments; how long it is. */
static size_t argument_write(struct color *c, struct bts_out *out, const char *text, size_t n,
			     bool after_value)
{
	enum part part = PART_POINT;
	size_t len = 1;

	if (*text == '"') {
		part = PART_VALUE;
		len = string_len(text, n);
	} else if (begins(text, n, "/*")) {
		part = PART_COMMENT;
		len = comment_len(text, n);
	} else if (begins(text, n, " <unfinished") || begins(text, n, " <detached")) {
		len = n;
	} else if (*text == '<' && after_value) {
		part = PART_VALUE;
		len = target_len(text, n);
	} else if (is_word(*text)) {
		len = word_len(text, n);
		part = word_part(text, n, len);
	} else if (*text == '-' && n > 1 && isdigit((unsigned char)text[1])) {
		part = PART_VALUE;
		len = 1 + word_len(text + 1, n - 1);
	} else if (*text == '(') {
		c->depth++;
	} else if (*text == ')' && c->depth && !--c->depth) {
		c->place = COLOR_RESULT;
	}
	part_write(out, part, text, len);
	return len;
}

/* The result, and behind it the error in all its words, or what else there is. */
static size_t result_write(struct color *c, struct bts_out *out, const char *text, size_t n)
{
	size_t len = 0;

	while (len < n && (text[len] == ' ' || text[len] == '='))
		len++;
	if (len) {
		part_write(out, PART_POINT, text, len);
		return len;
	}
	if (isupper((unsigned char)*text)) {
		const char *end = memchr(text, ')', n);

		c->place = COLOR_PLAIN;
		len = end ? (size_t)(end - text) + 1 : word_len(text, n);
		part_write(out, PART_ERROR, text, len);
		return len;
	}
	while (len < n && text[len] != ' ' && text[len] != '<' && text[len] != '(')
		len++;
	len += len ? 0 : *text == '<' ? target_len(text, n) : 1;
	part_write(out, PART_RESULT, text, len);
	return len;
}

/* What stands before the name of the call; what is there in its place decides how it goes on. */
static size_t prefix_write(struct color *c, struct bts_out *out, const char *text, size_t n)
{
	size_t from = 0, len;

	for (; from < n; from += len ? len : 1) {
		const char *rest = text + from;

		len = word_len(rest, n - from);
		if (begins(rest, n - from, "<... ")) {
			const char *end = memchr(rest, '>', n - from);

			c->place = COLOR_ARGUMENTS;
			c->depth = 1;
			from = end ? (size_t)(end - text) + 1 : n;
			break;
		}
		if (begins(rest, n - from, "--- ")) {
			c->place = COLOR_ARGUMENTS;
			break;
		}
		if (begins(rest, n - from, "+++ ") || (!from && begins(rest, n, " | ")) ||
		    (!from && begins(rest, n, "systrace: ")))
			break;
		if (!len || from + len >= n || rest[len] != '(' || !islower((unsigned char)*rest))
			continue;
		bts_out_bytes(out, text, from);
		part_write(out, PART_CALL, rest, len);
		part_write(out, PART_POINT, rest + len, 1);
		c->place = COLOR_ARGUMENTS;
		c->depth = 1;
		return from + len + 1;
	}
	if (c->place == COLOR_PREFIX) {
		c->place = COLOR_PLAIN;
		from = n;
	}
	bts_out_bytes(out, text, from);
	return from;
}

/* A part of a line, without its end. */
static void line_write(struct color *c, struct bts_out *out, const char *text, size_t n)
{
	for (size_t at = 0, len; at < n; at += len) {
		const char *rest = text + at;
		bool after_value = at && (is_word(rest[-1]) || rest[-1] == '>');

		len = n - at;
		switch (c->place) {
		case COLOR_PREFIX:
			len = prefix_write(c, out, rest, len);
			break;
		case COLOR_ARGUMENTS:
			len = argument_write(c, out, rest, len, after_value);
			break;
		case COLOR_RESULT:
			len = result_write(c, out, rest, len);
			break;
		case COLOR_PLAIN:
			bts_out_bytes(out, rest, len);
		}
	}
}

void color_write(struct color *color, struct bts_out *out, const char *text, size_t n)
{
	while (n) {
		const char *end = memchr(text, '\n', n);
		size_t len = end ? (size_t)(end - text) : n;

		line_write(color, out, text, len);
		if (end) {
			bts_out_char(out, '\n');
			*color = (struct color){};
			len++;
		}
		text += len;
		n -= len;
	}
}
