// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* A call: the memory that was copied for it, its arguments, what it returned. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "bts/array.h"
#include "bts/decode.h"
#include "bts/schema.h"
#include "syscall/calls.h"

const char *bts_image_next(const struct bts_image *image, size_t *off, struct bts_cap_piece *piece)
{
	const char *bytes;
	size_t room;

	if (image->len - *off < sizeof(*piece))
		return NULL;
	memcpy(piece, image->bytes + *off, sizeof(*piece));
	bytes = image->bytes + *off + sizeof(*piece);
	room = image->len - *off - sizeof(*piece);
	if (piece->len > room)
		return NULL;
	room -= piece->len;
	*off += sizeof(*piece) + piece->len +
		((-(size_t)piece->len & 7) < room ? (-(size_t)piece->len & 7) : room);
	return bytes;
}

/* Is it what was at an address? Others go by a number. */
static bool is_memory(const struct bts_cap_piece *piece)
{
	return piece->kind != BTS_CAP_FD && piece->kind != BTS_CAP_PID &&
	       piece->kind != BTS_CAP_NETLINK;
}

/* The piece that holds the byte at @addr; what of it is behind that, in *@n. */
static const char *piece_find(const struct bts_call *call, unsigned int when, uint64_t addr,
			      size_t *n)
{
	struct bts_cap_piece piece;
	const char *bytes;

	for (size_t off = 0; (bytes = bts_image_next(&call->image, &off, &piece));) {
		if ((piece.when & when) && is_memory(&piece) && addr >= piece.addr &&
		    addr - piece.addr < piece.len) {
			*n = piece.len - (addr - piece.addr);
			return bytes + (addr - piece.addr);
		}
	}
	return NULL;
}

uint64_t bts_call_first(const struct bts_call *call, enum bts_when when, enum bts_cap_kind kind)
{
	struct bts_cap_piece piece;

	for (size_t off = 0; bts_image_next(&call->image, &off, &piece);) {
		if ((piece.when & when) && piece.kind == kind)
			return piece.addr;
	}
	return 0;
}

/* As many bytes as are known at one time. */
static size_t bytes_known(const struct bts_call *call, unsigned int when, uint64_t addr, size_t n,
			  const char **bytes, char *room)
{
	size_t got, known = 0;
	const char *from = piece_find(call, when, addr, &got);

	if (!from || !n)
		return 0;
	if (got >= n || !room) {
		*bytes = from;
		return got < n ? got : n;
	}
	*bytes = room;
	while (from && known < n) {
		if (got > n - known)
			got = n - known;
		memcpy(room + known, from, got);
		known += got;
		from = piece_find(call, when, addr + known, &got);
	}
	return known;
}

size_t bts_call_bytes(const struct bts_call *call, enum bts_when when, uint64_t addr, size_t n,
		      const char **bytes, char *room)
{
	size_t known = 0;

	if (when == BTS_AT_LAST) {
		known = bytes_known(call, BTS_AT_RETURN, addr, n, bytes, room);
		if (known)
			return known;
		when = BTS_AT_ENTRY;
	}
	return bytes_known(call, when, addr, n, bytes, room);
}

int bts_call_read(const struct bts_call *call, enum bts_when when, uint64_t addr, void *to,
		  size_t n)
{
	char room[4096];
	const char *bytes;

	if (call->terse || n > sizeof(room) ||
	    bts_call_bytes(call, when, addr, n, &bytes, room) < n)
		return -EFAULT;
	if (n)
		memcpy(to, bytes, n);
	return 0;
}

int bts_call_read_word(const struct bts_call *call, enum bts_when when, uint64_t addr,
		       uint64_t *value)
{
	uint32_t narrow;
	int err;

	if (call->word == 8)
		return bts_call_read(call, when, addr, value, 8);
	err = bts_call_read(call, when, addr, &narrow, 4);
	if (!err)
		*value = narrow;
	return err;
}

bool bts_call_done(const struct bts_call *call)
{
	return call->returned && !call->failed;
}

bool bts_call_has(const struct bts_call *call, enum bts_when when)
{
	return when == BTS_AT_ENTRY || bts_call_done(call);
}

/* Every call's arguments, by rows. */
struct args_row {
	const struct bts_arg *args;
	int count;
};

enum {
#define BTS_SYSCALL(name, ...) ROW_##name,
#include "syscall/table.def"
#undef BTS_SYSCALL
	ROWS
};

#define A(name_, ...)                       \
	{                                   \
		.name = #name_, __VA_ARGS__ \
	}
