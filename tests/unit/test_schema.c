// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * The schema as it is read from BTF: from the object of every tool, and from types made here
 * that hold a mistake.
 */
#include <errno.h>
#include <stdlib.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "bts/array.h"
#include "bts/abi.h"
#include "bts/flags.h"
#include "bts/session.h"
#include "bts/tools.h"
#include "test.h"

/* What of a record must be so whatever the tool. */
static void check_record(const struct bts_schema *schema, const struct bts_record *record)
{
	CHECK(record->nfields > 0);
	CHECK(record->ntable > 0);
	CHECK(record->size <= (record->map ? BTS_ROW_MAX : BTS_RECORD_MAX));
	CHECK(bts_schema_named(schema, record->name) == record);
	CHECK(bts_schema_tagged(schema, record->type) == record);
	for (size_t i = 0; i < record->nfields; i++) {
		const struct bts_field *f = &record->fields[i];

		CHECK(f->kind && f->kind->text && f->kind->json);
		CHECK(f->name[0] && f->heading[0]);
		/* What is worked out has no bytes of its own. */
		CHECK(f->count > 0 && !f->size == !!f->kind->number);
		CHECK(f->offset + f->size <= record->size);
		CHECK(bts_record_field(record, f->name) == f);
	}
	for (size_t i = 0; i < record->ntable; i++)
		CHECK(record->table[i] >= record->fields &&
		      record->table[i] < record->fields + record->nfields);
	/* What the library fills in belongs to every record. */
	CHECK_STR(record->fields[0].name, "time");
	CHECK_STR(record->fields[1].name, record->map ? "interval" : "cpu");
	CHECK(!bts_record_field(record, "type"));
	CHECK(!bts_record_field(record, "unread"));
}

/* The types that a tool shows unless it is told otherwise. */
static void check_only(const struct bts_schema *schema, const char *list)
{
	size_t count = 0;

	while (list && *list) {
		size_t n = strcspn(list, ",");
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		if (!CHECK(bts_schema_named(schema, name)))
			printf("# no type %s\n", name);
		list += n + (list[n] == ',');
		count++;
	}
	CHECK(count <= BTS_ONLY_MAX);
}

/* What the rows of a tool name has to be there: types of record, tables, a field. */
static void check_row(const struct bts_schema *schema, const struct bts_opt *o)
{
	bool found = false;

	if (o->kind == BTS_ONLY_ROW || o->kind == BTS_TABLES)
		check_only(schema, o->record);
	for (size_t i = 0; o->kind == BTS_TABLES && o->names[i]; i++) {
		const struct bts_record *table = bts_schema_named(schema, o->names[i]);

		CHECK(table && table->map);
	}
	for (size_t i = 0; i < schema->nrecords; i++)
		found |= o->record && bts_record_field(&schema->records[i], o->record);
	if (o->kind == BTS_FIELD_ROW)
		CHECK(found);
}

TEST(every_tool)
{
	CHECK(bts_tools[0]);
	for (size_t i = 0; bts_tools[i]; i++) {
		const struct bts_tool *tool = bts_tools[i];
		struct bts_error error = {};
		struct bts_session s;

		CHECK(tool->name && tool->name[0] && tool->summary && tool->summary[0]);
		CHECK_INT(bts_options_check(tool, &error), 0);
		CHECK_STR(error.text, "");
		CHECK_INT(bts_session_open(&s, tool, &error), 0);
		CHECK_STR(error.text, "");
		for (size_t j = 0; j < s.schema.nrecords; j++)
			check_record(&s.schema, &s.schema.records[j]);
		check_only(&s.schema, tool->only);
		check_only(&s.schema, tool->only_summary);
		for (const struct bts_opt *o = tool->opts; o && o->name; o++)
			check_row(&s.schema, o);
		CHECK(s.plan.count > 0);
		for (size_t j = 0; j < s.plan.count; j++)
			CHECK(s.plan.hooks[j].has);
		bts_session_close(&s);
	}
}

static const struct bts_tool *hello(void)
{
	for (size_t i = 0; bts_tools[i]; i++) {
		if (!strcmp(bts_tools[i]->name, "hello"))
			return bts_tools[i];
	}
	return NULL;
}

/* Hello's schema, when the object that it was read from has gone. */
static bool read_hello(struct bts_schema *schema)
{
	struct bpf_object *object;
	char why[256] = "";
	const void *elf;
	size_t size;
	int err;

	if (!CHECK(hello()))
		return false;
	elf = hello()->elf(&size);
	object = bpf_object__open_mem(elf, size, NULL);
	if (!CHECK(object))
		return false;
	err = bts_schema_read(schema, bpf_object__btf(object), "hello", why, sizeof(why));
	bpf_object__close(object);
	CHECK_STR(why, "");
	return CHECK_INT(err, 0);
}

