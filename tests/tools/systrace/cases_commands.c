// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Calls that are many: each of their commands, with memory behind it that holds anything. What is
 * for others is refused, for there is no such descriptor, process, object, key, clock or memory:
 * io_uring, ptrace, fsconfig, quotactl, System V's, signals and what schedules are asked for with
 * NOBODY, NONE or -1; what would set a clock or start another kernel has no memory to read that
 * from, or flags that there are not. The rest harms nothing: prctl, arch_prctl, modify_ldt, timers
 * and handlers of signals are of the process of the case alone and end with it, as do the objects
 * of bpf, of which it has the only descriptors; fcntl has a file of the case's own; others tell.
 */
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <string.h>

#include "cases.h"

/* No process; no object of System V. */
#define NOBODY 0x7fff0000
#define NONE   0x7fffffff

/* Memory of all sorts, and as much as there is before its end. */
static char *const memory[] = { ZERO,
				FULL,
				COUNT,
				WORDS,
				FULL + PAGE - 4,
				COUNT + PAGE - 8,
				FULL + PAGE - 16,
				COUNT + PAGE - 24,
				WORDS + PAGE - 32,
				COUNT + PAGE - 48,
				WORDS + PAGE - 64,
				FULL + PAGE - 120,
				END - 15,
				(char *)1 };

#define EACH(i)	    for (size_t i = 0; i < ARRAY_SIZE(memory); i++)
#define UP(i, a, b) for (long i = (a); i <= (b); i++)

static void uring(void)
{
	static const int counts[] = { 1, 2, 5, 8, 16, 32, 64, 100 };

	pages_make();
	UP(command, 0, 40) {
		EACH(i)
			T(io_uring_register, -1, command, memory[i], 1);
		for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
			T(io_uring_register, -1, command, COUNT, counts[i]);
			T(io_uring_register, -1, command | 0x80000000, WORDS, counts[i]);
		}
	}
}

static void fcntls(void)
{
	int fd = file_with("file", "text", 4);

	pages_make();
	for (int command = 0; command < 1060; command += command == 45 ? 979 : 1) {
		EACH(i)
			T(fcntl, -1, command, memory[i]);
		T(fcntl, fd, command, FULL);
		T(fcntl, -1, command, 0);
		T(fcntl, -1, command, 1);
		T(fcntl, -1, command, -1);
		pages_fill();
	}
	UP(i, 0, 31) {
		T(fcntl, -1, F_SETFL, 1UL << i);
		T(fcntl, -1, F_SETFD, 1UL << i);
		T(fcntl, -1, F_NOTIFY, 1UL << i);
		T(fcntl, -1, F_ADD_SEALS, 1UL << i);
	}
	UP(i, 0, 70) {
		T(fcntl, -1, F_SETSIG, i);
		T(fcntl, -1, F_SETLEASE, i);
	}
}

/* Those that set what cannot be set back, or that end the process, are made with what is wrong. */
static void prctls(void)
{
	static const int odd[] = { 0x41555856, 0x53564d41, 0x59616d61, 1000, 0x4000 };

	pages_make();
	UP(option, 2, 85) {
		/* What ends a process: 22 is PR_SET_SECCOMP, 59 PR_SET_SYSCALL_USER_DISPATCH. */
		bool deadly = option == 22 || option == 59;

		T(prctl, option, NONE, 2, 3, 4);
		T(prctl, option, -1, -1, -1, -1);
		if (!deadly)
			T(prctl, option, 1, NONE);
		EACH(i)
			T(prctl, option, deadly ? memory[i] + 2 : memory[i], NONE, NONE, NONE);
		pages_fill();
	}
	EACH(i)
		T(prctl, 22, 2, memory[i]);
	for (size_t o = 0; o < ARRAY_SIZE(odd); o++) {
		UP(i, 0, 4)
			T(prctl, odd[o], i, NONE, 3, COUNT);
		EACH(i)
			T(prctl, odd[o], 0, 1, 2, memory[i]);
	}
	UP(i, 0, 16) {
		T(prctl, 35, i, NONE, NONE, NONE);
		T(prctl, 47, i, NONE, 1, 1);
		T(prctl, 33, 1, NONE - i, 1, 1);
		T(prctl, 52, NONE, i, 1, 1);
		T(prctl, 53, i, NONE, 1, 1);
		T(prctl, 59, NONE, i, 1, 1);
		T(prctl, 62, i, NOBODY, 0, 1);
		T(prctl, 63, 1UL << i, NOBODY, NONE, 1);
		T(prctl, 65, 1UL << i, NONE, 0, 1);
		T(prctl, 1, 100 + i);
	}
	UP(i, 0, 63) {
		T(prctl, 23, i);
		T(prctl, 28, 1UL << i | 1UL << 62);
		T(prctl, 50, 1UL << i);
		T(prctl, 55, 1UL << i | 1UL << 40);
	}
}

