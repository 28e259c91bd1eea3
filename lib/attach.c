// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/types.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include "bts/abi.h"
#include "bts/array.h"
#include "bts/attach.h"
#include "bts/btf.h"
#include "bts/features.h"
#include "bts/nearest.h"
#include "bts/syscall.h"

const char *const bts_attach_names[BTS_ATTACH_KINDS] = {
	[BTS_FENTRY] = "fentry",	 [BTS_TP_BTF] = "tp_btf", [BTS_RAW_TP] = "raw_tp",
	[BTS_TRACEPOINT] = "tracepoint", [BTS_KPROBE] = "kprobe",
};

/* The kind of a program by the first word of its section. */
static const struct {
	const char *section;
	enum bts_attach kind;
} sections[] = {
	{ "fentry", BTS_FENTRY },   { "fexit", BTS_FENTRY },
	{ "tp_btf", BTS_TP_BTF },   { "raw_tp", BTS_RAW_TP },
	{ "tp", BTS_TRACEPOINT },   { "tracepoint", BTS_TRACEPOINT },
	{ "kprobe", BTS_KPROBE },   { "kretprobe", BTS_KPROBE },
	{ "ksyscall", BTS_KPROBE }, { "kretsyscall", BTS_KPROBE },
};

static int kind_of_section(const char *section)
{
	size_t n = strcspn(section, "/");

	for (size_t i = 0; i < ARRAY_SIZE(sections); i++) {
		if (strlen(sections[i].section) == n && !strncmp(sections[i].section, section, n))
			return sections[i].kind;
	}
	return -ENOENT;
}

static int kind_of_name(const char *name)
{
	for (int i = 0; i < BTS_ATTACH_KINDS; i++) {
		if (!strcmp(bts_attach_names[i], name))
			return i;
	}
	return -ENOENT;
}

bool bts_hook_internal(const struct bts_hook *hook)
{
	return !strncmp(hook->name, "bts_", 4);
}

struct bts_hook *bts_plan_hook(struct bts_plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (!strcmp(plan->hooks[i].name, name))
			return &plan->hooks[i];
	}
	return NULL;
}

/*
 * A program's @n-th part in the plan, from its tags "alt=HOOK" and
 * "alt=HOOK:KIND". False when it has no more. @after as in bts_btf_tag().
 */
static bool part_next(struct bpf_program *prog, const struct btf *btf, uint32_t *after, char *hook,
		      size_t size, int *kind)
{
	int id = bts_btf_named(btf, BTF_KIND_FUNC, bpf_program__name(prog));
	const char *tag = id > 0 ? bts_btf_tag(btf, id, -1, "alt", after) : NULL;
	const char *as;

	if (!tag)
		return false;
	as = strchr(tag, ':');
	snprintf(hook, size, "%.*s", (int)(as ? as - tag : (long)strlen(tag)), tag);
	*kind = as ? kind_of_name(as + 1) : kind_of_section(bpf_program__section_name(prog));
	return true;
}

/* Has the program a part in @hook with the kind chosen for it? */
static bool is_chosen(struct bpf_program *prog, const struct btf *btf, const struct bts_hook *hook,
		      enum bts_attach chosen)
{
	uint32_t after = 0;
	char name[32];
	int kind;

	while (part_next(prog, btf, &after, name, sizeof(name), &kind)) {
		if (kind == (int)chosen && !strcmp(name, hook->name))
			return true;
	}
	return false;
}

/* May the kernel lack what its section names? */
static bool is_optional(struct bpf_program *prog, const struct btf *btf)
{
	int id = bts_btf_named(btf, BTF_KIND_FUNC, bpf_program__name(prog));

	return id > 0 && bts_btf_tag(btf, id, -1, "if_there", NULL);
}

