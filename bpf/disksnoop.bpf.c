// SPDX-License-Identifier: GPL-2.0-only
/*
 * disksnoop: block requests, from their first issue to their last completion,
 * and the bios of disks that take those instead.
 *
 * A request is known by its address from issue to completion. Who submitted it
 * is noted at block_bio_queue, by the address of its first bio: what comes later
 * may run in any task. Bios that merge with a request go with its first one.
 */
#include "disksnoop.bpf.h"

#define MERGED_MAX 16
#define BIOS_MAX   256

static __always_inline int summed(const struct span *span, enum disksnoop_level level,
				  const struct disk *disk, __u64 ns)
{
	struct disksnoop_cgroup_key cgroup = { span->owner.task.cgroup };
	struct disksnoop_disk_key key = { .op = span->rwbs & BTS_RQ_OP_MASK, .level = level };
	struct disksnoop_comm_key comm;
	struct disksnoop_count *count;
	struct disksnoop_took *took;
	bool full = false;

	if (disk)
		__builtin_memcpy(key.disk, disk->name, sizeof(key.disk));
	count = bts_row(disksnoop_disk, &key, full);
	if (count) {
		bts_add(count->ios, 1);
		bts_add(count->bytes, span->bytes);
		if (span->error)
			bts_add(count->failed, 1);
	}
	took = bts_row(disksnoop_latency, &key, full);
	if (took)
		bts_hist_add(&took->took, ns);
	/* What was handed on is counted where it is served. */
	if (level != LEVEL_STACKED) {
		__builtin_memcpy(comm.comm, span->owner.task.comm, sizeof(comm.comm));
		sum_into(bts_row(disksnoop_comm, &comm, full), span->bytes, span->error, ns);
		sum_into(bts_row(disksnoop_cgroup, &cgroup, full), span->bytes, span->error, ns);
	}
	return bts_summed(full);
}

/* The name of a partition: as the kernel forms it, a `p' behind a disk whose name ends in a digit. */
static __always_inline void part_name(char *to, const char *disk, __u32 number)
{
	char last = 0;
	__u32 n = 0, unit = 100;

	for (n = 0; n < BTS_DISK_NAME - 1 && disk[n]; n++) {
		last = disk[n];
		to[n] = last;
	}
	if (last >= '0' && last <= '9')
		to[n++] = 'p';
	for (int i = 0; i < 3; i++, unit /= 10) {
		if (number >= unit || unit == 1)
			to[n++ & 31] = '0' + number / unit % 10;
	}
}

static __always_inline void io_fill(struct disksnoop_io *e, const struct span *span,
				    enum disksnoop_level level, const struct disk *disk)
{
	const struct bts_task *task = &span->owner.task;

	e->pid = task->pid;
	e->tid = task->tid;
	e->ppid = task->ppid;
	e->uid = task->uid;
	__builtin_memcpy(e->comm, task->comm, sizeof(e->comm));
	e->cgroup = task->cgroup;
	if (!span->owner.known) {
		bts_unread(e, pid);
		bts_unread(e, tid);
		bts_unread(e, ppid);
		bts_unread(e, uid);
		bts_unread(e, comm);
		bts_unread(e, cgroup);
		bts_unread(e, queue);
	}
	if (disk) {
		__builtin_memcpy(e->disk, disk->name, sizeof(e->disk));
		if (span->partition)
			part_name(e->part, disk->name, span->partition);
	} else {
		bts_unread(e, disk);
	}
	e->level = level;
	e->op = span->rwbs & BTS_RQ_OP_MASK;
	e->rwbs = span->rwbs;
	e->error = span->error;
	e->sector = span->sector;
	e->bytes = span->bytes;
	e->queue = span->start - span->queued;
	e->latency = e->head.time - span->start;
	e->issued = span->start;
	e->requeues = span->requeues;
	e->merges = span->merges;
	e->hwq = span->hwq;
	e->depth = span->depth;
	e->issue_cpu = span->cpu;
	e->prio_class = span->prio >> IOPRIO_CLASS_SHIFT;
	e->prio = span->prio & IOPRIO_LEVEL_MASK;
}

