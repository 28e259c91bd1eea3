/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The block layer: requests and bios as all kernels have them, and the hooks of
 * their lives. For the kernel facts: block/blk-mq.c, block/blk-core.c.
 */
#ifndef BTS_BLOCK_BPF_H
#define BTS_BLOCK_BPF_H

#include "bts/filter.bpf.h"

/* Major numbers and minor ones as the kernel packs them: include/linux/kdev_t.h. */
#define BTS_MINOR_BITS	      20
#define BTS_DEV(major, minor) ((__u32)(major) << BTS_MINOR_BITS | (minor))
#define BTS_DEV_MAJOR(dev)    ((dev) >> BTS_MINOR_BITS)
#define BTS_LOOP_MAJOR	      7	  /* include/uapi/linux/major.h */
#define BTS_BLOCK_EXT_MAJOR   259 /* of partitions, and of what has no major of its own */

/*
 * The signatures of tracepoints that changed. Requests came behind their queue
 * until Linux 5.11 (a54895fa057c, also in 5.10 stable), bios until 5.11 too
 * (e8a676d61c07), in a commit of its own that is not in 5.10 stable. Types are
 * compared with all that they are made of, so the number of arguments tells.
 */
typedef void (*btf_trace_block_rq_issue___queue)(void *, struct request_queue *, struct request *);
typedef void (*btf_trace_block_bio_queue___queue)(void *, struct request_queue *, struct bio *);

static __always_inline bool bts_block_rq_queue_first(void)
{
	return bpf_core_type_exists(btf_trace_block_rq_issue___queue);
}

static __always_inline bool bts_block_bio_queue_first(void)
{
	return bpf_core_type_exists(btf_trace_block_bio_queue___queue);
}

static __always_inline struct gendisk *bts_rq_disk(struct request *rq)
{
	struct request___disk *old = (void *)rq;

	if (bpf_core_field_exists(struct request___disk, rq_disk))
		return bts_read(old, rq_disk);
	return bts_read(rq, q, disk);
}

static __always_inline struct gendisk *bts_bio_disk(struct bio *bio)
{
	struct bio___disk *old = (void *)bio;

	if (bpf_core_field_exists(struct bio___disk, bi_disk))
		return bts_read(old, bi_disk);
	return bts_read(bio, bi_bdev, bd_disk);
}

static __always_inline __u32 bts_disk_dev(struct gendisk *disk)
{
	return BTS_DEV(bts_read(disk, major), bts_read(disk, first_minor));
}

#define BTS_DISK_NAME 32 /* DISK_NAME_LEN of include/linux/blkdev.h */

/* In quarters, since a load is of eight bytes at most. */
static __always_inline void bts_disk_name(struct gendisk *disk, char to[BTS_DISK_NAME])
{
	if (bts_direct()) {
		((__u64 *)to)[0] = *(__u64 *)&disk->disk_name[0];
		((__u64 *)to)[1] = *(__u64 *)&disk->disk_name[8];
		((__u64 *)to)[2] = *(__u64 *)&disk->disk_name[16];
		((__u64 *)to)[3] = *(__u64 *)&disk->disk_name[24];
	} else {
		bpf_probe_read_kernel(to, BTS_DISK_NAME, &disk->disk_name);
	}
}

/* How long @name is, which was taken from @disk. By a loop only where memory cannot be read. */
static __always_inline __u32 bts_disk_name_len(struct gendisk *disk, const char name[BTS_DISK_NAME])
{
	char copy[BTS_DISK_NAME];
	__u32 len = 0;
	long n;

	if (bts_conf.blind) {
		while (len < BTS_DISK_NAME - 1 && name[len])
			len++;
		return len;
	}
	n = bpf_probe_read_kernel_str(copy, sizeof(copy), &disk->disk_name);
	return n > 1 ? n - 1 : 0;
}

/*
 * Does the disk's driver take bios as they are (brd, zram, dm, md)? All others
 * get requests. Since Linux 5.9 (c62b37d96b6e) the operation says it.
 */
static __always_inline bool bts_disk_takes_bios(struct gendisk *disk)
{
	return bts_read(disk, fops, submit_bio) != NULL;
}

/* A partition: its number on the disk, and its own device number; both 0: the whole disk. */
struct bts_partition {
	__u32 number, dev;
};

