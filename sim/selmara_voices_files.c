/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogues of Selmara as plain tables, and what is true of them. */
#include "core/output.h"
#include "sim/selmara_priv.h"
#include <errno.h>
#include <sys/stat.h>

static const char *const side_words[VOICES_SIDES] = {"community", "security sector", "local government"};
static const char *const gender_words[2] = {"men", "women"};
static const char *const age_words[VOICES_AGES] = {"18-29", "30-44", "45-59", "60+"};
static const char *const kind_words[] = {"bridges", "divides", "rejected by all", "unsettled", "women and men differ", "late", "meta", "refused"};

/* ---- files ------------------------------------------------------------------------------------- */

static void cell(struct buf *b, bool first, const char *text)
{
    csv_cell(b, first, str_of(text));
}

static void cell_int(struct buf *b, bool first, int64_t v)
{
    if (!first)
        buf_char(b, ',');
    buf_int(b, v);
}

/* "topic_ar" where a language is named. */
static void about_row(struct buf *b, const char *key, const char *language, const char *value)
{
    buf_f(b, "%s%s%s", key, *language ? "_" : "", language);
    cell(b, false, value);
    buf_char(b, '\n');
}

static void choices_row(struct buf *b, const char *key, const char *const *words, size_t n)
{
    buf_f(b, "choices_%s,", key);
    for (size_t i = 0; i < n; i++)
        buf_f(b, "%s%s", i ? "; " : "", words[i]);
    buf_char(b, '\n');
}

static void about_csv(const struct dialogue *d, struct buf *b)
{
    const char *districts[SELMARA_PLACES];
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        districts[i] = selmara_places[i].name;
    buf_text(b, "key,value\n");
    about_row(b, "name", "", d->plan->folder);
    about_row(b, "place", "", d->plan->place);
    about_row(b, "phase", "", d->plan->phase);
    for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
        about_row(b, "topic", selmara_languages[l], d->plan->topic[l]);
        about_row(b, "description", selmara_languages[l], d->plan->description[l]);
        about_row(b, "who_may_speak", selmara_languages[l], d->plan->who[l]);
    }
    choices_row(b, "side", side_words, d->plan->people[VOICES_SIDES - 1] ? VOICES_SIDES : VOICES_SIDES - 1);
    choices_row(b, "gender", gender_words, ARRAY_LEN(gender_words));
    if (d->plan->districts) {
        choices_row(b, "age", age_words, VOICES_AGES);
        choices_row(b, "district", districts, SELMARA_PLACES);
    }
}

/* `text` holds the words it was made in, the others are translations. */
static void statement_row(struct buf *b, const struct selmara_statement *s, int64_t number)
{
    static const struct selmara_parts none = {"", "", "", ""};
    const struct selmara_parts *parts = s->parts ? s->parts : &none;
    cell_int(b, true, number);
    cell(b, false, selmara_languages[s->said_in]);
    cell(b, false, s->text[s->said_in]);
    for (int l = 0; l < SELMARA_LANGUAGES; l++)
        cell(b, false, l == s->said_in ? "" : s->text[l]);
    cell(b, false, s->seeded ? "yes" : "no");
    cell_int(b, false, s->kind == SELMARA_REFUSED ? -1 : 1);
    cell(b, false, s->kind == SELMARA_META ? "yes" : "no");
    cell(b, false, parts->observation);
    cell(b, false, parts->feeling);
    cell(b, false, parts->need);
    cell(b, false, parts->request);
    buf_char(b, '\n');
}

static void statements_csv(const struct dialogue *d, struct buf *b)
{
    buf_text(b, "statement,language,text,text_en,text_ar,text_ckb,seed,moderated,meta,observation,feeling,need,request\n");
    for (size_t i = 0; i < d->plan->statement_n; i++)
        statement_row(b, &d->plan->statements[i], (int64_t)i + 1);
}

static void participants_csv(const struct dialogue *d, struct buf *b)
{
    bool districts = d->plan->districts;
    buf_text(b, districts ? "participant,side,gender,age,district\n" : "participant,side,gender\n");
    for (size_t i = 0; i < d->people_n; i++) {
        const struct person *p = &d->people[i];
        cell_int(b, true, (int64_t)i + 1);
        cell(b, false, p->silent[0] ? "" : side_words[p->side]);
        cell(b, false, p->silent[1] ? "" : gender_words[p->woman]);
        if (districts) {
            cell(b, false, p->silent[2] ? "" : age_words[p->age]);
            cell(b, false, p->silent[3] ? "" : selmara_places[p->district].name);
        }
        buf_char(b, '\n');
    }
}

