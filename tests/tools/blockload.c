// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Does known I/O on a block device or a file and itself states, on stdout, the
 * requests that a trace of it must show, a row each:
 *
 *	pid,tid,comm,disk,part,op,sector,bytes,error,file,inode,offset,took
 *
 * Sectors are of 512 bytes and of the whole disk; those of a file are found by
 * FIEMAP, and of a partition by where it begins. File, inode and offset are
 * those of the page cache: I/O around it has none. What is adjacent may become
 * one request, and what is long several: whoever compares joins what adjoins.
 * In took stands for how long the call was away, in ns, where nothing else was
 * under way in it: the request lies within.
 * It knows nothing of the library whose output it judges.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/blkzoned.h>
#include <linux/falloc.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <pthread.h>
#include <scsi/sg.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#define SECTOR	    512
#define PAGE	    4096
#define MAX_EXTENTS 512
#define NOWHERE	    UINT64_MAX

/* What the I/O is done on. */
static struct {
	char path[PATH_MAX];
	bool is_file;
	int fd;	    /* through the page cache */
	int direct; /* and around it */
	char disk[64], part[64];
	uint64_t start; /* sectors before the partition */
	uint64_t inode;
} on;

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("blockload: ", stderr);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, " (%s)\n", strerror(errno));
	exit(1);
}

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

static void sys_read(const char *dir, const char *name, char *to, size_t size)
{
	char path[PATH_MAX + 16];
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	*to = '\0';
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		n = read(fd, to, size - 1);
	if (n > 0)
		to[n] = '\0';
	close(fd);
}

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void on_open(const char *path)
{
	char link[64], dir[PATH_MAX], text[32];
	struct stat st;

	if (!realpath(path, on.path))
		die("%s", path);
	on.fd = open(on.path, O_RDWR | O_CLOEXEC);
	/* A file system in memory has no such way; nor is it needed there. */
	on.direct = open(on.path, O_RDWR | O_DIRECT | O_CLOEXEC);
	if (on.fd < 0 || fstat(on.fd, &st))
		die("%s", path);
	on.is_file = S_ISREG(st.st_mode);
	on.inode = st.st_ino;
	if (!on.is_file && !S_ISBLK(st.st_mode))
		die("%s: neither a file nor a block device", path);
	if (on.is_file)
		st.st_rdev = st.st_dev;
	snprintf(link, sizeof(link), "/sys/dev/block/%u:%u", major(st.st_rdev), minor(st.st_rdev));
	if (!realpath(link, dir))
		die("%s", link);
	sys_read(dir, "partition", text, sizeof(text));
	if (*text) {
		snprintf(on.part, sizeof(on.part), "%.63s", base(dir));
		sys_read(dir, "start", text, sizeof(text));
		on.start = strtoull(text, NULL, 10);
		*strrchr(dir, '/') = '\0';
	}
	snprintf(on.disk, sizeof(on.disk), "%.63s", base(dir));
}

/* Whose a row is: empty where it is not known who will do it. */
struct who {
	char text[64];
};

static struct who self(void)
{
	struct who who;
	char comm[16];

	prctl(PR_GET_NAME, comm);
	snprintf(who.text, sizeof(who.text), "%d,%ld,%s", getpid(), syscall(SYS_gettid), comm);
	return who;
}

struct io {
	const char *op;
	uint64_t offset, bytes;
	int error;
	bool cached; /* through the page cache: has an inode and an offset */
	uint64_t took;
};

static void row(struct who who, const struct io *io, uint64_t sector, uint64_t bytes,
		uint64_t offset)
{
	char file[PATH_MAX + 48] = ",,", took[24] = "", where[24] = "";

	if (io->cached && on.is_file)
		snprintf(file, sizeof(file), "%s,%" PRIu64 ",%" PRIu64, on.path, on.inode, offset);
	if (io->took)
		snprintf(took, sizeof(took), "%" PRIu64, io->took);
	if (sector != NOWHERE)
		snprintf(where, sizeof(where), "%" PRIu64, sector);
	dprintf(STDOUT_FILENO, "%s,%s,%s,%s,%s,%" PRIu64 ",%s,%s,%s\n", who.text, on.disk, on.part,
		io->op, where, bytes, io->error ? strerrorname_np(io->error) : "", file, took);
}

