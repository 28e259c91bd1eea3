// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include "bts/container.h"
#include "test.h"
#include "tree.h"

#define Z52 "0000000000000000000000000000000000000000000000000000"
#define A   "abcd11111111" Z52
#define B   "abcd22222222" Z52
#define C   "c0ffee000000" Z52

TEST(patterns)
{
	static const struct {
		const char *path, *name, *own;
	} cases[] = {
		{ "/system.slice/docker-" A ".scope", A, "" },
		{ "/docker/" A, A, "" },
		{ "/docker/" A "/system.slice/ssh.service", A, "/docker/" A },
		/* The innermost of several. */
		{ "/docker/" A "/docker/" B, B, "" },
		{ "/kubepods.slice/kubepods-pod1.slice/cri-containerd-" A ".scope", A, "" },
		{ "/kubepods/burstable/pod1/" A, A, "" },
		{ "/kubepods.slice/crio-" A ".scope/container", A,
		  "/kubepods.slice/crio-" A ".scope" },
		{ "/machine.slice/libpod-" A ".scope/container", A,
		  "/machine.slice/libpod-" A ".scope" },
		{ "/libpod_parent/libpod-" A, A, "" },
		{ "/system.slice/nerdctl-" A ".scope", A, "" },
		{ "/lxc.payload.web/init.scope", "web", "/lxc.payload.web" },
		{ "/lxc/web/init.scope", "web", "/lxc/web" },
		{ "/machine.slice/machine-my\\x2dbox.scope/payload", "my-box",
		  "/machine.slice/machine-my\\x2dbox.scope" },
		{ "/machine.slice/systemd-nspawn@box.service", "box", "" },
		{ "/", NULL, NULL },
		{ "", NULL, NULL },
		{ "/system.slice/ssh.service", NULL, NULL },
		{ "/machine.slice/libpod-conmon-" A ".scope", NULL, NULL },
		{ "/docker/" Z52, NULL, NULL },
		{ "/docker/" A "0", NULL, NULL },
		{ "/docker-.scope", NULL, NULL },
		{ "/lxc", NULL, NULL },
		{ "/lxc.monitor.web", NULL, NULL },
		{ "/machine-.scope", NULL, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char name[BTS_CONTAINER_NAME] = "";
		size_t n = bts_container_of(cases[i].path, name), want = 0;

		if (cases[i].own)
			want = strlen(*cases[i].own ? cases[i].own : cases[i].path);
		CHECK_INT(n, want);
		CHECK_STR(name, cases[i].name ? cases[i].name : "");
	}
}

/* A name that is longer than what it goes into is cut, escapes or not. */
TEST(long_names)
{
	char path[600], name[BTS_CONTAINER_NAME];

	snprintf(path, sizeof(path), "/lxc.payload.%0250d", 0);
	CHECK_INT(bts_container_of(path, name), strlen(path));
	CHECK_INT(strlen(name), BTS_CONTAINER_NAME - 1);
	snprintf(path, sizeof(path), "/machine-%0240d.scope", 0);
	CHECK_INT(bts_container_of(path, name), strlen(path));
	CHECK_INT(strlen(name), BTS_CONTAINER_NAME - 1);
	CHECK_INT(bts_container_of("/machine-\\x2.scope", name), 18);
	CHECK_STR(name, "\\x2");
	CHECK_INT(bts_container_of("/machine-a\\x00.scope", name), 20);
	CHECK_STR(name, "a\\x00");
}

TEST(json)
{
	static const struct {
		const char *json, *key;
		int depth;
		const char *id, *want;
	} cases[] = {
		{ "{\"Name\":\"/web\"}", "Name", 1, NULL, "/web" },
		{ " {\n \"Name\" : \"web\" }", "Name", 1, NULL, "web" },
		/* Labels are the user's, and stand deeper. */
		{ "{\"Config\":{\"Labels\":{\"Name\":\"evil\"}},\"Name\":\"good\"}", "Name", 1,
		  NULL, "good" },
		{ "{\"Config\":{\"Name\":\"evil\"}}", "Name", 1, NULL, NULL },
		{ "{\"x\":\"\\\"Name\\\":\\\"evil\\\"\",\"Name\":\"good\"}", "Name", 1, NULL,
		  "good" },
		{ "{\"x\":\"}{\",\"Name\":\"good\"}", "Name", 1, NULL, "good" },
		{ "{\"x\":\"Name\",\"Name\":\"good\"}", "Name", 1, NULL, "good" },
		{ "{\"a\":{\"k/n\":\"v\"}}", "k/n", 2, NULL, "v" },
		{ "[{\"id\":\"1\",\"names\":[\"one\",\"uno\"]},{\"id\":\"2\",\"names\":[\"two\"]}]",
		  "names", 2, "2", "two" },
		{ "[{\"id\":\"1\",\"names\":[\"one\",\"uno\"]}]", "names", 2, "1", "one" },
		{ "[{\"id\":\"1\"},{\"id\":\"2\",\"names\":[\"two\"]}]", "names", 2, "1", NULL },
		{ "[{\"id\":\"1\",\"names\":[]}]", "names", 2, "1", NULL },
		{ "[{\"id\":\"1\",\"names\":[", "names", 2, "1", NULL },
		{ "{\"Name\":\"we\\u0062\"}", "Name", 1, NULL, NULL },
		{ "{\"Name\":null}", "Name", 1, NULL, NULL },
		{ "{\"Name\":", "Name", 1, NULL, NULL },
		{ "{\"Name\":\"", "Name", 1, NULL, NULL },
		{ "{\"Name\":\"cut", "Name", 1, NULL, NULL },
		{ "{\"Name\":\"cut\\", "Name", 1, NULL, NULL },
		{ "{\"Name", "Name", 1, NULL, NULL },
		{ "]]]}}}\"", "Name", 1, NULL, NULL },
		{ "", "Name", 1, NULL, NULL },
		{ "{\"Name\":\"0123456789abcdefg\"}", "Name", 1, NULL, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t n = strlen(cases[i].json);
		char *copy = malloc(n + 1), value[16] = "";

		/* No byte behind its end is read. */
		memcpy(copy, cases[i].json, n);
		if (!CHECK_INT(bts_json_find(copy, n, cases[i].key, cases[i].depth, cases[i].id,
					     value, sizeof(value)),
			       cases[i].want != NULL))
			printf("# %s\n", cases[i].json);
		if (cases[i].want)
			CHECK_STR(value, cases[i].want);
		free(copy);
	}
}

static struct bts_cgroups cgroups;
static struct bts_error error;

static void finds(const char *what, const char *where)
{
	struct bts_cgroup_ref ref = {};

	if (!CHECK_INT(bts_container_find(&cgroups, tree, what, &ref, &error), 0))
		printf("# %s: %s\n", what, error.text);
	CHECK_INT(ref.id, tree_inode(where));
}

static void refuses(const char *what, int err, const char *why, const char *hint)
{
	struct bts_cgroup_ref ref = {};
	char want[512];

	CHECK_INT(bts_container_find(&cgroups, tree, what, &ref, &error), err);
	snprintf(want, sizeof(want), "--container%s%s: %s", *what ? " " : "", what, why);
	CHECK_STR(error.text, want);
	CHECK_STR(error.hint, hint);
}

static void machine(void)
{
	char text[256];

	tree_make();
	tree_dir("/cg");
	snprintf(text, sizeof(text), "30 23 0:26 / %s/cg rw - cgroup2 none rw\n", tree);
	tree_file("/mountinfo", text);
	CHECK_INT(bts_cgroups_open(&cgroups, tree_path("/mountinfo"), &error), 0);
}

static void machine_end(void)
{
	bts_cgroups_free(&cgroups);
	tree_remove();
}

TEST(finding)
{
	machine();
	refuses("x", -ENOENT, "no such container",
		"no cgroup looks like a container's: give its --cgroup");
	tree_dir("/cg/system.slice/docker-" A ".scope/init.scope");
	refuses("x", -ENOENT, "no such container", "the only container found is abcd11111111");
	tree_dir("/cg/kubepods/pod/" B);
	tree_dir("/cg/machine.slice/libpod-" C ".scope/libpod-" C ".scope");
	tree_dir("/cg/lxc.payload.box");
	tree_dir("/cg/lxc.payload.abcd");

	finds("abcd1", "/cg/system.slice/docker-" A ".scope");
	finds(A, "/cg/system.slice/docker-" A ".scope");
	finds(B, "/cg/kubepods/pod/" B);
	/* Of groups within groups of the same container the outer one. */
	finds("c", "/cg/machine.slice/libpod-" C ".scope");
	finds("box", "/cg/lxc.payload.box");
	/* A name to the letter comes before beginnings of ids. */
	finds("abcd", "/cg/lxc.payload.abcd");
	CHECK_INT(rmdir(tree_path("/cg/lxc.payload.abcd")), 0);
	CHECK_INT(bts_container_find(&cgroups, tree, "abcd", &(struct bts_cgroup_ref){}, &error),
		  -EINVAL);
	CHECK(!strcmp(error.text, "--container abcd: may be abcd11111111, abcd22222222") ||
	      !strcmp(error.text, "--container abcd: may be abcd22222222, abcd11111111"));
	/* Names are not cut, nor are ids longer than they are. */
	refuses("bo", -ENOENT, "no such container", "did you mean box?");
	refuses(A "0", -ENOENT, "no such container",
		"4 are found; `docker ps', `crictl ps' or `machinectl' name them");
	refuses("", -EINVAL, "an empty name", "");
	machine_end();
}

TEST(names)
{
	machine();
	tree_dir("/cg/docker/" A);
	tree_dir("/cg/kubepods/pod/" B);
	tree_dir("/cg/machine.slice/libpod-" C ".scope");
	tree_dir("/var/lib/docker/containers/" A);
	tree_dir("/run/containerd/io.containerd.runtime.v2.task/k8s.io/" B);
	tree_dir("/var/lib/containers/storage/overlay-containers");
	tree_file("/var/lib/docker/containers/" A "/config.v2.json",
		  "{\"Config\":{\"Labels\":{\"Name\":\"not-it\"}},\"Name\":\"/web\"}");
	tree_file("/run/containerd/io.containerd.runtime.v2.task/k8s.io/" B "/config.json",
		  "{\"annotations\":{\"io.kubernetes.cri.container-name\":\"api\"}}");
	tree_file("/var/lib/containers/storage/overlay-containers/containers.json",
		  "[{\"id\":\"" A "\",\"names\":[\"no\"]},{\"id\":\"" C "\",\"names\":[\"db\"]}]");
	finds("web", "/cg/docker/" A);
	finds("api", "/cg/kubepods/pod/" B);
	finds("db", "/cg/machine.slice/libpod-" C ".scope");
	refuses("not-it", -ENOENT, "no such container",
		"3 are found; `docker ps', `crictl ps' or `machinectl' name them");
	refuses("wbe", -ENOENT, "no such container", "did you mean web?");

	/* Two pods run a container of one name. */
	tree_dir("/cg/kubepods/pod2/" C);
	tree_dir("/run/containerd/io.containerd.runtime.v2.task/k8s.io/" C);
	tree_file("/run/containerd/io.containerd.runtime.v2.task/k8s.io/" C "/config.json",
		  "{\"annotations\":{\"io.kubernetes.cri.container-name\":\"api\"}}");
	CHECK_INT(bts_container_find(&cgroups, tree, "api", &(struct bts_cgroup_ref){}, &error),
		  -EINVAL);
	CHECK(strstr(error.text, "--container api: may be "));
	CHECK(strstr(error.text, "abcd22222222 (api)"));
	CHECK(strstr(error.text, "c0ffee000000 (api)"));

	/* Files that are none. */
	CHECK_INT(unlink(tree_path("/var/lib/docker/containers/" A "/config.v2.json")), 0);
	tree_dir("/var/lib/docker/containers/" A "/config.v2.json");
	CHECK_INT(bts_container_find(&cgroups, tree, "web", &(struct bts_cgroup_ref){}, &error),
		  -ENOENT);
	machine_end();
}

TEST_MAIN(RUN(patterns), RUN(long_names), RUN(json), RUN(finding), RUN(names))