static void time_cell(struct buf *b, int64_t ms)
{
    int64_t second = ms % VOICES_DAY_MS / 1000;
    buf_char(b, ',');
    buf_day(b, (struct day){(int32_t)(ms / VOICES_DAY_MS)});
    buf_f(b, "T%02d:%02d:%02dZ", (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void votes_csv(const struct dialogue *d, struct buf *b)
{
    buf_text(b, "participant,statement,vote,time\n");
    for (size_t i = 0; i < d->cast_n; i++) {
        cell_int(b, true, (int64_t)d->cast[i].person + 1);
        cell_int(b, false, (int64_t)d->cast[i].statement + 1);
        cell_int(b, false, d->cast[i].vote);
        time_cell(b, d->cast[i].ms);
        buf_char(b, '\n');
    }
}

static bool dialogue_write(const struct dialogue *d, const char *folder, struct err *e)
{
    static const struct {
        const char *name;
        void (*make)(const struct dialogue *d, struct buf *b);
    } files[] = {{"dialogue.csv", about_csv}, {"statements.csv", statements_csv}, {"participants.csv", participants_csv}, {"votes.csv", votes_csv}};
    struct buf path CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/%s", folder, d->plan->folder);
    if (mkdir(path.p, 0777) != 0 && errno != EEXIST)
        return err_set(e, ERR_SYSTEM, "%s: the folder cannot be made: %s", path.p, strerror(errno));
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct buf b CLEANUP(buf_end) = {0}, name CLEANUP(buf_end) = {0};
        files[i].make(d, &b);
        buf_f(&name, "%s/%s", path.p, files[i].name);
        if (!output_file(name.p, buf_view(&b), e))
            return false;
    }
    return true;
}

bool voices_files(const char *folder, uint64_t seed, enum selmara_voices told, struct err *e)
{
    struct arena a = {0};
    bool good = true;
    for (size_t i = 0; good && i < SELMARA_DIALOGUES; i++) {
        struct dialogue d;
        dialogue_run(&d, &selmara_plans[i], told, seed, &a);
        good = dialogue_write(&d, folder, e);
    }
    arena_end(&a);
    struct buf findings CLEANUP(buf_end) = {0}, path CLEANUP(buf_end) = {0};
    findings_csv(&findings);
    buf_f(&path, "%s/selmara_findings.csv", folder);
    return good && output_file(path.p, buf_view(&findings), e);
}

/* ---- the truth --------------------------------------------------------------------------------- */

static void key_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static void truth_of_statements(struct json *j, const struct dialogue *d)
{
    json_key(j, "statements");
    json_array(j);
    for (size_t i = 0; i < d->plan->statement_n; i++) {
        const struct selmara_statement *s = &d->plan->statements[i];
        json_object(j);
        key_int(j, "id", (int64_t)i + 1);
        json_key(j, "kind");
        json_text(j, str_of(kind_words[s->kind]));
        if (s->like)
            key_int(j, "nearly_repeats", s->like);
        json_key(j, "per_cent_agreeing");
        json_array(j);
        for (size_t g = 0; g < d->plan->opinions; g++)
            json_int(j, s->agree[g]);
        json_close(j);
        json_close(j);
    }
    json_close(j);
}

/* Where there are groups: the group of each participant, in the order of their numbers from 1. */
static void truth_of_people(struct json *j, const struct dialogue *d)
{
    static const char *const letters[SELMARA_OPINIONS] = {"a", "b", "c"};
    json_key(j, "groups");
    json_array(j);
    for (size_t i = 0; groups_told(d) && i < d->people_n; i++)
        json_text(j, str_of(letters[d->people[i].opinion]));
    json_close(j);
}

static int64_t with_a_vote(const struct dialogue *d)
{
    bool voted[VOICES_PEOPLE_MOST] = {false};
    int64_t n = 0;
    for (size_t i = 0; i < d->cast_n; i++)
        voted[d->cast[i].person] = true;
    for (size_t p = 0; p < d->people_n; p++)
        n += voted[p];
    return n;
}

void voices_truth(struct json *j, uint64_t seed, enum selmara_voices told)
{
    struct arena a = {0};
    json_object(j);
    json_key(j, "told");
    json_text(j, str_of(selmara_voices_name(told)));
    json_key(j, "women_and_men_differ");
    json_bool(j, told == SELMARA_VOICES_GROUPS);
    json_key(j, "dialogues");
    json_array(j);
    for (size_t i = 0; i < SELMARA_DIALOGUES; i++) {
        struct dialogue d;
        dialogue_run(&d, &selmara_plans[i], told, seed, &a);
        json_object(j);
        json_key(j, "name");
        json_text(j, str_of(selmara_plans[i].folder));
        key_int(j, "participants", (int64_t)d.people_n);
        key_int(j, "with_a_vote", with_a_vote(&d));
        key_int(j, "votes", (int64_t)d.pairs);
        key_int(j, "votes_cast", (int64_t)d.cast_n);
        truth_of_people(j, &d);
        truth_of_statements(j, &d);
        json_close(j);
    }
    json_close(j);
    json_close(j);
    arena_end(&a);
}

bool selmara_voices_write(const char *folder, uint64_t seed, enum selmara_voices told, struct err *e)
{
    struct buf truth CLEANUP(buf_end) = {0}, path CLEANUP(buf_end) = {0};
    struct json j;
    json_begin(&j, &truth);
    voices_truth(&j, seed, told);
    buf_char(&truth, '\n');
    buf_f(&path, "%s/voices.json", folder);
    return voices_files(folder, seed, told, e) && output_file(path.p, buf_view(&truth), e);
}
