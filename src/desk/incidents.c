/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incidents as rows: what `show incidents` and the exports of the room have in common. */
#include "desk/desk_priv.h"

const struct incident_field_row incident_row_fields[INCIDENT_ROW_FIELDS] = {{"id", T("Number"), "#meta+id", true}, {"import", T("Import"), "", true}, {"source", T("Source"), "#meta+source", false},
    {"date", T("First day"), "#date+start", false}, {"date_end", T("Last day"), "#date+end", false}, {"country", T("Country"), "#country+name", false},
    {"admin1", T("First-order name as given"), "#adm1+name", false}, {"place", T("Counted for"), "", false}, {"kind", T("Kind"), "", true}, {"deaths_low", T("Low"), "", true},
    {"deaths_best", T("Killed"), "#affected+killed", true}, {"deaths_high", T("High"), "", true}, {"deaths_civilians", T("Civilians"), "#affected+killed+civilians", true},
    {"place_precision", T("Precision of place"), "", true}, {"name_means", T("Its name means another place"), "", false}};

bool incident_row_number(const struct incident_columns *c, size_t i, size_t field, int64_t *out)
{
    const int64_t numbers[] = {c->kind[i], c->low[i], c->best[i], c->high[i], c->civilians[i], c->place_precision[i]};
    *out = field == 0 ? c->id[i] : field == 1 ? c->import_ids[c->import[i]] : numbers[field - 8];
    return *out >= 0;
}

static struct str place_name(const struct incident_columns *c, const int32_t *places, size_t i)
{
    return places && places[i] >= 0 ? gazetteer_place(c->places, (size_t)places[i])->name : STR("");
}

void incident_row_text(const struct incident_columns *c, size_t i, size_t field, struct buf *out)
{
    int64_t number = 0;
    if (incident_row_fields[field].number) {
        if (incident_row_number(c, i, field, &number))
            buf_int(out, number);
        return;
    }
    switch (field) {
    case 2: buf_str(out, c->sources[c->source[i]]); return;
    case 3: buf_day(out, (struct day){c->first[i]}); return;
    case 4: buf_day(out, (struct day){c->last[i]}); return;
    case 5: buf_str(out, intern_text(&c->words, c->country[i])); return;
    case 6: buf_str(out, intern_text(&c->words, c->admin1[i])); return;
    case 7: buf_str(out, place_name(c, c->place[1], i)); return;
    default: buf_str(out, place_name(c, c->named[1], i)); return;
    }
}
