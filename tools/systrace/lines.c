// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* Records as lines, in strace's notation, or as JSON. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <linux/types.h>
#include "bts/abi.h"
#include "bts/array.h"
#include "color.h"
#include "dump.h"
#include "lines.h"
#include "match.h"
#include "summary.h"
#include "syscall/calls.h"
#include "systrace.h"
#include "threads.h"

static const struct systrace_options *opt;
static struct bts_emit_style plain;
static bool dumps;	       /* what is read or written is shown too */
static uint64_t last_time;     /* ns, of the line before, for -r */
static struct thread *unended; /* the last whose line had no end; for others it gets one */
static pid_t called_as;	       /* what of -D becomes the command */
static struct color color;     /* --color: where the text that has been written ends */
static struct bts_out bare;    /* the same before it gets colours; without them nothing */
static uint64_t line_count;    /* of JSON: objects */
static uint64_t call_count;    /* that returned and were not left out */

/* A flush in the middle of most lines is avoided, since columns count from their beginnings. */
#define LINE_ROOM 8192

void systrace_style(const struct systrace_options *o, struct bts_emit_style *style)
{
	static const enum bts_hex_style hex[] = {
		[SYSTRACE_HEX_NONE] = BTS_STRINGS_PLAIN,
		[SYSTRACE_HEX_NON_ASCII_CHARS] = BTS_STRINGS_HEX_CHARS,
		[SYSTRACE_HEX_NON_ASCII] = BTS_STRINGS_HEX_NON_ASCII,
		[SYSTRACE_HEX_ALL] = BTS_STRINGS_HEX,
	};
	static const enum bts_const_style consts[] = {
		[SYSTRACE_CONST_ABBREV] = BTS_CONST_ABBREV,
		[SYSTRACE_CONST_RAW] = BTS_CONST_RAW,
		[SYSTRACE_CONST_VERBOSE] = BTS_CONST_VERBOSE,
	};

	*style = (struct bts_emit_style){
		.consts = consts[o->const_style],
		.strings = hex[o->hex],
		.string_max = o->string_max,
		.names = o->arg_names,
		.fds = o->decode_fds,
		.pids = (o->decode_pids & SYSTRACE_PID_COMM ? BTS_PIDS_NAME : 0) |
			(o->decode_pids & SYSTRACE_PID_PIDNS ? BTS_PIDS_NUMBER : 0),
	};
}

/* Where a thread's lines go: all to one file, or with -ff each thread's to its own. */
static struct bts_out *out_of(struct bts_sink *sink, struct thread *thread)
{
	char *name;
	int fd;

	if (!opt->separately || !opt->output)
		return sink->out;
	if (thread->out)
		return thread->out;
	if (asprintf(&name, "%s.%u", opt->output, thread->tid) < 0)
		return sink->out;
	fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | (opt->append ? O_APPEND : O_TRUNC), 0666);
	free(name);
	thread->out = fd < 0 ? NULL : calloc(1, sizeof(*thread->out));
	if (thread->out && !bts_out_init(thread->out, fd))
		return thread->out;
	if (fd >= 0)
		close(fd);
	free(thread->out);
	thread->out = NULL;
	return sink->out;
}

/* @ns with so many decimals behind the seconds. */
static void seconds(struct bts_out *out, uint64_t ns, int decimals)
{
	bts_out_fixed(out, ns, 1000000000, decimals);
}

static void clock_show(struct bts_out *out, uint64_t epoch_ns)
{
	time_t s = epoch_ns / 1000000000;
	char text[32] = "";
	struct tm tm;

	if (opt->clock == SYSTRACE_CLOCK_UNIX) {
		seconds(out, epoch_ns, opt->clock_decimals);
	} else {
		if (localtime_r(&s, &tm))
			strftime(text, sizeof(text), "%T", &tm);
		bts_out_text(out, text);
		if (opt->clock_decimals) {
			char part[16];

			snprintf(part, sizeof(part), ".%09llu",
				 (unsigned long long)(epoch_ns % 1000000000));
			bts_out_bytes(out, part, opt->clock_decimals + 1);
		}
	}
	bts_out_char(out, ' ');
}

static void relative_show(struct bts_out *out, uint64_t ns)
{
	uint64_t since = last_time && ns > last_time ? ns - last_time : 0;
	char text[32];

	last_time = ns;
	if (opt->clock)
		bts_out_text(out, "(+");
	snprintf(text, sizeof(text), "%6llu.%09llu", (unsigned long long)(since / 1000000000),
		 (unsigned long long)(since % 1000000000));
	bts_out_bytes(out, text,
		      strlen(text) - 9 + opt->relative_decimals - !opt->relative_decimals);
	bts_out_text(out, opt->clock ? ") " : " ");
}

