# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# doctor: what it says of this machine is what the tools then find.

# state NAME: of a check, by its JSON.
state()
{
	jq -r --arg name "$1" '.checks[] | select(.name == $name) | .state' out
}

doctor_json()
{
	needs jq
	exits 0 "$suite" doctor -j
	fact "one object" [ "$(wc -l <out)" = 1 ]
	fact "every check has a known state" [ "$(jq '[.checks[] | select(.state |
		IN("ok", "limited", "missing", "unknown") | not)] | length' out)" = 0 ]
	fact "what is amiss has a remedy or a value" [ "$(jq '[.checks[] | select(.state != "ok" and
		.remedy == null and .value == null)] | length' out)" = 0 ]
	fact "BTF" [ "$(state btf)" = ok ]
	fact "ring buffer" [ "$(state ringbuf)" = ok ]
	fact "the tools" [ "$(jq -r '.tools[].name' out | sort)" = "$("$suite" list | cut -d' ' -f1 | sort)" ]
	fact "they run" [ "$(jq 'all(.tools[]; .runs)' out)" = true ]
	mv out json
	exits 0 "$suite" doctor
	fact "the text says no other" [ "$(awk 'NF == 0 { exit } $1 != "hint:" { n++ } END { print n }' out)" = \
		"$(jq '.checks | length' json)" ]
	fact "no endless lines" [ "$(wc -L <out)" -le 120 ]
}

# The kind that doctor names is the one that a run takes, for the same reasons.
doctor_agrees()
{
	local got

	needs jq
	exits 0 "$suite" doctor -j hello
	jq -r '.tools[0].hooks[] | select(.hook == "clone" or .hook == "child") |
		"\(.hook): attached by \(.kind)", (.hook as $hook | .refused | to_entries[] |
		"\($hook): not by \(.key): \(.value)")' out | sort >want
	exits 0 "$suite" hello -v -- true
	sed -n 's/^hello: \(\(clone\|child\): \(attached\|not\) by\)/\1/p' err | sort >got
	same want got
	for got in fentry kprobe; do
		[[ $got == fentry ]] && why=${why_fentry-} || why=${why_kprobe-}
		exits 0 "$suite" doctor -j
		if [[ $why ]]; then
			fact "$got is missing" [ "$(state $got)" != ok ]
		else
			fact "$got is there" [ "$(state $got)" = ok ]
		fi
	done
}

doctor_unprivileged()
{
	needs setpriv
	needs jq
	setpriv --reuid 65534 --clear-groups test -x "$suite" ||
		skip "the build is not for everybody to read"
	exits 1 setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
		--bounding-set=-all "$suite" doctor -j
	fact "capabilities" [ "$(state capabilities)" = missing ]
	fact "what cannot be told" [ "$(state tp_btf)" = unknown ]
	fact "the tool cannot run" [ "$(jq '.tools[0].runs' out)" = false ]
	fact "why" [ "$(jq -r '.tools[0].error' out)" = "not permitted: CAP_BPF and CAP_PERFMON missing" ]
	silent err
}

# All capabilities of a user namespace are none.
user_namespace()
{
	needs jq
	unshare -Ur true 2>unshare.err || skip "needs a user namespace: $(cat unshare.err)"
	unshare -Ur test -x "$suite" || skip "the build is not for everybody to read"
	exits 1 unshare -Ur "$suite" doctor -j
	fact "capabilities" [ "$(state capabilities)" = missing ]
	fact "what cannot be told" [ "$(state ringbuf)" = unknown ]
	jq -r '.checks[] | select(.name == "capabilities") | .remedy' out >got
	fact "what to do" grep -q 'user namespace' got
	fact "of the tool too" [ "$(jq -r '.tools[0].hint' out)" = "$(cat got)" ]
	exits 1 unshare -Ur "$suite" hello -- touch ran
	complains '^hello: not permitted: CAP_BPF and CAP_PERFMON missing$'
	fact "why" grep -qx 'hint: those of a user namespace do not count: run it outside of it' err
	fact "nothing ran" [ ! -e ran ]
}

# Each in a mount namespace in which the thing is not there.
without()
{
	unshare -m true 2>/dev/null || skip "needs a mount namespace"
	exits "$1" unshare -m sh -c "$2"' && shift && exec "$@"' sh - "$suite" doctor -j
}

doctor_lacks()
{
	needs jq
	mkdir empty
	without 1 "mount --bind $PWD/empty /sys/kernel/btf"
	fact "BTF" [ "$(state btf)" = missing ]
	fact "the tool says so" [ "$(jq -r '.tools[0].error' out | cut -d: -f1)" = "this kernel has no BTF" ]
	without 0 "mount --bind $PWD/empty /sys/fs/cgroup"
	fact "cgroups" [ "$(state cgroups)" = ok ]
	if grep -q tracefs /proc/mounts; then
		without 0 "mount --bind $PWD/empty /sys/kernel/tracing"
		fact "tracefs" [ "$(state tracefs)" != missing ]
	fi
	without 0 "mount --bind $PWD/empty /sys/kernel/security"
	fact "lockdown" [ "$(state lockdown)" = unknown ]
	without 0 "mount --bind $PWD/empty /sys/bus/event_source/devices"
	fact "kprobes" [ "$(state kprobe)" = missing ]
	fact "uprobes" [ "$(state uprobe)" = missing ]
}

doctor_lockdown()
{
	local level

	needs jq
	level=$(sed -n 's/.*\[\(.*\)\].*/\1/p' /sys/kernel/security/lockdown 2>/dev/null)
	[[ $level ]] || skip "needs a kernel with lockdown, and securityfs"
	exits 0 "$suite" doctor -j
	jq -r '.checks[] | select(.name == "lockdown") | .value' out >got
	fact "the level, $level" grep -q "^$level" got
	if [[ $level == confidentiality ]]; then
		fact "limited" [ "$(state lockdown)" = limited ]
		fact "no kprobes" [ "$(state kprobe)" = missing ]
	fi
}

doctor_usage()
{
	exits 2 "$suite" doctor helo
	fact "one line" grep -qx 'bpftrace-suite: doctor: helo: no such tool' err
	fact "a hint" grep -qx 'hint: did you mean hello?' err
	exits 2 "$suite" doctor --nonsense
	fact "one line" [ "$(wc -l <err)" = 1 ]
	silent out
}

testcase "doctor in JSON and text" doctor_json
testcase "doctor says what a run does" doctor_agrees
testcase "doctor without privilege" doctor_unprivileged
testcase "doctor in a user namespace" user_namespace
testcase "doctor where things are missing" doctor_lacks
testcase "doctor and lockdown" doctor_lockdown
testcase "doctor: usage errors" doctor_usage
