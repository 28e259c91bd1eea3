/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bts/sink.h"
#include "records.h"
#include "test.h"

#define EPOCH 1790000000000000000

static const struct bts_meta meta = {
	.tool = "sample", .version = "1.0", .host = "box", .boot_id = "b-1"
};

/* As the BPF side writes a bts_syscall. */
#define CALL(abi, nr) ((__u32)(abi) << 16 | (nr))

static struct bts_out out;
static struct bts_sink sink;
static struct every ev;
static size_t ev_len;
static char why[200];
static const char *hint;

/* What was written since it was last asked for. */
static const char *written(void)
{
	static char text[16384];
	size_t n = out.len < sizeof(text) - 1 ? out.len : sizeof(text) - 1;

	memcpy(text, out.buf, n);
	text[n] = '\0';
	out.len = 0;
	return text;
}

static struct bts_tail add_tail(const void *bytes, size_t n)
{
	struct bts_tail tail = { ev_len, n };

	memcpy((char *)&ev + ev_len, bytes, n);
	ev_len += n;
	return tail;
}

#define TAIL(literal) add_tail(literal, sizeof(literal) - 1)

static void make_record(void)
{
	const __u64 stack[] = { 0xffffffff81000000, 0x10 };

	memset(&ev, 0, sizeof(ev));
	ev_len = offsetof(struct every, tail);
	ev.head = (struct bts_head){ .time = 3000001234, .type = EVERY_TYPE, .cpu = 3 };
	ev.took = 12345;
	ev.size = 4096;
	ev.addr = 0x7f0012345678;
	ev.pid = 1234;
	ev.uid = 1000;
	ev.call = CALL(BTS_ABI_KIND_NATIVE, 0x1fff);
	ev.big = 9007199254740993;
	ev.negative = -5;
	ev.small = 65535;
	ev.tiny = -1;
	ev.yes = 1;
	ev.state = 1;
	ev.made = 3;
	memcpy(ev.comm, "cat", 3);
	ev.ports[0] = 80;
	ev.ports[1] = 443;
	ev.file = TAIL("/etc/passwd");
	ev.args = TAIL("cat\0/etc/pass wd\0\0");
	ev.stack = add_tail(stack, sizeof(stack));
}

static int start_types(const struct bts_sink_ops *ops, const char *fields, size_t ntypes)
{
	const struct bts_record *records[] = { &every, &brief };
	int err;

	make_schema();
	make_record();
	bts_out_init(&out, -1);
	why[0] = '\0';
	err = bts_sink_init(&sink, ops, &out, records, ntypes, fields, why, sizeof(why), &hint);
	sink.clock = (struct bts_clock){ .epoch = EPOCH, .start = 1000000000 };
	return err;
}

static void start(const struct bts_sink_ops *ops, const char *fields)
{
	CHECK_INT(start_types(ops, fields, 1), 0);
}

static void stop(void)
{
	bts_sink_free(&sink);
	bts_out_free(&out);
}

static bool show(void)
{
	const struct bts_rec rec = { &ev, ev_len };

	return bts_sink_record(&sink, &rec);
}

/* The line of the record as it is now. */
static const char *line(void)
{
	out.len = 0;
	CHECK(show());
	return written();
}

static const char *cell(const struct bts_sink_ops *ops, const char *field)
{
	static char text[4096];

	snprintf(text, sizeof(text), "%s", "");
	stop();
	CHECK_INT(bts_out_init(&out, -1), 0);
	{
		const struct bts_record *records[] = { &every };

		CHECK_INT(
			bts_sink_init(&sink, ops, &out, records, 1, field, why, sizeof(why), &hint),
			0);
	}
	sink.clock = (struct bts_clock){ .epoch = EPOCH, .start = 1000000000 };
	bts_sink_begin(&sink, &meta);
	snprintf(text, sizeof(text), "%.*s", (int)sizeof(text) - 1, line());
	text[strcspn(text, "\n")] = '\0';
	return text;
}

