/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Decoders without a trace: the operations of a call are run on this process's own memory, as the
 * BPF program runs them on the traced one's, and what they find is shown.
 */
#ifndef TESTS_DECODE_H
#define TESTS_DECODE_H

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include "bts/decode.h"

struct capture {
	struct bts_cap_call list;
	uint64_t arg[6];
	int64_t ret;
	unsigned int word;
	uint64_t shift;
	char *image;
	size_t len, cap;
};

static inline bool memory_read(void *to, uint64_t from, size_t n)
{
	struct iovec local = { to, n }, remote = { (void *)from, n };

	return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == (ssize_t)n;
}

static inline void piece_of(struct capture *c, int when, enum bts_cap_kind kind, uint64_t addr,
			    const void *bytes, size_t n)
{
	struct bts_cap_piece piece = { .addr = addr, .len = n, .when = when, .kind = kind };
	size_t full = sizeof(piece) + ((n + 7) & ~7UL);

	if (c->len + full > c->cap) {
		c->cap = (c->len + full) * 2;
		c->image = realloc(c->image, c->cap);
	}
	memset(c->image + c->len, 0, full);
	memcpy(c->image + c->len, &piece, sizeof(piece));
	memcpy(c->image + c->len + sizeof(piece), bytes, n);
	c->len += full;
}

static inline void piece_add(struct capture *c, int when, uint64_t addr, const void *bytes,
			     size_t n)
{
	piece_of(c, when, BTS_CAP_MEM, addr, bytes, n);
}

static inline void memory_take(struct capture *c, int when, uint64_t addr, uint64_t n)
{
	char *room = malloc(n + 1);

	while (n && !memory_read(room, addr, n)) {
		uint64_t end = (addr + n - 1) & ~4095UL;

		n = end > addr ? end - addr : 0;
	}
	if (n)
		piece_add(c, when, addr, room, n);
	free(room);
}

static inline void string_take(struct capture *c, int when, uint64_t addr, uint64_t max)
{
	char *room = malloc(max + 1);
	uint64_t n = 0;

	while (n < max && memory_read(room + n, addr + n, 1) && room[n++])
		;
	if (n && (n == max || !room[n - 1]))
		piece_add(c, when, addr, room, n);
	free(room);
}

static inline uint64_t word_read(struct capture *c, uint64_t addr)
{
	uint64_t value = 0;

	return memory_read(&value, addr, c->word) ? value : 0;
}

static inline uint64_t count_read(struct capture *c, const struct bts_cap_op *op)
{
	uint64_t at = c->arg[op->count_arg < 6 ? op->count_arg : 0] + op->count_off + c->shift;
	uint32_t narrow = 0;

	switch (op->count) {
	case BTS_CAP_ARG:
		return c->arg[op->count_arg < 6 ? op->count_arg : 0];
	case BTS_CAP_RET:
		return c->ret > 0 ? c->ret : 0;
	case BTS_CAP_U32:
		return memory_read(&narrow, at, 4) ? narrow : 0;
	case BTS_CAP_WORD:
		return word_read(c, at);
	case BTS_CAP_BITS:
		narrow = c->arg[op->count_arg < 6 ? op->count_arg : 0];
		return c->word == 4 ? (narrow + 31) / 32 * 4 : (narrow + 63) / 64 * 8;
	}
	return op->max;
}

/* What an asynchronous write is of. */
static inline void iocb_take(struct capture *c, const struct bts_cap_op *op, int when,
			     uint64_t addr)
{
	uint64_t buf = word_read(c, addr + 24), n = word_read(c, addr + 32);

	if ((uint16_t)word_read(c, addr + 16) == 1)
		memory_take(c, when, buf, n < op->max ? n : op->max);
}

/* A descriptor that is a netlink socket, of this protocol; -1: it is none. */
#define DECODE_NETLINK_FD 16
static __attribute__((unused)) int decode_netlink = -1;

