/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Descriptors: what they lead to at the time of the call, as a piece of its record. Nothing is held
 * meanwhile: what changes under way is read as it comes.
 */
#ifndef SYSTRACE_FD_BPF_H
#define SYSTRACE_FD_BPF_H

#include "systrace_capture.bpf.h"

#define FD_NAME	  256  /* NAME_MAX and a NUL */
#define FD_NAMES  3584 /* bytes of a piece, of which a name may begin in the last */
#define FD_LEVELS 64   /* names, and mounts that they cross */

_Static_assert(sizeof(struct bts_cap_piece) + FD_NAMES + FD_NAME <= BTS_CAP_PIECE,
	       "a piece holds its names");

/* Of the kernel's file systems that have no mount, by include/uapi/linux/magic.h. */
#define FD_SOCKFS     0x534f434b
#define FD_ANON_INODE 0x09041934
#define FD_PIDFS      0x50494446
#define FD_NSFS	      0x6e736673

/* The multiplexer of pseudo terminals: makedev(5, 2), as the kernel numbers it. */
#define FD_PTMX (5 << 20 | 2)

#define FD_AF_UNIX    1
#define FD_AF_INET    2
#define FD_AF_INET6   10
#define FD_AF_NETLINK 16

#define FD_AT_FDCWD (-100)
#define FD_S_IFMT   0170000
#define FD_S_IFCHR  0020000

/* Room for a piece that piece_room() has made room for, from its byte @at on. */
static __always_inline void *fd_at(struct bts_call_buf *buf, __u64 at)
{
	__u64 off = at_most(buf->len, BTS_CAP_DATA);

	return buf->data + off + at_most(at, FD_NAMES);
}

#define FD_HEAD sizeof(struct bts_cap_piece)

/*
 * Each function asks: the verifier looks at all of them, and what is not asked for, or not
 * permitted, is dead code to it.
 */
static __always_inline bool is_off(void)
{
	return !systrace_fds || bts_conf.blind;
}

/*
 * A name of the way up, or the step from the root of a mount to what it is mounted on. @left: how
 * many of these may follow. 0; 1 where it ends.
 */
__noinline int systrace_fd_name(__u32 left)
{
	struct bts_call_buf *buf = call_buf(false);
	struct dentry *dentry, *parent, *root;
	struct mount *mount, *above;
	long n;

	if (is_off() || !buf)
		return 1;
	dentry = (void *)buf->dentry;
	mount = (void *)buf->mount;
	root = BPF_CORE_READ(mount, mnt.mnt_root);
	if (dentry == root) {
		above = BPF_CORE_READ(mount, mnt_parent);
		if (!above || above == mount)
			return 1;
		buf->dentry = (__u64)BPF_CORE_READ(mount, mnt_mountpoint);
		buf->mount = (__u64)above;
		return 0;
	}
	parent = BPF_CORE_READ(dentry, d_parent);
	if (!parent || !left || buf->fd_len > FD_NAMES - FD_HEAD) {
		buf->fd_end = BTS_FD_CUT;
		return 1;
	}
	n = bpf_probe_read_kernel_str(fd_at(buf, FD_HEAD + buf->fd_len), FD_NAME,
				      BPF_CORE_READ(dentry, d_name.name));
	if (n <= 0 || n > FD_NAME) {
		buf->fd_end = BTS_FD_CUT;
		return 1;
	}
	buf->fd_len += n;
	buf->dentry = (__u64)parent;
	if (parent != dentry)
		return 0;
	buf->fd_end = BTS_FD_LONE;
	return 1;
}

static __always_inline __u32 about_inet(union bts_cap_about *about, struct sock *sk, __u16 family)
{
	about->inet.family = family;
	about->inet.local_port = BPF_CORE_READ(sk, __sk_common.skc_num);
	about->inet.remote_port = BPF_CORE_READ(sk, __sk_common.skc_dport);
	if (family == FD_AF_INET) {
		bpf_core_read(about->inet.local, 4, &sk->__sk_common.skc_rcv_saddr);
		bpf_core_read(about->inet.remote, 4, &sk->__sk_common.skc_daddr);
	} else if (bpf_core_field_exists(sk->__sk_common.skc_v6_daddr)) {
		bpf_core_read(about->inet.local, 16, &sk->__sk_common.skc_v6_rcv_saddr);
		bpf_core_read(about->inet.remote, 16, &sk->__sk_common.skc_v6_daddr);
	}
	return BTS_FD_INET;
}

