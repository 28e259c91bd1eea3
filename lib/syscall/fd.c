// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Descriptors: what they lead to. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include "syscall/calls.h"

/* What is captured of the descriptors that an argument holds, by how it is shown. */
#define FD_OP(when_, ...)                                                     \
	{                                                                     \
		.kind = BTS_CAP_FD, .when = (when_), .arg = SELF, __VA_ARGS__ \
	}

#define FD_RIGHTS(when_)                                                                      \
	{                                                                                     \
		.kind = BTS_CAP_RIGHTS, .when = (when_), .arg = SELF, .deref = BTS_CAP_DEREF, \
		.off = 32 /* struct msghdr's msg_control */                                   \
	}
/* Of arrays, whatever is shown of them. */
#define FD_EACH(when_, count_, by, bytes) OP_EACH(when_, count_, by, 1, bytes, 1024)
#define FD_EACH_MSG(when_, count_)	  FD_EACH(when_, count_, 2, 64)
/* A descriptor for one command of fcntl's alone, F_DUPFD_QUERY. */
#define FD_FCNTL                                       \
	{                                              \
		OP_IF(AT_IN, 1, 1, 1027), FD_OP(AT_IN) \
	}
#define FD_WORD(off) (1U << (off) / 4)

static const struct {
	void (*show)(struct bts_call *call, const struct bts_arg *arg, uint64_t value);
	struct bts_cap_op ops[2];
	size_t count;
} captured[] = {
	{ bts_show_fd, { FD_OP(AT_IN) }, 1 },
	{ bts_show_dirfd, { FD_OP(AT_IN) }, 1 },
	/* The second is where i386 programs have it. */
	{ bts_show_fanotify_dirfd,
	  { FD_OP(AT_IN), { .kind = BTS_CAP_FD, .when = AT_IN | AT_NARROW, .arg = 4 } },
	  2 },
	{ bts_show_uring_fd, { FD_OP(AT_IN) }, 1 },
	{ bts_show_fds_at, { FD_OP(AT_OUT, .deref = BTS_CAP_DEREF, .max = 3) }, 1 },
	/* srcfd of SECCOMP_IOCTL_NOTIF_ADDFD. */
	{ bts_show_ioctl_arg,
	  { OP_IF(AT_IN, 1, 1, 0x2103), FD_OP(AT_IN, .deref = BTS_CAP_DEREF, .off = 12) },
	  2 },
	{ bts_show_fcntl_arg, FD_FCNTL, 2 },
	{ bts_show_fcntl64_arg, FD_FCNTL, 2 },
	{ bts_show_msghdr_in, { FD_RIGHTS(AT_IN) }, 1 },
	{ bts_show_msghdr_out, { FD_RIGHTS(AT_OUT) }, 1 },
	{ bts_show_mmsghdr_in, { FD_EACH_MSG(AT_IN, BTS_CAP_ARG), FD_RIGHTS(AT_IN) }, 2 },
	{ bts_show_mmsghdr_out, { FD_EACH_MSG(AT_OUT, BTS_CAP_RET), FD_RIGHTS(AT_IN) }, 2 },
	/* pidfd's address in struct clone_args. */
	{ bts_show_clone3, { FD_OP(AT_OUT, .deref = BTS_CAP_DEREF_FD, .off = 8) }, 1 },
	{ bts_show_clone_parent_tid, { FD_OP(AT_OUT, .deref = BTS_CAP_DEREF) }, 1 },
	/* aio_fildes and aio_resfd of struct iocb. */
	{ bts_show_iocbs,
	  { FD_EACH(AT_IN, BTS_CAP_ARG, 1, 8),
	    FD_OP(AT_IN, .deref = BTS_CAP_DEREF_FD, .count_off = 20,
		  .max = FD_WORD(0) | FD_WORD(60 - 20)) },
	  2 },
	{ bts_show_iocb,
	  { FD_OP(AT_IN, .deref = BTS_CAP_DEREF, .off = 20, .max = FD_WORD(0) | FD_WORD(60 - 20)) },
	  1 },
	{ bts_show_pollfds,
	  { FD_EACH(AT_IN, BTS_CAP_ARG, 1, 8), FD_OP(AT_IN, .deref = BTS_CAP_DEREF) },
	  2 },
	{ bts_show_fd_set,
	  { FD_EACH(AT_IN, BTS_CAP_ARG, 0, 1), FD_OP(AT_IN, .count = BTS_CAP_BITS) },
	  2 },
};

