/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogues as files: Polis's exports of all generations, answers of its API, plain tables; and what is said of those that are broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "voice/read_priv.h"
#include "voice/reading_testing.h"

#define FILES(...) (const struct memory_file[]){__VA_ARGS__}, ARRAY_LEN(((const struct memory_file[]){__VA_ARGS__}))
#define FILE_OF(name, text) {name, STR(text)}

static const struct dialogue_wish plain = {.name = {"valley", 6}, .file = "valley"};

static void read_well(struct dialogue_batch *b, const struct dialogue_wish *wish, const struct memory_file *files, size_t n)
{
    struct err e = {0};
    if (!read_files(files, n, wish, b, &e))
        fail_msg("%s", e.text);
    assert_int_equal(b->rows, (int64_t)(b->event_n ? b->event_n : b->statement_n) + b->refused);
    for (size_t i = 1; i < b->statement_n; i++)
        assert_true(b->statements[i - 1].id < b->statements[i].id);
    for (size_t i = 1; i < b->participant_n; i++)
        assert_true(b->participants[i - 1] < b->participants[i]);
    for (size_t i = 1; i < b->event_n; i++)
        assert_true(b->events[i - 1].time_ms <= b->events[i].time_ms);
}

static void refused(const struct dialogue_wish *wish, const char *part, const struct memory_file *files, size_t n)
{
    struct err e = {0};
    struct dialogue_batch b = {0};
    bool done = read_files(files, n, wish, &b, &e);
    dialogue_batch_end(&b);
    if (done || !strstr(e.text, part))
        fail_msg("%s", done ? "was read" : e.text);
}

static const struct problem *problem_of(const struct dialogue_batch *b, const char *code)
{
    for (size_t i = 0; i < b->log.n; i++)
        if (str_is(b->log.list[i].code, code))
            return &b->log.list[i];
    return NULL;
}

/* The latest vote of a participant on a statement, by ids; OPINION_MISSING. */
static int vote_of(const struct dialogue_batch *b, int64_t person, int64_t statement)
{
    int vote = OPINION_MISSING;
    for (size_t i = 0; i < b->event_n; i++)
        if (b->participants[b->events[i].participant] == person && b->statements[b->events[i].statement].id == statement)
            vote = b->events[i].vote;
    return vote;
}

#define COMMENTS "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
#define VOTES "timestamp,datetime,comment-id,voter-id,vote\n"

static void old_export(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(
        FILE_OF("comments.csv", COMMENTS "1403054214174,x,3,7,2,1,1,\"Two\nlines, \"\"quoted\"\"\"\n1403054214175,x,1,0,0,0,-1,Nobody voted\n1403054214176,x,2,0,1,0,0,Once\n"),
        FILE_OF("votes.csv", VOTES "1403054214300,x,3,5,-1\n1403054214200,x,3,5,1\n1403054214250,x,3,9,1\n1403054214260,x,2,9,1\n1403054214270,x,2,5,0\n"),
        FILE_OF("participants-votes.csv", "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,2,3\n5,secret,1,0,2,0,1,0,-1\n9,,,0,2,2,0,1,1\n"),
        FILE_OF("summary.csv", "topic,\"Water, and who gets it\"\nurl,https://pol.is/2demo\nviews,6\nvoters,2\nconversation-description,\"Long\nand with lines\"\n"),
        FILE_OF("stats-history.csv", "n-votes\n1\n")));
    assert_true(b.polis && !b.api && b.meta_unsaid);
    assert_int_equal(b.event_n, 5);
    assert_int_equal(b.statement_n, 3);
    assert_int_equal(b.participant_n, 2);
    assert_int_equal(vote_of(&b, 5, 3), -1); /* the latest by time, though its row stands first */
    assert_int_equal(vote_of(&b, 5, 2), 0);
    assert_int_equal(vote_of(&b, 9, 1), OPINION_MISSING);
    assert_int_equal(b.statements[0].moderation, VOICE_REJECTED);
    assert_true(str_is(b.statements[2].texts[0].text, "Two\nlines, \"quoted\""));
    assert_int_equal(b.statements[2].author, 7);
    assert_int_equal(b.statements[2].time_ms, INT64_C(1403054214174));
    assert_true(b.group_said && b.group_said[0] == 1 && b.group_said[1] == -1);
    assert_int_equal(b.attribute_n, 0); /* xid can identify: it is dropped */
    assert_true(str_is(b.address, "https://pol.is/2demo"));
    assert_true(str_is(b.words[0].topic, "Water, and who gets it") && str_is(b.words[0].description, "Long\nand with lines"));
    assert_true(str_is(b.name, "valley"));
    assert_int_equal(b.noted + b.repaired + b.refused, 0);
    dialogue_batch_end(&b);
}

