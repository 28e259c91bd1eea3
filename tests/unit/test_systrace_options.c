// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* systrace's command line: what strace takes, and by its words what it refuses. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "bts/array.h"
#include "bts/syscall.h"
#include "options.h"
#include "test.h"

#define WORDS_MAX 16
static struct systrace_options o;
static struct bts_error error;

/* Parses words that end with NULL, as they would follow the program's name. */
static int parse_words(const char *const *words)
{
	static char *argv[WORDS_MAX + 2];
	int argc = 0;

	argv[argc++] = (char *)"systrace";
	for (; *words && argc <= WORDS_MAX; words++)
		argv[argc++] = (char *)*words;
	argv[argc] = NULL;
	systrace_options_free(&o);
	return systrace_options_parse(argc, argv, &o, &error);
}

#define PARSE(...) parse_words((const char *const[]){ __VA_ARGS__, NULL })

/* True if the words are good, or a line that says why they are not. */
static bool good_words(int line, const char *const *words)
{
	int err = parse_words(words);

	if (err)
		printf("# line %d: %s\n", line, error.text);
	return CHECK_INT(err, 0);
}

#define GOOD(...) good_words(__LINE__, (const char *const[]){ __VA_ARGS__, "true", NULL })

/* Of calls by name, since rows are numbered as the table has them. */
static bool has(const struct systrace_calls *set, enum bts_abi_kind kind, const char *name)
{
	size_t count;
	const char *const *names = bts_syscall_names(&count);

	for (size_t row = 0; row < count; row++)
		if (!strcmp(names[row], name))
			return systrace_calls_has(set, kind, row);
	printf("# no call %s\n", name);
	CHECK(false);
	return false;
}

#define NATIVE BTS_ABI_KIND_NATIVE
#define COMPAT BTS_ABI_KIND_COMPAT
#define X32    BTS_ABI_KIND_X32

TEST(defaults)
{
	static const enum systrace_column columns[] = {
		SYSTRACE_COLUMN_TIME_PERCENT, SYSTRACE_COLUMN_TOTAL_TIME, SYSTRACE_COLUMN_AVG_TIME,
		SYSTRACE_COLUMN_CALLS,	      SYSTRACE_COLUMN_ERRORS,	  SYSTRACE_COLUMN_NAME,
	};

	if (!CHECK_INT(PARSE("ls", "-s", "x", "--", "-p"), 0))
		return;
	CHECK_STR(o.command[0], "ls");
	CHECK_STR(o.command[1], "-s");
	CHECK_STR(o.command[4], "-p");
	CHECK_STR(o.command[5], NULL);
	CHECK_STR(o.argv0, NULL);
	CHECK_INT(o.pid_count, 0);
	CHECK(!o.follow && !o.separately && !o.append && !o.all_tasks && !o.detach_on_execve);
	CHECK_STR(o.output, NULL);
	CHECK_STR(o.output_command, NULL);
	CHECK_INT(o.string_max, 32);
	CHECK_INT(o.column, 40);
	CHECK_INT(o.signals, UINT64_MAX);
	CHECK_INT(o.status, SYSTRACE_STATUS_ALL);
	CHECK_INT(o.quiet, 0);
	CHECK_INT(o.decode_fds, 0);
	CHECK_INT(o.decode_pids, 0);
	CHECK_INT(o.clock, SYSTRACE_CLOCK_NONE);
	CHECK_INT(o.relative_decimals, SYSTRACE_UNSHOWN);
	CHECK_INT(o.took_decimals, SYSTRACE_UNSHOWN);
	CHECK_INT(o.hex, SYSTRACE_HEX_NONE);
	CHECK_INT(o.const_style, SYSTRACE_CONST_ABBREV);
	CHECK_INT(o.summary, SYSTRACE_SUMMARY_NONE);
	CHECK_INT(o.sort_by, SYSTRACE_COLUMN_TOTAL_TIME);
	CHECK_INT(o.column_count, ARRAY_SIZE(columns));
	CHECK(!memcmp(o.columns, columns, sizeof(columns)));
	CHECK_INT(o.interruptible, SYSTRACE_INTR_WAITING);
	CHECK_INT(o.ready_fd, -1);
	CHECK_INT(o.note_count, 0);
	CHECK(has(&o.trace, NATIVE, "read") && systrace_calls_has(&o.trace, NATIVE, -1));
	CHECK(has(&o.abbrev, COMPAT, "read") && has(&o.verbose, X32, "read"));
	CHECK(!has(&o.raw, NATIVE, "read") && !systrace_calls_has(&o.raw, NATIVE, -1));
	CHECK(!systrace_fds_has(&o.read, 0) && !systrace_fds_has(&o.write, 0));
	CHECK(!o.trace_fds_given && !o.errnos_given);
}

/* Short and long forms, and names that are short for a name. */
TEST(flags)
{
#define BOTH(field, letter, name)                                  \
	do {                                                       \
		CHECK((!PARSE(letter, "true")) && o.field);        \
		CHECK((!PARSE(name, "true")) && o.field);          \
		CHECK((!PARSE("true", letter, name)) && !o.field); \
	} while (0)
	BOTH(debug, "-d", "--debug");
	BOTH(instruction_pointer, "-i", "--instruction-pointer");
	BOTH(syscall_number, "-n", "--syscall-number");
	BOTH(arg_names, "-N", "--arg-names");
	BOTH(follow, "-f", "--follow-forks");
	BOTH(follow, "-F", "--follow");
	BOTH(help, "-h", "--help");
	BOTH(versions, "-V", "--version");
	BOTH(detach_on_execve, "-bexecve", "--detach-on=execve");
#undef BOTH
	CHECK(GOOD("-c", "-w") && o.wall_clock);
	CHECK(GOOD("-c", "--summary-wall-clock") && o.wall_clock);
	CHECK(GOOD("-A", "-o", "f") && o.append);
	CHECK(GOOD("--output-append-mode", "-of") && o.append);
	CHECK(GOOD("--kill-on-exit") && o.kill_on_exit);
	CHECK(GOOD("--always-show-pid") && o.always_show_pid);
	CHECK(GOOD("--json") && o.json);
	CHECK(GOOD("--latency") && o.latency);
	CHECK(GOOD("--strict") && o.strict);
	CHECK(GOOD("--stats") && o.stats);
	CHECK(GOOD("--stat=failed") && !o.stats && o.status == SYSTRACE_STATUS_FAILED);
	CHECK(GOOD("--seccomp-bpf", "-f") && !o.note_count);
	CHECK(GOOD("--tips=none"));
	CHECK_INT(PARSE("--all"), 0);
	CHECK(o.all_tasks && !o.command);
	CHECK_INT(PARSE("-V", "-VV", "--version"), 0);
	CHECK_INT(o.versions, 4);
	/* Nothing behind -h is looked at, all in front is. */
	CHECK_INT(PARSE("-h", "-B"), 0);
	CHECK_INT(PARSE("-B", "-h"), -EINVAL);
	CHECK_INT(PARSE("-V", "-B"), -EINVAL);
}

