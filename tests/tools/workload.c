// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Makes clone calls and itself states, on stdout, the rows that a trace of it
 * must show: what the calls were by what it did, and their results by what they
 * returned. It knows nothing of the library whose output it judges.
 */
#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Newer than the headers of the oldest system that builds us. */
#define FLAG_NEWTIME	   0x00000080ULL
#define FLAG_CLEAR_SIGHAND 0x100000000ULL
#define FLAG_UNKNOWN	   0x8000000000000000ULL

#define STATUS_SKIP 77
#define STACK_SIZE  65536

struct name {
	uint64_t bit;
	const char *name;
};

static const struct name flag_names[] = { { 0x80, "CLONE_NEWTIME" },
					  { 0x100, "CLONE_VM" },
					  { 0x200, "CLONE_FS" },
					  { 0x400, "CLONE_FILES" },
					  { 0x800, "CLONE_SIGHAND" },
					  { 0x1000, "CLONE_PIDFD" },
					  { 0x2000, "CLONE_PTRACE" },
					  { 0x4000, "CLONE_VFORK" },
					  { 0x8000, "CLONE_PARENT" },
					  { 0x10000, "CLONE_THREAD" },
					  { 0x20000, "CLONE_NEWNS" },
					  { 0x40000, "CLONE_SYSVSEM" },
					  { 0x80000, "CLONE_SETTLS" },
					  { 0x100000, "CLONE_PARENT_SETTID" },
					  { 0x200000, "CLONE_CHILD_CLEARTID" },
					  { 0x800000, "CLONE_UNTRACED" },
					  { 0x1000000, "CLONE_CHILD_SETTID" },
					  { 0x2000000, "CLONE_NEWCGROUP" },
					  { 0x4000000, "CLONE_NEWUTS" },
					  { 0x8000000, "CLONE_NEWIPC" },
					  { 0x10000000, "CLONE_NEWUSER" },
					  { 0x20000000, "CLONE_NEWPID" },
					  { 0x40000000, "CLONE_NEWNET" },
					  { 0x80000000, "CLONE_IO" },
					  { FLAG_CLEAR_SIGHAND, "CLONE_CLEAR_SIGHAND" },
					  { FLAG_UNKNOWN, "0x8000000000000000" },
					  {} };

static const struct name made_names[] = { { 0x80, "time_ns" },
					  { 0x4000, "vfork" },
					  { 0x10000, "thread" },
					  { 0x20000, "mnt_ns" },
					  { 0x2000000, "cgroup_ns" },
					  { 0x4000000, "uts_ns" },
					  { 0x8000000, "ipc_ns" },
					  { 0x10000000, "user_ns" },
					  { 0x20000000, "pid_ns" },
					  { 0x40000000, "net_ns" },
					  {} };

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("workload: ", stderr);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, " (%s)\n", strerror(errno));
	exit(1);
}

static pid_t thread_id(void)
{
	return syscall(SYS_gettid);
}

/* Adds the names of the bits to the list in @to. */
static void names_add(char *to, size_t size, const struct name *names, uint64_t bits)
{
	for (; names->name; names++) {
		size_t n = strlen(to);

		if (names->bit & bits)
			snprintf(to + n, size - n, "%s%s", n ? "|" : "", names->name);
	}
}

static void row(const char *call, const char *made, const char *flags, long child, int err)
{
	char comm[16];

	prctl(PR_GET_NAME, comm);
	dprintf(STDOUT_FILENO, "%d,%d,%s,%s,%s,%s,%ld,%s\n", getpid(), thread_id(), comm, call,
		made, flags, err ? 0 : child, err ? strerrorname_np(err) : "");
}

/* The row of a call that has returned @ret (-1: errno) and was given these flags. */
static void done(const char *call, uint64_t flags, long ret)
{
	int err = ret < 0 ? errno : 0;
	char made[256] = "", names[1024] = "";

	/* The caller says that no program can read our memory, where clone3 has its flags. */
	if (getenv("BTS_BLIND") && !strcmp(call, "clone3")) {
		row(call, "?", "?", ret, err);
		return;
	}
	if (!(flags & (CLONE_THREAD | CLONE_VFORK)))
		strcpy(made, "process");
	names_add(made, sizeof(made), made_names, flags);
	names_add(names, sizeof(names), flag_names, flags);
	row(call, made, names, ret, err);
}

