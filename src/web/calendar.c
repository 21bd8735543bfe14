/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iCalendar. */
#include "web/calendar.h"

enum { LINE_MOST = 75 }; /* octets, without the line's end (3.1) */

/* One content line, folded: what goes on begins with a blank, which counts. */
static void line(struct calendar *c, struct str s)
{
    size_t room = LINE_MOST, at = 0;
    while (s.n - at > room) {
        size_t n = room;
        while (n > 0 && ((unsigned char)s.p[at + n] & 0xC0) == 0x80) /* not inside a letter */
            n--;
        buf_str(c->out, (struct str){s.p + at, n});
        buf_text(c->out, "\r\n ");
        at += n;
        room = LINE_MOST - 1;
    }
    buf_str(c->out, (struct str){s.p + at, s.n - at});
    buf_text(c->out, "\r\n");
}

/* A text (3.3.11): backslash, semicolon, comma and line ends are escaped; other control characters go. */
static void text_line(struct calendar *c, const char *name, struct str s)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "%s:", name);
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '\\' || ch == ';' || ch == ',')
            buf_char(&b, '\\');
        if (ch == '\n')
            buf_text(&b, "\\n");
        else if ((unsigned char)ch >= 0x20 && ch != 0x7F)
            buf_char(&b, ch);
    }
    line(c, buf_view(&b));
}

static void day_digits(struct buf *b, struct day d)
{
    struct buf written CLEANUP(buf_end) = {0};
    buf_day(&written, d);
    for (size_t i = 0; i < written.n; i++)
        if (written.p[i] != '-')
            buf_char(b, written.p[i]);
}

static void day_line(struct calendar *c, const char *before, struct day d, const char *behind)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, before);
    day_digits(&b, d);
    buf_text(&b, behind);
    line(c, buf_view(&b));
}

void calendar_begin(struct calendar *c, struct buf *out, struct str name, struct day made)
{
    *c = (struct calendar){out, made};
    line(c, STR("BEGIN:VCALENDAR"));
    line(c, STR("VERSION:2.0"));
    line(c, STR("PRODID:-//Diwan//Letters//EN"));
    line(c, STR("CALSCALE:GREGORIAN"));
    line(c, STR("METHOD:PUBLISH"));
    text_line(c, "X-WR-CALNAME", name);
}

void calendar_event(struct calendar *c, const struct calendar_event *v)
{
    line(c, STR("BEGIN:VEVENT"));
    text_line(c, "UID", v->uid);
    day_line(c, "DTSTAMP:", c->made, "T000000Z"); /* no moment finer than a day is told */
    day_line(c, "DTSTART;VALUE=DATE:", v->day, "");
    day_line(c, "DTEND;VALUE=DATE:", (struct day){v->day.n + 1}, ""); /* not counted in (3.6.1) */
    text_line(c, "SUMMARY", v->summary);
    if (v->text.n)
        text_line(c, "DESCRIPTION", v->text);
    line(c, STR("TRANSP:TRANSPARENT"));
    line(c, STR("END:VEVENT"));
}

void calendar_end(struct calendar *c)
{
    line(c, STR("END:VCALENDAR"));
}
