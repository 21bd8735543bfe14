/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * producers FOLDER [PRODUCERS [SECONDS [EACH [THERE]]]]: how many votes a second one writer acknowledges. In a new encrypted register in FOLDER (synchronous = FULL), 200
 * threads of this process cast one vote after the other, each waiting until its vote is durable; the writer takes what waits as one group (room_commit). A
 * participant casts EACH votes (50), then another comes; 200 statements. THERE votes (0) are in the register before. Prints votes a second, the
 * time to an acknowledgement (p50, p99), the size of groups, and how long memory took to be read anew with all votes.
 */
#include "voice/room.h"
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

enum { STATEMENTS = 200, PRODUCERS_MOST = 1000, WAITS_MOST = 4000000 };

struct producer {
    pthread_t thread;
    sem_t done;
    struct room_act act;
    uint64_t n;
    float *waits; /* microseconds */
    size_t wait_n, wait_room;
};
static struct bench {
    struct store *s;
    struct rooms *r;
    int64_t dialogue;
    int64_t producers, seconds, each;
    struct producer *list;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct producer *waiting[PRODUCERS_MOST];
    size_t waiting_n;
    atomic_bool over;
    int64_t votes, groups;
} bench;

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static _Noreturn void die(const char *what, const struct err *e)
{
    fprintf(stderr, "producers: %s: %s\n", what, e->text);
    exit(1);
}

/* ---- the register ---- */

static bool key_of(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)arg, (void)q, (void)e;
    *out = (struct key_answer){KEY_IS_MASTER, secret_of("0123456789abcdefghijklmnopqrstuv", MASTER_KEY_BYTES)};
    return true;
}

static bool dialogue_make(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    struct dialogue_batch b = {.name = STR("bench"), .address = STR(""), .place = STR(""), .phase = STR(""), .own = true, .closed = DAY_NONE};
    struct room_settings how = {.entry = ENTRY_LINK, .opened = {20000}, .may_add = true, .rules = STR("")};
    b.statements = ARENA_ARRAY(&b.arena, struct voice_statement, STATEMENTS);
    for (b.statement_n = 0; b.statement_n < STATEMENTS; b.statement_n++) {
        struct voice_text *t = ARENA_NEW(&b.arena, struct voice_text);
        *t = (struct voice_text){.language = STR("en"), .text = str_of(arena_f(&b.arena, "Statement %zu", b.statement_n + 1)), .observation = STR(""), .feeling = STR(""), .need = STR(""),
            .request = STR("")};
        b.statements[b.statement_n] = (struct voice_statement){.id = (int64_t)b.statement_n + 1, .seed = VOICE_SEEDED, .moderation = VOICE_ACCEPTED, .author = -1,
            .time_ms = VOICE_TIME_NONE, .texts = t, .text_n = 1};
    }
    bool fine = room_new(s, &b, &how, &bench.dialogue, e);
    dialogue_batch_end(&b);
    return fine;
}

static void register_make(const char *folder)
{
    struct err e = {0};
    struct key_source keys = {key_of, NULL};
    char path[4096];
    snprintf(path, sizeof path, "%s/producers.diwan", folder);
    if (!store_make(path, store_can_encrypt() ? REGISTER_ENCRYPTED : REGISTER_OPEN, &keys, STR("Bench"), &e) || !store_open_keyed(path, STORE_WRITE, &keys, &bench.s, &e) ||
        !store_task(bench.s, dialogue_make, NULL, &e))
        die("making the register", &e);
}

/* ---- acts ---- */

static void act_next(struct producer *p, size_t me)
{
    uint64_t who[2] = {me, p->n / (uint64_t)bench.each};
    p->act = (struct room_act){.kind = ACT_VOTE, .dialogue = bench.dialogue, .day = {20000}, .statement = 1 + (int64_t)(hash_64(&p->n, sizeof p->n, me) % STATEMENTS),
        .vote = (int8_t)(hash_64(&p->n, sizeof p->n, ~(uint64_t)me) % 3) - 1};
    memcpy(p->act.pass.b, who, sizeof who);
    p->n++;
}

/* Votes that were there before, in large groups. */
static void votes_there(int64_t n)
{
    enum { AT_ONCE = 5000 };
    struct room_act *acts = mem_get(AT_ONCE * sizeof *acts);
    struct producer p = {0};
    struct err e = {0};
    for (int64_t done = 0; done < n; done += AT_ONCE) {
        for (size_t i = 0; i < AT_ONCE; i++) {
            act_next(&p, 1000000);
            p.act.statement = 1 + (int64_t)(p.n % STATEMENTS);
            acts[i] = p.act;
        }
        if (!room_commit(bench.r, bench.s, acts, AT_ONCE, &e))
            die("votes that are there before", &e);
    }
    free(acts);
}

static void *produce(void *arg)
{
    struct producer *p = arg;
    size_t me = (size_t)(p - bench.list);
    while (!atomic_load(&bench.over)) {
        act_next(p, me);
        double begin = now_s();
        pthread_mutex_lock(&bench.lock);
        bench.waiting[bench.waiting_n++] = p;
        if (bench.waiting_n == 1)
            pthread_cond_signal(&bench.work);
        pthread_mutex_unlock(&bench.lock);
        while (sem_wait(&p->done) != 0)
            ;
        GROW(p->waits, p->wait_n, p->wait_room);
        p->waits[p->wait_n++] = (float)(1e6 * (now_s() - begin));
    }
    return NULL;
}

