# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# What systrace shows of programs that say what they do. Its lines, byte for byte, are those of
# strace: see systrace/diff.

# matches PATTERN [COUNT]: so many lines of the file trace match.
matches()
{
	local n

	n=$(grep -cE -- "$1" trace)
	[ "$n" = "${2-1}" ] && return
	head -n 40 trace
	fail "$n lines instead of ${2-1} match: $1"
}

# awaits FILE: until it holds something.
awaits()
{
	local i

	for ((i = 0; i < 200; i++)); do
		[[ ! -s $1 ]] || return 0
		sleep 0.1
	done
	fail "nothing comes into $1"
}

command_lines()
{
	needs_memory
	exits 3 "${systrace[@]}" -o trace sh -c 'echo hello; exit 3'
	silent err
	fact "the command's own output" [ "$(cat out)" = hello ]
	fact "its exec comes first" grep -qE '^execve\("[^"]*sh", \["sh", "-c", "echo hello; exit 3"\], 0x[0-9a-f]+ /\* [0-9]+ vars \*/\) = 0$' <(head -n 1 trace)
	matches '^write\(1, "hello\\n", 6\) += 6$'
	matches '^exit_group\(3\) += \?$'
	fact "its end comes last" [ "$(tail -n 1 trace)" = "+++ exited with 3 +++" ]
}

# Every call is there, and nothing else: the workload says how many it makes.
every_call()
{
	local n=20000

	[[ ! $system_wide ]] || n=3000
	needs_memory
	exits 0 "${systrace[@]}" -e trace=read,write -o trace dd if=/dev/zero of=/dev/null bs=1 count="$n"
	matches '^read\(0, "\\0", 1\) += 1$' "$n"
	matches '^write\(1, "\\0", 1\) += 1$' "$n"
}

long_strings()
{
	needs_memory
	head -c 200000 /dev/zero | tr '\0' x >data
	exits 0 "${systrace[@]}" -s 200000 -e trace=write -o trace dd if=data of=copy bs=200000 count=1
	fact "all of it" [ "$(grep -oE '^write\(1, "x+", 200000\)' trace | tr -cd x | wc -c)" = 200000 ]
	exits 0 "${systrace[@]}" -e trace=write -o trace dd if=data of=copy bs=200000 count=1
	matches '^write\(1, "x{32}"\.\.\., 200000\) = 200000$'
}

signals()
{
	exits 143 "${systrace[@]}" -e trace=none -o trace sh -c 'kill -TERM $$'
	matches '^--- SIGTERM \{si_signo=SIGTERM, si_code=SI_USER, si_pid=[0-9]+, si_uid=0\} ---$'
	fact "what ended it" [ "$(tail -n 1 trace)" = "+++ killed by SIGTERM +++" ]
	exits 0 "${systrace[@]}" -e trace=none -o trace sh -c 'trap "echo caught" USR1; kill -USR1 $$; true'
	matches '^--- SIGUSR1 \{si_signo=SIGUSR1, si_code=SI_USER, si_pid=[0-9]+, si_uid=0\} ---$'
	exits 137 "${systrace[@]}" -e trace=none -o trace sh -c 'kill -KILL $$'
	matches SIGKILL
	fact "nothing catches it" [ "$(cat trace)" = "+++ killed by SIGKILL +++" ]
	exits 0 "${systrace[@]}" -e trace=none -e signal=none -o trace sh -c '(exit 3); true'
	matches SIGCHLD 0
}

children()
{
	exits 9 "${systrace[@]}" -f -e trace=exit_group -o trace sh -c 'for i in 1 2 3 4 5 6 7; do (exit $i); done; exit 9'
	for status in 1 2 3 4 5 6 7; do
		matches "^[0-9]+ +exit_group\\($status\\) +=" 1
		matches "^[0-9]+ +\\+\\+\\+ exited with $status \\+\\+\\+\$"
	done
	exits 3 "${systrace[@]}" -e trace=exit_group -o trace sh -c 'for i in 1 2 3; do (exit $i); done'
	matches exit_group
	exits 0 "${systrace[@]}" -ff -e trace=exit_group -o each sh -c '(exit 1); (exit 2); true'
	fact "a file for each" [ "$(cat each.* | grep -c '+++ exited')" = 3 ]
}

