// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>
#include <bpf/btf.h>
#include "bts/abi.h"
#include "bts/btf.h"
#include "bts/flags.h"
#include "bts/schema.h"

#define EVENT_PREFIX "bts_event_"

/* Everything that the schema allocates, freed as one list. */
struct pool {
	struct pool *next;
};

static void *pool_alloc(struct bts_schema *schema, size_t size)
{
	struct pool *p = calloc(1, sizeof(*p) + size);

	if (!p)
		return NULL;
	p->next = schema->pool;
	schema->pool = p;
	return p + 1;
}

/* Copies: the schema outlives the object, which is opened again when a kind is refused. */
static char *pool_text(struct bts_schema *schema, const char *text)
{
	size_t n = strlen(text);
	char *copy = pool_alloc(schema, n + 1);

	return copy ? memcpy(copy, text, n) : NULL;
}

/* What a failure in reading the schema needs. */
struct reader {
	struct bts_schema *schema;
	const struct btf *btf;
	const char *tool;
	struct bts_record *record;
	char *why;
	size_t size;
};

__attribute__((format(printf, 2, 3))) static int mistake(struct reader *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(r->why, r->size, format, args);
	va_end(args);
	return -EINVAL;
}

static int no_memory(struct reader *r)
{
	snprintf(r->why, r->size, "out of memory");
	return -ENOMEM;
}

/* The names of an enumeration: without what all have in common up to a `_', in small letters. */
static const struct bts_flag_set *enum_names(struct reader *r, const struct btf_type *t)
{
	const struct btf_enum *e = btf_enum(t);
	size_t n = btf_vlen(t), common = 0, count = 0;
	const char *first = btf__name_by_offset(r->btf, e[0].name_off);
	struct bts_flag_set *set = pool_alloc(r->schema, sizeof(*set));
	struct bts_flag *flags = pool_alloc(r->schema, n * sizeof(*flags));

	if (!set || !flags || !first)
		return NULL;
	for (size_t len = 1; first[len - 1]; len++) {
		if (first[len - 1] != '_')
			continue;
		for (size_t i = 1; i < n; i++) {
			if (strncmp(first, btf__name_by_offset(r->btf, e[i].name_off), len))
				goto found;
		}
		common = len;
	}
found:
	for (size_t i = 0; i < n; i++) {
		const char *name = btf__name_by_offset(r->btf, e[i].name_off) + common;
		char *copy = pool_text(r->schema, name);

		if (!copy)
			return NULL;
		/* An enumerator for all bits together is for the program, not for people. */
		if (!strcmp(copy, "FLAGS"))
			continue;
		for (char *c = copy; *c; c++)
			*c = tolower((unsigned char)*c);
		flags[count++] = (struct bts_flag){ copy, (uint32_t)e[i].val };
	}
	set->name = "";
	set->flags = flags;
	set->count = count;
	return set;
}

static const struct bts_kind *int_kind(const struct btf_type *t)
{
	if (btf_int_encoding(t) & BTF_INT_BOOL)
		return &bts_kind_bool;
	return btf_int_encoding(t) & BTF_INT_SIGNED ? &bts_kind_int : &bts_kind_uint;
}

/* Chooses the kind of a member by the names of its typedefs, then by what it is. */
static int field_kind(struct reader *r, struct bts_field *f, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);

	f->count = 1;
	while (t) {
		if (btf_is_typedef(t)) {
			const char *name = btf__name_by_offset(r->btf, t->name_off);

			if (!f->kind)
				f->kind = bts_kind_find(name);
			id = t->type;
		} else if (btf_is_array(t)) {
			/* Of one dimension: of more, the first would have to be told from the rest.
			 */
			f->count = f->count == 1 ? btf_array(t)->nelems : 0;
			id = btf_array(t)->type;
		} else if (btf_is_mod(t)) {
			id = t->type;
		} else {
			break;
		}
		t = btf__type_by_id(r->btf, id);
	}
	f->size = btf__resolve_size(r->btf, id) * f->count;
	if (t && btf_is_enum(t)) {
		f->names = enum_names(r, t);
		if (!f->names)
			return no_memory(r);
		f->kind = f->kind ?: &bts_kind_enum;
	} else if (t && btf_is_int(t) && t->size <= 8) {
		f->is_signed = btf_int_encoding(t) & BTF_INT_SIGNED;
		f->kind = f->kind ?: int_kind(t);
	}
	if (!f->kind || !f->count || (f->count > 1 && f->kind->tail))
		return mistake(r, "%s: a type that cannot be shown", f->name);
	return 0;
}

