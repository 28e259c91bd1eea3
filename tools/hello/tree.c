// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* hello --tree: the processes that were seen, below those that made them. */
#include <stdlib.h>
#include <string.h>
#include "bts/array.h"
#include "tree.h"

#define NODES_MAX 65536
#define HASH_SIZE 16384
/* As much of a command as is remembered, made safe, bytes. */
#define COMMAND_MAX 512

struct node {
	uint64_t pid, born;		       /* CLOCK_MONOTONIC, ns: as far as is known */
	uint64_t first;			       /* time of the first record */
	struct node *parent, *children, *next; /* children in the order of birth */
	struct node *youngest;		       /* of the children */
	struct node *older;		       /* in its chain of the hash */
	char *command, *status;
	uint64_t life, cpu, failed;
	bool ended, bad;
};

/* One run, one tree. */
static struct node *hash[HASH_SIZE];
static struct node top; /* above all that have no parent */
static size_t count;
static uint64_t left_out;

static uint64_t number(const struct bts_view *view, const struct bts_rec *rec, const char *name)
{
	return bts_field_u64(bts_record_field(view->record, name), rec);
}

/* A field as the table shows it, which is safe for a terminal; NULL: no memory. */
static char *text(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec,
		  const char *name)
{
	struct bts_out *cell = &sink->cell;
	size_t n;

	cell->len = 0;
	bts_field_text(cell, bts_record_field(view->record, name), rec, &sink->clock);
	n = cell->len < COMMAND_MAX ? cell->len : COMMAND_MAX;
	/* Not within a character of several bytes. */
	while (n && n < cell->len && (cell->buf[n] & 0xc0) == 0x80)
		n--;
	cell->len = 0;
	return strndup(cell->buf, n);
}

static struct node **place(uint64_t pid)
{
	return &hash[pid % HASH_SIZE];
}

/* The process that has the number now, or had it last. */
static struct node *find(uint64_t pid)
{
	struct node *n = *place(pid);

	while (n && n->pid != pid)
		n = n->older;
	return n;
}

/* Almost always the child is the youngest: one may have made thousands before. */
static void adopt(struct node *parent, struct node *child)
{
	struct node **at = &parent->children;

	if (parent->youngest && parent->youngest->born <= child->born)
		at = &parent->youngest->next;
	while (*at && (*at)->born <= child->born)
		at = &(*at)->next;
	child->next = *at;
	child->parent = parent;
	*at = child;
	if (!child->next)
		parent->youngest = child;
}

static void give_up(struct node *child)
{
	struct node **at = &child->parent->children, *before = NULL;

	while (*at != child) {
		before = *at;
		at = &before->next;
	}
	*at = child->next;
	if (!child->next)
		child->parent->youngest = before;
}

static struct node *new_node(uint64_t pid, uint64_t born, uint64_t now, struct node *parent)
{
	struct node *n = count < NODES_MAX ? calloc(1, sizeof(*n)) : NULL;

	if (!n) {
		left_out++;
		return NULL;
	}
	count++;
	n->pid = pid;
	n->born = born;
	n->first = now;
	n->older = *place(pid);
	*place(pid) = n;
	adopt(parent ?: &top, n);
	return n;
}

static bool is_below(const struct node *n, const struct node *above)
{
	while (n && n != above)
		n = n->parent;
	return n;
}

/*
 * The child may have been heard of before its parent's call is over. Then it was
 * placed by the parent that it had by then, which need not be the one that made it.
 */
static void cloned(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	uint64_t pid = number(view, rec, "pid"), child = number(view, rec, "child");
	uint64_t now = number(view, rec, "time"), begun = now - number(view, rec, "duration");
	bool is_thread = number(view, rec, "made") & 0x10000; /* CLONE_THREAD */
	struct node *parent = find(pid), *n = find(child);

	if (!parent || parent->ended)
		parent = new_node(pid, begun, now, NULL);
	if (!parent)
		return;
	if (!parent->command)
		parent->command = text(sink, view, rec, "comm");
	if (number(view, rec, "error")) {
		parent->failed++;
		return;
	}
	if (is_thread || !child)
		return;
	if (!n || n->first < begun) {
		n = new_node(child, now, now, parent);
	} else if (n->parent != parent && !is_below(parent, n)) {
		give_up(n);
		adopt(parent, n);
	}
	if (n && !n->command)
		n->command = text(sink, view, rec, "comm");
}