#define TABLE(field)	  cell(&bts_sink_table, field)
#define JSON(field)	  cell(&bts_sink_json, field)
#define CSV(field)	  cell(&bts_sink_csv, field)
#define EVENT(field, ...) "{\"type\":\"every\",\"" field "\":" __VA_ARGS__ "}"

TEST(golden_json)
{
	const char *const causes[] = { "ring", "span" };
	const struct bts_totals totals = {
		.seen = 10,
		.filtered = 3,
		.sent = 4,
		.open = 1,
		.shown = 4,
		.discarded = 0,
		.cause = causes,
		.lost = { 2, 0 },
		.ncauses = 2,
	};

	start(&bts_sink_json, NULL);
	bts_sink_begin(&sink, &meta);
	CHECK_STR(written(), "{\"type\":\"schema\",\"record\":\"every\",\"tool\":\"sample\","
			     "\"version\":\"1.0\",\"host\":\"box\",\"boot_id\":\"b-1\","
			     "\"clock\":{\"source\":\"CLOCK_MONOTONIC\","
			     "\"epoch_ns\":\"1790000000000000000\",\"start_ns\":\"1000000000\","
			     "\"start\":\"2026-09-21T14:13:21.000000000Z\"},\"fields\":["
			     "{\"name\":\"time\",\"kind\":\"time\"},"
			     "{\"name\":\"cpu\",\"kind\":\"cpu\"},"
			     "{\"name\":\"took\",\"kind\":\"ns\",\"unit\":\"ns\"},"
			     "{\"name\":\"size\",\"kind\":\"bytes\",\"unit\":\"bytes\"},"
			     "{\"name\":\"addr\",\"kind\":\"addr\"},"
			     "{\"name\":\"pid\",\"kind\":\"pid\"},"
			     "{\"name\":\"uid\",\"kind\":\"uid\"},"
			     "{\"name\":\"error\",\"kind\":\"errno\"},"
			     "{\"name\":\"call\",\"kind\":\"syscall\"},"
			     "{\"name\":\"big\",\"kind\":\"uint\"},"
			     "{\"name\":\"negative\",\"kind\":\"int\"},"
			     "{\"name\":\"small\",\"kind\":\"uint\"},"
			     "{\"name\":\"tiny\",\"kind\":\"int\"},"
			     "{\"name\":\"yes\",\"kind\":\"bool\"},"
			     "{\"name\":\"state\",\"kind\":\"enum\"},"
			     "{\"name\":\"made\",\"kind\":\"flags\"},"
			     "{\"name\":\"comm\",\"kind\":\"str\"},"
			     "{\"name\":\"ports\",\"kind\":\"uint\"},"
			     "{\"name\":\"file\",\"kind\":\"str\"},"
			     "{\"name\":\"args\",\"kind\":\"strs\"},"
			     "{\"name\":\"stack\",\"kind\":\"u64s\"}]}\n");
	CHECK_STR(line(),
		  "{\"type\":\"every\",\"time\":\"2026-09-21T14:13:23.000001234Z\",\"cpu\":3,"
		  "\"took\":12345,\"size\":4096,\"addr\":\"0x7f0012345678\",\"pid\":1234,"
		  "\"uid\":1000,\"error\":null,\"call\":\"syscall_0x1fff\","
		  "\"big\":\"9007199254740993\",\"negative\":\"-5\",\"small\":65535,\"tiny\":-1,"
		  "\"yes\":true,\"state\":\"busy\",\"made\":[\"process\",\"thread\"],"
		  "\"comm\":\"cat\",\"ports\":[80,443],\"file\":\"/etc/passwd\","
		  "\"args\":[\"cat\",\"/etc/pass wd\",\"\"],"
		  "\"stack\":[\"0xffffffff81000000\",\"0x10\"]}\n");
	bts_sink_end(&sink, &totals);
	CHECK_STR(written(),
		  "{\"type\":\"end\",\"seen\":10,\"filtered\":3,\"sent\":4,\"summed\":0,\"open\":1,"
		  "\"lost\":{\"ring\":2,\"span\":0},\"unfollowed\":0,\"unseen\":0,\"unmatched\":0,"
		  "\"skipped\":null,\"shown\":4,\"discarded\":0}\n");
	stop();
}

