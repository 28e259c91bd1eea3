// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Calls that only programs of 32 bits have. */
#include "syscall/call_compat.h"
