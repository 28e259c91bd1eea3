/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_TIME_H
#define BTS_SYSCALL_CALL_TIME_H

#include "syscall/args.h"

/* Of a call that i386 programs make with 32 bits too; timespec64 has 64 for all. */
extern const struct bts_layout bts_layout_timespec, bts_layout_timespec64;
extern const struct bts_layout bts_layout_timeval, bts_layout_timezone;
extern const struct bts_layout bts_layout_itimerspec, bts_layout_itimerspec64;
extern const struct bts_layout bts_layout_itimerval;
extern const struct bts_layout bts_layout_timex, bts_layout_timex64, bts_layout_tms;

#define CLOCK	    ENUM(clock, "CLOCK_???")
#define TIMER_FLAGS FLAGS(timer, "TIMER_???")

/*
 * What is left of a sleep, known only if a signal ended it and argument @flags is 0; BTS_LEN_RET:
 * there is none. @layout_: a timespec.
 */
SHOWS(time_left);
#define TIME_LEFT(layout_, flags)                                                  \
	.show = bts_show_time_left, .data = &bts_layout_##layout_, .len = (flags), \
	OPS(OP_MEM(BTS_CAP_RETURN, SELF, BTS_LAYOUT_MAX))

/* Seconds since the epoch in a word of memory. */
SHOWS(time_at);
#define TIME_OUT .show = bts_show_time_at, OPS(OP_MEM(AT_OUT, SELF, 8))

/* What a clock is to be adjusted by, and is by now. */
SHOWS(timex);
#define TIMEX(layout_)                                                                \
	.show = bts_show_timex, .data = &bts_layout_##layout_, .when = BTS_AT_RETURN, \
	OPS(OP_MEM(AT_OUT, SELF, BTS_LAYOUT_MAX))

/* How somebody wants to be told of something. */
SHOWS(sigevent);
#define SIGEVENT .show = bts_show_sigevent, OPS(OP_MEM(AT_IN, SELF, 32))

/*
 * A moment in local time, 2026-11-29T06:09:34.000000123+0000, with @digits digits of @part behind
 * the point (none if it is 0). NULL where there is none to be shown: the epoch itself, and parts
 * that are more than a second.
 */
const char *bts_time_text(int64_t sec, uint64_t part, int digits, char *room, size_t size);

/* The same as a comment, where there is one. */
void bts_emit_time_comment(struct bts_emit *e, int64_t sec, uint64_t part, int digits);

/* Time that was used, in ticks of 1/100 s. */
void bts_emit_ticks(struct bts_emit *e, uint64_t ticks);
MEMBER_SHOWS(ticks);
#define F_TICKS(type, member) MEMBER_(type, member, ticks)

/* Was the call left because of a signal, to be made again? */
bool bts_call_restarts(const struct bts_call *call);

#endif
