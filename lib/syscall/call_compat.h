/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_COMPAT_H
#define BTS_SYSCALL_CALL_COMPAT_H

#include "syscall/args.h"

/* Sets of the first 32 signals: as an argument, and in memory. */
SHOWS(old_sigset);
SHOWS(old_sigset_at);
#define OLD_SIGSET SHOW(bts_show_old_sigset)
#define OLD_SIGSET_IN \
	SHOW(bts_show_old_sigset_at), .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 4))
#define OLD_SIGSET_OUT \
	SHOW(bts_show_old_sigset_at), .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 4))

/* SIG_DFL, SIG_IGN or an address. */
SHOWS(signal_handler);
#define SIGNAL_HANDLER SHOW(bts_show_signal_handler)

/* [user or group] */
SHOWS(id32_at);
#define ID32_OUT SHOW(bts_show_id32_at), OPS(OP_MEM(AT_OUT, SELF, 4))

/* Calls that hold others: their arguments in memory, or which one it is and in what version. */
SHOWS(socketcall_args);
#define SOCKETCALL SHOW(bts_show_socketcall_args), OPS(OP_MEM(AT_IN, SELF, 24))
SHOWS(ipc_call);
#define IPC_CALL SHOW(bts_show_ipc_call)

#endif
