/* SPDX-License-Identifier: GPL-2.0-only */
/* Control groups: which one a task is in, and what it is called. */
#ifndef BTS_CGROUP_BPF_H
#define BTS_CGROUP_BPF_H

#include "bts/event.bpf.h"

BTS_FIELD_WANTED(cgroup);
BTS_FIELD_WANTED(container);

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1); /* BTS_CGROUPS_MAX where paths are shown */
	__type(key, __u64);
	__type(value, struct bts_cgroup_names);
} bts_cgroups SEC(".maps");

/* The value that a group has in the table while its names are being read. */
static const volatile struct bts_cgroup_names bts_cgroup_blank = {};

/*
 * The kernel's number of the chosen hierarchy's controller; -1 where it has none
 * of that name. Which numbers there are is up to its configuration.
 */
static __always_inline int bts_cgroup_controller(void)
{
#define BTS_CONTROLLER_NUMBER(name, id)                                      \
	if (bts_conf.hierarchy == BTS_HIERARCHY_##name &&                    \
	    bpf_core_enum_value_exists(enum cgroup_subsys_id, id##_cgrp_id)) \
		return bpf_core_enum_value(enum cgroup_subsys_id, id##_cgrp_id);
	BTS_CONTROLLERS(BTS_CONTROLLER_NUMBER)
#undef BTS_CONTROLLER_NUMBER
	return -1;
}

/* @task's group in the chosen hierarchy. Also a task that has ended has one until it is reaped. */
static __always_inline struct cgroup *bts_cgroup_of(struct task_struct *task)
{
	struct css_set *set = bts_read(task, cgroups);
	struct cgroup_subsys_state **from, *state = NULL;
	int number;

	if (bts_conf.hierarchy == BTS_HIERARCHY_UNIFIED)
		return bts_read(set, dfl_cgrp);
	number = bts_cgroup_controller();
	if (number < 0)
		return bts_read(set, dfl_cgrp);
	from = (void *)set + bpf_core_field_offset(struct css_set, subsys) +
	       number * sizeof(void *);
	if (bts_direct())
		state = *from;
	else
		bpf_probe_read_kernel(&state, sizeof(state), from);
	return bts_read(state, cgroup);
}

/*
 * Is @group the one that was asked for, or below it? By walking up: the
 * kernel's list of a group's ancestors holds ids until Linux 6.1 (7f203bc89eb6)
 * and then pointers, which the verifier does not follow, and the level at which
 * to look is hidden from a tracer in a cgroup namespace. Ids, which are the
 * inode numbers of directories, have 64 bits since Linux 5.5 (67c0496e87d1); each
 * hierarchy has its own.
 */
static __always_inline bool bts_cgroup_wanted(struct cgroup *group)
{
	int level = bts_read(group, level);

	for (int i = 0; i < BTS_CGROUP_LEVELS && i <= level; i++) {
		if (bts_read(group, kn, id) == bts_conf.cgroup)
			return true;
		group = bts_read(group, self.parent, cgroup);
	}
	return false;
}

/* Puts the names of @group and its ancestors into the table, unless they are there. */
static __noinline int bts_cgroup_names_put(struct cgroup *group, __u64 id)
{
	struct bts_cgroup_names *names;
	int level = bts_read(group, level);
	__u32 len = 0;

	if (bts_conf.blind || bpf_map_lookup_elem(&bts_cgroups, &id) ||
	    bpf_map_update_elem(&bts_cgroups, &id, (const void *)&bts_cgroup_blank, BPF_NOEXIST))
		return 0;
	names = bpf_map_lookup_elem(&bts_cgroups, &id);
	if (!names)
		return 0;
	for (int i = 0; i < BTS_CGROUP_LEVELS && i <= level; i++) {
		long n;

		if (bts_read(group, kn, id) == bts_conf.cgroup_root) {
			names->len = len;
			names->done = 1;
			break;
		}
		if (len > BTS_CGROUP_TEXT)
			break;
		n = bpf_probe_read_kernel_str(names->text + len, BTS_CGROUP_NAME,
					      bts_read(group, kn, name));
		if (n <= 0)
			break;
		len += n;
		group = bts_read(group, self.parent, cgroup);
	}
	return 0;
}

/* The id of @group, its names put aside for the library. */
static __always_inline __u64 bts_cgroup_note(struct cgroup *group)
{
	__u64 id = bts_read(group, kn, id);

	bts_cgroup_names_put(group, id);
	return id;
}

#endif
