// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Processes: how they begin, what they are, how they end.
 */
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "cases.h"

/* As of Linux 5.7. */
struct clone3 {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
	uint64_t set_tid, set_tid_size, cgroup;
};

static int seven(void)
{
	T(getuid);
	return 7;
}

static void fork_wait(void)
{
	int *status = room(4);

	hold(SIGCHLD);
	if (!T(fork))
		T(exit_group, seven());
	T(wait4, -1, status, 0, NULL);
	T(wait4, -1, status, WNOHANG, NULL);
	if (!T(fork))
		T(exit, -1);
	T(wait4, -1, NULL, __WALL, room(sizeof(struct rusage)));
	if (!T(fork))
		T(exit_group, 0x12345);
	T(wait4, 0, status, WUNTRACED | WCONTINUED | __WCLONE | __WNOTHREAD, NULL);
	T(wait4, 0, LOW, __WALL, NULL);
}

/* The first process of a pid namespace, and its child, which stays to be waited for. */
static int inside_namespace(void)
{
	long pid;

	T(getpid);
	T(gettid);
	T(getppid);
	T(getpgid, 0);
	T(setsid);
	T(getpgid, 0);
	T(getpgrp);
	T(getsid, 0);
	hold(SIGCHLD);
	pid = T(fork);
	if (!pid)
		T(exit_group, seven());
	T(waitid, P_PID, pid, NULL, WEXITED | WNOWAIT, NULL);
	T(kill, pid, 0);
	T(kill, 1, 0);
	T(kill, -1, 0);
	T(kill, 777, 0);
	T(tgkill, pid, pid, 0);
	T(getpgid, pid);
	T(getsid, pid);
	T(getpriority, PRIO_PROCESS, pid);
	T(getpriority, PRIO_PGRP, 1);
	T(getpriority, PRIO_USER, 1);
	T(ioprio_get, 1, 1);
	T(ioprio_get, 2, 1);
	T(sched_getscheduler, pid);
	T(fcntl, 1, F_SETOWN, 1);
	T(fcntl, 1, F_SETOWN, -1);
	T(wait4, pid, room(4), 0, NULL);
	T(kill, pid, 0);
	return 0;
}

static void pid_namespace(void)
{
	T(unshare, CLONE_NEWPID);
	collect(child(inside_namespace));
}

static void vfork_wait(void)
{
	hold(SIGCHLD);
	if (!T(vfork))
		T(exit_group, 3);
	T(wait4, -1, room(4), 0, NULL);
}

static void vfork_exec(void)
{
	static char *const argv[] = { "nothing", "one", NULL };
	static char *const envp[] = { "A=b", NULL };

	hold(SIGCHLD);
	if (!T(vfork)) {
		T(execve, "../nothing", argv, envp);
		T(exit_group, 1);
	}
	T(wait4, -1, room(4), 0, NULL);
}

static void clone_calls(void)
{
	int *parent = room(4), *tid = room(4);

	hold(SIGCHLD);
	if (!T(clone, SIGCHLD | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, 0,
	       parent, tid, 0))
		T(exit_group, seven());
	T(wait4, -1, room(4), 0, NULL);
	if (!T(clone, 0, 0, 0, 0, 0))
		T(exit_group, seven());
	T(wait4, -1, room(4), __WALL, NULL);
	if (!T(clone, CLONE_VFORK | CLONE_FS | CLONE_FILES))
		T(exit_group, 1);
	T(wait4, -1, room(4), __WALL, NULL);
}

static void clone_bad(void)
{
	T(clone, -1, 0, 0, 0, 0);
	T(clone, CLONE_THREAD, ONES, LOW, LOW, LOW);
	T(clone, CLONE_SIGHAND | 77, 0, 0, 0, 0);
	T(clone, CLONE_NEWNS | CLONE_FS, 0, 0, 0, 0);
	T(clone, CLONE_NEWUSER | CLONE_FS | CLONE_SETTLS, 0, 0, 0, 0x1234);
	T(clone, CLONE_PIDFD | CLONE_PARENT_SETTID, 0, room(4), 0, 0);
	T(clone, CLONE_THREAD | CLONE_DETACHED | CLONE_UNTRACED | CLONE_IO | 0xff, 0, 0, 0, 0);
}

