// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <linux/types.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include "bts/array.h"
#include "bts/clock.h"
#include "bts/features.h"
#include "bts/inflight.h"
#include "bts/session.h"

/*
 * How long a record waits for older ones: between taking the time and
 * reserving, a program is held up by interrupts at most, and its processor, in
 * a virtual machine, by the host's scheduler.
 */
#define WINDOW_NS    (20 * 1000000ULL)
#define WINDOW_BYTES (32U << 20)

#define BUFFER_DEFAULT (2U << 20)
/* Tasks that can be named when none is followed. */
#define MARKS_NAMED 4096
/* The consumer is woken when the ring is this part full. */
#define WAKE_PART 4

const char *const bts_cause_names[BTS_CAUSES] = {
	[BTS_LOST_RING - BTS_LOST_FIRST] = "ring_full",
	[BTS_LOST_SPAN - BTS_LOST_FIRST] = "span_table_full",
	[BTS_LOST_ENDLESS - BTS_LOST_FIRST] = "endless",
	[BTS_LOST_NESTED - BTS_LOST_FIRST] = "nested",
	[BTS_LOST_TABLE - BTS_LOST_FIRST] = "table_full",
};

static int object_open(struct bts_session *s, struct bts_error *error)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = s->tool->name);
	const void *elf;
	size_t size;

	elf = s->tool->elf(&size);
	s->object = bpf_object__open_mem(elf, size, &opts);
	if (!s->object)
		return bts_fail(error, -errno, "opening the BPF object: %s", strerror(errno));
	return 0;
}

int bts_session_open(struct bts_session *s, const struct bts_tool *tool, struct bts_error *error)
{
	int err;

	memset(s, 0, sizeof(*s));
	s->wait_map = -1;
	s->tool = tool;
	bts_window_init(&s->window, WINDOW_BYTES);
	err = object_open(s, error);
	if (err)
		return err;
	error->hint[0] = '\0';
	err = bts_schema_read(&s->schema, bpf_object__btf(s->object), tool->name, error->text,
			      sizeof(error->text));
	return err ?: bts_plan_read(&s->plan, s->object, error);
}

/* A ring is a power of two of pages. */
static uint32_t ring_size(uint64_t bytes)
{
	uint64_t size = sysconf(_SC_PAGESIZE);

	while (size < bytes && size < BTS_BUFFER_MAX)
		size *= 2;
	return size;
}

static int map_resize(struct bpf_object *object, const char *name, uint32_t entries)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, name);

	return map ? bpf_map__set_max_entries(map, entries) : -ENOENT;
}

/* Are records of this type, or rows of this table, shown? */
static bool is_shown(const struct bts_record *record, const struct bts_conf *conf)
{
	if (!record->map != !conf->summing)
		return false;
	if (!(conf->filter & BTS_FILTER_ONLY))
		return true;
	for (size_t i = 0; i < BTS_ONLY_MAX; i++) {
		if (conf->only[i] == record->type)
			return true;
	}
	return false;
}

/* Has any type of record that is shown a tail? */
static bool tails_shown(const struct bts_session *s, const struct bts_conf *conf)
{
	for (size_t i = 0; i < s->schema.nrecords; i++) {
		const struct bts_record *record = &s->schema.records[i];

		for (size_t j = 0; is_shown(record, conf) && j < record->nfields; j++) {
			if (record->fields[j].kind->tail)
				return true;
		}
	}
	return false;
}

/* Sets each bts_wants_FIELD of BTS_FIELD_WANTED() whose field is shown. */
static int wants_set(struct bts_session *s)
{
	static const char prefix[] = "bts_wants_";
	const struct btf *btf = bpf_object__btf(s->object);
	const __u8 yes = 1;

	for (__u32 id = 1; s->shows && id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		const char *name = btf__name_by_offset(btf, t->name_off);
		struct bts_var var;
		int err;

		if (!btf_is_var(t) || strncmp(name, prefix, sizeof(prefix) - 1) ||
		    !s->shows(s->arg, name + sizeof(prefix) - 1))
			continue;
		err = bts_var_find(s->object, name, &var) ?: bts_var_set(&var, 0, &yes, 1);
		if (err)
			return err;
	}
	return 0;
}

