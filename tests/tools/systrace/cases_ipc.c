// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * System V IPC, message queues of POSIX, extended attributes.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/xattr.h>
#include <time.h>

#include "cases.h"

static const struct timespec past = { 1, 0 }, odd = { -1, -1 };

static void shm_calls(void)
{
	int id = T(shmget, IPC_PRIVATE, PAGE, IPC_CREAT | 0600);

	T(shmat, id, PLACE, 0);
	T(shmdt, PLACE);
	T(shmctl, id, IPC_STAT, room(112));
	T(shmctl, id, IPC_RMID, NULL);
	T(shmctl, id, IPC_STAT, LOW);
}

static void shm_bad(void)
{
	T(shmget, 0x7fff1234, PAGE, 0600);
	T(shmget, -1, -1, -1);
	T(shmget, IPC_PRIVATE, 0, SHM_HUGETLB | SHM_NORESERVE | 21U << 26 | 0777);
	T(shmget, RUBBISH(0x7fff1234), 5, RUBBISH(IPC_EXCL));
	T(shmat, -1, NULL, SHM_RDONLY | SHM_RND | SHM_REMAP | SHM_EXEC | 1);
	T(shmat, -1, ONES, -1);
	T(shmdt, NULL);
	T(shmdt, LOW);
	T(shmctl, -1, IPC_SET, LOW);
	T(shmctl, -1, SHM_LOCK, NULL);
	T(shmctl, -1, SHM_STAT, room(112));
	T(shmctl, -1, 77, LOW);
	T(shmctl, 0, IPC_INFO, LOW);
}

static void sem_calls(void)
{
	int id = T(semget, IPC_PRIVATE, 2, IPC_CREAT | 0600);
	struct sembuf ops[3] = { { 0, 1, 0 },
				 { 1, -1, IPC_NOWAIT },
				 { 1, 0, SEM_UNDO | IPC_NOWAIT } };
	unsigned short all[2] = { 3, 4 };

	T(semop, id, EDGE(ops), 1);
	T(semop, id, EDGE(ops), 2);
	T(semop, id, EDGE(ops), 3);
	T(semtimedop, id, EDGE(ops), 2, EDGE(past));
	T(semctl, id, 0, GETVAL, 0);
	T(semctl, id, 0, SETVAL, 5);
	T(semctl, id, 0, SETALL, EDGE(all));
	T(semctl, id, 0, GETALL, room(4));
	T(semctl, id, 77, GETNCNT, 0);
	T(semctl, id, 0, IPC_RMID, 0);
}

static void sem_bad(void)
{
	struct sembuf ops[2] = { { -1, -1, -1 }, { 0, 0, 0x800 } };

	T(semget, 0x7fff1234, 1, 0600);
	T(semget, -1, -1, -1);
	T(semop, -1, NULL, 0);
	T(semop, -1, LOW, 1);
	T(semop, -1, EDGE(ops), 2);
	T(semop, -1, EDGE(ops), 3);
	T(semop, -1, EDGE(ops), 501);
	T(semtimedop, -1, EDGE(ops), 1, EDGE(odd));
	T(semtimedop, -1, LOW, -1, LOW);
	T(semctl, -1, -1, IPC_STAT, LOW);
	T(semctl, -1, 0, 77, 0);
	T(semctl, -1, 0, SEM_INFO, LOW);
	T(semctl, RUBBISH(-1), 0, RUBBISH(GETPID), 0);
}

static void msg_calls(void)
{
	int id = T(msgget, IPC_PRIVATE, IPC_CREAT | 0600);
	struct {
		long type;
		char text[16];
	} m = { 5, "a message\0\377" };

	T(msgsnd, id, EDGE(m), 16, 0);
	T(msgrcv, id, room(24), 16, 0, IPC_NOWAIT);
	T(msgrcv, id, room(24), 16, -5, IPC_NOWAIT);
	T(msgsnd, id, EDGE(m), 4, IPC_NOWAIT);
	T(msgrcv, id, room(10), 2, 5, MSG_NOERROR | MSG_EXCEPT | IPC_NOWAIT);
	T(msgrcv, id, room(10), 2, 5, MSG_NOERROR);
	T(msgctl, id, IPC_RMID, NULL);
}

static void msg_bad(void)
{
	struct {
		long type;
		char text[4];
	} m = { -1, "abc" };

	T(msgget, 0x7fff1234, 0);
	T(msgget, -1, ~IPC_CREAT);
	T(msgsnd, -1, EDGE(m), 4, 0);
	T(msgsnd, -1, EDGE(m), 100, -1);
	T(msgsnd, -1, NULL, 4, 0);
	T(msgsnd, -1, LOW, -1, 0);
	T(msgrcv, -1, NULL, 4, 1, 0);
	T(msgrcv, -1, LOW, -1, -1, -1);
	T(msgrcv, -1, LOW, 5, 0, MSG_COPY | IPC_NOWAIT);
	T(msgctl, -1, IPC_SET, LOW);
	T(msgctl, -1, MSG_STAT, room(120));
	T(msgctl, -1, 77, NULL);
}