/* The row of a call whose flags nobody could read. */
static void done_unread(const char *call, long ret)
{
	row(call, "?", "?", ret, ret < 0 ? errno : 0);
}

static void reap(pid_t child)
{
	int status;

	while (child > 0 && waitpid(child, &status, __WALL) < 0) {
		/* What CLONE_PARENT made is not ours to wait for. */
		if (errno == ECHILD)
			return;
		if (errno != EINTR)
			die("waitpid");
	}
}

/* After a call of a child's making: the child ends, the parent notes and waits. */
static void finish(const char *call, uint64_t flags, long ret)
{
	if (!ret)
		_exit(0);
	done(call, flags, ret);
	reap(ret);
}

static long clone_raw(uint64_t flags)
{
	static pid_t parent_tid, child_tid;

	/* x86's order of arguments; both pointers are good for all flags that use them. */
	return syscall(SYS_clone, flags, 0, &parent_tid, &child_tid, 0);
}

static long clone3_raw(const void *args, size_t size)
{
	return syscall(SYS_clone3, args, size);
}

static void do_clone(uint64_t flags)
{
	finish("clone", flags, clone_raw(flags | SIGCHLD));
}

static void do_clone3(uint64_t flags)
{
	struct clone_args args = { .flags = flags, .exit_signal = SIGCHLD };

	finish("clone3", flags, clone3_raw(&args, sizeof(args)));
}

static void do_fork(void)
{
	/* glibc's fork() is a clone; musl's a fork: what is traced here is the call. */
#ifdef SYS_fork
	finish("fork", 0, syscall(SYS_fork));
#else
	do_clone(0);
#endif
}

static void do_libc_fork(void)
{
	finish("clone", CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID, fork());
}

/* vfork() whose child sleeps until it can read a byte of @gate; -1: does not sleep. */
static void do_vfork(int gate, atomic_int *asleep)
{
	pid_t child = vfork();

	if (!child) {
		char c;

		if (asleep)
			++*asleep;
		if (gate >= 0 && read(gate, &c, 1) != 1)
			_exit(1);
		_exit(0);
	}
#ifdef SYS_vfork
	done("vfork", CLONE_VM | CLONE_VFORK, child);
#else
	done("clone", CLONE_VM | CLONE_VFORK, child);
#endif
	reap(child);
}

static int vm_child(void *arg)
{
	(void)arg;
	syscall(SYS_exit, 0);
	return 0;
}

/* A child in our memory, on a stack of its own. */
static void do_clone_vm(uint64_t flags)
{
	static char stack[STACK_SIZE] __attribute__((aligned(16)));
	pid_t child = clone(vm_child, stack + sizeof(stack), flags | SIGCHLD, NULL);

	done("clone", flags, child);
	reap(child);
}

#define PTHREAD_FLAGS                                                                       \
	(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | \
	 CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)

/* glibc makes threads with clone3 since 2.34. */
static const char *pthread_call(void)
{
	int major = 0, minor = 0;

	sscanf(gnu_get_libc_version(), "%d.%d", &major, &minor);
	return major > 2 || (major == 2 && minor >= 34) ? "clone3" : "clone";
}

struct thread {
	pthread_t handle;
	int number;
	_Atomic pid_t tid;
	void (*body)(struct thread *thread);
};

static void *thread_main(void *arg)
{
	struct thread *t = arg;
	char name[16];

	snprintf(name, sizeof(name), "thread-%d", t->number);
	prctl(PR_SET_NAME, name);
	t->tid = thread_id();
	if (t->body)
		t->body(t);
	return NULL;
}

