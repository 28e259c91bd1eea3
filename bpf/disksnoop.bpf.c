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
#include "disksnoop_plain.bpf.h"

#define MERGED_MAX 8
#define BIOS_MAX   256

/* The file that a request is for, by its first page; false: of none, or not to be told. */
static __always_inline bool file_find(const struct span *span, struct inode **inode, __u64 *offset)
{
	*inode = bts_page_inode(span->page, offset);
	*offset += span->page_offset;
	return *inode != NULL;
}

static __noinline int file_sum(const struct span *span, enum disksnoop_level level, __u64 ns)
{
	struct bts_scratch *scratch;
	struct disksnoop_file_key *key;
	struct dentry *dentry;
	struct inode *inode;
	bool full = false;
	__u64 offset = 0;

	if (!bts_wanted(disksnoop_file_row) || level == LEVEL_STACKED)
		return false;
	scratch = bts_scratch_claim();
	if (!scratch)
		return false;
	key = (void *)scratch->data;
	__builtin_memset(key, 0, sizeof(*key));
	if (file_find(span, &inode, &offset)) {
		dentry = bts_inode_dentry(inode);
		if (dentry)
			bts_path_fill(key->file, dentry);
		/* A long path has run into these. */
		key->fsdev = BPF_CORE_READ(inode, i_sb, s_dev);
		key->inode = BPF_CORE_READ(inode, i_ino);
	}
	key->level = level;
	sum_into(bts_row(disksnoop_file, key, full), span->bytes, span->error, ns);
	__sync_fetch_and_add(&scratch->users, -1);
	return full;
}

static __noinline int summed(const struct span *span, enum disksnoop_level level,
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
	full |= file_sum(span, level, ns);
	return bts_summed(full);
}

/* The name of a partition: as the kernel forms it, a `p' behind a disk whose name ends in a digit. */
static __always_inline void part_name(char to[BTS_DISK_NAME + 8], const struct disk *disk,
				      __u32 number)
{
	__u32 n = disk->len & (BTS_DISK_NAME - 1);
	char last = disk->name[(n - 1) & (BTS_DISK_NAME - 1)];

	__builtin_memcpy(to, disk->name, BTS_DISK_NAME);
	if (last >= '0' && last <= '9')
		to[n++] = 'p';
	if (number >= 100)
		to[n++] = '0' + number / 100 % 10;
	if (number >= 10)
		to[n++] = '0' + number / 10 % 10;
	to[n] = '0' + number % 10;
}

/* Is it worth to look for the file? Known when a program is verified. */
static __always_inline bool file_needed(void)
{
	return bts_wants_file || bts_wants_inode || bts_wants_offset;
}

/* @e is a record, of either type, with room for a tail in @scratch or NULL. */
static __always_inline void request_show(struct disksnoop_io *e, struct bts_scratch *scratch,
					 const struct span *span, const struct disk *disk,
					 enum disksnoop_level level)
{
	const struct bts_task *task = &span->owner.task;
	struct dentry *dentry;
	struct inode *inode;

