/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bts/text.h"
#include "unicode.h"

#define OUT_BUFFER (128 << 10)
#define OUT_MEMORY 512

#define NS_PER_SEC 1000000000ULL

/*
 * The writer
 */

int bts_out_init(struct bts_out *out, int fd)
{
	struct stat st;
	char path[32];

	*out = (struct bts_out){ .fd = fd, .own_fd = -1, .stop_fd = -1 };
	out->cap = fd < 0 ? OUT_MEMORY : OUT_BUFFER;
	if (fd >= 0 && !fstat(fd, &st) && !S_ISREG(st.st_mode)) {
		/* Opened anew, since the flags of an open file are shared with those who share it. */
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		out->own_fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		out->may_block = out->own_fd < 0;
	}
	out->buf = malloc(out->cap);
	if (out->buf)
		return 0;
	out->cap = 0;
	out->err = -ENOMEM;
	return out->err;
}

void bts_out_free(struct bts_out *out)
{
	free(out->buf);
	if (out->own_fd >= 0)
		close(out->own_fd);
	*out = (struct bts_out){ .fd = -1, .own_fd = -1, .stop_fd = -1 };
}

/*
 * Waits until @n bytes can be written without blocking for ever; less may be
 * all that is sure of a pipe. 0, or -EINTR when the run is to stop instead.
 */
static int write_wait(const struct bts_out *out, size_t *n)
{
	struct pollfd p[2] = {
		{ .fd = out->own_fd >= 0 ? out->own_fd : out->fd, .events = POLLOUT },
		{ .fd = out->stop ? out->stop_fd : -1, .events = POLLIN },
	};

	do {
		while (poll(p, 2, -1) < 0) {
			if (errno != EINTR)
				return -errno;
		}
		if (p[1].revents && out->stop(out->stop_arg))
			return -EINTR;
	} while (!p[0].revents);
	/* A pipe that polls as writable takes this much, and blocks for more. */
	if (out->may_block && *n > PIPE_BUF)
		*n = PIPE_BUF;
	return 0;
}

static int write_all(struct bts_out *out, const char *bytes, size_t n)
{
	while (n) {
		size_t now = n;
		int err = out->may_block ? write_wait(out, &now) : 0;
		ssize_t done;

		if (err)
			return err;
		done = write(out->own_fd >= 0 ? out->own_fd : out->fd, bytes, now);
		if (done >= 0) {
			bytes += done;
			n -= done;
			out->written += done;
		} else if (errno == EAGAIN) {
			/* Somebody else made the terminal or pipe that we share non-blocking. */
			err = write_wait(out, &now);
			if (err)
				return err;
		} else if (errno != EINTR) {
			return -errno;
		}
	}
	return 0;
}

int bts_out_flush(struct bts_out *out)
{
	if (out->fd < 0)
		return out->err;
	if (!out->err)
		out->err = write_all(out, out->buf, out->len);
	out->len = 0;
	return out->err;
}

static bool out_grow(struct bts_out *out, size_t n)
{
	size_t need, cap;
	char *buf;

	if (__builtin_add_overflow(out->len, n, &need))
		goto no_memory;
	cap = out->cap > SIZE_MAX / 2 || out->cap * 2 < need ? need : out->cap * 2;
	buf = realloc(out->buf, cap);
	if (!buf)
		goto no_memory;
	out->buf = buf;
	out->cap = cap;
	return true;

no_memory:
	out->err = -ENOMEM;
	return false;
}

bool bts_out_room_made(struct bts_out *out, size_t n)
{
	if (out->err)
		return false;
	if (out->fd >= 0) {
		if (bts_out_flush(out))
			return false;
		if (out->cap >= n)
			return true;
	}
	return out_grow(out, n);
}

