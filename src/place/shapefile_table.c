/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a shapefile (.dbf): names and codes in an encoding that a .cpg file beside it names, or nobody. Without a word, what
 * is valid UTF-8 is taken for that; anything else is asked for, never guessed: a wrong guess would put other names on the map.
 */
#include "place/shapefile_priv.h"

enum { RECORDS_MOST = 200000, FIELDS_MOST = 1024, DBF_HEADER = 32 };

/* The header promises so many records of so many bytes. */
static bool is_whole(struct str dbf, const char *file, struct err *e)
{
    const unsigned char *b = (const unsigned char *)dbf.p;
    if (dbf.n < DBF_HEADER)
        return err_set(e, ERR_INPUT, "%s: the table of names (.dbf) has %zu bytes, too few for its header; fetch the shapefile again", file, dbf.n);
    size_t records = (size_t)b[4] | (size_t)b[5] << 8 | (size_t)b[6] << 16 | (size_t)b[7] << 24;
    size_t header = (size_t)b[8] | (size_t)b[9] << 8, width = (size_t)b[10] | (size_t)b[11] << 8;
    if (records > RECORDS_MOST)
        return err_set(e, ERR_INPUT, "%s: the table of names (.dbf) says that it has %zu records; up to %d are read: add the file in parts", file,
            records, RECORDS_MOST);
    if (header < DBF_HEADER + 1 || width < 1 || dbf.n < header || (dbf.n - header) / width < records)
        return err_set(e, ERR_INPUT, "%s: the table of names (.dbf) has %zu bytes of %zu; the file was cut short: fetch it again", file, dbf.n,
            header + records * width);
    return true;
}

/* The table's own word for its encoding: the language driver of the header. Only Arabic is told by it: the others stand there by
 * default, whatever the names are in. */
static bool header_says_arabic(struct str dbf)
{
    return (unsigned char)dbf.p[29] == 0x7E;
}

static bool encoding_choose(struct properties_table *t, const struct shapefile *set, struct str wish, struct err *e)
{
    struct str cpg = str_trim(set->cpg.p ? set->cpg : STR(""));
    t->encoding = wish.n ? wish : cpg.n ? cpg : header_says_arabic(set->dbf) ? STR("windows-1256") : STR("");
    t->said_by = wish.n ? STR("--encoding") : cpg.n ? STR("its .cpg file") : t->encoding.n ? STR("its header") : STR("");
    if (!t->encoding.n || names_encoding_known(t->encoding))
        return true;
    return err_set(e, ERR_INPUT, "%s: %.*s names the encoding \"%.*s\", which is not known here; say which one it is with --encoding (utf-8, windows-1256)",
        t->file, STR_F(t->said_by), (int)MIN_OF(t->encoding.n, (size_t)40), t->encoding.p);
}

bool properties_open(struct properties_table *t, const struct shapefile *set, struct str encoding, const char *file, struct err *e)
{
    *t = (struct properties_table){.file = file};
    if (!is_whole(set->dbf, file, e) || !encoding_choose(t, set, encoding, e))
        return false;
    t->dbf = table_open_dbf(set, file, e);
    if (!t->dbf)
        return false;
    t->fields = DBFGetFieldCount(t->dbf);
    t->records = DBFGetRecordCount(t->dbf);
    return true;
}

void properties_close(struct properties_table *t)
{
    if (t->dbf)
        DBFClose(t->dbf);
    t->dbf = NULL;
}

/* A name that fills its field may have been cut in the middle of a letter: that rest goes. */
static struct str without_cut_letter(struct str s, size_t width)
{
    size_t bad;
    if (s.n < width || str_utf8_ok(s, &bad) || s.n - bad > 3 || (unsigned char)s.p[bad] < 0xC2)
        return s;
    return (struct str){s.p, bad};
}

static bool decode(struct properties_table *t, struct str raw, size_t width, struct feature_hand *f, struct str *out, struct err *e)
{
    if (t->encoding.n && !names_are_utf8(t->encoding)) {
        if (names_decode(t->encoding, raw, &f->words, out))
            return true;
        return err_set(e, ERR_INPUT, "%s: record %" PRId64 ": a name is not in the encoding that %.*s says (%.*s); say another with --encoding", t->file,
            f->line, STR_F(t->said_by), STR_F(t->encoding));
    }
    *out = without_cut_letter(raw, width);
    if (str_utf8_ok(*out, NULL))
        return true;
    if (t->encoding.n)
        return err_set(e, ERR_INPUT, "%s: record %" PRId64 ": a name is not UTF-8, although %.*s says so; for Arabic names try --encoding windows-1256", t->file,
            f->line, STR_F(t->said_by));
    return err_set(e, ERR_INPUT, "%s: record %" PRId64 ": a name is not UTF-8, and no .cpg file says what it is; say it with --encoding windows-1256 (Arabic "
        "names of older programs) or another encoding", t->file, f->line);
}

bool properties_feed(struct properties_table *t, int record, struct feature_hand *f, struct err *e)
{
    for (int i = 0; i < MIN_OF(t->fields, FIELDS_MOST); i++) {
        char key[XBASE_FLDNAME_LEN_READ + 1] = "";
        int width = 0;
        (void)DBFGetFieldInfo(t->dbf, i, key, &width, NULL);
        const char *value = DBFReadStringAttribute(t->dbf, record, i);
        struct str name, text;
        if (!value || !*value)
            continue;
        if (!decode(t, str_of(value), (size_t)MAX_OF(width, 0), f, &text, e) || !decode(t, str_of(key), sizeof key, f, &name, e))
            return false;
        feature_property(f, name, text);
    }
    return true;
}
