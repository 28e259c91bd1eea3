/* SPDX-License-Identifier: GPL-2.0-only */
/* disksnoop: what is remembered of requests, and what is shown of them. */
#ifndef DISKSNOOP_BPF_H
#define DISKSNOOP_BPF_H

#include "bts/tool.bpf.h"
#include "bts/block.bpf.h"
#include "bts/path.bpf.h"
#include "bts/stack.bpf.h"

const volatile struct bts_disks disksnoop_disks = {};
const volatile __u32 disksnoop_ops = 0; /* bits by enum bts_rq_op; 0: all */
const volatile __u64 disksnoop_min_size = 0;

BTS_FIELD_WANTED(pid);
BTS_FIELD_WANTED(tid);
BTS_FIELD_WANTED(ppid);
BTS_FIELD_WANTED(uid);
BTS_FIELD_WANTED(comm);
BTS_FIELD_WANTED(queue);
BTS_FIELD_WANTED(merges);
BTS_FIELD_WANTED(depth);
BTS_FIELD_WANTED(file);
BTS_FIELD_WANTED(inode);
BTS_FIELD_WANTED(offset);
BTS_FIELD_WANTED(stack);

enum disksnoop_level {
	LEVEL_REQUEST, /* of a disk's driver */
	LEVEL_BIO,     /* of a disk that takes bios and serves them itself */
	LEVEL_STACKED, /* of a disk that hands on to others what it is asked for */
};

enum disksnoop_class {
	CLASS_NONE,
	CLASS_RT,
	CLASS_BE,
	CLASS_IDLE,
};

#define IOPRIO_CLASS_SHIFT 13 /* include/uapi/linux/ioprio.h */
#define IOPRIO_LEVEL_MASK  7

/* A member that may be unread stands at a multiple of eight bytes. */
#define MAYBE __attribute__((aligned(8)))

/* Of a request, whole or still in flight. Of who submitted it: pid to container. */
struct disksnoop_request {
	bts_pid pid MAYBE;
	bts_pid tid MAYBE;
	bts_pid ppid MAYBE;
	bts_uid uid MAYBE;
	bts_str comm[BTS_COMM_LEN] MAYBE;
	union {
		bts_cgroup cgroup;
		bts_container container;
	} MAYBE;
	bts_str disk[BTS_DISK_NAME] MAYBE BTS_WIDTH(7);
	bts_str part[BTS_DISK_NAME + 8] BTS_WIDTH(9);
	enum disksnoop_level level BTS_WIDTH(7);
	enum bts_rq_op op BTS_WIDTH(12);
	bts_rwbs rwbs BTS_HEAD("T") BTS_WIDTH(4);
	bts_errno error BTS_INSTEAD(bytes);
	bts_sector sector BTS_WIDTH(11);
	bts_bytes bytes BTS_WIDTH(7);
	bts_ns_ms queue MAYBE BTS_HEAD("QUE(ms)") BTS_WIDTH(8);
	bts_ns_ms latency BTS_HEAD("LAT(ms)") BTS_WIDTH(8);
	bts_time issued BTS_HEAD("ISSUED(s)");
	__u32 requeues, merges, hwq, depth;
	bts_cpu issue_cpu;
	enum disksnoop_class prio_class;
	__u32 prio;
	bts_fsdev fsdev;
	bts_tail_path file BTS_MOUNT(fsdev);
	__u64 inode;
	bts_bytes offset;
	bts_kstack stack BTS_HIDDEN; /* of who submitted it */
};

struct disksnoop_io {
	struct bts_head head;
	struct disksnoop_request rq;
};
BTS_EVENT(disksnoop_io, "time,comm,pid,disk,rwbs,sector,bytes,latency");

/* It has not completed; its latency is what has passed until now. */
struct disksnoop_inflight {
	struct bts_head head;
	struct disksnoop_request rq;
};
BTS_EVENT(disksnoop_inflight, "time,comm,pid,disk,rwbs,sector,bytes,latency");

/* What a disk hands on: where it came from, and where it goes. */
struct disksnoop_remap {
	struct bts_head head;
	struct bts_task task;
	bts_str from_disk[BTS_DISK_NAME] BTS_WIDTH(9);
	bts_sector from_sector BTS_WIDTH(11);
	bts_str disk[BTS_DISK_NAME] BTS_WIDTH(7);
	bts_sector sector BTS_WIDTH(11);
	bts_bytes bytes BTS_WIDTH(7);
};
BTS_EVENT(disksnoop_remap, "time,comm,pid,from_disk,from_sector,disk,sector,bytes");

/*
 * Summaries
 */

struct disksnoop_disk_key {
	bts_str disk[BTS_DISK_NAME] BTS_WIDTH(9);
	enum bts_rq_op op BTS_WIDTH(12);
	enum disksnoop_level level BTS_WIDTH(7);
};

