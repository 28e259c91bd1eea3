/* SPDX-License-Identifier: GPL-2.0-only */
/* Spans: what is remembered of an event from its beginning to its end. */
#ifndef BTS_SPAN_BPF_H
#define BTS_SPAN_BPF_H

#include "bts/filter.bpf.h"

/* BTS_SPAN(what): the struct that is remembered; it begins with a __u64 for the start. */
#define BTS_SPAN(what)                                       \
	struct {                                             \
		__uint(type, BPF_MAP_TYPE_HASH);             \
		__uint(max_entries, 16384); /* --max-open */ \
		__type(key, __u64);                          \
		__type(value, struct what);                  \
	} bts_spans SEC(".maps")

static __always_inline int bts_span_put_in(void *spans, __u64 key, void *span)
{
	long err = bpf_map_update_elem(spans, &key, span, BPF_NOEXIST);

	if (err == -BTS_EEXIST) {
		/*
		 * The earlier event never ended: an exec or an exit took its thread
		 * away, or the kernel has left out our program when it did.
		 */
		bts_count(BTS_LOST_ENDLESS);
		err = bpf_map_update_elem(spans, &key, span, BPF_ANY);
	}
	if (err) {
		bts_count(BTS_LOST_SPAN);
		__sync_fetch_and_add(&bts_shared.spanless, 1);
	}
	return 0;
}

/* Remembers @span, a pointer to the declared struct, by a key of the tool's. */
#define bts_span_put(key, span) bts_span_put_in(&bts_spans, key, span)

/* Where it is kept, or NULL: to add to it. */
#define bts_span_at(key)                                \
	({                                              \
		__u64 key_ = key;                       \
		bpf_map_lookup_elem(&bts_spans, &key_); \
	})

/* Copies it to @span and forgets it; false if there is none. */
#define bts_span_take(key, span)                                         \
	({                                                               \
		__u64 key_ = key;                                        \
		void *found_ = bpf_map_lookup_elem(&bts_spans, &key_);   \
		if (found_) {                                            \
			__builtin_memcpy(span, found_, sizeof(*(span))); \
			bpf_map_delete_elem(&bts_spans, &key_);          \
		}                                                        \
		found_ != NULL;                                          \
	})

/* Forgets it. */
#define bts_span_drop(key)                              \
	({                                              \
		__u64 key_ = key;                       \
		bpf_map_delete_elem(&bts_spans, &key_); \
	})

/* The same for what is of one thread, whose span begins now. */
#define bts_span_begin(span)                                    \
	({                                                      \
		*(__u64 *)(span) = bpf_ktime_get_ns();          \
		bts_span_put(bpf_get_current_pid_tgid(), span); \
	})

#define bts_span_find()	   bts_span_at(bpf_get_current_pid_tgid())
#define bts_span_end(span) bts_span_take(bpf_get_current_pid_tgid(), span)

#endif