static void thread_start(struct thread *t, int number, void (*body)(struct thread *thread))
{
	t->number = number;
	t->body = body;
	t->tid = 0;
	if (pthread_create(&t->handle, NULL, thread_main, t))
		die("pthread_create");
	while (!t->tid)
		sched_yield();
}

static void do_thread(struct thread *t, int number, void (*body)(struct thread *thread))
{
	thread_start(t, number, body);
	done(pthread_call(), PTHREAD_FLAGS, t->tid);
}

static void thread_end(struct thread *t)
{
	pthread_join(t->handle, NULL);
}

/*
 * The workloads
 */

static void sorts(int argc, char **argv)
{
	int n = argc ? atoi(argv[0]) : 1;

	for (int i = 0; i < n; i++) {
		struct thread t;

		do_libc_fork();
		do_fork();
		do_vfork(-1, NULL);
		do_clone(0);
		do_clone(CLONE_FS | CLONE_FILES | CLONE_IO | CLONE_UNTRACED);
		do_clone(CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID);
		do_clone_vm(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND);
		do_clone_vm(CLONE_VM | CLONE_VFORK);
		do_clone3(0);
		do_clone3(CLONE_FS | CLONE_FILES);
		do_clone3(FLAG_CLEAR_SIGHAND | CLONE_SYSVSEM);
		do_thread(&t, i, NULL);
		thread_end(&t);
	}
}

static void fork_in_thread(struct thread *t)
{
	(void)t;
	do_libc_fork();
	do_fork();
	do_vfork(-1, NULL);
}

static atomic_bool team_goes;

static void team_member(struct thread *t)
{
	while (!team_goes)
		usleep(1000);
	fork_in_thread(t);
}

/* A thread that is not the leader makes processes. */
static void thread(int argc, char **argv)
{
	struct thread t;

	(void)argc, (void)argv;
	do_thread(&t, 1, team_member);
	team_goes = true;
	thread_end(&t);
}

static void namespaces(int argc, char **argv)
{
	(void)argc, (void)argv;
	do_clone(CLONE_NEWNS);
	do_clone(CLONE_NEWUTS);
	do_clone(CLONE_NEWIPC);
	do_clone(CLONE_NEWNET);
	do_clone(CLONE_NEWPID);
	do_clone(CLONE_NEWUSER);
	do_clone(CLONE_NEWCGROUP);
	do_clone(CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC);
	do_clone_vm(CLONE_VM | CLONE_VFORK | CLONE_NEWPID);
	do_clone3(FLAG_NEWTIME);
	do_clone3(CLONE_NEWPID | CLONE_NEWNS);
}

/* As another user, who may make no processes. */
static void do_refused(void)
{
	struct rlimit limit, none;
	long ret;

	if (getrlimit(RLIMIT_NPROC, &limit))
		die("getrlimit");
	none = limit;
	none.rlim_cur = 0;
	/* Of this thread alone, which the library's function would not be. */
	if (setrlimit(RLIMIT_NPROC, &none) || syscall(SYS_setresuid, 65534, 65534, 0))
		die("becoming another user");
	ret = clone_raw(SIGCHLD);
	if (!ret)
		_exit(0);
	done("clone", 0, ret);
	reap(ret);
	if (syscall(SYS_setresuid, 0, 0, 0) || setrlimit(RLIMIT_NPROC, &limit))
		die("becoming root again");
}

static void failures(int argc, char **argv)
{
	struct clone_args args = { .flags = CLONE_FS | FLAG_CLEAR_SIGHAND };

	(void)argc, (void)argv;
	do_clone(CLONE_SIGHAND);
	do_clone(CLONE_THREAD | CLONE_NEWPID);
	do_clone3(FLAG_UNKNOWN);
	do_clone3(CLONE_FS | CLONE_NEWNS);
	done("clone3", args.flags, clone3_raw(&args, 8));
	done_unread("clone3", clone3_raw(NULL, sizeof(args)));
	done_unread("clone3", clone3_raw((void *)-4096L, sizeof(args)));
	if (!geteuid())
		do_refused();
	/* The kernel takes 32 bits of clone's flags, whatever the register holds. */
	finish("clone", CLONE_FS, clone_raw(FLAG_CLEAR_SIGHAND | CLONE_FS | SIGCHLD));
	/* No calls, though their lower bits are those of calls. */
	if (syscall(1024 + SYS_clone) != -1 || syscall(65536 + SYS_clone3) != -1)
		die("calls that do not exist succeed");
	do_clone(0);
}

