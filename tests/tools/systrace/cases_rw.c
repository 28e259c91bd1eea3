// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Calls that read and write, and how their bytes are shown.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>

#include "cases.h"

static int null;

static void write_escapes(void)
{
	char all[256];

	null = T(open, "/dev/null", O_RDWR);
	for (int i = 0; i < 256; i++)
		all[i] = i;
	for (int i = 0; i < 256; i += 32)
		T(write, null, all + i, 32);
	T(write, null, edge(all, 256), 256);
	T(write, null, "\0000\0019\002a\0378\n9\0", 14);
	T(write, null, "\\\"\a\b\f\n\r\t\v", 9);
	T(write, null, "/*a*/", 5);
}

static void write_lengths(void)
{
	char *s = edge_long(100);

	null = T(open, "/dev/null", O_RDWR);
	for (int i = 0; i < 3; i++)
		T(write, null, s, i);
	T(write, null, s, 31);
	T(write, null, s, 32);
	T(write, null, s, 33);
	T(write, null, s, 101);
	T(write, null, s, 102);
	T(write, null, "abc\0def", 7);
	T(write, null, "abc\0", 4);
	T(write, null, s, 0x7fffffff);
	T(write, null, s, -1);
	T(write, null, NULL, 0);
	T(write, null, NULL, 5);
	T(write, null, LOW, 5);
	T(write, null, HOLE, 0);
	T(write, -1, s, RUBBISH(5));
}

static void write_edges(void)
{
	int fd = file_with("file", "", 0);

	T(write, fd, edge("abcdefgh", 8), 8);
	T(write, fd, edge("abcdefgh", 8), 9);
	T(write, fd, edge("abcdefgh", 8), 5000);
	T(write, fd, (char *)edge_long(40) + 20, 40);
	T(write, -1, edge("abcdefgh", 8), 9);
	T(write, -1, edge_long(5000), 5001);
	T(write, -1, edge_long(5000), 5010);
}

static void write_big(void)
{
	null = T(open, "/dev/null", O_RDWR);
	T(write, null, edge_long(5000), 5000);
	T(write, null, edge_long(9000), 9000);
	T(write, null, edge_long(ROOM_SIZE - 1), ROOM_SIZE);
}

static void read_results(void)
{
	int fd = file_with("file", "some text\0with\377bytes\nthat is longer than thirty-two bytes",
			   57);
	char *b = room(100);

	T(read, fd, b, 100);
	T(read, fd, b, 100);
	T(lseek, fd, 0, 0);
	T(read, fd, b, 3);
	T(read, fd, b, 0);
	T(read, fd, NULL, 10);
	T(read, fd, LOW, 10);
	T(read, fd, b + 95, 100);
	T(read, -1, b, 10);
	T(read, -1, NULL, -1);
	T(read, fd, b, -1);
	T(read, RUBBISH(fd), b, RUBBISH(10));
	fd = T(open, ".", O_RDONLY);
	T(read, fd, b, 10);
}

static void pread_pwrite(void)
{
	int fd = file_with("file", "0123456789", 10);
	char *b = room(16);

	T(pread64, fd, b, 4, 3);
	T(pread64, fd, b, 16, 10);
	T(pread64, fd, b, 4, -1);
	T(pread64, fd, b, 4, 0x7ffffffffffffff0);
	T(pread64, fd, HOLE, 4, 0);
	T(pread64, -1, b, 4, 0x1122334455667788);
	T(pwrite64, fd, "abc\n", 4, 8);
	T(pwrite64, fd, "abc", 3, -1);
	T(pwrite64, fd, NULL, 4, 0);
	T(pwrite64, -1, edge("abc", 3), 4, 0x8000000000000000);
}

