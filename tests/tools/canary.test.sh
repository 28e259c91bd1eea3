# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# Tests with canary, a tool that is made for them: what hello does not use.

kinds=(fentry tp_btf raw_tp kprobe)

canary_paths()
{
	needs_kind "$1"
	exits 0 "${canary[@]}" --attach "$1" --csv --paths --fields pid,call,error,path,other -o got -- \
		"$workload" paths
	silent err
	{
		echo pid,call,error,path,other
		cat out
	} >want
	same want got
}

paths_json()
{
	needs_memory
	needs jq
	exits 0 "${canary[@]}" -j --only path -o got -- "$workload" paths
	lines_parse got
	holds got "as many" "map(select(.type == \"path\")) | length == $(wc -l <out)" \
		"the error of each that was unread" \
		'map(select(.path == null and .type == "path").path_error) | unique == ["EFAULT"]' \
		"only of those" 'any(.path != null and .path_error) | not' \
		"all of a long one" 'map(.path // "" | length) | max == 4095' \
		"exact bytes" 'map(.other_b64 // empty) == ["bm//c3VjaBs="]'
}

# One of each type that is asked for, in order.
types()
{
	needs jq
	exits 0 "${canary[@]}" -j -o got -- "$workload" ask 0 1 0
	lines_parse got
	adds_up got
	holds got "a schema each" \
		'map(select(.type == "schema").record) | sort == ["options", "path", "place", "stack", "tails", "values"]' \
		"all came" 'map(.type) - ["schema", "end"] == ["values", "tails", "values"]'
	exits 2 "${canary[@]}" --csv -- true
	complains 'CSV holds one type'
	exits 0 "${canary[@]}" -j --only tails,values -o got -- "$workload" ask 0 1 0
	fact "both came" [ "$(json got 'map(select(.type == "values" or .type == "tails")) | length')" = 3 ]
	exits 0 "${canary[@]}" -j --only tails -o got -- "$workload" ask 0 1 0
	lines_parse got
	adds_up got
	holds got "one schema" 'map(select(.type == "schema").record) == ["tails"]' \
		"one came" 'map(select(.type == "tails")) | length == 1' \
		"two did not" 'last.filtered >= 2'
	exits 2 "${canary[@]}" --only tail -- true
	complains '^canary: --only tail: no such type'
	exits 2 "${canary[@]}" --fields numbres -- true
	complains '^canary: no field "numbres"$'
	fact "the nearest of all types" grep -q 'did you mean numbers' err
}

values()
{
	needs jq
	exits 0 "${canary[@]}" -j --only values -o got -- "$workload" ask 0
	cat >want <<-END
	{"type":"values","pid":$(cat out),"yes":true,"no":false,"u8":255,"s8":-128,"u16":65535,"s16":-32768,"u32":4294967295,"s32":-2147483648,"u64":"18446744073709551615","s64":"-9223372036854775808","ns":1234567,"bytes":4096,"addr":"0xffffffff81000000","uid":4294967295,"error":"ENOENT","none":null,"odd":"4000","call":"syscall_0x3e8","color":"green","stranger":"77","colors":["red","blue","0x40"],"flags":["CLONE_VM","0x8000000000000000"],"text":"ab","full":"full","list":[1,0,3],"large":["9007199254740993","0"],"unread":null}
	END
	sed -n '2s/"time":"[^"]*","cpu":[0-9]*,//p' got >got.line
	same want got.line
	exits 0 "${canary[@]}" --csv --only values -o got -- "$workload" ask 0
	cat >want <<-END
	pid,yes,no,u8,s8,u16,s16,u32,s32,u64,s64,ns,bytes,addr,uid,error,none,odd,call,color,stranger,colors,flags,text,full,list,large,unread
	$(cat out),true,false,255,-128,65535,-32768,4294967295,-2147483648,18446744073709551615,-9223372036854775808,1234567,4096,0xffffffff81000000,4294967295,ENOENT,,4000,syscall_0x3e8,green,77,red|blue|0x40,CLONE_VM|0x8000000000000000,ab,full,1 0 3,9007199254740993 0,?
	END
	cut -d, -f3- got >got.cells
	same want got.cells
	exits 0 "${canary[@]}" --only values -o got -- "$workload" ask 0
	cat >want <<-END
	PID U64 S-64 NS TEXT COLOR UNREAD
	$(cat out) 18446744073709551615 -9223372036854775808 1.23ms ab green ?
	END
	awk '{ $1 = $1; print }' got >got.cells
	same want got.cells
	exits 0 "${canary[@]}" --only values --fields yes,no,none,error,colors,flags,list -o got -- "$workload" ask 0
	cat >want <<-END
	YES NO NONE ERROR COLORS FLAGS LIST
	yes no - ENOENT red|blue|0x40 CLONE_VM|0x8000000000000000 1 0 3
	END
	awk '{ $1 = $1; print }' got >got.cells
	same want got.cells
}

