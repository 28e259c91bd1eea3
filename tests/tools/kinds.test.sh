# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# Kinds of attaching: what this kernel takes, as the documents have it, and what
# becomes of a tool when kinds are taken away.

# What scripts/test collects stands in comments: a line `artefact NAME<tab>...'.
artefact()
{
	printf 'artefact %s\n' "$1" >>artefacts
}

# By which kind hello would attach, and which others it could.
kinds_found()
{
	local kind why line

	exits 0 "${hello[0]}" -v -- true
	line=$(sed -n 's/^hello: clone: attached by \([a-z_]*\)$/\1/p' err)
	fact "one kind was chosen" [ "$line" ]
	for kind in fentry tp_btf raw_tp kprobe; do
		why=why_$kind
		if [[ ${!why-} ]]; then
			line+=$'\t'no
		else
			line+=$'\t'yes
		fi
	done
	artefact "kinds"$'\t'"$line"
}

program_sizes()
{
	local line

	exits 0 "$build/tests/tools/instructions"
	fact "something was loaded" [ -s out ]
	while IFS= read -r line; do
		artefact "instructions"$'\t'"$line"
	done <out
	# The verifier gives up at a million.
	fact "far from the limit" awk -F'\t' '$5 != "?" && $5 > 300000 { bad = 1 } END { exit bad }' out
}

# Without the better ones the next is taken, and traces the same.
denied()
{
	local kind left=("${kinds[@]}") list=

	needs_kind raw_tp
	for kind in fentry tp_btf; do
		list+=${list:+,}^$kind
		left=("${left[@]:1}")
		exits 0 "${hello[0]}" --attach "$list" -v --csv --fields call,made -o got \
			--only clone -- sh -c '(exit 3); true'
		fact "the next is taken: ${left[0]}" grep -q "^hello: clone: attached by ${left[0]}$" err
		fact "and why: $list" grep -q "^hello: clone: not by $kind: --attach $list$" err
		fact "it traces" grep -q ',process$' got
	done
	exits 0 "${hello[0]}" --attach tp_btf,raw_tp -v -- true
	fact "the better of two" grep -q '^hello: clone: attached by tp_btf$' err
	exits 0 "${hello[0]}" --attach tp_btf,raw_tp,^tp_btf -v -- true
	fact "all but one of two" grep -q '^hello: clone: attached by raw_tp$' err
	# Children are seen by tracepoints alone, whatever the calls are seen by.
	exits 1 "${hello[0]}" --attach ^tp_btf,^raw_tp -- touch ran
	complains '^hello: cannot attach: child: --attach leaves no kind$'
	exits 2 "${hello[0]}" --attach ^nonsense -- touch ran
	complains '^hello: --attach nonsense: no such kind'
	exits 2 "${hello[0]}" --attach tp_btf,tracepoint -- touch ran
	complains '^hello: --attach tracepoint: no such kind'
	fact "nothing ran" [ ! -e ran ]
}

# Where no memory may be read by address, what is unknown is said, and all else is right.
confidentiality()
{
	[[ $blind ]] || skip "needs lockdown=confidentiality"
	exits 0 "${hello[@]}" -f --csv --fields comm,file,argv,argc --only exec -- \
		sh -c 'env true; true'
	fact "names and counts" [ "$(sed 1d out)" = $'sh,?,?,3\nenv,?,?,2\ntrue,?,?,1' ]
	for kind in raw_tp kprobe; do
		exits 1 "${hello[0]}" --attach $kind -- touch ran
		complains '^hello: cannot attach: '
		fact "lockdown is named" grep -q '^hint: the kernel is locked down (confidentiality)' err
	done
	fact "nothing ran" [ ! -e ran ]
}

testcase "kinds that this kernel takes" kinds_found
testcase "instructions of each program" program_sizes
testcase "kinds taken away" denied
testcase "lockdown=confidentiality" confidentiality
