/* SPDX-License-Identifier: GPL-2.0-only */
/* Spans: what is remembered of an event from its beginning to its end, one a thread. */
#ifndef BTS_SPAN_BPF_H
#define BTS_SPAN_BPF_H

#include "bts/filter.bpf.h"

/* BTS_SPAN(what): the struct that is remembered; it begins with a __u64 for the start. */
#define BTS_SPAN(what) \
	struct { \
		__uint(type, BPF_MAP_TYPE_HASH); \
		__uint(max_entries, 16384); /* --max-open */ \
		__type(key, __u64); \
		__type(value, struct what); \
	} bts_spans SEC(".maps")

static __always_inline void bts_span_begin_in(void *spans, void *span)
{
	__u64 key = bpf_get_current_pid_tgid();
	long err;

	*(__u64 *)span = bpf_ktime_get_ns();
	err = bpf_map_update_elem(spans, &key, span, BPF_NOEXIST);
	if (err == -BTS_EEXIST) {
		/* The earlier event never ended: an exec or an exit took its thread away. */
		bts_count(BTS_LOST_UNMATCHED);
		err = bpf_map_update_elem(spans, &key, span, BPF_ANY);
	}
	if (err) {
		bts_count(BTS_LOST_SPAN);
		__sync_fetch_and_add(&bts_shared.turned_away, 1);
	}
}

/* Remembers @span, a pointer to the declared struct, for this thread. */
#define bts_span_begin(span) bts_span_begin_in(&bts_spans, span)

/* This thread's span, copied to @span and forgotten; false if there is none. */
#define bts_span_end(span) \
	({ \
		__u64 key_ = bpf_get_current_pid_tgid(); \
		void *found_ = bpf_map_lookup_elem(&bts_spans, &key_); \
		if (found_) { \
			__builtin_memcpy(span, found_, sizeof(*(span))); \
			bpf_map_delete_elem(&bts_spans, &key_); \
		} \
		found_ != NULL; \
	})

#endif
