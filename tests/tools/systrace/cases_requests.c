// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Every request of ioctl(), and every option of sockets, with memory behind it that holds anything;
 * of a descriptor that is none.
 */
#include "cases.h"

static const unsigned int requests[] = {
#define BTS_IOCTL(number, who, name, argument) number,
#include "syscall/ioctl.def"
#undef BTS_IOCTL
};

#define GROUP_SIZE 250

static void requests_from(size_t first)
{
	pages_make();
	for (size_t i = first; i < first + GROUP_SIZE && i < ARRAY_SIZE(requests); i++) {
		/* Several may have one number. */
		if (i && requests[i] == requests[i - 1])
			continue;
		T(ioctl, -1, requests[i], ZERO);
		T(ioctl, -1, requests[i], FULL);
		T(ioctl, -1, requests[i], COUNT);
		T(ioctl, -1, requests[i], WORDS);
		T(ioctl, -1, requests[i], FULL + PAGE - 4);
		T(ioctl, -1, requests[i], COUNT + PAGE - (requests[i] >> 16 & 0xfff));
		T(ioctl, -1, requests[i], LOW);
	}
}

#define GROUP(first)                       \
	static void requests_##first(void) \
	{                                  \
		requests_from(first);      \
	}

GROUP(0)
GROUP(250)
GROUP(500)
GROUP(750)
GROUP(1000)
GROUP(1250)
GROUP(1500)
GROUP(1750)
GROUP(2000)
GROUP(2250)
GROUP(2500)
GROUP(2750)
GROUP(3000)
GROUP(3250)
GROUP(3500)
GROUP(3750)
_Static_assert(ARRAY_SIZE(requests) <= 4000, "more groups");

static void *length_of(int length)
{
	return edge(&length, sizeof(length));
}

static void options(int first, int last)
{
	static const int sizes[] = { 0, 1, 4, 8, 12, 16, 20, 40, 136, 264 };

	pages_make();
	for (int level = first; level <= last; level++) {
		for (int option = 0; option <= 136; option++) {
			T(getsockopt, -1, level, option, WORDS, length_of(4));
			room_reset();
			/* What a level has not is alike. */
			if (option > 8 && level != 0 && level != 1 && level != 6 && level != 41 &&
			    level != 263)
				continue;
			for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++)
				T(setsockopt, -1, level, option, COUNT, sizes[i]);
			T(setsockopt, -1, level, option, FULL, 4);
			T(setsockopt, -1, level, option, FULL + PAGE - 4, 8);
			T(setsockopt, -1, level, option, WORDS, 16);
			T(setsockopt, -1, level, option, END - 15, 15);
			T(setsockopt, -1, level, option, LOW, -1);
		}
	}
}

#define OPTIONS(first, last)                       \
	static void options_##first##_##last(void) \
	{                                          \
		options(first, last);              \
	}

OPTIONS(0, 0)
OPTIONS(1, 5)
OPTIONS(6, 16)
OPTIONS(17, 40)
OPTIONS(41, 60)
OPTIONS(130, 140)
OPTIONS(254, 262)
OPTIONS(263, 263)
OPTIONS(264, 290)

#define REQUESTS(first)                                               \
	{                                                             \
		"requests_" #first, requests_##first, "-v|-X verbose" \
	}
#define LEVELS(first, last)                                                   \
	{                                                                     \
		"options_" #first "_" #last, options_##first##_##last, STYLES \
	}

const struct testcase cases[] = { REQUESTS(0),	    REQUESTS(250),
				  REQUESTS(500),    REQUESTS(750),
				  REQUESTS(1000),   REQUESTS(1250),
				  REQUESTS(1500),   REQUESTS(1750),
				  REQUESTS(2000),   REQUESTS(2250),
				  REQUESTS(2500),   REQUESTS(2750),
				  REQUESTS(3000),   REQUESTS(3250),
				  REQUESTS(3500),   REQUESTS(3750),
				  LEVELS(0, 0),	    LEVELS(1, 5),
				  LEVELS(6, 16),    LEVELS(17, 40),
				  LEVELS(41, 60),   LEVELS(130, 140),
				  LEVELS(254, 262), LEVELS(263, 263),
				  LEVELS(264, 290), {} };
