/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/selmara_priv.h"
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const names[] = {"selmara_adm1.geojson", "selmara_population.csv", "selmara_incidents.csv", "truth.json", "selmara_harm.csv",
    "safety-in-selmara/dialogue.csv", "safety-in-selmara/statements.csv", "safety-in-selmara/participants.csv", "safety-in-selmara/votes.csv",
    "maruq-round-table/dialogue.csv", "maruq-round-table/statements.csv", "maruq-round-table/participants.csv", "maruq-round-table/votes.csv", "selmara_findings.csv",
    SELMARA_OPEN_DIALOGUE "/dialogue.csv", SELMARA_OPEN_DIALOGUE "/statements.csv", "selmara_actors.csv", "selmara_ties.csv", "selmara_scores.csv", "selmara_projects.xml",
    "selmara_activities.csv", "selmara_contacts.csv", "selmara_promises.csv"};
enum { FILES = ARRAY_LEN(names) };

static void slurp(const char *folder, const char *name, struct buf *out)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct file_stream f;
    struct err e = {0};
    assert_true(file_open(path, &f, &e));
    assert_true(stream_all(&f.s, 1 << 24, out, &e));
    file_close(&f);
    unlink(path);
}

static void write_and_read(uint64_t seed, struct buf out[FILES])
{
    char folder[] = "/tmp/selmara-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct err e = {0};
    if (!selmara_write(folder, seed, SELMARA_TOLD_TURN, &e))
        fail_msg("%s", e.text);
    for (size_t i = 0; i < FILES; i++)
        slurp(folder, names[i], &out[i]);
    for (size_t i = 0; i < SELMARA_DIALOGUES; i++) {
        char inner[256];
        snprintf(inner, sizeof inner, "%s/%s", folder, selmara_plans[i].folder);
        rmdir(inner);
    }
    char inner[256];
    snprintf(inner, sizeof inner, "%s/%s", folder, SELMARA_OPEN_DIALOGUE);
    rmdir(inner);
    rmdir(folder);
}

/* The people of the census, who there is, what is said, and by whom it is said are the same in every Selmara; people and votes of dialogues are drawn. */
static bool same_in_all(const char *name)
{
    return strstr(name, "population") || strstr(name, "dialogue.csv") || strstr(name, "statements.csv") || strstr(name, "findings") || strstr(name, "actors");
}

static void same_seed_same_bytes(void **state)
{
    (void)state;
    struct buf a[FILES] = {0}, b[FILES] = {0}, c[FILES] = {0};
    write_and_read(7, a);
    write_and_read(7, b);
    write_and_read(8, c);
    for (size_t i = 0; i < FILES; i++) {
        assert_true(str_eq(buf_view(&a[i]), buf_view(&b[i])));
        assert_int_equal(str_eq(buf_view(&a[i]), buf_view(&c[i])), same_in_all(names[i]));
        assert_true(strchr(names[i], '/') ? !strstr(names[i], "dialogue.csv") || strstr(a[i].p, "nvented") : strstr(a[i].p, "nvented") != NULL);
        size_t bad;
        assert_true(str_utf8_ok(buf_view(&a[i]), &bad));
        buf_end(&a[i]);
        buf_end(&b[i]);
        buf_end(&c[i]);
    }
}

