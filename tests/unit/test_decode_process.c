// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Decoders of processes and what the kernel keeps for them. */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/utsname.h>
#include "test.h"
#include "decode.h"

TEST(clone_args)
{
	int tid = 77;

	CHECK_STR(TEXT("clone", 5, SIGCHLD), "clone(child_stack=NULL, flags=SIGCHLD) = 5");
	CHECK_STR(TEXT("clone", 5, CLONE_VM | 0x400000, 0x10),
		  "clone(child_stack=0x10, flags=CLONE_VM|0x400000) = 5");
	CHECK_STR(
		TEXT("clone", 5, CLONE_PARENT_SETTID | CLONE_SETTLS | SIGUSR1, 0, PTR(&tid), 3, 9),
		"clone(child_stack=NULL, flags=CLONE_SETTLS|CLONE_PARENT_SETTID|SIGUSR1, "
		"parent_tid=[77], tls=0x9) = 5");
	CHECK_STR(TEXT("clone", -EINVAL, CLONE_CHILD_SETTID | 200, 0, 0, 3, 9),
		  "clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|200, child_tidptr=0x3) "
		  "= -1 EINVAL (Invalid argument)");
	CHECK_STR(JSON("clone", 5, CLONE_VM),
		  "clone(\"child_stack\":null,\"flags\":\"CLONE_VM\") = 5");
}

TEST(clone3_args)
{
	uint64_t args[13] = { [4] = SIGCHLD };
	int32_t set[] = { 7, 8 }, tid = 9;

	CHECK_STR(TEXT("clone3", 5, PTR(args), 88),
		  "clone3({flags=0, exit_signal=SIGCHLD, stack=NULL, stack_size=0}, 88) = 5");
	CHECK_STR(TEXT("clone3", -EINVAL, PTR(args), 63),
		  with("clone3(%p, 63) = -1 EINVAL (Invalid argument)", (void *)args));
	args[8] = PTR(set);
	args[9] = 2;
	CHECK_STR(TEXT("clone3", -EINVAL, PTR(args), 88),
		  "clone3({flags=0, exit_signal=SIGCHLD, stack=NULL, stack_size=0, "
		  "set_tid=[7, 8], set_tid_size=2}, 88) = -1 EINVAL (Invalid argument)");
	args[8] = args[9] = 0;
	args[0] = 0x200000000ULL | CLONE_PARENT_SETTID;
	args[3] = PTR(&tid);
	CHECK_STR(TEXT("clone3", 5, PTR(args), 88),
		  with("clone3({flags=CLONE_PARENT_SETTID|CLONE_INTO_CGROUP, parent_tid=%p, "
		       "exit_signal=SIGCHLD, stack=NULL, stack_size=0, cgroup=0} => "
		       "{parent_tid=[9]}, 88) = 5",
		       (void *)&tid));
	args[0] = 0;
	args[12] = 1;
	CHECK_STR(TEXT("clone3", -E2BIG, PTR(args), 104),
		  "clone3({flags=0, exit_signal=SIGCHLD, stack=NULL, stack_size=0, "
		  "/* bytes 88..103 */ \"\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01\\x00\\x00"
		  "\\x00\\x00\\x00\\x00\\x00\"}, 104) = -1 E2BIG (Argument list too long)");
}

static const char *name_of(uint32_t pid)
{
	return pid == 7 ? "a b" : NULL;
}

TEST(task_names)
{
	const struct bts_emit_style style = { .string_max = 32 };
	struct bts_call call = { .task_name = name_of };
	const int pids[] = { 7, 8, 0, -7 };
	struct bts_emit emit;
	struct bts_out out;

	bts_out_init(&out, -1);
	bts_emit_init(&emit, &bts_emit_text, &out, &style);
	call.emit = &emit;
	for (size_t i = 0; i < 4; i++)
		bts_call_show_pid(&call, pids[i]);
	bts_out_char(&out, 0);
	CHECK_STR(out.buf, "7<a b>, 8, 0, -7");
	bts_out_free(&out);
}

