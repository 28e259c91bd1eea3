// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* A run of a tool: what the options ask for, from the first check to the exit status. */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "bts/array.h"
#include "bts/block.h"
#include "bts/cgroup.h"
#include "bts/clock.h"
#include "bts/command.h"
#include "bts/container.h"
#include "bts/features.h"
#include "bts/guard.h"
#include "bts/inflight.h"
#include "bts/mount.h"
#include "bts/output.h"
#include "bts/privilege.h"
#include "bts/report.h"
#include "bts/session.h"
#include "bts/sink.h"
#include "bts/summary.h"
#include "bts/symbol.h"
#include "bts/target.h"
#include "bts/text.h"
#include "bts/user.h"
#include "bts/version.h"

#define STATUS_FAILED 1
#define STATUS_USAGE  2
#define STATUS_LOSS   3

/* How often the consumer looks by itself: what a person takes for at once. */
#define TICK_MS 40
/* How often losses are reported and targets looked for whose end no program saw. */
#define WATCH_NS 1000000000ULL
/* How often is looked for what is in progress for too long. */
#define SWEEP_NS 250000000ULL
/* Looking at all tasks for what they are in may take one part in so many of our time. */
#define INSIDE_PART 20
/* Rows of a summary's table that a person is shown. */
#define TOP_DEFAULT 10
/* Marks the event of the output among those of the loop. */
#define READER_GONE 1

struct run {
	const struct bts_tool *tool;
	struct bts_run opt;
	struct bts_settings settings;
	struct bts_conf conf;
	struct bts_session session;
	struct bts_targets targets;
	struct bts_command command;
	struct bts_guard guard;
	struct bts_cgroups cgroups;
	struct bts_mounts mounts;
	struct bts_stacks stacks;
	struct bts_privilege privilege;
	struct bts_output output;
	struct bts_out out;
	struct bts_sink sink;
	struct bts_meta meta;
	uint64_t file_begun; /* how much had been written when the output file was begun */
	struct bts_summary summary;
	struct bts_error *error;
	int signals;	/* signalfd: those that end the run */
	int children;	/* signalfd: SIGCHLD */
	int ready_fd;	/* -1: nobody waits */
	int stats_fd;	/* keeps the kernel's timing of programs on */
	uint64_t begun; /* CLOCK_MONOTONIC, ns: when the program was started */
	uint64_t shown, discarded;
	unsigned int interrupts;
	int ended_by; /* the signal that has ended the run; 0: none */
	bool hangup;  /* SIGHUP: the output file may have been renamed */
	bool over;    /* a signal, or the command's end, ends the run */
};

static bool is_among(const struct bts_record *type, const struct bts_record *const *types,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (types[i] == type)
			return true;
	}
	return false;
}

/* The types in a comma-separated list, or all; more than max is a mistake. */
static int types_choose(struct run *run, const char *list, const struct bts_record **types,
			size_t *count)
{
	const struct bts_schema *schema = &run->session.schema;
	const struct bts_record *type;

	*count = 0;
	for (size_t i = 0; !list && i < schema->nrecords; i++) {
		if (!schema->records[i].map == !run->opt.summary)
			types[(*count)++] = &schema->records[i];
	}
	while (list && *list) {
		size_t n = strcspn(list, ",");
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		if (*count == BTS_ONLY_MAX)
			return bts_fail(run->error, -EINVAL, "--only: more than %d types",
					BTS_ONLY_MAX);
		type = bts_schema_named(schema, name);
		if (!type) {
			bts_fail(run->error, -EINVAL, "--only %s: no such type of record", name);
			bts_hint(run->error, "`--fields help' lists the types and their fields");
			return -EINVAL;
		}
		if (!type->map != !run->opt.summary)
			return bts_fail(run->error, -EINVAL,
					type->map ? "--only %s: is a table, it needs -S"
						  : "--only %s: is no table, which -S shows",
					name);
		if (!is_among(type, types, *count))
			types[(*count)++] = type;
		list += n + (list[n] == ',');
	}
	if (!*count)
		return bts_fail(run->error, -EINVAL, "--only: no type of record is named");
	if (*count > 1 && run->tool->alone &&
	    is_among(bts_schema_named(schema, run->tool->alone), types, *count))
		return bts_fail(run->error, -EINVAL, "--only: %s is shown with no other type",
				run->tool->alone);
	return 0;
}

