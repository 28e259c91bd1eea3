// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Waiting for descriptors. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <linux/eventpoll.h>
#include "syscall/call_poll.h"

/*
 * What is ready is told behind the result, in as many bytes as strace has for it: what there is no
 * room for is left out where it would leave it out.
 */
#define NOTE 1024
static _Thread_local char note[NOTE];

/* The same with a timeout of another argument: what is left of it. */
static void left_add(struct bts_aside *aside, struct bts_call *call,
		     const struct bts_layout *layout, uint64_t addr)
{
	bts_aside_join(aside, aside->out.len ? ", left " : "left ");
	bts_show_layout(call, BTS_AT_RETURN, addr, layout);
}

struct pollfd_bytes {
	int32_t fd;
	uint16_t events, revents;
};

static void pollfd_show(struct bts_call *call, const void *bytes, uint64_t addr, const void *data)
{
	struct pollfd_bytes fd;

	(void)addr;
	(void)data;
	memcpy(&fd, bytes, sizeof(fd));
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "fd");
	bts_call_show_fd(call, fd.fd);
	if (fd.fd >= 0) {
		bts_emit_key(call->emit, "events");
		bts_emit_flags(call->emit, fd.events, &bts_set_poll, "POLL???");
	}
	bts_emit_struct_end(call->emit);
}

static void revents_show(struct bts_call *call, const struct pollfd_bytes *fd)
{
	bts_emit_struct(call->emit);
	bts_emit_key(call->emit, "fd");
	bts_emit_int(call->emit, fd->fd);
	bts_emit_key(call->emit, "revents");
	bts_emit_flags(call->emit, fd->revents, &bts_set_poll, NULL);
	bts_emit_struct_end(call->emit);
}

/* As much room as has to be left for what may follow an element. */
#define NOTE_REST 27

/* Writes those that are ready, in brackets if there are any. */
static void ready_add(struct bts_aside *aside, struct bts_call *call, uint64_t addr, uint32_t n)
{
	uint64_t max = call->emit->style.verbose ? UINT64_MAX : call->emit->style.string_max;
	uint64_t shown = 0, known = BTS_POLLFDS_BYTES / sizeof(struct pollfd_bytes);
	struct bts_out *out = &aside->out;

	for (uint64_t i = 0; i < n && i < known; i++) {
		uint64_t at = addr + i * sizeof(struct pollfd_bytes);
		struct pollfd_bytes fd;
		int err = bts_call_read(call, BTS_AT_RETURN, at, &fd, sizeof(fd));
		size_t before;

		if (!err && !fd.revents)
			continue;
		bts_aside_join(aside, out->len ? ", " : "[");
		before = out->len;
		if (err) {
			bts_emit_hex(call->emit, at);
			break;
		}
		if (shown++ < max)
			revents_show(call, &fd);
		if (shown > max || out->len >= NOTE - NOTE_REST) {
			out->len = before;
			bts_out_text(out, "...");
			break;
		}
	}
	if (out->len)
		bts_out_char(out, ']');
}

/* @layout: of the timeout at @limit; NULL, if there is none. */
static void poll_note(struct bts_call *call, const struct bts_layout *layout, uint64_t limit)
{
	uint64_t addr = bts_call_word(call, call->arg[0]);
	struct bts_aside aside;

	if (!bts_call_done(call))
		return;
	if (!call->ret) {
		call->ret_note = "Timeout";
		return;
	}
	if (call->terse || !addr || !(uint32_t)call->arg[1])
		return;
	bts_aside_begin(&aside, call);
	ready_add(&aside, call, addr, call->arg[1]);
	if (layout && limit) {
		size_t before = aside.out.len;

		left_add(&aside, call, layout, limit);
		if (aside.out.len + 1 + (before ? 0 : 2) >= NOTE) {
			aside.out.len = before;
			bts_out_text(&aside.out, ", ...");
		}
	}
	bts_aside_take(&aside, call, note, sizeof(note));
	call->ret_note = *note ? note : NULL;
}

void bts_show_pollfds(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t n = call->arg[1];

	(void)arg;
	value = bts_call_word(call, value);
	bts_show_elements(call, BTS_AT_ENTRY, value, n, sizeof(struct pollfd_bytes), pollfd_show,
			  NULL);
}

void bts_show_poll_msecs(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_int(call, arg, value);
	poll_note(call, NULL, 0);
}

void bts_show_poll_limit(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	value = bts_call_word(call, value);
	bts_show_layout(call, BTS_AT_ENTRY, value, arg->data);
	poll_note(call, arg->data, value);
}

/* Descriptors that a set of select()'s may hold. */
#define FDS_MAX (1024 * 1024)

static uint32_t fds_count(const struct bts_call *call)
{
	int32_t n = call->arg[0];

	if (n < 0)
		return 0;
	return n < FDS_MAX ? n : FDS_MAX;
}

/* A word of a set that holds descriptor @fd, also where structs are not shown. 0 or -EFAULT. */
static int fds_word(const struct bts_call *call, enum bts_when when, uint64_t addr, uint32_t fd,
		    uint64_t *word)
{
	unsigned int size = call->word;
	const char *bytes;
	char room[8];

	if (bts_call_bytes(call, when, addr + fd / (size * 8) * size, size, &bytes, room) < size)
		return -EFAULT;
	*word = bts_bytes_uint(bytes, size);
	return 0;
}

