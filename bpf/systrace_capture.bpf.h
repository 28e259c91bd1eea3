/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The capture: what a call's arguments lead to is copied behind its record, by the
 * list of operations that the library made for the call. An operation is a global
 * function: the verifier looks at it once, whatever the loops around it.
 */
#ifndef SYSTRACE_CAPTURE_BPF_H
#define SYSTRACE_CAPTURE_BPF_H

#include "bts/tool.bpf.h"
#include "bts/capture.h"
#include "systrace.h"

/* Missing pages that are noted. */
#define BTS_CAP_MISSING 4

/* Each thread's call, from its entry to its return. */
struct bts_call_buf {
	__u64 retry;   /* bit n: operation n could not read something at the entry */
	__u64 shift;   /* added to the address of a repeated operation */
	__u64 array;   /* the address of one that is walked, */
	__u64 count;   /* its elements, */
	__s64 left;    /* bytes of the result that the next of them may take, */
	__u64 repeats; /* elements of one whose operations are repeated */
	__u64 dentry;  /* of a descriptor: the name that is next, */
	__u64 mount;   /* in what is mounted here, */
	__u32 fd_len;  /* bytes behind the head of its piece, */
	__u32 fd_end;  /* BTS_FD_*: how its names end */
	/* Where pages were missing, in the last round: what a late look has to touch. */
	__u64 missing[BTS_CAP_MISSING];
	__u32 missing_count;
	__u32 late;   /* the record waits for that look */
	__u32 failed; /* something of an array could not be read, */
	__u32 unread; /* or of one whose operations are repeated */
	__u32 shown;  /* the seq that was shown while the call went on */
	__u32 len;    /* of data */
	__u32 active; /* between entry and return */
	__u32 index;  /* in bts_cap_calls */
	__u32 when;   /* as what pieces are marked */
	__u32 word;   /* bytes of an address */
	__u32 seq;
	__u32 detached; /* no longer traced */
	__u32 fd_words; /* at an address: those that are descriptors */
	struct systrace_call rec;
	char data[BTS_CAP_ROOM];
};

/* Filled in by the tool after loading. */
struct bts_cap_call bts_cap_calls[BTS_CAP_CALLS] = {};

/* Places in it, by personality and number; 0: not traced. */
const volatile __u16 systrace_calls[BTS_ABI_KINDS][BTS_SYSCALLS_MAX] = {};

/* How what is in no page at the return is looked for once more: enum systrace_late_look. */
const volatile __u32 systrace_late_look = SYSTRACE_LATE_NONE;

/* What is told of descriptors: BTS_FDS_*. */
const volatile __u32 systrace_fds = 0;

/* Since Linux 5.11; tracing programs may have it since 5.13. */
struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct bts_call_buf);
} bts_storage SEC(".maps");

/* Before: by the thread's number, and one that is empty to begin each with. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct bts_call_buf);
} bts_storage_hash SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bts_call_buf);
} bts_storage_empty SEC(".maps");

static __always_inline struct bts_call_buf *call_buf(bool create)
{
	struct bts_call_buf *buf, *empty;
	__u64 key = bpf_get_current_pid_tgid();
	__u32 zero = 0;

	if (bts_conf.storage)
		return bpf_task_storage_get(&bts_storage, bpf_get_current_task_btf(), 0,
					    create ? BPF_LOCAL_STORAGE_GET_F_CREATE : 0);
	buf = bpf_map_lookup_elem(&bts_storage_hash, &key);
	if (buf || !create)
		return buf;
	empty = bpf_map_lookup_elem(&bts_storage_empty, &zero);
	if (!empty || bpf_map_update_elem(&bts_storage_hash, &key, empty, BPF_ANY))
		return NULL;
	return bpf_map_lookup_elem(&bts_storage_hash, &key);
}

/* The current thread had that number before. */
static __always_inline void call_buf_move(__u32 old_tid)
{
	__u64 key = bpf_get_current_pid_tgid(), old = (key & ~0xffffffffULL) | old_tid;
	struct bts_call_buf *buf = old == key ? NULL : bpf_map_lookup_elem(&bts_storage_hash, &old);

	if (!buf)
		return;
	/* Where there is no room for both, what it was in is lost. */
	if (bpf_map_update_elem(&bts_storage_hash, &key, buf, BPF_ANY) && buf->active)
		bts_count(BTS_LOST_SPAN);
	bpf_map_delete_elem(&bts_storage_hash, &old);
}