/* Has a program loaded that is attached to nothing, if the tool has it. */
static void program_load(struct bpf_object *object, const char *name)
{
	struct bpf_program *prog = bpf_object__find_program_by_name(object, name);

	if (prog)
		bpf_program__set_autoload(prog, true);
}

/* Is any field of this kind shown? */
static bool kind_shown(const struct bts_session *s, const struct bts_conf *conf, const char *type)
{
	const struct bts_kind *kind = bts_kind_find(type);

	for (size_t i = 0; s->shows && i < s->schema.nrecords; i++) {
		const struct bts_record *record = &s->schema.records[i];

		for (size_t j = 0; is_shown(record, conf) && j < record->nfields; j++) {
			if (record->fields[j].kind == kind &&
			    s->shows(s->arg, record->fields[j].name))
				return true;
		}
	}
	return false;
}

/*
 * The table of stacks is allocated at once too. It is refused where its stacks
 * could be longer than the administrator lets them be.
 */
static int stacks_resize(struct bts_session *s, const struct bts_conf *conf)
{
	struct bpf_map *map = bpf_object__find_map_by_name(s->object, "bts_stacks");
	unsigned int depth = BTS_STACK_DEPTH;
	FILE *f;

	if (!map)
		return 0;
	f = fopen("/proc/sys/kernel/perf_event_max_stack", "re");
	if (f) {
		if (fscanf(f, "%u", &depth) != 1 || depth > BTS_STACK_DEPTH || !depth)
			depth = BTS_STACK_DEPTH;
		fclose(f);
	}
	return bpf_map__set_value_size(map, depth * sizeof(uint64_t))
		       ?: bpf_map__set_max_entries(
				  map, kind_shown(s, conf, "bts_kstack") ? BTS_STACKS_MAX : 1);
}

/* Keys that are looked at before a table that changes all the time is left alone. */
#define SPANS_LOOK (1U << 22)

/* A power of two; each table by address has so many places before its hash. */
#define SLOTS 4096

/*
 * Gives the tool's tables of BTS_SLOTS() their places. With --max-open the hashes
 * alone count, and where keys are no addresses: two may have one then, and of a
 * hash one of them alone takes what is there.
 */
static int slots_resize(struct bts_session *s, uint64_t max_open)
{
	static const char suffix[] = "_slots";
	const __u32 mask = SLOTS - 1;
	struct bpf_map *map;
	struct bts_var var;
	int err = 0;

	if (max_open || bts_plan_plain(&s->plan) || bts_var_find(s->object, "bts_slot_mask", &var))
		return 0;
	bpf_object__for_each_map(map, s->object) {
		const char *name = bpf_map__name(map);
		size_t n = strlen(name);

		if (!err && n > sizeof(suffix) && !strcmp(name + n + 1 - sizeof(suffix), suffix))
			err = bpf_map__set_max_entries(map, SLOTS);
	}
	return err ?: bts_var_set(&var, 0, &mask, sizeof(mask));
}

/* What is kept of each thread is in its storage, or where the kernel has none in a hash. */
static int storage_choose(struct bts_session *s, const struct bts_conf *conf)
{
	static const struct {
		const char *name;
		bool storage;
	} maps[] = {
		{ "bts_storage", true },
		{ "bts_storage_hash", false },
		{ "bts_storage_empty", false },
	};
	int err = 0;

	for (size_t i = 0; !err && i < ARRAY_SIZE(maps); i++) {
		struct bpf_map *map = bpf_object__find_map_by_name(s->object, maps[i].name);

		if (map && maps[i].storage != !!conf->storage)
			err = bpf_map__set_autocreate(map, false);
	}
	return err;
}

