/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * Attaching: a tool's programs stand in hooks, and a hook has alternatives of
 * several kinds. A plan holds one kind chosen for each hook, and why the better
 * ones were not; it outlives the object, which is opened again after a refusal.
 */
#ifndef BTS_ATTACH_H
#define BTS_ATTACH_H

#include <stdbool.h>
#include <stddef.h>
#include "bts/error.h"

struct bpf_link;
struct bpf_object;
struct bpf_program;

/* Best first: by what each costs the machine, then by what it can reach. */
enum bts_attach {
	BTS_FENTRY,
	BTS_TP_BTF,
	BTS_RAW_TP,
	BTS_TRACEPOINT,
	BTS_KPROBE,
	BTS_ATTACH_KINDS,
};

extern const char *const bts_attach_names[BTS_ATTACH_KINDS];

/* A kernel function that a hook's programs without one of their own are attached to. */
struct bts_function {
	char symbol[64];
	unsigned int call; /* which of the hook's calls it serves, from 0 */
	unsigned int abis; /* and for which ABIs, 1 << enum bts_abi */
};

struct bts_hook {
	char name[32];
	bool wanted;
	bool repeatable;  /* its programs may run twice for one event */
	bool dispensable; /* without it less is shown, no more */
	bool per_call;	  /* has a program for one system call's tracepoint after the other */
	char serves[96];  /* the types of record that need it, by commas; empty: all do */
	unsigned int has, refused; /* kinds, as bits */
	char why[BTS_ATTACH_KINDS][192];
	enum bts_attach chosen;
	int prefers; /* the kind to be tried before all others, or -1 */
	struct bts_function *functions;
	size_t nfunctions;
};

#define BTS_HOOKS_MAX 16

struct bts_plan {
	struct bts_hook hooks[BTS_HOOKS_MAX];
	size_t count;
};

/* What is attached. */
struct bts_attached {
	char program[64];
	char function[64]; /* empty where the program's section names what it is attached to */
	int prog_fd;
	struct bpf_link *link;
	int link_fd;   /* where there is no @link */
	bool own_prog; /* prog_fd is ours to close */
	bool again;    /* the same as the one before, for what the kernel skips of that */
};

struct bts_links {
	struct bts_attached *list;
	size_t count;
};

/* Finds the hooks of an opened object. 0, -ENOMEM, or -EINVAL: a mistake in the program. */
int bts_plan_read(struct bts_plan *plan, struct bpf_object *object, struct bts_error *error);
void bts_plan_free(struct bts_plan *plan);

/* The hook of that name, or NULL. */
struct bts_hook *bts_plan_hook(struct bts_plan *plan, const char *name);

/* Hooks of the library itself, which a tool does not name. */
bool bts_hook_internal(const struct bts_hook *hook);

/*
 * Refuses to the tool's hooks all kinds but those in a comma-separated list, or
 * those that have a ^ before them. 0 or -EINVAL with the reason.
 */
int bts_plan_force(struct bts_plan *plan, const char *list, struct bts_error *error);

/*
 * Hooks with programs of sections "tp/syscalls/sys_enter_*" or "..sys_exit_*" can be attached to
 * the tracepoints of single system calls, so that the machine's other calls pay next to nothing.
 * The calls that they have to serve, by name: where the kernel has tracepoints for all of them,
 * these are preferred. They do not see calls of other personalities than the build's own (Linux
 * drops those: ARCH_TRACE_IGNORE_COMPAT_SYSCALLS). 0, or with the reason -ENOMEM or -E2BIG.
 */
#define BTS_CALLS_MAX 8
int bts_plan_calls(struct bts_plan *plan, const char *const *names, size_t count,
		   struct bts_error *error);

/* Such hooks have to serve all calls, or calls that those tracepoints do not see: @why. */
void bts_plan_all_calls(struct bts_plan *plan, const char *why);

/*
 * Chooses for each wanted hook the best kind that is left and readies the
 * opened object for it. 0, or -EOPNOTSUPP when a hook has none left.
 */
int bts_plan_choose(struct bts_plan *plan, struct bpf_object *object, struct bts_error *error);

/* Are all programs chosen of kinds whose pointers have types for the verifier? */
bool bts_plan_typed(const struct bts_plan *plan);

/* Is some program chosen that is attached to a tracepoint the plain way? */
bool bts_plan_plain(const struct bts_plan *plan);

/* After a failed load: refuses the kind whose program it was. False if it was none of ours. */
bool bts_plan_demote(struct bts_plan *plan, struct bpf_object *object, const char *program,
		     int err);

/*
 * Attaches what was chosen. 0; -EAGAIN: a kind was refused now, all is detached
 * and the object has to be opened again; or another -errno with the reason.
 */
int bts_plan_attach(struct bts_plan *plan, struct bpf_object *object, struct bts_links *links,
		    struct bts_error *error);
void bts_links_detach(struct bts_links *links);
/* Also closes the programs, which bts_links_detach() keeps for their statistics. */
void bts_links_free(struct bts_links *links);

#endif
