// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Processes: how they begin, what they execute, how they end, who they are. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include "syscall/call_process.h"
#include "syscall/call_time.h"

/* Is a string known, or what is shown of it? */
static bool is_known(const struct bts_call *call, uint64_t addr)
{
	const char *bytes;

	return bts_call_bytes(call, BTS_AT_ENTRY, addr, 1, &bytes, NULL);
}

/* The next string of those that stand in a row; 0: it is not known whole. */
static uint64_t string_next(const struct bts_call *call, uint64_t addr)
{
	const char *bytes;
	size_t n;

	while ((n = bts_call_bytes(call, BTS_AT_RETURN, addr, SIZE_MAX, &bytes, NULL))) {
		const char *end = memchr(bytes, 0, n);

		if (end)
			return addr + (end - bytes) + 1;
		addr += n;
	}
	return 0;
}

/* Those up to @end. */
static size_t strings_count(const struct bts_call *call, uint64_t addr, uint64_t end)
{
	size_t n = 0;

	while (addr != end && (addr = string_next(call, addr)))
		n++;
	return n;
}

/*
 * Where an exec that succeeded has its @i-th argument now. An interpreter has its own words in
 * front, and the file in the place of the first.
 */
static uint64_t argument_now(const struct bts_call *call, uint64_t argv, size_t i)
{
	uint64_t at = bts_call_first(call, BTS_AT_RETURN, BTS_CAP_MEM), addr;
	uint64_t file = bts_call_first(call, BTS_AT_RETURN, BTS_CAP_STR);
	size_t now = at ? strings_count(call, at, file) : 0, given = 0;

	while (!bts_call_read_word(call, BTS_AT_ENTRY, argv + given * call->word, &addr) && addr)
		given++;
	if (now < given || (now > given && !i))
		return 0;
	for (size_t skip = now - given + i; skip; skip--)
		at = string_next(call, at);
	return at;
}

/* What could not be read before is on the new stack, if the exec succeeded. */
static void argument_show(struct bts_call *call, uint64_t argv, size_t i, uint64_t addr)
{
	uint64_t now = is_known(call, addr) ? 0 : argument_now(call, argv, i);

	bts_show_cstr(call, now ? BTS_AT_RETURN : BTS_AT_ENTRY, now ?: addr,
		      call->emit->style.string_max);
}

void bts_show_exec_path(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t now = bts_call_first(call, BTS_AT_RETURN, BTS_CAP_STR);

	if (now && !is_known(call, bts_call_word(call, value)))
		bts_show_cstr(call, BTS_AT_RETURN, now, BTS_CAP_PIECE - 1);
	else
		bts_show_path(call, arg, value);
}

void bts_show_argv(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t argv = bts_call_word(call, value), at = argv, addr;
	struct bts_emit *e = call->emit;

	(void)arg;
	if (!argv || bts_call_read_word(call, BTS_AT_ENTRY, at, &addr)) {
		bts_emit_addr(e, argv);
		return;
	}
	bts_emit_array(e);
	for (size_t n = 0;; n++, at += call->word) {
		if (bts_call_read_word(call, BTS_AT_ENTRY, at, &addr)) {
			bts_emit_more(e);
			/* What was not copied is not what could not be read. */
			if (n <= e->style.string_max || e->style.verbose)
				bts_emit_commentf(e, "0x%llx", (unsigned long long)at);
			break;
		}
		if (!addr)
			break;
		if (bts_emit_cut(e, n))
			break;
		argument_show(call, argv, n, addr);
	}
	bts_emit_array_end(e);
}

void bts_show_envp(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t addr;
	size_t n = 0;

	if (e->style.verbose) {
		bts_show_argv(call, arg, value);
		return;
	}
	value = bts_call_word(call, value);
	bts_emit_addr(e, value);
	if (!value || bts_call_read_word(call, BTS_AT_ENTRY, value, &addr))
		return;
	while (addr) {
		n++;
		if (bts_call_read_word(call, BTS_AT_ENTRY, value + n * call->word, &addr)) {
			bts_emit_commentf(e, "%zu var%s, unterminated", n, n == 1 ? "" : "s");
			return;
		}
	}
	bts_emit_commentf(e, "%zu var%s", n, n == 1 ? "" : "s");
}

