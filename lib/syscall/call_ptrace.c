// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* ptrace: what its arguments are depends on the request. */
#include <stdio.h>
#include <string.h>
#include "syscall/call_misc.h"
#include "syscall/call_process.h"
#include "syscall/call_signal.h"

enum request {
	TRACEME = 0,
	PEEKTEXT,
	PEEKDATA,
	PEEKUSER,
	POKETEXT,
	POKEDATA,
	POKEUSER,
	CONT,
	KILL,
	SINGLESTEP,
	GETREGS = 12,
	SETREGS,
	GETFPREGS,
	SETFPREGS,
	ATTACH,
	DETACH,
	OLDSETOPTIONS = 21,
	SYSCALL = 24,
	SYSEMU = 31,
	SYSEMU_SINGLESTEP,
	SINGLEBLOCK,
	SETOPTIONS = 0x4200,
	GETEVENTMSG,
	GETSIGINFO,
	SETSIGINFO,
	GETREGSET,
	SETREGSET,
	SEIZE,
	INTERRUPT,
	LISTEN,
	PEEKSIGINFO,
	GETSIGMASK,
	SETSIGMASK,
	SECCOMP_GET_FILTER,
	SECCOMP_GET_METADATA,
	GET_SYSCALL_INFO,
	GET_RSEQ_CONFIGURATION,
	SET_DISPATCH,
	GET_DISPATCH,
	SET_SYSCALL_INFO,
};

bool bts_ptrace_no_args(const struct bts_call *call)
{
	return bts_call_word(call, call->arg[0]) == TRACEME;
}

/* What stands in struct user, in bytes from its beginning; x86_64. */
static const struct user_part {
	uint16_t off;
	const char *name;
} user_parts[] = {
	{ 0, "8*R15" },
	{ 8, "8*R14" },
	{ 16, "8*R13" },
	{ 24, "8*R12" },
	{ 32, "8*RBP" },
	{ 40, "8*RBX" },
	{ 48, "8*R11" },
	{ 56, "8*R10" },
	{ 64, "8*R9" },
	{ 72, "8*R8" },
	{ 80, "8*RAX" },
	{ 88, "8*RCX" },
	{ 96, "8*RDX" },
	{ 104, "8*RSI" },
	{ 112, "8*RDI" },
	{ 120, "8*ORIG_RAX" },
	{ 128, "8*RIP" },
	{ 136, "8*CS" },
	{ 144, "8*EFL" },
	{ 152, "8*RSP" },
	{ 160, "8*SS" },
	{ 216, "offsetof(struct user, u_fpvalid)" },
	{ 224, "offsetof(struct user, i387)" },
	{ 736, "offsetof(struct user, u_tsize)" },
	{ 744, "offsetof(struct user, u_dsize)" },
	{ 752, "offsetof(struct user, u_ssize)" },
	{ 760, "offsetof(struct user, start_code)" },
	{ 768, "offsetof(struct user, start_stack)" },
	{ 776, "offsetof(struct user, signal)" },
	{ 784, "offsetof(struct user, reserved)" },
	{ 792, "offsetof(struct user, u_ar0)" },
	{ 800, "offsetof(struct user, u_fpstate)" },
	{ 808, "offsetof(struct user, magic)" },
	{ 816, "offsetof(struct user, u_comm)" },
	{ 848, "offsetof(struct user, u_debugreg)" },
	{ 912, "sizeof(struct user)" },
	{ 913, NULL },
};

static void user_show(struct bts_call *call, uint64_t off)
{
	const struct user_part *part = NULL;
	char text[80];

	for (size_t i = 0; i < ARRAY_SIZE(user_parts) && user_parts[i].off <= off; i++)
		part = &user_parts[i];
	if (!part || !part->name) {
		bts_emit_addr(call->emit, off);
		return;
	}
	if (off == part->off)
		snprintf(text, sizeof(text), "%s", part->name);
	else
		snprintf(text, sizeof(text), "%s+%u", part->name, (unsigned int)(off - part->off));
	if (off) {
		call->emit->ops->named(call->emit, off, text, BTS_HEX);
		return;
	}
	/* Its number is shown as an address is. */
	if (call->emit->style.consts == BTS_CONST_ABBREV) {
		bts_emit_word(call->emit, text);
		return;
	}
	bts_emit_addr(call->emit, off);
	if (call->emit->style.consts == BTS_CONST_VERBOSE)
		bts_emit_commentf(call->emit, "%s", text);
}

