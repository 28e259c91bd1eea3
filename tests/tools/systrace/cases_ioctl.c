// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/*
 * ioctl(): what is known about its commands, what is not, and on what they work.
 */
#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/blktrace_api.h>
#include <linux/fs.h>
#include <linux/fiemap.h>
#include <linux/if_tun.h>
#include <linux/loop.h>
#include <linux/random.h>
#include <linux/rtc.h>
#include <linux/sockios.h>
#include <linux/userfaultfd.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <asm/termbits.h>

#include "cases.h"

static void unknown(void)
{
	static const unsigned int commands[] = {
		0,
		1,
		0x1234,
		0xffffffff,
		_IO('z', 77),
		_IOR('z', 77, int),
		_IOW('z', 77, int),
		_IOWR('z', 77, int),
		_IOC(3, 0xff, 0xff, 0x3fff),
		_IOR(0, 0, char),
		_IOW('\n', 1, char),
		_IOC(_IOC_NONE, 'x', 1, 77),
		_IOC(_IOC_READ, 0x81, 200, 12),
		0x12345678,
		0x5499,
		0x8999,
	};
	int fd = T(open, "/dev/null", O_RDWR);

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		T(ioctl, fd, commands[i], 0x1234);
		T(ioctl, -1, RUBBISH(commands[i]), NULL);
	}
}

static void descriptors(void)
{
	int fd = file_with("file", "0123456789", 10), p[2] = { 0, 0 }, on = 1;

	T(pipe, p);
	T(write, p[1], "abc", 3);
	T(ioctl, p[0], FIONREAD, room(4));
	T(ioctl, fd, FIONREAD, room(4));
	T(ioctl, -1, FIONREAD, room(4));
	T(ioctl, fd, FIONREAD, LOW);
	T(ioctl, fd, FIONBIO, EDGE(on));
	T(ioctl, fd, FIONBIO, LOW);
	T(ioctl, fd, FIOASYNC, EDGE(on));
	T(ioctl, fd, FIOCLEX);
	T(ioctl, fd, FIONCLEX);
	T(ioctl, fd, FIOQSIZE, room(8));
	T(ioctl, fd, FIGETBSZ, room(4));
	T(ioctl, fd, FIBMAP, EDGE(on));
}

static void file_flags(void)
{
	int fd = file_with("file", "x", 1), flags = 0x10, odd = -1;
	struct fsxattr x = { .fsx_xflags = -1, .fsx_extsize = 1, .fsx_projid = 2 };

	T(ioctl, -1, FS_IOC_SETFLAGS, EDGE(flags));
	T(ioctl, -1, FS_IOC_SETFLAGS, EDGE(odd));
	T(ioctl, -1, FS_IOC_GETFLAGS, room(8));
	T(ioctl, fd, FS_IOC_GETVERSION, LOW);
	T(ioctl, -1, FS_IOC_FSSETXATTR, EDGE(x));
	T(ioctl, -1, FS_IOC_FSGETXATTR, room(28));
	T(ioctl, -1, FICLONE, fd);
	T(ioctl, -1, FIFREEZE, 0);
	T(ioctl, -1, FITHAW, 0);
}

static void file_ranges(void)
{
	int fd = file_with("file", "x", 1);
	struct {
		struct fiemap m;
		struct fiemap_extent e[2];
	} map = { { 0, ~0UL, FIEMAP_FLAG_SYNC, 0, 0, 0 }, { { 0 }, { 0 } } };
	struct file_clone_range range = { 5, 1, 2, 3 };
	struct fstrim_range trim = { 1, 2, 3 };
	struct {
		struct file_dedupe_range d;
		struct file_dedupe_range_info i[1];
	} same = { { 1, 2, 1, 0, 0 }, { { 5, 6, 0, 0, 0 } } };

	T(ioctl, -1, FS_IOC_FIEMAP, EDGE(map));
	map.m.fm_flags = -1;
	map.m.fm_extent_count = 2;
	T(ioctl, -1, FS_IOC_FIEMAP, EDGE(map));
	T(ioctl, fd, FS_IOC_FIEMAP, LOW);
	T(ioctl, -1, FICLONERANGE, EDGE(range));
	T(ioctl, -1, FITRIM, EDGE(trim));
	T(ioctl, -1, FIDEDUPERANGE, EDGE(same));
}

