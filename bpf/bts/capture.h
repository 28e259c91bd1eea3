/* SPDX-License-Identifier: GPL-2.0-only OR LGPL-2.1-only OR BSD-2-Clause */
/*
 * What is copied of the memory that a system call's arguments lead to: a list of
 * operations for each call, made by the library of what is to be printed, and run
 * by one program for all calls. What was copied stands behind the record as
 * pieces, each with the address that it had: decoders read it as if it were memory.
 * The including side brings __u32 and its kin.
 */
#ifndef BTS_CAPTURE_H
#define BTS_CAPTURE_H

enum bts_cap_kind {
	BTS_CAP_END,
	BTS_CAP_MEM,	/* bytes; of what cannot be read whole, what stands before the hole */
	BTS_CAP_STR,	/* a string up to its NUL */
	BTS_CAP_VEC,	/* an array of { address, length }, and what they lead to */
	BTS_CAP_STRS,	/* an array of addresses up to a NULL, and the strings they lead to */
	BTS_CAP_REPEAT, /* the next .size operations, for each element of an array */
	BTS_CAP_IOCTL,	/* bytes, as many as the request in the argument before says, or .max */
	BTS_CAP_FD,	/* what a descriptor leads to: struct bts_cap_fd and names */
	BTS_CAP_IOCB,	/* what the buffer of an asynchronous write, or a vector's, holds */
	BTS_CAP_PID,	/* of no operation: a process, see BTS_CALL_PID() */
	/*
	 * The next .size operations only if 16 bits are .max: those at the address, or of argument
	 * .count_arg where .count is BTS_CAP_ARG.
	 */
	BTS_CAP_IF,
	/*
	 * The next .size operations only if the descriptor in argument .count_arg is a socket of
	 * netlink's, or, as with IF, where .max is not 0. Of such a socket there is a piece of this
	 * kind by its number: 32 bits, its protocol.
	 */
	BTS_CAP_NETLINK,
	BTS_CAP_RIGHTS, /* FD's pieces of those that control messages at an address carry */
};

/* When: at the entry, at the return, there only if the call did not fail. */
#define BTS_CAP_ENTRY	1
#define BTS_CAP_RETURN	2
#define BTS_CAP_SUCCESS 4

/* Where a count is taken from. */
enum bts_cap_count {
	BTS_CAP_CONST, /* .max bytes */
	BTS_CAP_ARG,   /* an argument */
	BTS_CAP_RET,   /* what the call returned */
	BTS_CAP_U32,   /* 32 bits at an argument and an offset */
	BTS_CAP_WORD,  /* a word there: as many bits as an address has */
	BTS_CAP_BITS,  /* an argument that counts bits: so many bytes as hold them, in words */
};

/* The address is not the argument's value, but read from .off behind it. */
#define BTS_CAP_DEREF 1
/* FD's descriptors are .count_off behind the address that is read from there. */
#define BTS_CAP_DEREF_FD 2

struct bts_cap_op {
	__u8 kind;
	__u8 when;
	__u8 arg;	/* the argument from which the address comes */
	__u8 deref;	/* BTS_CAP_DEREF; FD's descriptor is the 32 bits there, _DEREF_FD */
	__u16 off;	/* added to the argument's value */
	__u8 count;	/* enum bts_cap_count */
	__u8 count_arg; /* the argument that it is about */
	__u16 count_off;
	__u16 size; /* bytes to one of the count; of REPEAT: operations */
	/*
	 * Bytes at most; of VEC and STRS those of one element. Of FD behind an address: which of
	 * the 32 words there are descriptors, a bit each; 0: the first.
	 */
	__u32 max;
	__u32 most; /* elements at most: VEC, STRS, REPEAT; of REPEAT .max bytes is their stride */
};

#define BTS_CAP_OPS   16
#define BTS_CAP_CALLS 512 /* different lists of operations */

/* What the BPF program knows of a call. */
struct bts_cap_call {
	__u32 flags; /* BTS_CAP_ENTRY and _RETURN, where any operation is due then; BTS_CALL_* */
	__u32 pad;
	struct bts_cap_op ops[BTS_CAP_OPS];
};

