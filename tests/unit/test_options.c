// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "bts/options.h"
#include "bts/tools.h"
#include "test.h"

#define WORDS_MAX 80

/* Where the rows of the test's own tool would point to in its program. */
struct rodata {
	bool deep;
	int level;
	uint32_t narrow;
	uint64_t wide, period, slow, room;
	uint32_t kinds;
	struct bts_disks disks;
};

#define ROW(member, letter_, name_, kind_, arg_, ...)                                 \
	{                                                                             \
		.name = (name_), .letter = (letter_), .kind = (kind_), .arg = (arg_), \
		.help = "Help", .offset = offsetof(struct rodata, member),            \
		.size = sizeof(((struct rodata *)0)->member), ##__VA_ARGS__           \
	}

static const char *const kind_names[] = { "small", "smaller", "smallest", "big", NULL };
static const char *const table_names[] = { "user", "file", NULL };

/* clang-format off */
static const struct bts_opt rows[] = {
	ROW(deep, 'D', "deep", BTS_FLAG, NULL),
	ROW(level, 'L', "level", BTS_COUNTER, NULL),
	ROW(narrow, 'N', "narrow", BTS_UINT, "N"),
	ROW(wide, 'W', "wide", BTS_UINT, "N"),
	ROW(period, 'P', "period", BTS_DURATION, "TIME"),
	ROW(slow, 0, "slow", BTS_LATENCY, "TIME"),
	ROW(room, 0, "room", BTS_SIZE, "SIZE"),
	BTS_OPT_ONLY('w', "world", "world", "Only the world"),
	ROW(kinds, 'K', "kinds", BTS_NAMES, "KIND[,KIND...]", .names = kind_names),
	ROW(disks, 0, "disks", BTS_DISKS, "NAME[,NAME...]"),
	BTS_OPT_TABLES(0, "by", "all,most", table_names, "WHAT[,WHAT...]", "Sum up"),
	BTS_OPT_FIELD('F', "file", "path", "Show the path"),
	{}
};
/* clang-format on */

static const struct bts_tool tool = {
	.name = "tool",
	.summary = "does what the test says",
	.doc = "More of it.",
	.opts = rows,
	.honours = BTS_HONOURS_ALL | BTS_HONOURS_INFLIGHT,
};

static struct bts_run run;
static struct bts_settings settings;
static struct bts_error error;

/* Parses the words of a NULL-terminated list, as they would follow the tool's name. */
static int parse_words(const struct bts_tool *t, const char *const *words)
{
	char *argv[WORDS_MAX + 2] = { "tool" };
	int argc = 1;

	memset(&error, 0, sizeof(error));
	bts_options_free(&run);
	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)words[argc - 1];
	return bts_options_parse(t, argc, argv, &run, &settings, &error);
}

/* True when they are good, or a line that says why they are not. */
static bool good(const struct bts_tool *t, const char *const *words)
{
	bool ok = CHECK_INT(parse_words(t, words), 0);

	if (!ok)
		printf("# %s\n", error.text);
	return ok;
}

static void refused(const struct bts_tool *t, const char *const *words, const char *text,
		    const char *hint)
{
	CHECK_INT(parse_words(t, words), -EINVAL);
	CHECK_STR(error.text, text);
	CHECK_STR(error.hint, hint);
	CHECK(!strchr(error.text, '\n') && !strchr(error.hint, '\n'));
}

/* clang-format off */
#define WORDS(...) ((const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })
#define GOOD(...) good(&tool, WORDS(__VA_ARGS__))
#define REFUSED(text, ...) refused(&tool, WORDS(__VA_ARGS__), text, "")
#define REFUSED_HINT(text, hint, ...) refused(&tool, WORDS(__VA_ARGS__), text, hint)
/* clang-format on */

#define HELP_HINT "--help lists the options"

TEST(nothing)
{
	struct bts_run zero = {};

	CHECK(GOOD());
	CHECK(!memcmp(&run, &zero, sizeof(run)));
	CHECK_INT(settings.count, 0);
	CHECK(GOOD("--"));
	CHECK(!run.command);
}

