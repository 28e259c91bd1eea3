/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* strerrorname_np */
#endif
#include <linux/types.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bts/cgroup.h"
#include "bts/container.h"
#include "bts/hist.h"
#include "bts/syscall.h" /* brings bts/flags.h */
#include "kinds.h"

#define NS_PER_SEC 1000000000ULL
#define NS_PER_MS  1000000ULL

/*
 * Records
 */

const struct bts_field *bts_record_field(const struct bts_record *record, const char *name)
{
	size_t i;

	for (i = 0; i < record->nfields; i++) {
		if (!strcmp(record->fields[i].name, name))
			return &record->fields[i];
	}
	return NULL;
}

static bool tails_valid(const struct bts_record *record, const struct bts_field *f,
			const struct bts_rec *rec)
{
	const char *at = field_at(f, rec);
	uint32_t i;

	for (i = 0; i < f->size / sizeof(struct bts_tail); i++) {
		struct bts_tail tail;

		memcpy(&tail, at + i * sizeof(tail), sizeof(tail));
		if (tail.len <= 0)
			continue;
		if (tail.off < record->size || tail.off > rec->len ||
		    (size_t)tail.len > rec->len - tail.off || tail.len % f->kind->tail)
			return false;
	}
	return true;
}

bool bts_record_valid_from(const struct bts_record *record, const struct bts_rec *rec, size_t from,
			   size_t to)
{
	size_t i;

	if (rec->len < record->size || rec->len < sizeof(struct bts_head))
		return false;
	for (i = from; i < to; i++) {
		const struct bts_field *f = &record->fields[i];

		if (f->kind->tail && !tails_valid(record, f, rec))
			return false;
	}
	return true;
}

bool bts_record_valid(const struct bts_record *record, const struct bts_rec *rec)
{
	return bts_record_valid_from(record, rec, 0, record->nfields);
}

uint64_t bts_field_u64(const struct bts_field *f, const struct bts_rec *rec)
{
	const void *at = field_at(f, rec);
	uint64_t u64;
	uint32_t u32;
	uint16_t u16;
	uint8_t u8;

	switch (f->size) {
	case 1:
		memcpy(&u8, at, sizeof(u8));
		return f->is_signed ? (uint64_t)(int8_t)u8 : u8;
	case 2:
		memcpy(&u16, at, sizeof(u16));
		return f->is_signed ? (uint64_t)(int16_t)u16 : u16;
	case 4:
		memcpy(&u32, at, sizeof(u32));
		return f->is_signed ? (uint64_t)(int32_t)u32 : u32;
	case 8:
		memcpy(&u64, at, sizeof(u64));
		return u64;
	default:
		return 0;
	}
}

bool bts_field_number(const struct bts_field *f, const struct bts_rec *rec, uint64_t *number)
{
	if (f->kind->number)
		return f->kind->number(f, rec, number);
	*number = bts_field_u64(f, rec);
	return f->kind->right;
}

/* The value's own word that it could not be read: negative. An array's elements say it each. */
static int32_t own_error(const struct bts_field *f, const struct bts_rec *rec)
{
	if (f->count > 1)
		return 0;
	if (f->kind->tail)
		return tail_of(f, rec).len;
	return f->kind->minus_errno ? (int32_t)bts_field_u64(f, rec) : 0;
}

bool bts_field_known(const struct bts_field *f, const struct bts_rec *rec)
{
	const struct bts_head *head = rec->data;
	uint64_t unread;

	if ((f->kind->tail || f->kind->minus_errno) && own_error(f, rec) < 0)
		return false;
	memcpy(&unread, &head->unread, sizeof(unread));
	if (f->is_key)
		return !(unread & BTS_UNREAD_KEY);
	/* The bit is of the member that begins at its byte, not of one further on. */
	return !unread || f->offset % 8 || f->offset / 8 >= 64 || !(unread >> (f->offset / 8) & 1);
}

int bts_field_error(const struct bts_field *f, const struct bts_rec *rec)
{
	int32_t error = own_error(f, rec);

	return error < 0 && error > INT32_MIN ? -error : 0;
}

/*
 * Fields
 */

/* The first element of an array in the head, for a kind whose arrays are many values. */
static struct bts_field first_element(const struct bts_field *f)
{
	struct bts_field element = *f;

	element.size = f->size / f->count;
	element.count = 1;
	return element;
}

static bool is_array(const struct bts_field *f)
{
	return f->count > 1 && !f->kind->whole;
}

bool bts_field_simple(const struct bts_field *f)
{
	return !is_array(f) && !f->kind->tail && !f->kind->minus_errno;
}

