// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Futexes and what belongs to threads.
 */
#include <linux/futex.h>
#include <stdint.h>
#include <time.h>

#include "cases.h"

/* As of Linux 5.16. */
struct waiter {
	uint64_t value, address;
	uint32_t flags, reserved;
};

static const struct timespec past = { 0, 1000 }, odd = { -1, 2000000000 };

static void futex_wait(void)
{
	uint32_t *word = room(4);

	T(futex, word, FUTEX_WAIT, 1, NULL);
	T(futex, word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 0, EDGE(past));
	T(futex, word, FUTEX_WAIT | FUTEX_CLOCK_REALTIME, 1, EDGE(past));
	T(futex, word, FUTEX_WAIT_PRIVATE, -1, EDGE(odd));
	T(futex, word, FUTEX_WAIT, RUBBISH(1), LOW);
	T(futex, NULL, FUTEX_WAIT, 0, NULL);
	T(futex, LOW, FUTEX_WAIT, 0x80000000, NULL);
	T(futex, word, FUTEX_WAIT_BITSET, 0, EDGE(past), NULL, FUTEX_BITSET_MATCH_ANY);
	T(futex, word, FUTEX_WAIT_BITSET_PRIVATE | FUTEX_CLOCK_REALTIME, 0, EDGE(past), NULL, 5);
	T(futex, word, FUTEX_WAIT_BITSET, 0, EDGE(past), NULL, 0);
}

static void futex_wake(void)
{
	uint32_t *word = room(4), *other = room(4);

	T(futex, word, FUTEX_WAKE, 1);
	T(futex, word, FUTEX_WAKE_PRIVATE, 0x7fffffff);
	T(futex, word, FUTEX_WAKE, -1);
	T(futex, word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 0xf);
	T(futex, word, FUTEX_WAKE_BITSET_PRIVATE, 1, LOW, LOW, -1);
	T(futex, word, FUTEX_FD, 0);
	T(futex, word, FUTEX_REQUEUE, 1, 2, other);
	T(futex, word, FUTEX_CMP_REQUEUE_PRIVATE, 1, 2, other, 5);
	T(futex, word, FUTEX_CMP_REQUEUE, 1, 2, other, 0);
	T(futex, word, FUTEX_WAKE_OP, 1, 1, other, FUTEX_OP(FUTEX_OP_ADD, 1, FUTEX_OP_CMP_GT, 2));
	T(futex, word, FUTEX_WAKE_OP_PRIVATE, 1, 1, other,
	  FUTEX_OP((FUTEX_OP_OPARG_SHIFT | FUTEX_OP_XOR), 3, FUTEX_OP_CMP_NE, 0xfff));
	T(futex, word, FUTEX_WAKE_OP, 1, 1, other, 0xffffffff);
	T(futex, NULL, FUTEX_WAKE_OP, 0, 0, NULL, 0x70006000);
}

static void futex_pi(void)
{
	uint32_t *word = room(4), *other = room(4);

	T(futex, word, FUTEX_UNLOCK_PI);
	T(futex, word, FUTEX_TRYLOCK_PI_PRIVATE);
	T(futex, NULL, FUTEX_LOCK_PI, 0, EDGE(odd));
	T(futex, LOW, 13, 0, NULL);
	T(futex, LOW, 13 | FUTEX_CLOCK_REALTIME, 0, LOW);
	T(futex, word, FUTEX_WAIT_REQUEUE_PI, 1, EDGE(past), other, 3);
	T(futex, word, FUTEX_WAIT_REQUEUE_PI_PRIVATE | FUTEX_CLOCK_REALTIME, 1, EDGE(past), word);
	T(futex, word, FUTEX_CMP_REQUEUE_PI, 1, 2, other, 9);
	T(futex, word, 77, 1, 2, 3, 4);
	T(futex, word, -1, -1, -1, -1, -1);
	T(futex, word, 77 | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, 0, NULL);
}

static void futex_many(void)
{
	uint32_t *word = room(4);
	struct waiter w[2] = { { 1, (uintptr_t)word, 2, 0 },
			       { -1, -1, 2 | FUTEX_PRIVATE_FLAG | 0x40, 7 } };

	T(futex_waitv, EDGE(w), 1, 0, EDGE(past), 1);
	T(futex_waitv, EDGE(w), 2, 0, NULL, 0);
	T(futex_waitv, EDGE(w), 3, -1, EDGE(odd), 99);
	T(futex_waitv, NULL, 0, 0, NULL, 0);
	T(futex_waitv, LOW, 128, 0, LOW, -1);
	T(futex_waitv, EDGE(w), 129, 1, NULL, 1);
}

static void futex_two(void)
{
	uint32_t *word = room(4);
	struct waiter w[2] = { { 1, (uintptr_t)word, 2, 0 },
			       { 2, (uintptr_t)word, 2 | FUTEX_PRIVATE_FLAG, 0 } };

	T(futex_wake, word, 1, 1, 2);
	T(futex_wake, LOW, -1, -1, -1);
	T(futex_wait, word, 5, -1, 2, EDGE(past), 1);
	T(futex_wait, NULL, 0, 0, 0x82, LOW, 99);
	T(futex_requeue, EDGE(w), 0, 1, 1);
	T(futex_requeue, LOW, -1, -1, -1);
}

static void robust_list(void)
{
	void **head = room(8);
	size_t *length = room(8);

	T(get_robust_list, 0, head, length);
	T(get_robust_list, 0, NULL, LOW);
	T(get_robust_list, -1, head, length);
	T(set_robust_list, 0x1234, 24);
	T(get_robust_list, 0, head, length);
	T(set_robust_list, NULL, 24);
	T(set_robust_list, LOW, -1);
	T(set_robust_list, NULL, 0);
}

static void rseq_calls(void)
{
	T(rseq, NULL, 0, 0, 0);
	T(rseq, LOW, 32, 1, 0x53053053);
	T(rseq, room(32), 32, -1, -1);
	T(membarrier, 0, 0, 0);
	T(membarrier, 1, 0, 0);
	T(membarrier, 1 << 7, 1, 5);
	T(membarrier, -1, -1, -1);
	T(membarrier, 3, 2, 0);
}

static void arch_calls(void)
{
	unsigned long *at = room(8);

	T(arch_prctl, 0x1003, at);
	T(arch_prctl, 0x1004, at);
	T(arch_prctl, 0x1003, LOW);
	T(arch_prctl, 0x1002, UPPER);
	T(arch_prctl, 0x1011);
	T(arch_prctl, 0x1012, 5);
	T(arch_prctl, 0x1021, at);
	T(arch_prctl, 0x1022, room(8));
	T(arch_prctl, 0x1023, 77);
	T(arch_prctl, 0x5005, 1);
	T(arch_prctl, 0x4001, room(8));
	T(arch_prctl, 0x4002, -1);
	T(arch_prctl, -1, -1);
	T(modify_ldt, 0, room(16), 16);
	T(modify_ldt, 77, LOW, -1);
	T(iopl, 4);
	T(iopl, -1);
	T(ioperm, -1, -1, -1);
	T(ioperm, 0, 0, 1);
}

const struct testcase cases[] = { { "futex_wait", futex_wait, STYLES "|-e abbrev=none|-n" },
				  { "futex_wake", futex_wake, STYLES },
				  { "futex_pi", futex_pi, STYLES },
				  { "futex_many", futex_many, STYLES },
				  { "futex_two", futex_two, STYLES },
				  { "robust_list", robust_list, STYLES },
				  { "rseq_calls", rseq_calls, STYLES },
				  { "arch_calls", arch_calls, STYLES },
				  {} };
