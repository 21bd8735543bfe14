/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make_dialogues REGISTER: invented dialogues that are held here, for the tests of the server: in the encrypted register whose passphrase is DIWAN_PASSPHRASE.
 *
 * safe-place      open, whoever has the address; 15 statements in three languages, attributes; participants may add
 * by-code         open, with codes: three of them go to stdout, a line each
 * on-paper, not-yet, over    answered on paper; in preparation; closed, with 24 ballots and what was answered
 * hostile         texts that would be markup, if nobody escaped them
 */
#include "core/core.h"
#include "store/store.h"
#include "voice/room.h"
#include <unistd.h>

#define DAY_HELD day_make(2026, 11, 20)

static bool ask(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)arg, (void)q;
    const char *passphrase = getenv("DIWAN_PASSPHRASE");
    if (!passphrase)
        return err_set(e, ERR_USAGE, "DIWAN_PASSPHRASE is not set");
    *out = (struct key_answer){KEY_IS_PASSPHRASE, secret_of(passphrase, strlen(passphrase))};
    return true;
}

static const char *const codes[] = {"en", "ar", "ckb"};
static const char *const things[3][5] = {{"checkpoint", "market", "school", "bridge", "clinic"}, {"نقطة التفتيش", "السوق", "المدرسة", "الجسر", "العيادة"}, {"خاڵی پشکنین", "بازاڕ", "قوتابخانە", "پرد", "نەخۆشخانە"}};
static const char *const says[3][3] = {{"Whoever works at the %s should wear a visible number.", "At the %s women should be searched by women.", "The way to the %s should be lit at night."},
    {"على كل من يعمل في %s أن يضع رقماً ظاهراً.", "في %s يجب أن تفتش النساءَ نساءٌ.", "يجب أن يُضاء الطريق إلى %s ليلاً."}, {"هەرکەسێک لە %s کار دەکات، با ژمارەیەکی دیاری پێوە بێت.", "لە %s با ژنان لەلایەن ژنانەوە بپشکنرێن.", "با ڕێگای %s شەوان ڕووناک بێت."}};
static const char *const topics[3] = {"What makes a place safe?", "ما الذي يجعل المكان آمناً؟", "چی شوێنێک سەلامەت دەکات؟"};

static struct str filled(struct arena *a, const char *pattern, const char *word)
{
    const char *at = strstr(pattern, "%s");
    return str_of(arena_f(a, "%.*s%s%s", (int)(at - pattern), pattern, word, at + 2));
}

static void statements(struct dialogue_batch *b, size_t n)
{
    b->statements = ARENA_ARRAY(&b->arena, struct voice_statement, n);
    b->statement_n = n;
    for (size_t i = 0; i < n; i++) {
        struct voice_text *t = ARENA_ARRAY(&b->arena, struct voice_text, 3);
        for (size_t l = 0; l < 3; l++)
            t[l] = (struct voice_text){.language = str_of(codes[l]), .translated = l > 0, .text = filled(&b->arena, says[l][i % 3], things[l][i / 3 % 5])};
        b->statements[i] = (struct voice_statement){.id = (int64_t)i + 1, .seed = VOICE_SEEDED, .moderation = VOICE_ACCEPTED, .author = -1, .time_ms = VOICE_TIME_NONE, .texts = t, .text_n = 3};
    }
}

static void about(struct dialogue_batch *b, const char *name)
{
    *b = (struct dialogue_batch){.name = str_of(name), .own = true, .closed = DAY_NONE};
    b->words = ARENA_ARRAY(&b->arena, struct voice_words, 3);
    b->word_n = 3;
    for (size_t l = 0; l < 3; l++)
        b->words[l] = (struct voice_words){.language = str_of(codes[l]), .topic = str_of(topics[l])};
}

static void attributes(struct dialogue_batch *b)
{
    static struct str gender[] = {{"women", 5}, {"men", 3}}, side[] = {{"community", 9}, {"security sector", 15}, {"the upper valley", 16}};
    b->attributes = ARENA_ARRAY(&b->arena, struct voice_attribute, 2);
    b->attribute_n = 2;
    b->attributes[0] = (struct voice_attribute){.name = STR("gender"), .values = gender, .n = ARRAY_LEN(gender)};
    b->attributes[1] = (struct voice_attribute){.name = STR("side"), .values = side, .n = ARRAY_LEN(side)};
}

