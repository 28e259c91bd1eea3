// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Shared memory, semaphores and messages of System V, message queues of POSIX. */
#include <fcntl.h>
#include <string.h>
#include <linux/ipc.h>
#include <linux/msg.h>
#include <linux/sem.h>
#include <linux/shm.h>
#include "syscall/call_ipc.h"

/* Flags that no set has are a number alone, and where there is none, nothing is shown. */
static bool flags_add(struct bts_call *call, uint32_t flags, const struct bts_flag_set *set)
{
	if (flags)
		bts_emit_flags(call->emit, flags, set, NULL);
	return flags;
}

static bool flags_known(uint32_t flags, const struct bts_flag_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		if (flags & set->flags[i].value)
			return true;
	}
	return false;
}

void bts_show_ipc_get_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	const struct bts_flag_set *set = &bts_set_ipc_get;
	uint32_t flags = value & ~0777U;
	struct bts_aside aside;

	(void)arg;
	bts_aside_begin(&aside, call);
	flags_add(call, flags, set);
	/* strace puts nothing between flags that it does not know and the permissions. */
	if (flags_known(flags, set) || (flags && call->emit->style.consts == BTS_CONST_RAW))
		bts_aside_join(&aside, "|");
	else
		bts_aside_join(&aside, "");
	bts_emit_oct(call->emit, value & 0777);
	bts_aside_end(&aside, call);
}

/* The bits that hold the size of pages, as a power of two. */
#define HUGE_SHIFT 26
#define HUGE_MASK  (0x3fU << HUGE_SHIFT)

void bts_show_shm_get_flags(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t flags = value & ~0777U & ~HUGE_MASK, huge = value & HUGE_MASK;
	struct bts_aside aside;
	bool any;

	(void)arg;
	bts_aside_begin(&aside, call);
	any = flags_add(call, flags, &bts_set_shm_get);
	if (huge) {
		bts_aside_join(&aside, any ? "|" : "");
		bts_emit_uint(call->emit, huge >> HUGE_SHIFT);
		bts_aside_join(&aside, "<<");
		call->emit->ops->named(call->emit, HUGE_SHIFT, "SHM_HUGE_SHIFT", BTS_UDEC);
		any = true;
	}
	bts_aside_join(&aside, any ? "|" : "");
	bts_emit_oct(call->emit, value & 0777);
	bts_aside_end(&aside, call);
}

/* The command without what old programs mark the version of structs by. */
#define VERSION 0x100

void bts_show_ipc_cmd(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t cmd = value;
	struct bts_aside aside;

	if (!(cmd & VERSION)) {
		bts_show_enum(call, arg, value);
		return;
	}
	bts_aside_begin(&aside, call);
	call->emit->ops->named(call->emit, VERSION, "IPC_64", BTS_HEX);
	bts_aside_join(&aside, "|");
	bts_emit_enum(call->emit, cmd & ~VERSION, arg->data, arg->unknown);
	bts_aside_end(&aside, call);
}

/* As i386 programs have them; what is native is in the kernel's headers. */
struct perm_int {
	uint32_t key, uid, gid, cuid, cgid;
	uint16_t mode, pad, seq, pad2;
	uint32_t unused[2];
};

struct shmid_int {
	struct perm_int shm_perm;
	uint32_t shm_segsz, shm_atime, shm_atime_high, shm_dtime, shm_dtime_high, shm_ctime,
		shm_ctime_high;
	int32_t shm_cpid, shm_lpid;
	uint32_t shm_nattch, unused[2];
};

struct semid_int {
	struct perm_int sem_perm;
	uint32_t sem_otime, sem_otime_high, sem_ctime, sem_ctime_high, sem_nsems, unused[2];
};

struct msqid_int {
	struct perm_int msg_perm;
	uint32_t msg_stime, msg_stime_high, msg_rtime, msg_rtime_high, msg_ctime, msg_ctime_high,
		msg_cbytes, msg_qnum, msg_qbytes;
	int32_t msg_lspid, msg_lrpid;
	uint32_t unused[2];
};

struct shminfo_int {
	uint32_t shmmax, shmmin, shmmni, shmseg, shmall, unused[4];
};

struct shm_info_int {
	int32_t used_ids;
	uint32_t shm_tot, shm_rss, shm_swp, swap_attempts, swap_successes;
};

