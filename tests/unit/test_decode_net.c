// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Sockets: addresses, options, messages. */
#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include "test.h"
#include "decode.h"

#define EBADF_TEXT " = -1 EBADF (Bad file descriptor)"

/* bind(-1, @bytes...) */
static const char *address(const void *bytes, int len)
{
	static char text[4096];
	const char *line = TEXT("bind", -EBADF, -1, PTR(bytes), len);
	const char *from = strchr(line, '{'), *to = strrchr(line, '}');

	snprintf(text, sizeof(text), "%.*s", from && to ? (int)(to - from + 1) : 0, from ?: "");
	return text;
}

TEST(socket_arguments)
{
	CHECK_STR(TEXT("socket", 3, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 6),
		  "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3");
	CHECK_STR(TEXT("socket", 3, AF_UNIX, SOCK_RAW, 1), "socket(AF_UNIX, SOCK_RAW, 1) = 3");
	CHECK_STR(TEXT("socket", -EBADF, -1, 0x77770001, 4660),
		  "socket(0xffffffff /* AF_??? */, SOCK_STREAM|0x77770000 /* SOCK_??? */, "
		  "4660)" EBADF_TEXT);
	CHECK_STR(TEXT("socket", -EBADF, 0, 0, -1),
		  "socket(AF_UNSPEC, 0, 18446744073709551615)" EBADF_TEXT);
	CHECK_STR(TEXT("socket", 3, AF_PACKET, SOCK_DGRAM, htons(3)),
		  "socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ALL)) = 3");
	CHECK_STR(TEXT("socket", 3, AF_AX25, SOCK_RAW, 1),
		  "socket(AF_AX25, SOCK_RAW, 0x1 /* AX25_P_ROSE */) = 3");
	CHECK_STR(RAW("socket", 3, AF_UNIX, SOCK_RAW | SOCK_NONBLOCK, 1),
		  "socket(0x1, 0x3|0x800, 1) = 3");
	CHECK_STR(BOTH("socket", 3, AF_UNIX, SOCK_RAW | SOCK_NONBLOCK, 1),
		  "socket(0x1 /* AF_UNIX */, 0x3 /* SOCK_RAW */|0x800 /* SOCK_NONBLOCK */, 1) = 3");
	CHECK_STR(TEXT("shutdown", -EBADF, -1, -1),
		  "shutdown(-1, 0xffffffff /* SHUT_??? */)" EBADF_TEXT);
	CHECK_STR(TEXT("listen", -EBADF, -1, -5), "listen(-1, -5)" EBADF_TEXT);
}

TEST(unix_addresses)
{
	struct sockaddr_un un = { AF_UNIX, "/tmp/x\n" };

	CHECK_STR(address(&un, 2), "{sa_family=AF_UNIX}");
	CHECK_STR(address(&un, 5), "{sa_family=AF_UNIX, sun_path=\"/tm\"}");
	CHECK_STR(address(&un, sizeof(un)), "{sa_family=AF_UNIX, sun_path=\"/tmp/x\\n\"}");
	memcpy(un.sun_path, "\0ab\0c", 5);
	CHECK_STR(address(&un, 7), "{sa_family=AF_UNIX, sun_path=@\"ab\\0c\"}");
	CHECK_STR(address(&un, 3), "{sa_family=AF_UNIX, sun_path=@\"\"}");
	CHECK_STR(
		JSON("bind", 0, 3, PTR(&un), 5),
		"bind(\"sockfd\":3,\"addr\":{\"sa_family\":\"AF_UNIX\",\"sun_path\":\"\\u0000ab\"},"
		"\"addrlen\":5) = 0");
	CHECK_STR(TEXT("connect", -EBADF, -1, 0x10, 16), "connect(-1, 0x10, 16)" EBADF_TEXT);
	CHECK_STR(TEXT("connect", -EBADF, -1, 0x10, -1), "connect(-1, 0x10, -1)" EBADF_TEXT);
	CHECK_STR(TEXT("connect", -EBADF, -1, 0, 5), "connect(-1, NULL, 5)" EBADF_TEXT);
}

