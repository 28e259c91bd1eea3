/* SPDX-License-Identifier: GPL-2.0-only */
/* System calls: the chosen ones, told from all others at the cheapest. */
#ifndef BTS_SYSCALL_BPF_H
#define BTS_SYSCALL_BPF_H

#include "bts/span.bpf.h"

/*
 * BTS_SYSCALLS(hook, "name,name"): the calls that @hook's alternatives serve.
 * For each personality the library stores, at the call's number, its place in
 * the list (from 1); kprobes and fentry programs of the hook that name no
 * function are attached to those of these calls.
 */
#define BTS_SYSCALLS(hook, names)                                                          \
	const volatile __u16 bts_syscalls_##hook[BTS_ABI_KINDS][BTS_SYSCALLS_MAX] BTS_TAG( \
		"syscalls=" names) = {}

/* The place in the list of the call in which the current task is; 0 if it is not of @set. */
static __always_inline __u32 bts_syscall_which(const volatile __u16 set[][BTS_SYSCALLS_MAX],
					       long nr, bts_syscall *call)
{
	__u32 n = nr & (BTS_SYSCALLS_MAX - 1);
	enum bts_abi_kind kind;

	/* A number is the program's to choose: one that no call has is not that of its low bits. */
	if (((__u32)nr & ~BTS_X32_BIT) != n)
		return 0;
	/* Most calls are of no interest in any personality, and to ask for it costs a read. */
	if (!(set[BTS_ABI_KIND_NATIVE][n] | set[BTS_ABI_KIND_COMPAT][n] | set[BTS_ABI_KIND_X32][n]))
		return 0;
	kind = bts_syscall_kind(nr);
	if (!set[kind][n])
		return 0;
	*call = BTS_SYSCALL_OF(kind, n);
	return set[kind][n];
}

/*
 * The ways to the beginning and the end of a chosen call, best first. @enter
 * and @leave are inline functions (struct pt_regs *regs, long nr) and
 * (struct pt_regs *regs, long ret), which returns 0.
 *
 * fentry and kprobes sit on the calls' own functions, so that no other call
 * pays; the tracepoints pass by at every call of the machine. A kretprobe
 * would miss calls that sleep (its pool is small), so kprobes leave the end to
 * the raw tracepoint.
 */
#define BTS_SYSCALL_HOOKS(hook, enter, leave)                            \
	SEC("fentry")                                                    \
	BTS_ALT(hook)                                                    \
	int BPF_PROG(hook##_enter_fentry, struct pt_regs *regs)          \
	{                                                                \
		return enter(regs, bts_syscall_nr(regs));                \
	}                                                                \
	SEC("fexit")                                                     \
	BTS_ALT(hook)                                                    \
	int BPF_PROG(hook##_leave_fexit, struct pt_regs *regs, long ret) \
	{                                                                \
		return leave(regs, ret);                                 \
	}                                                                \
	SEC("tp_btf/sys_enter")                                          \
	BTS_ALT(hook)                                                    \
	int BPF_PROG(hook##_enter_btf, struct pt_regs *regs, long nr)    \
	{                                                                \
		return enter(regs, nr);                                  \
	}                                                                \
	SEC("tp_btf/sys_exit")                                           \
	BTS_ALT(hook)                                                    \
	int BPF_PROG(hook##_leave_btf, struct pt_regs *regs, long ret)   \
	{                                                                \
		return leave(regs, ret);                                 \
	}                                                                \
	SEC("raw_tp/sys_enter")                                          \
	BTS_ALT(hook)                                                    \
	int BPF_PROG(hook##_enter_raw, struct pt_regs *regs, long nr)    \
	{                                                                \
		return enter(regs, nr);                                  \
	}                                                                \
	SEC("raw_tp/sys_exit")                                           \
	BTS_ALT(hook)                                                    \
	BTS_ALT_AS(hook, kprobe)                                         \
	int BPF_PROG(hook##_leave_raw, struct pt_regs *regs, long ret)   \
	{                                                                \
		return leave(regs, ret);                                 \
	}                                                                \
	SEC("kprobe")                                                    \
	BTS_ALT(hook)                                                    \
	int BPF_KPROBE(hook##_enter_kprobe, struct pt_regs *regs)        \
	{                                                                \
		return enter(regs, bts_syscall_nr(regs));                \
	}

#endif