# A process that sleeps is shown in its call at once, and goes on untouched.
attached()
{
	local tracer target

	needs_memory # by which it is found where a process is
	sleep 30 &
	target=$!
	start tracer "${systrace[@]}" -p "$target" -o trace --ready-fd 3 2>err || fail "$(cat err)"
	for ((i = 0; i < 100; i++)); do
		[[ ! -s trace ]] || break
		sleep 0.1
	done
	matches '^(clock_)?nanosleep\('
	kill -TERM "$target"
	ends "$tracer" 0
	fact "how it ended" [ "$(tail -n 1 trace)" = "+++ killed by SIGTERM +++" ]
	exits 1 "${systrace[@]}" -p 4194304
}

calls_chosen()
{
	needs_memory
	exits 2 "${systrace[@]}" -Z -e trace=%file -o trace ls /nowhere/at/all
	fact "the failure" grep -qE '"/nowhere/at/all".* = -1 ENOENT \(No such file or directory\)$' trace
	matches '"/nowhere/at/all".* = -1 ENOENT \(No such file or directory\)$' "$(grep -c /nowhere/at/all trace)"
	fact "failures alone" [ "$(grep -vc -- '= -1 E\|^+++' trace)" = 0 ]
	exits 2 "${systrace[@]}" -z -e trace=%file -o trace ls /nowhere/at/all
	fact "what succeeded" grep -qE '^openat\(.* = [0-9]+$' trace
	fact "no failures" [ "$(grep -c -- '= -1 E' trace)" = 0 ]
	exits 0 "${systrace[@]}" -e trace='!write,exit_group' -o trace sh -c 'echo x'
	matches '^(write|exit_group)' 0
	matches '^execve\('
	exits 0 "${systrace[@]}" -e trace=none -o trace true
	fact "the end alone" [ "$(cat trace)" = "+++ exited with 0 +++" ]
}

styles()
{
	needs_memory
	exits 0 "${systrace[@]}" -n -i -T -tt -e trace=exit_group,write -o trace sh -c 'echo x'
	matches '^[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6} \[ +1\] \[[0-9a-f]{16}\] write\(1, "x\\n", 2\) = 2 <[0-9]\.[0-9]{6}>$'
	exits 0 "${systrace[@]}" -xx -X raw -a 1 -e trace=openat,write -o trace sh -c 'echo x >/dev/null'
	matches '^openat\(-100, "\\x2f\\x64\\x65\\x76\\x2f\\x6e\\x75\\x6c\\x6c", 0x241, 0666\) = 3$'
	matches '^write\(1, "\\x78\\x0a", 2\) = 2$'
	exits 0 "${systrace[@]}" -e raw=write -e trace=write -o trace sh -c 'echo x'
	matches '^write\(0x1, 0x[0-9a-f]+, 0x2\) += 0x2$'
}

descriptors()
{
	needs_memory
	exits 0 "${systrace[@]}" -y -e trace=write,openat,pipe2,pipe -o trace sh -c 'echo x >file; echo y >/dev/null; : | :'
	matches "^write\\(1<$PWD/file>, \"x\\\\n\", 2\\) += 2\$"
	matches "^openat\\(AT_FDCWD<$PWD>, \"file\", .* = 3<$PWD/file>\$"
	matches '^write\(1</dev/null>, "y\\n", 2\) += 2$'
	matches '^pipe2?\(\[3<pipe:\[[0-9]+\]>, 4<pipe:\[[0-9]+\]>\]'
	exits 0 "${systrace[@]}" -yy -e trace=write -o trace sh -c 'exec 5>gone; rm gone; echo x >&5; echo y >/dev/null'
	matches "^write\\(1<$PWD/gone>\\(deleted\\), "
	matches '^write\(1</dev/null<char 1:3>>, '
	exits 0 "${systrace[@]}" -e trace=write -o trace sh -c 'echo x >file'
	matches '^write\(1, "x\\n", 2\) '
}