/* The rows of a file's range: one for each piece of it on the disk. */
static void row_file(struct who who, const struct io *io)
{
	static _Thread_local union {
		struct fiemap map;
		char room[sizeof(struct fiemap) + MAX_EXTENTS * sizeof(struct fiemap_extent)];
	} u;
	uint64_t end = io->offset + io->bytes, covered = io->offset;
	uint32_t i;

	memset(&u, 0, sizeof(u));
	u.map.fm_start = io->offset;
	u.map.fm_length = io->bytes;
	u.map.fm_extent_count = MAX_EXTENTS;
	if (ioctl(on.fd, FS_IOC_FIEMAP, &u.map))
		die("%s: FIEMAP", on.path);
	for (i = 0; i < u.map.fm_mapped_extents; i++) {
		const struct fiemap_extent *e = &u.map.fm_extents[i];
		uint64_t from = e->fe_logical > io->offset ? e->fe_logical : io->offset;
		uint64_t to = e->fe_logical + e->fe_length;

		if (to > end)
			to = end;
		if (from != covered || from >= to ||
		    e->fe_flags & (FIEMAP_EXTENT_UNKNOWN | FIEMAP_EXTENT_DELALLOC))
			break;
		row(who, io, on.start + (e->fe_physical + from - e->fe_logical) / SECTOR, to - from,
		    from);
		covered = to;
	}
	if (covered != end)
		die("%s: nothing on the disk at %" PRIu64, on.path, covered);
}

static void done(struct who who, const struct io *io)
{
	if (on.is_file && io->bytes)
		row_file(who, io);
	else
		row(who, io, io->bytes ? on.start + io->offset / SECTOR : NOWHERE, io->bytes, 0);
}

static uint64_t number(const char *text)
{
	char *end;
	uint64_t n = strtoull(text, &end, 0);

	switch (*end) {
	case 'm':
		n <<= 10;
		/* fallthrough */
	case 'k':
		n <<= 10;
		end++;
	}
	if (end == text || *end)
		die("%s: not a number", text);
	return n;
}

/* N accesses of SIZE bytes, the first at START, each STRIDE from the one before. */
struct spread {
	uint64_t n, size, start, stride;
};

static struct spread spread(int argc, char **argv)
{
	struct spread s;

	if (argc < 4)
		die("N SIZE START STRIDE are wanted");
	s = (struct spread){ number(argv[0]), number(argv[1]), number(argv[2]), number(argv[3]) };
	return s;
}

static char *buffer(uint64_t size)
{
	char *b = aligned_alloc(PAGE, (size + PAGE - 1) / PAGE * PAGE);

	if (!b)
		die("memory");
	/* No two sectors alike, or some device could leave them out. */
	for (uint64_t i = 0; i < size; i++)
		b[i] = i * 7 + i / SECTOR;
	return b;
}

static int direct_fd(void)
{
	if (on.direct < 0)
		die("%s: O_DIRECT", on.path);
	return on.direct;
}

static bool writes(const char *op)
{
	if (strcmp(op, "read") && strcmp(op, "write"))
		die("%s: neither read nor write", op);
	return *op == 'w';
}

/* One access by one call. */
static void access_one(int fd, const char *op, char *b, uint64_t size, uint64_t offset, bool cached)
{
	struct io io = { .op = op, .offset = offset, .bytes = size, .cached = cached };
	uint64_t begun = now();
	ssize_t ret = writes(op) ? pwrite(fd, b, size, offset) : pread(fd, b, size, offset);

	io.took = now() - begun;
	if (ret < 0)
		io.error = errno;
	else if ((uint64_t)ret != size)
		die("%s: only %zd of %" PRIu64 " bytes at %" PRIu64, op, ret, size, offset);
	done(self(), &io);
}

