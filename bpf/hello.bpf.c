// SPDX-License-Identifier: GPL-2.0-only
/* hello: clone calls, from the request to the moment at which the parent has its answer. */
#include "bts/tool.bpf.h"
#include "hello_life.bpf.h"
#include "hello_made.bpf.h"
#include "hello_summary.bpf.h"

struct hello_clone {
	struct bts_head head;
	struct bts_task task;
	enum hello_made made BTS_BITS;
	bts_syscall call;
	__u64 flags BTS_FLAGS(clone);
	bts_pid child;
	bts_errno error BTS_INSTEAD(child);
	bts_ns duration BTS_HEAD("TOOK");
};
BTS_EVENT(hello_clone, "time,pid,tid,comm,call,made,child,duration,flags");

struct hello_world {
	struct bts_head head;
	bts_pid pid;
	bts_str message[16];
};
BTS_EVENT(hello_world, "pid,message");

BTS_SYSCALLS(clone, "clone,clone3,fork,vfork");
enum { CLONE = 1, CLONE3, FORK, VFORK };

struct hello_span {
	__u64 start, arg, flags;
	bts_syscall call;
	__u32 which;
	bts_pid child;
	__s32 unread; /* error of reading the flags */
};
BTS_SPAN(hello_span);

static __always_inline void read_flags(struct hello_span *span)
{
	span->unread = 0;
	if (span->which == CLONE)
		span->flags = (__u32)span->arg & ~CSIGNAL; /* the upper half is not the kernel's */
	else if (span->which == CLONE3)
		span->unread = bts_read_user(&span->flags, 8, span->arg);
	else
		span->flags = span->which == VFORK ? CLONE_VM | MADE_VFORK : 0;
}

static __always_inline int enter(struct pt_regs *regs, long nr)
{
	struct hello_span span = {};

	span.which = bts_syscall_which(bts_syscalls_clone, nr, &span.call);
	if (!span.which || !bts_begin())
		return 0;
	span.arg = bts_syscall_arg1(regs, span.call);
	read_flags(&span);
	return bts_span_begin(&span);
}

/* The call returns the child's number in the parent's pid namespace; we want it in ours. */
static __always_inline int forked(struct task_struct *child)
{
	struct hello_span *span = bts_span_find();

	if (span)
		span->child = bts_task_tid(child);
	return 0;
}

static __always_inline int say_hello(void)
{
	struct hello_world *e = bts_reserve(hello_world);

	if (!e)
		return 0;
	e->pid = bts_task_pid(bts_current());
	__builtin_memcpy(e->message, "Hello, World!", 14);
	return bts_submit(e);
}

static __always_inline int leave(struct pt_regs *regs, long ret)
{
	struct hello_span span;
	struct hello_clone *e;
	bts_syscall call;
	__u64 ns;

	/* The child returns from the call too, with 0. */
	if (!ret || !bts_syscall_which(bts_syscalls_clone, bts_syscall_nr(regs), &call))
		return 0;
	if (!bts_span_end(&span))
		return bts_unmatched();
	ns = bpf_ktime_get_ns() - span.start;
	if (!bts_keep(ret < 0, ns))
		return 0;
	if (span.unread)
		read_flags(&span);
	if (bts_summing())
		return sum_call(span.call, made_of(span.flags, span.unread), ret, ns);
	if (!bts_wanted(hello_clone))
		return say_hello();

	e = bts_reserve(hello_clone);
	if (!e)
		return 0;
	bts_task_fill(&e->task);
	e->call = span.call;
	e->flags = span.flags;
	e->made = made_of(span.flags, span.unread);
	if (span.unread) {
		bts_unread(e, flags);
		bts_unread(e, made);
	}
	e->child = ret > 0 ? span.child ?: ret : 0;
	e->error = ret < 0 ? -ret : 0;
	e->duration = ns;
	return bts_submit(e);
}

BTS_SYSCALL_HOOKS(clone, enter, leave)
BTS_SERVES(clone, "clone,world,calls,forkers,errors,latency");
BTS_FORK_HOOKS(child, forked)
BTS_SERVES(child, "clone");
BTS_REPEATABLE(child);
