/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Control groups as the tracer's user sees them: the directories of mounted
 * hierarchies, and the paths of the ids that records hold.
 */
#ifndef BTS_CGROUP_H
#define BTS_CGROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/error.h"

struct bts_cgroup_mount {
	char *path; /* the mount point */
	enum bts_hierarchy hierarchy;
};

struct bts_cgroups {
	struct bts_cgroup_mount *mounts; /* the one whose paths are shown is the first */
	size_t nmounts;
	int names_fd;	 /* the map bts_cgroups of the running object; -1 */
	void *paths;	 /* a tree: those that are known by now */
	size_t npaths;	 /* in it */
	uint64_t walked; /* CLOCK_MONOTONIC, ns: when the hierarchy was last searched; 0 */
};

/* A group that is to be traced. */
struct bts_cgroup_ref {
	uint64_t id;
	const struct bts_cgroup_mount *mount;
};

/*
 * Reads the mounted hierarchies from @mountinfo, a file such as
 * /proc/self/mountinfo. The unified one comes first if it has controllers,
 * since then services and containers are its groups; else those of version 1
 * come before it. Named hierarchies, without a controller, are left out: their
 * groups cannot be reached from a task at a bounded cost. 0 or -errno with the
 * reason; having none is no error.
 */
int bts_cgroups_open(struct bts_cgroups *cgroups, const char *mountinfo, struct bts_error *error);
void bts_cgroups_free(struct bts_cgroups *cgroups);

/*
 * The group that @path names: a directory of a mounted hierarchy; a path below
 * a hierarchy's root, with or without the slash; or the name alone of a systemd
 * unit, if there is one group of that name. -ENOENT: there is none, -ENOTDIR: it
 * is no group's directory, -EINVAL: several, or an empty path; with the reason.
 */
int bts_cgroup_find(const struct bts_cgroups *cgroups, const char *path, struct bts_cgroup_ref *ref,
		    struct bts_error *error);

/*
 * Lets the paths of @mount's hierarchy be shown; NULL: of the first one. Fills
 * what the BPF program is told of it.
 */
void bts_cgroups_show(struct bts_cgroups *cgroups, const struct bts_cgroup_mount *mount,
		      struct bts_conf *conf);

/*
 * The path of the group with this id below the root of the hierarchy that is
 * shown, "/" for the root itself; NULL where nobody knows it (any more). Lives
 * until the next call.
 */
const char *bts_cgroup_path(struct bts_cgroups *cgroups, uint64_t id);

/*
 * Calls @fn for each directory below @top, parents first, no links followed:
 * @path is what follows @top, beginning with a slash, @dir is open on it. Ends
 * early when @fn returns false. The number and the depth of directories are bounded.
 */
typedef bool (*bts_cgroup_fn)(void *arg, const char *path, int dir);
void bts_cgroup_walk(const char *top, bts_cgroup_fn fn, void *arg);

#endif
