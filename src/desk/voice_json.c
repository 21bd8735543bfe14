/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice --json: the answer for machines. Of own dialogues no people, no positions and no number with too few people behind it. */
#include "desk/voice_priv.h"

static void key_real(struct json *j, const char *key, double v)
{
    json_key(j, key);
    json_real(j, v);
}

/* What is worked out of every single vote at once: of own dialogues with two decimals, since with seventeen it could be tried which votes give it. */
static void key_of_all(const struct voice_view *v, struct json *j, const char *key, double x)
{
    key_real(j, key, v->d->about.own ? nearbyint(x * 100) / 100 : x);
}

/* A count of people or votes; null where it does not pass. */
static void key_count(const struct voice_view *v, struct json *j, const char *key, int64_t count, int64_t n)
{
    json_key(j, key);
    if (voice_passes(v, n))
        json_int(j, count);
    else
        json_null(j);
}

static void key_text(struct json *j, const char *key, struct str s)
{
    json_key(j, key);
    if (s.n)
        json_text(j, s);
    else
        json_null(j);
}

static void key_day(struct json *j, const char *key, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    key_text(j, key, buf_view(&b));
}

static void key_estimate(const struct voice_view *v, struct json *j, const char *key, struct estimate e)
{
    json_key(j, key);
    json_estimate(j, shown_value(guard_one(v->basis, e)));
}

static int64_t people(const struct voice_view *v)
{
    return (int64_t)v->d->votes.participants;
}

static void key_id(const struct voice_view *v, struct json *j, const char *key, size_t column)
{
    json_key(j, key);
    json_int(j, voice_of_column(v, column)->id);
}

/* ---- what it is ---- */

static const char *footing_code(enum opinion_footing f)
{
    static const char *const codes[] = {[OPINION_NONE_LOOKED_FOR] = "none_looked_for", [OPINION_ONE_CLOUD] = "one_cloud", [OPINION_UNSTABLE] = "unstable",
        [OPINION_BY_DEGREES] = "by_degrees", [OPINION_WELL_FOUNDED] = "well_founded"};
    return codes[f];
}

static void json_head(const struct voice_view *v, struct json *j)
{
    const struct voice_data *d = v->d;
    key_count(v, j, "participants", people(v), people(v));
    json_key(j, "statements"), json_int(j, (int64_t)d->statement_n);
    key_count(v, j, "votes", d->vote_n, people(v));
    key_count(v, j, "grouped", (int64_t)v->x->groups.in, (int64_t)v->x->groups.in);
    json_key(j, "k"), json_int(j, (int64_t)v->x->found.k);
    key_of_all(v, j, "silhouette", v->x->found.k ? v->x->groups.silhouette : NAN);
}

static void json_about(const struct voice_view *v, struct json *j)
{
    const struct voice_dialogue *about = &v->d->about;
    key_text(j, "dialogue", about->name);
    key_text(j, "topic", voice_topic(v->r, about));
    key_text(j, "place", about->place);
    key_text(j, "phase", about->phase);
    json_key(j, "own"), json_bool(j, about->own);
    key_day(j, "from", about->from);
    key_day(j, "to", about->to);
    key_day(j, "closed", about->closed);
    json_key(j, "statements_voted"), json_int(j, (int64_t)v->d->votes.statements);
    json_key(j, "mode"), json_text(j, v->x->options.compat ? STR("polis") : STR("default"));
    json_key(j, "seed"), json_int(j, (int64_t)v->x->options.seed);
    json_key(j, "fewest_people"), json_int(j, v->k);
}

static void json_by_k(const struct voice_view *view, struct json *j, const char *key, const double *v)
{
    json_key(j, key);
    json_object(j);
    for (size_t k = 2; k <= OPINION_GROUPS_MOST; k++)
        if (!isnan(v[k])) {
            char name[8];
            snprintf(name, sizeof name, "%zu", k);
            key_of_all(view, j, name, v[k]);
        }
    json_close(j);
}

