/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * disksnoop --attach tracepoint: what the plain tracepoints show of a request is
 * its disk and where on it, not which one it is. So that is the key: of two in
 * flight to one sector the second is counted as lost. Which partition and queue it
 * was for, and what was merged with it, is not known.
 */
#ifndef DISKSNOOP_PLAIN_BPF_H
#define DISKSNOOP_PLAIN_BPF_H

#include "disksnoop.bpf.h"

/* 43 bits of sectors are 4 PiB. A flush has no place, and is shown with sector 0. */
#define PLACE_SECTOR_BITS 43

static __always_inline __u64 place_key(__u32 dev, __u64 sector, bool flush)
{
	__u64 disk = (dev >> BTS_MINOR_BITS & 0xfff) << 8 ^ (dev & 0xfffff);

	return disk << (PLACE_SECTOR_BITS + 1) | (__u64)flush << PLACE_SECTOR_BITS |
	       (sector & ((1ULL << PLACE_SECTOR_BITS) - 1));
}

/* The key of what is remembered of a bio before it is part of a request. */
static __always_inline __u64 bio_key(struct bio *bio)
{
	if (!bts_conf.plain)
		return bts_key(bio);
	return place_key(bts_disk_dev(bts_bio_disk(bio)), bts_read(bio, bi_iter.bi_sector), false);
}

static __always_inline bool is_flush(bts_rwbs rwbs)
{
	return (rwbs & BTS_RQ_OP_MASK) == BTS_RQ_OP_FLUSH;
}

static __always_inline bts_rwbs rwbs_read(const void *from)
{
	__u64 text = 0;

	bpf_probe_read_kernel(&text, sizeof(text), from);
	return bts_rwbs_parse(text);
}

static __always_inline int plain_issued(struct trace_event_raw_block_rq *ctx)
{
	bts_rwbs rwbs = rwbs_read((void *)ctx + bpf_core_field_offset(ctx->rwbs));
	__u64 sector = ctx->sector, key = place_key(ctx->dev, sector, is_flush(rwbs));
	struct span span = {}, *old = bts_address_at(key);
	struct pending *pending;
	enum bts_count count;

	if (!bts_shared.live)
		return 0;
	if (old && old->requeued) {
		old->requeued = false;
		return 0;
	}
	bts_count(BTS_SEEN);
	span.start = span.queued = bpf_ktime_get_ns();
	span.dev = ctx->dev;
	span.rwbs = rwbs;
	span.sector = is_flush(rwbs) ? BTS_NO_SECTOR : sector;
	span.bytes = ctx->bytes;
	span.cpu = bpf_get_smp_processor_id();
	pending = bts_slots_get(bts_pending, key);
	if (pending) {
		span.queued = pending->queued;
		span.owner = pending->owner;
		bts_slots_drop(bts_pending, key);
	}
	if (!span_wanted(&span, 0, &count)) {
		bts_count(count);
		return 0;
	}
	/* Another is in flight to that place. */
	if (bts_address_put(key, &span) == -BTS_EEXIST) {
		bts_count(BTS_LOST_SPAN);
		__sync_fetch_and_add(&bts_shared.spanless, 1);
	}
	return 0;
}

static __always_inline int plain_requeued(struct trace_event_raw_block_rq_requeue *ctx)
{
	bts_rwbs rwbs = rwbs_read((void *)ctx + bpf_core_field_offset(ctx->rwbs));
	struct span *span = bts_address_at(place_key(ctx->dev, ctx->sector, is_flush(rwbs)));

	if (span) {
		span->requeued = true;
		span->requeues++;
	}
	return 0;
}

/* @show is called with the span of what is complete. */
static __always_inline int plain_completed(__u32 dev, __u64 sector, __u32 nr, __s32 error,
					   bts_rwbs rwbs, int (*show)(const struct span *span))
{
	__u64 key = place_key(dev, sector, is_flush(rwbs));
	struct span *found = bts_address_at(key), span;

	if (!bts_shared.live || !found)
		return bts_shared.live ? unmatched() : 0;
	span = *found;
	/* Of two that end at once in one place, one has it. */
	if (bts_address_drop(key))
		return unmatched();
	if (error && !span.error)
		span.error = bts_block_errno(error);
	span.done += nr * 512;
	/* What is left begins further on. */
	if (nr && span.done < span.bytes)
		return span_put(place_key(dev, sector + nr, false), &span);
	return show(&span);
}

#endif
