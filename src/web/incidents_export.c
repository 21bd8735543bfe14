/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filtered incidents as files. Each export is told in the audit; what a licence keeps back is in none. */
#include "brief/doc.h"
#include "web/incidents_priv.h"

enum { XLSX_ROWS_MOST = 50000 };
#define FILE_BYTES_MOST ((size_t)400 << 20)

struct export {
    struct incidents_asked asked;
    size_t rows;
    enum export_form form;
};

static bool is_taken(const struct export *o, size_t i)
{
    return selector_takes(o->asked.which, i) && o->asked.listed[o->asked.c->source[i]];
}

static void told(struct exchange *x, const struct export *o, const char *form)
{
    struct buf detail CLEANUP(buf_end) = {0};
    struct str q = query_of(x, INCIDENT_FILTER, NULL, STR(""));
    buf_text(&detail, form);
    buf_text(&detail, ", rows: ");
    buf_int(&detail, (int64_t)o->rows);
    buf_char(&detail, ' ');
    buf_str(&detail, q);
    web_audit(x, "export incidents", (struct str){arena_text(&x->arena, detail.p, detail.n), detail.n});
}

/* ---- CSV ---- */

static void csv_heads(struct buf *out, bool tags)
{
    for (size_t k = 0; k < INCIDENT_ROW_FIELDS; k++)
        csv_cell(out, k == 0, str_of(tags ? incident_row_fields[k].hxl : incident_row_fields[k].key));
    buf_char(out, '\n');
}

static void csv_row(struct buf *out, const struct export *o, size_t i, struct buf *cell)
{
    for (size_t k = 0; k < INCIDENT_ROW_FIELDS; k++) {
        buf_clear(cell);
        incident_row_text(o->asked.c, i, k, cell);
        if (o->form == EXPORT_SHEET_CSV && !incident_row_fields[k].number)
            web_sheet_cell(out, k == 0, buf_view(cell));
        else
            csv_cell(out, k == 0, buf_view(cell));
    }
    buf_char(out, '\n');
}

static void write_csv(struct exchange *x, struct export *o)
{
    struct buf cell CLEANUP(buf_end) = {0};
    if (o->form == EXPORT_SHEET_CSV)
        buf_text(&x->body, "\xef\xbb\xbf"); /* spreadsheets take it for UTF-8 then */
    csv_heads(&x->body, false);
    if (o->form == EXPORT_HXL)
        csv_heads(&x->body, true);
    for (size_t i = 0; i < o->asked.c->n && !x->body.over; i++)
        if (is_taken(o, i)) {
            csv_row(&x->body, o, i, &cell);
            o->rows++;
        }
    x->type = "text/csv; charset=utf-8";
}

/* ---- GeoJSON ---- */

static double rounded(double v, double steps) { return nearbyint(v * steps) / steps; }

bool incident_point(const struct exchange *x, const struct incident_columns *c, size_t i, double latitude, double longitude, double *la, double *lo)
{
    enum { EXACT = 1, NEAR = 2, DISTRICT = 3 };
    int precision = c->place_precision[i];
    if (!isfinite(latitude) || !isfinite(longitude) || precision < EXACT || precision > DISTRICT || incident_type_sensitive(intern_text(&c->words, c->type[i])))
        return false;
    double steps = !x->who.id ? 10 : precision == DISTRICT ? 100 : 10000; /* a tenth of a degree is some 10 km: a district */
    *la = rounded(latitude, steps);
    *lo = rounded(longitude, steps);
    return true;
}

static void feature(struct exchange *x, const struct export *o, struct json *j, size_t i, double latitude, double longitude)
{
    struct buf text CLEANUP(buf_end) = {0};
    double la = NAN, lo = NAN;
    bool point = incident_point(x, o->asked.c, i, latitude, longitude, &la, &lo);
    json_object(j);
    json_key(j, "type"), json_text(j, STR("Feature"));
    json_key(j, "geometry");
    if (point) {
        json_object(j);
        json_key(j, "type"), json_text(j, STR("Point"));
        json_key(j, "coordinates"), json_array(j);
        json_real(j, lo), json_real(j, la);
        json_close(j), json_close(j);
    } else {
        json_null(j);
    }
    json_key(j, "properties"), json_object(j);
    for (size_t k = 0; k < INCIDENT_ROW_FIELDS; k++) {
        int64_t number = 0;
        json_key(j, incident_row_fields[k].key);
        if (!incident_row_fields[k].number) {
            buf_clear(&text);
            incident_row_text(o->asked.c, i, k, &text);
            json_text(j, buf_view(&text));
        } else if (incident_row_number(o->asked.c, i, k, &number)) {
            json_int(j, number);
        } else {
            json_null(j);
        }
    }
    json_key(j, "point_is"), json_text(j, !point ? STR("none: coded too coarsely, or not to be told") : !x->who.id ? STR("of the district: rounded to a tenth of a degree") : STR("as coded"));
    json_close(j), json_close(j);
}

