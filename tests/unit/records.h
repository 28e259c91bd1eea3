/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Records made by hand, with a field of every kind, for the tests of what prints records. */
#ifndef BTS_TEST_RECORDS_H
#define BTS_TEST_RECORDS_H

#include <linux/types.h>
#include <stddef.h>

#include "bts/abi.h"
#include "bts/flags.h"
#include "bts/schema.h"

struct every {
	struct bts_head head;
	bts_ns took;
	bts_bytes size;
	bts_addr addr;
	bts_pid pid;
	bts_uid uid;
	bts_errno error;
	bts_syscall call;
	__u64 big;
	__s64 negative;
	__u16 small;
	__s8 tiny;
	_Bool yes;
	__s32 state;
	bts_str comm[16]; /* at a multiple of 8, as what may be unread must be */
	__u32 made;
	__u32 ports[2];
	bts_tail_str file;
	bts_tail_strs args;
	bts_tail_u64s stack;
	char tail[256]; /* not of the head */
};

/* The block layer's types. */
struct block {
	struct bts_head head;
	bts_ns_ms latency;
	bts_sector sector;
	bts_rwbs rwbs;
	bts_fsdev fsdev;
	bts_tail_path file;
	bts_path name[64];
	char tail[256]; /* not of the head */
};

static const struct bts_flag state_names[] = { { "idle", 0 },
					       { "busy", 1 },
					       { "gone", 0xffffffff } };
static const struct bts_flag_set state_set = { "state", state_names, 3 };

static const struct bts_flag made_names[] = { { "process", 1 }, { "thread", 2 }, { "vfork", 4 } };
static const struct bts_flag_set made_set = { "made", made_names, 3 };

enum { EVERY_TYPE = 7, BRIEF_TYPE = 8, BLOCK_TYPE = 9, EVERY_FIELDS = 21, BLOCK_FIELDS = 6 };

static struct bts_field every_fields[EVERY_FIELDS];
static const struct bts_field *every_table[4];
static struct bts_record every = {
	.name = "every",
	.type = EVERY_TYPE,
	.size = offsetof(struct every, tail),
	.fields = every_fields,
	.table = every_table,
};

/* A second type, of the head's fields alone. */
static struct bts_field brief_fields[2];
static const struct bts_field *brief_table[2];
static struct bts_record brief = {
	.name = "brief",
	.type = BRIEF_TYPE,
	.size = sizeof(struct bts_head),
	.fields = brief_fields,
	.nfields = 2,
	.table = brief_table,
	.ntable = 2,
};

static struct bts_field block_fields[BLOCK_FIELDS];
static const struct bts_field *block_table[BLOCK_FIELDS];
static struct bts_record block = {
	.name = "block",
	.type = BLOCK_TYPE,
	.size = offsetof(struct block, tail),
	.fields = block_fields,
	.table = block_table,
};

static struct bts_field *add_field(struct bts_record *to, const char *name, const char *heading,
				   const struct bts_kind *kind, size_t offset, size_t size,
				   size_t count)
{
	struct bts_field *f = &to->fields[to->nfields++];

	*f = (struct bts_field){
		.name = name,
		.heading = kind->heading ? kind->heading : heading,
		.kind = kind,
		.offset = offset,
		.size = size,
		.count = count,
		.width = kind->width,
	};
	return f;
}

#define ADD_TO(type, member, heading, kind, n)                                  \
	add_field(&type, #member, heading, kind, offsetof(struct type, member), \
		  sizeof(((struct type *)0)->member), n)
#define ADD(member, heading, kind)	    ADD_TO(every, member, heading, kind, 1)
#define ADD_ARRAY(member, heading, kind, n) ADD_TO(every, member, heading, kind, n)

static void make_block_schema(void)
{
	const struct bts_field *fsdev;

	block.nfields = 0;
	ADD_TO(block, latency, "LAT(ms)", bts_kind_find("bts_ns_ms"), 1);
	ADD_TO(block, sector, "SECTOR", bts_kind_find("bts_sector"), 1);
	ADD_TO(block, rwbs, "T", bts_kind_find("bts_rwbs"), 1);
	fsdev = ADD_TO(block, fsdev, "FSDEV", bts_kind_find("bts_fsdev"), 1);
	ADD_TO(block, file, "FILE", bts_kind_find("bts_tail_path"), 1)->mount = fsdev;
	ADD_TO(block, name, "NAME", bts_kind_find("bts_path"), 64);
	for (block.ntable = 0; block.ntable < block.nfields; block.ntable++)
		block_table[block.ntable] = &block_fields[block.ntable];
}

static void make_schema(void)
{
	struct bts_field *time, *cpu, *pid, *size;

	every.nfields = 0;
	time = ADD(head.time, "TIME", bts_kind_find("bts_time"));
	time->name = "time";
	cpu = ADD(head.cpu, "CPU", bts_kind_find("bts_cpu"));
	cpu->name = "cpu";
	ADD(took, "TOOK", bts_kind_find("bts_ns"));
	size = ADD(size, "SIZE", bts_kind_find("bts_bytes"));
	ADD(addr, "ADDR", bts_kind_find("bts_addr"));
	pid = ADD(pid, "PID", bts_kind_find("bts_pid"));
	ADD(uid, "UID", bts_kind_find("bts_uid"));
	size->instead = ADD(error, "ERROR", bts_kind_find("bts_errno"));
	every_fields[every.nfields - 1].is_signed = true;
	ADD(call, "CALL", bts_kind_find("bts_syscall"));
	ADD(big, "BIG", &bts_kind_uint);
	ADD(negative, "NEGATIVE", &bts_kind_int)->is_signed = true;
	ADD(small, "SMALL", &bts_kind_uint);
	ADD(tiny, "TINY", &bts_kind_int)->is_signed = true;
	ADD(yes, "YES", &bts_kind_bool);
	ADD(state, "STATE", &bts_kind_enum)->names = &state_set;
	every_fields[every.nfields - 1].is_signed = true;
	ADD(made, "MADE", &bts_kind_flags)->names = &made_set;
	ADD_ARRAY(comm, "COMM", bts_kind_find("bts_str"), 16);
	ADD_ARRAY(ports, "PORTS", &bts_kind_uint, 2);
	ADD(file, "FILE", bts_kind_find("bts_tail_str"));
	ADD(args, "ARGS", bts_kind_find("bts_tail_strs"));
	ADD(stack, "STACK", bts_kind_find("bts_tail_u64s"));

	every_table[0] = time;
	every_table[1] = pid;
	every_table[2] = size;
	every_table[3] = bts_record_field(&every, "comm");
	every.ntable = 4;
	brief_fields[0] = *time;
	brief_fields[1] = *cpu;
	brief_table[0] = &brief_fields[0];
	brief_table[1] = &brief_fields[1];
	make_block_schema();
}

#endif
