// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Sockets, on the loopback alone.
 */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#include "cases.h"

/* Below the ports that the kernel gives out by itself. */
#define PORT 20977

static void *length_of(int length)
{
	return edge(&length, sizeof(length));
}

static struct sockaddr_in inet_at(uint32_t address, uint16_t port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
				     .sin_port = htons(port),
				     .sin_addr.s_addr = htonl(address) };
}

static void socket_types(void)
{
	static const struct {
		int family, type, protocol;
	} t[] = {
		{ AF_UNIX, SOCK_STREAM, 0 },
		{ AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 1 },
		{ AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 77 },
		{ AF_INET, SOCK_STREAM, IPPROTO_TCP },
		{ AF_INET, SOCK_DGRAM, IPPROTO_UDP },
		{ AF_INET, SOCK_STREAM, IPPROTO_UDP },
		{ AF_INET, SOCK_RAW, 999 },
		{ AF_INET, SOCK_DGRAM, IPPROTO_ICMP },
		{ AF_INET6, SOCK_STREAM, IPPROTO_SCTP },
		{ AF_INET6, SOCK_DGRAM, 58 },
		{ AF_NETLINK, SOCK_RAW, NETLINK_ROUTE },
		{ AF_NETLINK, SOCK_DGRAM, NETLINK_KOBJECT_UEVENT },
		{ AF_NETLINK, SOCK_RAW, 77 },
		{ AF_PACKET, 77, 0x0300 },
		{ AF_PACKET, 78, 0x12345678 },
		{ AF_BLUETOOTH, 99, 3 },
		{ AF_UNSPEC, 0, 0 },
		{ 99, 99, 99 },
		{ -1, -1, -1 },
		{ AF_UNIX, 0x7ff00001, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(t); i++)
		T(socket, t[i].family, t[i].type, t[i].protocol);
	T(socket, RUBBISH(AF_INET), RUBBISH(SOCK_STREAM), RUBBISH(IPPROTO_IP));
}

static void socketpair_calls(void)
{
	int p[2] = { 0, 0 }, size = 110;

	T(socketpair, AF_UNIX, SOCK_STREAM, 0, p);
	T(write, p[0], "to the other", 12);
	T(read, p[1], room(20), 20);
	T(getsockname, p[0], room(110), edge(&size, 4));
	T(socketpair, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, room(8));
	T(socketpair, AF_INET, SOCK_STREAM, IPPROTO_TCP, room(8));
	T(socketpair, AF_UNIX, SOCK_STREAM, 0, NULL);
	T(socketpair, AF_UNIX, SOCK_STREAM, 0, room(4));
	T(socketpair, -1, -1, -1, LOW);
}

static void unix_addresses(void)
{
	static const struct {
		struct sockaddr_un address;
		int length;
	} a[] = {
		{ { AF_UNIX, "socket" }, 9 },
		{ { AF_UNIX, "socket" }, 110 },
		{ { AF_UNIX, "none/socket" }, 13 },
		{ { AF_UNIX, "\0systrace-cases" }, 17 },
		{ { AF_UNIX, "\0systrace\0cases\377\n" }, 19 },
		{ { AF_UNIX, "\0systrace cases" }, 110 },
		{ { AF_UNIX, "" }, 2 },
		{ { AF_UNIX, "" }, 3 },
		{ { AF_UNIX, "a\"\n\001b" }, 7 },
		{ { AF_UNIX, "unended" }, 5 },
		{ { AF_UNIX, "x" }, 1 },
		{ { AF_UNIX, "x" }, 0 },
		{ { AF_UNIX, "x" }, 111 },
		{ { AF_UNIX, "x" }, -1 },
	};
	struct sockaddr_un full = { .sun_family = AF_UNIX };

	for (size_t i = 0; i < ARRAY_SIZE(a); i++) {
		int fd = T(socket, AF_UNIX, SOCK_STREAM, 0), *length = length_of(110);

		T(bind, fd, edge(&a[i].address, sizeof(a[i].address)), a[i].length);
		T(getsockname, fd, room(110), length);
		T(close, fd);
	}
	memset(full.sun_path, 'p', sizeof(full.sun_path));
	T(connect, -1, EDGE(full), 110);
	T(connect, -1, EDGE(full), 200);
	T(connect, -1, NULL, 110);
	T(connect, -1, LOW, 110);
}

static void inet_addresses(void)
{
	struct sockaddr_in four = inet_at(0x7f000001, PORT);
	struct sockaddr_in6 six = { .sin6_family = AF_INET6,
				    .sin6_port = htons(PORT),
				    .sin6_flowinfo = htonl(0x12345),
				    .sin6_scope_id = 1 };

	T(bind, -1, EDGE(four), 16);
	T(bind, -1, EDGE(four), 15);
	T(bind, -1, EDGE(four), 8);
	T(bind, -1, EDGE(four), 2);
	T(bind, -1, EDGE(four), 20);
	four.sin_addr.s_addr = -1;
	T(bind, -1, EDGE(four), 16);
	six.sin6_addr.s6_addr[15] = 1;
	T(bind, -1, EDGE(six), 28);
	T(bind, -1, EDGE(six), 24);
	T(bind, -1, EDGE(six), 20);
	six.sin6_addr.s6_addr[0] = 0xfe;
	six.sin6_addr.s6_addr[1] = 0x80;
	T(bind, -1, EDGE(six), 28);
	six.sin6_scope_id = 77;
	T(bind, -1, EDGE(six), 28);
	memset(&six.sin6_addr, 0, 16);
	six.sin6_addr.s6_addr[10] = six.sin6_addr.s6_addr[11] = 0xff;
	six.sin6_addr.s6_addr[12] = 127;
	T(bind, -1, EDGE(six), 28);
}

static void other_addresses(void)
{
	struct sockaddr_nl nl = { .nl_family = AF_NETLINK,
				  .nl_pid = 0x7ffffff0,
				  .nl_groups = 0x11 };
	struct sockaddr_ll ll = { .sll_family = AF_PACKET,
				  .sll_protocol = htons(3),
				  .sll_ifindex = 1,
				  .sll_hatype = 1,
				  .sll_pkttype = PACKET_OUTGOING,
				  .sll_halen = 6,
				  .sll_addr = { 1, 2, 3, 4, 5, 6 } };
	unsigned char raw[128];

	memset(raw, 0x41, sizeof(raw));
	T(connect, -1, EDGE(nl), 12);
	T(connect, -1, EDGE(nl), 8);
	T(connect, -1, EDGE(ll), 20);
	ll.sll_halen = 77;
	ll.sll_pkttype = 99;
	ll.sll_protocol = htons(0x9999);
	T(connect, -1, EDGE(ll), 20);
	for (int family = 0; family < 48; family++) {
		raw[0] = family;
		raw[1] = 0;
		T(connect, -1, edge(raw, 32), 32);
	}
	raw[1] = 0xff;
	T(connect, -1, edge(raw, 32), 32);
	T(connect, -1, edge(raw, 128), 128);
	T(connect, -1, edge(raw, 3), 3);
}

static void family_lengths(void)
{
	static const int families[] = { AF_IPX,	 AF_X25, AF_AX25, AF_BLUETOOTH, AF_ALG, AF_VSOCK,
					AF_TIPC, AF_CAN, AF_NFC,  44,		42 };
	unsigned char raw[128];

	memset(raw, 0, sizeof(raw));
	for (size_t i = 0; i < ARRAY_SIZE(families); i++) {
		raw[0] = families[i];
		for (int n = 2; n < 40; n += 6)
			T(connect, -1, edge(raw, sizeof(raw)), n);
		room_reset();
	}
}

static void unix_stream(void)
{
	struct sockaddr_un a = { AF_UNIX, "socket" };
	int s = T(socket, AF_UNIX, SOCK_STREAM, 0), c = T(socket, AF_UNIX, SOCK_STREAM, 0), n;

	T(bind, s, EDGE(a), 9);
	T(listen, s, 5);
	T(connect, c, EDGE(a), 9);
	n = T(accept, s, room(110), length_of(110));
	T(getpeername, c, room(110), length_of(110));
	T(getsockname, n, room(110), length_of(110));
	T(sendto, c, "hello", 5, MSG_NOSIGNAL, NULL, 0);
	T(recvfrom, n, room(10), 10, 0, NULL, NULL);
	T(recvfrom, n, room(10), 10, MSG_DONTWAIT | MSG_PEEK, room(110), length_of(110));
	T(shutdown, c, SHUT_WR);
	T(recvfrom, n, room(10), 10, 0, room(110), length_of(110));
	T(shutdown, n, SHUT_RDWR);
	T(shutdown, -1, 77);
	T(sendto, c, "x", 1, MSG_NOSIGNAL | MSG_MORE, NULL, 0);
	T(accept4, s, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC | 1);
	T(fcntl, s, F_SETFL, O_NONBLOCK);
	T(accept4, s, NULL, NULL, SOCK_CLOEXEC);
}

static void inet_stream(int family)
{
	struct sockaddr_in four = inet_at(0x7f000001, PORT);
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(PORT) };
	int one = 1, size = family == AF_INET ? 16 : 28;
	int s = T(socket, family, SOCK_STREAM | SOCK_CLOEXEC, 0), c, n;
	struct linger reset = { 1, 0 };
	void *a = family == AF_INET ? (void *)&four : (void *)&six;

	six.sin6_addr.s6_addr[15] = 1;
	T(setsockopt, s, SOL_SOCKET, SO_REUSEADDR, EDGE(one), 4);
	T(bind, s, a, size);
	T(listen, s, 1);
	T(getsockname, s, room(size), length_of(size));
	c = T(socket, family, SOCK_STREAM, IPPROTO_TCP);
	T(setsockopt, c, SOL_SOCKET, SO_REUSEADDR, EDGE(one), 4);
	four.sin_port = six.sin6_port = htons(PORT + 1);
	T(bind, c, a, size);
	four.sin_port = six.sin6_port = htons(PORT);
	T(connect, c, a, size);
	n = T(accept4, s, room(size), length_of(size), SOCK_CLOEXEC);
	T(getpeername, n, room(size), length_of(10));
	T(write, c, "data", 4);
	T(read, n, room(4), 4);
	T(sendto, n, "oob", 3, MSG_OOB, NULL, 0);
	T(connect, c, a, size);
	/* The reset leaves nothing that waits for a minute. */
	T(setsockopt, n, SOL_SOCKET, SO_LINGER, EDGE(reset), 8);
	T(close, n);
	T(close, c);
	T(close, s);
}