	e->rq.pid = task->pid;
	e->rq.tid = task->tid;
	e->rq.ppid = task->ppid;
	e->rq.uid = task->uid;
	__builtin_memcpy(e->rq.comm, task->comm, sizeof(e->rq.comm));
	e->rq.cgroup = task->cgroup;
	if (!span->owner.known) {
		bts_unread(e, rq.pid);
		bts_unread(e, rq.tid);
		bts_unread(e, rq.ppid);
		bts_unread(e, rq.uid);
		bts_unread(e, rq.comm);
		bts_unread(e, rq.cgroup);
		bts_unread(e, rq.queue);
	}
	if (disk) {
		__builtin_memcpy(e->rq.disk, disk->name, sizeof(e->rq.disk));
		if (span->partition && disk->len)
			part_name(e->rq.part, disk, span->partition);
	} else {
		bts_unread(e, rq.disk);
	}
	e->rq.level = level;
	e->rq.op = span->rwbs & BTS_RQ_OP_MASK;
	e->rq.rwbs = span->rwbs;
	e->rq.error = span->error;
	e->rq.sector = span->sector;
	e->rq.bytes = span->bytes;
	e->rq.queue = span->start - span->queued;
	e->rq.latency = e->head.time - span->start;
	e->rq.issued = span->start;
	e->rq.requeues = span->requeues;
	e->rq.merges = span->merges;
	e->rq.hwq = span->hwq;
	e->rq.depth = span->depth;
	e->rq.issue_cpu = span->cpu;
	e->rq.prio_class = span->prio >> IOPRIO_CLASS_SHIFT;
	e->rq.prio = span->prio & IOPRIO_LEVEL_MASK;
	e->rq.stack = span->owner.known ? span->owner.stack : -BTS_ENOENT;
	if (!scratch || !file_find(span, &inode, &e->rq.offset))
		return;
	e->rq.inode = BPF_CORE_READ(inode, i_ino);
	e->rq.fsdev = BPF_CORE_READ(inode, i_sb, s_dev);
	dentry = bts_inode_dentry(inode);
	if (dentry)
		bts_tail_dentry(scratch, &e->rq.file, dentry);
	else
		e->rq.file.len = -BTS_ENOENT;
}

static __always_inline enum disksnoop_level level_of(const struct span *span,
						     const struct disk *disk)
{
	return disk && disk->stacked ? LEVEL_STACKED : span->is_bio ? LEVEL_BIO : LEVEL_REQUEST;
}

static __always_inline int span_show(const struct span *span, const struct disk *disk,
				     enum disksnoop_level level, __u32 type)
{
	struct bts_scratch *scratch;
	struct disksnoop_io *e;

	if (!file_needed()) {
		e = bts_reserve_bytes(sizeof(*e), type);
		if (!e)
			return 0;
		request_show(e, NULL, span, disk, level);
		return bts_submit(e);
	}
	scratch = bts_scratch_take(sizeof(*e), type);
	if (!scratch)
		return 0;
	request_show((void *)scratch->data, scratch, span, disk, level);
	return bts_send(scratch);
}

/* An event has ended: it is shown, or summed up. */
static __noinline int ended(const struct span *span)
{
	struct disk *disk = disk_known(span->dev);
	enum disksnoop_level level = level_of(span, disk);
	__u64 ns = 0;

	if (disk && level == LEVEL_BIO)
		disk->serves = true;
	/* A record reads the clock for itself. */
	if (bts_summing() || (bts_conf.filter & BTS_FILTER_MIN))
		ns = bpf_ktime_get_ns() - span->start;
	if (!bts_keep(span->error != 0, ns))
		return 0;
	if (bts_summing())
		return summed(span, level, disk, ns);
	/* Where only what is in flight is shown. */
	if (!bts_wanted(disksnoop_io)) {
		bts_count(BTS_FILTERED);
		return 0;
	}
	return span_show(span, disk, level, bpf_core_type_id_local(struct disksnoop_io));
}

/*
 * What is in flight for at least @age ns is shown, once. The library asks for each
 * span by its key. It is an event beside that of the request.
 */
BTS_SWEEP(key, age)
{
	struct span *span = bts_address_at(key);
	struct disk *disk;

	if (!bts_shared.live || !span || span->told || span->unwanted ||
	    bpf_ktime_get_ns() - span->start < age)
		return 0;
	span->told = true;
	bts_count(BTS_SEEN);
	disk = disk_known(span->dev);
	return span_show(span, disk, level_of(span, disk),
			 bpf_core_type_id_local(struct disksnoop_inflight));
}

static __always_inline bool page_needed(void)
{
	return file_needed() || (bts_summing() && bts_wanted(disksnoop_file_row));
}