TEST(values)
{
	CHECK(GOOD("-s", "0") && o.string_max == 0);
	CHECK(GOOD("-s", "1073741823") && o.string_max == 1073741823);
	CHECK(GOOD("--string-limit=+5") && o.string_max == 5);
	CHECK(GOOD("--string-limit", " 5") && o.string_max == 5);
	CHECK(GOOD("-a0") && o.column == 0);
	CHECK(GOOD("--columns=80") && o.column == 80);
	CHECK(GOOD("-X", "raw") && o.const_style == SYSTRACE_CONST_RAW);
	CHECK(GOOD("-X", "verbose", "-X", "abbrev") && o.const_style == SYSTRACE_CONST_ABBREV);
	CHECK(GOOD("--const-print-style=verbose") && o.const_style == SYSTRACE_CONST_VERBOSE);
	CHECK(GOOD("-x") && o.hex == SYSTRACE_HEX_NON_ASCII);
	CHECK(GOOD("-xx") && o.hex == SYSTRACE_HEX_ALL);
	CHECK(GOOD("-xxx") && o.hex == SYSTRACE_HEX_ALL);
	CHECK(GOOD("--strings-in-hex") && o.hex == SYSTRACE_HEX_ALL);
	CHECK(GOOD("--strings-in-hex=Non-ASCII") && o.hex == SYSTRACE_HEX_NON_ASCII);
	CHECK(GOOD("--strings-in-hex=non-ascii-chars") && o.hex == SYSTRACE_HEX_NON_ASCII_CHARS);
	CHECK(GOOD("--strings-in-hex=none") && o.hex == SYSTRACE_HEX_NONE);
	CHECK(GOOD("--color=Always") && o.color == SYSTRACE_COLOR_ALWAYS);
	CHECK(GOOD("--color", "never") && o.color == SYSTRACE_COLOR_NEVER);
	CHECK(GOOD("--color=auto") && o.color == SYSTRACE_COLOR_AUTO);
	CHECK(GOOD("-I1") && o.interruptible == SYSTRACE_INTR_ANYWHERE);
	CHECK(GOOD("-I", "always") && o.interruptible == SYSTRACE_INTR_ANYWHERE);
	CHECK(GOOD("--interruptible=Never") && o.interruptible == SYSTRACE_INTR_NEVER);
	CHECK(GOOD("-I", "never_tstp") && o.interruptible == SYSTRACE_INTR_NEVER_TSTP);
	CHECK(GOOD("--syscall-limit=9223372036854775807") && o.syscall_limit == INT64_MAX);
	CHECK(GOOD("--limit=7") && o.limit == 7);
	CHECK(GOOD("--argv0=") && o.argv0 && !*o.argv0);
	CHECK(GOOD("--cgroup=/a") && !strcmp(o.cgroup, "/a"));
	CHECK(GOOD("--container", "web") && !strcmp(o.container, "web"));
	CHECK(GOOD("--comm=sh") && !strcmp(o.comm, "sh"));
	CHECK_INT(PARSE("--comm=sh"), 0);
	CHECK_INT(PARSE("--cgroup=/a"), 0);
	CHECK_INT(PARSE("--container=web"), 0);
	CHECK(GOOD("--min=10") && o.min_ns == 10000);
	CHECK(GOOD("--min", "5ms") && o.min_ns == 5000000);
	CHECK(GOOD("--inflight") && o.inflight && o.inflight_ns == 1000000000);
	CHECK(GOOD("--inflight=100ms") && o.inflight_ns == 100000000);
	CHECK(GOOD("-c", "--interval=2") && o.interval_ns == 2000000000);
	CHECK(GOOD("--buffer=1m") && o.buffer == 1 << 20);
	CHECK(GOOD("--ready-fd=3") && o.ready_fd == 3);
	CHECK(GOOD("--throttle") && o.throttle == SYSTRACE_THROTTLE_YES);
	CHECK(GOOD("--no-throttle", "--no-throttle") && o.throttle == SYSTRACE_THROTTLE_NO);
	CHECK(GOOD("--stack-trace-frame-limit=5"));
}

TEST(processes)
{
	CHECK_INT(PARSE("-p", "1,2 3\n4\t5,", "-p6", "--attach=7,8", "-p", ""), 0);
	CHECK_INT(o.pid_count, 8);
	for (size_t i = 0; i < o.pid_count; i++)
		CHECK_INT(o.pids[i], i + 1);
	CHECK(!o.command && !o.attach);
	/* A command too; and our own meaning of --attach. */
	CHECK(GOOD("-p", ",1,,", "--attach=^tp_btf") && o.pid_count == 1);
	CHECK_STR(o.attach, "^tp_btf");
	CHECK_STR(o.command[0], "true");
	CHECK(GOOD("--attach", "raw_tp") && !strcmp(o.attach, "raw_tp"));
}

TEST(command)
{
	CHECK(GOOD("-E", "A=1", "--env=B", "-EA", "-E", "") && o.env_count == 4);
	CHECK_STR(o.env[0], "A=1");
	CHECK_STR(o.env[1], "B");
	CHECK_STR(o.env[2], "A");
	CHECK_STR(o.env[3], "");
	CHECK(GOOD("-D") && o.daemonize == SYSTRACE_DAEMONIZE_GRANDCHILD);
	CHECK_INT(o.interruptible, SYSTRACE_INTR_NEVER_TSTP);
	CHECK(GOOD("-DDD") && o.daemonize == SYSTRACE_DAEMONIZE_SESSION);
	CHECK(GOOD("--daemonize") && o.daemonize == SYSTRACE_DAEMONIZE_GRANDCHILD);
	CHECK(GOOD("--daemonised=PGRP") && o.daemonize == SYSTRACE_DAEMONIZE_PGROUP);
	CHECK(GOOD("--daemoni=session") && o.daemonize == SYSTRACE_DAEMONIZE_SESSION);
	if (getuid() || geteuid()) {
		CHECK_INT(PARSE("-u", "root", "true"), -EINVAL);
		CHECK_STR(error.text, "You must be root to use the -u/--username option");
		return;
	}
	CHECK(GOOD("-u", "nobody") && !o.user_ids && !strcmp(o.user, "nobody"));
	CHECK(GOOD("--user=5:7") && o.user_ids && o.uid == 5 && o.gid == 7);
	CHECK(GOOD("-u4294967294:2:3") && o.uid == 4294967294 && o.gid == 2);
	for (size_t i = 0; i < 7; i++) {
		static const char *const pairs[] = { "1:",   ":1",	     "1:x", "a:1",
						     "1 :2", "4294967295:1", "1:-1" };
		char text[64];

		CHECK_INT(PARSE("-u", pairs[i], "true"), -EINVAL);
		snprintf(text, sizeof(text), "Invalid UID:GID pair '%s'", pairs[i]);
		CHECK_STR(error.text, text);
		CHECK(!o.try_help);
	}
}