void bts_call_note_take(struct bts_call *call, struct bts_aside *aside)
{
	static _Thread_local char note[1024];

	bts_aside_take(aside, call, note, sizeof(note));
	call->ret_note = note;
}

void bts_call_note_flags(struct bts_call *call, uint64_t value, const struct bts_flag_set *set)
{
	struct bts_aside aside;

	if (call->emit->style.consts == BTS_CONST_RAW)
		return;
	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_emit_flags(call->emit, value, set, NULL);
	bts_call_note_take(call, &aside);
}

/* clone(): in strace's notation its arguments have names, unlike those of all other calls. */
static void label(struct bts_call *call, const char *name)
{
	if (call->emit->ops != &bts_emit_text)
		return;
	bts_out_text(call->emit->out, name);
	bts_out_char(call->emit->out, '=');
}

#define SIGNAL_MASK   0xff
#define PIDFD	      0x1000
#define SETTLS	      0x80000
#define PARENT_SETTID 0x100000
#define CHILD_CLEAR   0x200000
#define CHILD_SETTID  0x1000000

static uint64_t word_arg(const struct bts_call *call, int n)
{
	return bts_call_word(call, call->arg[n]);
}

/* i386 has the last two the other way round. */
static int tls_place(const struct bts_call *call)
{
	return call->word == 4 ? 3 : 4;
}

static int child_place(const struct bts_call *call)
{
	return call->word == 4 ? 4 : 3;
}

void bts_show_clone_stack(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	(void)value;
	label(call, "child_stack");
	bts_emit_addr(call->emit, word_arg(call, 1));
}

void bts_show_clone_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t flags = word_arg(call, 0) & ~(uint64_t)SIGNAL_MASK;
	int sig = call->arg[0] & SIGNAL_MASK;
	struct bts_aside aside;

	(void)arg;
	(void)value;
	label(call, "flags");
	if (!flags) {
		bts_emit_signal(call->emit, sig);
		return;
	}
	if (!sig) {
		bts_emit_flags(call->emit, flags, &bts_set_clone_flags, "CLONE_???");
		return;
	}
	bts_aside_begin(&aside, call);
	bts_emit_flags(call->emit, flags, &bts_set_clone_flags, "CLONE_???");
	bts_aside_join(&aside, "|");
	bts_emit_signal(call->emit, sig);
	bts_aside_end(&aside, call);
}

bool bts_clone_no_parent_tid(const struct bts_call *call)
{
	return !(call->arg[0] & (PARENT_SETTID | PIDFD));
}

bool bts_clone_no_tls(const struct bts_call *call)
{
	return !(call->arg[0] & SETTLS);
}

bool bts_clone_no_child_tid(const struct bts_call *call)
{
	return !(call->arg[0] & (CHILD_SETTID | CHILD_CLEAR));
}

/* [3], of a descriptor or of a process; its address where it is not known. */
static void number_at_show(struct bts_call *call, uint64_t addr, bool fd)
{
	struct bts_emit *e = call->emit;
	uint64_t number;

	if (!bts_show_number_read(call, BTS_AT_RETURN, addr, 4, &number))
		return;
	bts_emit_array(e);
	if (fd)
		bts_call_show_fd(call, number);
	else
		bts_call_show_pid(call, number);
	bts_emit_array_end(e);
}

void bts_show_clone_parent_tid(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	(void)value;
	label(call, "parent_tid");
	number_at_show(call, word_arg(call, 2), !(call->arg[0] & PARENT_SETTID));
}

/* What it leads to on i386 has a decoder: that of modify_ldt. */
static void tls_show(struct bts_call *call, uint64_t addr)
{
	if (call->word == 4)
		bts_show_thread_area(call, NULL, addr);
	else
		bts_emit_addr(call->emit, addr);
}

void bts_show_clone_tls(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	(void)value;
	label(call, "tls");
	tls_show(call, word_arg(call, tls_place(call)));
}

void bts_show_clone_child_tid(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	(void)value;
	label(call, "child_tidptr");
	bts_emit_addr(call->emit, word_arg(call, child_place(call)));
}

/* struct clone_args of version 2 */
struct clone_args {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
	uint64_t set_tid, set_tid_size, cgroup;
};

#define CLONE_ARGS_MIN 64
#define CLONE_ARGS_MAX sizeof(struct clone_args)
#define INTO_CGROUP    0x200000000ULL
#define SET_TID_MAX    32