/* A made-up exec of which only the array of arguments could be read before. */
static const char *exec_line(const uint64_t *argv, size_t n, const char *now, size_t size)
{
	static char line[256];
	const struct bts_emit_style style = { .string_max = 32 };
	int nr = bts_syscall_number(BTS_ABI_X86_64, "execve");
	struct bts_call call = {
		.abi = BTS_ABI_X86_64, .nr = nr, .word = 8, .returned = true, .arg = { 1, 16, 0 }
	};
	struct capture c = {};
	struct bts_emit emit;
	struct bts_out out;

	piece_add(&c, BTS_CAP_ENTRY, 16, argv, n * 8);
	piece_add(&c, BTS_CAP_RETURN, 0x1000, now, size);
	((struct bts_cap_piece *)(c.image + sizeof(struct bts_cap_piece) + n * 8))->kind =
		BTS_CAP_MEM;
	n = c.len;
	piece_add(&c, BTS_CAP_RETURN, 0x1000 + size, "/f", 3);
	((struct bts_cap_piece *)(c.image + n))->kind = BTS_CAP_STR;
	call.image = (struct bts_image){ c.image, c.len };
	call.nargs = bts_syscall_args(bts_syscall_row(call.abi, nr), &call.args_types);
	bts_out_init(&out, -1);
	bts_emit_init(&emit, &bts_emit_text, &out, &style);
	call.emit = &emit;
	bts_call_show_args(&call, 0, 6);
	snprintf(line, sizeof(line), "%.*s", (int)out.len, out.buf);
	bts_out_free(&out);
	free(c.image);
	return line;
}

TEST(exec_unread)
{
	const uint64_t argv[] = { 5, 6, 0 };

	CHECK_STR(exec_line(argv, 3, "a\0bc", 5), "\"/f\", [\"a\", \"bc\"], NULL");
	CHECK_STR(exec_line(argv, 3, "/sh\0/f\0bc", 10), "\"/f\", [0x5, \"bc\"], NULL");
	CHECK_STR(exec_line(argv, 3, "a", 2), "\"/f\", [0x5, 0x6], NULL");
}

static const char *status_of(uint32_t status)
{
	static char text[128];
	const char *line = TEXT("wait4", 5, (uint32_t)-1, PTR(&status), 0, 0);

	/* wait4(-1, [...], 0, NULL) = 5 */
	snprintf(text, sizeof(text), "%.*s", (int)strlen(line) - 24, line + 10);
	return text;
}

TEST(wait)
{
	uint64_t usage[18] = { 1, 2, 3, 4, 5 };
	uint32_t status = 0;
	char want[256];

	CHECK_STR(status_of(0x0700), "[{WIFEXITED(s) && WEXITSTATUS(s) == 7}]");
	CHECK_STR(status_of(9), "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}]");
	CHECK_STR(status_of(0x8b), "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}]");
	CHECK_STR(status_of(0xffff), "[{WIFCONTINUED(s)}]");
	CHECK_STR(status_of(0x137f), "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}]");
	CHECK_STR(status_of(0x857f), "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}]");
	CHECK_STR(status_of(0x1057f),
		  "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|PTRACE_EVENT_FORK<<16]");
	CHECK_STR(TEXT("wait4", 5, 5, PTR(&status), 1, PTR(usage)),
		  "wait4(5, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], WNOHANG, {ru_utime={tv_sec=1, "
		  "tv_usec=2}, ru_stime={tv_sec=3, tv_usec=4}, ...}) = 5");
	/* Nothing has ended: nothing was written. */
	snprintf(want, sizeof(want), "wait4(-1, %p, WNOHANG, %p) = 0", (void *)&status,
		 (void *)usage);
	CHECK_STR(TEXT("wait4", 0, (uint32_t)-1, PTR(&status), 1, PTR(usage)), want);
	CHECK_STR(TEXT("waitid", -EINVAL, 4, 1, 0, 0x60, 0),
		  "waitid(0x4 /* P_??? */, 1, NULL, 0x60 /* W??? */, NULL) = -1 EINVAL "
		  "(Invalid argument)");
}

TEST(ids)
{
	uint32_t id = 1000, groups[] = { 0, UINT32_MAX, 5 };

	CHECK_STR(TEXT("setreuid", 0, UINT32_MAX, 7), "setreuid(-1, 7) = 0");
	CHECK_STR(TEXT("getresuid", 0, PTR(&id), PTR(&id), PTR(&id)),
		  "getresuid([1000], [1000], [1000]) = 0");
	CHECK_STR(TEXT("setgroups", 0, 3, PTR(groups)), "setgroups(3, [0, -1, 5]) = 0");
	CHECK_STR(TEXT("getgroups", 2, 9, PTR(groups)), "getgroups(9, [0, -1]) = 2");
	CHECK_STR(TEXT("setgroups", 0, 0, 0), "setgroups(0, NULL) = 0");
	CHECK_STR(TEXT("setgroups", -EINVAL, 65537, 8),
		  "setgroups(65537, 0x8) = -1 EINVAL (Invalid argument)");
}

