// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Every system call, one argument after the other: each takes all sorts of values while the others
 * stay what they are. Left out are calls that end, stop or change the process or the machine, that
 * wait, or whose results are chance; other files have cases for them.
 */
#include <fcntl.h>

#include "cases.h"

#define BTS_SYSCALL(name, nr, x32, i386, arm64, classes, ...) \
	{ nr, sizeof((char[]){ 0, ##__VA_ARGS__ }) - 1 },
#define A(...) 0
static const struct {
	short nr;
	unsigned char args;
} calls[] = {
#include "syscall/table.def"
};
#undef A
#undef BTS_SYSCALL

static const int left_out[] = {
	/* End, stop, wait. */
	SYS_fork,
	SYS_vfork,
	SYS_clone,
	SYS_clone3,
	SYS_exit,
	SYS_exit_group,
	SYS_rt_sigreturn,
	SYS_kill,
	SYS_tkill,
	SYS_tgkill,
	SYS_rt_sigqueueinfo,
	SYS_rt_tgsigqueueinfo,
	SYS_pause,
	SYS_rt_sigsuspend,
	SYS_rt_sigtimedwait,
	SYS_select,
	SYS_pselect6,
	SYS_poll,
	SYS_ppoll,
	SYS_futex,
	SYS_futex_wait,
	SYS_futex_waitv,
	SYS_nanosleep,
	SYS_clock_nanosleep,
	SYS_setitimer,
	SYS_alarm,
	SYS_ptrace,
	SYS_seccomp,
	SYS_prctl,
	SYS_vhangup,
	SYS_uretprobe,
	SYS_uprobe,
	SYS_restart_syscall,
	/* The machine's, or others'. */
	SYS_reboot,
	SYS_sync,
	SYS_sethostname,
	SYS_setdomainname,
	SYS_settimeofday,
	SYS_clock_settime,
	SYS_adjtimex,
	SYS_clock_adjtime,
	SYS_acct,
	SYS_syslog,
	SYS_init_module,
	SYS_kexec_load,
	SYS_keyctl,
	SYS_bpf,
	SYS_shmget,
	SYS_shmat,
	SYS_shmctl,
	SYS_shmdt,
	SYS_semget,
	SYS_semop,
	SYS_semctl,
	SYS_semtimedop,
	SYS_msgget,
	SYS_msgsnd,
	SYS_msgrcv,
	SYS_msgctl,
	SYS_setpriority,
	SYS_ioprio_set,
	SYS_sched_setattr,
	SYS_sched_setparam,
	SYS_sched_setscheduler,
	SYS_sched_setaffinity,
	SYS_migrate_pages,
	SYS_move_pages,
	SYS_process_vm_writev,
	SYS_get_robust_list,
	SYS_fallocate,
	/* The process's. */
	SYS_chroot,
	SYS_unshare,
	SYS_setuid,
	SYS_setgid,
	SYS_setreuid,
	SYS_setregid,
	SYS_setresuid,
	SYS_setresgid,
	SYS_setfsuid,
	SYS_setfsgid,
	SYS_setrlimit,
	SYS_prlimit64,
	SYS_personality,
	SYS_mmap,
	SYS_munmap,
	SYS_mprotect,
	SYS_mremap,
	SYS_brk,
	SYS_madvise,
	SYS_mlock,
	SYS_mlock2,
	SYS_mlockall,
	SYS_pkey_mprotect,
	SYS_remap_file_pages,
	SYS_mseal,
	SYS_modify_ldt,
	SYS_umask,
	SYS_close_range,
	/* Chance. */
	SYS_getrandom,
	SYS_sysinfo,
	SYS_times,
	SYS_time,
	SYS_gettimeofday,
	SYS_clock_gettime,
	SYS_getcpu,
	SYS_getrusage,
	SYS_mincore,
};

/* Of the calls that this strace knows. */
#define LAST 471

static bool harmless(int nr)
{
	if (nr < 0 || nr > LAST)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(left_out); i++)
		if (left_out[i] == nr)
			return false;
	return true;
}

static void one(int nr, const long *a)
{
	N(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
	pages_fill();
}

static void vary(size_t call, void *others, const long *values, size_t n)
{
	for (int at = 0; at < calls[call].args; at++) {
		for (size_t i = 0; i < n; i++) {
			long a[6];

			for (int k = 0; k < 6; k++)
				a[k] = (long)others;
			a[at] = values[i];
			one(calls[call].nr, a);
		}
	}
}

static const long values[] = {
	0,
	1,
	-1,
	8,
	0x7fffffff,
	0x80000000,
	RUBBISH(2),
	(long)UPPER,
	(long)ZERO,
	(long)(ZERO + PAGE),
	(long)(ZERO + PAGE - 8),
	(long)FULL,
	(long)(FULL + PAGE - 16),
	(long)(FULL + PAGE - 4),
	(long)COUNT,
	(long)(COUNT + PAGE - 40),
	(long)WORDS,
	(long)(WORDS + PAGE - 24),
	(long)(END - 15),
	(long)(END - 9),
};

/* So many rows of the table, which has calls that are left out too. */
#define GROUP_SIZE 12

static void matrix(size_t first, void *others)
{
	int fd = file_with("file", "text", 4);

	/* What is done to descriptors is not to be done to devices. */
	for (int i = 0; i < 3; i++)
		T(dup2, fd, i);
	pages_make();
	for (size_t i = first; i < first + GROUP_SIZE && i < ARRAY_SIZE(calls); i++) {
		T(close_range, 3, -1, 0);
		if (harmless(calls[i].nr))
			vary(i, others, values, ARRAY_SIZE(values));
	}
}

/* Each bit of each argument, of 32: more elements than that can be in no array. */
static void bits(size_t first)
{
	long bit[32];

	for (int i = 0; i < 32; i++)
		bit[i] = 1L << i;
	matrix(ARRAY_SIZE(calls), NULL);
	for (size_t i = first; i < first + GROUP_SIZE && i < ARRAY_SIZE(calls); i++) {
		T(close_range, 3, -1, 0);
		if (harmless(calls[i].nr))
			vary(i, ZERO, bit, 32);
	}
}

#define GROUP(first)                      \
	static void zero_##first(void)    \
	{                                 \
		matrix(first, NULL);      \
	}                                 \
	static void pointer_##first(void) \
	{                                 \
		matrix(first, ZERO);      \
	}                                 \
	static void bits_##first(void)    \
	{                                 \
		bits(first);              \
	}

CALL_GROUPS(GROUP)
GROUP(336)
GROUP(348)
GROUP(360)
GROUP(372)
GROUP(384)

#define ENTRIES(first)                                          \
	{ "zero_" #first, zero_##first, STYLES "|-y" },         \
		{ "pointer_" #first, pointer_##first, STYLES }, \
		{ "bits_" #first, bits_##first, "-X verbose" },

const struct testcase cases[] = { CALL_GROUPS(ENTRIES) ENTRIES(336) ENTRIES(348) ENTRIES(360)
					  ENTRIES(372) ENTRIES(384){} };
