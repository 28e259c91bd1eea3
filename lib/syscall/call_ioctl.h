/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_IOCTL_H
#define BTS_SYSCALL_CALL_IOCTL_H

#include "syscall/args.h"

/* ioctl's request, and its argument by the request. */
SHOWS(ioctl_request);
SHOWS(ioctl_arg);
bool bts_ioctl_no_arg(const struct bts_call *call);
#define IOCTL_REQUEST SHOW(bts_show_ioctl_request)
#define IOCTL_MAX     4096
/*
 * Of one request alone, by its lower half, what the address at @off of its struct leads to: @count
 * bytes, or as many as its first 32 bits say.
 */
#define IOCTL_AT(request, when_, off_, count_, bytes)                                       \
	OP_IF(when_, 1, 1, request),                                                        \
	{                                                                                   \
		.kind = BTS_CAP_MEM, .when = (when_), .arg = SELF, .deref = BTS_CAP_DEREF,  \
		.off = (off_), .count = (count_), .count_arg = 2, .size = 1, .max = (bytes) \
	}
/* Of one request alone, so many bytes: its number says less than it has. */
#define IOCTL_MORE(request, when_, bytes) OP_IF(when_, 1, 1, request), OP_MEM(when_, SELF, bytes)
#define IOCTL_ARG                                                                             \
	SHOW(bts_show_ioctl_arg), ABSENT(bts_ioctl_no_arg),                                   \
		OPS({ .kind = BTS_CAP_IOCTL, .when = AT_IN, .arg = SELF, .max = IOCTL_MAX },  \
		    { .kind = BTS_CAP_IOCTL, .when = AT_OUT, .arg = SELF, .max = IOCTL_MAX }, \
		    IOCTL_AT(0x1269, AT_IN, 16, BTS_CAP_CONST, 152),                          \
		    IOCTL_AT(0x8912, AT_OUT, 8, BTS_CAP_U32, 4096),                           \
		    IOCTL_MORE(0x9436, AT_IN, 4096), IOCTL_MORE(0x9436, AT_OUT, 4096))

/* What a request's argument leads to; @data is the table's. */
#define IOCTL_SHOWS(name)                                                               \
	void bts_ioctl_##name(struct bts_call *call, enum bts_when when, uint64_t addr, \
			      const void *data)
IOCTL_SHOWS(termios);
IOCTL_SHOWS(termios2);
IOCTL_SHOWS(termio);
IOCTL_SHOWS(ifreq);
IOCTL_SHOWS(ifindex);
IOCTL_SHOWS(ifconf);
IOCTL_SHOWS(uffd_api);
IOCTL_SHOWS(rtc_param);
IOCTL_SHOWS(partition);
IOCTL_SHOWS(loop_old);
IOCTL_SHOWS(loop);
IOCTL_SHOWS(loop_config);
IOCTL_SHOWS(btrfs_volume);
IOCTL_SHOWS(btrfs_flags);
IOCTL_SHOWS(seccomp_answer);

/*
 * A struct of which the kernel fills in a part, by its description: these members are shown as they
 * were at first, and behind them, if the request was obeyed, those.
 */
struct bts_filled;
IOCTL_SHOWS(filled);
extern const struct bts_filled bts_filled_uffd_register, bts_filled_uffd_copy,
	bts_filled_uffd_zeropage, bts_filled_uffd_continue, bts_filled_uffd_poison,
	bts_filled_trace_setup;

extern const struct bts_layout bts_layout_winsize, bts_layout_uffd_range, bts_layout_uffd_protect,
	bts_layout_rtc_time, bts_layout_rtc_wkalrm, bts_layout_rtc_pll, bts_layout_kvm_memory,
	bts_layout_mnt_ns_info, bts_layout_blkpg_partition, bts_layout_mtd_erase,
	bts_layout_mtd_erase64, bts_layout_mtd_oob, bts_layout_mtd_oob64, bts_layout_mtd_otp,
	bts_layout_btrfs_group, bts_layout_btrfs_assignment, bts_layout_seccomp_addfd;

/* fcntl's command, and its argument by the command. */
SHOWS(fcntl_command);
SHOWS(fcntl_arg);
SHOWS(fcntl64_arg);
bool bts_fcntl_no_arg(const struct bts_call *call);
#define FCNTL_COMMAND SHOW(bts_show_fcntl_command)
#define FCNTL_ARG_(show_)                      \
	SHOW(show_), ABSENT(bts_fcntl_no_arg), \
		OPS(OP_MEM(AT_IN, SELF, 32), OP_MEM(AT_OUT, SELF, 32))
#define FCNTL_ARG   FCNTL_ARG_(bts_show_fcntl_arg)
#define FCNTL64_ARG FCNTL_ARG_(bts_show_fcntl64_arg)

#endif
