// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Descriptors with what they lead to, on made-up pieces. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "bts/decode.h"
#include "test.h"

static char image[16384];
static size_t image_len;

/* A piece of descriptor @fd, with @about unless it is plain, and names that end with an empty one. */
static void piece_put(int fd, int when, const struct bts_cap_fd *head,
		      const union bts_cap_about *about, const char *names, size_t len)
{
	struct bts_cap_piece piece = { .addr = (uint32_t)fd, .when = when, .kind = BTS_CAP_FD };
	char *at = image + image_len + sizeof(piece);

	if (head) {
		memcpy(at, head, sizeof(*head));
		piece.len = sizeof(*head);
		if (head->kind) {
			memcpy(at + piece.len, about, sizeof(*about));
			piece.len += sizeof(*about);
		}
		memcpy(at + piece.len, names, len);
		piece.len += len;
	}
	memcpy(image + image_len, &piece, sizeof(piece));
	image_len += sizeof(piece) + ((piece.len + 7) & ~7U);
}

#define NAMES(text) text, sizeof(text)

enum { FD, CWD, MADE };

static const char *shown(const struct bts_emit_ops *ops, uint32_t fds, int what, int fd)
{
	static char text[8192];
	struct bts_emit_style style = { .string_max = 32, .fds = fds };
	struct bts_call call = { .word = 8, .returned = true, .image = { image, image_len } };
	struct bts_emit emit;
	struct bts_out out;

	bts_out_init(&out, -1);
	bts_emit_init(&emit, ops, &out, &style);
	call.emit = &emit;
	if (what == CWD)
		bts_call_show_cwd(&call);
	else if (what == MADE)
		bts_call_show_fd_at(&call, BTS_AT_RETURN, fd);
	else
		bts_call_show_fd(&call, fd);
	snprintf(text, sizeof(text), "%.*s", (int)out.len, out.buf ?: "");
	bts_out_free(&out);
	return text;
}

/* With -y, with -yy, as JSON. */
#define Y(fd)  shown(&bts_emit_text, BTS_FDS_PATH, FD, fd)
#define YY(fd) shown(&bts_emit_text, BTS_FDS_ALL, FD, fd)
#define J(fd)  shown(&bts_emit_json, BTS_FDS_ALL, FD, fd)

static void one(struct bts_cap_fd head, const union bts_cap_about *about, const char *names,
		size_t len)
{
	image_len = 0;
	piece_put(3, BTS_CAP_ENTRY, &head, about, names, len);
}

TEST(paths)
{
	one((struct bts_cap_fd){ .mode = S_IFREG }, NULL, NAMES("passwd\0etc"));
	CHECK_STR(Y(3), "3</etc/passwd>");
	CHECK_STR(YY(3), "3</etc/passwd>");
	CHECK_STR(Y(4), "4");
	CHECK_STR(Y(-1), "-1");
	CHECK_STR(shown(&bts_emit_text, 0, FD, 3), "3");
	CHECK_STR(shown(&bts_emit_text, BTS_FDS_SOCKET, FD, 3), "3");
	CHECK_STR(J(3), "{\"fd\":3,\"path\":\"/etc/passwd\"}");
	CHECK_STR(J(4), "{\"fd\":4}");
	CHECK_STR(shown(&bts_emit_json, 0, FD, 3), "3");
	one((struct bts_cap_fd){ .mode = S_IFDIR }, NULL, "", 0);
	CHECK_STR(Y(3), "3</>");
	one((struct bts_cap_fd){ .flags = BTS_FD_DELETED }, NULL, NAMES("x\0tmp"));
	CHECK_STR(Y(3), "3</tmp/x>(deleted)");
	CHECK_STR(J(3), "{\"fd\":3,\"path\":\"/tmp/x\",\"deleted\":true}");
	one((struct bts_cap_fd){ .flags = BTS_FD_CUT }, NULL, NAMES("b\0a"));
	CHECK_STR(Y(3), "3<.../a/b>");
	one((struct bts_cap_fd){}, NULL, NAMES("o<d>1\n\"\\\303\251"));
	CHECK_STR(Y(3), "3</o\\74d\\0761\\n\\\"\\\\\\303\\251>");
}

