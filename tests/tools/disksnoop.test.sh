# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# disksnoop shows the requests that were made, all of them and no others.

# shellcheck source=tests/tools/disk.sh
. "$here/disk.sh"
blockload=$build/tests/tools/blockload

# Rows as they are compared: what the load states, and what the trace shows.
io_fields=pid,tid,comm,disk,part,level,op,error,sector,bytes

# snoop OPTION...: disksnoop in the background, JSON to the file trace.
snoop()
{
	start tracer "${disksnoop[@]}" -j -o trace --ready-fd 3 "$@" 2>tracer.err ||
		fail "disksnoop did not start: $(cat tracer.err)"
}

# Ends it. Its rows are in the file rows then, by all that can be asked of them.
snooped()
{
	kill -INT "$tracer"
	ends "$tracer" 0
	shown_rows
}

row_fields=$io_fields,requeues,merges,hwq,depth,queue,latency,time,issued,rwbs

shown_rows()
{
	lines_parse trace
	adds_up trace
	jq -r --arg fields "$row_fields" 'select(.type == "io") | [.[$fields / "," | .[]]] |
		map(if . == null then "" else tostring end) | join(",")' trace >rows
}

# load NAME KIND [ARG...]: I/O on /dev/NAME. What it states is in the file stated.
load()
{
	"$blockload" "/dev/$1" "${@:2}" >>stated 2>load.err || fail "on $1: $(cat load.err)"
}

# What was stated, in the order of io_fields.
wanted_rows()
{
	awk -F, -v OFS=, '{
		level = $4 ~ /^(dm-|md|loop)/ ? "stacked" : $4 ~ /^(ram|zram)/ ? "bio" : "request"
		print $1, $2, $3, $4, $5, level, $6, $9, $7, $8
	}' stated
}

# below DISK OTHER SECTORS: rows of what DISK hands on to OTHER, SECTORS further on.
below()
{
	awk -F, -v OFS=, -v disk="$1" -v other="$2" -v add="$3" '
		$4 == disk { $4 = other; $6 = "request"; $9 += add; print }' want >below
	cat below >>want
}

# Rows in pieces of 4 KiB: how requests are cut is a matter of their disk.
pieces()
{
	awk -F, -v OFS=, '{
		n = $10 / 4096
		if (n == int(n) && n > 1) {
			$10 = 4096
			for (at = $9; n--; at += 8) {
				$9 = at
				print
			}
		} else {
			print
		}
	}' "$1" | sort
}

# same_rows: the file rows has those of the file want. Where the kernel has skipped runs of
# programs, as many pieces may be missing, or not know who submitted them.
same_rows()
{
	local skips

	cut -d, -f1-10 rows >got
	# Where memory cannot be read, nobody can tell for whom a flush is.
	if [[ $blind ]]; then
		awk -F, -v OFS=, '$7 == "flush" { $1 = $2 = $3 = "" } { print }' want >want.blind
		mv want.blind want
	fi
	pieces got >got.pieces
	pieces want >want.pieces
	skips=$(sed -n 's/.*the kernel skipped \([0-9]*\) runs.*/\1/p' tracer.err)
	[[ $skips || ! $left_open ]] || skips=$left_open
	if [[ -z $skips ]]; then
		same want.pieces got.pieces
		return
	fi
	echo "the kernel skipped $skips runs"
	awk -F, -v skips="$skips" '
		function rest(    i, text) { for (i = 4; i <= 10; i++) text = text "," $i; return text }
		{ key = rest() }
		NR == FNR { n[$0]++; of[key]++; missing++; next }
		n[$0] > 0 { n[$0]--; of[key]--; missing--; next }
		{ other[++others] = $0; others_key[others] = key; unknown[others] = $1 $2 $3 == "" }
		END {
			for (i = 1; i <= others; i++) {
				if (unknown[i] && of[others_key[i]]-- > 0) {
					missing--
					skips--
				} else {
					print "not wanted: " other[i]
					bad = 1
				}
			}
			for (key in n)
				if (n[key] > 0)
					print "missing: " key
			# A request that was merged in a batch has eight pieces.
			exit bad || missing > 8 * skips
		}' want.pieces got.pieces || fail "not the rows that were wanted"
}

# agrees DISK: what is shown of it comes to what the kernel has counted since `counting DISK'.
counting()
{
	counters "$1" >"$1.before"
}

agrees()
{
	# A flush is shown as the one request that its disk gets. Whoever waits for it counts as a
	# write without bytes.
	awk -F, -v disk="$1" '$4 == disk && $7 !~ /^drv/ {
		class = $7 ~ /^(read|discard|flush)$/ ? $7 : "write"
		ios[class]++
		sectors[class] += $10 / 512
		merges[class] += $12
		if (class == "flush")
			ios["write"]++
	} END { for (class in ios) print class, ios[class], sectors[class] + 0, merges[class] + 0 }' \
		rows | sort >"$1.shown"
	counted "$1" "$1.before" | sort >"$1.counted"
	same "$1.counted" "$1.shown"
}

