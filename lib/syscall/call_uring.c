// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* What is registered with rings: io_uring_register()'s argument, by its command. */
#include "syscall/call_misc.h"
#include "syscall/call_process.h"

/* An array of numbers, of which each has as many bytes as .extra says. */
static void numbers_show(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	bts_emit_array(call->emit);
	for (size_t i = 0; i < field->size; i += field->extra)
		bts_emit_hex(call->emit, bts_bytes_uint((const char *)bytes + i, field->extra));
	bts_emit_array_end(call->emit);
}

/* The number of an operation, which is a decimal one where it has no name. */
static void operation_show(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	bts_emit_enum_base(call->emit, bts_bytes_uint(bytes, field->size), &bts_set_uring_op,
			   "IORING_OP_???", BTS_UDEC);
}

/* Members that have to be 0 are shown where they are not. */
#define F_ZERO(type, member) MEMBER_(type, member, hex, .absent = bts_member_is_zero)
#define F_ZEROES(type, member_, each)                                       \
	{                                                                   \
		.name = #member_, .off = offsetof(type, member_),           \
		.size = sizeof(((type *)0)->member_), .show = numbers_show, \
		.absent = bts_member_is_zero, .extra = (each)               \
	}
#define F_OPERATION(type, member_)                                           \
	{                                                                    \
		.name = #member_, .off = offsetof(type, member_),            \
		.size = sizeof(((type *)0)->member_), .show = operation_show \
	}

struct files_update {
	uint32_t offset, resv;
	uint64_t fds;
};

LAYOUT(uring_files_update, struct files_update, F_UINT(struct files_update, offset),
       F_ZERO(struct files_update, resv), F_ADDR(struct files_update, fds));

struct resources {
	uint32_t nr, flags;
	uint64_t resv2, data, tags;
};

LAYOUT(uring_resources, struct resources, F_UINT(struct resources, nr),
       F_FLAGS(struct resources, flags, uring_rsrc, "IORING_RSRC_REGISTER_???"),
       F_ZERO(struct resources, resv2), F_ADDR(struct resources, data),
       F_ADDR(struct resources, tags));

struct resources_update {
	uint32_t offset, resv;
	uint64_t data, tags;
	uint32_t nr, resv2;
};

LAYOUT(uring_resources_update, struct resources_update, F_UINT(struct resources_update, offset),
       F_ZERO(struct resources_update, resv), F_ADDR(struct resources_update, data),
       F_ADDR(struct resources_update, tags), F_UINT(struct resources_update, nr),
       F_ZERO(struct resources_update, resv2));

struct buffer_ring {
	uint64_t ring_addr;
	uint32_t ring_entries;
	uint16_t bgid, flags;
	uint32_t min_left, resv[5];
};

LAYOUT(uring_buffer_ring, struct buffer_ring, F_ADDR(struct buffer_ring, ring_addr),
       F_UINT(struct buffer_ring, ring_entries), F_UINT(struct buffer_ring, bgid),
       F_HEX(struct buffer_ring, flags), F_UINT(struct buffer_ring, min_left),
       F_ZEROES(struct buffer_ring, resv, 4));

struct timeout {
	int64_t tv_sec, tv_nsec;
};

LAYOUT(uring_timeout, struct timeout, F_INT(struct timeout, tv_sec),
       F_INT(struct timeout, tv_nsec));

struct cancel {
	uint64_t addr;
	int32_t fd;
	uint32_t flags;
	struct timeout timeout;
	uint8_t opcode, pad[7];
	uint64_t pad2[3];
};

LAYOUT(uring_cancel, struct cancel, F_ADDR(struct cancel, addr), F_FD(struct cancel, fd),
       F_FLAGS(struct cancel, flags, uring_cancel, "IORING_ASYNC_CANCEL_???"),
       F_STRUCT(struct cancel, timeout, uring_timeout),
       F_ENUM(struct cancel, opcode, uring_op, "IORING_OP_???"), F_ZEROES(struct cancel, pad, 1),
       F_ZEROES(struct cancel, pad2, 8));

struct file_range {
	uint32_t off, len;
	uint64_t resv;
};

LAYOUT(uring_file_range, struct file_range, F_UINT(struct file_range, off),
       F_UINT(struct file_range, len), F_ZERO(struct file_range, resv));

struct napi {
	uint32_t busy_poll_to;
	uint8_t prefer_busy_poll, opcode, pad[2];
	uint32_t op_param, resv;
};

/* A number is one of a way to keep track, or of a device's queue, by what is to be done. */
static void napi_param_show(struct bts_call *call, const struct bts_member *field,
			    const void *bytes)
{
	const char *napi = (const char *)bytes - field->off;
	uint32_t value = bts_bytes_uint(bytes, sizeof(value));

	if (napi[offsetof(struct napi, opcode)])
		bts_emit_hex(call->emit, value);
	else
		bts_emit_enum(call->emit, value, &bts_set_uring_tracking,
			      "IO_URING_NAPI_TRACKING_???");
}

