/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: letters, meetings and promises as tables: every cell checked, whoever is written to an institution or an office, nothing kept of a private individual. */
#include "intake/intake_priv.h"
#include "core/speech.h"

enum contact_field { C_KEY, C_KIND, C_DAY, C_FROM, C_TO, C_TOPIC, C_ASKED, C_DUE, C_OUTCOME, C_OUTCOME_DAY, C_ANSWER, C_BEFORE, C_AFTER, C_ARTICLE, C_NOTE, C_FIELDS };
enum promise_field { P_KEY, P_CONTACT, P_ACTOR, P_PROMISED, P_MADE, P_DUE, P_STATE, P_STATE_DAY, P_EVIDENCE, P_TOLD, P_FIELDS };

/* What the columns may be called; in messages they are called as in the file. */
static const struct field_words contact_fields[C_FIELDS] = {[C_KEY] = {{"id", "key", "contact"}}, [C_KIND] = {{"kind"}}, [C_DAY] = {{"date", "day"}}, [C_FROM] = {{"from", "from_actor"}},
    [C_TO] = {{"to", "to_actor"}}, [C_TOPIC] = {{"topic", "subject"}}, [C_ASKED] = {{"asked"}}, [C_DUE] = {{"due", "deadline"}}, [C_OUTCOME] = {{"outcome"}},
    [C_OUTCOME_DAY] = {{"outcome_date", "outcome_day"}}, [C_ANSWER] = {{"answer"}}, [C_BEFORE] = {{"trust_before"}}, [C_AFTER] = {{"trust_after"}},
    [C_ARTICLE] = {{"article", "plan_article"}}, [C_NOTE] = {{"note", "notes"}}};
static const struct field_words promise_fields[P_FIELDS] = {[P_KEY] = {{"id", "key"}}, [P_CONTACT] = {{"contact"}}, [P_ACTOR] = {{"actor", "by"}}, [P_PROMISED] = {{"promised"}},
    [P_MADE] = {{"made", "date"}}, [P_DUE] = {{"due", "deadline"}}, [P_STATE] = {{"state"}}, [P_STATE_DAY] = {{"state_date", "state_day"}}, [P_EVIDENCE] = {{"evidence"}},
    [P_TOLD] = {{"told"}}};

void contact_batch_end(struct contact_batch *b)
{
    free(b->contacts);
    free(b->promises);
    intern_end(&b->words);
    problem_log_end(&b->log);
    key_index_end(&b->keys);
    identify_findings_end(&b->findings);
    identify_free(&b->identify);
    *b = (struct contact_batch){0};
}

/* ---- columns ---- */

static int column_of(const struct table *t, const struct field_words *f)
{
    return table_find_any(t, f->words, ARRAY_LEN(f->words));
}

int contacts_sniff(const struct table *t)
{
    bool needed = column_of(t, &contact_fields[C_KIND]) >= 0 && column_of(t, &contact_fields[C_DAY]) >= 0 && column_of(t, &contact_fields[C_TO]) >= 0;
    bool asked = column_of(t, &contact_fields[C_OUTCOME]) >= 0 || column_of(t, &contact_fields[C_ASKED]) >= 0;
    return needed && asked ? 90 : 0;
}

int promises_sniff(const struct table *t)
{
    return column_of(t, &promise_fields[P_PROMISED]) >= 0 && column_of(t, &promise_fields[P_ACTOR]) >= 0 && column_of(t, &promise_fields[P_MADE]) >= 0 ? 90 : 0;
}

struct reading {
    struct table *t;
    struct contact_batch *b;
    int at[C_FIELDS];
    struct str columns[C_FIELDS], cells[C_FIELDS];
    size_t fields;
    int64_t line;
};

/* Columns of the same field under two names would leave one of them unread. */
static bool columns_find(struct reading *r, const struct field_words *fields, size_t n, const char *what, const size_t *needed, size_t needed_n, struct err *e)
{
    r->fields = n;
    for (size_t i = 0; i < n; i++) {
        r->at[i] = -1;
        for (size_t k = 0; k < ARRAY_LEN(fields[i].words) && fields[i].words[k]; k++) {
            int c;
            if (!column_one(r->t, fields[i].words[k], &c, e))
                return false;
            if (c >= 0 && r->at[i] >= 0 && c != r->at[i])
                return err_set(e, ERR_INPUT, T("%.100s: the columns %s and %.*s say the same; leave one of them out"), table_file(r->t), fields[i].words[k],
                    STR_F(table_name(r->t, (size_t)r->at[i])));
            r->at[i] = c >= 0 ? c : r->at[i];
        }
        r->columns[i] = r->at[i] >= 0 ? table_name(r->t, (size_t)r->at[i]) : str_of(fields[i].words[0]);
    }
    for (size_t i = 0; i < needed_n; i++)
        if (r->at[needed[i]] < 0)
            return err_set(e, ERR_INPUT, T("%.100s: a table of %s needs the column %s"), table_file(r->t), what, fields[needed[i]].words[0]);
    return true;
}

