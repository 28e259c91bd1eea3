// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * The first process of an initramfs in which there is nothing beside the static
 * program: runs it before and after /proc and /sys are there, and powers off.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "/bpftrace-suite"

static void run(char **argv)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		execv(PROGRAM, argv);
		_exit(99);
	}
	waitpid(pid, &status, 0);
	printf("%s: status %d\n", argv[1], WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	fflush(stdout);
}

int main(void)
{
	char *hello[] = { PROGRAM, "hello", "-f",    "--life", "-u",
			  "root",  "--",    PROGRAM, "list",   NULL };
	char *plain[] = { PROGRAM, "hello", "--", PROGRAM, "list", NULL };
	char *list[] = { PROGRAM, "list", NULL }, *doctor[] = { PROGRAM, "doctor", NULL };
	FILE *users;

	/* The kernel has opened the console for us, if there was a node for it. */
	mkdir("/dev", 0755);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	dup2(open("/dev/console", O_RDWR), 1);
	dup2(1, 2);
	run(list);
	run(plain);
	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mkdir("/etc", 0755);
	mount("proc", "/proc", "proc", 0, NULL);
	run(plain);
	mount("sys", "/sys", "sysfs", 0, NULL);
	run(hello);
	users = fopen("/etc/passwd", "w");
	fputs("root:x:0:0:root:/root:/bin/sh\n", users);
	fclose(users);
	run(hello);
	run(doctor);
	sync();
	reboot(RB_POWER_OFF);
	return 0;
}
