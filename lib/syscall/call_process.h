/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_PROCESS_H
#define BTS_SYSCALL_CALL_PROCESS_H

#include "syscall/args.h"

/* The strings that a program is given. */
SHOWS(exec_path);
#define EXEC_PATH SHOW(bts_show_exec_path), OPS(OP_STR(AT_IN, SELF, 4096))
SHOWS(argv);
#define ARGV                                              \
	SHOW(bts_show_argv), OPS({ .kind = BTS_CAP_STRS,  \
				   .when = AT_IN,         \
				   .arg = SELF,           \
				   .max = BTS_MAX_STRING, \
				   .most = BTS_MAX_ELEMENTS })

/* Its environment: how many variables, with -v all of them. */
SHOWS(envp);
#define ENVP                                               \
	SHOW(bts_show_envp), OPS({ .kind = BTS_CAP_STRS,   \
				   .when = AT_IN,          \
				   .arg = SELF,            \
				   .max = BTS_MAX_VERBOSE, \
				   .most = 1024 })

/*
 * The text behind the result is what was said in @aside. It is good until the next call is shown
 * by the same thread.
 */
void bts_call_note_take(struct bts_call *call, struct bts_aside *aside);

/* Flags as that text; none where constants are to be numbers. */
void bts_call_note_flags(struct bts_call *call, uint64_t value, const struct bts_flag_set *set);

/* call_process.c: clone and kin. Their order is strace's, not that of the arguments. */
SHOWS(clone_stack);
SHOWS(clone_flags);
SHOWS(clone_parent_tid);
SHOWS(clone_tls);
SHOWS(clone_child_tid);
SHOWS(clone3);
bool bts_clone_no_parent_tid(const struct bts_call *call);
bool bts_clone_no_tls(const struct bts_call *call);
bool bts_clone_no_child_tid(const struct bts_call *call);
#define CLONE_STACK SHOW(bts_show_clone_stack)
#define CLONE_FLAGS SHOW(bts_show_clone_flags)
#define CLONE_PARENT_TID \
	SHOW(bts_show_clone_parent_tid), OPS(OP_MEM(AT_OUT, 2, 4)), ABSENT(bts_clone_no_parent_tid)
#define CLONE_TLS	SHOW(bts_show_clone_tls), OPS(OP_MEM(AT_IN, 3, 16)), ABSENT(bts_clone_no_tls)
#define CLONE_CHILD_TID SHOW(bts_show_clone_child_tid), ABSENT(bts_clone_no_child_tid)
#define CLONE3                                                                         \
	SHOW(bts_show_clone3),                                                         \
		OPS(OP_MEM_BY(AT_IN, 0, 1, 1, 4096), OP_MEM_BY(AT_OUT, 0, 1, 1, 4096), \
		    OP_MEM_DEREF(AT_OUT, 0, 8, 4), OP_MEM_DEREF(AT_OUT, 0, 24, 4),     \
		    { .kind = BTS_CAP_MEM,                                             \
		      .when = AT_IN,                                                   \
		      .arg = 0,                                                        \
		      .deref = BTS_CAP_DEREF,                                          \
		      .off = 64,                                                       \
		      .count = BTS_CAP_WORD,                                           \
		      .count_arg = 0,                                                  \
		      .count_off = 72,                                                 \
		      .size = 4,                                                       \
		      .max = 128 })

/* wait4 and kin: what ended and how, and what it used. */
SHOWS(wait_status);
SHOWS(wait_rusage);
SHOWS(wait_id);
#define WAIT_STATUS SHOW(bts_show_wait_status), OPS(OP_MEM(AT_OUT, SELF, 4))
#define WAIT_RUSAGE                                             \
	SHOW(bts_show_wait_rusage), .data = &bts_layout_rusage, \
				    OPS(OP_MEM(AT_OUT, SELF, BTS_LAYOUT_MAX))
#define WAIT_ID SHOW(bts_show_wait_id)
extern const struct bts_layout bts_layout_rusage;

