/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Containers: what the paths of control groups and the runtimes' files tell of them. */
#ifndef BTS_CONTAINER_H
#define BTS_CONTAINER_H

#include "bts/cgroup.h"

#define BTS_CONTAINER_ID    64
#define BTS_CONTAINER_SHORT 12
#define BTS_CONTAINER_NAME  128

/*
 * The container that the group with this path belongs to, the innermost of
 * several: its id, of 64 hexadecimal digits, or its name, into @name. Returns how
 * many bytes of @path there are up to the container's own group; 0: it is in none.
 */
size_t bts_container_of(const char *path, char name[BTS_CONTAINER_NAME]);

/* Is that an id, which is of hexadecimal digits alone, and no name? */
bool bts_container_is_id(const char *name);

/*
 * The group of the container @what: a unique prefix of an id, or a name.
 * Runtimes' files are looked for below @root ("" is the machine's own).
 * -ENOENT: there is none, -EINVAL: several, with the reason.
 */
int bts_container_find(const struct bts_cgroups *cgroups, const char *root, const char *what,
		       struct bts_cgroup_ref *ref, struct bts_error *error);

/*
 * Looks in JSON for the string that is the value of the member @key at @depth,
 * objects and arrays in which it stands counted; of an array of strings, the
 * first. With @id, only in an object that has had this value of the member "id".
 * Only what has no escapes is found. Returns whether it was and fits @size.
 */
bool bts_json_find(const char *json, size_t len, const char *key, int depth, const char *id,
		   char *value, size_t size);

#endif