/* The report export: seconds, is-meta, other names, a prefix; and the matrix alone. */
static void newer_exports(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(
        FILE_OF("2025-08-29-7btr-comments.csv", "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body\n1731527035,2,0,1,0,1,true,false,\"Bikes\"\n"),
        FILE_OF("2025-08-29-7btr-participant-votes.csv", "participant,group-id,n-comments,n-votes,n-agree,n-disagree,2\n4,,0,1,1,0,1\n"),
        FILE_OF("2025-08-29-7btr-votes.csv", VOTES "1731527036,x,2,4,1\n"),
        FILE_OF("2025-08-29-7btr-summary.csv", "topic,\"Bike Lanes\"\nvoters,46\nconversation-description,\"Last line without an end\"")));
    assert_true(b.statements[0].meta && b.statements[0].seed == VOICE_BY_PARTICIPANT && !b.meta_unsaid);
    assert_int_equal(b.events[0].time_ms, INT64_C(1731527036000));
    assert_null(b.group_said);
    dialogue_batch_end(&b);
    read_well(&b, &plain, FILES(FILE_OF("participants-votes.csv", "participant,group-id,0,7\n1,0,1,\n2,,,-1\n3,1,0,0\n")));
    assert_int_equal(b.event_n, 4);
    assert_int_equal(b.events[0].time_ms, VOICE_TIME_NONE);
    assert_int_equal(vote_of(&b, 2, 7), -1);
    dialogue_batch_end(&b);
    /* a number that no export has is no group: whoever compares groups counts in them */
    read_well(&b, &plain, FILES(FILE_OF("participants-votes.csv", "participant,group-id,0\n1,9999,1\n2,10000,-1\n3,4294967295,0\n")));
    assert_int_equal(b.group_said[0], 9999);
    assert_int_equal(b.group_said[1], -1);
    assert_int_equal(b.group_said[2], -1);
    assert_non_null(problem_of(&b, "group_unknown"));
    dialogue_batch_end(&b);
}

static void what_differs_is_told(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n2,x,1,0,-1\n3,x,8,0,1\n"),
        FILE_OF("comments.csv", COMMENTS "1,x,0,0,5,0,1,a\n1,x,1,0,0,1,1,b\n"),
        FILE_OF("participants-votes.csv", "participant,group-id,n-votes,0,1,8\n0,,3,1,1,\n")));
    assert_int_equal(b.noted, 3);
    assert_true(str_is(problem_of(&b, "matrix_differs")->found, "2 cells, the first: statement 1: 1"));
    assert_int_equal(problem_of(&b, "matrix_differs")->line, 2);
    assert_true(str_is(problem_of(&b, "counts_differ")->found, "1 statement, the first 0"));
    assert_true(str_is(problem_of(&b, "statement_unlisted")->found, "8 (fewer than 10 votes)"));
    assert_int_equal(vote_of(&b, 0, 1), -1);
    dialogue_batch_end(&b);
}

