// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Options of sockets: their names, and what they are set to. */
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/ip.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "syscall/call_net.h"

#define LEVEL_SOCKET  1
#define LEVEL_TCP     6
#define LEVEL_IP      0
#define LEVEL_IPV6    41
#define LEVEL_RAW     255
#define LEVEL_PACKET  263
#define LEVEL_NETLINK 270
#define LEVEL_TIPC    271

/* Names of options, by level; some are known to one of the calls only. */
static const struct level {
	uint32_t level;
	const char *unknown;
	const struct bts_flag_set *set, *get_set, *set_set;
} levels[] = {
	{ LEVEL_SOCKET, "SO_???", &bts_set_so, &bts_set_so_get, &bts_set_so_set },
	{ LEVEL_IP, "IP_???", &bts_set_ip, &bts_set_ip_get, &bts_set_ip_set },
	{ LEVEL_IPV6, "IPV6_???", &bts_set_ipv6, &bts_set_ipv6_get, &bts_set_ipv6_set },
	/* The kernel takes the family for it too. */
	{ AF_VSOCK, "SO_VM_SOCKETS_???", &bts_set_sock_vsock, NULL, NULL },
	{ LEVEL_TCP, "TCP_???", &bts_set_tcp, NULL, NULL },
	{ 17, "UDP_???", &bts_set_udp, NULL, NULL },
	{ 101, "CAN_RAW_???", &bts_set_can_raw, NULL, NULL },
	{ 132, "SCTP_???", &bts_set_sctp, NULL, NULL },
	{ LEVEL_RAW, "RAW_???", &bts_set_raw, NULL, NULL },
	{ 256, "IPX_???", &bts_set_ipx, NULL, NULL },
	{ 257, "AX25_???", &bts_set_ax25, NULL, NULL },
	{ LEVEL_PACKET, "PACKET_???", &bts_set_packet, NULL, NULL },
	{ 266, "IRLMP_???", &bts_set_irda, NULL, NULL },
	{ 268, "LLC_OPT_???", &bts_set_llc, NULL, NULL },
	{ 269, "DCCP_SOCKOPT_???", &bts_set_dccp, NULL, NULL },
	{ LEVEL_NETLINK, "NETLINK_???", &bts_set_netlink_opts, NULL, NULL },
	{ LEVEL_TIPC, "TIPC_???", &bts_set_tipc, NULL, NULL },
	{ 272, "RXRPC_???", &bts_set_rxrpc, NULL, NULL },
	{ 273, "PPPOL2TP_SO_???", &bts_set_pppol2tp, NULL, NULL },
	{ 274, "BT_???", &bts_set_bluetooth, NULL, NULL },
	{ 275, "PNPIPE_???", &bts_set_pnpipe, NULL, NULL },
	{ 276, "RDS_???", &bts_set_rds, NULL, NULL },
	{ 277, "SO_???", &bts_set_iucv, NULL, NULL },
	{ 278, "CAIFSO_???", &bts_set_caif, NULL, NULL },
	{ 279, "ALG_SET_???", &bts_set_alg, NULL, NULL },
	{ 280, "NFC_LLCP_???", &bts_set_nfcllcp, NULL, NULL },
	{ 281, "KCM_???", &bts_set_kcm, NULL, NULL },
	{ 282, "TLS_???", &bts_set_tls, NULL, NULL },
	{ 283, "XDP_???", &bts_set_xdp, NULL, NULL },
};

static void name_show(struct bts_call *call, uint32_t name, bool get)
{
	const struct bts_flag_set *more;

	for (size_t i = 0; i < ARRAY_SIZE(levels); i++) {
		const struct level *level = &levels[i];

		if (level->level != (uint32_t)call->arg[1])
			continue;
		more = get ? level->get_set : level->set_set;
		bts_emit_enum(call->emit, name,
			      more && !bts_flag_name(level->set, name) ? more : level->set,
			      level->unknown);
		return;
	}
	bts_emit_uint(call->emit, name);
}

void bts_show_getsockopt_name(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	name_show(call, value, true);
}

void bts_show_setsockopt_name(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	name_show(call, value, false);
}