static void inet4_stream(void)
{
	inet_stream(AF_INET);
}

static void inet6_stream(void)
{
	inet_stream(AF_INET6);
}

static void udp_calls(void)
{
	struct sockaddr_in a = inet_at(0x7f000001, PORT + 2), b = inet_at(0x7f000001, PORT + 3);
	int s = T(socket, AF_INET, SOCK_DGRAM, 0), c = T(socket, AF_INET, SOCK_DGRAM, 0);

	T(bind, s, EDGE(a), 16);
	T(bind, c, EDGE(b), 16);
	T(sendto, c, "datagram\0\377", 10, 0, EDGE(a), 16);
	T(recvfrom, s, room(64), 64, 0, room(16), length_of(16));
	T(sendto, c, "datagram", 8, MSG_CONFIRM | MSG_DONTROUTE, EDGE(a), 16);
	T(recvfrom, s, room(4), 4, MSG_TRUNC, room(16), length_of(4));
	T(sendto, c, edge_long(100), 100, 0, EDGE(a), 16);
	T(recvfrom, s, LOW, 100, 0, room(16), length_of(16));
	T(connect, c, EDGE(a), 16);
	T(sendto, c, "", 0, 0, NULL, 0);
	T(recvfrom, s, room(4), 4, MSG_DONTWAIT, NULL, NULL);
	T(recvfrom, s, room(4), 4, MSG_DONTWAIT | MSG_ERRQUEUE, room(16), length_of(16));
	T(recvfrom, s, room(4), 4, MSG_DONTWAIT, room(16), LOW);
	T(getpeername, s, room(16), length_of(16));
}

