// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Messages of sockets: struct msghdr, what comes beside the data. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "syscall/call_net.h"

/* struct msghdr, of either size of words. */
struct message {
	uint64_t name, iov, iovlen, control, controllen;
	int32_t namelen;
	uint32_t flags;
};

static size_t msghdr_size(const struct bts_call *call)
{
	return call->word == 8 ? 56 : 28;
}

static size_t mmsghdr_size(const struct bts_call *call)
{
	return call->word == 8 ? 64 : 32;
}

/* Each member takes a word there. */
static void message_parse(const struct bts_call *call, const char *bytes, struct message *msg)
{
	size_t word = call->word;

	*msg = (struct message){
		.name = bts_bytes_uint(bytes, word),
		.namelen = bts_bytes_uint(bytes + word, 4),
		.iov = bts_bytes_uint(bytes + 2 * word, word),
		.iovlen = bts_bytes_uint(bytes + 3 * word, word),
		.control = bts_bytes_uint(bytes + 4 * word, word),
		.controllen = bts_bytes_uint(bytes + 5 * word, word),
		.flags = bts_bytes_uint(bytes + 6 * word, 4),
	};
}

/* What a control message holds; @n bytes are known, as many as .min at least. */

static void rights_show(struct bts_call *call, const char *data, size_t n)
{
	bts_emit_array(call->emit);
	for (size_t i = 0; i + 4 <= n && !bts_emit_cut(call->emit, i / 4); i += 4)
		bts_call_show_fd(call, bts_bytes_uint(data + i, 4));
	bts_emit_array_end(call->emit);
}

static void credentials_show(struct bts_call *call, const char *data, size_t n)
{
	(void)n;
	bts_layout_show(call, &bts_layout_ucred, data);
}

static void pidfd_show(struct bts_call *call, const char *data, size_t n)
{
	(void)n;
	bts_call_show_fd(call, bts_bytes_uint(data, 4));
}

static void security_show(struct bts_call *call, const char *data, size_t n)
{
	bts_emit_string(call->emit, data, n, 0);
}

static void time_show(struct bts_emit *e, const char *data, size_t word, const char *fraction)
{
	uint64_t sec = bts_bytes_uint(data, word);

	bts_emit_struct(e);
	bts_emit_key(e, "tv_sec");
	bts_emit_int(e, word == 4 ? (int32_t)sec : (int64_t)sec);
	bts_emit_key(e, fraction);
	bts_emit_uint(e, bts_bytes_uint(data + word, word));
	bts_emit_struct_end(e);
}

/* What is too short is said to be unknown. */
static void stamp_show(struct bts_emit *e, const char *data, size_t n, size_t word,
		       const char *fraction)
{
	if (n < 2 * word)
		bts_emit_word(e, "???");
	else
		time_show(e, data, word, fraction);
}

static void stamps_show(struct bts_emit *e, const char *data, size_t n, size_t word)
{
	if (n < 3 * 2 * word) {
		bts_emit_word(e, "???");
		return;
	}
	bts_emit_array(e);
	for (size_t i = 0; i < 3; i++)
		time_show(e, data + 2 * word * i, word, "tv_nsec");
	bts_emit_array_end(e);
}

static void timestamp_old(struct bts_call *call, const char *data, size_t n)
{
	stamp_show(call->emit, data, n, call->word, "tv_usec");
}

static void timestampns_old(struct bts_call *call, const char *data, size_t n)
{
	stamp_show(call->emit, data, n, call->word, "tv_nsec");
}

static void timestamping_old(struct bts_call *call, const char *data, size_t n)
{
	stamps_show(call->emit, data, n, call->word);
}

static void timestamp_new(struct bts_call *call, const char *data, size_t n)
{
	stamp_show(call->emit, data, n, 8, "tv_usec");
}

static void timestampns_new(struct bts_call *call, const char *data, size_t n)
{
	stamp_show(call->emit, data, n, 8, "tv_nsec");
}

static void timestamping_new(struct bts_call *call, const char *data, size_t n)
{
	stamps_show(call->emit, data, n, 8);
}

