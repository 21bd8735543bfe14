/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/xml.h"
#include <expat.h>

enum { PIECE = 64 * 1024 };

struct xml {
    XML_Parser parser;
    const struct xml_events *events;
    const char *file;
    int depth;
    struct buf text;
    struct err e;
};

const char *xml_local(const char *name)
{
    if (!name[1]) /* most of a spreadsheet's are one letter */
        return name;
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(xml_local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

int64_t xml_line(const struct xml *x)
{
    return (int64_t)XML_GetCurrentLineNumber(x->parser);
}

int xml_depth(const struct xml *x)
{
    return x->depth;
}

void xml_refuse(struct xml *x, const char *fmt, ...)
{
    char text[600];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (x->e.code == ERR_NONE)
        err_set(&x->e, ERR_INPUT, "%.100s: %s", x->file, text);
    XML_StopParser(x->parser, XML_FALSE);
}

void xml_fail(struct xml *x, const struct err *e)
{
    if (x->e.code == ERR_NONE)
        x->e = *e;
    XML_StopParser(x->parser, XML_FALSE);
}

static bool attributes_fit(const char **attributes)
{
    size_t n = 0;
    for (; attributes[n]; n += 2)
        if (n / 2 >= XML_ATTRIBUTES_MOST || strlen(attributes[n + 1]) > XML_TEXT_MOST)
            return false;
    return true;
}

static void on_start(void *arg, const char *name, const char **attributes)
{
    struct xml *x = arg;
    buf_clear(&x->text);
    if (x->e.code != ERR_NONE)
        return;
    if (++x->depth > XML_DEPTH_MOST)
        xml_refuse(x, "line %" PRId64 ": elements stand more than %d deep in one another, which no such file needs", xml_line(x), XML_DEPTH_MOST);
    else if (!attributes_fit(attributes))
        xml_refuse(x, "line %" PRId64 ": an element has more or longer attributes than any such file needs", xml_line(x));
    else if (x->events->start)
        x->events->start(x->events->arg, x, xml_local(name), attributes);
}

static void on_end(void *arg, const char *name)
{
    struct xml *x = arg;
    if (x->e.code == ERR_NONE && x->events->end)
        x->events->end(x->events->arg, x, xml_local(name), str_trim(buf_view(&x->text)));
    x->depth--;
    buf_clear(&x->text);
}

static void on_text(void *arg, const char *text, int n)
{
    struct xml *x = arg;
    if (x->e.code != ERR_NONE)
        return;
    buf_add(&x->text, text, (size_t)n);
    if (x->text.n > XML_TEXT_MOST)
        xml_refuse(x, "line %" PRId64 ": one element holds more than %d bytes of text", xml_line(x), XML_TEXT_MOST);
}

static void on_document_type(void *arg, const char *name, const char *system, const char *public, int own)
{
    struct xml *x = arg;
    (void)name, (void)system, (void)public, (void)own;
    xml_refuse(x, "line %" PRId64 ": declares a document type, which can hide anything; take the <!DOCTYPE ...> out, or write the file again with the program it is from",
        xml_line(x));
}

/* Bytes of a tag or comment that has not ended yet. */
static int64_t begun(const struct xml *x, int64_t fed)
{
    XML_Index from = XML_GetCurrentByteIndex(x->parser);
    return from >= 0 ? fed - (int64_t)from : 0;
}

static bool pieces(struct xml *x, struct stream *in)
{
    for (int64_t fed = 0;;) {
        void *room = XML_GetBuffer(x->parser, PIECE);
        int64_t k = room ? in->read(in, room, PIECE, &x->e) : -1;
        if (k < 0)
            return x->e.code != ERR_NONE ? false : err_set(&x->e, ERR_SYSTEM, "%.100s: cannot be read", x->file);
        if (in->done > XML_BYTES_MOST)
            return err_set(&x->e, ERR_INPUT, "%.100s: is longer than %" PRId64 " bytes", x->file, XML_BYTES_MOST);
        if (XML_ParseBuffer(x->parser, (int)k, k == 0) != XML_STATUS_OK)
            return x->e.code != ERR_NONE ? false : err_set(&x->e, ERR_INPUT, "%.100s: line %" PRId64 ": is no XML from here on (%s); take a whole copy", x->file, xml_line(x),
                XML_ErrorString(XML_GetErrorCode(x->parser)));
        if (k == 0)
            return true;
        fed += k;
        if (begun(x, fed) > XML_TAG_MOST)
            return err_set(&x->e, ERR_INPUT, "%.100s: line %" PRId64 ": one tag or comment is longer than %d bytes", x->file, xml_line(x), XML_TAG_MOST);
    }
}

bool xml_read(struct stream *in, const struct xml_events *events, struct err *e)
{
    struct xml x = {.parser = XML_ParserCreate(NULL), .events = events, .file = in->name};
    if (!x.parser)
        return err_set(e, ERR_SYSTEM, "%.100s: cannot be read: expat does not begin", in->name);
    XML_SetUserData(x.parser, &x);
    XML_SetElementHandler(x.parser, on_start, on_end);
    XML_SetCharacterDataHandler(x.parser, on_text);
    XML_SetStartDoctypeDeclHandler(x.parser, on_document_type);
    bool fine = pieces(&x, in);
    if (!fine)
        *e = x.e;
    XML_ParserFree(x.parser);
    buf_end(&x.text);
    return fine;
}

/* ---- sniffing ---- */

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind what begins at the head: a declaration, a comment, a document type; or where it stands already. */
static struct str past(struct str s)
{
    const char *first = s.n ? memchr(s.p, '>', s.n) : NULL, *bracket = s.n ? memchr(s.p, '[', s.n) : NULL; /* a document type with declarations of its own */
    const char *ends = str_starts(s, "<!--") ? "-->" : str_starts(s, "<?") ? "?>" : !str_starts(s, "<!") ? NULL : bracket && first && bracket < first ? "]>" : ">";
    const char *end = ends ? memmem(s.p, s.n, ends, strlen(ends)) : NULL;
    if (!end)
        return ends ? STR("") : s;
    end += strlen(ends);
    return (struct str){end, s.n - (size_t)(end - s.p)};
}

struct str xml_root(struct str head)
{
    struct str s = str_trim(head), before = {NULL, 0};
    while (s.p != before.p) {
        before = s;
        s = past(s);
        while (s.n && blank(*s.p))
            s = (struct str){s.p + 1, s.n - 1};
    }
    if (s.n < 2 || s.p[0] != '<')
        return STR("");
    struct str name = {s.p + 1, 0};
    for (size_t i = 1; i < s.n && i < 100 && !blank(s.p[i]) && s.p[i] != '>' && s.p[i] != '/'; i++) {
        name.n++;
        if (s.p[i] == ':')
            name = (struct str){s.p + i + 1, 0};
    }
    return name;
}
