// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Sockets: what they are made of, and addresses. */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include "syscall/call_net.h"

#define TYPE_MASK 15

void bts_show_socket_type(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t type = value & TYPE_MASK, rest = (uint32_t)value & ~TYPE_MASK;

	(void)arg;
	if (bts_flag_name(&bts_set_socktypes, type))
		bts_show_enum_and_flags(call, type, &bts_set_socktypes, NULL, rest,
					&bts_set_sock_flags, "SOCK_???");
	else
		bts_emit_flags(call->emit, (uint32_t)value, &bts_set_sock_flags, "SOCK_???");
}

/* The numbers of protocols, by family. */
static const struct protocols {
	int family;
	const struct bts_flag_set *set;
	const char *unknown;
} protocols[] = {
	{ AF_INET, &bts_set_inet_protocols, "IPPROTO_???" },
	{ AF_INET6, &bts_set_inet_protocols, "IPPROTO_???" },
	{ AF_AX25, &bts_set_ax25_protocols, "AX25_P_???" },
	{ AF_NETLINK, &bts_set_netlink_protocols, "NETLINK_???" },
	{ AF_PACKET, &bts_set_eth_protocols, "ETH_P_???" },
	/* strace's table for it is that of AF_CAN. */
	{ AF_IRDA, &bts_set_can_protocols, "IRDAPROTO_???" },
	{ AF_CAN, &bts_set_can_protocols, "CAN_???" },
	{ AF_BLUETOOTH, &bts_set_bt_protocols, "BTPROTO_???" },
	{ AF_RXRPC, &bts_set_addrfams, "AF_???" },
	{ AF_ISDN, &bts_set_isdn_protocols, "ISDN_P_???" },
	{ AF_PHONET, &bts_set_phonet_protocols, "PN_PROTO_???" },
	{ AF_CAIF, &bts_set_caif_protocols, "CAIFPROTO_???" },
	{ AF_NFC, &bts_set_nfc_protocols, "NFC_SOCKPROTO_???" },
	{ AF_KCM, &bts_set_kcm_protocols, "KCMPROTO_???" },
	{ AF_SMC, &bts_set_smc_protocols, "SMCPROTO_???" },
};

/* A constant with its number and its name, unless only numbers are wanted or @always. */
static void enum_verbose(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
			 const char *unknown, bool always)
{
	enum bts_const_style saved = e->style.consts;

	if (always || saved == BTS_CONST_ABBREV)
		e->style.consts = BTS_CONST_VERBOSE;
	bts_emit_enum(e, value, set, unknown);
	e->style.consts = saved;
}

static void flags_verbose(struct bts_emit *e, uint64_t value, const struct bts_flag_set *set,
			  const char *unknown)
{
	enum bts_const_style saved = e->style.consts;

	if (saved == BTS_CONST_ABBREV)
		e->style.consts = BTS_CONST_VERBOSE;
	bts_emit_flags(e, value, set, unknown);
	e->style.consts = saved;
}

void bts_show_socket_protocol(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t family = bts_call_word(call, call->arg[0]);
	const struct protocols *p = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++) {
		if ((uint64_t)protocols[i].family == family)
			p = &protocols[i];
	}
	if (!p) {
		bts_show_ulong(call, arg, value);
	} else if (family == AF_AX25) {
		enum_verbose(call->emit, (uint32_t)value, p->set, p->unknown, true);
	} else if (family == AF_PACKET) {
		bts_emit_wrap(call->emit, "htons(");
		bts_emit_enum(call->emit, ntohs((uint16_t)value), p->set, p->unknown);
		bts_emit_unwrap(call->emit, ")");
	} else {
		bts_emit_enum(call->emit, (uint32_t)value, p->set, p->unknown);
	}
}

/* Numbers of at least so many digits, with 0x where they are not 0. */
static void padded_hex(struct bts_emit *e, uint64_t value, int digits)
{
	bts_emit_wordf(e, "%#0*llx", digits, (unsigned long long)value);
}

void bts_emit_net_number(struct bts_emit *e, const void *bytes, size_t size)
{
	uint64_t value = bts_bytes_uint(bytes, size);

	value = size == 2 ? ntohs(value) : ntohl(value);
	if (e->style.consts != BTS_CONST_ABBREV) {
		bts_emit_string(e, bytes, size, BTS_STRING_HEX);
		if (e->style.consts == BTS_CONST_VERBOSE)
			bts_emit_commentf(e, "hton%c(%llu)", size == 2 ? 's' : 'l',
					  (unsigned long long)value);
		return;
	}
	bts_emit_wrap(e, size == 2 ? "htons(" : "htonl(");
	bts_emit_uint(e, value);
	bts_emit_unwrap(e, ")");
}