/* The next word of a list by commas, cut to @size; false at its end. */
static bool word_next(const char **list, char *word, size_t size)
{
	size_t n = strcspn(*list ?: "", ",");

	if (!*list || !**list)
		return false;
	snprintf(word, size, "%.*s", (int)n, *list);
	*list += n + ((*list)[n] == ',');
	return true;
}

/* Fields that options add are shown; one that no type has is refused. */
static int fields_reveal(struct run *run, const struct bts_record **types, size_t count)
{
	const char *more = run->opt.more_fields;
	char name[64];

	while (word_next(&more, name, sizeof(name))) {
		bool found = false;

		for (size_t i = 0; i < count; i++)
			found |= bts_record_reveal((struct bts_record *)types[i], name);
		if (found)
			continue;
		bts_fail(run->error, -EINVAL, "no record that is shown has a field %s", name);
		bts_hint(run->error, "`--fields help' lists the types, `--only TYPE' chooses");
		return -EINVAL;
	}
	return 0;
}

/* Is any of the types in a comma-separated list shown? */
static bool any_shown(const struct run *run, const char *list, const struct bts_record **types,
		      size_t count)
{
	while (*list) {
		size_t n = strcspn(list, ",");
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		if (is_among(bts_schema_named(&run->session.schema, name), types, count))
			return true;
		list += n + (list[n] == ',');
	}
	return false;
}

/* Options that are about some types of record, or a field of them, are for runs that show them. */
static int options_check(struct run *run, const struct bts_record **types, size_t count)
{
	const struct bts_settings *settings = &run->settings;

	for (size_t i = 0; i < settings->count; i++) {
		const struct bts_opt *o = settings->list[i].opt;

		if (!o->record || any_shown(run, o->record, types, count))
			continue;
		bts_fail(run->error, -EINVAL, "--%s: is about records that are not shown", o->name);
		bts_hint(run->error, "it is for --only %s", o->record);
		return -EINVAL;
	}
	return fields_reveal(run, types, count);
}

static bool is_listed(const char *list, const char *name)
{
	char word[64];

	while (word_next(&list, word, sizeof(word))) {
		if (!strcmp(word, name))
			return true;
	}
	return false;
}

/* A list of fields, and what options add to it in front of the last, which may have no end. */
static char *fields_list(const struct run *run, const char *from)
{
	const char *more = run->opt.more_fields;
	char *list = strdup(from), *longer = NULL, name[64];

	while (list && word_next(&more, name, sizeof(name))) {
		const char *last = strrchr(list, ',');
		int first = last ? last + 1 - list : 0;

		if (is_listed(list, name))
			continue;
		if (asprintf(&longer, "%.*s%s,%s", first, list, name, list + first) < 0)
			longer = NULL;
		free(list);
		list = longer;
	}
	return list;
}

/* The sink with the fields that were asked for; several types may share one heading. */
static int fields_open(struct run *run, const struct bts_sink_ops *ops,
		       const struct bts_record **types, size_t count, const char **hint)
{
	bool merged = ops == &bts_sink_table && !run->opt.summary && count > 1 &&
		      run->tool->columns;
	const char *from = run->opt.fields ?: merged ? run->tool->columns : NULL;
	char *list = from ? fields_list(run, from) : NULL;
	int err = -ENOMEM;

	if (from && !list)
		return bts_fail(run->error, err, "out of memory");
	if (merged)
		err = bts_sink_init_merged(&run->sink, &run->out, types, count, list,
					   run->error->text, sizeof(run->error->text), hint);
	else
		err = bts_sink_init(&run->sink, ops, &run->out, types, count, list,
				    run->error->text, sizeof(run->error->text), hint);
	free(list);
	return err;
}

static int sink_open(struct run *run)
{
	const struct bts_sink_ops *own = run->tool->sink ? run->tool->sink() : NULL;
	const struct bts_sink_ops *ops = run->opt.json	? &bts_sink_json
					 : run->opt.csv ? &bts_sink_csv
							: own ?: &bts_sink_table;
	const char *list = run->opt.only       ? run->opt.only
			   : run->opt.inflight ? "inflight"
			   : run->opt.summary  ? run->tool->only_summary
					       : run->tool->only;
	const char *hint = NULL;
	const struct bts_record *types[64];
	size_t count;
	int err;

	if (own && !run->tool->parse &&
	    (run->opt.json || run->opt.csv || run->opt.fields || run->opt.summary))
		return bts_fail(run->error, -EINVAL, "%s and %s exclude each other", own->name,
				run->opt.json	  ? "--json"
				: run->opt.csv	  ? "--csv"
				: run->opt.fields ? "--fields"
						  : "--summary");
	if (run->session.schema.nrecords > ARRAY_SIZE(types))
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
	err = options_check(run, types, count);
	if (err)
		return err;
	err = fields_open(run, ops, types, count, &hint);
	if (err && hint)
		bts_hint(run->error, "did you mean %s?", hint);
	return err;
}

