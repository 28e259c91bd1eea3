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
	int32_t value_type_btf_obj_fd, map_token_fd;
	uint64_t excl_prog_hash;
	uint32_t excl_prog_hash_size;
};

/* A member that is as old as the one before it. */
#define SAME(type, member, show_, ...) MEMBER_(type, member, show_, .brief = true, ##__VA_ARGS__)

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
	SAME(struct map_create, btf_key_type_id, uint),
	SAME(struct map_create, btf_value_type_id, uint),
	F_UINT(struct map_create, btf_vmlinux_value_type_id),
	F_UINT(struct map_create, map_extra),
	F_FD(struct map_create, value_type_btf_obj_fd),
	SAME(struct map_create, map_token_fd, fd),
	F_ADDR(struct map_create, excl_prog_hash),
	SAME(struct map_create, excl_prog_hash_size, uint),
};

struct prog_load {
	uint32_t prog_type, insn_cnt;
	uint64_t insns, license;
	uint32_t log_level, log_size;
	uint64_t log_buf;
	uint32_t kern_version, prog_flags;
	char prog_name[16];
	uint32_t prog_ifindex, expected_attach_type;
	int32_t prog_btf_fd;
	uint32_t func_info_rec_size;
	uint64_t func_info;
	uint32_t func_info_cnt, line_info_rec_size;
	uint64_t line_info;
	uint32_t line_info_cnt, attach_btf_id;
	int32_t attach_prog_fd;
	uint32_t core_relo_cnt;
	uint64_t fd_array, core_relos;
	uint32_t core_relo_rec_size, log_true_size;
	int32_t prog_token_fd;
	uint32_t fd_array_cnt;
	uint64_t signature;
	uint32_t signature_size;
	int32_t keyring_id;
};

static void license_show(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	(void)field;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8), call->emit->style.string_max);
}

/* Its size stands before it; what is in it is not copied. */
static void log_show(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	uint64_t addr = bts_bytes_uint(bytes, 8);
	size_t back = offsetof(struct prog_load, log_buf) - offsetof(struct prog_load, log_size);

	(void)field;
	if (addr && !bts_bytes_uint((const char *)bytes - back, 4))
		bts_emit_string(call->emit, "", 0, 0);
	else
		bts_emit_addr(call->emit, addr);
}

static void version_show(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	uint32_t version = bts_bytes_uint(bytes, 4);

	(void)field;
	bts_emit_wordf(call->emit, "KERNEL_VERSION(%u, %u, %u)", version >> 16, version >> 8 & 0xff,
		       version & 0xff);
}

#define OWN(member_, show_)                                                        \
	{                                                                          \
		.name = #member_, .off = offsetof(struct prog_load, member_),      \
		.size = sizeof(((struct prog_load *)0)->member_), .show = (show_), \
	}

static const struct bts_member prog_load_members[] = {
	F_ENUM(struct prog_load, prog_type, bpf_prog_type, "BPF_PROG_TYPE_???"),
	F_UINT(struct prog_load, insn_cnt),
	F_ADDR(struct prog_load, insns),
	OWN(license, license_show),
	F_UINT(struct prog_load, log_level),
	SAME(struct prog_load, log_size, uint),
	{ .name = "log_buf",
	  .off = offsetof(struct prog_load, log_buf),
	  .size = 8,
	  .show = log_show,
	  .brief = true },
	OWN(kern_version, version_show),
	F_FLAGS(struct prog_load, prog_flags, bpf_prog_flags, "BPF_F_???"),
	F_CSTR(struct prog_load, prog_name),
	F_UINT(struct prog_load, prog_ifindex),
	F_ENUM(struct prog_load, expected_attach_type, bpf_attach, "BPF_???"),
	F_FD(struct prog_load, prog_btf_fd),
	SAME(struct prog_load, func_info_rec_size, uint),
	SAME(struct prog_load, func_info, addr),
	SAME(struct prog_load, func_info_cnt, uint),
	SAME(struct prog_load, line_info_rec_size, uint),
	SAME(struct prog_load, line_info, addr),
	SAME(struct prog_load, line_info_cnt, uint),
	F_UINT(struct prog_load, attach_btf_id),
	F_FD(struct prog_load, attach_prog_fd),
	F_UINT(struct prog_load, core_relo_cnt),
	F_ADDR(struct prog_load, fd_array),
	F_ADDR(struct prog_load, core_relos),
	SAME(struct prog_load, core_relo_rec_size, uint),
	F_UINT(struct prog_load, log_true_size),
	F_FD(struct prog_load, prog_token_fd),
	F_UINT(struct prog_load, fd_array_cnt),
	F_ADDR(struct prog_load, signature),
	SAME(struct prog_load, signature_size, uint),
	SAME(struct prog_load, keyring_id, int),
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
	int32_t replace_bpf_fd, relative_fd;
	uint64_t expected_revision;
};

static const struct bts_member attach_members[] = {
	F_FD(struct attach, target_fd),
	F_FD(struct attach, attach_bpf_fd),
	F_ENUM(struct attach, attach_type, bpf_attach, "BPF_???"),
	F_FLAGS(struct attach, attach_flags, bpf_attach_flags, "BPF_F_???"),
	F_FD(struct attach, replace_bpf_fd),
	F_FD(struct attach, relative_fd),
	SAME(struct attach, expected_revision, uint),
};

