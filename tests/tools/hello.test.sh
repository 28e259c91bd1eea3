# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# Tests of hello. Options and attaching are the library's, so they are tests of
# what all tools have in common, too.

kinds=(fentry tp_btf raw_tp kprobe)

#
# Every row, by every way of attaching
#

# In the order in which they were done.
rows_exact()
{
	local more=()

	needs_kind "$1"
	# Where the kernel has calls of i386, they come between others.
	"$workload" has-i386 && more=(+ i386)
	trace --attach "$1" -- "$workload" sorts 3 "${more[@]}" + thread + namespaces + failures + absent
	silent err
	same want got
}

rows_i386()
{
	needs_kind tp_btf
	"$workload" has-i386 || skip "this kernel has no calls of i386"
	trace --attach tp_btf -- "$workload" i386
	silent err
	same want got
}

rows_sorted()
{
	needs_kind "$1"
	trace --attach "$1" --follow -- "$workload" "${@:2}"
	silent err
	same_sorted want got
}

for kind in "${kinds[@]}"; do
	testcase "$kind: every sort of call" rows_exact "$kind"
	testcase "$kind: 64 vforks asleep at once" rows_sorted "$kind" sleepers 64
	testcase "$kind: 64 processes at once" rows_sorted "$kind" crowd 64 4
done
testcase "calls of i386" rows_i386
testcase "a thousand processes" rows_sorted tp_btf forks 1000

#
# Sinks
#

sink_table()
{
	exits 0 "${hello[@]}" -o got -- "$workload" sorts
	fact "one heading" [ "$(grep -c 'PID.*COMM.*MADE' got)" = 1 ]
	fact "it is first" sh -c 'head -n 1 got | grep -q "TIME(s) .*PID .*TID COMM .*CALL .*MADE .*CHILD"'
	fact "a row each" [ "$(wc -l <got)" = $(($(wc -l <out) + 1)) ]
	awk -F, '{ print $1, $2, $4, $5, $7, $6 == "" ? "-" : $6 }' out >want.cells
	awk 'NR > 1 { print $2, $3, $5, $6, $7, $9 }' got >got.cells
	same want.cells got.cells
}

sink_json()
{
	needs_memory
	needs jq
	exits 0 "${hello[@]}" -j -o got -- "$workload" failures
	lines_parse got
	adds_up got
	json got '.[1:-1][] | [.pid, .tid, .comm, .call, if .made then .made | join("|") else "?" end,
		if .flags then .flags | join("|") else "?" end, .child, .error // ""] |
		map(tostring) | join(",")' >got.rows
	same out got.rows
	holds got "unread is null" 'map(select(.flags == null and .type == "clone")) | length == 2' \
		"all fields, the schema's" '(.[0].fields | map(.name)) == (.[1] | keys_unsorted | .[1:])'
}

sink_csv()
{
	exits 0 "${hello[@]}" --csv -o got -- "$workload" forks 3
	fact "all fields" [ "$(head -n 1 got)" = "$("${hello[@]}" --fields help |
		sed -n '/^clone:/,/^[^ c]/s/^  \([^ ]*\).*/\1/p' | paste -sd,)" ]
	fact "a row each" [ "$(wc -l <got)" = 4 ]
	fact "as many cells" [ "$(awk -F, '{ print NF }' got | sort -u | wc -l)" = 1 ]
}

world()
{
	exits 0 "${hello[@]}" --world --csv -o got -- "$workload" forks 3
	{
		echo time,cpu,pid,message
		awk -F, '{ print $1 ",\"Hello, World!\"" }' out
	} >want
	sed '2,$s/^[^,]*,[^,]*,//' got >got.rows
	same want got.rows
	exits 0 "${hello[@]}" -w -- "$workload" forks 3
	# The workload and the trace share stdout.
	fact "lines as promised" [ "$(grep -c ' *[0-9][0-9]* Hello, World!$' out)" = 3 ]
	exits 0 "${hello[@]}" --only world -- "$workload" forks 3
	fact "--only is the same" [ "$(grep -c 'Hello, World!$' out)" = 3 ]
}

both_types()
{
	exits 2 "${hello[@]}" -j --only clone,world -- true
	complains '^hello: --only: world is shown with no other type$'
	exits 2 "${hello[@]}" --world --only clone -- true
	complains '^hello: --only: world is shown with no other type$'
	exits 2 "${hello[@]}" --only '' -- true
	complains '^hello: --only: no type of record is named$'
}