TEST(inet_addresses)
{
	struct sockaddr_in in = { AF_INET, htons(80), { htonl(0x7f000001) }, {} };
	struct sockaddr_in6 in6 = { AF_INET6, htons(80), htonl(7), IN6ADDR_LOOPBACK_INIT, 70000 };

	CHECK_STR(address(&in, 16),
		  "{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}");
	CHECK_STR(address(&in, 6), "{sa_family=AF_INET, sa_data=\"\\0P\\177\\0\"}");
	CHECK_STR(RAW("bind", 0, 3, PTR(&in), 16),
		  "bind(3, {sa_family=0x2, sin_port=\"\\x00\\x50\", "
		  "sin_addr=\"\\x7f\\x00\\x00\\x01\"}, 16) = 0");
	CHECK_STR(BOTH("bind", 0, 3, PTR(&in), 16),
		  "bind(3, {sa_family=0x2 /* AF_INET */, sin_port=\"\\x00\\x50\" /* htons(80) */, "
		  "sin_addr=\"\\x7f\\x00\\x00\\x01\" /* inet_addr(\"127.0.0.1\") */}, 16) = 0");
	CHECK_STR(JSON("bind", 0, 3, PTR(&in), 16),
		  "bind(\"sockfd\":3,\"addr\":{\"sa_family\":\"AF_INET\",\"sin_port\":80,"
		  "\"sin_addr\":\"127.0.0.1\"},\"addrlen\":16) = 0");
	CHECK_STR(address(&in6, 28),
		  "{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(7), "
		  "inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=70000}");
	CHECK_STR(address(&in6, 24),
		  "{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(7), "
		  "inet_pton(AF_INET6, \"::1\", &sin6_addr)}");
	CHECK_STR(JSON("bind", 0, 3, PTR(&in6), 24),
		  "bind(\"sockfd\":3,\"addr\":{\"sa_family\":\"AF_INET6\",\"sin6_port\":80,"
		  "\"sin6_flowinfo\":7,\"sin6_addr\":\"::1\"},\"addrlen\":24) = 0");
	inet_pton(AF_INET6, "fe80::1", &in6.sin6_addr);
	in6.sin6_scope_id = 0x7ffffff0;
	CHECK_STR(address(&in6, 28),
		  "{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(7), "
		  "inet_pton(AF_INET6, \"fe80::1\", &sin6_addr), sin6_scope_id=2147483632}");
}

