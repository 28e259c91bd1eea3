// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What follows the head of a netlink message: a struct by the protocol and the type, attributes. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "syscall/netlink_layout.h"

#define NL_REQUEST 1 /* NLM_F_REQUEST */

/* Members of the structs. */

MEMBER_SHOW(cookie)
{
	(void)field;
	bts_emit_array(call->emit);
	bts_emit_uint(call->emit, bts_bytes_uint(bytes, 4));
	bts_emit_uint(call->emit, bts_bytes_uint((const char *)bytes + 4, 4));
	bts_emit_array_end(call->emit);
}

/* struct inet_diag_sockid; the family of its addresses is the first byte of what it is in. */
MEMBER_SHOW(sockid)
{
	const char *id = bytes, *whole = id - field->off;
	int family = *(const uint8_t *)whole;
	static const struct {
		const char *name;
		uint8_t off;
	} ends[] = { { "idiag_src", 4 }, { "idiag_dst", 20 } };
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "idiag_sport");
	bts_emit_net_number(e, id, 2);
	bts_emit_key(e, "idiag_dport");
	bts_emit_net_number(e, id + 2, 2);
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		bts_emit_inet_wide(e, ends[i].name, family == AF_INET6 ? AF_INET6 : AF_INET,
				   id + ends[i].off, 16);
	}
	bts_emit_key(e, "idiag_if");
	bts_emit_ifindex(e, bts_bytes_uint(id + 36, 4));
	bts_emit_key(e, "idiag_cookie");
	nl_member_cookie(call, field, id + 40);
	bts_emit_struct_end(e);
}

#define M_UINT(name, off, n) M(name, off, n, bts_member_uint)
#define M_PAD(name, off, n)  M(name, off, n, bts_member_hex, .absent = bts_member_is_zero)
#define M_IFINDEX(name, off) M(name, off, 4, bts_member_ifindex)
#define M_COOKIE(name, off)  M(name, off, 8, nl_member_cookie)
#define M_SOCKID(off)	     M("id", off, 48, nl_member_sockid)
#define M_FAMILY(name)	     M_ENUM(name, 0, 1, addrfams, "AF_???")
/* rtnetlink */
NL_LAYOUT(ifinfomsg, 16, M_FAMILY("ifi_family"), M_ENUM("ifi_type", 2, 2, arphrd, "ARPHRD_???"),
	  M_IFINDEX("ifi_index", 4), M_FLAGS("ifi_flags", 8, 4, nl_iff, "IFF_???"),
	  M_HEX("ifi_change", 12, 4));
NL_LAYOUT(ifaddrmsg, 8, M_FAMILY("ifa_family"), M_UINT("ifa_prefixlen", 1, 1),
	  M_FLAGS("ifa_flags", 2, 1, nl_ifa_f, "IFA_F_???"),
	  M_ENUM("ifa_scope", 3, 1, nl_rt_scope, NULL), M_IFINDEX("ifa_index", 4));
NL_LAYOUT(rtmsg, 12, M_FAMILY("rtm_family"), M_UINT("rtm_dst_len", 1, 1),
	  M_UINT("rtm_src_len", 2, 1), M_FLAGS("rtm_tos", 3, 1, nl_iptos, "IPTOS_TOS_???"),
	  M_ENUM("rtm_table", 4, 1, nl_rt_table, NULL),
	  M_ENUM("rtm_protocol", 5, 1, nl_rtprot, "RTPROT_???"),
	  M_ENUM("rtm_scope", 6, 1, nl_rt_scope, NULL), M_ENUM("rtm_type", 7, 1, nl_rtn, "RTN_???"),
	  M_FLAGS("rtm_flags", 8, 4, nl_rtm_f, "RTM_F_???"));
NL_LAYOUT(ndmsg, 12, M_FAMILY("ndm_family"), M_IFINDEX("ndm_ifindex", 4),
	  M_FLAGS("ndm_state", 8, 2, nl_nud, "NUD_???"),
	  M_FLAGS("ndm_flags", 10, 1, nl_ntf, "NTF_???"),
	  M_ENUM("ndm_type", 11, 1, nl_rtn, "RTN_???"));
