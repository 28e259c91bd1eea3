// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* prctl, arch_prctl, seccomp: calls whose arguments depend on the first. */
#include <stdio.h>
#include <string.h>
#include "syscall/call_net.h"
#include "syscall/call_misc.h"
#include "syscall/call_process.h"

SHOWS(pr_name_in);
SHOWS(pr_name_out);
SHOWS(pr_string);
SHOWS(pr_death_signal);
SHOWS(pr_ptracer);
SHOWS(pr_vector_length);
SHOWS(pr_tagged_addr);
SHOWS(pr_pac_keys);
SHOWS(pr_riscv_v);
SHOWS(pr_pidtype);
SHOWS(pr_cookie);
SHOWS(pr_seccomp_filter);
SHOWS(pr_number_at);
SHOWS(pr_flags_at);
SHOWS(pr_enum_at);
SHOWS(pr_signal_at);

#define COMM 16

/* At most 15 bytes are looked at, and if none of them is a NUL the name is said to be cut. */
void bts_show_pr_name_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	const char *bytes;
	char room[COMM];
	size_t n = bts_call_bytes(call, BTS_AT_ENTRY, addr, COMM - 1, &bytes, room);

	(void)arg;
	if (!addr || !n || (n < COMM - 1 && !memchr(bytes, 0, n)))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_string(call->emit, bytes, n,
				BTS_STRING_NUL | (memchr(bytes, 0, n) ? 0 : BTS_STRING_CUT));
}

void bts_show_pr_name_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	char name[COMM];

	(void)arg;
	if (!addr || !bts_call_done(call) ||
	    bts_call_read(call, BTS_AT_RETURN, addr, name, sizeof(name)))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_string(call->emit, name, sizeof(name),
				BTS_STRING_NUL |
					(memchr(name, 0, sizeof(name)) ? 0 : BTS_STRING_CUT));
}

void bts_show_pr_string(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_call_word(call, value), call->emit->style.string_max);
}

void bts_show_pr_death_signal(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	if (bts_call_word(call, value) > 128)
		bts_emit_uint(call->emit, bts_call_word(call, value));
	else
		bts_emit_signal(call->emit, value);
}

void bts_show_pr_ptracer(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	if ((int32_t)value == -1)
		call->emit->ops->named(call->emit, -1, "PR_SET_PTRACER_ANY", BTS_DEC);
	else
		bts_call_show_pid(call, value);
}

#define VL_LENGTH 0xffff

/* Flags and a length, one constant: it has no name if there are no flags. */
static void vector_length_emit(struct bts_call *call, uint64_t value,
			       const struct bts_flag_set *set)
{
	struct bts_aside aside;
	char text[128];

	if (!(value & ~(uint64_t)VL_LENGTH)) {
		bts_emit_hex(call->emit, value);
		return;
	}
	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_emit_flags(call->emit, value & ~(uint64_t)VL_LENGTH, set, NULL);
	bts_aside_join(&aside, "|");
	bts_emit_hex(call->emit, value & VL_LENGTH);
	bts_aside_take(&aside, call, text, sizeof(text));
	call->emit->ops->named(call->emit, value, text, BTS_HEX);
}

void bts_show_pr_vector_length(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	vector_length_emit(call, bts_call_word(call, value), arg->data);
}

#define TAGGED_ENABLE 1
#define MTE_TCF	      6
#define MTE_TAG_SHIFT 3
#define MTE_TAG	      (0xffffULL << MTE_TAG_SHIFT)

static void tagged_addr_text(struct bts_call *call, uint64_t value, char *text, size_t size)
{
	uint64_t rest = value & ~(TAGGED_ENABLE | MTE_TCF | MTE_TAG);
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_emit_flags(call->emit, value & TAGGED_ENABLE, &bts_set_pr_tagged_addr, NULL);
	bts_aside_join(&aside, "|");
	bts_emit_enum(call->emit, value & MTE_TCF, &bts_set_pr_mte_tcf, NULL);
	if (value & MTE_TAG) {
		bts_aside_join(&aside, "|");
		bts_emit_hex(call->emit, (value & MTE_TAG) >> MTE_TAG_SHIFT);
		bts_aside_join(&aside, "<<PR_MTE_TAG_SHIFT");
	}
	if (rest) {
		bts_aside_join(&aside, "|");
		bts_emit_hex(call->emit, rest);
	}
	bts_aside_take(&aside, call, text, size);
}