static void json_stability(const struct voice_view *v, struct json *j)
{
    const struct opinion_stability *s = &v->x->stability;
    json_key(j, "footing");
    if (v->x->options.compat) {
        json_null(j);
        return;
    }
    json_text(j, str_of(footing_code(v->x->footing)));
    if (v->x->footing == OPINION_NONE_LOOKED_FOR)
        return;
    json_key(j, "stability");
    json_object(j);
    json_key(j, "resamples"), json_int(j, (int64_t)s->resamples);
    key_estimate(v, j, "rand_index", (struct estimate){s->rand_index, s->rand_index_lo, s->rand_index_hi, (int64_t)v->x->groups.in});
    json_key(j, "picked");
    json_object(j);
    for (size_t k = 1; k <= OPINION_GROUPS_MOST; k++) {
        char name[8];
        snprintf(name, sizeof name, "%zu", k);
        json_key(j, name), json_int(j, (int64_t)s->picked[k]);
    }
    json_close(j);
    key_of_all(v, j, "chance_silhouette", s->chance_silhouette);
    key_of_all(v, j, "held_out_mean", s->held_out_mean);
    key_of_all(v, j, "held_out_plane", s->held_out_plane);
    json_close(j);
}

/* ---- groups ---- */

static void json_direction(struct json *j, bool agree)
{
    json_key(j, "direction"), json_text(j, agree ? STR("agree") : STR("disagree"));
}

static void json_pick(const struct voice_view *v, struct json *j, const struct opinion_pick *p, bool against)
{
    json_object(j);
    key_id(v, j, "id", p->statement);
    json_direction(j, p->agree);
    key_real(j, "p_success", voice_value(v, p->p_success, p->n_trials));
    key_real(j, "p_test", voice_value(v, p->p_test, p->n_trials));
    if (!isnan(p->repness)) {
        key_real(j, "repness", against ? p->repness : NAN);
        key_real(j, "repness_test", against ? p->repness_test : NAN);
        json_key(j, "best_agree"), json_bool(j, p->best_agree);
    }
    key_count(v, j, "n_success", p->n_success, p->n_trials);
    key_count(v, j, "n_trials", p->n_trials, p->n_trials);
    json_close(j);
}

static void json_representative(const struct voice_view *v, struct json *j, const struct voice_side *s, const bool *described, size_t group)
{
    bool *may = ARENA_ARRAY(&v->r->arena, bool, s->k);
    json_key(j, "representative");
    json_array(j);
    for (size_t i = 0; i < s->pick_n[group]; i++) {
        const struct opinion_pick *p = &s->picks[group][i];
        voice_may_on(v, s, described, p->statement, may);
        if (may[group])
            json_pick(v, j, p, voice_may_set_against(v, s, group, p->statement));
    }
    json_close(j);
}

static void json_groups(const struct voice_view *v, struct json *j, const struct voice_side *s)
{
    static const char letters[OPINION_GROUPS_MOST + 1] = "ABCDE";
    const bool *described = voice_may(v, s);
    json_key(j, "groups");
    json_array(j);
    for (size_t g = 0; g < s->k; g++) {
        if (!described[g])
            continue;
        json_object(j);
        json_key(j, "id"), json_int(j, (int64_t)g);
        if (s->attribute)
            json_key(j, "value"), json_text(j, s->attribute->values[s->value[g]]);
        else
            json_key(j, "label"), json_text(j, (struct str){&letters[g], 1});
        key_count(v, j, "size", s->size[g], s->size[g]);
        if (!s->attribute && !v->d->about.own)
            key_real(j, "x", v->x->groups.x[g]), key_real(j, "y", v->x->groups.y[g]);
        json_representative(v, j, s, described, g);
        json_close(j);
    }
    json_close(j);
}

