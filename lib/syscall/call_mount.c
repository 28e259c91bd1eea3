// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* File systems: mounting, watching, quotas. */
#include "syscall/call_mount.h"
