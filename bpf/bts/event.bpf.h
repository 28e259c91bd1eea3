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

/* Of a program as well: where the kernel has no such function, the hook does without. */
#define BTS_IF_THERE BTS_TAG("if_there")

/* BTS_PREFERS(hook, kind): the kind that is tried first, before those that cost less. */
#define BTS_PREFERS(hook, kind) const volatile char bts_prefers_##hook BTS_TAG("prefers=" #kind) = 0

/*
 * An argument of a raw tracepoint where which one it is depends on the kernel: by
 * a load of its own, since the verifier takes none whose place is worked out.
 */
#define BTS_CTX(ctx, n)                                                                     \
	({                                                                                  \
		__u64 arg_;                                                                 \
		asm volatile("%0 = *(u64 *)(%1 + %2)" : "=r"(arg_) : "r"(ctx), "i"((n)*8)); \
		arg_;                                                                       \
	})

/* The ways to a tracepoint of the kernel, best first; they return @value, which may use ctx. */
#define BTS_TP_HOOKS(hook, event, value) \
	SEC("tp_btf/" #event)            \
	BTS_ALT(hook)                    \
	int hook##_btf(__u64 *ctx)       \
	{                                \
		return value;            \
	}                                \
	SEC("raw_tp/" #event)            \
	BTS_ALT(hook)                    \
	int hook##_raw(__u64 *ctx)       \
	{                                \
		return value;            \
	}

/*
 * Of a member: the column's heading, its width; names for its bits; whose column it shares; of
 * a path, the bts_fsdev beside it that says where it begins.
 */
#define BTS_HEAD(text)	    BTS_TAG("head=" text)
#define BTS_WIDTH(text)	    BTS_TAG("width=" #text)
#define BTS_FLAGS(set)	    BTS_TAG("flags=" #set)
#define BTS_BITS	    BTS_TAG("bits")
#define BTS_INSTEAD(member) BTS_TAG("instead=" #member)
#define BTS_MOUNT(member)   BTS_TAG("mount=" #member)
/* Also of a member: it is costly, so that no sink shows it unless it is asked for by its name. */
#define BTS_HIDDEN BTS_TAG("hidden")

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

/*
 * BTS_REPEATABLE(hook): a program of the hook that runs a second time for an event
 * finds that all is done. So each is attached twice where it can be preempted at its
 * tracepoint: the kernel does not run it for others on that processor then, but it
 * runs the copy.
 */
#define BTS_REPEATABLE(hook) const volatile char bts_repeatable_##hook BTS_TAG("repeatable") = 0

/* BTS_DISPENSABLE(hook): where the kernel offers no way to attach it, the tool does without. */
#define BTS_DISPENSABLE(hook) const volatile char bts_dispensable_##hook BTS_TAG("dispensable") = 0

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

/*
 * BTS_FIELD_WANTED(field): declares bts_wants_FIELD, true when a field of that
 * name is shown; for what is costly to find out.
 */
#define BTS_FIELD_WANTED(field) const volatile bool bts_wants_##field = false

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
 * is known to the verifier. A processor has several places, since a program may
 * be interrupted, and also be preempted where it is attached by fentry (Linux
 * 5.12) or, in the newest kernels, to a tracepoint. Not for sleepable programs.
 */
struct bts_scratch {
	__u32 users;
	__u32 len;
	char data[BTS_RECORD_MAX + 2 * BTS_TAIL_MAX];
};

#define BTS_SCRATCHES 4

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, BTS_SCRATCHES);
	__type(key, __u32);
	__type(value, struct bts_scratch);
} bts_scratch SEC(".maps");

/*
 * Whoever is the only user, having counted himself in, has the place. Not by an
 * atomic exchange: that came with Linux 5.12, and before even an instruction that
 * is never reached is refused.
 */