TEST(capabilities)
{
	uint32_t header[2] = { 0x20080522, 0 }, data[6] = { 1, 0, 0, 0x100, 0, 0 };

	CHECK_STR(TEXT("capset", 0, PTR(header), PTR(data)),
		  "capset({version=_LINUX_CAPABILITY_VERSION_3, pid=0}, {effective=1<<CAP_CHOWN|"
		  "1<<CAP_CHECKPOINT_RESTORE, permitted=0, inheritable=0}) = 0");
	header[0] = 1;
	CHECK_STR(TEXT("capget", 0, PTR(header), PTR(data)),
		  "capget({version=0x1 /* _LINUX_CAPABILITY_VERSION_??? */, pid=0}, "
		  "{effective=1<<CAP_CHOWN, permitted=0, inheritable=0}) = 0");
}

TEST(limits)
{
	uint64_t limit[2] = { 8192 * 1024, UINT64_MAX };
	uint64_t usage[18] = { 1, 2, 3, 4, 5, [17] = 9 };

	CHECK_STR(TEXT("prlimit64", 0, 0, 3, 0, PTR(limit)),
		  "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, "
		  "rlim_max=RLIM64_INFINITY}) = 0");
	CHECK_STR(BOTH("setrlimit", 0, 4, PTR(limit)),
		  "setrlimit(0x4 /* RLIMIT_CORE */, {rlim_cur=8388608 /* 8192*1024 */, "
		  "rlim_max=18446744073709551615 /* RLIM64_INFINITY */}) = 0");
	limit[0] = 1024;
	limit[1] = 1025;
	CHECK_STR(TEXT("getrlimit", 0, 16, PTR(limit)),
		  "getrlimit(0x10 /* RLIMIT_??? */, {rlim_cur=1024, rlim_max=1025}) = 0");
	CHECK_STR(WHOLE("getrusage", 0, UINT32_MAX, PTR(usage)),
		  "getrusage(RUSAGE_CHILDREN, {ru_utime={tv_sec=1, tv_usec=2}, ru_stime={tv_sec=3, "
		  "tv_usec=4}, ru_maxrss=5, ru_ixrss=0, ru_idrss=0, ru_isrss=0, ru_minflt=0, "
		  "ru_majflt=0, ru_nswap=0, ru_inblock=0, ru_oublock=0, ru_msgsnd=0, ru_msgrcv=0, "
		  "ru_nsignals=0, ru_nvcsw=0, ru_nivcsw=9}) = 0");
}

TEST(scheduling)
{
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
		uint32_t min, max;
		uint64_t more;
	} attr = { .size = 48, .policy = 3, .nice = -5 };
	int32_t param = -2;
	uint64_t mask[2] = { 3, 0x80 };

	CHECK_STR(TEXT("sched_setscheduler", 0, 0, 0x40000001, PTR(&param)),
		  "sched_setscheduler(0, SCHED_RESET_ON_FORK|SCHED_FIFO, {sched_priority=-2}) = 0");
	CHECK_STR(TEXT("sched_setscheduler", -EINVAL, 0, 0xc0000001, 0),
		  "sched_setscheduler(0, 0xc0000001 /* SCHED_??? */, NULL) = -1 EINVAL "
		  "(Invalid argument)");
	CHECK_STR(TEXT("sched_getscheduler", 2, 0), "sched_getscheduler(0) = 2 (SCHED_RR)");
	CHECK_STR(TEXT("sched_getscheduler", 0x40000001, 0),
		  "sched_getscheduler(0) = 0x40000001 (SCHED_RESET_ON_FORK|SCHED_FIFO)");
	CHECK_STR(TEXT("sched_setattr", 0, 0, PTR(&attr), 0),
		  "sched_setattr(0, {size=48, sched_policy=SCHED_BATCH, sched_flags=0, "
		  "sched_nice=-5, sched_priority=0, sched_runtime=0, sched_deadline=0, "
		  "sched_period=0}, 0) = 0");
	attr.size = 64;
	attr.flags = 0x10;
	CHECK_STR(TEXT("sched_setattr", -EINVAL, 0, PTR(&attr), 1),
		  "sched_setattr(0, {size=64, sched_flags=SCHED_FLAG_KEEP_PARAMS, "
		  "sched_util_min=0, sched_util_max=0, ...}, 0x1) = -1 EINVAL (Invalid argument)");
	attr.size = 40;
	CHECK_STR(TEXT("sched_setattr", -EINVAL, 0, PTR(&attr), 0),
		  "sched_setattr(0, {size=40}, 0) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("sched_getaffinity", 16, 0, 128, PTR(mask)),
		  "sched_getaffinity(0, 128, [0 1 71]) = 16");
	CHECK_STR(TEXT("sched_setaffinity", 0, 0, 1, PTR(mask)),
		  "sched_setaffinity(0, 1, [0 1]) = 0");
	CHECK_STR(TEXT("sched_setaffinity", -EINVAL, 0, 0, PTR(mask)),
		  "sched_setaffinity(0, 0, []) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("ioprio_set", 0, 1, 0, 0x4005),
		  "ioprio_set(IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 5)) = 0");
	CHECK_STR(TEXT("ioprio_get", 0x4005, 1, 0), "ioprio_get(IOPRIO_WHO_PROCESS, 0) = 16389 "
						    "(IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 5))");
}

