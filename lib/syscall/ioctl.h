/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The requests of ioctl(): their names, and what their arguments are. */
#ifndef BTS_SYSCALL_IOCTL_H
#define BTS_SYSCALL_IOCTL_H

#include <stdbool.h>
#include "bts/syscall.h"

/* See ioctl.def. */
enum bts_ioctl_arg {
	BTS_IOCTL_NUM,
	BTS_IOCTL_NONE,
	BTS_IOCTL_ADDR,
	BTS_IOCTL_INT,
	BTS_IOCTL_UINT,
	BTS_IOCTL_ULONG,
	BTS_IOCTL_FD,
	BTS_IOCTL_INT_IN,
	BTS_IOCTL_UINT_IN,
	BTS_IOCTL_U64_IN,
	BTS_IOCTL_PAIR_IN,
	BTS_IOCTL_INT_OUT,
	BTS_IOCTL_UINT_OUT,
	BTS_IOCTL_U16_OUT,
	BTS_IOCTL_U64_OUT,
	BTS_IOCTL_LONG_OUT,
	BTS_IOCTL_ULONG_OUT,
	BTS_IOCTL_SHOW,
};

/* What the argument of a request is to programs of an ABI; BTS_IOCTL_NUM if it is not known. */
enum bts_ioctl_arg bts_ioctl_argument(enum bts_abi abi, uint32_t number);

/*
 * Writes the request as strace does to @text of @size bytes: its name, several joined by ` or ', or
 * what its number is made of. @bare: a constant in it that has no name is not followed by a comment
 * on that.
 */
void bts_ioctl_name(enum bts_abi abi, uint32_t number, bool bare, char *text, size_t size);

#endif
