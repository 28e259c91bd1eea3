// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/tool.h"
#include "hello.skel.h"

static const struct bts_opt opts[] = {
	BTS_OPT_ONLY('w', "world", "world", "Greet: a line `Hello, World!` for each clone call"), {}
};

BTS_TOOL(hello, "watch clone calls: every process and thread as it is made", .opts = opts,
	 .only = "clone", .alone = "world", .honours = BTS_HONOURS_ALL);
