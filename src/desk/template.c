/* SPDX-License-Identifier: GPL-3.0-or-later */
/* template: blank tables to fill in. */
#include "desk/desk_priv.h"
#include <unistd.h>

static bool run_template(struct request *r, struct answer *a, struct err *e)
{
    struct str kind = r->arguments[0], path = request_text(r, "o");
    enum template_kind which = str_is(kind, "findings") ? TEMPLATE_FINDINGS : str_is(kind, "actors") ? TEMPLATE_ACTORS : str_is(kind, "ties") ? TEMPLATE_TIES : str_is(kind, "contacts") ? TEMPLATE_CONTACTS : str_is(kind, "restrictions") ? TEMPLATE_RESTRICTIONS : str_is(kind, "plans") ? TEMPLATE_PLANS : str_is(kind, "projects") ? TEMPLATE_PROJECTS : str_is(kind, "agenda") ? TEMPLATE_AGENDA : TEMPLATE_INCIDENTS;
    if (which == TEMPLATE_INCIDENTS && !str_is(kind, "incidents"))
        return err_set(e, ERR_USAGE, "there is no template \"%.*s\" yet; there are those for incidents, findings, actors, ties, contacts, restrictions, plans, projects and agenda: `diwan template incidents -o incidents.xlsx`",
            (int)MIN_OF(kind.n, (size_t)60), kind.p);
    if (!path.n)
        return err_set(e, ERR_USAGE, "say where the template goes: -o FILE.xlsx, or -o FILE.csv");
    if (access(path.p, F_OK) == 0) /* it may have been filled in */
        return err_set(e, ERR_USAGE, "-o: %.*s is there already, and may have been filled in; name another file, or remove that one", STR_F(path));
    if (str_ends(path, ".csv") && which == TEMPLATE_AGENDA)
        return err_set(e, ERR_USAGE, "-o: the tables of an agenda are a workbook of several sheets; use .xlsx");
    if (str_ends(path, ".csv"))
        template_csv(which, &a->file);
    else if (!str_ends(path, ".xlsx"))
        return err_set(e, ERR_USAGE, "-o: \"%.*s\" ends in no form of a template; use .xlsx or .csv", STR_F(path));
    else if (!template_xlsx(which, &r->speech, &a->file, e))
        return false;
    DESK_NOTE(r, a, T("{file}: fill it in, and add it with `diwan add REGISTER {file}`."), desk_slot("file", path));
    return true;
}

const struct operation operation_template = {.name = "template", .brief = T("make a blank table to fill in"), .usage = "incidents|findings|actors|ties|contacts|restrictions|plans|projects|agenda -o FILE.xlsx|FILE.csv [--lang en|ar|ckb]",
    .text = T("For coding your own incidents, for findings of interviews and focus groups, for actors and the ties between them, for letters and meetings, or for what people agreed and what became of it (agenda: a workbook with a sheet a table): the header holds the field names, lists hold the words to choose from, and a sheet explains every field. What is filled in comes back with `diwan add`."),
    .example = "diwan template incidents -o incidents.xlsx", .source = "docs/formats.md",
    .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")}, {NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_NONE,
    .least = 1, .most = 1, .run = run_template};