TEST(other_addresses)
{
	struct sockaddr_nl nl = { AF_NETLINK, 0, -1, 0x10 };
	struct sockaddr_ll ll = { AF_PACKET, htons(0x800), 0, 1, 3, 9, { 1, 0, 3, 4, 5, 6 } };
	unsigned char bytes[BTS_CAP_PIECE / 32] = {
		AF_BLUETOOTH, 0, 0x85, 0, 1, 0, 5, 6, 7, 8, 0x45
	};
	uint32_t vsock[4] = { AF_VSOCK | 4 << 16, 1234, 2, 0x10001 },
		 xdp[4] = { 44 | 2 << 16, 0, 3, 4 }, mctp[3] = { 45, 0, 0x010200 },
		 qrtr[3] = { AF_QIPCRTR, 1, -2 },
		 tipc[4] = { AF_TIPC | 2 << 16 | 0xffU << 24, 5, 18, 0x1001001 };

	CHECK_STR(address(&nl, 12), "{sa_family=AF_NETLINK, nl_pid=-1, nl_groups=0x000010}");
	CHECK_STR(address(&ll, 20),
		  "{sa_family=AF_PACKET, sll_protocol=htons(ETH_P_IP), sll_ifindex=0, "
		  "sll_hatype=ARPHRD_ETHER, sll_pkttype=PACKET_OTHERHOST, sll_halen=9, "
		  "sll_addr=[0x1, 00, 0x3, 0x4, 0x5, 0x6, 00, 00, ...]}");
	CHECK_STR(address(bytes, 12),
		  "{sa_family=AF_BLUETOOTH, l2_psm=htobs(L2CAP_PSM_LE_DYN_START+5), "
		  "l2_bdaddr=01:00:05:06:07:08, l2_cid=htobs(L2CAP_CID_DYN_START+5)}");
	CHECK_STR(address(bytes, 10),
		  "{sa_family=AF_BLUETOOTH, rc_bdaddr=85:00:01:00:05:06, rc_channel=7}");
	CHECK_STR(address(bytes, 5), "{sa_family=AF_BLUETOOTH, sa_data=\"\\205\\0\\1\"}");
	CHECK_STR(
		address(vsock, 16),
		"{sa_family=AF_VSOCK, svm_reserved1=0x4, svm_cid=VMADDR_CID_HOST, svm_port=0x4d2, "
		"svm_flags=VMADDR_FLAG_TO_HOST, svm_zero=\"\\x00\\x01\\x00\"}");
	CHECK_STR(address(xdp, 16),
		  "{sa_family=AF_XDP, sxdp_flags=XDP_COPY, sxdp_ifindex=0, sxdp_queue_id=3, "
		  "sxdp_shared_umem_fd=0x4}");
	CHECK_STR(address(mctp, 12), "{sa_family=AF_MCTP, smctp_network=MCTP_NET_ANY, "
				     "smctp_addr={s_addr=MCTP_ADDR_NULL}, "
				     "smctp_type=0x2, smctp_tag=0x1}");
	CHECK_STR(address(qrtr, 12), "{sa_family=AF_QIPCRTR, sq_node=0x1, sq_port=QRTR_PORT_CTRL}");
	CHECK_STR(
		address(tipc, 16),
		"{sa_family=AF_TIPC, addrtype=TIPC_SERVICE_ADDR, scope=-0x1 /* TIPC_???_SCOPE */, "
		"addr={name={name={type=5, instance=18}, domain=0x1001001}}}");
	memset(bytes, 0, sizeof(bytes));
	bytes[0] = AF_ALG;
	memset(bytes + 2, 'x', 14);
	bytes[16] = bytes[21] = 0x10;
	memcpy(bytes + 24, "sha256", 7);
	CHECK_STR(address(bytes, 31),
		  "{sa_family=AF_ALG, salg_type=\"xxxxxxxxxxxxx\"..., "
		  "salg_feat=0x10 /* CRYPTO_ALG_??? */, "
		  "salg_mask=0x1000 /* CRYPTO_ALG_KERN_DRIVER_ONLY */, salg_name=\"sha256\"}");
	memset(bytes, 0, sizeof(bytes));
	bytes[0] = AF_NFC;
	bytes[12] = 3;
	bytes[16] = 1;
	memcpy(bytes + 18, "srv", 3);
	bytes[88] = 3;
	CHECK_STR(
		address(bytes, 17),
		"{sa_family=AF_NFC, dev_idx=0, target_idx=0, nfc_protocol=NFC_PROTO_FELICA, ...}");
	CHECK_STR(address(bytes, 96),
		  "{sa_family=AF_NFC, dev_idx=0, target_idx=0, nfc_protocol=NFC_PROTO_FELICA, "
		  "dsap=0x1 /* LLCP_SAP_SDP */, ssap=0, service_name=\"srv\", "
		  "service_name_len=3}");
	memset(bytes, 0, sizeof(bytes));
	bytes[0] = AF_AX25;
	memcpy(bytes + 2, (char[]){ 'N' << 1, '1' << 1, ' ' << 1, ' ' << 1, ' ' << 1, ' ' << 1, 4 },
	       7);
	CHECK_STR(address(bytes, 16), "{sa_family=AF_AX25, sax25_call=N1-2, sax25_ndigis=0}");
	bytes[12] = 2;
	memcpy(bytes + 16, bytes + 2, 7);
	CHECK_STR(address(bytes, 24),
		  "{sa_family=AF_AX25, fsa_ax25={sax25_call=N1-2, sax25_ndigis=2}, "
		  "fsa_digipeater=[N1-2, ...], ...}");
	bytes[0] = AF_IPX;
	CHECK_STR(address(bytes, 15),
		  "{sa_family=AF_IPX, sa_data=\"\\234b@@@@\\4\\0\\0\\0\\2\\0\\0\"}");
	bytes[0] = 0xff;
	CHECK_STR(address(bytes, 4), "{sa_family=0xff /* AF_??? */, sa_data=\"\\234b\"}");
}

static struct sockaddr_in told = { .sin_family = AF_INET };
static int told_len;

static void tell(void)
{
	told_len = 16;
}