/* Is it attached to one system call after the other, "tp/syscalls/sys_exit_*"? */
static bool is_per_call(const struct bpf_program *prog)
{
	const char *section = bpf_program__section_name(prog);

	return section[strlen(section) - 1] == '*' && kind_of_section(section) == BTS_TRACEPOINT;
}

/* Does its section leave the function open? */
static bool is_open(const struct bpf_program *prog)
{
	const char *section = bpf_program__section_name(prog);

	return is_per_call(prog) || (!strchr(section, '/') && kind_of_section(section) >= 0);
}

static int function_add(struct bts_hook *hook, const struct bts_syscall_symbol *symbol,
			unsigned int call)
{
	struct bts_function *f =
		realloc(hook->functions, (hook->nfunctions + 1) * sizeof(*hook->functions));

	if (!f)
		return -ENOMEM;
	hook->functions = f;
	f += hook->nfunctions++;
	memcpy(f->symbol, symbol->name, sizeof(symbol->name));
	f->call = call;
	f->abis = symbol->abis;
	return 0;
}

/* Has any architecture a call of that name? */
static bool is_syscall(const char *name)
{
	size_t count;
	const char *const *names = bts_syscall_names(&count);

	for (size_t i = 0; i < count; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

/* One call of BTS_SYSCALLS(): its functions, and its place in the list at its numbers. */
static int syscall_add(struct bts_hook *hook, const struct bts_var *var, const char *name,
		       __u16 place, struct bts_error *error)
{
	struct bts_syscall_symbol symbols[BTS_SYSCALL_SYMBOLS_MAX];
	size_t row = var->size / BTS_ABI_KINDS / sizeof(place), n;
	bool known = false;

	for (int i = 0; i < BTS_ABI_KINDS; i++) {
		int nr = bts_syscall_number(bts_abi_of(i), name);

		if (nr < 0 || (size_t)BTS_SYSCALL_NR(nr) >= row)
			continue;
		known = true;
		if (bts_var_set(var, (i * row + BTS_SYSCALL_NR(nr)) * sizeof(place), &place,
				sizeof(place)))
			return bts_fail(error, -ENOMEM, "out of memory");
	}
	/* A call that this architecture lacks is not made on it; one that all lack is a mistake. */
	if (!known)
		return is_syscall(name) ? 0
					: bts_fail(error, -EINVAL, "%s: no such system call", name);
	n = bts_syscall_symbols(name, symbols, BTS_SYSCALL_SYMBOLS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (function_add(hook, &symbols[i], place - 1))
			return bts_fail(error, -ENOMEM, "out of memory");
	}
	return 0;
}

/* Fills in the hook's BTS_SYSCALLS(), if it has that; again for each object that is opened. */
static int syscalls_fill(struct bts_hook *hook, struct bpf_object *object, struct bts_error *error)
{
	const struct btf *btf = bpf_object__btf(object);
	char variable[64], name[64];
	struct bts_var var;
	const char *list;
	__u16 place = 1;
	int id;

	snprintf(variable, sizeof(variable), "bts_syscalls_%s", hook->name);
	id = bts_btf_named(btf, BTF_KIND_VAR, variable);
	if (id < 0)
		return 0;
	list = bts_btf_tag(btf, id, -1, "syscalls", NULL);
	if (!list || bts_var_find(object, variable, &var))
		return bts_fail(error, -EINVAL, "%s: not made by BTS_SYSCALLS()", variable);
	hook->nfunctions = 0;
	while (*list) {
		size_t n = strcspn(list, ",");
		int err;

		snprintf(name, sizeof(name), "%.*s", (int)n, list);
		err = syscall_add(hook, &var, name, place++, error);
		if (err)
			return err;
		list += n + (list[n] == ',');
	}
	return 0;
}

/* The hook's variable bts_KEY_HOOK; not above 0 where it has none. */
static int hook_variable(const struct bts_hook *hook, const struct btf *btf, const char *key)
{
	char variable[64];

	snprintf(variable, sizeof(variable), "bts_%s_%s", key, hook->name);
	return bts_btf_named(btf, BTF_KIND_VAR, variable);
}

/* The text of its tag @key; "" where there is no variable, NULL: no tag. */
static const char *hook_tag(const struct bts_hook *hook, const struct btf *btf, const char *key)
{
	int id = hook_variable(hook, btf, key);

	return id > 0 ? bts_btf_tag(btf, id, -1, key, NULL) : "";
}

/* What BTS_SERVES() and BTS_PREFERS() say of the hook. */
static int hook_read(struct bts_hook *hook, const struct btf *btf, struct bts_error *error)
{
	const char *types = hook_tag(hook, btf, "serves");
	const char *kind = hook_tag(hook, btf, "prefers");

	if (!types || strlen(types) >= sizeof(hook->serves))
		return bts_fail(error, -EINVAL, "bts_serves_%s: not made by BTS_SERVES()",
				hook->name);
	memcpy(hook->serves, types, strlen(types) + 1);
	hook->prefers = kind && *kind ? kind_of_name(kind) : -1;
	if (!kind || (*kind && hook->prefers < 0))
		return bts_fail(error, -EINVAL, "bts_prefers_%s: not made by BTS_PREFERS()",
				hook->name);
	return 0;
}

/* BTS_REPEATABLE(), BTS_DISPENSABLE(). */
static bool is_said(const struct bts_hook *hook, const struct btf *btf, const char *word)
{
	int id = hook_variable(hook, btf, word);

	return id > 0 && bts_btf_tag(btf, id, -1, word, NULL);
}

int bts_plan_read(struct bts_plan *plan, struct bpf_object *object, struct bts_error *error)
{
	const struct btf *btf = bpf_object__btf(object);
	struct bpf_program *prog;
	char name[32];

	bpf_object__for_each_program(prog, object) {
		uint32_t after = 0;
		int kind;

		while (part_next(prog, btf, &after, name, sizeof(name), &kind)) {
			struct bts_hook *hook = bts_plan_hook(plan, name);

			if (kind < 0 || (!hook && plan->count == BTS_HOOKS_MAX))
				return bts_fail(error, -EINVAL, "program %s: not an alternative",
						bpf_program__name(prog));
			if (!hook) {
				hook = &plan->hooks[plan->count++];
				memcpy(hook->name, name, sizeof(name));
				hook->wanted = !bts_hook_internal(hook);
				hook->repeatable = is_said(hook, btf, "repeatable");
				hook->dispensable = is_said(hook, btf, "dispensable");
				if (hook_read(hook, btf, error))
					return -EINVAL;
			}
			hook->has |= 1U << kind;
			hook->per_call |= is_per_call(prog);
		}
	}
	return 0;
}

void bts_plan_free(struct bts_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		free(plan->hooks[i].functions);
	memset(plan, 0, sizeof(*plan));
}

__attribute__((format(printf, 3, 4))) static void
refuse(struct bts_hook *hook, enum bts_attach kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(hook->why[kind], sizeof(hook->why[kind]), format, args);
	va_end(args);
	hook->refused |= 1U << kind;
}

/* The kinds of the tool's own hooks, in words. */
static void kinds_list(const struct bts_plan *plan, char *text, size_t size)
{
	unsigned int has = 0;
	size_t n = 0;

	for (size_t i = 0; i < plan->count; i++) {
		if (!bts_hook_internal(&plan->hooks[i]))
			has |= plan->hooks[i].has;
	}
	text[0] = '\0';
	for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
		if ((has & 1U << k) && n < size)
			n += snprintf(text + n, size - n, "%s%s", n ? ", " : "",
				      bts_attach_names[k]);
	}
}

/* The kinds in a list, those behind a ^ apart. 0 or -EINVAL with the word that is none in @word. */
static int kinds_read(const char *list, unsigned int *only, unsigned int *never, char *word,
		      size_t size)
{
	*only = *never = 0;
	do {
		size_t n = strcspn(list, ",");
		bool denied = *list == '^';
		int kind;

		snprintf(word, size, "%.*s", (int)(n - denied), list + denied);
		kind = kind_of_name(word);
		if (kind < 0)
			return -EINVAL;
		*(denied ? never : only) |= 1U << kind;
		list += n;
	} while (*list++);
	return 0;
}

/* Room for the name of a call's tracepoint. */
#define EVENT_MAX 96

/* A call's tracepoint, which is named as its function, in the place of the star. */
static void call_event(const char *pattern, const char *symbol, char *event, size_t size)
{
	const char *name = strstr(symbol, "sys_");

	snprintf(event, size, "%.*s%.63s", (int)strcspn(pattern, "*"), pattern,
		 name ? name + strlen("sys_") : symbol);
}

/* Is that there, wherever tracefs is mounted? */
static bool tracefs_has(const char *name)
{
	static const char *const roots[] = { "/sys/kernel/tracing", "/sys/kernel/debug/tracing" };
	char path[160];

	for (size_t i = 0; i < ARRAY_SIZE(roots); i++) {
		snprintf(path, sizeof(path), "%s/%s", roots[i], name);
		if (!access(path, F_OK))
			return true;
	}
	return false;
}

static bool has_call_event(const char *symbol)
{
	char event[EVENT_MAX];

	call_event("events/syscalls/sys_exit_*", symbol, event, sizeof(event));
	return tracefs_has(event);
}

/* The function of this build's own call of that name whose tracepoints the kernel has. */
static bool call_symbol(const char *name, struct bts_syscall_symbol *symbol)
{
	struct bts_syscall_symbol symbols[BTS_SYSCALL_SYMBOLS_MAX];
	size_t n = bts_syscall_symbols(name, symbols, BTS_SYSCALL_SYMBOLS_MAX);

	for (size_t i = 0; i < n; i++) {
		if (!(symbols[i].abis & 1U << BTS_ABI_NATIVE) || !has_call_event(symbols[i].name))
			continue;
		*symbol = symbols[i];
		return true;
	}
	return false;
}

void bts_plan_all_calls(struct bts_plan *plan, const char *why)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->hooks[i].per_call)
			refuse(&plan->hooks[i], BTS_TRACEPOINT, "%s", why);
	}
}

