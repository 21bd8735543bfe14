/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: a workbook (XLSX): its sheets, shared strings and number formats. */
#include "table/sheet_priv.h"
#include "core/speech.h"
#include <assert.h>

enum { LIST_MOST = 64 << 20, TEXTS_MOST = 1 << 30 }; /* bytes of a part that lists things; of the shared strings */

struct relation {
    struct str id, type, target;
};
struct opening {
    struct workbook *w;
    struct part part;
    struct relation *relations; /* of the workbook; targets as members of the archive */
    size_t relation_n, relation_room;
    struct str book;            /* member of the workbook's own part */
    bool in_text, in_phonetic, in_formats;
    struct { long id; enum look look; } *codes; /* formats with a code of their own */
    size_t code_n, code_room;
};

static struct str keep(struct workbook *w, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    return (struct str){arena_text(&w->arena, text ? text : "", n), n};
}

bool workbook_is(const struct archive *a)
{
    if (archive_find(a, "[Content_Types].xml") < 0)
        return false;
    for (size_t i = 0; i < archive_count(a); i++)
        if (str_starts(archive_name(a, i), "xl/"))
            return true;
    return false;
}

/* ---- relations ---- */

/* A target as a member: from the root, or from the folder of the part that names it. "../" goes up. */
static struct str resolve(struct workbook *w, struct str base, const char *target)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (target[0] == '/') {
        target++;
    } else {
        size_t folder = base.n;
        while (folder && base.p[folder - 1] != '/')
            folder--;
        buf_add(&b, base.p, folder);
    }
    while (strncmp(target, "../", 3) == 0 || strncmp(target, "./", 2) == 0) {
        bool up = target[1] == '.';
        target += up ? 3 : 2;
        size_t n = up && b.n ? b.n - 1 : b.n;
        while (up && n && b.p[n - 1] != '/')
            n--;
        b.n = n;
    }
    buf_text(&b, target);
    return keep(w, b.p);
}

static void on_relation(void *arg, const char *element, const char **attributes)
{
    struct opening *o = arg;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target"),
        *mode = xml_attribute(attributes, "TargetMode");
    if (strcmp(element, "Relationship") != 0 || !id || !type || !target || (mode && strcmp(mode, "External") == 0))
        return;
    const char *slash = strrchr(type, '/');
    GROW(o->relations, o->relation_n, o->relation_room);
    o->relations[o->relation_n++] = (struct relation){keep(o->w, id), keep(o->w, slash ? slash + 1 : type), resolve(o->w, o->book, target)};
}

static const struct relation *relation_of(const struct opening *o, const char *id, const char *type)
{
    for (size_t i = 0; i < o->relation_n; i++) {
        const struct relation *r = &o->relations[i];
        if ((!id || str_is(r->id, id)) && (!type || str_is(r->type, type)))
            return r;
    }
    return NULL;
}

/* ---- reading a part whole ---- */

typedef void start_fn(void *arg, const char *element, const char **attributes);
typedef void end_fn(void *arg, const char *element);
typedef void text_fn(void *arg, const char *p, size_t n);

static bool part_whole(struct opening *o, int member, int64_t most, start_fn *start, end_fn *end, text_fn *text, struct err *e)
{
    if (!part_open(&o->part, o->w->a, (size_t)member, most, o->w->file, e))
        return false;
    o->part.start = start;
    o->part.end = end;
    o->part.text = text;
    o->part.arg = o;
    bool fine = part_go(&o->part, e);
    part_close(&o->part);
    return fine;
}

static bool relations_of(struct opening *o, const char *name, struct err *e)
{
    int member = archive_find(o->w->a, name);
    o->relation_n = 0;
    return member < 0 || part_whole(o, member, LIST_MOST, on_relation, NULL, NULL, e);
}

static bool find_book(struct opening *o, struct err *e)
{
    o->book = STR("");
    if (!relations_of(o, "_rels/.rels", e))
        return false;
    const struct relation *r = relation_of(o, NULL, "officeDocument");
    o->book = r ? r->target : STR("xl/workbook.xml");
    size_t folder = o->book.n;
    while (folder && o->book.p[folder - 1] != '/')
        folder--;
    return relations_of(o, arena_f(&o->w->arena, "%.*s_rels/%.*s.rels", (int)folder, o->book.p, (int)(o->book.n - folder), o->book.p + folder), e);
}

/* ---- sheets ---- */

static void on_book(void *arg, const char *element, const char **attributes)
{
    struct opening *o = arg;
    struct workbook *w = o->w;
    if (strcmp(element, "workbookPr") == 0)
        w->since_1904 = part_true(xml_attribute(attributes, "date1904"));
    const char *id = xml_attribute(attributes, "id"), *state = xml_attribute(attributes, "state");
    if (strcmp(element, "sheet") != 0 || !id)
        return;
    const struct relation *r = relation_of(o, id, "worksheet");
    int member = r ? archive_find(w->a, r->target.p) : -1;
    if (w->n >= SHEETS_MOST)
        part_refuse(&o->part, T("has more than %d sheets, the most that is read"), SHEETS_MOST);
    else if (member >= 0) /* else a chart, a dialogue, or a link to nowhere */
        w->sheets[w->n++] = (struct sheet_entry){keep(w, xml_attribute(attributes, "name")), member, state && strcmp(state, "visible") != 0};
}