static void clone3_calls(void)
{
	struct clone3 c = { .exit_signal = SIGCHLD };
	struct clone3 bad;
	struct {
		struct clone3 c;
		uint64_t more[2];
	} big = { { .flags = CLONE_THREAD, .stack = 0x1000, .stack_size = 0x2000, .tls = 0x3000 },
		  { 0, 0 } };
	static const int tids[2] = { 5, 6 };

	hold(SIGCHLD);
	if (!T(clone3, EDGE(c), sizeof(c)))
		T(exit_group, 1);
	T(wait4, -1, room(4), __WALL, NULL);
	c.flags = CLONE_PIDFD | CLONE_PARENT_SETTID;
	c.pidfd = (uintptr_t)room(4);
	c.parent_tid = (uintptr_t)room(4);
	if (!T(clone3, EDGE(c), 88))
		T(exit_group, 1);
	T(wait4, -1, room(4), __WALL, NULL);
	memset(&bad, 0xff, sizeof(bad));
	T(clone3, EDGE(bad), sizeof(bad));
	T(clone3, EDGE(bad), 64);
	T(clone3, EDGE(bad), 63);
	T(clone3, EDGE(big), sizeof(big));
	big.more[1] = 0xabc;
	T(clone3, EDGE(big), sizeof(big));
	bad = (struct clone3){ .flags = 0x100,
			       .exit_signal = 77,
			       .set_tid = (uintptr_t)tids,
			       .set_tid_size = 2,
			       .cgroup = 99 };
	T(clone3, EDGE(bad), sizeof(bad));
	bad.set_tid_size = 77;
	T(clone3, EDGE(bad), sizeof(bad));
	T(clone3, NULL, 0);
	T(clone3, LOW, 88);
	T(clone3, EDGE(c), -1);
}

static void exec_fails(void)
{
	static char *const argv[] = { "name", "", "two words", "\n\377", NULL };
	static char *const envp[] = { "A=1", "B=two", NULL };
	char *broken[] = { "one", LOW, NULL }, *unended[2] = { "one", "two" };
	char *many[60];
	int fd = file_with("plain", "#!", 2);

	for (int i = 0; i < 59; i++)
		many[i] = "word";
	many[59] = NULL;
	T(execve, "/none", argv, envp);
	T(execve, "/none", NULL, NULL);
	T(execve, "/none", LOW, ONES);
	T(execve, "/none", EDGE(broken), envp);
	T(execve, "/none", EDGE(unended), EDGE(unended));
	T(execve, "/none", many, many);
	T(execve, NULL, argv, envp);
	T(execve, edge_open("/none"), argv, envp);
	T(execve, "plain", argv, envp);
	T(execve, "/", argv, argv + 4);
	T(execve, edge_long(300), argv, NULL);
	T(execveat, AT_FDCWD, "/none", argv, envp, 0);
	T(execveat, fd, "", argv, envp, AT_EMPTY_PATH);
	T(execveat, -1, "x", argv, NULL, AT_SYMLINK_NOFOLLOW | 1);
	T(execveat, -1, NULL, LOW, LOW, -1);
}

static void exec_works(void)
{
	char *argv[] = { "nothing", edge_long(50), NULL };
	static char *const envp[] = { "VARIABLE=value", "X=\001", NULL };

	T(execve, "../nothing", argv, envp);
}

static void exec_many(void)
{
	char *argv[40];

	for (int i = 0; i < 39; i++)
		argv[i] = "word";
	argv[39] = NULL;
	T(execve, "../nothing", argv, argv);
}

static void exec_empty(void)
{
	T(execve, "../nothing", NULL, NULL);
}

static void exec_at(void)
{
	static char *const argv[] = { "zero", NULL };
	int fd = T(open, "../nothing", O_RDONLY | O_CLOEXEC);

	T(execveat, fd, "", argv, NULL, AT_EMPTY_PATH);
}

