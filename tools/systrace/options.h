/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * The command line of systrace: strace's, by its letters, names, arguments and messages, and some
 * long options of our own.
 */
#ifndef SYSTRACE_OPTIONS_H
#define SYSTRACE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "bts/error.h"
#include "sets.h"

/* -e status=: how a call ended. */
enum systrace_status {
	SYSTRACE_STATUS_SUCCESSFUL = 1 << 0,
	SYSTRACE_STATUS_FAILED = 1 << 1,
	SYSTRACE_STATUS_UNFINISHED = 1 << 2,
	SYSTRACE_STATUS_UNAVAILABLE = 1 << 3,
	SYSTRACE_STATUS_DETACHED = 1 << 4,
	SYSTRACE_STATUS_ALL = (1 << 5) - 1,
};

/* -e quiet=: messages that are not wanted. */
enum systrace_quiet {
	SYSTRACE_QUIET_ATTACH = 1 << 0,
	SYSTRACE_QUIET_EXIT = 1 << 1,
	SYSTRACE_QUIET_PATH_RESOLUTION = 1 << 2,
	SYSTRACE_QUIET_PERSONALITY = 1 << 3,
	SYSTRACE_QUIET_THREAD_EXECVE = 1 << 4, /* also `superseded' */
	SYSTRACE_QUIET_ALL = (1 << 5) - 1,
};

/* -e decode-fds=: what is told of descriptors. */
enum systrace_fd_detail {
	SYSTRACE_FD_PATH = 1 << 0,
	SYSTRACE_FD_SOCKET = 1 << 1,
	SYSTRACE_FD_DEV = 1 << 2,
	SYSTRACE_FD_PIDFD = 1 << 3,
	SYSTRACE_FD_EVENTFD = 1 << 4,
	SYSTRACE_FD_SIGNALFD = 1 << 5,
	SYSTRACE_FD_ALL = (1 << 6) - 1,
};

/* -e decode-pids=: what is told of processes. */
enum systrace_pid_detail {
	SYSTRACE_PID_COMM = 1 << 0,
	SYSTRACE_PID_PIDNS =
		1 << 1, /* the number in the tracer's pid namespace, where it differs */
	SYSTRACE_PID_ALL = (1 << 2) - 1,
};

/* -x: which strings and escapes are hexadecimal. */
enum systrace_hex {
	SYSTRACE_HEX_NONE,
	SYSTRACE_HEX_NON_ASCII_CHARS, /* escapes, which are octal else */
	SYSTRACE_HEX_NON_ASCII,	      /* whole strings that hold something outside of ASCII: -x */
	SYSTRACE_HEX_ALL,	      /* -xx */
};

/* -X: how constants and flags are shown. */
enum systrace_const_style {
	SYSTRACE_CONST_ABBREV,	/* O_RDONLY */
	SYSTRACE_CONST_RAW,	/* 0 */
	SYSTRACE_CONST_VERBOSE, /* 0 with the name in a comment */
};

/* -t: the clock of each line. */
enum systrace_clock {
	SYSTRACE_CLOCK_NONE,
	SYSTRACE_CLOCK_TIME, /* of the day, local */
	SYSTRACE_CLOCK_UNIX, /* seconds since 1970 */
};

/* -c and -C. */
enum systrace_summary {
	SYSTRACE_SUMMARY_NONE,
	SYSTRACE_SUMMARY_ONLY, /* -c */
	SYSTRACE_SUMMARY_TOO,  /* -C: beside the lines */
};

