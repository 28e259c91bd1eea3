// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * run OUT COMMAND...: runs the command and writes a line to OUT: the nanoseconds that it took, the
 * microseconds of processor time and the most KiB of resident memory that its own process has had,
 * without its children's. `run -t OUT COMMAND...' writes the first of them alone and does nothing
 * while the command runs: for what is traced itself. Ends with the command's status, 128 + N for
 * signal N.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAMPLE_NS 5000000

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* A process that has ended has no memory any more: what it had is asked for all the time. */
static long long resident_kib(pid_t pid)
{
	char line[256];
	long long kib = 0;
	FILE *file;

	snprintf(line, sizeof(line), "/proc/%d/status", (int)pid);
	file = fopen(line, "r");
	while (file && fgets(line, sizeof(line), file)) {
		if (!strncmp(line, "VmHWM:", 6))
			kib = strtoll(line + 6, NULL, 10);
	}
	if (file)
		fclose(file);
	return kib;
}

static long long cpu_us(pid_t pid)
{
	unsigned long long user = 0, system = 0;
	char line[1024];
	char *rest;
	FILE *file;

	snprintf(line, sizeof(line), "/proc/%d/stat", (int)pid);
	file = fopen(line, "r");
	/* The name, in brackets, may hold anything. */
	if (file && fgets(line, sizeof(line), file) && (rest = strrchr(line, ')')))
		sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user,
		       &system);
	if (file)
		fclose(file);
	return (user + system) * 1000000 / sysconf(_SC_CLK_TCK);
}

/* Until it has ended; it stays a zombie. */
static long long watch(pid_t pid)
{
	long long kib, most = 0;
	siginfo_t info = {};

	while (!waitid(P_PID, pid, &info, WEXITED | WNOWAIT | WNOHANG) && !info.si_pid) {
		kib = resident_kib(pid);
		most = kib > most ? kib : most;
		nanosleep(&(struct timespec){ .tv_nsec = SAMPLE_NS }, NULL);
	}
	return most;
}

int main(int argc, char **argv)
{
	int timed = argc > 1 && !strcmp(argv[1], "-t"), status = 0;
	long long begun, took, kib = 0, us = 0;
	siginfo_t info;
	FILE *out;
	pid_t pid;

	argv += timed;
	if (argc - timed < 3) {
		fputs("usage: run [-t] OUT COMMAND...\n", stderr);
		return 2;
	}
	begun = now();
	pid = fork();
	if (!pid) {
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (pid > 0 && !timed)
		kib = watch(pid);
	if (pid < 0 || waitid(P_PID, pid, &info, WEXITED | WNOWAIT)) {
		perror("run");
		return 1;
	}
	took = now() - begun;
	if (!timed)
		us = cpu_us(pid);
	waitpid(pid, &status, 0);
	out = fopen(argv[1], "w");
	if (!out) {
		perror(argv[1]);
		return 1;
	}
	if (timed)
		fprintf(out, "%lld\n", took);
	else
		fprintf(out, "%lld %lld %lld\n", took, us, kib);
	if (fclose(out)) {
		perror(argv[1]);
		return 1;
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
