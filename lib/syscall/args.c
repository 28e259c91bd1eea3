// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* How the types of arguments, and of members of structs, are shown. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/sysmacros.h>
#include <fcntl.h>
#include "syscall/args.h"

SHOWS(int)
{
	(void)arg;
	bts_emit_int(call->emit, (int32_t)value);
}

SHOWS(uint)
{
	(void)arg;
	bts_emit_uint(call->emit, (uint32_t)value);
}

SHOWS(long)
{
	(void)arg;
	bts_emit_int(call->emit, bts_call_long(call, value));
}

SHOWS(ulong)
{
	(void)arg;
	bts_emit_uint(call->emit, bts_call_word(call, value));
}

SHOWS(hex)
{
	(void)arg;
	bts_emit_hex(call->emit, bts_call_word(call, value));
}

SHOWS(hex32)
{
	(void)arg;
	bts_emit_hex(call->emit, (uint32_t)value);
}

SHOWS(addr)
{
	(void)arg;
	bts_emit_addr(call->emit, bts_call_word(call, value));
}

SHOWS(mode)
{
	(void)arg;
	bts_emit_oct(call->emit, (uint16_t)value);
}

SHOWS(id)
{
	(void)arg;
	if ((uint32_t)value == UINT32_MAX)
		bts_emit_int(call->emit, -1);
	else
		bts_emit_uint(call->emit, (uint32_t)value);
}

SHOWS(pid)
{
	(void)arg;
	bts_call_show_pid(call, (int32_t)value);
}

SHOWS(dev)
{
	(void)arg;
	bts_emit_dev(call->emit, (uint32_t)value);
}

SHOWS(signal)
{
	(void)arg;
	bts_emit_signal(call->emit, (int32_t)value);
}

SHOWS(fd)
{
	(void)arg;
	bts_call_show_fd(call, (int32_t)value);
}

SHOWS(dirfd)
{
	(void)arg;
	if ((int32_t)value == AT_FDCWD)
		bts_call_show_cwd(call);
	else
		bts_call_show_fd(call, (int32_t)value);
}

SHOWS(flags)
{
	bts_emit_flags(call->emit, (uint32_t)value, arg->data, arg->unknown);
}

SHOWS(flags64)
{
	bts_emit_flags(call->emit, bts_call_word(call, value), arg->data, arg->unknown);
}

SHOWS(enum)
{
	bts_emit_enum(call->emit, (uint32_t)value, arg->data, arg->unknown);
}

SHOWS(enum64)
{
	bts_emit_enum(call->emit, bts_call_word(call, value), arg->data, arg->unknown);
}

SHOWS(enum_dec)
{
	const char *name = bts_flag_name(arg->data, (uint32_t)value);

	if (name)
		call->emit->ops->named(call->emit, (int32_t)value, name, BTS_DEC);
	else
		bts_emit_int(call->emit, (int32_t)value);
}

/* Room for a copy of @n bytes where the stack's is too small; *@heap is to be freed. */
static char *copy_room(char *stack, size_t size, size_t n, char **heap)
{
	*heap = n > size ? malloc(n) : NULL;
	return n > size ? *heap : stack;
}

void bts_show_cstr(struct bts_call *call, enum bts_when when, uint64_t addr, size_t max)
{
	char stack[4100], *heap, *room = copy_room(stack, sizeof(stack), max + 1, &heap);
	const char *bytes;
	size_t n = room ? bts_call_bytes(call, when, addr, max + 1, &bytes, room) : 0;

	if (!addr || !n)
		bts_emit_addr(call->emit, addr);
	else if (memchr(bytes, 0, n))
		bts_emit_string(call->emit, bytes, n, BTS_STRING_NUL);
	else if (n > max)
		bts_emit_string(call->emit, bytes, max, BTS_STRING_CUT);
	else
		bts_emit_addr(call->emit, addr);
	free(heap);
}