static void send_bad(void)
{
	T(sendto, -1, NULL, 5, 0, NULL, 0);
	T(sendto, -1, LOW, -1, -1, LOW, -1);
	T(sendto, -1, edge("abc", 3), 4, 0x10000000, NULL, 16);
	T(sendto, -1, "abc", 3, 0x7fffffff, HOLE, 0);
	T(recvfrom, -1, NULL, -1, -1, NULL, LOW);
	T(recvfrom, -1, room(4), 4, MSG_WAITALL | MSG_CMSG_CLOEXEC, room(16), length_of(-1));
	T(bind, -1, NULL, 0);
	T(listen, -1, -1);
	T(accept, -1, LOW, LOW);
	T(accept4, -1, NULL, NULL, -1);
	T(getsockname, -1, NULL, NULL);
	T(getsockname, 0, room(16), length_of(16));
	T(getpeername, 0, LOW, LOW);
	T(shutdown, 0, -1);
	T(connect, 0, room(16), 16);
}

struct message {
	void *name;
	int name_length, pad;
	void *iov;
	size_t iov_length;
	void *control;
	size_t control_length;
	int flags, pad2;
};

struct vector {
	const void *base;
	size_t length;
};

static void rights(void)
{
	int p[2] = { 0, 0 };
	struct {
		size_t length;
		int level, type;
		int fd[2];
	} control = { 24, SOL_SOCKET, SCM_RIGHTS, { 0, 1 } };
	struct vector v = { "with rights", 11 };
	struct message m = {
		.iov = EDGE(v), .iov_length = 1, .control = EDGE(control), .control_length = 24
	};
	struct vector r = { room(20), 20 };
	struct message in = {
		.iov = EDGE(r), .iov_length = 1, .control = room(40), .control_length = 40
	};

	T(socketpair, AF_UNIX, SOCK_DGRAM, 0, p);
	T(sendmsg, p[0], EDGE(m), 0);
	T(recvmsg, p[1], EDGE(in), MSG_CMSG_CLOEXEC);
	T(sendmsg, p[0], EDGE(m), MSG_DONTWAIT);
	in.control_length = 20;
	T(recvmsg, p[1], EDGE(in), 0);
	T(sendmsg, p[0], EDGE(m), MSG_DONTWAIT);
	in.control_length = 0;
	T(recvmsg, p[1], EDGE(in), 0);
	T(recvmsg, p[1], EDGE(in), MSG_DONTWAIT);
}

/* Several messages at once, and credentials in front of descriptors. */
static void rights_many(void)
{
	int p[2] = { 0, 0 }, one = 1;
	struct {
		size_t length;
		int level, type, fd[2];
	} control = { 24, SOL_SOCKET, SCM_RIGHTS, { 0, 1 } };
	struct vector v = { "x", 1 }, r = { room(4), 4 };
	struct {
		struct message m;
		unsigned int length, pad;
	} out[2] = { { { .iov = EDGE(v), .iov_length = 1 }, 0, 0 },
		     { { .iov = EDGE(v),
			 .iov_length = 1,
			 .control = EDGE(control),
			 .control_length = 24 },
		       0,
		       0 } },
	  in[2] = {
		  { { .iov = EDGE(r), .iov_length = 1, .control = room(100), .control_length = 100 },
		    0,
		    0 },
		  { { .iov = EDGE(r), .iov_length = 1, .control = room(100), .control_length = 100 },
		    0,
		    0 }
	  };

	T(socketpair, AF_UNIX, SOCK_DGRAM, 0, p);
	T(sendmmsg, p[0], EDGE(out), 2, 0);
	T(recvmmsg, p[1], EDGE(in), 2, 0, NULL);
	T(setsockopt, p[1], SOL_SOCKET, SO_PASSCRED, EDGE(one), 4);
	T(sendmmsg, p[0], EDGE(out), 2, 0);
	T(recvmmsg, p[1], EDGE(in), 2, MSG_CMSG_CLOEXEC, NULL);
}

