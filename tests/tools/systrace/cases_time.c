// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Clocks, timers and sleeping.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <time.h>
#include <string.h>

#include "cases.h"

static const struct timespec short_time = { 0, 1000 }, odd = { -1, 1000000000 },
			     negative = { 0, -1 }, endless = { 0x7fffffffffffffff, 999999999 };

static void nanosleep_calls(void)
{
	T(nanosleep, EDGE(short_time), NULL);
	T(nanosleep, EDGE(short_time), room(16));
	T(nanosleep, EDGE(odd), room(16));
	T(nanosleep, EDGE(negative), LOW);
	T(nanosleep, NULL, NULL);
	T(nanosleep, HOLE, NULL);
	T(nanosleep, (char *)EDGE(short_time) + 8, NULL);
}

static void clock_nanosleep_calls(void)
{
	static const struct timespec past = { 1, 5 };

	T(clock_nanosleep, CLOCK_REALTIME, 0, EDGE(short_time), NULL);
	T(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, EDGE(past), room(16));
	T(clock_nanosleep, CLOCK_BOOTTIME, 0, EDGE(odd), room(16));
	T(clock_nanosleep, 99, -1, EDGE(short_time), LOW);
	T(clock_nanosleep, CLOCK_THREAD_CPUTIME_ID, 0, EDGE(short_time), NULL);
	T(clock_nanosleep, RUBBISH(CLOCK_TAI), RUBBISH(1), NULL, NULL);
	T(clock_nanosleep, -1, 2, UPPER, NULL);
}

static void sleep_interrupted(void)
{
	static const struct timespec second = { 5, 0 };
	static const struct itimerval soon = { { 0, 0 }, { 0, 50000 } };

	catch_signal(SIGALRM, 0);
	T(setitimer, ITIMER_REAL, EDGE(soon), NULL);
	T(nanosleep, EDGE(second), NULL);
	T(setitimer, ITIMER_REAL, EDGE(soon), NULL);
	T(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, EDGE(endless), NULL);
	T(setitimer, ITIMER_REAL, EDGE(soon), NULL);
	T(clock_nanosleep, CLOCK_REALTIME, 0, EDGE(second), NULL);
	T(setitimer, ITIMER_REAL, EDGE(soon), NULL);
	T(poll, NULL, 0, 5000);
}

static void clock_gets(void)
{
	static const int clocks[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 77, -1, -2, -6, -7 };

	for (size_t i = 0; i < ARRAY_SIZE(clocks); i++)
		T(clock_getres, clocks[i], room(16));
	T(clock_getres, 0, NULL);
	T(clock_getres, 0, LOW);
	T(clock_gettime, 99, room(16));
	T(clock_gettime, CLOCK_REALTIME, NULL);
	T(clock_gettime, CLOCK_REALTIME, (char *)room(16) + 8);
	T(clock_gettime, CLOCK_REALTIME, room(16));
	T(clock_gettime, CLOCK_REALTIME_COARSE, room(16));
}

static void clock_sets(void)
{
	T(clock_settime, CLOCK_MONOTONIC, EDGE(short_time));
	T(clock_settime, CLOCK_REALTIME, EDGE(odd));
	T(clock_settime, 99, EDGE(endless));
	T(clock_settime, CLOCK_REALTIME, NULL);
	T(clock_settime, CLOCK_REALTIME, LOW);
	T(settimeofday, LOW, NULL);
	T(settimeofday, EDGE(negative), NULL);
	T(settimeofday, EDGE(odd), LOW);
}

static void gettimeofday_calls(void)
{
	T(gettimeofday, room(16), NULL);
	T(gettimeofday, room(16), room(8));
	T(gettimeofday, NULL, room(8));
	T(gettimeofday, NULL, NULL);
	T(gettimeofday, LOW, NULL);
	T(time, NULL);
	T(time, room(8));
	T(time, LOW);
	T(times, NULL);
	T(times, room(32));
	T(times, LOW);
}

static void posix_timers(void)
{
	struct sigevent none = { .sigev_notify = SIGEV_NONE };
	struct sigevent signal = { .sigev_notify = SIGEV_SIGNAL,
				   .sigev_signo = SIGUSR1,
				   .sigev_value.sival_ptr = (void *)0x123456789a };
	struct sigevent thread = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN };
	struct sigevent odd_event = { .sigev_notify = 77, .sigev_signo = -1 };
	struct itimerspec far = { { 100000, 1 }, { 200000, 2 } }, bad = { { -1, -1 }, { -1, -1 } };
	int *id = room(4);

	T(timer_create, CLOCK_MONOTONIC, EDGE(none), id);
	T(timer_settime, *id, 0, EDGE(far), NULL);
	T(timer_settime, *id, TIMER_ABSTIME, EDGE(bad), room(32));
	T(timer_settime, 77, -1, EDGE(far), LOW);
	T(timer_settime, *id, 0, NULL, NULL);
	T(timer_gettime, 77, room(32));
	T(timer_gettime, *id, LOW);
	T(timer_getoverrun, *id);
	T(timer_getoverrun, -1);
	T(timer_delete, *id);
	T(timer_delete, *id);
	T(timer_create, CLOCK_REALTIME, EDGE(signal), id);
	T(timer_create, CLOCK_REALTIME, EDGE(thread), id);
	T(timer_create, 99, EDGE(odd_event), id);
	T(timer_create, CLOCK_REALTIME, NULL, LOW);
	T(timer_create, CLOCK_REALTIME, LOW, NULL);
}

