// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Attributes of netlink's messages: the kinds of netlink.def, and how they are shown. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "syscall/netlink_layout.h"

/* struct nlattr, and the flags in its type. */
#define ATTR_HEAD  4
#define NLA_NESTED 0x8000
#define NLA_NET	   0x4000

#define NL_SHOW(name)                                                                            \
	static bool show_##name(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t addr, \
				size_t len)

static void number_emit(struct bts_emit *e, const struct bts_nlattr *attr, uint64_t value)
{
	unsigned int shift = 64 - 8 * attr->size;

	if (attr->base == BTS_DEC)
		bts_emit_int(e, (int64_t)(value << shift) >> shift);
	else
		e->ops->number(e, value, attr->base);
}

NL_SHOW(number)
{
	uint64_t value = 0;

	if (len < attr->size || !nl_read(nl, addr, &value, attr->size))
		return false;
	number_emit(nl->call->emit, attr, value);
	return true;
}

/* In the network's order. */
NL_SHOW(net)
{
	static const char *const words[] = { [2] = "htons(", [4] = "htonl(", [8] = "htobe64(" };
	struct bts_emit *e = nl->call->emit;
	uint8_t bytes[8];
	uint64_t value = 0;

	if (len < attr->size || !nl_read(nl, addr, bytes, attr->size))
		return false;
	for (size_t i = 0; i < attr->size; i++)
		value = value << 8 | bytes[i];
	bts_emit_wrap(e, words[attr->size]);
	bts_emit_uint(e, value);
	bts_emit_unwrap(e, ")");
	return true;
}

/* A constant, or flags; .least: of more than eight bytes too. */
static bool constant_read(const struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t addr,
			  size_t len, uint64_t *value)
{
	*value = 0;
	return len >= attr->size && (len <= 8 || attr->least) &&
	       nl_read(nl, addr, value, attr->size);
}

NL_SHOW(enum)
{
	uint64_t value;

	if (!constant_read(nl, attr, addr, len, &value))
		return false;
	bts_emit_enum(nl->call->emit, value, attr->data, attr->unknown);
	return true;
}

NL_SHOW(flags)
{
	uint64_t value;

	if (!constant_read(nl, attr, addr, len, &value))
		return false;
	bts_emit_flags(nl->call->emit, value, attr->data, attr->unknown);
	return true;
}

/* One of the internet, of as many bytes as there are. */
NL_SHOW(protocol)
{
	uint64_t value = 0;

	(void)attr;
	if (len > 8 || !nl_read(nl, addr, &value, len))
		return false;
	bts_emit_enum(nl->call->emit, value, &bts_set_inet_protocols, "IPPROTO_???");
	return true;
}

/*
 * A time of as many bytes as there are, eight at most: .least of it make a second, of which .size
 * digits are shown.
 */
NL_SHOW(time)
{
	struct bts_emit *e = nl->call->emit;
	uint64_t value = 0;
	uint32_t per_second = attr->least;

	if (len > 8 || !nl_read(nl, addr, &value, len))
		return false;
	bts_emit_uint(e, value);
	if (value && e->style.consts != BTS_CONST_RAW)
		bts_emit_commentf(e, "%llu.%0*llu s", (unsigned long long)(value / per_second),
				  attr->size, (unsigned long long)(value % per_second));
	return true;
}

NL_SHOW(mac)
{
	uint8_t bytes[32];

	(void)attr;
	if (len > sizeof(bytes) || !nl_read(nl, addr, bytes, len))
		return false;
	bts_emit_mac(nl->call->emit, bytes, len);
	return true;
}

/* @len bytes, of which no more than of a string are shown; @cut: there should be more of them. */
static bool text_show(struct bts_nl *nl, uint64_t addr, size_t len, bool cut)
{
	struct bts_emit *e = nl->call->emit;
	size_t n = len < e->style.string_max ? len : e->style.string_max;
	char bytes[4096];

	n = n < sizeof(bytes) ? n : sizeof(bytes);
	if (!nl_read(nl, addr, bytes, n))
		return false;
	bts_emit_string(e, bytes, n, cut || n < len ? BTS_STRING_CUT : 0);
	return true;
}

/* A string that a NUL ends, which is left out. */
NL_SHOW(string)
{
	char last;

	(void)attr;
	if (!nl_read(nl, addr + len - 1, &last, 1))
		return false;
	return text_show(nl, addr, last ? len : len - 1, last);
}

/* A family of generic netlink, of whose commands there may be more. */
NL_SHOW(family)
{
	char name[sizeof(nl->kind)] = "";

	if (nl_read(nl, addr, name, len < sizeof(name) ? len : sizeof(name) - 1))
		memcpy(nl->kind, name, sizeof(name));
	return show_string(nl, attr, addr, len);
}

/* Its commands; what others call theirs is not known. */
NL_SHOW(command)
{
	struct bts_emit *e = nl->call->emit;
	uint32_t command;

	(void)attr;
	if (len < sizeof(command) || len > 8 || !nl_read(nl, addr, &command, sizeof(command)))
		return false;
	if (*nl->kind && strcmp(nl->kind, "nlctrl"))
		bts_emit_hex(e, command);
	else
		bts_emit_enum(e, command, &bts_set_nl_ctrl_cmd, "CTRL_CMD_???");
	return true;
}

/* The same up to its first NUL; what of it is needed later is kept in @kind. */
static bool kind_show(struct bts_nl *nl, uint64_t addr, size_t len, char kind[16])
{
	char bytes[256];
	size_t n = len < sizeof(bytes) ? len : sizeof(bytes);
	bool ended;

	if (!nl_read(nl, addr, bytes, n))
		return false;
	snprintf(kind, 16, "%.*s", (int)n, bytes);
	ended = memchr(bytes, 0, n);
	return text_show(nl, addr, strnlen(bytes, n), !ended);
}

NL_SHOW(kind)
{
	(void)attr;
	return kind_show(nl, addr, len, nl->kind);
}

NL_SHOW(slave_kind)
{
	(void)attr;
	return kind_show(nl, addr, len, nl->slave_kind);
}

