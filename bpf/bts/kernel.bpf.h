/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's types, as far as we use them: only the members that are read,
 * relocated to the running kernel when an object is loaded. Kept by hand, so
 * that a build needs no kernel's BTF.
 */
#ifndef BTS_KERNEL_BPF_H
#define BTS_KERNEL_BPF_H

#include <linux/types.h>

/* Tells bpf_tracing.h that struct pt_regs has the kernel's member names. */
#define __VMLINUX_H__

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s32 s32;
typedef __s64 s64;
typedef int pid_t;
typedef _Bool bool;
#define true 1
#define false 0
#define NULL ((void *)0)

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

#if defined(__TARGET_ARCH_x86)
struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, orig_ax;
	unsigned long ip, cs, flags, sp, ss;
};

struct thread_info {
	unsigned long flags;
	u32 status;
};
#elif defined(__TARGET_ARCH_arm64)
struct user_pt_regs {
	u64 regs[31], sp, pc, pstate;
};

struct pt_regs {
	u64 regs[31], sp, pc, pstate;
	u64 orig_x0;
	s32 syscallno;
};

struct thread_info {
	unsigned long flags;
};
#else
#error "no register layout for this architecture"
#endif

typedef struct {
	int counter;
} atomic_t;

struct hlist_node {
	struct hlist_node *next;
};

struct hlist_head {
	struct hlist_node *first;
};

struct proc_ns_operations {
	const char *name;
};

struct ns_common {
	const struct proc_ns_operations *ops;
	unsigned int inum;
};

struct xarray {
	void *xa_head;
};

struct xa_node {
	unsigned char shift;
	void *slots[64];
};

struct idr {
	struct xarray idr_rt;
};

struct pid_namespace {
	struct idr idr;
	unsigned int level;
	struct ns_common ns;
};

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	unsigned int level;
	struct hlist_head tasks[1];
	struct upid numbers[1];
};

struct sigpending {
	struct {
		unsigned long sig[1];
	} signal;
};

struct signal_struct {
	atomic_t live;
	unsigned int flags;
	int group_exit_code;
	struct task_struct *group_exec_task;
	u64 utime, stime;
	unsigned long long sum_sched_runtime;
	unsigned long maxrss;
	struct pid *pids[4];
};

struct k_sigaction {
	struct {
		void *sa_handler;
		unsigned long sa_flags;
	} sa;
};

struct sched_entity {
	u64 sum_exec_runtime;
};

struct mm_struct {
	unsigned long arg_start, arg_end, env_end;
	unsigned long task_size;
};

struct cgroup_subsys_state {
	struct cgroup *cgroup;
	struct cgroup_subsys_state *parent;
};

struct kernfs_node {
	const char *name;
	u64 id;
	void *priv;
};

struct kobject {
	const char *name;
};

struct vfsmount {
	struct dentry *mnt_root;
};

struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	struct inode *f_inode;
	struct path f_path;
	void *private_data;
};

struct fs_struct {
	struct path pwd;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct cgroup_root;

struct cgroup {
	struct cgroup_subsys_state self;
	struct cgroup_root *root;
	int level;
	struct kernfs_node *kn;
};

struct css_set {
	struct cgroup_subsys_state *subsys[1];
	struct cgroup *dfl_cgrp;
};

struct seccomp {
	int mode;
};

struct task_struct {
	struct thread_info thread_info;
	void *stack;
	unsigned int flags;
	struct sched_entity se;
	struct mm_struct *mm;
	unsigned int __state;
	int exit_code;
	pid_t pid, tgid;
	struct task_struct *real_parent, *group_leader;
	u64 utime, stime;
	u64 start_time, start_boottime;
	u64 self_exec_id;
	struct pid *thread_pid;
	struct signal_struct *signal;
	struct sigpending pending;
	struct css_set *cgroups;
	struct fs_struct *fs;
	struct files_struct *files;
	char comm[16];
	struct seccomp seccomp;
};

struct bpf_map {
	u32 id;
};

struct bpf_iter_meta {
	u64 session_id;
};

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

struct linux_binprm {
	int argc;
	unsigned long exec;
	const char *filename;
};

struct list_head {
	struct list_head *next;
};

struct super_block {
	u32 s_dev;
	unsigned long s_magic;
};

/* i_ino was an unsigned long, as wide on 64-bit machines, up to Linux 6.18 at least. */
struct inode {
	unsigned short i_mode;
	u32 i_rdev;
	u64 i_ino;
	struct super_block *i_sb;
	struct hlist_head i_dentry;
	void *i_private;
};

struct address_space {
	struct inode *host;
};

struct qstr {
	const unsigned char *name;
};

struct hlist_bl_node {
	struct hlist_bl_node **pprev;
};

struct dentry {
	struct hlist_bl_node d_hash;
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	struct hlist_node d_alias;
};

/* The union had a name up to Linux 6.18 at least. */
struct dentry___named {
	union {
		struct hlist_node d_alias;
	} d_u;
};

struct socket {
	struct file *file;
	struct sock *sk;
};

struct in6_addr {
	u8 bytes[16];
};

struct sock_common {
	u32 skc_daddr, skc_rcv_saddr;
	u16 skc_dport, skc_num;
	unsigned short skc_family;
	struct in6_addr skc_v6_daddr, skc_v6_rcv_saddr;
};

struct sock {
	struct sock_common __sk_common;
	u16 sk_protocol;
	struct socket *sk_socket;
};

struct sockaddr_un {
	unsigned short sun_family;
};

struct unix_address {
	int len;
	struct sockaddr_un name[0];
};

struct unix_sock {
	struct unix_address *addr;
	struct sock *peer;
};

struct netlink_sock {
	u32 portid;
};

struct eventfd_ctx {
	u64 count;
	unsigned int flags;
	int id;
};

struct signalfd_ctx {
	struct {
		u64 sig[1];
	} sigmask;
};

struct tty_struct {
	int index;
};

struct tty_file_private {
	struct tty_struct *tty;
};

struct page {
	struct address_space *mapping;
	unsigned long __folio_index;
	unsigned long compound_info;
};

/* Until Linux 6.16 (acc53a0b4c15); and up to 6.18 at least. */
struct page___older {
	unsigned long index;
	unsigned long compound_head;
};

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len, bv_offset;
};

