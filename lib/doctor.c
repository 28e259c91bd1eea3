// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/magic.h>
#include <linux/perf_event.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include "bts/array.h"
#include "bts/doctor.h"
#include "bts/features.h"
#include "bts/nearest.h"
#include "bts/session.h"
#include "bts/text.h"
#include "bts/version.h"

enum state {
	OK,	 /* as it should be */
	LIMITED, /* something is lost by it, and tools work without */
	MISSING, /* not there */
	UNKNOWN, /* cannot be told without more privilege */
};

static const char *const state_names[] = { "ok", "limited", "missing", "unknown" };

struct fact {
	enum state state;
	char value[160], remedy[200];
};

__attribute__((format(printf, 3, 4))) static void set(struct fact *fact, enum state state,
						      const char *format, ...)
{
	va_list args;

	fact->state = state;
	va_start(args, format);
	vsnprintf(fact->value, sizeof(fact->value), format, args);
	va_end(args);
}

__attribute__((format(printf, 2, 3))) static void remedy(struct fact *fact, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(fact->remedy, sizeof(fact->remedy), format, args);
	va_end(args);
}

/* After a refusal: what is missing, or only not to be told by us. */
static void refused(struct fact *fact, int err)
{
	bool denied = err == -EPERM || err == -EACCES;

	if (denied && !bts_features_capable(CAP_SYS_ADMIN) && !bts_features_capable(CAP_BPF)) {
		set(fact, UNKNOWN, "cannot be told without CAP_BPF and CAP_PERFMON");
		remedy(fact, "run doctor as root, as you would the tools");
	} else {
		set(fact, MISSING, "refused (%s)", strerrorname_np(-err) ?: "?");
	}
}

/* The first line of a file, without its end; false if it cannot be read. */
static bool line_read(const char *path, char *line, size_t size)
{
	FILE *f = fopen(path, "re");
	bool read = f && fgets(line, size, f);

	if (f)
		fclose(f);
	if (read)
		line[strcspn(line, "\n")] = '\0';
	return read;
}

static void kernel_look(struct fact *fact)
{
	struct utsname name;

	uname(&name);
	set(fact, OK, "Linux %s, %s", name.release, name.machine);
}

static void btf_look(struct fact *fact)
{
	struct stat st;

	if (stat(BTS_BTF_PATH, &st)) {
		set(fact, MISSING, "%s: %s", BTS_BTF_PATH, strerror(errno));
		remedy(fact, "%s",
		       errno == ENOENT && access("/sys/kernel", F_OK)
			       ? "mount -t sysfs sysfs /sys"
			       : "boot a kernel with CONFIG_DEBUG_INFO_BTF=y");
		return;
	}
	set(fact, OK, "%s, %lld KiB", BTS_BTF_PATH, (long long)st.st_size >> 10);
}

static void capabilities_look(struct fact *fact)
{
	static const struct {
		int cap;
		const char *name, *what;
	} wanted[] = {
		{ CAP_BPF, "CAP_BPF", "loading programs" },
		{ CAP_PERFMON, "CAP_PERFMON", "attaching them" },
		{ CAP_SYS_ADMIN, "CAP_SYS_ADMIN", "kprobes, tracepoints by perf events" },
		{ CAP_SYS_RESOURCE, "CAP_SYS_RESOURCE", "large maps before Linux 5.11" },
		{ CAP_SYS_PTRACE, "CAP_SYS_PTRACE", "other users' processes in /proc" },
		{ CAP_DAC_READ_SEARCH, "CAP_DAC_READ_SEARCH", "tracefs" },
	};
	char has[160] = "";
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(wanted); i++) {
		if (bts_features_has(wanted[i].cap) && n < sizeof(has))
			n += snprintf(has + n, sizeof(has) - n, "%s%s", n ? ", " : "",
				      wanted[i].name + strlen("CAP_"));
	}
	if (bts_features_capable(CAP_BPF) && bts_features_capable(CAP_PERFMON)) {
		set(fact, OK, "%s", has);
		return;
	}
	set(fact, MISSING, "%s: not %s%s%s", n ? has : "none",
	    bts_features_capable(CAP_BPF) ? "" : "BPF",
	    bts_features_capable(CAP_BPF) || bts_features_capable(CAP_PERFMON) ? "" : ", ",
	    bts_features_capable(CAP_PERFMON) ? "" : "PERFMON");
	remedy(fact, bts_features_user_namespace()
			     ? "those of a user namespace do not count: run it outside of it"
			     : "root, sudo, or: setcap cap_bpf,cap_perfmon+ep PROGRAM");
}

