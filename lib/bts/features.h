/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What the machine permits, as far as it is known before trying. */
#ifndef BTS_FEATURES_H
#define BTS_FEATURES_H

#include <stdbool.h>
#include <stddef.h>
#include "bts/error.h"

#define BTS_BTF_PATH "/sys/kernel/btf/vmlinux"

/* Have we this capability? And would we be let do what it stands for, CAP_SYS_ADMIN counting too? */
bool bts_features_has(int capability);
bool bts_features_capable(int capability);

/*
 * Are we in another user namespace than the initial one? The capabilities that
 * one has there are not asked for by bpf() and perf events, so the functions
 * above say that we have none.
 */
bool bts_features_user_namespace(void);

/*
 * May tracing programs have work done by a task before it goes on? As Linux 6.18 and 6.19 have it;
 * since 7.0 the function takes other arguments, and goes by another name beside.
 */
bool bts_features_task_work(void);

/*
 * May tracing programs keep something in the storage of a task? Since Linux 5.13 (a10787e6d58c).
 */
bool bts_features_task_storage(void);

/*
 * Tries a map under a limit of nothing on locked memory: 0 where the kernel does
 * not count maps there (since Linux 5.11, 80ee81e0403c), else -errno, which is
 * -EPERM where it does, and where maps may not be made at all.
 */
int bts_features_memlock(void);

/* The level of lockdown in force, "integrity" or "confidentiality"; NULL: none, or unknown. */
const char *bts_features_lockdown(char *level, size_t size);

/* 0, -EPERM (capabilities) or -ENOENT (BTF), with the reason and the remedy in @error. */
int bts_features_check(struct bts_error *error);

/*
 * May programs read memory by address? Not under lockdown=confidentiality. The
 * kernel means its own memory, but libbpf (1.1 to 1.7) then takes the kernel for
 * one older than 5.5, and turns reads of processes' memory into the same refused
 * helper. Tried once.
 */
bool bts_features_probe_read(void);

/*
 * Can a program at a tracepoint be preempted? Then the kernel skips it for others on
 * that processor. Between Linux 6.18 and 7.3 tracepoints were put under SRCU, by a
 * guard that was made for them and whose type is in the kernel's BTF. Looked up once.
 */
bool bts_features_tracepoints_preemptible(void);

/*
 * May programs at the tracepoints of system calls sleep? Since Linux 7.1. By its version: older
 * ones load some of them and do not see to it that it is safe.
 */
bool bts_features_sleepable_syscalls(void);

/*
 * Does a program that is attached to the tracepoint of a single system call run on every processor?
 * On Linux 7.1 it runs on the first alone, as was measured; 7.0 and 7.2 are well.
 */
bool bts_features_syscall_events_everywhere(void);

/*
 * Does the kernel count what it skips of programs that are attached to tracepoints the plain way?
 * Since Linux 6.7 (dd8657894c11).
 */
bool bts_features_plain_skips(void);

/* Adds to a failed attach or load what explains it: lockdown, a missing capability. */
void bts_features_explain(int err, struct bts_error *error);

#endif
