// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

#include "bts/array.h"
#include "bts/nearest.h"
#include "bts/syscall.h"
#include "syscall/sets.h"

/*
 * A column for BTS_ABI_OTHER: this build's own numbers if it has no other column, else none. The
 * name comes with a _ before it, so that no header's macro of the same name takes its place.
 */
#if defined(__x86_64__) || defined(__i386__) || defined(__aarch64__)
#define OTHER_NR(_name) -1
#else
#include "native.h"
#define OTHER_NR(_name) BTS_NR##_name
#endif

/* What is known of each call is in arrays that share an index, its row in table.def. */
enum {
#define BTS_SYSCALL(name, ...) ROW_##name,
#include "table.def"
#undef BTS_SYSCALL
	ROWS
};

static const char *const row_name[ROWS] = {
#define BTS_SYSCALL(name, ...) #name,
#include "table.def"
#undef BTS_SYSCALL
};

#define T_FILE	      BTS_CLASS_FILE
#define T_DESC	      BTS_CLASS_DESC
#define T_PROCESS     BTS_CLASS_PROCESS
#define T_NETWORK     BTS_CLASS_NETWORK
#define T_SIGNAL      BTS_CLASS_SIGNAL
#define T_IPC	      BTS_CLASS_IPC
#define T_MEMORY      BTS_CLASS_MEMORY
#define T_STAT	      BTS_CLASS_STAT
#define T_LSTAT	      BTS_CLASS_LSTAT
#define T_FSTAT	      BTS_CLASS_FSTAT
#define T_STAT_LIKE   BTS_CLASS_STAT_LIKE
#define T_STATFS      BTS_CLASS_STATFS
#define T_FSTATFS     BTS_CLASS_FSTATFS
#define T_STATFS_LIKE BTS_CLASS_STATFS_LIKE
#define T_PURE	      BTS_CLASS_PURE
#define T_CREDS	      BTS_CLASS_CREDS
#define T_CLOCK	      BTS_CLASS_CLOCK

static const uint32_t row_classes[ROWS] = {
#define BTS_SYSCALL(name, x86_64, x32, i386, arm64, classes, ...) classes,
#include "table.def"
#undef BTS_SYSCALL
};