void bts_show_bytes_unended(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len,
			    bool drop_nul)
{
	size_t max = call->emit->style.string_max, want = len < max ? len : max;
	/* Of what is cut one byte more has to be there. */
	size_t need = len > max ? max + 1 : len;
	char stack[4096], *heap, *room = copy_room(stack, sizeof(stack), need, &heap);
	enum bts_hex_style hex = call->emit->style.strings;
	const char *bytes = "";

	/* In hexadecimal, for which a NUL is reason enough, it stays. */
	drop_nul = drop_nul && hex != BTS_STRINGS_HEX && hex != BTS_STRINGS_HEX_NON_ASCII;
	if (!addr || !room || bts_call_bytes(call, when, addr, need, &bytes, room) < need)
		bts_emit_addr(call->emit, addr);
	else if (drop_nul && want && !bytes[want - 1])
		bts_emit_string(call->emit, bytes, want - 1, 0);
	else
		bts_emit_string(call->emit, bytes, want, len > want ? BTS_STRING_CUT : 0);
	free(heap);
}

void bts_show_bytes(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len)
{
	bts_show_bytes_unended(call, when, addr, len, false);
}

SHOWS(path)
{
	(void)arg;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_call_word(call, value), 4095);
}

SHOWS(str)
{
	(void)arg;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_call_word(call, value), call->emit->style.string_max);
}

void bts_show_cstr_within(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n)
{
	size_t max = call->emit->style.string_max, need = n < max + 1 ? n : max + 1, known = 0;
	char stack[4096], *heap, *room = copy_room(stack, sizeof(stack), need, &heap);
	const char *bytes = "", *end;

	if (addr && room && n)
		known = bts_call_bytes(call, when, addr, need, &bytes, room);
	end = memchr(bytes, 0, known);
	if (addr && !n)
		bts_emit_string(call->emit, "", 0, 0);
	else if (end)
		bts_emit_string(call->emit, bytes, end - bytes, 0);
	else if (known && known == need)
		bts_emit_string(call->emit, bytes, known < max ? known : max, BTS_STRING_CUT);
	else
		bts_emit_addr(call->emit, addr);
	free(heap);
}

/* @partly: what is known of them is shown where that is not all. */
static void hex_show(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len,
		     bool partly)
{
	size_t max = call->emit->style.string_max, want = len < max ? len : max, n = 0;
	char stack[4096], *heap, *room = copy_room(stack, sizeof(stack), want, &heap);
	const char *bytes = "";

	if (addr && room)
		n = bts_call_bytes(call, when, addr, want, &bytes, room);
	if (!addr || !room || n < (partly && want ? 1 : want))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_string(call->emit, bytes, n,
				BTS_STRING_HEX | (len > n ? BTS_STRING_CUT : 0));
	free(heap);
}

void bts_show_hex_bytes(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len)
{
	hex_show(call, when, addr, len, true);
}

void bts_show_hex_string(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len)
{
	hex_show(call, when, addr, len, false);
}

/* How many an argument, or the result, says. */
static uint64_t count_of(const struct bts_call *call, const struct bts_arg *arg)
{
	if (arg->len == BTS_LEN_RET)
		return call->ret > 0 ? call->ret : 0;
	return arg->len < 6 ? bts_call_word(call, call->arg[arg->len]) : 0;
}

SHOWS(buf)
{
	if (bts_call_has(call, arg->when))
		bts_show_bytes(call, arg->when, bts_call_word(call, value), count_of(call, arg));
	else
		bts_emit_addr(call->emit, bts_call_word(call, value));
}

void bts_show_layout(struct bts_call *call, enum bts_when when, uint64_t addr,
		     const struct bts_layout *layout)
{
	char bytes[BTS_LAYOUT_MAX];

	if (!addr || !bts_call_has(call, when) ||
	    bts_call_read(call, when, addr, bytes, bts_layout_size(call, layout)))
		bts_emit_addr(call->emit, addr);
	else
		bts_layout_show(call, layout, bytes);
}

SHOWS(struct)
{
	bts_show_layout(call, arg->when, bts_call_word(call, value), arg->data);
}