static void a_missing_folder_is_an_error(void **state)
{
    (void)state;
    struct err e = {0};
    assert_false(selmara_write("/nonexistent/selmara", 1, SELMARA_TOLD_TURN, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
}

/* ---- the land ---- */

static int64_t turn(struct point a, struct point b, struct point c)
{
    int64_t v = ((int64_t)b.longitude - a.longitude) * ((int64_t)c.latitude - a.latitude) -
                ((int64_t)b.latitude - a.latitude) * ((int64_t)c.longitude - a.longitude);
    return (v > 0) - (v < 0);
}

static bool cross(struct point a, struct point b, struct point c, struct point d)
{
    return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

static bool same(struct point a, struct point b)
{
    return a.longitude == b.longitude && a.latitude == b.latitude;
}

/* How many segments of ring p are segments of ring q the other way round; none may cross. */
static size_t shared(const struct land *l, size_t p, size_t q)
{
    const struct point *a = l->places[p].ring, *b = l->places[q].ring;
    size_t n = l->places[p].n, m = l->places[q].n, common = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            struct point a0 = a[i], a1 = a[(i + 1) % n], b0 = b[j], b1 = b[(j + 1) % m];
            common += same(a0, b1) && same(a1, b0);
            if (cross(a0, a1, b0, b1))
                fail_msg("%s and %s: borders cross", selmara_places[p].name, selmara_places[q].name);
        }
    return common;
}

static double area(const struct land *l, size_t place)
{
    const struct point *p = l->places[place].ring;
    double twice = 0;
    for (size_t i = 0; i < l->places[place].n; i++) {
        struct point a = p[i], b = p[(i + 1) % l->places[place].n];
        twice += (double)a.longitude * b.latitude - (double)b.longitude * a.latitude;
    }
    return twice / 2e10;
}

static void neighbours_share_vertices_and_nothing_crosses(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct land l = {0};
        land_make(&l, seed);
        for (size_t p = 0; p < SELMARA_PLACES; p++) {
            size_t neighbours = 0;
            for (size_t q = 0; q < SELMARA_PLACES; q++) {
                size_t common = shared(&l, p, q);
                assert_true(p != q || common == 0);
                neighbours += common > 0;
            }
            assert_in_range(neighbours, 2, 7);
            assert_true(area(&l, p) > 0.5 && area(&l, p) < 2); /* counter-clockwise; square degrees */
            for (size_t t = 0; t < SELMARA_TOWNS; t++)
                for (size_t q = 0; q < SELMARA_PLACES; q++)
                    assert_int_equal(land_holds(&l, q, l.places[p].towns[t]), p == q);
        }
        arena_end(&l.arena);
    }
}

static void the_land_lies_in_the_open_ocean(void **state)
{
    (void)state;
    struct land l = {0};
    land_make(&l, 3);
    for (size_t p = 0; p < SELMARA_PLACES; p++)
        for (size_t i = 0; i < l.places[p].n; i++) {
            struct point at = l.places[p].ring[i];
            assert_true(at.latitude < -3300000 && at.latitude > -3690000 && at.longitude < -1240000 && at.longitude > -1850000);
        }
    arena_end(&l.arena);
}

/* ---- what truly happens ---- */

static void neighbours_share_out_one(void **state)
{
    (void)state;
    struct land l = {0};
    struct process p;
    land_make(&l, 5);
    process_run(&l, &selmara_stories[SELMARA_TOLD_TURN], 5, &p);
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        double sum = 0;
        for (size_t k = 0; k < SELMARA_PLACES; k++) {
            sum += p.weight[i][k];
            assert_true(p.neighbour[i][k] == p.neighbour[k][i] && !p.neighbour[i][i]);
            assert_true(p.neighbour[i][k] == (p.weight[i][k] > 0));
        }
        assert_true(i == 7 ? sum == 0 : fabs(sum - 1) < 1e-12); /* Iluna takes no part */
    }
    arena_end(&l.arena);
}

/* mu once more, from what truth.json says of it. */
static double mean_of(const struct process *p, const struct selmara_story *s, size_t place, int month)
{
    double mu = process_endemic(s, place, month) * selmara_season[month % 12] + selmara_own * p->events[place][month - 1];
    for (size_t k = 0; k < SELMARA_PLACES; k++)
        mu += selmara_neighbours * p->weight[k][place] * p->events[k][month - 1];
    return mu;
}

struct residuals {
    double raw, variance, squares, n, events, expected;
};

