// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "bts/clock.h"
#include "bts/target.h"
#include "bts/text.h"

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

/*
 * A task's start since boot, in ticks of 10 ms, as the kernel counts it. 0, or
 * -ESRCH: also for one of which only the status is left to be waited for.
 */
static int start_read(pid_t pid, bool thread, __u64 *start)
{
	char path[64], text[1024], state, *p;
	unsigned long long ticks;
	long threads;
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return -ESRCH;
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	/* The name may hold anything, also parentheses: fields count from the last. */
	p = strrchr(text, ')');
	if (!p || sscanf(p + 1,
			 " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %ld"
			 " %*d %llu",
			 &state, &threads, &ticks) != 3)
		return -ESRCH;
	/* A leader that has ended waits for its threads in the same state. */
	if ((state == 'Z' || state == 'X') && (thread || threads <= 1))
		return -ESRCH;
	/*
	 * /proc adds the offset of our time namespace (Linux 5.5). Whole ticks
	 * only: one with a fraction of a tick is not made by people.
	 */
	*start = ticks - bts_clock_shift("boottime") / 10000000;
	return 0;
}

static struct bts_target *target_new(struct bts_targets *targets)
{
	struct bts_target *list =
		realloc(targets->list, (targets->count + 1) * sizeof(*targets->list));

	if (!list)
		return NULL;
	targets->list = list;
	memset(&list[targets->count], 0, sizeof(*list));
	list[targets->count].pidfd = -1;
	return &list[targets->count++];
}

/* The process that a thread belongs to, or 0. */
static int tgid_of(int tid)
{
	char path[64], line[128];
	int tgid = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", tid);
	f = fopen(path, "re");
	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f) && sscanf(line, "Tgid: %d", &tgid) != 1)
		;
	fclose(f);
	return tgid;
}

static bool is_added(const struct bts_targets *targets, pid_t pid, bool thread)
{
	for (size_t i = 0; i < targets->count; i++) {
		const struct bts_mark_key *key = &targets->list[i].key;

		if (key->pid == (__u32)pid && key->is_thread == thread)
			return true;
	}
	return false;
}

static int target_add(struct bts_targets *targets, pid_t pid, bool thread, struct bts_error *error)
{
	struct bts_target *t;
	int tgid = tgid_of(pid);

	/* One mark is one target: counted twice, it would never be seen to end. */
	if (is_added(targets, pid, thread))
		return 0;
	if (!tgid)
		return bts_fail(error, -ESRCH, "-%c %d: no such %s", thread ? 't' : 'p', pid,
				thread ? "thread" : "process");
	if (!thread && tgid != pid) {
		bts_fail(error, -ESRCH, "-p %d: is a thread of process %d", pid, tgid);
		bts_hint(error, "-t %d traces the thread, -p %d its process", pid, tgid);
		return -ESRCH;
	}
	t = target_new(targets);
	if (!t)
		return bts_fail(error, -ENOMEM, "out of memory");
	t->key.pid = pid;
	t->key.is_thread = thread;
	if (!thread)
		t->pidfd = syscall(SYS_pidfd_open, pid, 0);
	if (start_read(pid, thread, &t->mark.start) || (!thread && t->pidfd < 0 && errno == ESRCH))
		return bts_fail(error, -ESRCH, "-%c %d: it has just ended", thread ? 't' : 'p',
				pid);
	return 0;
}

int bts_targets_add(struct bts_targets *targets, const char *list, bool threads,
		    struct bts_error *error)
{
	while (*list) {
		size_t n = strcspn(list, ",");
		uint64_t pid = 0;
		char text[32];
		int err;

		snprintf(text, sizeof(text), "%.*s", (int)n, list);
		if (n >= sizeof(text) || bts_parse_u64(text, &pid) || !pid || pid > INT32_MAX)
			return bts_fail(error, -EINVAL, "-%c %.*s: is not a process number",
					threads ? 't' : 'p', (int)n, list);
		err = target_add(targets, pid, threads, error);
		if (err)
			return err;
		list += n + (list[n] == ',');
	}
	if (!targets->count)
		return bts_fail(error, -EINVAL, "-%c: no process is named", threads ? 't' : 'p');
	return 0;
}

int bts_targets_add_command(struct bts_targets *targets, pid_t pid, bool thread,
			    struct bts_error *error)
{
	int err = target_add(targets, pid, thread, error);

	if (!err)
		targets->list[targets->count - 1].mark.until_exec = 1;
	return err;
}

bool bts_mark_is_stale(const struct bts_mark_key *key, const struct bts_mark *mark)
{
	__u64 start;

	return start_read(key->pid, key->is_thread, &start) || start != mark->start;
}

static bool has_ended(const struct bts_target *t)
{
	struct pollfd p = { .fd = t->pidfd, .events = POLLIN };

	if (t->pidfd >= 0)
		return poll(&p, 1, 0) > 0;
	return bts_mark_is_stale(&t->key, &t->mark);
}

int bts_targets_mark(struct bts_targets *targets, int marks_fd, __s64 *alive)
{
	for (size_t i = 0; i < targets->count; i++) {
		struct bts_target *t = &targets->list[i];

		__atomic_add_fetch(alive, 1, __ATOMIC_SEQ_CST);
		if (bpf_map_update_elem(marks_fd, &t->key, &t->mark, BPF_ANY))
			return -errno;
		/* What ended before its mark was seen is ours to take back, else the program's. */
		if (has_ended(t) && !bpf_map_delete_elem(marks_fd, &t->key))
			__atomic_sub_fetch(alive, 1, __ATOMIC_SEQ_CST);
	}
	return 0;
}

/* Each look opens a file of /proc. */
#define SWEEP_MAX 512

void bts_targets_sweep(struct bts_targets *targets, int marks_fd, __s64 *alive)
{
	struct bts_mark_key key = targets->swept, next;
	struct bts_mark mark;
	/* A key that has gone leads back to the first. */
	bool more = marks_fd >= 0 && !bpf_map_get_next_key(marks_fd, &key, &next);

	for (int i = 0; more && i < SWEEP_MAX; i++) {
		key = next;
		/* The next key is asked for before the one at hand may be deleted. */
		more = !bpf_map_get_next_key(marks_fd, &key, &next);
		if (!bpf_map_lookup_elem(marks_fd, &key, &mark) && bts_mark_is_stale(&key, &mark) &&
		    !bpf_map_delete_elem(marks_fd, &key))
			__atomic_sub_fetch(alive, 1, __ATOMIC_SEQ_CST);
	}
	targets->swept = more ? key : (struct bts_mark_key){};
}

void bts_targets_free(struct bts_targets *targets)
{
	for (size_t i = 0; i < targets->count; i++) {
		if (targets->list[i].pidfd >= 0)
			close(targets->list[i].pidfd);
	}
	free(targets->list);
	memset(targets, 0, sizeof(*targets));
}
