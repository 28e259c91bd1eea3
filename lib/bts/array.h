/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_ARRAY_H
#define BTS_ARRAY_H

/* How many elements an array has; not for pointers. */
#define ARRAY_SIZE(array) (sizeof(array) / sizeof(*(array)))

#endif
