// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The machine: its names, its kernel, what may run on it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include "syscall/call_process.h"

/* A longer name is none. */
#define HOST_NAME_MAX_LEN 64

void bts_show_host_name(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t len = call->arg[1];

	(void)arg;
	if (len > HOST_NAME_MAX_LEN)
		bts_emit_addr(call->emit, bts_call_word(call, value));
	else
		bts_show_bytes(call, BTS_AT_ENTRY, bts_call_word(call, value), len);
}

#define F_NAME(type, member) MEMBER_(type, member, cstr, .brief = true)
#define UTSNAME(type)                                                         \
	F_NAME(type, sysname), F_NAME(type, nodename), F_CSTR(type, release), \
		F_CSTR(type, version), F_CSTR(type, machine), F_CSTR(type, domainname)
LAYOUT_BRIEF(utsname, struct utsname, UTSNAME(struct utsname));

static void member_loads(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	bts_emit_array(call->emit);
	for (int i = 0; i < 3; i++)
		bts_emit_uint(call->emit, bts_bytes_uint((const char *)bytes + i * field->size / 3,
							 field->size / 3));
	bts_emit_array_end(call->emit);
}

#define SYSINFO_TYPE(word)                                                                 \
	{                                                                                  \
		word uptime, loads[3], totalram, freeram, sharedram, bufferram, totalswap; \
		word freeswap;                                                             \
		uint16_t procs, pad;                                                       \
		word totalhigh, freehigh;                                                  \
		uint32_t mem_unit;                                                         \
		char rest[20 - 2 * sizeof(word)];                                          \
	}
struct sysinfo64 SYSINFO_TYPE(uint64_t);
struct sysinfo32 SYSINFO_TYPE(uint32_t);

#define SYSINFO(type)                                                                     \
	F_UINT(type, uptime),                                                             \
		{ .name = "loads",                                                        \
		  .off = offsetof(type, loads),                                           \
		  .size = sizeof(((type *)0)->loads),                                     \
		  .show = member_loads },                                                 \
		F_UINT(type, totalram), F_UINT(type, freeram), F_UINT(type, sharedram),   \
		F_UINT(type, bufferram), F_UINT(type, totalswap), F_UINT(type, freeswap), \
		F_UINT(type, procs), F_UINT(type, totalhigh), F_UINT(type, freehigh),     \
		F_UINT(type, mem_unit)
LAYOUT_WORDS(sysinfo, struct sysinfo64, struct sysinfo32, SYSINFO);

#define RESTART2 0xa1b2c3d4

bool bts_reboot_no_arg(const struct bts_call *call)
{
	return (uint32_t)call->arg[2] != RESTART2;
}

void bts_show_reboot_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	size_t max = call->emit->style.string_max;

	(void)arg;
	/* The kernel takes 255 bytes. */
	bts_show_cstr(call, BTS_AT_ENTRY, bts_call_word(call, value), max < 255 ? max : 255);
}

/* How syslog's second and third argument are used, by its type. */
enum syslog_kind { SYSLOG_NUMBERS, SYSLOG_NONE, SYSLOG_READ, SYSLOG_LEVEL };

static enum syslog_kind syslog_kind(const struct bts_call *call)
{
	static const uint8_t kinds[] = {
		SYSLOG_NONE, SYSLOG_NONE, SYSLOG_READ,	SYSLOG_READ, SYSLOG_READ, SYSLOG_NONE,
		SYSLOG_NONE, SYSLOG_NONE, SYSLOG_LEVEL, SYSLOG_NONE, SYSLOG_NONE,
	};
	uint32_t type = call->arg[0];

	return type < sizeof(kinds) ? kinds[type] : SYSLOG_NUMBERS;
}

bool bts_syslog_no_args(const struct bts_call *call)
{
	return syslog_kind(call) == SYSLOG_NONE;
}

/* The number in any case, its name as a comment. */
static void commented_show(struct bts_call *call, int32_t value, const struct bts_flag_set *set,
			   const char *unknown)
{
	bts_emit_int(call->emit, value);
	bts_emit_commentf(call->emit, "%s", bts_flag_name(set, (uint32_t)value) ?: unknown);
}

void bts_show_syslog_type(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	commented_show(call, value, &bts_set_syslog, "SYSLOG_ACTION_???");
}