int bts_plan_calls(struct bts_plan *plan, const char *const *names, size_t count,
		   struct bts_error *error)
{
	struct bts_syscall_symbol symbols[BTS_CALLS_MAX];
	char why[96];

	if (count > BTS_CALLS_MAX)
		return bts_fail(error, -E2BIG, "more than %d system calls", BTS_CALLS_MAX);
	if (!bts_features_syscall_events_everywhere()) {
		bts_plan_all_calls(plan, "this kernel passes them on one processor alone");
		return 0;
	}
	for (size_t k = 0; k < count; k++) {
		if (call_symbol(names[k], &symbols[k]))
			continue;
		snprintf(why, sizeof(why), "%s has no tracepoint of its own", names[k]);
		bts_plan_all_calls(plan, why);
		return 0;
	}
	for (size_t i = 0; i < plan->count; i++) {
		struct bts_hook *hook = &plan->hooks[i];

		for (size_t k = 0; hook->per_call && k < count; k++) {
			if (function_add(hook, &symbols[k], k))
				return bts_fail(error, -ENOMEM, "out of memory");
			hook->prefers = BTS_TRACEPOINT;
		}
	}
	return 0;
}

int bts_plan_force(struct bts_plan *plan, const char *list, struct bts_error *error)
{
	unsigned int only, never, had = 0;
	char kinds[128], word[32];
	int err = kinds_read(list, &only, &never, word, sizeof(word));

	for (size_t i = 0; !err && i < plan->count; i++) {
		struct bts_hook *hook = &plan->hooks[i];

		if (bts_hook_internal(hook))
			continue;
		had |= hook->has;
		/* A hook that lacks the kind is there to help out those that have it. */
		if (only && !(hook->has & only))
			continue;
		for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
			if ((only && !(only & 1U << k)) || (never & 1U << k))
				refuse(hook, k, "--attach %s", list);
		}
	}
	if (!err && !((only | never) & ~had))
		return 0;
	for (int k = 0; !err && k < BTS_ATTACH_KINDS; k++) {
		if ((only | never) & ~had & 1U << k)
			snprintf(word, sizeof(word), "%s", bts_attach_names[k]);
	}
	kinds_list(plan, kinds, sizeof(kinds));
	bts_fail(error, -EINVAL, "--attach %s: no such kind of attaching here", word);
	bts_hint(error, "the kinds are %s", kinds);
	return -EINVAL;
}