/* The struct lies on a page that is not present when the call begins. */
static void absent(int argc, char **argv)
{
	struct clone_args args = { .flags = CLONE_FS | FLAG_CLEAR_SIGHAND, .exit_signal = SIGCHLD };
	int fd = memfd_create("args", MFD_CLOEXEC);
	long page = sysconf(_SC_PAGESIZE);
	void *map;

	(void)argc, (void)argv;
	if (fd < 0 || ftruncate(fd, page) || pwrite(fd, &args, sizeof(args), 0) != sizeof(args))
		die("memfd");
	for (int i = 0; i < 4; i++) {
		map = mmap(NULL, page, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map == MAP_FAILED)
			die("mmap");
		finish("clone3", args.flags, clone3_raw(map, sizeof(args)));
		if (madvise(map, page, MADV_DONTNEED))
			die("madvise");
		finish("clone3", args.flags, clone3_raw(map, sizeof(args)));
		munmap(map, page);
	}
	close(fd);
}

#ifdef __x86_64__
static long i386_call(long nr, long a, long b)
{
	long ret;

	__asm__ volatile("int $0x80"
			 : "=a"(ret)
			 : "0"(nr), "b"(a), "c"(b), "d"(0L), "S"(0L), "D"(0L)
			 : "r8", "r9", "r10", "r11", "memory");
	ret = (int)ret;
	if (ret < 0) {
		errno = -ret;
		return -1;
	}
	return ret;
}

/* The child of a vfork must not return into what its parent still needs. */
static long i386_vfork(void)
{
	long ret;

	__asm__ volatile("int $0x80\n"
			 "test %%eax, %%eax\n"
			 "jnz 1f\n"
			 "mov $1, %%eax\n"
			 "xor %%ebx, %%ebx\n"
			 "int $0x80\n"
			 "1:"
			 : "=a"(ret)
			 : "0"(190L)
			 : "rbx", "r8", "r9", "r10", "r11", "memory", "cc");
	return (int)ret;
}

static void i386(int argc, char **argv)
{
	struct clone_args *args = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
				       MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	long child;

	(void)argc, (void)argv;
	if (args == MAP_FAILED)
		die("mmap");
	*args = (struct clone_args){ .flags = CLONE_FS | FLAG_CLEAR_SIGHAND,
				     .exit_signal = SIGCHLD };
	finish("fork", 0, i386_call(2, 0, 0));
	child = i386_vfork();
	done("vfork", CLONE_VM | CLONE_VFORK, child);
	reap(child);
	finish("clone", CLONE_FS, i386_call(120, CLONE_FS | SIGCHLD, 0));
	finish("clone", CLONE_SIGHAND, i386_call(120, CLONE_SIGHAND | SIGCHLD, 0));
	finish("clone3", args->flags, i386_call(435, (long)args, sizeof(*args)));
	done_unread("clone3", i386_call(435, 0xfffff000L, sizeof(*args)));
	/* The same numbers of the other personality are other calls: 57 setpgid, 56 none. */
	i386_call(57, 0, 0);
	i386_call(56, 0, 0);
	do_fork();
}

/* Has this kernel i386's calls? */
static void has_i386(int argc, char **argv)
{
	pid_t child = fork();
	int status;

	(void)argc, (void)argv;
	if (!child)
		_exit(i386_call(20, 0, 0) != getpid());
	if (waitpid(child, &status, 0) < 0)
		die("waitpid");
	exit(status ? STATUS_SKIP : 0);
}
#else
static void has_i386(int argc, char **argv)
{
	(void)argc, (void)argv;
	exit(STATUS_SKIP);
}
#endif