void bts_show_syslog_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	enum syslog_kind kind = syslog_kind(call);
	uint64_t addr = bts_call_word(call, value);

	(void)arg;
	if (kind == SYSLOG_READ && bts_call_done(call))
		bts_show_bytes(call, BTS_AT_RETURN, addr, call->ret);
	else
		bts_emit_addr(call->emit, addr);
	bts_emit_key(call->emit, "len");
	if (kind == SYSLOG_LEVEL)
		commented_show(call, call->arg[2], &bts_set_loglevel, "LOGLEVEL_???");
	else
		bts_emit_int(call->emit, (int32_t)call->arg[2]);
}

/* struct user_desc, and its bits */
struct user_desc {
	uint32_t entry_number, base_addr, limit, bits;
};

static const struct {
	const char *name;
	uint8_t shift, width;
} desc_bits[] = {
	{ "seg_32bit", 0, 1 },
	{ "contents", 1, 2 },
	{ "read_exec_only", 3, 1 },
	{ "limit_in_pages", 4, 1 },
	{ "seg_not_present", 5, 1 },
	{ "useable", 6, 1 },
	{ "lm", 7, 1 },
};

static void desc_number_show(struct bts_call *call, const char *name, uint32_t value)
{
	bts_emit_key(call->emit, name);
	bts_emit_wordf(call->emit, "%#08x", value);
}

static void desc_rest_show(struct bts_call *call, const struct user_desc *desc)
{
	/* Programs of 32 bits have no lm. */
	size_t n = ARRAY_SIZE(desc_bits) - (call->word == 4);

	desc_number_show(call, "base_addr", desc->base_addr);
	desc_number_show(call, "limit", desc->limit);
	for (size_t i = 0; i < n; i++) {
		bts_emit_key(call->emit, desc_bits[i].name);
		bts_emit_uint(call->emit,
			      desc->bits >> desc_bits[i].shift & ((1U << desc_bits[i].width) - 1));
	}
}

static void desc_show(struct bts_call *call, uint64_t addr)
{
	struct user_desc desc;

	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &desc, sizeof(desc))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "entry_number");
	bts_show_id(call, NULL, desc.entry_number);
	desc_rest_show(call, &desc);
	bts_emit_struct_end(call->emit);
}

void bts_show_user_desc(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	if (bts_call_word(call, call->arg[2]) == sizeof(struct user_desc))
		desc_show(call, bts_call_word(call, value));
	else
		bts_emit_addr(call->emit, bts_call_word(call, value));
}

void bts_show_thread_area(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct user_desc desc;

	desc_show(call, addr);
	/* Not where clone() asks for it to be shown. */
	if (!arg || !addr || !bts_call_done(call) ||
	    bts_call_read(call, BTS_AT_RETURN, addr, &desc, sizeof(desc)))
		return;
	snprintf(call->ret_text, sizeof(call->ret_text), "entry_number=%u", desc.entry_number);
	call->ret_note = call->ret_text;
}

/* Which one is read at the entry, the rest at the return. */
void bts_show_get_thread_area(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct user_desc desc;
	uint32_t number;

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &number, sizeof(number))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "entry_number");
	bts_show_id(call, NULL, number);
	if (bts_call_done(call) && !bts_call_read(call, BTS_AT_RETURN, addr, &desc, sizeof(desc)))
		desc_rest_show(call, &desc);
	else
		bts_emit_more(call->emit);
	bts_emit_struct_end(call->emit);
}

#define SEGMENTS_MAX 16

static void segment_element(struct bts_call *call, const void *bytes, uint64_t addr,
			    const void *data)
{
	static const char *const names[] = { "buf", "bufsz", "mem", "memsz" };
	unsigned int n = call->word;

	(void)addr;
	(void)data;
	bts_emit_struct(call->emit);
	for (int i = 0; i < 4; i++) {
		uint64_t value = bts_bytes_uint((const char *)bytes + i * n, n);

		bts_emit_key(call->emit, names[i]);
		if (i & 1)
			bts_emit_uint(call->emit, value);
		else
			bts_emit_addr(call->emit, value);
	}
	bts_emit_struct_end(call->emit);
}

void bts_show_kexec_segments(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t n = bts_call_word(call, call->arg[1]), addr = bts_call_word(call, value);

	(void)arg;
	if (n > SEGMENTS_MAX || !addr)
		bts_emit_addr(call->emit, addr);
	else
		bts_show_elements(call, BTS_AT_ENTRY, addr, n, 4 * call->word, segment_element,
				  NULL);
}