/* At most @most, by instructions that the compiler does not move away from the use. */
static __always_inline __u64 at_most(__u64 n, const __u64 most)
{
	asm volatile("if %0 <= %1 goto +1\n\t%0 = %1" : "+r"(n) : "i"(most));
	return n;
}

/* Sends what there is; @more: the rest of the call comes in further records. */
static __always_inline void call_send(struct bts_call_buf *buf, bool more)
{
	__u64 len = at_most(buf->len, BTS_CAP_ROOM);
	long err;

	buf->rec.head.time = bpf_ktime_get_ns();
	buf->rec.flags = more ? buf->rec.flags | SYSTRACE_MORE : buf->rec.flags & ~SYSTRACE_MORE;
	buf->len = 0;
	err = bpf_ringbuf_output(&bts_ring, &buf->rec, sizeof(buf->rec) + len, bts_wake_flags());
	/* The last record says that one before it is missing. The call counts once, as lost. */
	if (more)
		buf->rec.flags |= err ? SYSTRACE_CUT : 0;
	else
		bts_count(err || buf->rec.flags & SYSTRACE_CUT ? BTS_LOST_RING : BTS_SENT);
}

/* Room for a piece of BTS_CAP_PIECE bytes. */
static __always_inline struct bts_cap_piece *piece_room(struct bts_call_buf *buf)
{
	__u32 off;

	if (buf->len > BTS_CAP_DATA)
		call_send(buf, true);
	off = buf->len;
	if (off > BTS_CAP_DATA)
		return NULL;
	return (void *)(buf->data + off);
}

static __always_inline void piece_end(struct bts_call_buf *buf, struct bts_cap_piece *piece,
				      __u64 addr, __u32 len, __u8 kind)
{
	piece->addr = addr;
	piece->len = len;
	piece->when = buf->when;
	piece->kind = kind;
	piece->pad = 0;
	buf->len += sizeof(*piece) + ((len + 7) & ~7U);
}

static __always_inline void missing_note(struct bts_call_buf *buf, __u64 addr)
{
	__u64 n = buf->missing_count;

	if (!systrace_late_look || n >= BTS_CAP_MISSING)
		return;
	n = at_most(n, BTS_CAP_MISSING - 1);
	buf->missing[n] = addr;
	buf->missing_count++;
}

/* Bytes to the end of the page in which @addr lies. */
static __always_inline __u32 page_rest(__u64 addr)
{
	return 4096 - (addr & 4095);
}

/*
 * Copies @left bytes at @addr, at most BTS_CAP_PIECE, and where there is a hole in them those in
 * front of it. 0, or -EFAULT where there is one.
 */
__noinline int systrace_piece_mem(__u64 addr, __u64 left)
{
	struct bts_call_buf *buf = call_buf(false);
	__u32 len = left < BTS_CAP_PIECE ? left : BTS_CAP_PIECE;
	struct bts_cap_piece *piece;
	int err = 0;

	if (!buf)
		return -BTS_EFAULT;
	piece = piece_room(buf);
	if (!piece)
		return -BTS_EFAULT;
	if (bts_copy_user(piece + 1, len, addr)) {
		err = -BTS_EFAULT;
		missing_note(buf, addr);
		missing_note(buf, addr + len - 1);
		if (page_rest(addr) >= len)
			return err;
		len = page_rest(addr);
		if (bts_copy_user(piece + 1, len, addr))
			return err;
	}
	piece_end(buf, piece, addr, len, BTS_CAP_MEM);
	return err;
}

/* Of systrace_piece_str(): the string goes on. */
#define STR_MORE 0x10000

/* Copies at most @max bytes of a string. How many, and whether there are more; -EFAULT. */
__noinline int systrace_piece_str(__u64 addr, __u32 max)
{
	struct bts_call_buf *buf = call_buf(false);
	struct bts_cap_piece *piece;
	char last = 0;
	long n;

	if (!buf)
		return 0;
	piece = piece_room(buf);
	if (!piece)
		return 0;
	if (max >= BTS_CAP_PIECE)
		max = BTS_CAP_PIECE - 1;
	asm volatile("%0 &= %1" : "+r"(max) : "i"(BTS_CAP_PIECE - 1));
	n = bts_copy_user_str(piece + 1, max, addr);
	/* Older kernels, 5.10 among them, do not count the NUL of an empty string. */
	if (!n) {
		*(char *)(piece + 1) = '\0';
		n = 1;
	}
	if (n < 0) {
		missing_note(buf, addr);
		missing_note(buf, addr + page_rest(addr));
	}
	if (n < 0 || n >= BTS_CAP_PIECE)
		return -BTS_EFAULT;
	/* What was cut has a NUL in the place of its last byte. */
	if (n == max && bts_copy_user(&last, 1, addr + n - 1))
		return -BTS_EFAULT;
	if (last)
		bts_copy_user((char *)(piece + 1) + ((n - 1) & (BTS_CAP_PIECE - 1)), 1,
			      addr + n - 1);
	piece_end(buf, piece, addr, n, BTS_CAP_STR);
	return last ? n | STR_MORE : n;
}

