// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Signals: calls about them, their own lines, and ends by them.
 */
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>

#include "cases.h"

#define BIT(signal) (1UL << ((signal)-1))

static void sigaction_calls(void)
{
	struct action ignore = { SIG_IGN, 0, NULL, 0 },
		      caught = { (void *)0x12345678, SA_RESTART | SA_SIGINFO | RESTORER,
				 signal_return, BIT(SIGINT) | BIT(SIGTERM) },
		      all = { (void *)take_signal,
			      SA_NOCLDSTOP | SA_NOCLDWAIT | SA_ONSTACK | SA_NODEFER | RESTORER |
				      (unsigned long)SA_RESETHAND,
			      signal_return, ~0UL },
		      odd = { ONES, ~0UL, LOW, ~BIT(SIGUSR1) };

	T(rt_sigaction, SIGUSR1, NULL, room(32), 8);
	T(rt_sigaction, SIGUSR1, EDGE(ignore), room(32), 8);
	T(rt_sigaction, SIGUSR2, EDGE(caught), NULL, 8);
	T(rt_sigaction, SIGUSR2, EDGE(all), room(32), 8);
	T(rt_sigaction, SIGHUP, EDGE(odd), room(32), 8);
	T(rt_sigaction, SIGHUP, NULL, room(32), 8);
	T(rt_sigaction, SIGKILL, EDGE(caught), NULL, 8);
	T(rt_sigaction, 0, EDGE(caught), NULL, 8);
	T(rt_sigaction, 65, NULL, NULL, 8);
	T(rt_sigaction, 64, NULL, NULL, 8);
	T(rt_sigaction, 33, NULL, NULL, 8);
	T(rt_sigaction, RUBBISH(-1), NULL, NULL, 8);
	T(rt_sigaction, SIGINT, EDGE(caught), NULL, 7);
	T(rt_sigaction, SIGINT, EDGE(caught), NULL, -1);
	T(rt_sigaction, SIGINT, LOW, LOW, 8);
	T(rt_sigaction, SIGINT, (char *)EDGE(caught) + 8, NULL, 8);
}

static void sigprocmask_calls(void)
{
	unsigned long few = BIT(SIGUSR1) | BIT(34) | BIT(64), none = 0, all = -1,
		      most = ~(BIT(SIGINT) | BIT(SIGHUP)), half = 0xffffffff;

	T(rt_sigprocmask, SIG_BLOCK, EDGE(few), room(8), 8);
	T(rt_sigprocmask, SIG_UNBLOCK, EDGE(few), room(8), 8);
	T(rt_sigprocmask, SIG_SETMASK, EDGE(most), room(8), 8);
	T(rt_sigprocmask, SIG_SETMASK, EDGE(half), room(8), 8);
	T(rt_sigprocmask, SIG_SETMASK, EDGE(all), room(8), 8);
	T(rt_sigprocmask, SIG_SETMASK, EDGE(none), room(8), 8);
	T(rt_sigprocmask, 77, EDGE(few), room(8), 8);
	T(rt_sigprocmask, -1, NULL, room(8), 8);
	T(rt_sigprocmask, SIG_BLOCK, LOW, NULL, 8);
	T(rt_sigprocmask, SIG_BLOCK, NULL, LOW, 8);
	T(rt_sigprocmask, SIG_BLOCK, EDGE(few), NULL, 4);
	T(rt_sigprocmask, SIG_BLOCK, EDGE(few), NULL, 16);
	T(rt_sigprocmask, RUBBISH(SIG_BLOCK), NULL, NULL, 0);
	T(rt_sigpending, room(8), 8);
	T(rt_sigpending, room(8), 4);
	T(rt_sigpending, LOW, 8);
	T(rt_sigpending, room(8), -1);
}

static void pending(void)
{
	long self = T(getpid);

	hold(SIGUSR1);
	hold(34 + 3);
	T(kill, self, SIGUSR1);
	T(tgkill, self, self, 34 + 3);
	T(rt_sigpending, room(8), 8);
}

