/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What table.def names beside the types of args.h: functions, conditions and layouts of families. */
#ifndef BTS_SYSCALL_CALLS_H
#define BTS_SYSCALL_CALLS_H

#include "syscall/args.h"
#include "syscall/call_compat.h"
#include "syscall/call_file.h"
#include "syscall/call_ioctl.h"
#include "syscall/call_ipc.h"
#include "syscall/call_memory.h"
#include "syscall/call_misc.h"
#include "syscall/call_mount.h"
#include "syscall/call_net.h"
#include "syscall/call_poll.h"
#include "syscall/call_process.h"
#include "syscall/call_signal.h"
#include "syscall/call_time.h"

#endif
