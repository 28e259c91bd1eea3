/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* What the machine permits, as far as it is known before trying. */
#ifndef BTS_FEATURES_H
#define BTS_FEATURES_H

#include "bts/error.h"

/* 0, -EPERM (capabilities) or -ENOENT (BTF), with the reason and the remedy in @error. */
int bts_features_check(struct bts_error *error);

/* Adds to a failed attach or load what explains it: lockdown, a missing capability. */
void bts_features_explain(int err, struct bts_error *error);

#endif