#define KEXEC_ARCH 0xffff0000U

void bts_show_kexec_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	value = bts_call_word(call, value);
	bts_show_enum_and_flags(call, value & KEXEC_ARCH, &bts_set_kexec_arch, "KEXEC_ARCH_???",
				value & ~(uint64_t)KEXEC_ARCH, &bts_set_kexec_flags, "KEXEC_???");
}

#define SWAP_PRIO 0x7fff

void bts_show_swap_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t flags = (uint32_t)value & ~SWAP_PRIO;
	struct bts_aside aside;

	(void)arg;
	if (!flags) {
		bts_emit_uint(call->emit, value & SWAP_PRIO);
		return;
	}
	bts_aside_begin(&aside, call);
	bts_emit_flags(call->emit, flags, &bts_set_swap, "SWAP_FLAG_???");
	bts_aside_join(&aside, "|");
	bts_emit_uint(call->emit, value & SWAP_PRIO);
	bts_aside_end(&aside, call);
}

void bts_show_hex_buf(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);

	(void)arg;
	if (bts_call_done(call))
		bts_show_hex_string(call, BTS_AT_RETURN, addr, call->ret);
	else
		bts_emit_addr(call->emit, addr);
}

/* struct lsm_ctx, behind which stand ctx_len bytes. */
struct lsm_ctx {
	uint64_t id, flags, len, ctx_len;
};

static void lsm_id_show(struct bts_call *call, uint64_t id)
{
	bts_emit_enum(call->emit, id, &bts_set_lsm_id, "LSM_ID_???");
}

/* @left bytes may belong to it; @when is when they were read. */
static void lsm_ctx_show(struct bts_call *call, enum bts_when when, uint64_t addr,
			 const struct lsm_ctx *ctx, uint64_t left)
{
	uint64_t room = ctx->len < left ? ctx->len : left, n;
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "id");
	bts_emit_enum(e, ctx->id, &bts_set_lsm_id, NULL);
	bts_emit_key(e, "flags");
	bts_emit_hex(e, ctx->flags);
	bts_emit_key(e, "len");
	bts_emit_uint(e, ctx->len);
	bts_emit_key(e, "ctx_len");
	bts_emit_uint(e, ctx->ctx_len);
	n = room > sizeof(*ctx) ? room - sizeof(*ctx) : 0;
	n = ctx->ctx_len < n ? ctx->ctx_len : n;
	if (n) {
		bts_emit_key(e, "ctx");
		bts_show_hex_string(call, when, addr + sizeof(*ctx), n);
	}
	bts_emit_struct_end(e);
}

void bts_show_lsm_ctx_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t size = call->arg[2];
	struct lsm_ctx ctx;

	(void)arg;
	if (!addr || size < sizeof(ctx) ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, &ctx, sizeof(ctx)))
		bts_emit_addr(call->emit, addr);
	else
		lsm_ctx_show(call, BTS_AT_ENTRY, addr, &ctx, size);
}

#define LSM_SINGLE 1

/* As many as the call returned, one behind the other. */
static void lsm_ctxs_show(struct bts_call *call, uint64_t addr, uint32_t size)
{
	struct lsm_ctx ctx;
	uint64_t at = addr;

	if (!addr || bts_call_read(call, BTS_AT_RETURN, addr, &ctx, sizeof(ctx))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	for (int64_t i = 0; i < call->ret; i++) {
		if (bts_call_read(call, BTS_AT_RETURN, at, &ctx, sizeof(ctx)) ||
		    ctx.len < sizeof(ctx) || at - addr + ctx.len > size) {
			bts_emit_more(call->emit);
			break;
		}
		lsm_ctx_show(call, BTS_AT_RETURN, at, &ctx, ctx.len);
		at += ctx.len;
	}
	bts_emit_array_end(call->emit);
}

void bts_show_lsm_ctx_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct lsm_ctx asked;
	bool single = call->arg[3] & LSM_SINGLE;
	uint32_t size = 0;

	(void)arg;
	bts_call_read(call, BTS_AT_RETURN, bts_call_word(call, call->arg[2]), &size, sizeof(size));
	/* The one that is wanted is said in the struct. */
	if (single && addr && !bts_call_read(call, BTS_AT_ENTRY, addr, &asked, sizeof(asked)) &&
	    !bts_call_read(call, BTS_AT_ENTRY, bts_call_word(call, call->arg[2]), &size,
			   sizeof(size))) {
		bts_emit_before(call->emit);
		bts_emit_struct(call->emit);
		bts_emit_key(call->emit, "id");
		bts_emit_enum(call->emit, asked.id, &bts_set_lsm_id, NULL);
		bts_emit_struct_end(call->emit);
		bts_emit_after(call->emit);
	} else {
		single = false;
	}
	if (bts_call_done(call))
		lsm_ctxs_show(call, addr, size);
	else
		bts_emit_addr(call->emit, addr);
	if (single)
		bts_emit_changed(call->emit);
}

