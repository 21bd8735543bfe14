/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be published: each reason alone stops it, and none that should not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/testing.h"
#include "guard/publish.h"

enum { TODAY = 20000 };
static struct harm_answer answers[64];
static struct agenda_item item;

/* An item with every question answered as nothing stops it, signed as it stands. */
static void item_fine(void)
{
    size_t n, at = 0;
    const struct harm_question *all = harm_questions(&n);
    item = (struct agenda_item){.key = STR("S1"), .sign = {.signed_by = STR("A. Example, steward"), .digest = STR("d"), .day = {TODAY - 1}}, .digest = "d"};
    for (size_t i = 0; i < n && at < ARRAY_LEN(answers); i++) {
        const char *fine = strcmp(all[i].blocks_if, "yes") == 0 ? "no" : "yes";
        answers[at++] = (struct harm_answer){.question = &all[i], .answer = code_of(CODES_HARM_ANSWERS, str_of(fine)), .said_by = STR("a meeting")};
    }
    item.answers = answers;
    item.answer_n = at;
}

static struct legal legals[3];
static struct agenda_book book;

static void law(const char *first, const char *second, const char *third)
{
    const char *const met[] = {first, second, third};
    static const char *const matters[] = {"survey_permit", "official_figures", "listed_groups"};
    for (size_t i = 0; i < 3; i++)
        legals[i] = (struct legal){.country = STR("XSM"), .matter = code_of(CODES_LEGAL, str_of(matters[i])), .met = met[i] ? code_of(CODES_MET, str_of(met[i])) : NULL};
    book = (struct agenda_book){.legals = legals, .legal_n = 3};
}

static struct publish_facts facts(void) { return (struct publish_facts){.today = {TODAY}, .on = {TODAY}, .book = &book}; }

static struct publish_brief brief_fine(void)
{
    law("yes", "not_needed", "yes");
    return (struct publish_brief){.signed_by = STR("A. Example, director"), .confirmed = true, .country = STR("XSM"), .country_name = STR("Selmara")};
}

/* -1: it may, and nothing is to be said; else the only reason. */
static int only(const struct publish_what *what, const struct publish_facts *f, bool *may)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct publish_verdict v = publish_decide(what, f, &a);
    if (may)
        *may = v.may;
    assert_true(v.n <= 1 && (v.n || v.may));
    for (size_t i = 0; i < v.n; i++) {
        static const char *const languages[] = {"en", "ar", "ckb"};
        for (size_t l = 0; l < 3; l++) {
            struct speech s = {.language = language_find(languages[l])};
            struct buf said CLEANUP(buf_end) = {0};
            publish_say(&s, &v.list[i], &said);
            assert_true(said.n > 15 && !strchr(said.p, '{'));
        }
    }
    return v.n ? (int)v.list[0].why : -1;
}

static int of_brief(const struct publish_brief *b)
{
    struct publish_facts f = facts();
    return only(&(struct publish_what){.brief = b}, &f, NULL);
}

static void items(void **state)
{
    (void)state;
    struct publish_facts f = facts();
    const struct publish_what what = {.item = &item};
    item_fine();
    assert_int_equal(only(&what, &f, NULL), -1);
    item.sign.digest = STR("another");
    assert_int_equal(only(&what, &f, NULL), PUBLISH_CHANGED);
    item.sign.taken_back = true;
    assert_int_equal(only(&what, &f, NULL), PUBLISH_TAKEN_BACK);
    item.sign.signed_by = STR("");
    assert_int_equal(only(&what, &f, NULL), PUBLISH_NEVER_SIGNED);
    item_fine();
    item.answers = answers + 1; /* the first question is of a step before publishing */
    item.answer_n--;
    assert_int_equal(only(&what, &f, NULL), PUBLISH_UNANSWERED);
    item_fine();
    assert_true(answers[0].question->blocks_if[0]);
    answers[0].answer = code_of(CODES_HARM_ANSWERS, str_of(answers[0].question->blocks_if));
    assert_int_equal(only(&what, &f, NULL), PUBLISH_STOPPED);
}