static void plain_tables(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(
        FILE_OF("votes.csv", "participant,statement,vote,day\n3,1,agree,2026-03-01\n1,1,لا أوافق,2026-03-02\n2,1,هاوڕام,\n2,2,Pass,2026-03-01\n3,2,-1,2026-03-01\nAmal,1,1,\n"),
        FILE_OF("statements.csv", "statement,text,language,text_ar,text_ckb,moderation,is_meta,is_seed,observation,feeling,need,request\n"
            "1,The bridge is closed,en,الجسر مغلق,,accepted,no,yes,closed since May,afraid,to get to school,open it\n2,,ckb,جسر,پرد,,نعم,,,,,\n"),
        FILE_OF("participants.csv", "participant,side,gender,xid\n1,security sector,f,zz\n2,community,,zy\n3,community,m,zx\n"),
        FILE_OF("dialogue.csv", "key,value\nname,Bridge talks\ntopic_en,The bridge\ntopic_ar,الجسر\nwho_may_speak_ckb,هەموو\nplace,IQ-NI\nphase,Ceasefire\nclosed,2026-04-01\nchoices_side,community; security sector; local government\n")));
    assert_true(!b.polis && !b.meta_unsaid && str_is(b.name, "Bridge talks") && str_is(b.place, "IQ-NI") && str_is(b.phase, "ceasefire"));
    assert_int_equal(b.closed.n, day_make(2026, 4, 1).n);
    assert_int_equal(b.word_n, 3);
    assert_int_equal(b.event_n, 5);
    assert_int_equal(b.refused, 1);
    assert_true(str_is(problem_of(&b, "participant_unknown")->found, "(not a number)")); /* a name is not repeated */
    assert_true(str_is(problem_of(&b, "participant_unknown")->column, "votes.csv: participant"));
    assert_int_equal(problem_of(&b, "participant_unknown")->line, 7);
    assert_int_equal(vote_of(&b, 1, 1), -1);
    assert_int_equal(vote_of(&b, 2, 1), 1);
    const struct voice_statement *s = b.statements;
    assert_int_equal(s[0].text_n, 2);
    assert_true(str_is(s[0].texts[0].language, "en") && str_is(s[0].texts[0].need, "to get to school") && s[0].texts[1].translated && s[0].seed == VOICE_SEEDED);
    assert_true(str_is(s[1].texts[0].language, "ckb") && str_is(s[1].texts[0].text, "پرد") && str_is(s[1].texts[1].language, "ar") && s[1].texts[1].translated && s[1].meta);
    assert_int_equal(b.attribute_n, 2);
    assert_true(str_is(b.attributes[0].name, "side") && b.attributes[0].n == 3 && str_is(b.attributes[0].values[2], "local government"));
    assert_int_equal(b.attributes[0].of[0], 1);
    assert_int_equal(b.attributes[1].of[1], OPINION_NO_GROUP);
    dialogue_batch_end(&b);
}

static void api_and_stored(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(FILE_OF("votes.json", "[{\"pid\":0,\"tid\":4,\"vote\":-1,\"weight_x_32767\":0,\"modified\":\"1691740361800\",\"conversation_id\":\"9kn\"},"
        "{\"pid\":1,\"tid\":4,\"vote\":1,\"modified\":1691740361801,\"deep\":{\"vote\":0,\"more\":[{\"pid\":7}]}}]"),
        FILE_OF("comments.json", "[{\"txt\":\"Zeile\\neins\",\"tid\":4,\"created\":\"1691740361000\",\"is_seed\":true,\"is_meta\":false,\"lang\":\"de\",\"pid\":0,\"mod\":1,\"agree_count\":1,\"disagree_count\":1}]"),
        FILE_OF("conversation.json", "{\"topic\":\"Klima\",\"description\":\"Was tun?\",\"conversation_id\":\"9kn\"}"), FILE_OF("math-pca2.json", "{}")));
    assert_true(b.api && !b.meta_unsaid);
    assert_int_equal(vote_of(&b, 0, 4), 1);
    assert_int_equal(vote_of(&b, 1, 4), -1);
    assert_int_equal(b.events[0].time_ms, INT64_C(1691740361800));
    assert_true(str_is(b.statements[0].texts[0].text, "Zeile\neins") && str_is(b.statements[0].texts[0].language, "de") && str_is(b.address, "https://pol.is/9kn"));
    assert_int_equal(b.noted + b.refused + b.repaired, 0);
    dialogue_batch_end(&b);
    read_well(&b, &plain, FILES(FILE_OF("votes.json", "[{\"participant_id\":0,\"statement_id\":4,\"vote\":1,\"modified\":1691740361800.0}]")));
    assert_int_equal(vote_of(&b, 0, 4), 1);
    dialogue_batch_end(&b);
    struct dialogue_wish api = plain;
    api.signs = SIGNS_API;
    read_well(&b, &api, FILES(FILE_OF("votes.json", "[{\"participant_id\":0,\"statement_id\":4,\"vote\":1}]")));
    assert_int_equal(vote_of(&b, 0, 4), -1);
    dialogue_batch_end(&b);
}

