// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Requests about network interfaces: struct ifreq, and the list of them all. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <linux/sockios.h>
#include <sys/socket.h>
#include "syscall/call_ioctl.h"
#include "syscall/call_net.h"

#define NAME_SIZE 16

/* struct ifmap, of either size of longs. */
struct map {
	uint64_t mem_start, mem_end;
	uint16_t base_addr;
	uint8_t irq, dma, port;
};

struct map_int {
	uint32_t mem_start, mem_end;
	uint16_t base_addr;
	uint8_t irq, dma, port;
};

#define MAP(type)                                                                               \
	F_HEX(type, mem_start), F_HEX(type, mem_end), F_HEX(type, base_addr), F_HEX(type, irq), \
		F_HEX(type, dma), F_HEX(type, port)
LAYOUT_WORDS_LOCAL(map, struct map, struct map_int, MAP);

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
	bts_emit_cstring(e, name, NAME_SIZE);
}

/* How long an address of the hardware is, by its kind. */
static size_t hardware_length(uint16_t kind)
{
	/* By ARPHRD_*; the others use all there is. */
	static const struct {
		uint16_t kind;
		uint8_t length;
	} lengths[] = {
		{ 0, 7 },   { 1, 6 },	{ 3, 7 },   { 6, 6 },	{ 7, 1 },   { 15, 2 },
		{ 27, 8 },  { 270, 5 }, { 271, 5 }, { 290, 1 }, { 768, 4 }, { 772, 6 },
		{ 773, 1 }, { 774, 6 }, { 776, 4 }, { 777, 4 }, { 778, 4 }, { 779, 4 },
		{ 780, 6 }, { 783, 4 }, { 801, 6 }, { 802, 6 }, { 803, 6 }, { 804, 8 },
		{ 805, 8 }, { 820, 1 }, { 821, 1 }, { 822, 1 }, { 825, 8 }, { 826, 8 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		if (lengths[i].kind == kind)
			return lengths[i].length;
	}
	return 14;
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
	if (e->style.consts == BTS_CONST_ABBREV)
		bts_emit_word(e, text);
	else
		bts_emit_string(e, request->addr.data, sizeof(request->addr.data), BTS_STRING_HEX);
	if (e->style.consts == BTS_CONST_VERBOSE)
		bts_emit_commentf(e, "%s", text);
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
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
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
		bts_emit_sockaddr(call, &request->addr, sizeof(request->addr));
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
		bts_emit_cstring(e, request->text, NAME_SIZE);
		break;
	case OF_MAP:
		bts_layout_show(call, &bts_layout_map, &request->map);
		break;
	case OF_OWN_NAME:
		bts_emit_cstring(e, request->name, NAME_SIZE);
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

	(void)data;
	if (request_read(call, when, addr, &request)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "ifr_ifindex");
	bts_emit_ifindex(e, request.number);
	bts_emit_struct_end(e);
}

/* struct ifconf: a length, and the address of the list. */
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

static void list_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	struct request request = {};

	(void)addr;
	(void)data;
	memcpy(&request, bytes, request_size(call));
	bts_emit_struct(call->emit);
	name_show(call->emit, "ifr_name", request.name);
	bts_emit_key(call->emit, "ifr_addr");
	bts_emit_sockaddr(call, &request.addr, sizeof(request.addr));
	bts_emit_struct_end(call->emit);
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
	if (known && before.addr)
		bts_show_elements(call, BTS_AT_RETURN, after.addr,
				  (size_t)after.len / request_size(call), request_size(call),
				  list_element, NULL);
	else
		bts_emit_addr(e, before.addr);
	bts_emit_struct_end(e);
}
