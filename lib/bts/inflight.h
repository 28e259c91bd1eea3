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
 * Has the object's bts_adopt_disk(), if it has one that is loaded, look at all
 * that the drivers of @disks (none: of all) are busy with: so what began before
 * tracing is seen too. No disk is opened, since that may wait for one that hangs.
 * 0 or -errno.
 */
int bts_inflight_adopt(struct bpf_object *object, const struct bts_disks *disks);

#endif