/* Names are a public interface: they are JSON's keys, CSV's heading and --fields' words. */
TEST(golden_clone)
{
	static const struct {
		const char *name, *kind;
		uint32_t offset, size, count;
		const char *heading;
	} golden[] = {
		{ "time", "time", 0, 8, 1, "TIME(s)" },
		{ "cpu", "cpu", 20, 4, 1, "CPU" },
		{ "pid", "pid", 24, 4, 1, "PID" },
		{ "tid", "pid", 28, 4, 1, "TID" },
		{ "ppid", "pid", 32, 4, 1, "PPID" },
		{ "uid", "uid", 36, 4, 1, "UID" },
		{ "comm", "str", 40, 16, 16, "COMM" },
		{ "cgroup", "cgroup", 56, 8, 1, "CGROUP" },
		{ "container", "container", 56, 8, 1, "CONTAINER" },
		{ "made", "flags", 64, 4, 1, "MADE" },
		{ "call", "syscall", 68, 4, 1, "CALL" },
		{ "flags", "flags", 72, 8, 1, "FLAGS" },
		{ "child", "pid", 80, 4, 1, "CHILD" },
		{ "error", "errno", 84, 4, 1, "ERROR" },
		{ "duration", "ns", 88, 8, 1, "TOOK" },
	};
	static const char *const table[] = { "time", "pid",   "tid",	  "comm", "call",
					     "made", "child", "duration", "flags" };
	const struct bts_record *clone;
	struct bts_schema schema;

	if (!read_hello(&schema))
		return;
	clone = bts_schema_named(&schema, "clone");
	if (!CHECK(clone) || !CHECK_INT(clone->nfields, ARRAY_SIZE(golden)) ||
	    !CHECK_INT(clone->ntable, ARRAY_SIZE(table)))
		goto out;
	CHECK_INT(clone->size, 96);
	for (size_t i = 0; i < ARRAY_SIZE(golden); i++) {
		const struct bts_field *f = &clone->fields[i];

		CHECK_STR(f->name, golden[i].name);
		CHECK_STR(f->kind->name, golden[i].kind);
		CHECK_INT(f->offset, golden[i].offset);
		CHECK_INT(f->size, golden[i].size);
		CHECK_INT(f->count, golden[i].count);
		CHECK_STR(f->heading, golden[i].heading);
		CHECK_INT(f->is_signed, !strcmp(f->name, "error") || !strcmp(f->name, "comm"));
	}
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		CHECK_STR(clone->table[i]->name, table[i]);
	for (size_t i = 0; i < clone->nfields; i++) {
		const struct bts_field *f = &clone->fields[i];

		if (!strcmp(f->name, "child"))
			CHECK(f->instead == bts_record_field(clone, "error"));
		else
			CHECK(!f->instead);
	}
out:
	bts_schema_free(&schema);
}

TEST(golden_world)
{
	static const char *const names[] = { "time", "cpu", "pid", "message" };
	const struct bts_record *world;
	struct bts_schema schema;

	if (!read_hello(&schema))
		return;
	world = bts_schema_named(&schema, "world");
	if (CHECK(world) && CHECK_INT(world->nfields, ARRAY_SIZE(names))) {
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			CHECK_STR(world->fields[i].name, names[i]);
		CHECK_INT(world->ntable, 2);
		CHECK_STR(world->table[0]->name, "pid");
		CHECK_STR(world->table[1]->name, "message");
	}
	CHECK_INT(schema.nrecords, 9);
	CHECK(!bts_schema_named(&schema, "hello_clone"));
	CHECK(!bts_schema_named(&schema, ""));
	CHECK(!bts_schema_tagged(&schema, 0));
	bts_schema_free(&schema);
}

TEST(golden_life)
{
	static const char *const exec[] = { "time",	 "cpu",		  "pid",  "tid",
					    "ppid",	 "uid",		  "comm", "cgroup",
					    "container", "file",	  "argv", "argv_size",
					    "ancestors", "ancestor_pids", "argc" };
	static const char *const exited[] = { "time",	       "cpu",  "pid",	 "tid",
					      "ppid",	       "uid",  "comm",	 "cgroup",
					      "container",     "life", "user",	 "system",
					      "peak",	       "code", "signal", "ancestors",
					      "ancestor_pids", "kind", "core" };
	const struct bts_record *record;
	struct bts_schema schema;

	if (!read_hello(&schema))
		return;
	record = bts_schema_named(&schema, "exec");
	if (CHECK(record) && CHECK_INT(record->nfields, ARRAY_SIZE(exec))) {
		for (size_t i = 0; i < ARRAY_SIZE(exec); i++)
			CHECK_STR(record->fields[i].name, exec[i]);
	}
	record = bts_schema_named(&schema, "exit");
	if (CHECK(record) && CHECK_INT(record->nfields, ARRAY_SIZE(exited))) {
		for (size_t i = 0; i < ARRAY_SIZE(exited); i++)
			CHECK_STR(record->fields[i].name, exited[i]);
	}
	bts_schema_free(&schema);
}