NL_LAYOUT(rule, 12, M_FAMILY("family"), M_UINT("dst_len", 1, 1), M_UINT("src_len", 2, 1),
	  M_FLAGS("tos", 3, 1, nl_iptos, "IPTOS_TOS_???"),
	  M_ENUM("table", 4, 1, nl_rt_table, "RT_TABLE_???"),
	  M_ENUM("action", 7, 1, nl_fr_act, "FR_ACT_???"),
	  M_FLAGS("flags", 8, 4, nl_fib_rule, "FIB_RULE_???"));
NL_LAYOUT(tcmsg, 20, M_FAMILY("tcm_family"), M_IFINDEX("tcm_ifindex", 4),
	  M_UINT("tcm_handle", 8, 4), M_UINT("tcm_parent", 12, 4), M_UINT("tcm_info", 16, 4));
/* One byte alone: padding may lack. */
NL_LAYOUT(tcamsg, 1, M_FAMILY("tca_family"));
NL_LAYOUT(ndtmsg, 1, M_FAMILY("ndtm_family"));
NL_LAYOUT(ifaddrlblmsg, 12, M_FAMILY("ifal_family"), M_UINT("ifal_prefixlen", 2, 1),
	  M_UINT("ifal_flags", 3, 1), M_IFINDEX("ifal_index", 4), M_UINT("ifal_seq", 8, 4));
NL_LAYOUT(dcbmsg, 4, M_FAMILY("dcb_family"), M_ENUM("cmd", 1, 1, nl_dcb_cmd, "DCB_CMD_???"));
NL_LAYOUT(netconfmsg, 1, M_FAMILY("ncm_family"));
NL_LAYOUT(portmsg, 8, M_FAMILY("family"), M_IFINDEX("ifindex", 4));
NL_LAYOUT(rtgenmsg, 1, M_FAMILY("rtgen_family"));
NL_LAYOUT(statsmsg, 12, M_FAMILY("family"), M_PAD("pad1", 1, 1), M_PAD("pad2", 2, 2),
	  M_IFINDEX("ifindex", 4),
	  M_FLAGS("filter_mask", 8, 4, nl_bit_ifla_stats, "1<<IFLA_STATS_???"));
NL_LAYOUT(nhmsg, 8, M_FAMILY("nh_family"), M_ENUM("nh_scope", 1, 1, nl_rt_scope, NULL),
	  M_ENUM("nh_protocol", 2, 1, nl_rtprot, "RTPROT_???"), M_PAD("resvd", 3, 1),
	  M_FLAGS("nh_flags", 4, 4, nl_rtnh_f, "RTNH_F_???"));

/* sock_diag */
NL_LAYOUT(unix_request, 24, M_FAMILY("sdiag_family"), M_UINT("sdiag_protocol", 1, 1),
	  M_FLAGS("udiag_states", 4, 4, nl_bit_tcp, "1<<TCP_???"), M_UINT("udiag_ino", 8, 4),
	  M_FLAGS("udiag_show", 12, 4, nl_udiag_show, "UDIAG_SHOW_???"),
	  M_COOKIE("udiag_cookie", 16));
NL_LAYOUT(unix_answer, 16, M_FAMILY("udiag_family"),
	  M_ENUM("udiag_type", 1, 1, socktypes, "SOCK_???"),
	  M_ENUM("udiag_state", 2, 1, nl_tcp_state, "TCP_???"), M_UINT("udiag_ino", 4, 4),
	  M_COOKIE("udiag_cookie", 8));
NL_LAYOUT(inet_request, 56, M_FAMILY("sdiag_family"),
	  M_ENUM("sdiag_protocol", 1, 1, inet_protocols, "IPPROTO_???"),
	  M_FLAGS("idiag_ext", 2, 1, nl_bit_inet_diag, "1<<INET_DIAG_???"),
	  M_FLAGS("idiag_states", 4, 4, nl_bit_tcp, "1<<TCP_???"), M_SOCKID(8));
/* Of messages from before there were other families. */
NL_LAYOUT(inet_old_request, 60, M_FAMILY("idiag_family"), M_UINT("idiag_src_len", 1, 1),
	  M_UINT("idiag_dst_len", 2, 1),
	  M_FLAGS("idiag_ext", 3, 1, nl_bit_inet_diag, "1<<INET_DIAG_???"), M_SOCKID(4),
	  M_FLAGS("idiag_states", 52, 4, nl_bit_tcp, "1<<TCP_???"), M_UINT("idiag_dbs", 56, 4));
