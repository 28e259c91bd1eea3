// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Keys, BPF, performance events, rings, sandboxes, mounts, modules: nearly all of it refused.
 */
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/perf_event.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/mount.h>

#include "cases.h"

static void key_calls(void)
{
	T(add_key, "none", "description", "payload", 7, -1);
	T(add_key, NULL, NULL, NULL, 0, 0);
	T(add_key, edge_open("user"), "x", LOW, -1, -2);
	T(add_key, "none", "x", edge_long(50), 50, 0x7fffffff);
	T(request_key, "none", "description", "info", -4);
	T(request_key, "user", NULL, LOW, -8);
	T(request_key, HOLE, "\n", NULL, 99);
}

static void keyctl_calls(void)
{
	for (int i = 0; i < 34; i++)
		T(keyctl, i, 0x7ffffff0, LOW, LOW, 5);
	T(keyctl, 77, -1, -1, -1, -1);
	T(keyctl, -1, 1, 2, 3, 4);
	T(keyctl, 10, "none", 0);
	T(keyctl, 5, 0x7ffffff0, 0x3f3f3f3f);
	T(keyctl, 5, 0x7ffffff0, -1);
	T(keyctl, 14, 1);
}

static void bpf_commands(void)
{
	unsigned char zero[128], ones[128];

	memset(zero, 0, sizeof(zero));
	memset(ones, 0xff, sizeof(ones));
	for (int i = 0; i < 40; i++) {
		T(bpf, i, edge(ones, 128), 128);
		T(bpf, i, edge(ones, 128), 3);
		T(bpf, i, LOW, 64);
		room_reset();
	}
	T(bpf, 77, edge(zero, 128), 128);
	T(bpf, -1, NULL, 0);
	T(bpf, 0, edge(ones, 128), -1);
}

static void bpf_map(void)
{
	union bpf_attr a;

	memset(&a, 0, sizeof(a));
	a.map_type = 99;
	a.key_size = 4;
	a.value_size = 8;
	a.max_entries = 16;
	a.map_flags = BPF_F_NO_PREALLOC | 1U << 30;
	memcpy(a.map_name, "name", 4);
	T(bpf, BPF_MAP_CREATE, edge(&a, 16), 16);
	T(bpf, BPF_MAP_CREATE, edge(&a, 20), 20);
	T(bpf, BPF_MAP_CREATE, edge(&a, 72), 72);
	memset(&a, 0, sizeof(a));
	a.map_fd = -1;
	a.key = 0x1234;
	a.value = 0x5678;
	a.flags = BPF_EXIST | 8;
	for (int i = 1; i < 5; i++)
		T(bpf, i, edge(&a, 32), 32);
	memset(&a, 0, sizeof(a));
	a.pathname = (uintptr_t) "/none";
	a.bpf_fd = -1;
	T(bpf, BPF_OBJ_PIN, edge(&a, 16), 16);
	T(bpf, BPF_OBJ_GET, edge(&a, 16), 16);
}

static void bpf_program(void)
{
	struct bpf_insn code[2] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K },
				    { .code = BPF_JMP | BPF_EXIT } };
	union bpf_attr a;

	memset(&a, 0, sizeof(a));
	a.prog_type = 99;
	a.insn_cnt = 2;
	a.insns = (uintptr_t)EDGE(code);
	a.license = (uintptr_t) "none";
	a.log_level = 7;
	a.log_size = 100;
	a.kern_version = 0x50a01;
	a.prog_flags = BPF_F_STRICT_ALIGNMENT | 1U << 31;
	memcpy(a.prog_name, "\1program", 8);
	T(bpf, BPF_PROG_LOAD, edge(&a, 48), 48);
	T(bpf, BPF_PROG_LOAD, edge(&a, 72), 72);
	T(bpf, BPF_PROG_LOAD, edge(&a, 120), 120);
	a.insn_cnt = -1;
	T(bpf, BPF_PROG_LOAD, edge(&a, 72), 72);
}