#define BTS_SYSCALL(name_, x86_64, x32, i386, arm64, classes, ...) \
	static const struct bts_arg args_##name_[] = { __VA_ARGS__ };
#include "syscall/table.def"
#undef BTS_SYSCALL

static const struct args_row rows[] = {
#define BTS_SYSCALL(name_, ...) { args_##name_, sizeof(args_##name_) / sizeof(struct bts_arg) },
#include "syscall/table.def"
#undef BTS_SYSCALL
};

int bts_syscall_args(size_t row, const struct bts_arg **args)
{
	if (row >= ARRAY_SIZE(rows))
		return -1;
	*args = rows[row].args;
	return rows[row].count;
}

uint32_t bts_syscall_traits(size_t row)
{
	static const uint16_t traits[ROWS] = {
		[ROW_execve] = BTS_CALL_EXEC,	     [ROW_execveat] = BTS_CALL_EXEC,
		[ROW_exit] = BTS_CALL_ALWAYS,	     [ROW_exit_group] = BTS_CALL_ALWAYS,
		[ROW_clone] = BTS_CALL_FORK,	     [ROW_clone3] = BTS_CALL_FORK,
		[ROW_rt_sigreturn] = BTS_CALL_STACK, [ROW_sigreturn] = BTS_CALL_STACK,
		[ROW_fork] = BTS_CALL_FORK,	     [ROW_vfork] = BTS_CALL_FORK,
	};

	return row < ROWS ? traits[row] : 0;
}

static uint32_t pids_of(size_t row);

/* What stands for a bound that depends on what is asked for. */
static uint32_t bound(uint32_t max, const struct bts_emit_style *style, uint32_t size)
{
	uint64_t n = max;

	/* One more tells what is cut from what is not. */
	if (max == BTS_MAX_STRING)
		n = (uint64_t)style->string_max + 1;
	else if (max == BTS_MAX_ELEMENTS)
		n = (style->verbose ? 4096 : (uint64_t)style->string_max + 1) * (size ? size : 1);
	else if (max == BTS_MAX_VERBOSE)
		n = style->verbose ? (uint64_t)style->string_max + 1 : 0;
	else if (max == BTS_MAX_VERBOSE_ELEMENTS)
		n = style->verbose ? 4096 * (size ? size : 1) : 0;
	return n < BTS_CAP_PIECES * BTS_CAP_PIECE ? n : BTS_CAP_PIECES * BTS_CAP_PIECE;
}

void bts_call_capture(size_t row, unsigned int word, const struct bts_emit_style *style, bool raw,
		      struct bts_cap_call *call)
{
	struct bts_call like = { .word = word };
	const struct bts_arg *args;
	int nargs = bts_syscall_args(row, &args);
	size_t n = 0;

	memset(call, 0, sizeof(*call));
	call->flags = bts_syscall_traits(row);
	/* Who a child is has to be known if it is traced as well. */
	if (style->pids && !raw)
		call->flags |= pids_of(row);
	else if (call->flags & BTS_CALL_FORK)
		call->flags |= BTS_CALL_PID_RET;
	for (int i = 0; i < nargs && !raw; i++) {
		for (size_t j = 0; j < args[i].nops && n < BTS_CAP_OPS; j++) {
			struct bts_cap_op op = args[i].ops[j];

			if (op.when & AT_NARROW && word != 4)
				continue;
			op.when &= ~AT_NARROW;
			if (op.arg == SELF)
				op.arg = i;
			if (op.max == BTS_LAYOUT_MAX)
				op.max = bts_layout_size(&like, args[i].data);
			if (op.kind == BTS_CAP_MEM && op.count != BTS_CAP_CONST && !op.size)
				op.size = bts_layout_size(&like, args[i].data);
			op.max = bound(op.max, style, op.kind == BTS_CAP_MEM ? op.size : 1);
			op.most = bound(op.most, style, 1);
			call->ops[n++] = op;
		}
	}
	if (style->fds && !raw)
		n = bts_call_capture_fds(row, word, call, n);
	for (size_t i = 0; i < n; i++)
		call->flags |= call->ops[i].when & (BTS_CAP_ENTRY | BTS_CAP_RETURN);
}