static void add_residuals(struct residuals *r, const struct selmara_story *s, uint64_t seed)
{
    struct land l = {0};
    struct process p;
    land_make(&l, seed);
    process_run(&l, s, seed, &p);
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        for (int month = 1; month < SELMARA_MONTHS; month++) {
            double mu = mean_of(&p, s, i, month);
            if (mu <= 0)
                continue;
            double off = p.events[i][month] - mu, variance = mu + mu * mu / SELMARA_SIZE;
            r->raw += off;
            r->variance += variance;
            r->squares += off * off / variance;
            r->n++;
            r->events += p.events[i][month];
            r->expected += p.expected[i][month];
        }
    arena_end(&l.arena);
}

/* Given the month before, events differ from mu as a negative binomial does; and on the whole they are as many as expected. */
static void events_follow_the_process(void **state)
{
    (void)state;
    for (int told = 0; told < SELMARA_TOLD_N; told++) {
        struct residuals r = {0};
        for (uint64_t seed = 100; seed < 140; seed++)
            add_residuals(&r, &selmara_stories[told], seed);
        assert_true(fabs(r.raw) < 4 * sqrt(r.variance));
        double squares = r.squares / r.n;
        assert_true(squares > 0.95 && squares < 1.05);
        assert_true(fabs(r.events / r.expected - 1) < 0.02);
    }
}

static void what_nobody_sees_is_worst(void **state)
{
    (void)state;
    struct land l = {0};
    land_make(&l, 9);
    const struct selmara_story *s = &selmara_stories[SELMARA_TOLD_TURN];
    struct process p;
    struct selmara_totals t = {0};
    struct buf b CLEANUP(buf_end) = {0};
    process_run(&l, s, 9, &p);
    records_csv(&l, s, &p, 9, &b, &t);
    int64_t hidden = 0, events = 0;
    for (int month = SELMARA_UNSEEN_FROM; month <= SELMARA_UNSEEN_TO; month++)
        hidden += p.events[8][month];
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        for (int month = 0; month < SELMARA_MONTHS; month++)
            events += p.events[i][month];
    assert_true(hidden > 60 && t.unseen_by_place[8] == hidden && t.not_recorded == hidden && t.events == events);
    assert_true(t.events == t.not_recorded + t.incidents - t.summaries + t.in_summaries); /* every event is somewhere */
    arena_end(&l.arena);
}

/* ---- the records ---- */

/* Cell `column` of the line at p, without quotes; moves p to the next line. Quoted cells hold no line ends. */
static struct str cell(const char *line, int column)
{
    bool quoted = false;
    const char *from = line;
    for (const char *p = line;; p++) {
        if (*p == '"')
            quoted = !quoted;
        if ((*p == ',' && !quoted) || *p == '\n' || !*p) {
            if (column-- == 0)
                return (struct str){from, (size_t)(p - from)};
            if (*p != ',')
                return STR("");
            from = p + 1;
        }
    }
}

static int columns_of(const char *line)
{
    int n = 1;
    bool quoted = false;
    for (; *line && *line != '\n'; line++) {
        quoted ^= *line == '"';
        n += *line == ',' && !quoted;
    }
    return n;
}

struct counted {
    int64_t rows, iluna, country, blank, months[SELMARA_MONTHS];
};