struct disksnoop_count {
	bts_num ios BTS_RATE;
	bts_bytes bytes BTS_RATE;
	bts_num failed;
};
BTS_TABLE(disksnoop_disk, disksnoop_disk_key, disksnoop_count, 1024, "Requests, by disk",
	  "disk,op,level,ios,ios_rate,bytes,bytes_rate,failed");

struct disksnoop_took {
	bts_hist_ns took;
};
BTS_TABLE(disksnoop_latency, disksnoop_disk_key, disksnoop_took, 256, "How long they took",
	  "disk,op,took_count,took_mean,took_p50,took_p90,took_p99,took_p99_9,took_max,took");

struct disksnoop_sum {
	bts_num ios BTS_RATE;
	bts_bytes bytes BTS_RATE;
	bts_num failed;
	bts_hist_ns took;
};

struct disksnoop_comm_key {
	bts_str comm[BTS_COMM_LEN];
};
BTS_TABLE(disksnoop_comm, disksnoop_comm_key, disksnoop_sum, 1024, "Who asked",
	  "comm,ios,ios_rate,bytes,bytes_rate,failed,took_p50,took_p99,took_max");

struct disksnoop_cgroup_key {
	bts_cgroup cgroup;
};
BTS_TABLE(disksnoop_cgroup, disksnoop_cgroup_key, disksnoop_sum, 1024, "Control groups that asked",
	  "ios,ios_rate,bytes,bytes_rate,failed,took_p50,took_p99,took_max,cgroup");

/* A file is known by its number; of a long path, what is nearest to it. */
struct disksnoop_file_key {
	bts_path file[128] BTS_MOUNT(fsdev);
	bts_fsdev fsdev;
	enum disksnoop_level level BTS_WIDTH(7);
	__u64 inode;
};
BTS_TABLE(disksnoop_file, disksnoop_file_key, disksnoop_sum, 1024, "Files that it was for",
	  "ios,ios_rate,bytes,bytes_rate,failed,took_p50,took_p99,took_max,file");

static __always_inline void sum_into(struct disksnoop_sum *sum, __u64 bytes, bool failed, __u64 ns)
{
	if (!sum)
		return;
	bts_add(sum->ios, 1);
	bts_add(sum->bytes, bytes);
	if (failed)
		bts_add(sum->failed, 1);
	bts_hist_add(&sum->took, ns);
}

/*
 * What is remembered
 */

struct owner {
	struct bts_task task;
	bts_kstack stack;
	bool known, wanted;
};

/* A bio on its way into a request: who submitted it, and when. */
struct pending {
	__u64 queued;
	struct owner owner;
	bool merged;	/* in front of an older one */
	bool inherited; /* the owner is that of the bio that it was made for */
};

BTS_SLOTS(bts_pending, pending);

/* Some bio had no room there: an owner that is not known may be one that was asked for. */
volatile bool disksnoop_pending_full = false;

/* Some bio has its owner from another. */
volatile bool disksnoop_inherited = false;

/* A request from its first issue, or a bio of a disk that takes bios from its submission. */
struct span {
	__u64 start, queued;
	__u64 sector;
	struct owner owner;
	__u64 page; /* the first that it moves: an address; 0: none */
	__u32 page_offset;
	__u32 dev, partition;
	__u32 bytes, done;
	bts_rwbs rwbs;
	__s32 error;
	__u32 requeues, merges, hwq, depth, cpu;
	__u16 prio;
	bool requeued, is_bio, told;
	__u8 unwanted; /* an enum bts_count: it is remembered for the depth alone, and then counted */
};
BTS_ADDRESS_SPAN(span);

struct disk {
	__u64 gendisk;
	char name[BTS_DISK_NAME];
	__s64 depth;
	__u32 len;	      /* of the name; 0: not known */
	bool stacked, serves; /* hands bios on; has served one itself */
};

/* By their numbers. */
BTS_SLOTS(disksnoop_known, disk);

/* Bios of disks that hand them on, by where they begin: the address. */
struct place {
	__u64 sector;
	__u32 dev, pad;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct place);
	__type(value, __u64);
} disksnoop_above SEC(".maps");

#define FILTER_TASKS                                                                 \
	(BTS_FILTER_MARKED | BTS_FILTER_THREADS | BTS_FILTER_COMM | BTS_FILTER_UID | \
	 BTS_FILTER_CGROUP)

/* Is it worth to find out who submits? Known when a program is verified. */
static __always_inline bool owner_needed(void)
{
	return (bts_conf.filter & FILTER_TASKS) || bts_wants_pid || bts_wants_tid ||
	       bts_wants_ppid || bts_wants_uid || bts_wants_comm || bts_wants_cgroup ||
	       bts_wants_container || bts_wants_queue || bts_wants_stack;
}

static __always_inline bool passes_through(__u32 opf)
{
	enum bts_rq_op op = bts_block_op(opf);

	return op == BTS_RQ_OP_DRV_IN || op == BTS_RQ_OP_DRV_OUT;
}

