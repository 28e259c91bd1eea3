// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/cgroup.h"
#include "bts/schema.h"
#include "bts/text.h"
#include "test.h"
#include "tree.h"

static struct bts_cgroups cgroups;
static struct bts_error error;
static struct bts_cgroup_ref ref;

/* A line of mountinfo for a directory of the tree. */
static void mount_line(char *to, size_t size, const char *path, const char *type,
		       const char *options)
{
	size_t n = strlen(to);

	snprintf(to + n, size - n, "30 23 0:26 / %s%s rw,nosuid shared:4 - %s none %s\n", tree,
		 path, type, options);
}

static void open_mounts(const char *text)
{
	bts_cgroups_free(&cgroups);
	tree_file("/mountinfo", text);
	CHECK_INT(bts_cgroups_open(&cgroups, tree_path("/mountinfo"), &error), 0);
}

/* A machine with systemd: the unified hierarchy alone. */
static void unified(void)
{
	char text[4096] = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n";

	tree_dir("/cg");
	tree_file("/cg/cgroup.controllers", "cpu memory\n");
	mount_line(text, sizeof(text), "/cg", "cgroup2", "rw,nsdelegate");
	open_mounts(text);
}

TEST(mounts)
{
	char text[4096] = "";

	tree_make();
	/* As old systemd mounts them: the unified hierarchy has no controllers. */
	tree_dir("/cg/unified");
	tree_file("/cg/unified/cgroup.controllers", "");
	mount_line(text, sizeof(text), "/cg/unified", "cgroup2", "rw");
	mount_line(text, sizeof(text), "/cg/systemd", "cgroup", "rw,xattr,name=systemd");
	mount_line(text, sizeof(text), "/cg/freezer", "cgroup", "rw,freezer");
	mount_line(text, sizeof(text), "/cg/cpu\\040one", "cgroup", "rw,cpu,cpuacct");
	mount_line(text, sizeof(text), "/cg/memory", "cgroup", "rw,memory");
	mount_line(text, sizeof(text), "/cg/new", "cgroup", "rw,unheard_of,memoryx");
	strcat(text, "no mount\n\n - cgroup2\n1 2 3 4 - cgroup none rw,pids\n");
	open_mounts(text);
	if (CHECK_INT(cgroups.nmounts, 4)) {
		CHECK_INT(cgroups.mounts[0].hierarchy, BTS_HIERARCHY_memory);
		CHECK_STR(cgroups.mounts[0].path, tree_path("/cg/memory"));
		CHECK_INT(cgroups.mounts[1].hierarchy, BTS_HIERARCHY_cpu);
		CHECK_STR(cgroups.mounts[1].path, tree_path("/cg/cpu one"));
		CHECK_INT(cgroups.mounts[2].hierarchy, BTS_HIERARCHY_freezer);
		CHECK_INT(cgroups.mounts[3].hierarchy, BTS_HIERARCHY_UNIFIED);
	}
	/* With controllers it is the one. */
	tree_file("/cg/unified/cgroup.controllers", "cpu io\n");
	open_mounts(text);
	CHECK(cgroups.nmounts && cgroups.mounts[0].hierarchy == BTS_HIERARCHY_UNIFIED);
	bts_cgroups_free(&cgroups);
	CHECK_INT(bts_cgroups_open(&cgroups, tree_path("/none"), &error), -ENOENT);
	tree_remove();
}

/* @path names the directory @where of the tree. */
static void finds(const char *path, const char *where)
{
	ref = (struct bts_cgroup_ref){};
	if (!CHECK_INT(bts_cgroup_find(&cgroups, path, &ref, &error), 0))
		printf("# %s: %s\n", path, error.text);
	CHECK_INT(ref.id, tree_inode(where));
	CHECK(ref.mount);
}

static void refuses(const char *path, int err, const char *why, const char *hint)
{
	char want[512];

	CHECK_INT(bts_cgroup_find(&cgroups, path, &ref, &error), err);
	snprintf(want, sizeof(want), "--cgroup%s%s: %s", *path ? " " : "", path, why);
	CHECK_STR(error.text, want);
	CHECK_STR(error.hint, hint);
}