static void perf_calls(void)
{
	struct perf_event_attr a;

	memset(&a, 0, sizeof(a));
	a.type = 99;
	a.size = sizeof(a);
	a.config = 0x1234;
	a.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | 1UL << 40;
	a.read_format = -1;
	a.disabled = a.inherit = a.exclude_kernel = 1;
	a.precise_ip = 2;
	T(perf_event_open, EDGE(a), 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	a.type = PERF_TYPE_SOFTWARE;
	a.config = 99;
	T(perf_event_open, EDGE(a), 0, -1, -1, 0);
	a.type = PERF_TYPE_HW_CACHE;
	a.config = 0x10203;
	T(perf_event_open, EDGE(a), -1, -1, -1, -1);
	memset(&a, 0xff, sizeof(a));
	a.size = 64;
	T(perf_event_open, EDGE(a), -1, 5, 99, 0xf);
	a.size = 10;
	T(perf_event_open, EDGE(a), -1, -1, -1, 0);
	a.size = -1;
	T(perf_event_open, EDGE(a), -1, -1, -1, 0);
	T(perf_event_open, NULL, 0, 0, 0, 0);
	T(perf_event_open, LOW, 0, 0, -1, 0);
}

static void uring_calls(void)
{
	struct {
		uint32_t sq, cq, flags, cpu, idle, features, wq, reserved[3];
		uint32_t offsets[20];
	} p;

	memset(&p, 0xff, sizeof(p));
	T(io_uring_setup, 1, EDGE(p));
	memset(&p, 0, sizeof(p));
	p.flags = 0x40000003;
	p.cpu = 5;
	p.idle = 6;
	T(io_uring_setup, 2, EDGE(p));
	T(io_uring_setup, -1, LOW);
	T(io_uring_setup, 0, NULL);
	T(io_uring_enter, -1, 1, 2, 0, NULL, 8);
	T(io_uring_enter, -1, -1, -1, -1, LOW, -1);
	for (int i = 0; i < 36; i++)
		T(io_uring_register, -1, i, LOW, 2);
	T(io_uring_register, -1, 0x80000000, NULL, 0);
	T(io_uring_register, -1, -1, ONES, -1);
}

static void seccomp_calls(void)
{
	struct sock_filter code[4] = { { BPF_LD | BPF_W | BPF_ABS, 0, 0, 4 },
				       { BPF_JMP | BPF_JEQ | BPF_K, 1, 2, AUDIT_ARCH_X86_64 },
				       { BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | 5 },
				       { 0xffff, 0xff, 0xff, -1 } };
	struct sock_fprog f = { 4, edge(code, sizeof(code)) }, none = { 0, NULL },
			  bad = { 5, (void *)1 };
	static const uint32_t action = SECCOMP_RET_LOG, odd = 0x12345678;

	T(seccomp, SECCOMP_SET_MODE_FILTER, 0x8000, EDGE(f));
	T(seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_LOG,
	  EDGE(none));
	T(seccomp, SECCOMP_SET_MODE_FILTER, 0, EDGE(bad));
	T(seccomp, SECCOMP_SET_MODE_FILTER, -1, NULL);
	T(seccomp, SECCOMP_SET_MODE_STRICT, 1, NULL);
	T(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, EDGE(action));
	T(seccomp, SECCOMP_GET_ACTION_AVAIL, 0, EDGE(odd));
	T(seccomp, SECCOMP_GET_NOTIF_SIZES, 0, room(6));
	T(seccomp, 77, -1, LOW);
}

/* What ends who makes a call: strict mode, and what a filter answers. */
static int strict_then(void)
{
	T(prctl, PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0);
	return T(umask, 0777);
}

static uint32_t answer;

static int filter_then(void)
{
	struct sock_filter code[4] = { { BPF_LD | BPF_W | BPF_ABS, 0, 0, 0 },
				       { BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_umask },
				       { BPF_RET | BPF_K, 0, 0, answer },
				       { BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW } };
	struct sock_fprog filter = { 4, edge(code, sizeof(code)) };

	T(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	T(prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, EDGE(filter), 0, 0);
	return T(umask, 0777);
}

static void seccomp_ends(void)
{
	static const uint32_t answers[] = { SECCOMP_RET_KILL_THREAD, SECCOMP_RET_KILL_PROCESS,
					    SECCOMP_RET_TRAP, SECCOMP_RET_ERRNO | 7 };

	collect(child(strict_then));
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		answer = answers[i];
		collect(child(filter_then));
	}
}

static void landlock_calls(void)
{
	struct {
		uint64_t fs, net, scoped;
	} r = { 0x1fff, 3, 3 }, bad = { -1, -1, -1 };
	struct __attribute__((packed)) {
		uint64_t access;
		int fd;
	} path = { 0x8000000000000005, -1 };
	struct {
		uint64_t access, port;
	} port = { 3, 80 };

	T(landlock_create_ruleset, NULL, 0, 1);
	T(landlock_create_ruleset, EDGE(bad), 24, 0);
	T(landlock_create_ruleset, EDGE(r), 8, -1);
	T(landlock_create_ruleset, EDGE(r), 3, 0);
	T(landlock_create_ruleset, LOW, 16, 0);
	T(landlock_add_rule, -1, 1, EDGE(path), 0);
	T(landlock_add_rule, -1, 2, EDGE(port), 0);
	T(landlock_add_rule, -1, 77, LOW, -1);
	T(landlock_restrict_self, -1, 0);
	T(landlock_restrict_self, -1, -1);
}

static void lsm_calls(void)
{
	uint32_t size = 64;

	T(lsm_list_modules, room(64), NULL, 0);
	T(lsm_list_modules, room(64), EDGE(size), -1);
	T(lsm_get_self_attr, 100, LOW, EDGE(size), 0);
	T(lsm_get_self_attr, 77, NULL, LOW, -1);
	T(lsm_set_self_attr, 100, LOW, 64, 0);
	T(lsm_set_self_attr, -1, NULL, 0, 1);
}

static void ptrace_calls(void)
{
	for (int i = 1; i < 34; i++)
		T(ptrace, i, 0x7fffffff, 8, 0x1234);
	T(ptrace, 0x4200, 0x7fffffff, 0, 0x1fff);
	T(ptrace, 0x4204, 0x7fffffff, 1, LOW);
	T(ptrace, 0x4206, -1, 0, 0x80);
	T(ptrace, 0x420e, -1, 88, LOW);
	T(ptrace, 77, -1, -1, -1);
	T(ptrace, -1, 0, 0, 0);
}

static void mount_calls(void)
{
	T(mount, "none", "/none", "tmpfs", 0, "size=1");
	T(mount, NULL, NULL, NULL, 0, NULL);
	T(mount, "a", "/none", "b", MS_RDONLY | MS_NOSUID | MS_BIND | MS_REC, LOW);
	T(mount, "a", "/none", edge_open("b"), 0xc0ed0000 | MS_REMOUNT, "data");
	T(mount, LOW, "/none", HOLE, -1, edge_long(100));
	T(umount2, "/none", 0);
	T(umount2, "/none", MNT_FORCE | MNT_DETACH | MNT_EXPIRE | UMOUNT_NOFOLLOW);
	T(umount2, NULL, -1);
	T(pivot_root, "/none", "/none");
	T(pivot_root, NULL, LOW);
}

static void mount_new_calls(void)
{
	struct {
		uint64_t set, clear, propagation, userns;
	} a = { 1, 2, 1 << 20, 5 }, bad = { -1, -1, -1, -1 };

	T(fsopen, "none", 0);
	T(fsopen, NULL, -1);
	T(fsconfig, -1, 1, "key", "value", 0);
	for (int i = 0; i < 10; i++)
		T(fsconfig, -1, i, "key", "value\001", 5);
	T(fsconfig, -1, 77, LOW, LOW, -1);
	T(fsmount, -1, 1, 0xff);
	T(fsmount, -1, -1, -1);
	T(fspick, -1, "none", 0xf);
	T(fspick, AT_FDCWD, NULL, -1);
	T(open_tree, -1, "none", 0x88001);
	T(open_tree, AT_FDCWD, "/none", -1);
	T(move_mount, -1, "a", -1, "b", 0x377);
	T(move_mount, AT_FDCWD, NULL, AT_FDCWD, LOW, -1);
	T(mount_setattr, -1, "none", 0x8000, EDGE(a), 32);
	T(mount_setattr, -1, "none", -1, EDGE(bad), 32);
	T(mount_setattr, -1, "none", 0, EDGE(bad), 3);
	T(open_tree_attr, -1, "none", 1, EDGE(a), 32);
}

static void quota_calls(void)
{
	for (unsigned int i = 0x800001; i < 0x80000a; i++)
		T(quotactl, i << 8, "/none", 5, LOW);
	for (unsigned int i = 0x5801; i < 0x580a; i++)
		T(quotactl, i << 8 | 1, "/none", 5, LOW);
	T(quotactl, -1, NULL, -1, NULL);
	T(quotactl, 0x80000202, NULL, 1, "/none");
	T(quotactl_fd, -1, 0x80000700, 5, LOW);
	T(quotactl_fd, -1, -1, -1, NULL);
}

static void module_calls(void)
{
	T(init_module, LOW, 5, "parameters");
	T(init_module, NULL, 0, NULL);
	T(finit_module, -1, "p=1", 7);
	T(finit_module, -1, NULL, -1);
	T(delete_module, "no-such-module", O_NONBLOCK | O_TRUNC);
	T(delete_module, NULL, -1);
	T(kexec_load, 0, 99, LOW, -1);
	T(kexec_file_load, -1, -1, 5, "cmd", -1);
	T(swapon, "/none", 0x18005);
	T(swapon, NULL, -1);
	T(swapoff, "/none");
	T(acct, "/none/x");
	T(reboot, 1, 2, 3, LOW);
	T(reboot, 0xfee1dead, 77, 0x1234567, NULL);
}

static void getrandom_calls(void)
{
	T(getrandom, room(8), 8, 0);
	T(getrandom, room(8), 0, 1);
	T(getrandom, NULL, 0, 0);
	T(getrandom, LOW, 8, 4);
	T(getrandom, room(8), 8, 6);
	T(getrandom, room(8), 8, -1);
}

/* Few calls of several kinds, for rows of options that choose. */
static void mixed(void)
{
	int fd = file_with("file", "some text", 9);

	T(access, "/none", 0);
	T(openat, AT_FDCWD, "/none", O_RDONLY);
	T(read, fd, room(16), 16);
	T(lseek, fd, 0, 0);
	T(read, fd, room(16), 4);
	T(getuid);
	T(socket, 1, 1, 0);
	T(mmap, NULL, PAGE, 3, 0x22, -1, 0);
	T(close, fd);
	T(close, fd);
}

const struct testcase cases[] = {
	{ "key_calls", key_calls, STYLES "|-s 3" },
	{ "keyctl_calls", keyctl_calls, STYLES },
	{ "bpf_commands", bpf_commands, STYLES "|-y" },
	{ "bpf_map", bpf_map, STYLES "|-y" },
	{ "bpf_program", bpf_program, STYLES "|-s 2" },
	{ "perf_calls", perf_calls, STYLES },
	{ "uring_calls", uring_calls, STYLES },
	{ "seccomp_calls", seccomp_calls, STYLES },
	{ "seccomp_ends", seccomp_ends, "!|-f|-f -e trace=umask" },
	{ "landlock_calls", landlock_calls, STYLES "|-y" },
	{ "lsm_calls", lsm_calls, STYLES },
	{ "ptrace_calls", ptrace_calls, STYLES },
	{ "mount_calls", mount_calls, STYLES },
	{ "mount_new_calls", mount_new_calls, STYLES "|-y" },
	{ "quota_calls", quota_calls, STYLES },
	{ "module_calls", module_calls, STYLES },
	{ "getrandom_calls", getrandom_calls, STYLES "|-xx" },
	{ "mixed", mixed,
	  "-e trace=read,lseek|-e trace=!read,lseek|-e trace=%file|-e trace=%desc|-e "
	  "trace=%memory|-e trace=%network"
	  "|-e trace=/^get|-e trace=%process|-e trace=none|-e trace=open,?nosuch|-e read|-e "
	  "trace=%pure|-z|-Z"
	  "|-e status=successful|-e status=failed|-e status=none|-P file|-P "
	  "/none|-n|-i|-T|-r|-t|-tt|-ttt"
	  "|-a 0|-a 20|-a 100|-s 0|-x|-xx|-y|-yy|-q|-qq|-qqq|-e quiet=all|-e raw=all|-e "
	  "abbrev=none|-e verbose=none"
	  "|-C -S name -U name,calls,errors|-c -S name -U name,calls,errors|-c -S calls -U "
	  "calls,name"
	  "|-c -S name -U name,errors -e trace=%desc|-tt -T -i -y -f|-e trace=%%stat|-e "
	  "trace=%creds,%clock"
	  "|--absolute-timestamps=format:unix,precision:ms|--syscall-times=ns|--columns=50" },
	{}
};
