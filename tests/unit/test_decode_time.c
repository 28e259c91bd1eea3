// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Clocks and timers. */
#include <signal.h>
#include <time.h>
#include "test.h"
#include "decode.h"
#include "syscall/call_time.h"

static int64_t one[2] = { 1, 500 }, left[2] = { 0, 250 };

TEST(sleeping)
{
	char want[256];

	snprintf(want, sizeof(want), "nanosleep({tv_sec=1, tv_nsec=500}, %p) = 0", (void *)left);
	CHECK_STR(TEXT("nanosleep", 0, PTR(one), PTR(left)), want);
	CHECK_STR(TEXT("nanosleep", -516, PTR(one), PTR(left)),
		  "nanosleep({tv_sec=1, tv_nsec=500}, {tv_sec=0, tv_nsec=250}) = ? "
		  "ERESTART_RESTARTBLOCK (Interrupted by signal)");
	CHECK_STR(TEXT("nanosleep", -EFAULT, 0x10, 0),
		  "nanosleep(0x10, NULL) = -1 EFAULT (Bad address)");
	CHECK_STR(TEXT("clock_nanosleep", -516, CLOCK_MONOTONIC, 0, PTR(one), PTR(left)),
		  "clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=1, tv_nsec=500}, {tv_sec=0, "
		  "tv_nsec=250}) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)");
	/* Until a moment, nothing is left. */
	snprintf(want, sizeof(want),
		 "clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, {tv_sec=1, tv_nsec=500}, %p) = ? "
		 "ERESTARTNOHAND (To be restarted if no handler)",
		 (void *)left);
	CHECK_STR(TEXT("clock_nanosleep", -514, CLOCK_REALTIME, TIMER_ABSTIME, PTR(one), PTR(left)),
		  want);
}

TEST(clocks)
{
	int64_t odd[2] = { -1, -1 }, micro[2] = { 5, 6 };
	int32_t zone[2] = { -60, 1 };

	CHECK_STR(TEXT("clock_gettime", 0, CLOCK_BOOTTIME, PTR(one)),
		  "clock_gettime(CLOCK_BOOTTIME, {tv_sec=1, tv_nsec=500}) = 0");
	CHECK_STR(TEXT("clock_getres", 0, -6, PTR(one)),
		  "clock_getres(0xfffffffa /* CLOCK_??? */, {tv_sec=1, tv_nsec=500}) = 0");
	CHECK_STR(TEXT("clock_settime", -EINVAL, 11, PTR(odd)),
		  "clock_settime(CLOCK_TAI, {tv_sec=-1, tv_nsec=18446744073709551615}) = -1 "
		  "EINVAL (Invalid argument)");
	CHECK_STR(TEXT("gettimeofday", 0, PTR(micro), PTR(zone)),
		  "gettimeofday({tv_sec=5, tv_usec=6}, {tz_minuteswest=-60, tz_dsttime=1}) = 0");
	CHECK_STR(TEXT("settimeofday", 0, PTR(micro), 0),
		  "settimeofday({tv_sec=5, tv_usec=6}, NULL) = 0");
	CHECK_STR(JSON("clock_gettime", 0, CLOCK_REALTIME, PTR(one)),
		  "clock_gettime(\"clockid\":\"CLOCK_REALTIME\",\"tp\":{\"tv_sec\":1,"
		  "\"tv_nsec\":500}) = 0");
}

TEST(moments)
{
	int64_t now = 1795932574;
	char room[64];

	decode_utc();
	CHECK_STR(TEXT("time", now, PTR(&now)),
		  "time([1795932574 /* 2026-11-29T06:09:34+0000 */]) = 1795932574 "
		  "(2026-11-29T06:09:34+0000)");
	CHECK_STR(TEXT("time", now, 0), "time(NULL) = 1795932574 (2026-11-29T06:09:34+0000)");
	CHECK_STR(TEXT("time", -EFAULT, 16), "time(0x10) = -1 EFAULT (Bad address)");
	CHECK_STR(JSON("time", 5, PTR(&now)), "time(\"tloc\":[1795932574]) = 5 "
					      "(1970-01-01T00:00:05+0000)");
	CHECK_STR(bts_time_text(now, 123, 9, room, sizeof(room)),
		  "2026-11-29T06:09:34.000000123+0000");
	CHECK(!bts_time_text(0, 0, 0, room, sizeof(room)));
	CHECK(!bts_time_text(1, 1000000, 6, room, sizeof(room)));
	CHECK(!bts_time_text(INT64_MAX, 0, 0, room, sizeof(room)));
}

