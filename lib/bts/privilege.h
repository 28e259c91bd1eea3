/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Privilege: what a run that has attached everything gives up. */
#ifndef BTS_PRIVILEGE_H
#define BTS_PRIVILEGE_H

#include <stdbool.h>
#include <stdint.h>
#include "bts/error.h"

/* A set of capabilities: bit n is capability n of linux/capability.h. */
#define BTS_CAP(n) (1ULL << (n))

struct bts_privilege {
	uint64_t kept;	/* capabilities that are left */
	bool needs_bpf; /* CAP_BPF is among them since this kernel asks for it at every bpf() */
	bool filtered;	/* system calls are filtered */
};

/*
 * For good: keeps of the capabilities only those in @keep that we have, sets
 * no_new_privs and, where libseccomp was there to build with, filters system
 * calls. Until Linux 5.19 (c8644cd0efe7) and with kernel.unprivileged_bpf_disabled
 * reading a map needs CAP_BPF; that is tried with @map, and then it is kept too.
 * Only the calling thread is changed. 0 or -errno with the reason.
 */
int bts_privilege_drop(struct bts_privilege *privilege, uint64_t keep, int map,
		       struct bts_error *error);

/* Names them, "CAP_BPF, CAP_KILL"; "no capability" for none. Returns @text. */
const char *bts_caps_text(uint64_t caps, char *text, size_t size);

#endif
