/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Text: a buffered writer, and the ways in which values become characters. */
#ifndef BTS_TEXT_H
#define BTS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A buffered writer. Writing to it never fails where it is called: the first
 * error is kept in @err (0 or -errno), later text is dropped, and whoever
 * flushes looks.
 */
struct bts_out {
	int fd;		/* -1: memory only, grows */
	int own_fd;	/* the same file, opened anew so that it does not block; -1 */
	bool may_block; /* it could not be, and is no regular file */
	/*
	 * Set by the caller after init where nobody may wait for the reader for
	 * ever: when @stop_fd is readable while we wait, @stop is asked, and if it
	 * says so writing fails with -EINTR.
	 */
	int stop_fd;
	bool (*stop)(void *arg);
	void *stop_arg;
	int err;
	uint64_t written; /* bytes that have left the buffer */
	char *buf;
	size_t len, cap;
};

/* Starts a writer on @fd, which stays the caller's; -1 collects in memory. 0 or -ENOMEM. */
int bts_out_init(struct bts_out *out, int fd);

/* Frees the buffer without flushing. */
void bts_out_free(struct bts_out *out);

/* Writes out what is buffered. 0, or the first error there was as -errno (-EPIPE among them). */
int bts_out_flush(struct bts_out *out);

/* Makes room for @n more bytes, flushing or growing; false once an error is kept. */
bool bts_out_room_made(struct bts_out *out, size_t n);

/* The same; here as what is next, since each row asks dozens of times. */
static inline bool bts_out_room(struct bts_out *out, size_t n)
{
	return (!out->err && out->cap - out->len >= n) || bts_out_room_made(out, n);
}

/* For more bytes than there is room for. */
void bts_out_bytes_beyond(struct bts_out *out, const void *bytes, size_t n);

static inline void bts_out_bytes(struct bts_out *out, const void *bytes, size_t n)
{
	if (!n)
		return;
	if (out->err || out->cap - out->len < n) {
		bts_out_bytes_beyond(out, bytes, n);
		return;
	}
	memcpy(out->buf + out->len, bytes, n);
	out->len += n;
}

static inline void bts_out_char(struct bts_out *out, char c)
{
	if (bts_out_room(out, 1))
		out->buf[out->len++] = c;
}

void bts_out_text(struct bts_out *out, const char *text);
void bts_out_u64(struct bts_out *out, uint64_t value);
void bts_out_s64(struct bts_out *out, int64_t value);
void bts_out_hex(struct bts_out *out, uint64_t value); /* with 0x */
void bts_out_oct(struct bts_out *out, uint64_t value); /* the digits alone */

/* @n spaces. */
void bts_out_spaces(struct bts_out *out, size_t n);

/*
 * @value with @decimals digits behind the point, @scale units to one: 1234567
 * with scale 1000000 and 3 decimals is 1.234 (cut, not rounded).
 */
void bts_out_fixed(struct bts_out *out, uint64_t value, uint64_t scale, int decimals);

/* A duration for people: three digits and a unit, 999ns, 12.3us, 1.23ms, 12.3s, 123s. */
void bts_out_duration(struct bts_out *out, uint64_t ns);

/* A size for people: 512, 4.0K, 1.2M, in powers of 1024. */
void bts_out_size(struct bts_out *out, uint64_t bytes);

/* A moment, ns since the epoch, as RFC 3339 in UTC with nine decimals. */
void bts_out_rfc3339(struct bts_out *out, uint64_t epoch_ns);

/* A moment, ns since the epoch, as the local clock of a wall: HH:MM:SS.uuuuuu. */
void bts_out_clock(struct bts_out *out, uint64_t epoch_ns);

/*
 * Text from a traced process, made safe for a terminal: control characters,
 * DEL, C1, bytes that are not UTF-8, and characters that reorder or hide text
 * (bidirectional controls, zero width, line separators) become \xNN or \uNNNN,
 * \n, \t, and a backslash becomes two. Returns the columns that it takes,
 * counting a character of double width as two.
 */
size_t bts_out_safe(struct bts_out *out, const char *bytes, size_t n);

/* The columns that text already made safe takes. */
size_t bts_text_columns(const char *text, size_t n);

/* Is it UTF-8 (no surrogates, no overlong forms)? */
bool bts_utf8_valid(const char *bytes, size_t n);

/* A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void bts_out_json_string(struct bts_out *out, const char *bytes, size_t n);

/* Base 64 with padding, no quotes. */
void bts_out_base64(struct bts_out *out, const void *bytes, size_t n);

/* One CSV field (RFC 4180), quoted where it must be. */
void bts_out_csv(struct bts_out *out, const char *text, size_t n);

/*
 * What people type. 0, or -EINVAL, or -ERANGE.
 * Durations: a number with an optional fraction and ns, us, ms, s, m, h; a bare
 * number is counted in @unit ns. Sizes: a number and k, m, g (powers of 1024).
 */
int bts_parse_u64(const char *text, uint64_t *value);
int bts_parse_duration(const char *text, uint64_t unit, uint64_t *ns);
int bts_parse_size(const char *text, uint64_t *bytes);

#endif