/* Writes what was asked for into an opened object. */
static int configure(struct bts_session *s, const struct bts_conf *conf,
		     const struct bts_settings *settings, uint64_t buffer, uint64_t max_open,
		     struct bts_error *error)
{
	uint32_t ring = ring_size(buffer ?: BUFFER_DEFAULT);
	/* Every option's variable lies in .rodata, at the offset of its row. */
	struct bts_var var, rodata = {};
	struct bts_conf full = *conf;
	int err;

	full.wake_bytes = ring / WAKE_PART;
	full.page = sysconf(_SC_PAGESIZE);
	full.blind = !bts_features_probe_read();
	/* What looks at things in progress has them by their addresses alone. */
	full.direct = bts_plan_typed(&s->plan) && (full.blind || !s->inflight);
	full.plain = bts_plan_plain(&s->plan);
	full.storage = bts_features_task_storage();
	if (!full.blind)
		program_load(s->object, "bts_inside");
	if (s->inflight)
		program_load(s->object, "bts_sweep");
	if (s->inflight && !full.blind)
		program_load(s->object, "bts_adopt_disk");
	err = bts_var_find(s->object, "bts_conf", &var)
		      ?: bts_var_set(&var, 0, &full, sizeof(full));
	rodata.map = var.map;
	if (!err)
		bpf_map__initial_value(var.map, &rodata.size);
	for (size_t i = 0; !err && i < settings->count; i++) {
		const struct bts_setting *set = &settings->list[i];
		uint32_t narrow = set->value;
		uint8_t flag = set->value;
		const void *value = set->opt->size == 4	  ? (void *)&narrow
				    : set->opt->size == 1 ? (void *)&flag
							  : (void *)&set->value;

		err = bts_var_set(&rodata, set->opt->offset, value, set->opt->size);
	}
	err = err ?: wants_set(s) ?: map_resize(s->object, "bts_ring", ring);
	/*
	 * The table of marks costs memory by its bound: it is allocated at once, as
	 * all but the newest kernels want it of tables that tracing programs use.
	 */
	if (!err && !(conf->filter & BTS_FILTER_FOLLOW))
		err = map_resize(s->object, "bts_marks",
				 conf->filter & BTS_FILTER_MARKED ? MARKS_NAMED : 1);
	/* So does a table that is not shown, which is never looked at then. */
	for (size_t i = 0; !err && i < s->schema.nrecords; i++) {
		const struct bts_record *record = &s->schema.records[i];

		if (record->map && !is_shown(record, conf))
			err = map_resize(s->object, record->map->name, 1);
	}
	/* So do the places for records with a tail, on every processor. */
	if (!err && !tails_shown(s, conf))
		err = map_resize(s->object, "bts_scratch", 1);
	/* So does that of the names of control groups. */
	if (!err && s->shows && (s->shows(s->arg, "cgroup") || s->shows(s->arg, "container")))
		err = map_resize(s->object, "bts_cgroups", BTS_CGROUPS_MAX);
	err = err ?: stacks_resize(s, conf) ?: slots_resize(s, max_open) ?: storage_choose(s, &full);
	if (!err && max_open)
		err = map_resize(s->object, "bts_spans", max_open);
	/* What a tool remembers before an event begins is as much. */
	if (!err && max_open && bpf_object__find_map_by_name(s->object, "bts_pending"))
		err = map_resize(s->object, "bts_pending", max_open);
	if (err)
		return bts_fail(error, err, "configuring the BPF object: %s", strerror(-err));
	return s->tool->prepare ? s->tool->prepare(s, error) : 0;
}

/* Which tasks are traced is a matter of more than all of them. */
#define FILTERS_TASKS                                                                \
	(BTS_FILTER_MARKED | BTS_FILTER_COMM | BTS_FILTER_UID | BTS_FILTER_THREADS | \
	 BTS_FILTER_CGROUP)

/*
 * Is any of the types in the list shown? One that is misspelt never is. The word
 * `(tasks)' stands for all types where tasks are chosen.
 */
