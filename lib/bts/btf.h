/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Looking things up in the BTF of an object: tags and variables. */
#ifndef BTS_BTF_H
#define BTS_BTF_H

#include <stddef.h>
#include <stdint.h>
#include "bts/abi.h"

struct bpf_object;
struct bpf_map;
struct btf;

/*
 * The text of a "bts:KEY=TEXT" or "bts:KEY" tag (then empty) of type @owner; of
 * its member @component, or of itself with -1. With @after the search goes on
 * behind that tag's id, and the id of the one found is stored there: a type
 * may have several tags of one key. Begin with 0. NULL: none (left).
 */
const char *bts_btf_tag(const struct btf *btf, uint32_t owner, int component, const char *key,
			uint32_t *after);

/* The id of the function or variable of that name, or -ENOENT. */
int bts_btf_named(const struct btf *btf, uint32_t kind, const char *name);

/* Where a variable lives: a map of the object, and offset and size in bytes there. */
struct bts_var {
	struct bpf_map *map;
	size_t offset, size;
};

/* Finds a global variable of the object. 0 or -ENOENT. */
int bts_var_find(struct bpf_object *object, const char *name, struct bts_var *var);

/*
 * Sets @size bytes at @offset of a variable's initial value, before the object
 * is loaded. 0, -EINVAL (beyond the variable, or loaded already), -ENOMEM.
 */
int bts_var_set(const struct bts_var *var, size_t offset, const void *value, size_t size);

#endif