static inline bool op_if(struct capture *c, const struct bts_cap_op *op, int when)
{
	uint64_t addr = c->arg[op->arg < 6 ? op->arg : 0] + op->off;
	uint32_t protocol = decode_netlink;

	if (op->kind == BTS_CAP_NETLINK) {
		if (decode_netlink >= 0 && c->arg[op->count_arg] == DECODE_NETLINK_FD) {
			piece_of(c, when, BTS_CAP_NETLINK, DECODE_NETLINK_FD, &protocol,
				 sizeof(protocol));
			return true;
		}
		if (!op->max)
			return false;
	}
	if (op->count == BTS_CAP_ARG)
		return (uint16_t)c->arg[op->count_arg] == op->max;
	if (op->deref)
		addr = word_read(c, addr);
	return addr && (uint16_t)word_read(c, addr) == op->max;
}

static inline void op_run(struct capture *c, const struct bts_cap_op *op, int when)
{
	uint64_t addr = c->arg[op->arg < 6 ? op->arg : 0] + op->off + c->shift, n, left;

	if (op->deref)
		addr = word_read(c, addr);
	if (!addr)
		return;
	n = count_read(c, op);
	switch (op->kind) {
	case BTS_CAP_STR:
		string_take(c, when, addr, op->max);
		break;
	case BTS_CAP_VEC:
		left = (op->when & BTS_CAP_RETURN) && c->ret >= 0 ? (uint64_t)c->ret : 1ULL << 62;
		n = n < op->most ? n : op->most;
		memory_take(c, when, addr, n * 2 * c->word);
		for (uint64_t i = 0; i < n && left; i++) {
			uint64_t len = word_read(c, addr + (2 * i + 1) * c->word);

			len = len < left ? len : left;
			if (left != 1ULL << 62)
				left -= len;
			memory_take(c, when, word_read(c, addr + 2 * i * c->word),
				    len < op->max ? len : op->max);
		}
		break;
	case BTS_CAP_STRS:
		for (uint64_t i = 0; i < op->most; i++) {
			uint64_t at = addr + i * c->word, string = word_read(c, at);

			memory_take(c, when, at, c->word);
			if (!string)
				break;
			if (op->max)
				string_take(c, when, string, op->max);
		}
		break;
	case BTS_CAP_IOCB:
		iocb_take(c, op, when, addr);
		break;
	case BTS_CAP_IOCTL:
		n = c->arg[op->arg - 1] >> 16 & 0x3fff;
		if (!n && (c->arg[op->arg - 1] >> 8 & 0xff) != 'T')
			n = 512;
		n = n < 64 ? 64 : n;
		memory_take(c, when, addr, n < op->max ? n : op->max);
		break;
	default:
		if (op->count != BTS_CAP_CONST && op->count != BTS_CAP_BITS)
			n = (n < 1ULL << 32 ? n : 1ULL << 32) * op->size;
		memory_take(c, when, addr, n < op->max ? n : op->max);
	}
}

static inline void capture_run(struct capture *c, int when)
{
	for (int i = 0; i < BTS_CAP_OPS && c->list.ops[i].kind; i++) {
		const struct bts_cap_op *op = &c->list.ops[i];
		bool due = op->when & when;

		if (when == BTS_CAP_RETURN && (op->when & BTS_CAP_SUCCESS) && c->ret < 0 &&
		    c->ret >= -4095)
			due = false;
		if (op->kind == BTS_CAP_IF || op->kind == BTS_CAP_NETLINK) {
			i += due && op_if(c, op, when) ? 0 : op->size;
			continue;
		}
		if (op->kind != BTS_CAP_REPEAT) {
			if (due)
				op_run(c, op, when);
			continue;
		}
		for (uint64_t n = 0; due && n < count_read(c, op) && n < op->most; n++) {
			for (int k = 1; k <= op->size; k++)
				op_run(c, op + k, when);
			c->shift += op->max;
		}
		c->shift = 0;
		i += op->size;
	}
}

/*
 * What is shown of the call @name with these arguments: its line. @at_return, if it is not NULL,
 * puts in memory what the call leaves there.
 */
