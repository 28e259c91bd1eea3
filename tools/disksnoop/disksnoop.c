// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/block.h"
#include "bts/tool.h"
#include "disksnoop.skel.h"

static const struct bts_opt opts[] = {
	BTS_OPT(disksnoop, disksnoop_disks, 'D', "disk", BTS_DISKS, "NAME[,NAME...]",
		"Show requests of these disks or partitions, until the last one is gone"),
	BTS_OPT(disksnoop, disksnoop_ops, 0, "op", BTS_NAMES, "OP[,OP...]",
		"Show these operations: read, write, flush, discard ...", .names = bts_rq_op_names),
	BTS_OPT(disksnoop, disksnoop_min_size, 0, "min-size", BTS_SIZE, "SIZE",
		"Show only requests of this size or more (4k, 1m; a bare number: bytes)"),
	BTS_OPT_FIELD('Q', "queue", "queue", "Show how long each waited before it was issued"),
	BTS_OPT_ONLY(0, "stacked", "io,remap",
		     "Show also what disks such as dm and md hand on, and to where"),
	{}
};

BTS_TOOL(disksnoop, "show block I/O, request by request, with its latency and who asked for it",
	 .opts = opts, .only = "io", .only_summary = "disk,latency",
	 .columns = "time,comm,pid,EVENT=type,FROM=from_disk,disk,rwbs,sector,bytes,latency",
	 .honours = BTS_HONOURS_ALL);