TEST(common_rows)
{
	CHECK(GOOD("-p", "1,2", "-t", "3", "-f", "-n", "sh", "-u", "root", "-x", "-m", "10", "-d",
		   "1.5", "-l", "7", "-j", "--fields", "pid,tid", "--only", "clone", "-T", "-o",
		   "file", "--color", "never", "--attach", "kprobe", "--buffer", "1m", "--max-open",
		   "99", "--strict", "--stats", "--ready-fd", "3", "-q", "-v", "-v", "-V", "-h"));
	CHECK_STR(run.pids, "1,2");
	CHECK_STR(run.tids, "3");
	CHECK(run.follow);
	CHECK_STR(run.comm, "sh");
	CHECK_STR(run.user, "root");
	CHECK(run.failed);
	CHECK_INT(run.min, 10000);
	CHECK_INT(run.duration, 1500000000);
	CHECK_INT(run.limit, 7);
	CHECK(run.json && !run.csv);
	CHECK_STR(run.fields, "pid,tid");
	CHECK_STR(run.only, "clone");
	CHECK(run.wall);
	CHECK_STR(run.output, "file");
	CHECK_STR(run.color, "never");
	CHECK_STR(run.attach, "kprobe");
	CHECK_INT(run.buffer, 1 << 20);
	CHECK_INT(run.max_open, 99);
	CHECK(run.strict && run.stats && run.quiet);
	CHECK_STR(run.ready_fd, "3");
	CHECK_INT(run.verbose, 2);
	CHECK(run.version && run.help);
	CHECK(!run.command);
	CHECK_INT(settings.count, 0);
}

static bool may_miss(const struct bts_opt *o)
{
	return o->arg && o->arg[0] == '[';
}

/* Every long form, and each in the form --name=value. */
TEST(long_forms)
{
	for (const struct bts_opt *o = bts_common_opts; o->name; o++) {
		char word[64];

		/* What needs a target to begin from, or tables. */
		if (!strcmp(o->name, "follow") || !strcmp(o->name, "top"))
			continue;
		snprintf(word, sizeof(word), "--%s%s", o->name, o->arg ? "=1" : "");
		CHECK(GOOD(word));
		snprintf(word, sizeof(word), "--%s", o->name);
		CHECK(o->arg && !may_miss(o) ? GOOD(word, "1") : GOOD(word));
	}
	CHECK(GOOD("--output="));
	CHECK_STR(run.output, "");
	CHECK(GOOD("--output", "--json"));
	CHECK_STR(run.output, "--json");
	CHECK(!run.json);
	/* The beginning of a name is enough where it is one name's only. */
	CHECK(GOOD("--dur=2ms", "--js"));
	CHECK_INT(run.duration, 2000000);
	CHECK(run.json);
}

/* An argument that may be missing is never the next word, which is a command's. */
TEST(missing_argument)
{
	CHECK(GOOD("--inflight"));
	CHECK_INT(run.inflight, 1000000000);
	CHECK(GOOD("--inflight=20ms"));
	CHECK_INT(run.inflight, 20000000);
	CHECK(GOOD("--inflight=3"));
	CHECK_INT(run.inflight, 3000000000);
	/* As with all options, the beginning of the name is enough, and the last one counts. */
	CHECK(GOOD("--inf=3s", "--inf", "-q"));
	CHECK_INT(run.inflight, 1000000000);
	CHECK(run.quiet && !run.command);
	CHECK(GOOD("--inflight", "3"));
	CHECK_INT(run.inflight, 1000000000);
	if (CHECK(run.command))
		CHECK_STR(run.command[0], "3");
	/* However little it is, that is not to be mistaken for not being asked for. */
	CHECK(GOOD("--inflight=0"));
	CHECK(run.inflight);
	REFUSED("--inflight : is not a time such as 10, 1.5s or 500ms", "--inflight=");
	REFUSED("--inflight soon: is not a time such as 10, 1.5s or 500ms", "--inflight=soon");
	REFUSED("--inflight 18446744074: out of range", "--inflight=18446744074");
}