struct by_id {
	uint32_t id, next_id, open_flags;
	int32_t fd_by_id_token_fd;
};

struct next_id {
	uint32_t start_id, next_id;
};

#define ID_MEMBER(name_)                                                      \
	{                                                                     \
		.name = (name_), .off = 0, .size = 4, .show = bts_member_uint \
	}

static const struct bts_member prog_id_members[] = { ID_MEMBER("prog_id") };

static const struct bts_member map_id_members[] = {
	ID_MEMBER("map_id"),
	F_FLAGS(struct by_id, open_flags, bpf_file, "BPF_F_???"),
};

static const struct bts_member btf_id_members[] = {
	ID_MEMBER("btf_id"),
	F_FLAGS(struct by_id, open_flags, bpf_file, "BPF_F_???"),
	F_FD(struct by_id, fd_by_id_token_fd),
};
static const struct bts_member next_id_members[] = {
	F_UINT(struct next_id, start_id),
	F_UINT(struct next_id, next_id),
};

static const struct bts_member link_id_members[] = { ID_MEMBER("link_id") };

struct tracepoint {
	uint64_t name;
	int32_t prog_fd;
	uint32_t pad;
	uint64_t cookie;
};

static const struct bts_member tracepoint_members[] = {
	{ .name = "name", .off = 0, .size = 8, .show = license_show },
	F_FD(struct tracepoint, prog_fd),
	F_HEX(struct tracepoint, cookie),
};

struct link {
	int32_t link_fd;
	uint32_t flags;
};

static const struct bts_member iter_members[] = {
	F_FD(struct link, link_fd),
	F_HEX(struct link, flags),
};

static const struct bts_member unlink_members[] = { F_FD(struct link, link_fd) };

struct bind {
	int32_t prog_fd, map_fd;
	uint32_t flags;
};

static const struct bts_member bind_members[] = {
	F_FD(struct bind, prog_fd),
	F_FD(struct bind, map_fd),
	F_HEX(struct bind, flags),
};

/*
 * By the command's number. Members up to @least bytes are as old as the command and always shown;
 * behind @known bytes is what we do not know.
 */
static const struct command {
	const struct bts_member *members;
	uint16_t count, least, known;
	bool to_fd;	    /* it returns a descriptor */
	const char *within; /* the struct's member that has them; NULL: itself */
} commands[] = {
#define WITHIN(within_, members_, least_, known_, fd_)                                         \
	{                                                                                      \
		(members_), sizeof(members_) / sizeof(*(members_)), (least_), (known_), (fd_), \
			(within_)                                                              \
	}
#define COMMAND(...) WITHIN(NULL, __VA_ARGS__)
	[0] = COMMAND(map_create_members, 16, 92, true),
	[1] = COMMAND(lookup_members, 24, 32, false),
	[2] = COMMAND(update_members, 32, 32, false),
	[3] = COMMAND(delete_members, 16, 16, false),
	[4] = COMMAND(next_key_members, 24, 24, false),
	[5] = COMMAND(prog_load_members, 24, 168, true),
	[6] = COMMAND(object_members, 12, 20, true),
	[7] = COMMAND(object_members, 12, 20, true),
	[8] = COMMAND(attach_members, 16, 32, false),
	[9] = COMMAND(attach_members, 16, 32, false),
	[11] = COMMAND(next_id_members, 8, 8, false),
	[12] = COMMAND(next_id_members, 8, 8, false),
	[13] = COMMAND(prog_id_members, 4, 4, true),
	[14] = COMMAND(map_id_members, 4, 12, true),
	[17] = WITHIN("raw_tracepoint", tracepoint_members, 12, 24, true),
	[19] = COMMAND(btf_id_members, 4, 16, true),
	[21] = COMMAND(lookup_members, 24, 32, false),
	[22] = COMMAND(freeze_members, 4, 4, false),
	[23] = COMMAND(next_id_members, 8, 8, false),
	[30] = COMMAND(link_id_members, 4, 4, true),
	[31] = COMMAND(next_id_members, 8, 8, false),
	[33] = WITHIN("iter_create", iter_members, 8, 8, true),
	[34] = WITHIN("link_detach", unlink_members, 4, 4, false),
	[35] = WITHIN("prog_bind_map", bind_members, 12, 12, false),
#undef WITHIN
#undef COMMAND
};

#define COMMANDS (sizeof(commands) / sizeof(*commands))
#define BYTES	 256

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
	bool shown = true;

	(void)arg;
	if (!command || !command->count || !n || size > 4096 ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, bytes, n)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (command->to_fd && bts_call_done(call))
		call->ret_as = BTS_RET_FD;
	bts_emit_struct(call->emit);
	if (command->within) {
		bts_emit_key(call->emit, command->within);
		bts_emit_struct(call->emit);
	}
	for (size_t i = 0; i < command->count; i++) {
		const struct bts_member *member = &command->members[i];

		if (!member->brief)
			shown = member->off < command->least || member->off < size;
		if (!shown)
			break;
		bts_emit_key(call->emit, member->name);
		member->show(call, member, bytes + member->off);
	}
	if (command->within)
		bts_emit_struct_end(call->emit);
	rest_show(call, addr, command->known, size);
	bts_emit_struct_end(call->emit);
}
