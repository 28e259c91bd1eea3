// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* bpf: what its commands are given. Members that the struct is too short for are left out. */
#include <stdio.h>
#include <string.h>
#include "syscall/call_misc.h"
#include "syscall/call_net.h"

/* The constants of the sets by their names: headers may be older than they are. */
#define BTS_FLAG_SET(...)
#define BTS_FLAG(set, name, value) set##_##name = (value),
#define BTS_FLAG_SET_END(...)
enum {
#include "syscall/flags/misc.def"
};
#undef BTS_FLAG_SET
#undef BTS_FLAG
#undef BTS_FLAG_SET_END

#define BYTES 256

/* What a command was given, zero behind its end; members are shown by their place in it. */
struct attr {
	char bytes[BYTES];
	uint32_t size;
};

static const struct attr *attr_of(const struct bts_member *field, const void *bytes)
{
	return (const struct attr *)((const char *)bytes - field->off);
}

static uint64_t attr_uint(const struct attr *attr, size_t off, size_t size)
{
	return bts_bytes_uint(attr->bytes + off, size);
}

/* What is there when the call returns, where the struct is long enough and it is known. */
static uint64_t attr_after(const struct bts_call *call, const struct attr *attr, size_t off,
			   size_t size)
{
	uint64_t addr = bts_call_word(call, call->arg[1]), value = 0;

	if (!call->returned || attr->size < off + size ||
	    bts_call_read(call, BTS_AT_RETURN, addr + off, &value, size))
		return attr_uint(attr, off, size);
	return value;
}

#define MEMBER_SHOW(name)                                                              \
	static void name##_show(struct bts_call *call, const struct bts_member *field, \
				const void *bytes)

/* A name of which the struct may end within. */
MEMBER_SHOW(name)
{
	uint32_t size = attr_of(field, bytes)->size - field->off;
	size_t n = size < field->size ? size : field->size;

	if (memchr(bytes, 0, n))
		bts_emit_string(call->emit, bytes, n, BTS_STRING_NUL);
	else
		bts_emit_string(call->emit, bytes, n - 1, BTS_STRING_CUT);
}

MEMBER_SHOW(ifindex)
{
	bts_member_ifindex(call, field, bytes);
}

MEMBER_SHOW(path)
{
	(void)field;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8), 4095);
}

MEMBER_SHOW(string)
{
	(void)field;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8), call->emit->style.string_max);
}

/* Bytes, or elements, that another member counts. */
struct counted {
	uint16_t count; /* where it stands */
	uint16_t size;	/* bytes of an element */
	bts_element_fn one;
};

MEMBER_SHOW(text)
{
	const struct counted *counted = field->data;

	bts_show_cstr_within(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8),
			     attr_uint(attr_of(field, bytes), counted->count, 4));
}

MEMBER_SHOW(bytes)
{
	const struct counted *counted = field->data;

	bts_show_bytes(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8),
		       attr_uint(attr_of(field, bytes), counted->count, 4));
}

MEMBER_SHOW(hex_bytes)
{
	enum bts_hex_style style = call->emit->style.strings;

	call->emit->style.strings = BTS_STRINGS_HEX;
	bytes_show(call, field, bytes);
	call->emit->style.strings = style;
}

MEMBER_SHOW(array)
{
	const struct counted *counted = field->data;

	bts_show_elements(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8),
			  attr_uint(attr_of(field, bytes), counted->count, 4), counted->size,
			  counted->one, NULL);
}

/* The same, of what the call fills in. */
MEMBER_SHOW(array_after)
{
	const struct counted *counted = field->data;
	const struct attr *attr = attr_of(field, bytes);
	uint64_t addr = attr_after(call, attr, field->off, 8);
	uint64_t n = attr_after(call, attr, counted->count, 4);

	if (bts_call_done(call) || !n)
		bts_show_elements(call, BTS_AT_RETURN, addr, n, counted->size, counted->one, NULL);
	else
		bts_emit_addr(call->emit, addr);
}

/* A number that the call may change. */
MEMBER_SHOW(changed)
{
	uint32_t before = bts_bytes_uint(bytes, 4);
	uint32_t after = attr_after(call, attr_of(field, bytes), field->off, 4);

	bts_emit_change(call->emit, before, after, BTS_UDEC);
}

/* Of others it is not said what they were before. */
MEMBER_SHOW(after)
{
	bts_emit_uint(call->emit, attr_after(call, attr_of(field, bytes), field->off, field->size));
}

MEMBER_SHOW(hex_after)
{
	bts_emit_hex(call->emit, attr_after(call, attr_of(field, bytes), field->off, field->size));
}

static void uint_one(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_uint(call->emit, bts_bytes_uint(bytes, 4));
}

static void hex_one(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_hex(call->emit, bts_bytes_uint(bytes, 8));
}

static void string_one(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_show_cstr(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, call->word),
		      call->emit->style.string_max);
}

static void iter_one(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "map");
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "map_fd");
	bts_call_show_fd(call, bts_bytes_uint(bytes, 4));
	bts_emit_struct_end(call->emit);
	bts_emit_struct_end(call->emit);
}

