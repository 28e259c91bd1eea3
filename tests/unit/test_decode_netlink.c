// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Messages of netlink by their protocols. */
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <sys/socket.h>
#include "decode.h"
#include "test.h"
#include "../json.h"

/* A message that is put together. */
struct message {
	struct nlmsghdr head;
	uint8_t body[1024];
};

static struct message message_of(uint16_t type, uint16_t flags, const void *body, size_t len)
{
	struct message m = { .head = { .nlmsg_len = NLMSG_HDRLEN + len,
				       .nlmsg_type = type,
				       .nlmsg_flags = flags,
				       .nlmsg_seq = 1 } };

	memcpy(m.body, body, len);
	return m;
}

static void attr_put(struct message *m, uint16_t type, const void *bytes, size_t len)
{
	struct nlattr attr = { .nla_len = NLA_HDRLEN + len, .nla_type = type };
	size_t at = NLMSG_ALIGN(m->head.nlmsg_len) - NLMSG_HDRLEN;

	memcpy(m->body + at, &attr, sizeof(attr));
	memcpy(m->body + at + NLA_HDRLEN, bytes, len);
	m->head.nlmsg_len = NLMSG_HDRLEN + at + NLA_ALIGN(NLA_HDRLEN + len);
}

static const char *shown(int protocol, const struct message *m)
{
	const char *text;

	decode_netlink = protocol;
	text = TEXT("sendto", 1, DECODE_NETLINK_FD, PTR(m), m->head.nlmsg_len, 0, 0, 0);
	decode_netlink = -1;
	return text;
}

#define HEAD(len, type, flags)                                                    \
	"sendto(16, [{nlmsg_len=" len ", nlmsg_type=" type ", nlmsg_flags=" flags \
	", nlmsg_seq=1, nlmsg_pid=0}, "
#define TAIL(len) "], " len ", 0, NULL, 0) = 1"

TEST(links)
{
	struct ifinfomsg info = { .ifi_family = AF_INET6, .ifi_type = 1, .ifi_flags = IFF_UP };
	struct message m =
		message_of(RTM_NEWLINK, NLM_F_REQUEST | NLM_F_CREATE, &info, sizeof(info));
	uint32_t mtu = 1500;

	attr_put(&m, IFLA_IFNAME, "br0", 4);
	attr_put(&m, IFLA_MTU, &mtu, 4);
	attr_put(&m, IFLA_ADDRESS, "\1\2\3\4\5\6", 6);
	attr_put(&m, NLA_F_NESTED | IFLA_LINKINFO,
		 "\x0b\0\1\0bridge\0\0\x0c\0\2\0\x08\0\5\0\1\0\0\0", 24);
	attr_put(&m, 999, "abc", 3);
	CHECK_STR(shown(NETLINK_ROUTE, &m),
		  HEAD("96", "RTM_NEWLINK",
		       "NLM_F_REQUEST|NLM_F_CREATE") "{ifi_family=AF_INET6, ifi_type=ARPHRD_ETHER, "
						     "ifi_index=0, ifi_flags=IFF_UP, "
						     "ifi_change=0}, [[{nla_len=8, "
						     "nla_type=IFLA_IFNAME}, \"br0\"], "
						     "[{nla_len=8, nla_type=IFLA_MTU}, 1500], "
						     "[{nla_len=10, nla_type=IFLA_ADDRESS}, "
						     "01:02:03:04:05:06], "
						     "[{nla_len=28, "
						     "nla_type=NLA_F_NESTED|IFLA_LINKINFO}, "
						     "[[{nla_len=11, nla_type=IFLA_INFO_KIND}, "
						     "\"bridge\"], "
						     "[{nla_len=12, nla_type=IFLA_INFO_DATA}, "
						     "[{nla_len=8, nla_type=IFLA_BR_STP_STATE}, "
						     "1]]]], "
						     "[{nla_len=7, nla_type=0x3e7 /* "
						     "IFLA_??? */}, \"\\x61\\x62\\x63\"]]" TAIL(
							     "96"));
	/* The same is nothing to another protocol. */
	m.head.nlmsg_len = 20;
	CHECK_STR(shown(NETLINK_AUDIT, &m),
		  HEAD("20", "0x10 /* AUDIT_??? */",
		       "NLM_F_REQUEST|0x400") "\"\\x0a\\x00\\x01\\x00\"" TAIL("20"));
	/* Of what is too short, the family. */
	CHECK_STR(shown(NETLINK_ROUTE, &m),
		  HEAD("20", "RTM_NEWLINK",
		       "NLM_F_REQUEST|NLM_F_CREATE") "{ifi_family=AF_INET6, ...}" TAIL("20"));
}

