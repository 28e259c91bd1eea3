// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Decoders of ioctl and fcntl, of mounts, and of what stands by itself: keys, rings, perf, bpf. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include "syscall/ioctl.h"
#include "test.h"
#include "decode.h"

#define BAD_FD " = -1 EBADF (Bad file descriptor)"
#define INVAL  " = -1 EINVAL (Invalid argument)"

static const char *name_of(enum bts_abi abi, uint32_t number)
{
	static char text[512];

	bts_ioctl_name(abi, number, false, text, sizeof(text));
	return text;
}

TEST(request_names)
{
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x5401), "TCGETS");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x40049409), "BTRFS_IOC_CLONE or FICLONE");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x80086601), "FS_IOC_GETFLAGS");
	CHECK_STR(name_of(BTS_ABI_I386, 0x80086601), "_IOC(_IOC_READ, 0x66, 0x1, 0x8)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0), "_IOC(_IOC_NONE, 0, 0, 0)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0xc0051234),
		  "_IOC(_IOC_READ|_IOC_WRITE, 0x12, 0x34, 0x5)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x80044520), "EVIOCGBIT(0, 4)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x80184540), "EVIOCGABS(ABS_X)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x8018457f), "EVIOCGABS(0x3f /* ABS_??? */)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x80644506), "EVIOCGNAME(100)");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x80044d07), "MIXER_READ(7) or MEMGETREGIONCOUNT");
	CHECK_STR(name_of(BTS_ABI_X86_64, 0x40206b00), "SPI_IOC_MESSAGE(32)");
}

/* Looking for a number relies on the order. */
TEST(requests_sorted)
{
	static const uint32_t numbers[] = {
#define BTS_IOCTL(number, who, name, argument) number,
#include "syscall/ioctl.def"
#undef BTS_IOCTL
	};
	size_t wrong = 0;

	for (size_t i = 1; i < ARRAY_SIZE(numbers); i++)
		wrong += numbers[i - 1] > numbers[i];
	CHECK_INT(wrong, 0);
}

TEST(request_arguments)
{
	int number = 5;
	uint64_t pair[2] = { 1, 2 };

	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x5421, PTR(&number)),
		  "ioctl(-1, FIONBIO, [5])" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EFAULT, 3, 0x5421, 0),
		  "ioctl(3, FIONBIO, NULL) = -1 EFAULT (Bad address)");
	CHECK_STR(TEXT("ioctl", 0, 3, 0x541b, PTR(&number)), "ioctl(3, FIONREAD, [5]) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0x5450), "ioctl(3, FIONCLEX) = 0");
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x1277, PTR(pair)),
		  "ioctl(-1, BLKDISCARD, [1, 2])" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x4c81, (uint32_t)-1),
		  "ioctl(-1, LOOP_CTL_REMOVE, -1)" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x540a, 1), "ioctl(-1, TCXONC, TCOON)" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x540a, 77),
		  "ioctl(-1, TCXONC, 0x4d /* TC??? */)" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x54ff, 0),
		  "ioctl(-1, _IOC(_IOC_NONE, 0x54, 0xff, 0), 0)" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x890b, 0), "ioctl(-1, SIOCADDRT, NULL)" BAD_FD);
	CHECK_STR(JSON("ioctl", 0, 3, 0x541b, PTR(&number)),
		  "ioctl(\"fd\":3,\"op\":\"FIONREAD\",\"argp\":[5]) = 0");
	/* Flags of a word, not of 32 bits. */
	CHECK_STR(TEXT("ioctl", 0, 3, 0x40082104, 0x700000001),
		  "ioctl(3, SECCOMP_IOCTL_NOTIF_SET_FLAGS, "
		  "SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP|0x700000000) = 0");
}

TEST(terminals)
{
	uint32_t term[16] = { 0x500, 5, 0xbf, 0x8a3b };
	uint16_t size[4] = { 24, 80, 1, 2 };

	CHECK_STR(TEXT("ioctl", 0, 0, 0x5401, PTR(term)),
		  "ioctl(0, TCGETS, {c_iflag=ICRNL|IXON, "
		  "c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, c_cflag=B38400|CS8|CREAD, "
		  "c_lflag=ISIG|ICANON|ECHO|ECHOE|ECHOK|IEXTEN|ECHOCTL|ECHOKE, ...}) = 0");
	memset(term, 0, sizeof(term));
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x5402, PTR(term)),
		  "ioctl(-1, SNDCTL_TMR_START or TCSETS, {c_iflag=, "
		  "c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, c_cflag=B0|CS5|, c_lflag=, ...})" BAD_FD);
	CHECK_STR(TEXT("ioctl", 0, 0, 0x5402, PTR(term)),
		  "ioctl(0, TCSETS, {c_iflag=, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, "
		  "c_cflag=B0|CS5|, c_lflag=, ...}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 0, 0x5413, PTR(size)),
		  "ioctl(0, TIOCGWINSZ, {ws_row=24, ws_col=80, ws_xpixel=1, ws_ypixel=2}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 0, 0x5405, PTR(term)),
		  "ioctl(0, TCGETA, {c_iflag=, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, "
		  "c_cflag=B0|CS5|, c_lflag=, ...}) = 0");
}

