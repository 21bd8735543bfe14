/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli_priv.h"
#include <time.h>
#include <unistd.h>

/* One line at a time, redrawn at most ten times a second; the state is the terminal's, so it is the program's. */
static struct {
    const struct speech *speech;
    const char *label;
    double began, drawn;
    bool visible;
} line;

static double seconds(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

bool progress_wanted(bool quiet)
{
    return !quiet && isatty(STDERR_FILENO);
}

void progress_clear(void)
{
    if (line.visible)
        fputs("\r\033[K", stderr);
    line.visible = false;
}

static void number(struct buf *b, double v)
{
    say_int(line.speech, b, (int64_t)v);
}

static void show(struct progress *p)
{
    double now = seconds();
    if (!p->label) {
        progress_clear();
        line.label = NULL;
        return;
    }
    if (p->label != line.label) {
        line.label = p->label;
        line.began = now;
        line.drawn = 0;
    }
    if (now - line.drawn < 0.1 || now - line.began < 0.3) /* short work needs no line */
        return;
    line.drawn = now;
    double spent = now - line.began;
    struct buf b = {0};
    buf_text(&b, "\r\033[K");
    buf_text(&b, say(line.speech, p->label));
    if (p->total > 0) {
        buf_char(&b, ' ');
        say_percent(line.speech, &b, MIN_OF(1.0, p->done / p->total), 0);
    }
    if (p->rows > 0 && spent > 0) {
        buf_text(&b, " · ");
        number(&b, (double)p->rows / spent);
        buf_text(&b, say(line.speech, T(" rows a second")));
    }
    if (p->total > 0 && p->done > 0) {
        buf_text(&b, " · ");
        number(&b, spent * (p->total - p->done) / p->done + 0.5);
        buf_text(&b, say(line.speech, T(" seconds left")));
    }
    fputs(b.p, stderr);
    fflush(stderr);
    buf_end(&b);
    line.visible = true;
}

void progress_draw(struct progress *p, const struct speech *speech)
{
    line.speech = speech;
    p->show = show;
}
