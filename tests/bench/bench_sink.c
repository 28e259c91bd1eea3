/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Lines a second of each sink, for records like those of hello. Prints, asserts nothing. */
#include <linux/types.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bts/abi.h"
#include "bts/flags.h"
#include "bts/sink.h"

struct hello {
	struct bts_head head;
	bts_pid pid, tid;
	bts_str comm[16];
	bts_syscall call;
	__u32 made;
	bts_pid child;
	bts_errno error;
	bts_ns duration;
	__u64 flags;
};

static const struct bts_flag made_flags[] = { { "process", 1 }, { "thread", 2 }, { "vfork", 4 } };
static const struct bts_flag_set made_set = { "made", made_flags, 3 };

static const struct bts_flag clone_flags[] = {
	{ "CLONE_VM", 0x100 },	      { "CLONE_FS", 0x200 },	   { "CLONE_FILES", 0x400 },
	{ "CLONE_SIGHAND", 0x800 },   { "CLONE_VFORK", 0x4000 },   { "CLONE_THREAD", 0x10000 },
	{ "CLONE_SYSVSEM", 0x40000 }, { "CLONE_SETTLS", 0x80000 },
};
static const struct bts_flag_set clone_set = { "clone", clone_flags, 8 };

static struct bts_field fields[9];
static const struct bts_field *columns[9];
static struct bts_record record = {
	.name = "clone",
	.type = 7,
	.size = sizeof(struct hello),
	.fields = fields,
	.nfields = 9,
	.table = columns,
	.ntable = 9,
};

static void add_field(int i, const char *name, const char *heading, const struct bts_kind *kind,
		      size_t offset, size_t size)
{
	fields[i] = (struct bts_field){
		.name = name,
		.heading = kind->heading ? kind->heading : heading,
		.kind = kind,
		.offset = offset,
		.size = size,
		.count = kind->whole ? size : 1,
		.width = kind->width,
	};
	columns[i] = &fields[i];
}

#define FIELD(i, member, heading, kind)                                      \
	add_field(i, #member, heading, kind, offsetof(struct hello, member), \
		  sizeof(((struct hello *)0)->member))

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static void run(const struct bts_sink_ops *ops, const char *what, const char *list, int fd,
		unsigned long lines)
{
	const struct bts_record *records[] = { &record };
	const struct bts_meta meta = { .tool = "hello", .version = "1" };
	struct hello h = {
		.head = { .time = 1000000000, .type = 7, .cpu = 3 },
		.pid = 123456,
		.tid = 123457,
		.comm = "worker/u8:3",
		.call = BTS_ABI_KIND_NATIVE << 16 | 56,
		.made = 1,
		.child = 223456,
		.duration = 81234,
		.flags = 0x4100,
	};
	const struct bts_rec rec = { &h, sizeof(h) };
	const char *hint;
	struct bts_sink sink;
	struct bts_out out;
	unsigned long i;
	double start;
	char why[100];

	if (bts_out_init(&out, fd) ||
	    bts_sink_init(&sink, ops, &out, records, 1, list, why, sizeof(why), &hint)) {
		fprintf(stderr, "bench_sink: cannot begin\n");
		exit(1);
	}
	sink.clock.epoch = 1790000000000000000;
	start = now();
	bts_sink_begin(&sink, &meta);
	for (i = 0; i < lines; i++) {
		h.head.time += 1234;
		h.duration = 500 + (i & 0xfffff);
		h.child = 100000 + (i & 0xffff);
		bts_sink_record(&sink, &rec);
	}
	bts_out_flush(&out);
	fprintf(stderr, "%-24s %10.0f lines/s\n", what, lines / (now() - start));
	bts_sink_free(&sink);
	bts_out_free(&out);
}

int main(int argc, char **argv)
{
	unsigned long lines = argc > 1 ? strtoul(argv[1], NULL, 10) : 3000000;
	int fd = argc > 2 ? STDOUT_FILENO : open("/dev/null", O_WRONLY);

	FIELD(0, head.time, "TIME", bts_kind_find("bts_time"));
	FIELD(1, pid, "PID", bts_kind_find("bts_pid"));
	FIELD(2, tid, "TID", bts_kind_find("bts_pid"));
	FIELD(3, comm, "COMM", bts_kind_find("bts_str"));
	FIELD(4, call, "CALL", bts_kind_find("bts_syscall"));
	FIELD(5, made, "MADE", &bts_kind_flags);
	FIELD(6, child, "CHILD", bts_kind_find("bts_pid"));
	FIELD(7, duration, "TOOK", bts_kind_find("bts_ns"));
	FIELD(8, flags, "FLAGS", &bts_kind_flags);
	fields[0].name = "time";
	fields[5].names = &made_set;
	fields[8].names = &clone_set;

	run(&bts_sink_table, "table, 9 columns", NULL, fd, lines);
	run(&bts_sink_table, "table, 5 columns", "time,pid,comm,call,duration", fd, lines);
	run(&bts_sink_json, "JSON, 9 members", NULL, fd, lines);
	run(&bts_sink_csv, "CSV, 9 fields", NULL, fd, lines);
	return 0;
}
