// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What is left: keys, events, rings, modules and the like. */
#include "syscall/call_misc.h"
