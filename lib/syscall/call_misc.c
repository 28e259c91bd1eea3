// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What is left: asynchronous I/O, rings, old system calls. Keys, perf and bpf stand by themselves. */
#include <string.h>
#include "syscall/call_misc.h"
#include "syscall/call_process.h"
#include "syscall/call_time.h"

/* [address] of a word in memory. */
void bts_show_addr_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), word;

	(void)arg;
	if (!bts_show_number_read(call, BTS_AT_RETURN, addr, call->word, &word))
		return;
	bts_emit_array(call->emit);
	bts_emit_addr(call->emit, word);
	bts_emit_array_end(call->emit);
}

struct iocb {
	uint64_t data;
	uint32_t key, rw_flags;
	uint16_t opcode;
	int16_t reqprio;
	uint32_t fildes;
	uint64_t buf, nbytes;
	int64_t offset;
	uint64_t reserved;
	uint32_t flags, resfd;
};

#define FLAG_RESFD  1
#define FLAG_IOPRIO 2

enum opcode {
	PREAD,
	PWRITE,
	POLL = 5,
	PREADV = 7,
	PWRITEV,
};

static void iocb_begin(struct bts_call *call, const struct iocb *iocb)
{
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	bts_emit_key(e, "aio_data");
	bts_emit_hex(e, iocb->data);
	if (iocb->key) {
		bts_emit_key(e, "aio_key");
		bts_emit_uint(e, iocb->key);
	}
	if (iocb->rw_flags) {
		bts_emit_key(e, "aio_rw_flags");
		bts_emit_flags(e, iocb->rw_flags, &bts_set_rwf, "RWF_???");
	}
	bts_emit_key(e, "aio_lio_opcode");
	bts_emit_enum_base(e, iocb->opcode, &bts_set_aio_cmd, "IOCB_CMD_???", BTS_UDEC);
	if (iocb->flags & FLAG_IOPRIO) {
		bts_emit_key(e, "aio_reqprio");
		bts_emit_ioprio(call, (uint16_t)iocb->reqprio, BTS_HEX);
	} else if (iocb->reqprio) {
		bts_emit_key(e, "aio_reqprio");
		bts_emit_int(e, iocb->reqprio);
	}
	bts_emit_key(e, "aio_fildes");
	bts_call_show_fd(call, iocb->fildes);
}

static void iocb_buffer(struct bts_call *call, const struct iocb *iocb)
{
	struct bts_emit *e = call->emit;
	bool vector = iocb->opcode == PREADV || iocb->opcode == PWRITEV;

	bts_emit_key(e, "aio_buf");
	if (iocb->opcode == PWRITE && (int64_t)iocb->nbytes >= 0)
		bts_show_bytes(call, BTS_AT_ENTRY, iocb->buf, iocb->nbytes);
	else if (iocb->opcode == PREADV && (int64_t)iocb->nbytes >= 0)
		bts_show_vector_addrs(call, iocb->buf, iocb->nbytes);
	else if (vector && (int64_t)iocb->nbytes >= 0)
		bts_show_vector(call, BTS_AT_ENTRY, iocb->buf, iocb->nbytes, UINT64_MAX);
	else
		bts_emit_hex(e, iocb->buf);
	if (!vector || (int64_t)iocb->nbytes < 0) {
		bts_emit_key(e, "aio_nbytes");
		bts_emit_uint(e, iocb->nbytes);
	}
	bts_emit_key(e, "aio_offset");
	bts_emit_int(e, iocb->offset);
}

static void iocb_show(struct bts_call *call, const struct iocb *iocb)
{
	struct bts_emit *e = call->emit;

	iocb_begin(call, iocb);
	switch (iocb->opcode) {
	case PREAD:
	case PWRITE:
	case PREADV:
	case PWRITEV:
		iocb_buffer(call, iocb);
		break;
	case POLL:
		bts_emit_key(e, "aio_buf");
		bts_emit_flags(e, iocb->buf, &bts_set_poll, "POLL???");
		break;
	default:
		bts_emit_struct_end(e);
		return;
	}
	if (iocb->flags) {
		bts_emit_key(e, "aio_flags");
		bts_emit_flags(e, iocb->flags, &bts_set_aio_flags, "IOCB_FLAG_???");
	}
	if (iocb->flags & FLAG_RESFD) {
		bts_emit_key(e, "aio_resfd");
		bts_call_show_fd(call, iocb->resfd);
	} else if (iocb->resfd) {
		bts_emit_key(e, "aio_resfd");
		bts_emit_hex(e, iocb->resfd);
	}
	bts_emit_struct_end(e);
}