TEST(files)
{
	uint32_t flags = 0x10;
	uint64_t trim[3] = { 1, 2, 3 }, clone[4] = { 3, 4, 5, 6 };
	uint32_t xattr[7] = { 0x20, 1, 2, 3, 4 };
	struct {
		uint64_t start, length;
		uint32_t flags, mapped, count, reserved;
		char room[64];
	} map = { .length = 4096, .flags = 1, .mapped = 1, .count = 3 };
	char label[256] = "root";

	CHECK_STR(TEXT("ioctl", 0, 3, 0x80086601, PTR(&flags)),
		  "ioctl(3, FS_IOC_GETFLAGS, [FS_IMMUTABLE_FL]) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0xc0185879, PTR(trim)),
		  "ioctl(3, FITRIM, {start=0x1, len=2, minlen=3}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0x4020940d, PTR(clone)),
		  "ioctl(3, BTRFS_IOC_CLONE_RANGE or FICLONERANGE, "
		  "{src_fd=3, src_offset=4, src_length=5, dest_offset=6}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0x801c581f, PTR(xattr)),
		  "ioctl(3, FS_IOC_FSGETXATTR, {fsx_xflags=FS_XFLAG_SYNC, fsx_extsize=1, "
		  "fsx_nextents=2, fsx_projid=0x3, fsx_cowextsize=4}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0xc020660b, PTR(&map)),
		  "ioctl(3, FS_IOC_FIEMAP, {fm_start=0, fm_length=4096, "
		  "fm_flags=FIEMAP_FLAG_SYNC, fm_extent_count=3} => "
		  "{fm_flags=FIEMAP_FLAG_SYNC, fm_mapped_extents=1, ...}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0x41009432, PTR(label)),
		  "ioctl(3, FS_IOC_SETFSLABEL, \"root\") = 0");
}

TEST(interfaces)
{
	struct {
		char name[16];
		union {
			uint16_t flags;
			int32_t number;
			uint8_t addr[16];
		};
		char rest[8];
	} request = { .name = "lo", .flags = 0x49 };
	struct {
		int32_t len;
		uint64_t addr;
	} list = { 80, 0 };

	CHECK_STR(TEXT("ioctl", 0, 3, 0x8913, PTR(&request)),
		  "ioctl(3, SIOCGIFFLAGS, {ifr_name=\"lo\", "
		  "ifr_flags=IFF_UP|IFF_LOOPBACK|IFF_RUNNING}) = 0");
	CHECK_STR(TEXT("ioctl", -ENODEV, 3, 0x8913, PTR(&request)),
		  "ioctl(3, SIOCGIFFLAGS, {ifr_name=\"lo\"}) = -1 ENODEV (No such device)");
	request.number = 1500;
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x8922, PTR(&request)),
		  "ioctl(-1, SIOCSIFMTU, {ifr_name=\"lo\", ifr_mtu=1500})" BAD_FD);
	memcpy(request.addr, "\2\0\0\0\x7f\0\0\1", 8);
	CHECK_STR(TEXT("ioctl", 0, 3, 0x8915, PTR(&request)),
		  "ioctl(3, SIOCGIFADDR, {ifr_name=\"lo\", ifr_addr={sa_family=AF_INET, "
		  "sin_port=htons(0), sin_addr=inet_addr(\"127.0.0.1\")}}) = 0");
	CHECK_STR(TEXT("ioctl", 0, 3, 0x8912, PTR(&list)),
		  "ioctl(3, SIOCGIFCONF, {ifc_len=80 /* 2 * sizeof(struct ifreq) */, "
		  "ifc_buf=NULL}) = 0");
	list.len = sizeof(request);
	list.addr = PTR(&request);
	request.flags = 2;
	CHECK_STR(TEXT("ioctl", 0, 3, 0x8912, PTR(&list)),
		  "ioctl(3, SIOCGIFCONF, {ifc_len=40 /* 1 * sizeof(struct ifreq) */, "
		  "ifc_buf=[{ifr_name=\"lo\", ifr_addr={sa_family=AF_INET, sin_port=htons(0), "
		  "sin_addr=inet_addr(\"127.0.0.1\")}}]}) = 0");
	request.flags = 7;
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x8924, PTR(&request)),
		  "ioctl(-1, SIOCSIFHWADDR, {ifr_name=\"lo\", "
		  "ifr_hwaddr={sa_family=ARPHRD_ARCNET, sa_data=00}})" BAD_FD);
	memset(request.name, 'x', sizeof(request.name));
	request.number = 5;
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x8922, PTR(&request)),
		  "ioctl(-1, SIOCSIFMTU, {ifr_name=\"xxxxxxxxxxxxxxx\"..., ifr_mtu=5})" BAD_FD);
}

