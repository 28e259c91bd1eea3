/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* --color: lines that are done get colours, by what their parts look like. */
#ifndef SYSTRACE_COLOR_H
#define SYSTRACE_COLOR_H

#include <stdbool.h>
#include <stddef.h>
#include "bts/text.h"

/* Where the text that is next stands. */
enum color_place {
	COLOR_PREFIX,	 /* before the name of a call, or what is there instead */
	COLOR_ARGUMENTS, /* of a call or of a signal */
	COLOR_RESULT,
	COLOR_PLAIN, /* up to the end of the line */
};

struct color {
	enum color_place place;
	unsigned int depth; /* of parentheses */
};

/*
 * Takes the colours that @list, the form of strace's variable STRACE_COLORS, names: KEY=SGR:...;
 * NULL is none. What is not understood is left out, and the defaults stay.
 */
void color_set(const char *list);

/*
 * Writes @n bytes of lines, of which the last need not be whole: @color, zeroed at the beginning,
 * knows where it goes on. Nothing but colours is added, and nothing is left out.
 */
void color_write(struct color *color, struct bts_out *out, const char *text, size_t n);

#endif