/* The node of a record of the process itself. */
static struct node *own_node(const struct bts_view *view, const struct bts_rec *rec, uint64_t born)
{
	uint64_t pid = number(view, rec, "pid"), now = number(view, rec, "time");
	struct node *n = find(pid), *parent = find(number(view, rec, "ppid"));

	if (n && !n->ended)
		return n;
	return new_node(pid, born, now, parent && !parent->ended ? parent : NULL);
}

static void executed(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	struct node *n = own_node(view, rec, number(view, rec, "time"));
	const struct bts_field *argv = bts_record_field(view->record, "argv");

	if (!n)
		return;
	free(n->command);
	n->command = text(sink, view, rec, bts_field_known(argv, rec) ? "argv" : "comm");
}

static void ended(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	uint64_t life = number(view, rec, "life");
	struct node *n = own_node(view, rec, number(view, rec, "time") - life);
	bool killed = number(view, rec, "signal");

	if (!n)
		return;
	if (!n->command)
		n->command = text(sink, view, rec, "comm");
	n->ended = true;
	n->life = life;
	n->cpu = number(view, rec, "user") + number(view, rec, "system");
	n->bad = killed || number(view, rec, "code");
	free(n->status);
	n->status = text(sink, view, rec, killed ? "signal" : "code");
}

static void tree_begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	(void)sink, (void)meta;
}

static void tree_record(struct bts_sink *sink, const struct bts_view *view,
			const struct bts_rec *rec)
{
	static const struct {
		const char *name;
		void (*take)(struct bts_sink *sink, const struct bts_view *view,
			     const struct bts_rec *rec);
	} takers[] = { { "clone", cloned }, { "exec", executed }, { "exit", ended } };

	for (size_t i = 0; i < ARRAY_SIZE(takers); i++) {
		if (!strcmp(view->record->name, takers[i].name))
			takers[i].take(sink, view, rec);
	}
}

static void node_draw(struct bts_sink *sink, const struct node *n)
{
	struct bts_out *out = sink->out;

	bts_out_u64(out, n->pid);
	bts_out_char(out, ' ');
	bts_out_text(out, n->command ?: "?");
	if (!n->ended) {
		bts_out_text(out, "  still there");
	} else {
		bts_out_text(out, "  ");
		bts_out_duration(out, n->life);
		bts_out_text(out, ", cpu ");
		bts_out_duration(out, n->cpu);
		if (n->bad) {
			bts_out_text(out, sink->color ? ", \033[31m" : ", ");
			bts_out_text(out, n->status && n->status[0] == 'S' ? "" : "status ");
			bts_out_text(out, n->status ?: "?");
			bts_out_text(out, sink->color ? "\033[0m" : "");
		}
	}
	if (n->failed) {
		bts_out_text(out, ", failed to make ");
		bts_out_u64(out, n->failed);
	}
	bts_out_char(out, '\n');
}

/* What stands before the line of @n: for each ancestor whether more of its kin follow. */
static void branch_draw(struct bts_sink *sink, const struct node *n)
{
	static const char *const lines[2][4] = { { "   ", "|  ", "`- ", "|- " },
						 { "   ", "\u2502  ", "\u2514\u2500 ",
						   "\u251c\u2500 " } };
	const struct node *above[512] = {};
	size_t depth = 0;

	for (const struct node *p = n; p->parent != &top && depth < 512; p = p->parent)
		above[depth++] = p;
	while (depth--)
		bts_out_text(sink->out, lines[sink->utf8][2 * !depth + !!above[depth]->next]);
}

/* Not by recursion: a process may have as many ancestors as it likes. */
static void tree_end(struct bts_sink *sink, const struct bts_totals *totals)
{
	struct node *n = top.children, *gone;

	(void)totals;
	while (n) {
		branch_draw(sink, n);
		node_draw(sink, n);
		if (n->children) {
			n = n->children;
			continue;
		}
		while (n && !n->next)
			n = n->parent;
		n = n ? n->next : NULL; /* nothing is beside or above the top */
	}
	if (left_out) {
		bts_out_text(sink->out, "left out: ");
		bts_out_u64(sink->out, left_out);
		bts_out_char(sink->out, '\n');
	}
	for (size_t i = 0; i < HASH_SIZE; i++) {
		while ((gone = hash[i])) {
			hash[i] = gone->older;
			free(gone->command);
			free(gone->status);
			free(gone);
		}
	}
	top = (struct node){};
	count = left_out = 0;
}

const struct bts_sink_ops hello_tree = {
	.name = "--tree",
	.begin = tree_begin,
	.record = tree_record,
	.end = tree_end,
};