static void readv_calls(void)
{
	int fd = file_with("file", "0123456789abcdefghijklmnopqrstuvwxyz", 36);
	char *b = room(64);
	struct iovec iov[3] = { { b, 4 }, { b + 10, 0 }, { b + 20, 40 } };
	struct iovec bad[2] = { { b, 2 }, { LOW, 3 } };
	struct iovec huge[2] = { { NULL, 0 }, { ONES, -1 } };

	T(readv, fd, EDGE(iov), 3);
	T(readv, fd, EDGE(iov), 3);
	T(lseek, fd, 0, 0);
	T(readv, fd, EDGE(bad), 2);
	T(readv, fd, EDGE(huge), 2);
	T(readv, fd, EDGE(iov), 0);
	T(readv, fd, EDGE(iov), 4);
	T(readv, fd, NULL, 1);
	T(readv, fd, LOW, 2);
	T(readv, -1, EDGE(iov), -1);
	T(readv, -1, (char *)EDGE(iov) + 8, 3);
	T(preadv, fd, EDGE(iov), 3, 20, 0);
	T(preadv, fd, EDGE(iov), 2, -1, -1);
	T(preadv2, fd, EDGE(iov), 2, 1, 0, 0);
	T(preadv2, fd, EDGE(iov), 2, -1, -1, 4);
	T(preadv2, -1, EDGE(iov), 2, 0, 0, -1);
}

static void writev_calls(void)
{
	int fd = file_with("file", "", 0);
	struct iovec iov[3] = { { "first", 5 }, { "", 0 }, { "a\0b\n\377", 5 } };
	struct iovec bad[3] = { { "x", 1 }, { LOW, 3 }, { edge("edge", 4), 5 } };
	struct iovec many[70];

	for (int i = 0; i < 70; i++)
		many[i] = (struct iovec){ "many of them", i % 13 };
	T(writev, fd, EDGE(iov), 3);
	T(writev, fd, EDGE(bad), 3);
	T(writev, fd, EDGE(many), 70);
	T(writev, fd, EDGE(iov), 0);
	T(writev, fd, EDGE(iov), 5);
	T(writev, fd, NULL, 3);
	T(writev, -1, EDGE(iov), 1025);
	T(writev, -1, (char *)EDGE(iov) + 1, 3);
	T(writev, RUBBISH(fd), EDGE(iov), RUBBISH(3));
	T(pwritev, fd, EDGE(iov), 3, 100, 0);
	T(pwritev, -1, HOLE, 3, -1, 5);
	T(pwritev2, fd, EDGE(iov), 3, 5, 0, 0x1f);
	T(pwritev2, fd, EDGE(iov), 3, -1, -1, 0x10);
	T(pwritev2, -1, EDGE(iov), 3, 0, 0, -1);
}

static void writev_long(void)
{
	char *s = edge_long(100);
	struct iovec iov[2] = { { s, 100 }, { s + 90, 12 } };

	null = T(open, "/dev/null", O_RDWR);
	T(writev, null, EDGE(iov), 2);
	T(writev, -1, EDGE(iov), 2);
}

static void dumped(void)
{
	int fd = file_with("file", "0123456789abcdefghijklmnopqrstuvwxyz", 36);
	char *b = room(64);
	struct iovec in[2] = { { b, 5 }, { b + 20, 20 } };
	struct iovec out[2] = { { "first\n", 6 }, { "\0\1\2\3", 4 } };

	T(read, fd, b, 36);
	T(read, fd, b, 36);
	T(write, fd, "\0\1\177\200 ~", 6);
	T(pwrite64, fd, edge_long(50), 51, 0);
	T(preadv, fd, EDGE(in), 2, 0);
	T(writev, fd, EDGE(out), 2);
	T(write, fd, LOW, 3);
}

#define ROWS "-s 4|-s 0|-s 100|-x|-xx|-y|-e raw=read,write"

const struct testcase cases[] = {
	{ "write_escapes", write_escapes, ROWS "|-s 300|--strings-in-hex=non-ascii-chars|-v" },
	{ "write_lengths", write_lengths, ROWS },
	{ "write_edges", write_edges, ROWS "|-s 5000" },
	{ "write_big", write_big, "-s 4096|-s 4097|-s 20000" },
	{ "read_results", read_results, ROWS "|-z|-Z|-T" },
	{ "pread_pwrite", pread_pwrite, "-s 2|-xx|-y" },
	{ "readv_calls", readv_calls, "-s 4|-v|-xx|-y|-e verbose=none|-e abbrev=none" },
	{ "writev_calls", writev_calls, "-s 4|-v|-xx|-y|-e raw=writev|-X raw" },
	{ "writev_long", writev_long, "-s 4|-v|-s 100|-s 101" },
	{ "dumped", dumped, "-e write=all|-e read=all|-e read=3 -e write=3|-e read=4" },
	{}
};