/* An operation's address and how many bytes it is about: 0 or -EFAULT. */
static __always_inline long op_read_word(struct bts_call_buf *buf, __u64 addr, __u64 *value)
{
	long err;

	*value = 0;
	err = bts_copy_user(value, buf->word == 4 ? 4 : 8, addr);
	if (err)
		missing_note(buf, addr);
	return err;
}

static __always_inline __u64 arg_of(struct bts_call_buf *buf, __u32 i)
{
	return buf->rec.arg[i < 6 ? i : 0];
}

static __always_inline long op_addr(struct bts_call_buf *buf, const struct bts_cap_op *op,
				    __u64 *addr)
{
	*addr = arg_of(buf, op->arg) + op->off + buf->shift;
	return op->deref ? op_read_word(buf, *addr, addr) : 0;
}

static __always_inline long op_count(struct bts_call_buf *buf, const struct bts_cap_op *op,
				     __u64 *count)
{
	__u64 at = arg_of(buf, op->count_arg);

	switch (op->count) {
	case BTS_CAP_ARG:
		*count = at;
		return 0;
	case BTS_CAP_BITS:
		at = (__u32)at > 1 << 20 ? 1 << 20 : (__u32)at;
		*count = buf->word == 4 ? (at + 31) / 32 * 4 : (at + 63) / 64 * 8;
		return 0;
	case BTS_CAP_RET:
		*count = buf->rec.result > 0 ? buf->rec.result : 0;
		return 0;
	case BTS_CAP_U32:
		*count = 0;
		return bts_copy_user(count, 4, at + op->count_off + buf->shift);
	case BTS_CAP_WORD:
		return op_read_word(buf, at + op->count_off + buf->shift, count);
	}
	*count = op->max;
	return 0;
}

/* Bytes at an address, in pieces. 0 or -EFAULT, when a part could not be read. */
__noinline int systrace_mem(__u64 addr, __u64 len)
{
	__u64 done = 0;

	for (int i = 0; i < BTS_CAP_PIECES; i++) {
		if (done >= len)
			break;
		if (systrace_piece_mem(addr + done, len - done))
			return -BTS_EFAULT;
		done += BTS_CAP_PIECE;
	}
	return 0;
}

/* A string of at most @max bytes with its NUL. */
__noinline int systrace_str(__u64 addr, __u32 max)
{
	for (int i = 0; i < BTS_CAP_PIECES && max; i++) {
		int got = systrace_piece_str(addr, max);

		if (got <= 0)
			return -BTS_EFAULT;
		if (!(got & STR_MORE))
			break;
		got &= ~STR_MORE;
		addr += got;
		max = max > (__u32)got ? max - got : 0;
	}
	return 0;
}

_Static_assert(!(BTS_CAP_CALLS & (BTS_CAP_CALLS - 1)) && !(BTS_CAP_OPS & (BTS_CAP_OPS - 1)),
	       "powers of two: what is beyond is masked away");

/* By instructions that the compiler cannot do without, since the verifier cannot either. */
static __always_inline struct bts_cap_call *call_at(__u64 call)
{
	asm volatile("%0 &= %1" : "+r"(call) : "i"(BTS_CAP_CALLS - 1));
	return &bts_cap_calls[call];
}

static __always_inline const struct bts_cap_op *op_at(__u64 call, __u64 i)
{
	asm volatile("%0 &= %1" : "+r"(i) : "i"(BTS_CAP_OPS - 1));
	return &call_at(call)->ops[i];
}

#define CALL_OP(buf_, op_, call, i)                    \
	struct bts_call_buf *buf_ = call_buf(false);   \
	const struct bts_cap_op *op_ = op_at(call, i); \
                                                       \
	if (!(buf_))                                   \
	return 0

