/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* How systrace shows its records: a line for each. */
#ifndef SYSTRACE_LINES_H
#define SYSTRACE_LINES_H

#include "bts/decode.h"
#include "bts/sink.h"

struct systrace_style {
	struct bts_emit_style emit;
	int column; /* at which results are aligned */
};

/* The sink that shows records as lines in this style, which stays the caller's. */
const struct bts_sink_ops *systrace_lines(const struct systrace_style *style);

#endif
