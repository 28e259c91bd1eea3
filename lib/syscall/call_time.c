// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Clocks, timers, and waiting with a limit. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "syscall/call_time.h"

/* As the kernel has them for programs of 64 and of 32 bits. */
struct timespec_long {
	int64_t tv_sec, tv_nsec;
};

struct timespec_int {
	int32_t tv_sec, tv_nsec;
};

struct timeval_long {
	int64_t tv_sec, tv_usec;
};

struct timeval_int {
	int32_t tv_sec, tv_usec;
};

#define TIMESPEC(type) F_INT(type, tv_sec), F_UINT(type, tv_nsec)
LAYOUT_WORDS(timespec, struct timespec_long, struct timespec_int, TIMESPEC);
LAYOUT(timespec64, struct timespec_long, TIMESPEC(struct timespec_long));

#define TIMEVAL(type) F_INT(type, tv_sec), F_UINT(type, tv_usec)
LAYOUT_WORDS(timeval, struct timeval_long, struct timeval_int, TIMEVAL);

LAYOUT_LOCAL(timeval64, struct timeval_long, TIMEVAL(struct timeval_long));

struct zone {
	int32_t tz_minuteswest, tz_dsttime;
};

LAYOUT(timezone, struct zone, F_INT(struct zone, tz_minuteswest), F_INT(struct zone, tz_dsttime));

struct itimerspec_long {
	struct timespec_long it_interval, it_value;
};

struct itimerspec_int {
	struct timespec_int it_interval, it_value;
};

struct itimerval_long {
	struct timeval_long it_interval, it_value;
};

struct itimerval_int {
	struct timeval_int it_interval, it_value;
};

#define ITIMERSPEC(type) F_STRUCT(type, it_interval, timespec), F_STRUCT(type, it_value, timespec)
#define ITIMERSPEC64(type) \
	F_STRUCT(type, it_interval, timespec64), F_STRUCT(type, it_value, timespec64)
#define ITIMERVAL(type) F_STRUCT(type, it_interval, timeval), F_STRUCT(type, it_value, timeval)
LAYOUT_WORDS(itimerspec, struct itimerspec_long, struct itimerspec_int, ITIMERSPEC);
LAYOUT(itimerspec64, struct itimerspec_long, ITIMERSPEC64(struct itimerspec_long));
LAYOUT_WORDS(itimerval, struct itimerval_long, struct itimerval_int, ITIMERVAL);

/* struct timex of 64 bits and what the kernel calls old_timex32. */
#define TIMEX_STRUCT(name, word_t)                             \
	struct name {                                          \
		uint32_t modes;                                \
		word_t offset, freq, maxerror, esterror;       \
		int32_t status;                                \
		word_t constant, precision, tolerance;         \
		struct {                                       \
			word_t tv_sec, tv_usec;                \
		} time;                                        \
		word_t tick, ppsfreq, jitter;                  \
		int32_t shift;                                 \
		word_t stabil, jitcnt, calcnt, errcnt, stbcnt; \
		int32_t tai, unused[11];                       \
	}
TIMEX_STRUCT(timex_long, int64_t);
TIMEX_STRUCT(timex_int, int32_t);

#define TIMEX_MEMBERS_(type, timeval)                                                             \
	F_FLAGS(type, modes, adjtimex_mode, "ADJ_???"), F_INT(type, offset), F_INT(type, freq),   \
		F_INT(type, maxerror), F_INT(type, esterror),                                     \
		F_FLAGS(type, status, adjtimex_status, "STA_???"), F_INT(type, constant),         \
		F_INT(type, precision), F_INT(type, tolerance), F_STRUCT(type, time, timeval),    \
		F_INT(type, tick), F_INT(type, ppsfreq), F_INT(type, jitter), F_INT(type, shift), \
		F_INT(type, stabil), F_INT(type, jitcnt), F_INT(type, calcnt),                    \
		F_INT(type, errcnt), F_INT(type, stbcnt), F_INT(type, tai)
#define TIMEX_MEMBERS(type) TIMEX_MEMBERS_(type, timeval)
LAYOUT_WORDS(timex, struct timex_long, struct timex_int, TIMEX_MEMBERS);
LAYOUT(timex64, struct timex_long, TIMEX_MEMBERS_(struct timex_long, timeval64));

struct tms_long {
	int64_t tms_utime, tms_stime, tms_cutime, tms_cstime;
};

struct tms_int {
	int32_t tms_utime, tms_stime, tms_cutime, tms_cstime;
};

#define TMS(type)                                                                      \
	F_TICKS(type, tms_utime), F_TICKS(type, tms_stime), F_TICKS(type, tms_cutime), \
		F_TICKS(type, tms_cstime)
LAYOUT_WORDS(tms, struct tms_long, struct tms_int, TMS);

const char *bts_time_text(int64_t sec, uint64_t part, int digits, char *room, size_t size)
{
	uint64_t whole = 1;
	time_t when = sec;
	struct tm tm;
	size_t n;

	for (int i = 0; i < digits; i++)
		whole *= 10;
	if ((!sec && !part) || part >= whole || !localtime_r(&when, &tm))
		return NULL;
	n = strftime(room, size, "%FT%T", &tm);
	if (n && part)
		n += snprintf(room + n, size - n, ".%0*llu", digits, (unsigned long long)part);
	if (!n || n >= size || !strftime(room + n, size - n, "%z", &tm))
		return NULL;
	return room;
}

