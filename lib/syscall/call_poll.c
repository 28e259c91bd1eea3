// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Waiting for descriptors. */
#include "syscall/call_poll.h"
