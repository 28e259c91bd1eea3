/* SPDX-License-Identifier: GPL-2.0-only OR LGPL-2.1-only OR BSD-2-Clause */
/*
 * What the BPF programs and the library both see: the types that records are
 * written with, the configuration that a tool is loaded with and the ledger
 * that it keeps. The including side brings __u32 and its kin.
 */
#ifndef BTS_ABI_H
#define BTS_ABI_H

/*
 * Scalars that say what they mean. The library finds these names in the
 * object's BTF and takes formatter, unit, heading and width from them.
 */
typedef __u64 bts_time;	     /* a moment: CLOCK_MONOTONIC, ns */
typedef __u64 bts_ns;	     /* a duration, ns */
typedef __u64 bts_ns_ms;     /* the same, which people see in ms: the heading says so */
typedef __u64 bts_bytes;     /* a size, bytes */
typedef __u64 bts_sector;    /* a place on a disk, in units of 512 bytes; all ones: it has none */
typedef __u32 bts_rwbs;	     /* what is asked of a disk: enum bts_rq_op and BTS_RQ_* */
typedef __u64 bts_addr;	     /* an address */
typedef __u32 bts_pid;	     /* a process or thread, as the tracer's pid namespace numbers it */
typedef __u32 bts_uid;	     /* a user, as the initial user namespace numbers it */
typedef __u32 bts_cpu;	     /* a processor */
typedef __s32 bts_errno;     /* 0, or an error number (positive) */
typedef __u32 bts_signal;    /* 0, or the number of a signal */
typedef __u32 bts_syscall;   /* a system call: number and personality, BTS_SYSCALL_OF() */
typedef __u64 bts_cgroup;    /* a control group, by its id; 0: not known */
typedef __u64 bts_container; /* the container that a control group belongs to: the group's id */
typedef __u64 bts_num;	     /* how many: a count that adds up */
typedef __u32 bts_fsdev;     /* a file system, by its s_dev: major << 20 | minor; 0: none */
typedef __s32 bts_kstack;    /* a stack of the kernel, by its number in bts_stacks, or -errno */
typedef char bts_str;	     /* an element of a string in the head; ends at the first NUL */
typedef char bts_path;	     /* an element of a path in the head, as bts_tail_path has it */

/* A system call's number says nothing without its personality. */
#define BTS_SYSCALL_OF(abi, nr) ((__u32)(abi) << 16 | ((nr)&0xffff))
#define BTS_SYSCALL_NR(call)	((call)&0xffff)
#define BTS_SYSCALL_ABI(call)	((call) >> 16)

/* Numbers below this can be chosen; a power of two. */
#define BTS_SYSCALLS_MAX 1024

/*
 * The personalities: the kernel's own 64-bit calls of the architecture, the
 * 32-bit ones beside it (i386, arm), and x32, which is the first with a bit set.
 */
enum bts_abi_kind {
	BTS_ABI_KIND_NATIVE,
	BTS_ABI_KIND_COMPAT,
	BTS_ABI_KIND_X32,
	BTS_ABI_KINDS,
};

/*
 * What a request of the block layer does: codes of our own, since the kernel's
 * are not the same in all versions. Of what it prints as `N' two have a name.
 */
enum bts_rq_op {
	BTS_RQ_OP_READ,
	BTS_RQ_OP_WRITE,
	BTS_RQ_OP_FLUSH,
	BTS_RQ_OP_DISCARD,
	BTS_RQ_OP_SECURE_ERASE,
	BTS_RQ_OP_WRITE_ZEROES,
	BTS_RQ_OP_ZONE_APPEND,
	BTS_RQ_OP_ZONE_RESET,
	BTS_RQ_OP_ZONE_RESET_ALL,
	BTS_RQ_OP_ZONE_OPEN,
	BTS_RQ_OP_ZONE_CLOSE,
	BTS_RQ_OP_ZONE_FINISH,
	BTS_RQ_OP_DRV_IN, /* passed through to the driver: data comes from the disk */
	BTS_RQ_OP_DRV_OUT,
	BTS_RQ_OP_UNKNOWN, /* none of these */
};