LAYOUT(ucred, struct ucred, F_PID(struct ucred, pid), F_ID(struct ucred, uid),
       F_ID(struct ucred, gid));

LAYOUT_LOCAL(linger, struct linger, F_INT(struct linger, l_onoff), F_INT(struct linger, l_linger));

struct tpacket_counts {
	uint32_t tp_packets, tp_drops, tp_freeze_q_cnt;
};

LAYOUT_LOCAL(tpacket_stats, struct tpacket_counts, F_UINT(struct tpacket_counts, tp_packets),
	     F_UINT(struct tpacket_counts, tp_drops),
	     F_UINT(struct tpacket_counts, tp_freeze_q_cnt));

LAYOUT_LOCAL(tpacket_req, struct tpacket_req, F_UINT(struct tpacket_req, tp_block_size),
	     F_UINT(struct tpacket_req, tp_block_nr), F_UINT(struct tpacket_req, tp_frame_size),
	     F_UINT(struct tpacket_req, tp_frame_nr));

/* A value as a decoder of options finds it. */
struct value {
	enum bts_when when;
	uint64_t addr;
	int len;  /* bytes, as the program says, or the kernel did */
	int room; /* of getsockopt: what there was room for */
	bool get;
};

/* The value's first @n bytes. 0, or -EFAULT when the address is shown instead. */
static int value_read(struct bts_call *call, const struct value *v, void *to, size_t n)
{
	int err = bts_call_read(call, v->when, v->addr, to, n);

	if (err)
		bts_emit_addr(call->emit, v->addr);
	return err;
}

static void hex_value(struct bts_call *call, const struct value *v)
{
	char bytes[BTS_SOCKOPT_MAX];

	if (!value_read(call, v, bytes, v->len))
		bts_emit_string(call->emit, bytes, v->len, BTS_STRING_HEX);
}

static void int_at(struct bts_call *call, const struct value *v)
{
	int32_t number;

	if (value_read(call, v, &number, sizeof(number)))
		return;
	bts_emit_array(call->emit);
	bts_emit_int(call->emit, number);
	bts_emit_array_end(call->emit);
}

/*
 * What is too short to be one, which is no larger than BTS_SOCKOPT_MAX, is shown as the address, or
 * what the kernel told of it as bytes.
 */
static bool too_short(struct bts_call *call, const struct value *v, int size)
{
	if (v->len >= size)
		return false;
	if (v->get)
		hex_value(call, v);
	else
		bts_emit_addr(call->emit, v->addr);
	return true;
}

static void int_value(struct bts_call *call, const struct value *v)
{
	if (!too_short(call, v, 4))
		int_at(call, v);
}

/* Whatever the length is. */
static void any_int_value(struct bts_call *call, const struct value *v)
{
	int_at(call, v);
}

static void descriptor_value(struct bts_call *call, const struct value *v)
{
	int32_t fd;

	if (too_short(call, v, 4) || value_read(call, v, &fd, sizeof(fd)))
		return;
	bts_emit_array(call->emit);
	bts_call_show_fd(call, fd);
	bts_emit_array_end(call->emit);
}

static void default_value(struct bts_call *call, const struct value *v)
{
	if (v->len == 4)
		int_at(call, v);
	else
		bts_show_bytes(call, v->when, v->addr, v->len);
}

static void error_value(struct bts_call *call, const struct value *v)
{
	int32_t error;

	if (too_short(call, v, 4) || value_read(call, v, &error, sizeof(error)))
		return;
	bts_emit_array(call->emit);
	if (error > 0)
		bts_emit_error(call->emit, error, BTS_DEC);
	else
		bts_emit_int(call->emit, error);
	bts_emit_array_end(call->emit);
}

static void txrehash_value(struct bts_call *call, const struct value *v)
{
	int32_t number;
	const char *name;

	if (too_short(call, v, 4) || value_read(call, v, &number, sizeof(number)))
		return;
	name = bts_flag_name(&bts_set_txrehash, (uint32_t)number);
	if (!name)
		name = bts_flag_name(&bts_set_txrehash, (int64_t)number);
	bts_emit_array(call->emit);
	if (name) {
		call->emit->ops->named(call->emit, (int64_t)number, name, BTS_DEC);
	} else {
		bts_emit_int(call->emit, number);
		if (call->emit->style.consts != BTS_CONST_RAW)
			bts_emit_commentf(call->emit, "SOCK_TXREHASH_???");
	}
	bts_emit_array_end(call->emit);
}

