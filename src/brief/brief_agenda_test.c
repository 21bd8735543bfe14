/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed in a brief: its place before the statistics, who is named and who is not, both sides of the evidence, and what a line stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/testing.h"
#include "brief/brief.h"
#include "brief/trace.h"
#include "guard/publish.h"

enum { ROOM = 2000, NOW = 12 * 52 }; /* months since 1970: 2022-01 */

struct scene { /* a brief's data with an agenda in it */
    struct made_agenda made;
    struct brief_item items[2];
    const struct agenda_head *heads[1];
    const struct promise *promises[2];
    const struct premise *premises[1];
    const struct priority *first[2], *second[1];
    struct brief_order orders[2];
    const struct help_service *services[1];
    const struct judgement *judgements[1];
    struct brief_agenda agenda;
    struct publish_facts facts;
    struct reply reply;
    struct brief_request request;
};

static void scene_make(struct scene *s)
{
    memset(s, 0, sizeof *s);
    made_agenda_make(&s->made);
    s->heads[0] = &s->made.head;
    s->premises[0] = &s->made.premise;
    s->services[0] = &s->made.service;
    s->judgements[0] = &s->made.judgement;
    for (size_t i = 0; i < 2; i++) {
        s->promises[i] = &s->made.promises[i];
        s->first[i] = &s->made.priorities[i];
        s->items[i] = (struct brief_item){.item = &s->made.items[i], .signed_off = true, .promises = &s->promises[i], .promise_n = 1};
    }
    s->second[0] = &s->made.priorities[2];
    s->orders[0] = (struct brief_order){s->first[0]->side, s->first[0]->said_by, s->first, 2};
    s->orders[1] = (struct brief_order){s->second[0]->side, s->second[0]->said_by, s->second, 1};
    s->items[0].unkept = true;
    s->agenda = (struct brief_agenda){.book = &s->made.book, .items = s->items, .n = 2, .agendas = s->heads, .agenda_n = 1, .on = made_day(19705), .orders = s->orders, .order_n = 2, .premises = s->premises, .premise_n = 1,
        .services = s->services, .service_n = 1, .judgements = s->judgements, .judgement_n = 1};
    s->made.judgement.sign = (struct item_sign){.signed_by = STR("L. Example, steward"), .digest = STR(""), .day = made_day(19705)};
    s->facts = (struct publish_facts){.today = made_day(19705), .on = made_day(19705), .book = &s->made.book, .promises = s->made.promises, .promise_n = 2};
    s->agenda.facts = &s->facts;
    s->request = (struct brief_request){.from = month_first(NOW), .to = month_last(NOW + 23), .since = DAY_NONE, .place = -1, .seed = 1};
}

static struct phase_set *phases_of_all; /* that people set */
static size_t phases_n;

static struct incident_columns *columns_of(void)
{
    struct incident_columns *c = columns_make(ROOM, 0);
    intern_id(&c->words, STR(""));
    intern_id(&c->words, STR("Selmara"));
    c->source_n = 1;
    c->sources = ARENA_ARRAY(&c->arena, struct str, 1);
    c->source_citations = ARENA_ARRAY(&c->arena, struct str, 1);
    c->source_licences = ARENA_ARRAY(&c->arena, struct str, 1);
    c->licences = ARENA_ARRAY(&c->arena, uint8_t, 2);
    c->sources[0] = STR("UCDP GED");
    c->source_citations[0] = c->source_licences[0] = STR("");
    size_t n = 0;
    for (int month = NOW - 24; month < NOW + 24; month++)
        for (int k = 0; k < 4; k++, n++) {
            c->first[n] = c->last[n] = month_first(month).n + k;
            c->low[n] = c->best[n] = c->high[n] = 2;
            c->country[n] = c->kind[n] = 1;
            c->clarity[n] = 1;
            c->id[n] = (int64_t)n + 1;
        }
    c->n = n;
    c->phases = phases_of_all;
    c->phase_n = phases_n;
    columns_harm(c);
    return c;
}

/* Made into a document, which the caller frees. */
static struct doc *doc_of(struct scene *s, enum brief_audience audience, const char *language, struct arena *a)
{
    static struct speech speech;
    struct err e = {0};
    struct brief_data b;
    struct doc *d = NULL;
    struct incident_columns *c = columns_of();
    speech = (struct speech){.language = language_find(language)};
    s->request.audience = audience;
    assert_true(brief_gather(c, &s->request, a, &b, &e));
    b.agenda = &s->agenda;
    assert_true(brief_make(&b, &speech, &d, &e));
    columns_drop(&c);
    return d;
}