NL_SHOW(ifindex)
{
	uint32_t index;

	(void)attr;
	if (len < sizeof(index) || !nl_read(nl, addr, &index, sizeof(index)))
		return false;
	bts_emit_ifindex(nl->call->emit, index);
	return true;
}

static bool address_show(struct bts_nl *nl, int family, uint64_t addr, size_t len)
{
	size_t size = family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0;
	uint8_t bytes[16];

	if (!size || len < size || !nl_read(nl, addr, bytes, size))
		return false;
	bts_emit_inet_addr(nl->call->emit, family, bytes);
	return true;
}

NL_SHOW(address)
{
	return address_show(nl, attr->size ?: nl->family, addr, len);
}

NL_SHOW(nest)
{
	bts_show_nlattrs(nl, addr, len, attr->data);
	return true;
}

/* Members of a struct that are whole in its @len bytes. */
static void struct_show(struct bts_nl *nl, const struct bts_layout *layout, const uint8_t *bytes,
			size_t len)
{
	struct bts_emit *e = nl->call->emit;

	bts_emit_struct(e);
	for (size_t i = 0; i < layout->count; i++) {
		const struct bts_member *field = &layout->fields[i];

		if (field->off + field->size > len ||
		    (field->absent && field->absent(field, bytes)))
			continue;
		bts_emit_key(e, field->name);
		field->show(nl->call, field, bytes + field->off);
	}
	bts_emit_struct_end(e);
}

/* One of a kernel that has less members is shown too, if it ends behind one. */
NL_SHOW(struct)
{
	const struct bts_layout *layout = attr->data;
	size_t n = len < layout->size ? len : layout->size;
	uint8_t bytes[NL_LAYOUT_MAX];
	bool whole = n == layout->size;

	for (size_t i = 0; i < layout->count && !whole; i++)
		whole = (size_t)layout->fields[i].off + layout->fields[i].size == n;
	if (len < attr->least || !whole || layout->size > sizeof(bytes) ||
	    !nl_read(nl, addr, bytes, n))
		return false;
	struct_show(nl, layout, bytes, n);
	return true;
}

/* As many whole elements as there are. */
typedef void (*element_fn)(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
			   const uint8_t *bytes);

static bool elements_show(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t addr,
			  size_t len, size_t size, element_fn one)
{
	struct bts_emit *e = nl->call->emit;
	uint8_t bytes[NL_LAYOUT_MAX];

	if (len < size || size > sizeof(bytes) || !nl_read(nl, addr, bytes, size))
		return false;
	bts_emit_array(e);
	for (size_t i = 0; i < len / size && !bts_emit_cut(e, i); i++) {
		if (!nl_read(nl, addr + i * size, bytes, size)) {
			bts_emit_more(e);
			break;
		}
		one(nl, attr, i, bytes);
	}
	bts_emit_array_end(e);
	return true;
}

static void layout_one(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
		       const uint8_t *bytes)
{
	(void)i;
	bts_layout_show(nl->call, attr->data, bytes);
}

NL_SHOW(array)
{
	const struct bts_layout *layout = attr->data;

	return elements_show(nl, attr, addr, len, layout->size, layout_one);
}

static void number_one(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
		       const uint8_t *bytes)
{
	(void)i;
	number_emit(nl->call->emit, attr, bts_bytes_uint(bytes, attr->size));
}

NL_SHOW(numbers)
{
	return elements_show(nl, attr, addr, len, attr->size, number_one);
}

/* What stands in front of an element with a place: [NAME]= */
static void place_text(const struct bts_emit *e, char *text, size_t size, uint64_t i,
		       const struct bts_flag_set *set, const char *unknown)
{
	const char *name = bts_flag_name(set, i);
	bool plain = e->style.consts == BTS_CONST_RAW || (!name && !unknown);

	if (plain)
		snprintf(text, size, "[%llu]=", (unsigned long long)i);
	else if (name && e->style.consts == BTS_CONST_ABBREV)
		snprintf(text, size, "[%s]=", name);
	else
		snprintf(text, size, "[%llu /* %s */]=", (unsigned long long)i, name ?: unknown);
}

static void indexed_one(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
			const uint8_t *bytes)
{
	uint64_t value = bts_bytes_uint(bytes, attr->size);
	struct bts_emit *e = nl->call->emit;
	char place[96];

	place_text(e, place, sizeof(place), i, attr->data, attr->unknown);
	if (attr->base == BTS_DEC)
		bts_emit_wordf(e, "%s%d", place, (int32_t)value);
	else
		bts_emit_wordf(e, "%s%llu", place, (unsigned long long)value);
}

NL_SHOW(indexed)
{
	return elements_show(nl, attr, addr, len, attr->size, indexed_one);
}

static void group_one(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
		      const uint8_t *bytes)
{
	uint64_t groups = bts_bytes_uint(bytes, 8);

	(void)attr;
	(void)i;
	bts_emit_wordf(nl->call->emit, "%#016llx", (unsigned long long)groups);
}

NL_SHOW(groups)
{
	return elements_show(nl, attr, addr, len, 8, group_one);
}

static void sockaddr_one(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
			 const uint8_t *bytes)
{
	(void)attr;
	(void)i;
	bts_emit_sockaddr(nl->call, bytes, 128);
}

NL_SHOW(sockaddrs)
{
	return elements_show(nl, attr, addr, len, 128, sockaddr_one);
}

NL_SHOW(filter)
{
	(void)attr;
	if (len < 8)
		return false;
	bts_show_bpf_filter(nl->call, nl->when, addr, len / 8);
	return true;
}

/* struct tcp_diag_md5sig */
#define MD5_KEY 80