static void count_rows(const char *file, struct counted *c)
{
    for (const char *line = strchr(file, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
        assert_int_equal(columns_of(line), 49);
        int64_t a = 0, b = 0, civilians = 0, unknown = 0, best = 0, precision = 0;
        struct day first, same_day;
        assert_true(day_parse(cell(line, 38), &first, &same_day));
        assert_in_range(day_month(first), SELMARA_FIRST_MONTH, SELMARA_FIRST_MONTH + SELMARA_MONTHS - 1);
        c->months[day_month(first) - SELMARA_FIRST_MONTH]++;
        c->rows++;
        c->iluna += str_is(cell(line, 27), "Iluna governorate");
        assert_true(str_to_int(cell(line, 24), &precision));
        c->country += precision == 6;
        if (!str_to_int(cell(line, 44), &best)) {
            c->blank++;
            continue;
        }
        assert_true(str_to_int(cell(line, 40), &a) && str_to_int(cell(line, 41), &b) && str_to_int(cell(line, 42), &civilians) &&
                    str_to_int(cell(line, 43), &unknown));
        assert_true(a + b + civilians + unknown == best);
    }
}

static void records_share_the_signs_of_the_truth(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct land l = {0};
        const struct selmara_story *story = &selmara_stories[SELMARA_TOLD_TURN];
        struct process p;
        struct selmara_totals t = {0};
        struct buf b CLEANUP(buf_end) = {0};
        struct counted c = {0};
        land_make(&l, seed);
        process_run(&l, story, seed, &p);
        records_csv(&l, story, &p, seed, &b, &t);
        assert_int_equal(columns_of(b.p), 49);
        count_rows(b.p, &c);
        assert_true(c.rows == t.incidents && c.blank == t.without_deaths);
        assert_in_range(c.rows, 1550, 1900);
        assert_true(c.country > 10 && c.country <= t.country_level && c.blank > 10);
        assert_true(t.summaries > 40);
        assert_true(t.by_place[7] == 0); /* Iluna; a record may name it wrongly, none lies there */
        assert_true(c.iluna <= 10);
        double before = (double)t.before / SELMARA_TURN, since = (double)t.since / (SELMARA_MONTHS - SELMARA_TURN);
        assert_true(since < 0.75 * before);
        double deadly_before = (double)t.deaths_best_before / (double)t.before, deadly_since = (double)t.deaths_best_since / (double)t.since;
        assert_true(deadly_since > 1.25 * deadly_before);
        for (int i = 0; i < SELMARA_MONTHS; i++)
            assert_in_range(c.months[i], 8, 80);
        arena_end(&l.arena);
    }
}

/* ---- what is said ---- */

struct said { /* by group and statement, then by men and women, over many seeds */
    double agree[SELMARA_OPINIONS][SELMARA_COUNTRY_STATEMENTS], votes[SELMARA_OPINIONS][SELMARA_COUNTRY_STATEMENTS];
    double women[2], of_women[2];
};

static void listen(struct said *x, const struct dialogue *d)
{
    static bool counts[VOICES_PEOPLE_MOST][SELMARA_COUNTRY_STATEMENTS];
    size_t counting = 0;
    memset(counts, 0, sizeof counts);
    for (size_t i = d->cast_n; i-- > 0;) { /* backwards: the last vote counts */
        const struct cast *c = &d->cast[i];
        assert_true(i == 0 || c->ms >= d->cast[i - 1].ms);
        if (counts[c->person][c->statement])
            continue;
        counts[c->person][c->statement] = true;
        counting++;
        if (!c->vote)
            continue;
        const struct person *p = &d->people[c->person];
        x->votes[p->opinion][c->statement]++;
        x->agree[p->opinion][c->statement] += c->vote > 0;
        if (d->plan->statements[c->statement].kind == SELMARA_WOMEN) {
            x->of_women[p->woman]++;
            x->women[p->woman] += c->vote > 0;
        }
    }
    assert_int_equal(counting, d->pairs);
}

static void listen_to_many(struct said *x, size_t plan, enum selmara_voices told)
{
    struct arena a = {0};
    *x = (struct said){0};
    for (uint64_t seed = 300; seed < 330; seed++) {
        struct dialogue d;
        dialogue_run(&d, &selmara_plans[plan], told, seed, &a);
        listen(x, &d);
    }
    arena_end(&a);
}