/* Does the user's locale write UTF-8? Asked without making it that of the program. */
static bool utf8_choose(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	bool utf8 = locale && !strcmp(nl_langinfo_l(CODESET, locale), "UTF-8");

	if (locale)
		freelocale(locale);
	return utf8;
}

static int color_choose(struct run *run)
{
	static const char *const whens[] = { "auto", "always", "never" };
	const char *when = run->opt.color ?: "auto";

	const char *none = getenv("NO_COLOR");
	bool plain = run->opt.output || !isatty(STDOUT_FILENO) || (none && *none);

	for (size_t i = 0; i < 3; i++) {
		if (strcmp(when, whens[i]))
			continue;
		run->sink.color = i == 1 || (i == 0 && !plain);
		return 0;
	}
	return bts_fail(run->error, -EINVAL, "--color %s: is not auto, always or never", when);
}

/* The signals that end a run; the last of them not under nohup. */
static const int ends[] = { SIGINT, SIGTERM, SIGHUP };

/* Is it a signal that the run is to end by? */
static bool is_end(const struct run *run, const struct signalfd_siginfo *info)
{
	bool terminal = info->ssi_signo == SIGINT && info->ssi_code == SI_KERNEL;

	switch (info->ssi_signo) {
	case SIGTSTP:
	case SIGTTIN:
	case SIGTTOU:
		return false;
	}
	/* A terminal's interrupt reaches the command too: it decides, until asked twice. */
	if (run->opt.manner == BTS_MANNER_SUITE)
		return !terminal || !run->command.pid || run->interrupts;
	return run->opt.manner == BTS_MANNER_FORWARD;
}

/* True once the run is to end. */
static bool signals_take(void *arg)
{
	struct signalfd_siginfo info;
	struct run *run = arg;

	while (read(run->children, &info, sizeof(info)) == sizeof(info))
		run->over |= run->command.pid && bts_command_reap(&run->command, false) &&
			     !run->opt.follow;
	while (read(run->signals, &info, sizeof(info)) == sizeof(info)) {
		/* From the kernel it says that the terminal is gone. */
		if (info.ssi_signo == SIGHUP && info.ssi_code != SI_KERNEL && run->output.regular) {
			run->hangup = true;
			continue;
		}
		if (is_end(run, &info)) {
			run->ended_by = run->ended_by ?: (int)info.ssi_signo;
			run->over = true;
		}
		run->interrupts++;
	}
	return run->over;
}

/*
 * What the file holds goes when tracing begins, not when it fails to. One that is
 * a pipe waits for its reader, which a signal has to end as it would anybody's wait.
 */
static int file_open(struct run *run)
{
	sigset_t set, before;
	int err;

	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		sigaddset(&set, ends[i]);
	sigprocmask(SIG_UNBLOCK, &set, &before);
	err = bts_output_open(&run->output, run->opt.output, run->error);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return err;
}

static int output_open(struct run *run)
{
	int fd = run->opt.output_fd ?: STDOUT_FILENO;

	if (run->opt.output) {
		int err = file_open(run);

		if (err)
			return err;
		if (run->opt.max_size && !run->output.regular)
			return bts_fail(run->error, -EINVAL, "--max-size: %s is no regular file",
					run->opt.output);
		fd = run->output.fd;
	}
	if (bts_out_init(&run->out, fd))
		return bts_fail(run->error, -ENOMEM, "out of memory");
	run->out.stop_fd = run->signals;
	run->out.stop = signals_take;
	run->out.stop_arg = run;
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
	user = bts_user_find(run->opt.user);
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
	if (stat("/proc/self/ns/pid", &st)) {
		bts_fail(run->error, -errno, "/proc/self/ns/pid: %s", strerror(errno));
		bts_hint(run->error, "mount -t proc proc /proc");
		return -ENOENT;
	}
	conf->pidns = st.st_ino;
	conf->min_ns = opt->min;
	conf->summing = opt->summary;
	conf->filter |= (opt->min ? BTS_FILTER_MIN : 0) | (opt->failed ? BTS_FILTER_FAILED : 0) |
			(opt->follow ? BTS_FILTER_FOLLOW : 0) | (opt->comm ? BTS_FILTER_COMM : 0) |
			(opt->user ? BTS_FILTER_UID : 0) |
			(opt->tids || opt->one_thread ? BTS_FILTER_THREADS : 0) |
			(opt->command ? BTS_FILTER_COMMAND : 0) |
			(opt->pids || opt->tids || opt->command ? BTS_FILTER_MARKED : 0);
	if (opt->comm)
		snprintf(conf->comm, sizeof(conf->comm), "%s", opt->comm);
	return opt->user ? uid_read(run) : 0;
}

