// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>
#include "bts/output.h"
#include "bts/text.h"

/* Appending: where somebody else cuts the file short, no hole is left at its beginning. */
#define FLAGS (O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)

/* A number that sudo has left in the environment. */
static bool number_of(const char *variable, unsigned int *number)
{
	const char *text = getenv(variable);
	uint64_t value;

	if (!text || bts_parse_u64(text, &value) || value >= UINT32_MAX)
		return false;
	*number = value;
	return true;
}

/* What it was before, to go back to. */
struct rights {
	gid_t groups[BTS_OUTPUT_GROUPS];
	int ngroups;
	uid_t uid;
	gid_t gid;
};

/* The groups of the user who called sudo: all that he is in, as far as that can be told. */
static void groups_find(struct bts_output *output)
{
	output->ngroups = 1;
	output->groups[0] = output->gid;
#ifndef BTS_STATIC
	/* A static program has not the C library's modules beside it, which would be asked. */
	const char *user = getenv("SUDO_USER");
	int n = BTS_OUTPUT_GROUPS;

	if (user && getgrouplist(user, output->gid, output->groups, &n) > 0)
		output->ngroups = n;
#endif
}

/* Groups first: with the user's number alone we may not change them. */
static int rights_take(const struct bts_output *output)
{
	if (!output->as_user)
		return 0;
	if (setgroups(output->ngroups, output->groups))
		return -errno;
	setfsgid(output->gid);
	setfsuid(output->uid);
	/* They do not fail, they say what was before. */
	return setfsuid(-1) == (int)output->uid && setfsgid(-1) == (int)output->gid ? 0 : -EPERM;
}

static int rights_give_back(const struct bts_output *output, const struct rights *before)
{
	if (!output->as_user)
		return 0;
	setfsuid(before->uid);
	setfsgid(before->gid);
	return setgroups(before->ngroups, before->groups) ? -errno : 0;
}

static int refused(const struct bts_output *output, int err, struct bts_error *error)
{
	if (err == -ELOOP) {
		bts_fail(error, err, "%s: is a symbolic link", output->path);
		bts_hint(error, "name the file that it leads to");
		return err;
	}
	return bts_fail(error, err, "%s: %s", output->path, strerror(-err));
}

/* The directory is held, so that the same name means the same place whatever is moved. */
static int file_open(struct bts_output *output)
{
	const char *slash = strrchr(output->path, '/');
	char dir[4096];

	output->name = slash ? slash + 1 : output->path;
	snprintf(dir, sizeof(dir), "%.*s", slash ? (int)(slash - output->path) + 1 : 1,
		 slash ? output->path : ".");
	output->dir = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (output->dir < 0)
		return -errno;
	/* A path that ends in a slash names a directory. */
	output->fd = openat(output->dir, *output->name ? output->name : ".", FLAGS, 0644);
	return output->fd < 0 ? -errno : 0;
}

int bts_output_open(struct bts_output *output, const char *path, struct bts_error *error)
{
	struct rights before;
	struct stat st;
	int err;

	*output = (struct bts_output){ .fd = -1, .dir = -1, .path = path };
	if (!strcmp(path, "/dev/stderr")) {
		output->fd = STDERR_FILENO;
		return 0;
	}
	output->as_user = !geteuid() && number_of("SUDO_UID", &output->uid) &&
			  number_of("SUDO_GID", &output->gid) && output->uid;
	if (output->as_user)
		groups_find(output);
	before.ngroups = getgroups(BTS_OUTPUT_GROUPS, before.groups);
	before.uid = geteuid();
	before.gid = getegid();
	err = before.ngroups < 0 ? -errno : rights_take(output) ?: file_open(output);
	if (before.ngroups >= 0 && rights_give_back(output, &before))
		err = -EPERM;
	if (err)
		return refused(output, err, error);
	output->regular = !fstat(output->fd, &st) && S_ISREG(st.st_mode);
	return 0;
}

int bts_output_become(const struct bts_output *output, struct bts_error *error)
{
	int err = output->dir < 0 ? 0 : rights_take(output);

	return err ? refused(output, err, error) : 0;
}

bool bts_output_moved(const struct bts_output *output)
{
	struct stat named, held;

	return fstatat(output->dir, output->name, &named, AT_SYMLINK_NOFOLLOW) ||
	       fstat(output->fd, &held) || named.st_dev != held.st_dev ||
	       named.st_ino != held.st_ino;
}

int bts_output_again(struct bts_output *output, bool keep, struct bts_error *error)
{
	char old[256];
	int fd, err;

	if ((size_t)snprintf(old, sizeof(old), "%s.1", output->name) >= sizeof(old))
		return refused(output, -ENAMETOOLONG, error);
	if (keep && renameat(output->dir, output->name, output->dir, old))
		return refused(output, -errno, error);
	fd = openat(output->dir, output->name, FLAGS, 0644);
	if (fd < 0)
		return refused(output, -errno, error);
	err = dup3(fd, output->fd, O_CLOEXEC) < 0 || (ftruncate(fd, 0) && errno != EINVAL) ? -errno
											   : 0;
	close(fd);
	return err ? refused(output, err, error) : 0;
}

void bts_output_close(struct bts_output *output)
{
	if (output->dir >= 0) {
		close(output->dir);
		if (output->fd >= 0)
			close(output->fd);
	}
	output->fd = output->dir = -1;
}