static void pktinfo_show(struct bts_call *call, const char *data, size_t n)
{
	struct bts_emit *e = call->emit;

	(void)n;
	bts_emit_struct(e);
	bts_emit_key(e, "ipi_ifindex");
	bts_emit_ifindex(e, bts_bytes_uint(data, 4));
	bts_emit_inet_member(e, "ipi_spec_dst", AF_INET, data + 4);
	bts_emit_inet_member(e, "ipi_addr", AF_INET, data + 8);
	bts_emit_struct_end(e);
}

static void uints_show(struct bts_call *call, const char *data, size_t n)
{
	bts_emit_array(call->emit);
	for (size_t i = 0; i + 4 <= n && !bts_emit_cut(call->emit, i / 4); i += 4)
		bts_emit_uint(call->emit, bts_bytes_uint(data + i, 4));
	bts_emit_array_end(call->emit);
}

static void protocol_show(struct bts_call *call, const char *data, size_t n)
{
	(void)n;
	bts_emit_array(call->emit);
	bts_emit_enum(call->emit, bts_bytes_uint(data, 4), &bts_set_inet_protocols, "IP_???");
	bts_emit_array_end(call->emit);
}

static void bytes_show(struct bts_call *call, const char *data, size_t n)
{
	bts_emit_array(call->emit);
	for (size_t i = 0; i < n && !bts_emit_cut(call->emit, i); i++)
		bts_emit_hex(call->emit, (unsigned char)data[i]);
	bts_emit_array_end(call->emit);
}

/* struct sock_extended_err and the address behind it. */
#define EXTENDED_ERR 16

static void recverr_show(struct bts_call *call, const char *data, size_t n)
{
	static const struct {
		const char *name;
		uint8_t off, size;
	} members[] = {
		{ "ee_errno", 0, 4 }, { "ee_origin", 4, 1 }, { "ee_type", 5, 1 },
		{ "ee_code", 6, 1 },  { "ee_info", 8, 4 },   { "ee_data", 12, 4 },
	};
	struct bts_emit *e = call->emit;

	(void)n;
	bts_emit_struct(e);
	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		bts_emit_key(e, members[i].name);
		bts_emit_uint(e, bts_bytes_uint(data + members[i].off, members[i].size));
	}
	bts_emit_key(e, "offender");
	bts_emit_sockaddr(call, data + EXTENDED_ERR, 16);
	bts_emit_struct_end(e);
}

static void origdstaddr_show(struct bts_call *call, const char *data, size_t n)
{
	bts_emit_sockaddr(call, data, n);
}

#define LEVEL_SOCKET 1
#define LEVEL_IP     0

static const struct control {
	int level, type;
	size_t min;
	void (*show)(struct bts_call *call, const char *data, size_t n);
} controls[] = {
	{ LEVEL_SOCKET, 1, 4, rights_show },
	{ LEVEL_SOCKET, 2, 12, credentials_show },
	{ LEVEL_SOCKET, 3, 1, security_show },
	{ LEVEL_SOCKET, 4, 4, pidfd_show },
	{ LEVEL_SOCKET, 29, 1, timestamp_old },
	{ LEVEL_SOCKET, 35, 1, timestampns_old },
	{ LEVEL_SOCKET, 37, 1, timestamping_old },
	{ LEVEL_SOCKET, 63, 1, timestamp_new },
	{ LEVEL_SOCKET, 64, 1, timestampns_new },
	{ LEVEL_SOCKET, 65, 1, timestamping_new },
	{ LEVEL_IP, 1, 1, bytes_show },
	{ LEVEL_IP, 2, 4, uints_show },
	{ LEVEL_IP, 3, 1, security_show },
	{ LEVEL_IP, 6, 1, bytes_show },
	{ LEVEL_IP, 7, 1, bytes_show },
	{ LEVEL_IP, 8, 12, pktinfo_show },
	{ LEVEL_IP, 11, EXTENDED_ERR + 16, recverr_show },
	{ LEVEL_IP, 20, 16, origdstaddr_show },
	{ LEVEL_IP, 23, 4, uints_show },
	{ LEVEL_IP, 52, 4, protocol_show },
};