static void direct(const char *op, int argc, char **argv)
{
	struct spread s = spread(argc, argv);
	char *b = buffer(s.size);

	for (uint64_t i = 0; i < s.n; i++)
		access_one(direct_fd(), op, b, s.size, s.start + i * s.stride, false);
	free(b);
}

static void do_read(int argc, char **argv)
{
	direct("read", argc, argv);
}

static void do_write(int argc, char **argv)
{
	direct("write", argc, argv);
}

static void queue_read(const char *name, char *to, size_t size)
{
	char dir[128];

	snprintf(dir, sizeof(dir), "/sys/block/%s/queue", on.disk);
	sys_read(dir, name, to, size);
}

/* The block device itself was told to sync: with a flush, where the disk has a cache. */
static void synced(void)
{
	const struct io io = { .op = "flush" };
	char cache[32];

	queue_read("write_cache", cache, sizeof(cache));
	if (!on.is_file && !strncmp(cache, "write back", 10))
		done(self(), &io);
}

/* Around the page cache and to the medium. */
static void sync_write(int argc, char **argv)
{
	struct spread s = spread(argc, argv);
	int fd = open(on.path, O_WRONLY | O_DIRECT | O_SYNC | O_CLOEXEC);
	char *b = buffer(s.size);

	if (fd < 0)
		die("%s", on.path);
	for (uint64_t i = 0; i < s.n; i++) {
		access_one(fd, "write", b, s.size, s.start + i * s.stride, false);
		synced();
	}
	close(fd);
	free(b);
}

/*
 * Threads of names of their own, at once: each does ROUNDS accesses at its own
 * place, which is everybody's where STRIDE is 0.
 */
struct thread {
	pthread_t handle;
	int number;
	const char *op;
	uint64_t size, offset;
	int rounds;
	pthread_barrier_t *barrier;
};

static void *thread_main(void *arg)
{
	struct thread *t = arg;
	char name[16], *b = buffer(t->size);

	snprintf(name, sizeof(name), "disk-%d", t->number);
	prctl(PR_SET_NAME, name);
	for (int i = 0; i < t->rounds; i++) {
		pthread_barrier_wait(t->barrier);
		access_one(direct_fd(), t->op, b, t->size, t->offset, false);
	}
	free(b);
	return NULL;
}

static void threads(int argc, char **argv)
{
	const char *op = argc ? argv[0] : "";
	struct spread s = spread(argc - 1, argv + 1);
	struct thread *all = calloc(s.n, sizeof(*all));
	pthread_barrier_t barrier;

	if (!all || pthread_barrier_init(&barrier, NULL, s.n))
		die("threads");
	for (uint64_t i = 0; i < s.n; i++) {
		all[i] = (struct thread){ .number = i,
					  .op = op,
					  .size = s.size,
					  .offset = s.start + i * s.stride,
					  .rounds = argc > 5 ? number(argv[5]) : 1,
					  .barrier = &barrier };
		if (pthread_create(&all[i].handle, NULL, thread_main, &all[i]))
			die("pthread_create");
	}
	for (uint64_t i = 0; i < s.n; i++)
		pthread_join(all[i].handle, NULL);
	free(all);
}

/*
 * io_uring, by its system calls: libraries for it are not everywhere.
 */
struct ring {
	int fd;
	unsigned int entries;
	_Atomic unsigned int *sq_tail, *cq_head, *cq_tail;
	unsigned int *sq_mask, *sq_array, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
};

static void *ring_map(int fd, size_t size, off_t what)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, what);

	if (p == MAP_FAILED)
		die("io_uring: mmap");
	return p;
}