static const int row_nr[ROWS][BTS_ABI_COUNT] = {
#define BTS_SYSCALL(name, x86_64, x32, i386, arm64, ...) \
	[ROW_##name] = {                                 \
		[BTS_ABI_X86_64] = x86_64,               \
		[BTS_ABI_X32] = x32,                     \
		[BTS_ABI_I386] = i386,                   \
		[BTS_ABI_ARM64] = arm64,                 \
		[BTS_ABI_OTHER] = OTHER_NR(_##name),     \
	},
#include "table.def"
#undef BTS_SYSCALL
};

/*
 * From number to row, stored plus one so that 0 is "no such call". A row whose ABI lacks the call
 * has a slot of its own behind the numbers: two rows then never share one, and the compiler, which
 * warns of initialisers that override each other, sees to it that no number stands there twice.
 */
#define NR_END	      1024
#define SLOT(nr, row) [(nr) < 0 ? NR_END + (row) : (nr)] = (row) + 1

_Static_assert(ROWS < UINT16_MAX, "a row's index fits in the type of the tables below");

static const uint16_t x86_64_row[NR_END + ROWS] = {
#define BTS_SYSCALL(name, x86_64, ...) SLOT(x86_64, ROW_##name),
#include "table.def"
#undef BTS_SYSCALL
};

static const uint16_t x32_row[NR_END + ROWS] = {
#define BTS_SYSCALL(name, x86_64, x32, ...) SLOT(x32, ROW_##name),
#include "table.def"
#undef BTS_SYSCALL
};

static const uint16_t i386_row[NR_END + ROWS] = {
#define BTS_SYSCALL(name, x86_64, x32, i386, ...) SLOT(i386, ROW_##name),
#include "table.def"
#undef BTS_SYSCALL
};

static const uint16_t arm64_row[NR_END + ROWS] = {
#define BTS_SYSCALL(name, x86_64, x32, i386, arm64, ...) SLOT(arm64, ROW_##name),
#include "table.def"
#undef BTS_SYSCALL
};

/* The row of a call's name, -1 if there is none. */
static int find_row(const char *name)
{
	for (int row = 0; row < ROWS; row++)
		if (!strcmp(row_name[row], name))
			return row;
	return -1;
}

int bts_syscall_row_number(enum bts_abi abi, size_t row)
{
	if (row >= ROWS || (unsigned int)abi >= BTS_ABI_COUNT || row_nr[row][abi] < 0)
		return -ENOENT;
	return abi == BTS_ABI_X32 ? row_nr[row][abi] | BTS_X32_BIT : row_nr[row][abi];
}

int bts_syscall_number(enum bts_abi abi, const char *name)
{
	int row = find_row(name);

	return row < 0 ? -ENOENT : bts_syscall_row_number(abi, row);
}

/*
 * An architecture without a column may start at any number (MIPS has three ABIs at 4000, 5000 and
 * 6000), so its numbers make no array.
 */
static int other_row(int nr)
{
	for (int row = 0; nr >= 0 && row < ROWS; row++)
		if (row_nr[row][BTS_ABI_OTHER] == nr)
			return row;
	return -1;
}

int bts_syscall_row(enum bts_abi abi, int nr)
{
	static const uint16_t *const rows[BTS_ABI_COUNT] = {
		[BTS_ABI_X86_64] = x86_64_row,
		[BTS_ABI_X32] = x32_row,
		[BTS_ABI_I386] = i386_row,
		[BTS_ABI_ARM64] = arm64_row,
	};

	if (abi == BTS_ABI_OTHER)
		return other_row(nr);
	if (abi == BTS_ABI_X32)
		nr &= ~BTS_X32_BIT;
	if ((unsigned int)abi >= BTS_ABI_COUNT || nr < 0 || nr >= NR_END)
		return -1;
	return rows[abi][nr] - 1;
}

const char *bts_syscall_name(enum bts_abi abi, int nr)
{
	int row = bts_syscall_row(abi, nr);

	return row < 0 ? NULL : row_name[row];
}

uint32_t bts_syscall_classes(size_t row)
{
	return row < ROWS ? row_classes[row] : 0;
}

uint32_t bts_syscall_class(const char *name)
{
	static const struct {
		const char *name;
		uint32_t class;
	} classes[] = {
		{ "file", BTS_CLASS_FILE },
		{ "desc", BTS_CLASS_DESC },
		{ "process", BTS_CLASS_PROCESS },
		{ "network", BTS_CLASS_NETWORK },
		{ "net", BTS_CLASS_NETWORK },
		{ "signal", BTS_CLASS_SIGNAL },
		{ "ipc", BTS_CLASS_IPC },
		{ "memory", BTS_CLASS_MEMORY },
		{ "stat", BTS_CLASS_STAT },
		{ "lstat", BTS_CLASS_LSTAT },
		{ "fstat", BTS_CLASS_FSTAT },
		{ "%stat", BTS_CLASS_STAT_LIKE },
		{ "statfs", BTS_CLASS_STATFS },
		{ "fstatfs", BTS_CLASS_FSTATFS },
		{ "%statfs", BTS_CLASS_STATFS_LIKE },
		{ "pure", BTS_CLASS_PURE },
		{ "creds", BTS_CLASS_CREDS },
		{ "clock", BTS_CLASS_CLOCK },
	};

	name += *name == '%';
	for (size_t i = 0; i < ARRAY_SIZE(classes); i++)
		if (!strcmp(classes[i].name, name))
			return classes[i].class;
	return 0;
}

const char *const *bts_syscall_names(size_t *count)
{
	*count = ROWS;
	return row_name;
}

const char *bts_syscall_nearest(const char *name)
{
	return bts_nearest(name, row_name, ROWS);
}

/* Calls whose kernel function is named in another way than the call. */
static const struct {
	enum bts_abi abi;
	const char *name;
	const char *entry;
} exceptions[] = {
#define ABI_x86_64		    BTS_ABI_X86_64
#define ABI_x32			    BTS_ABI_X32
#define ABI_i386		    BTS_ABI_I386
#define ABI_arm64		    BTS_ABI_ARM64
#define BTS_ENTRY(abi, name, entry) { ABI_##abi, #name, #entry },
#include "entry.def"
#undef BTS_ENTRY
};

static const char *exception(enum bts_abi abi, const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(exceptions); i++)
		if (exceptions[i].abi == abi && !strcmp(exceptions[i].name, name))
			return exceptions[i].entry;
	return NULL;
}

/*
 * The ABIs that the kernel of this build's architecture may have, and the prefix of its wrappers.
 * A 32-bit x86 build gets x86_64's too, since it may run under a 64-bit kernel. x32 comes before
 * x86_64, since its compat function must stand before the plain one, which the two may share.
 */
static const struct {
	enum bts_abi abi;
	const char *prefix;
	bool compat_only; /* only compat functions have the prefix */
} ways[] = {
#if defined(__x86_64__) || defined(__i386__)
	/* 5.10's; 6.1 has x86_64's prefix for these too. */
	{ BTS_ABI_X32, "__x32_", true },
	{ BTS_ABI_X32, "__x64_", false },
	{ BTS_ABI_X86_64, "__x64_", false },
	{ BTS_ABI_I386, "__ia32_", false },
#elif defined(__aarch64__)
	{ BTS_ABI_ARM64, "__arm64_", false },
#else
	{ BTS_ABI_OTHER, "", false },
#endif
};

