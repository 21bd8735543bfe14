/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show names: every spelling of a place in the records, whom it means and how that is known; proposals as a file of aliases. */
#include "desk/coded.h"
#include "place/place.h"

static const char *how_words(enum meant_how how)
{
    static const char *const words[] = {T("not known"), T("several places are called so"), T("proposed: please check"),
        T("a country that is not in the register"), T("written so"), T("a part of its name"), T("an alias that people gave"),
        T("sounds so"), T("learnt from the points of its records")};
    return words[how];
}

static struct str kept(struct request *r, struct str s)
{
    return s.n ? (struct str){arena_text(&r->arena, s.p, s.n), s.n} : STR("");
}

static struct str name_at(struct request *r, const struct gazetteer *g, int place)
{
    return place < 0 ? STR("") : kept(r, gazetteer_place(g, (size_t)place)->name);
}

/* As a reader calls it; machines have the name that stands for it in the register. */
static void put_place(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, const struct gazetteer *g, int place)
{
    const char *in = NULL, *reader = language_code(r->speech.language);
    struct str name = place < 0 ? STR("") : kept(r, gazetteer_name(g, (size_t)place, reader, &in));
    desk_both(a, t, row, column, name, in && *in && strcmp(in, reader) != 0 ? kept(r, str_of(in)).p : NULL, name_at(r, g, place));
}

static void put_score(struct doc_table *t, size_t row, size_t column, double score)
{
    double rounded = round(100 * score) / 100;
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .style = NUMBER_2,
        .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){.value = rounded, .lo = NAN, .hi = NAN})};
}

/* What a row of aliases says to name the place without doubt: its code, else its name. */
static struct str place_word(struct request *r, const struct gazetteer *g, int place)
{
    const struct place *p = gazetteer_place(g, (size_t)place);
    size_t index;
    struct err e = {0};
    if (p->code.n && gazetteer_find(g, p->code, &index, &e) && index == (size_t)place)
        return kept(r, p->code);
    return kept(r, p->name);
}

/* Kurdish where a letter is Kurdish alone, Arabic where the script is; a person corrects it where that is wrong. */
static const char *language_of(struct str name)
{
    static const char *const kurdish[] = {"ە", "ێ", "ۆ", "ڕ", "ڵ", "ڤ", "ه\xE2\x80\x8C"};
    bool arabic = false;
    for (size_t i = 0; i < name.n; i++) {
        struct str rest = {name.p + i, name.n - i};
        for (size_t k = 0; k < ARRAY_LEN(kurdish); k++)
            if (str_starts(rest, kurdish[k]))
                return "ckb";
        arabic = arabic || ((unsigned char)name.p[i] >= 0xD8 && (unsigned char)name.p[i] <= 0xDB);
    }
    return arabic ? "ar" : "";
}

/* "Gaza (0.82), Giza (0.81)": the candidates behind the first, or all where none is put first. */
static struct str others_of(struct request *r, const struct gazetteer *g, const struct name_line *l)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = l->how == MEANT_PROPOSED; i < l->candidate_n; i++) {
        struct str name = gazetteer_place(g, (size_t)l->candidates[i].place)->name;
        buf_f(&b, "%s%.*s (", b.n ? ", " : "", STR_F(name));
        buf_fixed(&b, l->candidates[i].score, 2);
        buf_char(&b, ')');
    }
    return kept(r, buf_view(&b));
}

static void names_table(struct request *r, struct answer *a, const struct gazetteer *g, const struct name_lines *lines)
{
    static const char *const keys[] = {"id", "name", "level", "country", "incidents", "place", "code", "how", "score", "others"};
    static const char *const labels[] = {T("Number"), T("Name as written"), T("Level"), T("Country"), T("Incidents"), T("Means"), T("Code"),
        T("How that is known"), T("Score"), T("Others near it")};
    static const char *const tags[] = {"", "#loc+name+alt", "", "#country+code", "", "#loc+name", "#geo+code", "", "", ""};
    struct doc_table *t = desk_table(r, a, "names", T("Names in the records, and whom they mean"), ARRAY_LEN(keys), lines->n);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], i == 0 || i == 2 || i == 4 || i == 8, tags[i]);
    for (size_t i = 0; i < lines->n; i++) {
        const struct name_line *l = &lines->list[i];
        desk_number(t, i, 0, (int64_t)i + 1);
        desk_text(a, t, i, 1, kept(r, l->name));
        if (l->level >= 0)
            desk_number(t, i, 2, l->level);
        desk_both(a, t, i, 3, desk_country_words(r, kept(r, l->country)), NULL, kept(r, l->country));
        if (!l->population)
            desk_number(t, i, 4, l->incidents);
        put_place(r, a, t, i, 5, g, l->place);
        desk_text(a, t, i, 6, l->place >= 0 ? kept(r, gazetteer_place(g, (size_t)l->place)->code) : STR(""));
        desk_both(a, t, i, 7, str_of(say(&r->speech, how_words(l->how))), NULL, str_of(meant_word(l->how)));
        if (l->place >= 0)
            put_score(t, i, 8, l->score);
        desk_text(a, t, i, 9, others_of(r, g, l));
    }
}

