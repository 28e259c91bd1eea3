// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Files: opening them. */
#include <fcntl.h>
#include "syscall/call_file.h"

void bts_show_open_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_enum_flags(call->emit, (uint32_t)value, &bts_set_open_accmode, O_ACCMODE, "O_???",
			    &bts_set_open, NULL);
}

/* O_TMPFILE holds O_DIRECTORY's bit, which alone needs no mode. */
#define TMPFILE_BIT 020000000

static bool no_mode(uint64_t flags)
{
	return !(flags & (O_CREAT | TMPFILE_BIT));
}

bool bts_open_no_mode(const struct bts_call *call)
{
	return no_mode(call->arg[1]);
}

bool bts_openat_no_mode(const struct bts_call *call)
{
	return no_mode(call->arg[2]);
}
