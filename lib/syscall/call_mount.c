// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* File systems: mounting them, quotas, watching them. */
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include "syscall/call_file.h"
#include "syscall/call_mount.h"

#define MS_REMOUNT 0x20
/* Those by which a file system appears elsewhere, or changes how it spreads: it is none anew. */
#define MS_OTHERS   (0x1000 | 0x2000 | 0x20000 | 0x40000 | 0x80000 | 0x100000)
#define MS_MGC_VAL  0xc0ed0000
#define MS_MGC_MASK 0xffff0000

static uint64_t mount_flags_of(const struct bts_call *call, bool *magic)
{
	uint64_t flags = bts_call_word(call, call->arg[3]);

	*magic = (flags & MS_MGC_MASK) == MS_MGC_VAL;
	return *magic ? flags & ~(uint64_t)MS_MGC_MASK : flags;
}

void bts_show_mount_type(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bool magic;

	if (mount_flags_of(call, &magic) & (MS_REMOUNT | MS_OTHERS))
		bts_show_addr(call, arg, value);
	else
		bts_show_str(call, arg, value);
}

void bts_show_mount_data(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bool magic;
	uint64_t flags = mount_flags_of(call, &magic);

	if (!(flags & MS_REMOUNT) && (flags & MS_OTHERS))
		bts_show_addr(call, arg, value);
	else
		bts_show_str(call, arg, value);
}

/* Old programs put a number before the flags; it is shown apart from them. */
void bts_show_mount_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_aside aside;
	bool magic;
	uint64_t flags = mount_flags_of(call, &magic);

	(void)arg;
	(void)value;
	if (!magic) {
		bts_emit_flags(call->emit, flags, &bts_set_mount, "MS_???");
		return;
	}
	bts_aside_begin(&aside, call);
	call->emit->ops->named(call->emit, MS_MGC_VAL, "MS_MGC_VAL", BTS_HEX);
	if (flags) {
		bts_aside_join(&aside, "|");
		bts_emit_flags(call->emit, flags, &bts_set_mount, "MS_???");
	}
	bts_aside_end(&aside, call);
}

enum fsconfig {
	SET_FLAG,
	SET_STRING,
	SET_BINARY,
	SET_PATH,
	SET_PATH_EMPTY,
	SET_FD,
};

void bts_show_fsconfig_key(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	size_t max = call->emit->style.string_max;

	if ((uint32_t)call->arg[1] <= SET_FD)
		bts_show_cstr(call, BTS_AT_ENTRY, bts_call_word(call, value),
			      max < 255 ? max : 255);
	else
		bts_show_addr(call, arg, value);
}

/* The kernel takes no larger value. */
#define BINARY_MAX (1024 * 1024)

void bts_show_fsconfig_value(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	size_t max = call->emit->style.string_max;
	uint64_t addr = bts_call_word(call, value);

	switch ((uint32_t)call->arg[1]) {
	case SET_STRING:
		bts_show_cstr(call, BTS_AT_ENTRY, addr, max < 255 ? max : 255);
		break;
	case SET_PATH:
	case SET_PATH_EMPTY:
		bts_show_path(call, arg, value);
		break;
	case SET_BINARY:
		if ((uint32_t)call->arg[4] > BINARY_MAX)
			bts_emit_addr(call->emit, addr);
		else
			bts_show_hex_string(call, BTS_AT_ENTRY, addr, (uint32_t)call->arg[4]);
		break;
	default:
		bts_emit_addr(call->emit, addr);
	}
}

void bts_show_fsconfig_aux(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	switch ((uint32_t)call->arg[1]) {
	case SET_PATH:
	case SET_PATH_EMPTY:
		bts_show_dirfd(call, arg, value);
		break;
	case SET_FD:
		bts_show_fd(call, arg, value);
		break;
	default:
		bts_show_int(call, arg, value);
	}
}

struct attr {
	uint64_t set, clr, propagation, userns_fd;
};

