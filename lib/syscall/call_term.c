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

/* A value of several constants is text: each is shown in the style by itself, behind a |. */
static void part_begin(struct bts_aside *aside)
{
	if (aside->out.len)
		bts_aside_join(aside, "|");
}

/* Flags of which none is set are nothing, and an unknown one is only its number. */
static void part_flags(struct bts_call *call, struct bts_aside *aside, uint32_t value,
		       const struct bts_flag_set *set)
{
	part_begin(aside);
	if (value)
		bts_emit_flags(call->emit, value, set, NULL);
}

static void part_enum(struct bts_call *call, struct bts_aside *aside, uint32_t value,
		      const struct bts_flag_set *set, const char *unknown)
{
	part_begin(aside);
	bts_emit_enum(call->emit, value, set, unknown);
}

static void flags_show(struct bts_call *call, uint32_t value, const struct bts_flag_set *set)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	part_flags(call, &aside, value, set);
	bts_aside_end(&aside, call);
}

static void oflag_show(struct bts_call *call, uint32_t value)
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
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	for (size_t i = 0; i < ARRAY_SIZE(delays); i++) {
		part_enum(call, &aside, value & delays[i].mask, delays[i].set, delays[i].unknown);
		value &= ~delays[i].mask;
	}
	part_flags(call, &aside, value, &bts_set_tio_oflags);
	bts_aside_end(&aside, call);
}

static void cflag_show(struct bts_call *call, uint32_t value)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	part_enum(call, &aside, value & CBAUD, &bts_set_tio_baud, "B???");
	if (value & CIBAUD) {
		part_enum(call, &aside, (value & CIBAUD) >> IBSHIFT, &bts_set_tio_baud, "B???");
		bts_aside_join(&aside, "<<");
		call->emit->ops->named(call->emit, IBSHIFT, "IBSHIFT", BTS_HEX);
	}
	part_enum(call, &aside, value & CSIZE, &bts_set_tio_csize, "CS?");
	part_flags(call, &aside, value & ~(CBAUD | CIBAUD | CSIZE), &bts_set_tio_cflags);
	bts_aside_end(&aside, call);
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
	flags_show(call, term->iflag, &bts_set_tio_iflags);
	bts_emit_key(e, "c_oflag");
	oflag_show(call, term->oflag);
	bts_emit_key(e, "c_cflag");
	cflag_show(call, term->cflag);
	bts_emit_key(e, "c_lflag");
	flags_show(call, term->lflag, &bts_set_tio_lflags);
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