static void iocb_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	uint64_t at = bts_bytes_uint(bytes, call->word);
	struct iocb iocb;

	(void)addr;
	(void)data;
	if (bts_call_read(call, BTS_AT_ENTRY, at, &iocb, sizeof(iocb)))
		bts_emit_addr(call->emit, at);
	else
		iocb_show(call, &iocb);
}

void bts_show_iocbs(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	int64_t n = bts_call_long(call, call->arg[1]);

	(void)arg;
	if (n < 0)
		bts_emit_addr(call->emit, bts_call_word(call, value));
	else
		bts_show_elements(call, BTS_AT_ENTRY, bts_call_word(call, value), n, call->word,
				  iocb_element, NULL);
}

/* Of the one that is to be cancelled, what it is. */
void bts_show_iocb(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct iocb iocb;

	(void)arg;
	if (bts_call_read(call, BTS_AT_ENTRY, addr, &iocb, sizeof(iocb))) {
		bts_emit_addr(call->emit, addr);
		return;
	}
	iocb_begin(call, &iocb);
	bts_emit_struct_end(call->emit);
}

struct event {
	uint64_t data, obj;
	int64_t res, res2;
};

LAYOUT(io_event, struct event, F_HEX(struct event, data), F_HEX(struct event, obj),
       F_INT(struct event, res), F_INT(struct event, res2));

void bts_show_aio_sigset(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), mask, size;
	struct bts_emit *e = call->emit;

	(void)arg;
	if (!addr || bts_call_read_word(call, BTS_AT_ENTRY, addr, &mask) ||
	    bts_call_read_word(call, BTS_AT_ENTRY, addr + call->word, &size)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "sigmask");
	bts_show_signals(call, BTS_AT_ENTRY, mask, size, call->word);
	bts_emit_key(e, "sigsetsize");
	bts_emit_uint(e, size);
	bts_emit_struct_end(e);
}

/* Rings: struct io_uring_params. */

struct ring_offsets {
	uint32_t member[8];
	uint64_t user_addr;
};

struct uring {
	uint32_t sq_entries, cq_entries, flags, sq_thread_cpu, sq_thread_idle, features, wq_fd,
		resv[3];
	struct ring_offsets sq_off, cq_off;
};

#define ATTACH_WQ 0x20

static void offsets_show(struct bts_emit *e, const char *key, const struct ring_offsets *offsets,
			 const char *const names[8])
{
	bts_emit_key(e, key);
	bts_emit_struct(e);
	for (size_t i = 0; i < 8; i++) {
		if (names[i]) {
			bts_emit_key(e, names[i]);
			bts_emit_uint(e, offsets->member[i]);
		} else if (offsets->member[i]) {
			bts_emit_key(e, "resv1");
			bts_emit_hex(e, offsets->member[i]);
		}
	}
	bts_emit_key(e, "user_addr");
	bts_emit_hex(e, offsets->user_addr);
	bts_emit_struct_end(e);
}

static void uring_result(struct bts_emit *e, const struct uring *ring)
{
	static const char *const sq[8] = { "head",  "tail",    "ring_mask", "ring_entries",
					   "flags", "dropped", "array",	    NULL };
	static const char *const cq[8] = { "head",     "tail", "ring_mask", "ring_entries",
					   "overflow", "cqes", "flags",	    NULL };

	bts_emit_key(e, "sq_entries");
	bts_emit_uint(e, ring->sq_entries);
	bts_emit_key(e, "cq_entries");
	bts_emit_uint(e, ring->cq_entries);
	bts_emit_key(e, "features");
	bts_emit_flags(e, ring->features, &bts_set_uring_feat, "IORING_FEAT_???");
	offsets_show(e, "sq_off", &ring->sq_off, sq);
	offsets_show(e, "cq_off", &ring->cq_off, cq);
}