TEST(prctl_options)
{
	struct {
		uint16_t code;
		uint8_t jt, jf;
		uint32_t k;
	} insns[] = { { 0x20, 0, 0, 4 }, { 0x15, 1, 0, 5 }, { 6, 0, 0, 0x50001 } };
	struct {
		uint16_t len;
		const void *filter;
	} prog = { 3, insns };
	char name[16] = "0123456789abcde";
	uint32_t number = 1;

	CHECK_STR(TEXT("prctl", 0, 1, SIGKILL), "prctl(PR_SET_PDEATHSIG, SIGKILL) = 0");
	CHECK_STR(TEXT("prctl", 1, 3), "prctl(PR_GET_DUMPABLE) = 1 (SUID_DUMP_USER)");
	CHECK_STR(TEXT("prctl", 0, 15, PTR("abc")), "prctl(PR_SET_NAME, \"abc\") = 0");
	CHECK_STR(TEXT("prctl", 0, 15, PTR(name)),
		  "prctl(PR_SET_NAME, \"0123456789abcde\"...) = 0");
	CHECK_STR(TEXT("prctl", 0, 16, PTR(name)), "prctl(PR_GET_NAME, \"0123456789abcde\") = 0");
	CHECK_STR(TEXT("prctl", 0, 25, PTR(&number)), "prctl(PR_GET_TSC, [PR_TSC_ENABLE]) = 0");
	CHECK_STR(TEXT("prctl", 3, 27),
		  "prctl(PR_GET_SECUREBITS) = 0x3 (SECBIT_NOROOT|SECBIT_NOROOT_LOCKED)");
	CHECK_STR(RAW("prctl", 3, 27), "prctl(0x1b) = 0x3");
	CHECK_STR(TEXT("prctl", 0, 47, 2, 5, 0, 0),
		  "prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_KILL, 0, 0) = 0");
	CHECK_STR(TEXT("prctl", 0, 50, 0x60012),
		  "prctl(PR_SVE_SET_VL, PR_SVE_SET_VL_ONEXEC|PR_SVE_VL_INHERIT|0x12) = 0");
	CHECK_STR(TEXT("prctl", 0, 55, 0xb, 0, 0, 0),
		  "prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE|PR_MTE_TCF_SYNC|"
		  "0x1<<PR_MTE_TAG_SHIFT, 0, 0, 0) = 0");
	CHECK_STR(TEXT("prctl", -EINVAL, 0x1000, 1, 2, 3, 4),
		  "prctl(0x1000 /* PR_??? */, 0x1, 0x2, 0x3, 0x4) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("prctl", 0, 0x53564d41, 0, 0x1000, 4096, PTR("heap")),
		  "prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x1000, 4096, \"heap\") = 0");
	CHECK_STR(TEXT("seccomp", 0, 1, 2, PTR(&prog)),
		  with("seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_LOG, "
		       "{len=3, filter=%p}) = 0",
		       (void *)insns));
	CHECK_STR(WHOLE("prctl", 0, 22, 2, PTR(&prog)),
		  "prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, {len=3, filter=["
		  "BPF_STMT(BPF_LD|BPF_W|BPF_ABS, 0x4), "
		  "BPF_JUMP(BPF_JMP|BPF_K|BPF_JEQ, 0x5, 0x1, 0), "
		  "BPF_STMT(BPF_RET|BPF_K, SECCOMP_RET_ERRNO|0x1)]}) = 0");
	CHECK_STR(TEXT("personality", 0x40000, UINT32_MAX),
		  "personality(0xffffffff) = 0x40000 (PER_LINUX|ADDR_NO_RANDOMIZE)");
	CHECK_STR(TEXT("arch_prctl", 0, 0x1003, PTR(&(uint64_t){ 0x1234 })),
		  "arch_prctl(ARCH_GET_FS, [0x1234]) = 0");
	CHECK_STR(TEXT("arch_prctl", 0, 0x1021, PTR(&(uint64_t){ 7 })),
		  "arch_prctl(ARCH_GET_XCOMP_SUPP, "
		  "[0x7 /* XFEATURE_MASK_FPSSE|XFEATURE_MASK_YMM */]) = 0");
}