/* What is known without trying. */
static const char *known_refusal(enum bts_attach kind)
{
	/* The perf event source that kprobes are made with; there since Linux 4.17. */
	if (kind == BTS_KPROBE && access("/sys/bus/event_source/devices/kprobe/type", F_OK) &&
	    !access("/sys/bus/event_source/devices", F_OK))
		return "this kernel has no kprobes";
	if (kind == BTS_TRACEPOINT && !tracefs_has("events"))
		return "tracefs is not mounted";
	return NULL;
}

static int hook_choose(struct bts_hook *hook, struct bts_error *error)
{
	char all[384] = "";
	bool forced = false;
	size_t n = 0;

	/* Once more than there are kinds: the preferred one is met first, and again in its turn. */
	for (int place = -1; place < BTS_ATTACH_KINDS; place++) {
		int k = place < 0 ? hook->prefers : place;
		const char *known = k < 0 ? NULL : known_refusal(k);
		bool ruled_out;

		if (k < 0 || !(hook->has & 1U << k) || (place < 0 && hook->refused & 1U << k))
			continue;
		if (!(hook->refused & 1U << k) && known)
			refuse(hook, k, "%s", known);
		if (!(hook->refused & 1U << k)) {
			hook->chosen = k;
			return 0;
		}
		/* Not what --attach ruled out, but what stands in the way of the rest. */
		ruled_out = !strncmp(hook->why[k], "--attach", 8);
		forced |= ruled_out;
		if (!ruled_out && n < sizeof(all))
			n += snprintf(all + n, sizeof(all) - n, "%s%s: %s", n ? "; " : "",
				      bts_attach_names[k], hook->why[k]);
	}
	bts_fail(error, -EOPNOTSUPP, "cannot attach: %s%s", n ? all : hook->name,
		 n ? "" : ": --attach leaves no kind");
	if (forced)
		bts_hint(error, "without --attach, the best way that this kernel has is taken");
	return -EOPNOTSUPP;
}

