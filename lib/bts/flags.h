/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Names of bits and of enumerated values. */
#ifndef BTS_FLAGS_H
#define BTS_FLAGS_H

#include <stddef.h>
#include <stdint.h>

struct bts_flag {
	const char *name;
	uint64_t value;
};

struct bts_flag_set {
	const char *name;
	const struct bts_flag *flags;
	size_t count;
};

/* The set of lib/syscall/flags.def with that name, or NULL. */
const struct bts_flag_set *bts_flag_set_find(const char *name);

#endif
