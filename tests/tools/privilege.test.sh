# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# What the tracer keeps of its privilege once it has attached, and with how
# little it can begin.

# of PID FIELD: from its status.
of()
{
	sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status"
}

# What a tracer keeps on this kernel for reading maps: CAP_BPF, or nothing.
kept_for_maps()
{
	if grep -q 'keeps .*CAP_BPF' "$1"; then
		echo 0000008000000000
	else
		echo 0000000000000000
	fi
}

drops_all()
{
	local set want before

	work forks 1
	start tracer "${hello[@]}" -v -p "$worker" --ready-fd 3 -o got 2>tracer.err ||
		fail "hello did not start: $(cat tracer.err)"
	want=$(kept_for_maps tracer.err)
	before=$(of $$ CapPrm)
	for set in CapInh CapPrm CapEff CapBnd CapAmb; do
		printf 'artefact capabilities\t%s\t%s\t%s\n' "$set" "$(of $$ $set)" \
			"$(of "$tracer" $set)" >>artefacts
	done
	fact "there was something to drop" [ "$before" != 0000000000000000 ]
	fact "permitted" [ "$(of "$tracer" CapPrm)" = "$want" ]
	fact "effective" [ "$(of "$tracer" CapEff)" = "$want" ]
	fact "inheritable" [ "$(of "$tracer" CapInh)" = 0000000000000000 ]
	fact "bounding" [ "$(of "$tracer" CapBnd)" = "$want" ]
	fact "ambient" [ "$(of "$tracer" CapAmb)" = 0000000000000000 ]
	fact "no new privileges" [ "$(of "$tracer" NoNewPrivs)" = 1 ]
	if grep -q 'system calls are filtered' tracer.err; then
		fact "a filter" [ "$(of "$tracer" Seccomp)" = 2 ]
	fi
	go
	ends "$worker" 0
	ends "$tracer" 0
	fact "a row was seen all the same" [ "$(wc -l <got)" -ge 2 ]
}

# The command is as privileged as without us.
command_untouched()
{
	local fields='^(Cap|NoNewPrivs|Seccomp:)'

	grep -E "$fields" /proc/self/status >want
	exits 0 "${hello[@]}" -o rows -- grep -E "$fields" /proc/self/status
	cp out got
	same want got
}

# A command that has become another user's is ended by us all the same.
other_user()
{
	local pid

	needs setpriv
	exits 0 timeout 20 "${hello[@]}" -d 0.5 -o rows -- sh -c \
		'echo $$ >pid; exec setpriv --reuid 65534 --regid 65534 --clear-groups sleep 100'
	pid=$(cat pid)
	fact "it has ended" [ ! -e "/proc/$pid" ]
}

# user CAPS: what runs a command as a user with these capabilities; in $as.
user()
{
	local caps=$1

	needs setpriv
	setpriv --reuid 65534 --clear-groups test -x "${hello[0]}" ||
		skip "the build is not for everybody to read"
	setpriv "--inh-caps=$caps" "--ambient-caps=$caps" true 2>err || skip "$(cat err)"
	as=(setpriv --reuid 65534 --regid 65534 --clear-groups "--inh-caps=-all,$caps"
		"--ambient-caps=-all,$caps" "--bounding-set=-all,$caps")
}

user_with_two()
{
	local as

	user +bpf,+perfmon
	# Where memory for maps is charged to the user, as until Linux 5.11, he needs a limit.
	ulimit -l unlimited 2>/dev/null
	exits 0 "${as[@]}" "${hello[0]}" -v --attach tp_btf -- sh -c '(exit 3); true'
	fact "a row" grep -q ' sh .* process ' out
	fact "what is kept" grep -q '^hello: keeps ' err
}

# What is missing beyond the two is named, where a kernel wants it.
others_named()
{
	local as

	user +bpf,+perfmon
	if [[ $(uname -r) == 5.10.* ]]; then
		ulimit -l 64
		exits 1 "${as[@]}" "${hello[0]}" -- touch ran
		complains '^hello: loading the BPF object: Operation not permitted$'
		fact "a capability" grep -q '^hint: this kernel lets us lock 64 KiB .*: CAP_SYS_RESOURCE' err
		ulimit -l unlimited 2>/dev/null
	fi
	needs_kind kprobe
	if (($(cat /proc/sys/kernel/perf_event_paranoid) > 2)); then
		exits 1 "${as[@]}" "${hello[0]}" --attach kprobe -- touch ran
		complains '^hello: cannot attach: kprobe: attach refused \(E[A-Z]*, CAP_SYS_ADMIN is missing\)$'
		fact "nothing ran" [ ! -e ran ]
	fi
}

testcase "privilege: all is dropped" drops_all
testcase "privilege: the command keeps its own" command_untouched
testcase "privilege: a command of another user is ended" other_user
testcase "privilege: two capabilities are enough" user_with_two
testcase "privilege: what else is missing is named" others_named
