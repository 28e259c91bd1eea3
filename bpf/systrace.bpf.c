// SPDX-License-Identifier: GPL-2.0-only
/* systrace: system calls with all that their arguments lead to, signals, and the ends of threads. */
#include "bts/tool.bpf.h"
#include "systrace_capture.bpf.h"
#include "systrace_fd.bpf.h"

/* How long a program may hold a traced task up while the ring is almost full; 0: not at all. */
const volatile __u64 systrace_throttle_ns = 0;

/* -b: an exec ends the trace of its process. */
const volatile bool systrace_detach_on_exec = false;

BTS_EVENT(systrace_call, "time,pid,tid,comm,call");
BTS_EVENT(systrace_signal, "time,pid,tid,signal");
BTS_EVENT(systrace_exit, "time,pid,tid,status");

BTS_TABLE(systrace_calls_made, systrace_which, systrace_sum, 1024, "System calls",
	  "call,calls,failed,took_mean,took_p50,took_p99,took_max");

/* -O: so much of each call is not the call's. */
const volatile __u64 systrace_overhead_ns = 0;

/* Is it asked for how long calls were on a processor? */
const volatile bool systrace_cpu_time = false;

/* Of threads that are off their processors in a call, or were: how long. */
struct away {
	__u64 since; /* 0: it is not off now */
	__u64 sum;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, SYSTRACE_AWAY_MAX);
	__type(key, __u64);
	__type(value, struct away);
} systrace_away SEC(".maps");

/* How long the current thread was off its processor in the call that returns. */
static __always_inline __u64 away_take(void)
{
	__u64 key = bpf_get_current_pid_tgid(), sum;
	struct away *away;

	away = bpf_map_lookup_elem(&systrace_away, &key);
	if (!away)
		return 0;
	sum = away->sum;
	bpf_map_delete_elem(&systrace_away, &key);
	return sum;
}

/* The current thread had that number before. */
static __always_inline void away_move(bts_pid old_tid)
{
	__u64 key = bpf_get_current_pid_tgid(), old = (key & ~0xffffffffULL) | old_tid;
	struct away *away = old == key ? NULL : bpf_map_lookup_elem(&systrace_away, &old), kept;

	if (!away)
		return;
	kept = *away;
	bpf_map_update_elem(&systrace_away, &key, &kept, BPF_ANY);
	bpf_map_delete_elem(&systrace_away, &old);
}

/*
 * The current thread leaves its processor to @next. The kernel's own accounts are not precise
 * enough for a call: they are kept by ticks, or brought up to date by them.
 */
static __always_inline int switched(struct task_struct *next)
{
	__u64 now, key = bpf_get_current_pid_tgid();
	struct bts_call_buf *buf;
	struct away fresh = {}, *away;

	if (!bts_shared.live)
		return 0;
	now = bpf_ktime_get_ns();
	buf = call_buf(false);
	if (buf && buf->active) {
		away = bpf_map_lookup_elem(&systrace_away, &key);
		fresh.since = now;
		if (away)
			away->since = now;
		else
			bpf_map_update_elem(&systrace_away, &key, &fresh, BPF_NOEXIST);
	}
	key = (__u64)bts_read(next, tgid) << 32 | (__u32)bts_read(next, pid);
	away = bpf_map_lookup_elem(&systrace_away, &key);
	if (away && away->since) {
		away->sum += now - away->since;
		away->since = 0;
	}
	return 0;
}

BTS_TP_HOOKS(away, sched_switch, switched((void *)ctx[2]))
BTS_SERVES(away, "call,calls_made");

static __always_inline __u64 less_overhead(__u64 ns)
{
	return ns > systrace_overhead_ns ? ns - systrace_overhead_ns : 0;
}

/* -c and --latency: a call is added up where it ends. */
static __always_inline int summed(const struct systrace_call *rec, bool failed, __u64 ns)
{
	struct systrace_which key = { .call = rec->call };
	struct systrace_sum *sum;
	bool full = false;

	sum = bts_row(systrace_calls_made, &key, full);
	if (sum) {
		bts_add(sum->calls, 1);
		if (failed)
			bts_add(sum->failed, 1);
		bts_hist_add(&sum->took, less_overhead(ns));
		if (systrace_cpu_time)
			bts_hist_add(&sum->busy, less_overhead(rec->busy));
	}
	return bts_summed(full);
}