/* What stands in a struct behind the bytes that are known: as many as a page holds are looked at. */
enum beyond { BEYOND_NOTHING, BEYOND_BYTES, BEYOND_UNREAD };

static enum beyond beyond_find(const struct bts_call *call, enum bts_when when, uint64_t addr,
			       size_t known, uint64_t size, char bytes[4096], size_t *n)
{
	*n = (size < 4096 ? size : 4096) - known;
	if (size <= known)
		return BEYOND_NOTHING;
	if (bts_call_read(call, when, addr + known, bytes, *n))
		return BEYOND_UNREAD;
	for (size_t i = 0; i < *n; i++) {
		if (bytes[i])
			return BEYOND_BYTES;
	}
	return BEYOND_NOTHING;
}

static void beyond_show(struct bts_call *call, enum bts_when when, uint64_t addr, size_t known,
			uint64_t size)
{
	size_t max = call->emit->style.string_max, n;
	struct bts_aside aside;
	char bytes[4096], text[64];

	switch (beyond_find(call, when, addr, known, size, bytes, &n)) {
	case BEYOND_NOTHING:
		return;
	case BEYOND_UNREAD:
		bts_emit_word(call->emit, "???");
		return;
	case BEYOND_BYTES:
		break;
	}
	snprintf(text, sizeof(text), "/* bytes %zu..%zu */ ", known, known + n - 1);
	bts_aside_begin(&aside, call);
	bts_aside_join(&aside, text);
	bts_emit_string(call->emit, bytes, n < max ? n : max,
			BTS_STRING_HEX | (n > max ? BTS_STRING_CUT : 0));
	bts_aside_end(&aside, call);
}

static void tid_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_int(call->emit, (int32_t)bts_bytes_uint(bytes, 4));
}

static void set_tid_show(struct bts_call *call, const struct clone_args *args)
{
	struct bts_emit *e = call->emit;

	if (!args->set_tid && !args->set_tid_size)
		return;
	bts_emit_key(e, "set_tid");
	if (!args->set_tid || !args->set_tid_size || args->set_tid_size > SET_TID_MAX)
		bts_emit_addr(e, args->set_tid);
	else
		bts_show_elements(call, BTS_AT_ENTRY, args->set_tid, args->set_tid_size, 4,
				  tid_element, NULL);
	bts_emit_key(e, "set_tid_size");
	bts_emit_uint(e, args->set_tid_size);
}

/* Flags of two sets, in the order of the sets. */
static void clone3_flags_show(struct bts_call *call, uint64_t flags)
{
	struct bts_flag all[64];
	struct bts_flag_set both = { .flags = all };
	const struct bts_flag_set *sets[] = { &bts_set_clone_flags, &bts_set_clone3_flags };

	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < sets[i]->count && both.count < 64; k++)
			all[both.count++] = sets[i]->flags[k];
	}
	bts_emit_flags(call->emit, flags, &both, "CLONE_???");
}

static void clone_args_show(struct bts_call *call, uint64_t addr, const struct clone_args *args,
			    size_t known, uint64_t size)
{
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "flags");
	clone3_flags_show(call, args->flags);
	if (args->flags & PIDFD) {
		bts_emit_key(e, "pidfd");
		bts_emit_addr(e, args->pidfd);
	}
	if (args->flags & (CHILD_SETTID | CHILD_CLEAR)) {
		bts_emit_key(e, "child_tid");
		bts_emit_addr(e, args->child_tid);
	}
	if (args->flags & PARENT_SETTID) {
		bts_emit_key(e, "parent_tid");
		bts_emit_addr(e, args->parent_tid);
	}
	bts_emit_key(e, "exit_signal");
	if (args->exit_signal < INT_MAX)
		bts_emit_signal(e, args->exit_signal);
	else
		bts_emit_uint(e, args->exit_signal);
	bts_emit_key(e, "stack");
	bts_emit_addr(e, args->stack);
	bts_emit_key(e, "stack_size");
	bts_emit_hex(e, args->stack_size);
	if (args->flags & SETTLS) {
		bts_emit_key(e, "tls");
		tls_show(call, args->tls);
	}
	set_tid_show(call, args);
	if (known > offsetof(struct clone_args, cgroup) &&
	    (args->cgroup || args->flags & INTO_CGROUP)) {
		bts_emit_key(e, "cgroup");
		bts_emit_uint(e, args->cgroup);
	}
	beyond_show(call, BTS_AT_ENTRY, addr, known, size);
	bts_emit_struct_end(e);
}