/* Columns of the summary, for -U and -S. */
enum systrace_column {
	SYSTRACE_COLUMN_NOTHING, /* -S alone: in no order */
	SYSTRACE_COLUMN_TIME_PERCENT,
	SYSTRACE_COLUMN_TOTAL_TIME,
	SYSTRACE_COLUMN_MIN_TIME,
	SYSTRACE_COLUMN_MAX_TIME,
	SYSTRACE_COLUMN_AVG_TIME,
	SYSTRACE_COLUMN_WALL_TOTAL,
	SYSTRACE_COLUMN_WALL_MIN,
	SYSTRACE_COLUMN_WALL_MAX,
	SYSTRACE_COLUMN_WALL_AVG,
	SYSTRACE_COLUMN_CALLS,
	SYSTRACE_COLUMN_ERRORS,
	SYSTRACE_COLUMN_NAME,
	SYSTRACE_COLUMNS,
};

/* -I: when signals may end the tracer. */
enum systrace_interruptible {
	SYSTRACE_INTR_ANYWHERE = 1,
	SYSTRACE_INTR_WAITING,
	SYSTRACE_INTR_NEVER,
	SYSTRACE_INTR_NEVER_TSTP,
};

enum systrace_daemonize {
	SYSTRACE_DAEMONIZE_NONE,
	SYSTRACE_DAEMONIZE_GRANDCHILD, /* -D */
	SYSTRACE_DAEMONIZE_PGROUP,     /* -DD */
	SYSTRACE_DAEMONIZE_SESSION,    /* -DDD */
};

enum systrace_color {
	SYSTRACE_COLOR_AUTO,
	SYSTRACE_COLOR_ALWAYS,
	SYSTRACE_COLOR_NEVER,
};

/* Should the traced tasks be slowed down while the tracer is behind? */
enum systrace_throttle {
	SYSTRACE_THROTTLE_AUTO, /* not for the whole machine, see --all */
	SYSTRACE_THROTTLE_YES,
	SYSTRACE_THROTTLE_NO,
};

/* Decimals of a time that is not shown. */
#define SYSTRACE_UNSHOWN (-1)

#define SYSTRACE_NOTES_MAX 32

/*
 * What the command line said, with all defaults filled in. Where one option rules out another, as
 * -ff without -o, that is done too. Strings lead into argv.
 */
struct systrace_options {
	/* Which tasks. All of these that are given must hold, but that command and pids add up. */
	char **command;	   /* the end of argv, ends with NULL; NULL: none */
	const char *argv0; /* --argv0: the command's argv[0]; NULL: its own */
	pid_t *pids;	   /* -p: in the order given; one may be there twice */
	size_t pid_count;
	bool all_tasks;		/* --all */
	const char *cgroup;	/* --cgroup: a path; NULL: any */
	const char *container;	/* --container: an id's beginning, or a name; NULL: any */
	const char *comm;	/* --comm: the name of a task, its first 15 bytes; NULL: any */
	bool follow;		/* -f */
	bool detach_on_execve;	/* -b execve */
	bool kill_on_exit;	/* only where there is no -p */
	uint64_t syscall_limit; /* detach after so many calls; 0: never */
	uint64_t limit;		/* --limit: end after so many lines; 0: never */

	/* The command. */
	const char *user; /* -u: a name, to be looked up ("Cannot find user '%s'"); NULL: ours */
	bool user_ids;	  /* it was a pair: uid and gid below, and no groups beside */
	uid_t uid;
	gid_t gid;
	/* -E, in the order given: `NAME=VALUE' sets, `NAME' removes. */
	const char **env;
	size_t env_count;
	enum systrace_daemonize daemonize;
	enum systrace_interruptible interruptible; /* the default that applies, if not given */

	/* Which calls, and which of them are shown. */
	struct systrace_calls trace;
	bool trace_fds_given;	       /* -e trace-fds: only calls on these; */
	struct systrace_fds trace_fds; /* with paths: a call that matches either */
	const char **paths;	       /* -P */
	size_t path_count;
	uint64_t signals;  /* bit n - 1: signal n is shown */
	uint32_t status;   /* enum systrace_status */
	bool errnos_given; /* --errno: only calls that failed with one of these */
	struct systrace_errnos errnos;
	uint64_t min_ns; /* --min: only calls that took so long or longer, ns */
	bool inflight;	 /* --inflight: only calls in progress for so long or longer */
	uint64_t inflight_ns;

