// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <stdlib.h>
#include <zlib.h>
#include "bts/tool.h"

/* A file of gzip ends with its size, of which these are the lower 32 bits. */
static size_t size_of(const unsigned char *end)
{
	return end[-4] | end[-3] << 8 | end[-2] << 16 | (size_t)end[-1] << 24;
}

const void *bts_unpack(struct bts_unpacked *object, const unsigned char *from,
		       const unsigned char *to, size_t *size)
{
	z_stream z = { .next_in = (unsigned char *)from, .avail_in = to - from };
	size_t want = to - from > 18 ? size_of(to) : 0;
	int result;

	*size = object->size;
	if (object->bytes || !want)
		return object->bytes;
	object->bytes = malloc(want);
	z.next_out = object->bytes;
	z.avail_out = want;
	/* The sum of 16 says that a header of gzip comes first. */
	if (!object->bytes || inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		goto failed;
	result = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	if (result != Z_STREAM_END || z.avail_out)
		goto failed;
	*size = object->size = want;
	return object->bytes;

failed:
	free(object->bytes);
	object->bytes = NULL;
	return NULL;
}
