/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between kernels and architectures: one function for each difference. */
#ifndef BTS_COMPAT_BPF_H
#define BTS_COMPAT_BPF_H

#include "bts/kernel.bpf.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>
#include "bts/abi.h"

#define BTS_EPERM  1
#define BTS_ENOENT 2
#define BTS_EFAULT 14
#define BTS_EEXIST 17
#define BTS_ENOSPC 28

/* MAX_PID_NS_LEVEL of include/linux/pid_namespace.h, and the initial namespace. */
#define BTS_PIDNS_LEVELS 33

const volatile struct bts_conf bts_conf = {};

/*
 * Do this run's programs get pointers whose types the verifier knows, and may
 * they follow them? bpf_get_current_task_btf() came with Linux 5.11 (3ca1032ab7ab).
 * What this says is known when a program is verified: the way that is not taken
 * is dead code, and the helpers in it need not be permitted.
 */
static __always_inline bool bts_direct(void)
{
	return bts_conf.direct &&
	       bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf);
}

static __always_inline struct task_struct *bts_current(void)
{
	if (bts_direct())
		return bpf_get_current_task_btf();
	return (struct task_struct *)bpf_get_current_task();
}

#define BTS_ARROW2(p, a)		  p->a
#define BTS_ARROW3(p, a, b)		  p->a->b
#define BTS_ARROW4(p, a, b, c)		  p->a->b->c
#define BTS_ARROW5(p, a, b, c, d)	  p->a->b->c->d
#define BTS_ARROW_(n, ...)		  BTS_ARROW##n(__VA_ARGS__)
#define BTS_ARROW(n, ...)		  BTS_ARROW_(n, __VA_ARGS__)
#define BTS_NARGS_(a, b, c, d, e, n, ...) n
#define BTS_NARGS(...)			  BTS_NARGS_(__VA_ARGS__, 5, 4, 3, 2, 1)

/*
 * Reads through kernel pointers: bts_read(task, group_leader, start_boottime).
 * The first comes from an argument of the program or from bts_current(). Where
 * the verifier knows its type this is plain loads, which cost less than calls
 * of bpf_probe_read_kernel() and are permitted under lockdown=confidentiality.
 */
#define bts_read(...)                                                            \
	({                                                                       \
		typeof(BTS_ARROW(BTS_NARGS(__VA_ARGS__), __VA_ARGS__)) value_;   \
		if (bts_direct())                                                \
			value_ = BTS_ARROW(BTS_NARGS(__VA_ARGS__), __VA_ARGS__); \
		else                                                             \
			value_ = BPF_CORE_READ(__VA_ARGS__);                     \
		value_;                                                          \
	})

/*
 * Copies @size bytes of the current process's memory. 0 or -errno; what @to then holds is not said,
 * so that @size need not be a constant.
 */
static __always_inline long bts_copy_user(void *to, __u32 size, __u64 from)
{
	return bts_conf.blind ? -BTS_EPERM : bpf_probe_read_user(to, size, (void *)from);
}

/* The same of a string, of at most @size bytes with its NUL: how many. */
static __always_inline long bts_copy_user_str(void *to, __u32 size, __u64 from)
{
	return bts_conf.blind ? -BTS_EPERM : bpf_probe_read_user_str(to, size, (void *)from);
}

/* Reads @size bytes of it. 0 or -errno, @to is then zeroed. */
static __always_inline long bts_read_user(void *to, const __u32 size, __u64 from)
{
	if (bts_conf.blind)
		__builtin_memset(to, 0, size);
	return bts_copy_user(to, size, from);
}

/*
 * A process as the pid namespace numbers it; 0 where that namespace does
 * not see it. Not by plain loads: until Linux 6.5 (b69f0aeb0689) the array is
 * declared with one element, and the verifier knows of no other.
 */
static __always_inline bts_pid bts_pid_number(struct pid *pid, __u32 namespace)
{
	void *upid = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	__u32 level = BPF_CORE_READ(pid, level);

	for (__u32 i = 0; i < BTS_PIDNS_LEVELS && i <= level; i++) {
		struct upid *here = upid + i * bpf_core_type_size(struct upid);

		if (BPF_CORE_READ(here, ns, ns.inum) == namespace)
			return BPF_CORE_READ(here, nr);
	}
	return 0;
}

/* How the kernel marks a node of an array: include/linux/xarray.h. */
#define BTS_XA_NODE   2
#define BTS_XA_LEVELS 6

/* What stands at @index of a sparse array; 0: nothing. */
static __always_inline __u64 bts_xa_find(struct xarray *array, __u64 index)
{
	const __u64 slots = bpf_core_field_size(((struct xa_node *)0)->slots) / sizeof(void *);
	__u64 entry = (__u64)BPF_CORE_READ(array, xa_head), at = 0;
	bool top = true;

	for (int i = 0; i < BTS_XA_LEVELS; i++) {
		struct xa_node *node = (void *)(entry - BTS_XA_NODE);
		__u64 shift;

		if ((entry & 3) != BTS_XA_NODE || entry < 4096)
			break;
		shift = BPF_CORE_READ(node, shift) & 63;
		at = index >> shift;
		/* Beyond what the array has room for. */
		if (top && at >= slots)
			return 0;
		top = false;
		entry = 0;
		bpf_probe_read_kernel(&entry, sizeof(entry),
				      (void *)node + bpf_core_field_offset(struct xa_node, slots) +
					      (at & (slots - 1)) * sizeof(void *));
	}
	/* An array that holds index 0 alone has no node. */
	return (entry & 3) || (top && index) ? 0 : entry;
}

/* The namespace in which a task has its number; NULL: it is about to end. */
static __always_inline struct pid_namespace *bts_task_pidns(struct task_struct *task)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	struct upid *own = (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			   BPF_CORE_READ(pid, level) * bpf_core_type_size(struct upid);

	return pid ? BPF_CORE_READ(own, ns) : NULL;
}

