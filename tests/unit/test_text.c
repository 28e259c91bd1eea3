/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bts/text.h"
#include "test.h"

/* What was written since it was last asked for. */
static struct bts_out out;

static const char *written(void)
{
	static char text[4096];
	size_t n = out.len < sizeof(text) - 1 ? out.len : sizeof(text) - 1;

	memcpy(text, out.buf, n);
	text[n] = '\0';
	out.len = 0;
	return text;
}

#define CHECK_OUT(call, want)               \
	do {                                \
		call;                       \
		CHECK_STR(written(), want); \
	} while (0)

#define BYTES(literal) literal, sizeof(literal) - 1

#define CHECK_SAFE(literal, want, columns)                              \
	do {                                                            \
		CHECK_INT(bts_out_safe(&out, BYTES(literal)), columns); \
		CHECK_INT(bts_text_columns(out.buf, out.len), columns); \
		CHECK_STR(written(), want);                             \
	} while (0)

#define CHECK_PARSE(parsed, want)       \
	do {                            \
		uint64_t value = 77;    \
		CHECK_INT(parsed, 0);   \
		CHECK(value == (want)); \
	} while (0)

#define CHECK_REFUSED(parsed, err)      \
	do {                            \
		uint64_t value = 77;    \
		CHECK_INT(parsed, err); \
		CHECK(value == 77);     \
	} while (0)

TEST(numbers)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_u64(&out, 0), "0");
	CHECK_OUT(bts_out_u64(&out, 9), "9");
	CHECK_OUT(bts_out_u64(&out, 10), "10");
	CHECK_OUT(bts_out_u64(&out, 9999), "9999");
	CHECK_OUT(bts_out_u64(&out, 10000), "10000");
	CHECK_OUT(bts_out_u64(&out, UINT64_MAX), "18446744073709551615");
	CHECK_OUT(bts_out_s64(&out, -1), "-1");
	CHECK_OUT(bts_out_s64(&out, INT64_MIN), "-9223372036854775808");
	CHECK_OUT(bts_out_s64(&out, INT64_MAX), "9223372036854775807");
	CHECK_OUT(bts_out_hex(&out, 0), "0x0");
	CHECK_OUT(bts_out_hex(&out, 0xf), "0xf");
	CHECK_OUT(bts_out_hex(&out, 0x10), "0x10");
	CHECK_OUT(bts_out_hex(&out, UINT64_MAX), "0xffffffffffffffff");
	CHECK_OUT(bts_out_spaces(&out, 3), "   ");
	CHECK_OUT(bts_out_spaces(&out, 40), "                                        ");
	CHECK_OUT(bts_out_spaces(&out, 0), "");
	bts_out_free(&out);
}

TEST(fixed)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_fixed(&out, 1234567, 1000000, 3), "1.234");
	CHECK_OUT(bts_out_fixed(&out, 1999999, 1000000, 0), "1");
	CHECK_OUT(bts_out_fixed(&out, 5, 1000000000, 9), "0.000000005");
	CHECK_OUT(bts_out_fixed(&out, 1, 3, 12), "0.333333333333");
	CHECK_OUT(bts_out_fixed(&out, UINT64_MAX, 1000000000, 9), "18446744073.709551615");
	CHECK_OUT(bts_out_fixed(&out, 3ULL << 62, 1ULL << 63, 3), "1.500");
	bts_out_free(&out);
}

/* Every number of digits, at both ends, as the C library has them. */
TEST(all_digits)
{
	uint64_t power = 1;
	char want[64];

	bts_out_init(&out, -1);
	for (int i = 0; i < 20; i++, power *= 10) {
		for (int more = -1; more <= 1; more++) {
			uint64_t value = power + more;

			snprintf(want, sizeof(want), "%llu", (unsigned long long)value);
			CHECK_OUT(bts_out_u64(&out, value), want);
			snprintf(want, sizeof(want), "%llu.%06llu",
				 (unsigned long long)(value / 1000000),
				 (unsigned long long)(value % 1000000));
			CHECK_OUT(bts_out_fixed(&out, value, 1000000, 6), want);
		}
	}
	CHECK_OUT(bts_out_u64(&out, UINT32_MAX), "4294967295");
	CHECK_OUT(bts_out_u64(&out, UINT32_MAX + 1ULL), "4294967296");
	bts_out_free(&out);
}