/* Which group is traced, and in which hierarchy groups are shown. */
static int cgroups_open(struct run *run)
{
	const struct bts_run *opt = &run->opt;
	struct bts_cgroup_ref ref = {};
	int err = bts_cgroups_open(&run->cgroups, "/proc/self/mountinfo", run->error);

	if (!err && opt->cgroup)
		err = bts_cgroup_find(&run->cgroups, opt->cgroup, &ref, run->error);
	if (!err && opt->container)
		err = bts_container_find(&run->cgroups, "", opt->container, &ref, run->error);
	if (err)
		return err;
	bts_cgroups_show(&run->cgroups, ref.mount, &run->conf);
	run->sink.clock.cgroups = &run->cgroups;
	run->conf.cgroup = ref.id;
	run->conf.filter |= ref.mount ? BTS_FILTER_CGROUP : 0;
	return 0;
}

/* Without a list of mounts, paths are shown below their file systems. */
static void mounts_open(struct run *run)
{
	if (!bts_mounts_open(&run->mounts, "/proc/self/mountinfo"))
		run->sink.clock.mounts = &run->mounts;
}

/* The command, waiting at its gate: a child, or what this process was. */
static int command_open(struct run *run)
{
	const struct bts_run *opt = &run->opt;
	pid_t pid = getpid();
	int err;

	if (opt->daemon) {
		err = bts_command_become(&run->command, opt->daemon, opt->program, opt->command,
					 opt->become, run->error);
		run->conf.self = getpid();
	} else {
		err = bts_command_fork(&run->command, opt->program, opt->command, opt->become,
				       run->error);
		pid = run->command.pid;
	}
	return err ?: bts_targets_add_command(&run->targets, pid, opt->one_thread, run->error);
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
		err = command_open(run);
	return err;
}

#define SIGNALS_READ 8