#define BTS_RQ_OPS (BTS_RQ_OP_UNKNOWN + 1)

/* A bts_rwbs: the operation below, these above. */
#define BTS_RQ_OP_MASK	0xff
#define BTS_RQ_PREFLUSH 0x100
#define BTS_RQ_FUA	0x200
#define BTS_RQ_RAHEAD	0x400
#define BTS_RQ_SYNC	0x800
#define BTS_RQ_META	0x1000
#define BTS_RQ_ATOMIC	0x2000

#define BTS_NO_SECTOR (~0ULL)

/* Disks and partitions that were asked for, as the kernel packs their numbers (dev_t). */
#define BTS_DISKS_MAX 16

struct bts_disks {
	__u32 count;
	__u32 dev[BTS_DISKS_MAX];
};

/* What bts_adopt_disk() of a tool says: of what it was asked to look at there is no more. */
#define BTS_ADOPT_NO_QUEUE 1
#define BTS_ADOPT_NO_TAG   2

/*
 * A reference from a record's head into its tail: @off counts bytes from the
 * start of the record. A negative @len is an errno: the value could not be read.
 */
struct bts_tail {
	__u32 off;
	__s32 len;
};

typedef struct bts_tail bts_tail_str;	/* one string, without its NUL */
typedef struct bts_tail bts_tail_strs;	/* strings, each with its NUL; if the last lacks it, cut */
typedef struct bts_tail bts_tail_u64s;	/* an array of __u64 */
typedef struct bts_tail bts_tail_path;	/* a path, see below */
typedef struct bts_tail bts_tail_pids;	/* an array of bts_pid */
typedef struct bts_tail bts_tail_comms; /* names of tasks, BTS_COMM_LEN bytes each */

/*
 * A path as the kernel's directory entries lead to it: a byte of state, then the
 * names with their NULs, the file's own first, then its directory's and so on,
 * without that of the file system's root, whose path has no name. Behind the last
 * an array in the head is all zeros, which are then also those of no path. Where
 * the last lacks its NUL it is left out, and the path is cut.
 */
enum bts_path_state {
	BTS_PATH_NONE,	 /* there is none; as if the tail had no bytes */
	BTS_PATH_WHOLE,	 /* up to the root of its file system */
	BTS_PATH_CUT,	 /* there are more directories above */
	BTS_PATH_UNREAD, /* there is one that could not be read; a tail may also say why */
};

/*
 * Every record begins with this; bpf/bts/event.bpf.h fills it. Of its members
 * only time and cpu are fields of the record for those who read it.
 */
struct bts_head {
	bts_time time;
	__u64 unread; /* bit n: the member at byte 8 * n could not be read */
	__u32 type;   /* the id of the record's struct in the object's BTF */
	bts_cpu cpu;
};

/*
 * A row of a table as the library puts it together: this, the key, the value.
 * The two are the structs of a map; see bpf/bts/summary.bpf.h.
 */
struct bts_row {
	struct bts_head head; /* time: when the map was read; cpu: of no meaning */
	bts_ns interval;      /* the values are those of so long before it */
};

/* In bts_head's unread: the key stands for all that found no room. No member has this bit. */
#define BTS_UNREAD_KEY 0x2

/* The key of a table that has one row. */
struct bts_no_key {
	__u32 none;
};

/* Rows of up to this many bytes. */
#define BTS_ROW_MAX 65536

/*
 * A histogram: each power of two in eight buckets of equal width, values below
 * 16 in one each, values from 2^48 on (three days in ns) in the last. The bounds
 * are fixed, so histograms of several machines add up. A bucket is an eighth of
 * its lower bound wide at most.
 */
#define BTS_HIST_BITS	 3
#define BTS_HIST_SUBS	 (1 << BTS_HIST_BITS)
#define BTS_HIST_POWERS	 48
#define BTS_HIST_BUCKETS ((BTS_HIST_POWERS - BTS_HIST_BITS + 1) * BTS_HIST_SUBS + 1)

