// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bts/array.h"
#include "bts/error.h"
#include "match.h"

/* Which arguments of a call are looked at: bits by their places. */
struct rule {
	uint8_t fds, paths;
	bool sets; /* all descriptors that its arguments hold: those that are polled */
};

/*
 * Calls that are not looked at as their class would have it. Facts of strace 7.2, asked with each
 * call and each argument.
 */
static const struct {
	const char *names;
	struct rule rule;
} rules[] = {
	{ "pipe pipe2 socket socketpair epoll_create epoll_create1 mq_open inotify_init "
	  "inotify_init1 timerfd_create eventfd eventfd2 perf_event_open fanotify_init "
	  "memfd_create "
	  "bpf userfaultfd io_uring_setup fsopen pidfd_open landlock_create_ruleset memfd_secret",
	  {} },
	{ "poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64", { .sets = true } },
	{ "mmap mmap2", { .fds = 1 << 4 } },
	{ "dup2 dup3 sendfile sendfile64 tee kexec_file_load", { .fds = 1 << 0 | 1 << 1 } },
	{ "link pivot_root mount", { .paths = 1 << 0 | 1 << 1 } },
	{ "symlink quotactl", { .paths = 1 << 1 } },
	{ "epoll_ctl", { .fds = 1 << 2 } },
	{ "inotify_add_watch openat openat2 mkdirat mknodat fchownat futimesat newfstatat "
	  "fstatat64 "
	  "unlinkat readlinkat fchmodat fchmodat2 faccessat faccessat2 utimensat utimensat_time64 "
	  "name_to_handle_at execveat statx open_tree open_tree_attr fspick mount_setattr "
	  "setxattrat "
	  "getxattrat listxattrat removexattrat file_getattr file_setattr",
	  { .fds = 1 << 0, .paths = 1 << 1 } },
	{ "renameat renameat2 linkat move_mount",
	  { .fds = 1 << 0 | 1 << 2, .paths = 1 << 1 | 1 << 3 } },
	{ "symlinkat", { .fds = 1 << 1, .paths = 1 << 2 } },
	{ "splice copy_file_range", { .fds = 1 << 0 | 1 << 2 } },
	{ "fanotify_mark", { .fds = 1 << 3, .paths = 1 << 4 } },
	{ "fsconfig", { .fds = 1 << 4, .paths = 1 << 3 } },
};