/* An event has ended: it is shown, or summed up. */
static __noinline int ended(const struct span *span)
{
	struct disk *disk = bpf_map_lookup_elem(&disksnoop_known, &span->dev);
	__u64 ns = bpf_ktime_get_ns() - span->start;
	enum disksnoop_level level = disk && disk->stacked ? LEVEL_STACKED
				     : span->is_bio	   ? LEVEL_BIO
							   : LEVEL_REQUEST;
	struct disksnoop_io *e;

	if (!bts_keep(span->error != 0, ns))
		return 0;
	if (bts_summing())
		return summed(span, level, disk, ns);
	e = bts_reserve(disksnoop_io);
	if (!e)
		return 0;
	io_fill(e, span, level, disk);
	return bts_submit(e);
}

/* Of a bio, for its owner and its request. */
static __always_inline void bio_read(struct bio *bio, struct span *span)
{
	span->rwbs = bts_block_rwbs(bts_read(bio, bi_opf));
	span->sector = bts_read(bio, bi_iter.bi_sector);
	span->bytes = bts_read(bio, bi_iter.bi_size);
	span->prio = bts_read(bio, bi_ioprio);
}

/* A bio was submitted: by the current task, or by whoever is known to have made it do so. */
static __noinline int pending_fill(struct bio *bio, struct pending *pending)
{
	__u64 key = (__u64)bio;
	struct pending *made = bpf_map_lookup_elem(&bts_pending, &key);

	pending->queued = bpf_ktime_get_ns();
	if (made && made->inherited)
		pending->owner = made->owner;
	else
		owner_fill(&pending->owner, bio);
	return 0;
}

/* A bio for a disk that takes bios begins here, and ends at block_bio_complete. */
static __noinline int bio_begin(struct bio *bio, struct gendisk *gendisk)
{
	struct bts_partition partition;
	struct pending pending = {};
	struct span span = {};
	struct disk *disk;
	struct place place = {};
	__u64 key = (__u64)bio;
	enum bts_count count;

	bts_count(BTS_SEEN);
	if (owner_needed()) {
		pending_fill(bio, &pending);
		bpf_map_delete_elem(&bts_pending, &key);
	}
	span.start = span.queued = pending.queued ?: bpf_ktime_get_ns();
	span.owner = pending.owner;
	bts_bio_partition(bio, &partition);
	bio_read(bio, &span);
	span.dev = bts_disk_dev(gendisk);
	span.partition = partition.number;
	span.cpu = bpf_get_smp_processor_id();
	span.is_bio = true;
	disk = disk_note(gendisk);
	if (!span_wanted(&span, partition.dev, &count)) {
		bts_count(count);
		return 0;
	}
	if (disk && disk->stacked && owner_needed()) {
		place.dev = span.dev;
		place.sector = span.sector;
		bpf_map_update_elem(&disksnoop_above, &place, &key, BPF_ANY);
	}
	return bts_span_put(key, &span);
}

/* A bio was submitted. Where nobody asks who did it, requests alone tell all. */
static __always_inline int queued(void *ctx, struct bio *bio)
{
	struct pending pending = {};
	__u64 key = (__u64)bio;
	struct gendisk *disk;

	if (!bts_shared.live)
		return 0;
	disk = bts_bio_disk(bio);
	/*
	 * Asked here alone: the verifier of Linux 6.1 takes what is known of it on one
	 * way through the program for known on all, once a function has been called.
	 */
	if (bts_disk_takes_bios(disk))
		return bio_begin(bio, disk);
	if (!owner_needed())
		return 0;
	pending_fill(bio, &pending);
	if (bpf_map_update_elem(&bts_pending, &key, &pending, BPF_ANY))
		disksnoop_pending_full = true;
	return 0;
}

/* The front of a bio is now one of its own; the rest goes on as the old one. */
static __always_inline int split(void *ctx, struct bio *bio)
{
	__u64 key = (__u64)bio, from;
	struct pending *whole, front;

	if (!bts_shared.live || !owner_needed() || bts_disk_takes_bios(bts_bio_disk(bio)))
		return 0;
	from = (__u64)bts_read(bio, bi_private);
	whole = bpf_map_lookup_elem(&bts_pending, &from);
	if (!whole)
		return 0;
	front = *whole;
	if (bpf_map_update_elem(&bts_pending, &key, &front, BPF_ANY))
		disksnoop_pending_full = true;
	return 0;
}

