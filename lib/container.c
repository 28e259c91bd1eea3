// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "bts/array.h"
#include "bts/container.h"
#include "bts/nearest.h"

/* Containers of a machine that are looked at, and bytes of a runtime's file. */
#define CONTAINERS_MAX 8192
#define FILE_MAX       (4U << 20)

/* How runtimes name the groups of containers: what stands before and behind, and in between. */
static const struct pattern {
	const char *parent; /* the name of the group above; NULL: any */
	const char *prefix, *suffix;
	enum {
		IS_ID,
		IS_NAME,
		IS_UNIT_NAME, /* escaped as systemd does */
	} what;
} patterns[] = {
	/* The systemd driver of Docker, containerd, CRI-O, Podman and nerdctl. */
	{ NULL, "docker-", ".scope", IS_ID },
	{ NULL, "cri-containerd-", ".scope", IS_ID },
	{ NULL, "crio-", ".scope", IS_ID },
	{ NULL, "libpod-", ".scope", IS_ID },
	{ NULL, "nerdctl-", ".scope", IS_ID },
	/* The cgroupfs driver: docker/ID, kubepods/.../ID, libpod_parent/libpod-ID. */
	{ NULL, "libpod-", "", IS_ID },
	{ NULL, "crio-", "", IS_ID },
	{ NULL, "", "", IS_ID },
	{ NULL, "lxc.payload.", "", IS_NAME },
	{ "lxc", "", "", IS_NAME },
	{ NULL, "machine-", ".scope", IS_UNIT_NAME },
	{ NULL, "systemd-nspawn@", ".service", IS_UNIT_NAME },
};

static bool is_hex(const char *text, size_t n)
{
	return strspn(text, "0123456789abcdef") >= n;
}

bool bts_container_is_id(const char *name)
{
	return strlen(name) == BTS_CONTAINER_ID && is_hex(name, BTS_CONTAINER_ID);
}

/* systemd writes bytes that a unit's name may not have as \xNN. */
static void unit_name(const char *from, size_t n, char to[BTS_CONTAINER_NAME])
{
	char *end = to + BTS_CONTAINER_NAME - 1;

	for (size_t i = 0; i < n && to < end; i++) {
		unsigned int code;

		if (n - i >= 4 && sscanf(from + i, "\\x%2x", &code) == 1 && code) {
			*to++ = code;
			i += 3;
		} else {
			*to++ = from[i];
		}
	}
	*to = '\0';
}

/* The container whose own group has the @n bytes at @name as its name. */
static const struct pattern *match(const char *parent, size_t parent_len, const char *name,
				   size_t n, char to[BTS_CONTAINER_NAME])
{
	for (size_t i = 0; i < ARRAY_SIZE(patterns); i++) {
		const struct pattern *p = &patterns[i];
		size_t before = strlen(p->prefix), behind = strlen(p->suffix), rest;

		if (p->parent &&
		    (strlen(p->parent) != parent_len || memcmp(p->parent, parent, parent_len)))
			continue;
		if (n <= before + behind || memcmp(name, p->prefix, before) ||
		    memcmp(name + n - behind, p->suffix, behind))
			continue;
		rest = n - before - behind;
		if (p->what == IS_ID && (rest != BTS_CONTAINER_ID || !is_hex(name + before, rest)))
			continue;
		if (p->what == IS_UNIT_NAME)
			unit_name(name + before, rest, to);
		else
			snprintf(to, BTS_CONTAINER_NAME, "%.*s", (int)rest, name + before);
		return p;
	}
	return NULL;
}

size_t bts_container_of(const char *path, char name[BTS_CONTAINER_NAME])
{
	const char *end = path + strlen(path), *start, *above;

	while (end > path) {
		for (start = end; start > path && start[-1] != '/'; start--)
			;
		above = start > path ? start - 1 : path;
		while (above > path && above[-1] != '/')
			above--;
		if (match(above, start > above ? start - above - 1 : 0, start, end - start, name))
			return end - path;
		end = start > path ? start - 1 : path;
	}
	return 0;
}

/*
 * Names
 */

/* What the scanner is in the middle of. */
struct scan {
	const char *at, *end;
	int depth;
};

/* Skips to behind the closing quote. The string without its quotes; NULL: it has no end. */
static const char *string_skip(struct scan *s, size_t *n)
{
	const char *start = ++s->at;

	while (s->at < s->end && *s->at != '"')
		s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
	if (s->at >= s->end)
		return NULL;
	*n = s->at++ - start;
	return start;
}

static void blanks_skip(struct scan *s)
{
	while (s->at < s->end && strchr(" \t\r\n", *s->at) && *s->at)
		s->at++;
}

