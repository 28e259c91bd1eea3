/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What disksnoop shows of made-up records: names, columns and lines are a public interface. */
#include <stdlib.h>
#include <string.h>

#include "bts/block.h"
#include "bts/flags.h"
#include "bts/session.h"
#include "bts/sink.h"
#include "bts/tools.h"
#include "test.h"

#define EPOCH 1790000000000000000
#define START 1000000000ULL

static struct bts_session session;
static struct bts_error error;
static struct bts_sink sink;
static struct bts_out out;
static char bytes[BTS_RECORD_MAX + 64];
static size_t len;

static bool open_tool(void)
{
	const struct bts_tool *tool = NULL;

	for (size_t i = 0; bts_tools[i]; i++) {
		if (!strcmp(bts_tools[i]->name, "disksnoop"))
			tool = bts_tools[i];
	}
	return CHECK(tool) && CHECK_INT(bts_session_open(&session, tool, &error), 0);
}

static struct bts_record *type(const char *name)
{
	struct bts_record *record = (struct bts_record *)bts_schema_named(&session.schema, name);

	if (!CHECK(record))
		abort();
	return record;
}

static void *member(const struct bts_record *record, const char *name)
{
	const struct bts_field *f = bts_record_field(record, name);

	if (!CHECK(f))
		abort();
	return bytes + f->offset;
}

static void set(const struct bts_record *record, const char *name, uint64_t value)
{
	/* Of a little-endian machine, as all are that we build for. */
	memcpy(member(record, name), &value, bts_record_field(record, name)->size);
}

static void unread(const struct bts_record *record, const char *name)
{
	struct bts_head *head = (struct bts_head *)bytes;

	head->unread |= 1ULL << bts_record_field(record, name)->offset / 8;
}

/* A write of dd's with a file, 1.25 ms from issue to completion. */
static void make(const struct bts_record *record)
{
	static const char path[] = "\1c\0b\0a";
	struct bts_tail *file = member(record, "file");

	memset(bytes, 0, sizeof(bytes));
	((struct bts_head *)bytes)->type = record->type;
	set(record, "time", START + 2000000000);
	set(record, "cpu", 1);
	set(record, "pid", 1234);
	set(record, "tid", 1235);
	set(record, "ppid", 1000);
	set(record, "uid", 33);
	strcpy(member(record, "comm"), "dd");
	strcpy(member(record, "disk"), "nvme0n1");
	strcpy(member(record, "part"), "nvme0n1p2");
	set(record, "op", BTS_RQ_OP_WRITE);
	set(record, "rwbs", BTS_RQ_OP_WRITE | BTS_RQ_SYNC | BTS_RQ_FUA);
	set(record, "sector", 1953525167);
	set(record, "bytes", 262144);
	set(record, "queue", 250000);
	set(record, "latency", 1250000);
	set(record, "issued", START + 1998750000);
	set(record, "requeues", 1);
	set(record, "merges", 2);
	set(record, "hwq", 3);
	set(record, "depth", 4);
	set(record, "issue_cpu", 5);
	set(record, "prio_class", 2);
	set(record, "prio", 6);
	set(record, "fsdev", 259U << 20 | 2);
	set(record, "inode", 9007199254740993);
	set(record, "offset", 65536);
	len = record->size;
	*file = (struct bts_tail){ len, sizeof(path) };
	memcpy(bytes + len, path, sizeof(path));
	len += sizeof(path);
}

static const char *written(void)
{
	static char text[16384];

	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf);
	out.len = 0;
	return text;
}

static void sink_start(const struct bts_sink_ops *ops, const struct bts_record *record)
{
	const char *hint;
	char why[100];

	CHECK_INT(bts_out_init(&out, -1), 0);
	CHECK_INT(bts_sink_init(&sink, ops, &out, &record, 1, NULL, why, sizeof(why), &hint), 0);
	sink.clock = (struct bts_clock){ .epoch = EPOCH, .start = START };
}

static const char *line(void)
{
	const struct bts_rec rec = { bytes, len };

	CHECK(bts_sink_record(&sink, &rec));
	return written();
}

static void sink_stop(void)
{
	bts_sink_free(&sink);
	bts_out_free(&out);
}

/* What stands before the first record. */
static const char *begun(const struct bts_sink_ops *ops, const char *name)
{
	static const struct bts_meta meta = {
		.tool = "disksnoop", .version = "1", .host = "box", .boot_id = "b"
	};
	const char *text;

	sink_start(ops, type(name));
	bts_sink_begin(&sink, &meta);
	text = written();
	sink_stop();
	return text;
}

