// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The plan of attaching, as far as it goes before the kernel is asked. */
#include <errno.h>
#include <stdlib.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "bts/session.h"
#include "bts/tools.h"
#include "test.h"

static struct bts_session session;
static struct bts_error error;

static bool open_tool(const char *name)
{
	const struct bts_tool *tool = NULL;

	memset(&error, 0, sizeof(error));
	for (size_t i = 0; bts_tools[i]; i++) {
		if (!strcmp(bts_tools[i]->name, name))
			tool = bts_tools[i];
	}
	return CHECK(tool) && CHECK_INT(bts_session_open(&session, tool, &error), 0);
}

static bool open_hello(void)
{
	return open_tool("hello");
}

static struct bts_hook *hook(const char *name)
{
	static struct bts_hook none;
	struct bts_hook *h = bts_plan_hook(&session.plan, name);

	CHECK(h);
	return h ?: &none;
}

#define KIND(kind) (1U << BTS_##kind)
#define TYPED	   (KIND(TP_BTF) | KIND(RAW_TP))
#define ALL_KINDS  (KIND(FENTRY) | TYPED | KIND(TRACEPOINT) | KIND(KPROBE))

TEST(plan)
{
	static const struct {
		const char *name;
		unsigned int has;
		bool internal, repeatable;
	} hooks[] = {
		{ "clone", KIND(FENTRY) | KIND(TP_BTF) | KIND(RAW_TP) | KIND(KPROBE), false,
		  false },
		{ "child", KIND(TP_BTF) | KIND(RAW_TP), false, true },
		{ "exec", KIND(TP_BTF) | KIND(RAW_TP), false, true },
		{ "exit", KIND(TP_BTF) | KIND(RAW_TP), false, true },
		{ "bts_follow", KIND(TP_BTF) | KIND(RAW_TP), true, true },
		{ "bts_reap", KIND(TP_BTF) | KIND(RAW_TP), true, true },
		{ "bts_arm", KIND(TP_BTF) | KIND(RAW_TP), true, true },
	};

	if (open_hello()) {
		CHECK_INT(session.plan.count, ARRAY_SIZE(hooks));
		for (size_t i = 0; i < ARRAY_SIZE(hooks); i++) {
			const struct bts_hook *h = hook(hooks[i].name);

			CHECK_INT(h->has, hooks[i].has);
			CHECK_INT(h->refused, 0);
			CHECK_INT(h->prefers, -1);
			CHECK_INT(bts_hook_internal(h), hooks[i].internal);
			CHECK_INT(h->repeatable, hooks[i].repeatable);
			/* A tool's own are wanted, the library's when the run needs them. */
			CHECK_INT(h->wanted, !hooks[i].internal);
		}
		CHECK(!bts_plan_hook(&session.plan, "nonesuch"));
		CHECK(!bts_plan_hook(&session.plan, ""));
	}
	bts_session_close(&session);
	CHECK_INT(session.plan.count, 0);
}

TEST(force)
{
	static const char *const names[] = { "fentry", "tp_btf", "raw_tp", "kprobe" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (open_hello()) {
			CHECK_INT(bts_plan_force(&session.plan, names[i], &error), 0);
			for (int k = 0; k < BTS_ATTACH_KINDS; k++) {
				bool forced = !strcmp(bts_attach_names[k], names[i]);
				char why[64];

				snprintf(why, sizeof(why), "--attach %s", names[i]);
				CHECK_INT(!(hook("clone")->refused & 1U << k), forced);
				CHECK_STR(hook("clone")->why[k], forced ? "" : why);
			}
			/* The library's hooks take what is best, whatever is forced. */
			CHECK_INT(hook("bts_reap")->refused, 0);
		}
		bts_session_close(&session);
	}
}

TEST(force_unknown)
{
	/* The second is a kind, and none that hello has. */
	static const char *const names[] = { "magic", "tracepoint", "", "kprobe " };

	if (open_hello()) {
		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			char text[128];

			snprintf(text, sizeof(text), "--attach %s: no such kind of attaching here",
				 names[i]);
			CHECK_INT(bts_plan_force(&session.plan, names[i], &error), -EINVAL);
			CHECK_STR(error.text, text);
			CHECK_STR(error.hint, "the kinds are fentry, tp_btf, raw_tp, kprobe");
			CHECK_INT(hook("clone")->refused, 0);
		}
	}
	bts_session_close(&session);
}

