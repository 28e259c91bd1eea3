// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * A program that ends with 7 as its first call, for cases of execve(): no library's calls follow.
 */
#include "cases.h"

void _start(void);

void _start(void)
{
	T(exit_group, 7);
	__builtin_unreachable();
}
