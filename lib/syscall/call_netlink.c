// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Messages of netlink: their heads, answers with errors, lists of them. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include "syscall/netlink.h"
#include "syscall/netlink_family.h"

int bts_call_netlink(const struct bts_call *call)
{
	struct bts_cap_piece piece;
	uint32_t protocol;
	const char *bytes;

	for (size_t off = 0; (bytes = bts_image_next(&call->image, &off, &piece));) {
		if (piece.kind != BTS_CAP_NETLINK || piece.addr != (uint32_t)call->arg[0] ||
		    piece.len < sizeof(protocol))
			continue;
		memcpy(&protocol, bytes, sizeof(protocol));
		return protocol < 256 ? (int)protocol : -1;
	}
	return -1;
}

/* struct nlmsghdr */
struct netlink_head {
	uint32_t len;
	uint16_t type, flags;
	uint32_t seq, pid;
};

#define NETLINK_HEAD   sizeof(struct netlink_head)
#define NETLINK_ERROR  2  /* NLMSG_ERROR */
#define NETLINK_DONE   3  /* NLMSG_DONE */
#define NETLINK_OWN    16 /* types from here on are the protocols' */
#define NETLINK_CAPPED 0x100
#define RTM_DELACTION  49 /* asks with the flags of what gets */

/* What a protocol's messages are called. */
static const struct types {
	const struct bts_flag_set *set;
	const char *unknown;
} protocol_types[] = {
	[NETLINK_ROUTE] = { &bts_set_nlmsg_route, "RTM_???" },
	[NETLINK_DIAG] = { &bts_set_nlmsg_diag, "SOCK_DIAG_???" },
	[NETLINK_XFRM] = { &bts_set_nlmsg_xfrm, "XFRM_MSG_???" },
	[NETLINK_SELINUX] = { &bts_set_nlmsg_selinux, "SELNL_MSG_???" },
	[NETLINK_AUDIT] = { &bts_set_nlmsg_audit, "AUDIT_???" },
	[NETLINK_CRYPTO] = { &bts_set_nlmsg_crypto, "CRYPTO_MSG_???" },
};

/*
 * Netfilter's subsystems, in the upper half of a type, what their messages are called, and what the
 * upper flags of these mean: see flags_of().
 */
static const struct {
	struct types types;
	const char *flags;
} subsystems[] = {
	[1] = { { &bts_set_nl_nfnl_ctnetlink, "IPCTNL_MSG_CT_???" }, "NGDGGGGG" },
	[2] = { { &bts_set_nl_nfnl_ctnetlink_exp, "IPCTNL_MSG_EXP_???" }, "NGDG" },
	[3] = { { &bts_set_nl_nfnl_queue, "NFQNL_MSG_???" }, "" },
	[4] = { { &bts_set_nl_nfnl_ulog, "NFULNL_MSG_???" }, "" },
	[5] = { { &bts_set_nl_nfnl_osf, "OSF_MSG_???" }, "" },
	[6] = { { &bts_set_nl_nfnl_ipset, "IPSET_CMD_???" }, "" },
	[7] = { { &bts_set_nl_nfnl_acct, "NFNL_MSG_ACCT_???" }, "NGGD" },
	[8] = { { &bts_set_nl_nfnl_ctnetlink_timeout, "IPCTNL_MSG_TIMEOUT_???" }, "NGD" },
	[9] = { { &bts_set_nl_nfnl_cthelper, "NFNL_MSG_CTHELPER_???" }, "NGD" },
	[10] = { { &bts_set_nl_nfnl_nftables, "NFT_MSG_???" },
		 "NGDNGDNGDNGDNGDNG.NGDGNGDGDDDDDDDG" },
	[11] = { { &bts_set_nl_nfnl_nft_compat, "NFNL_MSG_COMPAT_???" }, "G" },
	[12] = { { &bts_set_nl_nfnl_hook, "NFT_MSG_HOOK_???" }, "G" },
};

/* What the upper flags mean depends on what is asked for: to make, to delete, to get. */
static const struct bts_flag_set *flags_of(int protocol, uint16_t type)
{
	static const char xfrm[] = "NDGNDG........NG..NGNG", route[] = "NDG.";
	size_t n = type - NETLINK_OWN;
	char what = '.';

	if (type == NETLINK_ERROR)
		return &bts_set_nlm_ack;
	if (protocol == NETLINK_NETFILTER) {
		size_t kind = type >> 8;

		if (kind < ARRAY_SIZE(subsystems) && subsystems[kind].flags &&
		    (type & 0xff) < strlen(subsystems[kind].flags))
			what = subsystems[kind].flags[type & 0xff];
	} else if (type < NETLINK_OWN) {
		return NULL;
	} else if (protocol == NETLINK_ROUTE) {
		what = type == RTM_DELACTION ? 'G' : route[n % 4];
	} else if (protocol == NETLINK_DIAG || protocol == NETLINK_GENERIC) {
		what = 'G';
	} else if (protocol == NETLINK_XFRM && n < sizeof(xfrm) - 1) {
		what = xfrm[n];
	}
	switch (what) {
	case 'N':
		return &bts_set_nlm_new;
	case 'D':
		return &bts_set_nlm_del;
	case 'G':
		return &bts_set_nlm_get;
	}
	return NULL;
}