static char *in_plain(const char *text, size_t n)
{
    static char out[1 << 20];
    assert_true(n < sizeof out);
    char *to = out;
    for (const char *from = text; from < text + n;) {
        size_t space = strncmp(from, "\xc2\xa0", 2) == 0 ? 2 : strncmp(from, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
        *to++ = space ? ' ' : *from;
        from += space ? space : 1;
    }
    *to = '\0';
    return out;
}

static char *text_of(struct scene *s, enum brief_audience audience, const char *language)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct buf out CLEANUP(buf_end) = {0};
    struct doc *d = doc_of(s, audience, language, &a);
    doc_text(d, &(struct text_options){.width = 100000, .plain = true}, &out);
    doc_free(&d);
    return in_plain(out.p, out.n);
}

static char *html_of(struct scene *s, enum brief_audience audience, const char *language)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct buf out CLEANUP(buf_end) = {0};
    struct doc *d = doc_of(s, audience, language, &a);
    doc_html(d, NULL, 0, &out);
    doc_free(&d);
    return in_plain(out.p, out.n);
}

static void says(const char *in, const char *words)
{
    if (!strstr(in, words))
        fail_msg("not said: \"%s\" in\n%.9000s", words, in);
}

static void says_not(const char *in, const char *words)
{
    if (strstr(in, words))
        fail_msg("said: \"%s\" in\n%.9000s", words, in);
}

static void says_before(const char *in, const char *first, const char *second)
{
    const char *x = strstr(in, first), *y = strstr(in, second);
    if (!x || !y || x > y)
        fail_msg("\"%s\" does not stand before \"%s\" in\n%.9000s", first, second, in);
}

/* ---- */

static void it_stands_before_the_statistics(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says_before(t, "1. In short", "2. What people agreed");
    says_before(t, "2. What people agreed", "Security");
    says(t, "What people agreed: 2 items; on 14 December 2023 they stood so: 1 not done and 1 promised or under way.");
    says_not(t, "Not in this register yet: what was agreed");
    says_before(t, "Can anybody act on it? Of 2 items: on 1 in part and on 1 nobody who was there can.", "Everybody who works at a checkpoint wears a number");
    says(t, "No item is left out.");
}

static void capacity_comes_before_the_ask_and_evidence_has_two_sides(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says_before(t, "What people already do: Drivers warn one another. (the drivers' union; does it work: in part)", "Asked of");
    says(t, "What speaks for it: [96 incidents] with 192 dead in Selmara, January 2022 to December 2023 (strong evidence).");
    says(t, "Where nobody else is named, those who called them together judged how strong evidence is");
    says(t, "What speaks against it: the survey safety-2023, question q7 (weak evidence, as Orvan Institute judged): Few were asked.");
    says(t, "What speaks for it: nothing is on record.");
    says(t, "Phase: nobody has set one for this place; the item was judged to suit this: ceasefire or stalemate.");
}

static void who_did_not_keep_a_promise_is_not_named(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    for (enum brief_audience who = BRIEF_FULL; who <= BRIEF_WALL; who++)
        says_not(text_of(&s, who, "en"), "Ministry of the Interior");
    says(text_of(&s, BRIEF_FULL, "en"), "Asked of an institution: Everybody who works");
    says(text_of(&s, BRIEF_FULL, "en"), "Promised by an institution on 12 February 2023");
    says(text_of(&s, BRIEF_FULL, "en"), "Who did not keep a promise, or whose promise is past its day, is told by kind of institution");
    s.made.promises[0].actor = STR("Council of Orvan"); /* whoever promised is told, and not the owner in its place */
    s.made.broken[1].state = made_code(CODES_ITEM_STATES, "promised");
    s.facts.replies = &s.reply;
    s.facts.reply_n = 1;
    s.reply = (struct reply){.actor = STR("Council of Orvan"), .about = STR("numbers"), .asked = made_day(19600), .due = made_day(19650), .answered = DAY_NONE};
    says(text_of(&s, BRIEF_FULL, "en"), "Promised by Council of Orvan on 12 February 2023, for 31 August 2023: Numbers for all who stand there. Promise not kept (9 December 2023).");
    says(text_of(&s, BRIEF_FULL, "en"), "Asked of an institution: Everybody who works");
    says(text_of(&s, BRIEF_FULL, "en"), "Council of Orvan was asked on 31 August 2023 what it says to this: “numbers”. No reply came by 20 October 2023.");
    s.reply.answered = made_day(19690);
    s.reply.text = STR("The plates are being made.");
    static const char said[] = "Council of Orvan, asked about “numbers”, replied on 29 November 2023, in its own words: “The plates are being made.”";
    const char *t = strstr(text_of(&s, BRIEF_FULL, "en"), said);
    assert_true(t && strstr(t + 1, said)); /* in the table of all, and with the item */
    says(text_of(&s, BRIEF_MINISTER, "en"), said);
    says_not(text_of(&s, BRIEF_WALL, "en"), "The plates"); /* names nobody who failed */
    scene_make(&s);
    s.facts.by_name = true;
    says(text_of(&s, BRIEF_FULL, "en"), "Asked of Ministry of the Interior: Everybody who works");
    says(text_of(&s, BRIEF_FULL, "en"), "Promised by Ministry of the Interior on 12 February 2023, for 31 August 2023: Numbers for all who stand there. Promise not kept (9 December 2023).");
    says_not(text_of(&s, BRIEF_WALL, "en"), "Ministry of the Interior"); /* never there */
}

