/* SPDX-License-Identifier: GPL-3.0-or-later */
/* release: guard's decision on a whole brief. */
#ifndef DIWAN_RELEASE_PUBLISH_H
#define DIWAN_RELEASE_PUBLISH_H
#include "desk/desk_priv.h"

/* After the checklist was answered: may this brief be published under that name, on that day (publish_decide)? ERR_DENIED with what stands in the way, a sentence each. */
MUST_USE bool release_may(struct request *r, const struct brief_data *b, struct str signed_by, struct day day, struct err *e);
#endif
