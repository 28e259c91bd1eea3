/* SPDX-License-Identifier: GPL-2.0-only */
/* hello -S: who makes processes and threads, how often that fails, how long they live. */
#ifndef HELLO_SUMMARY_BPF_H
#define HELLO_SUMMARY_BPF_H

struct hello_call_key {
	bts_syscall call;
	enum hello_made made BTS_BITS;
};

struct hello_call_sum {
	bts_num calls BTS_RATE;
	bts_num failed;
	bts_hist_ns took;
};
BTS_TABLE(hello_calls, hello_call_key, hello_call_sum, 256, "Calls, by what they made",
	  "call,made,calls,calls_rate,failed,took_mean,took_p50,took_p99,took_max");

struct hello_forker {
	bts_pid pid;
	bts_str comm[BTS_COMM_LEN];
};
BTS_TABLE(hello_forkers, hello_forker, hello_call_sum, 1024, "Who called",
	  "pid,comm,calls,calls_rate,failed,took_mean,took_p50,took_p99,took_max");

struct hello_error {
	bts_syscall call;
	bts_errno error;
};

struct hello_error_sum {
	bts_num failed BTS_RATE;
};
BTS_TABLE(hello_errors, hello_error, hello_error_sum, 256, "Failures",
	  "call,error,failed,failed_rate");

struct hello_latency_sum {
	bts_hist_ns took;
};
BTS_TABLE(hello_latency, bts_no_key, hello_latency_sum, 1, "How long the calls took",
	  "took_count,took_mean,took_p50,took_p90,took_p99,took_p99_9,took_max,took");

struct hello_life_sum {
	bts_hist_ns life;
};
BTS_TABLE(hello_lifetimes, bts_no_key, hello_life_sum, 1, "How long the processes that ended lived",
	  "life_count,life_mean,life_p50,life_p90,life_p99,life_p99_9,life_max,life");

static __always_inline void sum_into(struct hello_call_sum *sum, bool failed, __u64 ns)
{
	if (!sum)
		return;
	bts_add(sum->calls, 1);
	if (failed)
		bts_add(sum->failed, 1);
	bts_hist_add(&sum->took, ns);
}

static __always_inline int sum_call(bts_syscall call, enum hello_made made, long ret, __u64 ns)
{
	struct hello_call_key key = { call, made };
	struct hello_error failure = { call, -ret };
	struct hello_latency_sum *latency;
	struct hello_error_sum *errors;
	struct hello_forker who = {};
	struct bts_no_key all = {};
	bool full = false;

	sum_into(bts_row(hello_calls, &key, full), ret < 0, ns);
	who.pid = bts_task_pid(bts_current());
	bpf_get_current_comm(who.comm, sizeof(who.comm));
	sum_into(bts_row(hello_forkers, &who, full), ret < 0, ns);
	latency = bts_row(hello_latency, &all, full);
	if (latency)
		bts_hist_add(&latency->took, ns);
	errors = ret < 0 ? bts_row(hello_errors, &failure, full) : NULL;
	if (errors)
		bts_add(errors->failed, 1);
	return bts_summed(full);
}

/* Processes with threads that have ended; each of the threads may see its process as dead. */
struct hello_process {
	__u64 began, pid;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct hello_process);
	__type(value, __u8);
} hello_ended SEC(".maps");

/* Is it the end of the whole process, and not told before? */
static __always_inline bool process_ends(struct task_struct *task)
{
	struct hello_process process = {
		.began = bts_read(task, group_leader, start_time),
		.pid = bts_read(task, tgid),
	};
	__u8 told = 1;

	if (bts_read(task, signal, live.counter))
		return false;
	/* Another thread that has not gone yet may pass here too. */
	return bts_read(task, signal, nr_threads) == 1 ||
	       !bpf_map_update_elem(&hello_ended, &process, &told, BPF_NOEXIST);
}

static __always_inline int ended(struct task_struct *task)
{
	struct hello_life_sum *sum;
	struct bts_no_key all = {};
	bool full = false;
	__u64 ns;

	if (!process_ends(task) || !bts_begin())
		return 0;
	ns = bpf_ktime_get_ns() - bts_read(task, group_leader, start_time);
	if (!bts_keep(false, ns))
		return 0;
	sum = bts_row(hello_lifetimes, &all, full);
	if (sum)
		bts_hist_add(&sum->life, ns);
	return bts_summed(full);
}

SEC("tp_btf/sched_process_exit")
BTS_ALT(ended)
int BPF_PROG(ended_btf, struct task_struct *task)
{
	return ended(task);
}

SEC("raw_tp/sched_process_exit")
BTS_ALT(ended)
int BPF_PROG(ended_raw, struct task_struct *task)
{
	return ended(task);
}
BTS_SERVES(ended, "lifetimes");

#endif