void bts_out_bytes_beyond(struct bts_out *out, const void *bytes, size_t n)
{
	if (out->fd >= 0 && n >= out->cap && !out->err) {
		if (!bts_out_flush(out))
			out->err = write_all(out, bytes, n);
		return;
	}
	if (!bts_out_room(out, n))
		return;
	memcpy(out->buf + out->len, bytes, n);
	out->len += n;
}

void bts_out_text(struct bts_out *out, const char *text)
{
	bts_out_bytes(out, text, strlen(text));
}

void bts_out_spaces(struct bts_out *out, size_t n)
{
	static const char spaces[] = "                                ";

	while (n) {
		size_t part = n < sizeof(spaces) - 1 ? n : sizeof(spaces) - 1;

		bts_out_bytes(out, spaces, part);
		n -= part;
	}
}

/*
 * Numbers
 */

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
			    "25262728293031323334353637383940414243444546474849"
			    "50515253545556575859606162636465666768697071727374"
			    "75767778798081828384858687888990919293949596979899";

static unsigned int count_digits(uint64_t value)
{
	/* The least number with one digit more than the index says; none for 0. */
	static const uint64_t power[] = {
		0,
		10,
		100,
		1000,
		10000,
		100000,
		1000000,
		10000000,
		100000000,
		1000000000,
		10000000000,
		100000000000,
		1000000000000,
		10000000000000,
		100000000000000,
		1000000000000000,
		10000000000000000,
		100000000000000000,
		1000000000000000000,
		10000000000000000000ULL,
	};
	/* Bits by log10(2), as 1233 / 4096: the digits, or one less. */
	unsigned int n = (64 - __builtin_clzll(value | 1)) * 1233 >> 12;

	return n + (value >= power[n]);
}

/* Exactly @n digits of @value into @to, with leading zeros. */
static void put_digits(char *to, uint64_t value, unsigned int n)
{
	uint32_t rest;

	while (value > UINT32_MAX && n >= 2) {
		n -= 2;
		memcpy(to + n, pairs + value % 100 * 2, 2);
		value /= 100;
	}
	/* Most numbers have but this, and dividing it takes half as much. */
	rest = value;
	while (n >= 2) {
		n -= 2;
		memcpy(to + n, pairs + rest % 100 * 2, 2);
		rest /= 100;
	}
	if (n)
		*to = '0' + rest % 10;
}

static void out_digits(struct bts_out *out, uint64_t value, unsigned int n)
{
	if (!bts_out_room(out, n))
		return;
	put_digits(out->buf + out->len, value, n);
	out->len += n;
}

void bts_out_u64(struct bts_out *out, uint64_t value)
{
	out_digits(out, value, count_digits(value));
}