static __always_inline int merged_behind(void *ctx, struct bio *bio)
{
	__u64 key = (__u64)bio;

	bpf_map_delete_elem(&bts_pending, &key);
	return 0;
}

/* It is now its request's first bio, but not the first that asked. */
static __always_inline int merged_before(void *ctx, struct bio *bio)
{
	__u64 key = (__u64)bio;
	struct pending *pending = bpf_map_lookup_elem(&bts_pending, &key);

	if (pending)
		pending->merged = true;
	return 0;
}

/* Two requests were merged: @next is no more, its bios follow those of the other. */
static __always_inline int merged(void *ctx, struct request *next)
{
	__u64 key = (__u64)bts_read(next, bio);

	bpf_map_delete_elem(&bts_pending, &key);
	return 0;
}

/* What was never a bio of block_bio_queue, since it is passed through, has its owner here. */
static __always_inline int inserted(void *ctx, struct request *rq)
{
	struct pending pending = {};
	__u64 key = (__u64)rq;

	if (!bts_shared.live || !owner_needed() || !passes_through(bts_read(rq, cmd_flags)))
		return 0;
	pending.queued = bpf_ktime_get_ns();
	owner_fill(&pending.owner, NULL);
	bpf_map_update_elem(&bts_pending, &key, &pending, BPF_ANY);
	return 0;
}

/* The owner of a flush is that of a request that waits for it. */
static __noinline int flush_owner(struct request *rq, struct span *span)
{
	struct request *cause = bts_flush_cause(rq);
	struct pending *pending;
	__u64 key;

	if (!cause)
		return 0;
	key = (__u64)BPF_CORE_READ(cause, bio);
	pending = bpf_map_lookup_elem(&bts_pending, &key);
	if (!pending)
		return 0;
	span->owner = pending->owner;
	span->queued = pending->queued;
	return 0;
}

/* Who submitted a request, and when: as its first bio knows, or else the request itself. */
static __noinline int owner_find(struct request *rq, struct span *span)
{
	struct bio *bio = bts_read(rq, bio);
	struct pending *pending = NULL;
	__u64 key;

	for (int i = 0; i < MERGED_MAX && bio; i++) {
		key = (__u64)bio;
		pending = bpf_map_lookup_elem(&bts_pending, &key);
		if (!pending || !pending->merged)
			break;
		bpf_map_delete_elem(&bts_pending, &key);
		bio = bts_bio_next(bio);
		pending = NULL;
	}
	if (!pending && passes_through(bts_read(rq, cmd_flags))) {
		key = (__u64)rq;
		pending = bpf_map_lookup_elem(&bts_pending, &key);
		/* Since Linux 6.4 (710fa3789ed9) it may be issued without, by who asks for it. */
		if (!pending && !(bts_read(bts_current(), flags) & BTS_PF_WQ_WORKER))
			owner_fill(&span->owner, NULL);
	}
	if (!pending)
		return 0;
	span->owner = pending->owner;
	span->queued = pending->queued;
	/* With flushes before or behind it, which look for their owner here. */
	if (!bts_rq_in_flush_sequence(rq))
		bpf_map_delete_elem(&bts_pending, &key);
	return 0;
}

static __noinline int request_read(struct request *rq, struct span *span)
{
	struct bio *bio = bts_read(rq, bio);

	span->rwbs = bts_block_rwbs(bts_read(rq, cmd_flags));
	span->sector = bts_read(rq, __sector);
	span->bytes = bts_read(rq, __data_len);
	span->hwq = bts_read(rq, mq_hctx, queue_num);
	span->cpu = bpf_get_smp_processor_id();
	if (bio)
		span->prio = bts_read(bio, bi_ioprio);
	if (!bio || passes_through(bts_read(rq, cmd_flags)))
		span->sector = BTS_NO_SECTOR;
	for (int i = 0; bts_wants_merges && i < BIOS_MAX && bio; i++) {
		bio = bts_bio_next(bio);
		span->merges += bio != NULL;
	}
	return 0;
}

