// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "bts/array.h"
#include "bts/privilege.h"
#ifdef BTS_HAVE_SECCOMP
#include <seccomp.h>
#endif

/* Since Linux 5.8; headers may be older. */
#ifndef CAP_BPF
#define CAP_BPF 39
#endif

struct caps {
	uint64_t effective, permitted, inheritable;
};

static int caps_get(struct caps *caps)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {};

	if (syscall(SYS_capget, &header, data))
		return -errno;
	caps->effective = (uint64_t)data[1].effective << 32 | data[0].effective;
	caps->permitted = (uint64_t)data[1].permitted << 32 | data[0].permitted;
	caps->inheritable = (uint64_t)data[1].inheritable << 32 | data[0].inheritable;
	return 0;
}

static int caps_set(const struct caps *caps)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {
		{ caps->effective, caps->permitted, caps->inheritable },
		{ caps->effective >> 32, caps->permitted >> 32, caps->inheritable >> 32 },
	};

	return syscall(SYS_capset, &header, data) ? -errno : 0;
}

/* Can @map be read without the capabilities that are not in @keep? */
static bool map_readable(const struct caps *now, uint64_t keep, int map)
{
	struct caps fewer = *now;
	char key[64];
	bool can;

	fewer.effective = keep;
	if (caps_set(&fewer))
		return true;
	can = !bpf_map_get_next_key(map, NULL, key) || errno != EPERM;
	caps_set(now);
	return can;
}

#ifdef BTS_HAVE_SECCOMP
/*
 * What a run does when everything is attached: take records in, write them, look
 * at its targets, open its output anew, end its command, and end. What a later C
 * library does instead is refused, not fatal: a tracer that ends by itself is worse.
 */
static const int calls[] = {
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(close),
	SCMP_SYS(lseek),
	SCMP_SYS(fcntl),
	SCMP_SYS(ioctl),
	SCMP_SYS(dup),
	SCMP_SYS(dup3),
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getdents64),
	SCMP_SYS(ftruncate),
	SCMP_SYS(fchmod),
	SCMP_SYS(fchown),
	SCMP_SYS(rename),
	SCMP_SYS(renameat),
	SCMP_SYS(renameat2),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	SCMP_SYS(umask),
	SCMP_SYS(setfsuid),
	SCMP_SYS(setfsgid),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(epoll_create1),
	SCMP_SYS(epoll_ctl),
	SCMP_SYS(epoll_wait),
	SCMP_SYS(epoll_pwait),
	SCMP_SYS(epoll_pwait2),
	SCMP_SYS(mmap),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(mprotect),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(sched_yield),
	SCMP_SYS(getrandom),
	SCMP_SYS(uname),
	SCMP_SYS(sysinfo),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(kill),
	SCMP_SYS(pidfd_open),
	SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(tgkill),
	SCMP_SYS(wait4),
	SCMP_SYS(waitid),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getrusage),
	SCMP_SYS(prlimit64),
	SCMP_SYS(setrlimit),
	SCMP_SYS(getrlimit),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Of bpf(2): what works on the maps, links and programs that we have; nothing new is loaded or
 * made. */
static const int commands[] = {
	BPF_MAP_LOOKUP_ELEM,	BPF_MAP_UPDATE_ELEM,  BPF_MAP_DELETE_ELEM,
	BPF_MAP_GET_NEXT_KEY,	BPF_MAP_LOOKUP_BATCH, BPF_MAP_LOOKUP_AND_DELETE_ELEM,
	BPF_OBJ_GET_INFO_BY_FD, BPF_LINK_DETACH,      BPF_MAP_LOOKUP_AND_DELETE_BATCH,
	BPF_PROG_TEST_RUN,	BPF_ITER_CREATE,
};

static int filter_install(struct bts_privilege *privilege)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int err = filter ? 0 : -ENOMEM;

	for (size_t i = 0; !err && i < ARRAY_SIZE(calls); i++)
		err = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	for (size_t i = 0; !err && i < ARRAY_SIZE(commands); i++)
		err = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(bpf), 1,
				       SCMP_A0_32(SCMP_CMP_EQ, (scmp_datum_t)commands[i]));
	if (!err) {
		err = seccomp_load(filter);
		privilege->filtered = !err;
		/* A kernel without filters is not refused. */
		if (err == -EINVAL || err == -ENOSYS || err == -EOPNOTSUPP)
			err = 0;
	}
	if (filter)
		seccomp_release(filter);
	return err;
}
#else
static int filter_install(struct bts_privilege *privilege)
{
	privilege->filtered = false;
	return 0;
}
#endif

int bts_privilege_drop(struct bts_privilege *privilege, uint64_t keep, int map,
		       struct bts_error *error)
{
	struct caps now, less = {};
	uint64_t bpf = BTS_CAP(CAP_BPF);
	int err = caps_get(&now);

	*privilege = (struct bts_privilege){};
	if (err)
		return bts_fail(error, err, "capget: %s", strerror(-err));
	keep &= now.permitted;
	if (map >= 0 && !map_readable(&now, keep, map)) {
		privilege->needs_bpf = true;
		keep |= now.permitted & bpf ? bpf : now.permitted & BTS_CAP(CAP_SYS_ADMIN);
	}
	/* Without CAP_SETPCAP the bounding set stays; no_new_privs makes it worthless. */
	for (int cap = 0; now.effective & BTS_CAP(CAP_SETPCAP) && cap < 64; cap++) {
		if (!(keep & BTS_CAP(cap)) && prctl(PR_CAPBSET_READ, cap) == 1 &&
		    prctl(PR_CAPBSET_DROP, cap))
			return bts_fail(error, -errno, "dropping capability %d: %s", cap,
					strerror(errno));
	}
	less.effective = less.permitted = keep;
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) && errno != EINVAL)
		return bts_fail(error, -errno, "ambient capabilities: %s", strerror(errno));
	err = caps_set(&less);
	if (err)
		return bts_fail(error, err, "dropping capabilities: %s", strerror(-err));
	privilege->kept = keep;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return bts_fail(error, -errno, "no_new_privs: %s", strerror(errno));
	err = filter_install(privilege);
	return err ? bts_fail(error, err, "filtering system calls: %s", strerror(-err)) : 0;
}

const char *bts_caps_text(uint64_t caps, char *text, size_t size)
{
	/* Those that a tool may declare, or that a kernel may make us keep. */
	static const struct {
		int cap;
		const char *name;
	} names[] = {
		{ CAP_DAC_READ_SEARCH, "CAP_DAC_READ_SEARCH" },
		{ CAP_KILL, "CAP_KILL" },
		{ CAP_SYS_ADMIN, "CAP_SYS_ADMIN" },
		{ CAP_SYS_PTRACE, "CAP_SYS_PTRACE" },
		{ CAP_SYSLOG, "CAP_SYSLOG" },
		{ CAP_BPF, "CAP_BPF" },
	};
	size_t n = 0;

	snprintf(text, size, "no capability");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if ((caps & BTS_CAP(names[i].cap)) && n < size)
			n += snprintf(text + n, size - n, "%s%s", n ? ", " : "", names[i].name);
	}
	return text;
}