static void lockdown_look(struct fact *fact)
{
	static const char security[] = "/sys/kernel/security";
	struct statfs fs;
	char level[32];

	if (statfs(security, &fs) || (unsigned long)fs.f_type != SECURITYFS_MAGIC) {
		set(fact, UNKNOWN, "%s is not mounted", security);
		remedy(fact, "mount -t securityfs securityfs %s", security);
	} else if (access("/sys/kernel/security/lockdown", F_OK)) {
		set(fact, OK, "this kernel has none");
	} else if (!bts_features_lockdown(level, sizeof(level))) {
		set(fact, OK, "none");
	} else if (!strcmp(level, "integrity")) {
		set(fact, OK, "integrity: no tool needs what it forbids");
	} else {
		set(fact, LIMITED, "%s: no kprobes, no memory of processes", level);
		remedy(fact, "boot with lockdown=integrity, or see what tools say below");
	}
}

static int perf_open(struct perf_event_attr *attr)
{
	attr->size = sizeof(*attr);
	attr->disabled = 1;
	return syscall(SYS_perf_event_open, attr, getpid(), -1, -1, PERF_FLAG_FD_CLOEXEC);
}

/* Why a perf event was refused. */
static void perf_refused(struct fact *fact, int err)
{
	char paranoid[16] = "", level[32];

	refused(fact, err);
	if (fact->state == UNKNOWN)
		return;
	line_read("/proc/sys/kernel/perf_event_paranoid", paranoid, sizeof(paranoid));
	if (bts_features_lockdown(level, sizeof(level)) && !strcmp(level, "confidentiality"))
		remedy(fact, "lockdown=confidentiality forbids it");
	else if (!bts_features_has(CAP_SYS_ADMIN))
		remedy(fact, atoi(paranoid) > 2
				     ? "CAP_SYS_ADMIN, or kernel.perf_event_paranoid below 3"
				     : "CAP_SYS_ADMIN");
}

static bool pmu_type(const char *pmu, __u32 *type)
{
	char path[64], text[16];

	snprintf(path, sizeof(path), "/sys/bus/event_source/devices/%s/type", pmu);
	if (!line_read(path, text, sizeof(text)))
		return false;
	*type = atoi(text);
	return true;
}

/* A disabled event on a function that every kernel has: nothing runs by it. */
static void kprobes_look(struct fact *fact)
{
	struct perf_event_attr attr = {};
	int fd;

	if (!pmu_type("kprobe", &attr.type)) {
		set(fact, MISSING, "this kernel has no kprobes");
		remedy(fact, "CONFIG_KPROBES=y and CONFIG_KPROBE_EVENTS=y; not needed where tp_btf "
			     "is ok");
		return;
	}
	attr.config1 = (__u64)(unsigned long)"kernel_clone";
	fd = perf_open(&attr);
	if (fd < 0 && errno == ENOENT)
		set(fact, MISSING, "refused (ENOENT): the kernel names no functions");
	else if (fd < 0)
		perf_refused(fact, -errno);
	else
		set(fact, OK, "can be attached");
	if (fd >= 0)
		close(fd);
}

static void uprobes_look(struct fact *fact)
{
	struct perf_event_attr attr = {};
	int fd;

	if (!pmu_type("uprobe", &attr.type)) {
		set(fact, MISSING, "this kernel has no uprobes");
		remedy(fact, "CONFIG_UPROBE_EVENTS=y");
		return;
	}
	/* The first bytes of an ELF file are mapped, and never executed. */
	attr.config1 = (__u64)(unsigned long)"/proc/self/exe";
	fd = perf_open(&attr);
	if (fd < 0)
		perf_refused(fact, -errno);
	else
		set(fact, OK, "can be attached");
	if (fd >= 0)
		close(fd);
}

