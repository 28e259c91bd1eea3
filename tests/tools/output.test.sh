# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# The file that -o names: whose it is, where it may be, and how it is begun anew.

# As sudo calls us for user 1234.
as_user()
{
	SUDO_UID=1234 SUDO_GID=1234 "$@"
}

users_file()
{
	mkdir theirs
	chown 1234:1234 theirs
	chmod 755 .
	exits 0 as_user "${hello[@]}" -o theirs/rows -- true
	fact "it is the user's" [ "$(stat -c %u:%g theirs/rows)" = 1234:1234 ]
	mkdir ours
	chmod 755 ours
	echo precious >ours/rows
	exits 1 as_user "${hello[@]}" -o ours/rows -- touch ran
	complains '^hello: ours/rows: Permission denied$'
	fact "root's file is as it was" [ "$(cat ours/rows)" = precious ]
	exits 1 as_user "${hello[@]}" -o ours/new -- touch ran
	complains '^hello: ours/new: Permission denied$'
	chmod 660 ours/rows
	exits 1 as_user "${hello[@]}" -o ours/rows -- touch ran
	complains '^hello: ours/rows: Permission denied$'
	fact "nor is it a member of root's groups" [ "$(cat ours/rows)" = precious ]
	fact "nothing ran" [ ! -e ran ]
	SUDO_UID=x SUDO_GID=-1 exits 0 "${hello[@]}" -o ours/rows -- true
	fact "root's own without sudo" [ "$(stat -c %u ours/rows)" = 0 ]
}

# What the user's groups may write to he may have written to.
users_groups()
{
	unshare -m true 2>/dev/null || skip "needs a mount namespace"
	mkdir shared
	chgrp 4321 shared
	chmod 775 shared
	chmod 755 .
	{
		cat /etc/group
		echo bts-test:x:4321:daemon
	} >group
	SUDO_USER=daemon SUDO_UID=1 SUDO_GID=1 exits 0 unshare -m sh -c \
		'mount --bind group /etc/group && exec "$@"' - "${hello[@]}" -o shared/rows -- true
	fact "it is the user's" [ "$(stat -c %u:%g shared/rows)" = 1:1 ]
}

no_link()
{
	echo precious >file
	ln -s file link
	ln -s nowhere dangling
	exits 1 "${hello[@]}" -o link -- touch ran
	complains '^hello: link: is a symbolic link$'
	exits 1 "${hello[@]}" -o dangling -- touch ran
	complains '^hello: dangling: is a symbolic link$'
	fact "what it leads to is as it was" [ "$(cat file)" = precious ]
	fact "nothing was made" [ ! -e nowhere ]
	fact "nothing ran" [ ! -e ran ]
}

standard_files()
{
	exits 0 "${hello[@]}" -o - --only world --csv --fields message -- sh -c '(:); :'
	fact "-" [ "$(cat out)" = $'message\n"Hello, World!"' ]
	fact "no such file" [ ! -e - ]
	exits 0 "${hello[@]}" -o /dev/stdout --only world --csv --fields message -- sh -c '(:); :'
	fact "/dev/stdout" [ "$(cat out)" = $'message\n"Hello, World!"' ]
	exits 0 "${hello[@]}" -o /dev/stderr --only world --csv --fields message -- sh -c '(:); :'
	fact "/dev/stderr" [ "$(cat err)" = $'message\n"Hello, World!"' ]
	exits 2 "${hello[@]}" -o - --max-size 1m -- touch ran
	complains '^hello: --max-size needs -o with a file$'
	exits 2 "${hello[@]}" --max-size 1m -- touch ran
	complains '^hello: --max-size needs -o with a file$'
	[[ -c /dev/null ]] && exits 2 "${hello[@]}" -o /dev/null --max-size 1m -- touch ran
	complains '^hello: --max-size: /dev/null is no regular file$'
	fact "nothing ran" [ ! -e ran ]
}

# Nobody reads it yet: a signal ends the wait. Then somebody does.
a_pipe()
{
	mkfifo pipe
	exits 124 timeout -k 60 -s INT 2 "${hello[@]}" -o pipe -- touch ran
	fact "nothing ran" [ ! -e ran ]
	cat pipe >got &
	exits 0 "${hello[@]}" -o pipe --only world --csv --fields message -- sh -c '(:); :'
	wait
	fact "what was written" [ "$(cat got)" = $'message\n"Hello, World!"' ]
}