void bts_out_s64(struct bts_out *out, int64_t value)
{
	if (value < 0)
		bts_out_char(out, '-');
	bts_out_u64(out, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

static const char hex_digits[] = "0123456789abcdef";

static void out_hex_digits(struct bts_out *out, uint64_t value, unsigned int n)
{
	char *to;

	if (!bts_out_room(out, n))
		return;
	to = out->buf + out->len;
	out->len += n;
	while (n--) {
		to[n] = hex_digits[value & 15];
		value >>= 4;
	}
}

void bts_out_hex(struct bts_out *out, uint64_t value)
{
	bts_out_bytes(out, "0x", 2);
	out_hex_digits(out, value, value ? (67 - __builtin_clzll(value)) / 4 : 1);
}

void bts_out_oct(struct bts_out *out, uint64_t value)
{
	char digits[24];
	size_t n = sizeof(digits);

	do {
		digits[--n] = '0' + (value & 7);
		value >>= 3;
	} while (value);
	bts_out_bytes(out, digits + n, sizeof(digits) - n);
}

void bts_out_fixed(struct bts_out *out, uint64_t value, uint64_t scale, int decimals)
{
	static const uint64_t power[] = { 1,	  10,	   100,	     1000,	10000,
					  100000, 1000000, 10000000, 100000000, 1000000000 };
	uint64_t whole = value / scale, rest = value % scale, digits;
	unsigned int n = count_digits(whole);
	char *to;

	if (decimals > 0 && decimals < 10 &&
	    !__builtin_mul_overflow(rest, power[decimals], &digits)) {
		if (!bts_out_room(out, n + 1 + decimals))
			return;
		to = out->buf + out->len;
		put_digits(to, whole, n);
		to[n] = '.';
		put_digits(to + n + 1, digits / scale, decimals);
		out->len += n + 1 + decimals;
		return;
	}
	out_digits(out, whole, n);
	if (decimals <= 0)
		return;
	bts_out_char(out, '.');
	while (decimals--) {
		/* Only a scale near the largest number can overflow here, and costs a digit. */
		if (__builtin_mul_overflow(rest, 10, &digits)) {
			digits = rest;
			scale /= 10;
		}
		out_digits(out, digits / scale, 1);
		rest = digits % scale;
	}
}

void bts_out_duration(struct bts_out *out, uint64_t ns)
{
	static const struct {
		uint64_t ns;
		const char *name;
	} units[] = {
		{ 1, "ns" },	     { 1000, "us" },	       { 1000000, "ms" },
		{ NS_PER_SEC, "s" }, { 60 * NS_PER_SEC, "m" }, { 3600 * NS_PER_SEC, "h" },
	};
	size_t u = 0;
	uint64_t unit;

	while (u < sizeof(units) / sizeof(units[0]) - 1 && ns >= units[u].ns * 1000)
		u++;
	unit = units[u].ns;
	if (u == 0 || ns >= unit * 100)
		bts_out_u64(out, ns / unit);
	else
		bts_out_fixed(out, ns, unit, ns < unit * 10 ? 2 : 1);
	bts_out_text(out, units[u].name);
}

void bts_out_size(struct bts_out *out, uint64_t bytes)
{
	static const char units[] = "KMGTPE";
	unsigned int u = 0;
	uint64_t unit = 1024;

	if (bytes < 1024) {
		bts_out_u64(out, bytes);
		return;
	}
	while (u < sizeof(units) - 2 && bytes / unit >= 1024) {
		unit *= 1024;
		u++;
	}
	/* A tenth is lost to overflow only where no decimal is shown. */
	if (bytes / unit >= 100)
		bts_out_u64(out, bytes / unit);
	else
		bts_out_fixed(out, bytes, unit, 1);
	bts_out_char(out, units[u]);
}

/*
 * Time
 */

struct date {
	unsigned int year, month, day;
};

/* Civil from days, proleptic Gregorian, with years that begin in March. */
static struct date date_of(uint64_t days)
{
	uint64_t z = days + 719468, era = z / 146097;
	unsigned int doe = z % 146097;
	unsigned int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	unsigned int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	unsigned int mp = (5 * doy + 2) / 153;

	return (struct date){
		.year = yoe + era * 400 + (mp >= 10),
		.month = mp < 10 ? mp + 3 : mp - 9,
		.day = doy - (153 * mp + 2) / 5 + 1,
	};
}

/* HH:MM:SS */
static void put_clock(char *to, unsigned int second)
{
	put_digits(to, second / 3600, 2);
	to[2] = ':';
	put_digits(to + 3, second / 60 % 60, 2);
	to[5] = ':';
	put_digits(to + 6, second % 60, 2);
}

void bts_out_rfc3339(struct bts_out *out, uint64_t epoch_ns)
{
	enum { LENGTH = sizeof("2026-01-02T03:04:05.000000000Z") - 1 };
	uint64_t seconds = epoch_ns / NS_PER_SEC;
	struct date date = date_of(seconds / 86400);
	char *to;

	if (!bts_out_room(out, LENGTH))
		return;
	to = out->buf + out->len;
	put_digits(to, date.year, 4);
	to[4] = '-';
	put_digits(to + 5, date.month, 2);
	to[7] = '-';
	put_digits(to + 8, date.day, 2);
	to[10] = 'T';
	put_clock(to + 11, seconds % 86400);
	to[19] = '.';
	put_digits(to + 20, epoch_ns % NS_PER_SEC, 9);
	to[29] = 'Z';
	out->len += LENGTH;
}

/* Seconds east of UTC. Asking libc takes longer than a line, and clocks change on the minute. */
static long zone_offset(uint64_t seconds)
{
	static _Thread_local uint64_t minute = UINT64_MAX;
	static _Thread_local long offset;

	if (seconds / 60 != minute) {
		time_t t = seconds;
		struct tm tm;

		minute = seconds / 60;
		offset = localtime_r(&t, &tm) ? tm.tm_gmtoff : 0;
	}
	return offset;
}

void bts_out_clock(struct bts_out *out, uint64_t epoch_ns)
{
	enum { LENGTH = sizeof("03:04:05.000000") - 1 };
	uint64_t seconds = epoch_ns / NS_PER_SEC;
	char *to;

	if (!bts_out_room(out, LENGTH))
		return;
	to = out->buf + out->len;
	/* A whole day keeps the sum positive west of Greenwich. */
	put_clock(to, (seconds % 86400 + 86400 + zone_offset(seconds)) % 86400);
	to[8] = '.';
	put_digits(to + 9, epoch_ns % NS_PER_SEC / 1000, 6);
	out->len += LENGTH;
}

/*
 * Characters
 */

/* What may be copied as it stands. */
#define PLAIN_SAFE 0x01
#define PLAIN_JSON 0x02
#define PLAIN_CSV  0x04
#define ASCII	   0x08

static const unsigned char classes[256] = {
	[0 ... 0x09] = PLAIN_CSV | ASCII,
	['\n'] = ASCII,
	[0x0b ... 0x0c] = PLAIN_CSV | ASCII,
	['\r'] = ASCII,
	[0x0e ... 0x1f] = PLAIN_CSV | ASCII,
	[0x20 ... 0x21] = PLAIN_SAFE | PLAIN_JSON | PLAIN_CSV | ASCII,
	['"'] = PLAIN_SAFE | ASCII,
	[0x23 ... 0x2b] = PLAIN_SAFE | PLAIN_JSON | PLAIN_CSV | ASCII,
	[','] = PLAIN_SAFE | PLAIN_JSON | ASCII,
	[0x2d ... 0x5b] = PLAIN_SAFE | PLAIN_JSON | PLAIN_CSV | ASCII,
	['\\'] = PLAIN_CSV | ASCII,
	[0x5d ... 0x7e] = PLAIN_SAFE | PLAIN_JSON | PLAIN_CSV | ASCII,
	[0x7f] = PLAIN_CSV | ASCII,
	[0x80 ... 0xff] = PLAIN_CSV,
};

/* How many of the first bytes are all of @class. */
static size_t span_of(const char *bytes, size_t n, unsigned char class)
{
	size_t i = 0;

	while (i < n && classes[(unsigned char)bytes[i]] & class)
		i++;
	return i;
}

#define ONES  0x0101010101010101ULL
#define HIGHS 0x8080808080808080ULL

static uint64_t word_at(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* All of 4 to 8 bytes; those in the middle may be in it twice. */
static uint64_t short_word(const char *bytes, size_t n)
{
	uint32_t first, last;

	memcpy(&first, bytes, sizeof(first));
	memcpy(&last, bytes + n - sizeof(last), sizeof(last));
	return first | (uint64_t)last << 32;
}

/* Most text is nothing else, so that it is looked at by words. */
static bool is_ascii(const char *bytes, size_t n)
{
	uint64_t all = 0;
	size_t i;

	if (n < 4) {
		for (i = 0; i < n; i++)
			all |= (unsigned char)bytes[i];
	} else if (n <= 8) {
		all = short_word(bytes, n);
	} else {
		for (i = 0; i < n - 8; i += 8)
			all |= word_at(bytes + i);
		all |= word_at(bytes + n - 8);
	}
	return !(all & HIGHS);
}

/* Is each byte of @word PLAIN_SAFE? That is none below a space, no backslash, none from DEL on. */
static bool word_is_safe(uint64_t word)
{
	/* The lowest that is not has its highest bit set; whether it borrows does not matter then. */
	return !((word | (word - ONES * ' ') | (word + ONES) | ((word ^ ONES * '\\') - ONES)) &
		 HIGHS);
}

/* Copies short text that is safe as it stands; false: it is not, or not short. */
static bool out_short_safe(struct bts_out *out, const char *bytes, size_t n)
{
	uint64_t first, last;
	uint32_t half;
	char *to;

	if (n < 4 || n > 16 || !bts_out_room(out, n))
		return false;
	to = out->buf + out->len;
	if (n <= 8) {
		first = short_word(bytes, n);
		if (!word_is_safe(first))
			return false;
		half = first;
		memcpy(to, &half, sizeof(half));
		half = first >> 32;
		memcpy(to + n - sizeof(half), &half, sizeof(half));
	} else {
		first = word_at(bytes);
		last = word_at(bytes + n - 8);
		if (!word_is_safe(first) || !word_is_safe(last))
			return false;
		memcpy(to, &first, sizeof(first));
		memcpy(to + n - 8, &last, sizeof(last));
	}
	out->len += n;
	return true;
}

/*
 * Decodes the character at @bytes, of which there are @n > 0. Returns the bytes
 * that it takes; *@c is -1 and these bytes are the longest beginning of a
 * character when it is none.
 */
static size_t decode(const char *bytes, size_t n, int32_t *c)
{
	const unsigned char *p = (const unsigned char *)bytes;
	unsigned char low = 0x80, high = 0xbf;
	size_t length, i;
	int32_t value;

	*c = -1;
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] <= 0xdf) {
		length = 2;
		value = p[0] & 0x1f;
	} else if (p[0] >= 0xe0 && p[0] <= 0xef) {
		length = 3;
		value = p[0] & 0x0f;
		if (p[0] == 0xe0)
			low = 0xa0; /* below is overlong */
		else if (p[0] == 0xed)
			high = 0x9f; /* above are surrogates */
	} else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		length = 4;
		value = p[0] & 0x07;
		if (p[0] == 0xf0)
			low = 0x90;
		else if (p[0] == 0xf4)
			high = 0x8f; /* above is beyond U+10FFFF */
	} else {
		return 1;
	}
	for (i = 1; i < length; i++) {
		if (i == n || p[i] < low || p[i] > high)
			return i;
		value = value << 6 | (p[i] & 0x3f);
		low = 0x80;
		high = 0xbf;
	}
	*c = value;
	return length;
}