TEST(golden_csv)
{
	start(&bts_sink_csv, NULL);
	bts_sink_begin(&sink, &meta);
	CHECK_STR(written(), "time,cpu,took,size,addr,pid,uid,error,call,big,negative,small,tiny,"
			     "yes,state,made,comm,ports,file,args,stack\n");
	CHECK_STR(line(),
		  "2026-09-21T14:13:23.000001234Z,3,12345,4096,0x7f0012345678,1234,1000,,"
		  "syscall_0x1fff,9007199254740993,-5,65535,-1,true,busy,process|thread,cat,"
		  "80 443,/etc/passwd,\"cat \"\"/etc/pass wd\"\" \"\"\"\"\","
		  "0xffffffff81000000 0x10\n");
	stop();
}

TEST(golden_table)
{
	start(&bts_sink_table, NULL);
	bts_sink_begin(&sink, &meta);
	CHECK_STR(written(), "   TIME(s)     PID     SIZE COMM\n");
	CHECK_STR(line(), "  2.000001    1234     4096 cat\n");
	stop();
}

TEST(table_kinds)
{
	start(&bts_sink_table, "cpu,took,addr,uid,error,call,big,negative,tiny,yes,state,made");
	CHECK_STR(line(), "CPU   TOOK               ADDR    UID ERROR    CALL         BIG NEGATIVE"
			  "     TINY YES STATE      MADE\n"
			  "  3 12.3us     0x7f0012345678   1000 -        syscall_0x1fff "
			  "9007199254740993       -5       -1 yes busy       process|thread\n");
	CHECK_STR(TABLE("file,args,stack"), "/etc/passwd              cat \"/etc/pass wd\" \"\"  "
					    "  0xffffffff81000000 0x10");
	stop();
}

/* Widths and texts below and above what is moved at once. */
TEST(alignment)
{
	static const char *const names[] = { "", "cat", "sixteen bytes ok" };
	char want[256], number[32];

	start(&bts_sink_table, "big,comm,negative");
	bts_sink_begin(&sink, &meta);
	out.len = 0;
	for (int width = 0; width <= 60; width++) {
		for (int i = 0; i < 3; i++)
			sink.views[0].columns[i].width = width;
		ev.big = 1;
		for (int digits = 1; digits <= 19; digits++, ev.big *= 10) {
			const char *name = names[digits % 3];

			memset(ev.comm, 0, sizeof(ev.comm));
			memcpy(ev.comm, name, strlen(name));
			snprintf(number, sizeof(number), "%llu", (unsigned long long)ev.big);
			snprintf(want, sizeof(want), "%*s %-*s %*d\n", width, number, width, name,
				 width, -5);
			CHECK_STR(line(), want);
		}
	}
	stop();
}

TEST(time_in_the_table)
{
	start(&bts_sink_table, "time,cpu");
	ev.head.time = 999999000;
	CHECK_STR(line(), "   TIME(s) CPU\n -0.000001   3\n");
	stop();

	setenv("TZ", "UTC", 1);
	tzset();
	start(&bts_sink_table, "time,cpu");
	sink.clock.wall = true;
	bts_sink_begin(&sink, &meta);
	CHECK_STR(written(), "           TIME CPU\n");
	CHECK_STR(line(), "14:13:23.000001   3\n");
	stop();
}