static void type_text(const struct bts_emit *e, char *text, size_t size, uint32_t value,
		      const struct types *types)
{
	bts_const_text(e, text, size, value,
		       types && types->set ? bts_flag_name(types->set, value) : NULL,
		       types ? types->unknown : NULL);
}

/* Netfilter's: a subsystem and a message of it. */
static void netfilter_type_show(struct bts_emit *e, uint16_t type)
{
	static const struct types kinds = { &bts_set_nl_nfnl_subsys, "NFNL_SUBSYS_???" };
	size_t kind = type >> 8;
	char upper[64], lower[64];

	type_text(e, upper, sizeof(upper), kind, &kinds);
	type_text(e, lower, sizeof(lower), type & 0xff,
		  kind < ARRAY_SIZE(subsystems) ? &subsystems[kind].types : NULL);
	bts_emit_wordf(e, "%s<<8|%s", upper, lower);
}

static void type_show(struct bts_emit *e, int protocol, uint16_t type)
{
	static const struct types plain = { &bts_set_nlmsg, "NLMSG_???" },
				  batch = { &bts_set_nl_nfnl_batch, "NLMSG_???" };
	const struct types *types = &plain;
	const char *name;

	if (protocol == NETLINK_NETFILTER && type > NF_BATCH_END) {
		netfilter_type_show(e, type);
		return;
	}
	if (type >= NETLINK_OWN && protocol == NETLINK_GENERIC) {
		name = e->style.consts == BTS_CONST_RAW ? NULL : bts_nl_family_name(type);
		if (name) {
			e->ops->named(e, type, name, BTS_HEX);
			return;
		}
		bts_emit_hex(e, type);
		if (e->style.consts != BTS_CONST_RAW)
			bts_emit_commentf(e, "GENERIC_FAMILY_???");
		return;
	}
	if (type >= NETLINK_OWN && protocol == NETLINK_NETFILTER)
		types = &batch;
	else if (type >= NETLINK_OWN && protocol >= 0 &&
		 (size_t)protocol < ARRAY_SIZE(protocol_types) && protocol_types[protocol].set)
		types = &protocol_types[protocol];
	bts_emit_enum(e, type, types->set, types->unknown);
}

static void netlink_head_show(struct bts_call *call, int protocol, const struct netlink_head *head)
{
	const struct bts_flag_set *more = flags_of(protocol, head->type);
	struct bts_flag flags[32];
	struct bts_flag_set set = { "nlm", flags, 0 };
	struct bts_emit *e = call->emit;

	for (size_t i = 0; i < bts_set_nlm.count && set.count < ARRAY_SIZE(flags); i++)
		flags[set.count++] = bts_set_nlm.flags[i];
	for (size_t i = 0; more && i < more->count && set.count < ARRAY_SIZE(flags); i++)
		flags[set.count++] = more->flags[i];
	bts_emit_struct(e);
	bts_emit_key(e, "nlmsg_len");
	bts_emit_uint(e, head->len);
	bts_emit_key(e, "nlmsg_type");
	type_show(e, protocol, head->type);
	bts_emit_key(e, "nlmsg_flags");
	bts_emit_flags(e, head->flags, &set, "NLM_F_???");
	bts_emit_key(e, "nlmsg_seq");
	bts_emit_uint(e, head->seq);
	bts_emit_key(e, "nlmsg_pid");
	bts_emit_int(e, (int32_t)head->pid);
	bts_emit_struct_end(e);
}

static void netlink_message_show(struct bts_call *call, enum bts_when when, int protocol,
				 const struct netlink_head *head, uint64_t addr, uint64_t len,
				 bool in_error);

/* An answer: the error, and the message that it is about. */
static void netlink_error_show(struct bts_call *call, enum bts_when when, int protocol,
			       uint64_t addr, uint64_t len, bool capped)
{
	struct bts_emit *e = call->emit;
	struct netlink_head head;
	int32_t error;
	uint64_t shown;

	if (len < sizeof(error) + NETLINK_HEAD) {
		bts_show_hex_bytes(call, when, addr, len);
		return;
	}
	if (bts_call_read(call, when, addr, &error, sizeof(error)) ||
	    bts_call_read(call, when, addr + sizeof(error), &head, sizeof(head))) {
		bts_show_hex_bytes(call, when, addr, len);
		return;
	}
	addr += sizeof(error);
	len -= sizeof(error);
	shown = capped || head.len < NETLINK_HEAD ? NETLINK_HEAD : head.len;
	shown = shown < len ? shown : len;
	if (len > shown)
		bts_emit_array(e);
	bts_emit_struct(e);
	bts_emit_key(e, "error");
	if (error < 0)
		bts_emit_error(e, error, BTS_DEC);
	else
		bts_emit_int(e, error);
	bts_emit_key(e, "msg");
	netlink_message_show(call, when, protocol, &head, addr, shown, true);
	bts_emit_struct_end(e);
	if (len > shown) {
		bts_show_hex_bytes(call, when, addr + shown, len - shown);
		bts_emit_array_end(e);
	}
}