/* Where the names of bits come from: an enumeration of the program, a set of the library. */
TEST(golden_names)
{
	static const struct bts_flag made[] = {
		{ "process", 0x1 },	    { "unknown", 0x2 },	      { "time_ns", 0x80 },
		{ "vfork", 0x4000 },	    { "thread", 0x10000 },    { "mnt_ns", 0x20000 },
		{ "cgroup_ns", 0x2000000 }, { "uts_ns", 0x4000000 },  { "ipc_ns", 0x8000000 },
		{ "user_ns", 0x10000000 },  { "pid_ns", 0x20000000 }, { "net_ns", 0x40000000 },
	};
	const struct bts_record *clone;
	const struct bts_field *f;
	struct bts_schema schema;

	if (!read_hello(&schema))
		return;
	clone = bts_schema_named(&schema, "clone");
	f = clone ? bts_record_field(clone, "made") : NULL;
	if (CHECK(f) && CHECK(f->names) && CHECK_INT(f->names->count, ARRAY_SIZE(made))) {
		for (size_t i = 0; i < ARRAY_SIZE(made); i++) {
			CHECK_STR(f->names->flags[i].name, made[i].name);
			CHECK_INT(f->names->flags[i].value, made[i].value);
		}
	}
	f = clone ? bts_record_field(clone, "flags") : NULL;
	if (CHECK(f) && CHECK(f->names))
		CHECK_STR(f->names->name, "clone");
	bts_schema_free(&schema);
}

/*
 * Objects made here. The types that members are written with stand first and in this order, so
 * that their ids are known.
 */
enum type {
	NONE,
	U8,
	U32,
	U64,
	S32,
	CHAR,
	TIME,
	CPU,
	PID,
	STR,
	TAIL,
	HEAD,
	TAIL_STR,
	STATE,
	STR16,
	U32S,
	PIDS,
	POINTER,
	UNION,
	PAIR,
	NAMELESS,
	STRUCTS,
	MATRIX,
	EMPTY,
	VOLATILE,
	U128,
	BIG,
	HALF,
	ROW,
	HIST,
	HIST_NS,
	NUM,
	VALUE,
	NARROW,
	TWICE,
	TAIL_KEY,
	HIST_KEY,
	FSDEV,
	PATH,
	PATH32,
	TAIL_PATH,
	FILE_KEY,
	FILE_KEY_TAG,
	TYPES,
};

struct member {
	const char *name;
	enum type type;
	const char *tag; /* without its prefix */
	uint32_t bits;	 /* of a bit field */
};

#define M(name_, type_, ...)                                  \
	{                                                     \
		.name = (name_), .type = (type_), __VA_ARGS__ \
	}

static int add_typedefs(struct btf *btf)
{
	int err = 0;

	err |= btf__add_int(btf, "unsigned char", 1, 0) != U8;
	err |= btf__add_int(btf, "unsigned int", 4, 0) != U32;
	err |= btf__add_int(btf, "unsigned long long", 8, 0) != U64;
	err |= btf__add_int(btf, "int", 4, BTF_INT_SIGNED) != S32;
	err |= btf__add_int(btf, "char", 1, BTF_INT_SIGNED) != CHAR;
	err |= btf__add_typedef(btf, "bts_time", U64) != TIME;
	err |= btf__add_typedef(btf, "bts_cpu", U32) != CPU;
	err |= btf__add_typedef(btf, "bts_pid", U32) != PID;
	err |= btf__add_typedef(btf, "bts_str", CHAR) != STR;
	return err;
}

