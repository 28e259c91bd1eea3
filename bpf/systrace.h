/* SPDX-License-Identifier: GPL-2.0-only OR LGPL-2.1-only OR BSD-2-Clause */
/* The records of systrace, for its BPF program and for what shows them. */
#ifndef SYSTRACE_H
#define SYSTRACE_H

/* In the programs late_btf() and late_tp(): see there. */
#define SYSTRACE_TASK_WORK 0x6c617465

/* How a late look gets where it may wait for pages. */
enum systrace_late_look {
	SYSTRACE_LATE_NONE,
	SYSTRACE_LATE_WORK,  /* by work for the task */
	SYSTRACE_LATE_SLEEP, /* the program may sleep */
};

/* Threads whose time off their processors is known at a time. */
#define SYSTRACE_AWAY_MAX 16384

/* Of a call's record. */
#define SYSTRACE_MORE	 0x1  /* its rest comes in further records */
#define SYSTRACE_NO_RET	 0x2  /* the call does not return, or has not yet */
#define SYSTRACE_NO_CALL 0x4  /* its entry was not seen */
#define SYSTRACE_INSIDE	 0x8  /* it is going on */
#define SYSTRACE_DETACH	 0x10 /* with it the trace of its process ends */
#define SYSTRACE_FIRST	 0x20 /* the command's own exec */
#define SYSTRACE_CUT	 0x40 /* of its further records one was lost */

/* Is a result an error? By the range of include/linux/err.h. */
#define SYSTRACE_FAILED(result) ((result) < 0 && (result) >= -4095)

/* Members that are for the lines alone; the tag is the BPF side's. */
#ifdef BTS_HIDDEN
#define SYSTRACE_OWN BTS_HIDDEN
#else
#define SYSTRACE_OWN
#endif

struct systrace_call {
	struct bts_head head; /* time: of the return */
	bts_pid pid, tid;
	bts_syscall call;
	__u32 flags SYSTRACE_OWN;
	bts_time start;
	__s64 result SYSTRACE_OWN;
	bts_addr ip SYSTRACE_OWN;
	bts_ns busy SYSTRACE_OWN; /* of it on a processor: see systrace_cpu_time */
	__u32 seq SYSTRACE_OWN;	  /* counts a thread's calls */
	__s32 nr SYSTRACE_OWN;	  /* as the thread gave it: more than .call has room for */
	bts_str comm[BTS_COMM_LEN];
	__u64 arg[6] SYSTRACE_OWN;
	/* struct bts_cap_piece and their bytes follow. */
};

/* A row of -c's table: see bts/summary.bpf.h. */
struct systrace_which {
	bts_syscall call;
};

struct systrace_sum {
	bts_num calls;
	bts_num failed;
	bts_hist_ns took;
	bts_hist_ns busy;
};

/* What kernel_siginfo holds: the first 48 bytes of user space's siginfo_t. */
#define SYSTRACE_SIGINFO     48
#define SYSTRACE_SIGINFO_PID 16 /* where it has the process that a signal came from, if any */

enum systrace_fate {
	SYSTRACE_DELIVERED,
	SYSTRACE_IGNORED,   /* by the process, and so not delivered */
	SYSTRACE_GENERATED, /* what comes of it is not known yet */
	SYSTRACE_FATAL,	    /* it ends the process; what came with it is in the record above */
};

struct systrace_signal {
	struct bts_head head;
	bts_pid pid, tid;
	bts_signal signal;
	enum systrace_fate fate;
	bts_addr ip SYSTRACE_OWN; /* where the thread was; 0: not known */
	__s32 nr SYSTRACE_OWN;	  /* the last call that it made; -1: not known */
	__u32 stops SYSTRACE_OWN; /* the thread stops for it */
	bts_str comm[BTS_COMM_LEN];
	__u8 info[SYSTRACE_SIGINFO] SYSTRACE_OWN;
	__u32 foreign SYSTRACE_OWN;  /* the thread is not in the tracer's pid namespace: */
	bts_pid sender SYSTRACE_OWN; /* the tracer's number of who the info names; 0: none */
};

struct systrace_exit {
	struct bts_head head;
	bts_pid pid, tid;
	__u32 status; /* as wait() has it */
	bts_pid by;   /* the thread whose exec took this one away; 0 */
	bts_str comm[BTS_COMM_LEN];
	__u32 alive SYSTRACE_OWN; /* threads that its process has left */
	__u32 pad SYSTRACE_OWN;
};

#endif
