/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Events: the ledger that accounts for each one, the ring that carries them,
 * and the declarations that let the library read their layout.
 */
#ifndef BTS_EVENT_BPF_H
#define BTS_EVENT_BPF_H

#include "bts/compat.bpf.h"

#define BTS_TAG(text) __attribute__((btf_decl_tag(BTS_TAG_PREFIX text)))

/* Of a program: one of the alternatives for a hook; its kind is that of its section. */
#define BTS_ALT(hook) BTS_TAG("alt=" #hook)
/* The same where the program helps out an alternative of another kind. */
#define BTS_ALT_AS(hook, kind) BTS_TAG("alt=" #hook ":" #kind)

/* Of a member: the column's heading, its width; names for its bits; whose column it shares. */
#define BTS_HEAD(text)	    BTS_TAG("head=" text)
#define BTS_WIDTH(text)	    BTS_TAG("width=" #text)
#define BTS_FLAGS(set)	    BTS_TAG("flags=" #set)
#define BTS_BITS	    BTS_TAG("bits")
#define BTS_INSTEAD(member) BTS_TAG("instead=" #member)

/*
 * BTS_EVENT(struct's name, "columns of the table"): declares a record. The
 * pointer is never followed; it carries the type into the object's BTF.
 */
#define BTS_EVENT(type, columns) \
	const struct type *const bts_event_##type BTS_TAG("table=" columns) = NULL

/*
 * BTS_SERVES(hook, "type,type"): the types of record for which the hook is
 * needed. It is left out where none of them is shown; one without this never is.
 */
#define BTS_SERVES(hook, types) const volatile char bts_serves_##hook BTS_TAG("serves=" types) = 0

volatile struct bts_shared bts_shared = {};
struct bts_ledger bts_ledger[BTS_LEDGER_ROWS] = {};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096); /* --buffer */
} bts_ring SEC(".maps");

/* Atomic: an interrupt may count between our read and our write. */
static __always_inline void bts_count(enum bts_count what)
{
	__u32 row = bpf_get_smp_processor_id() & (BTS_LEDGER_ROWS - 1);

	__sync_fetch_and_add(&bts_ledger[row].n[what], 1);
}

/* False when --only asks for other types; then nothing of this one need be read. */
static __always_inline bool bts_type_wanted(__u32 type)
{
	if (!(bts_conf.filter & BTS_FILTER_ONLY))
		return true;
	for (int i = 0; i < BTS_ONLY_MAX; i++) {
		if (bts_conf.only[i] == type)
			return true;
	}
	return false;
}

#define bts_wanted(type) bts_type_wanted(bpf_core_type_id_local(struct type))

static __always_inline void bts_head_init(struct bts_head *head, __u32 type)
{
	head->time = bpf_ktime_get_ns();
	head->type = type;
	head->cpu = bpf_get_smp_processor_id();
}

/*
 * Wakes the consumer once when the ring has filled to the mark; it also looks
 * by itself a few times a second, and clears the flag before it does.
 */
static __always_inline __u64 bts_wake_flags(void)
{
	if (bts_shared.woken ||
	    bpf_ringbuf_query(&bts_ring, BPF_RB_AVAIL_DATA) < bts_conf.wake_bytes)
		return BPF_RB_NO_WAKEUP;
	bts_shared.woken = 1;
	return BPF_RB_FORCE_WAKEUP;
}

static __always_inline void *bts_reserve_bytes(const __u64 size, __u32 type)
{
	struct bts_head *head = bpf_ringbuf_reserve(&bts_ring, size, 0);

	if (!head) {
		bts_count(BTS_LOST_RING);
		return NULL;
	}
	__builtin_memset(head, 0, size);
	bts_head_init(head, type);
	return head;
}

/* A zeroed record without a tail, its head filled; NULL when it is lost, which is counted. */
#define bts_reserve(type) \
	((struct type *)bts_reserve_bytes(sizeof(struct type), bpf_core_type_id_local(struct type)))

static __always_inline int bts_submit(void *record)
{
	bts_count(BTS_SENT);
	bpf_ringbuf_submit(record, bts_wake_flags());
	return 0;
}

/* Notes that @member could not be read: it is shown as unknown. */
#define bts_unread(record, member)                                                               \
	({                                                                                       \
		_Static_assert(!(__builtin_offsetof(typeof(*(record)), member) % 8),             \
			       "a member that may be unread stands at a multiple of 8");         \
		(record)->head.unread |= 1ULL                                                    \
					 << (__builtin_offsetof(typeof(*(record)), member) / 8); \
	})

/*
 * Records with a tail are put together aside, since a reserve needs a size that
 * is known to the verifier. The space is the processor's: not for sleepable
 * programs, nor for fentry, which may be preempted (Linux 5.12).
 */
struct bts_scratch {
	__u32 busy;
	__u32 len;
	char data[BTS_RECORD_MAX + 2 * BTS_TAIL_MAX];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bts_scratch);
} bts_scratch SEC(".maps");

static __always_inline struct bts_scratch *bts_scratch_take(const __u64 size, __u32 type)
{
	__u32 zero = 0;
	struct bts_scratch *scratch = bpf_map_lookup_elem(&bts_scratch, &zero);

	if (!scratch || scratch->busy) {
		bts_count(BTS_LOST_NESTED);
		return NULL;
	}
	scratch->busy = 1;
	scratch->len = size;
	__builtin_memset(scratch->data, 0, size);
	bts_head_init((void *)scratch->data, type);
	return scratch;
}

/* Begins a record with a tail; the record is at ->data. Ends with bts_send(). NULL: counted. */
#define bts_build(type) bts_scratch_take(sizeof(struct type), bpf_core_type_id_local(struct type))

/* Appends the string at user address @from to the tail. */
static __always_inline void bts_tail_user_str(struct bts_scratch *scratch, struct bts_tail *tail,
					      const void *from)
{
	__u32 off = scratch->len;
	long n;

	if (off > BTS_RECORD_MAX + BTS_TAIL_MAX) {
		tail->len = -BTS_ENOSPC;
		return;
	}
	n = bts_conf.blind ? -BTS_EPERM
			   : bpf_probe_read_user_str(scratch->data + off, BTS_TAIL_MAX, from);
	if (n <= 0) {
		tail->len = n;
		return;
	}
	tail->off = off;
	tail->len = n - 1;
	scratch->len = off + n;
}

static __always_inline int bts_send(struct bts_scratch *scratch)
{
	__u64 len = scratch->len;

	if (len <= sizeof(scratch->data) &&
	    !bpf_ringbuf_output(&bts_ring, scratch->data, len, bts_wake_flags()))
		bts_count(BTS_SENT);
	else
		bts_count(BTS_LOST_RING);
	scratch->busy = 0;
	return 0;
}

#endif