/* A set of registers as the kernel gives it, of which the first bytes may be all there is. */
struct reg {
	const char *name;
	uint16_t off;
	uint8_t size;
	uint8_t count; /* of an array; 0: none */
};

#define REGS_SIZE   216
#define FPREGS_SIZE 512

static const struct reg regs[] = {
	{ "r15", 0, 8, 0 },	  { "r14", 8, 8, 0 },
	{ "r13", 16, 8, 0 },	  { "r12", 24, 8, 0 },
	{ "rbp", 32, 8, 0 },	  { "rbx", 40, 8, 0 },
	{ "r11", 48, 8, 0 },	  { "r10", 56, 8, 0 },
	{ "r9", 64, 8, 0 },	  { "r8", 72, 8, 0 },
	{ "rax", 80, 8, 0 },	  { "rcx", 88, 8, 0 },
	{ "rdx", 96, 8, 0 },	  { "rsi", 104, 8, 0 },
	{ "rdi", 112, 8, 0 },	  { "orig_rax", 120, 8, 0 },
	{ "rip", 128, 8, 0 },	  { "cs", 136, 8, 0 },
	{ "eflags", 144, 8, 0 },  { "rsp", 152, 8, 0 },
	{ "ss", 160, 8, 0 },	  { "fs_base", 168, 8, 0 },
	{ "gs_base", 176, 8, 0 }, { "ds", 184, 8, 0 },
	{ "es", 192, 8, 0 },	  { "fs", 200, 8, 0 },
	{ "gs", 208, 8, 0 },	  {},
};

static const struct reg fpregs[] = {
	{ "cwd", 0, 2, 0 },	     { "swd", 2, 2, 0 },	{ "ftw", 4, 2, 0 },
	{ "fop", 6, 2, 0 },	     { "rip", 8, 8, 0 },	{ "rdp", 16, 8, 0 },
	{ "mxcsr", 24, 4, 0 },	     { "mxcr_mask", 28, 4, 0 }, { "st_space", 32, 4, 32 },
	{ "xmm_space", 160, 4, 64 }, { "padding", 416, 4, 24 }, {},
};

static void array_show(struct bts_call *call, const char *bytes, size_t n, size_t size)
{
	bts_emit_array(call->emit);
	for (size_t i = 0; i < n && !bts_emit_cut(call->emit, i); i++)
		bts_emit_hex(call->emit, bts_bytes_uint(bytes + i * size, size));
	bts_emit_array_end(call->emit);
}