#define CHANGING (PIDFD | PARENT_SETTID)

/* What the kernel left: a second struct, of that alone. */
static void clone_args_after(struct bts_call *call, uint64_t addr, size_t known, uint64_t size)
{
	struct clone_args args = {};

	bts_emit_after(call->emit);
	if (bts_call_read(call, BTS_AT_RETURN, addr, &args, known)) {
		bts_emit_addr(call->emit, addr);
		bts_emit_changed(call->emit);
		return;
	}
	bts_emit_struct(call->emit);
	if (args.flags & PIDFD) {
		bts_emit_key(call->emit, "pidfd");
		number_at_show(call, args.pidfd, true);
	}
	if (args.flags & PARENT_SETTID) {
		bts_emit_key(call->emit, "parent_tid");
		number_at_show(call, args.parent_tid, false);
	}
	beyond_show(call, BTS_AT_RETURN, addr, known, size);
	bts_emit_struct_end(call->emit);
	bts_emit_changed(call->emit);
}

void bts_show_clone3(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = word_arg(call, 0), size = word_arg(call, 1);
	size_t known = size < CLONE_ARGS_MAX ? size : CLONE_ARGS_MAX, n;
	struct clone_args args = {};
	char bytes[4096];
	bool changes;

	(void)arg;
	(void)value;
	if (known < CLONE_ARGS_MIN || bts_call_read(call, BTS_AT_ENTRY, addr, &args, known)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	changes = bts_call_done(call) &&
		  (args.flags & CHANGING ||
		   beyond_find(call, BTS_AT_RETURN, addr, known, size, bytes, &n));
	if (changes)
		bts_emit_before(call->emit);
	clone_args_show(call, addr, &args, known, size);
	if (changes)
		clone_args_after(call, addr, known, size);
}

static const char *signal_text(int sig, char room[BTS_SIGNAL_NAME])
{
	const char *name = bts_signal_name(sig, room);

	if (!name)
		snprintf(room, BTS_SIGNAL_NAME, "%d", sig);
	return room;
}

/* What waitpid says of a process that stopped, died or exited, with the macros that tell it. */
static void status_show(struct bts_call *call, uint32_t status)
{
	unsigned int low = status & 0x7f, high = status >> 8 & 0xff;
	char text[96], room[BTS_SIGNAL_NAME];
	struct bts_aside aside;
	uint32_t rest = status & ~0xffffU, event = status >> 16;

	if ((status & 0xff) == 0x7f) {
		snprintf(text, sizeof(text), "{WIFSTOPPED(s) && WSTOPSIG(s) == %s%s}",
			 signal_text(high & 0x7f, room), high & 0x80 ? " | 0x80" : "");
	} else if (status == 0xffff) {
		snprintf(text, sizeof(text), "{WIFCONTINUED(s)}");
	} else if (low == 0x7f) {
		bts_emit_hex(call->emit, status);
		return;
	} else if (low) {
		snprintf(text, sizeof(text), "{WIFSIGNALED(s) && WTERMSIG(s) == %s%s}",
			 signal_text(low, room), status & 0x80 ? " && WCOREDUMP(s)" : "");
		rest = status & ~0xffU;
	} else {
		snprintf(text, sizeof(text), "{WIFEXITED(s) && WEXITSTATUS(s) == %u}", high);
		rest = status & ~0xff00U;
	}
	event = rest >> 16;
	bts_aside_begin(&aside, call);
	bts_emit_word(call->emit, text);
	if (event) {
		bts_aside_join(&aside, "|");
		bts_emit_enum(call->emit, event, &bts_set_ptrace_event, "PTRACE_EVENT_???");
		bts_aside_join(&aside, "<<16");
		rest &= 0xffff;
	}
	if (rest) {
		bts_aside_join(&aside, "|");
		bts_emit_hex(call->emit, rest);
	}
	bts_aside_end(&aside, call);
}

void bts_show_wait_status(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint64_t status;

	(void)arg;
	/* Of nobody there is nothing to say. */
	if (!call->ret) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (!bts_show_number_read(call, BTS_AT_RETURN, addr, 4, &status))
		return;
	bts_emit_array(call->emit);
	status_show(call, status);
	bts_emit_array_end(call->emit);
}

void bts_show_wait_rusage(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_arg known = *arg;

	known.when = BTS_AT_RETURN;
	if (call->ret > 0)
		bts_show_struct(call, &known, value);
	else
		bts_show_addr(call, arg, value);
}

void bts_show_wait_id(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	/* P_PIDFD, P_PID, P_PGID */
	if ((uint32_t)call->arg[0] == 3)
		bts_show_fd(call, arg, value);
	else if ((uint32_t)call->arg[0] == 1)
		bts_show_pid(call, arg, value);
	else if ((uint32_t)call->arg[0] == 2)
		bts_call_show_group(call, value);
	else
		bts_show_int(call, arg, value);
}

#define RUSAGE_TYPE(word)                                                                     \
	{                                                                                     \
		word ru_utime[2], ru_stime[2];                                                \
		word ru_maxrss, ru_ixrss, ru_idrss, ru_isrss, ru_minflt, ru_majflt, ru_nswap; \
		word ru_inblock, ru_oublock, ru_msgsnd, ru_msgrcv, ru_nsignals, ru_nvcsw;     \
		word ru_nivcsw;                                                               \
	}
struct rusage64 RUSAGE_TYPE(uint64_t);
struct rusage32 RUSAGE_TYPE(uint32_t);

#define F_TIME(type, member) \
	MEMBER_(type, member, struct, .data = &bts_layout_timeval, .brief = true)
#define RUSAGE(type)                                                                         \
	F_TIME(type, ru_utime), F_TIME(type, ru_stime), F_UINT(type, ru_maxrss),             \
		F_UINT(type, ru_ixrss), F_UINT(type, ru_idrss), F_UINT(type, ru_isrss),      \
		F_UINT(type, ru_minflt), F_UINT(type, ru_majflt), F_UINT(type, ru_nswap),    \
		F_UINT(type, ru_inblock), F_UINT(type, ru_oublock), F_UINT(type, ru_msgsnd), \
		F_UINT(type, ru_msgrcv), F_UINT(type, ru_nsignals), F_UINT(type, ru_nvcsw),  \
		F_UINT(type, ru_nivcsw)
LAYOUT_WORDS_BRIEF(rusage, struct rusage64, struct rusage32, RUSAGE);

/* Users and groups had 16 bits once; calls that i386 programs still make have. */
static size_t id_size(const struct bts_call *call)
{
	return call->abi == BTS_ABI_I386 ? 2 : 4;
}

static void id_emit(struct bts_call *call, uint32_t id, size_t size)
{
	if (id == (size == 2 ? UINT16_MAX : UINT32_MAX))
		bts_emit_int(call->emit, -1);
	else
		bts_emit_uint(call->emit, id);
}

void bts_show_old_id(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	size_t size = id_size(call);

	(void)arg;
	id_emit(call, size == 2 ? (uint16_t)value : (uint32_t)value, size);
}

void bts_show_old_id_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	size_t size = id_size(call);
	uint64_t id;

	(void)arg;
	if (!bts_show_number_read(call, BTS_AT_RETURN, bts_call_word(call, value), size, &id))
		return;
	bts_emit_array(call->emit);
	id_emit(call, id, size);
	bts_emit_array_end(call->emit);
}