static uint64_t setting(const char *name)
{
	for (size_t i = 0; i < settings.count; i++) {
		if (!strcmp(settings.list[i].opt->name, name))
			return settings.list[i].value;
	}
	return -1;
}

TEST(tool_rows)
{
	CHECK(GOOD("-D", "-L", "-N", "4294967295", "-W", "18446744073709551615", "-P2", "--slow=3",
		   "--room", "4k"));
	CHECK_INT(settings.count, 7);
	CHECK_INT(setting("deep"), 1);
	CHECK_INT(setting("level"), 1);
	CHECK_INT(setting("narrow"), UINT32_MAX);
	CHECK_INT(setting("wide"), UINT64_MAX);
	CHECK_INT(setting("period"), 2000000000);
	CHECK_INT(setting("slow"), 3000);
	CHECK_INT(setting("room"), 4096);
	CHECK(settings.list[0].opt == &rows[0]);

	CHECK(GOOD("-w"));
	CHECK_STR(run.only, "world");
	CHECK_INT(settings.count, 0);
	CHECK(GOOD("--world", "--only", "clone"));
	CHECK_STR(run.only, "world,clone");
	CHECK(GOOD("-p1", "--pid=2,3", "-t", "4"));
	CHECK_STR(run.pids, "1,2,3");
	CHECK_STR(run.tids, "4");
}

/* The last word counts, a counter counts, and no number of repetitions is too many. */
TEST(repeated)
{
	const char *words[WORDS_MAX + 1] = {};

	CHECK(GOOD("-N1", "-D", "-N2", "-D"));
	CHECK_INT(settings.count, 2);
	CHECK_INT(setting("narrow"), 2);
	CHECK_INT(setting("deep"), 1);
	CHECK(GOOD("-LL", "--level"));
	CHECK_INT(settings.count, 1);
	CHECK_INT(setting("level"), 3);
	for (size_t i = 0; i < WORDS_MAX; i++)
		words[i] = "-L";
	CHECK(good(&tool, words));
	CHECK_INT(setting("level"), WORDS_MAX);
}

/* Names are bits in the order of the list; given again, they add up. */
TEST(names)
{
	static const char hint[] = "they are small, smaller, smallest, big";

	CHECK(GOOD("-K", "small"));
	CHECK_INT(setting("kinds"), 1);
	CHECK(GOOD("--kinds=big,smaller"));
	CHECK_INT(setting("kinds"), 8 | 2);
	CHECK(GOOD("-Kbig", "-N1", "--kinds", "small", "-Kbig,smallest"));
	CHECK_INT(settings.count, 2);
	CHECK_INT(setting("kinds"), 8 | 4 | 1);

	/* Of a list with one that is wrong none is taken; nor are beginnings, as of options. */
	REFUSED_HINT("-K huge: is not among its names", hint, "-K", "huge");
	REFUSED_HINT("--kinds small,huge: is not among its names", hint, "--kinds=small,huge");
	REFUSED_HINT("-K smal: is not among its names", hint, "-Ksmal");
	REFUSED_HINT("-K smallerr: is not among its names", hint, "-Ksmallerr");
	REFUSED_HINT("-K BIG: is not among its names", hint, "-KBIG");
	REFUSED_HINT("-K : is not among its names", hint, "-K", "");
	REFUSED_HINT("-K big,: is not among its names", hint, "-Kbig,");
	REFUSED_HINT("-K ,big: is not among its names", hint, "-K,big");
	REFUSED_HINT("-K big small: is not among its names", hint, "-K", "big small");
	REFUSED("-K needs an argument", "-K");
}

