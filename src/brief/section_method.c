/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method and sources: a paragraph a method, citations, how to cite the brief, the register's fingerprint. */
#include "brief/section_priv.h"

/* `id`: what statements name as their method ("method-counts"); "" for words that are none. */
static void paragraph_of(struct page *p, const char *id, const char *msgid, const struct slot *slots, size_t n)
{
    struct block *block = doc_add(p->d, BLOCK_PARAGRAPH);
    block->id = str_of(id);
    trace_words(p, &block->words, TRACE_NONE, *id ? id : "method-counts");
    words_say(p->d, &block->words, msgid, slots, n);
}

static void paragraph(struct page *p, const char *id, const char *msgid) { paragraph_of(p, id, msgid, NULL, 0); }

/* Each source and year of population once. */
static bool cited_before(const struct brief_data *b, size_t i)
{
    const struct population *one = &b->list[i].people;
    for (size_t k = 0; k < i; k++)
        if (b->list[k].peopled && b->list[k].people.year == one->year && str_eq(b->list[k].people.source, one->source))
            return true;
    return false;
}

/* The three words a steward may state are told in the reader's language; a licence by its own name stays as it is. */
static struct slot licence_slot(struct page *p, struct str licence)
{
    static const struct { const char *code, *label; } words[] = {{"open", T("may be republished")}, {"attribution", T("may be republished with its citation")},
        {"no-republication", T("may not be republished")}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is(licence, words[i].code))
            return slot_text("licence", bare(p, words[i].label));
    return slot_name("licence", licence, "en");
}

static void list_sources(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("sources");
    SAY_BARE(p, &sub->words, T("Sources"));
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, b->columns->source_n + b->list_n + 1 + (b->voices ? b->voices->n : 0));
    struct words *w = items->items;
    for (size_t i = 0; i < b->columns->source_n; i++) {
        if (b->by_source[i].incidents == 0)
            continue;
        struct slot slots[] = {slot_name("source", b->columns->sources[i], NULL),
            slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->by_source[i].incidents)),
            slot_text("from", day_text(p, b->by_source[i].first)), slot_text("to", day_text(p, b->by_source[i].last)),
            slot_name("citation", b->columns->source_citations[i], "en"), licence_slot(p, b->columns->source_licences[i])};
        words_say(p->d, w, T("**{source}**: {incidents} from {from} to {to}."), slots, ARRAY_LEN(slots));
        if (slots[4].text.n)
            words_say(p->d, w, T(" {citation}."), slots, ARRAY_LEN(slots));
        if (slots[5].text.n)
            words_say(p->d, w, T(" Licence: {licence}."), slots, ARRAY_LEN(slots));
        else
            SAY_BARE(p, w, T(" Licence: not stated."));
        if (!guard_record((enum licence)b->columns->licences[i], RECORD_PASSED_ON))
            SAY_BARE(p, w, T(" No single record of it is shown here; counts include them."));
        trace_words_set(p, w, source_set(p, i), "method-counts");
        w++;
    }
    for (size_t i = 0; i < b->list_n; i++) {
        const struct brief_place *g = &b->list[i];
        if (!g->peopled || !g->people.source.n || cited_before(b, i))
            continue;
        trace_words(p, w, TRACE_NONE, "method-rates");
        SAY(p, w++, T("**Population**: {source}, {year}."), slot_name("source", g->people.source, "en"), slot_text("year", year_text(p, g->people.year)));
    }
    w += voices_sources(p, w);
    items->item_n = (size_t)(w - items->items);
}

void note_to_cite(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *note = NULL;
    for (size_t i = 0; i < b->columns->source_n; i++) {
        struct str citation = b->columns->source_citations[i];
        if (b->by_source[i].incidents == 0 || b->columns->licences[i] != LICENCE_ATTRIBUTION)
            continue;
        if (note)
            words_text(p->d, &note->words, STR(" "));
        else
            note = doc_add(p->d, BLOCK_NOTE);
        note->id = STR("cited");
        trace_words(p, &note->words, TRACE_REGISTER, "method-counts");
        SAY(p, &note->words, T("To be cited: {citation}."), slot_name("citation", citation.n ? citation : b->columns->sources[i], "en"));
    }
}