/* @size bytes are said to be there, of a set that has @full. */
static void regs_show(struct bts_call *call, enum bts_when when, uint64_t addr,
		      const struct reg *reg, size_t full, uint64_t size)
{
	size_t known = size < full ? size : full;
	char bytes[FPREGS_SIZE] = {};

	/* Those of 32 bits are others. */
	if (call->word == 4 || !addr || !size || size & 7 || !bts_call_has(call, when) ||
	    bts_call_read(call, when, addr, bytes, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	for (; reg->name && reg->off < known; reg++) {
		size_t n = (known - reg->off) / reg->size;

		bts_emit_key(call->emit, reg->name);
		if (reg->count)
			array_show(call, bytes + reg->off, n < reg->count ? n : reg->count,
				   reg->size);
		else
			bts_emit_hex(call->emit, bts_bytes_uint(bytes + reg->off, reg->size));
	}
	if (size > full)
		bts_emit_more(call->emit);
	bts_emit_struct_end(call->emit);
}

enum { NT_PRSTATUS = 1, NT_FPREGSET };

static bool vector_read(const struct bts_call *call, enum bts_when when, uint64_t addr,
			uint64_t vec[2])
{
	return addr && !bts_call_read_word(call, when, addr, &vec[0]) &&
	       !bts_call_read_word(call, when, addr + call->word, &vec[1]);
}

/* An iovec that leads to registers; the kernel says in it how many bytes there are. */
static void regset_show(struct bts_call *call, uint64_t addr, bool get)
{
	enum bts_when when = get ? BTS_AT_RETURN : BTS_AT_ENTRY;
	uint32_t type = call->arg[2];
	struct bts_emit *e = call->emit;
	uint64_t vec[2], before[2], after[2];

	if (!vector_read(call, BTS_AT_ENTRY, addr, before)) {
		bts_emit_addr(e, addr);
		return;
	}
	if (!vector_read(call, BTS_AT_RETURN, addr, after))
		memcpy(after, before, sizeof(after));
	memcpy(vec, get ? after : before, sizeof(vec));
	bts_emit_struct(e);
	bts_emit_key(e, "iov_base");
	if (get && !bts_call_done(call))
		bts_emit_addr(e, vec[0]);
	else if (type == NT_PRSTATUS)
		regs_show(call, when, vec[0], regs, REGS_SIZE, vec[1]);
	else if (type == NT_FPREGSET)
		regs_show(call, when, vec[0], fpregs, FPREGS_SIZE, vec[1]);
	else
		bts_emit_addr(e, vec[0]);
	bts_emit_key(e, "iov_len");
	bts_emit_change(e, before[1], after[1], BTS_UDEC);
	bts_emit_struct_end(e);
}

/* struct ptrace_syscall_info; of the union the part that @op says. */
struct syscall_info {
	uint8_t op, reserved;
	uint16_t flags;
	uint32_t arch;
	uint64_t instruction_pointer, stack_pointer;
	uint64_t nr;
	uint64_t args[6];
	uint32_t ret_data, pad;
};

enum { INFO_NONE, INFO_ENTRY, INFO_EXIT, INFO_SECCOMP };

#define INFO_HEAD	  24
#define INFO_SECCOMP_SIZE 84
#define INFO_EXIT_SIZE	  33

static const struct abi_arch {
	uint32_t arch;
	enum bts_abi abi;
} abi_archs[] = {
	{ 0xc000003e, BTS_ABI_X86_64 },
	{ 0x40000003, BTS_ABI_I386 },
	{ 0xc00000b7, BTS_ABI_ARM64 },
};

static void syscall_number_show(struct bts_call *call, uint64_t nr, uint32_t arch)
{
	const char *name = NULL;
	bool known = false;
	char text[64];

	bts_emit_key(call->emit, "nr");
	for (size_t i = 0; i < ARRAY_SIZE(abi_archs); i++) {
		if (abi_archs[i].arch != arch)
			continue;
		known = true;
		name = nr < 4096 ? bts_syscall_name(abi_archs[i].abi, nr) : NULL;
	}
	if (!name) {
		if (known)
			bts_emit_hex(call->emit, nr);
		else
			bts_emit_uint(call->emit, nr);
		return;
	}
	snprintf(text, sizeof(text), "__NR_%s", name);
	call->emit->ops->named(call->emit, nr, text, BTS_UDEC);
}

static void info_args_show(struct bts_call *call, const struct syscall_info *info, uint64_t known)
{
	size_t n = known > 32 ? (known - 32) / 8 : 0;

	syscall_number_show(call, info->nr, info->arch);
	if (!n)
		return;
	bts_emit_key(call->emit, "args");
	array_show(call, (const char *)info->args, n < 6 ? n : 6, 8);
}

static void info_exit_show(struct bts_call *call, const struct syscall_info *info, uint64_t known)
{
	bool error = info->args[0] & 0xff;
	int64_t rval = info->nr;

	bts_emit_key(call->emit, "rval");
	if (known >= INFO_EXIT_SIZE && error && rval < 0)
		bts_emit_error(call->emit, rval, BTS_DEC);
	else
		bts_emit_int(call->emit, rval);
	if (known < INFO_EXIT_SIZE)
		return;
	bts_emit_key(call->emit, "is_error");
	bts_emit_uint(call->emit, error);
}

/* Where it is set, what the kernel does not give stands there too. */
static void syscall_info_show(struct bts_call *call, enum bts_when when, uint64_t addr,
			      uint64_t size)
{
	uint64_t known = size < INFO_SECCOMP_SIZE ? size : INFO_SECCOMP_SIZE;
	bool set = when == BTS_AT_ENTRY;
	static const char *const parts[] = { NULL, "entry", "exit", "seccomp" };
	struct syscall_info info = {};
	struct bts_emit *e = call->emit;

	if (!set && bts_call_done(call) && (uint64_t)call->ret < known)
		known = call->ret;
	if (!addr || !known || !bts_call_has(call, when) ||
	    bts_call_read(call, when, addr, &info, known)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "op");
	bts_emit_enum(e, info.op, &bts_set_ptrace_syscall_info, "PTRACE_SYSCALL_INFO_???");
	if (set && info.reserved) {
		bts_emit_key(e, "reserved");
		bts_emit_hex(e, info.reserved);
	}
	if (set && info.flags) {
		bts_emit_key(e, "flags");
		bts_emit_hex(e, info.flags);
	}
	if (known >= 8) {
		bts_emit_key(e, "arch");
		bts_emit_enum(e, info.arch, &bts_set_audit_arch, "AUDIT_ARCH_???");
	}
	if (known >= 16) {
		bts_emit_key(e, "instruction_pointer");
		bts_emit_addr(e, info.instruction_pointer);
	}
	if (known >= INFO_HEAD) {
		bts_emit_key(e, "stack_pointer");
		bts_emit_addr(e, info.stack_pointer);
	}
	if (known >= 32 && info.op > INFO_NONE && info.op <= INFO_SECCOMP) {
		bts_emit_key(e, parts[info.op]);
		bts_emit_struct(e);
		if (info.op == INFO_EXIT)
			info_exit_show(call, &info, known);
		else
			info_args_show(call, &info, known);
		if (info.op == INFO_SECCOMP && known >= INFO_SECCOMP_SIZE) {
			bts_emit_key(e, "ret_data");
			bts_emit_uint(e, info.ret_data);
		}
		bts_emit_struct_end(e);
	}
	bts_emit_struct_end(e);
}

static void peeksiginfo_show(struct bts_call *call, uint64_t addr)
{
	struct {
		uint64_t off;
		uint32_t flags, nr;
	} args;
	struct bts_emit *e = call->emit;

	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &args, sizeof(args))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "off");
	bts_emit_uint(e, args.off);
	bts_emit_key(e, "flags");
	bts_emit_flags(e, args.flags, &bts_set_ptrace_peeksiginfo, "PTRACE_PEEKSIGINFO_???");
	bts_emit_key(e, "nr");
	bts_emit_uint(e, args.nr);
	bts_emit_struct_end(e);
}