TEST(without_a_place)
{
	static const struct {
		uint32_t magic;
		const char *name, *want;
	} lone[] = {
		{ 0x50495045, "", "3<pipe:[123]>" },
		{ 0x534f434b, "TCP", "3<socket:[123]>" },
		{ 0x09041934, "[eventfd]", "3<anon_inode:[eventfd]>" },
		{ 0x09041934, "inotify", "3<anon_inode:inotify>" },
		{ 0x50494446, "", "3<anon_inode:[pidfd]>" },
		{ 0x01021994, "memfd:my<mem", "3</memfd:my\\74mem>(deleted)" },
	};
	union bts_cap_about ns = { .ns = "mnt" };

	for (size_t i = 0; i < ARRAY_SIZE(lone); i++) {
		one((struct bts_cap_fd){ .magic = lone[i].magic, .ino = 123, .flags = BTS_FD_LONE },
		    NULL, lone[i].name, strlen(lone[i].name) + 1);
		CHECK_STR(Y(3), lone[i].want);
	}
	one((struct bts_cap_fd){ .magic = 0x6e736673,
				 .ino = 4026531832,
				 .flags = BTS_FD_LONE,
				 .kind = BTS_FD_NAMESPACE },
	    &ns, NAMES(""));
	CHECK_STR(Y(3), "3<mnt:[4026531832]>");
}

TEST(devices)
{
	union bts_cap_about tty = { .tty = 7 };

	one((struct bts_cap_fd){ .mode = S_IFCHR, .rdev = 1 << 20 | 3 }, NULL, NAMES("null\0dev"));
	CHECK_STR(Y(3), "3</dev/null>");
	CHECK_STR(YY(3), "3</dev/null<char 1:3>>");
	CHECK_STR(J(3), "{\"fd\":3,\"path\":\"/dev/null\",\"device\":\"char 1:3\"}");
	one((struct bts_cap_fd){ .mode = S_IFBLK, .rdev = 259 << 20 | 70000 }, NULL,
	    NAMES("disk\0dev"));
	CHECK_STR(YY(3), "3</dev/disk<block 259:70000>>");
	one((struct bts_cap_fd){ .mode = S_IFCHR, .rdev = 5 << 20 | 2, .kind = BTS_FD_TTY }, &tty,
	    NAMES("ptmx\0dev"));
	CHECK_STR(YY(3), "3</dev/ptmx<char 5:2 @/dev/pts/7>>");
}

#define SOCKET(kind_)                                                                \
	(struct bts_cap_fd)                                                          \
	{                                                                            \
		.magic = 0x534f434b, .ino = 5, .flags = BTS_FD_LONE, .kind = (kind_) \
	}

TEST(sockets)
{
	union bts_cap_about about = { .inet = { .family = AF_INET } };

	one(SOCKET(BTS_FD_INET), &about, NAMES("TCP"));
	CHECK_STR(Y(3), "3<socket:[5]>");
	CHECK_STR(YY(3), "3<TCP:[5]>");
	about.inet.local_port = 80;
	memcpy(about.inet.local, "\177\0\0\1", 4);
	one(SOCKET(BTS_FD_INET), &about, NAMES("TCP"));
	CHECK_STR(YY(3), "3<TCP:[127.0.0.1:80]>");
	about.inet.remote_port = htons(4242);
	memcpy(about.inet.remote, "\12\0\0\1", 4);
	one(SOCKET(BTS_FD_INET), &about, NAMES("UDP"));
	CHECK_STR(YY(3), "3<UDP:[127.0.0.1:80->10.0.0.1:4242]>");
	CHECK_STR(J(3), "{\"fd\":3,\"path\":\"socket:[5]\","
			"\"about\":\"UDP:[127.0.0.1:80->10.0.0.1:4242]\"}");
	one(SOCKET(BTS_FD_PLAIN), NULL, NAMES("PACKET"));
	CHECK_STR(YY(3), "3<socket:[5]>");
	about = (union bts_cap_about){ .inet = { .family = AF_INET6, .local_port = 1 } };
	about.inet.local[15] = 1;
	one(SOCKET(BTS_FD_INET), &about, NAMES("UDPv6"));
	CHECK_STR(YY(3), "3<UDPv6:[[::1]:1]>");
	about = (union bts_cap_about){ .netlink = { .port = 77, .protocol = 4 } };
	one(SOCKET(BTS_FD_NETLINK), &about, NAMES("NETLINK"));
	CHECK_STR(YY(3), "3<NETLINK:[SOCK_DIAG:77]>");
}