/* Users and groups of calls that have 16 bits for them on i386; [id], arrays of them. */
SHOWS(old_id);
SHOWS(old_id_at);
SHOWS(groups32);
SHOWS(old_groups);
#define OLD_ID	   SHOW(bts_show_old_id)
#define OLD_ID_OUT SHOW(bts_show_old_id_at), OPS(OP_MEM(AT_OUT, SELF, 4))
#define OLD_GROUPS_IN                                              \
	SHOW(bts_show_old_groups), .when = BTS_AT_ENTRY, .len = 0, \
				   OPS(OP_MEM_BY(AT_IN, SELF, 0, 4, BTS_MAX_ELEMENTS))
#define OLD_GROUPS_OUT                                                        \
	SHOW(bts_show_old_groups), .when = BTS_AT_RETURN, .len = BTS_LEN_RET, \
				   OPS(OP_MEM_RET(AT_OUT, SELF, 4, BTS_MAX_ELEMENTS))
#define GROUPS32_IN                                              \
	SHOW(bts_show_groups32), .len = 0, .when = BTS_AT_ENTRY, \
				 OPS(OP_MEM_BY(AT_IN, SELF, 0, 4, BTS_MAX_ELEMENTS))
#define GROUPS32_OUT                                                        \
	SHOW(bts_show_groups32), .len = BTS_LEN_RET, .when = BTS_AT_RETURN, \
				 OPS(OP_MEM_RET(AT_OUT, SELF, 4, BTS_MAX_ELEMENTS))

SHOWS(cap_header);
SHOWS(cap_data);
#define CAP_HEADER   SHOW(bts_show_cap_header), OPS(OP_MEM(AT_IN, SELF, 8))
#define CAP_DATA_IN  SHOW(bts_show_cap_data), .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 24))
#define CAP_DATA_OUT SHOW(bts_show_cap_data), .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 24))

SHOWS(personality);
#define PERSONALITY SHOW(bts_show_personality)

/* kcmp: what its last two arguments are depends on the type. */
SHOWS(kcmp_index);
bool bts_kcmp_no_index(const struct bts_call *call);
#define KCMP_INDEX SHOW(bts_show_kcmp_index), OPS(OP_MEM(AT_IN, 4, 12)), ABSENT(bts_kcmp_no_index)

SHOWS(restart);
#define RESTART SHOW(bts_show_restart)

/* call_prctl.c */
SHOWS(prctl_option);
SHOWS(prctl_args);
SHOWS(arch_prctl_arg);
SHOWS(seccomp_args);
bool bts_prctl_no_args(const struct bts_call *call);
bool bts_arch_prctl_no_arg(const struct bts_call *call);
/* A filter program stands at argument @n. */
#define OP_FPROG(n)                                                                               \
	OP_MEM(AT_IN, n, 16),                                                                     \
		{ .kind = BTS_CAP_MEM,                                                            \
		  .when = AT_IN,                                                                  \
		  .arg = (n),                                                                     \
		  .deref = BTS_CAP_DEREF,                                                         \
		  .off = 8,                                                                       \
		  .count = BTS_CAP_U32,                                                           \
		  .count_arg = (n),                                                               \
		  .size = 8,                                                                      \
		  .max = BTS_MAX_ELEMENTS },                                                      \
	{                                                                                         \
		.kind = BTS_CAP_MEM, .when = AT_IN, .arg = (n), .deref = BTS_CAP_DEREF, .off = 4, \
		.count = BTS_CAP_U32, .count_arg = (n), .size = 8, .max = BTS_MAX_ELEMENTS        \
	}
#define PRCTL_OPTION SHOW(bts_show_prctl_option), .data = &bts_set_prctl, .unknown = "PR_???"
#define PRCTL_ARGS                                                                     \
	SHOW(bts_show_prctl_args), ABSENT(bts_prctl_no_args),                          \
		OPS(OP_MEM(AT_OUT, 1, 16), OP_STR(AT_IN, 1, 15), OP_MEM(AT_OUT, 4, 8), \
		    OP_STR(AT_IN, 4, BTS_MAX_STRING), OP_FPROG(2))
