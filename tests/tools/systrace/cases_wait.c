// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Waiting for descriptors, and descriptors that are no files: pipes, events, signals, watches.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <time.h>

#include "cases.h"

static const struct timespec brief = { 0, 1000 }, odd = { -1, -1 };

/* A pipe with something in it; its writing end is the descriptor after. */
static int full_pipe(void)
{
	int p[2] = { -1, -1 };

	T(pipe, p);
	T(write, p[1], "x", 1);
	return p[0];
}

static void poll_calls(void)
{
	int p = full_pipe();
	struct pollfd fds[3] = { { p, POLLIN, 0 },
				 { p + 1, POLLOUT | POLLERR, 0 },
				 { -1, -1, -1 } };

	T(poll, EDGE(fds), 3, 0);
	T(poll, EDGE(fds), 3, -1);
	T(poll, EDGE(fds), 2, 1);
	fds[0].events = POLLPRI;
	T(poll, EDGE(fds), 1, 0);
	T(poll, EDGE(fds), 0, 1);
	T(poll, NULL, 0, 1);
	T(poll, NULL, 1, 0);
	T(poll, LOW, 3, 0);
	T(poll, EDGE(fds), 4, 0);
	T(poll, EDGE(fds), -1, -1);
	fds[1].fd = 12345;
	fds[1].events = POLLRDNORM | POLLWRBAND | POLLMSG | POLLRDHUP | 0x1000;
	T(poll, EDGE(fds), 2, RUBBISH(5));
	T(close, p + 1);
	T(poll, EDGE(fds), 1, 0);
}

static void poll_many(void)
{
	struct pollfd fds[40];

	for (int i = 0; i < 40; i++)
		fds[i] = (struct pollfd){ i % 2 ? 1000 + i : -i, POLLIN, 0 };
	T(poll, EDGE(fds), 40, 0);
	T(poll, EDGE(fds), 32, 0);
}

static void ppoll_calls(void)
{
	int p = full_pipe();
	struct pollfd fds[2] = { { p, POLLIN, 0 }, { p + 1, POLLOUT, 0 } };
	unsigned long set = 0x10001, all = -1, none = 0;

	T(ppoll, EDGE(fds), 2, NULL, NULL, 0);
	T(ppoll, EDGE(fds), 2, EDGE(brief), EDGE(set), 8);
	fds[0].fd = -5;
	T(ppoll, EDGE(fds), 1, EDGE(brief), EDGE(all), 8);
	T(ppoll, EDGE(fds), 1, EDGE(brief), EDGE(none), 8);
	T(ppoll, EDGE(fds), 2, EDGE(odd), EDGE(set), 7);
	T(ppoll, EDGE(fds), 2, LOW, LOW, -1);
	T(ppoll, LOW, -1, EDGE(brief), NULL, 8);
	T(ppoll, NULL, 0, EDGE(brief), NULL, 0);
}

static void select_calls(void)
{
	int p = full_pipe();
	fd_set in, out;
	struct timeval zero = { 0, 0 }, bad = { -1, -1 }, large = { 5, 2000000 };

	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_SET(p, &in);
	FD_SET(p + 1, &in);
	FD_SET(p + 1, &out);
	T(select, p + 2, EDGE(in), EDGE(out), NULL, EDGE(zero));
	T(select, p + 2, EDGE(in), NULL, NULL, NULL);
	T(select, p + 1, NULL, NULL, EDGE(in), EDGE(zero));
	T(select, p + 2, EDGE(in), EDGE(out), EDGE(in), EDGE(large));
	T(select, 0, NULL, NULL, NULL, EDGE(zero));
	T(select, p + 2, EDGE(in), NULL, NULL, EDGE(bad));
	T(select, -1, EDGE(in), EDGE(out), NULL, EDGE(zero));
	T(select, p + 2, LOW, HOLE, NULL, EDGE(zero));
	T(select, p + 2, EDGE(in), NULL, NULL, LOW);
	FD_SET(99, &in);
	T(select, 100, EDGE(in), NULL, NULL, EDGE(zero));
	T(select, 64, edge(&in, 8), edge(&in, 8), NULL, EDGE(zero));
	T(select, 5000, EDGE(in), NULL, NULL, EDGE(zero));
}

