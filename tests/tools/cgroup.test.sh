# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# Control groups and containers: what is traced by them, and how they are shown.

# mounted TYPE [OPTION]: where such a hierarchy is mounted.
mounted()
{
	awk -v type="$1" -v option="${2-}" '
		{
			for (i = 7; $i != "-"; i++)
				;
			n = split($(i + 3), options, ",")
			found = option == ""
			for (j = 1; j <= n; j++)
				found = found || options[j] == option
			if ($(i + 1) == type && found) {
				print $5
				exit
			}
		}' /proc/self/mountinfo
}

# Takes away what the test has made, when its processes are gone.
ungroup()
{
	leave
	wait
	find "$top" "$top-more" -depth -type d -exec rmdir {} + 2>/dev/null
	if [[ ${own_mount-} ]]; then
		umount "$own_mount"
	fi
}

# group HIERARCHY: a group for this test alone; its directory in $top, its name in $group.
group()
{
	group=bts-test-$BASHPID
	top=$1/$group
	mkdir "$top" 2>mkdir.err || skip "cannot make a cgroup: $(cat mkdir.err)"
	trap ungroup EXIT
}

unified()
{
	local mount

	mount=$(mounted cgroup2)
	[[ $mount ]] || skip "no unified hierarchy is mounted"
	group "$mount"
}

# in_group DIRECTORY COMMAND...: in that group from its first instruction on.
in_group()
{
	bash -c 'echo $$ >"$1/cgroup.procs" && shift && exec "$@"' - "$@" || fail "in $1: $?"
}

# Ends the tracer by a signal, as a person does.
end_tracer()
{
	kill -INT "$tracer"
	ends "$tracer" 0
}

# In the group and below it, and nowhere else.
members()
{
	mkdir "$top/below" "$top/below/deeper" "$top-more"
	watch --cgroup "$1"
	"$workload" forks 2 >outside
	in_group "$top" "$workload" forks 2 >here
	in_group "$top-more" "$workload" forks 2 >beside
	in_group "$top/below/deeper" "$workload" forks 3 >below
	end_tracer
	cat here below >stated
	wanted >want
	same want got
	silent tracer.err
}

by_directory()
{
	unified
	members "$top"
}

by_path()
{
	unified
	members "/$group"
}

by_relative_path()
{
	unified
	members "./$group/"
}

by_unit()
{
	local mount

	mount=$(mounted cgroup2)
	[[ $mount ]] || skip "no unified hierarchy is mounted"
	group "$mount"
	mkdir "$top/deep"
	mkdir "$top/deep/$group.service"
	top=$top/deep/$group.service members "$group.service"
	mkdir "$top/$group.service"
	exits 2 "${hello[@]}" --cgroup "$group.service"
	complains "^hello: --cgroup $group.service: may be /.* or /"
}

# The hierarchy of a controller; which there are differs between kernels.
version_1()
{
	local controller mount=

	for controller in freezer pids net_cls devices memory; do
		mount=$(mounted cgroup "$controller")
		[[ $mount ]] && break
		mkdir -p hierarchy
		mount -t cgroup -o "$controller" cgroup hierarchy 2>/dev/null || continue
		own_mount=$PWD/hierarchy
		mount=$own_mount
		break
	done
	[[ $mount ]] || skip "no hierarchy of version 1 can be mounted"
	group "$mount"
	members "$top"
	exits 0 "${hello[@]}" -j -o got --cgroup "$top" -- \
		bash -c 'echo $$ >"$1/cgroup.procs"; (:); exec true' - "$top/below"
	lines_parse got
	adds_up got
	fact "its path in that hierarchy" \
		[ "$(json got 'map(select(.type == "clone").cgroup) | unique | join(" ")')" = "/$group/below" ]
}

# With other filters: all of them must hold.
with_others()
{
	unified
	exits 0 "${hello[@]}" --csv --fields "$fields" -o got --cgroup "$top" -- "$workload" forks 2
	fact "a command outside" [ "$(wc -l <got)" = 1 ]
	exits 0 "${hello[@]}" -j -o got --cgroup "$top" -f -- \
		bash -c '(:); (:); echo $$ >"$1/cgroup.procs"; (:); (:); (:)' - "$top"
	adds_up got
	fact "what it made inside" [ "$(json got 'map(select(.type == "clone")) | length')" = 3 ]
	fact "the rest is filtered" [ "$(json got 'last | .filtered >= 2')" = true ]
}

# The group is gone when its rows are printed, and nobody has printed its path before.
removed()
{
	unified
	mkdir "$top/gone"
	start tracer "${hello[@]}" -j -o got --ready-fd 3 --cgroup "$top"
	kill -STOP "$tracer"
	in_group "$top/gone" "$workload" forks 2 >out
	rmdir "$top/gone"
	mkdir "$top/gone"
	kill -CONT "$tracer"
	end_tracer
	lines_parse got
	adds_up got
	json got 'map(select(.type == "clone").cgroup) | .[]' >shown
	printf '%s\n' "/$group/gone" "/$group/gone" >want
	if grep -qs '\[confidentiality\]' /sys/kernel/security/lockdown; then
		skip "names in kernel memory cannot be read"
	fi
	same want shown
}