/* What each group holds, softened: nobody holds to it wholly. */
static void groups_vote_as_the_truth_says(void **state)
{
    (void)state;
    for (size_t plan = 0; plan < SELMARA_DIALOGUES; plan++) {
        struct said x;
        const struct plan *p = &selmara_plans[plan];
        listen_to_many(&x, plan, SELMARA_VOICES_GROUPS);
        for (size_t s = 0; s < p->statement_n; s++)
            for (size_t g = 0; g < p->opinions; g++) {
                const struct selmara_statement *say = &p->statements[s];
                if (say->kind == SELMARA_WOMEN || say->kind == SELMARA_LATE || say->kind == SELMARA_REFUSED)
                    continue;
                double share = x.agree[g][s] / x.votes[g][s], told = say->agree[g] / 100.0;
                assert_true(fabs(share - told) < 0.13);
                if (say->kind == SELMARA_BRIDGES)
                    assert_true(share > 0.75);
                if (say->kind == SELMARA_REJECTED)
                    assert_true(share < 0.2);
            }
    }
}

static void women_and_men_differ_where_it_is_told(void **state)
{
    (void)state;
    static const bool differ[SELMARA_VOICES_N] = {[SELMARA_VOICES_GROUPS] = true};
    for (int told = 0; told < SELMARA_VOICES_N; told++) {
        struct said x;
        listen_to_many(&x, 0, (enum selmara_voices)told);
        double gap = x.women[1] / x.of_women[1] - x.women[0] / x.of_women[0];
        assert_true(differ[told] ? gap > 0.4 : fabs(gap) < 0.06);
    }
}

/* In a cloud, and where all think alike, the group that somebody would have been of says little, or nothing. */
static void a_cloud_holds_no_groups(void **state)
{
    (void)state;
    struct said groups, cloud;
    listen_to_many(&groups, 0, SELMARA_VOICES_GROUPS);
    listen_to_many(&cloud, 0, SELMARA_VOICES_CLOUD);
    double apart = 0, none = 0;
    for (size_t s = 0; s < SELMARA_COUNTRY_STATEMENTS; s++)
        if (selmara_country_statements[s].kind == SELMARA_DIVIDES) {
            apart += fabs(groups.agree[0][s] / groups.votes[0][s] - groups.agree[2][s] / groups.votes[2][s]);
            none += fabs(cloud.agree[0][s] / cloud.votes[0][s] - cloud.agree[2][s] / cloud.votes[2][s]);
        }
    assert_true(none < 0.1 * apart);
}

static void statements_are_said_in_three_languages(void **state)
{
    (void)state;
    for (size_t plan = 0; plan < SELMARA_DIALOGUES; plan++) {
        int said_in[SELMARA_LANGUAGES] = {0};
        for (size_t s = 0; s < selmara_plans[plan].statement_n; s++) {
            const struct selmara_statement *x = &selmara_plans[plan].statements[s];
            said_in[x->said_in]++;
            for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
                assert_non_null(x->text[l]);
                assert_in_range(strlen(x->text[l]), 10, 200);
            }
            if (x->like) {
                const struct selmara_statement *other = &selmara_plans[plan].statements[x->like - 1];
                assert_true(x->like - 1u < s && other->said_in == x->said_in && memcmp(other->agree, x->agree, sizeof x->agree) == 0);
            }
        }
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++)
            assert_true(said_in[l] >= 6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_same_bytes),
        cmocka_unit_test(a_missing_folder_is_an_error),
        cmocka_unit_test(neighbours_share_vertices_and_nothing_crosses),
        cmocka_unit_test(the_land_lies_in_the_open_ocean),
        cmocka_unit_test(neighbours_share_out_one),
        cmocka_unit_test(events_follow_the_process),
        cmocka_unit_test(what_nobody_sees_is_worst),
        cmocka_unit_test(records_share_the_signs_of_the_truth),
        cmocka_unit_test(groups_vote_as_the_truth_says),
        cmocka_unit_test(women_and_men_differ_where_it_is_told),
        cmocka_unit_test(a_cloud_holds_no_groups),
        cmocka_unit_test(statements_are_said_in_three_languages),
    };
    return cmocka_run_group_tests_name("selmara", tests, NULL, NULL);
}
