/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
#ifndef BTS_SYSCALL_CALL_SIGNAL_H
#define BTS_SYSCALL_CALL_SIGNAL_H

#include "syscall/args.h"

/* What is done about a signal: the kernel's struct, not the C library's. */
SHOWS(sigaction);
#define SIGACTION_IN .show = bts_show_sigaction, .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 88))
#define SIGACTION_OUT \
	.show = bts_show_sigaction, .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 88))

/* The same of a call that only i386 programs have. */
SHOWS(old_sigaction);
#define OLD_SIGACTION_IN \
	.show = bts_show_old_sigaction, .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, 16))
#define OLD_SIGACTION_OUT \
	.show = bts_show_old_sigaction, .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, 16))

extern const struct bts_layout bts_layout_stack;

/* What is known of a signal. */
#define BTS_SIGINFO_SIZE 128
SHOWS(siginfo);
#define SIGINFO_IN \
	.show = bts_show_siginfo, .when = BTS_AT_ENTRY, OPS(OP_MEM(AT_IN, SELF, BTS_SIGINFO_SIZE))
#define SIGINFO_OUT \
	.show = bts_show_siginfo, .when = BTS_AT_RETURN, OPS(OP_MEM(AT_OUT, SELF, BTS_SIGINFO_SIZE))

/* The same of one that the kernel itself has, whatever the program; the first 48 bytes suffice. */
void bts_emit_siginfo(struct bts_call *call, const void *bytes);

/* A size; the signal that the call returns is shown by its name too. */
SHOWS(signal_ret);
#define SIGNAL_RET SHOW(bts_show_signal_ret)

/* The mask that is restored, on the stack: the kernel's struct rt_sigframe without its first word. */
SHOWS(sigreturn);
#define SIGRETURN_MASK 296
#define SIGRETURN                                              \
	SHOW(bts_show_sigreturn), OPS({ .kind = BTS_CAP_MEM,   \
					.when = AT_IN,         \
					.arg = SELF,           \
					.off = SIGRETURN_MASK, \
					.max = 8 })

#endif