/* The text of @owner's tag that begins with @key and `=', or is @key alone. */
static const char *tag_find(const struct reader *r, uint32_t owner, int component, const char *key)
{
	return bts_btf_tag(r->btf, owner, component, key, NULL);
}

static int field_tags(struct reader *r, struct bts_field *f, uint32_t owner, int component)
{
	const char *head = tag_find(r, owner, component, "head");
	const char *width = tag_find(r, owner, component, "width");
	const char *flags = tag_find(r, owner, component, "flags");

	f->width = width ? atoi(width) : f->kind->width;
	if (flags) {
		f->names = bts_flag_set_find(flags);
		if (!f->names)
			return mistake(r, "%s: no set of flags `%s'", f->name, flags);
		f->kind = &bts_kind_flags;
	} else if (tag_find(r, owner, component, "bits")) {
		if (!f->names)
			return mistake(r, "%s: BTS_BITS without an enumeration", f->name);
		f->kind = &bts_kind_flags;
	}
	f->heading = pool_text(r->schema, head ?: f->kind->heading ?: f->name);
	if (!f->heading)
		return no_memory(r);
	if (head || f->kind->heading)
		return 0;
	for (char *c = (char *)f->heading; *c; c++)
		*c = toupper((unsigned char)*c);
	return 0;
}

/* The members of bts_head that are for the library alone. */
static bool is_private(const struct reader *r, const struct btf_type *owner, const char *name)
{
	return !strcmp(btf__name_by_offset(r->btf, owner->name_off), "bts_head") &&
	       (!strcmp(name, "type") || !strcmp(name, "unread"));
}

/* A struct, or a union without a name, whose members are views of one value: each is a field. */
static bool is_nested(const struct reader *r, const struct btf_member *m)
{
	const struct btf_type *t = btf__type_by_id(r->btf, m->type);

	return t && (btf_is_struct(t) || (btf_is_union(t) && btf_vlen(t) && !m->name_off));
}

static int struct_read(struct reader *r, uint32_t id, uint32_t base)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);
	const struct btf_member *m = btf_members(t);

	for (int i = 0; i < btf_vlen(t); i++, m++) {
		const char *name = btf__name_by_offset(r->btf, m->name_off);
		uint32_t offset = base + btf_member_bit_offset(t, i) / 8;
		struct bts_record *record = r->record;
		struct bts_field *f;
		int err;

		if (is_private(r, t, name))
			continue;
		if (is_nested(r, m)) {
			err = struct_read(r, m->type, offset);
			if (err)
				return err;
			continue;
		}
		if (!name[0])
			return mistake(r, "(no name): a type that cannot be shown");
		if (btf_member_bitfield_size(t, i))
			return mistake(r, "%s: a bit field", name);
		if (bts_record_field(record, name) || !strcmp(name, "type"))
			return mistake(r, "%s: two members of that name", name);
		f = &record->fields[record->nfields];
		f->name = pool_text(r->schema, name);
		f->offset = offset;
		if (!f->name)
			return no_memory(r);
		err = field_kind(r, f, m->type) ?: field_tags(r, f, id, i);
		if (err)
			return err;
		record->nfields++;
	}
	return 0;
}

/* Members of a struct and of the structs in it. */
static size_t members_count(const struct reader *r, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);
	const struct btf_member *m = btf_members(t);
	size_t n = 0;

	for (int i = 0; i < btf_vlen(t); i++)
		n += is_nested(r, &m[i]) ? members_count(r, m[i].type) : 1;
	return n;
}

/* Failures that share a column: known only when all members are. */
static int insteads_read(struct reader *r, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);
	const struct bts_record *record = r->record;

	for (int i = 0; i < btf_vlen(t); i++) {
		const char *name = tag_find(r, id, i, "instead");
		const char *own = btf__name_by_offset(r->btf, btf_members(t)[i].name_off);
		struct bts_field *f;

		if (!name)
			continue;
		f = (struct bts_field *)bts_record_field(record, name);
		if (!f)
			return mistake(r, "%s: no member `%s' to stand in for", own, name);
		f->instead = bts_record_field(record, own);
	}
	return 0;
}