static void md5sig_one(struct bts_nl *nl, const struct bts_nlattr *attr, uint64_t i,
		       const uint8_t *bytes)
{
	struct bts_emit *e = nl->call->emit;
	size_t n = bts_bytes_uint(bytes + 2, 2);

	(void)attr;
	(void)i;
	bts_emit_struct(e);
	bts_emit_key(e, "tcpm_family");
	bts_emit_enum(e, bytes[0], &bts_set_addrfams, "AF_???");
	bts_emit_key(e, "tcpm_prefixlen");
	bts_emit_uint(e, bytes[1]);
	bts_emit_key(e, "tcpm_keylen");
	bts_emit_uint(e, n);
	if (bytes[0] == AF_INET || bytes[0] == AF_INET6) {
		bts_emit_inet_member(e, "tcpm_addr", bytes[0], bytes + 4);
	} else {
		bts_emit_key(e, "tcpm_addr");
		bts_emit_string(e, bytes + 4, 16, BTS_STRING_HEX);
	}
	bts_emit_key(e, "tcpm_key");
	bts_emit_string(e, bytes + 20, n < MD5_KEY ? n : MD5_KEY, BTS_STRING_HEX);
	bts_emit_struct_end(e);
}

NL_SHOW(md5sigs)
{
	return elements_show(nl, attr, addr, len, 20 + MD5_KEY, md5sig_one);
}

/* struct inet_diag_sockopt: bits. */
NL_SHOW(sockopt)
{
	static const char *const names[] = {
		"recverr",	   "is_icsk",	    "freebind",
		"hdrincl",	   "mc_loop",	    "transparent",
		"mc_all",	   "nodefrag",	    "bind_address_no_port",
		"recverr_rfc4884", "defer_connect",
	};
	struct bts_emit *e = nl->call->emit;
	uint16_t bits;

	(void)attr;
	if (len < sizeof(bits) || !nl_read(nl, addr, &bits, sizeof(bits)))
		return false;
	bts_emit_struct(e);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (!(bits >> i & 1) && !e->style.verbose)
			continue;
		bts_emit_key(e, names[i]);
		bts_emit_uint(e, bits >> i & 1);
	}
	if (bits >> ARRAY_SIZE(names) || e->style.verbose) {
		bts_emit_key(e, "unused");
		bts_emit_hex(e, bits >> ARRAY_SIZE(names));
		bts_emit_commentf(e, "bits 3..8");
	}
	bts_emit_struct_end(e);
	bts_show_tail(nl->call, nl->when, addr, sizeof(bits), len);
	return true;
}

NL_SHOW(shutdown)
{
	struct bts_emit *e = nl->call->emit;
	enum bts_const_style saved = e->style.consts;
	uint8_t value;

	if (len > 8 || !nl_read(nl, addr, &value, 1))
		return false;
	if (saved == BTS_CONST_ABBREV)
		e->style.consts = BTS_CONST_VERBOSE;
	bts_emit_flags(e, value, &bts_set_nl_rcv_shutdown, "???_SHUTDOWN");
	e->style.consts = saved;
	(void)attr;
	return true;
}

/* struct inet_diag_bc_op, and what it compares with. */
#define BC_S_COND    7
#define BC_D_COND    8
#define BC_DEV_COND  9
#define BC_MARK_COND 10
#define BC_HOSTCOND  8 /* bytes in front of the address */

static void hostcond_show(struct bts_nl *nl, uint64_t addr, size_t len)
{
	struct bts_emit *e = nl->call->emit;
	uint8_t bytes[BC_HOSTCOND + 16];
	size_t size;

	if (len < BC_HOSTCOND || !nl_read(nl, addr, bytes, BC_HOSTCOND)) {
		bts_show_hex_bytes(nl->call, nl->when, addr, len);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "family");
	bts_emit_enum(e, bytes[0], &bts_set_addrfams, "AF_???");
	bts_emit_key(e, "prefix_len");
	bts_emit_uint(e, bytes[1]);
	bts_emit_key(e, "port");
	bts_emit_int(e, (int32_t)bts_bytes_uint(bytes + 4, 4));
	len -= BC_HOSTCOND;
	size = bytes[0] == AF_INET ? 4 : bytes[0] == AF_INET6 ? 16 : 0;
	if (size && len >= size && nl_read(nl, addr + BC_HOSTCOND, bytes + BC_HOSTCOND, size)) {
		bts_emit_inet_member(e, "addr", bytes[0], bytes + BC_HOSTCOND);
	} else if (len) {
		bts_emit_key(e, "addr");
		bts_show_hex_bytes(nl->call, nl->when, addr + BC_HOSTCOND, len);
	}
	bts_emit_struct_end(e);
}

static void code_show(struct bts_nl *nl, const uint8_t *op)
{
	struct bts_emit *e = nl->call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "code");
	bts_emit_enum(e, op[0], &bts_set_nl_inet_diag_bc, "INET_DIAG_BC_???");
	bts_emit_key(e, "yes");
	bts_emit_uint(e, op[1]);
	bts_emit_key(e, "no");
	bts_emit_uint(e, bts_bytes_uint(op + 2, 2));
	bts_emit_struct_end(e);
}

NL_SHOW(bytecode)
{
	struct bts_emit *e = nl->call->emit;
	uint8_t op[4], more[8];

	if (len < sizeof(op) || !nl_read(nl, addr, op, sizeof(op)))
		return false;
	code_show(nl, op);
	addr += sizeof(op);
	len -= sizeof(op);
	if (!len)
		return true;
	if (op[0] == BC_S_COND || op[0] == BC_D_COND) {
		hostcond_show(nl, addr, len);
	} else if (op[0] == BC_DEV_COND && show_ifindex(nl, attr, addr, len)) {
		/* It is shown. */
	} else if (op[0] == BC_MARK_COND && len >= 8 && nl_read(nl, addr, more, 8)) {
		bts_emit_struct(e);
		bts_emit_key(e, "mark");
		bts_emit_uint(e, bts_bytes_uint(more, 4));
		bts_emit_key(e, "mask");
		bts_emit_uint(e, bts_bytes_uint(more + 4, 4));
		bts_emit_struct_end(e);
	} else if (op[0] >= 2 && op[0] <= 5 && len >= sizeof(op) && nl_read(nl, addr, op, 4)) {
		/* The port that is compared with is another operation's. */
		code_show(nl, op);
	} else {
		bts_show_hex_bytes(nl->call, nl->when, addr, len);
	}
	return true;
}

