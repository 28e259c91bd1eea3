// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "bts/array.h"
#include "bts/completion.h"
#include "bts/options.h"
#include "bts/session.h"
#include "bts/version.h"

/* What an option's argument is completed with, by what the help calls it. */
enum source {
	NOTHING, /* a number, a time, a name of the user's own */
	FILES,
	PIDS,
	USERS,
	WHENS,
	KINDS,
	TYPES,
	FIELDS,
};

static const struct {
	const char *arg;
	enum source source;
} sources[] = {
	{ "FILE", FILES },	     { "PATH", FILES },	 { "PID[,PID...]", PIDS },
	{ "USER", USERS },	     { "WHEN", WHENS },	 { "KIND[,KIND...]", KINDS },
	{ "TYPE[,TYPE...]", TYPES }, { "LIST", FIELDS },
};

static enum source source_of(const struct bts_opt *o)
{
	for (size_t i = 0; o->arg && i < ARRAY_SIZE(sources); i++) {
		if (!strcmp(sources[i].arg, o->arg))
			return sources[i].source;
	}
	return NOTHING;
}

/* One tool's object, opened for what its options may be given. */
struct opened {
	const struct bts_tool *tool;
	struct bts_session session;
};

/* Does an earlier record have a field of that name? */
static bool is_listed(const struct bts_schema *schema, size_t records, const char *name)
{
	for (size_t i = 0; i < records; i++) {
		if (bts_record_field(&schema->records[i], name))
			return true;
	}
	return false;
}

/* The words of a known set, with spaces between. */
static void words_print(const struct opened *x, enum source source)
{
	const struct bts_schema *schema = &x->session.schema;
	const struct bts_plan *plan = &x->session.plan;
	unsigned int has = 0;

	if (source == WHENS)
		printf("auto always never");
	for (size_t i = 0; source == KINDS && i < plan->count; i++)
		has |= bts_hook_internal(&plan->hooks[i]) ? 0 : plan->hooks[i].has;
	for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
		if (has & 1U << k)
			printf("%s ", bts_attach_names[k]);
	}
	for (size_t i = 0; source == TYPES && i < schema->nrecords; i++)
		printf("%s%s", i ? " " : "", schema->records[i].name);
	for (size_t i = 0; source == FIELDS && i < schema->nrecords; i++) {
		const struct bts_record *record = &schema->records[i];

		for (size_t j = 0; j < record->nfields; j++) {
			if (!is_listed(schema, i, record->fields[j].name))
				printf("%s ", record->fields[j].name);
		}
	}
	if (source == KINDS || source == FIELDS)
		printf("help");
}

/* @text, with a backslash before each of the characters in @special. */
static void escaped(const char *text, const char *special)
{
	for (; *text; text++) {
		/* In single quotes no backslash helps. */
		if (*text == '\'') {
			printf("'\\''");
			continue;
		}
		if (strchr(special, *text))
			putchar('\\');
		putchar(*text);
	}
}

/*
 * The rows that @tool honours: common ones, then its own; NULL at the end. A tool with a command
 * line of its own has none.
 */
static const struct bts_opt *row_next(const struct bts_tool *tool, const struct bts_opt *o,
				      bool *own)
{
	if (tool->parse)
		return NULL;
	o = o ? o + 1 : bts_common_opts;
	for (;;) {
		while (o->name && (o->needs & ~tool->honours))
			o++;
		if (o->name)
			return o;
		if (*own || !tool->opts)
			return NULL;
		*own = true;
		o = tool->opts;
	}
}

#define for_each_row(o, tool, own)                                            \
	for (bool own = false, *once = &own; once; once = NULL)               \
		for (const struct bts_opt *o = row_next(tool, NULL, &own); o; \
		     o = row_next(tool, o, &own))

static void bash_option(const struct opened *x, const struct bts_opt *o)
{
	static const char *const action[] = {
		[FILES] = "compgen -f -- \"$cur\"",
		[PIDS] = "cd /proc && compgen -W \"$(echo [0-9]*)\" -- \"$cur\"",
		[USERS] = "compgen -u -- \"$cur\"",
	};
	enum source source = source_of(o);

	printf("\t%s:--%s", x->tool->name, o->name);
	if (o->letter)
		printf(" | %s:-%c", x->tool->name, o->letter);
	printf(")\n\t\t");
	if (source == NOTHING) {
		printf("COMPREPLY=()");
	} else if (source <= USERS) {
		/* Directories get a slash, and odd names their quotes. */
		if (source == FILES)
			printf("compopt -o filenames 2>/dev/null\n\t\t");
		printf("mapfile -t COMPREPLY < <(%s)", action[source]);
	} else {
		printf("mapfile -t COMPREPLY < <(compgen -P \"$before\" -W '");
		words_print(x, source);
		printf("' -- \"${cur##*,}\")");
	}
	printf("\n\t\treturn\n\t\t;;\n");
}