#define PERM_SET(type) F_ID(type, uid), F_ID(type, gid), F_OCT(type, mode)
#define PERM(type)     PERM_SET(type), F_UINT(type, key), F_ID(type, cuid), F_ID(type, cgid)
LAYOUT_WORDS(ipc_perm, struct ipc64_perm, struct perm_int, PERM);
LAYOUT_WORDS(ipc_perm_set, struct ipc64_perm, struct perm_int, PERM_SET);

#define SHMID(type)                                                                         \
	F_STRUCT(type, shm_perm, ipc_perm), F_UINT(type, shm_segsz), F_PID(type, shm_cpid), \
		F_PID(type, shm_lpid), F_UINT(type, shm_nattch), F_UINT(type, shm_atime),   \
		F_UINT(type, shm_dtime), F_UINT(type, shm_ctime)
#define SHMID_SET(type) F_STRUCT(type, shm_perm, ipc_perm_set)
#define SHMINFO(type)                                                                           \
	F_UINT(type, shmmax), F_UINT(type, shmmin), F_UINT(type, shmmni), F_UINT(type, shmseg), \
		F_UINT(type, shmall)
#define SHM_USED(type)                                                       \
	F_INT(type, used_ids), F_UINT(type, shm_tot), F_UINT(type, shm_rss), \
		F_UINT(type, shm_swp), F_UINT(type, swap_attempts), F_UINT(type, swap_successes)
LAYOUT_WORDS(shmid, struct shmid64_ds, struct shmid_int, SHMID);
LAYOUT_WORDS(shmid_set, struct shmid64_ds, struct shmid_int, SHMID_SET);
LAYOUT_WORDS(shminfo, struct shminfo64, struct shminfo_int, SHMINFO);
LAYOUT_WORDS(shm_info, struct shm_info, struct shm_info_int, SHM_USED);

#define SEMID(type)                                                                           \
	F_STRUCT(type, sem_perm, ipc_perm), F_UINT(type, sem_otime), F_UINT(type, sem_ctime), \
		F_UINT(type, sem_nsems)
#define SEMID_SET(type) F_STRUCT(type, sem_perm, ipc_perm_set)
LAYOUT_WORDS(semid, struct semid64_ds, struct semid_int, SEMID);
LAYOUT_WORDS(semid_set, struct semid64_ds, struct semid_int, SEMID_SET);
LAYOUT(seminfo, struct seminfo, F_INT(struct seminfo, semmap), F_INT(struct seminfo, semmni),
       F_INT(struct seminfo, semmns), F_INT(struct seminfo, semmnu), F_INT(struct seminfo, semmsl),
       F_INT(struct seminfo, semopm), F_INT(struct seminfo, semume), F_INT(struct seminfo, semusz),
       F_INT(struct seminfo, semvmx), F_INT(struct seminfo, semaem));

#define MSQID(type)                                                                           \
	F_STRUCT(type, msg_perm, ipc_perm), F_UINT(type, msg_stime), F_UINT(type, msg_rtime), \
		F_UINT(type, msg_ctime), F_UINT(type, msg_qnum), F_UINT(type, msg_qbytes),    \
		F_INT(type, msg_lspid), F_INT(type, msg_lrpid)
#define MSQID_SET(type) F_STRUCT(type, msg_perm, ipc_perm_set), F_UINT(type, msg_qbytes)
LAYOUT_WORDS(msqid, struct msqid64_ds, struct msqid_int, MSQID);
LAYOUT_WORDS(msqid_set, struct msqid64_ds, struct msqid_int, MSQID_SET);
LAYOUT(msginfo, struct msginfo, F_INT(struct msginfo, msgpool), F_INT(struct msginfo, msgmap),
       F_INT(struct msginfo, msgmax), F_INT(struct msginfo, msgmnb), F_INT(struct msginfo, msgmni),
       F_INT(struct msginfo, msgssz), F_INT(struct msginfo, msgtql),
       F_UINT(struct msginfo, msgseg));

/* What a command's argument leads to, read at one time. */
struct ipc_struct {
	uint32_t cmd;
	enum bts_when when;
	const struct bts_layout *layout;
};

struct bts_ipc_structs {
	struct ipc_struct by_cmd[8];
};