/* ---- saying no ---- */

static bool refuse(struct reading *r, size_t field, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add_at(&r->b->log, r->line, PROBLEM_REFUSED, r->columns[field], code, found, expected, advice);
    return false;
}

static bool lengths_fit(struct reading *r, uint32_t notes)
{
    for (size_t i = 0; i < r->fields; i++)
        if (r->cells[i].n > ((notes >> i & 1) ? (size_t)ACTOR_NOTE_MOST : (size_t)ACTOR_WORD_MOST))
            return refuse(r, i, "too_long", r->cells[i], (notes >> i & 1) ? T("at most 4,000 bytes") : T("at most 300 bytes"), T("write it shorter"));
    return true;
}

/* Who writes and who is written to: an institution or an office. */
static bool not_private(struct reading *r, size_t field)
{
    enum personal p = personal_of(&r->b->identify, &r->b->findings, r->cells[field]);
    if (p == PERSONAL_NAME)
        return refuse(r, field, "private_individual", STR(T("what looks like a person's name")), PERSON_EXPECTED,
            T("write the office or the body instead (\"Governor of Northgate\"), or its key in your table of actors; Diwan keeps nothing of private individuals"));
    return p == PERSONAL_NOT || refuse(r, field, "personal_data", STR(""), T("no telephone number, address, account or document"),
        T("write the office or the body; whom to call is kept elsewhere; Diwan keeps nothing of private individuals"));
}

static bool no_reach(struct reading *r, size_t field)
{
    return personal_of(&r->b->identify, &r->b->findings, r->cells[field]) != PERSONAL_REACH ||
        refuse(r, field, "personal_data", STR(""), T("no telephone number, address, account or document"), T("leave it out; Diwan keeps nothing of private individuals"));
}

/* ---- cells ---- */

/* An exact day, or, where none is needed, none. `needed`: what day it is; NULL where the cell may be empty. */
static bool day_of(struct reading *r, size_t field, const char *needed, struct day *out)
{
    struct day last;
    *out = DAY_NONE;
    if (!needed && !r->cells[field].n)
        return true;
    if (!day_parse(r->cells[field], out, &last) || out->n != last.n)
        return refuse(r, field, "date", r->cells[field], needed ? needed : T("a day (2026-01-05), or nothing"), T("write year, month and day with hyphens"));
    return true;
}

/* By when: of a month or a year its last day. */
static bool due_of(struct reading *r, size_t field, struct day *out)
{
    struct day first;
    *out = DAY_NONE;
    if (!r->cells[field].n || day_parse(r->cells[field], &first, out))
        return true;
    *out = DAY_NONE;
    return refuse(r, field, "date", r->cells[field], T("a day, month or year (2026-01-05, 2026-01 or 2026), or nothing"), T("write it so, or leave the cell empty"));
}

static bool not_before(struct reading *r, size_t field, struct day d, struct day first)
{
    return !day_known(d) || d.n >= first.n || refuse(r, field, "dates_order", r->cells[field], T("a day not before the one on which it began"), T("put the two in their order"));
}

static bool trust_of(struct reading *r, size_t field, double *out)
{
    *out = NAN;
    if (!r->cells[field].n || (str_to_real(r->cells[field], out) && *out >= -3 && *out <= 3))
        return true;
    *out = NAN;
    return refuse(r, field, "trust", r->cells[field], T("a number from -3 (strong distrust) to 3 (strong trust), or nothing"), T("bring it to that scale"));
}

static uint32_t word(struct reading *r, size_t field)
{
    return intern_id(&r->b->words, r->cells[field]);
}

/* The row's own key; else made of what tells it from others, so that a later outcome corrects it. */
static uint32_t key_of(struct reading *r, size_t field, const size_t *parts, size_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (r->cells[field].n)
        return word(r, field);
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, i ? ", " : "");
        buf_str(&b, r->cells[parts[i]]);
    }
    return intern_id(&r->b->words, buf_view(&b));
}

static void twice(struct reading *r, size_t field, int64_t first, bool same)
{
    struct buf found CLEANUP(buf_end) = {0};
    if (same) {
        r->b->duplicates++;
        return;
    }
    buf_f(&found, T("%.*s (also in line %" PRId64 ")"), STR_F(r->cells[field]), first);
    refuse(r, field, "said_twice", buf_view(&found), T("one row of the same key"), T("keep the right one of the two rows, or give each a key of its own in the column id"));
}

