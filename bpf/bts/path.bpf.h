/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths: the names that lead to a file, as its directory entries have them. */
#ifndef BTS_PATH_BPF_H
#define BTS_PATH_BPF_H

#include "bts/event.bpf.h"

#define BTS_PATH_TEXT	1024
#define BTS_PATH_NAME	256 /* NAME_MAX and a NUL */
#define BTS_PATH_LEVELS 32

/* Room that bts_path_fill() needs. */
#define BTS_PATH_ROOM (BTS_PATH_TEXT + BTS_PATH_NAME)

/*
 * Writes the path of @dentry as abi.h describes it to @to, which has room for
 * BTS_PATH_ROOM bytes and lies in a map. Returns its bytes. By address: not under
 * lockdown=confidentiality.
 */
static __always_inline __u32 bts_path_fill(char *to, struct dentry *dentry)
{
	__u32 len = 1;

	to[0] = BTS_PATH_CUT;
	for (int i = 0; i < BTS_PATH_LEVELS; i++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
		long n;

		if (!parent || parent == dentry) {
			to[0] = parent ? BTS_PATH_WHOLE : BTS_PATH_UNREAD;
			break;
		}
		if (len >= BTS_PATH_TEXT)
			break;
		n = bpf_probe_read_kernel_str(to + len, BTS_PATH_NAME,
					      BPF_CORE_READ(dentry, d_name.name));
		if (n <= 0) {
			to[0] = BTS_PATH_UNREAD;
			break;
		}
		len += n;
		dentry = parent;
	}
	return len;
}

/* The same to the tail of a record under construction. */
static __always_inline void bts_tail_dentry(struct bts_scratch *scratch, struct bts_tail *tail,
					    struct dentry *dentry)
{
	char *to = bts_tail_end(scratch, tail);

	if (!to)
		return;
	tail->len = bts_path_fill(to, dentry);
	scratch->len += tail->len;
}

#endif
