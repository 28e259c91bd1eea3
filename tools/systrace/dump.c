// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <stdio.h>
#include <string.h>
#include "bts/array.h"
#include "dump.h"

enum form {
	FORM_BYTES,    /* the second argument, as many as the third or the result says */
	FORM_VECTOR,   /* of the second argument, of as many elements as the third says */
	FORM_MESSAGE,  /* a struct msghdr */
	FORM_MESSAGES, /* as many as the result says */
};

static const struct family {
	const char *name;
	enum form form;
	bool writes;
} families[] = {
	{ "write", FORM_BYTES, true },
	{ "pwrite64", FORM_BYTES, true },
	{ "sendto", FORM_BYTES, true },
	{ "mq_timedsend", FORM_BYTES, true },
	{ "mq_timedsend_time64", FORM_BYTES, true },
	{ "writev", FORM_VECTOR, true },
	{ "pwritev", FORM_VECTOR, true },
	{ "pwritev2", FORM_VECTOR, true },
	{ "vmsplice", FORM_VECTOR, true },
	{ "sendmsg", FORM_MESSAGE, true },
	{ "sendmmsg", FORM_MESSAGES, true },
	{ "read", FORM_BYTES, false },
	{ "pread64", FORM_BYTES, false },
	{ "recvfrom", FORM_BYTES, false },
	{ "mq_timedreceive", FORM_BYTES, false },
	{ "mq_timedreceive_time64", FORM_BYTES, false },
	{ "readv", FORM_VECTOR, false },
	{ "preadv", FORM_VECTOR, false },
	{ "preadv2", FORM_VECTOR, false },
	{ "recvmsg", FORM_MESSAGE, false },
	{ "recvmmsg", FORM_MESSAGES, false },
	{ "recvmmsg_time64", FORM_MESSAGES, false },
};

static const struct family *family_of(int row)
{
	size_t count;
	const char *const *names = bts_syscall_names(&count);

	for (size_t i = 0; row >= 0 && (size_t)row < count && i < ARRAY_SIZE(families); i++) {
		if (!strcmp(families[i].name, names[row]))
			return &families[i];
	}
	return NULL;
}

static const struct systrace_fds *fds_of(const struct systrace_options *opt,
					 const struct family *family)
{
	return family->writes ? &opt->write : &opt->read;
}

static bool any_fd(const struct systrace_fds *set)
{
	return set->count || set->others;
}

bool dump_given(const struct systrace_options *opt)
{
	return any_fd(&opt->read) || any_fd(&opt->write);
}

bool dump_possible(const struct systrace_options *opt, int row)
{
	const struct family *family = dump_given(opt) ? family_of(row) : NULL;

	return family && any_fd(fds_of(opt, family));
}

/* A call's data: where it stands in the output, and when it was read. */
struct dump {
	struct bts_out *out;
	const struct bts_call *call;
	enum bts_when when;
	uint32_t tid;
};

#define LINE 16

static char *hex_put(char *at, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";

	*at++ = digits[c >> 4];
	*at++ = digits[c & 15];
	return at;
}

/* A line of at most 16 bytes, as numbers in two groups and as characters. */
static void line_show(struct bts_out *out, uint64_t off, int width, const unsigned char *bytes,
		      size_t n)
{
	char text[3 * LINE + 2 + LINE + 1], *at = text;

	memset(text, ' ', sizeof(text));
	for (size_t i = 0; i < LINE; i++) {
		if (i < n)
			hex_put(at, bytes[i]);
		at += i % 8 == 7 ? 4 : 3;
	}
	for (size_t i = 0; i < n; i++)
		at[i] = bytes[i] >= ' ' && bytes[i] < 0x7f ? bytes[i] : '.';
	at[LINE] = '\0';
	bts_out_room(out, 128);
	bts_out_text(out, " | ");
	for (int digit = width; digit-- > 0;)
		bts_out_char(out, "0123456789abcdef"[off >> 4 * digit & 15]);
	bts_out_text(out, "  ");
	bts_out_text(out, text);
	bts_out_text(out, " |\n");
}

/* Digits of an offset: five, or as many as the last one has. */
static int offset_width(uint64_t len)
{
	int width = 5;

	while (width < 16 && len && (len - 1) >> 4 * width)
		width++;
	return width;
}