const struct bts_ipc_structs bts_ipc_shm = { {
	{ IPC_SET, BTS_AT_ENTRY, &bts_layout_shmid_set },
	{ IPC_STAT, BTS_AT_RETURN, &bts_layout_shmid },
	{ SHM_STAT, BTS_AT_RETURN, &bts_layout_shmid },
	{ SHM_STAT_ANY, BTS_AT_RETURN, &bts_layout_shmid },
	{ IPC_INFO, BTS_AT_RETURN, &bts_layout_shminfo },
	{ SHM_INFO, BTS_AT_RETURN, &bts_layout_shm_info },
} };

const struct bts_ipc_structs bts_ipc_sem = { {
	{ IPC_SET, BTS_AT_ENTRY, &bts_layout_semid_set },
	{ IPC_STAT, BTS_AT_RETURN, &bts_layout_semid },
	{ SEM_STAT, BTS_AT_RETURN, &bts_layout_semid },
	{ SEM_STAT_ANY, BTS_AT_RETURN, &bts_layout_semid },
	{ IPC_INFO, BTS_AT_RETURN, &bts_layout_seminfo },
	{ SEM_INFO, BTS_AT_RETURN, &bts_layout_seminfo },
} };

const struct bts_ipc_structs bts_ipc_msg = { {
	{ IPC_SET, BTS_AT_ENTRY, &bts_layout_msqid_set },
	{ IPC_STAT, BTS_AT_RETURN, &bts_layout_msqid },
	{ MSG_STAT, BTS_AT_RETURN, &bts_layout_msqid },
	{ MSG_STAT_ANY, BTS_AT_RETURN, &bts_layout_msqid },
	{ IPC_INFO, BTS_AT_RETURN, &bts_layout_msginfo },
	{ MSG_INFO, BTS_AT_RETURN, &bts_layout_msginfo },
} };

void bts_show_ipc_struct(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	const struct bts_ipc_structs *structs = arg->data;
	uint32_t cmd = call->arg[arg->len] & ~(uint64_t)VERSION;
	const struct ipc_struct *known = structs->by_cmd;

	value = bts_call_word(call, value);
	while (known->layout && known->cmd != cmd)
		known++;
	if (known->layout)
		bts_show_layout(call, known->when, value, known->layout);
	else
		bts_emit_addr(call->emit, value);
}

LAYOUT(sembuf, struct sembuf, F_UINT(struct sembuf, sem_num), F_INT(struct sembuf, sem_op),
       F_FLAGS(struct sembuf, sem_flg, semop, "SEM_???"));

void bts_show_sembufs(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t n = call->arg[arg->len];

	value = bts_call_word(call, value);
	bts_show_elements(call, BTS_AT_ENTRY, value, n, sizeof(struct sembuf), bts_element_layout,
			  &bts_layout_sembuf);
}

void bts_show_msgbuf(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t len = bts_call_word(call, call->arg[arg->len]), type;
	char bytes[16];

	value = bts_call_word(call, value);
	/* The type and a word more: what strace takes for the head of a message. */
	if (!value || !bts_call_has(call, arg->when) ||
	    bts_call_read(call, arg->when, value, bytes, 2 * call->word)) {
		bts_emit_addr(call->emit, value);
		return;
	}
	type = bts_bytes_uint(bytes, call->word);
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "mtype");
	bts_emit_int(call->emit, bts_call_long(call, type));
	bts_emit_key(call->emit, "mtext");
	bts_show_bytes(call, arg->when, value + call->word, len);
	bts_emit_struct_end(call->emit);
}

struct mq_attr_long {
	int64_t mq_flags, mq_maxmsg, mq_msgsize, mq_curmsgs, unused[4];
};

struct mq_attr_int {
	int32_t mq_flags, mq_maxmsg, mq_msgsize, mq_curmsgs, unused[4];
};

#define MQ_SIZES(type)	  F_INT(type, mq_maxmsg), F_INT(type, mq_msgsize), F_INT(type, mq_curmsgs)
#define MQ_ATTR(type)	  F_FLAGS(type, mq_flags, mq_attr, "O_???"), MQ_SIZES(type)
#define MQ_ATTR_NEW(type) F_HEX(type, mq_flags), MQ_SIZES(type)
LAYOUT_WORDS(mq_attr, struct mq_attr_long, struct mq_attr_int, MQ_ATTR);
LAYOUT_WORDS(mq_attr_new, struct mq_attr_long, struct mq_attr_int, MQ_ATTR_NEW);

bool bts_mq_no_create(const struct bts_call *call)
{
	return !(call->arg[1] & O_CREAT);
}
