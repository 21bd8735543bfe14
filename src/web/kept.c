/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that are the same for everybody who may the same things, kept packed until the register moves. Who asks for what is just being made waits for it; the least used go first.
 */
#include "web/server_priv.h"

enum { KEPT_MOST = 64 << 20, SLOTS = 1024, VOTES_SECONDS = 10, KEY_MOST = 8 << 10 };
struct kept_entry {
    struct kept_entry *next;            /* in its slot */
    struct kept_entry *newer, *older;   /* by use */
    uint64_t hash;
    char *key;
    size_t key_n;
    struct kept_bytes *bytes;           /* NULL: being made for the first time */
    int64_t generation, votes_generation, made;
    bool making;
};
struct kept {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct kept_entry *slots[SLOTS], *newest, *oldest;
    size_t size;
};

struct kept *kept_new(void)
{
    struct kept *k = mem_get(sizeof *k);
    pthread_mutex_init(&k->lock, NULL);
    pthread_cond_init(&k->changed, NULL);
    return k;
}

/* ---- bytes, shared between the keeper and answers on their way ---- */

void kept_bytes_drop(struct kept_bytes **b)
{
    if (*b && __atomic_sub_fetch(&(*b)->references, 1, __ATOMIC_ACQ_REL) == 0) {
        free((*b)->packed);
        free(*b);
    }
    *b = NULL;
}

static struct kept_bytes *hold(struct kept_bytes *b)
{
    __atomic_add_fetch(&b->references, 1, __ATOMIC_RELAXED);
    return b;
}

static struct kept_bytes *pack(struct str s)
{
    struct kept_bytes *b = mem_get(sizeof *b);
    *b = (struct kept_bytes){.references = 1, .n = s.n};
    if (!gzip_pack(s, 6, &b->packed, &b->packed_n)) {
        free(b);
        return NULL;
    }
    return b;
}

/* ---- the table; all under the lock ---- */

static void unlink_use(struct kept *k, struct kept_entry *a)
{
    *(a->newer ? &a->newer->older : &k->newest) = a->older;
    *(a->older ? &a->older->newer : &k->oldest) = a->newer;
    a->newer = a->older = NULL;
}

static void link_newest(struct kept *k, struct kept_entry *a)
{
    a->older = k->newest;
    *(k->newest ? &k->newest->newer : &k->oldest) = a;
    k->newest = a;
}

static size_t size_of(const struct kept_entry *a)
{
    return sizeof *a + a->key_n + (a->bytes ? a->bytes->packed_n : 0);
}

static void entry_free(struct kept *k, struct kept_entry *a)
{
    struct kept_entry **at = &k->slots[a->hash % SLOTS];
    while (*at != a)
        at = &(*at)->next;
    *at = a->next;
    unlink_use(k, a);
    k->size -= size_of(a);
    kept_bytes_drop(&a->bytes);
    free(a->key);
    free(a);
}

static struct kept_entry *entry_of(struct kept *k, struct str key)
{
    uint64_t hash = hash_64(key.p, key.n, 7);
    struct kept_entry *a = k->slots[hash % SLOTS];
    while (a && (a->hash != hash || a->key_n != key.n || memcmp(a->key, key.p, key.n) != 0))
        a = a->next;
    if (a) {
        unlink_use(k, a);
        link_newest(k, a);
        return a;
    }
    a = mem_get(sizeof *a);
    *a = (struct kept_entry){.hash = hash, .key = mem_get(key.n + 1), .key_n = key.n, .next = k->slots[hash % SLOTS]};
    memcpy(a->key, key.p, key.n);
    k->slots[hash % SLOTS] = a;
    link_newest(k, a);
    k->size += size_of(a);
    return a;
}

static void make_room(struct kept *k)
{
    for (struct kept_entry *a = k->oldest; a && k->size > KEPT_MOST;) {
        struct kept_entry *newer = a->newer;
        if (!a->making)
            entry_free(k, a);
        a = newer;
    }
}

void kept_free(struct kept **k)
{
    if (!*k)
        return;
    while ((*k)->oldest)
        entry_free(*k, (*k)->oldest);
    pthread_cond_destroy(&(*k)->changed);
    pthread_mutex_destroy(&(*k)->lock);
    free(*k);
    *k = NULL;
}

/* ---- keeping ---- */

static bool fresh(const struct kept_entry *a, const struct exchange *x, enum web_keep on)
{
    if (!a->bytes || a->generation < x->generation)
        return false;
    return !(on & KEEP_VOTES) || a->votes_generation >= x->votes_generation || x->now - a->made < VOTES_SECONDS;
}

