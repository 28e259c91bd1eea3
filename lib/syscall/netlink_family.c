// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The families of generic netlink, whose numbers the kernel gives out as they come. */
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "bts/decode.h"
#include "syscall/netlink_family.h"

#define FAMILIES 128

struct families {
	struct {
		uint16_t id;
		char name[GENL_NAMSIZ];
	} list[FAMILIES];
	size_t count;
};

/* One answer's attributes: a number and a name. */
static void family_add(struct families *families, const char *at, size_t len)
{
	const char *name = NULL;
	size_t name_len = 0;
	uint16_t id = 0;
	size_t n;

	while (len >= sizeof(struct nlattr)) {
		struct nlattr attr;

		memcpy(&attr, at, sizeof(attr));
		if (attr.nla_len < sizeof(attr) || attr.nla_len > len)
			break;
		if (attr.nla_type == CTRL_ATTR_FAMILY_ID &&
		    attr.nla_len >= sizeof(attr) + sizeof(id)) {
			memcpy(&id, at + sizeof(attr), sizeof(id));
		} else if (attr.nla_type == CTRL_ATTR_FAMILY_NAME) {
			name = at + sizeof(attr);
			name_len = strnlen(name, attr.nla_len - sizeof(attr));
		}
		n = ((size_t)attr.nla_len + 3) & ~3UL;
		if (n >= len)
			break;
		at += n;
		len -= n;
	}
	if (!id || !name || name_len >= GENL_NAMSIZ || families->count == FAMILIES)
		return;
	families->list[families->count].id = id;
	memcpy(families->list[families->count].name, name, name_len);
	families->count++;
}

/* Of a datagram; false: it was the last, or none that was asked for. */
static bool answers_take(struct families *families, const char *at, size_t len)
{
	while (len >= sizeof(struct nlmsghdr)) {
		struct nlmsghdr head;

		memcpy(&head, at, sizeof(head));
		if (head.nlmsg_len < NLMSG_HDRLEN || head.nlmsg_len > len ||
		    head.nlmsg_type != GENL_ID_CTRL)
			return false;
		if (head.nlmsg_len > NLMSG_HDRLEN + GENL_HDRLEN)
			family_add(families, at + NLMSG_HDRLEN + GENL_HDRLEN,
				   head.nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN);
		if (NLMSG_ALIGN(head.nlmsg_len) >= len)
			break;
		at += NLMSG_ALIGN(head.nlmsg_len);
		len -= NLMSG_ALIGN(head.nlmsg_len);
	}
	return true;
}

/* The kernel answers at once: what is not there then does not come. */
static void families_ask(struct families *families)
{
	struct {
		struct nlmsghdr head;
		struct genlmsghdr generic;
	} ask = {
		.head = { .nlmsg_len = sizeof(ask),
			  .nlmsg_type = GENL_ID_CTRL,
			  .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
		.generic = { .cmd = CTRL_CMD_GETFAMILY },
	};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	static char answers[32768];
	ssize_t n;

	if (fd < 0)
		return;
	if (send(fd, &ask, sizeof(ask), 0) == sizeof(ask)) {
		do {
			n = recv(fd, answers, sizeof(answers), MSG_DONTWAIT);
		} while (n > 0 && answers_take(families, answers, n));
	}
	close(fd);
}

static struct families known;

void bts_netlink_learn(void)
{
	memset(&known, 0, sizeof(known));
	families_ask(&known);
}

const char *bts_nl_family_name(uint16_t type)
{
	for (size_t i = 0; i < known.count; i++) {
		if (known.list[i].id == type)
			return known.list[i].name;
	}
	return NULL;
}
