// SPDX-License-Identifier: GPL-2.0-only
/*
 * canary: a tool for the tests alone, of what the library offers and hello does
 * not use: several hooks and types of record, tails, options with variables,
 * and every type of value.
 */
#include "bts/tool.bpf.h"
#include "bts/stack.bpf.h"

const volatile bool canary_flag = false;
const volatile __u32 canary_small = 1;
const volatile __u64 canary_large = 2;
const volatile __u64 canary_duration = 3;
const volatile __u64 canary_latency = 4;
const volatile __u64 canary_size = 5;

/* Two strings of a call: of one that takes one path the second is empty. */
struct canary_path {
	struct bts_head head;
	struct bts_task task;
	bts_syscall call;
	bts_errno error;
	bts_tail_str path;
	bts_tail_str other;
};
BTS_EVENT(canary_path, "comm,call,error,path,other");

/* The options as the program sees them. */
struct canary_options {
	struct bts_head head;
	bts_pid pid;
	bool flag;
	__u32 small;
	__u64 large;
	bts_ns duration;
	bts_ns latency;
	bts_bytes size;
};
BTS_EVENT(canary_options, "");

enum canary_color {
	COLOR_NONE,
	COLOR_RED,
	COLOR_GREEN,
	COLOR_BLUE = 4,
};

/* A value of each type that a record can hold without a tail. */
struct canary_values {
	struct bts_head head;
	bts_pid pid;
	bool yes, no;
	__u8 u8;
	__s8 s8;
	__u16 u16;
	__s16 s16;
	__u32 u32;
	__s32 s32;
	__u64 u64 BTS_WIDTH(20);
	__s64 s64 BTS_HEAD("S-64");
	bts_ns ns;
	bts_bytes bytes;
	bts_addr addr;
	bts_uid uid;
	bts_errno error;
	bts_errno none;
	bts_errno odd;
	bts_syscall call;
	enum canary_color color;
	enum canary_color stranger;
	enum canary_color colors BTS_BITS;
	__u64 flags BTS_FLAGS(clone);
	bts_str text[8];
	bts_str full[4];
	__u32 list[3];
	__u64 large[2];
	__u64 unread;
};
BTS_EVENT(canary_values, "pid,u64,s64,ns,text,color,unread");

/* Strings and numbers in a tail. */
struct canary_tails {
	struct bts_head head;
	bts_pid pid;
	__u32 pad;
	bts_tail_strs words;
	bts_tail_u64s numbers;
	bts_tail_u64s nothing;
	bts_tail_strs unread;
};
BTS_EVENT(canary_tails, "pid,words,numbers,unread");

/* Paths on the file system whose number --small is. */
struct canary_place {
	struct bts_head head;
	bts_pid pid;
	bts_fsdev fsdev;
	bts_path brief[16] BTS_MOUNT(fsdev);
	bts_path none[8] BTS_MOUNT(fsdev);
	bts_tail_path path BTS_MOUNT(fsdev);
};
BTS_EVENT(canary_place, "brief,none,path");

/* The stack of the call. */
struct canary_stack {
	struct bts_head head;
	bts_pid pid;
	bts_kstack stack BTS_HIDDEN;
};
BTS_EVENT(canary_stack, "");
BTS_FIELD_WANTED(stack);

struct canary_span {
	__u64 start;
	__u64 path, other;
	bts_syscall call;
	__u32 which;
};
BTS_SPAN(canary_span);

BTS_SYSCALLS(path, "chdir,rename");
enum { CHDIR = 1, RENAME };
BTS_SYSCALLS(tick, "getppid,getpgid");
enum { GETPPID = 1, GETPGID };
BTS_SYSCALLS(stack, "getpgid");
BTS_SERVES(stack, "stack");

static __always_inline __u64 arg2(struct pt_regs *regs)
{
#if defined(__TARGET_ARCH_x86)
	return bts_read(regs, si);
#else
	return bts_read(regs, regs[1]);
#endif
}

static __always_inline int path_enter(struct pt_regs *regs, long nr)
{
	struct canary_span span = {};

	span.which = bts_syscall_which(bts_syscalls_path, nr, &span.call);
	if (!span.which || !bts_begin())
		return 0;
	span.path = bts_syscall_arg1(regs, span.call);
	span.other = arg2(regs);
	bts_span_begin(&span);
	return 0;
}

static __always_inline int path_leave(struct pt_regs *regs, long ret)
{
	struct bts_scratch *scratch;
	struct canary_span span;
	struct canary_path *e;
	bts_syscall call;

	if (!bts_syscall_which(bts_syscalls_path, bts_syscall_nr(regs), &call))
		return 0;
	if (!bts_span_end(&span)) {
		bts_unmatched();
		return 0;
	}
	if (!bts_wanted(canary_path)) {
		bts_count(BTS_FILTERED);
		return 0;
	}
	scratch = bts_build(canary_path);
	if (!scratch)
		return 0;
	e = (void *)scratch->data;
	bts_task_fill(&e->task);
	e->call = span.call;
	e->error = ret < 0 ? -ret : 0;
	bts_tail_user_str(scratch, &e->path, (void *)span.path);
	if (span.which == RENAME)
		bts_tail_user_str(scratch, &e->other, (void *)span.other);
	bts_send(scratch);
	return 0;
}

static __always_inline int options_send(void)
{
	struct canary_options *e = bts_reserve(canary_options);

	if (!e)
		return 0;
	e->pid = bts_task_pid(bts_current());
	e->flag = canary_flag;
	e->small = canary_small;
	e->large = canary_large;
	e->duration = canary_duration;
	e->latency = canary_latency;
	e->size = canary_size;
	bts_submit(e);
	return 0;
}