/* Adds operations for an argument, all of them or none but those that are for another word. */
static size_t ops_add(struct bts_cap_call *call, unsigned int word, size_t n,
		      const struct bts_cap_op *ops, size_t count, size_t arg)
{
	if (n + count > BTS_CAP_OPS)
		return n;
	for (size_t i = 0; i < count; i++) {
		if (ops[i].when & AT_NARROW && word != 4)
			continue;
		call->ops[n] = ops[i];
		call->ops[n].when &= ~AT_NARROW;
		if (ops[i].arg == SELF)
			call->ops[n].arg = arg;
		n++;
	}
	return n;
}

size_t bts_call_capture_fds(size_t row, unsigned int word, struct bts_cap_call *call, size_t n)
{
	static const struct bts_cap_op result = {
		.kind = BTS_CAP_FD,
		.when = AT_OUT,
		.arg = BTS_CAP_RESULT,
	};
	const struct bts_arg *args;
	int nargs = bts_syscall_args(row, &args);

	for (int i = 0; i < nargs; i++) {
		for (size_t j = 0; j < ARRAY_SIZE(captured); j++) {
			if (captured[j].show == args[i].show)
				n = ops_add(call, word, n, captured[j].ops, captured[j].count, i);
		}
	}
	if (bts_syscall_makes_fd(row))
		n = ops_add(call, word, n, &result, 1, 0);
	return n;
}

/* A descriptor's piece, taken apart. */
struct found {
	struct bts_cap_fd head;
	union bts_cap_about about;
	const char *names;
	size_t len;
};

/* 0, or -ENOENT: nobody looked then; -EBADF: it was not open, or what is said of it is not whole. */
static int piece_parse(const char *bytes, size_t len, struct found *found)
{
	if (len < sizeof(found->head))
		return -EBADF;
	memcpy(&found->head, bytes, sizeof(found->head));
	bytes += sizeof(found->head);
	len -= sizeof(found->head);
	if (found->head.kind != BTS_FD_PLAIN) {
		if (len < sizeof(found->about))
			return -EBADF;
		memcpy(&found->about, bytes, sizeof(found->about));
		bytes += sizeof(found->about);
		len -= sizeof(found->about);
	}
	if (len && bytes[len - 1])
		return -EBADF;
	found->names = bytes;
	found->len = len;
	return 0;
}

static int fd_find(const struct bts_call *call, unsigned int when, int fd, struct found *found)
{
	struct bts_cap_piece piece;
	const char *bytes;

	for (size_t off = 0; (bytes = bts_image_next(&call->image, &off, &piece));) {
		if ((piece.when & when) && piece.kind == BTS_CAP_FD && piece.addr == (uint32_t)fd)
			return piece_parse(bytes, piece.len, found);
	}
	return -ENOENT;
}

/* Of include/uapi/linux/magic.h. */
#define MAGIC_SOCKFS	 0x534f434b
#define MAGIC_PIPEFS	 0x50495045
#define MAGIC_ANON_INODE 0x09041934
#define MAGIC_PIDFS	 0x50494446
#define MAGIC_NSFS	 0x6e736673

#define PATH_ROOM 4352

struct path {
	char text[PATH_ROOM];
	bool deleted;
};

/* What has no place in a tree of names: by what it is. */
static void lone_path(const struct found *found, struct path *path)
{
	const char *name = found->len ? found->names : "";
	unsigned long long ino = found->head.ino;

	switch (found->head.magic) {
	case MAGIC_SOCKFS:
		snprintf(path->text, PATH_ROOM, "socket:[%llu]", ino);
		break;
	case MAGIC_PIPEFS:
		snprintf(path->text, PATH_ROOM, "pipe:[%llu]", ino);
		break;
	case MAGIC_ANON_INODE:
		snprintf(path->text, PATH_ROOM, "anon_inode:%s", name);
		break;
	case MAGIC_PIDFS:
		snprintf(path->text, PATH_ROOM, "anon_inode:[pidfd]");
		break;
	case MAGIC_NSFS:
		snprintf(path->text, PATH_ROOM, "%.*s:[%llu]", (int)sizeof(found->about.ns),
			 found->head.kind == BTS_FD_NAMESPACE ? found->about.ns : "", ino);
		break;
	default:
		/* A file that never had a name in a directory. */
		snprintf(path->text, PATH_ROOM, "/%s", name);
		path->deleted = true;
	}
}

