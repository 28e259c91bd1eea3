/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The kinds of paths that the kernel's directory entries make, and of where these begin. */
#include <limits.h>
#include <stdio.h>

#include "bts/mount.h"
#include "kinds.h"

/*
 * A path is put together from its end: the names, as many as a tail may hold,
 * and then what stands before them.
 */
#define NAMES_MAX (BTS_TAIL_MAX + NAME_MAX)
#define PLACE_MAX (PATH_MAX + 32)

struct path {
	size_t from; /* where in text it begins */
	char text[PLACE_MAX + NAMES_MAX];
};

/* There is room: path_names() leaves PLACE_MAX bytes. */
static void prepend(struct path *path, const char *bytes, size_t n)
{
	path->from -= n;
	memcpy(path->text + path->from, bytes, n);
}

static size_t length(const struct path *path)
{
	return sizeof(path->text) - path->from;
}

/* The names in reverse, a slash before each; false where they are not all there. */
static bool names_prepend(struct path *path, struct bytes rest)
{
	while (rest.n && *rest.at) {
		size_t n = strnlen(rest.at, rest.n);

		/* What lacks its NUL is a piece of a name. */
		if (n == rest.n || n + 1 > path->from - PLACE_MAX)
			return false;
		prepend(path, rest.at, n);
		prepend(path, "/", 1);
		rest.at += n + 1;
		rest.n -= n + 1;
	}
	return true;
}

/*
 * Puts before the path where its file system, which field @f says, is mounted;
 * where that is not known, which one it is.
 */
static void place_prepend(struct path *path, bool whole, const struct bts_field *f,
			  const struct bts_rec *rec, const struct bts_clock *clock)
{
	uint32_t dev = bts_field_known(f, rec) ? bts_field_u64(f, rec) : 0;
	const struct bts_mount *mount = NULL;
	char number[32] = "(?)";

	if (dev && clock->mounts)
		mount = bts_mounts_find(clock->mounts, dev, whole ? path->text + path->from : NULL,
					length(path));
	if (mount && strlen(mount->point) < PATH_MAX) {
		/* Where a part of the file system is mounted, the path begins there. */
		if (strcmp(mount->root, "/") != 0)
			path->from += strlen(mount->root);
		if (strcmp(mount->point, "/") != 0)
			prepend(path, mount->point, strlen(mount->point));
		return;
	}
	if (!length(path))
		prepend(path, "/", 1);
	if (dev)
		snprintf(number, sizeof(number), "(%u:%u)", BTS_DEV_MAJOR(dev), BTS_DEV_MINOR(dev));
	prepend(path, number, strlen(number));
}

/* The state and the names: in the head, where zeros may follow, or in the tail. */
static struct bytes path_bytes(const struct bts_field *f, const struct bts_rec *rec)
{
	if (f->kind->tail)
		return tail_bytes(f, rec);
	return (struct bytes){ field_at(f, rec), f->size };
}

static unsigned char path_state(const struct bts_field *f, const struct bts_rec *rec)
{
	struct bytes all = path_bytes(f, rec);

	return all.n ? *all.at : BTS_PATH_NONE;
}

static bool has_path(const struct bts_field *f, const struct bts_rec *rec)
{
	unsigned char state = path_state(f, rec);

	return state != BTS_PATH_NONE && state != BTS_PATH_UNREAD;
}

static struct bytes path_make(struct path *path, const struct bts_field *f,
			      const struct bts_rec *rec, const struct bts_clock *clock)
{
	struct bytes all = path_bytes(f, rec);
	bool whole;

	path->from = sizeof(path->text);
	whole = names_prepend(path, (struct bytes){ all.at + 1, all.n - 1 });
	whole = whole && path_state(f, rec) == BTS_PATH_WHOLE;
	if (!whole)
		prepend(path, f->mount ? "/..." : "...", f->mount ? 4 : 3);
	if (f->mount)
		place_prepend(path, whole, f->mount, rec, clock);
	if (!length(path))
		prepend(path, "/", 1);
	return (struct bytes){ path->text + path->from, length(path) };
}

static void path_text(VALUE)
{
	struct path path;
	struct bytes s;

	if (has_path(f, rec)) {
		s = path_make(&path, f, rec, clock);
		bts_out_safe(out, s.at, s.n);
	} else {
		bts_out_char(out, path_state(f, rec) == BTS_PATH_NONE ? '-' : '?');
	}
}

static void path_csv(VALUE)
{
	if (path_state(f, rec) != BTS_PATH_NONE)
		path_text(out, f, rec, clock);
}

static void path_json(VALUE)
{
	struct path path;
	struct bytes s;

	if (has_path(f, rec)) {
		s = path_make(&path, f, rec, clock);
		bts_out_json_string(out, s.at, s.n);
	} else {
		bts_out_text(out, "null");
	}
}

static bool path_inexact(const struct bts_field *f, const struct bts_rec *rec,
			 const struct bts_clock *clock)
{
	struct path path;
	struct bytes s;

	if (!has_path(f, rec))
		return false;
	s = path_make(&path, f, rec, clock);
	return !bts_utf8_valid(s.at, s.n);
}

static void path_b64(VALUE)
{
	struct path path;
	struct bytes s = path_make(&path, f, rec, clock);

	bts_out_char(out, '"');
	bts_out_base64(out, s.at, s.n);
	bts_out_char(out, '"');
}

#define PATH                                                                            \
	.text = path_text, .json = path_json, .csv = path_csv, .inexact = path_inexact, \
	.b64 = path_b64

const struct bts_kind bts_kind_path = { .name = "path", .width = 24, .whole = true, PATH };
const struct bts_kind bts_kind_tail_path = { .name = "path", .width = 24, .tail = 1, PATH };

/*
 * Devices
 */

static void fsdev_out(struct bts_out *out, uint32_t dev)
{
	bts_out_u64(out, BTS_DEV_MAJOR(dev));
	bts_out_char(out, ':');
	bts_out_u64(out, BTS_DEV_MINOR(dev));
}

static void fsdev_text(VALUE)
{
	uint32_t dev = bts_field_u64(f, rec);

	if (dev)
		fsdev_out(out, dev);
	else
		bts_out_char(out, '-');
}

static void fsdev_csv(VALUE)
{
	uint32_t dev = bts_field_u64(f, rec);

	if (dev)
		fsdev_out(out, dev);
}

static void fsdev_json(VALUE)
{
	uint32_t dev = bts_field_u64(f, rec);

	if (!dev) {
		bts_out_text(out, "null");
		return;
	}
	bts_out_char(out, '"');
	fsdev_out(out, dev);
	bts_out_char(out, '"');
}

const struct bts_kind bts_kind_fsdev = {
	.name = "dev", .width = 7, .text = fsdev_text, .json = fsdev_json, .csv = fsdev_csv
};