/* Of the current task, what is shown of it. */
static __always_inline void task_fill(struct bts_task *to, struct task_struct *task)
{
	if (bts_wants_pid)
		to->pid = bts_task_pid(task);
	if (bts_wants_tid)
		to->tid = bts_task_tid(task);
	if (bts_wants_ppid)
		to->ppid = bts_task_pid(bts_read(task, real_parent));
	if (bts_wants_uid)
		to->uid = bpf_get_current_uid_gid();
	if (bts_wants_comm)
		bts_task_comm(task, to->comm);
	if ((bts_wants_cgroup || bts_wants_container) &&
	    bpf_core_field_exists(struct task_struct, cgroups))
		to->cgroup = bts_cgroup_note(bts_cgroup_of(task));
}

/*
 * The current task submits @bio, or a request without one (NULL). A thread of
 * the kernel does so for others: then the group counts that the bio is charged
 * to, if it is of the hierarchy that is shown.
 */
static __noinline int owner_fill(void *ctx, struct owner *owner, struct bio *bio)
{
	struct task_struct *task = bts_current();
	struct cgroup *own = NULL, *charged = NULL;

	task_fill(&owner->task, task);
	if (bio && (bts_read(task, flags) & BTS_PF_KTHREAD))
		charged = bts_bio_cgroup(bio);
	if (charged)
		own = bts_cgroup_of(task);
	if (charged && bts_read(charged, root) != bts_read(own, root))
		charged = NULL;
	if (charged && (bts_wants_cgroup || bts_wants_container))
		owner->task.cgroup = bts_cgroup_note(charged);
	if (bts_wants_stack)
		owner->stack = bts_stack_id(ctx);
	owner->known = true;
	owner->wanted = bts_task_wanted_in(charged);
	return 0;
}

static __always_inline struct disk *disk_known(__u32 dev)
{
	return bts_slots_get(disksnoop_known, dev);
}

/* The disk as it is remembered; NULL: the table is full. */
static __noinline struct disk *disk_note(struct gendisk *gendisk)
{
	__u32 dev = bts_disk_dev(gendisk);
	struct disk *disk = disk_known(dev), fresh = {};

	if (disk && disk->gendisk == (__u64)gendisk)
		return disk;
	fresh.gendisk = (__u64)gendisk;
	fresh.stacked = BTS_DEV_MAJOR(dev) == BTS_LOOP_MAJOR;
	bts_disk_name(gendisk, fresh.name);
	fresh.len = bts_disk_name_len(gendisk, fresh.name);
	/* A number may be used again, for another disk. */
	if (disk)
		*disk = fresh;
	else
		bts_slots_put(disksnoop_known, dev, &fresh);
	return disk_known(dev);
}

static __always_inline bool disk_wanted(__u32 dev, __u32 partition)
{
	if (!disksnoop_disks.count)
		return true;
	for (__u32 i = 0; i < BTS_DISKS_MAX; i++) {
		__u32 wanted = disksnoop_disks.dev[i];

		if (i >= disksnoop_disks.count)
			break;
		if (wanted == dev || (partition && wanted == partition))
			return true;
	}
	return false;
}

/* When it was submitted, where that is shown: reading the clock is not free. */
static __always_inline __u64 queue_time(void)
{
	return bts_wants_queue ? bpf_ktime_get_ns() : 0;
}

/* Is nothing left out by what was asked for? */
static __always_inline bool everything_wanted(void)
{
	return !disksnoop_disks.count && !disksnoop_ops && !disksnoop_min_size &&
	       !(bts_conf.filter & FILTER_TASKS);
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

/* Is an event that has begun one that was asked for? If not, what it counts as is in @count. */
static __always_inline bool span_wanted(const struct span *span, __u32 partition_dev,
					enum bts_count *count)
{
	enum bts_rq_op op = span->rwbs & BTS_RQ_OP_MASK;

	*count = BTS_FILTERED;
	if (!disk_wanted(span->dev, partition_dev) || span->bytes < disksnoop_min_size ||
	    (disksnoop_ops && !(disksnoop_ops >> op & 1)))
		return false;
	if (!(bts_conf.filter & FILTER_TASKS) || span->owner.wanted)
		return true;
	if (!span->owner.known && disksnoop_pending_full)
		*count = BTS_LOST_SPAN;
	return false;
}

/* Remembers what is not remembered yet, or in the place of what was there. */
static __noinline long pending_put(__u64 key, const struct pending *pending)
{
	long err = bts_slots_put(bts_pending, key, pending);
	struct pending *old;

	if (err != -BTS_EEXIST)
		return err;
	old = bts_slots_get(bts_pending, key);
	if (old)
		*old = *pending;
	return 0;
}

static __noinline int span_put(__u64 key, const struct span *span)
{
	struct span *old;

	if (bts_address_put(key, span) != -BTS_EEXIST)
		return 0;
	/* Nothing told us of the end of another: the kernel has left our program out. */
	bts_count(BTS_LOST_ENDLESS);
	old = bts_address_at(key);
	if (old)
		*old = *span;
	return 0;
}

#endif
