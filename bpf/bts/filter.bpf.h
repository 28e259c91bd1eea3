/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which events are wanted. A handler calls bts_begin() before it reads
 * anything, and bts_keep() when it knows how the event ended.
 */
#ifndef BTS_FILTER_BPF_H
#define BTS_FILTER_BPF_H

#include "bts/task.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, BTS_MARKS_MAX);
	__type(key, struct bts_mark_key);
	__type(value, struct bts_mark);
} bts_marks SEC(".maps");

/* nsec_to_clock_t() of the kernel with USER_HZ 100, which all our architectures have. */
#define BTS_NS_PER_TICK 10000000ULL

static __always_inline struct bts_mark_key bts_mark_key(struct task_struct *task, bool is_thread)
{
	struct bts_mark_key key = {
		.pid = is_thread ? bts_task_tid(task) : bts_task_pid(task),
		.is_thread = is_thread,
	};

	return key;
}

static __always_inline __u64 bts_start_ticks(struct task_struct *task, bool is_thread)
{
	__u64 ns = is_thread ? bts_read(task, start_boottime)
			     : bts_read(task, group_leader, start_boottime);

	return ns / BTS_NS_PER_TICK;
}

/* The mark of @task's process, or of the thread itself; NULL. */
static __always_inline struct bts_mark *bts_mark_find(struct task_struct *task, bool is_thread)
{
	struct bts_mark_key key = bts_mark_key(task, is_thread);
	struct bts_mark *mark = bpf_map_lookup_elem(&bts_marks, &key);

	return mark && mark->start == bts_start_ticks(task, is_thread) ? mark : NULL;
}

/* The mark that holds for @task: its process's, else where threads are marked its own; NULL. */
static __always_inline struct bts_mark *bts_mark_of(struct task_struct *task)
{
	struct bts_mark *mark = bts_mark_find(task, false);

	if (!mark && (bts_conf.filter & BTS_FILTER_THREADS))
		mark = bts_mark_find(task, true);
	return mark;
}

static __always_inline bool bts_task_marked(struct task_struct *task)
{
	struct bts_mark *mark = bts_mark_of(task);

	return mark && !mark->until_exec;
}

static __always_inline bool bts_comm_wanted(void)
{
	char comm[BTS_COMM_LEN] = {};

	bpf_get_current_comm(comm, sizeof(comm));
	for (int i = 0; i < BTS_COMM_LEN; i++) {
		if (comm[i] != bts_conf.comm[i])
			return false;
		if (!comm[i])
			break;
	}
	return true;
}

/*
 * Is the current task one that was asked for? Of groups, @group counts, or if
 * that is NULL its own. The cheapest question comes first.
 */
static __always_inline bool bts_task_wanted_in(struct cgroup *group)
{
	struct task_struct *task = bts_current();
	bts_pid pid;

	if ((bts_conf.filter & BTS_FILTER_UID) && (__u32)bpf_get_current_uid_gid() != bts_conf.uid)
		return false;
	/* What the tracer's pid namespace does not see is not its user's to see either. */
	pid = bts_task_pid(task);
	if (pid == bts_conf.self || (!pid && bts_conf.pidns != BTS_PIDNS_INITIAL))
		return false;
	if ((bts_conf.filter & BTS_FILTER_COMM) && !bts_comm_wanted())
		return false;
	if ((bts_conf.filter & BTS_FILTER_MARKED) && !bts_task_marked(task))
		return false;
	if ((bts_conf.filter & BTS_FILTER_CGROUP) &&
	    !bts_cgroup_wanted(group ? group : bts_cgroup_of(task)))
		return false;
	return true;
}

static __always_inline bool bts_task_wanted(void)
{
	return bts_task_wanted_in(NULL);
}

/* An event of the current task begins: false if it is not to be traced. */
static __always_inline bool bts_begin(void)
{
	if (!bts_shared.live)
		return false;
	bts_count(BTS_SEEN);
	if (bts_task_wanted())
		return true;
	bts_count(BTS_FILTERED);
	return false;
}

/* It has ended: false if what is now known of it makes it unwanted. */
static __always_inline bool bts_keep(bool failed, __u64 ns)
{
	if (((bts_conf.filter & BTS_FILTER_FAILED) && !failed) ||
	    ((bts_conf.filter & BTS_FILTER_MIN) && ns < bts_conf.min_ns)) {
		bts_count(BTS_FILTERED);
		return false;
	}
	return true;
}

/*
 * An event's end was met, and its beginning is not remembered. If it had no
 * place in the table it was counted when it began; which event that was cannot
 * be told, but how many there are can. Else it began before tracing did, or
 * never: seccomp refuses a call before its entry. Neither is a loss of ours.
 */
static __always_inline int bts_unmatched(void)
{
	if (!bts_shared.live || !bts_task_wanted())
		return 0;
	if (bts_shared.spanless > 0) {
		__sync_fetch_and_add(&bts_shared.spanless, -1);
		return 0;
	}
	bts_count(BTS_UNMATCHED);
	return 0;
}

/*
 * The programs below keep the marks true. The library loads them only when
 * tasks are marked.
 */

/* Called in the parent before the child can run. */
static __always_inline int bts_follow(struct task_struct *child)
{
	bool same_process = bts_read(child, group_leader) != child;
	struct bts_mark_key key = bts_mark_key(child, same_process);
	struct bts_mark mark = {};
	struct bts_mark *parent;

	parent = bts_mark_find(bts_current(), false);
	if (parent && same_process)
		return 0; /* the process is marked, and with it all its threads */
	if (!parent && (bts_conf.filter & BTS_FILTER_THREADS))
		parent = bts_mark_find(bts_current(), true);
	/* The second run finds the child marked. */
	if (!parent || bts_mark_find(child, same_process))
		return 0;
	mark.start = bts_start_ticks(child, same_process);
	mark.until_exec = parent->until_exec;
	__sync_fetch_and_add(&bts_shared.targets, 1);
	if (bpf_map_update_elem(&bts_marks, &key, &mark, BPF_ANY)) {
		__sync_fetch_and_add(&bts_shared.targets, -1);
		bts_count(BTS_UNFOLLOWED);
	}
	return 0;
}

static __always_inline void bts_unmark(struct task_struct *task, bool is_thread)
{
	struct bts_mark_key key = bts_mark_key(task, is_thread);

	/* Two threads may both see their process as dead: only one finds the mark. */
	if (bts_mark_find(task, is_thread) && !bpf_map_delete_elem(&bts_marks, &key))
		__sync_fetch_and_add(&bts_shared.targets, -1);
}

static __always_inline int bts_reap(struct task_struct *task)
{
	if (bts_conf.filter & BTS_FILTER_THREADS)
		bts_unmark(task, true);
	if (!bts_read(task, signal, live.counter))
		bts_unmark(task, false);
	return 0;
}

static __always_inline int bts_arm(struct task_struct *task, struct linux_binprm *bprm)
{
	struct bts_mark *mark = bts_mark_of(task);

	if (mark)
		mark->until_exec = 0;
	return 0;
}

BTS_FORK_HOOKS(bts_follow, bts_follow)
BTS_REPEATABLE(bts_follow);
BTS_EXIT_HOOKS(bts_reap, bts_reap)
BTS_REPEATABLE(bts_reap);
BTS_EXEC_HOOKS(bts_arm, bts_arm)
BTS_REPEATABLE(bts_arm);

#endif