/* ---- contacts ---- */

#define KINDS_EXPECTED T("letter, email, call, message, meeting, workshop, roundtable, dialogue, visit, training, interview, public_event or publication")
#define OUTCOMES_EXPECTED T("planned, sent, acknowledged, answered_yes, answered_partly, answered_no, referred, no_answer, not_delivered, held or cancelled")
#define WORD_ADVICE T("write one of the codebook's codes, or its label")

static bool contact_words(struct reading *r, struct contact_row *x)
{
    const struct contact_kind *kind = contact_kind_of(r->cells[C_KIND]);
    if (!kind)
        return refuse(r, C_KIND, "kind_unknown", r->cells[C_KIND], KINDS_EXPECTED, WORD_ADVICE);
    struct str said = r->cells[C_OUTCOME].n ? r->cells[C_OUTCOME] : kind->asks ? STR("sent") : STR("");
    const struct outcome *outcome = outcome_of(said);
    if (!outcome)
        return refuse(r, C_OUTCOME, "outcome_unknown", r->cells[C_OUTCOME], OUTCOMES_EXPECTED, WORD_ADVICE);
    x->kind = intern_id(&r->b->words, str_of(kind->code));
    x->outcome = intern_id(&r->b->words, str_of(outcome->code));
    r->cells[C_KIND] = str_of(kind->code); /* a made key holds it, whatever word the file has */
    return true;
}

static bool contact_days(struct reading *r, struct contact_row *x)
{
    return day_of(r, C_DAY, T("the day on which it was sent or held (2026-01-05)"), &x->day) && due_of(r, C_DUE, &x->due) && day_of(r, C_OUTCOME_DAY, NULL, &x->outcome_day) && not_before(r, C_DUE, x->due, x->day) &&
           not_before(r, C_OUTCOME_DAY, x->outcome_day, x->day);
}

static bool contact_of(struct reading *r, struct contact_row *x)
{
    static const size_t told[] = {C_TOPIC, C_ASKED, C_ANSWER, C_NOTE}, key[] = {C_TO, C_TOPIC, C_DAY, C_KIND}; /* a day behind "call" would look like a telephone number */
    *x = (struct contact_row){.line = r->line};
    if (!lengths_fit(r, 1u << C_ASKED | 1u << C_ANSWER | 1u << C_NOTE))
        return false;
    if (!r->cells[C_TO].n)
        return refuse(r, C_TO, "actor_missing", STR(""), T("the institution or office that was asked"), T("say to whom it went, or leave the row out"));
    if (!contact_words(r, x) || !contact_days(r, x) || !trust_of(r, C_BEFORE, &x->trust_before) || !trust_of(r, C_AFTER, &x->trust_after) || !not_private(r, C_TO) || !not_private(r, C_FROM))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(told); i++)
        if (!no_reach(r, told[i]))
            return false;
    x->key = key_of(r, C_KEY, key, ARRAY_LEN(key));
    x->from = word(r, C_FROM);
    x->to = word(r, C_TO);
    x->topic = word(r, C_TOPIC);
    x->asked = word(r, C_ASKED);
    x->answer = word(r, C_ANSWER);
    x->article = word(r, C_ARTICLE);
    x->note = word(r, C_NOTE);
    return true;
}

static bool same_real(double a, double b)
{
    return isnan(a) ? isnan(b) : a == b;
}

static bool same_contact(const struct contact_row *x, const struct contact_row *y)
{
    return x->kind == y->kind && x->from == y->from && x->to == y->to && x->topic == y->topic && x->asked == y->asked && x->outcome == y->outcome && x->answer == y->answer &&
           x->article == y->article && x->note == y->note && x->day.n == y->day.n && x->due.n == y->due.n && x->outcome_day.n == y->outcome_day.n &&
           same_real(x->trust_before, y->trust_before) && same_real(x->trust_after, y->trust_after);
}

static void contact_put(struct reading *r)
{
    struct contact_batch *b = r->b;
    struct contact_row x;
    if (!contact_of(r, &x))
        return;
    size_t first = seen_before(&b->keys, intern_text(&b->words, x.key), b->contact_n);
    if (first != SIZE_MAX) {
        twice(r, C_KEY, b->contacts[first].line, same_contact(&x, &b->contacts[first]));
        return;
    }
    GROW(b->contacts, b->contact_n, b->contact_room);
    b->contacts[b->contact_n++] = x;
}

/* ---- promises ---- */

static bool promise_days(struct reading *r, struct promise_row *x)
{
    return day_of(r, P_MADE, T("the day on which it was promised (2026-01-05)"), &x->made) && due_of(r, P_DUE, &x->due) && day_of(r, P_STATE_DAY, NULL, &x->state_day) && day_of(r, P_TOLD, NULL, &x->told) &&
           not_before(r, P_DUE, x->due, x->made) && not_before(r, P_STATE_DAY, x->state_day, x->made) && not_before(r, P_TOLD, x->told, x->made);
}