static bool equals(const char *text, size_t n, const char *word)
{
	return strlen(word) == n && !memcmp(text, word, n);
}

/* Behind a key and its colon: the string that is its value, or the first of an array. */
static const char *value_peek(const struct scan *s, size_t *n)
{
	struct scan ahead = *s;

	blanks_skip(&ahead);
	if (ahead.at < ahead.end && *ahead.at == '[') {
		ahead.at++;
		blanks_skip(&ahead);
	}
	return ahead.at < ahead.end && *ahead.at == '"' ? string_skip(&ahead, n) : NULL;
}

bool bts_json_find(const char *json, size_t len, const char *key, int depth, const char *id,
		   char *value, size_t size)
{
	struct scan s = { json, json + len, 0 };
	bool here = !id;

	while (s.at < s.end) {
		const char *word, *found;
		size_t n, m;

		if (*s.at != '"') {
			s.depth += (*s.at == '{' || *s.at == '[') - (*s.at == '}' || *s.at == ']');
			s.at++;
			continue;
		}
		word = string_skip(&s, &n);
		if (!word)
			return false;
		blanks_skip(&s);
		if (s.depth != depth || s.at == s.end || *s.at != ':')
			continue;
		s.at++;
		found = value_peek(&s, &m);
		if (id && equals(word, n, "id"))
			here = found && equals(found, m, id);
		if (!here || !found || !equals(word, n, key))
			continue;
		if (m >= size || memchr(found, '\\', m) || memchr(found, '\0', m))
			return false;
		memcpy(value, found, m);
		value[m] = '\0';
		return true;
	}
	return false;
}

/* Where runtimes write what they call a container. */
static const struct {
	const char *glob; /* %s stands for the id, if it does */
	const char *key;
	int depth;
	bool listed; /* the file tells of many containers */
} files[] = {
	{ "/var/lib/docker/containers/%s/config.v2.json", "Name", 1, false },
	{ "/run/containerd/io.containerd.runtime.v2.task/*/%s/config.json",
	  "io.kubernetes.cri.container-name", 2, false },
	{ "/run/containerd/io.containerd.runtime.v2.task/*/%s/config.json", "nerdctl/name", 2,
	  false },
	{ "/run/containers/storage/overlay-containers/%s/userdata/config.json",
	  "io.kubernetes.container.name", 2, false },
	{ "/var/lib/containers/storage/overlay-containers/containers.json", "names", 2, true },
};

/* The whole of a regular file, or NULL; what is larger than any that a runtime writes is none. */
static char *file_read(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char *text = NULL;
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    st.st_size <= FILE_MAX)
		text = malloc(st.st_size);
	*len = 0;
	while (text && *len < (size_t)st.st_size) {
		ssize_t n = read(fd, text + *len, st.st_size - *len);

		if (n <= 0)
			break;
		*len += n;
	}
	if (fd >= 0)
		close(fd);
	return text;
}

