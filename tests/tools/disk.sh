# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# Block devices for tests, of every kind that a kernel can make of nothing. Each
# function sets $disk, the name in /dev and /sys/block, and sees to it that the
# device is gone when the test ends. What this kernel lacks is a reason to skip.

# Making devices of one's own is not for a machine that others use.
needs_guest()
{
	[[ -d /run/guest ]] || skip "makes block devices: needs a guest"
}

# module NAME [PARAMETER=VALUE...]: loads it.
module()
{
	needs_guest
	/run/guest/modprobe "$@" 2>modprobe.err || skip "no module $1: $(cat modprobe.err)"
}

# soon WHAT COMMAND...: COMMAND succeeds, if not at once then in 10 seconds.
soon()
{
	local what=$1 i

	shift
	for ((i = 0; i < 200; i++)); do
		"$@" && return
		sleep 0.05
	done
	fail "$what: does not come to pass"
}

# put VALUE FILE: writes it, to /sys for the most part.
put()
{
	echo "$1" 2>put.err >"$2" || fail "cannot write $1 to $2: $(cat put.err)"
}

# null_disk [ATTRIBUTE=VALUE...]: the null block device, of 256 MiB.
null_disk()
{
	local dir=/sys/kernel/config/nullb setting

	needs_guest
	[[ -d $dir ]] || skip "no null block devices by configfs"
	disk=nullt$((null_count++))
	dir+=/$disk
	mkdir "$dir" || fail "cannot make a null block device"
	at_leave rmdir "$dir"
	for setting in size=256 completion_nsec=10000 "$@"; do
		[[ -e $dir/${setting%%=*} ]] || skip "the null block device has no ${setting%%=*}"
		put "${setting#*=}" "$dir/${setting%%=*}"
	done
	{ echo 1 >"$dir/power"; } 2>put.err || skip "no null block device ($*): $(cat put.err)"
	[[ -e /sys/block/$disk ]] || disk=nullb$(<"$dir/index")
}
null_count=0

# null_has ATTRIBUTE: of this kernel's.
null_has()
{
	[[ ,$(tr '\n' , </sys/kernel/config/nullb/features) == *,"$1",* ]]
}

# null_set DISK ATTRIBUTE=VALUE: of one that is there.
null_set()
{
	local dir

	for dir in /sys/kernel/config/nullb/*/; do
		if [[ $dir == */$1/ || $1 == nullb$(<"$dir/index") ]]; then
			put "${2#*=}" "$dir/${2%%=*}"
			return
		fi
	done
	fail "$1: no such null block device"
}

