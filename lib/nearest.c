// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <string.h>

#include "bts/nearest.h"

/* No option, field or system call is longer; the rows of the distance fit on the stack. */
#define WORD_MAX 64

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edits between two words of at most WORD_MAX characters, a swap of neighbours being one. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	/* A swap looks two rows back, so three rows of the matrix are kept, used in turn. */
	size_t rows[3][WORD_MAX + 1];

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;

	for (size_t i = 1; i <= a_len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *above2 = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = min(above[j - 1] + (a[i - 1] != b[j - 1]),
				     min(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = min(row[j], above2[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

const char *bts_nearest(const char *word, const char *const *candidates, size_t n)
{
	size_t len = strlen(word), limit = min(len < 6 ? 1 : len / 3, 3);
	const char *best = NULL;

	if (len > WORD_MAX)
		return NULL;

	for (size_t i = 0; i < n; i++) {
		size_t other, edits;

		if (!candidates[i])
			continue;
		other = strlen(candidates[i]);
		/* Lengths that differ by more than the limit cannot be within it. */
		if (other > WORD_MAX || other > len + limit || len > other + limit)
			continue;
		edits = distance(word, len, candidates[i], other);
		/* As many edits as characters would leave nothing of what was typed. */
		if (edits > limit || (edits && edits >= len))
			continue;
		best = candidates[i];
		if (!edits)
			break;
		/* From here on only a nearer one will do. */
		limit = edits - 1;
	}
	return best;
}