TEST(errors)
{
	start(&bts_sink_table, NULL);
	ev.error = EAGAIN;
	CHECK_STR(TABLE("error"), "EAGAIN");
	CHECK_STR(CSV("error"), "EAGAIN");
	CHECK_STR(JSON("error"), EVENT("error", "\"EAGAIN\""));
	ev.error = 512;
	CHECK_STR(TABLE("error"), "ERESTARTSYS");
	ev.error = 520;
	CHECK_STR(TABLE("error"), "520");
	CHECK_STR(JSON("error"), EVENT("error", "\"520\""));
	ev.error = -11;
	CHECK_STR(TABLE("error"), "-11");
	ev.error = 0;
	CHECK_STR(TABLE("error"), "-");
	CHECK_STR(CSV("error"), "");
	stop();
	CHECK_STR(bts_errno_name(530), "ERECALLCONFLICT");
	CHECK_STR(bts_errno_name(0), NULL);
	CHECK_STR(bts_errno_name(-5), NULL);
	CHECK_STR(bts_errno_name(100000), NULL);
}

/* A failure stands in the column of what it prevented, in the table alone. */
TEST(error_instead)
{
	start(&bts_sink_table, NULL);
	ev.error = ENOENT;
	CHECK_STR(TABLE("size,pid"), "  ENOENT    1234");
	CHECK_STR(CSV("size,pid"), "4096,1234");
	CHECK_STR(JSON("size"), EVENT("size", "4096"));
	stop();
}

TEST(syscalls)
{
	start(&bts_sink_table, NULL);
#ifdef __x86_64__
	ev.call = CALL(BTS_ABI_KIND_NATIVE, 56);
	CHECK_STR(TABLE("call"), "clone");
	CHECK_STR(JSON("call"), EVENT("call", "\"clone\""));
	ev.call = CALL(BTS_ABI_KIND_COMPAT, 120);
	CHECK_STR(CSV("call"), "clone");
#endif
	ev.call = CALL(BTS_ABI_KINDS, 1);
	CHECK_STR(TABLE("call"), "syscall_0x1");
	ev.call = UINT32_MAX;
	CHECK_STR(JSON("call"), EVENT("call", "\"syscall_0xffff\""));
	stop();
}

TEST(flags_and_enums)
{
	start(&bts_sink_table, NULL);
	ev.made = 0;
	CHECK_STR(TABLE("made"), "-");
	CHECK_STR(CSV("made"), "");
	CHECK_STR(JSON("made"), EVENT("made", "[]"));
	ev.made = 0x44;
	CHECK_STR(TABLE("made"), "vfork|0x40");
	CHECK_STR(CSV("made"), "vfork|0x40");
	CHECK_STR(JSON("made"), EVENT("made", "[\"vfork\",\"0x40\"]"));
	ev.state = 0;
	CHECK_STR(TABLE("state"), "idle");
	ev.state = -1;
	CHECK_STR(TABLE("state"), "gone");
	ev.state = -2;
	CHECK_STR(TABLE("state"), "-2");
	ev.state = 9;
	CHECK_STR(TABLE("state"), "9");
	CHECK_STR(JSON("state"), EVENT("state", "\"9\""));
	stop();
}

TEST(limits_of_numbers)
{
	start(&bts_sink_table, NULL);
	ev.big = UINT64_MAX;
	CHECK_STR(JSON("big"), EVENT("big", "\"18446744073709551615\""));
	ev.negative = INT64_MIN;
	CHECK_STR(JSON("negative"), EVENT("negative", "\"-9223372036854775808\""));
	ev.pid = UINT32_MAX;
	CHECK_STR(JSON("pid"), EVENT("pid", "4294967295"));
	CHECK_STR(TABLE("pid,uid"), "4294967295   1000");
	ev.took = UINT64_MAX;
	CHECK_STR(JSON("took"), EVENT("took", "18446744073709551615"));
	ev.yes = 0;
	CHECK_STR(TABLE("yes"), "no");
	CHECK_STR(CSV("yes"), "false");
	CHECK_STR(JSON("yes"), EVENT("yes", "false"));
	stop();
}

