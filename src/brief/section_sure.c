/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure we are: what is unknown, with counts, and what that means. Silence is not calm. */
#include "brief/section_priv.h"

struct gap_row {
    const char *key;
    const char *label; /* msgid */
    const struct brief_gap *gap;
};

static struct doc_table *gaps_table(struct page *p, const struct gap_row *rows, size_t n)
{
    struct doc_table *t = doc_table_new(p->d, "unknown", 4, n);
    table_column(p, t, 0, "what", T("What is not known, or odd"), false);
    table_column(p, t, 1, "incidents", T("Incidents"), true);
    table_column(p, t, 2, "deaths_best", T("Killed in them"), true);
    table_column(p, t, 3, "share", T("Share of all the dead"), true);
    const struct brief_data *b = p->b;
    for (size_t i = 0; i < n; i++) {
        cell_words(p, t, i, 0, bare(p, rows[i].label));
        t->cells[i * 4].machine = str_of(rows[i].key);
        t->cells[i * 4].machine_set = true;
        cell_number(t, i, 1, guard_count(rows[i].gap->incidents), NUMBER_INT);
        if (rows[i].gap == &b->no_deaths && rows[i].gap->deaths == 0)
            continue; /* nobody knows: no zero */
        cell_number(t, i, 2, guard_count(rows[i].gap->deaths), NUMBER_INT);
        if ((rows[i].gap != &b->coarse && rows[i].gap != &b->named_elsewhere) || b->level == 0) /* a share only of what is counted here */
            cell_number(t, i, 3, public_value(b->whole.deaths ? (double)rows[i].gap->deaths / (double)b->whole.deaths : NAN), NUMBER_PERCENT_1);
    }
    return t;
}

static void say_largest(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, 6);
    struct words *w = items->items;
    if (b->trend.now.deaths_unknown < b->trend.now.incidents)
        SAY(p, w++, T("Low and high are the source's own range, {low} to {high} around {best}; they are not a confidence interval, and the true number may lie above."),
        slot_text("low", count_text(p, MIN_OF(b->trend.now.low, b->trend.now.best))), slot_text("high", count_text(p, MAX_OF(b->trend.now.high, b->trend.now.best))),
        slot_text("best", count_text(p, b->trend.now.best)));
    if (b->trend.now.status_unknown > 0)
        SAY(p, w++, T("Of {dead} nobody recorded whether they were civilians: the share of civilians lies between {low} and {high}."),
            slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->trend.now.status_unknown)),
            slot_text("low", share_text(p, findings_of(b).share_lo[1])), slot_text("high", share_text(p, findings_of(b).share_hi[1])));
    bool single = b->largest_source >= 0 && guard_record((enum licence)b->columns->licences[b->largest_source], RECORD_PASSED_ON);
    if (b->largest > 0 && single)
        SAY(p, w++, T("The largest single record counts {n}."), slot_text("n", counted(p, TN("{n} death", "{n} deaths"), b->largest)));
    if (b->series_sources_n > 1)
        SAY(p, w++, T("{sources} are added up: an incident that two of them report counts twice until somebody merges them."), slot_text("sources", counted(p, TN("{n} source", "{n} sources"), b->series_sources_n)));
    if (b->twice > 0)
        SAY(p, w++, T("**Counted twice**: {n} among UCDP's candidate events, in months of which its checked release is in the register too. Take the candidate files of those months back."),
            slot_text("n", counted(p, TN("{n} incident", "{n} incidents"), b->twice)));
    if (b->series_sources_n == 1)
        SAY_BARE(p, w++, T("Only one source of such incidents is in the register, so nothing can be said of what it missed."));
    items->item_n = (size_t)(w - items->items);
}

