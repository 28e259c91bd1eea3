/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Arbitrary bytes as a system call and the memory that its arguments lead to, through every decoder
 * and both emitters. With libFuzzer (-fsanitize=fuzzer -DBTS_LIBFUZZER); without it, as a program:
 * the files that it is given, or random calls for as many rounds as -r says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bts/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	uint16_t row;
	uint8_t kind, style;
	uint8_t returned, terse, raw, pad;
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
	bts_call_show_args(&call, 0, bts_call_split(&call));
	bts_call_show_args(&call, bts_call_split(&call), 6);
	bts_call_show_ret(&call);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in;

	if (size < sizeof(in))
		return 0;
	memcpy(&in, data, sizeof(in));
	show(&in, (const char *)data + sizeof(in), size - sizeof(in), &bts_emit_text);
	show(&in, (const char *)data + sizeof(in), size - sizeof(in), &bts_emit_json);
	return 0;
}

#ifndef BTS_LIBFUZZER
static uint64_t seed = 1;

static uint32_t next(void)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return seed >> 33;
}

/* Where memory is: few places, so that what one holds leads to another. */
static uint64_t address(void)
{
	return 0x10000 + next() % 6 * 0x1000;
}

/* What structs hold: small numbers, addresses, anything. */
static uint64_t word(void)
{
	switch (next() % 6) {
	case 0:
		return address();
	case 1:
		return (uint64_t)next() << 32 | next();
	case 2:
		return next() % 2 ? ~0ULL : 0;
	case 3:
		return next() % 300;
	default:
		return next() % 17;
	}
}

static void random_call(size_t round)
{
	static uint8_t bytes[sizeof(struct input) + 64 * 1024];
	struct input in = { .row = round, .kind = next(), .style = next(), .returned = next() };
	size_t len = sizeof(in), n = next() % 10;

	in.terse = next() % 8;
	in.raw = next() << 1;
	in.ret = next() % 3 ? (int64_t)word() : -(int64_t)(next() % 600);
	for (int i = 0; i < 6; i++)
		in.arg[i] = next() % 3 ? address() : word();
	for (size_t i = 0; i < n; i++) {
		struct bts_cap_piece piece = {
			.addr = address(),
			.len = next() % 8 ? next() % 600 : next() % 4097,
			.when = next() % 3 + 1,
		};

		if (next() % 4 == 0)
			piece.addr += next() % 64;
		/* What a small number leads to, as a descriptor. */
		if (next() % 4 == 0) {
			piece.kind = BTS_CAP_FD;
			piece.addr = next() % 8 ? next() % 17 : (uint32_t)-100;
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
				.magic = magics[next() % 6],
				.ino = word(),
				.rdev = next(),
				.mode = next(),
				.flags = next() % 8,
				.kind = next() % 10,
			};

			memcpy(bytes + len, &head, sizeof(head));
			if (next() % 4)
				bytes[len + piece.len - 1] = 0;
		}
		len += (piece.len + 7) & ~7U;
	}
	/* Now and then it is cut. */
	if (next() % 16 == 0)
		len -= next() % (len - sizeof(in) + 1);
	memcpy(bytes, &in, sizeof(in));
	LLVMFuzzerTestOneInput(bytes, len);
}

static int replay(const char *path)
{
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file) {
		perror(path);
		return 1;
	}
	n = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, n);
	return 0;
}

int main(int argc, char **argv)
{
	unsigned long rounds = 100000;
	int err = 0;

	if (argc > 1 && strcmp(argv[1], "-r") != 0) {
		for (int i = 1; i < argc; i++)
			err |= replay(argv[i]);
		return err;
	}
	if (argc > 2)
		rounds = strtoul(argv[2], NULL, 10);
	for (unsigned long i = 0; i < rounds; i++)
		random_call(i);
	return 0;
}
#endif