static const char *tracefs(void)
{
	static const char *const at[] = { "/sys/kernel/tracing", "/sys/kernel/debug/tracing" };
	struct statfs fs;

	for (size_t i = 0; i < 2; i++) {
		if (!statfs(at[i], &fs) && (unsigned long)fs.f_type == TRACEFS_MAGIC)
			return at[i];
	}
	return NULL;
}

static void tracefs_look(struct fact *fact)
{
	const char *at = tracefs();
	char path[80];

	if (!at) {
		/* What may not be entered cannot be told from what is not mounted. */
		set(fact, LIMITED, "not mounted, or not for us to see");
		remedy(fact, "mount -t tracefs tracefs /sys/kernel/tracing");
		return;
	}
	snprintf(path, sizeof(path), "%s/events", at);
	if (access(path, R_OK | X_OK)) {
		bool denied = errno == EACCES;

		set(fact, LIMITED, "%s: %s", path, strerror(errno));
		remedy(fact, denied ? "root or CAP_DAC_READ_SEARCH, for --attach tracepoint"
				    : "no events: the kernel is built so, or locked down for "
				      "confidentiality");
	} else {
		set(fact, OK, "%s", at);
	}
}

/* "exit" with 0. */
static const struct bpf_insn nothing[] = {
	{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = 0 },
	{ .code = BPF_JMP | BPF_EXIT },
};

/* Loads a program that does nothing and attaches it to an event or a function, for a moment. */
static int attach_try(enum bpf_prog_type type, enum bpf_attach_type attach, const char *to)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = attach);
	bool named = type == BPF_PROG_TYPE_RAW_TRACEPOINT;
	int prog, link, err;

	if (!named) {
		int id = libbpf_find_vmlinux_btf_id(to, attach);

		if (id < 0)
			return id;
		opts.attach_btf_id = id;
	}
	prog = bpf_prog_load(type, NULL, "GPL", nothing, ARRAY_SIZE(nothing), &opts);
	if (prog < 0)
		return -errno;
	link = bpf_raw_tracepoint_open(named ? to : NULL, prog);
	err = link < 0 ? -errno : 0;
	if (link >= 0)
		close(link);
	close(prog);
	return err;
}

static void attach_look(struct fact *fact, enum bpf_prog_type type, enum bpf_attach_type attach,
			const char *to)
{
	int err = attach_try(type, attach, to);

	if (err)
		refused(fact, err);
	else
		set(fact, OK, "can be attached");
}

static void fentry_look(struct fact *fact)
{
	int err = attach_try(BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY, "kernel_clone");

	if (!err)
		set(fact, OK, "can be attached");
	else
		refused(fact, err);
	if (fact->state == MISSING && err == -EPERM)
		remedy(fact, "this kernel forbids it; not needed where tp_btf is ok");
	else if (fact->state == MISSING)
		remedy(fact, "it lacks direct calls of ftrace; not needed where tp_btf is ok");
}

static void tp_btf_look(struct fact *fact)
{
	attach_look(fact, BPF_PROG_TYPE_TRACING, BPF_TRACE_RAW_TP, "sched_process_exec");
}

static void raw_tp_look(struct fact *fact)
{
	attach_look(fact, BPF_PROG_TYPE_RAW_TRACEPOINT, 0, "sched_process_exec");
}

static void ringbuf_look(struct fact *fact)
{
	int fd = bpf_map_create(BPF_MAP_TYPE_RINGBUF, NULL, 0, 0, sysconf(_SC_PAGESIZE), NULL);

	if (fd < 0) {
		refused(fact, -errno);
		if (fact->state == MISSING)
			remedy(fact, "every tool needs it: Linux 5.8 or later");
		return;
	}
	close(fd);
	set(fact, OK, "can be made");
}