TEST(finding)
{
	char full[PATH_MAX], hint[PATH_MAX + 32], below[PATH_MAX + 40];

	tree_make();
	unified();
	snprintf(below, sizeof(below), "groups are the directories below %s", tree_path("/cg"));
	tree_dir("/cg/system.slice/ssh.service");
	tree_dir("/cg/user.slice/twice.service");
	tree_dir("/cg/system.slice/twice.service");
	tree_dir("/cg/system.slice/deep/once.scope");
	tree_dir("/cg/plain/odd");
	tree_dir("/elsewhere");

	snprintf(full, sizeof(full), "%s", tree_path("/cg/system.slice"));
	finds(full, "/cg/system.slice");
	snprintf(full, sizeof(full), "%s", tree_path("/cg"));
	finds(full, "/cg");
	finds("/", "/cg");
	finds("/system.slice/ssh.service", "/cg/system.slice/ssh.service");
	finds("system.slice/ssh.service/", "/cg/system.slice/ssh.service");
	finds("plain/../plain", "/cg/plain");
	/* Names of units alone, where there is one of that name. */
	finds("ssh.service", "/cg/system.slice/ssh.service");
	finds("once.scope", "/cg/system.slice/deep/once.scope");
	CHECK_INT(bts_cgroup_find(&cgroups, "twice.service", &ref, &error), -EINVAL);
	CHECK(strstr(error.text, "--cgroup twice.service: may be /"));

	refuses("", -EINVAL, "an empty path", "");
	refuses("odd", -ENOENT, "no such cgroup", below);
	refuses("sshd.service", -ENOENT, "no such cgroup", "did you mean ssh.service?");
	refuses("noce.scope", -ENOENT, "no such cgroup", "did you mean once.scope?");
	/* That both are units brings no names nearer. */
	refuses("abc.service", -ENOENT, "no such cgroup", below);
	refuses("plian", -ENOENT, "no such cgroup", "did you mean /plain?");
	refuses("/system.slice/shs.service", -ENOENT, "no such cgroup",
		"did you mean /system.slice/ssh.service?");
	refuses("/nothing/like/it", -ENOENT, "no such cgroup", below);
	refuses("cgroup.controllers", -ENOTDIR, "is not a directory of a cgroup hierarchy", below);
	refuses("../elsewhere", -ENOTDIR, "is not a directory of a cgroup hierarchy", below);
	snprintf(full, sizeof(full), "%s", tree_path("/elsewhere"));
	refuses(full, -ENOTDIR, "is not a directory of a cgroup hierarchy", below);
	snprintf(full, sizeof(full), "%s", tree_path("/cg/plian"));
	snprintf(hint, sizeof(hint), "did you mean %s?", tree_path("/cg/plain"));
	refuses(full, -ENOENT, "no such cgroup", hint);
	/* A link out of the hierarchy is not one of its directories. */
	CHECK_INT(symlink("/etc", tree_path("/cg/link")), 0);
	refuses("link", -ENOTDIR, "is not a directory of a cgroup hierarchy", below);

	open_mounts("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
	refuses("/x", -ENOENT, "no cgroup hierarchy is mounted",
		"mount -t cgroup2 cgroup2 /sys/fs/cgroup");
	bts_cgroups_free(&cgroups);
	tree_remove();
}

TEST(paths)
{
	struct bts_conf conf = {};

	tree_make();
	unified();
	tree_dir("/cg/a/b");
	bts_cgroups_show(&cgroups, NULL, &conf);
	CHECK_INT(conf.hierarchy, BTS_HIERARCHY_UNIFIED);
	CHECK_INT(conf.cgroup_root, tree_inode("/cg"));
	CHECK_STR(bts_cgroup_path(&cgroups, tree_inode("/cg")), "/");
	CHECK_STR(bts_cgroup_path(&cgroups, tree_inode("/cg/a/b")), "/a/b");
	CHECK_STR(bts_cgroup_path(&cgroups, tree_inode("/cg/a")), "/a");
	CHECK_STR(bts_cgroup_path(&cgroups, UINT64_MAX), NULL);
	/* A group that is gone is remembered. */
	CHECK_INT(rmdir(tree_path("/cg/a/b")), 0);
	CHECK_STR(bts_cgroup_path(&cgroups, tree_inode("/cg/a")), "/a");
	bts_cgroups_free(&cgroups);
	/* Nothing is mounted: nothing is known. */
	CHECK_STR(bts_cgroup_path(&cgroups, 1), NULL);
	tree_remove();
}

TEST(shown_hierarchy)
{
	struct bts_conf conf = {};
	char text[4096] = "";

	tree_make();
	tree_dir("/memory/same");
	tree_dir("/pids/same");
	tree_dir("/pids/other");
	mount_line(text, sizeof(text), "/memory", "cgroup", "rw,memory");
	mount_line(text, sizeof(text), "/pids", "cgroup", "rw,pids");
	open_mounts(text);
	finds("same", "/memory/same");
	finds("other", "/pids/other");
	bts_cgroups_show(&cgroups, ref.mount, &conf);
	CHECK_INT(conf.hierarchy, BTS_HIERARCHY_pids);
	CHECK_INT(conf.cgroup_root, tree_inode("/pids"));
	CHECK_STR(bts_cgroup_path(&cgroups, tree_inode("/pids/other")), "/other");
	CHECK_STR(bts_cgroup_path(&cgroups, tree_inode("/memory/same")), NULL);
	bts_cgroups_free(&cgroups);
	tree_remove();
}

/* What records hold, as it is shown. */
static void shows(const char *type, uint64_t id, struct bts_cgroups *known, const char *text,
		  const char *json)
{
	struct {
		struct bts_head head;
		bts_cgroup cgroup;
	} record = { .cgroup = id };
	const struct bts_rec rec = { &record, sizeof(record) };
	const struct bts_clock clock = { .cgroups = known };
	struct bts_field field = {
		.kind = bts_kind_find(type), .offset = 24, .size = 8, .count = 1
	};
	struct bts_out out;

	if (!CHECK(field.kind) || !CHECK_INT(bts_out_init(&out, -1), 0))
		return;
	bts_field_text(&out, &field, &rec, &clock);
	bts_out_char(&out, '\0');
	CHECK_STR(out.buf, text);
	out.len = 0;
	bts_field_json(&out, &field, &rec, &clock);
	bts_out_char(&out, '\0');
	CHECK_STR(out.buf, json);
	bts_out_free(&out);
}

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* With what stands before it as long as an id. */
#define ODD "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab"

TEST(values)
{
	uint64_t id;

	tree_make();
	unified();
	tree_dir("/cg/docker/" ID);
	tree_dir("/cg/\033[31m\xff");
	tree_dir("/cg/lxc.payload.\033[2J" ODD);
	id = tree_inode("/cg/docker/" ID);
	shows("bts_cgroup", id, &cgroups, "/docker/" ID, "\"/docker/" ID "\"");
	shows("bts_container", id, &cgroups, "0123456789ab", "\"" ID "\"");
	id = tree_inode("/cg/docker");
	shows("bts_cgroup", id, &cgroups, "/docker", "\"/docker\"");
	shows("bts_container", id, &cgroups, "-", "null");
	id = tree_inode("/cg/\033[31m\xff");
	shows("bts_cgroup", id, &cgroups, "/\\x1b[31m\\xff", "\"/\\u001b[31m\xef\xbf\xbd\"");
	/* A name is no id, be it as long. */
	id = tree_inode("/cg/lxc.payload.\033[2J" ODD);
	shows("bts_container", id, &cgroups, "\\x1b[2J" ODD, "\"\\u001b[2J" ODD "\"");
	/* Not read; read, but nobody knows its path. */
	shows("bts_cgroup", 0, &cgroups, "?", "null");
	shows("bts_container", 0, &cgroups, "?", "null");
	shows("bts_cgroup", UINT64_MAX, &cgroups, "18446744073709551615",
	      "\"18446744073709551615\"");
	shows("bts_container", UINT64_MAX, &cgroups, "?", "null");
	shows("bts_cgroup", 5, NULL, "5", "\"5\"");
	bts_cgroups_free(&cgroups);
	tree_remove();
}

struct seen {
	size_t count, deepest;
};

static bool see(void *arg, const char *path, int dir)
{
	struct seen *seen = arg;
	size_t depth = 0;

	(void)dir;
	for (; *path; path++)
		depth += *path == '/';
	seen->count++;
	if (depth > seen->deepest)
		seen->deepest = depth;
	return true;
}

TEST(walking_is_bounded)
{
	struct seen seen = {};
	char path[1024] = "/t";

	tree_make();
	for (int i = 0; i < 100; i++)
		strcat(path, "/d");
	tree_dir(path);
	/* Links are not followed, be they as endless as they like. */
	CHECK_INT(symlink("..", tree_path("/t/d/up")), 0);
	bts_cgroup_walk(tree_path("/t"), see, &seen);
	CHECK_INT(seen.deepest, 65);
	CHECK_INT(seen.count, 65);
	seen = (struct seen){};
	bts_cgroup_walk(tree_path("/none"), see, &seen);
	CHECK_INT(seen.count, 0);
	tree_remove();
}

TEST_MAIN(RUN(mounts), RUN(finding), RUN(paths), RUN(shown_hierarchy), RUN(values),
	  RUN(walking_is_bounded))
