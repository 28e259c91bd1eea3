# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# Fetching and preparing kernels, for scripts/guest, which sources this file
# and supplies say, fail, child, $here, $python and $verbose.
#
# A kernel comes from the Debian archive that this machine's own apt uses, by an
# apt configuration of its own: nothing on the machine changes, nothing is
# installed. What remains of a package is the decompressed kernel and the
# modules that a guest loads:
#
#	CACHE/kernels-FORMAT/RELEASE/{vmlinux,modules.cpio,release}
#	CACHE/kernels-FORMAT/NAME -> RELEASE	(NAME is what the user asked for)

# To be raised when what is in a prepared kernel changes.
readonly format=2
readonly cache=${BTS_GUEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bpftrace-suite}
readonly kernels=$cache/kernels-$format
readonly known_kernels=(5.10 6.1 6.12 6.17 newest)

# The suites that have a kernel, a line for each group; the next group is asked
# only when the one before it has none. Main comes before security: it changes
# seldom, so a cached kernel stays current.
suites_of() {
	case $1 in
	5.10) printf '%s\n' bullseye bullseye-security ;;
	6.1) printf '%s\n' bookworm bookworm-security ;;
	6.12) printf '%s\n' trixie trixie-security ;;
	newest) printf '%s\n' 'trixie-backports sid' ;;
	*) printf '%s\n' 'trixie-backports sid' 'bookworm-backports bullseye-security' ;;
	esac
}

# Prints the archive's address, from the machine's apt configuration. apt itself
# reads it, so one-line and deb822 sources, mirrors and proxies all work.
# shellcheck disable=SC2016 # $(REPO_URI) is for apt-get
mirror_of() {
	local suite=$1 uri release want=main found
	[[ $suite == *-security ]] && want=security
	if [[ $want == main && -n ${BTS_GUEST_MIRROR:-} ]]; then
		echo "$BTS_GUEST_MIRROR"
		return
	fi
	while read -r uri release; do
		case $release in
		*-security | */updates) found=security ;;
		stretch* | buster* | bullseye* | bookworm* | trixie* | forky* | duke* | \
			oldoldstable* | oldstable* | stable* | testing* | unstable | \
			sid | experimental) found=main ;;
		*) continue ;;
		esac
		if [[ $found == "$want" ]]; then
			echo "$uri"
			return
		fi
	done < <(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' \
		'Created-By: Packages' 2>/dev/null)
}

# write_apt_config DIR SUITE...: status 1 if no suite has a known mirror.
write_apt_config() {
	local dir=$1 suite uri keyring options='target=Packages'
	shift
	rm -rf "$dir"
	mkdir -p "$dir"/{state/lists/partial,cache/archives/partial}
	: >"$dir/status"
	: >"$dir/sources.list"
	for keyring in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
		if [[ -e $keyring ]]; then
			options+=" signed-by=$keyring"
			break
		fi
	done
	for suite; do
		uri=$(mirror_of "$suite")
		[[ -n $uri ]] || continue
		echo "deb [$options] $uri $suite main" >>"$dir/sources.list"
	done
	# Given with -c, this is read after the machine's own configuration, so
	# proxies and certificates hold, and its hooks can be cleared.
	# Old suites are no longer re-signed: their date says nothing.
	cat >"$dir/apt.conf" <<-END
		Dir::State "$dir/state";
		Dir::State::status "$dir/status";
		Dir::Cache "$dir/cache";
		Dir::Etc::SourceList "$dir/sources.list";
		Dir::Etc::SourceParts "/dev/null";
		Dir::Etc::Preferences "/dev/null";
		Dir::Etc::PreferencesParts "/dev/null";
		#clear APT::Default-Release;
		#clear APT::Architectures;
		APT::Architecture "amd64";
		APT::Architectures { "amd64"; };
		APT::Sandbox::User "root";
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
		Acquire::Languages "none";
		Acquire::Retries "3";
		Acquire::Check-Valid-Until "false";
	END
	[[ -s $dir/sources.list ]]
}