/* The sign is never guessed in silence. */
static void signs_asked_for(void **state)
{
    (void)state;
    refused(&plain, "--signs", FILES(FILE_OF("votes.json", "[{\"pid\":0,\"statement_id\":4,\"vote\":1}]")));
    refused(&plain, "--signs", FILES(FILE_OF("votes.json", "[{\"pid\":0,\"tid\":4,\"vote\":1},{\"participant_id\":0,\"statement_id\":4,\"vote\":1}]")));
    refused(&plain, "change places", FILES(FILE_OF("votes.json", "[{\"pid\":0,\"tid\":4,\"vote\":1},{\"pid\":1,\"tid\":4,\"vote\":1}]"),
        FILE_OF("comments.json", "[{\"tid\":4,\"txt\":\"a\",\"agree_count\":2,\"disagree_count\":0}]")));
}

static void meta_named(void **state)
{
    (void)state;
    struct dialogue_wish wish = plain;
    struct dialogue_batch b = {0};
    wish.meta_file = "meta.txt";
    wish.meta = STR("1\n");
    read_well(&b, &wish, FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n2,x,1,0,-1\n")));
    assert_true(!b.meta_unsaid && !b.statements[0].meta && b.statements[1].meta);
    dialogue_batch_end(&b);
    wish.meta = STR("comment-id,why\n0,asks for the age\n");
    read_well(&b, &wish, FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n2,x,1,0,-1\n")));
    assert_true(b.statements[0].meta && !b.statements[1].meta);
    dialogue_batch_end(&b);
    wish.meta = STR("1\n99\n");
    refused(&wish, "meta.txt: line 2: 99: the dialogue has no statement of that number", FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n2,x,1,0,-1\n")));
    wish.meta = STR("1\nage\n");
    refused(&wish, "meta.txt: line 2: \"age\"", FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n2,x,1,0,-1\n")));
}

static void broken(void **state)
{
    (void)state;
    refused(&plain, "holds 2 dialogues (a-votes.csv, b-votes.csv)", FILES(FILE_OF("a-votes.csv", ""), FILE_OF("b-votes.csv", "")));
    refused(&plain, "holds both participant-votes.csv and participants-votes.csv", FILES(FILE_OF("participant-votes.csv", ""), FILE_OF("participants-votes.csv", "")));
    refused(&plain, "holds no votes", FILES(FILE_OF("comments.csv", COMMENTS "1,x,0,0,5,0,1,a\n")));
    refused(&plain, "holds no vote", FILES(FILE_OF("votes.csv", VOTES)));
    refused(&plain, "no column for the vote", FILES(FILE_OF("votes.csv", "participant,statement\n1,2\n")));
    refused(&plain, "two columns are for statement 3", FILES(FILE_OF("participants-votes.csv", "participant,3,4,3\n1,1,1,-1\n")));
    refused(&plain, "the votes are in another file", FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n"), FILE_OF("participants-votes.csv", "participant,3,4,3\n1,1,1,-1\n")));
    refused(&plain, "stands in two rows", FILES(FILE_OF("participants-votes.csv", "participant,3\n1,1\n1,-1\n")));
    refused(&plain, "expected calm", FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n"), FILE_OF("dialogue.csv", "phase,war\n")));
    refused(&plain, "not well-formed JSON", FILES(FILE_OF("votes.json", "[{\"pid\":0,")));
    refused(&plain, "not well-formed JSON", FILES(FILE_OF("votes.json", "")));
    refused(&plain, "same key twice", FILES(FILE_OF("votes.json", "[{\"pid\":0,\"tid\":1,\"vote\":1,\"vote\":-1}]")));
    refused(&plain, "NUL", FILES(FILE_OF("votes.csv", VOTES "1,x,\000" "0,0,1\n")));
    refused(&plain, "more than 12 columns", FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n"), FILE_OF("participants.csv", "participant,a,b,c,d,e,f,g,h,i,j,k,l,m\n0,1,1,1,1,1,1,1,1,1,1,1,1,1\n")));
    struct buf nested CLEANUP(buf_end) = {0};
    for (int i = 0; i < 100000; i++)
        buf_char(&nested, '[');
    refused(&plain, "100 deep", FILES({"votes.json", buf_view(&nested)}));
    struct buf wide CLEANUP(buf_end) = {0};
    buf_text(&wide, "participant");
    for (int i = 0; i < 1000000; i++)
        buf_f(&wide, ",%d", i);
    buf_text(&wide, "\n");
    refused(&plain, "columns", FILES({"participants-votes.csv", buf_view(&wide)}));
    struct buf answers CLEANUP(buf_end) = {0};
    buf_text(&answers, "participant,phone\n");
    for (int i = 0; i < 100; i++)
        buf_f(&answers, "%d,07%08d\n", i, i);
    refused(&plain, "more than 60 different answers", FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n"), {"participants.csv", buf_view(&answers)}));
}

static void rows_refused(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(FILE_OF("votes.csv", VOTES "1,x,0,0,1\n1,x,99999999999999999999,0,1\n1,x,0,-4,1\n1,x,0,0,2\n1,x,0,0,\nsoon,x,0,0,1\n1,x,0,9223372036854775807,1\n"),
        FILE_OF("comments.csv", COMMENTS "1,x,0,0,1,0,1,a\n1,x,0,0,1,0,1,b\n1,x,0,0,1,0,1,a\n1,x,zero,0,1,0,1,b\n1,x,1,0,0,0,7,c\n")));
    assert_int_equal(b.refused, 7);
    assert_int_equal(b.event_n, 2);
    assert_int_equal(b.repaired, 1);
    assert_true(str_is(b.statements[0].texts[0].text, "a"));
    assert_true(str_is(problem_of(&b, "statement_twice")->column, "comments.csv: comment-id"));
    assert_non_null(problem_of(&b, "statement_repeated"));
    dialogue_batch_end(&b);
}

static void cells(void **state)
{
    (void)state;
    int64_t ms;
    assert_true(read_ms(STR("2026-03-01T12:30:15.5+03:00"), &ms) && ms == INT64_C(1772357415500));
    assert_true(read_ms(STR("2026-03-01 09:30"), &ms) && ms == INT64_C(1772357400000));
    assert_true(read_ms(STR("2026-03-01"), &ms) && ms == INT64_C(1772323200000));
    assert_true(read_ms(STR("1691740361800.0"), &ms) && ms == INT64_C(1691740361800));
    assert_false(read_ms(STR("2026"), &ms) || read_ms(STR("2026-03"), &ms) || read_ms(STR("2026-02-30"), &ms) || read_ms(STR("2026-03-01T25:00"), &ms) || read_ms(STR("-5"), &ms));
    assert_false(read_ms(STR("2026-03-01T10"), &ms) || read_ms(STR("99999999999999999"), &ms) || read_ms(STR("2026-03-01 10:00 tomorrow"), &ms));
    int vote;
    static const struct { const char *word; int vote; } votes[] = {{"AGREE", 1}, {"Disagree", -1}, {"pass", 0}, {"+1", 1}, {"-1", -1}, {"١", 1}, {"غير موافق", -1}, {"هاوڕا نیم", -1}};
    for (size_t i = 0; i < ARRAY_LEN(votes); i++)
        if (!read_vote(str_of(votes[i].word), &vote) || vote != votes[i].vote)
            fail_msg("%s", votes[i].word);
    assert_false(read_vote(STR("2"), &vote) || read_vote(STR("maybe"), &vote) || read_vote(STR(""), &vote) || read_vote(STR("-"), &vote));
}

/* A dialogue begins with statements that nobody has voted on. */
static void before_anybody_voted(void **state)
{
    (void)state;
    struct dialogue_batch b = {0};
    read_well(&b, &plain, FILES(FILE_OF("statements.csv", "statement,text,language,is_meta\n2,Open the bridge,en,no\n1,Close it,en,no\n"), FILE_OF("dialogue.csv", "topic_en,The bridge\n")));
    assert_true(b.rows == 2 && b.statement_n == 2 && b.event_n == 0 && b.participant_n == 0 && !b.meta_unsaid);
    dialogue_batch_end(&b);
    read_well(&b, &plain, FILES(FILE_OF("statements.csv", "statement,text\n1,Open the bridge\n"), FILE_OF("votes.csv", "participant,statement,vote\n")));
    assert_int_equal(b.rows, 1);
    dialogue_batch_end(&b);
    refused(&plain, "no vote of a participant", FILES(FILE_OF("statements.csv", "statement,votes,agrees,disagrees,passes,text\n1,43,36,,,a\n"), FILE_OF("dialogue.csv", "topic_en,The bridge\n")));
    refused(&plain, "nor statements.csv with dialogue.csv", FILES(FILE_OF("statements.csv", "statement,text\n1,a\n"), FILE_OF("summary.csv", "topic,a\n")));
}

static void members(void **state)
{
    (void)state;
    size_t stem;
    assert_int_equal(dialogue_part_of(STR("a/b/x-participants-votes.csv"), &stem), PART_MATRIX);
    assert_int_equal(stem, 6);
    assert_int_equal(dialogue_part_of(STR("Votes.CSV"), &stem), PART_VOTES);
    assert_int_equal(dialogue_part_of(STR("devotes.csv"), &stem), PART_NONE);
    assert_int_equal(dialogue_part_of(STR("votes.csv.bak"), &stem), PART_NONE);
}

/* Every conversation of the shared data, against counts that its README gives; the matrix agrees with the latest votes in every cell. */
static bool shared_file(struct buf *out, const char *folder, const char *name)
{
    char path[600];
    struct file_stream f;
    struct err e = {0};
    snprintf(path, sizeof path, "%s/data/dialogues/%s/%s", getenv("DIWAN_SHARED"), folder, name);
    if (!file_open(path, &f, &e))
        return false;
    bool done = stream_all(&f.s, 64 << 20, out, &e);
    file_close(&f);
    return done;
}

static void shared_dialogues(void **state)
{
    (void)state;
    static const struct { const char *name; size_t people, statements, rows; } list[] = {{"london.youth.policing", 26, 39, 640},
        {"scoop-hivemind.freshwater", 117, 80, 3979}, {"brexit-consensus", 204, 50, 5312}, {"15-per-hour-seattle", 339, 54, 2995},
        {"ssis.land-bank-farmland.2rumnecbeh.2021-08-01", 404, 297, 33530}, {"canadian-electoral-reform", 448, 174, 12018},
        {"austria-climate.5twd2jsnkf.2022-08-08", 1116, 522, 61936}, {"football-concussions", 1487, 298, 14924}, {"vtaiwan.uberx", 1921, 197, 49997}};
    static const char *const names[] = {"comments.csv", "participants-votes.csv", "summary.csv", "votes.csv"};
    if (!getenv("DIWAN_SHARED")) {
        print_message("# skipped: DIWAN_SHARED does not say where the shared data lies\n");
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        struct buf text[4] = {0};
        struct memory_file files[4];
        size_t without = 0;
        struct dialogue_batch b = {0};
        for (size_t k = 0; k < 4; k++) {
            assert_true(shared_file(&text[k], list[i].name, names[k]));
            files[k] = (struct memory_file){names[k], buf_view(&text[k])};
        }
        read_well(&b, &plain, files, 4);
        if (b.participant_n != list[i].people || b.statement_n != list[i].statements || b.event_n != list[i].rows || b.noted || b.refused || b.repaired)
            fail_msg("%s: %zu people, %zu statements, %zu votes, %" PRId64 " noted (%.*s)", list[i].name, b.participant_n, b.statement_n, b.event_n, b.noted,
                b.log.n ? (int)b.log.list[0].found.n : 0, b.log.n ? b.log.list[0].found.p : "");
        for (size_t k = 0; k < b.statement_n; k++)
            without += b.statements[k].text_n == 0;
        assert_int_equal(without, i == 7); /* one statement of football-concussions has no words in its export */
        dialogue_batch_end(&b);
        for (size_t k = 0; k < 4; k++)
            buf_end(&text[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(old_export), cmocka_unit_test(newer_exports), cmocka_unit_test(what_differs_is_told),
        cmocka_unit_test(plain_tables), cmocka_unit_test(api_and_stored), cmocka_unit_test(signs_asked_for), cmocka_unit_test(meta_named),
        cmocka_unit_test(broken), cmocka_unit_test(rows_refused), cmocka_unit_test(cells), cmocka_unit_test(before_anybody_voted), cmocka_unit_test(members), cmocka_unit_test(shared_dialogues)};
    return cmocka_run_group_tests_name("voice read", tests, NULL, NULL);
}
