// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Processes: what they execute. */
#include "syscall/call_process.h"

void bts_show_argv(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t at = value, addr;

	(void)arg;
	if (!value || bts_call_read_word(call, BTS_AT_ENTRY, at, &addr)) {
		bts_emit_addr(e, value);
		return;
	}
	bts_emit_array(e);
	for (size_t n = 0;; n++, at += call->word) {
		if (bts_call_read_word(call, BTS_AT_ENTRY, at, &addr)) {
			bts_emit_more(e);
			/* What was not copied is not what could not be read. */
			if (n <= e->style.string_max || e->style.verbose)
				bts_emit_commentf(e, "0x%llx", (unsigned long long)at);
			break;
		}
		if (!addr)
			break;
		if (n >= e->style.string_max && !e->style.verbose) {
			bts_emit_more(e);
			break;
		}
		bts_show_cstr(call, BTS_AT_ENTRY, addr, e->style.string_max);
	}
	bts_emit_array_end(e);
}

void bts_show_envp(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t addr;
	size_t n = 0;

	if (e->style.verbose) {
		bts_show_argv(call, arg, value);
		return;
	}
	bts_emit_addr(e, value);
	if (!value || bts_call_read_word(call, BTS_AT_ENTRY, value, &addr))
		return;
	while (addr) {
		n++;
		if (bts_call_read_word(call, BTS_AT_ENTRY, value + n * call->word, &addr)) {
			bts_emit_commentf(e, "%zu var%s, unterminated", n, n == 1 ? "" : "s");
			return;
		}
	}
	bts_emit_commentf(e, "%zu var%s", n, n == 1 ? "" : "s");
}