static __always_inline bool is_crowded(void)
{
	return bpf_ringbuf_query(&bts_ring, BPF_RB_AVAIL_DATA) >= 3 * bts_conf.wake_bytes;
}

/*
 * Waits a little for room; 1 when there is some, or @end has come. Not by bpf_loop(): Linux 5.17.
 * Loops in loops, since the verifier looks at every turn.
 */
__noinline int systrace_spin(__u64 end)
{
	for (int i = 0; i < 64; i++) {
		if (!is_crowded() || bpf_ktime_get_ns() > end)
			return 1;
	}
	return 0;
}

__noinline int systrace_wait(__u64 end)
{
	for (int i = 0; i < 64; i++) {
		if (systrace_spin(end))
			return 1;
	}
	return 0;
}

/*
 * Holds the task up while the ring is more than three quarters full, so that the
 * consumer can catch up. Where that waits for this very processor, the end of a
 * time slice, which comes meanwhile, lets it.
 */
static __always_inline void throttle(void)
{
	__u64 end;

	if (!systrace_throttle_ns || !is_crowded())
		return;
	end = bpf_ktime_get_ns() + systrace_throttle_ns;
	for (int i = 0; i < 32; i++) {
		if (systrace_wait(end))
			break;
	}
}

/* The place of a number among those that can be chosen; what no call has is at the last. */
static __always_inline __u64 call_slot(long nr)
{
	return at_most((__u32)nr & ~BTS_X32_BIT, BTS_SYSCALLS_MAX - 1);
}

/* The same as records have it in 16 bits. */
static __always_inline __u32 call_shown(long nr)
{
	return call_slot(nr) == BTS_SYSCALLS_MAX - 1 ? 0xffff : nr;
}

/* Is the call of that number looked at, by whatever personality? Asked at every call of the
 * machine. */
static __always_inline bool is_looked_at(__u64 slot)
{
	return systrace_calls[BTS_ABI_KIND_NATIVE][slot] |
	       systrace_calls[BTS_ABI_KIND_COMPAT][slot] | systrace_calls[BTS_ABI_KIND_X32][slot];
}

/* A call that is looked at, its personality in *@kind; 0: it is none. */
static __always_inline __u32 call_index(struct task_struct *task, long nr, __u32 *kind)
{
	__u64 slot = call_slot(nr);

	if (!is_looked_at(slot))
		return 0;
	*kind = bts_syscall_kind_of(task, nr);
	return systrace_calls[*kind][slot];
}

/* What a record says of the task and of the number, whoever looks. */
static __always_inline void rec_init(struct systrace_call *rec, struct task_struct *task, long nr,
				     __u32 kind, __u32 flags)
{
	bts_head_init(&rec->head, bpf_core_type_id_local(struct systrace_call));
	rec->start = rec->head.time;
	rec->pid = bts_task_pid(task);
	rec->tid = bts_task_tid(task);
	rec->call = BTS_SYSCALL_OF(kind, call_shown(nr));
	rec->nr = nr;
	rec->flags = flags;
}

/* The current thread's call is traced: where it is kept. NULL, and counted: there is no room. */
static __always_inline struct bts_call_buf *call_begin(void)
{
	struct bts_call_buf *buf;

	bts_count(BTS_SEEN);
	buf = call_buf(true);
	if (!buf)
		bts_count(BTS_LOST_SPAN);
	return buf;
}

/* What begins with a call, whatever its registers are read by. */
static __always_inline void buf_begin(struct bts_call_buf *buf, struct task_struct *task, long nr,
				      __u32 kind, __u32 index)
{
	buf->index = index;
	buf->len = 0;
	buf->retry = 0;
	buf->word = kind == BTS_ABI_KIND_NATIVE ? 8 : 4;
	rec_init(&buf->rec, task, nr, kind, 0);
	buf->rec.result = 0;
	buf->missing_count = 0;
	buf->rec.seq = ++buf->seq;
}

static __always_inline void rec_begin(struct bts_call_buf *buf, struct task_struct *task,
				      struct pt_regs *regs, long nr, __u32 kind, __u32 index)
{
	buf_begin(buf, task, nr, kind, index);
	buf->rec.ip = bts_syscall_ip(regs);
	bpf_get_current_comm(buf->rec.comm, sizeof(buf->rec.comm));
	bts_syscall_args(regs, kind, buf->rec.arg);
}