/* Published dialogues only: others put them on the net person by person. */
static void json_people(const struct voice_view *v, struct json *j)
{
    const struct voice_answer *x = v->x;
    if (v->d->about.own)
        return;
    json_key(j, "people");
    json_array(j);
    for (size_t i = 0; i < v->d->votes.participants; i++) {
        json_object(j);
        json_key(j, "id"), json_int(j, v->d->ids[i]);
        json_key(j, "group");
        if (x->found.k && x->found.of[i] != OPINION_NO_GROUP)
            json_int(j, (int64_t)x->found.of[i]);
        else
            json_null(j);
        key_real(j, "x", x->plane.x[i]), key_real(j, "y", x->plane.y[i]);
        json_key(j, "in"), json_bool(j, x->groups.is_in[i]);
        if (x->between)
            json_key(j, "between"), json_bool(j, x->between[i]);
        json_close(j);
    }
    json_close(j);
}

static void json_bases(const struct voice_view *v, struct json *j)
{
    const struct opinion_clusters *b = &v->x->groups.bases;
    if (v->d->about.own || !v->x->options.compat)
        return;
    json_key(j, "base_clusters");
    json_array(j);
    for (size_t i = 0; i < b->k; i++) {
        json_object(j);
        json_key(j, "id"), json_int(j, (int64_t)i);
        key_real(j, "x", b->x[i]), key_real(j, "y", b->y[i]);
        json_key(j, "size"), json_int(j, (int64_t)b->size[i]);
        json_close(j);
    }
    json_close(j);
}

/* ---- consensus and bridges ---- */

static void json_consensus(const struct voice_view *v, struct json *j)
{
    json_key(j, "consensus");
    json_array(j);
    for (size_t i = 0; i < v->x->agree_n; i++)
        if (voice_passes(v, v->x->agree[i].n_trials))
            json_pick(v, j, &v->x->agree[i], false);
    for (size_t i = 0; i < v->x->disagree_n; i++)
        if (voice_passes(v, v->x->disagree[i].n_trials))
            json_pick(v, j, &v->x->disagree[i], false);
    json_close(j);
}

static void json_group_consensus(const struct voice_view *v, struct json *j)
{
    const struct voice_side *s = &v->x->found;
    const bool *described = voice_may(v, s);
    json_key(j, "group_consensus");
    json_array(j);
    for (size_t c = 0; s->k && c < v->d->votes.statements; c++) {
        const struct opinion_shared *h = &s->shared[c];
        bool passes = voice_all_pass(v, s, described, c);
        json_object(j);
        key_id(v, j, "id", c);
        key_real(j, "agree", passes ? h->product_agree : NAN), key_real(j, "disagree", passes ? h->product_disagree : NAN);
        key_real(j, "agree_geometric", passes ? h->geometric_agree : NAN), key_real(j, "disagree_geometric", passes ? h->geometric_disagree : NAN);
        json_close(j);
    }
    json_close(j);
}

static void json_bridging(const struct voice_view *v, struct json *j)
{
    const struct opinion_bridging *b = &v->x->bridging;
    json_key(j, "bridging");
    json_array(j);
    for (size_t c = 0; c < v->d->votes.statements; c++) {
        int64_t n = v->total.seen[c];
        if (isnan(b->mu) || isnan(b->statement_intercept[c]) || !voice_passes(v, n))
            continue;
        json_object(j);
        key_id(v, j, "id", c);
        key_of_all(v, j, "intercept", b->statement_intercept[c]), key_of_all(v, j, "factor", b->statement_factor[c]);
        bool own = v->d->about.own; /* the range goes by the one participant who agrees least, and those farthest out */
        key_real(j, "lo", own ? NAN : b->lo[c]), key_real(j, "hi", own ? NAN : b->hi[c]);
        json_close(j);
    }
    json_close(j);
    key_of_all(v, j, "bridging_mu", b->mu), key_of_all(v, j, "bridging_loss", b->loss);
}

static void json_shares(const struct voice_view *v, struct json *j, const struct voice_side *s, const bool *described, size_t column)
{
    bool *may = ARENA_ARRAY(&v->r->arena, bool, s->k + 1);
    voice_may_on(v, s, described, column, may);
    json_key(j, "agree");
    json_array(j);
    for (size_t g = 0; g < s->k; g++) {
        size_t at = opinion_at(&s->tally, g, column);
        if (!may[g])
            continue;
        json_object(j);
        json_key(j, "group"), json_int(j, (int64_t)g);
        json_key(j, "share"), json_estimate(j, shown_value(voice_share(v, s->tally.agree[at], s->tally.seen[at])));
        json_close(j);
    }
    json_close(j);
}