static void timedwait(void)
{
	unsigned long usr1 = BIT(SIGUSR1), usr2 = BIT(SIGUSR2);
	struct timespec brief = { 0, 1000 }, odd = { -1, -1 };
	long self = T(getpid);
	siginfo_t info = { .si_signo = SIGUSR2, .si_code = SI_QUEUE };

	hold(SIGUSR1);
	hold(SIGUSR2);
	T(kill, self, SIGUSR1);
	T(rt_sigtimedwait, EDGE(usr1), room(128), NULL, 8);
	info.si_value.sival_ptr = (void *)0x1234567890;
	T(rt_sigqueueinfo, self, SIGUSR2, EDGE(info));
	T(rt_sigtimedwait, EDGE(usr2), room(128), EDGE(brief), 8);
	T(tgkill, self, self, SIGUSR2);
	T(rt_sigtimedwait, EDGE(usr2), NULL, NULL, 8);
	T(rt_sigtimedwait, EDGE(usr2), room(128), EDGE(brief), 8);
	T(rt_sigtimedwait, EDGE(usr1), NULL, EDGE(odd), 8);
	T(rt_sigtimedwait, LOW, NULL, LOW, 8);
	T(rt_sigtimedwait, EDGE(usr1), LOW, EDGE(brief), 8);
	T(rt_sigtimedwait, NULL, NULL, NULL, -1);
}

static void queueinfo(void)
{
	long self = T(getpid);
	siginfo_t info = { .si_signo = SIGUSR1, .si_code = SI_QUEUE, .si_errno = 5 }, odd;

	catch_signal(SIGUSR1, SA_SIGINFO);
	info.si_pid = 0;
	info.si_value.sival_int = 42;
	T(rt_sigqueueinfo, self, SIGUSR1, EDGE(info));
	T(rt_tgsigqueueinfo, self, self, SIGUSR1, EDGE(info));
	memset(&odd, 0xff, sizeof(odd));
	T(rt_sigqueueinfo, self, SIGUSR1, EDGE(odd));
	odd.si_code = -77;
	T(rt_sigqueueinfo, self, SIGUSR1, EDGE(odd));
	T(rt_sigqueueinfo, -1, SIGUSR1, LOW);
	T(rt_sigqueueinfo, 0x7fffffff, 77, NULL);
	T(rt_tgsigqueueinfo, -1, -1, -1, LOW);
	info.si_code = SI_USER;
	T(rt_tgsigqueueinfo, self, 0x7fffffff, 0, EDGE(info));
}

static void siginfo_forms(void)
{
	static const struct {
		int signal, code;
	} forms[] = {
		{ SIGILL, -1 },	       { SIGSEGV, -60 },     { SIGCHLD, -1 },
		{ SIGALRM, SI_TIMER }, { SIGIO, SI_SIGIO },  { SIGPOLL, SI_ASYNCIO },
		{ SIGUSR1, SI_MESGQ }, { SIGUSR1, -5 },	     { SIGUSR1, -6 },
		{ SIGTRAP, SI_QUEUE }, { SIGSYS, SI_QUEUE }, { 40, SI_QUEUE },
	};
	long self = T(getpid);

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		siginfo_t info;

		memset(&info, 0, sizeof(info));
		info.si_code = forms[i].code;
		info.si_pid = 0x7ffffff0;
		info.si_uid = 1000;
		info.si_value.sival_ptr = (void *)0xfedcba9876543210;
		catch_signal(forms[i].signal, SA_SIGINFO);
		T(rt_sigqueueinfo, self, forms[i].signal, EDGE(info));
	}
}

static void kill_calls(void)
{
	long self = T(getpid);

	T(kill, self, 0);
	T(kill, self, 65);
	T(kill, self, -1);
	T(kill, 0x7fffffff, SIGKILL);
	T(kill, 0x80000001, SIGTERM);
	T(kill, self, RUBBISH(0));
	T(tkill, self, 0);
	T(tkill, -1, SIGUSR1);
	T(tkill, 0x7fffffff, 77);
	T(tgkill, self, self, 0);
	T(tgkill, -1, self, SIGINT);
	T(tgkill, self, 0x7fffffff, 64);
	T(tgkill, self, self, 128);
}

static void signal_lines(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGUSR1, SIGALRM, SIGTERM, SIGWINCH, SIGIO,
				       SIGPWR, 34,     32,	33,	 50,	  64 };
	long self = T(getpid);

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		catch_signal(signals[i], 0);
		T(kill, self, signals[i]);
		T(tkill, self, signals[i]);
		T(tgkill, self, self, signals[i]);
	}
}

static void signal_ignored(void)
{
	struct action ignore = { SIG_IGN, 0, NULL, 0 };
	long self = T(getpid);

	T(rt_sigaction, SIGUSR1, &ignore, NULL, 8);
	T(kill, self, SIGUSR1);
	T(kill, self, SIGCHLD);
	T(kill, self, SIGURG);
	T(kill, self, SIGCONT);
	T(kill, self, SIGWINCH);
}