void bts_show_pr_tagged_addr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	char text[128];

	(void)arg;
	tagged_addr_text(call, bts_call_word(call, value), text, sizeof(text));
	call->emit->ops->named(call->emit, bts_call_word(call, value), text, BTS_HEX);
}

/* The keys that can be enabled, then the one that cannot. */
void bts_show_pr_pac_keys(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_flag all[8];
	struct bts_flag_set both = { .flags = all };
	const struct bts_flag_set *sets[] = { &bts_set_pr_pac_enabled, &bts_set_pr_pac_generic };

	(void)arg;
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < sets[i]->count && both.count < 8; k++)
			all[both.count++] = sets[i]->flags[k];
	}
	bts_emit_flags(call->emit, bts_call_word(call, value), &both, "PR_PAC_???");
}

/* Two states of two bits, and whether they are inherited. */
static void riscv_v_text(struct bts_call *call, uint64_t value, char *text, size_t size)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_emit_enum(call->emit, value & 3, &bts_set_pr_riscv_v, NULL);
	bts_aside_join(&aside, "|");
	bts_emit_enum(call->emit, value >> 2 & 3, &bts_set_pr_riscv_v, NULL);
	bts_aside_join(&aside, "<<2|");
	bts_emit_flags(call->emit, value & 0x10, &bts_set_pr_riscv_v_inherit, NULL);
	if (value & ~0x1fULL) {
		bts_aside_join(&aside, "|");
		bts_emit_hex(call->emit, value & ~0x1fULL);
	}
	bts_aside_take(&aside, call, text, size);
}

void bts_show_pr_riscv_v(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	char text[160];

	(void)arg;
	riscv_v_text(call, bts_call_word(call, value), text, sizeof(text));
	call->emit->ops->named(call->emit, bts_call_word(call, value), text, BTS_HEX);
}

/* Its name stands in a comment in any case, unless constants are to be numbers. */
void bts_show_pr_pidtype(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	const char *name = bts_flag_name(&bts_set_pidtype, (uint32_t)value);

	(void)arg;
	bts_emit_hex(call->emit, (uint32_t)value);
	if (call->emit->style.consts != BTS_CONST_RAW)
		bts_emit_commentf(call->emit, "%s", name ?: "PIDTYPE_???");
}

/* A number that was filled in; see bts_show_number_read(). */
static bool number_read(struct bts_call *call, uint64_t value, size_t size, uint64_t *number)
{
	return bts_show_number_read(call, BTS_AT_RETURN, bts_call_word(call, value), size, number);
}

/* Only PR_SCHED_CORE_GET leaves one. */
void bts_show_pr_cookie(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if ((uint32_t)call->arg[1])
		bts_show_hex(call, arg, value);
	else
		bts_show_number_at(call, BTS_AT_RETURN, bts_call_word(call, value), 8, BTS_HEX);
}

void bts_show_pr_number_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_number_at(call, BTS_AT_RETURN, bts_call_word(call, value), 4, BTS_UDEC);
}

void bts_show_pr_flags_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_flags_at(call, BTS_AT_RETURN, bts_call_word(call, value), 4, arg->data,
			  arg->unknown);
}

void bts_show_pr_enum_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_enum_at(call, BTS_AT_RETURN, bts_call_word(call, value), 4, arg->data,
			 arg->unknown);
}

void bts_show_pr_signal_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t number;

	(void)arg;
	if (!number_read(call, value, 4, &number))
		return;
	bts_emit_array(call->emit);
	bts_emit_signal(call->emit, number);
	bts_emit_array_end(call->emit);
}

/* A filter program, struct sock_fprog. */
static void fprog_show(struct bts_call *call, enum bts_when when, uint64_t addr)
{
	uint64_t filter = 0;
	uint16_t len;

	if (!addr || bts_call_read(call, when, addr, &len, sizeof(len)) ||
	    bts_call_read(call, when, addr + call->word, &filter, call->word)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "len");
	bts_emit_uint(call->emit, len);
	bts_emit_key(call->emit, "filter");
	bts_show_seccomp_filter(call, when, filter, len);
	bts_emit_struct_end(call->emit);
}

void bts_show_pr_seccomp_filter(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	fprog_show(call, BTS_AT_ENTRY, bts_call_word(call, value));
}