static uint64_t api[3];

static void api_told(void)
{
	api[1] = 2;
	api[2] = 1;
}

TEST(devices)
{
	uint64_t reg[4] = { 0x1000, 0x2000, 1, 0x18 };
	struct {
		uint8_t enabled, pending;
		int32_t time[9];
	} alarm = { 1, 0, { 59, 58, 23, 31, 11, 130 } };
	struct {
		uint64_t param, value;
		uint32_t index, pad;
	} param = { 0, 3, 1, 0 };
	struct {
		int64_t start, length;
		int32_t number;
		char device[64], volume[64];
	} partition = { 0, 4096, 3, "name", "volume" };
	struct {
		int32_t op, flags, len;
		uint64_t data;
	} request = { 1, 0, sizeof(partition), PTR(&partition) };
	char loop[304];

	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0xc020aa00, PTR(reg)),
		  "ioctl(-1, UFFDIO_REGISTER, {range={start=0x1000, len=0x2000}, "
		  "mode=UFFDIO_REGISTER_MODE_MISSING})" BAD_FD);
	CHECK_STR(TEXT("ioctl", 0, 3, 0xc020aa00, PTR(reg)),
		  "ioctl(3, UFFDIO_REGISTER, {range={start=0x1000, len=0x2000}, "
		  "mode=UFFDIO_REGISTER_MODE_MISSING, "
		  "ioctls=1<<_UFFDIO_COPY|1<<_UFFDIO_ZEROPAGE}) = 0");
	api[0] = 0xaa;
	CHECK_STR(LATER(api_told, "ioctl", 0, 3, 0xc018aa3f, PTR(api)),
		  "ioctl(3, UFFDIO_API, {api=0xaa, features=0 => features=UFFD_FEATURE_EVENT_FORK, "
		  "ioctls=1<<_UFFDIO_REGISTER}) = 0");
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x4028700f, PTR(&alarm)),
		  "ioctl(-1, RTC_WKALM_SET, {enabled=1, pending=0, time={tm_sec=59, tm_min=58, "
		  "tm_hour=23, tm_mday=31, tm_mon=11, tm_year=130, ...}})" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x40187014, PTR(&param)),
		  "ioctl(-1, RTC_PARAM_SET, {param=RTC_PARAM_FEATURES, "
		  "uvalue=1<<RTC_FEATURE_ALARM|1<<RTC_FEATURE_ALARM_RES_MINUTE, index=1})" BAD_FD);
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0xae03, 0),
		  "ioctl(-1, KVM_CHECK_EXTENSION, KVM_CAP_IRQCHIP)" BAD_FD);
	CHECK_STR(TEXT("ioctl", 0x20000, 3, 0xb703),
		  "ioctl(3, NS_GET_NSTYPE) = 131072 (CLONE_NEWNS)");
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x1269, PTR(&request)),
		  "ioctl(-1, BLKPG, {op=BLKPG_ADD_PARTITION, flags=0, datalen=152, data={start=0, "
		  "length=4096, pno=3, devname=\"name\", volname=\"volume\"}})" BAD_FD);
	memset(loop, 0, sizeof(loop));
	CHECK_STR(TEXT("ioctl", -EBADF, -1, 0x4c04, PTR(loop)),
		  "ioctl(-1, LOOP_SET_STATUS64, {lo_offset=0, lo_number=0, lo_flags=0, "
		  "lo_file_name=\"\", ...})" BAD_FD);
}

