// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <linux/bpf.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>
#include <bpf/bpf.h>
#include "bts/report.h"

void bts_report_attached(const struct bts_session *session)
{
	const struct bts_links *links = &session->links;
	const struct bts_plan *plan = &session->plan;
	const char *name = session->tool->name;

	for (size_t i = 0; i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];

		if (!hook->wanted)
			continue;
		bts_say(name, "%s: attached by %s", hook->name, bts_attach_names[hook->chosen]);
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if (hook->has & hook->refused & 1U << k)
				bts_say(name, "%s: not by %s: %s", hook->name, bts_attach_names[k],
					hook->why[k]);
		}
	}
	for (size_t i = 0; i < links->count; i++) {
		if (links->list[i].function[0])
			bts_say(name, "%s is at %s", links->list[i].program,
				links->list[i].function);
	}
}

void bts_report_privilege(const char *tool, const struct bts_privilege *privilege)
{
	char text[128];

	bts_say(tool, "keeps %s%s; system calls are %sfiltered",
		bts_caps_text(privilege->kept, text, sizeof(text)),
		privilege->needs_bpf ? " (this kernel wants it for reading maps)" : "",
		privilege->filtered ? "" : "not ");
}

uint64_t bts_report_losses(const struct bts_session *session, uint64_t told)
{
	struct bts_sums sums;
	uint64_t lost = 0;

	bts_session_sums(session, &sums);
	for (size_t i = 0; i < BTS_CAUSES; i++)
		lost += sums.n[BTS_LOST_FIRST + i];
	if (lost > told)
		bts_say(session->tool->name, "lost so far: %llu of %llu events",
			(unsigned long long)lost, (unsigned long long)sums.n[BTS_SEEN]);
	return lost;
}

void bts_totals_read(const struct bts_session *session, struct bts_totals *totals)
{
	struct bts_sums sums;

	bts_session_sums(session, &sums);
	totals->seen = sums.n[BTS_SEEN];
	totals->filtered = sums.n[BTS_FILTERED];
	totals->sent = sums.n[BTS_SENT];
	totals->summed = sums.n[BTS_SUMMED];
	totals->unfollowed = sums.n[BTS_UNFOLLOWED];
	totals->unseen = sums.n[BTS_UNSEEN];
	totals->unmatched = sums.n[BTS_UNMATCHED];
	totals->skipped = sums.skipped;
	totals->skipped_known = sums.skipped_known;
	totals->open = bts_session_open_events(session);
	totals->ncauses = BTS_CAUSES;
	totals->cause = bts_cause_names;
	for (size_t i = 0; i < BTS_CAUSES; i++)
		totals->lost[i] = sums.n[BTS_LOST_FIRST + i];
}

bool bts_totals_lost(const struct bts_totals *totals)
{
	uint64_t lost = totals->unfollowed + totals->unseen;

	for (size_t i = 0; i < totals->ncauses; i++)
		lost += totals->lost[i];
	return lost;
}

void bts_report_totals(const struct bts_session *session, const struct bts_totals *totals)
{
	const char *name = session->tool->name;
	char text[256];
	size_t n = 0;

	for (size_t i = 0; i < totals->ncauses; i++) {
		if (totals->lost[i] && n < sizeof(text))
			n += snprintf(text + n, sizeof(text) - n, "%s%llu %s", n ? ", " : "",
				      (unsigned long long)totals->lost[i], totals->cause[i]);
	}
	if (n)
		bts_say(name, "lost: %s (of %llu events)", text, (unsigned long long)totals->seen);
	if (totals->skipped)
		bts_say(name, "the kernel skipped %llu runs of our programs",
			(unsigned long long)totals->skipped);
	if (totals->unmatched)
		bts_say(name,
			"not shown: %llu events that began before tracing, or that seccomp refused",
			(unsigned long long)totals->unmatched);
	if (totals->unfollowed)
		bts_say(name, "%llu tasks could not be followed: more than %d are marked",
			(unsigned long long)totals->unfollowed, BTS_MARKS_MAX);
	if (totals->unseen)
		bts_say(name,
			"32-bit programs whose calls were not seen: %llu (--attach ^tracepoint "
			"sees them)",
			(unsigned long long)totals->unseen);
}

void bts_report_cost(const struct bts_session *session, const struct bts_totals *totals, bool timed)
{
	const struct bts_links *links = &session->links;
	const char *name = session->tool->name;
	uint64_t run_ns = 0, calls = 0;
	struct rusage use;

	for (size_t i = 0; i < links->count; i++) {
		const struct bts_attached *a = &links->list[i];
		const char *at = a->own_prog ? a->function : "";
		struct bpf_prog_info info = {};
		__u32 size = sizeof(info);

		/* One program with several functions stands there once for each. */
		if (i && a->prog_fd == a[-1].prog_fd)
			continue;
		if (bpf_obj_get_info_by_fd(a->prog_fd, &info, &size))
			continue;
		run_ns += info.run_time_ns;
		calls += info.run_cnt;
		if (!timed)
			continue;
		bts_say(name, "program %s%s%s%s: %llu calls, %llu ns each", a->program,
			a->again ? " again" : "", *at ? " at " : "", at,
			(unsigned long long)info.run_cnt,
			(unsigned long long)(info.run_cnt ? info.run_time_ns / info.run_cnt : 0));
	}
	if (timed)
		bts_say(name, "programs: %llu calls, %.3f s", (unsigned long long)calls,
			run_ns / 1e9);
	else
		bts_say(name, "programs: unknown, the kernel's clock for them wants CAP_SYS_ADMIN");
	if (totals->skipped_known)
		bts_say(name, "skipped by the kernel: %llu", (unsigned long long)totals->skipped);
	else
		bts_say(name, "skipped by the kernel: unknown, this kernel does not say");
	getrusage(RUSAGE_SELF, &use);
	bts_say(name, "tracer: %.3f s user, %.3f s system, %ld KiB at most; %llu records late",
		use.ru_utime.tv_sec + use.ru_utime.tv_usec / 1e6,
		use.ru_stime.tv_sec + use.ru_stime.tv_usec / 1e6, use.ru_maxrss,
		(unsigned long long)session->window.late);
	bts_say(name,
		"events: %llu seen, %llu filtered, %llu sent, %llu summed, %llu open, %llu shown",
		(unsigned long long)totals->seen, (unsigned long long)totals->filtered,
		(unsigned long long)totals->sent, (unsigned long long)totals->summed,
		(unsigned long long)totals->open, (unsigned long long)totals->shown);
}

void bts_list_fields(const struct bts_schema *schema)
{
	for (size_t i = 0; i < schema->nrecords; i++) {
		const struct bts_record *r = &schema->records[i];

		printf("%s%s:\n", r->name, r->map ? " (-S)" : "");
		for (size_t j = 0; j < r->nfields; j++)
			printf("  %-16s %s%s%s%s\n", r->fields[j].name, r->fields[j].kind->name,
			       r->fields[j].kind->unit ? " (" : "", r->fields[j].kind->unit ?: "",
			       r->fields[j].kind->unit ? ")" : "");
	}
}

void bts_list_kinds(const struct bts_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];

		if (bts_hook_internal(hook))
			continue;
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if (hook->has & 1U << k)
				printf("%s: %s\n", hook->name, bts_attach_names[k]);
		}
	}
}
