// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* ioctl: what the arguments of requests are and lead to. Terminals are in call_term.c. */
#include <string.h>
#include <sys/socket.h>
#include "syscall/call_ioctl.h"
#include "syscall/ioctl.h"

/* Terminals share these with sound timers. One that was obeyed was a terminal's. */
#define TCSETS 0x5402

static const char *terminal_name(const struct bts_call *call, uint32_t number)
{
	static const char *const names[] = { "TCSETS", "TCSETSW", "TCSETSF" };

	return bts_call_done(call) && number - TCSETS < 3 ? names[number - TCSETS] : NULL;
}

/* Requests whose results are more than numbers: descriptors, the kind of a namespace. */
#define NS_GET_USERNS 0xb701
#define NS_GET_PARENT 0xb702
#define NS_GET_NSTYPE 0xb703

static void result_note(struct bts_call *call, uint32_t number)
{
	if (!bts_call_done(call))
		return;
	if (number == NS_GET_USERNS || number == NS_GET_PARENT)
		call->ret_as = BTS_RET_FD;
	else if (number == NS_GET_NSTYPE)
		call->ret_note = bts_flag_name(&bts_set_setns, call->ret);
}

void bts_show_ioctl_request(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	const char *known = terminal_name(call, value);
	struct bts_emit *e = call->emit;
	char text[512];

	(void)arg;
	if (!known)
		bts_ioctl_name(call->abi, value, e->style.consts == BTS_CONST_VERBOSE, text,
			       sizeof(text));
	e->ops->named(e, (uint32_t)value, known ?: text, BTS_HEX);
	result_note(call, value);
}

bool bts_ioctl_no_arg(const struct bts_call *call)
{
	return bts_ioctl_argument(call->abi, call->arg[1]) == BTS_IOCTL_NONE;
}

/* A set of constants, for requests that have or lead to one of them. */
struct constants {
	const struct bts_flag_set *set;
	const char *unknown;
};

#define CONSTANTS(set_, unknown_)       \
	(&(const struct constants){     \
		.set = &bts_set_##set_, \
		.unknown = (unknown_),  \
	})

static void flags_by_value(struct bts_call *call, enum bts_when when, uint64_t value,
			   const void *data)
{
	const struct constants *constants = data;

	(void)when;
	bts_emit_flags(call->emit, (uint32_t)value, constants->set, constants->unknown);
}

static void flags8_by_value(struct bts_call *call, enum bts_when when, uint64_t value,
			    const void *data)
{
	flags_by_value(call, when, (uint8_t)value, data);
}

static void enum_by_value(struct bts_call *call, enum bts_when when, uint64_t value,
			  const void *data)
{
	const struct constants *constants = data;

	(void)when;
	bts_emit_enum(call->emit, value, constants->set, constants->unknown);
}

static void enum32_by_value(struct bts_call *call, enum bts_when when, uint64_t value,
			    const void *data)
{
	enum_by_value(call, when, (uint32_t)value, data);
}

static void flags_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	const struct constants *constants = data;

	bts_show_flags_at(call, when, addr, 4, constants->set, constants->unknown);
}

static void enum_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	const struct constants *constants = data;

	bts_show_enum_at(call, when, addr, 4, constants->set, constants->unknown);
}

static void enum_dec_by_value(struct bts_call *call, enum bts_when when, uint64_t value,
			      const void *data)
{
	const struct constants *constants = data;

	(void)when;
	bts_emit_enum_base(call->emit, (uint32_t)value, constants->set, constants->unknown,
			   BTS_UDEC);
}

static void flags64_by_value(struct bts_call *call, enum bts_when when, uint64_t value,
			     const void *data)
{
	const struct constants *constants = data;

	(void)when;
	bts_emit_flags(call->emit, value, constants->set, constants->unknown);
}

static void hex_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	(void)data;
	bts_show_number_at(call, when, addr, 8, BTS_HEX);
}

static void layout_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	bts_show_layout(call, when, addr, data);
}

static void char_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	(void)data;
	bts_show_bytes(call, when, addr, 1);
}

static void string_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	(void)data;
	bts_show_cstr(call, when, addr, call->emit->style.string_max);
}

/* As many bytes as the call returned. */
static void result_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	(void)data;
	bts_show_bytes(call, when, addr, call->ret > 0 ? call->ret : 0);
}

/* The name of an interface in an array of its own. */
#define NAME_SIZE 16