TEST(told_addresses)
{
	char want[128];

	told_len = 128;
	CHECK_STR(LATER(tell, "accept", 4, 3, PTR(&told), PTR(&told_len)),
		  "accept(3, {sa_family=AF_INET, sin_port=htons(0), "
		  "sin_addr=inet_addr(\"0.0.0.0\")}, "
		  "[128 => 16]) = 4");
	told_len = 4;
	CHECK_STR(LATER(tell, "getsockname", 0, 3, PTR(&told), PTR(&told_len)),
		  "getsockname(3, {sa_family=AF_INET, sa_data=\"\\0\\0\"}, [4 => 16]) = 0");
	snprintf(want, sizeof(want), "accept4(-1, %p, [16], SOCK_CLOEXEC|0x1)" EBADF_TEXT,
		 (void *)&told);
	CHECK_STR(TEXT("accept4", -EBADF, -1, PTR(&told), PTR(&told_len), SOCK_CLOEXEC | 1), want);
	CHECK_STR(TEXT("accept", 4, 3, 0, 0), "accept(3, NULL, NULL) = 4");
	snprintf(want, sizeof(want), "accept(3, NULL, %p) = 4", (void *)&told_len);
	CHECK_STR(TEXT("accept", 4, 3, 0, PTR(&told_len)), want);
	CHECK_STR(TEXT("recvfrom", 3, 3, PTR("abcdef"), 2, MSG_TRUNC, PTR(&told), PTR(&told_len)),
		  "recvfrom(3, \"ab\", 2, MSG_TRUNC, {sa_family=AF_INET, sin_port=htons(0), "
		  "sin_addr=inet_addr(\"0.0.0.0\")}, [16]) = 3");
	CHECK_STR(TEXT("sendto", 2, 3, PTR("hi"), 2, MSG_NOSIGNAL, PTR(&told), 16),
		  "sendto(3, \"hi\", 2, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(0), "
		  "sin_addr=inet_addr(\"0.0.0.0\")}, 16) = 2");
	CHECK_STR(TEXT("sendto", 2, 3, PTR("hi"), 2, 0, 0, 0),
		  "sendto(3, \"hi\", 2, 0, NULL, 0) = 2");
}

/* setsockopt(-1, ...) = -1 EBADF, what stands behind the level. */
static const char *option(int level, int name, const void *value, int len)
{
	static char text[1024];
	const char *line = TEXT("setsockopt", -EBADF, -1, level, name, PTR(value), len);

	line = strstr(line, ", S") ?: line;
	snprintf(text, sizeof(text), "%.*s", (int)(strstr(line, EBADF_TEXT) - line), line);
	return text;
}

TEST(options)
{
	uint32_t one = 1, linger[2] = { 1, 5 }, filter = 0x109, range = 0x4030000, no = 9;
	struct packet_mreq mreq = { 0, 0, 3, { 1, 2, 3 } };
	struct group_req group = { .gr_group.ss_family = AF_UNIX };
	struct tpacket_req req = { 1, 2, 3, 4 };
	struct ipv6_mreq mreq6 = { IN6ADDR_LOOPBACK_INIT, 0 };
	char want[160], ao[288] = { AF_UNIX };

	CHECK_STR(option(1, SO_KEEPALIVE, &one, 4), ", SOL_SOCKET, SO_KEEPALIVE, [1], 4)");
	CHECK_STR(option(1, SO_KEEPALIVE, &one, 8), ", SOL_SOCKET, SO_KEEPALIVE, [1], 8)");
	snprintf(want, sizeof(want), ", SOL_SOCKET, SO_KEEPALIVE, %p, 3)", (void *)&one);
	CHECK_STR(option(1, SO_KEEPALIVE, &one, 3), want);
	CHECK_STR(option(1, SO_BINDTODEVICE, "lo", 3),
		  ", SOL_SOCKET, SO_BINDTODEVICE, \"lo\\0\", 3)");
	CHECK_STR(option(1, SO_LINGER, linger, 8),
		  ", SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, 8)");
	CHECK_STR(option(1, 74, &one, 4), ", SOL_SOCKET, SO_TXREHASH, [SOCK_TXREHASH_ENABLED], 4)");
	CHECK_STR(option(1, 74, &no, 4),
		  ", SOL_SOCKET, SO_TXREHASH, [9 /* SOCK_TXREHASH_??? */], 4)");
	CHECK_STR(option(1, 0x7777, NULL, 4), ", SOL_SOCKET, 0x7777 /* SO_??? */, NULL, 4)");
	CHECK_STR(option(0, IP_ADD_MEMBERSHIP, linger, 8),
		  ", SOL_IP, IP_ADD_MEMBERSHIP, {imr_multiaddr=inet_addr(\"1.0.0.0\"), "
		  "imr_interface=inet_addr(\"5.0.0.0\")}, 8)");
	CHECK_STR(option(0, MCAST_JOIN_GROUP, &group, sizeof(group)),
		  ", SOL_IP, MCAST_JOIN_GROUP, {gr_interface=0, gr_group={sa_family=AF_UNIX, "
		  "sun_path=@"
		  "\"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"
		  "\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\"
		  "0\\0\\0"
		  "\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\"
		  "0\\0\\0"
		  "\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\"}}, "
		  "136)");
	CHECK_STR(option(0, 51, &range, 4),
		  ", SOL_IP, IP_LOCAL_PORT_RANGE, [0x4030000 /* ..1027 */], 4)");
	CHECK_STR(
		option(41, IPV6_JOIN_ANYCAST, &mreq6, sizeof(mreq6)),
		", SOL_IPV6, IPV6_JOIN_ANYCAST, {inet_pton(AF_INET6, \"::1\", &ipv6mr_multiaddr), "
		"ipv6mr_interface=0}, 20)");
	CHECK_STR(option(255, 1, &filter, 4),
		  ", SOL_RAW, ICMP_FILTER, [ICMP_ECHOREPLY ICMP_DEST_UNREACH ICMP_ECHO], 4)");
	CHECK_STR(
		option(263, PACKET_ADD_MEMBERSHIP, &mreq, 16),
		", SOL_PACKET, PACKET_ADD_MEMBERSHIP, {mr_ifindex=0, mr_type=PACKET_MR_MULTICAST, "
		"mr_alen=3, mr_address=01:02:03}, 16)");
	CHECK_STR(option(263, PACKET_RX_RING, &req, 16),
		  ", SOL_PACKET, PACKET_RX_RING, {tp_block_size=1, tp_block_nr=2, tp_frame_size=3, "
		  "tp_frame_nr=4}, 16)");
	CHECK_STR(option(270, 99, linger, 8), ", SOL_NETLINK, 0x63 /* NETLINK_??? */, [1], 8)");
	CHECK_STR(option(271, 127, &one, 4),
		  ", SOL_TIPC, TIPC_IMPORTANCE, [TIPC_MEDIUM_IMPORTANCE], 4)");
	CHECK_STR(option(271, 130, &one, 3), ", SOL_TIPC, TIPC_CONN_TIMEOUT, [1], 3)");
	CHECK_STR(
		option(6, 38, ao, 2),
		", SOL_TCP, TCP_AO_ADD_KEY, {addr={sa_family=AF_UNIX, sun_path=@\""
		"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"
		"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"
		"\\0\\0"
		"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"
		"\\0\\0"
		"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\"}, "
		"prefix=0, "
		"alg_name=\"\", ifindex=0, set_current=0, set_rnext=0, sndid=0, rcvid=0, maclen=0, "
		"keyflags=0, key=\"\", keylen=0}, 2)");
	CHECK_STR(option(282, 2, &one, 4), ", SOL_TLS, TLS_RX, [1], 4)");
}

