/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_MOUNT_H
#define BTS_SYSCALL_CALL_MOUNT_H

#include "syscall/args.h"

/* mount's arguments, of which the flags say what the type and the data are. */
SHOWS(mount_type);
SHOWS(mount_flags);
SHOWS(mount_data);
#define MOUNT_STRING(show_) SHOW(show_), OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING))

/* fsconfig's, by its command. */
SHOWS(fsconfig_key);
SHOWS(fsconfig_value);
SHOWS(fsconfig_aux);
#define FSCONFIG_KEY SHOW(bts_show_fsconfig_key), OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING))
#define FSCONFIG_VALUE                                                              \
	SHOW(bts_show_fsconfig_value),                                              \
		OPS(OP_STR(AT_IN, SELF, BTS_MAX_STRING), OP_STR(AT_IN, SELF, 4096), \
		    OP_MEM_BY(AT_IN, SELF, 4, 1, BTS_MAX_STRING))

/* struct mount_attr, of which the next argument is the size. */
SHOWS(mount_attr);
#define MOUNT_ATTR(by) \
	SHOW(bts_show_mount_attr), .len = (by), OPS(OP_MEM_BY(AT_IN, SELF, by, 1, 4096))

/* struct mnt_id_req and struct ns_id_req, which say themselves how long they are. */
SHOWS(statmount_request);
SHOWS(listmount_request);
SHOWS(listns_request);
#define SELF_SIZED(show_) \
	SHOW(show_), OPS(OP_MEM(AT_IN, SELF, 8), OP_MEM_AT(AT_IN, SELF, 0, 1, 4096))
SHOWS(statmount);
#define STATMOUNT SHOW(bts_show_statmount), OPS(OP_MEM(AT_OUT, SELF, 4096))
/* As many 64-bit numbers as were returned. */
SHOWS(ids);
#define IDS_OUT SHOW(bts_show_ids), OPS(OP_MEM_RET(AT_OUT, SELF, 8, 32768))

/* quotactl's command, and what it asks for. */
SHOWS(quota_command);
SHOWS(quota_id);
SHOWS(quota_data);
bool bts_quota_no_id(const struct bts_call *call);
bool bts_quota_no_data(const struct bts_call *call);
#define QUOTA_ID SHOW(bts_show_quota_id), ABSENT(bts_quota_no_id)
#define QUOTA_DATA                                                       \
	SHOW(bts_show_quota_data), ABSENT(bts_quota_no_data),            \
		OPS(OP_STR(AT_IN, SELF, 4096), OP_MEM(AT_IN, SELF, 112), \
		    OP_MEM(AT_OUT, SELF, 256))

SHOWS(fanotify_init);
SHOWS(fanotify_mask);
SHOWS(fanotify_dirfd);
SHOWS(fanotify_path);
/* The second is where i386 programs have it, of which the mask takes two arguments. */
#define FANOTIFY_PATH                 \
	SHOW(bts_show_fanotify_path), \
		OPS(OP_STR(AT_IN, SELF, 4096), OP_STR(AT_IN | AT_NARROW, 5, 4096))

#endif
