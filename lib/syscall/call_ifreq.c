// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Requests about network interfaces: struct ifreq, and the list of them all. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/socket.h>
#include "syscall/call_ioctl.h"

#define NAME_SIZE 16

struct map {
	uint64_t mem_start, mem_end;
	uint16_t base_addr;
	uint8_t irq, dma, port;
};

/* struct ifreq; programs of 32 bits have one that is shorter. */
struct request {
	char name[NAME_SIZE];
	union {
		struct {
			uint16_t family;
			uint8_t data[14];
		} addr;
		char text[NAME_SIZE];
		int32_t number;
		int16_t flags;
		struct map map;
	};
};

#define REQUEST_SIZE   40
#define REQUEST_SIZE32 32

static size_t request_size(const struct bts_call *call)
{
	return call->word == 4 ? REQUEST_SIZE32 : REQUEST_SIZE;
}

static int request_read(const struct bts_call *call, enum bts_when when, uint64_t addr,
			struct request *request)
{
	memset(request, 0, sizeof(*request));
	return bts_call_read(call, when, addr, request, request_size(call));
}

static void name_show(struct bts_emit *e, const char *key, const char *name)
{
	bts_emit_key(e, key);
	bts_emit_string(e, name, NAME_SIZE, BTS_STRING_NUL);
}

static void addr_show(struct bts_emit *e, const struct request *request)
{
	const uint8_t *data = request->addr.data;

	bts_emit_struct(e);
	bts_emit_key(e, "sa_family");
	if (request->addr.family == AF_INET) {
		e->ops->named(e, AF_INET, "AF_INET", BTS_HEX);
		bts_emit_key(e, "sin_port");
		bts_emit_wordf(e, "htons(%u)", data[0] << 8 | data[1]);
		bts_emit_key(e, "sin_addr");
		bts_emit_wordf(e, "inet_addr(\"%u.%u.%u.%u\")", data[2], data[3], data[4], data[5]);
	} else {
		bts_emit_hex(e, request->addr.family);
		bts_emit_key(e, "sa_data");
		bts_emit_string(e, data, sizeof(request->addr.data), 0);
	}
	bts_emit_struct_end(e);
}

/* How long an address of the hardware is, by its kind. */
static size_t hardware_length(uint16_t kind)
{
	/* ARPHRD_NETROM to ARPHRD_IEEE802, and ARPHRD_LOOPBACK; the others use all there is. */
	static const uint8_t lengths[] = { 7, 6, 14, 7, 14, 14, 6 };

	if (kind < sizeof(lengths))
		return lengths[kind];
	return kind == 772 ? 6 : 14;
}

static void hardware_show(struct bts_emit *e, const struct request *request)
{
	size_t n = hardware_length(request->addr.family);
	char text[64];
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += snprintf(text + len, sizeof(text) - len, "%s%02x", i ? ":" : "",
				request->addr.data[i]);
	bts_emit_struct(e);
	bts_emit_key(e, "sa_family");
	bts_emit_enum(e, request->addr.family, &bts_set_arphrd, "ARPHRD_???");
	bts_emit_key(e, "sa_data");
	bts_emit_word(e, text);
	bts_emit_struct_end(e);
}

static void map_show(struct bts_call *call, const struct request *request)
{
	const char *bytes = (const char *)&request->map;
	struct bts_emit *e = call->emit;
	unsigned int word = call->word;

	bts_emit_struct(e);
	bts_emit_key(e, "mem_start");
	bts_emit_hex(e, bts_bytes_uint(bytes, word));
	bts_emit_key(e, "mem_end");
	bts_emit_hex(e, bts_bytes_uint(bytes + word, word));
	bytes += 2 * word;
	bts_emit_key(e, "base_addr");
	bts_emit_hex(e, bts_bytes_uint(bytes, 2));
	bts_emit_key(e, "irq");
	bts_emit_hex(e, bts_bytes_uint(bytes + 2, 1));
	bts_emit_key(e, "dma");
	bts_emit_hex(e, bts_bytes_uint(bytes + 3, 1));
	bts_emit_key(e, "port");
	bts_emit_hex(e, bts_bytes_uint(bytes + 4, 1));
	bts_emit_struct_end(e);
}

enum member {
	OF_ADDR,
	OF_HARDWARE,
	OF_FLAGS,
	OF_NUMBER,
	OF_NAME,
	OF_MAP,
	OF_OWN_NAME, /* not of the union */
};

