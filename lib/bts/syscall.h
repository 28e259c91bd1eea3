/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * System calls: names, numbers on each ABI, the kernel functions behind them, sets of flags.
 *
 * All of it is constant data of the library (lib/syscall), taken from the kernel's UAPI
 * headers and its system call tables. Nothing here allocates, locks or needs a privilege, and
 * every pointer that is returned stays valid for the life of the process.
 */
#ifndef BTS_SYSCALL_H
#define BTS_SYSCALL_H

#include <stddef.h>
#include <stdint.h>
#include "bts/flags.h"

/*
 * The ways into a kernel, each with numbers of its own. One kernel can have several: an x86_64 one
 * also runs i386 and, rarely, x32 programs, and a thread may change from call to call.
 */
enum bts_abi {
	BTS_ABI_X86_64,
	BTS_ABI_X32,  /* x86_64 with 32-bit pointers */
	BTS_ABI_I386, /* also 32-bit calls into an x86_64 kernel */
	BTS_ABI_ARM64,
	BTS_ABI_OTHER, /* this build's, if the table has no column for it; else knows no call */
	BTS_ABI_COUNT,
/* The ABI that this build itself uses. */
#if defined(__x86_64__) && defined(__ILP32__)
	BTS_ABI_NATIVE = BTS_ABI_X32
#elif defined(__x86_64__)
	BTS_ABI_NATIVE = BTS_ABI_X86_64
#elif defined(__i386__)
	BTS_ABI_NATIVE = BTS_ABI_I386
#elif defined(__aarch64__)
	BTS_ABI_NATIVE = BTS_ABI_ARM64
#else
	BTS_ABI_NATIVE = BTS_ABI_OTHER
#endif
};

/*
 * The bit that marks a number as x32's: the kernel has it in the number that a tracer sees
 * (asm/unistd.h, __X32_SYSCALL_BIT), and without it the call would be x86_64's.
 */
#define BTS_X32_BIT 0x40000000

/*
 * The number of the call `name` on an ABI, as the kernel shows it to a tracer: x32's have
 * BTS_X32_BIT set. -ENOENT if the ABI lacks the call or nobody has it. Compares names one by one:
 * for options, not for events.
 */
int bts_syscall_number(enum bts_abi abi, const char *name);

/*
 * The name of call `nr` on an ABI, NULL if the table has none: the kernel is newer than the table,
 * or nr, which a traced program chooses freely, is no call at all. x32's are found with or without
 * BTS_X32_BIT. One look into a table, fit for every event (BTS_ABI_OTHER: a look at every call).
 */
const char *bts_syscall_name(enum bts_abi abi, int nr);

/*
 * The row of call `nr` on an ABI, -1 where bts_syscall_name() has no name. A row is the call's
 * place in bts_syscall_names().
 */
int bts_syscall_row(enum bts_abi abi, int nr);

/* The number of a row's call on an ABI, as bts_syscall_number() gives it; -ENOENT: it has none. */
int bts_syscall_row_number(enum bts_abi abi, size_t row);

/* What calls have in common, by the words of -e trace=%CLASS. */
enum bts_syscall_class {
	BTS_CLASS_FILE = 1 << 0,
	BTS_CLASS_DESC = 1 << 1,
	BTS_CLASS_PROCESS = 1 << 2,
	BTS_CLASS_NETWORK = 1 << 3,
	BTS_CLASS_SIGNAL = 1 << 4,
	BTS_CLASS_IPC = 1 << 5,
	BTS_CLASS_MEMORY = 1 << 6,
	BTS_CLASS_STAT = 1 << 7,
	BTS_CLASS_LSTAT = 1 << 8,
	BTS_CLASS_FSTAT = 1 << 9,
	BTS_CLASS_STAT_LIKE = 1 << 10,
	BTS_CLASS_STATFS = 1 << 11,
	BTS_CLASS_FSTATFS = 1 << 12,
	BTS_CLASS_STATFS_LIKE = 1 << 13,
	BTS_CLASS_PURE = 1 << 14,
	BTS_CLASS_CREDS = 1 << 15,
	BTS_CLASS_CLOCK = 1 << 16,
};

/* The classes of a row's call: a mask of enum bts_syscall_class. */
uint32_t bts_syscall_classes(size_t row);

/* The class of that name (%file, with or without the %), 0 if there is none. */
uint32_t bts_syscall_class(const char *name);

/*
 * The names of all calls of all ABIs, each once: first x86_64's by number, then those that it
 * lacks. *count is their number. bts_syscall_number() tells which of them an ABI has.
 */
const char *const *bts_syscall_names(size_t *count);

/*
 * The name of a call that `name` is probably a misspelling of, NULL if there is none near enough
 * (see bts/nearest.h).
 */
const char *bts_syscall_nearest(const char *name);

/* Room for all symbols of any call. */
#define BTS_SYSCALL_SYMBOLS_MAX 8

/* A kernel function that may implement a call. */
struct bts_syscall_symbol {
	char name[64];
	unsigned int abis; /* the ABIs that enter the call there: a mask of 1 << enum bts_abi */
};

/*
 * The kernel functions that may implement the call `name` on this build's architecture, best
 * first; i386's come last. Writes at most cap of them to out, which is the caller's, and returns
 * how many there are: never more than BTS_SYSCALL_SYMBOLS_MAX, 0 if no ABI of the architecture has
 * the call.
 *
 * For each ABI take the first that the running kernel has and leave the others: clone of an i386
 * program, for one, never enters __ia32_sys_clone, though that exists too. None of an ABI exists
 * where the kernel was built without it, or without the call. Some functions serve several
 * calls (i386's fcntl and fcntl64, say), so a program attached to one still has to look at the
 * number where that matters.
 *
 * Facts: the wrappers' names from arch/{x86,arm64}/include/asm/syscall_wrapper.h, the functions'
 * from the kernel's system call tables, compared with 5.10, 6.1 and 7.3. Other architectures are
 * given sys_<name>, which a kernel that wraps its calls there may not have.
 */
size_t bts_syscall_symbols(const char *name, struct bts_syscall_symbol *out, size_t cap);

/*
 * The ABI of a personality as the BPF programs tell them apart (enum bts_abi_kind of bts/abi.h) on
 * this build's architecture; BTS_ABI_COUNT, which knows no call, where it has none such.
 */
enum bts_abi bts_abi_of(unsigned int kind);

#endif