TEST(fcntl_commands)
{
	struct flock lock = { .l_type = F_WRLCK, .l_start = 1, .l_len = 2, .l_pid = 3 };
	int owner[2] = { 1, 7 };
	uint64_t hint = 2;

	CHECK_STR(TEXT("fcntl", 1, 3, 1), "fcntl(3, F_GETFD) = 0x1 (flags FD_CLOEXEC)");
	CHECK_STR(TEXT("fcntl", 0, 3, 1), "fcntl(3, F_GETFD) = 0");
	CHECK_STR(TEXT("fcntl", 0, 3, 2, 1), "fcntl(3, F_SETFD, FD_CLOEXEC) = 0");
	CHECK_STR(TEXT("fcntl", 0x8402, 3, 3),
		  "fcntl(3, F_GETFL) = 0x8402 (flags O_RDWR|O_APPEND|O_LARGEFILE)");
	CHECK_STR(TEXT("fcntl", 100, 3, 0, 100), "fcntl(3, F_DUPFD, 100) = 100");
	CHECK_STR(TEXT("fcntl", -9987, 3, 9), "fcntl(3, F_GETOWN) = -9987");
	CHECK_STR(TEXT("fcntl", 17, 3, 11), "fcntl(3, F_GETSIG) = 17 (SIGCHLD)");
	CHECK_STR(TEXT("fcntl", 2, 3, 1025), "fcntl(3, F_GETLEASE) = 0x2 (F_UNLCK)");
	CHECK_STR(TEXT("fcntl", 1, 3, 1034), "fcntl(3, F_GET_SEALS) = 0x1 (seals F_SEAL_SEAL)");
	CHECK_STR(TEXT("fcntl", 0, 3, 6, PTR(&lock)),
		  "fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=1, l_len=2}) = 0");
	CHECK_STR(TEXT("fcntl", 0, 3, 5, PTR(&lock)),
		  "fcntl(3, F_GETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=1, l_len=2, "
		  "l_pid=3}) = 0");
	CHECK_STR(TEXT("fcntl", 0, 3, 15, PTR(owner)),
		  "fcntl(3, F_SETOWN_EX, {type=F_OWNER_PID, pid=7}) = 0");
	CHECK_STR(TEXT("fcntl", 0, 3, 1036, PTR(&hint)),
		  "fcntl(3, F_SET_RW_HINT, [RWH_WRITE_LIFE_SHORT]) = 0");
	CHECK_STR(TEXT("fcntl", -EINVAL, 3, 18, 0), "fcntl(3, 0x12 /* F_??? */, 0)" INVAL);
	CHECK_STR(JSON("fcntl", 0, 3, 2, 1),
		  "fcntl(\"fd\":3,\"op\":\"F_SETFD\",\"arg\":\"FD_CLOEXEC\") = 0");
}

TEST(mounts)
{
	uint64_t attr[5] = { 1, 2, 0x40000, 3, 5 };
	struct {
		uint32_t size, fd;
		uint64_t id, param;
	} request = { 24, 0, 7, 3 };
	uint64_t ids[2] = { 0x17, 0x18 };
	char text[16] = "val";

	CHECK_STR(TEXT("mount", 0, PTR("/dev/a"), PTR("/b"), PTR("ext4"), 1, PTR("x=1")),
		  "mount(\"/dev/a\", \"/b\", \"ext4\", MS_RDONLY, \"x=1\") = 0");
	CHECK_STR(TEXT("mount", -EINVAL, 0, PTR("/b"), 5, 0x1000, 0),
		  "mount(NULL, \"/b\", 0x5, MS_BIND, NULL)" INVAL);
	CHECK_STR(TEXT("mount", -EINVAL, 0, PTR("/b"), 0, 0xc0ed0001, 0),
		  "mount(NULL, \"/b\", NULL, MS_MGC_VAL|MS_RDONLY, NULL)" INVAL);
	CHECK_STR(TEXT("fsconfig", -EINVAL, 3, 2, PTR("k"), PTR(text), 3),
		  "fsconfig(3, FSCONFIG_SET_BINARY, \"k\", \"\\x76\\x61\\x6c\", 3)" INVAL);
	CHECK_STR(TEXT("fsconfig", -EINVAL, 3, 3, PTR("k"), PTR("p"), (uint32_t)AT_FDCWD),
		  "fsconfig(3, FSCONFIG_SET_PATH, \"k\", \"p\", AT_FDCWD)" INVAL);
	CHECK_STR(TEXT("mount_setattr", 0, 3, PTR(""), 0x1000, PTR(attr), 40),
		  "mount_setattr(3, \"\", AT_EMPTY_PATH, {attr_set=MOUNT_ATTR_RDONLY, "
		  "attr_clr=MOUNT_ATTR_NOSUID, propagation=MS_PRIVATE, userns_fd=3, "
		  "/* bytes 32..39 */ \"\\x05\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"}, 40) = 0");
	CHECK_STR(TEXT("listmount", 2, PTR(&request), PTR(ids), 2, 0),
		  "listmount({size=24, mnt_ns_fd=0, mnt_id=0x7, param=0x3}, [0x17, 0x18], 2, 0) "
		  "= 2");
	request.id = -1;
	CHECK_STR(TEXT("statmount", -EINVAL, PTR(&request), 0, 0, 0),
		  "statmount({size=24, mnt_ns_fd=0, mnt_id=0xffffffffffffffff, "
		  "param=STATMOUNT_SB_BASIC|STATMOUNT_MNT_BASIC}, NULL, 0, 0)" INVAL);
}