/* What a runtime calls the container with this id. */
static bool name_find(const char *root, const char *id, char name[BTS_CONTAINER_NAME])
{
	bool found = false;

	for (size_t i = 0; !found && i < ARRAY_SIZE(files); i++) {
		char pattern[PATH_MAX], *text;
		glob_t paths = {};
		size_t n;

		n = snprintf(pattern, sizeof(pattern), "%s", root);
		/* The formats are those above; one without a place for the id leaves it out. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(pattern + n, sizeof(pattern) - n, files[i].glob, id);
#pragma GCC diagnostic pop
		if (glob(pattern, GLOB_NOSORT, NULL, &paths))
			continue;
		for (size_t j = 0; !found && j < paths.gl_pathc; j++) {
			text = file_read(paths.gl_pathv[j], &n);
			found = text && bts_json_find(text, n, files[i].key, files[i].depth,
						      files[i].listed ? id : NULL, name,
						      BTS_CONTAINER_NAME);
			free(text);
		}
		globfree(&paths);
	}
	/* Docker's begin with a slash, from the days of links between containers. */
	if (found && name[0] == '/')
		memmove(name, name + 1, strlen(name));
	return found;
}

/*
 * Finding
 */

struct container {
	uint64_t cgroup;
	bool has_id;
	char id[BTS_CONTAINER_NAME]; /* or the name where there is no id */
	char name[BTS_CONTAINER_NAME];
};

struct found {
	struct container *list;
	size_t count;
};

static bool container_step(void *arg, const char *path, int dir)
{
	struct found *found = arg;
	struct container *c;
	char id[BTS_CONTAINER_NAME];
	struct stat st;

	/* Only a container's own group, and of several that say the same the uppermost. */
	if (bts_container_of(path, id) != strlen(path) || fstat(dir, &st))
		return true;
	for (size_t i = 0; i < found->count; i++) {
		if (!strcmp(found->list[i].id, id))
			return true;
	}
	c = realloc(found->list, (found->count + 1) * sizeof(*c));
	if (!c || found->count == CONTAINERS_MAX)
		return false;
	found->list = c;
	c += found->count++;
	*c = (struct container){ .cgroup = st.st_ino };
	memcpy(c->id, id, sizeof(id));
	c->has_id = bts_container_is_id(id);
	return true;
}

/* How well @what names it: to the letter, by the beginning of its id, or not at all. */
enum meant {
	NOT_MEANT,
	BY_PREFIX,
	EXACTLY,
};

static enum meant is_meant(const struct container *c, const char *what)
{
	if (!strcmp(c->id, what) || !strcmp(c->name, what))
		return EXACTLY;
	return c->has_id && !strncmp(c->id, what, strlen(what)) ? BY_PREFIX : NOT_MEANT;
}

/* "0123456789ab (name)"; both are cut, which hurts nobody. */
static void describe(const struct container *c, char *text, size_t size)
{
	int n = snprintf(text, size, "%.*s", c->has_id ? BTS_CONTAINER_SHORT : 48, c->id);

	if (c->name[0])
		snprintf(text + n, size - n, " (%.48s)", c->name);
}

#define CANDIDATES_SHOWN 3

static int refuse_several(const struct found *found, const char *what, enum meant how, size_t meant,
			  struct bts_error *error)
{
	char list[CANDIDATES_SHOWN * 128] = "";
	size_t n = 0, shown = 0;

	for (size_t i = 0; i < found->count && shown < CANDIDATES_SHOWN; i++) {
		char one[128];

		if (is_meant(&found->list[i], what) != how)
			continue;
		describe(&found->list[i], one, sizeof(one));
		n += snprintf(list + n, sizeof(list) - n, "%s%s", shown++ ? ", " : "", one);
	}
	if (meant > shown)
		snprintf(list + n, sizeof(list) - n, " and %zu more", meant - shown);
	return bts_fail(error, -EINVAL, "--container %s: may be %s", what, list);
}

static int refuse_none(const struct found *found, const char *what, struct bts_error *error)
{
	const char **names = calloc(2 * found->count + 1, sizeof(*names)), *near = NULL;
	size_t n = 0;

	for (size_t i = 0; names && i < found->count; i++) {
		found->list[i]
			.id[found->list[i].has_id ? BTS_CONTAINER_SHORT : BTS_CONTAINER_NAME - 1] =
			'\0';
		if (found->list[i].name[0])
			names[n++] = found->list[i].name;
		names[n++] = found->list[i].id;
	}
	bts_fail(error, -ENOENT, "--container %s: no such container", what);
	if (names)
		near = bts_nearest(what, names, n);
	if (near)
		bts_hint(error, "did you mean %s?", near);
	else if (found->count == 1)
		bts_hint(error, "the only container found is %s",
			 names && n ? names[0] : "unnamed");
	else if (found->count)
		bts_hint(error, "%zu are found; `docker ps', `crictl ps' or `machinectl' name them",
			 found->count);
	else
		bts_hint(error, "no cgroup looks like a container's: give its --cgroup");
	free(names);
	return -ENOENT;
}

int bts_container_find(const struct bts_cgroups *cgroups, const char *root, const char *what,
		       struct bts_cgroup_ref *ref, struct bts_error *error)
{
	struct found found = {};
	const struct container *one = NULL;
	enum meant how = NOT_MEANT;
	size_t meant = 0;
	int err;

	if (!*what)
		return bts_fail(error, -EINVAL, "--container: an empty name");
	/* The same containers stand in each hierarchy: the first that has any will do. */
	for (size_t i = 0; !found.count && i < cgroups->nmounts; i++) {
		bts_cgroup_walk(cgroups->mounts[i].path, container_step, &found);
		ref->mount = &cgroups->mounts[i];
	}
	for (size_t i = 0; i < found.count; i++) {
		struct container *c = &found.list[i];
		enum meant is;

		if (c->has_id)
			name_find(root, c->id, c->name);
		is = is_meant(c, what);
		if (is < how || is == NOT_MEANT)
			continue;
		meant = is > how ? 1 : meant + 1;
		how = is;
		one = c;
	}
	if (meant == 1)
		ref->id = one->cgroup;
	err = meant == 1 ? 0
	      : meant	 ? refuse_several(&found, what, how, meant, error)
			 : refuse_none(&found, what, error);
	free(found.list);
	return err;
}