TEST(output)
{
	CHECK(GOOD("-o", "f") && !strcmp(o.output, "f"));
	CHECK_INT(o.quiet, SYSTRACE_QUIET_ATTACH | SYSTRACE_QUIET_PERSONALITY);
	CHECK_INT(o.interruptible, SYSTRACE_INTR_NEVER);
	CHECK(GOOD("-of", "-equiet=none") && !o.quiet);
	CHECK_INT(PARSE("-p1", "-of"), 0);
	CHECK(!o.quiet && o.interruptible == SYSTRACE_INTR_WAITING);
	CHECK(GOOD("--output=|cat -n", "-A") && !o.output && !o.append);
	CHECK_STR(o.output_command, "cat -n");
	CHECK(GOOD("-o!cat") && !strcmp(o.output_command, "cat"));
	CHECK(GOOD("-o", "") && o.output && !*o.output && !o.output_command);
	CHECK(GOOD("-ff", "-of") && o.follow && o.separately);
	CHECK(GOOD("-f", "-f", "-of") && o.separately);
	CHECK(GOOD("--follow-forks", "--output-separately", "-of") && o.separately);
	/* As strace has it: a single -f takes it back. */
	CHECK(GOOD("-f", "--output-separately", "-of") && o.follow && !o.separately);
	CHECK(GOOD("-ff") && o.follow && !o.separately && !o.note_count);
}

TEST(words)
{
	CHECK(GOOD("-q") && o.quiet == (SYSTRACE_QUIET_ATTACH | SYSTRACE_QUIET_PERSONALITY));
	CHECK(GOOD("-qq") && o.quiet == (SYSTRACE_QUIET_ATTACH | SYSTRACE_QUIET_PERSONALITY |
					 SYSTRACE_QUIET_EXIT));
	CHECK(GOOD("-qqqq") && o.quiet == SYSTRACE_QUIET_ALL);
	CHECK(GOOD("--quiet") && o.quiet == (SYSTRACE_QUIET_ATTACH | SYSTRACE_QUIET_PERSONALITY));
	CHECK(GOOD("--silent=exits,superseded") &&
	      o.quiet == (SYSTRACE_QUIET_EXIT | SYSTRACE_QUIET_THREAD_EXECVE));
	CHECK(GOOD("--silence=!path-resolution") &&
	      o.quiet == (SYSTRACE_QUIET_ALL & ~SYSTRACE_QUIET_PATH_RESOLUTION));
	CHECK(GOOD("--sil=all") && o.quiet == SYSTRACE_QUIET_ALL);
	CHECK(GOOD("-eq=thread-execve") && o.quiet == SYSTRACE_QUIET_THREAD_EXECVE);
	CHECK(GOOD("-esilence=all") && o.quiet == SYSTRACE_QUIET_ALL);
	CHECK(GOOD("-y") && o.decode_fds == SYSTRACE_FD_PATH);
	CHECK(GOOD("-yyy") && o.decode_fds == SYSTRACE_FD_ALL);
	CHECK(GOOD("--decode-fds") && o.decode_fds == SYSTRACE_FD_PATH);
	CHECK(GOOD("-edecode-fd=socket,dev,pidfd") &&
	      o.decode_fds == (SYSTRACE_FD_SOCKET | SYSTRACE_FD_DEV | SYSTRACE_FD_PIDFD));
	CHECK(GOOD("--decode-fds=eventfd,signalfd") &&
	      o.decode_fds == (SYSTRACE_FD_EVENTFD | SYSTRACE_FD_SIGNALFD));
	CHECK(GOOD("--decode-fds=!!path") && o.decode_fds == SYSTRACE_FD_PATH);
	CHECK(GOOD("-Y") && o.decode_pids == SYSTRACE_PID_COMM);
	CHECK(GOOD("--pidns-translation") && o.decode_pids == SYSTRACE_PID_PIDNS);
	CHECK(GOOD("-Y", "-edecode-pids=pidns") && o.decode_pids == SYSTRACE_PID_PIDNS);
	CHECK(GOOD("--decode-pids=comm,pidns") && o.decode_pids == SYSTRACE_PID_ALL);
	CHECK(GOOD("-z") && o.status == SYSTRACE_STATUS_SUCCESSFUL);
	CHECK(GOOD("--successful-only") && o.status == SYSTRACE_STATUS_SUCCESSFUL);
	CHECK(GOOD("--failing-only") && o.status == SYSTRACE_STATUS_FAILED);
	CHECK(GOOD("-Z", "-e", "status=Unfinished,detached,unavailable") &&
	      o.status == (SYSTRACE_STATUS_UNFINISHED | SYSTRACE_STATUS_DETACHED |
			   SYSTRACE_STATUS_UNAVAILABLE));
	CHECK(GOOD("--status=!none") && o.status == SYSTRACE_STATUS_ALL);
	CHECK(GOOD("--status=!all") && o.status == 0);
}

TEST(times)
{
	CHECK(GOOD("-t") && o.clock == SYSTRACE_CLOCK_TIME && o.clock_decimals == 0);
	CHECK(GOOD("-tt") && o.clock == SYSTRACE_CLOCK_TIME && o.clock_decimals == 6);
	CHECK(GOOD("-ttt") && o.clock == SYSTRACE_CLOCK_UNIX && o.clock_decimals == 6);
	CHECK(GOOD("-t", "-t", "-t", "-t") && o.clock == SYSTRACE_CLOCK_UNIX);
	CHECK(GOOD("--absolute-timestamps") && o.clock == SYSTRACE_CLOCK_TIME);
	CHECK(GOOD("--timestamps=UNIX,NS") && o.clock == SYSTRACE_CLOCK_UNIX);
	CHECK_INT(o.clock_decimals, 9);
	CHECK(GOOD("--timestamps=format:unix", "--timestamps=precision:ms") &&
	      o.clock == SYSTRACE_CLOCK_UNIX && o.clock_decimals == 3);
	CHECK(GOOD("--timestamps=unix", "--timestamps=none") && o.clock == SYSTRACE_CLOCK_NONE);
	CHECK(GOOD("--absolute-timestamps=") && o.clock == SYSTRACE_CLOCK_TIME);
	CHECK(GOOD("-r") && o.relative_decimals == 6);
	CHECK(GOOD("--relative-timestamps=NS") && o.relative_decimals == 9);
	CHECK(GOOD("--relative-timestamps=s", "-r") && o.relative_decimals == 6);
	CHECK(GOOD("-T") && o.took_decimals == 6);
	CHECK(GOOD("--syscall-times=ms") && o.took_decimals == 3);
	CHECK(GOOD("--syscall-times=s") && o.took_decimals == 0);
}