static void msg_queue(void)
{
	struct {
		long flags, maxmsg, msgsize, curmsgs, reserved[4];
	} attr = { 0, 2, 16, 0, { 0 } }, bad = { -1, -1, -1, -1, { 0 } };
	int fd;

	T(mq_unlink, "systrace-cases");
	fd = T(mq_open, "systrace-cases", O_RDWR | O_CREAT | O_NONBLOCK, 0600, EDGE(attr));
	T(mq_timedsend, fd, "message", 7, 3, NULL);
	T(mq_timedreceive, fd, room(16), 16, room(4), NULL);
	T(mq_timedreceive, fd, room(16), 16, NULL, EDGE(past));
	T(mq_getsetattr, fd, NULL, room(64));
	T(mq_getsetattr, fd, EDGE(bad), room(64));
	T(mq_notify, fd, NULL);
	T(mq_unlink, "systrace-cases");
	T(mq_open, "none", O_RDONLY);
	T(mq_open, "none", O_CREAT | O_RDWR, 0600, EDGE(bad));
	T(mq_open, NULL, -1, -1, LOW);
	T(mq_timedsend, -1, LOW, 5, -1, EDGE(odd));
	T(mq_timedreceive, -1, LOW, -1, LOW, LOW);
	T(mq_unlink, edge_open("x"));
}

static void mq_notifies(void)
{
	struct sigevent s = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };

	T(mq_notify, -1, EDGE(s));
	s.sigev_notify = SIGEV_THREAD;
	s.sigev_signo = 5;
	T(mq_notify, -1, EDGE(s));
	s.sigev_notify = 99;
	T(mq_notify, -1, EDGE(s));
	T(mq_notify, -1, LOW);
}

static void xattr_sets(void)
{
	int fd = file_with("file", "x", 1);

	T(setxattr, "file", "user.name", "value", 5, 0);
	T(setxattr, "file", "user.name", "value\0", 6, XATTR_CREATE);
	T(setxattr, "file", "user.name", edge("\0\1\377\n", 4), 4, XATTR_REPLACE);
	T(setxattr, "file", "user.long", edge_long(100), 100, 0);
	T(setxattr, "file", "bad", NULL, 0, 0);
	T(setxattr, "none", NULL, LOW, 5, -1);
	T(setxattr, "file", "user.x", edge("ab", 2), 3, 0);
	T(setxattr, "file", "user.x", "x", -1, 4);
	T(lsetxattr, edge_open("file"), edge_open("user.x"), NULL, 5, 0);
	T(fsetxattr, fd, "user.two", "2", 1, 3);
	T(fsetxattr, -1, edge_long(300), "", 0, RUBBISH(1));
}

static void xattr_gets(void)
{
	int fd = file_with("file", "x", 1);

	T(setxattr, "file", "user.name", "value\0x", 7, 0);
	T(getxattr, "file", "user.name", room(16), 16);
	T(getxattr, "file", "user.name", room(16), 3);
	T(getxattr, "file", "user.name", NULL, 0);
	T(getxattr, "file", "user.name", LOW, 16);
	T(getxattr, "file", "user.none", room(16), 16);
	T(lgetxattr, "none", "x", room(16), -1);
	T(fgetxattr, fd, "user.name", room(7), 7);
	T(fgetxattr, -1, NULL, NULL, -1);
}

static void xattr_lists(void)
{
	int fd = file_with("file", "x", 1);

	T(listxattr, "file", room(64), 64);
	T(setxattr, "file", "user.name", "v", 1, 0);
	T(setxattr, "file", "user.other", "v", 1, 0);
	T(listxattr, "file", room(64), 64);
	T(listxattr, "file", room(64), 5);
	T(listxattr, "file", NULL, 0);
	T(llistxattr, "none", LOW, -1);
	T(flistxattr, fd, LOW, 64);
	T(flistxattr, -1, room(4), 4);
	T(removexattr, "file", "user.name");
	T(removexattr, "file", "user.name");
	T(lremovexattr, "none", NULL);
	T(fremovexattr, -1, edge_open("user.x"));
}

static void xattr_at(void)
{
	struct {
		uint64_t value;
		uint32_t size, flags;
	} a = { (uintptr_t) "value", 5, 1 }, bad = { 1, -1, -1 };

	T(setxattrat, AT_FDCWD, "/none", 0, "user.x", EDGE(a), 16);
	T(setxattrat, -1, "none", -1, "user.x", EDGE(bad), 16);
	T(getxattrat, -1, "none", AT_SYMLINK_NOFOLLOW, "user.x", EDGE(a), 16);
	T(getxattrat, -1, "none", 0, NULL, LOW, -1);
	T(listxattrat, -1, "none", AT_EMPTY_PATH, room(16), 16);
	T(removexattrat, -1, "none", 0x100, "user.x");
	T(setxattrat, -1, NULL, 0, LOW, EDGE(a), 3);
}

const struct testcase cases[] = { { "shm_calls", shm_calls, STYLES },
				  { "shm_bad", shm_bad, STYLES },
				  { "sem_calls", sem_calls, STYLES },
				  { "sem_bad", sem_bad, STYLES },
				  { "msg_calls", msg_calls, STYLES "|-s 2|-x" },
				  { "msg_bad", msg_bad, STYLES },
				  { "msg_queue", msg_queue, STYLES "|-y|-s 2" },
				  { "mq_notifies", mq_notifies, STYLES },
				  { "xattr_sets", xattr_sets, "-y|-X raw|-s 3|-xx" },
				  { "xattr_gets", xattr_gets, "-y|-s 3|-x|-xx" },
				  { "xattr_lists", xattr_lists, "-y|-s 3|-xx" },
				  { "xattr_at", xattr_at, STYLES "|-y|-s 2" },
				  {} };
