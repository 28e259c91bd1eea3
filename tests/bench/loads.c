// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Loads for a tracer.
 *
 *	loads calls N		a call that does nothing, N times
 *	loads echo N		N times a byte there and back, by loopback between two processes
 *	loads threads T N	so many threads at once, N calls of each
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static long rounds;

static int fails(const char *what)
{
	perror(what);
	return 1;
}

static int calls(void)
{
	for (long i = 0; i < rounds; i++)
		syscall(SYS_getppid);
	return 0;
}

/* Gives back what it is sent, until there is no more. */
static int answer(int listener)
{
	int fd = accept(listener, NULL, NULL), one = 1;
	char byte;

	if (fd < 0 || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)))
		return fails("accept");
	while (read(fd, &byte, 1) == 1) {
		if (write(fd, &byte, 1) != 1)
			return fails("write");
	}
	return 0;
}

static int ask(const struct sockaddr_in *to)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	char byte = 'x';

	if (fd < 0 || connect(fd, (const struct sockaddr *)to, sizeof(*to)) ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)))
		return fails("connect");
	for (long i = 0; i < rounds; i++) {
		if (write(fd, &byte, 1) != 1 || read(fd, &byte, 1) != 1)
			return fails("echo");
	}
	return close(fd) ? fails("close") : 0;
}

static int echo(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int listener = socket(AF_INET, SOCK_STREAM, 0), status, err;
	socklen_t len = sizeof(at);
	pid_t pid;

	if (listener < 0 || bind(listener, (struct sockaddr *)&at, sizeof(at)) ||
	    listen(listener, 1) || getsockname(listener, (struct sockaddr *)&at, &len))
		return fails("listen");
	pid = fork();
	if (!pid)
		_exit(answer(listener));
	if (pid < 0)
		return fails("fork");
	err = ask(&at);
	/* It might wait for ever. */
	if (err)
		kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid || status)
		return 1;
	return err;
}

static void *one_thread(void *arg)
{
	calls();
	return arg;
}

static int threads(long n)
{
	pthread_t *all = calloc(n, sizeof(*all));
	long made = 0;

	if (!all)
		return fails("threads");
	while (made < n && !pthread_create(&all[made], NULL, one_thread, NULL))
		made++;
	for (long i = 0; i < made; i++)
		pthread_join(all[i], NULL);
	free(all);
	return made < n;
}

int main(int argc, char **argv)
{
	const char *load = argc > 2 ? argv[1] : "";

	rounds = argc > 2 ? atol(argv[argc - 1]) : 0;
	if (!strcmp(load, "calls"))
		return calls();
	if (!strcmp(load, "echo"))
		return echo();
	if (!strcmp(load, "threads") && argc == 4)
		return threads(atol(argv[2]));
	fputs("usage: loads calls N | echo N | threads T N\n", stderr);
	return 2;
}
