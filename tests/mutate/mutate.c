/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mutate COPIES SEED FOLDER...: damaged copies of every small file in the folders (seeds), COPIES for each layout, are read as
 * `add --dry-run` reads them, each against a register that holds the whole file. TAP, a line a layout.
 *
 * No copy may crash, hang (20 s), leak (the sanitizers watch) or pass in silence: either its numbers add up (rows = kept +
 * known + refused, and each refusal and repair is told), or it ends in one sentence. Nothing may be written. And a change of a
 * cell that matters must show in the numbers: each column named in `matters` is changed in turn. Every layout needs a seed. On a finding,
 * standard error names file and copy, and the copy lies in DIWAN_MUTATE_KEEP, where that is set.
 */
#include "core/test_folder.h"
#include "damage.h"
#include "intake/intake.h"
#include "store/store.h"
#include "table/table.h"
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { SEED_MOST = 64 * 1024, LONGEST_S = 20, SEEDS_MOST = 400 };

struct seed {
    char *path;
    char layout[40]; /* "" where it is not read whole, either */
    struct buf bytes;
};
static struct seed seeds[SEEDS_MOST];
static size_t seed_n;
static char folder[64], now[900]; /* what is at work, for the signal handlers */
static int wrong;

/* Columns whose change must show. What is not named may be passed over (headlines, ids of conflicts ...). */
static const struct {
    const char *layout, *columns;
} matters[] = {
    {"ucdp-ged", "id date_start date_end date_prec where_prec latitude longitude adm_1 adm_2 country type_of_violence side_a side_b best low "
                 "high deaths_a deaths_b deaths_civilians deaths_unknown"},
    {"population", "country place iso3 year value population"},
    {"aliases", "place alias"},
    {"observability", "place from to judgement"},
    {"phases", "place from to phase"},
    {"licences", "source licence"},
    {"findings", "key method people women direction summary"},
    {"polis-export", "timestamp comment-id voter-id vote"},
    {"dialogue", "participant statement vote day"},
    {"acled", "event_id_cnty event_date event_type latitude longitude fatalities admin1 actor1"},
    {"gtd", "eventid iyear imonth iday nkill latitude longitude provstate"},
};

/* ---- what ends the program tells what it was at ---- */

void __asan_on_error(void);
void __asan_on_error(void)
{
    (void)!write(STDERR_FILENO, now, strlen(now));
}

static void on_signal(int number)
{
    __asan_on_error();
    (void)!write(STDERR_FILENO, number == SIGALRM ? "hangs\n" : "crashes\n", 6 + 2 * (number != SIGALRM));
    _exit(1);
}

static void finding(const char *layout, const char *text)
{
    printf("# %s: %s: %s\n", layout, now, text);
    wrong++;
}

/* ---- seeds ---- */

static int seed_take(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)at;
    if (kind != FTW_F || st->st_size > SEED_MOST || seed_n == SEEDS_MOST || strstr(path, ".sh"))
        return 0;
    struct seed *s = &seeds[seed_n];
    struct file_stream in;
    struct err e = {0};
    if (!file_open(path, &in, &e))
        return 0;
    bool read = stream_all(&in.s, SEED_MOST + 1, &s->bytes, &e);
    file_close(&in);
    if (!read)
        return 0;
    s->path = strdup(path);
    seed_n++;
    return 0;
}

static int seed_order(const void *a, const void *b)
{
    return strcmp(((const struct seed *)a)->path, ((const struct seed *)b)->path);
}

/* ---- one file ---- */

static const char *copy_written(const struct seed *s, struct str bytes)
{
    static char path[200];
    const char *keep = getenv("DIWAN_MUTATE_KEEP"), *slash = strrchr(s->path, '/');
    snprintf(path, sizeof path, "%s/%s", keep ? keep : folder, slash + 1);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0)
        abort();
    return path;
}