static void what_is_not_signed_is_marked_or_left_out_and_counted(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    s.items[1].signed_off = false;
    says(text_of(&s, BRIEF_FULL, "en"), "(not signed: only for those who hold the register)");
    says(html_of(&s, BRIEF_FULL, "en"), "</a> (not signed: only for those who hold the register)"); /* in the table, too, which has them all */
    s.agenda.n = 1;
    s.agenda.left_out = 1;
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says_not(t, "not signed: only");
    says(t, "Left out, because nobody has signed them as they stand: 1 item.");
    says_not(t, "Council of Orvan");
    says(text_of(&s, BRIEF_MINISTER, "en"), "Left out, because nobody has signed them as they stand: 1 item.");
    says(text_of(&s, BRIEF_WALL, "en"), "Not on this page, because nobody has signed for it yet: 1 item.");
    s.agenda.n = 0;
    s.agenda.left_out = 2;
    says(text_of(&s, BRIEF_FULL, "en"), "What people agreed stays out of this brief: nobody has signed it as it stands (2 items).");
}

static void words_of_another_language_are_marked_with_it(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *h = html_of(&s, BRIEF_FULL, "en");
    says(h, "<bdi lang=ar>الطريق مظلم</bdi>");
    says(h, "<h3 id=item-checkpoints>");
    says(h, "href=#item-lamps");
    says(h, "<span aria-hidden=true>× </span>");
    says_not(html_of(&s, BRIEF_FULL, "ar"), "<bdi lang=\"ar\">");
}

static void a_number_of_three_people_is_nobodys_to_know(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says(t, "Measured by: Complaints answered (percent). At first 12 (no range given; 4 November 2022). Last too few to show (no range given; 29 November 2023). Target: 80 by 4 October 2024.");
    s.made.values[1].n = 40;
    says(text_of(&s, BRIEF_FULL, "en"), "Last 77 (no range given");
}

static void sides_balance_and_premises_are_told(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says(t, "People of the place: Round table");
    says(t, "Donors: Northland");
    says(t, "How far they agree in “What Selmara asks” cannot be said: on both sides there is only this: 1 matter. Both put first: Everybody who works at a checkpoint wears a number.");
    says(t, "An empty cell means that they did not name it");
    says(t, "Groups: displaced people (1) and women (2). Forgotten: people in prison"); /* women as a group, and as a gender */
    says(t, "Women, men, girls and boys: women (1). None is forgotten. Naming none, and so for everybody: 1.");
    says(t, "Pillars: protection (2) and empowerment (1). None is forgotten."); /* one is for both */
    says(t, "We believe that numbers make people fair. Not tested yet, as Orvan Institute found on 29 November 2023. What the data say: too early.");
}

/* What is counted is what `diwan agenda --balance` counts (agenda/balance.h); tests/recover/agenda.py holds the two beside each other. */
static void what_was_dropped_serves_nobody(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    s.made.broken[1].state = code_of(CODES_ITEM_STATES, STR("dropped"));
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says(t, "it may be served elsewhere. Not counted, because dropped: 1 item.");
    says(t, "Groups: women (1). Forgotten: ");
    says(t, "Pillars: protection (1) and empowerment (1).");
}

static void where_nobody_gave_an_order_it_says_so(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    s.agenda.order_n = 0;
    says_before(text_of(&s, BRIEF_FULL, "en"), "What each side puts first", "Nobody's order of priorities is on record.");
}

