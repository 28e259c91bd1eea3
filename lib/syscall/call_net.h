/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_NET_H
#define BTS_SYSCALL_CALL_NET_H

#include "syscall/args.h"

SHOWS(socket_type);
#define SOCKET_TYPE SHOW(bts_show_socket_type)
/* Its names depend on the family, the first argument. */
SHOWS(socket_protocol);
#define SOCKET_PROTOCOL SHOW(bts_show_socket_protocol)

/* What the kernel takes of an address, struct sockaddr_storage. */
#define BTS_SOCKADDR_MAX 128

/* An address of as many bytes as argument @by says. */
SHOWS(sockaddr_in);
#define SOCKADDR_IN(by)                          \
	SHOW(bts_show_sockaddr_in), .len = (by), \
				    OPS(OP_MEM_BY(AT_IN, SELF, by, 1, BTS_SOCKADDR_MAX))

/* One that the call tells, with an int at argument @by for the room that it has. */
SHOWS(sockaddr_out);
#define SOCKADDR_OUT(by)                          \
	SHOW(bts_show_sockaddr_out), .len = (by), \
				     OPS(OP_MEM_AT(AT_OUT, SELF, by, 1, BTS_SOCKADDR_MAX))

/* That int, which becomes the size: [128 => 16]. @addr is the argument without which it is none. */
SHOWS(socklen);
#define SOCKLEN_INOUT(addr) \
	SHOW(bts_show_socklen), .len = (addr), OPS(OP_MEM(AT_IN, SELF, 4), OP_MEM(AT_OUT, SELF, 4))
#define BTS_NO_ARG 0xff

/* Messages of a netlink socket, argument 0, are netlink's: of those all is copied. */
#define IF_NETLINK(when_)                                                           \
	{                                                                           \
		.kind = BTS_CAP_NETLINK, .when = (when_), .count_arg = 0, .size = 1 \
	}
/* As are those with an address of that family, to which argument @n leads by an address. */
#define IF_NETLINK_NAME(when_, n)                                                     \
	{                                                                             \
		.kind = BTS_CAP_NETLINK, .when = (when_), .count_arg = 0, .arg = (n), \
		.deref = BTS_CAP_DEREF, .size = 1, .max = 16 /* AF_NETLINK */         \
	}
#define BTS_NETLINK_MAX 32768
SHOWS(sendto_buf);
#define SENDTO_BUF                                                                   \
	SHOW(bts_show_sendto_buf),                                                   \
		OPS(OP_MEM_BY(AT_IN, SELF, 2, 1, BTS_MAX_STRING), IF_NETLINK(AT_IN), \
		    OP_MEM_BY(AT_IN, SELF, 2, 1, BTS_NETLINK_MAX))
SHOWS(recvfrom_buf);
#define RECVFROM_BUF                                                                 \
	SHOW(bts_show_recvfrom_buf),                                                 \
		OPS(OP_MEM_RET(AT_OUT, SELF, 1, BTS_MAX_STRING), IF_NETLINK(AT_OUT), \
		    OP_MEM_RET(AT_OUT, SELF, 1, BTS_NETLINK_MAX))

/* What follows are the offsets of struct msghdr: programs of 32 bits are shown less. */
#define OP_MSG_NAME(when_, n)                                                             \
	{                                                                                 \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .deref = BTS_CAP_DEREF, \
		.count = BTS_CAP_U32, .count_arg = (n), .count_off = 8, .size = 1,        \
		.max = BTS_SOCKADDR_MAX                                                   \
	}
#define OP_MSG_VEC(when_, n, bytes)                                                       \
	{                                                                                 \
		.kind = BTS_CAP_VEC, .when = (when_), .arg = (n), .deref = BTS_CAP_DEREF, \
		.off = 16, .count = BTS_CAP_WORD, .count_arg = (n), .count_off = 24,      \
		.max = (bytes), .most = BTS_MAX_ELEMENTS                                  \
	}