TEST(told_options)
{
	struct ucred cred = { 5, -1, 7 };
	int len = 12, five = 5, room = 3;

	CHECK_STR(TEXT("getsockopt", 0, 3, 1, SO_PEERCRED, PTR(&cred), PTR(&len)),
		  "getsockopt(3, SOL_SOCKET, SO_PEERCRED, {pid=5, uid=-1, gid=7}, [12]) = 0");
	len = 5;
	CHECK_STR(TEXT("getsockopt", 0, 3, 1, SO_PEERCRED, PTR(&cred), PTR(&len)),
		  "getsockopt(3, SOL_SOCKET, SO_PEERCRED, {pid=5, uid=\"\\xff\"}, [5]) = 0");
	len = 4;
	five = ECONNREFUSED;
	CHECK_STR(TEXT("getsockopt", 0, 3, 1, SO_ERROR, PTR(&five), PTR(&len)),
		  "getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0");
	CHECK_STR(TEXT("getsockopt", 0, 3, 1, SO_KEEPALIVE, PTR(&five), PTR(&room)),
		  "getsockopt(3, SOL_SOCKET, SO_KEEPALIVE, \"\\x6f\\x00\\x00\", [3]) = 0");
	CHECK_STR(TEXT("getsockopt", 0, 3, 270, 9, PTR(&cred), PTR(&len)),
		  "getsockopt(3, SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS, [5], [4]) = 0");
	CHECK_STR(TEXT("getsockopt", 0, 3, 6, 13, PTR("cubi"), PTR(&room)),
		  "getsockopt(3, SOL_TCP, TCP_CONGESTION, \"cub\", [3]) = 0");
}