static bool is_served(const struct bts_session *s, const struct bts_conf *conf, const char *types)
{
	if (!*types)
		return true;
	while (*types) {
		size_t n = strcspn(types, ",");
		const struct bts_record *record;
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)n, types);
		record = bts_schema_named(&s->schema, name);
		if (record ? is_shown(record, conf)
			   : !strcmp(name, "(tasks)") && (conf->filter & FILTERS_TASKS))
			return true;
		types += n + (types[n] == ',');
	}
	return false;
}

/* The hooks that this run needs. */
static void want_hooks(struct bts_session *s, const struct bts_conf *conf)
{
	static const struct {
		const char *name;
		uint32_t filter;
	} needs[] = {
		{ "bts_reap", BTS_FILTER_MARKED },
		{ "bts_follow", BTS_FILTER_FOLLOW },
		{ "bts_arm", BTS_FILTER_COMMAND },
	};

	for (size_t i = 0; i < ARRAY_SIZE(needs); i++) {
		struct bts_hook *hook = bts_plan_hook(&s->plan, needs[i].name);

		if (hook)
			hook->wanted = conf->filter & needs[i].filter;
	}
	for (size_t i = 0; i < s->plan.count; i++) {
		struct bts_hook *hook = &s->plan.hooks[i];

		if (!bts_hook_internal(hook))
			hook->wanted = is_served(s, conf, hook->serves) &&
				       (!s->tool->wants || s->tool->wants(hook->name));
	}
}

static int bss_map(struct bts_session *s, struct bts_error *error)
{
	struct bts_var shared, ledger;
	size_t page = sysconf(_SC_PAGESIZE), size;

	if (bts_var_find(s->object, "bts_shared", &shared) ||
	    bts_var_find(s->object, "bts_ledger", &ledger))
		return bts_fail(error, -EINVAL, "the BPF object lacks the ledger");
	size = bpf_map__value_size(shared.map);
	s->bss_size = (size + page - 1) & ~(page - 1);
	s->bss = mmap(NULL, s->bss_size, PROT_READ | PROT_WRITE, MAP_SHARED,
		      bpf_map__fd(shared.map), 0);
	if (s->bss == MAP_FAILED) {
		s->bss = NULL;
		return bts_fail(error, -errno, "mapping the ledger: %s", strerror(errno));
	}
	s->shared = (void *)(s->bss + shared.offset);
	s->ledger = (void *)(s->bss + ledger.offset);
	return 0;
}

/* Enough, for libbpf's ring: not an error, so it has to be told from those. */
#define RING_ENOUGH (-ECANCELED)

#define TAKE_MAX 65536

static int record_take(void *arg, void *data, size_t len)
{
	struct bts_session *s = arg;
	const struct bts_head *head = data;
	int err;

	if (len < sizeof(*head))
		return 0;
	err = bts_window_push(&s->window, head->time, data, len);
	if (err == -ENOSPC) {
		/* More than the window holds: what is oldest goes on early. */
		size_t half = s->window.count / 2;

		bts_window_flush(&s->window, s->window.entries[half].time, s->record, s->arg);
		err = bts_window_push(&s->window, head->time, data, len);
	}
	if (err)
		s->err = s->err ?: err;
	/* A ring that is filled as fast as it is read must not keep us from all else. */
	return err || ++s->taken % TAKE_MAX == 0 ? RING_ENOUGH : 0;
}

static int ring_make(struct bts_session *s, struct bts_error *error)
{
	int fd = bpf_object__find_map_fd_by_name(s->object, "bts_ring");

	s->ring = ring_buffer__new(fd, record_take, s, NULL);
	return s->ring ? 0 : bts_fail(error, -errno, "the ring buffer: %s", strerror(errno));
}

/*
 * The map of maps that programs_wait() updates: made while we may make maps. A
 * kernel that refuses it makes us wait longer, no more.
 */
