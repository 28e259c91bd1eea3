/* SPDX-License-Identifier: GPL-2.0-only */
/* The one header that a tool's BPF program needs. */
#ifndef BTS_TOOL_BPF_H
#define BTS_TOOL_BPF_H

#include "bts/kernel.bpf.h"
#include <linux/bpf.h>
#include "bts/compat.bpf.h"
#include "bts/event.bpf.h"
#include "bts/cgroup.bpf.h"
#include "bts/task.bpf.h"
#include "bts/filter.bpf.h"
#include "bts/span.bpf.h"
#include "bts/summary.bpf.h"
#include "bts/syscall.bpf.h"

char LICENSE[] SEC("license")
= "GPL";

#endif