TEST(durations)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_duration(&out, 0), "0ns");
	CHECK_OUT(bts_out_duration(&out, 999), "999ns");
	CHECK_OUT(bts_out_duration(&out, 1000), "1.00us");
	CHECK_OUT(bts_out_duration(&out, 12399), "12.3us");
	CHECK_OUT(bts_out_duration(&out, 999999), "999us");
	CHECK_OUT(bts_out_duration(&out, 1239999), "1.23ms");
	CHECK_OUT(bts_out_duration(&out, 12300000000), "12.3s");
	CHECK_OUT(bts_out_duration(&out, 123456000000), "123s");
	CHECK_OUT(bts_out_duration(&out, 1000000000000), "16.6m");
	CHECK_OUT(bts_out_duration(&out, 60000000000000), "16.6h");
	CHECK_OUT(bts_out_duration(&out, UINT64_MAX), "5124095h");
	bts_out_free(&out);
}

TEST(sizes)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_size(&out, 0), "0");
	CHECK_OUT(bts_out_size(&out, 1023), "1023");
	CHECK_OUT(bts_out_size(&out, 4096), "4.0K");
	CHECK_OUT(bts_out_size(&out, 1300000), "1.2M");
	CHECK_OUT(bts_out_size(&out, 1023 << 10), "1023K");
	CHECK_OUT(bts_out_size(&out, UINT64_MAX), "15.9E");
	bts_out_free(&out);
}

TEST(moments)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_rfc3339(&out, 0), "1970-01-01T00:00:00.000000000Z");
	CHECK_OUT(bts_out_rfc3339(&out, 951782400000000001), "2000-02-29T00:00:00.000000001Z");
	CHECK_OUT(bts_out_rfc3339(&out, 951868800000000000), "2000-03-01T00:00:00.000000000Z");
	CHECK_OUT(bts_out_rfc3339(&out, 1798761599999999999), "2026-12-31T23:59:59.999999999Z");
	CHECK_OUT(bts_out_rfc3339(&out, UINT64_MAX), "2554-07-21T23:34:33.709551615Z");

	setenv("TZ", "XXX+3:30", 1); /* west of Greenwich */
	tzset();
	CHECK_OUT(bts_out_clock(&out, 1798761599999999999), "20:29:59.999999");
	CHECK_OUT(bts_out_clock(&out, 1798761600000001000), "20:30:00.000001");
	CHECK_OUT(bts_out_clock(&out, 1798765199000000000), "21:29:59.000000");
	setenv("TZ", "UTC", 1);
	tzset();
	CHECK_OUT(bts_out_clock(&out, 1790000000123456789), "14:13:20.123456");
	bts_out_free(&out);
}

TEST(safe_plain)
{
	bts_out_init(&out, -1);
	CHECK_SAFE("", "", 0);
	CHECK_SAFE("plain ~text!", "plain ~text!", 12);
	CHECK_SAFE("a\\b", "a\\\\b", 4);
	CHECK_SAFE("a\nb\tc\rd", "a\\nb\\tc\\x0dd", 12);
	CHECK_SAFE("a\0b", "a\\x00b", 6);
	CHECK_SAFE("\177", "\\x7f", 4);
	CHECK_SAFE("\033]0;owned\a\033[31m", "\\x1b]0;owned\\x07\\x1b[31m", 24);
	bts_out_free(&out);
}

/* Short text is looked at by words: each byte at each place of each length. */
TEST(safe_everywhere)
{
	char text[32], want[64], byte[8];

	bts_out_init(&out, -1);
	for (size_t n = 1; n <= 20; n++) {
		for (size_t at = 0; at < n; at++) {
			size_t end;

			for (int c = 0; c < 256; c++) {
				bool plain = c >= ' ' && c < 0x7f && c != '\\';

				memset(text, 'x', n);
				text[at] = (char)c;
				snprintf(byte, sizeof(byte),
					 plain	     ? "%c"
					 : c == '\n' ? "\\n"
					 : c == '\t' ? "\\t"
					 : c == '\\' ? "\\\\"
						     : "\\x%02x",
					 c);
				snprintf(want, sizeof(want), "%.*s%s%.*s", (int)at, text, byte,
					 (int)(n - at - 1), text + at + 1);
				CHECK_INT(bts_out_safe(&out, text, n), strlen(want));
				CHECK_STR(written(), want);
			}
			/* As wide as two characters and as long as three. */
			memset(text, 'x', n);
			memcpy(text + at, "\u65e5", 3);
			end = at + 3 > n ? at + 3 : n;
			CHECK_INT(bts_out_safe(&out, text, end), end - 1);
			CHECK_INT(bts_text_columns(text, end), end - 1);
			out.len = 0;
		}
	}
	bts_out_free(&out);
}

