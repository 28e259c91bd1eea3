/* SPDX-License-Identifier: GPL-2.0-only */
/* Who: the task as records show it. */
#ifndef BTS_TASK_BPF_H
#define BTS_TASK_BPF_H

#include "bts/cgroup.bpf.h"

/* Flags of tasks: include/linux/sched.h. */
#define BTS_PF_WQ_WORKER 0x00000020
#define BTS_PF_KTHREAD	 0x00200000

/* Flattened into the record that holds it. */
struct bts_task {
	bts_pid pid, tid, ppid;
	bts_uid uid;
	bts_str comm[BTS_COMM_LEN];
	union {
		bts_cgroup cgroup;
		bts_container container;
	};
};

static __always_inline bts_pid bts_task_tid(struct task_struct *task)
{
	if (bts_conf.pidns == BTS_PIDNS_INITIAL)
		return bts_read(task, pid);
	return bts_task_number(task, bts_conf.pidns);
}

static __always_inline bts_pid bts_task_pid(struct task_struct *task)
{
	if (bts_conf.pidns == BTS_PIDNS_INITIAL)
		return bts_read(task, tgid);
	return bts_task_number(bts_read(task, group_leader), bts_conf.pidns);
}

/* The name of any task; in halves, since a load is of eight bytes at most. */
static __always_inline void bts_task_comm(struct task_struct *task, char to[BTS_COMM_LEN])
{
	if (bts_direct()) {
		((__u64 *)to)[0] = *(__u64 *)&task->comm[0];
		((__u64 *)to)[1] = *(__u64 *)&task->comm[8];
	} else {
		bpf_probe_read_kernel(to, BTS_COMM_LEN, &task->comm);
	}
}

/* The current task. */
static __always_inline void bts_task_fill(struct bts_task *to)
{
	struct task_struct *task = bts_current();

	to->pid = bts_task_pid(task);
	to->tid = bts_task_tid(task);
	to->ppid = bts_task_pid(bts_read(task, real_parent));
	to->uid = bpf_get_current_uid_gid();
	bpf_get_current_comm(to->comm, sizeof(to->comm));
	if ((bts_wants_cgroup || bts_wants_container) &&
	    bpf_core_field_exists(struct task_struct, cgroups))
		to->cgroup = bts_cgroup_note(bts_cgroup_of(task));
}

/*
 * @handler, an inline function (struct task_struct *child), is called in the
 * parent when a child is made and before it can run.
 */
#define BTS_FORK_HOOKS(hook, handler)                                                        \
	SEC("tp_btf/sched_process_fork")                                                     \
	BTS_ALT(hook)                                                                        \
	int BPF_PROG(hook##_fork_btf, struct task_struct *parent, struct task_struct *child) \
	{                                                                                    \
		return handler(child);                                                       \
	}                                                                                    \
	SEC("raw_tp/sched_process_fork")                                                     \
	BTS_ALT(hook)                                                                        \
	int BPF_PROG(hook##_fork_raw, struct task_struct *parent, struct task_struct *child) \
	{                                                                                    \
		return handler(child);                                                       \
	}

/* @handler(struct task_struct *task) is called in each thread that ends. */
#define BTS_EXIT_HOOKS(hook, handler)                      \
	SEC("tp_btf/sched_process_exit")                   \
	BTS_ALT(hook)                                      \
	int BPF_PROG(hook##_btf, struct task_struct *task) \
	{                                                  \
		return handler(task);                      \
	}                                                  \
	SEC("raw_tp/sched_process_exit")                   \
	BTS_ALT(hook)                                      \
	int BPF_PROG(hook##_raw, struct task_struct *task) \
	{                                                  \
		return handler(task);                      \
	}

/* @handler(struct task_struct *task, struct linux_binprm *bprm), when exec has succeeded. */
#define BTS_EXEC_HOOKS(hook, handler)                                                            \
	SEC("tp_btf/sched_process_exec")                                                         \
	BTS_ALT(hook)                                                                            \
	int BPF_PROG(hook##_btf, struct task_struct *task, pid_t old, struct linux_binprm *bprm) \
	{                                                                                        \
		return handler(task, bprm);                                                      \
	}                                                                                        \
	SEC("raw_tp/sched_process_exec")                                                         \
	BTS_ALT(hook)                                                                            \
	int BPF_PROG(hook##_raw, struct task_struct *task, pid_t old, struct linux_binprm *bprm) \
	{                                                                                        \
		return handler(task, bprm);                                                      \
	}

#endif
