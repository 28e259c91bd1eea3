/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Users by their names, in static programs too. */
#ifndef BTS_USER_H
#define BTS_USER_H

#include <pwd.h>

/* Whom the system knows by that name; NULL. Valid until the next call. */
struct passwd *bts_user_find(const char *name);

/*
 * Makes the process one of @uid and @gid for good, with the groups that the system has for @name,
 * or with none where that is NULL. 0 or a positive errno.
 */
int bts_user_become(const char *name, uid_t uid, gid_t gid);

#endif