static __always_inline __u32 about_unix(union bts_cap_about *about, struct unix_sock *sk)
{
	struct unix_address *addr;
	__u64 len;

	if (!bpf_core_field_exists(sk->peer))
		return BTS_FD_PLAIN;
	about->local.peer = BPF_CORE_READ(sk, peer, sk_socket, file, f_inode, i_ino);
	addr = BPF_CORE_READ(sk, addr);
	len = addr ? (__u32)BPF_CORE_READ(addr, len) : 0;
	/* Its family stands in front of the name. */
	len = len > 2 ? len - 2 : 0;
	len = at_most(len, BTS_FD_UNIX_NAME);
	about->local.len = len;
	bpf_probe_read_kernel(about->local.name, len,
			      (void *)addr + bpf_core_field_offset(struct unix_address, name) + 2);
	return BTS_FD_UNIX;
}

static __always_inline __u32 about_socket(union bts_cap_about *about, struct file *file)
{
	struct socket *socket = BPF_CORE_READ(file, private_data);
	struct sock *sk = BPF_CORE_READ(socket, sk);
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);

	if (!sk)
		return BTS_FD_PLAIN;
	if (family == FD_AF_INET || family == FD_AF_INET6)
		return about_inet(about, sk, family);
	if (family == FD_AF_UNIX)
		return about_unix(about, (void *)sk);
	if (family != FD_AF_NETLINK || !bpf_core_field_exists(struct netlink_sock, portid))
		return BTS_FD_PLAIN;
	about->netlink.port = BPF_CORE_READ((struct netlink_sock *)sk, portid);
	about->netlink.protocol = BPF_CORE_READ(sk, sk_protocol);
	return BTS_FD_NETLINK;
}

/* The file of a descriptor of the current process, NULL: there is none. */
static __always_inline struct file *fd_file(struct task_struct *task, __u32 fd)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd), *file = NULL;

	if (fd < BPF_CORE_READ(table, max_fds))
		bpf_probe_read_kernel(&file, sizeof(file), files + fd);
	return file;
}

/* Is a descriptor a netlink socket? Then a piece says of which protocol. */
__noinline int systrace_netlink(__u32 fd)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct bts_call_buf *buf = call_buf(false);
	struct bts_cap_piece *piece;
	struct socket *socket;
	struct file *file;
	struct sock *sk;

	if (bts_conf.blind || !buf)
		return 0;
	file = fd_file(task, fd);
	if (!file || BPF_CORE_READ(file, f_inode, i_sb, s_magic) != FD_SOCKFS)
		return 0;
	socket = BPF_CORE_READ(file, private_data);
	sk = BPF_CORE_READ(socket, sk);
	if (!sk || BPF_CORE_READ(sk, __sk_common.skc_family) != FD_AF_NETLINK)
		return 0;
	piece = piece_room(buf);
	if (!piece)
		return 0;
	*(__u32 *)(piece + 1) = BPF_CORE_READ(sk, sk_protocol);
	piece_end(buf, piece, fd, sizeof(__u32), BTS_CAP_NETLINK);
	return 1;
}

static __always_inline __u32 about_pid(union bts_cap_about *about, struct pid *pid)
{
	about->pid = BPF_CORE_READ(pid, tasks[0].first) ? bts_pid_number(pid, bts_conf.pidns) : 0;
	return BTS_FD_PID;
}

/* The first eight bytes of a name, as the number that they are in memory. */
#define FD_WORD(a, b, c, d, e, f, g, h)                                                          \
	((__u64)(a) | (__u64)(b) << 8 | (__u64)(c) << 16 | (__u64)(d) << 24 | (__u64)(e) << 32 | \
	 (__u64)(f) << 40 | (__u64)(g) << 48 | (__u64)(h) << 56)