/* Opened again, as after a load that the kernel refused. */
static bool open_again(void)
{
	const void *elf;
	size_t size;

	bpf_object__close(session.object);
	elf = session.tool->elf(&size);
	session.object = bpf_object__open_mem(elf, size, NULL);
	return CHECK(session.object);
}

static bool is_loaded(const char *program)
{
	struct bpf_program *prog = bpf_object__find_program_by_name(session.object, program);

	return CHECK(prog) && bpf_program__autoload(prog);
}

/* How many programs would be loaded: two for clone, one for its child. */
static size_t count_loaded(void)
{
	struct bpf_program *prog;
	size_t n = 0;

	bpf_object__for_each_program(prog, session.object)
		n += bpf_program__autoload(prog);
	return n;
}

static int choose(const char *kind)
{
	return bts_plan_force(&session.plan, kind, &error)
		       ?: bts_plan_choose(&session.plan, session.object, &error);
}

TEST(choose_tracepoints)
{
	if (open_hello()) {
		CHECK_INT(choose("tp_btf"), 0);
		CHECK_INT(hook("clone")->chosen, BTS_TP_BTF);
		CHECK(is_loaded("clone_enter_btf") && is_loaded("clone_leave_btf"));
		CHECK_INT(count_loaded(), 5);
		/* The calls that the hook serves have got their functions. */
		CHECK(hook("clone")->nfunctions > 0);
		for (size_t i = 0; i < hook("clone")->nfunctions; i++)
			CHECK(hook("clone")->functions[i].call < 4);
	}
	bts_session_close(&session);

	if (open_hello()) {
		CHECK_INT(choose("raw_tp"), 0);
		CHECK_INT(hook("clone")->chosen, BTS_RAW_TP);
		CHECK(is_loaded("clone_enter_raw") && is_loaded("clone_leave_raw"));
		CHECK_INT(count_loaded(), 5);
		/* With -p the library wants one of its own, chosen by itself. */
		hook("bts_reap")->wanted = true;
		CHECK(open_again());
		CHECK_INT(bts_plan_choose(&session.plan, session.object, &error), 0);
		CHECK_INT(hook("bts_reap")->chosen, BTS_TP_BTF);
		CHECK_INT(count_loaded(), 6);
	}
	bts_session_close(&session);
}

/* The calls stand in the program's list at their numbers, also when it is opened again. */
TEST(calls)
{
	for (int round = 0; round < 2; round++) {
		const __u16 *list;
		struct bts_var var;
		size_t named = 0;

		if (!round && !open_hello())
			return;
		if (round)
			CHECK(open_again());
		CHECK_INT(choose("raw_tp"), 0);
		if (!CHECK_INT(bts_var_find(session.object, "bts_syscalls_clone", &var), 0))
			return;
		list = (void *)((char *)bpf_map__initial_value(var.map, &(size_t){ 0 }) +
				var.offset);
		for (size_t i = 0; i < var.size / sizeof(*list); i++) {
			CHECK(list[i] <= 4);
			named += list[i] != 0;
		}
		/* All four on x86_64 and its two others, the first two at least elsewhere. */
		CHECK(named >= 2 && named <= 12);
	}
	bts_session_close(&session);
}

/* What a kprobe cannot do well another program does for it: both are loaded, and no more. */
TEST(choose_kprobe)
{
	int err;

	if (!open_hello())
		return;
	err = choose("kprobe");
	if (!err) {
		CHECK_INT(hook("clone")->chosen, BTS_KPROBE);
		CHECK(is_loaded("clone_enter_kprobe") && is_loaded("clone_leave_raw"));
		CHECK_INT(count_loaded(), 4);
	} else {
		CHECK_INT(err, -EOPNOTSUPP);
		CHECK_STR(error.text, "cannot attach: kprobe: this kernel has no kprobes");
		CHECK_STR(error.hint,
			  "without --attach, the best way that this kernel has is taken");
	}
	bts_session_close(&session);
}

/* The program by which the chosen kind would be refused. */
static const char *program_of(enum bts_attach kind)
{
	switch (kind) {
	case BTS_TP_BTF:
		return "clone_leave_btf";
	case BTS_RAW_TP:
		return "clone_enter_raw";
	default:
		return "clone_enter_kprobe";
	}
}

