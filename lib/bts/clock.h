/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Clocks as the kernel's programs read them, whatever time namespace we are in. */
#ifndef BTS_CLOCK_H
#define BTS_CLOCK_H

#include <stdint.h>

/*
 * What our time namespace adds to a clock ("monotonic", "boottime"), ns; 0 in
 * the initial one and before Linux 5.6.
 */
int64_t bts_clock_shift(const char *clock);

/* CLOCK_MONOTONIC as bpf_ktime_get_ns() gives it, ns. */
uint64_t bts_clock_now(void);

/* What is to be added to it for ns since the epoch. It changes when the clock is set. */
uint64_t bts_clock_epoch(void);

#endif
