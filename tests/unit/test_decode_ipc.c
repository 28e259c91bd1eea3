// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* System V's objects and POSIX's message queues. */
#include <fcntl.h>
#include <linux/ipc.h>
#include <linux/msg.h>
#include <linux/sem.h>
#include <linux/shm.h>
#include "test.h"
#include "decode.h"

#define PERM "uid=1, gid=-1, mode=0640"
#define REST "key=4660, cuid=2, cgid=3"

static const struct ipc64_perm perm = {
	.key = 0x1234, .uid = 1, .gid = -1, .cuid = 2, .cgid = 3, .mode = 0640
};

TEST(making)
{
	CHECK_STR(TEXT("shmget", 0, 0, 4096, 01600),
		  "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600) = 0");
	CHECK_STR(TEXT("shmget", 0, -1, -1, 21 << 26 | 07644),
		  "shmget(0xffffffff, 18446744073709551615, IPC_CREAT|IPC_EXCL|SHM_HUGETLB|"
		  "21<<SHM_HUGE_SHIFT|0644) = 0");
	CHECK_STR(TEXT("shmget", 0, 5, 1, 21 << 26), "shmget(0x5, 1, 21<<SHM_HUGE_SHIFT|000) = 0");
	CHECK_STR(TEXT("shmget", 0, 5, 1, 0x10000), "shmget(0x5, 1, 0x10000|000) = 0");
	CHECK_STR(TEXT("semget", 0, 5, -1, 0777), "semget(0x5, -1, 0777) = 0");
	/* As strace has them: with nothing between, if no flag is known. */
	CHECK_STR(TEXT("semget", 0, 5, 1, 0x10000), "semget(0x5, 1, 0x10000000) = 0");
	CHECK_STR(RAW("semget", 0, 5, 1, 0x10007), "semget(0x5, 1, 0x10000|007) = 0");
	CHECK_STR(TEXT("msgget", 0, 0, 0x10c00), "msgget(IPC_PRIVATE, "
						 "IPC_EXCL|IPC_NOWAIT|0x10000|000) = 0");
	CHECK_STR(BOTH("msgget", 0, 0, 01600),
		  "msgget(0 /* IPC_PRIVATE */, 0x200 /* IPC_CREAT */|0600) = 0");
	CHECK_STR(JSON("msgget", 0, 0, 01600),
		  "msgget(\"key\":\"IPC_PRIVATE\",\"msgflg\":\"IPC_CREAT|0600\") = 0");
}