/* An instruction: code, two registers of four bits, an offset, a number. */
static void insn_one(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	const unsigned char *insn = bytes;

	(void)addr;
	(void)data;
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "code");
	bts_emit_ebpf_code(call->emit, insn[0]);
	bts_emit_key(call->emit, "dst_reg");
	bts_emit_enum(call->emit, insn[1] & 15, &bts_set_ebpf_reg, "BPF_REG_???");
	bts_emit_key(call->emit, "src_reg");
	bts_emit_enum(call->emit, insn[1] >> 4, &bts_set_ebpf_reg, "BPF_REG_???");
	bts_emit_key(call->emit, "off");
	bts_emit_int(call->emit, (int16_t)bts_bytes_uint(insn + 2, 2));
	bts_emit_key(call->emit, "imm");
	bts_emit_hex(call->emit, bts_bytes_uint(insn + 4, 4));
	bts_emit_struct_end(call->emit);
}

MEMBER_SHOW(insns)
{
	if (call->emit->style.verbose)
		array_show(call, field, bytes);
	else
		bts_emit_addr(call->emit, bts_bytes_uint(bytes, 8));
}

/* All ones have a name, which stands beside them where constants are shown with both. */
MEMBER_SHOW(max64)
{
	uint64_t value = bts_bytes_uint(bytes, 8);

	(void)field;
	if (value == UINT64_MAX)
		call->emit->ops->named(call->emit, value, "UINT64_MAX", BTS_UDEC);
	else
		bts_emit_uint(call->emit, value);
}

MEMBER_SHOW(node)
{
	uint32_t node = bts_bytes_uint(bytes, 4);

	(void)field;
	bts_emit_uint(call->emit, node);
	if (node == UINT32_MAX && call->emit->style.consts != BTS_CONST_RAW)
		bts_emit_commentf(call->emit, "NUMA_NO_NODE");
}

/* A member by one of the functions above. */
#define OWN(type, member_, show_, ...)                                                    \
	{                                                                                 \
		.name = #member_, .off = offsetof(type, member_),                         \
		.size = sizeof(((type *)0)->member_), .show = show_##_show, ##__VA_ARGS__ \
	}
#define COUNTED(count_, ...)            \
	.data = &(const struct counted) \
	{                               \
		(count_), ##__VA_ARGS__ \
	}
/* A member that is as old as the one before it. */
#define SAME(type, member, show_, ...)	   MEMBER_(type, member, show_, .brief = true, ##__VA_ARGS__)
#define OWN_SAME(type, member, show_, ...) OWN(type, member, show_, .brief = true, ##__VA_ARGS__)

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

static bool numa_absent(const struct bts_member *field, const void *bytes)
{
	(void)field;
	return !(attr_uint(bytes, offsetof(struct map_create, map_flags), 4) &
		 bpf_map_flags_BPF_F_NUMA_NODE);
}