void bts_emit_time_comment(struct bts_emit *e, int64_t sec, uint64_t part, int digits)
{
	char room[64];
	const char *text = bts_time_text(sec, part, digits, room, sizeof(room));

	if (text)
		e->ops->comment(e, text, strlen(text));
}

/* What the kernel calls USER_HZ: 100 wherever we run. */
#define TICKS 100

void bts_emit_ticks(struct bts_emit *e, uint64_t ticks)
{
	bts_emit_uint(e, ticks);
	if (ticks && e->style.consts != BTS_CONST_RAW)
		bts_emit_commentf(e, "%llu.%02llu s", (unsigned long long)(ticks / TICKS),
				  (unsigned long long)(ticks % TICKS));
}

void bts_member_ticks(struct bts_call *call, const struct bts_member *field, const void *bytes)
{
	uint64_t ticks = bts_bytes_uint(bytes, field->size);

	bts_emit_ticks(call->emit, field->size == 4 ? (uint64_t)(int32_t)ticks : ticks);
}

bool bts_call_restarts(const struct bts_call *call)
{
	/* ERESTARTSYS, ERESTARTNOINTR, ERESTARTNOHAND, ERESTART_RESTARTBLOCK */
	return call->returned &&
	       (call->ret == -512 || call->ret == -513 || call->ret == -514 || call->ret == -516);
}

void bts_show_time_left(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	char bytes[sizeof(struct timespec_long)];
	bool known = bts_call_restarts(call) && (arg->len >= 6 || !(uint32_t)call->arg[arg->len]);

	value = bts_call_word(call, value);
	if (known && value &&
	    !bts_call_read(call, BTS_AT_RETURN, value, bytes, bts_layout_size(call, arg->data)))
		bts_layout_show(call, arg->data, bytes);
	else
		bts_emit_addr(call->emit, value);
}

void bts_show_time_at(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	uint64_t addr = bts_call_word(call, value), number;
	int64_t sec;

	(void)arg;
	if (bts_show_number_read(call, BTS_AT_RETURN, addr, call->word, &number)) {
		sec = bts_call_long(call, number);
		bts_emit_array(call->emit);
		bts_emit_int(call->emit, sec);
		bts_emit_time_comment(call->emit, sec, 0, 0);
		bts_emit_array_end(call->emit);
	}
	if (bts_call_done(call))
		call->ret_note =
			bts_time_text(call->ret, 0, 0, call->ret_text, sizeof(call->ret_text));
}

void bts_show_timex(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	bts_show_struct(call, arg, value);
	if (bts_call_done(call))
		call->ret_note = bts_flag_name(&bts_set_adjtimex_state, call->ret);
}

/* Where the members of struct sigevent are. */
struct sigevent_places {
	uint8_t signo, notify, tid, function, attribute, size;
};

static void sigevent_show(struct bts_call *call, const char *bytes,
			  const struct sigevent_places *at)
{
	uint64_t value = bts_bytes_uint(bytes, call->word);
	uint32_t signo = bts_bytes_uint(bytes + at->signo, 4);
	uint32_t notify = bts_bytes_uint(bytes + at->notify, 4);
	struct bts_emit *e = call->emit;

	bts_emit_struct(e);
	if (value) {
		bts_emit_key(e, "sigev_value");
		bts_emit_struct(e);
		bts_emit_key(e, "sival_int");
		bts_emit_int(e, (int32_t)value);
		bts_emit_key(e, "sival_ptr");
		bts_emit_addr(e, value);
		bts_emit_struct_end(e);
	}
	bts_emit_key(e, "sigev_signo");
	if (notify == SIGEV_SIGNAL || notify == SIGEV_THREAD || notify == SIGEV_THREAD_ID)
		bts_emit_signal(e, signo);
	else
		bts_emit_uint(e, signo);
	bts_emit_key(e, "sigev_notify");
	bts_emit_enum(e, notify, &bts_set_sigev, "SIGEV_???");
	if (notify == SIGEV_THREAD_ID) {
		bts_emit_key(e, "sigev_notify_thread_id");
		bts_emit_int(e, (int32_t)bts_bytes_uint(bytes + at->tid, 4));
	} else if (notify == SIGEV_THREAD) {
		bts_emit_key(e, "sigev_notify_function");
		bts_emit_addr(e, bts_bytes_uint(bytes + at->function, call->word));
		bts_emit_key(e, "sigev_notify_attributes");
		bts_emit_addr(e, bts_bytes_uint(bytes + at->attribute, call->word));
	}
	bts_emit_struct_end(e);
}

void bts_show_sigevent(struct bts_call *call, const struct bts_arg *arg, uint64_t value)
{
	static const struct sigevent_places wide = { 8, 12, 16, 16, 24, 32 };
	static const struct sigevent_places narrow = { 4, 8, 12, 12, 16, 20 };
	const struct sigevent_places *at = call->word == 4 ? &narrow : &wide;
	uint64_t addr = bts_call_word(call, value);
	char bytes[32];

	(void)arg;
	if (!addr || bts_call_read(call, BTS_AT_ENTRY, addr, bytes, at->size))
		bts_emit_addr(call->emit, addr);
	else
		sigevent_show(call, bytes, at);
}