/* What of the union a request is about, and whether it is the kernel that fills it in. */
static const struct subject {
	uint16_t number;
	bool out;
	uint8_t member;
	const char *key;
} subjects[] = {
	{ SIOCGIFADDR, true, OF_ADDR, "ifr_addr" },
	{ SIOCSIFADDR, false, OF_ADDR, "ifr_addr" },
	{ SIOCGIFDSTADDR, true, OF_ADDR, "ifr_dstaddr" },
	{ SIOCSIFDSTADDR, false, OF_ADDR, "ifr_dstaddr" },
	{ SIOCGIFBRDADDR, true, OF_ADDR, "ifr_broadaddr" },
	{ SIOCSIFBRDADDR, false, OF_ADDR, "ifr_broadaddr" },
	{ SIOCGIFNETMASK, true, OF_ADDR, "ifr_netmask" },
	{ SIOCSIFNETMASK, false, OF_ADDR, "ifr_netmask" },
	{ SIOCGIFHWADDR, true, OF_HARDWARE, "ifr_hwaddr" },
	{ SIOCSIFHWADDR, false, OF_HARDWARE, "ifr_hwaddr" },
	{ SIOCSIFHWBROADCAST, false, OF_HARDWARE, "ifr_hwaddr" },
	{ SIOCADDMULTI, false, OF_HARDWARE, "ifr_hwaddr" },
	{ SIOCDELMULTI, false, OF_HARDWARE, "ifr_hwaddr" },
	{ SIOCGIFFLAGS, true, OF_FLAGS, "ifr_flags" },
	{ SIOCSIFFLAGS, false, OF_FLAGS, "ifr_flags" },
	{ SIOCGIFINDEX, true, OF_NUMBER, "ifr_ifindex" },
	{ SIOCGIFMETRIC, true, OF_NUMBER, "ifr_metric" },
	{ SIOCSIFMETRIC, false, OF_NUMBER, "ifr_metric" },
	{ SIOCGIFMTU, true, OF_NUMBER, "ifr_mtu" },
	{ SIOCSIFMTU, false, OF_NUMBER, "ifr_mtu" },
	{ SIOCGIFTXQLEN, true, OF_NUMBER, "ifr_qlen" },
	{ SIOCSIFTXQLEN, false, OF_NUMBER, "ifr_qlen" },
	{ SIOCGIFSLAVE, true, OF_NAME, "ifr_slave" },
	{ SIOCSIFSLAVE, false, OF_NAME, "ifr_slave" },
	{ SIOCSIFNAME, false, OF_NAME, "ifr_newname" },
	{ SIOCGIFNAME, true, OF_OWN_NAME, "ifr_name" },
	{ SIOCGIFMAP, true, OF_MAP, "ifr_map" },
	{ SIOCSIFMAP, false, OF_MAP, "ifr_map" },
};

static const struct subject *subject_find(uint32_t number)
{
	for (size_t i = 0; i < sizeof(subjects) / sizeof(*subjects); i++) {
		if (subjects[i].number == number)
			return &subjects[i];
	}
	return NULL;
}

static void subject_show(struct bts_call *call, const struct subject *subject,
			 const struct request *request)
{
	struct bts_emit *e = call->emit;

	bts_emit_key(e, subject->key);
	switch (subject->member) {
	case OF_ADDR:
		addr_show(e, request);
		break;
	case OF_HARDWARE:
		hardware_show(e, request);
		break;
	case OF_FLAGS:
		bts_emit_flags(e, (uint16_t)request->flags, &bts_set_if_flags, "IFF_???");
		break;
	case OF_NUMBER:
		bts_emit_int(e, request->number);
		break;
	case OF_NAME:
		bts_emit_string(e, request->text, NAME_SIZE, BTS_STRING_NUL);
		break;
	case OF_MAP:
		map_show(call, request);
		break;
	case OF_OWN_NAME:
		bts_emit_string(e, request->name, NAME_SIZE, BTS_STRING_NUL);
		break;
	}
}

/* What is asked for, and what was got. */
void bts_ioctl_ifreq(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	const struct subject *subject = subject_find(call->arg[1]);
	struct bts_emit *e = call->emit;
	struct request request;

	(void)data;
	if (!subject || request_read(call, when, addr, &request)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	if (subject->member == OF_OWN_NAME) {
		bts_emit_key(e, "ifr_ifindex");
		bts_emit_int(e, request.number);
	} else {
		name_show(e, "ifr_name", request.name);
	}
	if (!subject->out)
		subject_show(call, subject, &request);
	else if (bts_call_done(call) && !request_read(call, BTS_AT_RETURN, addr, &request))
		subject_show(call, subject, &request);
	bts_emit_struct_end(e);
}

/* An interface by its number, which has a name where it still is. */
void bts_ioctl_ifindex(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	struct request request;
	char name[IF_NAMESIZE];

	(void)data;
	if (request_read(call, when, addr, &request)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "ifr_ifindex");
	if (if_indextoname(request.number, name)) {
		char text[IF_NAMESIZE + 24];

		snprintf(text, sizeof(text), "if_nametoindex(\"%s\")", name);
		e->ops->named(e, (uint32_t)request.number, text, BTS_UDEC);
	} else {
		bts_emit_int(e, request.number);
	}
	bts_emit_struct_end(e);
}

/* struct ifconf: a length, and the address of the list, which is not followed. */
struct list {
	int32_t len;
	uint64_t addr;
};

static int list_read(const struct bts_call *call, enum bts_when when, uint64_t addr,
		     struct list *list)
{
	if (bts_call_read(call, when, addr, &list->len, sizeof(list->len)))
		return -EFAULT;
	return bts_call_read_word(call, when, addr + call->word, &list->addr);
}

static void length_show(struct bts_call *call, int32_t len)
{
	int32_t size = request_size(call);

	bts_emit_int(call->emit, len);
	if (len > 0 && len % size == 0)
		bts_emit_commentf(call->emit, "%d * sizeof(struct ifreq)", len / size);
}

void bts_ioctl_ifconf(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	struct list before, after;
	bool known, changed;

	(void)data;
	if (list_read(call, when, addr, &before)) {
		bts_emit_addr(e, addr);
		return;
	}
	known = bts_call_done(call) && !list_read(call, BTS_AT_RETURN, addr, &after);
	if (!known)
		after = before;
	/* Where there is no list, what is asked for is how long it would be. */
	changed = before.addr && before.len != after.len;
	bts_emit_struct(e);
	bts_emit_key(e, "ifc_len");
	if (changed) {
		bts_emit_before(e);
		length_show(call, before.len);
		bts_emit_after(e);
	}
	length_show(call, after.len);
	if (changed)
		bts_emit_changed(e);
	bts_emit_key(e, "ifc_buf");
	if (known && before.addr && after.len >= 0 && (size_t)after.len < request_size(call)) {
		bts_emit_array(e);
		bts_emit_array_end(e);
	} else {
		bts_emit_addr(e, before.addr);
	}
	bts_emit_struct_end(e);
}
