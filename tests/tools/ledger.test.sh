# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# The ledger: seen = filtered + sent + lost + open, exactly, however it went.

# ledger FILE MEMBER: of its end line.
ledger()
{
	json "$1" "last | $2"
}

is_stopped()
{
	[[ $(sed 's/.*) //; s/ .*//' "/proc/$1/stat") == T ]]
}

# The tracer does not look while more happens than its ring holds.
stopped_reader()
{
	local status=0

	needs jq
	[[ " $* " == *" --strict "* ]] && status=3
	work forks 300
	start tracer "${hello[@]}" -j --buffer 4096 -o got --ready-fd 3 "$@" -p "$worker" 2>err ||
		fail "hello did not start"
	kill -STOP "$tracer"
	until is_stopped "$tracer"; do
		sleep 0.01
	done
	go
	ends "$worker" 0
	kill -CONT "$tracer"
	ends "$tracer" $status
	lines_parse got
	adds_up got
	holds got "each was seen" 'last | .seen - .filtered == 300' \
		"some had no room" 'last.lost.ring_full > 0' "some had" 'last.sent > 0' \
		"all that were sent are shown" 'last | .sent == .shown'
	if [[ " $* " == *" -q "* ]]; then
		silent err
	elif [[ $status == 3 ]]; then
		fact "it is said" grep -qx "hello: lost: $(ledger got .lost.ring_full) ring_full (of $(ledger got .seen) events)" err
		fact "and why it failed" grep -qx 'hello: events were lost (--strict)' err
	else
		complains "^hello: lost: $(ledger got .lost.ring_full) ring_full \(of [0-9]+ events\)$"
	fi
}

# It does not look since whoever reads from it does not.
unread_pipe()
{
	needs jq
	work forks 600
	mkfifo unread
	exec 7<>unread
	start tracer "${hello[@]}" -j --buffer 4096 --ready-fd 3 -p "$worker" >unread 2>err ||
		fail "hello did not start"
	go
	ends "$worker" 0
	exec 8<unread 7>&-
	cat <&8 >got
	ends "$tracer" 0
	lines_parse got
	adds_up got
	holds got "each was seen" 'last | .seen - .filtered == 600' \
		"some had no room" 'last.lost.ring_full > 0' \
		"all that were sent are shown" 'last | .sent == .shown'
}

# Eight threads come and sleep in a call; there is room for two.
spans_full()
{
	needs jq
	needs_kind "$1"
	exits 0 "${hello[@]}" -j --attach "$1" --max-open 2 -o got -- "$workload" sleepers 8
	lines_parse got
	adds_up got
	holds got "each call is one event" 'last | .seen - .filtered == 16' \
		"the table was full" 'last.lost.span_table_full >= 6' \
		"for no other cause" 'last.lost | add == .span_table_full'
	exits 3 "${hello[@]}" --attach "$1" --strict --max-open 2 -o got -- "$workload" sleepers 8
}

# A call that had begun before. Other processes' calls are seen, and filtered.
# fexit comes only to a call that came by fentry: what it does not meet is no event.
unmatched()
{
	local want="[1,1,1,0]"

	needs jq
	needs_kind "$1"
	work unmatched
	# No loss of ours: --strict has nothing to say.
	start tracer "${hello[@]}" -j --strict --attach "$1" -o got --ready-fd 3 -p "$worker" 2>err ||
		fail "hello did not start"
	go
	ends "$worker" 0
	ends "$tracer" 0
	lines_parse got
	adds_up got
	[[ $1 == fentry ]] && want="[1,0,1,0]"
	fact "$want: $(ledger got tojson)" \
		[ "$(ledger got '[.seen - .filtered, .unmatched, .sent, ([.lost[]] | add)] | tojson')" = "$want" ]
	[[ $1 == fentry ]] && return
	fact "it is said" grep -q '^hello: not shown: 1 events that began before' err
}

# A call that goes on when the trace ends.
still_open()
{
	local line

	needs jq
	needs_kind "$1"
	work dozing
	start tracer "${hello[@]}" -j --attach "$1" -o got --ready-fd 3 -p "$worker" 2>err ||
		fail "hello did not start"
	echo >&4
	read -r line <&5
	fact "it sleeps" [ "$line" = ready ]
	kill -INT "$tracer"
	ends "$tracer" 0
	go
	ends "$worker" 0
	lines_parse got
	adds_up got
	fact "one is open: $(ledger got tojson)" [ "$(ledger got '[.seen - .filtered, .open, .sent] | tojson')" = "[2,1,1]" ]
	silent err
}

filtered()
{
	needs jq
	exits 0 "${hello[@]}" -j -n other -o got -- "$workload" guises
	adds_up got
	fact "two sent: $(ledger got tojson)" \
		[ "$(ledger got '[.seen - .filtered, .filtered >= 4, .sent, .shown] | tojson')" = "[2,true,2,2]" ]
	exits 0 "${hello[@]}" -j -x -u root -o got -- "$workload" guises
	adds_up got
	fact "none sent" [ "$(ledger got '[.seen - .filtered, .filtered >= 6, .sent] | tojson')" = "[0,true,0]" ]
	exits 0 "${hello[@]}" --strict -x -o got -- "$workload" guises
}

stats()
{
	exits 0 "${hello[@]}" --stats -o got -- "$workload" sorts
	fact "events" grep -Eq '^hello: events: [0-9]+ seen, [0-9]+ filtered, 12 sent, 0 summed, 0 open, 12 shown$' err
	fact "programs" grep -Eq '^hello: programs: [0-9]+ calls, [0-9.]+ s$' err
	fact "skipped" grep -Eq '^hello: skipped by the kernel: ([0-9]+|unknown)' err
	fact "tracer" grep -Eq '^hello: tracer: [0-9.]+ s user' err
}

testcase "a stopped tracer" stopped_reader
testcase "a stopped tracer, --strict" stopped_reader --strict
testcase "a stopped tracer, -q" stopped_reader -q
testcase "a pipe that nobody reads" unread_pipe
for kind in fentry tp_btf raw_tp kprobe; do
	testcase "$kind: the table of calls is full" spans_full "$kind"
	testcase "$kind: a call that began before" unmatched "$kind"
	testcase "$kind: a call that goes on" still_open "$kind"
done
testcase "what is filtered" filtered
testcase "--stats" stats