TEST(filters)
{
	struct {
		uint16_t code;
		uint8_t jt, jf;
		uint32_t k;
	} code[] = { { 0x28, 0, 0, 0xfffff000 }, { 0x15, 0, 1, 0x800 }, { 6, 0, 0, 0xffff } };
	struct {
		uint16_t len;
		void *filter;
	} prog = { 3, code };
	char want[160];

	CHECK_STR(WHOLE("setsockopt", 0, 3, 1, SO_ATTACH_FILTER, PTR(&prog), 16),
		  "setsockopt(3, SOL_SOCKET, SO_ATTACH_FILTER, {len=3, filter=["
		  "BPF_STMT(BPF_LD|BPF_H|BPF_ABS, SKF_AD_OFF+SKF_AD_PROTOCOL), "
		  "BPF_JUMP(BPF_JMP|BPF_K|BPF_JEQ, 0x800, 0, 0x1), BPF_STMT(BPF_RET|BPF_K, "
		  "0xffff)]}, "
		  "16) = 0");
	snprintf(want, sizeof(want),
		 "setsockopt(3, SOL_SOCKET, SO_ATTACH_FILTER, {len=3, filter=%p}, 16) = 0",
		 (void *)code);
	CHECK_STR(TEXT("setsockopt", 0, 3, 1, SO_ATTACH_FILTER, PTR(&prog), 16), want);
}

/* sendmsg() of one control message, what is shown of it. */
static const char *control(int level, int type, const void *data, size_t n)
{
	static char text[1024];
	char bytes[512] = "";
	struct cmsghdr head = { .cmsg_len = sizeof(head) + n,
				.cmsg_level = level,
				.cmsg_type = type };
	struct msghdr msg = { .msg_control = bytes, .msg_controllen = sizeof(head) + n };
	const char *line, *from;

	memcpy(bytes, &head, sizeof(head));
	memcpy(bytes + sizeof(head), data, n);
	line = TEXT("sendmsg", -EBADF, -1, PTR(&msg), 0);
	from = strstr(line, "cmsg_level=") ?: line;
	snprintf(text, sizeof(text), "%.*s", (int)(strstr(from, "], msg_controllen") - from), from);
	return text;
}

TEST(control_messages)
{
	struct timespec times[3] = { { 1, 2 }, { 3, -1 }, { 5, 6 } };
	uint32_t words[12] = { 7, 0x0100007f, 0x02000a0a };

	CHECK_STR(control(1, SCM_RIGHTS, words, 8),
		  "cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[7, 16777343]}");
	CHECK_STR(control(1, SCM_RIGHTS, words, 3),
		  "cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=\"\\x07\\x00\\x00\"}");
	CHECK_STR(control(1, SCM_RIGHTS, words, 0), "cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS}");
	CHECK_STR(
		control(1, SCM_CREDENTIALS, words, 12),
		"cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=7, uid=16777343, "
		"gid=33557002}}");
	CHECK_STR(control(1, 4, words, 4),
		  "cmsg_level=SOL_SOCKET, cmsg_type=SCM_PIDFD, cmsg_data=7}");
	CHECK_STR(control(1, 29, times, 16), "cmsg_level=SOL_SOCKET, cmsg_type=SO_TIMESTAMP_OLD, "
					     "cmsg_data={tv_sec=1, tv_usec=2}}");
	CHECK_STR(control(1, 37, times, 48),
		  "cmsg_level=SOL_SOCKET, cmsg_type=SO_TIMESTAMPING_OLD, cmsg_data=[{tv_sec=1, "
		  "tv_nsec=2}, {tv_sec=3, tv_nsec=18446744073709551615}, {tv_sec=5, tv_nsec=6}]}");
	CHECK_STR(control(1, 64, times, 8),
		  "cmsg_level=SOL_SOCKET, cmsg_type=SO_TIMESTAMPNS_NEW, cmsg_data=???}");
	words[0] = 0;
	CHECK_STR(control(0, IP_PKTINFO, words, 12),
		  "cmsg_level=SOL_IP, cmsg_type=IP_PKTINFO, cmsg_data={ipi_ifindex=0, "
		  "ipi_spec_dst=inet_addr(\"127.0.0.1\"), ipi_addr=inet_addr(\"10.10.0.2\")}}");
	CHECK_STR(control(0, IP_TOS, words, 2),
		  "cmsg_level=SOL_IP, cmsg_type=IP_TOS, cmsg_data=[0, 0]}");
	words[0] = 6;
	CHECK_STR(control(0, 52, words, 4),
		  "cmsg_level=SOL_IP, cmsg_type=IP_PROTOCOL, cmsg_data=[IPPROTO_TCP]}");
	memset(words, 0, sizeof(words));
	words[4] = AF_UNIX;
	CHECK_STR(control(0, IP_RECVERR, words, 32),
		  "cmsg_level=SOL_IP, cmsg_type=IP_RECVERR, cmsg_data={ee_errno=0, ee_origin=0, "
		  "ee_type=0, ee_code=0, ee_info=0, ee_data=0, offender={sa_family=AF_UNIX, "
		  "sun_path=@\"\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\"}}}");
	CHECK_STR(control(41, 50, "ab", 2),
		  "cmsg_level=SOL_IPV6, cmsg_type=0x32, cmsg_data=\"\\x61\\x62\"}");
}