static int terminal(void)
{
	int fd = T(open, "/dev/ptmx", O_RDWR | O_NOCTTY), zero = 0;

	T(ioctl, fd, TIOCSPTLCK, EDGE(zero));
	return fd;
}

static void tty_attributes(void)
{
	int fd = terminal();
	struct termios t;
	struct termio old = { .c_iflag = -1, .c_cc = "\1\2\3" };

	memset(&t, 0, sizeof(t));
	T(ioctl, fd, TCGETS, room(sizeof(t)));
	t.c_iflag = ICRNL | IXON;
	t.c_oflag = OPOST | ONLCR | CR2 | TAB3;
	t.c_cflag = B38400 | CS8 | CREAD | HUPCL;
	t.c_lflag = ISIG | ICANON | ECHO;
	T(ioctl, fd, TCSETS, EDGE(t));
	T(ioctl, -1, TCSETSW, EDGE(t));
	memset(&t, 0xff, sizeof(t));
	T(ioctl, -1, TCSETSF, EDGE(t));
	T(ioctl, fd, TCGETS, LOW);
	T(ioctl, -1, TCGETS, room(sizeof(t)));
	T(ioctl, fd, TCGETA, room(sizeof(old)));
	T(ioctl, -1, TCSETA, EDGE(old));
	T(ioctl, fd, TCGETS2, room(sizeof(struct termios2)));
	T(ioctl, -1, TCSETS2, LOW);
}

static void tty_size(void)
{
	int fd = terminal();
	struct winsize w = { 24, 80, 640, 480 };

	T(ioctl, fd, TIOCGWINSZ, room(8));
	T(ioctl, fd, TIOCSWINSZ, EDGE(w));
	T(ioctl, fd, TIOCGWINSZ, room(8));
	T(ioctl, fd, TIOCGWINSZ, LOW);
	T(ioctl, -1, TIOCGWINSZ, NULL);
	T(ioctl, 0, TIOCGWINSZ, room(8));
}

static void tty_others(void)
{
	int fd = terminal(), n = 5;

	T(ioctl, fd, TIOCGPTLCK, room(4));
	T(ioctl, fd, TIOCPKT, EDGE(n));
	T(ioctl, fd, TIOCOUTQ, room(4));
	T(ioctl, fd, TCFLSH, TCIFLUSH);
	T(ioctl, fd, TCFLSH, 77);
	T(ioctl, fd, TCXONC, TCOOFF);
	T(ioctl, -1, TCSBRK, 1);
	T(ioctl, -1, TCSBRKP, 5);
	T(ioctl, -1, TIOCMSET, EDGE(n));
	T(ioctl, -1, TIOCSPGRP, EDGE(n));
	T(ioctl, -1, TIOCGPGRP, room(4));
	T(ioctl, -1, TIOCSCTTY, 1);
	T(ioctl, -1, TIOCNOTTY);
	T(ioctl, -1, TIOCEXCL);
	T(ioctl, -1, TIOCSTI, "x");
	T(ioctl, -1, TIOCSETD, EDGE(n));
	T(ioctl, -1, TIOCLINUX, LOW);
}

