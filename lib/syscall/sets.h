/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The sets of constants of flags.def and flags/, as bts_set_NAME. */
#ifndef BTS_SYSCALL_SETS_H
#define BTS_SYSCALL_SETS_H

#include "bts/flags.h"

#define BTS_FLAG_SET(set, ...) extern const struct bts_flag_set bts_set_##set;
#define BTS_FLAG(set, name, value)
#define BTS_FLAG_SET_END(set)
#include "syscall/flags.def"
#undef BTS_FLAG_SET
#undef BTS_FLAG
#undef BTS_FLAG_SET_END

#endif