TEST(summaries)
{
	static const char *const sorts[] = {
		"total-time", "min-time", "max-time", "avg-time", "wall-total", "wall-min",
		"wall-max",   "wall-avg", "calls",    "errors",	  "name",
	};

	CHECK(GOOD("-c") && o.summary == SYSTRACE_SUMMARY_ONLY);
	CHECK(GOOD("--summary-only") && o.summary == SYSTRACE_SUMMARY_ONLY);
	CHECK(GOOD("-C") && o.summary == SYSTRACE_SUMMARY_TOO);
	CHECK(GOOD("--summary") && o.summary == SYSTRACE_SUMMARY_TOO);
	for (size_t i = 0; i < ARRAY_SIZE(sorts); i++)
		CHECK(GOOD("-c", "-S", sorts[i]) && o.sort_by == SYSTRACE_COLUMN_TOTAL_TIME + i);
	CHECK(GOOD("-c", "--summary-sort-by=time") && o.sort_by == SYSTRACE_COLUMN_TOTAL_TIME);
	CHECK(GOOD("-c", "-S", "none") && o.sort_by == SYSTRACE_COLUMN_NOTHING);
	CHECK(GOOD("-c", "-Ucount,longest") && o.column_count == 3);
	CHECK_INT(o.columns[0], SYSTRACE_COLUMN_CALLS);
	CHECK_INT(o.columns[1], SYSTRACE_COLUMN_MAX_TIME);
	CHECK_INT(o.columns[2], SYSTRACE_COLUMN_NAME);
	CHECK(GOOD("-c", "--summary-columns=syscall,error") && o.column_count == 2);
	CHECK_INT(o.columns[0], SYSTRACE_COLUMN_NAME);
	CHECK(GOOD("-c", "-Utime,total-time,shortest,longest,time-avg,wall-total,wall-min,wall-max,"
			 "wall-avg,count,error,syscall-name") &&
	      o.column_count == SYSTRACE_COLUMNS - 1);
	CHECK(GOOD("-c", "-O", "5") && o.overhead_ns == 5000);
	CHECK(GOOD("-c", "-O1.5ms") && o.overhead_ns == 1500000);
	CHECK(GOOD("-c", "--summary-syscall-overhead=1e-3s") && o.overhead_ns == 1000000);
	CHECK(GOOD("-c", "-O", "0") && o.overhead_ns == 0);
	CHECK(GOOD("-c", "-O", "9223372036854775807s") && o.overhead_ns == INT64_MAX);
	CHECK(GOOD("-c", "-O", "1e300") && o.overhead_ns == INT64_MAX);
}

