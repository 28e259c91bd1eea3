// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* A run of a tool: what the options ask for, from the first check to the exit status. */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "bts/command.h"
#include "bts/features.h"
#include "bts/session.h"
#include "bts/sink.h"
#include "bts/target.h"
#include "bts/text.h"
#include "bts/version.h"

#define STATUS_FAILED 1
#define STATUS_USAGE  2
#define STATUS_LOSS   3

/* How often the consumer looks by itself: what a person takes for at once. */
#define TICK_MS 40
/* How often targets are looked for whose end no program has seen. */
#define SWEEP_NS 1000000000ULL

struct run {
	const struct bts_tool *tool;
	struct bts_run opt;
	struct bts_settings settings;
	struct bts_conf conf;
	struct bts_session session;
	struct bts_targets targets;
	struct bts_command command;
	struct bts_out out;
	struct bts_sink sink;
	struct bts_error *error;
	int signals;   /* signalfd */
	int ready_fd;  /* -1: nobody waits */
	int stats_fd;  /* keeps the kernel's timing of programs on */
	uint64_t begun; /* CLOCK_MONOTONIC, ns: when the program was started */
	uint64_t shown, discarded;
	unsigned int interrupts;
};

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* The types in a comma-separated list, or all; more than max is a mistake. */
static int types_choose(struct run *run, const char *list, const struct bts_record **types,
			size_t *count)
{
	const struct bts_schema *schema = &run->session.schema;

	*count = 0;
	for (size_t i = 0; !list && i < schema->nrecords; i++)
		types[(*count)++] = &schema->records[i];
	while (list && *list) {
		size_t n = strcspn(list, ",");
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		if (*count == BTS_ONLY_MAX)
			return bts_fail(run->error, -EINVAL, "--only: more than %d types",
					BTS_ONLY_MAX);
		types[*count] = bts_schema_named(schema, name);
		if (!types[(*count)++]) {
			bts_fail(run->error, -EINVAL, "--only %s: no such type of record", name);
			bts_hint(run->error, "`--fields help' lists the types and their fields");
			return -EINVAL;
		}
		list += n + (list[n] == ',');
	}
	return 0;
}

static int sink_open(struct run *run)
{
	const struct bts_sink_ops *ops = run->opt.json ? &bts_sink_json :
					 run->opt.csv  ? &bts_sink_csv :
							 &bts_sink_table;
	const char *list = run->opt.only ?: run->tool->only, *hint = NULL;
	const struct bts_record *types[64];
	size_t count;
	int err;

	if (run->session.schema.nrecords > sizeof(types) / sizeof(*types))
		return bts_fail(run->error, -EINVAL, "too many types of record");
	err = types_choose(run, list, types, &count);
	if (err)
		return err;
	if (list) {
		run->conf.filter |= BTS_FILTER_ONLY;
		for (size_t i = 0; i < count; i++)
			run->conf.only[i] = types[i]->type;
	}
	run->error->hint[0] = '\0';
	err = bts_sink_init(&run->sink, ops, &run->out, types, count, run->opt.fields,
			    run->error->text, sizeof(run->error->text), &hint);
	if (err && hint)
		bts_hint(run->error, "did you mean %s?", hint);
	return err;
}

static int color_choose(struct run *run)
{
	static const char *const whens[] = { "auto", "always", "never" };
	const char *when = run->opt.color ?: "auto";

	for (size_t i = 0; i < 3; i++) {
		if (strcmp(when, whens[i]))
			continue;
		run->sink.color = i == 1 || (i == 0 && !run->opt.output && isatty(STDOUT_FILENO) &&
					     !getenv("NO_COLOR"));
		return 0;
	}
	return bts_fail(run->error, -EINVAL, "--color %s: is not auto, always or never", when);
}

