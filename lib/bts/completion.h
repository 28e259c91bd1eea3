/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Completion for shells, made of the same rows that the parser and the help are made of. */
#ifndef BTS_COMPLETION_H
#define BTS_COMPLETION_H

#include "bts/tool.h"

/* Words that the program takes in a tool's place, with what they do; ends with NULL. */
struct bts_word {
	const char *name, *summary;
};

/*
 * Prints on stdout what @shell (bash, zsh or fish) completes the program @suite
 * and the stand-alone programs of @tools by. 0, or -EINVAL: no such shell.
 */
int bts_completion_print(const char *shell, const char *suite, const struct bts_tool *const *tools,
			 const struct bts_word *words);

#endif
