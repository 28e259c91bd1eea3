# SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#
# bts_tool(NAME)   a tool: BPF object, skeleton, sub-command, stand-alone binary, man page
# bts_suite()      the multi-call program, after all tools

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|i.86|amd64)$")
	set(BTS_BPF_ARCH x86)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
	set(BTS_BPF_ARCH arm64)
else()
	message(FATAL_ERROR "bpftrace-suite: ${CMAKE_SYSTEM_PROCESSOR}: no register layout for it yet")
endif()

# bts_bpf(NAME SOURCE): compiles a BPF program and makes target bts-skel-NAME, whose users may
# include NAME.skel.h. Paths do not reach the object, so that it is the same wherever it is built.
function(bts_bpf name source)
	set(dir "${CMAKE_BINARY_DIR}/bpf")
	set(object "${dir}/${name}.bpf.o")
	set(skel "${dir}/${name}.skel.h")
	set(includes "")
	foreach(include IN LISTS LIBBPF_INCLUDE_DIRS)
		list(APPEND includes -isystem "${include}")
	endforeach()
	# clang for BPF does not look where a multiarch distribution keeps asm/.
	if(CMAKE_LIBRARY_ARCHITECTURE)
		list(APPEND includes -isystem "/usr/include/${CMAKE_LIBRARY_ARCHITECTURE}")
	endif()
	file(MAKE_DIRECTORY "${dir}")
	add_custom_command(
		OUTPUT "${object}"
		COMMAND "${BTS_CLANG}" -target bpf -D__TARGET_ARCH_${BTS_BPF_ARCH} -mcpu=v3 -O2 -g
			-std=gnu11 -Wall -Wextra -Wno-unused-parameter $<$<BOOL:${BTS_WERROR}>:-Werror>
			"-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=" -fdebug-compilation-dir=.
			"-I${CMAKE_SOURCE_DIR}/bpf" ${includes}
			-MD -MF "${object}.d" -MT "${object}"
			-c "${source}" -o "${object}"
		COMMAND "${BTS_LLVM_STRIP}" -g "${object}"
		DEPENDS "${source}"
		DEPFILE "${object}.d"
		COMMENT "BPF ${name}"
		VERBATIM COMMAND_EXPAND_LISTS)
	add_custom_command(
		OUTPUT "${skel}"
		COMMAND sh -c "\"$1\" gen skeleton \"$2\" name \"$3\" >\"$4.new\" && mv \"$4.new\" \"$4\""
			skel "${BTS_BPFTOOL}" "${object}" "${name}_bpf" "${skel}"
		DEPENDS "${object}"
		COMMENT "Skeleton ${name}"
		VERBATIM)
	add_custom_command(
		OUTPUT "${object}.gz"
		COMMAND sh -c "\"$1\" -9nc <\"$2\" >\"$2.gz.new\" && mv \"$2.gz.new\" \"$2.gz\""
			pack "${BTS_GZIP}" "${object}"
		DEPENDS "${object}"
		COMMENT "Packing ${name}"
		VERBATIM)
	add_custom_target(bts-skel-${name} DEPENDS "${skel}" "${object}.gz")
endfunction()