/* While one makes it anew because of votes, the others take the last. */
static bool will_do(const struct kept_entry *a, const struct exchange *x, enum web_keep on)
{
    return a->bytes && a->generation >= x->generation && (on & KEEP_VOTES) && a->making;
}

/* Does the page read this field? Others change nothing, and would only fill what is kept. `lang` stands in links of what is kept. */
static bool is_read(const struct page *p, struct str name)
{
    if (str_is(name, "lang"))
        return true;
    for (const char *f = p ? p->fields : ""; *f;) {
        size_t n = strcspn(f, " ");
        if (str_eq(name, (struct str){f, n}))
            return true;
        f += n + (f[n] == ' ');
    }
    return false;
}

static void key_of(struct exchange *x, const char *key, enum web_keep on, struct buf *b)
{
    if (on & KEEP_NUMBERS) {
        buf_f(b, "numbers\n%s", key);
        return;
    }
    buf_f(b, "%s\n%s\n%u %d %d\n", key, language_code(x->speech.language), x->may, x->who.id == 0, x->speech.latin_digits);
    if (on & KEEP_ALONE)
        return;
    buf_str(b, x->path);
    for (size_t i = 0; i < x->query_n; i++) {
        if (!is_read(x->page, x->query[i].name))
            continue;
        buf_char(b, '\n');
        buf_percent(b, x->query[i].name);
        buf_char(b, '=');
        buf_percent(b, x->query[i].value);
    }
}

/* The bytes, where they are there; else NULL, and the entry is the caller's to make. */
static struct kept_bytes *find(struct kept *k, struct exchange *x, struct str key, enum web_keep on, struct kept_entry **make)
{
    struct kept_bytes *got = NULL;
    pthread_mutex_lock(&k->lock);
    for (;;) {
        struct kept_entry *a = entry_of(k, key);
        if (fresh(a, x, on) || will_do(a, x, on)) {
            got = hold(a->bytes);
            break;
        }
        if (!a->making) {
            a->making = true;
            *make = a;
            break;
        }
        pthread_cond_wait(&k->changed, &k->lock);
    }
    pthread_mutex_unlock(&k->lock);
    return got;
}

/* bytes NULL: it could not be made. */
static void settle(struct kept *k, struct kept_entry *a, const struct exchange *x, struct kept_bytes *bytes)
{
    pthread_mutex_lock(&k->lock);
    a->making = false;
    k->size -= size_of(a);
    if (bytes) {
        kept_bytes_drop(&a->bytes);
        a->bytes = hold(bytes);
        a->generation = x->generation;
        a->votes_generation = x->votes_generation;
        a->made = x->now;
    }
    k->size += size_of(a);
    if (!a->bytes)
        entry_free(k, a);
    make_room(k);
    pthread_cond_broadcast(&k->changed);
    pthread_mutex_unlock(&k->lock);
}

/* Where the whole page is what was kept, it goes out as it is packed. */
static void remember(struct exchange *x, const struct buf *out, struct kept_bytes *bytes)
{
    struct visit *v = visit_of(x);
    if (out == &x->body && out->n == bytes->n) {
        kept_bytes_drop(&v->kept);
        v->kept = hold(bytes);
    }
}

bool web_kept(struct exchange *x, const char *key, enum web_keep on, bool (*make)(struct exchange *x, void *arg, struct buf *out, struct err *e), void *arg, struct buf *out, struct err *e)
{
    struct kept *k = x->web->kept;
    struct kept_entry *mine = NULL;
    struct buf whole CLEANUP(buf_end) = {.most = KEY_MOST};
    key_of(x, key, on, &whole);
    if (whole.over)
        return make(x, arg, out, e);
    struct kept_bytes *bytes = find(k, x, buf_view(&whole), on, &mine);
    if (bytes) {
        bool good = gzip_unpack(bytes->packed, bytes->packed_n, bytes->n, out, e);
        if (good)
            remember(x, out, bytes);
        kept_bytes_drop(&bytes);
        return good;
    }
    struct buf made CLEANUP(buf_end) = {.most = (size_t)256 << 20};
    bool good = make(x, arg, &made, e) && (!made.over || err_set(e, ERR_SYSTEM, "the page is larger than 256 MiB"));
    if (good)
        bytes = pack(buf_view(&made));
    settle(k, mine, x, bytes);
    if (good)
        buf_str(out, buf_view(&made));
    if (bytes)
        remember(x, out, bytes);
    kept_bytes_drop(&bytes);
    return good;
}