static bool promise_of(struct reading *r, struct promise_row *x)
{
    static const size_t key[] = {P_ACTOR, P_PROMISED, P_MADE, P_CONTACT};
    *x = (struct promise_row){.line = r->line};
    if (!lengths_fit(r, 1u << P_PROMISED | 1u << P_EVIDENCE))
        return false;
    if (!r->cells[P_ACTOR].n)
        return refuse(r, P_ACTOR, "actor_missing", STR(""), T("the institution or office that promised"), T("say whose promise it is, or leave the row out"));
    if (!r->cells[P_PROMISED].n)
        return refuse(r, P_PROMISED, "promise_missing", STR(""), T("what was promised"), T("say it in a few words, or leave the row out"));
    const struct follow_up *state = follow_up_of(r->cells[P_STATE].n ? r->cells[P_STATE] : STR("promise_made"));
    if (!state)
        return refuse(r, P_STATE, "state_unknown", r->cells[P_STATE], T("promise_made, promise_kept, promise_partly, promise_broken, promise_withdrawn or told_participants"), WORD_ADVICE);
    if (!promise_days(r, x) || !not_private(r, P_ACTOR) || !no_reach(r, P_PROMISED) || !no_reach(r, P_EVIDENCE))
        return false;
    x->key = key_of(r, P_KEY, key, ARRAY_LEN(key));
    x->contact = word(r, P_CONTACT);
    x->actor = word(r, P_ACTOR);
    x->promised = word(r, P_PROMISED);
    x->state = intern_id(&r->b->words, str_of(state->code));
    x->evidence = word(r, P_EVIDENCE);
    return true;
}

static bool same_promise(const struct promise_row *x, const struct promise_row *y)
{
    return x->contact == y->contact && x->actor == y->actor && x->promised == y->promised && x->state == y->state && x->evidence == y->evidence && x->made.n == y->made.n &&
           x->due.n == y->due.n && x->state_day.n == y->state_day.n && x->told.n == y->told.n;
}

static void promise_put(struct reading *r)
{
    struct contact_batch *b = r->b;
    struct promise_row x;
    if (!promise_of(r, &x))
        return;
    size_t first = seen_before(&b->keys, intern_text(&b->words, x.key), b->promise_n);
    if (first != SIZE_MAX) {
        twice(r, P_KEY, b->promises[first].line, same_promise(&x, &b->promises[first]));
        return;
    }
    GROW(b->promises, b->promise_n, b->promise_room);
    b->promises[b->promise_n++] = x;
}

/* ---- the table ---- */

static bool rows_read(struct reading *r, void (*put)(struct reading *r), struct progress *p, struct err *e)
{
    struct contact_batch *b = r->b;
    while (table_next(r->t)) {
        if ((b->rows & 1023) == 0 && !progress_step(p, (double)table_bytes(r->t), b->rows, e))
            return false;
        if (++b->rows > ACTOR_ROWS_MOST)
            return err_set(e, ERR_INPUT, T("%.100s: has more than %d rows; add it in parts"), table_file(r->t), ACTOR_ROWS_MOST);
        r->line = table_line(r->t);
        for (size_t i = 0; i < r->fields; i++)
            r->cells[i] = str_trim(table_cell(r->t, r->at[i]));
        if (table_cells(r->t) > table_columns(r->t)) {
            r->b->refused++;
            problem_log_add_at(&b->log, r->line, PROBLEM_REFUSED, STR(""), "cells", STR(T("more cells than the header has")), T("as many cells as the header has"),
                T("a quote or a comma went astray in this line; mend it in the file"));
            continue;
        }
        put(r);
    }
    return !table_failed(r->t, e);
}

bool contacts_table(struct table *t, struct contact_batch *b, struct progress *p, struct err *e)
{
    static const size_t needed[] = {C_KIND, C_DAY, C_TO};
    struct reading r = {.t = t, .b = b};
    return columns_find(&r, contact_fields, C_FIELDS, "contacts", needed, ARRAY_LEN(needed), e) && rows_read(&r, contact_put, p, e);
}

bool promises_table(struct table *t, struct contact_batch *b, struct progress *p, struct err *e)
{
    static const size_t needed[] = {P_ACTOR, P_PROMISED, P_MADE};
    struct reading r = {.t = t, .b = b};
    return columns_find(&r, promise_fields, P_FIELDS, "promises", needed, ARRAY_LEN(needed), e) && rows_read(&r, promise_put, p, e);
}