TEST(futexes)
{
	uint64_t time[2] = { 1, 5 };
	struct {
		uint64_t val, uaddr;
		uint32_t flags, reserved;
	} waiters[2] = { { 1, 0x10, 0x82, 0 }, { 2, 0, 3, 5 } };
	uint32_t rseq[16] __attribute__((aligned(32))) = { 0, UINT32_MAX };
	static const char many[200 * 24];

	CHECK_STR(TEXT("futex", 0, 0x10, 0x80, 3, PTR(time)),
		  "futex(0x10, FUTEX_WAIT_PRIVATE, 3, {tv_sec=1, tv_nsec=5}) = 0");
	CHECK_STR(TEXT("futex", 0, 0x10, 0x189, 3, 0, 0, UINT32_MAX),
		  "futex(0x10, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 3, NULL, "
		  "FUTEX_BITSET_MATCH_ANY) = 0");
	CHECK_STR(TEXT("futex", 0, 0x10, 1, 3), "futex(0x10, FUTEX_WAKE, 3) = 0");
	CHECK_STR(TEXT("futex", 0, 0x10, 7), "futex(0x10, FUTEX_UNLOCK_PI) = 0");
	CHECK_STR(TEXT("futex", 0, 0x10, 4, 1, 2, 0x20, 3),
		  "futex(0x10, FUTEX_CMP_REQUEUE, 1, 2, 0x20, 3) = 0");
	CHECK_STR(TEXT("futex", 0, 0x10, 5, 1, 2, 0x20, 0x8fffffff),
		  "futex(0x10, FUTEX_WAKE_OP, 1, 2, 0x20, FUTEX_OP_OPARG_SHIFT<<28|"
		  "FUTEX_OP_SET<<28|0xfff<<12|0xf<<24 /* FUTEX_OP_CMP_??? */|0xfff) = 0");
	CHECK_STR(TEXT("futex", 0, 0x10, 0x3f, 1, 2, 3, 4),
		  "futex(0x10, 0x3f /* FUTEX_??? */, 1, 0x2, 0x3, 0x4) = 0");
	CHECK_STR(TEXT("futex_waitv", 0, PTR(waiters), 2, 0, PTR(time), 1),
		  "futex_waitv([{val=0x1, uaddr=0x10, flags=FUTEX2_SIZE_U32|FUTEX2_PRIVATE}, "
		  "{val=0x2, uaddr=NULL, flags=FUTEX2_SIZE_U64, __reserved=0x5}], 2, 0, "
		  "{tv_sec=1, tv_nsec=5}, CLOCK_MONOTONIC) = 0");
	CHECK_STR(TEXT("rseq", 0, PTR(rseq), 32, 1, 0x53053053),
		  "rseq({cpu_id_start=0, cpu_id=RSEQ_CPU_ID_UNINITIALIZED, rseq_cs=NULL, flags=0, "
		  "node_id=0, mm_cid=0, slice_ctrl={request=0, granted=0, __reserved=0}, "
		  "__reserved=0}, 32, RSEQ_FLAG_UNREGISTER, 0x53053053) = 0");
	CHECK(strstr(WHOLE("futex_waitv", 0, PTR(many), 200, 0, 0, 0), ", ...], 200, "));
	rseq[0] = UINT32_MAX - 1;
	rseq[1] = 2;
	CHECK_STR(TEXT("rseq", 0, PTR(rseq), 32, 0, 0),
		  "rseq({cpu_id_start=RSEQ_CPU_ID_REGISTRATION_FAILED, cpu_id=2, rseq_cs=NULL, "
		  "flags=0, node_id=0, mm_cid=0, slice_ctrl={request=0, granted=0, "
		  "__reserved=0}, __reserved=0}, 32, 0, 0) = 0");
	CHECK_STR(TEXT("membarrier", 3, 0, 0),
		  "membarrier(MEMBARRIER_CMD_QUERY, 0) = 0x3 (MEMBARRIER_CMD_GLOBAL|"
		  "MEMBARRIER_CMD_GLOBAL_EXPEDITED)");
}

