// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* fcntl: its commands, what their arguments lead to, what their results mean. */
#include <fcntl.h>
#include "syscall/call_file.h"
#include "syscall/call_ioctl.h"

/* As the kernel numbers them: libc calls some by other numbers, older headers lack some. */
enum command {
	DUPFD,
	GETFD,
	SETFD,
	GETFL,
	SETFL,
	GETLK,
	SETLK,
	SETLKW,
	SETOWN,
	GETOWN,
	SETSIG,
	GETSIG,
	GETLK64,
	SETLK64,
	SETLKW64,
	SETOWN_EX,
	GETOWN_EX,
	OFD_GETLK = 36,
	OFD_SETLK,
	OFD_SETLKW,
	SETLEASE = 1024,
	GETLEASE,
	NOTIFY,
	DUPFD_QUERY,
	DUPFD_CLOEXEC = 1030,
	SETPIPE_SZ,
	GETPIPE_SZ,
	ADD_SEALS,
	GET_SEALS,
	GET_RW_HINT,
	SET_RW_HINT,
	GET_FILE_RW_HINT,
	SET_FILE_RW_HINT,
	GETDELEG,
	SETDELEG,
};

/* struct flock of 64-bit programs, of i386's, and i386's struct flock64. */
struct lock {
	int16_t l_type, l_whence;
	int64_t l_start, l_len;
	int32_t l_pid;
};

struct lock32 {
	int16_t l_type, l_whence;
	int32_t l_start, l_len, l_pid;
};

struct lock64 {
	int16_t l_type, l_whence;
	int64_t l_start, l_len;
	int32_t l_pid;
} __attribute__((packed));

/* What asks for a lock has no use for the pid. */
#define LOCK(type)                                                                     \
	F_ENUM(type, l_type, lock, "F_???"), F_ENUM(type, l_whence, seek, "SEEK_???"), \
		F_INT(type, l_start), F_INT(type, l_len)
LAYOUT_LOCAL(lock_get, struct lock, LOCK(struct lock), F_PID(struct lock, l_pid));
LAYOUT_LOCAL(lock_set, struct lock, LOCK(struct lock));
LAYOUT_LOCAL(lock32_get, struct lock32, LOCK(struct lock32), F_PID(struct lock32, l_pid));
LAYOUT_LOCAL(lock32_set, struct lock32, LOCK(struct lock32));
LAYOUT_LOCAL(lock64_get, struct lock64, LOCK(struct lock64), F_PID(struct lock64, l_pid));
LAYOUT_LOCAL(lock64_set, struct lock64, LOCK(struct lock64));

static const struct {
	const struct bts_layout *normal, *narrow, *wide;
} get_layouts = { &bts_layout_lock_get, &bts_layout_lock32_get, &bts_layout_lock64_get },
  set_layouts = { &bts_layout_lock_set, &bts_layout_lock32_set, &bts_layout_lock64_set };

struct owner {
	int32_t type, pid;
};

static void owner_pid(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	const char *owner = (const char *)bytes - offsetof(struct owner, pid);

	/* F_OWNER_PGRP */
	if (bts_bytes_uint(owner + offsetof(struct owner, type), 4) == 2)
		bts_member_int(call, field, bytes);
	else
		bts_member_pid(call, field, bytes);
}

LAYOUT_LOCAL(owner, struct owner, F_ENUM(struct owner, type, owner, "F_OWNER_???"),
	     { .name = "pid", .off = offsetof(struct owner, pid), .size = 4, .show = owner_pid });

struct deleg {
	uint32_t d_flags;
	uint16_t d_type, __pad;
};

LAYOUT_LOCAL(deleg, struct deleg, F_HEX(struct deleg, d_flags),
	     F_ENUM(struct deleg, d_type, lock, "F_???"), F_HEX(struct deleg, __pad));

static void hint_at(struct bts_call *call, enum bts_when when, uint64_t addr)
{
	bts_show_enum_at(call, when, addr, 8, &bts_set_rw_hint, "RWH_WRITE_LIFE_???");
}

bool bts_fcntl_no_arg(const struct bts_call *call)
{
	switch ((uint32_t)call->arg[1]) {
	case GETFD:
	case GETFL:
	case GETOWN:
	case GETSIG:
	case GETLEASE:
	case GETPIPE_SZ:
	case GET_SEALS:
		return true;
	}
	return false;
}

/* The notes on a result: those on flags as the style of the line has them. */
static void note_end(struct bts_call *call, struct bts_aside *aside)
{
	bts_aside_take(aside, call, call->ret_text, sizeof(call->ret_text));
	call->ret_note = call->ret_text;
}

static void note_flags(struct bts_call *call, const char *before, const struct bts_flag_set *set)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	bts_aside_join(&aside, before);
	bts_emit_flags(call->emit, (uint32_t)call->ret, set, NULL);
	note_end(call, &aside);
}