NL_LAYOUT(inet_answer, 72, M_FAMILY("idiag_family"),
	  M_ENUM("idiag_state", 1, 1, nl_tcp_state, "TCP_???"), M_UINT("idiag_timer", 2, 1),
	  M_UINT("idiag_retrans", 3, 1), M_SOCKID(4), M_UINT("idiag_expires", 52, 4),
	  M_UINT("idiag_rqueue", 56, 4), M_UINT("idiag_wqueue", 60, 4), M_UINT("idiag_uid", 64, 4),
	  M_UINT("idiag_inode", 68, 4));
NL_LAYOUT(netlink_request, 20, M_FAMILY("sdiag_family"),
	  M_ENUM("sdiag_protocol", 1, 1, nl_diag_protocols, "NETLINK_???"),
	  M_UINT("ndiag_ino", 4, 4), M_FLAGS("ndiag_show", 8, 4, nl_ndiag_show, "NDIAG_SHOW_???"),
	  M_COOKIE("ndiag_cookie", 12));
NL_LAYOUT(netlink_answer, 28, M_FAMILY("ndiag_family"),
	  M_ENUM("ndiag_type", 1, 1, socktypes, "SOCK_???"),
	  M_ENUM("ndiag_protocol", 2, 1, netlink_protocols, "NETLINK_???"),
	  M_ENUM("ndiag_state", 3, 1, nl_netlink_state, "NETLINK_???"),
	  M_UINT("ndiag_portid", 4, 4), M_UINT("ndiag_dst_portid", 8, 4),
	  M_UINT("ndiag_dst_group", 12, 4), M_UINT("ndiag_ino", 16, 4),
	  M_COOKIE("ndiag_cookie", 20));
NL_LAYOUT(packet_request, 20, M_FAMILY("sdiag_family"), M_HEX("sdiag_protocol", 1, 1),
	  M_UINT("pdiag_ino", 4, 4), M_FLAGS("pdiag_show", 8, 4, nl_packet_show, "PACKET_SHOW_???"),
	  M_COOKIE("pdiag_cookie", 12));
NL_LAYOUT(packet_answer, 16, M_FAMILY("pdiag_family"),
	  M_ENUM("pdiag_type", 1, 1, socktypes, "SOCK_???"),
	  M_ENUM("pdiag_num", 2, 2, eth_protocols, "ETH_P_???"), M_UINT("pdiag_ino", 4, 4),
	  M_COOKIE("pdiag_cookie", 8));

NL_LAYOUT(smc_request, 52, M_FAMILY("diag_family"),
	  M_FLAGS("diag_ext", 3, 1, nl_bit_smc_diag, "1<<SMC_DIAG_\?\?\?-1"), M_SOCKID(4));
NL_LAYOUT(smc_answer, 64, M_FAMILY("diag_family"), M_ENUM("diag_state", 1, 1, nl_smc, "SMC_???"),
	  M_ENUM("diag_fallback", 2, 1, nl_smc_diag_mode, "SMC_DIAG_MODE_???"),
	  M_UINT("diag_shutdown", 3, 1), M_SOCKID(4), M_UINT("diag_uid", 52, 4),
	  M_UINT("diag_inode", 56, 8));

/* Others */
NL_LAYOUT(nlctrl, 4, M_ENUM("cmd", 0, 1, nl_ctrl_cmd, "CTRL_CMD_???"), M_UINT("version", 1, 1),
	  M_PAD("reserved", 2, 2));
NL_LAYOUT(generic, 4, M_HEX("cmd", 0, 1), M_UINT("version", 1, 1), M_PAD("reserved", 2, 2));
NL_LAYOUT(nfgenmsg, 4, M_FAMILY("nfgen_family"),
	  M_ENUM("version", 1, 1, nl_nfnetlink, "NFNETLINK_???"));
NL_LAYOUT(selinux_enforce, 4, M("val", 0, 4, bts_member_int));
NL_LAYOUT(selinux_policy, 4, M_UINT("seqno", 0, 4));

/* A struct, and the attributes behind it. */
struct body {
	const struct bts_layout *layout;
	const struct bts_nlattrs *attrs; /* NULL: there are none */
};

