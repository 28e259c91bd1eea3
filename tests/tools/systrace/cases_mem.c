// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * Calls that map memory and say how it is used.
 */
#include <fcntl.h>
#include <linux/mempolicy.h>
#include <sys/mman.h>

#include "cases.h"

/* A place of our own for mappings, apart from the rooms. */

static void *take(size_t size)
{
	T(mmap, PLACE, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
	  0);
	return PLACE;
}

static void mmap_flags(void)
{
	int fd = file_with("file", "x", 1);

	T(mmap, NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	T(mmap, PLACE, PAGE, PROT_NONE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	T(mmap, PLACE, 2 * PAGE, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0);
	T(mmap, PLACE, PAGE, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0x12345000);
	T(mmap, PLACE, PAGE, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	T(mmap, PLACE, PAGE, 3, MAP_SHARED_VALIDATE | MAP_FIXED | MAP_SYNC, fd, 0);
	T(mmap, PLACE, PAGE, 3,
	  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE | MAP_POPULATE | MAP_STACK |
		  MAP_GROWSDOWN | MAP_DENYWRITE | MAP_EXECUTABLE | MAP_NONBLOCK,
	  -1, 0);
	T(mmap, PLACE, PAGE, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_LOCKED, -1, 0);
	T(mmap, NULL, PAGE, 3, MAP_PRIVATE | MAP_ANONYMOUS | 0x40 | MAP_FIXED, -1, 0);
}

static void mmap_bad(void)
{
	T(mmap, NULL, 0, 0, 0, 0, 0);
	T(mmap, NULL, -1, -1, -1, -1, -1);
	T(mmap, ONES, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, 99, 1);
	T(mmap, LOW, PAGE, 0x8 | PROT_GROWSUP | PROT_GROWSDOWN, MAP_SHARED, -1, PAGE);
	T(mmap, PLACE, PAGE, 0xff0, MAP_PRIVATE, -1, -PAGE);
	T(mmap, PLACE, 1UL << 62, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	T(mmap, PLACE, PAGE, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | 63U << 26, -1, 0);
	T(mmap, PLACE, PAGE, 3, MAP_PRIVATE | MAP_HUGETLB | 21U << 26, -1, 0);
	T(mmap, PLACE, PAGE, RUBBISH(1), RUBBISH(MAP_PRIVATE), RUBBISH(-1), 0);
	T(mmap, PLACE, PAGE, 1, 4, -1, 0);
}

static void munmap_calls(void)
{
	char *p = take(4 * PAGE);

	T(munmap, p, PAGE);
	T(munmap, p, 4 * PAGE);
	T(munmap, p + 1, PAGE);
	T(munmap, NULL, 0);
	T(munmap, p, 0);
	T(munmap, p, -1);
	T(munmap, UPPER, PAGE);
}

static void mprotect_calls(void)
{
	char *p = take(4 * PAGE);

	T(mprotect, p, PAGE, PROT_NONE);
	T(mprotect, p, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);
	T(mprotect, p, PAGE, PROT_GROWSDOWN | PROT_READ);
	T(mprotect, p, PAGE, -1);
	T(mprotect, p + 1, PAGE, 0x8);
	T(mprotect, ONES, -1, 0x10);
	T(mprotect, NULL, PAGE, RUBBISH(PROT_READ));
	T(pkey_alloc, 0, 3);
	T(pkey_alloc, -1, -1);
	T(pkey_mprotect, p, PAGE, PROT_READ, -1);
	T(pkey_mprotect, p, PAGE, PROT_READ, 77);
	T(pkey_free, -1);
	T(pkey_free, 99);
}

static void mremap_calls(void)
{
	char *p = take(4 * PAGE);

	T(mremap, p, 4 * PAGE, 2 * PAGE, 0);
	T(mremap, p, 2 * PAGE, 3 * PAGE, MREMAP_MAYMOVE);
	T(mremap, p, 3 * PAGE, 3 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, p + 16 * PAGE);
	T(mremap, p + 16 * PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED | 4, p);
	T(mremap, NULL, 0, 0, 0, NULL);
	T(mremap, ONES, -1, -1, -1, -1);
	T(mremap, p, PAGE, PAGE, 8, p);
}

static void madvise_calls(void)
{
	char *p = take(4 * PAGE);
	struct {
		void *base;
		size_t length;
	} iov[2] = { { p, PAGE }, { p + PAGE, PAGE } };

	for (int i = -1; i < 28; i++)
		T(madvise, p, PAGE, i);
	T(madvise, p + 1, -1, MADV_DONTNEED);
	T(madvise, NULL, 0, 102);
	T(madvise, UPPER, PAGE, RUBBISH(MADV_FREE));
	T(process_madvise, -1, EDGE(iov), 2, MADV_COLD, 0);
	T(process_madvise, -1, LOW, 5, MADV_PAGEOUT, -1);
	T(process_madvise, -1, EDGE(iov), 3, 99, 1);
}

static void msync_calls(void)
{
	char *p = take(PAGE);

	T(msync, p, PAGE, MS_SYNC);
	T(msync, p, PAGE, MS_ASYNC | MS_INVALIDATE);
	T(msync, p, PAGE, MS_SYNC | MS_ASYNC);
	T(msync, p, PAGE, 0);
	T(msync, p, PAGE, -1);
	T(msync, p + 1, 0, 0x10);
	T(msync, p + 2 * PAGE, PAGE, MS_SYNC);
	T(msync, NULL, -1, RUBBISH(4));
}

static void mlock_calls(void)
{
	char *p = take(PAGE);

	T(mlock, p, PAGE);
	T(munlock, p, PAGE);
	T(mlock, NULL, PAGE);
	T(mlock, ONES, -1);
	T(mlock2, p, PAGE, MLOCK_ONFAULT);
	T(mlock2, p, PAGE, -1);
	T(munlock, p, -1);
	T(mlockall, 0);
	T(mlockall, -1);
	T(mlockall, 8 | MCL_CURRENT);
	T(munlockall);
}

static void mincore_calls(void)
{
	char *p = take(8 * PAGE);

	p[0] = p[2 * PAGE] = 1;
	T(mincore, p, 8 * PAGE, room(8));
	T(mincore, p, PAGE - 1, room(1));
	T(mincore, p, 0, room(1));
	T(mincore, p, 8 * PAGE, room(4));
	T(mincore, p + 1, PAGE, room(1));
	T(mincore, p + 16 * PAGE, PAGE, room(1));
	T(mincore, NULL, -1, NULL);
	T(mincore, p, 2 * PAGE, LOW);
	take(50 * PAGE);
	T(mincore, p, 50 * PAGE, room(50));
}

static void brk_calls(void)
{
	long at = T(brk, NULL);

	T(brk, at + PAGE);
	T(brk, at);
	T(brk, -1);
	T(brk, 1);
}

static void memfd_calls(void)
{
	int fd = T(memfd_create, "name", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	T(ftruncate, fd, PAGE);
	T(fcntl, fd, F_GET_SEALS);
	T(fcntl, fd, F_ADD_SEALS, 0x0f);
	T(fcntl, fd, F_ADD_SEALS, 0x10);
	T(fcntl, fd, F_ADD_SEALS, -1);
	T(mmap, PLACE, PAGE, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
	T(memfd_create, edge_long(249), 0);
	T(memfd_create, edge_long(250), 0);
	T(memfd_create, edge_long(300), 0);
	T(memfd_create, NULL, 0);
	T(memfd_create, edge_open("x"), 0);
	T(memfd_create, "bad", -1);
	T(memfd_create, "huge", MFD_HUGETLB | 21U << 26 | 0x18);
	T(memfd_create, "\n\"\377", 0x20);
	T(memfd_secret, 0);
	T(memfd_secret, O_CLOEXEC);
	T(memfd_secret, -1);
}

static void mempolicy_calls(void)
{
	unsigned long nodes[2] = { 1, 0 }, bad[2] = { -1, 0x8000000000000001 };
	int *mode = room(4);

	T(get_mempolicy, mode, NULL, 0, NULL, 0);
	T(get_mempolicy, mode, room(16), 128, LOW, -1);
	T(get_mempolicy, LOW, EDGE(nodes), 1, NULL, 7);
	T(set_mempolicy, MPOL_DEFAULT, NULL, 0);
	T(set_mempolicy, MPOL_BIND | MPOL_F_STATIC_NODES, EDGE(bad), 128);
	T(set_mempolicy, -1, EDGE(nodes), 64);
	T(set_mempolicy, MPOL_INTERLEAVE | MPOL_F_RELATIVE_NODES, LOW, 65);
	T(mbind, PLACE, PAGE, MPOL_PREFERRED, EDGE(nodes), 2, MPOL_MF_STRICT);
	T(mbind, NULL, 0, 99, NULL, -1, -1);
	T(migrate_pages, 0, 64, LOW, EDGE(nodes));
	T(migrate_pages, 0, -1, EDGE(nodes), NULL);
	T(set_mempolicy_home_node, PLACE, PAGE, 0, -1);
}

static void move_pages_calls(void)
{
	void *pages[3] = { PLACE, NULL, ONES };
	int nodes[3] = { 0, -1, 77 };
	int *status = room(12);

	T(move_pages, 0, 3, EDGE(pages), EDGE(nodes), status, 2);
	T(move_pages, 0, 3, EDGE(pages), NULL, status, 0);
	T(move_pages, 0, 0, NULL, NULL, NULL, 0);
	T(move_pages, 0, 4, EDGE(pages), LOW, NULL, 6);
	T(move_pages, 0, 100, LOW, EDGE(nodes), status, -1);
	T(remap_file_pages, PLACE, PAGE, 0, 0, 0);
	T(remap_file_pages, NULL, -1, -1, -1, -1);
}

static void process_vm(void)
{
	struct {
		const void *base;
		size_t length;
	} local[2] = { { room(8), 4 }, { room(8), 8 } },
	  remote[3] = { { "remote", 6 }, { LOW, 3 }, { NULL, 0 } };
	long self = T(getpid);

	T(process_vm_readv, self, EDGE(local), 2, EDGE(remote), 1, 0);
	T(process_vm_readv, self, EDGE(local), 2, EDGE(remote), 3, 0);
	T(process_vm_readv, self, EDGE(local), 2, (char *)EDGE(remote) + sizeof(*remote), 1, 0);
	T(process_vm_writev, self, EDGE(remote), 1, EDGE(local), 2, 0);
	T(process_vm_writev, -1, EDGE(remote), 2, EDGE(local), 2, -1);
	T(process_vm_writev, 0x7fffffff, LOW, 1, NULL, 2, 1);
	T(process_vm_readv, self, NULL, 0, NULL, 0, 0);
	T(process_vm_readv, self, EDGE(local), 2000, EDGE(remote), -1, 0);
}

static void new_calls(void)
{
	struct {
		uint64_t offset, length;
	} range = { 0, PAGE };

	T(cachestat, -1, EDGE(range), room(40), 0);
	T(cachestat, -1, LOW, NULL, -1);
	T(map_shadow_stack, 0, PAGE, 0);
	T(map_shadow_stack, -1, -1, -1);
	T(mseal, PLACE, PAGE, -1);
	T(mseal, PLACE + 1, 0, 0);
	T(userfaultfd, -1);
	T(userfaultfd, O_CLOEXEC | O_NONBLOCK | 2);
	T(process_mrelease, -1, 0);
	T(process_mrelease, -1, -1);
}

#define MEM "-X raw|-X verbose"

const struct testcase cases[] = { { "mmap_flags", mmap_flags, MEM "|-y|-yy|-e raw=mmap" },
				  { "mmap_bad", mmap_bad, MEM "|-y" },
				  { "munmap_calls", munmap_calls, "-Z|-z" },
				  { "mprotect_calls", mprotect_calls, MEM },
				  { "mremap_calls", mremap_calls, MEM },
				  { "madvise_calls", madvise_calls, MEM },
				  { "msync_calls", msync_calls, MEM },
				  { "mlock_calls", mlock_calls, MEM },
				  { "mincore_calls", mincore_calls, "-v" },
				  { "brk_calls", brk_calls, "-i" },
				  { "memfd_calls", memfd_calls, MEM "|-y|-yy|-s 4" },
				  { "mempolicy_calls", mempolicy_calls, MEM "|-v" },
				  { "move_pages_calls", move_pages_calls, MEM "|-v" },
				  { "process_vm", process_vm, "-v|-s 2|-y" },
				  { "new_calls", new_calls, MEM },
				  {} };