static void credentials(void)
{
	int p[2] = { 0, 0 }, one = 1;
	struct vector v = { "x", 1 }, r = { room(4), 4 };
	struct message m = { .iov = EDGE(v), .iov_length = 1 };
	struct message in = {
		.iov = EDGE(r), .iov_length = 1, .control = room(200), .control_length = 200
	};
	struct {
		size_t length;
		int level, type, pid, uid, gid, pad;
	} c = { 28, SOL_SOCKET, SCM_CREDENTIALS, 0, 0, 0, 0 };

	T(socketpair, AF_UNIX, SOCK_DGRAM, 0, p);
	T(setsockopt, p[1], SOL_SOCKET, SO_PASSCRED, EDGE(one), 4);
	T(sendmsg, p[0], EDGE(m), 0);
	T(recvmsg, p[1], EDGE(in), 0);
	c.pid = T(getpid);
	m.control = EDGE(c);
	m.control_length = 32;
	T(sendmsg, p[0], EDGE(m), 0);
	T(recvmsg, p[1], EDGE(in), 0);
}

static void control_forms(void)
{
	static const struct {
		int level, type;
	} forms[] = {
		{ SOL_SOCKET, 77 },
		{ SOL_SOCKET, SCM_TIMESTAMP },
		{ SOL_SOCKET, 35 },
		{ SOL_SOCKET, SCM_RIGHTS },
		{ SOL_IP, IP_PKTINFO },
		{ SOL_IP, IP_TTL },
		{ SOL_IP, IP_TOS },
		{ SOL_IP, IP_RECVERR },
		{ SOL_IP, IP_RECVOPTS },
		{ SOL_IP, IP_ORIGDSTADDR },
		{ SOL_IP, 77 },
		{ SOL_IPV6, IPV6_PKTINFO },
		{ SOL_TCP, 1 },
		{ 17, 103 },
		{ 999, 1 },
		{ SOL_SOCKET, SCM_CREDENTIALS },
		{ SOL_SOCKET, 4 },
	};
	struct vector v = { "x", 1 };

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct {
			size_t length;
			int level, type;
			unsigned char data[48];
		} c = { 48, forms[i].level, forms[i].type, "0123456789abcdef0123456789abcdef" };
		struct message m = {
			.iov = EDGE(v), .iov_length = 1, .control = EDGE(c), .control_length = 48
		};

		T(sendmsg, -1, EDGE(m), 0);
		c.length = 20;
		m.control = EDGE(c);
		T(sendmsg, -1, EDGE(m), 0);
		room_reset();
	}
}

static void control_broken(void)
{
	struct {
		size_t length;
		int level, type;
		int data[2];
	} c[3] = { { 24, SOL_SOCKET, SCM_RIGHTS, { 0, 1 } },
		   { 20, SOL_IP, IP_TTL, { 64, 0 } },
		   { 16, SOL_SOCKET, SCM_RIGHTS, { 0, 0 } } };
	struct message m = { .control = EDGE(c), .control_length = sizeof(c) };

	T(sendmsg, -1, EDGE(m), 0);
	m.control_length = sizeof(c) - 5;
	T(sendmsg, -1, EDGE(m), 0);
	m.control_length = 15;
	T(sendmsg, -1, EDGE(m), 0);
	m.control_length = sizeof(c) + 24;
	T(sendmsg, -1, EDGE(m), 0);
	c[1].length = 5;
	m.control = EDGE(c);
	m.control_length = sizeof(c);
	T(sendmsg, -1, EDGE(m), 0);
	/* With one of nearly all ones strace prints without end. */
	c[1].length = 1000;
	m.control = EDGE(c);
	T(sendmsg, -1, EDGE(m), 0);
	m.control = LOW;
	T(sendmsg, -1, EDGE(m), 0);
	m.control = EDGE(c);
	m.control_length = -1;
	T(sendmsg, -1, EDGE(m), 0);
}

static void msg_bad(void)
{
	struct vector v[3] = { { "abc\0", 4 }, { LOW, 5 }, { "x", 1 } };
	struct sockaddr_in a = inet_at(0x7f000001, 80);
	struct message m = { EDGE(a), 16, -1, EDGE(v), 3, NULL, 0, -1, -1 };

	T(sendmsg, -1, EDGE(m), 0);
	T(sendmsg, -1, NULL, -1);
	T(sendmsg, -1, LOW, MSG_OOB | MSG_EOR | MSG_FASTOPEN | MSG_ZEROCOPY);
	T(sendmsg, -1, (char *)EDGE(m) + 8, 0);
	T(recvmsg, -1, EDGE(m), -1);
	T(recvmsg, -1, NULL, 0);
	m.iov_length = -1;
	m.name_length = -1;
	T(sendmsg, -1, EDGE(m), 0);
	m.iov = NULL;
	m.name = LOW;
	T(sendmsg, -1, EDGE(m), 0);
	T(recvmsg, -1, EDGE(m), MSG_WAITFORONE);
}

struct many {
	struct message m;
	unsigned int length, pad;
};

static void mmsg_calls(void)
{
	int p[2] = { 0, 0 };
	struct vector out[2] = { { "first", 5 }, { "second", 6 } };
	struct vector in[2] = { { room(16), 16 }, { room(4), 4 } };
	struct many s[2] = { { { .iov = &out[0], .iov_length = 1 }, 0, 0 },
			     { { .iov = &out[1], .iov_length = 1 }, 0, 0 } };
	struct many r[2] = {
		{ { .iov = &in[0], .iov_length = 1, .name = room(110), .name_length = 110 }, 0, 0 },
		{ { .iov = &in[1], .iov_length = 1 }, 7, 0 }
	};
	struct timespec t = { 1, 0 }, bad = { -1, -1 };

	T(socketpair, AF_UNIX, SOCK_DGRAM, 0, p);
	T(sendmmsg, p[0], EDGE(s), 2, MSG_DONTWAIT);
	T(recvmmsg, p[1], EDGE(r), 2, MSG_DONTWAIT, NULL);
	T(recvmmsg, p[1], EDGE(r), 2, MSG_DONTWAIT, NULL);
	T(sendmmsg, p[0], EDGE(s), 3, 0);
	T(recvmmsg, p[1], EDGE(r), 2, MSG_WAITFORONE, NULL);
	T(sendmmsg, p[0], EDGE(s), 0, 0);
	T(sendmmsg, -1, EDGE(s), -1, -1);
	T(sendmmsg, -1, NULL, 2, 0);
	T(recvmmsg, -1, EDGE(r), 2, 0, EDGE(t));
	T(recvmmsg, -1, LOW, 1, 0, EDGE(bad));
	T(recvmmsg, -1, EDGE(r), 1, 0, LOW);
}

