// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Signals: actions, masks, what comes with them. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "bts/schema.h"
#include "syscall/call_signal.h"
#include "syscall/call_time.h"

/* sa_flags: there is an sa_restorer. */
#define RESTORER 0x04000000

/* What is done about a signal; its mask has @size bytes. */
struct action {
	uint64_t handler, flags, restorer;
	const char *mask;
	size_t size;
};

static void action_show(struct bts_emit *e, const struct action *action)
{
	const char *name = bts_flag_name(&bts_set_sa_handler, action->handler);

	bts_emit_struct(e);
	bts_emit_key(e, "sa_handler");
	if (name)
		e->ops->named(e, action->handler, name, BTS_HEX);
	else
		bts_emit_addr(e, action->handler);
	bts_emit_key(e, "sa_mask");
	bts_emit_sigset(e, action->mask, action->size);
	bts_emit_key(e, "sa_flags");
	bts_emit_flags(e, action->flags, &bts_set_sigaction, "SA_???");
	if (action->flags & RESTORER) {
		bts_emit_key(e, "sa_restorer");
		bts_emit_addr(e, action->restorer);
	}
	bts_emit_struct_end(e);
}

void bts_show_sigaction(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	unsigned int word = call->word;
	char bytes[88];

	/*
	 * sa_handler, sa_flags, sa_restorer, then 64 bits of sa_mask: of which strace wants eight
	 * times as many to be there.
	 */
	if (!addr || !bts_call_has(call, arg->when) ||
	    bts_call_read(call, arg->when, addr, bytes, 3 * word + 64)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	action_show(call->emit, &(struct action){
					.handler = bts_bytes_uint(bytes, word),
					.flags = bts_bytes_uint(bytes + word, word),
					.restorer = bts_bytes_uint(bytes + 2 * word, word),
					.mask = bytes + 3 * word,
					.size = 8,
				});
}

/* The oldest: words of 32 bits, of which the second is the mask. */
void bts_show_old_sigaction(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t words[4];

	if (!addr || !bts_call_has(call, arg->when) ||
	    bts_call_read(call, arg->when, addr, words, sizeof(words))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	action_show(call->emit, &(struct action){
					.handler = words[0],
					.flags = words[2],
					.restorer = words[3],
					.mask = (const char *)&words[1],
					.size = sizeof(words[1]),
				});
}

struct stack_long {
	uint64_t ss_sp;
	int32_t ss_flags, pad;
	uint64_t ss_size;
};

struct stack_int {
	uint32_t ss_sp;
	int32_t ss_flags;
	uint32_t ss_size;
};

#define STACK(type) \
	F_ADDR(type, ss_sp), F_FLAGS(type, ss_flags, sigaltstack, "SS_???"), F_UINT(type, ss_size)
LAYOUT_WORDS(stack, struct stack_long, struct stack_int, STACK);

/* A siginfo as it is shown: what is behind the code begins at @from. */
struct siginfo {
	struct bts_call *call;
	const char *from;
	unsigned int word;
	int32_t signo, code;
};

static uint64_t info_word(const struct siginfo *info, unsigned int off)
{
	return bts_bytes_uint(info->from + off, info->word);
}

static uint32_t info_u32(const struct siginfo *info, unsigned int off)
{
	return bts_bytes_uint(info->from + off, 4);
}

static void show_int(const struct siginfo *info, const char *name, unsigned int off)
{
	bts_emit_key(info->call->emit, name);
	bts_emit_int(info->call->emit, (int32_t)info_u32(info, off));
}

static void show_addr(const struct siginfo *info, const char *name, unsigned int off)
{
	bts_emit_key(info->call->emit, name);
	bts_emit_addr(info->call->emit, info_word(info, off));
}

static void show_source(const struct siginfo *info)
{
	bts_emit_key(info->call->emit, "si_pid");
	bts_call_show_pid(info->call, info_u32(info, 0));
	bts_emit_key(info->call->emit, "si_uid");
	bts_show_id(info->call, NULL, info_u32(info, 4));
}

static void show_value(const struct siginfo *info)
{
	show_int(info, "si_int", 8);
	show_addr(info, "si_ptr", 8);
}

static void show_source_value(const struct siginfo *info)
{
	show_source(info);
	if (info_word(info, 8))
		show_value(info);
}

static void show_timer(const struct siginfo *info)
{
	bts_emit_key(info->call->emit, "si_timerid");
	bts_emit_hex(info->call->emit, info_u32(info, 0));
	show_int(info, "si_overrun", 4);
	show_value(info);
}

static void show_band(const struct siginfo *info)
{
	uint64_t band = info_word(info, 0);

	bts_emit_key(info->call->emit, "si_band");
	bts_emit_int(info->call->emit, info->word == 4 ? (int32_t)band : (int64_t)band);
	bts_emit_key(info->call->emit, "si_fd");
	bts_call_show_fd(info->call, info_u32(info, info->word));
}

static void show_ticks(const struct siginfo *info, const char *name, unsigned int off)
{
	uint64_t ticks = info_word(info, off);

	bts_emit_key(info->call->emit, name);
	bts_emit_ticks(info->call->emit, info->word == 4 ? (uint64_t)(int32_t)ticks : ticks);
}

static void show_child(const struct siginfo *info)
{
	/* Behind three integers, where a long may stand. */
	unsigned int times = info->word == 4 ? 12 : 16;
	struct bts_emit *e = info->call->emit;
	uint32_t status = info_u32(info, 8);

	show_source(info);
	bts_emit_key(e, "si_status");
	if (info->code == CLD_EXITED)
		bts_emit_int(e, (int32_t)status);
	else
		bts_emit_signal(e, status);
	show_ticks(info, "si_utime", times);
	show_ticks(info, "si_stime", times + info->word);
}

static void show_fault(const struct siginfo *info)
{
	show_addr(info, "si_addr", 0);
}

/* Codes that some headers lack. */
enum {
	CODE_BUS_MCEERR_AR = 4,
	CODE_BUS_MCEERR_AO = 5,
	CODE_SEGV_BNDERR = 3,
	CODE_SEGV_PKUERR = 4,
};

static void show_bus(const struct siginfo *info)
{
	show_fault(info);
	if (info->code == CODE_BUS_MCEERR_AR || info->code == CODE_BUS_MCEERR_AO) {
		bts_emit_key(info->call->emit, "si_addr_lsb");
		bts_emit_hex(info->call->emit, (uint16_t)info_u32(info, info->word));
	}
}

static void show_segv(const struct siginfo *info)
{
	show_fault(info);
	if (info->code == CODE_SEGV_BNDERR) {
		show_addr(info, "si_lower", 2 * info->word);
		show_addr(info, "si_upper", 3 * info->word);
	} else if (info->code == CODE_SEGV_PKUERR) {
		bts_emit_key(info->call->emit, "si_pkey");
		bts_emit_uint(info->call->emit, info_u32(info, 2 * info->word));
	}
}

static void show_poll(const struct siginfo *info)
{
	if (info->code >= POLL_IN && info->code <= POLL_HUP)
		show_band(info);
}

/* linux/audit.h: what si_arch tells calls by. */
enum {
	ARCH_I386 = 0x40000003,
	ARCH_X86_64 = 0xc000003e,
	ARCH_AARCH64 = 0xc00000b7,
};

/* The ABI of a call that seccomp refused; another machine's are none of ours. */
static enum bts_abi abi_of_arch(uint32_t arch, uint32_t nr)
{
	bool arm = BTS_ABI_NATIVE == BTS_ABI_ARM64;

	if (arch == ARCH_X86_64 && !arm)
		return nr & BTS_X32_BIT ? BTS_ABI_X32 : BTS_ABI_X86_64;
	if (arch == ARCH_I386 && !arm)
		return BTS_ABI_I386;
	return arch == ARCH_AARCH64 && arm ? BTS_ABI_ARM64 : BTS_ABI_COUNT;
}

static void show_sys(const struct siginfo *info)
{
	struct bts_emit *e = info->call->emit;
	uint32_t nr = info_u32(info, info->word), arch = info_u32(info, info->word + 4);
	enum bts_abi abi = abi_of_arch(arch, nr);
	const char *name = abi != BTS_ABI_COUNT ? bts_syscall_name(abi, nr) : NULL;
	char native[80];

	show_addr(info, "si_call_addr", 0);
	bts_emit_key(e, "si_syscall");
	if (name && abi == BTS_ABI_NATIVE) {
		snprintf(native, sizeof(native), "__NR_%s", name);
		e->ops->named(e, nr, native, BTS_UDEC);
	} else {
		bts_emit_uint(e, nr);
		if (name && e->style.consts != BTS_CONST_RAW)
			bts_emit_commentf(e, "%s", name);
	}
	bts_emit_key(e, "si_arch");
	bts_emit_enum(e, arch, &bts_set_audit_arch, "AUDIT_ARCH_???");
}

/* Of what the kernel sends without more to say: what is there. */
static void show_any(const struct siginfo *info)
{
	if (info_u32(info, 0) || info_u32(info, 4))
		show_source(info);
	if (info_word(info, 8))
		show_value(info);
}

/* What a signal has codes for that are its own, and members. */
static const struct siginfo_kind {
	const struct bts_flag_set *codes;
	void (*show)(const struct siginfo *info);
} kinds[] = {
	[SIGILL] = { &bts_set_si_ill, show_fault },  [SIGTRAP] = { &bts_set_si_trap, show_fault },
	[SIGBUS] = { &bts_set_si_bus, show_bus },    [SIGFPE] = { &bts_set_si_fpe, show_fault },
	[SIGSEGV] = { &bts_set_si_segv, show_segv }, [SIGCHLD] = { &bts_set_si_chld, show_child },
	[SIGPOLL] = { &bts_set_si_poll, show_poll }, [SIGSYS] = { &bts_set_si_sys, show_sys },
};

static const struct siginfo_kind *kind_of(int32_t signo)
{
	static const struct siginfo_kind none = { NULL, show_any };

	if (signo < 0 || (size_t)signo >= ARRAY_SIZE(kinds) || !kinds[signo].show)
		return &none;
	return &kinds[signo];
}

/* Those that the kernel keeps to itself, and a tracer sees all the same. */
static const char *error_name(int error)
{
	static const char *const restarts[] = { "ERESTARTSYS", "ERESTARTNOINTR", "ERESTARTNOHAND",
						"ENOIOCTLCMD", "ERESTART_RESTARTBLOCK" };

	if (error >= 512 && error <= 516)
		return restarts[error - 512];
	return bts_errno_name(error);
}

static void show_errno(struct bts_emit *e, uint32_t error)
{
	const char *name = error_name(error);

	bts_emit_key(e, "si_errno");
	if (name)
		e->ops->named(e, error, name, BTS_UDEC);
	else
		bts_emit_uint(e, error);
}

/* By code, of signals that processes send. */
static void show_sent(const struct siginfo *info)
{
	switch (info->code) {
	case SI_USER:
	case SI_TKILL:
		show_source(info);
		break;
	case SI_TIMER:
		show_timer(info);
		break;
	case SI_SIGIO:
		show_band(info);
		break;
	default:
		show_source_value(info);
	}
}

static void siginfo_show(struct bts_call *call, const char *bytes, unsigned int word)
{
	struct siginfo info = {
		.call = call,
		.from = bytes + (word == 4 ? 12 : 16),
		.word = word,
		.signo = (int32_t)bts_bytes_uint(bytes, 4),
		.code = (int32_t)bts_bytes_uint(bytes + 8, 4),
	};
	const struct siginfo_kind *kind = kind_of(info.signo);
	uint32_t code = info.code, error = bts_bytes_uint(bytes + 4, 4);
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	if (info.signo) {
		bool own = kind->codes && !bts_flag_name(&bts_set_si_code, code);

		bts_emit_key(e, "si_signo");
		bts_emit_signal(e, info.signo);
		bts_emit_key(e, "si_code");
		bts_emit_enum(e, code, own ? kind->codes : &bts_set_si_code, NULL);
		if (error)
			show_errno(e, error);
		if (info.code <= 0)
			show_sent(&info);
		else
			kind->show(&info);
	}
	bts_emit_struct_end(e);
}

void bts_emit_siginfo(struct bts_call *call, const void *bytes)
{
	siginfo_show(call, bytes, 8);
}

void bts_show_siginfo(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	char bytes[BTS_SIGINFO_SIZE];

	if (!addr || !bts_call_has(call, arg->when) ||
	    bts_call_read(call, arg->when, addr, bytes, sizeof(bytes)))
		bts_emit_addr(call->emit, addr);
	else
		siginfo_show(call, bytes, call->word);
}

void bts_show_signal_ret(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_ulong(call, arg, value);
	if (bts_call_done(call))
		call->ret_note = bts_signal_name(call->ret, call->ret_text);
}

void bts_show_sigreturn(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	char mask[8];

	(void)arg;
	if (call->word == 4 ||
	    bts_call_read(call, BTS_AT_ENTRY, value + SIGRETURN_MASK, mask, sizeof(mask))) {
		bts_emit_addr(call->emit, bts_call_word(call, value));
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "mask");
	bts_emit_sigset(call->emit, mask, sizeof(mask));
	bts_emit_struct_end(call->emit);
}