static bool in_ranges(const struct range *ranges, size_t n, uint32_t c)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > ranges[middle].last)
			low = middle + 1;
		else if (c < ranges[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

#define IN_RANGES(ranges, c) in_ranges(ranges, sizeof(ranges) / sizeof((ranges)[0]), c)

/* C1, and what reorders, hides, is invisible or begins a line. */
static const struct range unsafe[] = {
	{ 0x0080, 0x009f },   { 0x00ad, 0x00ad }, { 0x034f, 0x034f },	{ 0x061c, 0x061c },
	{ 0x115f, 0x1160 },   { 0x17b4, 0x17b5 }, { 0x180b, 0x180f },	{ 0x200b, 0x200f },
	{ 0x2028, 0x202e },   { 0x2060, 0x206f }, { 0x3164, 0x3164 },	{ 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },   { 0xfff9, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff },
};

static unsigned int columns_of(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (IN_RANGES(zero, c))
		return 0;
	return IN_RANGES(wide, c) ? 2 : 1;
}

/* A control character, or bytes that are no character. Returns the columns. */
static size_t out_byte_escape(struct bts_out *out, unsigned char byte)
{
	const char *name = byte == '\n'	  ? "\\n"
			   : byte == '\t' ? "\\t"
			   : byte == '\\' ? "\\\\"
					  : NULL;

	if (name) {
		bts_out_bytes(out, name, 2);
		return 2;
	}
	bts_out_bytes(out, "\\x", 2);
	out_hex_digits(out, byte, 2);
	return 4;
}

size_t bts_out_safe(struct bts_out *out, const char *bytes, size_t n)
{
	size_t columns = 0, i = 0;

	if (out_short_safe(out, bytes, n))
		return n;
	while (i < n) {
		size_t length = span_of(bytes + i, n - i, PLAIN_SAFE);
		int32_t c;

		if (length) {
			bts_out_bytes(out, bytes + i, length);
			columns += length;
			i += length;
			continue;
		}
		length = decode(bytes + i, n - i, &c);
		if (c < 0x80) {
			size_t end = i + length;

			while (i < end)
				columns += out_byte_escape(out, bytes[i++]);
			continue;
		}
		if (IN_RANGES(unsafe, c)) {
			bool big = c > 0xffff;

			bts_out_bytes(out, big ? "\\U" : "\\u", 2);
			out_hex_digits(out, c, big ? 8 : 4);
			columns += big ? 10 : 6;
		} else {
			bts_out_bytes(out, bytes + i, length);
			columns += columns_of(c);
		}
		i += length;
	}
	return columns;
}

size_t bts_text_columns(const char *text, size_t n)
{
	size_t columns = 0, i = 0;

	if (is_ascii(text, n))
		return n;
	while (i < n) {
		size_t length = span_of(text + i, n - i, ASCII);
		int32_t c;

		columns += length;
		i += length;
		if (i == n)
			break;
		i += decode(text + i, n - i, &c);
		columns += c < 0 ? 1 : columns_of(c);
	}
	return columns;
}

bool bts_utf8_valid(const char *bytes, size_t n)
{
	size_t i = 0;

	for (;;) {
		int32_t c;

		i += span_of(bytes + i, n - i, ASCII);
		if (i == n)
			return true;
		i += decode(bytes + i, n - i, &c);
		if (c < 0)
			return false;
	}
}

static void out_json_escape(struct bts_out *out, uint32_t c)
{
	static const char names[128] = {
		['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
		['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't',
	};

	if (c < sizeof(names) && names[c]) {
		bts_out_char(out, '\\');
		bts_out_char(out, names[c]);
		return;
	}
	if (c > 0xffff) {
		bts_out_bytes(out, "\\u", 2);
		out_hex_digits(out, 0xd800 + ((c - 0x10000) >> 10), 4);
		c = 0xdc00 + (c & 0x3ff);
	}
	bts_out_bytes(out, "\\u", 2);
	out_hex_digits(out, c, 4);
}

void bts_out_json_string(struct bts_out *out, const char *bytes, size_t n)
{
	size_t i = 0;

	bts_out_char(out, '"');
	while (i < n) {
		size_t length = span_of(bytes + i, n - i, PLAIN_JSON);
		int32_t c;

		if (length) {
			bts_out_bytes(out, bytes + i, length);
			i += length;
			continue;
		}
		length = decode(bytes + i, n - i, &c);
		if (c < 0)
			bts_out_bytes(out, "\xef\xbf\xbd", 3);
		else if (c < 0x80 || IN_RANGES(unsafe, c))
			out_json_escape(out, c);
		else
			bts_out_bytes(out, bytes + i, length);
		i += length;
	}
	bts_out_char(out, '"');
}

void bts_out_base64(struct bts_out *out, const void *bytes, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = bytes;

	while (n) {
		size_t part = n < 3 ? n : 3;
		uint32_t bits = p[0] << 16 | (part > 1 ? p[1] << 8 : 0) | (part > 2 ? p[2] : 0);
		char four[4] = { digits[bits >> 18], digits[bits >> 12 & 63], '=', '=' };

		if (part > 1)
			four[2] = digits[bits >> 6 & 63];
		if (part > 2)
			four[3] = digits[bits & 63];
		bts_out_bytes(out, four, sizeof(four));
		p += part;
		n -= part;
	}
}

void bts_out_csv(struct bts_out *out, const char *text, size_t n)
{
	size_t i = span_of(text, n, PLAIN_CSV);

	if (i == n) {
		bts_out_bytes(out, text, n);
		return;
	}
	bts_out_char(out, '"');
	while (n) {
		const char *quote = memchr(text, '"', n);
		size_t part = quote ? (size_t)(quote - text) + 1 : n;

		bts_out_bytes(out, text, part);
		if (quote)
			bts_out_char(out, '"');
		text += part;
		n -= part;
	}
	bts_out_char(out, '"');
}

/*
 * What people type
 */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int parse_digits(const char **text, uint64_t *value)
{
	const char *p = *text;

	for (*value = 0; is_digit(*p); p++) {
		if (__builtin_mul_overflow(*value, 10, value) ||
		    __builtin_add_overflow(*value, *p - '0', value))
			return -ERANGE;
	}
	*text = p;
	return 0;
}

int bts_parse_u64(const char *text, uint64_t *value)
{
	const char *p = text;
	uint64_t v;

	while (is_digit(*p))
		p++;
	if (p == text || *p)
		return -EINVAL;
	p = text;
	if (parse_digits(&p, &v))
		return -ERANGE;
	*value = v;
	return 0;
}

struct unit {
	const char *name;
	uint64_t scale;
};

/* A number, perhaps with a fraction, and one of @units. */
static int parse_scaled(const char *text, const struct unit *units, size_t n, uint64_t *value)
{
	const char *digits = text, *fraction = NULL, *end, *name;
	uint64_t whole, part = 0, power = 1, scale = 0, v;
	size_t i;

	for (end = digits; is_digit(*end); end++)
		;
	name = end;
	if (*end == '.') {
		fraction = end + 1;
		for (name = fraction; is_digit(*name); name++)
			;
		if (name == fraction)
			return -EINVAL;
	}
	if (end == digits && !fraction)
		return -EINVAL;
	for (i = 0; i < n && strcmp(name, units[i].name); i++)
		;
	if (i == n)
		return -EINVAL;
	scale = units[i].scale;

	if (parse_digits(&digits, &whole) || __builtin_mul_overflow(whole, scale, &v))
		return -ERANGE;
	/* Digits past the eighteenth are less than one of anything. */
	for (i = 0; fraction && i < 18 && is_digit(fraction[i]); i++) {
		part = part * 10 + (fraction[i] - '0');
		power *= 10;
	}
	if (__builtin_add_overflow(v, (uint64_t)((unsigned __int128)part * scale / power), &v))
		return -ERANGE;
	*value = v;
	return 0;
}

int bts_parse_duration(const char *text, uint64_t unit, uint64_t *ns)
{
	const struct unit units[] = {
		{ "", unit },
		{ "ns", 1 },
		{ "us", 1000 },
		{ "ms", 1000000 },
		{ "s", NS_PER_SEC },
		{ "m", 60 * NS_PER_SEC },
		{ "h", 3600 * NS_PER_SEC },
	};

	return parse_scaled(text, units, sizeof(units) / sizeof(units[0]), ns);
}

int bts_parse_size(const char *text, uint64_t *bytes)
{
	static const struct unit units[] = {
		{ "", 1 },	  { "k", 1 << 10 }, { "m", 1 << 20 }, { "g", 1 << 30 },
		{ "K", 1 << 10 }, { "M", 1 << 20 }, { "G", 1 << 30 },
	};

	return parse_scaled(text, units, sizeof(units) / sizeof(units[0]), bytes);
}
