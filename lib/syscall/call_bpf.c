// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* bpf: what its commands are given. Members that the struct is too short for are left out. */
#include <string.h>
#include "syscall/call_misc.h"

struct map_create {
	uint32_t map_type, key_size, value_size, max_entries, map_flags;
	int32_t inner_map_fd;
	uint32_t numa_node;
	char map_name[16];
	uint32_t map_ifindex;
	int32_t btf_fd;
	uint32_t btf_key_type_id, btf_value_type_id, btf_vmlinux_value_type_id;
	uint64_t map_extra;
};

static const struct bts_member map_create_members[] = {
	F_ENUM(struct map_create, map_type, bpf_map_type, "BPF_MAP_TYPE_???"),
	F_UINT(struct map_create, key_size),
	F_UINT(struct map_create, value_size),
	F_UINT(struct map_create, max_entries),
	F_FLAGS(struct map_create, map_flags, bpf_map_flags, "BPF_F_???"),
	F_FD(struct map_create, inner_map_fd),
	F_CSTR(struct map_create, map_name),
	F_UINT(struct map_create, map_ifindex),
	F_FD(struct map_create, btf_fd),
	F_UINT(struct map_create, btf_key_type_id),
	F_UINT(struct map_create, btf_value_type_id),
	F_UINT(struct map_create, btf_vmlinux_value_type_id),
	F_UINT(struct map_create, map_extra),
};

struct element {
	int32_t map_fd;
	uint32_t pad;
	uint64_t key, value, flags;
};

static const struct bts_member lookup_members[] = {
	F_FD(struct element, map_fd),
	F_ADDR(struct element, key),
	F_ADDR(struct element, value),
	F_FLAGS(struct element, flags, bpf_lookup, "BPF_???"),
};

static const struct bts_member update_members[] = {
	F_FD(struct element, map_fd),
	F_ADDR(struct element, key),
	F_ADDR(struct element, value),
	F_FLAGS(struct element, flags, bpf_update, "BPF_???"),
};

static const struct bts_member delete_members[] = {
	F_FD(struct element, map_fd),
	F_ADDR(struct element, key),
};

struct next_key {
	int32_t map_fd;
	uint32_t pad;
	uint64_t key, next_key;
};

static const struct bts_member next_key_members[] = {
	F_FD(struct next_key, map_fd),
	F_ADDR(struct next_key, key),
	F_ADDR(struct next_key, next_key),
};

static const struct bts_member freeze_members[] = { F_FD(struct element, map_fd) };

struct object {
	uint64_t pathname;
	int32_t bpf_fd;
	uint32_t file_flags;
	int32_t path_fd;
};

static void pathname_show(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	(void)field;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8), 4095);
}

static const struct bts_member object_members[] = {
	{ .name = "pathname", .off = 0, .size = 8, .show = pathname_show },
	F_FD(struct object, bpf_fd),
	F_FLAGS(struct object, file_flags, bpf_file, "BPF_F_???"),
	F_FD(struct object, path_fd),
};

struct attach {
	int32_t target_fd, attach_bpf_fd;
	uint32_t attach_type, attach_flags;
	int32_t replace_bpf_fd;
};

static const struct bts_member attach_members[] = {
	F_FD(struct attach, target_fd),
	F_FD(struct attach, attach_bpf_fd),
	F_ENUM(struct attach, attach_type, bpf_attach, "BPF_???"),
	F_FLAGS(struct attach, attach_flags, bpf_attach_flags, "BPF_F_???"),
	F_FD(struct attach, replace_bpf_fd),
};

static const struct bts_member detach_members[] = {
	F_FD(struct attach, target_fd),
	F_ENUM(struct attach, attach_type, bpf_attach, "BPF_???"),
};

struct by_id {
	uint32_t id, next_id, open_flags;
};

#define ID_MEMBER(name_)                                                      \
	{                                                                     \
		.name = (name_), .off = 0, .size = 4, .show = bts_member_uint \
	}

static const struct bts_member prog_id_members[] = {
	ID_MEMBER("prog_id"),
	F_UINT(struct by_id, next_id),
	F_FLAGS(struct by_id, open_flags, bpf_file, "BPF_F_???"),
};

static const struct bts_member map_id_members[] = {
	ID_MEMBER("map_id"),
	F_UINT(struct by_id, next_id),
	F_FLAGS(struct by_id, open_flags, bpf_file, "BPF_F_???"),
};

static const struct bts_member btf_id_members[] = { ID_MEMBER("btf_id") };
static const struct bts_member link_id_members[] = { ID_MEMBER("link_id") };

/* By the command's number; @known bytes of the struct are shown, what is behind them is more. */
static const struct command {
	const struct bts_member *members;
	uint16_t count, known;
	bool to_fd; /* it returns a descriptor */
} commands[] = {
#define COMMAND(members_, known_, fd_)                                              \
	{                                                                           \
		(members_), sizeof(members_) / sizeof(*(members_)), (known_), (fd_) \
	}
	[0] = COMMAND(map_create_members, 72, true), [1] = COMMAND(lookup_members, 32, false),
	[2] = COMMAND(update_members, 32, false),    [3] = COMMAND(delete_members, 16, false),
	[4] = COMMAND(next_key_members, 24, false),  [6] = COMMAND(object_members, 20, true),
	[7] = COMMAND(object_members, 20, true),     [8] = COMMAND(attach_members, 20, false),
	[9] = COMMAND(detach_members, 12, false),    [13] = COMMAND(prog_id_members, 12, true),
	[14] = COMMAND(map_id_members, 12, true),    [19] = COMMAND(btf_id_members, 4, true),
	[21] = COMMAND(lookup_members, 32, false),   [22] = COMMAND(freeze_members, 4, false),
	[30] = COMMAND(link_id_members, 4, true),
#undef COMMAND
};

#define COMMANDS (sizeof(commands) / sizeof(*commands))
#define BYTES	 128

static void rest_show(struct bts_call *call, uint64_t addr, uint32_t from, uint32_t size)
{
	char byte;

	for (uint32_t at = from; at < size && at < 4096; at++) {
		if (!bts_call_read(call, BTS_AT_ENTRY, addr + at, &byte, 1) && byte) {
			bts_emit_more(call->emit);
			return;
		}
	}
}

void bts_show_bpf_attr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = call->word == 4 ? (uint32_t)value : value;
	uint32_t number = call->arg[0], size = call->arg[2], n = size < BYTES ? size : BYTES;
	const struct command *command = number < COMMANDS ? &commands[number] : NULL;
	char bytes[BYTES] = {};

	(void)arg;
	if (!command || !command->count || !n || size > 4096 ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, bytes, n)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (command->to_fd && bts_call_done(call))
		call->ret_as = BTS_RET_FD;
	bts_emit_struct(call->emit);
	for (size_t i = 0; i < command->count; i++) {
		const struct bts_member *member = &command->members[i];

		if (i && member->off >= size)
			break;
		bts_emit_key(call->emit, member->name);
		member->show(call, member, bytes + member->off);
	}
	rest_show(call, addr, command->known, size);
	bts_emit_struct_end(call->emit);
}