/* What the kernel returns to itself so that a call is begun anew; include/linux/errno.h. */
static const char *restart_text(int error)
{
	static const struct {
		int error;
		const char *text;
	} texts[] = {
		{ 512, "? ERESTARTSYS (To be restarted if SA_RESTART is set)" },
		{ 513, "? ERESTARTNOINTR (To be restarted)" },
		{ 514, "? ERESTARTNOHAND (To be restarted if no handler)" },
		{ 516, "? ERESTART_RESTARTBLOCK (Interrupted by signal)" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		if (texts[i].error == error)
			return texts[i].text;
	}
	return NULL;
}

static void error_name_show(struct bts_out *out, int error)
{
	const char *name = bts_errno_name(error), *what = strerrordesc_np(error);

	if (name) {
		bts_out_char(out, ' ');
		bts_out_text(out, name);
		bts_out_text(out, " (");
		/* Some that are the kernel's own get out of it. */
		if (what) {
			bts_out_text(out, what);
		} else {
			bts_out_text(out, "Unknown error ");
			bts_out_s64(out, error);
		}
		bts_out_char(out, ')');
	} else {
		bts_out_text(out, " (errno ");
		bts_out_s64(out, error);
		bts_out_char(out, ')');
	}
}

static void error_show(const struct bts_call *call)
{
	struct bts_out *out = call->emit->out;
	const char *restart = restart_text(-call->ret);

	if (restart) {
		bts_out_text(out, restart);
		return;
	}
	bts_out_s64(out, -1);
	error_name_show(out, -call->ret);
}

void bts_call_show_args(struct bts_call *call, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < call->nargs && i < 6; i++) {
		const struct bts_arg *arg = &call->args_types[i];

		if (arg->absent && arg->absent(call))
			continue;
		bts_emit_key(call->emit, arg->name);
		arg->show(call, arg, call->arg[i]);
	}
}

size_t bts_call_split(const struct bts_call *call)
{
	for (size_t i = 0; i < call->nargs; i++) {
		const struct bts_arg *arg = &call->args_types[i];

		for (size_t j = 0; j < arg->nops; j++) {
			if (arg->ops[j].when & BTS_CAP_RETURN)
				return i;
		}
	}
	return call->nargs;
}

bool bts_call_has_more(const struct bts_call *call, size_t from)
{
	for (size_t i = from; i < call->nargs; i++) {
		const struct bts_arg *arg = &call->args_types[i];

		if (!arg->absent || !arg->absent(call))
			return true;
	}
	return false;
}

void bts_call_show_raw_args(struct bts_call *call, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < 6; i++) {
		bts_emit_key(call->emit, call->args_types[i].name);
		bts_emit_hex(call->emit, call->arg[i]);
	}
}

void bts_call_show_raw_ret(struct bts_call *call)
{
	if (!call->returned)
		bts_out_char(call->emit->out, '?');
	else if (call->failed)
		error_show(call);
	else if (call->ret)
		bts_out_hex(call->emit->out, call->ret);
	else
		bts_out_char(call->emit->out, '0');
}

size_t bts_layout_size(const struct bts_call *call, const struct bts_layout *layout)
{
	return call->word == 4 ? layout->size32 : layout->size;
}

static void member_show(struct bts_call *call, const struct bts_member *member, const void *bytes)
{
	if (member->absent && member->absent(member, bytes))
		return;
	bts_emit_key(call->emit, member->name);
	member->show(call, member, (const char *)bytes + member->off);
}

void bts_show_members(struct bts_call *call, const struct bts_member *members, size_t n,
		      const void *bytes)
{
	for (size_t i = 0; i < n; i++)
		member_show(call, &members[i], bytes);
}

void bts_layout_show(struct bts_call *call, const struct bts_layout *layout, const void *bytes)
{
	bool narrow = call->word == 4 && layout->fields32;
	const struct bts_member *fields = narrow ? layout->fields32 : layout->fields;
	size_t count = narrow ? layout->count32 : layout->count;
	bool brief = layout->abbreviated && !call->emit->style.verbose, left_out = false;

	bts_emit_struct(call->emit);
	for (size_t i = 0; i < count; i++) {
		if (brief && !fields[i].brief)
			left_out = true;
		else
			member_show(call, &fields[i], bytes);
	}
	if (left_out)
		bts_emit_more(call->emit);
	bts_emit_struct_end(call->emit);
}

uint64_t bts_bytes_uint(const void *bytes, size_t size)
{
	uint64_t value = 0;

	memcpy(&value, bytes, size < 8 ? size : 8);
	return value;
}