/* The thread's line stops here until more is known of its call; another's may come before. */
static void line_leave(struct thread *thread)
{
	thread->unended = true;
	unended = thread;
}

/* Ends the line that a call has begun where @thread's next line is to stand; NULL: nobody's. */
static void line_settle(struct bts_out *out, struct thread *thread)
{
	struct thread *begun = opt->separately ? thread : unended;

	if (!begun || !begun->unended)
		return;
	bts_out_text(out, " <unfinished ...>\n");
	begun->unended = false;
}

static void thread_forget(struct thread *thread)
{
	if (unended == thread)
		unended = NULL;
	thread_drop(thread->tid);
}

/* Whose line it is, and when. Returns where the line begins in the buffer. */
static size_t line_begin(struct bts_sink *sink, struct bts_out *out, struct thread *thread,
			 const char *comm, uint64_t time)
{
	bool prefix = !opt->separately && opt->output && (opt->follow || opt->pid_count > 1);
	char text[32];
	size_t from;

	line_settle(out, thread);
	line_count++;
	bts_out_room(out, LINE_ROOM);
	from = out->len;
	prefix |= (opt->always_show_pid || !(opt->command || opt->pid_count)) && !opt->separately;
	if (prefix || (!opt->separately && thread_count() > 1 && !opt->output)) {
		bool named = opt->decode_pids & SYSTRACE_PID_COMM;

		if (prefix)
			snprintf(text, sizeof(text), named ? "%u" : "%-5u", thread->tid);
		else
			snprintf(text, sizeof(text), "[pid %5u", thread->tid);
		bts_out_text(out, text);
		if (named) {
			bts_out_char(out, '<');
			bts_out_safe(out, comm, strnlen(comm, BTS_COMM_LEN));
			bts_out_char(out, '>');
		}
		bts_out_text(out, prefix ? " " : "] ");
	}
	if (opt->clock != SYSTRACE_CLOCK_NONE)
		clock_show(out, time + sink->clock.epoch);
	if (opt->relative_decimals != SYSTRACE_UNSHOWN)
		relative_show(out, time);
	return from;
}

/* Where a thread is: its last call, the instruction. */
static void place_show(struct bts_out *out, const struct thread *thread, uint64_t ip)
{
	char text[32];

	if (opt->syscall_number) {
		snprintf(text, sizeof(text), "[%4d] ", thread->nr);
		bts_out_text(out, thread->nr == -1 ? "[???] " : text);
	}
	if (opt->instruction_pointer) {
		snprintf(text, sizeof(text), "[%016llx] ", (unsigned long long)ip);
		bts_out_text(out, ip ? text : "[????????????????] ");
	}
}

/* A child whose own records have not come yet: it is named as who made it. */
static struct {
	uint32_t pid;
	char comm[BTS_COMM_LEN];
} born;

/* For -Y. Of one that is not traced, what it is called by now. */
static const char *task_name(uint32_t pid)
{
	const struct thread *thread = thread_find(pid);
	static char comm[64];
	char path[64];
	FILE *file;

	if (thread && *thread->comm)
		return thread->comm;
	if (born.pid == pid)
		return born.comm;
	snprintf(path, sizeof(path), "/proc/%u/comm", pid);
	file = fopen(path, "re");
	if (!file)
		return NULL;
	if (!fgets(comm, sizeof(comm), file))
		*comm = '\0';
	fclose(file);
	comm[strcspn(comm, "\n")] = '\0';
	return *comm ? comm : NULL;
}

static bool tasks_are_named(void)
{
	return opt->decode_pids & SYSTRACE_PID_COMM;
}

static void comm_note(struct thread *thread, const char *comm)
{
	if (tasks_are_named())
		snprintf(thread->comm, sizeof(thread->comm), "%.*s", BTS_COMM_LEN - 1, comm);
}

/* Returns the row of the call, -1 if it has none. */
static int call_read(struct bts_call *call, const struct systrace_call *rec)
{
	int row;

	*call = (struct bts_call){
		.abi = bts_abi_of(BTS_SYSCALL_ABI(rec->call)),
		.nr = rec->nr,
		.word = BTS_SYSCALL_ABI(rec->call) == BTS_ABI_KIND_NATIVE ? 8 : 4,
		.ret = rec->result,
		.returned = !(rec->flags & (SYSTRACE_NO_RET | SYSTRACE_INSIDE)),
		.failed = SYSTRACE_FAILED(rec->result),
	};
	memcpy(call->arg, rec->arg, sizeof(call->arg));
	row = bts_syscall_row(call->abi, call->nr);
	if (row >= 0) {
		int n = bts_syscall_args(row, &call->args_types);

		call->nargs = n > 0 ? n : 0;
	}
	return row;
}