/* The options that are told apart, of linux/prctl.h. */
enum {
	PR_SET_PDEATHSIG = 1,
	PR_GET_PDEATHSIG = 2,
	PR_GET_DUMPABLE = 3,
	PR_SET_DUMPABLE = 4,
	PR_GET_UNALIGN = 5,
	PR_SET_UNALIGN = 6,
	PR_GET_KEEPCAPS = 7,
	PR_SET_KEEPCAPS = 8,
	PR_GET_FPEMU = 9,
	PR_SET_FPEMU = 10,
	PR_GET_FPEXC = 11,
	PR_SET_FPEXC = 12,
	PR_GET_TIMING = 13,
	PR_SET_TIMING = 14,
	PR_SET_NAME = 15,
	PR_GET_NAME = 16,
	PR_GET_ENDIAN = 19,
	PR_SET_ENDIAN = 20,
	PR_GET_SECCOMP = 21,
	PR_SET_SECCOMP = 22,
	PR_CAPBSET_READ = 23,
	PR_CAPBSET_DROP = 24,
	PR_GET_TSC = 25,
	PR_SET_TSC = 26,
	PR_GET_SECUREBITS = 27,
	PR_SET_SECUREBITS = 28,
	PR_SET_TIMERSLACK = 29,
	PR_GET_TIMERSLACK = 30,
	PR_TASK_PERF_EVENTS_DISABLE = 31,
	PR_TASK_PERF_EVENTS_ENABLE = 32,
	PR_MCE_KILL = 33,
	PR_MCE_KILL_GET = 34,
	PR_SET_MM = 35,
	PR_SET_CHILD_SUBREAPER = 36,
	PR_GET_CHILD_SUBREAPER = 37,
	PR_SET_NO_NEW_PRIVS = 38,
	PR_GET_TID_ADDRESS = 40,
	PR_SET_THP_DISABLE = 41,
	PR_SET_FP_MODE = 45,
	PR_GET_FP_MODE = 46,
	PR_CAP_AMBIENT = 47,
	PR_SVE_SET_VL = 50,
	PR_SVE_GET_VL = 51,
	PR_GET_SPECULATION_CTRL = 52,
	PR_SET_SPECULATION_CTRL = 53,
	PR_PAC_RESET_KEYS = 54,
	PR_SET_TAGGED_ADDR_CTRL = 55,
	PR_GET_TAGGED_ADDR_CTRL = 56,
	PR_SET_IO_FLUSHER = 57,
	PR_SET_SYSCALL_USER_DISPATCH = 59,
	PR_PAC_SET_ENABLED_KEYS = 60,
	PR_PAC_GET_ENABLED_KEYS = 61,
	PR_SCHED_CORE = 62,
	PR_SME_SET_VL = 63,
	PR_SME_GET_VL = 64,
	PR_SET_MDWE = 65,
	PR_GET_MDWE = 66,
	PR_RISCV_V_SET_CONTROL = 69,
	PR_RISCV_V_GET_CONTROL = 70,
	PR_RISCV_SET_ICACHE_FLUSH_CTX = 71,
	PR_PPC_GET_DEXCR = 72,
	PR_PPC_SET_DEXCR = 73,
	PR_SET_VMA = 0x53564d41,
	PR_SET_PTRACER = 0x59616d61,
};

/* What is said beside the number that was returned. */
enum pr_ret {
	PR_RET_NUMBER,
	PR_RET_NAME,  /* a constant's name */
	PR_RET_FLAGS, /* where it is not 0, in hexadecimal with the names of its bits */
	PR_RET_HEX,   /* the same, though without bits it has a name too */
	PR_RET_VL,    /* a vector's length and flags */
	PR_RET_TAGGED,
	PR_RET_RISCV_V,
};

struct prctl_option {
	uint32_t option;
	struct bts_arg args[4];
	enum pr_ret ret;
	const struct bts_flag_set *ret_set;
};

#define A(name_, ...)                       \
	{                                   \
		.name = #name_, __VA_ARGS__ \
	}
/* The last arguments as they are, from the second, the third ... on. */
#define REST5	A(arg5, HEX)
#define REST4	A(arg4, HEX), REST5
#define REST3	A(arg3, HEX), REST4
#define REST2	A(arg2, HEX), REST3
#define NUMBER	A(arg2, ULONG)
#define NUMBERS A(arg2, ULONG), REST3
#define UINT_AT A(arg2, SHOW(bts_show_pr_number_at))
#define OPTION(n, ...)                                 \
	{                                              \
		.option = (n), .args = { __VA_ARGS__ } \
	}