/* @name: NULL, it is no member. */
static void inet_emit(struct bts_emit *e, const char *name, int family, const void *bytes,
		      size_t size)
{
	bool v6 = family == AF_INET6, abbrev = e->style.consts == BTS_CONST_ABBREV;
	const char *words = v6 ? "inet_pton(AF_INET6, " : "inet_addr(";
	char text[INET6_ADDRSTRLEN] = "", after[64] = ")";

	inet_ntop(family, bytes, text, sizeof(text));
	if (name && v6 && abbrev) {
		snprintf(after, sizeof(after), ", &%s)", name);
		bts_emit_quiet_key(e, name);
	} else if (name) {
		bts_emit_key(e, name);
	}
	if (!abbrev) {
		bts_emit_string(e, bytes, size, BTS_STRING_HEX);
		if (e->style.consts == BTS_CONST_VERBOSE)
			bts_emit_commentf(e, "%s\"%s\")", words, text);
		return;
	}
	bts_emit_wrap(e, words);
	bts_emit_string(e, text, strlen(text), 0);
	bts_emit_unwrap(e, after);
}

void bts_emit_inet_wide(struct bts_emit *e, const char *name, int family, const void *bytes,
			size_t size)
{
	inet_emit(e, name, family, bytes, size);
}

void bts_emit_inet_addr(struct bts_emit *e, int family, const void *bytes)
{
	inet_emit(e, NULL, family, bytes, family == AF_INET6 ? 16 : 4);
}

void bts_emit_inet_member(struct bts_emit *e, const char *name, int family, const void *bytes)
{
	inet_emit(e, name, family, bytes, family == AF_INET6 ? 16 : 4);
}

_Static_assert(IF_NAMESIZE < BTS_IF_NAME, "names of interfaces fit");

/*
 * The interfaces of /sys, for where a socket to ask with is not to be had, once privileges are
 * dropped. What was found there holds for IF_LASTS. One message can name thousands that there are
 * not: for these it is looked again, but no more than one part in IF_PART of the time.
 */
#define IF_MAX	 4096
#define IF_LASTS 1000000000LL /* ns */
#define IF_PART	 20

static struct {
	struct {
		uint32_t index;
		char name[BTS_IF_NAME];
	} list[IF_MAX];
	size_t count;
	int64_t from, until; /* CLOCK_MONOTONIC: of the look */
} interfaces;

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static void interfaces_look(void)
{
	DIR *dir = opendir("/sys/class/net");
	struct dirent *entry;

	interfaces.count = 0;
	interfaces.from = now();
	while (dir && interfaces.count < IF_MAX && (entry = readdir(dir))) {
		char path[300], text[16] = "";
		FILE *file;

		snprintf(path, sizeof(path), "/sys/class/net/%s/ifindex", entry->d_name);
		file = entry->d_name[0] == '.' ? NULL : fopen(path, "re");
		if (!file)
			continue;
		if (fgets(text, sizeof(text), file)) {
			interfaces.list[interfaces.count].index = strtoul(text, NULL, 10);
			snprintf(interfaces.list[interfaces.count++].name, BTS_IF_NAME, "%.*s",
				 BTS_IF_NAME - 1, entry->d_name);
		}
		fclose(file);
	}
	if (dir)
		closedir(dir);
	interfaces.until = now();
}

static bool interface_find(uint32_t index, char name[BTS_IF_NAME])
{
	for (size_t i = 0; i < interfaces.count; i++) {
		if (interfaces.list[i].index != index)
			continue;
		memcpy(name, interfaces.list[i].name, BTS_IF_NAME);
		return true;
	}
	return false;
}

static bool interface_name(uint32_t index, char name[BTS_IF_NAME])
{
	int64_t age = now() - interfaces.until;

	if (interfaces.until && age < IF_LASTS && interface_find(index, name))
		return true;
	if (interfaces.until && age < IF_PART * (interfaces.until - interfaces.from))
		return false;
	interfaces_look();
	return interface_find(index, name);
}

bool bts_ifindex_name(uint32_t index, char name[BTS_IF_NAME])
{
	if (!index)
		return false;
	if (if_indextoname(index, name))
		return true;
	/* ENXIO: the kernel was asked, and knows of none. */
	return errno != ENXIO && interface_name(index, name);
}

void bts_emit_ifindex(struct bts_emit *e, uint32_t index)
{
	char name[BTS_IF_NAME] = "";

	if (e->style.consts == BTS_CONST_RAW || !bts_ifindex_name(index, name)) {
		bts_emit_uint(e, index);
		return;
	}
	if (e->style.consts == BTS_CONST_VERBOSE) {
		bts_emit_uint(e, index);
		bts_emit_commentf(e, "if_nametoindex(\"%s\")", name);
		return;
	}
	bts_emit_wrap(e, "if_nametoindex(");
	bts_emit_string(e, name, strlen(name), 0);
	bts_emit_unwrap(e, ")");
}