static const struct bts_member map_create_members[] = {
	F_ENUM(struct map_create, map_type, bpf_map_type, "BPF_MAP_TYPE_???"),
	F_UINT(struct map_create, key_size),
	F_UINT(struct map_create, value_size),
	F_UINT(struct map_create, max_entries),
	F_FLAGS(struct map_create, map_flags, bpf_map_flags, "BPF_F_???"),
	F_FD(struct map_create, inner_map_fd),
	OWN(struct map_create, numa_node, node, .absent = numa_absent),
	OWN(struct map_create, map_name, name),
	OWN(struct map_create, map_ifindex, ifindex),
	F_FD(struct map_create, btf_fd),
	SAME(struct map_create, btf_key_type_id, uint),
	SAME(struct map_create, btf_value_type_id, uint),
	F_UINT(struct map_create, btf_vmlinux_value_type_id),
	OWN(struct map_create, map_extra, max64),
	F_FD(struct map_create, value_type_btf_obj_fd),
	F_FD(struct map_create, map_token_fd),
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

MEMBER_SHOW(version)
{
	uint32_t version = bts_bytes_uint(bytes, 4);
	char text[64];

	(void)field;
	snprintf(text, sizeof(text), "KERNEL_VERSION(%u, %u, %u)", version >> 16,
		 version >> 8 & 0xff, version & 0xff);
	call->emit->ops->named(call->emit, version, text, BTS_HEX);
}

/* It came later than what stands behind it. */
static bool relo_absent(const struct bts_member *field, const void *bytes)
{
	(void)field;
	return ((const struct attr *)bytes)->size <= offsetof(struct prog_load, core_relos);
}

static const struct bts_member prog_load_members[] = {
	F_ENUM(struct prog_load, prog_type, bpf_prog_type, "BPF_PROG_TYPE_???"),
	F_UINT(struct prog_load, insn_cnt),
	OWN(struct prog_load, insns, insns,
	    COUNTED(offsetof(struct prog_load, insn_cnt), 8, insn_one)),
	OWN(struct prog_load, license, string),
	F_UINT(struct prog_load, log_level),
	SAME(struct prog_load, log_size, uint),
	OWN_SAME(struct prog_load, log_buf, text,
		 COUNTED(offsetof(struct prog_load, log_size), 1, NULL)),
	OWN(struct prog_load, kern_version, version),
	F_FLAGS(struct prog_load, prog_flags, bpf_prog_flags, "BPF_F_???"),
	OWN(struct prog_load, prog_name, name),
	OWN(struct prog_load, prog_ifindex, ifindex),
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
	SAME(struct prog_load, core_relo_cnt, uint, .absent = relo_absent),
	F_ADDR(struct prog_load, fd_array),
	F_ADDR(struct prog_load, core_relos),
	SAME(struct prog_load, core_relo_rec_size, uint),
	OWN(struct prog_load, log_true_size, after),
	F_FD(struct prog_load, prog_token_fd),
	F_UINT(struct prog_load, fd_array_cnt),
	OWN(struct prog_load, signature, hex_bytes,
	    COUNTED(offsetof(struct prog_load, signature_size), 1, NULL)),
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

static const struct bts_member object_members[] = {
	OWN(struct object, pathname, path),
	F_FD(struct object, bpf_fd),
	F_FLAGS(struct object, file_flags, bpf_file, "BPF_F_???"),
	F_FD(struct object, path_fd),
};

/* Is what is attached to an interface, by the kind of attachment? Else it is a descriptor. */
static bool is_device(uint32_t type)
{
	return type == bpf_attach_BPF_XDP || type == bpf_attach_BPF_TCX_INGRESS ||
	       type == bpf_attach_BPF_TCX_EGRESS || type == bpf_attach_BPF_NETKIT_PRIMARY ||
	       type == bpf_attach_BPF_NETKIT_PEER;
}

struct attach {
	int32_t target_fd, attach_bpf_fd;
	uint32_t attach_type, attach_flags;
	int32_t replace_bpf_fd, relative_fd;
	uint64_t expected_revision;
};

/* The kind stands at .extra. */
static bool device_absent(const struct bts_member *field, const void *bytes)
{
	return !is_device(attr_uint(bytes, field->extra, 4));
}

static bool fd_absent(const struct bts_member *field, const void *bytes)
{
	return is_device(attr_uint(bytes, field->extra, 4));
}

/* The flags that say how the relative is given stand at .extra. */
static bool id_absent(const struct bts_member *field, const void *bytes)
{
	return !(attr_uint(bytes, field->extra, 4) & bpf_attach_flags_BPF_F_ID);
}

static bool relative_fd_absent(const struct bts_member *field, const void *bytes)
{
	return !id_absent(field, bytes);
}

/* One of two members in the same place. */
#define EITHER(type, member, name_, show_, absent_, by)                                     \
	{                                                                                   \
		.name = (name_), .off = offsetof(type, member), .size = 4, .show = (show_), \
		.absent = (absent_), .extra = offsetof(type, by),                           \
	}
#define TARGET(type, member, by)                                                     \
	MEMBER_(type, member, fd, .absent = fd_absent, .extra = offsetof(type, by)), \
		EITHER(type, member, "target_ifindex", ifindex_show, device_absent, by)
#define RELATIVE(type, member, by)                                                  \
	EITHER(type, member, "relative_fd", bts_member_fd, relative_fd_absent, by), \
		EITHER(type, member, "relative_id", bts_member_uint, id_absent, by)

static const struct bts_member attach_members[] = {
	TARGET(struct attach, target_fd, attach_type),
	F_FD(struct attach, attach_bpf_fd),
	F_ENUM(struct attach, attach_type, bpf_attach, "BPF_???"),
	F_FLAGS(struct attach, attach_flags, bpf_attach_flags, "BPF_F_???"),
	F_FD(struct attach, replace_bpf_fd),
	RELATIVE(struct attach, relative_fd, attach_flags),
	SAME(struct attach, expected_revision, uint),
};

struct test_run {
	int32_t prog_fd;
	uint32_t retval, data_size_in, data_size_out;
	uint64_t data_in, data_out;
	uint32_t repeat, duration, ctx_size_in, ctx_size_out;
	uint64_t ctx_in, ctx_out;
	uint32_t flags, cpu, batch_size;
};

static const struct bts_member test_run_members[] = {
	F_FD(struct test_run, prog_fd),
	F_UINT(struct test_run, retval),
	F_UINT(struct test_run, data_size_in),
	F_UINT(struct test_run, data_size_out),
	F_ADDR(struct test_run, data_in),
	F_ADDR(struct test_run, data_out),
	F_UINT(struct test_run, repeat),
	F_UINT(struct test_run, duration),
	F_UINT(struct test_run, ctx_size_in),
	SAME(struct test_run, ctx_size_out, uint),
	SAME(struct test_run, ctx_in, addr),
	SAME(struct test_run, ctx_out, addr),
	F_FLAGS(struct test_run, flags, bpf_test_run, "BPF_F_???"),
	SAME(struct test_run, cpu, uint),
	F_UINT(struct test_run, batch_size),
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
	F_FLAGS(struct by_id, open_flags, bpf_open, "BPF_F_???"),
};

static const struct bts_member btf_id_members[] = {
	ID_MEMBER("btf_id"),
	F_FLAGS(struct by_id, open_flags, bpf_open, "BPF_F_???"),
	SAME(struct by_id, fd_by_id_token_fd, fd),
};

static const struct bts_member next_id_members[] = {
	F_UINT(struct next_id, start_id),
	OWN(struct next_id, next_id, after),
};

static const struct bts_member link_id_members[] = { ID_MEMBER("link_id") };

struct info {
	int32_t bpf_fd;
	uint32_t info_len;
	uint64_t info;
};

static const struct bts_member info_members[] = {
	F_FD(struct info, bpf_fd),
	OWN(struct info, info_len, changed),
	F_ADDR(struct info, info),
};

struct query {
	int32_t target_fd;
	uint32_t attach_type, query_flags, attach_flags;
	uint64_t prog_ids;
	uint32_t prog_cnt, pad;
	uint64_t prog_attach_flags, link_ids, link_attach_flags, revision;
};

#define QUERY_ARRAY(member, ...)               \
	OWN(struct query, member, array_after, \
	    COUNTED(offsetof(struct query, prog_cnt), 4, uint_one), ##__VA_ARGS__)

static const struct bts_member query_members[] = {
	TARGET(struct query, target_fd, attach_type),
	F_ENUM(struct query, attach_type, bpf_attach, "BPF_???"),
	F_FLAGS(struct query, query_flags, bpf_query, "BPF_F_QUERY_???"),
	F_FLAGS(struct query, attach_flags, bpf_attach_flags, "BPF_F_???"),
	QUERY_ARRAY(prog_ids),
	OWN(struct query, prog_cnt, changed),
	QUERY_ARRAY(prog_attach_flags),
	QUERY_ARRAY(link_ids),
	QUERY_ARRAY(link_attach_flags, .brief = true),
	OWN_SAME(struct query, revision, hex_after),
};

struct tracepoint {
	uint64_t name;
	int32_t prog_fd;
	uint32_t pad;
	uint64_t cookie;
};

/* The kernel takes no longer name. */
MEMBER_SHOW(tracepoint)
{
	(void)field;
	bts_show_cstr_within(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8), 128);
}

/* Of half a cookie nothing is shown. */
static bool cookie_absent(const struct bts_member *field, const void *bytes)
{
	return ((const struct attr *)bytes)->size < field->off + 8U;
}

static const struct bts_member tracepoint_members[] = {
	OWN(struct tracepoint, name, tracepoint),
	F_FD(struct tracepoint, prog_fd),
	MEMBER_(struct tracepoint, cookie, hex, .absent = cookie_absent),
};

struct btf_load {
	uint64_t btf, btf_log_buf;
	uint32_t btf_size, btf_log_size, btf_log_level, btf_log_true_size, btf_flags;
	int32_t btf_token_fd;
};

static const struct bts_member btf_load_members[] = {
	OWN(struct btf_load, btf, bytes, COUNTED(offsetof(struct btf_load, btf_size), 1, NULL)),
	F_ADDR(struct btf_load, btf_log_buf),
	F_UINT(struct btf_load, btf_size),
	F_UINT(struct btf_load, btf_log_size),
	F_UINT(struct btf_load, btf_log_level),
	OWN(struct btf_load, btf_log_true_size, after),
	F_FLAGS(struct btf_load, btf_flags, bpf_file, "BPF_F_???"),
	SAME(struct btf_load, btf_token_fd, fd),
};

struct fd_query {
	int32_t pid, fd;
	uint32_t flags, buf_len;
	uint64_t buf;
	uint32_t prog_id, fd_type;
	uint64_t probe_offset, probe_addr;
};

MEMBER_SHOW(fd_name)
{
	const struct attr *attr = attr_of(field, bytes);
	size_t at = offsetof(struct fd_query, buf_len);
	uint64_t before = attr_uint(attr, at, 4), after = attr_after(call, attr, at, 4);

	bts_show_cstr_within(call, call->returned ? BTS_AT_RETURN : BTS_AT_ENTRY,
			     attr_after(call, attr, field->off, 8),
			     before < after ? before : after);
}

MEMBER_SHOW(fd_type)
{
	bts_emit_enum(call->emit, attr_after(call, attr_of(field, bytes), field->off, 4),
		      &bts_set_bpf_fd_type, "BPF_FD_TYPE_???");
}

static const struct bts_member fd_query_members[] = {
	F_INT(struct fd_query, pid),
	F_FD(struct fd_query, fd),
	F_UINT(struct fd_query, flags),
	OWN(struct fd_query, buf_len, changed),
	OWN(struct fd_query, buf, fd_name),
	OWN(struct fd_query, prog_id, after),
	OWN(struct fd_query, fd_type, fd_type),
	OWN(struct fd_query, probe_offset, hex_after),
	OWN(struct fd_query, probe_addr, hex_after),
};

struct batch {
	uint64_t in_batch, out_batch, keys, values;
	uint32_t count;
	int32_t map_fd;
	uint64_t elem_flags, flags;
};

#define BATCH_REST(set)                                          \
	F_UINT(struct batch, count), F_FD(struct batch, map_fd), \
		F_FLAGS(struct batch, elem_flags, set, "BPF_???"), F_HEX(struct batch, flags)

static const struct bts_member batch_members[] = {
	F_ADDR(struct batch, in_batch), F_ADDR(struct batch, out_batch), F_ADDR(struct batch, keys),
	F_ADDR(struct batch, values),	BATCH_REST(bpf_lookup),
};

static const struct bts_member batch_update_members[] = {
	F_ADDR(struct batch, keys),
	F_ADDR(struct batch, values),
	BATCH_REST(bpf_update),
};

static const struct bts_member batch_delete_members[] = {
	F_ADDR(struct batch, keys),
	BATCH_REST(bpf_lookup),
};

struct link_create {
	int32_t prog_fd, target_fd;
	uint32_t attach_type, flags;
	union {
		uint32_t target_btf_id;
		struct {
			uint32_t target_btf_id, pad;
			uint64_t cookie;
		} tracing;
		struct {
			uint64_t info;
			uint32_t len;
		} iter;
		struct {
			uint64_t bpf_cookie;
		} perf_event;
		struct {
			uint32_t flags, cnt;
			uint64_t syms, addrs, cookies;
		} kprobe;
		struct {
			uint64_t path, offsets, ref_ctr_offsets, cookies;
			uint32_t cnt, flags;
			int32_t pid, path_fd;
		} uprobe;
		struct {
			uint32_t pf, hooknum;
			int32_t priority;
			uint32_t flags;
		} netfilter;
		struct {
			int32_t relative_fd, pad;
			uint64_t expected_revision;
		} order;
		struct {
			uint64_t ids, cookies;
			uint32_t cnt;
		} multi;
	};
};

static const struct bts_member link_create_members[] = {
	F_FD(struct link_create, prog_fd),
	TARGET(struct link_create, target_fd, attach_type),
	F_ENUM(struct link_create, attach_type, bpf_attach, "BPF_???"),
	F_FLAGS(struct link_create, flags, bpf_attach_flags, "BPF_F_???"),
};

/* A member of what is in the union. */
#define LINK(name_, member, show_, ...)                                                           \
	{                                                                                         \
		.name = (name_), .off = offsetof(struct link_create, member),                     \
		.size = sizeof(((struct link_create *)0)->member), .show = (show_), ##__VA_ARGS__ \
	}
#define LINK_ARRAY(name, member, count, size, one) \
	LINK(name, member, array_show, COUNTED(offsetof(struct link_create, count), size, one))

static const struct bts_member link_target[] = {
	LINK("target_btf_id", target_btf_id, bts_member_uint, .absent = bts_member_is_zero),
};

static const struct bts_member link_tracing[] = {
	LINK("target_btf_id", tracing.target_btf_id, bts_member_uint),
	LINK("cookie", tracing.cookie, bts_member_hex),
};

static const struct bts_member link_iter[] = {
	LINK_ARRAY("iter_info", iter.info, iter.len, 4, iter_one),
	LINK("iter_info_len", iter.len, bts_member_uint),
};

static const struct bts_member link_perf_event[] = {
	LINK("bpf_cookie", perf_event.bpf_cookie, bts_member_hex),
};

/* The size of the elements of an array of addresses is the caller's. */
MEMBER_SHOW(symbols)
{
	const struct counted *counted = field->data;

	bts_show_elements(call, BTS_AT_ENTRY, bts_bytes_uint(bytes, 8),
			  attr_uint(attr_of(field, bytes), counted->count, 4), call->word,
			  counted->one, NULL);
}

static const struct bts_member link_kprobe[] = {
	LINK("flags", kprobe.flags, bts_member_flags, .data = &bts_set_bpf_kprobe_multi,
	     .unknown = "BPF_F_KPROBE_MULTI_???"),
	LINK("cnt", kprobe.cnt, bts_member_uint),
	LINK("syms", kprobe.syms, symbols_show,
	     COUNTED(offsetof(struct link_create, kprobe.cnt), 0, string_one)),
	LINK_ARRAY("addrs", kprobe.addrs, kprobe.cnt, 8, hex_one),
	LINK_ARRAY("cookies", kprobe.cookies, kprobe.cnt, 8, hex_one),
};

/* It came later than the others. */
static bool path_fd_absent(const struct bts_member *field, const void *bytes)
{
	return ((const struct attr *)bytes)->size <= field->off;
}

static const struct bts_member link_uprobe[] = {
	LINK("path", uprobe.path, path_show),
	LINK_ARRAY("offsets", uprobe.offsets, uprobe.cnt, 8, hex_one),
	LINK_ARRAY("ref_ctr_offsets", uprobe.ref_ctr_offsets, uprobe.cnt, 8, hex_one),
	LINK_ARRAY("cookies", uprobe.cookies, uprobe.cnt, 8, hex_one),
	LINK("cnt", uprobe.cnt, bts_member_uint),
	LINK("flags", uprobe.flags, bts_member_flags, .data = &bts_set_bpf_uprobe_multi,
	     .unknown = "BPF_F_UPROBE_MULTI_???"),
	LINK("pid", uprobe.pid, bts_member_int),
	LINK("path_fd", uprobe.path_fd, bts_member_fd, .absent = path_fd_absent),
};

static const struct bts_member link_netfilter[] = {
	LINK("pf", netfilter.pf, bts_member_uint),
	LINK("hooknum", netfilter.hooknum, bts_member_uint),
	LINK("priority", netfilter.priority, bts_member_int),
	LINK("flags", netfilter.flags, bts_member_flags, .data = &bts_set_bpf_netfilter,
	     .unknown = "BPF_F_NETFILTER_???"),
};

static const struct bts_member link_order[] = {
	RELATIVE(struct link_create, order.relative_fd, flags),
	LINK("expected_revision", order.expected_revision, bts_member_hex),
};

static const struct bts_member link_multi[] = {
	LINK_ARRAY("ids", multi.ids, multi.cnt, 4, uint_one),
	LINK_ARRAY("cookies", multi.cookies, multi.cnt, 8, hex_one),
	LINK("cnt", multi.cnt, bts_member_uint),
};

enum variant {
	VARIANT_NONE,
	VARIANT_TARGET,
	VARIANT_CGROUP,
	VARIANT_TRACING,
	VARIANT_ITER,
	VARIANT_PERF_EVENT,
	VARIANT_KPROBE,
	VARIANT_UPROBE,
	VARIANT_NETFILTER,
	VARIANT_TCX,
	VARIANT_NETKIT,
	VARIANT_MULTI,
};

/* What is in the union, and where what is known of it ends. */
static const struct {
	const char *within; /* NULL: members of the struct itself */
	const struct bts_member *members;
	uint16_t count, known;
} variants[] = {
#define VARIANT(kind, within_, members_, known_) \
	[VARIANT_##kind] = { (within_), (members_), ARRAY_SIZE(members_), (known_) }
	[VARIANT_NONE] = { .known = 16 },
	VARIANT(TARGET, NULL, link_target, 20),
	VARIANT(CGROUP, "cgroup", link_order, 32),
	VARIANT(TRACING, "tracing", link_tracing, 32),
	VARIANT(ITER, NULL, link_iter, 28),
	VARIANT(PERF_EVENT, "perf_event", link_perf_event, 24),
	VARIANT(KPROBE, "kprobe_multi", link_kprobe, 48),
	VARIANT(UPROBE, "uprobe_multi", link_uprobe, 64),
	VARIANT(NETFILTER, "netfilter", link_netfilter, 32),
	VARIANT(TCX, "tcx", link_order, 32),
	VARIANT(NETKIT, "netkit", link_order, 32),
	VARIANT(MULTI, "tracing_multi", link_multi, 36),
#undef VARIANT
};

/* By the kind of attachment. */
static const uint8_t variant_of[] = {
	[bpf_attach_BPF_CGROUP_INET_INGRESS] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET_EGRESS] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET_SOCK_CREATE] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_SOCK_OPS] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_DEVICE] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET4_BIND] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET6_BIND] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET4_CONNECT] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET6_CONNECT] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET4_POST_BIND] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET6_POST_BIND] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UDP4_SENDMSG] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UDP6_SENDMSG] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_SYSCTL] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UDP4_RECVMSG] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UDP6_RECVMSG] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_GETSOCKOPT] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_SETSOCKOPT] = VARIANT_TARGET,
	[bpf_attach_BPF_TRACE_FENTRY] = VARIANT_TRACING,
	[bpf_attach_BPF_TRACE_FEXIT] = VARIANT_TRACING,
	[bpf_attach_BPF_MODIFY_RETURN] = VARIANT_TRACING,
	[bpf_attach_BPF_LSM_MAC] = VARIANT_TRACING,
	[bpf_attach_BPF_TRACE_ITER] = VARIANT_ITER,
	[bpf_attach_BPF_CGROUP_INET4_GETPEERNAME] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET6_GETPEERNAME] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET4_GETSOCKNAME] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET6_GETSOCKNAME] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_INET_SOCK_RELEASE] = VARIANT_TARGET,
	[bpf_attach_BPF_PERF_EVENT] = VARIANT_PERF_EVENT,
	[bpf_attach_BPF_TRACE_KPROBE_MULTI] = VARIANT_KPROBE,
	[bpf_attach_BPF_NETFILTER] = VARIANT_NETFILTER,
	[bpf_attach_BPF_TCX_INGRESS] = VARIANT_TCX,
	[bpf_attach_BPF_TCX_EGRESS] = VARIANT_TCX,
	[bpf_attach_BPF_TRACE_UPROBE_MULTI] = VARIANT_UPROBE,
	[bpf_attach_BPF_CGROUP_UNIX_CONNECT] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UNIX_SENDMSG] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UNIX_RECVMSG] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UNIX_GETPEERNAME] = VARIANT_TARGET,
	[bpf_attach_BPF_CGROUP_UNIX_GETSOCKNAME] = VARIANT_TARGET,
	[bpf_attach_BPF_NETKIT_PRIMARY] = VARIANT_NETKIT,
	[bpf_attach_BPF_NETKIT_PEER] = VARIANT_NETKIT,
	[bpf_attach_BPF_TRACE_FSESSION] = VARIANT_TRACING,
	[bpf_attach_BPF_TRACE_FENTRY_MULTI] = VARIANT_MULTI,
	[bpf_attach_BPF_TRACE_FEXIT_MULTI] = VARIANT_MULTI,
	[bpf_attach_BPF_TRACE_FSESSION_MULTI] = VARIANT_MULTI,
};

