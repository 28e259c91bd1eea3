// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Futexes and what threads share with the kernel. */
#include <stdio.h>
#include "syscall/call_process.h"
#include "syscall/call_time.h"

SHOWS(futex_time);
SHOWS(futex_op);

/* The time is that of the personality, but for i386's second call. */
void bts_show_futex_time(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bool wide = call->word == 4 && call->nr != bts_syscall_number(BTS_ABI_I386, "futex");
	const struct bts_arg time = { .data = wide ? &bts_layout_timespec64 : &bts_layout_timespec,
				      .when = BTS_AT_ENTRY };

	(void)arg;
	bts_show_struct(call, &time, value);
}

/* A constant that is shifted to its place; what has no name is said to have none behind it. */
static void shifted(struct bts_call *call, struct bts_aside *aside, uint32_t value,
		    const struct bts_flag_set *set, int shift, const char *unknown)
{
	char text[48];
	bool named = call->emit->style.consts != BTS_CONST_RAW && bts_flag_name(set, value);

	bts_emit_enum(call->emit, value, set, NULL);
	snprintf(text, sizeof(text), named ? "<<%d|" : "<<%d /* %s */|", shift, unknown);
	bts_aside_join(aside, text);
}

#define OPARG_SHIFT 8

/* What FUTEX_WAKE_OP does, packed in one number. */
void bts_show_futex_op(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	static const struct bts_flag shift_flag[] = { { "FUTEX_OP_OPARG_SHIFT", OPARG_SHIFT } };
	static const struct bts_flag_set shift = { .flags = shift_flag, .count = 1 };
	struct bts_aside aside;
	uint32_t op = value;

	(void)arg;
	bts_aside_begin(&aside, call);
	if (op >> 28 & OPARG_SHIFT) {
		bts_emit_enum(call->emit, OPARG_SHIFT, &shift, NULL);
		bts_aside_join(&aside, "<<28|");
	}
	shifted(call, &aside, op >> 28 & 7, &bts_set_futex_wake_op, 28, "FUTEX_OP_???");
	bts_emit_hex(call->emit, op >> 12 & 0xfff);
	bts_aside_join(&aside, "<<12|");
	shifted(call, &aside, op >> 24 & 15, &bts_set_futex_wake_cmp, 24, "FUTEX_OP_CMP_???");
	bts_emit_hex(call->emit, op & 0xfff);
	bts_aside_end(&aside, call);
}

/* From the third argument on: which there are, and what they are, depends on the operation. */
#define TIME SHOW(bts_show_futex_time)
#define BITS ENUM(futex_bitset, NULL)
#define VAL  A(val, UINT)
#define A(name_, ...)                       \
	{                                   \
		.name = #name_, __VA_ARGS__ \
	}

struct futex_kind {
	uint8_t order[4]; /* the arguments shown, by their places */
	struct bts_arg args[4];
};

static const struct futex_kind kinds[] = {
	[0] = { { 2, 3 }, { VAL, A(utime, TIME) } },
	[1] = { { 2 }, { VAL } },
	[2] = { { 2 }, { VAL } },
	[3] = { { 2, 3, 4 }, { VAL, A(val2, UINT), A(uaddr2, ADDR) } },
	[4] = { { 2, 3, 4, 5 }, { VAL, A(val2, UINT), A(uaddr2, ADDR), A(val3, UINT) } },
	[5] = { { 2, 3, 4, 5 },
		{ VAL, A(val2, UINT), A(uaddr2, ADDR), A(val3, SHOW(bts_show_futex_op)) } },
	[6] = { { 3 }, { A(utime, TIME) } },
	[7] = {},
	[8] = {},
	[9] = { { 2, 3, 5 }, { VAL, A(utime, TIME), A(val3, BITS) } },
	[10] = { { 2, 5 }, { VAL, A(val3, BITS) } },
	[11] = { { 2, 3, 4 }, { VAL, A(utime, TIME), A(uaddr2, ADDR) } },
	[12] = { { 2, 3, 4, 5 }, { VAL, A(val2, UINT), A(uaddr2, ADDR), A(val3, UINT) } },
	[13] = { { 3 }, { A(utime, TIME) } },
};

static const struct futex_kind kind_unknown = {
	{ 2, 3, 4, 5 }, { VAL, A(utime, ADDR), A(uaddr2, ADDR), A(val3, HEX32) }
};

static const struct futex_kind *futex_kind(const struct bts_call *call)
{
	unsigned int op = call->arg[1] & 0x7f;

	return op < ARRAY_SIZE(kinds) ? &kinds[op] : &kind_unknown;
}

bool bts_futex_no_args(const struct bts_call *call)
{
	return !futex_kind(call)->args[0].show;
}

void bts_show_futex_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	const struct futex_kind *kind = futex_kind(call);

	(void)arg;
	(void)value;
	for (int i = 0; i < 4 && kind->args[i].show; i++) {
		if (i)
			bts_emit_key(call->emit, kind->args[i].name);
		kind->args[i].show(call, &kind->args[i], call->arg[kind->order[i]]);
	}
}

#define SIZE_MASK 3

static void futex2_emit(struct bts_call *call, uint32_t flags)
{
	bts_emit_enum_flags(call->emit, flags, &bts_set_futex2_size, SIZE_MASK, "FUTEX2_???",
			    &bts_set_futex2_flags);
}

void bts_show_futex_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	futex2_emit(call, value);
}

struct waiter {
	uint64_t val, uaddr;
	uint32_t flags, reserved;
};

