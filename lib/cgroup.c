// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "bts/array.h"
#include "bts/cgroup.h"
#include "bts/clock.h"
#include "bts/mount.h"
#include "bts/nearest.h"

#define WALK_DEPTH 64
#define WALK_MAX   65536
/* Paths that are kept; beyond, all are forgotten and those still met are learnt again. */
#define PATHS_MAX 65536
/* A hierarchy is searched for an unknown id this often at most. */
#define WALK_NS 1000000000ULL

#define HIERARCHY_NAME(name, id) [BTS_HIERARCHY_##name] = #name,
static const char *const hierarchy_names[BTS_HIERARCHIES] = { BTS_CONTROLLERS(HIERARCHY_NAME) };

/* The first of our controllers among the options of a mount; 0 if it has none. */
static enum bts_hierarchy controller_of(const char *options)
{
	for (int i = BTS_HIERARCHY_UNIFIED + 1; i < BTS_HIERARCHIES; i++) {
		size_t n = strlen(hierarchy_names[i]);

		for (const char *o = options; *o; o += strcspn(o, ","), o += *o != '\0') {
			if (strcspn(o, ",") == n && !memcmp(o, hierarchy_names[i], n))
				return i;
		}
	}
	return 0;
}

/* Has the unified hierarchy controllers, or are they those of others? */
static bool has_controllers(const char *mount)
{
	char path[PATH_MAX];
	FILE *f;
	int c;

	snprintf(path, sizeof(path), "%s/cgroup.controllers", mount);
	f = fopen(path, "re");
	if (!f)
		return false;
	c = fgetc(f);
	fclose(f);
	return c != EOF && c != '\n';
}

static int mount_add(struct bts_cgroups *cgroups, const char *path, enum bts_hierarchy hierarchy)
{
	size_t n = cgroups->nmounts;
	struct bts_cgroup_mount *m = realloc(cgroups->mounts, (n + 1) * sizeof(*m));

	if (!m)
		return -ENOMEM;
	cgroups->mounts = m;
	m[n].path = strdup(path);
	m[n].hierarchy = hierarchy;
	if (!m[n].path)
		return -ENOMEM;
	cgroups->nmounts++;
	return 0;
}

/* One line of mountinfo. */
static int mount_read(struct bts_cgroups *cgroups, char *line)
{
	enum bts_hierarchy hierarchy = BTS_HIERARCHY_UNIFIED;
	struct bts_mount mount;

	if (!bts_mount_parse(line, &mount))
		return 0;
	if (!strcmp(mount.type, "cgroup")) {
		hierarchy = controller_of(mount.options);
		if (!hierarchy)
			return 0;
	} else if (strcmp(mount.type, "cgroup2") != 0) {
		return 0;
	}
	return mount_add(cgroups, mount.point, hierarchy);
}

/* By what they are for: those whose groups tell services and containers apart. */
static int rank(const struct bts_cgroup_mount *m)
{
	if (m->hierarchy != BTS_HIERARCHY_UNIFIED)
		return m->hierarchy;
	return has_controllers(m->path) ? 0 : BTS_HIERARCHIES;
}

/* Stable, and there are few. */
static void mounts_sort(struct bts_cgroups *cgroups)
{
	struct bts_cgroup_mount *m = cgroups->mounts;

	for (size_t i = 1; i < cgroups->nmounts; i++) {
		for (size_t j = i; j > 0 && rank(&m[j]) < rank(&m[j - 1]); j--) {
			struct bts_cgroup_mount other = m[j];

			m[j] = m[j - 1];
			m[j - 1] = other;
		}
	}
}

int bts_cgroups_open(struct bts_cgroups *cgroups, const char *mountinfo, struct bts_error *error)
{
	FILE *f = fopen(mountinfo, "re");
	char *line = NULL;
	size_t size = 0;
	int err = 0;

	*cgroups = (struct bts_cgroups){ .names_fd = -1 };
	if (!f)
		return bts_fail(error, -errno, "%s: %s", mountinfo, strerror(errno));
	while (!err && getline(&line, &size, f) > 0)
		err = mount_read(cgroups, line);
	free(line);
	fclose(f);
	if (err)
		return bts_fail(error, err, "out of memory");
	mounts_sort(cgroups);
	return 0;
}

/*
 * Walking
 */

struct walk {
	bts_cgroup_fn fn;
	void *arg;
	char path[PATH_MAX];
	size_t left;
};

static bool is_directory(int dir, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return !fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode);
}