static int add_structs(struct btf *btf)
{
	int err = 0;

	err |= btf__add_struct(btf, "bts_tail", 8) != TAIL;
	err |= btf__add_field(btf, "off", U32, 0, 0);
	err |= btf__add_field(btf, "len", S32, 32, 0);
	err |= btf__add_struct(btf, "bts_head", 24) != HEAD;
	err |= btf__add_field(btf, "time", TIME, 0, 0);
	err |= btf__add_field(btf, "unread", U64, 64, 0);
	err |= btf__add_field(btf, "type", U32, 128, 0);
	err |= btf__add_field(btf, "cpu", CPU, 160, 0);
	err |= btf__add_typedef(btf, "bts_tail_str", TAIL) != TAIL_STR;
	err |= btf__add_enum(btf, "state", 4) != STATE;
	err |= btf__add_enum_value(btf, "STATE_ON_CPU", 1);
	err |= btf__add_enum_value(btf, "STATE_ON_DISK", 2);
	err |= btf__add_array(btf, U32, STR, 16) != STR16;
	err |= btf__add_array(btf, U32, U32, 3) != U32S;
	err |= btf__add_array(btf, U32, PID, 4) != PIDS;
	err |= btf__add_ptr(btf, U32) != POINTER;
	err |= btf__add_union(btf, "either", 4) != UNION;
	err |= btf__add_field(btf, "left", U32, 0, 0);
	err |= btf__add_struct(btf, "pair", 8) != PAIR;
	err |= btf__add_field(btf, "first", U32, 0, 0);
	err |= btf__add_field(btf, "second", S32, 32, 0);
	err |= btf__add_struct(btf, NULL, 8) != NAMELESS;
	err |= btf__add_field(btf, "inner", U64, 0, 0);
	err |= btf__add_array(btf, U32, PAIR, 2) != STRUCTS;
	err |= btf__add_array(btf, U32, STR16, 2) != MATRIX;
	err |= btf__add_array(btf, U32, U32, 0) != EMPTY;
	err |= btf__add_volatile(btf, PID) != VOLATILE;
	err |= btf__add_int(btf, "unsigned __int128", 16, 0) != U128;
	err |= btf__add_array(btf, U32, U64, BTS_RECORD_MAX / 8 - 3) != BIG;
	err |= btf__add_float(btf, "float", 4) != HALF;
	return err;
}

/* What tables are made of. */
static int add_rows(struct btf *btf)
{
	uint32_t hist_bits = 8 * sizeof(struct bts_hist);
	int err = 0;

	err |= btf__add_struct(btf, "bts_row", sizeof(struct bts_row)) != ROW;
	err |= btf__add_field(btf, "head", HEAD, 0, 0);
	err |= btf__add_field(btf, "interval", U64, 192, 0);
	err |= btf__add_struct(btf, "bts_hist", sizeof(struct bts_hist)) != HIST;
	err |= btf__add_field(btf, "sum", U64, 0, 0);
	err |= btf__add_typedef(btf, "bts_hist_ns", HIST) != HIST_NS;
	err |= btf__add_typedef(btf, "bts_num", U64) != NUM;
	err |= btf__add_struct(btf, "value", 8 + sizeof(struct bts_hist)) != VALUE;
	err |= btf__add_field(btf, "took", HIST_NS, 0, 0);
	err |= btf__add_field(btf, "calls", NUM, hist_bits, 0);
	err |= btf__add_struct(btf, "narrow", 8) != NARROW;
	err |= btf__add_field(btf, "small", U32, 0, 0);
	err |= btf__add_struct(btf, "twice", 8 + sizeof(struct bts_hist)) != TWICE;
	err |= btf__add_field(btf, "took", HIST_NS, 0, 0);
	err |= btf__add_field(btf, "took_p50", NUM, hist_bits, 0);
	err |= btf__add_struct(btf, "tail_key", 8) != TAIL_KEY;
	err |= btf__add_field(btf, "file", TAIL_STR, 0, 0);
	err |= btf__add_struct(btf, "hist_key", sizeof(struct bts_hist)) != HIST_KEY;
	err |= btf__add_field(btf, "took", HIST_NS, 0, 0);
	err |= btf__add_typedef(btf, "bts_fsdev", U32) != FSDEV;
	err |= btf__add_typedef(btf, "bts_path", CHAR) != PATH;
	err |= btf__add_array(btf, U32, PATH, 32) != PATH32;
	err |= btf__add_typedef(btf, "bts_tail_path", TAIL) != TAIL_PATH;
	err |= btf__add_struct(btf, "file_key", 40) != FILE_KEY;
	err |= btf__add_field(btf, "file", PATH32, 0, 0);
	err |= btf__add_field(btf, "fsdev", FSDEV, 256, 0);
	err |= btf__add_field(btf, "pad", U32, 288, 0);
	err |= btf__add_decl_tag(btf, BTS_TAG_PREFIX "mount=fsdev", FILE_KEY, 0) != FILE_KEY_TAG;
	return err;
}

