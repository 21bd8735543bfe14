/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: parse the request, call the desk, choose a writer. No formula, no SQL, no words about data here. */
#include "brief/media.h"
#include "cli/cli_priv.h"
#include "cli/keys.h"
#include "core/cage.h"
#include "core/output.h"
#include "core/secret.h"
#include "core/speech_folder.h"
#include "intake/intake.h"
#include "web/web.h"
#include <signal.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static int exit_status(enum err_code code)
{
    return code == ERR_NONE ? 0 : code == ERR_USAGE ? 2 : 1;
}

/* What a file says must not command the terminal: control characters become a question mark (C1 ones too). */
void print_words(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F)
            p++;
        else if ((*p >= 0x20 && *p != 0x7F) || *p == '\n' || *p == '\t') {
            fputc(*p, stderr);
            continue;
        }
        fputc('?', stderr);
    }
}

/* One sentence, in the reader's language as far as it is translated (docs/languages.md). */
static void print_error(const struct speech *speech, const struct err *e)
{
    static const char *const leads[] = {[ERR_NONE] = "", [ERR_USAGE] = T("wrong usage"), [ERR_INPUT] = T("the file is not right"), [ERR_ABSENT] = T("not there"),
        [ERR_DENIED] = T("not allowed"), [ERR_STORE] = T("the register"), [ERR_SYSTEM] = T("the system"), [ERR_STOPPED] = T("stopped")};
    fprintf(stderr, "diwan: %s: ", say(speech, leads[e->code]));
    struct buf words CLEANUP(buf_end) = {0}, told CLEANUP(buf_end) = {0};
    store_words_shown(e->text, &words);
    say_cause(speech, buf_view(&words), false, &told);
    print_words(told.p ? told.p : "");
    fputc('\n', stderr);
}

static struct str now_text(struct arena *a)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    struct day d = {(int32_t)(ts.tv_sec / 86400)};
    int seconds = (int)(ts.tv_sec % 86400);
    struct buf b = {0};
    buf_day(&b, d);
    buf_f(&b, "T%02d:%02d:%02dZ", seconds / 3600, seconds / 60 % 60, seconds % 60);
    struct str s = {arena_text(a, b.p, b.n), b.n};
    buf_end(&b);
    return s;
}

static struct str who_text(void)
{
    const char *who = getenv("DIWAN_WHO");
    if (!who || !*who)
        who = getenv("USER");
    return who && *who && str_utf8_ok(str_of(who), NULL) ? str_of(who) : STR("unknown");
}

static int terminal_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col > 120 ? 120 : size.ws_col;
    return 80;
}

/* ---- writers ---- */

/* Where the answer goes; "" for the terminal. */
static struct str path_of(const struct request *r, const struct answer *a)
{
    return a->file_made ? STR("") : request_text(r, "o");
}

static bool medium_of(const struct request *r, const struct answer *a, enum medium *m, struct err *e)
{
    struct str path = path_of(r, a);
    if (path.n)
        return medium_of_file(path, m, e);
    if (request_flag(r, "csv") && a->only_document)
        return err_set(e, ERR_USAGE, "a brief has no CSV form; `diwan count` has, or write it with -o FILE.json");
    *m = request_flag(r, "csv") ? MEDIUM_CSV : request_flag(r, "json") ? MEDIUM_JSON : MEDIUM_TERMINAL;
    return true;
}

/* Notes go the way of errors: no password of a server's address is printed or written, whoever put the address into a note. */
static void said_shown(struct answer *a)
{
    struct buf out = {0};
    char *rest = a->said.p;
    for (char *end; rest && (end = strchr(rest, '\n')); rest = end + 1) {
        *end = 0;
        store_words_shown(rest, &out);
        buf_char(&out, '\n');
    }
    buf_end(&a->said);
    a->said = out;
}

/* What was said about a table stands below it in a file, which is read without the terminal's lines. */
static void note_below(struct answer *a)
{
    struct str said = buf_view(&a->said);
    while (said.n && !a->only_document) {
        const char *end = memchr(said.p, '\n', said.n);
        struct str line = {said.p, end ? (size_t)(end - said.p) : said.n};
        words_text(a->doc, &doc_add(a->doc, BLOCK_NOTE)->words, line);
        said.p += line.n + (end != NULL);
        said.n -= line.n + (end != NULL);
    }
}