static int signals_fd(const int *signals, size_t n)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < n; i++)
		sigaddset(&set, signals[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* The signals that are read: those that end a run, and those that are to have no effect. */
static size_t signals_list(const struct run *run, int list[SIGNALS_READ])
{
	struct sigaction hangup;
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		/* nohup's way to say that the end of the terminal is not to be ours. */
		if (ends[i] == SIGHUP && !sigaction(SIGHUP, NULL, &hangup) &&
		    hangup.sa_handler == SIG_IGN)
			continue;
		list[n++] = ends[i];
	}
	if (run->opt.manner == BTS_MANNER_SUITE)
		return n;
	list[n++] = SIGQUIT;
	if (run->opt.manner == BTS_MANNER_BARE)
		n = 0;
	if (run->opt.unstoppable)
		list[n++] = SIGTSTP;
	/* What is in the background may write to its terminal. */
	list[n++] = SIGTTIN;
	list[n++] = SIGTTOU;
	return n;
}

/* From here on signals are read, not delivered; the command has its own mask. */
static int signals_open(struct run *run)
{
	static const int child = SIGCHLD;
	int list[SIGNALS_READ];
	size_t n;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_DFL); /* if it were ignored, no status would be kept for us */
	n = signals_list(run, list);
	run->signals = signals_fd(list, n);
	run->children = signals_fd(&child, 1);
	if (run->signals < 0 || run->children < 0)
		return bts_fail(run->error, -errno, "signalfd: %s", strerror(errno));
	return 0;
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

struct again {
	struct run *run;
	bool keep;
};

static int output_again(void *arg)
{
	const struct again *again = arg;

	return bts_output_again(&again->run->output, again->keep, again->run->error);
}

/* The output file is begun anew; if it cannot be, the old one goes on, and that is said. */
static void output_swap(struct run *run, bool keep)
{
	struct again again = { run, keep };

	if (bts_sink_swap(&run->sink, &run->meta, output_again, &again) && !run->out.err) {
		bts_error_print(run->tool->name, run->error);
		run->error->text[0] = '\0';
	}
	/* Where it could not, that is tried again after as much more, not at each record. */
	run->file_begun = run->out.written;
}

static void output_bound(struct run *run)
{
	if (run->opt.max_size &&
	    run->out.written + run->out.len - run->file_begun >= run->opt.max_size)
		output_swap(run, true);
}

static int record_show(void *arg, const void *data, size_t len)
{
	struct run *run = arg;
	struct bts_rec rec = { data, len };

	if ((run->opt.limit && run->shown == run->opt.limit) || run->out.err || run->sink.enough ||
	    !bts_sink_record(&run->sink, &rec)) {
		run->discarded++;
		return 0;
	}
	run->shown++;
	output_bound(run);
	return 0;
}

/* Shows what the tables hold that came since the last time. */
static int summary_show(struct run *run, uint64_t now)
{
	struct bts_summary *summary = &run->summary;
	uint64_t top = run->opt.top ?: run->sink.ops == &bts_sink_table ? TOP_DEFAULT : UINT64_MAX;

	for (size_t i = 0; i < summary->count; i++) {
		struct bts_block block = { .record = summary->tables[i].record,
					   .interval = now - summary->since };
		struct bts_rows rows;
		int err = bts_summary_read(summary, i, now, &rows);

		if (err)
			return bts_fail(run->error, err, "reading the table %s: %s",
					block.record->name, strerror(-err));
		block.rows = rows.data;
		block.count = rows.count < top ? rows.count : top;
		block.left_out = rows.count - block.count;
		bts_sink_block(&run->sink, &block);
		bts_rows_free(&rows);
	}
	summary->since = now;
	output_bound(run);
	bts_out_flush(&run->out);
	return 0;
}

static bool command_left(const struct run *run)
{
	const struct bts_shared *shared = run->session.shared;

	return shared && __atomic_load_n(&shared->left, __ATOMIC_SEQ_CST);
}

static bool is_done(const struct run *run, uint64_t end)
{
	const struct bts_shared *shared = run->session.shared;

	return run->out.err || run->sink.enough ||
	       (run->opt.limit && run->shown >= run->opt.limit) ||
	       (end && bts_clock_now() >= end) ||
	       (run->targets.count && __atomic_load_n(&shared->targets, __ATOMIC_SEQ_CST) <= 0);
}

/* What the loop waits for: signals, a wake-up of the ring, a reader that goes away. */
static int loop_open(struct run *run)
{
	struct epoll_event ev = { .events = EPOLLIN };
	int ep = epoll_create1(EPOLL_CLOEXEC);

	if (ep < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, run->signals, &ev) ||
	    epoll_ctl(ep, EPOLL_CTL_ADD, run->children, &ev))
		goto failed;
	/* By edges: only a wake-up counts, or each single record would be one. */
	ev.events |= EPOLLET;
	if (epoll_ctl(ep, EPOLL_CTL_ADD, bts_session_ring_fd(&run->session), &ev))
		goto failed;
	/* Errors alone, which come unasked; a regular file has none. */
	ev = (struct epoll_event){ .data.u32 = READER_GONE };
	if (run->out.own_fd >= 0 && epoll_ctl(ep, EPOLL_CTL_ADD, run->out.own_fd, &ev) &&
	    errno != EPERM)
		goto failed;
	return ep;

failed:
	bts_fail(run->error, -errno, "epoll: %s", strerror(errno));
	if (ep >= 0)
		close(ep);
	return -1;
}

static int records_take(struct run *run)
{
	int err = bts_session_poll(&run->session);

	return err ? bts_fail(run->error, err, "taking records in: %s", strerror(-err)) : 0;
}

/* The disks that were asked for; none: all. */
static const struct bts_disks *disks_of(const struct run *run)
{
	static const struct bts_disks all;

	for (size_t i = 0; i < run->settings.count; i++) {
		if (run->settings.list[i].opt->kind == BTS_DISKS)
			return &run->settings.list[i].disks;
	}
	return &all;
}

static int inflight_show(struct run *run)
{
	int err = bts_inflight_sweep(&run->session, run->opt.inflight);

	return err ? bts_fail(run->error, err, "looking at what is in progress: %s", strerror(-err))
		   : 0;
}

