// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Sockets: addresses, options, messages. */
#include "syscall/call_net.h"