#define BODY(layout, set)                               \
	{                                               \
		&nl_layout_##layout, &bts_nlattrs_##set \
	}
#define BODY_ALONE(layout)                \
	{                                 \
		&nl_layout_##layout, NULL \
	}

/* Of what is too short the family alone is shown. */
static void cut_show(struct bts_nl *nl, const struct bts_layout *layout, const uint8_t *bytes)
{
	struct bts_emit *e = nl->call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, layout->fields[0].name);
	layout->fields[0].show(nl->call, &layout->fields[0], bytes);
	bts_emit_more(e);
	bts_emit_struct_end(e);
}

static void body_show(struct bts_nl *nl, const struct body *body, uint64_t addr, size_t len)
{
	const struct bts_layout *layout = body->layout;
	size_t size = (layout->size + 3) & ~3UL;
	uint8_t bytes[NL_LAYOUT_MAX];

	if (len < layout->size) {
		bytes[0] = nl->family;
		cut_show(nl, layout, bytes);
		return;
	}
	if (!nl_read(nl, addr, bytes, layout->size)) {
		bts_emit_addr(nl->call->emit, addr);
		return;
	}
	bts_layout_show(nl->call, layout, bytes);
	if (len > size && body->attrs)
		bts_show_nlattrs(nl, addr + size, len - size, body->attrs);
}

/* A family, and bytes. */
static void family_show(struct bts_nl *nl, const char *name, uint64_t addr, size_t len)
{
	struct bts_emit *e = nl->call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, name);
	bts_emit_enum(e, nl->family, &bts_set_addrfams, "AF_???");
	if (len > 1) {
		bts_emit_key(e, "data");
		bts_show_hex_bytes(nl->call, nl->when, addr + 1, len - 1);
	}
	bts_emit_struct_end(e);
}

/* Messages of four: new, delete, get, set. Of a kind by the quarter of what is above 16. */
static const struct body route_bodies[] = {
	BODY(ifinfomsg, ifla),
	BODY(ifaddrmsg, ifa),
	BODY(rtmsg, rta),
	BODY(ndmsg, nda),
	BODY(rule, fra),
	BODY(tcmsg, tca), /* disciplines of queues */
	BODY(tcmsg, tca), /* classes */
	BODY(tcmsg, tca), /* filters */
	BODY(tcamsg, tca_root),
	{},		      /* prefixes */
	BODY(ifaddrmsg, ifa), /* multicast */
	BODY(ifaddrmsg, ifa), /* anycast */
	BODY(ndtmsg, ndta),
	{}, /* options of users */
	BODY(ifaddrlblmsg, ifal),
	BODY(dcbmsg, dcb),
	BODY(netconfmsg, netconfa),
	BODY(portmsg, mdba),
	BODY(rtgenmsg, netnsa),
	BODY(statsmsg, ifla_stats),
	{},		  /* reports of a cache */
	BODY(tcmsg, tca), /* chains */
	BODY(nhmsg, nha),
};

#define RTM_BASE	   16
#define RTM_NEWCACHEREPORT 96

static bool route_show(struct bts_nl *nl, uint64_t addr, size_t len)
{
	size_t kind = (nl->type - RTM_BASE) / 4;
	bool known = bts_flag_name(&bts_set_nlmsg_route, nl->type);
	uint8_t family;

	if (!nl_read(nl, addr, &family, 1))
		return false;
	nl->family = family;
	if (nl->type == RTM_NEWCACHEREPORT) {
		bts_layout_show(nl->call, &nl_layout_rtgenmsg, &family);
		if (len > 4)
			bts_show_hex_bytes(nl->call, nl->when, addr + 4, len - 4);
		return true;
	}
	if (known && kind < ARRAY_SIZE(route_bodies) && route_bodies[kind].layout)
		body_show(nl, &route_bodies[kind], addr, len);
	else
		family_show(nl, "family", addr, len);
	return true;
}