static void ring_open(struct ring *r, unsigned int entries, unsigned int flags)
{
	struct io_uring_params p = { .flags = flags };
	char *sq, *cq;

	r->fd = syscall(SYS_io_uring_setup, entries, &p);
	if (r->fd < 0)
		die("io_uring_setup");
	r->entries = p.sq_entries;
	sq = ring_map(r->fd, p.sq_off.array + p.sq_entries * sizeof(unsigned int),
		      IORING_OFF_SQ_RING);
	cq = ring_map(r->fd, p.cq_off.cqes + p.cq_entries * sizeof(struct io_uring_cqe),
		      IORING_OFF_CQ_RING);
	r->sqes = ring_map(r->fd, p.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
	r->sq_tail = (void *)(sq + p.sq_off.tail);
	r->sq_mask = (void *)(sq + p.sq_off.ring_mask);
	r->sq_array = (void *)(sq + p.sq_off.array);
	r->cq_head = (void *)(cq + p.cq_off.head);
	r->cq_tail = (void *)(cq + p.cq_off.tail);
	r->cq_mask = (void *)(cq + p.cq_off.ring_mask);
	r->cqes = (void *)(cq + p.cq_off.cqes);
}

static void ring_queue(struct ring *r, bool is_write, char *b, uint64_t size, uint64_t offset,
		       uint64_t tag)
{
	unsigned int tail = *r->sq_tail, at = tail & *r->sq_mask;

	r->sqes[at] = (struct io_uring_sqe){ .opcode = is_write ? IORING_OP_WRITE : IORING_OP_READ,
					     .fd = direct_fd(),
					     .addr = (uintptr_t)b,
					     .len = size,
					     .off = offset,
					     .user_data = tag };
	r->sq_array[at] = at;
	*r->sq_tail = tail + 1;
}

/* Submits @n and waits until at least @want have completed. */
static void ring_enter(struct ring *r, unsigned int n, unsigned int want)
{
	while (n || want) {
		int ret = syscall(SYS_io_uring_enter, r->fd, n, want, IORING_ENTER_GETEVENTS, NULL,
				  0);

		if (ret < 0 && errno != EINTR)
			die("io_uring_enter");
		if (ret > 0)
			n -= ret;
		if (!n)
			return;
	}
}

static const struct io_uring_cqe *ring_next(struct ring *r)
{
	if (*r->cq_head == *r->cq_tail)
		return NULL;
	return &r->cqes[*r->cq_head & *r->cq_mask];
}

/* All at once, by one call: so they are plugged, and what adjoins is merged. */
static void batch(int argc, char **argv, unsigned int flags)
{
	const char *op = argc ? argv[0] : "";
	struct spread s = spread(argc - 1, argv + 1);
	char *b = buffer(s.size * s.n);
	const struct io_uring_cqe *cqe;
	uint64_t left = s.n;
	struct ring r;

	ring_open(&r, s.n, flags);
	if (r.entries < s.n)
		die("io_uring: too many");
	for (uint64_t i = 0; i < s.n; i++)
		ring_queue(&r, writes(op), b + i * s.size, s.size, s.start + i * s.stride, i);
	ring_enter(&r, s.n, s.n);
	while (left) {
		while (!(cqe = ring_next(&r)))
			ring_enter(&r, 0, 1);
		struct io io = { .op = op,
				 .offset = s.start + cqe->user_data * s.stride,
				 .bytes = s.size,
				 .error = cqe->res < 0 ? -cqe->res : 0 };

		if (cqe->res >= 0 && (uint64_t)cqe->res != s.size)
			die("io_uring: only %d bytes", cqe->res);
		++*r.cq_head;
		left--;
		done(self(), &io);
	}
	close(r.fd);
	free(b);
}

static void uring(int argc, char **argv)
{
	batch(argc, argv, 0);
}

static void polled(int argc, char **argv)
{
	batch(argc, argv, IORING_SETUP_IOPOLL);
}

/* burst OP N SIZE DEPTH: as fast as can be, DEPTH at once, none adjacent. States their sum. */
static void burst(int argc, char **argv)
{
	uint64_t n, size, depth, room, begun = 0, ended = 0;
	struct ring r;
	char *b;

	if (argc < 4)
		die("OP N SIZE DEPTH are wanted");
	n = number(argv[1]);
	size = number(argv[2]);
	depth = number(argv[3]);
	room = lseek(on.fd, 0, SEEK_END) / size / 2;
	b = buffer(size);
	ring_open(&r, depth, 0);
	while (ended < n) {
		const struct io_uring_cqe *cqe;
		unsigned int queued = 0;

		while (begun < n && begun - ended < depth) {
			ring_queue(&r, writes(argv[0]), b, size, begun % room * 2 * size, 0);
			begun++;
			queued++;
		}
		ring_enter(&r, queued, 1);
		while ((cqe = ring_next(&r))) {
			if (cqe->res < 0 || (uint64_t)cqe->res != size)
				die("burst: %d instead of %" PRIu64, cqe->res, size);
			++*r.cq_head;
			ended++;
		}
	}
	close(r.fd);
	free(b);
	dprintf(STDOUT_FILENO, "%" PRIu64 " %" PRIu64 "\n", n, n * size);
}

/*
 * Through the page cache
 */

static void fail_sync(const char *what)
{
	die("%s: %s", on.path, what);
}

/* What is said of a spread once it is on the disk. */
static void spread_done(struct who who, const char *op, const struct spread *s, int error)
{
	for (uint64_t i = 0; i < s->n; i++) {
		struct io io = { .op = op,
				 .offset = s->start + i * s->stride,
				 .bytes = s->size,
				 .error = error,
				 .cached = true };

		done(who, &io);
	}
}

/* buffered HOW N SIZE START STRIDE: writes, and how they get to the disk. */
static void buffered(int argc, char **argv)
{
	const char *how = argc ? argv[0] : "";
	struct spread s = spread(argc - 1, argv + 1);
	bool osync = !strcmp(how, "osync"), odsync = !strcmp(how, "odsync");
	char *b = buffer(s.size);
	int fd = on.fd;

	if (osync || odsync)
		fd = open(on.path, O_WRONLY | (osync ? O_SYNC : O_DSYNC) | O_CLOEXEC);
	for (uint64_t i = 0; i < s.n; i++) {
		if (pwrite(fd, b, s.size, s.start + i * s.stride) != (ssize_t)s.size)
			fail_sync("write");
		if (osync || odsync)
			synced();
	}
	if (!strcmp(how, "fsync")) {
		if (fsync(fd))
			fail_sync(how);
		synced();
	} else if (!strcmp(how, "fdatasync")) {
		if (fdatasync(fd))
			fail_sync(how);
		synced();
	} else if (!strcmp(how, "range")) {
		if (sync_file_range(fd, s.start, (s.n - 1) * s.stride + s.size,
				    SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
					    SYNC_FILE_RANGE_WAIT_AFTER))
			fail_sync(how);
	} else if (!strcmp(how, "later")) {
		/* Somebody else's work; `placed' tells then where. */
		free(b);
		return;
	} else if (!osync && !odsync) {
		die("buffered %s: fsync, fdatasync, range, osync, odsync or later", how);
	}
	spread_done(self(), "write", &s, 0);
	if (fd != on.fd)
		close(fd);
	free(b);
}

/* placed OP N SIZE START STRIDE: states what others do, and does nothing. */
static void placed(int argc, char **argv)
{
	const char *op = argc ? argv[0] : "";
	struct spread s = spread(argc - 1, argv + 1);

	spread_done((struct who){ ",," }, op, &s, 0);
}

/* What has been in the page cache is no more, and no more is read than is asked for. */
static void forget(void)
{
	if (fsync(on.fd))
		fail_sync("fsync");
	synced();
	posix_fadvise(on.fd, 0, 0, POSIX_FADV_DONTNEED);
	posix_fadvise(on.fd, 0, 0, POSIX_FADV_RANDOM);
}

/* mapped N SIZE START STRIDE: pages that are read, since they are written in memory, and written. */
static void mapped(int argc, char **argv)
{
	struct spread s = spread(argc, argv);
	uint64_t size = (s.n - 1) * s.stride + s.size;
	char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, on.fd, s.start);

	if (p == MAP_FAILED || madvise(p, size, MADV_RANDOM))
		fail_sync("mmap");
	forget();
	for (uint64_t i = 0; i < s.n; i++)
		memset(p + i * s.stride, i + 1, s.size);
	if (msync(p, size, MS_SYNC))
		fail_sync("msync");
	synced();
	munmap(p, size);
	spread_done(self(), "read", &s, 0);
	spread_done(self(), "write", &s, 0);
}