# loop_disk MIB [OPTION OF LOSETUP...]: on a file in memory, whose path is in $backing.
loop_disk()
{
	needs_guest
	needs losetup
	backing=$(mktemp /dev/shm/backing.XXXXXX)
	at_leave rm -f "$backing"
	truncate -s "${1}M" "$backing"
	shift
	disk=$(losetup -f --show "$@" "$backing" 2>losetup.err) || skip "no loop device: $(cat losetup.err)"
	disk=${disk#/dev/}
	at_leave sh -c '! losetup "$0" >/dev/null 2>&1 || losetup -d "$0"' "/dev/$disk"
}

# Of 64 MiB: there is one.
ram_disk()
{
	needs_guest
	disk=ram0
	[[ -b /dev/$disk ]] || skip "no RAM disk"
}

# zram_disk MIB
zram_disk()
{
	needs_guest
	disk=zram0
	[[ -b /dev/$disk ]] || skip "no zram"
	put "${1}M" /sys/block/$disk/disksize
	at_leave sh -c "echo 1 >/sys/block/$disk/reset"
}

sectors_of()
{
	echo $(("$(<"/sys/class/block/$1/size")"))
}

# dm_disk LINE...: by device-mapper, with this table.
dm_disk()
{
	local name

	needs_guest
	needs dmsetup
	name=bts-$BASHPID-$((++dm_count))
	# Nobody here makes nodes but we ourselves.
	export DM_DISABLE_UDEV=1
	printf '%s\n' "$@" | dmsetup create "$name" 2>dmsetup.err || skip "no such device: $(cat dmsetup.err)"
	at_leave dmsetup remove --retry "$name"
	disk=$(dmsetup info -c --noheadings -o blkdevname "$name")
	dm_name=$name
}
dm_count=0

# dm_linear DISK [FIRST [SECTORS]]
dm_linear()
{
	dm_disk "0 ${3-$(($(sectors_of "$1") - ${2-0}))} linear /dev/$1 ${2-0}"
}

# dm_slow DISK MS: reads and writes come late.
dm_slow()
{
	dm_disk "0 $(sectors_of "$1") delay /dev/$1 0 $2"
}

# dm_flaky DISK: all fails.
dm_flaky()
{
	dm_disk "0 $(sectors_of "$1") flakey /dev/$1 0 0 3600"
}

# dm_bad DISK FIRST SECTORS: fails in this range.
dm_bad()
{
	local end=$(($2 + $3))

	dm_disk "0 $2 linear /dev/$1 0" "$2 $3 error" \
		"$end $(($(sectors_of "$1") - end)) linear /dev/$1 $end"
}

# raid_disk DISK DISK: a mirror. By sysfs: neither a superblock nor a program for it is needed.
raid_disk()
{
	local dir member n=0

	module raid1
	disk=md9
	put $disk /sys/module/md_mod/parameters/new_array
	dir=/sys/block/$disk/md
	[[ -d $dir ]] || skip "no array by sysfs"
	put none $dir/metadata_version
	put raid1 $dir/level
	put $# $dir/raid_disks
	put $(($(sectors_of "$1") / 2)) $dir/component_size
	for member; do
		put "$(<"/sys/class/block/$member/dev")" $dir/new_dev
		put insync "$dir/dev-$member/state"
		put $((n++)) "$dir/dev-$member/slot"
	done
	put none $dir/resync_start
	put active $dir/array_state
	at_leave sh -c "echo clear >$dir/array_state"
	# Who opens it first reads it, in search of partitions.
	: <"/dev/$disk"
}

# scsi_disk [PARAMETER=VALUE...]: of SCSI's test device, whose knobs are in the directory $scsi.
scsi_disk()
{
	module scsi_debug dev_size_mb=16 ndelay=1 "$@"
	scsi=/sys/bus/pseudo/drivers/scsi_debug
	soon "a SCSI disk" scsi_found
	at_leave scsi_gone
}

scsi_found()
{
	local found=("$scsi"/adapter0/host*/target*/*/block/sd*)

	disk=${found[0]##*/}
	[[ -b /dev/$disk && $(sectors_of "$disk") != 0 ]]
}

scsi_gone()
{
	soon "unloading SCSI's test device" /run/guest/bin/rmmod scsi_debug
}

virtio_disk()
{
	needs_guest
	disk=vda
	[[ -b /dev/$disk ]] || skip "no virtio disk"
}

nvme_disk()
{
	needs_guest
	disk=nvme0n1
	[[ -b /dev/$disk ]] || skip "no NVMe disk"
}

# scheduler DISK NAME: or none.
scheduler()
{
	local file=/sys/block/$1/queue/scheduler

	[[ " $(tr '[]' '  ' <"$file") " == *" $2 "* ]] || module "$2"
	{ echo "$2" >"$file"; } 2>put.err || skip "$1: no scheduler $2: $(cat put.err)"
}

# queue DISK NAME=VALUE: an attribute of its queue.
queue()
{
	local file=/sys/block/$1/queue/${2%%=*}

	[[ -e $file ]] || skip "$1: no ${2%%=*}"
	put "${2#*=}" "$file"
}

# partition DISK NUMBER FIRST SECTORS: sets $part.
partition()
{
	needs addpart
	part=$1$2
	[[ $1 != *[0-9] ]] || part=$1p$2
	addpart "/dev/$1" "$2" "$3" "$4" 2>addpart.err || skip "$1: no partitions: $(cat addpart.err)"
	at_leave delpart "/dev/$1" "$2"
	soon "$part" test -b "/dev/$part"
}

# file_system NAME [OPTION OF MKFS...]: ext4 on /dev/NAME, mounted at $mounted.
file_system()
{
	local name=$1

	needs_guest
	needs mkfs.ext4
	shift
	# All is written now, and not by and by while others are counting.
	mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0,nodiscard "$@" "/dev/$name" \
		>mkfs.out 2>&1 || fail "mkfs.ext4: $(cat mkfs.out)"
	mounted=$PWD/on-$name
	mkdir -p "$mounted"
	mount -o noatime,noinit_itable "/dev/$name" "$mounted" || fail "cannot mount $name"
	at_leave umount "$mounted"
}

# counters NAME: what the kernel has counted on a disk or partition, a line for each class:
# CLASS REQUESTS SECTORS MERGES. What zones are told counts as writes, and so do zeroes.
counters()
{
	local -a n

	read -ra n <"/sys/class/block/$1/stat"
	printf '%s\n' "read ${n[0]} ${n[2]} ${n[1]}" "write ${n[4]} ${n[6]} ${n[5]}" \
		"discard ${n[11]-0} ${n[13]-0} ${n[12]-0}" "flush ${n[15]-0} 0 0"
}

# counted NAME BEFORE: the difference to what the file BEFORE holds; lines of nothing are left out.
counted()
{
	counters "$1" | awk 'NR == FNR { ios[$1] = $2; sectors[$1] = $3; merges[$1] = $4; next }
		$2 != ios[$1] { print $1, $2 - ios[$1], $3 - sectors[$1], $4 - merges[$1] }' "$2" -
}
