/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * A session: one run of a tool's BPF object, from opening it to the last record
 * and the ledger. It knows nothing of options, output or signals.
 */
#ifndef BTS_SESSION_H
#define BTS_SESSION_H

#include "bts/attach.h"
#include "bts/btf.h"
#include "bts/error.h"
#include "bts/options.h"
#include "bts/schema.h"
#include "bts/window.h"

struct bpf_link;
struct bpf_object;
struct ring_buffer;

/* Receives each record in the order of time; returns 0. */
typedef int (*bts_record_fn)(void *arg, const void *data, size_t len);

struct bts_session {
	const struct bts_tool *tool;
	struct bpf_object *object;
	struct bts_schema schema;
	struct bts_plan plan;
	struct bts_links links;
	struct ring_buffer *ring;
	struct bts_window window;
	bts_record_fn record;
	/* Set by the caller before attaching, or NULL: is a field of that name shown? */
	bool (*shows)(void *arg, const char *field);
	bool inflight;	/* set by the caller too: what is in progress is shown */
	void *arg;	/* of both */
	int err;	/* the first failure of taking records in */
	uint64_t taken; /* records that came */
	/* .bss, mapped by us: libbpf 1.1 does not map it again when it is loaded. */
	char *bss;
	size_t bss_size;
	struct bts_shared *shared;
	const struct bts_ledger *ledger;
	int wait_map;
	struct bpf_link *inside; /* the iterator bts_inside(), see inflight.h; NULL */
	uint64_t start, stop;	 /* CLOCK_MONOTONIC, ns: when tracing began and ended */
};

/* The largest ring, bytes. */
#define BTS_BUFFER_MAX (1U << 30)

/* The ledger's rows added up. */
struct bts_sums {
	uint64_t n[BTS_COUNTS];
	/*
	 * Runs of our programs that the kernel left out, since it had interrupted
	 * the same program on the same processor: each may have been an event. At
	 * most, where a program is attached twice.
	 */
	uint64_t skipped;
	bool skipped_known;
};

/* Names of the causes of loss, from BTS_LOST_FIRST on. */
#define BTS_CAUSES (BTS_LOST_LAST - BTS_LOST_FIRST + 1)
extern const char *const bts_cause_names[BTS_CAUSES];

/* Opens the object and reads schema and plan; needs no privilege. 0 or -errno. */
int bts_session_open(struct bts_session *session, const struct bts_tool *tool,
		     struct bts_error *error);

/*
 * Loads and attaches, demoting what the kernel refuses; nothing is recorded
 * yet. @conf and @settings go into .rodata; sizes of 0 keep the defaults. 0 or
 * -errno with the reason.
 */
int bts_session_attach(struct bts_session *session, const struct bts_conf *conf,
		       const struct bts_settings *settings, uint64_t buffer, uint64_t max_open,
		       struct bts_error *error);

/* Marks are kept here; -ENOENT when the object has none. */
int bts_session_marks_fd(const struct bts_session *session);

/* The names of control groups, for bts_cgroup_path(). */
int bts_session_cgroups_fd(const struct bts_session *session);

/* The frames of a bts_kstack, innermost first: how many, or -errno. */
int bts_session_stack(const struct bts_session *session, int32_t id,
		      uint64_t frames[BTS_STACK_DEPTH]);

/* Where a ready ring shows itself to an edge-triggered epoll. */
int bts_session_ring_fd(const struct bts_session *session);

/* From now on events are recorded, and records go to @record. */
void bts_session_start(struct bts_session *session, bts_record_fn record, void *arg);

/*
 * Takes in what is in the ring and hands on what is old enough that nothing
 * older can come. 0 or -errno.
 */
int bts_session_poll(struct bts_session *session);

/* Detaches, takes in the rest and hands it all on. 0 or -errno. */
int bts_session_stop(struct bts_session *session);

/* Adds the ledger up; exact once stopped. */
void bts_session_sums(const struct bts_session *session, struct bts_sums *sums);

/*
 * Calls @each with the key of each span, until it returns another value than 0,
 * which is returned. While tracing goes on some may be missed, or met twice.
 */
typedef int (*bts_span_fn)(void *arg, uint64_t key);
int bts_session_spans(const struct bts_session *session, bts_span_fn each, void *arg);

/* Events that have begun and not ended: the spans left over. To be asked once stopped. */
uint64_t bts_session_open_events(const struct bts_session *session);

void bts_session_close(struct bts_session *session);

#endif