static void id_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	size_t size = *(const size_t *)data;

	(void)addr;
	id_emit(call, bts_bytes_uint(bytes, size), size);
}

/* More than the kernel permits are none. */
#define GROUPS_MAX 65536

static void groups_show(struct bts_call *call, const struct bts_arg *arg, uint64_t value,
			size_t size)
{
	uint32_t n = arg->len == BTS_LEN_RET ? (uint32_t)call->ret : (uint32_t)call->arg[arg->len];
	uint64_t addr = bts_call_word(call, value);

	if (!bts_call_has(call, arg->when) || n > GROUPS_MAX || !addr)
		bts_emit_addr(call->emit, addr);
	else
		bts_show_elements(call, arg->when, addr, n, size, id_element, &size);
}

void bts_show_old_groups(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	groups_show(call, arg, value, id_size(call));
}

void bts_show_groups32(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	groups_show(call, arg, value, 4);
}

struct cap_header {
	uint32_t version;
	int32_t pid;
};

struct cap_data {
	uint32_t effective, permitted, inheritable;
};

#define CAP_VERSION_2 0x20071026
#define CAP_VERSION_3 0x20080522

void bts_show_cap_header(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct bts_emit *e = call->emit;
	struct cap_header header;

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, &header, sizeof(header))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "version");
	bts_emit_enum(e, header.version, &bts_set_cap_version, "_LINUX_CAPABILITY_VERSION_???");
	bts_emit_key(e, "pid");
	bts_call_show_pid(call, header.pid);
	bts_emit_struct_end(e);
}

