// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* systrace: system calls, as strace shows them. */
#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/bpf.h>
#include <bpf/libbpf.h>
#include "bts/array.h"
#include "bts/btf.h"
#include "bts/features.h"
#include "bts/options.h"
#include "bts/session.h"
#include "bts/tool.h"
#include "bts/user.h"
#include "bts/version.h"
#include "dump.h"
#include "lines.h"
#include "systrace.h"
#include "match.h"
#include "summary.h"
#include "systrace.skel.h"

/* Twice this much is resident while it is full. */
#define BUFFER_DEFAULT (8U << 20)

/* How long a task is held up at once while the ring is almost full: about a time slice. */
#define THROTTLE_NS 4000000ULL

static struct systrace_options opt;

/* The command's file. */
static const char *program;

/* The file that a command's name stands for, as a shell finds it. */
static int program_find(const char *name, const char **file, struct bts_error *error)
{
	const char *path = getenv("PATH") ?: "/usr/local/bin:/usr/bin:/bin";
	static char found[4096];
	struct stat st;

	*file = name;
	if (strchr(name, '/')) {
		if (stat(name, &st))
			return bts_fail(error, -errno, "Cannot stat '%s': %s", name,
					strerror(errno));
		return 0;
	}
	while (*path) {
		size_t n = strcspn(path, ":");

		if (snprintf(found, sizeof(found), "%.*s%s%s", (int)n, path, n ? "/" : "", name) <
			    (int)sizeof(found) &&
		    !stat(found, &st) && S_ISREG(st.st_mode) && st.st_mode & 0111) {
			*file = found;
			return 0;
		}
		path += n + (path[n] == ':');
	}
	return bts_fail(error, -ENOENT, "Cannot find executable '%s'", name);
}

/* Numbers of processes as the list that the library takes. */
static char *pids_join(void)
{
	char *list = malloc(opt.pid_count * 12 + 1), *at = list;

	for (size_t i = 0; list && i < opt.pid_count; i++)
		at += sprintf(at, "%s%d", i ? "," : "", opt.pids[i]);
	return list;
}

static void environment_set(void)
{
	for (size_t i = 0; i < opt.env_count; i++) {
		if (strchr(opt.env[i], '='))
			putenv((char *)opt.env[i]);
		else
			unsetenv(opt.env[i]);
	}
}

/* The program that reads the trace, of -o '|COMMAND'. */
static pid_t reader;
static int reader_fd = -1;

static void reader_wait(void)
{
	close(reader_fd);
	if (!opt.daemonize)
		waitpid(reader, NULL, 0);
}