static int output_open(struct run *run)
{
	int fd = STDOUT_FILENO;

	if (run->opt.output) {
		fd = open(run->opt.output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		if (fd < 0)
			return bts_fail(run->error, -errno, "%s: %s", run->opt.output,
					strerror(errno));
	}
	if (bts_out_init(&run->out, fd))
		return bts_fail(run->error, -ENOMEM, "out of memory");
	return 0;
}

static int uid_read(struct run *run)
{
	uint64_t uid;
	struct passwd *user;

	if (!bts_parse_u64(run->opt.user, &uid) && uid <= UINT32_MAX) {
		run->conf.uid = uid;
		return 0;
	}
	user = getpwnam(run->opt.user);
	if (!user)
		return bts_fail(run->error, -EINVAL, "-u %s: no such user", run->opt.user);
	run->conf.uid = user->pw_uid;
	return 0;
}

/* What the program is told before it is loaded. */
static int conf_fill(struct run *run)
{
	struct bts_conf *conf = &run->conf;
	const struct bts_run *opt = &run->opt;
	struct stat st;

	conf->self = getpid();
	if (stat("/proc/self/ns/pid", &st))
		return bts_fail(run->error, -errno, "/proc/self/ns/pid: %s", strerror(errno));
	conf->pidns = st.st_ino;
	conf->min_ns = opt->min;
	conf->filter |= (opt->min ? BTS_FILTER_MIN : 0) | (opt->failed ? BTS_FILTER_FAILED : 0) |
			(opt->follow ? BTS_FILTER_FOLLOW : 0) |
			(opt->comm ? BTS_FILTER_COMM : 0) | (opt->user ? BTS_FILTER_UID : 0) |
			(opt->tids ? BTS_FILTER_THREADS : 0) |
			(opt->command ? BTS_FILTER_COMMAND : 0) |
			(opt->pids || opt->tids || opt->command ? BTS_FILTER_MARKED : 0);
	if (opt->comm)
		snprintf(conf->comm, sizeof(conf->comm), "%s", opt->comm);
	return opt->user ? uid_read(run) : 0;
}

static int targets_open(struct run *run)
{
	const struct bts_run *opt = &run->opt;
	int err = 0;

	if (opt->pids)
		err = bts_targets_add(&run->targets, opt->pids, false, run->error);
	if (!err && opt->tids)
		err = bts_targets_add(&run->targets, opt->tids, true, run->error);
	if (!err && opt->command)
		err = bts_command_fork(&run->command, opt->command, run->error) ?:
		      bts_targets_add_command(&run->targets, run->command.pid, run->error);
	return err;
}

/* From here on signals are read, not delivered; the command has its own mask. */
static int signals_open(struct run *run)
{
	static const int handled[] = { SIGINT, SIGTERM, SIGHUP, SIGCHLD };
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(handled) / sizeof(*handled); i++)
		sigaddset(&set, handled[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	run->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return run->signals < 0 ? bts_fail(run->error, -errno, "signalfd: %s", strerror(errno)) : 0;
}

/* Before anything is opened, so that the number cannot be one of our own descriptors. */
static int ready_open(struct run *run)
{
	uint64_t fd;

	run->ready_fd = -1;
	if (!run->opt.ready_fd)
		return 0;
	/* Nor is it the command's: whoever waits may wait for all to have closed it. */
	if (bts_parse_u64(run->opt.ready_fd, &fd) || fd > INT32_MAX ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC))
		return bts_fail(run->error, -EINVAL, "--ready-fd %s: is not an open descriptor",
				run->opt.ready_fd);
	run->ready_fd = fd;
	return 0;
}

static int say_ready(struct run *run)
{
	if (run->ready_fd < 0)
		return 0;
	if (write(run->ready_fd, "\n", 1) != 1)
		return bts_fail(run->error, -errno, "--ready-fd %s: %s", run->opt.ready_fd,
				strerror(errno));
	close(run->ready_fd);
	return 0;
}

static int record_show(void *arg, const void *data, size_t len)
{
	struct run *run = arg;
	struct bts_rec rec = { data, len };

	if ((run->opt.limit && run->shown == run->opt.limit) || run->out.err ||
	    !bts_sink_record(&run->sink, &rec)) {
		run->discarded++;
		return 0;
	}
	run->shown++;
	return 0;
}

/* What was attached, and why nothing better. */
static void attach_explain(const struct run *run)
{
	const struct bts_plan *plan = &run->session.plan;

	for (size_t i = 0; i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];

		if (!hook->wanted)
			continue;
		bts_say(run->tool->name, "%s: attached by %s", hook->name,
			bts_attach_names[hook->chosen]);
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if (hook->has & hook->refused & 1U << k)
				bts_say(run->tool->name, "%s: not by %s: %s", hook->name,
					bts_attach_names[k], hook->why[k]);
		}
	}
	bts_say(run->tool->name, "attached after %llu ms",
		(unsigned long long)(clock_ns(CLOCK_MONOTONIC) - run->begun) / 1000000);
}

