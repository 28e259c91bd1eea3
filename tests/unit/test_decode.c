// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The types of arguments that all decoders are made of. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include "decode.h"
#include "test.h"
#include "../json.h"

TEST(paths_and_flags)
{
	CHECK_STR(TEXT("openat", 3, (uint32_t)AT_FDCWD, PTR("/etc/passwd"), O_RDONLY | O_CLOEXEC),
		  "openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3");
	CHECK_STR(TEXT("openat", -ENOENT, 5, PTR("a\"b\n\1"), O_RDWR | O_CREAT, 0644),
		  "openat(5, \"a\\\"b\\n\\1\", O_RDWR|O_CREAT, 0644) = -1 ENOENT "
		  "(No such file or directory)");
	CHECK_STR(TEXT("open", -EFAULT, 0, 3), "open(NULL, O_ACCMODE) = -1 EFAULT (Bad address)");
	CHECK_STR(TEXT("open", -EFAULT, 1, 0x80000000),
		  "open(0x1, O_RDONLY|0x80000000) = -1 EFAULT "
		  "(Bad address)");
	CHECK_STR(JSON("openat", 3, (uint32_t)AT_FDCWD, PTR("x"), O_RDONLY),
		  "openat(\"dirfd\":\"AT_FDCWD\",\"pathname\":\"x\",\"flags\":\"O_RDONLY\") = 3");
}

TEST(buffers)
{
	static const char text[] = "0123456789012345678901234567890123456789";

	CHECK_STR(TEXT("write", 5, 1, PTR(text), 5), "write(1, \"01234\", 5) = 5");
	CHECK_STR(TEXT("write", 40, 1, PTR(text), 40),
		  "write(1, \"01234567890123456789012345678901\"..., 40) = 40");
	CHECK_STR(TEXT("read", 3, 1, PTR(text), 40), "read(1, \"012\", 40) = 3");
	CHECK_STR(TEXT("write", -EFAULT, 1, 0, 5), "write(1, NULL, 5) = -1 EFAULT (Bad address)");
	CHECK_STR(TEXT("write", -EFAULT, 1, 7, 5), "write(1, 0x7, 5) = -1 EFAULT (Bad address)");
}

/* What ends at a page that is not there. */
TEST(page_edge)
{
	char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char want[128];

	mprotect(page + 4096, 4096, PROT_NONE);
	memcpy(page + 4092, "abc", 4);
	CHECK_STR(TEXT("open", 3, PTR(page + 4092), 0), "open(\"abc\", O_RDONLY) = 3");
	memcpy(page + 4092, "abcd", 4);
	snprintf(want, sizeof(want), "open(%p, O_RDONLY) = -1 EFAULT (Bad address)", page + 4092);
	CHECK_STR(TEXT("open", -EFAULT, PTR(page + 4092), 0), want);
	snprintf(want, sizeof(want), "write(1, %p, 5) = -1 EFAULT (Bad address)", page + 4092);
	CHECK_STR(TEXT("write", -EFAULT, 1, PTR(page + 4092), 5), want);
	munmap(page, 8192);
}

TEST(vectors)
{
	struct iovec vec[2] = { { "ab", 2 }, { "cdef", 4 } };

	CHECK_STR(
		TEXT("writev", 6, 1, PTR(vec), 2),
		"writev(1, [{iov_base=\"ab\", iov_len=2}, {iov_base=\"cdef\", iov_len=4}], 2) = 6");
	CHECK_STR(TEXT("readv", 3, 1, PTR(vec), 2),
		  "readv(1, [{iov_base=\"ab\", iov_len=2}, {iov_base=\"c\", iov_len=4}], 2) = 3");
	CHECK_STR(JSON("readv", 3, 1, PTR(vec), 1),
		  "readv(\"fd\":1,\"iov\":[{\"iov_base\":\"ab\",\"iov_len\":2}],\"iovcnt\":1) = 3");
}

TEST(program)
{
	char *argv[] = { "a", "b", NULL }, *envp[] = { "X=1", NULL };
	char want[128];

	snprintf(want, sizeof(want), "execve(\"/bin/a\", [\"a\", \"b\"], %p /* 1 var */) = 0",
		 (void *)envp);
	CHECK_STR(TEXT("execve", 0, PTR("/bin/a"), PTR(argv), PTR(envp)), want);
}

/* So many brackets in an argument, and something that is behind them. */
static const char *nested(const struct bts_emit_ops *ops, unsigned int n)
{
	static struct bts_out out;
	struct bts_emit e;

	if (!out.cap)
		bts_out_init(&out, -1);
	out.len = 0;
	bts_emit_init(&e, ops, &out, &decode_plain);
	bts_emit_struct(&e);
	for (unsigned int i = 0; i < n; i++) {
		bts_emit_key(&e, "a");
		if (i % 2) {
			bts_emit_array(&e);
			bts_emit_uint(&e, i);
		}
		bts_emit_struct(&e);
		bts_emit_key(&e, "b");
		bts_emit_wrap(&e, "htons(");
		bts_emit_uint(&e, i);
		bts_emit_unwrap(&e, ")");
		bts_emit_quiet_key(&e, "c");
		bts_emit_change(&e, i, i + 1, BTS_UDEC);
		bts_emit_commentf(&e, "d");
	}
	for (unsigned int i = n; i-- > 0;) {
		bts_emit_struct_end(&e);
		if (i % 2) {
			bts_emit_more(&e);
			bts_emit_array_end(&e);
		}
		bts_emit_key(&e, "f");
		bts_emit_string(&e, "g", 1, 0);
		bts_emit_more(&e);
	}
	bts_emit_struct_end(&e);
	bts_out_char(&out, 0);
	return out.buf;
}

/* Those that are too deep are left out; what is behind them is as without. */
TEST(depth)
{
	size_t least = strlen(nested(&bts_emit_text, BTS_EMIT_DEPTH));

	for (unsigned int n = 0; n < 4 * BTS_EMIT_DEPTH; n++) {
		const char *text = nested(&bts_emit_json, n);

		CHECK(json_valid(text, strlen(text)));
		text = nested(&bts_emit_text, n);
		CHECK(n <= BTS_EMIT_DEPTH || strlen(text) == least);
	}
	CHECK_STR(nested(&bts_emit_text, 2), "{a={b=htons(0), 0 => 1 /* d */, a=[1, {b=htons(1), "
					     "1 => 2 /* d */}, ...], f=\"g\", ...}, "
					     "f=\"g\", ...}");
}

/* A word instead of members has no key, which JSON has to have. */
TEST(word_in_struct)
{
	uint64_t args[12] = { 0, 0, 0, 0, 17 };
	const char *line = JSON("clone3", -EINVAL, PTR(decode_edge(args, sizeof(args))), 4096);

	CHECK(strstr(line, "\"more\":true}"));
	CHECK(!strstr(line, "\"???\""));
}

TEST_MAIN(RUN(paths_and_flags), RUN(buffers), RUN(page_edge), RUN(vectors), RUN(program),
	  RUN(depth), RUN(word_in_struct))