/* What there is of a struct; a member that is cut is shown as bytes. */
static void struct_part(struct bts_call *call, const struct value *v,
			const struct bts_layout *layout)
{
	size_t n = (size_t)v->len < layout->size ? (size_t)v->len : layout->size;
	char bytes[BTS_LAYOUT_MAX];

	if (value_read(call, v, bytes, n))
		return;
	bts_emit_struct(call->emit);
	for (size_t i = 0; i < layout->count; i++) {
		const struct bts_member *member = &layout->fields[i];

		if (n <= member->off)
			break;
		bts_emit_key(call->emit, member->name);
		if (n < (size_t)member->off + member->size)
			bts_emit_string(call->emit, bytes + member->off, n - member->off,
					BTS_STRING_HEX);
		else
			member->show(call, member, bytes + member->off);
	}
	bts_emit_struct_end(call->emit);
}

static void linger_value(struct bts_call *call, const struct value *v)
{
	if (v->get || v->len >= (int)sizeof(struct linger))
		struct_part(call, v, &bts_layout_linger);
	else
		bts_emit_addr(call->emit, v->addr);
}

static void peercred_value(struct bts_call *call, const struct value *v)
{
	struct_part(call, v, &bts_layout_ucred);
}

static void statistics_value(struct bts_call *call, const struct value *v)
{
	struct_part(call, v, &bts_layout_tpacket_stats);
}

static void ring_value(struct bts_call *call, const struct value *v)
{
	if (v->len == sizeof(struct tpacket_req))
		struct_part(call, v, &bts_layout_tpacket_req);
	else
		bts_emit_addr(call->emit, v->addr);
}

/* struct sock_fprog. */
static void filter_value(struct bts_call *call, const struct value *v)
{
	int size = 2 * call->word;
	char bytes[16];
	uint64_t n, filter;

	if (v->len != size) {
		bts_emit_addr(call->emit, v->addr);
		return;
	}
	if (value_read(call, v, bytes, size))
		return;
	n = bts_bytes_uint(bytes, 2);
	filter = bts_bytes_uint(bytes + call->word, call->word);
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "len");
	bts_emit_uint(call->emit, n);
	bts_emit_key(call->emit, "filter");
	bts_show_bpf_filter(call, v->when, filter, n);
	bts_emit_struct_end(call->emit);
}

static void get_filter_value(struct bts_call *call, const struct value *v)
{
	if (v->len == (uint16_t)v->len)
		bts_show_bpf_filter(call, v->when, v->addr, v->len);
	else
		bts_emit_addr(call->emit, v->addr);
}

static void mreq_value(struct bts_call *call, const struct value *v)
{
	char bytes[8];

	if (too_short(call, v, sizeof(bytes)) || value_read(call, v, bytes, sizeof(bytes)))
		return;
	bts_emit_struct(call->emit);
	bts_emit_inet_member(call->emit, "imr_multiaddr", AF_INET, bytes);
	bts_emit_inet_member(call->emit, "imr_interface", AF_INET, bytes + 4);
	bts_emit_struct_end(call->emit);
}

static void mreq6_value(struct bts_call *call, const struct value *v)
{
	char bytes[20];

	if (too_short(call, v, sizeof(bytes)) || value_read(call, v, bytes, sizeof(bytes)))
		return;
	bts_emit_struct(call->emit);
	bts_emit_inet_member(call->emit, "ipv6mr_multiaddr", AF_INET6, bytes);
	bts_emit_key(call->emit, "ipv6mr_interface");
	bts_emit_ifindex(call->emit, bts_bytes_uint(bytes + 16, 4));
	bts_emit_struct_end(call->emit);
}