/* Starts it. What it reads from is written to the descriptor that is returned; or -errno. */
static int reader_start(const char *command)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return -errno;
	reader = fork();
	/* With -D this process is to be the command, which has no children that it does not know. */
	if (!reader && opt.daemonize && fork())
		_exit(0);
	if (!reader) {
		dup2(ends[0], STDIN_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	if (reader < 0) {
		close(ends[1]);
		return -errno;
	}
	if (opt.daemonize)
		waitpid(reader, NULL, 0);
	reader_fd = ends[1];
	atexit(reader_wait);
	return ends[1];
}

/* As whom the command runs, -u. */
static int user_find(struct bts_error *error)
{
	struct passwd *user = opt.user_ids ? NULL : bts_user_find(opt.user);

	if (opt.user_ids)
		return 0;
	if (!user)
		return bts_fail(error, -ENOENT, "Cannot find user '%s'", opt.user);
	opt.uid = user->pw_uid;
	opt.gid = user->pw_gid;
	return 0;
}

static int user_become(void)
{
	return bts_user_become(opt.user_ids ? NULL : opt.user, opt.uid, opt.gid);
}

/* What signals do: strace's way where it is strace's to say, see -I. */
static void manner_fill(struct bts_run *run)
{
	static const enum bts_manner manners[] = {
		[SYSTRACE_INTR_ANYWHERE] = BTS_MANNER_BARE,
		[SYSTRACE_INTR_WAITING] = BTS_MANNER_FORWARD,
		[SYSTRACE_INTR_NEVER] = BTS_MANNER_UNMOVED,
		[SYSTRACE_INTR_NEVER_TSTP] = BTS_MANNER_UNMOVED,
	};

	static const enum bts_daemon daemons[] = {
		[SYSTRACE_DAEMONIZE_NONE] = BTS_DAEMON_NONE,
		[SYSTRACE_DAEMONIZE_GRANDCHILD] = BTS_DAEMON_GRANDCHILD,
		[SYSTRACE_DAEMONIZE_PGROUP] = BTS_DAEMON_PGROUP,
		[SYSTRACE_DAEMONIZE_SESSION] = BTS_DAEMON_SESSION,
	};

	run->manner = manners[opt.interruptible];
	run->guarded = opt.kill_on_exit;
	run->daemon = daemons[opt.daemonize];
	run->unstoppable = opt.interruptible == SYSTRACE_INTR_NEVER_TSTP;
	/* Whoever looks at what goes on, and at no process of his, ends that as with any tool. */
	if (run->manner == BTS_MANNER_FORWARD && !opt.command && !opt.pid_count)
		run->manner = BTS_MANNER_SUITE;
}

/* What of the options the library does. */
static int run_fill(struct bts_run *run, struct bts_error *error)
{
	run->command = opt.command;
	manner_fill(run);
	run->follow = opt.follow;
	run->one_thread = !opt.follow;
	if (opt.pid_count && opt.follow)
		run->pids = pids_join();
	else if (opt.pid_count)
		run->tids = pids_join();
	run->comm = opt.comm;
	run->cgroup = opt.cgroup;
	run->container = opt.container;
	run->min = opt.min_ns;
	run->failed = !(opt.status & ~SYSTRACE_STATUS_FAILED);
	run->attach = opt.attach;
	run->buffer = opt.buffer ?: BUFFER_DEFAULT;
	run->strict = opt.strict;
	run->stats = opt.stats;
	run->verbose = opt.debug ? 2 : 0;
	run->summary = (opt.summary == SYSTRACE_SUMMARY_ONLY && !summary_of_records(&opt)) ||
		       opt.latency;
	run->interval = opt.interval_ns;
	run->json = opt.json && run->summary;
	if (opt.latency)
		run->fields = strdup("call,calls,failed,took_p50,took_p90,took_p99,took_p99_9,"
				     "took_max,took");
	else if (run->summary && opt.json && opt.wall_clock)
		run->fields = strdup("time,interval,call,calls,failed,took,took_count,took_mean,"
				     "took_p50,took_p90,took_p99,took_p99_9,took_max");
	/* A trace goes where people talk, as strace has it; -o names another place. */
	run->output = opt.output && !opt.separately ? opt.output : "/dev/stderr";
	run->append = opt.append;
	if (opt.output_command) {
		run->output = NULL;
		run->output_fd = reader_start(opt.output_command);
		if (run->output_fd < 0)
			return bts_fail(error, run->output_fd, "%s: %s", opt.output_command,
					strerror(-run->output_fd));
	}
	if (!opt.command)
		return 0;
	environment_set();
	if (opt.user) {
		int err = user_find(error);

		if (err)
			return err;
		run->become = user_become;
	}
	if (program_find(opt.command[0], &program, error))
		return -ENOENT;
	run->program = program;
	if (opt.argv0)
		opt.command[0] = (char *)opt.argv0;
	return 0;
}

static int match_start(struct bts_error *error)
{
	int err = match_init(&opt);

	if (err)
		return bts_fail(error, err, "%s", strerror(-err));
	if (summary_of_records(&opt) &&
	    (opt.latency || opt.interval_ns || (opt.json && opt.summary == SYSTRACE_SUMMARY_ONLY)))
		return bts_fail(error, -EINVAL, "%s not supported with %s",
				match_given()	    ? "-P and -e trace-fds are"
				: opt.syscall_limit ? "--syscall-limit is"
						    : "-z, --errno and -e status are",
				opt.latency	  ? "--latency"
				: opt.interval_ns ? "--interval"
						  : "-c and --json");
	return 0;
}

static int parse(int argc, char **argv, struct bts_run *run, struct bts_error *error)
{
	static char ready[16];
	int err = systrace_options_parse(argc, argv, &opt, error);

	for (size_t i = 0; i < opt.note_count; i++)
		bts_say("systrace", "%s", opt.notes[i]);
	if (err && opt.try_help) {
		bts_error_print("systrace", error);
		fprintf(stderr, "Try 'systrace -h' for more information.\n");
		return 2;
	}
	if (err)
		return err;
	if (opt.help) {
		systrace_options_help(stdout);
		return 1;
	}
	if (opt.versions) {
		printf("systrace (bpftrace-suite) %s\n", BTS_VERSION);
		return 1;
	}
	if (opt.ready_fd >= 0) {
		snprintf(ready, sizeof(ready), "%d", opt.ready_fd);
		run->ready_fd = ready;
	}
	return match_start(error) ?: run_fill(run, error);
}

/* Which list of operations a call has, for each way into the kernel. */
static struct bts_cap_call lists[BTS_CAP_CALLS];
static size_t list_count;

static int list_index(const struct bts_cap_call *call)
{
	for (size_t i = 1; i < list_count; i++) {
		if (!memcmp(&lists[i], call, sizeof(*call)))
			return i;
	}
	if (list_count == BTS_CAP_CALLS)
		return -ENOSPC;
	lists[list_count] = *call;
	return list_count++;
}

/* What is copied for a call; nothing that is not shown. */
static int call_list(enum bts_abi_kind kind, int row)
{
	unsigned int word = kind == BTS_ABI_KIND_NATIVE ? 8 : 4;
	struct bts_cap_call call = {};
	struct bts_emit_style style;

	if (row >= 0) {
		bool dumped = opt.summary != SYSTRACE_SUMMARY_ONLY && dump_possible(&opt, row);

		systrace_style(&opt, &style);
		style.verbose = !systrace_calls_has(&opt.abbrev, kind, row);
		/* All that can be copied, of which one byte more is. */
		if (dumped)
			style.string_max = BTS_CAP_PIECES * BTS_CAP_PIECE - 1;
		bts_call_capture(row, word, &style,
				 (systrace_calls_has(&opt.raw, kind, row) && !dumped) ||
					 opt.latency || opt.summary == SYSTRACE_SUMMARY_ONLY,
				 &call);
		if (match_given())
			match_capture(row, word, &call);
	}
	return list_index(&call);
}

static int var_set(struct bts_session *session, const char *name, const void *value, size_t size)
{
	struct bts_var var;

	return bts_var_find(session->object, name, &var) ?: bts_var_set(&var, 0, value, size);
}

/* The time on a processor costs a program at each switch of the machine from task to task. */
static bool cpu_time_wanted(void)
{
	return opt.summary && !opt.wall_clock && !opt.latency;
}

/* What is in no page can be looked for once more where it can be read at all, in one of two ways. */
static bool wants(const char *hook)
{
	if (!strcmp(hook, "away"))
		return cpu_time_wanted();
	if (!strcmp(hook, "late"))
		return bts_features_task_work() && bts_features_probe_read();
	if (!strcmp(hook, "touch"))
		return bts_features_sleepable_syscalls() && bts_features_probe_read();
	return true;
}

/* Is the file a program of another word size than ours? What cannot be read is none. */
static bool is_foreign(const char *path)
{
	unsigned char ident[EI_NIDENT] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd >= 0 && read(fd, ident, sizeof(ident)) != sizeof(ident))
		ident[0] = 0;
	if (fd >= 0)
		close(fd);
	return !memcmp(ident, ELFMAG, SELFMAG) &&
	       ident[EI_CLASS] != (sizeof(long) == 8 ? ELFCLASS64 : ELFCLASS32);
}