/* struct rtvia */
NL_SHOW(via)
{
	struct bts_emit *e = nl->call->emit;
	uint8_t bytes[2 + 16];
	uint16_t family;
	size_t size;

	(void)attr;
	if (len < 2 || !nl_read(nl, addr, &family, 2))
		return false;
	bts_emit_struct(e);
	bts_emit_key(e, "rtvia_family");
	bts_emit_enum(e, family, &bts_set_addrfams, "AF_???");
	size = family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0;
	if (size && len >= 2 + size && nl_read(nl, addr, bytes, 2 + size)) {
		bts_emit_inet_member(e, "rtvia_addr", family, bytes + 2);
	} else if (len > 2) {
		bts_emit_key(e, "rtvia_addr");
		bts_show_hex_bytes(nl->call, nl->when, addr + 2, len - 2);
	}
	bts_emit_struct_end(e);
	return true;
}

/* struct rtnexthop, and the attributes of each. */
#define NEXTHOP 8

static void nexthop_show(struct bts_nl *nl, const uint8_t *bytes, uint64_t addr, size_t len)
{
	struct bts_emit *e = nl->call->emit;

	if (len > NEXTHOP)
		bts_emit_array(e);
	bts_emit_struct(e);
	bts_emit_key(e, "rtnh_len");
	bts_emit_uint(e, bts_bytes_uint(bytes, 2));
	bts_emit_key(e, "rtnh_flags");
	bts_emit_flags(e, bytes[2], &bts_set_nl_rtnh_f, "RTNH_F_???");
	bts_emit_key(e, "rtnh_hops");
	bts_emit_uint(e, bytes[3]);
	bts_emit_key(e, "rtnh_ifindex");
	bts_emit_ifindex(e, bts_bytes_uint(bytes + 4, 4));
	bts_emit_struct_end(e);
	if (len > NEXTHOP) {
		bts_show_nlattrs(nl, addr + NEXTHOP, len - NEXTHOP, &bts_nlattrs_rta);
		bts_emit_array_end(e);
	}
}

NL_SHOW(multipath)
{
	struct bts_emit *e = nl->call->emit;
	uint8_t bytes[NEXTHOP];
	bool list = false;

	(void)attr;
	if (len < NEXTHOP || !nl_read(nl, addr, bytes, sizeof(bytes)))
		return false;
	for (size_t i = 0;; i++) {
		size_t said = bts_bytes_uint(bytes, 2), size = (said + 3) & ~3UL;

		if (!list && said >= NEXTHOP && size < len) {
			bts_emit_array(e);
			list = true;
		}
		if (bts_emit_cut(e, i))
			break;
		nexthop_show(nl, bytes, addr, said < len ? said : len);
		if (said < NEXTHOP || size >= len)
			break;
		addr += size;
		len -= size;
		if (len < NEXTHOP || !nl_read(nl, addr, bytes, sizeof(bytes))) {
			bts_show_hex_bytes(nl->call, nl->when, addr, len);
			break;
		}
	}
	if (list)
		bts_emit_array_end(e);
	return true;
}

/* What is told of a device depends on what it is. */
NL_SHOW(link_data)
{
	const struct bts_nlattrs *set = NULL;

	(void)attr;
	if (!strcmp(nl->kind, "bridge"))
		set = &bts_nlattrs_ifla_br;
	else if (!strcmp(nl->kind, "tun"))
		set = &bts_nlattrs_ifla_tun;
	if (set)
		bts_show_nlattrs(nl, addr, len, set);
	return set;
}

NL_SHOW(slave_data)
{
	(void)attr;
	if (strcmp(nl->slave_kind, "bridge"))
		return false;
	bts_show_nlattrs(nl, addr, len, &bts_nlattrs_ifla_brport);
	return true;
}

NL_SHOW(protinfo)
{
	(void)attr;
	if (nl->family == AF_BRIDGE)
		bts_show_nlattrs(nl, addr, len, &bts_nlattrs_ifla_brport);
	else if (nl->family == AF_INET6)
		bts_show_nlattrs(nl, addr, len, &bts_nlattrs_ifla_inet6);
	else
		return false;
	return true;
}

/* struct br_mdb_entry, and what follows it. */
NL_SHOW(mdb_entry)
{
	const struct bts_layout *layout = attr->data;
	uint8_t bytes[NL_LAYOUT_MAX];

	if (len < layout->size || !nl_read(nl, addr, bytes, layout->size))
		return false;
	struct_show(nl, layout, bytes, layout->size);
	if (len > layout->size)
		bts_show_nlattrs(nl, addr + layout->size, len - layout->size,
				 &bts_nlattrs_mdba_mdb_eattr);
	return true;
}

/* A port, and what follows it. */
NL_SHOW(router_port)
{
	if (!show_ifindex(nl, attr, addr, len))
		return false;
	if (len > 4)
		bts_show_nlattrs(nl, addr + 4, len - 4, &bts_nlattrs_mdba_router_pattr);
	return true;
}

/* Members of structs. */

MEMBER_SHOW(mac)
{
	bts_emit_mac(call->emit, bytes, field->size);
}

MEMBER_SHOW(bytes)
{
	bts_emit_string(call->emit, bytes, field->size, BTS_STRING_HEX);
}

MEMBER_SHOW(mask)
{
	(void)field;
	bts_emit_wordf(call->emit, "%#08llx", (unsigned long long)bts_bytes_uint(bytes, 4));
}

/* A constant in the network's order. */
MEMBER_SHOW(net_enum)
{
	bts_emit_wrap(call->emit, "htons(");
	bts_emit_enum(call->emit, ntohs(bts_bytes_uint(bytes, 2)), field->data, field->unknown);
	bts_emit_unwrap(call->emit, ")");
}