void fingerprint_of(struct page *p)
{
    char hex[65];
    digest_hex(&p->b->columns->fingerprint, hex);
    p->d->fingerprint = (struct str){arena_text(&p->d->arena, hex, 64), 64};
}

static void say_citation(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("cite");
    SAY_BARE(p, &sub->words, T("How to cite this brief"));
    fingerprint_of(p);
    struct block *cite = doc_add(p->d, BLOCK_PARAGRAPH);
    SAY(p, &cite->words, T("Diwan brief on {place}, {period}, from a register as of {day}, fingerprint {fingerprint}. Name the sources above with it."),
        slot_place(p, "place", b->place), slot_text("period", period_text(p, b->from_month, b->to_month)), slot_text("day", day_text(p, b->as_of)),
        slot_name("fingerprint", (struct str){p->d->fingerprint.p, 16}, "en"));
    trace_words(p, &cite->words, TRACE_REGISTER, "method-counts");
    paragraph(p, "", T("The fingerprint is worked out from what the register holds, so the same register gives the same brief, and anybody who has it can check this one."));
    struct block *ids = doc_add(p->d, BLOCK_PARAGRAPH);
    SAY(p, &ids->words, T("Every sentence, figure and row of this brief has an ID to cite it by, as in {address}. Whoever holds the register sees its method and the records behind it with {command}."),
        (struct slot){.name = "address", .text = STR("brief.html#short.1"), .isolate = true, .lang = "en", .whole = true},
        (struct slot){.name = "command", .text = STR("diwan brief REGISTER --trace short.1"), .isolate = true, .lang = "en", .whole = true});
    trace_words(p, &ids->words, TRACE_NONE, "method-counts");
}

/* How what people say was made into sentences. */
static void voices_method(struct page *p)
{
    struct slot slots[] = {slot_text("people", counted(p, TN("{n} person", "{n} people"), people_least(p->b->request.k))), slot_text("least", counted(p, TN("{n} person", "{n} people"), MAX_OF((int64_t)VOICE_ROOM_LEAST, 2 * people_least(p->b->request.k)))), slot_text("step", count_text(p, people_step(p->b->request.k)))};
    paragraph_of(p, "method-voices", T("**What those who took part say.** In a dialogue people make short statements and others agree, disagree or pass (Small and others 2021). Those who take part chose to come and are no sample: shares are of those who voted on a statement, with Wilson's intervals at 95 %. Numbers that fewer than {people} stand behind are not shown, nor groups so small, nor whatever would give them away by subtraction. Shares stand in whole percent, and of dialogues held here votes on a statement in steps of {step}. Of near-duplicates one statement is shown."), slots, ARRAY_LEN(slots));
    paragraph_of(p, "method-groups", T("**Groups of opinion.** People who voted alike, by principal components of the votes and k-means from many seeded starts. Groups are told from {least} on, and only where votes held out are foretold better with them and random draws of the people give nearly the same groups (Ben-Hur and others 2002; Hennig 2007: mean adjusted Rand index of 0.6 or more). Where people who differ by degrees alone would look as well parted, it is said that no gap lies between the groups. How many draws stands beside the groups."), slots, ARRAY_LEN(slots));
    paragraph(p, "method-bridges", T("**What bridges and what divides.** A statement bridges where a majority of every group agrees, also by the lower bound of the group that agrees least, and every group was heard on it (in the spirit of Wojcik and others 2022, and of Halpern and others 2023 for votes that are incomplete). It divides where groups differ by more than chance: two-proportion tests, corrected for their number (Holm 1979)."));
    if (p->b->voices->finding_n)
        paragraph(p, "method-findings", T("**Findings.** Summaries of interviews, focus groups and the like, as those who asked wrote them; they are not counted. Of fewer than 3 people, or where the number is not known, place and kind of people stay out."));
}