static void bpf(long first, long last)
{
	pages_make();
	UP(command, first, last) {
		for (int size = 4; size <= 160; size += 4) {
			T(bpf, command, COUNT, size);
			pages_fill();
		}
		EACH(i) {
			T(bpf, command, memory[i], 8);
			T(bpf, command, memory[i], 48);
			T(bpf, command, FULL, i * 4);
			T(bpf, command, FULL + PAGE - i * 12, i * 12);
			pages_fill();
		}
	}
}

static void bpf_0(void)
{
	bpf(0, 10);
}

static void bpf_13(void)
{
	/* Without those that look for what is there: 11, 12, 23, 31. */
	bpf(13, 22);
}

static void bpf_24(void)
{
	bpf(24, 30);
}

static void bpf_32(void)
{
	bpf(32, 40);
}

static void keyctls(void)
{
	pages_make();
	/* Without 0 and 1, which return keys. */
	UP(command, 2, 35) {
		EACH(i) {
			T(keyctl, command, memory[i], 0x7ffffff0, NONE, NONE);
			T(keyctl, command, 0x7ffffff0, memory[i], 8, memory[i]);
			T(keyctl, command, 0x7ffffff0, 0x7ffffff1, memory[i], 16, memory[i]);
			T(keyctl, command, 0x7ffffff0, 4, memory[i], memory[i], 5);
			pages_fill();
		}
		UP(i, -10, 10)
			T(keyctl, command, 0x7ffffff0, i, LOW, i, i);
	}
	UP(i, 0, 31) {
		T(keyctl, 5, 0x7ffffff0, 1UL << i);
		T(keyctl, 30, 0x7ffffff0, 0x7ffffff1, 0x7ffffff2, 1UL << i);
		T(keyctl, 31, LOW, 1UL << i);
	}
}

static void ptraces(void)
{
	static const unsigned int others[] = { 0x4000, 0x41ff };

	pages_make();
	UP(request, 1, 34) {
		EACH(i) {
			T(ptrace, request, NOBODY, memory[i], COUNT);
			T(ptrace, request, NOBODY, 8 * i, memory[i]);
		}
		T(ptrace, request, NOBODY, 0, SIGUSR1);
	}
	UP(request, 0x4200, 0x4215) {
		EACH(i) {
			T(ptrace, request, NOBODY, memory[i], memory[i]);
			T(ptrace, request, NOBODY, i, memory[i]);
		}
		UP(i, 0, 31)
			T(ptrace, request, NOBODY, 1UL << i, 1UL << i);
	}
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		T(ptrace, others[i], NOBODY, 1, 2);
	for (int i = 0; i < 1000; i += 4)
		T(ptrace, 3, NOBODY, i, 5);
	UP(i, 0, 0x20)
		T(ptrace, 0x4204, NOBODY, i, COUNT);
	T(ptrace, 0x4204, NOBODY, 0x200, COUNT);
	T(ptrace, 0x4205, NOBODY, 0x202, WORDS + PAGE - 16);
}

