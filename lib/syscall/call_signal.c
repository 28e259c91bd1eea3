// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Signals: actions, masks, what comes with them. */
#include "syscall/call_signal.h"

void bts_emit_siginfo(struct bts_call *call, const void *bytes)
{
	(void)bytes;
	bts_emit_struct(call->emit);
	bts_emit_struct_end(call->emit);
}