void bts_show_uring_params(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	struct bts_emit *e = call->emit;
	struct uring ring;

	(void)arg;
	if (bts_call_read(call, BTS_AT_ENTRY, addr, &ring, sizeof(ring))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "flags");
	bts_emit_flags(e, ring.flags, &bts_set_uring_setup, "IORING_SETUP_???");
	bts_emit_key(e, "sq_thread_cpu");
	bts_emit_hex(e, ring.sq_thread_cpu);
	bts_emit_key(e, "sq_thread_idle");
	bts_emit_uint(e, ring.sq_thread_idle);
	if (ring.flags & ATTACH_WQ) {
		bts_emit_key(e, "wq_fd");
		bts_call_show_fd(call, ring.wq_fd);
	}
	if (ring.resv[0] || ring.resv[1] || ring.resv[2]) {
		bts_emit_key(e, "resv");
		bts_emit_array(e);
		for (size_t i = 0; i < 3; i++)
			bts_emit_hex(e, ring.resv[i]);
		bts_emit_array_end(e);
	}
	if (bts_call_done(call) && !bts_call_read(call, BTS_AT_RETURN, addr, &ring, sizeof(ring)))
		uring_result(e, &ring);
	bts_emit_struct_end(e);
}

#define ENTER_EXT_ARG	  8
#define ENTER_EXT_ARG_REG 0x40

struct wait {
	uint64_t sigmask;
	uint32_t sigmask_sz, min_wait_usec;
	uint64_t ts;
};

void bts_show_uring_wait(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), size = bts_call_word(call, call->arg[5]);
	struct bts_emit *e = call->emit;
	struct wait wait;
	uint32_t ext;

	(void)arg;
	ext = call->arg[3] & (ENTER_EXT_ARG | ENTER_EXT_ARG_REG);
	if (ext == ENTER_EXT_ARG_REG) {
		/* A place in a region that was registered. */
		bts_emit_uint(e, addr);
	} else if (ext == ENTER_EXT_ARG) {
		if (bts_call_read(call, BTS_AT_ENTRY, addr, &wait, sizeof(wait))) {
			bts_emit_addr(e, addr);
			return;
		}
		bts_emit_struct(e);
		bts_emit_key(e, "sigmask");
		bts_show_signals(call, BTS_AT_ENTRY, wait.sigmask, wait.sigmask_sz, call->word);
		bts_emit_key(e, "sigmask_sz");
		bts_emit_uint(e, wait.sigmask_sz);
		bts_emit_key(e, "min_wait_usec");
		bts_emit_uint(e, wait.min_wait_usec);
		bts_emit_key(e, "ts");
		bts_show_layout(call, BTS_AT_ENTRY, wait.ts, &bts_layout_timespec64);
		bts_emit_struct_end(e);
	} else {
		bts_show_signals(call, BTS_AT_ENTRY, addr, size, call->word);
	}
}

#define USE_REGISTERED 0x80000000U

/* A ring that was registered is known by its place, not by a descriptor. */
void bts_show_uring_fd(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if (call->arg[1] & USE_REGISTERED)
		bts_show_uint(call, arg, value);
	else
		bts_show_fd(call, arg, value);
}

void bts_show_uring_command(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	(void)arg;
	bts_show_enum_and_flags(call, (uint32_t)value & ~USE_REGISTERED, &bts_set_uring_register,
				"IORING_REGISTER_???", value & USE_REGISTERED,
				&bts_set_uring_register_flag, NULL);
}

struct sysctl_args {
	uint64_t name;
	int32_t nlen;
	uint64_t oldval, oldlenp, newval, newlen, unused[4];
};

LAYOUT(sysctl_args, struct sysctl_args, F_ADDR(struct sysctl_args, name),
       F_INT(struct sysctl_args, nlen), F_ADDR(struct sysctl_args, oldval),
       F_ADDR(struct sysctl_args, oldlenp), F_ADDR(struct sysctl_args, newval),
       F_UINT(struct sysctl_args, newlen));