MEMBER_SHOWS(ifindex)
{
	(void)field;
	bts_emit_ifindex(call->emit, bts_bytes_uint(bytes, 4));
}

void bts_emit_mac(struct bts_emit *e, const void *bytes, size_t n)
{
	const unsigned char *mac = bytes;
	char text[3 * 32 + 1] = "";

	for (size_t i = 0; i < n && i < 32; i++)
		snprintf(text + (i ? 3 * i - 1 : 0), 4, "%s%02x", i ? ":" : "", mac[i]);
	if (e->style.consts != BTS_CONST_ABBREV || n > 32)
		bts_emit_string(e, bytes, n, BTS_STRING_HEX);
	if (e->style.consts == BTS_CONST_RAW || n > 32)
		return;
	if (e->style.consts == BTS_CONST_VERBOSE)
		bts_emit_commentf(e, "%s", text);
	else
		bts_emit_word(e, text);
}

/* A number of @size bytes at @off of an address. */
static uint64_t at(const void *bytes, size_t off, size_t size)
{
	return bts_bytes_uint((const char *)bytes + off, size);
}

static void uint_member(struct bts_emit *e, const char *name, uint64_t value)
{
	bts_emit_key(e, name);
	bts_emit_uint(e, value);
}

static void hex_member(struct bts_emit *e, const char *name, uint64_t value)
{
	bts_emit_key(e, name);
	bts_emit_hex(e, value);
}

static void enum_member(struct bts_emit *e, const char *name, uint64_t value,
			const struct bts_flag_set *set, const char *unknown)
{
	bts_emit_key(e, name);
	bts_emit_enum(e, value, set, unknown);
}

static void ifindex_member(struct bts_emit *e, const char *name, uint32_t index)
{
	bts_emit_key(e, name);
	bts_emit_ifindex(e, index);
}

/*
 * What follows the family of an address, by family. The bytes behind its @len are zero, up to
 * BTS_SOCKADDR_MAX and one more.
 */

/* struct sockaddr_un. */
#define UNIX_PATH_MAX 108

static void unix_show(struct bts_call *call, const char *sa, size_t len)
{
	size_t n = len - 2 < UNIX_PATH_MAX ? len - 2 : UNIX_PATH_MAX;

	bts_emit_key(call->emit, "sun_path");
	bts_emit_string(call->emit, sa + 2, n, sa[2] ? BTS_STRING_NUL : BTS_STRING_AT);
}

static void inet_show(struct bts_call *call, const char *sa, size_t len)
{
	(void)len;
	bts_emit_key(call->emit, "sin_port");
	bts_emit_net_number(call->emit, sa + 2, 2);
	bts_emit_inet_member(call->emit, "sin_addr", AF_INET, sa + 4);
}

#define INET6_SHORT 24 /* without a scope */

static void inet6_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	const unsigned char *addr = (const unsigned char *)sa + 8;
	bool link_local = (addr[0] == 0xfe && (addr[1] & 0xc0) == 0x80) ||
			  (addr[0] == 0xff && (addr[1] & 0x0f) == 2);

	bts_emit_key(e, "sin6_port");
	bts_emit_net_number(e, sa + 2, 2);
	bts_emit_key(e, "sin6_flowinfo");
	bts_emit_net_number(e, sa + 4, 4);
	bts_emit_inet_member(e, "sin6_addr", AF_INET6, addr);
	if (len <= INET6_SHORT)
		return;
	if (link_local)
		ifindex_member(e, "sin6_scope_id", at(sa, 24, 4));
	else
		uint_member(e, "sin6_scope_id", at(sa, 24, 4));
}

#define AX25_CALL  7
#define AX25_SIZE  16
#define AX25_DIGIS 8

/* Has the call sign only what one may have? Else it is shown as bytes too, or alone. */
static enum bts_const_style ax25_style(const unsigned char *sign)
{
	enum bts_const_style style = BTS_CONST_ABBREV;
	bool space = false, any = false;

	for (size_t i = 0; i < AX25_CALL - 1; i++) {
		unsigned char c = sign[i] >> 1;
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');

		if (c < ' ' || c > 0x7e || c == '*' || c == '/')
			return BTS_CONST_RAW;
		if ((sign[i] & 1) || (!plain && c != ' ') || (space && c != ' '))
			style = BTS_CONST_VERBOSE;
		if (c == ' ')
			space = true;
		else
			any = true;
	}
	if ((sign[AX25_CALL - 1] & ~0x1e) || (!any && sign[AX25_CALL - 1]))
		style = BTS_CONST_VERBOSE;
	return style;
}