/* A command's own exec, which nothing of it comes before. */
static __always_inline bool is_first_exec(struct task_struct *task, __u32 flags)
{
	struct bts_mark *mark;

	if (!(bts_conf.filter & BTS_FILTER_COMMAND) || !(flags & BTS_CALL_EXEC))
		return false;
	mark = bts_mark_of(task);
	return mark && mark->until_exec;
}

/* A record that has waited for a late look goes as it is. */
static __always_inline void late_end(struct bts_call_buf *buf)
{
	if (!systrace_late_look || !buf->late)
		return;
	buf->late = 0;
	call_send(buf, false);
}

static __always_inline int enter(struct pt_regs *regs, long nr)
{
	struct task_struct *task = bts_current();
	struct bts_call_buf *buf;
	__u32 kind = 0, index, flags;
	bool wanted;

	if (!bts_shared.live)
		return 0;
	index = call_index(task, nr, &kind);
	if (!index)
		return 0;
	flags = call_at(index)->flags;
	wanted = bts_task_wanted();
	if (!wanted && !is_first_exec(task, flags))
		return 0;
	buf = call_begin();
	if (!buf)
		return 0;
	late_end(buf);
	/* An exec or an exit of its process took the thread out of its call. */
	if (buf->active)
		bts_count(BTS_LOST_ENDLESS);
	rec_begin(buf, task, regs, nr, kind, index);
	if (!wanted)
		buf->rec.flags |= SYSTRACE_FIRST;
	if (flags & BTS_CALL_STACK)
		buf->rec.arg[0] = bts_syscall_sp(regs);
	buf->active = 1;
	if (flags & BTS_CAP_ENTRY)
		systrace_capture(index, BTS_CAP_ENTRY);
	if (flags & BTS_CALL_PIDS)
		systrace_pids_note(flags, BTS_CAP_ENTRY);
	if (flags & BTS_CALL_ALWAYS) {
		buf->active = 0;
		buf->rec.flags |= SYSTRACE_NO_RET;
		if (bts_summing()) {
			bts_count(BTS_FILTERED);
			return 0;
		}
		call_send(buf, false);
		throttle();
	}
	return 0;
}

/*
 * What an exec was given stands on the new stack too: its arguments, and behind the environment its
 * file.
 */
static __always_inline void exec_capture(struct bts_call_buf *buf, struct task_struct *task)
{
	__u64 start = bts_read(task, mm, arg_start), end = bts_read(task, mm, arg_end);

	buf->when = BTS_CAP_RETURN;
	systrace_mem(start, end - start);
	systrace_str(bts_read(task, mm, env_end), BTS_CAP_PIECE);
}

#define BTS_SIGKILL 9

/* The signal that ends the task's process; 0: none does. */
static __always_inline int ending_signal(struct task_struct *task)
{
	return bts_read(task, signal, group_exit_code) & 0x7f;
}

/*
 * Whom SIGKILL or the end of its process awaits, no debugger hears of a call's return from, and the
 * call has none for the program either. Other signals that end a process send SIGKILL too, but who
 * is debugged is not sent it.
 */
static __always_inline bool is_killed(struct task_struct *task)
{
	int code;

	if (!(bts_read(task, pending.signal.sig[0]) & 1UL << (BTS_SIGKILL - 1)))
		return false;
	code = ending_signal(task);
	return !code || code == BTS_SIGKILL;
}

static __always_inline void detach(struct task_struct *task)
{
	/* What we have made ourselves is the command. */
	if (bts_task_pid(bts_read(task, real_parent)) == bts_conf.self)
		bts_shared.left = 1;
	if (bts_conf.filter & BTS_FILTER_THREADS)
		bts_unmark(task, true);
	bts_unmark(task, false);
}

