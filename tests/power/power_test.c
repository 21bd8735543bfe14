/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * power_test DUMPS [CUTS [SEED]]: the power goes at every synchronisation and at random other moments of an import, a
 * correcting import, taking one back, closing, making, upgrading and backing up a register. What the disk then holds (disk.h)
 * must open, pass its examination and be the register as it was before or as it was after, and after the program said
 * "done" only the latter. CUTS (250 when not said) is how many cuts there are at least; DUMPS is the folder of old registers.
 * That the test can fail is shown by the same with synchronous = OFF. TAP; a failure tells seed and cut.
 */
#include "disk.h"
#include "intake/intake.h"
#include "store/testing.h"
#include <ftw.h>
#include <sqlite3.h>

enum { ROWS = 150 };

static struct {
    char top[64], disk[80], cuts[80]; /* the disk watched, and the images of it */
    uint64_t seed;
    struct rng chance;
    int images, cuts_done, found_before, found_after, wrong;
    char first_wrong[1200];
    bool careless; /* synchronous = OFF */
} power;

static int forget(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static void folder_empty(const char *folder)
{
    nftw(folder, forget, 16, FTW_DEPTH | FTW_PHYS);
    assert_int_equal(mkdir(folder, 0700), 0);
}

static const char *on_disk(const char *name)
{
    static char paths[8][200];
    static size_t next;
    char *path = paths[next++ % ARRAY_LEN(paths)];
    snprintf(path, sizeof paths[0], "%s/%s", power.disk, name);
    return path;
}

/* ---- what an image holds ---- */

enum became { BECAME_WRONG, BECAME_NOTHING, BECAME_REGISTER };

/* The register of an image: not there, or its digest; in `why` what is wrong with it. */
static enum became image_of(const char *path, uint64_t *digest, char *why, size_t room)
{
    if (!file_there(path, ""))
        return BECAME_NOTHING;
    struct err e = {0};
    struct store *s = NULL;
    struct buf lines CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    bool opened = store_open(path, STORE_WRITE, &s, &e);
    if (!opened || !store_check(s, &lines, &problems, &e) || problems) {
        snprintf(why, room, "%s", problems ? lines.p : e.text);
        store_close(&s);
        return BECAME_WRONG;
    }
    *digest = register_digest(s);
    store_close(&s);
    return BECAME_REGISTER;
}

struct expected {
    const char *what, *file;
    bool none_before; /* before, there was no such file */
    uint64_t before, after;
};

static void judge(const struct expected *x, int image, bool done)
{
    char path[300], why[800] = "it is between the two";
    snprintf(path, sizeof path, "%s/%d/%s", power.cuts, image, x->file);
    uint64_t digest = 0;
    enum became became = image_of(path, &digest, why, sizeof why);
    bool before = x->none_before ? became == BECAME_NOTHING : became == BECAME_REGISTER && digest == x->before;
    bool after = became == BECAME_REGISTER && digest == x->after;
    power.cuts_done++;
    power.found_before += before && !after;
    power.found_after += after;
    if (after || (before && !done))
        return;
    if (before)
        snprintf(why, sizeof why, "the work was done, and is lost");
    if (power.wrong++ == 0)
        snprintf(power.first_wrong, sizeof power.first_wrong, "seed %" PRIu64 ", cut %d, %s: %s", power.seed, power.cuts_done, x->what, why);
}

/* ---- one piece of work under cuts ---- */

struct work_cut {
    struct expected x;
    int done_from; /* the first image after the program said "done" */
};

static uint64_t digest_now(const char *file)
{
    struct err e = {0};
    struct store *s = NULL;
    assert_fine(store_open(on_disk(file), STORE_READ, &s, &e), e);
    uint64_t digest = register_digest(s);
    store_close(&s);
    return digest;
}

static void cuts_begin(void)
{
    folder_empty(power.cuts);
    power.images = 0;
    disk_cut(power.cuts, 0.12, &power.images, &power.chance);
}

static void cuts_end(struct expected x)
{
    disk_cut(NULL, 0, NULL, NULL);
    int done_from = power.images;
    for (int i = 0; i < 4; i++)
        disk_image(power.cuts, &power.images, &power.chance);
    for (int i = 0; i < power.images; i++)
        judge(&x, i, i >= done_from);
}

static struct store *opened(const char *file)
{
    struct err e = {0};
    struct store *s = NULL;
    assert_fine(store_open(on_disk(file), STORE_WRITE, &s, &e), e);
    if (power.careless)
        number(s, "PRAGMA synchronous = OFF");
    if (rng_below(&power.chance, 2)) /* the journal is carried over in the middle of things, too */
        number(s, "PRAGMA wal_autocheckpoint = 6");
    return s;
}

/* A file of incidents; some ids of earlier files with other deaths. */
static void incidents_write(const char *path, int first)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("id,date,province,killed\n#meta+id,#date,#adm1+name,#affected+killed\n", f);
    for (int i = 0; i < ROWS; i++)
        fprintf(f, "%d,20%02d-%02d-%02d,Province of Selmara %d,%d\n", first + i, 10 + i % 9, 1 + i % 12, 1 + i % 28, i % 7, (first + i) % 11);
    fclose(f);
}

