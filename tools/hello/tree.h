/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef HELLO_TREE_H
#define HELLO_TREE_H

#include "bts/sink.h"

/* Takes in the records of clone, exec and exit, and at the end draws what happened. */
extern const struct bts_sink_ops hello_tree;

#endif
