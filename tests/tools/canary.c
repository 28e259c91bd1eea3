// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/tool.h"
#include "canary.skel.h"

static const struct bts_opt opts[] = {
	BTS_OPT(canary, canary_flag, 'F', "flag", BTS_FLAG, NULL, "A flag"),
	BTS_OPT(canary, canary_small, 'a', "small", BTS_UINT, "N", "A number of 32 bits"),
	BTS_OPT(canary, canary_large, 'b', "large", BTS_UINT, "N", "A number of 64 bits"),
	BTS_OPT(canary, canary_duration, 0, "long-time", BTS_DURATION, "TIME", "A duration"),
	BTS_OPT(canary, canary_latency, 0, "short-time", BTS_LATENCY, "TIME", "A latency"),
	BTS_OPT(canary, canary_size, 0, "bulk", BTS_SIZE, "SIZE", "A size"),
	BTS_OPT_ONLY(0, "paths", "path", "The paths alone"),
	BTS_OPT_FIELD(0, "with-stack", "stack", "The stack of the call too"),
	BTS_OPT_FIELD(0, "with-pid", "pid", "The process too"),
	{}
};

/* It honours no more than it must, so that the refusals can be tested. */
BTS_TOOL(canary, "show the tests what the library does", .opts = opts, .honours = BTS_HONOURS_TASK);