#define OPTION_RET(n, kind, set, ...)                                                          \
	{                                                                                      \
		.option = (n), .ret = PR_RET_##kind, .ret_set = (set), .args = { __VA_ARGS__ } \
	}

#define FLAGS_AT(set, unknown_) \
	SHOW(bts_show_pr_flags_at), .data = &bts_set_##set, .unknown = (unknown_)
#define ENUM_AT(set, unknown_) \
	SHOW(bts_show_pr_enum_at), .data = &bts_set_##set, .unknown = (unknown_)
#define LENGTH(set) SHOW(bts_show_pr_vector_length), .data = &bts_set_##set

/* Those that are not here show all their arguments as numbers. */
static const struct prctl_option options[] = {
	OPTION(PR_SET_PDEATHSIG, A(arg2, SHOW(bts_show_pr_death_signal))),
	OPTION(PR_GET_PDEATHSIG, A(arg2, SHOW(bts_show_pr_signal_at))),
	OPTION_RET(PR_GET_DUMPABLE, NAME, &bts_set_pr_dumpable),
	OPTION(PR_SET_DUMPABLE, A(arg2, ENUM64(pr_dumpable, "SUID_DUMP_???"))),
	OPTION(PR_GET_UNALIGN, A(arg2, FLAGS_AT(pr_unalign, "PR_UNALIGN_???"))),
	OPTION(PR_SET_UNALIGN, A(arg2, FLAGS(pr_unalign, "PR_UNALIGN_???"))),
	OPTION(PR_GET_KEEPCAPS),
	OPTION(PR_SET_KEEPCAPS, NUMBER),
	OPTION(PR_GET_FPEMU, UINT_AT),
	OPTION(PR_SET_FPEMU, NUMBER),
	OPTION(PR_GET_FPEXC, UINT_AT),
	OPTION(PR_SET_FPEXC, NUMBER),
	OPTION(PR_GET_TIMING),
	OPTION(PR_SET_TIMING, NUMBER),
	OPTION(PR_SET_NAME, A(arg2, SHOW(bts_show_pr_name_in))),
	OPTION(PR_GET_NAME, A(arg2, SHOW(bts_show_pr_name_out))),
	OPTION(PR_GET_ENDIAN, UINT_AT),
	OPTION(PR_SET_ENDIAN, NUMBER),
	OPTION(PR_GET_SECCOMP),
	OPTION(PR_CAPBSET_READ, A(arg2, ENUM64(cap, "CAP_???"))),
	OPTION(PR_CAPBSET_DROP, A(arg2, ENUM64(cap, "CAP_???"))),
	OPTION(PR_GET_TSC, A(arg2, ENUM_AT(pr_tsc, "PR_TSC_???"))),
	OPTION(PR_SET_TSC, A(arg2, ENUM(pr_tsc, "PR_TSC_???"))),
	OPTION_RET(PR_GET_SECUREBITS, FLAGS, &bts_set_securebits),
	OPTION(PR_SET_SECUREBITS, A(arg2, FLAGS64(securebits, "SECBIT_???"))),
	OPTION(PR_SET_TIMERSLACK, A(arg2, LONG)),
	OPTION(PR_GET_TIMERSLACK),
	OPTION(PR_TASK_PERF_EVENTS_DISABLE),
	OPTION(PR_TASK_PERF_EVENTS_ENABLE),
	OPTION_RET(PR_MCE_KILL_GET, NAME, &bts_set_pr_mce_policy, REST2),
	OPTION(PR_SET_MM, A(arg2, ENUM(pr_set_mm, "PR_SET_MM_???")), REST3),
	OPTION(PR_SET_CHILD_SUBREAPER, NUMBER),
	OPTION(PR_GET_CHILD_SUBREAPER, UINT_AT),
	OPTION(PR_SET_NO_NEW_PRIVS, NUMBERS),
	OPTION(PR_GET_TID_ADDRESS, A(arg2, ADDR_OUT)),
	OPTION(PR_SET_THP_DISABLE, NUMBERS),
	OPTION(PR_SET_FP_MODE, A(arg2, FLAGS(pr_fp_mode, "PR_FP_MODE_???"))),
	OPTION_RET(PR_GET_FP_MODE, FLAGS, &bts_set_pr_fp_mode),
	OPTION_RET(PR_SVE_SET_VL, VL, &bts_set_pr_sve_vl, A(arg2, LENGTH(pr_sve_vl))),
	OPTION_RET(PR_SVE_GET_VL, VL, &bts_set_pr_sve_vl),
	OPTION_RET(PR_GET_SPECULATION_CTRL, HEX, &bts_set_pr_spec_get,
		   A(arg2, ENUM64(pr_spec, "PR_SPEC_???"))),
	OPTION(PR_PAC_RESET_KEYS, A(arg2, SHOW(bts_show_pr_pac_keys)), REST3),
	OPTION(PR_SET_TAGGED_ADDR_CTRL, A(arg2, SHOW(bts_show_pr_tagged_addr)), REST3),
	OPTION_RET(PR_GET_TAGGED_ADDR_CTRL, TAGGED, NULL, REST2),
	OPTION(PR_SET_IO_FLUSHER, NUMBERS),
	OPTION(PR_SET_SYSCALL_USER_DISPATCH, A(arg2, ENUM64(pr_dispatch, "PR_SYS_DISPATCH_???")),
	       A(arg3, HEX), A(arg4, HEX), A(arg5, ADDR)),
	OPTION(PR_PAC_SET_ENABLED_KEYS, A(arg2, FLAGS64(pr_pac_enabled, "PR_PAC_???")),
	       A(arg3, FLAGS64(pr_pac_enabled, "PR_PAC_???")), REST4),
	OPTION_RET(PR_PAC_GET_ENABLED_KEYS, FLAGS, &bts_set_pr_pac_enabled, REST2),
	OPTION(PR_SCHED_CORE, A(arg2, ENUM(pr_sched_core, "PR_SCHED_CORE_???")), A(arg3, INT),
	       A(arg4, SHOW(bts_show_pr_pidtype)), A(arg5, SHOW(bts_show_pr_cookie))),
	OPTION_RET(PR_SME_SET_VL, VL, &bts_set_pr_sme_vl, A(arg2, LENGTH(pr_sme_vl))),
	OPTION_RET(PR_SME_GET_VL, VL, &bts_set_pr_sme_vl),
	OPTION(PR_SET_MDWE, A(arg2, FLAGS(pr_mdwe, "PR_MDWE_???")), REST3),
	OPTION_RET(PR_GET_MDWE, FLAGS, &bts_set_pr_mdwe, REST2),
	OPTION(PR_RISCV_V_SET_CONTROL, A(arg2, SHOW(bts_show_pr_riscv_v))),
	OPTION_RET(PR_RISCV_V_GET_CONTROL, RISCV_V, NULL),
	OPTION(PR_RISCV_SET_ICACHE_FLUSH_CTX, A(arg2, ENUM64(pr_riscv_ctx, "PR_RISCV_CTX_???")),
	       A(arg3, ENUM64(pr_riscv_scope, "PR_RISCV_SCOPE_???"))),
	OPTION_RET(PR_PPC_GET_DEXCR, FLAGS, &bts_set_pr_dexcr_ctrl,
		   A(arg2, ENUM64(pr_dexcr, "PR_PPC_DEXCR_???")), REST3),
	OPTION(PR_PPC_SET_DEXCR, A(arg2, ENUM64(pr_dexcr, "PR_PPC_DEXCR_???")),
	       A(arg3, FLAGS64(pr_dexcr_ctrl, "PR_PPC_DEXCR_CTRL_???")), REST4),
	OPTION(PR_SET_PTRACER, A(arg2, SHOW(bts_show_pr_ptracer))),
};