/* Does any process run such a program? */
static bool foreign_runs(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	bool found = false;
	char path[300];

	while (proc && !found && (entry = readdir(proc))) {
		if (entry->d_name[0] < '1' || entry->d_name[0] > '9')
			continue;
		snprintf(path, sizeof(path), "/proc/%s/exe", entry->d_name);
		found = is_foreign(path);
	}
	if (proc)
		closedir(proc);
	return found;
}

/* Without a use the table of threads that are off their processors has one place. */
static int cpu_time_prepare(struct bts_session *session)
{
	struct bpf_map *map = bpf_object__find_map_by_name(session->object, "systrace_away");
	bool wanted = cpu_time_wanted();
	int err;

	if (!map)
		return -ENOENT;
	err = bpf_map__set_max_entries(map, wanted ? SYSTRACE_AWAY_MAX : 1);
	return err ?: var_set(session, "systrace_cpu_time", &wanted, sizeof(wanted));
}

/*
 * Why the tracepoints of single calls are not enough; NULL where they are. An exec returns with the
 * personality of the program that it started, rt_sigreturn with no number at all. For a signal the
 * instruction and the call's number are read where all programs of ours know the types of what they
 * read.
 */
static const char *needs_all_calls(const char **names, size_t *count)
{
	size_t rows;
	const char *const *name = bts_syscall_names(&rows);

	*count = 0;
	for (size_t row = 0; row < rows; row++) {
		if (!systrace_calls_has(&opt.trace, BTS_ABI_KIND_NATIVE, row) ||
		    bts_syscall_row_number(BTS_ABI_NATIVE, row) < 0)
			continue;
		if (*count == BTS_CALLS_MAX)
			return "more calls are traced";
		if (bts_syscall_traits(row) & BTS_CALL_EXEC)
			return "exec is traced";
		if (bts_syscall_traits(row) & BTS_CALL_STACK)
			return "the end of signals' handlers is traced";
		names[(*count)++] = name[row];
	}
	if (!*count)
		return "no call of this architecture is traced";
	if (opt.instruction_pointer || opt.syscall_number)
		return "signals are shown with more";
	if (!bts_features_probe_read())
		return "memory cannot be read by address";
	if ((opt.command && is_foreign(program)) ||
	    ((!opt.command || opt.pid_count) && foreign_runs()))
		return "a 32-bit program is traced";
	return NULL;
}

