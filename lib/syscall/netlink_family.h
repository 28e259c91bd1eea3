/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Apart from netlink.h: the kernel's headers, which this needs, have names of that too. */
#ifndef BTS_SYSCALL_NETLINK_FAMILY_H
#define BTS_SYSCALL_NETLINK_FAMILY_H

#include <stdint.h>

/*
 * What generic netlink calls the family of a number: NULL, where it has none, or where it was not
 * asked for by bts_netlink_learn(). Valid until that is called again.
 */
const char *bts_nl_family_name(uint16_t type);

#endif