/* True when the run is to end. */
static bool signals_take(struct run *run)
{
	struct signalfd_siginfo info;
	bool end = false;

	while (read(run->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			end |= run->command.pid && bts_command_reap(&run->command, false) &&
			       !run->opt.follow;
		/* A terminal's interrupt reaches the command too: it decides, until asked twice. */
		else if (info.ssi_signo != SIGINT || !run->command.pid || run->interrupts++)
			end = true;
	}
	return end;
}

static bool targets_gone(const struct run *run)
{
	return run->targets.count &&
	       __atomic_load_n(&run->session.shared->targets, __ATOMIC_SEQ_CST) <= 0;
}

static bool is_done(const struct run *run, uint64_t end)
{
	return run->out.err || (run->opt.limit && run->shown >= run->opt.limit) ||
	       (end && clock_ns(CLOCK_MONOTONIC) >= end) || targets_gone(run);
}

static int loop(struct run *run)
{
	uint64_t end = run->opt.duration ? run->session.start + run->opt.duration : 0;
	uint64_t sweep = run->session.start + SWEEP_NS;
	struct epoll_event ev = { .events = EPOLLIN };
	int ep = epoll_create1(EPOLL_CLOEXEC), err = 0;
	bool over = false;

	if (ep < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, run->signals, &ev))
		return bts_fail(run->error, -errno, "epoll: %s", strerror(errno));
	/* By edges: only a wake-up counts, or each single record would be one. */
	ev.events |= EPOLLET;
	if (epoll_ctl(ep, EPOLL_CTL_ADD, bts_session_ring_fd(&run->session), &ev))
		return bts_fail(run->error, -errno, "epoll: %s", strerror(errno));
	while (!over && !err) {
		uint64_t now = clock_ns(CLOCK_MONOTONIC);
		int wait = end && end < now + TICK_MS * 1000000ULL ?
				   (end > now ? (end - now) / 1000000 + 1 : 0) :
				   TICK_MS;

		if (epoll_wait(ep, &ev, 1, wait) < 0 && errno != EINTR)
			break;
		if (run->targets.count && now >= sweep) {
			bts_targets_sweep(bts_session_marks_fd(&run->session),
					  &run->session.shared->targets);
			sweep = now + SWEEP_NS;
		}
		over = signals_take(run) || is_done(run, end);
		err = bts_session_poll(&run->session);
		bts_out_flush(&run->out);
	}
	close(ep);
	/* The last task's exit is seen a moment before it can be waited for. */
	if (!err && targets_gone(run))
		bts_command_reap(&run->command, true);
	return err ? bts_fail(run->error, err, "taking records in: %s", strerror(-err)) : 0;
}

/* Ends a line about losses: "name count", where there is any. */
static void losses_say(const struct run *run, const struct bts_sums *sums)
{
	char text[256];
	size_t n = 0;

	for (size_t i = 0; i < BTS_CAUSES; i++) {
		uint64_t lost = sums->n[BTS_LOST_FIRST + i];

		if (lost && n < sizeof(text))
			n += snprintf(text + n, sizeof(text) - n, "%s%llu %s", n ? ", " : "",
				      (unsigned long long)lost, bts_cause_names[i]);
	}
	if (n)
		bts_say(run->tool->name, "lost: %s (of %llu events)", text,
			(unsigned long long)sums->n[BTS_SEEN]);
	if (sums->skipped)
		bts_say(run->tool->name, "the kernel skipped %llu runs of our programs",
			(unsigned long long)sums->skipped);
	if (sums->n[BTS_UNFOLLOWED])
		bts_say(run->tool->name, "%llu tasks could not be followed: more than %d are marked",
			(unsigned long long)sums->n[BTS_UNFOLLOWED], BTS_MARKS_MAX);
}

