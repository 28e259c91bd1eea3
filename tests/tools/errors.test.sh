# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# What goes wrong is told in one line, and nothing is traced.

# wrong STATUS PATTERN OPTION...: with a command that must not run.
wrong()
{
	local status=$1 pattern=$2

	shift 2
	exits "$status" "${hello[@]}" "$@"
	complains "^hello: $pattern"
	silent out
	fact "the command did not run: $*" [ ! -e ran ]
}

usage_errors()
{
	local run=(-- touch ran)

	wrong 2 'unknown option --nonsense$' --nonsense "${run[@]}"
	wrong 2 'unknown option -Z$' -Z "${run[@]}"
	wrong 2 'unknown option -Z$' -jZ "${run[@]}"
	wrong 2 'unknown option --jsno$' --jsno "${run[@]}"
	fact "a hint" grep -q '^hint: did you mean --json?$' err
	wrong 2 '--f may be --' --f "${run[@]}"
	wrong 2 '--json takes no argument$' --json=1 "${run[@]}"
	wrong 2 '-p needs an argument$' -p
	wrong 2 '--pid needs an argument$' --pid
	wrong 2 '-d needs an argument$' -jd
	wrong 2 'no field "nonsense"$' --fields nonsense "${run[@]}"
	wrong 2 'no field "cmom"$' --fields pid,cmom "${run[@]}"
	fact "a hint" grep -q '^hint: did you mean comm?$' err
	wrong 2 'field "pid" is given twice$' --fields pid,pid "${run[@]}"
	wrong 2 'an empty name' --fields '' "${run[@]}"
	wrong 2 'an empty name' --fields pid, "${run[@]}"
	wrong 2 '--only nonsense: no such type' --only nonsense "${run[@]}"
	wrong 2 '--attach nonsense: no such kind' --attach nonsense "${run[@]}"
	wrong 2 '--color sometimes: is not' --color sometimes "${run[@]}"
	wrong 2 '-d x: is not a time' -d x "${run[@]}"
	wrong 2 '-d 1y: is not a time' -d 1y "${run[@]}"
	wrong 2 '-d : is not a time' -d '' "${run[@]}"
	wrong 2 '-d -1: is not a time' -d -1 "${run[@]}"
	wrong 2 '-m x: is not a time' -m x "${run[@]}"
	wrong 2 '-l x: is not a number' -l x "${run[@]}"
	wrong 2 '-l -1: is not a number' -l -1 "${run[@]}"
	wrong 2 '-l 99999999999999999999: out of range' -l 99999999999999999999 "${run[@]}"
	wrong 2 '--buffer 1q: is not a size' --buffer 1q "${run[@]}"
	wrong 2 '--max-open x: is not a number' --max-open x "${run[@]}"
	wrong 2 '--json and --csv exclude' -j --csv "${run[@]}"
	wrong 2 '-p and a COMMAND exclude' -p $$ "${run[@]}"
	wrong 2 '-t and a COMMAND exclude' -t $$ "${run[@]}"
	wrong 2 '--follow needs' --follow
	wrong 2 '-u no-such-user: no such user' -u no-such-user "${run[@]}"
	wrong 2 '-o: an empty name$' -o '' "${run[@]}"
	wrong 2 '--ready-fd 77: is not' --ready-fd 77 "${run[@]}"
}

pid_errors()
{
	local tid

	wrong 1 '-p 4194304: no such process$' -p 4194304
	wrong 1 '-t 4194304: no such thread$' -t 4194304
	wrong 1 '-p 4194304: no such process$' -p $$,4194304
	wrong 2 '-p 0: is not a process number$' -p 0
	wrong 2 '-p x: is not a process number$' -p x
	wrong 2 '-p -1: is not a process number$' -p -1
	wrong 2 '-p 99999999999: is not a process number$' -p 99999999999
	wrong 2 '-p: no process is named$' -p ''
	wrong 2 '-p : is not a process number$' -p ,
	work team
	read -r tid <said
	wrong 1 "-p $tid: is a thread of process $worker$" -p "$tid"
	fact "a hint" grep -qx "hint: -t $tid traces the thread, -p $worker its process" err
	go
	ends "$worker" 0
	wrong 1 "-p $worker: no such process$" -p "$worker"
}

