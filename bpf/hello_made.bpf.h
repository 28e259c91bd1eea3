/* SPDX-License-Identifier: GPL-2.0-only */
/* What a clone call makes, told from its flags. */
#ifndef HELLO_MADE_BPF_H
#define HELLO_MADE_BPF_H

#include "bts/tool.bpf.h"

/* CLONE_ flags as far as they say what is made; the first two are ours. */
enum hello_made {
	MADE_PROCESS = 0x1,
	MADE_UNKNOWN = 0x2,
	MADE_TIME_NS = 0x80,
	MADE_VFORK = 0x4000,
	MADE_THREAD = 0x10000,
	MADE_MNT_NS = 0x20000,
	MADE_CGROUP_NS = 0x2000000,
	MADE_UTS_NS = 0x4000000,
	MADE_IPC_NS = 0x8000000,
	MADE_USER_NS = 0x10000000,
	MADE_PID_NS = 0x20000000,
	MADE_NET_NS = 0x40000000,
	MADE_FLAGS = 0x7e034080,
};

#define CSIGNAL	 0xff /* of clone's flags: the signal that the child's death sends */
#define CLONE_VM 0x100

static __always_inline enum hello_made made_of(__u64 flags, bool unread)
{
	if (unread)
		return MADE_UNKNOWN;
	return (flags & MADE_FLAGS) | (flags & (MADE_THREAD | MADE_VFORK) ? 0 : MADE_PROCESS);
}

#endif
