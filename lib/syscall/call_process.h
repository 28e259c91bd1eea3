/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_PROCESS_H
#define BTS_SYSCALL_CALL_PROCESS_H

#include "syscall/args.h"

/* The strings that a program is given. */
SHOWS(argv);
#define ARGV                                              \
	SHOW(bts_show_argv), OPS({ .kind = BTS_CAP_STRS,  \
				   .when = AT_IN,         \
				   .arg = SELF,           \
				   .max = BTS_MAX_STRING, \
				   .most = BTS_MAX_ELEMENTS })

/* Its environment: how many variables, with -v all of them. */
SHOWS(envp);
#define ENVP                                               \
	SHOW(bts_show_envp), OPS({ .kind = BTS_CAP_STRS,   \
				   .when = AT_IN,          \
				   .arg = SELF,            \
				   .max = BTS_MAX_VERBOSE, \
				   .most = 1024 })

#endif