/* Those whose later arguments depend on the second one too. */
#define CAP_AMBIENT_CHANGES(value) ((value) >= 1 && (value) <= 3)

static const struct prctl_option any = OPTION(0, REST2);

static const struct prctl_option speculation[] = {
	OPTION(0, A(arg2, ENUM64(pr_spec, "PR_SPEC_???")),
	       A(arg3, ENUM64(pr_spec_set, "PR_SPEC_???"))),
	OPTION(0, A(arg2, ENUM64(pr_spec, "PR_SPEC_???")), A(arg3, HEX)),
};

static const struct prctl_option ambient[] = {
	OPTION(0, A(arg2, ENUM64(pr_cap_ambient, "PR_CAP_AMBIENT_???")),
	       A(arg3, ENUM64(cap, "CAP_???")), REST4),
	OPTION(0, A(arg2, ENUM64(pr_cap_ambient, "PR_CAP_AMBIENT_???")), REST3),
};

static const struct prctl_option mce_kill[] = {
	OPTION(0, A(arg2, ENUM64(pr_mce_kill, "PR_MCE_KILL_???")),
	       A(arg3, ENUM64(pr_mce_policy, "PR_MCE_KILL_???")), REST4),
	OPTION(0, A(arg2, ENUM64(pr_mce_kill, "PR_MCE_KILL_???")), REST3),
};