static size_t group_take(struct producer **out)
{
    pthread_mutex_lock(&bench.lock);
    while (!bench.waiting_n && !atomic_load(&bench.over)) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&bench.work, &bench.lock, &until);
    }
    size_t n = bench.waiting_n;
    memcpy(out, bench.waiting, n * sizeof *out);
    bench.waiting_n = 0;
    pthread_mutex_unlock(&bench.lock);
    return n;
}

static void group_write(struct producer **group, struct room_act *acts, size_t n)
{
    struct err e = {0};
    for (size_t i = 0; i < n; i++)
        acts[i] = group[i]->act;
    if (!room_commit(bench.r, bench.s, acts, n, &e))
        die("a group of votes", &e);
    bench.votes += (int64_t)n;
    bench.groups++;
    for (size_t i = 0; i < n; i++) {
        group[i]->act.verdict = acts[i].verdict;
        if (acts[i].verdict != ACT_DONE)
            die("a vote was not taken", &e);
        sem_post(&group[i]->done);
    }
}

static int compare(const void *left, const void *right)
{
    const float *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static void told(double seconds)
{
    size_t n = 0;
    for (int64_t i = 0; i < bench.producers; i++)
        n += bench.list[i].wait_n;
    float *all = mem_get((n + 1) * sizeof *all);
    n = 0;
    for (int64_t i = 0; i < bench.producers; i++) {
        if (bench.list[i].wait_n)
            memcpy(all + n, bench.list[i].waits, bench.list[i].wait_n * sizeof *all);
        n += bench.list[i].wait_n;
    }
    qsort(all, n, sizeof *all, compare);
    printf("producers %" PRId64 ": %.0f votes a second; acknowledged after %.1f ms (p50), %.1f ms (p99); %.0f in a group\n", bench.producers, (double)bench.votes / seconds,
        n ? all[n / 2] / 1000.0 : 0.0, n ? all[n - 1 - n / 100] / 1000.0 : 0.0, (double)bench.votes / (double)MAX_OF(bench.groups, 1));
    free(all);
}

static void run(void)
{
    static struct producer *group[PRODUCERS_MOST];
    static struct room_act acts[PRODUCERS_MOST];
    pthread_mutex_init(&bench.lock, NULL);
    pthread_cond_init(&bench.work, NULL);
    bench.list = mem_get((size_t)bench.producers * sizeof *bench.list);
    double begin = now_s(), end = begin + (double)bench.seconds;
    for (int64_t i = 0; i < bench.producers; i++) {
        sem_init(&bench.list[i].done, 0, 0);
        pthread_create(&bench.list[i].thread, NULL, produce, &bench.list[i]);
    }
    while (now_s() < end)
        group_write(group, acts, group_take(group));
    double seconds = now_s() - begin;
    atomic_store(&bench.over, true);
    for (int64_t left = bench.producers; left > 0;) { /* each waits for its last vote */
        size_t n = group_take(group);
        if (!n)
            break;
        bench.votes -= (int64_t)n;
        bench.groups--;
        group_write(group, acts, n);
        left -= (int64_t)n;
    }
    for (int64_t i = 0; i < bench.producers; i++)
        pthread_join(bench.list[i].thread, NULL);
    told(seconds);
}

static void reading(void)
{
    struct err e = {0};
    int64_t votes = 0, people = 0;
    struct rooms *anew = rooms_new();
    double begin = now_s();
    if (!rooms_refresh(anew, bench.s, &e) || !store_int(bench.s, "SELECT count(*) FROM vote", WITH_NOTHING, 0, &votes, &e) ||
        !store_int(bench.s, "SELECT count(*) FROM participant", WITH_NOTHING, 0, &people, &e))
        die("reading", &e);
    printf("read anew: %" PRId64 " votes of %" PRId64 " participants in %.2f s\n", votes, people, now_s() - begin);
    rooms_free(&anew);
}

int main(int argc, char **argv)
{
    int64_t there = 0;
    bench.producers = 200, bench.seconds = 5, bench.each = 50;
    if (argc < 2 || argc > 6 || (argc > 2 && !str_to_int(str_of(argv[2]), &bench.producers)) || (argc > 3 && !str_to_int(str_of(argv[3]), &bench.seconds)) ||
        (argc > 4 && !str_to_int(str_of(argv[4]), &bench.each)) || (argc > 5 && !str_to_int(str_of(argv[5]), &there)) || bench.producers < 1 ||
        bench.producers > PRODUCERS_MOST || bench.seconds < 1 || bench.each < 1) {
        fprintf(stderr, "usage: producers FOLDER [PRODUCERS [SECONDS [EACH [THERE]]]]\n");
        return 2;
    }
    bench.r = rooms_new();
    register_make(argv[1]);
    votes_there(there);
    run();
    reading();
    rooms_free(&bench.r);
    store_close(&bench.s);
    return 0;
}
