# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# What disksnoop is asked for, and what becomes of it when disks and readers fail.
# The disks, the load and the rows: disksnoop.test.sh and disk.sh.

# count_rows CONDITION: of the file rows, by an awk condition on io_fields.
count_rows()
{
	awk -F, "$1 { n++ } END { print n + 0 }" rows
}

# At the beginning nothing of the machine's own is in the way.
null_only()
{
	null_disk memory_backed=1 discard=1
	scheduler "$disk" none
}

by_disk()
{
	local one part

	needs jq
	null_only && one=$disk
	partition "$one" 1 2048 20480
	null_only
	snoop -D "$part"
	load "$part" write 3 4k 0 8k
	load "$one" write 4 4k 32m 8k
	snooped
	fact "of the partition alone" [ "$(count_rows '$5 == "'"$part"'"'),$(wc -l <rows)" = 3,3 ]
	fact "where it is on the disk" [ "$(awk -F, 'NR == 1 { print $9 }' rows)" = 2048 ]
	snoop --disk "/dev/$one,$disk"
	load "$part" write 3 4k 0 8k
	load "$one" write 4 4k 32m 8k
	load "$disk" read 5 4k 0 8k
	snooped
	fact "of both disks" [ "$(count_rows '$4 == "'"$one"'"'),$(count_rows '$4 == "'"$disk"'"')" = 7,5 ]
	fact "its partition too" [ "$(count_rows '$5 == "'"$part"'"')" = 3 ]
}

by_operation()
{
	needs jq
	null_only
	snoop -D "$disk" --op write,discard
	load "$disk" read 3 4k 0 8k + write 2 4k 0 8k + discard 6m 64k
	snooped
	fact "what was asked for" [ "$(column 1 7 | sort | uniq -c | awk '{ print $2 $1 }' | tr '\n' ' ')" = 'discard1 write2 ' ]
	snoop -D "$disk" --min-size 8k
	load "$disk" read 3 4k 0 8k + write 2 8k 0 16k
	snooped
	fact "large ones" [ "$(column 1 10 | sort -u),$(wc -l <rows)" = 8192,2 ]
}

by_failure()
{
	local base

	needs jq
	null_only && base=$disk
	dm_bad "$base" 800 80
	snoop -D "$disk" -x
	load "$disk" read 6 4k 384k 16k
	snooped
	fact "failures alone: $(cat rows)" [ "$(column 1 8 | sort -u)" = EIO ]
	fact "all of them" [ "$(wc -l <rows)" = "$(awk -F, '$9 != ""' stated | wc -l)" ]
}

by_latency()
{
	local base

	needs jq
	null_only && base=$disk
	dm_slow "$base" 60
	snoop -m 30ms
	load "$base" read 4 4k 0 8k
	load "$disk" read 3 4k 0 8k
	snooped
	fact "slow ones alone: $(cat rows)" [ "$(column 1 4 | sort -u),$(wc -l <rows)" = "$disk,3" ]
}

# Whoever submits counts, whoever issues or is interrupted does not.
by_task()
{
	local group=/sys/fs/cgroup/bts-disk-$BASHPID pid

	needs jq
	null_disk irqmode=2 completion_nsec=3000000
	scheduler "$disk" mq-deadline
	mkdir "$group" || skip "no control groups"
	at_leave rmdir "$group"
	snoop --cgroup "$group" -D "$disk"
	load "$disk" read 3 4k 0 8k
	sh -c 'echo $$ >"$0"/cgroup.procs && exec "$@" >in.group' "$group" "$blockload" "/dev/$disk" read 4 4k 1m 8k
	load "$disk" read 3 4k 2m 8k
	snooped
	fact "of the group alone: $(cat rows)" [ "$(wc -l <rows)" = 4 ]
	fact "by who submitted" [ "$(column 1 1 | sort -u)" = "$(cut -d, -f1 in.group | sort -u)" ]
	fact "nothing is left behind" [ "$(json trace 'last.open')" = 0 ]
	snoop -n nobody -D "$disk"
	load "$disk" read 3 4k 0 8k
	snooped
	fact "of nobody" [ ! -s rows ]
	fact "counted" [ "$(json trace 'last | [.seen, .filtered] | tojson')" = '[3,3]' ]
	exits 0 "${disksnoop[@]}" -D "$disk" -j -o trace -- "$blockload" "/dev/$disk" read 5 4k 0 8k
	shown_rows
	fact "of a command" [ "$(wc -l <rows)" = 5 ]
}