static enum variant link_variant(const struct attr *attr)
{
	uint32_t type = attr_uint(attr, offsetof(struct link_create, attach_type), 4);
	uint32_t flags = attr_uint(attr, offsetof(struct link_create, flags), 4);
	enum variant variant = type < sizeof(variant_of) ? variant_of[type] : VARIANT_NONE;

	/* An order among programs, which not all of these have. */
	if (variant == VARIANT_TARGET &&
	    flags & (bpf_attach_flags_BPF_F_BEFORE | bpf_attach_flags_BPF_F_AFTER))
		return VARIANT_CGROUP;
	return variant;
}

struct link_update {
	int32_t link_fd, new_prog_fd;
	uint32_t flags;
	int32_t old_prog_fd;
};

static bool old_absent(const struct bts_member *field, const void *bytes)
{
	(void)field;
	return !(attr_uint(bytes, offsetof(struct link_update, flags), 4) &
		 bpf_attach_flags_BPF_F_REPLACE);
}

static const struct bts_member link_update_members[] = {
	F_FD(struct link_update, link_fd),
	F_FD(struct link_update, new_prog_fd),
	F_FLAGS(struct link_update, flags, bpf_attach_flags, "BPF_F_???"),
	MEMBER_(struct link_update, old_prog_fd, fd, .absent = old_absent),
};