#define OP_MSG_IOV(when_, n)	 OP_MSG_VEC(when_, n, BTS_MAX_STRING)
#define OP_MSG_NETLINK(when_, n) IF_NETLINK_NAME(when_, n), OP_MSG_VEC(when_, n, BTS_NETLINK_MAX)
#define OP_MSG_CONTROL(when_, n)                                                                \
	{                                                                                       \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = (n), .deref = BTS_CAP_DEREF,       \
		.off = 32, .count = BTS_CAP_WORD, .count_arg = (n), .count_off = 40, .size = 1, \
		.max = BTS_CONTROL_MAX                                                          \
	}
#define BTS_CONTROL_MAX 4096

SHOWS(msghdr_in);
#define MSGHDR_IN                                                                         \
	SHOW(bts_show_msghdr_in),                                                         \
		OPS(OP_MEM(AT_IN, SELF, 56), OP_MSG_NAME(AT_IN, 1), OP_MSG_IOV(AT_IN, 1), \
		    OP_MSG_NETLINK(AT_IN, 1), OP_MSG_CONTROL(AT_IN, 1))
SHOWS(msghdr_out);
#define MSGHDR_OUT                                                                             \
	SHOW(bts_show_msghdr_out),                                                             \
		OPS(OP_MEM(AT_IN, SELF, 56), OP_MEM(AT_OUT, SELF, 56), OP_MSG_NAME(AT_OUT, 1), \
		    OP_MSG_IOV(AT_OUT, 1), OP_MSG_NETLINK(AT_OUT, 1), OP_MSG_CONTROL(AT_OUT, 1))

/* Arrays of them, struct mmsghdr: for each the @ops_ that follow. */
#define OP_EACH_MSG(when_, count_, ops_) OP_EACH(when_, count_, 2, ops_, 64, BTS_MAX_ELEMENTS)
/* The REPEAT and what it repeats are two. */
#define OP_EACH_NETLINK(when_, count_)                                           \
	{ .kind = BTS_CAP_NETLINK, .when = (when_), .count_arg = 0, .size = 2 }, \
		OP_EACH_MSG(when_, count_, 1), OP_MSG_VEC(AT_IN, 1, BTS_NETLINK_MAX)
SHOWS(mmsghdr_in);
#define MMSGHDR_IN                                                                                \
	SHOW(bts_show_mmsghdr_in), OPS(OP_MEM_BY(AT_IN, SELF, 2, 64, BTS_MAX_ELEMENTS),           \
				       OP_MEM_RET(AT_OUT, SELF, 64, BTS_MAX_ELEMENTS),            \
				       OP_EACH_MSG(AT_IN, BTS_CAP_ARG, 3), OP_MSG_NAME(AT_IN, 1), \
				       OP_MSG_IOV(AT_IN, 1), OP_MSG_CONTROL(AT_IN, 1),            \
				       OP_EACH_NETLINK(AT_IN, BTS_CAP_ARG))
/*
 * The result counts messages, not bytes: the vectors' operation is one of the entry, so that it
 * does not bound them.
 */
SHOWS(mmsghdr_out);
#define MMSGHDR_OUT                                                             \
	SHOW(bts_show_mmsghdr_out),                                             \
		OPS(OP_MEM_BY(AT_IN, SELF, 2, 64, BTS_MAX_ELEMENTS),            \
		    OP_MEM_RET(AT_OUT, SELF, 64, BTS_MAX_ELEMENTS),             \
		    OP_EACH_MSG(AT_OUT, BTS_CAP_RET, 3), OP_MSG_NAME(AT_IN, 1), \
		    OP_MSG_IOV(AT_IN, 1), OP_MSG_CONTROL(AT_IN, 1),             \
		    OP_EACH_NETLINK(AT_OUT, BTS_CAP_RET))
SHOWS(recvmmsg_timeout);
#define RECVMMSG_TIMEOUT \
	SHOW(bts_show_recvmmsg_timeout), OPS(OP_MEM(AT_IN, SELF, 16), OP_MEM(AT_OUT, SELF, 16))

/* Options: names by the level, values by both. */
SHOWS(getsockopt_name);
SHOWS(setsockopt_name);
#define GETSOCKOPT_NAME SHOW(bts_show_getsockopt_name)
#define SETSOCKOPT_NAME SHOW(bts_show_setsockopt_name)

