// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Keys: what keyctl's arguments are, by its command. */
#include <string.h>
#include "syscall/call_misc.h"

static void serial_show(struct bts_emit *e, int32_t serial)
{
	bts_emit_enum_base(e, (int64_t)serial, &bts_set_key_ring, NULL, BTS_DEC);
}

void bts_show_key_serial(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	serial_show(call->emit, value);
}

enum kind {
	NOTHING,
	NUMBER, /* signed */
	COUNT,	/* unsigned, of 32 bits */
	LENGTH, /* of a word */
	SERIAL,
	OWNER,
	PERMS,
	DEFAULT, /* where requested keys go */
	ERROR,
	MOVE,
	TEXT,	     /* a string */
	BYTES,	     /* as many as the next argument says */
	RESULT,	     /* as many as the call returned */
	RESULT_TEXT, /* the same, and the last is a NUL */
	CAPS,
	VECTOR,
	DH,
	PKEY_OUT, /* struct keyctl_pkey_params */
	PKEY_IN,
	PKEY_BYTES, /* as many as that says */
	PKEY_MORE,
	KDF, /* struct keyctl_kdf_params */
	ADDRESS,
	UNKNOWN,
};

/* The four arguments behind the command; commands that are not known have four numbers. */
static const uint8_t commands[][4] = {
	[0] = { SERIAL, NUMBER },
	[1] = { TEXT },
	[2] = { SERIAL, BYTES, LENGTH },
	[3] = { SERIAL },
	[4] = { SERIAL, OWNER, OWNER },
	[5] = { SERIAL, PERMS },
	[6] = { SERIAL, RESULT_TEXT, LENGTH },
	[7] = { SERIAL },
	[8] = { SERIAL, SERIAL },
	[9] = { SERIAL, SERIAL },
	[10] = { SERIAL, TEXT, TEXT, SERIAL },
	[11] = { SERIAL, RESULT, LENGTH },
	[12] = { SERIAL, BYTES, LENGTH, SERIAL },
	[13] = { SERIAL, COUNT, SERIAL },
	[14] = { DEFAULT },
	[15] = { SERIAL, COUNT },
	[16] = { SERIAL },
	[17] = { SERIAL, RESULT_TEXT, LENGTH },
	[18] = { NOTHING },
	[19] = { SERIAL, COUNT, ERROR, SERIAL },
	[20] = { SERIAL, VECTOR, LENGTH, SERIAL },
	[21] = { SERIAL },
	[22] = { OWNER, SERIAL },
	[23] = { DH, RESULT, LENGTH, KDF },
	[24] = { SERIAL, UNKNOWN, TEXT, ADDRESS },
	[25] = { PKEY_OUT, TEXT, PKEY_BYTES, ADDRESS },
	[26] = { PKEY_OUT, TEXT, PKEY_BYTES, ADDRESS },
	[27] = { PKEY_OUT, TEXT, PKEY_BYTES, ADDRESS },
	[28] = { PKEY_IN, TEXT, PKEY_BYTES, PKEY_MORE },
	[29] = { SERIAL, TEXT, TEXT },
	[30] = { SERIAL, SERIAL, SERIAL, MOVE },
	[31] = { CAPS, LENGTH },
};

static enum kind kind_of(const struct bts_call *call, unsigned int n)
{
	uint32_t command = call->arg[0];

	if (command >= ARRAY_SIZE(commands))
		return UNKNOWN;
	return commands[command][n - 1];
}

#define NO_ARG(n)                                           \
	bool bts_keyctl_no_##n(const struct bts_call *call) \
	{                                                   \
		return kind_of(call, n) == NOTHING;         \
	}
NO_ARG(1)
NO_ARG(2)
NO_ARG(3)
NO_ARG(4)

