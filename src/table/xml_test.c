/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as events; whatever is hostile ends in one sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "table/xml.h"

static void start(void *arg, struct xml *x, const char *element, const char **attributes)
{
    const char *id = xml_attribute(attributes, "id");
    buf_f(arg, "<%s%s%s@%d", element, id ? " " : "", id ? id : "", xml_depth(x));
    if (strcmp(element, "bad") == 0)
        xml_refuse(x, "line %" PRId64 ": bad", xml_line(x));
}

static void end(void *arg, struct xml *x, const char *element, struct str text)
{
    (void)x;
    buf_f(arg, "%.*s/%s>", STR_F(text), element);
}

static bool told(struct str text, struct buf *out, struct err *e)
{
    struct memory_stream m;
    struct xml_events events = {start, end, out};
    memory_open(&m, "x.xml", text);
    return xml_read(&m.s, &events, e);
}

static void events_are_told(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_true(told(STR("<?xml version=\"1.0\"?><y:a xmlns:y=\"u\"><b y:id=\"7\"> one &amp; <![CDATA[<two>]]></b><!-- c --><b/></y:a>"), &b, &e));
    assert_string_equal(b.p, "<a@1<b 7@2one & <two>/b><b@2/b>/a>");
}

static void refused(struct str text, const char *why)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_false(told(text, &b, &e));
    assert_int_equal(e.code, ERR_INPUT);
    if (!strstr(e.text, why))
        fail_msg("%s", e.text);
}

static void hostile_ones_are_refused(void **state)
{
    (void)state;
    struct buf deep CLEANUP(buf_end) = {0}, many CLEANUP(buf_end) = {0}, wide CLEANUP(buf_end) = {0}, tag CLEANUP(buf_end) = {0};
    for (int i = 0; i < 100000; i++)
        buf_text(&deep, "<a>");
    buf_text(&many, "<a");
    for (int i = 0; i < XML_ATTRIBUTES_MOST + 2; i++)
        buf_f(&many, " a%d=\"\"", i);
    buf_text(&many, "/>");
    buf_text(&wide, "<a>");
    for (int i = 0; i <= XML_TEXT_MOST; i++)
        buf_char(&wide, 'x');
    buf_text(&tag, "<a>\n<a b=\"");
    for (int i = 0; i <= 2 * XML_TAG_MOST; i++)
        buf_char(&tag, 'x');
    refused(STR("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>"), "document type");
    refused(STR("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"), "document type");
    refused(STR("<a>&b;</a>"), "line 1: is no XML");
    refused(buf_view(&deep), "deep");
    refused(buf_view(&many), "attributes");
    refused(buf_view(&wide), "bytes of text");
    refused(buf_view(&tag), "line 2: one tag or comment is longer than 4194304 bytes"); /* before it is read to its end */
    refused(STR("<a>\n<bad/></a>"), "x.xml: line 2: bad");
    refused(STR("<a>"), "no XML");
    refused(STR(""), "no XML");
    refused(STR("a,b\n1,2\n"), "no XML");
}

static void roots_are_found(void **state)
{
    (void)state;
    assert_true(str_is(xml_root(STR("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- <x> -->\n<y:graphml xmlns=\"u\">")), "graphml"));
    assert_true(str_is(xml_root(STR("<!DOCTYPE gexf><gexf>")), "gexf"));
    assert_true(str_is(xml_root(STR("a,b")), ""));
    assert_true(str_is(xml_root(STR("<!-- ")), ""));
    assert_true(str_is(xml_root(STR("")), ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(events_are_told), cmocka_unit_test(hostile_ones_are_refused), cmocka_unit_test(roots_are_found)};
    return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
