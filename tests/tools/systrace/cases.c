// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * PROGRAM --list prints the names of the cases and, after a tab, the rows of options for each.
 * PROGRAM CASE makes the calls of one, between marks: calls that nothing else makes, one that fails
 * and one that does not, so that there is a mark also where only one sort is shown.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"

static unsigned int rooms_taken;

void *room(size_t size)
{
	if (size > ROOM_SIZE || rooms_taken == ROOMS) {
		static const char text[] = "cases: no room\n";

		T(write, 2, text, sizeof(text) - 1);
		T(exit_group, 99);
	}
	return (char *)(ROOM_BASE + ROOM_STRIDE * rooms_taken++ + ROOM_SIZE) - size;
}

void room_reset(void)
{
	while (rooms_taken)
		memset((char *)ROOM_BASE + ROOM_STRIDE * --rooms_taken, 0, ROOM_SIZE);
}

void *edge(const void *bytes, size_t size)
{
	return memcpy(room(size), bytes, size);
}

char *edge_open(const char *s)
{
	return edge(s, strlen(s));
}

char *edge_str(const char *s)
{
	return edge(s, strlen(s) + 1);
}

char *edge_long(size_t length)
{
	char *s = room(length + 1);

	for (size_t i = 0; i < length; i++)
		s[i] = 'a' + i % 26;
	return s;
}

void pages_fill(void)
{
	memset(ZERO, 0, PAGE);
	memset(FULL, 0xff, PAGE);
	for (int i = 0; i < PAGE / 4; i++)
		((uint32_t *)COUNT)[i] = i + 1;
	for (int i = 0; i < PAGE / 8; i++)
		((uint64_t *)WORDS)[i] = i + 1;
	memcpy(END - 15, "some\n\377\"string\\", 15);
}

void pages_make(void)
{
	for (int i = 0; i < 4; i++)
		T(mmap, ZERO + i * 2 * PAGE, PAGE, PROT_READ | PROT_WRITE,
		  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	pages_fill();
}

static void signal_mask(int how, int signal)
{
	unsigned long set = 1UL << (signal - 1);

	T(rt_sigprocmask, how, &set, NULL, 8);
}

void hold(int signal)
{
	signal_mask(SIG_BLOCK, signal);
}

void release(int signal)
{
	signal_mask(SIG_UNBLOCK, signal);
}

long child(int (*run)(void))
{
	long pid;

	hold(SIGCHLD);
	pid = T(clone, SIGCHLD);
	if (!pid)
		T(exit_group, run ? run() : 0);
	return pid;
}

void collect(long pid)
{
	T(wait4, pid, NULL, 0, NULL);
	release(SIGCHLD);
}

int file_with(const char *name, const void *bytes, size_t size)
{
	int fd = T(openat, AT_FDCWD, name, O_RDWR | O_CREAT | O_TRUNC, 0644);

	if (size)
		T(pwrite64, fd, bytes, size, 0);
	return fd;
}

void take_signal(int signal)
{
	(void)signal;
}

__asm__(".text\n"
	".globl signal_return\n"
	".type signal_return, @function\n"
	"signal_return:\n"
	"	mov $15, %eax\n"
	"	syscall\n"
	".size signal_return, . - signal_return\n");

void catch_signal(int signal, unsigned long flags)
{
	struct action action = { (void *)take_signal, flags | RESTORER, signal_return, 0 };

	T(rt_sigaction, signal, &action, NULL, 8);
}

int main(int argc, char **argv)
{
	const struct testcase *c;

	if (argc == 2 && !strcmp(argv[1], "--list")) {
		for (c = cases; c->name; c++)
			printf("%s\t%s\n", c->name, c->rows ? c->rows : "");
		return 0;
	}
	for (c = cases; argc == 2 && c->name && strcmp(c->name, argv[1]) != 0; c++)
		;
	if (argc != 2 || !c->name) {
		fprintf(stderr, "usage: %s --list | CASE\n", argv[0]);
		return 2;
	}
	for (unsigned int i = 0; i < ROOMS; i++) {
		void *at = (void *)(ROOM_BASE + ROOM_STRIDE * i);

		if (mmap(at, ROOM_SIZE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != at) {
			perror("cases: mmap");
			return 1;
		}
	}
	T(umask, 022);
	T(umask, 0123);
	T(umask, 022);
	T(fchdir, -20211);
	c->run();
	T(fchdir, -20212);
	T(umask, 0124);
	return 0;
}
