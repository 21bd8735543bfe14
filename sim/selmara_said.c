/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say of Selmara: whether anybody could look, the phase, other names, licences of its sources. */
#include "sim/selmara_priv.h"

static void month_of(struct buf *b, int at)
{
    buf_month(b, SELMARA_FIRST_MONTH + at);
}

/* Two people judge: they agree on the governorate that nobody could reach, and differ on another. Where the story hides nothing,
 * both say so of the whole country. */
void observability_csv(const struct selmara_story *s, struct buf *b)
{
    buf_text(b, "place,from,to,judgement,said_by,reason\n");
    if (!s->unseen) {
        buf_text(b, SELMARA_CODE ",2021,2024,good,Selmara incident register (invented),reporters in every town\n");
        return;
    }
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        if (!selmara_places[i].unseen)
            continue;
        buf_f(b, "%s,", selmara_places[i].code);
        month_of(b, SELMARA_UNSEEN_FROM);
        buf_char(b, ',');
        month_of(b, SELMARA_UNSEEN_TO);
        buf_text(b, ",none,Selmara incident register (invented),\"no road, no telephone and no reporter\"\n");
        buf_f(b, "%s,", selmara_places[i].name);
        month_of(b, SELMARA_UNSEEN_FROM);
        buf_char(b, ',');
        month_of(b, SELMARA_UNSEEN_TO - 6);
        buf_text(b, ",limited,Association of village councils (invented),some news came by boat\n");
    }
    buf_text(b, "Ashmeri,2024-04,2024-06,limited,Selmara incident register (invented),the coast road was cut by floods\n"
                "Ashmeri,2024-04,2024-06,good,Association of village councils (invented),\n"
                "Kovrin,2021,2024,good,Selmara incident register (invented),reporters in every town\n");
}

void phases_csv(const struct selmara_story *s, struct buf *b)
{
    (void)s;
    buf_text(b, "place,from,to,phase,said_by\n" SELMARA_CODE ",2021-01,");
    month_of(b, SELMARA_TURN - 1);
    buf_text(b, ",open,Council of Selmara (invented)\n" SELMARA_CODE ",");
    month_of(b, SELMARA_TURN);
    buf_text(b, ",,ceasefire,Council of Selmara (invented)\nVashta,2021-01,,open,Vashta round table (invented)\n");
}

void aliases_csv(const struct selmara_story *s, struct buf *b)
{
    (void)s;
    buf_text(b, "place,alias,language\nKovrin,Greater Kovrin,en\nKovrin,كوفرين الكبرى,ar\nAshmeri," SELMARA_ASHMERI_BEFORE ",en\nZelhan,Zelhan Islands,en\nVashta,ڤاشتای کۆن,ckb\n");
}

void licences_csv(const struct selmara_story *s, struct buf *b)
{
    (void)s;
    buf_text(b, "source,licence\nSelmara incident register (invented),attribution\nRights watch of Selmara (invented),no-republication\n");
}