# shown DIRECTORY: the path of a group as rows of a workload in it have it.
cgroup_of()
{
	exits 0 "${hello[@]}" -j -o got --cgroup "$top" -- \
		bash -c 'echo $$ >"$1/cgroup.procs"; (:); exec true' - "$1"
	json got 'map(select(.type == "clone"))[0].cgroup'
}

paths()
{
	local dir name i

	unified
	fact "the group's own" [ "$(cgroup_of "$top")" = "/$group" ]
	dir=$top
	for ((i = 0; i < 40; i++)); do
		dir=$dir/level-$i-$(printf 'x%.0s' {1..40})
		mkdir "$dir"
		((i != 15 && i != 39)) || [ "$(cgroup_of "$dir")" = "/$group${dir#"$top"}" ] ||
			fail "level $i: $(cgroup_of "$dir")"
	done
	name=$(printf 'n%.0s' {1..255})
	mkdir "$top/$name"
	fact "a long name" [ "$(cgroup_of "$top/$name")" = "/$group/$name" ]
}

hostile_names()
{
	local name=$'a\e[31m\xffb "c\\ d'

	unified
	mkdir "$top/$name"
	exits 0 "${hello[@]}" -o got --fields cgroup --cgroup "$top" -- \
		bash -c 'echo $$ >"$1/cgroup.procs"; (:); exec true' - "$top/$name"
	printf 'CGROUP\n/%s/%s\n' "$group" 'a\x1b[31m\xffb "c\\ d' >want
	sed 's/ *$//' got >trimmed
	same want trimmed
	exits 0 "${hello[@]}" -j -o got --cgroup "$top/$name" -- \
		bash -c 'echo $$ >"$1/cgroup.procs"; (:); exec true' - "$top/$name"
	lines_parse got
	json got 'map(select(.type == "clone"))[0].cgroup_b64' | base64 -d >exact
	printf '/%s/%s' "$group" "$name" >want
	fact "its bytes" cmp -s want exact
}

id_a=abcd11111111$(printf '0%.0s' {1..52})
id_b=abcd22222222$(printf '0%.0s' {1..52})

by_container()
{
	unified
	mkdir "$top/docker-$id_a.scope" "$top/docker-$id_a.scope/init.scope" "$top/pod" \
		"$top/pod/$id_b" "$top/lxc.payload.$group" "$top/machine-$group\\x2dm.scope"
	mkdir "$top/crio-conmon-$id_b.scope"

	watch --container abcd1
	in_group "$top/pod/$id_b" "$workload" forks 2 >other
	in_group "$top/docker-$id_a.scope/init.scope" "$workload" forks 2 >stated
	end_tracer
	wanted >want
	same want got

	watch --container "$id_b"
	in_group "$top/docker-$id_a.scope" "$workload" forks 2 >other
	in_group "$top/crio-conmon-$id_b.scope" "$workload" forks 2 >other
	in_group "$top/pod/$id_b" "$workload" forks 2 >stated
	end_tracer
	wanted >want
	same want got

	watch --container "$group"
	in_group "$top/lxc.payload.$group" "$workload" forks 2 >stated
	end_tracer
	wanted >want
	same want got

	exits 2 "${hello[@]}" --container abcd
	complains '^hello: --container abcd: may be abcd[12]{8}, abcd[12]{8}$'
	exits 1 "${hello[@]}" --container "$group-n"
	complains "^hello: --container $group-n: no such container$"
	fact "the nearest" grep -qx "hint: did you mean $group-m?" err
	exits 1 "${hello[@]}" --container ffff
	complains '^hello: --container ffff: no such container$'
	fact "a hint" grep -q '^hint: ' err
}

# The columns of a group and of a container.
columns()
{
	unified
	mkdir "$top/docker-$id_a.scope" "$top/plain"
	exits 0 "${hello[@]}" --fields container,cgroup,call -o got --cgroup "$top" -- \
		bash -c 'for dir; do echo $$ >"$dir/cgroup.procs"; (:); done' - \
		"$top/docker-$id_a.scope" "$top/plain"
	awk '{ print $1, $2 }' got >two
	cat >want <<-END
	CONTAINER CGROUP
	${id_a:0:12} /$group/docker-$id_a.scope
	- /$group/plain
	END
	same want two
	exits 0 "${hello[@]}" -j -o got --cgroup "$top" -- \
		bash -c 'for dir; do echo $$ >"$dir/cgroup.procs"; (:); done' - \
		"$top/docker-$id_a.scope" "$top/plain"
	json got 'map(select(.type == "clone").container) | .[]' >containers
	printf '%s\n' "$id_a" null >want
	same want containers
	"$workload" forks 1 >none
	exits 0 "${hello[@]}" -o got -- "$workload" forks 1
	fact "not unless asked for" [ "$(grep -c CGROUP got)" = 0 ]
}

