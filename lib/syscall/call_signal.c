// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Signals: actions, masks, what comes with them. */
#include "syscall/call_signal.h"
