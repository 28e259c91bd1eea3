// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bts/target.h"
#include "test.h"

/* No process ever has this number: it lies above the highest that the kernel can be set to. */
#define NOBODY "4194305"

static struct bts_targets targets;
static struct bts_error error;

static int add(const char *list, bool threads)
{
	bts_targets_free(&targets);
	memset(&error, 0, sizeof(error));
	return bts_targets_add(&targets, list, threads, &error);
}

static void refused(const char *list, bool threads, int err, const char *text)
{
	CHECK_INT(add(list, threads), err);
	CHECK_STR(error.text, text);
	CHECK(!strchr(error.text, '\n') && !strchr(error.hint, '\n'));
	bts_targets_free(&targets);
}

TEST(lists)
{
	static const char *const bad[] = {
		"x",
		"0",
		"-1",
		"1x",
		"+1",
		" 1",
		"1 ",
		"0x1",
		"1.5",
		"2147483648",
		"18446744073709551617",
		"99999999999999999999999999999999999999999",
	};
	char text[600], self[32];

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		snprintf(text, sizeof(text), "-p %s: is not a process number", bad[i]);
		refused(bad[i], false, -EINVAL, text);
		text[1] = 't';
		refused(bad[i], true, -EINVAL, text);
		/* Behind one that is right. */
		snprintf(text, sizeof(text), "%d,%s", getpid(), bad[i]);
		CHECK_INT(add(text, false), -EINVAL);
	}
	refused("", false, -EINVAL, "-p: no process is named");
	refused("", true, -EINVAL, "-t: no process is named");
	refused(",", false, -EINVAL, "-p : is not a process number");
	snprintf(self, sizeof(self), "%d,,%d", getpid(), getpid());
	refused(self, false, -EINVAL, "-p : is not a process number");
	/* A message has room for less than can be asked for. */
	memset(text, '9', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	CHECK_INT(add(text, false), -EINVAL);
	CHECK(!strncmp(error.text, "-p 999", 6));
	bts_targets_free(&targets);
}

/* Field 22 of /proc/PID/stat: the start in ticks, in the time namespace of who reads it. */
static unsigned long long proc_start(void)
{
	unsigned long long ticks = 0;
	char text[1024];
	FILE *f = fopen("/proc/self/stat", "re");
	size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	char *p;

	if (f)
		fclose(f);
	text[n] = '\0';
	/* The name ends at the last parenthesis; behind it the next is field 3. */
	p = strrchr(text, ')');
	for (int field = 2; p && field < 22; field++)
		p = strchr(p + 1, ' ');
	if (p)
		ticks = strtoull(p, NULL, 10);
	return ticks;
}

/* Whole ticks that the clock of our time namespace is ahead. */
static long long namespace_ticks(void)
{
	FILE *f = fopen("/proc/self/timens_offsets", "re");
	long long sec = 0;
	char line[128];

	while (f && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "boottime %lld", &sec) == 1)
			break;
	}
	if (f)
		fclose(f);
	return sec * 100;
}

TEST(own)
{
	char text[32], name[16];

	snprintf(text, sizeof(text), "%d", getpid());
	prctl(PR_GET_NAME, name);
	/* A process may call itself what makes its line in /proc hard to read. */
	prctl(PR_SET_NAME, "a) R 1 (b\n 2");
	CHECK_INT(add(text, false), 0);
	if (CHECK_INT(targets.count, 1)) {
		const struct bts_target *t = &targets.list[0];

		CHECK_INT(t->key.pid, getpid());
		CHECK_INT(t->key.is_thread, 0);
		CHECK(t->mark.start > 0);
		CHECK_INT(t->mark.start, proc_start() - namespace_ticks());
		CHECK_INT(t->mark.until_exec, 0);
		CHECK(t->pidfd >= 0);
		CHECK(fcntl(t->pidfd, F_GETFD) & FD_CLOEXEC);
	}
	prctl(PR_SET_NAME, name);
	bts_targets_free(&targets);
	CHECK(!targets.list && !targets.count);
}

/* Each number is one target, however often it is named: the marks that are left are counted. */
TEST(named_twice)
{
	char text[64];

	snprintf(text, sizeof(text), "%d,%d,%d", getpid(), getppid(), getpid());
	CHECK_INT(add(text, false), 0);
	CHECK_INT(targets.count, 2);
	/* As -p and -t: a process and one of its threads are two. */
	snprintf(text, sizeof(text), "%d", getpid());
	CHECK_INT(bts_targets_add(&targets, text, true, &error), 0);
	CHECK_INT(targets.count, 3);
	CHECK_INT(bts_targets_add(&targets, text, true, &error), 0);
	CHECK_INT(targets.count, 3);
	bts_targets_free(&targets);
}

TEST(dead)
{
	char text[64], want[128];
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	waitpid(pid, NULL, 0);
	snprintf(text, sizeof(text), "%d", pid);
	snprintf(want, sizeof(want), "-p %d: no such process", pid);
	refused(text, false, -ESRCH, want);
	refused(NOBODY, false, -ESRCH, "-p " NOBODY ": no such process");
	refused(NOBODY, true, -ESRCH, "-t " NOBODY ": no such thread");
	/* One that is missing is an error though the others are there. */
	snprintf(text, sizeof(text), "%d," NOBODY, getpid());
	refused(text, false, -ESRCH, "-p " NOBODY ": no such process");
}

struct thread {
	pthread_barrier_t begun, checked;
	pid_t tid;
};

static void *live(void *arg)
{
	struct thread *t = arg;

	t->tid = syscall(SYS_gettid);
	pthread_barrier_wait(&t->begun);
	pthread_barrier_wait(&t->checked);
	return NULL;
}

TEST(threads)
{
	char text[64], want[128];
	struct thread t = {};
	pthread_t thread;

	pthread_barrier_init(&t.begun, NULL, 2);
	pthread_barrier_init(&t.checked, NULL, 2);
	if (!CHECK_INT(pthread_create(&thread, NULL, live, &t), 0))
		return;
	pthread_barrier_wait(&t.begun);

	snprintf(text, sizeof(text), "%d", t.tid);
	CHECK_INT(add(text, true), 0);
	if (CHECK_INT(targets.count, 1)) {
		CHECK_INT(targets.list[0].key.pid, t.tid);
		CHECK_INT(targets.list[0].key.is_thread, 1);
		CHECK_INT(targets.list[0].pidfd, -1);
		CHECK(targets.list[0].mark.start >= proc_start() - namespace_ticks());
	}
	CHECK_INT(add(text, false), -ESRCH);
	snprintf(want, sizeof(want), "-p %d: is a thread of process %d", t.tid, getpid());
	CHECK_STR(error.text, want);
	snprintf(want, sizeof(want), "-t %d traces the thread, -p %d its process", t.tid, getpid());
	CHECK_STR(error.hint, want);

	pthread_barrier_wait(&t.checked);
	pthread_join(thread, NULL);
	pthread_barrier_destroy(&t.begun);
	pthread_barrier_destroy(&t.checked);
	bts_targets_free(&targets);
}

TEST(command)
{
	CHECK_INT(bts_targets_add_command(&targets, getpid(), false, &error), 0);
	if (CHECK_INT(targets.count, 1)) {
		CHECK_INT(targets.list[0].mark.until_exec, 1);
		CHECK_INT(targets.list[0].key.is_thread, 0);
	}
	bts_targets_free(&targets);
	/* Nothing to free is no mistake. */
	bts_targets_free(&targets);
}

TEST_MAIN(RUN(lists), RUN(own), RUN(named_twice), RUN(dead), RUN(threads), RUN(command))