static void field_people(VALUE,
			 void (*text)(struct bts_out *out, const struct bts_field *f,
				      const struct bts_rec *rec, const struct bts_clock *clock))
{
	if (!bts_field_known(f, rec)) {
		bts_out_char(out, '?');
	} else if (is_array(f)) {
		struct bts_field element = first_element(f);
		uint32_t i;

		for (i = 0; i < f->count; i++) {
			if (i)
				bts_out_char(out, ' ');
			field_people(out, &element, rec, clock, text);
			element.offset += element.size;
		}
	} else {
		text(out, f, rec, clock);
	}
}

void bts_field_text(VALUE)
{
	field_people(out, f, rec, clock, f->kind->text);
}

void bts_field_csv(VALUE)
{
	field_people(out, f, rec, clock, f->kind->csv ? f->kind->csv : f->kind->text);
}

void bts_field_json(VALUE)
{
	if (!bts_field_known(f, rec)) {
		bts_out_bytes(out, "null", 4);
	} else if (is_array(f)) {
		struct bts_field element = first_element(f);
		uint32_t i;

		for (i = 0; i < f->count; i++) {
			bts_out_char(out, i ? ',' : '[');
			bts_field_json(out, &element, rec, clock);
			element.offset += element.size;
		}
		bts_out_char(out, ']');
	} else {
		f->kind->json(out, f, rec, clock);
	}
}

/*
 * Numbers
 */

static void uint_text(VALUE)
{
	bts_out_u64(out, bts_field_u64(f, rec));
}

static void int_text(VALUE)
{
	bts_out_s64(out, bts_field_u64(f, rec));
}

/* JavaScript and jq keep 53 bits of a number. */
static void uint_json(VALUE)
{
	if (f->size > 4)
		bts_out_char(out, '"');
	bts_out_u64(out, bts_field_u64(f, rec));
	if (f->size > 4)
		bts_out_char(out, '"');
}

static void int_json(VALUE)
{
	if (f->size > 4)
		bts_out_char(out, '"');
	bts_out_s64(out, bts_field_u64(f, rec));
	if (f->size > 4)
		bts_out_char(out, '"');
}

static void bool_text(VALUE)
{
	bts_out_text(out, bts_field_u64(f, rec) ? "yes" : "no");
}

static void bool_json(VALUE)
{
	bts_out_text(out, bts_field_u64(f, rec) ? "true" : "false");
}

static void addr_text(VALUE)
{
	bts_out_hex(out, bts_field_u64(f, rec));
}

static void addr_json(VALUE)
{
	bts_out_char(out, '"');
	bts_out_hex(out, bts_field_u64(f, rec));
	bts_out_char(out, '"');
}

/*
 * Time
 */

static void time_text(VALUE)
{
	uint64_t time = bts_field_u64(f, rec);

	if (clock->wall) {
		bts_out_clock(out, clock->epoch + time);
		return;
	}
	if (time < clock->start)
		bts_out_char(out, '-');
	time = time < clock->start ? clock->start - time : time - clock->start;
	bts_out_fixed(out, time, NS_PER_SEC, 6);
}

static void time_csv(VALUE)
{
	bts_out_rfc3339(out, clock->epoch + bts_field_u64(f, rec));
}

static void time_json(VALUE)
{
	bts_out_char(out, '"');
	time_csv(out, f, rec, clock);
	bts_out_char(out, '"');
}

static void ns_text(VALUE)
{
	bts_out_duration(out, bts_field_u64(f, rec));
}

static void ns_ms_text(VALUE)
{
	bts_out_fixed(out, bts_field_u64(f, rec), NS_PER_MS, 3);
}

/*
 * Names
 */

const char *bts_errno_name(int error)
{
	/* include/linux/errno.h */
	static const char *const kernel[] = {
		"ERESTARTSYS",
		"ERESTARTNOINTR",
		"ERESTARTNOHAND",
		"ENOIOCTLCMD",
		"ERESTART_RESTARTBLOCK",
		"EPROBE_DEFER",
		"EOPENSTALE",
		"ENOPARAM",
		NULL,
		"EBADHANDLE",
		"ENOTSYNC",
		"EBADCOOKIE",
		"ENOTSUPP",
		"ETOOSMALL",
		"ESERVERFAULT",
		"EBADTYPE",
		"EJUKEBOX",
		"EIOCBQUEUED",
		"ERECALLCONFLICT",
		"ENOGRACE",
	};

	if (error <= 0)
		return NULL;
	if (error >= 512 && error < 512 + (int)ARRAY_SIZE(kernel))
		return kernel[error - 512];
	return strerrorname_np(error);
}

static void errno_out(struct bts_out *out, int error)
{
	const char *name = bts_errno_name(error);

	if (name)
		bts_out_text(out, name);
	else
		bts_out_s64(out, error);
}

