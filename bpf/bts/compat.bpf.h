/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between kernels and architectures: one function for each difference. */
#ifndef BTS_COMPAT_BPF_H
#define BTS_COMPAT_BPF_H

#include "bts/kernel.bpf.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>
#include "bts/abi.h"

#define BTS_EEXIST 17
#define BTS_ENOSPC 28

/* MAX_PID_NS_LEVEL of include/linux/pid_namespace.h, and the initial namespace. */
#define BTS_PIDNS_LEVELS 33
/* Since Linux 3.8 (98f842e675f9): the initial namespaces have fixed inode numbers. */
#define BTS_PIDNS_INITIAL 0xEFFFFFFCU

static __always_inline struct task_struct *bts_current(void)
{
	return (struct task_struct *)bpf_get_current_task();
}

/* Reads through kernel pointers: bts_read(task, group_leader, start_boottime). */
#define bts_read(...) BPF_CORE_READ(__VA_ARGS__)

/* @pid as the tracer's pid namespace numbers it; 0 where that namespace does not see it. */
static __always_inline bts_pid bts_pid_number(struct pid *pid, __u32 namespace)
{
	void *upid = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	__u32 level = bts_read(pid, level);

	for (__u32 i = 0; i < BTS_PIDNS_LEVELS && i <= level; i++) {
		struct upid *here = upid + i * bpf_core_type_size(struct upid);

		if (bts_read(here, ns, ns.inum) == namespace)
			return bts_read(here, nr);
	}
	return 0;
}

/*
 * The registers of a system call, as the entry code saved them. All of x86's
 * and arm64's calls take them by pointer since Linux 4.17 (fa697140f9a2) and
 * 4.19 (4378a7d4be30); the kernels that we support have no other convention.
 */
#if defined(__TARGET_ARCH_x86)

#define BTS_TS_COMPAT 0x0002	  /* arch/x86/include/asm/thread_info.h */
#define BTS_X32_BIT   0x40000000U /* arch/x86/include/uapi/asm/unistd.h */

static __always_inline long bts_syscall_nr(struct pt_regs *regs)
{
	return bts_read(regs, orig_ax);
}

static __always_inline enum bts_abi_kind bts_syscall_kind(long nr)
{
	if (bts_read(bts_current(), thread_info.status) & BTS_TS_COMPAT)
		return BTS_ABI_KIND_COMPAT;
	return nr & BTS_X32_BIT ? BTS_ABI_KIND_X32 : BTS_ABI_KIND_NATIVE;
}

/* The first argument, narrowed to 32 bits for a 32-bit task. */
static __always_inline __u64 bts_syscall_arg1(struct pt_regs *regs, bts_syscall call)
{
	if (BTS_SYSCALL_ABI(call) == BTS_ABI_KIND_COMPAT)
		return (__u32)bts_read(regs, bx);
	return bts_read(regs, di);
}

#elif defined(__TARGET_ARCH_arm64)

#define BTS_TIF_32BIT (1UL << 22) /* arch/arm64/include/asm/thread_info.h */
#define BTS_X32_BIT   0U

static __always_inline long bts_syscall_nr(struct pt_regs *regs)
{
	return bts_read(regs, syscallno);
}

static __always_inline enum bts_abi_kind bts_syscall_kind(long nr)
{
	return bts_read(bts_current(), thread_info.flags) & BTS_TIF_32BIT ? BTS_ABI_KIND_COMPAT
									  : BTS_ABI_KIND_NATIVE;
}

static __always_inline __u64 bts_syscall_arg1(struct pt_regs *regs, bts_syscall call)
{
	__u64 arg = bts_read(regs, orig_x0);

	return BTS_SYSCALL_ABI(call) == BTS_ABI_KIND_COMPAT ? (__u32)arg : arg;
}

#endif

#endif