TEST(quotas_and_watches)
{
	uint64_t block[9] = { 1, 2, 3, 4, 5, 6, 7, 8, 1 };

	CHECK_STR(TEXT("quotactl", 0, 0x800001U << 8, PTR("/dev/a")),
		  "quotactl(QCMD(Q_SYNC, USRQUOTA), \"/dev/a\") = 0");
	CHECK_STR(TEXT("quotactl", 0, (uint32_t)(0x800008U << 8) | 1, PTR("/dev/a"), 2, PTR(block)),
		  "quotactl(QCMD(Q_SETQUOTA, GRPQUOTA), \"/dev/a\", 2, {dqb_bhardlimit=1, "
		  "dqb_bsoftlimit=2, dqb_curspace=3, dqb_ihardlimit=4, dqb_isoftlimit=5, "
		  "dqb_curinodes=6, ...}) = 0");
	CHECK_STR(TEXT("fanotify_init", 4, 5, 0x8000),
		  "fanotify_init(FAN_CLASS_CONTENT|FAN_CLOEXEC, O_RDONLY|O_LARGEFILE) = 4");
	CHECK_STR(TEXT("fanotify_mark", 0, 3, 1, 0x20, (uint32_t)-1, 0),
		  "fanotify_mark(3, FAN_MARK_ADD, FAN_OPEN, FAN_NOFD, NULL) = 0");
}

TEST(keys)
{
	char bytes[8] = "abcd";

	CHECK_STR(TEXT("add_key", 5, PTR("user"), PTR("d"), PTR(bytes), 2, (uint32_t)-3),
		  "add_key(\"user\", \"d\", \"ab\", 2, KEY_SPEC_SESSION_KEYRING) = 5");
	CHECK_STR(TEXT("keyctl", 5, 0, (uint32_t)-3, 1),
		  "keyctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 1) = 5");
	CHECK_STR(TEXT("keyctl", 2, 11, 5, PTR(bytes), 8), "keyctl(KEYCTL_READ, 5, \"ab\", 8) = 2");
	CHECK_STR(TEXT("keyctl", 5, 6, 5, PTR(bytes), 8),
		  "keyctl(KEYCTL_DESCRIBE, 5, \"abcd\", 8) = 5");
	CHECK_STR(TEXT("keyctl", 0, 18), "keyctl(KEYCTL_SESSION_TO_PARENT) = 0");
	CHECK_STR(TEXT("keyctl", -EINVAL, 19, 1, 2, 126, 3),
		  "keyctl(KEYCTL_REJECT, 1, 2, ENOKEY, 3)" INVAL);
	CHECK_STR(TEXT("keyctl", -EINVAL, 99, 1, 2, 3, 0),
		  "keyctl(0x63 /* KEYCTL_??? */, 0x1, 0x2, 0x3, 0)" INVAL);
}

TEST(rings_and_blocks)
{
	uint32_t params[30] = { [2] = 8 };
	struct {
		uint64_t data;
		uint32_t key, flags;
		uint16_t opcode, prio;
		uint32_t fd;
		uint64_t buf, bytes, offset, reserved, more;
	} block = { .data = 1, .fd = 3, .buf = 0x1000, .bytes = 5 };
	void *blocks[2] = { &block, NULL };
	const uint64_t vector[4] = { 16, UINT64_MAX, 32, UINT64_MAX };
	int fds[3] = { 1, -1, 2 };

	CHECK_STR(TEXT("io_uring_setup", -EINVAL, 4, PTR(params)),
		  "io_uring_setup(4, {flags=IORING_SETUP_CQSIZE, sq_thread_cpu=0, "
		  "sq_thread_idle=0})" INVAL);
	CHECK_STR(TEXT("io_uring_register", 0, 5, 2, PTR(fds), 3),
		  "io_uring_register(5, IORING_REGISTER_FILES, [1, -1, 2], 3) = 0");
	CHECK_STR(TEXT("io_uring_enter", 0, 5, 1, 1, 0x40, 64, 24),
		  "io_uring_enter(5, 1, 1, IORING_ENTER_EXT_ARG_REG, 64, 24) = 0");
	CHECK_STR(TEXT("io_submit", 1, 0x1000, 2, PTR(blocks)),
		  "io_submit(0x1000, 2, [{aio_data=0x1, aio_lio_opcode=IOCB_CMD_PREAD, "
		  "aio_fildes=3, aio_buf=0x1000, aio_nbytes=5, aio_offset=0}, NULL]) = 1");
	block.opcode = 1;
	block.buf = PTR("bytes");
	block.prio = 4 << 13 | 5;
	block.more = 2;
	CHECK_STR(
		TEXT("io_submit", 1, 0x1000, 1, PTR(blocks)),
		"io_submit(0x1000, 1, [{aio_data=0x1, aio_lio_opcode=IOCB_CMD_PWRITE, "
		"aio_reqprio=IOPRIO_PRIO_VALUE(0x4 /* IOPRIO_CLASS_??? */, 5), aio_fildes=3, "
		"aio_buf=\"bytes\", aio_nbytes=5, aio_offset=0, aio_flags=IOCB_FLAG_IOPRIO}]) = 1");
	/* Of lengths that together are more than there can be, all are of interest. */
	CHECK_STR(TEXT("writev", -EBADF, -1, PTR(vector), 2),
		  "writev(-1, [{iov_base=0x10, iov_len=18446744073709551615}, {iov_base=0x20, "
		  "iov_len=18446744073709551615}], 2)" BAD_FD);
}