on_a_path()
{
	needs_memory
	exits 0 "${systrace[@]}" -P "$PWD/file" -o trace sh -c 'echo x >file; cat file; echo y >other'
	matches '^write\(1, "x\\n", 2\)' 1
	matches '"y' 0
	exits 0 "${systrace[@]}" -P file -o trace sh -c 'echo x >file; cat <file'
	complains "^systrace: Requested path \"file\" resolved into \"$PWD/file\"\$"
	matches '^openat\(AT_FDCWD, "file", ' 2
	exits 0 "${systrace[@]}" -e trace-fds=9 -o trace sh -c 'echo x 9>file >&9; echo y'
	matches '^dup2\(9, 1\)'
	matches write 0
	exits 0 "${systrace[@]}" -c -e trace-fds=1 -o trace sh -c 'echo x'
	matches ' 1 +write$'
	exits 0 "${systrace[@]}" -c -e trace-fds=2 -o trace sh -c 'echo x'
	matches write 0
}

dumps()
{
	needs_memory
	exits 0 "${systrace[@]}" -e write=1 -e trace=write -o trace sh -c 'echo 0123456789abcdef'
	matches '^ \| 00000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef \|$'
	matches '^ \| 00010  0a {48}\. {15} \|$'
	matches '^ \|' 2
	exits 0 "${systrace[@]}" -e write=2 -e trace=write -o trace sh -c 'echo x'
	matches '^ \|' 0
	head -c 300000 /dev/zero >data
	exits 0 "${systrace[@]}" -e read=0 -e trace=read -o trace dd if=data of=/dev/null bs=300000
	matches '^ \| [0-9a-f]{5}  (00 ){8} (00 ){8} \.{16} \|$' 18750
}

call_tables()
{
	exits 0 "${systrace[@]}" -c -o trace dd if=/dev/zero of=/dev/null bs=1 count=1000
	matches '^ *[0-9.]+ +[0-9.]+ +[0-9]+ +100[0-9] +write$'
	matches '^100\.00 +[0-9.]+ +[0-9]+ +[0-9]+ +[0-9]* +total$'
	# Who sleeps takes time, and no processor's.
	exits 0 "${systrace[@]}" -c -U total-time,min-time,max-time,avg-time,wall-total,wall-min,wall-max,wall-avg,calls \
		-e trace=clock_nanosleep,nanosleep -o trace sleep 0.5
	fact "the heading" [ "$(head -n 1 trace)" = "    seconds shortest  longest  usecs/call  wall-total wall-min wall-max    wall-avg     calls syscall" ]
	matches '^   0\.[0-4][0-9]{5} 0\.[0-4][0-9]{5} 0\.[0-4][0-9]{5} +[0-9]{1,5} +[0-9]+\.[0-9]+ (0\.[5-9]|[1-9]).*sleep$'
	exits 0 "${systrace[@]}" -C -U total-time,wall-total,calls -e trace=clock_nanosleep,nanosleep -o trace sleep 0.5
	matches '^   0\.[0-4][0-9]{5}    (0\.[5-9]|[1-9]).*sleep$'
	exits 0 "${systrace[@]}" -c -w -U total-time,calls -e trace=clock_nanosleep,nanosleep -o trace sleep 0.5
	matches '^   (0\.[5-9]|[1-9]).*sleep$'
	exits 0 "${systrace[@]}" -c -w -O 1s -U total-time,calls,wall-max -e trace=write -o trace sh -c 'echo; sleep 0.5'
	matches '^   0\.000000         1 0\.000000 write$'
	exits 0 "${systrace[@]}" -C -w -O 100ms -U wall-min,calls -e trace=clock_nanosleep,nanosleep -o trace sleep 0.5
	matches '^(0\.[4-9]|[1-9])[0-9.]* +1 [a-z_]*sleep$'
	exits 1 "${systrace[@]}" -c -z -U errors -e trace=openat -o trace cat /nowhere
	matches '^ {9} openat$'
	exits 0 "${systrace[@]}" -c -e trace=socket -o trace true
	fact "nothing of nothing" [ ! -s trace ]
	exits 0 "${systrace[@]}" --latency -e trace=write -o trace dd if=/dev/zero of=/dev/null bs=1 count=1000
	matches '^write +100[0-9] +0 '
}

