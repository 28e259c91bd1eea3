// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Signals: sets, actions, what comes with them. */
#include <signal.h>
#include "test.h"
#include "decode.h"
#include "syscall/call_signal.h"

/* The kernel's struct sigaction. */
struct action {
	uint64_t handler, flags, restorer, mask;
};

TEST(actions)
{
	struct action act = { 0x4011d6, 0x14000004, 0x1234, 7 };
	struct action old = { (uint64_t)-1, 0x100, 0, 1ULL << 31 };
	char want[256];

	CHECK_STR(TEXT("rt_sigaction", 0, SIGUSR1, PTR(&act), PTR(&old), 8),
		  "rt_sigaction(SIGUSR1, {sa_handler=0x4011d6, sa_mask=[HUP INT QUIT], "
		  "sa_flags=SA_RESTORER|SA_RESTART|SA_SIGINFO, sa_restorer=0x1234}, "
		  "{sa_handler=SIG_ERR, sa_mask=[RTMIN], sa_flags=0x100 /* SA_??? */}, 8) = 0");
	CHECK_STR(JSON("rt_sigaction", 0, 36, PTR(&old), 0, 8),
		  "rt_sigaction(\"signum\":\"SIGRT_4\",\"act\":{\"sa_handler\":\"SIG_ERR\","
		  "\"sa_mask\":\"[RTMIN]\",\"sa_flags\":\"0x100\"},\"oldact\":null,"
		  "\"sigsetsize\":8) = 0");
	act = (struct action){ 1, 0, 0, ~7ULL };
	CHECK_STR(BOTH("rt_sigaction", 0, SIGUSR2, PTR(&act), 0, 8),
		  "rt_sigaction(12 /* SIGUSR2 */, {sa_handler=0x1 /* SIG_IGN */, "
		  "sa_mask=~[1 /* HUP */ 2 /* INT */ 3 /* QUIT */], sa_flags=0}, NULL, 8) = 0");
	snprintf(want, sizeof(want),
		 "rt_sigaction(65, {sa_handler=SIG_IGN, sa_mask=~[HUP INT QUIT], sa_flags=0}, %p, "
		 "8) = -1 EINVAL (Invalid argument)",
		 (void *)&old);
	CHECK_STR(TEXT("rt_sigaction", -EINVAL, 65, PTR(&act), PTR(&old), 8), want);
	CHECK_STR(TEXT("rt_sigaction", -EFAULT, SIGINT, 8, 16, 8),
		  "rt_sigaction(SIGINT, 0x8, 0x10, 8) = -1 EFAULT (Bad address)");
}

TEST(sets)
{
	uint64_t set = 1ULL << (SIGUSR1 - 1) | 1ULL << 63, old = 0;
	char want[256];

	CHECK_STR(TEXT("rt_sigprocmask", 0, SIG_BLOCK, PTR(&set), PTR(&old), 8),
		  "rt_sigprocmask(SIG_BLOCK, [USR1 RT_32], [], 8) = 0");
	CHECK_STR(RAW("rt_sigprocmask", 0, SIG_SETMASK, PTR(&set), 0, 8),
		  "rt_sigprocmask(0x2, [10 64], NULL, 8) = 0");
	CHECK_STR(TEXT("rt_sigprocmask", -EINVAL, -1, 0, 0, 8),
		  "rt_sigprocmask(0xffffffff /* SIG_??? */, NULL, NULL, 8) = -1 EINVAL "
		  "(Invalid argument)");
	/* A size that no set has. */
	snprintf(want, sizeof(want),
		 "rt_sigprocmask(SIG_BLOCK, %p, NULL, 4) = -1 EINVAL "
		 "(Invalid argument)",
		 (void *)&set);
	CHECK_STR(TEXT("rt_sigprocmask", -EINVAL, SIG_BLOCK, PTR(&set), 0, 4), want);
	/* Two thirds of all. */
	set = (1ULL << 42) - 1;
	CHECK(strstr(TEXT("rt_sigsuspend", -514, PTR(&set), 8), "(~[RT_11 RT_12"));
	set = (1ULL << 41) - 1;
	CHECK(strstr(TEXT("rt_sigsuspend", -514, PTR(&set), 8), " RT_8 RT_9], 8) = ? ERESTART"));
	set = 0x1fffff;
	CHECK_STR(TEXT("rt_sigpending", 0, PTR(&set), 4),
		  "rt_sigpending(~[TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS "
		  "RTMIN], 4) = 0");
	set = 1;
	CHECK_STR(TEXT("rt_sigpending", 0, PTR(&set), 1), "rt_sigpending([HUP], 1) = 0");
	snprintf(want, sizeof(want), "rt_sigpending(%p, 0) = 0", (void *)&set);
	CHECK_STR(TEXT("rt_sigpending", 0, PTR(&set), 0), want);
	CHECK_STR(TEXT("signalfd4", 3, -1, PTR(&set), 8, 0x80801),
		  "signalfd4(-1, [HUP], 8, SFD_CLOEXEC|SFD_NONBLOCK|0x1) = 3");
	CHECK_STR(TEXT("signalfd", 3, -1, PTR(&set), 8), "signalfd(-1, [HUP], 8) = 3");
}

