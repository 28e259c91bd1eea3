/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What is in progress: events that have begun and not ended, for --inflight. */
#ifndef BTS_INFLIGHT_H
#define BTS_INFLIGHT_H

#include <stdint.h>

struct bpf_object;
struct bts_disks;
struct bts_session;

/*
 * Runs the tool's BTS_SWEEP() for each span: those that have lasted for @age ns
 * send a record, once. 0 or -errno.
 */
int bts_inflight_sweep(const struct bts_session *session, uint64_t age);

/*
 * Of a tool that has a task iterator bts_inside(), which is loaded then: it looks at every task,
 * and sends records of what those have been in for a while. bts_inside_attach() is called while we
 * may; bts_inside_sweep() runs it, and does nothing where that failed. 0 or -errno.
 */
int bts_inside_attach(struct bts_session *session);
int bts_inside_sweep(const struct bts_session *session);

/*
 * Has the object's bts_adopt_disk(), if it has one that is loaded, look at all
 * that the drivers of @disks (none: of all) are busy with: so what began before
 * tracing is seen too. No disk is opened, since that may wait for one that hangs.
 * 0 or -errno.
 */
int bts_inflight_adopt(struct bpf_object *object, const struct bts_disks *disks);

#endif