/* Of a bio, for its owner and its request. */
static __always_inline void bio_read(struct bio *bio, struct span *span)
{
	span->rwbs = bts_block_rwbs(bts_read(bio, bi_opf));
	span->sector = bts_read(bio, bi_iter.bi_sector);
	span->bytes = bts_read(bio, bi_iter.bi_size);
	span->prio = bts_read(bio, bi_ioprio);
	if (page_needed() && bts_rwbs_moves_data(span->rwbs))
		span->page = bts_bio_page(bio, &span->page_offset);
}

/* A bio was submitted: by the current task, or by whoever is known to have made it do so. */
static __noinline int owner_of(void *ctx, struct bio *bio, struct owner *owner)
{
	/* By the key that owner_inherit() has, not by bio_key(). */
	struct pending *made = disksnoop_inherited ? bts_slots_get(bts_pending, bts_key(bio))
						   : NULL;

	if (!made || !made->inherited)
		return owner_fill(ctx, owner, bio);
	*owner = made->owner;
	return 0;
}

/* A bio for a disk that takes bios begins here, and ends at block_bio_complete. */
static __noinline int bio_begin(void *ctx, struct bio *bio, struct gendisk *gendisk)
{
	struct bts_partition partition;
	struct span span = {};
	struct disk *disk;
	struct place place = {};
	__u64 key = bts_key(bio);
	enum bts_count count;

	bts_count(BTS_SEEN);
	span.start = span.queued = bpf_ktime_get_ns();
	if (owner_needed()) {
		owner_of(ctx, bio, &span.owner);
		bts_slots_drop(bts_pending, key);
	}
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
	/* Whether a disk hands on what it gets is known when it has done so, or not. */
	if (disk && (disk->stacked || !disk->serves) && owner_needed()) {
		place.dev = span.dev;
		place.sector = span.sector;
		bpf_map_update_elem(&disksnoop_above, &place, &key, BPF_ANY);
	}
	return span_put(key, &span);
}

/* A bio on its way into a request: what is to be known of it when that is issued. */
static __noinline int bio_remember(void *ctx, struct bio *bio)
{
	struct pending pending = { .queued = queue_time() };
	__u64 key = bio_key(bio);

	owner_of(ctx, bio, &pending.owner);
	if (bts_conf.plain)
		disk_note(bts_bio_disk(bio)); /* nothing else has its name */
	if (pending_put(key, &pending))
		disksnoop_pending_full = true;
	return 0;
}

/* A bio was submitted. Where nobody asks who did it, requests alone tell all. */
static __always_inline int queued(void *ctx, struct bio *bio)
{
	struct gendisk *disk;

	if (!bts_shared.live)
		return 0;
	disk = bts_bio_disk(bio);
	/*
	 * Asked here alone: the verifier of Linux 6.1 takes what is known of it on one
	 * way through the program for known on all, once a function has been called.
	 */
	if (bts_disk_takes_bios(disk))
		return bio_begin(ctx, bio, disk);
	return owner_needed() ? bio_remember(ctx, bio) : 0;
}

/* The front of a bio is now one of its own; the rest goes on as the old one. */
static __always_inline int split(void *ctx, struct bio *bio)
{
	__u64 key = bts_key(bio), from;
	struct pending *whole, front;

	if (!bts_shared.live || !owner_needed() || bts_conf.blind ||
	    bts_disk_takes_bios(bts_bio_disk(bio)))
		return 0;
	from = bts_key_of((__u64)BPF_CORE_READ(bio, bi_private));
	if (bts_conf.plain) {
		/* The front is where the whole was, the rest begins behind it. */
		key = bio_key((struct bio *)BPF_CORE_READ(bio, bi_private));
		from = bio_key(bio);
	}
	whole = bts_slots_get(bts_pending, from);
	if (!whole)
		return 0;
	front = *whole;
	if (pending_put(key, &front))
		disksnoop_pending_full = true;
	return 0;
}