static void option_ints(void)
{
	static const int socket_options[] = {
		SO_DEBUG,      SO_REUSEADDR, SO_TYPE,	   SO_ERROR,
		SO_DONTROUTE,  SO_BROADCAST, SO_KEEPALIVE, SO_OOBINLINE,
		SO_PRIORITY,   SO_REUSEPORT, SO_PASSCRED,  SO_RCVLOWAT,
		SO_ACCEPTCONN, SO_MARK,	     SO_PROTOCOL,  SO_DOMAIN,
		SO_BUSY_POLL,  77,	     99,	   1000,
	};
	int fd = T(socket, AF_INET, SOCK_STREAM, 0), one = 1;

	for (size_t i = 0; i < ARRAY_SIZE(socket_options); i++) {
		T(getsockopt, fd, SOL_SOCKET, socket_options[i], room(4), length_of(4));
		T(setsockopt, -1, SOL_SOCKET, socket_options[i], EDGE(one), 4);
		room_reset();
	}
}

static void option_forms(void)
{
	int fd = T(socket, AF_UNIX, SOCK_STREAM, 0);
	struct linger linger = { 1, 5 };
	struct timeval time = { 3, 500000 }, bad = { -1, -1 };
	struct ucred cred = { 0x7ffffff0, 1, 2 };
	struct sock_filter code[2] = { { BPF_LD | BPF_W | BPF_ABS, 0, 0, 4 },
				       { BPF_RET | BPF_K, 0, 0, -1 } };
	struct sock_fprog program = { 2, code };

	T(setsockopt, fd, SOL_SOCKET, SO_LINGER, EDGE(linger), 8);
	T(getsockopt, fd, SOL_SOCKET, SO_LINGER, room(8), length_of(8));
	T(getsockopt, fd, SOL_SOCKET, SO_LINGER, room(8), length_of(4));
	T(setsockopt, fd, SOL_SOCKET, SO_RCVTIMEO, EDGE(time), 16);
	T(getsockopt, fd, SOL_SOCKET, SO_RCVTIMEO, room(16), length_of(16));
	T(setsockopt, fd, SOL_SOCKET, SO_SNDTIMEO, EDGE(bad), 16);
	T(getsockopt, fd, SOL_SOCKET, SO_PEERCRED, room(12), length_of(12));
	T(setsockopt, -1, SOL_SOCKET, SO_PEERCRED, EDGE(cred), 12);
	T(setsockopt, fd, SOL_SOCKET, SO_ATTACH_FILTER, EDGE(program), 16);
	T(getsockopt, fd, SOL_SOCKET, SO_GET_FILTER, room(16), length_of(2));
	T(setsockopt, fd, SOL_SOCKET, SO_DETACH_FILTER, NULL, 0);
	T(setsockopt, fd, SOL_SOCKET, SO_BINDTODEVICE, "lo\0\0", 4);
	T(getsockopt, fd, SOL_SOCKET, SO_BINDTODEVICE, room(16), length_of(16));
	T(getsockopt, fd, SOL_SOCKET, SO_PEERNAME, room(16), length_of(16));
	T(getsockopt, fd, SOL_SOCKET, SO_PEERGROUPS, room(16), length_of(16));
	T(getsockopt, fd, SOL_SOCKET, SO_SNDBUF, room(4), length_of(4));
	T(getsockopt, fd, SOL_SOCKET, SO_MEMINFO, room(36), length_of(36));
}

static void option_bad(void)
{
	int fd = T(socket, AF_INET, SOCK_STREAM, 0), one = 1;

	T(setsockopt, -1, SOL_SOCKET, SO_REUSEADDR, NULL, 4);
	T(setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, LOW, 4);
	T(setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, EDGE(one), 3);
	T(setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, EDGE(one), 0);
	T(setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, EDGE(one), -1);
	T(setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, EDGE(one), 8);
	T(setsockopt, fd, 999, 77, EDGE(one), 4);
	T(setsockopt, fd, -1, -1, EDGE(one), 100000);
	T(getsockopt, fd, SOL_SOCKET, SO_TYPE, room(4), length_of(-1));
	T(getsockopt, fd, SOL_SOCKET, SO_TYPE, room(4), length_of(0));
	T(getsockopt, fd, SOL_SOCKET, SO_TYPE, room(4), length_of(2));
	T(getsockopt, fd, SOL_SOCKET, SO_TYPE, room(16), length_of(16));
	T(getsockopt, fd, SOL_SOCKET, SO_TYPE, LOW, length_of(4));
	T(getsockopt, fd, SOL_SOCKET, SO_TYPE, room(4), LOW);
	T(getsockopt, fd, 999, 77, room(4), length_of(4));
	T(getsockopt, -1, RUBBISH(SOL_IP), RUBBISH(1), room(4), length_of(4));
}