TEST(tracing)
{
	uint64_t regs[27] = { 1, 2, [26] = 3 }, vec[2] = { PTR(regs), 16 };
	uint64_t info[11] = { 0xc000003e00000001, 0x10, 0x20, 56, 7, 8 };
	uint64_t word = 0x1234;

	CHECK_STR(TEXT("ptrace", 0, 0, 1, 2, 3), "ptrace(PTRACE_TRACEME) = 0");
	CHECK_STR(TEXT("ptrace", 0, 16, 5, 2, 3), "ptrace(PTRACE_ATTACH, 5) = 0");
	CHECK_STR(TEXT("ptrace", 0, 7, 5, 0, SIGTERM), "ptrace(PTRACE_CONT, 5, NULL, SIGTERM) = 0");
	CHECK_STR(TEXT("ptrace", 0, 3, 5, 129, PTR(&word)),
		  "ptrace(PTRACE_PEEKUSER, 5, 8*RIP+1, [0x1234]) = 0");
	CHECK_STR(TEXT("ptrace", 0, 0x4201, 5, 0, PTR(&word)),
		  "ptrace(PTRACE_GETEVENTMSG, 5, NULL, [4660]) = 0");
	CHECK_STR(TEXT("ptrace", 0, 0x4204, 5, 1, PTR(vec)),
		  "ptrace(PTRACE_GETREGSET, 5, NT_PRSTATUS, {iov_base={r15=0x1, r14=0x2}, "
		  "iov_len=16}) = 0");
	CHECK_STR(TEXT("ptrace", 80, 0x420e, 5, 88, PTR(info)),
		  "ptrace(PTRACE_GET_SYSCALL_INFO, 5, 88, {op=PTRACE_SYSCALL_INFO_ENTRY, "
		  "arch=AUDIT_ARCH_X86_64, instruction_pointer=0x10, stack_pointer=0x20, "
		  "entry={nr=__NR_clone, args=[0x7, 0x8, 0, 0, 0, 0]}}) = 80");
	CHECK_STR(TEXT("ptrace", -ESRCH, 99, 5, 0, 1),
		  "ptrace(0x63 /* PTRACE_??? */, 5, NULL, 0x1) = -1 ESRCH (No such process)");
}