/*
 * Arrays are walked by a function for some elements, which finds the array in the buffer: 0, 1
 * where it ends, or -EFAULT. The verifier looks at every turn of a loop, so that two loops of 32
 * cost it a tenth of one of 1024.
 */
#define WALK_SOME 32
#define WALK(some, call, i)                                       \
	for (__u32 from_ = 0; from_ < 1024; from_ += WALK_SOME) { \
		if (some(call, i, from_))                         \
			break;                                    \
	}

static __always_inline int walk_end(struct bts_call_buf *buf, int end)
{
	if (end < 0)
		buf->failed = 1;
	return end;
}

/* In left: whatever the result is. */
#define VEC_ALL (1LL << 62)

/* An element of a vector: its bytes, as many as are wanted and the result has left. */
static __always_inline int vec_one(struct bts_call_buf *buf, const struct bts_cap_op *op, __u32 n)
{
	__u64 addr = 0, len = 0, at;

	if (n >= buf->count || buf->left <= 0)
		return 1;
	at = buf->array + n * 2 * buf->word;
	if (op_read_word(buf, at, &addr) || op_read_word(buf, at + buf->word, &len))
		return walk_end(buf, -BTS_EFAULT);
	if ((__s64)len > buf->left || (__s64)len < 0)
		len = buf->left;
	if (buf->left != VEC_ALL)
		buf->left -= len;
	if (len > op->max)
		len = op->max;
	if (systrace_mem(addr, len))
		buf->failed = 1;
	return 0;
}

__noinline int systrace_vec_some(__u32 call, __u32 i, __u32 from)
{
	CALL_OP(buf, op, call, i);
	for (__u32 n = 0; n < WALK_SOME; n++) {
		int end = vec_one(buf, op, from + n);

		if (end)
			return end;
	}
	return 0;
}

/* The vector that the buffer leads to, and @left bytes of what it leads to itself. */
static __always_inline int vec_walk(struct bts_call_buf *buf, const struct bts_cap_op *op,
				    __u32 call, __u32 i, __s64 left)
{
	if (buf->count > op->most)
		buf->count = op->most;
	buf->failed = 0;
	buf->left = left;
	if (systrace_mem(buf->array, buf->count * 2 * buf->word))
		buf->failed = 1;
	WALK(systrace_vec_some, call, i)
	return buf->failed ? -BTS_EFAULT : 0;
}

__noinline int systrace_op_vec(__u32 call, __u32 i)
{
	__s64 left = VEC_ALL;

	CALL_OP(buf, op, call, i);
	if (op_addr(buf, op, &buf->array) || op_count(buf, op, &buf->count))
		return -BTS_EFAULT;
	if ((op->when & BTS_CAP_RETURN) && buf->rec.result >= 0)
		left = buf->rec.result;
	return vec_walk(buf, op, call, i, left);
}

/* Of struct iocb: what is done, to which bytes or which vector. */
#define IOCB_OPCODE  16
#define IOCB_BUF     24
#define IOCB_NBYTES  32
#define IOCB_PWRITE  1
#define IOCB_PREADV  7
#define IOCB_PWRITEV 8

__noinline int systrace_op_iocb(__u32 call, __u32 i)
{
	__u16 opcode = 0;
	__u64 iocb;

	CALL_OP(buf, op, call, i);
	if (op_addr(buf, op, &iocb) || bts_copy_user(&opcode, 2, iocb + IOCB_OPCODE) ||
	    bts_copy_user(&buf->array, 8, iocb + IOCB_BUF) ||
	    bts_copy_user(&buf->count, 8, iocb + IOCB_NBYTES))
		return -BTS_EFAULT;
	if (opcode == IOCB_PWRITE)
		return systrace_mem(buf->array, buf->count < op->max ? buf->count : op->max);
	if (opcode != IOCB_PREADV && opcode != IOCB_PWRITEV)
		return 0;
	return vec_walk(buf, op, call, i, opcode == IOCB_PWRITEV ? VEC_ALL : 0);
}

/* An address in an array, and the string that it leads to. */
static __always_inline int str_one(struct bts_call_buf *buf, const struct bts_cap_op *op, __u32 n)
{
	__u64 addr = 0, at;

	if (n >= op->most)
		return 1;
	at = buf->array + n * buf->word;
	if (op_read_word(buf, at, &addr) || systrace_piece_mem(at, buf->word))
		return walk_end(buf, -BTS_EFAULT);
	if (!addr)
		return 1;
	if (op->max && systrace_str(addr, op->max))
		buf->failed = 1;
	return 0;
}