struct bts_hist {
	__u64 sum;
	__u64 max; /* nearly always: see bts_hist_max() */
	__u64 n[BTS_HIST_BUCKETS];
};

typedef struct bts_hist bts_hist_ns;	/* of durations, ns */
typedef struct bts_hist bts_hist_bytes; /* of sizes, bytes */
typedef struct bts_hist bts_hist_num;	/* of numbers */

/* The bucket of a value. Shifts alone: BPF has no instruction that counts zeros. */
static inline __attribute__((always_inline)) __u32 bts_hist_bucket(__u64 value)
{
	__u64 rest = value;
	__u32 power = 0;

	if (value < BTS_HIST_SUBS)
		return value;
	for (__u32 step = 32; step; step /= 2) {
		if (rest >> step) {
			rest >>= step;
			power += step;
		}
	}
	if (power >= BTS_HIST_POWERS)
		return BTS_HIST_BUCKETS - 1;
	return (power - BTS_HIST_BITS + 1) * BTS_HIST_SUBS +
	       ((value >> (power - BTS_HIST_BITS)) & (BTS_HIST_SUBS - 1));
}

/* Stacks that can be told apart, in a table of as many places, and frames that are kept of each. */
#define BTS_STACKS_MAX	16384
#define BTS_STACK_DEPTH 64

/* Records of up to this many bytes before their tail, and tails of up to this many. */
#define BTS_RECORD_MAX 512
#define BTS_TAIL_MAX   4096

/* Which tasks are traced; see bpf/bts/filter.bpf.h. */
#define BTS_FILTER_MARKED  0x01 /* only marked processes */
#define BTS_FILTER_FOLLOW  0x02 /* children of marked tasks are marked */
#define BTS_FILTER_COMM	   0x04
#define BTS_FILTER_UID	   0x08
#define BTS_FILTER_FAILED  0x10	 /* only events that failed */
#define BTS_FILTER_MIN	   0x20	 /* only events that took min_ns or longer */
#define BTS_FILTER_ONLY	   0x40	 /* only the record types in only[] */
#define BTS_FILTER_COMMAND 0x80	 /* a marked task is silent until it calls exec */
#define BTS_FILTER_THREADS 0x100 /* single threads are marked too */

#define BTS_FILTER_CGROUP 0x200 /* only tasks of a control group and its descendants */

#define BTS_COMM_LEN 16
#define BTS_ONLY_MAX 8

/* Since Linux 3.8 (98f842e675f9) the initial namespaces have fixed inode numbers. */
#define BTS_PIDNS_INITIAL 0xEFFFFFFCU
/*
 * The controllers that a hierarchy of cgroups v1 may have: as its mount options
 * name it, and as the kernel's enum cgroup_subsys_id does. Those first of whose
 * groups there are most: they tell containers and services apart.
 */
#define BTS_CONTROLLERS(X)        \
	X(memory, memory)         \
	X(pids, pids)             \
	X(cpu, cpu)               \
	X(cpuacct, cpuacct)       \
	X(blkio, io)              \
	X(devices, devices)       \
	X(freezer, freezer)       \
	X(cpuset, cpuset)         \
	X(net_cls, net_cls)       \
	X(net_prio, net_prio)     \
	X(perf_event, perf_event) \
	X(hugetlb, hugetlb)       \
	X(rdma, rdma)             \
	X(misc, misc)

#define BTS_HIERARCHY_OF(name, id) BTS_HIERARCHY_##name,
enum bts_hierarchy {
	BTS_HIERARCHY_UNIFIED,
	BTS_CONTROLLERS(BTS_HIERARCHY_OF) BTS_HIERARCHIES,
};

/*
 * The path of a control group, as it was when a task of it was first met: names
 * with their NULs, the group's own first, then its parent's and so on.
 */
