/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What is remembered of each thread that is traced. */
#ifndef SYSTRACE_THREADS_H
#define SYSTRACE_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "bts/text.h"

/* Signals that were ignored while a thread was in a call wait for the end of the call. */
#define THREAD_SIGNALS 16

struct thread {
	uint32_t tid;
	struct thread *next;
	/* What is known of a call whose record is not complete. */
	uint32_t seq;
	char *image;
	size_t image_len, image_cap;
	int nr; /* of its last call */
	unsigned int kind; /* its personality, enum bts_abi_kind */
	/* A call that is shown up to what its return would tell. */
	bool open;
	uint32_t open_seq;
	struct bts_out *out; /* -ff: its own file; NULL */
	void *signals[THREAD_SIGNALS];
	size_t signal_count;
};

/* The thread of that number; made if it is not known. NULL: there is no memory. */
struct thread *thread_get(uint32_t tid);

/* Forgets it. */
void thread_drop(uint32_t tid);

/* How many are known. */
size_t thread_count(void);

/* Calls @each for every one. */
void threads_each(void (*each)(struct thread *thread, void *arg), void *arg);

/* Forgets all. */
void threads_free(void);

/* Puts bytes behind what is known of call @seq. 0 or -ENOMEM. */
int thread_image_add(struct thread *thread, uint32_t seq, const char *bytes, size_t len);

#endif