static void each_phase_that_people_set_is_told(void **state)
{
    static struct phase_set sets[2];
    (void)state;
    struct scene s;
    scene_make(&s);
    sets[0] = (struct phase_set){.place = -1, .of_country = true, .phase = PHASE_CEASEFIRE, .from = made_day(19000), .to = DAY_NONE, .said_by = STR("Round table")};
    sets[1] = (struct phase_set){.place = -1, .of_country = true, .phase = PHASE_OPEN, .from = made_day(19100), .to = DAY_NONE, .said_by = STR("Orvan Institute")};
    phases_of_all = sets, phases_n = 1;
    const char *t = text_of(&s, BRIEF_FULL, "en");
    says(t, "Phase of all these places: ceasefire or stalemate, as Round table set it.");
    says(t, "those who called them together judged how strong evidence is and whether an item suits the phase"); /* once, above the items, and so is the codebook's measure */
    says(t, "Where an item has no other, the codebook has this for the phase:");
    says_not(t, "The item suits it");
    phases_n = 2;
    t = text_of(&s, BRIEF_FULL, "en");
    says_not(t, "Phase of all these places");
    says(t, "Phase: ceasefire or stalemate, as Round table set it. The item suits it, as Round table judged.");
    says(t, "People differ: open violence, as Orvan Institute set it. The item suits another, as Round table judged: ceasefire or stalemate.");
    phases_n = 0;
}

static void what_is_past_its_day_is_not_told_as_broken(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    s.made.promises[0].state = follow_up_of(STR("promise_made"));
    says(text_of(&s, BRIEF_FULL, "en"), "for 31 August 2023: Numbers for all who stand there. The day has passed, and nothing about it is on record. How one can see it");
    s.made.promises[0].state = follow_up_of(STR("told_participants"));
    says(text_of(&s, BRIEF_FULL, "en"), "Numbers for all who stand there. The day has passed, and nothing about it is on record.");
    s.made.promises[0].state = follow_up_of(STR("promise_partly"));
    says(text_of(&s, BRIEF_FULL, "en"), "Promise kept in part (9 December 2023). The day has passed, and of the rest nothing is on record.");
    s.made.promises[0].due = made_day(19900);
    says(text_of(&s, BRIEF_FULL, "en"), "Promise kept in part (9 December 2023). How one can see it");
    s.made.promises[0].due = made_day(19600);
    s.made.promises[0].state = follow_up_of(STR("promise_kept"));
    says(text_of(&s, BRIEF_FULL, "en"), "Promise kept (9 December 2023).");
}

static void partners_stand_beside_the_section_they_name(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *h = html_of(&s, BRIEF_FULL, "en");
    says_before(h, "id=security>", "<blockquote class=st>");
    says_before(h, "<blockquote class=st>", "id=sure>");
    says(h, "<bdi lang=ar>نقرأ هذا بحذر</bdi>");
    says_not(text_of(&s, BRIEF_FULL, "en"), "What partners say");
    says_not(text_of(&s, BRIEF_FULL, "en"), "not signed: only");
    s.made.judgement.sign.digest = STR("of other words");
    says(text_of(&s, BRIEF_FULL, "en"), "in their own words, 9 December 2023 (not signed: only for those who hold the register)");
    s.made.judgement.sign.digest = STR("");
    s.made.judgement.section = STR("");
    says(text_of(&s, BRIEF_FULL, "en"), "What partners say");
    s.made.judgement.section = STR("nothing-of-that-name");
    says(text_of(&s, BRIEF_FULL, "en"), "نقرأ هذا بحذر");
}

static void partners_put_their_name_on_the_title_page(void **state)
{
    (void)state;
    static const char mark[] = "\x89PNG";
    struct scene s;
    struct told said[] = {{STR("ar"), STR("معهد أورفان"), STR(""), STR("")}, {STR("en"), STR("Orvan Institute"), STR("We stand by what is asked."), STR("")}};
    struct partner partner = {.key = STR("orvan"), .told = {said, 2}, .logo = {mark, sizeof mark - 1}, .wide = 4, .high = 2};
    scene_make(&s);
    s.made.book.partners = &partner;
    s.made.book.partner_n = 1;
    const char *h = html_of(&s, BRIEF_FULL, "en");
    says_before(h, "<ul class=\"pt al\"><li><img ", "id=short>");
    says(h, "alt=\"Logo of Orvan Institute\"");
    says(h, "src=\"data:image/png;base64,iVBORw==\"");
    says(text_of(&s, BRIEF_FULL, "en"), "- Orvan Institute: We stand by what is asked.");
    says_not(html_of(&s, BRIEF_MINISTER, "en"), "<img");
    static const char *const signs[] = {"orvan", "Orvan Institute"}; /* what a partner signs carries the name that each reader has for it */
    for (size_t i = 0; i < 2; i++) {
        s.made.judgement.signed_by = str_of(signs[i]);
        says(text_of(&s, BRIEF_FULL, "en"), "Orvan Institute, in their own words");
        says(text_of(&s, BRIEF_FULL, "ar"), "\u2068معهد أورفان\u2069، بكلماتهم");
    }
}

