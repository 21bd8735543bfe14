/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not read here is told what it is. All headers are those of real tools; what stands under them is invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "intake/intake_priv.h"

static void table_is(const char *text, const char *what)
{
    struct memory_stream m;
    struct err e = {0};
    memory_open(&m, "file.csv", str_of(text));
    struct table *t CLEANUP(table_close) = NULL;
    assert_true(table_open(&m.s, &t, &e));
    bool told = foreign_table(t, &e);
    if (!what)
        assert_false(told);
    else if (!told || e.code != ERR_INPUT || !strstr(e.text, what) || strncmp(e.text, "file.csv: ", 10) != 0)
        fail_msg("%s: \"%s\" does not say \"%s\"", text, e.text, what);
}

static void head_is(const char *text, const char *what)
{
    struct err e = {0};
    bool told = foreign_head(str_of(text), "file", &e);
    if (!what)
        assert_false(told);
    else if (!told || e.code != ERR_INPUT || !strstr(e.text, what))
        fail_msg("%s: \"%s\" does not say \"%s\"", text, e.text, what);
}

static void tables_told(void **state)
{
    (void)state;
    table_is("timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n", "the statements of a dialogue");
    table_is("participant,group-id,n-comments,n-votes,0,1\n0,0,1,2,1,1\n", "participants of a dialogue and their votes");
    table_is("topic,Street lights\nurl,x\n", "the summary of a dialogue");
    table_is("type,name,label,required,relevant\ntext,q1,Q,,\n", "the questions of a questionnaire");
    table_is("list_name,name,label\n", "the choices of a questionnaire");
    table_is("start;_id;_index\n1;2;3\n", "KoboToolbox");
    table_is("iati-identifier,budget\nXM-1,a\n", "IATI table");
    table_is("From,To,Type,Strength\nA,B,c,1\n", "Kumu export: connections");
    table_is("Label,Type,Tags\nA,b,c\n", "Kumu export: actors");
    table_is("Who,What,Note\n#org,#sector,#meta\nA,b,c\n", "who does what (3W)");
    table_is("a,b,pw,fpc\n1,2,3,4\n", "sample survey");
    table_is("governorate,population1997,population2003\nAvora,1,2\n", "a column for each year");
    table_is("name,Population (people)\nAvora,1\n", "population that does not say");
    table_is("date,longitude,latitude,type\n2006-01-01,40,33,x\n", "events with days and points");
    table_is("# A title of some words\n\nAnd running text.\n", "running text, not a table");
    table_is("a,b\n1,2\n", NULL);
    table_is("title\n1\n", NULL);
}

static void heads_told(void **state)
{
    (void)state;
    head_is("<iati-organisations>", "IATI file: organisations");
    head_is("\xEF\xBB\xBF<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y 'z'>]><x/>", "XML");
    head_is("<codelist name=\"Sector\">", "code list of IATI");
    head_is("<graphml xmlns=\"x\">", "GraphML");
    head_is("<g:gexf xmlns:g='x'>", "GEXF");
    head_is("<kml><Document>", "ogr2ogr");
    head_is("<!DOCTYPE html>\n<HTML>", "web page");
    head_is("<other/>", "is XML (other)");
    head_is("<?xml version=\"1.0\"?>", NULL);
    head_is("{\"type\":\"Topology\",\"objects\":{}}", "TopoJSON");
    head_is("{\"results\":[{\"_id\":1,\"formhub/uuid\":\"0\"}]}", "KoboToolbox");
    head_is("{\"a\":1}", "is JSON, but neither GeoJSON with features");
    head_is("id,date\n", NULL);
    head_is("", NULL);
    head_is("<", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables_told), cmocka_unit_test(heads_told)};
    return cmocka_run_group_tests_name("intake foreign", tests, NULL, NULL);
}