static void jit_look(struct fact *fact)
{
	char text[16];

	if (!line_read("/proc/sys/net/core/bpf_jit_enable", text, sizeof(text))) {
		set(fact, UNKNOWN, "net.core.bpf_jit_enable cannot be read");
	} else if (!strcmp(text, "0")) {
		set(fact, LIMITED, "off: programs are interpreted, many times slower");
		remedy(fact, "sysctl net.core.bpf_jit_enable=1");
	} else {
		set(fact, OK, "on");
	}
}

static void memlock_look(struct fact *fact)
{
	int err = bts_features_memlock();
	struct rlimit now;

	getrlimit(RLIMIT_MEMLOCK, &now);
	if (!err) {
		set(fact, OK, "does not limit maps (they are charged to the cgroup)");
	} else if (!bts_features_capable(CAP_BPF)) {
		refused(fact, err);
	} else if (now.rlim_max == RLIM_INFINITY || bts_features_has(CAP_SYS_RESOURCE)) {
		set(fact, OK, "limits maps, and can be raised");
	} else {
		set(fact, LIMITED, "maps are limited to %llu KiB",
		    (unsigned long long)now.rlim_max >> 10);
		remedy(fact, "ulimit -l unlimited, or CAP_SYS_RESOURCE");
	}
}

static void paranoid_look(struct fact *fact)
{
	char text[16];

	if (!line_read("/proc/sys/kernel/perf_event_paranoid", text, sizeof(text)))
		set(fact, UNKNOWN, "cannot be read");
	else if (atoi(text) > 2 && !bts_features_has(CAP_SYS_ADMIN))
		set(fact, LIMITED, "%s: kprobes and tracepoints want CAP_SYS_ADMIN", text);
	else
		set(fact, OK, "%s", text);
}

static void unprivileged_look(struct fact *fact)
{
	char text[16];

	if (!line_read("/proc/sys/kernel/unprivileged_bpf_disabled", text, sizeof(text)))
		set(fact, UNKNOWN, "cannot be read");
	else
		set(fact, OK, "%s: no tool asks for it", text);
}

static void pid_namespace_look(struct fact *fact)
{
	struct stat st;

	if (stat("/proc/self/ns/pid", &st)) {
		set(fact, MISSING, "/proc/self/ns/pid: %s", strerror(errno));
		remedy(fact, "mount -t proc proc /proc");
	} else if (st.st_ino == BTS_PIDNS_INITIAL) {
		set(fact, OK, "the machine's");
	} else {
		set(fact, OK, "a container's: what is outside of it is not shown");
	}
}

static void cgroups_look(struct fact *fact)
{
	struct statfs at, unified;

	if (statfs("/sys/fs/cgroup", &at)) {
		set(fact, LIMITED, "/sys/fs/cgroup: %s", strerror(errno));
		remedy(fact, "mount -t cgroup2 cgroup2 /sys/fs/cgroup");
	} else if ((unsigned long)at.f_type == CGROUP2_SUPER_MAGIC) {
		set(fact, OK, "unified hierarchy");
	} else if (!statfs("/sys/fs/cgroup/unified", &unified) &&
		   (unsigned long)unified.f_type == CGROUP2_SUPER_MAGIC) {
		set(fact, OK, "hybrid hierarchy");
	} else {
		set(fact, OK, "legacy hierarchies, or none");
	}
}

/* Rows of the report, in its order; the names are those of the JSON. */
static const struct {
	const char *name, *title;
	void (*look)(struct fact *fact);
} checks[] = {
	{ "kernel", "kernel", kernel_look },
	{ "btf", "BTF", btf_look },
	{ "capabilities", "capabilities", capabilities_look },
	{ "lockdown", "lockdown", lockdown_look },
	{ "fentry", "fentry", fentry_look },
	{ "tp_btf", "tp_btf", tp_btf_look },
	{ "raw_tp", "raw_tp", raw_tp_look },
	{ "tracefs", "tracefs", tracefs_look },
	{ "kprobe", "kprobe", kprobes_look },
	{ "uprobe", "uprobe", uprobes_look },
	{ "ringbuf", "ring buffer", ringbuf_look },
	{ "jit", "JIT", jit_look },
	{ "memlock", "memlock", memlock_look },
	{ "perf_event_paranoid", "perf_event_paranoid", paranoid_look },
	{ "unprivileged_bpf_disabled", "unprivileged bpf off", unprivileged_look },
	{ "pid_namespace", "pid namespace", pid_namespace_look },
	{ "cgroups", "cgroups", cgroups_look },
};