full_disk()
{
	[[ -c /dev/full ]] || skip "needs /dev/full"
	exits 1 "${hello[@]}" -o /dev/full -- "$workload" forks 5
	complains '^hello: /dev/full: No space left on device$'
	exits 1 sh -c 'exec "$@" >/dev/full' sh "${hello[@]}" -j -- true
	complains '^hello: stdout: No space left on device$'
	exits 1 sh -c 'exec "$@" >/dev/full' sh "${hello[@]}" --help
	complains '^hello: stdout: No space left on device$'
	exits 1 sh -c 'exec "$@" >/dev/full' sh "$suite" list
	complains '^bpftrace-suite: stdout: No space left on device$'
}

no_output()
{
	wrong 1 '/nonexistent/file: No such file or directory$' -o /nonexistent/file -- touch ran
	wrong 1 '.: Is a directory$' -o . -- touch ran
}

# Whoever reads no more has what he wanted: a quiet end, and soon.
closed_pipe()
{
	# What it states itself must not meet the closed pipe.
	local status endless=(sh -c 'exec "$0" forks 10000000 >/dev/null' "$workload")

	"${hello[@]}" -- "${endless[@]}" 2>err | head -n 1 >first
	status=("${PIPESTATUS[@]}")
	silent err
	fact "a success: ${status[0]}" [ "${status[0]}" = 0 ]
	fact "the heading" grep -q COMM first
	"${hello[@]}" -j -- "${endless[@]}" 2>err | head -n 3 >first
	status=("${PIPESTATUS[@]}")
	silent err
	fact "a success: ${status[0]}" [ "${status[0]}" = 0 ]
	fact "three lines" [ "$(wc -l <first)" = 3 ]
}

no_privilege()
{
	needs setpriv
	setpriv --reuid 65534 --clear-groups test -x "${hello[0]}" ||
		skip "the build is not for everybody to read"
	exits 1 setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
		--bounding-set=-all "${hello[@]}" -- touch ran
	complains '^hello: not permitted: CAP_BPF and CAP_PERFMON missing$'
	fact "nothing ran" [ ! -e ran ]
	silent out
	exits 1 setpriv --bounding-set=-all "${hello[@]}" -- touch ran
	complains '^hello: not permitted: CAP_BPF and CAP_PERFMON missing$'
	exits 1 setpriv --bounding-set=-all,+bpf --inh-caps=-all "${hello[@]}" -- touch ran
	complains '^hello: not permitted: CAP_PERFMON missing$'
	# What needs no privilege works without.
	exits 0 setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
		--bounding-set=-all "${hello[@]}" --fields help
	exits 2 setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all \
		--bounding-set=-all "${hello[@]}" --fields nonsense
}

# As capable as it must be and no more.
two_capabilities()
{
	needs setpriv
	[[ $(uname -r) == 5.10.* ]] && skip "5.10 counts locked memory: it wants CAP_SYS_RESOURCE too"
	exits 0 setpriv --bounding-set=-all,+bpf,+perfmon --inh-caps=-all "${hello[0]}" --attach tp_btf \
		--csv --fields "$fields" -o got -- "$workload" forks 3
	fact "its rows" [ "$(wc -l <got)" = 4 ]
}

no_btf()
{
	needs unshare
	unshare -m mount -t tmpfs none /sys/kernel/btf 2>mount.err || skip "cannot hide it: $(cat mount.err)"
	exits 1 unshare -m sh -c 'mount -t tmpfs none /sys/kernel/btf && exec "$@"' sh "${hello[@]}" -- touch ran
	complains '^hello: this kernel has no BTF: /sys/kernel/btf/vmlinux: No such file or directory$'
	fact "nothing ran" [ ! -e ran ]
	silent out
}

testcase "usage errors" usage_errors
testcase "processes that cannot be traced" pid_errors
testcase "a full disk" full_disk
testcase "an output that cannot be opened" no_output
testcase "a closed pipe" closed_pipe
testcase "no privilege" no_privilege
testcase "CAP_BPF and CAP_PERFMON are enough" two_capabilities
testcase "no BTF" no_btf