static __always_inline int leave(struct pt_regs *regs, long ret)
{
	struct task_struct *task = bts_current();
	struct bts_call_buf *buf;
	__u32 kind = 0, index, flags;
	__u64 took, away;
	bool failed;
	long nr;

	if (!bts_shared.live)
		return 0;
	/* After a signal's handler there is no number. */
	nr = bts_syscall_nr(regs);
	if (nr >= 0 && !is_looked_at(call_slot(nr)))
		return 0;
	buf = call_buf(false);
	if (!buf || !buf->active) {
		/* Its entry was before the trace, or it never had one: a clone's child, seccomp. */
		if (nr < 0)
			return 0;
		index = call_index(task, nr, &kind);
		if (!index)
			return 0;
		flags = call_at(index)->flags;
		if ((!ret && (flags & BTS_CALL_FORK)) || (flags & BTS_CALL_EXEC) ||
		    !bts_task_wanted())
			return 0;
		buf = call_begin();
		if (!buf)
			return 0;
		rec_begin(buf, task, regs, nr, kind, index);
		buf->rec.flags |= SYSTRACE_NO_CALL;
		buf->retry = ~0ULL;
	}
	index = buf->index;
	flags = call_at(index)->flags;
	buf->active = 0;
	/* A 32-bit task's error is 32 bits wide. */
	buf->rec.result = buf->word == 4 ? (__s32)ret : ret;
	failed = SYSTRACE_FAILED(buf->rec.result);
	took = bpf_ktime_get_ns() - buf->rec.start;
	if (systrace_cpu_time) {
		away = away_take();
		buf->rec.busy = took > away ? took - away : 0;
	}
	if (is_killed(task))
		buf->rec.flags |= SYSTRACE_NO_RET;
	if (!bts_keep(failed, took))
		return 0;
	if (bts_summing())
		return summed(&buf->rec, failed, took);
	buf->missing_count = 0;
	if (buf->retry && (flags & BTS_CALL_EXEC) && !failed)
		exec_capture(buf, task);
	else if ((flags & BTS_CAP_RETURN) || buf->retry)
		systrace_capture(index, BTS_CAP_RETURN);
	if ((flags & BTS_CALL_PID_RET) && !failed)
		systrace_pids_note(flags, BTS_CAP_RETURN);
	if (systrace_detach_on_exec && (flags & BTS_CALL_EXEC) && !failed &&
	    !(buf->rec.flags & SYSTRACE_FIRST)) {
		buf->rec.flags |= SYSTRACE_NO_RET | SYSTRACE_DETACH;
		buf->detached = 1;
	}
	/* late() runs next, and has it sent when what is missing has been looked for. */
	if (systrace_late_look && buf->missing_count && !buf->detached &&
	    !(flags & BTS_CALL_EXEC)) {
		buf->late = 1;
		return 0;
	}
	call_send(buf, false);
	if (buf->detached)
		detach(task);
	throttle();
	return 0;
}

BTS_TP_HOOKS(enter, sys_enter, enter((void *)ctx[0], ctx[1]))
BTS_TP_HOOKS(leave, sys_exit, leave((void *)ctx[0], ctx[1]))

/*
 * Where few calls are traced, at their own tracepoints: what all others pass asks for a bit there,
 * before any program of ours runs.
 */
SEC("tp/syscalls/sys_enter_*")
BTS_ALT(enter)
int enter_tp(void *ctx)
{
	struct pt_regs *regs = bts_current_regs();

	return regs ? enter(regs, bts_syscall_nr(regs)) : 0;
}

SEC("tp/syscalls/sys_exit_*")
BTS_ALT(leave)
int leave_tp(void *ctx)
{
	struct pt_regs *regs = bts_current_regs();

	return regs ? leave(regs, bts_syscall_result(regs)) : 0;
}

/*
 * A program was executed. The thread that asked for it has its process's number from now on, under
 * which its call is to be found. The tracepoints of single calls are those of the kernel's own
 * personality: programs of another one are counted.
 */
static __always_inline int executed(bts_pid old_pid)
{
	struct task_struct *task = bts_current();

	if (!bts_conf.storage)
		call_buf_move(old_pid);
	if (systrace_cpu_time)
		away_move(old_pid);
	if (bts_conf.plain && bts_task_wanted() && bts_read(task, mm, task_size) <= 1ULL << 32)
		bts_count(BTS_UNSEEN);
	return 0;
}

BTS_TP_HOOKS(executed, sched_process_exec, executed(ctx[1]))
BTS_SERVES(executed, "call,calls_made");
BTS_SERVES(enter, "call,calls_made");
BTS_SERVES(leave, "call,calls_made");

