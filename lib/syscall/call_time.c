// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Clocks, timers, and waiting with a limit. */
#include "syscall/call_time.h"
