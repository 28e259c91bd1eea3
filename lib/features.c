// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/capability.h>
#include <bpf/bpf.h>
#include "bts/array.h"
#include "bts/features.h"

/* Since Linux 5.8; headers may be older. */
#define CAPABILITY_PERFMON 38
#define CAPABILITY_BPF	   39

/* PROC_USER_INIT_INO of include/linux/proc_ns.h. */
#define USERNS_INITIAL 0xeffffffdU

bool bts_features_user_namespace(void)
{
	struct stat st;

	return !stat("/proc/self/ns/user", &st) && st.st_ino != USERNS_INITIAL;
}

/* Those that count; bpf() and perf events ask for none of another user namespace. */
static uint64_t capabilities(void)
{
	FILE *f = fopen("/proc/self/status", "re");
	unsigned long long caps = 0;
	char line[256];

	if (f && bts_features_user_namespace()) {
		fclose(f);
		return 0;
	}
	if (!f)
		return ~0ULL; /* let the kernel judge */
	while (fgets(line, sizeof(line), f) && sscanf(line, "CapEff: %llx", &caps) != 1)
		;
	fclose(f);
	return caps;
}

bool bts_features_has(int capability)
{
	return capabilities() & 1ULL << capability;
}

bool bts_features_capable(int capability)
{
	return capabilities() & (1ULL << CAP_SYS_ADMIN | 1ULL << capability);
}

int bts_features_check(struct bts_error *error)
{
	bool bpf = bts_features_capable(CAPABILITY_BPF);
	bool perfmon = bts_features_capable(CAPABILITY_PERFMON);

	if (!bpf || !perfmon) {
		bts_fail(error, -EPERM, "not permitted: %s%s%s missing", bpf ? "" : "CAP_BPF",
			 bpf || perfmon ? "" : " and ", perfmon ? "" : "CAP_PERFMON");
		bts_hint(error,
			 bts_features_user_namespace()
				 ? "those of a user namespace do not count: run it outside of it"
				 : "run it as root, with sudo, or with these capabilities");
		return -EPERM;
	}
	if (access(BTS_BTF_PATH, R_OK)) {
		bts_fail(error, -ENOENT, "this kernel has no BTF: %s: %s", BTS_BTF_PATH,
			 strerror(errno));
		bts_hint(error,
			 access("/sys/kernel", F_OK)
				 ? "mount -t sysfs sysfs /sys"
				 : "boot a kernel with CONFIG_DEBUG_INFO_BTF=y, as distributions"
				   " build them since 2020");
		return -ENOENT;
	}
	return 0;
}

/* Does a program load that calls this helper with (its stack, 8, 0)? */
static bool helper_permitted(int helper)
{
	const struct bpf_insn program[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = 1, .src_reg = 10 },
		{ .code = BPF_ALU64 | BPF_ADD | BPF_K, .dst_reg = 1, .imm = -8 },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 2, .imm = 8 },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 3, .imm = 0 },
		{ .code = BPF_JMP | BPF_CALL, .imm = helper },
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = 0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	int fd = bpf_prog_load(BPF_PROG_TYPE_RAW_TRACEPOINT, NULL, "GPL", program,
			       ARRAY_SIZE(program), NULL);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool bts_features_probe_read(void)
{
	static int can = -1;

	if (can < 0)
		can = helper_permitted(BPF_FUNC_probe_read_kernel);
	return can;
}

/* Words among the strings of the kernel's BTF that tell what it can. */
enum btf_word { WORD_SRCU_GUARD, WORD_FOR_EACH, WORD_TASK_WORK, WORD_TASK_WORK_IMPL, WORDS };

static const char *const words[WORDS] = {
	[WORD_SRCU_GUARD] = "class_srcu_fast_notrace_t",
	[WORD_FOR_EACH] = "BPF_FUNC_for_each_map_elem",
	[WORD_TASK_WORK] = "bpf_task_work_schedule_resume",
	[WORD_TASK_WORK_IMPL] = "bpf_task_work_schedule_resume_impl",
};

