/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* The preflight: what this machine permits, and what each tool would make of it. */
#ifndef BTS_DOCTOR_H
#define BTS_DOCTOR_H

#include "bts/tool.h"

/*
 * Runs `doctor [-j] [TOOL...]' for the NULL-terminated @tools and prints the
 * report on stdout. Everything is found by trying, and taken back at once;
 * nothing is recorded. Returns the exit status: 0 all (named) tools can run, 1
 * some cannot, 2 usage; @suite is who complains.
 */
int bts_doctor_run(const char *suite, const struct bts_tool *const *tools, int argc, char **argv);

#endif
