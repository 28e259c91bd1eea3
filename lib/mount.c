// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include "bts/array.h"
#include "bts/clock.h"
#include "bts/mount.h"

/* A change of what is known already is looked for this often at most. */
#define LOOK_NS 100000000ULL
/* File systems that are mounted no more and kept; beyond, they are forgotten. */
#define GONE_MAX 1024

/* In place: mountinfo writes blanks, newlines and backslashes as \ooo. */
static void unescape(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		if (*from == '\\' && strspn(from + 1, "01234567") >= 3) {
			*to++ = (from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0');
			from += 3;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

bool bts_mount_parse(char *line, struct bts_mount *mount)
{
	char *rest = strstr(line, " - "), *fields[5], *options;
	unsigned int major, minor;

	if (!rest)
		return false;
	*rest = '\0';
	rest += 3;
	/* Number, parent, device, root, point; optional fields follow. */
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		fields[i] = strsep(&line, " ");
		if (!fields[i])
			return false;
	}
	/* Type, source, options. */
	options = strrchr(rest, ' ');
	if (!options || sscanf(fields[2], "%u:%u", &major, &minor) != 2)
		return false;
	options[strcspn(options, "\n")] = '\0';
	mount->type = strsep(&rest, " ");
	mount->options = options + 1;
	mount->dev = BTS_DEV(major, minor);
	mount->root = fields[3];
	mount->point = fields[4];
	unescape(mount->root);
	unescape(mount->point);
	return true;
}

int bts_mounts_open(struct bts_mounts *mounts, const char *path)
{
	*mounts = (struct bts_mounts){ .file = fopen(path, "re") };
	return mounts->file ? 0 : -errno;
}

/* One allocation holds both texts. */
static bool mount_copy(struct bts_mount *to, const struct bts_mount *from)
{
	size_t root = strlen(from->root) + 1, point = strlen(from->point) + 1;

	*to = (struct bts_mount){ .dev = from->dev,
				  .order = from->order,
				  .root = malloc(root + point) };
	if (!to->root)
		return false;
	to->point = to->root + root;
	memcpy(to->root, from->root, root);
	memcpy(to->point, from->point, point);
	return true;
}

/* Makes room for one more, by doubling. */
static bool list_grow(struct bts_mount **list, size_t count)
{
	struct bts_mount *more;

	if (count & (count - 1))
		return true;
	more = realloc(*list, (count ? 2 * count : 1) * sizeof(**list));
	if (more)
		*list = more;
	return more;
}

static void list_free(struct bts_mount *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i].root);
	free(list);
}

static int device_compare(const void *a, const void *b)
{
	const struct bts_mount *one = a, *other = b;

	return one->dev < other->dev ? -1 : one->dev > other->dev;
}

static int mount_compare(const void *a, const void *b)
{
	const struct bts_mount *one = a, *other = b;

	return device_compare(a, b) ?: (one->order < other->order ? -1 : 1);
}

/* The first mount of @dev in a sorted list; NULL. */
static struct bts_mount *device_first(struct bts_mount *list, size_t count, uint32_t dev)
{
	const struct bts_mount key = { .dev = dev };
	struct bts_mount *at = count ? bsearch(&key, list, count, sizeof(*list), device_compare)
				     : NULL;

	while (at && at > list && at[-1].dev == dev)
		at--;
	return at;
}

/* What the file says now, sorted; false where memory is short. */
static bool list_read(FILE *file, struct bts_mount **list, size_t *count)
{
	struct bts_mount mount;
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	*list = NULL;
	*count = 0;
	rewind(file);
	while (ok && getline(&line, &size, file) > 0) {
		if (!bts_mount_parse(line, &mount))
			continue;
		mount.order = *count;
		ok = list_grow(list, *count) && mount_copy(&(*list)[*count], &mount);
		*count += ok;
	}
	free(line);
	if (ok && *count)
		qsort(*list, *count, sizeof(**list), mount_compare);
	return ok;
}

/*
 * Reads anew. What is mounted no more is kept: what was written to it last may be
 * shown only now.
 */
static void mounts_read(struct bts_mounts *mounts)
{
	struct bts_mount *list;
	size_t count, now, gone = 0;

	mounts->looked = bts_clock_now();
	if (!list_read(mounts->file, &list, &count)) {
		list_free(list, count);
		return;
	}
	now = count;
	for (size_t i = 0; i < mounts->count; i++) {
		struct bts_mount *old = &mounts->list[i];

		if (device_first(list, now, old->dev) || gone == GONE_MAX ||
		    !list_grow(&list, count))
			continue;
		list[count++] = *old;
		old->root = NULL;
		gone++;
	}
	if (gone)
		qsort(list, count, sizeof(*list), mount_compare);
	list_free(mounts->list, mounts->count);
	mounts->list = list;
	mounts->count = count;
}

/* Has anything been mounted or unmounted since it was last asked? proc(5) on mounts. */
static bool mounts_changed(struct bts_mounts *mounts)
{
	struct pollfd pfd = { .fd = fileno(mounts->file), .events = POLLPRI };

	return poll(&pfd, 1, 0) == 1 && (pfd.revents & POLLPRI);
}

/* Is @path below @root? */
static bool is_below(const char *path, size_t n, const char *root)
{
	size_t length = strlen(root);

	return length <= n && !memcmp(path, root, length) && (n == length || path[length] == '/');
}

static const struct bts_mount *mounts_choose(struct bts_mounts *mounts, uint32_t dev,
					     const char *path, size_t n)
{
	const struct bts_mount *m = device_first(mounts->list, mounts->count, dev), *best = NULL;

	for (; m && m < mounts->list + mounts->count && m->dev == dev; m++) {
		if (!strcmp(m->root, "/"))
			return m;
		if (path && is_below(path, n, m->root) &&
		    (!best || strlen(m->root) > strlen(best->root)))
			best = m;
	}
	return best;
}

const struct bts_mount *bts_mounts_find(struct bts_mounts *mounts, uint32_t dev, const char *path,
					size_t n)
{
	const struct bts_mount *found;
	uint64_t now;

	if (!mounts->file)
		return NULL;
	now = bts_clock_now();
	if (!mounts->looked || (now - mounts->looked >= LOOK_NS && mounts_changed(mounts)))
		mounts_read(mounts);
	else if (now - mounts->looked >= LOOK_NS)
		mounts->looked = now;
	found = mounts_choose(mounts, dev, path, n);
	if (found || !mounts_changed(mounts))
		return found;
	mounts_read(mounts);
	return mounts_choose(mounts, dev, path, n);
}

void bts_mounts_free(struct bts_mounts *mounts)
{
	if (mounts->file)
		fclose(mounts->file);
	list_free(mounts->list, mounts->count);
	*mounts = (struct bts_mounts){};
}
