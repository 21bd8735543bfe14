/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The level of lethal violence: a published rule over deaths, always with its thresholds, and never more than a hint beside the phase
 * that people set. Deaths cannot see rule by force, nor pressure that kills nobody; what could not be seen has no level.
 */
#include "brief/section_priv.h"

/* Words that call no place calm and that no phase has. */
struct str level_name(struct page *p, enum violence_level level)
{
    static const char *const words[] = {[LEVEL_CALM] = T("none recorded"), [LEVEL_TENSION] = T("low"), [LEVEL_STABILISATION] = T("low, higher not long ago"),
        [LEVEL_RELAPSE] = T("high again"), [LEVEL_ACTIVE] = T("high"), [LEVEL_WAR] = T("very high"), [LEVEL_UNSEEN] = T("not seen")};
    return bare(p, words[level]);
}

/* What a reader would call another level: high again is high. */
static enum violence_level class_of(enum violence_level l)
{
    return l == LEVEL_RELAPSE ? LEVEL_ACTIVE : l;
}

/* The level, and where the sources' low or high figures make it another one, that too. */
struct str place_level_text(struct page *p, const struct brief_place *g)
{
    if (!levels_known(p->b))
        return bare(p, T("not known"));
    enum violence_level best = (enum violence_level)g->level, low = (enum violence_level)g->level_low, high = (enum violence_level)g->level_high;
    struct slot slots[] = {slot_text("level", level_name(p, best)), slot_text("low", level_name(p, low)), slot_text("high", level_name(p, high))};
    if (class_of(high) != class_of(best))
        return told(p, T("{level}; by the high figures {high}"), slots, ARRAY_LEN(slots));
    if (class_of(low) != class_of(best))
        return told(p, T("{level}; by the low figures {low}"), slots, ARRAY_LEN(slots));
    return slots[0].text;
}

/* Where nobody recorded deaths there are no levels: zero would be a guess. */
bool levels_known(const struct brief_data *b)
{
    return b->trend.whole.incidents == 0 || b->trend.whole.deaths_unknown < b->trend.whole.incidents;
}

static struct slot active_slot(struct page *p) { return slot_text("active", count_text(p, p->b->trend.thresholds.active)); }
static struct slot war_slot(struct page *p) { return slot_text("war", count_text(p, p->b->trend.thresholds.war)); }

static size_t places_unseen(const struct brief_data *b, int *places)
{
    size_t n = 0;
    for (size_t i = 0; i < b->list_n; i++)
        if (b->list[i].level == LEVEL_UNSEEN)
            places[n++] = b->list[i].place;
    return n;
}

/* Places of that level, by the best figures. */
static size_t places_at(const struct brief_data *b, bool war, int *places)
{
    size_t n = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        enum violence_level level = (enum violence_level)b->list[i].level;
        bool active = level == LEVEL_ACTIVE || level == LEVEL_RELAPSE;
        if (war ? level == LEVEL_WAR : active)
            places[n++] = b->list[i].place;
    }
    return n;
}

void say_levels(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    if (!levels_known(b))
        return;
    int *war = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1), *active = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    int *hidden = ARENA_ARRAY(&p->d->arena, int, b->list_n + 1);
    size_t war_n = places_at(b, true, war), active_n = places_at(b, false, active), hidden_n = places_unseen(b, hidden);
    struct slot slots[] = {active_slot(p), war_slot(p), slot_text("in_war", places_text(p, war, war_n)), slot_text("in_active", places_text(p, active, active_n)),
        slot_text("month", month_text(p, b->to_month))};
    const char *text = war_n && active_n ? T(" Level of lethal violence in {month} (killed in three months): very high in {in_war} ({war} or more), high in {in_active} ({active} or more).")
        : war_n && hidden_n              ? T(" Level of lethal violence in {month} (killed in three months): very high in {in_war} ({war} or more), high nowhere else that could be seen ({active} or more).")
        : war_n                          ? T(" Level of lethal violence in {month} (killed in three months): very high in {in_war} ({war} or more), high nowhere else ({active} or more).")
        : active_n && hidden_n           ? T(" Level of lethal violence in {month} (killed in three months): high in {in_active} ({active} or more), very high nowhere that could be seen ({war} or more).")
        : active_n                       ? T(" Level of lethal violence in {month} (killed in three months): high in {in_active} ({active} or more), very high nowhere ({war} or more).")
                                         : T(" Level of lethal violence in {month}: nowhere seen were {active} or more killed in three months, from which it is called high.");
    words_say(p->d, w, text, slots, ARRAY_LEN(slots));
    if (hidden_n)
        SAY(p, w, T(" Not known in {places}."), slot_text("places", places_text(p, hidden, hidden_n)));
}

