/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* -e read and -e write: all bytes that a call has read or written, below its line. */
#ifndef SYSTRACE_DUMP_H
#define SYSTRACE_DUMP_H

#include "bts/decode.h"
#include "bts/text.h"
#include "options.h"

/* Is any descriptor's data asked for? */
bool dump_given(const struct systrace_options *opt);

/* Any that a row's call may read or write? */
bool dump_possible(const struct systrace_options *opt, int row);

/* Shows what is asked for of a call; @tid is the thread that made it. */
void dump_show(struct bts_out *out, const struct systrace_options *opt, const struct bts_call *call,
	       uint32_t tid);

#endif