static int plan(struct bts_session *session, struct bts_error *error)
{
	const char *names[BTS_CALLS_MAX];
	size_t count;
	const char *why = needs_all_calls(names, &count);

	if (!why)
		return bts_plan_calls(&session->plan, names, count, error);
	bts_plan_all_calls(&session->plan, why);
	return 0;
}

/* Has the program call the kernel's function of that number where a place is held for it. */
static int late_link(struct bpf_program *prog, int id)
{
	/* Still to be loaded: libbpf copies them then. */
	struct bpf_insn *insns = (struct bpf_insn *)bpf_program__insns(prog);

	for (size_t i = 0; i < bpf_program__insn_cnt(prog); i++) {
		if (insns[i].code != (BPF_JMP | BPF_CALL) || insns[i].src_reg ||
		    insns[i].imm != SYSTRACE_TASK_WORK)
			continue;
		insns[i].src_reg = BPF_PSEUDO_KFUNC_CALL;
		insns[i].imm = id;
	}
	return 0;
}

/*
 * Does the hook of late looks run behind the one that sees calls return? Nothing is left to it
 * where that one is of a kind that it is not of.
 */
static bool late_fits(struct bts_session *session, const char *name)
{
	const struct bts_hook *leave = bts_plan_hook(&session->plan, "leave");
	struct bts_hook *hook = bts_plan_hook(&session->plan, name);

	hook->wanted = hook->wanted && hook->chosen == leave->chosen;
	return hook->wanted;
}

/* What each of two programs needs: not to be loaded, where it is not wanted. */
static int late_programs(struct bpf_object *object, const char *const names[2], bool wanted,
			 int (*ready)(struct bpf_program *prog, int id), int id)
{
	int err = 0;

	for (size_t i = 0; i < 2 && !err; i++) {
		struct bpf_program *prog = bpf_object__find_program_by_name(object, names[i]);

		if (!prog)
			return -ENOENT;
		err = wanted ? ready(prog, id) : bpf_program__set_autoload(prog, false);
	}
	return err;
}

static int may_sleep(struct bpf_program *prog, int id)
{
	(void)id;
	return bpf_program__set_flags(prog, bpf_program__flags(prog) | BPF_F_SLEEPABLE);
}

/*
 * Readies the programs for late looks of this run. Those that ask for work have the kernel's
 * function called; without them its map is not made either.
 */
static int late_prepare(struct bts_session *session)
{
	static const char *const asking[] = { "late_btf", "late_tp" };
	static const char *const touching[] = { "touch_btf", "touch_tp" };
	struct bpf_object *object = session->object;
	struct bpf_map *map = bpf_object__find_map_by_name(object, "systrace_late");
	bool asks = late_fits(session, "late"), touches = late_fits(session, "touch");
	uint32_t look = asks	  ? SYSTRACE_LATE_WORK
			: touches ? SYSTRACE_LATE_SLEEP
				  : SYSTRACE_LATE_NONE;
	int id = 0;

	if (asks)
		id = libbpf_find_vmlinux_btf_id("bpf_task_work_schedule_resume_impl",
						BPF_TRACE_FENTRY);
	else
		id = bpf_map__set_autocreate(map, false);
	if (id < 0)
		return id;
	return late_programs(object, asking, asks, late_link, id)
		       ?: late_programs(object, touching, touches, may_sleep, 0)
		       ?: var_set(session, "systrace_late_look", &look, sizeof(look));
}