/* Each way adds at most a compat function and a plain one. */
_Static_assert(ARRAY_SIZE(ways) * 2 <= BTS_SYSCALL_SYMBOLS_MAX, "all symbols of a call fit");

/* Adds a function to the count that are in list, or the ABI to its entry; returns the new count. */
static size_t add_symbol(struct bts_syscall_symbol *list, size_t count, enum bts_abi abi,
			 const char *prefix, const char *stem, const char *name)
{
	struct bts_syscall_symbol symbol = { .abis = 1u << abi };

	snprintf(symbol.name, sizeof(symbol.name), "%s%s%s", prefix, stem, name);
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(list[i].name, symbol.name)) {
			list[i].abis |= symbol.abis;
			return count;
		}
	}
	list[count] = symbol;
	return count + 1;
}

/*
 * x86 calls without an argument: all ABIs enter one function, of which the
 * wrappers' names are aliases (SYSCALL_DEFINE0 in the kernel's syscall_wrapper.h). To attach to two
 * of the names would see each call twice; and BTF has only the name of the function itself.
 */
static bool is_alias(const char *name)
{
#if defined(__x86_64__) || defined(__i386__)
	static const char *const names[] = {
		"fork",	      "getegid", "geteuid",	    "getgid",	   "getpgrp",
		"getpid",     "getppid", "gettid",	    "getuid",	   "inotify_init",
		"munlockall", "pause",	 "restart_syscall", "sched_yield", "setsid",
		"sync",	      "vfork",	 "vhangup",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i], name))
			return true;
#endif
	(void)name;
	return false;
}

size_t bts_syscall_symbols(const char *name, struct bts_syscall_symbol *out, size_t cap)
{
	struct bts_syscall_symbol list[BTS_SYSCALL_SYMBOLS_MAX];
	bool alias = is_alias(name);
	size_t count = 0;
	int row = find_row(name);

	if (row < 0)
		return 0;

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		const int *nr = row_nr[row];
		enum bts_abi abi = ways[i].abi, from = abi;
		const char *entry;

		if (nr[abi] < 0)
			continue;
		/* x32 shares all of x86_64's calls but those that it numbers otherwise. */
		if (abi == BTS_ABI_X32 && nr[BTS_ABI_X32] == nr[BTS_ABI_X86_64])
			from = BTS_ABI_X86_64;

		entry = exception(from, name);
		if (entry) {
			if (!ways[i].compat_only || !strncmp(entry, "compat_", strlen("compat_")))
				count = add_symbol(list, count, abi, ways[i].prefix, "", entry);
			continue;
		}
		if (alias) {
			count = add_symbol(list, count, abi, "__x64_", "sys_", name);
			count = add_symbol(list, count, abi, "__do_", "sys_", name);
			continue;
		}
		if (from == BTS_ABI_I386 || from == BTS_ABI_X32)
			count = add_symbol(list, count, abi, ways[i].prefix, "compat_sys_", name);
		if (!ways[i].compat_only)
			count = add_symbol(list, count, abi, ways[i].prefix, "sys_", name);
	}

	if (cap)
		memcpy(out, list, (cap < count ? cap : count) * sizeof(*list));
	return count;
}

/* It would take the closing brace for the end of a block. */
/* clang-format off */
#define BTS_FLAG_SET(set, ...)	   static const struct bts_flag set##_flags[] = {
#define BTS_FLAG(set, name, value) { #name, value },
#define BTS_FLAG_SET_END(set)	   }; \
	const struct bts_flag_set bts_set_##set = { #set, set##_flags, ARRAY_SIZE(set##_flags) };
/* clang-format on */
#include "flags.def"
#undef BTS_FLAG_SET
#undef BTS_FLAG
#undef BTS_FLAG_SET_END

static const struct bts_flag_set *const flag_sets[] = {
#define BTS_FLAG_SET(set, ...) &bts_set_##set,
#define BTS_FLAG(set, name, value)
#define BTS_FLAG_SET_END(set)
#include "flags.def"
#undef BTS_FLAG_SET
#undef BTS_FLAG
#undef BTS_FLAG_SET_END
};

const struct bts_flag_set *bts_flag_set_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(flag_sets); i++)
		if (!strcmp(flag_sets[i]->name, name))
			return flag_sets[i];
	return NULL;
}

enum bts_abi bts_abi_of(unsigned int kind)
{
	/* Native, compat, x32, as in enum bts_abi_kind. */
	static const enum bts_abi abis[] = {
		BTS_ABI_NATIVE,
#ifdef __x86_64__
		BTS_ABI_I386,
		BTS_ABI_X32,
#endif
	};

	return kind < ARRAY_SIZE(abis) ? abis[kind] : BTS_ABI_COUNT;
}
