// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* systrace: system calls, as strace shows them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/libbpf.h>
#include "bts/btf.h"
#include "bts/options.h"
#include "bts/session.h"
#include "bts/tool.h"
#include "lines.h"
#include "systrace.skel.h"

static struct systrace_style style;

static int parse(int argc, char **argv, struct bts_run *run, struct bts_error *error)
{
	int i = 1;

	(void)error;
	style = (struct systrace_style){
		.emit = { .string_max = 32 },
		.column = 40,
	};
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "-f"))
			run->follow = true;
		else if (!strcmp(argv[i], "-v"))
			style.emit.verbose = true;
		else if (!strcmp(argv[i], "-s"))
			style.emit.string_max = atoi(argv[++i]);
		else if (!strcmp(argv[i], "-o"))
			run->output = argv[++i];
		else if (!strcmp(argv[i], "-p"))
			run->pids = strdup(argv[++i]);
		else if (!strcmp(argv[i], "--stats"))
			run->stats = true;
		else if (!strcmp(argv[i], "--verbose"))
			run->verbose++;
	}
	if (i < argc)
		run->command = argv + i;
	run->one_thread = !run->follow;
	if (!run->output)
		run->output = "/dev/stderr";
	run->buffer = 8 << 20;
	return 0;
}

/* Which list of operations a call has, for each way into the kernel. */
static struct bts_cap_call lists[BTS_CAP_CALLS];
static size_t list_count;

static int list_index(const struct bts_cap_call *call)
{
	for (size_t i = 1; i < list_count; i++) {
		if (!memcmp(&lists[i], call, sizeof(*call)))
			return i;
	}
	if (list_count == BTS_CAP_CALLS)
		return -ENOSPC;
	lists[list_count] = *call;
	return list_count++;
}

static int prepare(struct bts_session *session, struct bts_error *error)
{
	static uint16_t calls[BTS_ABI_KINDS][BTS_SYSCALLS_MAX];
	uint64_t throttle = 4000000, signals = ~0ULL;
	struct bts_var var;
	int err = 0;

	memset(calls, 0, sizeof(calls));
	list_count = 1;
	for (unsigned int kind = 0; kind < BTS_ABI_KINDS; kind++) {
		enum bts_abi abi = bts_abi_of(kind);

		for (int nr = 0; nr < BTS_SYSCALLS_MAX && abi != BTS_ABI_COUNT; nr++) {
			int row = bts_syscall_row(abi, nr), index;
			struct bts_cap_call call;

			if (row < 0)
				continue;
			bts_call_capture(row, kind ? 4 : 8, &style.emit, false, &call);
			index = list_index(&call);
			if (index < 0)
				return bts_fail(error, index, "too many kinds of calls");
			calls[kind][nr] = index;
		}
	}
	err = bts_var_find(session->object, "systrace_calls", &var)
		      ?: bts_var_set(&var, 0, calls, sizeof(calls))
		      ?: bts_var_find(session->object, "systrace_throttle_ns", &var)
		      ?: bts_var_set(&var, 0, &throttle, sizeof(throttle))
		      ?: bts_var_find(session->object, "systrace_signals", &var)
		      ?: bts_var_set(&var, 0, &signals, sizeof(signals));
	return err ? bts_fail(error, err, "configuring: %s", strerror(-err)) : 0;
}

static int loaded(struct bts_session *session, struct bts_error *error)
{
	struct bts_var var;
	int err = bts_var_find(session->object, "bts_cap_calls", &var);

	if (err)
		return bts_fail(error, err, "the BPF object lacks the list of calls");
	memcpy(session->bss + var.offset, lists, sizeof(lists));
	return 0;
}

static const struct bts_sink_ops *sink(void)
{
	return systrace_lines(&style);
}

BTS_TOOL(systrace, "trace system calls and signals", .parse = parse, .prepare = prepare,
	 .loaded = loaded, .sink = sink, .usage_status = 1, .honours = BTS_HONOURS_TASK);