__noinline int systrace_str_some(__u32 call, __u32 i, __u32 from)
{
	CALL_OP(buf, op, call, i);
	for (__u32 n = 0; n < WALK_SOME; n++) {
		int end = str_one(buf, op, from + n);

		if (end)
			return end;
	}
	return 0;
}

__noinline int systrace_op_strs(__u32 call, __u32 i)
{
	CALL_OP(buf, op, call, i);
	if (op_addr(buf, op, &buf->array))
		return -BTS_EFAULT;
	if (!buf->array)
		return 0;
	buf->failed = 0;
	WALK(systrace_str_some, call, i)
	return buf->failed ? -BTS_EFAULT : 0;
}

/* systrace_fd.bpf.h */
int systrace_op_fd(__u32 call, __u32 i);
int systrace_op_fds_at(__u32 call, __u32 i);
int systrace_netlink(__u32 fd);

/* _IOC_SIZE(); requests from before that scheme have none, and only terminals' are small. */
static __always_inline __u64 ioctl_size(__u32 request)
{
	__u64 len = request >> 16 & 0x3fff;

	if (!len && (request >> 8 & 0xff) != 'T')
		return 512;
	return len < 64 ? 64 : len;
}

__noinline int systrace_op(__u32 call, __u32 i)
{
	__u64 addr, count, len;

	CALL_OP(buf, op, call, i);
	if (op->kind == BTS_CAP_VEC)
		return systrace_op_vec(call, i);
	if (op->kind == BTS_CAP_STRS)
		return systrace_op_strs(call, i);
	if (op->kind == BTS_CAP_RIGHTS || (op->kind == BTS_CAP_FD && op->deref))
		return systrace_fds ? systrace_op_fds_at(call, i) : 0;
	if (op->kind == BTS_CAP_FD)
		return systrace_fds ? systrace_op_fd(call, i) : 0;
	if (op->kind == BTS_CAP_IOCB)
		return systrace_op_iocb(call, i);
	if (op_addr(buf, op, &addr))
		return -BTS_EFAULT;
	if (!addr)
		return 0;
	if (op->kind == BTS_CAP_STR)
		return systrace_str(addr, op->max);
	if (op->kind == BTS_CAP_IOCTL) {
		len = ioctl_size(arg_of(buf, op->arg - 1));
	} else {
		if (op_count(buf, op, &count))
			return -BTS_EFAULT;
		len = op->count == BTS_CAP_CONST || op->count == BTS_CAP_BITS
			      ? count
			      : (count > 1ULL << 32 ? 1ULL << 32 : count) * op->size;
	}
	if (len > op->max)
		len = op->max;
	return systrace_mem(addr, len);
}

/* The operations behind a REPEAT, for one element of its array. */
static __always_inline int repeat_one(struct bts_call_buf *buf, const struct bts_cap_op *op,
				      __u32 call, __u32 i, __u32 n)
{
	if (n >= buf->repeats || n >= op->most)
		return 1;
	for (__u32 k = 1; k <= 8; k++) {
		if (k > op->size)
			break;
		if (systrace_op(call, i + k))
			buf->unread = 1;
	}
	buf->shift += op->max;
	return 0;
}

__noinline int systrace_repeat_some(__u32 call, __u32 i, __u32 from)
{
	CALL_OP(buf, op, call, i);
	for (__u32 n = 0; n < WALK_SOME; n++) {
		if (repeat_one(buf, op, call, i, from + n))
			return 1;
	}
	return 0;
}

__noinline int systrace_op_repeat(__u32 call, __u32 i)
{
	CALL_OP(buf, op, call, i);
	if (op_count(buf, op, &buf->repeats))
		return -BTS_EFAULT;
	buf->unread = 0;
	WALK(systrace_repeat_some, call, i)
	buf->shift = 0;
	return buf->unread ? -BTS_EFAULT : 0;
}

/*
 * Are the 16 bits that an operation is about, of an argument or at an address, what it says, or is
 * the descriptor a netlink socket?
 */
__noinline int systrace_op_if(__u32 call, __u32 i)
{
	__u16 value = 0;
	__u64 addr;

	CALL_OP(buf, op, call, i);
	if (op->kind == BTS_CAP_NETLINK) {
		if (systrace_netlink(arg_of(buf, op->count_arg)))
			return 1;
		if (!op->max)
			return 0;
	}
	if (op->count == BTS_CAP_ARG)
		return (__u16)arg_of(buf, op->count_arg) == op->max;
	if (op_addr(buf, op, &addr) || !addr || bts_copy_user(&value, sizeof(value), addr))
		return 0;
	return value == op->max;
}

