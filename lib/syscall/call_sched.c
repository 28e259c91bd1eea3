// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Scheduling, priorities, limits. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "syscall/call_process.h"

#define RESET_ON_FORK 0x40000000

void bts_show_sched_policy(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	const char *name = bts_flag_name(&bts_set_scheduler, (uint32_t)value & ~RESET_ON_FORK);
	char text[64];

	(void)arg;
	/* What the kernel takes for a negative number is no policy with a flag. */
	if (!((uint32_t)value & RESET_ON_FORK) || (int32_t)value < 0) {
		bts_emit_enum(call->emit, (uint32_t)value, &bts_set_scheduler, "SCHED_???");
		return;
	}
	if (name)
		snprintf(text, sizeof(text), "SCHED_RESET_ON_FORK|%s", name);
	else
		snprintf(text, sizeof(text), "SCHED_RESET_ON_FORK|%#x",
			 (uint32_t)value & ~RESET_ON_FORK);
	call->emit->ops->named(call->emit, (uint32_t)value, text, BTS_HEX);
}

/* Of a policy that was returned; with a flag it is shown in hexadecimal. */
static const char *policy_note(struct bts_call *call)
{
	uint32_t policy = call->ret & ~RESET_ON_FORK;
	const char *name = bts_flag_name(&bts_set_scheduler, policy);

	if (!(call->ret & RESET_ON_FORK))
		return name;
	call->ret_as = BTS_RET_HEX;
	if (name)
		snprintf(call->ret_text, sizeof(call->ret_text), "SCHED_RESET_ON_FORK|%s", name);
	else
		snprintf(call->ret_text, sizeof(call->ret_text), "SCHED_RESET_ON_FORK|%#x", policy);
	return call->ret_text;
}

void bts_show_sched_policy_ret(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_pid(call, arg, value);
	if (bts_call_done(call))
		call->ret_note = policy_note(call);
}

struct sched_param32 {
	int32_t sched_priority;
};

LAYOUT(sched_param, struct sched_param32, F_INT(struct sched_param32, sched_priority));

/* struct sched_attr of version 1 */
struct attr {
	uint32_t size, sched_policy;
	uint64_t sched_flags;
	int32_t sched_nice;
	uint32_t sched_priority;
	uint64_t sched_runtime, sched_deadline, sched_period;
	uint32_t sched_util_min, sched_util_max;
};

#define ATTR_VERSION_0 48
#define ATTR_VERSION_1 56
#define KEEP_POLICY    0x08
#define KEEP_PARAMS    0x10

static void member(struct bts_call *call, const char *name, uint64_t value)
{
	bts_emit_key(call->emit, name);
	bts_emit_uint(call->emit, value);
}

/*
 * @known bytes of it are there, @size is what it is said to have. @set: what the flags say is to
 * be kept is not looked at.
 */
static void attr_show(struct bts_call *call, const struct attr *attr, uint32_t known, uint32_t size,
		      bool set)
{
	struct bts_emit *e = call->emit;
	bool keep_params = set && attr->sched_flags & KEEP_PARAMS;

	bts_emit_struct(e);
	member(call, "size", attr->size);
	if (known >= ATTR_VERSION_0) {
		if (!set || (int32_t)attr->sched_policy < 0 ||
		    !(attr->sched_flags & (KEEP_POLICY | KEEP_PARAMS))) {
			bts_emit_key(e, "sched_policy");
			bts_emit_enum(e, attr->sched_policy, &bts_set_scheduler, "SCHED_???");
		}
		bts_emit_key(e, "sched_flags");
		bts_emit_flags(e, attr->sched_flags, &bts_set_sched_flags, "SCHED_FLAG_???");
		if (!keep_params) {
			bts_emit_key(e, "sched_nice");
			bts_emit_int(e, attr->sched_nice);
			member(call, "sched_priority", attr->sched_priority);
			member(call, "sched_runtime", attr->sched_runtime);
			member(call, "sched_deadline", attr->sched_deadline);
			member(call, "sched_period", attr->sched_period);
		}
	}
	if (known >= ATTR_VERSION_1) {
		member(call, "sched_util_min", attr->sched_util_min);
		member(call, "sched_util_max", attr->sched_util_max);
	}
	if (size > known)
		bts_emit_more(e);
	bts_emit_struct_end(e);
}