/* The fields of the schema line, "name:kind name:kind"; a kind's unit is the kind's own. */
static const char *schema(const char *name)
{
	static char text[4096];
	const char *from = strstr(begun(&bts_sink_json, name), "\"fields\":[");
	size_t n = 0;

	text[0] = '\0';
	while (from && (from = strstr(from, "{\"name\":\""))) {
		const char *kind = strstr(from, "\",\"kind\":\"") + 10;

		from += 9;
		n += snprintf(text + n, sizeof(text) - n, "%s%.*s:%.*s", n ? " " : "",
			      (int)strcspn(from, "\""), from, (int)strcspn(kind, "\""), kind);
	}
	return text;
}

#define OWNER                                                                        \
	"time:time cpu:cpu pid:pid tid:pid ppid:pid uid:uid comm:str cgroup:cgroup " \
	"container:container "
#define REQUEST                                                                           \
	OWNER "disk:str part:str level:enum op:enum rwbs:rwbs error:errno sector:sector " \
	      "bytes:bytes queue:ns latency:ns issued:time requeues:uint merges:uint "    \
	      "hwq:uint depth:uint issue_cpu:cpu prio_class:enum prio:uint fsdev:dev "    \
	      "file:path inode:uint offset:bytes"
#define SUMS(what)                    \
	"time:time interval:ns " what \
	" ios:num ios_rate:rate bytes:bytes bytes_rate:rate failed:num"
#define HIST                                                                         \
	"took:hist took_count:num took_mean:ns took_p50:ns took_p90:ns took_p99:ns " \
	"took_p99_9:ns took_max:ns"

/* The stack is costly, and in JSON too only where it is asked for. */
TEST(golden_records)
{
	if (!open_tool())
		return;
	CHECK_INT(session.schema.nrecords, 8);
	CHECK_STR(schema("io"), REQUEST);
	CHECK_STR(schema("inflight"), REQUEST);
	CHECK_STR(schema("remap"),
		  OWNER "from_disk:str from_sector:sector disk:str sector:sector bytes:bytes");
	CHECK(bts_record_reveal(type("io"), "stack"));
	CHECK_STR(schema("io"), REQUEST " stack:kstack");
	bts_session_close(&session);
}

TEST(golden_tables)
{
	if (!open_tool())
		return;
	CHECK_STR(schema("disk"), SUMS("disk:str op:enum level:enum"));
	CHECK_STR(schema("latency"), "time:time interval:ns disk:str op:enum level:enum " HIST);
	CHECK_STR(schema("comm"), SUMS("comm:str") " " HIST);
	CHECK_STR(schema("cgroup"), SUMS("cgroup:cgroup") " " HIST);
	CHECK_STR(schema("file"), SUMS("file:path fsdev:dev level:enum inode:uint") " " HIST);
	CHECK(strstr(begun(&bts_sink_json, "file"), "\"record\":\"file\",\"table\":true,"));
	bts_session_close(&session);
}

static void check_names(const char *field, const char *const *names, size_t count)
{
	const struct bts_field *f = bts_record_field(type("io"), field);

	if (!CHECK(f && f->names) || !CHECK_INT(f->names->count, count))
		return;
	for (size_t i = 0; i < count; i++) {
		CHECK_INT(f->names->flags[i].value, i);
		CHECK_STR(f->names->flags[i].name, names[i]);
	}
}

/* What --op calls an operation, `op' calls it too. */
TEST(golden_names)
{
	static const char *const levels[] = { "request", "bio", "stacked" };
	static const char *const classes[] = { "none", "rt", "be", "idle" };

	if (!open_tool())
		return;
	check_names("op", bts_rq_op_names, BTS_RQ_OPS);
	check_names("level", levels, 3);
	check_names("prio_class", classes, 4);
	bts_session_close(&session);
}