/* struct group_req: the address stands at the alignment of a word. */
static void group_value(struct bts_call *call, const struct value *v)
{
	int off = call->word, size = off + BTS_SOCKADDR_MAX;
	char bytes[8 + BTS_SOCKADDR_MAX];

	if (too_short(call, v, size) || value_read(call, v, bytes, size))
		return;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "gr_interface");
	bts_emit_ifindex(call->emit, bts_bytes_uint(bytes, 4));
	bts_emit_key(call->emit, "gr_group");
	bts_emit_sockaddr(call, bytes + off, BTS_SOCKADDR_MAX);
	bts_emit_struct_end(call->emit);
}

static void packet_mreq_value(struct bts_call *call, const struct value *v)
{
	struct bts_emit *e = call->emit;
	struct packet_mreq mreq;

	if (v->len != sizeof(mreq)) {
		bts_emit_addr(e, v->addr);
		return;
	}
	if (value_read(call, v, &mreq, sizeof(mreq)))
		return;
	bts_emit_struct(e);
	bts_emit_key(e, "mr_ifindex");
	bts_emit_ifindex(e, mreq.mr_ifindex);
	bts_emit_key(e, "mr_type");
	bts_emit_enum(e, mreq.mr_type, &bts_set_packet_mreq, "PACKET_MR_???");
	bts_emit_key(e, "mr_alen");
	bts_emit_uint(e, mreq.mr_alen);
	bts_emit_key(e, "mr_address");
	bts_emit_mac(e, mreq.mr_address,
		     mreq.mr_alen < sizeof(mreq.mr_address) ? mreq.mr_alen
							    : sizeof(mreq.mr_address));
	bts_emit_struct_end(e);
}

/* A set of kinds of messages; where most are in it, those that are not are shown. */
static void icmp_filter_value(struct bts_call *call, const struct value *v)
{
	int n = v->len < 4 ? v->len : 4;
	uint32_t set = ~0U;
	char text[1200] = "";
	size_t len = 0;

	if (n <= 0) {
		bts_emit_addr(call->emit, v->addr);
		return;
	}
	if (value_read(call, v, &set, n))
		return;
	if (__builtin_popcount(set) > 16) {
		set = ~set;
		text[len++] = '~';
	}
	text[len++] = '[';
	for (int i = 0; i < 32; i++) {
		const char *name = bts_flag_name(&bts_set_icmp_filter, i);

		if (!(set >> i & 1))
			continue;
		if (text[len - 1] != '[')
			text[len++] = ' ';
		if (name && call->emit->style.consts == BTS_CONST_ABBREV)
			len += snprintf(text + len, sizeof(text) - len, "%s", name);
		else
			len += snprintf(text + len, sizeof(text) - len, i ? "%#x" : "%u", i);
		if (call->emit->style.consts == BTS_CONST_VERBOSE ||
		    (!name && call->emit->style.consts == BTS_CONST_ABBREV))
			len += snprintf(text + len, sizeof(text) - len, " /* %s */",
					name ?: "ICMP_???");
	}
	snprintf(text + len, sizeof(text) - len, "]");
	bts_emit_word(call->emit, text);
}

static void memberships_value(struct bts_call *call, const struct value *v)
{
	struct bts_emit *e = call->emit;
	size_t n = (v->len < v->room ? v->len : v->room) / 4;
	uint32_t group;

	if (n && bts_call_read(call, v->when, v->addr, &group, sizeof(group))) {
		bts_emit_addr(e, v->addr);
		return;
	}
	bts_emit_array(e);
	for (size_t i = 0; i < n; i++) {
		if (bts_emit_cut(e, i))
			break;
		if (bts_call_read(call, v->when, v->addr + 4 * i, &group, sizeof(group))) {
			bts_emit_more(e);
			bts_emit_commentf(e, "0x%llx", (unsigned long long)(v->addr + 4 * i));
			break;
		}
		bts_emit_uint(e, group);
	}
	bts_emit_array_end(e);
}

