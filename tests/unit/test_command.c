// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bts/command.h"
#include "test.h"

static struct bts_command command;
static struct bts_error error;

#define SHELL(script) ((char *[]){ "sh", "-c", (script), NULL })

static int fork_at_gate(char **argv)
{
	memset(&error, 0, sizeof(error));
	return bts_command_fork(&command, NULL, argv, NULL, &error);
}

static void check_closed(void)
{
	CHECK_INT(command.gate, -1);
	CHECK_INT(command.exec_error, -1);
}

/* From the gate to the end; the status of waitpid(). */
static int run(char **argv)
{
	CHECK_INT(fork_at_gate(argv), 0);
	CHECK(command.pid > 0 && !command.ended);
	CHECK_INT(bts_command_go(&command, argv, &error), 0);
	CHECK(bts_command_reap(&command, true));
	CHECK(command.ended && !command.pid);
	CHECK_STR(error.text, "");
	check_closed();
	/* Once it has ended it has ended. */
	CHECK(bts_command_reap(&command, false));
	bts_command_stop(&command);
	return command.status;
}

/* The status of a process that becomes the command; the tracer lets it go, or gives up. */
static int become(enum bts_daemon how, bool go)
{
	char **argv = SHELL("exit 7");
	int status = -1;
	pid_t pid = fork();

	if (!pid) {
		if (bts_command_become(&command, how, NULL, argv, NULL, &error))
			_exit(99);
		if (how == BTS_DAEMON_SESSION && getsid(0) != getpid())
			_exit(0);
		if (how == BTS_DAEMON_PGROUP && getpgrp() != getpid())
			_exit(0);
		_exit(go ? bts_command_go(&command, argv, &error) : 0);
	}
	CHECK_INT(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(becomes_the_command)
{
	CHECK_INT(become(BTS_DAEMON_GRANDCHILD, true), 7);
	CHECK_INT(become(BTS_DAEMON_PGROUP, true), 7);
	CHECK_INT(become(BTS_DAEMON_SESSION, true), 7);
	CHECK_INT(become(BTS_DAEMON_GRANDCHILD, false), 1);
}

TEST(left_alone)
{
	char **argv = SHELL("kill -STOP $$; exit 7");
	int status = -1;
	pid_t pid;

	for (int sig = 0; sig <= SIGTERM; sig += SIGTERM) {
		CHECK_INT(fork_at_gate(argv), 0);
		pid = command.pid;
		CHECK_INT(bts_command_go(&command, argv, &error), 0);
		CHECK_INT(waitpid(pid, &status, WUNTRACED), pid);
		CHECK(WIFSTOPPED(status));
		bts_command_leave(&command, sig);
		CHECK(!command.pid && !command.ended);
		if (!sig)
			kill(pid, SIGCONT);
		CHECK_INT(waitpid(pid, &status, 0), pid);
		CHECK(sig ? WIFSIGNALED(status) && WTERMSIG(status) == sig
			  : WIFEXITED(status) && WEXITSTATUS(status) == 7);
	}
	/* One that has ended already is not lost. */
	CHECK_INT(fork_at_gate(SHELL("exit 3")), 0);
	CHECK_INT(bts_command_go(&command, argv, &error), 0);
	while (!bts_command_reap(&command, false))
		;
	bts_command_leave(&command, SIGTERM);
	CHECK(command.ended);
	CHECK_INT(bts_command_status(&command), 3);
}

TEST(exit_status)
{
	int status = run(SHELL("exit 7"));

	CHECK(WIFEXITED(status));
	CHECK_INT(bts_command_status(&command), 7);
	run((char *[]){ "true", NULL });
	CHECK_INT(bts_command_status(&command), 0);
	run(SHELL("exit 255"));
	CHECK_INT(bts_command_status(&command), 255);
}

/* A pipe that the command inherits, for what it has to say; only the reading end is ours. */
static int say_fd = -1;

static int hear(char *say, size_t size, const char *format)
{
	int fds[2];

	if (pipe(fds))
		abort();
	/* Not the reading end: the command would never see a broken pipe, nor we its end. */
	fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	snprintf(say, size, format, fds[1]);
	say_fd = fds[1];
	return fds[0];
}

static bool is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) > 0;
}

/* Nothing of it runs before the gate opens. */
TEST(gate)
{
	char script[64], c = 0;
	int fd = hear(script, sizeof(script), "echo x >&%d");
	char **argv = SHELL(script);

	CHECK_INT(fork_at_gate(argv), 0);
	close(say_fd);
	CHECK(!is_readable(fd));
	CHECK(!bts_command_reap(&command, false));
	CHECK_INT(bts_command_go(&command, argv, &error), 0);
	CHECK_INT(read(fd, &c, 1), 1);
	CHECK_INT(c, 'x');
	CHECK(bts_command_reap(&command, true));
	close(fd);
}

TEST(stop_before_go)
{
	char script[64], c;
	int fd = hear(script, sizeof(script), "echo x >&%d");
	char **argv = SHELL(script);

	CHECK_INT(fork_at_gate(argv), 0);
	close(say_fd);
	bts_command_stop(&command);
	CHECK(command.ended && !command.pid);
	CHECK(WIFSIGNALED(command.status));
	CHECK_INT(WTERMSIG(command.status), SIGKILL);
	check_closed();
	/* The end of the file, and nothing before it. */
	CHECK_INT(read(fd, &c, 1), 0);
	close(fd);
	bts_command_stop(&command);
	CHECK_INT(WTERMSIG(command.status), SIGKILL);
}