/* What calls return; the others a number without sign. */
static const uint8_t rets[ROWS] = {
	[ROW_mmap] = BTS_RET_HEX,
	[ROW_mmap2] = BTS_RET_HEX,
	[ROW_mremap] = BTS_RET_HEX,
	[ROW_brk] = BTS_RET_HEX,
	[ROW_shmat] = BTS_RET_HEX,
	[ROW_umask] = BTS_RET_OCTAL,
	[ROW_modify_ldt] = BTS_RET_NARROW,
	[ROW_open] = BTS_RET_FD,
	[ROW_openat] = BTS_RET_FD,
	[ROW_openat2] = BTS_RET_FD,
	[ROW_creat] = BTS_RET_FD,
	[ROW_dup] = BTS_RET_FD,
	[ROW_dup2] = BTS_RET_FD,
	[ROW_dup3] = BTS_RET_FD,
	[ROW_socket] = BTS_RET_FD,
	[ROW_accept] = BTS_RET_FD,
	[ROW_accept4] = BTS_RET_FD,
	[ROW_epoll_create] = BTS_RET_FD,
	[ROW_epoll_create1] = BTS_RET_FD,
	[ROW_eventfd] = BTS_RET_FD,
	[ROW_eventfd2] = BTS_RET_FD,
	[ROW_signalfd] = BTS_RET_FD,
	[ROW_signalfd4] = BTS_RET_FD,
	[ROW_timerfd_create] = BTS_RET_FD,
	[ROW_inotify_init] = BTS_RET_FD,
	[ROW_inotify_init1] = BTS_RET_FD,
	[ROW_fanotify_init] = BTS_RET_FD,
	[ROW_memfd_create] = BTS_RET_FD,
	[ROW_memfd_secret] = BTS_RET_FD,
	[ROW_userfaultfd] = BTS_RET_FD,
	[ROW_perf_event_open] = BTS_RET_FD,
	[ROW_open_by_handle_at] = BTS_RET_FD,
	[ROW_open_tree] = BTS_RET_FD,
	[ROW_open_tree_attr] = BTS_RET_FD,
	[ROW_fsopen] = BTS_RET_FD,
	[ROW_fsmount] = BTS_RET_FD,
	[ROW_fspick] = BTS_RET_FD,
	[ROW_pidfd_open] = BTS_RET_FD,
	[ROW_pidfd_getfd] = BTS_RET_FD,
	[ROW_io_uring_setup] = BTS_RET_FD,
	[ROW_landlock_create_ruleset] = BTS_RET_FD,
	[ROW_mq_open] = BTS_RET_FD,
	[ROW_getpid] = BTS_RET_PID,
	[ROW_gettid] = BTS_RET_PID,
	[ROW_getppid] = BTS_RET_PID,
	[ROW_set_tid_address] = BTS_RET_PID,
	[ROW_fork] = BTS_RET_PID,
	[ROW_vfork] = BTS_RET_PID,
	[ROW_clone] = BTS_RET_PID,
	[ROW_clone3] = BTS_RET_PID,
	[ROW_wait4] = BTS_RET_PID,
	[ROW_waitpid] = BTS_RET_PID,
	[ROW_getpgid] = BTS_RET_GROUP,
	[ROW_getpgrp] = BTS_RET_GROUP,
	[ROW_getsid] = BTS_RET_GROUP,
};

/* What of a call may be the number of a process: BTS_CALL_PID() and _RET. */
static uint32_t pids_of(size_t row)
{
	static const struct {
		void (*show)(struct bts_call *call, const struct bts_arg *arg, uint64_t value);
		bool result; /* the result may be one as well */
	} shows[] = {
		{ bts_show_pid, false },	{ bts_show_prio_who, false },
		{ bts_show_ioprio_who, false }, { bts_show_ioprio_ret, false },
		{ bts_show_wait_id, false },	{ bts_show_sched_policy_ret, false },
		{ bts_show_fcntl_arg, true },	{ bts_show_fcntl64_arg, true },
	};
	const struct bts_arg *args;
	int nargs = bts_syscall_args(row, &args);
	uint32_t flags = 0;

	if (row < ROWS && (rets[row] == BTS_RET_PID || rets[row] == BTS_RET_GROUP))
		flags |= BTS_CALL_PID_RET;
	for (int i = 0; i < nargs; i++) {
		for (size_t j = 0; j < ARRAY_SIZE(shows); j++) {
			if (args[i].show == shows[j].show)
				flags |= BTS_CALL_PID(i) | (shows[j].result ? BTS_CALL_PID_RET : 0);
		}
	}
	return flags;
}

/* A decoder's word on this result stands above what all results of the call are. */
static enum bts_ret_as ret_as(const struct bts_call *call)
{
	int row = bts_syscall_row(call->abi, call->nr);

	if (call->ret_as)
		return call->ret_as;
	return row >= 0 ? rets[row] : BTS_RET_BY_CALL;
}