static void cold(int argc, char **argv)
{
	struct spread s = spread(argc, argv);
	char *b = buffer(s.size);

	forget();
	for (uint64_t i = 0; i < s.n; i++)
		access_one(on.fd, "read", b, s.size, s.start + i * s.stride, true);
	free(b);
}

/*
 * What is neither read nor write
 */

static void range_done(const char *op, const uint64_t range[2], int ret)
{
	struct io io = { .op = op, .offset = range[0], .bytes = range[1], .error = ret ? errno : 0 };

	done(self(), &io);
}

static void range_ioctl(const char *op, unsigned long request, int argc, char **argv)
{
	uint64_t range[2];

	if (argc < 2)
		die("START LENGTH are wanted");
	range[0] = number(argv[0]);
	range[1] = number(argv[1]);
	range_done(op, range, ioctl(on.fd, request, range));
}

static void discard(int argc, char **argv)
{
	range_ioctl("discard", BLKDISCARD, argc, argv);
}

static void secure(int argc, char **argv)
{
	range_ioctl("secure_erase", BLKSECDISCARD, argc, argv);
}

/* Zeroes are written where the device has no command for them. */
static void zeroes(int argc, char **argv)
{
	char max[32];

	queue_read("write_zeroes_max_bytes", max, sizeof(max));
	range_ioctl(*max == '0' ? "write" : "write_zeroes", BLKZEROOUT, argc, argv);
}