/* What was received, and what was sent. */
MEMBER_SHOW(both_ways)
{
	static const struct bts_flag ways[] = { { "BR_MCAST_DIR_RX", 0 },
						{ "BR_MCAST_DIR_TX", 1 } };
	static const struct bts_flag_set set = { "br_mcast_dir", ways, 2 };
	char place[96];

	(void)field;
	bts_emit_array(call->emit);
	for (size_t i = 0; i < 2; i++) {
		place_text(call->emit, place, sizeof(place), i, &set, NULL);
		bts_emit_wordf(call->emit, "%s%llu", place,
			       (unsigned long long)bts_bytes_uint((const char *)bytes + 8 * i, 8));
	}
	bts_emit_array_end(call->emit);
}

/* Two bytes of a bridge's priority. */
MEMBER_SHOW(priority)
{
	const uint8_t *two = bytes;

	(void)field;
	bts_emit_array(call->emit);
	bts_emit_uint(call->emit, two[0]);
	bts_emit_uint(call->emit, two[1]);
	bts_emit_array_end(call->emit);
}

/* The address of a device in a list of them, of as many bytes as the member before says. */
MEMBER_SHOW(counted)
{
	size_t n = bts_bytes_uint((const char *)bytes - 2, 2);

	bts_emit_string(call->emit, bytes, n < field->size ? n : field->size, BTS_STRING_HEX);
}

/* The address of a group is shown by what the protocol behind it is. */
MEMBER_SHOW(group)
{
	const char *u = bytes;
	uint16_t proto = ntohs(bts_bytes_uint(u + 16, 2));
	struct bts_emit *e = call->emit;

	(void)field;
	bts_emit_struct(e);
	bts_emit_key(e, "u");
	if (proto == AF_INET || proto == AF_INET6)
		bts_emit_inet_addr(e, proto, u);
	else
		bts_emit_string(e, u, 16, BTS_STRING_HEX);
	bts_emit_key(e, "proto");
	bts_emit_wrap(e, "htons(");
	bts_emit_enum(e, proto, &bts_set_addrfams, "AF_???");
	bts_emit_unwrap(e, ")");
	bts_emit_struct_end(e);
}

#define M_U16(name, off) M(name, off, 2, bts_member_uint)
#define M_U32(name, off) M(name, off, 4, bts_member_uint)
#define M_U64(name, off) M(name, off, 8, bts_member_uint)
/* Two structs of the same members, of 32 and of 64 bits. */
#define LINK_STATS(w)                                                                       \
	M("rx_packets", 0, w, bts_member_uint), M("tx_packets", 1 * w, w, bts_member_uint), \
		M("rx_bytes", 2 * w, w, bts_member_uint),                                   \
		M("tx_bytes", 3 * w, w, bts_member_uint),                                   \
		M("rx_errors", 4 * w, w, bts_member_uint),                                  \
		M("tx_errors", 5 * w, w, bts_member_uint),                                  \
		M("rx_dropped", 6 * w, w, bts_member_uint),                                 \
		M("tx_dropped", 7 * w, w, bts_member_uint),                                 \
		M("multicast", 8 * w, w, bts_member_uint),                                  \
		M("collisions", 9 * w, w, bts_member_uint),                                 \
		M("rx_length_errors", 10 * w, w, bts_member_uint),                          \
		M("rx_over_errors", 11 * w, w, bts_member_uint),                            \
		M("rx_crc_errors", 12 * w, w, bts_member_uint),                             \
		M("rx_frame_errors", 13 * w, w, bts_member_uint),                           \
		M("rx_fifo_errors", 14 * w, w, bts_member_uint),                            \
		M("rx_missed_errors", 15 * w, w, bts_member_uint),                          \
		M("tx_aborted_errors", 16 * w, w, bts_member_uint),                         \
		M("tx_carrier_errors", 17 * w, w, bts_member_uint),                         \
		M("tx_fifo_errors", 18 * w, w, bts_member_uint),                            \
		M("tx_heartbeat_errors", 19 * w, w, bts_member_uint),                       \
		M("tx_window_errors", 20 * w, w, bts_member_uint),                          \
		M("rx_compressed", 21 * w, w, bts_member_uint),                             \
		M("tx_compressed", 22 * w, w, bts_member_uint),                             \
		M("rx_nohandler", 23 * w, w, bts_member_uint)

NL_LAYOUT(link_stats, 96, LINK_STATS(4));
NL_LAYOUT(link_stats64, 200, LINK_STATS(8), M_U64("rx_otherhost_dropped", 192));
NL_LAYOUT(link_map, 28, M_HEX("mem_start", 0, 8), M_HEX("mem_end", 8, 8), M_HEX("base_addr", 16, 8),
	  M_U16("irq", 24), M("dma", 26, 1, bts_member_uint), M("port", 27, 1, bts_member_uint));
NL_LAYOUT(ifa_cacheinfo, 16, M_U32("ifa_prefered", 0), M_U32("ifa_valid", 4), M_U32("cstamp", 8),
	  M_U32("tstamp", 12));
NL_LAYOUT(rta_cacheinfo, 32, M_U32("rta_clntref", 0), M_U32("rta_lastuse", 4),
	  M_U32("rta_expires", 8), M_U32("rta_error", 12), M_U32("rta_used", 16),
	  M_HEX("rta_id", 20, 4), M_U32("rta_ts", 24), M_U32("rta_tsage", 28));
NL_LAYOUT(mfc_stats, 24, M_U64("mfcs_packets", 0), M_U64("mfcs_bytes", 8),
	  M_U64("mfcs_wrong_if", 16));
NL_LAYOUT(nda_cacheinfo, 16, M_U32("ndm_confirmed", 0), M_U32("ndm_used", 4),
	  M_U32("ndm_updated", 8), M_U32("ndm_refcnt", 12));
NL_LAYOUT(uid_range, 8, M_U32("start", 0), M_U32("end", 4));
NL_LAYOUT(port_range, 4, M_U16("start", 0), M_U16("end", 2));
NL_LAYOUT(tc_stats, 36, M_U64("bytes", 0), M_U32("packets", 8), M_U32("drops", 12),
	  M_U32("overlimits", 16), M_U32("bps", 20), M_U32("pps", 24), M_U32("qlen", 28),
	  M_U32("backlog", 32));