/*
 * A record of these members, one behind the other; they end with one without a
 * type. @prefix says what is declared.
 */
static int add_declared(struct btf *btf, const char *prefix, const char *name,
			const struct member *members, const char *table)
{
	uint32_t bits[16], at = 0;
	char text[256];
	int id, var;

	for (int i = 0; members[i].type; i++) {
		uint32_t align = 8 * btf__align_of(btf, members[i].type);

		if (!members[i].bits && align)
			at = (at + align - 1) / align * align;
		bits[i] = at;
		at += members[i].bits ?: 8 * btf__resolve_size(btf, members[i].type);
	}
	id = btf__add_struct(btf, name, (at + 63) / 64 * 8);
	for (int i = 0; members[i].type; i++)
		CHECK_INT(btf__add_field(btf, members[i].name, members[i].type, bits[i],
					 members[i].bits),
			  0);
	for (int i = 0; members[i].type; i++) {
		if (!members[i].tag)
			continue;
		snprintf(text, sizeof(text), BTS_TAG_PREFIX "%s", members[i].tag);
		CHECK(btf__add_decl_tag(btf, text, id, i) > 0);
	}
	snprintf(text, sizeof(text), "%s%s", prefix, name);
	var = btf__add_const(btf, btf__add_ptr(btf, btf__add_const(btf, id)));
	var = btf__add_var(btf, text, BTF_VAR_GLOBAL_ALLOCATED, var);
	snprintf(text, sizeof(text), BTS_TAG_PREFIX "table=%s", table);
	if (table)
		CHECK(btf__add_decl_tag(btf, text, var, -1) > 0);
	return var;
}

static int add_record(struct btf *btf, const char *name, const struct member *members,
		      const char *table)
{
	return add_declared(btf, "bts_event_", name, members, table);
}

static struct btf *new_btf(void)
{
	struct btf *btf = btf__new_empty();

	if (!CHECK(btf) || !CHECK_INT(add_typedefs(btf), 0) || !CHECK_INT(add_structs(btf), 0) ||
	    !CHECK_INT(add_rows(btf), 0) || !CHECK_INT(btf__type_cnt(btf), TYPES))
		abort();
	return btf;
}

