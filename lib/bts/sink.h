/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/* Sinks: where records go to become a table, JSON or CSV. */
#ifndef BTS_SINK_H
#define BTS_SINK_H

#include "bts/schema.h"
#include "bts/text.h"

/* What the schema and end lines of JSON say beside the records. */
struct bts_meta {
	const char *tool, *version;
	const char *host, *boot_id; /* NULL: this machine's */
};

#define BTS_CAUSES_MAX 8

/* How the run went: the ledger, summed up. */
struct bts_totals {
	uint64_t seen, filtered, sent, summed, open;
	uint64_t shown;		       /* records that the sink was given */
	uint64_t discarded;	       /* received but not shown: beyond --limit, or malformed */
	const char *const *cause;      /* names of the causes of loss */
	uint64_t lost[BTS_CAUSES_MAX]; /* by cause */
	size_t ncauses;
	uint64_t unfollowed; /* tasks that should have been traced and could not be marked */
	uint64_t unseen;     /* programs of another personality, whose system calls are not seen */
	uint64_t skipped;    /* runs of the programs that the kernel left out */
	bool skipped_known;  /* it tells (since Linux 5.12) */
	uint64_t unmatched;  /* ends of events that began before tracing, or never */
};

/* One field where a sink shows it, with what is worked out once. */
struct bts_column {
	const struct bts_field *field;
	const char *text; /* of a merged table: shown instead of the field; else NULL */
	const char *heading;
	char *own_heading; /* to be freed */
	bool right;
	bool below; /* the table: stands below the row, not in it */
	bool quick; /* the table: the field is simple, see bts_field_simple() */
	int width;
	char *key; /* JSON: the bytes from the comma to the colon */
	size_t key_len;
};

struct bts_view {
	const struct bts_record *record;
	struct bts_column *columns;
	size_t ncolumns;
	/* Where those of the record's fields are that lead into its tail, shown or not. */
	size_t tails_from, tails_to;
	/* JSON: the bytes with which each line begins. */
	char *prefix;
	size_t prefix_len;
};

struct bts_sink {
	const struct bts_sink_ops *ops;
	struct bts_out *out;
	/* The caller's to set before bts_sink_begin(). */
	struct bts_clock clock;
	bool color;
	bool utf8; /* the table may draw with more than ASCII */
	/* The ops' to set: all that was asked for has been shown, and the run may end. */
	bool enough;
	/* One view for each type of record that is shown. */
	struct bts_view *views;
	size_t nviews;
	bool merged;		     /* the table: all types share the first one's heading */
	const struct bts_view *last; /* the table: whose heading was printed last */
	struct bts_out cell;	     /* scratch: the line, or the cell, under construction */
};

/* Some rows of a table, sorted. */
struct bts_block {
	const struct bts_record *record;
	const char *rows; /* one after the other */
	size_t count;
	size_t left_out;   /* rows that are not among them */
	uint64_t interval; /* ns that they are of */
};

struct bts_sink_ops {
	const char *name;
	/* By default a field that the table leaves out is shown all the same. */
	bool all_fields;
	bool one_type; /* it cannot tell types of records apart */
	void (*begin)(struct bts_sink *sink, const struct bts_meta *meta);
	void (*record)(struct bts_sink *sink, const struct bts_view *view,
		       const struct bts_rec *rec);
	/* Before and after the rows of a block; or NULL. */
	void (*block_begin)(struct bts_sink *sink, const struct bts_view *view,
			    const struct bts_block *block);
	void (*block_end)(struct bts_sink *sink, const struct bts_view *view,
			  const struct bts_block *block);
	void (*end)(struct bts_sink *sink, const struct bts_totals *totals); /* or NULL */
	/* What stands at the end of a file when the rest goes into another; or NULL. */
	void (*pause)(struct bts_sink *sink);
};

/* Writes a record's object up to its last member, so that more may follow. */
void bts_json_members(struct bts_sink *sink, const struct bts_view *view,
		      const struct bts_rec *rec);

extern const struct bts_sink_ops bts_sink_table, bts_sink_json, bts_sink_csv;

/*
 * Prepares @sink to write to @out, showing the @nrecords types in @records with
 * the fields named in @fields (a comma-separated list; NULL: the sink's
 * default). A field must be known to at least one of the types; a type that has
 * none of them is not shown. 0, -ENOMEM, or -EINVAL with the reason in @why;
 * *@hint is then the nearest name or NULL.
 */
int bts_sink_init(struct bts_sink *sink, const struct bts_sink_ops *ops, struct bts_out *out,
		  const struct bts_record *const *records, size_t nrecords, const char *fields,
		  char *why, size_t size, const char **hint);

/*
 * The same for a table in which several types of record share one heading. @list
 * names the columns by commas, each [HEADING=]FIELD[|FIELD...]: the first of the
 * fields that a type has, blank for a type that has none. The field "type" is the
 * name of the type.
 */
int bts_sink_init_merged(struct bts_sink *sink, struct bts_out *out,
			 const struct bts_record *const *records, size_t nrecords, const char *list,
			 char *why, size_t size, const char **hint);
void bts_sink_free(struct bts_sink *sink);

/* Prints what stands before the first record, and flushes it: a person sees that tracing began. */
void bts_sink_begin(struct bts_sink *sink, const struct bts_meta *meta);

/* Does any type of record show a field of that name? */
bool bts_sink_shows(const struct bts_sink *sink, const char *field);

/* The same of a field of that kind. */
bool bts_sink_shows_kind(const struct bts_sink *sink, const struct bts_kind *kind);

/* Shows one record; false if it is of no type that is shown or is malformed. */
bool bts_sink_record(struct bts_sink *sink, const struct bts_rec *rec);

/* Shows rows of a table that was among the types given to bts_sink_init(). */
void bts_sink_block(struct bts_sink *sink, const struct bts_block *block);
void bts_sink_end(struct bts_sink *sink, const struct bts_totals *totals);

/*
 * What has been written goes to its file, and a new file begins: @swap, called
 * between the two, opens it. Its error, or 0; after an error the old file goes on.
 */
int bts_sink_swap(struct bts_sink *sink, const struct bts_meta *meta, int (*swap)(void *arg),
		  void *arg);

#endif