/* The group that agrees least, where it may be told. */
static void json_least(const struct voice_view *v, struct json *j, const struct voice_side *s, const bool *described, size_t column)
{
    const struct opinion_shared *h = &s->shared[column];
    bool passes = voice_all_pass(v, s, described, column);
    key_estimate(v, j, "least_agree", passes ? h->least_agree : ESTIMATE_NONE);
    json_key(j, "least_group");
    if (passes && !isnan(h->least_agree.value))
        json_int(j, (int64_t)h->least_group);
    else
        json_null(j);
    key_real(j, "gap", passes ? h->gap : NAN);
    json_key(j, "heard");
    if (passes)
        json_bool(j, h->heard);
    else
        json_null(j);
    key_real(j, "differ", passes && s->differ ? s->differ[column] : NAN);
}

static void json_list(const struct voice_view *v, struct json *j, const char *key, const struct voice_side *s, const size_t *columns, size_t n)
{
    const bool *described = s ? voice_may(v, s) : NULL;
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < n; i++) {
        size_t c = columns[i];
        if (!voice_passes(v, v->total.seen[c]))
            continue;
        json_object(j);
        key_id(v, j, "id", c);
        json_key(j, "all"), json_estimate(j, shown_value(voice_share(v, v->total.agree[c], v->total.seen[c])));
        if (s) {
            json_least(v, j, s, described, c);
            json_shares(v, j, s, described, c);
        }
        json_close(j);
    }
    json_close(j);
}

static void json_sides(const struct voice_view *v, struct json *j)
{
    size_t *every = ARENA_ARRAY(&v->r->arena, size_t, v->d->votes.statements + 1);
    for (size_t c = 0; c < v->d->votes.statements; c++)
        every[c] = c;
    json_key(j, "sides");
    json_array(j);
    for (size_t i = 0; i < v->x->side_n; i++) {
        const struct voice_side *s = &v->x->sides[i];
        json_object(j);
        json_key(j, "attribute"), json_text(j, s->attribute->name);
        json_groups(v, j, s);
        json_list(v, j, "shared", s, every, v->d->votes.statements);
        json_close(j);
    }
    json_close(j);
}

static void json_what_bridges(const struct voice_view *v, struct json *j)
{
    const struct voice_side *by = v->x->by;
    key_text(j, "by", !by ? STR("") : by->attribute ? by->attribute->name : STR("groups"));
    json_list(v, j, "bridges", by, v->x->bridges, v->x->bridge_n);
    json_list(v, j, "rejected", by, v->x->rejected, v->x->rejected_n);
    json_list(v, j, "divides", by, v->x->divides, v->x->divide_n);
}

static void json_alike(const struct voice_view *v, struct json *j)
{
    json_key(j, "alike");
    json_array(j);
    for (size_t i = 0; i < v->x->alike_n; i++) {
        const struct voice_alike *p = &v->x->alike[i];
        json_object(j);
        json_key(j, "a"), json_int(j, v->d->statements[p->statement_a].id);
        json_key(j, "b"), json_int(j, v->d->statements[p->statement_b].id);
        key_real(j, "text", p->text);
        key_real(j, "votes", v->d->about.own ? NAN : p->votes); /* how many common voters there are is not known here */
        json_close(j);
    }
    json_close(j);
}

/* ---- statements ---- */

static void json_place(const struct voice_view *v, struct json *j, size_t c)
{
    const struct opinion_plane *p = &v->x->plane;
    key_real(j, "center", p->center[c]);
    json_key(j, "components");
    json_array(j);
    json_real(j, p->component[0][c]), json_real(j, p->component[1][c]);
    json_close(j);
    key_real(j, "x", p->statement_x[c]), key_real(j, "y", p->statement_y[c]);
    key_real(j, "extremity", p->extremity[c]);
}

