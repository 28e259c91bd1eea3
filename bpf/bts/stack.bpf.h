/* SPDX-License-Identifier: GPL-2.0-only */
/* Stacks of the kernel: kept once each, so that records and keys hold no more than a number. */
#ifndef BTS_STACK_BPF_H
#define BTS_STACK_BPF_H

#include "bts/event.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1); /* BTS_STACKS_MAX where stacks are shown */
	__uint(key_size, sizeof(__u32));
	__uint(value_size, BTS_STACK_DEPTH * sizeof(__u64));
} bts_stacks SEC(".maps");

/*
 * The stack of the kernel as it is now, by the program's own context. A stack is
 * never replaced: the number holds until the run ends. Of two that fall into one
 * place, which their hash chooses, the second is -EEXIST, always; a kernel
 * thread that has none is -EFAULT. Costly: to be asked for where it is shown.
 */
static __always_inline bts_kstack bts_stack_id(void *ctx)
{
	return bpf_get_stackid(ctx, &bts_stacks, 0);
}

#endif