static bool read_book(struct opening *o, struct err *e)
{
    struct workbook *w = o->w;
    int member = archive_find(w->a, o->book.p);
    w->sheets = ARENA_ARRAY(&w->arena, struct sheet_entry, SHEETS_MOST);
    if (member < 0 && str_ends(o->book, ".bin"))
        return err_set(e, ERR_INPUT, T("%.100s: is a spreadsheet in Excel's binary form (XLSB); save it as XLSX and try again"), w->file);
    if (member < 0)
        return err_set(e, ERR_INPUT, T("%.100s: is a spreadsheet without its list of sheets, so it is damaged; take a whole copy"), w->file);
    if (!part_whole(o, member, LIST_MOST, on_book, NULL, NULL, e))
        return false;
    return w->n || err_set(e, ERR_INPUT, T("%.100s: is a spreadsheet without sheets"), w->file);
}

/* ---- shared strings ---- */

static void shared_start(void *arg, const char *element, const char **attributes)
{
    struct opening *o = arg;
    (void)attributes;
    if (strcmp(element, "rPh") == 0)
        o->in_phonetic = true;
    o->in_text = strcmp(element, "t") == 0 && !o->in_phonetic;
}

static void shared_end(void *arg, const char *element)
{
    struct opening *o = arg;
    struct workbook *w = o->w;
    o->in_text = false;
    if (strcmp(element, "rPh") == 0)
        o->in_phonetic = false;
    if (strcmp(element, "si") != 0)
        return;
    if (w->text_n >= SHARED_MOST) {
        part_refuse(&o->part, T("has more than %d different texts, the most that is read of a spreadsheet"), SHARED_MOST);
        return;
    }
    sheet_unescape(&w->texts, w->text_n ? w->ends[w->text_n - 1] : 0);
    GROW(w->ends, w->text_n, w->text_room);
    w->ends[w->text_n++] = w->texts.n;
}

static void shared_text(void *arg, const char *p, size_t n)
{
    struct opening *o = arg;
    if (o->in_text)
        buf_add(&o->w->texts, p, n);
}

struct str workbook_text(const struct workbook *w, size_t i)
{
    size_t from = i ? w->ends[i - 1] : 0;
    return w->ends[i] > from ? (struct str){w->texts.p + from, w->ends[i] - from} : STR("");
}

/* ---- number formats ---- */

static enum look look_of_id(const struct opening *o, long id)
{
    for (size_t i = 0; i < o->code_n; i++)
        if (o->codes[i].id == id)
            return o->codes[i].look;
    return sheet_look_of_id(id);
}

static void styles_start(void *arg, const char *element, const char **attributes)
{
    struct opening *o = arg;
    struct workbook *w = o->w;
    const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
    if (strcmp(element, "numFmt") == 0 && id && code && o->code_n < STYLES_MOST) {
        GROW(o->codes, o->code_n, o->code_room);
        o->codes[o->code_n].id = strtol(id, NULL, 10);
        o->codes[o->code_n++].look = sheet_look_of_code(str_of(code));
    }
    if (strcmp(element, "cellXfs") == 0)
        o->in_formats = true;
    if (strcmp(element, "xf") != 0 || !o->in_formats || w->look_n >= STYLES_MOST)
        return;
    GROW(w->looks, w->look_n, w->look_room);
    w->looks[w->look_n++] = (uint8_t)look_of_id(o, id ? strtol(id, NULL, 10) : 0);
}

static void styles_end(void *arg, const char *element)
{
    struct opening *o = arg;
    if (strcmp(element, "cellXfs") == 0)
        o->in_formats = false;
}

/* ---- open and close ---- */

static int member_of(const struct opening *o, const char *type)
{
    const struct relation *r = relation_of(o, NULL, type);
    return r ? archive_find(o->w->a, r->target.p) : -1;
}

static bool read_parts(struct opening *o, struct err *e)
{
    if (!find_book(o, e) || !read_book(o, e))
        return false;
    int styles = member_of(o, "styles"), shared = member_of(o, "sharedStrings");
    return (styles < 0 || part_whole(o, styles, LIST_MOST, styles_start, styles_end, NULL, e)) &&
           (shared < 0 || part_whole(o, shared, TEXTS_MOST, shared_start, shared_end, shared_text, e));
}

bool workbook_open(struct archive *a, const char *file, struct workbook **out, struct err *e)
{
    struct workbook *w CLEANUP(workbook_drop) = mem_get(sizeof *w);
    struct opening o = {.w = w};
    w->a = a;
    w->file = arena_text(&w->arena, file, strlen(file));
    w->texts.most = TEXTS_MOST;
    bool fine = read_parts(&o, e);
    free(o.relations);
    free(o.codes);
    if (!fine)
        return false;
    *out = w;
    w = NULL;
    return true;
}

void workbook_drop(struct workbook **w)
{
    if (!w || !*w)
        return;
    buf_end(&(*w)->texts);
    free((*w)->ends);
    free((*w)->looks);
    arena_end(&(*w)->arena);
    free(*w);
    *w = NULL;
}

size_t workbook_sheets(const struct workbook *w)
{
    return w->n;
}

struct str workbook_sheet(const struct workbook *w, size_t i)
{
    assert(i < w->n);
    return w->sheets[i].name;
}

bool workbook_hidden(const struct workbook *w, size_t i)
{
    assert(i < w->n);
    return w->sheets[i].hidden;
}