static int loop(struct run *run)
{
	uint64_t end = run->opt.duration ? run->session.start + run->opt.duration : 0;
	uint64_t watched = run->session.start, told = 0;
	uint64_t due = run->opt.interval ? run->session.start + run->opt.interval : UINT64_MAX;
	uint64_t sweep = run->opt.inflight ? run->session.start : UINT64_MAX;
	uint64_t inside = run->session.inside ? run->session.start + TICK_MS * 1000000ULL
					      : UINT64_MAX;
	int ep = loop_open(run), err = 0;

	if (ep < 0)
		return -EIO;
	while (!run->over && !err) {
		uint64_t now = bts_clock_now();
		struct epoll_event ev = {};
		int wait = end && end < now + TICK_MS * 1000000ULL
				   ? (end > now ? (end - now) / 1000000 + 1 : 0)
				   : TICK_MS;

		if (now >= due) {
			/* One that was missed is in the next. */
			due += (now - due) / run->opt.interval * run->opt.interval +
			       run->opt.interval;
			err = summary_show(run, now);
		}
		if (!err && now >= sweep) {
			sweep = now + SWEEP_NS;
			err = inflight_show(run);
		}
		if (!err && now >= inside) {
			bts_inside_sweep(&run->session);
			inside = now + TICK_MS * 1000000ULL + (bts_clock_now() - now) * INSIDE_PART;
		}
		if (now - watched >= WATCH_NS) {
			watched = now;
			if (bts_disks_gone("", disks_of(run))) {
				bts_say(run->tool->name, "the disk is gone: nothing more can come");
				run->over = true;
			}
			run->sink.clock.epoch = bts_clock_epoch();
			bts_targets_sweep(&run->targets, bts_session_marks_fd(&run->session),
					  &run->session.shared->targets);
			if (!run->opt.quiet)
				told = bts_report_losses(&run->session, told);
		}
		if (epoll_wait(ep, &ev, 1, wait) < 0 && errno != EINTR)
			break;
		if (ev.data.u32 == READER_GONE)
			run->out.err = run->out.err ?: -EPIPE;
		run->over |= signals_take(run) || is_done(run, end);
		if (!err)
			err = records_take(run);
		if (run->hangup && bts_output_moved(&run->output))
			output_swap(run, false);
		run->hangup = false;
		bts_out_flush(&run->out);
	}
	close(ep);
	return err;
}

/* Reports the ledger. Returns whether anything was lost. */
static bool report(struct run *run)
{
	struct bts_totals totals = { .shown = run->shown, .discarded = run->discarded };

	bts_totals_read(&run->session, &totals);
	bts_sink_end(&run->sink, &totals);
	if (!run->opt.quiet)
		bts_report_totals(&run->session, &totals);
	if (run->opt.stats)
		bts_report_cost(&run->session, &totals, run->stats_fd >= 0);
	return bts_totals_lost(&totals);
}

/* Everything that needs no privilege, so that its mistakes are told without. */
static int prepare(struct run *run)
{
	int err;

	/* Where everybody's stdout is, not a file of that name. */
	if (run->opt.output &&
	    (!strcmp(run->opt.output, "-") || !strcmp(run->opt.output, "/dev/stdout")))
		run->opt.output = NULL;
	if (run->opt.output && !*run->opt.output)
		return bts_fail(run->error, -EINVAL, "-o: an empty name");
	if (run->opt.max_size && !run->opt.output)
		return bts_fail(run->error, -EINVAL, "--max-size needs -o with a file");
	err = ready_open(run) ?:
		  bts_session_open(&run->session, run->tool, run->error) ?:
		  sink_open(run) ?:
		  color_choose(run);

	if (!err && run->opt.buffer > BTS_BUFFER_MAX)
		err = bts_fail(run->error, -EINVAL, "--buffer: more than 1g");
	if (!err && run->opt.attach)
		err = bts_plan_force(&run->session.plan, run->opt.attach, run->error);
	mounts_open(run);
	return err ?: conf_fill(run) ?: cgroups_open(run);
}

static bool field_shown(void *arg, const char *field)
{
	struct run *run = arg;

	return bts_sink_shows(&run->sink, field);
}

static int stack_read(void *arg, int32_t id, uint64_t frames[BTS_STACK_DEPTH])
{
	const struct run *run = arg;

	return bts_session_stack(&run->session, id, frames);
}