/* A call as it is to be shown, and how. */
struct shown {
	struct bts_call call;
	struct bts_emit emit;
	struct bts_out *out;
	struct thread *thread;
	const struct systrace_call *rec;
	const char *name; /* NULL: it is not known */
	uint32_t traits;  /* BTS_CALL_* of bts/capture.h */
	bool raw;
	size_t split; /* the first argument that only the return tells */
};

/* Whom a call has made, by our number; 0: it is not known. */
static uint32_t child_of(const struct bts_call *call)
{
	uint32_t ours;

	return bts_call_pid_of(call, BTS_AT_RETURN, call->ret, &ours) ? call->ret : ours;
}

static void shown_init(struct shown *s, struct bts_sink *sink, const struct systrace_call *rec,
		       const struct bts_image *image, struct thread *thread)
{
	enum bts_abi_kind kind = BTS_SYSCALL_ABI(rec->call);
	struct bts_emit_style style = plain;
	int row = call_read(&s->call, rec);

	s->call.image = *image;
	style.verbose = !systrace_calls_has(&opt->abbrev, kind, row);
	s->raw = systrace_calls_has(&opt->raw, kind, row);
	s->call.terse = !systrace_calls_has(&opt->verbose, kind, row);
	s->call.before = thread->before;
	s->call.task_name = tasks_are_named() ? task_name : NULL;
	s->rec = rec;
	s->thread = thread;
	s->out = out_of(sink, thread);
	s->name = bts_syscall_name(s->call.abi, s->call.nr);
	s->traits = bts_syscall_traits(row);
	if (s->call.ret > 0 && s->traits & BTS_CALL_FORK) {
		born.pid = child_of(&s->call);
		memcpy(born.comm, rec->comm, sizeof(born.comm));
	}
	s->split = s->raw ? s->call.nargs : bts_call_split(&s->call);
	bts_emit_init(&s->emit, opt->json ? &bts_emit_json : &bts_emit_text, s->out, &style);
	s->call.emit = &s->emit;
}

static void args_show(struct shown *s, size_t from, size_t to)
{
	if (!s->name) {
		for (size_t i = from; i < to && i < 6; i++) {
			bts_emit_key(&s->emit, "arg");
			bts_emit_hex(&s->emit, s->call.arg[i]);
		}
	} else if (s->raw) {
		bts_call_show_raw_args(&s->call, from, to < s->call.nargs ? to : s->call.nargs);
	} else {
		bts_call_show_args(&s->call, from, to);
	}
}

/* A thread may change its personality from one call to the next. */
static void personality_show(struct shown *s, struct bts_sink *sink)
{
	static const char *const names[BTS_ABI_KINDS] = { "64 bit", "32 bit", "x32" };
	unsigned int kind = BTS_SYSCALL_ABI(s->rec->call);
	char text[64];

	if (kind == s->thread->kind || kind >= BTS_ABI_KINDS)
		return;
	s->thread->kind = kind;
	if (opt->quiet & SYSTRACE_QUIET_PERSONALITY)
		return;
	line_begin(sink, s->out, s->thread, s->rec->comm, s->rec->start);
	snprintf(text, sizeof(text), "[ Process PID=%u runs in %s mode. ]\n", s->rec->tid,
		 names[kind]);
	bts_out_text(s->out, text);
}

/*
 * What the entry of a call tells: up to the first argument that the return has to tell. Returns how
 * many columns that has taken.
 */
static size_t entry_show(struct shown *s, struct bts_sink *sink)
{
	char text[32];
	size_t from;

	personality_show(s, sink);
	from = line_begin(sink, s->out, s->thread, s->rec->comm, s->rec->start);
	s->thread->nr = s->call.nr;
	place_show(s->out, s->thread, s->rec->ip);
	if (s->name) {
		bts_out_text(s->out, s->name);
	} else {
		snprintf(text, sizeof(text), "syscall_0x%llx", (unsigned long long)s->call.nr);
		bts_out_text(s->out, text);
	}
	bts_out_char(s->out, '(');
	args_show(s, 0, s->name ? s->split : 6);
	return s->out->len >= from ? s->out->len - from : SIZE_MAX / 2;
}

static void took_show(struct bts_out *out, uint64_t ns)
{
	if (opt->took_decimals == SYSTRACE_UNSHOWN)
		return;
	bts_out_text(out, " <");
	seconds(out, ns, opt->took_decimals);
	bts_out_char(out, '>');
}

/* A line that has flushed the buffer meanwhile is too long for columns. */
static void column_fill(struct bts_out *out, size_t from, size_t before)
{
	size_t n = before + out->len - from;

	if (out->len >= from && opt->column > 0 && n < (size_t)opt->column && opt->column < 4096)
		bts_out_spaces(out, opt->column - n);
}