struct stats {
	uint32_t type;
};

static const struct bts_member stats_members[] = {
	F_ENUM(struct stats, type, bpf_stats, "BPF_STATS_???"),
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

struct token {
	uint32_t flags;
	int32_t bpffs_fd;
};

static const struct bts_member token_members[] = {
	F_HEX(struct token, flags),
	F_FD(struct token, bpffs_fd),
};

struct stream {
	uint64_t stream_buf;
	uint32_t stream_buf_len, stream_id;
	int32_t prog_fd;
};

static const struct bts_member stream_members[] = {
	OWN(struct stream, stream_buf, bytes,
	    COUNTED(offsetof(struct stream, stream_buf_len), 1, NULL)),
	F_UINT(struct stream, stream_buf_len),
	F_UINT(struct stream, stream_id),
	F_FD(struct stream, prog_fd),
};

struct assoc {
	int32_t map_fd, prog_fd;
	uint32_t flags;
};

static const struct bts_member assoc_members[] = {
	F_FD(struct assoc, map_fd),
	F_FD(struct assoc, prog_fd),
	F_HEX(struct assoc, flags),
};

/*
 * By the command's number. Members before @least bytes are as old as the command and always shown;
 * behind @known bytes is what we do not know.
 */
static const struct command {
	const struct bts_member *members;
	uint16_t count, least, known;
	bool to_fd;	    /* it returns a descriptor */
	const char *within; /* the struct's member that has them; NULL: itself */
} commands[] = {
#define WITHIN(within_, members_, least_, known_, fd_)                                 \
	{                                                                              \
		(members_), ARRAY_SIZE(members_), (least_), (known_), (fd_), (within_) \
	}
#define COMMAND(...) WITHIN(NULL, __VA_ARGS__)
	[bpf_cmd_BPF_MAP_CREATE] = COMMAND(map_create_members, 16, 92, true),
	[bpf_cmd_BPF_MAP_LOOKUP_ELEM] = COMMAND(lookup_members, 24, 32, false),
	[bpf_cmd_BPF_MAP_UPDATE_ELEM] = COMMAND(update_members, 32, 32, false),
	[bpf_cmd_BPF_MAP_DELETE_ELEM] = COMMAND(delete_members, 16, 16, false),
	[bpf_cmd_BPF_MAP_GET_NEXT_KEY] = COMMAND(next_key_members, 24, 24, false),
	[bpf_cmd_BPF_PROG_LOAD] = COMMAND(prog_load_members, 24, 168, true),
	[bpf_cmd_BPF_OBJ_PIN] = COMMAND(object_members, 12, 20, false),
	[bpf_cmd_BPF_OBJ_GET] = COMMAND(object_members, 12, 20, true),
	[bpf_cmd_BPF_PROG_ATTACH] = COMMAND(attach_members, 16, 32, false),
	[bpf_cmd_BPF_PROG_DETACH] = COMMAND(attach_members, 16, 32, false),
	[bpf_cmd_BPF_PROG_TEST_RUN] = WITHIN("test", test_run_members, 40, 76, false),
	[bpf_cmd_BPF_PROG_GET_NEXT_ID] = COMMAND(next_id_members, 8, 8, false),
	[bpf_cmd_BPF_MAP_GET_NEXT_ID] = COMMAND(next_id_members, 8, 8, false),
	[bpf_cmd_BPF_PROG_GET_FD_BY_ID] = COMMAND(prog_id_members, 4, 4, true),
	[bpf_cmd_BPF_MAP_GET_FD_BY_ID] = COMMAND(map_id_members, 4, 12, true),
	[bpf_cmd_BPF_OBJ_GET_INFO_BY_FD] = WITHIN("info", info_members, 16, 16, false),
	[bpf_cmd_BPF_PROG_QUERY] = WITHIN("query", query_members, 28, 64, false),
	[bpf_cmd_BPF_RAW_TRACEPOINT_OPEN] =
		WITHIN("raw_tracepoint", tracepoint_members, 12, 24, true),
	[bpf_cmd_BPF_BTF_LOAD] = COMMAND(btf_load_members, 28, 40, true),
	[bpf_cmd_BPF_BTF_GET_FD_BY_ID] = COMMAND(btf_id_members, 4, 16, true),
	[bpf_cmd_BPF_TASK_FD_QUERY] = WITHIN("task_fd_query", fd_query_members, 48, 48, false),
	[bpf_cmd_BPF_MAP_LOOKUP_AND_DELETE_ELEM] = COMMAND(lookup_members, 24, 32, false),
	[bpf_cmd_BPF_MAP_FREEZE] = COMMAND(freeze_members, 4, 4, false),
	[bpf_cmd_BPF_BTF_GET_NEXT_ID] = COMMAND(next_id_members, 8, 8, false),
	[bpf_cmd_BPF_MAP_LOOKUP_BATCH] = WITHIN("batch", batch_members, 56, 56, false),
	[bpf_cmd_BPF_MAP_LOOKUP_AND_DELETE_BATCH] = WITHIN("batch", batch_members, 56, 56, false),
	[bpf_cmd_BPF_MAP_UPDATE_BATCH] = WITHIN("batch", batch_update_members, 56, 56, false),
	[bpf_cmd_BPF_MAP_DELETE_BATCH] = WITHIN("batch", batch_delete_members, 56, 56, false),
	[bpf_cmd_BPF_LINK_CREATE] = WITHIN("link_create", link_create_members, 16, 16, true),
	[bpf_cmd_BPF_LINK_UPDATE] = WITHIN("link_update", link_update_members, 16, 16, false),
	[bpf_cmd_BPF_LINK_GET_FD_BY_ID] = COMMAND(link_id_members, 4, 4, true),
	[bpf_cmd_BPF_LINK_GET_NEXT_ID] = COMMAND(next_id_members, 8, 8, false),
	[bpf_cmd_BPF_ENABLE_STATS] = WITHIN("enable_stats", stats_members, 4, 4, true),
	[bpf_cmd_BPF_ITER_CREATE] = WITHIN("iter_create", iter_members, 8, 8, true),
	[bpf_cmd_BPF_LINK_DETACH] = WITHIN("link_detach", unlink_members, 4, 4, false),
	[bpf_cmd_BPF_PROG_BIND_MAP] = WITHIN("prog_bind_map", bind_members, 12, 12, false),
	[bpf_cmd_BPF_TOKEN_CREATE] = WITHIN("token_create", token_members, 8, 8, true),
	[bpf_cmd_BPF_PROG_STREAM_READ_BY_FD] =
		WITHIN("prog_stream_read", stream_members, 20, 20, false),
	[bpf_cmd_BPF_PROG_ASSOC_STRUCT_OPS] =
		WITHIN("prog_assoc_struct_ops", assoc_members, 12, 12, false),
#undef WITHIN
#undef COMMAND
};

#define COMMANDS ARRAY_SIZE(commands)

static void members_show(struct bts_call *call, const struct bts_member *members, size_t count,
			 const struct attr *attr, uint32_t least)
{
	bool shown = true;

	for (size_t i = 0; i < count; i++) {
		const struct bts_member *member = &members[i];

		if (member->absent && member->absent(member, attr))
			continue;
		if (!member->brief)
			shown = member->off < least || member->off < attr->size;
		if (!shown)
			break;
		bts_emit_key(call->emit, member->name);
		member->show(call, member, attr->bytes + member->off);
	}
}

static uint32_t link_show(struct bts_call *call, const struct attr *attr)
{
	enum variant variant = link_variant(attr);
	const char *within = variants[variant].within;

	if (attr->size <= offsetof(struct link_create, target_btf_id))
		return attr->size;
	if (within) {
		bts_emit_key(call->emit, within);
		bts_emit_struct(call->emit);
	}
	members_show(call, variants[variant].members, variants[variant].count, attr, BYTES);
	if (within)
		bts_emit_struct_end(call->emit);
	return variants[variant].known;
}

/* What is behind the members that we know, unless it is all zero. */
static void rest_show(struct bts_call *call, uint64_t addr, uint32_t from, uint32_t size)
{
	char room[4096];
	const char *bytes;
	size_t n = size > from ? size - from : 0;

	if (!n || bts_call_bytes(call, BTS_AT_ENTRY, addr + from, n, &bytes, room) < n ||
	    (!*bytes && !memcmp(bytes, bytes + 1, n - 1)))
		return;
	if (!call->emit->style.verbose) {
		bts_emit_more(call->emit);
		return;
	}
	bts_emit_key(call->emit, "extra_data");
	bts_emit_string(call->emit, bytes, n, BTS_STRING_HEX);
	bts_emit_commentf(call->emit, "bytes %u..%u", from, size - 1);
}

static bool is_batch(uint32_t number)
{
	return number >= bpf_cmd_BPF_MAP_LOOKUP_BATCH && number <= bpf_cmd_BPF_MAP_DELETE_BATCH;
}

/* Of a batch it is said behind all else how much of it was done. */
static void batch_show(struct bts_call *call, uint32_t done)
{
	bts_emit_after(call->emit);
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "batch");
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "count");
	bts_emit_uint(call->emit, done);
	bts_emit_struct_end(call->emit);
	bts_emit_struct_end(call->emit);
	bts_emit_changed(call->emit);
}

