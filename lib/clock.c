// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "bts/clock.h"

int64_t bts_clock_shift(const char *clock)
{
	FILE *f = fopen("/proc/self/timens_offsets", "re");
	long long sec, nsec, shift = 0;
	char line[128], name[32];

	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%31s %lld %lld", name, &sec, &nsec) == 3 && !strcmp(name, clock))
			shift = sec * 1000000000LL + nsec;
	}
	fclose(f);
	return shift;
}

static uint64_t read_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

uint64_t bts_clock_now(void)
{
	static bool known;
	static int64_t shift;

	/* A process stays in its time namespace. */
	if (!known) {
		shift = bts_clock_shift("monotonic");
		known = true;
	}
	return read_ns(CLOCK_MONOTONIC) - shift;
}

uint64_t bts_clock_epoch(void)
{
	return read_ns(CLOCK_REALTIME) - bts_clock_now();
}
