// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The main() of bpftrace-suite: all tools in one program, by sub-command or by argv[0]. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "bts/array.h"
#include "bts/completion.h"
#include "bts/doctor.h"
#include "bts/error.h"
#include "bts/nearest.h"
#include "bts/tools.h"
#include "bts/version.h"

#define SUITE "bpftrace-suite"

static const struct bts_tool *tool_find(const char *name)
{
	for (size_t i = 0; bts_tools[i]; i++) {
		if (!strcmp(bts_tools[i]->name, name))
			return bts_tools[i];
	}
	return NULL;
}

static int list(int argc, char **argv)
{
	(void)argc, (void)argv;
	for (size_t i = 0; bts_tools[i]; i++)
		printf("%-12s %s\n", bts_tools[i]->name, bts_tools[i]->summary);
	return 0;
}

static int help(int argc, char **argv)
{
	puts("Usage: " SUITE " TOOL [OPTION...] [[--] COMMAND [ARG...]]\n"
	     "       " SUITE " list | help [TOOL] | doctor [-j] [TOOL...] | completion SHELL |\n"
	     "       " SUITE " version\n"
	     "\n"
	     "Traces a live Linux system with precompiled BPF programs. The tools:\n");
	list(argc, argv);
	puts("\n`" SUITE " TOOL --help' tells of one tool, `man " SUITE
	     "' of what all have in common.");
	return 0;
}

static int version(int argc, char **argv)
{
	(void)argc, (void)argv;
	puts(SUITE " " BTS_VERSION);
	return 0;
}

static int doctor(int argc, char **argv)
{
	return bts_doctor_run(SUITE, bts_tools, argc, argv);
}

static int completion(int argc, char **argv);

/* Words that are no tool; the long forms work too. */
static const struct {
	struct bts_word word;
	int (*run)(int argc, char **argv);
	const char *args; /* for the help */
} words[] = {
	{ { "list", "list the tools" }, list, "" },
	{ { "help", "say how to use a tool" }, help, " [TOOL]" },
	{ { "doctor", "say what this machine permits, and what to do about it" },
	  doctor,
	  " [-j | --json] [TOOL...]" },
	{ { "completion", "print what a shell completes these words by" },
	  completion,
	  " bash | zsh | fish" },
	{ { "version", "print the version" }, version, "" },
};

#define WORDS (ARRAY_SIZE(words))

/* The place of @name among the words; WORDS: it is none. */
static size_t word_find(const char *name)
{
	size_t i = 0;

	while (i < WORDS && strcmp(words[i].word.name, name))
		i++;
	return i;
}

static int word_help(size_t i)
{
	printf("Usage: " SUITE " %s%s\n\n%s: %s.\n", words[i].word.name, words[i].args,
	       words[i].word.name, words[i].word.summary);
	return 0;
}

static int completion(int argc, char **argv)
{
	struct bts_word known[WORDS + 1] = {};
	struct bts_error error = {};

	for (size_t i = 0; i < WORDS; i++)
		known[i] = words[i].word;
	if (argc == 2 && !bts_completion_print(argv[1], SUITE, bts_tools, known))
		return 0;
	bts_fail(&error, -EINVAL, "completion: for bash, zsh or fish?");
	bts_error_print(SUITE, &error);
	return 2;
}

static int unknown(const char *word)
{
	const char *names[128], *nearest;
	struct bts_error error;
	size_t n = 0;

	for (size_t i = 0; i < WORDS; i++)
		names[n++] = words[i].word.name;
	for (size_t i = 0; bts_tools[i] && n < ARRAY_SIZE(names); i++)
		names[n++] = bts_tools[i]->name;
	bts_fail(&error, -EINVAL, "%s: no such tool", word);
	nearest = bts_nearest(word, names, n);
	if (nearest)
		bts_hint(&error, "did you mean %s?", nearest);
	else
		bts_hint(&error, "`" SUITE " list' lists the tools");
	bts_error_print(SUITE, &error);
	return 2;
}

/* Runs a tool as a sub-command, which is also what its help calls it. */
static int tool_run(const struct bts_tool *tool, int argc, char **argv)
{
	char name[64];

	snprintf(name, sizeof(name), SUITE " %s", tool->name);
	argv[0] = name;
	return bts_tool_run(tool, argc, argv);
}

static int flushed(int status)
{
	struct bts_error error;

	if (!fflush(stdout) && !ferror(stdout))
		return status;
	bts_fail(&error, -errno, "stdout: %s", strerror(errno));
	bts_error_print(SUITE, &error);
	return 1;
}

int main(int argc, char **argv)
{
	const char *called = argc ? argv[0] : SUITE, *slash = strrchr(called, '/'), *word;
	const struct bts_tool *tool;
	size_t known;

	called = slash ? slash + 1 : called;
	tool = tool_find(strncmp(called, BTS_PREFIX, strlen(BTS_PREFIX))
				 ? called
				 : called + strlen(BTS_PREFIX));
	if (tool)
		return bts_tool_run(tool, argc, argv);
	if (argc < 2) {
		fputs(SUITE ": which tool?\nhint: `" SUITE " list' lists them\n", stderr);
		return 2;
	}
	word = argv[1];
	if (!strcmp(word, "-h"))
		word = "help";
	else if (!strcmp(word, "-V"))
		word = "version";
	else if (!strncmp(word, "--", 2))
		word += 2;
	if (!strcmp(word, "help") && argc > 2) {
		char ask[] = "--help", *args[] = { NULL, ask, NULL };

		tool = tool_find(argv[2]);
		known = word_find(argv[2]);
		return tool	       ? tool_run(tool, 2, args)
		       : known < WORDS ? flushed(word_help(known))
				       : unknown(argv[2]);
	}
	known = word_find(word);
	if (known < WORDS && argc > 2 && (!strcmp(argv[2], "-h") || !strcmp(argv[2], "--help")))
		return flushed(word_help(known));
	if (known < WORDS)
		return flushed(words[known].run(argc - 1, argv + 1));
	tool = tool_find(argv[1]);
	return tool ? tool_run(tool, argc - 1, argv + 1) : unknown(argv[1]);
}