TEST(unread)
{
	start(&bts_sink_table, NULL);
	ev.head.unread = 1ULL << offsetof(struct every, addr) / 8;
	CHECK_STR(TABLE("addr,uid"), "                 ?   1000");
	CHECK(!bts_field_error(bts_record_field(&every, "addr"), &(struct bts_rec){ &ev, ev_len }));
	CHECK_STR(CSV("addr,uid"), "?,1000");
	CHECK_STR(JSON("addr"), EVENT("addr", "null"));
	/* Its neighbour in the same eight bytes is not meant. */
	ev.head.unread = 1ULL << offsetof(struct every, pid) / 8;
	CHECK_STR(TABLE("pid,uid"), "      ?   1000");
	ev.head.unread = 1ULL << offsetof(struct every, comm) / 8;
	CHECK_STR(TABLE("comm"), "?");
	CHECK_STR(JSON("comm"), EVENT("comm", "null"));
	ev.head.unread = 0;

	ev.file = (struct bts_tail){ 0, -EFAULT };
	CHECK_STR(TABLE("file"), "?");
	CHECK_STR(CSV("file"), "?");
	CHECK_STR(JSON("file"), EVENT("file", "null,\"file_error\":\"EFAULT\""));
	ev.args = (struct bts_tail){ 0, -4000 };
	CHECK_STR(JSON("args"), EVENT("args", "null,\"args_error\":\"4000\""));
	ev.stack = (struct bts_tail){ 0, INT32_MIN };
	CHECK_STR(JSON("stack"), EVENT("stack", "null"));
	stop();
}

TEST(hostile_names)
{
	start(&bts_sink_table, NULL);
	memcpy(ev.comm, "\033[31m\nx", 8);
	CHECK_STR(TABLE("comm,uid"), "\\x1b[31m\\nx        1000");
	CHECK_STR(CSV("comm"), "\\x1b[31m\\nx");
	CHECK_STR(JSON("comm"), EVENT("comm", "\"\\u001b[31m\\nx\""));
	memcpy(ev.comm, "\xc0\xaf\xe6\x97", 5);
	CHECK_STR(TABLE("comm"), "\\xc0\\xaf\\xe6\\x97");
	CHECK_STR(JSON("comm"), EVENT("comm", "\"\ufffd\ufffd\ufffd\",\"comm_b64\":\"wK/mlw==\""));
	memcpy(ev.comm, "a\u202eb", 6);
	CHECK_STR(TABLE("comm"), "a\\u202eb");
	CHECK_STR(JSON("comm"), EVENT("comm", "\"a\\u202eb\""));
	memcpy(ev.comm, "a,\"b\"", 6);
	CHECK_STR(CSV("comm"), "\"a,\"\"b\"\"\"");
	memcpy(ev.comm, "\u65e5\u672c", 7);
	CHECK_STR(TABLE("comm,uid"), "\u65e5\u672c               1000");
	/* No NUL: it ends with the array. */
	memcpy(ev.comm, "sixteen bytes...", 16);
	CHECK_STR(JSON("comm"), EVENT("comm", "\"sixteen bytes...\""));
	memset(ev.comm, 0, sizeof(ev.comm));
	CHECK_STR(TABLE("comm"), "");
	CHECK_STR(JSON("comm"), EVENT("comm", "\"\""));
	stop();
}