/* The rows without a reason are right. */
static const struct {
	const char *why;
	const char *table;
	struct member members[16];
} cases[] = {
	{ NULL, "first,second,pid", { M("head", HEAD), M("pair", PAIR), M("pid", PID) } },
	{ NULL, "", { M("head", HEAD) } },
	{ NULL, NULL, { M("head", HEAD), M("data", BIG) } },
	{ NULL, "pids,file", { M("head", HEAD), M("pids", PIDS), M("file", TAIL_STR) } },
	{ NULL, "pid", { M("head", HEAD), M("pid", VOLATILE) } },
	/* What has no name hides none of its members. */
	{ NULL, "inner", { M("head", HEAD), M(NULL, NAMELESS) } },
	{ NULL, "left", { M("head", HEAD), M(NULL, UNION) } },

	{ "record test_rec: does not begin with a struct bts_head", NULL, { M("pid", PID) } },
	{ "record test_rec: does not begin with a struct bts_head",
	  NULL,
	  { M("pair", PAIR), M("head", HEAD) } },
	{ "record test_rec: not a struct of at most 512 bytes", NULL, { M(NULL, NONE) } },
	{ "record test_rec: not a struct of at most 512 bytes",
	  NULL,
	  { M("head", HEAD), M("data", BIG), M("pid", PID) } },

	{ "record test_rec: pid: two members of that name",
	  NULL,
	  { M("head", HEAD), M("pid", PID), M("pid", U64) } },
	/* Nested structs are flattened. */
	{ "record test_rec: first: two members of that name",
	  NULL,
	  { M("head", HEAD), M("first", PID), M("pair", PAIR) } },
	{ "record test_rec: time: two members of that name",
	  NULL,
	  { M("head", HEAD), M("time", TIME) } },
	{ "record test_rec: inner: two members of that name",
	  NULL,
	  { M("head", HEAD), M(NULL, NAMELESS), M("inner", U32) } },

	{ "record test_rec: path: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("path", POINTER) } },
	{ "record test_rec: value: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("value", UNION) } },
	{ "record test_rec: pairs: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("pairs", STRUCTS) } },
	{ "record test_rec: ratio: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("ratio", HALF) } },
	{ "record test_rec: wide: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("wide", U128) } },
	{ "record test_rec: names: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("names", MATRIX) } },
	{ "record test_rec: rest: a type that cannot be shown",
	  NULL,
	  { M("head", HEAD), M("rest", EMPTY) } },
	{ "record test_rec: flag: a bit field",
	  NULL,
	  { M("head", HEAD), M("flag", U32, .bits = 1) } },

	{ "record test_rec: flags: no set of flags `nonesuch'",
	  NULL,
	  { M("head", HEAD), M("flags", U64, .tag = "flags=nonesuch") } },
	{ "record test_rec: bits: BTS_BITS without an enumeration",
	  NULL,
	  { M("head", HEAD), M("bits", U32, .tag = "bits") } },
	{ "record test_rec: error: no member `nonesuch' to stand in for",
	  NULL,
	  { M("head", HEAD), M("error", S32, .tag = "instead=nonesuch") } },
	{ NULL,
	  "path",
	  { M("head", HEAD), M("path", TAIL_PATH, .tag = "mount=dev"), M("dev", FSDEV) } },
	{ "record test_rec: path: no member `nonesuch' of type bts_fsdev",
	  NULL,
	  { M("head", HEAD), M("path", TAIL_PATH, .tag = "mount=nonesuch"), M("dev", FSDEV) } },
	{ "record test_rec: path: no member `dev' of type bts_fsdev",
	  NULL,
	  { M("head", HEAD), M("path", PATH32, .tag = "mount=dev"), M("dev", U32) } },
	{ "record test_rec: path: BTS_MOUNT without a path",
	  NULL,
	  { M("head", HEAD), M("path", STR16, .tag = "mount=dev"), M("dev", FSDEV) } },
	{ "record test_rec: a column `nonesuch' that is no field, or twice",
	  "pid,nonesuch",
	  { M("head", HEAD), M("pid", PID) } },
	{ "record test_rec: a column `pid' that is no field, or twice",
	  "pid,cpu,pid",
	  { M("head", HEAD), M("pid", PID) } },
	/* The type tag is the library's. */
	{ "record test_rec: a column `type' that is no field, or twice",
	  "type",
	  { M("head", HEAD), M("pid", PID) } },
};

TEST(mistakes)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct btf *btf = new_btf();
		struct bts_schema schema;
		char why[256] = "", want[256] = "";
		int err;

		add_record(btf, "test_rec", cases[i].members, cases[i].table);
		if (cases[i].why)
			snprintf(want, sizeof(want), "test: %s", cases[i].why);
		err = bts_schema_read(&schema, btf, "test", why, sizeof(why));
		btf__free(btf);
		CHECK_INT(err, cases[i].why ? -EINVAL : 0);
		CHECK_STR(why, want);
		CHECK(!strchr(why, '\n'));
		if (!err)
			check_record(&schema, &schema.records[0]);
		/* Nothing is left of a schema that could not be read. */
		CHECK(!err || (!schema.pool && !schema.records && !schema.nrecords));
		bts_schema_free(&schema);
	}
}

static const struct bts_field *field(const struct bts_schema *schema, const char *name)
{
	static const struct bts_field none = {};
	const struct bts_field *f = bts_record_field(&schema->records[0], name);

	CHECK(f);
	return f ?: &none;
}

static const struct {
	const char *why;
	const char *table;
	struct member members[4];
} tables[] = {
	{ NULL, "first,calls,took_p50,took", { M("row", ROW), M("key", PAIR), M("value", VALUE) } },
	{ NULL, NULL, { M("row", ROW), M("key", PAIR), M("value", VALUE) } },
	{ "does not begin with a struct bts_row",
	  NULL,
	  { M("head", HEAD), M("key", PAIR), M("value", VALUE) } },
	{ "a row is not its head, a key and a value", NULL, { M("row", ROW), M("key", PAIR) } },
	{ "a row is not its head, a key and a value",
	  NULL,
	  { M("row", ROW), M("pid", PID), M("value", VALUE) } },
	{ "small: does not add up", NULL, { M("row", ROW), M("key", PAIR), M("value", NARROW) } },
	{ "took_p50: two members of that name",
	  NULL,
	  { M("row", ROW), M("key", PAIR), M("value", TWICE) } },
	{ "file: a type that is not for tables",
	  NULL,
	  { M("row", ROW), M("key", TAIL_KEY), M("value", VALUE) } },
	{ "took: a type that is not for tables",
	  NULL,
	  { M("row", ROW), M("key", HIST_KEY), M("value", VALUE) } },
	{ "a column `cpu' that is no field, or twice",
	  "cpu",
	  { M("row", ROW), M("key", PAIR), M("value", VALUE) } },
};

TEST(tables)
{
	static const struct member record[] = { M("head", HEAD), M("pid", PID), {} };
	static const struct member of_files[] = {
		M("row", ROW), M("key", FILE_KEY), M("value", VALUE), {}
	};
	struct bts_schema schema;
	char why[256], want[256];
	struct btf *btf;

	for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
		int err;

		why[0] = want[0] = '\0';
		btf = new_btf();
		add_declared(btf, "bts_table_", "test_sums", tables[i].members, tables[i].table);
		if (tables[i].why)
			snprintf(want, sizeof(want), "test: record test_sums: %s", tables[i].why);
		err = bts_schema_read(&schema, btf, "test", why, sizeof(why));
		btf__free(btf);
		CHECK_INT(err, tables[i].why ? -EINVAL : 0);
		CHECK_STR(why, want);
		if (!err) {
			check_record(&schema, &schema.records[0]);
			CHECK_STR(schema.records[0].name, "sums");
			CHECK_STR(schema.records[0].map->name, "test_sums");
		}
		bts_schema_free(&schema);
	}

	/* Members of a key find each other too. */
	btf = new_btf();
	add_declared(btf, "bts_table_", "test_files", of_files, NULL);
	CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), 0);
	btf__free(btf);
	CHECK(field(&schema, "file")->kind == bts_kind_find("bts_path"));
	CHECK_INT(field(&schema, "file")->size, 32);
	CHECK(field(&schema, "file")->is_key);
	CHECK(field(&schema, "file")->mount == field(&schema, "fsdev"));
	bts_schema_free(&schema);

	/* A record and a table of one name could not be told apart; nor is a histogram for one. */
	btf = new_btf();
	add_record(btf, "test_sums", record, NULL);
	add_declared(btf, "bts_table_", "test_sums", tables[0].members, NULL);
	CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), -EINVAL);
	CHECK_STR(why, "test: record test_sums: a record and a table of that name");
	btf__free(btf);
}

