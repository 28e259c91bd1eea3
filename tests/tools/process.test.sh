# shellcheck shell=bash disable=SC2016,SC2054,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# How it is called, how it attaches, and what it leaves.

kinds=(fentry tp_btf raw_tp kprobe)

called()
{
	local name

	ln -s "$suite" hello
	ln -s "$suite" bts-hello
	"${hello[0]}" --help >help
	"${hello[0]}" --version >version
	for name in ./hello ./bts-hello "$suite hello"; do
		# shellcheck disable=SC2086
		exits 0 $name --version
		same version out
		# shellcheck disable=SC2086
		exits 0 $name --help
		sed '/^Usage:/,/^$/d' help >help.rest
		sed '/^Usage:/,/^$/d' out >out.rest
		same help.rest out.rest
		# shellcheck disable=SC2086
		exits 0 $name --csv --fields "$fields" -o got -- "$workload" sorts
		{
			echo "$fields"
			cat out
		} >want
		same want got
		# shellcheck disable=SC2086
		exits 2 $name --nonsense
		complains '^hello: unknown option --nonsense$'
	done
	exits 0 "$suite" help hello
	# Words that are no tool have a help too.
	for name in 'help doctor' 'doctor --help' 'doctor -h'; do
		# shellcheck disable=SC2086
		exits 0 "$suite" $name
		fact "$name" grep -q '^Usage: bpftrace-suite doctor \[-j' out
	done
	exits 2 "$suite" help hllo
	complains '^bpftrace-suite: hllo: no such tool$'
	exits 0 "$suite" list
	fact "it is listed" grep -q '^hello  *watch clone calls' out
	exits 2 "$suite" hllo
	complains '^bpftrace-suite: hllo: no such tool$'
	fact "a hint" grep -qx 'hint: did you mean hello?' err
	exits 2 "$suite"
	complains '^bpftrace-suite: which tool'
}

# Without --attach: the best kind that works, and why no better one did.
best_kind()
{
	local kind best=

	exits 0 "${hello[0]}" -v -o got -- "$workload" sorts
	for kind in "${kinds[@]}"; do
		# shellcheck disable=SC2154
		why=why_$kind
		if [[ ${!why-} ]]; then
			[[ $best ]] || fact "why not $kind" grep -q "^hello: clone: not by $kind: ." err
		else
			best=${best:-$kind}
		fi
	done
	fact "by $best" grep -qx "hello: clone: attached by $best" err
	fact "all rows" [ "$(wc -l <got)" = $(($(wc -l <out) + 1)) ]
}

# A kprobe wants CAP_SYS_ADMIN where perf is for the paranoid; the rest does not.
kind_taken()
{
	local as=(setpriv --bounding-set=-all,+bpf,+perfmon,+sys_resource --inh-caps=-all)

	needs_system_wide
	needs setpriv
	exits 0 "${as[@]}" "${hello[0]}" -v -o got -- "$workload" sorts
	fact "it traces" [ "$(wc -l <got)" = $(($(wc -l <out) + 1)) ]
	exits 1 "${as[@]}" "${hello[0]}" --attach kprobe -o got -- touch ran
	# Locked down, other hooks of the tool may be refused too.
	complains "^hello: cannot attach: $([[ $blind ]] || echo 'kprobe: ')"
	fact "nothing ran" [ ! -e ran ]
}

forced_kinds()
{
	local kind why

	exits 0 "${hello[0]}" --attach help
	{
		printf 'child: %s\n' tp_btf raw_tp
		printf 'clone: %s\n' "${kinds[@]}"
		printf 'exec: %s\n' tp_btf raw_tp
		printf 'exit: %s\n' tp_btf raw_tp
	} >want
	sort out >sorted
	sort want >wanted
	same wanted sorted
	for kind in "${kinds[@]}"; do
		why=why_$kind
		if [[ ${!why-} ]]; then
			exits 1 "${hello[0]}" --attach "$kind" -- touch ran
			# Locked down, other hooks of the tool may be refused too.
			complains "^hello: cannot attach: $([[ $blind ]] || echo "$kind: ")"
			fact "nothing ran" [ ! -e ran ]
		else
			exits 0 "${hello[0]}" --attach "$kind" -v -o got -- true
			fact "by $kind" grep -qx "hello: clone: attached by $kind" err
		fi
	done
}

programs()
{
	bpftool prog show | sed -n 's/^\([0-9]*\): .* name \([^ ]*\) .*/\1 \2/p'
	bpftool link show 2>/dev/null | sed -n 's/^\([0-9]*\): .*/link \1/p'
}

# What was not there before goes; the kernel frees late, so that we wait.
gone()
{
	programs >after
	while [[ $(comm -13 <(sort before) <(sort after)) ]]; do
		sleep 0.2
		programs >after
	done
}

leftovers()
{
	needs_system_wide
	needs bpftool
	programs >before
	exits 0 "${hello[@]}" -o got -- true
	gone
	exits 127 "${hello[@]}" -o got -- /nonexistent
	gone
	exits 1 "${hello[@]}" -o /dev/full -- true
	gone
	exits 0 "${hello[@]}" -d 100ms -o got
	gone
	work forks 1
	for signal in INT TERM HUP KILL SEGV; do
		rm -f tracer.pipe
		# Not with -o: SIGHUP would have that begun anew.
		start tracer "${hello[0]}" --ready-fd 3 -p "$worker" >got
		fact "there is something" [ "$(programs | comm -13 <(sort before) <(sort -) | wc -l)" -gt 0 ]
		kill -s $signal "$tracer"
		wait "$tracer"
		gone
	done
	go
	ends "$worker" 0
}