static struct msghdr received;

static void receive(void)
{
	received.msg_namelen = 2;
}

TEST(messages)
{
	struct sockaddr_un name = { AF_UNIX, "" };
	struct iovec vec[2] = { { "hello", 5 }, { "abc", 3 } };
	struct msghdr msg = { &name, 2, vec, 2, NULL, 0, MSG_EOR };
	struct cmsghdr control = { .cmsg_len = -1, .cmsg_level = 1, .cmsg_type = 1 };
	char want[256];

	CHECK_STR(TEXT("sendmsg", 8, 3, PTR(&msg), MSG_DONTWAIT),
		  "sendmsg(3, {msg_name={sa_family=AF_UNIX}, msg_namelen=2, "
		  "msg_iov=[{iov_base=\"hello\", iov_len=5}, {iov_base=\"abc\", iov_len=3}], "
		  "msg_iovlen=2, msg_controllen=0, msg_flags=MSG_EOR}, MSG_DONTWAIT) = 8");
	received = msg;
	received.msg_namelen = 110;
	CHECK_STR(LATER(receive, "recvmsg", 6, 3, PTR(&received), 0),
		  "recvmsg(3, {msg_name={sa_family=AF_UNIX}, msg_namelen=110 => 2, "
		  "msg_iov=[{iov_base=\"hello\", iov_len=5}, {iov_base=\"a\", iov_len=3}], "
		  "msg_iovlen=2, msg_controllen=0, msg_flags=MSG_EOR}, 0) = 6");
	CHECK_STR(TEXT("recvmsg", -EAGAIN, 3, PTR(&msg), 0),
		  "recvmsg(3, {msg_namelen=2}, 0) = -1 EAGAIN (Resource temporarily unavailable)");
	CHECK_STR(TEXT("recvmsg", -EFAULT, 3, 8, 0),
		  "recvmsg(3, 0x8, 0) = -1 EFAULT (Bad address)");
	/* A length that would lead back to where it stands. */
	msg = (struct msghdr){ .msg_control = &control, .msg_controllen = sizeof(control) };
	CHECK_STR(TEXT("sendmsg", -EBADF, -1, PTR(&msg), 0),
		  "sendmsg(-1, {msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0, "
		  "msg_control=[{cmsg_len=18446744073709551615, cmsg_level=SOL_SOCKET, "
		  "cmsg_type=SCM_RIGHTS}], msg_controllen=16, msg_flags=0}, 0)" EBADF_TEXT);
	control.cmsg_len = 3;
	snprintf(want, sizeof(want),
		 "sendmsg(-1, {msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0, "
		 "msg_control=%p, msg_controllen=15, msg_flags=0}, 0)" EBADF_TEXT,
		 (void *)&control);
	msg.msg_controllen = 15;
	CHECK_STR(TEXT("sendmsg", -EBADF, -1, PTR(&msg), 0), want);
}

TEST(many_messages)
{
	struct iovec vec = { "hello", 5 };
	struct mmsghdr msgs[2] = { { .msg_hdr = { .msg_iov = &vec, .msg_iovlen = 1 },
				     .msg_len = 2 },
				   { .msg_hdr = { .msg_namelen = 3 } } };
	struct timespec limit = { 1, 5000 };

	CHECK_STR(TEXT("sendmmsg", 1, 3, PTR(msgs), 2, 0),
		  "sendmmsg(3, [{msg_hdr={msg_name=NULL, msg_namelen=0, "
		  "msg_iov=[{iov_base=\"hello\", iov_len=5}], msg_iovlen=1, msg_controllen=0, "
		  "msg_flags=0}, msg_len=2}, {msg_hdr={msg_name=NULL, msg_namelen=3, msg_iov=NULL, "
		  "msg_iovlen=0, msg_controllen=0, msg_flags=0}}], 2, 0) = 1");
	CHECK_STR(TEXT("recvmmsg", 1, 3, PTR(msgs), 2, MSG_DONTWAIT, PTR(&limit)),
		  "recvmmsg(3, [{msg_hdr={msg_name=NULL, msg_namelen=0, "
		  "msg_iov=[{iov_base=\"he\", iov_len=5}], msg_iovlen=1, msg_controllen=0, "
		  "msg_flags=0}, msg_len=2}], 2, MSG_DONTWAIT, {tv_sec=1, tv_nsec=5000}) = 1 "
		  "(left {tv_sec=1, tv_nsec=5000})");
	CHECK_STR(TEXT("recvmmsg", 0, 3, 0, 0, 0, 0),
		  "recvmmsg(3, NULL, 0, 0, NULL) = 0 (Timeout)");
	CHECK_STR(TEXT("sendmmsg", -EBADF, -1, 8, 0, 0), "sendmmsg(-1, [], 0, 0)" EBADF_TEXT);
}

