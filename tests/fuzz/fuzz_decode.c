/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Arbitrary bytes as a system call and the memory that its arguments lead to, through every decoder
 * and both emitters.
 */
#include "bts/decode.h"
#include "fuzz.h"

struct input {
	uint16_t row;
	uint8_t kind, style;
	uint8_t returned, terse;
	uint8_t raw; /* bit 0: all as numbers; above it BTS_FDS_* */
	uint8_t pad;
	int64_t ret;
	uint64_t arg[6];
	/* The image follows. */
};

static const enum bts_abi abis[] = { BTS_ABI_X86_64, BTS_ABI_I386, BTS_ABI_X32 };

static void show(const struct input *in, const char *image, size_t len,
		 const struct bts_emit_ops *ops)
{
	static struct bts_out out;
	struct bts_emit_style style = {
		.consts = in->style % 3,
		.strings = in->style / 3 % 4,
		.string_max = in->style % 7 * 11,
		.verbose = in->style & 1,
		.fds = in->raw >> 1 & BTS_FDS_ALL,
	};
	enum bts_abi abi = abis[in->kind % 3];
	size_t count, row;
	struct bts_cap_call list;
	struct bts_call call;
	struct bts_emit emit;
	int n, nr;

	bts_syscall_names(&count);
	row = in->row % count;
	nr = bts_syscall_row_number(abi, row);
	if (!out.cap)
		bts_out_init(&out, -1);
	out.len = 0;
	call = (struct bts_call){
		.abi = abi,
		.word = abi == BTS_ABI_X86_64 ? 8 : 4,
		.nr = nr,
		.ret = in->ret,
		.returned = in->returned & 1,
		.failed = in->ret < 0 && in->ret >= -4095,
		.terse = in->terse == 1,
		.image = { image, len },
	};
	memcpy(call.arg, in->arg, sizeof(call.arg));
	n = bts_syscall_args(row, &call.args_types);
	call.nargs = n > 0 ? n : 0;
	bts_call_capture(row, call.word, &style, in->raw & 1, &list);
	bts_emit_init(&emit, ops, &out, &style);
	call.emit = &emit;
	/* Arguments are members, of an object that the tool opens. */
	if (ops == &bts_emit_json)
		bts_out_char(&out, '{');
	if (in->raw & 1) {
		bts_call_show_raw_args(&call, 0, call.nargs);
	} else {
		bts_call_show_args(&call, 0, bts_call_split(&call));
		bts_call_show_args(&call, bts_call_split(&call), 6);
	}
	if (ops == &bts_emit_json) {
		bts_out_char(&out, '}');
		fuzz_check_json(&out);
	}
	if (in->raw & 1)
		bts_call_show_raw_ret(&call);
	else
		bts_call_show_ret(&call);
	fuzz_check_output(&out, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in;
	char *image;

	if (size < sizeof(in))
		return 0;
	memcpy(&in, data, sizeof(in));
	size -= sizeof(in);
	image = fuzz_copy(data + sizeof(in), size);
	show(&in, image, size, &bts_emit_text);
	show(&in, image, size, &bts_emit_json);
	free(image);
	return 0;
}

#ifndef BTS_LIBFUZZER
/* Where memory is: few places, so that what one holds leads to another. */
static uint64_t address(void)
{
	return 0x10000 + fuzz_random() % 6 * 0x1000;
}

/* What structs hold: small numbers, addresses, anything. */
static uint64_t word(void)
{
	switch (fuzz_random() % 6) {
	case 0:
		return address();
	case 1:
		return (uint64_t)fuzz_random() << 32 | fuzz_random();
	case 2:
		return fuzz_random() % 2 ? ~0ULL : 0;
	case 3:
		return fuzz_random() % 300;
	default:
		return fuzz_random() % 17;
	}
}

static void random_call(unsigned long round)
{
	static uint8_t bytes[sizeof(struct input) + 64 * 1024];
	struct input in = { .row = round,
			    .kind = fuzz_random(),
			    .style = fuzz_random(),
			    .returned = fuzz_random() };
	size_t len = sizeof(in), n = fuzz_random() % 10;

	in.terse = fuzz_random() % 8;
	in.raw = fuzz_random() % 8 ? fuzz_random() << 1 : 1;
	in.ret = fuzz_random() % 3 ? (int64_t)word() : -(int64_t)(fuzz_random() % 600);
	for (int i = 0; i < 6; i++)
		in.arg[i] = fuzz_random() % 3 ? address() : word();
	for (size_t i = 0; i < n; i++) {
		struct bts_cap_piece piece = {
			.addr = address(),
			.len = fuzz_random() % 8 ? fuzz_random() % 600 : fuzz_random() % 4097,
			.when = fuzz_random() % 3 + 1,
		};

		if (fuzz_random() % 4 == 0)
			piece.addr += fuzz_random() % 64;
		/* What a small number leads to, as a descriptor. */
		if (fuzz_random() % 4 == 0) {
			piece.kind = BTS_CAP_FD;
			piece.addr = fuzz_random() % 8 ? fuzz_random() % 17 : (uint32_t)-100;
		}
		/* And as a netlink socket. */
		if (fuzz_random() % 8 == 0) {
			piece.kind = BTS_CAP_NETLINK;
			piece.addr = (uint32_t)in.arg[0];
			piece.len = 4;
		}
		memcpy(bytes + len, &piece, sizeof(piece));
		len += sizeof(piece);
		for (size_t j = 0; j < piece.len; j += 8) {
			uint64_t value = word();

			memcpy(bytes + len + j, &value, 8);
		}
		if (piece.kind == BTS_CAP_FD && piece.len > sizeof(struct bts_cap_fd)) {
			static const uint32_t magics[] = { 0x534f434b, 0x50495045, 0x09041934,
							   0x50494446, 0x6e736673, 0xef53 };
			struct bts_cap_fd head = {
				.magic = magics[fuzz_random() % 6],
				.ino = word(),
				.rdev = fuzz_random(),
				.mode = fuzz_random(),
				.flags = fuzz_random() % 8,
				.kind = fuzz_random() % 10,
			};

			memcpy(bytes + len, &head, sizeof(head));
			if (fuzz_random() % 4)
				bytes[len + piece.len - 1] = 0;
		}
		len += (piece.len + 7) & ~7U;
	}
	/* Now and then it is cut. */
	if (fuzz_random() % 16 == 0)
		len -= fuzz_random() % (len - sizeof(in) + 1);
	memcpy(bytes, &in, sizeof(in));
	LLVMFuzzerTestOneInput(bytes, len);
}

int main(int argc, char **argv)
{
	return fuzz_main(argc, argv, sizeof(struct input), random_call);
}
#endif
