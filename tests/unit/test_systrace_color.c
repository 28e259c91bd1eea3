// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "color.h"
#include "test.h"

/* The text with colours as a number in braces, and their end as an empty pair. */
static const char *colored(const char *text)
{
	static char got[4096];
	struct color color = {};
	struct bts_out out;
	size_t n = 0;

	bts_out_init(&out, -1);
	color_write(&color, &out, text, strlen(text));
	for (size_t i = 0; i < out.len && n + 2 < sizeof(got); i++) {
		char c = out.buf[i];

		if (c == '\033') {
			got[n++] = '{';
			for (i += 2; out.buf[i] != 'm'; i++) {
				if (out.buf[i] != '0')
					got[n++] = out.buf[i];
			}
			c = '}';
		}
		got[n++] = c;
	}
	got[n] = '\0';
	bts_out_free(&out);
	return got;
}

TEST(parts)
{
	CHECK_STR(colored("12 getpid() = 7\n+++ exited with 0 +++\n"),
		  "12 {33}getpid{}() = {32}7{}\n+++ exited with 0 +++\n");
	CHECK_STR(
		colored("open(\"a\\\"b(\"..., O_RDONLY|O_EXCL, 0) = -1 ENOENT (No such file)\n"),
		"{33}open{}({35}\"a\\\"b(\"{}..., {34}O_RDONLY{}|{34}O_EXCL{}, {35}0{}) = {32}-1{} "
		"{31}ENOENT (No such file){}\n");
	CHECK_STR(colored("f(fd=3</a b<char 1:3>>, NULL, makedev(1, 2) /* c */, {st_x=~[RTMIN]}) = "
			  "?\n"),
		  "{33}f{}({39}fd{}={35}3{}{35}</a b<char 1:3>>{}, {35}NULL{}, "
		  "{34}makedev{}({35}1{}, {35}2{}) {36}/* c */{}, {{39}st_x{}=~[{34}RTMIN{}]}) = "
		  "{32}?{}\n");
	CHECK_STR(colored("--- SIGHUP {si_pid=1} ---\n | 00000  28 29  f() |\n"),
		  "--- {34}SIGHUP{} {{39}si_pid{}={35}1{}} ---\n | 00000  28 29  f() |\n");
	CHECK_STR(colored("[pid  9] <... wait4 resumed>, 0) = 9\nwait4(-1 <unfinished ...>\n"),
		  "[pid  9] <... wait4 resumed>, {35}0{}) = {32}9{}\n"
		  "{33}wait4{}({35}-1{} <unfinished ...>\n");
}

/* A call whose end comes later goes on where it was. */
TEST(pieces)
{
	struct color color = {};
	struct bts_out out;

	bts_out_init(&out, -1);
	color_write(&color, &out, "read(0", 6);
	color_write(&color, &out, ", \"\", 1) = 0\n", 13);
	color_write(&color, &out, "x() = 1", 7);
	bts_out_char(&out, '\0');
	CHECK_STR(out.buf, "\033[33mread\033[0m(\033[35m0\033[0m, \033[35m\"\"\033[0m, "
			   "\033[35m1\033[0m) = \033[32m0\033[0m\n\033[33mx\033[0m() = "
			   "\033[32m1\033[0m");
	bts_out_free(&out);
}

TEST(own_colors)
{
	color_set("syscall=1;33:nosuch=1:retval=:error=x:punct=2:argname:argval="
		  "99999999999999999999999999999999999");
	CHECK_STR(colored("f(1) = 1 EIO\n"),
		  "{1;33}f{}{2}({}{35}1{}{2}){}{2} = {}1{2} {}{31}EIO{}\n");
	color_set(NULL);
	color_set("");
	color_set("syscall=33:retval=32:punct=0");
	CHECK_STR(colored("f() = 1\n"), "{33}f{}() = {32}1{}\n");
}

/* Whatever stands there, it stays as it was, in whatever pieces it comes. */
TEST(nothing_is_lost)
{
	static const char alphabet[] = "aA_0 (<>)=-\"\\/*,+|\n.{}[]";
	char text[64], got[64 * 16];

	srand(1);
	for (int round = 0; round < 20000; round++) {
		size_t n = rand() % sizeof(text), cut = n ? rand() % n : 0, len = 0;
		struct color color = {};
		struct bts_out out;

		for (size_t i = 0; i < n; i++)
			text[i] = alphabet[rand() % (sizeof(alphabet) - 1)];
		bts_out_init(&out, -1);
		color_write(&color, &out, text, cut);
		color_write(&color, &out, text + cut, n - cut);
		for (size_t i = 0; i < out.len && len < sizeof(got); i++) {
			if (out.buf[i] == '\033')
				while (out.buf[i] != 'm')
					i++;
			else
				got[len++] = out.buf[i];
		}
		bts_out_free(&out);
		if (!CHECK(len == n && !memcmp(got, text, n)))
			break;
	}
}

TEST_MAIN(RUN(parts), RUN(pieces), RUN(own_colors), RUN(nothing_is_lost))