static void words_find(bool found[WORDS])
{
	FILE *f = fopen(BTS_BTF_PATH, "re");
	struct btf_header head;
	char *strings = NULL;

	if (!f)
		return;
	/* Of the file a read gives no more than a page; fread() goes on. */
	if (fread(&head, sizeof(head), 1, f) == 1 &&
	    !fseek(f, head.hdr_len + head.str_off, SEEK_SET))
		strings = malloc(head.str_len);
	if (strings && fread(strings, head.str_len, 1, f) == 1) {
		for (int i = 0; i < WORDS; i++)
			found[i] = memmem(strings, head.str_len, words[i], strlen(words[i]) + 1);
	}
	free(strings);
	fclose(f);
}

/* The strings are a megabyte, which is read once for all words. */
static bool btf_has(enum btf_word word)
{
	static bool looked, found[WORDS];

	if (!looked)
		words_find(found);
	looked = true;
	return found[word];
}

bool bts_features_tracepoints_preemptible(void)
{
	return btf_has(WORD_SRCU_GUARD);
}

bool bts_features_task_storage(void)
{
	/* Of Linux 5.13 as well (69c087ba6225). */
	return btf_has(WORD_FOR_EACH);
}

bool bts_features_task_work(void)
{
	return btf_has(WORD_TASK_WORK_IMPL) && !btf_has(WORD_TASK_WORK);
}

/* Is the running kernel of version @major.@minor or later? */
static bool is_kernel(unsigned int major, unsigned int minor)
{
	unsigned int has_major = 0, has_minor = 0;
	struct utsname name;

	return !uname(&name) && sscanf(name.release, "%u.%u", &has_major, &has_minor) == 2 &&
	       (has_major > major || (has_major == major && has_minor >= minor));
}

bool bts_features_sleepable_syscalls(void)
{
	return is_kernel(7, 1);
}

bool bts_features_plain_skips(void)
{
	return is_kernel(6, 7);
}

bool bts_features_syscall_events_everywhere(void)
{
	return !is_kernel(7, 1) || is_kernel(7, 2);
}

const char *bts_features_lockdown(char *level, size_t size)
{
	FILE *f = fopen("/sys/kernel/security/lockdown", "re");
	char line[128], *open, *close;

	if (!f)
		return NULL;
	if (!fgets(line, sizeof(line), f))
		line[0] = '\0';
	fclose(f);
	open = strchr(line, '[');
	close = open ? strchr(open, ']') : NULL;
	if (!close || !strncmp(open, "[none]", 6))
		return NULL;
	snprintf(level, size, "%.*s", (int)(close - open - 1), open + 1);
	return level;
}

int bts_features_memlock(void)
{
	struct rlimit now, none;
	int fd, err;

	getrlimit(RLIMIT_MEMLOCK, &now);
	none = (struct rlimit){ 0, now.rlim_max };
	setrlimit(RLIMIT_MEMLOCK, &none);
	fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, NULL, 4, 4096, 1, NULL);
	err = fd < 0 ? -errno : 0;
	setrlimit(RLIMIT_MEMLOCK, &now);
	if (fd >= 0)
		close(fd);
	return err;
}

void bts_features_explain(int err, struct bts_error *error)
{
	struct rlimit lock;
	char level[32];

	if (err == -ENOMEM)
		bts_hint(error, "a smaller --buffer or --max-open needs less memory");
	else if (err == -EPERM && !getrlimit(RLIMIT_MEMLOCK, &lock) &&
		 lock.rlim_max != RLIM_INFINITY && !bts_features_has(CAP_SYS_RESOURCE) &&
		 bts_features_memlock())
		bts_hint(error,
			 "this kernel lets us lock %llu KiB of memory, for maps: CAP_SYS_RESOURCE"
			 " or `ulimit -l unlimited' lifts that",
			 (unsigned long long)lock.rlim_max >> 10);
	else if (bts_features_lockdown(level, sizeof(level)))
		bts_hint(error, "the kernel is locked down (%s), which forbids some ways to attach",
			 level);
}