/* More names than the hint holds are cut. */
TEST(many_names)
{
	static const char *many[64];
	static const struct bts_opt wide_rows[] = {
		ROW(kinds, 'K', "kinds", BTS_NAMES, "KIND", .names = many), {}
	};
	struct bts_tool wide = tool;

	for (size_t i = 0; i < 60; i++)
		many[i] = "an_operation_with_a_long_name";
	wide.opts = wide_rows;
	CHECK_INT(parse_words(&wide, WORDS("-K", "x")), -EINVAL);
	CHECK_STR(error.text, "-K x: is not among its names");
	CHECK_INT(strlen(error.hint), sizeof(error.hint) - 1);
	CHECK(!strncmp(error.hint, "they are an_operation_with_a_long_name, an_op", 45));
}

/* Tables are what a summary is by: beside those of the row, those that are named. */
TEST(table_names)
{
	CHECK(GOOD("--by", "file"));
	CHECK(run.summary);
	CHECK_STR(run.only, "all,most,file");
	CHECK_INT(settings.count, 0);
	CHECK(GOOD("--by=user,file", "-i1"));
	CHECK(run.summary);
	CHECK_STR(run.only, "all,most,user,file");
	CHECK(GOOD("--by", "file", "--by", "user"));
	CHECK_STR(run.only, "all,most,file,all,most,user");
	CHECK(GOOD("--only", "errors", "--by", "user"));
	CHECK_STR(run.only, "errors,all,most,user");
	/* It is a summary with all that this means. */
	CHECK(GOOD("--by", "user", "--top", "3"));
	REFUSED("-S and --limit exclude each other", "--by", "user", "-l1");
	REFUSED_HINT("--by disk: is not among its names", "they are user, file", "--by", "disk");
	REFUSED_HINT("--by user,: is not among its names", "they are user, file", "--by=user,");
	/* None of it is left of one that was refused. */
	CHECK(!run.summary && !run.only);
}

TEST(field_rows)
{
	CHECK(GOOD("-q"));
	CHECK_STR(run.more_fields, NULL);
	CHECK(GOOD("-F", "--file"));
	CHECK_STR(run.more_fields, "path,path");
	CHECK_STR(run.fields, NULL);
	CHECK_INT(settings.count, 0);
	REFUSED("--file takes no argument", "--file=x");
}

