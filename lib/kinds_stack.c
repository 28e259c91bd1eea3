/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The kind of kernel stacks: a record holds a number, the frames are looked up when it is shown. */
#include <errno.h>

#include "bts/symbol.h"
#include "kinds.h"

#define INDENT 8

struct frame {
	uint64_t addr;
	bool named;
	struct bts_symbol symbol;
};

struct stack {
	struct frame frames[BTS_STACK_DEPTH];
	int from, to; /* those that are shown; @to < 0: -errno */
};

static void stack_read(struct stack *stack, const struct bts_field *f, const struct bts_rec *rec,
		       const struct bts_clock *clock)
{
	uint64_t addrs[BTS_STACK_DEPTH];

	stack->from = 0;
	stack->to = -ENOENT;
	if (clock->stacks)
		stack->to = clock->stacks->read(clock->stacks->arg, bts_field_u64(f, rec), addrs);
	for (int i = 0; i < stack->to; i++) {
		struct frame *frame = &stack->frames[i];
		/* All but the first are where calls return to, maybe behind the function's end. */
		uint64_t back = i > 0;

		frame->addr = addrs[i];
		frame->named =
			bts_ksyms_find(&clock->stacks->ksyms, addrs[i] - back, &frame->symbol);
		frame->symbol.offset += back;
	}
	/* What is called last is us. */
	while (stack->from < stack->to && stack->frames[stack->from].named &&
	       bts_symbol_is_bpf(&stack->frames[stack->from].symbol))
		stack->from++;
}

static void frame_out(struct bts_out *out, const struct frame *frame)
{
	const struct bts_symbol *symbol = &frame->symbol;

	if (!frame->named) {
		bts_out_hex(out, frame->addr);
		return;
	}
	bts_out_safe(out, symbol->name, strlen(symbol->name));
	bts_out_char(out, '+');
	bts_out_hex(out, symbol->offset);
	if (symbol->module) {
		bts_out_text(out, " [");
		bts_out_safe(out, symbol->module, strlen(symbol->module));
		bts_out_char(out, ']');
	}
}

/* In a cell. */
static void kstack_text(VALUE)
{
	struct stack stack;

	stack_read(&stack, f, rec, clock);
	if (stack.to <= stack.from)
		bts_out_char(out, stack.to < 0 ? '?' : '-');
	for (int i = stack.from; i < stack.to; i++) {
		if (i > stack.from)
			bts_out_char(out, ';');
		frame_out(out, &stack.frames[i]);
	}
}

/* Below the row. */
static void kstack_below(VALUE)
{
	struct stack stack;

	stack.from = stack.to = 0;
	if (bts_field_known(f, rec))
		stack_read(&stack, f, rec, clock);
	for (int i = stack.from; i < stack.to; i++) {
		bts_out_spaces(out, INDENT);
		frame_out(out, &stack.frames[i]);
		bts_out_char(out, '\n');
	}
	if (stack.from < stack.to)
		return;
	bts_out_spaces(out, INDENT);
	bts_field_text(out, f, rec, clock);
	bts_out_char(out, '\n');
}

static void frame_json(struct bts_out *out, const struct frame *frame)
{
	const struct bts_symbol *symbol = &frame->symbol;

	bts_out_text(out, "{\"addr\":\"");
	bts_out_hex(out, frame->addr);
	if (!frame->named) {
		bts_out_text(out, "\",\"symbol\":null,\"offset\":null}");
		return;
	}
	bts_out_text(out, "\",\"symbol\":");
	bts_out_json_string(out, symbol->name, strlen(symbol->name));
	bts_out_text(out, ",\"offset\":");
	bts_out_u64(out, symbol->offset);
	if (symbol->module) {
		bts_out_text(out, ",\"module\":");
		bts_out_json_string(out, symbol->module, strlen(symbol->module));
	}
	bts_out_char(out, '}');
}

static void kstack_json(VALUE)
{
	struct stack stack;

	stack_read(&stack, f, rec, clock);
	if (stack.to < 0) {
		bts_out_text(out, "null");
		return;
	}
	bts_out_char(out, '[');
	for (int i = stack.from; i < stack.to; i++) {
		if (i > stack.from)
			bts_out_char(out, ',');
		frame_json(out, &stack.frames[i]);
	}
	bts_out_char(out, ']');
}

const struct bts_kind bts_kind_kstack = {
	.name = "kstack",
	.width = 24,
	.minus_errno = true,
	.text = kstack_text,
	.json = kstack_json,
	.below = kstack_below,
};