/* The two halves of a set of capabilities have names of their own. */
static void cap_bits_show(struct bts_call *call, const char *name, uint32_t low, uint32_t high)
{
	struct bts_aside aside;

	bts_emit_key(call->emit, name);
	if (!high) {
		bts_emit_flags(call->emit, low, &bts_set_cap_mask0, "CAP_???");
		return;
	}
	bts_aside_begin(&aside, call);
	if (low) {
		bts_emit_flags(call->emit, low, &bts_set_cap_mask0, "CAP_???");
		bts_aside_join(&aside, "|");
	}
	bts_emit_flags(call->emit, high, &bts_set_cap_mask1, "CAP_???");
	bts_aside_end(&aside, call);
}

void bts_show_cap_data(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), at = word_arg(call, 0);
	struct cap_header header;
	struct cap_data data[2] = {};
	size_t n;

	if (!addr || !at || !bts_call_has(call, arg->when) ||
	    bts_call_read(call, BTS_AT_ENTRY, at, &header, sizeof(header))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	n = header.version == CAP_VERSION_2 || header.version == CAP_VERSION_3 ? 2 : 1;
	if (bts_call_read(call, arg->when, addr, data, n * sizeof(*data))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	cap_bits_show(call, "effective", data[0].effective, data[1].effective);
	cap_bits_show(call, "permitted", data[0].permitted, data[1].permitted);
	cap_bits_show(call, "inheritable", data[0].inheritable, data[1].inheritable);
	bts_emit_struct_end(call->emit);
}

#define PER_BITS 0xff

static void personality_emit(struct bts_call *call, uint32_t value)
{
	bts_show_enum_and_flags(call, value & PER_BITS, &bts_set_per, "PER_???", value & ~PER_BITS,
				&bts_set_per_flags, NULL);
}

void bts_show_personality(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_aside aside;

	(void)arg;
	if ((uint32_t)value == UINT32_MAX)
		bts_emit_hex(call->emit, UINT32_MAX);
	else
		personality_emit(call, value);
	if (!bts_call_done(call))
		return;
	call->ret_as = BTS_RET_HEX;
	bts_aside_begin(&aside, call);
	personality_emit(call, call->ret);
	bts_call_note_take(call, &aside);
}

enum { KCMP_FILE, KCMP_VM, KCMP_FILES, KCMP_FS, KCMP_SIGHAND, KCMP_IO, KCMP_SYSVSEM, KCMP_EPOLL };

bool bts_kcmp_no_index(const struct bts_call *call)
{
	uint32_t type = call->arg[2];

	return type >= KCMP_VM && type <= KCMP_SYSVSEM;
}

static void epoll_slot_show(struct bts_call *call, uint64_t addr)
{
	uint32_t slot[3];

	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, slot, sizeof(slot))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "efd");
	bts_emit_int(call->emit, (int32_t)slot[0]);
	bts_emit_key(call->emit, "tfd");
	bts_emit_int(call->emit, (int32_t)slot[1]);
	bts_emit_key(call->emit, "toff");
	bts_emit_uint(call->emit, slot[2]);
	bts_emit_struct_end(call->emit);
}

void bts_show_kcmp_index(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t type = call->arg[2];
	struct bts_emit *e = call->emit;

	/* The descriptors are of other processes. */
	if (type == KCMP_FILE || type == KCMP_EPOLL)
		bts_emit_int(e, (int32_t)value);
	else
		bts_show_hex(call, arg, value);
	bts_emit_key(e, "idx2");
	if (type == KCMP_FILE)
		bts_emit_int(e, (int32_t)call->arg[4]);
	else if (type == KCMP_EPOLL)
		epoll_slot_show(call, word_arg(call, 4));
	else
		bts_show_hex(call, arg, call->arg[4]);
}

void bts_show_restart(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	(void)value;
	bts_emit_wordf(call->emit, "<... resuming interrupted %s ...>",
		       call->before ?: "system call");
}
