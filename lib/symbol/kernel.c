// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bts/array.h"
#include "bts/symbol.h"

/*
 * kallsyms tells where functions begin, not where they end: behind the last one
 * of a module there is nothing. No function is as long as this.
 */
#define FUNCTION_MAX (1ULL << 20)

#define NO_MODULE UINT32_MAX

struct bts_ksyms_entry {
	uint64_t addr;
	uint32_t name, module; /* where in the names */
};

/* Reading, with what is needed for it alone. */
struct reader {
	struct bts_ksyms *ksyms;
	size_t entries_max, names_max;
	uint32_t module; /* the last one, whose functions mostly stand together */
	size_t lines;
	bool seen; /* an address that is not hidden, of whatever */
};

/* Room for @n more of @size bytes, by halves; false where memory is short. */
static bool grow(void **at, size_t *max, size_t count, size_t n, size_t size)
{
	size_t want = *max + *max / 2 + n;
	void *more;

	if (count + n <= *max)
		return true;
	more = realloc(*at, want * size);
	if (!more)
		return false;
	*at = more;
	*max = want;
	return true;
}

/* Keeps @n bytes and a NUL; the place of the text, or -1. */
static int64_t name_keep(struct reader *r, const char *text, size_t n)
{
	struct bts_ksyms *ksyms = r->ksyms;
	size_t at = ksyms->names_size;

	if (!grow((void **)&ksyms->names, &r->names_max, at, n + 1, 1) || at + n >= UINT32_MAX)
		return -1;
	memcpy(ksyms->names + at, text, n);
	ksyms->names[at + n] = '\0';
	ksyms->names_size += n + 1;
	return at;
}

/* The place of the module's name in brackets at @text; NO_MODULE; -1: no memory. */
static int64_t module_keep(struct reader *r, const char *text)
{
	size_t n = strcspn(++text, "]");
	const char *last;

	if (r->module != NO_MODULE) {
		last = r->ksyms->names + r->module;
		if (strlen(last) == n && !memcmp(last, text, n))
			return r->module;
	}
	return name_keep(r, text, n);
}

/* A line: address, type, name and, of a module, its name in brackets. */
static bool line_read(struct reader *r, const char *line)
{
	struct bts_ksyms *ksyms = r->ksyms;
	struct bts_ksyms_entry *entry;
	int64_t name, module = NO_MODULE;
	const char *bracket;
	uint64_t addr;
	char *end;
	size_t n;

	addr = strtoull(line, &end, 16);
	r->lines++;
	r->seen |= addr;
	/* Functions alone, the kernel's and modules', also weak ones. */
	if (!addr || *end != ' ' || !end[1] || !strchr("tTwW", end[1]) || end[2] != ' ')
		return true;
	line = end + 3;
	n = strcspn(line, " \t\n");
	if (!n)
		return true;
	bracket = strchr(line + n, '[');
	if (bracket) {
		module = module_keep(r, bracket);
		if (module < 0)
			return false;
		r->module = module;
	}
	name = name_keep(r, line, n);
	if (name < 0 || !grow((void **)&ksyms->entries, &r->entries_max, ksyms->count, 1,
			      sizeof(*ksyms->entries)))
		return false;
	entry = &ksyms->entries[ksyms->count++];
	*entry = (struct bts_ksyms_entry){ addr, name, module };
	return true;
}

/* By address, and of those at one in the order of the file. */
static int entry_compare(const void *a, const void *b)
{
	const struct bts_ksyms_entry *one = a, *other = b;

	if (one->addr != other->addr)
		return one->addr < other->addr ? -1 : 1;
	return one->name < other->name ? -1 : 1;
}