/* Looks into the directory that @fd is open on, whose path is the first @len of walk->path. */
static bool walk_into(struct walk *walk, int fd, size_t len, int depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;
	bool on = true;

	if (!dir) {
		close(fd);
		return true;
	}
	while (on && (entry = readdir(dir))) {
		size_t n = strlen(entry->d_name);
		int child;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
		    !is_directory(fd, entry) || len + n + 2 > sizeof(walk->path))
			continue;
		child = openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (child < 0)
			continue;
		walk->path[len] = '/';
		memcpy(walk->path + len + 1, entry->d_name, n + 1);
		on = walk->left-- && walk->fn(walk->arg, walk->path, child);
		if (on && depth < WALK_DEPTH)
			on = walk_into(walk, child, len + 1 + n, depth + 1);
		else
			close(child);
	}
	closedir(dir);
	return on;
}

void bts_cgroup_walk(const char *top, bts_cgroup_fn fn, void *arg)
{
	struct walk walk = { .fn = fn, .arg = arg, .left = WALK_MAX };
	int fd = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		walk_into(&walk, fd, 0, 0);
}

/*
 * Finding
 */

/* The mount that @path, which is absolute and has no links, lies in; NULL. */
static const struct bts_cgroup_mount *mount_of(const struct bts_cgroups *cgroups, const char *path)
{
	const struct bts_cgroup_mount *found = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < cgroups->nmounts; i++) {
		size_t n = strlen(cgroups->mounts[i].path);

		if (!strncmp(path, cgroups->mounts[i].path, n) && (!path[n] || path[n] == '/') &&
		    n > longest) {
			found = &cgroups->mounts[i];
			longest = n;
		}
	}
	return found;
}

/* Is @path a directory of a hierarchy? -ENOENT, or -ENOTDIR where it is something else. */
static int directory_find(const struct bts_cgroups *cgroups, const char *path,
			  struct bts_cgroup_ref *ref)
{
	char *real = realpath(path, NULL);
	struct stat st;
	int err = 0;

	if (!real)
		return errno == ENOTDIR ? -ENOTDIR : -ENOENT;
	ref->mount = mount_of(cgroups, real);
	if (!ref->mount || stat(real, &st) || !S_ISDIR(st.st_mode))
		err = -ENOTDIR;
	else
		ref->id = st.st_ino;
	free(real);
	return err;
}

/* Directories with one name, met on a walk. */
struct search {
	const char *name;
	uint64_t id;
	size_t count;
	char paths[2][256]; /* of the first two, as far as they fit */
};

static bool search_step(void *arg, const char *path, int dir)
{
	struct search *search = arg;
	struct stat st;

	if (strcmp(strrchr(path, '/') + 1, search->name) || fstat(dir, &st))
		return true;
	if (search->count < 2)
		snprintf(search->paths[search->count], sizeof(search->paths[0]), "%s", path);
	search->id = st.st_ino;
	return ++search->count < 2;
}

/* What makes @name the name of a systemd unit: its last part, which is in @name; or NULL. */
static const char *unit_suffix(const char *name)
{
	static const char *const suffixes[] = { ".service", ".scope", ".slice" };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < ARRAY_SIZE(suffixes); i++) {
		if (!strcmp(dot, suffixes[i]))
			return dot;
	}
	return NULL;
}

static bool is_unit_alone(const char *path)
{
	return !strchr(path, '/') && unit_suffix(path);
}

static int unit_find(const struct bts_cgroups *cgroups, const char *name,
		     struct bts_cgroup_ref *ref, struct bts_error *error)
{
	for (size_t i = 0; i < cgroups->nmounts; i++) {
		struct search search = { .name = name };

		bts_cgroup_walk(cgroups->mounts[i].path, search_step, &search);
		if (search.count > 1)
			return bts_fail(error, -EINVAL, "--cgroup %s: may be %s or %s", name,
					search.paths[0], search.paths[1]);
		if (search.count) {
			ref->id = search.id;
			ref->mount = &cgroups->mounts[i];
			return 0;
		}
	}
	return -ENOENT;
}

/* The child of @dir whose name is nearest to @name, copied; NULL. */
static char *nearest_child(const char *dir, const char *name)
{
	struct dirent **list = NULL;
	int n = scandir(dir, &list, NULL, alphasort);
	const char **names = calloc(n > 0 ? n : 1, sizeof(*names)), *near = NULL;
	char *copy;

	for (int i = 0; names && i < n; i++) {
		if (list[i]->d_type == DT_DIR && list[i]->d_name[0] != '.')
			names[i] = list[i]->d_name;
	}
	if (names && n > 0)
		near = bts_nearest(name, names, n);
	copy = near ? strdup(near) : NULL;
	for (int i = 0; i < n; i++)
		free(list[i]);
	free(list);
	free(names);
	return copy;
}

