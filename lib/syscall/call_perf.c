// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* perf_event_open: what is to be measured. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "syscall/call_misc.h"

struct attr {
	uint32_t type, size;
	uint64_t config, sample_period, sample_type, read_format, bits;
	uint32_t wakeup_events, bp_type;
	uint64_t config1, config2, branch_sample_type, sample_regs_user;
	uint32_t sample_stack_user;
	int32_t clockid;
	uint64_t sample_regs_intr;
	uint32_t aux_watermark;
	uint16_t sample_max_stack, reserved2;
	uint32_t aux_sample_size, aux_action;
	uint64_t sig_data, config3, config4;
};

#define ATTR_OLDEST  64
#define ATTR_BRIEF   offsetof(struct attr, wakeup_events)
#define SAMPLE_STACK (1 << 11) /* PERF_SAMPLE_BRANCH_STACK */
#define SAMPLE_USER  (1 << 13) /* PERF_SAMPLE_STACK_USER */

enum type {
	HARDWARE,
	SOFTWARE,
	TRACEPOINT,
	CACHE,
	RAW,
	BREAKPOINT,
};

/* The flags that are one bit each; precise_ip has two, see below. */
static const char *const bits[] = {
	"disabled",
	"inherit",
	"pinned",
	"exclusive",
	"exclude_user",
	"exclude_kernel",
	"exclude_hv",
	"exclude_idle",
	"mmap",
	"comm",
	"freq",
	"inherit_stat",
	"enable_on_exec",
	"task",
	"watermark",
	NULL,
	NULL,
	"mmap_data",
	"sample_id_all",
	"exclude_host",
	"exclude_guest",
	"exclude_callchain_kernel",
	"exclude_callchain_user",
	"mmap2",
	"comm_exec",
	"use_clockid",
	"context_switch",
	"write_backward",
	"namespaces",
	"ksymbol",
	"bpf_event",
	"aux_output",
	"cgroup",
	"text_poke",
	"build_id",
	"inherit_thread",
	"remove_on_exec",
	"sigtrap",
};

#define BITS	      ARRAY_SIZE(bits)
#define BIT_FREQ      10
#define BIT_WATERMARK 14
#define BIT_PRECISE   15
#define BIT_CLOCK     25

static bool bit(const struct attr *attr, unsigned int n)
{
	return attr->bits >> n & 1;
}

static void bits_show(struct bts_emit *e, const struct attr *attr)
{
	static const char *const precise[] = {
		"arbitrary skid",
		"constant skid",
		"requested to have 0 skid",
		"must have 0 skid",
	};

	for (size_t i = 0; i < BITS; i++) {
		if (i == BIT_PRECISE) {
			unsigned int ip = attr->bits >> BIT_PRECISE & 3;

			bts_emit_key(e, "precise_ip");
			bts_emit_uint(e, ip);
			bts_emit_commentf(e, "%s", precise[ip]);
		} else if (bits[i] && (e->style.verbose || bit(attr, i))) {
			bts_emit_key(e, bits[i]);
			bts_emit_uint(e, bit(attr, i));
		}
	}
	if (attr->bits >> BITS) {
		bts_emit_key(e, "__reserved_1");
		bts_emit_hex(e, attr->bits >> BITS);
		bts_emit_commentf(e, "Bits 63..%zu", BITS);
	}
}

/* Numbers and constants that make up a configuration, as text: 0x5<<32|NAME. */
static void config_part(struct bts_call *call, struct bts_aside *aside, uint64_t value,
			const struct bts_flag_set *set, const char *unknown, unsigned int shift)
{
	if (aside->out.len)
		bts_aside_join(aside, "|");
	if (set)
		bts_emit_enum(call->emit, value, set, unknown);
	else
		bts_emit_hex(call->emit, value);
	if (shift) {
		bts_aside_join(aside, "<<");
		bts_emit_uint(call->emit, shift);
	}
}

static void config_parts(struct bts_call *call, const struct attr *attr)
{
	uint64_t config = attr->config;
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	if (config >> 32)
		config_part(call, &aside, config >> 32, NULL, NULL, 32);
	if (attr->type == HARDWARE) {
		config_part(call, &aside, (uint32_t)config, &bts_set_perf_hw, "PERF_COUNT_HW_???",
			    0);
	} else {
		if (config >> 24 & 0xff)
			config_part(call, &aside, config >> 24 & 0xff, NULL, NULL, 24);
		config_part(call, &aside, config >> 16 & 0xff, &bts_set_perf_cache_result,
			    "PERF_COUNT_HW_CACHE_RESULT_???", 16);
		config_part(call, &aside, config >> 8 & 0xff, &bts_set_perf_cache_op,
			    "PERF_COUNT_HW_CACHE_OP_???", 8);
		config_part(call, &aside, config & 0xff, &bts_set_perf_cache,
			    "PERF_COUNT_HW_CACHE_???", 0);
	}
	bts_aside_end(&aside, call);
}

static void config_show(struct bts_call *call, const struct attr *attr)
{
	struct bts_emit *e = call->emit;

	bts_emit_key(e, "config");
	switch (attr->type) {
	case HARDWARE:
	case CACHE:
		config_parts(call, attr);
		break;
	case SOFTWARE:
		bts_emit_enum(e, attr->config, &bts_set_perf_sw, "PERF_COUNT_SW_???");
		break;
	case TRACEPOINT:
		bts_emit_uint(e, attr->config);
		break;
	default:
		bts_emit_hex(e, attr->config);
	}
}

static void member_hex(struct bts_emit *e, const char *key, uint64_t value)
{
	bts_emit_key(e, key);
	bts_emit_hex(e, value);
}