/* Of several names for one address the first is kept; what is not needed is given back. */
static void entries_finish(struct bts_ksyms *ksyms)
{
	size_t count = 0;
	void *less;

	qsort(ksyms->entries, ksyms->count, sizeof(*ksyms->entries), entry_compare);
	for (size_t i = 0; i < ksyms->count; i++) {
		if (!count || ksyms->entries[i].addr != ksyms->entries[count - 1].addr)
			ksyms->entries[count++] = ksyms->entries[i];
	}
	ksyms->count = count;
	less = realloc(ksyms->entries, count * sizeof(*ksyms->entries));
	ksyms->entries = less ?: ksyms->entries;
	less = realloc(ksyms->names, ksyms->names_size);
	ksyms->names = less ?: ksyms->names;
}

/* Who may see addresses: kallsyms_show_value() of kernel/ksyms_common.c. */
static int hidden(const char *path, struct bts_error *error)
{
	FILE *f = fopen("/proc/sys/kernel/kptr_restrict", "re");
	int c = f ? fgetc(f) : EOF;

	if (f)
		fclose(f);
	bts_fail(error, -EACCES, "kernel symbols: %s: addresses are hidden", path);
	bts_hint(error, c == '2' ? "sysctl kernel.kptr_restrict=1" : "CAP_SYSLOG shows them");
	return -EACCES;
}

int bts_ksyms_read(struct bts_ksyms *ksyms, const char *path, struct bts_error *error)
{
	struct reader r = { .ksyms = ksyms, .module = NO_MODULE };
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	*ksyms = (struct bts_ksyms){};
	if (!f)
		return bts_fail(error, -errno, "kernel symbols: %s: %s", path, strerror(errno));
	while (ok && getline(&line, &size, f) > 0)
		ok = line_read(&r, line);
	free(line);
	fclose(f);
	if (ok && ksyms->count) {
		entries_finish(ksyms);
		return 0;
	}
	bts_ksyms_free(ksyms);
	if (!ok)
		return bts_fail(error, -ENOMEM, "kernel symbols: out of memory");
	if (r.lines && !r.seen)
		return hidden(path, error);
	return bts_fail(error, -ENOENT, "kernel symbols: %s: no functions", path);
}

void bts_ksyms_free(struct bts_ksyms *ksyms)
{
	free(ksyms->entries);
	free(ksyms->names);
	*ksyms = (struct bts_ksyms){};
}

/* The last function that begins at @addr or before it; NULL. */
static const struct bts_ksyms_entry *entry_search(const struct bts_ksyms *ksyms, uint64_t addr)
{
	size_t from = 0, to = ksyms->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (ksyms->entries[middle].addr <= addr)
			from = middle + 1;
		else
			to = middle;
	}
	if (!from || addr - ksyms->entries[from - 1].addr >= FUNCTION_MAX)
		return NULL;
	return &ksyms->entries[from - 1];
}

bool bts_ksyms_find(struct bts_ksyms *ksyms, uint64_t addr, struct bts_symbol *symbol)
{
	/* Instructions of different functions seldom agree in these bits. */
	typeof(ksyms->cache[0]) *known = &ksyms->cache[(addr ^ addr >> 10) % BTS_KSYMS_CACHE];

	if (known->addr != addr) {
		known->addr = addr;
		known->entry = entry_search(ksyms, addr);
	}
	if (!known->entry)
		return false;
	symbol->name = ksyms->names + known->entry->name;
	symbol->module = known->entry->module == NO_MODULE ? NULL
							   : ksyms->names + known->entry->module;
	symbol->offset = addr - known->entry->addr;
	return true;
}

bool bts_symbol_is_bpf(const struct bts_symbol *symbol)
{
	/* kernel/trace/bpf_trace.c, kernel/bpf/trampoline.c, include/trace/bpf_probe.h */
	static const char *const prefixes[] = {
		"bpf_prog_", "bpf_trace_run", "__bpf_trace_", "__traceiter_", "bpf_trampoline_",
	};

	for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
		if (!strncmp(symbol->name, prefixes[i], strlen(prefixes[i])))
			return true;
	}
	return false;
}
