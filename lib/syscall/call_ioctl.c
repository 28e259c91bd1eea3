// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* ioctl and fcntl: requests and what they lead to. */
#include "syscall/call_ioctl.h"