static void citations(const struct export *o, struct json *j)
{
    const struct incident_columns *c = o->asked.c;
    json_array(j);
    for (size_t i = 0; i < c->source_n; i++) {
        if (!o->asked.listed[i])
            continue;
        json_object(j);
        json_key(j, "source"), json_text(j, c->sources[i]);
        json_key(j, "licence"), json_text(j, str_of(licence_code((enum licence)c->licences[i])));
        json_key(j, "citation"), json_text(j, c->source_citations[i]);
        json_close(j);
    }
    json_close(j);
}

/* Points stand in the store and not in the columns; both are in the order of their ids. */
static bool write_geojson(struct exchange *x, struct export *o, struct err *e)
{
    const struct incident_columns *c = o->asked.c;
    struct json j;
    size_t i = 0;
    json_begin(&j, &x->body);
    json_object(&j);
    json_key(&j, "type"), json_text(&j, STR("FeatureCollection"));
    json_key(&j, "sources"), citations(o, &j);
    json_key(&j, "features"), json_array(&j);
    struct rows *r = store_rows(x->store, "SELECT id, latitude, longitude FROM incident WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (!x->body.over && rows_next(r)) {
        while (i < c->n && c->id[i] != rows_int(r, 0))
            i++;
        if (i >= c->n)
            break;
        if (is_taken(o, i)) {
            feature(x, o, &j, i, rows_real(r, 1), rows_real(r, 2));
            o->rows++;
        }
    }
    if (!rows_end(&r, e))
        return false;
    json_close(&j), json_close(&j);
    buf_char(&x->body, '\n');
    x->type = "application/geo+json";
    return true;
}

/* ---- a spreadsheet ---- */

static bool write_xlsx(struct exchange *x, struct export *o, struct err *e)
{
    static const char *const names[] = {"place", "from", "to", "kind", "source", "side", "killed"};
    struct web_option options[ARRAY_LEN(names)];
    size_t n = 0;
    struct answer a = {0};
    const struct str what = STR("incidents");
    for (size_t i = 0; i < o->asked.c->n; i++)
        o->rows += is_taken(o, i);
    if (o->rows > XLSX_ROWS_MOST)
        return err_set(e, ERR_USAGE, "these are %zu incidents, and a spreadsheet is made of %d at most: choose a shorter period or one place, or take the CSV", o->rows, (int)XLSX_ROWS_MOST);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (web_query(x, names[i]).n)
            options[n++] = (struct web_option){names[i], web_query(x, names[i])};
    bool done = web_desk(x, "show", &what, 1, options, n, false, &a, e) && a.doc;
    for (const char *at = done && a.said.p ? a.said.p : ""; *at;) { /* what is to be cited goes along */
        size_t length = strcspn(at, "\n");
        words_text(a.doc, &doc_add(a.doc, BLOCK_NOTE)->words, (struct str){at, length});
        at += length + (at[length] == '\n');
    }
    done = done && doc_xlsx(a.doc, &x->body, e);
    answer_end(&a);
    x->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return done;
}

/* ---- all of them ---- */

static bool write_file(struct exchange *x, struct export *o, struct err *e)
{
    static const struct { const char *name, *form; } files[] = {[EXPORT_CSV] = {"incidents.csv", "csv"}, [EXPORT_SHEET_CSV] = {"incidents-spreadsheet.csv", "csv for spreadsheets"},
        [EXPORT_HXL] = {"incidents.hxl.csv", "hxl"}, [EXPORT_XLSX] = {"incidents.xlsx", "xlsx"}, [EXPORT_GEOJSON] = {"incidents.geojson", "geojson"}};
    x->body.most = FILE_BYTES_MOST;
    bool done = true;
    if (o->form == EXPORT_GEOJSON)
        done = write_geojson(x, o, e);
    else if (o->form == EXPORT_XLSX)
        done = write_xlsx(x, o, e);
    else
        write_csv(x, o);
    if (done && x->body.over)
        return err_set(e, ERR_USAGE, "the file would be larger than %zu MB: choose a shorter period or one place", FILE_BYTES_MOST >> 20);
    if (!done)
        return false;
    x->disposition = str_of(files[o->form].name);
    told(x, o, files[o->form].form);
    return true;
}

static bool export_as(struct exchange *x, enum export_form form, struct err *e)
{
    struct incident_columns *c = NULL;
    struct export o = {.form = form};
    if (!web_columns(x, &c, e))
        return false;
    bool done = incidents_read(x, c, &o.asked, e) && write_file(x, &o, e);
    columns_drop(&c);
    return done;
}

bool incidents_csv(struct exchange *x, struct err *e) { return export_as(x, EXPORT_CSV, e); }
bool incidents_sheet(struct exchange *x, struct err *e) { return export_as(x, EXPORT_SHEET_CSV, e); }
bool incidents_hxl(struct exchange *x, struct err *e) { return export_as(x, EXPORT_HXL, e); }
bool incidents_xlsx(struct exchange *x, struct err *e) { return export_as(x, EXPORT_XLSX, e); }
bool incidents_geojson(struct exchange *x, struct err *e) { return export_as(x, EXPORT_GEOJSON, e); }