static void path_make(const struct found *found, struct path *path)
{
	size_t at = PATH_ROOM - 1, n;
	char *text = path->text;

	path->deleted = found->head.flags & BTS_FD_DELETED;
	if (found->head.flags & BTS_FD_LONE) {
		lone_path(found, path);
		return;
	}
	text[at] = '\0';
	for (size_t from = 0; from < found->len; from += n + 1) {
		n = strlen(found->names + from);
		if (n + 1 > at)
			break;
		at -= n;
		memcpy(text + at, found->names + from, n);
		text[--at] = '/';
	}
	if (!text[at])
		text[--at] = '/';
	if (found->head.flags & BTS_FD_CUT && at >= 3) {
		at -= 3;
		memcpy(text + at, "...", 3);
	}
	memmove(text, text + at, PATH_ROOM - at);
}

int bts_call_fd_path(const struct bts_call *call, enum bts_when when, int fd, char *to, size_t size)
{
	struct found found;
	struct path path;

	if (fd_find(call, when, fd, &found))
		return -ENOENT;
	path_make(&found, &path);
	snprintf(to, size, "%s", path.text);
	return 0;
}

/* What stands in the place of a path, or is nothing: written to an emitter of text. */
typedef void (*detail_fn)(struct bts_emit *e, const struct found *found);

static void inet_end(struct bts_out *out, const struct found *found, const void *addr,
		     uint16_t port)
{
	bool six = found->about.inet.family == AF_INET6;
	char text[INET6_ADDRSTRLEN] = "";

	inet_ntop(six ? AF_INET6 : AF_INET, addr, text, sizeof(text));
	if (six)
		bts_out_char(out, '[');
	bts_out_text(out, text);
	bts_out_text(out, six ? "]:" : ":");
	bts_out_u64(out, port);
}

static void inet_write(struct bts_emit *e, const struct found *found)
{
	static const uint8_t none[16];
	bool connected = found->about.inet.remote_port ||
			 memcmp(found->about.inet.remote, none, sizeof(none));

	inet_end(e->out, found, found->about.inet.local, found->about.inet.local_port);
	if (connected) {
		bts_out_text(e->out, "->");
		inet_end(e->out, found, found->about.inet.remote,
			 ntohs(found->about.inet.remote_port));
	}
}

/* A name that begins with a NUL is in no file system. */
static void unix_write(struct bts_emit *e, const struct found *found)
{
	size_t len = found->about.local.len;
	const char *name = (const char *)found->about.local.name;

	bts_out_u64(e->out, found->head.ino);
	if (found->about.local.peer) {
		bts_out_text(e->out, "->");
		bts_out_u64(e->out, found->about.local.peer);
	}
	if (!len || len > sizeof(found->about.local.name))
		return;
	bts_out_char(e->out, ',');
	if (!*name) {
		bts_out_char(e->out, '@');
		name++;
		len--;
	}
	e->keyed = true;
	bts_emit_string(e, name, len, BTS_STRING_NUL);
}

static void netlink_write(struct bts_emit *e, const struct found *found)
{
	static const char *const names[] = {
		"ROUTE",	  "UNUSED",    "USERSOCK",  "FIREWALL",	     "SOCK_DIAG",
		"NFLOG",	  "XFRM",      "SELINUX",   "ISCSI",	     "AUDIT",
		"FIB_LOOKUP",	  "CONNECTOR", "NETFILTER", "IP6_FW",	     "DNRTMSG",
		"KOBJECT_UEVENT", "GENERIC",   NULL,	    "SCSITRANSPORT", "ECRYPTFS",
		"RDMA",		  "CRYPTO",    "SMC",
	};
	uint32_t protocol = found->about.netlink.protocol;

	if (protocol < ARRAY_SIZE(names) && names[protocol]) {
		bts_out_text(e->out, names[protocol]);
		bts_out_char(e->out, ':');
		bts_out_u64(e->out, found->about.netlink.port);
	} else {
		bts_out_u64(e->out, protocol);
	}
}