void bts_show_bpf_attr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t number = call->arg[0], size = call->arg[2], n = size < BYTES ? size : BYTES;
	const struct command *command = number < COMMANDS ? &commands[number] : NULL;
	struct attr attr = { .size = size };
	uint32_t known, count, done;
	bool changed;
	char last;

	(void)arg;
	if (!command || !command->count || !n || size > 4096 ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, attr.bytes, n) ||
	    bts_call_read(call, BTS_AT_ENTRY, addr + size - 1, &last, 1)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	if (command->to_fd && bts_call_done(call))
		call->ret_as = BTS_RET_FD;
	known = command->known;
	count = attr_uint(&attr, offsetof(struct batch, count), 4);
	done = attr_after(call, &attr, offsetof(struct batch, count), 4);
	changed = is_batch(number) && count != done;
	if (changed)
		bts_emit_before(call->emit);
	bts_emit_struct(call->emit);
	if (command->within) {
		bts_emit_key(call->emit, command->within);
		bts_emit_struct(call->emit);
	}
	members_show(call, command->members, command->count, &attr, command->least);
	if (number == bpf_cmd_BPF_LINK_CREATE)
		known = link_show(call, &attr);
	if (command->within)
		bts_emit_struct_end(call->emit);
	rest_show(call, addr, known, size);
	bts_emit_struct_end(call->emit);
	if (changed)
		batch_show(call, done);
}
