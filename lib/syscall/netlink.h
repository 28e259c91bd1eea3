/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Messages of netlink: their heads, what follows, and the attributes in it. */
#ifndef BTS_SYSCALL_NETLINK_H
#define BTS_SYSCALL_NETLINK_H

#include "syscall/call_net.h"

/* include/uapi/linux/netlink.h */
#define NETLINK_ROUTE	  0
#define NETLINK_DIAG	  4
#define NETLINK_XFRM	  6
#define NETLINK_SELINUX	  7
#define NETLINK_AUDIT	  9
#define NETLINK_NETFILTER 12
#define NETLINK_UEVENT	  15
#define NETLINK_GENERIC	  16
#define NETLINK_CRYPTO	  21

/* NFNL_MSG_BATCH_END: types up to this one are of no subsystem of netfilter's. */
#define NF_BATCH_END 17

/* What of a message its attributes depend on. */
struct bts_nl {
	struct bts_call *call;
	enum bts_when when;
	uint16_t type, flags;
	uint8_t family;	     /* of the addresses in it */
	uint8_t depth;	     /* attributes in attributes, so far */
	char kind[16];	     /* of a device, or the family, that is told of */
	char slave_kind[16]; /* and of what it is a part of */
};

struct bts_nlattrs;

struct bts_nlattr {
	const char *name;
	uint16_t type;
	uint8_t size; /* show()'s: bytes of a number */
	uint8_t base; /* enum bts_emit_base */
	/*
	 * Shows the @len bytes at @addr, one at least; false: it is none of that kind, and nothing
	 * was shown. NULL: bytes.
	 */
	bool (*show)(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t addr, size_t len);
	const void *data;    /* show()'s: a set of constants, a layout, other attributes */
	const char *unknown; /* show()'s: what a constant is called that has no name */
	uint32_t least;	     /* show()'s: bytes of a struct */
};

struct bts_nlattrs {
	const struct bts_nlattr *attrs;
	size_t count;
	const char *unknown;
	const struct bts_nlattrs *each; /* of an array: what each of its elements holds */
};

#define BTS_NLATTRS(set) extern const struct bts_nlattrs bts_nlattrs_##set;
#define BTS_NLATTR(name, type, ...)
#define BTS_NLATTRS_END(set, unknown)
#define BTS_NLATTRS_ANY(set, other) extern const struct bts_nlattrs bts_nlattrs_##set;
#include "syscall/netlink.def"
#undef BTS_NLATTRS
#undef BTS_NLATTR
#undef BTS_NLATTRS_END
#undef BTS_NLATTRS_ANY

/* Attributes whose names depend on what nobody asked for: only their numbers are known. */
extern const struct bts_nlattrs bts_nlattrs_unnamed;

/* The attributes in @len bytes at @addr, as a list if there are several. */
void bts_show_nlattrs(struct bts_nl *nl, uint64_t addr, size_t len, const struct bts_nlattrs *set);

/*
 * What follows the head of a message of a protocol, @len bytes, one at least. False: nothing is
 * known of it, and nothing was shown.
 */
bool bts_show_nl_body(struct bts_nl *nl, int protocol, uint64_t addr, size_t len);

#endif
