// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Requests of ioctl() to btrfs; include/uapi/linux/btrfs.h. */
#include "syscall/call_ioctl.h"

/* A descriptor and a name: of a device, of a subvolume, or a new size. */
struct volume {
	int64_t fd;
	char name[4088];
};

/* The members' sizes are a byte each: the name's does not fit. */
IOCTL_SHOWS(btrfs_volume)
{
	struct bts_emit *e = call->emit;
	struct volume volume;

	(void)data;
	if (bts_call_read(call, when, addr, &volume, sizeof(volume))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "fd");
	bts_call_show_fd(call, (int)volume.fd);
	bts_emit_key(e, "name");
	bts_emit_cstring(e, volume.name, sizeof(volume.name));
	bts_emit_struct_end(e);
}

IOCTL_SHOWS(btrfs_flags)
{
	uint64_t flags;

	(void)data;
	if (bts_call_read(call, when, addr, &flags, sizeof(flags)))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_flags(call->emit, flags, &bts_set_btrfs_subvol, "BTRFS_SUBVOL_???");
}

struct group {
	uint64_t create, qgroupid;
};

LAYOUT(btrfs_group, struct group, F_UINT(struct group, create), F_UINT(struct group, qgroupid));

struct assignment {
	uint64_t assign, src, dst;
};

LAYOUT(btrfs_assignment, struct assignment, F_UINT(struct assignment, assign),
       F_UINT(struct assignment, src), F_UINT(struct assignment, dst));