#define ATTR_IDMAP 0x100000

void bts_show_mount_attr(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), size = bts_call_word(call, call->arg[arg->len]);
	struct bts_emit *e = call->emit;
	struct attr attr;

	if (size < sizeof(attr) || bts_call_read(call, BTS_AT_ENTRY, addr, &attr, sizeof(attr))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "attr_set");
	bts_emit_flags(e, attr.set, &bts_set_mount_attr, "MOUNT_ATTR_???");
	bts_emit_key(e, "attr_clr");
	bts_emit_flags(e, attr.clr, &bts_set_mount_attr, "MOUNT_ATTR_???");
	bts_emit_key(e, "propagation");
	bts_emit_enum(e, attr.propagation, &bts_set_propagation, "MS_???");
	bts_emit_key(e, "userns_fd");
	if (attr.userns_fd <= INT_MAX && ((attr.set | attr.clr) & ATTR_IDMAP))
		bts_call_show_fd(call, attr.userns_fd);
	else
		bts_emit_uint(e, attr.userns_fd);
	bts_show_tail(call, BTS_AT_ENTRY, addr, sizeof(attr), size);
	bts_emit_struct_end(e);
}

struct id_request {
	uint32_t size;
	int32_t ns_fd;
	uint64_t id, param, ns_id;
};

#define ID_REQUEST_OLD 24 /* without the namespace */

/* Begins a struct whose first member is its size: false where that is all there is to be shown. */
static bool sized_begin(struct bts_call *call, uint64_t addr, uint32_t least, uint32_t *size)
{
	struct bts_emit *e = call->emit;

	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, size, sizeof(*size))) {
		bts_emit_addr(e, addr);
		return false;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "size");
	bts_emit_uint(e, *size);
	if (*size >= least)
		return true;
	bts_emit_struct_end(e);
	return false;
}

static void id_request_show(struct bts_call *call, uint64_t addr, const struct bts_flag_set *params)
{
	struct bts_emit *e = call->emit;
	struct id_request request = {};
	uint32_t size, known;

	if (!sized_begin(call, addr, ID_REQUEST_OLD, &size))
		return;
	known = size < sizeof(request) ? ID_REQUEST_OLD : sizeof(request);
	if (bts_call_read(call, BTS_AT_ENTRY, addr, &request, known)) {
		bts_emit_word(e, "???");
		bts_emit_struct_end(e);
		return;
	}
	bts_emit_key(e, "mnt_ns_fd");
	bts_call_show_fd(call, request.ns_fd);
	bts_emit_key(e, "mnt_id");
	if (params)
		bts_emit_hex(e, request.id);
	else
		bts_emit_enum(e, request.id, &bts_set_lsmt_root, NULL);
	bts_emit_key(e, "param");
	if (params)
		bts_emit_flags(e, request.param, params, "STATMOUNT_???");
	else
		bts_emit_hex(e, request.param);
	if (known == sizeof(request)) {
		bts_emit_key(e, "mnt_ns_id");
		bts_emit_hex(e, request.ns_id);
	}
	/* A part of a member is not shown. */
	bts_show_tail(call, BTS_AT_ENTRY, addr, sizeof(request), size);
	bts_emit_struct_end(e);
}

void bts_show_statmount_request(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	id_request_show(call, bts_call_word(call, value), &bts_set_statmount);
}

void bts_show_listmount_request(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	id_request_show(call, bts_call_word(call, value), NULL);
}

struct ns_request {
	uint32_t size, spare;
	uint64_t ns_id;
	uint32_t ns_type, spare2;
	uint64_t user_ns_id;
};

