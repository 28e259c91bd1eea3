// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Waiting for descriptors. */
#include <poll.h>
#include <sys/epoll.h>
#include "test.h"
#include "decode.h"

static struct pollfd fds[300];
static int64_t limit[2];

static void fds_set(int n, short events)
{
	limit[0] = 1;
	limit[1] = 2;
	memset(fds, 0, sizeof(fds));
	for (int i = 0; i < n; i++)
		fds[i] = (struct pollfd){ .fd = 4, .events = events };
}

static void second_ready(void)
{
	limit[0] = 0;
	fds[1].revents = POLLOUT;
}

static void all_ready(void)
{
	for (int i = 0; i < 300; i++)
		fds[i].revents = POLLOUT;
}

TEST(polling)
{
	uint64_t set = 1;

	fds_set(2, POLLIN | POLLOUT);
	CHECK_STR(TEXT("poll", 0, PTR(fds), 2, -1),
		  "poll([{fd=4, events=POLLIN|POLLOUT}, {fd=4, events=POLLIN|POLLOUT}], 2, -1) = 0 "
		  "(Timeout)");
	fds[0].fd = -1;
	fds[1].events = 0x4800;
	CHECK_STR(LATER(second_ready, "poll", 1, PTR(fds), 2, 7),
		  "poll([{fd=-1}, {fd=4, events=0x4800 /* POLL??? */}], 2, 7) = 1 "
		  "([{fd=4, revents=POLLOUT}])");
	CHECK_STR(DECODED(bts_emit_text, decode_both, second_ready, "poll", 1, PTR(fds + 1), 1, 7),
		  "poll([{fd=4, events=0x4800 /* POLL??? */}], 1, 7) = 1 "
		  "([{fd=4, revents=0x4 /* POLLOUT */}])");
	CHECK_STR(TEXT("poll", 0, 0, 0, 1), "poll(NULL, 0, 1) = 0 (Timeout)");
	CHECK_STR(TEXT("poll", -EFAULT, 16, 1, 1), "poll(0x10, 1, 1) = -1 EFAULT (Bad address)");
	fds_set(2, POLLIN);
	CHECK_STR(LATER(second_ready, "ppoll", 1, PTR(fds), 2, PTR(limit), PTR(&set), 8),
		  "ppoll([{fd=4, events=POLLIN}, {fd=4, events=POLLIN}], 2, {tv_sec=1, "
		  "tv_nsec=2}, [HUP], 8) = 1 ([{fd=4, revents=POLLOUT}], left {tv_sec=0, "
		  "tv_nsec=2})");
}

/* The note behind the result has bounds of its own. */
TEST(polling_many)
{
	const char *text, *end = ", {fd=4, revents=POLLOUT}, ...])", *at;

	fds_set(300, POLLOUT);
	text = LATER(all_ready, "poll", 300, PTR(fds), 300, 0);
	CHECK_STR(text + strlen(text) - strlen(end), end);
	at = strstr(text, "300, 0) = 300 ([{fd=4, revents=POLLOUT}, ");
	CHECK(at && strlen(at) == strlen("300, 0) = 300 ([") +
					  32 * strlen("{fd=4, revents=POLLOUT}, ") +
					  strlen("...])"));
	fds_set(300, POLLOUT);
	text = DECODED(bts_emit_text, decode_whole, all_ready, "ppoll", 300, PTR(fds), 300,
		       PTR(limit), 0, 0);
	at = strstr(text, " = 300 (");
	CHECK(at);
	at += strlen(" = 300 (");
	CHECK(strlen(at) < 1024 && strstr(at, "POLLOUT}, ...], left {tv_sec=1, tv_nsec=2})"));
}

static uint64_t in[2], out[2], except[2];

static void sets_set(void)
{
	in[0] = 9;
	out[0] = 0x12;
	out[1] = 1;
	except[0] = 0;
	limit[0] = 1;
	limit[1] = 3;
}

static void some_left(void)
{
	in[0] = 8;
	out[0] = 0;
	limit[0] = 0;
}

static void in_and_except(void)
{
	in[0] = 8;
	out[0] = out[1] = 0;
	except[0] = 8;
}

