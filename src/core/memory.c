/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"

/* Everything that comes from outside has a limit, so running out is not an ordinary error: one clear line,
 * and the end. A register is safe by then: its transactions are whole or not at all. */
_Noreturn void mem_ran_out(size_t size)
{
    fprintf(stderr, "diwan: out of memory (%zu bytes more were needed)\n", size);
    exit(1);
}

void *mem_get(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        mem_ran_out(size);
    return p;
}

void *mem_grow(void *p, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes))
        mem_ran_out(SIZE_MAX);
    void *grown = realloc(p, bytes ? bytes : 1);
    if (!grown)
        mem_ran_out(bytes);
    return grown;
}

struct arena_block {
    struct arena_block *next;
    size_t room, used;
    _Alignas(16) unsigned char data[];
};

enum { BLOCK_FIRST = 4 << 10, BLOCK_MOST = 1 << 20 };

/* Blocks double up to a megabyte, so that small arenas stay small and large ones make few calls. */
static struct arena_block *block_new(const struct arena *a, size_t size)
{
    size_t room = a->head ? MIN_OF(a->head->room * 2, (size_t)BLOCK_MOST) : (size_t)BLOCK_FIRST;
    room = MAX_OF(room, size);
    struct arena_block *b = calloc(1, sizeof *b + room);
    if (!b)
        mem_ran_out(room);
    b->room = room;
    return b;
}

void *arena_get(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        mem_ran_out(size);
    size = (size + 15) & ~(size_t)15;
    if (!a->head || a->head->room - a->head->used < size) {
        struct arena_block *b = block_new(a, size);
        /* A large piece gets a block of its own behind the head, which still has room for small ones. */
        if (a->head && size > BLOCK_MOST / 4 && b->room == size) {
            b->used = size;
            b->next = a->head->next;
            a->head->next = b;
            a->used += size;
            return b->data;
        }
        b->next = a->head;
        a->head = b;
    }
    void *p = a->head->data + a->head->used;
    a->head->used += size;
    a->used += size;
    return p;
}

char *arena_text(struct arena *a, const char *p, size_t n)
{
    char *copy = arena_get(a, n + 1);
    if (n)
        memcpy(copy, p, n);
    return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
    return s.n ? (struct str){arena_text(a, s.p, s.n), s.n} : STR("");
}

char *arena_f(struct arena *a, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = arena_get(a, n < 0 ? 1 : (size_t)n + 1);
    if (n >= 0)
        vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return text;
}

void arena_end(struct arena *a)
{
    for (struct arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *a = (struct arena){0};
}

void *arena_more(struct arena *a, void *list, size_t n, size_t size)
{
    if (n && (n < 4 || (n & (n - 1)) != 0)) /* room for 4, 8, 16 ... */
        return list;
    void *more = arena_get(a, MAX_OF((size_t)4, n * 2) * size);
    if (n)
        memcpy(more, list, n * size);
    return more;
}

void *arena_keep(struct arena *a, void *list, size_t n, size_t size)
{
    void *kept = arena_get(a, (n + 1) * size);
    if (n)
        memcpy(kept, list, n * size);
    free(list);
    return kept;
}

void arena_join(struct arena *into, struct arena *from)
{
    struct arena_block **end = into->head ? &into->head->next : &into->head; /* behind the head, which still has room */
    struct arena_block *rest = *end;
    *end = from->head;
    while (*end)
        end = &(*end)->next;
    *end = rest;
    into->used += from->used;
    *from = (struct arena){0};
}
