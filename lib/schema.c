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
#define TABLE_PREFIX "bts_table_"

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

/* The members of the library's structs that are for the library alone. */
static bool is_private(const struct reader *r, const struct btf_type *owner, const char *name)
{
	const char *type = btf__name_by_offset(r->btf, owner->name_off);

	if (!strcmp(type, "bts_no_key"))
		return true;
	return !strcmp(type, "bts_head") && (!strcmp(name, "type") || !strcmp(name, "unread") ||
					     (r->record->map && !strcmp(name, "cpu")));
}

/* A struct, or a union without a name, whose members are views of one value: each is a field. */
static bool is_nested(const struct reader *r, const struct btf_member *m)
{
	const struct btf_type *t = btf__type_by_id(r->btf, m->type);

	return t && (btf_is_struct(t) || (btf_is_union(t) && btf_vlen(t) && !m->name_off));
}

/* Adds the fields that are worked out from @from. */
static int derived_add(struct reader *r, const struct bts_field *from,
		       const struct bts_derived *derived)
{
	for (; derived->suffix; derived++) {
		struct bts_field *f = &r->record->fields[r->record->nfields];
		char text[128];

		snprintf(text, sizeof(text), "%s%s", from->name, derived->suffix);
		if (bts_record_field(r->record, text))
			return mistake(r, "%s: two members of that name", text);
		*f = (struct bts_field){ .kind = derived->kind,
					 .offset = from->offset,
					 .count = 1,
					 .is_value = true,
					 .width = derived->kind->width };
		f->name = pool_text(r->schema, text);
		snprintf(text, sizeof(text), "%s%s",
			 derived->heading[0] == '/' ? from->heading : "", derived->heading);
		f->heading = pool_text(r->schema, text);
		if (!f->name || !f->heading)
			return no_memory(r);
		r->record->nfields++;
	}
	return 0;
}

/* A field of a table: of the key or of the value, with what is derived from it. */
static int table_field(struct reader *r, struct bts_field *f, bool rate)
{
	const struct bts_map *map = r->record->map;
	int err = 0;

	f->is_value = f->offset >= map->value_off;
	f->is_key = f->offset >= map->key_off && !f->is_value;
	if (f->is_value && f->size != sizeof(uint64_t) && !f->kind->derived)
		return mistake(r, "%s: does not add up", f->name);
	if (f->kind->tail || (!f->is_value && f->kind->derived))
		return mistake(r, "%s: a type that is not for tables", f->name);
	if (f->kind->derived)
		err = derived_add(r, f, f->kind->derived);
	if (!err && rate)
		err = derived_add(r, f, bts_derived_rate);
	return err;
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
		err = record->map ? table_field(r, f, tag_find(r, id, i, "rate")) : 0;
		if (!err && !record->map && f->kind->derived)
			err = mistake(r, "%s: a histogram is for tables", name);
		if (err)
			return err;
	}
	return 0;
}

/* Of what a member gives rise to: itself, and what is derived from it. */
#define FIELDS_OF_MEMBER 9

/* Fields that a struct and the structs in it may have at most. */
static size_t fields_count(const struct reader *r, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);
	const struct btf_member *m = btf_members(t);
	size_t n = 0;

	for (int i = 0; i < btf_vlen(t); i++)
		n += is_nested(r, &m[i]) ? fields_count(r, m[i].type) : FIELDS_OF_MEMBER;
	return n;
}

/* The field that @own is told to stand in for. */
static int instead_read(struct reader *r, const struct bts_field *own, const char *name)
{
	struct bts_field *f = (struct bts_field *)bts_record_field(r->record, name);

	if (!f)
		return mistake(r, "%s: no member `%s' to stand in for", own->name, name);
	f->instead = own;
	return 0;
}

/* The field that says where the path @own begins. */
static int mount_read(struct reader *r, struct bts_field *own, const char *name)
{
	if (own->kind != bts_kind_find("bts_path") && own->kind != bts_kind_find("bts_tail_path"))
		return mistake(r, "%s: BTS_MOUNT without a path", own->name);
	own->mount = bts_record_field(r->record, name);
	if (!own->mount || own->mount->kind != bts_kind_find("bts_fsdev"))
		return mistake(r, "%s: no member `%s' of type bts_fsdev", own->name, name);
	return 0;
}

/* Fields that need others: known only when all members are. */
static int companions_read(struct reader *r, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);
	const struct btf_member *m = btf_members(t);
	int err = 0;

	for (int i = 0; !err && i < btf_vlen(t); i++, m++) {
		const char *instead = tag_find(r, id, i, "instead");
		const char *mount = tag_find(r, id, i, "mount");
		struct bts_field *f = (struct bts_field *)bts_record_field(
			r->record, btf__name_by_offset(r->btf, m->name_off));

		if (is_nested(r, m)) {
			err = companions_read(r, m->type);
			continue;
		}
		if (f && instead)
			err = instead_read(r, f, instead);
		if (f && mount && !err)
			err = mount_read(r, f, mount);
	}
	return err;
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