static void quotas(void)
{
	static const unsigned int first[] = { 0x800001, 0x5801, 0x100, 0x300, 0x400, 0x600 };

	pages_make();
	for (size_t f = 0; f < ARRAY_SIZE(first); f++) {
		UP(n, 0, 10) {
			EACH(i)
				T(quotactl, (first[f] + n) << 8 | (i & 3), "", -i, memory[i]);
			T(quotactl_fd, -1, (first[f] + n) << 8, 5, COUNT);
		}
	}
	UP(i, 0, 31)
		T(quotactl, 1U << i, "", i, WORDS);
}

static void fsconfigs(void)
{
	pages_make();
	UP(command, 0, 12) {
		EACH(i) {
			T(fsconfig, -1, command, memory[i], memory[i], i);
			T(fsconfig, -1, command, "key", memory[i], 16);
			T(fsconfig, -1, command, NULL, NULL, -i);
		}
	}
}

static void ipc_commands(void)
{
	pages_make();
	UP(command, 0, 24) {
		EACH(i) {
			T(shmctl, NONE, command, memory[i]);
			T(msgctl, NONE, command, memory[i]);
			T(semctl, NONE, 5, command, memory[i]);
			T(shmctl, -1, command | 0x100, memory[i]);
			T(semctl, -1, -1, command | 0x100, memory[i]);
			pages_fill();
		}
	}
	EACH(i) {
		T(semop, NONE, memory[i], 3);
		T(semtimedop, NONE, memory[i], 2, memory[i]);
		T(msgsnd, NONE, memory[i], 8, 1UL << i);
		T(msgrcv, NONE, memory[i], 8, -i, 1L << (i + 8));
		T(shmat, NONE, memory[i], 1L << (i + 9));
		T(semop, NONE, COUNT, i * 100);
	}
	UP(i, 0, 31) {
		if (i == 9)
			continue;
		T(shmget, 0x7fff1234, PAGE, 1U << i);
		T(semget, 0x7fff1234, 1, 1U << i);
		T(msgget, 0x7fff1234, 1U << i);
		T(shmat, NONE, NULL, 1U << i);
		T(msgsnd, NONE, COUNT, 8, 1U << i);
		T(msgrcv, NONE, COUNT, 8, 0, 1U << i);
	}
	UP(i, 0, 63)
		T(shmget, 0x7fff1234, PAGE, i << 26);
}

static void arch_codes(void)
{
	static const unsigned int first[] = { 0,      0x1000, 0x1010, 0x1020,
					      0x2000, 0x3000, 0x4000, 0x5000 };

	pages_make();
	for (size_t f = 0; f < ARRAY_SIZE(first); f++) {
		UP(n, 0, 7) {
			unsigned int code = first[f] + n;

			/* The bases of segments; a shadow stack; CPUID's faults. */
			if ((code >= 0x1001 && code <= 0x1002) || code == 0x1012 || code >= 0x5000)
				continue;
			T(arch_prctl, code, LOW);
			T(arch_prctl, code, NULL);
			T(arch_prctl, code, WORDS);
			pages_fill();
		}
	}
	UP(i, 0, 3)
		T(arch_prctl, 0x5001 + i, 1UL << 40);
	UP(i, 0, 20) {
		T(modify_ldt, i, LOW, 16);
		T(modify_ldt, i | 0x20, COUNT, 16);
		T(modify_ldt, 1, COUNT, i);
		T(modify_ldt, 0x11, FULL, i);
	}
}