LAYOUT(uring_napi, struct napi, F_HEX(struct napi, busy_poll_to),
       F_HEX(struct napi, prefer_busy_poll),
       F_ENUM(struct napi, opcode, uring_napi, "IO_URING_NAPI_???"), F_ZEROES(struct napi, pad, 1),
       { .name = "op_param",
	 .off = offsetof(struct napi, op_param),
	 .size = 4,
	 .show = napi_param_show },
       F_ZERO(struct napi, resv));

struct clone {
	uint32_t src_fd, flags, src_off, dst_off, nr, pad[3];
};

LAYOUT(uring_clone, struct clone, F_FD(struct clone, src_fd),
       F_FLAGS(struct clone, flags, uring_clone, "IORING_REGISTER_???"),
       F_UINT(struct clone, src_off), F_UINT(struct clone, dst_off), F_UINT(struct clone, nr),
       F_ZEROES(struct clone, pad, 4));

struct region {
	uint64_t region_uptr, flags, __resv[2];
};

LAYOUT(uring_region, struct region, F_ADDR(struct region, region_uptr),
       F_FLAGS(struct region, flags, uring_region, "IORING_MEM_REGION_REG_???"),
       F_ZEROES(struct region, __resv, 8));

struct ring_fd {
	uint32_t offset, resv;
	uint64_t data;
};

/* The place is -1 for any; what is registered there is a descriptor. */
LAYOUT(uring_ring_fd, struct ring_fd, F_INT(struct ring_fd, offset), F_ZERO(struct ring_fd, resv),
       F_FD(struct ring_fd, data));
LAYOUT(uring_ring_place, struct ring_fd, F_UINT(struct ring_fd, offset),
       F_ZERO(struct ring_fd, resv),
       MEMBER_(struct ring_fd, data, hex, .absent = bts_member_is_zero));

struct probe {
	uint8_t last_op, ops_len;
	uint16_t resv;
	uint32_t resv2[3];
};

struct probe_op {
	uint8_t op, resv;
	uint16_t flags;
	uint32_t resv2;
};

LAYOUT(uring_probe_op, struct probe_op, F_OPERATION(struct probe_op, op),
       F_ZERO(struct probe_op, resv),
       F_FLAGS(struct probe_op, flags, uring_op_flags, "IO_URING_OP_???"),
       F_ZERO(struct probe_op, resv2));

/* As many operations as the kernel takes. */
#define PROBE_OPS 256

/*
 * What the kernel has filled in. Where it has not, what it was given is shown only if it had a
 * reason to refuse it: all of it has to be 0.
 */
static void probe_show(struct bts_call *call, uint64_t addr, uint32_t n)
{
	enum bts_when when = bts_call_done(call) ? BTS_AT_RETURN : BTS_AT_ENTRY;
	char bytes[sizeof(struct probe) + PROBE_OPS * sizeof(struct probe_op)] = {};
	/* No more is copied than is shown. */
	size_t max = call->emit->style.string_max,
	       ops = n < max || call->emit->style.verbose ? n : max;
	size_t size = sizeof(struct probe) + ops * sizeof(struct probe_op);
	static const struct bts_member resv2 = F_ZEROES(struct probe, resv2, 4);
	const struct probe *probe = (const void *)bytes;
	struct bts_emit *e = call->emit;
	bool any = false;

	if (n > PROBE_OPS || bts_call_read(call, when, addr, bytes, size)) {
		bts_emit_addr(e, addr);
		return;
	}
	for (size_t i = 0; i < size; i++)
		any = any || bytes[i];
	if (!any && when == BTS_AT_ENTRY) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "last_op");
	bts_emit_enum_base(e, probe->last_op, &bts_set_uring_op, "IORING_OP_???", BTS_UDEC);
	bts_emit_key(e, "ops_len");
	bts_emit_uint(e, probe->ops_len);
	if (probe->resv) {
		bts_emit_key(e, "resv");
		bts_emit_hex(e, probe->resv);
	}
	if (!bts_member_is_zero(&resv2, probe)) {
		bts_emit_key(e, "resv2");
		numbers_show(call, &resv2, probe->resv2);
	}
	bts_emit_key(e, "ops");
	bts_show_elements(call, when, addr + sizeof(struct probe), n, sizeof(struct probe_op),
			  bts_element_layout, &bts_layout_uring_probe_op);
	bts_emit_struct_end(e);
}

struct restriction {
	uint16_t opcode;
	uint8_t op, resv;
	uint32_t resv2[3];
};