/* What random arguments told. */
TEST(sizes_and_masks)
{
	uint64_t nodes[64] = { 1, 2 }, attr[8] = { 2, 0x500000001 },
		 wait[3] = { 0x1000, 8, 0x2000 };
	uint64_t sigset[2] = { 0x30003, 0 }, context[5] = { 1ULL << 40, 1, 0, 9, 0x11 };
	struct {
		uint32_t size, spare;
		uint64_t id;
		uint32_t type, spare2;
		uint64_t user;
	} names = { 32, 7, 1, 0x20000, 8, 2 };
	char file[4097 + 8] = "";

	CHECK_STR(TEXT("set_mempolicy", -EINVAL, 2, PTR(nodes), 128),
		  "set_mempolicy(MPOL_BIND, [0x00000000000001, 0x00000000000002], 128)" INVAL);
	/* More bits than are copied. */
	CHECK(strstr(TEXT("set_mempolicy", -EINVAL, 2, PTR(nodes), 1 << 27),
		     "[0x00000000000001, 0x00000000000002, 0"));
	CHECK_STR(TEXT("process_madvise", -EINVAL, 3, 0, 0, 0x10, 0),
		  "process_madvise(3, NULL, 0, 0x10 /* MADV_??? */, 0)" INVAL);
	CHECK_STR(TEXT("io_pgetevents", -EINVAL, 0, 0, 0, 0, 0, PTR(sigset)),
		  "io_pgetevents(NULL, 0, 0, NULL, NULL, {sigmask=0x30003, sigsetsize=0})" INVAL);
	CHECK_STR(TEXT("io_uring_enter", -EBADF, -1, 0, 0, 8, PTR(wait), 0),
		  "io_uring_enter(-1, 0, 0, IORING_ENTER_EXT_ARG, {sigmask=0x1000, sigmask_sz=8, "
		  "min_wait_usec=0, ts=0x2000}, 0)" BAD_FD);
	CHECK_STR(TEXT("io_uring_enter", -EBADF, -1, 0, 0, 0x40, 10, 0),
		  "io_uring_enter(-1, 0, 0, IORING_ENTER_EXT_ARG_REG, 10, 0)" BAD_FD);
	CHECK_STR(TEXT("listns", -EINVAL, PTR(&names), 0, 0, 0),
		  "listns({size=32, spare=0x7, ns_id=0x1, ns_type=MNT_NS, spare2=0x8, "
		  "user_ns_id=0x2}, NULL, 0, 0)" INVAL);
	CHECK_STR(TEXT("listmount", -EINVAL, 1, 0x1000, 0, 0), "listmount(0x1, [], 0, 0)" INVAL);
	CHECK_STR(TEXT("lsm_set_self_attr", -EINVAL, 100, PTR(context), 32, 0),
		  "lsm_set_self_attr(LSM_ATTR_CURRENT, {id=0x10000000000, flags=0x1, len=0, "
		  "ctx_len=9}, 32, 0)" INVAL);
	memcpy(file, attr, sizeof(attr));
	CHECK(!strstr(TEXT("file_setattr", -E2BIG, -1, 0, PTR(file), 4097, 0), "fa_xflags"));
	CHECK_STR(TEXT("ioctl", -524, -1, 0x5421, 0),
		  "ioctl(-1, FIONBIO, NULL) = -1 ENOTSUPP (Unknown error 524)");
}

TEST(perf_and_bpf)
{
	uint64_t attr[18] = { 112ULL << 32 | 1, 1, 5, 7, 0, 1 | 1 << 5 };
	uint32_t map[20] = { 2, 4, 8, 3 };
	uint64_t key[4] = { 5, 0x1000, 0x2000, 4 };

	CHECK_STR(TEXT("perf_event_open", 3, PTR(attr), 0, (uint32_t)-1, (uint32_t)-1, 8),
		  "perf_event_open({type=PERF_TYPE_SOFTWARE, size=PERF_ATTR_SIZE_VER5, "
		  "config=PERF_COUNT_SW_TASK_CLOCK, sample_period=5, "
		  "sample_type=PERF_SAMPLE_IP|PERF_SAMPLE_TID|PERF_SAMPLE_TIME, read_format=0, "
		  "disabled=1, exclude_kernel=1, precise_ip=0 /* arbitrary skid */, ...}, 0, -1, "
		  "-1, PERF_FLAG_FD_CLOEXEC) = 3");
	CHECK_STR(TEXT("bpf", 3, 0, PTR(map), 20),
		  "bpf(BPF_MAP_CREATE, {map_type=BPF_MAP_TYPE_ARRAY, key_size=4, value_size=8, "
		  "max_entries=3, map_flags=0}, 20) = 3");
	CHECK_STR(TEXT("bpf", 0, 1, PTR(key), 32),
		  "bpf(BPF_MAP_LOOKUP_ELEM, {map_fd=5, key=0x1000, value=0x2000, "
		  "flags=BPF_F_LOCK}, 32) = 0");
	CHECK_STR(TEXT("bpf", -EINVAL, 0, 0, 20), "bpf(BPF_MAP_CREATE, NULL, 20)" INVAL);
}