/* Calls that no personality but the named one has, or all, and what stands beside the table. */
TEST(calls)
{
	CHECK(GOOD("-e", "trace=open,close") && has(&o.trace, NATIVE, "open"));
	CHECK(has(&o.trace, COMPAT, "close") && has(&o.trace, X32, "close"));
	CHECK(!has(&o.trace, NATIVE, "read") && !systrace_calls_has(&o.trace, NATIVE, -1));
	CHECK(GOOD("-eopen,,close,") && has(&o.trace, NATIVE, "close"));
	CHECK(GOOD("-et=open") && has(&o.trace, NATIVE, "open"));
	CHECK(GOOD("--trace=open", "-eclose") && !has(&o.trace, NATIVE, "open"));
	CHECK(GOOD("-etrace=!open") && !has(&o.trace, NATIVE, "open"));
	CHECK(has(&o.trace, NATIVE, "read") && systrace_calls_has(&o.trace, NATIVE, -1));
	CHECK(GOOD("-etrace=!!open") && has(&o.trace, NATIVE, "open"));
	CHECK(!has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-enone") && !has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-e!all") && !has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-e!none") && systrace_calls_has(&o.trace, COMPAT, -1));
	/* In a list it is all that have a name. */
	CHECK(GOOD("-eall,open") && has(&o.trace, X32, "read"));
	CHECK(!systrace_calls_has(&o.trace, NATIVE, -1));
	CHECK(GOOD("-eall@64") && has(&o.trace, NATIVE, "read") && !has(&o.trace, COMPAT, "read"));
	CHECK(GOOD("-e?nonesuch,read") && has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-e??nonesuch") && !has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-e?") && !has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-e%file,%net") && has(&o.trace, NATIVE, "openat"));
	CHECK(has(&o.trace, NATIVE, "socket") && !has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-efile") && has(&o.trace, NATIVE, "openat") && !has(&o.trace, NATIVE, "read"));
	CHECK(GOOD("-estat") && has(&o.trace, NATIVE, "stat") && !has(&o.trace, COMPAT, "stat64"));
	CHECK(GOOD("-e%stat") && has(&o.trace, COMPAT, "stat64") &&
	      !has(&o.trace, NATIVE, "statx"));
	CHECK(GOOD("-e%%stat") && has(&o.trace, NATIVE, "statx"));
	CHECK(GOOD("-e!%desc") && !has(&o.trace, NATIVE, "read") && has(&o.trace, NATIVE, "brk"));
	CHECK(GOOD("-e/^f?open") && has(&o.trace, NATIVE, "openat"));
	CHECK(!has(&o.trace, NATIVE, "mq_open"));
	CHECK(GOOD("-e/(at|chdir)$") && has(&o.trace, NATIVE, "openat"));
	CHECK(has(&o.trace, NATIVE, "fchdir") && !has(&o.trace, NATIVE, "open"));
	CHECK(GOOD("-e?/nonesuch,0") && systrace_calls_has(&o.trace, NATIVE, 0));
	CHECK(GOOD("-ev=read", "-ea=open", "-ex=close") && has(&o.verbose, NATIVE, "read"));
	CHECK(has(&o.abbrev, NATIVE, "open") && !has(&o.abbrev, NATIVE, "read"));
	CHECK(has(&o.raw, NATIVE, "close") && !has(&o.raw, NATIVE, "read"));
	CHECK(GOOD("--verbose=none", "--abbrev=none", "--raw=all"));
	CHECK(!has(&o.verbose, NATIVE, "read") && has(&o.raw, NATIVE, "read"));
	CHECK(GOOD("-eabbrev=all", "-v") && !has(&o.abbrev, NATIVE, "stat"));
	CHECK(GOOD("--no-abbrev", "-eabbrev=all") && has(&o.abbrev, NATIVE, "stat"));
}

TEST(personalities)
{
#ifdef __x86_64__
	CHECK(GOOD("-eopen@32") && has(&o.trace, COMPAT, "open") && !has(&o.trace, NATIVE, "open"));
	CHECK(GOOD("-eopen@64,close@x32") && has(&o.trace, NATIVE, "open"));
	CHECK(!has(&o.trace, X32, "open") && has(&o.trace, X32, "close"));
	CHECK(GOOD("-e!open@32") && has(&o.trace, NATIVE, "open") &&
	      !has(&o.trace, COMPAT, "open"));
	CHECK(GOOD("-e/^open$@x32") && has(&o.trace, X32, "open"));
	CHECK(!has(&o.trace, NATIVE, "open"));
	CHECK(GOOD("-e5@32") && has(&o.trace, COMPAT, "open") && !has(&o.trace, NATIVE, "fstat"));
	CHECK(GOOD("-e0") && has(&o.trace, NATIVE, "read"));
	CHECK(has(&o.trace, COMPAT, "restart_syscall") && !has(&o.trace, COMPAT, "read"));
	/* With and without x32's bit. */
	CHECK(GOOD("-e1073742344@x32") && has(&o.trace, X32, "execve"));
	CHECK(GOOD("-e520@x32") && has(&o.trace, X32, "execve"));
	/* i386's other ways. */
	CHECK(GOOD("-eaccept@32") && has(&o.trace, COMPAT, "accept"));
	CHECK(GOOD("-esemop,semtimedop@32") && has(&o.trace, COMPAT, "semtimedop"));
	CHECK(GOOD("-esend") && systrace_calls_has(&o.trace, COMPAT, SYSTRACE_ROW_SEND));
	CHECK(!systrace_calls_has(&o.trace, NATIVE, SYSTRACE_ROW_SEND));
	CHECK(GOOD("-erecv") && systrace_calls_has(&o.trace, COMPAT, SYSTRACE_ROW_RECV));
	CHECK(GOOD("-e%network") && systrace_calls_has(&o.trace, COMPAT, SYSTRACE_ROW_RECV));
	/* A class may have no member. */
	CHECK(GOOD("-e%ipc@x32") && GOOD("-e%lstat@64"));
#endif
	CHECK(!systrace_calls_has(&o.raw, (enum bts_abi_kind)17, 0));
	CHECK(!systrace_calls_has(&o.raw, NATIVE, 1 << 20));
}

TEST(descriptors)
{
	CHECK(GOOD("-eread=3,5,3,0", "-ewrite=!1"));
	CHECK(systrace_fds_has(&o.read, 0) && systrace_fds_has(&o.read, 3));
	CHECK(systrace_fds_has(&o.read, 5) && !systrace_fds_has(&o.read, 4));
	CHECK(!systrace_fds_has(&o.read, -1) && !systrace_fds_has(&o.write, -1));
	CHECK(!systrace_fds_has(&o.write, 1) && systrace_fds_has(&o.write, INT32_MAX));
	CHECK(GOOD("--read=2147483647", "-er=none", "-ereads=7") && systrace_fds_has(&o.read, 7));
	CHECK(GOOD("--write=all", "-ew=!all", "-ewrites=!2") && !systrace_fds_has(&o.write, 2));
	CHECK(GOOD("--trace-fds=none") && o.trace_fds_given && !systrace_fds_has(&o.trace_fds, 1));
	CHECK(GOOD("-etrace-fd=1") && systrace_fds_has(&o.trace_fds, 1));
	CHECK(GOOD("-efd=2", "-efds=all") && systrace_fds_has(&o.trace_fds, 9));
	CHECK(GOOD("-P", "/a", "--trace-path=/b", "-P", "") && o.path_count == 3);
	CHECK_STR(o.paths[1], "/b");
}

TEST(signals)
{
	CHECK(GOOD("-esignal=SIGINT,hup,15") && o.signals == (1 << 1 | 1 << 0 | 1 << 14));
	CHECK(GOOD("--signal=!io") && o.signals == ~(1ULL << 28));
	CHECK(GOOD("--signals=none") && o.signals == 0);
	CHECK(GOOD("-es=rtmin,RT_32,sigrt_1") &&
	      o.signals == (1ULL << 31 | 1ULL << 63 | 1ULL << 32));
	/* Numbers that no signal has are taken, and mean nothing. */
	CHECK(GOOD("-esignals=0,65,255") && o.signals == 0);
	CHECK(GOOD("-esignals=!64") && o.signals == UINT64_MAX >> 1);
}

TEST(errnos)
{
	CHECK(GOOD("--errno=ENOENT,eacces,4095") && o.errnos_given);
	CHECK(systrace_errnos_has(&o.errnos, ENOENT) && systrace_errnos_has(&o.errnos, EACCES));
	CHECK(systrace_errnos_has(&o.errnos, 4095) && !systrace_errnos_has(&o.errnos, EPERM));
	CHECK(GOOD("--errno=!EAGAIN") && !systrace_errnos_has(&o.errnos, EAGAIN));
	CHECK(systrace_errnos_has(&o.errnos, EPERM) && !systrace_errnos_has(&o.errnos, 0));
	CHECK(!systrace_errnos_has(&o.errnos, 4096) && !systrace_errnos_has(&o.errnos, -1));
}

/* Words, the text, and whether strace says where to find help. */
static const struct refusal {
	const char *words[7];
	const char *text;
	bool try_help;
} refusals[] = {
	{ { "-s", "x", "true" }, "invalid -s argument: 'x'", true },
	{ { "-s", "", "true" }, "invalid -s argument: ''", true },
	{ { "-s-1", "true" }, "invalid -s argument: '-1'", true },
	{ { "-s", "1073741824", "true" }, "invalid -s argument: '1073741824'", true },
	{ { "-s", "99999999999999999999" }, "invalid -s argument: '99999999999999999999'", true },
	{ { "-s", "0x10", "true" }, "invalid -s argument: '0x10'", true },
	{ { "--string-l=5k", "true" }, "invalid --string-limit argument: '5k'", true },
	{ { "-a", "-1", "true" }, "invalid -a argument: '-1'", true },
	{ { "--columns=x", "true" }, "invalid --columns argument: 'x'", true },
	{ { "-b", "foo", "true" }, "Syscall 'foo' for -b isn't supported", false },
	{ { "-I", "0", "true" }, "invalid -I argument: '0'", true },
	{ { "--interruptible=5", "true" }, "invalid --interruptible argument: '5'", true },
	{ { "-X", "Raw", "true" }, "invalid -X argument: 'Raw'", true },
	{ { "--const-print-style=", "true" }, "invalid --const-print-style argument: ''", true },
	{ { "-p", "x" }, "Invalid process id: 'x'", false },
	{ { "-p", "0" }, "Invalid process id: '0'", false },
	{ { "-p", "-1" }, "Invalid process id: '-1'", false },
	{ { "-p", "1,2147483648" }, "Invalid process id: '2147483648'", false },
	{ { "--attach=1x" }, "Invalid process id: '1x'", false },
	{ { "-p", "" }, "must have PROG [ARGS] or -p PID", true },
	{ { NULL }, "must have PROG [ARGS] or -p PID", true },
	{ { "--" }, "must have PROG [ARGS] or -p PID", true },
	{ { "-o" }, "option requires an argument -- 'o'", true },
	{ { "-fe" }, "option requires an argument -- 'e'", true },
	{ { "-B" }, "invalid option -- 'B'", true },
	{ { "-fB", "true" }, "invalid option -- 'B'", true },
	{ { "-o", "", "-Bf", "true" }, "invalid option -- 'B'", true },
	{ { "--foo=bar", "true" }, "unrecognized option '--foo=bar'", true },
	{ { "--output" }, "option '--output' requires an argument", true },
	{ { "--help=x" }, "option '--help' doesn't allow an argument", true },
	{ { "--failing=x" }, "option '--failing-only' doesn't allow an argument", true },
	{ { "--stats=x" }, "option '--stats' doesn't allow an argument", true },
	{ { "--cgroup" }, "option '--cgroup' requires an argument", true },
	{ { "--tr=open", "true" },
	  "option '--tr=open' is ambiguous; possibilities: '--trace-path' '--trace' '--trace-fds'",
	  true },
	{ { "--stack", "true" },
	  "option '--stack' is ambiguous; possibilities: '--stack-trace' "
	  "'--stack-trace-frame-limit'",
	  true },
	{ { "--d" },
	  "option '--d' is ambiguous; possibilities: '--detach-on' '--debug' '--daemonize' "
	  "'--daemonised' '--daemonized' '--decode-fds' '--decode-pids'",
	  true },
	{ { "--l" }, "option '--l' is ambiguous; possibilities: '--limit' '--latency'", true },
	{ { "-e", "", "true" }, "invalid system call ''", false },
	{ { "-e", "trace=", "true" }, "invalid system call ''", false },
	{ { "-e", "trace=,", "true" }, "invalid system call ','", false },
	{ { "-e", "trace=!", "true" }, "invalid system call '!'", false },
	{ { "-e", "trace=!nonesuch" }, "invalid system call 'nonesuch'", false },
	{ { "-e", "none,open" }, "invalid system call 'none'", false },
	{ { "-e", "open,none" }, "invalid system call 'none'", false },
	{ { "-e", "?nonesuch,nonesuch2" }, "invalid system call 'nonesuch2'", false },
	{ { "-e", "socketcall@64" }, "invalid system call 'socketcall@64'", false },
	{ { "-e", "none@64" }, "invalid system call 'none@64'", false },
	{ { "-e", "@64" }, "invalid system call '@64'", false },
	{ { "-e", "9999" }, "invalid system call '9999'", false },
	{ { "-e", "99999999999999999999" }, "invalid system call '99999999999999999999'", false },
	{ { "-e", "1x" }, "invalid system call '1x'", false },
	{ { "-e", "-1" }, "invalid system call '-1'", false },
	{ { "-e", "%FILE" }, "invalid system call '%FILE'", false },
	{ { "-e", "%" }, "invalid system call '%'", false },
	{ { "-e", "%all" }, "invalid system call '%all'", false },
	{ { "-e", "%%file" }, "invalid system call '%%file'", false },
	{ { "-e", "creds" }, "invalid system call 'creds'", false },
	{ { "-e", "clock" }, "invalid system call 'clock'", false },
	{ { "-e", "net" }, "invalid system call 'net'", false },
	{ { "-e", "/nonesuch" }, "invalid system call '/nonesuch'", false },
	{ { "-e", "/(" }, "regcomp: (: Unmatched ( or \\(", false },
	{ { "-e", "?/*" }, "regcomp: *: Invalid preceding regular expression", false },
	{ { "-e", "open@foo" },
	  "incorrect personality designator 'foo' in qualification 'open@foo'",
	  true },
	{ { "-e", "?foo@x" },
	  "incorrect personality designator 'x' in qualification 'foo@x'",
	  true },
	{ { "-e", "tracer=open" }, "invalid system call 'tracer=open'", false },
	{ { "-e", "a=foo" }, "invalid system call 'foo'", false },
	{ { "--verbose=foo" }, "invalid system call 'foo'", false },
	{ { "--raw", "true" }, "invalid system call 'true'", false },
	{ { "-e", "signal=foo" }, "invalid signal 'foo'", false },
	{ { "-e", "signal=" }, "invalid signal ''", false },
	{ { "-e", "signal=!foo" }, "invalid signal 'foo'", false },
	{ { "-e", "signal=256" }, "invalid signal '256'", false },
	{ { "-e", "s=-1" }, "invalid signal '-1'", false },
	{ { "--signal=SIGSIGINT" }, "invalid signal 'SIGSIGINT'", false },
	{ { "--signal=RT_33" }, "invalid signal 'RT_33'", false },
	{ { "--signal=rt_01" }, "invalid signal 'rt_01'", false },
	{ { "--signal=poll" }, "invalid signal 'poll'", false },
	{ { "-e", "status=foo" }, "invalid status 'foo'", false },
	{ { "--status=all,failed" }, "invalid status 'all'", false },
	{ { "-e", "q=" }, "invalid quiet ''", false },
	{ { "--silence=foo" }, "invalid quiet 'foo'", false },
	{ { "-e", "decode-fd=foo" }, "invalid decode-fds 'foo'", false },
	{ { "--decode-pids", "true" }, "invalid decode-pids 'true'", false },
	{ { "-e", "read=-1" }, "invalid descriptor '-1'", false },
	{ { "-e", "w=2147483648" }, "invalid descriptor '2147483648'", false },
	{ { "--trace-fds=x" }, "invalid descriptor 'x'", false },
	{ { "-c", "-S", "TIME", "true" }, "invalid sortby: 'TIME'", true },
	{ { "-c", "-U", "none", "true" }, "unknown column name: 'none'", true },
	{ { "-c", "-U", "name,", "true" }, "unknown column name: ''", true },
	{ { "-c", "-U", "time,name,time-percent,x", "true" },
	  "call summary column has been provided more than once: 'time-percent' "
	  "(-U option residual: 'time-percent,x')",
	  true },
	{ { "-O", "-1" }, "invalid -O argument: '-1'", true },
	{ { "-O", "1S" }, "invalid -O argument: '1S'", true },
	{ { "-O", "inf" }, "invalid -O argument: 'inf'", true },
	{ { "-O", "1e400" }, "invalid -O argument: '1e400'", true },
	{ { "--summary-syscall-overhead=1us1" },
	  "invalid --summary-syscall-overhead argument: '1us1'",
	  true },
	{ { "-c", "-C", "true" },
	  "-c/--summary-only and -C/--summary are mutually exclusive",
	  true },
	{ { "-c", "-ff", "true" },
	  "(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually exclusive",
	  true },
	{ { "-w", "true" },
	  "-w/--summary-wall-clock must be given with (-c/--summary-only or -C/--summary)",
	  true },
	{ { "-U", "name", "true" },
	  "-U/--summary-columns must be given with (-c/--summary-only or -C/--summary)",
	  true },
	{ { "-D", "-p", "1" }, "PROG [ARGS] must be specified with -D/--daemonize", true },
	{ { "-DDDD", "true" }, "Too many -D's (4), maximum supported -D count is 3", true },
	{ { "-D", "--daemonize", "true" },
	  "-D and --daemonize cannot be provided simultaneously",
	  false },
	{ { "--color=always", "-ff", "-ox", "true" },
	  "--color=always and -ff/--output-separately are mutually exclusive",
	  true },
	{ { "--json", "--color=always", "true" },
	  "--color=always and --json are mutually exclusive",
	  true },
	{ { "--kill-on-exit", "--comm=x" },
	  "PROG [ARGS] must be specified with --kill-on-exit",
	  true },
	{ { "--daemonized=x", "true" }, "invalid --daemonized argument: 'x'", true },
	{ { "--argv0=x", "-p1" }, "PROG [ARGS] must be specified with --argv0", true },
	{ { "-t", "--timestamps", "true" },
	  "-t and --absolute-timestamps cannot be provided simultaneously",
	  false },
	{ { "--timestamps=format:us", "true" }, "invalid --timestamps argument: 'format:us'", true },
	{ { "--absolute-timestamps=precision:unix", "true" },
	  "invalid --absolute-timestamps argument: 'precision:unix'",
	  true },
	{ { "--relative-timestamps=", "true" }, "invalid --relative-timestamps argument: ''", true },
	{ { "--syscall-times=x", "true" }, "invalid --syscall-times argument: 'x'", true },
	{ { "-x", "--strings-in-hex", "true" },
	  "-x and --strings-in-hex cannot be provided simultaneously",
	  false },
	{ { "--strings-in-hex=", "true" }, "invalid --strings-in-hex argument: ''", true },
	{ { "-e", "decode-fds=path", "-y", "true" },
	  "-y and --decode-fds cannot be provided simultaneously",
	  false },
	{ { "-q", "-e", "quiet=attach", "true" },
	  "-q and -e quiet/--quiet cannot be provided simultaneously",
	  false },
	{ { "-f", "--follow-forks", "true" },
	  "-f and --follow-forks cannot be provided simultaneously",
	  false },
	{ { "-ff", "--output-separately", "true" },
	  "-ff and --output-separately cannot be provided simultaneously",
	  false },
	{ { "-ff", "-o", "|cat", "true" },
	  "piping the output and -ff/--output-separately are mutually exclusive",
	  true },
	{ { "--kill-on-exit", "-p1" },
	  "--kill-on-exit and -p/--attach are mutually exclusive options",
	  false },
	{ { "--color", "true" }, "invalid --color argument: 'true'", true },
	{ { "--syscall-limit=0", "true" }, "invalid --syscall-limit argument: '0'", true },
	{ { "--stack-trace-frame-limit=0", "true" },
	  "invalid --stack-trace-frame-limit argument: '0'",
	  true },
	/* What strace has and we do not. */
	{ { "-k", "true" }, "-k is not supported yet: stacks are not unwound", false },
	{ { "--stack-traces=symbol" },
	  "--stack-traces is not supported yet: stacks are not unwound",
	  false },
	{ { "-e", "inject=open:error=EIO" },
	  "-e inject= is not supported yet: calls are watched, not changed",
	  false },
	{ { "--inject=open:error=EIO" },
	  "--inject is not supported yet: calls are watched, not changed",
	  false },
	{ { "-efault=open" },
	  "-e fault= is not supported yet: calls are watched, not changed",
	  false },
	{ { "--fault=open" },
	  "--fault is not supported yet: calls are watched, not changed",
	  false },
	{ { "-ekvm=vcpu" },
	  "-e kvm= is not supported yet: the state of virtual processors is not read",
	  false },
	{ { "--kvm=vcpu+" },
	  "--kvm is not supported yet: the state of virtual processors is not read",
	  false },
	{ { "-enamespace=new" },
	  "-e namespace= is not supported yet: namespaces are not looked up",
	  false },
	{ { "--namespace=new" },
	  "--namespace is not supported yet: namespaces are not looked up",
	  false },
	{ { "--secontext" },
	  "SELinux context printing (--secontext option) is not supported by this build of "
	  "systrace",
	  false },
	{ { "-esecontext=full" },
	  "SELinux context printing (--secontext option) is not supported by this build of "
	  "systrace",
	  false },
	{ { "--tips" }, "--tips is not supported yet: see EXAMPLES in the manual instead", false },
	/* Our own. */
	{ { "--all", "true" }, "--all and PROG [ARGS] are mutually exclusive", true },
	{ { "--all", "-p1" }, "--all and -p/--attach are mutually exclusive", true },
	{ { "--throttle", "--no-throttle", "true" },
	  "--throttle and --no-throttle are mutually exclusive",
	  true },
	{ { "--errno=EPERM", "-z", "true" },
	  "--errno and -z/--successful-only are mutually exclusive",
	  true },
	{ { "--errno=EPERM", "--status=successful", "true" },
	  "--errno and a status without failed are mutually exclusive",
	  true },
	{ { "--errno=EFOO", "true" }, "invalid error 'EFOO'", false },
	{ { "--errno=0", "true" }, "invalid error '0'", false },
	{ { "--errno=4096", "true" }, "invalid error '4096'", false },
	{ { "--interval=1", "true" },
	  "--interval must be given with (-c/--summary-only or --latency)",
	  true },
	{ { "--interval=1", "-C", "true" },
	  "--interval must be given with (-c/--summary-only or --latency)",
	  true },
	{ { "--json", "-C", "true" }, "--json and -C/--summary are mutually exclusive", true },
	{ { "--latency", "-c", "true" },
	  "--latency and (-c/--summary-only or -C/--summary) are mutually exclusive",
	  true },
	{ { "--latency", "-C", "true" },
	  "--latency and (-c/--summary-only or -C/--summary) are mutually exclusive",
	  true },
	{ { "--latency", "--limit=1", "true" },
	  "--limit and --latency are mutually exclusive",
	  true },
	{ { "--latency", "--inflight", "true" },
	  "--inflight and --latency are mutually exclusive",
	  true },
	{ { "--interval=0", "-c", "true" }, "invalid --interval argument: '0'", true },
	{ { "--limit=1", "-c", "true" },
	  "--limit and -c/--summary-only are mutually exclusive",
	  true },
	{ { "--inflight", "-c", "true" },
	  "--inflight and -c/--summary-only are mutually exclusive",
	  true },
	{ { "--limit=0", "true" }, "invalid --limit argument: '0'", true },
	{ { "--min=1x", "true" }, "invalid --min argument: '1x'", true },
	{ { "--inflight=", "true" }, "invalid --inflight argument: ''", true },
	{ { "--buffer=0", "true" }, "invalid --buffer argument: '0'", true },
	{ { "--ready-fd=-1", "true" }, "invalid --ready-fd argument: '-1'", true },
	{ { "--cgroup=", "true" }, "invalid --cgroup argument: ''", true },
	{ { "--container=", "true" }, "invalid --container argument: ''", true },
	{ { "--comm=", "true" }, "invalid --comm argument: ''", true },
};

TEST(refused)
{
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		const struct refusal *r = &refusals[i];

		if (!CHECK_INT(parse_words(r->words), -EINVAL))
			printf("# expected: %s\n", r->text);
		CHECK_STR(error.text, r->text);
		CHECK_INT(o.try_help, r->try_help);
		if (r->try_help)
			CHECK_STR(error.hint, "");
	}
}

