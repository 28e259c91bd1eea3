/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* -c and -C: how often calls were made, how often they failed, how long they took. */
#ifndef SYSTRACE_SUMMARY_H
#define SYSTRACE_SUMMARY_H

#include <linux/types.h>
#include "bts/abi.h"
#include "bts/text.h"
#include "options.h"

/* -c: are calls to be counted one by one, since the kernel does not know which of them? */
bool summary_of_records(const struct systrace_options *options);

/* Counts one call, which took @wall ns, of which the thread was on a processor for @cpu. */
void summary_add(bts_syscall call, bool failed, uint64_t wall, uint64_t cpu);

/* Counts what was added up in the kernel. */
void summary_add_many(bts_syscall call, uint64_t calls, uint64_t errors,
		      const struct bts_hist *wall, const struct bts_hist *cpu);

/* Writes the table in strace's form, and begins anew. */
void summary_show(struct bts_out *out, const struct systrace_options *options);

#endif