#define BTS_BD_PARTNO 0xff /* include/linux/blk_types.h */

static __always_inline void bts_bdev_partition(struct block_device *bdev, struct bts_partition *to)
{
	struct block_device___partno *old = (void *)bdev;

	if (bpf_core_field_exists(struct block_device___partno, bd_partno))
		to->number = bts_read(old, bd_partno);
	else
		to->number = bts_read(bdev, __bd_flags.counter) & BTS_BD_PARTNO;
	to->dev = to->number ? bts_read(bdev, bd_dev) : 0;
}

/*
 * Where a request's bios are for. On Linux 5.10 bios have forgotten it, and
 * requests know it where the disk keeps statistics (iostats=1).
 */
static __always_inline void bts_rq_partition(struct request *rq, struct bts_partition *to)
{
	struct request___part *old = (void *)rq;
	struct bio *bio;

	to->number = to->dev = 0;
	if (bpf_core_type_exists(struct hd_struct)) {
		struct hd_struct *part = bts_read(old, part);

		if (!part)
			return;
		to->number = bts_read(part, partno);
		to->dev = to->number ? bts_read(part, __dev.devt) : 0;
		return;
	}
	bio = bts_read(rq, bio);
	if (bio && bts_read(bio, bi_bdev))
		bts_bdev_partition(bts_read(bio, bi_bdev), to);
}

static __always_inline void bts_bio_partition(struct bio *bio, struct bts_partition *to)
{
	to->number = to->dev = 0;
	if (!bpf_core_type_exists(struct hd_struct))
		bts_bdev_partition(bts_read(bio, bi_bdev), to);
}

#define BTS_REQ_OP_MASK 0xff /* include/linux/blk_types.h */
#define BTS_REQ_OPS	64   /* more than there are */

/*
 * What a request does, by the kernel's own number: zone operations had others
 * before Linux 6.0 (as 5.10 has), 32 and 33 were SCSI's until 5.14, and 7 wrote
 * one block many times over until 5.18. A table, and no conditions: each of
 * those would be one more way through a program for the verifier.
 */
/* clang-format off */
#define BTS_RQ_OPS_BELOW_7						\
	BTS_RQ_OP_READ, BTS_RQ_OP_WRITE, BTS_RQ_OP_FLUSH, BTS_RQ_OP_DISCARD, \
	BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_SECURE_ERASE, BTS_RQ_OP_UNKNOWN
#define BTS_RQ_OPS_FROM_20						\
	[20 ... 31] = BTS_RQ_OP_UNKNOWN,				\
	BTS_RQ_OP_DRV_IN, BTS_RQ_OP_DRV_OUT, BTS_RQ_OP_DRV_IN, BTS_RQ_OP_DRV_OUT, \
	[36 ... BTS_REQ_OPS - 1] = BTS_RQ_OP_UNKNOWN

const __u8 bts_block_ops[2][BTS_REQ_OPS] = {
	{
		BTS_RQ_OPS_BELOW_7,
		BTS_RQ_OP_WRITE, BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_WRITE_ZEROES,
		BTS_RQ_OP_ZONE_OPEN, BTS_RQ_OP_ZONE_CLOSE, BTS_RQ_OP_ZONE_FINISH,
		BTS_RQ_OP_ZONE_APPEND, BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_RESET,
		BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_RESET_ALL, BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_UNKNOWN,
		BTS_RQ_OPS_FROM_20,
	},
	{
		BTS_RQ_OPS_BELOW_7,
		BTS_RQ_OP_ZONE_APPEND, BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_WRITE_ZEROES,
		BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_OPEN, BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_CLOSE,
		BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_FINISH, BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_RESET,
		BTS_RQ_OP_UNKNOWN, BTS_RQ_OP_ZONE_RESET_ALL,
		BTS_RQ_OPS_FROM_20,
	},
};
/* clang-format on */

static __always_inline enum bts_rq_op bts_block_op(__u32 opf)
{
	bool odd = bpf_core_enum_value_exists(enum req_op, REQ_OP_ZONE_OPEN) &&
		   bpf_core_enum_value(enum req_op, REQ_OP_ZONE_OPEN) == 11;

	return bts_block_ops[odd][opf & BTS_REQ_OP_MASK & (BTS_REQ_OPS - 1)];
}

