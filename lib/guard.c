// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <linux/types.h>
#include <bpf/bpf.h>
#include "bts/abi.h"
#include "bts/guard.h"
#include "bts/privilege.h"
#include "bts/target.h"

/* How often is looked whether children have come meanwhile, and how long in between. */
#define ROUNDS	 500
#define ROUND_NS 10000000

/* Keys that are looked at in a table that changes under our hands. */
#define KEYS_LOOK (2 * BTS_MARKS_MAX)

/* Kills all that is marked and alive; how many that were. */
static int marked_kill(int marks_fd)
{
	struct bts_mark_key key, *from = NULL;
	struct bts_mark mark;
	int n = 0;

	for (int i = 0; i < KEYS_LOOK && !bpf_map_get_next_key(marks_fd, from, &key); i++) {
		from = &key;
		if (bpf_map_lookup_elem(marks_fd, &key, &mark) || bts_mark_is_stale(&key, &mark))
			continue;
		/* To a thread it is as to its process. */
		n += !kill(key.pid, SIGKILL);
	}
	return n;
}

static _Noreturn void guard(int alive, int marks_fd)
{
	static const struct timespec round = { .tv_nsec = ROUND_NS };
	struct bts_privilege privilege;
	struct bts_error error = {};
	sigset_t all;
	char c;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	bts_privilege_drop(&privilege, BTS_CAP(CAP_KILL), marks_fd, &error);
	while (read(alive, &c, 1) < 0 && errno == EINTR)
		;
	for (int i = 0; i < ROUNDS && marked_kill(marks_fd); i++)
		nanosleep(&round, NULL);
	_exit(0);
}

int bts_guard_start(struct bts_guard *g, int marks_fd, int except, struct bts_error *error)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return bts_fail(error, -errno, "pipe: %s", strerror(errno));
	g->pid = fork();
	if (!g->pid) {
		close(ends[1]);
		if (except >= 0)
			close(except);
		guard(ends[0], marks_fd);
	}
	close(ends[0]);
	g->alive = ends[1];
	if (g->pid > 0)
		return 0;
	g->pid = 0;
	return bts_fail(error, -errno, "fork: %s", strerror(errno));
}

void bts_guard_end(struct bts_guard *g)
{
	if (!g->pid)
		return;
	close(g->alive);
	g->alive = -1;
	waitpid(g->pid, NULL, 0);
	g->pid = 0;
}
