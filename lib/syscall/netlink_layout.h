/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* How the structs in netlink's messages are described, for those files that show them. */
#ifndef BTS_SYSCALL_NETLINK_LAYOUT_H
#define BTS_SYSCALL_NETLINK_LAYOUT_H

#include "syscall/netlink.h"

static inline bool nl_read(const struct bts_nl *nl, uint64_t addr, void *to, size_t n)
{
	return !bts_call_read(nl->call, nl->when, addr, to, n);
}

/* nl_member_NAME(): shows members of a kind that only netlink has. */
#define MEMBER_SHOW(name)                                                                   \
	static void nl_member_##name(struct bts_call *call, const struct bts_member *field, \
				     const void *bytes)

/* Members by their offsets: there is one struct for both sizes of a word. */
#define M(name_, off_, size_, show_, ...)                                                       \
	{                                                                                       \
		.name = (name_), .off = (off_), .size = (size_), .show = (show_), ##__VA_ARGS__ \
	}
#define M_HEX(name, off, n) M(name, off, n, bts_member_hex)
#define M_ENUM(name, off, n, set, unknown_) \
	M(name, off, n, bts_member_enum, .data = &bts_set_##set, .unknown = (unknown_))
#define M_FLAGS(name, off, n, set, unknown_) \
	M(name, off, n, bts_member_flags, .data = &bts_set_##set, .unknown = (unknown_))

/* No struct is larger: what reads one has room for this. */
#define NL_LAYOUT_MAX 320

#define NL_LAYOUT(name_, size_, ...)                                           \
	_Static_assert((size_) <= NL_LAYOUT_MAX, "a struct of NL_LAYOUT_MAX"); \
	static const struct bts_member name_##_members[] = { __VA_ARGS__ };    \
	static const struct bts_layout nl_layout_##name_ = {                   \
		.size = (size_),                                               \
		.size32 = (size_),                                             \
		.fields = name_##_members,                                     \
		.count = ARRAY_SIZE(name_##_members),                          \
	}

#endif
