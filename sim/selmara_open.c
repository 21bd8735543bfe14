/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialogue of Selmara that nobody has answered yet: for whoever wants to see one from inside. All invented. */
#include "core/output.h"
#include "sim/selmara_priv.h"
#include <errno.h>
#include <sys/stat.h>

enum { EN, AR, CKB };

static const struct {
    int said_in;
    const char *text[SELMARA_LANGUAGES];
} statements[] = {
    {EN, {"The lamps on the market street should be lit until midnight.", "ينبغي أن تبقى مصابيح شارع السوق مضاءة حتى منتصف الليل.",
        "پێویستە گڵۆپەکانی شەقامی بازاڕ تا نیوەشەو داگیرساو بن."}},
    {AR, {"I walk my children home because I do not trust the road at night.", "أرافق أطفالي إلى البيت لأنني لا أثق بالطريق ليلاً.",
        "منداڵەکانم تا ماڵەوە دەبەم، چونکە بە شەو متمانەم بە ڕێگاکە نییە."}},
    {CKB, {"The same police officers should patrol our quarter every night.", "ينبغي أن يجوب رجال الشرطة أنفسهم حيّنا كل ليلة.",
        "دەبێت هەمان پۆلیس هەموو شەوێک لە گەڕەکەکەماندا بگەڕێن."}},
    {EN, {"Women should be able to reach a policewoman by telephone at night.", "ينبغي أن تتمكن النساء من الاتصال بشرطية هاتفياً في الليل.",
        "ئافرەتان دەبێت بتوانن بە شەو بە تەلەفۆن پەیوەندی بە پۆلیسێکی ئافرەتەوە بکەن."}},
    {AR, {"The checkpoint at the bridge should close after ten in the evening.", "ينبغي أن تُغلق نقطة التفتيش عند الجسر بعد العاشرة مساءً.",
        "دەبێت خاڵی پشکنینی پردەکە دوای کاتژمێر دەی ئێوارە دابخرێت."}},
    {EN, {"Shops that stay open late make the street safer.", "المحال التي تبقى مفتوحة حتى وقت متأخر تجعل الشارع أكثر أماناً.",
        "ئەو دوکانانەی تا درەنگ کراوە دەمێننەوە، شەقامەکە سەلامەتتر دەکەن."}},
    {CKB, {"Young people need a place where they can meet in the evening.", "يحتاج الشباب إلى مكان يلتقون فيه مساءً.",
        "گەنجان پێویستیان بە شوێنێکە کە ئێواران تێیدا کۆ ببنەوە."}},
    {AR, {"Whoever is asked for papers at night should be told why.", "من تُطلب منه وثائقه ليلاً ينبغي أن يُقال له لماذا.",
        "هەر کەسێک بە شەو داوای بەڵگەنامەی لێ بکرێت، دەبێت پێی بگوترێت بۆچی."}},
    {EN, {"Stray dogs frighten me more than people do.", "الكلاب الضالة تخيفني أكثر مما يخيفني الناس.", "سەگی بەڕەڵا زیاتر لە خەڵک دەمترسێنن."}},
};

static const struct {
    const char *key, *value[SELMARA_LANGUAGES];
} words[] = {
    {"topic", {"Maruq after dark", "ماروق بعد حلول الظلام", "مارووق دوای تاریکبوون"}},
    {"description", {"An invented dialogue, to be tried out: Selmara does not exist.", "حوار متخيَّل للتجربة: سلمارا غير موجودة.",
        "گفتوگۆیەکی خەیاڵی بۆ تاقیکردنەوە: سەلمارا بوونی نییە."}},
    {"who_may_speak", {"Everybody who lives in Maruq", "كل من يعيش في ماروق", "هەر کەسێک لە مارووق بژی"}},
};

static void about_csv(struct buf *b)
{
    buf_text(b, "key,value\nname," SELMARA_OPEN_DIALOGUE "\nplace,XS-MA\nphase,ceasefire\n");
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            buf_f(b, "%s_%s", words[i].key, selmara_languages[l]);
            csv_cell(b, false, str_of(words[i].value[l]));
            buf_char(b, '\n');
        }
    buf_text(b, "choices_side,community; security sector; local government\nchoices_gender,men; women\nchoices_age,18-29; 30-44; 45-59; 60+\n");
}

static void statements_csv(struct buf *b)
{
    buf_text(b, "statement,language,text,text_en,text_ar,text_ckb,seed,moderated\n");
    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        int in = statements[i].said_in;
        buf_f(b, "%zu", i + 1);
        csv_cell(b, false, str_of(selmara_languages[in]));
        csv_cell(b, false, str_of(statements[i].text[in]));
        for (int l = 0; l < SELMARA_LANGUAGES; l++)
            csv_cell(b, false, str_of(l == in ? "" : statements[i].text[l]));
        buf_text(b, ",yes,1\n");
    }
}

bool open_files(const char *folder, struct err *e)
{
    static const struct {
        const char *name;
        void (*make)(struct buf *b);
    } files[] = {{"dialogue.csv", about_csv}, {"statements.csv", statements_csv}};
    struct buf path CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/%s", folder, SELMARA_OPEN_DIALOGUE);
    if (mkdir(path.p, 0777) != 0 && errno != EEXIST)
        return err_set(e, ERR_SYSTEM, "%s: the folder cannot be made: %s", path.p, strerror(errno));
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct buf b CLEANUP(buf_end) = {0}, name CLEANUP(buf_end) = {0};
        files[i].make(&b);
        buf_f(&name, "%s/%s", path.p, files[i].name);
        if (!output_file(name.p, buf_view(&b), e))
            return false;
    }
    return true;
}