tables()
{
	null_only
	exits 0 "${disksnoop[@]}" -D "$disk" -o got -- "$blockload" "/dev/$disk" write 3 4k 0 8k
	fact "the columns" [ "$(head -n 1 got | tr -s ' ')" = ' TIME(s) COMM PID DISK T SECTOR BYTES LAT(ms)' ]
	fact "under 80 columns" [ "$(wc -L <got)" -le 80 ]
	fact "rows" [ "$(awk -v disk="$disk" 'NR > 1 && $4 == disk && $5 == "WS" && $7 == 4096' got | wc -l)" = 3 ]
	exits 0 "${disksnoop[@]}" -QF -D "$disk" -o got -- "$blockload" "/dev/$disk" write 3 4k 0 8k
	fact "more columns" [ "$(head -n 1 got | tr -s ' ')" = ' TIME(s) COMM PID DISK T SECTOR BYTES LAT(ms) QUE(ms) FILE' ]
	exits 0 "${disksnoop[@]}" --classic -D "$disk" -o got -- "$blockload" "/dev/$disk" write 2 4k 0 8k + read 1 8k 0 0 + flush
	fact "its heading" [ "$(head -n 1 got)" = 'TIME(s)            T  BYTES    LAT(ms)' ]
	fact "its rows" [ "$(awk 'NR > 1 { print $2 $3 }' got | head -n 3 | tr '\n' ' ')" = 'W4096 W4096 R8192 ' ]
	fact "its format" sh -c '! sed 1d got | grep -Evq "^[0-9]+\.[0-9]{9} +[RWM]  [0-9]+ +[0-9]+\.[0-9]{2}$"'
	exits 2 "${disksnoop[@]}" --classic -j
	complains '^disksnoop: --classic and --json exclude each other$'
	exits 0 "${disksnoop[@]}" --stack -D "$disk" -o got -- "$blockload" "/dev/$disk" write 1 4k 0 8k
	fact "how it came to be: $(cat got)" grep -Eq '^ +submit_bio[a-z_]*\+0x' got
	fact "from the beginning" grep -Eq '^ +.*(entry_SYSCALL_64|do_syscall_64)' got
}

# The numbers of -S are those of the rows of the same run of I/O.
summaries()
{
	local load=(write 5 4k 0 8k + read 7 16k 1m 32k + discard 6m 64k)

	needs jq
	null_only
	exits 0 "${disksnoop[@]}" -S -j -D "$disk" -o trace -- "$blockload" "/dev/$disk" "${load[@]}"
	lines_parse trace
	adds_up trace
	json trace 'map(select(.type == "disk"))[] | [.disk, .op, .level, .ios, .bytes, .failed] | map(tostring) | join(",")' |
		sort >got
	printf "$disk,%s\n" discard,request,1,65536,0 read,request,7,114688,0 write,request,5,20480,0 >want
	same want got
	fact "latencies of all" [ "$(json trace '[.[] | select(.type == "latency").took_count] | add')" = 13 ]
	fact "nothing is sent" [ "$(json trace 'last | [.sent, .summed] | tojson')" = '[0,13]' ]
	exits 0 "${disksnoop[@]}" --by comm,cgroup,file -j -D "$disk" -o trace -- "$blockload" "/dev/$disk" "${load[@]}"
	lines_parse trace
	adds_up trace
	fact "by whom" [ "$(json trace 'map(select(.type == "comm")) | map([.comm, .ios, .bytes]) | tojson')" = '[["blockload",13,200704]]' ]
	fact "by group" [ "$(json trace 'map(select(.type == "cgroup")) | map([.cgroup, .ios]) | tojson')" = '[["/",13]]' ]
	fact "by file" [ "$(json trace 'map(select(.type == "file")) | map([.file, .ios]) | tojson')" = '[[null,13]]' ]
	exits 0 "${disksnoop[@]}" -S -D "$disk" -o got -- "$blockload" "/dev/$disk" "${load[@]}"
	fact "titles" [ "$(grep -c '^Requests, by disk (in\|^How long they took (in' got)" = 2 ]
	fact "a histogram" grep -q '|#' got
	fact "under 80 columns" [ "$(wc -L <got)" -le 80 ]
	exits 2 "${disksnoop[@]}" --by nothing
	complains '^disksnoop: --by nothing: is not among its names$'
}