static void member_uint(struct bts_emit *e, const char *key, uint64_t value)
{
	bts_emit_key(e, key);
	bts_emit_uint(e, value);
}

static void wakeup_show(struct bts_emit *e, const struct attr *attr)
{
	bool breakpoint = attr->type == BREAKPOINT;

	member_uint(e, bit(attr, BIT_WATERMARK) ? "wakeup_watermark" : "wakeup_events",
		    attr->wakeup_events);
	if (breakpoint) {
		bts_emit_key(e, "bp_type");
		bts_emit_enum(e, attr->bp_type, &bts_set_perf_bp,
			      attr->bp_type <= 7 ? "HW_BREAKPOINT_INVALID" : "HW_BREAKPOINT_???");
	}
	member_hex(e, breakpoint ? "bp_addr" : "config1", attr->config1);
}

/* What newer versions of the struct have, as far as this one has it. */
static void later_show(struct bts_emit *e, const struct attr *attr, size_t size)
{
#define HAS(member) (offsetof(struct attr, member) < size)
	if (!HAS(config2))
		return;
	if (attr->type == BREAKPOINT)
		member_uint(e, "bp_len", attr->config2);
	else
		member_hex(e, "config2", attr->config2);
	if (HAS(branch_sample_type) && (attr->sample_type & SAMPLE_STACK)) {
		bts_emit_key(e, "branch_sample_type");
		bts_emit_flags(e, attr->branch_sample_type, &bts_set_perf_branch,
			       "PERF_SAMPLE_BRANCH_???");
	}
	if (HAS(sample_regs_user))
		member_hex(e, "sample_regs_user", attr->sample_regs_user);
	if (HAS(sample_stack_user) && (attr->sample_type & SAMPLE_USER))
		member_hex(e, "sample_stack_user", attr->sample_stack_user);
	if (HAS(clockid) && bit(attr, BIT_CLOCK)) {
		bts_emit_key(e, "clockid");
		bts_emit_enum(e, (uint32_t)attr->clockid, &bts_set_clock, "CLOCK_???");
	}
	if (HAS(sample_regs_intr))
		member_hex(e, "sample_regs_intr", attr->sample_regs_intr);
	if (HAS(aux_watermark))
		member_uint(e, "aux_watermark", attr->aux_watermark);
	if (HAS(sample_max_stack))
		member_uint(e, "sample_max_stack", attr->sample_max_stack);
	if (HAS(reserved2) && attr->reserved2)
		bts_emit_commentf(e, "bytes 110..111: %#x", attr->reserved2);
	if (HAS(aux_sample_size))
		member_uint(e, "aux_sample_size", attr->aux_sample_size);
	if (HAS(aux_action)) {
		member_uint(e, "aux_start_paused", attr->aux_action & 1);
		member_uint(e, "aux_pause", attr->aux_action >> 1 & 1);
		member_uint(e, "aux_resume", attr->aux_action >> 2 & 1);
		if (attr->aux_action >> 3) {
			member_hex(e, "__reserved_3", attr->aux_action >> 3);
			bts_emit_commentf(e, "Bits 931..959");
		}
	}
	if (HAS(sig_data))
		member_hex(e, "sig_data", attr->sig_data);
	if (HAS(config3))
		member_hex(e, "config3", attr->config3);
	if (HAS(config4))
		member_hex(e, "config4", attr->config4);
#undef HAS
}

static void size_show(struct bts_call *call, uint64_t addr, const struct attr *attr)
{
	struct bts_emit *e = call->emit;
	bool told = call->failed && call->ret == -E2BIG;
	uint32_t size;

	bts_emit_key(e, "size");
	if (told)
		bts_emit_before(e);
	bts_emit_enum(e, attr->size, &bts_set_perf_size, "PERF_ATTR_SIZE_???");
	if (!told)
		return;
	bts_emit_after(e);
	if (bts_call_read(call, BTS_AT_RETURN, addr + offsetof(struct attr, size), &size,
			  sizeof(size)))
		bts_emit_word(e, "???");
	else
		bts_emit_enum(e, size, &bts_set_perf_size, "PERF_ATTR_SIZE_???");
	bts_emit_changed(e);
}

void bts_show_perf_attr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct bts_emit *e = call->emit;
	struct attr attr = {};
	uint32_t size = 0;

	(void)arg;
	if (bts_call_read(call, BTS_AT_ENTRY, addr, &attr, 8) ||
	    (attr.size && attr.size < ATTR_OLDEST)) {
		bts_emit_addr(e, addr);
		return;
	}
	size = !attr.size ? ATTR_OLDEST : attr.size < sizeof(attr) ? attr.size : sizeof(attr);
	if (!e->style.verbose)
		size = ATTR_BRIEF;
	if (bts_call_read(call, BTS_AT_ENTRY, addr, &attr, size)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "type");
	bts_emit_enum(e, attr.type, &bts_set_perf_type, "PERF_TYPE_???");
	size_show(call, addr, &attr);
	config_show(call, &attr);
	member_uint(e, bit(&attr, BIT_FREQ) ? "sample_freq" : "sample_period", attr.sample_period);
	bts_emit_key(e, "sample_type");
	bts_emit_flags(e, attr.sample_type, &bts_set_perf_sample, "PERF_SAMPLE_???");
	bts_emit_key(e, "read_format");
	bts_emit_flags(e, attr.read_format, &bts_set_perf_format, "PERF_FORMAT_???");
	bits_show(e, &attr);
	if (e->style.verbose) {
		wakeup_show(e, &attr);
		later_show(e, &attr, size);
	}
	if (attr.size ? attr.size > size : size < ATTR_OLDEST)
		bts_emit_more(e);
	bts_emit_struct_end(e);
}