void bts_show_listns_request(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t addr = bts_call_word(call, value);
	struct ns_request request;
	uint32_t size;

	(void)arg;
	if (!sized_begin(call, addr, sizeof(request), &size))
		return;
	if (bts_call_read(call, BTS_AT_ENTRY, addr, &request, sizeof(request))) {
		bts_emit_word(e, "???");
		bts_emit_struct_end(e);
		return;
	}
	if (request.spare) {
		bts_emit_key(e, "spare");
		bts_emit_hex(e, request.spare);
	}
	bts_emit_key(e, "ns_id");
	bts_emit_hex(e, request.ns_id);
	bts_emit_key(e, "ns_type");
	bts_emit_flags(e, request.ns_type, &bts_set_listns_type, "???_NS");
	if (request.spare2) {
		bts_emit_key(e, "spare2");
		bts_emit_hex(e, request.spare2);
	}
	bts_emit_key(e, "user_ns_id");
	bts_emit_enum(e, request.user_ns_id, &bts_set_listns_user, NULL);
	bts_show_tail(call, BTS_AT_ENTRY, addr, sizeof(request), size);
	bts_emit_struct_end(e);
}

static void id_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_emit_hex(call->emit, bts_bytes_uint(bytes, 8));
}

void bts_show_ids(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);

	(void)arg;
	/* Where there is no room for any, none are there, whether it failed or not. */
	if (bts_call_done(call) || (addr && !bts_call_word(call, call->arg[2])))
		bts_show_elements(call, BTS_AT_RETURN, addr, bts_call_done(call) ? call->ret : 0, 8,
				  id_element, NULL);
	else
		bts_emit_addr(call->emit, addr);
}

/* struct statmount, as far as the strings behind it. */
struct status {
	uint32_t size, mnt_opts;
	uint64_t mask;
	uint32_t sb_dev_major, sb_dev_minor;
	uint64_t sb_magic;
	uint32_t sb_flags, fs_type;
	uint64_t mnt_id, mnt_parent_id;
	uint32_t mnt_id_old, mnt_parent_id_old;
	uint64_t mnt_attr, mnt_propagation, mnt_peer_group, mnt_master, propagate_from;
	uint32_t mnt_root, mnt_point;
	uint64_t mnt_ns_id;
};

#define STATUS_SIZE 512 /* the strings are behind it */

/* What of the mask a member belongs to. */
enum {
	SB_BASIC = 1,
	MNT_BASIC = 2,
	PROPAGATE_FROM = 4,
	MNT_ROOT = 8,
	MNT_POINT = 0x10,
	FS_TYPE = 0x20,
	MNT_NS_ID = 0x40,
	MNT_OPTS = 0x80,
};

static void status_string(struct bts_call *call, const char *key, uint64_t addr, uint32_t off)
{
	bts_emit_key(call->emit, key);
	bts_show_cstr(call, BTS_AT_RETURN, addr + STATUS_SIZE + off, call->emit->style.string_max);
}

static void status_hex(struct bts_emit *e, const char *key, uint64_t value)
{
	bts_emit_key(e, key);
	bts_emit_hex(e, value);
}

static void status_uint(struct bts_emit *e, const char *key, uint64_t value)
{
	bts_emit_key(e, key);
	bts_emit_uint(e, value);
}

static void status_super(struct bts_emit *e, const struct status *status)
{
	status_uint(e, "sb_dev_major", status->sb_dev_major);
	status_uint(e, "sb_dev_minor", status->sb_dev_minor);
	bts_emit_key(e, "sb_magic");
	bts_emit_enum(e, status->sb_magic, &bts_set_fsmagic, NULL);
	bts_emit_key(e, "sb_flags");
	bts_emit_flags(e, status->sb_flags, &bts_set_mount, "MS_???");
}

static void status_mount(struct bts_emit *e, const struct status *status)
{
	status_hex(e, "mnt_id", status->mnt_id);
	status_hex(e, "mnt_parent_id", status->mnt_parent_id);
	status_hex(e, "mnt_id_old", status->mnt_id_old);
	status_hex(e, "mnt_parent_id_old", status->mnt_parent_id_old);
	bts_emit_key(e, "mnt_attr");
	bts_emit_flags(e, status->mnt_attr, &bts_set_mount_attr, "MOUNT_ATTR_???");
	bts_emit_key(e, "mnt_propagation");
	bts_emit_flags(e, status->mnt_propagation, &bts_set_propagation, "MS_???");
	status_hex(e, "mnt_peer_group", status->mnt_peer_group);
	status_hex(e, "mnt_master", status->mnt_master);
}