static void errno_text(VALUE)
{
	int error = bts_field_u64(f, rec);

	if (error)
		errno_out(out, error);
	else
		bts_out_char(out, '-');
}

static void errno_csv(VALUE)
{
	int error = bts_field_u64(f, rec);

	if (error)
		errno_out(out, error);
}

static void errno_json(VALUE)
{
	int error = bts_field_u64(f, rec);

	if (!error) {
		bts_out_bytes(out, "null", 4);
		return;
	}
	bts_out_char(out, '"');
	errno_out(out, error);
	bts_out_char(out, '"');
}

static void signal_out(struct bts_out *out, int signal)
{
	const char *name = sigabbrev_np(signal);

	/* What the C library keeps to itself is a real-time signal for the kernel. */
	bts_out_text(out, name ? "SIG" : "SIGRT_");
	if (name)
		bts_out_text(out, name);
	else
		bts_out_s64(out, signal - 32);
}

static void signal_text(VALUE)
{
	int signal = bts_field_u64(f, rec);

	if (signal)
		signal_out(out, signal);
	else
		bts_out_char(out, '-');
}

static void signal_csv(VALUE)
{
	int signal = bts_field_u64(f, rec);

	if (signal)
		signal_out(out, signal);
}

static void signal_json(VALUE)
{
	int signal = bts_field_u64(f, rec);

	if (!signal) {
		bts_out_bytes(out, "null", 4);
		return;
	}
	bts_out_char(out, '"');
	signal_out(out, signal);
	bts_out_char(out, '"');
}

static const char *syscall_name(uint32_t call)
{
	return bts_syscall_name(bts_abi_of(BTS_SYSCALL_ABI(call)), BTS_SYSCALL_NR(call));
}

static void syscall_text(VALUE)
{
	uint32_t call = bts_field_u64(f, rec);
	const char *name = syscall_name(call);

	if (name) {
		bts_out_text(out, name);
		return;
	}
	bts_out_text(out, "syscall_");
	bts_out_hex(out, BTS_SYSCALL_NR(call));
}

static void syscall_json(VALUE)
{
	bts_out_char(out, '"');
	syscall_text(out, f, rec, clock);
	bts_out_char(out, '"');
}

static const struct bts_flag *flag_of(const struct bts_flag_set *set, uint64_t value)
{
	size_t i;

	for (i = 0; set && i < set->count; i++) {
		if (set->flags[i].value == value)
			return &set->flags[i];
	}
	return NULL;
}

/* As many bits as the field has: sets hold negative numbers that way too. */
static uint64_t bits_of(const struct bts_field *f, const struct bts_rec *rec)
{
	uint64_t value = bts_field_u64(f, rec);

	return f->size < 8 ? value & ((1ULL << f->size * 8) - 1) : value;
}

static void enum_text(VALUE)
{
	uint64_t value = bts_field_u64(f, rec);
	const struct bts_flag *name = flag_of(f->names, bits_of(f, rec));

	if (name)
		bts_out_text(out, name->name);
	else if (f->is_signed)
		bts_out_s64(out, value);
	else
		bts_out_u64(out, value);
}

static void enum_json(VALUE)
{
	bts_out_char(out, '"');
	enum_text(out, f, rec, clock);
	bts_out_char(out, '"');
}

/*
 * Every name in @value, then what has none; between them @between. A value of
 * several bits must stand in its set before those of which it consists. The
 * number of names written.
 */
static size_t flags_out(struct bts_out *out, const struct bts_field *f, uint64_t value,
			const char *between)
{
	const struct bts_flag_set *set = f->names;
	const struct bts_flag *none;
	uint64_t rest = value;
	size_t i, n = 0;

	if (!value) {
		none = flag_of(set, 0);
		if (none)
			bts_out_text(out, none->name);
		return none != NULL;
	}
	for (i = 0; set && rest && i < set->count; i++) {
		const struct bts_flag *flag = &set->flags[i];

		if (!flag->value || (rest & flag->value) != flag->value)
			continue;
		if (n++)
			bts_out_text(out, between);
		bts_out_text(out, flag->name);
		rest &= ~flag->value;
	}
	if (rest) {
		if (n++)
			bts_out_text(out, between);
		bts_out_hex(out, rest);
	}
	return n;
}

static void flags_text(VALUE)
{
	if (!flags_out(out, f, bits_of(f, rec), "|"))
		bts_out_char(out, '-');
}

static void flags_csv(VALUE)
{
	flags_out(out, f, bits_of(f, rec), "|");
}

static void flags_json(VALUE)
{
	uint64_t value = bits_of(f, rec);

	if (!value && !flag_of(f->names, 0)) {
		bts_out_bytes(out, "[]", 2);
		return;
	}
	bts_out_bytes(out, "[\"", 2);
	flags_out(out, f, value, "\",\"");
	bts_out_bytes(out, "\"]", 2);
}