/* The arguments that the return tells. */
static void rest_show(struct shown *s)
{
	s->emit.filled[0] = false;
	if (s->split && bts_call_has_more(&s->call, s->split))
		bts_out_bytes(s->out, ", ", 2);
	args_show(s, s->split, 6);
}

/* The rest of it; @before: columns of the line that stand already. */
static void return_show(struct shown *s, size_t before)
{
	struct bts_out *out = s->out;
	size_t from;

	bts_out_room(out, LINE_ROOM);
	from = out->len;
	if (s->name && s->split < s->call.nargs) {
		if (s->rec->flags & SYSTRACE_NO_RET)
			bts_out_text(out, " <unfinished ...>");
		else
			rest_show(s);
	}
	if (s->rec->flags & SYSTRACE_DETACH) {
		bts_out_text(out, " <detached ...>\n");
		return;
	}
	bts_out_bytes(out, ") ", 2);
	column_fill(out, from, before);
	bts_out_bytes(out, "= ", 2);
	if (s->raw)
		bts_call_show_raw_ret(&s->call);
	else
		bts_call_show_ret(&s->call);
	took_show(out, s->rec->head.time - s->rec->start);
	if (s->rec->flags & SYSTRACE_CUT)
		bts_out_text(out, " /* partly lost */");
	bts_out_char(out, '\n');
	if (dumps)
		dump_show(out, opt, &s->call, s->rec->tid);
}

static bool is_wanted(const struct systrace_call *rec)
{
	bool failed = SYSTRACE_FAILED(rec->result);

	if (rec->flags & SYSTRACE_DETACH)
		return opt->status & SYSTRACE_STATUS_DETACHED;
	if (rec->flags & SYSTRACE_NO_RET)
		return opt->status & SYSTRACE_STATUS_UNFINISHED;
	if (opt->errnos_given && !(failed && systrace_errnos_has(&opt->errnos, -rec->result)))
		return false;
	return opt->status & (failed ? SYSTRACE_STATUS_FAILED : SYSTRACE_STATUS_SUCCESSFUL);
}

static void json_show(struct shown *s, struct bts_sink *sink, const struct bts_view *view,
		      const struct bts_rec *rec)
{
	const struct systrace_call *call = rec->data;
	struct bts_out *out = sink->out;
	struct bts_emit ret;

	line_count++;
	bts_json_members(sink, view, rec);
	bts_out_text(out, ",\"args\":{");
	args_show(s, 0, 6);
	bts_out_char(out, '}');
	if (s->call.returned) {
		bts_out_text(out, ",\"ret\":");
		bts_emit_init(&ret, &bts_emit_json, out, &plain);
		bts_emit_int(&ret, call->result);
		if (opt->decode_fds && bts_call_made_fd(&s->call)) {
			bts_out_text(out, ",\"ret_fd\":");
			bts_call_show_ret(&s->call);
		}
		bts_out_text(out, ",\"duration\":");
		bts_out_u64(out, call->head.time - call->start);
	}
	if (s->call.failed && s->call.returned) {
		const char *name = bts_errno_name(-call->result);

		bts_out_text(out, ",\"error\":");
		if (name)
			bts_out_json_string(out, name, strlen(name));
		else
			bts_out_s64(out, -call->result);
	}
	if (call->flags & SYSTRACE_CUT)
		bts_out_text(out, ",\"cut\":true");
	bts_out_text(out, "}\n");
}

/* Its name, however constants are shown. */
static void signal_write(struct bts_out *out, int sig)
{
	struct bts_emit_style style = { .consts = BTS_CONST_ABBREV };
	struct bts_emit emit;

	bts_emit_init(&emit, &bts_emit_text, out, &style);
	bts_emit_signal(&emit, sig);
}

/* A piece of an image, as the kernel would have noted it. */
struct pid_note {
	struct bts_cap_piece piece;
	uint32_t ours, pad;
};

static void sender_note(struct bts_call *call, const struct systrace_signal *rec,
			struct pid_note *note)
{
	uint32_t sender;

	if (!rec->foreign)
		return;
	memcpy(&sender, rec->info + SYSTRACE_SIGINFO_PID, sizeof(sender));
	*note = (struct pid_note){
		.piece = { .addr = sender,
			   .len = sizeof(note->ours),
			   .when = BTS_CAP_ENTRY,
			   .kind = BTS_CAP_PID },
		.ours = rec->sender,
	};
	call->image = (struct bts_image){ (const char *)note, sizeof(*note) };
}