tails()
{
	needs jq
	exits 0 "${canary[@]}" -j --only tails -o got -- "$workload" ask 1
	cat >want <<-END
	{"type":"tails","pid":$(cat out),"pad":0,"words":["one","two words","","\"four\"","f�"],"words_b64":["b25l","dHdvIHdvcmRz","","ImZvdXIi","Zv8="],"numbers":["0x0","0x1","0xffffffff81000000"],"nothing":[],"unread":null,"unread_error":"EFAULT"}
	END
	sed -n '2s/"time":"[^"]*","cpu":[0-9]*,//p' got >got.line
	same want got.line
	exits 0 "${canary[@]}" --csv --only tails -o got -- "$workload" ask 1
	cat >want <<-END
	pid,pad,words,numbers,nothing,unread
	$(cat out),0,"one ""two words"" """" ""\""four\"""" f\xff",0x0 0x1 0xffffffff81000000,,?
	END
	cut -d, -f3- got >got.cells
	same want got.cells
}

options()
{
	local line

	for line in "|false,1,2,3,4,5" \
		"-Fa 7 --large=9 --long-time 1.5ms|true,7,9,1500000,4,5" \
		"-a4294967295 -b 0 --short-time 1h --bulk 16g|false,4294967295,0,3,3600000000000,17179869184" \
		"--flag --small 6 --large 18446744073709551615 --long-time 8 --short-time 9 --bulk 4k|true,6,18446744073709551615,8000000000,9000,4096"; do
		# shellcheck disable=SC2086 # the words of the line
		exits 0 "${canary[@]}" --csv --only options -o got --fields flag,small,large,duration,latency,size \
			${line%|*} -- "$workload" ticks 1
		fact "$line: $(tail -n 1 got)" [ "$(tail -n 1 got)" = "${line#*|}" ]
	done
}

options_wrong()
{
	local line

	for line in "-a 4294967296|-a 4294967296: out of range" \
		"--small 4294967296|--small 4294967296: out of range" \
		"--large 18446744073709551616|--large 18446744073709551616: out of range" \
		"-a -1|-a -1: is not a number" "--small x|--small x: is not a number" \
		"--long-time 1x|--long-time 1x: is not a time" "--short-time -|--short-time -: is not" \
		"--bulk 1q|--bulk 1q: is not a size" "--flag=1|--flag takes no argument" \
		"--small|--small needs an argument" "-a|-a needs an argument" "-Fa|-a needs an argument" \
		"--smal=x|--small x: is not a number" "--l|--l may be" \
		"-x|-x: canary cannot: its events cannot fail" "--failed|--failed: canary cannot" \
		"-m 1|-m: canary cannot: its events take no time" \
		"--max-open 1|--max-open: canary cannot"; do
		# shellcheck disable=SC2086
		exits 2 "${canary[@]}" ${line%|*}
		fact "$line: $(cat err)" grep -qF "canary: ${line#*|}" err
		complains .
		silent out
	done
}

# A hundred thousand calls: each is in the ledger, and each that was sent is shown.
rate()
{
	local n=100000

	needs jq
	[[ $system_wide ]] && n=20000
	exits 0 "${canary[@]}" -j --only options -o got "$@" -- "$workload" ticks $n
	adds_up got
	fact "each was seen" [ "$(json got 'last | .seen - .filtered')" = $n ]
	exits 0 "${canary[@]}" --only options -o got "$@" -- "$workload" ticks $n
	# The heading, and what was lost beside.
	fact "each was shown or lost" [ $(($(wc -l <got) - 1 + $(sed -n 's/.*lost: \([0-9]*\) ring_full.*/\1/p' err) + 0)) = $n ]
}

in_order()
{
	exits 0 "${canary[@]}" --csv --only options --fields time,cpu -o got -- "$workload" ticks 5000
	fact "by time" sh -c 'sed 1d got | LC_ALL=C sort -C'
}

# Paths begin where their file system is mounted, as the list says after privilege was dropped.
places()
{
	local dev

	dev=$(awk '$5 == "/proc" { split($3, n, ":"); print n[1] * 1048576 + n[2]; exit }' /proc/self/mountinfo)
	exits 0 "${canary[@]}" --csv --only place --fields brief,none,path --small "$dev" -o got -- \
		"$workload" ask 2
	fact "where it is mounted: $(cat got)" [ "$(tail -n 1 got)" = /proc/.../dir/file,,/proc/top/directory/file ]
	exits 0 "${canary[@]}" --only place --fields fsdev,path,none,brief --small 1048575 -o got -- \
		"$workload" ask 2
	cat >want <<-END
	FSDEV PATH NONE BRIEF
	0:1048575 (0:1048575)/top/directory/file - (0:1048575)/.../dir/file
	END
	awk '{ $1 = $1; print }' got >got.cells
	same want got.cells
}