static void services(void **state)
{
    (void)state;
    struct publish_facts f = facts();
    struct help_service x = {.key = STR("clinic"), .checked_by = STR("a volunteer"), .checked = {TODAY - PUBLISH_CHECKED_DAYS}};
    const struct publish_what what = {.service = &x};
    bool may;
    assert_int_equal(only(&what, &f, &may), -1);
    x.checked.n--;
    assert_int_equal(only(&what, &f, &may), PUBLISH_OLD);
    assert_false(may);
    f.own_people = true; /* they see it, with a warning */
    assert_int_equal(only(&what, &f, &may), PUBLISH_OLD);
    assert_true(may);
    f.own_people = false;
    f.invented = true; /* its records ended some day: a service is as old as it was on the last day on which anybody looked at one */
    struct help_service list[] = {x, {.key = STR("line"), .checked_by = STR("a volunteer"), .checked = {TODAY - 400}}, {.key = STR("law"), .checked = DAY_NONE}};
    book.services = list;
    book.service_n = ARRAY_LEN(list);
    assert_int_equal(publish_services_day(&f).n, TODAY - PUBLISH_CHECKED_DAYS - 1);
    assert_int_equal(only(&what, &f, &may), -1);
    list[1].checked.n = TODAY - 2;
    assert_int_equal(only(&what, &f, &may), -1);
    list[1].checked.n = TODAY;
    assert_int_equal(only(&what, &f, &may), PUBLISH_OLD);
    book.service_n = 0;
    assert_int_equal(publish_services_day(&f).n, TODAY);
    f.book = NULL;
    assert_int_equal(publish_services_day(&f).n, TODAY);
    f.invented = false;
    x.checked = DAY_NONE;
    assert_int_equal(only(&what, &f, &may), PUBLISH_UNCHECKED);
    assert_false(may);
    x = (struct help_service){.key = STR("clinic"), .checked_by = STR(""), .checked = {TODAY}};
    assert_int_equal(only(&what, &f, &may), PUBLISH_UNCHECKED);
}

static void judgements_and_practices(void **state)
{
    (void)state;
    struct publish_facts f = facts();
    struct judgement j = {.key = STR("j"), .signed_by = STR("Women's council"), .digest = "d", .sign = {.signed_by = STR("A. Example, steward"), .digest = STR("d"), .day = {TODAY - 1}}};
    struct practice p = {.key = STR("p"), .source = STR("Report")};
    assert_int_equal(only(&(struct publish_what){.judgement = &j}, &f, NULL), -1);
    assert_int_equal(only(&(struct publish_what){.practice = &p}, &f, NULL), -1);
    j.sign.digest = STR("another");
    assert_int_equal(only(&(struct publish_what){.judgement = &j}, &f, NULL), PUBLISH_CHANGED);
    j.sign.taken_back = true;
    assert_int_equal(only(&(struct publish_what){.judgement = &j}, &f, NULL), PUBLISH_TAKEN_BACK);
    j.sign.signed_by = STR("");
    assert_int_equal(only(&(struct publish_what){.judgement = &j}, &f, NULL), PUBLISH_UNREAD); /* its partner's name is a cell that anybody may fill in */
    j.signed_by = STR(" ");
    p.source = STR("");
    assert_int_equal(only(&(struct publish_what){.judgement = &j}, &f, NULL), PUBLISH_NOBODYS);
    assert_int_equal(only(&(struct publish_what){.practice = &p}, &f, NULL), PUBLISH_NO_SOURCE);
}