/* A file of aliases to look through: place,alias,language first, as the layout wants them; the rest helps to judge. */
static void proposals_table(struct request *r, struct answer *a, const struct gazetteer *g, const struct name_lines *lines)
{
    static const char *const keys[] = {"place", "alias", "language", "place_name", "score", "incidents", "level", "country", "others"};
    static const char *const labels[] = {T("Place"), T("Other name"), T("Language"), T("Means"), T("Score"), T("Incidents"), T("Level"),
        T("Country"), T("Others near it")};
    size_t n = 0, row = 0;
    for (size_t i = 0; i < lines->n; i++)
        n += lines->list[i].how == MEANT_PROPOSED;
    struct doc_table *t = desk_table(r, a, "proposals", T("Proposed other names: check each, take out what is wrong, then add the file"),
        ARRAY_LEN(keys), n);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], i >= 4 && i <= 6, "");
    for (size_t i = 0; i < lines->n; i++) {
        const struct name_line *l = &lines->list[i];
        if (l->how != MEANT_PROPOSED)
            continue;
        desk_text(a, t, row, 0, place_word(r, g, l->place));
        desk_text(a, t, row, 1, kept(r, l->name));
        desk_text(a, t, row, 2, str_of(language_of(l->name)));
        desk_text(a, t, row, 3, name_at(r, g, l->place));
        put_score(t, row, 4, l->score);
        if (!l->population)
            desk_number(t, row, 5, l->incidents);
        if (l->level >= 0)
            desk_number(t, row, 6, l->level);
        desk_text(a, t, row, 7, kept(r, l->country));
        desk_text(a, t, row++, 8, others_of(r, g, l));
    }
}

bool show_names(struct request *r, struct answer *a, struct err *e)
{
    struct gazetteer *g = NULL;
    struct name_lines lines;
    if (!gazetteer_load(r->store, false, &g, e))
        return false;
    bool done = names_list(r->store, g, &lines, e);
    if (done && !desk_rows_fit(r, lines.n, e)) {
        names_end(&lines);
        done = false;
    }
    if (done && request_flag(r, "proposed"))
        proposals_table(r, a, g, &lines);
    else if (done)
        names_table(r, a, g, &lines);
    if (done && !r->wants_json)
        desk_note_aliases(r, a, gazetteer_aliases(g));
    if (done)
        names_end(&lines);
    gazetteer_free(&g);
    return done;
}

void desk_note_aliases(struct request *r, struct answer *a, struct alias_counts n)
{
    if (n.of_none)
        DESK_NOTE(r, a, T("Aliases of a place that nobody here is called: {n}; `diwan show REGISTER aliases` lists all."), desk_number_slot(r, "n", n.of_none));
    if (n.of_several)
        DESK_NOTE(r, a, T("Aliases of a name that several places share: {n}; write the code of the place instead."), desk_number_slot(r, "n", n.of_several));
    if (n.taken)
        DESK_NOTE(r, a, T("Aliases left aside, since another place is called so: {n}."), desk_number_slot(r, "n", n.taken));
}

void desk_note_names(struct request *r, struct answer *a)
{
    int64_t unsure = 0;
    struct gazetteer *g = NULL;
    struct err e = {0};
    if (!names_unsure(r->store, &unsure, &e) || !gazetteer_load(r->store, false, &g, &e))
        return;
    if (unsure)
        DESK_NOTE(r, a, T("Spellings of places that are not surely known: {n}; `diwan show REGISTER names` lists them with proposals."),
            desk_number_slot(r, "n", unsure));
    desk_note_aliases(r, a, gazetteer_aliases(g));
    gazetteer_free(&g);
}
