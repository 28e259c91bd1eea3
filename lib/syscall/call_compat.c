// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Calls that only programs of 32 bits have. */
#include "syscall/call_compat.h"

void bts_show_old_sigset(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t set = value;

	(void)arg;
	bts_emit_sigset(call->emit, &set, sizeof(set));
}

void bts_show_old_sigset_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_signals(call, arg->when, bts_call_word(call, value), 4, 4);
}

void bts_show_signal_handler(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t word = bts_call_word(call, value);
	const char *name = bts_flag_name(&bts_set_sa_handler, word);

	(void)arg;
	if (name)
		e->ops->named(e, word, name, BTS_HEX);
	else
		bts_emit_hex(e, word);
}

void bts_show_id32_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t id;

	if (!bts_show_number_read(call, BTS_AT_RETURN, bts_call_word(call, value), 4, &id))
		return;
	bts_emit_array(call->emit);
	bts_show_id(call, arg, id);
	bts_emit_array_end(call->emit);
}

void bts_show_socketcall_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	/* How many arguments each call of sockets has; linux/net.h has their numbers. */
	static const uint8_t counts[] = {
		0, 3, 3, 3, 2, 3, 3, 3, 4, 4, 4, 6, 6, 2, 5, 5, 3, 3, 4, 5, 4,
	};
	uint32_t words[6], which = call->arg[0], n = which < sizeof(counts) ? counts[which] : 0;
	uint64_t addr = bts_call_word(call, value);

	(void)arg;
	if (!n || bts_call_read(call, BTS_AT_ENTRY, addr, words, n * sizeof(*words))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	for (uint32_t i = 0; i < n; i++)
		bts_emit_hex(call->emit, words[i]);
	bts_emit_array_end(call->emit);
}

/* The upper half is a version of the call, which is hardly ever there. */
void bts_show_ipc_call(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t number = value;

	(void)arg;
	if (number >> 16)
		bts_emit_hex(call->emit, number);
	else
		bts_emit_enum(call->emit, number, &bts_set_ipc_call, "???");
}
