/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Arbitrary bytes as a record, through every sink. */
#include <sys/mman.h>
#include <unistd.h>

#include "bts/mount.h"
#include "bts/sink.h"
#include "bts/symbol.h"
#include "../unit/records.h"
#include "fuzz.h"

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

/* Any number of frames, in functions and not. */
static int stack_read(void *arg, int32_t id, uint64_t frames[BTS_STACK_DEPTH])
{
	int n = id % (BTS_STACK_DEPTH + 1);

	(void)arg;
	for (int i = 0; i < n; i++)
		frames[i] = 0xffffffff81000000 + ((uint64_t)id << i % 32);
	return id % 7 ? n : -2;
}

static struct bts_stacks stacks = { .read = stack_read };

/* A list of functions takes a file. */
static void symbols_make(void)
{
	static const char text[] = "ffffffff81000000 T one\n"
				   "ffffffff81000010 t \xff\x1b\"two\n"
				   "ffffffff81001000 t three\t[m\xffo\"d]\n";
	int fd = memfd_create("kallsyms", MFD_CLOEXEC);
	struct bts_error error;
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, text, sizeof(text) - 1) != sizeof(text) - 1 ||
	    bts_ksyms_read(&stacks.ksyms, path, &error))
		abort();
	close(fd);
}

static void set_up(void)
{
	const struct bts_record *records[] = { &every, &brief, &block };
	const char *hint;
	char why[100];
	size_t i;

	make_schema();
	symbols_make();
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
						     .mounts = &mounts,
						     .stacks = &stacks };
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *copy = fuzz_copy(data, size);
	struct bts_rec rec = { copy, size };
	bool shown;
	size_t i;

	if (!sinks[0].ops)
		set_up();
	for (i = 0; i < SINKS; i++) {
		sinks[i].color = size & 1;
		sinks[i].clock.wall = size & 2;
		shown = bts_sink_record(&sinks[i], &rec);
		if (shown && (!out.len || out.buf[out.len - 1] != '\n'))
			abort();
		fuzz_check_output(&out, sinks[0].color);
	}
	free(copy);
	return 0;
}

#ifndef BTS_LIBFUZZER
static struct bts_tail random_tail(size_t head, size_t size)
{
	struct bts_tail tail = { fuzz_random(), fuzz_random() };

	/* Mostly within the record, or there is nothing to be seen. */
	if (fuzz_random() % 16 && size > head) {
		tail.off = head + fuzz_random() % (size - head);
		tail.len = fuzz_random() % (size - tail.off + 1) & ~7;
	}
	return tail;
}

/* A state, mostly a known one, and names with their NULs. */
static void random_path(char *to, size_t size)
{
	to[0] = fuzz_random() % 8 ? fuzz_random() % 4 : fuzz_random();
	for (size_t i = 1; i < size; i++)
		to[i] = fuzz_random() % 6 ? "ab/ .\\\xc3\xa9"[fuzz_random() % 8] : '\0';
}

static void random_record(unsigned long round)
{
	union {
		struct every every;
		struct block block;
		uint8_t bytes[sizeof(struct every) + 64];
		uint64_t words[(sizeof(struct every) + 64) / 8];
	} r;
	const bool is_block = !(fuzz_random() % 4);
	const size_t head = is_block ? offsetof(struct block, tail) : offsetof(struct every, tail);
	size_t i, size = fuzz_random() % 8 ? head + fuzz_random() % (sizeof(r) - head + 1)
					   : fuzz_random() % sizeof(r);

	(void)round;
	for (i = 0; i < sizeof(r.words) / sizeof(r.words[0]); i++)
		r.words[i] = fuzz_random();
	if (fuzz_random() % 16)
		r.every.head.type = is_block		? BLOCK_TYPE
				    : fuzz_random() % 8 ? EVERY_TYPE
							: BRIEF_TYPE;
	if (fuzz_random() % 2)
		r.every.head.unread = 0;
	if (is_block) {
		random_path(r.block.name, sizeof(r.block.name));
		random_path(r.block.tail, sizeof(r.block.tail));
		r.block.fsdev = fuzz_random() % 5;
		r.block.file = random_tail(head, size);
		/* Mostly where a path begins. */
		r.block.file.off = fuzz_random() % 4 ? head : r.block.file.off;
	} else {
		r.every.file = random_tail(head, size);
		r.every.args = random_tail(head, size);
		r.every.stack = random_tail(head, size);
	}
	LLVMFuzzerTestOneInput(r.bytes, size);
}

int main(int argc, char **argv)
{
	int err = fuzz_main(argc, argv, 0, random_record);

	for (int i = 0; i < SINKS; i++)
		bts_sink_free(&sinks[i]);
	bts_mounts_free(&mounts);
	bts_ksyms_free(&stacks.ksyms);
	bts_out_free(&out);
	return err;
}
#endif