static const struct prctl_option seccomp_mode[] = {
	OPTION(0, A(arg2, ENUM64(seccomp_mode, "SECCOMP_MODE_???")), REST3),
	OPTION(0, A(arg2, ENUM64(seccomp_mode, "SECCOMP_MODE_???"))),
	OPTION(0, A(arg2, ENUM64(seccomp_mode, "SECCOMP_MODE_???")),
	       A(arg3, SHOW(bts_show_pr_seccomp_filter))),
};

static const struct prctl_option set_vma[] = {
	OPTION(0, A(arg2, ENUM64(pr_set_vma, "PR_SET_VMA_???")), A(arg3, ADDR), A(arg4, ULONG),
	       A(arg5, SHOW(bts_show_pr_string))),
	OPTION(0, A(arg2, ENUM64(pr_set_vma, "PR_SET_VMA_???")), REST3),
};

static const struct prctl_option *prctl_option(const struct bts_call *call)
{
	uint64_t arg2 = bts_call_word(call, call->arg[1]);
	uint32_t option = call->arg[0];

	switch (option) {
	case PR_SET_SECCOMP:
		return &seccomp_mode[arg2 <= 2 ? arg2 : 0];
	case PR_MCE_KILL:
		return &mce_kill[arg2 != 1];
	case PR_CAP_AMBIENT:
		return &ambient[!CAP_AMBIENT_CHANGES(arg2)];
	case PR_SET_SPECULATION_CTRL:
		return &speculation[arg2 > 2];
	case PR_SET_VMA:
		return &set_vma[arg2 != 0];
	}
	for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
		if (options[i].option == option)
			return &options[i];
	}
	return &any;
}

static void prctl_note(struct bts_call *call, const struct prctl_option *option)
{
	uint64_t ret = bts_call_word(call, call->ret);
	struct bts_aside aside;
	char text[160];

	if (!bts_call_done(call))
		return;
	switch (option->ret) {
	case PR_RET_NUMBER:
		break;
	case PR_RET_NAME:
		call->ret_note = bts_flag_name(option->ret_set, ret);
		break;
	case PR_RET_FLAGS:
		if (!ret)
			break;
		call->ret_as = BTS_RET_HEX;
		bts_call_note_flags(call, ret, option->ret_set);
		break;
	case PR_RET_HEX:
		/* Of other features than those with names nothing is known. */
		if (!bts_flag_name(&bts_set_pr_spec, bts_call_word(call, call->arg[1])))
			break;
		call->ret_as = BTS_RET_HEX;
		bts_call_note_flags(call, ret, option->ret_set);
		break;
	case PR_RET_VL:
		if (!ret)
			break;
		call->ret_as = BTS_RET_HEX;
		if (!(ret & ~(uint64_t)VL_LENGTH) || call->emit->style.consts == BTS_CONST_RAW)
			break;
		bts_aside_begin(&aside, call);
		aside.emit.style.consts = BTS_CONST_ABBREV;
		vector_length_emit(call, ret, option->ret_set);
		bts_call_note_take(call, &aside);
		break;
	case PR_RET_TAGGED:
	case PR_RET_RISCV_V:
		call->ret_as = BTS_RET_HEX;
		if (call->emit->style.consts == BTS_CONST_RAW)
			break;
		if (option->ret == PR_RET_TAGGED)
			tagged_addr_text(call, ret, text, sizeof(text));
		else
			riscv_v_text(call, ret, text, sizeof(text));
		bts_aside_begin(&aside, call);
		bts_emit_word(call->emit, text);
		bts_call_note_take(call, &aside);
		break;
	}
}

/* Also says what the result means, which needs no arguments. */
void bts_show_prctl_option(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_enum(call, arg, value);
	prctl_note(call, prctl_option(call));
}

bool bts_prctl_no_args(const struct bts_call *call)
{
	return !prctl_option(call)->args[0].show;
}

void bts_show_prctl_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	(void)value;
	bts_show_args(call, prctl_option(call)->args, 4, 1);
}