fields_order()
{
	exits 0 "${hello[@]}" --csv --fields child,comm,pid -o got -- "$workload" forks 3
	awk -F, 'BEGIN { print "child,comm,pid" } { print $7 "," $3 "," $1 }' out >want
	same want got
	exits 0 "${hello[@]}" --fields call,pid -o got -- "$workload" forks 3
	awk -F, 'BEGIN { print "CALL PID" } { print $4, $1 }' out >want
	awk '{ $1 = $1; print }' got >got.cells
	same want got.cells
}

hostile()
{
	needs jq
	exits 0 "${hello[@]}" -j -o got -- "$workload" hostile
	lines_parse got
	# The exact bytes: as text where it is text, else in base 64.
	json got '.[1:-1][] | .comm_b64 // (.comm | @base64)' >got.names
	same out got.names
	fact "base 64 only where needed" [ "$(json got 'map(select(.comm_b64 and (.comm | contains("\ufffd") | not))) | length')" = 0 ]
	exits 0 "${hello[@]}" -o got -- "$workload" hostile
	fact "a line each" [ "$(wc -l <got)" = $(($(wc -l <out) + 1)) ]
	fact "the table is harmless" harmless got
	exits 0 "${hello[@]}" --csv -o got -- "$workload" hostile
	fact "a row each" [ "$(wc -l <got)" = $(($(wc -l <out) + 1)) ]
	fact "CSV is harmless" harmless got
}

# UTF-8 without control characters but newline, and none that hide or turn text.
harmless()
{
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null &&
		! LC_ALL=C grep -q '[[:cntrl:]]' "$1" &&
		! LC_ALL=C grep -aqP '\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]' "$1"
}

testcase "table" sink_table
testcase "JSON" sink_json
testcase "CSV" sink_csv
testcase "--world" world
testcase "two types of record" both_types
testcase "--fields in another order" fields_order
testcase "hostile names" hostile

#
# What is traced
#

failed_only()
{
	trace -x -- "$workload" failures
	grep -E "^pid|,[A-Z0-9]+\$" want >want.failed
	same want.failed got
}

min_time()
{
	needs jq
	exits 0 "${hello[@]}" -j -m 1h -o got -- "$workload" sorts
	adds_up got
	fact "all were filtered" [ "$(json got 'last | .sent')" = 0 ]
	exits 0 "${hello[@]}" -j -m 1ns -o got -- "$workload" sorts
	fact "none was" [ "$(json got 'last | .sent')" = "$(wc -l <out)" ]
	work sleepers 4
	start tracer "${hello[@]}" -j -m 1us --ready-fd 3 -o got -p "$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	fact "as long or longer" [ "$(json got 'map(select(.duration != null and .duration < 1000)) | length')" = 0 ]
}

by_comm()
{
	trace -n other -- "$workload" guises
	grep -E '^pid|,other,' want >want.other
	fact "there are some" [ "$(wc -l <want.other)" = 3 ]
	same want.other got
	trace -n 'exactly15bytes' -- "$workload" guises
	grep -E '^pid|,exactly15bytes,' want >want.one
	same want.one got
	trace -n 'exactly15bytes!' -- "$workload" guises
	grep -E '^pid|,exactly15bytes!,' want >want.one
	same want.one got
}

by_uid()
{
	trace -u 12345 -- "$workload" guises
	sed -n '1p;6,$p' want >want.user
	same want.user got
	trace -u root -- "$workload" guises
	sed -n 1,5p want >want.user
	same want.user got
}

by_pid()
{
	work team
	watch -p "$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted >want
	same_sorted want got
	fact "five tasks" [ "$(cut -d, -f2 got | sort -u | wc -l)" = 6 ]
}

by_tid()
{
	local first second

	work team
	{
		read -r first
		read -r second
	} <said
	watch -t "$first,$second"
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted | grep -E "^pid|^$worker,($first|$second)," >want
	fact "three each" [ "$(wc -l <want)" = 7 ]
	same_sorted want got
}

pid_ignores_children()
{
	work family 2
	watch -p "$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted | grep -E "^pid|^$worker," >want
	same want got
}

pid_follow()
{
	work family 3
	watch -p "$worker" --follow
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted >want
	same_sorted want got
}

tid_follow()
{
	local tid

	work team
	read -r tid <said
	watch -t "$tid" --follow
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted | grep -E "^pid|^$worker,$tid," >want
	same want got
}

two_pids()
{
	local one

	mkdir a b
	cd a || fail
	work forks 5
	one=$worker
	exec 6>&4
	cd ../b || fail
	work sorts 1
	cd ..
	watch -p "$one,$worker"
	echo >&6
	exec 6>&-
	ends "$one" 0
	fact "the tracer goes on" kill -0 "$tracer"
	echo >&4
	exec 4>&-
	ends "$worker" 0
	ends "$tracer" 0
	wanted "$(cat a/stated b/stated >stated; echo stated)" >want
	same_sorted want got
}