static __always_inline __u32 about_anon(union bts_cap_about *about, struct file *file)
{
	__u64 word = 0;
	void *data = BPF_CORE_READ(file, private_data);

	bpf_probe_read_kernel(&word, sizeof(word), BPF_CORE_READ(file, f_path.dentry, d_name.name));
	if (word == FD_WORD('[', 'p', 'i', 'd', 'f', 'd', ']', 0) && (systrace_fds & BTS_FDS_PIDFD))
		return about_pid(about, data);
	if (word == FD_WORD('[', 'e', 'v', 'e', 'n', 't', 'f', 'd') &&
	    (systrace_fds & BTS_FDS_EVENTFD) && bpf_core_field_exists(struct eventfd_ctx, id)) {
		struct eventfd_ctx *event = data;

		about->event.count = BPF_CORE_READ(event, count);
		about->event.id = BPF_CORE_READ(event, id);
		about->event.flags = BPF_CORE_READ(event, flags);
		return BTS_FD_EVENT;
	}
	if (word == FD_WORD('[', 's', 'i', 'g', 'n', 'a', 'l', 'f') &&
	    (systrace_fds & BTS_FDS_SIGNALFD) &&
	    bpf_core_field_exists(struct signalfd_ctx, sigmask)) {
		/* Those that are kept from it are kept there. */
		bpf_core_read(&about->signals, sizeof(about->signals),
			      &((struct signalfd_ctx *)data)->sigmask);
		about->signals = ~about->signals;
		return BTS_FD_SIGNALS;
	}
	return BTS_FD_PLAIN;
}

static __always_inline __u32 about_tty(union bts_cap_about *about, struct file *file)
{
	struct tty_file_private *priv = BPF_CORE_READ(file, private_data);

	if (!bpf_core_field_exists(priv->tty))
		return BTS_FD_PLAIN;
	about->tty = BPF_CORE_READ(priv, tty, index);
	return BTS_FD_TTY;
}

/* What is told of a file beside its path, by what it is; enum bts_fd_about. */
__noinline int systrace_fd_about(__u64 address)
{
	struct bts_call_buf *buf = call_buf(false);
	struct file *file = (void *)address;
	union bts_cap_about *about;
	struct bts_cap_fd *head;

	if (is_off() || !buf || !file)
		return BTS_FD_PLAIN;
	head = fd_at(buf, FD_HEAD);
	about = (void *)(head + 1);
	__builtin_memset(about, 0, sizeof(*about));
	if (head->magic == FD_SOCKFS && (systrace_fds & BTS_FDS_SOCKET))
		return about_socket(about, file);
	if (head->magic == FD_PIDFS && (systrace_fds & BTS_FDS_PIDFD))
		return about_pid(about, BPF_CORE_READ(file, f_inode, i_private));
	if (head->magic == FD_ANON_INODE)
		return about_anon(about, file);
	if (head->magic == FD_NSFS) {
		struct ns_common *ns = BPF_CORE_READ(file, f_inode, i_private);

		bpf_probe_read_kernel_str(about->ns, sizeof(about->ns),
					  BPF_CORE_READ(ns, ops, name));
		return BTS_FD_NAMESPACE;
	}
	if ((head->mode & FD_S_IFMT) == FD_S_IFCHR && head->rdev == FD_PTMX &&
	    (systrace_fds & BTS_FDS_DEV))
		return about_tty(about, file);
	return BTS_FD_PLAIN;
}

static __always_inline void head_fill(struct bts_cap_fd *head, struct inode *inode,
				      struct dentry *dentry)
{
	struct super_block *sb = BPF_CORE_READ(inode, i_sb);

	head->ino = BPF_CORE_READ(inode, i_ino);
	head->magic = BPF_CORE_READ(sb, s_magic);
	head->dev = BPF_CORE_READ(sb, s_dev);
	head->rdev = BPF_CORE_READ(inode, i_rdev);
	head->mode = BPF_CORE_READ(inode, i_mode);
	head->flags = 0;
	if (!BPF_CORE_READ(dentry, d_hash.pprev) && BPF_CORE_READ(dentry, d_parent) != dentry)
		head->flags = BTS_FD_DELETED;
}

