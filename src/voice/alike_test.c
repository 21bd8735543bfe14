/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "voice/voice.h"

enum { MOST = 4000, VOTERS = 20 };

/* Two statements, and how many of twenty people vote alike on both; -1: nobody votes. */
struct room {
    struct voice_statement statements[MOST];
    struct voice_text texts[MOST];
    size_t column[MOST];
    uint64_t begin[VOTERS + 1];
    uint32_t statement[2 * VOTERS];
    int8_t vote[2 * VOTERS];
    struct voice_data d;
    struct arena a;
    struct voice_alike *alike;
    size_t n;
};

static void say(struct room *r, const char *language, const char *text)
{
    size_t i = r->d.statement_n++;
    r->texts[i] = (struct voice_text){.language = str_of(language), .text = str_of(text)};
    r->statements[i] = (struct voice_statement){.id = (int64_t)i, .texts = &r->texts[i], .text_n = 1};
}

static void look(struct room *r)
{
    struct err e = {0};
    r->d.statements = r->statements;
    r->d.column = r->column;
    r->d.votes.begin = r->begin;
    r->d.votes.statement = r->statement;
    r->d.votes.vote = r->vote;
    assert_true(voice_alike_of(&r->d, &r->a, &r->alike, &r->n, &e));
}

/* `voters` people vote on both, `alike` of them the same. */
static void vote_on_both(struct room *r, size_t voters, size_t alike)
{
    r->d.votes.participants = voters;
    r->d.votes.statements = 2;
    r->column[1] = 1;
    for (size_t p = 0; p < voters; p++) {
        r->begin[p + 1] = 2 * p + 2;
        r->statement[2 * p + 1] = 1;
        r->vote[2 * p] = (int8_t)(p % 3) - 1;
        r->vote[2 * p + 1] = p < alike ? r->vote[2 * p] : r->vote[2 * p] == 1 ? -1 : 1;
    }
}

static struct voice_alike one_pair(const char *language, const char *x, const char *y, int voters, int alike)
{
    static struct room r;
    memset(&r, 0, sizeof r);
    say(&r, language, x);
    say(&r, language, y);
    if (voters)
        vote_on_both(&r, (size_t)voters, (size_t)alike);
    look(&r);
    struct voice_alike pair = r.n ? r.alike[0] : (struct voice_alike){.text = -1};
    assert_true(r.n <= 1);
    arena_end(&r.a);
    return pair;
}
#define ALIKE(...) (one_pair(__VA_ARGS__).text >= 0)

static void spellings_of_one_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *language, *x, *y;
    } same[] = {
        {"ar", "يجب على المحافظة أن تُصلح طرق القرى", "يجب علي المحافظه ان تصلح طـــرق القري!"}, /* yeh, teh, alef, marks, tatweel */
        {"ar", "المسؤولون يجب أن يسمعوا الشباب قبل أي قرار", "المسئولون يجب ان يسمعوا الشباب قبل اي قرار"}, /* the seat of a hamza */
        {"ar", "نحتاج إلى ٣ مدارس في الحي", "نحتاج الى 3 مدارس، في الحي"},
        {"ckb", "دەبێت ڕێگاکان بۆ هەموو گوندەکان چاک بکرێنەوە", "ده‌بێت رێگاكان بۆ هه‌موو گونده‌كان چاك بكرێنه‌وه"}, /* heh with a joiner, kaf, reh */
        {"ckb", "دەبێت ڕێگاکان بۆ هەموو گوندەکان چاک بکرێنەوە", "دەبێت ڕێگاکان بۆ هەمو گوندەکان چاک بکرێنەوە"},
        {"ku", "Divê rê ji bo hemû gundan bên çêkirin", "Dive re ji bo hemu gundan ben cekirin."},
        {"en", "The market should open earlier.", "the market should  open earlier"},
    };
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        struct voice_alike pair = one_pair(same[i].language, same[i].x, same[i].y, 0, 0);
        if (!(pair.text >= 0.6))
            fail_msg("not found: %s", same[i].x);
        assert_true(pair.a == SIZE_MAX && pair.b == SIZE_MAX && isnan(pair.votes) && pair.voters == 0);
        assert_true(pair.statement_a == 0 && pair.statement_b == 1);
        assert_true(ALIKE(same[i].language, same[i].x, same[i].y, 20, 17));
    }
}

/* Texts that overlap much and mean the opposite: alike only where people vote on them alike. */
static void a_negation_is_left_to_the_votes(void **state)
{
    (void)state;
    static const struct {
        const char *language, *x, *y;
    } opposite[] = {
        {"ar", "يجب أن يبقى سوق المدينة مفتوحا في الليل", "يجب أن لا يبقى سوق المدينة مفتوحا في الليل"},
        {"ar", "من العدل توزيع الوظائف بين المناطق كلها", "من غير العدل توزيع الوظائف بين المناطق كلها"},
        {"ckb", "دەبێت ئەو پردە کۆنە بۆ ئۆتۆمبێل بکرێتەوە", "نابێت ئەو پردە کۆنە بۆ ئۆتۆمبێل بکرێتەوە"},
        {"ckb", "خەڵکی گوند دەتوانن بە ئاسانی بگەنە نەخۆشخانە", "خەڵکی گوند ناتوانن بە ئاسانی بگەنە نەخۆشخانە"},
        {"ckb", "ئەو بڕیارە دەکرا لە شار بدرێت و جێبەجێ بکرێت", "ئەو بڕیارە نەکرا لە شار بدرێت و جێبەجێ بکرێت"},
        {"en", "The checkpoint on the bridge should be removed this year", "The checkpoint on the bridge should not be removed this year"},
        {"en", "Women can go to the market without fear in the evening", "Women cannot go to the market without fear in the evening"},
    };
    for (size_t i = 0; i < ARRAY_LEN(opposite); i++) {
        if (ALIKE(opposite[i].language, opposite[i].x, opposite[i].y, 0, 0))
            fail_msg("alike without votes: %s", opposite[i].y);
        assert_false(ALIKE(opposite[i].language, opposite[i].x, opposite[i].y, 20, 2));
        assert_false(ALIKE(opposite[i].language, opposite[i].x, opposite[i].y, 20, 14));
        struct voice_alike pair = one_pair(opposite[i].language, opposite[i].x, opposite[i].y, 20, 15);
        if (!(pair.text >= 0.6))
            fail_msg("not alike although voted on alike: %s", opposite[i].x);
        assert_true(pair.votes == 0.75 && pair.voters == 20 && pair.a == 0 && pair.b == 1);
        assert_false(ALIKE(opposite[i].language, opposite[i].x, opposite[i].y, PEOPLE_K - 1, PEOPLE_K - 1)); /* too few to tell */
    }
}