static void port_range_value(struct bts_call *call, const struct value *v)
{
	size_t max = call->emit->style.string_max, len = v->len, want = len < max ? len : max;
	char low[8] = "", high[8] = "", room[64];
	const char *bytes;
	uint32_t range;

	/* Of another length it is shown as bytes, if all that are shown are there. */
	if (v->len < 0 || (want <= sizeof(room) &&
			   bts_call_bytes(call, v->when, v->addr, want, &bytes, room) < want)) {
		bts_emit_addr(call->emit, v->addr);
		return;
	}
	if (v->len != 4) {
		bts_show_hex_bytes(call, v->when, v->addr, v->len);
		return;
	}
	if (value_read(call, v, &range, sizeof(range)))
		return;
	bts_emit_array(call->emit);
	bts_emit_hex(call->emit, range);
	/* The end that is 0 is left as it is. */
	if (range & 0xffff)
		snprintf(low, sizeof(low), "%u", range & 0xffff);
	if (range >> 16)
		snprintf(high, sizeof(high), "%u", range >> 16);
	if (range && call->emit->style.consts != BTS_CONST_RAW)
		bts_emit_commentf(call->emit, "%s..%s", low, high);
	bts_emit_array_end(call->emit);
}

static void importance_value(struct bts_call *call, const struct value *v)
{
	uint32_t number;

	if (too_short(call, v, 4) || value_read(call, v, &number, sizeof(number)))
		return;
	bts_emit_array(call->emit);
	bts_emit_enum(call->emit, number, &bts_set_tipc_importance, "TIPC_???_IMPORTANCE");
	bts_emit_array_end(call->emit);
}

/* struct tcp_ao_add of newer kernels. */
struct ao_add {
	char addr[BTS_SOCKADDR_MAX], alg_name[64];
	int32_t ifindex;
	uint32_t current_rnext;
	uint16_t reserved;
	uint8_t prefix, sndid, rcvid, maclen, keyflags, keylen, key[80];
};

/* What is not there counts as zero. */
static void ao_add_value(struct bts_call *call, const struct value *v)
{
	size_t n = (size_t)v->len < sizeof(struct ao_add) ? (size_t)v->len : sizeof(struct ao_add);
	struct bts_emit *e = call->emit;
	struct ao_add add = {};

	if (v->len <= 0) {
		bts_emit_addr(e, v->addr);
		return;
	}
	if (value_read(call, v, &add, n))
		return;
	bts_emit_struct(e);
	bts_emit_key(e, "addr");
	bts_emit_sockaddr(call, add.addr, sizeof(add.addr));
	bts_emit_key(e, "prefix");
	bts_emit_uint(e, add.prefix);
	bts_emit_key(e, "alg_name");
	bts_emit_cstring(e, add.alg_name, sizeof(add.alg_name));
	bts_emit_key(e, "ifindex");
	bts_emit_ifindex(e, add.ifindex);
	bts_emit_key(e, "set_current");
	bts_emit_uint(e, add.current_rnext & 1);
	bts_emit_key(e, "set_rnext");
	bts_emit_uint(e, add.current_rnext >> 1 & 1);
	bts_emit_key(e, "sndid");
	bts_emit_uint(e, add.sndid);
	bts_emit_key(e, "rcvid");
	bts_emit_uint(e, add.rcvid);
	bts_emit_key(e, "maclen");
	bts_emit_uint(e, add.maclen);
	bts_emit_key(e, "keyflags");
	bts_emit_flags(e, add.keyflags, &bts_set_tcp_ao_keyf, "TCP_AO_KEYF_???");
	bts_emit_key(e, "key");
	bts_emit_string(e, add.key, add.keylen < sizeof(add.key) ? add.keylen : sizeof(add.key),
			BTS_STRING_HEX);
	bts_emit_key(e, "keylen");
	bts_emit_uint(e, add.keylen);
	bts_emit_struct_end(e);
}

/* One of an instruction's parts, behind what stands in @text. */
static size_t part_print(const struct bts_emit *e, char *text, size_t room, uint32_t value,
			 const struct bts_flag_set *set, const char *unknown)
{
	const char *name = bts_flag_name(set, value), *prefix = value ? "0x" : "";

	if (name && e->style.consts == BTS_CONST_ABBREV)
		return snprintf(text, room, "%s", name);
	if (e->style.consts == BTS_CONST_RAW)
		return snprintf(text, room, "%s%x", prefix, value);
	return snprintf(text, room, "%s%x /* %s */", prefix, value, name ?: unknown);
}

