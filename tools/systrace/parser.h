/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What options.c and check.c share. */
#ifndef SYSTRACE_PARSER_H
#define SYSTRACE_PARSER_H

#include <errno.h>

#include "options.h"

struct row;

/* What is known while the words are looked at, and judged at the end. */
struct parser {
	struct systrace_options *o;
	struct bts_error *error;
	const struct row *row;
	char given[64]; /* the option as messages name it */
	/* How often the letters were given that count; what was given by name. */
	int follow, quiet, clock, hex, decode_fds, daemonize, status, deprecated, separately,
		seccomp;
	int versions;
	bool follow_long, quiet_long, clock_long, hex_long, decode_fds_long, daemonize_long;
	enum systrace_hex hex_wanted;
	enum systrace_daemonize daemonize_wanted;
	bool columns, sort_by, frames;
};

/* An error behind which strace says where to find help. */
#define FAIL_HELP(p, ...) ((p)->o->try_help = true, bts_fail((p)->error, -EINVAL, __VA_ARGS__))

/*
 * The argument of --absolute-timestamps: words of clock and precision; what they do not name stays.
 * 0, or -EINVAL without a reason.
 */
int systrace_parse_clock(struct parser *p, const char *text);

/* Judges the options, of which all have been looked at. 0, or -EINVAL with the reason. */
int systrace_check(struct parser *p);

#endif
