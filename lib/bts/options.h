/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Options: rows, the common ones, and the parser that fills their destinations. */
#ifndef BTS_OPTIONS_H
#define BTS_OPTIONS_H

#include "bts/command.h"
#include "bts/error.h"
#include "bts/tool.h"

/* What signals mean to a run, and what becomes of a command that it does not see the end of. */
enum bts_manner {
	BTS_MANNER_SUITE,   /* SIGINT, SIGTERM and SIGHUP end it, which ends the command */
	BTS_MANNER_FORWARD, /* SIGQUIT does, too; the command is sent the same, and we die of it */
	BTS_MANNER_UNMOVED, /* they do not: the command decides */
	BTS_MANNER_BARE,    /* they have their usual effect: we die at once */
};

/* What the common options set. */
struct bts_run {
	char *pids, *tids;
	const char *comm, *user;
	const char *cgroup, *container;
	bool follow;
	uint64_t duration, limit, min;
	uint64_t inflight; /* ns; 0: not asked for */
	bool summary;
	uint64_t interval, top;
	bool failed;
	bool json, csv, wall;
	char *fields, *only;
	char *more_fields; /* fields that options add to a table of several types */
	const char *output, *color;
	int output_fd; /* where to write, if it is not 0: the caller's, instead of output */
	bool append;   /* what the output file holds is kept */
	uint64_t max_size;
	const char *attach;
	uint64_t buffer;
	uint32_t max_open; /* as wide as what the kernel counts entries in */
	bool strict, stats, quiet;
	const char *ready_fd;
	int verbose;
	bool help, version;
	char **command;	     /* what follows the options, NULL: nothing */
	const char *program; /* the file that is executed; NULL: the command's first word by PATH */
	int (*become)(void); /* called in the command's process before exec; its error; NULL */
	bool one_thread;     /* of the command and no follow: not the threads that it makes */
	/* By any but the suite's own, a command goes on where the run ends before it. */
	enum bts_manner manner;
	bool unstoppable; /* not by SIGTSTP either; not with the suite's manner */
	bool guarded;	  /* what is marked is killed when the run, or this process, ends */
	enum bts_daemon daemon;
};

/* An option of the tool that was given, to be written into .rodata once the object is open. */
struct bts_setting {
	const struct bts_opt *opt;
	union {
		uint64_t value;
		struct bts_disks disks;
	};
};

#define BTS_SETTINGS_MAX 64

struct bts_settings {
	struct bts_setting list[BTS_SETTINGS_MAX];
	size_t count;
};

/* The common options; ends with a row without a name. */
extern const struct bts_opt bts_common_opts[];

/*
 * Parses @argv for @tool into @run (zeroed first) and @settings. 0, or -EINVAL
 * with the reason in @error. Strings in @run lead into
 * @argv, lists are freed by bts_options_free().
 */
int bts_options_parse(const struct bts_tool *tool, int argc, char **argv, struct bts_run *run,
		      struct bts_settings *settings, struct bts_error *error);

/* Frees what bts_options_parse() has allocated, also when it failed. */
void bts_options_free(struct bts_run *run);

/* Prints the help to stdout; @invoked is how the tool was called. */
void bts_options_help(const struct bts_tool *tool, const char *invoked);

/* Checks the rows of a tool for duplicates. 0 or -EINVAL with the reason. */
int bts_options_check(const struct bts_tool *tool, struct bts_error *error);

#endif