# bts_packed(NAME): a source file that holds the packed BPF object, for BTS_TOOL(). Most of an object
# is what the verifier says about source lines; packed it has a sixth of its size.
function(bts_packed name)
	set(dir "${CMAKE_BINARY_DIR}/bpf")
	file(CONFIGURE OUTPUT "${dir}/${name}.packed.c" @ONLY CONTENT
"__asm__(\".pushsection .rodata, \\\"a\\\"\\n\"
	\".globl bts_object_@name@, bts_object_@name@_end\\n\"
	\"bts_object_@name@: .incbin \\\"@dir@/@name@.bpf.o.gz\\\"\\n\"
	\"bts_object_@name@_end:\\n\"
	\".popsection\\n\");
")
	set_source_files_properties("${dir}/${name}.packed.c" PROPERTIES
		OBJECT_DEPENDS "${dir}/${name}.bpf.o.gz")
endfunction()

# bts_tool_object(NAME SOURCE): the tool's own code, for the binaries that hold it.
function(bts_tool_object name source)
	bts_packed(${name})
	add_library(bts-tool-${name} OBJECT ${source} "${CMAKE_BINARY_DIR}/bpf/${name}.packed.c")
	add_dependencies(bts-tool-${name} bts-skel-${name})
	target_link_libraries(bts-tool-${name} PUBLIC bts)
	target_include_directories(bts-tool-${name} SYSTEM PRIVATE "${CMAKE_BINARY_DIR}/bpf")
endfunction()

# bts_solo(NAME TARGET): a stand-alone binary.
function(bts_solo name target)
	add_executable(${target} "${CMAKE_SOURCE_DIR}/lib/main_solo.c")
	target_compile_definitions(${target} PRIVATE BTS_SOLO=${name})
	target_link_libraries(${target} PRIVATE bts-tool-${name} bts)
endfunction()

function(bts_tool name)
	bts_bpf(${name} "${CMAKE_SOURCE_DIR}/bpf/${name}.bpf.c")
	# A deep tool is a folder.
	set(dir "${CMAKE_SOURCE_DIR}/tools")
	set(sources "${dir}/${name}.c")
	if(IS_DIRECTORY "${dir}/${name}")
		set(dir "${dir}/${name}")
		file(GLOB sources CONFIGURE_DEPENDS "${dir}/*.c")
	endif()
	bts_tool_object(${name} "${sources}")
	bts_solo(${name} ${BTS_PREFIX}${name})
	install(TARGETS ${BTS_PREFIX}${name} DESTINATION ${CMAKE_INSTALL_SBINDIR} COMPONENT ${name})
	install(FILES "${dir}/${name}.8"
		DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 RENAME ${BTS_PREFIX}${name}.8
		COMPONENT ${name})
	install(FILES "${dir}/${name}.8"
		DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 RENAME bpftrace-suite-${name}.8
		COMPONENT suite)
	set_property(GLOBAL APPEND PROPERTY BTS_TOOLS ${name})
endfunction()

function(bts_suite)
	get_property(tools GLOBAL PROPERTY BTS_TOOLS)
	set(externs "")
	set(entries "")
	foreach(name IN LISTS tools)
		string(APPEND externs "extern const struct bts_tool bts_tool_${name};\n")
		string(APPEND entries "\t&bts_tool_${name},\n")
	endforeach()
	file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/tools.c" @ONLY CONTENT
"#include \"bts/tools.h\"\n\n@externs@\nconst struct bts_tool *const bts_tools[] = {\n@entries@\tNULL,\n};\n")
	add_library(bts-tools STATIC "${CMAKE_BINARY_DIR}/tools.c")
	target_link_libraries(bts-tools PUBLIC bts)
	add_executable(bpftrace-suite lib/main_multi.c)
	target_link_libraries(bpftrace-suite PRIVATE bts-tools bts)
	foreach(name IN LISTS tools)
		target_link_libraries(bts-tools PUBLIC bts-tool-${name})
		target_link_libraries(bpftrace-suite PRIVATE bts-tool-${name})
	endforeach()
	install(TARGETS bpftrace-suite DESTINATION ${CMAKE_INSTALL_SBINDIR} COMPONENT suite)
	install(FILES "${CMAKE_SOURCE_DIR}/tools/bpftrace-suite.8"
		DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 COMPONENT suite)
	bts_completions("${tools}")
endfunction()

# The program itself writes what shells complete it by; where the build cannot run it, there is none.
function(bts_completions tools)
	if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
		return()
	endif()
	set(dir "${CMAKE_BINARY_DIR}/completions")
	file(MAKE_DIRECTORY "${dir}")
	set(files "")
	foreach(shell bash zsh fish)
		add_custom_command(OUTPUT "${dir}/${shell}"
			COMMAND sh -c "\"$@\" >\"$0\"" "${dir}/${shell}"
				${CMAKE_CROSSCOMPILING_EMULATOR} "$<TARGET_FILE:bpftrace-suite>"
				completion ${shell}
			DEPENDS bpftrace-suite
			COMMENT "Completion for ${shell}"
			VERBATIM)
		list(APPEND files "${dir}/${shell}")
	endforeach()
	add_custom_target(bts-completions ALL DEPENDS ${files})
	bts_completion_install(bpftrace-suite suite)
	foreach(name IN LISTS tools)
		bts_completion_install(${BTS_PREFIX}${name} ${name})
	endforeach()
endfunction()

# Shells find a file by the name of the program.
function(bts_completion_install program component)
	set(dir "${CMAKE_BINARY_DIR}/completions")
	install(FILES "${dir}/bash" DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
		RENAME ${program} COMPONENT ${component})
	install(FILES "${dir}/zsh" DESTINATION ${BTS_ZSH_DIR}
		RENAME _${program} COMPONENT ${component})
	install(FILES "${dir}/fish" DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
		RENAME ${program}.fish COMPONENT ${component})
endfunction()