enum restriction_kind { REGISTER_OP, SQE_OP, SQE_FLAGS_ALLOWED, SQE_FLAGS_REQUIRED };

static void restriction_element(struct bts_call *call, const void *bytes, uint64_t addr,
				const void *data)
{
	static const struct bts_member resv2 = F_ZEROES(struct restriction, resv2, 4);
	const struct restriction *r = bytes;
	struct bts_emit *e = call->emit;

	(void)addr;
	(void)data;
	bts_emit_struct(e);
	bts_emit_key(e, "opcode");
	bts_emit_enum(e, r->opcode, &bts_set_uring_restriction, "IORING_RESTRICTION_???");
	switch (r->opcode) {
	case REGISTER_OP:
		bts_emit_key(e, "register_op");
		bts_emit_enum(e, r->op, &bts_set_uring_register, "IORING_REGISTER_???");
		break;
	case SQE_OP:
		bts_emit_key(e, "sqe_op");
		bts_emit_enum(e, r->op, &bts_set_uring_op, "IORING_OP_???");
		break;
	case SQE_FLAGS_ALLOWED:
	case SQE_FLAGS_REQUIRED:
		bts_emit_key(e, "sqe_flags");
		bts_emit_flags(e, r->op, &bts_set_uring_sqe, "IOSQE_???");
		break;
	default:
		bts_emit_commentf(e, r->op ? "op: %#x" : "op: 0", r->op);
	}
	if (r->resv) {
		bts_emit_key(e, "resv");
		bts_emit_hex(e, r->resv);
	}
	if (!bts_member_is_zero(&resv2, r)) {
		bts_emit_key(e, "resv2");
		numbers_show(call, &resv2, r->resv2);
	}
	bts_emit_struct_end(e);
}

/* [IO_WQ_BOUND]=1: numbers behind what they are of. */
static void worker_element(struct bts_call *call, const void *bytes, uint64_t addr,
			   const void *data)
{
	const uint64_t *first = data;
	uint64_t i = (addr - *first) / 4;
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	bts_out_char(&aside.out, '[');
	bts_aside_join(&aside, "");
	bts_emit_enum_base(call->emit, i, &bts_set_uring_workers, "IO_WQ_???", BTS_UDEC);
	bts_aside_join(&aside, "]=");
	bts_emit_uint(call->emit, bts_bytes_uint(bytes, 4));
	bts_aside_end(&aside, call);
}

static void workers_show(struct bts_call *call, uint64_t addr, uint32_t n)
{
	struct bts_emit *e = call->emit;
	uint32_t one;

	if (bts_call_read(call, BTS_AT_ENTRY, addr, &one, sizeof(one))) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_before(e);
	bts_show_elements(call, BTS_AT_ENTRY, addr, n, 4, worker_element, &addr);
	bts_emit_after(e);
	if (bts_call_done(call))
		bts_show_elements(call, BTS_AT_RETURN, addr, n, 4, worker_element, &addr);
	else
		bts_emit_addr(e, addr);
	bts_emit_changed(e);
}

static void fd_element(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	(void)addr;
	(void)data;
	bts_call_show_fd(call, bts_bytes_uint(bytes, 4));
}

/* A struct of which the count of arguments is the size: it may have grown. */
static void sized_show(struct bts_call *call, uint64_t addr, uint32_t size,
		       const struct bts_layout *layout)
{
	struct bts_emit *e = call->emit;
	char bytes[64];

	if (size < layout->size || layout->size > sizeof(bytes) ||
	    bts_call_read(call, BTS_AT_ENTRY, addr, bytes, layout->size)) {
		bts_emit_addr(e, addr);
		return;
	}
	bts_emit_struct(e);
	bts_show_members(call, layout->fields, layout->count, bytes);
	bts_show_tail(call, BTS_AT_ENTRY, addr, layout->size, size);
	bts_emit_struct_end(e);
}

#define ANY UINT32_MAX

enum direction {
	TAKEN,
	GIVEN,	 /* nothing is read by the kernel */
	CHANGED, /* what it has left there is shown too */
};

/* @n: how many there may be; ANY. */
static void struct_show(struct bts_call *call, uint64_t addr, uint32_t n, enum direction direction,
			const struct bts_layout *layout)
{
	bool done = bts_call_done(call), changed = direction == CHANGED && done;
	enum bts_when when = direction == GIVEN ? BTS_AT_RETURN : BTS_AT_ENTRY;
	struct bts_emit *e = call->emit;
	char bytes[128];

	if ((n != ANY && (uint32_t)call->arg[3] != n) || (direction == GIVEN && !done) ||
	    layout->size > sizeof(bytes) || bts_call_read(call, when, addr, bytes, layout->size)) {
		bts_emit_addr(e, addr);
		return;
	}
	if (changed)
		bts_emit_before(e);
	bts_layout_show(call, layout, bytes);
	if (!changed)
		return;
	bts_emit_after(e);
	if (bts_call_read(call, BTS_AT_RETURN, addr, bytes, layout->size))
		bts_emit_addr(e, addr);
	else
		bts_layout_show(call, layout, bytes);
	bts_emit_changed(e);
}