/* A siginfo of which the words behind the code are given. */
static const uint32_t *info_of(int signo, int error, int code, const uint32_t *rest)
{
	static uint32_t info[BTS_SIGINFO_SIZE / 4];

	memset(info, 0, sizeof(info));
	info[0] = signo;
	info[1] = error;
	info[2] = code;
	memcpy(info + 4, rest, 8 * sizeof(*rest));
	return info;
}

static const char *info_text(int signo, int error, int code, const uint32_t *rest)
{
	return TEXT("rt_sigqueueinfo", 0, 1, SIGHUP, PTR(info_of(signo, error, code, rest)));
}

#define QUEUED(text) "rt_sigqueueinfo(1, SIGHUP, {" text "}) = 0"
#define CHECK_INFO(signo, error, code, text) \
	CHECK_STR(info_text(signo, error, code, rest), QUEUED(text))

TEST(siginfo_sent)
{
	static const uint32_t rest[8] = { 7, 8, 9, 1 }, no_value[8] = { 7, (uint32_t)-1 };

	CHECK_INFO(0, 0, 0, "");
	CHECK_INFO(SIGUSR1, 0, SI_USER, "si_signo=SIGUSR1, si_code=SI_USER, si_pid=7, si_uid=8");
	CHECK_INFO(SIGUSR1, 0, SI_TKILL, "si_signo=SIGUSR1, si_code=SI_TKILL, si_pid=7, si_uid=8");
	CHECK_INFO(SIGUSR1, 0, SI_QUEUE,
		   "si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=7, si_uid=8, si_int=9, "
		   "si_ptr=0x100000009");
	CHECK_STR(info_text(77, ENOENT, -77, no_value),
		  QUEUED("si_signo=77, si_code=0xffffffb3, si_errno=ENOENT, si_pid=7, si_uid=-1"));
	CHECK_INFO(SIGALRM, 5000, SI_TIMER,
		   "si_signo=SIGALRM, si_code=SI_TIMER, si_errno=5000, si_timerid=0x7, "
		   "si_overrun=8, si_int=9, si_ptr=0x100000009");
	CHECK_INFO(SIGIO, 0, SI_SIGIO,
		   "si_signo=SIGIO, si_code=SI_SIGIO, si_band=34359738375, si_fd=9");
}

TEST(siginfo_kernel)
{
	static const uint32_t rest[8] = { 0x5000, 0, 9, 0, 123, 0, 6, 0 };
	static const uint32_t none[8] = {};

	CHECK_INFO(SIGSEGV, 0, 1, "si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x5000");
	CHECK_INFO(SIGSEGV, 0, 3,
		   "si_signo=SIGSEGV, si_code=SEGV_BNDERR, si_addr=0x5000, si_lower=0x7b, "
		   "si_upper=0x6");
	CHECK_INFO(SIGSEGV, 0, 4,
		   "si_signo=SIGSEGV, si_code=SEGV_PKUERR, si_addr=0x5000, si_pkey=123");
	CHECK_INFO(SIGBUS, 0, 4,
		   "si_signo=SIGBUS, si_code=BUS_MCEERR_AR, si_addr=0x5000, si_addr_lsb=0x9");
	CHECK_INFO(SIGTRAP, 0, 77, "si_signo=SIGTRAP, si_code=0x4d, si_addr=0x5000");
	CHECK_INFO(SIGFPE, 0, 1, "si_signo=SIGFPE, si_code=FPE_INTDIV, si_addr=0x5000");
	CHECK_INFO(SIGILL, 0, SI_KERNEL, "si_signo=SIGILL, si_code=SI_KERNEL, si_addr=0x5000");
	CHECK_INFO(SIGCHLD, 0, CLD_EXITED,
		   "si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=20480, si_uid=0, si_status=9, "
		   "si_utime=123 /* 1.23 s */, si_stime=6 /* 0.06 s */");
	CHECK_INFO(SIGCHLD, 0, CLD_KILLED,
		   "si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=20480, si_uid=0, "
		   "si_status=SIGKILL, si_utime=123 /* 1.23 s */, si_stime=6 /* 0.06 s */");
	CHECK_INFO(SIGIO, 0, POLL_IN, "si_signo=SIGIO, si_code=POLL_IN, si_band=20480, si_fd=9");
	CHECK_INFO(SIGIO, 0, 9, "si_signo=SIGIO, si_code=0x9");
	CHECK_STR(info_text(SIGALRM, 0, SI_KERNEL, none),
		  QUEUED("si_signo=SIGALRM, si_code=SI_KERNEL"));
	CHECK_STR(BOTH("rt_sigqueueinfo", 0, 1, 1, PTR(info_of(SIGALRM, 512, SI_KERNEL, none))),
		  "rt_sigqueueinfo(1, 1 /* SIGHUP */, {si_signo=14 /* SIGALRM */, "
		  "si_code=0x80 /* SI_KERNEL */, si_errno=512 /* ERESTARTSYS */}) = 0");
}