#define CHECKS (ARRAY_SIZE(checks))

/* One tool, attached for a moment with everything that it has. */
struct examined {
	struct bts_session session;
	struct bts_error error;
	bool runs;
};

static void tool_look(const struct bts_tool *tool, struct examined *x)
{
	static const struct bts_settings none;
	struct bts_conf conf = { .self = getpid(), .pidns = BTS_PIDNS_INITIAL };
	int err = bts_session_open(&x->session, tool, &x->error) ?: bts_features_check(&x->error);

	if (!err) {
		err = bts_session_attach(&x->session, &conf, &none, 0, 0, &x->error);
		if (err)
			bts_features_explain(err, &x->error);
	}
	x->runs = !err;
	bts_links_detach(&x->session.links);
}

static void text_facts(struct bts_out *out, const struct fact *facts)
{
	for (size_t i = 0; i < CHECKS; i++) {
		char line[480];
		int n = snprintf(line, sizeof(line), "%-20s %-8s %s\n", checks[i].title,
				 state_names[facts[i].state], facts[i].value);

		bts_out_bytes(out, line, n);
		if (facts[i].remedy[0]) {
			n = snprintf(line, sizeof(line), "%-20s hint:    %s\n", "",
				     facts[i].remedy);
			bts_out_bytes(out, line, n);
		}
	}
}

static void text_tool(struct bts_out *out, const struct bts_tool *tool, const struct examined *x)
{
	const struct bts_plan *plan = &x->session.plan;
	char line[sizeof(x->error.text) + 64];
	int n = snprintf(line, sizeof(line), "%-20s %s%s%s\n", tool->name,
			 x->runs ? "can run" : "cannot run", x->runs ? "" : ": ",
			 x->runs ? "" : x->error.text);

	bts_out_bytes(out, line, n);
	if (x->error.hint[0]) {
		n = snprintf(line, sizeof(line), "%-20s hint:    %s\n", "", x->error.hint);
		bts_out_bytes(out, line, n);
	}
	for (size_t i = 0; x->runs && i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];

		if (!hook->wanted || bts_hook_internal(hook))
			continue;
		n = snprintf(line, sizeof(line), "  %-18s %s\n", hook->name,
			     bts_attach_names[hook->chosen]);
		bts_out_bytes(out, line, n);
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if (!(hook->has & hook->refused & 1U << k))
				continue;
			n = snprintf(line, sizeof(line), "%-20s not by %s: %s\n", "",
				     bts_attach_names[k], hook->why[k]);
			bts_out_bytes(out, line, n);
		}
	}
}

/* "name":"text", or null where there is none. */
static void json_member(struct bts_out *out, const char *name, const char *text)
{
	bts_out_json_string(out, name, strlen(name));
	bts_out_char(out, ':');
	if (text && *text)
		bts_out_json_string(out, text, strlen(text));
	else
		bts_out_text(out, "null");
}

static void json_facts(struct bts_out *out, const struct fact *facts)
{
	bts_out_char(out, '{');
	json_member(out, "version", BTS_VERSION);
	bts_out_text(out, ",\"checks\":[");
	for (size_t i = 0; i < CHECKS; i++) {
		bts_out_text(out, i ? ",{" : "{");
		json_member(out, "name", checks[i].name);
		bts_out_char(out, ',');
		json_member(out, "state", state_names[facts[i].state]);
		bts_out_char(out, ',');
		json_member(out, "value", facts[i].value);
		bts_out_char(out, ',');
		json_member(out, "remedy", facts[i].remedy);
		bts_out_char(out, '}');
	}
	bts_out_text(out, "],\"tools\":[");
}