static void futexes(void)
{
	static const unsigned int flags[] = { 0, 0x80, 0x100, 0x180, 0x200 };

	pages_make();
	for (size_t f = 0; f < ARRAY_SIZE(flags); f++) {
		UP(command, 0, 16) {
			EACH(i)
				T(futex, LOW, command | flags[f], i, memory[i], LOW, -i);
			T(futex, NULL, command | flags[f], -1, 5, NULL, -1);
		}
	}
	UP(i, 0, 15) {
		T(futex, LOW, 5, 0, 0, LOW, i << 28 | i << 24 | 0x5006);
		T(futex, LOW, 0x85, 0, 0, LOW, -1 ^ i << 24);
	}
	UP(i, 0, 31) {
		T(futex_wait, LOW, i, i, 1U << i, COUNT, i);
		T(futex_wake, LOW, i, i, 1U << i);
		T(futex_requeue, COUNT + i * 4, 1U << i, i, -i);
		T(futex_waitv, FULL, i, 1U << i, COUNT, i);
	}
	EACH(i) {
		T(futex_wait, LOW, 0, 0, 2, memory[i], 1);
		T(futex_requeue, memory[i], 0, 1, 2);
		T(futex_waitv, memory[i], 2, 1, memory[i], 1);
	}
}

static void clocks(void)
{
	pages_make();
	UP(id, -20, 20) {
		T(clock_gettime, id, LOW);
		T(clock_settime, id, LOW);
		T(clock_getres, id, LOW);
		T(clock_nanosleep, id, 0, LOW, LOW);
		T(clock_nanosleep, id, 1, FULL, COUNT);
		T(clock_adjtime, id, LOW);
		T(timer_create, id, LOW, LOW);
		T(timerfd_create, id, 1UL << (id + 20));
		T(getitimer, id, LOW);
		T(setitimer, id, LOW, LOW);
		T(setitimer, id, FULL, LOW);
		T(getrusage, id, LOW);
	}
	/* No such clock: nothing is set. */
	EACH(i) {
		T(clock_settime, 77, memory[i]);
		T(clock_adjtime, 77, memory[i]);
		T(clock_nanosleep, 77, 1U << i, memory[i], memory[i]);
		T(setitimer, 77, memory[i], memory[i]);
		T(timer_create, 77, memory[i], memory[i]);
		T(mq_notify, -1, memory[i]);
		T(timer_settime, NONE, i, memory[i], memory[i]);
		T(timerfd_settime, -1, 1U << i, memory[i], memory[i]);
		T(settimeofday, LOW, memory[i]);
		T(nanosleep, FULL + PAGE - 16 + (i & 3) * 8, memory[i]);
	}
}

static void events(void)
{
	pages_make();
	UP(notify, -1, 10) {
		((int32_t *)COUNT)[2] = 10 + notify;
		((int32_t *)COUNT)[3] = notify;
		T(timer_create, 77, COUNT, LOW);
		T(mq_notify, -1, COUNT);
		((int32_t *)COUNT)[2] = -notify;
		T(timer_create, 0, COUNT + PAGE - 64, LOW);
		T(timer_create, -1, COUNT, LOW);
	}
	UP(i, 0, 31) {
		uint32_t modes = 1U << i;

		memcpy(WORDS, &modes, 4);
		memcpy(WORDS + 40, &modes, 4);
		T(clock_adjtime, 77, WORDS);
	}
}