as_json()
{
	needs jq
	needs_memory
	exits 3 "${systrace[@]}" --json -e trace=write,openat,exit_group -o trace sh -c 'echo x; exit 3'
	holds trace "what was written" 'any(.call == "write" and .args == {"fd": 1, "buf": "x\n", "count": 2} and .ret == 2)' \
		"how it was opened" 'any(.call == "openat" and .args.flags == "O_RDONLY|O_CLOEXEC")' \
		"how it ended" 'any(.type == "exit" and .status == 768)' \
		"the ledger" 'last | .seen == .sent + .filtered + .open + ([.lost[]] | add)'
}

# They are counted where they are shown, and then all are let go.
call_limit()
{
	mkfifo go
	exits 0 "${systrace[@]}" --syscall-limit=1 -e trace=execve \
		sh -c 'read -r _ <go; echo on >after; exit 7'
	fact "one call" [ "$(head -n 1 err | cut -d'(' -f1)" = execve ]
	fact "and why no more" [ "$(tail -n +2 err | sed 's/[0-9]\+/N/')" = \
		$'systrace: System call limit has been reached, detaching tracees\nsystrace: Process N detached' ]
	: >go
	awaits after
	exits 0 "${systrace[@]}" -f -z -e trace=openat --syscall-limit=4 -o trace \
		sh -c '(ls /nowhere); cat /etc/passwd; exit 7'
	matches '^[0-9]+ +openat\(' 4
	fact "and no more" [ "$(wc -l <trace)" = 4 ]
	exits 0 "${systrace[@]}" -c --syscall-limit=4 -o trace true
	matches '^100\.00 .* 4 +[0-9]* +total$'
	exits 7 "${systrace[@]}" -e trace=exit_group --syscall-limit=1 -o trace sh -c 'exit 7'
	exits 0 "${systrace[@]}" -e trace=openat --limit=2 -s 5000 -o trace cat /etc/passwd
	fact "lines" [ "$(wc -l <trace)" = 2 ]
	exits 1 "${systrace[@]}" --latency --syscall-limit=4 true
	complains '^systrace: --syscall-limit is not supported with --latency$'
}

# Whether signals end the tracer; a command that it is the end of is sent the same, and goes on.
tracer_signalled()
{
	local tracer target

	mkfifo go
	start tracer "${systrace[@]}" -e trace=execve --ready-fd 3 \
		sh -c 'trap "echo TERM >got; exit" TERM; echo >begun; read -r _ <go' 2>err
	awaits begun
	kill -TERM "$tracer"
	ends "$tracer" 143
	awaits got
	fact "that it is let go" grep -q '^systrace: Process [0-9]* detached$' err
	rm begun tracer.pipe
	start tracer "${systrace[@]}" -I anywhere -e trace=none -o trace --ready-fd 3 \
		sh -c 'echo >begun; read -r _ <go; echo on >after'
	awaits begun
	kill -TERM "$tracer"
	ends "$tracer" 143
	: >go
	awaits after
	# With -o the command decides.
	rm begun tracer.pipe
	start tracer "${systrace[@]}" -I 4 -e trace=none -o trace --ready-fd 3 \
		sh -c 'echo >begun; read -r _ <go; exit 7'
	awaits begun
	kill -TSTP "$tracer"
	kill -QUIT "$tracer"
	kill -TERM "$tracer"
	: >go
	ends "$tracer" 7
	fact "to the end" [ "$(tail -n 1 trace)" = "+++ exited with 7 +++" ]
	# Its reader does not.
	exits 9 "${systrace[@]}" -f -o '|:' sh -c 'i=0; while [ $i -lt 200 ]; do i=$((i+1)); (:); done; exit 9'
	sleep 60 &
	target=$!
	rm tracer.pipe
	start tracer "${systrace[@]}" -e trace=none -p "$target" --ready-fd 3 2>err
	kill -TERM "$tracer"
	ends "$tracer" 143
	fact "it goes on" kill -0 "$target"
	kill "$target"
	fact "what is said" [ "$(sed 's/[0-9]\+/N/' err)" = \
		$'systrace: Process N attached\nsystrace: Process N detached' ]
}