bool bts_show_number_read(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
			  uint64_t *number)
{
	*number = 0;
	if (addr && bts_call_has(call, when) && !bts_call_read(call, when, addr, number, size))
		return true;
	bts_emit_addr(call->emit, addr);
	return false;
}

/* A number of @size bytes with its sign. */
static int64_t signed_of(uint64_t number, size_t size)
{
	unsigned int shift = 64 - 8 * (size < 8 ? size : 8);

	return (int64_t)(number << shift) >> shift;
}

void bts_show_number_at(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
			enum bts_emit_base base)
{
	uint64_t number;

	if (!bts_show_number_read(call, when, addr, size, &number))
		return;
	if (base == BTS_DEC)
		number = signed_of(number, size);
	bts_emit_array(call->emit);
	call->emit->ops->number(call->emit, number, base);
	bts_emit_array_end(call->emit);
}

void bts_show_enum_at(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
		      const struct bts_flag_set *set, const char *unknown)
{
	uint64_t number;

	if (!bts_show_number_read(call, when, addr, size, &number))
		return;
	bts_emit_array(call->emit);
	bts_emit_enum(call->emit, number, set, unknown);
	bts_emit_array_end(call->emit);
}

void bts_show_flags_at(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size,
		       const struct bts_flag_set *set, const char *unknown)
{
	uint64_t number;

	if (!bts_show_number_read(call, when, addr, size, &number))
		return;
	bts_emit_array(call->emit);
	bts_emit_flags(call->emit, number, set, unknown);
	bts_emit_array_end(call->emit);
}

SHOWS(int_at)
{
	bts_show_number_at(call, arg->when, bts_call_word(call, value), arg->size, BTS_DEC);
}

