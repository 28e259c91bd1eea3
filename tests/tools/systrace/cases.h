/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * What the programs of cases share. A case makes raw system calls whose trace is the same on every
 * run: its memory is at fixed addresses, and nothing that it passes depends on the time, on process
 * numbers or on what the machine holds.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include "bts/array.h"

struct testcase {
	const char *name;
	void (*run)(void);
	/* Rows of options, apart by `|', beside the one without options. An entry in front of the
	 * first row of "!" leaves that one out.
	 */
	const char *rows;
};

/* The groups of twelve calls, by the first one's number, that both sweeps over all calls have. */
#define CALL_GROUPS(x)                                                                          \
	x(0) x(12) x(24) x(36) x(48) x(60) x(72) x(84) x(96) x(108) x(120) x(132) x(144) x(156) \
		x(168) x(180) x(192) x(204) x(216) x(228) x(240) x(252) x(264) x(276) x(288)    \
			x(300) x(312) x(324)

/* Ends with an empty entry. */
extern const struct testcase cases[];

static inline __attribute__((always_inline)) long raw_call(long nr, long a, long b, long c, long d,
							   long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long ret;

	__asm__ volatile("syscall"
			 : "=a"(ret)
			 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return ret;
}

#define RAW_CALL(nr, a, b, c, d, e, f, ...) \
	raw_call(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

/* A system call by number or by name. The arguments that are left out are 0; the result is the
 * kernel's, -errno for an error.
 */
#define N(nr, ...)   RAW_CALL(nr, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)
#define T(name, ...) N(SYS_##name, ##__VA_ARGS__)

/* Newer than the headers of the oldest system that builds us. */
#ifndef SYS_uretprobe
#define SYS_uretprobe 335
#endif
#ifndef SYS_uprobe
#define SYS_uprobe 336
#endif
#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif
#ifndef SYS_quotactl_fd
#define SYS_quotactl_fd 443
#endif
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif
#ifndef SYS_landlock_add_rule
#define SYS_landlock_add_rule 445
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self 446
#endif
#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif
#ifndef SYS_process_mrelease
#define SYS_process_mrelease 448
#endif
#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif
#ifndef SYS_set_mempolicy_home_node
#define SYS_set_mempolicy_home_node 450
#endif
#ifndef SYS_cachestat
#define SYS_cachestat 451
#endif
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif
#ifndef SYS_map_shadow_stack
#define SYS_map_shadow_stack 453
#endif
#ifndef SYS_futex_wake
#define SYS_futex_wake 454
#endif
#ifndef SYS_futex_wait
#define SYS_futex_wait 455
#endif
#ifndef SYS_futex_requeue
#define SYS_futex_requeue 456
#endif
#ifndef SYS_statmount
#define SYS_statmount 457
#endif
#ifndef SYS_listmount
#define SYS_listmount 458
#endif
#ifndef SYS_lsm_get_self_attr
#define SYS_lsm_get_self_attr 459
#endif
#ifndef SYS_lsm_set_self_attr
#define SYS_lsm_set_self_attr 460
#endif
#ifndef SYS_lsm_list_modules
#define SYS_lsm_list_modules 461
#endif
#ifndef SYS_mseal
#define SYS_mseal 462
#endif
#ifndef SYS_setxattrat
#define SYS_setxattrat 463
#endif
#ifndef SYS_getxattrat
#define SYS_getxattrat 464
#endif
#ifndef SYS_listxattrat
#define SYS_listxattrat 465
#endif
#ifndef SYS_removexattrat
#define SYS_removexattrat 466
#endif
#ifndef SYS_open_tree_attr
#define SYS_open_tree_attr 467
#endif
#ifndef SYS_file_getattr
#define SYS_file_getattr 468
#endif
#ifndef SYS_file_setattr
#define SYS_file_setattr 469
#endif
#ifndef SYS_listns
#define SYS_listns 470
#endif
#ifndef SYS_rseq_slice_yield
#define SYS_rseq_slice_yield 471
#endif

#define PAGE 4096

/* Rows of options for what has flags, structs and arrays. */
#define STYLES "-v|-X raw|-X verbose"

/* Pointers that cannot be read: just above NULL, all ones, the kernel's half, and a page between
 * those that can.
 */
#define LOW   ((void *)1)
#define ONES  ((void *)-1)
#define UPPER ((void *)0xffff888000001000UL)
#define HOLE  ((void *)(ROOM_BASE + ROOM_SIZE))

/* An argument of 32 bits with rubbish above. */
#define RUBBISH(x) (0xdeadbeefUL << 32 | (uint32_t)(x))

#define ROOM_BASE   0x500000000UL
#define ROOM_SIZE   (4UL * PAGE)
#define ROOM_STRIDE (ROOM_SIZE + PAGE)
#define ROOMS	    64

/* Zeroed memory of that size that ends where memory ends; at most ROOM_SIZE bytes, at most ROOMS
 * times in a case.
 */
void *room(size_t size);
/* Takes all rooms back, with the zeroes: for cases that would need too many. */
void room_reset(void);

/* A copy of bytes, of a string without and with its end, that ends where memory ends. */
void *edge(const void *bytes, size_t size);
char *edge_open(const char *s);
char *edge_str(const char *s);
/* A string of that length, of the letters over and over. */
char *edge_long(size_t length);
#define EDGE(value) edge(&(value), sizeof(value))

/* Where what a case maps at an address is. */
#define PLACE ((char *)0x600000000UL)

/* Pages with nothing between them. Their addresses, cut to 32 bits, are no process and no
 * descriptor. pages_fill() puts back what a call may have changed.
 */
#define ZERO  ((char *)0x57fff0000UL)
#define FULL  (ZERO + 2 * PAGE) /* ones */
#define COUNT (ZERO + 4 * PAGE) /* 32 bits each: 1, 2, 3... */
#define WORDS (ZERO + 6 * PAGE) /* 64 bits each; a string at its end */
#define END   (ZERO + 7 * PAGE)
void pages_make(void);
void pages_fill(void);

/* Holds a signal back, and takes it again. */
void hold(int signal);
void release(int signal);

/* A process that runs the function and then ends with its result; NULL ends with 0. SIGCHLD is held
 * back until collect() has waited for it, so that the order of the lines is always the same.
 */
long child(int (*run)(void));
void collect(long pid);

/* A file in the current directory with these bytes; its descriptor, open for both. */
int file_with(const char *name, const void *bytes, size_t size);

/* What the kernel has as the action of a signal. */
struct action {
	void *handler;
	unsigned long flags;
	void (*restorer)(void);
	unsigned long mask;
};
/* Takes a signal and does nothing; to be named as the restorer, with SA_RESTORER. */
void take_signal(int signal);
void signal_return(void);
#define RESTORER 0x04000000
void catch_signal(int signal, unsigned long flags);