# What was handed on is not counted again where it does not belong to a disk.
summaries_stacked()
{
	local base

	needs jq
	null_only && base=$disk
	dm_linear "$base"
	exits 0 "${disksnoop[@]}" --by comm -j -D "$disk,$base" -o trace -- "$blockload" "/dev/$disk" read 6 4k 0 8k
	adds_up trace
	fact "both disks" [ "$(json trace 'map(select(.type == "disk")) | map([.level, .ios]) | sort | tojson')" = '[["request",6],["stacked",6]]' ]
	fact "once" [ "$(json trace 'map(select(.type == "comm")) | map(.ios) | tojson')" = '[6]' ]
	exits 0 "${disksnoop[@]}" --stacked -j -D "$disk,$base" -o trace -- "$blockload" "/dev/$disk" read 6 4k 0 8k
	lines_parse trace
	adds_up trace
	fact "on the way" [ "$(json trace 'map(select(.type == "remap")) | map([.from_disk, .disk, .bytes]) | unique | tojson')" = "[[\"$disk\",\"$base\",4096]]" ]
	fact "each" [ "$(json trace 'map(select(.type == "remap")) | length')" = 6 ]
	fact "to the same place" [ "$(json trace 'map(select(.type == "remap" and .from_sector != .sector)) | length')" = 0 ]
	exits 0 "${disksnoop[@]}" --stacked -D "$disk,$base" -o got -- "$blockload" "/dev/$disk" read 1 4k 0 8k
	fact "told apart" [ "$(awk 'NR > 1 { print $NF }' got | sort | tr '\n' ' ')" = 'remap request stacked ' ]
}

# One that began before tracing did, and one after; shown while they hang, and once.
in_flight()
{
	local base

	needs jq
	null_disk irqmode=2 completion_nsec=12000000000 && base=$disk
	scheduler "$base" none
	"$blockload" "/dev/$base" read 1 4k 0 0 >before 2>&1 &
	sleep 0.3
	start tracer "${disksnoop[@]}" --inflight=500ms -D "$base" -j -o trace --ready-fd 3 2>tracer.err ||
		fail "disksnoop did not start: $(cat tracer.err)"
	"$blockload" "/dev/$base" write 1 8k 1m 0 >after 2>&1 &
	soon "what is in flight" sh -c '[ "$(grep -c "\"type\":\"inflight\"" trace)" = 2 ]'
	sleep 1
	kill -INT "$tracer"
	ends "$tracer" 0
	lines_parse trace
	adds_up trace
	fact "both, once: $(cat trace)" [ "$(json trace 'map(select(.type == "inflight")) | map([.op, .bytes]) | sort | tojson')" = '[["read",4096],["write",8192]]' ]
	fact "old enough" [ "$(json trace 'map(select(.type == "inflight" and .latency < 500000000)) | length')" = 0 ]
	fact "whose it is" [ "$(json trace 'map(select(.op == "write")) | map(.comm) | tojson')" = '["blockload"]' ]
	fact "nobody knows whose the first is" [ "$(json trace 'map(select(.op == "read")) | map([.comm, .pid]) | tojson')" = '[[null,null]]' ]
	fact "an event each beside the requests themselves" [ "$(json trace 'last | [.seen, .sent, .shown] | tojson')" = '[4,2,2]' ]
	exits 2 "${disksnoop[@]}" --inflight -S
	complains '^disksnoop: --inflight and -S exclude each other$'
	wait
}

# Each of several at once, where the table has room for two: counted, by cause.
no_room()
{
	needs jq
	null_disk irqmode=2 completion_nsec=20000000
	scheduler "$disk" none
	exits 0 "${disksnoop[@]}" --max-open 2 -D "$disk" -j -o trace -- "$blockload" "/dev/$disk" uring read 16 4k 0 8k
	adds_up trace
	fact "some were lost: $(json trace 'last | tojson')" [ "$(json trace 'last.lost.span_table_full > 0')" = true ]
	complains '^disksnoop: lost: [0-9]+ span_table_full \(of [0-9]+ events\)$'
	exits 3 "${disksnoop[@]}" --max-open 2 --strict -D "$disk" -j -o trace -- "$blockload" "/dev/$disk" uring read 16 4k 0 8k
}

# Sums add up while nobody reads.
disk_reader_stopped()
{
	needs jq
	null_disk
	scheduler "$disk" none
	snoop -D "$disk" --buffer 4k
	kill -STOP "$tracer"
	load "$disk" burst read 2000 4k 16
	kill -CONT "$tracer"
	kill -INT "$tracer"
	ends "$tracer" 0
	adds_up trace
	fact "all were seen: $(json trace 'last | tojson')" [ "$(json trace 'last.seen + last.skipped')" -ge 2000 ]
	fact "losses by their cause" [ "$(json trace 'last.lost.ring_full > 0')" = true ]
}