	/* How they are shown. */
	struct systrace_calls abbrev;  /* structures are cut short; -v: of no call */
	struct systrace_calls verbose; /* structures are shown, not their addresses */
	struct systrace_calls raw;     /* arguments are numbers */
	struct systrace_fds read;      /* what is read from these is dumped */
	struct systrace_fds write;     /* what is written to these is dumped */
	uint32_t decode_fds;	       /* enum systrace_fd_detail */
	uint32_t decode_pids;	       /* enum systrace_pid_detail */
	uint32_t quiet;		       /* enum systrace_quiet; with -o and a command as if by -q */
	uint32_t string_max;	       /* -s: bytes of a string */
	int column;		       /* -a: where results begin */
	enum systrace_hex hex;
	enum systrace_const_style const_style;
	bool instruction_pointer;  /* -i */
	bool syscall_number;	   /* -n */
	bool arg_names;		   /* -N */
	bool always_show_pid;	   /* strace also shows it for -f with -o, and several -p with -o */
	enum systrace_color color; /* NO_COLOR in the environment is not looked at here */
	bool json;

	/* Times: how many decimals, 0, 3, 6 or 9, or SYSTRACE_UNSHOWN. */
	enum systrace_clock clock;
	int clock_decimals;    /* of no meaning where clock is none */
	int relative_decimals; /* -r */
	int took_decimals;     /* -T */

	/* Summaries. */
	enum systrace_summary summary;
	bool wall_clock;				/* -w */
	enum systrace_column sort_by;			/* -S */
	enum systrace_column columns[SYSTRACE_COLUMNS]; /* -U; the name is among them */
	size_t column_count;
	uint64_t overhead_ns; /* -O: of each call that is not the call's */
	bool latency;	      /* --latency: histograms */
	uint64_t interval_ns; /* --interval: sum up each time; 0: at the end */

	/* Where to. */
	const char *output;	    /* -o: a file; NULL: stderr, or to output_command */
	const char *output_command; /* -o '|COMMAND' and '!COMMAND': for sh -c */
	bool append;		    /* -A; only with output */
	bool separately;	    /* -ff: output.PID for each; only with output */

	/* The tracer. */
	bool debug;	    /* -d */
	const char *attach; /* --attach KIND: see bts/attach.h; NULL: the best there is */
	uint64_t buffer;    /* --buffer: bytes; 0: the default */
	int ready_fd;	    /* --ready-fd; -1: none */
	enum systrace_throttle throttle;
	bool strict, stats;
	bool help;    /* -h: print the help and exit 0; nothing behind it was looked at */
	int versions; /* -V: print the version and exit 0; how often it was given */

	/*
	 * What strace says on stderr and goes on: to be printed as `NAME: NOTE', a line each, also
	 * before an error.
	 */
	const char *notes[SYSTRACE_NOTES_MAX];
	size_t note_count;

	/*
	 * Of an error: strace prints a second line, which has no name in front and is no hint of
	 * ours: "Try 'NAME -h' for more information." The error has no hint then.
	 */
	bool try_help;
};

/*
 * Parses argv, whose first word is the name of the program, up to the first word of the command.
 * Fills in o, without a look at what was there, and returns 0, or -EINVAL or -ENOMEM with the reason
 * in error. The text is strace's where strace refuses it too, then without `NAME: ' in front;
 * strace's exit status for all errors is 1. Looks at nothing but argv and who we are (-u, -p).
 */
int systrace_options_parse(int argc, char **argv, struct systrace_options *o,
			   struct bts_error *error);

/* Frees what systrace_options_parse() has allocated, also when it failed. */
void systrace_options_free(struct systrace_options *o);

/* Writes the help: every option, also those that are refused and why. */
void systrace_options_help(FILE *out);

#endif