static void schedulers(void)
{
	pages_make();
	UP(policy, -1, 12) {
		EACH(i) {
			T(sched_setscheduler, NOBODY, policy | 1U << (i + 8), memory[i]);
			memcpy(COUNT + 4, &policy, 4);
			T(sched_setattr, NOBODY, COUNT, 0);
			T(sched_setattr, NOBODY, memory[i], 1U << i);
		}
		T(sched_setscheduler, NOBODY, policy, COUNT);
		T(sched_get_priority_max, policy | 0x40000000);
	}
	UP(size, 0, 70) {
		memcpy(COUNT, &size, 4);
		T(sched_setattr, NOBODY, COUNT, 0);
		memcpy(COUNT + PAGE - size, &size, 4 < size ? 4 : size);
		T(sched_setattr, NOBODY, COUNT + PAGE - size, 0);
		pages_fill();
	}
	UP(i, 0, 63) {
		uint64_t flags = 1UL << i, six = 6;

		memcpy(COUNT, &(uint32_t){ 56 }, 4);
		memcpy(COUNT + 4, &six, 4);
		memcpy(COUNT + 8, &flags, 8);
		T(sched_setattr, NOBODY, COUNT, 0);
	}
	EACH(i) {
		T(sched_setparam, NOBODY, memory[i]);
		T(sched_setaffinity, NOBODY, 8 * i, memory[i]);
		T(sched_setaffinity, NOBODY, i, COUNT);
		T(setrlimit, 77, memory[i]);
		T(prlimit64, NOBODY, i, memory[i], memory[i]);
		T(prlimit64, NOBODY, i + 8, COUNT, NULL);
		T(setrlimit, i, LOW);
		T(migrate_pages, NOBODY, 1U << i, memory[i], memory[i]);
		T(move_pages, NOBODY, 2, memory[i], memory[i], memory[i], 1U << i);
		T(process_vm_writev, NOBODY, memory[i], 2, memory[i], 2, i);
		T(process_vm_readv, NOBODY, memory[i], 3, memory[i], 1, i);
		T(get_robust_list, NOBODY, memory[i], memory[i]);
		T(capset, memory[i], memory[i]);
		T(setgroups, 100000 + i, memory[i]);
		T(ioprio_set, i + 4, NOBODY, i << 13 | i);
		T(ioprio_set, i & 3, NOBODY, i << 13 | 7);
		T(setpriority, i + 3, NOBODY, -i);
	}
}

static void memory_flags(void)
{
	pages_make();
	UP(i, 0, 63) {
		T(mmap, 0, 0, 1UL << i, 2, -1, 0);
		T(mmap, 0, 0, 1, 1UL << i, -1, 0);
		T(mmap, 0, 0, 1UL << i | 3, 1UL << i | 0x21, -1, 1UL << i);
		T(mmap, 0, 0, 1, i << 26 | 0x40022, -1, 0);
		T(mprotect, 1, 8, 1UL << i);
		T(pkey_mprotect, 1, 8, 1UL << i, i - 5);
		T(mremap, 1, PAGE, PAGE, 1UL << i, COUNT);
		T(mremap, 1, PAGE, PAGE, 1UL << i | 2, COUNT);
		T(msync, 1, PAGE, 1UL << i);
		T(mlock2, 0, -1, 1UL << i | 1UL << 31);
		T(mlockall, 1UL << i | 1UL << 31);
		T(remap_file_pages, 1, 0, 1UL << i, -1, 1UL << i);
		T(fallocate, -1, 1UL << i, i, i);
		T(close_range, 100, 50, 1UL << i);
		T(getrandom, LOW, 8, 1UL << i | 1UL << 31);
		T(clone, 1UL << i | CLONE_THREAD, 0, LOW, LOW, LOW);
		T(clone, CLONE_THREAD | (i + 1), 0, LOW, LOW, LOW);
		T(unshare, 1UL << i | 1);
		T(mseal, 1, 0, 1UL << i);
		T(map_shadow_stack, 1, 0, 1UL << i | 1UL << 40);
	}
	UP(i, -1, 110) {
		T(madvise, 1, PAGE, i);
		T(process_madvise, -1, COUNT, 1, i, 0);
		T(fadvise64, -1, 0, 0, i);
	}
}