enum {
	ARCH_GET_FS = 0x1003,
	ARCH_GET_GS = 0x1004,
	ARCH_GET_CPUID = 0x1011,
	ARCH_GET_XCOMP_SUPP = 0x1021,
	ARCH_GET_XCOMP_PERM = 0x1022,
	ARCH_REQ_XCOMP_PERM = 0x1023,
	ARCH_GET_XCOMP_GUEST_PERM = 0x1024,
	ARCH_REQ_XCOMP_GUEST_PERM = 0x1025,
};

bool bts_arch_prctl_no_arg(const struct bts_call *call)
{
	return (uint32_t)call->arg[0] == ARCH_GET_CPUID;
}

/* Names that no header has: they stand in a comment behind the number. */
static void features_show(struct bts_call *call, uint64_t value, const struct bts_flag_set *set,
			  bool bits)
{
	struct bts_aside aside;
	char text[640];

	if (call->emit->style.consts == BTS_CONST_RAW) {
		bts_emit_hex(call->emit, value);
		return;
	}
	if (!bits) {
		const char *name = bts_flag_name(set, value);

		bts_emit_hex(call->emit, value);
		bts_emit_commentf(call->emit, "%s", name ?: "XFEATURE_???");
		return;
	}
	if (!value) {
		bts_emit_hex(call->emit, 0);
		return;
	}
	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_VERBOSE;
	bts_emit_flags(call->emit, value, set, "XFEATURE_MASK_???");
	bts_aside_take(&aside, call, text, sizeof(text));
	bts_emit_word(call->emit, text);
}

void bts_show_arch_prctl_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	static const struct bts_arg address = { .show = bts_show_addr_at };
	uint64_t number;

	switch ((uint32_t)call->arg[0]) {
	case ARCH_GET_FS:
	case ARCH_GET_GS:
		address.show(call, &address, value);
		break;
	case ARCH_GET_XCOMP_SUPP:
	case ARCH_GET_XCOMP_PERM:
	case ARCH_GET_XCOMP_GUEST_PERM:
		if (!number_read(call, value, 8, &number))
			break;
		bts_emit_array(call->emit);
		features_show(call, number, &bts_set_xfeature_mask, true);
		bts_emit_array_end(call->emit);
		break;
	case ARCH_REQ_XCOMP_PERM:
	case ARCH_REQ_XCOMP_GUEST_PERM:
		features_show(call, bts_call_word(call, value), &bts_set_xfeature, false);
		if (bts_call_done(call) && call->ret > 0) {
			call->ret_as = BTS_RET_HEX;
			bts_call_note_flags(call, call->ret, &bts_set_xfeature_mask);
		}
		break;
	default:
		bts_show_hex(call, arg, value);
	}
}

/* seccomp(): from the second argument on. */
enum { SECCOMP_STRICT, SECCOMP_FILTER, SECCOMP_ACTION_AVAIL, SECCOMP_NOTIF_SIZES };

static void notif_sizes_show(struct bts_call *call, uint64_t addr)
{
	static const char *const names[] = { "seccomp_notif", "seccomp_notif_resp",
					     "seccomp_data" };
	uint16_t sizes[3];

	if (!addr || !bts_call_done(call) ||
	    bts_call_read(call, BTS_AT_RETURN, addr, sizes, sizeof(sizes))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	for (int i = 0; i < 3; i++) {
		bts_emit_key(call->emit, names[i]);
		bts_emit_uint(call->emit, sizes[i]);
	}
	bts_emit_struct_end(call->emit);
}

void bts_show_seccomp_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, call->arg[2]);
	uint32_t op = call->arg[0], flags = value;
	struct bts_emit *e = call->emit;

	(void)arg;
	if (op == SECCOMP_FILTER)
		bts_emit_flags(e, flags, &bts_set_seccomp_filter_flags, "SECCOMP_FILTER_FLAG_???");
	else
		bts_emit_hex(e, flags);
	bts_emit_key(e, "uargs");
	switch (op) {
	case SECCOMP_FILTER:
		fprog_show(call, BTS_AT_ENTRY, addr);
		break;
	case SECCOMP_ACTION_AVAIL:
		bts_show_enum_at(call, BTS_AT_ENTRY, addr, 4, &bts_set_seccomp_ret,
				 "SECCOMP_RET_???");
		break;
	case SECCOMP_NOTIF_SIZES:
		notif_sizes_show(call, addr);
		break;
	default:
		bts_emit_addr(e, addr);
	}
}