# A tracer in a cgroup namespace sees its own group as the root.
cgroup_namespace()
{
	local in=(unshare --cgroup --mount bash -c
		'umount -l /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup && exec "$@"' -)

	needs unshare
	unified
	mkdir "$top/below"
	(in_group "$top" "${in[@]}" true) >unshare.err 2>&1 || skip "no namespace: $(cat unshare.err)"
	in_group "$top" "${in[@]}" "${hello[@]}" -j -o got --cgroup /below -- \
		bash -c '(:); echo $$ >/sys/fs/cgroup/below/cgroup.procs; (:); (:)' 2>err
	silent err
	lines_parse got
	adds_up got
	json got 'map(select(.type == "clone").cgroup) | .[]' >paths
	printf '%s\n' /below /below >want
	same want paths
}

# Numbers are those of the tracer's own namespace, and what it does not see is not traced.
cgroup_in_pid_namespace()
{
	needs unshare
	needs_memory
	unified
	mkfifo begun go_on ready
	export top workload
	unshare --pid --fork --mount-proc bash -c '
		"$@" 3>ready &
		tracer=$!
		read -r _ <ready
		echo >begun
		read -r _ <go_on
		bash -c "echo \$\$ >\"\$top/cgroup.procs\"; exec \"\$workload\" forks 2" >stated
		kill -INT "$tracer"
		wait "$tracer"
	' - "${hello[@]}" --csv --fields "$fields" -o got --ready-fd 3 --cgroup "$top" 2>err &
	read -r _ <begun
	in_group "$top" "$workload" forks 2 >outside
	echo >go_on
	ends $! 0
	wanted >want
	same want got
	fact "small numbers" [ "$(awk -F, 'NR > 1 && $1 > 1000' got | wc -l)" = 0 ]
	silent err
}

# Children of a process that is named by its number in a nested namespace; the end of the target.
pid_namespace_targets()
{
	needs unshare
	needs_memory
	mkfifo ready
	export workload
	unshare --pid --fork --mount-proc bash -c '
		mkfifo in
		bash -c "read -r _ <in; exec \"\$workload\" forks 3" >stated &
		worker=$!
		"$@" -p "$worker" 3>ready &
		tracer=$!
		read -r _ <ready
		echo >in
		wait "$worker"
		wait "$tracer"
	' - "${hello[@]}" --csv --fields "$fields,ppid" -o got --ready-fd 3 2>err ||
		fail "status $?: $(cat err)"
	fact "rows" [ "$(wc -l <got)" = 4 ]
	cut -d, -f1-8 got >rows
	wanted >want
	same want rows
	fact "the parent" [ "$(awk -F, 'NR > 1 { print $9 }' got | sort -u)" = 1 ]
	silent err
}

mistakes()
{
	unified
	mkdir "$top/service-one"
	exits 1 "${hello[@]}" --cgroup "$top/service-oen"
	complains "^hello: --cgroup $top/service-oen: no such cgroup$"
	fact "the nearest" grep -qx "hint: did you mean $top/service-one?" err
	exits 1 "${hello[@]}" --cgroup "$group/service-oen/below"
	complains "^hello: --cgroup $group/service-oen/below: no such cgroup$"
	fact "the nearest" grep -qx "hint: did you mean /$group/service-one?" err
	exits 1 "${hello[@]}" --cgroup /tmp
	complains '^hello: --cgroup /tmp: is not a directory of a cgroup hierarchy$'
	exits 1 "${hello[@]}" --cgroup "$top/cgroup.procs"
	complains '^hello: --cgroup .*/cgroup.procs: is not a directory of a cgroup hierarchy$'
	exits 1 "${hello[@]}" --cgroup ../../../../../../etc
	complains '^hello: --cgroup ../../../../../../etc: is not a directory of a cgroup hierarchy$'
	exits 2 "${hello[@]}" --cgroup ""
	complains '^hello: --cgroup: an empty path$'
	exits 2 "${hello[@]}" --container ""
	complains '^hello: --container: an empty name$'
	exits 2 "${hello[@]}" --cgroup x --container y
	complains '^hello: --cgroup and --container exclude each other$'
}

# The group goes while it is traced: the trace goes on until it is ended.
group_goes()
{
	unified
	mkdir "$top/below"
	watch --cgroup "$top/below"
	in_group "$top/below" "$workload" forks 2 >stated
	rmdir "$top/below"
	mkdir "$top/below"
	in_group "$top/below" "$workload" forks 2 >other
	fact "it goes on" kill -0 "$tracer"
	end_tracer
	wanted >want
	same want got
}

testcase "cgroup by directory" by_directory
testcase "cgroup by path" by_path
testcase "cgroup by relative path" by_relative_path
testcase "cgroup by unit" by_unit
testcase "cgroup of version 1" version_1
testcase "cgroup and other filters" with_others
testcase "cgroup that is removed, its path" removed
testcase "cgroup that is removed, the trace" group_goes
testcase "cgroup paths" paths
testcase "cgroup with a hostile name" hostile_names
testcase "cgroup and container columns" columns
testcase "cgroup namespace" cgroup_namespace
testcase "cgroup in a pid namespace" cgroup_in_pid_namespace
testcase "cgroup mistakes" mistakes
testcase "container" by_container
testcase "targets in a nested pid namespace" pid_namespace_targets