static void signal_line(struct bts_sink *sink, const struct systrace_signal *rec)
{
	struct thread *thread = thread_get(rec->tid);
	struct bts_out *out;
	struct bts_call call = { .word = 8, .image = { "", 0 } };
	struct bts_emit emit;
	struct pid_note note;
	char info[128] = {};

	if (!thread)
		return;
	comm_note(thread, rec->comm);
	call.task_name = tasks_are_named() ? task_name : NULL;
	out = out_of(sink, thread);
	line_begin(sink, out, thread, rec->comm, rec->head.time);
	if (rec->nr >= 0)
		thread->nr = rec->nr;
	place_show(out, thread, rec->ip);
	memcpy(info, rec->info, sizeof(rec->info));
	/* What the kernel sends without telling more. */
	if (!*(int *)info)
		*(int *)info = rec->signal;
	bts_emit_init(&emit, &bts_emit_text, out, &plain);
	call.emit = &emit;
	sender_note(&call, rec, &note);
	bts_out_text(out, "--- ");
	signal_write(out, rec->signal);
	bts_out_char(out, ' ');
	bts_emit_siginfo(&call, info);
	bts_out_text(out, " ---\n");
	if (!rec->stops)
		return;
	line_begin(sink, out, thread, rec->comm, rec->head.time);
	place_show(out, thread, rec->ip);
	bts_out_text(out, "--- stopped by ");
	signal_write(out, rec->signal);
	bts_out_text(out, " ---\n");
}

/* --limit: are there as many lines as are wanted? */
static bool lines_are_enough(void)
{
	return opt->limit && line_count >= opt->limit;
}

/* Those that were ignored meanwhile are shown behind the call, as one who waits for it sees them. */
static void signals_release(struct bts_sink *sink, struct thread *thread)
{
	for (size_t i = 0; i < thread->signal_count; i++) {
		if (!lines_are_enough())
			signal_line(sink, thread->signals[i]);
		free(thread->signals[i]);
	}
	thread->signal_count = 0;
}

/* Fatal signals are told of by their number alone: what came with them was told before. */
static struct systrace_signal sent[64]; /* the last of them; of those that were told .pid is 0 */
static size_t sent_next;

static void sent_note(const struct systrace_signal *rec)
{
	sent[sent_next++ % (ARRAY_SIZE(sent))] = *rec;
}

static struct systrace_signal *sent_find(uint32_t pid, uint32_t sig)
{
	for (size_t i = 0; i < ARRAY_SIZE(sent); i++) {
		if (pid && sent[i].pid == pid && sent[i].signal == sig)
			return &sent[i];
	}
	return NULL;
}

/* All threads of a process are told; the first of them shows it. */
static void fatal_show(struct bts_sink *sink, const struct systrace_signal *rec)
{
	struct systrace_signal *from = sent_find(rec->pid, rec->signal), full = *rec;

	if (!from)
		return;
	memcpy(full.info, from->info, sizeof(full.info));
	full.foreign = from->foreign;
	full.sender = from->sender;
	from->pid = 0;
	signal_line(sink, &full);
}

static void signal_show(struct bts_sink *sink, const struct systrace_signal *rec)
{
	struct thread *thread;

	if (opt->summary == SYSTRACE_SUMMARY_ONLY)
		return;
	if (rec->fate == SYSTRACE_GENERATED) {
		sent_note(rec);
		return;
	}
	thread = thread_get(rec->tid);
	if (!thread)
		return;
	if (rec->fate == SYSTRACE_IGNORED && thread->signal_count < THREAD_SIGNALS) {
		struct systrace_signal *copy = malloc(sizeof(*copy));

		if (copy) {
			*copy = *rec;
			thread->signals[thread->signal_count++] = copy;
			return;
		}
	}
	signals_release(sink, thread);
	if (rec->fate == SYSTRACE_FATAL)
		fatal_show(sink, rec);
	else
		signal_line(sink, rec);
}

/* Has the call been shown up to what its return tells? One that began before us has no number. */
static bool is_resumed(const struct thread *thread, const struct systrace_call *call)
{
	if (!thread->open)
		return false;
	return thread->open_seq == call->seq ||
	       (!thread->open_seq && call->flags & SYSTRACE_NO_CALL);
}

/*
 * What strace says to people: among the lines where those go to them too; @in_line: behind one that
 * has no end.
 */
static void tell_text(struct bts_sink *sink, const char *what, bool in_line)
{
	char text[96];

	if (opt->quiet & SYSTRACE_QUIET_ATTACH || opt->json)
		return;
	snprintf(text, sizeof(text), "systrace: %s\n", what);
	if (opt->output || opt->output_command) {
		fputs(text, stderr);
		return;
	}
	if (!in_line)
		line_settle(sink->out, NULL);
	bts_out_text(sink->out, text);
}

static void tell(struct bts_sink *sink, uint32_t pid, const char *what, bool in_line)
{
	char text[64];

	snprintf(text, sizeof(text), "Process %u %s", pid, what);
	tell_text(sink, text, in_line);
}