static void ax25_sign(struct bts_emit *e, const char *bytes)
{
	const unsigned char *sign = (const unsigned char *)bytes;
	enum bts_const_style style = ax25_style(sign);
	int n = AX25_CALL - 1;
	char text[AX25_CALL + 4];
	size_t len = 0;

	if (style == BTS_CONST_ABBREV)
		style = e->style.consts;
	while (n && sign[n - 1] >> 1 == ' ')
		n--;
	for (int i = 0; i < n; i++)
		text[len++] = sign[i] >> 1;
	snprintf(text + len, sizeof(text) - len, "-%d", sign[AX25_CALL - 1] >> 1 & 15);
	if (!strcmp(text, "-0"))
		snprintf(text, sizeof(text), "*");
	if (style == BTS_CONST_ABBREV) {
		bts_emit_word(e, text);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "ax25_call");
	bts_emit_string(e, sign, AX25_CALL, BTS_STRING_HEX);
	bts_emit_struct_end(e);
	if (style == BTS_CONST_VERBOSE)
		bts_emit_commentf(e, "%s", text);
}

static void ax25_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	int32_t ndigis = at(sa, 12, 4);
	bool full = ndigis || len > AX25_SIZE;
	size_t has, want, shown;

	if (full) {
		bts_emit_key(e, "fsa_ax25");
		bts_emit_struct(e);
	}
	bts_emit_key(e, "sax25_call");
	ax25_sign(e, sa + 2);
	bts_emit_key(e, "sax25_ndigis");
	bts_emit_int(e, ndigis);
	if (!full)
		return;
	bts_emit_struct_end(e);
	has = (len - AX25_SIZE) / AX25_CALL;
	has = has < AX25_DIGIS ? has : AX25_DIGIS;
	want = ndigis > 0 ? ndigis : 0;
	want = want < AX25_DIGIS ? want : AX25_DIGIS;
	if (want) {
		bts_emit_key(e, "fsa_digipeater");
		bts_emit_array(e);
		/* Of arrays no more elements are shown than -s says. */
		shown = want < has ? want : has;
		if (!e->style.verbose && shown > e->style.string_max)
			shown = e->style.string_max;
		for (size_t i = 0; i < shown; i++)
			ax25_sign(e, sa + AX25_SIZE + i * AX25_CALL);
		if (want > shown)
			bts_emit_more(e);
		bts_emit_array_end(e);
	}
	if (len > AX25_SIZE + has * AX25_CALL)
		bts_emit_more(e);
}

static void padded_bytes(struct bts_emit *e, const char *bytes, size_t n, size_t known)
{
	bts_emit_array(e);
	for (size_t i = 0; i < n; i++) {
		if (i >= known) {
			bts_emit_more(e);
			break;
		}
		padded_hex(e, (unsigned char)bytes[i], 2);
	}
	bts_emit_array_end(e);
}

static void ipx_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;

	(void)len;
	bts_emit_key(e, "sipx_port");
	bts_emit_net_number(e, sa + 2, 2);
	bts_emit_key(e, "sipx_network");
	bts_emit_wrap(e, "htonl(");
	bts_emit_hex(e, ntohl(at(sa, 4, 4)));
	bts_emit_unwrap(e, ")");
	bts_emit_key(e, "sipx_node");
	padded_bytes(e, sa + 8, 6, 6);
	bts_emit_key(e, "sipx_type");
	padded_hex(e, at(sa, 14, 1), 2);
	if (sa[15])
		hex_member(e, "sipx_zero", at(sa, 15, 1));
}

static void x25_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;

	(void)len;
	bts_emit_key(e, "sx25_addr");
	bts_emit_struct(e);
	bts_emit_key(e, "x25_addr");
	bts_emit_cstring(e, sa + 2, 16);
	bts_emit_struct_end(e);
}

static void netlink_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;

	(void)len;
	if (at(sa, 2, 2))
		hex_member(e, "nl_pad", at(sa, 2, 2));
	bts_emit_key(e, "nl_pid");
	bts_emit_int(e, (int32_t)at(sa, 4, 4));
	bts_emit_key(e, "nl_groups");
	padded_hex(e, at(sa, 8, 4), 8);
}

#define PACKET_ADDR 12

static void packet_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	uint16_t protocol = ntohs(at(sa, 2, 2));
	const char *name = bts_flag_name(&bts_set_eth_protocols, protocol);
	size_t n = at(sa, 11, 1);

	bts_emit_key(e, "sll_protocol");
	if (e->style.consts == BTS_CONST_ABBREV) {
		bts_emit_wrap(e, "htons(");
		bts_emit_enum(e, protocol, &bts_set_eth_protocols, "ETH_P_???");
		bts_emit_unwrap(e, ")");
	} else {
		bts_emit_string(e, sa + 2, 2, BTS_STRING_HEX);
		if (e->style.consts == BTS_CONST_VERBOSE && name)
			bts_emit_commentf(e, "htons(%s)", name);
		else if (e->style.consts == BTS_CONST_VERBOSE)
			bts_emit_commentf(e, "htons(%#x /* ETH_P_??? */)", protocol);
	}
	ifindex_member(e, "sll_ifindex", at(sa, 4, 4));
	enum_member(e, "sll_hatype", at(sa, 8, 2), &bts_set_arphrd, "ARPHRD_???");
	enum_member(e, "sll_pkttype", at(sa, 10, 1), &bts_set_packet_types, "PACKET_???");
	uint_member(e, "sll_halen", n);
	if (n) {
		bts_emit_key(e, "sll_addr");
		padded_bytes(e, sa + PACKET_ADDR, n, len - PACKET_ADDR);
	}
}