TEST(safe_columns)
{
	bts_out_init(&out, -1);
	CHECK_SAFE("na\u00efve", "na\u00efve", 5);
	CHECK_SAFE("\u65e5\u672c\u8a9e", "\u65e5\u672c\u8a9e", 6);
	CHECK_SAFE("e\u0301", "e\u0301", 1);
	CHECK_SAFE("\U0001f600!", "\U0001f600!", 3);
	CHECK_SAFE("\uff21\uac00", "\uff21\uac00", 4);
	CHECK_SAFE("\u1112\u1161", "\u1112\u1161", 2);
	bts_out_free(&out);
}

TEST(safe_deceiving)
{
	bts_out_init(&out, -1);
	CHECK_SAFE("\xc2\x9b"
		   "31m",
		   "\\u009b31m", 9);
	CHECK_SAFE("a\u202eb", "a\\u202eb", 8);
	CHECK_SAFE("\u2066\u2069\u061c", "\\u2066\\u2069\\u061c", 18);
	CHECK_SAFE("\u200b\u200c\u200d\u200e\u200f", "\\u200b\\u200c\\u200d\\u200e\\u200f", 30);
	CHECK_SAFE("\u2060\ufeff\u2028\u2029", "\\u2060\\ufeff\\u2028\\u2029", 24);
	CHECK_SAFE("\U000e0041", "\\U000e0041", 10);
	bts_out_free(&out);
}

TEST(safe_not_utf8)
{
	bts_out_init(&out, -1);
	CHECK_SAFE("\x80", "\\x80", 4);
	CHECK_SAFE("\xc0\xaf", "\\xc0\\xaf", 8);
	CHECK_SAFE("\xe0\x80\xaf", "\\xe0\\x80\\xaf", 12);
	CHECK_SAFE("\xed\xa0\x80", "\\xed\\xa0\\x80", 12);
	CHECK_SAFE("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", 16);
	CHECK_SAFE("\xe6\x97", "\\xe6\\x97", 8);
	CHECK_SAFE("\xe6\x97x", "\\xe6\\x97x", 9);
	CHECK_SAFE("\xff\x1b", "\\xff\\x1b", 8);
	bts_out_free(&out);
}

TEST(utf8)
{
	CHECK(bts_utf8_valid(BYTES("")));
	CHECK(bts_utf8_valid(BYTES("plain")));
	CHECK(bts_utf8_valid(BYTES("\u00e9\u65e5\U0010ffff")));
	CHECK(bts_utf8_valid(BYTES("\xed\x9f\xbf\xee\x80\x80")));
	CHECK(!bts_utf8_valid(BYTES("\x80")));
	CHECK(!bts_utf8_valid(BYTES("\xc1\xbf")));
	CHECK(!bts_utf8_valid(BYTES("\xe0\x9f\xbf")));
	CHECK(!bts_utf8_valid(BYTES("\xed\xa0\x80")));
	CHECK(!bts_utf8_valid(BYTES("\xf0\x8f\xbf\xbf")));
	CHECK(!bts_utf8_valid(BYTES("\xf4\x90\x80\x80")));
	CHECK(!bts_utf8_valid(BYTES("\xf5\x80\x80\x80")));
	CHECK(!bts_utf8_valid(BYTES("abc\xe6\x97")));
	/* The byte that would end the character is there, but beyond the end. */
	CHECK(!bts_utf8_valid("\xc3\xa9", 1));
}

TEST(json_strings)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_json_string(&out, BYTES("")), "\"\"");
	CHECK_OUT(bts_out_json_string(&out, BYTES("a\"b\\c/")), "\"a\\\"b\\\\c/\"");
	CHECK_OUT(bts_out_json_string(&out, BYTES("\b\f\n\r\t\033\0")),
		  "\"\\b\\f\\n\\r\\t\\u001b\\u0000\"");
	CHECK_OUT(bts_out_json_string(&out, BYTES("\u65e5\177\xc2\x9b")),
		  "\"\u65e5\\u007f\\u009b\"");
	CHECK_OUT(bts_out_json_string(&out, BYTES("\u202e\U000e0041")),
		  "\"\\u202e\\udb40\\udc41\"");
	/* One for the longest beginning of a character, as the Unicode standard advises. */
	CHECK_OUT(bts_out_json_string(&out, BYTES("a\xe6\x97z\xff")), "\"a\ufffdz\ufffd\"");
	CHECK_OUT(bts_out_json_string(&out, BYTES("\xc0\xaf")), "\"\ufffd\ufffd\"");
	bts_out_free(&out);
}

