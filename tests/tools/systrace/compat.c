// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* An i386 program, which calls getppid() and ends with 7. Without a library: few machines have one.
 */
__asm__(".globl _start\n"
	"_start:\n"
	"	mov $64, %eax\n"
	"	int $0x80\n"
	"	mov $1, %eax\n"
	"	mov $7, %ebx\n"
	"	int $0x80\n");
