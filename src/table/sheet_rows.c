/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: the rows of a sheet, one by one; and the look over the whole sheet that goes before. */
#include "table/sheet_priv.h"
#include "core/speech.h"

enum { SHEET_ROWS_MOST = 1 << 24, SHEET_COLUMNS_MOST = 1 << 14 };
#define SHEET_BYTES_MOST ((int64_t)4 << 30) /* bytes of a sheet's XML */

int sheet_column(const char *reference, int64_t *row)
{
    int column = 0;
    int64_t n = 0;
    const char *p = reference;
    for (p += *p == '$'; (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z'); p++) {
        column = column * 26 + ((*p & 0x1F));
        if (column > SHEET_COLUMNS_MOST)
            return -1;
    }
    for (p += *p == '$'; *p >= '0' && *p <= '9' && n < SHEET_ROWS_MOST; p++)
        n = n * 10 + (*p - '0');
    *row = n;
    return column && (*p == 0 || *p == ':') ? column - 1 : -1;
}

void table_note_add(struct table *t, int64_t line, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    if (t->note_n >= TABLE_NOTES_MOST)
        return;
    GROW(t->notes, t->note_n, t->note_room);
    t->notes[t->note_n++] = (struct table_note){line, column, code, (struct str){arena_text(&t->names, found.p, MIN_OF(found.n, (size_t)200)),
        MIN_OF(found.n, (size_t)200)}, expected, advice};
}

/* ---- the whole sheet, looked over ---- */

static void survey_merged(struct sheet *s, const char *reference)
{
    struct range r;
    const char *colon = reference ? strchr(reference, ':') : NULL;
    if (!colon)
        return;
    r.left = sheet_column(reference, &r.top);
    r.right = sheet_column(colon + 1, &r.bottom);
    if (r.left < 0 || r.right < r.left || r.bottom < r.top)
        return;
    if (r.top <= HEADER_WITHIN && s->range_n < RANGES_MOST) {
        GROW(s->ranges, s->range_n, s->range_room);
        s->ranges[s->range_n++] = r;
    } else {
        s->merged_far += r.bottom > r.top;
    }
}

static void survey_columns(struct sheet *s, const char **attributes)
{
    const char *first = xml_attribute(attributes, "min"), *last = xml_attribute(attributes, "max");
    long from = first ? strtol(first, NULL, 10) : 0, to = last ? strtol(last, NULL, 10) : 0;
    if (!part_true(xml_attribute(attributes, "hidden")) || from < 1 || to < from || to > SHEET_COLUMNS_MOST)
        return;
    GROW(s->hidden, s->hidden_n, s->hidden_room);
    s->hidden[s->hidden_n].from = (int)from - 1;
    s->hidden[s->hidden_n++].to = (int)to - 1;
}

static void survey_start(void *arg, const char *element, const char **attributes)
{
    struct table *t = arg;
    struct sheet *s = t->sheet;
    if (strcmp(element, "c") == 0) {
        const char *r = xml_attribute(attributes, "r");
        int64_t row;
        s->column = r ? sheet_column(r, &row) : s->column + 1;
    } else if (strcmp(element, "row") == 0) {
        s->column = -1;
        t->told.hidden_rows += part_true(xml_attribute(attributes, "hidden"));
    } else if (strcmp(element, "v") == 0 || strcmp(element, "is") == 0) {
        s->width = MAX_OF(s->width, s->column + 1);
    } else if (strcmp(element, "mergeCell") == 0) {
        survey_merged(s, xml_attribute(attributes, "ref"));
    } else if (strcmp(element, "col") == 0) {
        survey_columns(s, attributes);
    }
}

static bool open_part(struct table *t)
{
    struct workbook *w = t->sheet->w;
    struct sheet *s = t->sheet;
    part_close(&s->part);
    if (!part_open(&s->part, w->a, (size_t)s->entry->member, SHEET_BYTES_MOST, t->name, &t->e))
        return false;
    s->part.arg = t;
    return true;
}

/* ---- cells ---- */

/* There are at least n cells; those that were not there are empty. */
static void cells_up_to(struct table *t, size_t n)
{
    if (n > t->cell_room) {
        t->cell_room = MAX_OF(n, 2 * t->cell_room);
        t->cells = mem_grow(t->cells, t->cell_room, sizeof *t->cells);
        t->sheet->is_text = mem_grow(t->sheet->is_text, t->cell_room, sizeof *t->sheet->is_text);
    }
    for (; t->cell_n < n; t->cell_n++) {
        t->cells[t->cell_n] = (struct cell){0};
        t->sheet->is_text[t->cell_n] = false;
    }
}

/* Text behind what the window holds of the record. */
static void text_put(struct table *t, size_t column, struct str text, bool is_text)
{
    cells_up_to(t, column + 1);
    while (t->end + text.n > t->room) {
        t->room = t->room ? t->room * 2 : 4096;
        t->window = mem_grow(t->window, t->room + WINDOW_PAD, 1);
    }
    memcpy(t->window + t->end, text.p, text.n);
    t->cells[column] = (struct cell){.at = (uint32_t)t->end, .n = (uint32_t)text.n & 0xfffffff};
    t->sheet->is_text[column] = is_text;
    t->end += text.n;
}

/* What the cell at hand says. */
static void cell_put(struct table *t, struct str text, bool is_text)
{
    struct sheet *s = t->sheet;
    if (!text.n)
        return;
    if (s->column >= COLUMNS_MOST)
        part_refuse(&s->part, T("row %" PRId64 ": has more than %d columns, the most that a table may have here"), s->row, COLUMNS_MOST);
    else if (text.n > CELL_MOST || t->end + text.n > RECORD_MOST)
        part_refuse(&s->part, T("row %" PRId64 ", column %d: the cell is longer than 16 MiB (or its row than 64 MiB)"), s->row, s->column + 1);
    else
        text_put(t, (size_t)s->column, text, is_text);
}

static void cell_odd(struct table *t, const char *code, struct str found, const char *advice)
{
    table_note_add(t, t->sheet->row, t->sheet->column, code, found, T("a value"), advice);
}

static void shared_put(struct table *t)
{
    struct sheet *s = t->sheet;
    int64_t i;
    if (str_to_int(buf_view(&s->value), &i) && i >= 0 && (uint64_t)i < s->w->text_n)
        cell_put(t, workbook_text(s->w, (size_t)i), true);
    else
        part_refuse(&s->part, T("is damaged: row %" PRId64 ", column %d asks for text number \"%.20s\", which the spreadsheet does not have; take a whole copy"),
            s->row, s->column + 1, s->value.p ? s->value.p : "");
}

static void cell_done(struct table *t)
{
    struct sheet *s = t->sheet;
    struct str value = buf_view(&s->value);
    if (s->value.over) {
        part_refuse(&s->part, T("row %" PRId64 ", column %d: the cell is longer than 16 MiB"), s->row, s->column + 1);
        return;
    }
    if (s->has_formula && !s->has_value) {
        t->told.unworked++;
        cell_odd(t, "cell_formula", STR(""), T("this formula was never worked out, so the cell counts as unknown: open the file in a spreadsheet program and save it"));
    }
    if (!s->has_value)
        return;
    switch (s->kind) {
    case CELL_SHARED:
        shared_put(t);
        return;
    case CELL_TEXT:
        sheet_unescape(&s->value, 0);
        cell_put(t, buf_view(&s->value), true);
        return;
    case CELL_TRUTH:
        cell_put(t, str_is(str_trim(value), "1") || str_is_nocase(value, "true") ? STR("TRUE") : STR("FALSE"), false);
        return;
    case CELL_ERROR:
        t->told.errors++;
        cell_odd(t, "cell_error", value, T("a formula failed here, so the cell counts as unknown: mend the formula"));
        return;
    case CELL_NUMBER:
        buf_clear(&s->number);
        sheet_number_text(value, s->style < s->w->look_n ? (enum look)s->w->looks[s->style] : LOOK_NUMBER, s->w->since_1904, &s->number);
        cell_put(t, buf_view(&s->number), false);
        return;
    }
}

/* ---- a row ---- */

static void row_begin(struct table *t, const char **attributes)
{
    struct sheet *s = t->sheet;
    const char *r = xml_attribute(attributes, "r");
    int64_t row = s->row + 1;
    if (r && (!str_to_int(str_of(r), &row) || row <= s->row || row > SHEET_ROWS_MOST)) {
        part_refuse(&s->part, T("is damaged: row \"%.20s\" stands behind row %" PRId64 "; take a whole copy"), r, s->row);
        return;
    }
    s->row = row;
    s->column = -1;
    t->cell_n = t->end = 0;
}

/* One look at the attributes of a cell instead of three: there are millions. */
static void cell_attributes(const char **attributes, const char **r, const char **type, const char **style)
{
    *r = *type = *style = NULL;
    for (size_t i = 0; attributes[i]; i += 2) {
        const char *name = attributes[i], *value = attributes[i + 1];
        if (name[0] && name[1]) { /* longer: with the prefix of a namespace, or none of these */
            *r = *r ? *r : xml_attribute((const char *[]){name, value, NULL}, "r");
            *type = *type ? *type : xml_attribute((const char *[]){name, value, NULL}, "t");
            *style = *style ? *style : xml_attribute((const char *[]){name, value, NULL}, "s");
        } else if (name[0] == 'r') {
            *r = *r ? *r : value;
        } else if (name[0] == 't') {
            *type = *type ? *type : value;
        } else if (name[0] == 's') {
            *style = *style ? *style : value;
        }
    }
}

static void cell_begin(struct table *t, const char **attributes)
{
    struct sheet *s = t->sheet;
    const char *r, *type, *style;
    static const struct { const char *type; enum sheet_value kind; } kinds[] = {{"s", CELL_SHARED}, {"inlineStr", CELL_TEXT}, {"str", CELL_TEXT},
        {"d", CELL_TEXT}, {"b", CELL_TRUTH}, {"e", CELL_ERROR}};
    cell_attributes(attributes, &r, &type, &style);
    int64_t row;
    s->column = r ? sheet_column(r, &row) : s->column + 1;
    if (s->column < 0 || s->column >= SHEET_COLUMNS_MOST) {
        part_refuse(&s->part, T("is damaged: row %" PRId64 " has a cell \"%.20s\"; take a whole copy"), s->row, r ? r : "beyond all columns");
        return;
    }
    s->kind = CELL_NUMBER;
    for (size_t i = 0; type && i < ARRAY_LEN(kinds); i++)
        if (type[0] == kinds[i].type[0] && strcmp(type, kinds[i].type) == 0) {
            s->kind = kinds[i].kind;
            break;
        }
    s->style = style ? (size_t)strtoul(style, NULL, 10) : 0;
    s->has_value = s->has_formula = s->in_phonetic = false;
    buf_clear(&s->value);
}

static void rows_start(void *arg, const char *element, const char **attributes)
{
    struct table *t = arg;
    struct sheet *s = t->sheet;
    s->in_value = false;
    if (strcmp(element, "row") == 0) {
        row_begin(t, attributes);
    } else if (strcmp(element, "c") == 0) {
        cell_begin(t, attributes);
    } else if (strcmp(element, "v") == 0 || (strcmp(element, "t") == 0 && !s->in_phonetic)) {
        s->in_value = s->has_value = true;
    } else if (strcmp(element, "f") == 0) {
        s->has_formula = true;
    } else if (strcmp(element, "rPh") == 0) {
        s->in_phonetic = true;
    }
}

static void rows_end(void *arg, const char *element)
{
    struct table *t = arg;
    struct sheet *s = t->sheet;
    s->in_value = false;
    if (strcmp(element, "c") == 0) {
        cell_done(t);
    } else if (strcmp(element, "rPh") == 0) {
        s->in_phonetic = false;
    } else if (strcmp(element, "row") == 0) {
        s->row_whole = true;
        part_pause(&s->part);
    }
}

static void rows_text(void *arg, const char *p, size_t n)
{
    struct table *t = arg;
    if (t->sheet->in_value)
        buf_add(&t->sheet->value, p, n);
}

void sheet_give(struct table *t, const struct sheet_row *r)
{
    t->cell_n = t->end = 0;
    t->record = 0;
    t->line = r->line;
    for (size_t i = 0; i < r->n; i++)
        if (r->cells[i].n)
            text_put(t, i, r->cells[i], r->text[i]);
    cells_up_to(t, t->column_n);
}

bool sheet_record(struct table *t)
{
    struct sheet *s = t->sheet;
    if (s->head_at < s->head_n) {
        sheet_give(t, &s->head[s->head_at++]);
        return true;
    }
    for (;;) {
        s->row_whole = false;
        if (!part_go(&s->part, &t->e)) {
            t->failed = true;
            return false;
        }
        if (!s->row_whole)
            return false;
        t->record = 0;
        t->line = s->row;
        if (table_blank(t))
            continue;
        cells_up_to(t, t->column_n); /* those at the end may be missing */
        return true;
    }
}

/* As the parser sees it: slower, and of every XML that there is. */
static bool survey_parsed(struct table *t)
{
    struct sheet *s = t->sheet;
    s->range_n = s->hidden_n = 0;
    s->merged_far = t->told.hidden_rows = 0;
    s->width = 0;
    if (!open_part(t))
        return false;
    s->part.start = survey_start;
    return part_go(&s->part, &t->e);
}

bool sheet_survey(struct table *t)
{
    struct sheet *s = t->sheet;
    bool odd = false;
    if (!open_part(t) || !sheet_tags(unpacked_stream(s->part.u), survey_start, t, &odd, &t->e) || (odd && !survey_parsed(t)) || !open_part(t))
        return false;
    s->part.start = rows_start;
    s->part.end = rows_end;
    s->part.text = rows_text;
    s->value.most = CELL_MOST;
    s->row = 0;
    return true;
}

void sheet_end(struct table *t)
{
    struct sheet *s = t->sheet;
    free(t->notes);
    if (!s)
        return;
    part_close(&s->part);
    buf_end(&s->value);
    buf_end(&s->number);
    free(s->ranges);
    free(s->hidden);
    free(s->is_text);
    free(s);
    t->sheet = NULL;
}