TEST(machine)
{
	struct utsname name = { .sysname = "Linux", .nodename = "a", .release = "1" };
	uint32_t desc[4] = { UINT32_MAX, 0x1000, 0xfffff, 0x51 };
	uint64_t segments[4] = { 0, 5, 0x10, 6 }, ruleset[3] = { 1, 2, 3 };
	uint64_t sysinfo[14] = { 1, 2, 3, 4, 5 }, ids[] = { 100, 7 };
	uint32_t size = 16;

	CHECK_STR(TEXT("uname", 0, PTR(&name)),
		  "uname({sysname=\"Linux\", nodename=\"a\", ...}) = 0");
	CHECK_STR(WHOLE("uname", 0, PTR(&name)),
		  "uname({sysname=\"Linux\", nodename=\"a\", release=\"1\", version=\"\", "
		  "machine=\"\", domainname=\"\"}) = 0");
	CHECK_STR(TEXT("sysinfo", 0, PTR(sysinfo)),
		  "sysinfo({uptime=1, loads=[2, 3, 4], totalram=5, freeram=0, sharedram=0, "
		  "bufferram=0, totalswap=0, freeswap=0, procs=0, totalhigh=0, freehigh=0, "
		  "mem_unit=0}) = 0");
	CHECK_STR(TEXT("sethostname", 0, PTR("host"), 3), "sethostname(\"hos\", 3) = 0");
	CHECK_STR(TEXT("sethostname", -EINVAL, 8, 65),
		  "sethostname(0x8, 65) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("reboot", -EPERM, 0xfee1dead, 672274793, 0xa1b2c3d4, PTR("x")),
		  "reboot(LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_RESTART2, "
		  "\"x\") = -1 EPERM (Operation not permitted)");
	CHECK_STR(TEXT("syslog", 0, 5, 1, 2), "syslog(5 /* SYSLOG_ACTION_CLEAR */) = 0");
	CHECK_STR(TEXT("syslog", 2, 3, PTR("ab"), 20),
		  "syslog(3 /* SYSLOG_ACTION_READ_ALL */, \"ab\", 20) = 2");
	CHECK_STR(TEXT("syslog", 0, 8, 0, 3),
		  "syslog(8 /* SYSLOG_ACTION_CONSOLE_LEVEL */, NULL, 3 /* LOGLEVEL_ERR */) = 0");
	CHECK_STR(
		TEXT("modify_ldt", 0, 1, PTR(desc), 16),
		"modify_ldt(1, {entry_number=-1, base_addr=0x001000, limit=0x0fffff, seg_32bit=1, "
		"contents=0, read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1, "
		"lm=0}, 16) = 0");
	CHECK_STR(TEXT("modify_ldt", (uint32_t)-ENOSYS, 77, 1, 2),
		  "modify_ldt(77, 0x1, 2) = 4294967258 ENOSYS (Function not implemented)");
	CHECK_STR(TEXT("restart_syscall", 0),
		  "restart_syscall(<... resuming interrupted system call ...>) = 0");
	CHECK_STR(TEXT("kexec_load", 0, 0x10, 1, PTR(segments), 0x3e0001),
		  "kexec_load(0x10, 1, [{buf=NULL, bufsz=5, mem=0x10, memsz=6}], "
		  "KEXEC_ARCH_X86_64|KEXEC_ON_CRASH) = 0");
	CHECK_STR(TEXT("swapon", 0, PTR("/s"), 0x8005), "swapon(\"/s\", SWAP_FLAG_PREFER|5) = 0");
	CHECK_STR(TEXT("getrandom", 2, PTR("a"), 2, 1),
		  "getrandom(\"\\x61\\x00\", 2, GRND_NONBLOCK) = 2");
	CHECK_STR(TEXT("lsm_list_modules", 2, PTR(ids), PTR(&size), 0),
		  "lsm_list_modules([LSM_ID_CAPABILITY, 0x7 /* LSM_ID_??? */], [16], 0) = 2");
	CHECK_STR(TEXT("landlock_create_ruleset", 3, PTR(ruleset), 16, 0),
		  "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE, "
		  "handled_access_net=LANDLOCK_ACCESS_NET_CONNECT_TCP}, 16, 0) = 3");
	CHECK_STR(TEXT("kcmp", 0, 1, 2, 7, 3, PTR(((uint32_t[]){ 1, 2, 3 }))),
		  "kcmp(1, 2, KCMP_EPOLL_TFD, 3, {efd=1, tfd=2, toff=3}) = 0");
	CHECK_STR(TEXT("kcmp", 1, 1, 2, 1, 3, 4), "kcmp(1, 2, KCMP_VM) = 1");
	CHECK_STR(JSON("uname", 0, PTR(&name)),
		  "uname(\"buf\":{\"sysname\":\"Linux\",\"nodename\":\"a\",\"more\":true}) = 0");
}

/* Of programs of 32 bits the upper halves of registers say nothing; nothing is copied here. */
static const char *narrow(const char *name, const uint64_t arg[6])
{
	static char text[256];
	int nr = bts_syscall_number(BTS_ABI_I386, name);
	struct bts_call call = { .abi = BTS_ABI_I386, .word = 4, .nr = nr, .returned = true };
	struct bts_emit emit;
	struct bts_out out;
	int n = bts_syscall_args(bts_syscall_row(BTS_ABI_I386, nr), &call.args_types);

	call.nargs = n > 0 ? n : 0;
	memcpy(call.arg, arg, sizeof(call.arg));
	bts_out_init(&out, -1);
	bts_emit_init(&emit, &bts_emit_text, &out, &decode_plain);
	call.emit = &emit;
	bts_call_show_args(&call, 0, 6);
	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf ?: "");
	bts_out_free(&out);
	return text;
}