struct bvec_iter {
	u64 bi_sector;
	unsigned int bi_size, bi_idx, bi_bvec_done;
};

/* Its last member has another name in Linux 7.3, not yet in 6.18. */
struct bvec_iter___offset {
	unsigned int bi_offset;
};

struct bio___offset {
	struct bvec_iter___offset bi_iter;
};

struct blkcg {
	struct cgroup_subsys_state css;
};

struct blkcg_gq {
	struct blkcg *blkcg;
};

struct bio {
	struct bio *bi_next;
	struct block_device *bi_bdev;
	unsigned int bi_opf;
	unsigned short bi_ioprio;
	u8 bi_status;
	struct bvec_iter bi_iter;
	void *bi_private;
	struct blkcg_gq *bi_blkg;
	struct bio_vec *bi_io_vec;
};

/* Until Linux 5.12 (309dca309fc3). */
struct bio___disk {
	struct gendisk *bi_disk;
};

/* Until Linux 6.10 (1116b9fa15c0). */
struct block_device___partno {
	u8 bd_partno;
};

struct device {
	struct kobject kobj;
	u32 devt;
};

struct block_device {
	atomic_t __bd_flags;
	u32 bd_dev;
	struct gendisk *bd_disk;
	struct device bd_device;
};

/* A partition until Linux 5.11 (0d02129e76ed). */
struct hd_struct {
	struct device __dev;
	int partno;
};

struct block_device_operations {
	void *submit_bio;
};

struct gendisk {
	int major, first_minor, minors;
	char disk_name[32];
	struct block_device_operations *fops;
	struct request_queue *queue;
};

struct gendisk___part0 {
	struct hd_struct part0;
};

struct blk_mq_tags {
	unsigned int nr_tags;
	struct request **rqs;
};

struct blk_mq_tag_set {
	unsigned int nr_hw_queues;
	struct blk_mq_tags **tags;
};

enum mq_rq_state {
	MQ_RQ_IN_FLIGHT = 1,
};

struct request_queue {
	struct gendisk *disk;
	struct blk_mq_tag_set *tag_set;
};

struct blk_flush_queue {
	unsigned int flush_running_idx : 1;
	struct list_head flush_queue[2];
};

struct blk_mq_hw_ctx {
	struct blk_flush_queue *fq;
	unsigned int queue_num;
};

struct request {
	struct request_queue *q;
	struct blk_mq_hw_ctx *mq_hctx;
	unsigned int cmd_flags, rq_flags;
	unsigned int __data_len;
	u64 __sector;
	struct bio *bio;
	struct list_head queuelist;
	struct request *rq_next;
	u64 start_time_ns, io_start_time_ns;
	enum mq_rq_state state;
};

/* Until Linux 5.17 (f3fa33acca9f). */
struct request___disk {
	struct gendisk *rq_disk;
};

/* Until Linux 5.11 (8446fe9255be). */
struct request___part {
	struct hd_struct *part;
};

/* Until Linux 6.11 (81ada09cc25e). */
struct request___flush {
	struct {
		struct list_head list;
	} flush;
};

struct rq_list {
	struct request *head;
};

struct io_comp_batch {
	struct rq_list req_list;
};

/* Until Linux 6.13 (e8225ab15006, also in 6.12 stable). */
struct io_comp_batch___bare {
	struct request *req_list;
};

/* What tracepoints show, for programs that are attached to them the plain way. */
struct trace_event_raw_block_rq {
	u32 dev;
	u64 sector;
	unsigned int bytes;
	char rwbs[8];
};

struct trace_event_raw_block_rq_requeue {
	u32 dev;
	u64 sector;
	char rwbs[8];
};

struct trace_event_raw_block_rq_completion {
	u32 dev;
	u64 sector;
	unsigned int nr_sector;
	int error;
	char rwbs[8];
};

/* Until Linux 5.18 (d5869fdc189f). */
struct trace_event_raw_block_rq_complete {
	u32 dev;
	u64 sector;
	unsigned int nr_sector;
	int error;
	char rwbs[8];
};

enum req_flag_bits {
	__REQ_SYNC = 11,
	__REQ_META,
	__REQ_FUA = 17,
	__REQ_PREFLUSH,
	__REQ_RAHEAD,
	__REQ_ATOMIC = 27, /* since Linux 6.11 (9da3d1e912f3) */
};

/* Of the operations, the one by which the numbers of all zone operations are known. */
enum req_op {
	REQ_OP_ZONE_OPEN = 11,
};

/* In Linux 6.1 still macros, with other values. */
enum rqf_flags {
	__RQF_FLUSH_SEQ = 1,
};

/* Only the names count: the kernel's own values depend on its configuration. */
enum cgroup_subsys_id {
	memory_cgrp_id,
	pids_cgrp_id,
	cpu_cgrp_id,
	cpuacct_cgrp_id,
	io_cgrp_id,
	devices_cgrp_id,
	freezer_cgrp_id,
	cpuset_cgrp_id,
	net_cls_cgrp_id,
	net_prio_cgrp_id,
	perf_event_cgrp_id,
	hugetlb_cgrp_id,
	rdma_cgrp_id,
	misc_cgrp_id,
};

#pragma clang attribute pop

#endif