static void bytes_show(const struct dump *d, uint64_t addr, uint64_t len)
{
	int width = offset_width(len);
	char text[128];
	uint64_t off = 0;

	if (len + LINE < len || addr + len < addr)
		return;
	while (off < len) {
		size_t n = len - off < LINE ? len - off : LINE;
		unsigned char room[LINE];

		if (bts_call_read(d->call, d->when, addr + off, room, n))
			break;
		line_show(d->out, off, width, room, n);
		off += n;
	}
	if (!off || off >= len)
		return;
	snprintf(text, sizeof(text), " | <Cannot fetch %llu byte%s from pid %u @%#llx>\n",
		 (unsigned long long)(len - off), len - off == 1 ? "" : "s", d->tid,
		 (unsigned long long)(addr + off));
	bts_out_text(d->out, text);
}

/* Vectors have no more elements. */
#define VECTOR_MAX 1024

/* @left bytes of it are of interest. */
static void vector_show(const struct dump *d, uint64_t addr, uint64_t n, uint64_t left)
{
	char text[64];

	for (uint64_t i = 0; i < n && i < VECTOR_MAX; i++) {
		size_t word = d->call->word;
		uint64_t base, len;

		if (bts_call_read_word(d->call, BTS_AT_LAST, addr + i * 2 * word, &base) ||
		    bts_call_read_word(d->call, BTS_AT_LAST, addr + (i * 2 + 1) * word, &len))
			break;
		if (len > left)
			len = left;
		if (!len)
			break;
		left -= len;
		snprintf(text, sizeof(text), " * %llu bytes in buffer %u\n",
			 (unsigned long long)len, (unsigned int)i);
		bts_out_text(d->out, text);
		bytes_show(d, base, len);
	}
}

/* Of struct msghdr: in words, where the vector and the number of its elements stand. */
#define MSG_VECTOR 2
#define MSG_COUNT  3
#define MSG_WORDS  7

static int message_read(const struct dump *d, uint64_t addr, uint64_t *vector, uint64_t *n)
{
	size_t word = d->call->word;

	return bts_call_read_word(d->call, BTS_AT_LAST, addr + MSG_VECTOR * word, vector)
		       ?: bts_call_read_word(d->call, BTS_AT_LAST, addr + MSG_COUNT * word, n);
}

static void message_show(const struct dump *d, uint64_t addr, uint64_t left)
{
	uint64_t vector, n;

	if (!message_read(d, addr, &vector, &n))
		vector_show(d, vector, n, left);
}

/* Behind each message is how many bytes of it were sent or received. */
static void messages_show(const struct dump *d, uint64_t addr, uint64_t count)
{
	size_t word = d->call->word, size = (MSG_WORDS + 1) * word;
	char text[64];

	for (uint64_t i = 0; i < count && i < VECTOR_MAX; i++, addr += size) {
		uint64_t vector, n;
		uint32_t len;

		if (message_read(d, addr, &vector, &n) ||
		    bts_call_read(d->call, BTS_AT_RETURN, addr + MSG_WORDS * word, &len, 4))
			break;
		snprintf(text, sizeof(text), " = %llu buffers in vector %u\n",
			 (unsigned long long)n, (unsigned int)i);
		bts_out_text(d->out, text);
		vector_show(d, vector, n, len);
	}
}

void dump_show(struct bts_out *out, const struct systrace_options *opt, const struct bts_call *call,
	       uint32_t tid)
{
	const struct family *family = family_of(bts_syscall_row(call->abi, call->nr));
	struct dump d = { .out = out, .call = call, .tid = tid };
	uint64_t arg[3];

	if (!family || !call->returned || !systrace_fds_has(fds_of(opt, family), call->arg[0]))
		return;
	if (call->failed && !family->writes)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(arg); i++)
		arg[i] = call->word == 4 ? (uint32_t)call->arg[i] : call->arg[i];
	d.when = family->writes ? BTS_AT_ENTRY : BTS_AT_RETURN;
	switch (family->form) {
	case FORM_BYTES:
		bytes_show(&d, arg[1], family->writes ? arg[2] : (uint64_t)call->ret);
		break;
	case FORM_VECTOR:
		vector_show(&d, arg[1], arg[2], family->writes ? UINT64_MAX : (uint64_t)call->ret);
		break;
	case FORM_MESSAGE:
		message_show(&d, arg[1], family->writes ? UINT64_MAX : (uint64_t)call->ret);
		break;
	case FORM_MESSAGES:
		if (!call->failed)
			messages_show(&d, arg[1], call->ret);
		break;
	}
}
