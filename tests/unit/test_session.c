// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What of a session needs no privilege: opening it, and adding up a ledger made here. */
#include <errno.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

#include "bts/session.h"
#include "bts/tools.h"
#include "test.h"

static struct bts_session session;
static struct bts_error error;

static const char nothing[] = "this is no ELF file";

static const void *no_elf(size_t *size)
{
	*size = sizeof(nothing);
	return nothing;
}

TEST(bad_object)
{
	static const struct bts_tool tool = { .name = "tool", .elf = no_elf };

	bts_log_init(0);
	memset(&error, 0, sizeof(error));
	CHECK(bts_session_open(&session, &tool, &error) < 0);
	CHECK(!strncmp(error.text, "opening the BPF object: ", 24));
	CHECK(!strchr(error.text, '\n'));
	bts_session_close(&session);
	/* Nothing to close is no mistake. */
	bts_session_close(&session);
}

static const void *hello_elf(size_t *size)
{
	for (size_t i = 0; bts_tools[i]; i++) {
		if (!strcmp(bts_tools[i]->name, "hello"))
			return bts_tools[i]->elf(size);
	}
	return no_elf(size);
}

/* Of another name the records keep theirs whole: the prefix is not the tool's. */
TEST(other_name)
{
	static const struct bts_tool tool = { .name = "other", .elf = hello_elf };

	memset(&error, 0, sizeof(error));
	if (CHECK_INT(bts_session_open(&session, &tool, &error), 0)) {
		CHECK(bts_schema_named(&session.schema, "hello_clone"));
		CHECK(!bts_schema_named(&session.schema, "clone"));
	}
	bts_session_close(&session);
}

TEST(sums)
{
	static struct bts_ledger ledger[BTS_LEDGER_ROWS];
	static const struct bts_tool tool = { .name = "hello", .elf = hello_elf };
	struct bts_sums sums;
	uint64_t sum = 0;

	if (!CHECK_INT(bts_session_open(&session, &tool, &error), 0))
		return;
	session.ledger = ledger;
	bts_session_sums(&session, &sums);
	for (size_t i = 0; i < BTS_COUNTS; i++)
		CHECK_INT(sums.n[i], 0);
	/* Not loaded, so there is no table to count in. */
	CHECK_INT(bts_session_open_events(&session), 0);

	/* Numbers that show which row and which column they came from. */
	for (size_t row = 0; row < BTS_LEDGER_ROWS; row++) {
		for (size_t i = 0; i < BTS_COUNTS; i++)
			ledger[row].n[i] = (row << 16) + i;
		sum += row << 16;
	}
	/* Beyond 32 bits, in the last row. */
	ledger[BTS_LEDGER_ROWS - 1].n[BTS_SEEN] += 1ULL << 40;
	bts_session_sums(&session, &sums);
	CHECK_INT(sums.n[BTS_SEEN], sum + (1ULL << 40));
	for (size_t i = 1; i < BTS_COUNTS; i++)
		CHECK_INT(sums.n[i], sum + i * BTS_LEDGER_ROWS);
	bts_session_close(&session);
}

/* The names are members of the end line: a public interface. */
TEST(causes)
{
	static const char *const names[] = { "ring_full", "span_table_full", "endless", "nested",
					     "table_full" };

	if (!CHECK_INT(BTS_CAUSES, ARRAY_SIZE(names)))
		return;
	for (size_t i = 0; i < BTS_CAUSES; i++)
		CHECK_STR(bts_cause_names[i], names[i]);
}

TEST_MAIN(RUN(bad_object), RUN(other_name), RUN(sums), RUN(causes))