static void import(struct store *s, int first)
{
    char path[200];
    snprintf(path, sizeof path, "%s/in.csv", power.top);
    incidents_write(path, first);
    struct file_stream in;
    struct intake_options o = {.source = STR("Selmara Monitor"), .level = -1, .who = STR("Dana"), .time = STR("2026-02-14T09:30:00Z")};
    struct intake_result result;
    struct err e = {0};
    assert_fine(file_open(path, &in, &e), e);
    assert_fine(intake_add(s, &in, &o, &result, NULL, &e), e);
    intake_result_end(&result);
    file_close(&in);
}

static void cut_making(void)
{
    struct err e = {0};
    cuts_begin();
    assert_fine(store_new(on_disk("a.diwan"), STR("Selmara"), &e), e);
    uint64_t made = digest_now("a.diwan");
    cuts_end((struct expected){"making a register", "a.diwan", true, 0, made});
}

static void cut_imports(struct store *s)
{
    for (int i = 0; i < 3; i++) {
        uint64_t before = register_digest(s);
        cuts_begin();
        import(s, i * (ROWS - 20));
        cuts_end((struct expected){"an import", "a.diwan", false, before, register_digest(s)});
    }
}

static void cut_undo(struct store *s)
{
    struct err e = {0};
    uint64_t before = register_digest(s);
    cuts_begin();
    assert_fine(intake_undo(s, 2, STR("Dana"), NULL, &e), e);
    cuts_end((struct expected){"taking an import back", "a.diwan", false, before, register_digest(s)});
}

static void cut_closing(struct store **s)
{
    uint64_t held = register_digest(*s);
    cuts_begin();
    store_close(s);
    cuts_end((struct expected){"closing", "a.diwan", false, held, held});
}

static void cut_backup(void)
{
    struct err e = {0};
    uint64_t held = digest_now("a.diwan");
    cuts_begin();
    assert_fine(store_backup(on_disk("a.diwan"), on_disk("copy.diwan"), NULL, &e), e);
    cuts_end((struct expected){"a backup", "copy.diwan", true, 0, held});
}

/* An image of before upgrades as well when it is opened: either way the same register comes out. */
static void cut_upgrade(const char *dumps)
{
    char dump[512];
    snprintf(dump, sizeof dump, "%s/0001.sql", dumps);
    FILE *f = fopen(dump, "rb");
    assert_non_null(f);
    struct buf sql CLEANUP(buf_end) = {0};
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&sql, piece, n);
    fclose(f);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(on_disk("old.diwan"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql.p, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    cuts_begin();
    struct store *s = opened("old.diwan");
    uint64_t after = register_digest(s);
    cuts_end((struct expected){"upgrading", "old.diwan", false, after, after});
    store_close(&s);
}

static void round_of_cuts(const char *dumps)
{
    disk_watch(power.disk);
    folder_empty(power.disk);
    cut_making();
    struct store *s = opened("a.diwan");
    cut_imports(s);
    cut_undo(s);
    cut_closing(&s);
    cut_backup();
    if (!power.careless)
        cut_upgrade(dumps);
}

static void cuts_until(const char *dumps, int at_least, bool careless)
{
    power.careless = careless;
    power.cuts_done = power.found_before = power.found_after = power.wrong = 0;
    rng_init(&power.chance, power.seed);
    while (power.cuts_done < at_least)
        round_of_cuts(dumps);
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 4) {
        fputs("usage: power_test DUMPS [CUTS [SEED]]\n", stderr);
        return 2;
    }
    int cuts = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 250;
    power.seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 20260214;
    snprintf(power.top, sizeof power.top, "/tmp/diwan-power-XXXXXX");
    if (!mkdtemp(power.top))
        return 2;
    snprintf(power.disk, sizeof power.disk, "%s/disk", power.top);
    snprintf(power.cuts, sizeof power.cuts, "%s/cuts", power.top);
    if (mkdir(power.disk, 0700) != 0)
        return 2;
    puts("1..3");
    cuts_until(argv[1], cuts, false);
    bool whole = power.wrong == 0, both = power.found_before > cuts / 10 && power.found_after > cuts / 10;
    printf("%s 1 - %d cuts of the power: %d left the register as it was before, %d as it was after, %d otherwise (seed %" PRIu64 ")\n",
        whole ? "ok" : "not ok", power.cuts_done, power.found_before, power.found_after, power.wrong, power.seed);
    if (!whole)
        printf("# the first: %s\n", power.first_wrong);
    printf("%s 2 - both came about\n", both ? "ok" : "not ok");
    cuts_until(argv[1], cuts / 3, true);
    printf("%s 3 - with synchronous = OFF %d of %d cuts do harm\n", power.wrong ? "ok" : "not ok", power.wrong, power.cuts_done);
    nftw(power.top, forget, 16, FTW_DEPTH | FTW_PHYS);
    return whole && both && power.wrong ? 0 : 1;
}