NL_LAYOUT(tc_estimator, 2, M("interval", 0, 1, bts_member_int),
	  M("ewma_log", 1, 1, bts_member_uint));
NL_LAYOUT(tc_basic, 12, M_U64("bytes", 0), M_U32("packets", 8));
NL_LAYOUT(tc_rate_est, 8, M_U32("bps", 0), M_U32("pps", 4));
NL_LAYOUT(tc_rate_est64, 16, M_U64("bps", 0), M_U64("pps", 8));
NL_LAYOUT(tc_queue, 20, M_U32("qlen", 0), M_U32("backlog", 4), M_U32("drops", 8),
	  M_U32("requeues", 12), M_U32("overlimits", 16));
NL_LAYOUT(tc_sizespec, 24, M("cell_log", 0, 1, bts_member_uint),
	  M("size_log", 1, 1, bts_member_uint), M("cell_align", 2, 2, bts_member_int),
	  M("overhead", 4, 4, bts_member_int), M_U32("linklayer", 8), M_U32("mpu", 12),
	  M_U32("mtu", 16), M_U32("tsize", 20));
NL_LAYOUT(neigh_config, 32, M_U16("ndtc_key_len", 0), M_U16("ndtc_entry_size", 2),
	  M_U32("ndtc_entries", 4), M_U32("ndtc_last_flush", 8), M_U32("ndtc_last_rand", 12),
	  M_U32("ndtc_hash_rnd", 16), M("ndtc_hash_mask", 20, 4, nl_member_mask),
	  M_U32("ndtc_hash_chain_gc", 24), M_U32("ndtc_proxy_qlen", 28));
NL_LAYOUT(neigh_stats, 88, M_U64("ndts_allocs", 0), M_U64("ndts_destroys", 8),
	  M_U64("ndts_hash_grows", 16), M_U64("ndts_res_failed", 24), M_U64("ndts_lookups", 32),
	  M_U64("ndts_hits", 40), M_U64("ndts_rcv_probes_mcast", 48),
	  M_U64("ndts_rcv_probes_ucast", 56), M_U64("ndts_periodic_gc_runs", 64),
	  M_U64("ndts_forced_gc_runs", 72), M_U64("ndts_table_fulls", 80));
NL_LAYOUT(vf_mac, 36, M_U32("vf", 0), M("mac", 4, 32, nl_member_mac));
NL_LAYOUT(vf_broadcast, 32, M("broadcast", 0, 32, nl_member_mac));
NL_LAYOUT(vf_vlan, 12, M_U32("vf", 0), M_U32("vlan", 4), M_U32("qos", 8));
NL_LAYOUT(vf_vlan_info, 16, M_U32("vf", 0), M_U32("vlan", 4), M_U32("qos", 8),
	  M("vlan_proto", 12, 2, nl_member_net_enum, .data = &bts_set_eth_protocols,
	    .unknown = "ETH_P_???"));
NL_LAYOUT(vf_tx_rate, 8, M_U32("vf", 0), M_U32("rate", 4));
NL_LAYOUT(vf_rate, 12, M_U32("vf", 0), M_U32("min_tx_rate", 4), M_U32("max_tx_rate", 8));
NL_LAYOUT(vf_setting, 8, M_U32("vf", 0), M_U32("setting", 4));
NL_LAYOUT(vf_link_state, 8, M_U32("vf", 0),
	  M_ENUM("link_state", 4, 4, nl_ifla_vf_link_state, "IFLA_VF_LINK_STATE_???"));
NL_LAYOUT(vf_guid, 16, M_U32("vf", 0), M_HEX("guid", 8, 8));
NL_LAYOUT(port_vsi, 8, M("vsi_mgr_id", 0, 1, bts_member_uint),
	  M("vsi_type_id", 1, 3, nl_member_bytes), M("vsi_type_version", 4, 1, bts_member_uint),
	  M("pad", 5, 3, nl_member_bytes, .absent = bts_member_is_zero));
NL_LAYOUT(inet6_cacheinfo, 16, M_U32("max_reasm_len", 0), M_U32("tstamp", 4),
	  M_U32("reachable_time", 8), M_U32("retrans_time", 12));
NL_LAYOUT(mdb_entry, 28, M("ifindex", 0, 4, bts_member_ifindex),
	  M_ENUM("state", 4, 1, nl_mdb, "MDB_???"),
	  M_FLAGS("flags", 5, 1, nl_mdb_flags, "MDB_FLAGS_???"), M_U16("vid", 6),
	  M("addr", 8, 20, nl_member_group));
NL_LAYOUT(bridge_vlan, 40, M_U64("rx_bytes", 0), M_U64("rx_packets", 8), M_U64("tx_bytes", 16),
	  M_U64("tx_packets", 24), M_U16("vid", 32),
	  M_FLAGS("flags", 34, 2, nl_bridge_vlan_info, "BRIDGE_VLAN_INFO_???"),
	  M("pad2", 36, 4, bts_member_hex, .absent = bts_member_is_zero));
NL_LAYOUT(bridge_stp, 48, M_U64("transition_blk", 0), M_U64("transition_fwd", 8),
	  M_U64("rx_bpdu", 16), M_U64("tx_bpdu", 24), M_U64("rx_tcn", 32), M_U64("tx_tcn", 40));
#define M_WAYS(name, off) M(name, off, 16, nl_member_both_ways)
NL_LAYOUT(bridge_mcast, 240, M_WAYS("igmp_v1queries", 0), M_WAYS("igmp_v2queries", 16),
	  M_WAYS("igmp_v3queries", 32), M_WAYS("igmp_leaves", 48), M_WAYS("igmp_v1reports", 64),
	  M_WAYS("igmp_v2reports", 80), M_WAYS("igmp_v3reports", 96),
	  M_U64("igmp_parse_errors", 112), M_WAYS("mld_v1queries", 120),
	  M_WAYS("mld_v2queries", 136), M_WAYS("mld_leaves", 152), M_WAYS("mld_v1reports", 168),
	  M_WAYS("mld_v2reports", 184), M_U64("mld_parse_errors", 200), M_WAYS("mcast_bytes", 208),
	  M_WAYS("mcast_packets", 224));