TEST(tails)
{
	start(&bts_sink_table, NULL);
	ev.file = TAIL("a\0b\xff");
	CHECK_STR(TABLE("file"), "a\\x00b\\xff");
	CHECK_STR(JSON("file"), EVENT("file", "\"a\\u0000b\ufffd\",\"file_b64\":\"YQBi/w==\""));
	ev.args = TAIL("a\0\xff\0say \"x\"\0c\"\0\033");
	/* The last lacks its NUL: it was cut. */
	CHECK_STR(TABLE("args"), "a \\xff \"say \\\"x\\\"\" \"c\\\"\" \\x1b...");
	CHECK_STR(JSON("args"),
		  EVENT("args", "[\"a\",\"\ufffd\",\"say \\\"x\\\"\",\"c\\\"\",\"\\u001b\"],"
				"\"args_b64\":[\"YQ==\",\"/w==\",\"c2F5ICJ4Ig==\",\"YyI=\","
				"\"Gw==\"]"));
	ev.file = ev.args = ev.stack = (struct bts_tail){ 0, 0 };
	CHECK_STR(JSON("file,args,stack"), EVENT("file", "\"\",\"args\":[],\"stack\":[]"));
	CHECK_STR(TABLE("file,args,stack"), "");
	CHECK_STR(CSV("file,args,stack"), ",,");
	stop();
}

TEST(malformed)
{
	const __u32 size = offsetof(struct every, tail);
	size_t whole;

	start(&bts_sink_json, NULL);
	whole = ev_len;
	CHECK(show());
	for (ev_len = 0; ev_len < whole; ev_len++)
		CHECK(!show());
	ev_len = whole;

	ev.file = (struct bts_tail){ size, whole - size };
	CHECK(show());
	ev.file.len++;
	CHECK(!show());
	ev.file = (struct bts_tail){ whole + 1, 1 };
	CHECK(!show());
	ev.file = (struct bts_tail){ UINT32_MAX, 1 };
	CHECK(!show());
	ev.file = (struct bts_tail){ UINT32_MAX, INT32_MAX };
	CHECK(!show());
	ev.file = (struct bts_tail){ size, INT32_MAX };
	CHECK(!show());
	/* A reference to the head is none to the tail. */
	ev.file = (struct bts_tail){ size - 1, 1 };
	CHECK(!show());
	ev.file = (struct bts_tail){ UINT32_MAX, 0 };
	CHECK(show());
	ev.stack.len = 15;
	CHECK(!show());
	ev.stack.len = 8;
	CHECK(show());
	ev.head.type = 99;
	CHECK(!show());
	stop();
}

TEST(several_types)
{
	CHECK_INT(start_types(&bts_sink_table, NULL, 2), 0);
	bts_sink_begin(&sink, &meta);
	CHECK_STR(written(), "");
	CHECK_STR(line(), "   TIME(s)     PID     SIZE COMM\n  2.000001    1234     4096 cat\n");
	CHECK_STR(line(), "  2.000001    1234     4096 cat\n");
	ev.head.type = BRIEF_TYPE;
	CHECK_STR(line(), "   TIME(s) CPU\n  2.000001   3\n");
	CHECK_STR(line(), "  2.000001   3\n");
	stop();

	CHECK_INT(start_types(&bts_sink_json, "cpu,pid", 2), 0);
	CHECK_STR(line(), EVENT("cpu", "3,\"pid\":1234") "\n");
	ev.head.type = BRIEF_TYPE;
	CHECK_STR(line(), "{\"type\":\"brief\",\"cpu\":3}\n");
	stop();

	/* A type that has none of the fields is not shown. */
	CHECK_INT(start_types(&bts_sink_json, "pid", 2), 0);
	CHECK_INT(sink.nviews, 1);
	ev.head.type = BRIEF_TYPE;
	CHECK(!show());
	stop();

	CHECK_INT(start_types(&bts_sink_csv, NULL, 2), -EINVAL);
	CHECK_STR(why, "CSV holds one type of record and there are 2: choose with --only");
	stop();
}