static void wait_bad(void)
{
	T(wait4, -1, NULL, 0, NULL);
	T(wait4, -1, LOW, -1, LOW);
	T(wait4, 0x7fffffff, NULL, WNOHANG, NULL);
	T(wait4, 0x80000000, NULL, WNOHANG, NULL);
	T(waitid, P_ALL, 0, NULL, WEXITED, NULL);
	T(waitid, P_PGID, 0, room(128), WNOHANG | WSTOPPED | WEXITED | WCONTINUED, NULL);
	T(waitid, P_PIDFD, -1, room(128), WEXITED, NULL);
	T(waitid, P_PID, 0x7fffffff, LOW, WNOWAIT | WEXITED, LOW);
	T(waitid, 77, -1, NULL, -1, NULL);
	T(waitid, P_ALL, 0, room(128), 0, NULL);
}

static void waitid_calls(void)
{
	long pid;

	pid = child(seven);
	T(waitid, P_PID, pid, room(128), WEXITED | WNOWAIT, NULL);
	T(waitid, P_ALL, 0, NULL, WEXITED, room(sizeof(struct rusage)));
	pid = child(seven);
	T(waitid, P_ALL, 0, (char *)room(127) + 1, WEXITED, NULL);
	(void)pid;
}

static int kill_self(void)
{
	long pid = T(getpid);

	T(kill, pid, SIGKILL);
	return 0;
}

static int term_self(void)
{
	long pid = T(getpid);

	T(tgkill, pid, pid, SIGTERM);
	return 0;
}

static void wait_killed(void)
{
	child(kill_self);
	T(wait4, -1, room(4), 0, NULL);
	child(term_self);
	T(waitid, P_ALL, 0, room(128), WEXITED, NULL);
}

static const struct timespec some = { 0, 200000000 };

static int stop_self(void)
{
	long pid = T(getpid);

	/* Time for the parent to see that it goes on. */
	T(kill, pid, SIGSTOP);
	T(nanosleep, &some, NULL);
	return 0;
}

static void wait_stopped(void)
{
	long pid;

	pid = child(stop_self);
	T(wait4, pid, room(4), WUNTRACED, NULL);
	T(kill, pid, SIGCONT);
	T(waitid, P_PID, pid, room(128), WCONTINUED | WEXITED | WNOWAIT, NULL);
	T(wait4, pid, room(4), 0, NULL);
}

static void chld_signal(void)
{
	catch_signal(SIGCHLD, SA_RESTART);
	collect(child(seven));
	collect(child(kill_self));
}

/* Runs the function on top of its new stack, as a thread. */
long start_thread(unsigned long flags, void *stack, int *parent, int *tid, void *tls);
__asm__(".text\n"
	".globl start_thread\n"
	".type start_thread, @function\n"
	"start_thread:\n"
	"	mov %rcx, %r10\n"
	"	mov $56, %eax\n"
	"	syscall\n"
	"	test %eax, %eax\n"
	"	jnz 1f\n"
	"	pop %rax\n"
	"	call *%rax\n"
	"1:	ret\n"
	".size start_thread, . - start_thread\n");

static void thread(void)
{
	T(gettid);
	T(exit, 5);
}

static void threads(void)
{
	int *tid = room(4);

	for (int i = 0; i < 2; i++) {
		void **top = (void **)((char *)room(PAGE) + PAGE - 16);

		*top = (void *)thread;
		*(volatile int *)tid = 1;
		start_thread(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
				     CLONE_SYSVSEM | CLONE_CHILD_CLEARTID,
			     top, NULL, tid, NULL);
		while (*(volatile int *)tid)
			;
	}
}

static void thread_hangs(void)
{
	T(pause);
	T(exit, 0);
}

static void thread_left(void)
{
	void **top = (void **)((char *)room(PAGE) + PAGE - 16);

	*top = (void *)thread_hangs;
	start_thread(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
			     CLONE_SYSVSEM,
		     top, NULL, NULL, NULL);
	T(nanosleep, &some, NULL);
	T(exit_group, 4);
}

static int grandchild(void)
{
	collect(child(seven));
	return 1;
}

static void family(void)
{
	collect(child(grandchild));
	collect(child(NULL));
}

static void ids(void)
{
	T(getpid);
	T(gettid);
	T(getppid);
	T(getuid);
	T(geteuid);
	T(getgid);
	T(getegid);
	T(getpgrp);
	T(getpgid, 0);
	T(getpgid, -1);
	T(getsid, 0);
	T(getsid, RUBBISH(0x7fffffff));
	T(setpgid, 0x7fffffff, 5);
	T(setpgid, 0, -1);
	T(setsid);
	T(set_tid_address, room(4));
}