TEST(selecting)
{
	uint64_t signals = 1, pair[2] = { PTR(&signals), 8 };

	sets_set();
	CHECK_STR(LATER(some_left, "select", 2, 65, PTR(in), PTR(out), PTR(except), PTR(limit)),
		  "select(65, [0 3], [1 4 64], [], {tv_sec=1, tv_usec=3}) = 2 (in [3], out [64], "
		  "left {tv_sec=0, tv_usec=3})");
	sets_set();
	CHECK_STR(LATER(some_left, "select", 1, 10, 0, PTR(out), 0, 0),
		  "select(10, NULL, [1 4], NULL, NULL) = 1 ()");
	sets_set();
	/* As strace has it. */
	CHECK_STR(LATER(in_and_except, "select", 2, 65, PTR(in), PTR(out), PTR(except), 0),
		  "select(65, [0 3], [1 4 64], [], NULL) = 2 (in [3]], except [3])");
	CHECK_STR(TEXT("select", 0, 0, 0x10, 0, 0, 0),
		  "select(0, 0x10, NULL, NULL, NULL) = 0 (Timeout)");
	CHECK_STR(TEXT("select", -EINVAL, -1, 0x10, 0, 0, 0),
		  "select(-1, 0x10, NULL, NULL, NULL) = -1 EINVAL (Invalid argument)");
	sets_set();
	CHECK_STR(TEXT("pselect6", 0, 4, PTR(in), 0, 0, PTR(limit), PTR(pair)),
		  "pselect6(4, [0 3], NULL, NULL, {tv_sec=1, tv_nsec=3}, {sigmask=[HUP], "
		  "sigsetsize=8}) = 0 (Timeout)");
	pair[0] = 0x10;
	CHECK_STR(TEXT("pselect6", -EFAULT, 0, 0, 0, 0, 0, PTR(pair)),
		  "pselect6(0, NULL, NULL, NULL, NULL, {sigmask=0x10, sigsetsize=8}) = -1 EFAULT "
		  "(Bad address)");
	CHECK_STR(JSON("select", 0, 4, PTR(in), 0, 0, 0),
		  "select(\"nfds\":4,\"readfds\":[0,3],\"writefds\":null,\"exceptfds\":null,"
		  "\"timeout\":null) = 0 "
		  "(Timeout)");
}

TEST(epoll)
{
	struct epoll_event events[2] = { { .events = EPOLLIN | EPOLLET, .data.u64 = 10 }, {} };
	int64_t wait[2] = { 0, 7 };
	uint64_t set = 1;
	char want[256];

	CHECK_STR(TEXT("epoll_create", 3, 5), "epoll_create(5) = 3");
	CHECK_STR(TEXT("epoll_create1", 3, 0x80000), "epoll_create1(EPOLL_CLOEXEC) = 3");
	CHECK_STR(TEXT("epoll_ctl", 0, 3, EPOLL_CTL_ADD, 4, PTR(events)),
		  "epoll_ctl(3, EPOLL_CTL_ADD, 4, {events=EPOLLIN|EPOLLET, data=0xa}) = 0");
	snprintf(want, sizeof(want), "epoll_ctl(3, EPOLL_CTL_DEL, 4, %p) = 0", (void *)events);
	CHECK_STR(TEXT("epoll_ctl", 0, 3, EPOLL_CTL_DEL, 4, PTR(events)), want);
	CHECK_STR(TEXT("epoll_ctl", -EINVAL, 3, 7, 4, 0),
		  "epoll_ctl(3, 0x7 /* EPOLL_CTL_??? */, 4, NULL) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("epoll_wait", 2, 3, PTR(events), 10, -1),
		  "epoll_wait(3, [{events=EPOLLIN|EPOLLET, data=0xa}, {events=0, data=0}], 10, "
		  "-1) = 2");
	CHECK_STR(TEXT("epoll_wait", 0, 3, PTR(events), 10, 5), "epoll_wait(3, [], 10, 5) = 0");
	CHECK_STR(TEXT("epoll_pwait2", 0, 3, PTR(events), 10, PTR(wait), PTR(&set), 8),
		  "epoll_pwait2(3, [], 10, {tv_sec=0, tv_nsec=7}, [HUP], 8) = 0");
	/* Of a call that failed the addresses. */
	CHECK_STR(TEXT("epoll_pwait", -EBADF, 9, 0x10, 10, 5, 0x20, 8),
		  "epoll_pwait(9, 0x10, 10, 5, 0x20, 8) = -1 EBADF (Bad file descriptor)");
	CHECK_STR(JSON("epoll_wait", 1, 3, PTR(events), 1, 0),
		  "epoll_wait(\"epfd\":3,\"events\":[{\"events\":\"EPOLLIN|EPOLLET\","
		  "\"data\":\"0xa\"}],\"maxevents\":1,\"timeout\":0) = 1");
}

TEST(eventfds)
{
	CHECK_STR(TEXT("eventfd", 3, -1), "eventfd(4294967295) = 3");
	CHECK_STR(TEXT("eventfd2", 3, 1, 0x80801),
		  "eventfd2(1, EFD_SEMAPHORE|EFD_CLOEXEC|EFD_NONBLOCK) = 3");
}

TEST_MAIN(RUN(polling), RUN(polling_many), RUN(selecting), RUN(epoll), RUN(eventfds))
