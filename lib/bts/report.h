/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What a run says on stderr beside its rows: attaching, losses, cost; and its totals. */
#ifndef BTS_REPORT_H
#define BTS_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include "bts/privilege.h"
#include "bts/session.h"
#include "bts/sink.h"

/* What was attached, and why nothing better. */
void bts_report_attached(const struct bts_session *session);

/* What the run keeps of its privilege. */
void bts_report_privilege(const char *tool, const struct bts_privilege *privilege);

/*
 * Says that something has been lost, if it is more than @told, which was said
 * before. Returns what is lost by now.
 */
uint64_t bts_report_losses(const struct bts_session *session, uint64_t told);

/* The ledger of a stopped session; @shown and @discarded are the caller's. */
void bts_totals_read(const struct bts_session *session, struct bts_totals *totals);

/* Was anything lost? */
bool bts_totals_lost(const struct bts_totals *totals);

/* What was lost, by cause; nothing where nothing was. */
void bts_report_totals(const struct bts_session *session, const struct bts_totals *totals);

/*
 * What tracing has cost: each program by the kernel's own clock, if that was
 * @timed, and the tracer.
 */
void bts_report_cost(const struct bts_session *session, const struct bts_totals *totals,
		     bool timed);

/* Lists on stdout: the fields of each type of record, the kinds of attaching. */
void bts_list_fields(const struct bts_schema *schema);
void bts_list_kinds(const struct bts_plan *plan);

#endif
