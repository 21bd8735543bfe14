/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coverage: who does what where, against need: places where nobody works though there is need, where many do the same, where one stands alone;
 * and money by where it comes from, with how much of it nobody says.
 *
 * Need is need as reported: incidents above the median of the places, or what people asked for. Unknown is not zero: a place that nobody could
 * look at has no need told, and work whose place nobody says is counted apart ("in the country"). METHOD F.3.
 */
#ifndef DIWAN_COVERAGE_H
#define DIWAN_COVERAGE_H
#include "actor/actor.h"
#include "actor/project.h"
#include "core/speech.h"
#include "panel/panel.h"

/* ---- arrays in, answers out -------------------------------------------------------------------- */

struct coverage_place {
    double incidents; /* reported; NAN: nobody could look, or nothing is on record anywhere */
    bool partly;      /* some of the time, or some of the place, could not be seen: at least so many */
    uint32_t asked;   /* how many times people asked for something there, of whatever sector */
};
struct coverage_link { /* this organisation works in this place in this sector; the same more than once is once */
    uint32_t place, sector, organisation;
};
struct coverage_in {
    size_t places, sectors, organisations;
    const struct coverage_place *place;
    const uint32_t *asked; /* places x sectors: what people asked for of that sector alone; NULL: nothing */
    size_t unstated;       /* the sector of work whose sector nobody says: it has no gaps and no crowds; SIZE_MAX: none is */
    const struct coverage_link *links;
    size_t link_n;
};
enum coverage_need { NEED_UNTOLD, NEED_LOW /* not above the median, and nobody asked */, NEED_HIGH };
struct coverage_cell {
    uint32_t organisations;
    enum coverage_need need;
    bool by_incidents, by_asked;  /* why it is high */
    double per_need;              /* organisations per reported incident; NAN: none reported, not seen all the time, or nobody works there */
    bool gap, single, crowded;    /* at most one of them */
};
struct coverage_share { /* of one organisation */
    uint32_t pairs, shared; /* place and sector where it works; those where somebody else does, too */
    double redundancy;      /* shared / pairs; NAN without pairs */
};
struct coverage_found {
    struct coverage_cell *cells; /* places x sectors */
    struct coverage_share *shares;
    double median;               /* of incidents, over the places where they are known; NAN: of none */
    double crowded_above;        /* 90th percentile of organisations per incident; NAN: of none */
    size_t gaps, singles, crowded;
};
enum { COVERAGE_MANY = 5 };
/* Gap: high need and nobody. Single: exactly one organisation. Crowded: COVERAGE_MANY or more; or two or more, and more of them per reported incident
 * than in 90 of 100 such cells (type 7 of Hyndman & Fan 1996, as R has it). Memory from the arena. O(links log links + places x sectors). */
void coverage_of(const struct coverage_in *in, struct arena *a, struct coverage_found *out);

/* ---- of a register ----------------------------------------------------------------------------- */

struct coverage_asked { /* people asked for something: a finding, a dialogue, which whoever asks may be told of */
    struct str place;
    struct day from, to;
    const struct str *themes; /* where one of them is a sector of the register, by its code or a name of it in any language, it is of that sector alone */
    size_t theme_n;
};
struct coverage_wish {
    int country;         /* gazetteer index; -1: all that the register holds, of which there are no borders */
    int level;           /* of the places; 0: none */
    struct day from, to; /* both inclusive; DAY_NONE open */
    bool by_pillar;      /* instead of sectors */
    const struct coverage_asked *asked;
    size_t asked_n;
};
struct coverage_unit {
    int place;           /* gazetteer index */
    enum looked looked;  /* the most cautious of the period; LOOKED_NONE only where no month could be seen */
    uint32_t asked;      /* of whatever sector and of single ones */
    uint32_t organisations;
    bool peopled;
    struct population people;
};
struct coverage_sector { /* or pillar */
    struct str key, name;   /* key: code, or the words; "" not stated. name: as the file has it; "": it has no other */
    const struct code *dac; /* as the codebook names that code; NULL: it does not */
    uint32_t organisations, unplaced; /* anywhere here; those of which nobody says where in the country */
};
struct coverage_organisation {
    struct str words;
    int32_t actor;          /* in the roster; -1: the words may mean several */
    uint32_t sectors;
};
struct coverage_money { /* entered the register's projects here; one currency, one year */
    struct str source;      /* words; "" nobody says */
    int32_t actor;          /* in the roster; -1 */
    struct str currency;
    int year;               /* 0: nobody says */
    double amount;
};
struct coverage {
    const struct coverage_wish *wish;
    const struct roster *roster;
    struct coverage_in in;
    struct coverage_found found;
    struct coverage_unit *units;                 /* in.places, in the gazetteer's order */
    struct coverage_sector *sectors;             /* in.sectors: the most organisations first, then by key; not stated last */
    struct coverage_organisation *organisations; /* in.organisations */
    struct coverage_money *money;                /* by currency, source, year */
    size_t money_n;
    size_t projects, activities;   /* at work here in the period; projects: those of files and those derived */
    size_t unplaced;               /* projects of which nobody says where in the country */
    size_t undated;                /* projects without a day: taken as at work unless they are planned, finished or stopped */
    size_t amounts_unknown;        /* amounts of them that nobody states */
    size_t without_money;          /* projects of which nobody says what they received or paid */
    size_t undivided;              /* projects in several countries that do not say how much of their money is for this one: left out */
    size_t elsewhere;              /* projects of other countries alone */
    size_t asked_nowhere;          /* what people asked for at a place that is not among these */
};
/* All of the above of the register's projects and activities; an organisation is who carries a project out, else who answers for it. A project works in
 * each of its places and sectors. *out NULL: the register holds neither. `wish` must outlive *out. Memory from the arena. ERR_STORE. */
MUST_USE bool coverage_read(struct store *s, const struct incident_columns *c, const struct coverage_wish *wish, struct arena *a, struct coverage **out, struct err *e);
/* As a reader of that language calls the sector or pillar: the codebook's name of its code, else the file's, else the code. "" where it is not stated. */
struct str coverage_sector_name(const struct coverage *c, size_t sector, const struct speech *s);
/* By its code, or by its name: the file's or, in any language, the codebook's; folded as names are. */
bool coverage_sector_is(const struct coverage_sector *s, struct str words);
static inline const struct coverage_cell *coverage_at(const struct coverage *c, size_t place, size_t sector)
{
    return &c->found.cells[place * c->in.sectors + sector];
}
#endif
