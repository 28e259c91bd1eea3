// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "bts/array.h"
#include "bts/user.h"

#ifdef BTS_STATIC
/* The C library would look for its modules, which a static program has not beside it. */
struct passwd *bts_user_find(const char *name)
{
	FILE *f = fopen("/etc/passwd", "re");
	struct passwd *user = NULL;

	while (f && (user = fgetpwent(f)) && strcmp(user->pw_name, name))
		;
	if (f)
		fclose(f);
	return user;
}

/* As initgroups(), of /etc/group alone. */
static int groups_set(const char *name, gid_t gid)
{
	FILE *f = fopen("/etc/group", "re");
	gid_t groups[256] = { gid };
	struct group *group;
	size_t n = 1;

	while (f && n < ARRAY_SIZE(groups) && (group = fgetgrent(f))) {
		for (char **member = group->gr_mem; *member; member++) {
			if (!strcmp(*member, name)) {
				groups[n++] = group->gr_gid;
				break;
			}
		}
	}
	if (f)
		fclose(f);
	return setgroups(n, groups);
}
#else
struct passwd *bts_user_find(const char *name)
{
	return getpwnam(name);
}

static int groups_set(const char *name, gid_t gid)
{
	return initgroups(name, gid);
}
#endif

int bts_user_become(const char *name, uid_t uid, gid_t gid)
{
	if (name ? groups_set(name, gid) : setgroups(0, NULL))
		return errno;
	return setresgid(gid, gid, gid) || setresuid(uid, uid, uid) ? errno : 0;
}