static int table_read(struct reader *r, const char *columns)
{
	struct bts_record *record = r->record;

	record->table = pool_alloc(r->schema, record->nfields * sizeof(*record->table));
	if (!record->table)
		return no_memory(r);
	if (!columns || !*columns) {
		for (size_t i = 0; i < record->nfields; i++)
			record->table[record->ntable++] = &record->fields[i];
		return 0;
	}
	while (*columns) {
		size_t n = strcspn(columns, ",");
		const struct bts_field *f;
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)n, columns);
		f = bts_record_field(record, name);
		for (size_t i = 0; f && i < record->ntable; i++) {
			if (record->table[i] == f)
				f = NULL;
		}
		if (!f)
			return mistake(r, "a column `%s' that is no field, or twice", name);
		record->table[record->ntable++] = f;
		columns += n + (columns[n] == ',');
	}
	return 0;
}

/* One BTS_EVENT(): a pointer variable to the record's struct. */
static int record_read(struct reader *r, uint32_t var_id, const struct btf_type *var)
{
	const char *name = btf__name_by_offset(r->btf, var->name_off) + strlen(EVENT_PREFIX);
	size_t prefix = strlen(r->tool);
	const struct btf_type *t = btf__type_by_id(r->btf, var->type);
	uint32_t id = var->type;

	while (t && (btf_is_mod(t) || btf_is_ptr(t))) {
		id = t->type;
		t = btf__type_by_id(r->btf, id);
	}
	r->record = &r->schema->records[r->schema->nrecords];
	if (!t || !btf_is_struct(t) || !btf_vlen(t) || t->size > BTS_RECORD_MAX)
		return mistake(r, "not a struct of at most %d bytes", BTS_RECORD_MAX);
	t = btf__type_by_id(r->btf, btf_members(t)[0].type);
	if (!t || !btf_is_struct(t) || strcmp(btf__name_by_offset(r->btf, t->name_off), "bts_head"))
		return mistake(r, "does not begin with a struct bts_head");

	if (!strncmp(name, r->tool, prefix) && name[prefix] == '_')
		name += prefix + 1;
	/* JSON's own lines. */
	if (!strcmp(name, "schema") || !strcmp(name, "end"))
		return mistake(r, "that name is taken");
	r->record->name = pool_text(r->schema, name);
	r->record->type = id;
	r->record->size = btf__type_by_id(r->btf, id)->size;
	r->record->fields =
		pool_alloc(r->schema, members_count(r, id) * sizeof(*r->record->fields));
	if (!r->record->name || !r->record->fields)
		return no_memory(r);
	r->schema->nrecords++;
	return struct_read(r, id, 0) ?:
	       insteads_read(r, id) ?:
	       table_read(r, tag_find(r, var_id, -1, "table"));
}

static bool is_event(const struct btf *btf, const struct btf_type *t)
{
	return btf_is_var(t) &&
	       !strncmp(btf__name_by_offset(btf, t->name_off), EVENT_PREFIX, strlen(EVENT_PREFIX));
}

int bts_schema_read(struct bts_schema *schema, const struct btf *btf, const char *tool, char *why,
		    size_t size)
{
	char inner[256] = "";
	struct reader r = { schema, btf, tool, NULL, inner, sizeof(inner) };
	size_t events = 0;

	memset(schema, 0, sizeof(*schema));
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++)
		events += is_event(btf, btf__type_by_id(btf, id));
	schema->records = pool_alloc(schema, events * sizeof(*schema->records));
	if (!schema->records)
		return no_memory(&r);
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		int err;

		if (!is_event(btf, t))
			continue;
		err = record_read(&r, id, t);
		if (err) {
			snprintf(why, size, "%s: record %s: %s", tool,
				 btf__name_by_offset(btf, t->name_off) + strlen(EVENT_PREFIX),
				 inner);
			bts_schema_free(schema);
			return err;
		}
	}
	if (schema->nrecords)
		return 0;
	snprintf(why, size, "%s: no record is declared", tool);
	bts_schema_free(schema);
	return -EINVAL;
}

void bts_schema_free(struct bts_schema *schema)
{
	struct pool *p = schema->pool, *next;

	for (; p; p = next) {
		next = p->next;
		free(p);
	}
	memset(schema, 0, sizeof(*schema));
}

const struct bts_record *bts_schema_named(const struct bts_schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->nrecords; i++) {
		if (!strcmp(schema->records[i].name, name))
			return &schema->records[i];
	}
	return NULL;
}

const struct bts_record *bts_schema_tagged(const struct bts_schema *schema, uint32_t type)
{
	for (size_t i = 0; i < schema->nrecords; i++) {
		if (schema->records[i].type == type)
			return &schema->records[i];
	}
	return NULL;
}
