// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Every system call with the same value for all arguments: all ones, or an address of the kernel's.
 * Left out are those that end or stop the process, that would do harm, or whose result is chance.
 */
#include "cases.h"

#define GROUP_SIZE 12

static const int left_out[] = {
	SYS_fork,      SYS_vfork,	    SYS_clone,	      SYS_pause,
	SYS_exit,      SYS_exit_group,	    SYS_rt_sigreturn, SYS_kill,
	SYS_tkill,     SYS_tgkill,	    SYS_vhangup,      SYS_sync,
	SYS_msgget,    SYS_init_module,	    SYS_sysinfo,      SYS_times,
	SYS_getrandom, SYS_restart_syscall, SYS_reboot,
};

static bool harmless(int nr)
{
	for (size_t i = 0; i < ARRAY_SIZE(left_out); i++)
		if (left_out[i] == nr)
			return false;
	return true;
}

static void sweep(int first, void *value)
{
	for (int nr = first; nr < first + GROUP_SIZE; nr++)
		if (harmless(nr))
			N(nr, value, value, value, value, value, value);
}

#define GROUP(first)                    \
	static void ones_##first(void)  \
	{                               \
		sweep(first, ONES);     \
	}                               \
	static void upper_##first(void) \
	{                               \
		sweep(first, UPPER);    \
	}

CALL_GROUPS(GROUP)
GROUP(424)
GROUP(436)
GROUP(448)
GROUP(460)

#define ROWS STYLES "|-y|-n"

#define ENTRIES(first) \
	{ "ones_" #first, ones_##first, ROWS }, { "upper_" #first, upper_##first, ROWS },

const struct testcase cases[] = { CALL_GROUPS(ENTRIES) ENTRIES(424) ENTRIES(436) ENTRIES(448)
					  ENTRIES(460){} };