static bool is_bound(const struct found *found)
{
	switch (found->head.kind) {
	case BTS_FD_INET:
		return found->about.inet.local_port;
	case BTS_FD_NETLINK:
		return found->about.netlink.port;
	}
	return true;
}

/* The kernel's names of protocols that are shown with their ends. */
static bool is_shown(const char *protocol)
{
	static const char *const names[] = {
		"UNIX",	   "UNIX-STREAM", "TCP",    "UDP",   "UDPLITE", "DCCP",	     "SCTP",
		"L2TP/IP", "PING",	  "RAW",    "TCPv6", "UDPv6",	"UDPLITEv6", "DCCPv6",
		"SCTPv6",  "L2TP/IPv6",	  "PINGv6", "RAWv6", "NETLINK",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], protocol))
			return true;
	}
	return false;
}

/* A socket's file has the name of its protocol. */
static void socket_write(struct bts_emit *e, const struct found *found)
{
	static const detail_fn ends[] = {
		[BTS_FD_INET] = inet_write,
		[BTS_FD_UNIX] = unix_write,
		[BTS_FD_NETLINK] = netlink_write,
	};

	bts_out_text(e->out, found->names);
	bts_out_text(e->out, ":[");
	if (found->head.kind < ARRAY_SIZE(ends) && ends[found->head.kind] && is_bound(found))
		ends[found->head.kind](e, found);
	else
		bts_out_u64(e->out, found->head.ino);
	bts_out_char(e->out, ']');
}

static void pid_write(struct bts_emit *e, const struct found *found)
{
	bts_out_text(e->out, "pid:");
	bts_out_u64(e->out, found->about.pid);
}

static void event_write(struct bts_emit *e, const struct found *found)
{
	bts_out_text(e->out, "{eventfd-count=");
	e->keyed = true;
	bts_emit_hex(e, found->about.event.count);
	bts_out_text(e->out, ", eventfd-id=");
	bts_out_u64(e->out, found->about.event.id);
	bts_out_text(e->out, ", eventfd-semaphore=");
	bts_out_u64(e->out, found->about.event.flags & EFD_SEMAPHORE);
	bts_out_char(e->out, '}');
}

static void signals_write(struct bts_emit *e, const struct found *found)
{
	bts_out_text(e->out, "signalfd:");
	e->keyed = true;
	bts_emit_sigset(e, &found->about.signals, sizeof(found->about.signals));
}

/* What is shown instead of the path; NULL: nothing is. */
static detail_fn detail_of(const struct found *found, uint32_t fds)
{
	bool lone = found->head.flags & BTS_FD_LONE;

	if (found->head.magic == MAGIC_SOCKFS && lone && fds & BTS_FDS_SOCKET && found->len &&
	    is_shown(found->names))
		return socket_write;
	if (found->head.kind == BTS_FD_PID && fds & BTS_FDS_PIDFD && found->about.pid)
		return pid_write;
	if (found->head.kind == BTS_FD_EVENT && fds & BTS_FDS_EVENTFD)
		return event_write;
	if (found->head.kind == BTS_FD_SIGNALS && fds & BTS_FDS_SIGNALFD)
		return signals_write;
	return NULL;
}

/* Does it stand for a device? Of one whose name is no more strace does not know. */
static bool is_device(const struct found *found)
{
	return (S_ISCHR(found->head.mode) || S_ISBLK(found->head.mode)) &&
	       !(found->head.flags & (BTS_FD_LONE | BTS_FD_DELETED));
}

static void device_write(struct bts_out *out, const struct found *found)
{
	bts_out_text(out, S_ISBLK(found->head.mode) ? "block " : "char ");
	bts_out_u64(out, found->head.rdev >> 20);
	bts_out_char(out, ':');
	bts_out_u64(out, found->head.rdev & 0xfffff);
	if (found->head.kind == BTS_FD_TTY) {
		bts_out_text(out, " @/dev/pts/");
		bts_out_u64(out, found->about.tty);
	}
}

