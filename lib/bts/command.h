/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The command that is traced from its first instruction to its end. */
#ifndef BTS_COMMAND_H
#define BTS_COMMAND_H

#include <stdbool.h>
#include <sys/types.h>
#include "bts/error.h"

struct bts_command {
	pid_t pid;	/* 0: none, or reaped */
	int gate;	/* writing lets it go on to exec; -1 */
	int exec_error; /* read end: the errno of a failed exec, or end of file */
	int status;	/* of waitpid(), once ended */
	bool ended;
};

/* Who is the tracer, and who the command? */
enum bts_daemon {
	BTS_DAEMON_NONE,       /* the command is a child */
	BTS_DAEMON_GRANDCHILD, /* the command is this process, and a grandchild of it traces, */
	BTS_DAEMON_PGROUP,     /* in a process group of its own, */
	BTS_DAEMON_SESSION,    /* in a session of its own */
};

/*
 * Forks a child that waits at the gate, then to call @become, if it is not NULL (0, or an errno
 * with which it ends), and to execute @file, or if that is NULL what PATH has of the name argv[0].
 * 0 or -errno.
 */
int bts_command_fork(struct bts_command *command, const char *file, char **argv,
		     int (*become)(void), struct bts_error *error);

/*
 * The same where this process is to become the command: what returns is a grandchild, and it has no
 * child to wait for. Where it cannot, this process returns. @how is not BTS_DAEMON_NONE.
 */
int bts_command_become(struct bts_command *command, enum bts_daemon how, const char *file,
		       char **argv, int (*become)(void), struct bts_error *error);

/*
 * Opens the gate. 0, or -errno of the exec that failed, with the reason in
 * @error; the child is then reaped.
 */
int bts_command_go(struct bts_command *command, char **argv, struct bts_error *error);

/* Reaps it if it has ended (with @wait: when it has). True once ended. */
bool bts_command_reap(struct bts_command *command, bool wait);

/*
 * Ends a command that still runs: SIGKILL before it was let go, else SIGTERM. One
 * that has not ended within a second runs on; else it is reaped.
 */
void bts_command_stop(struct bts_command *command);

/*
 * Lets go of a command that may still run: it is not ours to end or to wait for any more. Before,
 * it is sent @sig, also if it is stopped; 0: nothing.
 */
void bts_command_leave(struct bts_command *command, int sig);

/* What a shell would give for a failed exec: 127 if the file was not found, else 126. */
int bts_command_exec_status(int err);

/* Exits as the command did: with its status, or by its signal. Returns the status. */
int bts_command_status(const struct bts_command *command);

/* Ends this process by @sig, without a core. Where it goes on, returns the status for that. */
int bts_die_of(int sig);

#endif