static void lsm_id_element(struct bts_call *call, const void *bytes, uint64_t addr,
			   const void *data)
{
	(void)addr;
	(void)data;
	lsm_id_show(call, bts_bytes_uint(bytes, 8));
}

void bts_show_lsm_ids(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);

	(void)arg;
	if (!addr || !bts_call_done(call))
		bts_emit_addr(call->emit, addr);
	else
		bts_show_elements(call, BTS_AT_RETURN, addr, call->ret, 8, lsm_id_element, NULL);
}

void bts_show_u32_inout(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct bts_emit *e = call->emit;
	uint32_t before, after;

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &before, sizeof(before))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_array(e);
	if (bts_call_read(call, BTS_AT_RETURN, addr, &after, sizeof(after)))
		after = before;
	bts_emit_change(e, before, after, BTS_UDEC);
	bts_emit_array_end(e);
}

/* struct landlock_ruleset_attr: what of it there is depends on the size. */
static const struct {
	const char *name;
	const struct bts_flag_set *set;
	const char *unknown;
} ruleset[] = {
	{ "handled_access_fs", &bts_set_landlock_fs, "LANDLOCK_ACCESS_FS_???" },
	{ "handled_access_net", &bts_set_landlock_net, "LANDLOCK_ACCESS_NET_???" },
	{ "scoped", &bts_set_landlock_scope, "LANDLOCK_SCOPE_???" },
	{ "quiet_access_fs", &bts_set_landlock_fs, "LANDLOCK_ACCESS_FS_???" },
	{ "quiet_access_net", &bts_set_landlock_net, "LANDLOCK_ACCESS_NET_???" },
	{ "quiet_scoped", &bts_set_landlock_scope, "LANDLOCK_SCOPE_???" },
};

#define RULESET ARRAY_SIZE(ruleset)

void bts_show_landlock_attr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), size = bts_call_word(call, call->arg[1]),
		 attr[RULESET] = {};
	size_t known = size < sizeof(attr) ? size : sizeof(attr);

	(void)arg;
	if (!addr || size < sizeof(*attr) || bts_call_read(call, BTS_AT_ENTRY, addr, attr, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	for (size_t i = 0; i < RULESET && i * 8 < size; i++) {
		bts_emit_key(call->emit, ruleset[i].name);
		bts_emit_flags(call->emit, attr[i], ruleset[i].set, ruleset[i].unknown);
	}
	if (size > sizeof(attr))
		bts_emit_more(call->emit);
	bts_emit_struct_end(call->emit);
}

enum { RULE_PATH = 1, RULE_PORT };

void bts_show_landlock_rule(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t type = call->arg[1];
	struct bts_emit *e = call->emit;
	struct {
		uint64_t access, port;
	} rule = {};
	/* The struct of a path is packed. */
	size_t size = type == RULE_PATH ? 12 : 16;

	(void)arg;
	if (!addr || (type != RULE_PATH && type != RULE_PORT) ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, &rule, size)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "allowed_access");
	if (type == RULE_PATH) {
		bts_emit_flags(e, rule.access, &bts_set_landlock_fs, "LANDLOCK_ACCESS_FS_???");
		bts_emit_key(e, "parent_fd");
		bts_call_show_fd(call, (int32_t)rule.port);
	} else {
		bts_emit_flags(e, rule.access, &bts_set_landlock_net, "LANDLOCK_ACCESS_NET_???");
		bts_emit_key(e, "port");
		bts_emit_uint(e, rule.port);
	}
	bts_emit_struct_end(e);
}
