// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* forks N: forks and reaps N children, one after the other, and prints ns a fork to stderr. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 1000;
	double begun = now();

	for (int i = 0; i < n; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		if (pid < 0 || waitpid(pid, NULL, 0) != pid) {
			perror("forks");
			return 1;
		}
	}
	fprintf(stderr, "%.0f\n", (now() - begun) / n);
	return 0;
}
