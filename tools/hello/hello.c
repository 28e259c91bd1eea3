// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/tool.h"
#include "hello.skel.h"
#include "tree.h"

static bool tree;

static const struct bts_opt opts[] = {
	BTS_OPT_ONLY('w', "world", "world", "Greet: a line `Hello, World!` for each clone call"),
	BTS_OPT_ONLY('L', "life", "clone,exec,exit",
		     "Show also what each process executes, and how it ends"),
	BTS_OPT_ONLY_TOO(
		tree, 0, "tree", "clone,exec,exit",
		"Draw at the end which process made which, what each executed and how it ended"),
	BTS_OPT_FIELD(0, "ancestors", "ancestors", "With --life: show the parents of each process"),
	BTS_OPT(hello, hello_min_life, 0, "min-life", BTS_DURATION, "TIME",
		"With --life or -S: only exits of processes that lived this long or longer",
		.record = "exit,lifetimes"),
	BTS_OPT(hello, hello_max_life, 0, "max-life", BTS_DURATION, "TIME",
		"With --life or -S: only exits of processes that lived no longer than this",
		.record = "exit,lifetimes"),
	{}
};

static const struct bts_sink_ops *sink(void)
{
	return tree ? &hello_tree : NULL;
}

BTS_TOOL(hello, "watch clone calls: every process and thread as it is made", .opts = opts,
	 .only = "clone",
	 .columns = "time,pid,ppid,comm,EVENT=type,child,TOOK=life|duration,code,WHAT=argv|made",
	 .alone = "world", .sink = sink, .honours = BTS_HONOURS_ALL);