static void wait_map_make(struct bts_session *s)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .inner_map_fd = bts_session_ring_fd(s));

	s->wait_map = bpf_map_create(BPF_MAP_TYPE_ARRAY_OF_MAPS, NULL, 4, 4, 1, &opts);
}

int bts_session_attach(struct bts_session *s, const struct bts_conf *conf,
		       const struct bts_settings *settings, uint64_t buffer, uint64_t max_open,
		       struct bts_error *error)
{
	int err;

	/*
	 * libbpf reads the kernel's BTF, megabytes, for the time of loading. By
	 * default glibc would keep such a block in its heap when it is freed.
	 */
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
	want_hooks(s, conf);
	err = s->tool->plan ? s->tool->plan(s, error) : 0;
	if (err)
		return err;
	for (;;) {
		err = bts_plan_choose(&s->plan, s->object, error)
			      ?: configure(s, conf, settings, buffer, max_open, error);
		if (err)
			return err;
		bts_log_reset();
		err = bpf_object__load(s->object);
		if (err && !bts_plan_demote(&s->plan, s->object, bts_log_program(), err))
			return bts_fail(error, err, "loading the BPF object: %s", strerror(-err));
		if (!err) {
			err = bts_plan_attach(&s->plan, s->object, &s->links, error);
			if (err != -EAGAIN)
				break;
		}
		/* libbpf loads an object once. */
		bpf_object__close(s->object);
		s->object = NULL;
		err = object_open(s, error);
		if (err)
			return err;
	}
	malloc_trim(0);
	if (!err)
		wait_map_make(s);
	err = err ?: bss_map(s, error) ?: ring_make(s, error);
	/* Without it, what does not end is not shown until it does. */
	if (!err)
		bts_inside_attach(s);
	return !err && s->tool->loaded ? s->tool->loaded(s, error) : err;
}

int bts_session_marks_fd(const struct bts_session *s)
{
	return bpf_object__find_map_fd_by_name(s->object, "bts_marks");
}

int bts_session_cgroups_fd(const struct bts_session *s)
{
	return bpf_object__find_map_fd_by_name(s->object, "bts_cgroups");
}

int bts_session_stack(const struct bts_session *s, int32_t id, uint64_t frames[BTS_STACK_DEPTH])
{
	int fd = bpf_object__find_map_fd_by_name(s->object, "bts_stacks"), n = 0;

	memset(frames, 0, BTS_STACK_DEPTH * sizeof(*frames));
	if (fd < 0)
		return -ENOENT;
	if (bpf_map_lookup_elem(fd, &id, frames))
		return -errno;
	while (n < BTS_STACK_DEPTH && frames[n])
		n++;
	return n;
}

int bts_session_ring_fd(const struct bts_session *s)
{
	return bpf_object__find_map_fd_by_name(s->object, "bts_ring");
}

void bts_session_start(struct bts_session *s, bts_record_fn record, void *arg)
{
	s->record = record;
	s->arg = arg;
	s->start = bts_clock_now();
	__atomic_store_n(&s->shared->live, 1, __ATOMIC_SEQ_CST);
}

int bts_session_poll(struct bts_session *s)
{
	uint64_t now = bts_clock_now();
	int n;

	/* Cleared first: what comes from here on may wake us again. */
	__atomic_store_n(&s->shared->woken, 0, __ATOMIC_SEQ_CST);
	n = ring_buffer__consume(s->ring);
	if (n < 0 && n != RING_ENOUGH)
		s->err = s->err ?: n;
	bts_window_flush(&s->window, now - WINDOW_NS, s->record, s->arg);
	return s->err;
}

/*
 * Waits until no program runs any more, so that the ledger stands still: an
 * update of a map of maps returns when all programs that may see the old value
 * are done (Linux 5.0, 1ae80cf31938). membarrier() would do too, but not with
 * nohz_full nor on one processor.
 */
static void programs_wait(const struct bts_session *s)
{
	int inner = bts_session_ring_fd(s);
	__u32 zero = 0;

	if (s->wait_map < 0 || bpf_map_update_elem(s->wait_map, &zero, &inner, BPF_ANY))
		usleep(WINDOW_NS / 1000);
}