SHOWS(fds_at)
{
	uint64_t addr = bts_call_word(call, value);
	int32_t fds[2];

	if (!addr || !bts_call_has(call, arg->when) ||
	    bts_call_read(call, arg->when, addr, fds, sizeof(fds))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	for (int i = 0; i < 2 && !bts_emit_cut(call->emit, i); i++)
		bts_call_show_fd_at(call, arg->when, fds[i]);
	bts_emit_array_end(call->emit);
}

bool bts_emit_cut(struct bts_emit *e, uint64_t i)
{
	if (e->style.verbose || i < e->style.string_max)
		return false;
	bts_emit_more(e);
	return true;
}

void bts_show_elements(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n,
		       size_t size, bts_element_fn one, const void *data)
{
	char bytes[BTS_LAYOUT_MAX];

	if (addr && !n) {
		bts_emit_array(call->emit);
		bts_emit_array_end(call->emit);
		return;
	}
	/* An address past which the array would wrap is none. */
	if (!addr || size > sizeof(bytes) || n > (UINT64_MAX - addr) / size ||
	    bts_call_read(call, when, addr, bytes, size)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	for (uint64_t i = 0; i < n; i++) {
		uint64_t at = addr + i * size;

		/* Of one that is not shown, too, it is said that it could not be read. */
		if (i && bts_call_read(call, when, at, bytes, size)) {
			bts_emit_more(call->emit);
			bts_emit_commentf(call->emit, "0x%llx", (unsigned long long)at);
			break;
		}
		if (bts_emit_cut(call->emit, i))
			break;
		one(call, bytes, at, data);
	}
	bts_emit_array_end(call->emit);
}

void bts_element_layout(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	bts_layout_show(call, data, bytes);
}

SHOWS(array)
{
	uint64_t addr = bts_call_word(call, value);

	if (bts_call_has(call, arg->when))
		bts_show_elements(call, arg->when, addr, count_of(call, arg),
				  bts_layout_size(call, arg->data), bts_element_layout, arg->data);
	else
		bts_emit_addr(call->emit, addr);
}

struct vector {
	enum bts_when when;
	uint64_t left;
	bool addrs; /* what they lead to is not shown */
};

static void vector_element(struct bts_call *call, const void *bytes, uint64_t addr,
			   const void *data)
{
	struct vector *vector = (struct vector *)data;
	uint64_t base = bts_bytes_uint(bytes, call->word);
	uint64_t len = bts_bytes_uint((const char *)bytes + call->word, call->word), shown;

	(void)addr;
	shown = len < vector->left ? len : vector->left;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "iov_base");
	if (vector->addrs)
		bts_emit_addr(call->emit, base);
	else
		bts_show_bytes(call, vector->when, base, shown);
	if (vector->left != UINT64_MAX)
		vector->left -= shown;
	bts_emit_key(call->emit, "iov_len");
	bts_emit_uint(call->emit, len);
	bts_emit_struct_end(call->emit);
}

void bts_show_vector(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n,
		     uint64_t left)
{
	struct vector vector = { when, left, false };

	bts_show_elements(call, BTS_AT_LAST, addr, n, 2 * call->word, vector_element, &vector);
}

void bts_show_vector_addrs(struct bts_call *call, uint64_t addr, uint64_t n)
{
	struct vector vector = { BTS_AT_ENTRY, UINT64_MAX, true };

	bts_show_elements(call, BTS_AT_ENTRY, addr, n, 2 * call->word, vector_element, &vector);
}

SHOWS(iovec_addrs)
{
	bts_show_vector_addrs(call, bts_call_word(call, value), count_of(call, arg));
}

SHOWS(iovec)
{
	uint64_t addr = bts_call_word(call, value), left = UINT64_MAX;

	/* Of one that was to be filled in, and was not, the addresses are shown. */
	if (!bts_call_has(call, arg->when)) {
		bts_show_iovec_addrs(call, arg, value);
		return;
	}
	if (arg->when == BTS_AT_RETURN)
		left = call->ret;
	bts_show_vector(call, arg->when, addr, count_of(call, arg), left);
}

/* Behind a struct, where it may have grown. */
#define TAIL_MAX 4096

void bts_show_tail(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t from,
		   uint64_t size)
{
	struct bts_emit *e = call->emit;
	char room[TAIL_MAX], text[64];
	const char *bytes;
	size_t n;

	if (size > TAIL_MAX)
		size = TAIL_MAX;
	if (size <= from)
		return;
	n = size - from;
	if (bts_call_bytes(call, when, addr + from, n, &bytes, room) < n) {
		if (e->ops == &bts_emit_text)
			bts_emit_word(e, "???");
		else
			bts_emit_more(e);
		return;
	}
	if (!*bytes && !memcmp(bytes, bytes + 1, n - 1))
		return;
	if (e->ops != &bts_emit_text) {
		bts_emit_more(e);
		return;
	}
	/* The string is no value of its own: its place stands before it. */
	snprintf(text, sizeof(text), "/* bytes %u..%u */ ", (unsigned int)from,
		 (unsigned int)size - 1);
	bts_emit_word(e, text);
	e->keyed = true;
	bts_emit_string(e, bytes, n < e->style.string_max ? n : e->style.string_max,
			BTS_STRING_HEX | (n > e->style.string_max ? BTS_STRING_CUT : 0));
}

/* The kernel's names of signals, without SIG. */
static const char *const signals[] = {
	"0",	"HUP",	 "INT",	 "QUIT", "ILL",	 "TRAP",  "ABRT", "BUS",    "FPE",
	"KILL", "USR1",	 "SEGV", "USR2", "PIPE", "ALRM",  "TERM", "STKFLT", "CHLD",
	"CONT", "STOP",	 "TSTP", "TTIN", "TTOU", "URG",	  "XCPU", "XFSZ",   "VTALRM",
	"PROF", "WINCH", "IO",	 "PWR",	 "SYS",	 "RTMIN",
};

#define SIGNALS (int)ARRAY_SIZE(signals)

/* Without SIG; @room holds 16 bytes. NULL: there is no such signal. */
static const char *signal_name(int sig, char *room)
{
	if (sig > 0 && sig < SIGNALS)
		return signals[sig];
	if (sig < SIGNALS || sig > BTS_SIGNAL_LAST)
		return NULL;
	snprintf(room, 16, "RT_%d", sig - 32);
	return room;
}

const char *bts_signal_name(int sig, char room[BTS_SIGNAL_NAME])
{
	char rt[16];
	const char *name = signal_name(sig, rt);

	if (!name)
		return NULL;
	snprintf(room, BTS_SIGNAL_NAME, "SIG%s", name);
	return room;
}

int bts_signal_number(const char *name)
{
	char room[BTS_SIGNAL_NAME];

	if (!strncasecmp(name, "SIG", 3))
		name += 3;
	for (int sig = 1; sig <= BTS_SIGNAL_LAST; sig++) {
		if (!strcasecmp(signal_name(sig, room), name))
			return sig;
	}
	return -ENOENT;
}

void bts_emit_signal(struct bts_emit *e, int sig)
{
	char room[BTS_SIGNAL_NAME];
	const char *name = bts_signal_name(sig, room);

	if (name)
		e->ops->named(e, sig, name, BTS_DEC);
	else
		bts_emit_int(e, sig);
}

/* One signal of a set, as constants are shown; @room holds 32 bytes. */
static const char *set_member(const struct bts_emit *e, int sig, char *room)
{
	char rt[16];
	const char *name = signal_name(sig, rt);

	if (e->style.consts == BTS_CONST_ABBREV)
		snprintf(room, 32, "%s", name);
	else if (e->style.consts == BTS_CONST_RAW)
		snprintf(room, 32, "%d", sig);
	else
		snprintf(room, 32, "%d /* %s */", sig, name);
	return room;
}

void bts_emit_sigset(struct bts_emit *e, const void *bytes, size_t size)
{
	uint64_t set = bts_bytes_uint(bytes, size);
	int bits = size > 4 ? 64 : 32;
	/* Of a set that holds two thirds of all signals the others are shown. */
	bool inverted = __builtin_popcountll(set) >= bits * 2 / 3;
	char text[1280], room[32];
	size_t len;

	if (inverted)
		set = ~set;
	len = snprintf(text, sizeof(text), "%s[", inverted ? "~" : "");
	for (int sig = 1; sig <= bits; sig++) {
		if (!(set & 1ULL << (sig - 1)))
			continue;
		len += snprintf(text + len, sizeof(text) - len, "%s%s",
				text[len - 1] == '[' ? "" : " ", set_member(e, sig, room));
	}
	snprintf(text + len, sizeof(text) - len, "]");
	bts_emit_word(e, text);
}

void bts_show_signals(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t size,
		      size_t least)
{
	char bytes[8] = {};

	if (!addr || !bts_call_has(call, when) || size > sizeof(bytes) || size < least ||
	    bts_call_read(call, when, addr, bytes, size))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_sigset(call->emit, bytes, size);
}

SHOWS(sigset)
{
	bts_show_signals(call, arg->when, bts_call_word(call, value), count_of(call, arg),
			 arg->extra ?: call->word);
}

void bts_aside_begin(struct bts_aside *aside, struct bts_call *call)
{
	aside->saved = call->emit;
	bts_out_init(&aside->out, -1);
	bts_emit_init(&aside->emit, &bts_emit_text, &aside->out, &call->emit->style);
	call->emit = &aside->emit;
}

void bts_aside_join(struct bts_aside *aside, const char *text)
{
	bts_out_text(&aside->out, text);
	aside->emit.keyed = true;
}

void bts_aside_end(struct bts_aside *aside, struct bts_call *call)
{
	call->emit = aside->saved;
	call->emit->ops->word(call->emit, aside->out.buf ?: "", aside->out.len);
	bts_out_free(&aside->out);
}

void bts_aside_take(struct bts_aside *aside, struct bts_call *call, char *to, size_t size)
{
	size_t n = aside->out.len < size ? aside->out.len : size - 1;

	call->emit = aside->saved;
	memcpy(to, aside->out.buf ?: "", n);
	to[n] = '\0';
	bts_out_free(&aside->out);
}

void bts_show_enum_and_flags(struct bts_call *call, uint64_t constant,
			     const struct bts_flag_set *constants, const char *unknown,
			     uint64_t flags, const struct bts_flag_set *set,
			     const char *unknown_flags)
{
	struct bts_aside aside;

	if (!flags) {
		bts_emit_enum(call->emit, constant, constants, unknown);
		return;
	}
	bts_aside_begin(&aside, call);
	bts_emit_enum(call->emit, constant, constants, unknown);
	bts_aside_join(&aside, "|");
	bts_emit_flags(call->emit, flags, set, unknown_flags);
	bts_aside_end(&aside, call);
}

void bts_emit_cstring(struct bts_emit *e, const void *bytes, size_t n)
{
	bool ended = memchr(bytes, 0, n);

	if (n)
		bts_emit_string(e, bytes, ended ? n : n - 1,
				BTS_STRING_NUL | (ended ? 0 : BTS_STRING_CUT));
}

void bts_emit_dev(struct bts_emit *e, uint64_t dev)
{
	char text[48];

	snprintf(text, sizeof(text), "makedev(%#x, %#x)", major(dev), minor(dev));
	e->ops->named(e, dev, text, BTS_HEX);
}

void bts_emit_st_mode(struct bts_emit *e, uint32_t mode)
{
	static const char *const types[16] = {
		[000] = "",	    [001] = "S_IFIFO|", [002] = "S_IFCHR|", [004] = "S_IFDIR|",
		[006] = "S_IFBLK|", [010] = "S_IFREG|", [012] = "S_IFLNK|", [014] = "S_IFSOCK|",
	};
	const char *type = types[mode >> 12 & 15];
	char text[64];

	if (!type) {
		bts_emit_oct(e, mode);
		return;
	}
	snprintf(text, sizeof(text), "%s%s%s%s%#03o", type, mode & 04000 ? "S_ISUID|" : "",
		 mode & 02000 ? "S_ISGID|" : "", mode & 01000 ? "S_ISVTX|" : "", mode & 0777);
	e->ops->named(e, mode, text, BTS_OCT);
}

void bts_show_args(struct bts_call *call, const struct bts_arg *args, size_t n, size_t first)
{
	for (size_t i = 0; i < n && args[i].show && first + i < 6; i++) {
		if (i)
			bts_emit_key(call->emit, args[i].name);
		args[i].show(call, &args[i], call->arg[first + i]);
	}
}

MEMBER_SHOWS(int)
{
	bts_emit_int(call->emit, signed_of(bts_bytes_uint(bytes, field->size), field->size));
}

MEMBER_SHOWS(uint)
{
	bts_emit_uint(call->emit, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(hex)
{
	bts_emit_hex(call->emit, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(oct)
{
	bts_emit_oct(call->emit, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(addr)
{
	bts_emit_addr(call->emit, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(fd)
{
	bts_call_show_fd(call, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(id)
{
	bts_show_id(call, NULL, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(pid)
{
	bts_call_show_pid(call, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(stmode)
{
	bts_emit_st_mode(call->emit, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(dev)
{
	bts_emit_dev(call->emit, bts_bytes_uint(bytes, field->size));
}

MEMBER_SHOWS(cstr)
{
	bts_emit_cstring(call->emit, bytes, field->size);
}

MEMBER_SHOWS(flags)
{
	bts_emit_flags(call->emit, bts_bytes_uint(bytes, field->size), field->data, field->unknown);
}

MEMBER_SHOWS(enum)
{
	bts_emit_enum(call->emit, bts_bytes_uint(bytes, field->size), field->data, field->unknown);
}

MEMBER_SHOWS(struct)
{
	bts_layout_show(call, field->data, bytes);
}

bool bts_member_is_zero(const struct bts_member *field, const void *bytes)
{
	const char *member = (const char *)bytes + field->off;

	for (size_t i = 0; i < field->size; i++) {
		if (member[i])
			return false;
	}
	return true;
}
