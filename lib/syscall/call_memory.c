// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Memory: mappings and what becomes of them. */
#include "syscall/call_memory.h"
