/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The types of the block layer, as every sink shows them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bts/mount.h"
#include "bts/sink.h"
#include "bts/symbol.h"
#include "records.h"
#include "test.h"
#include "tree.h"

static struct block ev;
static size_t ev_len = offsetof(struct block, tail);
static struct bts_mounts mounts;
static struct bts_stacks stacks;

/* What @ops make of the fields. */
static const char *shown_all(const struct bts_sink_ops *ops, const char *fields)
{
	static char text[4096];
	const struct bts_record *records[] = { &block };
	const struct bts_rec rec = { &ev, ev_len };
	struct bts_sink sink;
	struct bts_out out;
	const char *hint;
	char why[100];

	make_schema();
	ev.head.type = BLOCK_TYPE;
	CHECK_INT(bts_out_init(&out, -1), 0);
	CHECK_INT(bts_sink_init(&sink, ops, &out, records, 1, fields, why, sizeof(why), &hint), 0);
	sink.clock.mounts = &mounts;
	sink.clock.stacks = stacks.read ? &stacks : NULL;
	CHECK(bts_sink_record(&sink, &rec));
	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf);
	bts_sink_free(&sink);
	bts_out_free(&out);
	return text;
}

/* The line of one field, without the heading that the table begins with. */
static const char *shown(const struct bts_sink_ops *ops, const char *field)
{
	char *text = (char *)shown_all(ops, field);

	if (ops == &bts_sink_table)
		text += strcspn(text, "\n") + 1;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

#define TABLE(field)	  shown(&bts_sink_table, field)
#define JSON(field)	  shown(&bts_sink_json, field)
#define CSV(field)	  shown(&bts_sink_csv, field)
#define EVENT(field, ...) "{\"type\":\"block\",\"" field "\":" __VA_ARGS__ "}"

/* Milliseconds for people, all the ns for machines. */
TEST(milliseconds)
{
	ev.latency = 12345678;
	CHECK_STR(TABLE("latency"), "   12.345");
	CHECK_STR(CSV("latency"), "12345678");
	CHECK_STR(JSON("latency"), EVENT("latency", "12345678"));
	ev.latency = 999;
	CHECK_STR(TABLE("latency"), "    0.000");
	ev.latency = 3600000000000;
	CHECK_STR(TABLE("latency"), "3600000.000");
	ev.latency = UINT64_MAX;
	CHECK_STR(TABLE("latency"), "18446744073709.551");
	CHECK_STR(bts_kind_find("bts_ns_ms")->name, "ns");
	CHECK_STR(bts_kind_find("bts_ns_ms")->unit, "ns");
}

TEST(sectors)
{
	ev.sector = 0;
	CHECK_STR(TABLE("sector"), "         0");
	ev.sector = 1953525167;
	CHECK_STR(TABLE("sector"), "1953525167");
	CHECK_STR(CSV("sector"), "1953525167");
	CHECK_STR(JSON("sector"), EVENT("sector", "1953525167"));
	/* None is not the first. */
	ev.sector = UINT64_MAX;
	CHECK_STR(TABLE("sector"), "         -");
	CHECK_STR(CSV("sector"), "");
	CHECK_STR(JSON("sector"), EVENT("sector", "null"));
}

/* The letters of Linux 7.3. */
TEST(operations)
{
	static const char *const letters[] = {
		"R", "W", "F", "D", "DE", "WZ", "ZA", "ZR", "ZRA", "ZO", "ZC", "ZF", "N", "N", "?",
	};

	CHECK_INT(ARRAY_SIZE(letters), BTS_RQ_OPS);
	for (uint32_t op = 0; op < BTS_RQ_OPS; op++) {
		ev.rwbs = op;
		CHECK_STR(CSV("rwbs"), letters[op]);
	}
	ev.rwbs = BTS_RQ_OPS;
	CHECK_STR(TABLE("rwbs"), "?");
	ev.rwbs = BTS_RQ_OP_MASK;
	CHECK_STR(JSON("rwbs"), EVENT("rwbs", "\"?\""));
}

/* In the kernel's order: a flush before the operation's letters, all else behind. */
TEST(flags)
{
	ev.rwbs = BTS_RQ_OP_WRITE | BTS_RQ_PREFLUSH | BTS_RQ_FUA | BTS_RQ_SYNC;
	CHECK_STR(TABLE("rwbs"), "FWFS");
	ev.rwbs = BTS_RQ_OP_READ | BTS_RQ_RAHEAD;
	CHECK_STR(TABLE("rwbs"), "RA");
	ev.rwbs = BTS_RQ_OP_WRITE | BTS_RQ_SYNC | BTS_RQ_META;
	CHECK_STR(TABLE("rwbs"), "WSM");
	ev.rwbs = BTS_RQ_OP_WRITE | BTS_RQ_ATOMIC;
	CHECK_STR(JSON("rwbs"), EVENT("rwbs", "\"WU\""));
	/* Bits that nobody has given a meaning to. */
	ev.rwbs = UINT32_MAX;
	CHECK_STR(CSV("rwbs"), "F?FASMU");
}

static void file_set(const void *bytes, size_t n)
{
	ev.file = (struct bts_tail){ offsetof(struct block, tail), n };
	memcpy(ev.tail, bytes, n);
	ev_len = ev.file.off + n;
}

static void name_set(const void *bytes, size_t n)
{
	memset(ev.name, 0, sizeof(ev.name));
	memcpy(ev.name, bytes, n);
}

/* Both ways to hold a path; the literal's own NUL is that of the last name. */
#define FILE_IS(literal) file_set(literal, sizeof(literal))
#define NAME_IS(literal) name_set(literal, sizeof(literal))

/* No file system is asked for: below its root. */
TEST(names)
{
	NAME_IS("\1c\0b\0a");
	CHECK_STR(TABLE("name"), "/a/b/c");
	CHECK_STR(CSV("name"), "/a/b/c");
	CHECK_STR(JSON("name"), EVENT("name", "\"/a/b/c\""));
	NAME_IS("\2c\0b");
	CHECK_STR(TABLE("name"), ".../b/c");
	CHECK_STR(JSON("name"), EVENT("name", "\".../b/c\""));
	NAME_IS("\1");
	CHECK_STR(TABLE("name"), "/");
	NAME_IS("\2");
	CHECK_STR(TABLE("name"), "...");
}

/* No path is not the same as one that is not known. */
TEST(no_name)
{
	memset(ev.name, 0, sizeof(ev.name));
	CHECK_STR(TABLE("name"), "-");
	CHECK_STR(CSV("name"), "");
	CHECK_STR(JSON("name"), EVENT("name", "null"));
	NAME_IS("\3");
	CHECK_STR(TABLE("name"), "?");
	CHECK_STR(CSV("name"), "?");
	CHECK_STR(JSON("name"), EVENT("name", "null"));
	file_set("", 0);
	CHECK_STR(TABLE("file"), "-");
	FILE_IS("\3");
	CHECK_STR(TABLE("file"), "?");
	ev.file.len = -2;
	CHECK_STR(TABLE("file"), "?");
	CHECK_STR(JSON("file"), EVENT("file", "null,\"file_error\":\"ENOENT\""));
}

/* What a program has put together wrongly, or what others have for names. */
TEST(hostile_names)
{
	/* A piece of a name, in place of a directory's and of the file's own. */
	file_set("\1c\0bb", 5);
	CHECK_STR(TABLE("file"), "(?)/.../c");
	file_set("\1cc", 3);
	CHECK_STR(TABLE("file"), "(?)/...");
	memset(ev.name, 'x', sizeof(ev.name));
	ev.name[2] = '\0';
	CHECK_STR(TABLE("name"), ".../x");
	/* No such state. */
	FILE_IS("\xffz");
	CHECK_STR(TABLE("file"), "(?)/.../z");
	NAME_IS("\1new\nline\0\xff");
	CHECK_STR(TABLE("name"), "/\\xff/new\\nline");
	CHECK_STR(JSON("name"), EVENT("name", "\"/\xef\xbf\xbd/new\\nline\","
					      "\"name_b64\":\"L/8vbmV3CmxpbmU=\""));
	/* One without a name ends it. */
	FILE_IS("\1c\0\0a");
	CHECK_STR(TABLE("file"), "(?)/c");
}

/* Where nothing is known of mounts the path says in which file system it is. */
TEST(devices)
{
	ev.fsdev = BTS_DEV(8, 1);
	CHECK_STR(TABLE("fsdev"), "8:1");
	CHECK_STR(JSON("fsdev"), EVENT("fsdev", "\"8:1\""));
	FILE_IS("\1c\0b\0a");
	CHECK_STR(TABLE("file"), "(8:1)/a/b/c");
	CHECK_STR(JSON("file"), EVENT("file", "\"(8:1)/a/b/c\""));
	FILE_IS("\2c");
	CHECK_STR(CSV("file"), "(8:1)/.../c");
	FILE_IS("\1");
	CHECK_STR(CSV("file"), "(8:1)/");
	ev.fsdev = BTS_DEV(4095, 1048575);
	CHECK_STR(CSV("fsdev"), "4095:1048575");
	ev.fsdev = 0;
	CHECK_STR(TABLE("fsdev"), "-");
	CHECK_STR(CSV("fsdev"), "");
	CHECK_STR(JSON("fsdev"), EVENT("fsdev", "null"));
	FILE_IS("\1c");
	CHECK_STR(CSV("file"), "(?)/c");
}

TEST(mounted)
{
	static char text[] = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
			     "2 1 8:2 / /home rw - ext4 /dev/sda2 rw\n"
			     "3 1 0:30 /@home /srv rw - btrfs /dev/sda3 rw\n"
			     "4 1 0:31 / /odd\\012\\377 rw - ext4 none rw\n";

	mounts.file = fmemopen(text, sizeof(text) - 1, "r");
	FILE_IS("\1c\0b");
	ev.fsdev = BTS_DEV(8, 1);
	CHECK_STR(TABLE("file"), "/b/c");
	ev.fsdev = BTS_DEV(8, 2);
	CHECK_STR(TABLE("file"), "/home/b/c");
	/* The part that is mounted is another. */
	ev.fsdev = BTS_DEV(0, 30);
	CHECK_STR(TABLE("file"), "(0:30)/b/c");
	FILE_IS("\1c\0@home");
	CHECK_STR(TABLE("file"), "/srv/c");
	FILE_IS("\1@home");
	CHECK_STR(TABLE("file"), "/srv");
	/* Whether it is in that part is not known. */
	FILE_IS("\2c\0@home");
	CHECK_STR(TABLE("file"), "(0:30)/.../@home/c");
	ev.fsdev = BTS_DEV(8, 2);
	CHECK_STR(TABLE("file"), "/home/.../@home/c");
	ev.fsdev = BTS_DEV(8, 1);
	CHECK_STR(TABLE("file"), "/.../@home/c");
	FILE_IS("\1");
	CHECK_STR(TABLE("file"), "/");
	/* The names of mount points are others' too. */
	ev.fsdev = BTS_DEV(0, 31);
	CHECK_STR(TABLE("file"), "/odd\\n\\xff");
	CHECK_STR(JSON("file"), EVENT("file", "\"/odd\\n\xef\xbf\xbd\",\"file_b64\":\"L29kZAr/\""));
	bts_mounts_free(&mounts);
}

/* Names without end: the record is valid, the path is what there is room for. */
TEST(long_path)
{
	enum { SIZE = 65536 };
	struct bts_rec rec = { calloc(1, SIZE), SIZE };
	struct block *long_one = (struct block *)rec.data;
	struct bts_out out;
	struct bts_clock clock = {};

	make_schema();
	long_one->file = (struct bts_tail){ offsetof(struct block, tail),
					    SIZE - offsetof(struct block, tail) };
	memset(long_one->tail, 'x', long_one->file.len);
	long_one->tail[0] = BTS_PATH_WHOLE;
	for (int i = 200; i < long_one->file.len; i += 200)
		long_one->tail[i] = '\0';
	CHECK(bts_record_valid(&block, &rec));
	CHECK_INT(bts_out_init(&out, -1), 0);
	bts_field_text(&out, bts_record_field(&block, "file"), &rec, &clock);
	CHECK(out.len > BTS_TAIL_MAX && out.len < 2 * BTS_TAIL_MAX);
	CHECK(!memcmp(out.buf, "(?)/.../xxx", 11));
	bts_out_free(&out);
	free(long_one);
}

static int stack_read(void *arg, int32_t id, uint64_t frames[BTS_STACK_DEPTH])
{
	static const uint64_t three[] = { 0xffffffff81000010, 0xffffffff81000200,
					  0xffffffffc0201000 };

	CHECK(arg == &ev);
	if (id > 3)
		return -ENOENT;
	memcpy(frames, three, id * sizeof(*frames));
	return id;
}

static void stacks_make(void)
{
	struct bts_error error;

	tree_make();
	tree_file("/kallsyms", "ffffffff81000000 T first\n"
			       "ffffffff81000100 T ends_in_a_call\n"
			       "ffffffff81000200 T next\n"
			       "ffffffffc0200f00 t inner\t[xfs]\n");
	stacks = (struct bts_stacks){ .read = stack_read, .arg = &ev };
	CHECK_INT(bts_ksyms_read(&stacks.ksyms, tree_path("/kallsyms"), &error), 0);
	tree_remove();
}

/* The first frame is where it is, the others where calls return to. */
TEST(stack)
{
	stacks_make();
	ev.stack = 3;
	CHECK_STR(CSV("stack"), "first+0x10;ends_in_a_call+0x100;inner+0x100 [xfs]");
	CHECK_STR(JSON("stack"),
		  EVENT("stack", "[{\"addr\":\"0xffffffff81000010\",\"symbol\":\"first\","
				 "\"offset\":16},{\"addr\":\"0xffffffff81000200\",\"symbol\":"
				 "\"ends_in_a_call\",\"offset\":256},{\"addr\":"
				 "\"0xffffffffc0201000\",\"symbol\":\"inner\",\"offset\":256,"
				 "\"module\":\"xfs\"}]"));
	bts_ksyms_free(&stacks.ksyms);
	CHECK_STR(CSV("stack"), "0xffffffff81000010;0xffffffff81000200;0xffffffffc0201000");
	ev.stack = 1;
	CHECK_STR(JSON("stack"), EVENT("stack", "[{\"addr\":\"0xffffffff81000010\",\"symbol\":null,"
						"\"offset\":null}]"));
}

/* The way into the tracer is not shown, but what has such names further on is. */
TEST(stack_of_ours)
{
	struct bts_error error;

	tree_make();
	tree_file("/kallsyms", "ffffffff81000000 t bpf_prog_1_ours\t[bpf]\n"
			       "ffffffff81000100 T kernel\n"
			       "ffffffffc0200f00 T bpf_trace_run2\n");
	stacks = (struct bts_stacks){ .read = stack_read, .arg = &ev };
	CHECK_INT(bts_ksyms_read(&stacks.ksyms, tree_path("/kallsyms"), &error), 0);
	tree_remove();
	ev.stack = 3;
	CHECK_STR(CSV("stack"), "kernel+0x100;bpf_trace_run2+0x100");
	ev.stack = 1;
	CHECK_STR(CSV("stack"), "-");
	CHECK_STR(JSON("stack"), EVENT("stack", "[]"));
	CHECK_STR(shown_all(&bts_sink_table, "stack"), "        -\n");
	bts_ksyms_free(&stacks.ksyms);
}

/* In the table frames have lines of their own; the row is as without. */
TEST(stack_below)
{
	ev.latency = 1000;
	ev.rwbs = 0;
	stacks_make();
	ev.stack = 2;
	CHECK_STR(shown_all(&bts_sink_table, "latency,stack,rwbs"),
		  "  LAT(ms) T\n    0.001 R\n        first+0x10\n        ends_in_a_call+0x100\n");
	CHECK_STR(shown_all(&bts_sink_table, "stack"),
		  "        first+0x10\n        ends_in_a_call+0x100\n");
	bts_ksyms_free(&stacks.ksyms);
}

TEST(no_stack)
{
	stacks_make();
	ev.stack = -EEXIST;
	CHECK_STR(shown_all(&bts_sink_table, "stack"), "        ?\n");
	CHECK_STR(CSV("stack"), "?");
	CHECK_STR(JSON("stack"), EVENT("stack", "null,\"stack_error\":\"EEXIST\""));
	/* Empty; gone. */
	ev.stack = 0;
	CHECK_STR(shown_all(&bts_sink_table, "stack"), "        -\n");
	CHECK_STR(JSON("stack"), EVENT("stack", "[]"));
	ev.stack = 4;
	CHECK_STR(CSV("stack"), "?");
	CHECK_STR(JSON("stack"), EVENT("stack", "null"));
	ev.stack = INT32_MIN;
	CHECK_STR(JSON("stack"), EVENT("stack", "null"));
	bts_ksyms_free(&stacks.ksyms);
	stacks.read = NULL;
	ev.stack = 1;
	CHECK_STR(CSV("stack"), "?");
	CHECK_STR(JSON("stack"), EVENT("stack", "null"));
}

TEST_MAIN(RUN(milliseconds), RUN(sectors), RUN(operations), RUN(flags), RUN(names), RUN(no_name),
	  RUN(hostile_names), RUN(devices), RUN(mounted), RUN(long_path), RUN(stack),
	  RUN(stack_of_ours), RUN(stack_below), RUN(no_stack))