static __always_inline int issued(void *ctx, struct request *rq)
{
	struct bts_partition partition;
	struct span span = {}, *old;
	__u64 key = (__u64)rq;
	enum bts_count count;
	struct gendisk *gendisk;
	struct disk *disk = NULL;

	if (!bts_shared.live)
		return 0;
	old = bts_span_at(key);
	if (old && old->requeued) {
		/* Others may have merged with it meanwhile. */
		old->requeued = false;
		old->bytes = old->done + bts_read(rq, __data_len);
		return 0;
	}
	bts_count(BTS_SEEN);
	gendisk = bts_rq_disk(rq);
	if (gendisk) {
		disk = disk_note(gendisk);
		span.dev = bts_disk_dev(gendisk);
		if (disk && bts_wants_depth) {
			__sync_fetch_and_add(&disk->depth, 1);
			span.depth = disk->depth;
		}
	}
	span.start = span.queued = bpf_ktime_get_ns();
	bts_rq_partition(rq, &partition);
	span.partition = partition.number;
	request_read(rq, &span);
	if (owner_needed()) {
		if ((span.rwbs & BTS_RQ_OP_MASK) == BTS_RQ_OP_FLUSH)
			flush_owner(rq, &span);
		else
			owner_find(rq, &span);
	}
	if (!span_wanted(&span, partition.dev, &count)) {
		if (!disk || !bts_wants_depth) {
			bts_count(count);
			return 0;
		}
		/* How many there are at once is a matter of all of them. */
		span.unwanted = count;
	}
	return bts_span_put(key, &span);
}

static __always_inline int requeued(void *ctx, struct request *rq)
{
	struct span *span = bts_span_at((__u64)rq);

	if (span) {
		span->requeued = true;
		span->requeues++;
	}
	return 0;
}

/*
 * The end of a request that is not remembered: it was not asked for, or began
 * before tracing did, or had no room.
 */
static __always_inline int unmatched(void)
{
	if (bts_shared.spanless > 0)
		__sync_fetch_and_add(&bts_shared.spanless, -1);
	else if (everything_wanted())
		bts_count(BTS_UNMATCHED);
	return 0;
}

/*
 * Of the request at address @key, of which @left bytes are to be done, @bytes are
 * done now. False if it is not remembered.
 */
static __noinline int request_completed(__u64 key, __u32 left, __s32 error, __u32 bytes)
{
	struct span *span = bts_span_at(key);
	struct disk *disk;

	if (!span)
		return false;
	if (error && !span->error)
		span->error = bts_block_errno(error);
	if (bytes < left) {
		span->done += bytes;
		return true;
	}
	disk = bts_wants_depth ? bpf_map_lookup_elem(&disksnoop_known, &span->dev) : NULL;
	if (disk)
		__sync_fetch_and_add(&disk->depth, -1);
	/* Nobody else has it: not before we return is the request used again. */
	if (span->unwanted)
		bts_count(span->unwanted & 15);
	else
		ended(span);
	bts_span_drop(key);
	return true;
}

static __always_inline int completed(void *ctx, struct request *rq, __s32 error, __u32 bytes)
{
	__u64 key;

	if (!bts_shared.live ||
	    request_completed((__u64)rq, bts_read(rq, __data_len), error, bytes))
		return 0;
	/*
	 * What waited for flushes alone was never issued, and what carried data was
	 * complete before: it ends without bytes.
	 */
	if (bytes || bts_block_op(bts_read(rq, cmd_flags)) != BTS_RQ_OP_WRITE)
		return unmatched();
	key = (__u64)bts_read(rq, bio);
	bpf_map_delete_elem(&bts_pending, &key);
	return 0;
}

/* One of a list; for all to see, so that it is verified once and not as often as the list is long. */
__noinline int disksnoop_one_completed(__u64 key)
{
	__u32 bytes = BPF_CORE_READ((struct request *)key, __data_len);

	return request_completed(key, bytes, 0, bytes) ? 0 : unmatched();
}

static __always_inline int batch_completed(void *ctx, struct request *rq)
{
	for (int i = 0; bts_shared.live && i < BTS_BLOCK_BATCH_MAX && rq; i++) {
		disksnoop_one_completed((__u64)rq);
		rq = BPF_CORE_READ(rq, rq_next);
	}
	return 0;
}