# What calls a system call, at the outer end of its stack. The newest kernels lose the frame between
# that and an fentry program.
entry='(do_syscall_64|el0_svc)'

stacks()
{
	needs_kind "$1"
	needs jq
	exits 0 "${canary[@]}" --attach "$1" -j --only stack --with-stack -o got -- "$workload" ask 3
	silent err
	lines_parse got
	fact "the entry's frame: $(grep '"stack"' got)" [ "$(json got "map(select(.type == \"stack\").stack | map(.symbol // \"\" | test(\"^$entry\")) | any) | tojson")" = '[true]' ]
	fact "none of ours" [ "$(json got 'map(.stack // [] | .[].symbol // "" | test("^bpf_")) | any')" = false ]
	exits 0 "${canary[@]}" --attach "$1" --only stack --with-stack -o got -- "$workload" ask 3
	silent err
	fact "a line for each frame" [ "$(sed -nE '3,$s/^ {8}[^ ]+\+0x[0-9a-f]+( \[[^ ]+\])?$/named/p' got | sort -u)" = named ]
	fact "the entry's: $(cat got)" grep -qE "^ {8}$entry\\+0x" got
	exits 0 "${canary[@]}" --attach "$1" --csv --only stack --fields stack -o got -- "$workload" ask 3
	fact "in one cell" [ "$(wc -l <got)" = 2 ]
	fact "the entry's: $(cat got)" grep -qE "(^|;)$entry\\+0x" got
}

stacks_hidden()
{
	local without=(setpriv --bounding-set=-syslog)

	needs setpriv
	"${without[@]}" grep -qv '^0000000000000000' /proc/kallsyms &&
		skip "this kernel shows its addresses to everybody"
	exits 0 "${without[@]}" "${canary[@]}" --only stack --with-stack -o got -- "$workload" ask 3
	complains '^canary: kernel symbols: /proc/kallsyms: addresses are hidden$'
	fact "the remedy" grep -qE '^hint: (CAP_SYSLOG|sysctl)' err
	fact "bare addresses" [ "$(sed -nE '3,$s/^ {8}0xf[0-9a-f]{15}$/bare/p' got | sort -u)" = bare ]
	exits 0 "${without[@]}" "${canary[@]}" -q --only stack --with-stack -o got -- "$workload" ask 3
	silent err
	exits 0 "${without[@]}" "${canary[@]}" --only stack -o got -- "$workload" ask 3
	silent err
	fact "no stack" [ "$(wc -l <got)" = 2 ]
}

# A field that nobody has asked for by its name is not shown: it is not found out either.
hidden_field()
{
	exits 0 "${canary[@]}" -j --only stack -o got -- "$workload" ask 3
	fact "not in JSON" [ "$(json got 'map(select(.type == "stack") | has("stack")) | tojson')" = '[false]' ]
	exits 0 "${canary[@]}" --csv --only stack -o got -- "$workload" ask 3
	fact "not in CSV: $(head -n 1 got)" [ "$(head -n 1 got)" = time,cpu,pid ]
	exits 0 "${canary[@]}" --csv --only stack --with-stack -o got -- "$workload" ask 3
	fact "by its option: $(head -n 1 got)" [ "$(head -n 1 got)" = time,cpu,pid,stack ]
	exits 0 "${canary[@]}" --csv --only stack --fields cpu --with-stack --with-pid -o got -- "$workload" ask 3
	fact "beside others: $(head -n 1 got)" [ "$(head -n 1 got)" = stack,pid,cpu ]
	exits 0 "${canary[@]}" --csv --only stack --fields stack,pid --with-pid -o got -- "$workload" ask 3
	fact "once: $(head -n 1 got)" [ "$(head -n 1 got)" = stack,pid ]
	exits 0 "${canary[@]}" --only stack --with-stack -o got -- "$workload" ask 3
	fact "in the table" grep -qE "^ {8}$entry" got
	# All types, each with a heading of its own.
	exits 0 "${canary[@]}" --with-stack -o got -- "$workload" ask 0 3
	fact "among others" grep -qE "^ {8}$entry" got
	exits 2 "${canary[@]}" --only path --with-stack -- true
	complains '^canary: no record that is shown has a field stack$'
}

for kind in "${kinds[@]}"; do
	testcase "$kind: canary: stacks" stacks "$kind"
done
testcase "canary: stacks without names" stacks_hidden
testcase "canary: a hidden field" hidden_field
testcase "canary: paths of mounted file systems" places
for kind in "${kinds[@]}"; do
	testcase "$kind: canary: strings of calls" canary_paths "$kind"
done
testcase "canary: strings in JSON" paths_json
testcase "canary: types of record" types
testcase "canary: every type of value" values
testcase "canary: tails" tails
testcase "canary: options reach the program" options
testcase "canary: options that are wrong or not honoured" options_wrong
testcase "canary: many calls" rate
testcase "canary: many calls, a small ring" rate --buffer 4096
testcase "canary: order of time" in_order