/* Which parts the classes have, in the order in which they are shown. */
struct code_part {
	uint16_t mask;
	const struct bts_flag_set *set;
};

#define BPF_CLASSES 8

static const struct code_part code_parts[BPF_CLASSES][2] = {
	[BPF_LD] = { { 0x18, &bts_set_bpf_size }, { 0xe0, &bts_set_bpf_mode } },
	[BPF_LDX] = { { 0x18, &bts_set_bpf_size }, { 0xe0, &bts_set_bpf_mode } },
	[BPF_ALU] = { { 0x08, &bts_set_bpf_src }, { 0xf0, &bts_set_bpf_op_alu } },
	[BPF_JMP] = { { 0x08, &bts_set_bpf_src }, { 0xf0, &bts_set_bpf_op_jmp } },
	[BPF_RET] = { { 0x18, &bts_set_bpf_rval } },
	[BPF_MISC] = { { 0xf8, &bts_set_bpf_miscop } },
};

/* Of the instructions of today's programs, which have other classes. */
#define EBPF_LOAD                                \
	{                                        \
		{ 0x18, &bts_set_bpf_size },     \
		{                                \
			0xe0, &bts_set_ebpf_mode \
		}                                \
	}
#define EBPF_ALU64 7

static const struct code_part ebpf_parts[BPF_CLASSES][2] = {
	[BPF_LD] = EBPF_LOAD,
	[BPF_LDX] = EBPF_LOAD,
	[BPF_ST] = EBPF_LOAD,
	[BPF_STX] = EBPF_LOAD,
	[BPF_ALU] = { { 0x08, &bts_set_bpf_src }, { 0xf0, &bts_set_bpf_op_alu } },
	[BPF_JMP] = { { 0x08, &bts_set_bpf_src }, { 0xf0, &bts_set_bpf_op_jmp } },
	[EBPF_ALU64] = { { 0x08, &bts_set_bpf_src }, { 0xf0, &bts_set_bpf_op_alu } },
};

static size_t code_print(const struct bts_emit *e, char *text, size_t room, uint16_t code,
			 const struct code_part (*all)[2], const struct bts_flag_set *classes)
{
	const struct code_part *parts = all[code & (BPF_CLASSES - 1)];
	uint16_t rest = code & ~(BPF_CLASSES - 1);
	size_t n = part_print(e, text, room, code & (BPF_CLASSES - 1), classes, "BPF_???");

	for (int i = 0; i < 2 && parts[i].set; i++) {
		n += snprintf(text + n, room - n, "|");
		n += part_print(e, text + n, room - n, code & parts[i].mask, parts[i].set,
				"BPF_???");
		rest &= ~parts[i].mask;
	}
	/* Of the others what is left is not shown. */
	if (rest && !parts[1].set)
		n += snprintf(text + n, room - n, "|%#x /* BPF_??? */", rest);
	return n;
}

void bts_emit_ebpf_code(struct bts_emit *e, uint8_t code)
{
	char text[256];

	code_print(e, text, sizeof(text), code, ebpf_parts, &bts_set_ebpf_class);
	bts_emit_word(e, text);
}

/* What stands for what is not in the packet: its ancillary data, its headers. */
static size_t k_print(const struct bts_emit *e, char *text, size_t room, uint16_t code, uint32_t k)
{
	static const struct {
		uint32_t off;
		const char *name;
	} bases[] = {
		{ SKF_AD_OFF, "SKF_AD_OFF" },
		{ SKF_NET_OFF, "SKF_NET_OFF" },
		{ SKF_LL_OFF, "SKF_LL_OFF" },
	};
	size_t n;

	for (int i = 0; BPF_CLASS(code) == BPF_LD && BPF_MODE(code) == BPF_ABS && i < 3; i++) {
		if (k < bases[i].off)
			continue;
		if (e->style.consts == BTS_CONST_ABBREV)
			n = snprintf(text, room, "%s+", bases[i].name);
		else if (e->style.consts == BTS_CONST_RAW)
			n = snprintf(text, room, "%#x+", bases[i].off);
		else
			n = snprintf(text, room, "%#x /* %s */+", bases[i].off, bases[i].name);
		if (i)
			return n + snprintf(text + n, room - n, "%u", k - bases[i].off);
		return n + part_print(e, text + n, room - n, k - bases[i].off, &bts_set_skf_ad,
				      "SKF_AD_???");
	}
	return snprintf(text, room, "%#x", k);
}