/* A tracer that dies leaves no child at the gate. */
TEST(tracer_dies)
{
	char script[64], c;
	int fd = hear(script, sizeof(script), "echo x >&%d");
	char **argv = SHELL(script);
	pid_t tracer = fork();

	if (!tracer) {
		fork_at_gate(argv);
		_exit(0);
	}
	close(say_fd);
	waitpid(tracer, NULL, 0);
	CHECK_INT(read(fd, &c, 1), 0);
	close(fd);
}

TEST(stop)
{
	char **argv = (char *[]){ "sleep", "30", NULL };

	CHECK_INT(fork_at_gate(argv), 0);
	CHECK_INT(bts_command_go(&command, argv, &error), 0);
	CHECK(!bts_command_reap(&command, false));
	bts_command_stop(&command);
	CHECK(command.ended && !command.pid);
	CHECK(WIFSIGNALED(command.status));
	CHECK_INT(WTERMSIG(command.status), SIGTERM);
	check_closed();
}

/* Whoever does not end for SIGTERM outlives its tracer, which must not wait for ever. */
TEST(stop_refused)
{
	char script[128], c = 0;
	int fd = hear(script, sizeof(script), "trap '' TERM; echo x >&%d; exec sleep 30");
	char **argv = SHELL(script);
	pid_t pid;

	CHECK_INT(fork_at_gate(argv), 0);
	close(say_fd);
	CHECK_INT(bts_command_go(&command, argv, &error), 0);
	CHECK_INT(read(fd, &c, 1), 1);
	pid = command.pid;
	bts_command_stop(&command);
	CHECK(!command.ended);
	check_closed();
	CHECK_INT(kill(pid, 0), 0);
	kill(pid, SIGKILL);
	CHECK_INT(waitpid(pid, NULL, 0), pid);
	close(fd);
}

TEST(stop_nothing)
{
	command = (struct bts_command){ .gate = -1, .exec_error = -1 };
	bts_command_stop(&command);
	CHECK(!command.ended);
	check_closed();
	CHECK(!bts_command_reap(&command, true));
}

static void check_no_exec(char *file, int err, const char *text, int status)
{
	char **argv = (char *[]){ file, "argument", NULL };

	CHECK_INT(fork_at_gate(argv), 0);
	CHECK_INT(bts_command_go(&command, argv, &error), err);
	CHECK_STR(error.text, text);
	CHECK_INT(bts_command_exec_status(err), status);
	/* It is gone, with the same status. */
	CHECK(command.ended && !command.pid);
	CHECK(WIFEXITED(command.status));
	CHECK_INT(WEXITSTATUS(command.status), status);
	check_closed();
}

TEST(failed_exec)
{
	check_no_exec("/nonexistent/file", -ENOENT, "/nonexistent/file: No such file or directory",
		      127);
	/* Of a directory that may not be read nobody can say what is in it. */
	setenv("PATH", "/usr/bin:/bin", 1);
	check_no_exec("no-such-command-anywhere", -ENOENT,
		      "no-such-command-anywhere: No such file or directory", 127);
	check_no_exec("", -ENOENT, ": No such file or directory", 127);
	check_no_exec("/", -EACCES, "/: Permission denied", 126);
	check_no_exec("/dev/null/x", -ENOTDIR, "/dev/null/x: Not a directory", 126);
	CHECK_INT(bts_command_exec_status(-ENOEXEC), 126);
}

/* The command has the signals that a shell would give it, whatever its tracer does with them. */
TEST(signals)
{
	sigset_t set, old;
	int status;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, &old);
	signal(SIGPIPE, SIG_IGN);
	status = run(SHELL("kill -USR1 $$; exit 0"));
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR1);
	status = run(SHELL("kill -PIPE $$; exit 0"));
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
	sigprocmask(SIG_SETMASK, &old, NULL);
	signal(SIGPIPE, SIG_DFL);
}

/* Dies as the command did. In a process of its own, so that the test does not. */
static int death(const char *signal_name)
{
	char script[64];
	int status = 0;
	pid_t pid;

	snprintf(script, sizeof(script), "kill -%s $$", signal_name);
	pid = fork();
	if (!pid) {
		sigset_t all;

		/* As the tracer, which reads its signals and has them blocked. */
		sigfillset(&all);
		sigprocmask(SIG_BLOCK, &all, NULL);
		run(SHELL(script));
		bts_command_status(&command);
		_exit(200);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : -WEXITSTATUS(status);
}

TEST(death_by_signal)
{
	CHECK_INT(death("TERM"), SIGTERM);
	CHECK_INT(death("KILL"), SIGKILL);
	CHECK_INT(death("INT"), SIGINT);
	CHECK_INT(death("SEGV"), SIGSEGV);
	CHECK_INT(death("PIPE"), SIGPIPE);
}

/* Killed at the gate from elsewhere: go says nothing wrong, and the end is told as it was. */
TEST(killed_at_gate)
{
	char **argv = SHELL("exit 0");
	siginfo_t info;

	signal(SIGPIPE, SIG_IGN);
	CHECK_INT(fork_at_gate(argv), 0);
	kill(command.pid, SIGKILL);
	CHECK_INT(waitid(P_PID, command.pid, &info, WEXITED | WNOWAIT), 0);
	bts_command_go(&command, argv, &error);
	CHECK(bts_command_reap(&command, true));
	CHECK(WIFSIGNALED(command.status) && WTERMSIG(command.status) == SIGKILL);
	bts_command_stop(&command);
	check_closed();
	signal(SIGPIPE, SIG_DFL);
}

TEST_MAIN(RUN(exit_status), RUN(gate), RUN(stop_before_go), RUN(tracer_dies), RUN(stop),
	  RUN(stop_refused), RUN(stop_nothing), RUN(failed_exec), RUN(signals),
	  RUN(death_by_signal), RUN(killed_at_gate), RUN(becomes_the_command), RUN(left_alone))