/*
 * Strings
 */

static struct bytes str_bytes(const struct bts_field *f, const struct bts_rec *rec)
{
	const char *at = field_at(f, rec);

	if (f->kind->tail)
		return tail_bytes(f, rec);
	return (struct bytes){ at, strnlen(at, f->size) };
}

static void str_text(VALUE)
{
	struct bytes s = str_bytes(f, rec);

	bts_out_safe(out, s.at, s.n);
}

static void str_json(VALUE)
{
	struct bytes s = str_bytes(f, rec);

	bts_out_json_string(out, s.at, s.n);
}

static bool str_inexact(const struct bts_field *f, const struct bts_rec *rec,
			const struct bts_clock *clock __attribute__((unused)))
{
	struct bytes s = str_bytes(f, rec);

	return !bts_utf8_valid(s.at, s.n);
}

static void str_b64(VALUE)
{
	struct bytes s = str_bytes(f, rec);

	bts_out_char(out, '"');
	bts_out_base64(out, s.at, s.n);
	bts_out_char(out, '"');
}

/* Takes the next string off @rest; the last may have been cut before its NUL. */
static bool next_string(struct bytes *rest, struct bytes *s)
{
	size_t taken;

	if (!rest->n)
		return false;
	s->at = rest->at;
	s->n = strnlen(rest->at, rest->n);
	taken = s->n < rest->n ? s->n + 1 : s->n;
	rest->at += taken;
	rest->n -= taken;
	return true;
}

static void quoted_out(struct bts_out *out, struct bytes s)
{
	bts_out_char(out, '"');
	while (s.n) {
		const char *quote = memchr(s.at, '"', s.n);
		size_t part = quote ? (size_t)(quote - s.at) : s.n;

		bts_out_safe(out, s.at, part);
		if (quote) {
			bts_out_bytes(out, "\\\"", 2);
			part++;
		}
		s.at += part;
		s.n -= part;
	}
	bts_out_char(out, '"');
}

/* Where the last string lacks its NUL there was more. */
static bool strs_cut(const struct bts_field *f, const struct bts_rec *rec)
{
	struct bytes all = tail_bytes(f, rec);

	return all.n && all.at[all.n - 1];
}

static void strs_text(VALUE)
{
	struct bytes rest = tail_bytes(f, rec), s;
	bool first = true;

	while (next_string(&rest, &s)) {
		if (!first)
			bts_out_char(out, ' ');
		first = false;
		if (!s.n || memchr(s.at, ' ', s.n) || memchr(s.at, '"', s.n))
			quoted_out(out, s);
		else
			bts_out_safe(out, s.at, s.n);
	}
	if (strs_cut(f, rec))
		bts_out_text(out, "...");
}

static void strs_json(VALUE)
{
	struct bytes rest = tail_bytes(f, rec), s;
	bool first = true;

	bts_out_char(out, '[');
	while (next_string(&rest, &s)) {
		if (!first)
			bts_out_char(out, ',');
		first = false;
		bts_out_json_string(out, s.at, s.n);
	}
	bts_out_char(out, ']');
}

/* Takes the next string of a list off its rest; false at the end. */
typedef bool (*next_fn)(struct bytes *rest, struct bytes *string);

static bool list_inexact(struct bytes rest, next_fn next)
{
	struct bytes s;

	while (next(&rest, &s)) {
		if (!bts_utf8_valid(s.at, s.n))
			return true;
	}
	return false;
}

static void list_b64(struct bts_out *out, struct bytes rest, next_fn next)
{
	struct bytes s;
	bool first = true;

	bts_out_char(out, '[');
	while (next(&rest, &s)) {
		if (!first)
			bts_out_char(out, ',');
		first = false;
		bts_out_char(out, '"');
		bts_out_base64(out, s.at, s.n);
		bts_out_char(out, '"');
	}
	bts_out_char(out, ']');
}

static bool strs_inexact(const struct bts_field *f, const struct bts_rec *rec,
			 const struct bts_clock *clock __attribute__((unused)))
{
	return list_inexact(tail_bytes(f, rec), next_string);
}

static void strs_b64(VALUE)
{
	list_b64(out, tail_bytes(f, rec), next_string);
}

/* Names of BTS_COMM_LEN bytes: the nearest first. */
static bool next_comm(struct bytes *rest, struct bytes *comm)
{
	if (rest->n < BTS_COMM_LEN)
		return false;
	comm->at = rest->at;
	comm->n = strnlen(rest->at, BTS_COMM_LEN);
	rest->at += BTS_COMM_LEN;
	rest->n -= BTS_COMM_LEN;
	return true;
}