/* What a filter of system calls returns: an action and a number that goes with it. */
#define ACTION 0xffff0000

static size_t action_print(const struct bts_emit *e, char *text, size_t room, uint16_t code,
			   uint32_t k)
{
	size_t n;

	if (BPF_CLASS(code) != BPF_RET)
		return snprintf(text, room, "%#x", k);
	n = part_print(e, text, room, k & ACTION, &bts_set_seccomp_ret, "SECCOMP_RET_???");
	if (k & ~ACTION)
		n += snprintf(text + n, room - n, "|%#x", k & ~ACTION);
	return n;
}

/* How an instruction's number is shown. */
struct k_kind {
	size_t (*print)(const struct bts_emit *e, char *text, size_t room, uint16_t code,
			uint32_t k);
};

static void instruction_show(struct bts_call *call, const void *bytes, uint64_t addr,
			     const void *data)
{
	const struct sock_filter *f = bytes;
	const struct k_kind *kind = data;
	char text[512];
	size_t n;

	(void)addr;
	n = snprintf(text, sizeof(text), "BPF_%s(", f->jt || f->jf ? "JUMP" : "STMT");
	n += code_print(call->emit, text + n, sizeof(text) - n, f->code, code_parts,
			&bts_set_bpf_class);
	n += snprintf(text + n, sizeof(text) - n, ", ");
	if (f->jt || f->jf)
		n += snprintf(text + n, sizeof(text) - n, "%#x, %#x, %#x", f->k, f->jt, f->jf);
	else
		n += kind->print(call->emit, text + n, sizeof(text) - n, f->code, f->k);
	snprintf(text + n, sizeof(text) - n, ")");
	bts_emit_word(call->emit, text);
}

static void program_show(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n,
			 const struct k_kind *kind)
{
	if (call->emit->style.verbose)
		bts_show_elements(call, when, addr, n, sizeof(struct sock_filter), instruction_show,
				  kind);
	else
		bts_emit_addr(call->emit, addr);
}

void bts_show_bpf_filter(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n)
{
	static const struct k_kind packets = { k_print };

	program_show(call, when, addr, n, &packets);
}

void bts_show_seccomp_filter(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n)
{
	static const struct k_kind actions = { action_print };

	program_show(call, when, addr, n, &actions);
}

typedef void (*value_fn)(struct bts_call *call, const struct value *v);

#define ANY 0xffffffffU /* all other names of a level */