/* A disk of this machine's, if it has any. */
static bool disk_name(char *name, size_t size)
{
	DIR *dir = opendir("/sys/class/block");
	struct dirent *entry;
	bool found = false;

	while (dir && !found && (entry = readdir(dir))) {
		found = entry->d_name[0] != '.' && !strchr(entry->d_name, ',');
		snprintf(name, size, "%s", entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

TEST(disk_names)
{
	char name[256];

	/* What is wrong is the disk's name, and is told as such. */
	REFUSED_HINT("no-such-disk-anywhere: no such disk or partition", "lsblk lists them",
		     "--disks", "no-such-disk-anywhere");
	REFUSED_HINT("/dev/null: no such disk or partition", "lsblk lists them",
		     "--disks=/dev/null");
	REFUSED("--disks needs an argument", "--disks");
	if (!disk_name(name, sizeof(name)))
		return;
	CHECK(GOOD("--disks", name, "-N1", "--disks", name));
	CHECK_INT(settings.count, 2);
	if (!CHECK_INT(settings.list[0].disks.count, 2))
		return;
	CHECK(settings.list[0].disks.dev[0]);
	CHECK_INT(settings.list[0].disks.dev[0], settings.list[0].disks.dev[1]);
}

TEST(clusters)
{
	CHECK(GOOD("-jq"));
	CHECK(run.json && run.quiet);
	CHECK(GOOD("-p1"));
	CHECK_STR(run.pids, "1");
	CHECK(GOOD("--pid=1"));
	CHECK_STR(run.pids, "1");
	CHECK(GOOD("-qjp12"));
	CHECK_STR(run.pids, "12");
	CHECK(run.json && run.quiet);
	CHECK(GOOD("-vvqDN7"));
	CHECK_INT(run.verbose, 2);
	CHECK_INT(setting("narrow"), 7);
	CHECK(GOOD("-qp", "1"));
	CHECK_STR(run.pids, "1");

	REFUSED_HINT("unknown option -Z", HELP_HINT, "-jZ");
	REFUSED_HINT("unknown option -Z", HELP_HINT, "-jqZq");
	REFUSED("-p needs an argument", "-jqp");
	/* The word is right that the error is told by, also behind arguments. */
	REFUSED_HINT("unknown option -Z", HELP_HINT, "-p", "1", "-jZ", "--json");
	REFUSED_HINT("unknown option --jsonn", "did you mean --json?", "-jq", "-p", "1", "--jsonn");
}

TEST(command)
{
	CHECK(GOOD("-q", "ls", "-l", "--json"));
	if (CHECK(run.command)) {
		CHECK_STR(run.command[0], "ls");
		CHECK_STR(run.command[1], "-l");
		CHECK_STR(run.command[2], "--json");
		CHECK_STR(run.command[3], NULL);
	}
	CHECK(run.quiet && !run.json && !run.limit);
	CHECK(GOOD("-q", "--", "-l", "x"));
	if (CHECK(run.command)) {
		CHECK_STR(run.command[0], "-l");
		CHECK_STR(run.command[1], "x");
	}
	/* Only the first is ours. */
	CHECK(GOOD("--", "--", "x"));
	if (CHECK(run.command))
		CHECK_STR(run.command[0], "--");
	CHECK(GOOD("-f", "ls"));
	CHECK(run.follow);
	CHECK(GOOD("-"));
	if (CHECK(run.command))
		CHECK_STR(run.command[0], "-");
}

TEST(unknown)
{
	REFUSED_HINT("unknown option -Z", HELP_HINT, "-Z");
	REFUSED_HINT("unknown option --zebra", HELP_HINT, "--zebra");
	REFUSED_HINT("unknown option --zebra", HELP_HINT, "--zebra=1");
	REFUSED_HINT("unknown option --durasion", "did you mean --duration?", "--durasion", "1");
	REFUSED_HINT("unknown option --durasion", "did you mean --duration?", "--durasion=1");
	/* The tool's own are known as well. */
	REFUSED_HINT("unknown option --narow", "did you mean --narrow?", "--narow", "1");
	REFUSED("--st may be --strict or --stats", "--st");
	REFUSED("--co may be --comm or --container", "--co=1");
	REFUSED("--w may be --wide or --world", "--w");
}

TEST(arguments)
{
	REFUSED("-p needs an argument", "-p");
	REFUSED("--pid needs an argument", "--pid");
	REFUSED("--pid needs an argument", "-q", "--pi");
	REFUSED("-N needs an argument", "-N");
	REFUSED("--narrow needs an argument", "--narrow");
	REFUSED("--json takes no argument", "--json=1");
	REFUSED("--json takes no argument", "--json=");
	/* Its beginning stood for the name. */
	REFUSED("--json takes no argument", "--jso=1");
	REFUSED("--deep takes no argument", "--deep=1");
	REFUSED("--world takes no argument", "--world=1");
}

TEST(values)
{
	static const struct {
		const char *word, *arg, *text;
	} bad[] = {
		{ "-l", "x", "-l x: is not a number" },
		{ "-l", "", "-l : is not a number" },
		{ "-l", "-1", "-l -1: is not a number" },
		{ "-l", "1.5", "-l 1.5: is not a number" },
		{ "-l", "18446744073709551616", "-l 18446744073709551616: out of range" },
		{ "--limit", "0x10", "--limit 0x10: is not a number" },
		{ "-d", "x", "-d x: is not a time such as 10, 1.5s or 500ms" },
		{ "--duration", "5y", "--duration 5y: is not a time such as 10, 1.5s or 500ms" },
		{ "-d", "18446744074", "-d 18446744074: out of range" },
		{ "-m", "10 us", "-m 10 us: is not a time such as 100, 100us or 5ms" },
		{ "-m", "-5", "-m -5: is not a time such as 100, 100us or 5ms" },
		{ "--buffer", "1x", "--buffer 1x: is not a size such as 65536, 512k or 8m" },
		{ "--buffer", "17179869184g", "--buffer 17179869184g: out of range" },
		/* What goes to the kernel in 32 bits. */
		{ "--max-open", "4294967296", "--max-open 4294967296: out of range" },
		{ "-N", "4294967296", "-N 4294967296: out of range" },
		{ "-W", "18446744073709551616", "-W 18446744073709551616: out of range" },
		{ "--slow", "never", "--slow never: is not a time such as 100, 100us or 5ms" },
		{ "--room", "lots", "--room lots: is not a size such as 65536, 512k or 8m" },
		{ "--period", "", "--period : is not a time such as 10, 1.5s or 500ms" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		REFUSED(bad[i].text, bad[i].word, bad[i].arg);
	CHECK(GOOD("-d", "18446744073", "-l", "18446744073709551615", "--max-open", "4294967295"));
	CHECK_INT(run.max_open, UINT32_MAX);
}

/* What is printed of the last error. */
static void check_printed(const char *want)
{
	FILE *saved = stderr;
	char *text = NULL;
	size_t size;

	stderr = open_memstream(&text, &size);
	if (!stderr)
		abort();
	bts_error_print("tool", &error);
	fclose(stderr);
	stderr = saved;
	CHECK_STR(text, want);
	free(text);
}

/* Whatever stands on the command line, what is wrong with it is told in one line. */
TEST(one_line)
{
	char longer[2000];

	REFUSED("-l x: is not a number", "-l", "x");
	check_printed("tool: -l x: is not a number\n");
	CHECK_INT(parse_words(&tool, WORDS("-l", "1\n2\177")), -EINVAL);
	check_printed("tool: -l 1?2?: is not a number\n");
	CHECK_INT(parse_words(&tool, WORDS("--a\nb")), -EINVAL);
	check_printed("tool: unknown option --a?b\nhint: --help lists the options\n");
	CHECK_INT(parse_words(&tool, WORDS("-\n")), -EINVAL);
	check_printed("tool: unknown option -?\nhint: --help lists the options\n");
	CHECK_INT(parse_words(&tool, WORDS("-l", "\033[31mé")), -EINVAL);
	check_printed("tool: -l ?[31mé: is not a number\n");
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	CHECK_INT(parse_words(&tool, WORDS("-l", longer)), -EINVAL);
	CHECK_INT(strlen(error.text), sizeof(error.text) - 1);
	longer[0] = longer[1] = '-';
	CHECK_INT(parse_words(&tool, WORDS(longer)), -EINVAL);
	CHECK(!strncmp(error.text, "unknown option --xxx", 20));
}

TEST(exclusions)
{
	REFUSED("--json and --csv exclude each other", "--csv", "-j");
	REFUSED("-p and a COMMAND exclude each other", "-p1", "ls");
	REFUSED("-t and a COMMAND exclude each other", "-t1", "--", "ls");
	REFUSED("-p and a COMMAND exclude each other", "-t1", "-p1", "ls");
	REFUSED("--follow needs -p, -t or a COMMAND to begin from", "-f");
	REFUSED("--inflight and -S exclude each other", "--inflight", "-S");
	REFUSED("--inflight and -S exclude each other", "-i1", "--inflight=1s");
	REFUSED("--inflight and -S exclude each other", "--inflight", "--by", "user");
	REFUSED("--inflight and -x exclude each other", "-x", "--inflight");
	REFUSED("--inflight and -m exclude each other", "--inflight", "-m1");
	REFUSED("--inflight and -m exclude each other", "--inflight=0", "-m1");
	CHECK(GOOD("--inflight", "-m0", "-l1", "-d1", "-p1", "-j"));
	CHECK(GOOD("-f", "-p1"));
	CHECK(GOOD("-f", "-t1"));
	CHECK(GOOD("-p1", "-t1"));
}

/* What a tool does not honour is refused, never passed over. */
TEST(honours)
{
	static const char task[] = "tool cannot: its events belong to no task";
	static const struct {
		const char *const words[3];
		const char *what;
		uint32_t needs;
		const char *why;
	} rows_of[] = {
		{ { "-p", "1" }, "-p", BTS_HONOURS_TASK, task },
		{ { "--pid", "1" }, "--pid", BTS_HONOURS_TASK, task },
		{ { "-t1" }, "-t", BTS_HONOURS_TASK, task },
		{ { "-f" }, "-f", BTS_HONOURS_TASK, task },
		{ { "-n", "sh" }, "-n", BTS_HONOURS_TASK, task },
		{ { "-u", "0" }, "-u", BTS_HONOURS_TASK, task },
		{ { "-x" }, "-x", BTS_HONOURS_FAILED, "tool cannot: its events cannot fail" },
		{ { "-m1" }, "-m", BTS_HONOURS_MIN, "tool cannot: its events take no time" },
		{ { "--max-open", "1" },
		  "--max-open",
		  BTS_HONOURS_SPANS,
		  "tool cannot: it does not match beginnings with ends" },
		{ { "-S" }, "-S", BTS_HONOURS_SUMMARY, "tool cannot: it keeps no tables" },
		{ { "-i1" }, "-i", BTS_HONOURS_SUMMARY, "tool cannot: it keeps no tables" },
		{ { "--top", "1" },
		  "--top",
		  BTS_HONOURS_SUMMARY,
		  "tool cannot: it keeps no tables" },
		{ { "--inflight" },
		  "--inflight",
		  BTS_HONOURS_INFLIGHT,
		  "tool cannot: it does not look at what is in progress" },
		{ { "--inflight=1s" },
		  "--inflight",
		  BTS_HONOURS_INFLIGHT,
		  "tool cannot: it does not look at what is in progress" },
	};
	struct bts_tool less = tool;

	for (size_t i = 0; i < ARRAY_SIZE(rows_of); i++) {
		char text[128];

		snprintf(text, sizeof(text), "%s: %s", rows_of[i].what, rows_of[i].why);
		less.honours = tool.honours & ~rows_of[i].needs;
		refused(&less, rows_of[i].words, text, "");
		less.honours = 0;
		refused(&less, rows_of[i].words, text, "");
	}
	less.honours = 0;
	refused(&less, WORDS("ls"), "ls: tool traces no command: its events belong to no task", "");
	CHECK(good(&less, WORDS("-jq", "-d1", "-l1", "-o", "file", "--buffer=1m")));
	/* Without rows of its own. */
	less.opts = NULL;
	CHECK(good(&less, WORDS("-q")));
}

TEST(check)
{
	static const struct {
		const char *text;
		struct bts_opt rows[4];
	} bad[] = {
		{ "tool: -a stands for --one and --two",
		  { { .name = "one", .letter = 'a' }, { .name = "two", .letter = 'a' } } },
		{ "tool: --one stands twice",
		  { { .name = "one", .letter = 'a' }, { .name = "one", .letter = 'b' } } },
		/* The common rows, whose letters mean the same in every tool. */
		{ "tool: -p stands for --pid and --mine", { { .name = "mine", .letter = 'p' } } },
		{ "tool: -h stands for --help and --mine", { { .name = "mine", .letter = 'h' } } },
		{ "tool: --json stands twice", { { .name = "json" } } },
	};
	struct bts_tool t = tool;

	CHECK_INT(bts_options_check(&t, &error), 0);
	t.opts = NULL;
	CHECK_INT(bts_options_check(&t, &error), 0);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		t.opts = bad[i].rows;
		CHECK_INT(bts_options_check(&t, &error), -EINVAL);
		CHECK_STR(error.text, bad[i].text);
	}
}

/* More rows than there is room for are a mistake of the tool, not lost options. */
TEST(check_too_many)
{
	static struct bts_opt many[120];
	static char names[120][8];
	struct bts_tool t = tool;

	for (size_t i = 0; i + 1 < ARRAY_SIZE(many); i++) {
		snprintf(names[i], sizeof(names[i]), "o%zu", i);
		many[i].name = names[i];
		many[i].help = "";
	}
	t.opts = many;
	CHECK_INT(bts_options_check(&t, &error), -EINVAL);
	CHECK_STR(error.text, "tool: more options than 96");
	CHECK(good(&t, WORDS("--o0", "-q")));
}

/* The caller frees it. */
static char *help_of(const struct bts_tool *t)
{
	FILE *saved = stdout;
	char *text = NULL;
	size_t size;

	stdout = open_memstream(&text, &size);
	if (!stdout)
		abort();
	bts_options_help(t, "invoked");
	fclose(stdout);
	stdout = saved;
	return text;
}

/* Is there a line for the option? */
static bool has_line(const char *text, const struct bts_opt *o)
{
	const char *open = may_miss(o) ? "[=" : o->arg ? "=" : " ";
	const char *arg = may_miss(o) ? o->arg + 1 : o->arg ?: "";
	char line[64];

	if (o->letter)
		snprintf(line, sizeof(line), "\n  -%c, --%s%s%s", o->letter, o->name, open, arg);
	else
		snprintf(line, sizeof(line), "\n      --%s%s%s", o->name, open, arg);
	return strstr(text, line);
}

TEST(help)
{
	struct bts_tool deaf = tool;
	char *text = help_of(&tool);

	CHECK(strstr(text, "Usage: invoked "));
	CHECK(strstr(text, "COMMAND"));
	CHECK(strstr(text, "tool: does what the test says."));
	CHECK(strstr(text, "More of it."));
	for (const struct bts_opt *o = bts_common_opts; o->name; o++)
		CHECK(has_line(text, o));
	for (const struct bts_opt *o = rows; o->name; o++)
		CHECK(has_line(text, o));
	free(text);

	/* What a tool refuses is not offered. */
	deaf.honours = 0;
	text = help_of(&deaf);
	CHECK(!strstr(text, "COMMAND"));
	for (const struct bts_opt *o = bts_common_opts; o->name; o++)
		CHECK_INT(has_line(text, o), !o->needs);
	free(text);
}

TEST(help_of_every_tool)
{
	for (size_t i = 0; bts_tools[i]; i++) {
		char *text = help_of(bts_tools[i]);

		CHECK(strstr(text, bts_tools[i]->summary));
		for (const struct bts_opt *o = bts_tools[i]->opts; o && o->name; o++)
			CHECK(has_line(text, o));
		for (const struct bts_opt *o = bts_common_opts; o->name; o++)
			CHECK_INT(has_line(text, o), !(o->needs & ~bts_tools[i]->honours));
		free(text);
	}
}

/* A multi-call program may parse more than once, also after an error half-way in a word. */
TEST(again)
{
	CHECK(GOOD("-qvj", "-N5", "ls"));
	REFUSED_HINT("unknown option -Z", HELP_HINT, "-qZj");
	CHECK(GOOD("-v"));
	CHECK_INT(run.verbose, 1);
	CHECK(!run.quiet && !run.json && !run.command);
	CHECK_INT(settings.count, 0);
}

TEST_MAIN(RUN(nothing), RUN(common_rows), RUN(long_forms), RUN(missing_argument), RUN(tool_rows),
	  RUN(repeated), RUN(names), RUN(many_names), RUN(table_names), RUN(field_rows),
	  RUN(disk_names), RUN(clusters), RUN(command), RUN(unknown), RUN(arguments), RUN(values),
	  RUN(one_line), RUN(exclusions), RUN(honours), RUN(check), RUN(check_too_many), RUN(help),
	  RUN(help_of_every_tool), RUN(again))