# fetch_packages DIR SUITE PACKAGE...: what is in the suite's newest of these packages, in DIR. One
# that is there already is not whole, and is replaced; one that another run has made meanwhile is
# left. Status 1 and the reason on stderr if they cannot be had. Also for others than scripts/guest:
# it needs nothing of it.
fetch_packages() (
	local dir=$1 suite=$2 stage deb updated='' before
	shift 2
	before=$(stat -c %i "$dir" 2>/dev/null)
	mkdir -p "$(dirname "$dir")" || exit
	stage=$(mktemp -d "$(dirname "$dir")/fetch-${dir##*/}.XXXXXX") || exit
	trap 'rm -rf "$stage"' EXIT
	if ! write_apt_config "$stage/apt" "$suite"; then
		echo "no Debian archive for $suite in this machine's apt sources" >&2
		exit 1
	fi
	mkdir "$stage/debs" "$stage/root" && cd "$stage/debs" || exit
	# What it could not read may have nothing that is wanted.
	apt-get -c "$stage/apt/apt.conf" update >"$stage/log" 2>&1 ||
		updated=$(grep -m1 '^E:' "$stage/log")
	if ! apt-get -c "$stage/apt/apt.conf" download "$@" >"$stage/log" 2>&1; then
		if [[ $updated ]]; then
			echo "$updated" >&2
		else
			grep -m1 '^E:' "$stage/log" >&2 || echo "apt-get: $(tail -n1 "$stage/log")" >&2
		fi
		exit 1
	fi
	for deb in *.deb; do
		dpkg-deb -x "$deb" "$stage/root" || exit
	done
	# It comes as a whole: one that is another than before is what was wanted.
	if [[ $before && $(stat -c %i "$dir" 2>/dev/null) == "$before" ]]; then
		mv -T "$dir" "$stage/before" 2>/dev/null
	fi
	if ! mv -T "$stage/root" "$dir" 2>"$stage/log"; then
		[[ -d $dir && $(stat -c %i "$dir") != "$before" ]] && exit 0
		cat "$stage/log" >&2
		exit 1
	fi
)

# choose_release NAME PACKAGES: sets $release and $packages to the newest
# complete kernel in the file PACKAGES, or $incomplete if there is none. From 6.19 on an image is split in
# linux-binary, linux-modules and linux-base, and the archive drops the old
# modules before the old binaries.
choose_release() {
	local name=$1 list=$2 candidate pattern='[0-9]+\.[0-9]+'
	[[ $name == newest ]] || pattern=${name/./\\.}
	release=
	while read -r candidate; do
		if ! grep -qxF "linux-binary-$candidate" "$list"; then
			packages=("linux-image-$candidate")
		elif grep -qxF "linux-modules-$candidate" "$list" &&
			grep -qxF "linux-base-$candidate" "$list"; then
			packages=("linux-"{binary,modules,base}"-$candidate")
		else
			: "${incomplete:=$candidate}"
			continue
		fi
		release=$candidate
		return 0
	done < <(sed -nE "s/^linux-(image|binary)-($pattern\.[0-9]+[-+].*cloud-amd64)\$/\2/p" \
		"$list" | sort -Vru)
	return 1
}

# why_no_suite LOG SUITES: the reason in apt's own words, in one line.
why_no_suite() {
	local key error
	key=$(grep -o 'NO_PUBKEY [0-9A-F]*' "$1" | head -n1)
	error=$(sed -nE 's/^[EW]: *//p' "$1" | grep -vm1 'Some index files failed')
	if [[ -n $key ]]; then
		echo "the archive keyring of this machine lacks the key ${key#* } of $2"
	else
		echo "no list of $2: ${error:-apt-get update got nothing}"
	fi
}

# find_release NAME: sets $release and $packages, leaves apt's state in $apt.
find_release() {
	local name=$1 suites reason='' tried=''
	remedy=
	incomplete=
	while read -ra suites; do
		tried+="${tried:+, }${suites[*]}"
		if ! write_apt_config "$apt" "${suites[@]}"; then
			if [[ ! $reason ]]; then
				reason="no Debian archive for ${suites[*]} in this machine's apt sources"
				remedy='set BTS_GUEST_MIRROR to the address of a Debian archive'
			fi
			continue
		fi
		[[ $verbose ]] && say "$name: looking in ${suites[*]}"
		child apt-get -c "$apt/apt.conf" update >"$apt/log" 2>&1
		child apt-cache -c "$apt/apt.conf" pkgnames linux- >"$apt/names" 2>>"$apt/log"
		if choose_release "$name" "$apt/names"; then
			# A suite that could not be read may have a newer one.
			if [[ $name == newest ]] && grep -qE '^(E|Err)' "$apt/log"; then
				say "newest: taking $release: $(why_no_suite "$apt/log" "one of ${suites[*]}")"
			fi
			return 0
		fi
		# The first reason counts: the other groups are only second best.
		if [[ ! $reason && ! -s $apt/names ]]; then
			reason=$(why_no_suite "$apt/log" "${suites[*]}")
			[[ $reason == *keyring* ]] && remedy='install a newer debian-archive-keyring'
		fi
	done < <(suites_of "$name")
	if [[ $incomplete ]]; then
		reason="the archive has the image of $incomplete but no longer its modules"
	fi
	fail "$name: ${reason:-no cloud kernel $name in $tried}" "$remedy"
}

