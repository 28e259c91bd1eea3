# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# hello --life: what processes execute and how they end, as the workload lives
# and as wait4() told it.

lives=$build/tests/tools/lives

# ended OPTION... -- lives' words: exit rows in got, what is stated in want.
ended()
{
	local fields=pid,ppid,code,signal,core,peak words=()

	while (($#)) && [[ $1 != -- ]]; do
		words+=("$1")
		shift
	done
	shift
	exits 0 "${hello[@]}" -f --only exit --csv --fields "$fields" -o got "${words[@]}" \
		-- sh -c 'exec "$0" "$@" >stated 2>cpu' "$lives" "$@"
	{
		echo "$fields"
		tail -n +2 stated
	} >want
	# Only what the workload has waited for: it ends itself, and so may a shell.
	sed -i "1b;/^[0-9]*,$(head -n 1 stated),/!d" got
}

exit_rows()
{
	needs_kind "$1"
	ended --attach "$1" -- exits
	same_sorted want got
}

orphans()
{
	ended -- orphan
	same_sorted want got
}

short_lives()
{
	ended -- swarm 1000
	same_sorted want got
	fact "a thousand" [ "$(wc -l <got)" = 1001 ]
}

short_lives_add_up()
{
	needs jq
	exits 0 "${hello[@]}" -f --life -j -o got -- sh -c 'exec "$0" swarm 300 >/dev/null 2>&1' "$lives"
	lines_parse got
	adds_up got
	grep -q "$skipped" err && return
	fact "every exit" [ "$(json got 'map(select(.type == "exit")) | length')" = 301 ]
	fact "every birth" [ "$(json got 'map(select(.type == "clone")) | length')" = 300 ]
	fact "both programs" [ "$(json got 'map(select(.type == "exec")) | length')" = 2 ]
	fact "nothing lost" [ "$(json got 'last | [.lost[]] | add')" = 0 ]
}

# What the tracer knows of CPU time is at most what the kernel says at last.
cpu_times()
{
	needs jq
	exits 0 "${hello[@]}" -f --only exit -j -o got -- sh -c 'exec "$0" exits >stated 2>cpu' "$lives"
	json got '.[] | select(.type == "exit") | "\(.pid),\((.user + .system) / 1000 | floor)"' >ours
	awk -F, 'NR == FNR { theirs[$1] = $2; next }
		($1 in theirs) && $2 > theirs[$1] + 1 { print $1 ": " $2 " us, wait4() says " theirs[$1] }' \
		cpu ours >excess
	fact "no more than wait4() says: $(cat excess)" [ ! -s excess ]
	fact "one that computes has used some" awk -F, '$2 > 1000 { n++ } END { exit !n }' ours
}

# arguments WORD...: what is executed with them, as JSON shows it.
arguments()
{
	exits 0 "${hello[@]}" --only exec -j -o got -- "$@"
	json got '.[] | select(.type == "exec")' >row
}

exec_rows()
{
	local long

	needs jq
	needs_memory
	arguments "$lives" code 0
	fact "file" [ "$(jq -r .file row)" = "$lives" ]
	fact "arguments" [ "$(jq -c .argv row)" = "[\"$lives\",\"code\",\"0\"]" ]
	fact "how many" [ "$(jq .argc row)" = 3 ]
	fact "how long" [ "$(jq .argv_size row)" = $((${#lives} + 8)) ]
	arguments env true '' 'a b' $'\e[31m\n' "\"q\""
	fact "odd ones" [ "$(json got '.[1 + 1].argv | tojson')" = '["true","","a b","\u001b[31m\n","\"q\""]' ]
	printf -v long '%05000d' 0
	arguments true "$long" behind
	fact "a long one is cut" [ "$(jq '.argv[1] | length' row)" = $((4096 - 5)) ]
	fact "how long it was" [ "$(jq .argv_size row)" = $((5 + 5001 + 7)) ]
	exits 0 "${hello[@]}" --only exec --fields argv -- true "$long"
	fact "and marked" grep -q '^true 00*\.\.\.$' out
	arguments "$lives" code $'\xff'
	fact "exact bytes" [ "$(jq -r '.argv_b64[2]' row)" = "$(printf '\xff' | base64)" ]
}

life_table()
{
	exits 7 "${hello[@]}" -f --life --ancestors -- sh -c '(exit 3); exit 7'
	fact "one heading" [ "$(grep -c 'EVENT' out)" = 1 ]
	fact "under 80 columns" [ "$(head -n 1 out | sed 's/ANCESTORS.*//' | wc -L)" -le 80 ]
	[[ $blind ]] || fact "an exec" grep -Eq ' sh +exec .* sh -c ' out
	fact "a clone" grep -Eq ' clone +[0-9]+ .* process$' out
	fact "an exit" grep -Eq ' exit .* 3 ' out
	fact "ancestors" grep -q 'sh<' out
}

# Names of ancestors are as hostile as any.
ancestor_names()
{
	needs jq
	exits 0 "${hello[@]}" -f --only exec -j -o got -- \
		sh -c 'printf "a\377\033b" >/proc/$$/comm; env true; true'
	json got '.[] | select(.type == "exec" and .comm == "env")' >row
	fact "made valid" [ "$(jq '.ancestors[0] == "a\ufffd\u001bb"' row)" = true ]
	fact "exact bytes" [ "$(jq -r '.ancestors_b64[0]' row)" = "$(printf 'a\377\033b' | base64)" ]
	exits 0 "${hello[@]}" -f --only exec --ancestors -- \
		sh -c 'printf "a\377\033b" >/proc/$$/comm; env true; true'
	fact "escaped" grep -qF 'a\xff\x1bb' out
}

life_limits()
{
	exits 0 "${hello[@]}" -f --only exit --csv --fields code --min-life 100ms -- \
		sh -c '(exit 3); (sleep 0.2; exit 4); (exit 5); true'
	fact "the short are left out" [ "$(grep -c '^[35]$' out)" = 0 ]
	fact "the long is there" grep -qx 4 out
	exits 0 "${hello[@]}" -f --only exit --csv --fields code --max-life 100ms -- \
		sh -c '(exit 3); (sleep 0.2; exit 4); (exit 5); true'
	fact "the long is left out" [ "$(grep -c '^4$' out)" = 0 ]
	exits 2 "${hello[@]}" --min-life 1s -- touch ran
	complains '^hello: --min-life: is about records that are not shown$'
	fact "a hint" grep -qx 'hint: it is for --only exit,lifetimes' err
	needs jq
	exits 0 "${hello[@]}" -f -j -o got -S --only lifetimes --min-life 100ms -- \
		sh -c '(exit 3); (sleep 0.2; exit 4); (exit 5); true'
	fact "the long are summed up" [ "$(json got 'last.summed')" -ge 2 ]
	fact "they alone" [ "$(json got 'map(select(.type == "lifetimes") | .life[][1]) | min > 100000000')" = true ]
	exits 2 "${hello[@]}" --ancestors -- touch ran
	complains '^hello: no record that is shown has a field ancestors$'
	fact "nothing ran" [ ! -e ran ]
	exits 0 "${hello[@]}" --only exec --ancestors -- sh -c 'exec true'
	fact "a column more" grep -q 'ANCESTORS .*ARGUMENTS' out
	exits 0 "${hello[@]}" -f --only exit --csv --fields code,signal -x -- \
		sh -c '(exit 3); (exit 0); sh -c "kill -KILL \$\$" 2>/dev/null; true'
	fact "failures alone" [ "$(tail -n +2 out | sort | tr '\n' ' ')" = '0,SIGKILL 3, ' ]
}

kernel_threads()
{
	needs_system_wide
	needs losetup
	[[ -e /dev/loop0 ]] || skip "needs a loop device"
	start tracer "${hello[@]}" --only exit -j -o got --ready-fd 3 || fail "hello did not start"
	truncate -s 1M image
	losetup /dev/loop0 image && dd if=/dev/loop0 of=/dev/null count=1 2>/dev/null
	losetup -d /dev/loop0
	(exit 3)
	kill -INT "$tracer"
	ends "$tracer" 0
	fact "processes" [ "$(json got 'map(select(.kind == "process")) | length')" -ge 1 ]
	fact "kernel threads are not processes" \
		[ "$(json got 'map(select(.kind == "kernel" and .peak > 0)) | length')" = 0 ]
}

# drawn FILE: without what differs from run to run: numbers of processes and times.
drawn()
{
	sed -E 's/(^|[ -])[0-9]+ (workload|lives|sh|true|env|sleep)/\1N \2/; s/  [0-9.]+[mnu]?s, cpu [0-9.]+[mnu]?s/  T/' "$1"
}

life_tree()
{
	needs_memory
	LC_ALL=C exits 7 "${hello[@]}" -f --tree -- sh -c \
		'true 1 2; (exit 3); env true; sh -c "(exit 5); (sleep 0.05; sh -c \"kill -9 \\\$\\\$\"; true)" 2>/dev/null; exit 7'
	drawn out >got
	cat >want <<-'END'
		N sh -c "true 1 2; (exit 3); env true; sh -c \"(exit 5); (sleep 0.05; sh -c \\\"kill -9 \\\\\\$\\\\\\$\\\"; true)\" 2>/dev/null; exit 7"  T, status 7
		|- N sh  T, status 3
		|- N true  T
		`- N sh -c "(exit 5); (sleep 0.05; sh -c \"kill -9 \\$\\$\"; true)"  T
		   |- N sh  T, status 5
		   `- N sh  T
		      |- N sleep 0.05  T
		      `- N sh -c "kill -9 $$"  T, SIGKILL
	END
	same want got
	# An orphan stays where it was born.
	LC_ALL=C.UTF-8 exits 0 "${hello[@]}" -f --tree -- sh -c 'exec "$0" orphan >/dev/null 2>&1' "$lives"
	fact "three levels" [ "$(grep -c '^   └─ [0-9]* lives.*, status 8$' out)" = 1 ]
	fact "hostile names" [ "$(LC_ALL=C "${hello[@]}" -f --tree -- true $'\e[31m' | grep -c '\\x1b\[31m')" = 1 ]
	exits 2 "${hello[@]}" --tree -j -- touch ran
	complains '^hello: --tree and --json exclude each other$'
	exits 2 "${hello[@]}" --tree --fields pid -- touch ran
	complains '^hello: --tree and --fields exclude each other$'
	fact "nothing ran" [ ! -e ran ]
}

for kind in tp_btf raw_tp kprobe fentry; do
	testcase "$kind: exits" exit_rows "$kind"
done
testcase "orphans" orphans
testcase "a thousand short lives" short_lives
testcase "short lives add up" short_lives_add_up
testcase "CPU time of processes" cpu_times
testcase "arguments of what is executed" exec_rows
testcase "--life in a table" life_table
testcase "names of ancestors" ancestor_names
testcase "--tree" life_tree
testcase "--min-life, --max-life, -x" life_limits
testcase "kernel threads end" kernel_threads