static void briefs(void **state)
{
    (void)state;
    struct publish_brief b = brief_fine();
    assert_int_equal(of_brief(&b), -1);
    b.signed_by = STR("");
    assert_int_equal(of_brief(&b), PUBLISH_NOBODY_ANSWERS);
    b = brief_fine();
    b.confirmed = false;
    assert_int_equal(of_brief(&b), PUBLISH_CHECKLIST);
    b = brief_fine();
    item_fine();
    const struct agenda_item *in[] = {&item};
    b.items = in;
    b.item_n = 1;
    assert_int_equal(of_brief(&b), -1);
    item.sign.signed_by = STR("");
    assert_int_equal(of_brief(&b), PUBLISH_NEVER_SIGNED);
    b = brief_fine();
    const struct help_service old = {.key = STR("h"), .checked_by = STR("x"), .checked = {TODAY - 400}}, *services_in[] = {&old};
    b.services = services_in;
    b.service_n = 1;
    assert_int_equal(of_brief(&b), PUBLISH_OLD);
    b = brief_fine();
    const struct judgement nobodys = {.key = STR("j")}, *judgements_in[] = {&nobodys};
    b.judgements = judgements_in;
    b.judgement_n = 1;
    assert_int_equal(of_brief(&b), PUBLISH_NOBODYS);
}

