/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rest of a process's life, for hello --life: what it executes and how it
 * ends. Nothing of this is loaded where no such row is shown, nor a summary of it.
 */
#ifndef HELLO_LIFE_BPF_H
#define HELLO_LIFE_BPF_H

#include "bts/tool.bpf.h"
#include "hello_summary.bpf.h"

const volatile __u64 hello_min_life = 0, hello_max_life = 0;

BTS_FIELD_WANTED(ancestors);
BTS_FIELD_WANTED(ancestor_pids);

#define ANCESTORS_MAX 12

struct hello_exec {
	struct bts_head head;
	struct bts_task task;
	bts_tail_str file;
	bts_tail_strs argv BTS_HEAD("ARGUMENTS");
	bts_bytes argv_size;
	bts_tail_comms ancestors;
	bts_tail_pids ancestor_pids;
	__u32 argc;
};
BTS_EVENT(hello_exec, "time,pid,ppid,comm,file,argv");

enum hello_kind {
	KIND_PROCESS,
	KIND_KERNEL,
};

struct hello_exit {
	struct bts_head head;
	struct bts_task task;
	bts_ns life;
	bts_ns user;
	bts_ns system;
	bts_bytes peak;
	__u32 code BTS_HEAD("STATUS") BTS_WIDTH(7);
	bts_signal signal BTS_INSTEAD(code);
	bts_tail_comms ancestors;
	bts_tail_pids ancestor_pids;
	enum hello_kind kind;
	bool core;
};
BTS_EVENT(hello_exit, "time,pid,ppid,comm,life,user,system,peak,code");

#define SIGNAL_GROUP_EXIT 0x00000004 /* include/linux/sched/signal.h */

struct hello_ancestors {
	char comm[ANCESTORS_MAX][BTS_COMM_LEN];
	bts_pid pid[ANCESTORS_MAX];
};

/* The parents of @task, the nearest first. */
static __always_inline void ancestors_fill(struct bts_scratch *scratch, struct task_struct *task,
					   struct bts_tail *names, struct bts_tail *pids)
{
	struct hello_ancestors *to;
	int n = 0;

	if (!bts_wants_ancestors && !bts_wants_ancestor_pids)
		return;
	to = bts_tail_room(scratch, names, sizeof(*to));
	if (!to)
		return;
	for (int i = 0; i < ANCESTORS_MAX; i++) {
		struct task_struct *parent = bts_read(task, real_parent, group_leader);
		bts_pid pid = bts_task_pid(parent);

		/* The idle task is everybody's first; beyond our namespace nobody has a number. */
		if (!pid)
			break;
		bts_task_comm(parent, to->comm[i]);
		to->pid[i] = pid;
		n++;
		task = parent;
	}
	names->len = n * BTS_COMM_LEN;
	pids->off = names->off + __builtin_offsetof(struct hello_ancestors, pid);
	pids->len = n * sizeof(bts_pid);
}

static __always_inline int executed(struct task_struct *task, struct linux_binprm *bprm)
{
	struct bts_scratch *scratch;
	struct hello_exec *e;
	__u64 from;

	if (!bts_begin() || !bts_keep(false, 0))
		return 0;
	scratch = bts_build(hello_exec);
	if (!scratch)
		return 0;
	e = (void *)scratch->data;
	bts_task_fill(&e->task);
	ancestors_fill(scratch, task, &e->ancestors, &e->ancestor_pids);
	e->argc = bts_read(bprm, argc);
	bts_tail_kernel_str(scratch, &e->file, bts_read(bprm, filename));
	/* What the new program finds, not what the old one passed: that may be gone. */
	from = bts_read(task, mm, arg_start);
	e->argv_size = bts_read(task, mm, arg_end) - from;
	bts_tail_user(scratch, &e->argv, from, e->argv_size);
	return bts_send(scratch);
}

struct hello_ended {
	__u64 start;
	__u32 pid, pad;
};

/* Processes that have ended lately: two threads may both find that they are the last. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct hello_ended);
	__type(value, __u8);
} hello_ended SEC(".maps");

static __always_inline bool is_first(struct task_struct *leader)
{
	struct hello_ended key = {
		.start = bts_read(leader, start_time),
		.pid = bts_read(leader, pid),
	};
	__u8 value = 0;

	/* One for which there is no room is rather told twice than not at all. */
	return bpf_map_update_elem(&hello_ended, &key, &value, BPF_NOEXIST) != -BTS_EEXIST;
}

/*
 * The process's CPU time, divided as the kernel divides it for wait4(): the sum
 * is exact, the parts are in the ratio that the clock's ticks have found. @last
 * is its last thread; what others used was added up as they went.
 */
static __always_inline void times_fill(struct hello_exit *e, struct task_struct *last,
				       struct task_struct *leader)
{
	struct signal_struct *signal = bts_read(last, signal);
	__u64 user = bts_read(signal, utime) + bts_read(last, utime);
	__u64 system = bts_read(signal, stime) + bts_read(last, stime);
	__u64 sum = bts_read(signal, sum_sched_runtime) + bts_read(last, se.sum_exec_runtime);

	if (bts_read(last, pid) != bts_read(leader, pid)) {
		user += bts_read(leader, utime);
		system += bts_read(leader, stime);
		sum += bts_read(leader, se.sum_exec_runtime);
	}
	/* Ticks are whole milliseconds: so they can be multiplied. */
	user /= 1000000;
	system /= 1000000;
	e->system = user + system ? sum / (user + system) * system +
					    sum % (user + system) * system / (user + system)
				  : 0;
	e->user = sum - e->system;
}

static __always_inline int exited(struct task_struct *task)
{
	struct task_struct *leader = bts_read(task, group_leader);
	struct signal_struct *signal = bts_read(task, signal);
	struct bts_scratch *scratch;
	struct hello_exit *e;
	__u32 status;
	__u64 life;

	if (!bts_shared.live || bts_read(signal, live.counter) || !is_first(leader) || !bts_begin())
		return 0;
	life = bpf_ktime_get_ns() - bts_read(leader, start_time);
	/* What wait4() will say. */
	status = bts_read(signal, flags) & SIGNAL_GROUP_EXIT ? bts_read(signal, group_exit_code)
							     : bts_read(leader, exit_code);
	if (life < hello_min_life || (hello_max_life && life > hello_max_life)) {
		bts_count(BTS_FILTERED);
		return 0;
	}
	if (!bts_keep(status != 0, life))
		return 0;
	if (bts_summing())
		return sum_life(life);
	scratch = bts_build(hello_exit);
	if (!scratch)
		return 0;
	e = (void *)scratch->data;
	bts_task_fill(&e->task);
	bts_task_comm(leader, e->task.comm);
	e->life = life;
	times_fill(e, task, leader);
	e->peak = bts_read(signal, maxrss) * (__u64)bts_conf.page;
	e->code = status >> 8 & 0xff;
	e->signal = status & 0x7f;
	e->core = status & 0x80;
	e->kind = bts_read(task, flags) & BTS_PF_KTHREAD ? KIND_KERNEL : KIND_PROCESS;
	ancestors_fill(scratch, leader, &e->ancestors, &e->ancestor_pids);
	return bts_send(scratch);
}

BTS_EXEC_HOOKS(exec, executed)
BTS_EXIT_HOOKS(exit, exited)
BTS_SERVES(exec, "exec");
BTS_SERVES(exit, "exit,lifetimes");

#endif