static void name_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	(void)data;
	bts_show_cstr(call, when, addr, NAME_SIZE);
}

#define LABEL_SIZE 256

static void label_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	char label[LABEL_SIZE];

	(void)data;
	if (bts_call_read(call, when, addr, label, sizeof(label)))
		bts_emit_addr(call->emit, addr);
	else
		bts_emit_cstring(call->emit, label, sizeof(label));
}

/* Files. */

struct trim {
	uint64_t start, len, minlen;
};

LAYOUT(fstrim_range, struct trim, F_HEX(struct trim, start), F_UINT(struct trim, len),
       F_UINT(struct trim, minlen));

struct xattr {
	uint32_t fsx_xflags, fsx_extsize, fsx_nextents, fsx_projid, fsx_cowextsize, pad[2];
};

LAYOUT(fsxattr_get, struct xattr, F_FLAGS(struct xattr, fsx_xflags, fs_xflags, "FS_XFLAG_???"),
       F_UINT(struct xattr, fsx_extsize), F_UINT(struct xattr, fsx_nextents),
       F_HEX(struct xattr, fsx_projid), F_UINT(struct xattr, fsx_cowextsize));

LAYOUT(fsxattr_set, struct xattr, F_FLAGS(struct xattr, fsx_xflags, fs_xflags, "FS_XFLAG_???"),
       F_UINT(struct xattr, fsx_extsize), F_HEX(struct xattr, fsx_projid),
       F_UINT(struct xattr, fsx_cowextsize));

struct clone_range {
	int64_t src_fd;
	uint64_t src_offset, src_length, dest_offset;
};

LAYOUT(file_clone_range, struct clone_range, F_FD(struct clone_range, src_fd),
       F_UINT(struct clone_range, src_offset), F_UINT(struct clone_range, src_length),
       F_UINT(struct clone_range, dest_offset));

struct extent_map {
	uint64_t fm_start, fm_length;
	uint32_t fm_flags, fm_mapped_extents, fm_extent_count, reserved;
};

struct extent {
	uint64_t fe_logical, fe_physical, fe_length, reserved[2];
	uint32_t fe_flags, reserved32[3];
};

LAYOUT(fiemap_extent, struct extent, F_UINT(struct extent, fe_logical),
       F_UINT(struct extent, fe_physical), F_UINT(struct extent, fe_length),
       F_FLAGS(struct extent, fe_flags, fiemap_extent, "FIEMAP_EXTENT_???"));

static void extents_after(struct bts_call *call, uint64_t addr, const struct extent_map *map)
{
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "fm_flags");
	bts_emit_flags(e, map->fm_flags, &bts_set_fiemap_flags, "FIEMAP_FLAG_???");
	bts_emit_key(e, "fm_mapped_extents");
	bts_emit_uint(e, map->fm_mapped_extents);
	if (e->style.verbose) {
		bts_emit_key(e, "fm_extents");
		bts_show_elements(call, BTS_AT_RETURN, addr + sizeof(*map), map->fm_mapped_extents,
				  sizeof(struct extent), bts_element_layout,
				  &bts_layout_fiemap_extent);
	} else {
		bts_emit_more(e);
	}
	bts_emit_struct_end(e);
}

static void fiemap_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	struct extent_map map, after;
	bool changed;

	(void)data;
	if (bts_call_read(call, when, addr, &map, sizeof(map))) {
		bts_emit_addr(e, addr);
		return;
	}
	changed = bts_call_done(call) &&
		  !bts_call_read(call, BTS_AT_RETURN, addr, &after, sizeof(after));
	if (changed)
		bts_emit_before(e);
	bts_emit_struct(e);
	bts_emit_key(e, "fm_start");
	bts_emit_uint(e, map.fm_start);
	bts_emit_key(e, "fm_length");
	bts_emit_uint(e, map.fm_length);
	bts_emit_key(e, "fm_flags");
	bts_emit_flags(e, map.fm_flags, &bts_set_fiemap_flags, "FIEMAP_FLAG_???");
	bts_emit_key(e, "fm_extent_count");
	bts_emit_uint(e, map.fm_extent_count);
	bts_emit_struct_end(e);
	if (!changed)
		return;
	bts_emit_after(e);
	extents_after(call, addr, &after);
	bts_emit_changed(e);
}

struct dedupe {
	uint64_t src_offset, src_length;
	uint16_t dest_count, reserved1;
	uint32_t reserved2;
};