TEST(ticks)
{
	uint64_t tms[4] = { 0, 123, 100, UINT64_MAX };

	CHECK_STR(TEXT("times", 77, PTR(tms)),
		  "times({tms_utime=0, tms_stime=123 /* 1.23 s */, tms_cutime=100 /* 1.00 s */, "
		  "tms_cstime=18446744073709551615 /* 184467440737095516.15 s */}) = 77");
	CHECK_STR(RAW("times", 1, PTR(tms)), "times({tms_utime=0, tms_stime=123, tms_cutime=100, "
					     "tms_cstime=18446744073709551615}) = 1");
}

TEST(adjusting)
{
	/* struct timex: modes, offset, freq, maxerror, esterror, status, constant ... */
	uint64_t timex[26] = { 0xa001, (uint64_t)-5, 2, 3, 4, 0x2040, 6, 7, 8, 9, 10, 11 };

	CHECK_STR(TEXT("adjtimex", 5, PTR(timex)),
		  "adjtimex({modes=ADJ_OFFSET_SS_READ, offset=-5, freq=2, maxerror=3, esterror=4, "
		  "status=STA_UNSYNC|STA_NANO, constant=6, precision=7, tolerance=8, "
		  "time={tv_sec=9, tv_usec=10}, tick=11, ppsfreq=0, jitter=0, shift=0, stabil=0, "
		  "jitcnt=0, calcnt=0, errcnt=0, stbcnt=0, tai=0}) = 5 (TIME_ERROR)");
	CHECK_STR(TEXT("clock_adjtime", -EFAULT, 0, 8),
		  "clock_adjtime(CLOCK_REALTIME, 0x8) = -1 EFAULT (Bad address)");
}

TEST(timers)
{
	int64_t value[4] = { 1, 2, 3, 4 }, old[4] = {};
	struct sigevent none = { .sigev_notify = SIGEV_NONE, .sigev_signo = -7 };
	struct {
		uint64_t value;
		int32_t signo, notify;
		uint64_t function, attribute;
	} event = { 0x10000000005, SIGUSR1, SIGEV_THREAD, 0x1000, 0 };
	int id = 3;

	CHECK_STR(TEXT("setitimer", 0, 0, PTR(value), PTR(old)),
		  "setitimer(ITIMER_REAL, {it_interval={tv_sec=1, tv_usec=2}, it_value={tv_sec=3, "
		  "tv_usec=4}}, {it_interval={tv_sec=0, tv_usec=0}, it_value={tv_sec=0, "
		  "tv_usec=0}}) = 0");
	CHECK_STR(TEXT("getitimer", -EINVAL, 5, 0),
		  "getitimer(0x5 /* ITIMER_??? */, NULL) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("timer_create", 0, 1, PTR(&event), PTR(&id)),
		  "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=5, "
		  "sival_ptr=0x10000000005}, sigev_signo=SIGUSR1, sigev_notify=SIGEV_THREAD, "
		  "sigev_notify_function=0x1000, sigev_notify_attributes=NULL}, [3]) = 0");
	event.notify = SIGEV_THREAD_ID;
	event.value = 0;
	CHECK_STR(TEXT("timer_create", 0, 1, PTR(&event), PTR(&id)),
		  "timer_create(CLOCK_MONOTONIC, {sigev_signo=SIGUSR1, "
		  "sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=4096}, [3]) = 0");
	CHECK_STR(TEXT("timer_create", -EINVAL, 0, PTR(&none), 0),
		  "timer_create(CLOCK_REALTIME, {sigev_signo=4294967289, "
		  "sigev_notify=SIGEV_NONE}, NULL) = -1 EINVAL (Invalid argument)");
	CHECK_STR(TEXT("timer_settime", 0, 3, 3, PTR(value), 0),
		  "timer_settime(3, TIMER_ABSTIME|0x2, {it_interval={tv_sec=1, tv_nsec=2}, "
		  "it_value={tv_sec=3, tv_nsec=4}}, NULL) = 0");
	CHECK_STR(TEXT("timer_getoverrun", 0, -1), "timer_getoverrun(-1) = 0");
	CHECK_STR(TEXT("timerfd_create", 3, 1, 0x80800),
		  "timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC|TFD_NONBLOCK) = 3");
	CHECK_STR(TEXT("timerfd_gettime", 0, 3, PTR(value)),
		  "timerfd_gettime(3, {it_interval={tv_sec=1, tv_nsec=2}, it_value={tv_sec=3, "
		  "tv_nsec=4}}) = 0");
	CHECK_STR(TEXT("alarm", 0, 0xfffffff0), "alarm(4294967280) = 0");
}

TEST_MAIN(RUN(sleeping), RUN(clocks), RUN(moments), RUN(ticks), RUN(adjusting), RUN(timers))