/* punch OP START LENGTH: a hole, which is OP to the device below. */
static void punch(int argc, char **argv)
{
	uint64_t range[2];

	if (argc < 3)
		die("OP START LENGTH are wanted");
	range[0] = number(argv[1]);
	range[1] = number(argv[2]);
	/* What was there can be said only before. */
	if (on.is_file)
		range_done(argv[0], range, 0);
	if (fallocate(on.fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, range[0], range[1]))
		fail_sync("fallocate");
	if (!on.is_file)
		range_done(argv[0], range, 0);
}

static void flush(int argc, char **argv)
{
	(void)argc, (void)argv;
	if (fsync(on.fd))
		fail_sync("fsync");
	synced();
}

/* zone WHAT START LENGTH: a command for the zones there, a request for each. */
static void zone(int argc, char **argv)
{
	static const struct {
		const char *name, *op;
		unsigned long request;
	} commands[] = { { "reset", "zone_reset", BLKRESETZONE },
			 { "open", "zone_open", BLKOPENZONE },
			 { "close", "zone_close", BLKCLOSEZONE },
			 { "finish", "zone_finish", BLKFINISHZONE },
			 { "reset-all", "zone_reset_all", BLKRESETZONE },
			 {} };
	struct blk_zone_range range;
	uint32_t size = 0;
	int i, ret;

	if (argc < 3)
		die("WHAT START LENGTH are wanted");
	for (i = 0; commands[i].name && strcmp(commands[i].name, argv[0]); i++)
		;
	if (!commands[i].name)
		die("zone %s: no such command", argv[0]);
	if (ioctl(on.fd, BLKGETZONESZ, &size) || !size)
		die("%s: has no zones", on.path);
	range.sector = number(argv[1]) / SECTOR;
	range.nr_sectors = number(argv[2]) / SECTOR;
	ret = ioctl(on.fd, commands[i].request, &range);
	if (!strcmp(argv[0], "reset-all"))
		size = range.nr_sectors;
	for (uint64_t at = 0; at < range.nr_sectors; at += size) {
		struct io io = { .op = commands[i].op, .error = ret ? errno : 0 };

		row(self(), &io, on.start + range.sector + at, 0, 0);
	}
}

