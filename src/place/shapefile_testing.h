/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapefiles made byte by byte, so that tests can make wrong ones too. */
#ifndef DIWAN_SHAPEFILE_TESTING_H
#define DIWAN_SHAPEFILE_TESTING_H
#include "place/shapefile_priv.h"
#include "place/testing.h"

struct made {
    struct buf shp, shx, rows, dbf;
    int kind, records;
    char level, driver; /* of the columns' names; the table's language driver */
    bool no_shp, no_shx, no_dbf, headed;
    const char *prj, *cpg;
    struct str encoding;
};
enum { MADE_NAME = 24, MADE_CODE = 10, MADE_DAY = 8, MADE_WIDTH = 1 + MADE_NAME + MADE_CODE + MADE_DAY + 3 };
#define MADE_WGS84 "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0]," \
    "UNIT[\"Degree\",0.0174532925199433]]"

static inline void big_put(struct buf *b, uint32_t v)
{
    const char p[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
    buf_add(b, p, 4);
}

static inline void little_put(struct buf *b, uint32_t v, size_t n)
{
    const char p[4] = {(char)v, (char)(v >> 8), (char)(v >> 16), (char)(v >> 24)};
    buf_add(b, p, n);
}

static inline void real_put(struct buf *b, double v)
{
    buf_add(b, (const char *)&v, 8); /* the machines that run the tests store the little end first */
}

static inline void zeros(struct buf *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(b, 0);
}

static inline void head_put(struct buf *b, int kind)
{
    big_put(b, 9994);
    zeros(b, 24);
    little_put(b, 1000, 4);
    little_put(b, (uint32_t)kind, 4);
    zeros(b, 64);
}

static inline void made_begin(struct made *m, int kind)
{
    *m = (struct made){.kind = kind, .level = '1', .prj = MADE_WGS84};
    head_put(&m->shp, kind);
    head_put(&m->shx, kind);
}

static inline void cell_put(struct buf *b, const char *text, size_t width)
{
    size_t n = strlen(text);
    assert_true(n <= width);
    buf_add(b, text, n);
    for (; n < width; n++)
        buf_char(b, ' ');
}

static inline void made_row(struct made *m, const char *name, const char *code, const char *day)
{
    buf_char(&m->rows, ' ');
    cell_put(&m->rows, name, MADE_NAME);
    cell_put(&m->rows, code, MADE_CODE);
    cell_put(&m->rows, day, MADE_DAY);
    cell_put(&m->rows, "XXS", 3);
    m->records++;
}

static inline void record_put(struct made *m, const struct buf *content)
{
    big_put(&m->shx, (uint32_t)(m->shp.n / 2));
    big_put(&m->shx, (uint32_t)(content->n / 2));
    big_put(&m->shp, (uint32_t)m->records + 1);
    big_put(&m->shp, (uint32_t)(content->n / 2));
    buf_add(&m->shp, content->p, content->n);
}

/* rings: "x y,x y|x y,x y ..."; NULL: a null shape */
static inline void polygon_put(struct made *m, const char *rings, struct buf *c)
{
    struct buf xy CLEANUP(buf_end) = {0};
    uint32_t parts[16], part_n = 1, n = 0;
    parts[0] = 0;
    for (char *end; *rings; n++) {
        real_put(&xy, strtod(rings, &end));
        real_put(&xy, strtod(end, &end));
        if (*end == '|')
            parts[part_n++] = n + 1;
        rings = *end ? end + 1 : end;
    }
    little_put(c, (uint32_t)m->kind, 4);
    zeros(c, 32);
    little_put(c, part_n, 4);
    little_put(c, n, 4);
    for (uint32_t i = 0; i < part_n; i++)
        little_put(c, parts[i], 4);
    buf_add(c, xy.p, xy.n);
    if (m->kind == SHPT_POLYGONZ || m->kind == SHPT_POLYGONM)
        zeros(c, 16 + 8 * n);
    if (m->kind == SHPT_POLYGONZ)
        zeros(c, 16 + 8 * n);
}

static inline void made_polygon(struct made *m, const char *rings, const char *name, const char *code, const char *day)
{
    struct buf c CLEANUP(buf_end) = {0};
    if (rings)
        polygon_put(m, rings, &c);
    else
        little_put(&c, 0, 4);
    record_put(m, &c);
    made_row(m, name, code, day);
}

static inline void made_point(struct made *m, double x, double y, const char *name)
{
    struct buf c CLEANUP(buf_end) = {0};
    little_put(&c, SHPT_POINT, 4);
    real_put(&c, x);
    real_put(&c, y);
    record_put(m, &c);
    made_row(m, name, "", "");
}

static inline void field_put(struct buf *b, const char *name, char level, char type, size_t width)
{
    char key[11] = "";
    for (size_t i = 0; name[i]; i++)
        key[i] = name[i] == '#' ? level : name[i];
    buf_add(b, key, 11);
    buf_char(b, type);
    zeros(b, 4);
    buf_char(b, (char)width);
    zeros(b, 15);
}

static inline void length_put(struct buf *b)
{
    struct buf n CLEANUP(buf_end) = {0};
    big_put(&n, (uint32_t)(b->n / 2));
    memcpy(b->p + 24, n.p, 4);
}

static inline void dbf_put(struct made *m)
{
    buf_clear(&m->dbf);
    buf_char(&m->dbf, 3);
    little_put(&m->dbf, 0x0D0372, 3);
    little_put(&m->dbf, (uint32_t)m->records, 4);
    little_put(&m->dbf, 32 + 4 * 32 + 1, 2);
    little_put(&m->dbf, MADE_WIDTH, 2);
    zeros(&m->dbf, 17);
    buf_char(&m->dbf, m->driver);
    zeros(&m->dbf, 2);
    field_put(&m->dbf, "adm#_name", m->level, 'C', MADE_NAME);
    field_put(&m->dbf, "adm#_pcode", m->level, 'C', MADE_CODE);
    field_put(&m->dbf, "validOn", m->level, 'D', MADE_DAY);
    field_put(&m->dbf, "iso3", m->level, 'C', 3);
    buf_char(&m->dbf, '\r');
    if (m->rows.n)
        buf_add(&m->dbf, m->rows.p, m->rows.n);
    buf_char(&m->dbf, 0x1A);
}

/* The set as it stands. Headers are written when it is asked for first, so that a test may change them afterwards. */
static inline struct shapefile made_set(struct made *m, const char *layer)
{
    if (!m->headed || (int)((m->shx.n - 100) / 8) != m->records) {
        length_put(&m->shp);
        length_put(&m->shx);
        dbf_put(m);
        m->headed = true;
    }
    struct shapefile s = {.layer = layer};
    s.shp = m->no_shp ? s.shp : buf_view(&m->shp);
    s.shx = m->no_shx ? s.shx : buf_view(&m->shx);
    s.dbf = m->no_dbf ? s.dbf : buf_view(&m->dbf);
    s.prj = m->prj ? str_of(m->prj) : s.prj;
    s.cpg = m->cpg ? str_of(m->cpg) : s.cpg;
    return s;
}

static inline void made_end(struct made *m)
{
    buf_end(&m->shp);
    buf_end(&m->shx);
    buf_end(&m->rows);
    buf_end(&m->dbf);
}
#endif