#define BTS_CGROUP_TEXT	  1024
#define BTS_CGROUP_NAME	  256 /* NAME_MAX and a NUL */
#define BTS_CGROUP_LEVELS 64
#define BTS_CGROUPS_MAX	  1024

struct bts_cgroup_names {
	__u32 done; /* the names are all there, up to what the tracer sees as the root */
	__u32 len;
	char text[BTS_CGROUP_TEXT + BTS_CGROUP_NAME];
};

/* Set by the library before the object is loaded. */
struct bts_conf {
	__u64 min_ns;
	__u64 wake_bytes; /* unread bytes in the ring at which the consumer is woken */
	__u32 filter;	  /* BTS_FILTER_* */
	__u32 self;	  /* the tracer, which is never traced */
	__u32 pidns;	  /* inode number of the tracer's pid namespace */
	__u32 uid;
	__u32 only[BTS_ONLY_MAX]; /* type tags; 0 ends the list */
	__u16 direct;		  /* the programs are of kinds whose pointers have types */
	__u16 blind;		  /* memory cannot be read by address */
	__u32 page;		  /* bytes to a page */
	__u32 summing;		  /* tables are filled, no records are sent */
	__u64 cgroup;		  /* id of the group that is traced, in the hierarchy below */
	__u64 cgroup_root;	  /* id of the group at which the paths that are shown begin */
	__u32 hierarchy;	  /* enum bts_hierarchy: where a task's group is looked up */
	__u32 plain;		  /* some programs get what tracepoints show, and no pointers */
	__u32 storage; /* the kernel has storage for tasks that tracing programs may use */
	char comm[BTS_COMM_LEN];
};

/*
 * A mark on a process or on one thread. The number may be used again when the
 * task is gone, the pair of number and start time may not.
 */
struct bts_mark_key {
	__u32 pid;
	__u32 is_thread;
};

struct bts_mark {
	__u64 start;	  /* start since boot in clock ticks, as in /proc/PID/stat */
	__u32 until_exec; /* silent until the task calls exec */
	__u32 pad;
};

#define BTS_MARKS_MAX 32768

/*
 * The ledger. Every event that reaches a tool's programs is seen, and then
 * exactly one of: filtered, sent, summed, lost by one of the causes, or still open.
 */
enum bts_count {
	BTS_SEEN,
	BTS_FILTERED,
	BTS_SENT,
	BTS_SUMMED,	  /* in tables instead of a record */
	BTS_LOST_RING,	  /* the ring had no room */
	BTS_LOST_SPAN,	  /* the table of calls in progress was full */
	BTS_LOST_ENDLESS, /* a beginning without its end */
	BTS_LOST_NESTED,  /* the record under construction belonged to interrupted code */
	BTS_LOST_TABLE,	  /* a table was full: in its row for all others alone */
	/*
	 * Not of the sum: tasks that could not be followed, programs whose system calls are not
	 * seen, ends without a beginning.
	 */
	BTS_UNFOLLOWED,
	BTS_UNSEEN,
	BTS_UNMATCHED,
	BTS_COUNTS,
};

#define BTS_LOST_FIRST BTS_LOST_RING
#define BTS_LOST_LAST  BTS_LOST_TABLE

/* One row a processor, a cache line or more each. Processors beyond the rows share them. */
#define BTS_LEDGER_ROWS 256

struct bts_ledger {
	__u64 n[BTS_COUNTS];
} __attribute__((aligned(64)));

/* Shared while the tool runs. */
struct bts_shared {
	__u32 live;    /* set when every hook is attached; nothing is counted before */
	__u32 woken;   /* the consumer has been woken and has not looked yet */
	__s64 targets; /* marked tasks alive; the run ends when none is */
	__u32 left;    /* the command is no longer traced, and goes on */
	__u32 pad;
	__s64 spanless; /* events that have begun without a span and have not ended */
};

/* The tags, read back by lib/schema.c. */
#define BTS_TAG_PREFIX "bts:"

#endif