static void block(void)
{
	int n = 5;
	struct blkpg_partition part = { 0, 4096, 3, "name", "volume" };
	struct blkpg_ioctl_arg arg = { BLKPG_ADD_PARTITION, 0, sizeof(part), EDGE(part) };
	unsigned long range[2] = { 0x1000, 0x2000 };

	T(ioctl, -1, BLKGETSIZE, room(8));
	T(ioctl, -1, BLKGETSIZE64, room(8));
	T(ioctl, -1, BLKSSZGET, NULL);
	T(ioctl, -1, BLKROSET, EDGE(n));
	T(ioctl, -1, BLKROGET, room(4));
	T(ioctl, -1, BLKRASET, 77);
	T(ioctl, -1, BLKFLSBUF);
	T(ioctl, -1, BLKRRPART);
	T(ioctl, -1, BLKDISCARD, EDGE(range));
	T(ioctl, -1, BLKZEROOUT, LOW);
	T(ioctl, -1, BLKPG, EDGE(arg));
	arg.op = 99;
	arg.data = LOW;
	T(ioctl, -1, BLKPG, EDGE(arg));
	T(ioctl, -1, BLKPG, NULL);
	T(ioctl, -1, BLKTRACESTART);
	T(ioctl, -1, BLKTRACESETUP, LOW);
}

static void loop_device(void)
{
	struct loop_info64 i;

	memset(&i, 0, sizeof(i));
	i.lo_flags = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR | 0x100;
	i.lo_encrypt_type = 77;
	memcpy(i.lo_file_name, "file\n", 5);
	T(ioctl, -1, LOOP_SET_STATUS64, EDGE(i));
	T(ioctl, -1, LOOP_GET_STATUS64, room(sizeof(i)));
	T(ioctl, -1, LOOP_SET_FD, 5);
	T(ioctl, -1, LOOP_CLR_FD);
	T(ioctl, -1, LOOP_CTL_GET_FREE);
	T(ioctl, -1, LOOP_CTL_ADD, 99);
	T(ioctl, -1, LOOP_SET_CAPACITY);
	T(ioctl, -1, LOOP_SET_STATUS, LOW);
}

static struct ifreq request(const char *name)
{
	struct ifreq r;

	memset(&r, 0, sizeof(r));
	memcpy(r.ifr_name, name, strnlen(name, sizeof(r.ifr_name)));
	return r;
}

static void interfaces(void)
{
	static const unsigned int commands[] = {
		SIOCGIFFLAGS,	SIOCGIFADDR,   SIOCGIFNETMASK, SIOCGIFBRDADDR,
		SIOCGIFDSTADDR, SIOCGIFMTU,    SIOCGIFMETRIC,  SIOCGIFHWADDR,
		SIOCGIFMAP,	SIOCGIFTXQLEN, SIOCGIFINDEX,   SIOCGIFSLAVE,
	};
	int fd = T(socket, AF_INET, SOCK_DGRAM, 0);

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		struct ifreq r = request("lo");

		T(ioctl, fd, commands[i], EDGE(r));
		T(ioctl, -1, commands[i], EDGE(r));
		room_reset();
	}
}

static void interface_sets(void)
{
	static const unsigned int commands[] = {
		SIOCSIFFLAGS, SIOCSIFADDR,   SIOCSIFNETMASK, SIOCSIFMTU,   SIOCSIFHWADDR,
		SIOCSIFNAME,  SIOCSIFTXQLEN, SIOCSIFMAP,     SIOCADDMULTI, SIOCETHTOOL,
	};

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		struct ifreq r = request("a name of 16 cha");

		r.ifr_addr.sa_family = AF_INET;
		r.ifr_addr.sa_data[2] = 127;
		T(ioctl, -1, commands[i], EDGE(r));
		T(ioctl, -1, commands[i], LOW);
		room_reset();
	}
}

static void interface_list(void)
{
	int fd = T(socket, AF_INET, SOCK_DGRAM, 0);
	struct ifconf c = { .ifc_len = 40, .ifc_buf = room(40) },
		      none = { .ifc_len = 0, .ifc_buf = NULL };
	struct ifconf odd = { .ifc_len = -1, .ifc_buf = (void *)1 };
	struct ifreq r = request("none");

	T(ioctl, -1, SIOCGIFCONF, EDGE(c));
	T(ioctl, -1, SIOCGIFCONF, EDGE(none));
	T(ioctl, -1, SIOCGIFCONF, EDGE(odd));
	T(ioctl, fd, SIOCGIFCONF, NULL);
	r.ifr_ifindex = 1;
	T(ioctl, fd, SIOCGIFNAME, EDGE(r));
	r.ifr_ifindex = 9999;
	T(ioctl, fd, SIOCGIFNAME, EDGE(r));
	T(ioctl, fd, SIOCINQ, room(4));
	T(ioctl, fd, SIOCATMARK, room(4));
	T(ioctl, fd, SIOCGSTAMP_OLD, room(16));
	T(ioctl, fd, SIOCDEVPRIVATE, 5);
	T(ioctl, fd, SIOCPROTOPRIVATE + 3, 5);
}