struct dedupe_info {
	int64_t dest_fd;
	uint64_t dest_offset, bytes_deduped;
	int32_t status;
	uint32_t reserved;
};

LAYOUT(dedupe_before, struct dedupe_info, F_FD(struct dedupe_info, dest_fd),
       F_UINT(struct dedupe_info, dest_offset));
LAYOUT(dedupe_after, struct dedupe_info, F_UINT(struct dedupe_info, bytes_deduped),
       F_INT(struct dedupe_info, status));

/* What is shown of the files, which are no more than two without -v. */
static void dedupe_infos(struct bts_call *call, enum bts_when when, uint64_t addr, uint16_t n,
			 const struct bts_layout *layout)
{
	struct bts_emit *e = call->emit;
	struct dedupe_info info;

	bts_emit_key(e, "info");
	if (n && bts_call_read(call, when, addr, &info, sizeof(info))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_array(e);
	for (uint16_t i = 0; i < n; i++, addr += sizeof(info)) {
		if (!e->style.verbose && (i == 2 || i >= e->style.string_max)) {
			bts_emit_more(e);
			break;
		}
		if (bts_call_read(call, when, addr, &info, sizeof(info))) {
			bts_emit_more(e);
			bts_emit_commentf(e, "0x%llx", (unsigned long long)addr);
			break;
		}
		bts_layout_show(call, layout, &info);
	}
	bts_emit_array_end(e);
}

static void dedupe_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	struct dedupe range;

	(void)data;
	if (bts_call_read(call, when, addr, &range, sizeof(range))) {
		bts_emit_addr(e, addr);
		return;
	}
	if (bts_call_done(call))
		bts_emit_before(e);
	bts_emit_struct(e);
	bts_emit_key(e, "src_offset");
	bts_emit_uint(e, range.src_offset);
	bts_emit_key(e, "src_length");
	bts_emit_uint(e, range.src_length);
	bts_emit_key(e, "dest_count");
	bts_emit_uint(e, range.dest_count);
	dedupe_infos(call, when, addr + sizeof(range), range.dest_count, &bts_layout_dedupe_before);
	bts_emit_struct_end(e);
	if (!bts_call_done(call))
		return;
	bts_emit_after(e);
	bts_emit_struct(e);
	dedupe_infos(call, BTS_AT_RETURN, addr + sizeof(range), range.dest_count,
		     &bts_layout_dedupe_after);
	bts_emit_struct_end(e);
	bts_emit_changed(e);
}

/* Random numbers. */

struct pool {
	int32_t entropy_count, buf_size;
};

static void pool_at(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	struct pool pool;

	(void)data;
	if (bts_call_read(call, when, addr, &pool, sizeof(pool))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "entropy_count");
	bts_emit_int(e, pool.entropy_count);
	bts_emit_key(e, "buf_size");
	bts_emit_int(e, pool.buf_size);
	bts_emit_key(e, "buf");
	bts_show_bytes(call, when, addr + sizeof(pool), (int64_t)pool.buf_size);
	bts_emit_struct_end(e);
}

/*
 * All requests by their names in ioctl.def, after who has them: libc's and the kernel's headers
 * lack some and clash over others.
 */
enum {
#define BTS_IOCTL(number, who, name, argument) REQ_##who##_##name = (int)number,
#include "syscall/ioctl.def"
#undef BTS_IOCTL
};