/* Who says of which place and time whether anybody could look. All who judge stand here; the most cautious rules. */
static void looked_table(struct page *p)
{
    const struct brief_data *b = p->b;
    static const char *const words[] = {"", T("could be looked at"), T("could be looked at in part"), T("nobody could look")};
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("looked");
    SAY_BARE(p, &sub->words, T("Who says where it was possible to look"));
    struct block *table = doc_add(p->d, BLOCK_TABLE);
    struct doc_table *t = table->table = doc_table_new(p->d, "observability", 6, b->judgement_n);
    table_column(p, t, 0, "place", T("Place"), false);
    table_column(p, t, 1, "from", T("First day"), false);
    table_column(p, t, 2, "to", T("Last day"), false);
    table_column(p, t, 3, "judgement", T("Judgement"), false);
    table_column(p, t, 4, "said_by", T("Said by"), false);
    table_column(p, t, 5, "reason", T("Reason"), false);
    for (size_t i = 0; i < b->judgement_n; i++) {
        const struct judgement *j = &b->columns->judgements[b->judgements[i]];
        const struct day days[] = {j->from, j->to};
        cell_place(p, t, i, 0, j->place);
        for (size_t k = 0; k < 2; k++) {
            struct buf day CLEANUP(buf_end) = {0};
            if (day_known(days[k]))
                buf_day(&day, days[k]);
            cell_words(p, t, i, 1 + k, day_known(days[k]) ? day_text(p, days[k]) : STR(""));
            t->cells[i * 6 + 1 + k].machine = (struct str){arena_text(&p->d->arena, day.p ? day.p : "", day.n), day.n};
            t->cells[i * 6 + 1 + k].machine_set = true;
        }
        cell_words(p, t, i, 3, bare(p, words[j->looked]));
        t->cells[i * 6 + 3].machine = str_of(looked_code(j->looked));
        t->cells[i * 6 + 3].machine_set = true;
        cell_data(p, t, i, 4, j->said_by);
        cell_data(p, t, i, 5, j->reason);
    }
    if (b->judgements_of_nowhere) {
        struct block *note = doc_add(p->d, BLOCK_NOTE);
        SAY(p, &note->words, T("Statements on places that this register does not know, which therefore count for nothing: {n}."), slot_text("n", count_text(p, b->judgements_of_nowhere)));
    }
}

bool section_sure(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_data *b = p->b;
    heading(p, "sure", T("How sure we are"));
    struct block *calm = doc_add(p->d, BLOCK_PARAGRAPH);
    if (b->judgement_n)
        SAY_BARE(p, &calm->words, T("Silence is not calm. Where it was limited or impossible to look, no rate, fall or calm is claimed; those who judge so are named below, and of several the most cautious rules. Where nobody has judged, a month or a place without incidents may be quiet, or merely unseen."));
    else
        SAY_BARE(p, &calm->words, T("Silence is not calm. Nobody has recorded in this register where it was possible to look, so a month or a place without incidents may be quiet, or merely unseen. No rate, fall or calm here is more than what the sources record."));
    if (b->judgement_n)
        looked_table(p);
    if (b->trend.now.incidents > 0)
        say_largest(p);
    const struct gap_row rows[] = {
        {"coarse", T("Known only to the country or a vague area: in no governorate"), &b->coarse},
        {"outside", T("Point outside every border, and no name that helps"), &b->outside},
        {"nowhere", T("Neither a point nor a name of a place"), &b->nowhere},
        {"named_elsewhere", T("Its name means this governorate, its point lies in another: counted there"), &b->named_elsewhere},
        {"near_border", T("Point just outside a border: counted for the nearest governorate"), &b->near_border},
        {"by_name", T("No usable point: counted by the name the source gives"), &b->by_name},
        {"disagree", T("Point and name mean different governorates: the point decides"), &b->disagree},
        {"summaries", T("Summary records: several events reported as one"), &b->summaries},
        {"days_vague", T("Day known only to within a month or longer"), &b->days_vague},
        {"spans_months", T("Lasted over the end of a month: counted in the first"), &b->spans_months},
        {"no_deaths", T("No number of deaths given: counted as unknown, not as zero"), &b->no_deaths},
        {"low_over_best", T("The source's low is above its best estimate"), &b->low_over_best},
        {"best_over_high", T("The source's best estimate is above its high"), &b->best_over_high},
    };
    struct gap_row kept[ARRAY_LEN(rows)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].gap->incidents > 0)
            kept[n++] = rows[i];
    if (n == 0)
        return true;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("unknown");
    SAY_BARE(p, &sub->words, T("What is unknown"));
    struct block *table = doc_add(p->d, BLOCK_TABLE);
    table->table = gaps_table(p, kept, n);
    return true;
}