static void pselect_calls(void)
{
	int p = full_pipe();
	fd_set in;
	unsigned long set = 0x2;
	struct {
		void *set;
		size_t size;
	} mask = { edge(&set, 8), 8 }, bad = { LOW, 7 }, null = { NULL, 8 };

	FD_ZERO(&in);
	FD_SET(p, &in);
	T(pselect6, p + 2, EDGE(in), NULL, NULL, EDGE(brief), EDGE(mask));
	T(pselect6, p + 2, NULL, NULL, NULL, EDGE(brief), EDGE(mask));
	T(pselect6, p + 2, EDGE(in), NULL, NULL, EDGE(brief), EDGE(null));
	T(pselect6, p + 2, EDGE(in), NULL, NULL, EDGE(brief), EDGE(bad));
	T(pselect6, p + 2, EDGE(in), EDGE(in), EDGE(in), NULL, NULL);
	T(pselect6, -1, EDGE(in), NULL, NULL, EDGE(odd), LOW);
	T(pselect6, 0, NULL, NULL, NULL, LOW, NULL);
}

static void epoll_calls(void)
{
	int p = full_pipe(), e = T(epoll_create1, EPOLL_CLOEXEC);
	struct epoll_event in = { EPOLLIN, { .u64 = 0x123456789abcdef0 } },
			   more = { EPOLLOUT | EPOLLET | EPOLLONESHOT, { .fd = 5 } },
			   odd_event = { -1, { .u64 = -1 } };
	char *events = room(12 * 4);

	T(epoll_ctl, e, EPOLL_CTL_ADD, p, EDGE(in));
	T(epoll_ctl, e, EPOLL_CTL_ADD, p, EDGE(in));
	T(epoll_ctl, e, EPOLL_CTL_ADD, p + 1, EDGE(more));
	T(epoll_wait, e, events, 4, 0);
	T(epoll_wait, e, events, 1, -1);
	T(epoll_ctl, e, EPOLL_CTL_MOD, p, EDGE(odd_event));
	T(epoll_ctl, e, EPOLL_CTL_DEL, p, NULL);
	T(epoll_ctl, e, EPOLL_CTL_DEL, p, LOW);
	T(epoll_ctl, e, EPOLL_CTL_ADD, e, EDGE(in));
	T(epoll_ctl, e, 77, -1, EDGE(in));
	T(epoll_ctl, -1, EPOLL_CTL_ADD, 0, LOW);
	T(epoll_ctl, e, EPOLL_CTL_MOD, p, NULL);
	T(epoll_wait, e, events, 4, 1);
	T(epoll_wait, -1, events, 0, 0);
	T(epoll_wait, e, LOW, -1, RUBBISH(-1));
	T(epoll_create, 0);
	T(epoll_create, 5);
	T(epoll_create1, -1);
}

static void epoll_pwaits(void)
{
	int p = full_pipe(), e = T(epoll_create1, 0);
	struct epoll_event in = { EPOLLIN | EPOLLEXCLUSIVE, { .u64 = 7 } };
	char *events = room(12);
	unsigned long set = 0x4002;

	T(epoll_ctl, e, EPOLL_CTL_ADD, p, EDGE(in));
	T(epoll_pwait, e, events, 1, 0, EDGE(set), 8);
	T(epoll_pwait, e, events, 1, 0, NULL, 8);
	T(epoll_pwait, e, NULL, 1, 0, LOW, 4);
	T(epoll_pwait, e, events, 2, 0, EDGE(set), 8);
	T(epoll_pwait2, e, events, 1, EDGE(brief), EDGE(set), 8);
	T(epoll_pwait2, e, events, 1, NULL, NULL, 0);
	T(epoll_pwait2, -1, events, -1, EDGE(odd), LOW, -1);
	T(epoll_pwait2, e, events, 1, LOW, NULL, 8);
}

static void pipe_calls(void)
{
	T(pipe, room(8));
	T(pipe, NULL);
	T(pipe, LOW);
	T(pipe, room(4));
	T(pipe2, room(8), O_CLOEXEC | O_NONBLOCK);
	T(pipe2, room(8), O_DIRECT);
	T(pipe2, room(8), O_EXCL);
	T(pipe2, room(8), -1);
	T(pipe2, HOLE, 0);
}

static void eventfd_calls(void)
{
	int fd = T(eventfd2, 5, EFD_CLOEXEC | EFD_NONBLOCK);
	uint64_t one = 1;

	T(write, fd, EDGE(one), 8);
	T(read, fd, room(8), 8);
	T(read, fd, room(8), 8);
	T(write, fd, EDGE(one), 4);
	T(eventfd, -1);
	T(eventfd2, RUBBISH(3), EFD_SEMAPHORE);
	T(eventfd2, 0, -1);
}

static void signalfd_calls(void)
{
	unsigned long set = 0x200, all = -1;
	int fd = T(signalfd4, -1, EDGE(set), 8, SFD_CLOEXEC | SFD_NONBLOCK);
	long self = T(getpid);

	T(rt_sigprocmask, SIG_BLOCK, EDGE(set), NULL, 8);
	T(signalfd4, fd, EDGE(set), 8, 0);
	T(read, fd, LOW, 128);
	T(kill, self, SIGUSR1);
	T(poll, room(8), 1, 0);
	T(signalfd, -1, EDGE(all), 8);
	T(signalfd4, -1, EDGE(set), 7, 0);
	T(signalfd4, -1, LOW, 8, -1);
	T(signalfd4, 0, EDGE(set), 8, 0);
	T(signalfd4, 12345, NULL, -1, 1);
}

