// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * What follows from all options together, in the order in which strace finds it: of several
 * mistakes both name the same one.
 */
#include <string.h>
#include <unistd.h>

#include "bts/array.h"
#include "parser.h"

static void note(struct parser *p, const char *text)
{
	if (p->o->note_count < SYSTRACE_NOTES_MAX)
		p->o->notes[p->o->note_count++] = text;
}

static int check_command(struct parser *p)
{
	struct systrace_options *o = p->o;

	if (o->all_tasks && o->command)
		return FAIL_HELP(p, "--all and PROG [ARGS] are mutually exclusive");
	if (o->all_tasks && o->pid_count)
		return FAIL_HELP(p, "--all and -p/--attach are mutually exclusive");
	if (!o->command && !o->pid_count && !o->all_tasks && !o->cgroup && !o->container &&
	    !o->comm)
		return FAIL_HELP(p, "must have PROG [ARGS] or -p PID");
	if (o->argv0 && !o->command)
		return FAIL_HELP(p, "PROG [ARGS] must be specified with --argv0");
	if (p->daemonize_long && p->daemonize)
		return bts_fail(p->error, -EINVAL,
				"-D and --daemonize cannot be provided simultaneously");
	if ((p->daemonize_long || p->daemonize) && !o->command)
		return FAIL_HELP(p, "PROG [ARGS] must be specified with -D/--daemonize");
	if (p->daemonize > SYSTRACE_DAEMONIZE_SESSION)
		return FAIL_HELP(p, "Too many -D's (%d), maximum supported -D count is %d",
				 p->daemonize, SYSTRACE_DAEMONIZE_SESSION);
	o->daemonize = p->daemonize_long ? p->daemonize_wanted
					 : (enum systrace_daemonize)p->daemonize;
	return 0;
}

/* Letters that count against the names for the same. */
static int check_twice(struct parser *p)
{
	static const char *const clocks[] = { "time", "time,us", "unix,us" };
	struct systrace_options *o = p->o;
	const char *twice = NULL;

	if (p->clock && p->clock_long)
		twice = "-t and --absolute-timestamps";
	else if (p->hex && p->hex_long)
		twice = "-x and --strings-in-hex";
	else if (p->decode_fds && p->decode_fds_long)
		twice = "-y and --decode-fds";
	if (twice)
		return bts_fail(p->error, -EINVAL, "%s cannot be provided simultaneously", twice);
	if (p->clock)
		systrace_parse_clock(p, clocks[p->clock < 3 ? p->clock - 1 : 2]);
	if (p->hex_long)
		o->hex = p->hex_wanted;
	else if (p->hex)
		o->hex = p->hex == 1 ? SYSTRACE_HEX_NON_ASCII : SYSTRACE_HEX_ALL;
	if (p->decode_fds)
		o->decode_fds = p->decode_fds == 1 ? SYSTRACE_FD_PATH : SYSTRACE_FD_ALL;
	return 0;
}

static int check_follow(struct parser *p)
{
	struct systrace_options *o = p->o;

	if (p->follow && p->follow_long)
		return bts_fail(p->error, -EINVAL,
				"-f and --follow-forks cannot be provided simultaneously");
	if (p->follow >= 2 && p->separately)
		return bts_fail(p->error, -EINVAL,
				"-ff and --output-separately cannot be provided simultaneously");
	o->follow = p->follow || p->follow_long;
	o->separately = p->follow >= 2 || (p->separately && !p->follow);
	return 0;
}

/* It changes nothing here, but strace says where it cannot have it. */
static void note_seccomp(struct parser *p)
{
	const struct systrace_options *o = p->o;

	if (!p->seccomp)
		return;
	if (!o->follow)
		note(p, "--seccomp-bpf cannot be used without -f/--follow-forks, disabling");
	else if (o->detach_on_execve)
		note(p, "--seccomp-bpf is not enabled because it is not compatible with -b");
	else if (o->syscall_limit)
		note(p, "--seccomp-bpf is not enabled because it is not compatible with"
			" --syscall-limit");
	else if (o->pid_count)
		note(p, "--seccomp-bpf is not enabled for processes attached with -p");
}

static int check_modes(struct parser *p)
{
	struct systrace_options *o = p->o;

	note_seccomp(p);
	if (p->deprecated)
		note(p, o->follow
				? "deprecated option -F ignored"
				: "option -F is deprecated, please use -f/--follow-forks instead");
	o->follow |= p->deprecated != 0;
	if (o->separately && o->summary)
		return FAIL_HELP(p, "(-c/--summary-only or -C/--summary) and"
				    " -ff/--output-separately are mutually exclusive");
	if (o->wall_clock && !o->summary)
		return FAIL_HELP(p, "-w/--summary-wall-clock must be given with"
				    " (-c/--summary-only or -C/--summary)");
	if (p->columns && !o->summary)
		return FAIL_HELP(p, "-U/--summary-columns must be given with"
				    " (-c/--summary-only or -C/--summary)");
	return 0;
}

/* Options that there is no strace to agree with on. */
static int check_own(struct parser *p)
{
	const struct systrace_options *o = p->o;
	const char *tables = o->latency				   ? "--latency"
			     : o->summary == SYSTRACE_SUMMARY_ONLY ? "-c/--summary-only"
								   : NULL;

	if (o->errnos_given && !(o->status & SYSTRACE_STATUS_FAILED))
		return FAIL_HELP(p, "--errno and %s are mutually exclusive",
				 p->status ? "-z/--successful-only" : "a status without failed");
	if (o->latency && o->summary)
		return FAIL_HELP(p, "--latency and (-c/--summary-only or -C/--summary) are mutually"
				    " exclusive");
	if (o->json && o->summary == SYSTRACE_SUMMARY_TOO)
		return FAIL_HELP(p, "--json and -C/--summary are mutually exclusive");
	if (o->interval_ns && !tables)
		return FAIL_HELP(p, "--interval must be given with"
				    " (-c/--summary-only or --latency)");
	if (o->limit && tables)
		return FAIL_HELP(p, "--limit and %s are mutually exclusive", tables);
	if (o->inflight && tables)
		return FAIL_HELP(p, "--inflight and %s are mutually exclusive", tables);
	return 0;
}