/* From the best to the last, until nothing is left; then every reason is told. */
TEST(demote)
{
	int err, last = -1, rounds = 0;

	if (!open_hello())
		return;
	/*
	 * Not fentry: libbpf would read the kernel's types to find its function, if there are
	 * any, and forgets them when an object is closed that was never loaded.
	 */
	hook("clone")->refused |= KIND(FENTRY);
	strcpy(hook("clone")->why[BTS_FENTRY], "attach refused (EBUSY)");
	CHECK(!bts_plan_demote(&session.plan, session.object, "nonesuch", -EINVAL));
	CHECK(!bts_plan_demote(&session.plan, session.object, "", -EINVAL));
	while (!(err = bts_plan_choose(&session.plan, session.object, &error))) {
		int kind = hook("clone")->chosen;

		CHECK(kind > last);
		last = kind;
		/* A hook that is not wanted is not to blame. */
		CHECK(!bts_plan_demote(&session.plan, session.object, "bts_reap_btf", -EINVAL));
		if (!CHECK(bts_plan_demote(&session.plan, session.object, program_of(kind),
					   -EACCES)))
			break;
		CHECK_STR(hook("clone")->why[kind], "load refused (EACCES)");
		CHECK(hook("clone")->refused & 1U << kind);
		if (!CHECK(++rounds <= BTS_ATTACH_KINDS) || !open_again())
			break;
	}
	CHECK_INT(err, -EOPNOTSUPP);
	CHECK(!strncmp(error.text,
		       "cannot attach: fentry: attach refused (EBUSY); "
		       "tp_btf: load refused (EACCES); raw_tp: load refused (EACCES); kprobe: ",
		       117));
	CHECK(!strchr(error.text, '\n'));
	/* Nobody forced anything: there is nothing to leave out. */
	CHECK_STR(error.hint, "");
	bts_session_close(&session);
}

/*
 * disksnoop: on the way of a request the tracepoints see what functions do not, so
 * the hooks that have a function too prefer them.
 */
TEST(plan_of_disksnoop)
{
	static const char owned[] = "io,inflight,remap,comm,cgroup,file,(tasks)";
	static const struct {
		const char *name;
		unsigned int has;
		int prefers;
		const char *serves;
	} hooks[] = {
		{ "queue", TYPED, -1, "" },
		{ "split", TYPED, -1, owned },
		{ "behind", TYPED, -1, owned },
		{ "before", TYPED, -1, owned },
		{ "merge", TYPED, -1, owned },
		{ "insert", TYPED, -1, owned },
		{ "issue", ALL_KINDS, BTS_TP_BTF, "" },
		{ "requeue", TYPED | KIND(TRACEPOINT), -1, "" },
		{ "complete", ALL_KINDS, BTS_TP_BTF, "" },
		{ "bio_end", TYPED, -1, "" },
		{ "remap", TYPED, -1, "" },
		{ "rq_remap", TYPED, -1, "" },
	};
	size_t own = 0;

	if (open_tool("disksnoop")) {
		for (size_t i = 0; i < session.plan.count; i++)
			own += !bts_hook_internal(&session.plan.hooks[i]);
		CHECK_INT(own, ARRAY_SIZE(hooks));
		for (size_t i = 0; i < ARRAY_SIZE(hooks); i++) {
			const struct bts_hook *h = hook(hooks[i].name);

			CHECK_INT(h->has, hooks[i].has);
			CHECK_INT(h->prefers, hooks[i].prefers);
			CHECK_STR(h->serves, hooks[i].serves);
			CHECK_INT(h->refused, 0);
			CHECK(h->wanted);
		}
	}
	bts_session_close(&session);
}