static bool read_copy(struct store *store, const struct seed *s, struct str bytes, bool dry_run, struct intake_result *out, struct err *e)
{
    struct file_stream in;
    struct intake_options o = {.level = s->layout[0] && strstr(s->layout, "border") ? 1 : -1, .dry_run = dry_run, .published = true,
        .who = STR("mutate"), .time = STR("2026-02-14T09:30:00Z")};
    if (!file_open(copy_written(s, bytes), &in, e))
        return false;
    alarm(LONGEST_S);
    bool done = intake_add(store, &in, &o, out, NULL, e);
    alarm(0);
    file_close(&in);
    return done;
}

static int64_t told(const struct intake_result *r, enum problem_severity severity)
{
    int64_t n = 0;
    for (size_t i = 0; i < r->problem_n; i++)
        n += r->problems[i].severity == severity && r->problems[i].expected.n && r->problems[i].code.n;
    return n;
}

/* Pieces of one border that became one place. */
static int64_t united(const struct intake_result *r)
{
    int64_t n = 0;
    for (size_t i = 0; i < r->problem_n; i++)
        n += str_is(r->problems[i].code, "pieces-united");
    return n;
}

/* What is wrong with an outcome; NULL when nothing is. */
static const char *outcome_wrong(bool done, const struct intake_result *r, const struct err *e)
{
    static char text[800];
    const struct import *im = &r->import;
    if (!done) {
        bool of_file = e->code == ERR_INPUT || e->code == ERR_USAGE || e->code == ERR_DENIED; /* the last: respondents */
        bool sentence = strlen(e->text) > 20 && !strchr(e->text, '\n') && str_utf8_ok(str_of(e->text), NULL);
        if (of_file && sentence)
            return NULL;
        snprintf(text, sizeof text, "its error is not a sentence about the file: %.700s", e->text);
        return text;
    }
    int64_t untold = im->rows - im->kept - im->known - im->refused;
    bool passes_over = str_is(im->layout, "gdelt"); /* what is not violent, by the layout's own rule */
    if (untold < 0 || (untold > united(r) && !passes_over)) {
        snprintf(text, sizeof text, "%" PRId64 " rows, but %" PRId64 " kept, %" PRId64 " known, %" PRId64 " refused", im->rows, im->kept, im->known,
            im->refused);
        return text;
    }
    if (im->refused > 0 && told(r, PROBLEM_REFUSED) == 0)
        return "rows are refused, and no reason is given";
    return im->repaired > 0 && told(r, PROBLEM_REPAIRED) == 0 ? "rows are repaired, and nothing says how" : NULL;
}

static void packed(struct rng *r, struct buf *b)
{
    uLongf room = compressBound((uLong)b->n) + 64;
    uint8_t *out = mem_get(room);
    z_stream z = {0};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY); /* + 16: gzip */
    z.next_in = (Bytef *)b->p;
    z.avail_in = (uInt)b->n;
    z.next_out = out;
    z.avail_out = (uInt)room;
    deflate(&z, Z_FINISH);
    buf_clear(b);
    buf_add(b, (const char *)out, z.total_out);
    deflateEnd(&z);
    free(out);
    if (rng_below(r, 2))
        damage_packed(r, b);
}

static void try_copies(struct store *store, const struct seed *s, int64_t copies, struct rng *r, int64_t *read, int64_t *refused)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (int64_t i = 0; i < copies; i++) {
        struct intake_result result = {0};
        struct err e = {0};
        snprintf(now, sizeof now, "%.800s, copy %" PRId64, s->path, i + 1);
        damage(r, buf_view(&s->bytes), &b);
        if (rng_below(r, 4) == 0 && b.n)
            packed(r, &b);
        bool done = read_copy(store, s, buf_view(&b), true, &result, &e);
        const char *why = outcome_wrong(done, &result, &e);
        if (why)
            finding(s->layout, why);
        *(done ? read : refused) += 1;
        intake_result_end(&result);
    }
}