TEST(unix_sockets)
{
	union bts_cap_about about = { .local = { .peer = 9 } };

	one(SOCKET(BTS_FD_UNIX), &about, NAMES("UNIX-STREAM"));
	CHECK_STR(YY(3), "3<UNIX-STREAM:[5->9]>");
	about = (union bts_cap_about){ .local = { .len = 7, .name = "/a\"b/c" } };
	one(SOCKET(BTS_FD_UNIX), &about, NAMES("UNIX"));
	CHECK_STR(YY(3), "3<UNIX:[5,\"/a\\\"b/c\"]>");
	about = (union bts_cap_about){ .local = { .peer = 9, .len = 5, .name = "\0abst" } };
	one(SOCKET(BTS_FD_UNIX), &about, NAMES("UNIX"));
	CHECK_STR(YY(3), "3<UNIX:[5->9,@\"abst\"]>");
	/* A length that cannot be. */
	about.local.len = 4000;
	one(SOCKET(BTS_FD_UNIX), &about, NAMES("UNIX"));
	CHECK_STR(YY(3), "3<UNIX:[5->9]>");
}

TEST(numbers_behind)
{
	struct bts_cap_fd head = { .magic = 0x09041934, .flags = BTS_FD_LONE };
	union bts_cap_about about = { .event = { .count = 3, .id = 1, .flags = 1 } };

	head.kind = BTS_FD_EVENT;
	one(head, &about, NAMES("[eventfd]"));
	CHECK_STR(YY(3), "3<{eventfd-count=0x3, eventfd-id=1, eventfd-semaphore=1}>");
	about = (union bts_cap_about){ .signals = 1 << 9 | 1 << 16 };
	head.kind = BTS_FD_SIGNALS;
	one(head, &about, NAMES("[signalfd]"));
	CHECK_STR(YY(3), "3<signalfd:[USR1 CHLD]>");
	about = (union bts_cap_about){ .pid = 42 };
	head.kind = BTS_FD_PID;
	one(head, &about, NAMES("[pidfd]"));
	CHECK_STR(YY(3), "3<pid:42>");
	about.pid = 0;
	one(head, &about, NAMES("[pidfd]"));
	CHECK_STR(YY(3), "3<anon_inode:[pidfd]>");
}

/* What an argument leads to is of the entry, what was made of the return. */
TEST(moments)
{
	struct bts_cap_fd head = {};

	image_len = 0;
	piece_put(3, BTS_CAP_RETURN, &head, NULL, NAMES("new"));
	CHECK_STR(Y(3), "3</new>");
	piece_put(3, BTS_CAP_ENTRY, &head, NULL, NAMES("old"));
	CHECK_STR(Y(3), "3</old>");
	CHECK_STR(shown(&bts_emit_text, BTS_FDS_PATH, MADE, 3), "3</new>");
	/* One that was not open then. */
	piece_put(4, BTS_CAP_ENTRY, NULL, NULL, "", 0);
	piece_put(4, BTS_CAP_RETURN, &head, NULL, NAMES("new"));
	CHECK_STR(Y(4), "4");
}

TEST(working_directory)
{
	struct bts_cap_fd head = {};

	image_len = 0;
	CHECK_STR(shown(&bts_emit_text, BTS_FDS_PATH, CWD, 0), "AT_FDCWD");
	piece_put(AT_FDCWD, BTS_CAP_ENTRY, &head, NULL, NAMES("tmp"));
	CHECK_STR(shown(&bts_emit_text, BTS_FDS_PATH, CWD, 0), "AT_FDCWD</tmp>");
	CHECK_STR(shown(&bts_emit_text, BTS_FDS_SOCKET, CWD, 0), "AT_FDCWD");
	CHECK_STR(shown(&bts_emit_json, BTS_FDS_PATH, CWD, 0),
		  "{\"fd\":\"AT_FDCWD\",\"path\":\"/tmp\"}");
	CHECK_STR(Y(AT_FDCWD), "-100");
	image_len = 0;
	head.flags = BTS_FD_DELETED;
	piece_put(AT_FDCWD, BTS_CAP_ENTRY, &head, NULL, NAMES("x\0tmp"));
	CHECK_STR(shown(&bts_emit_text, BTS_FDS_PATH, CWD, 0), "AT_FDCWD</tmp/x (deleted)>");
}