static const struct systrace_options *opt;
static char **paths; /* those of the options, and what they stand for */
static size_t path_count;

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = words; (at = strstr(at, word)); at += n) {
		if ((at == words || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	}
	return false;
}

static struct rule rule_make(size_t row)
{
	uint32_t classes = bts_syscall_classes(row);
	const char *const *names;
	size_t count;

	names = bts_syscall_names(&count);
	for (size_t i = 0; row < count && i < ARRAY_SIZE(rules); i++) {
		if (has_word(rules[i].names, names[row]))
			return rules[i].rule;
	}
	if (classes & BTS_CLASS_FILE)
		return (struct rule){ .paths = 1 };
	if (classes & (BTS_CLASS_DESC | BTS_CLASS_NETWORK))
		return (struct rule){ .fds = 1 };
	return (struct rule){};
}

/* A row's rule, looked up once. */
static struct rule rule_of(int row)
{
	static struct rule known[SYSTRACE_ROWS];
	static bool is_known[SYSTRACE_ROWS];

	if (row < 0 || row >= SYSTRACE_ROWS)
		return (struct rule){};
	if (!is_known[row]) {
		known[row] = rule_make(row);
		is_known[row] = true;
	}
	return known[row];
}

static bool path_wanted(const char *path)
{
	for (size_t i = 0; i < path_count; i++) {
		if (!strcmp(paths[i], path))
			return true;
	}
	return false;
}

int match_init(const struct systrace_options *options)
{
	opt = options;
	path_count = 0;
	paths = calloc(2 * opt->path_count + 1, sizeof(*paths));
	if (!paths)
		return -ENOMEM;
	for (size_t i = 0; i < opt->path_count; i++) {
		char *path = strdup(opt->paths[i]), *real = realpath(opt->paths[i], NULL);

		if (!path) {
			free(real);
			return -ENOMEM;
		}
		paths[path_count++] = path;
		if (real && strcmp(path, real)) {
			if (!(opt->quiet & SYSTRACE_QUIET_PATH_RESOLUTION))
				bts_say("systrace", "Requested path \"%s\" resolved into \"%s\"",
					path, real);
			paths[path_count++] = real;
		} else {
			free(real);
		}
	}
	return 0;
}

void match_free(void)
{
	for (size_t i = 0; i < path_count; i++)
		free(paths[i]);
	free(paths);
	paths = NULL;
	path_count = 0;
}

bool match_given(void)
{
	return opt && (opt->path_count || opt->trace_fds_given);
}

bool match_possible(int row)
{
	struct rule rule = rule_of(row);

	return rule.fds || rule.sets || (rule.paths && opt->path_count);
}

static void op_add(struct bts_cap_call *call, const struct bts_cap_op *op)
{
	size_t n = 0;

	for (; n < BTS_CAP_OPS && call->ops[n].kind != BTS_CAP_END; n++) {
		if (!memcmp(&call->ops[n], op, sizeof(*op)))
			return;
	}
	if (n < BTS_CAP_OPS) {
		call->ops[n] = *op;
		call->flags |= op->when;
	}
}

void match_capture(int row, unsigned int word, struct bts_cap_call *call)
{
	struct rule rule = rule_of(row);
	size_t n = 0;

	while (n < BTS_CAP_OPS && call->ops[n].kind != BTS_CAP_END)
		n++;
	if (rule.sets && !opt->decode_fds && bts_call_capture_fds(row, word, call, n) > n)
		call->flags |= BTS_CAP_ENTRY;
	for (uint8_t i = 0; i < 6 && opt->path_count; i++) {
		struct bts_cap_op op = { .when = BTS_CAP_ENTRY, .arg = i };

		if (rule.fds & 1 << i) {
			op.kind = BTS_CAP_FD;
			op_add(call, &op);
		}
		if (rule.paths & 1 << i) {
			op.kind = BTS_CAP_STR;
			op.max = 4096;
			op_add(call, &op);
		}
	}
}

static bool fd_matches(const struct bts_call *call, int fd)
{
	char path[4352];

	if (fd < 0)
		return false;
	if (opt->trace_fds_given && systrace_fds_has(&opt->trace_fds, fd))
		return true;
	return path_count && !bts_call_fd_path(call, BTS_AT_ENTRY, fd, path, sizeof(path)) &&
	       path_wanted(path);
}

static bool string_matches(const struct bts_call *call, uint64_t addr)
{
	char room[4097];
	const char *bytes;
	size_t n;

	if (call->word == 4)
		addr = (uint32_t)addr;
	n = path_count ? bts_call_bytes(call, BTS_AT_ENTRY, addr, 4096, &bytes, room) : 0;
	return n && memchr(bytes, '\0', n) && path_wanted(bytes);
}

/* One of those that were looked at. */
static bool any_matches(const struct bts_call *call)
{
	struct bts_cap_piece piece;

	for (size_t off = 0; bts_image_next(&call->image, &off, &piece);) {
		if (piece.kind == BTS_CAP_FD && piece.when == BTS_CAP_ENTRY &&
		    fd_matches(call, piece.addr))
			return true;
	}
	return false;
}

bool match_call(const struct bts_call *call)
{
	struct rule rule = rule_of(bts_syscall_row(call->abi, call->nr));

	if (rule.sets)
		return any_matches(call);
	for (size_t i = 0; i < 6; i++) {
		if ((rule.fds & 1 << i && fd_matches(call, call->arg[i])) ||
		    (rule.paths & 1 << i && string_matches(call, call->arg[i])))
			return true;
	}
	return false;
}