/* ---- a change that matters shows ---- */

static bool names_column(const char *list, struct str name)
{
    for (const char *p = list; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        if (str_is_nocase(name, "") == (n == 0) && name.n == n && strncasecmp(p, name.p, n) == 0)
            return true;
        p += n;
    }
    return false;
}

/* In `text`, which has room for one letter more. A day may have a time behind it. */
static struct str cell_changed(struct str cell, char *text)
{
    memcpy(text, cell.p, cell.n);
    size_t last = cell.n > 10 && text[4] == '-' && text[7] == '-' ? 9 : cell.n - 1;
    if (text[last] < '0' || text[last] > '9') {
        text[cell.n] = 'x';
        return (struct str){text, cell.n + 1};
    }
    text[last] = (char)('0' + (text[last] - '0' + 1) % 10);
    return (struct str){text, cell.n};
}

/* Every cell of one column changed: numbers and days in their last digit, texts by a letter more. */
static bool with_column_changed(const struct seed *s, int column, struct buf *out)
{
    struct memory_stream m;
    struct err e = {0};
    memory_open(&m, "seed.csv", buf_view(&s->bytes));
    struct table *t CLEANUP(table_close) = NULL;
    if (!table_open(&m.s, &t, &e))
        return false;
    bool changed = false;
    for (size_t i = 0; i < table_columns(t); i++)
        csv_cell(out, i == 0, table_name(t, i));
    buf_char(out, '\n');
    for (size_t i = 0; i < table_columns(t) && table_hxl(t); i++)
        csv_cell(out, i == 0, table_tag(t, i));
    if (table_hxl(t))
        buf_char(out, '\n');
    while (table_next(t)) {
        for (int i = 0; i < (int)table_columns(t); i++) {
            struct str cell = str_trim(table_cell(t, i));
            char text[300];
            if (i == column && cell.n && cell.n < sizeof text - 2) {
                cell = cell_changed(cell, text);
                changed = true;
            }
            csv_cell(out, i == 0, cell);
        }
        buf_char(out, '\n');
    }
    return changed && !table_failed(t, &e);
}

static void try_columns(struct store *store, const struct seed *s, int64_t repaired, int64_t *shown)
{
    const char *list = "";
    for (size_t i = 0; i < ARRAY_LEN(matters); i++)
        if (strcmp(matters[i].layout, s->layout) == 0)
            list = matters[i].columns;
    struct memory_stream m;
    struct err e = {0};
    memory_open(&m, "seed.csv", buf_view(&s->bytes));
    struct table *t CLEANUP(table_close) = NULL;
    if (!*list || !table_open(&m.s, &t, &e))
        return;
    for (int i = 0; i < (int)table_columns(t); i++) {
        struct buf b CLEANUP(buf_end) = {0};
        struct intake_result result = {0};
        if (!names_column(list, table_name(t, (size_t)i)) || !with_column_changed(s, i, &b))
            continue;
        snprintf(now, sizeof now, "%.800s, column %.*s changed", s->path, STR_F(table_name(t, (size_t)i)));
        bool done = read_copy(store, s, buf_view(&b), true, &result, &e);
        if (done && result.import.kept == 0 && result.import.refused == 0 && result.import.repaired <= repaired)
            finding(s->layout, "a change that matters does not show");
        ++*shown;
        intake_result_end(&result);
    }
}

/* ---- all ---- */

/* An open register takes letters, restrictions and replies of an invented country alone. */
static bool invented(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("1"), e);
}

static struct store *fresh(void)
{
    static int number;
    static char path[100];
    struct err e = {0};
    struct store *s = NULL;
    snprintf(path, sizeof path, "%s/r%d.diwan", folder, ++number);
    if (!store_new(path, STR("mutate"), &e) || !store_open(path, STORE_WRITE, &s, &e) || !store_task(s, invented, NULL, &e)) {
        printf("Bail out! %s\n", e.text);
        exit(1);
    }
    return s;
}

