# shellcheck shell=bash disable=SC2034,SC2154,SC2016
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# What the files *.test.sh call. Sourced by run, which sets the variables:
# hello, disksnoop, systrace, suite, canary, workload (programs), system_wide, expected.

names=()
calls=()

# testcase NAME FUNCTION [ARG...]: FUNCTION runs in a directory of its own, in
# a process of its own. It passes if it returns, whatever its status; what it
# asks by the functions below fails it.
testcase()
{
	local name=$1 call

	shift
	printf -v call '%q ' "$@"
	names+=("$name")
	calls+=("$call")
}

skip()
{
	echo "$*" >skip
	exit 77
}

# todo WHY: a fault that is known; the test may fail.
todo()
{
	echo "$*" >todo
}

fail()
{
	echo "$*"
	exit 1
}

# Under this lockdown programs cannot read the memory of processes.
blind=
if grep -qs '\[confidentiality\]' /sys/kernel/security/lockdown; then
	blind=1
	# So the workload states as unknown what stands in its memory.
	export BTS_BLIND=1
fi

needs_memory()
{
	[[ ! $blind ]] || skip "the kernel forbids to read memory: lockdown=confidentiality"
}

# fact TEXT COMMAND...: COMMAND succeeds, or TEXT is what failed.
fact()
{
	local text=$1

	shift
	"$@" || fail "not so: $text"
}

# The kernel does not run a program on a processor where it has interrupted that
# same program, and the tool says so. Rows may be missing then, by no fault of its.
skipped='the kernel skipped [0-9]* runs of our programs$'
# What follows from that alone: ends without a beginning, beginnings without an end.
follows='^[a-z]+: (lost so far: |lost: [0-9]+ endless \(|not shown: )'

# excused FILE: in the array lines, its lines without what the kernel's skipping is the cause of.
# A process costs much where processors are emulated, and this is called often.
excused()
{
	local line all

	mapfile -t lines <"$1"
	[[ ${lines[*]-} == *"the kernel skipped "* ]] || return 0
	all=("${lines[@]}")
	lines=()
	for line in "${all[@]}"; do
		[[ $line =~ $skipped || $line =~ $follows ]] || lines+=("$line")
	done
}

# same WANT GOT: the files are equal.
same()
{
	cmp -s "$1" "$2" && return
	diff -u --label want --label got "$1" "$2" | head -n 60
	if grep -qs "$skipped" err tracer.err && [[ -z $(comm -13 <(sort "$1") <(sort "$2")) ]]; then
		return
	fi
	fail "$2 differs from $1: $(wc -l <"$1") lines wanted, $(wc -l <"$2") got"
}

# The same lines in any order.
same_sorted()
{
	sort "$1" >"$1.sorted"
	sort "$2" >"$2.sorted"
	same "$1.sorted" "$2.sorted"
}

# exits STATUS COMMAND...: runs it; its output goes to the files out and err.
exits()
{
	local want=$1 got=0

	shift
	"$@" >out 2>err || got=$?
	((got == want)) && return
	head -n 20 err
	fail "exit status $got instead of $want: $*"
}

