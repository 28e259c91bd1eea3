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

GROUP(0)
GROUP(12)
GROUP(24)
GROUP(36)
GROUP(48)
GROUP(60)
GROUP(72)
GROUP(84)
GROUP(96)
GROUP(108)
GROUP(120)
GROUP(132)
GROUP(144)
GROUP(156)
GROUP(168)
GROUP(180)
GROUP(192)
GROUP(204)
GROUP(216)
GROUP(228)
GROUP(240)
GROUP(252)
GROUP(264)
GROUP(276)
GROUP(288)
GROUP(300)
GROUP(312)
GROUP(324)
GROUP(424)
GROUP(436)
GROUP(448)
GROUP(460)

#define ROWS STYLES "|-y|-n"

#define ENTRIES(first)                               \
	{ "ones_" #first, ones_##first, ROWS },      \
	{                                            \
		"upper_" #first, upper_##first, ROWS \
	}

const struct testcase cases[] = { ENTRIES(0),	ENTRIES(12),  ENTRIES(24),
				  ENTRIES(36),	ENTRIES(48),  ENTRIES(60),
				  ENTRIES(72),	ENTRIES(84),  ENTRIES(96),
				  ENTRIES(108), ENTRIES(120), ENTRIES(132),
				  ENTRIES(144), ENTRIES(156), ENTRIES(168),
				  ENTRIES(180), ENTRIES(192), ENTRIES(204),
				  ENTRIES(216), ENTRIES(228), ENTRIES(240),
				  ENTRIES(252), ENTRIES(264), ENTRIES(276),
				  ENTRIES(288), ENTRIES(300), ENTRIES(312),
				  ENTRIES(324), ENTRIES(424), ENTRIES(436),
				  ENTRIES(448), ENTRIES(460), {} };