#define ARCH_PRCTL_ARG \
	SHOW(bts_show_arch_prctl_arg), ABSENT(bts_arch_prctl_no_arg), OPS(OP_MEM(AT_OUT, 1, 8))
#define SECCOMP_ARGS SHOW(bts_show_seccomp_args), OPS(OP_FPROG(2), OP_MEM(AT_OUT, 2, 8))

/* call_futex.c */
SHOWS(futex_args);
SHOWS(futex_flags);
SHOWS(futex_waiters);
SHOWS(rseq);
SHOWS(word_at);
SHOWS(membarrier);
bool bts_futex_no_args(const struct bts_call *call);
bool bts_membarrier_no_cpu(const struct bts_call *call);
#define FUTEX_ARGS  SHOW(bts_show_futex_args), ABSENT(bts_futex_no_args), OPS(OP_MEM(AT_IN, 3, 16))
#define FUTEX_FLAGS SHOW(bts_show_futex_flags)
#define FUTEX_WAITERS(by)                          \
	SHOW(bts_show_futex_waiters), .len = (by), \
				      OPS(OP_MEM_BY(AT_IN, SELF, by, 24, BTS_MAX_ELEMENTS))
/* Two, whatever an argument says. */
#define FUTEX_PAIR SHOW(bts_show_futex_waiters), .len = BTS_LEN_RET, OPS(OP_MEM(AT_IN, SELF, 48))
/* What it is in the midst of is at an address in it. */
#define RSEQ SHOW(bts_show_rseq), OPS(OP_MEM(AT_IN, SELF, 33), OP_MEM_DEREF(AT_IN, SELF, 8, 32))
/* [number] of a word. */
#define WORD_OUT   SHOW(bts_show_word_at), OPS(OP_MEM(AT_OUT, SELF, 8))
#define MEMBARRIER SHOW(bts_show_membarrier)

/* call_ptrace.c */
SHOWS(ptrace_args);
bool bts_ptrace_no_args(const struct bts_call *call);
#define PTRACE_ARGS                                                                      \
	SHOW(bts_show_ptrace_args), ABSENT(bts_ptrace_no_args),                          \
		OPS(OP_MEM(AT_IN, 2, 16), OP_MEM(AT_IN, 3, 512), OP_MEM(AT_OUT, 3, 512), \
		    OP_MEM(BTS_CAP_RETURN, 3, 16), OP_MEM_DEREF(AT_IN, 3, 0, 512),       \
		    OP_MEM_DEREF(AT_OUT, 3, 0, 512))

/* call_sched.c */
SHOWS(sched_policy);
SHOWS(sched_attr_in);
SHOWS(sched_attr_out);
/* The processors in a mask of @len bytes at @value. */
void bts_show_cpus(struct bts_call *call, enum bts_when when, uint64_t value, uint32_t len);
SHOWS(affinity_in);
SHOWS(affinity_out);
SHOWS(sched_policy_ret);
/* A priority of I/O: its class, and what that makes of the rest. */
void bts_emit_ioprio(struct bts_call *call, uint32_t value, enum bts_emit_base base);
SHOWS(ioprio);
SHOWS(ioprio_ret);
SHOWS(prio_who);
SHOWS(ioprio_who);
extern const struct bts_layout bts_layout_sched_param, bts_layout_rlimit, bts_layout_rlimit64;
#define SCHED_POLICY SHOW(bts_show_sched_policy)
#define SCHED_ATTR_IN \
	SHOW(bts_show_sched_attr_in), OPS(OP_MEM(AT_IN, 1, 56), OP_MEM(BTS_CAP_RETURN, 1, 4))