/* @ours where @opf has the kernel's flag; also without a condition. */
#define BTS_REQ(opf, flag, ours)                                                                 \
	(bpf_core_enum_value_exists(enum req_flag_bits, __REQ_##flag)                            \
		 ? ((opf) >> bpf_core_enum_value(enum req_flag_bits, __REQ_##flag) & 1) * (ours) \
		 : 0)

/* The operation and its flags, from the kernel's cmd_flags or bi_opf. */
static __always_inline bts_rwbs bts_block_rwbs(__u32 opf)
{
	return bts_block_op(opf) | BTS_REQ(opf, PREFLUSH, BTS_RQ_PREFLUSH) |
	       BTS_REQ(opf, FUA, BTS_RQ_FUA) | BTS_REQ(opf, RAHEAD, BTS_RQ_RAHEAD) |
	       BTS_REQ(opf, SYNC, BTS_RQ_SYNC) | BTS_REQ(opf, META, BTS_RQ_META) |
	       BTS_REQ(opf, ATOMIC, BTS_RQ_ATOMIC);
}

/* Is the request a step of a sequence with flushes, after which it completes once more? */
static __always_inline bool bts_rq_in_flush_sequence(struct request *rq)
{
	__u32 bit = bpf_core_enum_value_exists(enum rqf_flags, __RQF_FLUSH_SEQ)
			    ? 1U << bpf_core_enum_value(enum rqf_flags, __RQF_FLUSH_SEQ)
			    : 1U << 4; /* RQF_FLUSH_SEQ of Linux 5.10 to 6.1 */

	return bts_read(rq, rq_flags) & bit;
}

static __always_inline bool bts_rwbs_moves_data(bts_rwbs rwbs)
{
	enum bts_rq_op op = rwbs & BTS_RQ_OP_MASK;

	return op == BTS_RQ_OP_READ || op == BTS_RQ_OP_WRITE || op == BTS_RQ_OP_ZONE_APPEND;
}

/*
 * What a completion says, as a positive errno. An int below zero until Linux
 * 5.16 (8a7d267b4a2c), then a blk_status_t; both mean 0 by 0. The numbers are
 * those of include/linux/blk_types.h, in which zone resources have moved.
 */
const __s32 bts_block_errnos[] = {
	0,
	95 /* EOPNOTSUPP */,
	110 /* ETIMEDOUT */,
	28 /* ENOSPC */,
	67 /* ENOLINK */,
	121 /* EREMOTEIO */,
	52 /* EBADE */,
	61 /* ENODATA */,
	84 /* EILSEQ */,
	12 /* ENOMEM */,
	5 /* EIO */,
	78 /* EREMCHG */,
	11 /* EAGAIN */,
	16 /* EBUSY */,
};

#define BTS_EIO 5

static __always_inline __s32 bts_block_errno(__s32 error)
{
	__u32 status = error;

	if (error <= 0)
		return -error;
	status &= 0xff;
	/* The verifier wants to see the bound where it is used. */
	asm volatile("" : "+r"(status));
	if (status < sizeof(bts_block_errnos) / sizeof(*bts_block_errnos))
		return bts_block_errnos[status];
	return BTS_EIO;
}

/*
 * The first page of what a bio moves: its address, and in @offset where in it
 * the data begin. 0: none.
 */
static __always_inline __u64 bts_bio_page(struct bio *bio, __u32 *offset)
{
	struct bio___offset *newer = (void *)bio;
	struct bio_vec *vecs, vec = {};

	*offset = 0;
	/* By address: the verifier lets nobody reckon with a pointer whose type it knows. */
	vecs = bts_conf.blind ? NULL : BPF_CORE_READ(bio, bi_io_vec);
	if (!vecs)
		return 0;
	vecs = (void *)vecs + bts_read(bio, bi_iter.bi_idx) * bpf_core_type_size(struct bio_vec);
	if (bpf_probe_read_kernel(&vec, sizeof(vec), vecs))
		return 0;
	*offset = vec.bv_offset;
	if (bpf_core_field_exists(struct bvec_iter, bi_bvec_done))
		*offset += bts_read(bio, bi_iter.bi_bvec_done);
	else
		*offset += BPF_CORE_READ(newer, bi_iter.bi_offset);
	return (__u64)vec.bv_page;
}

/*
 * The first page of a compound page. In the word that has bit 0 set on all but
 * the first, kernels keep the first one's address or, if struct page is a power
 * of two long, a mask that leads to it (ones but for a few low bits).
 */
static __always_inline __u64 bts_page_head(__u64 page)
{
	struct page *at = (void *)page;
	struct page___older *old = (void *)page;
	__u64 word = bpf_core_field_exists(struct page, compound_info)
			     ? BPF_CORE_READ(at, compound_info)
			     : BPF_CORE_READ(old, compound_head);

	if (!(word & 1))
		return page;
	word &= ~1ULL;
	return ~word >> 32 ? word : page & word;
}

#define BTS_MAPPING_FLAGS 3UL /* PAGE_MAPPING_FLAGS: anonymous memory, and moved pages */

#define BTS_S_IFMT  0170000 /* include/uapi/linux/stat.h */
#define BTS_S_IFBLK 0060000

/*
 * The file that a page caches, and @offset, in bytes, of the page in it. NULL:
 * the page is of no file, as with direct I/O, or it is the disk's own, as with
 * what a file system keeps for itself.
 */
static __always_inline struct inode *bts_page_inode(__u64 page, __u64 *offset)
{
	struct page___older *old;
	struct inode *host;
	struct page *head;
	__u64 first, mapping, index;

	if (!page || bts_conf.blind)
		return NULL;
	first = bts_page_head(page);
	head = (void *)first;
	old = (void *)first;
	mapping = (__u64)BPF_CORE_READ(head, mapping);
	if (!mapping || (mapping & BTS_MAPPING_FLAGS))
		return NULL;
	index = bpf_core_field_exists(struct page, __folio_index)
			? BPF_CORE_READ(head, __folio_index)
			: BPF_CORE_READ(old, index);
	*offset = (index + (page - first) / bpf_core_type_size(struct page)) * bts_conf.page;
	host = BPF_CORE_READ((struct address_space *)mapping, host);
	return host && (BPF_CORE_READ(host, i_mode) & BTS_S_IFMT) != BTS_S_IFBLK ? host : NULL;
}

/* One of an inode's names; NULL: it has none, as when the file was removed. */
static __always_inline struct dentry *bts_inode_dentry(struct inode *inode)
{
	void *node = BPF_CORE_READ(inode, i_dentry.first);

	if (!node)
		return NULL;
	if (bpf_core_field_exists(struct dentry, d_alias))
		return node - bpf_core_field_offset(struct dentry, d_alias);
	return node - bpf_core_field_offset(struct dentry___named, d_u.d_alias);
}

/*
 * The next bio of a request, or NULL. For loops: the verifier takes about a
 * millisecond for each load by a pointer whose type it knows (Linux 6.6 to 6.18
 * look for a name in all of the kernel's BTF), as often as the loop goes round.
 */
static __always_inline struct bio *bts_bio_next(struct bio *bio)
{
	return bts_conf.blind ? NULL : BPF_CORE_READ(bio, bi_next);
}

/*
 * Operations and flags by the letters that the kernel has for them, their five
 * low bits; of operations one more than the code, 0 is none. Tables: see above.
 */
#define BTS_LETTER(c) ((c)&31)

const __u8 bts_rwbs_ops[32] = {
	[BTS_LETTER('R')] = BTS_RQ_OP_READ + 1,	   [BTS_LETTER('W')] = BTS_RQ_OP_WRITE + 1,
	[BTS_LETTER('F')] = BTS_RQ_OP_FLUSH + 1,   [BTS_LETTER('D')] = BTS_RQ_OP_DISCARD + 1,
	[BTS_LETTER('N')] = BTS_RQ_OP_UNKNOWN + 1, [BTS_LETTER('Z')] = BTS_RQ_OP_UNKNOWN + 1,
};

const __u32 bts_rwbs_flags[32] = {
	[BTS_LETTER('F')] = BTS_RQ_FUA,	   [BTS_LETTER('A')] = BTS_RQ_RAHEAD,
	[BTS_LETTER('S')] = BTS_RQ_SYNC,   [BTS_LETTER('M')] = BTS_RQ_META,
	[BTS_LETTER('U')] = BTS_RQ_ATOMIC,
};

/*
 * The operation and its flags from the kernel's letters, by blk_fill_rwbs(), in
 * the bytes of @text from the lowest on. What has none of its own is not known.
 */
static __always_inline bts_rwbs bts_rwbs_parse(__u64 text)
{
	bts_rwbs rwbs = 0;
	__u32 op;

	/* Before another operation an F asks for a flush first. */
	if ((text & 0xff) == 'F' && bts_rwbs_ops[BTS_LETTER(text >> 8)]) {
		rwbs = BTS_RQ_PREFLUSH;
		text >>= 8;
	}
	op = bts_rwbs_ops[BTS_LETTER(text)];
	rwbs |= op ? op - 1 : BTS_RQ_OP_UNKNOWN;
	if ((text & 0xffff) == ('D' | 'E' << 8))
		rwbs += BTS_RQ_OP_SECURE_ERASE - BTS_RQ_OP_DISCARD;
	if ((text & 0xffff) == ('W' | 'Z' << 8))
		rwbs += BTS_RQ_OP_WRITE_ZEROES - BTS_RQ_OP_WRITE;
	/* Behind the NUL is what was there before. */
	for (int i = 1; i < 8 && (text >> 8 * i & 0xff); i++)
		rwbs |= bts_rwbs_flags[BTS_LETTER(text >> 8 * i)];
	return rwbs;
}

/* The control group that the kernel charges for a bio, in the hierarchy that has its controller. */
static __always_inline struct cgroup *bts_bio_cgroup(struct bio *bio)
{
	struct blkcg_gq *group = bts_read(bio, bi_blkg);

	return group ? bts_read(group, blkcg, css.cgroup) : NULL;
}

/* Does @dev stand for a partition of @disk? For kernels whose bios cannot tell (5.10). */
static __always_inline bool bts_disk_has_minor(struct gendisk *disk, __u32 dev)
{
	__u32 first = bts_disk_dev(disk);

	return BTS_DEV_MAJOR(dev) == BTS_BLOCK_EXT_MAJOR ||
	       (dev > first && dev < first + bts_read(disk, minors));
}

/* Is a bio's way from @dev to where it goes now that from a partition to its disk? */
static __always_inline bool bts_remap_is_partition(struct bio *bio, __u32 dev)
{
	if (bpf_core_field_exists(struct bio___disk, bi_disk))
		return bts_disk_has_minor(bts_bio_disk(bio), dev);
	return bts_read(bio, bi_bdev, bd_dev) == dev;
}

/*
 * A flush that the kernel issues by itself stands for requests that wait for
 * it: one of them, or NULL (block/blk-flush.c).
 */
static __always_inline struct request *bts_flush_cause(struct request *flush)
{
	struct blk_flush_queue *fq;
	void *list, *node;

	if (bts_conf.blind)
		return NULL;
	fq = BPF_CORE_READ(flush, mq_hctx, fq);
	if (!fq)
		return NULL;
	list = (void *)fq + bpf_core_field_offset(struct blk_flush_queue, flush_queue) +
	       BPF_CORE_READ_BITFIELD_PROBED(fq, flush_running_idx) * 2 * sizeof(void *);
	node = BPF_CORE_READ((struct list_head *)list, next);
	if (!node || node == list)
		return NULL;
	if (bpf_core_field_exists(struct request___flush, flush.list))
		return node - bpf_core_field_offset(struct request___flush, flush.list);
	return node - bpf_core_field_offset(struct request, queuelist);
}

/* The first of the requests that are completed together. */
static __always_inline struct request *bts_block_batch(struct io_comp_batch *batch)
{
	struct io_comp_batch___bare *bare = (void *)batch;

	if (!bpf_core_type_exists(struct io_comp_batch))
		return NULL; /* nor is there anything that we are attached to */
	/*
	 * By address: the next request shares its place with other members, so that the
	 * verifier does not know what it leads to. Under lockdown=confidentiality there
	 * is no fentry therefore.
	 */
	if (bpf_core_type_exists(struct rq_list))
		return BPF_CORE_READ(batch, req_list.head);
	return BPF_CORE_READ(bare, req_list);
}

/*
 * Hooks. @handler is an inline function; its first argument is the program's
 * context, for bpf_get_stackid().
 */

#define BTS_RQ_ARG(ctx) \
	((struct request *)(bts_block_rq_queue_first() ? BTS_CTX(ctx, 1) : BTS_CTX(ctx, 0)))
#define BTS_BIO_ARG(ctx) \
	((struct bio *)(bts_block_bio_queue_first() ? BTS_CTX(ctx, 1) : BTS_CTX(ctx, 0)))

/* An event of a request, @handler(ctx, rq): insert, issue, requeue, merge. */
#define BTS_BLOCK_RQ_HOOKS(hook, event, handler) \
	BTS_TP_HOOKS(hook, block_rq_##event, handler(ctx, BTS_RQ_ARG(ctx)))

/* An event of a bio, @handler(ctx, bio): bio_queue, split. */
#define BTS_BLOCK_BIO_HOOKS(hook, event, handler) \
	BTS_TP_HOOKS(hook, block_##event, handler(ctx, BTS_BIO_ARG(ctx)))

/* A bio was merged with a request, which old kernels told too: bio_backmerge, bio_frontmerge. */
#define BTS_BLOCK_MERGE_HOOKS(hook, event, handler)                                            \
	BTS_TP_HOOKS(hook, block_##event,                                                      \
		     handler(ctx, (struct bio *)(bts_block_bio_queue_first() ? BTS_CTX(ctx, 2) \
									     : BTS_CTX(ctx, 0))))

/* A bio completes whose disk takes bios, @handler(ctx, bio): behind its queue on all kernels. */
#define BTS_BLOCK_BIO_COMPLETE_HOOKS(hook, handler) \
	BTS_TP_HOOKS(hook, block_bio_complete, handler(ctx, (struct bio *)ctx[1]))

/*
 * A bio goes on to another disk, or from a partition to its disk, @handler(ctx,
 * bio, dev, sector): from where.
 */
#define BTS_BLOCK_REMAP_HOOKS(hook, handler)                                                   \
	BTS_TP_HOOKS(hook, block_bio_remap,                                                    \
		     bts_block_bio_queue_first() ? handler(ctx, (struct bio *)BTS_CTX(ctx, 1), \
							   BTS_CTX(ctx, 2), BTS_CTX(ctx, 3))   \
						 : handler(ctx, (struct bio *)BTS_CTX(ctx, 0), \
							   BTS_CTX(ctx, 1), BTS_CTX(ctx, 2)))

/* A request goes to its driver; the classic place for a kprobe. */
#define BTS_BLOCK_ISSUE_HOOKS(hook, handler)            \
	BTS_PREFERS(hook, tp_btf);                      \
	BTS_BLOCK_RQ_HOOKS(hook, issue, handler)        \
	SEC("fentry/blk_mq_start_request")              \
	BTS_ALT(hook)                                   \
	int BPF_PROG(hook##_fentry, struct request *rq) \
	{                                               \
		return handler(ctx, rq);                \
	}                                               \
	SEC("kprobe/blk_mq_start_request")              \
	BTS_ALT(hook)                                   \
	int BPF_KPROBE(hook##_kprobe, void *rq)         \
	{                                               \
		return handler(ctx, rq);                \
	}

#define BTS_BLOCK_BATCH_MAX 256

/*
 * A request completes, or a part of it, @handler(ctx, rq, error, bytes). The
 * tracepoint sees all of that. Without it: blk_update_request(), and since Linux
 * 5.16 (f794f3351f26) blk_mq_end_request_batch(), with a list of requests that
 * are done: @list_handler(ctx, rq), the first of them, and behind it ->rq_next.
 */
#define BTS_BLOCK_COMPLETE_HOOKS(hook, handler, list_handler)                     \
	BTS_PREFERS(hook, tp_btf);                                                \
	BTS_TP_HOOKS(hook, block_rq_complete,                                     \
		     handler(ctx, (struct request *)ctx[0], ctx[1], ctx[2]))      \
	SEC("fentry/blk_update_request")                                          \
	BTS_ALT(hook)                                                             \
	int BPF_PROG(hook##_fentry, struct request *rq, __u64 error, __u64 bytes) \
	{                                                                         \
		return handler(ctx, rq, (__u8)error, bytes);                      \
	}                                                                         \
	SEC("kprobe/blk_update_request")                                          \
	BTS_ALT(hook)                                                             \
	int BPF_KPROBE(hook##_kprobe, void *rq, __u64 error, __u64 bytes)         \
	{                                                                         \
		return handler(ctx, rq, (__u8)error, bytes);                      \
	}                                                                         \
	SEC("fentry/blk_mq_end_request_batch")                                    \
	BTS_ALT(hook)                                                             \
	BTS_IF_THERE                                                              \
	int BPF_PROG(hook##_batch_fentry, struct io_comp_batch *batch)            \
	{                                                                         \
		return list_handler(ctx, bts_block_batch(batch));                 \
	}                                                                         \
	SEC("kprobe/blk_mq_end_request_batch")                                    \
	BTS_ALT(hook)                                                             \
	BTS_IF_THERE                                                              \
	int BPF_KPROBE(hook##_batch_kprobe, void *batch)                          \
	{                                                                         \
		return list_handler(ctx, bts_block_batch(batch));                 \
	}

/* When a request was issued, or if that was not noted, allocated; ns. */
static __always_inline __u64 bts_rq_begun(struct request *rq)
{
	return BPF_CORE_READ(rq, io_start_time_ns)
		       ?: BPF_CORE_READ(rq, start_time_ns) ?: bpf_ktime_get_ns();
}

static __always_inline bool bts_rq_in_flight(struct request *rq)
{
	return BPF_CORE_READ(rq, state) == bpf_core_enum_value(enum mq_rq_state, MQ_RQ_IN_FLIGHT);
}

/*
 * The disk whose directory in /sys/block the current process has open as @fd: by
 * the object that the directory shows. No disk need be opened, which may wait
 * for one that hangs.
 */
static __always_inline struct gendisk *bts_disk_of_fd(__u64 fd)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct file **files = BPF_CORE_READ(task, files, fdt, fd), *file = NULL;
	struct kernfs_node *node;
	void *device;

	bpf_probe_read_kernel(&file, sizeof(file), files + fd);
	node = BPF_CORE_READ(file, f_inode, i_private);
	device = BPF_CORE_READ(node, priv) - bpf_core_field_offset(struct device, kobj);
	if (bpf_core_type_exists(struct hd_struct))
		return device - bpf_core_field_offset(struct hd_struct, __dev) -
		       bpf_core_field_offset(struct gendisk___part0, part0);
	device -= bpf_core_field_offset(struct block_device, bd_device);
	return BPF_CORE_READ((struct block_device *)device, bd_disk);
}

static __always_inline int bts_adopt_tag(__u64 fd, __u64 queue, __u64 tag, struct gendisk **disk,
					 struct request **rq)
{
	struct blk_mq_tag_set *set;
	struct blk_mq_tags **all, *tags = NULL;
	struct request_queue *q;

	*disk = bts_disk_of_fd(fd);
	*rq = NULL;
	q = BPF_CORE_READ(*disk, queue);
	set = BPF_CORE_READ(q, tag_set);
	/* A disk that takes bios has none. */
	if (!set || queue >= BPF_CORE_READ(set, nr_hw_queues))
		return BTS_ADOPT_NO_QUEUE;
	all = BPF_CORE_READ(set, tags);
	bpf_probe_read_kernel(&tags, sizeof(tags), all + queue);
	if (tag >= BPF_CORE_READ(tags, nr_tags))
		return BTS_ADOPT_NO_TAG;
	bpf_probe_read_kernel(rq, sizeof(*rq), BPF_CORE_READ(tags, rqs) + tag);
	/* The tag may be another disk's. */
	if (*rq && (BPF_CORE_READ(*rq, q) != q || !bts_rq_in_flight(*rq)))
		*rq = NULL;
	return 0;
}

/*
 * BTS_ADOPT_DISK(disk, rq): what to do with a request that was issued before
 * tracing began; the function returns 0. The library has the program look at each
 * tag of each hardware queue of a disk.
 */
#define BTS_ADOPT_DISK(disk, rq)                                                          \
	static __always_inline int bts_adopt_request(struct gendisk *, struct request *); \
	SEC("raw_tp")                                                                     \
	int bts_adopt_disk(__u64 *ctx)                                                    \
	{                                                                                 \
		struct gendisk *of;                                                       \
		struct request *found;                                                    \
		int none = bts_adopt_tag(ctx[0], ctx[1], ctx[2], &of, &found);            \
                                                                                          \
		return found ? bts_adopt_request(of, found) : none;                       \
	}                                                                                 \
	static __always_inline int bts_adopt_request(struct gendisk *disk, struct request *rq)

#endif
