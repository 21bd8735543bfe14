/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `voice` only: the words of findings. */
#ifndef DIWAN_FINDING_PRIV_H
#define DIWAN_FINDING_PRIV_H
#include "voice/voice.h"

/* Fixed words, as people write them in one of three languages; "" where it is none of them. */
struct str finding_method_of(struct str word);
struct str finding_direction_of(struct str word);
#endif