/* Of the brief's own governorate. */
void say_own_level(struct page *p, struct words *w)
{
    const struct brief_data *b = p->b;
    for (size_t i = 0; levels_known(b) && i < b->list_n; i++) {
        const struct brief_place *g = &b->list[i];
        if (g->place != b->place)
            continue;
        struct slot slots[] = {active_slot(p), war_slot(p), slot_text("level", place_level_text(p, g)), slot_text("month", month_text(p, b->to_month)),
            slot_text("n", count_text(p, g->dead_recently))};
        words_say(p->d, w, g->level == LEVEL_UNSEEN ? T(" Its level of lethal violence in {month} is not known.")
                                                    : T(" Its level of lethal violence in {month}: **{level}** ({n} killed in three months; high from {active}, very high from {war})."), slots, ARRAY_LEN(slots));
    }
}

/* Under tables and ribbons: by which thresholds, and what they cannot see. */
void say_thresholds(struct page *p, struct words *w)
{
    struct slot slots[] = {active_slot(p), war_slot(p)};
    if (!levels_known(p->b)) {
        SAY_BARE(p, w, T(" The level of lethal violence is worked out of deaths, which nobody recorded here."));
        return;
    }
    words_say(p->d, w, T(" Level of lethal violence: high from {active} and very high from {war} killed in three months; it is worked out of deaths, which cannot see rule by force, nor pressure that kills nobody."), slots, ARRAY_LEN(slots));
    const struct brief_request *ask = &p->b->request;
    if (ask->levels_said_by.n)
        SAY(p, w, T(" These thresholds were set for this register by {who} ({day})."), slot_name("who", (struct str){arena_text(&p->d->arena, ask->levels_said_by.p, ask->levels_said_by.n), ask->levels_said_by.n}, NULL), slot_text("day", day_text(p, ask->levels_day)));
}

/* ---- the ribbon under the three panels ---- */

static int shade_of(enum violence_level level)
{
    static const int shades[] = {[LEVEL_CALM] = 0, [LEVEL_TENSION] = 1, [LEVEL_STABILISATION] = 1, [LEVEL_RELAPSE] = 2, [LEVEL_ACTIVE] = 2, [LEVEL_WAR] = 3, [LEVEL_UNSEEN] = -1};
    return shades[level];
}

void level_ribbon(struct page *p, int from_month, size_t n, struct figure_series *f)
{
    /* The sum of all governorates passes the thresholds nearly always: of a country the table has each. */
    if (!levels_known(p->b) || (p->b->level == 0 && p->b->list_n))
        return;
    const uint8_t *levels = p->b->trend.levels + (from_month - p->b->panel.first_month);
    struct ribbon *list = ARENA_ARRAY(&p->d->arena, struct ribbon, n + 1);
    for (size_t i = 0; i < n;) {
        size_t k = i;
        while (k + 1 < n && levels[k + 1] == levels[i])
            k++;
        list[f->level_n++] = (struct ribbon){.from = i, .to = k, .says = level_name(p, (enum violence_level)levels[i]), .shade = shade_of((enum violence_level)levels[i])};
        i = k + 1;
    }
    f->level = list;
    f->level_label = bare(p, T("Level"));
}