static void comms_text(VALUE)
{
	struct bytes rest = tail_bytes(f, rec), comm;

	for (bool first = true; next_comm(&rest, &comm); first = false) {
		if (!first)
			bts_out_char(out, '<');
		bts_out_safe(out, comm.at, comm.n);
	}
}

static void comms_json(VALUE)
{
	struct bytes rest = tail_bytes(f, rec), comm;

	bts_out_char(out, '[');
	for (bool first = true; next_comm(&rest, &comm); first = false) {
		if (!first)
			bts_out_char(out, ',');
		bts_out_json_string(out, comm.at, comm.n);
	}
	bts_out_char(out, ']');
}

static bool comms_inexact(const struct bts_field *f, const struct bts_rec *rec,
			  const struct bts_clock *clock __attribute__((unused)))
{
	return list_inexact(tail_bytes(f, rec), next_comm);
}

static void comms_b64(VALUE)
{
	list_b64(out, tail_bytes(f, rec), next_comm);
}

static void pids_out(struct bts_out *out, struct bytes all, char between)
{
	for (size_t i = 0; i + sizeof(bts_pid) <= all.n; i += sizeof(bts_pid)) {
		bts_pid pid;

		memcpy(&pid, all.at + i, sizeof(pid));
		if (i)
			bts_out_char(out, between);
		bts_out_u64(out, pid);
	}
}

static void pids_text(VALUE)
{
	pids_out(out, tail_bytes(f, rec), '<');
}

static void pids_json(VALUE)
{
	bts_out_char(out, '[');
	pids_out(out, tail_bytes(f, rec), ',');
	bts_out_char(out, ']');
}

static void u64s_out(struct bts_out *out, struct bytes all, const char *between)
{
	size_t i;

	for (i = 0; i + sizeof(uint64_t) <= all.n; i += sizeof(uint64_t)) {
		uint64_t value;

		if (i)
			bts_out_text(out, between);
		memcpy(&value, all.at + i, sizeof(value));
		bts_out_hex(out, value);
	}
}

static void u64s_text(VALUE)
{
	u64s_out(out, tail_bytes(f, rec), " ");
}

static void u64s_json(VALUE)
{
	struct bytes all = tail_bytes(f, rec);

	if (!all.n) {
		bts_out_bytes(out, "[]", 2);
		return;
	}
	bts_out_bytes(out, "[\"", 2);
	u64s_out(out, all, "\",\"");
	bts_out_bytes(out, "\"]", 2);
}

/*
 * Histograms, and what is worked out
 */

static const struct bts_hist *hist_of(const struct bts_field *f, const struct bts_rec *rec)
{
	return field_at(f, rec);
}

/* Each bucket that is not empty, by @each: its first value, the next one's (0: none), its count. */
static void hist_out(struct bts_out *out, const struct bts_hist *hist, const char *between,
		     void (*each)(struct bts_out *out, uint64_t from, uint64_t to, uint64_t count))
{
	bool first = true;

	for (uint32_t i = 0; i < BTS_HIST_BUCKETS; i++) {
		if (!hist->n[i])
			continue;
		if (!first)
			bts_out_text(out, between);
		first = false;
		each(out, bts_hist_from(i), bts_hist_from(i + 1), hist->n[i]);
	}
}

static void bucket_text(struct bts_out *out, uint64_t from, uint64_t to, uint64_t count)
{
	bts_out_u64(out, from);
	bts_out_char(out, '-');
	if (to)
		bts_out_u64(out, to);
	bts_out_char(out, ':');
	bts_out_u64(out, count);
}

static void bucket_json(struct bts_out *out, uint64_t from, uint64_t to, uint64_t count)
{
	bts_out_char(out, '[');
	bts_out_u64(out, from);
	bts_out_char(out, ',');
	if (to)
		bts_out_u64(out, to);
	else
		bts_out_text(out, "null");
	bts_out_char(out, ',');
	bts_out_u64(out, count);
	bts_out_char(out, ']');
}

static void hist_text(VALUE)
{
	hist_out(out, hist_of(f, rec), " ", bucket_text);
}

static void hist_json(VALUE)
{
	bts_out_char(out, '[');
	hist_out(out, hist_of(f, rec), ",", bucket_json);
	bts_out_char(out, ']');
}

#define NUMBER_OF const struct bts_field *f, const struct bts_rec *rec, uint64_t *number

static bool hist_count(NUMBER_OF)
{
	*number = bts_hist_count(hist_of(f, rec));
	return true;
}

static bool hist_mean(NUMBER_OF)
{
	return bts_hist_mean(hist_of(f, rec), number);
}

static bool hist_p50(NUMBER_OF)
{
	return bts_hist_percentile(hist_of(f, rec), 500, number);
}

static bool hist_p90(NUMBER_OF)
{
	return bts_hist_percentile(hist_of(f, rec), 900, number);
}