bool section_method(struct page *p, struct err *e)
{
    (void)e;
    heading(p, "method", T("Method and sources"));
    paragraph(p, "method-counts", T("**Incidents and deaths.** Counted as the source codes them, by the first day of the incident. Unknown is not zero: a record without a number of deaths counts as an incident and adds nothing to the dead."));
    paragraph(p, "method-which", T("**Which incidents.** Frequency and deadliness count what killed, and uses of arms whether they killed or not. All else (arrests, abductions, closures, demolished homes, protests) is counted apart as harm that does not kill, so that recording more of it cannot make violence look less deadly."));
    paragraph(p, "method-places", T("**Places.** Precision before geometry: a record coded more coarsely than a governorate belongs to none, whatever point it carries. Otherwise the border that contains the point decides, then the nearest border within 25 km, then the name."));
    paragraph(p, "method-change", T("**Change.** Incidents: quasi-Poisson model of the months of both periods (McCullagh and Nelder 1989). Deaths per incident and the civilian share: ratios of totals with months as clusters (Cochran 1977). Intervals are 95 %; months that follow one another resemble each other, and the intervals of incidents are widened by as much (Newey and West 1987). A change is called deadlier or less deadly only if it also holds without summary records, without the largest incident of each period, among the incidents that killed alone, and for the sources' low and high figures."));
    paragraph(p, "method-civilians", T("**Civilian share.** Known civilians among all the dead; ranges take months as clusters (Cochran 1977). Dead whose status is unknown may all have been civilians, or none: a change is said only where that does not matter."));
    if (p->b->reported.n)
        paragraph(p, "method-error", T("**Error of death figures.** The published model of what UCDP's experts think of its numbers (Vesco, Randahl and others 2024): with a known chance a number is right, else the true one is drawn from a Gumbel distribution, mostly higher. Incidents are drawn one by one, as if their errors were independent, and added up."));
    paragraph(p, "method-turns", T("**Turning points.** Exact partition of the monthly counts by a negative binomial cost with penalty 2 ln(months) and at least three months a stretch (Killick and others 2012), the penalty raised by how far months resemble the one before. They date a change and explain nothing."));
    paragraph(p, "method-looked", T("**What could be seen.** People judge whether a place could be looked at: well, in part, or not at all; of several the most cautious rules. A judgement on a country covers its governorates, one on a governorate makes the country partly seen. Where a month was not seen in full there is no rate, no fall and no calm; what was recorded there is the least there was."));
    if (p->b->voices)
        voices_method(p);
    if (p->b->agenda && (p->b->agenda->n || p->b->agenda->left_out))
        paragraph(p, "method-agenda", T("**What people agreed.** Items, evidence and promises as those who brought them wrote them; nothing is ranked or scored. How strong evidence is says whoever judged it. Whether an item suits the phase: who set the phase and who judged are named, and what the codebook has beside it. An item leaves the register's own people only while it is signed by a steward as it stands, with every question about harm answered. Forgotten is what no item names."));
    if (p->b->agenda && p->b->agenda->order_n)
        paragraph(p, "method-orders", T("**How far orders agree.** Kendall's tau-b (1945) over the matters that both sides have; where a side has several orders, their mean ranks. From ten matters on with a 95 % interval (Fieller, Hartley and Pearson 1957). Put first is the upper half of an order."));
    if (p->b->agenda && p->b->agenda->service_n)
        paragraph(p, "method-help", T("**Whom to turn to.** Services as somebody wrote them down, with the day on which somebody made sure. Who asks them is nowhere in the register."));
    if (p->b->coverage)
        paragraph(p, "method-coverage", T("**Who does what, where.** An organisation works in a place and sector where files of projects and activities say so; work of which they say only the country belongs to no place. Need is need as reported: more incidents than the median of the places, or people asked for something. That shows where sources look, and nothing of the sector. Many: five organisations or more; or two or more, and more of them per incident than in 9 of 10 such cells. Money counts once, where it enters the projects on record."));
    if (p->b->engagement && p->b->level == 0)
        paragraph(p, "method-asked", T("**What was asked.** Letters, mails, calls and messages that went out, as those who asked wrote them down; each step counts those that came further, too. Met: something was held with whoever was asked, on that day or later, on the same topic. Counts are of all that was sent; the interval (Clopper and Pearson) is for expecting the next letter, if that is like the earlier ones. Half the days to an answer: the product-limit estimate of Kaplan and Meier, in which those still open count for as long as they are."));
    if (p->b->list_n)
        paragraph(p, "method-rates", T("**Rates.** Best estimate of deaths per 100,000 people and year, with a population figure of at most five years' distance; intervals from how much the months differ (quasi-Poisson)."));
    list_sources(p);
    say_citation(p);
    return true;
}
