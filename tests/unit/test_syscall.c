// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <limits.h>
#include <sys/syscall.h>

#include "bts/array.h"
#include "bts/nearest.h"
#include "bts/syscall.h"
#include "syscall/native.h"
#include "test.h"

/*
 * The table against the headers of the machine that builds this, by the compiler: each call that
 * these headers know has the number that they give.
 */
#if defined(__x86_64__) && defined(__ILP32__)
#define NATIVE(x86_64, x32, i386, arm64) ((x32) < 0 ? -1 : (x32) | BTS_X32_BIT)
#elif defined(__x86_64__)
#define NATIVE(x86_64, x32, i386, arm64) (x86_64)
#elif defined(__i386__)
#define NATIVE(x86_64, x32, i386, arm64) (i386)
#elif defined(__aarch64__)
#define NATIVE(x86_64, x32, i386, arm64) (arm64)
#endif

#ifdef NATIVE
#define BTS_SYSCALL(name, x86_64, x32, i386, arm64, ...)                                       \
	_Static_assert(BTS_NR_##name < 0 || BTS_NR_##name == NATIVE(x86_64, x32, i386, arm64), \
		       "number of " #name);
#include "syscall/table.def"
#undef BTS_SYSCALL
#endif

/* What the compiler compared above was not nothing, and the library says the same. */
TEST(build_headers)
{
	unsigned int compared = 0;

#define BTS_SYSCALL(name, ...)                                                       \
	if (BTS_NR_##name >= 0) {                                                    \
		CHECK_INT(bts_syscall_number(BTS_ABI_NATIVE, #name), BTS_NR_##name); \
		CHECK_STR(bts_syscall_name(BTS_ABI_NATIVE, BTS_NR_##name), #name);   \
		compared++;                                                          \
	}
#include "syscall/table.def"
#undef BTS_SYSCALL
	CHECK(compared > 250);
	/* glibc's names of the same, so that native.h is not its own witness. */
	CHECK_INT(bts_syscall_number(BTS_ABI_NATIVE, "read"), SYS_read);
	CHECK_INT(bts_syscall_number(BTS_ABI_NATIVE, "openat"), SYS_openat);
	CHECK_INT(bts_syscall_number(BTS_ABI_NATIVE, "execve"), SYS_execve);
}

TEST(known_numbers)
{
	static const struct {
		const char *name;
		/* Not plain i386: a 32-bit compiler has a macro of that name in its GNU dialects. */
		int on_x86_64, on_x32, on_i386, on_arm64;
	} known[] = {
		{ "read", 0, 0x40000000, 3, 63 },
		{ "open", 2, 0x40000002, 5, -ENOENT },
		{ "rt_sigaction", 13, 0x40000200, 174, 134 },
		{ "execve", 59, 0x40000208, 11, 221 },
		{ "_sysctl", 156, -ENOENT, 149, -ENOENT },
		{ "waitpid", -ENOENT, -ENOENT, 7, -ENOENT },
		{ "restart_syscall", 219, 0x400000db, 0, 128 },
		{ "openat", 257, 0x40000101, 295, 56 },
		{ "pwritev2", 328, 0x40000223, 379, 287 },
		{ "futex_time64", -ENOENT, -ENOENT, 422, -ENOENT },
		{ "clone3", 435, 0x400001b3, 435, 435 },
		{ "mseal", 462, 0x400001ce, 462, 462 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		const char *name = known[i].name;

		CHECK_INT(bts_syscall_number(BTS_ABI_X86_64, name), known[i].on_x86_64);
		CHECK_INT(bts_syscall_number(BTS_ABI_X32, name), known[i].on_x32);
		CHECK_INT(bts_syscall_number(BTS_ABI_I386, name), known[i].on_i386);
		CHECK_INT(bts_syscall_number(BTS_ABI_ARM64, name), known[i].on_arm64);
	}
}

TEST(round_trip)
{
	size_t count, calls[BTS_ABI_COUNT] = {};
	const char *const *names = bts_syscall_names(&count);

	for (size_t i = 0; i < count; i++) {
		bool any = false;

		for (int abi = 0; abi < BTS_ABI_COUNT; abi++) {
			int nr = bts_syscall_number(abi, names[i]);

			if (nr < 0) {
				CHECK_INT(nr, -ENOENT);
				continue;
			}
			CHECK_STR(bts_syscall_name(abi, nr), names[i]);
			calls[abi]++;
			any = true;
		}
		CHECK(any);
	}
	CHECK(calls[BTS_ABI_X86_64] >= 380);
	CHECK(calls[BTS_ABI_X32] >= 370);
	CHECK(calls[BTS_ABI_I386] >= 460);
	CHECK(calls[BTS_ABI_ARM64] >= 320);
	if (BTS_ABI_NATIVE != BTS_ABI_OTHER)
		CHECK_INT(calls[BTS_ABI_OTHER], 0);
}

/* And back: every number that has a name, which also finds a number too many. */
TEST(every_number)
{
	for (int abi = 0; abi < BTS_ABI_COUNT; abi++) {
		int bit = abi == BTS_ABI_X32 ? BTS_X32_BIT : 0;

		for (int nr = -2; nr < 10000; nr++) {
			const char *name = bts_syscall_name(abi, nr);

			if (name)
				CHECK_INT(bts_syscall_number(abi, name), nr | bit);
		}
	}
}

TEST(unknown)
{
	for (int abi = 0; abi < BTS_ABI_COUNT; abi++) {
		CHECK_INT(bts_syscall_number(abi, ""), -ENOENT);
		CHECK_INT(bts_syscall_number(abi, "no_such_call"), -ENOENT);
		CHECK_STR(bts_syscall_name(abi, -1), NULL);
		CHECK_STR(bts_syscall_name(abi, INT_MIN), NULL);
		CHECK_STR(bts_syscall_name(abi, INT_MAX), NULL);
	}
	/* Just outside of the table, and inside the part of it that is no number. */
	CHECK_STR(bts_syscall_name(BTS_ABI_X86_64, 337), NULL);
	CHECK_STR(bts_syscall_name(BTS_ABI_X86_64, 512), NULL);
	for (int nr = 1000; nr < 3000; nr++)
		CHECK_STR(bts_syscall_name(BTS_ABI_X86_64, nr), NULL);
	/* x32's bit belongs to x32. */
	CHECK_STR(bts_syscall_name(BTS_ABI_X86_64, BTS_X32_BIT), NULL);
	CHECK_STR(bts_syscall_name(BTS_ABI_X32, 514), "ioctl");
	CHECK_STR(bts_syscall_name(BTS_ABI_X32, BTS_X32_BIT | 514), "ioctl");
	CHECK_STR(bts_syscall_name(BTS_ABI_X32, 16), NULL);
	CHECK_INT(bts_syscall_number(BTS_ABI_COUNT, "read"), -ENOENT);
	CHECK_STR(bts_syscall_name(BTS_ABI_COUNT, 0), NULL);
}

TEST(names_in_order)
{
	size_t count;
	const char *const *names = bts_syscall_names(&count);
	int last = -1;
	size_t i;

	for (i = 0; i < count; i++) {
		int nr = bts_syscall_number(BTS_ABI_X86_64, names[i]);

		if (nr < 0)
			break;
		CHECK(nr > last);
		last = nr;
	}
	for (; i < count; i++)
		CHECK_INT(bts_syscall_number(BTS_ABI_X86_64, names[i]), -ENOENT);

	for (i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			CHECK(strcmp(names[i], names[j]));
}

TEST(nearest)
{
	static const char *const words[] = { "pid", NULL, "comm", "ppid", "duration" };

	CHECK_STR(bts_nearest("comm", words, ARRAY_SIZE(words)), "comm");
	CHECK_STR(bts_nearest("com", words, ARRAY_SIZE(words)), "comm");
	CHECK_STR(bts_nearest("cmom", words, ARRAY_SIZE(words)), "comm");
	CHECK_STR(bts_nearest("pidd", words, ARRAY_SIZE(words)), "pid");
	CHECK_STR(bts_nearest("pppid", words, ARRAY_SIZE(words)), "ppid");
	CHECK_STR(bts_nearest("durasion", words, ARRAY_SIZE(words)), "duration");
	CHECK_STR(bts_nearest("druasion", words, ARRAY_SIZE(words)), "duration");
	CHECK_STR(bts_nearest("drusion", words, ARRAY_SIZE(words)), NULL);
	/* Of two as near the first, of two others the nearer. */
	CHECK_STR(bts_nearest("pxid", words, ARRAY_SIZE(words)), "pid");
	CHECK_STR(bts_nearest("pxid", words + 1, ARRAY_SIZE(words) - 1), "ppid");
	CHECK_STR(bts_nearest("latensies", (const char *const[]){ "latencyes", "latencies" }, 2),
		  "latencies");
	CHECK_STR(bts_nearest("", words, ARRAY_SIZE(words)), NULL);
	CHECK_STR(bts_nearest("x", words, ARRAY_SIZE(words)), NULL);
	CHECK_STR(bts_nearest("uid", words, 0), NULL);

	CHECK_STR(bts_syscall_nearest("opennat"), "openat");
	CHECK_STR(bts_syscall_nearest("raed"), "read");
	CHECK_STR(bts_syscall_nearest("exceve"), "execve");
	CHECK_STR(bts_syscall_nearest("sched_yeild"), "sched_yield");
	CHECK_STR(bts_syscall_nearest("read"), "read");
	CHECK_STR(bts_syscall_nearest("teapot"), NULL);
}

/* Words of any length are somebody's command line. */
TEST(nearest_long)
{
	char word[200];
	const char *const words[] = { word };

	for (size_t len = 60; len < 70; len++) {
		memset(word, 'a', len);
		word[len] = '\0';
		CHECK_STR(bts_nearest(word, words, 1), len <= 64 ? word : NULL);
		CHECK_STR(bts_syscall_nearest(word), NULL);
	}
	memset(word, 'a', 64);
	word[64] = '\0';
	CHECK_STR(bts_nearest("aaaa", words, 1), NULL);
}

/* One symbol of a list, in full. */
static void check_symbol(const struct bts_syscall_symbol *symbol, const char *name,
			 unsigned int abis)
{
	CHECK_STR(symbol->name, name);
	CHECK_INT(symbol->abis, abis);
}

TEST(symbols)
{
	struct bts_syscall_symbol s[BTS_SYSCALL_SYMBOLS_MAX];
	const unsigned int on_x86_64 = 1 << BTS_ABI_X86_64, on_x32 = 1 << BTS_ABI_X32,
			   on_i386 = 1 << BTS_ABI_I386, on_arm64 = 1 << BTS_ABI_ARM64;

	CHECK_INT(bts_syscall_symbols("no_such_call", s, ARRAY_SIZE(s)), 0);
	switch (BTS_ABI_NATIVE) {
	case BTS_ABI_X86_64:
	case BTS_ABI_X32:
	case BTS_ABI_I386:
		CHECK_INT(bts_syscall_symbols("clone", s, ARRAY_SIZE(s)), 2);
		check_symbol(&s[0], "__x64_sys_clone", on_x86_64 | on_x32);
		check_symbol(&s[1], "__ia32_compat_sys_ia32_clone", on_i386);

		CHECK_INT(bts_syscall_symbols("stat", s, ARRAY_SIZE(s)), 2);
		check_symbol(&s[0], "__x64_sys_newstat", on_x86_64 | on_x32);
		check_symbol(&s[1], "__ia32_compat_sys_newstat", on_i386);

		CHECK_INT(bts_syscall_symbols("mmap", s, ARRAY_SIZE(s)), 2);
		check_symbol(&s[0], "__x64_sys_mmap", on_x86_64 | on_x32);
		check_symbol(&s[1], "__ia32_compat_sys_ia32_mmap", on_i386);

		/* No exception: the compat function where there is one, else the plain one. */
		CHECK_INT(bts_syscall_symbols("openat", s, ARRAY_SIZE(s)), 3);
		check_symbol(&s[0], "__x64_sys_openat", on_x86_64 | on_x32);
		check_symbol(&s[1], "__ia32_compat_sys_openat", on_i386);
		check_symbol(&s[2], "__ia32_sys_openat", on_i386);

		/* x32 has a number of its own: a compat function, else x86_64's all the same. */
		CHECK_INT(bts_syscall_symbols("ioctl", s, ARRAY_SIZE(s)), 5);
		check_symbol(&s[0], "__x32_compat_sys_ioctl", on_x32);
		check_symbol(&s[1], "__x64_compat_sys_ioctl", on_x32);
		check_symbol(&s[2], "__x64_sys_ioctl", on_x86_64 | on_x32);
		check_symbol(&s[3], "__ia32_compat_sys_ioctl", on_i386);
		check_symbol(&s[4], "__ia32_sys_ioctl", on_i386);

		/* x32 with exceptions: to a compat function, and from the stub of one. */
		CHECK_INT(bts_syscall_symbols("preadv", s, ARRAY_SIZE(s)), 5);
		check_symbol(&s[0], "__x32_compat_sys_preadv64", on_x32);
		check_symbol(&s[1], "__x64_compat_sys_preadv64", on_x32);
		check_symbol(&s[2], "__x64_sys_preadv", on_x86_64);
		CHECK_INT(bts_syscall_symbols("setsockopt", s, ARRAY_SIZE(s)), 2);
		check_symbol(&s[0], "__x64_sys_setsockopt", on_x86_64 | on_x32);
		check_symbol(&s[1], "__ia32_sys_setsockopt", on_i386);

		/* Calls of one ABI only. */
		CHECK_INT(bts_syscall_symbols("uprobe", s, ARRAY_SIZE(s)), 1);
		check_symbol(&s[0], "__x64_sys_uprobe", on_x86_64 | on_x32);
		CHECK_INT(bts_syscall_symbols("chown32", s, ARRAY_SIZE(s)), 1);
		check_symbol(&s[0], "__ia32_sys_chown", on_i386);
		break;
	case BTS_ABI_ARM64:
		CHECK_INT(bts_syscall_symbols("openat", s, ARRAY_SIZE(s)), 1);
		check_symbol(&s[0], "__arm64_sys_openat", on_arm64);
		CHECK_INT(bts_syscall_symbols("uname", s, ARRAY_SIZE(s)), 1);
		check_symbol(&s[0], "__arm64_sys_newuname", on_arm64);
		CHECK_INT(bts_syscall_symbols("stat", s, ARRAY_SIZE(s)), 0);
		break;
	default:
		CHECK_INT(bts_syscall_symbols("openat", s, ARRAY_SIZE(s)), 1);
		check_symbol(&s[0], "sys_openat", 1 << BTS_ABI_OTHER);
		break;
	}
}

TEST(symbols_fit)
{
	size_t count;
	const char *const *names = bts_syscall_names(&count);

	for (size_t i = 0; i < count; i++) {
		struct bts_syscall_symbol s[BTS_SYSCALL_SYMBOLS_MAX];
		size_t n = bts_syscall_symbols(names[i], s, ARRAY_SIZE(s));

		CHECK(n <= ARRAY_SIZE(s));
		/* One that was cut short would fill its room. */
		for (size_t j = 0; j < n; j++)
			CHECK(strlen(s[j].name) < sizeof(s[j].name) - 1);
		/* What does not fit is counted and not written. */
		CHECK_INT(bts_syscall_symbols(names[i], NULL, 0), n);
		if (n > 1) {
			strcpy(s[1].name, "untouched");
			CHECK_INT(bts_syscall_symbols(names[i], s, 1), n);
			CHECK_STR(s[1].name, "untouched");
		}
	}
}

TEST(classes)
{
	size_t count, openat = bts_syscall_row(BTS_ABI_X86_64, 257), files = 0;
	const char *const *names = bts_syscall_names(&count);

	CHECK_STR(names[openat], "openat");
	CHECK(bts_syscall_classes(openat) == (BTS_CLASS_FILE | BTS_CLASS_DESC));
	CHECK_INT(bts_syscall_row_number(BTS_ABI_I386, openat), 295);
	CHECK_INT(bts_syscall_row(BTS_ABI_X86_64, 1023), -1);
	CHECK(bts_syscall_class("%file") == BTS_CLASS_FILE);
	CHECK(bts_syscall_class("net") == BTS_CLASS_NETWORK);
	CHECK(bts_syscall_class("%stat") == BTS_CLASS_STAT);
	CHECK(bts_syscall_class("%%stat") == BTS_CLASS_STAT_LIKE);
	CHECK(bts_syscall_class("nonsense") == 0);
	CHECK(bts_syscall_classes(count) == 0);
	for (size_t row = 0; row < count; row++)
		files += !!(bts_syscall_classes(row) & BTS_CLASS_FILE);
	CHECK(files > 60);
}

TEST(flags)
{
	const struct bts_flag_set *set = bts_flag_set_find("clone");
	uint64_t seen = 0, last = 0;

	CHECK(!bts_flag_set_find("no_such_set"));
	if (!CHECK(set))
		return;
	CHECK_STR(set->name, "clone");
	CHECK_INT(set->count, 31);
	for (size_t i = 0; i < set->count; i++) {
		uint64_t value = set->flags[i].value;

		CHECK(value > last);
		CHECK(value && !(value & (value - 1)));
		CHECK(!(seen & value));
		CHECK(!strncmp(set->flags[i].name, "CLONE_", 6));
		seen |= value;
		last = value;
	}
	CHECK_STR(set->flags[0].name, "CLONE_NEWTIME");
	CHECK_STR(set->flags[1].name, "CLONE_VM");
	CHECK_INT(set->flags[1].value, 0x100);
	CHECK_INT(last, 1LL << 37);
}

TEST_MAIN(RUN(build_headers), RUN(known_numbers), RUN(round_trip), RUN(every_number), RUN(unknown),
	  RUN(names_in_order), RUN(nearest), RUN(nearest_long), RUN(symbols), RUN(symbols_fit),
	  RUN(classes), RUN(flags))
