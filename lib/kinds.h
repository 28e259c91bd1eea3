/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What the files share in which kinds are defined; the kinds that kinds.c finds by name. */
#ifndef BTS_KINDS_PRIVATE_H
#define BTS_KINDS_PRIVATE_H

#include <linux/types.h>
#include <string.h>

#include "bts/array.h"
#include "bts/abi.h"
#include "bts/schema.h"
#include "bts/text.h"

/* What every function of a kind is given; few need all of it. */
#define VALUE                                                                      \
	struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec, \
		const struct bts_clock *clock __attribute__((unused))

struct bytes {
	const char *at;
	size_t n;
};

static inline const void *field_at(const struct bts_field *f, const struct bts_rec *rec)
{
	return (const char *)rec->data + f->offset;
}

static inline struct bts_tail tail_of(const struct bts_field *f, const struct bts_rec *rec)
{
	struct bts_tail tail;

	memcpy(&tail, field_at(f, rec), sizeof(tail));
	return tail;
}

static inline struct bytes tail_bytes(const struct bts_field *f, const struct bts_rec *rec)
{
	struct bts_tail tail = tail_of(f, rec);

	return (struct bytes){ (const char *)rec->data + tail.off, tail.len };
}

/* lib/kinds_block.c */
extern const struct bts_kind bts_kind_sector, bts_kind_rwbs;

/* lib/kinds_path.c */
extern const struct bts_kind bts_kind_path, bts_kind_tail_path, bts_kind_fsdev;

/* lib/kinds_stack.c */
extern const struct bts_kind bts_kind_kstack;

#endif
