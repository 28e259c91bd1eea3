/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * "Did you mean ...?": the known word that a misspelt one was probably meant to be.
 */
#ifndef BTS_NEAREST_H
#define BTS_NEAREST_H

#include <stddef.h>

/*
 * The candidate nearest to word, or NULL when none is near enough to be worth suggesting.
 *
 * Distance is counted in edits: a character added, left out or replaced, or two neighbours
 * swapped. One edit is allowed, one in three characters for longer words, never more than three.
 * Of several at the same distance the first wins, so list the likelier ones first. Case counts as
 * a difference. An exact match is its own nearest.
 *
 * candidates: n strings, where NULL entries are passed over. The result is one of them, not a
 * copy. Cannot fail; a word of more than 64 characters has no neighbours.
 */
const char *bts_nearest(const char *word, const char *const *candidates, size_t n);

#endif