TEST(netlink_messages)
{
	struct sockaddr_nl nl = { .nl_family = AF_NETLINK };
	struct {
		struct nlmsghdr head;
		int32_t value;
	} msg = { { 20, 0x12, 0x301, 7, 0 }, 0 }, two[2];

	decode_netlink = NETLINK_USERSOCK;
	CHECK_STR(TEXT("sendto", 20, DECODE_NETLINK_FD, PTR(&msg), 20, 0, PTR(&nl), 12),
		  "sendto(16, [{nlmsg_len=20, nlmsg_type=0x12 /* NLMSG_??? */, "
		  "nlmsg_flags=NLM_F_REQUEST|0x300, nlmsg_seq=7, nlmsg_pid=0}, "
		  "\"\\x00\\x00\\x00\\x00\"], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, "
		  "nl_groups=00000000}, 12) = 20");
	msg.head.nlmsg_type = NLMSG_DONE;
	msg.head.nlmsg_flags = NLM_F_MULTI;
	msg.value = -5;
	CHECK_STR(TEXT("sendto", 20, DECODE_NETLINK_FD, PTR(&msg), 20, 0, PTR(&nl), 12),
		  "sendto(16, [{nlmsg_len=20, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, "
		  "nlmsg_seq=7, nlmsg_pid=0}, -5], 20, 0, {sa_family=AF_NETLINK, nl_pid=0, "
		  "nl_groups=00000000}, 12) = 20");
	CHECK_STR(TEXT("sendto", 16, DECODE_NETLINK_FD, PTR(&msg), 16, 0, PTR(&nl), 12),
		  "sendto(16, {nlmsg_len=20, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, "
		  "nlmsg_seq=7, nlmsg_pid=0}, 16, 0, {sa_family=AF_NETLINK, nl_pid=0, "
		  "nl_groups=00000000}, 12) = 16");
	/* More than is shown of a string. */
	two[0] = two[1] = msg;
	CHECK_STR(TEXT("sendto", 40, DECODE_NETLINK_FD, PTR(two), 40, 0, PTR(&nl), 12),
		  "sendto(16, [[{nlmsg_len=20, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, "
		  "nlmsg_seq=7, nlmsg_pid=0}, -5], [{nlmsg_len=20, nlmsg_type=NLMSG_DONE, "
		  "nlmsg_flags=NLM_F_MULTI, nlmsg_seq=7, nlmsg_pid=0}, -5]], 40, 0, "
		  "{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 40");
	decode_netlink = -1;
}

/* From here on the process gets no socket, as the tracer once it has dropped its privileges. */
static int sockets_refuse(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { 4, code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
		       ?: prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static bool interface_shown(uint32_t index, const char *want)
{
	struct sockaddr_ll ll = { .sll_family = AF_PACKET, .sll_ifindex = index };
	char text[64];

	snprintf(text, sizeof(text), "sll_ifindex=%s,", want);
	return strstr(address(&ll, sizeof(ll)), text);
}

/* How many are not shown by what they are: one that there is, thousands that there are not. */
static int interfaces_wrong(int lo)
{
	int wrong = 0;

	for (int i = 0; i < 2000; i++) {
		char none[16];

		snprintf(none, sizeof(none), "%d", 0x7ffff000 + i);
		wrong += !interface_shown(0x7ffff000 + i, none);
		if (i % 500 == 0)
			wrong += !interface_shown(lo, lo ? "if_nametoindex(\"lo\")" : "0");
	}
	return wrong;
}

/* Names of interfaces, with a socket to ask for them and without. */
TEST(interfaces)
{
	int status, lo = if_nametoindex("lo");
	pid_t pid = fork();

	if (!pid)
		_exit(!sockets_refuse() && interfaces_wrong(lo));
	CHECK_INT(interfaces_wrong(lo), 0);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK_INT(status, 0);
}

TEST_MAIN(RUN(socket_arguments), RUN(unix_addresses), RUN(inet_addresses), RUN(other_addresses),
	  RUN(told_addresses), RUN(options), RUN(told_options), RUN(filters), RUN(control_messages),
	  RUN(messages), RUN(many_messages), RUN(netlink_messages), RUN(interfaces))
