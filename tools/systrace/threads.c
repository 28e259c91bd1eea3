// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "threads.h"

#define BUCKETS 1024

static struct thread *buckets[BUCKETS];
static size_t count;

static struct thread **thread_at(uint32_t tid)
{
	struct thread **at = &buckets[tid % BUCKETS];

	while (*at && (*at)->tid != tid)
		at = &(*at)->next;
	return at;
}

struct thread *thread_find(uint32_t tid)
{
	return *thread_at(tid);
}

struct thread *thread_get(uint32_t tid)
{
	struct thread **at = thread_at(tid), *thread = *at;

	if (thread)
		return thread;
	thread = calloc(1, sizeof(*thread));
	if (!thread)
		return NULL;
	thread->tid = tid;
	*at = thread;
	count++;
	return thread;
}

static void thread_free(struct thread *thread)
{
	for (size_t i = 0; i < thread->signal_count; i++)
		free(thread->signals[i]);
	if (thread->out) {
		bts_out_flush(thread->out);
		close(thread->out->fd);
		bts_out_free(thread->out);
		free(thread->out);
	}
	free(thread->image);
	free(thread->exit);
	free(thread);
}

void thread_join(struct thread *thread, uint32_t pid)
{
	struct thread *first = thread_find(pid);

	if (thread->pid == pid)
		return;
	thread->pid = pid;
	if (first && first != thread)
		first->others++;
}

void thread_drop(uint32_t tid)
{
	struct thread **at = thread_at(tid), *thread = *at, *first;

	if (!thread)
		return;
	first = thread->pid != tid ? thread_find(thread->pid) : NULL;
	if (first && first->others)
		first->others--;
	*at = thread->next;
	thread_free(thread);
	count--;
}

size_t thread_count(void)
{
	return count;
}

void threads_each(void (*one)(struct thread *thread, void *data), void *data)
{
	for (size_t i = 0; i < BUCKETS; i++) {
		for (struct thread *thread = buckets[i], *next; thread; thread = next) {
			next = thread->next;
			one(thread, data);
		}
	}
}

void threads_free(void)
{
	for (size_t i = 0; i < BUCKETS; i++) {
		while (buckets[i])
			thread_drop(buckets[i]->tid);
	}
}

int thread_image_add(struct thread *thread, uint32_t seq, const char *bytes, size_t len)
{
	if (thread->seq != seq) {
		thread->seq = seq;
		thread->image_len = 0;
	}
	if (thread->image_len + len > thread->image_cap) {
		size_t cap = (thread->image_len + len) * 2;
		char *more = realloc(thread->image, cap);

		if (!more)
			return -ENOMEM;
		thread->image = more;
		thread->image_cap = cap;
	}
	memcpy(thread->image + thread->image_len, bytes, len);
	thread->image_len += len;
	return 0;
}