/* What else the flags of a call say. */
#define BTS_CALL_EXEC	0x10 /* its return is by another program's registers */
#define BTS_CALL_ALWAYS 0x20 /* it has no return: it is shown at its entry */
#define BTS_CALL_FORK	0x40 /* it returns in the child too, with 0 */
#define BTS_CALL_STACK	0x80 /* its first argument is the stack pointer */
/*
 * Argument i, or the result, may be the number of a process: for each a piece of kind PID says what
 * number the tracer knows it by, of 32 bits, 0: none. Its addr is the number as the call has it,
 * without a sign. There are none where the caller is in the tracer's own pid namespace.
 */
#define BTS_CALL_PID(i)	 (0x100U << (i))
#define BTS_CALL_PID_RET 0x4000
#define BTS_CALL_PIDS	 (BTS_CALL_PID(6) - BTS_CALL_PID(0))

/* Bytes that are copied at once, and that a record of them may have. */
#define BTS_CAP_PIECE 4096
#define BTS_CAP_DATA  3072 /* from here on what was copied goes on in another record */
/*
 * All of it, with what stands in front in a BPF program, in less than 8 KiB: since Linux 7.0
 * storage of a task has no more.
 */
#define BTS_CAP_ROOM (BTS_CAP_DATA + BTS_CAP_PIECE + 64)

/* Pieces that a string or a buffer may have: 512 KiB. */
#define BTS_CAP_PIECES 128

/*
 * FD's argument: what the call returned. With count BTS_CAP_BITS, behind a REPEAT whose elements
 * are a byte wide: those descriptors that a set at the argument holds.
 */
#define BTS_CAP_RESULT 0xff

/* What is told of a descriptor beside its path. */
enum bts_fd_about {
	BTS_FD_PLAIN,
	BTS_FD_INET, /* 4 and 6 */
	BTS_FD_UNIX,
	BTS_FD_NETLINK,
	BTS_FD_PID,
	BTS_FD_EVENT,
	BTS_FD_SIGNALS,
	BTS_FD_TTY,
	BTS_FD_NAMESPACE,
};

#define BTS_FD_DELETED 0x1 /* the name is no more */
#define BTS_FD_CUT     0x2 /* there are more names in front of the last one */
#define BTS_FD_LONE    0x4 /* nothing is above the first name, not even a mount */

#define BTS_FD_UNIX_NAME 108

/*
 * A piece of kind FD, whose addr is the descriptor or AT_FDCWD, of 32 bits; without data it is not
 * open. Behind @about, which is there unless it is BTS_FD_PLAIN, come names, from the last one to
 * the first, each with its NUL.
 */
struct bts_cap_fd {
	__u64 ino;
	__u32 magic; /* of the file system */
	__u32 dev;   /* of it; both as the kernel numbers devices: 20 bits of minor */
	__u32 rdev;
	__u16 mode;
	__u8 flags; /* BTS_FD_* */
	__u8 kind;  /* enum bts_fd_about */
};

union bts_cap_about {
	struct {
		__u16 family, local_port;
		__u16 remote_port; /* in the network's order; the other is not */
		__u16 pad;
		__u8 local[16], remote[16];
	} inet;
	struct {
		__u64 peer; /* its inode, 0: none */
		__u32 len;  /* of name, which has no NUL of its own */
		__u8 name[BTS_FD_UNIX_NAME];
	} local;
	struct {
		__u32 port, protocol;
	} netlink;
	struct {
		__u64 count;
		__u32 id, flags;
	} event;
	__u64 signals; /* bit n - 1 is signal n */
	__u32 pid;     /* 0: it has ended, or is not seen by the tracer */
	__u32 tty;
	char ns[16];
};

/* What is to be told of descriptors; strace's -y and its kin. */
#define BTS_FDS_PATH	 0x1
#define BTS_FDS_SOCKET	 0x2
#define BTS_FDS_DEV	 0x4
#define BTS_FDS_PIDFD	 0x8
#define BTS_FDS_EVENTFD	 0x10
#define BTS_FDS_SIGNALFD 0x20
#define BTS_FDS_ALL	 0x3f

/* One piece; the bytes follow, filled up to a multiple of 8. */
struct bts_cap_piece {
	__u64 addr;
	__u32 len;
	__u8 when; /* BTS_CAP_ENTRY or _RETURN */
	__u8 kind; /* enum bts_cap_kind */
	__u16 pad;
};

#endif
