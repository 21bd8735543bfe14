/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: `{slot}` filled, `**` for bold. */
#include "core/speech.h"

static const struct slot *slot_named(const struct slot *slots, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, slots[i].name))
            return &slots[i];
    return NULL;
}

/* The slot that begins at p ("{name}"), and its length with the braces; NULL when there is none. */
static const struct slot *slot_at(const char *p, const struct slot *slots, size_t n, size_t *length)
{
    const char *end = strchr(p, '}');
    if (*p != '{' || !end)
        return NULL;
    *length = (size_t)(end - p) + 1;
    return slot_named(slots, n, (struct str){p + 1, *length - 2});
}

void say_fill(const char *template, const struct slot *slots, size_t n,
    void (*piece)(void *context, struct str text, bool bold, const struct slot *slot), void *context)
{
    bool bold = false;
    const char *from = template, *p = template;
    while (*p) {
        size_t length = 0;
        const struct slot *slot = slot_at(p, slots, n, &length);
        bool mark = p[0] == '*' && p[1] == '*';
        if (!slot && !mark) {
            p++;
            continue;
        }
        if (p > from)
            piece(context, (struct str){from, (size_t)(p - from)}, bold, NULL);
        if (slot)
            piece(context, slot->text, bold, slot);
        else
            bold = !bold, length = 2;
        p += length;
        from = p;
    }
    if (p > from)
        piece(context, (struct str){from, (size_t)(p - from)}, bold, NULL);
}

struct flat {
    struct buf *out;
    bool isolates;
};

static void flat_piece(void *context, struct str text, bool bold, const struct slot *slot)
{
    (void)bold;
    struct flat *f = context;
    bool apart = f->isolates && slot && slot->isolate;
    if (apart)
        buf_text(f->out, "\xE2\x81\xA8"); /* U+2068 */
    buf_str(f->out, text);
    if (apart)
        buf_text(f->out, "\xE2\x81\xA9"); /* U+2069 */
}

void say_flat(struct buf *b, const char *template, const struct slot *slots, size_t n, bool isolates)
{
    struct flat f = {b, isolates};
    say_fill(template, slots, n, flat_piece, &f);
}