static void bash_print(const char *suite, const struct opened *x, size_t n,
		       const struct bts_word *words)
{
	printf("# bash completion for %s\n\n_bpftrace_suite()\n{\n"
	       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} i\n"
	       "\tlocal tool=${COMP_WORDS[0]##*/} before= options=\n\n"
	       "\t# Bash makes --name=value three words.\n"
	       "\tif [[ $cur == = ]]; then\n\t\tcur=\n"
	       "\telif [[ $prev == = && $COMP_CWORD -gt 2 ]]; then\n"
	       "\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n\tfi\n"
	       "\t[[ $cur == *,* ]] && before=${cur%%,*},\n"
	       "\tif [[ $tool == %s ]]; then\n\t\ttool=${COMP_WORDS[1]}\n"
	       "\t\tif ((COMP_CWORD == 1)); then\n"
	       "\t\t\tmapfile -t COMPREPLY < <(compgen -W '",
	       suite, suite);
	for (size_t i = 0; i < n; i++)
		printf("%s ", x[i].tool->name);
	for (size_t i = 0; words[i].name; i++)
		printf("%s%s", i ? " " : "", words[i].name);
	printf("' -- \"$cur\")\n\t\t\treturn\n\t\tfi\n\tfi\n\ttool=${tool#" BTS_PREFIX "}\n"
	       "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	       "\t\t# What follows is a command's own.\n"
	       "\t\tif [[ ${COMP_WORDS[i]} == -- ]]; then\n"
	       "\t\t\tif type -t _command_offset >/dev/null; then\n"
	       "\t\t\t\t_command_offset $((i + 1))\n"
	       "\t\t\telse\n\t\t\t\tmapfile -t COMPREPLY < <(compgen -c -- \"$cur\")\n"
	       "\t\t\tfi\n\t\t\treturn\n\t\tfi\n\tdone\n"
	       "\tcase $tool:$prev in\n");
	for (size_t i = 0; i < n; i++) {
		for_each_row(o, x[i].tool, own)
		{
			if (o->arg)
				bash_option(&x[i], o);
		}
	}
	printf("\tesac\n\tcase $tool in\n");
	for (size_t i = 0; i < n; i++) {
		printf("\t%s) options='", x[i].tool->name);
		for_each_row(o, x[i].tool, own)
		{
			printf("--%s ", o->name);
		}
		printf("--' ;;\n");
	}
	printf("\tdoctor | help) options='");
	for (size_t i = 0; i < n; i++)
		printf("%s%s", i ? " " : "", x[i].tool->name);
	printf("' ;;\n\tcompletion) options='bash zsh fish' ;;\n\tesac\n"
	       "\tmapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n}\n"
	       "complete -F _bpftrace_suite %s",
	       suite);
	for (size_t i = 0; i < n; i++)
		printf(" " BTS_PREFIX "%s", x[i].tool->name);
	putchar('\n');
}

static void zsh_option(const struct opened *x, const struct bts_opt *o)
{
	static const char *const action[] = {
		[NOTHING] = " ", [FILES] = "_files", [PIDS] = "_pids", [USERS] = "_users"
	};
	enum source source = source_of(o);

	/* Lists may be given again, and grow. */
	printf("\t\t\t'%s--%s%s[", o->kind == BTS_LIST ? "*" : "", o->name, o->arg ? "=" : "");
	escaped(o->help, "[]:\\");
	putchar(']');
	if (o->arg) {
		putchar(':');
		escaped(o->arg, "[]:\\");
		putchar(':');
	}
	if (o->arg && source <= USERS) {
		printf("%s", action[source]);
	} else if (o->arg) {
		printf("(");
		words_print(x, source);
		printf(")");
	}
	printf("' \\\n");
	if (o->letter) {
		printf("\t\t\t'%s-%c%s[", o->kind == BTS_LIST ? "*" : "", o->letter,
		       o->arg ? "+" : "");
		escaped(o->help, "[]:\\");
		printf("]%s' \\\n", !o->arg	      ? ""
				    : source == FILES ? ":file:_files"
				    : source == PIDS  ? ":pid:_pids"
				    : source == USERS ? ":user:_users"
						      : ":value: ");
	}
}

