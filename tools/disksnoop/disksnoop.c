// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/block.h"
#include "bts/tool.h"
#include "classic.h"
#include "disksnoop.skel.h"

static bool classic;

static const char *const tables[] = { "comm", "file", "cgroup", NULL };

static const struct bts_opt opts[] = {
	BTS_OPT(disksnoop, disksnoop_disks, 'D', "disk", BTS_DISKS, "NAME[,NAME...]",
		"Show requests of these disks or partitions, until the last one is gone"),
	BTS_OPT(disksnoop, disksnoop_ops, 'O', "op", BTS_NAMES, "OP[,OP...]",
		"Show these operations: read, write, flush, discard ...", .names = bts_rq_op_names),
	BTS_OPT(disksnoop, disksnoop_min_size, 0, "min-size", BTS_SIZE, "SIZE",
		"Show only requests of this size or more (4k, 1m; a bare number: bytes)"),
	BTS_OPT_FIELD('Q', "queue", "queue", "Show how long each waited before it was issued"),
	BTS_OPT_FIELD('F', "file", "file", "Show the file, where the page cache knows it"),
	BTS_OPT_FIELD(0, "stack", "stack", "Show below each row how the kernel came to submit it"),
	BTS_OPT_ONLY(0, "stacked", "io,remap",
		     "Show also what disks such as dm and md hand on, and to where"),
	BTS_OPT_TABLES(0, "by", "disk,latency", tables, "WHAT[,WHAT...]",
		       "Sum up also by comm, file or cgroup; includes -S"),
	BTS_OPT_ONLY_TOO(classic, 0, "classic", "io",
			 "Show four columns, as the first tool of this kind did"),
	{}
};

static const struct bts_sink_ops *sink(void)
{
	return classic ? &disksnoop_classic : NULL;
}

BTS_TOOL(disksnoop, "show block I/O, request by request, with latency and owner", .opts = opts,
	 .only = "io", .only_summary = "disk,latency",
	 .columns = "time,comm,pid,FROM=from_disk,DISK=disk,T=rwbs,sector,bytes,LAT(ms)=latency,"
		    "LEVEL=level|type",
	 .sink = sink, .honours = BTS_HONOURS_ALL | BTS_HONOURS_INFLIGHT);