# A tracer that dies takes a command that it has let go with it, or leaves it be: no zombie waits.
killed_at_gate()
{
	local tracer

	mkfifo hold
	"${hello[@]}" -o got -- sh -c 'echo begun >begun; cat hold >/dev/null; echo over >over' &
	tracer=$!
	until [[ -s begun ]]; do
		sleep 0.01
	done
	kill -KILL "$tracer"
	wait "$tracer"
	# The command lives: it is not ours to end.
	echo >hold
	until [[ -s over ]]; do
		sleep 0.01
	done
}

# Nobody reads any more: the run ends though no row comes that would tell.
reader_goes()
{
	"${hello[@]}" -- sleep 300 2>err | head -n 1 >first
	fact "the heading" grep -q COMM first
	silent err
}

# A terminal that takes no more, and a signal.
terminal_stalls()
{
	needs python3
	python3 - "${hello[@]}" -j -- "$workload" forks 300 <<'PYTHON'
import fcntl, os, pty, signal, struct, subprocess, sys, termios, time
master, slave = pty.openpty()
tracer = subprocess.Popen(sys.argv[1:], stdout=slave, stderr=subprocess.DEVNULL)
full, before = 0, -1
while full < 4000 or full != before:
    time.sleep(0.2)
    before, full = full, struct.unpack("i", fcntl.ioctl(master, termios.FIONREAD, b"\0" * 4))[0]
    if tracer.poll() is not None:
        sys.exit("it ended by itself")
# What is left of the workload is ended with it.
while tracer.poll() is None:
    tracer.send_signal(signal.SIGTERM)
    time.sleep(0.1)
PYTHON
}

# What is ignored when it begins stays ignored: nohup.
nohup_is_kept()
{
	work forks 2
	trap '' HUP
	start tracer "${hello[@]}" -o got --ready-fd 3 -p "$worker" 2>err
	trap - HUP
	kill -HUP "$tracer"
	go
	ends "$worker" 0
	ends "$tracer" 0
	fact "both rows, and the heading" [ "$(wc -l <got)" = 3 ]
}

# A file is emptied for a trace, not for one that the kernel refuses.
file_kept()
{
	local kind refused=

	for kind in "${kinds[@]}"; do
		why=why_$kind
		[[ ${!why-} ]] && refused=$kind
	done
	[[ $refused ]] || skip "every kind can attach"
	echo precious >kept
	exits 1 "${hello[0]}" --attach "$refused" -o kept -- true
	fact "its contents" grep -qx precious kept
	exits 0 "${hello[@]}" -o kept -- true
	fact "they went" [ "$(grep -c precious kept)" = 0 ]
}

# A target that has ended before it could be marked, and lists that grow.
targets_gone()
{
	local one two

	sleep 300 &
	one=$!
	sleep 300 &
	two=$!
	start tracer "${hello[@]}" -o got --ready-fd 3 -p "$one" -p "$two" 2>err ||
		fail "hello did not start: $(cat err)"
	kill "$one"
	wait "$one"
	fact "it goes on for the other" kill -0 "$tracer"
	kill "$two"
	ends "$tracer" 0
}

# Kprobes load where there are none, and are refused when they are attached: what says so
# beforehand is hidden. All is given back, and nothing ran.
attach_refused()
{
	[[ ${why_kprobe-} ]] || skip "kprobes can be attached"
	[[ ! $blind ]] || skip "the programs cannot even be loaded: lockdown=confidentiality"
	# shellcheck disable=SC2016 # for the inner shell
	exits 1 unshare --mount sh -c 'mount -t tmpfs none /sys/bus/event_source && exec "$@"' sh \
		"${hello[0]}" --attach kprobe -- touch ran
	complains '^hello: cannot attach: kprobe: attach refused \(E[A-Z]+\)$'
	fact "nothing ran" [ ! -e ran ]
}

# Maps that programs of every kind use are allocated at once: Linux before 6.1 warned else.
no_warning()
{
	local kind why

	needs_system_wide
	for kind in "${kinds[@]}"; do
		why=why_$kind
		[[ ${!why-} ]] || exits 0 "${hello[0]}" --attach "$kind" -o got -- true
	done
	fact "nothing in the kernel's log" [ "$(dmesg | grep -c 'run-time allocation')" = 0 ]
}

testcase "names by which it is called" called
testcase "the best way to attach" best_kind
testcase "--attach KIND" forced_kinds
testcase "no kprobes without the capability" kind_taken
testcase "nothing is left in the kernel" leftovers
testcase "a command outlives a killed tracer" killed_at_gate
testcase "a reader that goes" reader_goes
testcase "a terminal that stalls" terminal_stalls
testcase "nohup" nohup_is_kept
testcase "a file is kept if nothing is attached" file_kept
testcase "two targets, one after the other" targets_gone
testcase "the kernel does not warn" no_warning
testcase "an attach that is refused" attach_refused
