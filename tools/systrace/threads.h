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

struct systrace_signal;
struct systrace_exit;

struct thread {
	uint32_t tid;
	uint32_t pid;  /* of its process; 0: not known yet */
	size_t others; /* of the first thread of a process: how many others are known */
	struct systrace_exit *exit; /* its own end, which is told when the others have ended */
	char comm[16];		    /* as of its last record */
	struct thread *next;
	/* What is known of a call whose record is not complete. */
	uint32_t seq;
	char *image;
	size_t image_len, image_cap;
	int nr;		    /* of its last call */
	const char *before; /* the name of the last that has ended; NULL */
	unsigned int kind;  /* its personality, enum bts_abi_kind */
	/* A call that is shown up to what its return would tell. */
	bool open;
	uint32_t open_seq;
	bool unended;	     /* nothing stands behind that yet, */
	size_t unended_len;  /* in a line of so many columns */
	struct bts_out *out; /* -ff: its own file; NULL */
	struct systrace_signal *signals[THREAD_SIGNALS];
	size_t signal_count;
};

/* The thread of that number; made if it is not known. NULL: there is no memory. */
struct thread *thread_get(uint32_t tid);

/* NULL if it is not known. */
struct thread *thread_find(uint32_t tid);

/* Says of which process it is. */
void thread_join(struct thread *thread, uint32_t pid);

/* Forgets it. */
void thread_drop(uint32_t tid);

/* How many are known. */
size_t thread_count(void);

/* Calls @one for each; it may drop that one. */
void threads_each(void (*one)(struct thread *thread, void *data), void *data);

/* Forgets all. */
void threads_free(void);

/* Puts bytes behind what is known of call @seq. 0 or -ENOMEM. */
int thread_image_add(struct thread *thread, uint32_t seq, const char *bytes, size_t len);

#endif