/* What tracing has cost: each program by the kernel's own clock, and the tracer. */
static void stats_say(const struct run *run, const struct bts_sums *sums)
{
	const struct bts_links *links = &run->session.links;
	const char *name = run->tool->name;
	uint64_t run_ns = 0, calls = 0;
	struct rusage use;

	for (size_t i = 0; i < links->count; i++) {
		struct bpf_prog_info info = {};
		__u32 size = sizeof(info);

		if (bpf_obj_get_info_by_fd(links->list[i].prog_fd, &info, &size))
			continue;
		run_ns += info.run_time_ns;
		calls += info.run_cnt;
		bts_say(name, "program %s: %llu calls, %llu ns each", links->list[i].name,
			(unsigned long long)info.run_cnt,
			(unsigned long long)(info.run_cnt ? info.run_time_ns / info.run_cnt : 0));
	}
	getrusage(RUSAGE_SELF, &use);
	bts_say(name, "programs: %llu calls, %.3f s; skipped by the kernel: %s%.0llu",
		(unsigned long long)calls, run_ns / 1e9,
		sums->skipped_known ? (sums->skipped ? "" : "0") : "unknown",
		(unsigned long long)sums->skipped);
	bts_say(name, "tracer: %.3f s user, %.3f s system, %ld KiB at most; %llu records late",
		use.ru_utime.tv_sec + use.ru_utime.tv_usec / 1e6,
		use.ru_stime.tv_sec + use.ru_stime.tv_usec / 1e6, use.ru_maxrss,
		(unsigned long long)run->session.window.late);
	bts_say(name, "events: %llu seen, %llu filtered, %llu sent, %llu open, %llu shown",
		(unsigned long long)sums->n[BTS_SEEN], (unsigned long long)sums->n[BTS_FILTERED],
		(unsigned long long)sums->n[BTS_SENT], (unsigned long long)sums->open,
		(unsigned long long)run->shown);
}

/* Reports the ledger. Returns whether anything was lost. */
static bool report(struct run *run)
{
	struct bts_sums sums;
	struct bts_totals totals = { .cause = bts_cause_names, .ncauses = BTS_CAUSES };
	bool lost = false;

	bts_session_sums(&run->session, &sums);
	totals.seen = sums.n[BTS_SEEN];
	totals.filtered = sums.n[BTS_FILTERED];
	totals.sent = sums.n[BTS_SENT];
	totals.open = sums.open;
	totals.skipped = sums.skipped_known ? &sums.skipped : NULL;
	totals.lost = &sums.n[BTS_LOST_FIRST];
	totals.shown = run->shown;
	totals.discarded = run->discarded;
	for (size_t i = 0; i < BTS_CAUSES; i++)
		lost |= totals.lost[i];
	bts_sink_end(&run->sink, &totals);
	if (!run->opt.quiet)
		losses_say(run, &sums);
	if (run->opt.stats)
		stats_say(run, &sums);
	return lost || sums.n[BTS_UNFOLLOWED];
}

/* Everything that needs no privilege, so that its mistakes are told without. */
static int prepare(struct run *run)
{
	int err = ready_open(run) ?:
		  bts_session_open(&run->session, run->tool, run->error) ?:
		  sink_open(run) ?:
		  color_choose(run);

	if (!err && run->opt.attach)
		err = bts_plan_force(&run->session.plan, run->opt.attach, run->error);
	return err ?: conf_fill(run);
}

static int attach(struct run *run)
{
	int err = bts_session_attach(&run->session, &run->conf, &run->settings, run->opt.buffer,
				     run->opt.max_open, run->error);

	if (err) {
		bts_features_explain(err, run->error);
		return err;
	}
	if (run->opt.stats)
		run->stats_fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (!run->targets.count)
		return 0;
	err = bts_targets_mark(&run->targets, bts_session_marks_fd(&run->session),
			       &run->session.shared->targets);
	return err ? bts_fail(run->error, err, "marking the targets: %s", strerror(-err)) : 0;
}

/* Traces until the end. 0, or -errno; a failed exec of the command is in *@exec_err. */
static int trace(struct run *run, int *exec_err)
{
	struct bts_meta meta = { .tool = run->tool->name, .version = BTS_VERSION };
	int err;

	run->sink.clock.wall = run->opt.wall;
	run->sink.clock.epoch = clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_MONOTONIC);
	bts_session_start(&run->session, record_show, run);
	run->sink.clock.start = run->session.start;
	bts_sink_begin(&run->sink, &meta);
	bts_out_flush(&run->out);
	if (run->opt.verbose)
		attach_explain(run);
	err = say_ready(run);
	if (!err && run->opt.command) {
		*exec_err = bts_command_go(&run->command, run->opt.command, run->error);
		err = *exec_err;
	}
	if (!err)
		err = loop(run);
	if (!err || *exec_err) {
		int stop = bts_session_stop(&run->session);

		if (stop && !err)
			err = bts_fail(run->error, stop, "taking records in: %s", strerror(-stop));
	}
	return err;
}