static void note_open_flags(struct bts_call *call)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_aside_join(&aside, "flags ");
	bts_show_open_flags(call, NULL, call->ret);
	note_end(call, &aside);
}

static void note_signal(struct bts_call *call)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_emit_signal(call->emit, call->ret);
	note_end(call, &aside);
}

static void result_explain(struct bts_call *call, uint32_t command)
{
	switch (command) {
	case DUPFD:
	case DUPFD_CLOEXEC:
		call->ret_as = BTS_RET_FD;
		break;
	case GETOWN:
		call->ret_as = BTS_RET_PID;
		break;
	case GETFD:
		call->ret_as = BTS_RET_HEX;
		if (call->ret)
			note_flags(call, "flags ", &bts_set_fd_flags);
		break;
	case GETFL:
		call->ret_as = BTS_RET_HEX;
		note_open_flags(call);
		break;
	case GETLEASE:
		call->ret_as = BTS_RET_HEX;
		call->ret_note = bts_flag_name(&bts_set_lock, call->ret);
		break;
	case GET_SEALS:
		call->ret_as = BTS_RET_HEX;
		if (call->ret)
			note_flags(call, "seals ", &bts_set_seals);
		break;
	case GETSIG:
		if (call->ret)
			note_signal(call);
		break;
	}
}

void bts_show_fcntl_command(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_emit_enum(call->emit, (uint32_t)value, &bts_set_fcntl_cmd, "F_???");
	if (bts_call_done(call))
		result_explain(call, value);
}

/* Locks by a call that knows commands for both sizes of them. */
static bool wide_lock_show(struct bts_call *call, uint32_t command, uint64_t addr)
{
	switch (command) {
	case GETLK64:
		bts_show_layout(call, BTS_AT_RETURN, addr, get_layouts.wide);
		return true;
	case SETLK64:
	case SETLKW64:
		bts_show_layout(call, BTS_AT_ENTRY, addr, set_layouts.wide);
		return true;
	}
	return false;
}

void bts_show_fcntl64_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if (!wide_lock_show(call, call->arg[1], (uint32_t)value))
		bts_show_fcntl_arg(call, arg, value);
}

void bts_show_fcntl_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bool i386 = call->abi == BTS_ABI_I386;
	uint64_t word = bts_call_word(call, value);
	struct bts_emit *e = call->emit;

	switch ((uint32_t)call->arg[1]) {
	case DUPFD:
	case DUPFD_CLOEXEC:
	case SETPIPE_SZ:
		bts_show_long(call, arg, value);
		break;
	case SETFD:
		bts_emit_flags(e, (uint32_t)value, &bts_set_fd_flags, "FD_???");
		break;
	case SETFL:
		bts_show_open_flags(call, arg, value);
		break;
	case GETLK:
		bts_show_layout(call, BTS_AT_RETURN, word,
				i386 ? get_layouts.narrow : get_layouts.normal);
		break;
	case SETLK:
	case SETLKW:
		bts_show_layout(call, BTS_AT_ENTRY, word,
				i386 ? set_layouts.narrow : set_layouts.normal);
		break;
	case OFD_GETLK:
		bts_show_layout(call, BTS_AT_RETURN, word,
				i386 ? get_layouts.wide : get_layouts.normal);
		break;
	case OFD_SETLK:
	case OFD_SETLKW:
		bts_show_layout(call, BTS_AT_ENTRY, word,
				i386 ? set_layouts.wide : set_layouts.normal);
		break;
	case SETOWN:
		bts_show_pid(call, arg, value);
		break;
	case DUPFD_QUERY:
		bts_call_show_fd(call, value);
		break;
	case SETSIG:
		bts_emit_signal(e, value);
		break;
	case SETOWN_EX:
		bts_show_layout(call, BTS_AT_ENTRY, word, &bts_layout_owner);
		break;
	case GETOWN_EX:
		bts_show_layout(call, BTS_AT_RETURN, word, &bts_layout_owner);
		break;
	case NOTIFY:
		bts_emit_flags(e, word, &bts_set_notify, "DN_???");
		break;
	case SETLEASE:
		bts_emit_enum(e, word, &bts_set_lock, "F_???");
		break;
	case ADD_SEALS:
		bts_emit_flags(e, word, &bts_set_seals, "F_SEAL_???");
		break;
	case GET_RW_HINT:
	case GET_FILE_RW_HINT:
		hint_at(call, BTS_AT_RETURN, word);
		break;
	case SET_RW_HINT:
	case SET_FILE_RW_HINT:
		hint_at(call, BTS_AT_ENTRY, word);
		break;
	case GETDELEG:
		bts_show_layout(call, BTS_AT_RETURN, word, &bts_layout_deleg);
		break;
	case SETDELEG:
		bts_show_layout(call, BTS_AT_ENTRY, word, &bts_layout_deleg);
		break;
	default:
		bts_emit_hex(e, word);
	}
}