TEST(memory)
{
	struct shmid64_ds ds = { .shm_perm = perm,
				 .shm_segsz = 4096,
				 .shm_cpid = 7,
				 .shm_lpid = 8,
				 .shm_nattch = 2,
				 .shm_atime = 9,
				 .shm_dtime = 0,
				 .shm_ctime = 10 };
	struct shminfo64 limits = {
		.shmmax = 1, .shmmin = 2, .shmmni = 3, .shmseg = 4, .shmall = -1UL
	};
	struct shm_info used = { 1, 2, 3, 4, 5, 6 };

	CHECK_STR(TEXT("shmctl", 0, 1, IPC_STAT, PTR(&ds)),
		  "shmctl(1, IPC_STAT, {shm_perm={" PERM ", " REST "}, shm_segsz=4096, shm_cpid=7, "
		  "shm_lpid=8, shm_nattch=2, shm_atime=9, shm_dtime=0, shm_ctime=10}) = 0");
	CHECK_STR(TEXT("shmctl", -EPERM, 1, IPC_SET, PTR(&ds)),
		  "shmctl(1, IPC_SET, {shm_perm={" PERM "}}) = -1 EPERM (Operation not permitted)");
	CHECK_STR(TEXT("shmctl", 0, 1, IPC_INFO, PTR(&limits)),
		  "shmctl(1, IPC_INFO, {shmmax=1, shmmin=2, shmmni=3, shmseg=4, "
		  "shmall=18446744073709551615}) = 0");
	CHECK_STR(TEXT("shmctl", 0, 1, SHM_INFO, PTR(&used)),
		  "shmctl(1, SHM_INFO, {used_ids=1, shm_tot=2, shm_rss=3, shm_swp=4, "
		  "swap_attempts=5, swap_successes=6}) = 0");
	CHECK_STR(TEXT("shmctl", -EINVAL, 1, 0x163, 0x10),
		  "shmctl(1, IPC_64|0x63 /* SHM_??? */, 0x10) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("shmctl", 0, 1, SHM_LOCK, 0), "shmctl(1, SHM_LOCK, NULL) = 0");
	CHECK_STR(TEXT("shmat", 0x7000, 1, 0x1001, 0x3000),
		  "shmat(1, 0x1001, SHM_RDONLY|SHM_RND) = 0x7000");
	CHECK_STR(TEXT("shmdt", 0, 0x7000), "shmdt(0x7000) = 0");
}

TEST(semaphores)
{
	struct semid64_ds ds = { .sem_perm = perm, .sem_otime = 1, .sem_ctime = 2, .sem_nsems = 3 };
	struct seminfo info = { 1, 2, 3, 4, 5, 6, 7, 8, 9, -1 };
	struct sembuf ops[2] = { { 65535, -5, 7 }, { 2, 1, 0x1800 } };
	int64_t limit[2] = { 0, 5 };

	CHECK_STR(TEXT("semop", 0, 1, PTR(ops), 2),
		  "semop(1, [{sem_num=65535, sem_op=-5, sem_flg=0x7 /* SEM_??? */}, {sem_num=2, "
		  "sem_op=1, sem_flg=SEM_UNDO|IPC_NOWAIT}], 2) = 0");
	CHECK_STR(TEXT("semtimedop", 0, 1, PTR(ops + 1), 0x100000001, PTR(limit)),
		  "semtimedop(1, [{sem_num=2, sem_op=1, sem_flg=SEM_UNDO|IPC_NOWAIT}], 1, "
		  "{tv_sec=0, tv_nsec=5}) = 0");
	CHECK_STR(TEXT("semop", -EINVAL, 1, 0, 0),
		  "semop(1, NULL, 0) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("semctl", 0, 1, 0, IPC_STAT, PTR(&ds)),
		  "semctl(1, 0, IPC_STAT, {sem_perm={" PERM ", " REST
		  "}, sem_otime=1, sem_ctime=2, "
		  "sem_nsems=3}) = 0");
	CHECK_STR(TEXT("semctl", 0, 1, 0, IPC_SET, PTR(&ds)),
		  "semctl(1, 0, IPC_SET, {sem_perm={" PERM "}}) = 0");
	CHECK_STR(TEXT("semctl", 0, 1, 0, SEM_INFO, PTR(&info)),
		  "semctl(1, 0, SEM_INFO, {semmap=1, semmni=2, semmns=3, semmnu=4, semmsl=5, "
		  "semopm=6, semume=7, semusz=8, semvmx=9, semaem=-1}) = 0");
	CHECK_STR(TEXT("semctl", 0, 1, -1, SETVAL, 5), "semctl(1, -1, SETVAL, 0x5) = 0");
}

TEST(messages)
{
	struct msqid64_ds ds = { .msg_perm = perm,
				 .msg_stime = 1,
				 .msg_rtime = 2,
				 .msg_ctime = 3,
				 .msg_qnum = 4,
				 .msg_qbytes = 5,
				 .msg_lspid = 6,
				 .msg_lrpid = 7 };
	struct msginfo info = { 1, 2, 3, 4, 5, 6, 7, 65535 };
	struct {
		long type;
		char text[100];
	} message = { -5, "hello\n" };

	CHECK_STR(TEXT("msgsnd", 0, 1, PTR(&message), 6, 0x800),
		  "msgsnd(1, {mtype=-5, mtext=\"hello\\n\"}, 6, IPC_NOWAIT) = 0");
	/* The size asked for counts, not how much came. */
	CHECK_STR(TEXT("msgrcv", 6, 1, PTR(&message), 8, -5, 0x7000),
		  "msgrcv(1, {mtype=-5, mtext=\"hello\\n\\0\\0\"}, 8, -5, "
		  "MSG_NOERROR|MSG_EXCEPT|MSG_COPY) = 6");
	CHECK_STR(TEXT("msgrcv", -ENOMSG, 1, 0x10, 8, 5, 0),
		  "msgrcv(1, 0x10, 8, 5, 0) = -1 ENOMSG (No message of desired type)");
	CHECK_STR(TEXT("msgctl", 0, 1, IPC_STAT, PTR(&ds)),
		  "msgctl(1, IPC_STAT, {msg_perm={" PERM ", " REST "}, msg_stime=1, msg_rtime=2, "
		  "msg_ctime=3, msg_qnum=4, msg_qbytes=5, msg_lspid=6, msg_lrpid=7}) = 0");
	CHECK_STR(TEXT("msgctl", 0, 1, IPC_SET, PTR(&ds)),
		  "msgctl(1, IPC_SET, {msg_perm={" PERM "}, msg_qbytes=5}) = 0");
	CHECK_STR(TEXT("msgctl", 0, 1, MSG_INFO, PTR(&info)),
		  "msgctl(1, MSG_INFO, {msgpool=1, msgmap=2, msgmax=3, msgmnb=4, msgmni=5, "
		  "msgssz=6, msgtql=7, msgseg=65535}) = 0");
}

TEST(queues)
{
	int64_t attr[8] = { O_NONBLOCK | 0x10, 3, 50, 1 }, limit[2] = { 1, 5 };
	int prio = 7;

	CHECK_STR(TEXT("mq_open", 3, PTR("abc"), O_RDWR | O_CREAT, 0600, PTR(attr)),
		  "mq_open(\"abc\", O_RDWR|O_CREAT, 0600, {mq_flags=0x810, mq_maxmsg=3, "
		  "mq_msgsize=50, mq_curmsgs=1}) = 3");
	CHECK_STR(TEXT("mq_open", 3, PTR("abc"), O_RDONLY), "mq_open(\"abc\", O_RDONLY) = 3");
	CHECK_STR(TEXT("mq_getsetattr", 0, 3, PTR(attr), 0),
		  "mq_getsetattr(3, {mq_flags=O_NONBLOCK|0x10, mq_maxmsg=3, mq_msgsize=50, "
		  "mq_curmsgs=1}, NULL) = 0");
	CHECK_STR(TEXT("mq_timedsend", 0, 3, PTR("hello"), 5, -1, PTR(limit)),
		  "mq_timedsend(3, \"hello\", 5, 4294967295, {tv_sec=1, tv_nsec=5}) = 0");
	CHECK_STR(TEXT("mq_timedreceive", 2, 3, PTR("hello"), 50, PTR(&prio), 0),
		  "mq_timedreceive(3, \"he\", 50, [7], NULL) = 2");
	CHECK_STR(TEXT("mq_notify", 0, 3, 0), "mq_notify(3, NULL) = 0");
	CHECK_STR(TEXT("mq_unlink", 0, PTR("abc")), "mq_unlink(\"abc\") = 0");
}

TEST_MAIN(RUN(making), RUN(memory), RUN(semaphores), RUN(messages), RUN(queues))
