// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* -P, -e trace-fds, -e read and -e write, on made-up memory. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "dump.h"
#include "match.h"
#include "test.h"

static char image[16384];
static size_t image_len;

static void piece_put(int kind, int when, uint64_t addr, const void *bytes, size_t len)
{
	struct bts_cap_piece piece = { .addr = addr, .len = len, .when = when, .kind = kind };

	memcpy(image + image_len, &piece, sizeof(piece));
	memcpy(image + image_len + sizeof(piece), bytes, len);
	image_len += sizeof(piece) + ((len + 7) & ~7UL);
}

/* Descriptor @fd leads to a file of this name in the root. */
static void fd_put(int fd, const char *name)
{
	char bytes[256] = {};

	strcpy(bytes + sizeof(struct bts_cap_fd), name);
	piece_put(BTS_CAP_FD, BTS_CAP_ENTRY, fd, bytes,
		  sizeof(struct bts_cap_fd) + strlen(name) + 1);
}

static void path_put(uint64_t addr, const char *path)
{
	piece_put(BTS_CAP_STR, BTS_CAP_ENTRY, addr, path, strlen(path) + 1);
}

static struct bts_call call_of(const char *name, const uint64_t arg[6], int64_t ret)
{
	struct bts_call call = {
		.abi = BTS_ABI_X86_64,
		.word = 8,
		.nr = bts_syscall_number(BTS_ABI_X86_64, name),
		.ret = ret,
		.returned = true,
		.failed = ret < 0,
		.image = { image, image_len },
	};

	memcpy(call.arg, arg, sizeof(call.arg));
	return call;
}

static bool matched(const char *name, const uint64_t arg[6])
{
	struct bts_call call = call_of(name, arg, 0);

	return match_call(&call);
}

#define MATCHED(name, ...) matched(name, (const uint64_t[6]){ __VA_ARGS__ })

TEST(by_path)
{
	const char *wanted[] = { "/x", "rel" };
	struct systrace_options o = { .paths = wanted, .path_count = 2 };

	CHECK(!match_given());
	CHECK(!match_init(&o));
	CHECK(match_given());
	image_len = 0;
	fd_put(3, "x");
	fd_put(4, "y");
	path_put(0x1000, "/x");
	path_put(0x2000, "rel");
	path_put(0x3000, "/xx");
	CHECK(MATCHED("read", 3));
	CHECK(!MATCHED("read", 4));
	CHECK(!MATCHED("read", 5));
	CHECK(!MATCHED("read", (uint64_t)-1));
	CHECK(MATCHED("dup2", 4, 3));
	CHECK(MATCHED("openat", (uint32_t)-100, 0x1000));
	CHECK(MATCHED("openat", 3, 0x3000));
	CHECK(MATCHED("unlink", 0x2000));
	CHECK(!MATCHED("unlink", 0x3000));
	/* The new name of rename() is not looked at, as strace has it; link()'s is. */
	CHECK(MATCHED("rename", 0x1000, 0x3000));
	CHECK(!MATCHED("rename", 0x3000, 0x1000));
	CHECK(MATCHED("link", 0x3000, 0x1000));
	CHECK(MATCHED("mmap", 0, 1, 1, 1, 3));
	CHECK(!MATCHED("mmap", 3, 1, 1, 1, 4));
	CHECK(!MATCHED("getpid", 3));
	CHECK(!MATCHED("epoll_create1", 3));
	/* All that are polled. */
	CHECK(MATCHED("poll", 0, 1, 0));
	match_free();
}

TEST(by_descriptor)
{
	struct systrace_options o = { .trace_fds_given = true };
	int list[] = { 3, 50 };

	o.trace_fds.list = list;
	o.trace_fds.count = 2;
	CHECK(!match_init(&o));
	image_len = 0;
	CHECK(MATCHED("read", 3));
	CHECK(!MATCHED("read", 4));
	CHECK(MATCHED("dup3", 4, 50));
	CHECK(!MATCHED("unlink", 0x1000));
	o.trace_fds.others = true;
	CHECK(!MATCHED("read", 3));
	CHECK(MATCHED("read", 4));
	CHECK(!MATCHED("read", (uint64_t)-1));
	match_free();
}

TEST(operations)
{
	const char *wanted[] = { "/x" };
	struct systrace_options o = { .paths = wanted, .path_count = 1 };
	struct bts_cap_call call = {
		.ops = { { .kind = BTS_CAP_STR, .when = 1, .arg = 1, .max = 4096 } }
	};
	int row = bts_syscall_row(BTS_ABI_X86_64, bts_syscall_number(BTS_ABI_X86_64, "openat"));

	CHECK(!match_init(&o));
	CHECK(match_possible(row));
	CHECK(!match_possible(bts_syscall_row(BTS_ABI_X86_64, 39)));
	CHECK(!match_possible(-1));
	match_capture(row, 8, &call);
	CHECK(call.ops[1].kind == BTS_CAP_FD && call.ops[1].arg == 0);
	CHECK(call.ops[2].kind == BTS_CAP_END);
	CHECK(call.flags & BTS_CAP_ENTRY);
	match_free();
}

static const char *dumped(const struct systrace_options *o, const struct bts_call *call)
{
	static char text[8192];
	struct bts_out out;

	bts_out_init(&out, -1);
	dump_show(&out, o, call, 77);
	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf ?: "");
	bts_out_free(&out);
	return text;
}

TEST(dumps)
{
	struct systrace_options o = { .write = { .others = true } };
	struct bts_call call;
	struct {
		uint64_t base, len;
	} vector[] = { { 0x1000, 2 }, { 0x1002, 3 }, { 0x1002, 0 }, { 0x1000, 1 } };
	char bytes[20];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i < 10 ? 'a' + i : i;
	image_len = 0;
	piece_put(BTS_CAP_MEM, BTS_CAP_ENTRY, 0x1000, bytes, sizeof(bytes));
	call = call_of("write", (const uint64_t[6]){ 1, 0x1000, 18 }, 18);
	CHECK_STR(
		dumped(&o, &call),
		" | 00000  61 62 63 64 65 66 67 68  69 6a 0a 0b 0c 0d 0e 0f  abcdefghij...... |\n"
		" | 00010  10 11                                             ..               |\n");
	call.arg[2] = 21;
	CHECK(strstr(dumped(&o, &call), " | <Cannot fetch 5 bytes from pid 77 @0x1010>\n"));
	call.arg[2] = 0x100001;
	CHECK(!strncmp(dumped(&o, &call), " | 000000  61", 13));
	call.arg[2] = UINT64_MAX;
	CHECK_STR(dumped(&o, &call), "");
	call = call_of("read", (const uint64_t[6]){ 1, 0x1000, 18 }, 18);
	CHECK_STR(dumped(&o, &call), "");
	piece_put(BTS_CAP_MEM, BTS_CAP_ENTRY, 0x2000, vector, sizeof(vector));
	call = call_of("writev", (const uint64_t[6]){ 1, 0x2000, 4 }, 5);
	CHECK_STR(
		dumped(&o, &call),
		" * 2 bytes in buffer 0\n"
		" | 00000  61 62                                             ab               |\n"
		" * 3 bytes in buffer 1\n"
		" | 00000  63 64 65                                          cde              |\n");
}

TEST_MAIN(RUN(by_path), RUN(by_descriptor), RUN(operations), RUN(dumps))