#define SCHED_ATTR_OUT SHOW(bts_show_sched_attr_out), OPS(OP_MEM_BY(AT_OUT, 1, 2, 1, 56))
#define AFFINITY_IN    SHOW(bts_show_affinity_in), OPS(OP_MEM_BY(AT_IN, SELF, 1, 1, 2048))
#define AFFINITY_OUT   SHOW(bts_show_affinity_out), OPS(OP_MEM_RET(AT_OUT, SELF, 1, 2048))
/* A process of which the policy, or the priority, is returned. */
#define PID_POLICY SHOW(bts_show_sched_policy_ret)
#define WHO_IOPRIO SHOW(bts_show_ioprio_ret)
#define PRIO_WHO   SHOW(bts_show_prio_who)
#define IOPRIO_WHO SHOW(bts_show_ioprio_who)
#define IOPRIO	   SHOW(bts_show_ioprio)

/* call_system.c */
SHOWS(host_name);
SHOWS(reboot_arg);
SHOWS(syslog_type);
SHOWS(syslog_args);
SHOWS(user_desc);
SHOWS(thread_area);
SHOWS(get_thread_area);
SHOWS(kexec_segments);
SHOWS(kexec_flags);
SHOWS(swap_flags);
SHOWS(hex_buf);
SHOWS(lsm_ctx_out);
SHOWS(lsm_ctx_in);
SHOWS(lsm_ids);
SHOWS(u32_inout);
SHOWS(landlock_attr);
SHOWS(landlock_rule);
bool bts_reboot_no_arg(const struct bts_call *call);
bool bts_syslog_no_args(const struct bts_call *call);
extern const struct bts_layout bts_layout_sysinfo, bts_layout_utsname;
#define HOST_NAME SHOW(bts_show_host_name), OPS(OP_MEM_BY(AT_IN, SELF, 1, 1, 64))
#define REBOOT_ARG                                            \
	SHOW(bts_show_reboot_arg), ABSENT(bts_reboot_no_arg), \
		OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING))
#define SYSLOG_TYPE SHOW(bts_show_syslog_type)
#define SYSLOG_ARGS                                             \
	SHOW(bts_show_syslog_args), ABSENT(bts_syslog_no_args), \
		OPS(OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))
/* For modify_ldt, whose third argument is the size; for *_thread_area. */
#define USER_DESC SHOW(bts_show_user_desc), OPS(OP_MEM(AT_IN, SELF, 16))
#define THREAD_AREA \
	SHOW(bts_show_thread_area), OPS(OP_MEM(AT_IN, SELF, 16), OP_MEM(AT_OUT, SELF, 16))
#define GET_THREAD_AREA \
	SHOW(bts_show_get_thread_area), OPS(OP_MEM(AT_IN, SELF, 16), OP_MEM(AT_OUT, SELF, 16))
#define KEXEC_SEGMENTS SHOW(bts_show_kexec_segments), OPS(OP_MEM(AT_IN, SELF, 512))
#define KEXEC_FLAGS    SHOW(bts_show_kexec_flags)
#define SWAP_FLAGS     SHOW(bts_show_swap_flags)
/* What was returned, in hexadecimal. */
#define HEX_BUF_OUT SHOW(bts_show_hex_buf), OPS(OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING))
#define LSM_CTX_OUT \
	SHOW(bts_show_lsm_ctx_out), OPS(OP_MEM(AT_IN, SELF, 32), OP_MEM(AT_OUT, SELF, 4096))
#define LSM_CTX_IN SHOW(bts_show_lsm_ctx_in), OPS(OP_MEM_BY(AT_IN, SELF, 2, 1, 4096))
#define LSM_IDS	   SHOW(bts_show_lsm_ids), OPS(OP_MEM_RET(AT_OUT, SELF, 8, BTS_MAX_ELEMENTS))
/* [before => after] */
#define U32_INOUT \
	SHOW(bts_show_u32_inout), OPS(OP_MEM(AT_IN, SELF, 4), OP_MEM(BTS_CAP_RETURN, SELF, 4))
#define LANDLOCK_ATTR SHOW(bts_show_landlock_attr), OPS(OP_MEM_BY(AT_IN, SELF, 1, 1, 128))
#define LANDLOCK_RULE SHOW(bts_show_landlock_rule), OPS(OP_MEM(AT_IN, SELF, 16))

#endif