/* --syscall-limit: one more has returned. */
static void call_counted(struct bts_sink *sink)
{
	call_count++;
	if (call_count != opt->syscall_limit)
		return;
	tell_text(sink, "System call limit has been reached, detaching tracees", false);
	sink->enough = true;
}

static void child_begin(struct bts_sink *sink, uint32_t pid)
{
	size_t known = thread_count();

	thread_get(pid);
	/* Unless something of its own came before. */
	if (thread_count() > known)
		tell(sink, pid, "attached", false);
}

/* All that was copied for a call; of it what came with this record stays the record's. */
static struct bts_image image_take(struct thread *thread, const struct systrace_call *call,
				   const char *bytes, size_t len)
{
	struct bts_image image = { bytes, len };
	size_t before = thread->image_len;

	if (thread->seq != call->seq || !before || thread_image_add(thread, call->seq, bytes, len))
		return image;
	image = (struct bts_image){ thread->image, thread->image_len };
	/* What the entry told comes again with the return. */
	if (call->flags & SYSTRACE_INSIDE)
		thread->image_len = before;
	return image;
}

/* -O: so much of each call is not the call's. */
static uint64_t less_overhead(uint64_t ns)
{
	return ns > opt->overhead_ns ? ns - opt->overhead_ns : 0;
}

static bool is_matched(const struct systrace_call *rec, const struct bts_image *image)
{
	struct bts_call call;

	call_read(&call, rec);
	call.image = *image;
	return match_call(&call);
}

/* --inflight: what goes on for long, and nothing else. */
static void inflight_show(struct shown *s, struct bts_sink *sink, const struct bts_view *view,
			  const struct bts_rec *rec)
{
	if (opt->json) {
		json_show(s, sink, view, rec);
		return;
	}
	entry_show(s, sink);
	line_leave(s->thread);
	line_settle(s->out, s->thread);
}

/* The beginning of a call that goes on; not where it depends on the return whether it is shown. */
static void inside_show(struct shown *s, struct bts_sink *sink)
{
	struct thread *thread = s->thread;

	if (opt->json || thread->open || opt->status != SYSTRACE_STATUS_ALL || opt->errnos_given ||
	    opt->min_ns)
		return;
	thread->unended_len = entry_show(s, sink);
	thread->open = true;
	thread->open_seq = s->rec->seq;
	line_leave(thread);
}

/* The rest of a call in a line of its own. */
static void resume_show(struct shown *s, struct bts_sink *sink)
{
	size_t from = line_begin(sink, s->out, s->thread, s->rec->comm, s->rec->head.time);

	bts_out_text(s->out, "<... ");
	bts_out_text(s->out, s->name ?: "syscall");
	bts_out_text(s->out, " resumed>");
	return_show(s, s->out->len - from);
}

/* Has an exec been made by a thread that has now the number of the first of its process? */
static bool is_moved(const struct shown *s)
{
	return s->rec->tid != s->rec->pid && s->call.returned && !s->call.failed &&
	       s->traits & BTS_CALL_EXEC;
}

static void moved_show(struct shown *s, struct bts_sink *sink)
{
	struct thread *old = s->thread, *first;

	if (!old->open) {
		entry_show(s, sink);
		line_leave(old);
	}
	if (opt->separately && old->unended) {
		char text[64];

		snprintf(text, sizeof(text), " <pid changed to %u ...>\n", s->rec->pid);
		bts_out_text(s->out, text);
	} else if (unended == old) {
		line_settle(s->out, old);
	}
	first = thread_get(s->rec->pid);
	if (first) {
		s->thread = first;
		s->out = out_of(sink, first);
		s->emit.out = s->out;
		resume_show(s, sink);
	}
	thread_forget(old);
}

