/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actor: what people decided of actors: each word of theirs is a row, and the latest counts. */
#include "actor/actor.h"

bool actor_consent_say(struct store *s, struct str key, bool agreed, struct str said_by, struct day day, struct err *e)
{
    int64_t id;
    return store_next_id(s, "actor_consent", &id, e) &&
           store_do(s, "INSERT INTO actor_consent (origin, id, actor_key, consent, said_by, day, note) VALUES ($1, $2, $3, $4, $5, $6, '')",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(key), bind_int(agreed), bind_text(said_by), bind_int(day.n)), e);
}

bool actor_same_say(struct store *s, struct str name, struct str key, struct str decision, struct str said_by, struct day day, struct err *e)
{
    int64_t id;
    return store_next_id(s, "actor_same", &id, e) &&
           store_do(s, "INSERT INTO actor_same (origin, id, name, actor_key, decision, said_by, day) VALUES ($1, $2, $3, $4, $5, $6, $7)",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(name), bind_text(key), bind_text(decision), bind_text(said_by), bind_int(day.n)), e);
}