/* Forks N times, one child after the other. */
static void forks(int argc, char **argv)
{
	int n = argc ? atoi(argv[0]) : 10;

	for (int i = 0; i < n; i++)
		do_libc_fork();
}

/* N processes that fork at once, M times each: for a trace that follows. */
static void crowd(int argc, char **argv)
{
	int n = argc > 0 ? atoi(argv[0]) : 64, m = argc > 1 ? atoi(argv[1]) : 4;
	pthread_barrier_t *all_here = mmap(NULL, sizeof(*all_here), PROT_READ | PROT_WRITE,
					   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_barrierattr_t shared;

	/* They must sleep: 64 that ask for their turn again and again leave an emulated CPU for
	 * nobody else. */
	if (all_here == MAP_FAILED || pthread_barrierattr_init(&shared) ||
	    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED) ||
	    pthread_barrier_init(all_here, &shared, n))
		die("barrier");
	for (int i = 0; i < n; i++) {
		pid_t child = fork();

		if (!child) {
			pthread_barrier_wait(all_here);
			for (int j = 0; j < m; j++)
				do_libc_fork();
			_exit(0);
		}
		done("clone", CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID, child);
	}
	while (wait(NULL) > 0)
		;
}

static int gate[2];
static atomic_int asleep;

static void sleep_in_thread(struct thread *t)
{
	(void)t;
	do_vfork(gate[0], &asleep);
}

/* N threads in a vfork at once, all of whose children sleep. */
static void sleepers(int argc, char **argv)
{
	int n = argc ? atoi(argv[0]) : 64;
	struct thread *threads = calloc(n, sizeof(*threads));

	if (!threads || pipe(gate))
		die("pipe");
	for (int i = 0; i < n; i++)
		do_thread(&threads[i], i, sleep_in_thread);
	while (asleep < n)
		sched_yield();
	for (int i = 0; i < n; i++) {
		if (write(gate[1], "", 1) != 1)
			die("write");
	}
	for (int i = 0; i < n; i++)
		thread_end(&threads[i]);
	free(threads);
}

static void go_wait(void);

/* Is in a vfork when it is told to go on, and makes one more call then. */
static void unmatched(int argc, char **argv)
{
	struct thread t;

	(void)argc, (void)argv;
	if (pipe(gate))
		die("pipe");
	thread_start(&t, 0, sleep_in_thread);
	while (!asleep)
		sched_yield();
	go_wait();
	if (write(gate[1], "", 1) != 1)
		die("write");
	thread_end(&t);
	do_libc_fork();
}

/* The leader is gone; a thread goes on. */
static void leaderless(int argc, char **argv)
{
	static struct thread t;

	(void)argc, (void)argv;
	go_wait();
	thread_start(&t, 0, team_member);
	team_goes = true;
	pthread_exit(NULL);
}

static void exec_in_thread(struct thread *t)
{
	(void)t;
	while (!team_goes)
		usleep(1000);
	do_fork();
	execl("/proc/self/exe", "workload", "forks", "2", NULL);
	die("exec");
}

/* A thread that is no leader becomes the leader, by exec. */
static void exec_thread(int argc, char **argv)
{
	struct thread t;

	(void)argc, (void)argv;
	thread_start(&t, 0, exec_in_thread);
	fprintf(stderr, "%d\n", t.tid);
	go_wait();
	team_goes = true;
	pause();
}

/* When told to go on, goes to sleep in a vfork, and says so; it wakes when told again. */
static void dozing(int argc, char **argv)
{
	struct thread t;

	(void)argc, (void)argv;
	if (pipe(gate))
		die("pipe");
	go_wait();
	do_thread(&t, 0, sleep_in_thread);
	while (!asleep)
		sched_yield();
	go_wait();
	if (write(gate[1], "", 1) != 1)
		die("write");
	thread_end(&t);
}

