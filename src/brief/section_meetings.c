/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was in the room, and who was not: the meetings of a dialogue. A report that says what people hold must say which people could be asked. */
#include "brief/meetings.h"
#include "voice/voice.h"

/* Nobody wrote it down: not known, and told of nobody. */
static struct shown_cell people(int64_t n, int64_t behind, int64_t k)
{
    return n < 0 ? guard_one(BASIS_PUBLIC_RECORD, ESTIMATE_NONE) : guard_one(basis_people(k), (struct estimate){(double)n, NAN, NAN, behind});
}

struct attendance_told attendance_told_of(const struct room_attendance *a, int64_t k)
{
    int64_t away = a->invited >= 0 && a->came >= 0 ? a->invited - a->came : -1;
    struct attendance_told t = {.invited = people(a->invited, a->invited, k)};
    /* That nobody came is said of all who were invited. */
    t.came = people(a->came, a->came == 0 && a->invited > 0 ? a->invited : a->came, k);
    t.all_but_few = shown_state(t.invited) == SHOWN_VALUE && shown_state(t.came) == SHOWN_VALUE && away > 0 && away < people_least(k);
    if (t.all_but_few)
        t.came = people(a->came, 0, k);
    return t;
}

static struct str kept(struct doc *d, struct buf *b)
{
    struct str s = {arena_text(&d->arena, b->p ? b->p : "", b->n), b->n};
    buf_end(b);
    return s;
}

static void put(struct doc *d, struct doc_cell *c, struct str text, struct str machine)
{
    c->kind = CELL_WORDS;
    words_text(d, &c->words, text);
    c->machine = machine;
    c->machine_set = true;
}

static struct slot k_slot(struct doc *d, int64_t k)
{
    return (struct slot){.name = "k", .text = number_text(d, guard_count(people_least(k)), NUMBER_INT)};
}

/* A number of people in words: "12", "fewer than 10", "not known"; for machines the number, or nothing. */
static void put_people(struct doc *d, struct doc_cell *c, struct shown_cell n, bool all_but_few, struct slot k)
{
    struct buf machine = {0}, text = {0};
    number_machine(&machine, n, NUMBER_INT);
    if (all_but_few)
        say_flat(&text, say(d->speech, T("all but fewer than {k}")), &k, 1, false);
    else if (shown_state(n) == SHOWN_TOO_FEW)
        say_flat(&text, say(d->speech, T("fewer than {k}")), &k, 1, false);
    else
        buf_str(&text, number_text(d, n, NUMBER_INT));
    put(d, c, kept(d, &text), kept(d, &machine));
}

static void column(struct doc *d, struct doc_table *t, size_t at, const char *key, const char *label)
{
    t->columns[at].key = str_of(key);
    t->columns[at].label = str_of(say(d->speech, label));
}

static void row(struct doc *d, struct doc_table *t, size_t at, const struct room_attendance *a, int64_t k)
{
    struct doc_cell *c = &t->cells[at * t->column_n];
    const char *word = voice_value_word(a->kind);
    struct attendance_told told = attendance_told_of(a, k);
    put(d, &c[0], word ? str_of(say(d->speech, word)) : a->kind, (struct str){arena_text(&d->arena, a->kind.p, a->kind.n), a->kind.n});
    put_people(d, &c[1], told.invited, false, k_slot(d, k));
    put_people(d, &c[2], told.came, told.all_but_few, k_slot(d, k));
    put(d, &c[3], a->left_out ? str_of(say(d->speech, T("yes"))) : STR(""), a->left_out ? STR("1") : STR("0"));
    put(d, &c[4], a->why, (struct str){arena_text(&d->arena, a->why.p, a->why.n), a->why.n});
}

static void meeting(struct doc *d, const struct room_meeting *m, int64_t k)
{
    struct buf day = {0};
    say_day(d->speech, &day, m->day);
    struct slot slots[] = {{.name = "day", .text = kept(d, &day)}, {.name = "place", .text = m->place, .isolate = true}};
    struct words *w = &doc_add(d, BLOCK_SUBHEADING)->words;
    if (m->place.n)
        words_say(d, w, T("{day}, {place}"), slots, 2);
    else
        words_text(d, w, slots[0].text);
    if (m->note.n)
        words_name(d, &doc_add(d, BLOCK_PARAGRAPH)->words, m->note, NULL);
    if (!m->kind_n) {
        words_say(d, &doc_add(d, BLOCK_PARAGRAPH)->words, T("Nobody wrote down which kinds of people were invited."), NULL, 0);
        return;
    }
    struct doc_table *t = doc_table_new(d, "meeting", 5, m->kind_n);
    doc_add(d, BLOCK_TABLE)->table = t;
    column(d, t, 0, "kind", T("Kind of people"));
    column(d, t, 1, "invited", T("Invited"));
    column(d, t, 2, "came", T("Came"));
    column(d, t, 3, "left_out", T("Left out"));
    column(d, t, 4, "why", T("Why they stayed away or were left out"));
    for (size_t i = 0; i < m->kind_n; i++)
        row(d, t, i, &m->kinds[i], k);
}

void doc_meetings(struct doc *d, const struct room_meeting *list, size_t meetings, int64_t k)
{
    if (!meetings)
        return;
    struct slot n = {.name = "n", .text = number_text(d, guard_count(people_least(k)), NUMBER_INT)};
    struct buf least = {0};
    say_flat(&least, say_n(d->speech, TN("{n} person", "{n} people"), people_least(k)), &n, 1, false);
    struct slot fewest = {.name = "people", .text = kept(d, &least)};
    words_say(d, &doc_add(d, BLOCK_HEADING)->words, T("Who was invited to the meetings, and who came"), NULL, 0);
    words_say(d, &doc_add(d, BLOCK_PARAGRAPH)->words, T("As those who held them wrote it down. Numbers of fewer than {people} are not told."), &fewest, 1);
    for (size_t i = 0; i < meetings; i++)
        meeting(d, &list[i], k);
}