static void signal_nested(void)
{
	struct action deep = { (void *)take_signal, RESTORER | SA_NODEFER, signal_return,
			       BIT(SIGINT) | BIT(SIGTERM) };
	unsigned long both = BIT(SIGUSR1) | BIT(SIGUSR2);
	long self = T(getpid);

	T(rt_sigaction, SIGUSR1, EDGE(deep), NULL, 8);
	T(rt_sigaction, SIGUSR2, EDGE(deep), NULL, 8);
	T(rt_sigprocmask, SIG_BLOCK, EDGE(both), NULL, 8);
	T(kill, self, SIGUSR1);
	T(kill, self, SIGUSR2);
	T(rt_sigprocmask, SIG_UNBLOCK, EDGE(both), NULL, 8);
}

static void after(long microseconds)
{
	struct itimerval timer = { { 0, 0 }, { 0, microseconds } };

	T(setitimer, ITIMER_REAL, &timer, NULL);
}

static void pause_alarm(void)
{
	catch_signal(SIGALRM, 0);
	after(50000);
	T(pause);
	catch_signal(SIGALRM, SA_RESTART);
	after(50000);
	T(pause);
}

static void suspend_alarm(void)
{
	unsigned long none = 0, but = ~BIT(SIGALRM);

	catch_signal(SIGALRM, 0);
	hold(SIGALRM);
	after(50000);
	T(rt_sigsuspend, EDGE(none), 8);
	after(50000);
	T(rt_sigsuspend, EDGE(but), 8);
	T(rt_sigsuspend, LOW, 8);
	T(rt_sigsuspend, EDGE(none), 7);
	T(rt_sigsuspend, NULL, -1);
}

static void read_interrupted(void)
{
	int p[2];

	T(pipe, p);
	catch_signal(SIGALRM, 0);
	after(50000);
	T(read, p[0], room(10), 10);
	T(close, p[1]);
	T(read, p[0], room(10), 10);
}

static void timer_signal(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2 };
	struct itimerspec soon = { { 0, 0 }, { 0, 50000000 } };
	int *id = room(4);

	catch_signal(SIGUSR2, SA_SIGINFO);
	event.sigev_value.sival_int = 77;
	T(timer_create, CLOCK_MONOTONIC, EDGE(event), id);
	T(timer_settime, *id, 0, EDGE(soon), NULL);
	T(pause);
	T(timer_delete, *id);
}

static void pipe_signal(void)
{
	int p[2];

	catch_signal(SIGPIPE, 0);
	T(pipe, p);
	T(close, p[0]);
	T(write, p[1], "x", 1);
}

static void sigio_signal(void)
{
	int p[2];
	long self = T(getpid);

	catch_signal(SIGIO, 0);
	catch_signal(34 + 1, SA_SIGINFO);
	T(socketpair, 1, 1, 0, p);
	T(fcntl, p[0], 8, self);
	T(fcntl, p[0], 4, 020000 | 04000);
	T(write, p[1], "x", 1);
	T(fcntl, p[0], 10, 34 + 1);
	T(write, p[1], "x", 1);
}

static void altstack(void)
{
	stack_t s = { .ss_sp = (void *)0x10000, .ss_flags = 0, .ss_size = 65536 };
	stack_t off = { .ss_flags = SS_DISABLE }, odd = { ONES, -1, -1 };
	stack_t small = { .ss_sp = LOW, .ss_size = 1 }, once = { LOW, 1U << 31, 8192 };

	T(sigaltstack, NULL, room(24));
	T(sigaltstack, EDGE(s), room(24));
	T(sigaltstack, EDGE(once), room(24));
	T(sigaltstack, EDGE(small), room(24));
	T(sigaltstack, EDGE(odd), room(24));
	T(sigaltstack, EDGE(off), room(24));
	T(sigaltstack, LOW, NULL);
	T(sigaltstack, NULL, LOW);
	T(sigaltstack, NULL, NULL);
	T(sigaltstack, (char *)EDGE(s) + 8, NULL);
}

/* Faults end the process: one to a case. */
static void core_size(unsigned long size)
{
	struct rlimit limit = { size, size };

	T(setrlimit, RLIMIT_CORE, &limit);
}