static void option_levels(void)
{
	static const struct {
		int level, option;
	} o[] = {
		{ SOL_IP, IP_TOS },
		{ SOL_IP, IP_TTL },
		{ SOL_IP, IP_MTU_DISCOVER },
		{ SOL_IP, 77 },
		{ SOL_IP, IP_PKTINFO },
		{ SOL_IPV6, IPV6_V6ONLY },
		{ SOL_IPV6, IPV6_MTU },
		{ SOL_IPV6, 99 },
		{ SOL_TCP, TCP_NODELAY },
		{ SOL_TCP, TCP_MAXSEG },
		{ SOL_TCP, TCP_CORK },
		{ SOL_TCP, TCP_KEEPIDLE },
		{ SOL_TCP, 99 },
		{ 17, 1 },
		{ 17, 103 },
		{ SOL_PACKET, PACKET_STATISTICS },
		{ SOL_NETLINK, NETLINK_PKTINFO },
		{ SOL_NETLINK, 1 },
		{ SOL_RAW, 1 },
		{ SOL_PACKET, PACKET_VERSION },
	};
	int fd = T(socket, AF_INET, SOCK_STREAM, 0), one = 1;

	for (size_t i = 0; i < ARRAY_SIZE(o); i++) {
		T(getsockopt, fd, o[i].level, o[i].option, room(4), length_of(4));
		T(setsockopt, -1, o[i].level, o[i].option, EDGE(one), 4);
		room_reset();
	}
}

static void option_inet(void)
{
	int fd = T(socket, AF_INET, SOCK_DGRAM, 0);
	struct ip_mreq m = { { htonl(0xe0000001) }, { htonl(0x7f000001) } };
	struct ip_mreqn mn = { { htonl(0xe0000002) }, { 0 }, 1 };
	struct ipv6_mreq m6 = { .ipv6mr_interface = 1 };
	struct group_req g = { .gr_interface = 1 };

	T(setsockopt, fd, SOL_IP, IP_ADD_MEMBERSHIP, EDGE(m), 8);
	T(setsockopt, -1, SOL_IP, IP_ADD_MEMBERSHIP, EDGE(mn), 12);
	T(setsockopt, -1, SOL_IP, IP_DROP_MEMBERSHIP, EDGE(m), 4);
	T(setsockopt, -1, SOL_IPV6, IPV6_ADD_MEMBERSHIP, EDGE(m6), 20);
	T(setsockopt, -1, SOL_IP, MCAST_JOIN_GROUP, EDGE(g), sizeof(g));
	T(setsockopt, -1, SOL_IP, IP_ADD_SOURCE_MEMBERSHIP, EDGE(mn), 12);
	T(setsockopt, fd, SOL_IP, IP_MULTICAST_TTL, "\5", 1);
	T(getsockopt, fd, SOL_IP, IP_MULTICAST_TTL, room(1), length_of(1));
	T(getsockopt, fd, SOL_IP, IP_MULTICAST_IF, room(4), length_of(4));
	T(setsockopt, -1, SOL_TCP, TCP_CONGESTION, "cubic", 5);
	T(getsockopt, -1, SOL_TCP, TCP_INFO, room(104), length_of(104));
	T(setsockopt, fd, SOL_IP, IP_OPTIONS, "\1\1\1\1", 4);
}

/* strace knows nothing of one that has no number. */
static int netlink_socket(int protocol)
{
	struct sockaddr_nl any = { .nl_family = AF_NETLINK };
	int fd = T(socket, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

	T(bind, fd, EDGE(any), sizeof(any));
	return fd;
}

/* A message of @len bytes behind its head, which the kernel does not look at. */
static void netlink_send(int fd, int type, int flags, const void *body, size_t len)
{
	struct {
		struct nlmsghdr head;
		uint8_t body[512];
	} m = { .head = { NLMSG_HDRLEN + len, type, flags, 1, 0 } };

	memcpy(m.body, body, len);
	T(sendto, fd, edge(&m, NLMSG_HDRLEN + len), NLMSG_HDRLEN + len, MSG_OOB, NULL, 0);
	room_reset();
}

static size_t attr_put(uint8_t *at, int type, const void *bytes, size_t len)
{
	struct nlattr attr = { NLA_HDRLEN + len, type };

	memcpy(at, &attr, sizeof(attr));
	memcpy(at + NLA_HDRLEN, bytes, len);
	return NLA_ALIGN(NLA_HDRLEN + len);
}

/* Each kind of message, with attributes of each type, of sizes that fit some and others not. */
static void netlink_attributes(int protocol, int type, int flags, int family, size_t head,
			       int attrs)
{
	static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0 };
	static const size_t sizes[] = { 0, 1, 2, 4, 6, 8, 16 };
	int fd = netlink_socket(protocol);
	uint8_t body[512] = { family };

	for (size_t n = 0; n <= head; n += n < 4 ? 1 : 4)
		netlink_send(fd, type, flags, body, n);
	for (int i = 0; i < attrs; i++) {
		size_t size = sizes[i % 7];
		size_t n = head + attr_put(body + head, i, bytes, size);

		n += attr_put(body + n, i, bytes, 4);
		/* strace does not come to the end of hops that say that they have no length. */
		if (type != RTM_NEWROUTE || i != RTA_MULTIPATH)
			n += attr_put(body + n, i | (i & 1 ? NLA_F_NESTED : NLA_F_NET_BYTEORDER),
				      body, n < 30 ? n : 30);
		netlink_send(fd, type, flags, body, n);
	}
	T(close, fd);
}

static void netlink_links(void)
{
	netlink_attributes(NETLINK_ROUTE, RTM_NEWLINK, NLM_F_REQUEST | NLM_F_CREATE, AF_UNSPEC, 16,
			   72);
	netlink_attributes(NETLINK_ROUTE, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, AF_INET6, 16,
			   14);
}