/* A message with what is in it, of which @len bytes are there; in brackets if there is something. */
static void netlink_message_show(struct bts_call *call, enum bts_when when, int protocol,
				 const struct netlink_head *head, uint64_t addr, uint64_t len,
				 bool in_error)
{
	struct bts_nl nl = { .call = call, .when = when, .type = head->type, .flags = head->flags };
	uint64_t n = head->len < len ? head->len : len;
	int32_t done;

	if (n <= NETLINK_HEAD) {
		netlink_head_show(call, protocol, head);
		return;
	}
	addr += NETLINK_HEAD;
	n -= NETLINK_HEAD;
	bts_emit_array(call->emit);
	netlink_head_show(call, protocol, head);
	/* One error in another would have no end. */
	if (head->type == NETLINK_ERROR && !in_error)
		netlink_error_show(call, when, protocol, addr, n, head->flags & NETLINK_CAPPED);
	else if (head->type == NETLINK_DONE && n == sizeof(done) &&
		 !bts_call_read(call, when, addr, &done, sizeof(done)))
		bts_emit_int(call->emit, done);
	else if (head->type < NETLINK_OWN || !bts_show_nl_body(&nl, protocol, addr, n))
		bts_show_hex_bytes(call, when, addr, n);
	bts_emit_array_end(call->emit);
}

/* What udev sends to those who listen for its events, and what is not the kernel's: no nlmsghdr. */
struct udev_head {
	char prefix[8];
	uint32_t magic; /* in the network's order, as the last four are */
	uint32_t header_size, properties_off, properties_len;
	uint32_t subsystem_hash, devtype_hash, bloom_hi, bloom_lo;
};

static void uevent_show(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t len)
{
	static const struct {
		const char *name;
		uint8_t off;
		bool net;
	} members[] = {
		{ "magic", 8, true },
		{ "header_size", 12, false },
		{ "properties_off", 16, false },
		{ "properties_len", 20, false },
		{ "filter_subsystem_hash", 24, true },
		{ "filter_devtype_hash", 28, true },
		{ "filter_tag_bloom_hi", 32, true },
		{ "filter_tag_bloom_lo", 36, true },
	};
	struct bts_emit *e = call->emit;
	struct udev_head head;

	if (len < sizeof(head) || bts_call_read(call, when, addr, &head, sizeof(head)) ||
	    memcmp(head.prefix, "libudev", sizeof(head.prefix))) {
		bts_show_bytes(call, when, addr, len);
		return;
	}
	if (len > sizeof(head))
		bts_emit_array(e);
	bts_emit_struct(e);
	bts_emit_key(e, "prefix");
	bts_emit_string(e, head.prefix, sizeof(head.prefix) - 1, 0);
	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		uint32_t value = bts_bytes_uint((const char *)&head + members[i].off, 4);

		bts_emit_key(e, members[i].name);
		if (members[i].net) {
			bts_emit_wrap(e, "htonl(");
			bts_emit_hex(e, ntohl(value));
			bts_emit_unwrap(e, ")");
		} else {
			bts_emit_uint(e, value);
		}
	}
	bts_emit_struct_end(e);
	if (len > sizeof(head)) {
		bts_show_bytes(call, when, addr + sizeof(head), len - sizeof(head));
		bts_emit_array_end(e);
	}
}

void bts_show_netlink(struct bts_call *call, enum bts_when when, int protocol, uint64_t addr,
		      uint64_t len)
{
	struct bts_emit *e = call->emit;
	struct netlink_head head;
	bool array = false;

	if (protocol == NETLINK_UEVENT) {
		uevent_show(call, when, addr, len);
		return;
	}
	for (size_t i = 0;; i++) {
		uint64_t size = 0;
		const char *bytes;

		/* Behind what was copied there may be more, which is not unreadable. */
		if (array && !bts_call_bytes(call, when, addr, 1, &bytes, NULL)) {
			bts_emit_more(e);
			break;
		}
		if (len < NETLINK_HEAD) {
			bts_show_hex_bytes(call, when, addr, len);
			break;
		}
		if (!addr || bts_call_read(call, when, addr, &head, sizeof(head))) {
			if (array)
				bts_emit_more(e);
			else
				bts_show_hex_bytes(call, when, addr, len);
			break;
		}
		if (bts_emit_cut(e, i))
			break;
		if (head.len >= NETLINK_HEAD)
			size = ((uint64_t)head.len + 3) & ~3ULL;
		if (!array && size && size < len) {
			bts_emit_array(e);
			array = true;
		}
		netlink_message_show(call, when, protocol, &head, addr, len, false);
		if (!size || size >= len)
			break;
		addr += size;
		len -= size;
	}
	if (array)
		bts_emit_array_end(e);
}