static __always_inline struct bts_scratch *bts_scratch_claim(void)
{
	for (__u32 i = 0; i < BTS_SCRATCHES; i++) {
		__u32 key = i;
		struct bts_scratch *scratch = bpf_map_lookup_elem(&bts_scratch, &key);

		if (!scratch)
			break;
		__sync_fetch_and_add(&scratch->users, 1);
		if (*(volatile __u32 *)&scratch->users == 1)
			return scratch;
		__sync_fetch_and_add(&scratch->users, -1);
	}
	bts_count(BTS_LOST_NESTED);
	return NULL;
}

static __always_inline struct bts_scratch *bts_scratch_take(const __u64 size, __u32 type)
{
	struct bts_scratch *scratch = bts_scratch_claim();

	if (!scratch)
		return NULL;
	scratch->len = size;
	__builtin_memset(scratch->data, 0, size);
	bts_head_init((void *)scratch->data, type);
	return scratch;
}

/* Begins a record with a tail; the record is at ->data. Ends with bts_send(). NULL: counted. */
#define bts_build(type) bts_scratch_take(sizeof(struct type), bpf_core_type_id_local(struct type))

/* Where the tail goes on; NULL, which is noted in @tail, where no BTS_TAIL_MAX bytes are left. */
static __always_inline void *bts_tail_end(struct bts_scratch *scratch, struct bts_tail *tail)
{
	__u32 off = scratch->len;

	if (off > BTS_RECORD_MAX + BTS_TAIL_MAX) {
		tail->len = -BTS_ENOSPC;
		return NULL;
	}
	tail->off = off;
	return scratch->data + off;
}

/* Room for @size bytes in the tail, zeroed, for the caller to fill; NULL as above. */
static __always_inline void *bts_tail_room(struct bts_scratch *scratch, struct bts_tail *tail,
					   const __u32 size)
{
	void *to = bts_tail_end(scratch, tail);

	if (to) {
		__builtin_memset(to, 0, size);
		tail->len = size;
		scratch->len += size;
	}
	return to;
}

/* A string of @n bytes with its NUL was read to the tail's end, or not: -errno. */
static __always_inline void bts_tail_str_read(struct bts_scratch *scratch, struct bts_tail *tail,
					      long n)
{
	if (n <= 0) {
		tail->len = n;
		return;
	}
	tail->len = n - 1;
	scratch->len += n;
}

/* Appends the string at user address @from to the tail. */
static __always_inline void bts_tail_user_str(struct bts_scratch *scratch, struct bts_tail *tail,
					      const void *from)
{
	void *to = bts_tail_end(scratch, tail);

	if (to)
		bts_tail_str_read(scratch, tail, bts_copy_user_str(to, BTS_TAIL_MAX, (__u64)from));
}

/* The same from kernel memory. */
static __always_inline void bts_tail_kernel_str(struct bts_scratch *scratch, struct bts_tail *tail,
						const void *from)
{
	void *to = bts_tail_end(scratch, tail);

	if (to)
		bts_tail_str_read(scratch, tail,
				  bts_conf.blind
					  ? -BTS_EPERM
					  : bpf_probe_read_kernel_str(to, BTS_TAIL_MAX, from));
}

/* Appends @size bytes at user address @from, and of more than BTS_TAIL_MAX these. */
static __always_inline void bts_tail_user(struct bts_scratch *scratch, struct bts_tail *tail,
					  __u64 from, __u64 size)
{
	void *to = bts_tail_end(scratch, tail);
	long err;

	if (!to)
		return;
	if (size > BTS_TAIL_MAX)
		size = BTS_TAIL_MAX;
	err = bts_copy_user(to, size, from);
	tail->len = err ?: (long)size;
	if (!err)
		scratch->len += size;
}

static __always_inline int bts_send(struct bts_scratch *scratch)
{
	__u64 len = scratch->len;

	if (len <= sizeof(scratch->data) &&
	    !bpf_ringbuf_output(&bts_ring, scratch->data, len, bts_wake_flags()))
		bts_count(BTS_SENT);
	else
		bts_count(BTS_LOST_RING);
	__sync_fetch_and_add(&scratch->users, -1);
	return 0;
}

#endif