static void call_show(struct bts_sink *sink, const struct bts_view *view, const struct bts_rec *rec)
{
	const struct systrace_call *call = rec->data;
	const char *bytes = (const char *)(call + 1);
	size_t len = rec->len - sizeof(*call);
	struct thread *thread = thread_get(call->tid);
	struct bts_image image;
	struct shown s;
	bool ended;

	if (!thread)
		return;
	thread_join(thread, call->pid);
	comm_note(thread, call->comm);
	if (call->flags & SYSTRACE_MORE) {
		thread_image_add(thread, call->seq, bytes, len);
		return;
	}
	/* An ignored signal that came before this call began is not part of it. */
	if (thread->signal_count && thread->signals[0]->head.time < call->start)
		signals_release(sink, thread);
	image = image_take(thread, call, bytes, len);
	if (match_given() && !is_matched(call, &image)) {
		if (call->flags & SYSTRACE_INSIDE)
			return;
		goto done;
	}
	if (!is_wanted(call))
		goto done;
	ended = !(call->flags & (SYSTRACE_NO_RET | SYSTRACE_INSIDE));
	if (opt->summary && ended)
		summary_add(call->call, SYSTRACE_FAILED(call->result),
			    less_overhead(call->head.time - call->start),
			    less_overhead(call->busy));
	if (opt->summary == SYSTRACE_SUMMARY_ONLY) {
		if (ended)
			call_counted(sink);
		goto done;
	}
	shown_init(&s, sink, call, &image, thread);
	if (call->flags & SYSTRACE_INSIDE) {
		if (opt->inflight)
			inflight_show(&s, sink, view, rec);
		else
			inside_show(&s, sink);
		return;
	}
	if (opt->inflight)
		goto done;
	if (opt->json) {
		json_show(&s, sink, view, rec);
	} else if (is_moved(&s)) {
		moved_show(&s, sink);
		call_counted(sink);
		return;
	} else if (is_resumed(thread, call) && thread->unended) {
		thread->unended = false;
		return_show(&s, thread->unended_len);
	} else if (is_resumed(thread, call)) {
		resume_show(&s, sink);
	} else {
		return_show(&s, entry_show(&s, sink));
	}
	if (opt->follow && s.call.returned && call->result > 0 && s.traits & BTS_CALL_FORK &&
	    child_of(&s.call))
		child_begin(sink, child_of(&s.call));
	if (s.call.returned)
		call_counted(sink);
done:
	thread->before = bts_syscall_name(bts_abi_of(BTS_SYSCALL_ABI(call->call)), call->nr);
	thread->open = false;
	thread->image_len = 0;
	signals_release(sink, thread);
	if (call->flags & SYSTRACE_DETACH) {
		tell(sink, call->tid, "detached", false);
		thread_forget(thread);
	}
}

/* That a signal has ended it is told with the signals. */
static bool exit_is_wanted(const struct systrace_exit *rec)
{
	if (rec->by)
		return !(opt->quiet & SYSTRACE_QUIET_THREAD_EXECVE);
	if (WIFEXITED(rec->status))
		return !(opt->quiet & SYSTRACE_QUIET_EXIT);
	return opt->signals & 1ULL << ((WTERMSIG(rec->status) - 1) & 63);
}

static void exit_line(struct bts_sink *sink, struct thread *thread, const struct systrace_exit *rec)
{
	struct bts_out *out = out_of(sink, thread);

	/* Those that no call has come after. */
	signals_release(sink, thread);
	if (exit_is_wanted(rec) && opt->summary != SYSTRACE_SUMMARY_ONLY && !lines_are_enough()) {
		line_begin(sink, out, thread, rec->comm, rec->head.time);
		place_show(out, thread, 0);
		if (rec->by) {
			bts_out_text(out, "+++ superseded by execve in pid ");
			bts_out_u64(out, rec->by);
		} else if (WIFEXITED(rec->status)) {
			bts_out_text(out, "+++ exited with ");
			bts_out_u64(out, WEXITSTATUS(rec->status));
		} else {
			bts_out_text(out, "+++ killed by ");
			signal_write(out, WTERMSIG(rec->status));
			if (WCOREDUMP(rec->status))
				bts_out_text(out, " (core dumped)");
		}
		bts_out_text(out, " +++\n");
	}
	thread->open = false;
	thread->unended = false;
	/* The number goes on as that of the thread whose exec took its place. */
	if (!rec->by)
		thread_forget(thread);
}

/* The end of the first thread is that of its process: it comes last, with the status of the last. */
static void exit_show(struct bts_sink *sink, const struct systrace_exit *rec)
{
	struct thread *thread = thread_get(rec->tid), *first;
	struct systrace_exit *held;
	bool waits;

	if (!thread)
		return;
	thread_join(thread, rec->pid);
	waits = opt->follow && rec->tid == rec->pid && !rec->by && (thread->others || rec->alive);
	held = waits ? malloc(sizeof(*held)) : NULL;
	if (held) {
		*held = *rec;
		free(thread->exit);
		thread->exit = held;
		return;
	}
	exit_line(sink, thread, rec);
	first = rec->tid != rec->pid ? thread_find(rec->pid) : NULL;
	if (!first || !first->exit || first->others || rec->alive)
		return;
	held = first->exit;
	held->status = rec->status;
	exit_line(sink, first, held);
}

/* A row of the table in the kernel, as BTS_TABLE() lays it out. */
static void row_add(const void *data)
{
	const struct {
		struct bts_row row;
		struct systrace_which key;
		struct systrace_sum sum;
	} *row = data;

	summary_add_many(row->key.call, row->sum.calls, row->sum.failed, &row->sum.took,
			 &row->sum.busy);
}

