/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Calls on certain files: -P and -e trace-fds, by strace's rules of where a call names one. */
#ifndef SYSTRACE_MATCH_H
#define SYSTRACE_MATCH_H

#include "bts/decode.h"
#include "options.h"

/*
 * Takes what the options ask for, which stay the caller's; says which paths stand for others, as
 * the options want it. 0 or -ENOMEM.
 */
int match_init(const struct systrace_options *options);

void match_free(void);

/* Is it asked for at all? */
bool match_given(void);

/* Could a row's call be one? */
bool match_possible(int row);

/* Adds to a row's list of operations, for words of @word bytes, what match_call() has to know. */
void match_capture(int row, unsigned int word, struct bts_cap_call *call);

/* Is a call, with what its entry told, one of those that are asked for? */
bool match_call(const struct bts_call *call);

#endif