static __always_inline int merged_behind(void *ctx, struct bio *bio)
{
	__u64 key = bio_key(bio);

	bts_slots_drop(bts_pending, key);
	return 0;
}

/* It is now its request's first bio, but not the first that asked. */
static __always_inline int merged_before(void *ctx, struct bio *bio)
{
	__u64 key = bio_key(bio);
	struct pending *pending = bts_slots_get(bts_pending, key);

	if (pending)
		pending->merged = true;
	return 0;
}

/* Two requests were merged: @next is no more, its bios follow those of the other. */
static __always_inline int merged(void *ctx, struct request *next)
{
	struct bio *bio = bts_read(next, bio);
	__u64 key = bio ? bio_key(bio) : 0;

	bts_slots_drop(bts_pending, key);
	return 0;
}

/* What was never a bio of block_bio_queue, since it is passed through, has its owner here. */
static __always_inline int inserted(void *ctx, struct request *rq)
{
	struct pending pending = {};
	__u64 key = bts_key(rq);

	if (!bts_shared.live || !owner_needed() || !passes_through(bts_read(rq, cmd_flags)))
		return 0;
	pending.queued = queue_time();
	owner_fill(ctx, &pending.owner, NULL);
	pending_put(key, &pending);
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
	key = bts_key_of((__u64)BPF_CORE_READ(cause, bio));
	pending = bts_slots_get(bts_pending, key);
	if (!pending)
		return 0;
	span->owner = pending->owner;
	span->queued = pending->queued;
	return 0;
}

/* What is remembered of a request by its first bio, and where; NULL. */
static __noinline struct pending *pending_find(struct request *rq, __u64 *key)
{
	struct bio *bio = bts_read(rq, bio);

	*key = bio ? bts_key(bio) : 0;
	for (int i = 0; i < MERGED_MAX && bio; i++) {
		struct pending *pending = bts_slots_get(bts_pending, *key);

		if (!pending || !pending->merged)
			return pending;
		bts_slots_drop(bts_pending, *key);
		/* By its address, from here on. */
		bio = bts_bio_next(bio);
		*key = bio ? bts_key_of((__u64)bio) : 0;
	}
	return NULL;
}

/* Who submitted a request, and when: as its first bio knows, or else the request itself. */
static __noinline int owner_find(void *ctx, struct request *rq, struct span *span)
{
	struct pending *pending;
	__u64 key;

	if (passes_through(bts_read(rq, cmd_flags))) {
		key = bts_key(rq);
		pending = bts_slots_get(bts_pending, key);
		/* Since Linux 6.4 (710fa3789ed9) it may be issued without, by who asks for it. */
		if (!pending && !(bts_read(bts_current(), flags) & BTS_PF_WQ_WORKER))
			return owner_fill(ctx, &span->owner, NULL);
	} else {
		pending = pending_find(rq, &key);
	}
	if (!pending)
		return 0;
	span->owner = pending->owner;
	span->queued = pending->queued;
	/* With flushes before or behind it, which look for their owner here. */
	if (!bts_rq_in_flush_sequence(rq))
		bts_slots_drop(bts_pending, key);
	return 0;
}

/*
 * How many bios follow the one at this address. A function for all to see is
 * verified once, not on each way by which a program comes to it.
 */
__noinline int disksnoop_bios_behind(__u64 address)
{
	int n = 0;

	if (bts_conf.blind)
		return 0;
	for (int i = 0; i < BIOS_MAX && address; i++) {
		address = (__u64)BPF_CORE_READ((struct bio *)address, bi_next);
		n += address != 0;
	}
	return n;
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
	if (bio && page_needed() && bts_rwbs_moves_data(span->rwbs))
		span->page = bts_bio_page(bio, &span->page_offset);
	if (!bio || passes_through(bts_read(rq, cmd_flags)))
		span->sector = BTS_NO_SECTOR;
	if (bts_wants_merges && !bts_conf.blind)
		span->merges = disksnoop_bios_behind((__u64)BPF_CORE_READ(rq, bio));
	return 0;
}

