/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `codebook` only. */
#ifndef DIWAN_CODEBOOK_PRIV_H
#define DIWAN_CODEBOOK_PRIV_H
#include "codebook/codebook.h"

struct code_table {
    const struct code *list;
    size_t n;
};
extern const struct code_table securities_table, sectors_table, principles_table, drivers_table, indicators_table;
#endif
