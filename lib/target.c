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
#include "bts/target.h"
#include "bts/text.h"

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

/*
 * Ticks that /proc adds to the start times that it shows in our time namespace
 * (timens_add_boottime_ns(), Linux 5.5).
 */
static int64_t boottime_shift(void)
{
	FILE *f = fopen("/proc/self/timens_offsets", "re");
	long long sec, nsec, shift = 0;
	char line[128], clock[32];

	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%31s %lld %lld", clock, &sec, &nsec) == 3 &&
		    !strcmp(clock, "boottime"))
			shift = sec * 1000000000LL + nsec;
	}
	fclose(f);
	return shift;
}

/*
 * Start since boot, in ticks of 10 ms, as the kernel counts it. 0 or -ESRCH:
 * also for a process of which only the status is left to be waited for.
 */
static int start_read(pid_t pid, __u64 *start)
{
	char path[64], text[1024], state, *p;
	unsigned long long ticks;
	long threads;
	int64_t shift;
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
	if ((state == 'Z' || state == 'X') && threads <= 1)
		return -ESRCH;
	shift = boottime_shift();
	/* Whole ticks only; a time namespace with a fraction of a tick is not made by people. */
	*start = ticks - shift / 10000000;
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

static int target_add(struct bts_targets *targets, pid_t pid, bool thread, struct bts_error *error)
{
	struct bts_target *t;
	int tgid = tgid_of(pid);

	/* One mark, however often it is named. */
	for (size_t i = 0; i < targets->count; i++) {
		if (targets->list[i].key.pid == (__u32)pid &&
		    targets->list[i].key.is_thread == thread)
			return 0;
	}
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
	if (start_read(pid, &t->mark.start) || (!thread && t->pidfd < 0 && errno == ESRCH))
		return bts_fail(error, -ESRCH, "-%c %d: it has just ended", thread ? 't' : 'p', pid);
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

int bts_targets_add_command(struct bts_targets *targets, pid_t pid, struct bts_error *error)
{
	int err = target_add(targets, pid, false, error);

	if (!err)
		targets->list[targets->count - 1].mark.until_exec = 1;
	return err;
}

static bool has_ended(const struct bts_target *t)
{
	struct pollfd p = { .fd = t->pidfd, .events = POLLIN };
	__u64 start;

	if (t->pidfd >= 0)
		return poll(&p, 1, 0) > 0;
	return start_read(t->key.pid, &start) || start != t->mark.start;
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

static bool is_gone(const struct bts_mark_key *key, const struct bts_mark *mark)
{
	__u64 start;

	return start_read(key->pid, &start) || start != mark->start;
}

void bts_targets_sweep(int marks_fd, __s64 *alive)
{
	struct bts_mark_key key, next, *from = NULL;
	struct bts_mark mark;
	bool more = !bpf_map_get_next_key(marks_fd, from, &next);

	/* The next key is asked for before the one at hand may be deleted. */
	while (more) {
		key = next;
		more = !bpf_map_get_next_key(marks_fd, &key, &next);
		if (!bpf_map_lookup_elem(marks_fd, &key, &mark) && is_gone(&key, &mark) &&
		    !bpf_map_delete_elem(marks_fd, &key))
			__atomic_sub_fetch(alive, 1, __ATOMIC_SEQ_CST);
	}
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