static const struct detail {
	uint32_t number;
	enum bts_when when;
	void (*show)(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data);
	const void *data;
} details[] = {
#define IN(who, name, show, data)                                       \
	{                                                               \
		(uint32_t) REQ_##who##_##name, BTS_AT_ENTRY, show, data \
	}
#define OUT(who, name, show, data)                                       \
	{                                                                \
		(uint32_t) REQ_##who##_##name, BTS_AT_RETURN, show, data \
	}
	OUT(ALL, TCGETS, bts_ioctl_termios, NULL),
	IN(ALL, TCSETS, bts_ioctl_termios, NULL),
	IN(ALL, TCSETSW, bts_ioctl_termios, NULL),
	IN(ALL, TCSETSF, bts_ioctl_termios, NULL),
	OUT(ALL, TIOCGLCKTRMIOS, bts_ioctl_termios, NULL),
	IN(ALL, TIOCSLCKTRMIOS, bts_ioctl_termios, NULL),
	OUT(ALL, TCGETS2, bts_ioctl_termios2, NULL),
	IN(ALL, TCSETS2, bts_ioctl_termios2, NULL),
	IN(ALL, TCSETSW2, bts_ioctl_termios2, NULL),
	IN(ALL, TCSETSF2, bts_ioctl_termios2, NULL),
	OUT(ALL, TCGETA, bts_ioctl_termio, NULL),
	IN(ALL, TCSETA, bts_ioctl_termio, NULL),
	IN(ALL, TCSETAW, bts_ioctl_termio, NULL),
	IN(ALL, TCSETAF, bts_ioctl_termio, NULL),
	OUT(ALL, TIOCGWINSZ, layout_at, &bts_layout_winsize),
	IN(ALL, TIOCSWINSZ, layout_at, &bts_layout_winsize),
	OUT(ALL, TIOCMGET, flags_at, CONSTANTS(modem, "TIOCM_???")),
	IN(ALL, TIOCMBIS, flags_at, CONSTANTS(modem, "TIOCM_???")),
	IN(ALL, TIOCMBIC, flags_at, CONSTANTS(modem, "TIOCM_???")),
	IN(ALL, TIOCMSET, flags_at, CONSTANTS(modem, "TIOCM_???")),
	IN(ALL, TCXONC, enum_by_value, CONSTANTS(tcxonc, "TC???")),
	IN(ALL, TCFLSH, enum_by_value, CONSTANTS(tcflsh, "TC???")),
	IN(ALL, TIOCSTI, char_at, NULL),
	IN(ALL, KDSETMODE, enum32_by_value, CONSTANTS(kd_mode, "KD_???")),
	OUT(LP64, FS_IOC_GETFLAGS, flags_at, CONSTANTS(fs_flags, "FS_???_FL")),
	IN(LP64, FS_IOC_SETFLAGS, flags_at, CONSTANTS(fs_flags, "FS_???_FL")),
	OUT(ALL, FS_IOC32_GETFLAGS, flags_at, CONSTANTS(fs_flags, "FS_???_FL")),
	IN(ALL, FS_IOC32_SETFLAGS, flags_at, CONSTANTS(fs_flags, "FS_???_FL")),
	OUT(ALL, FS_IOC_FSGETXATTR, layout_at, &bts_layout_fsxattr_get),
	IN(ALL, FS_IOC_FSSETXATTR, layout_at, &bts_layout_fsxattr_set),
	IN(ALL, FITRIM, layout_at, &bts_layout_fstrim_range),
	IN(ALL, FICLONERANGE, layout_at, &bts_layout_file_clone_range),
	IN(ALL, FIDEDUPERANGE, dedupe_at, NULL),
	IN(ALL, FS_IOC_FIEMAP, fiemap_at, NULL),
	OUT(ALL, FS_IOC_GETFSLABEL, label_at, NULL),
	IN(ALL, FS_IOC_SETFSLABEL, label_at, NULL),
	IN(ALL, RNDADDENTROPY, pool_at, NULL),
	OUT(ALL, LOOP_GET_STATUS, bts_ioctl_loop_old, NULL),
	IN(ALL, LOOP_SET_STATUS, bts_ioctl_loop_old, NULL),
	OUT(ALL, LOOP_GET_STATUS64, bts_ioctl_loop, NULL),
	IN(ALL, LOOP_SET_STATUS64, bts_ioctl_loop, NULL),
	IN(ALL, LOOP_CONFIGURE, bts_ioctl_loop_config, NULL),
	IN(ALL, BLKPG, bts_ioctl_partition, NULL),
	IN(LP64_X32, BLKTRACESETUP, bts_ioctl_filled, &bts_filled_trace_setup),
	OUT(ALL, RTC_RD_TIME, layout_at, &bts_layout_rtc_time),
	IN(ALL, RTC_SET_TIME, layout_at, &bts_layout_rtc_time),
	OUT(ALL, RTC_ALM_READ, layout_at, &bts_layout_rtc_time),
	IN(ALL, RTC_ALM_SET, layout_at, &bts_layout_rtc_time),
	IN(ALL, KDSKBMODE, enum_dec_by_value, CONSTANTS(kd_kbmode, "K_???")),
	IN(ALL, KDSKBMETA, enum32_by_value, CONSTANTS(kd_kbmeta, "K_???")),
	IN(ALL, KDSETLED, flags8_by_value, CONSTANTS(kd_led, "LED_???")),
	IN(ALL, KDSKBLED, flags8_by_value, CONSTANTS(kd_led_default, "LED_???")),
	IN(ALL, HDIO_SET_BUSSTATE, enum_by_value, CONSTANTS(busstate, "BUSSTATE_???")),
	IN(ALL, HDIO_SET_NICE, flags64_by_value, CONSTANTS(ide_nice, "IDE_NICE_???")),
	IN(ALL, MTDFILEMODE, enum_by_value, CONSTANTS(mtd_mode, "MTD_FILE_MODE_???")),
	IN(ALL, OTPSELECT, enum_at, CONSTANTS(mtd_otp, "MTD_OTP_???")),
	IN(ALL, OTPLOCK, layout_at, &bts_layout_mtd_otp),
	IN(ALL, MEMERASE, layout_at, &bts_layout_mtd_erase),
	IN(ALL, MEMLOCK, layout_at, &bts_layout_mtd_erase),
	IN(ALL, MEMUNLOCK, layout_at, &bts_layout_mtd_erase),
	IN(ALL, MEMISLOCKED, layout_at, &bts_layout_mtd_erase),
	IN(ALL, MEMERASE64, layout_at, &bts_layout_mtd_erase64),
	IN(LP64, MEMREADOOB, layout_at, &bts_layout_mtd_oob),
	IN(LP64, MEMWRITEOOB, layout_at, &bts_layout_mtd_oob),
	IN(ALL, MEMREADOOB64, layout_at, &bts_layout_mtd_oob64),
	IN(ALL, MEMWRITEOOB64, layout_at, &bts_layout_mtd_oob64),
	IN(ALL, FS_IOC_SHUTDOWN, enum_at, CONSTANTS(fs_shutdown, "FS_SHUTDOWN_FLAGS_???")),
	IN(ALL, LIRC_SET_SEND_MODE, enum_at, CONSTANTS(lirc_modes, "LIRC_MODE_???")),
	IN(ALL, LIRC_SET_REC_MODE, enum_at, CONSTANTS(lirc_modes, "LIRC_MODE_???")),
	OUT(ALL, LIRC_GET_SEND_MODE, enum_at, CONSTANTS(lirc_modes, "LIRC_MODE_???")),
	OUT(ALL, LIRC_GET_REC_MODE, enum_at, CONSTANTS(lirc_modes, "LIRC_MODE_???")),
	IN(ALL, SECCOMP_IOCTL_NOTIF_ID_VALID, hex_at, NULL),
	OUT(ALL, RTC_WKALM_RD, layout_at, &bts_layout_rtc_wkalrm),
	IN(ALL, RTC_WKALM_SET, layout_at, &bts_layout_rtc_wkalrm),
	OUT(LP64, RTC_PLL_GET, layout_at, &bts_layout_rtc_pll),
	IN(LP64, RTC_PLL_SET, layout_at, &bts_layout_rtc_pll),
	IN(ALL, RTC_PARAM_GET, bts_ioctl_rtc_param, NULL),
	IN(ALL, RTC_PARAM_SET, bts_ioctl_rtc_param, NULL),
	OUT(ALL, RTC_VL_READ, flags_at, CONSTANTS(rtc_vl, "RTC_VL_???")),
	IN(ALL, WDIOC_SETOPTIONS, flags_at, CONSTANTS(wdios, "WDIOS_???")),
	IN(ALL, UFFDIO_API, bts_ioctl_uffd_api, NULL),
	IN(ALL, UFFDIO_REGISTER, bts_ioctl_filled, &bts_filled_uffd_register),
	IN(ALL, UFFDIO_UNREGISTER, layout_at, &bts_layout_uffd_range),
	IN(ALL, UFFDIO_WAKE, layout_at, &bts_layout_uffd_range),
	IN(ALL, UFFDIO_COPY, bts_ioctl_filled, &bts_filled_uffd_copy),
	IN(ALL, UFFDIO_ZEROPAGE, bts_ioctl_filled, &bts_filled_uffd_zeropage),
	IN(ALL, UFFDIO_WRITEPROTECT, layout_at, &bts_layout_uffd_protect),
	IN(ALL, UFFDIO_CONTINUE, bts_ioctl_filled, &bts_filled_uffd_continue),
	IN(ALL, UFFDIO_POISON, bts_ioctl_filled, &bts_filled_uffd_poison),
	IN(ALL, KVM_CHECK_EXTENSION, enum_by_value, CONSTANTS(kvm_cap, "KVM_CAP_???")),
	IN(ALL, KVM_SET_USER_MEMORY_REGION, layout_at, &bts_layout_kvm_memory),
	OUT(ALL, NS_GET_MNTNS_ID, hex_at, NULL),
	OUT(ALL, NS_MNT_GET_INFO, layout_at, &bts_layout_mnt_ns_info),
	OUT(ALL, NS_MNT_GET_NEXT, layout_at, &bts_layout_mnt_ns_info),
	OUT(ALL, NS_MNT_GET_PREV, layout_at, &bts_layout_mnt_ns_info),
	IN(ALL, PERF_EVENT_IOC_ENABLE, flags_by_value, CONSTANTS(perf_ioc, "PERF_IOC_FLAG_???")),
	IN(ALL, PERF_EVENT_IOC_DISABLE, flags_by_value, CONSTANTS(perf_ioc, "PERF_IOC_FLAG_???")),
	IN(ALL, PERF_EVENT_IOC_RESET, flags_by_value, CONSTANTS(perf_ioc, "PERF_IOC_FLAG_???")),
	IN(LP64, PERF_EVENT_IOC_SET_FILTER, string_at, NULL),
	IN(ALL, BTRFS_IOC_SNAP_CREATE, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_RESIZE, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_SCAN_DEV, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_FORGET_DEV, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_ADD_DEV, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_RM_DEV, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_SUBVOL_CREATE, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_SNAP_DESTROY, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_DEVICES_READY, bts_ioctl_btrfs_volume, NULL),
	IN(ALL, BTRFS_IOC_SUBVOL_SETFLAGS, bts_ioctl_btrfs_flags, NULL),
	IN(ALL, BTRFS_IOC_QGROUP_CREATE, layout_at, &bts_layout_btrfs_group),
	IN(ALL, BTRFS_IOC_QGROUP_ASSIGN, layout_at, &bts_layout_btrfs_assignment),
	IN(ALL, SECCOMP_IOCTL_NOTIF_SEND, bts_ioctl_seccomp_answer, NULL),
	IN(ALL, SECCOMP_IOCTL_NOTIF_ADDFD, layout_at, &bts_layout_seccomp_addfd),
	IN(ALL, SECCOMP_IOCTL_NOTIF_SET_FLAGS, flags64_by_value,
	   CONSTANTS(seccomp_fd_flags, "SECCOMP_USER_NOTIF_???")),
	IN(ALL, SIOCBRADDIF, bts_ioctl_ifindex, NULL),
	IN(ALL, SIOCBRDELIF, bts_ioctl_ifindex, NULL),
	IN(ALL, SIOCBRADDBR, name_at, NULL),
	IN(ALL, SIOCBRDELBR, name_at, NULL),
	IN(ALL, SIOCGIFCONF, bts_ioctl_ifconf, NULL),
#undef IN
#undef OUT
};