/* Gives an fentry program that is open the first of its hook's functions that the kernel has. */
static int target_set(struct bpf_program *prog, const struct bts_hook *hook)
{
	int err = -ENOENT;

	for (size_t i = 0; i < hook->nfunctions && err; i++)
		err = bpf_program__set_attach_target(prog, 0, hook->functions[i].symbol);
	return err;
}

/*
 * Has the kernel the function that the program's section names? By its BTF also
 * where a kprobe would do without: what an older kernel has not, the program may
 * need other things for that this kernel has not either.
 */
static bool target_there(struct bpf_program *prog)
{
	const char *function = strchr(bpf_program__section_name(prog), '/') + 1;
	struct btf *kernel = btf__load_vmlinux_btf();
	bool there = kernel && bts_btf_named(kernel, BTF_KIND_FUNC, function) >= 0;

	btf__free(kernel);
	return there;
}

/* Has the programs of the chosen kind loaded, or not; -ENOENT where the kernel lacks what they
 * attach to. */
static int hook_load(struct bts_hook *hook, struct bpf_object *object, bool load)
{
	const struct btf *btf = bpf_object__btf(object);
	struct bpf_program *prog;

	bpf_object__for_each_program(prog, object) {
		bool fentry = hook->chosen == BTS_FENTRY;

		if (!is_chosen(prog, btf, hook, hook->chosen))
			continue;
		if (load && fentry && is_open(prog) && target_set(prog, hook))
			return -ENOENT;
		if (load && is_optional(prog, btf) && !target_there(prog))
			continue;
		bpf_program__set_autoload(prog, load);
	}
	return 0;
}