# dies PID: it ends, also if nobody asks for its status.
dies()
{
	local i

	for ((i = 0; i < 200; i++)); do
		grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$1/status" || return 0
		sleep 0.1
	done
	fail "process $1 goes on"
}

# In a pid namespace, processes have other numbers than the tracer knows them by.
other_numbers()
{
	local child

	needs_memory
	needs unshare
	unshare -p -f true 2>/dev/null || skip "no namespaces here"
	exits 0 "${systrace[@]}" -f --decode-pids=pidns -e trace=clone,fork,vfork,clone3 -o trace \
		unshare -p -f sh -c '(exit 3); true'
	child=$(sed -nE "s#^[0-9]+ +(v?fork|clone3?)\\(.* = 2 /\\* ([0-9]+) in strace's PID NS \\*/\$#\\2#p" trace)
	fact "the child has two numbers" [ "$child" ]
	matches "^$child +\\+\\+\\+ exited with 3 \\+\\+\\+\$"
	# Whoever follows knows them, whatever is shown.
	exits 0 "${systrace[@]}" -f -e trace=clone,fork,vfork,clone3 unshare -p -f sh -c '(exit 3); true'
	fact "who ends" grep -qE '^\[pid +[0-9]+\] \+\+\+ exited with 3 \+\+\+$' err
	fact "and nobody else" [ "$(sed -nE 's/.*Process ([0-9]+) attached/\1/p' err | wc -l)" = \
		"$(sed -nE 's/^\[pid +([0-9]+)\] \+\+\+.*/\1/p' err | wc -l)" ]
}

# With --kill-on-exit nothing that is traced outlives the tracer, whatever ends that.
killed_with()
{
	local tracer pid sig status=143

	mkfifo go
	for sig in TERM KILL; do
		rm -f first second tracer.pipe
		start tracer "${systrace[@]}" -f --kill-on-exit -I 2 -e trace=none -o trace --ready-fd 3 \
			sh -c 'trap "" TERM; (sh -c "echo \$\$ >first; read -r _ <go"; true) & echo $$ >second; wait'
		awaits first
		awaits second
		kill -$sig "$tracer"
		ends "$tracer" $status
		dies "$(cat first)"
		dies "$(cat second)"
		status=137
	done
	exits 1 "${systrace[@]}" --kill-on-exit --comm nobody
	fact "what it is for" grep -qx 'systrace: PROG \[ARGS\] must be specified with --kill-on-exit' err
}

# With -D it is the command that was called, and the tracer is nobody's child.
daemonized()
{
	local how i

	for how in -D -DD -DDD; do
		rm -f trace
		exits 7 "${systrace[@]}" $how -f -e trace=exit_group -o trace sh -c 'echo $PPID; (exit 3); exit 7'
		fact "whose child it is" [ "$(cat out)" = "$BASHPID" ]
		for ((i = 0; i < 200; i++)); do
			[[ $(tail -n 1 trace 2>/dev/null) != *" +++ exited with 7 +++" ]] || break
			sleep 0.1
		done
		matches '^[0-9]+ +exit_group\([37]\) += \?$' 2
		matches '^[0-9]+ +\+\+\+ exited with [37] \+\+\+$' 2
	done
	silent err
	# It may wait for all its children: who reads the trace is none of them.
	exits 0 "${systrace[@]}" -D -e trace=none -o '|cat >piped' perl -e '1 while wait() > 0'
	soon "the whole trace" grep -qx '+++ exited with 0 +++' piped
	exits 1 "${systrace[@]}" -D -o /nowhere/at/all true
	complains '^systrace: /nowhere/at/all: '
}

