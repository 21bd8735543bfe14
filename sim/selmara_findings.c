/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interviews and focus groups in Selmara yielded: summaries, as those who asked hand them in. All invented. */
#include "sim/selmara_priv.h"

struct finding {
    const char *key, *place, *from, *to, *method, *asked;
    int people, women; /* -1: nobody wrote it down */
    const char *codes, *direction, *about, *said_by;
    const char *summary[SELMARA_LANGUAGES]; /* in the order of selmara_languages */
};
#define COUNCILS "Association of village councils (invented)"
#define WATCH "Rights watch of Selmara (invented)"
#define TABLE "Vashta round table (invented)"

static const struct finding findings[] = {
    {"V-01", "Vashta", "2024-03", "2024-03", "focus-group", "community", 9, 9, "night; market; lights", "for", "lights on the road to the market", TABLE, {
        "Nine women go to the market in twos and before noon only. They name lights on the last kilometre as the first thing to change.",
        "تسع نساء يذهبن إلى السوق اثنتين اثنتين وقبل الظهر فقط. يذكرن إنارة الكيلومتر الأخير أولَ ما ينبغي تغييره.",
        "نۆ ژن تەنیا پێش نیوەڕۆ و دوو دوو دەچنە بازاڕ. ڕووناککردنەوەی دوا کیلۆمەتر بە یەکەم شت دادەنێن کە بگۆڕدرێت."}},
    {"V-02", "Vashta", "2024-03", "2024-03", "focus-group", "community", 11, 0, "checkpoints; work", "against", "checkpoints inside the town", TABLE, {
        "Eleven day labourers lose one to two hours a day at two checkpoints, and with it the morning's work. They want one of them gone.",
        "أحد عشر عاملاً مياوماً يفقدون ساعة إلى ساعتين كل يوم عند نقطتي تفتيش، ومعهما عمل الصباح. يريدون إزالة إحداهما.",
        "یازدە کرێکاری ڕۆژانە هەموو ڕۆژێک کاتژمێرێک تا دوان لە دوو خاڵی پشکنین لە دەست دەدەن، و کاری بەیانیش. دەیانەوێت یەکێکیان لاببرێت."}},
    {"V-03", "Vashta", "2024-04", "2024-04", "interview", "security sector", 6, 0, "checkpoints; equipment", "for", "checkpoints inside the town", TABLE, {
        "Six officers say that the checkpoints stopped three attacks last year. They stand twelve hours without a roof or a radio.",
        "يقول ستة ضباط إن نقاط التفتيش أوقفت ثلاث هجمات في العام الماضي. يقفون اثنتي عشرة ساعة بلا سقف ولا جهاز لاسلكي.",
        "شەش ئەفسەر دەڵێن خاڵەکانی پشکنین ساڵی ڕابردوو سێ هێرشیان ڕاگرت. دوازدە کاتژمێر بێ سەقف و بێ بێتەل دەوەستن."}},
    {"M-01", "Maruq", "2024-10", "2024-10", "focus-group", "community", 12, 5, "complaints; police", "for", "an answer to every complaint", COUNCILS, {
        "Twelve residents made nineteen complaints in two years and heard back on four. Most would come again if they got an answer, even a no.",
        "قدّم اثنا عشر ساكناً تسع عشرة شكوى خلال عامين وتلقوا جواباً عن أربع. معظمهم سيعودون لو جاءهم جواب، ولو كان رفضاً.",
        "دوازدە دانیشتوو لە دوو ساڵدا نۆزدە سکاڵایان پێشکەش کرد و وەڵامی چواریان وەرگرتەوە. زۆربەیان دێنەوە ئەگەر وەڵامێک بدرێنەوە، تەنانەت نەخێریش بێت."}},
    {"M-02", "Maruq", "2024-10", "2024-10", "interview", "security sector", 7, 1, "complaints; staff", "mixed", "an answer to every complaint", COUNCILS, {
        "Seven police officers want to answer complaints and have one clerk for it. They fear that an answer in writing is used against them.",
        "يريد سبعة من رجال الشرطة الرد على الشكاوى ولديهم كاتب واحد لذلك. يخشون أن يُستخدم الجواب المكتوب ضدهم.",
        "حەوت پۆلیس دەیانەوێت وەڵامی سکاڵاکان بدەنەوە و یەک نووسەریان بۆ ئەوە هەیە. دەترسن وەڵامی نووسراو دژیان بەکار بهێنرێت."}},
    {"M-03", "Maruq", "2024-10", "2024-10", "meeting", "local government", 14, 3, "lights; budget", "for", "lights in Market Street", COUNCILS, {
        "The municipal council would pay for the lamps if the ministry pays for the current.",
        "المجلس البلدي مستعد لدفع ثمن المصابيح إذا دفعت الوزارة ثمن الكهرباء.",
        "ئەنجومەنی شارەوانی پارەی گڵۆپەکان دەدات ئەگەر وەزارەت پارەی کارەبا بدات."}},
    {"T-01", "Tamura", "2024-05", "2024-06", "interview", "community", 18, 8, "explosive remnants; fields", "for", "clearance before the sowing season", COUNCILS, {
        "Of eighteen farming families eleven left a field unsown because of remnants. They know where the remnants lie and nobody asked them.",
        "من ثماني عشرة عائلة مزارعة تركت إحدى عشرة حقلاً دون زرع بسبب المخلفات. يعرفون أين تقع المخلفات ولم يسألهم أحد.",
        "لە هەژدە خێزانی جووتیار یازدەیان بەهۆی پاشماوەکانەوە کێڵگەیەکیان نەچاند. دەزانن پاشماوەکان لە کوێن و کەس لێی نەپرسین."}},
    {"T-02", "Tamura", "2024-06", "2024-06", "focus-group", "community", 8, 8, "school; checkpoints; girls", "for", "a safe way to school", WATCH, {
        "Eight mothers keep their daughters at home in the dark months because the way to school leads past armed men.",
        "ثماني أمهات يُبقين بناتهن في البيت في الأشهر المظلمة لأن طريق المدرسة يمرّ برجال مسلحين.",
        "هەشت دایک لە مانگە تاریکەکاندا کچەکانیان لە ماڵەوە دەهێڵنەوە، چونکە ڕێگای قوتابخانە بە لای پیاوانی چەکداردا تێدەپەڕێت."}},
    {"K-01", "Kovrin", "2024-02", "2024-02", "interview", "traders", 10, 2, "market; guards; fees", "against", "guards who take a fee", COUNCILS, {
        "Ten traders pay two different guards. They would rather pay one, with a receipt.",
        "يدفع عشرة تجار لحارسين مختلفين. يفضّلون الدفع لواحد وبإيصال.",
        "دە بازرگان پارە بە دوو پاسەوانی جیاواز دەدەن. پێیان باشترە بە یەکێک بدەن و پسوولەیان هەبێت."}},
    {"B-01", "Belmora", "2024-07", "2024-07", "focus-group", "displaced families", 13, 7, "return; houses; papers", "mixed", "the return of families", WATCH, {
        "Thirteen people from six families want to return. What holds them back is first the papers of the house, then the house, then safety.",
        "ثلاثة عشر شخصاً من ست عائلات يريدون العودة. ما يمنعهم أولاً وثائق البيت ثم البيت ثم الأمان.",
        "سێزدە کەس لە شەش خێزان دەیانەوێت بگەڕێنەوە. ئەوەی ڕێگرە یەکەم بەڵگەنامەی خانووەکەیە، پاشان خانووەکە، پاشان سەلامەتی."}},
    {"S-01", "Sedrin", "2024-08", "2024-08", "interview", "security sector", 5, 0, "village councils; trust", "for", "monthly meetings with the councils", COUNCILS, {
        "Five officers met the council once, after an arrest, and would have liked to meet before it.",
        "التقى خمسة ضباط بالمجلس مرة واحدة بعد توقيف، وكانوا يودّون لو التقوا به قبله.",
        "پێنج ئەفسەر جارێک، دوای دەستگیرکردنێک، ئەنجومەنەکەیان بینی، و حەزیان دەکرد پێش ئەوە بیبینن."}},
    {"Z-01", "Zelhan", "2024-11", "2024-11", "other", "community", -1, -1, "boats; news", "mixed", "news from the islands", COUNCILS, {
        "People who came by boat say that nobody has counted what happened on the islands since 2023.",
        "يقول قادمون بالقوارب إن أحداً لم يُحصِ ما جرى في الجزر منذ عام 2023.",
        "ئەوانەی بە بەلەم هاتوون دەڵێن لە 2023ەوە کەس نەیژماردووە چی لە دوورگەکان ڕوویدا."}},
};

static void people_cell(struct buf *b, int n)
{
    buf_char(b, ',');
    if (n >= 0)
        buf_int(b, n);
}

static void cells(struct buf *b, bool first, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_cell(b, first && i == 0, str_of(texts[i]));
}

/* One row a finding and language: what is not the summary stands in each. */
void findings_csv(struct buf *b)
{
    buf_text(b, "key,place,from,to,method,asked,people,women,codes,direction,about,language,summary,said_by\n");
    for (size_t i = 0; i < ARRAY_LEN(findings); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            const struct finding *f = &findings[i];
            cells(b, true, (const char *const[]){f->key, f->place, f->from, f->to, f->method, f->asked}, 6);
            people_cell(b, f->people);
            people_cell(b, f->women);
            cells(b, false, (const char *const[]){f->codes, f->direction, f->about, selmara_languages[l], f->summary[l], f->said_by}, 6);
            buf_char(b, '\n');
        }
}