/* What is preferred is taken though there is better, and what is better next. */
TEST(prefers)
{
	/* The last two only where they are not known not to be there. */
	static const struct {
		enum bts_attach kind;
		const char *program, *missing;
	} order[] = {
		{ BTS_TP_BTF, "issue_btf", NULL },
		{ BTS_FENTRY, "issue_fentry", NULL },
		{ BTS_RAW_TP, "issue_raw", NULL },
		{ BTS_TRACEPOINT, "issue_plain", "tracefs is not mounted" },
		{ BTS_KPROBE, "issue_kprobe", "this kernel has no kprobes" },
	};
	size_t n = 0;
	int err = 0;

	if (!open_tool("disksnoop"))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		const struct bts_hook *issue = hook("issue");

		err = bts_plan_choose(&session.plan, session.object, &error);
		if (issue->refused & 1U << order[i].kind) {
			CHECK_STR(issue->why[order[i].kind], order[i].missing);
			continue;
		}
		if (!CHECK_INT(err, 0))
			break;
		CHECK_INT(issue->chosen, order[i].kind);
		CHECK(is_loaded(order[i].program));
		/* One refusal is of one hook. */
		CHECK_INT(hook("complete")->chosen, BTS_TP_BTF);
		CHECK_INT(hook("queue")->chosen, BTS_TP_BTF);
		CHECK_INT(bts_plan_typed(&session.plan), i < 2);
		CHECK_INT(bts_plan_plain(&session.plan), order[i].kind == BTS_TRACEPOINT);
		CHECK(bts_plan_demote(&session.plan, session.object, order[i].program, -EPERM));
		CHECK_STR(issue->why[order[i].kind], "load refused (EPERM)");
		if (!open_again())
			break;
		n++;
	}
	CHECK(n >= 3);
	CHECK_INT(bts_plan_choose(&session.plan, session.object, &error), -EOPNOTSUPP);
	CHECK(!strncmp(error.text,
		       "cannot attach: fentry: load refused (EPERM); tp_btf: load refused (EPERM); "
		       "raw_tp: load refused (EPERM); tracepoint: ",
		       117));
	bts_session_close(&session);
}

/* Forced to one kind, or kept from it, a hook's wish is not asked. */
TEST(prefers_and_force)
{
	if (open_tool("disksnoop")) {
		CHECK_INT(choose("raw_tp"), 0);
		CHECK_INT(hook("issue")->chosen, BTS_RAW_TP);
		CHECK_INT(hook("complete")->chosen, BTS_RAW_TP);
		CHECK_INT(hook("queue")->chosen, BTS_RAW_TP);
		CHECK_INT(count_loaded(), 12);
		CHECK(!bts_plan_typed(&session.plan));
	}
	bts_session_close(&session);

	if (open_tool("disksnoop")) {
		/* Its functions may be asked for in the kernel's types: not here. */
		hook("complete")->wanted = false;
		CHECK_INT(choose("^tp_btf"), 0);
		CHECK_INT(hook("issue")->chosen, BTS_FENTRY);
		CHECK_INT(hook("queue")->chosen, BTS_RAW_TP);
	}
	bts_session_close(&session);
}

/* Has the running kernel's BTF a function of that name? */
static bool has_function(const char *name)
{
	struct btf *kernel = btf__load_vmlinux_btf();
	bool has = kernel && btf__find_by_name_kind(kernel, name, BTF_KIND_FUNC) > 0;

	btf__free(kernel);
	return has;
}

/* A program whose function the kernel may lack is left out alone, and the kind is taken. */
TEST(if_there)
{
	if (open_tool("disksnoop")) {
#ifdef __SANITIZE_ADDRESS__
		/* libbpf forgets the kernel's types when what it opened is never loaded. */
		__lsan_disable();
#endif
		CHECK_INT(choose("fentry"), 0);
#ifdef __SANITIZE_ADDRESS__
		__lsan_enable();
#endif
		CHECK_INT(hook("complete")->chosen, BTS_FENTRY);
		CHECK_INT(hook("complete")->refused & KIND(FENTRY), 0);
		CHECK(is_loaded("complete_fentry"));
		CHECK_INT(is_loaded("complete_batch_fentry"),
			  has_function("blk_mq_end_request_batch"));
		/* The hooks without that kind help out. */
		CHECK_INT(hook("queue")->chosen, BTS_TP_BTF);
	}
	bts_session_close(&session);
	/* A kprobe's function is met when it is attached: it is loaded in any case. */
	if (open_tool("disksnoop") && !choose("kprobe")) {
		CHECK(is_loaded("complete_kprobe"));
		CHECK(is_loaded("complete_batch_kprobe"));
	}
	bts_session_close(&session);
}

TEST_MAIN(RUN(plan), RUN(force), RUN(force_unknown), RUN(choose_tracepoints), RUN(calls),
	  RUN(choose_kprobe), RUN(demote), RUN(plan_of_disksnoop), RUN(prefers),
	  RUN(prefers_and_force), RUN(if_there))