/* A route of two hops, the first of which has a gateway. */
static void netlink_hops(void)
{
	int fd = netlink_socket(NETLINK_ROUTE);
	uint8_t body[64] = { AF_INET };
	size_t n = attr_put(body + 12, RTA_MULTIPATH,
			    "\x10\0\4\1\0\0\0\0\x08\0\5\0\x0a\0\0\1\x08\0\0\2\0\0\0\0", 24);

	netlink_send(fd, RTM_NEWROUTE, NLM_F_REQUEST | NLM_F_CREATE, body, 12 + n);
	netlink_send(fd, RTM_NEWROUTE, NLM_F_REQUEST | NLM_F_CREATE, body, 12 + n - 12);
}

static void netlink_routes(void)
{
	static const struct {
		uint8_t type, head, attrs;
	} t[] = { { RTM_DELADDR, 8, 13 },     { RTM_NEWROUTE, 12, 34 },
		  { RTM_GETNEIGH, 12, 20 },   { RTM_NEWRULE, 12, 32 },
		  { RTM_NEWQDISC, 20, 19 },   { RTM_GETACTION, 4, 8 },
		  { RTM_SETNEIGHTBL, 4, 12 }, { RTM_NEWADDRLABEL, 12, 4 },
		  { RTM_GETDCB, 4, 4 },	      { RTM_NEWNETCONF, 4, 12 },
		  { RTM_NEWMDB, 8, 4 },	      { RTM_NEWNSID, 4, 8 },
		  { RTM_NEWSTATS, 12, 8 },    { 104 /* RTM_NEWNEXTHOP */, 8, 16 },
		  { RTM_NEWPREFIX, 4, 2 },    { 0xff, 4, 2 } };

	for (size_t i = 0; i < ARRAY_SIZE(t); i++)
		netlink_attributes(NETLINK_ROUTE, t[i].type, NLM_F_REQUEST, AF_INET, t[i].head,
				   t[i].attrs);
	netlink_hops();
}

/* Bits and what is behind them. */
static void netlink_sockopt(void)
{
	static const uint8_t t[][6] = { { 2, 0, 0 },	   { 2, 0, 8 },	     { 2, 0xff, 0xff },
					{ 4, 1, 2, 0, 3 }, { 4, 0, 0, 3 },   { 5, 0, 0, 0, 0, 0 },
					{ 3, 0, 0, 1 },	   { 4, 0, 8, 0, 0 } };
	int fd = netlink_socket(NETLINK_SOCK_DIAG);
	uint8_t body[96] = { AF_INET };

	for (size_t i = 0; i < ARRAY_SIZE(t); i++)
		netlink_send(fd, 20, NLM_F_MULTI, body,
			     72 + attr_put(body + 72, 22, t[i] + 1, t[i][0]));
}

static void netlink_diag(void)
{
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST | NLM_F_DUMP, AF_INET, 56, 5);
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_MULTI, AF_INET6, 72, 24);
	netlink_attributes(NETLINK_SOCK_DIAG, 18, NLM_F_REQUEST, AF_INET, 60, 2);
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST, AF_UNIX, 24, 1);
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_MULTI, AF_UNIX, 16, 9);
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_MULTI, AF_NETLINK, 28, 6);
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_MULTI, AF_PACKET, 16, 9);
	netlink_attributes(NETLINK_SOCK_DIAG, 20, NLM_F_REQUEST, AF_APPLETALK, 8, 1);
}

static void netlink_others(void)
{
	static const char udev[52] = "libudev\0\xfe\xed\xca\xfe(\0\0\0(\0\0\0\1\2\3\4";
	int fd;

	netlink_attributes(NETLINK_GENERIC, 16, NLM_F_REQUEST | NLM_F_DUMP, 3, 4, 12);
	netlink_attributes(NETLINK_NETFILTER, 0x0a00, NLM_F_REQUEST | NLM_F_CREATE, AF_INET, 4, 2);
	netlink_attributes(NETLINK_NETFILTER, 0x0102, NLM_F_REQUEST | 0x100, AF_INET6, 4, 2);
	netlink_attributes(NETLINK_NETFILTER, 0x3355, NLM_F_REQUEST, AF_INET, 4, 1);
	netlink_attributes(NETLINK_NETFILTER, 17, NLM_F_REQUEST, AF_UNSPEC, 4, 1);
	netlink_attributes(NETLINK_AUDIT, 1000, NLM_F_REQUEST, 1, 4, 1);
	netlink_attributes(NETLINK_XFRM, 0x11, NLM_F_REQUEST | 0x100, 1, 4, 1);
	netlink_attributes(NETLINK_USERSOCK, 0x11, NLM_F_REQUEST, 1, 4, 1);
	fd = netlink_socket(NETLINK_KOBJECT_UEVENT);
	T(sendto, fd, "add@/devices/a\0ACTION=add", 26, MSG_OOB, NULL, 0);
	T(sendto, fd, EDGE(udev), 52, MSG_OOB, NULL, 0);
	T(sendto, fd, EDGE(udev), 40, MSG_OOB, NULL, 0);
}

