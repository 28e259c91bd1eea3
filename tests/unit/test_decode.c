// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The types of arguments that all decoders are made of. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include "test.h"
#include "decode.h"

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

TEST_MAIN(RUN(paths_and_flags), RUN(buffers), RUN(page_edge), RUN(vectors), RUN(program))