enum register_command {
	REGISTER_BUFFERS = 0,
	REGISTER_FILES = 2,
	REGISTER_EVENTFD = 4,
	REGISTER_FILES_UPDATE = 6,
	REGISTER_EVENTFD_ASYNC = 7,
	REGISTER_PROBE = 8,
	REGISTER_RESTRICTIONS = 11,
	REGISTER_FILES2 = 13,
	REGISTER_FILES_UPDATE2 = 14,
	REGISTER_BUFFERS2 = 15,
	REGISTER_BUFFERS_UPDATE = 16,
	REGISTER_IOWQ_AFF = 17,
	REGISTER_IOWQ_MAX_WORKERS = 19,
	REGISTER_RING_FDS = 20,
	UNREGISTER_RING_FDS = 21,
	REGISTER_PBUF_RING = 22,
	UNREGISTER_PBUF_RING = 23,
	REGISTER_SYNC_CANCEL = 24,
	REGISTER_FILE_ALLOC_RANGE = 25,
	REGISTER_NAPI = 27,
	UNREGISTER_NAPI = 28,
	REGISTER_CLONE_BUFFERS = 30,
	REGISTER_MEM_REGION = 34,
};

/* Those that take one struct. */
static const struct {
	enum register_command command;
	uint32_t n;
	enum direction direction;
	const struct bts_layout *layout;
} structs[] = {
	{ REGISTER_FILES_UPDATE, ANY, TAKEN, &bts_layout_uring_files_update },
	{ REGISTER_PBUF_RING, 1, TAKEN, &bts_layout_uring_buffer_ring },
	{ UNREGISTER_PBUF_RING, 1, TAKEN, &bts_layout_uring_buffer_ring },
	{ REGISTER_SYNC_CANCEL, 1, TAKEN, &bts_layout_uring_cancel },
	{ REGISTER_FILE_ALLOC_RANGE, 1, TAKEN, &bts_layout_uring_file_range },
	{ REGISTER_NAPI, 1, CHANGED, &bts_layout_uring_napi },
	{ UNREGISTER_NAPI, 1, GIVEN, &bts_layout_uring_napi },
	{ REGISTER_CLONE_BUFFERS, 1, TAKEN, &bts_layout_uring_clone },
	{ REGISTER_MEM_REGION, 1, TAKEN, &bts_layout_uring_region },
};

#define USE_REGISTERED 0x80000000U

void bts_show_uring_arg(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value);
	uint32_t n = call->arg[3], command = (uint32_t)call->arg[1] & ~USE_REGISTERED;

	(void)arg;
	switch (command) {
	case REGISTER_BUFFERS:
		bts_show_vector_addrs(call, addr, n);
		return;
	case REGISTER_FILES:
	case REGISTER_EVENTFD:
	case REGISTER_EVENTFD_ASYNC:
		bts_show_elements(call, BTS_AT_ENTRY, addr, n, 4, fd_element, NULL);
		return;
	case REGISTER_PROBE:
		probe_show(call, addr, n);
		return;
	case REGISTER_RESTRICTIONS:
		bts_show_elements(call, BTS_AT_ENTRY, addr, n, sizeof(struct restriction),
				  restriction_element, NULL);
		return;
	case REGISTER_FILES2:
	case REGISTER_BUFFERS2:
		sized_show(call, addr, n, &bts_layout_uring_resources);
		return;
	case REGISTER_FILES_UPDATE2:
	case REGISTER_BUFFERS_UPDATE:
		sized_show(call, addr, n, &bts_layout_uring_resources_update);
		return;
	case REGISTER_IOWQ_AFF:
		bts_show_cpus(call, BTS_AT_ENTRY, addr, n);
		return;
	case REGISTER_IOWQ_MAX_WORKERS:
		workers_show(call, addr, n);
		return;
	case REGISTER_RING_FDS:
		bts_show_elements(call, BTS_AT_ENTRY, addr, n, sizeof(struct ring_fd),
				  bts_element_layout, &bts_layout_uring_ring_fd);
		return;
	case UNREGISTER_RING_FDS:
		bts_show_elements(call, BTS_AT_ENTRY, addr, n, sizeof(struct ring_fd),
				  bts_element_layout, &bts_layout_uring_ring_place);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(structs); i++) {
		if (structs[i].command == command) {
			struct_show(call, addr, structs[i].n, structs[i].direction,
				    structs[i].layout);
			return;
		}
	}
	bts_emit_addr(call->emit, addr);
}