/* A request of a family of them that has a number for each: EVIOCGNAME(len) and its like. */
static const struct detail result_detail = { 0, BTS_AT_RETURN, result_at, NULL };
/* All others that are about interfaces. */
static const struct detail ifreq_detail = { 0, BTS_AT_ENTRY, bts_ioctl_ifreq, NULL };

static const struct detail *detail_find(uint32_t number)
{
	for (size_t i = 0; i < ARRAY_SIZE(details); i++) {
		if (details[i].number == number)
			return &details[i];
	}
	return number >> 8 == 0x89	     ? &ifreq_detail
	       : (number >> 8 & 0xff) == 'E' ? &result_detail
					     : NULL;
}

static void numbers_at(struct bts_call *call, uint64_t addr)
{
	uint64_t pair[2];

	if (bts_call_read(call, BTS_AT_ENTRY, addr, pair, sizeof(pair))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_array(call->emit);
	bts_emit_uint(call->emit, pair[0]);
	bts_emit_uint(call->emit, pair[1]);
	bts_emit_array_end(call->emit);
}

static void detail_show(struct bts_call *call, uint64_t value)
{
	const struct detail *detail = detail_find(call->arg[1]);

	if (detail && bts_call_has(call, detail->when))
		detail->show(call, detail->when, value, detail->data);
	else
		bts_emit_addr(call->emit, value);
}

/* What the types are of which requests are known; those of others are shown as bytes with -v. */
static bool type_known(uint32_t number)
{
	static const uint8_t types[] = {
		0x03, 0x12, 0x15, '!',	'"',  '$',  '=',  '>',	'E',  'I',  'K',  'L',
		'M',  'O',  'R',  'T',	'V',  'W',  'X',  'f',	'i',  'o',  'p',  'u',
		0x89, 0x8a, 0x94, 0xa4, 0xaa, 0xab, 0xae, 0xb4, 0xb7, 0xfd, 0xff,
	};

	return memchr(types, number >> 8 & 0xff, sizeof(types));
}

/* As many as would be shown. */
static bool bytes_known(struct bts_call *call, enum bts_when when, uint64_t addr, size_t size)
{
	size_t max = call->emit->style.string_max, n = size < max ? size : max;
	char room[IOCTL_MAX];
	const char *bytes;

	return n <= sizeof(room) && bts_call_bytes(call, when, addr, n, &bytes, room) == n;
}

#define IOC_WRITE 1
#define IOC_READ  2

static void unknown_show(struct bts_call *call, uint64_t value)
{
	uint32_t number = call->arg[1], size = number >> 16 & 0x3fff, dir = number >> 30;
	struct bts_emit *e = call->emit;
	char byte;

	if (!e->style.verbose || !size || type_known(number) ||
	    bts_call_read(call, BTS_AT_LAST, value, &byte, 1)) {
		bts_emit_hex(e, value);
		return;
	}
	if (dir == IOC_WRITE || dir == IOC_READ) {
		bts_show_hex_string(call, dir == IOC_WRITE ? BTS_AT_ENTRY : BTS_AT_LAST, value,
				    size);
		return;
	}
	if (!bytes_known(call, BTS_AT_ENTRY, value, size)) {
		bts_emit_hex(e, value);
		return;
	}
	bts_emit_before(e);
	bts_show_hex_string(call, BTS_AT_ENTRY, value, size);
	bts_emit_after(e);
	bts_show_hex_string(call, BTS_AT_LAST, value, size);
	bts_emit_changed(e);
}

void bts_show_ioctl_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;

	value = bts_call_word(call, value);
	switch (bts_ioctl_argument(call->abi, call->arg[1])) {
	case BTS_IOCTL_NUM:
	case BTS_IOCTL_NONE:
		unknown_show(call, value);
		break;
	case BTS_IOCTL_ADDR:
		bts_emit_addr(e, value);
		break;
	case BTS_IOCTL_INT:
		bts_show_int(call, arg, value);
		break;
	case BTS_IOCTL_UINT:
		bts_show_uint(call, arg, value);
		break;
	case BTS_IOCTL_ULONG:
		bts_emit_uint(e, value);
		break;
	case BTS_IOCTL_FD:
		bts_call_show_fd(call, value);
		break;
	case BTS_IOCTL_INT_IN:
		bts_show_number_at(call, BTS_AT_ENTRY, value, 4, BTS_DEC);
		break;
	case BTS_IOCTL_UINT_IN:
		bts_show_number_at(call, BTS_AT_ENTRY, value, 4, BTS_UDEC);
		break;
	case BTS_IOCTL_U64_IN:
		bts_show_number_at(call, BTS_AT_ENTRY, value, 8, BTS_UDEC);
		break;
	case BTS_IOCTL_PAIR_IN:
		numbers_at(call, value);
		break;
	case BTS_IOCTL_INT_OUT:
		bts_show_number_at(call, BTS_AT_RETURN, value, 4, BTS_DEC);
		break;
	case BTS_IOCTL_UINT_OUT:
		bts_show_number_at(call, BTS_AT_RETURN, value, 4, BTS_UDEC);
		break;
	case BTS_IOCTL_U16_OUT:
		bts_show_number_at(call, BTS_AT_RETURN, value, 2, BTS_UDEC);
		break;
	case BTS_IOCTL_U64_OUT:
		bts_show_number_at(call, BTS_AT_RETURN, value, 8, BTS_UDEC);
		break;
	case BTS_IOCTL_LONG_OUT:
		bts_show_number_at(call, BTS_AT_RETURN, value, call->word, BTS_DEC);
		break;
	case BTS_IOCTL_ULONG_OUT:
		bts_show_number_at(call, BTS_AT_RETURN, value, call->word, BTS_UDEC);
		break;
	case BTS_IOCTL_SHOW:
		detail_show(call, value);
		break;
	}
}