TEST(own_pid)
{
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", getpid());
	CHECK_INT(PARSE("-p", pid), -EINVAL);
	CHECK_STR(error.text, "I'm sorry, I can't let you do that, Dave.");
}

TEST(hints)
{
	CHECK_INT(PARSE("-e", "opne", "true"), -EINVAL);
	CHECK_STR(error.hint, "did you mean open?");
	CHECK_INT(PARSE("-e", "trcae=open", "true"), -EINVAL);
	CHECK_STR(error.hint, "did you mean trace=?");
	CHECK_INT(PARSE("-e", "zzzzzzz", "true"), -EINVAL);
	CHECK_STR(error.hint, "");
}

/* What strace says and goes on, in its order. */
static const struct {
	const char *words[7];
	const char *notes[4];
} noted[] = {
	{ { "-S", "name", "true" },
	  { "-S/--summary-sort-by has no effect without (-c/--summary-only or -C/--summary)" } },
	{ { "-c", "-Ntr", "true" },
	  { "-N/--arg-names has no effect with -c/--summary-only",
	    "-r/--relative-timestamps has no effect with -c/--summary-only",
	    "-t/--absolute-timestamps has no effect with -c/--summary-only" } },
	{ { "-c", "-inyT", "true" },
	  { "-i/--instruction-pointer has no effect with -c/--summary-only",
	    "-n/--syscall-number has no effect with -c/--summary-only",
	    "-T/--syscall-times has no effect with -c/--summary-only",
	    "-y/--decode-fds has no effect with -c/--summary-only" } },
	{ { "-A", "true" }, { "-A/--output-append-mode has no effect without -o/--output" } },
	{ { "--output-separately", "true" },
	  { "--output-separately has no effect without -o/--output" } },
	{ { "-F", "true" }, { "option -F is deprecated, please use -f/--follow-forks instead" } },
	{ { "-f", "-F", "true" }, { "deprecated option -F ignored" } },
	{ { "--stack-trace-frame-limit=1", "-zZ", "true" },
	  { "Only the last of -z/--successful-only/-Z/--failed-only options will take effect. See "
	    "status qualifier for more complex filters.",
	    "--stack-trace-frame-limit has no effect without -k/--stack-trace" } },
	{ { "--seccomp-bpf", "true" },
	  { "--seccomp-bpf cannot be used without -f/--follow-forks, disabling" } },
	{ { "--seccomp-bpf", "-f", "-p1" },
	  { "--seccomp-bpf is not enabled for processes attached with -p" } },
	{ { "--seccomp-bpf", "-f", "-bexecve", "--syscall-limit=1", "true" },
	  { "--seccomp-bpf is not enabled because it is not compatible with -b" } },
	{ { "--seccomp-bpf", "-f", "--syscall-limit=1", "true" },
	  { "--seccomp-bpf is not enabled because it is not compatible with --syscall-limit" } },
	/* A note may stand before an error. */
	{ { "-F", "-w", "true" },
	  { "option -F is deprecated, please use -f/--follow-forks instead" } },
};