TEST(bpf_programs)
{
	uint8_t code[16] = { 0xb7, 0x21, 0xff, 0xff, 1, 0, 0, 0, 0xde };
	uint32_t load[18] = { 99, 2 };
	char text[512];

	memcpy(load + 2, &(uint64_t){ PTR(code) }, 8);
	memcpy(load + 4, &(uint64_t){ PTR("GPL") }, 8);
	snprintf(text, sizeof(text),
		 "bpf(BPF_PROG_LOAD, {prog_type=0x63 /* BPF_PROG_TYPE_??? */, insn_cnt=2, "
		 "insns=%#lx, license=\"GPL\"}, 24) = 3",
		 (unsigned long)PTR(code));
	CHECK_STR(TEXT("bpf", 3, 5, PTR(load), 24), text);
	CHECK_STR(WHOLE("bpf", 3, 5, PTR(load), 24),
		  "bpf(BPF_PROG_LOAD, {prog_type=0x63 /* BPF_PROG_TYPE_??? */, insn_cnt=2, "
		  "insns=[{code=BPF_ALU64|BPF_K|BPF_MOV, dst_reg=BPF_REG_1, src_reg=BPF_REG_2, "
		  "off=-1, imm=0x1}, {code=BPF_JMP32|0xd8 /* BPF_??? */, dst_reg=BPF_REG_0, "
		  "src_reg=BPF_REG_0, off=0, imm=0}], license=\"GPL\"}, 24) = 3");
}

TEST(bpf_names)
{
	uint32_t map[12] = { 1, 1, 1, 1, 4, 0, UINT32_MAX };

	memset(map + 7, 'x', 16);
	CHECK_STR(TEXT("bpf", -EINVAL, 0, PTR(map), 31),
		  "bpf(BPF_MAP_CREATE, {map_type=BPF_MAP_TYPE_HASH, key_size=1, value_size=1, "
		  "max_entries=1, map_flags=BPF_F_NUMA_NODE, inner_map_fd=0, "
		  "numa_node=4294967295 /* NUMA_NO_NODE */, map_name=\"xx\"...}, 31)" INVAL);
	CHECK_STR(TEXT("bpf", -EINVAL, 3, PTR(map), 20),
		  "bpf(BPF_MAP_DELETE_ELEM, {map_fd=1, key=0x100000001, ...}, 20)" INVAL);
	CHECK_STR(WHOLE("bpf", -EINVAL, 3, PTR(map), 20),
		  "bpf(BPF_MAP_DELETE_ELEM, {map_fd=1, key=0x100000001, "
		  "extra_data=\"\\x04\\x00\\x00\\x00\" /* bytes 16..19 */}, 20)" INVAL);
}

TEST(bpf_links)
{
	static const char *const syms[2] = { "one", "two" };
	uint32_t order[8] = { 3, 4, 0, 8 | 32, 9, 0, 5, 0 };
	uint32_t multi[12] = { 3, 4, 42, 0, 1, 2 };

	CHECK_STR(TEXT("bpf", -EINVAL, 28, PTR(order), 32),
		  "bpf(BPF_LINK_CREATE, {link_create={prog_fd=3, target_fd=4, "
		  "attach_type=BPF_CGROUP_INET_INGRESS, flags=BPF_F_BEFORE|BPF_F_ID, "
		  "cgroup={relative_id=9, expected_revision=0x5}}}, 32)" INVAL);
	order[3] = 0;
	CHECK_STR(
		TEXT("bpf", -EINVAL, 28, PTR(order), 32),
		"bpf(BPF_LINK_CREATE, {link_create={prog_fd=3, target_fd=4, "
		"attach_type=BPF_CGROUP_INET_INGRESS, flags=0, target_btf_id=9}, ...}, 32)" INVAL);
	memcpy(multi + 6, &(uint64_t){ PTR(syms) }, 8);
	CHECK_STR(TEXT("bpf", 3, 28, PTR(multi), 48),
		  "bpf(BPF_LINK_CREATE, {link_create={prog_fd=3, target_fd=4, "
		  "attach_type=BPF_TRACE_KPROBE_MULTI, flags=0, "
		  "kprobe_multi={flags=BPF_F_KPROBE_MULTI_RETURN, cnt=2, syms=[\"one\", \"two\"], "
		  "addrs=NULL, cookies=NULL}}}, 48) = 3");
}