static void control_show(struct bts_call *call, int level, int type, const char *data, size_t n)
{
	const struct control *control = NULL;

	bts_emit_key(call->emit, "cmsg_type");
	if (level == LEVEL_SOCKET)
		bts_emit_enum(call->emit, (uint32_t)type, &bts_set_scm, "SCM_???");
	else if (level == LEVEL_IP)
		bts_emit_enum(call->emit, (uint32_t)type, &bts_set_ip_cmsg, "IP_???");
	else
		bts_emit_hex(call->emit, (uint32_t)type);
	if (!n)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(controls); i++) {
		if (controls[i].level == level && controls[i].type == type && n >= controls[i].min)
			control = &controls[i];
	}
	bts_emit_key(call->emit, "cmsg_data");
	if (control)
		control->show(call, data, n);
	else
		bts_emit_string(call->emit, data, n, BTS_STRING_HEX);
}

static void controls_show(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t said)
{
	size_t len = said < BTS_CONTROL_MAX ? said : BTS_CONTROL_MAX, left = len;
	size_t word = call->word, head = word + 8;
	struct bts_emit *e = call->emit;
	char room[BTS_CONTROL_MAX];
	const char *at = room;

	if (!addr || len < head || bts_call_read(call, when, addr, room, len)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_array(e);
	while (left >= head) {
		uint64_t n = bts_bytes_uint(at, word), known = n < left ? n : left;
		int level = bts_bytes_uint(at + word, 4), type = bts_bytes_uint(at + word + 4, 4);

		bts_emit_struct(e);
		bts_emit_key(e, "cmsg_len");
		bts_emit_uint(e, n);
		bts_emit_key(e, "cmsg_level");
		bts_emit_enum(e, (uint32_t)level, &bts_set_socketlayers, "SOL_???");
		control_show(call, level, type, at + head, known > head ? known - head : 0);
		bts_emit_struct_end(e);
		if (n < head) {
			left -= head;
			break;
		}
		n = known + (-known & (word - 1));
		if (n >= left) {
			left = 0;
			break;
		}
		at += n;
		left -= n;
	}
	if (left || len < said)
		bts_emit_more(e);
	if (left)
		bts_emit_commentf(e, "0x%llx", (unsigned long long)(addr + len - left));
	bts_emit_array_end(e);
}

static void netlink_element(struct bts_call *call, const void *bytes, uint64_t addr,
			    const void *data)
{
	struct {
		enum bts_when when;
		uint64_t left;
	} *of = (void *)data;
	uint64_t base = bts_bytes_uint(bytes, call->word);
	uint64_t len = bts_bytes_uint((const char *)bytes + call->word, call->word);
	uint64_t shown = len < of->left ? len : of->left;

	(void)addr;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "iov_base");
	bts_show_netlink(call, of->when, bts_call_netlink(call), base, shown);
	if (of->left != UINT64_MAX)
		of->left -= shown;
	bts_emit_key(call->emit, "iov_len");
	bts_emit_uint(call->emit, len);
	bts_emit_struct_end(call->emit);
}

/*
 * @room: bytes that there were for the name, NULL where it is not told by the call; @left bytes of
 * the vectors are of interest.
 */
static void message_show(struct bts_call *call, enum bts_when when, const char *bytes,
			 const int32_t *room, uint64_t left)
{
	struct {
		enum bts_when when;
		uint64_t left;
	} of = { when, left };
	struct bts_emit *e = call->emit;
	struct message msg;
	int family;

	message_parse(call, bytes, &msg);
	bts_emit_struct(e);
	bts_emit_key(e, "msg_name");
	family = bts_show_sockaddr(call, when, msg.name,
				   room && msg.namelen > *room ? *room : msg.namelen);
	bts_emit_key(e, "msg_namelen");
	bts_emit_change(e, room ? *room : msg.namelen, msg.namelen, BTS_DEC);
	bts_emit_key(e, "msg_iov");
	if (family == AF_NETLINK || bts_call_netlink(call) >= 0)
		bts_show_elements(call, when, msg.iov, msg.iovlen, 2 * call->word, netlink_element,
				  &of);
	else
		bts_show_vector(call, when, msg.iov, msg.iovlen, left);
	bts_emit_key(e, "msg_iovlen");
	bts_emit_uint(e, msg.iovlen);
	if (msg.controllen) {
		bts_emit_key(e, "msg_control");
		controls_show(call, when, msg.control, msg.controllen);
	}
	bts_emit_key(e, "msg_controllen");
	bts_emit_uint(e, msg.controllen);
	bts_emit_key(e, "msg_flags");
	bts_emit_flags(e, msg.flags, &bts_set_msg, "MSG_???");
	bts_emit_struct_end(e);
}

