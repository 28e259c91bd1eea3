# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# disksnoop knows the files, and for whom the kernel writes them later.

# An ext4 on a disk in memory, mounted at $mounted.
file_disk()
{
	needs jq
	null_disk memory_backed=1
	scheduler "$disk" none
	file_system "$disk"
}

# of_file PATH: its writes in trace, as file, inode, bytes from where: pieces of a sector.
of_file()
{
	jq -r --arg file "$1" 'select(.type == "io" and .file == $file) |
		range(0; .bytes; 512) as $at | "\(.inode),\(.offset + $at)"' trace | sort -u
}

# same_pages PATH KIB
same_pages()
{
	local inode

	inode=$(stat -c %i "$1")
	for ((i = 0; i < $2 * 2; i++)); do
		echo "$inode,$((i * 512))"
	done | sort >want
	of_file "$1" >got
	grep -q "$skipped" tracer.err || same want got
}

# For a task of a group, by a thread of the kernel, when it gets to that: the group is charged.
written_back()
{
	local group=/sys/fs/cgroup/bts-files-$BASHPID was

	file_disk
	{ echo '+io +memory' >/sys/fs/cgroup/cgroup.subtree_control; } 2>/dev/null ||
		skip "no control groups that are charged"
	mkdir "$group"
	at_leave rmdir "$group"
	snoop -D "$disk"
	sh -c 'echo $$ >"$0/cgroup.procs" && exec dd if=/dev/zero of="$1" bs=64k count=16 2>/dev/null' \
		"$group" "$mounted/file"
	read -r was </proc/sys/vm/dirty_expire_centisecs
	at_leave sh -c "echo $was >/proc/sys/vm/dirty_expire_centisecs"
	put 10 /proc/sys/vm/dirty_expire_centisecs
	put 10 /proc/sys/vm/dirty_writeback_centisecs
	soon "that it is written" sh -c 'grep -q "\"file\":\"$0/file\"" trace' "$mounted"
	sync -f "$mounted"
	put 500 /proc/sys/vm/dirty_writeback_centisecs
	snooped
	same_pages "$mounted/file" 1024
	fact "by a thread of the kernel" [ "$(json trace '[.[] | select(.file == "'"$mounted/file"'").comm | .[:7]] | unique | tojson')" = '["kworker"]' ]
	fact "for the group: $(json trace '[.[] | select(.file == "'"$mounted/file"'").cgroup] | unique | tojson')" \
		[ "$(json trace '[.[] | select(.file == "'"$mounted/file"'").cgroup] | unique | tojson')" = "[\"/${group##*/}\"]" ]
	snoop -D "$disk" --cgroup "$group"
	sh -c 'echo $$ >"$0/cgroup.procs" && exec dd if=/dev/zero of="$1" bs=64k count=16 conv=notrunc 2>/dev/null' \
		"$group" "$mounted/file"
	sync -f "$mounted"
	snooped
	same_pages "$mounted/file" 1024
}

# What is asked to be written is written by who asks; what is read, by who reads.
by_who_asks()
{
	local name=$'odd \e[31m\nname'

	file_disk
	snoop -D "$disk"
	dd if=/dev/zero of="$mounted/one" bs=64k count=4 conv=fsync 2>/dev/null
	dd if=/dev/zero of="$mounted/$name" bs=64k count=1 conv=fsync 2>/dev/null
	mkdir -p "$mounted/a/b/c"
	dd if=/dev/zero of="$mounted/a/b/c/deep" bs=64k count=1 conv=fsync 2>/dev/null
	echo 3 >/proc/sys/vm/drop_caches
	cat "$mounted/one" >/dev/null
	snooped
	same_pages "$mounted/one" 256
	fact "written by dd, read by cat" [ "$(json trace '[.[] | select(.file == "'"$mounted/one"'") | [.op, .comm]] | unique | tojson')" = \
		'[["read","cat"],["write","dd"]]' ]
	fact "below directories" [ "$(of_file "$mounted/a/b/c/deep" | wc -l)" = 128 ]
	fact "odd names" [ "$(of_file "$mounted/$name" | wc -l)" = 128 ]
	exits 0 "${disksnoop[@]}" -F -D "$disk" -o got -- dd if=/dev/zero of="$mounted/$name" bs=64k count=1 conv=fsync
	fact "harmless in a table" grep -Fq "$mounted"'/odd \x1b[31m\nname' got
	exits 0 "${disksnoop[@]}" --by file -j -D "$disk" -o trace -- dd if=/dev/zero of="$mounted/one" bs=64k count=4 conv=notrunc,fsync
	adds_up trace
	fact "summed up: $(json trace 'map(select(.type == "file")) | map([.file, .bytes]) | tojson')" \
		[ "$(json trace '[.[] | select(.type == "file" and .file == "'"$mounted/one"'").bytes] | tojson')" = '[262144]' ]
	exits 0 "${disksnoop[@]}" -j -D "$disk" -o trace -- dd if=/dev/zero of="$mounted/one" bs=64k count=2 oflag=direct conv=notrunc
	fact "around the page cache there is none" [ "$(json trace '[.[] | select(.op == "write" and .bytes == 65536).file] | unique | tojson')" = '[null]' ]
}

testcase "disksnoop: files that are written later" written_back
testcase "disksnoop: files" by_who_asks
