// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
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

/*
 * Kills the task of a mark: by a descriptor that is made before the mark is looked at, since its
 * number may be another's meanwhile. To a thread it is as to its process. pidfds are there since
 * Linux 5.3.
 */
static bool mark_kill(const struct bts_mark_key *key, const struct bts_mark *mark)
{
	int fd = syscall(SYS_pidfd_open, key->pid, 0);
	bool killed;

	if (fd < 0)
		return false;
	killed = !bts_mark_is_stale(key, mark) &&
		 !syscall(SYS_pidfd_send_signal, fd, SIGKILL, NULL, 0);
	close(fd);
	return killed;
}

/* Kills all that is marked and alive; how many that were. */
static int marked_kill(int marks_fd)
{
	struct bts_mark_key key, *from = NULL;
	struct bts_mark mark;
	int n = 0;

	for (int i = 0; i < KEYS_LOOK && !bpf_map_get_next_key(marks_fd, from, &key); i++) {
		from = &key;
		n += !bpf_map_lookup_elem(marks_fd, &key, &mark) && mark_kill(&key, &mark);
	}
	return n;
}

static _Noreturn void guard(int alive, int ready, int marks_fd)
{
	static const struct timespec round = { .tv_nsec = ROUND_NS };
	struct bts_privilege privilege;
	struct bts_error error = {};
	sigset_t all;
	char c;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	if (bts_privilege_drop(&privilege, BTS_CAP(CAP_KILL), marks_fd, &error) ||
	    write(ready, "", 1) != 1)
		_exit(1);
	close(ready);
	while (read(alive, &c, 1) < 0 && errno == EINTR)
		;
	for (int i = 0; i < ROUNDS && marked_kill(marks_fd); i++)
		nanosleep(&round, NULL);
	_exit(0);
}

int bts_guard_start(struct bts_guard *g, int marks_fd, int except, struct bts_error *error)
{
	int ends[2], ready[2], err;
	char c;

	if (pipe2(ends, O_CLOEXEC))
		return bts_fail(error, -errno, "pipe: %s", strerror(errno));
	if (pipe2(ready, O_CLOEXEC)) {
		close(ends[0]);
		close(ends[1]);
		return bts_fail(error, -errno, "pipe: %s", strerror(errno));
	}
	g->pid = fork();
	if (!g->pid) {
		close(ends[1]);
		close(ready[0]);
		if (except >= 0)
			close(except);
		guard(ends[0], ready[1], marks_fd);
	}
	err = g->pid < 0 ? -errno : 0;
	close(ends[0]);
	close(ready[1]);
	if (!err && read(ready[0], &c, 1) != 1)
		err = -EPERM;
	close(ready[0]);
	if (!err) {
		g->alive = ends[1];
		return 0;
	}
	close(ends[1]);
	if (g->pid > 0)
		waitpid(g->pid, NULL, 0);
	g->pid = 0;
	return bts_fail(error, err, "the guard of --kill-on-exit: %s", strerror(-err));
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
