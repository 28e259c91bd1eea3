// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <bpf/libbpf.h>
#include "bts/error.h"

int bts_fail(struct bts_error *error, int err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
	error->hint[0] = '\0';
	return err;
}

void bts_hint(struct bts_error *error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error->hint, sizeof(error->hint), format, args);
	va_end(args);
}

/* One line on stderr. What the user typed stands in it, and may hold anything. */
static void print_line(const char *name, const char *text)
{
	char line[sizeof(((struct bts_error *)0)->text)];

	snprintf(line, sizeof(line), "%s", text);
	for (char *c = line; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	}
	fprintf(stderr, "%s: %s\n", name, line);
}

void bts_error_print(const char *name, const struct bts_error *error)
{
	print_line(name, error->text);
	if (error->hint[0])
		print_line("hint", error->hint);
}

void bts_say(const char *name, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fprintf(stderr, "%s: %s\n", name, text);
}

static int log_verbose;
static char log_program[64];

/*
 * libbpf loads an object's programs in turn and returns the first error without
 * the name of the program; only its messages tell.
 */
static int log_libbpf(enum libbpf_print_level level, const char *format, va_list args)
{
	char text[512], name[sizeof(log_program)];
	va_list again;

	if (level == LIBBPF_DEBUG && log_verbose < 3)
		return 0;
	va_copy(again, args);
	vsnprintf(text, sizeof(text), format, again);
	va_end(again);
	if (level == LIBBPF_WARN && sscanf(text, "libbpf: prog '%63[^']'", name) == 1)
		memcpy(log_program, name, sizeof(name));
	/* Whole: the verifier's log may be long. */
	if (log_verbose >= 2)
		vfprintf(stderr, format, args);
	return 0;
}

void bts_log_init(int verbose)
{
	log_verbose = verbose;
	libbpf_set_print(log_libbpf);
}

void bts_log_reset(void)
{
	log_program[0] = '\0';
}

const char *bts_log_program(void)
{
	return log_program;
}