/* Hints at a neighbour of the first name of @full, after its first @given bytes, that is not. */
static bool near_hint(const char *full, size_t given, struct bts_error *error)
{
	char dir[PATH_MAX], name[NAME_MAX + 1], *near;
	size_t n = given;

	for (;;) {
		size_t start = n + strspn(full + n, "/"), end = start + strcspn(full + start, "/");

		if (end >= sizeof(dir) || end - start >= sizeof(name) || start == end)
			return false;
		snprintf(dir, sizeof(dir), "%.*s", (int)end, full);
		if (access(dir, F_OK)) {
			snprintf(name, sizeof(name), "%.*s", (int)(end - start), full + start);
			dir[start] = '\0';
			break;
		}
		n = end;
	}
	near = nearest_child(dir, name);
	if (!near)
		return false;
	bts_hint(error, "did you mean %.*s/%s?", (int)(n - given), full + given, near);
	free(near);
	return true;
}

/* Names of units with one suffix, without it. */
struct stems {
	const char *suffix;
	char **list;
	size_t count;
};

static bool stem_step(void *arg, const char *path, int dir)
{
	const char *name = strrchr(path, '/') + 1, *suffix = unit_suffix(name);
	struct stems *stems = arg;
	char **list;

	(void)dir;
	if (!suffix || strcmp(suffix, stems->suffix))
		return true;
	list = realloc(stems->list, (stems->count + 1) * sizeof(*list));
	if (!list)
		return false;
	stems->list = list;
	list[stems->count] = strndup(name, suffix - name);
	return list[stems->count++];
}

/* Hints at the unit whose name is nearest, wherever its group is. */
static bool unit_hint(const struct bts_cgroups *cgroups, const char *name, struct bts_error *error)
{
	struct stems stems = { .suffix = unit_suffix(name) };
	char *stem = strndup(name, stems.suffix - name);
	const char *near = NULL;

	for (size_t i = 0; !stems.count && i < cgroups->nmounts; i++)
		bts_cgroup_walk(cgroups->mounts[i].path, stem_step, &stems);
	if (stem && stems.count)
		near = bts_nearest(stem, (const char *const *)stems.list, stems.count);
	if (near)
		bts_hint(error, "did you mean %s%s?", near, stems.suffix);
	while (stems.count)
		free(stems.list[--stems.count]);
	free(stems.list);
	free(stem);
	return near;
}

static int refuse(const struct bts_cgroups *cgroups, const char *path, int err,
		  struct bts_error *error)
{
	char full[PATH_MAX];
	struct statfs fs;

	if (err == -ENOTDIR) {
		bool named = !statfs(path, &fs) && fs.f_type == CGROUP_SUPER_MAGIC;

		bts_fail(error, err, "--cgroup %s: is %s", path,
			 named ? "in a hierarchy without a controller"
			       : "not a directory of a cgroup hierarchy");
		bts_hint(error, "groups are the directories below %s", cgroups->mounts[0].path);
		return err;
	}
	bts_fail(error, err, "--cgroup %s: no such cgroup", path);
	/* Where nothing comes near. */
	bts_hint(error, "groups are the directories below %s", cgroups->mounts[0].path);
	if (mount_of(cgroups, path)) {
		near_hint(path, 0, error);
		return err;
	}
	if (is_unit_alone(path) && unit_hint(cgroups, path, error))
		return err;
	for (size_t i = 0; i < cgroups->nmounts; i++) {
		snprintf(full, sizeof(full), "%s/%s", cgroups->mounts[i].path,
			 path + strspn(path, "/"));
		if (near_hint(full, strlen(cgroups->mounts[i].path), error))
			break;
	}
	return err;
}

int bts_cgroup_find(const struct bts_cgroups *cgroups, const char *path, struct bts_cgroup_ref *ref,
		    struct bts_error *error)
{
	int err = -ENOENT, other;

	if (!*path)
		return bts_fail(error, -EINVAL, "--cgroup: an empty path");
	if (!cgroups->nmounts) {
		bts_fail(error, -ENOENT, "--cgroup %s: no cgroup hierarchy is mounted", path);
		bts_hint(error, "mount -t cgroup2 cgroup2 /sys/fs/cgroup");
		return -ENOENT;
	}
	if (*path == '/')
		err = directory_find(cgroups, path, ref);
	for (size_t i = 0; err && i < cgroups->nmounts; i++) {
		char full[PATH_MAX];

		if (snprintf(full, sizeof(full), "%s/%s", cgroups->mounts[i].path, path) >=
		    (int)sizeof(full))
			break;
		other = directory_find(cgroups, full, ref);
		/* Something of that name that is no group: the reason, if nothing better is found. */
		if (other != -ENOENT)
			err = other;
	}
	if (err == -ENOENT && is_unit_alone(path))
		err = unit_find(cgroups, path, ref, error);
	if (err == -ENOENT || err == -ENOTDIR)
		return refuse(cgroups, path, err, error);
	return err;
}