static __always_inline int issued(void *ctx, struct request *rq)
{
	struct bts_partition partition;
	struct span span = {}, *old;
	__u64 key = bts_key(rq);
	enum bts_count count;
	struct gendisk *gendisk;
	struct disk *disk = NULL;

	if (!bts_shared.live)
		return 0;
	old = bts_address_at(key);
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
			owner_find(ctx, rq, &span);
	}
	if (!span_wanted(&span, partition.dev, &count)) {
		if (!disk || !bts_wants_depth) {
			bts_count(count);
			return 0;
		}
		/* How many there are at once is a matter of all of them. */
		span.unwanted = count;
	}
	return span_put(key, &span);
}

static __always_inline int requeued(void *ctx, struct request *rq)
{
	struct span *span = bts_address_at(bts_key(rq));

	if (span) {
		span->requeued = true;
		span->requeues++;
	}
	return 0;
}

/*
 * Of the request at address @key, of which @left bytes are to be done, @bytes are
 * done now. False if it is not remembered.
 */
static __noinline int request_completed(__u64 key, __u32 left, __s32 error, __u32 bytes)
{
	struct span *span = bts_address_at(key);
	struct disk *disk;

	if (!span)
		return false;
	if (error && !span->error)
		span->error = bts_block_errno(error);
	if (bytes < left) {
		span->done += bytes;
		return true;
	}
	disk = bts_wants_depth ? disk_known(span->dev) : NULL;
	if (disk)
		__sync_fetch_and_add(&disk->depth, -1);
	/* Nobody else has it: not before we return is the request used again. */
	if (span->unwanted)
		bts_count(span->unwanted & 15);
	else
		ended(span);
	bts_address_drop(key);
	return true;
}

static __always_inline int completed(void *ctx, struct request *rq, __s32 error, __u32 bytes)
{
	__u64 key;

	if (!bts_shared.live ||
	    request_completed(bts_key(rq), bts_read(rq, __data_len), error, bytes))
		return 0;
	/*
	 * What waited for flushes alone was never issued, and what carried data was
	 * complete before: it ends without bytes.
	 */
	if (bytes || bts_block_op(bts_read(rq, cmd_flags)) != BTS_RQ_OP_WRITE)
		return unmatched();
	key = bts_key(bts_read(rq, bio));
	bts_slots_drop(bts_pending, key);
	return 0;
}

/* One of a list of requests; it stops behind the last. */
static int one_completed(__u32 i, __u64 *address)
{
	struct request *rq = (void *)*address;
	__u32 bytes;

	if (!rq || !bts_shared.live)
		return 1;
	bytes = BPF_CORE_READ(rq, __data_len);
	if (!request_completed(bts_key_of(*address), bytes, 0, bytes))
		unmatched();
	*address = (__u64)BPF_CORE_READ(rq, rq_next);
	return 0;
}

/*
 * The lists came with Linux 5.16 and bpf_loop() with 5.17 (e6f2dd0f8067), without
 * which the verifier goes through all of this as often as the list may be long.
 */
static __always_inline int batch_completed(void *ctx, struct request *rq)
{
	__u64 address = (__u64)rq;

	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_loop))
		bpf_loop(BTS_BLOCK_BATCH_MAX, one_completed, &address, 0);
	else
		one_completed(0, &address);
	return 0;
}

static __always_inline int bio_completed(void *ctx, struct bio *bio)
{
	__u64 key = bts_key(bio);
	struct span *found;

	if (!bts_shared.live)
		return 0;
	found = bts_address_at(key);
	if (!found) {
		/* It came to no request: refused, or not to wait for one. */
		bts_slots_drop(bts_pending, key);
		return 0;
	}
	found->error = bts_block_errno(bts_read(bio, bi_status));
	ended(found);
	bts_address_drop(key);
	return 0;
}