pid_ends()
{
	work forks 0
	watch -p "$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	silent tracer.err
	echo "$fields" >want
	same want got
}

pid_twice()
{
	work forks 1
	watch -p "$worker,$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted >want
	same want got
}

# The process is what is traced, whichever of its threads live.
pid_leaderless()
{
	work leaderless
	watch -p "$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted >want
	# The thread's own beginning is the leader's to state, and it does not.
	grep -v ',clone3,\|CLONE_THREAD' got >got.forks
	same want got.forks
}

pid_exec_thread()
{
	work exec-thread
	watch -p "$worker"
	go
	ends "$worker" 0
	ends "$tracer" 0
	wanted >want
	same want got
}

# Its number changes to the process's; the run has to end in any case.
tid_exec_thread()
{
	local tid

	work exec-thread
	read -r tid <said
	watch -t "$tid"
	go
	ends "$worker" 0
	ends "$tracer" 0
	fact "what it did as this thread" grep -q "^$worker,$tid,thread-0,fork," got
}

follow_command()
{
	trace --follow -- "$workload" family 3
	same_sorted want got
	trace -- "$workload" family 3
	grep -E "^pid|^$(sed -n 2s/,.*//p got)," want >want.own
	same want.own got
}

# All numbers are as the tracer sees them.
pid_namespace()
{
	trace --follow -- "$workload" nested
	# Which of two calls ends first, a child's or its parent's, is anybody's guess.
	same_sorted want got
}

# Marks, too, where the tracer is in a namespace: -p means what it sees there.
tracer_in_namespace()
{
	if [[ $blind ]]; then
		# The array of a task's numbers can only be read by address.
		exits 1 unshare --pid --fork --mount-proc "${hello[@]}" -- touch ran
		complains '^hello: cannot attach: '
		fact "lockdown is named" grep -q '^hint: the kernel is locked down' err
		fact "nothing ran" [ ! -e ran ]
		return
	fi
	needs unshare
	exits 0 unshare --pid --fork --mount-proc "${hello[@]}" --csv --fields "$fields" -o got \
		--follow -- "$workload" family 2
	{
		echo "$fields"
		cat out
	} >want
	same_sorted want got
	fact "small numbers" [ "$(sed -n '2s/,.*//p' got)" -lt 10 ]
}

# The run ends with the last task, not with the command.
follow_orphan()
{
	trace --follow -- "$workload" orphan
	# The command's status is known before what its child states.
	fact "two rows" [ "$(wc -l <got)" = 3 ]
	same_sorted want got
}

# The shell's own calls and what the command inherits of it do not show.
until_exec()
{
	needs jq
	exits 0 "${hello[@]}" -j -o got -- true
	lines_parse got
	fact "nothing was seen of it" [ "$(json got 'last | .seen - .filtered')" = 0 ]
	exits 0 "${hello[@]}" -f -j -o got -- env -- "$workload" forks 2
	fact "an exec more" [ "$(json got 'last | .sent')" = 2 ]
}

unrelated()
{
	local one two

	needs_system_wide
	watch
	"$workload" sorts >one &
	one=$!
	"$workload" thread >two &
	two=$!
	ends "$one" 0
	ends "$two" 0
	kill -INT "$tracer"
	ends "$tracer" 0
	fact "not itself" [ "$(grep -c "^$tracer," got)" = 0 ]
	{
		echo "$fields"
		cat one two
	} >want
	grep -E "^pid|^($one|$two)," got >got.theirs
	same_sorted want got.theirs
}

testcase "-x" failed_only
testcase "-m" min_time
testcase "--comm" by_comm
testcase "--uid" by_uid
testcase "-p: all threads of a process that runs" by_pid
testcase "-t: only those threads" by_tid
testcase "-p without --follow" pid_ignores_children
testcase "-p with --follow" pid_follow
testcase "-t with --follow" tid_follow
testcase "-p with two processes" two_pids
testcase "-p of a process that ends" pid_ends
testcase "-p with a process twice" pid_twice
testcase "-p of a process whose leader is gone" pid_leaderless
testcase "-p of a process one of whose threads calls exec" pid_exec_thread
testcase "-t of a thread that calls exec" tid_exec_thread
testcase "--follow COMMAND" follow_command
testcase "a process in a pid namespace" pid_namespace
testcase "a tracer in a pid namespace" tracer_in_namespace
testcase "--follow outlives the command" follow_orphan
testcase "a command is silent until its exec" until_exec
testcase "system-wide: two unrelated processes, and not itself" unrelated