static uint32_t query[16], ids[2], batch[14];

static void query_answer(void)
{
	ids[0] = 7;
	query[6] = 1;
	query[14] = 6;
}

static void batch_done(void)
{
	batch[8] = 4;
}

TEST(bpf_answers)
{
	query[0] = 3;
	query[6] = 2;
	memcpy(query + 4, &(uint64_t){ PTR(ids) }, 8);
	CHECK_STR(LATER(query_answer, "bpf", 0, 16, PTR(query), 64),
		  "bpf(BPF_PROG_QUERY, {query={target_fd=3, attach_type=BPF_CGROUP_INET_INGRESS, "
		  "query_flags=0, attach_flags=0, prog_ids=[7], prog_cnt=2 => 1, "
		  "prog_attach_flags=NULL, link_ids=NULL, link_attach_flags=NULL, "
		  "revision=0x6}}, 64) = 0");
	batch[8] = 10;
	CHECK_STR(LATER(batch_done, "bpf", -ENOENT, 27, PTR(batch), 56),
		  "bpf(BPF_MAP_DELETE_BATCH, {batch={keys=NULL, count=10, map_fd=0, "
		  "elem_flags=BPF_ANY, flags=0}} => {batch={count=4}}, 56) = -1 ENOENT "
		  "(No such file or directory)");
	CHECK_STR(TEXT("bpf", -524, 22, PTR(batch), 4),
		  "bpf(BPF_MAP_FREEZE, {map_fd=0}, 4) = -1 ENOTSUPP (Unknown error 524)");
}

/* More of a string than decoders have room for on their stack. */
TEST(long_strings)
{
	static const struct bts_emit_style style = { .string_max = 6000, .verbose = true };
	static char bytes[5001], text[24000];
	uint32_t load[10] = { 1, 0, [6] = 1, [7] = sizeof(bytes) };
	size_t n;

	memset(bytes, 'a', sizeof(bytes) - 1);
	memcpy(load + 8, &(uint64_t){ PTR(bytes) }, 8);
	n = snprintf(text, sizeof(text), "fsconfig(3, FSCONFIG_SET_BINARY, \"k\", \"");
	for (int i = 0; i < 5000; i++)
		n += snprintf(text + n, sizeof(text) - n, "\\x61");
	snprintf(text + n, sizeof(text) - n, "\", 5000) = 0");
	CHECK_STR(decoded(&bts_emit_text, &style, "fsconfig",
			  (const uint64_t[6]){ 3, 2, PTR("k"), PTR(bytes), 5000 }, 0, NULL),
		  text);
	snprintf(text, sizeof(text),
		 "bpf(BPF_PROG_LOAD, {prog_type=BPF_PROG_TYPE_SOCKET_FILTER, insn_cnt=0, "
		 "insns=NULL, license=NULL, log_level=1, log_size=5001, log_buf=\"%s\"}, 40) = 3",
		 bytes);
	CHECK_STR(decoded(&bts_emit_text, &style, "bpf",
			  (const uint64_t[6]){ 5, PTR(load), sizeof(load) }, 3, NULL),
		  text);
}

/* To pin an object is not to open it. */
TEST(bpf_objects)
{
	static const struct bts_emit_style style = { .string_max = 32, .fds = BTS_FDS_PATH };
	uint32_t object[4] = { 0, 0, 5 };

	memcpy(object, &(uint64_t){ PTR("/p") }, 8);
	CHECK_STR(
		decoded(&bts_emit_json, &style, "bpf", (const uint64_t[6]){ 6, PTR(object), 12 }, 0,
			NULL),
		"bpf(\"cmd\":\"BPF_OBJ_PIN\",\"attr\":{\"pathname\":\"/p\",\"bpf_fd\":{\"fd\":5}},"
		"\"size\":12) = 0");
	CHECK_STR(
		decoded(&bts_emit_json, &style, "bpf", (const uint64_t[6]){ 7, PTR(object), 12 }, 3,
			NULL),
		"bpf(\"cmd\":\"BPF_OBJ_GET\",\"attr\":{\"pathname\":\"/p\",\"bpf_fd\":{\"fd\":5}},"
		"\"size\":12) = {\"fd\":3}");
}

TEST_MAIN(RUN(request_names), RUN(requests_sorted), RUN(request_arguments), RUN(terminals),
	  RUN(files), RUN(interfaces), RUN(devices), RUN(fcntl_commands), RUN(mounts),
	  RUN(quotas_and_watches), RUN(keys), RUN(rings_and_blocks), RUN(sizes_and_masks),
	  RUN(perf_and_bpf), RUN(bpf_programs), RUN(bpf_names), RUN(bpf_links), RUN(bpf_answers),
	  RUN(long_strings), RUN(bpf_objects))