colors()
{
	exits 0 "${systrace[@]}" --color=always -e trace=exit_group -o trace true
	matches $'^\e\\[33mexit_group\e\\[0m\\(\e\\[35m0\e\\[0m\\) += \e\\[32m\\?\e\\[0m$'
	exits 0 "${systrace[@]}" -e trace=exit_group -o trace true
	fact "no colour in a file" [ "$(tail -n 1 trace)" = "+++ exited with 0 +++" ]
	matches $'\e' 0
}

# What cannot be taken in is counted: nothing is lost without a word.
too_fast()
{
	needs jq
	exits 0 "${systrace[@]}" --no-throttle --buffer 64k --json -e trace=read,write -o trace \
		dd if=/dev/zero of=/dev/null bs=1 count=20000
	holds trace "the ledger" 'last | .seen == .sent + .filtered + .open + ([.lost[]] | add)' \
		"the lines" '(map(select(.type == "call")) | length) <= last.sent'
}

# A long string comes in several records, of which the last is short: it finds room where others did
# not. The call is counted as lost then, and says so.
partly_lost()
{
	local tracer target

	needs jq
	needs_memory
	mkfifo go
	sh -c 'read -r _ <go; exec dd if=/dev/zero of=/dev/null bs=16385 count=40 status=none' &
	target=$!
	start tracer "${systrace[@]}" --no-throttle --buffer 64k --json -s 16385 -e trace=write \
		-p "$target" -o trace --ready-fd 3 2>err || fail "$(cat err)"
	kill -STOP "$tracer"
	: >go
	wait "$target" || fail "the writer"
	kill -CONT "$tracer"
	ends "$tracer" 0
	holds trace "the ledger" 'last | .seen == .sent + .filtered + .open + ([.lost[]] | add)' \
		"something lost" 'last.lost.ring_full > 0' \
		"calls are whole where they do not say so" \
		'last.sent >= ([.[] | select(.type == "call" and .cut == null)] | length)' \
		"whole calls are whole" \
		'[.[] | select(.call == "write" and .cut == null)] | all(.args.buf | length == 16385)' \
		"the others say so" '[.[] | select(.cut)] | length >= 1 and all(.args.buf | length != 16385)'
	fact "it is reported" grep -q '^systrace: lost: [0-9]* ring_full' err
}

usage_wrong()
{
	exits 1 "${systrace[@]}" -e trace=nosuchcall true
	complains "^systrace: invalid system call 'nosuchcall'"
	exits 1 "${systrace[@]}" -k true
	complains '^systrace: .*not supported'
	exits 1 "${systrace[@]}" /no/such/program
	complains "^systrace: Cannot stat '/no/such/program': No such file or directory"
	exits 1 "${systrace[@]}" no-such-program
	complains "^systrace: Cannot find executable 'no-such-program'"
	exits 1 "${systrace[@]}" -o /nowhere/at/all true
	complains '^systrace: /nowhere/at/all: '
}

each_kind()
{
	needs_kind "$1"
	needs_memory
	exits 0 "${systrace[@]}" --attach "$1" -e trace=write,exit_group -o trace sh -c 'echo x'
	matches '^write\(1, "x\\n", 2\) += 2$'
	matches '^exit_group\(0\) += \?$'
}

testcase "systrace: a command" command_lines
testcase "systrace: every call" every_call
testcase "systrace: long strings" long_strings
testcase "systrace: signals" signals
testcase "systrace: children" children
testcase "systrace: -p" attached
# Where the lines go.
outputs()
{
	exits 0 "${systrace[@]}" -e trace=none -o "|tr a-z A-Z >trace" true
	fact "through a program" [ "$(cat trace)" = "+++ EXITED WITH 0 +++" ]
	echo before >trace
	exits 0 "${systrace[@]}" -e trace=none -A -o trace true
	fact "behind what is there" [ "$(cat trace)" = $'before\n+++ exited with 0 +++' ]
	exits 0 "${systrace[@]}" -e trace=none -o trace true
	fact "in its place" [ "$(cat trace)" = "+++ exited with 0 +++" ]
	exits 0 "${systrace[@]}" -e trace=none true
	fact "where people talk" [ "$(cat err)" = "+++ exited with 0 +++" ]
}