/* Options that are not shown by their length alone. */
static const struct option {
	uint32_t level, name;
	value_fn set, get; /* NULL: by its length */
} options[] = {
	{ LEVEL_SOCKET, 4, NULL, error_value },		      /* SO_ERROR */
	{ LEVEL_SOCKET, 13, linger_value, linger_value },     /* SO_LINGER */
	{ LEVEL_SOCKET, 17, NULL, peercred_value },	      /* SO_PEERCRED */
	{ LEVEL_SOCKET, 26, filter_value, get_filter_value }, /* SO_ATTACH_FILTER */
	{ LEVEL_SOCKET, 51, filter_value, NULL },	      /* SO_ATTACH_REUSEPORT_CBPF */
	{ LEVEL_SOCKET, 74, txrehash_value, txrehash_value }, /* SO_TXREHASH */
	{ LEVEL_SOCKET, 77, NULL, descriptor_value },	      /* SO_PEERPIDFD */
	{ LEVEL_IP, 35, mreq_value, NULL },		      /* IP_ADD_MEMBERSHIP */
	{ LEVEL_IP, 36, mreq_value, NULL },		      /* IP_DROP_MEMBERSHIP */
	{ LEVEL_IP, 42, group_value, NULL },		      /* MCAST_JOIN_GROUP */
	{ LEVEL_IP, 45, group_value, NULL },		      /* MCAST_LEAVE_GROUP */
	{ LEVEL_IP, 51, port_range_value, port_range_value }, /* IP_LOCAL_PORT_RANGE */
	{ LEVEL_IPV6, 20, mreq6_value, NULL },		      /* IPV6_ADD_MEMBERSHIP */
	{ LEVEL_IPV6, 21, mreq6_value, NULL },		      /* IPV6_DROP_MEMBERSHIP */
	{ LEVEL_IPV6, 27, mreq6_value, NULL },		      /* IPV6_JOIN_ANYCAST */
	{ LEVEL_IPV6, 28, mreq6_value, NULL },		      /* IPV6_LEAVE_ANYCAST */
	{ LEVEL_IPV6, 42, group_value, NULL },
	{ LEVEL_IPV6, 45, group_value, NULL },
	{ LEVEL_TCP, 38, ao_add_value, NULL },			/* TCP_AO_ADD_KEY */
	{ LEVEL_RAW, 1, icmp_filter_value, icmp_filter_value }, /* ICMP_FILTER */
	{ LEVEL_PACKET, 1, packet_mreq_value, NULL },		/* PACKET_ADD_MEMBERSHIP */
	{ LEVEL_PACKET, 2, packet_mreq_value, NULL },		/* PACKET_DROP_MEMBERSHIP */
	{ LEVEL_PACKET, 5, ring_value, NULL },			/* PACKET_RX_RING */
	{ LEVEL_PACKET, 6, NULL, statistics_value },		/* PACKET_STATISTICS */
	{ LEVEL_PACKET, 13, ring_value, NULL },			/* PACKET_TX_RING */
	{ LEVEL_NETLINK, 9, int_value, memberships_value },	/* NETLINK_LIST_MEMBERSHIPS */
	{ LEVEL_NETLINK, ANY, int_value, any_int_value },
	{ LEVEL_TIPC, 127, importance_value, importance_value }, /* TIPC_IMPORTANCE */
	{ LEVEL_TIPC, ANY, any_int_value, any_int_value },
};

/* Those of SOL_SOCKET that are ints, from 0 on. */
static const uint8_t socket_ints[] = {
	1,  2,	5,  6,	7,  8,	9,  10, 11, 12, 14, 15, 16, 18, 19, 27,
	29, 30, 32, 33, 34, 35, 36, 37, 40, 41, 42, 43, 44, 45, 46, 49,
	53, 56, 60, 63, 64, 65, 68, 69, 70, 73, 75, 76, 82, 83, 84,
};

static value_fn value_decoder(uint32_t level, uint32_t name, bool get)
{
	for (size_t i = 0; i < ARRAY_SIZE(options); i++) {
		const struct option *option = &options[i];

		if (option->level == level && (option->name == name || option->name == ANY))
			return (get ? option->get : option->set) ?: default_value;
	}
	for (size_t i = 0; level == LEVEL_SOCKET && i < sizeof(socket_ints); i++) {
		if (socket_ints[i] == name)
			return int_value;
	}
	return default_value;
}

void bts_show_setsockopt_value(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct value v = {
		.when = BTS_AT_ENTRY,
		.addr = bts_call_word(call, value),
		.len = call->arg[4],
	};

	(void)arg;
	if (v.addr)
		value_decoder(call->arg[1], call->arg[2], false)(call, &v);
	else
		bts_emit_addr(call->emit, 0);
}

void bts_show_getsockopt_value(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct value v = {
		.when = BTS_AT_RETURN,
		.addr = bts_call_word(call, value),
		.get = true,
	};

	(void)arg;
	if (v.addr && bts_call_done(call) &&
	    !bts_call_read(call, BTS_AT_ENTRY, bts_call_word(call, call->arg[4]), &v.room, 4) &&
	    !bts_call_read(call, BTS_AT_RETURN, bts_call_word(call, call->arg[4]), &v.len, 4) &&
	    v.room > 0 && v.len > 0)
		value_decoder(call->arg[1], call->arg[2], true)(call, &v);
	else
		bts_emit_addr(call->emit, v.addr);
}