/*
 * Runs the operations that are due. At the return also those of the entry that
 * found a page missing: what they read is marked as of the entry, and is what a
 * call that only reads it left as it was.
 */
static __always_inline int systrace_capture(__u32 call, __u32 when)
{
	struct bts_call_buf *buf = call_buf(false);
	__u32 skip = 0;

	if (!buf)
		return 0;
	for (__u32 i = 0; i < BTS_CAP_OPS; i++) {
		const struct bts_cap_op *op = op_at(call, i);
		bool again = when == BTS_CAP_RETURN && (op->when & BTS_CAP_ENTRY) &&
			     (buf->retry & 1ULL << i);

		if (op->kind == BTS_CAP_END)
			break;
		if (skip) {
			skip--;
			continue;
		}
		if (op->kind == BTS_CAP_REPEAT)
			skip = op->size;
		if (!again && !(op->when & when))
			continue;
		if (op->kind == BTS_CAP_IF || op->kind == BTS_CAP_NETLINK) {
			/* It makes a piece itself. */
			buf->when = when;
			skip = systrace_op_if(call, i) ? 0 : op->size;
			continue;
		}
		if (when == BTS_CAP_RETURN && !again && (op->when & BTS_CAP_SUCCESS) &&
		    SYSTRACE_FAILED(buf->rec.result))
			continue;
		buf->when = again ? BTS_CAP_ENTRY : when;
		if (op->kind == BTS_CAP_REPEAT ? systrace_op_repeat(call, i)
					       : systrace_op(call, i)) {
			if (when == BTS_CAP_ENTRY)
				buf->retry |= 1ULL << i;
		}
	}
	return 0;
}

/*
 * The number by which the tracer knows what a namespace, not its own, knows by @number; 0: there is
 * no such process, or the tracer does not see it.
 */
__noinline int systrace_pid_find(__u64 namespace, __u32 number)
{
	struct pid_namespace *ns = (void *)namespace;
	struct upid *own;
	struct pid *pid;

	if (bts_conf.blind)
		return 0;
	pid = (void *)bts_xa_find(&ns->idr.idr_rt, number);
	if (!pid)
		return 0;
	own = (void *)pid + bpf_core_field_offset(struct pid, numbers) +
	      (BPF_CORE_READ(ns, level) & 63) * bpf_core_type_size(struct upid);
	/* It may have gone while it was looked for. */
	if (BPF_CORE_READ(own, ns) != ns || BPF_CORE_READ(own, nr) != (int)number)
		return 0;
	return bts_pid_number(pid, bts_conf.pidns);
}

/* The namespace that a task's numbers of processes are of; 0: the tracer's, or not known. */
static __always_inline __u64 pids_foreign(struct task_struct *task)
{
	struct pid_namespace *ns;

	if (bts_conf.blind)
		return 0;
	ns = bts_task_pidns(task);
	return !ns || BPF_CORE_READ(ns, ns.inum) == bts_conf.pidns ? 0 : (__u64)ns;
}

static __always_inline void pid_note(struct bts_call_buf *buf, __u64 namespace, __s32 number)
{
	__u32 of = number < 0 ? -(__u32)number : (__u32)number; /* what is below is a group */
	struct bts_cap_piece *piece = of ? piece_room(buf) : NULL;

	if (!piece)
		return;
	*(__u32 *)(piece + 1) = systrace_pid_find(namespace, of);
	piece_end(buf, piece, of, sizeof(__u32), BTS_CAP_PID);
}

/* Notes who the processes are that a call names, or with BTS_CAP_RETURN its result. */
__noinline int systrace_pids_note(__u32 flags, __u32 when)
{
	struct bts_call_buf *buf = call_buf(false);
	__u64 namespace = pids_foreign(bts_current());

	if (!buf || !namespace)
		return 0;
	buf->when = when;
	if (when == BTS_CAP_RETURN) {
		pid_note(buf, namespace, buf->rec.result);
		return 0;
	}
	for (__u32 i = 0; i < 6; i++) {
		if ((flags & BTS_CALL_PID(i)) && (__s32)buf->rec.arg[i] != -1)
			pid_note(buf, namespace, buf->rec.arg[i]);
	}
	return 0;
}

#endif
