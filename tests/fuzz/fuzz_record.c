/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Arbitrary bytes as a record, through every sink. With libFuzzer
 * (-fsanitize=fuzzer -DBTS_LIBFUZZER); without it, as a program: the files
 * that it is given, or random records for as many rounds as -r says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bts/mount.h"
#include "bts/sink.h"
#include "../unit/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SINKS = 4 };

static const struct bts_sink_ops *const ops[SINKS] = { &bts_sink_table, &bts_sink_json,
						       &bts_sink_csv, &bts_sink_csv };
static struct bts_sink sinks[SINKS];
static struct bts_out out;
static struct bts_mounts mounts;

/* Devices 0:1 to 0:3. */
static char mountinfo[] = "1 0 0:1 / / rw - ext4 none rw\n"
			  "2 0 0:2 / /mnt\\040\\377 rw - ext4 none rw\n"
			  "3 0 0:3 /a /mnt/a rw - ext4 none rw\n";

static void set_up(void)
{
	const struct bts_record *records[] = { &every, &brief, &block };
	const char *hint;
	char why[100];
	size_t i;

	make_schema();
	mounts.file = fmemopen(mountinfo, sizeof(mountinfo) - 1, "r");
	if (!mounts.file || bts_out_init(&out, -1))
		abort();
	for (i = 0; i < SINKS; i++) {
		/* All fields, in the table too; CSV has room for one type: the first or the last. */
		if (bts_sink_init(&sinks[i], ops[i], &out, records + (i == 3 ? 2 : 0),
				  ops[i]->one_type ? 1 : 3,
				  i ? NULL
				    : "time,cpu,took,size,addr,pid,uid,error,call,big,negative,"
				      "small,tiny,yes,state,made,comm,ports,file,args,stack,"
				      "latency,sector,rwbs,fsdev,name",
				  why, sizeof(why), &hint))
			abort();
		sinks[i].clock = (struct bts_clock){ .epoch = 1790000000000000000,
						     .start = 5,
						     .mounts = &mounts };
	}
}

/* What reaches a terminal or a JSON parser holds no control character and is UTF-8. */
static void check_output(bool shown)
{
	size_t i;

	if (shown && (!out.len || out.buf[out.len - 1] != '\n'))
		abort();
	for (i = 0; i < out.len; i++) {
		unsigned char c = out.buf[i];

		if ((c < 0x20 && c != '\n' && c != '\033') || c == 0x7f)
			abort();
		if (c == '\033' && !sinks[0].color)
			abort();
	}
	if (!bts_utf8_valid(out.buf, out.len))
		abort();
	out.len = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bts_rec rec = { NULL, size };
	void *copy;
	size_t i;

	if (!sinks[0].ops)
		set_up();
	/* Of its own length, so that a read beyond its end is seen. */
	copy = malloc(size ? size : 1);
	if (!copy)
		return 0;
	memcpy(copy, data, size);
	rec.data = copy;
	for (i = 0; i < SINKS; i++) {
		sinks[i].color = size & 1;
		sinks[i].clock.wall = size & 2;
		check_output(bts_sink_record(&sinks[i], &rec));
	}
	free(copy);
	return 0;
}

#ifndef BTS_LIBFUZZER
static uint64_t state = 88172645463325252;

static uint64_t random_u64(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static struct bts_tail random_tail(size_t head, size_t size)
{
	struct bts_tail tail = { random_u64(), random_u64() };

	/* Mostly within the record, or there is nothing to be seen. */
	if (random_u64() % 16 && size > head) {
		tail.off = head + random_u64() % (size - head);
		tail.len = random_u64() % (size - tail.off + 1) & ~7;
	}
	return tail;
}

/* A state, mostly a known one, and names with their NULs. */
static void random_path(char *to, size_t size)
{
	to[0] = random_u64() % 8 ? random_u64() % 4 : random_u64();
	for (size_t i = 1; i < size; i++)
		to[i] = random_u64() % 6 ? "ab/ .\\\xc3\xa9"[random_u64() % 8] : '\0';
}

static void random_record(void)
{
	union {
		struct every every;
		struct block block;
		uint8_t bytes[sizeof(struct every) + 64];
		uint64_t words[(sizeof(struct every) + 64) / 8];
	} r;
	const bool is_block = !(random_u64() % 4);
	const size_t head = is_block ? offsetof(struct block, tail) : offsetof(struct every, tail);
	size_t i, size = random_u64() % 8 ? head + random_u64() % (sizeof(r) - head + 1)
					  : random_u64() % sizeof(r);

	for (i = 0; i < sizeof(r.words) / sizeof(r.words[0]); i++)
		r.words[i] = random_u64();
	if (random_u64() % 16)
		r.every.head.type = is_block	       ? BLOCK_TYPE
				    : random_u64() % 8 ? EVERY_TYPE
						       : BRIEF_TYPE;
	if (random_u64() % 2)
		r.every.head.unread = 0;
	if (is_block) {
		random_path(r.block.name, sizeof(r.block.name));
		random_path(r.block.tail, sizeof(r.block.tail));
		r.block.fsdev = random_u64() % 5;
		r.block.file = random_tail(head, size);
		/* Mostly where a path begins. */
		r.block.file.off = random_u64() % 4 ? head : r.block.file.off;
	} else {
		r.every.file = random_tail(head, size);
		r.every.args = random_tail(head, size);
		r.every.stack = random_tail(head, size);
	}
	LLVMFuzzerTestOneInput(r.bytes, size);
}

static int replay(const char *path)
{
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file) {
		perror(path);
		return 1;
	}
	n = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, n);
	return 0;
}

int main(int argc, char **argv)
{
	unsigned long rounds = 100000, i;
	int err = 0;

	if (argc > 1 && strcmp(argv[1], "-r") != 0) {
		for (i = 1; i < (unsigned long)argc; i++)
			err |= replay(argv[i]);
		return err;
	}
	if (argc > 2)
		rounds = strtoul(argv[2], NULL, 10);
	for (i = 0; i < rounds; i++)
		random_record();
	for (i = 0; i < SINKS; i++)
		bts_sink_free(&sinks[i]);
	bts_mounts_free(&mounts);
	bts_out_free(&out);
	return 0;
}
#endif