static void the_minister_reads_what_is_asked_first(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *t = text_of(&s, BRIEF_MINISTER, "en");
    says_before(t, "What people agreed, and of whom it is asked", "In short");
    says(t, "Asked of Council of Orvan: مصابيح على الطريق. Due 26 June 2024: under way.");
    says(t, "Asked of an institution: Everybody who works at a checkpoint wears a number. Was due 31 August 2023, a day that has passed: not done.");
}

static void the_wall_says_what_became_of_it_and_whom_to_turn_to(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    const char *t = text_of(&s, BRIEF_WALL, "en");
    says(t, "Everybody who works at a checkpoint wears a number. It was not done.");
    says(t, "Council of Orvan promised it. The day is 26 June 2024.");
    s.made.promises[1].actor = STR("Mayor of Orvan"); /* whoever promised, and not who could act */
    says(text_of(&s, BRIEF_WALL, "en"), "Mayor of Orvan promised it. The day is 26 June 2024.");
    s.items[1].promise_n = 0;
    s.made.begun[0].state = made_code(CODES_ITEM_STATES, "promised");
    t = text_of(&s, BRIEF_WALL, "en");
    says(t, "It is said to be promised. The register has no promise on record.");
    says_not(t, "promised it");
    says(t, "Families' association (mental health). Somebody listens. Second room, mornings. They do not tell the authorities. They do not ask your name. Checked on 29 November 2023.");
    says_not(t, "incidents");
    s.made.service.checked = DAY_NONE;
    s.made.service.reports = NULL;
    t = text_of(&s, BRIEF_WALL, "en");
    says(t, "Whether they tell the authorities we do not know.");
    says(t, "Nobody has checked this yet.");
}

static void a_telephone_number_keeps_its_order(void **state)
{
    (void)state;
    struct scene s;
    scene_make(&s);
    s.made.services[0] = (struct told){STR("ar"), STR("رابطة العائلات"), STR("من يصغي"), STR("هاتف 000 10، صباحاً")};
    says(html_of(&s, BRIEF_WALL, "ar"), "هاتف <span class=wh><bdi>000 10</bdi></span>، صباحاً");
}

static void every_line_of_an_item_stands_on_its_rows(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct scene s;
    scene_make(&s);
    struct doc *d = doc_of(&s, BRIEF_FULL, "en", &a);
    const struct statement *list = NULL;
    size_t n = doc_statements(d, &list), lines = 0, rows = 0;
    for (size_t i = 0; i < n; i++) {
        bool line = str_starts(list[i].id, "item-"), row = str_starts(list[i].id, "agenda.") && list[i].table;
        lines += line, rows += row;
        if (line || row)
            assert_true(list[i].trace && list[i].trace->item_n == 1 && list[i].trace->method_n > 0);
        if (line && strstr(statement_text(d, &list[i]).p, "speaks for it: 96 incidents"))
            assert_true(list[i].trace->set_n == 1);
    }
    assert_int_equal(rows, 2);
    assert_true(lines >= 15); /* what is not on record has no line */
    doc_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_before_the_statistics),
        cmocka_unit_test(capacity_comes_before_the_ask_and_evidence_has_two_sides),
        cmocka_unit_test(who_did_not_keep_a_promise_is_not_named),
        cmocka_unit_test(what_is_not_signed_is_marked_or_left_out_and_counted),
        cmocka_unit_test(words_of_another_language_are_marked_with_it),
        cmocka_unit_test(a_number_of_three_people_is_nobodys_to_know),
        cmocka_unit_test(sides_balance_and_premises_are_told),
        cmocka_unit_test(what_was_dropped_serves_nobody),
        cmocka_unit_test(where_nobody_gave_an_order_it_says_so),
        cmocka_unit_test(each_phase_that_people_set_is_told),
        cmocka_unit_test(what_is_past_its_day_is_not_told_as_broken),
        cmocka_unit_test(partners_stand_beside_the_section_they_name),
        cmocka_unit_test(partners_put_their_name_on_the_title_page),
        cmocka_unit_test(the_minister_reads_what_is_asked_first),
        cmocka_unit_test(the_wall_says_what_became_of_it_and_whom_to_turn_to),
        cmocka_unit_test(a_telephone_number_keeps_its_order),
        cmocka_unit_test(every_line_of_an_item_stands_on_its_rows),
    };
    return cmocka_run_group_tests_name("brief agenda", tests, NULL, NULL);
}