TEST(notes)
{
	for (size_t i = 0; i < ARRAY_SIZE(noted); i++) {
		size_t n = 0;

		parse_words(noted[i].words);
		for (; n < ARRAY_SIZE(noted[i].notes) && noted[i].notes[n]; n++)
			CHECK_STR(n < o.note_count ? o.notes[n] : NULL, noted[i].notes[n]);
		CHECK_INT(o.note_count, n);
	}
}

/* @n times @word, with commas between. */
static char *repeated(const char *prefix, const char *word, size_t n)
{
	size_t len = strlen(word) + 1;
	char *text = malloc(strlen(prefix) + n * len + 1), *end;

	if (!text)
		abort();
	end = stpcpy(text, prefix);
	for (size_t i = 0; i < n; i++) {
		end = stpcpy(end, word);
		*end++ = ',';
	}
	*end = '\0';
	return text;
}

TEST(hostile)
{
	char *many = repeated("trace=", "openat", 10000), *pids = repeated("", "1", 10000);
	char *fds = repeated("!", "2147483647", 10000), *commas = repeated("", "", 100000);
	char *bad = repeated("", "@", 10000), *not = repeated("", "!", 3);
	char *columns = repeated("name,", "x", 10000), *long_name = repeated("", "long", 10000);

	CHECK(GOOD("-e", many) && has(&o.trace, NATIVE, "openat") &&
	      !has(&o.trace, NATIVE, "read"));
	CHECK_INT(PARSE("-p", pids), 0);
	CHECK_INT(o.pid_count, 10000);
	CHECK(GOOD("--read", fds) && !systrace_fds_has(&o.read, INT32_MAX));
	CHECK(systrace_fds_has(&o.read, 0));
	CHECK_INT(PARSE("-e", commas, "true"), -EINVAL);
	CHECK_INT(PARSE("-e", bad, "true"), -EINVAL);
	CHECK_INT(PARSE("-e", not, "true"), -EINVAL);
	CHECK_INT(PARSE("-c", "-U", columns, "true"), -EINVAL);
	for (size_t i = 0; long_name[i]; i++)
		if (long_name[i] == ',')
			long_name[i] = 'g';
	/* Longer than an error's text, which is cut. */
	CHECK_INT(PARSE("-e", long_name, "true"), -EINVAL);
	CHECK_INT(strlen(error.text), sizeof(error.text) - 1);
	CHECK_INT(PARSE("-p", long_name), -EINVAL);
	CHECK_INT(PARSE("--limit", long_name), -EINVAL);
	CHECK_INT(PARSE("-e", "\xff\n\x1b[2J", "true"), -EINVAL);
	CHECK_INT(PARSE("-\xff", "true"), -EINVAL);
	CHECK_INT(PARSE("--\n=", "true"), -EINVAL);
	CHECK(GOOD("-E", long_name, "-E", "=", "--argv0", long_name, "-P", long_name));
	free(many);
	free(pids);
	free(fds);
	free(commas);
	free(bad);
	free(not );
	free(columns);
	free(long_name);
}