/* What is asked for now cannot be once privileges are dropped. */
static void netlink_prepare(const uint16_t calls[BTS_SYSCALLS_MAX])
{
	static const char *const names[] = { "sendto",	 "sendmsg", "sendmmsg",
					     "recvfrom", "recvmsg", "recvmmsg" };
	enum bts_abi abi = bts_abi_of(BTS_ABI_KIND_NATIVE);

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		int nr = bts_syscall_number(abi, names[i]);

		if (nr >= 0 && nr < BTS_SYSCALLS_MAX && calls[nr]) {
			bts_netlink_learn();
			return;
		}
	}
}

static int prepare(struct bts_session *session, struct bts_error *error)
{
	static uint16_t calls[BTS_ABI_KINDS][BTS_SYSCALLS_MAX];
	bool slow = opt.throttle == SYSTRACE_THROTTLE_YES ||
		    (opt.throttle == SYSTRACE_THROTTLE_AUTO && !opt.all_tasks);
	uint64_t throttle = slow ? THROTTLE_NS : 0;
	uint32_t fds = opt.decode_fds | (match_given() ? BTS_FDS_PATH : 0);
	int err;

	if (opt.path_count && !bts_features_probe_read()) {
		err = bts_fail(error, -EPERM, "-P: what a call leads to cannot be read here");
		bts_hint(error, "the kernel is locked down (confidentiality); see -e trace-fds");
		return err;
	}
	memset(calls, 0, sizeof(calls));
	list_count = 1;
	for (unsigned int kind = 0; kind < BTS_ABI_KINDS; kind++) {
		enum bts_abi abi = bts_abi_of(kind);

		for (int nr = 0; nr < BTS_SYSCALLS_MAX && abi != BTS_ABI_COUNT; nr++) {
			int row = bts_syscall_row(abi, nr), index;

			if (!systrace_calls_has(&opt.trace, kind, row) ||
			    (match_given() && !match_possible(row)))
				continue;
			index = call_list(kind, row);
			if (index < 0)
				return bts_fail(error, index, "too many kinds of calls");
			calls[kind][nr] = index;
		}
	}
	netlink_prepare(calls[BTS_ABI_KIND_NATIVE]);
	err = late_prepare(session)
		      ?: cpu_time_prepare(session)
		      ?: var_set(session, "systrace_overhead_ns", &opt.overhead_ns,
				 sizeof(opt.overhead_ns))
		      ?: var_set(session, "systrace_calls", calls, sizeof(calls))
		      ?: var_set(session, "systrace_throttle_ns", &throttle, sizeof(throttle))
		      ?: var_set(session, "systrace_fds", &fds, sizeof(fds))
		      ?: var_set(session, "systrace_detach_on_exec", &opt.detach_on_execve,
				 sizeof(opt.detach_on_execve))
		      ?: var_set(session, "systrace_signals", &opt.signals, sizeof(opt.signals));
	if (!err && opt.inflight)
		err = var_set(session, "systrace_inside_ns", &opt.inflight_ns,
			      sizeof(opt.inflight_ns));
	return err ? bts_fail(error, err, "configuring: %s", strerror(-err)) : 0;
}

static int loaded(struct bts_session *session, struct bts_error *error)
{
	struct bts_var var;
	int err = bts_var_find(session->object, "bts_cap_calls", &var);

	if (err)
		return bts_fail(error, err, "the BPF object lacks the list of calls");
	memcpy(session->bss + var.offset, lists, sizeof(lists));
	return 0;
}

/* Tables of ours are the library's to show; strace's and lines are not. */
static const struct bts_sink_ops *sink(void)
{
	if (opt.latency || (opt.json && opt.summary == SYSTRACE_SUMMARY_ONLY))
		return NULL;
	return systrace_lines(&opt);
}

BTS_TOOL(systrace, "trace system calls and signals", .parse = parse, .plan = plan,
	 .prepare = prepare, .wants = wants, .loaded = loaded, .sink = sink, .usage_status = 1,
	 .honours = BTS_HONOURS_TASK);