/* By the family: what asks, and what answers. */
static const struct {
	int family;
	struct body ask, answer;
} diag_bodies[] = {
	{ AF_UNIX, BODY_ALONE(unix_request), BODY(unix_answer, unix_diag) },
	{ AF_INET, BODY(inet_request, inet_diag_req), BODY(inet_answer, inet_diag) },
	{ AF_INET6, BODY(inet_request, inet_diag_req), BODY(inet_answer, inet_diag) },
	{ AF_NETLINK, BODY_ALONE(netlink_request), BODY(netlink_answer, netlink_diag) },
	{ AF_PACKET, BODY_ALONE(packet_request), BODY(packet_answer, packet_diag) },
	{ AF_SMC, BODY_ALONE(smc_request), BODY(smc_answer, smc_diag) },
};

#define DIAG_BY_FAMILY 20 /* SOCK_DIAG_BY_FAMILY: types below are TCP's and DCCP's alone */

static bool diag_show(struct bts_nl *nl, uint64_t addr, size_t len)
{
	static const struct body old = BODY(inet_old_request, inet_diag_req);
	const struct body *body = NULL;
	bool asks = nl->flags & NL_REQUEST, inet;
	uint8_t family;

	if (!nl_read(nl, addr, &family, 1))
		return false;
	nl->family = family;
	inet = family == AF_INET || family == AF_INET6;
	for (size_t i = 0; i < ARRAY_SIZE(diag_bodies); i++) {
		if (diag_bodies[i].family == family)
			body = asks ? &diag_bodies[i].ask : &diag_bodies[i].answer;
	}
	if (asks && inet && nl->type < DIAG_BY_FAMILY)
		body = &old;
	if (body && len > 1)
		body_show(nl, body, addr, len);
	else
		family_show(nl, "family", addr, len);
	return true;
}

static bool generic_show(struct bts_nl *nl, uint64_t addr, size_t len)
{
	static const struct body control = BODY(nlctrl, ctrl_attr), other = BODY(generic, unnamed);

	if (len < 4)
		return false;
	body_show(nl, nl->type == 16 ? &control : &other, addr, len);
	return true;
}

static bool netfilter_show(struct bts_nl *nl, uint64_t addr, size_t len)
{
	const struct bts_layout *layout = &nl_layout_nfgenmsg;
	struct bts_emit *e = nl->call->emit;
	uint8_t bytes[4];
	bool alone = nl->type <= NF_BATCH_END;
	uint16_t id;

	if (len < sizeof(bytes) || !nl_read(nl, addr, bytes, sizeof(bytes)))
		return false;
	nl->family = bytes[0];
	bts_emit_struct(e);
	for (size_t i = 0; i < 2; i++) {
		const struct bts_member *field = &layout->fields[i];

		bts_emit_key(e, field->name);
		field->show(nl->call, field, bytes + field->off);
	}
	bts_emit_key(e, "res_id");
	id = bytes[2] << 8 | bytes[3];
	/* Of an answer it is a part of the generation. */
	bts_emit_wrap(e, "htons(");
	if (id == nl->type >> 8 && nl->type > 0xff)
		bts_emit_enum(e, id, &bts_set_nl_nfnl_subsys, NULL);
	else
		bts_emit_uint(e, id);
	bts_emit_unwrap(e, ")");
	bts_emit_struct_end(e);
	if (len <= sizeof(bytes))
		return true;
	if (alone)
		bts_show_hex_bytes(nl->call, nl->when, addr + 4, len - 4);
	else
		bts_show_nlattrs(nl, addr + 4, len - 4, &bts_nlattrs_unnamed);
	return true;
}

static bool selinux_show(struct bts_nl *nl, uint64_t addr, size_t len)
{
	static const struct body bodies[] = { BODY_ALONE(selinux_enforce),
					      BODY_ALONE(selinux_policy) };

	if (nl->type < 16 || nl->type > 17 || len < 4)
		return false;
	body_show(nl, &bodies[nl->type - 16], addr, len);
	return true;
}

bool bts_show_nl_body(struct bts_nl *nl, int protocol, uint64_t addr, size_t len)
{
	switch (protocol) {
	case NETLINK_ROUTE:
		return route_show(nl, addr, len);
	case NETLINK_DIAG:
		return diag_show(nl, addr, len);
	case NETLINK_SELINUX:
		return selinux_show(nl, addr, len);
	case NETLINK_NETFILTER:
		return netfilter_show(nl, addr, len);
	case NETLINK_GENERIC:
		return generic_show(nl, addr, len);
	}
	return false;
}