# Two files, the older one whole, and nothing twice or torn.
bounded()
{
	exits 0 "${hello[@]}" --csv --fields child -o got --max-size 1k -- "$workload" forks 300
	fact "the older file" [ "$(wc -c <got.1)" -ge 1024 ]
	fact "its size" [ "$(wc -c <got.1)" -lt 1100 ]
	fact "the file" [ "$(wc -c <got)" -lt 1100 ]
	fact "each has its heading" [ "$(head -qn 1 got got.1)" = $'child\nchild' ]
	fact "no line is torn" [ "$(cat got.1 got | grep -vcE '^([0-9]+|child)$')" = 0 ]
	# The last rows, in order, without a gap.
	sed -n 's/.*,\([0-9]*\),$/\1/p' out >stated
	cat <(sed 1d got.1) <(sed 1d got) >rows
	grep -q "$skipped" err || fact "the end of what was stated" \
		cmp -s <(tail -n "$(wc -l <rows)" stated) rows
	needs jq
	exits 0 "${hello[@]}" -j -o got --max-size 8k -- "$workload" forks 100
	for file in got got.1; do
		lines_parse $file
	done
	fact "one goes on" [ "$(json got.1 'last.continued')" = true ]
	grep -q "$skipped" err || fact "the last has the counts" [ "$(json got 'last.shown')" = "$(wc -l <out)" ]
	# Where it cannot be renamed it goes on, whole.
	mkdir -p other.1/full
	exits 0 "${hello[@]}" -j -o other --max-size 8k -- "$workload" forks 100
	fact "that is said, and said again" [ "$(grep -c '^hello: other: ' err)" -ge 2 ]
	grep -q "$skipped" err ||
		fact "every row" [ "$(grep -c '"type":"clone"' other)" = "$(wc -l <out)" ]
}

# logrotate's way: the file is renamed, and we are told.
begun_anew()
{
	needs jq
	work forks 40
	start tracer "${hello[@]}" -j -p "$worker" --ready-fd 3 -o got 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	mv got old
	kill -HUP "$tracer"
	for ((i = 0; i < 200 && $(stat -c %s got 2>/dev/null || echo 0) == 0; i++)); do
		sleep 0.05
	done
	fact "a new file" [ -s got ]
	go
	ends "$worker" 0
	ends "$tracer" 0
	lines_parse old
	lines_parse got
	fact "the old one says so" [ "$(json old 'last.continued')" = true ]
	grep -q "$skipped" tracer.err || fact "no row is lost" [ "$(cat old got | grep -c '"type":"clone"')" = "$(wc -l <stated)" ]
	# Where it cannot be, the old one goes on, and that is said.
	rm -f go saying tracer.pipe
	mkdir dir
	work forks 40
	start tracer "${hello[@]}" -j -p "$worker" --ready-fd 3 -o dir/got 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	mv dir/got old
	mkdir dir/got
	kill -HUP "$tracer"
	for ((i = 0; i < 200 && $(wc -l <tracer.err) == 0; i++)); do
		sleep 0.05
	done
	fact "one line" [ "$(cat tracer.err)" = "hello: dir/got: Is a directory" ]
	go
	ends "$worker" 0
	ends "$tracer" 0
	grep -q "$skipped" tracer.err || fact "every row is in the old one" [ "$(grep -c '"type":"clone"' old)" = "$(wc -l <stated)" ]
}

# Who has renamed nothing loses nothing, and where it is cut short no hole is left.
not_renamed()
{
	needs jq
	work forks 40
	start tracer "${hello[@]}" -j -p "$worker" --ready-fd 3 -o got 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	kill -HUP "$tracer"
	go
	ends "$worker" 0
	ends "$tracer" 0
	lines_parse got
	fact "one schema" [ "$(grep -c '"type":"schema"' got)" = 1 ]
	grep -q "$skipped" tracer.err ||
		fact "every row" [ "$(grep -c '"type":"clone"' got)" = "$(wc -l <stated)" ]
	rm -f go saying tracer.pipe
	work forks 40
	start tracer "${hello[@]}" -j -p "$worker" --ready-fd 3 -o got 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	: >got
	go
	ends "$worker" 0
	ends "$tracer" 0
	fact "no hole" [ "$(tr -d '\0' <got | wc -c)" = "$(stat -c %s got)" ]
	grep -q "$skipped" tracer.err ||
		fact "every row" [ "$(grep -c '"type":"clone"' got)" = "$(wc -l <stated)" ]
}

# A trace ends with its terminal, and leaves what it has written.
terminal_gone()
{
	local pid

	needs script
	work forks 3
	mkfifo ready
	script -qec "echo \$\$ >pid; exec 3>ready; exec ${hello[*]} -j -p $worker --ready-fd 3 -o got" \
		/dev/null </dev/null >/dev/null 2>&1 &
	read -r _ <ready || fail "hello did not start"
	pid=$(cat pid)
	kill -KILL $!
	for ((i = 0; i < 400; i++)); do
		[ -e "/proc/$pid" ] || break
		sleep 0.05
	done
	fact "it has ended" [ ! -e "/proc/$pid" ]
	lines_parse got
	go
	ends "$worker" 0
}

testcase "-o under sudo" users_file
testcase "-o in a directory of the user's group" users_groups
testcase "-o to a pipe" a_pipe
testcase "-o and the end of the terminal" terminal_gone
testcase "SIGHUP where nothing was renamed" not_renamed
testcase "-o through a link" no_link
testcase "-o to standard files" standard_files
testcase "--max-size" bounded
testcase "SIGHUP begins -o anew" begun_anew