static void path_write(struct bts_emit *e, const char *path)
{
	e->keyed = true;
	bts_emit_string(e, path, strlen(path), BTS_STRING_BARE | BTS_STRING_ANGLES);
}

/* Behind the number, as text. */
static void text_show(struct bts_emit *e, const struct found *found, uint32_t fds)
{
	detail_fn detail = detail_of(found, fds);
	bool device = fds & BTS_FDS_DEV && is_device(found);
	struct path path;

	if (!detail && !device && !(fds & BTS_FDS_PATH))
		return;
	bts_out_char(e->out, '<');
	if (detail) {
		detail(e, found);
		bts_out_char(e->out, '>');
		return;
	}
	path_make(found, &path);
	path_write(e, path.text);
	if (device) {
		bts_out_char(e->out, '<');
		device_write(e->out, found);
		bts_out_char(e->out, '>');
	}
	bts_out_char(e->out, '>');
	if (path.deleted)
		bts_out_text(e->out, "(deleted)");
}

/* The members of its struct, as JSON. */
static void json_show(struct bts_call *call, const struct found *found, uint32_t fds)
{
	detail_fn detail = detail_of(found, fds);
	struct bts_aside aside;
	struct path path;

	if (fds & BTS_FDS_PATH) {
		path_make(found, &path);
		bts_emit_key(call->emit, "path");
		bts_emit_string(call->emit, path.text, strlen(path.text), 0);
		if (path.deleted) {
			bts_emit_key(call->emit, "deleted");
			call->emit->keyed = false;
			bts_out_text(call->emit->out, "true");
		}
	}
	if (!detail && !(fds & BTS_FDS_DEV && is_device(found)))
		return;
	bts_emit_key(call->emit, detail ? "about" : "device");
	bts_aside_begin(&aside, call);
	if (detail)
		detail(call->emit, found);
	else
		device_write(&aside.out, found);
	bts_aside_end(&aside, call);
}

static void number_show(struct bts_emit *e, int fd, bool cwd)
{
	if (cwd)
		e->ops->named(e, (int64_t)AT_FDCWD, "AT_FDCWD", BTS_DEC);
	else
		bts_emit_int(e, fd);
}

static void fd_show(struct bts_call *call, const struct found *found, int fd, bool cwd)
{
	struct bts_emit *e = call->emit;
	uint32_t fds = e->style.fds;

	if (e->ops == &bts_emit_text) {
		number_show(e, fd, cwd);
		if (found)
			text_show(e, found, fds);
		return;
	}
	if (!fds) {
		number_show(e, fd, cwd);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "fd");
	number_show(e, fd, cwd);
	if (found)
		json_show(call, found, fds);
	bts_emit_struct_end(e);
}

void bts_call_show_fd_at(struct bts_call *call, enum bts_when when, int fd)
{
	struct found found;
	bool known = call->emit->style.fds && fd >= 0 && !fd_find(call, when, fd, &found);

	fd_show(call, known ? &found : NULL, fd, false);
}

void bts_call_show_fd(struct bts_call *call, int fd)
{
	struct found found;
	int err = -ENOENT;

	if (call->emit->style.fds && fd >= 0) {
		err = fd_find(call, BTS_AT_ENTRY, fd, &found);
		if (err == -ENOENT)
			err = fd_find(call, BTS_AT_RETURN, fd, &found);
	}
	fd_show(call, err ? NULL : &found, fd, false);
}

void bts_call_show_cwd(struct bts_call *call)
{
	uint32_t fds = call->emit->style.fds;
	struct found found;
	struct path path;

	if (!(fds & BTS_FDS_PATH) || fd_find(call, BTS_AT_ENTRY, AT_FDCWD, &found)) {
		fd_show(call, NULL, AT_FDCWD, true);
		return;
	}
	if (call->emit->ops != &bts_emit_text) {
		fd_show(call, &found, AT_FDCWD, true);
		return;
	}
	path_make(&found, &path);
	number_show(call->emit, AT_FDCWD, true);
	bts_out_char(call->emit->out, '<');
	if (path.deleted && strlen(path.text) + sizeof(" (deleted)") <= sizeof(path.text))
		strcat(path.text, " (deleted)");
	path_write(call->emit, path.text);
	bts_out_char(call->emit->out, '>');
}