/* Four threads that run already when it waits, and then make processes, each and the leader. */
static void team(int argc, char **argv)
{
	struct thread t[4];

	(void)argc, (void)argv;
	for (int i = 0; i < 4; i++) {
		thread_start(&t[i], i, team_member);
		fprintf(stderr, "%d\n", t[i].tid);
	}
	go_wait();
	team_goes = true;
	for (int i = 0; i < 4; i++)
		thread_end(&t[i]);
	do_libc_fork();
}

/* Children that have children that have children: for a trace that follows. */
static void family(int argc, char **argv)
{
	int depth = argc > 0 ? atoi(argv[0]) : 3;
	char deeper[16];

	snprintf(deeper, sizeof(deeper), "%d", depth - 1);
	for (int i = 0; depth && i < 2; i++) {
		pid_t child = fork();

		if (!child) {
			struct thread t;

			do_thread(&t, 0, fork_in_thread);
			thread_end(&t);
			family(1, (char *[]){ deeper });
			_exit(0);
		}
		done("clone", CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID, child);
		reap(child);
	}
}

/* Ends at once; its child makes a call after that. */
static void orphan(int argc, char **argv)
{
	pid_t parent = getpid(), child = fork();

	(void)argc, (void)argv;
	if (!child) {
		while (getppid() == parent)
			usleep(1000);
		do_fork();
		_exit(0);
	}
	done("clone", CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID, child);
}

/* The sender's process number as we see it: the kernel translates. */
static pid_t sender(int fd)
{
	union {
		char room[CMSG_SPACE(sizeof(struct ucred))];
		struct cmsghdr align;
	} control;
	struct ucred cred;
	char c;
	struct iovec part = { &c, 1 };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	if (recvmsg(fd, &message, 0) != 1 || !CMSG_FIRSTHDR(&message))
		die("recvmsg");
	memcpy(&cred, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(cred));
	return cred.pid;
}

/* A process in a pid namespace of its own makes one: for a trace that follows. */
static void nested(int argc, char **argv)
{
	int on = 1, pair[2];
	long child, grandchild;
	pid_t outer;

	(void)argc, (void)argv;
	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) ||
	    setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)))
		die("socketpair");
	child = clone_raw(CLONE_NEWPID | SIGCHLD);
	if (!child) {
		grandchild = clone_raw(SIGCHLD);
		if (!grandchild)
			_exit(write(pair[1], "", 1) != 1);
		reap(grandchild);
		_exit(0);
	}
	done("clone", CLONE_NEWPID, child);
	if (child < 0)
		return;
	outer = sender(pair[0]);
	reap(child);
	dprintf(STDOUT_FILENO, "%ld,%ld,workload,clone,process,,%d,\n", child, child, outer);
}

/* What a process may call itself. */
static const char *const hostile_names[] = {
	"\033[31mred\033[0m",
	"\033]0;title\a",
	"new\nline",
	"carriage\rreturn",
	"tab\there",
	"\x7f\b\b\b",
	"\xc3\x28 not utf-8",
	"\xff\xfe\xfd",
	"\xed\xa0\x80 half",
	"\xc0\xaf long",
	"quote\"quote",
	"comma,\"and\"",
	"\\x1b\\n",
	"\xe2\x80\xae rtl",
	"\xe2\x81\xa6iso\xe2\x81\xa9",
	"\xe2\x80\x8bwidth",
	"\xe2\x80\xa8line",
	"\xc2\x9b"
	"31m",
	"\xf0\x9f\x98\x80 face",
	"cut\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87",
	"=1+1",
	"{\"type\":\"end\"}",
	"",
	" ",
};

static void base64(char *to, const char *from)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = strlen(from);

	for (size_t i = 0; i < n; i += 3) {
		const unsigned char *f = (const unsigned char *)from + i;
		unsigned int bits = f[0] << 16 | (i + 1 < n ? f[1] << 8 : 0) |
				    (i + 2 < n ? f[2] : 0);

		*to++ = digits[bits >> 18];
		*to++ = digits[bits >> 12 & 63];
		*to++ = i + 1 < n ? digits[bits >> 6 & 63] : '=';
		*to++ = i + 2 < n ? digits[bits & 63] : '=';
	}
	*to = '\0';
}

