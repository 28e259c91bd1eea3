# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# -S: the numbers are those that the workload's own rows come to.

# The rows in the file out, counted by what a table counts by: key, calls, failures.
stated()
{
	awk -F, -v by="$1" '
		by == "errors" && $8 == "" { next }
		{ made = $5 == "?" ? "unknown" : $5 }
		by == "calls" { key = $4 "," made }
		by == "forkers" { key = $1 "," $3 }
		by == "errors" { key = $4 "," $8 }
		{ n[key]++; failed[key] += $8 != "" }
		END { for (key in n) print key "," (by == "errors" ? "" : n[key] ",") failed[key] }' \
		"${2-out}"
}

# The same of the tables in the file got, whatever intervals they are in.
shown()
{
	json got 'map(select(.type == "'"$1"'")) | group_by([.call, .made, .pid, .comm, .error])[] |
		{calls: (map(.calls // 0) | add), failed: (map(.failed) | add)} + (.[0] |
			{call, made: (.made // [] | join("|")), pid, comm, error}) |
		{calls: [.call, .made, .calls, .failed], forkers: [.pid, .comm, .calls, .failed],
		 errors: [.call, .error, .failed]}["'"$1"'"] | map(tostring) | join(",")'
}

# How many values a histogram of the table holds: by its buckets; they agree with its count.
hist_count()
{
	json got 'map(select(.type == "'"$1"'")) |
		if any(.'"$2"'_count != ([.'"$2"'[][2]] | add)) then "the buckets differ from the count"
		else map(.'"$2"'_count) | add // 0 end'
}

# same_counts TABLE: what it shows is what was stated; less only by what the kernel has skipped.
same_counts()
{
	local skips

	stated "$1" | sort >"want.$1"
	shown "$1" | sort >"got.$1"
	skips=$(cat err tracer.err 2>/dev/null | sed -n 's/.*the kernel skipped \([0-9]*\) runs.*/\1/p')
	if [[ -z $skips ]]; then
		same "want.$1" "got.$1"
		return
	fi
	awk -F, -v counts="$([[ $1 == errors ]] && echo 1 || echo 2)" -v skips="$skips" '
		{ n = $(NF - counts + 1); NF -= counts; key = $0 }
		NR == FNR { want[key] = n; missing += n; next }
		!(key in want) || n > want[key] { print "not stated: " key " " n; bad = 1 }
		{ missing -= n }
		END {
			if (missing > skips)
				print missing " are missing, " skips " were skipped"
			exit bad || missing > skips
		}' "want.$1" "got.$1" || fail "got.$1 differs from want.$1"
}

# The file got is the summary of the file out.
exact()
{
	local table lines

	lines_parse got
	adds_up got
	for table in calls forkers errors; do
		same_counts "$table"
	done
	# What the kernel has skipped cannot be counted here either.
	grep -qs "$skipped" err tracer.err && return
	mapfile -t lines <out
	fact "the latencies" [ "$(hist_count latency took)" = ${#lines[@]} ]
	fact "of each caller" [ "$(hist_count forkers took)" = ${#lines[@]} ]
	holds got "nothing is sent" 'last | [.sent, .shown, .discarded] == [0, 0, 0]'
}

# Processes that ended: those that were made, and the first. Where nobody can read what clone3
# made (?): of the workloads below glibc alone calls it, for threads.
lives()
{
	awk -F, '$5 !~ /thread|\?/ && $8 == "" { n++ } END { print n + 1 }' out
}

every_sort()
{
	local more=()

	needs jq
	needs_kind "$1"
	"$workload" has-i386 && more=(+ i386)
	exits 0 "${hello[@]}" -S -j --attach "$1" -o got -- "$workload" sorts 3 "${more[@]}" \
		+ thread + namespaces + failures + absent
	silent err
	exact
}

followed()
{
	needs jq
	needs_kind "$1"
	exits 0 "${hello[@]}" -S -j -f --attach "$1" -o got -- "$workload" "${@:2}"
	silent err
	exact
	grep -q "$skipped" err || fact "who ended: $(hist_count lifetimes life)" \
		[ "$(hist_count lifetimes life)" = "$(lives)" ]
}

# The leader ends first, the process with its last thread: once.
lifetimes()
{
	local count

	needs jq
	needs_kind "$1"
	exits 0 "${hello[@]}" -S -j -f --attach "$1" --only lifetimes -o got -- sh -c \
		'"$0" family 2; "$0" thread; "$0" crowd 8 2; exit 0' "$workload"
	adds_up got
	count=$(($(lives) + 3))
	grep -q "$skipped" err ||
		fact "$count: $(hist_count lifetimes life)" [ "$(hist_count lifetimes life)" = $count ]
	holds got "nothing else" 'map(.type) | unique == ["end", "lifetimes", "schema"]'
}

for kind in fentry tp_btf raw_tp kprobe; do
	testcase "summary, $kind: every sort of call" every_sort "$kind"
	testcase "summary, $kind: 64 processes at once" followed "$kind" crowd 64 4
	testcase "summary, $kind: who ends" lifetimes "$kind"
done
testcase "summary: 64 vforks asleep at once" followed tp_btf sleepers 64
testcase "summary: children of children" followed tp_btf family 3
testcase "summary: a thousand processes" followed tp_btf forks 1000

# As people see it.
text()
{
	exits 0 "${hello[@]}" -S -o got -- "$workload" sorts 3 + failures
	silent err
	cells calls 2 >got.calls
	stated calls | tr , ' ' >want.calls
	same_sorted want.calls got.calls
	cells forkers 2 >got.forkers
	stated forkers | tr , ' ' >want.forkers
	same_sorted want.forkers got.forkers
	cells errors 1 >got.errors
	stated errors | tr , ' ' >want.errors
	same_sorted want.errors got.errors
	fact "the most come first" sort -s -c -k3,3nr got.calls
	fact "the latencies are drawn" [ "$(awk '/^How long the calls/ { on = 1; next } /^$/ { on = 0 }
		on && / \|/ { n += $4 } END { print n }' got)" = "$(wc -l <out)" ]
	fact "no line is too long" awk 'length($0) > 80 * 3 { exit 1 }' got
	LC_ALL=C exits 0 "${hello[@]}" -S -o got -- "$workload" sorts 3
	fact "ASCII where nothing else can be read" sh -c 'grep -q "|##*$" got && ! LC_ALL=C grep -q "[^ -~]" got'
}

# Rows of a block as key, calls, failures: without the rate.
cells()
{
	local -A title=([calls]='Calls, by what they made' [forkers]='Who called' [errors]=Failures)

	awk -v title="${title[$1]}" -v rate="$(($2 + 2))" '
		index($0, title " (in ") == 1 { on = 1; next }
		/^$/ { on = 0 }
		!on || $1 == "CALL" || $1 == "PID" { next }
		rate == 3 { print $1, $2, $3; next }
		{ print $1, $2, $3, $5 }' got
}

top()
{
	needs jq
	exits 0 "${hello[@]}" -S --only forkers -o got -- "$workload" names 12
	fact "ten rows" [ "$(grep -c 'name [0-9]' got)" = 10 ]
	fact "and what is left out" grep -qx '\.\.\. and 2 more rows' got
	exits 0 "${hello[@]}" -S --only forkers --top 11 -o got -- "$workload" names 12
	fact "eleven" [ "$(grep -c 'name [0-9]' got)" = 11 ]
	fact "and one" grep -qx '\.\.\. and 1 more row' got
	exits 0 "${hello[@]}" -S --only forkers --top 12 -o got -- "$workload" names 12
	fact "all" [ "$(grep -c 'name [0-9]' got)" = 12 ]
	fact "nothing is left out" sh -c '! grep -q "more row" got'
	exits 0 "${hello[@]}" -Sj --only forkers -o got -- "$workload" names 12
	fact "JSON: all" [ "$(json got 'map(select(.type == "forkers")) | length')" = 12 ]
	exits 0 "${hello[@]}" -Sj --only forkers --top 3 -o got -- "$workload" names 12
	fact "JSON: three" [ "$(json got 'map(select(.type == "forkers")) | length')" = 3 ]
	adds_up got
}

csv()
{
	exits 0 "${hello[@]}" -S --csv --only errors --fields call,error,failed -o got -- "$workload" failures
	{
		echo call,error,failed
		stated errors
	} >want
	same_sorted want got
	exits 2 "${hello[@]}" -S --csv -- true
	complains '^hello: CSV holds one type of record and there are 5: choose with --only$'
}

# What comes in each interval adds up to all.
intervals()
{
	local command='for i in 1 2 3; do "$0" forks 20 + crowd 8 4 + failures; sleep 0.2; done'

	needs jq
	exits 0 "${hello[@]}" -i 50ms -j -f -n workload -o got -- sh -c "$command" "$workload"
	silent err
	exact
	holds got "more than one" 'map(select(.type == "latency")) | length > 1' \
		"each of its own time" 'map(select(.type == "latency").time) | . == (sort | unique)' \
		"they follow each other" 'map(select(.type == "calls").interval) | min > 0'
	exits 0 "${hello[@]}" -i 50ms -f -n workload -o got -- sh -c "$command" "$workload"
	fact "blocks" [ "$(grep -c '^Who called (in .*)$' got)" -gt 1 ]
	fact "idle ones too" grep -q '^Who called (in .*): none$' got
}

# The table of callers has 1024 rows.
full()
{
	needs jq
	exits 0 "${hello[@]}" -S -j -o got -- "$workload" names 1100
	lines_parse got
	adds_up got
	grep -q "$skipped" err && return
	holds got "all its rows, and one" 'map(select(.type == "forkers")) | length == 1025' \
		"one for all others" 'map(select(.type == "forkers" and .comm == null)) |
			map([.pid, .calls, .took_count]) == [[null, 76, 76]]' \
		"the sum" 'map(select(.type == "forkers").calls) | add == 1100' \
		"the other tables" 'map(select(.type == "latency").took_count) | add == 1100' \
		"it is counted" 'last.lost.table_full == 76'
	complains '^hello: lost: 76 table_full \(of [0-9]+ events\)$'
	exits 3 "${hello[@]}" -S --strict -o got -- "$workload" names 1100
	fact "the text has it" grep -Eq '^ +\? \? +76 ' got
	# The others have room.
	exits 0 "${hello[@]}" -S --strict --only calls,errors -o got -- "$workload" names 1100
	silent err
}

filters()
{
	needs jq
	exits 0 "${hello[@]}" -S -j -x -o got -- "$workload" sorts 3 + failures
	awk -F, '$8 != ""' out >failed
	mv failed out
	exact
	fact "an end that is no failure" [ "$(hist_count lifetimes life)" = 0 ]
	exits 3 "${hello[@]}" -S -j -x -o got -- sh -c 'exit 3'
	fact "and one that is" [ "$(hist_count lifetimes life)" = 1 ]
	exits 0 "${hello[@]}" -S -j -n other -o got -- "$workload" guises
	awk -F, '$3 == "other"' out >other
	mv other out
	exact
	exits 0 "${hello[@]}" -S -j -m 1h -o got -- "$workload" sorts 3
	: >out
	exact
	work forks 5
	start tracer "${hello[@]}" -S -j -o got --ready-fd 3 -p "$worker" 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	go
	ends "$worker" 0
	ends "$tracer" 0
	mv stated out
	exact
	fact "it has ended" [ "$(hist_count lifetimes life)" = 1 ]
}

# Without -S nothing is attached for it, and with it nothing for records.
hooks()
{
	exits 0 "${hello[@]}" -v -o got -- true
	fact "no ends" sh -c '! grep -q "^hello: exit: " err'
	exits 0 "${hello[@]}" -S -v -o got -- true
	fact "ends" grep -q '^hello: exit: attached' err
	fact "no children" sh -c '! grep -q "^hello: child: " err'
	exits 0 "${hello[@]}" -S --only calls -v -o got -- true
	fact "not asked for" sh -c '! grep -q "^hello: exit: " err'
}

refused()
{
	exits 2 "${hello[@]}" --top 3 -- true
	complains '^hello: --top needs -S or -i$'
	exits 2 "${hello[@]}" -S --top 0 -- true
	complains '^hello: --top 0: out of range$'
	exits 2 "${hello[@]}" -i 0 -- true
	complains '^hello: -i 0: out of range$'
	exits 2 "${hello[@]}" -S -l 1 -- true
	complains '^hello: -S and --limit exclude each other$'
	exits 2 "${hello[@]}" -S -w -- true
	complains '^hello: --only world: is no table, which -S shows$'
	exits 2 "${hello[@]}" --only calls -- true
	complains '^hello: --only calls: is a table, it needs -S$'
	exits 2 "${canary[@]}" -S -- true
	complains '^canary: -S: canary cannot: it keeps no tables$'
}

# A signal ends it, and shows what there is.
summary_interrupted()
{
	needs jq
	work forks 20
	start tracer "${hello[@]}" -S -j -o got --ready-fd 3 -p "$worker,$$" 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	go
	ends "$worker" 0
	kill -INT "$tracer"
	ends "$tracer" 0
	mv stated out
	exact
}

whole_system()
{
	needs jq
	needs_system_wide
	start tracer "${hello[@]}" -S -j -n workload -o got --ready-fd 3 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	exits 0 "$workload" crowd 16 4 + failures
	kill -INT "$tracer"
	ends "$tracer" 0
	exact
}

testcase "summary: text" text
testcase "summary: --top" top
testcase "summary: CSV" csv
testcase "summary: intervals" intervals
testcase "summary: a table is full" full
testcase "summary: filters" filters
testcase "summary: what is attached" hooks
testcase "summary: what is refused" refused
testcase "summary: a signal" summary_interrupted
testcase "summary: the whole system" whole_system