TEST(addresses)
{
	struct ifaddrmsg info = { .ifa_family = AF_INET6,
				  .ifa_prefixlen = 64,
				  .ifa_flags = IFA_F_PERMANENT,
				  .ifa_scope = RT_SCOPE_LINK };
	struct message m = message_of(RTM_DELADDR, NLM_F_REQUEST, &info, sizeof(info));
	uint32_t flags = IFA_F_PERMANENT | IFA_F_NOPREFIXROUTE;

	attr_put(&m, IFA_ADDRESS, "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16);
	attr_put(&m, IFA_LOCAL, "\1\2\3\4", 4);
	attr_put(&m, IFA_FLAGS, &flags, 4);
	CHECK_STR(shown(NETLINK_ROUTE, &m),
		  HEAD("60", "RTM_DELADDR",
		       "NLM_F_REQUEST") "{ifa_family=AF_INET6, ifa_prefixlen=64, "
					"ifa_flags=IFA_F_PERMANENT, "
					"ifa_scope=RT_SCOPE_LINK, ifa_index=0}, "
					"[[{nla_len=20, nla_type=IFA_ADDRESS}, inet_pton(AF_INET6, "
					"\"fe80::1\")], "
					"[{nla_len=8, nla_type=IFA_LOCAL}, "
					"\"\\x01\\x02\\x03\\x04\"], "
					"[{nla_len=8, nla_type=IFA_FLAGS}, "
					"IFA_F_PERMANENT|IFA_F_NOPREFIXROUTE]]" TAIL("60"));
}

#define ROUTE                                                                                     \
	"{rtm_family=AF_INET, rtm_dst_len=0, rtm_src_len=0, rtm_tos=0, rtm_table=RT_TABLE_MAIN, " \
	"rtm_protocol=RTPROT_UNSPEC, rtm_scope=RT_SCOPE_UNIVERSE, rtm_type=RTN_UNSPEC, "          \
	"rtm_flags=0}, "

TEST(routes)
{
	struct rtmsg route = { .rtm_family = AF_INET, .rtm_table = RT_TABLE_MAIN };
	struct message m = message_of(RTM_NEWROUTE, NLM_F_REQUEST, &route, sizeof(route)), none = m;

	attr_put(&m, RTA_MULTIPATH, "\x10\0\4\1\0\0\0\0\x08\0\5\0\x0a\0\0\1\x08\0\0\2\0\0\0\0", 24);
	CHECK_STR(
		shown(NETLINK_ROUTE, &m), HEAD("56", "RTM_NEWROUTE", "NLM_F_REQUEST") ROUTE
		"[{nla_len=28, nla_type=RTA_MULTIPATH}, [[{rtnh_len=16, rtnh_flags=RTNH_F_ONLINK, "
		"rtnh_hops=1, rtnh_ifindex=0}, [{nla_len=8, nla_type=RTA_GATEWAY}, "
		"inet_addr(\"10.0.0.1\")]], {rtnh_len=8, rtnh_flags=0, rtnh_hops=2, "
		"rtnh_ifindex=0}]]" TAIL("56"));
	/* One that says that it has no length is the last. */
	attr_put(&none, RTA_MULTIPATH, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	CHECK_STR(shown(NETLINK_ROUTE, &none), HEAD("48", "RTM_NEWROUTE", "NLM_F_REQUEST") ROUTE
		  "[{nla_len=20, nla_type=RTA_MULTIPATH}, {rtnh_len=0, rtnh_flags=0, rtnh_hops=0, "
		  "rtnh_ifindex=0}]" TAIL("48"));
	/* Nor does an attribute. */
	none = message_of(RTM_NEWROUTE, NLM_F_REQUEST, &route, sizeof(route));
	none.head.nlmsg_len += 12;
	CHECK_STR(shown(NETLINK_ROUTE, &none), HEAD("40", "RTM_NEWROUTE", "NLM_F_REQUEST") ROUTE
		  "{nla_len=0, nla_type=RTA_UNSPEC}" TAIL("40"));
}

/* Hops within hops, each with another one behind it, as are the attributes. The bytes written. */
static size_t hops_put(uint8_t *to, unsigned int levels)
{
	size_t inner = levels > 1 ? hops_put(to + 12, levels - 1) : 0;
	struct nlattr attr = { .nla_len = 20 + inner, .nla_type = RTA_MULTIPATH };
	struct rtnexthop hop = { .rtnh_len = 8 + inner }, last = { .rtnh_len = 8 };
	struct nlattr behind = { .nla_len = 4, .nla_type = RTA_OIF };

	memcpy(to, &attr, 4);
	memcpy(to + 4, &hop, 8);
	memcpy(to + 12 + inner, &last, 8);
	memcpy(to + 20 + inner, &behind, 4);
	return 24 + inner;
}

static struct msghdr netlink_msg(struct iovec *vec)
{
	static struct sockaddr_nl nl = { .nl_family = AF_NETLINK };

	return (struct msghdr){
		.msg_name = &nl, .msg_namelen = sizeof(nl), .msg_iov = vec, .msg_iovlen = 1
	};
}

/* Are the arguments of a call in JSON the members of an object? */
static bool json_call(const char *line)
{
	const char *from = strchr(line, '('), *to = strrchr(line, ')');
	static char text[65536];

	snprintf(text, sizeof(text), "{%.*s}", (int)(to - from - 1), from + 1);
	return json_valid(text, strlen(text));
}

/* How deep are the brackets? */
static int depth_of(const char *line)
{
	int depth = 0, most = 0;

	for (; *line; line++) {
		depth += *line == '[' || *line == '{';
		depth -= *line == ']' || *line == '}';
		most = depth > most ? depth : most;
	}
	return most;
}

TEST(nested)
{
	struct rtmsg route = { .rtm_family = AF_INET };
	struct message m = message_of(RTM_NEWROUTE, NLM_F_REQUEST, &route, sizeof(route)), error;
	struct iovec vec = { &m, 0 };
	struct msghdr msg = netlink_msg(&vec);
	const char *line;

	for (unsigned int levels = 1; levels < 40; levels++) {
		m.head.nlmsg_len =
			NLMSG_HDRLEN + sizeof(route) + hops_put(m.body + sizeof(route), levels);
		/* The same in an answer that is about it. */
		error = message_of(NLMSG_ERROR, 0, "\xff\xff\xff\xff", 4);
		memcpy(error.body + 4, &m, m.head.nlmsg_len);
		error.head.nlmsg_len += m.head.nlmsg_len;
		decode_netlink = NETLINK_ROUTE;
		for (int i = 0; i < 2; i++) {
			vec.iov_base = i ? (void *)&error : &m;
			vec.iov_len = i ? error.head.nlmsg_len : m.head.nlmsg_len;
			line = JSON("sendmsg", 1, DECODE_NETLINK_FD, PTR(&msg), 0);
			CHECK(json_call(line));
			CHECK(strstr(line, "\"msg_flags\":"));
			line = TEXT("sendmsg", 1, DECODE_NETLINK_FD, PTR(&msg), 0);
			CHECK(depth_of(line) < BTS_EMIT_DEPTH);
			CHECK(strstr(line, "rtnh_hops=0, rtnh_ifindex=0}"));
			/* What is too deep is bytes. */
			CHECK_INT(!!strstr(line, "\"\\x"), levels > 8);
			CHECK(!strstr(line, " ...]"));
		}
		decode_netlink = -1;
	}
}

TEST(kinds)
{
	static const struct bts_emit_style wide = { .string_max = 512 };
	struct ifinfomsg info = { .ifi_family = AF_UNSPEC };
	struct message m = message_of(RTM_NEWLINK, NLM_F_REQUEST, &info, sizeof(info)), inner = {};
	char name[301];

	memset(name, 'x', 300);
	name[300] = 0;
	/* An attribute in one, of which no more than 256 bytes are looked at. */
	inner.head.nlmsg_len = NLMSG_HDRLEN;
	attr_put(&inner, IFLA_INFO_KIND, name, 300);
	attr_put(&m, IFLA_LINKINFO, inner.body, inner.head.nlmsg_len - NLMSG_HDRLEN);
	decode_netlink = NETLINK_ROUTE;
	CHECK(strstr(
		STYLED(wide, "sendto", 1, DECODE_NETLINK_FD, PTR(&m), m.head.nlmsg_len, 0, 0, 0),
		"xxx\"...]"));
	memset(m.body + sizeof(info) + 8 + 200, 0, 100);
	CHECK(strstr(
		STYLED(wide, "sendto", 1, DECODE_NETLINK_FD, PTR(&m), m.head.nlmsg_len, 0, 0, 0),
		"xxx\"]"));
	decode_netlink = -1;
}

TEST(sockets)
{
	uint8_t ask[24] = { AF_UNIX, 0, 0, 0, 2 }, answer[16] = { AF_UNIX, SOCK_STREAM, 10 };
	struct message m =
		message_of(SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, ask, sizeof(ask));

	CHECK_STR(shown(NETLINK_SOCK_DIAG, &m),
		  HEAD("40", "SOCK_DIAG_BY_FAMILY",
		       "NLM_F_REQUEST|NLM_F_DUMP") "{sdiag_family=AF_UNIX, sdiag_protocol=0, "
						   "udiag_states=1<<TCP_ESTABLISHED, "
						   "udiag_ino=0, udiag_show=0, udiag_cookie=[0, "
						   "0]}" TAIL("40"));
	m = message_of(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, answer, sizeof(answer));
	attr_put(&m, 5, "\1\0\0\0\2\0\0\0", 8);
	attr_put(&m, 6, "\3", 1);
	CHECK_STR(shown(NETLINK_SOCK_DIAG, &m),
		  HEAD("52", "SOCK_DIAG_BY_FAMILY",
		       "NLM_F_MULTI") "{udiag_family=AF_UNIX, udiag_type=SOCK_STREAM, "
				      "udiag_state=TCP_LISTEN, udiag_ino=0, "
				      "udiag_cookie=[0, 0]}, [[{nla_len=12, "
				      "nla_type=UNIX_DIAG_MEMINFO}, "
				      "[[SK_MEMINFO_RMEM_ALLOC]=1, [SK_MEMINFO_RCVBUF]=2]], "
				      "[{nla_len=5, nla_type=UNIX_DIAG_SHUTDOWN}, 3]]" TAIL("52"));
}

TEST(others)
{
	static const char udev[41] = "libudev\0\xfe\xed\xca\xfe\x28\0\0\0\x28\0\0\0";
	struct message m = message_of(0x0a09, NLM_F_REQUEST | NLM_F_CREATE, "\2\0\0\x0a", 4);

	attr_put(&m, 1, "ab", 2);
	CHECK_STR(shown(NETLINK_NETFILTER, &m),
		  HEAD("28", "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWSET",
		       "NLM_F_REQUEST|NLM_F_CREATE") "{nfgen_family=AF_INET, version=NFNETLINK_V0, "
						     "res_id=htons(NFNL_SUBSYS_NFTABLES)}, "
						     "[{nla_len=6, nla_type=0x1}, "
						     "\"\\x61\\x62\"]" TAIL("28"));
	m = message_of(16, NLM_F_REQUEST, "\3\1\0\0", 4);
	attr_put(&m, 2, "nlctrl", 7);
	CHECK_STR(shown(NETLINK_GENERIC, &m),
		  HEAD("32", "0x10 /* GENERIC_FAMILY_??? */",
		       "NLM_F_REQUEST") "{cmd=CTRL_CMD_GETFAMILY, version=1}, "
					"[{nla_len=11, nla_type=CTRL_ATTR_FAMILY_NAME}, "
					"\"nlctrl\"]" TAIL("32"));
	decode_netlink = NETLINK_KOBJECT_UEVENT;
	CHECK_STR(TEXT("sendto", 3, DECODE_NETLINK_FD, PTR("add"), 3, 0, 0, 0),
		  "sendto(16, \"add\", 3, 0, NULL, 0) = 3");
	CHECK_STR(TEXT("sendto", 41, DECODE_NETLINK_FD, PTR(udev), 41, 0, 0, 0),
		  "sendto(16, [{prefix=\"libudev\", magic=htonl(0xfeedcafe), header_size=40, "
		  "properties_off=40, properties_len=0, filter_subsystem_hash=htonl(0), "
		  "filter_devtype_hash=htonl(0), filter_tag_bloom_hi=htonl(0), "
		  "filter_tag_bloom_lo=htonl(0)}, \"\\0\"], 41, 0, NULL, 0) = 41");
	decode_netlink = -1;
}

/* Whatever is in a message, there is an end. */
TEST(rubbish)
{
	static const int protocols[] = { NETLINK_ROUTE,	    NETLINK_SOCK_DIAG, NETLINK_XFRM,
					 NETLINK_NETFILTER, NETLINK_GENERIC,   NETLINK_CRYPTO };
	struct message m = { .head = { .nlmsg_len = sizeof(m), .nlmsg_flags = 1 } };
	unsigned int seed = 1;

	for (int i = 0; i < 4000; i++) {
		for (size_t j = 0; j < sizeof(m.body); j++) {
			seed = seed * 1103515245 + 12345;
			/* Small numbers are lengths and types more often than others. */
			m.body[j] = j % 4 ? (seed >> 16) % 3 ? 0 : seed >> 20 & 1
					  : seed >> 16 & 0x3f;
		}
		m.head.nlmsg_type = 16 + i % 120;
		m.head.nlmsg_flags = i >> 7;
		CHECK(strlen(shown(protocols[i % 6], &m)) > 60);
	}
}

TEST_MAIN(RUN(links), RUN(addresses), RUN(routes), RUN(nested), RUN(kinds), RUN(sockets),
	  RUN(others), RUN(rubbish))
