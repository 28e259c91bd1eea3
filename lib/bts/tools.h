/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The table of tools that the build makes; ends with NULL. */
#ifndef BTS_TOOLS_H
#define BTS_TOOLS_H

#include "bts/tool.h"

extern const struct bts_tool *const bts_tools[];

#endif