static bool hist_p99(NUMBER_OF)
{
	return bts_hist_percentile(hist_of(f, rec), 990, number);
}

static bool hist_p99_9(NUMBER_OF)
{
	return bts_hist_percentile(hist_of(f, rec), 999, number);
}

static bool hist_max(NUMBER_OF)
{
	return bts_hist_max(hist_of(f, rec), number);
}

/* How many a second, in thousandths. */
static bool rate(NUMBER_OF)
{
	struct bts_row row;
	uint64_t count;

	memcpy(&row, rec->data, sizeof(row));
	memcpy(&count, field_at(f, rec), sizeof(count));
	if (row.interval)
		*number = (unsigned __int128)count * 1000 * NS_PER_SEC / row.interval;
	return row.interval;
}

/* What is many needs no tenths. */
static void rate_out(struct bts_out *out, uint64_t value)
{
	if (value < 1000 * 1000)
		bts_out_fixed(out, value, 1000, 1);
	else
		bts_out_u64(out, (value + 500) / 1000);
}

/* There may be no such number: a percentile of nothing. */
static void number_text(VALUE)
{
	uint64_t number;

	if (f->kind->number(f, rec, &number))
		f->kind->amount(out, number);
	else
		bts_out_char(out, '-');
}

static void number_csv(VALUE)
{
	uint64_t number;

	if (f->kind->number(f, rec, &number))
		bts_out_u64(out, number);
}

static void number_json(VALUE)
{
	uint64_t number;

	if (f->kind->number(f, rec, &number))
		bts_out_u64(out, number);
	else
		bts_out_text(out, "null");
}

static void rate_json(VALUE)
{
	uint64_t number;

	if (f->kind->number(f, rec, &number))
		bts_out_fixed(out, number, 1000, 3);
	else
		bts_out_text(out, "null");
}

static void rate_csv(VALUE)
{
	uint64_t number;

	if (f->kind->number(f, rec, &number))
		bts_out_fixed(out, number, 1000, 3);
}

/* What is worked out from a histogram, for one unit. */
#define WORKED_OUT(name_, unit_, width_, amount_, number_)                                      \
	{                                                                                       \
		.name = (name_), .unit = (unit_), .width = (width_), .right = true,             \
		.text = number_text, .json = number_json, .csv = number_csv, .number = number_, \
		.amount = amount_,                                                              \
	}