static void laws(void **state)
{
    (void)state;
    struct publish_brief b = brief_fine();
    law("yes", NULL, "yes");
    assert_int_equal(of_brief(&b), PUBLISH_LAW_UNANSWERED);
    b.invented = true;
    assert_int_equal(of_brief(&b), -1);
    b.invented = false;
    b.open_data = true; /* no such answer can be kept there: the checklist asks it */
    assert_int_equal(of_brief(&b), -1);
    law("yes", "yes", "no");
    assert_int_equal(of_brief(&b), PUBLISH_LAW_UNMET);
    b = brief_fine();
    b.country = STR("IRQ"); /* what is on record is another country's */
    b.country_name = STR("Iraq");
    struct arena a CLEANUP(arena_end) = {0};
    struct publish_facts f = facts();
    struct publish_verdict v = publish_decide(&(struct publish_what){.brief = &b}, &f, &a);
    assert_true(!v.may && v.n == 3);
    struct err e = {0};
    assert_false(publish_or_refuse(&v, "not released", &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_non_null(strstr(e.text, "not released (3 in the way): "));
    assert_non_null(strstr(e.text, "Iraq"));
    for (size_t i = 0; i < 3; i++)
        legals[i].country = i ? STR("Iraq") : STR("IRQ");
    assert_int_equal(of_brief(&b), -1);
    f.book = NULL;
    assert_int_equal(publish_decide(&(struct publish_what){.brief = &b}, &f, &a).n, 3);
}

static void licences(void **state)
{
    (void)state;
    struct publish_brief b = brief_fine();
    struct publish_source sources[] = {{STR("one"), LICENCE_OPEN, true}, {STR("two"), LICENCE_NO_REPUBLICATION, false}};
    b.sources = sources;
    b.source_n = 2;
    assert_int_equal(of_brief(&b), -1); /* counted alone */
    sources[1].records = true;
    assert_int_equal(of_brief(&b), PUBLISH_LICENCE);
    sources[1].licence = LICENCE_UNKNOWN;
    assert_int_equal(of_brief(&b), PUBLISH_LICENCE_UNKNOWN);
    sources[1].licence = LICENCE_ATTRIBUTION;
    assert_int_equal(of_brief(&b), -1);
}

static void right_of_reply(void **state)
{
    (void)state;
    struct publish_brief b = brief_fine();
    const struct str named[] = {STR("Ministry")};
    struct reply reply = {.actor = STR("Ministry"), .asked = {TODAY - 20}, .due = {TODAY - 1}, .answered = DAY_NONE};
    struct publish_facts f = facts();
    const struct publish_what what = {.brief = &b};
    struct day due;
    b.named = named;
    b.named_n = 1;
    assert_int_equal(only(&what, &f, NULL), PUBLISH_NO_REPLY);
    f.replies = &reply;
    f.reply_n = 1;
    assert_int_equal(only(&what, &f, NULL), -1);
    reply.due.n = TODAY; /* the day is not over */
    assert_int_equal(only(&what, &f, NULL), PUBLISH_NO_REPLY);
    assert_false(publish_may_name(&f, named[0], &due));
    assert_int_equal(due.n, TODAY);
    reply.answered.n = TODAY - 3;
    assert_int_equal(only(&what, &f, NULL), -1);
    reply = (struct reply){.actor = STR("Ministry"), .asked = DAY_NONE, .due = {TODAY - 9}, .answered = DAY_NONE}; /* nobody asked */
    assert_int_equal(only(&what, &f, NULL), PUBLISH_NO_REPLY);
    reply = (struct reply){.actor = STR("Another ministry"), .asked = {TODAY - 20}, .due = {TODAY - 1}, .answered = DAY_NONE};
    assert_int_equal(only(&what, &f, NULL), PUBLISH_NO_REPLY);
}

static bool institutions(struct store *s, void *arg, struct err *e)
{
    static const struct { const char *kind, *place, *key; int n; } all[] = {{"police", "Maruq", "maruq police", 1}, {"police", "Belmora", "belmora police", 10}, {"ministry", "", "ministry", 3}, {"armed_group", "", "armed", 12}};
    int64_t id = 0;
    (void)arg;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        for (int k = 0; k < all[i].n; k++) {
            char key[64];
            snprintf(key, sizeof key, "%s %d", all[i].key, k + 1);
            if (!store_do(s, "INSERT INTO actor (origin, id, import, line, actor_key, kind, level, place, office, reference, said_by, note) VALUES (1, $1, 1, 1, $2, $3, '', $4, 0, '', '', '')",
                    WITH(bind_int(++id), bind_text(str_of(key)), bind_text(str_of(all[i].kind)), bind_text(str_of(all[i].place))), e))
                return false;
        }
    return true;
}

/* Whoever could not answer yet is told by kind where there are many of it, and else as an institution: one police in a place is a name. */
static void called(void **state)
{
    struct office *o = *state;
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    struct roster *roster = NULL;
    struct publish_facts f = facts();
    static const struct item_state not_done[] = {{.day = {TODAY - 9}}};
    struct item_state state_now = not_done[0];
    state_now.state = code_of(CODES_ITEM_STATES, STR("not_done"));
    struct promise promises[] = {{.key = STR("P-1"), .actor = STR("belmora police 2"), .made = {TODAY - 90}, .due = DAY_NONE, .state = follow_up_of(STR("promise_broken")), .state_day = {TODAY - 9}, .told = DAY_NONE},
        {.key = STR("P-2"), .actor = STR("belmora police 3"), .made = {TODAY - 90}, .due = DAY_NONE, .state = follow_up_of(STR("promise_kept")), .state_day = {TODAY - 9}, .told = DAY_NONE}};
    struct item_link links[] = {{.kind = code_of(CODES_LINKS, STR("promise")), .reference = STR("P-1")}, {.kind = code_of(CODES_LINKS, STR("promise")), .reference = STR("P-2")}};
    struct reply reply = {.actor = STR("maruq police 1"), .asked = {TODAY - 20}, .due = {TODAY - 1}, .answered = DAY_NONE};
    assert_fine(store_task(o->s, institutions, NULL, &e) && roster_read(o->s, &a, &roster, &e), e);
    f.roster = roster;
    f.promises = promises;
    f.promise_n = 2;
    item = (struct agenda_item){.key = STR("M2"), .owner = STR("maruq police 1"), .place = STR("Maruq")};
    assert_int_equal(publish_call(&f, &item, item.owner).as, PUBLISH_NAME); /* nothing is in doubt */
    item.states = &state_now;
    item.state_n = 1;
    struct publish_called c = publish_call(&f, &item, item.owner);
    assert_true(c.doubt && c.as == PUBLISH_INSTITUTION);
    assert_string_equal(publish_called_words(&c), "an institution");
    assert_int_equal(publish_call(&f, NULL, item.owner).as, PUBLISH_NAME); /* beside no item it says nothing of it */
    assert_int_equal(publish_call(&f, &item, STR("belmora police 1")).as, PUBLISH_NAME);
    item.place = STR(""); /* in the whole register there are eleven of the kind */
    c = publish_call(&f, &item, item.owner);
    assert_true(c.as == PUBLISH_KIND && c.kind == actor_kind_of(STR("police")));
    f.least = 12;
    assert_int_equal(publish_call(&f, &item, item.owner).as, PUBLISH_INSTITUTION);
    f.least = 0;
    f.by_name = true;
    c = publish_call(&f, &item, item.owner);
    assert_true(c.as == PUBLISH_NAME && c.doubt);
    f.by_name = false;
    f.replies = &reply;
    f.reply_n = 1;
    c = publish_call(&f, &item, item.owner);
    assert_true(c.as == PUBLISH_NAME && c.doubt);
    size_t at = 0;
    assert_ptr_equal(publish_reply_next(&f, &item, &at), &reply); /* its day has passed: that stands beside its name */
    assert_null(publish_reply_next(&f, &item, &at));
    for (int answered = 0; answered < 2; answered++)
        for (size_t l = 0; l < 3; l++) {
            static const char *const languages[] = {"en", "ar", "ckb"};
            struct speech s = {.language = language_find(languages[l])};
            struct slot slots[PUBLISH_REPLY_SLOTS];
            struct buf said CLEANUP(buf_end) = {0};
            reply.answered = answered ? (struct day){TODAY - 2} : DAY_NONE;
            reply.about = STR("the post");
            reply.text = STR("We had no fuel.");
            const char *words = publish_reply_words(&s, &reply, &f, &a, slots);
            slots[0] = (struct slot){.name = "who", .text = reply.actor};
            say_flat(&said, say(&s, words), slots, PUBLISH_REPLY_SLOTS, false);
            assert_true(strstr(said.p, "maruq police 1") && strstr(said.p, "the post") && !strchr(said.p, '{'));
            assert_int_equal(strstr(said.p, "We had no fuel.") != NULL, answered);
        }
    item.state_n = 0;
    at = 0;
    assert_null(publish_reply_next(&f, &item, &at)); /* nothing is in doubt, and nothing is told of it */
    item = (struct agenda_item){.key = STR("S1"), .owner = STR("ministry 1"), .place = STR("Belmora"), .links = links, .link_n = 2};
    assert_int_equal(publish_call(&f, &item, STR("belmora police 2")).as, PUBLISH_KIND); /* whoever broke it, by its own kind and not the owner's */
    assert_int_equal(publish_call(&f, &item, STR("belmora police 3")).as, PUBLISH_NAME);
    assert_int_equal(publish_call(&f, &item, STR("ministry 1")).as, PUBLISH_INSTITUTION);
    assert_int_equal(publish_call(&f, NULL, STR("armed 1")).as, PUBLISH_KIND); /* a kind that others must not read of */
    f.own_people = true;
    assert_int_equal(publish_call(&f, NULL, STR("armed 1")).as, PUBLISH_NAME);
}

/* Every reason has its own code, and a sentence in each language. */
static void all_have_words(void **state)
{
    (void)state;
    for (int i = 0; i < PUBLISH_WHYS; i++) {
        assert_true(publish_why_code((enum publish_why)i) && publish_why_code((enum publish_why)i)[0]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(publish_why_code((enum publish_why)i), publish_why_code((enum publish_why)k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(items), cmocka_unit_test(services), cmocka_unit_test(judgements_and_practices), cmocka_unit_test(briefs), cmocka_unit_test(laws), cmocka_unit_test(licences),
        cmocka_unit_test(right_of_reply), cmocka_unit_test_setup_teardown(called, office_begin, office_end), cmocka_unit_test(all_have_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