static bool render(const struct request *r, const struct answer *a, enum medium m, struct buf *out, struct err *e)
{
    bool plain = request_flag(r, "plain");
    struct text_options text = {.width = terminal_width(), .plain = plain, .colour = !plain && isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
    if (m == MEDIUM_TERMINAL)
        doc_text(a->doc, &text, out);
    else if (m == MEDIUM_CSV)
        doc_csv(a->doc, request_flag(r, "hxl"), out);
    else if (m == MEDIUM_JSON && a->json.n)
        buf_str(out, buf_view(&a->json));
    else
        return medium_write(a->doc, m, plain, out, e);
    return true;
}

/* Beside a file that was asked for and is left as it is. */
static void show_instead(const struct request *r, const struct answer *a)
{
    struct text_options text = {.width = 80, .plain = request_flag(r, "plain")};
    struct buf out CLEANUP(buf_end) = {.most = SIZE_MAX / 4};
    doc_text(a->doc, &text, &out);
    print_words(out.p ? out.p : "");
    print_words(a->said.p ? a->said.p : "");
}

static bool write_answer(const struct request *r, struct answer *a, struct err *e)
{
    enum medium m = MEDIUM_TERMINAL;
    if (a->secret.n && !output_stdout((struct str){(const char *)a->secret.p, a->secret.n}, e))
        return false;
    if (a->written) {
        if (a->said.n && !request_flag(r, "quiet"))
            print_words(a->said.p);
        return true;
    }
    if (a->file.n) {
        bool good = output_file(path_of(r, a).p, buf_view(&a->file), e);
        if (good && a->said.n && !request_flag(r, "quiet"))
            print_words(a->said.p);
        return good;
    }
    if (!medium_of(r, a, &m, e))
        return false;
    struct str path = path_of(r, a);
    if (path.n && a->no_answer) {
        show_instead(r, a);
        return true;
    }
    struct buf out = {.most = SIZE_MAX / 4};
    bool good = true;
    if (path.n && a->doc)
        note_below(a);
    if (a->doc || (m == MEDIUM_JSON && a->json.n))
        good = render(r, a, m, &out, e);
    if (good)
        good = path.n ? output_file(path.p, buf_view(&out), e) : output_stdout(buf_view(&out), e);
    buf_end(&out);
    if (good && a->said.n && !request_flag(r, "quiet"))
        print_words(a->said.p);
    return good;
}

static int run(struct request *r)
{
    struct err e = {0};
    struct answer a = {0};
    struct progress progress = {0};
    if (progress_wanted(request_flag(r, "quiet"))) {
        progress_draw(&progress, &r->speech);
        r->progress = &progress;
    }
    const char *hint = r->operation->hint && isatty(STDIN_FILENO) ? r->operation->hint(r) : NULL;
    if (hint)
        fprintf(stderr, "%s\n", say(&r->speech, hint));
    bool good = desk_run(r, &a, &e);
    progress_clear();
    said_shown(&a);
    good = good && write_answer(r, &a, &e);
    if (!good)
        print_error(&r->speech, &e);
    int status = good ? (a.problems ? 1 : 0) : exit_status(e.code);
    answer_end(&a);
    return status;
}

static int serve(struct request *r)
{
    struct err e = {0};
    struct str listen = request_text(r, "listen"), certificate = request_text(r, "certificate"), key = request_text(r, "certificate-key"), address = request_text(r, "address");
    struct web_options o = {.path = r->path, .keys = r->keys, .listen = listen.n ? listen.p : NULL, .port = (int)MIN_OF(request_whole(r, "port", 8080), INT32_MAX),
        .certificate = certificate.n ? certificate.p : NULL, .key = key.n ? key.p : NULL, .public_address = address.n ? address.p : NULL,
        .quiet = request_flag(r, "quiet"), .speech = r->speech};
    if (web_serve(&o, &e))
        return 0;
    print_error(&r->speech, &e);
    return exit_status(e.code);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], CAGE_WORD) == 0) /* started by itself, to read a file that somebody sent */
        return intake_cage(argc - 2, argv + 2);
    process_harden();
    struct request r = {.speech = {.language = language_find("en")}};
    struct err e = {0};
    struct keys keys;
    keys_begin(&keys, &r);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is then an error with a sentence, as a full disk is */
    interrupt_catch();
    if (argc == 2 && (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "version") == 0)) {
        puts("diwan " DIWAN_VERSION);
        keys_end(&keys);
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "serve") == 0 && strcmp(argv[2], "--pages") == 0) { /* for tests: the table of pages, without serving any */
        struct buf pages = {0};
        struct err wrong = {0};
        web_pages_json(&pages);
        bool printed = output_stdout(buf_view(&pages), &wrong);
        buf_end(&pages);
        keys_end(&keys);
        return printed ? 0 : 1;
    }
    const char *words = getenv("DIWAN_WORDS");
    if (words && *words && !languages_add(words, &e)) {
        print_error(&r.speech, &e);
        keys_end(&keys);
        return exit_status(e.code);
    }
    r.who = who_text();
    r.now = now_text(&r.arena);
    r.answerer = answerer_here();
    int status = 2;
    if (arguments_read(argc, argv, &r, &e))
        status = r.operation->serves ? serve(&r) : run(&r);
    else
        print_error(&r.speech, &e);
    keys_end(&keys);
    corrections_free(&r.corrections);
    arena_end(&r.arena);
    return status;
}
