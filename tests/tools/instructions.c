// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Loads every tool by every kind that this kernel takes, and writes a line for
 * each program: tool, kind, program, instructions as loaded, those that the
 * verifier went through (Linux 5.16, aba64c7da983; else "?"), bytes of machine code.
 */
#include <linux/bpf.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "bts/session.h"
#include "bts/tools.h"

static void program_show(const char *tool, const char *kind, int fd)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		return;
	printf("%s\t%s\t%s\t%zu\t", tool, kind, info.name, info.xlated_prog_len / sizeof(__u64));
	if (size >= offsetof(struct bpf_prog_info, verified_insns) + sizeof(__u32) &&
	    info.verified_insns)
		printf("%u", info.verified_insns);
	else
		printf("?");
	printf("\t%u\n", info.jited_prog_len);
}

static void tool_show(const struct bts_tool *tool, enum bts_attach kind)
{
	static const struct bts_settings none;
	struct bts_conf conf = { .self = getpid(), .pidns = BTS_PIDNS_INITIAL };
	struct bts_session session;
	struct bts_error error = {};
	const char *name = bts_attach_names[kind];

	if (!bts_session_open(&session, tool, &error) &&
	    !bts_plan_force(&session.plan, name, &error) &&
	    !bts_session_attach(&session, &conf, &none, 0, 0, &error)) {
		for (size_t i = 0; i < session.links.count; i++) {
			const struct bts_attached *a = &session.links.list[i];

			/* One that is attached to several functions stands there once for each. */
			if (!a->again && (!i || a->prog_fd != a[-1].prog_fd))
				program_show(tool->name, name, a->prog_fd);
		}
	}
	bts_session_close(&session);
}

int main(void)
{
	bts_log_init(0);
	for (size_t i = 0; bts_tools[i]; i++) {
		for (int kind = 0; kind < BTS_ATTACH_KINDS; kind++)
			tool_show(bts_tools[i], kind);
	}
	return 0;
}