static __always_inline int bio_completed(void *ctx, struct bio *bio)
{
	__u64 key = (__u64)bio;
	struct span *found;

	if (!bts_shared.live)
		return 0;
	found = bts_span_at(key);
	if (!found)
		return 0;
	found->error = bts_block_errno(bts_read(bio, bi_status));
	ended(found);
	bts_span_drop(key);
	return 0;
}

/*
 * A disk hands on a bio. It is a kernel thread's at times: then the owner is that
 * of the bio that it was made for, found by its place.
 */
static __always_inline void owner_inherit(struct bio *bio, __u32 dev, __u64 sector)
{
	struct place place = { .sector = sector, .dev = dev };
	struct pending pending = { .inherited = true };
	__u64 key = (__u64)bio, *above;
	struct span *span;

	if (!owner_needed() || !(bts_read(bts_current(), flags) & BTS_PF_KTHREAD))
		return;
	above = bpf_map_lookup_elem(&disksnoop_above, &place);
	span = above ? bts_span_at(*above) : NULL;
	if (!span || span->dev != dev || span->sector != sector)
		return;
	pending.owner = span->owner;
	bpf_map_update_elem(&bts_pending, &key, &pending, BPF_ANY);
}

static __always_inline int remap_show(struct bio *bio, const struct disk *from, __u64 sector)
{
	struct disksnoop_remap *e;

	if (!bts_wanted(disksnoop_remap) || bts_summing() || !bts_begin())
		return 0;
	e = bts_reserve(disksnoop_remap);
	if (!e)
		return 0;
	bts_task_fill(&e->task);
	__builtin_memcpy(e->from_disk, from->name, sizeof(e->from_disk));
	e->from_sector = sector;
	bts_disk_name(bts_bio_disk(bio), e->disk);
	e->sector = bts_read(bio, bi_iter.bi_sector);
	e->bytes = bts_read(bio, bi_iter.bi_size);
	return bts_submit(e);
}

static __noinline int remapped(void *ctx, struct bio *bio, __u32 dev, __u64 sector)
{
	struct disk *disk;

	if (!bts_shared.live || bts_remap_is_partition(bio, dev))
		return 0;
	disk = bpf_map_lookup_elem(&disksnoop_known, &dev);
	if (!disk)
		return 0;
	disk->stacked = true;
	owner_inherit(bio, dev, sector);
	return remap_show(bio, disk, sector);
}

/* The same of a disk that takes requests and makes others of them. */
static __always_inline int request_remapped(void *ctx, __u32 dev)
{
	struct disk *disk = bpf_map_lookup_elem(&disksnoop_known, &dev);

	if (disk)
		disk->stacked = true;
	return 0;
}

BTS_BLOCK_BIO_HOOKS(queue, bio_queue, queued)
BTS_BLOCK_BIO_HOOKS(split, split, split)
BTS_BLOCK_MERGE_HOOKS(behind, bio_backmerge, merged_behind)
BTS_BLOCK_MERGE_HOOKS(before, bio_frontmerge, merged_before)
BTS_BLOCK_RQ_HOOKS(merge, merge, merged)
BTS_BLOCK_RQ_HOOKS(insert, insert, inserted)
BTS_BLOCK_ISSUE_HOOKS(issue, issued)
BTS_BLOCK_RQ_HOOKS(requeue, requeue, requeued)
BTS_BLOCK_COMPLETE_HOOKS(complete, completed, batch_completed)
BTS_BLOCK_BIO_COMPLETE_HOOKS(bio_end, bio_completed)
BTS_BLOCK_REMAP_HOOKS(remap, remapped)
BTS_TP_HOOKS(rq_remap, block_rq_remap, request_remapped(ctx, ctx[1]))

#define OWNED "io,inflight,remap,comm,cgroup,file,(tasks)"
BTS_SERVES(split, OWNED);
BTS_SERVES(behind, OWNED);
BTS_SERVES(before, OWNED);
BTS_SERVES(merge, OWNED);
BTS_SERVES(insert, OWNED);