# prepare VMLINUZ MODULES_DIR OUT
prepare() {
	local vmlinuz=$1 modules=$2 out=$3
	mkdir -p "$out/modules"
	child "$python" "$here/guest-vmlinux.py" "$vmlinuz" "$out/vmlinux" \
		>"$out/release" 2>"$out/log" ||
		fail "$vmlinuz: cannot take the kernel out of it: $(tail -n1 "$out/log")"
	child "$python" "$here/guest-modules.py" "$modules" "$out/modules" 2>"$out/log" ||
		fail "$modules: $(tail -n1 "$out/log")" 'give the directory of its modules with --modules DIR'
	(cd "$out" && find modules | cpio -o -H newc --quiet >modules.cpio) ||
		fail "$out: cannot write modules.cpio"
	rm -r "$out/modules" "$out/log"
}

lock_cache() {
	mkdir -p "$kernels" || fail "$kernels: cannot make the cache directory"
	exec {lock_fd}>"$cache/lock"
	if ! flock -n "$lock_fd"; then
		[[ $verbose ]] && say "waiting for another guest that fetches a kernel"
		child flock "$lock_fd"
	fi
	# Under the lock, whatever is unfinished was left by a killed process.
	rm -rf "$cache"/fetch.*
}

unlock_cache() {
	exec {lock_fd}>&-
}

# fetch NAME: makes $kernels/NAME, unless it is there.
fetch() {
	local name=$1 apt stage release packages incomplete remedy deb vmlinuz modules
	[[ $name =~ ^([0-9]+\.[0-9]+|newest)$ ]] ||
		fail "$name: not a kernel" "use 5.10, 6.1, ..., newest, or the path of a vmlinuz"
	[[ -e $kernels/$name/vmlinux && ! $refresh ]] && return
	need apt-get:apt dpkg-deb:dpkg flock:util-linux
	lock_cache
	if [[ -e $kernels/$name/vmlinux && ! $refresh ]]; then
		unlock_cache
		return
	fi
	[[ $(dpkg --print-architecture) == amd64 ]] ||
		fail "$name: kernels are fetched for amd64 machines only"
	stage=$(mktemp -d "$cache/fetch.XXXXXX")
	cleanup_dirs+=("$stage")
	apt=$stage/apt
	find_release "$name"
	if [[ ! -e $kernels/$release/vmlinux ]]; then
		say "$name: fetching ${packages[*]}"
		mkdir "$stage/debs" "$stage/root"
		(cd "$stage/debs" && exec apt-get -c "$apt/apt.conf" download \
			"${packages[@]}") >"$stage/log" 2>&1 &
		join $! || fail "$name: cannot download: $(grep -m1 '^E:' "$stage/log")"
		for deb in "$stage"/debs/*.deb; do
			child dpkg-deb -x "$deb" "$stage/root" ||
				fail "$name: cannot unpack ${deb##*/}"
			rm "$deb"
		done
		vmlinuz=$(find "$stage/root" -name 'vmlinuz*' -type f -print -quit)
		modules=$(find "$stage/root" -path "*/lib/modules/$release" -print -quit)
		[[ $vmlinuz && $modules ]] ||
			fail "$name: no vmlinuz or no modules in ${packages[*]}"
		prepare "$vmlinuz" "$modules" "$stage/kernel"
		mv -T "$stage/kernel" "$kernels/$release"
	fi
	ln -sfn "$release" "$stage/link"
	mv -T "$stage/link" "$kernels/$name"
	rm -rf "$stage"
	unlock_cache
}

list_kernels() {
	local name path
	local -A names=()
	for name in "${known_kernels[@]}"; do
		names[$name]=1
	done
	for path in "$kernels"/*; do
		[[ -L $path ]] && names[${path##*/}]=1
	done
	while read -r name; do
		if [[ -e $kernels/$name/vmlinux ]]; then
			printf '%-8s %s\n' "$name" "$(<"$kernels/$name/release")"
		else
			printf '%-8s not fetched (suites: %s)\n' "$name" \
				"$(suites_of "$name" | paste -sd' ')"
		fi
	done < <(printf '%s\n' "${!names[@]}" | sort -V)
}