#
# When it ends
#

limit_exact()
{
	local n

	for n in 1 5 40; do
		exits 0 "${hello[@]}" --csv --fields "$fields" -o got -l $n -- "$workload" forks 40
		fact "$n rows" [ "$(wc -l <got)" = $((n + 1)) ]
		silent err
	done
	needs jq
	exits 0 "${hello[@]}" -j -o got -l 5 -- "$workload" forks 100000
	adds_up got
	silent err
}

duration()
{
	work forks 1
	exits 0 "${hello[@]}" -d 100ms -p "$worker"
	exits 0 "${hello[@]}" -d 0.1 -p "$worker"
	fact "the process lives" kill -0 "$worker"
	exits 0 "${hello[@]}" -d 100ms -o got -- sleep 1000
	silent err
}

interrupted()
{
	local signal

	work forks 1
	for signal in INT TERM HUP; do
		rm -f tracer.pipe
		# Not with -o: SIGHUP would have that begun anew.
		start tracer "${hello[@]}" --ready-fd 3 -p "$worker" 2>tracer.err >got ||
			fail "hello did not start: $(cat tracer.err)"
		kill -s "$signal" "$tracer"
		ends "$tracer" 0
		silent tracer.err
	done
}

ready_fd()
{
	exits 0 sh -c '"$0" --ready-fd 3 -- true 3>ready' "${hello[@]}"
	fact "a newline" [ "$(od -An -c ready | tr -d ' ')" = '\n' ]
	exits 2 "${hello[@]}" --ready-fd 77 -- true
	complains 'ready-fd 77'
	exits 2 "${hello[@]}" --ready-fd x -- true
	complains 'ready-fd x'
}

testcase "-l" limit_exact
testcase "-d" duration
testcase "signals end it" interrupted
testcase "--ready-fd" ready_fd

#
# The command's end is ours
#

status_passed()
{
	exits 0 "${hello[@]}" -o got -- true
	exits 1 "${hello[@]}" -o got -- false
	exits 42 "${hello[@]}" -o got -- sh -c 'exit 42'
	exits 255 "${hello[@]}" -o got -- sh -c 'exit 255'
	silent err
}

signal_passed()
{
	local signal

	for signal in TERM INT KILL SEGV PIPE; do
		exits 0 "$workload" ended "${hello[@]}" -o got -- sh -c 'kill -s $0 $$' $signal
		fact "died of SIG$signal" [ "$(cat out)" = "signal $(kill -l $signal)" ]
		silent err
	done
}

exec_fails()
{
	exits 127 "${hello[@]}" -- /nonexistent
	complains '^hello: /nonexistent: No such file or directory$'
	fact "no rows" [ "$(wc -l <out)" = 1 ]
	exits 127 "${hello[@]}" -- no-such-command-at-all
	complains '^hello: no-such-command-at-all: No such file or directory$'
	echo >plain
	exits 126 "${hello[@]}" -- ./plain
	complains '^hello: ./plain: Permission denied$'
	exits 126 "${hello[@]}" -- .
	complains '^hello: .: Permission denied$'
	needs jq
	exits 127 "${hello[@]}" -j -- /nonexistent
	lines_parse out
	adds_up out
	fact "nothing was seen of it" [ "$(json out 'last | .seen - .filtered')" = 0 ]
}

own_options()
{
	exits 0 "${hello[@]}" -o got ls -d -l /
	fact "ls had its options" grep -q '^d.* /$' out
	exits 0 "${hello[@]}" -o got echo -j --csv -p 1
	fact "echo had its words" [ "$(cat out)" = "-j --csv -p 1" ]
	exits 127 "${hello[@]}" -- -j
	complains '^hello: -j: No such file'
	exits 0 "${hello[@]}" -o got -- env -- echo x
	fact "-- is the command's own" [ "$(cat out)" = x ]
}

testcase "status of the command" status_passed
testcase "death of the command" signal_passed
testcase "a command that cannot be executed" exec_fails
testcase "options of the command" own_options

# What no shown type needs is not attached.
unneeded_hook()
{
	exits 0 "${hello[@]}" -v --world -- true
	fact "the calls are watched" grep -q '^hello: clone: attached' err
	fact "the children are not" [ -z "$(grep '^hello: child: attached' err)" ]
	exits 0 "${hello[@]}" -v -- true
	fact "the children are" grep -q '^hello: child: attached' err
}

testcase "hello: a hook that no type needs is not attached" unneeded_hook