static void tun(void)
{
	struct ifreq r = request("tun%d");
	int n = 1;

	r.ifr_flags = IFF_TUN | IFF_NO_PI | 4;
	T(ioctl, -1, TUNSETIFF, EDGE(r));
	T(ioctl, -1, TUNSETPERSIST, 1);
	T(ioctl, -1, TUNSETOWNER, 77);
	T(ioctl, -1, TUNGETFEATURES, room(4));
	T(ioctl, -1, TUNSETVNETHDRSZ, EDGE(n));
}

static void clocks(void)
{
	struct rtc_time t = { 1, 2, 3, 4, 5, 100, 6, 7, 0 };
	struct rtc_wkalrm w = { 1, 0, { 59, 59, 23, 31, 11, 130, 0, 0, 0 } };

	T(ioctl, -1, RTC_RD_TIME, room(36));
	T(ioctl, -1, RTC_SET_TIME, EDGE(t));
	T(ioctl, -1, RTC_WKALM_SET, EDGE(w));
	T(ioctl, -1, RTC_IRQP_SET, 64);
	T(ioctl, -1, RTC_UIE_ON);
	T(ioctl, -1, RTC_VL_READ, room(4));
	T(ioctl, -1, RTC_RD_TIME, LOW);
}

static void randomness(void)
{
	struct {
		int bits, size;
		char bytes[8];
	} entropy = { 0, 8, "abcdefg" };
	int n = 5;

	T(ioctl, -1, RNDGETENTCNT, room(4));
	T(ioctl, -1, RNDADDTOENTCNT, EDGE(n));
	T(ioctl, -1, RNDADDENTROPY, EDGE(entropy));
	T(ioctl, -1, RNDADDENTROPY, LOW);
	T(ioctl, -1, RNDZAPENTCNT);
}

static void page_faults(void)
{
	struct uffdio_api api = { UFFD_API, UFFD_FEATURE_EVENT_FORK | 1UL << 60, 0 };
	struct uffdio_register reg = { { 0x1000, 0x2000 }, 3 | 1UL << 60, 0 };
	struct uffdio_copy copy = { 1, 2, 3, 5, 0 };
	struct uffdio_zeropage zero = { { 4, 5 }, 3, 0 };

	T(ioctl, -1, UFFDIO_API, EDGE(api));
	T(ioctl, -1, UFFDIO_REGISTER, EDGE(reg));
	T(ioctl, -1, UFFDIO_UNREGISTER, EDGE(reg.range));
	T(ioctl, -1, UFFDIO_COPY, EDGE(copy));
	T(ioctl, -1, UFFDIO_ZEROPAGE, EDGE(zero));
	T(ioctl, -1, UFFDIO_WAKE, LOW);
}

static void namespace_files(void)
{
	int fd = T(open, "/proc/self/ns/net", O_RDONLY);

	T(ioctl, fd, _IO(0xb7, 3));
	T(ioctl, fd, _IO(0xb7, 4), room(4));
	T(ioctl, -1, _IO(0xb7, 1));
	T(ioctl, -1, _IO(0xb7, 2));
	T(ioctl, fd, _IO(0xb7, 99));
}