/* No program at all: execve() may be called so. */
TEST(empty)
{
	char *argv[] = { NULL };

	systrace_options_free(&o);
	CHECK_INT(systrace_options_parse(0, argv, &o, &error), -EINVAL);
	CHECK_STR(error.text, "must have PROG [ARGS] or -p PID");
	systrace_options_free(&o);
	systrace_options_free(&o);
}

/* Each letter and each name once; all that are refused, with the reason. */
TEST(help)
{
	static const char *const refused_names[] = {
		"stack-trace", "fault", "inject", "kvm", "namespace", "secontext", "tips",
	};
	char *text = NULL, *line, *rest, names[256][48], letters[256] = "";
	size_t size, count = 0, letter_count = 0;
	FILE *f = open_memstream(&text, &size);

	if (!CHECK(f))
		return;
	systrace_options_help(f);
	fclose(f);
	CHECK(strstr(text, "are refused"));
	for (size_t i = 0; i < ARRAY_SIZE(refused_names); i++) {
		char row[64];

		snprintf(row, sizeof(row), "--%s", refused_names[i]);
		CHECK(strstr(strstr(text, "are refused") ?: "", row));
	}
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		CHECK(strlen(line) <= 80);
		if (!strncmp(line, "  -", 3)) {
			CHECK(!strchr(letters, line[3]));
			letters[letter_count++] = line[3];
		}
		if (strncmp(line, "  -", 3) && strncmp(line, "      --", 8))
			continue;
		if (count < ARRAY_SIZE(names) &&
		    sscanf(line + 6, "--%47[a-z0-9-]", names[count]) == 1)
			count++;
	}
	CHECK_STR(letters[0] ? "some" : "", "some");
	/* strace 7.2's letters, in its own order. */
	for (const char *l = "aAbcCdDeEfFhiIknNoOpPqrsStTuUvVwxXyYzZ"; *l; l++)
		CHECK(strchr(letters, *l));
	CHECK_INT(letter_count, 38);
	CHECK(count > 70);
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			CHECK(strcmp(names[i], names[j]));
	free(text);
}

/* The rows of the two calls beside the table are not taken by it. */
TEST(rows)
{
	size_t count;

	bts_syscall_names(&count);
	CHECK(count < SYSTRACE_ROW_SEND);
}

TEST_MAIN(RUN(defaults), RUN(flags), RUN(values), RUN(processes), RUN(command), RUN(output),
	  RUN(words), RUN(times), RUN(summaries), RUN(calls), RUN(personalities), RUN(descriptors),
	  RUN(signals), RUN(errnos), RUN(refused), RUN(own_pid), RUN(hints), RUN(notes),
	  RUN(hostile), RUN(empty), RUN(help), RUN(rows))