# Times that cannot be: a request that took longer than the call that made it and waited for it.
possible()
{
	awk -F, 'FNR == 1 { file++ }
		file == 1 && $13 != "" { key = $2 "," $4 "," $6 "," $7 "," $8; n[key]++; took[key] = $13 }
		# What goes there through the page cache as well cannot be told from it.
		file == 2 { shown[$2 "," $4 "," $7 "," $9 "," $10]++ }
		file == 3 {
			key = $2 "," $4 "," $7 "," $9 "," $10
			if (n[key] == 1 && shown[key] == 1 && $15 + $16 > took[key]) {
				print "longer than the call, " took[key] ": " $0
				bad = 1
			}
			if ($16 < 0 || ($15 != "" && $15 < 0) || $17 < last || $18 > $17) {
				print "out of order: " $0
				bad = 1
			}
			last = $17
		}
		END { exit bad }' stated rows rows || fail "times that cannot be"
}

# Its column $2 of rows, for the awk condition $1.
column()
{
	awk -F, "$1 { print \$$2 }" rows
}

#
# Every kind of disk, every kind of access
#

plain="write 6 4k 0 8k + read 6 8k 1m 16k"
queued="uring write 8 4k 2m 4k + uring read 8 4k 4m 16k + threads read 4 4k 0 0 2"
cached="buffered fsync 4 4k 0 8k + mapped 4 4k 1m 8k + cold 4 4k 2m 64k + buffered osync 2 4k 0 8k"
trims="discard 6m 1m + zeroes 8m 64k"

dm_is_silent()
{
	[[ $(uname -r) =~ ^([0-9]+)\.([0-9]+) ]] &&
		((BASH_REMATCH[1] < 5 || (BASH_REMATCH[1] == 5 && BASH_REMATCH[2] < 18)))
}

# late FILE DISK ABOVE: rows of the disk without who submitted, of the one above without its level.
late()
{
	awk -F, -v OFS=, -v disk="$2" -v above="$3" '
		$4 == disk { $1 = $2 = $3 = "later" }
		$4 == above { $6 = "dm" }
		{ print }' "$1" >late && mv late "$1"
}

# A kprobe that an interrupt comes to while another runs on that processor is left out, and the
# kernel does not tell: the end of a request was not seen then, and it counts as open, or as endless
# when its place is taken.
left_open=