NL_LAYOUT(bridge_id, 8, M("prio", 0, 2, nl_member_priority), M("addr", 2, 6, nl_member_mac));
NL_LAYOUT(boolopt, 8, M_FLAGS("optval", 0, 4, nl_br_boolopt, "1<<BR_BOOLOPT_???"),
	  M_FLAGS("optmask", 4, 4, nl_br_boolopt, "1<<BR_BOOLOPT_???"));
NL_LAYOUT(nexthop_group, 8, M_U32("id", 0), M("weight", 4, 1, bts_member_uint),
	  M("weight_high", 5, 1, bts_member_uint),
	  M("resvd2", 6, 2, bts_member_hex, .absent = bts_member_is_zero));
NL_LAYOUT(inet_meminfo, 16, M_U32("idiag_rmem", 0), M_U32("idiag_wmem", 4), M_U32("idiag_fmem", 8),
	  M_U32("idiag_tmem", 12));
NL_LAYOUT(vegas, 16, M_U32("tcpv_enabled", 0), M_U32("tcpv_rttcnt", 4), M_U32("tcpv_rtt", 8),
	  M_U32("tcpv_minrtt", 12));
NL_LAYOUT(dctcp, 16, M_U16("dctcp_enabled", 0), M_U16("dctcp_ce_state", 2), M_U32("dctcp_alpha", 4),
	  M_U32("dctcp_ab_ecn", 8), M_U32("dctcp_ab_tot", 12));
NL_LAYOUT(bbr, 20, M_HEX("bbr_bw_lo", 0, 4), M_HEX("bbr_bw_hi", 4, 4), M_U32("bbr_min_rtt", 8),
	  M_U32("bbr_pacing_gain", 12), M_U32("bbr_cwnd_gain", 16));
NL_LAYOUT(unix_vfs, 8, M("udiag_vfs_dev", 4, 4, bts_member_dev), M_U32("udiag_vfs_ino", 0));
NL_LAYOUT(unix_rqlen, 8, M_U32("udiag_rqueue", 0), M_U32("udiag_wqueue", 4));
NL_LAYOUT(netlink_ring, 16, M_U32("ndr_block_size", 0), M_U32("ndr_block_nr", 4),
	  M_U32("ndr_frame_size", 8), M_U32("ndr_frame_nr", 12));
NL_LAYOUT(packet_info, 24, M_U32("pdi_index", 0),
	  M_ENUM("pdi_version", 4, 4, nl_tpacket, "TPACKET_???"), M_U32("pdi_reserve", 8),
	  M_U32("pdi_copy_thresh", 12), M_U32("pdi_tstamp", 16),
	  M_FLAGS("pdi_flags", 20, 4, nl_pdi, "PDI_???"));
NL_LAYOUT(packet_mclist, 44, M("pdmc_index", 0, 4, bts_member_ifindex), M_U32("pdmc_count", 4),
	  M_U16("pdmc_type", 8), M_U16("pdmc_alen", 10), M("pdmc_addr", 12, 32, nl_member_counted));
NL_LAYOUT(packet_ring, 28, M_U32("pdr_block_size", 0), M_U32("pdr_block_nr", 4),
	  M_U32("pdr_frame_size", 8), M_U32("pdr_frame_nr", 12), M_U32("pdr_retire_tmo", 16),
	  M_U32("pdr_sizeof_priv", 20), M_U32("pdr_features", 24));

NL_LAYOUT(smc_dmbinfo, 56, M_U32("linkid", 0), M_HEX("peer_gid", 8, 8), M_HEX("my_gid", 16, 8),
	  M_HEX("token", 24, 8), M_HEX("peer_token", 32, 8), M_HEX("peer_gid_ext", 40, 8),
	  M_HEX("my_gid_ext", 48, 8));

/* The kinds of netlink.def. */
#define NUMBER(size_, base_) .show = show_number, .size = (size_), .base = (base_)
#define BYTES		     .show = NULL
#define U8		     NUMBER(1, BTS_UDEC)
#define U16		     NUMBER(2, BTS_UDEC)
#define U32		     NUMBER(4, BTS_UDEC)
#define U64		     NUMBER(8, BTS_UDEC)
#define S32		     NUMBER(4, BTS_DEC)
#define S64		     NUMBER(8, BTS_DEC)
#define X8		     NUMBER(1, BTS_HEX)
#define X16		     NUMBER(2, BTS_HEX)
#define X32		     NUMBER(4, BTS_HEX)
#define X64		     NUMBER(8, BTS_HEX)
#define BE16		     .show = show_net, .size = 2
#define BE32		     .show = show_net, .size = 4
#define BE64		     .show = show_net, .size = 8
#define NET_ADDRESS(family_) .show = show_address, .size = (family_)
#define INET		     NET_ADDRESS(0) /* of the message's family */
#define IN4		     NET_ADDRESS(AF_INET)
#define IN6		     NET_ADDRESS(AF_INET6)
#define MAC		     .show = show_mac
#define PROTOCOL	     .show = show_protocol
#define STRING		     .show = show_string
#define IFINDEX		     .show = show_ifindex
#define TICKS		     .show = show_time, .least = 100, .size = 2
#define MILLISECONDS	     .show = show_time, .least = 1000, .size = 3
#define CONST(size_, set_, unknown_) \
	.show = show_enum, .size = (size_), .data = &bts_set_##set_, .unknown = (unknown_)
#define BITS(size_, set_, unknown_) \
	.show = show_flags, .size = (size_), .data = &bts_set_##set_, .unknown = (unknown_)
/* Also where there are more than eight bytes. */
#define CONST_ANY(...)	      CONST(__VA_ARGS__), .least = 1
#define BITS_ANY(...)	      BITS(__VA_ARGS__), .least = 1
#define NUMBERS(size_, base_) .show = show_numbers, .size = (size_), .base = (base_)
#define INDEXED(size_, base_, set_, unknown_)                                            \
	.show = show_indexed, .size = (size_), .base = (base_), .data = &bts_set_##set_, \
	.unknown = (unknown_)
