/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Unit tests without a framework. A file of tests is a program:
 *
 *	TEST(adds)
 *	{
 *		CHECK_INT(1 + 1, 2);
 *	}
 *
 *	TEST_MAIN(RUN(adds))
 *
 * It prints TAP and exits with 1 if a check failed. A test goes on after a failed check, so one
 * run shows all that is wrong. One that is not in the list is an unused function, which the
 * compiler reports.
 */
#ifndef BTS_TEST_H
#define BTS_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "bts/array.h"

struct test {
	const char *name;
	void (*run)(void);
};

/* Failed checks of the test that runs. */
static unsigned int test_failures;

#define TEST(name) static void test_##name(void)
/* clang-format off */
#define RUN(test) { #test, test_##test }
/* clang-format on */

/* True, or a line that says where and what. Each argument is evaluated once. */
#define CHECK(cond)	     test_true(__FILE__, __LINE__, #cond, (cond))
#define CHECK_INT(got, want) test_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
#define CHECK_STR(got, want) test_str(__FILE__, __LINE__, #got, (got), (want))

static inline bool test_true(const char *file, int line, const char *text, bool ok)
{
	if (!ok) {
		test_failures++;
		printf("# %s:%d: false: %s\n", file, line, text);
	}
	return ok;
}

static inline bool test_int(const char *file, int line, const char *text, long long got,
			    long long want)
{
	if (got != want) {
		test_failures++;
		printf("# %s:%d: %s is %lld (%#llx), expected %lld (%#llx)\n", file, line, text,
		       got, (unsigned long long)got, want, (unsigned long long)want);
	}
	return got == want;
}

/* Two NULLs are equal. */
static inline bool test_str(const char *file, int line, const char *text, const char *got,
			    const char *want)
{
	bool ok = got && want ? !strcmp(got, want) : got == want;

	if (!ok) {
		test_failures++;
		printf("# %s:%d: %s is %s%s%s, expected %s%s%s\n", file, line, text,
		       got ? "\"" : "", got ? got : "NULL", got ? "\"" : "", want ? "\"" : "",
		       want ? want : "NULL", want ? "\"" : "");
	}
	return ok;
}

static inline int test_all(const struct test *tests, size_t count)
{
	size_t failed = 0;

	printf("1..%zu\n", count);
	for (size_t i = 0; i < count; i++) {
		test_failures = 0;
		tests[i].run();
		failed += test_failures != 0;
		printf("%sok %zu - %s\n", test_failures ? "not " : "", i + 1, tests[i].name);
		/* What is known must not be lost if the next one crashes. */
		fflush(stdout);
	}
	return failed ? 1 : 0;
}

#define TEST_MAIN(...)                                              \
	int main(void)                                              \
	{                                                           \
		static const struct test tests[] = { __VA_ARGS__ }; \
                                                                    \
		return test_all(tests, ARRAY_SIZE(tests));          \
	}

#endif