/* scsi tur|read|write [BLOCK COUNT]: commands past the block layer's own operations. */
static void scsi(int argc, char **argv)
{
	const char *what = argc ? argv[0] : "";
	bool is_write = !strcmp(what, "write"), transfers = is_write || !strcmp(what, "read");
	uint64_t block = argc > 1 ? number(argv[1]) : 0, count = argc > 2 ? number(argv[2]) : 1;
	unsigned char command[10] = { 0 }, sense[32];
	uint64_t size = transfers ? count * SECTOR : 0;
	char *b = buffer(size ? size : SECTOR);
	struct sg_io_hdr hdr = { .interface_id = 'S',
				 .cmd_len = transfers ? 10 : 6,
				 .cmdp = command,
				 .dxfer_direction = SG_DXFER_NONE,
				 .dxfer_len = size,
				 .dxferp = transfers ? b : NULL,
				 .mx_sb_len = sizeof(sense),
				 .sbp = sense,
				 .timeout = 30000 };
	struct io io = { .op = is_write ? "drv_out" : "drv_in", .bytes = size };

	if (transfers) {
		hdr.dxfer_direction = is_write ? SG_DXFER_TO_DEV : SG_DXFER_FROM_DEV;
		command[0] = is_write ? 0x2a : 0x28;
		for (int i = 0; i < 4; i++)
			command[2 + i] = block >> (24 - 8 * i);
		command[7] = count >> 8;
		command[8] = count;
	} else if (strcmp(what, "tur")) {
		die("scsi %s: tur, read or write", what);
	}
	if (ioctl(on.fd, SG_IO, &hdr))
		io.error = errno;
	row(self(), &io, NOWHERE, size, 0);
	free(b);
}

static const struct {
	const char *name;
	void (*run)(int argc, char **argv);
} kinds[] = {
	{ "buffered", buffered },     { "burst", burst },     { "cold", cold },
	{ "discard", discard },	      { "flush", flush },     { "mapped", mapped },
	{ "placed", placed },	      { "polled", polled },   { "punch", punch },
	{ "read", do_read },	      { "scsi", scsi },	      { "secure", secure },
	{ "sync-write", sync_write }, { "threads", threads }, { "uring", uring },
	{ "write", do_write },	      { "zeroes", zeroes },   { "zone", zone },
};

/* Until a line comes on stdin. */
static void go_wait(void)
{
	char c;

	fputs("ready\n", stderr);
	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		;
}

static void run(int argc, char **argv)
{
	for (size_t i = 0; argc && i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!strcmp(kinds[i].name, argv[0])) {
			kinds[i].run(argc - 1, argv + 1);
			return;
		}
	}
	fputs("usage: blockload [-w] PATH KIND [ARG...] [+ KIND [ARG...]]...\n"
	      "-w: wait for a line on stdin first\n",
	      stderr);
	exit(2);
}

int main(int argc, char **argv)
{
	bool gated = argc > 1 && !strcmp(argv[1], "-w");

	argc -= 1 + gated;
	argv += 1 + gated;
	if (argc < 2)
		run(0, NULL);
	on_open(argv[0]);
	if (gated)
		go_wait();
	argc--;
	argv++;
	for (;;) {
		int n = 0;

		while (n < argc && strcmp(argv[n], "+"))
			n++;
		run(n, argv);
		if (n == argc)
			return 0;
		argc -= n + 1;
		argv += n + 1;
	}
}