/*
 * The late look: what is in no page at the return is touched from a place where the thread may wait
 * for it, on its way back to its program, and copied then. By work for a task, of Linux 6.18
 * and 6.19 (38aa7003e369): the function has other arguments since 7.0. Or by a program that may
 * sleep, since 7.1.
 */
struct bpf_task_work {
	__u64 opaque;
} __attribute__((aligned(8)));

struct late_work {
	struct bpf_task_work work;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct late_work);
} systrace_late SEC(".maps");

/*
 * The kernel's function, as a helper of a number that none has: the tool puts its BTF id there. An
 * extern would have to fit wherever the kernel has one of that name.
 */
static int (*const task_work_schedule)(struct task_struct *task, struct bpf_task_work *work,
				       void *map,
				       int (*callback)(struct bpf_map *map, void *key, void *value),
				       void *aux) = (void *)SYSTRACE_TASK_WORK;

#define LATE_ROUNDS 3

static __always_inline int late_touch(void)
{
	struct bts_call_buf *buf = call_buf(false);
	char byte;

	if (!buf || !buf->late)
		return 0;
	for (int round = 0; round < LATE_ROUNDS; round++) {
		bool found = false;

		for (__u32 i = 0; i < BTS_CAP_MISSING; i++) {
			if (i < buf->missing_count &&
			    !bpf_copy_from_user(&byte, 1, (void *)buf->missing[i]))
				found = true;
		}
		/* What is there now may lead to more. */
		if (!found)
			break;
		buf->missing_count = 0;
		systrace_capture(buf->index, BTS_CAP_RETURN);
	}
	late_end(buf);
	return 0;
}

static int late_look(struct bpf_map *map, void *key, void *value)
{
	return late_touch();
}

static __always_inline int late_ask(void)
{
	__u64 key = bpf_get_current_pid_tgid();
	struct late_work none = {}, *work;
	struct bts_call_buf *buf = call_buf(false);

	if (!buf || !buf->late)
		return 0;
	work = bpf_map_lookup_elem(&systrace_late, &key);
	if (!work) {
		bpf_map_update_elem(&systrace_late, &key, &none, BPF_NOEXIST);
		work = bpf_map_lookup_elem(&systrace_late, &key);
	}
	if (!work || task_work_schedule(bpf_get_current_task_btf(), &work->work, &systrace_late,
					late_look, NULL))
		late_end(buf);
	return 0;
}

SEC("tp_btf/sys_exit")
BTS_ALT(late)
int late_btf(__u64 *ctx)
{
	long nr = bts_syscall_nr((struct pt_regs *)ctx[0]);

	return nr >= 0 && !is_looked_at(call_slot(nr)) ? 0 : late_ask();
}

SEC("tp/syscalls/sys_exit_*")
BTS_ALT(late)
int late_tp(void *ctx)
{
	return late_ask();
}
BTS_SERVES(late, "call");
BTS_DISPENSABLE(late);

/* The tool lets these two sleep: libbpf 1.1 has no sections for that. */
SEC("tp_btf/sys_exit")
BTS_ALT(touch)
int touch_btf(__u64 *ctx)
{
	long nr = bts_syscall_nr((struct pt_regs *)ctx[0]);

	return nr >= 0 && !is_looked_at(call_slot(nr)) ? 0 : late_touch();
}

SEC("tp/syscalls/sys_exit_*")
BTS_ALT(touch)
int touch_tp(void *ctx)
{
	return late_touch();
}
BTS_SERVES(touch, "call");
BTS_DISPENSABLE(touch);

/* A bit for each signal that is shown, from 1. */
const volatile __u64 systrace_signals = 0;

static __always_inline int signal_show(struct task_struct *task, int sig, const void *info,
				       enum systrace_fate fate, bool stops)
{
	struct systrace_signal *e;
	struct pt_regs *regs;
	__u64 namespace;

