/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the people of Selmara wrote to, and what came back: eighty letters, meetings and calls, few of them answered, and ten promises. How many of what is the same in
 * every Selmara; who answers is drawn. All invented. */
#include "sim/selmara_priv.h"

enum { LETTERS = 60, TO_MINISTRIES = 24, MEETINGS = 12, OTHERS = 8, CONTACTS = LETTERS + MEETINGS + OTHERS, PROMISES = 10, DUE = 30, AGREED = 5 };

static const char *const ministries[] = {"interior", "justice", "finance", "education", "health", "return", "local-administration", "women-directorate"};
static const enum selmara_everywhere offices[] = {SELMARA_POLICE, SELMARA_GOVERNOR, SELMARA_COUNCIL};
static const struct {
    const char *topic, *asked, *kept, *partly; /* how one can see that a promise about it is kept */
} asks[] = {{"lights in the streets", "When will the lamps on the way to the market be lit?", "lamps burn on the market street", "two of five lamps burn"},
    {"complaints", "Who answers complaints, and within how many days?", "a clerk for complaints is named", "half of the complaints got an answer"},
    {"checkpoints", "Can one of the two checkpoints inside the town be moved?", "the checkpoint at the bridge has moved", "the checkpoint is open on market days"},
    {"explosive remnants", "Who clears the fields before the sowing season?", "the first fields are handed over", "one of three fields is handed over"},
    {"the way to school", "Who sees to a safe way to school in the dark months?", "a teacher walks along in the morning", "a teacher walks along on some mornings"},
    {"detained people", "Where can families ask about those who are held?", "families get an answer on Mondays", "families get an answer in one town"}};
enum outcome { YES, PARTLY, NO, REFERRED, ACKNOWLEDGED, NO_ANSWER, SENT, NOT_DELIVERED, OUTCOMES };
static const struct {
    const char *code, *answer;
    int of_ministries, of_others; /* letters with it */
} outcomes[OUTCOMES] = {[YES] = {"answered_yes", "It will be done.", 1, 2}, [PARTLY] = {"answered_partly", "Some of it can be done this year.", 0, 2}, [NO] = {"answered_no", "There is no budget for it.", 1, 1},
    [REFERRED] = {"referred", "The governorate decides that.", 0, 2}, [ACKNOWLEDGED] = {"acknowledged", "", 3, 5}, [NO_ANSWER] = {"no_answer", "", 12, 13}, [SENT] = {"sent", "", 6, 10},
    [NOT_DELIVERED] = {"not_delivered", "", 1, 1}};
static const struct {
    const char *kind, *outcome;
} others[OTHERS] = {{"meeting", "cancelled"}, {"meeting", "cancelled"}, {"meeting", "cancelled"}, {"call", "held"}, {"call", "held"}, {"call", "held"}, {"workshop", "held"}, {"workshop", "held"}};
static const struct {
    const char *state;
    int days; /* after it was made */
} promises[PROMISES] = {{"promise_kept", 60}, {"promise_kept", 25}, {"promise_kept", 40}, {"promise_partly", 80}, {"promise_broken", 90}, {"promise_broken", 95}, {"promise_withdrawn", 50}, {"promise_made", 0},
    {"promise_made", 0}, {"promise_made", 0}};

struct asked {
    char to[CONTACTS][SELMARA_KEY];
    int topic[CONTACTS], outcome[LETTERS], day[CONTACTS], later[LETTERS]; /* days since 1970; days until the outcome */
};

static void shuffle(int *list, size_t n, struct rng *r)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(r, i);
        int kept = list[i - 1];
        list[i - 1] = list[j];
        list[j] = kept;
    }
}

static void outcomes_draw(struct asked *a, struct rng *r)
{
    size_t n = 0;
    for (int o = 0; o < OUTCOMES; o++)
        for (int i = 0; i < outcomes[o].of_ministries; i++)
            a->outcome[n++] = o;
    for (int o = 0; o < OUTCOMES; o++)
        for (int i = 0; i < outcomes[o].of_others; i++)
            a->outcome[n++] = o;
    shuffle(a->outcome, TO_MINISTRIES, r);
    shuffle(a->outcome + TO_MINISTRIES, LETTERS - TO_MINISTRIES, r);
}