static bool is_declared(const struct btf_type *t, const struct btf *btf, const char *prefix)
{
	return btf_is_var(t) &&
	       !strncmp(btf__name_by_offset(btf, t->name_off), prefix, strlen(prefix));
}

/* Both prefixes are equally long. */
static bool is_record(const struct btf *btf, const struct btf_type *t)
{
	return is_declared(t, btf, EVENT_PREFIX) || is_declared(t, btf, TABLE_PREFIX);
}

/* The struct that the declaration's pointer leads to; 0. */
static uint32_t pointed_at(const struct reader *r, const struct btf_type *var)
{
	const struct btf_type *t = btf__type_by_id(r->btf, var->type);
	uint32_t id = var->type;

	while (t && (btf_is_mod(t) || btf_is_ptr(t))) {
		id = t->type;
		t = btf__type_by_id(r->btf, id);
	}
	return t && btf_is_struct(t) && btf_vlen(t) ? id : 0;
}

/* Is the first member of the struct a struct of that name? */
static bool begins_with(const struct reader *r, uint32_t id, const char *name)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);

	t = btf__type_by_id(r->btf, btf_members(t)[0].type);
	return t && btf_is_struct(t) && !strcmp(btf__name_by_offset(r->btf, t->name_off), name);
}

/* The map of a BTS_TABLE(), whose name @name is. */
static int map_read(struct reader *r, uint32_t id, const char *name, const char *title)
{
	const struct btf_type *t = btf__type_by_id(r->btf, id);
	const struct btf_member *m = btf_members(t);
	struct bts_map *map = pool_alloc(r->schema, sizeof(*map));

	if (!map)
		return no_memory(r);
	if (btf_vlen(t) != 3 || !is_nested(r, &m[1]) || !is_nested(r, &m[2]))
		return mistake(r, "a row is not its head, a key and a value");
	map->name = pool_text(r->schema, name);
	map->title = pool_text(r->schema, title ?: name);
	map->key_off = btf_member_bit_offset(t, 1) / 8;
	map->key_size = btf__resolve_size(r->btf, m[1].type);
	map->value_off = btf_member_bit_offset(t, 2) / 8;
	map->value_size = btf__resolve_size(r->btf, m[2].type);
	r->record->map = map;
	return map->name && map->title ? 0 : no_memory(r);
}

/* One BTS_EVENT() or BTS_TABLE(): a pointer variable to the struct of a record or a row. */
static int record_read(struct reader *r, uint32_t var_id, const struct btf_type *var)
{
	const char *name = btf__name_by_offset(r->btf, var->name_off);
	bool table = is_declared(var, r->btf, TABLE_PREFIX);
	uint32_t id = pointed_at(r, var), max = table ? BTS_ROW_MAX : BTS_RECORD_MAX;
	const char *head = table ? "bts_row" : "bts_head";
	size_t prefix = strlen(r->tool);
	int err;

	name += strlen(table ? TABLE_PREFIX : EVENT_PREFIX);
	r->record = &r->schema->records[r->schema->nrecords];
	if (!id || btf__type_by_id(r->btf, id)->size > max)
		return mistake(r, "not a struct of at most %d bytes", max);
	if (!begins_with(r, id, head))
		return mistake(r, "does not begin with a struct %s", head);
	err = table ? map_read(r, id, name, tag_find(r, var_id, -1, "title")) : 0;
	if (err)
		return err;

	if (!strncmp(name, r->tool, prefix) && name[prefix] == '_')
		name += prefix + 1;
	/* JSON's own lines. */
	if (!strcmp(name, "schema") || !strcmp(name, "end"))
		return mistake(r, "that name is taken");
	if (bts_schema_named(r->schema, name))
		return mistake(r, "a record and a table of that name");
	r->record->name = pool_text(r->schema, name);
	r->record->type = id;
	r->record->size = btf__type_by_id(r->btf, id)->size;
	r->record->fields = pool_alloc(r->schema, fields_count(r, id) * sizeof(*r->record->fields));
	if (!r->record->name || !r->record->fields)
		return no_memory(r);
	r->schema->nrecords++;
	return struct_read(r, id, 0) ?:
	       companions_read(r, id) ?:
	       table_read(r, tag_find(r, var_id, -1, "table"));
}

int bts_schema_read(struct bts_schema *schema, const struct btf *btf, const char *tool, char *why,
		    size_t size)
{
	char inner[256] = "";
	struct reader r = { schema, btf, tool, NULL, inner, sizeof(inner) };
	size_t records = 0;

	memset(schema, 0, sizeof(*schema));
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++)
		records += is_record(btf, btf__type_by_id(btf, id));
	schema->records = pool_alloc(schema, records * sizeof(*schema->records));
	if (!schema->records)
		return no_memory(&r);
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		int err;

		if (!is_record(btf, t))
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