/*
 * A disk hands on a bio, at once, or later by a thread of the kernel. Who submits
 * it is known now: the current task, or where that is such a thread, who submitted
 * what this bio was made for, found by its place.
 */
static __always_inline int owner_inherit(void *ctx, struct bio *bio, __u32 dev, __u64 sector)
{
	struct place place = { .sector = sector, .dev = dev };
	struct pending pending = { .inherited = true };
	struct span *span;
	__u64 *above;

	if (!owner_needed())
		return 0;
	if (!(bts_read(bts_current(), flags) & BTS_PF_KTHREAD)) {
		owner_fill(ctx, &pending.owner, bio);
	} else {
		above = bpf_map_lookup_elem(&disksnoop_above, &place);
		span = above ? bts_address_at(*above) : NULL;
		if (!span || span->dev != dev || span->sector != sector)
			return 0;
		pending.owner = span->owner;
	}
	disksnoop_inherited = true;
	pending_put(bts_key(bio), &pending);
	return 0;
}

static __always_inline int remap_show(struct bio *bio, const struct disk *from, __u32 dev,
				      __u64 sector)
{
	struct disksnoop_remap *e;

	if (!bts_wanted(disksnoop_remap) || bts_summing() || !bts_begin())
		return 0;
	if (!disk_wanted(dev, bts_disk_dev(bts_bio_disk(bio)))) {
		bts_count(BTS_FILTERED);
		return 0;
	}
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
	disk = disk_known(dev);
	if (!disk)
		return 0;
	disk->stacked = true;
	owner_inherit(ctx, bio, dev, sector);
	return remap_show(bio, disk, dev, sector);
}

/* The same of a disk that takes requests and makes others of them. */
static __always_inline int request_remapped(void *ctx, __u32 dev)
{
	struct disk *disk = disk_known(dev);

	if (disk)
		disk->stacked = true;
	return 0;
}

/*
 * A request that its driver was busy with before tracing began: whose it is nobody
 * can tell, and when it was issued only where the disk keeps statistics.
 */
BTS_ADOPT_DISK(gendisk, rq)
{
	struct bts_partition partition;
	struct span span = {};
	enum bts_count count;
	__u64 key = bts_key(rq);

	if (bts_address_at(key))
		return 0;
	disk_note(gendisk);
	span.dev = bts_disk_dev(gendisk);
	span.start = bts_rq_begun(rq);
	bts_rq_partition(rq, &partition);
	span.partition = partition.number;
	request_read(rq, &span);
	if (!span_wanted(&span, partition.dev, &count))
		return 0;
	bts_count(BTS_SEEN);
	span_put(key, &span);
	/* It may have completed meanwhile, unseen. */
	if (!bts_rq_in_flight(rq) && !bts_address_drop(key))
		bts_count(BTS_FILTERED);
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

SEC("tracepoint/block/block_rq_issue")
BTS_ALT(issue)
int issue_plain(struct trace_event_raw_block_rq *ctx)
{
	return plain_issued(ctx);
}

SEC("tracepoint/block/block_rq_requeue")
BTS_ALT(requeue)
int requeue_plain(struct trace_event_raw_block_rq_requeue *ctx)
{
	return plain_requeued(ctx);
}

SEC("tracepoint/block/block_rq_complete")
BTS_ALT(complete)
int complete_plain(struct trace_event_raw_block_rq_completion *ctx)
{
	struct trace_event_raw_block_rq_complete *old = (void *)ctx;

	if (bpf_core_type_exists(struct trace_event_raw_block_rq_completion))
		return plain_completed(ctx->dev, ctx->sector, ctx->nr_sector, ctx->error,
				       rwbs_read((void *)ctx + bpf_core_field_offset(ctx->rwbs)),
				       ended);
	return plain_completed(old->dev, old->sector, old->nr_sector, old->error,
			       rwbs_read((void *)old + bpf_core_field_offset(old->rwbs)), ended);
}

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
