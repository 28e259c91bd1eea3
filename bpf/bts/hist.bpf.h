/* SPDX-License-Identifier: GPL-2.0-only */
/* Histograms: adding to one. What it is made of is in abi.h. */
#ifndef BTS_HIST_BPF_H
#define BTS_HIST_BPF_H

#include "bts/compat.bpf.h"

/*
 * Adds @value to the histogram, which lies in a map. Others may add at the same
 * time, on this processor too. No atomic operation has a result on Linux 5.10,
 * so two that set the maximum at once may leave the lesser one; whoever reads
 * it sees that by the buckets.
 */
static __always_inline void bts_hist_add(struct bts_hist *hist, __u64 value)
{
	__u32 bucket = bts_hist_bucket(value);

	/* The verifier wants to see the bound where it is used. */
	asm volatile("" : "+r"(bucket));
	if (bucket >= BTS_HIST_BUCKETS)
		return;
	__sync_fetch_and_add(&hist->n[bucket], 1);
	__sync_fetch_and_add(&hist->sum, value);
	if (value > hist->max)
		*(volatile __u64 *)&hist->max = value;
}

#endif