TEST(siginfo_seccomp)
{
#ifdef __x86_64__
	static const uint32_t native[8] = { 0x5000, 0, 1, 0xc000003e };
	static const uint32_t narrow[8] = { 0x5000, 0, 1, 0x40000003 };
	static const uint32_t x32[8] = { 0x5000, 0, 0x40000001, 0xc000003e };
	static const uint32_t none[8] = { 0, 0, 9999, 0x11 };

	CHECK_STR(info_text(SIGSYS, 0, 1, native),
		  QUEUED("si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x5000, "
			 "si_syscall=__NR_write, si_arch=AUDIT_ARCH_X86_64"));
	CHECK_STR(info_text(SIGSYS, 0, 1, narrow),
		  QUEUED("si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x5000, "
			 "si_syscall=1 /* exit */, si_arch=AUDIT_ARCH_I386"));
	CHECK_STR(info_text(SIGSYS, 0, 2, x32),
		  QUEUED("si_signo=SIGSYS, si_code=SYS_USER_DISPATCH, si_call_addr=0x5000, "
			 "si_syscall=1073741825 /* write */, si_arch=AUDIT_ARCH_X86_64"));
	CHECK_STR(info_text(SIGSYS, 0, 3, none),
		  QUEUED("si_signo=SIGSYS, si_code=0x3, si_call_addr=NULL, si_syscall=9999, "
			 "si_arch=0x11 /* AUDIT_ARCH_??? */"));
#endif
}

TEST(waiting)
{
	static const uint32_t rest[8] = { 7, 8 };
	const uint32_t *info = info_of(SIGUSR1, 0, SI_USER, rest);
	uint64_t set = 1ULL << (SIGUSR1 - 1);
	int64_t limit[2] = { 1, -1 };
	char want[256];

	CHECK_STR(TEXT("rt_sigtimedwait", SIGUSR1, PTR(&set), PTR(info), PTR(limit), 8),
		  "rt_sigtimedwait([USR1], {si_signo=SIGUSR1, si_code=SI_USER, si_pid=7, "
		  "si_uid=8}, {tv_sec=1, tv_nsec=18446744073709551615}, 8) = 10 (SIGUSR1)");
	snprintf(want, sizeof(want),
		 "rt_sigtimedwait([USR1], %p, NULL, 8) = -1 EAGAIN "
		 "(Resource temporarily unavailable)",
		 (const void *)info);
	CHECK_STR(TEXT("rt_sigtimedwait", -EAGAIN, PTR(&set), PTR(info), 0, 8), want);
}

TEST(stacks_and_kills)
{
	struct {
		uint64_t sp;
		int flags, pad;
		uint64_t size;
	} stack = { 0x2000, 1, 0, 65536 }, old = { 0, 2, 0, 0 };

	CHECK_STR(TEXT("sigaltstack", 0, PTR(&stack), PTR(&old)),
		  "sigaltstack({ss_sp=0x2000, ss_flags=SS_ONSTACK, ss_size=65536}, "
		  "{ss_sp=NULL, ss_flags=SS_DISABLE, ss_size=0}) = 0");
	CHECK_STR(TEXT("kill", 0, -5, 0), "kill(-5, 0) = 0");
	CHECK_STR(TEXT("tkill", 0, 5, SIGKILL), "tkill(5, SIGKILL) = 0");
	CHECK_STR(TEXT("tgkill", 0, 5, 6, 70), "tgkill(5, 6, 70) = 0");
	CHECK_STR(TEXT("rt_tgsigqueueinfo", -EFAULT, 5, 6, 64, 0x10),
		  "rt_tgsigqueueinfo(5, 6, SIGRT_32, 0x10) = -1 EFAULT (Bad address)");
	CHECK_STR(TEXT("pause", -514),
		  "pause() = ? ERESTARTNOHAND (To be restarted if no handler)");
}

TEST_MAIN(RUN(actions), RUN(sets), RUN(siginfo_sent), RUN(siginfo_kernel), RUN(siginfo_seccomp),
	  RUN(waiting), RUN(stacks_and_kills))