static void json_tool(struct bts_out *out, const struct bts_tool *tool, const struct examined *x)
{
	const struct bts_plan *plan = &x->session.plan;
	const char *between = "";

	bts_out_char(out, '{');
	json_member(out, "name", tool->name);
	bts_out_text(out, x->runs ? ",\"runs\":true," : ",\"runs\":false,");
	json_member(out, "error", x->runs ? NULL : x->error.text);
	bts_out_char(out, ',');
	json_member(out, "hint", x->error.hint);
	bts_out_text(out, ",\"hooks\":[");
	for (size_t i = 0; i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];
		const char *comma = "";

		if (!hook->wanted || bts_hook_internal(hook))
			continue;
		bts_out_text(out, between);
		between = ",";
		bts_out_char(out, '{');
		json_member(out, "hook", hook->name);
		bts_out_char(out, ',');
		json_member(out, "kind", x->runs ? bts_attach_names[hook->chosen] : NULL);
		bts_out_text(out, ",\"refused\":{");
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if (!(hook->has & hook->refused & 1U << k))
				continue;
			bts_out_text(out, comma);
			comma = ",";
			json_member(out, bts_attach_names[k], hook->why[k]);
		}
		bts_out_text(out, "}}");
	}
	bts_out_text(out, "]}");
}

static const struct bts_tool *tool_named(const struct bts_tool *const *tools, const char *name,
					 struct bts_error *error)
{
	const char *names[128], *nearest;
	size_t n = 0;

	for (; n < ARRAY_SIZE(names) && tools[n]; n++) {
		names[n] = tools[n]->name;
		if (!strcmp(name, names[n]))
			return tools[n];
	}
	bts_fail(error, -EINVAL, "doctor: %s: no such tool", name);
	nearest = bts_nearest(name, names, n);
	if (nearest)
		bts_hint(error, "did you mean %s?", nearest);
	return NULL;
}

/* The options and the tools' names. 0, or -EINVAL with the reason. */
static int arguments_read(const struct bts_tool *const *tools, int argc, char **argv, bool *json,
			  struct bts_error *error)
{
	static const struct option options[] = { { "json", no_argument, NULL, 'j' }, {} };
	int code;

	optind = 0; /* glibc: begin anew */
	opterr = 0;
	while ((code = getopt_long(argc, argv, "j", options, NULL)) != -1) {
		if (code != 'j')
			return bts_fail(error, -EINVAL, "doctor: %s: it takes -j, --json and tools",
					argv[optind - 1]);
		*json = true;
	}
	for (int i = optind; i < argc; i++) {
		if (!tool_named(tools, argv[i], error))
			return -EINVAL;
	}
	return 0;
}

static bool is_asked(const struct bts_tool *tool, int argc, char **argv)
{
	for (int i = optind; i < argc; i++) {
		if (!strcmp(tool->name, argv[i]))
			return true;
	}
	return optind >= argc;
}

int bts_doctor_run(const char *suite, const struct bts_tool *const *tools, int argc, char **argv)
{
	struct fact facts[CHECKS] = {};
	struct bts_error error = {};
	bool json = false, first = true, all = true;
	struct bts_out out;

	if (arguments_read(tools, argc, argv, &json, &error)) {
		bts_error_print(suite, &error);
		return 2;
	}
	if (bts_out_init(&out, STDOUT_FILENO))
		return 1;
	bts_log_init(0);
	for (size_t i = 0; i < CHECKS; i++)
		checks[i].look(&facts[i]);
	(json ? json_facts : text_facts)(&out, facts);
	for (size_t i = 0; tools[i]; i++) {
		struct examined x = {};

		if (!is_asked(tools[i], argc, argv))
			continue;
		tool_look(tools[i], &x);
		all &= x.runs;
		bts_out_text(&out, !json ? "\n" : first ? "" : ",");
		first = false;
		(json ? json_tool : text_tool)(&out, tools[i], &x);
		bts_session_close(&x.session);
	}
	if (json)
		bts_out_text(&out, "]}\n");
	bts_out_flush(&out);
	if (out.err && out.err != -EPIPE) {
		bts_fail(&error, out.err, "stdout: %s", strerror(-out.err));
		bts_error_print(suite, &error);
		all = false;
	}
	bts_out_free(&out);
	return all ? 0 : 1;
}
