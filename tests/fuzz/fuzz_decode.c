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

/* What attributes hold, of @n bytes: names of devices, small numbers, anything. */
static void payload_put(uint8_t *to, size_t n)
{
	static const char *const kinds[] = { "bridge", "tun", "nlctrl", "vlan" };

	for (size_t i = 0; i < n; i += 8) {
		uint64_t value = word();

		memcpy(to + i, &value, n - i < 8 ? n - i : 8);
	}
	if (fuzz_random() % 4 == 0)
		strncpy((char *)to, kinds[fuzz_random() % 4], n);
}

/*
 * Attributes that are whole, in each other down to @depth, in @room bytes at most; some behind the
 * head of a hop, as in RTA_MULTIPATH. Returns their size, of which 4 is a divisor.
 */
static size_t attrs_put(uint8_t *to, size_t room, unsigned int depth)
{
	size_t len = 0, count = fuzz_random() % 5 + 1;

	for (size_t i = 0; i < count && len + 16 <= room; i++) {
		bool hop = fuzz_random() % 3 == 0;
		uint16_t head[2] = { 4, hop ? 9 : fuzz_random() % 70 };
		size_t most = room - len - 4;

		if (hop) {
			memset(to + len + 4, fuzz_random() % 3, 8);
			head[0] += 8;
			most -= 8;
		}
		if (depth && fuzz_random() % 4) {
			head[0] += attrs_put(to + len + head[0], most, depth - 1);
		} else {
			size_t n = fuzz_random() % (fuzz_random() % 4 ? 16 : 320);

			n = n < most ? n : most & ~3UL;
			payload_put(to + len + head[0], n);
			head[0] += n;
		}
		if (hop) {
			uint16_t said = head[0] - 4;

			memcpy(to + len + 4, &said, 2);
		}
		if (fuzz_random() % 4 == 0)
			head[1] |= 0x8000; /* NLA_F_NESTED */
		memcpy(to + len, head, 4);
		len += (head[0] + 3) & ~3UL;
	}
	return len;
}

/* A message as the protocol has it: a head, a struct, attributes. */
static size_t message_put(uint8_t *to, size_t room, uint64_t protocol)
{
	/* Of rtnetlink, by the quarter of the type. */
	static const uint8_t routes[] = { 16, 8, 12, 12, 12, 20, 20, 20, 4, 0,	8, 8,
					  4,  0, 12, 4,	 4,  8,	 4,  12, 0, 20, 8 };
	static const uint8_t bodies[] = { 0, 4, 8, 12, 16, 20, 24, 28, 56, 60, 64, 72 };
	static const uint8_t families[] = { 0, 1, 2, 7, 10, 16, 17, 43 };
	uint16_t kind[2] = { 16 + fuzz_random() % 108, fuzz_random() };
	size_t body = bodies[fuzz_random() % sizeof(bodies)];
	uint32_t len = 16;

	if (protocol == 0 && fuzz_random() % 8) {
		size_t which = fuzz_random() % (fuzz_random() % 2 ? 3 : sizeof(routes));

		kind[0] = 16 + 4 * which + fuzz_random() % 4;
		body = routes[which];
	} else if (protocol == 4 && fuzz_random() % 8) {
		kind[0] = 20; /* SOCK_DIAG_BY_FAMILY */
	}
	if (protocol == 12)
		kind[0] = fuzz_random() % 8 << 8 | fuzz_random() % 20;
	memset(to, 0, 16);
	if (room > 512 && fuzz_random() % 8 == 0) {
		kind[0] = 2; /* NLMSG_ERROR, and the message that it is about */
		payload_put(to + len, 4);
		len += 4 + message_put(to + len + 4, room / 2, protocol);
	} else {
		payload_put(to + len, body);
		to[len] = families[fuzz_random() % sizeof(families)];
		len += body;
		len += attrs_put(to + len, room - len, fuzz_random() % 20);
	}
	memcpy(to, &len, 4);
	memcpy(to + 4, kind, 4);
	return len;
}

static void netlink_call(void)
{
	static const uint8_t protocols[] = { 0, 0, 0, 0, 4, 4, 6, 7, 9, 12, 15, 16, 21 };
	static uint8_t bytes[sizeof(struct input) + 16384], messages[8192];
	struct input in = { .style = fuzz_random(), .returned = 1 };
	struct bts_cap_piece socket = { .addr = 5, .len = 4, .when = 3, .kind = BTS_CAP_NETLINK };
	struct bts_cap_piece memory = { .addr = 0x10000, .when = 3 };
	uint64_t protocol = protocols[fuzz_random() % sizeof(protocols)];
	size_t len = sizeof(in), n = 0;

	for (size_t i = fuzz_random() % 3 + 1; i-- > 0;)
		n += message_put(messages + n, 2048, protocol);
	in.row = bts_syscall_row(BTS_ABI_X86_64, bts_syscall_number(BTS_ABI_X86_64, "sendto"));
	in.arg[0] = socket.addr;
	in.arg[1] = memory.addr;
	in.arg[2] = in.ret = n;
	memory.len = n < 8000 ? n : 8000;
	memcpy(bytes + len, &socket, sizeof(socket));
	memcpy(bytes + len + sizeof(socket), &protocol, 8);
	len += sizeof(socket) + 8;
	memcpy(bytes + len, &memory, sizeof(memory));
	memcpy(bytes + len + sizeof(memory), messages, memory.len);
	len += sizeof(memory) + ((memory.len + 7) & ~7U);
	memcpy(bytes, &in, sizeof(in));
	LLVMFuzzerTestOneInput(bytes, len);
}

/* Every fourth input is one of netlink's, whose messages nothing arbitrary resembles. */
static void random_input(unsigned long round)
{
	if (round % 4 == 3)
		netlink_call();
	else
		random_call(round - round / 4);
}

int main(int argc, char **argv)
{
	return fuzz_main(argc, argv, sizeof(struct input), random_input);
}
#endif
