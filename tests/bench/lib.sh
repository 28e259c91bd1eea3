# shellcheck shell=bash
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# What the benchmarks share; they source this file.

# have PROGRAM: or it is said once that it is left out.
declare -A told_missing=()
have() {
	command -v "$1" >/dev/null && return
	[ "${told_missing[$1]-}" ] || echo "($1 is not installed: left out)" >&2
	told_missing[$1]=1
	return 1
}

# median FILE: of its numbers, one a line.
median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# with_tracefs ARG...: begins the script anew, with its arguments, where bpftrace and perf find their
# tracepoints, mounted for this run alone.
with_tracefs() {
	if [ ! -d /sys/kernel/tracing/events ] && [ -z "${BENCH_MOUNTED-}" ]; then
		# shellcheck disable=SC2016 # for the inner shell
		BENCH_MOUNTED=yes exec unshare --mount sh -c 'mount -t tracefs none /sys/kernel/tracing
			exec "$@"' sh "$0" "$@"
	fi
}
