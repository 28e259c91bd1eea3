/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* A made-up tree of directories in place of a machine's, for the tests of what looks there. */
#ifndef BTS_TEST_TREE_H
#define BTS_TEST_TREE_H

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char tree[64];

static inline const char *tree_path(const char *path)
{
	static char full[PATH_MAX];

	snprintf(full, sizeof(full), "%s%s", tree, path);
	return full;
}

static inline void tree_dir(const char *path)
{
	char full[PATH_MAX];

	snprintf(full, sizeof(full), "%s", tree_path(path));
	for (char *slash = strchr(full + strlen(tree) + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0700);
		*slash = '/';
	}
	if (mkdir(full, 0700) && errno != EEXIST)
		abort();
}

/* Its directory is there. */
static inline void tree_file(const char *path, const char *text)
{
	FILE *f = fopen(tree_path(path), "w");

	if (!f || fputs(text, f) < 0 || fclose(f))
		abort();
}

static inline uint64_t tree_inode(const char *path)
{
	struct stat st;

	return stat(tree_path(path), &st) ? 0 : st.st_ino;
}

static inline void tree_make(void)
{
	snprintf(tree, sizeof(tree), "/tmp/bts-unit.XXXXXX");
	if (!mkdtemp(tree))
		abort();
}

static inline void tree_remove(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", tree);
	if (system(command))
		abort();
}

#endif