command_as()
{
	needs_memory
	exits 0 "${systrace[@]}" -u nobody -E MARK=here -E HOME -e trace=execve -o trace \
		--argv0=-odd sh -c 'id -u; echo "$MARK ${HOME-none} $0"'
	fact "as whom, with what" [ "$(tr '\n' ' ' <out)" = "$(id -u nobody) here none -odd " ]
	exits 1 "${systrace[@]}" -u no-such-user true
	complains "^systrace: Cannot find user 'no-such-user'"
}

# All processes of a fast series, each from its first call to its end.
many_processes()
{
	exits 0 "${systrace[@]}" -f -e trace=execve,exit_group -o trace \
		sh -c 'i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i + 1)); done; exit 0'
	matches '^[0-9]+ +\+\+\+ exited with 0 \+\+\+$' 301
	matches '^[0-9]+ +exit_group\(0\) +=' 301
	matches '^[0-9]+ +execve\(.*\) = 0$' 301
}

whole_machine()
{
	local tracer

	needs_system_wide
	needs_memory
	start tracer "${systrace[@]}" --all -e trace=mkdir,mkdirat -o trace --ready-fd 3 2>err || fail "$(cat err)"
	mkdir one
	sh -c 'mkdir two'
	kill -INT "$tracer"
	ends "$tracer" 0
	matches '^[0-9]+ +mkdir\("one", 0777\) += 0$'
	matches '^[0-9]+ +mkdir\("two", 0777\) += 0$'
}

# A call that is refused before it looks at its path, in a page that nobody has touched.
untouched()
{
	needs_memory
	needs cc
	local kernel n=5000

	IFS=. read -r -a kernel < <(uname -r)
	case ${kernel[0]}.${kernel[1]} in
	6.1[89] | 7.[1-9]* | [89].*) ;;
	*) skip "this kernel lets no program wait for a page" ;;
	esac
	[[ ! $system_wide ]] || n=300
	cat >untouched.c <<-'EOF'
		#include <stdlib.h>
		#include <sys/syscall.h>
		#include <sys/wait.h>
		#include <unistd.h>

		/* In a child each time, as often as it is told; else here. */
		int main(int argc, char **argv)
		{
			int left = argc > 1 ? atoi(argv[1]) : 0;

			while (left-- > 0) {
				if (!fork())
					return syscall(SYS_unlinkat, -1, "untouched", -1) + 1;
				wait(NULL);
			}
			return argc > 1 ? 0 : syscall(SYS_unlinkat, -1, "untouched", -1) + 1;
		}
	EOF
	cc -O0 -w -o untouched untouched.c
	exits 0 "${systrace[@]}" -e trace=unlinkat -o trace ./untouched
	matches '^unlinkat\(-1, "untouched", .* = -1 EINVAL'
	# By the other way, if there is one.
	exits 0 "${systrace[0]}" --attach ^tracepoint -e trace=unlinkat -o trace ./untouched
	matches '^unlinkat\(-1, "untouched", .* = -1 EINVAL'
	# More threads than are looked after at once.
	exits 0 "${systrace[@]}" -f -e trace=unlinkat -e signal=none -o trace ./untouched "$n"
	matches '^[0-9]+ +unlinkat\(-1, "untouched", .* = -1 EINVAL' "$n"
}

in_flight_calls()
{
	needs_memory
	exits 0 "${systrace[@]}" -f --inflight=100ms -o trace sh -c 'sleep 2; true'
	matches '^[0-9]+ +(clock_)?nanosleep\(.* <unfinished \.\.\.>$'
	fact "and who waits for it" grep -q 'wait4(.* <unfinished ...>$' trace
	matches 'execve|openat' 0
}

# A thread that is not the first executes a program, and has the process's number from then on.
thread_executes()
{
	needs_memory
	exits 0 "${systrace[@]}" -f -e trace=execve -o trace "$workload" exec-thread <<<go
	matches '^[0-9]+ +\+\+\+ superseded by execve in pid [0-9]+ \+\+\+$'
	matches '^[0-9]+ +execve\("/proc/self/exe", \["workload", "forks", "2"\], 0x[0-9a-f]+ /\* [0-9]+ vars \*/ <unfinished \.\.\.>$'
	matches '^[0-9]+ +<\.\.\. execve resumed>\) += 0$'
}