static void zsh_print(const char *suite, const struct opened *x, size_t n,
		      const struct bts_word *words)
{
	printf("#compdef %s", suite);
	for (size_t i = 0; i < n; i++)
		printf(" " BTS_PREFIX "%s", x[i].tool->name);
	printf("\n\n_bpftrace_suite()\n{\n\tlocal tool=${service#" BTS_PREFIX
	       "}\n\tlocal -a tools\n\n"
	       "\tif [[ $service == %s ]]; then\n\t\ttools=(\n",
	       suite);
	for (size_t i = 0; i < n; i++) {
		printf("\t\t\t'%s:", x[i].tool->name);
		escaped(x[i].tool->summary, ":\\");
		printf("'\n");
	}
	for (size_t i = 0; words[i].name; i++) {
		printf("\t\t\t'%s:", words[i].name);
		escaped(words[i].summary, ":\\");
		printf("'\n");
	}
	printf("\t\t)\n\t\tif ((CURRENT == 2)); then\n\t\t\t_describe tool tools\n\t\t\treturn\n"
	       "\t\tfi\n\t\ttool=$words[2]\n\t\tshift words\n\t\t((CURRENT--))\n\tfi\n"
	       "\tcase $tool in\n");
	for (size_t i = 0; i < n; i++) {
		printf("\t%s)\n\t\t_arguments -s \\\n", x[i].tool->name);
		for_each_row(o, x[i].tool, own)
		{
			zsh_option(&x[i], o);
		}
		printf("\t\t\t'*::command:_normal'\n\t\t;;\n");
	}
	printf("\tdoctor | help) compadd");
	for (size_t i = 0; i < n; i++)
		printf(" %s", x[i].tool->name);
	printf(" ;;\n\tcompletion) compadd bash zsh fish ;;\n\tesac\n}\n\n_bpftrace_suite "
	       "\"$@\"\n");
}

static void fish_option(const struct opened *x, const struct bts_opt *o, const char *program,
			const char *condition)
{
	static const char *const action[] = { [NOTHING] = "-x",
					      [FILES] = "-rF",
					      [PIDS] = "-x -a '(__fish_complete_pids)'",
					      [USERS] = "-x -a '(__fish_complete_users)'" };
	enum source source = source_of(o);

	printf("complete -c %s%s -l %s", program, condition, o->name);
	if (o->letter)
		printf(" -s %c", o->letter);
	if (o->arg && source <= USERS) {
		printf(" %s", action[source]);
	} else if (o->arg) {
		printf(" -x -a '");
		words_print(x, source);
		putchar('\'');
	}
	printf(" -d '");
	escaped(o->help, "\\");
	printf("'\n");
}

static void fish_print(const char *suite, const struct opened *x, size_t n,
		       const struct bts_word *words)
{
	printf("# fish completion for %s\n\ncomplete -c %s -f\n", suite, suite);
	for (size_t i = 0; i < n; i++) {
		printf("complete -c %s -n __fish_use_subcommand -a %s -d '", suite,
		       x[i].tool->name);
		escaped(x[i].tool->summary, "\\");
		printf("'\n");
	}
	for (size_t i = 0; words[i].name; i++) {
		printf("complete -c %s -n __fish_use_subcommand -a %s -d '", suite, words[i].name);
		escaped(words[i].summary, "\\");
		printf("'\n");
	}
	printf("complete -c %s -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n",
	       suite);
	for (size_t i = 0; i < n; i++) {
		char condition[96], program[64];

		snprintf(condition, sizeof(condition), " -n '__fish_seen_subcommand_from %s'",
			 x[i].tool->name);
		snprintf(program, sizeof(program), BTS_PREFIX "%s", x[i].tool->name);
		printf("complete -c %s -n '__fish_seen_subcommand_from doctor help' -a %s\n", suite,
		       x[i].tool->name);
		for_each_row(o, x[i].tool, own)
		{
			fish_option(&x[i], o, suite, condition);
			fish_option(&x[i], o, program, "");
		}
	}
}

static const struct {
	const char *name;
	void (*print)(const char *suite, const struct opened *x, size_t n,
		      const struct bts_word *words);
} shells[] = {
	{ "bash", bash_print },
	{ "zsh", zsh_print },
	{ "fish", fish_print },
};

#define TOOLS_MAX 64

int bts_completion_print(const char *shell, const char *suite, const struct bts_tool *const *tools,
			 const struct bts_word *words)
{
	static struct opened opened[TOOLS_MAX];
	struct bts_error error = {};
	size_t n = 0, i = 0;

	while (i < ARRAY_SIZE(shells) && strcmp(shells[i].name, shell))
		i++;
	if (i == ARRAY_SIZE(shells))
		return -EINVAL;
	for (; n < TOOLS_MAX && tools[n]; n++) {
		opened[n].tool = tools[n];
		bts_session_open(&opened[n].session, tools[n], &error);
	}
	shells[i].print(suite, opened, n, words);
	while (n--)
		bts_session_close(&opened[n].session);
	return 0;
}