static inline const char *decoded(const struct bts_emit_ops *ops,
				  const struct bts_emit_style *style, const char *name,
				  const uint64_t arg[6], int64_t ret, void (*at_return)(void))
{
	static char text[1 << 20];
	struct capture c = { .ret = ret, .word = 8 };
	int nr = bts_syscall_number(BTS_ABI_X86_64, name),
	    row = bts_syscall_row(BTS_ABI_X86_64, nr);
	struct bts_call call = {
		.abi = BTS_ABI_X86_64,
		.word = 8,
		.nr = nr,
		.ret = ret,
		.returned = true,
		.failed = ret < 0 && ret >= -4095,
	};
	struct bts_emit emit;
	struct bts_out out;
	int n = bts_syscall_args(row, &call.args_types);

	call.nargs = n > 0 ? n : 0;
	bts_out_init(&out, -1);
	bts_call_capture(row, 8, style, false, &c.list);
	memcpy(c.arg, arg, sizeof(c.arg));
	memcpy(call.arg, arg, sizeof(call.arg));
	capture_run(&c, BTS_CAP_ENTRY);
	if (at_return)
		at_return();
	capture_run(&c, BTS_CAP_RETURN);
	call.image = (struct bts_image){ c.image, c.len };
	bts_emit_init(&emit, ops, &out, style);
	call.emit = &emit;
	bts_out_text(&out, name);
	bts_out_char(&out, '(');
	bts_call_show_args(&call, 0, 6);
	bts_out_text(&out, ") = ");
	bts_call_show_ret(&call);
	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf ?: "");
	bts_out_free(&out);
	free(c.image);
	return text;
}

static const struct bts_emit_style decode_plain = { .string_max = 32 };
static const struct bts_emit_style decode_whole
	__attribute__((unused)) = { .string_max = 32, .verbose = true };
static const struct bts_emit_style decode_raw
	__attribute__((unused)) = { .string_max = 32, .consts = BTS_CONST_RAW };
static const struct bts_emit_style decode_both
	__attribute__((unused)) = { .string_max = 32, .consts = BTS_CONST_VERBOSE };

#define DECODED(ops, style, at_return, name, ret, ...) \
	decoded(&(ops), &(style), name, (const uint64_t[6]){ __VA_ARGS__ }, ret, at_return)
/* In strace's notation, and in JSON. */
#define TEXT(name, ret, ...) DECODED(bts_emit_text, decode_plain, NULL, name, ret, __VA_ARGS__)
#define JSON(name, ret, ...) DECODED(bts_emit_json, decode_plain, NULL, name, ret, __VA_ARGS__)
/* As with -v, -X raw, -X verbose, or in a style of the test's own. */
#define WHOLE(name, ret, ...)	      STYLED(decode_whole, name, ret, __VA_ARGS__)
#define RAW(name, ret, ...)	      STYLED(decode_raw, name, ret, __VA_ARGS__)
#define BOTH(name, ret, ...)	      STYLED(decode_both, name, ret, __VA_ARGS__)
#define STYLED(style, name, ret, ...) DECODED(bts_emit_text, style, NULL, name, ret, __VA_ARGS__)
/* Where the call leaves something in memory. */
#define LATER(at_return, name, ret, ...) \
	DECODED(bts_emit_text, decode_plain, at_return, name, ret, __VA_ARGS__)
#define PTR(pointer) ((uintptr_t)(pointer))

/* Times are shown as they are where the test runs. */
static inline void decode_utc(void)
{
	setenv("TZ", "UTC0", 1);
	tzset();
}

/* The bytes at the end of a page that has none behind it; each time the same page. */
static inline char *decode_edge(const void *bytes, size_t n)
{
	static char *page;

	if (!page) {
		page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		mprotect(page + 4096, 4096, PROT_NONE);
	}
	memcpy(page + 4096 - n, bytes, n);
	return page + 4096 - n;
}

/* A line that is expected and holds addresses. */
static inline const char *with(const char *format, ...)
{
	static char text[4096];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return text;
}

#endif