void bts_show_msghdr_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	char bytes[56];

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, bytes, msghdr_size(call)))
		bts_emit_addr(call->emit, addr);
	else
		message_show(call, BTS_AT_ENTRY, bytes, NULL, UINT64_MAX);
}

void bts_show_msghdr_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct message msg;
	char bytes[56];

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, bytes, msghdr_size(call))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	message_parse(call, bytes, &msg);
	if (!bts_call_done(call)) {
		bts_emit_struct(call->emit);
		bts_emit_key(call->emit, "msg_namelen");
		bts_emit_int(call->emit, msg.namelen);
		bts_emit_struct_end(call->emit);
	} else if (bts_call_read(call, BTS_AT_RETURN, addr, bytes, msghdr_size(call))) {
		bts_emit_addr(call->emit, addr);
	} else {
		message_show(call, BTS_AT_RETURN, bytes, &msg.namelen, call->ret);
	}
}

/* How many of them have been sent, or received. */
struct messages {
	uint64_t left;
};

static void mmsghdr_element(struct bts_call *call, enum bts_when when, const char *bytes,
			    uint64_t addr, struct messages *messages)
{
	size_t off = msghdr_size(call);
	uint32_t len = bts_bytes_uint(bytes + off, 4);
	int32_t room;

	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "msg_hdr");
	if (when == BTS_AT_ENTRY)
		message_show(call, when, bytes, NULL, UINT64_MAX);
	else if (bts_call_read(call, BTS_AT_ENTRY, addr + call->word, &room, sizeof(room)))
		message_show(call, when, bytes, NULL, len);
	else
		message_show(call, when, bytes, &room, len);
	if (messages->left) {
		messages->left--;
		bts_call_read(call, BTS_AT_RETURN, addr + off, &len, sizeof(len));
		bts_emit_key(call->emit, "msg_len");
		bts_emit_uint(call->emit, len);
	}
	bts_emit_struct_end(call->emit);
}

static void sent_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	mmsghdr_element(call, BTS_AT_ENTRY, bytes, addr, (struct messages *)data);
}

static void received_element(struct bts_call *call, const void *bytes, uint64_t addr,
			     const void *data)
{
	mmsghdr_element(call, BTS_AT_RETURN, bytes, addr, (struct messages *)data);
}

void bts_show_mmsghdr_in(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct messages messages = { bts_call_done(call) ? call->ret : 0 };

	(void)arg;
	bts_show_elements(call, BTS_AT_ENTRY, bts_call_word(call, value), (uint32_t)call->arg[2],
			  mmsghdr_size(call), sent_element, &messages);
}

void bts_show_mmsghdr_out(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct messages messages = { call->ret };

	(void)arg;
	if (bts_call_done(call))
		bts_show_elements(call, BTS_AT_RETURN, bts_call_word(call, value), call->ret,
				  mmsghdr_size(call), received_element, &messages);
	else
		bts_emit_addr(call->emit, bts_call_word(call, value));
}

void bts_show_recvmmsg_timeout(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	/* The one that says so has 64 bits whoever calls it. */
	bool narrow = call->word == 4 &&
		      call->nr != bts_syscall_number(call->abi, "recvmmsg_time64");
	size_t word = narrow ? 4 : 8;
	uint64_t addr = bts_call_word(call, value), nsec;
	char bytes[16];
	int64_t sec;

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, bytes, 2 * word))
		bts_emit_addr(call->emit, addr);
	else
		time_show(call->emit, bytes, word, "tv_nsec");
	if (!bts_call_done(call))
		return;
	if (!call->ret) {
		call->ret_note = "Timeout";
		return;
	}
	if (!addr)
		return;
	if (bts_call_read(call, BTS_AT_RETURN, addr, bytes, 2 * word)) {
		snprintf(call->ret_text, sizeof(call->ret_text), "left %#llx",
			 (unsigned long long)addr);
	} else {
		sec = word == 4 ? (int32_t)bts_bytes_uint(bytes, 4)
				: (int64_t)bts_bytes_uint(bytes, 8);
		nsec = bts_bytes_uint(bytes + word, word);
		snprintf(call->ret_text, sizeof(call->ret_text), "left {tv_sec=%lld, tv_nsec=%llu}",
			 (long long)sec, (unsigned long long)nsec);
	}
	call->ret_note = call->ret_text;
}
