// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "bts/command.h"

/* @given_up: the status where the tracer has given up, or died. */
static _Noreturn void child(const char *file, char **argv, int (*become)(void), int gate,
			    int report, int given_up)
{
	sigset_t none;
	int err;
	char c;

	if (read(gate, &c, 1) != 1)
		_exit(given_up);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	err = become ? become() : 0;
	if (!err) {
		if (file)
			execv(file, argv);
		else
			execvp(argv[0], argv);
		err = errno;
	}
	if (write(report, &err, sizeof(err)) != sizeof(err))
		_exit(126);
	_exit(bts_command_exec_status(-err));
}

/* What the command waits at, and what it tells. */
static int pipes_open(struct bts_command *command, int gate[2], int report[2],
		      struct bts_error *error)
{
	*command = (struct bts_command){ .gate = -1, .exec_error = -1 };
	if (pipe2(gate, O_CLOEXEC))
		return bts_fail(error, -errno, "pipe: %s", strerror(errno));
	if (!pipe2(report, O_CLOEXEC))
		return 0;
	close(gate[0]);
	close(gate[1]);
	return bts_fail(error, -errno, "pipe: %s", strerror(errno));
}

int bts_command_fork(struct bts_command *command, const char *file, char **argv,
		     int (*become)(void), struct bts_error *error)
{
	int gate[2], report[2], err = pipes_open(command, gate, report, error);

	if (err)
		return err;
	command->pid = fork();
	if (!command->pid) {
		close(gate[1]);
		child(file, argv, become, gate[0], report[1], 0);
	}
	close(gate[0]);
	close(report[1]);
	command->gate = gate[1];
	command->exec_error = report[0];
	if (command->pid < 0) {
		command->pid = 0;
		return bts_fail(error, -errno, "fork: %s", strerror(errno));
	}
	return 0;
}

int bts_command_become(struct bts_command *command, enum bts_daemon how, const char *file,
		       char **argv, int (*become)(void), struct bts_error *error)
{
	int gate[2], report[2], err = pipes_open(command, gate, report, error);
	int status = 0;
	pid_t middle;

	if (err)
		return err;
	middle = fork();
	if (middle) {
		close(gate[1]);
		close(report[0]);
		err = middle < 0 ? -errno : 0;
		/* Its status is why it could not fork, either. */
		if (!err && waitpid(middle, &status, 0) == middle)
			err = -WEXITSTATUS(status);
		if (!err)
			child(file, argv, become, gate[0], report[1], 1);
		close(gate[0]);
		close(report[1]);
		return bts_fail(error, err, "fork: %s", strerror(-err));
	}
	middle = fork();
	if (middle)
		_exit(middle > 0 ? 0 : errno);
	close(gate[0]);
	close(report[1]);
	if (how == BTS_DAEMON_PGROUP)
		setpgid(0, 0);
	else if (how == BTS_DAEMON_SESSION)
		setsid();
	command->gate = gate[1];
	command->exec_error = report[0];
	return 0;
}

int bts_command_go(struct bts_command *command, char **argv, struct bts_error *error)
{
	int err = 0;
	ssize_t n;

	if (write(command->gate, "", 1) != 1)
		err = errno;
	close(command->gate);
	command->gate = -1;
	do
		n = read(command->exec_error, &err, sizeof(err));
	while (n < 0 && errno == EINTR);
	close(command->exec_error);
	command->exec_error = -1;
	if (n != sizeof(err))
		return 0; /* closed by a successful exec */
	bts_command_reap(command, true);
	return bts_fail(error, -err, "%s: %s", argv[0], strerror(err));
}

bool bts_command_reap(struct bts_command *command, bool wait)
{
	if (command->pid && waitpid(command->pid, &command->status, wait ? 0 : WNOHANG) > 0) {
		command->pid = 0;
		command->ended = true;
	}
	return command->ended;
}

/* How long a command may take to end when it is asked to, and how often we look. */
#define STOP_MS 1000
#define LOOK_MS 10

void bts_command_stop(struct bts_command *command)
{
	static const struct timespec look = { .tv_nsec = LOOK_MS * 1000000 };

	if (command->pid && !bts_command_reap(command, false)) {
		bool is_ours = command->gate >= 0;

		kill(command->pid, is_ours ? SIGKILL : SIGTERM);
		/* One that ignores SIGTERM, or is stopped, is left to init: it is the user's. */
		for (int ms = 0; !bts_command_reap(command, is_ours) && ms < STOP_MS; ms += LOOK_MS)
			nanosleep(&look, NULL);
	}
	if (command->gate >= 0)
		close(command->gate);
	if (command->exec_error >= 0)
		close(command->exec_error);
	command->gate = command->exec_error = -1;
}

void bts_command_leave(struct bts_command *command, int sig)
{
	if (!command->pid || bts_command_reap(command, false))
		return;
	if (sig) {
		kill(command->pid, SIGCONT);
		kill(command->pid, sig);
	}
	command->pid = 0;
}

int bts_command_exec_status(int err)
{
	return err == -ENOENT ? 127 : 126;
}

int bts_command_status(const struct bts_command *command)
{
	if (!WIFSIGNALED(command->status))
		return WEXITSTATUS(command->status);
	return bts_die_of(WTERMSIG(command->status));
}

int bts_die_of(int sig)
{
	struct rlimit none = { 0, 0 };
	sigset_t set;

	/* The core would be of the tracer. */
	setrlimit(RLIMIT_CORE, &none);
	signal(sig, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(sig);
	return 128 + sig;
}