static void what_is_not_compared(void **state)
{
    (void)state;
    static struct room r;
    say(&r, "ar", "السوق مفتوح");
    say(&r, "ckb", "السوق مفتوح"); /* another language */
    say(&r, "en", "We need a school");
    say(&r, "", "We need a school"); /* not known: compared */
    say(&r, "en", "We need a school");
    say(&r, "en", "...");
    say(&r, "en", "...");
    r.statements[4].moderation = VOICE_REJECTED;
    r.statements[6].text_n = 0;
    look(&r);
    assert_int_equal(r.n, 1);
    assert_true(r.alike[0].statement_a == 2 && r.alike[0].statement_b == 3 && r.alike[0].text == 1);
    arena_end(&r.a);
}

static void different_sentences_are_not_alike(void **state)
{
    (void)state;
    assert_false(ALIKE("en", "I live in a town", "I live in a city", 20, 16));
    assert_false(ALIKE("en", "The river needs to be cleaned", "The school needs a new roof", 20, 20));
    assert_false(ALIKE("ar", "نحتاج إلى مدرسة جديدة", "نحتاج إلى مستشفى", 20, 20));
    assert_false(ALIKE("", "", "", 0, 0));
}

/* Hundreds of sentences of the same few words, half of them once more with one letter changed: each such pair is found. */
static void the_index_loses_nothing(void **state)
{
    (void)state;
    static struct room r;
    struct rng chance;
    rng_init(&chance, 4);
    static const char *const words[] = {"water", "school", "road", "bridge", "market", "people", "must", "women", "open", "close", "safe", "light", "night", "court"};
    for (size_t i = 0; i < 600; i++) {
        struct buf b CLEANUP(buf_end) = {0};
        for (size_t k = 0; k < 7; k++)
            buf_f(&b, "%s%s%s", k ? " " : "", words[rng_below(&chance, ARRAY_LEN(words))], rng_below(&chance, 4) ? "" : "s");
        say(&r, "en", arena_text(&r.a, b.p, b.n));
        if (rng_below(&chance, 2)) { /* and once more, one letter changed somewhere */
            size_t at = (size_t)rng_below(&chance, b.n);
            b.p[at] = b.p[at] == ' ' ? ' ' : 'q';
            say(&r, "en", arena_text(&r.a, b.p, b.n));
        }
    }
    look(&r);
    size_t twins = 0, spelled = 0;
    for (size_t i = 0; i + 1 < r.d.statement_n; i++) {
        const char *x = r.texts[i].text.p, *y = r.texts[i + 1].text.p;
        size_t differ = 0, n = strlen(x), first = 0;
        for (size_t k = 0; k < n && strlen(y) == n; k++)
            if (x[k] != y[k]) {
                differ++;
                first = k;
            }
        bool at_front = first == 0 || x[first - 1] == ' ';
        const char *end = strchr(x + first, ' '), *begin = x + first;
        while (begin > x && begin[-1] != ' ')
            begin--;
        if (strlen(y) != n || differ > 1 || (differ == 1 && (at_front || (end ? end : x + n) - begin < 4)))
            continue;
        twins++;
        for (size_t k = 0; k < r.n; k++)
            spelled += r.alike[k].statement_a == i && r.alike[k].statement_b == i + 1;
    }
    assert_true(twins > 100 && spelled == twins);
    for (size_t k = 1; k < r.n; k++)
        assert_true(r.alike[k - 1].text >= r.alike[k].text);
    arena_end(&r.a);
}

static void many_equal_ones_stay_few_pairs(void **state)
{
    (void)state;
    static struct room r;
    for (size_t i = 0; i < MOST; i++)
        say(&r, "en", i % 2 ? "Hello there" : "hello there!");
    look(&r);
    assert_int_equal(r.n, MOST - 1);
    for (size_t i = 0; i < r.n; i++)
        assert_int_equal(r.alike[i].statement_a, 0);
    arena_end(&r.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_sentence),
        cmocka_unit_test(a_negation_is_left_to_the_votes),
        cmocka_unit_test(what_is_not_compared),
        cmocka_unit_test(different_sentences_are_not_alike),
        cmocka_unit_test(the_index_loses_nothing),
        cmocka_unit_test(many_equal_ones_stay_few_pairs),
    };
    return cmocka_run_group_tests_name("voice alike", tests, NULL, NULL);
}