# Runs it all, each disk's I/O after that of another, under one tracer.
every_disk()
{
	local null many timer silent cache zoned base linear mirror_a mirror_b mirror slow_base slow
	local flaky bad_base bad poll scsi_name virtio=vda loop ram zram nvme counted=() name

	needs jq
	needs_kind "$1"
	needs_guest
	[[ $1 != fentry ]] || needs_memory # lists of requests are followed by address
	null_disk memory_backed=1 discard=1 irqmode=0 && null=$disk
	scheduler "$null" none
	null_disk submit_queues=2 irqmode=1 && many=$disk
	scheduler "$many" none
	null_disk irqmode=2 completion_nsec=100000 && timer=$disk
	scheduler "$timer" mq-deadline
	null_disk && silent=$disk
	queue "$silent" iostats=0
	null_disk memory_backed=1 cache_size=1 && cache=$disk
	null_disk memory_backed=1 zoned=1 zone_size=4 size=64 && zoned=$disk
	null_disk blocking=1 && base=$disk
	dm_linear "$base" 1024 && linear=$disk
	null_disk && slow_base=$disk
	dm_slow "$slow_base" 40 && slow=$disk
	null_disk && bad_base=$disk
	dm_bad "$bad_base" 800 80 && bad=$disk
	dm_flaky "$null" && flaky=$disk
	null_disk && mirror_a=$disk
	null_disk && mirror_b=$disk
	raid_disk "$mirror_a" "$mirror_b" && mirror=$disk
	loop_disk 32 && loop=$disk
	ram_disk && ram=$disk
	zram_disk 32 && zram=$disk
	scsi_disk lbpu=1 && scsi_name=$disk
	if null_has poll_queues; then
		null_disk poll_queues=1 && poll=$disk
	fi
	[[ ! -b /dev/nvme0n1 ]] || nvme=nvme0n1
	scheduler $virtio none
	counted=("$null" "$many" "$timer" "$cache" "$base" "$slow_base" "$slow" "$linear" "$mirror_a"
		"$mirror_b" "$mirror" "$loop" "$zram" $virtio ${nvme-} ${poll-})
	for name in "${counted[@]}"; do
		counting "$name"
	done

	snoop --attach "$1"
	# shellcheck disable=SC2086 # words
	{
		load "$null" $plain + $queued + $cached + $trims
		load "$many" $plain + $queued
		load "$timer" $plain + $queued
		load "$silent" $plain + $queued
		load "$cache" $plain + flush + sync-write 3 4k 0 8k
		load "$linear" $plain
		load "$slow" $plain
		load "$bad" read 6 4k 384k 16k
		load "$flaky" $plain
		load "$mirror" $plain
		load "$loop" $plain + discard 6m 1m + flush
		load "$ram" $plain
		load "$zram" $plain
		load $virtio $plain + $queued + $cached + $trims + flush
		[[ ! ${poll-} ]] || load "$poll" polled read 8 4k 0 8k
		[[ ! ${nvme-} ]] || load "$nvme" $plain + $queued + $cached + $trims + flush
		scheduler $virtio mq-deadline
		load $virtio $plain + $queued + $cached
		load "$zoned" zone open 0 8m + write 4 4k 0 4k + zone close 0 8m + zone finish 0 4m + \
			zone reset 0 8m + zone reset-all 0 64m
		scsi_troubles "$scsi_name"
	}
	snooped
	if [[ $1 == kprobe ]]; then
		left_open=$(json trace 'last | .open + .lost.endless | select(. > 0)')
	fi
	[[ $left_open ]] || silent tracer.err

	wanted_rows >want
	below "$linear" "$base" 1024
	below "$slow" "$slow_base" 0
	below "$mirror" "$mirror_a" 0
	below "$mirror" "$mirror_b" 0
	# Before Linux 5.18 dm does not tell of what it hands on later, nor does dm-delay.
	if dm_is_silent; then
		late rows "$slow_base" "$slow"
		late want "$slow_base" "$slow"
	fi
	awk -F, -v OFS=, -v bad="$bad" -v base="$bad_base" '$4 == bad && $8 == "" {
		$4 = base; $6 = "request"; print }' want >below
	cat below >>want
	# What fails at once is handed on to nobody; and a mirror reads from one of its disks.
	awk -F, -v OFS=, -v flaky="$flaky" -v a="$mirror_a" -v b="$mirror_b" '
		$4 == flaky { $6 = "bio" }
		$4 == b && $7 == "read" { next }
		$4 == a && $7 == "read" { $4 = "one" }
		{ print }' want >want.2
	mv want.2 want
	cp rows rows.all
	awk -F, -v OFS=, -v a="$mirror_a" -v b="$mirror_b" '
		($4 == a || $4 == b) && $7 == "read" { $4 = "one" }
		{ print }' rows.all >rows
	same_rows
	cp rows.all rows
	possible
	# Nor how many bios a request has.
	[[ $blind || $left_open ]] || grep -q "$skipped" tracer.err || for name in "${counted[@]}"; do
		agrees "$name"
	done

	fact "delayed ones took long" awk -F, -v slow="$slow" '
		$4 == slow { n++; if ($16 < 20000000) bad = 1 } END { exit bad || n != 12 }' rows
	[[ $blind ]] || fact "requests in a batch were merged" [ "$(column '$4 == "'"$many"'" && $10 == 32768' 12)" = 7 ]
	fact "on all hardware queues, none that is not there" \
		awk -F, -v many="$many" '$4 == many && $13 > 1 { bad = 1 } END { exit bad }' rows
	scsi_told "$scsi_name"
}

# Errors, part after part, and again and again.
scsi_troubles()
{
	load "$1" write 4 4k 0 8k + read 4 8k 1m 16k + discard 6m 64k
	load "$1" scsi tur + scsi read 8 4 + scsi write 8 4
	# Every second command moves half of what it should: the rest is done by another.
	put 2 "$scsi/every_nth"
	put 0x100 "$scsi/opts"
	load "$1" read 4 8k 3m 16k + write 4 8k 4m 16k
	# The host is too busy to take any.
	put 1 "$scsi/every_nth"
	put 0x8000 "$scsi/opts"
	(sleep 1 && echo 0 >"$scsi/opts") &
	load "$1" read 1 8k 5m 0
	wait $!
	put 0 "$scsi/every_nth"
	# Sectors 4660 to 4669 cannot be read, as 2385920 / 512 to 2391039 / 512.
	put 2 "$scsi/opts"
	load "$1" read 3 4k 2379776 8k
	put 0 "$scsi/opts"
}

scsi_told()
{
	fact "in parts: $(column '$4 == "'"$1"'" && $9 >= 6144 && $9 < 10240' 11 | tr '\n' ' ')" awk -F, -v disk="$1" '
		$4 == disk && $9 >= 6144 && $9 < 10240 { n++; again += $11 } END { exit !(n == 8 && again >= 3) }' rows
	fact "again and again" awk -F, -v disk="$1" '
		$4 == disk && $9 == 10240 { n++; if ($11 < 2 || $16 < 500000000) bad = 1 }
		END { exit bad || n != 1 }' rows
	fact "errors" [ "$(column '$4 == "'"$1"'" && $8 != ""' 8 | sort -u)" = ENODATA ]
}

for kind in tp_btf raw_tp fentry kprobe; do
	testcase "disksnoop, $kind: every kind of disk" every_disk "$kind"
done
