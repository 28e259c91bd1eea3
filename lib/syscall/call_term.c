// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Terminals: the structs of their requests. */
#include <string.h>
#include "syscall/call_ioctl.h"

/* struct termios2; struct termios is it without the speeds. All of the kernel's, not libc's. */
struct term {
	uint32_t iflag, oflag, cflag, lflag;
	uint8_t line, cc[19];
	uint32_t ispeed, ospeed;
};

/* struct termio */
struct term_old {
	uint16_t iflag, oflag, cflag, lflag;
	uint8_t line, cc[8];
};

#define CBAUD	0x100f
#define CIBAUD	0x100f0000
#define IBSHIFT 16
#define CSIZE	0x30

/* A value of several constants is put together as text: each is shown in the style by itself. */
struct parts {
	struct bts_out out;
	struct bts_emit emit;
};

/* Begins a part; the emitter is new, so that it puts nothing before it. */
static struct bts_emit *part(struct parts *parts, const struct bts_emit_style *style)
{
	if (parts->out.len)
		bts_out_char(&parts->out, '|');
	bts_emit_init(&parts->emit, &bts_emit_text, &parts->out, style);
	return &parts->emit;
}

/* Flags of which none is set are nothing, and an unknown one is only its number. */
static void part_flags(struct bts_emit *e, uint32_t value, const struct bts_flag_set *set)
{
	if (value)
		bts_emit_flags(e, value, set, NULL);
}

static void parts_show(struct bts_emit *e, struct parts *parts)
{
	e->ops->word(e, parts->out.buf ?: "", parts->out.len);
	bts_out_free(&parts->out);
}

static void flags_show(struct bts_emit *e, uint32_t value, const struct bts_flag_set *set)
{
	struct parts parts;

	bts_out_init(&parts.out, -1);
	part_flags(part(&parts, &e->style), value, set);
	parts_show(e, &parts);
}

static void oflag_show(struct bts_emit *e, uint32_t value)
{
	static const struct {
		const struct bts_flag_set *set;
		uint32_t mask;
		const char *unknown;
	} delays[] = {
		{ &bts_set_tio_nl, 0x100, "NL?" },    { &bts_set_tio_cr, 0x600, "CR?" },
		{ &bts_set_tio_tab, 0x1800, "TAB?" }, { &bts_set_tio_bs, 0x2000, "BS?" },
		{ &bts_set_tio_vt, 0x4000, "VT?" },   { &bts_set_tio_ff, 0x8000, "FF?" },
	};
	struct parts parts;

	bts_out_init(&parts.out, -1);
	for (size_t i = 0; i < ARRAY_SIZE(delays); i++) {
		bts_emit_enum(part(&parts, &e->style), value & delays[i].mask, delays[i].set,
			      delays[i].unknown);
		value &= ~delays[i].mask;
	}
	part_flags(part(&parts, &e->style), value, &bts_set_tio_oflags);
	parts_show(e, &parts);
}

static void cflag_show(struct bts_emit *e, uint32_t value)
{
	struct parts parts;

	bts_out_init(&parts.out, -1);
	bts_emit_enum(part(&parts, &e->style), value & CBAUD, &bts_set_tio_baud, "B???");
	if (value & CIBAUD) {
		bts_emit_enum(part(&parts, &e->style), (value & CIBAUD) >> IBSHIFT,
			      &bts_set_tio_baud, "B???");
		bts_out_text(&parts.out, "<<");
		bts_emit_init(&parts.emit, &bts_emit_text, &parts.out, &e->style);
		parts.emit.ops->named(&parts.emit, IBSHIFT, "IBSHIFT", BTS_HEX);
	}
	bts_emit_enum(part(&parts, &e->style), value & CSIZE, &bts_set_tio_csize, "CS?");
	part_flags(part(&parts, &e->style), value & ~(CBAUD | CIBAUD | CSIZE), &bts_set_tio_cflags);
	parts_show(e, &parts);
}

static void cc_show(struct bts_emit *e, const uint8_t *cc, size_t n)
{
	bts_emit_array(e);
	for (size_t i = 0; i < n; i++) {
		const char *name = bts_flag_name(&bts_set_tio_cc, i);

		if (name)
			bts_emit_wordf(e, "[%s]=%#x", name, cc[i]);
		else
			bts_emit_wordf(e, "[%zu]=%#x", i, cc[i]);
	}
	bts_emit_array_end(e);
}

/* @ncc: how many control characters there are; @speeds: whether they are there. */
static void term_show(struct bts_call *call, const struct term *term, size_t ncc, bool speeds)
{
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "c_iflag");
	flags_show(e, term->iflag, &bts_set_tio_iflags);
	bts_emit_key(e, "c_oflag");
	oflag_show(e, term->oflag);
	bts_emit_key(e, "c_cflag");
	cflag_show(e, term->cflag);
	bts_emit_key(e, "c_lflag");
	flags_show(e, term->lflag, &bts_set_tio_lflags);
	if (!e->style.verbose) {
		bts_emit_more(e);
		bts_emit_struct_end(e);
		return;
	}
	bts_emit_key(e, "c_line");
	bts_emit_enum(e, term->line, &bts_set_tio_line, "N_???");
	bts_emit_key(e, "c_cc");
	cc_show(e, term->cc, ncc);
	if (speeds) {
		bts_emit_key(e, "c_ispeed");
		bts_emit_uint(e, term->ispeed);
		bts_emit_key(e, "c_ospeed");
		bts_emit_uint(e, term->ospeed);
	}
	bts_emit_struct_end(e);
}

void bts_ioctl_termios(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct term term = {};

	(void)data;
	if (bts_call_read(call, when, addr, &term, offsetof(struct term, ispeed)))
		bts_emit_addr(call->emit, addr);
	else
		term_show(call, &term, sizeof(term.cc), false);
}

void bts_ioctl_termios2(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct term term;

	(void)data;
	if (bts_call_read(call, when, addr, &term, sizeof(term)))
		bts_emit_addr(call->emit, addr);
	else
		term_show(call, &term, sizeof(term.cc), true);
}

void bts_ioctl_termio(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct term_old old;
	struct term term = {};

	(void)data;
	if (bts_call_read(call, when, addr, &old, sizeof(old))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	term.iflag = old.iflag;
	term.oflag = old.oflag;
	term.cflag = old.cflag;
	term.lflag = old.lflag;
	term.line = old.line;
	memcpy(term.cc, old.cc, sizeof(old.cc));
	term_show(call, &term, sizeof(old.cc), false);
}

struct winsize {
	uint16_t ws_row, ws_col, ws_xpixel, ws_ypixel;
};

LAYOUT(winsize, struct winsize, F_UINT(struct winsize, ws_row), F_UINT(struct winsize, ws_col),
       F_UINT(struct winsize, ws_xpixel), F_UINT(struct winsize, ws_ypixel));
