/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The file that -o names: opened as the user who asked for it, and opened again. */
#ifndef BTS_OUTPUT_H
#define BTS_OUTPUT_H

#include <stdbool.h>
#include <sys/types.h>
#include "bts/error.h"

#define BTS_OUTPUT_GROUPS 256

struct bts_output {
	int fd;		  /* -1: not opened */
	const char *path; /* as it was given */
	const char *name; /* its last part */
	int dir;	  /* the directory that holds it; -1: the descriptor is not ours */
	bool regular;	  /* can be renamed and opened again */
	bool as_user;	  /* under sudo: files are made as that user */
	uid_t uid;
	gid_t gid;
	gid_t groups[BTS_OUTPUT_GROUPS];
	int ngroups;
};

/*
 * Opens @path for writing, without cutting it short; /dev/stderr is our stderr.
 * Under sudo it is opened with the rights of the user who called it. Never
 * through a link. 0 or -errno with the reason.
 */
int bts_output_open(struct bts_output *output, const char *path, struct bts_error *error);

/* Takes on the user's rights to files for good; before capabilities are dropped. 0 or -errno. */
int bts_output_become(const struct bts_output *output, struct bts_error *error);

/* Is the file that we write to no longer the one of that name? */
bool bts_output_moved(const struct bts_output *output);

/*
 * Begins the file of that name anew, in the same descriptor: somebody may have
 * renamed the old one, or, with @keep, we do, to NAME.1. 0 or -errno with the
 * reason; the old file then goes on.
 */
int bts_output_again(struct bts_output *output, bool keep, struct bts_error *error);

void bts_output_close(struct bts_output *output);

#endif