TEST(golden_json)
{
	const struct bts_record *io;

	if (!open_tool())
		return;
	io = type("io");
	make(io);
	sink_start(&bts_sink_json, io);
	CHECK_STR(line(),
		  "{\"type\":\"io\",\"time\":\"2026-09-21T14:13:23.000000000Z\",\"cpu\":1,"
		  "\"pid\":1234,\"tid\":1235,\"ppid\":1000,\"uid\":33,\"comm\":\"dd\","
		  "\"cgroup\":null,\"container\":null,\"disk\":\"nvme0n1\","
		  "\"part\":\"nvme0n1p2\",\"level\":\"request\",\"op\":\"write\","
		  "\"rwbs\":\"WFS\",\"error\":null,\"sector\":1953525167,\"bytes\":262144,"
		  "\"queue\":250000,\"latency\":1250000,"
		  "\"issued\":\"2026-09-21T14:13:22.998750000Z\",\"requeues\":1,\"merges\":2,"
		  "\"hwq\":3,\"depth\":4,\"issue_cpu\":5,\"prio_class\":\"be\",\"prio\":6,"
		  "\"fsdev\":\"259:2\",\"file\":\"(259:2)/a/b/c\","
		  "\"inode\":\"9007199254740993\",\"offset\":65536}\n");
	sink_stop();
	bts_session_close(&session);
}

TEST(golden_csv)
{
	if (!open_tool())
		return;
	CHECK_STR(begun(&bts_sink_csv, "io"),
		  "time,cpu,pid,tid,ppid,uid,comm,cgroup,container,disk,part,level,op,rwbs,error,"
		  "sector,bytes,queue,latency,issued,requeues,merges,hwq,depth,issue_cpu,"
		  "prio_class,prio,fsdev,file,inode,offset\n");
	bts_session_close(&session);
}

/* Where nobody knows who submitted a request, nothing is made up; nor is a flush a write of 0. */
TEST(unknown_owner)
{
	static const char *const owners[] = { "pid", "tid", "ppid", "uid", "comm", "queue" };
	const struct bts_record *io;
	const char *text;

	if (!open_tool())
		return;
	io = type("io");
	make(io);
	for (size_t i = 0; i < ARRAY_SIZE(owners); i++) {
		/* What may be unread has a bit of its own. */
		CHECK_INT(bts_record_field(io, owners[i])->offset % 8, 0);
		unread(io, owners[i]);
	}
	set(io, "op", BTS_RQ_OP_FLUSH);
	set(io, "rwbs", BTS_RQ_OP_FLUSH | BTS_RQ_PREFLUSH);
	set(io, "sector", BTS_NO_SECTOR);
	set(io, "bytes", 0);
	sink_start(&bts_sink_json, io);
	text = line();
	CHECK(strstr(text, "\"pid\":null,\"tid\":null,\"ppid\":null,\"uid\":null,\"comm\":null,"));
	CHECK(strstr(text, "\"queue\":null,\"latency\":1250000,"));
	CHECK(strstr(text, "\"sector\":null,\"bytes\":0,"));
	sink_stop();
	sink_start(&bts_sink_table, io);
	sink.last = sink.views;
	CHECK_STR(line(), "  2.000000 ?                      ? nvme0n1 FF             -       0    "
			  "1.250\n");
	sink_stop();
	bts_session_close(&session);
}

/* The row that the tool is known by: within 80 columns, and an error instead of the bytes. */
TEST(golden_row)
{
	static const char heading[] =
		"   TIME(s) COMM                 PID DISK    T         SECTOR   BYTES  LAT(ms)\n";
	const struct bts_record *io;

	if (!open_tool())
		return;
	CHECK(sizeof(heading) - 1 <= 80);
	CHECK_STR(begun(&bts_sink_table, "io"), heading);
	CHECK_STR(begun(&bts_sink_table, "inflight"), heading);
	io = type("io");
	make(io);
	sink_start(&bts_sink_table, io);
	sink.last = sink.views;
	CHECK_STR(
		line(),
		"  2.000000 dd                  1234 nvme0n1 WFS   1953525167  262144    1.250\n");
	set(io, "error", 5);
	CHECK_STR(
		line(),
		"  2.000000 dd                  1234 nvme0n1 WFS   1953525167     EIO    1.250\n");
	sink_stop();

	/* Numbers are added behind the latency, the file is last; with -Q -F as with -F -Q. */
	CHECK(bts_record_reveal(type("io"), "queue"));
	CHECK(bts_record_reveal(type("io"), "file"));
	CHECK(bts_record_reveal(type("inflight"), "file"));
	CHECK(bts_record_reveal(type("inflight"), "queue"));
	CHECK_STR(begun(&bts_sink_table, "io"),
		  "   TIME(s) COMM                 PID DISK    T         SECTOR   BYTES  LAT(ms) "
		  " QUE(ms) FILE\n");
	CHECK_STR(begun(&bts_sink_table, "inflight"), begun(&bts_sink_table, "io"));
	bts_session_close(&session);
}