/* Whoever agreed is met, about what was asked; all others who are met or called are of societies, which nobody wrote to: so it is plain which letters were answered. */
static int letter_behind(const struct asked *a, int meeting)
{
    for (int i = 0; i < LETTERS; i++)
        if ((a->outcome[i] == YES || a->outcome[i] == PARTLY) && meeting-- == 0)
            return i;
    return -1;
}

static void asked_draw(struct asked *a, uint64_t seed)
{
    struct rng r;
    int first = day_make(2024, 1, 8).n;
    rng_init(&r, hash_64("asked", 5, seed));
    *a = (struct asked){0};
    outcomes_draw(a, &r);
    for (int i = 0; i < CONTACTS; i++) {
        int behind = i >= LETTERS && i < LETTERS + MEETINGS ? letter_behind(a, i - LETTERS) : -1;
        a->topic[i] = behind >= 0 ? a->topic[behind] : (int)rng_below(&r, ARRAY_LEN(asks));
        if (i < TO_MINISTRIES)
            snprintf(a->to[i], SELMARA_KEY, "%s", ministries[i % (int)ARRAY_LEN(ministries)]);
        else if (behind >= 0)
            snprintf(a->to[i], SELMARA_KEY, "%s", a->to[behind]);
        else
            actor_key(a->to[i], i < LETTERS ? offices[i % (int)ARRAY_LEN(offices)] : SELMARA_SOCIETY, (size_t)(i * 5) % SELMARA_PLACES);
        if (i < LETTERS) {
            a->later[i] = 4 + (int)rng_below(&r, a->outcome[i] == ACKNOWLEDGED ? 8 : 45);
            a->day[i] = first + 4 * i + (int)rng_below(&r, 3);
        } else {
            a->day[i] = behind >= 0 ? a->day[behind] + a->later[behind] + 7 : first + 25 * (i - LETTERS);
        }
    }
}

static void day_cell(struct buf *b, int day)
{
    buf_char(b, ',');
    if (day)
        buf_day(b, (struct day){day});
}

static void letter(struct buf *b, const struct asked *a, int i)
{
    int o = a->outcome[i], at = o == SENT || o == NOT_DELIVERED ? 0 : o == NO_ANSWER ? a->day[i] + DUE : a->day[i] + a->later[i];
    buf_f(b, "C-%02d,%s", i + 1, i % 6 == 5 ? "email" : "letter");
    day_cell(b, a->day[i]);
    csv_cell(b, false, str_of(i % 3 ? "round-table" : "village-councils"));
    csv_cell(b, false, str_of(a->to[i]));
    csv_cell(b, false, str_of(asks[a->topic[i]].topic));
    csv_cell(b, false, str_of(asks[a->topic[i]].asked));
    day_cell(b, a->day[i] + DUE);
    csv_cell(b, false, str_of(outcomes[o].code));
    day_cell(b, at);
    csv_cell(b, false, str_of(outcomes[o].answer));
    buf_f(b, ",%d,%s,\n", i % 3 - 1, o == YES || o == PARTLY ? "1" : o == NO_ANSWER ? "-1" : "");
}

static void meeting(struct buf *b, const struct asked *a, int i)
{
    bool other = i >= LETTERS + MEETINGS;
    const char *kind = other ? others[i - LETTERS - MEETINGS].kind : "meeting", *outcome = other ? others[i - LETTERS - MEETINGS].outcome : "held";
    buf_f(b, "C-%02d,%s", i + 1, kind);
    day_cell(b, a->day[i]);
    csv_cell(b, false, str_of("round-table"));
    csv_cell(b, false, str_of(a->to[i]));
    csv_cell(b, false, str_of(asks[a->topic[i]].topic));
    csv_cell(b, false, str_of(asks[a->topic[i]].asked));
    buf_f(b, ",,%s", outcome);
    day_cell(b, a->day[i]);
    buf_text(b, ",,0,1,invented\n");
}