TEST(no_record)
{
	struct btf *btf = new_btf();
	struct bts_schema schema;
	char why[256] = "";

	CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), -EINVAL);
	CHECK_STR(why, "test: no record is declared");
	bts_schema_free(&schema);

	/* Declared, and not with a struct. */
	btf__add_var(btf, "bts_event_test_x", BTF_VAR_GLOBAL_ALLOCATED, U32);
	CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), -EINVAL);
	CHECK_STR(why, "test: record test_x: not a struct of at most 512 bytes");
	bts_schema_free(&schema);
	btf__free(btf);
}

/* One mistake in the second record leaves nothing of the first. */
TEST(second_record)
{
	static const struct member right[] = { M("head", HEAD), M("pid", PID), {} },
				   wrong[] = { M("head", HEAD), M("p", POINTER), {} };
	struct btf *btf = new_btf();
	struct bts_schema schema;
	char why[256] = "", tiny[8];

	add_record(btf, "test_one", right, NULL);
	/* Without the prefix the name stays whole. */
	add_record(btf, "testtwo", right, NULL);
	CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), 0);
	CHECK_INT(schema.nrecords, 2);
	CHECK(bts_schema_named(&schema, "one"));
	CHECK(bts_schema_named(&schema, "testtwo"));
	bts_schema_free(&schema);

	add_record(btf, "test_three", wrong, NULL);
	CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), -EINVAL);
	CHECK_STR(why, "test: record test_three: p: a type that cannot be shown");
	CHECK_INT(schema.nrecords, 0);
	bts_schema_free(&schema);
	/* Too little room for the reason. */
	CHECK_INT(bts_schema_read(&schema, btf, "test", tiny, sizeof(tiny)), -EINVAL);
	CHECK_STR(tiny, "test: r");
	bts_schema_free(&schema);
	btf__free(btf);
}