int bts_session_stop(struct bts_session *s)
{
	__atomic_store_n(&s->shared->live, 0, __ATOMIC_SEQ_CST);
	s->stop = bts_clock_now();
	bts_links_detach(&s->links);
	programs_wait(s);
	while (ring_buffer__consume(s->ring) == RING_ENOUGH && !s->err)
		;
	bts_window_flush(&s->window, UINT64_MAX, s->record, s->arg);
	return s->err;
}

int bts_session_spans(const struct bts_session *s, bts_span_fn each, void *arg)
{
	int fd = bpf_object__find_map_fd_by_name(s->object, "bts_spans");
	int slots = bpf_object__find_map_fd_by_name(s->object, "bts_spans_slots");
	struct bpf_map *map = bpf_object__find_map_by_name(s->object, "bts_spans_slots");
	__u64 *slot = slots < 0 ? NULL : malloc(bpf_map__value_size(map)), key, *from = NULL;
	int err = 0;

	/* Of a slot the key comes first. */
	for (__u32 i = 0; slot && !err && i < bpf_map__max_entries(map); i++) {
		if (!bpf_map_lookup_elem(slots, &i, slot) && *slot)
			err = each(arg, *slot);
	}
	free(slot);
	/* Where a key has gone meanwhile, the kernel begins anew. */
	for (__u32 i = 0;
	     fd >= 0 && !err && i < SPANS_LOOK && !bpf_map_get_next_key(fd, from, &key); i++) {
		from = &key;
		err = each(arg, key);
	}
	return err;
}

static int span_count(void *arg, uint64_t key)
{
	(void)key;
	++*(uint64_t *)arg;
	return 0;
}

uint64_t bts_session_open_events(const struct bts_session *s)
{
	uint64_t n = 0;

	bts_session_spans(s, span_count, &n);
	return n;
}

static void skipped_count(const struct bts_session *s, struct bts_sums *sums)
{
	uint64_t before = 0;

	sums->skipped_known = !bts_plan_plain(&s->plan) || bts_features_plain_skips();
	for (size_t i = 0; i < s->links.count; i++) {
		const struct bts_attached *a = &s->links.list[i];
		struct bpf_prog_info info = {};
		__u32 size = sizeof(info);

		/* A program with several functions stands there once for each. */
		if (i && a->prog_fd == a[-1].prog_fd)
			continue;
		/* recursion_misses came with Linux 5.12 (9ed9e9ba2337). */
		if (bpf_obj_get_info_by_fd(a->prog_fd, &info, &size) ||
		    size < offsetof(struct bpf_prog_info, recursion_misses) + 8)
			sums->skipped_known = false;
		/* Of what is attached twice, no more is missed than the kernel skipped of either. */
		if (!a->again)
			sums->skipped += info.recursion_misses;
		else if (info.recursion_misses < before)
			sums->skipped -= before - info.recursion_misses;
		before = info.recursion_misses;
	}
}

void bts_session_sums(const struct bts_session *s, struct bts_sums *sums)
{
	memset(sums, 0, sizeof(*sums));
	for (size_t row = 0; row < BTS_LEDGER_ROWS; row++) {
		for (size_t i = 0; i < BTS_COUNTS; i++)
			sums->n[i] += s->ledger[row].n[i];
	}
	skipped_count(s, sums);
}

void bts_session_close(struct bts_session *s)
{
	bpf_link__destroy(s->inside);
	bts_links_free(&s->links);
	ring_buffer__free(s->ring);
	if (s->bss)
		munmap(s->bss, s->bss_size);
	/* 0: never opened. */
	if (s->wait_map > 0)
		close(s->wait_map);
	bpf_object__close(s->object);
	bts_plan_free(&s->plan);
	bts_schema_free(&s->schema);
	bts_window_free(&s->window);
	memset(s, 0, sizeof(*s));
}