int bts_plan_choose(struct bts_plan *plan, struct bpf_object *object, struct bts_error *error)
{
	struct bpf_program *prog;
	int err;

	bpf_object__for_each_program(prog, object)
		bpf_program__set_autoload(prog, false);
	for (size_t i = 0; i < plan->count; i++) {
		struct bts_hook *hook = &plan->hooks[i];

		if (!hook->wanted)
			continue;
		err = syscalls_fill(hook, object, error) ?: hook_choose(hook, error);
		while (!err && hook_load(hook, object, true)) {
			hook_load(hook, object, false);
			refuse(hook, hook->chosen, "the kernel's BTF lacks the function");
			err = hook_choose(hook, error);
		}
		if (err && !hook->dispensable)
			return err;
		hook->wanted = !err;
	}
	return 0;
}

bool bts_plan_typed(const struct bts_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct bts_hook *hook = &plan->hooks[i];

		if (hook->wanted && hook->chosen != BTS_FENTRY && hook->chosen != BTS_TP_BTF)
			return false;
	}
	return true;
}

/*
 * What we lack that the kernel may have wanted. Kprobes and tracepoints are perf
 * events, which Debian's kernels keep for CAP_SYS_ADMIN (perf_event_paranoid=3);
 * a tracepoint's number stands in a file of root's.
 */
static const char *lacking(enum bts_attach kind, int err)
{
	bool denied = err == -EPERM || err == -EACCES;

	if (!denied || bts_features_has(CAP_SYS_ADMIN))
		return "";
	return kind == BTS_KPROBE	? ", CAP_SYS_ADMIN is missing"
	       : kind == BTS_TRACEPOINT ? ", CAP_SYS_ADMIN and CAP_DAC_READ_SEARCH are missing"
					: "";
}

bool bts_plan_plain(const struct bts_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->hooks[i].wanted && plan->hooks[i].chosen == BTS_TRACEPOINT)
			return true;
	}
	return false;
}

/* Hooks that take calls one by one do so together: what one sees, the others must see. */
static void refuse_errno(struct bts_plan *plan, struct bts_hook *hook, const char *what, int err)
{
	refuse(hook, hook->chosen, "%s refused (%s%s)", what, strerrorname_np(-err) ?: "?",
	       lacking(hook->chosen, err));
	if (hook->per_call && hook->chosen == BTS_TRACEPOINT && !hook->dispensable)
		bts_plan_all_calls(plan, hook->why[BTS_TRACEPOINT]);
}

bool bts_plan_demote(struct bts_plan *plan, struct bpf_object *object, const char *program, int err)
{
	struct bpf_program *prog = bpf_object__find_program_by_name(object, program);
	const struct btf *btf = bpf_object__btf(object);

	for (size_t i = 0; prog && i < plan->count; i++) {
		struct bts_hook *hook = &plan->hooks[i];

		if (hook->wanted && is_chosen(prog, btf, hook, hook->chosen)) {
			refuse_errno(plan, hook, "load", err);
			return true;
		}
	}
	return false;
}

static struct bts_attached *attached_new(struct bts_links *links, struct bpf_program *prog,
					 const char *function)
{
	struct bts_attached *a = realloc(links->list, (links->count + 1) * sizeof(*links->list));

	if (!a)
		return NULL;
	links->list = a;
	a += links->count++;
	*a = (struct bts_attached){ .prog_fd = bpf_program__fd(prog), .link_fd = -1 };
	snprintf(a->program, sizeof(a->program), "%s", bpf_program__name(prog));
	snprintf(a->function, sizeof(a->function), "%s", function);
	return a;
}

