// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <linux/types.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "bts/abi.h"
#include "bts/block.h"
#include "bts/inflight.h"
#include "bts/session.h"

/* Runs a program that is attached to nothing, with arguments. Its result, or -errno. */
static int program_run(int fd, const __u64 *args, size_t count)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = args, .ctx_size_in = count * sizeof(*args));
	int err = bpf_prog_test_run_opts(fd, &opts);

	return err ? -errno : (int)opts.retval;
}

static int program_fd(struct bpf_object *object, const char *name)
{
	struct bpf_program *prog = bpf_object__find_program_by_name(object, name);

	return prog && bpf_program__autoload(prog) ? bpf_program__fd(prog) : -ENOENT;
}

struct sweep {
	int fd;
	uint64_t age;
};

static int sweep_one(void *arg, uint64_t key)
{
	const struct sweep *sweep = arg;
	__u64 args[2] = { key, sweep->age };
	int result = program_run(sweep->fd, args, 2);

	return result < 0 ? result : 0;
}

int bts_inflight_sweep(const struct bts_session *session, uint64_t age)
{
	struct sweep sweep = { program_fd(session->object, "bts_sweep"), age };

	return sweep.fd < 0 ? -ENOENT : bts_session_spans(session, sweep_one, &sweep);
}

int bts_inside_attach(struct bts_session *session)
{
	struct bpf_program *prog = bpf_object__find_program_by_name(session->object, "bts_inside");

	if (!prog || !bpf_program__autoload(prog))
		return 0;
	session->inside = bpf_program__attach_iter(prog, NULL);
	return session->inside ? 0 : -errno;
}

int bts_inside_sweep(const struct bts_session *session)
{
	char none[64];
	int fd;

	if (!session->inside)
		return 0;
	fd = bpf_iter_create(bpf_link__fd(session->inside));
	if (fd < 0)
		return -errno;
	/* Nothing is written to it. */
	while (read(fd, none, sizeof(none)) > 0)
		;
	close(fd);
	return 0;
}

static int disk_adopt(int prog, int dir)
{
	for (__u64 queue = 0;; queue++) {
		for (__u64 tag = 0;; tag++) {
			__u64 args[3] = { dir, queue, tag };
			int result = program_run(prog, args, 3);

			if (result < 0)
				return result;
			if (result == BTS_ADOPT_NO_QUEUE)
				return 0;
			if (result == BTS_ADOPT_NO_TAG)
				break;
		}
	}
}

int bts_inflight_adopt(struct bpf_object *object, const struct bts_disks *disks)
{
	int prog = program_fd(object, "bts_adopt_disk"), err = 0;
	DIR *all = opendir("/sys/block");
	struct dirent *entry;

	while (prog >= 0 && all && !err && (entry = readdir(all))) {
		int dir = entry->d_name[0] == '.' ? -1
						  : openat(dirfd(all), entry->d_name,
							   O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (dir < 0)
			continue;
		if (bts_disk_among(disks, dir))
			err = disk_adopt(prog, dir);
		close(dir);
	}
	if (all)
		closedir(all);
	return err;
}