static void drop(struct store **s)
{
    char path[100];
    snprintf(path, sizeof path, "%s", store_path(*s));
    store_close(s);
    unlink(path);
}

static void find_layout(struct seed *s)
{
    struct store *store = fresh();
    struct intake_result result = {0};
    struct err e = {0};
    snprintf(now, sizeof now, "%.800s", s->path);
    if (read_copy(store, s, buf_view(&s->bytes), true, &result, &e))
        snprintf(s->layout, sizeof s->layout, "%.*s", STR_F(result.import.layout));
    intake_result_end(&result);
    drop(&store);
}

static size_t seeds_of(const char *layout)
{
    size_t n = 0;
    for (size_t i = 0; i < seed_n; i++)
        n += strcmp(seeds[i].layout, layout) == 0;
    return n;
}

static void try_seed(const struct seed *s, int64_t copies, uint64_t number, int64_t counts[3])
{
    struct store *store = fresh();
    struct intake_result result = {0};
    struct err e = {0};
    struct rng r;
    int64_t before = 0, after = 0;
    rng_init(&r, number ^ hash_64(s->bytes.p, s->bytes.n, 1));
    bool added = read_copy(store, s, buf_view(&s->bytes), false, &result, &e);
    if (added)
        try_columns(store, s, result.import.repaired, &counts[2]);
    intake_result_end(&result);
    if (!store_generation(store, &before, &e))
        abort();
    try_copies(store, s, copies, &r, &counts[0], &counts[1]);
    if (!store_generation(store, &after, &e) || before != after)
        finding(s->layout, "a dry run has written");
    drop(&store);
}

static int64_t try_layout(const char *layout, int64_t copies, uint64_t number)
{
    size_t n = seeds_of(layout);
    int64_t counts[3] = {0};
    int before = wrong;
    for (size_t i = 0, at = 0; i < seed_n; i++)
        if (strcmp(seeds[i].layout, layout) == 0)
            try_seed(&seeds[i], copies * (int64_t)(at + 1) / (int64_t)n - copies * (int64_t)at / (int64_t)n, number, counts), at++;
    bool good = wrong == before && n > 0;
    static int line;
    printf("%s %d - %s: %zu seeds, %" PRId64 " damaged copies read, %" PRId64 " refused with a sentence; %" PRId64 " changed columns show (seed %" PRIu64 ")\n",
        good ? "ok" : "not ok", ++line, *layout ? layout : "files not read whole either", n, counts[0], counts[1], counts[2], number);
    fflush(stdout);
    return counts[0] + counts[1];
}

static int forget(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: mutate COPIES SEED FOLDER...\n", stderr);
        return 2;
    }
    int64_t copies = strtoll(argv[1], NULL, 10);
    uint64_t number = strtoull(argv[2], NULL, 10);
    signal(SIGALRM, on_signal);
    signal(SIGABRT, on_signal);
    test_folder(folder, sizeof folder, "mutate");
    if (!mkdtemp(folder))
        return 2;
    for (int i = 3; i < argc; i++)
        nftw(argv[i], seed_take, 16, FTW_PHYS);
    qsort(seeds, seed_n, sizeof *seeds, seed_order);
    for (size_t i = 0; i < seed_n; i++)
        find_layout(&seeds[i]);
    size_t layouts = 0;
    while (intake_layout(layouts))
        layouts++;
    printf("1..%zu\n", layouts + 1);
    for (size_t i = 0; i < layouts; i++)
        (void)try_layout(intake_layout(i), copies, number);
    (void)try_layout("", copies, number);
    for (size_t i = 0; i < seed_n; i++) {
        free(seeds[i].path);
        buf_end(&seeds[i].bytes);
    }
    nftw(folder, forget, 16, FTW_DEPTH | FTW_PHYS);
    return wrong ? 1 : 0;
}