/* The kernel's names for the frames of stacks: they are read while we may read them. */
static void stacks_open(struct run *run)
{
	struct bts_error error = {};

	if (!bts_sink_shows_kind(&run->sink, bts_kind_find("bts_kstack")))
		return;
	run->stacks.read = stack_read;
	run->stacks.arg = run;
	run->sink.clock.stacks = &run->stacks;
	if (bts_ksyms_read(&run->stacks.ksyms, "/proc/kallsyms", &error) && !run->opt.quiet)
		bts_error_print(run->tool->name, &error);
}

static int attach(struct run *run)
{
	int err;

	run->session.shows = field_shown;
	run->session.inflight = run->opt.inflight;
	run->session.arg = run;
	err = bts_session_attach(&run->session, &run->conf, &run->settings, run->opt.buffer,
				 run->opt.max_open, run->error);
	if (err) {
		bts_features_explain(err, run->error);
		return err;
	}
	run->cgroups.names_fd = bts_session_cgroups_fd(&run->session);
	stacks_open(run);
	if (run->opt.stats)
		run->stats_fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (!run->targets.count)
		return 0;
	err = bts_targets_mark(&run->targets, bts_session_marks_fd(&run->session),
			       &run->session.shared->targets);
	return err ? bts_fail(run->error, err, "marking the targets: %s", strerror(-err)) : 0;
}

/* What is shown is either records or tables, so these are all of one sort. */
static int summary_open(struct run *run)
{
	const struct bts_record *types[BTS_TABLES_MAX];
	int err;

	for (size_t i = 0; i < run->sink.nviews && i < BTS_TABLES_MAX; i++)
		types[i] = run->sink.views[i].record;
	err = bts_summary_init(&run->summary, run->session.object, types,
			       run->sink.nviews < BTS_TABLES_MAX ? run->sink.nviews
								 : BTS_TABLES_MAX,
			       run->session.start);
	return err ? bts_fail(run->error, err, "a table without its map") : 0;
}

/* The command was forked before, and keeps what it was given. It may become another user's. */
static int privilege_drop(struct run *run)
{
	uint64_t keep = run->tool->keeps | (run->opt.command ? BTS_CAP(CAP_KILL) : 0);

	int err = bts_output_become(&run->output, run->error);

	if (!err && run->opt.guarded)
		err = bts_guard_start(&run->guard, bts_session_marks_fd(&run->session),
				      run->ready_fd, run->error);
	return err
		       ?: bts_privilege_drop(&run->privilege, keep,
					     bts_session_marks_fd(&run->session), run->error);
}

/* Traces until the end. 0, or -errno; a failed exec of the command is in *@exec_err. */
static int trace(struct run *run, int *exec_err)
{
	int err;

	run->meta = (struct bts_meta){ .tool = run->tool->name, .version = BTS_VERSION };
	/* Not all files can be cut short; those that can are. */
	if (run->opt.append)
		lseek(run->out.fd, 0, SEEK_END);
	else if (run->output.dir >= 0 && ftruncate(run->out.fd, 0) && errno != EINVAL)
		return bts_fail(run->error, -errno, "%s: %s", run->opt.output, strerror(errno));
	run->sink.clock.wall = run->opt.wall;
	run->sink.utf8 = utf8_choose();
	run->sink.clock.epoch = bts_clock_epoch();
	if (run->opt.verbose) {
		bts_report_attached(&run->session);
		bts_say(run->tool->name, "attached after %llu ms",
			(unsigned long long)(bts_clock_now() - run->begun) / 1000000);
		bts_report_privilege(run->tool->name, &run->privilege);
	}
	bts_session_start(&run->session, record_show, run);
	run->sink.clock.start = run->session.start;
	bts_sink_begin(&run->sink, &run->meta);
	/* Nothing is seen until it ends: a person is told what to wait for. */
	if (run->opt.summary && !run->opt.interval && !run->opt.duration && !run->opt.command &&
	    !run->opt.quiet && isatty(STDERR_FILENO))
		bts_say(run->tool->name, "Ctrl-C ends it and shows the summary");
	err = summary_open(run);
	if (!err && run->opt.inflight && bts_inflight_adopt(run->session.object, disks_of(run)) &&
	    !run->opt.quiet)
		bts_say(run->tool->name, "what began before cannot be seen here");
	err = err ?: say_ready(run);
	if (!err && run->opt.command) {
		*exec_err = bts_command_go(&run->command, run->opt.command, run->error);
		err = *exec_err;
	}
	if (!err)
		err = loop(run);
	/* Its last thread is gone, or going: its status comes without delay. */
	if (!err && run->command.pid &&
	    __atomic_load_n(&run->session.shared->targets, __ATOMIC_SEQ_CST) <= 0)
		bts_command_reap(&run->command, !command_left(run));
	if (!err || *exec_err) {
		int stop = bts_session_stop(&run->session);

		if (stop && !err)
			err = bts_fail(run->error, stop, "taking records in: %s", strerror(-stop));
	}
	return err ?: summary_show(run, run->session.stop);
}