/*
 * Paths
 */

struct path {
	uint64_t id;
	char text[];
};

static int path_compare(const void *a, const void *b)
{
	const struct path *one = a, *other = b;

	return one->id < other->id ? -1 : one->id > other->id;
}

/* Keeps a path of @n bytes, which may hold anything but NUL. NULL: no memory. */
static const char *path_keep(struct bts_cgroups *cgroups, uint64_t id, const char *text, size_t n)
{
	struct path *path, **at;

	if (cgroups->npaths >= PATHS_MAX) {
		tdestroy(cgroups->paths, free);
		cgroups->paths = NULL;
		cgroups->npaths = 0;
	}
	path = malloc(sizeof(*path) + n + 1);
	if (!path)
		return NULL;
	path->id = id;
	memcpy(path->text, text, n);
	path->text[n] = '\0';
	at = tsearch(path, &cgroups->paths, path_compare);
	if (!at || *at != path) {
		free(path);
		return at ? (*at)->text : NULL;
	}
	cgroups->npaths++;
	return path->text;
}

/* From the names that the BPF program has put aside: they lead from the group upwards. */
static const char *path_from_names(struct bts_cgroups *cgroups, uint64_t id)
{
	char text[BTS_CGROUP_TEXT + 1];
	struct bts_cgroup_names names;
	size_t at = 0, to = sizeof(text);

	if (cgroups->names_fd < 0 || bpf_map_lookup_elem(cgroups->names_fd, &id, &names) ||
	    !names.done || names.len >= sizeof(text))
		return NULL;
	while (at < names.len) {
		size_t n = strnlen(names.text + at, names.len - at);

		/* Each name has a NUL, in whose place it gets a slash. */
		if (n + 1 > to)
			return NULL;
		to -= n;
		memcpy(text + to, names.text + at, n);
		text[--to] = '/';
		at += n + 1;
	}
	if (to == sizeof(text))
		text[--to] = '/';
	return path_keep(cgroups, id, text + to, sizeof(text) - to);
}

static bool path_step(void *arg, const char *path, int dir)
{
	struct bts_cgroups *cgroups = arg;
	struct stat st;

	if (!fstat(dir, &st))
		path_keep(cgroups, st.st_ino, path, strlen(path));
	return true;
}

static const char *path_known(const struct bts_cgroups *cgroups, uint64_t id)
{
	const struct path key = { .id = id };
	struct path **at = tfind(&key, &cgroups->paths, path_compare);

	return at ? (*at)->text : NULL;
}

const char *bts_cgroup_path(struct bts_cgroups *cgroups, uint64_t id)
{
	const char *path = path_known(cgroups, id) ?: path_from_names(cgroups, id);
	uint64_t now;

	if (path || !cgroups->nmounts)
		return path;
	now = bts_clock_now();
	if (cgroups->walked && now - cgroups->walked < WALK_NS)
		return NULL;
	cgroups->walked = now;
	bts_cgroup_walk(cgroups->mounts[0].path, path_step, cgroups);
	return path_known(cgroups, id);
}

void bts_cgroups_show(struct bts_cgroups *cgroups, const struct bts_cgroup_mount *mount,
		      struct bts_conf *conf)
{
	struct stat st;

	if (!cgroups->nmounts)
		return;
	if (mount) {
		struct bts_cgroup_mount first = cgroups->mounts[0], *m;

		m = &cgroups->mounts[mount - cgroups->mounts];
		cgroups->mounts[0] = *m;
		*m = first;
	}
	conf->hierarchy = cgroups->mounts[0].hierarchy;
	if (stat(cgroups->mounts[0].path, &st))
		return;
	conf->cgroup_root = st.st_ino;
	path_keep(cgroups, st.st_ino, "/", 1);
}

void bts_cgroups_free(struct bts_cgroups *cgroups)
{
	for (size_t i = 0; i < cgroups->nmounts; i++)
		free(cgroups->mounts[i].path);
	free(cgroups->mounts);
	tdestroy(cgroups->paths, free);
	*cgroups = (struct bts_cgroups){ .names_fd = -1 };
}