static void raw_show(struct bts_call *call, const char *sa, size_t len)
{
	bts_emit_key(call->emit, "sa_data");
	bts_emit_string(call->emit, sa + 2, len - 2, 0);
}

void bts_const_text(const struct bts_emit *e, char *text, size_t size, uint64_t value,
		    const char *name, const char *unknown)
{
	const char *shown = name ?: unknown;

	if (name && e->style.consts == BTS_CONST_ABBREV)
		snprintf(text, size, "%s", name);
	else if (!shown || e->style.consts == BTS_CONST_RAW)
		snprintf(text, size, "%#llx", (unsigned long long)value);
	else
		snprintf(text, size, "%#llx /* %s */", (unsigned long long)value, shown);
}

/* A number with its place in a range: L2CAP_PSM_DYN_START+5. */
struct range {
	uint32_t from, to;
	const char *name;
};

static void bluetooth_number(struct bts_emit *e, uint32_t value, const struct bts_flag_set *set,
			     const struct range *ranges, size_t count, const char *unknown)
{
	const char *name = bts_flag_name(set, value);
	char text[64], base[40];

	for (size_t i = 0; i < count; i++) {
		const struct range *range = &ranges[i];

		if (name || value < range->from || value > range->to)
			continue;
		bts_const_text(e, base, sizeof(base), range->from, range->name, NULL);
		snprintf(text, sizeof(text), "%s+%u", base, value - range->from);
		name = text;
	}
	bts_emit_wrap(e, "htobs(");
	if (!name) {
		bts_emit_hex(e, value);
		if (e->style.consts != BTS_CONST_RAW)
			bts_emit_commentf(e, "%s", unknown);
	} else if (e->style.consts == BTS_CONST_ABBREV) {
		bts_emit_word(e, name);
	} else {
		bts_emit_hex(e, value);
		if (e->style.consts == BTS_CONST_VERBOSE)
			bts_emit_commentf(e, "%s", name);
	}
	bts_emit_unwrap(e, ")");
}

/* Which of its addresses it is, its size tells. */
enum {
	BT_HCI_SHORT = 4,
	BT_HCI = 6,
	BT_SCO = 8,
	BT_RFCOMM = 10,
	BT_L2CAP_SHORT = 12,
	BT_L2CAP = 14,
};

static void bluetooth_show(struct bts_call *call, const char *sa, size_t len)
{
	static const struct range psm[] = {
		{ 0x80, 0xff, "L2CAP_PSM_LE_DYN_START" },
		{ 0x1001, 0xffff, "L2CAP_PSM_DYN_START" },
	};
	static const struct range cid[] = { { 0x40, 0xffff, "L2CAP_CID_DYN_START" } };
	struct bts_emit *e = call->emit;

	switch (len) {
	case BT_HCI_SHORT:
	case BT_HCI:
		bts_emit_key(e, "hci_dev");
		bts_emit_wrap(e, "htobs(");
		bts_emit_uint(e, at(sa, 2, 2));
		bts_emit_unwrap(e, ")");
		if (len == BT_HCI)
			enum_member(e, "hci_channel", at(sa, 4, 2), &bts_set_hci_channels,
				    "HCI_CHANNEL_???");
		break;
	case BT_SCO:
		bts_emit_key(e, "sco_bdaddr");
		bts_emit_mac(e, sa + 2, 6);
		break;
	case BT_RFCOMM:
		bts_emit_key(e, "rc_bdaddr");
		bts_emit_mac(e, sa + 2, 6);
		uint_member(e, "rc_channel", at(sa, 8, 1));
		break;
	case BT_L2CAP_SHORT:
	case BT_L2CAP:
		bts_emit_key(e, "l2_psm");
		bluetooth_number(e, at(sa, 2, 2), &bts_set_l2_psm, psm, 2, "L2CAP_PSM_???");
		bts_emit_key(e, "l2_bdaddr");
		bts_emit_mac(e, sa + 4, 6);
		bts_emit_key(e, "l2_cid");
		bluetooth_number(e, at(sa, 10, 2), &bts_set_l2_cid, cid, 1, "L2CAP_CID_???");
		if (len == BT_L2CAP)
			enum_member(e, "l2_bdaddr_type", at(sa, 12, 1), &bts_set_bdaddr,
				    "BDADDR_???");
		break;
	default:
		raw_show(call, sa, len);
	}
}

