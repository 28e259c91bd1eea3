// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What systrace remembers of threads. */
#include "test.h"
#include "threads.h"

static void count_one(struct thread *thread, void *data)
{
	++*(size_t *)data;
	/* In the same bucket as another: dropping one must not end the walk. */
	thread_drop(thread->tid);
}

TEST(others)
{
	struct thread *first = thread_get(10), *second = thread_get(11), *third = thread_get(12);

	thread_join(first, 10);
	thread_join(second, 10);
	thread_join(second, 10);
	thread_join(third, 10);
	CHECK(first->others == 2);
	thread_drop(11);
	CHECK(first->others == 1 && !thread_find(11));
	thread_drop(12);
	CHECK(!first->others && thread_count() == 1);
	/* One whose first thread is not traced. */
	thread_join(thread_get(20), 19);
	CHECK(!thread_find(19));
	thread_drop(20);
	threads_free();
	CHECK(!thread_count());
}

TEST(each)
{
	size_t n = 0;

	thread_get(1);
	thread_get(1 + 1024);
	thread_get(5);
	threads_each(count_one, &n);
	CHECK(n == 3 && !thread_count());
}

TEST_MAIN(RUN(others), RUN(each))
