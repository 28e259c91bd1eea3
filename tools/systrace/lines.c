// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Records as lines, in strace's notation. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/decode.h"
#include "lines.h"
#include "syscall/args.h"
#include "systrace.h"

static const struct systrace_style *style;

/* The parts of calls whose record is not complete yet, by thread. */
struct part {
	uint32_t tid, seq;
	char *bytes;
	size_t len, cap;
	struct part *next;
};

#define PARTS 256
static struct part *parts[PARTS];

static struct part **part_find(uint32_t tid)
{
	struct part **at = &parts[tid % PARTS];

	while (*at && (*at)->tid != tid)
		at = &(*at)->next;
	return at;
}

static void part_drop(struct part **at)
{
	struct part *part = *at;

	*at = part->next;
	free(part->bytes);
	free(part);
}

/* What a record holds is put behind what came before of the same call. */
static void part_add(const struct systrace_call *rec, const char *bytes, size_t len)
{
	struct part **at = part_find(rec->tid), *part = *at;

	if (!part) {
		part = calloc(1, sizeof(*part));
		if (!part)
			return;
		part->tid = rec->tid;
		part->seq = rec->seq;
		*at = part;
	}
	if (part->seq != rec->seq) {
		part->seq = rec->seq;
		part->len = 0;
	}
	if (part->len + len > part->cap) {
		size_t cap = (part->len + len) * 2;
		char *more = realloc(part->bytes, cap);

		if (!more)
			return;
		part->bytes = more;
		part->cap = cap;
	}
	memcpy(part->bytes + part->len, bytes, len);
	part->len += len;
}

static void call_begin(struct bts_call *call, const struct systrace_call *rec)
{
	int row;

	*call = (struct bts_call){
		.abi = bts_abi_of(BTS_SYSCALL_ABI(rec->call)),
		.nr = BTS_SYSCALL_NR(rec->call),
		.word = BTS_SYSCALL_ABI(rec->call) == BTS_ABI_KIND_NATIVE ? 8 : 4,
		.ret = rec->ret,
		.returned = !(rec->flags & SYSTRACE_NO_RET),
		.failed = rec->ret < 0 && rec->ret >= -4095,
	};
	memcpy(call->arg, rec->args, sizeof(call->arg));
	row = bts_syscall_row(call->abi, call->nr);
	if (row >= 0) {
		int n = bts_syscall_args(row, &call->args_types);

		call->nargs = n > 0 ? n : 0;
	}
}

static void pad(struct bts_out *out, size_t from)
{
	size_t n = out->len - from;

	bts_out_spaces(out, n < (size_t)style->column ? style->column - n : 0);
}

static void call_line(struct bts_sink *sink, const struct systrace_call *rec, const char *bytes,
		      size_t len)
{
	struct bts_out *out = sink->out;
	struct part **at = part_find(rec->tid);
	const char *name;
	struct bts_call call;
	struct bts_emit emit;
	size_t from;

	if (rec->flags & SYSTRACE_MORE) {
		part_add(rec, bytes, len);
		return;
	}
	call_begin(&call, rec);
	call.image = (struct bts_image){ bytes, len };
	if (*at && (*at)->seq == rec->seq) {
		part_add(rec, bytes, len);
		call.image = (struct bts_image){ (*at)->bytes, (*at)->len };
	}
	/* The column of the result counts from the line's beginning, which a flush must not move. */
	bts_out_room(out, 4096);
	from = out->len;
	bts_emit_init(&emit, &bts_emit_text, out, &style->emit);
	call.emit = &emit;
	name = bts_syscall_name(call.abi, call.nr);
	bts_out_text(out, name ?: "?");
	bts_out_char(out, '(');
	bts_call_show_args(&call);
	bts_out_bytes(out, ") ", 2);
	pad(out, from);
	bts_out_bytes(out, "= ", 2);
	bts_call_show_ret(&call);
	bts_out_char(out, '\n');
	if (*at)
		part_drop(at);
}

static void exit_line(struct bts_sink *sink, const struct systrace_exit *rec)
{
	struct bts_out *out = sink->out;

	if (WIFEXITED(rec->status)) {
		bts_out_text(out, "+++ exited with ");
		bts_out_u64(out, WEXITSTATUS(rec->status));
	} else {
		struct bts_emit emit;

		bts_emit_init(&emit, &bts_emit_text, out, &style->emit);
		bts_out_text(out, "+++ killed by ");
		bts_emit_signal(&emit, WTERMSIG(rec->status));
		if (WCOREDUMP(rec->status))
			bts_out_text(out, " (core dumped)");
	}
	bts_out_text(out, " +++\n");
}

static void line_show(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	const char *name = view->record->name;

	if (!strcmp(name, "call")) {
		const struct systrace_call *call = rec->data;

		call_line(sink, call, (const char *)(call + 1), rec->len - sizeof(*call));
	} else if (!strcmp(name, "exit")) {
		exit_line(sink, rec->data);
	}
}

static void line_begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	(void)sink;
	(void)meta;
}

static const struct bts_sink_ops lines = {
	.name = "systrace's lines",
	.begin = line_begin,
	.record = line_show,
};

const struct bts_sink_ops *systrace_lines(const struct systrace_style *with)
{
	style = with;
	return &lines;
}