TEST(base64)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_base64(&out, BYTES("")), "");
	CHECK_OUT(bts_out_base64(&out, BYTES("f")), "Zg==");
	CHECK_OUT(bts_out_base64(&out, BYTES("fo")), "Zm8=");
	CHECK_OUT(bts_out_base64(&out, BYTES("foo")), "Zm9v");
	CHECK_OUT(bts_out_base64(&out, BYTES("foobar")), "Zm9vYmFy");
	CHECK_OUT(bts_out_base64(&out, BYTES("\xff\xfe\xfb")), "//77");
	bts_out_free(&out);
}

TEST(csv)
{
	bts_out_init(&out, -1);
	CHECK_OUT(bts_out_csv(&out, BYTES("")), "");
	CHECK_OUT(bts_out_csv(&out, BYTES("plain text")), "plain text");
	CHECK_OUT(bts_out_csv(&out, BYTES("a,b")), "\"a,b\"");
	CHECK_OUT(bts_out_csv(&out, BYTES("say \"x\"")), "\"say \"\"x\"\"\"");
	CHECK_OUT(bts_out_csv(&out, BYTES("\"")), "\"\"\"\"");
	CHECK_OUT(bts_out_csv(&out, BYTES("a\nb")), "\"a\nb\"");
	bts_out_free(&out);
}

TEST(parse_u64)
{
	CHECK_PARSE(bts_parse_u64("0", &value), 0);
	CHECK_PARSE(bts_parse_u64("18446744073709551615", &value), UINT64_MAX);
	CHECK_REFUSED(bts_parse_u64("18446744073709551616", &value), -ERANGE);
	CHECK_REFUSED(bts_parse_u64("99999999999999999999999", &value), -ERANGE);
	CHECK_REFUSED(bts_parse_u64("", &value), -EINVAL);
	CHECK_REFUSED(bts_parse_u64("-1", &value), -EINVAL);
	CHECK_REFUSED(bts_parse_u64("+1", &value), -EINVAL);
	CHECK_REFUSED(bts_parse_u64(" 1", &value), -EINVAL);
	CHECK_REFUSED(bts_parse_u64("1x", &value), -EINVAL);
	CHECK_REFUSED(bts_parse_u64("99999999999999999999999x", &value), -EINVAL);
}