/* The number of a task, as bts_pid_number() has it. */
static __always_inline bts_pid bts_task_number(struct task_struct *task, __u32 namespace)
{
	return bts_pid_number(BPF_CORE_READ(task, thread_pid), namespace);
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

static __always_inline enum bts_abi_kind bts_syscall_kind_of(struct task_struct *task, long nr)
{
	if (bts_read(task, thread_info.status) & BTS_TS_COMPAT)
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

/* The members of struct pt_regs that hold the number and the place of the next instruction. */
#define BTS_REGS_NR	orig_ax
#define BTS_REGS_IP	ip
#define BTS_REGS_RESULT ax

/* All six arguments, by a way to read; a 32-bit task's are narrowed to 32 bits. */
#define BTS_SYSCALL_ARGS(read, regs, kind, args)         \
	do {                                             \
		if (kind == BTS_ABI_KIND_COMPAT) {       \
			args[0] = (__u32)read(regs, bx); \
			args[1] = (__u32)read(regs, cx); \
			args[2] = (__u32)read(regs, dx); \
			args[3] = (__u32)read(regs, si); \
			args[4] = (__u32)read(regs, di); \
			args[5] = (__u32)read(regs, bp); \
		} else {                                 \
			args[0] = read(regs, di);        \
			args[1] = read(regs, si);        \
			args[2] = read(regs, dx);        \
			args[3] = read(regs, r10);       \
			args[4] = read(regs, r8);        \
			args[5] = read(regs, r9);        \
		}                                        \
	} while (0)

static __always_inline __u64 bts_syscall_ip(struct pt_regs *regs)
{
	return bts_read(regs, BTS_REGS_IP);
}

static __always_inline __u64 bts_syscall_sp(struct pt_regs *regs)
{
	return bts_read(regs, sp);
}

#elif defined(__TARGET_ARCH_arm64)

#define BTS_TIF_32BIT (1UL << 22) /* arch/arm64/include/asm/thread_info.h */
#define BTS_X32_BIT   0U

static __always_inline long bts_syscall_nr(struct pt_regs *regs)
{
	return bts_read(regs, syscallno);
}

static __always_inline enum bts_abi_kind bts_syscall_kind_of(struct task_struct *task, long nr)
{
	return bts_read(task, thread_info.flags) & BTS_TIF_32BIT ? BTS_ABI_KIND_COMPAT
								 : BTS_ABI_KIND_NATIVE;
}

static __always_inline __u64 bts_syscall_arg1(struct pt_regs *regs, bts_syscall call)
{
	__u64 arg = bts_read(regs, orig_x0);

	return BTS_SYSCALL_ABI(call) == BTS_ABI_KIND_COMPAT ? (__u32)arg : arg;
}

#define BTS_REGS_NR	syscallno
#define BTS_REGS_IP	pc
#define BTS_REGS_RESULT regs[0]

#define BTS_SYSCALL_ARGS(read, regs, kind, args)                                \
	do {                                                                    \
		__u64 mask_ = kind == BTS_ABI_KIND_COMPAT ? 0xffffffff : ~0ULL; \
                                                                                \
		args[0] = read(regs, orig_x0) & mask_;                          \
		args[1] = read(regs, regs[1]) & mask_;                          \
		args[2] = read(regs, regs[2]) & mask_;                          \
		args[3] = read(regs, regs[3]) & mask_;                          \
		args[4] = read(regs, regs[4]) & mask_;                          \
		args[5] = read(regs, regs[5]) & mask_;                          \
	} while (0)

static __always_inline __u64 bts_syscall_ip(struct pt_regs *regs)
{
	return bts_read(regs, BTS_REGS_IP);
}

static __always_inline __u64 bts_syscall_sp(struct pt_regs *regs)
{
	return bts_read(regs, sp);
}

#endif

static __always_inline void bts_syscall_args(struct pt_regs *regs, __u32 kind, __u64 args[6])
{
	BTS_SYSCALL_ARGS(bts_read, regs, kind, args);
}

/* The same by an address alone, as of another task. */
static __always_inline void bts_syscall_args_of(struct pt_regs *regs, __u32 kind, __u64 args[6])
{
	BTS_SYSCALL_ARGS(BPF_CORE_READ, regs, kind, args);
}

/*
 * Where the entry code keeps a task's registers: at the top of its stack. bpf_task_pt_regs() came
 * with Linux 5.15 (dd6e10fbd9fb); x86_64's stacks have 16 KiB (THREAD_SIZE) where nothing checks
 * all accesses to memory, as no distribution's kernel does. NULL: not known.
 */
static __always_inline struct pt_regs *bts_task_regs(struct task_struct *task)
{
	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return (struct pt_regs *)bpf_task_pt_regs(task);
#if defined(__TARGET_ARCH_x86)
	return BPF_CORE_READ(task, stack) + 16384 - bpf_core_type_size(struct pt_regs);
#else
	return NULL;
#endif
}

/* The same of the current task, for programs that are given nothing of it; NULL: not known. */
static __always_inline struct pt_regs *bts_current_regs(void)
{
	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return (struct pt_regs *)bpf_task_pt_regs(bpf_get_current_task_btf());
	return bts_task_regs((struct task_struct *)bpf_get_current_task());
}

/* What a call has returned. */
static __always_inline long bts_syscall_result(struct pt_regs *regs)
{
	return bts_read(regs, BTS_REGS_RESULT);
}

/* How the current task has entered the call of that number. */
static __always_inline enum bts_abi_kind bts_syscall_kind(long nr)
{
	return bts_syscall_kind_of(bts_current(), nr);
}

#endif
