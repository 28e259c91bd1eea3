/* SPDX-License-Identifier: GPL-2.0-only */
/* hello -S: who makes processes and threads, how often that fails, how long they live. */
#ifndef HELLO_SUMMARY_BPF_H
#define HELLO_SUMMARY_BPF_H

#include "bts/tool.bpf.h"
#include "hello_made.bpf.h"

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

static __always_inline int sum_life(__u64 ns)
{
	struct hello_life_sum *sum;
	struct bts_no_key all = {};
	bool full = false;

	sum = bts_row(hello_lifetimes, &all, full);
	if (sum)
		bts_hist_add(&sum->life, ns);
	return bts_summed(full);
}

#endif