void bts_show_statmount(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t addr = bts_call_word(call, value);
	struct status status;

	(void)arg;
	if (!bts_call_done(call) ||
	    bts_call_read(call, BTS_AT_RETURN, addr, &status, sizeof(status))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	status_uint(e, "size", status.size);
	if (status.mask & MNT_OPTS)
		status_string(call, "mnt_opts", addr, status.mnt_opts);
	bts_emit_key(e, "mask");
	bts_emit_flags(e, status.mask, &bts_set_statmount, "STATMOUNT_???");
	if (status.mask & SB_BASIC)
		status_super(e, &status);
	if (status.mask & FS_TYPE)
		status_string(call, "fs_type", addr, status.fs_type);
	if (status.mask & MNT_BASIC)
		status_mount(e, &status);
	if (status.mask & PROPAGATE_FROM)
		status_hex(e, "propagate_from", status.propagate_from);
	if (status.mask & MNT_ROOT)
		status_string(call, "mnt_root", addr, status.mnt_root);
	if (status.mask & MNT_POINT)
		status_string(call, "mnt_point", addr, status.mnt_point);
	if (status.mask & MNT_NS_ID)
		status_hex(e, "mnt_ns_id", status.mnt_ns_id);
	bts_emit_struct_end(e);
}

/* Quotas: the command is the upper 24 bits, the type of quota the others. */
enum quota {
	Q_SYNC = 0x800001,
	Q_QUOTAON,
	Q_QUOTAOFF,
	Q_GETFMT,
	Q_GETINFO,
	Q_SETINFO,
	Q_GETQUOTA,
	Q_SETQUOTA,
	Q_GETNEXTQUOTA,
	Q_XQUOTAON = 0x5801,
	Q_XQUOTAOFF,
	Q_XGETQUOTA,
	Q_XSETQLIM,
	Q_XGETQSTAT,
	Q_XQUOTARM,
	Q_XQUOTASYNC,
	Q_XGETQSTATV,
	Q_XGETNEXTQUOTA,
};

/* quotactl has the command first, quotactl_fd behind the descriptor. */
static uint32_t quota_of(const struct bts_call *call)
{
	bool by_fd = call->nargs && !strcmp(call->args_types[0].name, "fd");

	return (uint32_t)call->arg[by_fd ? 1 : 0] >> 8;
}

void bts_show_quota_command(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t command = (uint32_t)value >> 8, type = value & 0xff;
	struct bts_aside aside;
	char text[128];

	(void)arg;
	bts_aside_begin(&aside, call);
	aside.emit.style.consts = BTS_CONST_ABBREV;
	bts_aside_join(&aside, "QCMD(");
	bts_emit_enum(call->emit, command, &bts_set_quota_cmd, "Q_???");
	bts_emit_enum(call->emit, type, &bts_set_quota_type, "???QUOTA");
	bts_aside_join(&aside, ")");
	bts_aside_take(&aside, call, text, sizeof(text));
	call->emit->ops->named(call->emit, (uint32_t)value, text, BTS_UDEC);
}

bool bts_quota_no_data(const struct bts_call *call)
{
	switch (quota_of(call)) {
	case Q_SYNC:
	case Q_QUOTAOFF:
	case Q_XQUOTASYNC:
		return true;
	}
	return false;
}

bool bts_quota_no_id(const struct bts_call *call)
{
	switch (quota_of(call)) {
	case Q_GETFMT:
	case Q_GETINFO:
	case Q_SETINFO:
	case Q_XQUOTAON:
	case Q_XQUOTAOFF:
	case Q_XGETQSTAT:
	case Q_XQUOTARM:
	case Q_XGETQSTATV:
		return true;
	}
	return bts_quota_no_data(call);
}

void bts_show_quota_id(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if (quota_of(call) == Q_QUOTAON)
		bts_emit_enum(call->emit, (uint32_t)value, &bts_set_quota_fmt, "QFMT_???");
	else
		bts_show_id(call, arg, value);
}

/* struct if_dqblk without what stands behind its last member, and if_nextdqblk. */
#define BLOCK_STRUCT                                                                           \
	uint64_t dqb_bhardlimit, dqb_bsoftlimit, dqb_curspace, dqb_ihardlimit, dqb_isoftlimit, \
		dqb_curinodes, dqb_btime, dqb_itime;                                           \
	uint32_t dqb_valid

struct block {
	BLOCK_STRUCT;
} __attribute__((packed));

struct next_block {
	BLOCK_STRUCT;
	uint32_t dqb_id;
};

#define BRIEF(type, member, show_) MEMBER_(type, member, show_, .brief = true)

#define BLOCK_MEMBERS(type)                                                          \
	BRIEF(type, dqb_bhardlimit, uint), BRIEF(type, dqb_bsoftlimit, uint),        \
		BRIEF(type, dqb_curspace, uint), BRIEF(type, dqb_ihardlimit, uint),  \
		BRIEF(type, dqb_isoftlimit, uint), BRIEF(type, dqb_curinodes, uint), \
		F_UINT(type, dqb_btime), F_UINT(type, dqb_itime),                    \
		F_FLAGS(type, dqb_valid, quota_valid, "QIF_???")
LAYOUT_LOCAL_BRIEF(block, struct block, BLOCK_MEMBERS(struct block));
LAYOUT_LOCAL_BRIEF(next_block, struct next_block, BLOCK_MEMBERS(struct next_block),
		   BRIEF(struct next_block, dqb_id, uint));

struct info {
	uint64_t dqi_bgrace, dqi_igrace;
	uint32_t dqi_flags, dqi_valid;
};

LAYOUT_LOCAL(info, struct info, F_UINT(struct info, dqi_bgrace), F_UINT(struct info, dqi_igrace),
	     F_FLAGS(struct info, dqi_flags, quota_info, "DQF_???"),
	     F_FLAGS(struct info, dqi_valid, quota_info_valid, "IIF_???"));

struct limits {
	int8_t d_version, d_flags;
	uint16_t d_fieldmask;
	uint32_t d_id;
	uint64_t d_blk_hardlimit, d_blk_softlimit, d_ino_hardlimit, d_ino_softlimit, d_bcount,
		d_icount;
	int32_t d_itimer, d_btimer;
	uint16_t d_iwarns, d_bwarns;
	uint32_t pad;
	uint64_t d_rtb_hardlimit, d_rtb_softlimit, d_rtbcount;
	int32_t d_rtbtimer;
	uint16_t d_rtbwarns, pad3;
	char pad4[8];
};

LAYOUT_LOCAL_BRIEF(limits, struct limits, BRIEF(struct limits, d_version, int),
		   MEMBER_(struct limits, d_flags, flags, .data = &bts_set_xfs_dq,
			   .unknown = "FS_???_QUOTA", .brief = true),
		   BRIEF(struct limits, d_fieldmask, hex), BRIEF(struct limits, d_id, uint),
		   BRIEF(struct limits, d_blk_hardlimit, uint),
		   BRIEF(struct limits, d_blk_softlimit, uint),
		   BRIEF(struct limits, d_ino_hardlimit, uint),
		   BRIEF(struct limits, d_ino_softlimit, uint),
		   BRIEF(struct limits, d_bcount, uint), BRIEF(struct limits, d_icount, uint),
		   F_INT(struct limits, d_itimer), F_INT(struct limits, d_btimer),
		   F_UINT(struct limits, d_iwarns), F_UINT(struct limits, d_bwarns),
		   F_UINT(struct limits, d_rtb_hardlimit), F_UINT(struct limits, d_rtb_softlimit),
		   F_UINT(struct limits, d_rtbcount), F_INT(struct limits, d_rtbtimer),
		   F_UINT(struct limits, d_rtbwarns));

/* The commands whose data is a struct. */
static const struct {
	uint32_t command;
	enum bts_when when;
	const struct bts_layout *layout;
} quota_structs[] = {
	{ Q_GETINFO, BTS_AT_RETURN, &bts_layout_info },
	{ Q_SETINFO, BTS_AT_ENTRY, &bts_layout_info },
	{ Q_GETQUOTA, BTS_AT_RETURN, &bts_layout_block },
	{ Q_SETQUOTA, BTS_AT_ENTRY, &bts_layout_block },
	{ Q_GETNEXTQUOTA, BTS_AT_RETURN, &bts_layout_next_block },
	{ Q_XGETQUOTA, BTS_AT_RETURN, &bts_layout_limits },
	{ Q_XGETNEXTQUOTA, BTS_AT_RETURN, &bts_layout_limits },
	{ Q_XSETQLIM, BTS_AT_ENTRY, &bts_layout_limits },
};

static const struct bts_layout *quota_layout(uint32_t command, enum bts_when *when)
{
	for (size_t i = 0; i < ARRAY_SIZE(quota_structs); i++) {
		if (quota_structs[i].command == command) {
			*when = quota_structs[i].when;
			return quota_structs[i].layout;
		}
	}
	return NULL;
}

void bts_show_quota_data(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t command = quota_of(call);
	enum bts_when when;
	const struct bts_layout *layout = quota_layout(command, &when);

	if (layout) {
		bts_show_layout(call, when, addr, layout);
		return;
	}
	switch (command) {
	case Q_QUOTAON:
		bts_show_path(call, arg, value);
		break;
	case Q_GETFMT:
		bts_show_enum_at(call, BTS_AT_RETURN, addr, 4, &bts_set_quota_fmt, "QFMT_???");
		break;
	case Q_XQUOTAON:
	case Q_XQUOTAOFF:
		bts_show_flags_at(call, BTS_AT_ENTRY, addr, 4, &bts_set_xfs_quota, "FS_QUOTA_???");
		break;
	case Q_XQUOTARM:
		bts_show_flags_at(call, BTS_AT_ENTRY, addr, 4, &bts_set_xfs_dq, "FS_???_QUOTA");
		break;
	default:
		bts_emit_addr(call->emit, addr);
	}
}

#define FAN_CLASS_BITS 0xc

void bts_show_fanotify_init(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t flags = (uint32_t)value & ~FAN_CLASS_BITS;
	struct bts_aside aside;

	(void)arg;
	bts_aside_begin(&aside, call);
	bts_emit_enum(call->emit, value & FAN_CLASS_BITS, &bts_set_fan_class, "FAN_CLASS_???");
	if (flags) {
		bts_aside_join(&aside, "|");
		bts_emit_flags(call->emit, flags, &bts_set_fan_init, "FAN_???");
	}
	bts_aside_end(&aside, call);
}

/* 64 bits, which i386 programs give in two arguments: what follows stands one further. */
void bts_show_fanotify_mask(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	if (call->abi == BTS_ABI_I386)
		value = (uint32_t)value | call->arg[3] << 32;
	bts_emit_flags(call->emit, value, &bts_set_fan_event, "FAN_???");
}

void bts_show_fanotify_dirfd(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if (call->abi == BTS_ABI_I386)
		value = call->arg[4];
	if ((int32_t)value == -1)
		call->emit->ops->named(call->emit, (int64_t)-1, "FAN_NOFD", BTS_DEC);
	else
		bts_show_dirfd(call, arg, value);
}

void bts_show_fanotify_path(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_path(call, arg, call->abi == BTS_ABI_I386 ? call->arg[5] : value);
}