TEST(tags)
{
	static const struct member members[] = {
		M("head", HEAD),
		M("pid", PID, .tag = "head=Process"),
		M("note", STR16, .tag = "width=40"),
		M("state", STATE),
		M("states", STATE, .tag = "bits"),
		M("flags", U64, .tag = "flags=clone"),
		M("ports", U32S),
		M("error", S32, .tag = "instead=pid"),
		M("count", U8),
		M("costly", U64, .tag = "hidden"),
		{},
	};
	struct btf *btf = new_btf();
	struct bts_schema schema;
	char why[256] = "";
	int err;

	add_record(btf, "test_rec", members, NULL);
	err = bts_schema_read(&schema, btf, "test", why, sizeof(why));
	btf__free(btf);
	CHECK_STR(why, "");
	if (!CHECK_INT(err, 0))
		return;
	CHECK_STR(schema.records[0].name, "rec");
	CHECK_STR(field(&schema, "pid")->heading, "Process");
	CHECK_INT(field(&schema, "pid")->width, bts_kind_find("bts_pid")->width);
	CHECK_INT(field(&schema, "note")->width, 40);
	CHECK_INT(field(&schema, "note")->count, 16);
	CHECK_INT(field(&schema, "note")->size, 16);
	CHECK(field(&schema, "state")->kind == &bts_kind_enum);
	/* Names lose what all have in common up to a `_', and no more. */
	CHECK_INT(field(&schema, "state")->names->count, 2);
	CHECK_STR(field(&schema, "state")->names->flags[0].name, "cpu");
	CHECK_STR(field(&schema, "state")->names->flags[1].name, "disk");
	CHECK(field(&schema, "states")->kind == &bts_kind_flags);
	CHECK(field(&schema, "flags")->kind == &bts_kind_flags);
	CHECK_INT(field(&schema, "ports")->count, 3);
	CHECK_INT(field(&schema, "ports")->size, 12);
	CHECK(field(&schema, "pid")->instead == field(&schema, "error"));
	CHECK(field(&schema, "error")->kind == &bts_kind_int);
	CHECK(field(&schema, "error")->is_signed);
	CHECK(field(&schema, "count")->kind == &bts_kind_uint);
	CHECK_STR(field(&schema, "count")->heading, "COUNT");
	/* Without a list the table shows all but what is hidden, until that is shown as well. */
	CHECK(field(&schema, "costly")->hidden);
	CHECK(!field(&schema, "count")->hidden);
	CHECK_INT(schema.records[0].ntable, schema.records[0].nfields - 1);
	CHECK(bts_record_reveal(&schema.records[0], "costly"));
	CHECK(bts_record_reveal(&schema.records[0], "costly"));
	CHECK(bts_record_reveal(&schema.records[0], "pid"));
	CHECK(!bts_record_reveal(&schema.records[0], "nonesuch"));
	CHECK(!field(&schema, "costly")->hidden);
	CHECK_INT(schema.records[0].ntable, schema.records[0].nfields);
	/* Behind a number that is the last. */
	CHECK_STR(schema.records[0].table[schema.records[0].ntable - 1]->name, "costly");
	CHECK_STR(schema.records[0].table[schema.records[0].ntable - 2]->name, "count");
	bts_schema_free(&schema);
}

/* The names of the table's columns, by commas. */
static const char *columns(const struct bts_record *record)
{
	static char text[256];
	size_t n = 0;

	for (size_t i = 0; i < record->ntable && n < sizeof(text); i++)
		n += snprintf(text + n, sizeof(text) - n, "%s%s", i ? "," : "",
			      record->table[i]->name);
	return text;
}

/* Text may be longer than its column: what is last and text stays the last. */
TEST(reveal)
{
	static const struct member members[] = {
		M("head", HEAD),   M("pid", PID),	 M("costly", U64, .tag = "hidden"),
		M("note", STR16),  M("remark", STR16),	 M("number", U64, .tag = "hidden"),
		M("state", STATE), M("left_out", STR16), {},
	};
	static const struct {
		const char *table, *names[5], *want;
	} rows[] = {
		{ "pid,note", { "costly", "number" }, "pid,costly,number,note" },
		{ "note,pid", { "costly", "number" }, "note,pid,costly,number" },
		/* Text behind a number is last from then on. */
		{ "note,pid", { "remark", "costly" }, "note,pid,costly,remark" },
		{ "note", { "remark", "pid" }, "remark,pid,note" },
		{ "note", { "note", "note" }, "note" },
		{ "pid,state", { "pid", "costly", "state", "costly" }, "pid,costly,state" },
		/* What is not hidden may have been left out. */
		{ "pid", { "left_out" }, "pid,left_out" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct btf *btf = new_btf();
		struct bts_schema schema;
		char why[256] = "";

		add_record(btf, "test_rec", members, rows[i].table);
		CHECK_INT(bts_schema_read(&schema, btf, "test", why, sizeof(why)), 0);
		btf__free(btf);
		for (size_t j = 0; rows[i].names[j]; j++)
			CHECK(bts_record_reveal(&schema.records[0], rows[i].names[j]));
		CHECK(!bts_record_reveal(&schema.records[0], ""));
		CHECK_STR(columns(&schema.records[0]), rows[i].want);
		bts_schema_free(&schema);
	}
}

TEST_MAIN(RUN(every_tool), RUN(golden_clone), RUN(golden_world), RUN(golden_life),
	  RUN(golden_names), RUN(mistakes), RUN(tables), RUN(no_record), RUN(second_record),
	  RUN(tags), RUN(reveal))