TEST(parse_durations)
{
	CHECK_PARSE(bts_parse_duration("5", 1000000000, &value), 5000000000);
	CHECK_PARSE(bts_parse_duration("0.5", 1000000000, &value), 500000000);
	CHECK_PARSE(bts_parse_duration("5ns", 1000, &value), 5);
	CHECK_PARSE(bts_parse_duration("10us", 1, &value), 10000);
	CHECK_PARSE(bts_parse_duration("1.5ms", 1, &value), 1500000);
	CHECK_PARSE(bts_parse_duration(".5s", 1, &value), 500000000);
	CHECK_PARSE(bts_parse_duration("2m", 1, &value), 120000000000);
	CHECK_PARSE(bts_parse_duration("1h", 1, &value), 3600000000000);
	CHECK_PARSE(bts_parse_duration("0.1234567890123456789999s", 1, &value), 123456789);
	CHECK_PARSE(bts_parse_duration("18446744073.709551615s", 1, &value), UINT64_MAX);
	CHECK_REFUSED(bts_parse_duration("18446744073.709551616s", 1, &value), -ERANGE);
	CHECK_REFUSED(bts_parse_duration("18446744074s", 1, &value), -ERANGE);
	CHECK_REFUSED(bts_parse_duration("99999999999999999999ns", 1, &value), -ERANGE);
	CHECK_REFUSED(bts_parse_duration("", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration("s", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration(".s", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration("1.s", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration("-1s", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration("1 s", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration("1S", 1, &value), -EINVAL);
	CHECK_REFUSED(bts_parse_duration("1e3s", 1, &value), -EINVAL);
}

TEST(parse_sizes)
{
	CHECK_PARSE(bts_parse_size("512", &value), 512);
	CHECK_PARSE(bts_parse_size("4k", &value), 4096);
	CHECK_PARSE(bts_parse_size("4K", &value), 4096);
	CHECK_PARSE(bts_parse_size("1.5k", &value), 1536);
	CHECK_PARSE(bts_parse_size("8M", &value), 8 << 20);
	CHECK_PARSE(bts_parse_size("2g", &value), 2ULL << 30);
	CHECK_REFUSED(bts_parse_size("17179869184g", &value), -ERANGE);
	CHECK_REFUSED(bts_parse_size("4kB", &value), -EINVAL);
	CHECK_REFUSED(bts_parse_size("k", &value), -EINVAL);
}

TEST(memory_grows)
{
	size_t i;
	bool same = true;

	bts_out_init(&out, -1);
	for (i = 0; i < 100000; i++)
		bts_out_char(&out, 'a' + i % 26);
	CHECK_INT(out.len, 100000);
	for (i = 0; i < out.len; i++)
		same = same && out.buf[i] == (char)('a' + i % 26);
	CHECK(same);
	CHECK_INT(bts_out_flush(&out), 0);
	CHECK(!bts_out_room(&out, SIZE_MAX));
	CHECK_INT(out.err, -ENOMEM);
	bts_out_free(&out);
}

TEST(full_disk)
{
	struct bts_out full;
	int fd = open("/dev/full", O_WRONLY);
	int i;

	CHECK(fd >= 0);
	bts_out_init(&full, fd);
	bts_out_text(&full, "text");
	CHECK_INT(full.err, 0);
	CHECK_INT(bts_out_flush(&full), -ENOSPC);
	/* Later text is dropped, and the error stays. */
	for (i = 0; i < 100000; i++)
		bts_out_text(&full, "more text");
	CHECK_INT(full.len, 0);
	CHECK_INT(bts_out_flush(&full), -ENOSPC);
	bts_out_free(&full);
	close(fd);
}

TEST(closed_pipe)
{
	struct bts_out closed;
	int fds[2];

	signal(SIGPIPE, SIG_IGN);
	CHECK_INT(pipe(fds), 0);
	close(fds[0]);
	bts_out_init(&closed, fds[1]);
	bts_out_text(&closed, "text");
	CHECK_INT(bts_out_flush(&closed), -EPIPE);
	CHECK_INT(bts_out_flush(&closed), -EPIPE);
	bts_out_free(&closed);
	close(fds[1]);
}

/* A non-blocking pipe takes less than it is given: a child reads slowly, all must arrive. */
TEST(partial_writes)
{
	enum { SIZE = 1 << 20 };
	struct bts_out slow;
	char *big = malloc(SIZE);
	int fds[2], ready[2];
	long total = 0, got = 0;

	CHECK_INT(pipe(fds), 0);
	CHECK_INT(pipe(ready), 0);
	if (!fork()) {
		static char part[4099];
		ssize_t n;

		close(fds[1]);
		while ((n = read(fds[0], part, sizeof(part))) > 0)
			total += n;
		_exit(write(ready[1], &total, sizeof(total)) != sizeof(total));
	}
	close(fds[0]);
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
	memset(big, 'x', SIZE);
	bts_out_init(&slow, fds[1]);
	bts_out_text(&slow, "first");
	bts_out_bytes(&slow, big, SIZE);
	bts_out_text(&slow, "last");
	CHECK_INT(bts_out_flush(&slow), 0);
	bts_out_free(&slow);
	close(fds[1]);
	CHECK_INT(read(ready[0], &got, sizeof(got)), sizeof(got));
	CHECK_INT(got, SIZE + 9);
	free(big);
	close(ready[0]);
	close(ready[1]);
}

TEST_MAIN(RUN(numbers), RUN(fixed), RUN(all_digits), RUN(durations), RUN(sizes), RUN(moments),
	  RUN(safe_plain), RUN(safe_everywhere), RUN(safe_columns), RUN(safe_deceiving),
	  RUN(safe_not_utf8), RUN(utf8), RUN(json_strings), RUN(base64), RUN(csv), RUN(parse_u64),
	  RUN(parse_durations), RUN(parse_sizes), RUN(memory_grows), RUN(full_disk),
	  RUN(closed_pipe), RUN(partial_writes))