#define RXRPC_TRANSPORT 8
#define INET_SIZE	16

static void rxrpc_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	const char *transport = sa + RXRPC_TRANSPORT;
	size_t said = at(sa, 6, 2), room = len - RXRPC_TRANSPORT;
	size_t n = said < room ? said : room;
	int family = at(transport, 0, 2);
	bool inner = family == AF_INET || family == AF_INET6;

	bts_emit_key(e, "srx_service");
	enum_verbose(e, at(sa, 2, 2), &bts_set_rxrpc_services, "???_SERVICE", false);
	enum_member(e, "transport_type", at(sa, 4, 2), &bts_set_socktypes, "SOCK_???");
	uint_member(e, "transport_len", said);
	bts_emit_key(e, "transport");
	bts_emit_struct(e);
	if (inner) {
		bts_emit_key(e, family == AF_INET ? "sin" : "sin6");
		bts_emit_struct(e);
	}
	enum_member(e,
		    !inner		? "family"
		    : family == AF_INET ? "sin_family"
					: "sin6_family",
		    family, &bts_set_addrfams, "AF_???");
	if (family == AF_INET && said >= INET_SIZE) {
		inet_show(call, transport, n);
	} else if (family == AF_INET6 && said >= INET6_SHORT) {
		inet6_show(call, transport, n);
	} else if (n > 2) {
		bts_emit_quiet_key(e, "data");
		bts_emit_string(e, transport + 2, n - 2, 0);
	}
	if (inner)
		bts_emit_struct_end(e);
	bts_emit_struct_end(e);
}

static void ieee802154_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	uint32_t type = at(sa, 4, 4);

	(void)len;
	bts_emit_key(e, "addr");
	bts_emit_struct(e);
	bts_emit_key(e, "addr_type");
	enum_verbose(e, type, &bts_set_ieee802154_types, "IEEE802154_ADDR_???", false);
	bts_emit_key(e, "pan_id");
	enum_verbose(e, at(sa, 8, 2), &bts_set_ieee802154_pans, NULL, false);
	if (type == 2) {
		bts_emit_key(e, "short_addr");
		enum_verbose(e, at(sa, 10, 2), &bts_set_ieee802154_addrs, NULL, false);
	} else if (type) {
		bts_emit_key(e, "hwaddr");
		bts_emit_mac(e, sa + 10, 8);
	}
	bts_emit_struct_end(e);
}

#define ALG_NAME 24

static void alg_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;

	bts_emit_key(e, "salg_type");
	bts_emit_cstring(e, sa + 2, 14);
	bts_emit_key(e, "salg_feat");
	flags_verbose(e, at(sa, 16, 4), &bts_set_crypto_alg, "CRYPTO_ALG_???");
	bts_emit_key(e, "salg_mask");
	flags_verbose(e, at(sa, 20, 4), &bts_set_crypto_alg, "CRYPTO_ALG_???");
	bts_emit_key(e, "salg_name");
	bts_emit_cstring(e, sa + ALG_NAME, len - ALG_NAME);
}

#define NFC_SIZE     16
#define NFC_NAME     18
#define NFC_NAME_MAX 63

static void nfc_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	/* The length of the name is a size_t. */
	size_t off = call->word == 8 ? 88 : 84, full = off + call->word;
	uint64_t n;

	ifindex_member(e, "dev_idx", at(sa, 4, 4));
	hex_member(e, "target_idx", at(sa, 8, 4));
	enum_member(e, "nfc_protocol", at(sa, 12, 4), &bts_set_nfc_protos, "NFC_PROTO_???");
	if (len < full) {
		if (len > NFC_SIZE)
			bts_emit_more(e);
		return;
	}
	bts_emit_key(e, "dsap");
	enum_verbose(e, at(sa, 16, 1), &bts_set_nfc_saps, NULL, false);
	bts_emit_key(e, "ssap");
	enum_verbose(e, at(sa, 17, 1), &bts_set_nfc_saps, NULL, false);
	n = at(sa, off, call->word);
	bts_emit_key(e, "service_name");
	bts_emit_string(e, sa + NFC_NAME, n < NFC_NAME_MAX ? n : NFC_NAME_MAX, 0);
	uint_member(e, "service_name_len", n);
}

static void vsock_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;

	(void)len;
	if (at(sa, 2, 2))
		hex_member(e, "svm_reserved1", at(sa, 2, 2));
	enum_member(e, "svm_cid", at(sa, 8, 4), &bts_set_vsock_cids, NULL);
	enum_member(e, "svm_port", at(sa, 4, 4), &bts_set_vsock_ports, NULL);
	bts_emit_key(e, "svm_flags");
	bts_emit_flags(e, at(sa, 12, 1), &bts_set_vsock_flags, "VMADDR_FLAG_???");
	if (at(sa, 13, 3)) {
		bts_emit_key(e, "svm_zero");
		bts_emit_string(e, sa + 13, 3, BTS_STRING_HEX);
	}
}

