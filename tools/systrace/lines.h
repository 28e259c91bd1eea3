/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* How systrace shows its records: a line for each. */
#ifndef SYSTRACE_LINES_H
#define SYSTRACE_LINES_H

#include "bts/decode.h"
#include "bts/sink.h"
#include "options.h"

/* The sink that shows records as the options say, which stay the caller's. */
const struct bts_sink_ops *systrace_lines(const struct systrace_options *options);

/* How the emitter is to show what the options say. */
void systrace_style(const struct systrace_options *options, struct bts_emit_style *style);

#endif