# complains PATTERN: err holds one line that matches, and a line `hint:' at most.
complains()
{
	local line lines told=()

	excused err
	# How often losses are told while tracing goes on is a matter of time.
	for line in "${lines[@]}"; do
		[[ $line == *": lost so far: "* ]] || told+=("$line")
	done
	lines=("${told[@]}")
	if ((${#lines[@]} < 1 || ${#lines[@]} > 2)) || [[ ! ${lines[0]} =~ $1 ]] ||
		[[ ${lines[1]-hint: } != "hint: "* ]]; then
		cat err
		fail "stderr is not one line that matches: $1"
	fi
}

silent()
{
	local lines

	[[ -s $1 ]] || return 0
	excused "$1"
	[[ ${lines[*]-} ]] || return 0
	printf '%s\n' "${lines[@]}"
	fail "$1 is not empty"
}

# needs_kind KIND: skips where this kernel refuses it, unless it was expected.
needs_kind()
{
	local why=why_$1

	[[ -n ${!why-} ]] || return 0
	[[ ,$expected, == *,$1,* ]] && fail "${!why}"
	skip "${!why}"
}

needs_system_wide()
{
	[[ $system_wide ]] || skip "traces the whole system: --system-wide allows it"
}

needs()
{
	type "$1" >/dev/null 2>&1 || skip "needs $1"
}

# start NAME COMMAND...: in the background, its number in the variable NAME.
# COMMAND has its end of a pipe in descriptor 3; start returns when it has
# written a line there, or fails if it closes it before.
start()
{
	local -n pid_=$1
	local pipe=$1.pipe

	shift
	mkfifo "$pipe"
	"$@" 3>"$pipe" &
	pid_=$!
	read -r _ <"$pipe"
}

# ends PID STATUS: waits, and compares.
ends()
{
	local got=0

	wait "$1" || got=$?
	((got == $2)) || fail "exit status $got instead of $2"
}


# Rows as the workload states them.
fields=pid,tid,comm,call,made,flags,child,error

# trace OPTION... -- COMMAND...: hello's rows of it go to the file got; what
# the workload states, to want.
trace()
{
	exits 0 "${hello[@]}" --csv --fields "$fields" -o got "$@"
	{
		echo "$fields"
		cat out
	} >want
}

# work NAME ARG...: a workload that waits; its number in $worker, the lines
# that it said before in the file said.
work()
{
	local line

	mkfifo go saying
	"$workload" -w "$@" <go >stated 2>saying &
	worker=$!
	exec 4>go 5<saying
	: >said
	while read -r line <&5 && [[ $line != ready ]]; do
		echo "$line" >>said
	done
	[[ $line == ready ]] || fail "the workload did not start"
}

# Lets it go on.
go()
{
	echo >&4
	exec 4>&-
}

# watch OPTION...: hello in the background, its number in $tracer, rows in got.
watch()
{
	start tracer "${hello[@]}" --csv --fields "$fields" -o got --ready-fd 3 "$@" 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
}

# wanted: what the workload has stated, as rows below their heading.
wanted()
{
	echo "$fields"
	cat "${1-stated}"
}

# json FILE EXPRESSION: the list of FILE's lines, as jq sees it.
json()
{
	jq -r -s "$2" "$1"
}

# holds FILE (TEXT EXPRESSION)...: of the list of FILE's lines each EXPRESSION is true, or TEXT is
# what failed. One process for all of them.
holds()
{
	local file=$1 program='' text said

	shift
	while (($#)); do
		text=${1//\\/\\\\}
		program+="${program:+, }(if ($2) == true then empty else \"${text//\"/\\\"}\" end)"
		shift 2
	done
	said=$(json "$file" "$program") || fail "jq: $?"
	[[ -z $said ]] || fail "not so: $said"
}

# lines_parse FILE: each line is an object, the schema first, the end last.
lines_parse()
{
	local lines

	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null || fail "$1 is not UTF-8"
	mapfile -t lines <"$1"
	holds "$1" "an object a line" "length == ${#lines[@]} and all(type == \"object\")"
	[[ ${lines[0]} == '{"type":"schema",'* ]] || fail "$1: the schema is not first"
	[[ ${lines[-1]} == '{"type":"end",'* ]] || fail "$1: the end is not last"
}

# adds_up FILE: the ledger at its end is exact, and so are the rows.
adds_up()
{
	local say

	# Rows of tables are no records.
	say=$(json "$1" 'last as $e | ["schema", "end", (.[] | select(.table) | .record)] as $not |
		map(select(.type | IN($not[]) | not)) as $rows |
		$e + {sum: ($e.filtered + $e.sent + $e.summed + $e.open + ([$e.lost[]] | add)),
		      rows: ($rows | length)} |
		if .seen == .sum and .sent == .shown + .discarded and .rows == .shown then empty
		else tojson end')
	[[ -z $say ]] || fail "the ledger does not add up: $say"
}

# at_leave COMMAND...: is done when the test is over, the last first.
at_leave()
{
	local call

	printf -v call '%q ' "$@"
	at_leave+=("$call")
}
at_leave=()

# Ends what this test has left, by its number.
leave()
{
	local pid i

	for pid in $(jobs -p); do
		kill -KILL "$pid" 2>/dev/null
	done
	((${#at_leave[@]})) || return
	wait
	for ((i = ${#at_leave[@]} - 1; i >= 0; i--)); do
		(eval "${at_leave[i]}") || echo "cannot: ${at_leave[i]}"
	done
}