static void qrtr_show(struct bts_call *call, const char *sa, size_t len)
{
	(void)len;
	enum_member(call->emit, "sq_node", at(sa, 4, 4), &bts_set_qrtr_nodes, NULL);
	enum_member(call->emit, "sq_port", at(sa, 8, 4), &bts_set_qrtr_ports, NULL);
}

#define XDP_SHARED 1 /* XDP_SHARED_UMEM */

static void xdp_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	uint32_t flags = at(sa, 2, 2), fd = at(sa, 12, 4);

	(void)len;
	bts_emit_key(e, "sxdp_flags");
	bts_emit_flags(e, flags, &bts_set_xdp_flags, "XDP_???");
	ifindex_member(e, "sxdp_ifindex", at(sa, 4, 4));
	uint_member(e, "sxdp_queue_id", at(sa, 8, 4));
	if (flags & XDP_SHARED) {
		bts_emit_key(e, "sxdp_shared_umem_fd");
		bts_call_show_fd(call, fd);
	} else if (fd) {
		hex_member(e, "sxdp_shared_umem_fd", fd);
	}
}

static void mctp_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;

	(void)len;
	if (at(sa, 2, 2))
		hex_member(e, "__smctp_pad0", at(sa, 2, 2));
	enum_member(e, "smctp_network", at(sa, 4, 4), &bts_set_mctp_nets, NULL);
	bts_emit_key(e, "smctp_addr");
	bts_emit_struct(e);
	enum_member(e, "s_addr", at(sa, 8, 1), &bts_set_mctp_addrs, NULL);
	bts_emit_struct_end(e);
	hex_member(e, "smctp_type", at(sa, 9, 1));
	hex_member(e, "smctp_tag", at(sa, 10, 1));
	if (sa[11])
		hex_member(e, "__smctp_pad1", at(sa, 11, 1));
}

/* Its kinds of address, by their number. */
static const struct tipc_kind {
	const char *name, *inner, *members[3];
	const char *outer; /* the last member stands outside of @inner */
} tipc_kinds[] = {
	[1] = { .name = "nameseq", .members = { "type", "lower", "upper" } },
	[2] = { .name = "name",
		.inner = "name",
		.members = { "type", "instance" },
		.outer = "domain" },
	[3] = { .name = "id", .members = { "ref" }, .outer = "node" },
};

static void tipc_show(struct bts_call *call, const char *sa, size_t len)
{
	struct bts_emit *e = call->emit;
	size_t type = at(sa, 2, 1), off = 4;
	const struct tipc_kind *kind;

	(void)len;
	enum_member(e, "addrtype", type, &bts_set_tipc_addrtypes, "TIPC_???");
	bts_emit_key(e, "scope");
	if (sa[3] < 0) {
		/* The notation has a sign before the 0x. */
		bts_emit_wordf(e, "-%#x", -sa[3]);
		if (e->style.consts != BTS_CONST_RAW)
			bts_emit_commentf(e, "TIPC_???_SCOPE");
	} else {
		bts_emit_enum(e, sa[3], &bts_set_tipc_scopes, "TIPC_???_SCOPE");
	}
	bts_emit_key(e, "addr");
	if (!type || type >= ARRAY_SIZE(tipc_kinds)) {
		bts_emit_string(e, sa + 4, 12, 0);
		return;
	}
	kind = &tipc_kinds[type];
	bts_emit_struct(e);
	bts_emit_key(e, kind->name);
	bts_emit_struct(e);
	if (kind->inner) {
		bts_emit_key(e, kind->inner);
		bts_emit_struct(e);
	}
	for (size_t i = 0; i < 3 && kind->members[i]; i++, off += 4)
		uint_member(e, kind->members[i], at(sa, off, 4));
	if (kind->inner)
		bts_emit_struct_end(e);
	if (kind->outer)
		hex_member(e, kind->outer, at(sa, off, 4));
	bts_emit_struct_end(e);
	bts_emit_struct_end(e);
}

/* From how many bytes on an address is shown as what it is. */
static const struct family {
	void (*show)(struct bts_call *call, const char *sa, size_t len);
	size_t min;
} families[] = {
	[AF_UNIX] = { unix_show, 3 },	       [AF_INET] = { inet_show, INET_SIZE },
	[AF_AX25] = { ax25_show, AX25_SIZE },  [AF_IPX] = { ipx_show, 16 },
	[AF_X25] = { x25_show, 18 },	       [AF_INET6] = { inet6_show, INET6_SHORT },
	[AF_NETLINK] = { netlink_show, 12 },   [AF_PACKET] = { packet_show, 20 },
	[AF_TIPC] = { tipc_show, 16 },	       [AF_BLUETOOTH] = { bluetooth_show, 3 },
	[AF_RXRPC] = { rxrpc_show, 36 },       [AF_IEEE802154] = { ieee802154_show, 20 },
	[AF_ALG] = { alg_show, ALG_NAME + 1 }, [AF_NFC] = { nfc_show, NFC_SIZE },
	[AF_VSOCK] = { vsock_show, 16 },       [AF_QIPCRTR] = { qrtr_show, 12 },
	[AF_XDP] = { xdp_show, 16 },	       [45 /* AF_MCTP */] = { mctp_show, 12 },
};

