/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Errors travel: what failed is written where it is known, and printed once by
 * whoever runs the tool.
 */
#ifndef BTS_ERROR_H
#define BTS_ERROR_H

struct bts_error {
	char text[512]; /* what: why */
	char hint[256]; /* the remedy; may be empty */
};

/* Keeps a message. Returns @err, a negative errno. */
__attribute__((format(printf, 3, 4))) int bts_fail(struct bts_error *error, int err,
						   const char *format, ...);

/* Adds the remedy. */
__attribute__((format(printf, 2, 3))) void bts_hint(struct bts_error *error, const char *format,
						    ...);

/*
 * Prints `name: text` and, where there is one, `hint: ...` to stderr: a line
 * each, with `?' for control characters.
 */
void bts_error_print(const char *name, const struct bts_error *error);

/* Talk on stderr: `name: ...`. */
__attribute__((format(printf, 2, 3))) void bts_say(const char *name, const char *format, ...);

/* What libbpf says goes to stderr (level 2 of -v) or is only searched for reasons. */
void bts_log_init(int verbose);

/*
 * The name of the program that libbpf last named in a failure; empty if there
 * was none since the last call of bts_log_reset().
 */
void bts_log_reset(void);
const char *bts_log_program(void);

#endif