static void rows_end(struct bts_sink *sink, const struct bts_view *view,
		     const struct bts_block *block)
{
	(void)view;
	(void)block;
	summary_show(sink->out, opt);
}

/* Is the trace to have colours? */
static bool is_colored(const struct bts_sink *sink)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	if (opt->color != SYSTRACE_COLOR_AUTO)
		return opt->color == SYSTRACE_COLOR_ALWAYS;
	return isatty(sink->out->fd) && !(none && *none) && term && *term && strcmp(term, "dumb");
}

/* What is written from here on is for color_end() to colour. Returns where it will go. */
static struct bts_out *color_begin(struct bts_sink *sink)
{
	struct bts_out *out = sink->out;

	if (bare.buf)
		sink->out = &bare;
	return out;
}

static void color_end(struct bts_sink *sink, struct bts_out *out)
{
	sink->out = out;
	if (!bare.buf)
		return;
	color_write(&color, out, bare.buf, bare.len);
	/* Less of the line is there than was to be. */
	out->err = out->err ?: bare.err;
	bare.err = 0;
	bare.len = 0;
}

/* What JSON has no words of ours for. */
static void json_record(struct bts_sink *sink, const struct bts_view *view,
			const struct bts_rec *rec)
{
	line_count++;
	bts_sink_json.record(sink, view, rec);
}

static void record_show(struct bts_sink *sink, const struct bts_view *view,
			const struct bts_rec *rec)
{
	struct bts_out *out = color_begin(sink);
	const char *type = view->record->name;

	if (view->record->map)
		row_add(rec->data);
	else if (!strcmp(type, "call"))
		call_show(sink, view, rec);
	else if (opt->json)
		json_record(sink, view, rec);
	else if (!strcmp(type, "signal"))
		signal_show(sink, rec->data);
	else if (!strcmp(type, "exit"))
		exit_show(sink, rec->data);
	color_end(sink, out);
	sink->enough |= lines_are_enough();
}

static void threads_begin(uint32_t pid)
{
	char path[64];
	struct dirent *entry;
	DIR *dir;

	thread_get(pid);
	snprintf(path, sizeof(path), "/proc/%u/task", pid);
	dir = opt->follow ? opendir(path) : NULL;
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] != '.')
			thread_get(strtoul(entry->d_name, NULL, 10));
	}
	if (dir)
		closedir(dir);
}

static void begin(struct bts_sink *sink, const struct bts_meta *meta)
{
	struct bts_out *out;

	if (opt->json)
		bts_sink_json.begin(sink, meta);
	else if (!opt->separately && is_colored(sink)) {
		color_set(getenv("STRACE_COLORS"));
		/* Without memory there are no colours. */
		if (bts_out_init(&bare, -1))
			bts_out_free(&bare);
	}
	out = color_begin(sink);
	if (opt->daemonize) {
		thread_get(called_as);
		tell(sink, called_as, "attached", false);
	}
	for (size_t i = 0; i < opt->pid_count; i++) {
		threads_begin(opt->pids[i]);
		tell(sink, opt->pids[i], "attached", false);
	}
	color_end(sink, out);
}

/* Those that go on without us are named; a line that has no end says why. */
static void detached_show(struct thread *thread, void *arg)
{
	if ((opt->pid_count || opt->command) && !opt->kill_on_exit)
		tell(arg, thread->tid, "detached", true);
}

/* One that ended before others of which no end is known. */
static void exit_release(struct thread *thread, void *data)
{
	if (thread->exit)
		exit_line(data, thread, thread->exit);
}

static void end(struct bts_sink *sink, const struct bts_totals *totals)
{
	struct bts_out *out = color_begin(sink);

	threads_each(exit_release, sink);
	if (!opt->json && !opt->separately) {
		threads_each(detached_show, sink);
		if (unended && unended->unended)
			bts_out_text(sink->out, " <detached ...>\n");
		unended = NULL;
	}
	color_end(sink, out);
	if (bare.buf)
		bts_out_free(&bare);
	if (opt->json)
		bts_sink_json.end(sink, totals);
	if (opt->summary == SYSTRACE_SUMMARY_TOO ||
	    (opt->summary == SYSTRACE_SUMMARY_ONLY && summary_of_records(opt)))
		summary_show(sink->out, opt);
	match_free();
	threads_free();
}

static const struct bts_sink_ops lines = {
	.name = "lines",
	.all_fields = true,
	.begin = begin,
	.record = record_show,
	.block_end = rows_end,
	.end = end,
};

const struct bts_sink_ops *systrace_lines(const struct systrace_options *options)
{
	opt = options;
	dumps = dump_given(opt);
	called_as = getpid();
	systrace_style(options, &plain);
	return &lines;
}