/*
 * Loads a program again, from the instructions as libbpf has relocated them, and
 * attaches it: to the function or tracepoint of that number in the kernel's BTF,
 * or, where that is 0, to the tracepoint that its section names.
 */
static int copy_attach(struct bts_attached *a, struct bpf_program *prog, int btf_id)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts,
		    .expected_attach_type = bpf_program__expected_attach_type(prog),
		    .attach_btf_id = btf_id);
	const char *name = strchr(bpf_program__section_name(prog), '/');

	a->prog_fd = bpf_prog_load(bpf_program__type(prog), bpf_program__name(prog), "GPL",
				   bpf_program__insns(prog), bpf_program__insn_cnt(prog), &opts);
	if (a->prog_fd < 0)
		return -errno;
	a->own_prog = true;
	a->link_fd = bpf_raw_tracepoint_open(btf_id || !name ? NULL : name + 1, a->prog_fd);
	return a->link_fd < 0 ? -errno : 0;
}

static int link_made(struct bts_attached *a, struct bpf_link *link)
{
	if (!link)
		return -errno;
	a->link = link;
	return 0;
}

/* One function: the first keeps the program that was loaded, fentry's others get copies. */
static int attach_function(struct bpf_program *prog, const struct bts_hook *hook,
			   const struct bts_function *f, const struct btf *kernel, bool first,
			   struct bts_links *links)
{
	const char *section = bpf_program__section_name(prog);
	bool is_return = !strcmp(section, "kretprobe");
	struct bts_attached *a;
	char event[EVENT_MAX];
	int id = 0, err;

	if (hook->chosen == BTS_FENTRY) {
		id = bts_btf_named(kernel, BTF_KIND_FUNC, f->symbol);
		if (id < 0)
			return id;
	}
	if (is_per_call(prog))
		call_event(strrchr(section, '/') + 1, f->symbol, event, sizeof(event));
	a = attached_new(links, prog, is_per_call(prog) ? event : f->symbol);
	if (!a)
		return -ENOMEM;
	if (is_per_call(prog))
		err = link_made(a, bpf_program__attach_tracepoint(prog, "syscalls", event));
	else if (hook->chosen == BTS_KPROBE)
		err = link_made(a, bpf_program__attach_kprobe(prog, is_return, f->symbol));
	else
		/* An fentry program has one function for life: the others get copies. */
		err = first ? link_made(a, bpf_program__attach(prog)) : copy_attach(a, prog, id);
	/* A program without a link has nothing to keep. */
	if (err && !a->own_prog)
		links->count--;
	return err;
}

/*
 * Attaches to each call's functions: for each ABI the first that the kernel
 * has. The build's own must be there, the others may be configured out.
 */
static int attach_functions(struct bpf_program *prog, const struct bts_hook *hook,
			    const struct btf *kernel, struct bts_links *links)
{
	unsigned int served = 0;
	bool first = true;

	for (size_t i = 0; i < hook->nfunctions; i++) {
		const struct bts_function *f = &hook->functions[i];
		bool last = i + 1 == hook->nfunctions || f[1].call != f->call;
		int err = 0;

		if (f->abis & ~served) {
			err = attach_function(prog, hook, f, kernel, first, links);
			if (err && err != -ENOENT)
				return err;
			first = first && err;
			served |= err ? 0 : f->abis;
		}
		if (last && !(served & 1U << BTS_ABI_NATIVE))
			return -ENOENT;
		served = last ? 0 : served;
	}
	return 0;
}