static void posix_timer_reads(void)
{
	struct itimerspec off = { { 0, 0 }, { 0, 0 } };
	struct itimerspec far = { { 100000, 1 }, { 200000, 500000000 } };
	int *id = room(4), fd = T(timerfd_create, CLOCK_MONOTONIC, 0);

	T(timer_create, CLOCK_MONOTONIC, NULL, id);
	T(timer_gettime, *id, room(32));
	T(timer_settime, *id, 0, EDGE(off), room(32));
	T(timer_settime, *id, 0, EDGE(far), NULL);
	T(timer_gettime, *id, room(32));
	T(timer_settime, *id, 0, EDGE(off), room(32));
	T(timerfd_settime, fd, 0, EDGE(far), NULL);
	T(timerfd_gettime, fd, room(32));
}

static void timerfd_calls(void)
{
	struct itimerspec far = { { 100000, 1 }, { 200000, 2 } }, bad = { { -1, -1 }, { -1, -1 } };
	struct itimerspec off = { { 0, 0 }, { 0, 0 } };
	int fd = T(timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);

	T(timerfd_gettime, fd, room(32));
	T(timerfd_settime, fd, 0, EDGE(far), room(32));
	T(timerfd_settime, fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, EDGE(far), NULL);
	T(timerfd_settime, fd, -1, EDGE(bad), LOW);
	T(timerfd_settime, fd, 0, EDGE(off), NULL);
	T(read, fd, room(8), 8);
	T(timerfd_settime, -1, 0, NULL, NULL);
	T(timerfd_gettime, -1, room(32));
	T(timerfd_gettime, fd, NULL);
	T(timerfd_create, 99, -1);
	T(timerfd_create, CLOCK_BOOTTIME_ALARM, 1);
}

static void itimer_calls(void)
{
	struct itimerval far = { { 100000, 1 }, { 200000, 2 } },
			 bad = { { -1, -1 }, { 1, 1000000 } };
	struct itimerval off = { { 0, 0 }, { 0, 0 } };

	T(setitimer, ITIMER_REAL, EDGE(off), room(32));
	T(getitimer, ITIMER_REAL, room(32));
	T(setitimer, ITIMER_VIRTUAL, EDGE(far), NULL);
	T(setitimer, ITIMER_VIRTUAL, EDGE(off), NULL);
	T(setitimer, ITIMER_PROF, EDGE(bad), room(32));
	T(setitimer, 77, EDGE(far), NULL);
	T(setitimer, ITIMER_REAL, LOW, LOW);
	T(setitimer, ITIMER_REAL, NULL, room(32));
	T(getitimer, -1, room(32));
	T(getitimer, ITIMER_PROF, NULL);
	T(alarm, 0);
	T(alarm, 1000);
	T(alarm, RUBBISH(0));
}

static void adjtimex_calls(void)
{
	struct timex read_only = { 0 }, unknown = { .modes = 0x40000000 };

	T(adjtimex, LOW);
	T(adjtimex, NULL);
	read_only.modes = 0x7000;
	read_only.tick = 1;
	T(adjtimex, EDGE(read_only));
	T(clock_adjtime, 99, EDGE(unknown));
	T(clock_adjtime, CLOCK_MONOTONIC, EDGE(read_only));
	T(clock_adjtime, CLOCK_REALTIME, LOW);
}

#define TIME "-X raw|-X verbose"

const struct testcase cases[] = { { "nanosleep_calls", nanosleep_calls, "-v|-T|-r|-t|-tt|-ttt" },
				  { "clock_nanosleep_calls", clock_nanosleep_calls, TIME },
				  { "sleep_interrupted", sleep_interrupted,
				    "-Z|-e status=unfinished|-e trace=nanosleep" },
				  { "clock_gets", clock_gets, TIME },
				  { "clock_sets", clock_sets, TIME },
				  { "gettimeofday_calls", gettimeofday_calls, "-v" },
				  { "posix_timers", posix_timers, TIME "|-v" },
				  { "posix_timer_reads", posix_timer_reads, TIME },
				  { "timerfd_calls", timerfd_calls, TIME "|-y|-yy" },
				  { "itimer_calls", itimer_calls, TIME },
				  { "adjtimex_calls", adjtimex_calls, TIME "|-v" },
				  {} };
