// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>

#include "bts/symbol.h"
#include "test.h"
#include "tree.h"

static struct bts_ksyms ksyms;
static struct bts_error error;

static int read_text(const char *text)
{
	int err;

	error = (struct bts_error){};
	tree_make();
	tree_file("/kallsyms", text);
	err = bts_ksyms_read(&ksyms, tree_path("/kallsyms"), &error);
	tree_remove();
	return err;
}

/* "name+0xoffset [module]", or "". */
static const char *at(uint64_t addr)
{
	static char text[256];
	struct bts_symbol s;

	text[0] = '\0';
	if (bts_ksyms_find(&ksyms, addr, &s))
		snprintf(text, sizeof(text), "%s+%#llx%s%s", s.name, (unsigned long long)s.offset,
			 s.module ? " " : "", s.module ?: "");
	return text;
}

TEST(functions)
{
	CHECK_INT(read_text("0000000000000000 A fixed_percpu_data\n"
			    "ffffffff81000000 T _stext\n"
			    "ffffffff81000000 T _text\n"
			    "ffffffff81000100 t local\n"
			    "ffffffff81000180 d data\n"
			    "ffffffff81000200 W weak\n"
			    "ffffffffc0202000 t second\t[xfs]\n"
			    "ffffffffc0201000 t first\t[xfs]\n"
			    "ffffffffc0301000 t other\t[dm_mod]\n"
			    "ffffffffc0203000 t third\t[xfs]\n"),
		  0);
	CHECK_STR(error.text, "");
	CHECK_INT(ksyms.count, 7);
	CHECK_STR(at(0xffffffff81000000), "_stext+0");
	CHECK_STR(at(0xffffffff810000ff), "_stext+0xff");
	CHECK_STR(at(0xffffffff81000100), "local+0");
	/* Data is no place to return to. */
	CHECK_STR(at(0xffffffff81000190), "local+0x90");
	CHECK_STR(at(0xffffffff81000201), "weak+0x1");
	CHECK_STR(at(0xffffffffc0201010), "first+0x10 xfs");
	CHECK_STR(at(0xffffffffc0202010), "second+0x10 xfs");
	CHECK_STR(at(0xffffffffc0203010), "third+0x10 xfs");
	CHECK_STR(at(0xffffffffc0301010), "other+0x10 dm_mod");
	/* Asked again. */
	CHECK_STR(at(0xffffffffc0301010), "other+0x10 dm_mod");
	/* Before the first, far behind one. */
	CHECK_STR(at(0xffffffff80ffffff), "");
	CHECK_STR(at(0), "");
	CHECK_STR(at(0xffffffff90000000), "");
	CHECK_STR(at(UINT64_MAX), "");
	bts_ksyms_free(&ksyms);
	CHECK_STR(at(0xffffffff81000000), "");
}

/* Each address, whatever it displaces among those that were found before. */
TEST(many)
{
	enum { COUNT = 20000 };
	char name[64];
	FILE *f;

	tree_make();
	f = fopen(tree_path("/kallsyms"), "w");
	for (int i = COUNT - 1; i >= 0; i--)
		fprintf(f, "%016llx t function_%d\n", 0xffffffff81000000ULL + i * 48, i);
	fclose(f);
	CHECK_INT(bts_ksyms_read(&ksyms, tree_path("/kallsyms"), &error), 0);
	tree_remove();
	CHECK_INT(ksyms.count, COUNT);
	for (int i = 0; i < COUNT; i++) {
		snprintf(name, sizeof(name), "function_%d+0x2f", i);
		if (!CHECK_STR(at(0xffffffff81000000ULL + i * 48 + 47), name))
			break;
	}
	bts_ksyms_free(&ksyms);
}

TEST(hidden)
{
	CHECK_INT(read_text("0000000000000000 T _stext\n0000000000000000 t f\t[xfs]\n"), -EACCES);
	CHECK(strstr(error.text, "addresses are hidden"));
	CHECK(error.hint[0]);
	CHECK_STR(at(0xffffffff81000000), "");
	bts_ksyms_free(&ksyms);
}

TEST(mistakes)
{
	CHECK_INT(read_text(""), -ENOENT);
	CHECK_INT(read_text("ffffffff81000000 D data\n"), -ENOENT);
	CHECK(strstr(error.text, "no functions"));
	CHECK_INT(bts_ksyms_read(&ksyms, "/nonexistent/kallsyms", &error), -ENOENT);
	CHECK(strstr(error.text, "No such file"));
	/* Lines that are none are passed over. */
	CHECK_INT(read_text("\n \nffffffff81000000\nffffffff81000000 \nffffffff81000000 T\n"
			    "zz T name\nffffffff81000010 T \nffffffff81000020 T right [mod"),
		  0);
	CHECK_STR(at(0xffffffff81000021), "right+0x1 mod");
	bts_ksyms_free(&ksyms);
}

TEST(of_bpf)
{
	static const char *const ours[] = { "bpf_prog_c5a0f5d33b3b44e4_name", "bpf_trace_run2",
					    "__bpf_trace_block_rq_insert", "__traceiter_sys_enter",
					    "bpf_trampoline_6442545632" };
	static const char *const theirs[] = { "bpf_lsm_file_open", "blk_mq_start_request",
					      "syscall_trace_enter", "" };

	for (size_t i = 0; i < ARRAY_SIZE(ours); i++)
		CHECK(bts_symbol_is_bpf(&(struct bts_symbol){ .name = ours[i] }));
	for (size_t i = 0; i < ARRAY_SIZE(theirs); i++)
		CHECK(!bts_symbol_is_bpf(&(struct bts_symbol){ .name = theirs[i] }));
}

TEST_MAIN(RUN(functions), RUN(many), RUN(hidden), RUN(mistakes), RUN(of_bpf))
