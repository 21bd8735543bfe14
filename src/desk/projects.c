/* SPDX-License-Identifier: GPL-3.0-or-later */
/* projects: as `show projects` lists them; or as files for other programs: projects as IATI, who does what where as a table. */
#include "brief/works_file.h"
#include "desk/desk_priv.h"

struct works_look {
    struct request *r;
    struct works_leaving l;
};

static bool sources(struct request *r, struct store *s, struct works_leaving *l, struct err *e)
{
    struct import *list = NULL;
    size_t n = 0;
    if (!store_imports(s, &r->arena, &list, &n, e))
        return false;
    struct works_source *out = ARENA_ARRAY(&r->arena, struct works_source, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct works_source){list[i].id, list[i].source};
    l->sources = out;
    l->source_n = n;
    return true;
}

static bool look(struct store *s, void *arg, struct err *e)
{
    struct works_look *k = arg;
    struct works w = {0};
    struct roster *roster = NULL;
    if (!works_read(s, &k->r->arena, &w, e) || !roster_read(s, &k->r->arena, &roster, e))
        return false;
    works_leaving(&w, roster, &k->r->arena, &k->l);
    return sources(k->r, s, &k->l, e);
}

static void counted(struct request *r, struct answer *a, const char *one, const char *many, size_t n)
{
    if (n)
        answer_note(a, desk_counted(r, one, many, (int64_t)n).p);
}

static void held_told(struct request *r, struct answer *a, const struct works_leaving *l)
{
    counted(r, a, TN("{n} project was not written: it names an institution of a kind that others must not read of.", "{n} projects were not written: they name institutions of kinds that others must not read of."), l->projects_held);
}

static void iati(struct request *r, struct answer *a, const struct works_leaving *l)
{
    size_t incomplete, left_out;
    works_iati(l, &a->file, &incomplete, &left_out);
    held_told(r, a, l);
    counted(r, a, TN("{n} project lacks what IATI asks for (title, description, who takes part, status, days): nobody told the register.", "{n} projects lack what IATI asks for (title, description, who takes part, status, days): nobody told the register."), incomplete);
    counted(r, a, TN("{n} amount that nobody states was left out: IATI has no form for it.", "{n} amounts that nobody states were left out: IATI has no form for them."), left_out);
    if (l->activity_n)
        desk_note(r, a, T("Rows of who does what where go into a table: -o FILE.csv or FILE.xlsx."), NULL, 0);
}

static bool projects_table(struct request *r, struct answer *a, const struct works_leaving *l, bool csv, struct err *e)
{
    if (csv)
        works_projects_csv(l, &a->file);
    else if (!works_projects_xlsx(l, &a->file, e))
        return false;
    held_told(r, a, l);
    desk_note(r, a, T("Money, markers and shares go into a file of IATI alone: -o FILE.xml."), NULL, 0);
    return true;
}

static bool file(struct request *r, struct answer *a, struct str path, struct err *e)
{
    struct works_look k = {.r = r};
    bool xml = str_ends(path, ".xml"), csv = str_ends(path, ".csv"), xlsx = str_ends(path, ".xlsx");
    if (!xml && !csv && !xlsx)
        return err_set(e, ERR_USAGE, "-o: \"%.*s\" ends in no form of projects; use .xml (IATI), .csv or .xlsx (who does what where)", STR_F(path));
    if (!store_look(r->store, look, &k, e))
        return false;
    a->file.most = (size_t)1 << 30;
    if (xml) {
        iati(r, a, &k.l);
        return true;
    }
    if (str_is(request_text(r, "table"), "projects"))
        return projects_table(r, a, &k.l, csv, e);
    if (csv)
        works_csv(&k.l, &a->file);
    else if (!works_xlsx(&k.l, &a->file, e))
        return false;
    counted(r, a, TN("{n} row was not written: it names an institution of a kind that others must not read of.", "{n} rows were not written: they name institutions of kinds that others must not read of."), k.l.activities_held);
    if (k.l.project_n)
        desk_note(r, a, T("Projects of files go into a file of IATI, -o FILE.xml, or with --table projects into a table of their own."), NULL, 0);
    return true;
}

static bool run_projects(struct request *r, struct answer *a, struct err *e)
{
    struct str path = request_text(r, "o");
    return path.n ? file(r, a, path, e) : show_projects(r, a, e);
}

const struct operation operation_projects = {.name = "projects", .brief = T("list projects, or write them for other programs"), .usage = "REGISTER [--by country|sector] [--table activities|projects] [-o FILE.xml|FILE.csv|FILE.xlsx]",
    .text = T("As `show projects` lists them; or into a file: projects as IATI activities 2.03 (.xml), rows of who does what where as a table with HXL tags (.csv, .xlsx); with --table projects the projects of files as Diwan's own table, with their pillars and whom they are for. Only what may leave the house is written. What was written comes back with `diwan add`."),
    .example = "diwan projects iraq.diwan -o projects.xml", .source = "docs/formats.md",
    .options = (const struct option_spec[]){{"by", OPTION_CHOICE, "country|sector", T("totals by country or sector")}, {"table", OPTION_CHOICE, "activities|projects", T("which table a file holds (activities)")}, {"o", OPTION_TEXT, "FILE", T("write to this file")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .may = MAY_READ, .run = run_projects};