/* The copy of a program at a tracepoint. A kernel that refuses it has us miss more, no more. */
static int attach_again(struct bpf_program *prog, struct bts_links *links)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);
	struct bts_attached *a;

	/* By what number a program is attached is told since Linux 6.0 (b79c9fc9551b). */
	if (bpf_obj_get_info_by_fd(bpf_program__fd(prog), &info, &size) ||
	    size < offsetof(struct bpf_prog_info, attach_btf_id) + sizeof(info.attach_btf_id))
		return 0;
	a = attached_new(links, prog, "");
	if (!a)
		return -ENOMEM;
	a->again = true;
	if (!copy_attach(a, prog, info.attach_btf_id))
		return 0;
	if (a->own_prog)
		close(a->prog_fd);
	links->count--;
	return 0;
}

static int attach_program(struct bpf_program *prog, const struct bts_hook *hook, bool optional,
			  struct btf **kernel, struct bts_links *links)
{
	struct bts_attached *a;
	int err;

	if (is_open(prog)) {
		if (!*kernel && hook->chosen == BTS_FENTRY)
			*kernel = btf__load_vmlinux_btf();
		if (!*kernel && hook->chosen == BTS_FENTRY)
			return -errno;
		return attach_functions(prog, hook, *kernel, links);
	}
	if (!bpf_program__autoload(prog))
		return 0; /* optional, and not there */
	a = attached_new(links, prog, "");
	if (!a)
		return -ENOMEM;
	err = link_made(a, bpf_program__attach(prog));
	if (err) {
		links->count--;
		return err == -ENOENT && optional ? 0 : err;
	}
	return hook->repeatable && bts_features_tracepoints_preemptible()
		       ? attach_again(prog, links)
		       : 0;
}

static int attach_hook(struct bts_plan *plan, struct bts_hook *hook, struct bpf_object *object,
		       struct btf **kernel, struct bts_links *links)
{
	const struct btf *btf = bpf_object__btf(object);
	struct bpf_program *prog;
	int err;

	if (!hook->wanted)
		return 0;
	bpf_object__for_each_program(prog, object) {
		if (!is_chosen(prog, btf, hook, hook->chosen))
			continue;
		err = attach_program(prog, hook, is_optional(prog, btf), kernel, links);
		if (err) {
			refuse_errno(plan, hook, "attach", err);
			return err == -ENOMEM ? err : -EAGAIN;
		}
	}
	return 0;
}

/*
 * What is attached to one tracepoint runs in the order of attaching. A mark has
 * to be armed before a tool's program looks for it, and is removed after.
 */
static int attach_place(const struct bts_hook *hook)
{
	return !bts_hook_internal(hook) ? 1 : !strcmp(hook->name, "bts_reap") ? 2 : 0;
}

int bts_plan_attach(struct bts_plan *plan, struct bpf_object *object, struct bts_links *links,
		    struct bts_error *error)
{
	struct btf *kernel = NULL;
	int err = 0;

	for (int place = 0; place <= 2; place++) {
		for (size_t i = 0; !err && i < plan->count; i++) {
			if (attach_place(&plan->hooks[i]) == place)
				err = attach_hook(plan, &plan->hooks[i], object, &kernel, links);
		}
	}
	btf__free(kernel);
	if (err)
		bts_links_free(links);
	return err == -ENOMEM ? bts_fail(error, err, "out of memory") : err;
}

void bts_links_detach(struct bts_links *links)
{
	for (size_t i = 0; i < links->count; i++) {
		struct bts_attached *a = &links->list[i];

		bpf_link__destroy(a->link);
		if (a->link_fd >= 0)
			close(a->link_fd);
		a->link = NULL;
		a->link_fd = -1;
	}
}

void bts_links_free(struct bts_links *links)
{
	bts_links_detach(links);
	for (size_t i = 0; i < links->count; i++) {
		if (links->list[i].own_prog)
			close(links->list[i].prog_fd);
	}
	free(links->list);
	memset(links, 0, sizeof(*links));
}