/* Its rows are the exact bytes of the names, in base 64. */
static void hostile(int argc, char **argv)
{
	(void)argc, (void)argv;
	for (size_t i = 0; i < sizeof(hostile_names) / sizeof(*hostile_names); i++) {
		char name[16], text[32];
		long child;

		prctl(PR_SET_NAME, hostile_names[i]);
		prctl(PR_GET_NAME, name);
		base64(text, name);
		child = clone_raw(SIGCHLD);
		if (!child)
			_exit(0);
		printf("%s\n", text);
		reap(child);
	}
	fflush(stdout);
}

/* Two names, two users: for -n and -u. */
static void guises(int argc, char **argv)
{
	char old[16];

	(void)argc, (void)argv;
	prctl(PR_GET_NAME, old);
	do_fork();
	prctl(PR_SET_NAME, "exactly15bytes!");
	do_fork();
	prctl(PR_SET_NAME, "exactly15bytes");
	do_fork();
	prctl(PR_SET_NAME, "other");
	do_fork();
	if (syscall(SYS_setresuid, 12345, 12345, 0))
		die("setresuid");
	do_fork();
	prctl(PR_SET_NAME, old);
	do_fork();
}

/* A call each by N names: for tables that are too small. */
static void names(int argc, char **argv)
{
	int n = argc ? atoi(argv[0]) : 10;

	for (int i = 0; i < n; i++) {
		char name[16];

		snprintf(name, sizeof(name), "name %d", i);
		prctl(PR_SET_NAME, name);
		do_fork();
	}
}

/* A row of canary's paths, as CSV's cells without a name: NULL was unreadable. */
static void path_row(const char *call, int ret, const char *path, const char *other)
{
	bool blind = getenv("BTS_BLIND");

	dprintf(STDOUT_FILENO, "%d,%s,%s,%s,%s\n", getpid(), call,
		ret ? strerrorname_np(errno) : "", blind || !path ? "?" : path,
		(blind && other && *other) || !other ? "?" : other);
}

/* A string of @n characters that ends where the memory ends: without a NUL if @open. */
static char *at_edge(size_t n, bool open)
{
	size_t page = sysconf(_SC_PAGESIZE), room = (n + page) / page * page;
	char *map =
		mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *s = map + room - n - !open;

	if (map == MAP_FAILED || munmap(map + room, page))
		die("mmap");
	memset(s, 'x', n);
	return s;
}

/* Calls that take paths, readable and not. */
static void paths(int argc, char **argv)
{
	char *bad = (void *)-4096L, *edge = at_edge(100, false), *open = at_edge(100, true);
	char *lengthy = at_edge(5000, false), cut[4096];
	int fd = memfd_create("path", MFD_CLOEXEC);
	char *absent;

	(void)argc, (void)argv;
	if (fd < 0 || ftruncate(fd, 4096) || pwrite(fd, "/", 1, 0) != 1)
		die("memfd");
	absent = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
	memset(cut, 'x', 4095);
	cut[4095] = '\0';
	/* The raw calls: a libc might read what it is given. */
	path_row("chdir", syscall(SYS_chdir, "/"), "/", "");
	path_row("chdir", syscall(SYS_chdir, "no/such"), "no/such", "");
	path_row("chdir", syscall(SYS_chdir, ""), "", "");
	path_row("chdir", syscall(SYS_chdir, absent), "/", "");
	path_row("chdir", syscall(SYS_chdir, bad), NULL, "");
	path_row("chdir", syscall(SYS_chdir, edge), edge, "");
	path_row("chdir", syscall(SYS_chdir, open), NULL, "");
	path_row("chdir", syscall(SYS_chdir, lengthy), cut, "");
#ifdef SYS_rename
	path_row("rename", syscall(SYS_rename, "no such a", "no such b"), "no such a", "no such b");
	path_row("rename", syscall(SYS_rename, "no/such/a", bad), "no/such/a", NULL);
	path_row("rename", syscall(SYS_rename, bad, "b"), NULL, "b");
	path_row("rename", syscall(SYS_rename, bad, bad), NULL, NULL);
	path_row("rename", syscall(SYS_rename, lengthy, lengthy), cut, cut);
	path_row("rename", syscall(SYS_rename, "no\nsuch", "no\xffsuch\033"), "no\\nsuch",
		 "no\\xffsuch\\x1b");
	path_row("rename", syscall(SYS_rename, "no,such", "no\"such"), "\"no,such\"",
		 "\"no\"\"such\"");
#endif
}