/* Where those begin among numbers of 32 bits. */
#define NARROW_ERRORS 0xfffff000U

int bts_call_pid_of(const struct bts_call *call, enum bts_when when, int pid, uint32_t *ours)
{
	uint32_t number = pid < 0 ? -(uint32_t)pid : (uint32_t)pid;
	struct bts_cap_piece piece;
	const char *bytes;

	for (size_t off = 0; (bytes = bts_image_next(&call->image, &off, &piece));) {
		if ((piece.when & when) && piece.kind == BTS_CAP_PID && piece.addr == number &&
		    piece.len == sizeof(*ours)) {
			memcpy(ours, bytes, sizeof(*ours));
			return 0;
		}
	}
	return -ENOENT;
}

/* By what number we know a process, or the first of a group, where the call has another. */
static void pid_note(struct bts_call *call, enum bts_when when, int pid)
{
	struct bts_out *out = call->emit->out;
	uint32_t ours;

	if (!(call->emit->style.pids & BTS_PIDS_NUMBER) || call->emit->ops != &bts_emit_text ||
	    bts_call_pid_of(call, when, pid, &ours) || !ours)
		return;
	bts_out_text(out, " /* ");
	bts_out_u64(out, ours);
	bts_out_text(out, " in strace's PID NS */");
}

static void pid_show(struct bts_call *call, enum bts_when when, int pid)
{
	struct bts_emit *e = call->emit, bare;
	const char *name = NULL;
	uint32_t ours;

	bts_emit_int(e, pid);
	/* Names go by our numbers. */
	if (bts_call_pid_of(call, when, pid, &ours))
		ours = pid;
	if (pid > 0 && ours && call->task_name && e->ops == &bts_emit_text)
		name = call->task_name(ours);
	if (name) {
		bts_emit_init(&bare, e->ops, e->out, &e->style);
		bts_out_char(e->out, '<');
		bts_emit_string(&bare, name, strlen(name), BTS_STRING_BARE);
		bts_out_char(e->out, '>');
	}
	pid_note(call, when, pid);
}

void bts_call_show_pid(struct bts_call *call, int pid)
{
	pid_show(call, BTS_AT_ENTRY, pid);
}

static void group_show(struct bts_call *call, enum bts_when when, int group)
{
	bts_emit_int(call->emit, group);
	pid_note(call, when, group);
}

void bts_call_show_group(struct bts_call *call, int group)
{
	group_show(call, BTS_AT_ENTRY, group);
}

void bts_call_show_ret(struct bts_call *call)
{
	struct bts_out *out = call->emit->out;
	uint64_t ret = bts_call_word(call, call->ret);
	enum bts_ret_as as = ret_as(call);
	struct bts_emit emit;

	bts_emit_init(&emit, call->emit->ops, out, &call->emit->style);
	if (!call->returned) {
		bts_out_char(out, '?');
	} else if (call->failed) {
		error_show(call);
	} else if (as == BTS_RET_SIGNED) {
		bts_emit_int(&emit, bts_call_long(call, ret));
	} else if (as == BTS_RET_HEX) {
		bts_emit_hex(&emit, ret);
	} else if (as == BTS_RET_OCTAL) {
		bts_emit_oct(&emit, ret);
	} else if (as == BTS_RET_FD || as == BTS_RET_PID || as == BTS_RET_GROUP) {
		struct bts_emit *saved = call->emit;

		call->emit = &emit;
		if (as == BTS_RET_FD)
			bts_call_show_fd_at(call, BTS_AT_RETURN, ret);
		else if (as == BTS_RET_PID)
			pid_show(call, BTS_AT_RETURN, ret);
		else
			group_show(call, BTS_AT_RETURN, ret);
		call->emit = saved;
	} else {
		bts_out_u64(out, ret);
		if (as == BTS_RET_NARROW && ret >= NARROW_ERRORS && ret <= UINT32_MAX)
			error_name_show(out, -(uint32_t)ret);
	}
	if (call->ret_note) {
		bts_out_text(out, " (");
		bts_out_text(out, call->ret_note);
		bts_out_char(out, ')');
	}
}

bool bts_syscall_makes_fd(size_t row)
{
	return row < ROWS && (rets[row] == BTS_RET_FD || row == ROW_fcntl || row == ROW_fcntl64 ||
			      row == ROW_bpf);
}

bool bts_call_made_fd(const struct bts_call *call)
{
	return bts_call_done(call) && ret_as(call) == BTS_RET_FD;
}