static __always_inline int values_send(void)
{
	struct canary_values *e = bts_reserve(canary_values);

	if (!e)
		return 0;
	e->pid = bts_task_pid(bts_current());
	e->yes = true;
	e->u8 = 255;
	e->s8 = -128;
	e->u16 = 65535;
	e->s16 = -32768;
	e->u32 = 4294967295U;
	e->s32 = -2147483647 - 1;
	e->u64 = 18446744073709551615ULL;
	e->s64 = -9223372036854775807LL - 1;
	e->ns = 1234567;
	e->bytes = 4096;
	e->addr = 0xffffffff81000000ULL;
	e->uid = 4294967295U;
	e->error = 2;
	e->odd = 4000;
	e->call = BTS_SYSCALL_OF(BTS_ABI_KIND_NATIVE, 1000);
	e->color = COLOR_GREEN;
	e->stranger = 77;
	e->colors = COLOR_RED | COLOR_BLUE | 64;
	e->flags = 0x8000000000000100ULL;
	__builtin_memcpy(e->text, "ab\0cdefg", 8);
	__builtin_memcpy(e->full, "full", 4);
	e->list[0] = 1;
	e->list[2] = 3;
	e->large[0] = 9007199254740993ULL;
	e->unread = 5;
	bts_unread(e, unread);
	bts_submit(e);
	return 0;
}

static __always_inline int tails_send(void)
{
	static const char words[] = "one\0two words\0\0\"four\"\0f\xff";
	struct bts_scratch *scratch = bts_build(canary_tails);
	struct canary_tails *e;
	__u32 at = (sizeof(*e) + 7) & ~7U;
	__u64 numbers[] = { 0, 1, 0xffffffff81000000ULL };

	if (!scratch)
		return 0;
	e = (void *)scratch->data;
	e->pid = bts_task_pid(bts_current());
	e->words.off = at;
	e->words.len = sizeof(words);
	__builtin_memcpy(scratch->data + at, words, sizeof(words));
	at += (sizeof(words) + 7) & ~7U;
	e->numbers.off = at;
	e->numbers.len = sizeof(numbers);
	__builtin_memcpy(scratch->data + at, numbers, sizeof(numbers));
	e->unread.len = -14;
	scratch->len = at + sizeof(numbers);
	bts_send(scratch);
	return 0;
}

static __always_inline int place_send(void)
{
	static const char path[] = "\1file\0directory\0top";
	struct bts_scratch *scratch = bts_build(canary_place);
	struct canary_place *e;
	char *to;

	if (!scratch)
		return 0;
	e = (void *)scratch->data;
	e->pid = bts_task_pid(bts_current());
	e->fsdev = canary_small;
	__builtin_memcpy(e->brief, "\2file\0dir", 10);
	to = bts_tail_room(scratch, &e->path, sizeof(path));
	if (to)
		__builtin_memcpy(to, path, sizeof(path));
	bts_send(scratch);
	return 0;
}

static __always_inline int stack_send(void *ctx, struct pt_regs *regs, long nr)
{
	bts_syscall call;
	struct canary_stack *e;

	if (!bts_syscall_which(bts_syscalls_stack, nr, &call) ||
	    bts_syscall_arg1(regs, call) != 3 || !bts_begin())
		return 0;
	if (!bts_wanted(canary_stack)) {
		bts_count(BTS_FILTERED);
		return 0;
	}
	e = bts_reserve(canary_stack);
	if (!e)
		return 0;
	e->pid = bts_task_pid(bts_current());
	e->stack = bts_wants_stack ? bts_stack_id(ctx) : -BTS_EPERM;
	return bts_submit(e);
}

/* Moments: each is seen and told of at once. getpgid()'s argument says by what record. */
static __always_inline int tick_enter(struct pt_regs *regs, long nr)
{
	bts_syscall call;
	__u32 which = bts_syscall_which(bts_syscalls_tick, nr, &call);
	__u64 arg;

	if (!which || !bts_begin())
		return 0;
	arg = bts_syscall_arg1(regs, call);
	if (which == GETPPID && bts_wanted(canary_options))
		return options_send();
	if (which == GETPGID && arg == 0 && bts_wanted(canary_values))
		return values_send();
	if (which == GETPGID && arg == 1 && bts_wanted(canary_tails))
		return tails_send();
	if (which == GETPGID && arg == 2 && bts_wanted(canary_place))
		return place_send();
	bts_count(BTS_FILTERED);
	return 0;
}

static __always_inline int tick_leave(struct pt_regs *regs, long ret)
{
	return 0;
}

BTS_SYSCALL_HOOKS(path, path_enter, path_leave)
BTS_SYSCALL_HOOKS(tick, tick_enter, tick_leave)

SEC("fentry")
BTS_ALT(stack)
int BPF_PROG(stack_fentry, struct pt_regs *regs)
{
	return stack_send(ctx, regs, bts_syscall_nr(regs));
}

SEC("tp_btf/sys_enter")
BTS_ALT(stack)
int BPF_PROG(stack_btf, struct pt_regs *regs, long nr)
{
	return stack_send(ctx, regs, nr);
}

SEC("raw_tp/sys_enter")
BTS_ALT(stack)
int BPF_PROG(stack_raw, struct pt_regs *regs, long nr)
{
	return stack_send(ctx, regs, nr);
}

SEC("kprobe")
BTS_ALT(stack)
int BPF_KPROBE(stack_kprobe, struct pt_regs *regs)
{
	return stack_send(ctx, regs, bts_syscall_nr(regs));
}