# Few calls are traced at their own tracepoints; what those do not see is looked for otherwise, or said.
few_calls()
{
	local compat=${workload%/*}/systrace/compat narrow=("${systrace[0]}" --attach tracepoint)

	needs_memory
	by=$("${systrace[0]}" -d -e trace=getppid -o trace true 2>&1 | sed -n 's/.*enter: attached by //p')
	[[ $by == tracepoint ]] || skip "attached by $by"
	for by in tracepoint ^tracepoint; do
		exits 0 "${systrace[0]}" --attach "$by" -f -e trace=write,pipe2,pipe,wait4 -o trace sh -c \
			'echo one | cat; (echo two; exit 3); true'
		grep -oE '(write|pipe2?)\(.*' trace | sort >"by.$by"
		matches 'write\(1, "one\\n", 4\) += 4' 2
		matches 'write\(1, "two\\n", 4\) += 4'
	done
	same by.tracepoint 'by.^tracepoint'
	exits 0 "${narrow[@]}" -c -e trace=write -o trace dd if=/dev/zero of=/dev/null bs=1 count=500
	matches ' 50[0-9] +write$'
	exits 1 "${narrow[@]}" true
	complains '^systrace: cannot attach: tracepoint: more calls are traced$'
	exits 1 "${narrow[@]}" -e trace=rt_sigreturn true
	complains "^systrace: cannot attach: tracepoint: the end of signals' handlers is traced\$"
	exits 0 "${systrace[0]}" -e trace=rt_sigreturn -o trace sh -c 'trap "echo caught" USR1; kill -USR1 $$; true'
	matches '^rt_sigreturn\(\{mask=\[\]\}\) += 0$'
	# What looks for missing pages has no other way then, and is done without.
	exits 0 "${systrace[0]}" --attach ^tp_btf -o trace true
	exits 1 "${narrow[@]}" -e trace=execve true
	complains '^systrace: cannot attach: tracepoint: exec is traced$'
	"$workload" has-i386 && [[ -x $compat ]] || return 0
	exits 7 "${systrace[0]}" -e trace=getppid -o trace "$compat"
	matches '^getppid\(\) += [0-9]+$'
	exits 7 "${narrow[@]}" -f -e trace=getppid -o trace sh -c '"$0"; exit 7' "$compat"
	complains '^systrace: 32-bit programs whose calls were not seen: 1 \(--attach \^tracepoint sees them\)$'
	exits 7 "${systrace[0]}" --attach ^tracepoint -f -e trace=getppid -o trace sh -c '"$0"; exit 7' "$compat"
	silent err
	# The shell calls it too.
	matches 'getppid\(\) += [0-9]+$' 2
}

testcase "systrace: outputs" outputs
testcase "systrace: -u, -E" command_as
testcase "systrace: many processes" many_processes
testcase "systrace: --all" whole_machine
testcase "systrace: pages that are not there" untouched
testcase "systrace: --inflight" in_flight_calls
testcase "systrace: filters" calls_chosen
testcase "systrace: styles" styles
testcase "systrace: descriptors" descriptors
testcase "systrace: -P" on_a_path
testcase "systrace: dumps" dumps
testcase "systrace: tables" call_tables
testcase "systrace: JSON" as_json
testcase "systrace: --syscall-limit" call_limit
testcase "systrace: -I" tracer_signalled
testcase "systrace: --kill-on-exit" killed_with
testcase "systrace: --color" colors
testcase "systrace: --decode-pids=pidns" other_numbers
testcase "systrace: -D" daemonized
testcase "systrace: too fast" too_fast
testcase "systrace: few calls" few_calls
testcase "systrace: a thread executes" thread_executes
testcase "systrace: partly lost" partly_lost
testcase "systrace: what is wrong" usage_wrong
for kind in tp_btf raw_tp; do
	testcase "systrace: by $kind" each_kind "$kind"
done
