/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Slots: a table by address for what comes and goes at a high rate. Each address
 * has one place in an array, which costs a fraction of what a hash does; where
 * that is taken, a hash has the value.
 */
#ifndef BTS_SLOT_BPF_H
#define BTS_SLOT_BPF_H

#include "bts/event.bpf.h"

/* Places of each array, less one; 0: none is used. The library sets it, and their size. */
const volatile __u32 bts_slot_mask = 0;

/* Something found no place: the hash may have it. */
volatile bool bts_slots_spilled = false;

/*
 * The key of what is at an address. The verifier lets nobody reckon with a pointer
 * whose type it knows, but tells how far two are apart: where all programs have
 * such pointers, their distance from a variable of ours is the key. Else it is
 * the address, by a copy that the verifier knows nothing about.
 */
static __always_inline __u64 bts_address_copy(void *at)
{
	__u64 address = 0;

	bpf_probe_read_kernel(&address, sizeof(address), &at);
	return address;
}

static __always_inline __u64 bts_key(void *at)
{
	return bts_direct() ? (__u64)at - (__u64)&bts_shared : bts_address_copy(at);
}

/* The same of an address that is a number to the verifier. Not where memory cannot be read. */
static __always_inline __u64 bts_key_of(__u64 address)
{
	return bts_direct() ? address - bts_address_copy((void *)&bts_shared) : address;
}

struct bts_slot {
	__u64 key; /* 0: none */
	__u64 users;
};

/*
 * BTS_SLOTS(name, what): the table, for values of struct what. The hash has the
 * name, the array is NAME_slots.
 */
#define BTS_SLOTS(name, what)                                \
	struct name##_slot {                                 \
		struct bts_slot slot;                        \
		struct what value;                           \
	};                                                   \
	struct {                                             \
		__uint(type, BPF_MAP_TYPE_ARRAY);            \
		__uint(max_entries, 1); /* bts_slot_mask */  \
		__type(key, __u32);                          \
		__type(value, struct name##_slot);           \
	} name##_slots SEC(".maps");                         \
	struct {                                             \
		__uint(type, BPF_MAP_TYPE_HASH);             \
		__uint(max_entries, 16384); /* --max-open */ \
		__type(key, __u64);                          \
		__type(value, struct what);                  \
	} name SEC(".maps")

static __always_inline struct bts_slot *bts_slot_of(void *slots, __u64 key)
{
	/* By the golden ratio: addresses differ in their middle. */
	__u32 index = (key * 0x9e3779b97f4a7c15ULL >> 40) & bts_slot_mask;

	/* No key is that of an empty place. */
	return bts_slot_mask && key ? bpf_map_lookup_elem(slots, &index) : NULL;
}

/* Where the value of @key is, or NULL. */
static __always_inline void *bts_slots_find(void *slots, void *hash, __u64 key)
{
	struct bts_slot *slot = bts_slot_of(slots, key);

	if (slot && slot->key == key)
		return slot + 1;
	return !bts_slot_mask || bts_slots_spilled ? bpf_map_lookup_elem(hash, &key) : NULL;
}

/*
 * The place for @key, to be filled before bts_slot_keep(); NULL: it is taken. As
 * with scratch, by counting and no atomic exchange.
 */
static __always_inline struct bts_slot *bts_slot_claim(void *slots, __u64 key)
{
	struct bts_slot *slot = bts_slot_of(slots, key);

	if (!slot)
		return NULL;
	__sync_fetch_and_add(&slot->users, 1);
	if (*(volatile __u64 *)&slot->users == 1)
		return slot;
	__sync_fetch_and_add(&slot->users, -1);
	return NULL;
}

/*
 * bts_slots_put(name, key, from): 0, or the hash's -errno; with a key that is
 * there -EEXIST, the value stays.
 */
#define bts_slots_put(name, at, from)                                                         \
	({                                                                                    \
		struct bts_slot *slot_;                                                       \
		__u64 key__ = at;                                                             \
		long err_ = -BTS_EEXIST;                                                      \
                                                                                              \
		if (!bts_slots_find(&name##_slots, &name, key__)) {                           \
			slot_ = bts_slot_claim(&name##_slots, key__);                         \
			if (slot_) {                                                          \
				((struct name##_slot *)slot_)->value = *(from);               \
				slot_->key = key__;                                           \
				err_ = 0;                                                     \
			} else {                                                              \
				bts_slots_spilled = true;                                     \
				err_ = bpf_map_update_elem(&name, &key__, from, BPF_NOEXIST); \
			}                                                                     \
		}                                                                             \
		err_;                                                                         \
	})

#define bts_slots_get(name, key) ((typeof((name).value))bts_slots_find(&name##_slots, &(name), key))

/* Forgets it. 0, or -errno: it was not there. */
static __always_inline long bts_slots_forget(void *slots, void *hash, __u64 key)
{
	struct bts_slot *slot = bts_slot_of(slots, key);

	if (slot && slot->key == key) {
		slot->key = 0;
		__sync_fetch_and_add(&slot->users, -1);
		return 0;
	}
	return !bts_slot_mask || bts_slots_spilled ? bpf_map_delete_elem(hash, &key) : -BTS_ENOENT;
}

#define bts_slots_drop(name, key) bts_slots_forget(&name##_slots, &(name), key)

#endif