/* The largest struct that an option has, struct tcp_ao_add. */
#define BTS_SOCKOPT_MAX 288

SHOWS(setsockopt_value);
/* Some are read as an int whatever their length is; the last is the program of a sock_fprog. */
#define SETSOCKOPT_VALUE                                                                   \
	SHOW(bts_show_setsockopt_value),                                                   \
		OPS(OP_MEM(AT_IN, SELF, 4), OP_MEM_BY(AT_IN, SELF, 4, 1, BTS_SOCKOPT_MAX), \
		    OP_MEM_BY(AT_IN, SELF, 4, 1, BTS_MAX_STRING),                          \
		    { .kind = BTS_CAP_MEM,                                                 \
		      .when = AT_IN,                                                       \
		      .arg = SELF,                                                         \
		      .deref = BTS_CAP_DEREF,                                              \
		      .off = 8,                                                            \
		      .count = BTS_CAP_U32,                                                \
		      .count_arg = 3,                                                      \
		      .size = 8,                                                           \
		      .max = BTS_MAX_ELEMENTS })
SHOWS(getsockopt_value);
/* The size of a filter counts its instructions. */
#define GETSOCKOPT_VALUE                                                                     \
	SHOW(bts_show_getsockopt_value), OPS(OP_MEM_AT(AT_OUT, SELF, 4, 1, BTS_SOCKOPT_MAX), \
					     OP_MEM_AT(AT_OUT, SELF, 4, 8, BTS_MAX_ELEMENTS))

/* Building blocks. */

extern const struct bts_layout bts_layout_ucred;

/* The address at @addr, of @len bytes as the program says. Its family, -1 where it is unknown. */
int bts_show_sockaddr(struct bts_call *call, enum bts_when when, uint64_t addr, int len);

/* One of which @len bytes are known, two at least. */
void bts_emit_sockaddr(struct bts_call *call, const void *bytes, size_t len);

/* A member @name that is an address of AF_INET or AF_INET6. */
void bts_emit_inet_member(struct bts_emit *e, const char *name, int family, const void *bytes);
/* The same of a member of @size bytes, all of which are shown where bytes are. */
void bts_emit_inet_wide(struct bts_emit *e, const char *name, int family, const void *bytes,
			size_t size);
/* One that is no member. */
void bts_emit_inet_addr(struct bts_emit *e, int family, const void *bytes);

/*
 * Writes a constant as text, in the style that is asked for. @name: NULL, it has none; @unknown:
 * what is said of it then, NULL: nothing.
 */
void bts_const_text(const struct bts_emit *e, char *text, size_t size, uint64_t value,
		    const char *name, const char *unknown);

/* 16 or 32 bits in the network's order. */
void bts_emit_net_number(struct bts_emit *e, const void *bytes, size_t size);

/* The name of a network interface that is here and now, by its index; false: there is none. */
#define BTS_IF_NAME 17
bool bts_ifindex_name(uint32_t index, char name[BTS_IF_NAME]);

/* The index of a network interface, by its name where it has one. */
void bts_emit_ifindex(struct bts_emit *e, uint32_t index);
MEMBER_SHOWS(ifindex);

/* A device's address: 00:11:22:33:44:55 */
void bts_emit_mac(struct bts_emit *e, const void *bytes, size_t n);

/*
 * The protocol of the netlink socket that is a call's first argument; -1: it is none, or it is not
 * known.
 */
int bts_call_netlink(const struct bts_call *call);

/*
 * Of netlink's messages the @len bytes at @addr; @protocol is NETLINK_ROUTE or another, -1: it is
 * not known.
 */
void bts_show_netlink(struct bts_call *call, enum bts_when when, int protocol, uint64_t addr,
		      uint64_t len);

/* A classic BPF program of @n instructions at @addr: the address alone unless all is shown. */
void bts_show_bpf_filter(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n);

/* The same of one that decides on system calls: what it returns are actions. */
void bts_show_seccomp_filter(struct bts_call *call, enum bts_when when, uint64_t addr, uint64_t n);

/* The code of an instruction of eBPF. */
void bts_emit_ebpf_code(struct bts_emit *e, uint8_t code);

#endif