/* @size is what the caller has room for, then what the kernel says it is. */
static void metadata_show(struct bts_call *call, uint64_t addr, uint64_t size)
{
	struct bts_emit *e = call->emit;
	uint64_t off, flags;

	if (!addr || size < 8 || bts_call_read(call, BTS_AT_ENTRY, addr, &off, sizeof(off))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "filter_off");
	bts_emit_uint(e, off);
	if (bts_call_done(call) && call->ret > 8) {
		if (call->ret < 16 ||
		    bts_call_read(call, BTS_AT_RETURN, addr + 8, &flags, sizeof(flags))) {
			bts_emit_word(e, "???");
		} else {
			bts_emit_key(e, "flags");
			bts_emit_flags(e, flags, &bts_set_seccomp_filter_flags,
				       "SECCOMP_FILTER_FLAG_???");
			if (call->ret > 16)
				bts_emit_more(e);
		}
	}
	bts_emit_struct_end(e);
}

static void siginfo_show(struct bts_call *call, enum bts_when when, uint64_t addr)
{
	const struct bts_arg info = { .when = when };

	bts_show_siginfo(call, &info, addr);
}

static void siginfo_element(struct bts_call *call, const void *bytes, uint64_t addr,
			    const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_siginfo(call, bytes);
}

/* How the third argument and the fourth are shown. */
enum addr_kind { ADDR_HEX, ADDR_NONE, ADDR_USER, ADDR_NT, ADDR_SIZE, ADDR_PEEK, ADDR_SKIP };
enum data_kind {
	DATA_HEX,
	DATA_SIGNAL,
	DATA_OPTIONS,
	DATA_WORD,
	DATA_NUMBER,
	DATA_SIGINFO_IN,
	DATA_SIGINFO_OUT,
	DATA_SIGINFOS,
	DATA_GETREGSET,
	DATA_SETREGSET,
	DATA_GETREGS,
	DATA_SETREGS,
	DATA_GETFPREGS,
	DATA_SETFPREGS,
	DATA_GETMASK,
	DATA_SETMASK,
	DATA_FILTER,
	DATA_METADATA,
	DATA_SYSCALL_INFO,
	DATA_SET_SYSCALL_INFO,
};