/* A piece that ends too early, or whose last name has no end. */
TEST(torn)
{
	struct bts_cap_fd head = { .kind = BTS_FD_INET };
	union bts_cap_about about = {};

	one((struct bts_cap_fd){}, NULL, "abc", 3);
	CHECK_STR(Y(3), "3");
	image_len = 0;
	piece_put(3, BTS_CAP_ENTRY, &head, &about, "", 0);
	((struct bts_cap_piece *)image)->len = sizeof(head) + 8;
	CHECK_STR(YY(3), "3");
	((struct bts_cap_piece *)image)->len = 5;
	CHECK_STR(YY(3), "3");
	/* Names are no memory. */
	{
		struct bts_call call = { .word = 8, .image = { image, image_len } };
		char byte;

		CHECK(bts_call_read(&call, BTS_AT_ENTRY, 3, &byte, 1) == -EFAULT);
	}
}

/* Without -y nothing is looked for, and with it what the call has. */
TEST(operations)
{
	struct bts_emit_style style = { .string_max = 32 };
	struct bts_cap_call call;
	int row = bts_syscall_row(BTS_ABI_X86_64, bts_syscall_number(BTS_ABI_X86_64, "dup2"));
	int sets = bts_syscall_row(BTS_ABI_X86_64, bts_syscall_number(BTS_ABI_X86_64, "pselect6"));

	bts_call_capture(row, 8, &style, false, &call);
	CHECK(call.ops[0].kind == BTS_CAP_END && !(call.flags & BTS_CAP_RETURN));
	style.fds = BTS_FDS_PATH;
	bts_call_capture(row, 8, &style, false, &call);
	CHECK(call.ops[0].kind == BTS_CAP_FD && call.ops[0].arg == 0);
	CHECK(call.ops[1].kind == BTS_CAP_FD && call.ops[1].arg == 1);
	CHECK(call.ops[2].kind == BTS_CAP_FD && call.ops[2].arg == BTS_CAP_RESULT);
	CHECK(call.ops[3].kind == BTS_CAP_END);
	CHECK((call.flags & 3) == (BTS_CAP_ENTRY | BTS_CAP_RETURN));
	bts_call_capture(row, 8, &style, true, &call);
	CHECK(call.ops[0].kind == BTS_CAP_END);
	/* What i386 programs have elsewhere is looked for there in theirs alone. */
	row = bts_syscall_row(BTS_ABI_X86_64, bts_syscall_number(BTS_ABI_X86_64, "fanotify_mark"));
	for (unsigned int word = 4; word <= 8; word += 4) {
		int strings = 0, fds = 0, beyond = 0;

		bts_call_capture(row, word, &style, false, &call);
		for (int i = 0; i < BTS_CAP_OPS && call.ops[i].kind != BTS_CAP_END; i++) {
			strings += call.ops[i].kind == BTS_CAP_STR;
			fds += call.ops[i].kind == BTS_CAP_FD;
			beyond += call.ops[i].arg == 5;
			CHECK_INT(call.ops[i].when, BTS_CAP_ENTRY);
		}
		CHECK_INT(strings, word == 4 ? 2 : 1);
		CHECK_INT(fds, word == 4 ? 3 : 2);
		CHECK_INT(beyond, word == 4 ? 1 : 0);
	}
	/* A repetition has what it repeats, whatever there is room for. */
	bts_call_capture(sets, 8, &style, false, &call);
	for (int i = 0; i < BTS_CAP_OPS; i++) {
		if (call.ops[i].kind == BTS_CAP_REPEAT)
			CHECK(i + 1 < BTS_CAP_OPS && call.ops[i + 1].kind == BTS_CAP_FD);
	}
}

TEST_MAIN(RUN(paths), RUN(without_a_place), RUN(devices), RUN(sockets), RUN(unix_sockets),
	  RUN(numbers_behind), RUN(moments), RUN(working_directory), RUN(torn), RUN(operations))