static void set_ids(void)
{
	T(setuid, -1);
	T(setgid, -1);
	T(setreuid, -1, -1);
	T(setregid, RUBBISH(-1), -1);
	T(setresuid, -1, -1, -1);
	T(setresgid, -1, -1, -1);
	T(setfsuid, -1);
	T(setfsgid, -1);
	T(getresuid, room(4), room(4), room(4));
	T(getresgid, room(4), LOW, room(4));
	T(getresuid, NULL, NULL, NULL);
}

static void groups(void)
{
	static const int list[3] = { 0, 1, -1 };

	T(getgroups, 0, NULL);
	T(getgroups, 64, room(256));
	T(getgroups, -1, LOW);
	T(setgroups, -1, EDGE(list));
	T(setgroups, 0x10001, EDGE(list));
	T(setgroups, 3, LOW);
	T(setgroups, 4, EDGE(list));
	T(setgroups, 100000, NULL);
}

static void prctl_get(void)
{
	int *n = room(4);

	T(prctl, PR_GET_DUMPABLE);
	T(prctl, PR_GET_PDEATHSIG, n);
	T(prctl, PR_GET_NAME, room(16));
	T(prctl, PR_GET_KEEPCAPS);
	T(prctl, PR_GET_SECCOMP);
	T(prctl, PR_GET_SECUREBITS);
	T(prctl, PR_GET_TIMERSLACK);
	T(prctl, PR_GET_TSC, n);
	T(prctl, PR_GET_CHILD_SUBREAPER, n);
	T(prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
	T(prctl, PR_GET_TID_ADDRESS, room(8));
	T(prctl, PR_GET_THP_DISABLE, 0, 0, 0, 0);
	T(prctl, PR_GET_UNALIGN, LOW);
	T(prctl, PR_GET_FPEMU, n);
	T(prctl, PR_GET_ENDIAN, NULL);
	T(prctl, PR_MCE_KILL_GET, 0, 0, 0, 0);
	T(prctl, PR_GET_SPECULATION_CTRL, 0, 0, 0, 0);
	T(prctl, PR_GET_IO_FLUSHER, 0, 0, 0, 0);
	T(prctl, 70, 0, 0, 0, 0);
	T(prctl, 77, 1, 2, 3, 4);
}

static void prctl_set(void)
{
	T(prctl, PR_SET_NAME, "a name too long for it");
	T(prctl, PR_SET_NAME, "short\n");
	T(prctl, PR_SET_NAME, LOW);
	T(prctl, PR_SET_NAME, edge_open("abc"));
	T(prctl, PR_SET_PDEATHSIG, SIGHUP);
	T(prctl, PR_SET_PDEATHSIG, 99);
	T(prctl, PR_SET_DUMPABLE, 1);
	T(prctl, PR_SET_DUMPABLE, 77);
	T(prctl, PR_SET_KEEPCAPS, 2);
	T(prctl, PR_SET_TIMERSLACK, 50000);
	T(prctl, PR_SET_CHILD_SUBREAPER, 1);
	T(prctl, PR_SET_NO_NEW_PRIVS, 2, 0, 0, 0);
	T(prctl, PR_SET_SECUREBITS, 0x1000);
	T(prctl, PR_SET_MM, 77, 1, 0, 0);
	T(prctl, PR_SET_MM, PR_SET_MM_ARG_START, LOW, 0, 0);
	T(prctl, PR_SET_PTRACER, -1);
	T(prctl, PR_SET_VMA, 0, LOW, PAGE, "name");
	T(prctl, PR_MCE_KILL, 1, 77, 0, 0);
	T(prctl, PR_SET_THP_DISABLE, 0, 0, 0, 1);
	T(prctl, PR_SET_SPECULATION_CTRL, 77, 2, 0, 0);
	T(prctl, PR_SET_SYSCALL_USER_DISPATCH, 77, 1, 2, 3);
	T(prctl, PR_SET_SECCOMP, 77, LOW);
	T(prctl, PR_SET_TSC, 77);
}

static void prctl_caps(void)
{
	T(prctl, PR_CAPBSET_READ, CAP_SYS_ADMIN);
	T(prctl, PR_CAPBSET_READ, 99);
	T(prctl, PR_CAPBSET_DROP, 99);
	T(prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_CHOWN, 0, 0);
	T(prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	T(prctl, PR_CAP_AMBIENT, 77, -1, 0, 0);
	T(prctl, -1, -1, -1, -1, -1);
	T(prctl, 1000, 1, 2, 3, 4);
	T(prctl, 62, 0, 0, 4, 0);
	T(prctl, 53, 1, 2, 3, 4);
	T(prctl, 54, 0, 0, 0, 0);
	T(prctl, 65, 0x12, 0, 0, 0);
	T(prctl, 0x59616d61, 0);
}

static void capget_calls(void)
{
	struct __user_cap_header_struct v3 = { 0x20080522, 0 }, v1 = { 0x19980330, 0 },
					odd = { 0x12345678, -1 };
	struct __user_cap_data_struct data[2] = { { 0xffffffff, 1, 2 }, { 3, 4, 0xffffffff } };

	T(capget, EDGE(v3), room(24));
	T(capget, EDGE(v1), room(12));
	T(capget, EDGE(odd), room(24));
	T(capget, EDGE(v3), NULL);
	T(capget, NULL, NULL);
	T(capget, LOW, LOW);
	v3.pid = -1;
	T(capset, EDGE(v3), EDGE(data));
	T(capset, EDGE(v3), (char *)EDGE(data) + 12);
	T(capset, EDGE(odd), EDGE(data));
	T(capset, EDGE(v1), LOW);
}

static void rlimits(void)
{
	struct rlimit bad = { 10, 5 }, infinite = { RLIM_INFINITY, RLIM_INFINITY };
	struct rlimit k = { 4096 * 3, 1UL << 40 };

	for (int i = 0; i < 17; i++)
		T(getrlimit, i, NULL);
	T(getrlimit, RLIMIT_CORE, LOW);
	T(getrlimit, RLIMIT_NOFILE, room(16));
	T(setrlimit, RLIMIT_CORE, EDGE(bad));
	T(setrlimit, 77, EDGE(infinite));
	T(setrlimit, -1, EDGE(k));
	T(prlimit64, 0, RLIMIT_STACK, NULL, room(16));
	T(prlimit64, 0, RLIMIT_CORE, EDGE(bad), NULL);
	T(prlimit64, -1, RLIMIT_FSIZE, EDGE(infinite), room(16));
	T(prlimit64, 0x7fffffff, 99, LOW, LOW);
}

static void rusage_calls(void)
{
	T(getrusage, RUSAGE_SELF, room(sizeof(struct rusage)));
	T(getrusage, RUSAGE_CHILDREN, room(sizeof(struct rusage)));
	T(getrusage, RUSAGE_THREAD, NULL);
	T(getrusage, 77, room(sizeof(struct rusage)));
	T(getrusage, RUSAGE_SELF, LOW);
}

static void scheduling(void)
{
	static const int one = 1, odd = -5;

	T(sched_getscheduler, 0);
	T(sched_getscheduler, -1);
	T(sched_setscheduler, 0, SCHED_OTHER, EDGE(one));
	T(sched_setscheduler, -1, SCHED_FIFO | 0x40000000, EDGE(odd));
	T(sched_setscheduler, 0, 77, LOW);
	T(sched_getparam, 0, room(4));
	T(sched_getparam, 0, NULL);
	T(sched_setparam, 0, EDGE(odd));
	T(sched_setparam, -1, LOW);
	T(sched_get_priority_max, SCHED_RR);
	T(sched_get_priority_min, 77);
	T(sched_rr_get_interval, 0, LOW);
	T(sched_rr_get_interval, -1, room(16));
	T(sched_yield);
	T(getpriority, PRIO_PROCESS, 0);
	T(getpriority, PRIO_PGRP, 0x7fffffff);
	T(getpriority, 77, -1);
	T(setpriority, PRIO_USER, 0x7ffffffe, -5);
	T(setpriority, 77, 0, RUBBISH(20));
	T(ioprio_get, 1, 0);
	T(ioprio_get, 77, -1);
	T(ioprio_set, 1, 0x7fffffff, 2 << 13 | 4);
	T(ioprio_set, 3, -1, -1);
}

static void affinity(void)
{
	unsigned long set[2] = { 1, 0 }, wide[16] = { 0, 0xff00, 0, 1 }, none[1] = { 0 };

	T(sched_getaffinity, 0, 8, room(8));
	T(sched_getaffinity, 0, 4, room(8));
	T(sched_getaffinity, 0, 128, room(128));
	T(sched_getaffinity, 0, 0, NULL);
	T(sched_getaffinity, -1, 8, room(8));
	T(sched_setaffinity, 0, 16, EDGE(set));
	T(sched_setaffinity, 0x7fffffff, 128, EDGE(wide));
	T(sched_setaffinity, 0, 8, EDGE(none));
	T(sched_setaffinity, 0, 3, EDGE(set));
	T(sched_setaffinity, 0, 8, LOW);
	T(sched_setaffinity, 0, -1, NULL);
	T(getcpu, NULL, NULL, NULL);
	T(getcpu, LOW, NULL, LOW);
}

static void sched_attributes(void)
{
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
		uint32_t least, most;
	} a = { 48, SCHED_OTHER, 0, 0, 0, 0, 0, 0, 0, 0 },
	  bad = { 56, 77, -1, -20, 99, 1, 2, 3, 4, 5 };

	T(sched_setattr, 0, EDGE(a), 0);
	T(sched_setattr, 0, EDGE(bad), -1);
	bad.policy = SCHED_DEADLINE;
	bad.flags = 0x7f;
	T(sched_setattr, -1, EDGE(bad), 0);
	bad.size = 7;
	T(sched_setattr, 0, EDGE(bad), 0);
	bad.size = 100;
	T(sched_setattr, 0, EDGE(bad), 1);
	T(sched_setattr, 0, NULL, 0);
	T(sched_getattr, 0, room(56), 56, 0);
	T(sched_getattr, 0, room(48), 48, 0);
	T(sched_getattr, 0, room(48), 5, 0);
	T(sched_getattr, -1, LOW, -1, -1);
}

static void system_info(void)
{
	T(uname, room(390));
	T(uname, room(389));
	T(uname, NULL);
	T(sysinfo, room(112));
	T(sysinfo, NULL);
	T(sysinfo, LOW);
	T(personality, -1);
	T(personality, 0xffffffff);
	T(personality, 0x0040008);
	T(personality, 0);
	T(syslog, 77, LOW, -1);
	T(syslog, 10, NULL, 0);
	T(sethostname, LOW, 5);
	T(sethostname, "x", -1);
	T(setdomainname, edge_open("abc"), 100);
	T(sysfs, 3);
	T(sysfs, 1, "none");
	T(sysfs, 77, 1, 2);
}

static void kcmp_calls(void)
{
	long self = T(getpid);
	struct {
		uint32_t epoll, fd, offset;
	} slot = { 3, 4, 5 };

	T(kcmp, self, self, 0, 0, 1);
	T(kcmp, self, self, 0, 0, 0);
	T(kcmp, self, self, 1, 5, 6);
	T(kcmp, -1, -1, 7, 3, EDGE(slot));
	T(kcmp, -1, -1, 7, 3, LOW);
	T(kcmp, self, self, 77, -1, -1);
}

static void pidfds(void)
{
	long self = T(getpid), fd = T(pidfd_open, self, 0);

	T(pidfd_send_signal, fd, 0, NULL, 0);
	T(pidfd_send_signal, fd, SIGUSR1, LOW, 0);
	T(pidfd_send_signal, -1, 77, NULL, -1);
	T(pidfd_getfd, fd, 0, 0);
	T(pidfd_getfd, fd, -1, 0);
	T(pidfd_getfd, -1, 5, -1);
	T(pidfd_open, -1, 0);
	T(pidfd_open, 0x7fffffff, 04000);
	T(pidfd_open, self, -1);
	T(close, fd);
}

static void namespaces(void)
{
	T(unshare, 0x40);
	T(unshare, -1);
	T(unshare, CLONE_NEWUSER | CLONE_THREAD);
	T(unshare, CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWTIME | 1);
	T(unshare, 0);
	T(setns, -1, 0);
	T(setns, 0, CLONE_NEWNET);
	T(setns, -1, -1);
	T(setns, 99, CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | 1);
}

static void unknown_calls(void)
{
	N(999, 1, 2, 3, 4, 5, 6);
	N(-1, 1, 2, 3);
	N(0x7fffffff);
	N(600, LOW, ONES, 0);
	N(0x40000000UL | 512, 1, 2);
	T(_sysctl, LOW);
	T(uselib, "x");
	T(nfsservctl, 1, 2, 3);
	T(afs_syscall, 1, 2, 3);
	T(lookup_dcookie, 1, LOW, 2);
	T(restart_syscall);
	T(create_module, "m", 1);
	T(get_kernel_syms, NULL);
	T(getpmsg, 1, 2, 3, 4, 5);
	T(vserver, 1, 2, 3, 4, 5);
}

static void exit_group_7(void)
{
	T(exit_group, 7);
}

static void exit_thread(void)
{
	T(exit, RUBBISH(0x107));
}

#define FORK "-f|-ff|-f -y|-f -v"

const struct testcase cases[] = {
	{ "fork_wait", fork_wait, FORK "|-f -qq|-f -qqq|-f -e quiet=exit" },
	{ "vfork_wait", vfork_wait, FORK },
	{ "pid_namespace", pid_namespace,
	  "!|-f|-f --decode-pids=pidns|-ff --pidns-translation|-f --decode-pids=pidns -X raw" },
	{ "vfork_exec", vfork_exec, FORK "|-f -e trace=execve" },
	{ "clone_calls", clone_calls, FORK "|-f -X raw" },
	{ "clone_bad", clone_bad, "-X raw|-X verbose" },
	{ "clone3_calls", clone3_calls, "-f|-ff|-X raw|-X verbose|-y" },
	{ "exec_fails", exec_fails, "-v|-s 4|-s 2 -v|-x|-y|-X raw" },
	{ "exec_works", exec_works, "-v|-s 4|-b execve|-e trace=execve|-e verbose=none|-q" },
	{ "exec_many", exec_many, "-v" },
	{ "exec_empty", exec_empty, "-v" },
	{ "exec_at", exec_at, "-v|-y" },
	{ "wait_bad", wait_bad, "-X raw|-X verbose" },
	{ "waitid_calls", waitid_calls, FORK "|-f -X raw" },
	{ "wait_killed", wait_killed, FORK "|-f -X raw" },
	{ "wait_stopped", wait_stopped, FORK },
	{ "chld_signal", chld_signal, FORK "|-e signal=none|-e trace=none" },
	{ "threads", threads, "!|-f|-ff" },
	{ "thread_left", thread_left, "!|-f|-ff" },
	{ "family", family, FORK },
	{ "ids", ids, "-v|-n|-Y" },
	{ "set_ids", set_ids, NULL },
	{ "groups", groups, "-v|-s 1" },
	{ "prctl_get", prctl_get, "-X raw|-X verbose" },
	{ "prctl_set", prctl_set, "-X raw|-X verbose" },
	{ "prctl_caps", prctl_caps, "-X raw|-X verbose" },
	{ "capget_calls", capget_calls, "-v|-X raw" },
	{ "rlimits", rlimits, STYLES },
	{ "rusage_calls", rusage_calls, "-v|-X raw" },
	{ "scheduling", scheduling, "-X raw|-X verbose" },
	{ "affinity", affinity, "-v|-s 1" },
	{ "sched_attributes", sched_attributes, "-v|-X raw" },
	{ "system_info", system_info, "-v|-X raw|-s 2" },
	{ "kcmp_calls", kcmp_calls, "-y|-X raw" },
	{ "pidfds", pidfds, "-y|-yy|-X raw" },
	{ "namespaces", namespaces, "-X raw|-X verbose|-y" },
	{ "unknown_calls", unknown_calls, "-n|-e trace=all" },
	{ "exit_group_7", exit_group_7, "-q|-qq|-qqq" },
	{ "exit_thread", exit_thread, NULL },
	{}
};