#define HISTOGRAM(unit_, name_, base_, width_, amount_)                \
	static const struct bts_kind kinds_of_##unit_[] = {            \
		WORKED_OUT("num", NULL, 8, bts_out_u64, hist_count),   \
		WORKED_OUT(name_, base_, width_, amount_, hist_mean),  \
		WORKED_OUT(name_, base_, width_, amount_, hist_p50),   \
		WORKED_OUT(name_, base_, width_, amount_, hist_p90),   \
		WORKED_OUT(name_, base_, width_, amount_, hist_p99),   \
		WORKED_OUT(name_, base_, width_, amount_, hist_p99_9), \
		WORKED_OUT(name_, base_, width_, amount_, hist_max),   \
	};                                                             \
	static const struct bts_derived derived_##unit_[] = {          \
		{ "_count", "COUNT", &kinds_of_##unit_[0] },           \
		{ "_mean", "MEAN", &kinds_of_##unit_[1] },             \
		{ "_p50", "P50", &kinds_of_##unit_[2] },               \
		{ "_p90", "P90", &kinds_of_##unit_[3] },               \
		{ "_p99", "P99", &kinds_of_##unit_[4] },               \
		{ "_p99_9", "P99.9", &kinds_of_##unit_[5] },           \
		{ "_max", "MAX", &kinds_of_##unit_[6] },               \
		{},                                                    \
	};                                                             \
	static const struct bts_kind kind_##unit_ = {                  \
		.name = "hist",                                        \
		.unit = (base_),                                       \
		.text = hist_text,                                     \
		.json = hist_json,                                     \
		.amount = amount_,                                     \
		.derived = derived_##unit_,                            \
	}

HISTOGRAM(hist_ns, "ns", "ns", 6, bts_out_duration);
HISTOGRAM(hist_bytes, "bytes", "bytes", 8, bts_out_size);
HISTOGRAM(hist_num, "num", NULL, 8, bts_out_u64);

static const struct bts_kind kind_rate = {
	.name = "rate",
	.unit = "1/s",
	.width = 8,
	.right = true,
	.text = number_text,
	.json = rate_json,
	.csv = rate_csv,
	.amount = rate_out,
	.number = rate,
};

const struct bts_derived bts_derived_rate[] = { { "_rate", "/s", &kind_rate }, {} };

/*
 * Control groups
 */

/* The group's path, or where it has none that is known its id, which has no slash; NULL: unread. */
static const char *cgroup_name(const struct bts_field *f, const struct bts_rec *rec,
			       const struct bts_clock *clock)
{
	static char id[24];
	uint64_t value = bts_field_u64(f, rec);
	const char *path = value && clock->cgroups ? bts_cgroup_path(clock->cgroups, value) : NULL;

	snprintf(id, sizeof(id), "%llu", (unsigned long long)value);
	return value ? path ?: id : NULL;
}

static void cgroup_text(VALUE)
{
	const char *name = cgroup_name(f, rec, clock);

	if (name)
		bts_out_safe(out, name, strlen(name));
	else
		bts_out_char(out, '?');
}

static void cgroup_json(VALUE)
{
	const char *name = cgroup_name(f, rec, clock);

	if (name)
		bts_out_json_string(out, name, strlen(name));
	else
		bts_out_bytes(out, "null", 4);
}

static bool cgroup_inexact(const struct bts_field *f, const struct bts_rec *rec,
			   const struct bts_clock *clock)
{
	const char *name = cgroup_name(f, rec, clock);

	return name && !bts_utf8_valid(name, strlen(name));
}

static void cgroup_b64(VALUE)
{
	const char *name = cgroup_name(f, rec, clock);

	bts_out_char(out, '"');
	bts_out_base64(out, name, strlen(name));
	bts_out_char(out, '"');
}

/*
 * Ids are short for people, who tell containers apart by their first digits, and
 * whole for machines. False where it is not known whether there is a container.
 */
static bool container_name(VALUE, char name[BTS_CONTAINER_NAME])
{
	const char *path = cgroup_name(f, rec, clock);

	(void)out;
	name[0] = '\0';
	if (!path || *path != '/')
		return false;
	bts_container_of(path, name);
	return true;
}

static void container_text(VALUE)
{
	char name[BTS_CONTAINER_NAME];

	if (!container_name(out, f, rec, clock, name))
		bts_out_char(out, '?');
	else if (!name[0])
		bts_out_char(out, '-');
	else if (bts_container_is_id(name))
		bts_out_bytes(out, name, BTS_CONTAINER_SHORT);
	else
		bts_out_safe(out, name, strlen(name));
}

static void container_csv(VALUE)
{
	char name[BTS_CONTAINER_NAME];

	if (!container_name(out, f, rec, clock, name))
		bts_out_char(out, '?');
	else
		bts_out_safe(out, name, strlen(name));
}

static void container_json(VALUE)
{
	char name[BTS_CONTAINER_NAME];

	container_name(out, f, rec, clock, name);
	if (name[0])
		bts_out_json_string(out, name, strlen(name));
	else
		bts_out_bytes(out, "null", 4);
}

/*
 * The kinds
 */

#define NUMBER .right = true, .text = uint_text, .json = uint_json
#define STRING .json = str_json, .text = str_text, .inexact = str_inexact, .b64 = str_b64

const struct bts_kind bts_kind_uint = { .name = "uint", .width = 8, NUMBER };
const struct bts_kind bts_kind_int = {
	.name = "int", .width = 8, .right = true, .text = int_text, .json = int_json
};
const struct bts_kind bts_kind_bool = {
	.name = "bool", .width = 3, .text = bool_text, .json = bool_json, .csv = bool_json
};
const struct bts_kind bts_kind_enum = {
	.name = "enum", .width = 10, .text = enum_text, .json = enum_json
};
const struct bts_kind bts_kind_flags = {
	.name = "flags", .width = 12, .text = flags_text, .json = flags_json, .csv = flags_csv
};

/* Moments and durations in ns and sizes stay below 2^53 for a hundred days and petabytes. */
static const struct bts_kind kind_time = {
	.name = "time",
	.heading = "TIME(s)",
	.width = 10,
	.wall_heading = "TIME",
	.wall_width = 15,
	.right = true,
	.text = time_text,
	.json = time_json,
	.csv = time_csv,
};
static const struct bts_kind kind_ns = {
	.name = "ns",
	.unit = "ns",
	.width = 6,
	.right = true,
	.text = ns_text,
	.json = uint_text,
	.csv = uint_text,
};
/* The column does not say the unit, its heading does. */
static const struct bts_kind kind_ns_ms = {
	.name = "ns",
	.unit = "ns",
	.width = 9,
	.right = true,
	.text = ns_ms_text,
	.json = uint_text,
	.csv = uint_text,
};
static const struct bts_kind kind_bytes = {
	.name = "bytes",
	.unit = "bytes",
	.width = 8,
	.right = true,
	.text = uint_text,
	.json = uint_text,
};
static bool container_inexact(const struct bts_field *f, const struct bts_rec *rec,
			      const struct bts_clock *clock)
{
	char name[BTS_CONTAINER_NAME];

	return container_name(NULL, f, rec, clock, name) && !bts_utf8_valid(name, strlen(name));
}

static void container_b64(VALUE)
{
	char name[BTS_CONTAINER_NAME];

	container_name(out, f, rec, clock, name);
	bts_out_char(out, '"');
	bts_out_base64(out, name, strlen(name));
	bts_out_char(out, '"');
}

static const struct bts_kind kind_num = {
	.name = "num", .width = 8, .right = true, .text = uint_text, .json = uint_text
};
static const struct bts_kind kind_addr = {
	.name = "addr", .width = 18, .right = true, .text = addr_text, .json = addr_json
};
static const struct bts_kind kind_pid = { .name = "pid", .width = 7, NUMBER };
static const struct bts_kind kind_uid = { .name = "uid", .width = 6, NUMBER };
static const struct bts_kind kind_cpu = { .name = "cpu", .width = 3, NUMBER };
static const struct bts_kind kind_errno = {
	.name = "errno", .width = 8, .text = errno_text, .json = errno_json, .csv = errno_csv
};
static const struct bts_kind kind_signal = {
	.name = "signal", .width = 8, .text = signal_text, .json = signal_json, .csv = signal_csv
};
static const struct bts_kind kind_syscall = {
	.name = "syscall", .width = 7, .text = syscall_text, .json = syscall_json
};
static const struct bts_kind kind_str = { .name = "str", .width = 16, .whole = true, STRING };
static const struct bts_kind kind_tail_str = { .name = "str", .width = 24, .tail = 1, STRING };
static const struct bts_kind kind_tail_strs = {
	.name = "strs",
	.width = 24,
	.tail = 1,
	.text = strs_text,
	.json = strs_json,
	.inexact = strs_inexact,
	.b64 = strs_b64,
};
static const struct bts_kind kind_tail_u64s = {
	.name = "u64s",
	.width = 24,
	.tail = sizeof(uint64_t),
	.text = u64s_text,
	.json = u64s_json,
};

static const struct bts_kind kind_tail_pids = {
	.name = "pids",
	.width = 24,
	.tail = sizeof(bts_pid),
	.text = pids_text,
	.json = pids_json,
};
static const struct bts_kind kind_tail_comms = {
	.name = "strs",
	.width = 24,
	.tail = BTS_COMM_LEN,
	.text = comms_text,
	.json = comms_json,
	.inexact = comms_inexact,
	.b64 = comms_b64,
};

static const struct bts_kind kind_cgroup = {
	.name = "cgroup",
	.width = 24,
	.text = cgroup_text,
	.json = cgroup_json,
	.inexact = cgroup_inexact,
	.b64 = cgroup_b64,
};
static const struct bts_kind kind_container = {
	.name = "container",
	.width = 12,
	.text = container_text,
	.json = container_json,
	.csv = container_csv,
	.inexact = container_inexact,
	.b64 = container_b64,
};

static const struct {
	const char *type;
	const struct bts_kind *kind;
} types[] = {
	{ "bts_time", &kind_time },
	{ "bts_ns", &kind_ns },
	{ "bts_ns_ms", &kind_ns_ms },
	{ "bts_bytes", &kind_bytes },
	{ "bts_sector", &bts_kind_sector },
	{ "bts_rwbs", &bts_kind_rwbs },
	{ "bts_path", &bts_kind_path },
	{ "bts_fsdev", &bts_kind_fsdev },
	{ "bts_kstack", &bts_kind_kstack },
	{ "bts_addr", &kind_addr },
	{ "bts_pid", &kind_pid },
	{ "bts_uid", &kind_uid },
	{ "bts_cpu", &kind_cpu },
	{ "bts_errno", &kind_errno },
	{ "bts_signal", &kind_signal },
	{ "bts_syscall", &kind_syscall },
	{ "bts_cgroup", &kind_cgroup },
	{ "bts_container", &kind_container },
	{ "bts_str", &kind_str },
	{ "bts_num", &kind_num },
	{ "bts_hist_ns", &kind_hist_ns },
	{ "bts_hist_bytes", &kind_hist_bytes },
	{ "bts_hist_num", &kind_hist_num },
	{ "bts_tail_str", &kind_tail_str },
	{ "bts_tail_strs", &kind_tail_strs },
	{ "bts_tail_path", &bts_kind_tail_path },
	{ "bts_tail_u64s", &kind_tail_u64s },
	{ "bts_tail_pids", &kind_tail_pids },
	{ "bts_tail_comms", &kind_tail_comms },
};

const struct bts_kind *bts_kind_find(const char *type_name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		if (!strcmp(types[i].type, type_name))
			return types[i].kind;
	}
	return NULL;
}
