// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* System V and POSIX queues, semaphores, shared memory. */
#include "syscall/call_ipc.h"