/* A piece of what a descriptor leads to, or AT_FDCWD, by its 32 bits. */
__noinline int systrace_fd(__u32 fd)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct bts_call_buf *buf = call_buf(false);
	struct bts_cap_fd *head;
	struct vfsmount *mount;
	struct dentry *dentry;
	struct file *file = NULL;
	int about;

	if (is_off() || !buf || !piece_room(buf))
		return 0;
	if (fd == (__u32)FD_AT_FDCWD) {
		struct fs_struct *fs = BPF_CORE_READ(task, fs);

		dentry = BPF_CORE_READ(fs, pwd.dentry);
		mount = BPF_CORE_READ(fs, pwd.mnt);
	} else {
		file = fd_file(task, fd);
		dentry = BPF_CORE_READ(file, f_path.dentry);
		mount = BPF_CORE_READ(file, f_path.mnt);
	}
	if (!dentry || !mount) {
		piece_end(buf, fd_at(buf, 0), fd, 0, BTS_CAP_FD);
		return 0;
	}
	head = fd_at(buf, FD_HEAD);
	head_fill(head, file ? BPF_CORE_READ(file, f_inode) : BPF_CORE_READ(dentry, d_inode),
		  dentry);
	buf->dentry = (__u64)dentry;
	buf->mount = (__u64)mount - bpf_core_field_offset(struct mount, mnt);
	buf->fd_end = 0;
	about = systrace_fd_about((__u64)file);
	buf->fd_len = sizeof(*head) + (about ? sizeof(union bts_cap_about) : 0);
	for (__u32 left = FD_LEVELS; left > 0; left--) {
		if (systrace_fd_name(left - 1))
			break;
	}
	head = fd_at(buf, FD_HEAD);
	head->kind = about;
	head->flags |= buf->fd_end;
	piece_end(buf, fd_at(buf, 0), fd, buf->fd_len, BTS_CAP_FD);
	return 0;
}

/* struct cmsghdr, of programs of 64 bits, and what of it carries descriptors. */
struct fd_control {
	__u64 len;
	__u32 level, type;
};

#define FD_SOL_SOCKET 1
#define FD_SCM_RIGHTS 1
#define FD_SCM_PIDFD  4

#define FD_WORDS    32
#define FD_CONTROLS 4 /* messages that are looked at */

/* Where the descriptors of control messages are: the first that have some; 0: none. */
static __always_inline __u64 fd_rights(__u64 addr, __u32 *mask)
{
	struct fd_control control;

	for (int i = 0; i < FD_CONTROLS; i++) {
		if (!addr || bts_copy_user(&control, sizeof(control), addr) ||
		    control.len < sizeof(control) || control.len > BTS_CAP_PIECE)
			return 0;
		if (control.level == FD_SOL_SOCKET &&
		    (control.type == FD_SCM_RIGHTS || control.type == FD_SCM_PIDFD)) {
			__u32 n = (control.len - sizeof(control)) / sizeof(__s32);

			*mask = n < FD_WORDS ? (1U << (n & (FD_WORDS - 1))) - 1 : ~0U;
			return addr + sizeof(control);
		}
		addr += (control.len + 7) & ~7ULL;
	}
	return 0;
}

/*
 * Of an operation about descriptors in memory. Which words they are is read anew for each: what
 * the verifier knew of it would be one more state each time.
 */
__noinline int systrace_op_fds_at(__u32 call, __u32 i)
{
	__u64 addr;

	CALL_OP(buf, op, call, i);
	addr = arg_of(buf, op->arg);
	if (!addr)
		return 0;
	addr += op->off + buf->shift;
	if (op->kind == BTS_CAP_RIGHTS || op->deref == BTS_CAP_DEREF_FD) {
		if (op_read_word(buf, addr, &addr))
			return -BTS_EFAULT;
		if (!addr)
			return 0;
		addr += op->count_off;
	}
	buf->fd_words = op->max ?: 1;
	if (op->kind == BTS_CAP_RIGHTS)
		addr = fd_rights(addr, &buf->fd_words);
	if (!addr)
		return 0;
	for (__u32 k = 0; k < FD_WORDS; k++) {
		__s32 fd;

		if (!(buf->fd_words >> k & 1))
			continue;
		if (bts_copy_user(&fd, sizeof(fd), addr + 4 * k))
			return -BTS_EFAULT;
		if (fd >= 0 || fd == FD_AT_FDCWD)
			systrace_fd(fd);
	}
	return 0;
}

__noinline int systrace_op_fd(__u32 call, __u32 i)
{
	__s32 fd = 0;

	CALL_OP(buf, op, call, i);
	if (op->arg == BTS_CAP_RESULT) {
		fd = buf->rec.result;
	} else if (op->count == BTS_CAP_BITS) {
		/* Repeated for each bit: its number is what addresses would be moved by. */
		__u64 bits = arg_of(buf, op->arg);
		__u8 byte = 0;

		if (!bits || bts_copy_user(&byte, 1, bits + (buf->shift >> 3)) ||
		    !(byte >> (buf->shift & 7) & 1))
			return 0;
		fd = buf->shift;
	} else {
		fd = arg_of(buf, op->arg);
	}
	if (fd < 0 && fd != FD_AT_FDCWD)
		return 0;
	return systrace_fd(fd);
}

#endif
