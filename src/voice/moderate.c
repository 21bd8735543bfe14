/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: statements of a dialogue are taken in, left out, or called statements about the person, by hand. */
#include "voice/voice.h"

static bool moderate_one(struct store *s, const struct voice_dialogue *d, const struct voice_change *c, int64_t id, struct err *e)
{
    return c->meta ? store_do(s, "UPDATE statement SET meta = $4 WHERE origin = $1 AND dialogue = $2 AND id = $3",
                         WITH(bind_int(d->origin), bind_int(d->id), bind_int(id), bind_int(c->to)), e)
                   : store_do(s, "UPDATE statement SET moderation = $4 WHERE origin = $1 AND dialogue = $2 AND id = $3",
                         WITH(bind_int(d->origin), bind_int(d->id), bind_int(id), bind_int(c->to)), e);
}

static bool was(struct store *s, const struct voice_dialogue *d, const struct voice_change *c, int64_t id, int64_t *out, struct err *e)
{
    enum { ABSENT = INT8_MAX };
    bool read = c->meta ? store_int(s, "SELECT meta FROM statement WHERE origin = $1 AND dialogue = $2 AND id = $3",
                              WITH(bind_int(d->origin), bind_int(d->id), bind_int(id)), ABSENT, out, e)
                        : store_int(s, "SELECT moderation FROM statement WHERE origin = $1 AND dialogue = $2 AND id = $3",
                              WITH(bind_int(d->origin), bind_int(d->id), bind_int(id)), ABSENT, out, e);
    if (!read)
        return false;
    return *out != ABSENT || err_set(e, ERR_ABSENT, "there is no statement %" PRId64 " in \"%.*s\"; `diwan voice REGISTER %.*s --statements` lists them", id, STR_F(d->name), STR_F(d->name));
}

static const char *state_word(const struct voice_change *c, int64_t v)
{
    if (c->meta)
        return v ? "meta" : "not meta";
    return v < 0 ? "rejected" : v > 0 ? "accepted" : "not moderated";
}

bool voice_change_statements(struct store *s, const struct voice_dialogue *d, const struct voice_change *c, const int64_t *ids, size_t n, size_t *changed, struct err *e)
{
    struct buf said CLEANUP(buf_end) = {0};
    buf_f(&said, "%.*s:", STR_F(d->name));
    for (size_t i = 0; i < n; i++) {
        int64_t before;
        if (!was(s, d, c, ids[i], &before, e))
            return false;
        if (before == c->to)
            continue;
        if (!moderate_one(s, d, c, ids[i], e))
            return false;
        buf_f(&said, "%s statement %" PRId64 " %s, was %s", *changed ? ";" : "", ids[i], state_word(c, c->to), state_word(c, before));
        ++*changed;
    }
    return !*changed || store_audit(s, "voice statements", buf_view(&said), e);
}
