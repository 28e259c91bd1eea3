/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * What the fuzz targets share. With libFuzzer (-fsanitize=fuzzer -DBTS_LIBFUZZER) a target is
 * LLVMFuzzerTestOneInput() alone; without it, a program: the files that it is given, or random
 * input for as many rounds as -r says.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../json.h"
#include "bts/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of its own length, so that a read beyond its end is seen. The caller frees it. */
static inline void *fuzz_copy(const void *bytes, size_t n)
{
	void *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	if (n)
		memcpy(copy, bytes, n);
	return copy;
}

/*
 * What reaches a terminal or a JSON parser is UTF-8 and holds no control character but the ends of
 * lines and, where there may be colors, escapes. Takes it out of @out.
 */
static inline void fuzz_check_output(struct bts_out *out, bool colored)
{
	for (size_t i = 0; i < out->len; i++) {
		unsigned char c = out->buf[i];

		if ((c < 0x20 && c != '\n' && !(c == '\033' && colored)) || c == 0x7f)
			abort();
	}
	if (!bts_utf8_valid(out->buf, out->len))
		abort();
	out->len = 0;
}

/* The same of what has to be one value in JSON. */
static inline void fuzz_check_json(struct bts_out *out)
{
	if (!json_valid(out->buf, out->len)) {
		fprintf(stderr, "not JSON: %.*s\n", (int)out->len, out->buf);
		abort();
	}
	fuzz_check_output(out, false);
}

#ifndef BTS_LIBFUZZER
/* Always the same: what fails once fails again. */
static inline uint64_t fuzz_random(void)
{
	static uint64_t state = 88172645463325252;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static inline int fuzz_replay(const char *path, size_t least)
{
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file) {
		perror(path);
		return 1;
	}
	n = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	if (n < least) {
		fprintf(stderr, "%s: %zu bytes, of which nothing is made\n", path, n);
		return 1;
	}
	LLVMFuzzerTestOneInput(bytes, n);
	return 0;
}

/*
 * The program's main(): @round makes the input of that number and passes it on. A file of less than
 * @least bytes would test nothing, and is an error.
 */
static inline int fuzz_main(int argc, char **argv, size_t least, void (*round)(unsigned long))
{
	unsigned long rounds = 100000;
	int err = 0;

	if (argc > 1 && strcmp(argv[1], "-r") != 0) {
		for (int i = 1; i < argc; i++)
			err |= fuzz_replay(argv[i], least);
		return err;
	}
	if (argc > 2)
		rounds = strtoul(argv[2], NULL, 10);
	for (unsigned long i = 0; i < rounds; i++)
		round(i);
	return 0;
}
#endif

#endif