static int output_status(struct run *run)
{
	int err = bts_out_flush(&run->out);

	/* Whoever reads no more has what he wanted. */
	if (!err || err == -EPIPE)
		return 0;
	return bts_fail(run->error, err, "%s: %s", run->opt.output ?: "stdout", strerror(-err));
}

/* The run proper; the status, with the reason in run->error where it is a failure. */
static int run_traced(struct run *run)
{
	int err, exec_err = 0;
	bool lost;

	err = prepare(run);
	if (err)
		return err == -EINVAL ? STATUS_USAGE : STATUS_FAILED;
	err = bts_features_check(run->error) ?: signals_open(run) ?: targets_open(run) ?:
	      output_open(run) ?: attach(run);
	if (err)
		return err == -EINVAL ? STATUS_USAGE : STATUS_FAILED;
	err = trace(run, &exec_err);
	if (err && !exec_err)
		return STATUS_FAILED;
	lost = report(run);
	if (exec_err) {
		bts_out_flush(&run->out);
		return bts_command_exec_status(exec_err);
	}
	if (output_status(run))
		return STATUS_FAILED;
	if (lost && run->opt.strict) {
		bts_fail(run->error, 0, "events were lost (--strict)");
		return STATUS_LOSS;
	}
	return 0;
}

static void fields_list(const struct bts_schema *schema)
{
	for (size_t i = 0; i < schema->nrecords; i++) {
		const struct bts_record *r = &schema->records[i];

		printf("%s:\n", r->name);
		for (size_t j = 0; j < r->nfields; j++)
			printf("  %-16s %s%s%s%s\n", r->fields[j].name, r->fields[j].kind->name,
			       r->fields[j].kind->unit ? " (" : "", r->fields[j].kind->unit ?: "",
			       r->fields[j].kind->unit ? ")" : "");
	}
}

static void kinds_list(const struct bts_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];

		if (bts_hook_internal(hook))
			continue;
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if (hook->has & 1U << k)
				printf("%s: %s\n", hook->name, bts_attach_names[k]);
		}
	}
}

/* Options that only ask. True when one did; *@status is then set. */
static bool answered(struct run *run, const char *invoked, int *status)
{
	const struct bts_run *opt = &run->opt;
	bool fields = opt->fields && !strcmp(opt->fields, "help");
	bool kinds = opt->attach && !strcmp(opt->attach, "help");

	*status = 0;
	if (opt->help)
		bts_options_help(run->tool, invoked);
	else if (opt->version)
		printf("%s (bpftrace-suite) %s\n", run->tool->name, BTS_VERSION);
	else if (!fields && !kinds)
		return false;
	else if (bts_session_open(&run->session, run->tool, run->error))
		*status = STATUS_FAILED;
	else if (fields)
		fields_list(&run->session.schema);
	else
		kinds_list(&run->session.plan);
	if (fflush(stdout) && !*status) {
		bts_fail(run->error, -errno, "stdout: %s", strerror(errno));
		*status = STATUS_FAILED;
	}
	return true;
}

static void run_close(struct run *run)
{
	bts_command_stop(&run->command);
	bts_sink_free(&run->sink);
	bts_out_free(&run->out);
	bts_targets_free(&run->targets);
	bts_session_close(&run->session);
	if (run->signals >= 0)
		close(run->signals);
	if (run->stats_fd >= 0)
		close(run->stats_fd);
}

int bts_tool_run(const struct bts_tool *tool, int argc, char **argv)
{
	struct bts_error error = {};
	struct run run = {
		.tool = tool,
		.error = &error,
		.begun = clock_ns(CLOCK_MONOTONIC),
		.signals = -1,
		.stats_fd = -1,
		.out.fd = -1,
		.command = { .gate = -1, .exec_error = -1 },
	};
	int status;
	bool ended;

	if (bts_options_parse(tool, argc, argv, &run.opt, &run.settings, &error)) {
		bts_error_print(tool->name, &error);
		return STATUS_USAGE;
	}
	bts_log_init(run.opt.verbose);
	if (!answered(&run, argv[0], &status))
		status = run_traced(&run);
	if (error.text[0] && status)
		bts_error_print(tool->name, &error);
	/* A command that outlives the trace is ended by us: that death is not passed on. */
	ended = run.command.ended;
	run_close(&run);
	if (!status && ended)
		status = bts_command_status(&run.command);
	return status;
}