/* N trivial calls. */
static void ticks(int argc, char **argv)
{
	int n = argc ? atoi(argv[0]) : 1000;

	for (int i = 0; i < n; i++)
		syscall(SYS_getppid);
}

/* The call that makes canary write a record of the type that @argv names by its number. */
static void ask(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		syscall(SYS_getpgid, atoi(argv[i]));
	printf("%d\n", getpid());
}

/* Runs a command and tells how it ended: a shell confuses exit 143 with death of SIGTERM. */
static void ended(int argc, char **argv)
{
	pid_t child = argc ? fork() : -1;
	int status;

	if (!child) {
		execvp(argv[0], argv);
		die("%s", argv[0]);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		die("ended");
	if (WIFSIGNALED(status))
		printf("signal %d\n", WTERMSIG(status));
	else
		printf("exit %d\n", WEXITSTATUS(status));
}

static const struct {
	const char *name;
	void (*run)(int argc, char **argv);
	bool waits; /* for the line of -w by itself, when it has prepared */
} workloads[] = {
	{ .name = "absent", .run = absent },
	{ .name = "ask", .run = ask },
	{ .name = "crowd", .run = crowd },
	{ .name = "dozing", .run = dozing, .waits = true },
	{ .name = "ended", .run = ended },
	{ .name = "exec-thread", .run = exec_thread, .waits = true },
	{ .name = "failures", .run = failures },
	{ .name = "family", .run = family },
	{ .name = "forks", .run = forks },
	{ .name = "guises", .run = guises },
	{ .name = "has-i386", .run = has_i386 },
	{ .name = "hostile", .run = hostile },
#ifdef __x86_64__
	{ .name = "i386", .run = i386 },
#endif
	{ .name = "leaderless", .run = leaderless, .waits = true },
	{ .name = "names", .run = names },
	{ .name = "namespaces", .run = namespaces },
	{ .name = "nested", .run = nested },
	{ .name = "orphan", .run = orphan },
	{ .name = "paths", .run = paths },
	{ .name = "sleepers", .run = sleepers },
	{ .name = "sorts", .run = sorts },
	{ .name = "team", .run = team, .waits = true },
	{ .name = "thread", .run = thread },
	{ .name = "ticks", .run = ticks },
	{ .name = "unmatched", .run = unmatched, .waits = true },
};

/* Until a line comes on stdin. */
static void go_wait(void)
{
	char c;

	fputs("ready\n", stderr);
	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		;
}

static int run(int argc, char **argv, bool gated)
{
	for (size_t i = 0; argc && i < sizeof(workloads) / sizeof(*workloads); i++) {
		if (strcmp(workloads[i].name, argv[0]))
			continue;
		if (gated && !workloads[i].waits)
			go_wait();
		workloads[i].run(argc - 1, argv + 1);
		return 0;
	}
	fputs("usage: workload [-w] NAME [ARG...] [+ NAME [ARG...]]...\n"
	      "-w: wait for a line on stdin first\n",
	      stderr);
	return 2;
}

int main(int argc, char **argv)
{
	bool gated = argc > 1 && !strcmp(argv[1], "-w");
	int status = 0;

	argc -= 1 + gated;
	argv += 1 + gated;
	for (;;) {
		int n = 0;

		/* What follows a command's name is the command's. */
		while (n < argc && (strcmp(argv[n], "+") || !strcmp(argv[0], "ended")))
			n++;
		status |= run(n, argv, gated);
		if (n == argc)
			return status;
		argc -= n + 1;
		argv += n + 1;
		gated = false;
	}
}
