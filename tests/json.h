/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Is a text JSON? No more than that is asked: what it says is for others. */
#ifndef TESTS_JSON_H
#define TESTS_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* No JSON of ours is deeper. */
#define JSON_DEPTH 64

struct json {
	const char *at, *end;
	unsigned int depth;
};

static inline bool json_takes(struct json *j, char c)
{
	if (j->at == j->end || *j->at != c)
		return false;
	j->at++;
	return true;
}

static inline bool json_word(struct json *j, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(j->end - j->at) < n || memcmp(j->at, word, n) != 0)
		return false;
	j->at += n;
	return true;
}

static inline size_t json_digits(struct json *j, const char *digits)
{
	size_t n = 0;

	while (j->at < j->end && *j->at && strchr(digits, *j->at)) {
		j->at++;
		n++;
	}
	return n;
}

static inline bool json_string(struct json *j)
{
	if (!json_takes(j, '"'))
		return false;
	while (j->at < j->end && *j->at != '"') {
		if ((unsigned char)*j->at < ' ')
			return false;
		if (*j->at++ != '\\')
			continue;
		if (json_takes(j, 'u')) {
			const char *from = j->at;

			if (json_digits(j, "0123456789abcdefABCDEF") < 4)
				return false;
			j->at = from + 4;
		} else if (j->at == j->end || !strchr("\"\\/bfnrt", *j->at++)) {
			return false;
		}
	}
	return json_takes(j, '"');
}

static inline bool json_number(struct json *j)
{
	static const char digits[] = "0123456789";
	const char *from;
	size_t n;

	json_takes(j, '-');
	from = j->at;
	n = json_digits(j, digits);
	if (!n || (n > 1 && *from == '0'))
		return false;
	if (json_takes(j, '.') && !json_digits(j, digits))
		return false;
	if (!json_takes(j, 'e') && !json_takes(j, 'E'))
		return true;
	if (!json_takes(j, '-'))
		json_takes(j, '+');
	return json_digits(j, digits);
}

static inline bool json_value(struct json *j);

static inline bool json_list(struct json *j, bool object)
{
	char end = object ? '}' : ']';

	if (++j->depth > JSON_DEPTH)
		return false;
	if (!json_takes(j, end)) {
		do {
			if (object && (!json_string(j) || !json_takes(j, ':')))
				return false;
			if (!json_value(j))
				return false;
		} while (json_takes(j, ','));
		if (!json_takes(j, end))
			return false;
	}
	j->depth--;
	return true;
}

static inline bool json_value(struct json *j)
{
	if (j->at == j->end)
		return false;
	switch (*j->at) {
	case '{':
	case '[':
		return json_list(j, *j->at++ == '{');
	case '"':
		return json_string(j);
	case 't':
		return json_word(j, "true");
	case 'f':
		return json_word(j, "false");
	case 'n':
		return json_word(j, "null");
	}
	return json_number(j);
}

/* One value, and nothing behind it. */
static inline bool json_valid(const char *text, size_t n)
{
	struct json j = { text, text + n, 0 };

	return json_value(&j) && j.at == j.end;
}

#endif