static const struct request_kind {
	uint32_t request;
	uint8_t addr, data;
} requests[] = {
	{ PEEKTEXT, ADDR_HEX, DATA_WORD },
	{ PEEKDATA, ADDR_HEX, DATA_WORD },
	{ PEEKUSER, ADDR_USER, DATA_WORD },
	{ POKEUSER, ADDR_USER, DATA_HEX },
	{ CONT, ADDR_HEX, DATA_SIGNAL },
	{ KILL, ADDR_NONE, DATA_HEX },
	{ SINGLESTEP, ADDR_HEX, DATA_SIGNAL },
	{ GETREGS, ADDR_SKIP, DATA_GETREGS },
	{ SETREGS, ADDR_SKIP, DATA_SETREGS },
	{ GETFPREGS, ADDR_SKIP, DATA_GETFPREGS },
	{ SETFPREGS, ADDR_SKIP, DATA_SETFPREGS },
	{ ATTACH, ADDR_NONE, DATA_HEX },
	{ DETACH, ADDR_HEX, DATA_SIGNAL },
	{ OLDSETOPTIONS, ADDR_HEX, DATA_OPTIONS },
	{ SYSCALL, ADDR_HEX, DATA_SIGNAL },
	{ SYSEMU, ADDR_HEX, DATA_SIGNAL },
	{ SYSEMU_SINGLESTEP, ADDR_HEX, DATA_SIGNAL },
	{ SINGLEBLOCK, ADDR_HEX, DATA_SIGNAL },
	{ SETOPTIONS, ADDR_HEX, DATA_OPTIONS },
	{ GETEVENTMSG, ADDR_HEX, DATA_NUMBER },
	{ GETSIGINFO, ADDR_HEX, DATA_SIGINFO_OUT },
	{ SETSIGINFO, ADDR_HEX, DATA_SIGINFO_IN },
	{ GETREGSET, ADDR_NT, DATA_GETREGSET },
	{ SETREGSET, ADDR_NT, DATA_SETREGSET },
	{ SEIZE, ADDR_HEX, DATA_OPTIONS },
	{ INTERRUPT, ADDR_NONE, DATA_HEX },
	{ LISTEN, ADDR_NONE, DATA_HEX },
	{ PEEKSIGINFO, ADDR_PEEK, DATA_SIGINFOS },
	{ GETSIGMASK, ADDR_SIZE, DATA_GETMASK },
	{ SETSIGMASK, ADDR_SIZE, DATA_SETMASK },
	{ SECCOMP_GET_FILTER, ADDR_SIZE, DATA_FILTER },
	{ SECCOMP_GET_METADATA, ADDR_SIZE, DATA_METADATA },
	{ GET_SYSCALL_INFO, ADDR_SIZE, DATA_SYSCALL_INFO },
	{ SET_SYSCALL_INFO, ADDR_SIZE, DATA_SET_SYSCALL_INFO },
};

static const struct request_kind kind_unknown = { 0, ADDR_HEX, DATA_HEX };