void contacts_csv(struct buf *b, uint64_t seed)
{
    struct asked a;
    asked_draw(&a, seed);
    buf_text(b, "id,kind,date,from,to,topic,asked,due,outcome,outcome_date,answer,trust_before,trust_after,note\n");
    for (int i = 0; i < LETTERS; i++)
        letter(b, &a, i);
    for (int i = LETTERS; i < CONTACTS; i++)
        meeting(b, &a, i);
}

static const char *evidence_of(int promise, int topic)
{
    const char *state = promises[promise].state;
    return strcmp(state, "promise_kept") == 0 ? asks[topic].kept : strcmp(state, "promise_partly") == 0 ? asks[topic].partly : strcmp(state, "promise_withdrawn") == 0 ? "the budget was cut" : "";
}

/* Two of each meeting with those who agreed. */
void promises_csv(struct buf *b, uint64_t seed)
{
    struct asked a;
    asked_draw(&a, seed);
    buf_text(b, "id,contact,actor,promised,made,due,state,state_date,evidence,told\n");
    for (int i = 0; i < PROMISES; i++) {
        int of = LETTERS + i % AGREED, state = a.day[of] + promises[i].days;
        struct buf what CLEANUP(buf_end) = {0};
        buf_f(&what, "%s (invented)", asks[a.topic[of]].topic);
        buf_f(b, "P-%02d,C-%02d", i + 1, of + 1);
        csv_cell(b, false, str_of(a.to[of]));
        csv_cell(b, false, buf_view(&what));
        day_cell(b, a.day[of]);
        day_cell(b, a.day[of] + 90);
        csv_cell(b, false, str_of(promises[i].state));
        day_cell(b, promises[i].days ? state : 0);
        csv_cell(b, false, str_of(evidence_of(i, a.topic[of])));
        day_cell(b, i < 2 ? state + 7 : 0);
        buf_char(b, '\n');
    }
}

/* ---- about one thing ---- */

static bool nth(int n, int *seen)
{
    return (*seen)++ == n;
}

bool asked_contact(uint64_t seed, int topic, int n, char out[8])
{
    struct asked a;
    int seen = 0;
    asked_draw(&a, seed);
    for (int i = 0; i < LETTERS; i++)
        if (a.topic[i] == topic && a.outcome[i] <= REFERRED && nth(n, &seen)) {
            snprintf(out, 8, "C-%02d", i + 1);
            return true;
        }
    return false;
}

bool asked_promise(uint64_t seed, int topic, int n, char out[8])
{
    struct asked a;
    int seen = 0;
    asked_draw(&a, seed);
    for (int i = 0; i < PROMISES; i++)
        if (a.topic[LETTERS + i % AGREED] == topic && nth(n, &seen)) {
            snprintf(out, 8, "P-%02d", i + 1);
            return true;
        }
    return false;
}

/* ---- the truth ---- */

static void key_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

void truth_of_asked(struct json *j)
{
    int64_t answered = 0, of_ministries = 0;
    json_key(j, "asked");
    json_object(j);
    key_int(j, "contacts", CONTACTS);
    key_int(j, "letters", LETTERS);
    key_int(j, "letters_to_ministries", TO_MINISTRIES);
    for (int o = YES; o <= REFERRED; o++) {
        answered += outcomes[o].of_ministries + outcomes[o].of_others;
        of_ministries += outcomes[o].of_ministries;
    }
    key_int(j, "answered", answered);
    key_int(j, "answered_by_ministries", of_ministries);
    json_key(j, "outcomes_of_letters");
    json_object(j);
    for (int o = 0; o < OUTCOMES; o++)
        key_int(j, outcomes[o].code, outcomes[o].of_ministries + outcomes[o].of_others);
    json_close(j);
    json_key(j, "promises");
    json_object(j);
    for (int i = 0; i < PROMISES;) {
        int n = 1;
        while (i + n < PROMISES && strcmp(promises[i + n].state, promises[i].state) == 0)
            n++;
        key_int(j, promises[i].state, n);
        i += n;
    }
    json_close(j);
    json_close(j);
}
