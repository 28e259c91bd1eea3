// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include "bts/btf.h"

const char *bts_btf_tag(const struct btf *btf, uint32_t owner, int component, const char *key,
			uint32_t *after)
{
	size_t prefix = strlen(BTS_TAG_PREFIX), n = strlen(key);
	uint32_t id = after ? *after : 0;

	while (++id < btf__type_cnt(btf)) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		const char *text;

		if (!btf_is_decl_tag(t) || t->type != owner ||
		    btf_decl_tag(t)->component_idx != component)
			continue;
		text = btf__name_by_offset(btf, t->name_off);
		if (strncmp(text, BTS_TAG_PREFIX, prefix) || strncmp(text + prefix, key, n))
			continue;
		text += prefix + n;
		if (*text && *text != '=')
			continue;
		if (after)
			*after = id;
		return *text ? text + 1 : text;
	}
	return NULL;
}

int bts_btf_named(const struct btf *btf, uint32_t kind, const char *name)
{
	int id = btf__find_by_name_kind(btf, name, kind);

	return id > 0 ? id : -ENOENT;
}

int bts_var_find(struct bpf_object *object, const char *name, struct bts_var *var)
{
	const struct btf *btf = bpf_object__btf(object);

	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *sec = btf__type_by_id(btf, id);
		const struct btf_var_secinfo *vsi;

		if (!btf_is_datasec(sec))
			continue;
		vsi = btf_var_secinfos(sec);
		for (int i = 0; i < btf_vlen(sec); i++, vsi++) {
			const struct btf_type *v = btf__type_by_id(btf, vsi->type);

			if (strcmp(btf__name_by_offset(btf, v->name_off), name))
				continue;
			var->map = bpf_object__find_map_by_name(
				object, btf__name_by_offset(btf, sec->name_off));
			var->offset = vsi->offset;
			var->size = vsi->size;
			return var->map ? 0 : -ENOENT;
		}
	}
	return -ENOENT;
}

int bts_var_set(const struct bts_var *var, size_t offset, const void *value, size_t size)
{
	size_t whole;
	const void *old = bpf_map__initial_value(var->map, &whole);
	char *copy;
	int err;

	if (!old || offset + size > var->size || var->offset + var->size > whole)
		return -EINVAL;
	copy = malloc(whole);
	if (!copy)
		return -ENOMEM;
	memcpy(copy, old, whole);
	memcpy(copy + var->offset + offset, value, size);
	err = bpf_map__set_initial_value(var->map, copy, whole);
	free(copy);
	return err;
}