static void note_useless(struct parser *p)
{
	struct systrace_options *o = p->o;
	const struct {
		bool given;
		const char *text;
	} useless[] = {
		{ o->instruction_pointer,
		  "-i/--instruction-pointer has no effect with -c/--summary-only" },
		{ o->syscall_number, "-n/--syscall-number has no effect with -c/--summary-only" },
		{ o->arg_names, "-N/--arg-names has no effect with -c/--summary-only" },
		{ o->relative_decimals != SYSTRACE_UNSHOWN,
		  "-r/--relative-timestamps has no effect with -c/--summary-only" },
		{ o->clock != SYSTRACE_CLOCK_NONE,
		  "-t/--absolute-timestamps has no effect with -c/--summary-only" },
		{ o->took_decimals != SYSTRACE_UNSHOWN,
		  "-T/--syscall-times has no effect with -c/--summary-only" },
		{ o->decode_fds != 0, "-y/--decode-fds has no effect with -c/--summary-only" },
	};

	if (p->sort_by && !o->summary)
		note(p, "-S/--summary-sort-by has no effect without"
			" (-c/--summary-only or -C/--summary)");
	for (size_t i = 0; o->summary == SYSTRACE_SUMMARY_ONLY && i < ARRAY_SIZE(useless); i++)
		if (useless[i].given)
			note(p, useless[i].text);
	if (!o->output && o->separately && !o->follow)
		note(p, "--output-separately has no effect without -o/--output");
	if (!o->output && o->append)
		note(p, "-A/--output-append-mode has no effect without -o/--output");
	if (p->status > 1)
		note(p, "Only the last of -z/--successful-only/-Z/--failed-only options will take"
			" effect. See status qualifier for more complex filters.");
	if (p->frames)
		note(p, "--stack-trace-frame-limit has no effect without -k/--stack-trace");
}

/* A name is looked up by who becomes that user. */
static int check_user(struct parser *p)
{
	struct systrace_options *o = p->o;
	int64_t uid, gid = -1;
	const char *end;

	if (!o->user)
		return 0;
	if (getuid() || geteuid())
		return bts_fail(p->error, -EINVAL,
				"You must be root to use the -u/--username option");
	if (!strchr(o->user, ':'))
		return 0;
	/* All ones is no user. What may follow a second colon is not looked at. */
	uid = systrace_number(o->user, UINT32_MAX - 1, ":", &end);
	if (uid >= 0)
		gid = systrace_number(end + 1, UINT32_MAX - 1, ":", NULL);
	if (gid < 0)
		return bts_fail(p->error, -EINVAL, "Invalid UID:GID pair '%s'", o->user);
	o->user_ids = true;
	o->uid = uid;
	o->gid = gid;
	return 0;
}

static int check_output(struct parser *p)
{
	static const uint32_t by_letters[] = {
		SYSTRACE_QUIET_ATTACH | SYSTRACE_QUIET_PERSONALITY,
		SYSTRACE_QUIET_ATTACH | SYSTRACE_QUIET_PERSONALITY | SYSTRACE_QUIET_EXIT,
		SYSTRACE_QUIET_ALL,
	};
	struct systrace_options *o = p->o;
	bool to_file = o->output, to_command = to_file && strchr("|!", *o->output) && *o->output;

	if (o->kill_on_exit && o->pid_count)
		return bts_fail(p->error, -EINVAL,
				"--kill-on-exit and -p/--attach are mutually exclusive options");
	if (o->kill_on_exit && !o->command)
		return FAIL_HELP(p, "PROG [ARGS] must be specified with --kill-on-exit");
	if (to_command && o->separately)
		return FAIL_HELP(p, "piping the output and -ff/--output-separately are mutually"
				    " exclusive");
	if (to_command) {
		o->output_command = o->output + 1;
		o->output = NULL;
	}
	o->separately &= to_file;
	if (o->color == SYSTRACE_COLOR_ALWAYS && o->separately)
		return FAIL_HELP(p, "--color=always and -ff/--output-separately are mutually"
				    " exclusive");
	if (o->color == SYSTRACE_COLOR_ALWAYS && o->json)
		return FAIL_HELP(p, "--color=always and --json are mutually exclusive");
	o->append &= to_file && !to_command;
	if (!o->interruptible)
		o->interruptible = o->daemonize		   ? SYSTRACE_INTR_NEVER_TSTP
				   : to_file && o->command ? SYSTRACE_INTR_NEVER
							   : SYSTRACE_INTR_WAITING;
	if (to_file && o->command && !p->quiet && !p->quiet_long)
		p->quiet = 1;
	if (p->quiet && p->quiet_long)
		return bts_fail(p->error, -EINVAL,
				"-q and -e quiet/--quiet cannot be provided simultaneously");
	if (p->quiet)
		o->quiet = by_letters[p->quiet < 3 ? p->quiet - 1 : 2];
	return 0;
}

int systrace_check(struct parser *p)
{
	int err = check_command(p) ?: check_twice(p) ?: check_follow(p) ?: check_modes(p);

	err = err ?: check_own(p);
	if (err)
		return err;
	note_useless(p);
	return check_user(p) ?: check_output(p);
}