#define NEST(set_)	       .show = show_nest, .data = &bts_nlattrs_##set_
#define STRUCT(layout_, n)     .show = show_struct, .data = &nl_layout_##layout_, .least = (n)
#define ARRAY(layout_)	       .show = show_array, .data = &nl_layout_##layout_
#define BY(name)	       .show = show_##name
#define BY_WITH(name, layout_) .show = show_##name, .data = &nl_layout_##layout_

/* It would take the closing brace for the end of a block. */
/* clang-format off */
#define BTS_NLATTRS(set)		static const struct bts_nlattr set##_attrs[] = {
#define BTS_NLATTR(name_, type_, ...)	{ .name = #name_, .type = (type_), ##__VA_ARGS__ },
#define BTS_NLATTRS_END(set, unknown_)	};				\
	const struct bts_nlattrs bts_nlattrs_##set = {			\
		.attrs = set##_attrs, .count = ARRAY_SIZE(set##_attrs), .unknown = (unknown_) };
#define BTS_NLATTRS_ANY(set, other)					\
	const struct bts_nlattrs bts_nlattrs_##set = { .each = &bts_nlattrs_##other };
/* clang-format on */
#include "syscall/netlink.def"

const struct bts_nlattrs bts_nlattrs_unnamed = {};

static const struct bts_nlattr *attr_find(const struct bts_nlattrs *set, uint16_t type)
{
	for (size_t i = 0; i < set->count; i++) {
		if (set->attrs[i].type == type)
			return &set->attrs[i];
	}
	return NULL;
}

/* By its name, behind the flags that are in the same number. */
static void type_show(struct bts_emit *e, uint16_t type, const struct bts_nlattr *attr,
		      const struct bts_nlattrs *set)
{
	const char *nested = type & NLA_NESTED ? "NLA_F_NESTED|" : "";
	const char *net = type & NLA_NET ? "NLA_F_NET_BYTEORDER|" : "";
	uint16_t bare = type & ~(NLA_NESTED | NLA_NET);
	char text[128];

	if (bare != type && e->style.consts != BTS_CONST_ABBREV) {
		const char *name = attr ? attr->name : set->unknown;
		bool raw = e->style.consts == BTS_CONST_RAW;

		snprintf(text, sizeof(text), "%s%s%#x",
			 !*nested ? ""
			 : raw	  ? "0x8000|"
				  : "0x8000 /* NLA_F_NESTED */|",
			 !*net ? ""
			 : raw ? "0x4000|"
			       : "0x4000 /* NLA_F_NET_BYTEORDER */|",
			 bare);
		if (raw || !name)
			bts_emit_word(e, text);
		else
			bts_emit_wordf(e, "%s /* %s */", text, name);
		return;
	}
	if (!attr && bare == type) {
		bts_emit_hex(e, type);
		if (set->unknown && e->style.consts != BTS_CONST_RAW)
			e->ops->comment(e, set->unknown, strlen(set->unknown));
		return;
	}
	if (attr)
		snprintf(text, sizeof(text), "%s%s%s", nested, net, attr->name);
	else if (set->unknown)
		snprintf(text, sizeof(text), "%s%s%#x /* %s */", nested, net, bare, set->unknown);
	else
		snprintf(text, sizeof(text), "%s%s%#x", nested, net, bare);
	e->ops->named(e, type, text, BTS_HEX);
}

static void attr_show(struct bts_nl *nl, const uint16_t *head, uint64_t addr, size_t len,
		      const struct bts_nlattrs *set)
{
	uint16_t type = head[1] & ~(NLA_NESTED | NLA_NET);
	size_t n = head[0] < len ? head[0] : len;
	const struct bts_nlattr *attr = attr_find(set, type);
	struct bts_emit *e = nl->call->emit;

	if (n > ATTR_HEAD)
		bts_emit_array(e);
	bts_emit_struct(e);
	bts_emit_key(e, "nla_len");
	bts_emit_uint(e, head[0]);
	bts_emit_key(e, "nla_type");
	type_show(e, head[1], attr, set);
	bts_emit_struct_end(e);
	if (n <= ATTR_HEAD)
		return;
	addr += ATTR_HEAD;
	n -= ATTR_HEAD;
	if (set->each)
		bts_show_nlattrs(nl, addr, n, set->each);
	else if (!attr || !attr->show || !attr->show(nl, attr, addr, n))
		bts_show_hex_bytes(nl->call, nl->when, addr, n);
	bts_emit_array_end(e);
}

/*
 * Some kinds may be in themselves, without an end: attributes that are deeper are bytes. Those of
 * the kernel's own have 6 levels at most. One takes up to 4 brackets, of an array of attributes, of
 * one of these, of an array of hops and of a hop, and has to leave room for those of the call.
 */
#define NL_DEPTH 8
_Static_assert(4 * NL_DEPTH + 16 <= BTS_EMIT_DEPTH, "what is in attributes is not left out");

void bts_show_nlattrs(struct bts_nl *nl, uint64_t addr, size_t len, const struct bts_nlattrs *set)
{
	struct bts_emit *e = nl->call->emit;
	bool list = false;
	uint16_t head[2];

	if (nl->depth == NL_DEPTH) {
		bts_show_hex_bytes(nl->call, nl->when, addr, len);
		return;
	}
	nl->depth++;
	for (size_t i = 0;; i++) {
		size_t size;

		if (len < ATTR_HEAD || !nl_read(nl, addr, head, sizeof(head))) {
			bts_show_hex_bytes(nl->call, nl->when, addr, len);
			break;
		}
		size = ((size_t)head[0] + 3) & ~3UL;
		if (!list && head[0] >= ATTR_HEAD && size < len) {
			bts_emit_array(e);
			list = true;
		}
		if (bts_emit_cut(e, i))
			break;
		attr_show(nl, head, addr, len, set);
		if (head[0] < ATTR_HEAD || size >= len)
			break;
		addr += size;
		len -= size;
	}
	if (list)
		bts_emit_array_end(e);
	nl->depth--;
}
