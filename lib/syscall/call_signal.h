/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_SIGNAL_H
#define BTS_SYSCALL_CALL_SIGNAL_H

#include "syscall/args.h"

void bts_emit_siginfo(struct bts_call *call, const void *bytes);

#endif