TEST(upper_halves)
{
	static const uint64_t arg[6] = { 0x100001000, 0x200002000, 0x300003000, 0x400000004 };

	CHECK_STR(narrow("execve", arg), "0x1000, 0x2000, 0x3000");
	CHECK_STR(narrow("rt_sigreturn", arg), "0x1000");
	CHECK_STR(narrow("fanotify_mark", (const uint64_t[6]){ 3, 1, 0x20, 0, -1U, 0x100001000 }),
		  "3, FAN_MARK_ADD, FAN_OPEN, FAN_NOFD, 0x1000");
	CHECK_STR(narrow("setgroups32", (const uint64_t[6]){ 0, 0x1000 }), "0, []");
	CHECK_STR(narrow("futex_time64", (const uint64_t[6]){ 0x1000, 0, 4, 0x2000, 1, 2 }),
		  "0x1000, FUTEX_WAIT, 4, 0x2000");
	CHECK_STR(narrow("setgroups32", (const uint64_t[6]){ 65537, 0x1000 }), "65537, 0x1000");
	CHECK_STR(narrow("keyctl", (const uint64_t[6]){ 2, 1, 0x200002000, 0x100000008 }),
		  "KEYCTL_UPDATE, 1, 0x2000, 8");
}

/* What stands at addresses in structs. */
TEST(addresses_within)
{
	struct {
		int64_t sec, nsec;
	} limit = { 1, 2 };
	uint64_t set = 5;
	struct {
		uint64_t set;
		uint32_t size, usec;
		uint64_t limit;
	} wait = { PTR(&set), 8, 3, PTR(&limit) };
	struct {
		uint32_t version, flags;
		uint64_t ips[3];
	} section = { 0, 1, { 0x10, 0x20, 0 } };
	struct {
		uint32_t start, cpu;
		uint64_t section;
		uint32_t rest[4];
	} __attribute__((aligned(32))) rseq = { 1, 1, PTR(&section), {} };

	CHECK_STR(
		TEXT("io_uring_enter", 0, 3, 0, 0, 8, PTR(&wait), 24),
		"io_uring_enter(3, 0, 0, IORING_ENTER_EXT_ARG, {sigmask=[HUP QUIT], sigmask_sz=8, "
		"min_wait_usec=3, ts={tv_sec=1, tv_nsec=2}}, 24) = 0");
	wait.size = 4;
	wait.limit = 8;
	CHECK_STR(TEXT("io_uring_enter", 0, 3, 0, 0, 8, PTR(&wait), 24),
		  with("io_uring_enter(3, 0, 0, IORING_ENTER_EXT_ARG, {sigmask=%#lx, sigmask_sz=4, "
		       "min_wait_usec=3, ts=0x8}, 24) = 0",
		       (unsigned long)PTR(&set)));
	CHECK_STR(TEXT("rseq", 0, PTR(&rseq), 32, 0, 1),
		  with("rseq({cpu_id_start=1, cpu_id=1, rseq_cs={version=0, "
		       "flags=RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT, start_ip=0x10, "
		       "post_commit_offset=0x20, abort_ip=0} /* %#lx */, flags=0, node_id=0, "
		       "mm_cid=0, "
		       "slice_ctrl={request=0, granted=0, __reserved=0}, __reserved=0}, 32, 0, "
		       "0x1) = 0",
		       (unsigned long)PTR(&section)));
}

TEST(errors_by_name)
{
	int32_t states[5] = { 0, 3, -2, -4095, INT32_MIN };

	CHECK_STR(TEXT("move_pages", 0, 0, 5, 0, 0, PTR(states), 0),
		  "move_pages(0, 5, NULL, NULL, [0, 3, -ENOENT, -4095, -2147483648], 0) = 0");
}

TEST_MAIN(RUN(task_names), RUN(exec_unread), RUN(clone_args), RUN(clone3_args), RUN(wait), RUN(ids),
	  RUN(capabilities), RUN(limits), RUN(scheduling), RUN(prctl_options), RUN(futexes),
	  RUN(tracing), RUN(machine), RUN(upper_halves), RUN(addresses_within), RUN(errors_by_name))