static void result_show(struct bts_call *call, uint64_t addr, uint64_t len, bool text)
{
	uint64_t n = call->ret > 0 ? call->ret : 0;

	if (!bts_call_done(call)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (n > len)
		n = len;
	else if (text && n)
		n--;
	bts_show_bytes(call, BTS_AT_RETURN, addr, n);
}

static void caps_show(struct bts_call *call, uint64_t addr, uint64_t len)
{
	static const struct {
		const struct bts_flag_set *set;
		const char *unknown;
	} caps[] = {
		{ &bts_set_key_caps, "KEYCTL_CAPS0_???" },
		{ &bts_set_key_caps1, "KEYCTL_CAPS1_???" },
	};
	uint64_t n = call->ret > 0 ? call->ret : 0;
	struct bts_emit *e = call->emit;
	uint8_t bits;

	if (!bts_call_done(call) || !addr) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_array(e);
	for (uint64_t i = 0; i < n && i < len; i++) {
		if (bts_call_read(call, BTS_AT_RETURN, addr + i, &bits, 1)) {
			bts_emit_more(e);
			break;
		}
		if (i < ARRAY_SIZE(caps))
			bts_emit_flags(e, bits, caps[i].set, caps[i].unknown);
		else
			bts_emit_hex(e, bits);
	}
	bts_emit_array_end(e);
}

static void dh_show(struct bts_call *call, uint64_t addr)
{
	static const char *const names[] = { "private", "prime", "base" };
	struct bts_emit *e = call->emit;
	int32_t keys[3];

	if (bts_call_read(call, BTS_AT_ENTRY, addr, keys, sizeof(keys))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	for (size_t i = 0; i < 3; i++) {
		bts_emit_key(e, names[i]);
		serial_show(e, keys[i]);
	}
	bts_emit_struct_end(e);
}

struct kdf {
	uint64_t hashname, otherinfo;
	uint32_t otherinfolen, spare[8];
};

static void spare_show(struct bts_emit *e, const uint32_t *spare, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any = any || spare[i];
	if (!any)
		return;
	bts_emit_key(e, "__spare");
	bts_emit_array(e);
	for (size_t i = 0; i < n; i++)
		bts_emit_hex(e, spare[i]);
	bts_emit_array_end(e);
}

static void kdf_show(struct bts_call *call, uint64_t addr)
{
	struct bts_emit *e = call->emit;
	struct kdf kdf;

	/* Of a program of 32 bits the struct is another one. */
	if (call->word == 4 || bts_call_read(call, BTS_AT_ENTRY, addr, &kdf, sizeof(kdf))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "hashname");
	bts_show_cstr(call, BTS_AT_ENTRY, kdf.hashname, e->style.string_max);
	bts_emit_key(e, "otherinfo");
	if (kdf.otherinfolen)
		bts_show_bytes(call, BTS_AT_ENTRY, kdf.otherinfo, kdf.otherinfolen);
	else
		bts_emit_addr(e, kdf.otherinfo);
	bts_emit_key(e, "otherinfolen");
	bts_emit_uint(e, kdf.otherinfolen);
	spare_show(e, kdf.spare, 8);
	bts_emit_struct_end(e);
}

struct pkey {
	int32_t key_id;
	uint32_t in_len, out_len, spare[7];
};

static void pkey_show(struct bts_call *call, uint64_t addr, const char *other)
{
	struct bts_emit *e = call->emit;
	struct pkey pkey;

	if (bts_call_read(call, BTS_AT_ENTRY, addr, &pkey, sizeof(pkey))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "key_id");
	serial_show(e, pkey.key_id);
	bts_emit_key(e, "in_len");
	bts_emit_uint(e, pkey.in_len);
	bts_emit_key(e, other);
	bts_emit_uint(e, pkey.out_len);
	spare_show(e, pkey.spare, 7);
	bts_emit_struct_end(e);
}

/* Bytes of which the struct that the second argument leads to says how many there are. */
static void pkey_bytes(struct bts_call *call, uint64_t addr, bool more)
{
	struct pkey pkey;

	if (bts_call_read(call, BTS_AT_ENTRY, bts_call_word(call, call->arg[1]), &pkey,
			  sizeof(pkey)))
		bts_emit_addr(call->emit, addr);
	else
		bts_show_bytes(call, BTS_AT_ENTRY, addr, more ? pkey.out_len : pkey.in_len);
}

void bts_show_keyctl_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t word = bts_call_word(call, value), len = bts_call_word(call, call->arg[arg->len]);
	struct bts_emit *e = call->emit;

	switch (kind_of(call, arg->extra)) {
	case NUMBER:
		bts_show_int(call, arg, value);
		break;
	case COUNT:
		bts_show_uint(call, arg, value);
		break;
	case NOTHING:
	case LENGTH:
		bts_emit_uint(e, word);
		break;
	case SERIAL:
		serial_show(e, value);
		break;
	case OWNER:
		bts_show_id(call, arg, value);
		break;
	case PERMS:
		bts_emit_flags(e, (uint32_t)value, &bts_set_key_perm, "KEY_???");
		break;
	case DEFAULT:
		bts_emit_enum_base(e, (int64_t)(int32_t)value, &bts_set_key_reqkey,
				   "KEY_REQKEY_DEFL_???", BTS_DEC);
		break;
	case ERROR:
		bts_emit_error(e, (uint32_t)value, BTS_UDEC);
		break;
	case MOVE:
		bts_emit_flags(e, (uint32_t)value, &bts_set_key_move, "KEYCTL_MOVE_???");
		break;
	case TEXT:
		bts_show_str(call, arg, value);
		break;
	case BYTES:
		bts_show_bytes(call, BTS_AT_ENTRY, word, len);
		break;
	case RESULT:
		result_show(call, word, len, false);
		break;
	case RESULT_TEXT:
		result_show(call, word, len, true);
		break;
	case CAPS:
		caps_show(call, word, bts_call_word(call, call->arg[2]));
		break;
	case VECTOR:
		bts_show_vector(call, BTS_AT_ENTRY, word, len, UINT64_MAX);
		break;
	case DH:
		dh_show(call, word);
		break;
	case PKEY_OUT:
		pkey_show(call, word, "out_len");
		break;
	case PKEY_IN:
		pkey_show(call, word, "in2_len");
		break;
	case PKEY_BYTES:
		pkey_bytes(call, word, false);
		break;
	case PKEY_MORE:
		pkey_bytes(call, word, true);
		break;
	case KDF:
		kdf_show(call, word);
		break;
	case ADDRESS:
		bts_emit_addr(e, word);
		break;
	case UNKNOWN:
		bts_emit_hex(e, word);
		break;
	}
}
