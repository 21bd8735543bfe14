/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects of files as Diwan's own table, which `add` reads back as it is: what they are called, who does them where and for whom, and their pillar, which IATI has no word for. */
#include "brief/network_file.h"
#include "brief/text_book.h"
#include "brief/works_file.h"

enum { KEY, STATUS, FROM, TO, PILLAR, PVE, PARENT, REPORTER, FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING, COUNTRY, PLACES, SECTORS, GROUPS, TITLES };
static const char *const heads[TITLES] = {"project", "status", "from", "to", "pillar", "pve", "part_of", "reported_by", "funded_by", "answers_for_it", "supported_by", "carried_out_by", "country", "places",
    "sectors", "groups"};

struct sheet {
    const struct works_leaving *l;
    struct intern languages; /* of titles: from 1, or "" */
    size_t language_n;
    bool without;            /* there is a title without a language */
};

static void sheet_begin(struct sheet *s, const struct works_leaving *l)
{
    *s = (struct sheet){.l = l};
    for (size_t i = 0; i < l->project_n; i++)
        for (size_t k = 0; k < l->projects[i]->texts_n; k++) {
            const struct project_text *t = &l->projects[i]->texts[k];
            if (t->title.n && t->language.n)
                s->language_n = MAX_OF(s->language_n, (size_t)intern_id(&s->languages, t->language));
            s->without = s->without || (t->title.n && !t->language.n);
        }
}

static size_t sheet_columns(const struct sheet *s)
{
    return TITLES + s->language_n + s->without;
}

static struct str language_at(const struct sheet *s, size_t column)
{
    return column - TITLES < s->language_n ? intern_text(&s->languages, (uint32_t)(column - TITLES) + 1) : STR("");
}

/* ---- cells ---- */

static void item_add(struct buf *b, struct str s)
{
    for (struct str rest = buf_view(b); rest.n;) { /* each once; lists are short */
        const char *end = memmem(rest.p, rest.n, "; ", 2);
        struct str one = {rest.p, end ? (size_t)(end - rest.p) : rest.n};
        if (str_eq(one, s))
            return;
        rest = end ? (struct str){end + 2, rest.n - one.n - 2} : STR("");
    }
    if (s.n)
        buf_f(b, "%s%.*s", b->n ? "; " : "", STR_F(s));
}

static void actors_put(struct buf *b, const struct project *p, const char *role)
{
    for (size_t i = 0; i < p->actors_n; i++)
        if (str_is(p->actors[i].role, role))
            item_add(b, p->actors[i].actor);
}

static void list_put(struct buf *b, const struct project *p, size_t column)
{
    static const char *const roles[] = {[FUNDING] = "funding", [ACCOUNTABLE] = "accountable", [EXTENDING] = "extending", [IMPLEMENTING] = "implementing"};
    if (column >= FUNDING && column <= IMPLEMENTING)
        actors_put(b, p, roles[column]);
    for (size_t i = 0; (column == COUNTRY || column == PLACES) && i < p->places_n; i++)
        item_add(b, column == COUNTRY ? p->places[i].country : p->places[i].place);
    for (size_t i = 0; column == SECTORS && i < p->sectors_n; i++)
        item_add(b, p->sectors[i].name.n ? p->sectors[i].name : p->sectors[i].code);
    for (size_t i = 0; column == GROUPS && i < p->groups_n; i++)
        item_add(b, p->groups[i].people);
}

static struct str title_in(const struct project *p, struct str language)
{
    for (size_t i = 0; i < p->texts_n; i++)
        if (str_eq(p->texts[i].language, language))
            return p->texts[i].title;
    return STR("");
}

static struct str project_cell(const struct sheet *s, const struct project *p, size_t column, struct arena *a)
{
    const struct str words[] = {[KEY] = p->key, [STATUS] = p->status, [PILLAR] = p->pillar, [PVE] = p->pve, [PARENT] = p->parent, [REPORTER] = p->reporter};
    struct buf b CLEANUP(buf_end) = {0};
    if (column >= TITLES)
        return title_in(p, language_at(s, column));
    if (column == FROM || column == TO)
        return file_day(column == FROM ? p->from : p->to, a);
    if (column < FUNDING)
        return words[column];
    list_put(&b, p, column);
    return arena_str(a, buf_view(&b));
}

static struct str cell(const void *context, size_t row, size_t column, struct arena *a)
{
    const struct sheet *s = context;
    if (row)
        return project_cell(s, s->l->projects[row - 1], column, a);
    struct str language = column < TITLES ? STR("") : language_at(s, column);
    return column < TITLES ? str_of(heads[column]) : str_of(arena_f(a, "title%s%.*s", language.n ? ":" : "", STR_F(language)));
}

/* ---- files ---- */

void works_projects_csv(const struct works_leaving *l, struct buf *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct sheet s;
    sheet_begin(&s, l);
    for (size_t i = 0; i <= l->project_n; i++) {
        for (size_t k = 0; k < sheet_columns(&s); k++)
            csv_cell(out, k == 0, cell(&s, i, k, &a));
        buf_char(out, '\n');
    }
    intern_end(&s.languages);
}

bool works_projects_xlsx(const struct works_leaving *l, struct buf *out, struct err *e)
{
    struct sheet s;
    if (l->project_n >= 1048570)
        return err_set(e, ERR_INPUT, "there are more projects than a sheet has rows; write .csv");
    sheet_begin(&s, l);
    struct text_sheet sheet = {"projects", 1, l->project_n + 1, sheet_columns(&s), cell, &s};
    bool fine = text_book(&sheet, 1, out, e);
    intern_end(&s.languages);
    return fine;
}