static void signal_numbers(void)
{
	pages_make();
	UP(i, -2, 70) {
		T(kill, NOBODY, i);
		T(tkill, NOBODY, i);
		T(tgkill, NOBODY, NOBODY, i);
		T(rt_sigqueueinfo, NOBODY, i, LOW);
		T(rt_tgsigqueueinfo, NOBODY, NOBODY, i, LOW);
		T(pidfd_send_signal, -1, i, NULL, 0);
		T(rt_sigaction, i, LOW, NULL, 8);
	}
	EACH(i) {
		T(rt_sigqueueinfo, NOBODY, 10, memory[i]);
		T(rt_tgsigqueueinfo, NOBODY, NOBODY, 10, memory[i]);
		T(pidfd_send_signal, -1, 10, memory[i], 1U << i);
		T(rt_sigaction, 65, memory[i], memory[i], 8);
		T(rt_sigsuspend, memory[i], 7);
		T(rt_sigtimedwait, memory[i], memory[i], memory[i], 7);
	}
	UP(i, 0, 63) {
		uint64_t flags = 1UL << i;

		memcpy(WORDS + 8, &flags, 8);
		T(rt_sigaction, 65, WORDS, NULL, 8);
	}
}

/* Each code of each signal, with what may stand behind it. */
static void signal_codes(void)
{
	pages_make();
	for (int signal = 1; signal <= 34; signal++) {
		UP(code, -8, 10) {
			memcpy(COUNT, &signal, 4);
			memcpy(COUNT + 8, &code, 4);
			T(rt_sigqueueinfo, NOBODY, signal, COUNT);
			if (signal % 8 == 3) {
				memcpy(FULL, &signal, 4);
				memcpy(FULL + 8, &code, 4);
				T(rt_sigqueueinfo, NOBODY, signal, FULL);
				memcpy(ZERO, &signal, 4);
				memcpy(ZERO + 8, &code, 4);
				T(rt_sigqueueinfo, NOBODY, signal, ZERO);
			}
		}
	}
	UP(code, -70, 140) {
		memcpy(COUNT + 8, &code, 4);
		T(rt_sigqueueinfo, NOBODY, 10, COUNT);
	}
}

static void waits(void)
{
	pages_make();
	UP(i, 0, 31) {
		T(wait4, NOBODY, LOW, 1U << i, LOW);
		T(waitid, i, NOBODY, LOW, 1U << i | 4, LOW);
		T(waitid, 1, NOBODY, COUNT, 1U << i, COUNT);
		T(kcmp, NOBODY, NOBODY, i, 5, COUNT);
		T(membarrier, 1U << i, 1U << (31 - i), i);
		T(seccomp, i + 1, 1UL << i, LOW);
		T(seccomp, 1, 1UL << i | 1UL << 31, COUNT);
		T(landlock_add_rule, -1, i, COUNT, 0);
		T(landlock_add_rule, -1, 1, LOW, 1U << i);
		T(landlock_create_ruleset, LOW, i, 1U << i);
		T(landlock_restrict_self, -1, 1U << i);
		T(lsm_get_self_attr, i + 98, COUNT, LOW, 1U << i);
		T(lsm_set_self_attr, i + 98, COUNT, i, 1U << i);
		T(reboot, 1, 2, 1UL << i, LOW);
		T(rseq, LOW, 32, 1UL << i, 0x12345678);
		T(pkey_alloc, i, 1UL << i);
		T(userfaultfd, 1UL << i | 1UL << 31);
		T(process_mrelease, -1, 1UL << i);
		T(cachestat, -1, COUNT, LOW, 1UL << i);
	}
	EACH(i) {
		T(seccomp, 1, 1U << 31, memory[i]);
		T(seccomp, 2, 0, memory[i]);
		T(seccomp, 3, 0, memory[i]);
		T(landlock_create_ruleset, memory[i], 8, -1);
		T(landlock_create_ruleset, memory[i], 24, -1);
		T(landlock_create_ruleset, memory[i], 100, -1);
		T(landlock_add_rule, -1, 1, memory[i], 0);
		T(landlock_add_rule, -1, 2, memory[i], 0);
		T(kcmp, NOBODY, NOBODY, 7, 5, memory[i]);
		T(kexec_load, 1, 2 + i * 50, memory[i], 1UL << (i + 2) | 1UL << 40);
		T(cachestat, -1, memory[i], memory[i], 0);
		T(epoll_pwait2, -1, memory[i], 2, memory[i], memory[i], 8);
		T(select, 64, memory[i], memory[i], memory[i], FULL);
		T(pselect6, 10, memory[i], memory[i], memory[i], FULL, memory[i]);
		T(poll, memory[i], -2, 0);
		T(ppoll, memory[i], 3, FULL, memory[i], 8);
		T(syslog, 2, memory[i], -1);
		T(syslog, 100 + i, memory[i], 1);
		T(perf_event_open, memory[i], NOBODY, -1, -1, 1UL << i);
	}
}