/* What the kernel answers, and messages without an address. */
static void netlink_answers(void)
{
	int fd = netlink_socket(NETLINK_ROUTE);
	struct {
		struct nlmsghdr h;
		struct ifaddrmsg a;
	} get = { { sizeof(get), RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, 1, 0 },
		  { .ifa_family = AF_INET } };
	struct vector to = { EDGE(get), sizeof(get) }, from = { room(4096), 4096 };
	struct message m = { .iov = EDGE(to), .iov_length = 1 };

	T(sendmsg, fd, EDGE(m), 0);
	m.iov = EDGE(from);
	T(recvmsg, fd, EDGE(m), 0);
	T(sendto, fd, EDGE(get), sizeof(get), 0, NULL, 0);
	T(recvfrom, fd, room(4096), 4096, 0, NULL, NULL);
	T(recvfrom, fd, room(4096), 4096, MSG_DONTWAIT, NULL, NULL);
}

static void netlink_calls(void)
{
	int fd = netlink_socket(NETLINK_ROUTE);
	struct {
		struct nlmsghdr h;
		struct ifinfomsg i;
		struct rtattr a;
		char name[4];
	} get = { { 0, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, 5, 0 },
		  { .ifi_family = AF_UNSPEC, .ifi_index = 99 },
		  { 7, IFLA_IFNAME },
		  "lo" };
	struct {
		struct nlmsghdr h;
		struct nlmsgerr e;
	} error = { { 36, NLMSG_ERROR, 0, 1, 0 }, { -2, { 20, 77, -1, 2, 3 } } };

	get.h.nlmsg_len = sizeof(get);
	T(sendto, -1, EDGE(get), sizeof(get), 0, NULL, 0);
	T(sendto, fd, EDGE(get), 16, 0, NULL, 0);
	T(recvfrom, fd, room(512), 512, MSG_DONTWAIT, NULL, NULL);
	T(sendto, fd, EDGE(get), 15, 0, NULL, 0);
	T(sendto, fd, EDGE(get), 3, MSG_DONTWAIT, NULL, 0);
	T(sendto, fd, EDGE(error), 36, 0, NULL, 0);
	get.h.nlmsg_len = 0xffffffff;
	get.h.nlmsg_type = 0x9999;
	get.h.nlmsg_flags = -1;
	T(sendto, fd, EDGE(get), sizeof(get), 0, NULL, 0);
	get.h.nlmsg_len = sizeof(get);
	get.h.nlmsg_type = RTM_NEWADDR;
	get.h.nlmsg_flags = NLM_F_REQUEST | 0x400;
	T(write, fd, EDGE(get), sizeof(get));
}

static void netlink_message(void)
{
	int fd = netlink_socket(NETLINK_ROUTE);
	struct {
		struct nlmsghdr h;
		struct rtgenmsg g;
		char pad[3];
	} get = { { 20, RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, 1, 0 }, { AF_INET }, { 0, 0, 0 } },
	  two[2] = { get, get };
	struct sockaddr_nl to = { .nl_family = AF_NETLINK };
	struct vector v = { EDGE(get), 20 }, v2 = { EDGE(two), 40 };
	struct message m = { .name = EDGE(to), .name_length = 12, .iov = EDGE(v), .iov_length = 1 };

	T(sendmsg, -1, EDGE(m), 0);
	m.iov = EDGE(v2);
	T(sendmsg, fd, EDGE(m), MSG_OOB);
	two[0].h.nlmsg_type = NLMSG_DONE;
	two[1].h.nlmsg_type = NLMSG_NOOP;
	T(sendto, fd, EDGE(two), 40, MSG_OOB, EDGE(to), 12);
}

#define NET "-X raw|-X verbose"
#define FDS "-y|-yy"

const struct testcase cases[] = { { "socket_types", socket_types,
				    NET "|-y|-yy|-e decode-fds=socket" },
				  { "socketpair_calls", socketpair_calls, FDS "|-xx" },
				  { "unix_addresses", unix_addresses, FDS "|-x|-xx|-s 4|-X raw" },
				  { "inet_addresses", inet_addresses, NET "|-xx" },
				  { "other_addresses", other_addresses, NET "|-s 4" },
				  { "family_lengths", family_lengths, "-v|-X raw" },
				  { "unix_stream", unix_stream, NET "|" FDS "|-e trace=%network" },
				  { "inet4_stream", inet4_stream, NET "|" FDS },
				  { "inet6_stream", inet6_stream, NET "|" FDS },
				  { "udp_calls", udp_calls, NET "|" FDS "|-s 4" },
				  { "send_bad", send_bad, NET },
				  { "rights_many", rights_many, FDS },
				  { "rights", rights, FDS "|-v|-X raw|-s 4" },
				  { "credentials", credentials, "-v|-X raw" },
				  { "control_forms", control_forms, STYLES },
				  { "control_broken", control_broken, "-v|-X raw" },
				  { "msg_bad", msg_bad, "-v|-X raw" },
				  { "mmsg_calls", mmsg_calls, "-v|-s 3|-y|-e abbrev=none" },
				  { "option_ints", option_ints, NET },
				  { "option_forms", option_forms, NET "|-v" },
				  { "option_bad", option_bad, NET },
				  { "option_levels", option_levels, NET },
				  { "option_inet", option_inet, NET },
				  { "netlink_links", netlink_links, "-v|-X raw|-X verbose|-s 2" },
				  { "netlink_routes", netlink_routes, "-v|-X raw|-X verbose" },
				  { "netlink_diag", netlink_diag, "-v|-X raw|-X verbose" },
				  { "netlink_sockopt", netlink_sockopt, "-v|-X raw|-X verbose" },
				  { "netlink_others", netlink_others, "-v|-X raw|-X verbose|-yy" },
				  { "netlink_answers", netlink_answers, "-v|-yy" },
				  { "netlink_calls", netlink_calls, NET "|-v|-yy" },
				  { "netlink_message", netlink_message, NET "|-v" },
				  {} };