	if (sig < 1 || sig > 64 || !(systrace_signals & 1ULL << (sig - 1)))
		return 0;
	bts_count(BTS_SEEN);
	e = bts_reserve(systrace_signal);
	if (!e)
		return 0;
	e->pid = bts_task_pid(task);
	e->tid = bts_task_tid(task);
	e->signal = sig;
	e->fate = fate;
	e->stops = stops;
	e->nr = -1;
	if (fate == SYSTRACE_DELIVERED && bts_direct() && !bts_conf.blind) {
		regs = bts_task_regs(bts_current());
		if (regs) {
			e->ip = BPF_CORE_READ(regs, BTS_REGS_IP);
			e->nr = BPF_CORE_READ(regs, BTS_REGS_NR);
		}
	}
	bts_task_comm(task, e->comm);
	/* 0, 1 and 2 stand for what the kernel itself sends. */
	if ((unsigned long)info > 2 && !bts_conf.blind)
		bpf_probe_read_kernel(e->info, sizeof(e->info), info);
	namespace = pids_foreign(task);
	e->foreign = namespace != 0;
	if (namespace)
		e->sender =
			systrace_pid_find(namespace, *(__u32 *)(e->info + SYSTRACE_SIGINFO_PID));
	return bts_submit(e);
}

#define BTS_SIGSTOP 19
#define BTS_SIGTSTP 20
#define BTS_SIGTTOU 22

/* enum pid_type */
#define BTS_PIDTYPE_PGID 2
#define BTS_PIDTYPE_SID	 3

/*
 * Is there someone in the session who could let the group go on? The kernel looks at all the group,
 * this at who made the task.
 */
static __always_inline bool is_job(struct task_struct *task)
{
	struct pid *group = bts_read(task, signal, pids[BTS_PIDTYPE_PGID]);
	struct pid *session = bts_read(task, signal, pids[BTS_PIDTYPE_SID]);

	for (int i = 0; i < 8; i++) {
		task = bts_read(task, real_parent);
		if (bts_read(task, signal, pids[BTS_PIDTYPE_PGID]) != group)
			break;
	}
	return bts_read(task, signal, pids[BTS_PIDTYPE_SID]) == session;
}

static __always_inline bool is_stop(struct task_struct *task, int sig, struct k_sigaction *action)
{
	if (sig < BTS_SIGTSTP || sig > BTS_SIGTTOU)
		return sig == BTS_SIGSTOP;
	return !bts_read(action, sa.sa_handler) && is_job(task);
}

/* Since Linux 5.16 (00b06da29cf9). */
#define BTS_SA_IMMUTABLE 0x00800000

/*
 * A signal that ends a process without a debugger is not delivered: all its
 * threads are sent SIGKILL, and what ended it is in its status.
 */
static __always_inline int delivered(int sig, const void *info, struct k_sigaction *action)
{
	struct task_struct *task = bts_current();
	int code;

	if (!bts_shared.live || !bts_task_wanted())
		return 0;
	/* The kernel's own way to end a process, of which it tells no debugger. */
	if (bts_read(action, sa.sa_flags) & BTS_SA_IMMUTABLE)
		return 0;
	if (sig != BTS_SIGKILL)
		return signal_show(task, sig, info, SYSTRACE_DELIVERED, is_stop(task, sig, action));
	code = ending_signal(task);
	return code == BTS_SIGKILL ? 0 : signal_show(task, code, NULL, SYSTRACE_FATAL, false);
}

/* enum of include/trace/events/signal.h: what became of a signal. */
#define TRACE_SIGNAL_IGNORED 1

/* Who is traced by ptrace() is told of those that are ignored too; nobody else is. */
static __always_inline int generated(int sig, const void *info, struct task_struct *task,
				     int result)
{
	if (!bts_shared.live || result > TRACE_SIGNAL_IGNORED || !bts_task_marked(task))
		return 0;
	return signal_show(task, sig, info,
			   result == TRACE_SIGNAL_IGNORED ? SYSTRACE_IGNORED : SYSTRACE_GENERATED,
			   false);
}

BTS_TP_HOOKS(deliver, signal_deliver, delivered(ctx[0], (void *)ctx[1], (void *)ctx[2]))
SEC("tp_btf/signal_generate")
BTS_ALT(generate)
int BPF_PROG(generate_btf, int sig, void *info, struct task_struct *task, int group, int result)
{
	return generated(sig, info, task, result);
}

SEC("raw_tp/signal_generate")
BTS_ALT(generate)
int BPF_PROG(generate_raw, int sig, void *info, struct task_struct *task, int group, int result)
{
	return generated(sig, info, task, result);
}
BTS_SERVES(deliver, "signal");
BTS_SERVES(generate, "signal");

/* group_exec_task had another name, and a second use, before Linux 5.17. */
struct signal_struct___before_5_17 {
	struct task_struct *group_exit_task;
} __attribute__((preserve_access_index));