static int output_status(struct run *run)
{
	int err = bts_out_flush(&run->out);

	/* Whoever reads no more has what he wanted. */
	if (!err || err == -EPIPE)
		return 0;
	if (err == -EINTR)
		return bts_fail(run->error, err, "%s: ended before its reader had taken everything",
				run->opt.output ?: "stdout");
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
	      output_open(run) ?: attach(run) ?: privilege_drop(run);
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
		bts_list_fields(&run->session.schema);
	else
		bts_list_kinds(&run->session.plan);
	if (fflush(stdout) && !*status) {
		bts_fail(run->error, -errno, "stdout: %s", strerror(errno));
		*status = STATUS_FAILED;
	}
	return true;
}

/*
 * What becomes of a command that the run did not see the end of. One that was not let go yet is
 * ended in any case.
 */
static void command_settle(struct run *run)
{
	/* It is no longer ours to end. */
	if (command_left(run))
		run->command.pid = 0;
	if (run->opt.manner == BTS_MANNER_SUITE || run->command.gate >= 0)
		return;
	/* Nobody reads what is written: that is not to end a command that decides itself. */
	if (run->opt.manner == BTS_MANNER_UNMOVED && run->out.err == -EPIPE)
		bts_command_reap(&run->command, true);
	bts_guard_end(&run->guard);
	if (run->opt.manner == BTS_MANNER_FORWARD && run->out.err == -EPIPE)
		run->ended_by = run->ended_by ?: SIGPIPE;
	bts_command_leave(&run->command, run->ended_by);
}

static void run_close(struct run *run)
{
	bts_command_stop(&run->command);
	bts_summary_free(&run->summary);
	bts_sink_free(&run->sink);
	bts_out_free(&run->out);
	bts_output_close(&run->output);
	bts_targets_free(&run->targets);
	bts_cgroups_free(&run->cgroups);
	bts_mounts_free(&run->mounts);
	bts_ksyms_free(&run->stacks.ksyms);
	bts_session_close(&run->session);
	bts_options_free(&run->opt);
	if (run->signals >= 0)
		close(run->signals);
	if (run->children >= 0)
		close(run->children);
	if (run->stats_fd >= 0)
		close(run->stats_fd);
}

int bts_tool_run(const struct bts_tool *tool, int argc, char **argv)
{
	struct bts_error error = {};
	struct run run = {
		.tool = tool,
		.error = &error,
		.begun = bts_clock_now(),
		.signals = -1,
		.children = -1,
		.stats_fd = -1,
		.out.fd = -1,
		.output = { .fd = -1, .dir = -1 },
		.command = { .gate = -1, .exec_error = -1 },
	};
	bool ended;
	int status;

	status = tool->parse ? tool->parse(argc, argv, &run.opt, &error)
			     : bts_options_parse(tool, argc, argv, &run.opt, &run.settings, &error);
	if (status) {
		if (status < 0)
			bts_error_print(tool->name, &error);
		bts_options_free(&run.opt);
		return status > 0 ? status - 1 : tool->usage_status ?: STATUS_USAGE;
	}
	bts_log_init(run.opt.verbose);
	if (!answered(&run, argv[0], &status))
		status = run_traced(&run);
	if (error.text[0] && status)
		bts_error_print(tool->name, &error);
	command_settle(&run);
	/* A command that we end, or let go, has no status to pass on. */
	ended = run.command.ended && !command_left(&run) && !run.sink.enough;
	run_close(&run);
	if (!status && run.opt.manner == BTS_MANNER_FORWARD && run.ended_by)
		status = bts_die_of(run.ended_by);
	else if (!status && ended)
		status = bts_command_status(&run.command);
	return status;
}
