/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_COMPAT_H
#define BTS_SYSCALL_CALL_COMPAT_H

#include "syscall/args.h"

#endif
