/* SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause */
/*
 * The schema: what the records of a tool hold, read back from the BTF of its
 * BPF object. Everything that prints a record works from this alone.
 */
#ifndef BTS_SCHEMA_H
#define BTS_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bts_cgroups;
struct bts_mounts;
struct bts_stacks;
struct bts_out;
struct bts_field;
struct btf;

/* What formatting needs to know beside the record. */
struct bts_clock {
	uint64_t epoch; /* ns to add to CLOCK_MONOTONIC for ns since the epoch */
	uint64_t start; /* CLOCK_MONOTONIC, ns, at which tracing began */
	bool wall;	/* -T: the table shows wall-clock time, not time since the start */
	struct bts_cgroups *cgroups; /* where control groups are known by their ids, or NULL */
	struct bts_mounts *mounts;   /* where file systems are known by their devices, or NULL */
	struct bts_stacks *stacks;   /* where stacks are known by their numbers, or NULL */
};

/* A record as it came from the ring: its bytes and how many they are. */
struct bts_rec {
	const void *data;
	size_t len;
};

/*
 * How the values of one semantic type look. Chosen once, when the schema is
 * read. The functions are given one value that is known: bts_field_text() and
 * its kin, which callers use, see to what is not, and to arrays.
 */
struct bts_kind {
	const char *name;    /* in the JSON schema: "pid", "ns" ... */
	const char *unit;    /* or NULL */
	const char *heading; /* or NULL: the field's name in capitals */
	int width;	     /* of the column, unless the field says otherwise */
	bool right;	     /* numbers stand at the right */
	bool whole;	     /* an array in the head is one value: a string */
	bool minus_errno;    /* a negative value says why it could not be read */
	uint32_t tail;	     /* of a reference into the tail: bytes to an element there; else 0 */
	/* Heading and width where the table shows wall-clock time, if they differ. */
	const char *wall_heading;
	int wall_width;
	/* For people: table and CSV. What comes from a traced process is made safe here. */
	void (*text)(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		     const struct bts_clock *clock);
	/* One JSON value. */
	void (*json)(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		     const struct bts_clock *clock);
	/* CSV where it differs from @text (whole moments, plain numbers), or NULL. */
	void (*csv)(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		    const struct bts_clock *clock);
	/* Of what the table shows on lines of its own below the row, in place of a cell, or NULL. */
	void (*below)(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		      const struct bts_clock *clock);
	/*
	 * Where JSON cannot hold the exact bytes they go into NAME_b64 beside the
	 * value: is that so, and the value of that member. Both NULL for most kinds.
	 */
	bool (*inexact)(const struct bts_field *f, const struct bts_rec *rec,
			const struct bts_clock *clock);
	void (*b64)(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		    const struct bts_clock *clock);
	/* Of histograms and what is worked out from them: how people read their numbers. */
	void (*amount)(struct bts_out *out, uint64_t value);
	/* Of a field that is worked out: its number; false where there is none. */
	bool (*number)(const struct bts_field *f, const struct bts_rec *rec, uint64_t *number);
	/* Of a histogram: the fields that are worked out from it; ends with a row without a name. */
	const struct bts_derived *derived;
};

/* A field worked out from another. */
struct bts_derived {
	const char *suffix;  /* of the name: "_p50" */
	const char *heading; /* of the column; one that begins with `/' follows the other's */
	const struct bts_kind *kind;
};

struct bts_flag_set;

struct bts_field {
	const char *name;    /* member's name: JSON key, CSV heading, --fields word */
	const char *heading; /* of the table's column */
	const struct bts_kind *kind;
	uint32_t offset, size; /* bytes in the record's head; none where worked out */
	uint32_t count;	       /* elements of an array in the head, else 1 */
	bool is_signed;
	bool is_key, is_value; /* of a table */
	bool hidden;	       /* not shown by default */
	int width;
	const struct bts_flag_set *names; /* of flags and enumerations, else NULL */
	/* A failure that the table shows in this field's column, or NULL. */
	const struct bts_field *instead;
	/* Of a path: the file system that it begins in, or NULL. */
	const struct bts_field *mount;
};