static void json_statement(const struct voice_view *v, struct json *j, const struct voice_statement *s, size_t c)
{
    const struct opinion_tally *t = &v->total;
    const struct voice_text *words = voice_original(s);
    bool voted = c != SIZE_MAX;
    int64_t n = voted ? t->seen[c] : 0, agree = voted ? t->agree[c] : 0, disagree = voted ? t->disagree[c] : 0;
    json_object(j);
    json_key(j, "id"), json_int(j, s->id);
    key_text(j, "text", words ? words->text : STR(""));
    key_text(j, "language", words ? words->language : STR(""));
    json_key(j, "moderation"), json_text(j, voice_moderation_code(s->moderation));
    json_key(j, "meta"), json_bool(j, s->meta);
    key_count(v, j, "agree", agree, n), key_count(v, j, "disagree", disagree, n);
    key_count(v, j, "pass", n - agree - disagree, n), key_count(v, j, "seen", n, n);
    if (voted && !v->d->about.own)
        json_place(v, j, c);
    key_of_all(v, j, "priority", voted ? voice_value(v, v->x->priority[c], n) : NAN);
    json_close(j);
}

static void json_statements(const struct voice_view *v, struct json *j)
{
    json_key(j, "statement_list");
    json_array(j);
    for (size_t i = 0, c = 0; i < v->d->statement_n; i++) {
        bool voted = c < v->d->votes.statements && v->d->column[c] == i;
        json_statement(v, j, &v->d->statements[i], voted ? c : SIZE_MAX);
        c += voted;
    }
    json_close(j);
}

/* Too few people took part: the promised lists are there, and empty. */
static void json_nothing(struct json *j)
{
    static const char *const keys[] = {"groups", "consensus", "group_consensus", "bridging"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        json_key(j, keys[i]);
        json_array(j);
        json_close(j);
    }
}

static void key_people(struct json *j, const char *key, struct shown_cell n)
{
    json_key(j, key);
    json_real(j, shown_value(n).value);
}

/* Numbers of too few people are null, and so is what would give one away. */
static void json_meetings(const struct voice_view *v, struct json *j)
{
    json_key(j, "meetings");
    json_array(j);
    for (size_t i = 0; i < v->meeting_n; i++) {
        const struct room_meeting *m = &v->meetings[i];
        struct buf day CLEANUP(buf_end) = {0};
        buf_day(&day, m->day);
        json_object(j);
        key_text(j, "day", buf_view(&day)), key_text(j, "place", m->place), key_text(j, "note", m->note);
        json_key(j, "kinds");
        json_array(j);
        for (size_t k = 0; k < m->kind_n; k++) {
            struct attendance_told told = attendance_told_of(&m->kinds[k], v->k);
            json_object(j);
            key_text(j, "kind", m->kinds[k].kind);
            key_people(j, "invited", told.invited), key_people(j, "came", told.came);
            json_key(j, "left_out"), json_bool(j, m->kinds[k].left_out);
            key_text(j, "why", m->kinds[k].why);
            json_close(j);
        }
        json_close(j);
        json_close(j);
    }
    json_close(j);
}

void voice_json(const struct voice_view *v)
{
    struct json j;
    json_begin(&j, &v->a->json);
    json_object(&j);
    json_head(v, &j);
    if (!voice_passes(v, people(v))) {
        json_nothing(&j);
    } else {
        json_groups(v, &j, &v->x->found);
        json_people(v, &j);
        json_consensus(v, &j);
        json_group_consensus(v, &j);
        json_bridging(v, &j);
        json_what_bridges(v, &j);
        json_sides(v, &j);
        json_alike(v, &j);
        json_statements(v, &j);
        json_bases(v, &j);
        json_by_k(v, &j, "silhouette_by_k", v->x->groups.silhouette_by_k);
        json_stability(v, &j);
    }
    json_about(v, &j);
    json_meetings(v, &j);
    if (v->room)
        voice_room_json(&j, &v->d->about, v->room);
    json_close(&j);
}