#define BTS_SIGNAL_GROUP_EXIT 4

/* The thread whose exec takes the place of its group's first, which is ended for it; 0: none. */
static __always_inline bts_pid superseded_by(struct task_struct *task)
{
	struct signal_struct *signal = bts_read(task, signal);
	struct signal_struct___before_5_17 *before = (void *)signal;
	struct task_struct *by;

	if (bts_read(task, pid) != bts_read(task, tgid) ||
	    bts_read(signal, flags) & BTS_SIGNAL_GROUP_EXIT)
		return 0;
	if (bpf_core_field_exists(signal->group_exec_task))
		by = bts_read(signal, group_exec_task);
	else
		by = bts_read(before, group_exit_task);
	return by ? bts_task_tid(by) : 0;
}

#define BTS_SIGSYS 31

/* enum of kernel/seccomp.c; who is killed is dead since Linux 5.17 (495ac3069a66). */
#define BTS_SECCOMP_STRICT 1
#define BTS_SECCOMP_DEAD   3

/* Has seccomp ended the thread where it was about to enter a call? Nobody else hears of that. */
static __always_inline bool is_killed_at_entry(struct task_struct *task)
{
	int code = bts_read(task, exit_code), mode;

	if (!bpf_core_field_exists(task->seccomp) || (code != BTS_SIGKILL && code != BTS_SIGSYS))
		return false;
	mode = bts_read(task, seccomp.mode);
	if (code == BTS_SIGKILL)
		return mode == BTS_SECCOMP_STRICT || mode == BTS_SECCOMP_DEAD;
	/* Of a process that is ended, the call returns first. */
	return mode == BTS_SECCOMP_DEAD && !ending_signal(task);
}

/* That call, of which there are the registers alone: its memory is gone. */
static __always_inline struct bts_call_buf *killed_begin(struct task_struct *task)
{
	struct pt_regs *regs = bts_conf.blind ? NULL : bts_current_regs();
	struct bts_call_buf *buf;
	__u32 kind = 0, index = 0;
	long nr;

	if (!regs)
		return NULL;
	nr = BPF_CORE_READ(regs, BTS_REGS_NR);
	if (nr >= 0)
		index = call_index(task, nr, &kind);
	buf = index ? call_begin() : NULL;
	if (!buf)
		return NULL;
	buf_begin(buf, task, nr, kind, index);
	buf->rec.ip = BPF_CORE_READ(regs, BTS_REGS_IP);
	bts_task_comm(task, buf->rec.comm);
	bts_syscall_args_of(regs, kind, buf->rec.arg);
	buf->active = 1;
	return buf;
}

static __always_inline int ended(struct task_struct *task)
{
	struct bts_call_buf *buf;
	struct systrace_exit *e;
	__u64 key = bpf_get_current_pid_tgid();

	if (!bts_shared.live)
		return 0;
	buf = call_buf(false);
	/* Of threads that end at once, the first may have taken the mark off their process. */
	if ((!buf || buf->detached) && !bts_task_wanted())
		return 0;
	if (buf)
		late_end(buf);
	if (!(buf && buf->active) && is_killed_at_entry(task))
		buf = killed_begin(task);
	if (buf && buf->active) {
		/* The call that it was in has no return. */
		buf->active = 0;
		buf->rec.flags |= SYSTRACE_NO_RET;
		if (bts_summing())
			bts_count(BTS_FILTERED);
		else
			call_send(buf, false);
	}
	if (!bts_conf.storage)
		bpf_map_delete_elem(&bts_storage_hash, &key);
	if (systrace_late_look == SYSTRACE_LATE_WORK)
		bpf_map_delete_elem(&systrace_late, &key);
	if (systrace_cpu_time)
		bpf_map_delete_elem(&systrace_away, &key);
	if (bts_summing())
		return 0;
	bts_count(BTS_SEEN);
	e = bts_reserve(systrace_exit);
	if (!e)
		return 0;
	e->pid = bts_task_pid(task);
	e->tid = bts_task_tid(task);
	/* What the process was ended by; a thread that ends alone has its own. */
	e->status = bts_read(task, exit_code);
	e->by = superseded_by(task);
	e->alive = bts_read(task, signal, live.counter);
	e->pad = 0;
	bts_task_comm(task, e->comm);
	return bts_submit(e);
}