/* The first descriptor of a set from @fd on; @n if there is none. */
static uint32_t fds_next(const struct bts_call *call, enum bts_when when, uint64_t addr,
			 uint32_t fd, uint32_t n)
{
	unsigned int bits = call->word * 8;
	uint64_t word;

	while (fd < n && !fds_word(call, when, addr, fd, &word)) {
		word >>= fd % bits;
		if (word) {
			fd += __builtin_ctzll(word);
			return fd < n ? fd : n;
		}
		fd += bits - fd % bits;
	}
	return n;
}

/* As text they are separated by spaces, which emitters do not know. */
static void fds_text(struct bts_call *call, uint64_t addr, uint32_t n)
{
	struct bts_aside aside;

	bts_aside_begin(&aside, call);
	bts_aside_join(&aside, "[");
	for (uint32_t fd = 0; (fd = fds_next(call, BTS_AT_ENTRY, addr, fd, n)) < n; fd++) {
		if (aside.out.len > 1)
			bts_aside_join(&aside, " ");
		bts_call_show_fd(call, fd);
	}
	bts_out_char(&aside.out, ']');
	bts_aside_end(&aside, call);
}

void bts_show_fd_set(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint32_t n = fds_count(call);
	uint64_t word;

	(void)arg;
	value = bts_call_word(call, value);
	/* Known up to its end. */
	if (!value || !n || call->terse || fds_word(call, BTS_AT_ENTRY, value, n - 1, &word)) {
		bts_emit_addr(call->emit, value);
	} else if (call->emit->ops == &bts_emit_text) {
		fds_text(call, value, n);
	} else {
		bts_emit_array(call->emit);
		for (uint32_t fd = 0; (fd = fds_next(call, BTS_AT_ENTRY, value, fd, n)) < n; fd++)
			bts_call_show_fd(call, fd);
		bts_emit_array_end(call->emit);
	}
}

/* The room that has to be left for one more descriptor and what may stand before it. */
#define SELECT_REST 25

/* Which descriptors of a set are ready; @left of them are to be told yet. */
static void set_add(struct bts_aside *aside, struct bts_call *call, const char *name, uint64_t addr,
		    int64_t *left)
{
	uint32_t n = fds_count(call), fd = 0;
	struct bts_out *out = &aside->out;
	bool first = true;
	uint64_t word;

	if (!addr || !n || fds_word(call, BTS_AT_RETURN, addr, n - 1, &word))
		return;
	for (; (fd = fds_next(call, BTS_AT_RETURN, addr, fd, n)) < n; fd++) {
		if (out->len < NOTE - SELECT_REST) {
			if (first) {
				bts_out_text(out, out->len ? ", " : "");
				bts_out_text(out, name);
			}
			bts_out_text(out, first ? " [" : " ");
			bts_out_u64(out, fd);
			first = false;
		}
		if (!--*left)
			break;
	}
	/* strace closes a bracket also after a set without any, if one before had some. */
	if (out->len)
		bts_out_char(out, ']');
}

static void select_note(struct bts_call *call, const struct bts_layout *layout, uint64_t limit)
{
	static const char *const names[] = { "in", "out", "except" };
	int64_t left = call->ret;
	struct bts_aside aside;

	if (!bts_call_done(call))
		return;
	if (!call->ret) {
		call->ret_note = "Timeout";
		return;
	}
	bts_aside_begin(&aside, call);
	for (int i = 0; i < 3 && left > 0; i++) {
		uint64_t addr = call->arg[i + 1];

		set_add(&aside, call, names[i], bts_call_word(call, addr), &left);
	}
	if (limit) {
		size_t before = aside.out.len;

		left_add(&aside, call, layout, limit);
		if (aside.out.len + 1 >= NOTE)
			aside.out.len = before;
	}
	bts_aside_take(&aside, call, note, sizeof(note));
	call->ret_note = note;
}

void bts_show_select_limit(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	value = bts_call_word(call, value);
	bts_show_layout(call, BTS_AT_ENTRY, value, arg->data);
	select_note(call, arg->data, value);
}

void bts_show_sigset_pair(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	struct bts_emit *e = call->emit;
	uint64_t addr, size;

	(void)arg;
	value = bts_call_word(call, value);
	if (!value || bts_call_read_word(call, BTS_AT_ENTRY, value, &addr) ||
	    bts_call_read_word(call, BTS_AT_ENTRY, value + call->word, &size)) {
		bts_emit_addr(e, value);
		return;
	}
	bts_emit_struct(e);
	bts_emit_key(e, "sigmask");
	bts_show_signals(call, BTS_AT_ENTRY, addr, size, call->word);
	bts_emit_key(e, "sigsetsize");
	bts_emit_uint(e, size);
	bts_emit_struct_end(e);
}

LAYOUT(epoll_event, struct epoll_event, F_FLAGS(struct epoll_event, events, epoll, "EPOLL???"),
       F_HEX(struct epoll_event, data));

void bts_show_epoll_event(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	if ((uint32_t)call->arg[1] == EPOLL_CTL_DEL)
		bts_show_addr(call, arg, value);
	else
		bts_show_struct(call, arg, value);
}