void bts_emit_sockaddr(struct bts_call *call, const void *bytes, size_t len)
{
	char sa[BTS_SOCKADDR_MAX + 1] = "";
	size_t family;

	if (len > BTS_SOCKADDR_MAX)
		len = BTS_SOCKADDR_MAX;
	memcpy(sa, bytes, len);
	family = at(sa, 0, 2);
	bts_emit_struct(call->emit);
	enum_member(call->emit, "sa_family", family, &bts_set_addrfams, "AF_???");
	if (len > 2) {
		const struct family *known = family < ARRAY_SIZE(families) ? &families[family]
									   : NULL;

		if (known && known->show && len >= known->min)
			known->show(call, sa, len);
		else
			raw_show(call, sa, len);
	}
	bts_emit_struct_end(call->emit);
}

int bts_show_sockaddr(struct bts_call *call, enum bts_when when, uint64_t addr, int len)
{
	char bytes[BTS_SOCKADDR_MAX];

	if (len > BTS_SOCKADDR_MAX)
		len = BTS_SOCKADDR_MAX;
	if (!addr || len < 2 || bts_call_read(call, when, addr, bytes, len)) {
		bts_emit_addr(call->emit, addr);
		return -1;
	}
	bts_emit_sockaddr(call, bytes, len);
	return bts_bytes_uint(bytes, 2);
}

/* An argument that is an address. */
static uint64_t pointer(const struct bts_call *call, unsigned int arg)
{
	return bts_call_word(call, call->arg[arg]);
}

void bts_show_sockaddr_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)value;
	bts_show_sockaddr(call, BTS_AT_ENTRY, pointer(call, arg - call->args_types),
			  call->arg[arg->len]);
}

/* What there was room for at the entry and what there is at the return. 0 or -EFAULT. */
static int socklen_read(const struct bts_call *call, enum bts_when when, unsigned int arg,
			int32_t *len)
{
	return bts_call_read(call, when, pointer(call, arg), len, sizeof(*len));
}

/* How many bytes of an address a call has told; -1: none. */
static int sockaddr_told(const struct bts_call *call, unsigned int len_arg)
{
	int32_t before, after;

	if (!bts_call_done(call) || socklen_read(call, BTS_AT_ENTRY, len_arg, &before) ||
	    socklen_read(call, BTS_AT_RETURN, len_arg, &after))
		return -1;
	return before < after ? before : after;
}

void bts_show_sockaddr_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)value;
	bts_show_sockaddr(call, BTS_AT_RETURN, pointer(call, arg - call->args_types),
			  sockaddr_told(call, arg->len));
}

void bts_show_socklen(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	unsigned int self = arg - call->args_types;
	int32_t before, after;

	(void)value;
	if ((arg->len != BTS_NO_ARG && !pointer(call, arg->len)) ||
	    socklen_read(call, BTS_AT_ENTRY, self, &before)) {
		bts_emit_addr(e, pointer(call, self));
		return;
	}
	bts_emit_array(e);
	if (!bts_call_done(call) || socklen_read(call, BTS_AT_RETURN, self, &after))
		after = before;
	bts_emit_change(e, before, after, BTS_DEC);
	bts_emit_array_end(e);
}

void bts_show_sendto_buf(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t len = pointer(call, 2);

	(void)arg;
	(void)value;
	if (bts_call_netlink(call) >= 0)
		bts_show_netlink(call, BTS_AT_ENTRY, bts_call_netlink(call), pointer(call, 1), len);
	else
		bts_show_bytes(call, BTS_AT_ENTRY, pointer(call, 1), len);
}

void bts_show_recvfrom_buf(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t len = pointer(call, 2);

	(void)arg;
	(void)value;
	if (!bts_call_done(call)) {
		bts_emit_addr(call->emit, pointer(call, 1));
		return;
	}
	/* With MSG_TRUNC more may be told than was copied. */
	len = (uint64_t)call->ret < len ? (uint64_t)call->ret : len;
	if (bts_call_netlink(call) >= 0)
		bts_show_netlink(call, BTS_AT_RETURN, bts_call_netlink(call), pointer(call, 1),
				 len);
	else
		bts_show_bytes(call, BTS_AT_RETURN, pointer(call, 1), len);
}