void bts_show_sched_attr_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct attr attr = {};
	uint32_t size, known, after;
	bool too_big;

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &attr.size, 4)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	size = attr.size ?: ATTR_VERSION_0;
	known = size < sizeof(attr) ? size : sizeof(attr);
	if (known >= ATTR_VERSION_0 && bts_call_read(call, BTS_AT_ENTRY, addr, &attr, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	/* The kernel then leaves the size that it knows. */
	too_big = call->failed && call->ret == -E2BIG &&
		  !bts_call_read(call, BTS_AT_RETURN, addr, &after, 4);
	if (too_big)
		bts_emit_before(call->emit);
	attr_show(call, &attr, known, size, true);
	if (!too_big)
		return;
	bts_emit_after(call->emit);
	bts_emit_struct(call->emit);
	member(call, "size", after);
	bts_emit_struct_end(call->emit);
	bts_emit_changed(call->emit);
}

void bts_show_sched_attr_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t size = call->arg[2],
		 known = size < sizeof(struct attr) ? size : sizeof(struct attr);
	struct attr attr = {};

	(void)arg;
	if (!addr || !size || !bts_call_done(call) ||
	    bts_call_read(call, BTS_AT_RETURN, addr, &attr, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	/* The kernel says how much of it there is. */
	known = attr.size < sizeof(attr) ? attr.size : sizeof(attr);
	attr_show(call, &attr, known, attr.size, false);
}

/* As much as is copied: 16384 processors. */
#define MASK_BYTES 2048

/*
 * The size of this machine's masks, and at least 1024 bits: the kernel looks at the mask only if
 * its size will do.
 */
static size_t cpuset_bytes(void)
{
	static size_t bytes;
	size_t n = 128;

	if (bytes)
		return bytes;
	while (n < MASK_BYTES && syscall(SYS_sched_getaffinity, 0, n, NULL) < 0 && errno == EINVAL)
		n *= 2;
	bytes = n;
	return bytes;
}

void bts_show_cpus(struct bts_call *call, enum bts_when when, uint64_t value, uint32_t len)
{
	uint64_t addr = bts_call_word(call, value);
	size_t known = len < cpuset_bytes() ? len : cpuset_bytes();
	/* Kernels count such masks in longs. */
	size_t size = (known + call->word - 1) / call->word * call->word;
	unsigned char mask[MASK_BYTES] = {};
	struct bts_aside aside;
	bool any = false;

	if (!addr || !bts_call_has(call, when)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (len && bts_call_read(call, when, addr, mask, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_aside_begin(&aside, call);
	bts_out_char(&aside.out, '[');
	for (size_t i = 0; i < size * 8; i++) {
		if (!(mask[i / 8] & 1 << i % 8))
			continue;
		bts_aside_join(&aside, any ? " " : "");
		bts_emit_uint(call->emit, i);
		any = true;
	}
	if (size < len)
		bts_out_text(&aside.out, any ? " ..." : "...");
	bts_out_char(&aside.out, ']');
	bts_aside_end(&aside, call);
}

void bts_show_affinity_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_cpus(call, BTS_AT_ENTRY, value, call->arg[1]);
}

void bts_show_affinity_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_cpus(call, BTS_AT_RETURN, value, bts_call_done(call) ? call->ret : 0);
}

#define IOPRIO_SHIFT 13

/* Its text: in strace's notation the class is a constant of its own. */
static void ioprio_text(struct bts_call *call, uint32_t value, char *text, size_t size)
{
	uint32_t class = value >> IOPRIO_SHIFT, data = value & ((1U << IOPRIO_SHIFT) - 1);
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	bts_aside_join(&aside, "IOPRIO_PRIO_VALUE(");
	bts_emit_enum(call->emit, class, &bts_set_ioprio_class, "IOPRIO_CLASS_???");
	bts_emit_uint(call->emit, data);
	bts_out_char(&aside.out, ')');
	bts_aside_take(&aside, call, text, size);
}

void bts_emit_ioprio(struct bts_call *call, uint32_t value, enum bts_emit_base base)
{
	char text[96];

	ioprio_text(call, value, text, sizeof(text));
	call->emit->ops->named(call->emit, base == BTS_DEC ? (uint64_t)(int32_t)value : value, text,
			       base);
}

void bts_show_ioprio(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_ioprio(call, value, BTS_DEC);
}

/* Is it a process, or a group, which is one more, or a user, by what the argument before says? */
static void who_show(struct bts_call *call, uint32_t process, uint64_t value)
{
	if ((uint32_t)call->arg[0] == process)
		bts_call_show_pid(call, value);
	else if ((uint32_t)call->arg[0] == process + 1)
		bts_call_show_group(call, value);
	else
		bts_emit_int(call->emit, (int32_t)value);
}

void bts_show_prio_who(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	who_show(call, 0, value);
}

void bts_show_ioprio_who(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	who_show(call, 1, value);
}

void bts_show_ioprio_ret(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_ioprio_who(call, arg, value);
	if (!bts_call_done(call) || call->emit->style.consts == BTS_CONST_RAW)
		return;
	ioprio_text(call, call->ret, call->ret_text, sizeof(call->ret_text));
	call->ret_note = call->ret_text;
}

/* A limit: in KiB where it has some and no more. */
static void member_limit(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	uint64_t value = bts_bytes_uint(bytes, field->size);
	const char *name = NULL;
	char text[32];

	if (field->size == 8 && value == UINT64_MAX) {
		name = "RLIM64_INFINITY";
	} else if (field->size == 4 && value == UINT32_MAX) {
		name = "RLIM_INFINITY";
	} else if (value > 1024 && !(value % 1024)) {
		snprintf(text, sizeof(text), "%llu*1024", (unsigned long long)value / 1024);
		name = text;
	}
	if (name)
		call->emit->ops->named(call->emit, value, name, BTS_UDEC);
	else
		bts_emit_uint(call->emit, value);
}

struct rlim64 {
	uint64_t rlim_cur, rlim_max;
};

struct rlim32 {
	uint32_t rlim_cur, rlim_max;
};

#define bts_member_limit      member_limit
#define F_LIMIT(type, member) MEMBER_(type, member, limit)
#define RLIMIT(type)	      F_LIMIT(type, rlim_cur), F_LIMIT(type, rlim_max)
LAYOUT_WORDS(rlimit, struct rlim64, struct rlim32, RLIMIT);
LAYOUT(rlimit64, struct rlim64, RLIMIT(struct rlim64));