static void addr_show(struct bts_call *call, enum addr_kind kind, uint64_t addr)
{
	switch (kind) {
	case ADDR_USER:
		user_show(call, addr);
		break;
	case ADDR_NT:
		bts_emit_enum(call->emit, (uint32_t)addr, &bts_set_nt, "NT_???");
		break;
	case ADDR_SIZE:
		bts_emit_uint(call->emit, addr);
		break;
	case ADDR_PEEK:
		peeksiginfo_show(call, addr);
		break;
	case ADDR_HEX:
	case ADDR_NONE:
	case ADDR_SKIP:
		bts_emit_addr(call->emit, addr);
		break;
	}
}

static void data_show(struct bts_call *call, enum data_kind kind, uint64_t addr, uint64_t data)
{
	switch (kind) {
	case DATA_SIGNAL:
		bts_emit_signal(call->emit, data);
		break;
	case DATA_OPTIONS:
		bts_emit_flags(call->emit, data, &bts_set_ptrace_options, "PTRACE_O_???");
		break;
	case DATA_WORD:
		bts_show_addr_at(call, NULL, data);
		break;
	case DATA_NUMBER:
		bts_show_word_at(call, NULL, data);
		break;
	case DATA_GETREGSET:
		regset_show(call, data, true);
		break;
	case DATA_SETREGSET:
		regset_show(call, data, false);
		break;
	case DATA_GETREGS:
		regs_show(call, BTS_AT_RETURN, data, regs, REGS_SIZE, REGS_SIZE);
		break;
	case DATA_SETREGS:
		regs_show(call, BTS_AT_ENTRY, data, regs, REGS_SIZE, REGS_SIZE);
		break;
	case DATA_GETFPREGS:
		regs_show(call, BTS_AT_RETURN, data, fpregs, FPREGS_SIZE, FPREGS_SIZE);
		break;
	case DATA_SETFPREGS:
		regs_show(call, BTS_AT_ENTRY, data, fpregs, FPREGS_SIZE, FPREGS_SIZE);
		break;
	case DATA_GETMASK:
		bts_show_signals(call, BTS_AT_RETURN, data, addr, 8);
		break;
	case DATA_SETMASK:
		bts_show_signals(call, BTS_AT_ENTRY, data, addr, 8);
		break;
	case DATA_METADATA:
		metadata_show(call, data, addr);
		break;
	case DATA_SYSCALL_INFO:
		syscall_info_show(call, BTS_AT_RETURN, data, addr);
		break;
	case DATA_SET_SYSCALL_INFO:
		syscall_info_show(call, BTS_AT_ENTRY, data, addr);
		break;
	case DATA_SIGINFO_IN:
		siginfo_show(call, BTS_AT_ENTRY, data);
		break;
	case DATA_SIGINFO_OUT:
		siginfo_show(call, BTS_AT_RETURN, data);
		break;
	case DATA_SIGINFOS:
		if (bts_call_done(call))
			bts_show_elements(call, BTS_AT_RETURN, data, call->ret, BTS_SIGINFO_SIZE,
					  siginfo_element, NULL);
		else
			bts_emit_addr(call->emit, data);
		break;
	case DATA_FILTER:
	case DATA_HEX:
		bts_emit_addr(call->emit, data);
		break;
	}
}

void bts_show_ptrace_args(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t request = bts_call_word(call, call->arg[0]),
		 addr = bts_call_word(call, call->arg[2]);
	const struct request_kind *kind = &kind_unknown;

	(void)arg;
	for (size_t i = 0; i < ARRAY_SIZE(requests); i++) {
		if (requests[i].request == request)
			kind = &requests[i];
	}
	bts_call_show_pid(call, value);
	if (kind->addr == ADDR_NONE)
		return;
	if (kind->addr != ADDR_SKIP) {
		bts_emit_key(call->emit, "addr");
		addr_show(call, kind->addr, addr);
	}
	bts_emit_key(call->emit, "data");
	data_show(call, kind->data, addr, bts_call_word(call, call->arg[3]));
}
