// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * The table of ioctl()'s requests. Its thousands of names are one block of text and are found by
 * offsets in it: no pointer of them has to be relocated when a program starts.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "bts/array.h"
#include "bts/emit.h"
#include "syscall/ioctl.h"
#include "syscall/sets.h"

static const struct names {
#define BTS_IOCTL(number, who, name, argument) char name##_##number[sizeof(#name)];
#include "syscall/ioctl.def"
#undef BTS_IOCTL
} names = {
#define BTS_IOCTL(number, who, name, argument) #name,
#include "syscall/ioctl.def"
#undef BTS_IOCTL
};

enum {
	LP64 = 1,
	X32 = 2,
	I386 = 4,
	ILP32 = X32 | I386,
	LP64_X32 = LP64 | X32,
	LP64_I386 = LP64 | I386,
	ALL = LP64 | X32 | I386,
};

static const struct request {
	uint32_t number;
	uint32_t name : 20; /* its offset in the block */
	uint32_t who : 4;
	uint32_t argument : 8;
} requests[] = {
#define BTS_IOCTL(number, who, name, argument) \
	{ number, offsetof(struct names, name##_##number), who, BTS_IOCTL_##argument },
#include "syscall/ioctl.def"
#undef BTS_IOCTL
};

#define REQUESTS ARRAY_SIZE(requests)

static unsigned int who_of(enum bts_abi abi)
{
	return abi == BTS_ABI_I386 ? I386 : abi == BTS_ABI_X32 ? X32 : LP64;
}

/* The first of a number's rows from @from on that the ABI has; NULL: there is none. */
static const struct request *request_next(enum bts_abi abi, uint32_t number, size_t from)
{
	for (size_t i = from; i < REQUESTS && requests[i].number == number; i++) {
		if (requests[i].who & who_of(abi))
			return &requests[i];
	}
	return NULL;
}

static const struct request *request_find(enum bts_abi abi, uint32_t number)
{
	size_t low = 0, high = REQUESTS;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (requests[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return request_next(abi, number, low);
}

#define IOC_DIR(number)	 ((number) >> 30)
#define IOC_SIZE(number) ((number) >> 16 & 0x3fff)
#define IOC_TYPE(number) ((number) >> 8 & 0xff)
#define IOC_NR(number)	 ((number)&0xff)
#define IOC_WRITE	 1U
#define IOC_READ	 2U

/* Requests by functions of the UAPI: their numbers hold an argument. */
static const struct family {
	uint8_t type, dir;
	uint8_t first, last; /* numbers */
	const char *name;
	const struct bts_flag_set *set; /* what the number, counted from the first, says */
	const char *unknown;
	bool by_size; /* it has the size for an argument, else the number itself */
	enum bts_ioctl_arg argument;
} families[] = {
	{ 'E', IOC_READ, 0x06, 0x06, "EVIOCGNAME", NULL, NULL, true, BTS_IOCTL_SHOW },
	{ 'E', IOC_READ, 0x07, 0x07, "EVIOCGPHYS", NULL, NULL, true, BTS_IOCTL_SHOW },
	{ 'E', IOC_READ, 0x08, 0x08, "EVIOCGUNIQ", NULL, NULL, true, BTS_IOCTL_SHOW },
	{ 'E', IOC_READ, 0x09, 0x09, "EVIOCGPROP", NULL, NULL, true, BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x0a, 0x0a, "EVIOCGMTSLOTS", NULL, NULL, true, BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x18, 0x18, "EVIOCGKEY", NULL, NULL, true, BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x19, 0x19, "EVIOCGLED", NULL, NULL, true, BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x1a, 0x1a, "EVIOCGSND", NULL, NULL, true, BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x1b, 0x1b, "EVIOCGSW", NULL, NULL, true, BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x20, 0x3f, "EVIOCGBIT", &bts_set_evdev_ev, "EV_???", true,
	  BTS_IOCTL_ADDR },
	{ 'E', IOC_READ, 0x40, 0x7f, "EVIOCGABS", &bts_set_evdev_abs, "ABS_???", false,
	  BTS_IOCTL_ADDR },
	{ 'E', IOC_WRITE, 0xc0, 0xff, "EVIOCSABS", &bts_set_evdev_abs, "ABS_???", false,
	  BTS_IOCTL_ADDR },
	{ 'H', IOC_READ, 0x04, 0x04, "HIDIOCGRAWNAME", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'H', IOC_READ, 0x05, 0x05, "HIDIOCGRAWPHYS", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'H', IOC_READ, 0x06, 0x06, "HIDIOCSFEATURE", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'H', IOC_READ, 0x08, 0x08, "HIDIOCGRAWUNIQ", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'H', IOC_READ, 0x12, 0x12, "HIDIOCGPHYS", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'H', IOC_READ | IOC_WRITE, 0x06, 0x06, "HIDIOCSFEATURE", NULL, NULL, true,
	  BTS_IOCTL_NUM },
	{ 'H', IOC_READ | IOC_WRITE, 0x07, 0x07, "HIDIOCGFEATURE", NULL, NULL, true,
	  BTS_IOCTL_NUM },
	{ 'M', IOC_WRITE, 0x00, 0xff, "MIXER_WRITE", NULL, NULL, false, BTS_IOCTL_NUM },
	{ 'M', IOC_READ, 0x00, 0xff, "MIXER_READ", NULL, NULL, false, BTS_IOCTL_NUM },
	{ 'U', IOC_READ, 0x2c, 0x2c, "UI_GET_SYSNAME", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'j', IOC_READ, 0x13, 0x13, "JSIOCGNAME", NULL, NULL, true, BTS_IOCTL_NUM },
	{ 'k', IOC_WRITE, 0x00, 0x00, "SPI_IOC_MESSAGE", NULL, NULL, true, BTS_IOCTL_NUM },
};

static const struct family *family_find(uint32_t number)
{
	uint32_t type = IOC_TYPE(number), nr = IOC_NR(number);

	for (size_t i = 0; i < ARRAY_SIZE(families); i++) {
		const struct family *family = &families[i];

		if (family->type == type && family->dir == IOC_DIR(number) && nr >= family->first &&
		    nr <= family->last)
			return family;
	}
	return NULL;
}

/* A request whose direction was wrong, and which is still taken (linux/seccomp.h). */
#define NOTIF_ID_VALID_WRONG_DIR 0x80082102

enum bts_ioctl_arg bts_ioctl_argument(enum bts_abi abi, uint32_t number)
{
	const struct request *request = request_find(abi, number);
	const struct family *family;

	if (request)
		return request->argument;
	if (number == NOTIF_ID_VALID_WRONG_DIR)
		return BTS_IOCTL_ADDR;
	family = family_find(number);
	return family ? family->argument : BTS_IOCTL_NUM;
}

struct writing {
	char *text;
	size_t size, len;
};

static void write_text(struct writing *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void write_text(struct writing *w, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(w->text + w->len, w->size - w->len, format, ap);
	va_end(ap);
	if (n > 0)
		w->len += (size_t)n < w->size - w->len ? (size_t)n : w->size - w->len - 1;
}

static void family_write(struct writing *w, const struct family *family, uint32_t number, bool bare)
{
	uint32_t nr = IOC_NR(number) - family->first;
	const char *name = family->set ? bts_flag_name(family->set, nr) : NULL;

	write_text(w, "%s(", family->name);
	/* What EVIOCGBIT(0) asks for is which events there are, not EV_SYN. */
	if (family->set == &bts_set_evdev_ev && !nr)
		write_text(w, "0");
	else if (name)
		write_text(w, "%s", name);
	else if (family->set && bare)
		write_text(w, "%#x", nr);
	else if (family->set)
		write_text(w, "%#x /* %s */", nr, family->unknown);
	if (family->by_size)
		write_text(w, "%s%u", family->set ? ", " : "", IOC_SIZE(number));
	else if (!family->set)
		write_text(w, "%u", IOC_NR(number));
	write_text(w, ")");
}

static void number_write(struct writing *w, uint32_t number)
{
	static const char *const dirs[] = { "_IOC_NONE", "_IOC_WRITE", "_IOC_READ",
					    "_IOC_READ|_IOC_WRITE" };

	write_text(w, "_IOC(%s, %#x, %#x, %#x)", dirs[IOC_DIR(number)], IOC_TYPE(number),
		   IOC_NR(number), IOC_SIZE(number));
}

void bts_ioctl_name(enum bts_abi abi, uint32_t number, bool bare, char *text, size_t size)
{
	const struct request *request = request_find(abi, number);
	const struct family *family = family_find(number);
	struct writing w = { text, size, 0 };

	*text = 0;
	if (family)
		family_write(&w, family, number, bare);
	else if (number == NOTIF_ID_VALID_WRONG_DIR)
		write_text(&w, "SECCOMP_IOCTL_NOTIF_ID_VALID_WRONG_DIR");
	else if (!request)
		number_write(&w, number);
	while (request) {
		write_text(&w, "%s%s", w.len ? " or " : "", (const char *)&names + request->name);
		request = request_next(abi, number, request - requests + 1);
	}
}
