// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Processes that live and end in known ways. States on stdout, for each, the row
 * of its exit as wait4() tells it: pid,ppid,code,signal,core,peak; on stderr its
 * CPU time: pid,us. The first line is the number of this process.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char *self;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void state(pid_t pid, pid_t parent, int status, const struct rusage *used)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	char name[16] = "";

	if (sig && sigabbrev_np(sig))
		snprintf(name, sizeof(name), "SIG%s", sigabbrev_np(sig));
	else if (sig)
		snprintf(name, sizeof(name), "SIGRT_%d", sig - 32);
	printf("%d,%d,%d,%s,%s,%ld\n", pid, parent, WIFEXITED(status) ? WEXITSTATUS(status) : 0,
	       name, sig && WCOREDUMP(status) ? "true" : "false", used->ru_maxrss * 1024);
	fprintf(stderr, "%d,%lld\n", pid,
		(used->ru_utime.tv_sec + used->ru_stime.tv_sec) * 1000000LL +
			used->ru_utime.tv_usec + used->ru_stime.tv_usec);
	fflush(stdout);
}

static void reap(pid_t pid)
{
	struct rusage used;
	int status;

	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		fail("wait4");
	state(pid, getpid(), status, &used);
}

static void *thread_exits(void *arg)
{
	usleep(20000);
	if (arg)
		exit(*(int *)arg);
	syscall(SYS_exit, 3);
	return NULL;
}

static void *thread_execs(void *arg)
{
	char *argv[] = { "lives", "code", "4", NULL };

	(void)arg;
	execv(self, argv);
	exit(1);
}

static void thread(void *(*run)(void *), void *arg)
{
	pthread_t t;

	if (pthread_create(&t, NULL, run, arg))
		fail("pthread_create");
}

/* The leader ends first, and the last thread without a word: the leader's code counts. */
static void leader_first(void)
{
	thread(thread_exits, NULL);
	syscall(SYS_exit, 6);
}

static void group_exit(void)
{
	static int code = 9;

	thread(thread_exits, &code);
	for (;;)
		pause();
}

static void thread_exec(void)
{
	thread(thread_execs, NULL);
	for (;;)
		pause();
}

/* Two threads that end at the same moment: one row all the same. */
static void *now(void *arg)
{
	pthread_barrier_wait(arg);
	syscall(SYS_exit, 0);
	return NULL;
}

static void together(void)
{
	pthread_barrier_t barrier;

	pthread_barrier_init(&barrier, NULL, 8);
	for (int i = 0; i < 7; i++)
		thread(now, &barrier);
	now(&barrier);
}

static void burn(void)
{
	for (volatile int i = 0; i < 20000000; i++)
		;
	_exit(0);
}

static void fat(void)
{
	char *memory = malloc(30 << 20);

	if (memory)
		memset(memory, 1, 30 << 20);
	free(memory);
	_exit(0);
}

static void dump(void)
{
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

	setrlimit(RLIMIT_CORE, &limit);
	abort();
}

static void exits(void)
{
	static const int codes[] = { 0, 1, 7, 127, 128, 255 };
	static void (*const ways[])(void) = { leader_first, group_exit, thread_exec, together,
					      burn,	    fat,	dump };
	const int signals[] = { SIGKILL, SIGTERM, SIGHUP, SIGSEGV, SIGUSR1, 34, SIGRTMAX };
	struct rlimit none = { 0, RLIM_INFINITY };
	pid_t pid;

	setrlimit(RLIMIT_CORE, &none);
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		pid = fork();
		if (!pid)
			_exit(codes[i]);
		reap(pid);
	}
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		pid = fork();
		if (!pid) {
			/* The C library keeps signal 34's disposition from its callers. */
			syscall(SYS_kill, getpid(), signals[i]);
			_exit(99);
		}
		reap(pid);
	}
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		pid = fork();
		if (!pid) {
			ways[i]();
			_exit(99);
		}
		reap(pid);
	}
	pid = vfork();
	if (!pid) {
		execl(self, "lives", "code", "5", NULL);
		_exit(99);
	}
	reap(pid);
}

/* A child whose parent goes before it: it is given to us, or to init. */
static void orphan(void)
{
	struct rusage used;
	int status;
	pid_t pid;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	pid = fork();
	if (!pid) {
		if (!fork()) {
			usleep(50000);
			_exit(8);
		}
		_exit(2);
	}
	reap(pid);
	pid = wait4(-1, &status, 0, &used);
	if (pid < 0)
		fail("wait4");
	state(pid, getpid(), status, &used);
}

/* @count processes, some at a time. */
static void swarm(int count)
{
	struct rusage used;
	int status, open = 0;
	pid_t pid;

	for (int i = 0; i < count || open;) {
		if (i < count && open < 8) {
			pid = fork();
			if (pid < 0)
				fail("fork");
			if (!pid)
				_exit(i & 0x7f);
			i++;
			open++;
			continue;
		}
		pid = wait4(-1, &status, 0, &used);
		if (pid < 0)
			fail("wait4");
		state(pid, getpid(), status, &used);
		open--;
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "code"))
		return atoi(argv[2]);
	self = realpath("/proc/self/exe", NULL);
	printf("%d\n", getpid());
	fflush(stdout);
	if (argc == 2 && !strcmp(argv[1], "exits"))
		exits();
	else if (argc == 2 && !strcmp(argv[1], "orphan"))
		orphan();
	else if (argc == 3 && !strcmp(argv[1], "swarm"))
		swarm(atoi(argv[2]));
	else
		return 2;
	return 0;
}