BTS_EXIT_HOOKS(ended, ended)
BTS_SERVES(ended, "exit,calls_made");

/* One is at work at a time. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bts_call_buf);
} systrace_inside SEC(".maps");

/* How long a call may last before it is shown, ns. */
const volatile __u64 systrace_inside_ns = 30000000;

/* What could not be read at the entry may be readable at the return, if that comes soon. */
#define INSIDE_UNREAD_NS 1000000000ULL

/*
 * A call that goes on is shown by what its entry has told. It is copied first, and
 * counts if the thread is still in it then.
 */
static __always_inline int inside_show(struct bts_call_buf *buf, struct bts_call_buf *copy)
{
	__u64 wait = buf->retry ? INSIDE_UNREAD_NS : systrace_inside_ns, len;
	__u32 seq = buf->seq;

	if (!buf->active || buf->shown == seq || bpf_ktime_get_ns() - buf->rec.start < wait)
		return 0;
	len = buf->len;
	if (bpf_probe_read_kernel(&copy->rec, sizeof(copy->rec) + BTS_CAP_ROOM, &buf->rec))
		return 0;
	if (!*(volatile __u32 *)&buf->active || *(volatile __u32 *)&buf->seq != seq)
		return 0;
	copy->rec.flags |= SYSTRACE_INSIDE;
	copy->rec.head.time = bpf_ktime_get_ns();
	len = at_most(len, BTS_CAP_ROOM);
	/* Without room in the ring it is shown the next time. */
	if (!bpf_ringbuf_output(&bts_ring, &copy->rec, sizeof(copy->rec) + len,
				BPF_RB_FORCE_WAKEUP))
		buf->shown = seq;
	return 0;
}

/* The state of a task was renamed in Linux 5.14 (2f064a59a11f). */
struct task_struct___before_5_14 {
	long state;
} __attribute__((preserve_access_index));

static __always_inline bool is_asleep(struct task_struct *task)
{
	struct task_struct___before_5_14 *before = (void *)task;

	if (bpf_core_field_exists(task->__state))
		return BPF_CORE_READ(task, __state);
	return BPF_CORE_READ(before, state);
}

/*
 * A call that began before the trace, in which a thread sleeps: by its registers.
 * What its arguments lead to cannot be read from here.
 */
static __always_inline int adopted_show(struct task_struct *task, struct bts_call_buf *copy)
{
	struct pt_regs *regs;
	__u32 kind = 0;
	long nr;

	if (!(bts_conf.filter & BTS_FILTER_MARKED) || !bts_task_marked(task) || !is_asleep(task))
		return 0;
	regs = bts_task_regs(task);
	if (!regs)
		return 0;
	nr = BPF_CORE_READ(regs, BTS_REGS_NR);
	if (nr < 0 || !call_index(task, nr, &kind))
		return 0;
	__builtin_memset(&copy->rec, 0, sizeof(copy->rec));
	rec_init(&copy->rec, task, nr, kind, SYSTRACE_INSIDE | SYSTRACE_NO_CALL);
	bts_task_comm(task, copy->rec.comm);
	bts_syscall_args_of(regs, kind, copy->rec.arg);
	bpf_ringbuf_output(&bts_ring, &copy->rec, sizeof(copy->rec), BPF_RB_FORCE_WAKEUP);
	return 0;
}

/* Those that began before the trace are looked for once. */
__u64 systrace_first_sweep = 0;

SEC("iter/task")
int bts_inside(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct bts_call_buf *buf, *copy;
	__u64 session = ctx->meta->session_id;
	__u32 zero = 0;
	__u64 key;

	/* Other tasks' calls are read by address. */
	if (!task || !bts_shared.live || bts_conf.blind)
		return 0;
	if (bts_conf.storage) {
		buf = bpf_task_storage_get(&bts_storage, task, 0, 0);
	} else {
		key = (__u64)task->tgid << 32 | (__u32)task->pid;
		buf = bpf_map_lookup_elem(&bts_storage_hash, &key);
	}
	copy = bpf_map_lookup_elem(&systrace_inside, &zero);
	if (!copy)
		return 0;
	if (!systrace_first_sweep)
		systrace_first_sweep = session;
	if (buf)
		return inside_show(buf, copy);
	return systrace_first_sweep == session ? adopted_show(task, copy) : 0;
}
