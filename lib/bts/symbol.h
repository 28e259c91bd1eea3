/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Symbols: what stands at an address of the kernel, and the stacks that records name. */
#ifndef BTS_SYMBOL_H
#define BTS_SYMBOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/error.h"

struct bts_symbol {
	const char *name;
	const char *module; /* NULL: the kernel's own */
	uint64_t offset;    /* of the address in it */
};

struct bts_ksyms_entry;

#define BTS_KSYMS_CACHE 1024

/* The kernel's functions, by address. */
struct bts_ksyms {
	struct bts_ksyms_entry *entries;
	size_t count;
	char *names; /* one after the other, those of modules among them */
	size_t names_size;
	/* Stacks have most of their addresses in common: what was found last. */
	struct {
		uint64_t addr;
		const struct bts_ksyms_entry *entry;
	} cache[BTS_KSYMS_CACHE];
};

/*
 * Reads the functions in @path, /proc/kallsyms. 0 or -errno with the reason;
 * -EACCES: their addresses are hidden from us. Then none is ever found.
 */
int bts_ksyms_read(struct bts_ksyms *ksyms, const char *path, struct bts_error *error);
void bts_ksyms_free(struct bts_ksyms *ksyms);

/* The function that @addr lies in; false where that is not known. Its texts live as @ksyms do. */
bool bts_ksyms_find(struct bts_ksyms *ksyms, uint64_t addr, struct bts_symbol *symbol);

/* Is it of the way from the kernel's own code to a BPF program: a trampoline, a program? */
bool bts_symbol_is_bpf(const struct bts_symbol *symbol);

/* Where stacks come from, and their names. */
struct bts_stacks {
	struct bts_ksyms ksyms;
	/* The frames of the stack with this id, innermost first: how many, or -errno. */
	int (*read)(void *arg, int32_t id, uint64_t frames[BTS_STACK_DEPTH]);
	void *arg;
};

#endif