/* Several types below one heading. */
TEST(merged)
{
	const struct bts_record *both[] = { &every, &brief };

	make_schema();
	make_record();
	CHECK_INT(bts_out_init(&out, -1), 0);
	CHECK_INT(bts_sink_init_merged(&sink, &out, both, 2, "cpu,KIND=type,NR=nothing|pid,comm",
				       why, sizeof(why), &hint),
		  0);
	CHECK(bts_sink_shows(&sink, "pid"));
	CHECK(!bts_sink_shows(&sink, "uid"));
	bts_sink_begin(&sink, &(struct bts_meta){ .tool = "tool" });
	CHECK(show());
	ev.head.type = BRIEF_TYPE;
	CHECK(show());
	CHECK_STR(written(), "CPU KIND        NR COMM\n"
			     "  3 every     1234 cat\n"
			     "  3 brief\n");
	stop();

	CHECK_INT(bts_sink_init_merged(&sink, &out, both, 2, "cpu,pd", why, sizeof(why), &hint),
		  -EINVAL);
	CHECK_STR(why, "no field \"pd\"");
	CHECK_STR(hint, "pid");
	bts_sink_free(&sink);
}

TEST(chosen_fields)
{
	start(&bts_sink_table, "comm,pid,time");
	CHECK_STR(line(),
		  "COMM                 PID    TIME(s)\ncat                 1234   2.000001\n");
	CHECK_STR(CSV("comm,pid"), "cat,1234");
	CHECK_STR(JSON("comm,pid"), EVENT("comm", "\"cat\",\"pid\":1234"));
	stop();

	CHECK_INT(start_types(&bts_sink_table, "pid,tme", 1), -EINVAL);
	CHECK_STR(why, "no field \"tme\"");
	CHECK_STR(hint, "time");
	stop();
	CHECK_INT(start_types(&bts_sink_table, "qqqqqqqq", 2), -EINVAL);
	CHECK_STR(hint, NULL);
	stop();
	CHECK_INT(start_types(&bts_sink_table, "pid,,comm", 1), -EINVAL);
	CHECK_STR(why, "an empty name among the fields");
	stop();
	CHECK_INT(start_types(&bts_sink_table, "", 1), -EINVAL);
	stop();
	CHECK_INT(start_types(&bts_sink_table, "pid,pid", 1), -EINVAL);
	CHECK_STR(why, "field \"pid\" is given twice");
	stop();
}

TEST(color)
{
	start(&bts_sink_table, "size,file,comm");
	sink.color = true;
	ev.error = ENOENT;
	ev.file.len = -EFAULT;
	CHECK_STR(line(), "\033[1m    SIZE\033[0m \033[1mFILE\033[0m                     "
			  "\033[1mCOMM\033[0m\n"
			  "\033[31m  ENOENT\033[0m \033[2m?\033[0m                        cat\n");
	stop();
}

TEST(full_disk)
{
	const struct bts_record *records[] = { &every };
	int fd = open("/dev/full", O_WRONLY);

	make_schema();
	make_record();
	bts_out_init(&out, fd);
	CHECK_INT(bts_sink_init(&sink, &bts_sink_table, &out, records, 1, NULL, why, sizeof(why),
				&hint),
		  0);
	bts_sink_begin(&sink, &meta);
	CHECK_INT(out.err, -ENOSPC);
	CHECK(show());
	CHECK_INT(bts_out_flush(&out), -ENOSPC);
	stop();
	close(fd);
}

TEST(kinds)
{
	CHECK(bts_kind_find("bts_pid") && !strcmp(bts_kind_find("bts_pid")->name, "pid"));
	CHECK(!bts_kind_find("bts_pidx"));
	CHECK(!bts_kind_find(""));
}

TEST_MAIN(RUN(golden_json), RUN(golden_csv), RUN(golden_table), RUN(table_kinds), RUN(alignment),
	  RUN(time_in_the_table), RUN(errors), RUN(error_instead), RUN(syscalls),
	  RUN(flags_and_enums), RUN(limits_of_numbers), RUN(unread), RUN(hostile_names), RUN(tails),
	  RUN(malformed), RUN(several_types), RUN(merged), RUN(chosen_fields), RUN(color),
	  RUN(full_disk), RUN(kinds))