/* With --stacked there are two types of record, and one heading. */
TEST(golden_stacked)
{
	const struct bts_record *types[2], *remap;
	const char *hint;
	char why[100];

	if (!open_tool())
		return;
	types[0] = type("io");
	types[1] = remap = type("remap");
	CHECK_INT(bts_out_init(&out, -1), 0);
	CHECK_INT(bts_sink_init_merged(&sink, &out, types, 2, session.tool->columns, why,
				       sizeof(why), &hint),
		  0);
	sink.clock = (struct bts_clock){ .epoch = EPOCH, .start = START };
	bts_sink_begin(&sink, &(struct bts_meta){ .tool = "disksnoop" });
	make(types[0]);
	CHECK_STR(
		line(),
		"   TIME(s) COMM                 PID FROM      DISK    T         SECTOR   BYTES  "
		"LAT(ms) LEVEL\n"
		"  2.000000 dd                  1234           nvme0n1 WFS   1953525167  262144    "
		"1.250 request\n");
	memset(bytes, 0, sizeof(bytes));
	((struct bts_head *)bytes)->type = remap->type;
	len = remap->size;
	set(remap, "time", START + 2500000000);
	set(remap, "pid", 7);
	strcpy(member(remap, "comm"), "cp");
	strcpy(member(remap, "from_disk"), "dm-0");
	strcpy(member(remap, "disk"), "sda");
	set(remap, "from_sector", 8);
	set(remap, "sector", 2056);
	set(remap, "bytes", 4096);
	CHECK_STR(
		line(),
		"  2.500000 cp                     7 dm-0      sda                 2056    4096    "
		"      remap\n");
	sink_stop();
	bts_session_close(&session);
}

/* The lines of the first tool of this kind. */
TEST(classic)
{
	static const struct {
		uint64_t time, op, bytes, latency;
		const char *line;
	} rows[] = {
		{ 5000000001, BTS_RQ_OP_READ, 4096, 1004999,
		  "5.000000001        R  4096        1.00\n" },
		{ 123456789012, BTS_RQ_OP_WRITE, 1048576, 12345678901,
		  "123.456789012      W  1048576 12345.68\n" },
		{ 1000000, BTS_RQ_OP_FLUSH, 0, 0, "0.001000000        M  0           0.00\n" },
		/* No bytes, but it writes; and bytes beyond the column. */
		{ 1, BTS_RQ_OP_WRITE, 0, 10000000, "0.000000001        W  0          10.00\n" },
		{ 1, BTS_RQ_OP_WRITE_ZEROES, 17179869184, 1,
		  "0.000000001        W  17179869184     0.00\n" },
		{ 1, BTS_RQ_OP_ZONE_APPEND, 512, 1, "0.000000001        W  512         0.00\n" },
		{ 1, BTS_RQ_OP_DISCARD, 512, 1, "0.000000001        R  512         0.00\n" },
		{ 1, BTS_RQ_OP_ZONE_RESET, 0, 1, "0.000000001        M  0           0.00\n" },
		{ 1, BTS_RQ_OP_DRV_IN, 36, 1, "0.000000001        R  36          0.00\n" },
		{ 1, BTS_RQ_OP_DRV_OUT, 0, 1, "0.000000001        M  0           0.00\n" },
	};
	static struct bts_settings settings;
	const struct bts_sink_ops *ops;
	const struct bts_record *io;
	struct bts_run run;
	char *argv[] = { "disksnoop", "--classic", NULL };

	if (!open_tool())
		return;
	CHECK(!session.tool->sink());
	CHECK_INT(bts_options_parse(session.tool, 2, argv, &run, &settings, &error), 0);
	CHECK_STR(run.only, "io");
	bts_options_free(&run);
	ops = session.tool->sink();
	if (CHECK(ops)) {
		CHECK_STR(ops->name, "--classic");
		CHECK_STR(begun(ops, "io"), "TIME(s)            T  BYTES    LAT(ms)\n");
		io = type("io");
		make(io);
		sink_start(ops, io);
		for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
			set(io, "time", rows[i].time);
			set(io, "op", rows[i].op);
			set(io, "bytes", rows[i].bytes);
			set(io, "latency", rows[i].latency);
			CHECK_STR(line(), rows[i].line);
		}
		sink_stop();
	}
	bts_session_close(&session);
}

TEST_MAIN(RUN(golden_records), RUN(golden_tables), RUN(golden_names), RUN(golden_json),
	  RUN(golden_csv), RUN(unknown_owner), RUN(golden_row), RUN(golden_stacked), RUN(classic))