static void device_families(void)
{
	static const unsigned char types[] = { 'A',  'B',  'D',	 'E',  'H',  'M',  'O', 'P',
					       'S',  'T',  'U',	 'V',  'W',  'X',  'a', 'b',
					       'd',  'f',  'm',	 'p',  'r',  's',  't', 'v',
					       0x12, 0x89, 0x94, 0xae, 0xaf, 0xb8, 0xfd };

	for (size_t i = 0; i < sizeof(types); i++)
		for (unsigned int n = 0; n < 4; n++) {
			T(ioctl, -1, _IO(types[i], n), 0);
			T(ioctl, -1, _IOR(types[i], n, int), room(4));
			T(ioctl, -1, _IOWR(types[i], n, long), LOW);
			room_reset();
		}
}

/* Of btrfs and of seccomp: numbers, since headers may be older than they. */
static void volumes(void)
{
	static const unsigned int commands[] = { 0x50009401, 0x50009403, 0x50009404,
						 0x50009405, 0x5000940a, 0x5000940b,
						 0x5000940e, 0x5000940f, 0x90009427 };
	static const char *const names[] = { "", "a name", "one that is longer than a string is" };
	struct {
		long fd;
		char name[4088];
	} volume;
	const unsigned long flags[] = { 0, 7, 0xfff2, 1UL << 63 };

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		volume.fd = (int)i - 1;
		memset(volume.name, 0, sizeof(volume.name));
		strcpy(volume.name, names[i % 3]);
		T(ioctl, -1, commands[i], EDGE(volume));
		T(ioctl, -1, commands[i], edge(&volume, sizeof(volume) - 1));
		T(ioctl, -1, commands[i], NULL);
		room_reset();
	}
	memset(volume.name, 'n', sizeof(volume.name));
	T(ioctl, -1, commands[0], EDGE(volume));
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
		T(ioctl, -1, 0x4008941a, EDGE(flags[i]));
}

static void seccomp_requests(void)
{
	const unsigned long group[] = { 1, ~0UL, 3 };
	const struct {
		unsigned long id;
		long val;
		int error;
		unsigned int flags;
	} answers[] = { { 5, -7, -13, 0xff }, { ~0UL, 0, 13, 1 }, { 0, 1, -5000, 0 } };
	const struct {
		unsigned long id;
		unsigned int flags;
		int srcfd, newfd;
		unsigned int newfd_flags;
	} adds[] = { { 5, 0xff, 0, -1, 02000001 }, { 0, 0, -1, 5, 0 }, { 0, 1, 77, 5, ~0U } };

	T(ioctl, -1, 0x4010942a, EDGE(group));
	T(ioctl, -1, 0x40189429, EDGE(group));
	for (size_t i = 0; i < 3; i++) {
		T(ioctl, -1, 0xc0182101, EDGE(answers[i]));
		T(ioctl, -1, 0x40182103, EDGE(adds[i]));
		T(ioctl, -1, 0x40082104, i);
	}
	T(ioctl, -1, 0x40182103, LOW);
}

const struct testcase cases[] = { { "unknown", unknown, STYLES "|-y" },
				  { "descriptors", descriptors, STYLES "|-y" },
				  { "file_flags", file_flags, STYLES },
				  { "file_ranges", file_ranges, STYLES },
				  { "tty_attributes", tty_attributes, STYLES "|-yy|-xx" },
				  { "tty_size", tty_size, STYLES "|-y|-yy" },
				  { "tty_others", tty_others, STYLES },
				  { "block", block, STYLES },
				  { "loop_device", loop_device, STYLES },
				  { "interfaces", interfaces, STYLES },
				  { "interface_sets", interface_sets, STYLES },
				  { "interface_list", interface_list, STYLES },
				  { "tun", tun, STYLES },
				  { "clocks", clocks, STYLES },
				  { "randomness", randomness, STYLES },
				  { "page_faults", page_faults, STYLES },
				  { "namespace_files", namespace_files, STYLES "|-y" },
				  { "device_families", device_families, "-X raw" },
				  { "volumes", volumes, "-X raw|-X verbose|-s 3" },
				  { "seccomp_requests", seccomp_requests, "-y|-X raw|-X verbose" },
				  {} };
