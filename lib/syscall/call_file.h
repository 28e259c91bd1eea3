/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_FILE_H
#define BTS_SYSCALL_CALL_FILE_H

#include "syscall/args.h"

SHOWS(open_flags);
#define OPEN_FLAGS SHOW(bts_show_open_flags)

/* Whether open's and openat's mode means anything: they differ in where their flags stand. */
bool bts_open_no_mode(const struct bts_call *call);
bool bts_openat_no_mode(const struct bts_call *call);

#endif
