/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef DISKSNOOP_CLASSIC_H
#define DISKSNOOP_CLASSIC_H

#include "bts/sink.h"

/* The four columns of the tool that all block tracers began with. */
extern const struct bts_sink_ops disksnoop_classic;

#endif