struct bts_record {
	const char *name; /* without the tool's name: "clone" of struct hello_clone */
	uint32_t type;	  /* tag in bts_head: the id of the struct in the object's BTF */
	uint32_t size;	  /* of the head, bytes; a shorter record is malformed */
	struct bts_field *fields;
	size_t nfields;
	const struct bts_field **table; /* the default columns of the table */
	size_t ntable;
	/* Of a table, whose rows are records that the library puts together; else NULL. */
	const struct bts_map *map;
};

/* The map behind a table: its name, and where its key and value stand in a row. */
struct bts_map {
	const char *name, *title;
	uint32_t key_off, key_size, value_off, value_size;
};

struct bts_schema {
	struct bts_record *records;
	size_t nrecords;
	/* What the schema owns beside. */
	void *pool;
};

/*
 * Reads the schema of the object whose BTF this is; @tool is the name whose
 * prefix the record types lose. On failure (-EINVAL: a mistake in the BPF
 * program; -ENOMEM) the reason has been put into @why, of @size bytes.
 */
int bts_schema_read(struct bts_schema *schema, const struct btf *btf, const char *tool, char *why,
		    size_t size);
void bts_schema_free(struct bts_schema *schema);

/* The record of that name, or of that tag; NULL. */
const struct bts_record *bts_schema_named(const struct bts_schema *schema, const char *name);
const struct bts_record *bts_schema_tagged(const struct bts_schema *schema, uint32_t type);

const struct bts_field *bts_record_field(const struct bts_record *record, const char *name);

/*
 * The field of that name is shown by default from now on, by the table behind its
 * last column, or in front of it where that is text, which may have no end. False:
 * there is no such field.
 */
bool bts_record_reveal(struct bts_record *record, const char *name);

/*
 * A record is data from a shared buffer: true when it is long enough for its
 * head and every tail reference lies within it.
 */
bool bts_record_valid(const struct bts_record *record, const struct bts_rec *rec);

/* The same where it is known that only fields from @from to before @to have tails. */
bool bts_record_valid_from(const struct bts_record *record, const struct bts_rec *rec, size_t from,
			   size_t to);

/* The unsigned or sign-extended value of an integer field. */
uint64_t bts_field_u64(const struct bts_field *f, const struct bts_rec *rec);

/* The number by which people compare a field; false where it has none. */
bool bts_field_number(const struct bts_field *f, const struct bts_rec *rec, uint64_t *number);

/* False where the BPF program said that it could not read the value. */
bool bts_field_known(const struct bts_field *f, const struct bts_rec *rec);

/*
 * One field of a valid record: for the table ("?" where it is not known), for
 * CSV (the same, before quoting), and as one JSON value (null).
 */
void bts_field_text(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		    const struct bts_clock *clock);
void bts_field_csv(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		   const struct bts_clock *clock);
void bts_field_json(struct bts_out *out, const struct bts_field *f, const struct bts_rec *rec,
		    const struct bts_clock *clock);

/*
 * Is it one value that is known wherever nothing of its record is unread? Then the
 * functions of its kind may be called at once; worked out once, not for each row.
 */
bool bts_field_simple(const struct bts_field *f);

/* Why a field is not known, as a positive errno; 0 where it is, or where nobody noted it. */
int bts_field_error(const struct bts_field *f, const struct bts_rec *rec);

/* "ENOENT", also for what the kernel keeps to itself ("ERESTARTSYS"); NULL. */
const char *bts_errno_name(int error);

/* The kind by the name of the typedef ("bts_pid") or of the tail; NULL. */
const struct bts_kind *bts_kind_find(const char *type_name);

/* What is worked out from a member with BTS_RATE: how many a second. */
extern const struct bts_derived bts_derived_rate[];

/* The kinds that are not typedefs. */
extern const struct bts_kind bts_kind_uint, bts_kind_int, bts_kind_bool, bts_kind_enum,
	bts_kind_flags;

#endif