static void waiter_element(struct bts_call *call, const void *bytes, uint64_t addr,
			   const void *data)
{
	const struct waiter *waiter = bytes;
	struct bts_emit *e = call->emit;

	(void)addr;
	(void)data;
	bts_emit_struct(e);
	bts_emit_key(e, "val");
	bts_emit_hex(e, waiter->val);
	bts_emit_key(e, "uaddr");
	bts_emit_addr(e, waiter->uaddr);
	bts_emit_key(e, "flags");
	futex2_emit(call, waiter->flags);
	if (waiter->reserved) {
		bts_emit_key(e, "__reserved");
		bts_emit_hex(e, waiter->reserved);
	}
	bts_emit_struct_end(e);
}

/* The kernel takes no more. */
#define WAITERS_MAX 128

void bts_show_futex_waiters(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t n = arg->len == BTS_LEN_RET ? 2 : (uint32_t)call->arg[arg->len];
	struct bts_emit_style *style = &call->emit->style, saved = *style;
	uint64_t addr = bts_call_word(call, value);

	if (style->verbose || style->string_max > WAITERS_MAX) {
		style->verbose = false;
		style->string_max = WAITERS_MAX;
	}
	if (!addr)
		bts_emit_addr(call->emit, addr);
	else
		bts_show_elements(call, BTS_AT_ENTRY, addr, n, sizeof(struct waiter),
				  waiter_element, NULL);
	*style = saved;
}

/* struct rseq, as far as it is known: with the control of slices 33 bytes are looked at. */
struct rseq {
	uint32_t cpu_id_start, cpu_id;
	uint64_t rseq_cs;
	uint32_t flags, node_id, mm_cid;
	uint8_t request, granted;
	uint16_t slice_reserved;
	uint8_t reserved;
} __attribute__((packed));

/* Its size, and what its address is a multiple of. */
#define RSEQ_SIZE 32

/* struct rseq_cs: a part of a program that is begun anew where it is interrupted. */
struct section {
	uint32_t version, flags;
	uint64_t start_ip, post_commit_offset, abort_ip;
};

LAYOUT_LOCAL(section, struct section, F_UINT(struct section, version),
	     F_FLAGS(struct section, flags, rseq_cs, "RSEQ_CS_FLAG_???"),
	     F_HEX(struct section, start_ip), F_HEX(struct section, post_commit_offset),
	     F_HEX(struct section, abort_ip));

static void section_show(struct bts_call *call, uint64_t addr)
{
	uint64_t at = bts_call_word(call, addr);
	struct section section;

	if (bts_call_read(call, BTS_AT_ENTRY, at, &section, sizeof(section))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_layout_show(call, &bts_layout_section, &section);
	bts_emit_commentf(call->emit, "%#llx", (unsigned long long)at);
}

static void member(struct bts_call *call, const char *name, uint64_t value)
{
	bts_emit_key(call->emit, name);
	bts_emit_uint(call->emit, value);
}

/* The number of a processor, or why there is none. */
static void cpu_show(struct bts_emit *e, uint32_t cpu)
{
	static const char *const states[] = {
		"RSEQ_CPU_ID_UNINITIALIZED",
		"RSEQ_CPU_ID_REGISTRATION_FAILED",
	};

	if (cpu >= UINT32_MAX - 1)
		e->ops->named(e, (int32_t)cpu, states[UINT32_MAX - cpu], BTS_DEC);
	else
		bts_emit_uint(e, cpu);
}

void bts_show_rseq(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct bts_emit *e = call->emit;
	struct rseq rseq = {};

	(void)arg;
	if (!addr || addr % RSEQ_SIZE || (uint32_t)call->arg[1] < RSEQ_SIZE ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, &rseq, RSEQ_SIZE)) {
		bts_emit_addr(e, addr);
		return;
	}
	if ((uint32_t)call->arg[1] > RSEQ_SIZE)
		bts_call_read(call, BTS_AT_ENTRY, addr + RSEQ_SIZE, &rseq.reserved, 1);
	bts_emit_struct(e);
	bts_emit_key(e, "cpu_id_start");
	cpu_show(e, rseq.cpu_id_start);
	bts_emit_key(e, "cpu_id");
	cpu_show(e, rseq.cpu_id);
	bts_emit_key(e, "rseq_cs");
	section_show(call, rseq.rseq_cs);
	bts_emit_key(e, "flags");
	bts_emit_flags(e, rseq.flags, &bts_set_rseq_cs, "RSEQ_CS_FLAG_???");
	member(call, "node_id", rseq.node_id);
	member(call, "mm_cid", rseq.mm_cid);
	bts_emit_key(e, "slice_ctrl");
	bts_emit_struct(e);
	member(call, "request", rseq.request);
	member(call, "granted", rseq.granted);
	bts_emit_key(e, "__reserved");
	bts_emit_hex(e, rseq.slice_reserved);
	bts_emit_struct_end(e);
	bts_emit_key(e, "__reserved");
	bts_emit_hex(e, rseq.reserved);
	bts_emit_struct_end(e);
}

/* A word of memory in brackets. */
void bts_show_word_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_number_at(call, BTS_AT_RETURN, bts_call_word(call, value), call->word, BTS_UDEC);
}

#define MEMBARRIER_CPU 1

bool bts_membarrier_no_cpu(const struct bts_call *call)
{
	return !(call->arg[1] & MEMBARRIER_CPU);
}

/* What the kernel can do is told by the query's result. */
void bts_show_membarrier(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_aside aside;

	(void)arg;
	bts_emit_enum(call->emit, (uint32_t)value, &bts_set_membarrier, "MEMBARRIER_CMD_???");
	if ((uint32_t)value || !bts_call_done(call) || !call->ret)
		return;
	call->ret_as = BTS_RET_HEX;
	bts_aside_begin(&aside, call);
	bts_emit_flags(call->emit, call->ret, &bts_set_membarrier, NULL);
	bts_call_note_take(call, &aside);
}