# By plain tracepoints a request is where it is: two in one place are one too many.
one_place()
{
	needs jq
	needs_kind tracepoint
	null_disk irqmode=2 completion_nsec=50000000
	scheduler "$disk" none
	snoop --attach tracepoint -D "$disk"
	load "$disk" threads read 4 4k 0 0 1
	snooped
	fact "none is lost silently: $(json trace 'last | tojson')" [ "$(json trace 'last.seen')" = 4 ]
	fact "it is counted" [ "$(json trace 'last.lost.span_table_full + last.sent')" = 4 ]
	: >stated
	snoop --attach raw_tp -D "$disk"
	load "$disk" threads read 4 4k 0 0 1
	snooped
	fact "by the request itself all are told apart" [ "$(wc -l <rows)" = 4 ]
}

by_tracepoint()
{
	needs jq
	needs_kind tracepoint
	null_only
	snoop --attach tracepoint -D "$disk"
	load "$disk" write 3 4k 0 8k + read 4 8k 1m 16k + discard 6m 64k
	snooped
	silent tracer.err
	wanted_rows >want
	same_rows
}

vanished()
{
	loop_disk 16
	scheduler "$disk" none
	start tracer "${disksnoop[@]}" -D "$disk" -o trace --ready-fd 3 2>tracer.err ||
		fail "disksnoop did not start: $(cat tracer.err)"
	load "$disk" read 3 4k 0 8k
	losetup -d "/dev/$disk"
	# Its number stays until its module goes, as that of a SCSI disk does not.
	kill -INT "$tracer"
	ends "$tracer" 0
	fact "nothing is lost" [ "$(grep -c " $disk " trace)" = 3 ]
	scsi_disk
	start tracer "${disksnoop[@]}" -D "$disk" -o trace --ready-fd 3 2>tracer.err ||
		fail "disksnoop did not start: $(cat tracer.err)"
	load "$disk" read 3 4k 0 8k
	scsi_gone
	ends "$tracer" 0
	fact "one line" grep -qx 'disksnoop: the disk is gone: nothing more can come' tracer.err
	fact "nothing is lost" [ "$(grep -c " $disk " trace)" -ge 3 ]
	at_leave=()
}

no_such_disk()
{
	local near

	near=$(basename "$(ls -d /sys/class/block/[a-z]*[a-z0-9] 2>/dev/null | head -n 1)")
	[[ $near ]] || skip "no disk"
	exits 2 "${disksnoop[@]}" -D "${near}x"
	complains "^disksnoop: ${near}x: no such disk or partition$"
	fact "the nearest" grep -qx "hint: did you mean $near?" err
	exits 2 "${disksnoop[@]}" -D /dev/null
	complains '^disksnoop: /dev/null: no such disk or partition$'
	exits 2 "${disksnoop[@]}" --op writ
	complains '^disksnoop: --op writ: is not among its names$'
	exits 1 "${disksnoop[@]}" -o /nonexistent/file -- touch ran
	complains '^disksnoop: /nonexistent/file: No such file or directory$'
	fact "nothing ran" [ ! -e ran ]
}

# On this machine too: what a child of ours does to a file.
own_child()
{
	local row

	needs jq
	exits 0 "${disksnoop[@]}" -j -o trace -- dd if=/dev/zero of="$PWD/file" bs=64k count=4 conv=fsync
	shown_rows
	adds_up trace
	[[ -s rows ]] || skip "files here are on no disk"
	fact "its own rows" [ "$(column 1 3 | sort -u)" = dd ]
	fact "what it wrote" [ "$(json trace '[.[] | select(.type == "io" and .op == "write").bytes] | add >= 262144')" = true ]
	row=$(json trace 'map(select(.type == "io" and .op == "write" and .file != null))[0] | "\(.file) \(.inode)"')
	[[ $row == "null null" ]] || fact "the file: $row" [ "$row" = "$PWD/file $(stat -c %i file)" ]
	exits 0 "${disksnoop[@]}" --by file,comm -j -o trace -- dd if=/dev/zero of="$PWD/file" bs=64k count=4 conv=fsync
	adds_up trace
}

testcase "disksnoop: -D" by_disk
testcase "disksnoop: --op, --min-size" by_operation
testcase "disksnoop: -x" by_failure
testcase "disksnoop: -m" by_latency
testcase "disksnoop: --cgroup, -n, a command" by_task
testcase "disksnoop: tables" tables
testcase "disksnoop: summaries" summaries
testcase "disksnoop: disks that hand on" summaries_stacked
testcase "disksnoop: --inflight" in_flight
testcase "disksnoop: no room" no_room
testcase "disksnoop: a stopped reader" disk_reader_stopped
testcase "disksnoop: plain tracepoints" by_tracepoint
testcase "disksnoop: several in one place" one_place
testcase "disksnoop: a disk that vanishes" vanished
testcase "disksnoop: what is wrong" no_such_disk
testcase "disksnoop: a child of ours" own_child