static void death_segv_low(void)
{
	core_size(0);
	*(volatile char *)(uintptr_t)0x1234 = 1;
}

static void death_segv_hole(void)
{
	core_size(0);
	*(volatile char *)HOLE = 1;
}

static void death_segv_readonly(void)
{
	static const char text[] = "text";

	core_size(0);
	*(volatile char *)(uintptr_t)text = 1;
}

static void death_segv_wild(void)
{
	core_size(0);
	*(volatile char *)(uintptr_t)0xdead000000000000 = 1;
}

static void death_ill(void)
{
	core_size(0);
	__asm__ volatile("ud2");
}

static void death_fpe(void)
{
	core_size(0);
	__asm__ volatile("xor %%eax, %%eax; xor %%edx, %%edx; div %%eax" ::: "eax", "edx");
}

static void death_trap(void)
{
	core_size(0);
	__asm__ volatile("int3");
}

static void death_bus(void)
{
	int fd = file_with("file", "", 0);
	char *p = PLACE;

	core_size(0);
	T(mmap, p, PAGE, 1, 0x11, fd, 0);
	(void)*(volatile char *)p;
}

static void death_core(void)
{
	core_size(-1);
	*(volatile char *)(uintptr_t)0x1234 = 1;
}

static void death_by(int signal)
{
	long self = T(getpid);

	T(kill, self, signal);
}

static void death_term(void)
{
	death_by(SIGTERM);
}

static void death_kill(void)
{
	death_by(SIGKILL);
}

static void death_rt(void)
{
	death_by(34 + 5);
}

static void death_abort(void)
{
	core_size(0);
	death_by(SIGABRT);
}

static void death_caught_segv(void)
{
	struct action once = { (void *)take_signal, RESTORER | (unsigned long)SA_RESETHAND,
			       signal_return, 0 };

	core_size(0);
	T(rt_sigaction, SIGSEGV, EDGE(once), NULL, 8);
	*(volatile char *)(uintptr_t)0x1234 = 1;
}

static void death_bad_frame(void)
{
	core_size(0);
	__asm__ volatile("mov $0x500000000, %%rsp; mov $15, %%eax; syscall" ::: "memory", "rax");
}

#define SIG "-X raw|-X verbose|-v"

const struct testcase cases[] = {
	{ "sigaction_calls", sigaction_calls, SIG "|-e abbrev=none|-e verbose=none" },
	{ "sigprocmask_calls", sigprocmask_calls, SIG },
	{ "pending", pending, SIG },
	{ "timedwait", timedwait, SIG },
	{ "queueinfo", queueinfo, SIG "|-e signal=none|-e signal=SIGUSR1|-q" },
	{ "siginfo_forms", siginfo_forms, SIG },
	{ "kill_calls", kill_calls, SIG },
	{ "signal_lines", signal_lines,
	  SIG "|-e signal=!SIGUSR1,SIGALRM|-e trace=none|-e signal=hup,int" },
	{ "signal_ignored", signal_ignored, SIG },
	{ "signal_nested", signal_nested, SIG "|-e trace=!rt_sigreturn|-n" },
	{ "pause_alarm", pause_alarm, SIG "|-Z|-z|-e status=unfinished" },
	{ "suspend_alarm", suspend_alarm, SIG },
	{ "read_interrupted", read_interrupted, SIG "|-y" },
	{ "timer_signal", timer_signal, SIG },
	{ "pipe_signal", pipe_signal, "-y" },
	{ "sigio_signal", sigio_signal, SIG },
	{ "altstack", altstack, SIG },
	{ "death_segv_low", death_segv_low, "-q|-qq|-qqq|-X raw|-v|-i|-e signal=none" },
	{ "death_segv_hole", death_segv_hole, NULL },
	{ "death_segv_readonly", death_segv_readonly, NULL },
	{ "death_segv_wild", death_segv_wild, NULL },
	{ "death_ill", death_ill, NULL },
	{ "death_fpe", death_fpe, NULL },
	{ "death_trap", death_trap, NULL },
	{ "death_bus", death_bus, NULL },
	{ "death_core", death_core, "-f" },
	{ "death_term", death_term, "-f|-q" },
	{ "death_kill", death_kill, "-f|-qq" },
	{ "death_rt", death_rt, NULL },
	{ "death_abort", death_abort, NULL },
	{ "death_caught_segv", death_caught_segv, "-i" },
	{ "death_bad_frame", death_bad_frame, NULL },
	{}
};