static bool made(struct store *s, const char *name, size_t n, const struct room_settings *how, int64_t *id, struct err *e)
{
    struct dialogue_batch b;
    about(&b, name);
    statements(&b, n);
    if (how->may_add)
        attributes(&b);
    bool fine = room_new(s, &b, how, id, e);
    dialogue_batch_end(&b);
    return fine;
}

static bool hostile(struct store *s, struct err *e)
{
    static const char bad[] = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;";
    struct room_settings how = {.entry = ENTRY_LINK, .opened = DAY_HELD, .listed = true, .result = true, .may_add = true, .rules = str_of(bad)};
    struct dialogue_batch b;
    int64_t id;
    about(&b, "hostile");
    statements(&b, 3);
    for (size_t i = 0; i < 3; i++) {
        b.words[i].topic = b.words[i].description = str_of(bad);
        for (size_t k = 0; k < 3; k++)
            b.statements[i].texts[k].text = str_of(bad);
    }
    attributes(&b);
    b.attributes[1].name = str_of("\"><b>side");
    b.attributes[1].values[2] = str_of("\"><b>value");
    bool fine = room_new(s, &b, &how, &id, e);
    dialogue_batch_end(&b);
    return fine;
}

static bool over(struct store *s, struct err *e)
{
    static const int64_t ids[] = {1, 2, 3};
    struct room_outcome outcome[] = {{0, STR("en"), STR("The market has a lamp at every gate now."), STR("City council"), DAY_HELD}, {0, STR("ar"), STR("صار في السوق مصباح عند كل باب."), STR("مجلس المدينة"), DAY_HELD}};
    int64_t id;
    if (!made(s, "over", 3, &(struct room_settings){.entry = ENTRY_PAPER, .opened = DAY_HELD, .listed = true, .rules = STR("")}, &id, e))
        return false;
    for (size_t i = 0; i < 24; i++) { /* 20 of 24 agree with the first, 3 with the second, 12 with the third */
        const int8_t votes[] = {i < 20 ? 1 : -1, i < 3 ? 1 : -1, i < 12 ? 1 : -1};
        if (!room_ballot_add(s, id, &(struct room_ballot){.statements = ids, .votes = votes, .n = 3, .day = DAY_HELD}, e))
            return false;
    }
    return room_outcome_add(s, id, outcome, ARRAY_LEN(outcome), e) && voice_close(s, id, DAY_HELD, e);
}

static bool make(struct store *s, void *arg, struct err *e)
{
    int64_t id;
    return made(s, "safe-place", 15, &(struct room_settings){.entry = ENTRY_LINK, .opened = DAY_HELD, .listed = true, .result = true, .may_add = true, .rules = STR("")}, &id, e) &&
        made(s, "by-code", 5, &(struct room_settings){.entry = ENTRY_CODES, .opened = DAY_HELD, .listed = true, .rules = STR("")}, &id, e) && room_codes_new(s, id, 3, arg, e) &&
        made(s, "on-paper", 3, &(struct room_settings){.entry = ENTRY_PAPER, .opened = DAY_HELD, .rules = STR("")}, &id, e) &&
        made(s, "not-yet", 3, &(struct room_settings){.entry = ENTRY_LINK, .opened = DAY_NONE, .rules = STR("")}, &id, e) && over(s, e) && hostile(s, e);
}

int main(int argc, char **argv)
{
    struct store *s = NULL;
    struct err e = {0};
    struct buf out = {0};
    struct key_source keys = {ask, NULL};
    if (argc != 2 || !store_open_keyed(argv[1], STORE_WRITE, &keys, &s, &e) || !store_task(s, make, &out, &e)) {
        fprintf(stderr, "%s\n", argc == 2 ? e.text : "make_dialogues REGISTER");
        return 1;
    }
    fputs(out.p, stdout);
    store_close(&s);
    buf_end(&out);
    return 0;
}