/* Each reboot. */
static void reboots(void)
{
	static const unsigned int commands[] = { 0x1234567,  0xcdef0123, 0x89abcdef,
						 0,	     0x4321fedc, 0xa1b2c3d4,
						 0xd000fce2, 0x45584543, 0x12345678 };
	static const unsigned int magics[] = { 0x28121969, 0x5121996, 0x16041998, 0x20112000, 7 };

	pages_make();
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		for (size_t k = 0; k < ARRAY_SIZE(magics); k++)
			T(reboot, 1, magics[k], commands[i], END - 15);
		EACH(k)
			T(reboot, 1, 2, commands[i], memory[k]);
	}
	UP(i, 0, 12)
		T(syslog, i + 11, NULL, i);
}

static void perf(void)
{
	pages_make();
	UP(type, 0, 8) {
		UP(config, 0, 14) {
			uint32_t *w = (uint32_t *)ZERO;

			w[0] = type;
			w[1] = 136;
			w[2] = config;
			T(perf_event_open, ZERO, NOBODY, -1, -1, 0);
			w[2] = config << 16 | config << 8 | config;
			w[13] = type;
			T(perf_event_open, ZERO, NOBODY, -1, -1, 0);
		}
	}
	pages_fill();
	UP(i, 0, 63) {
		uint64_t *w = (uint64_t *)ZERO;

		for (int at = 1; at < 18; at++) {
			/* Type and size; what is read as 32 bits is what the rest changes. */
			w[0] = 136UL << 32 | 5;
			w[at] = 1UL << i;
			T(perf_event_open, ZERO, NOBODY, -1, -1, 0);
			w[at] = 0;
		}
	}
}

static void perf_sizes(void)
{
	pages_make();
	UP(size, 0, 150) {
		memcpy(COUNT + 4, &size, 4);
		T(perf_event_open, COUNT, NOBODY, -1, -1, 0);
		memcpy(FULL + 4, &size, 4);
		T(perf_event_open, FULL, NOBODY, -1, -1, 0);
	}
}

#define BPF(first)                                 \
	{                                          \
		"bpf_" #first, bpf_##first, STYLES \
	}

const struct testcase cases[] = { { "uring", uring, STYLES },
				  { "fcntls", fcntls, STYLES },
				  { "prctls", prctls, STYLES },
				  BPF(0),
				  BPF(13),
				  BPF(24),
				  BPF(32),
				  { "keyctls", keyctls, STYLES },
				  { "ptraces", ptraces, STYLES },
				  { "quotas", quotas, STYLES },
				  { "fsconfigs", fsconfigs, STYLES },
				  { "ipc_commands", ipc_commands, STYLES },
				  { "arch_codes", arch_codes, STYLES },
				  { "futexes", futexes, STYLES },
				  { "clocks", clocks, STYLES },
				  { "events", events, STYLES },
				  { "schedulers", schedulers, STYLES },
				  { "memory_flags", memory_flags, STYLES },
				  { "signal_numbers", signal_numbers, STYLES },
				  { "signal_codes", signal_codes, STYLES },
				  { "waits", waits, STYLES },
				  { "reboots", reboots, STYLES },
				  { "perf", perf, STYLES },
				  { "perf_sizes", perf_sizes, STYLES },
				  {} };
