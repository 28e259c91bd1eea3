// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Requests of ioctl() to devices and to what is like one: clocks, faults of pages, namespaces. */
#include <string.h>
#include "syscall/call_ioctl.h"

struct bts_filled {
	size_t size;
	const struct bts_member *asked, *got;
	size_t nasked, ngot;
};

#define FILLED_MAX 128

void bts_ioctl_filled(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	const struct bts_filled *filled = data;
	char bytes[FILLED_MAX];

	if (bts_call_read(call, when, addr, bytes, filled->size)) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	bts_emit_struct(call->emit);
	bts_show_members(call, filled->asked, filled->nasked, bytes);
	if (bts_call_done(call) && !bts_call_read(call, BTS_AT_RETURN, addr, bytes, filled->size))
		bts_show_members(call, filled->got, filled->ngot, bytes);
	bts_emit_struct_end(call->emit);
}

#define FILLED(name, type)                                                                    \
	_Static_assert(sizeof(type) <= FILLED_MAX, "a struct of FILLED_MAX");                 \
	const struct bts_filled bts_filled_##name = { sizeof(type), name##_asked, name##_got, \
						      ARRAY_SIZE(name##_asked),               \
						      ARRAY_SIZE(name##_got) }

/* Pages that a program faults in by itself: userfaultfd. */

struct range {
	uint64_t start, len;
};

LAYOUT(uffd_range, struct range, F_HEX(struct range, start), F_HEX(struct range, len));

struct uffd_range_request {
	struct range range;
	uint64_t mode;
	union {
		uint64_t ioctls, zeropage, mapped, updated;
	};
};

struct uffd_copy {
	uint64_t dst, src, len, mode, copy;
};

#define RANGE_		    F_STRUCT(struct uffd_range_request, range, uffd_range)
#define MODE_(set, unknown) F_FLAGS(struct uffd_range_request, mode, set, unknown)

static const struct bts_member uffd_register_asked[] = {
	RANGE_,
	MODE_(uffd_register_mode, "UFFDIO_REGISTER_MODE_???"),
};
static const struct bts_member uffd_register_got[] = {
	F_FLAGS(struct uffd_range_request, ioctls, uffd_range_ioctls, "UFFDIO_???"),
};
FILLED(uffd_register, struct uffd_range_request);

static const struct bts_member uffd_zeropage_asked[] = {
	RANGE_,
	MODE_(uffd_zeropage, "UFFDIO_ZEROPAGE_MODE_???"),
};
static const struct bts_member uffd_zeropage_got[] = {
	F_HEX(struct uffd_range_request, zeropage),
};
FILLED(uffd_zeropage, struct uffd_range_request);

static const struct bts_member uffd_continue_asked[] = {
	RANGE_,
	MODE_(uffd_continue, "UFFDIO_CONTINUE_MODE_???"),
};
static const struct bts_member uffd_continue_got[] = {
	F_HEX(struct uffd_range_request, mapped),
};
FILLED(uffd_continue, struct uffd_range_request);

static const struct bts_member uffd_poison_asked[] = {
	RANGE_,
	MODE_(uffd_poison, "UFFDIO_POISON_MODE_???"),
};
static const struct bts_member uffd_poison_got[] = {
	F_HEX(struct uffd_range_request, updated),
};
FILLED(uffd_poison, struct uffd_range_request);

static const struct bts_member uffd_copy_asked[] = {
	F_HEX(struct uffd_copy, dst),
	F_HEX(struct uffd_copy, src),
	F_HEX(struct uffd_copy, len),
	F_FLAGS(struct uffd_copy, mode, uffd_copy, "UFFDIO_COPY_MODE_???"),
};
static const struct bts_member uffd_copy_got[] = { F_HEX(struct uffd_copy, copy) };
FILLED(uffd_copy, struct uffd_copy);

struct uffd_protect {
	struct range range;
	uint64_t mode;
};

LAYOUT(uffd_protect, struct uffd_protect, F_STRUCT(struct uffd_protect, range, uffd_range),
       F_FLAGS(struct uffd_protect, mode, uffd_writeprotect, "UFFDIO_WRITEPROTECT_MODE_???"));

struct uffd_api {
	uint64_t api, features, ioctls;
};

static void features_show(struct bts_emit *e, uint64_t features)
{
	bts_emit_flags(e, features, &bts_set_uffd_features, "UFFD_FEATURE_???");
}

void bts_ioctl_uffd_api(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	struct uffd_api asked, got;
	bool known;

	(void)data;
	if (bts_call_read(call, when, addr, &asked, sizeof(asked))) {
		bts_emit_addr(e, addr);
		return;
	}
	known = bts_call_done(call) && !bts_call_read(call, BTS_AT_RETURN, addr, &got, sizeof(got));
	bts_emit_struct(e);
	bts_emit_key(e, "api");
	bts_emit_hex(e, asked.api);
	bts_emit_key(e, "features");
	if (known && asked.features != got.features) {
		bts_emit_before(e);
		features_show(e, asked.features);
		bts_emit_after(e);
		/* The notation names it again. */
		bts_emit_wrap(e, "features=");
		features_show(e, got.features);
		bts_emit_unwrap(e, "");
		bts_emit_changed(e);
	} else {
		features_show(e, asked.features);
	}
	if (known) {
		bts_emit_key(e, "ioctls");
		bts_emit_flags(e, got.ioctls, &bts_set_uffd_api_ioctls, "_UFFDIO_???");
	}
	bts_emit_struct_end(e);
}

/* Clocks. */

struct rtc {
	int32_t tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
};

#define RTC_BRIEF(member) MEMBER_(struct rtc, member, int, .brief = true)

LAYOUT_BRIEF(rtc_time, struct rtc, RTC_BRIEF(tm_sec), RTC_BRIEF(tm_min), RTC_BRIEF(tm_hour),
	     RTC_BRIEF(tm_mday), RTC_BRIEF(tm_mon), RTC_BRIEF(tm_year), F_INT(struct rtc, tm_wday),
	     F_INT(struct rtc, tm_yday), F_INT(struct rtc, tm_isdst));

struct alarm {
	uint8_t enabled, pending;
	struct rtc time;
};

LAYOUT(rtc_wkalrm, struct alarm, F_UINT(struct alarm, enabled), F_UINT(struct alarm, pending),
       F_STRUCT(struct alarm, time, rtc_time));

struct pll {
	int32_t pll_ctrl, pll_value, pll_max, pll_min, pll_posmult, pll_negmult;
	int64_t pll_clock;
};

LAYOUT(rtc_pll, struct pll, F_INT(struct pll, pll_ctrl), F_INT(struct pll, pll_value),
       F_INT(struct pll, pll_max), F_INT(struct pll, pll_min), F_INT(struct pll, pll_posmult),
       F_INT(struct pll, pll_negmult), F_INT(struct pll, pll_clock));

struct rtc_param {
	uint64_t param, value;
	uint32_t index, pad;
};

static void param_value_show(struct bts_emit *e, const struct rtc_param *param)
{
	static const char *const keys[] = { "uvalue", "svalue", "uvalue" };

	bts_emit_key(e, param->param < 3 ? keys[param->param] : "uvalue");
	switch (param->param) {
	case 0:
		bts_emit_flags(e, param->value, &bts_set_rtc_features, "1<<RTC_FEATURE_???");
		break;
	case 1:
		bts_emit_int(e, param->value);
		break;
	case 2:
		bts_emit_enum(e, param->value, &bts_set_rtc_bsm, "RTC_BSM_???");
		break;
	default:
		bts_emit_hex(e, param->value);
	}
}

static void param_show(struct bts_emit *e, const struct rtc_param *param, bool asked, bool value)
{
	bts_emit_struct(e);
	if (asked) {
		bts_emit_key(e, "param");
		bts_emit_enum(e, param->param, &bts_set_rtc_params, "RTC_PARAM_???");
	}
	if (value)
		param_value_show(e, param);
	if (asked) {
		bts_emit_key(e, "index");
		bts_emit_uint(e, param->index);
	}
	if (param->pad) {
		bts_emit_key(e, "__pad");
		bts_emit_hex(e, param->pad);
	}
	bts_emit_struct_end(e);
}

#define RTC_PARAM_GET 0x40187013

void bts_ioctl_rtc_param(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	bool get = (uint32_t)call->arg[1] == RTC_PARAM_GET;
	struct bts_emit *e = call->emit;
	struct rtc_param asked, got;

	(void)data;
	if (bts_call_read(call, when, addr, &asked, sizeof(asked))) {
		bts_emit_addr(e, addr);
		return;
	}
	if (!get) {
		param_show(e, &asked, true, true);
		return;
	}
	bts_emit_before(e);
	param_show(e, &asked, true, false);
	bts_emit_after(e);
	if (bts_call_done(call) && !bts_call_read(call, BTS_AT_RETURN, addr, &got, sizeof(got)))
		param_show(e, &got, false, true);
	else
		bts_emit_addr(e, addr);
	bts_emit_changed(e);
}

/* Virtual machines, namespaces. */

struct memory_region {
	uint32_t slot, flags;
	uint64_t guest_phys_addr, memory_size, userspace_addr;
};

LAYOUT(kvm_memory, struct memory_region, F_UINT(struct memory_region, slot),
       F_FLAGS(struct memory_region, flags, kvm_mem, "KVM_MEM_???"),
       F_HEX(struct memory_region, guest_phys_addr), F_UINT(struct memory_region, memory_size),
       F_HEX(struct memory_region, userspace_addr));

struct mnt_ns {
	uint32_t size, nr_mounts;
	uint64_t mnt_ns_id;
};

LAYOUT(mnt_ns_info, struct mnt_ns, F_UINT(struct mnt_ns, size), F_UINT(struct mnt_ns, nr_mounts),
       F_HEX(struct mnt_ns, mnt_ns_id));

/* Block devices. */

static void array_show(struct bts_emit *e, const char *name, const void *bytes, size_t size,
		       size_t n)
{
	bts_emit_key(e, name);
	bts_emit_array(e);
	for (size_t i = 0; i < n; i++)
		bts_emit_hex(e, bts_bytes_uint((const char *)bytes + i * size, size));
	bts_emit_array_end(e);
}

#define LOOP_KEY 32

static void loop_key_show(struct bts_emit *e, const uint8_t key[LOOP_KEY], uint32_t size)
{
	bts_emit_key(e, "lo_encrypt_key");
	bts_emit_string(e, key, size < LOOP_KEY ? size : LOOP_KEY, 0);
}

struct loop {
	uint64_t lo_device, lo_inode, lo_rdevice, lo_offset, lo_sizelimit;
	uint32_t lo_number, lo_encrypt_type, lo_encrypt_key_size, lo_flags;
	char lo_file_name[64], lo_crypt_name[64];
	uint8_t lo_encrypt_key[LOOP_KEY];
	uint64_t lo_init[2];
};

/* Where it comes from, which is of interest to few. */
static void loop_origin_show(struct bts_emit *e, const struct loop *loop)
{
	bts_emit_key(e, "lo_device");
	bts_emit_dev(e, loop->lo_device);
	bts_emit_key(e, "lo_inode");
	bts_emit_uint(e, loop->lo_inode);
	bts_emit_key(e, "lo_rdevice");
	bts_emit_dev(e, loop->lo_rdevice);
}

static void loop_show(struct bts_call *call, const struct loop *loop)
{
	struct bts_emit *e = call->emit;
	bool verbose = e->style.verbose, key = verbose || loop->lo_encrypt_type;
	uint32_t size = loop->lo_encrypt_key_size;

	bts_emit_struct(e);
	if (verbose)
		loop_origin_show(e, loop);
	bts_emit_key(e, "lo_offset");
	bts_emit_hex(e, loop->lo_offset);
	if (verbose) {
		bts_emit_key(e, "lo_sizelimit");
		bts_emit_uint(e, loop->lo_sizelimit);
	}
	bts_emit_key(e, "lo_number");
	bts_emit_uint(e, loop->lo_number);
	if (key) {
		bts_emit_key(e, "lo_encrypt_type");
		bts_emit_enum(e, loop->lo_encrypt_type, &bts_set_loop_crypt, "LO_CRYPT_???");
		bts_emit_key(e, "lo_encrypt_key_size");
		bts_emit_uint(e, size);
	}
	bts_emit_key(e, "lo_flags");
	bts_emit_flags(e, loop->lo_flags, &bts_set_loop_flags, "LO_FLAGS_???");
	bts_emit_key(e, "lo_file_name");
	bts_emit_cstring(e, loop->lo_file_name, sizeof(loop->lo_file_name));
	if (key) {
		bts_emit_key(e, "lo_crypt_name");
		bts_emit_cstring(e, loop->lo_crypt_name, sizeof(loop->lo_crypt_name));
		loop_key_show(e, loop->lo_encrypt_key, size);
	}
	if (verbose) {
		array_show(e, "lo_init", loop->lo_init, sizeof(*loop->lo_init), 2);
	} else {
		bts_emit_more(e);
	}
	bts_emit_struct_end(e);
}

void bts_ioctl_loop(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct loop loop;

	(void)data;
	if (bts_call_read(call, when, addr, &loop, sizeof(loop)))
		bts_emit_addr(call->emit, addr);
	else
		loop_show(call, &loop);
}

struct loop_config {
	uint32_t fd, block_size;
	struct loop info;
	uint64_t reserved[8];
};

void bts_ioctl_loop_config(struct bts_call *call, enum bts_when when, uint64_t addr,
			   const void *data)
{
	static const uint64_t none[8];
	struct bts_emit *e = call->emit;
	struct loop_config config;

	(void)data;
	if (bts_call_read(call, when, addr, &config, sizeof(config))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "fd");
	bts_call_show_fd(call, config.fd);
	bts_emit_key(e, "block_size");
	bts_emit_uint(e, config.block_size);
	bts_emit_key(e, "info");
	loop_show(call, &config.info);
	if (memcmp(config.reserved, none, sizeof(none)))
		array_show(e, "__reserved", config.reserved, sizeof(*config.reserved), 8);
	bts_emit_struct_end(e);
}

/* What LOOP_SET_STATUS64 replaced. */
struct loop_old {
	int32_t lo_number;
	uint64_t lo_device, lo_inode, lo_rdevice;
	int32_t lo_offset, lo_encrypt_type, lo_encrypt_key_size, lo_flags;
	char lo_name[64];
	uint8_t lo_encrypt_key[LOOP_KEY];
	uint64_t lo_init[2];
	uint8_t reserved[4];
};

void bts_ioctl_loop_old(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct bts_emit *e = call->emit;
	bool verbose = e->style.verbose, key;
	struct loop_old loop;

	(void)data;
	if (call->word == 4 || bts_call_read(call, when, addr, &loop, sizeof(loop))) {
		bts_emit_addr(e, addr);
		return;
	}
	key = verbose || loop.lo_encrypt_type;
	bts_emit_struct(e);
	bts_emit_key(e, "lo_number");
	bts_emit_int(e, loop.lo_number);
	if (verbose) {
		bts_emit_key(e, "lo_device");
		bts_emit_dev(e, loop.lo_device);
		bts_emit_key(e, "lo_inode");
		bts_emit_uint(e, loop.lo_inode);
		bts_emit_key(e, "lo_rdevice");
		bts_emit_dev(e, loop.lo_rdevice);
	}
	bts_emit_key(e, "lo_offset");
	bts_emit_hex(e, (uint32_t)loop.lo_offset);
	if (key) {
		bts_emit_key(e, "lo_encrypt_type");
		bts_emit_enum(e, (uint32_t)loop.lo_encrypt_type, &bts_set_loop_crypt,
			      "LO_CRYPT_???");
		bts_emit_key(e, "lo_encrypt_key_size");
		bts_emit_uint(e, (uint32_t)loop.lo_encrypt_key_size);
	}
	bts_emit_key(e, "lo_flags");
	bts_emit_flags(e, (uint32_t)loop.lo_flags, &bts_set_loop_flags, "LO_FLAGS_???");
	bts_emit_key(e, "lo_name");
	bts_emit_cstring(e, loop.lo_name, sizeof(loop.lo_name));
	if (key)
		loop_key_show(e, loop.lo_encrypt_key, loop.lo_encrypt_key_size);
	if (verbose) {
		array_show(e, "lo_init", loop.lo_init, sizeof(*loop.lo_init), 2);
		array_show(e, "reserved", loop.reserved, sizeof(*loop.reserved), 4);
	} else {
		bts_emit_more(e);
	}
	bts_emit_struct_end(e);
}

struct trace_setup {
	char name[32];
	uint16_t act_mask;
	uint32_t buf_size, buf_nr;
	uint64_t start_lba, end_lba;
	uint32_t pid;
};

static const struct bts_member trace_setup_asked[] = {
	F_UINT(struct trace_setup, act_mask), F_UINT(struct trace_setup, buf_size),
	F_UINT(struct trace_setup, buf_nr),   F_UINT(struct trace_setup, start_lba),
	F_UINT(struct trace_setup, end_lba),  F_INT(struct trace_setup, pid),
};
static const struct bts_member trace_setup_got[] = { F_CSTR(struct trace_setup, name) };
FILLED(trace_setup, struct trace_setup);

struct partition {
	int64_t start, length;
	int32_t pno;
	char devname[64], volname[64];
};

LAYOUT(blkpg_partition, struct partition, F_INT(struct partition, start),
       F_INT(struct partition, length), F_INT(struct partition, pno),
       F_CSTR(struct partition, devname), F_CSTR(struct partition, volname));

void bts_ioctl_partition(struct bts_call *call, enum bts_when when, uint64_t addr, const void *data)
{
	struct {
		int32_t op, flags, datalen;
	} head;
	struct bts_emit *e = call->emit;
	uint64_t at;

	(void)data;
	if (bts_call_read(call, when, addr, &head, sizeof(head)) ||
	    bts_call_read_word(call, when, addr + (call->word == 4 ? 12 : 16), &at)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "op");
	bts_emit_enum(e, (uint32_t)head.op, &bts_set_blkpg, "BLKPG_???");
	bts_emit_key(e, "flags");
	bts_emit_int(e, head.flags);
	bts_emit_key(e, "datalen");
	bts_emit_int(e, head.datalen);
	bts_emit_key(e, "data");
	bts_show_layout(call, when, at, &bts_layout_blkpg_partition);
	bts_emit_struct_end(e);
}

/* Memory devices. */

struct erase {
	uint32_t start, length;
};

LAYOUT(mtd_erase, struct erase, F_HEX(struct erase, start), F_HEX(struct erase, length));

struct erase64 {
	uint64_t start, length;
};

LAYOUT(mtd_erase64, struct erase64, F_HEX(struct erase64, start), F_HEX(struct erase64, length));

struct oob {
	uint32_t start, length;
	uint64_t ptr;
};

LAYOUT(mtd_oob, struct oob, F_HEX(struct oob, start), F_HEX(struct oob, length),
       F_ADDR(struct oob, ptr));

struct oob64 {
	uint64_t start;
	uint32_t pad, length;
	uint64_t usr_ptr;
};

LAYOUT(mtd_oob64, struct oob64, F_HEX(struct oob64, start), F_HEX(struct oob64, length),
       F_ADDR(struct oob64, usr_ptr));

struct otp {
	uint32_t start, length, locked;
};

LAYOUT(mtd_otp, struct otp, F_HEX(struct otp, start), F_HEX(struct otp, length),
       F_UINT(struct otp, locked));

/* What a supervisor says to those that it watches: include/uapi/linux/seccomp.h. */

struct addfd {
	uint64_t id;
	uint32_t flags, srcfd;
	int32_t newfd;
	uint32_t newfd_flags;
};

LAYOUT(seccomp_addfd, struct addfd, F_HEX(struct addfd, id),
       F_FLAGS(struct addfd, flags, seccomp_addfd, "SECCOMP_ADDFD_FLAG_???"),
       F_FD(struct addfd, srcfd), F_INT(struct addfd, newfd),
       F_FLAGS(struct addfd, newfd_flags, open, "O_???"));

struct answer {
	uint64_t id;
	int64_t val;
	int32_t error;
	uint32_t flags;
};

/* The error is shown as the kernel writes it, less than 0. */
IOCTL_SHOWS(seccomp_answer)
{
	struct bts_emit *e = call->emit;
	struct answer answer;

	(void)data;
	if (bts_call_read(call, when, addr, &answer, sizeof(answer))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "id");
	bts_emit_hex(e, answer.id);
	bts_emit_key(e, "val");
	bts_emit_int(e, answer.val);
	bts_emit_key(e, "error");
	if (answer.error < 0)
		bts_emit_error(e, answer.error, BTS_DEC);
	else
		bts_emit_int(e, answer.error);
	bts_emit_key(e, "flags");
	bts_emit_flags(e, answer.flags, &bts_set_seccomp_answer, "SECCOMP_USER_NOTIF_FLAG_???");
	bts_emit_struct_end(e);
}