static void inotify_calls(void)
{
	int fd = T(inotify_init1, IN_CLOEXEC | IN_NONBLOCK), wd;

	T(mkdir, "dir", 0755);
	wd = T(inotify_add_watch, fd, "dir", IN_CREATE | IN_DELETE | IN_ONLYDIR);
	T(mknod, "dir/file", 0100600, 0);
	T(read, fd, room(64), 64);
	T(inotify_add_watch, fd, "none", IN_ALL_EVENTS);
	T(inotify_add_watch, fd, "dir", -1);
	T(inotify_add_watch, fd, "dir", 0);
	T(inotify_add_watch, -1, NULL, 0x10000);
	T(inotify_rm_watch, fd, wd);
	T(inotify_rm_watch, fd, 99);
	T(inotify_rm_watch, -1, -1);
	T(inotify_init);
	T(inotify_init1, -1);
}

static void fanotify_calls(void)
{
	T(fanotify_init, -1, -1);
	T(fanotify_init, 0x3, O_RDONLY | O_LARGEFILE | O_CLOEXEC);
	T(fanotify_init, 0x80000000, 0);
	T(fanotify_mark, -1, 1, 0x20, AT_FDCWD, "/");
	T(fanotify_mark, -1, 0x115, 0x80000000000000ff, -1, NULL);
	T(fanotify_mark, -1, -1, -1, 5, LOW);
	T(fanotify_mark, -1, 0x82, 0, AT_FDCWD, edge_open("x"));
}

static void aio_calls(void)
{
	unsigned long *context = room(8);
	struct {
		uint64_t data;
		uint32_t key, rw_flags;
		uint16_t op;
		int16_t prio;
		uint32_t fd;
		uint64_t buf, nbytes, offset, more;
		uint32_t flags, resfd;
	} w = { 7, 0, 0, 1, 0, 0, (uintptr_t) "some text", 9, 0, 0, 0, 0 };
	void *list[2], *bad[2] = { LOW, NULL };
	int fd = file_with("file", "x", 1);

	T(io_setup, 1, LOW);
	T(io_setup, -1, context);
	T(io_setup, 0, NULL);
	w.fd = fd;
	list[0] = EDGE(w);
	w.op = 7;
	w.prio = -5;
	w.flags = 3;
	w.resfd = 99;
	w.rw_flags = 0xff;
	list[1] = EDGE(w);
	T(io_submit, 0, 2, EDGE(list));
	T(io_submit, 0, 2, EDGE(bad));
	T(io_submit, 0, 3, EDGE(list));
	T(io_submit, LOW, -1, LOW);
	T(io_submit, 0, 0, NULL);
	for (w.op = 0; w.op < 10; w.op++) {
		w.rw_flags = 0;
		w.flags = 0;
		list[0] = EDGE(w);
		T(io_submit, 0, 1, edge(list, 8));
	}
	T(io_getevents, 0, 1, 2, room(64), EDGE(brief));
	T(io_getevents, ONES, -1, -1, LOW, EDGE(odd));
	T(io_pgetevents, 0, 1, 2, NULL, EDGE(brief), LOW);
	T(io_cancel, 0, list[0], room(32));
	T(io_cancel, ONES, LOW, NULL);
	T(io_destroy, 0);
	T(io_destroy, ONES);
}

#define ROWS "-v|-y|-X raw|-X verbose"

const struct testcase cases[] = {
	{ "poll_calls", poll_calls, ROWS "|-yy|-e verbose=none|-Z" },
	{ "poll_many", poll_many, "-v|-s 5|-e abbrev=none" },
	{ "ppoll_calls", ppoll_calls, ROWS },
	{ "select_calls", select_calls, ROWS "|-e verbose=none" },
	{ "pselect_calls", pselect_calls, ROWS },
	{ "epoll_calls", epoll_calls, ROWS "|-yy" },
	{ "epoll_pwaits", epoll_pwaits, ROWS },
	{ "pipe_calls", pipe_calls, ROWS },
	{ "eventfd_calls", eventfd_calls, ROWS "|-yy|-e decode-fds=eventfd|-xx" },
	{ "signalfd_calls", signalfd_calls, ROWS "|-yy|-e decode-fds=signalfd" },
	{ "inotify_calls", inotify_calls, "-X raw|-y|-X verbose" },
	{ "fanotify_calls", fanotify_calls, ROWS },
	{ "aio_calls", aio_calls, ROWS },
	{}
};
