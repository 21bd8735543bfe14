/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said in the two dialogues of Selmara, in the words it was said in and in two translations, and how the people of each group vote on it.
 * All invented. In the dialogue of the country the groups are a: order first, b: accounts first, c: roads, water and return first; in the round
 * table of Maruq there are two, and they are its sides.
 */
#include "sim/selmara_priv.h"

#define EN 0
#define AR 1
#define CKB 2

const struct selmara_statement selmara_country_statements[SELMARA_COUNTRY_STATEMENTS] = {
    {SELMARA_BRIDGES, EN, true, {85, 94, 91}, 0, {
        "Every checkpoint should carry a number that can be read from a car.",
        "ينبغي أن تحمل كل نقطة تفتيش رقماً يمكن قراءته من السيارة.",
        "دەبێت هەر خاڵێکی پشکنین ژمارەیەکی هەبێت کە لە ئۆتۆمبێلەوە بخوێنرێتەوە."}, NULL},
    {SELMARA_BRIDGES, AR, true, {83, 95, 90}, 0, {
        "Whoever makes a complaint should get an answer within two weeks.",
        "من يقدّم شكوى يجب أن يتلقى جواباً خلال أسبوعين.",
        "هەر کەسێک سکاڵایەک پێشکەش بکات، دەبێت لە ماوەی دوو هەفتەدا وەڵامی بدرێتەوە."}, &selmara_parts_answer},
    {SELMARA_BRIDGES, CKB, true, {93, 90, 96}, 0, {
        "Fields should be cleared of explosive remnants before the sowing season.",
        "ينبغي تطهير الحقول من مخلفات المتفجرات قبل موسم البذار.",
        "پێویستە کێڵگەکان پێش وەرزی چاندن لە پاشماوەی تەقەمەنی پاک بکرێنەوە."}, NULL},
    {SELMARA_BRIDGES, EN, true, {88, 86, 94}, 0, {
        "The road between Belmora and Kovrin needs lights at night.",
        "الطريق بين بلمورا وكوفرين يحتاج إلى إنارة ليلاً.",
        "ڕێگای نێوان بێلمۆرا و کۆڤرین بە شەو پێویستی بە ڕووناکی هەیە."}, NULL},
    {SELMARA_BRIDGES, AR, true, {90, 96, 95}, 0, {
        "Ambulances should pass every checkpoint without waiting.",
        "يجب أن تمرّ سيارات الإسعاف عبر كل نقطة تفتيش دون انتظار.",
        "دەبێت ئۆتۆمبێلی فریاکەوتن بێ چاوەڕوانی بە هەموو خاڵێکی پشکنیندا تێپەڕێت."}, &selmara_parts_ambulance},
    {SELMARA_BRIDGES, CKB, true, {92, 94, 95}, 0, {
        "The way to school should be safe for children, also early in the morning.",
        "يجب أن يكون الطريق إلى المدرسة آمناً للأطفال، حتى في الصباح الباكر.",
        "ڕێگای قوتابخانە دەبێت بۆ منداڵان سەلامەت بێت، لە بەیانی زووشدا."}, NULL},
    {SELMARA_BRIDGES, EN, true, {86, 84, 86}, 0, {
        "Police and village councils should meet once a month.",
        "ينبغي أن تجتمع الشرطة ومجالس القرى مرة كل شهر.",
        "پێویستە پۆلیس و ئەنجومەنی گوندەکان مانگی جارێک کۆ ببنەوە."}, NULL},
    {SELMARA_DIVIDES, AR, true, {90, 10, 18}, 0, {
        "More checkpoints make the roads safer.",
        "المزيد من نقاط التفتيش يجعل الطرق أكثر أماناً.",
        "خاڵی پشکنینی زیاتر ڕێگاکان سەلامەتتر دەکات."}, NULL},
    {SELMARA_DIVIDES, EN, true, {10, 90, 22}, 0, {
        "A civilian judge should decide every complaint against a guard.",
        "يجب أن يبتّ قاضٍ مدني في كل شكوى ضد حارس.",
        "دەبێت دادوەرێکی مەدەنی لە هەر سکاڵایەک دژی پاسەوانێک بڕیار بدات."}, NULL},
    {SELMARA_DIVIDES, CKB, true, {16, 10, 87}, 0, {
        "Families should return now, even if not every house has been repaired.",
        "فلتعد العائلات الآن، حتى لو لم تُصلَح كل البيوت.",
        "با خێزانەکان ئێستا بگەڕێنەوە، تەنانەت ئەگەر هەموو خانووەکان چاک نەکرابنەوە."}, NULL},
    {SELMARA_DIVIDES, EN, true, {91, 12, 20}, 0, {
        "Soldiers should stay in the towns until the end of next year.",
        "ينبغي أن يبقى الجنود في المدن حتى نهاية العام المقبل.",
        "پێویستە سەربازەکان تا کۆتایی ساڵی داهاتوو لە شارۆچکەکاندا بمێننەوە."}, NULL},
    {SELMARA_DIVIDES, AR, true, {9, 89, 17}, 0, {
        "The names of those responsible for past abuses should be published.",
        "يجب نشر أسماء المسؤولين عن انتهاكات الماضي.",
        "دەبێت ناوی بەرپرسانی پێشێلکارییەکانی ڕابردوو بڵاو بکرێتەوە."}, NULL},
    {SELMARA_DIVIDES, AR, true, {11, 22, 90}, 0, {
        "Money should go to roads and water before the police.",
        "يجب أن يُنفق المال على الطرق والمياه قبل الشرطة.",
        "دەبێت پارە پێش پۆلیس بۆ ڕێگاوبان و ئاو خەرج بکرێت."}, NULL},
    {SELMARA_BRIDGES, EN, false, {82, 95, 92}, 0, {
        "Families should be told within one day where a relative is held.",
        "يجب إبلاغ العائلات خلال يوم واحد بمكان احتجاز أقاربها.",
        "دەبێت لە ماوەی یەک ڕۆژدا بە خێزانەکان بوترێت کە خزمەکەیان لە کوێ دەستبەسەرە."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {84, 8, 15}, 0, {
        "The night curfew should stay in the border districts.",
        "ينبغي أن يبقى حظر التجول الليلي في المناطق الحدودية.",
        "پێویستە قەدەغەی هاتوچۆی شەوانە لە ناوچە سنوورییەکاندا بمێنێتەوە."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {7, 88, 19}, 0, {
        "Checkpoints inside towns should be removed at once.",
        "ينبغي إزالة نقاط التفتيش داخل المدن فوراً.",
        "پێویستە خاڵەکانی پشکنین لە ناو شارۆچکەکاندا دەستبەجێ لاببرێن."}, NULL},
    {SELMARA_DIVIDES, EN, false, {12, 20, 89}, 0, {
        "Traders should guard the market themselves.",
        "ينبغي أن يحرس التجار السوق بأنفسهم.",
        "پێویستە بازرگانەکان خۆیان پارێزگاری لە بازاڕ بکەن."}, NULL},
    {SELMARA_WOMEN, CKB, false, {35, 35, 35}, 0, {
        "After dark I do not take the road to the market.",
        "بعد حلول الظلام لا أسلك الطريق إلى السوق.",
        "دوای تاریکبوون بە ڕێگای بازاڕدا ناڕۆم."}, &selmara_parts_dark},
    {SELMARA_REJECTED, EN, false, {6, 7, 5}, 0, {
        "Roads should stay closed on market days.",
        "ينبغي أن تبقى الطرق مغلقة في أيام السوق.",
        "پێویستە ڕێگاکان لە ڕۆژانی بازاڕدا داخراو بن."}, NULL},
    {SELMARA_BRIDGES, AR, false, {89, 92, 93}, 0, {
        "People should be able to replace lost documents in every district.",
        "يجب أن يتمكن الناس في كل ناحية من استبدال وثائقهم المفقودة.",
        "خەڵک دەبێت لە هەموو ناحیەیەک بتوانن بەڵگەنامە ونبووەکانیان نوێ بکەنەوە."}, NULL},
    {SELMARA_DIVIDES, AR, false, {82, 6, 20}, 0, {
        "Phones may be searched at checkpoints.",
        "يجوز تفتيش الهواتف عند نقاط التفتيش.",
        "دەکرێت لە خاڵەکانی پشکنیندا مۆبایل بپشکنرێت."}, NULL},
    {SELMARA_UNSETTLED, CKB, false, {54, 44, 48}, 0, {
        "The market is safer now than a year ago.",
        "السوق الآن أكثر أماناً مما كان قبل عام.",
        "بازاڕەکە ئێستا لە ساڵی ڕابردوو سەلامەتترە."}, NULL},
    {SELMARA_DIVIDES, EN, false, {13, 86, 24}, 0, {
        "Nobody who gave orders in the fighting should hold office.",
        "ينبغي ألا يتولى منصباً أحد ممن أصدروا الأوامر في القتال.",
        "هەر کەسێک لە شەڕدا فەرمانی دابێت، نابێت پۆستی هەبێت."}, NULL},
    {SELMARA_DIVIDES, AR, false, {18, 10, 86}, 0, {
        "Village councils, not courts, should settle disputes over land.",
        "ينبغي أن تحلّ مجالس القرى الخلافات على الأراضي، لا المحاكم.",
        "پێویستە ئەنجومەنی گوندەکان، نەک دادگاکان، ناکۆکییەکانی سەر زەوی یەکلا بکەنەوە."}, NULL},
    {SELMARA_REJECTED, AR, false, {7, 4, 4}, 0, {
        "Complaints should be made in the capital only.",
        "ينبغي ألا تُقدَّم الشكاوى إلا في العاصمة.",
        "پێویستە سکاڵا تەنیا لە پایتەخت پێشکەش بکرێت."}, NULL},
    {SELMARA_DIVIDES, EN, false, {83, 14, 22}, 0, {
        "Only the army should guard the markets.",
        "ينبغي أن يتولى الجيش وحده حراسة الأسواق.",
        "تەنیا سوپا دەبێت پارێزگاری لە بازاڕەکان بکات."}, NULL},
    {SELMARA_BRIDGES, CKB, false, {90, 89, 96}, 0, {
        "Damaged wells should be repaired before the summer.",
        "ينبغي إصلاح الآبار المتضررة قبل الصيف.",
        "پێویستە بیرە زیانلێکەوتووەکان پێش هاوین چاک بکرێنەوە."}, NULL},
    {SELMARA_DIVIDES, AR, false, {19, 90, 28}, 0, {
        "Every guard should wear a camera that records his work.",
        "يجب أن يحمل كل حارس كاميرا تسجّل عمله.",
        "دەبێت هەر پاسەوانێک کامێرایەکی پێوە بێت کە کارەکەی تۆمار بکات."}, NULL},
    {SELMARA_UNSETTLED, EN, false, {50, 47, 55}, 0, {
        "A second radio station would help people to know which road is safe.",
        "محطة إذاعة ثانية ستساعد الناس على معرفة أي طريق آمن.",
        "ئێستگەیەکی ڕادیۆی دووەم یارمەتی خەڵک دەدات بزانن کام ڕێگا سەلامەتە."}, NULL},
    {SELMARA_REJECTED, CKB, false, {11, 3, 4}, 0, {
        "Schools may be used to house soldiers.",
        "يجوز استخدام المدارس لإيواء الجنود.",
        "دەکرێت قوتابخانەکان بۆ نیشتەجێکردنی سەربازان بەکار بهێنرێن."}, NULL},
    {SELMARA_DIVIDES, EN, false, {11, 18, 87}, 0, {
        "Goods should cross between districts without permits.",
        "ينبغي أن تعبر البضائع بين المناطق دون تصاريح.",
        "پێویستە کاڵا لە نێوان ناوچەکاندا بێ مۆڵەت تێپەڕێت."}, NULL},
    {SELMARA_BRIDGES, EN, false, {88, 86, 94}, 4, {
        "The road from Belmora to Kovrin needs lights at night.",
        "الطريق من بلمورا إلى كوفرين يحتاج إلى إنارة ليلاً.",
        "ڕێگای بێلمۆرا بۆ کۆڤرین بە شەو پێویستی بە ڕووناکی هەیە."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {86, 12, 18}, 0, {
        "Neighbourhood guards should be under the command of the army.",
        "يجب أن يكون حرّاس الأحياء تحت قيادة الجيش.",
        "پاسەوانانی گەڕەک دەبێت لە ژێر فەرماندەیی سوپادا بن."}, NULL},
    {SELMARA_META, EN, false, {45, 40, 50}, 0, {
        "There are too many statements here.",
        "العبارات هنا كثيرة جداً.",
        "ڕستەکان لێرە زۆر زۆرن."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {14, 88, 27}, 0, {
        "The budget of the security forces should be debated in public every year.",
        "يجب أن تُناقش ميزانية القوات الأمنية علناً كل عام.",
        "بودجەی هێزە ئەمنییەکان دەبێت هەموو ساڵێک بە ئاشکرا تاوتوێ بکرێت."}, NULL},
    {SELMARA_REFUSED, EN, false, {20, 20, 20}, 0, {
        "I repair generators, cheap and fast.",
        "أصلح المولدات بسعر رخيص وبسرعة.",
        "موەلیدە چاک دەکەمەوە، هەرزان و خێرا."}, NULL},
    {SELMARA_REJECTED, AR, false, {9, 3, 4}, 0, {
        "A fee may be taken from everybody who passes a checkpoint.",
        "يجوز أخذ رسوم من كل من يعبر نقطة تفتيش.",
        "دەکرێت لە هەر کەسێک بە خاڵی پشکنیندا تێپەڕێت ڕسوم وەربگیرێت."}, NULL},
    {SELMARA_DIVIDES, AR, false, {90, 10, 18}, 8, {
        "Having more checkpoints makes the roads safer.",
        "مزيد من نقاط التفتيش يجعل الطرق أكثر أماناً.",
        "زیادکردنی خاڵی پشکنین ڕێگاکان سەلامەتتر دەکات."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {10, 26, 88}, 0, {
        "Local councils should hire the police of their district themselves.",
        "ينبغي أن تعيّن المجالس المحلية شرطة مناطقها بنفسها.",
        "ئەنجومەنە ناوخۆییەکان دەبێت خۆیان پۆلیسی ناوچەکەیان دابمەزرێنن."}, NULL},
    {SELMARA_UNSETTLED, AR, false, {52, 48, 45}, 0, {
        "The municipality, not the ministry, should pay for street lights.",
        "ينبغي أن تدفع البلدية ثمن إنارة الشوارع، لا الوزارة.",
        "پێویستە شارەوانی پارەی ڕووناکی شەقامەکان بدات، نەک وەزارەت."}, NULL},
    {SELMARA_META, AR, false, {90, 92, 90}, 0, {
        "I would like to see the results of this dialogue.",
        "أودّ أن أرى نتائج هذا الحوار.",
        "حەز دەکەم ئەنجامەکانی ئەم گفتوگۆیە ببینم."}, NULL},
    {SELMARA_REFUSED, AR, false, {30, 30, 30}, 0, {
        "They are all the same.",
        "كلهم سواء.",
        "هەموویان وەک یەکن."}, NULL},
    {SELMARA_LATE, CKB, false, {94, 94, 94}, 0, {
        "A bus should take girls to the upper school in Vashta.",
        "ينبغي أن تنقل حافلة الفتيات إلى المدرسة الثانوية في فاشتا.",
        "پێویستە پاسێک کچان بگەیەنێتە ئامادەییەکەی ڤاشتا."}, NULL},
};

const struct selmara_statement selmara_room_statements[SELMARA_ROOM_STATEMENTS] = {
    {SELMARA_BRIDGES, EN, true, {90, 97, 0}, 0, {
        "Officers should say their name when they stop somebody.",
        "ينبغي أن يذكر الشرطي اسمه عندما يوقف أحداً.",
        "پێویستە ئەفسەر کاتێک کەسێک ڕادەگرێت ناوی خۆی بڵێت."}, NULL},
    {SELMARA_BRIDGES, AR, true, {95, 95, 0}, 0, {
        "Market Street in Maruq needs lights.",
        "يحتاج شارع السوق في ماروق إلى إنارة.",
        "شەقامی بازاڕ لە مارووق پێویستی بە ڕووناکی هەیە."}, NULL},
    {SELMARA_BRIDGES, CKB, true, {92, 94, 0}, 0, {
        "The police station should be open to questions from residents one day a week.",
        "ينبغي أن يفتح مركز الشرطة بابه لأسئلة السكان يوماً في الأسبوع.",
        "پێویستە بنکەی پۆلیس هەفتەی ڕۆژێک دەرگای بۆ پرسیاری دانیشتووان کراوە بێت."}, NULL},
    {SELMARA_DIVIDES, EN, true, {90, 12, 0}, 0, {
        "Police should be able to search a car without giving a reason.",
        "ينبغي أن تستطيع الشرطة تفتيش سيارة دون ذكر سبب.",
        "پێویستە پۆلیس بتوانێت بێ وتنی هۆکار ئۆتۆمبێل بپشکنێت."}, NULL},
    {SELMARA_DIVIDES, AR, true, {12, 90, 0}, 0, {
        "Patrols stop young men more often than others, without a reason.",
        "توقف الدوريات الشبان أكثر من غيرهم دون سبب.",
        "دەوریەکان بێ هۆکار گەنجەکان زیاتر لە کەسانی تر ڕادەگرن."}, &selmara_parts_patrol},
    {SELMARA_BRIDGES, EN, true, {91, 96, 0}, 0, {
        "When a complaint is closed, the person should be told why.",
        "عند إغلاق شكوى يجب أن يُقال لصاحبها السبب.",
        "کاتێک سکاڵایەک دادەخرێت، دەبێت هۆکارەکەی بە خاوەنەکەی بوترێت."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {90, 18, 0}, 0, {
        "There are too few police here; more are needed.",
        "الشرطة هنا قليلة ونحتاج إلى المزيد.",
        "پۆلیس لێرە کەمە و پێویستی بە زیاترە."}, NULL},
    {SELMARA_DIVIDES, EN, false, {15, 88, 0}, 0, {
        "The checkpoint at the bridge should go.",
        "ينبغي إزالة نقطة التفتيش عند الجسر.",
        "پێویستە خاڵی پشکنینی سەر پردەکە لاببرێت."}, NULL},
    {SELMARA_BRIDGES, AR, false, {93, 95, 0}, 0, {
        "Police should be trained in how to deal with children.",
        "ينبغي أن تتدرب الشرطة على التعامل مع الأطفال.",
        "پێویستە پۆلیس لەسەر مامەڵەکردن لەگەڵ منداڵان ڕاهێنانی پێ بکرێت."}, NULL},
    {SELMARA_UNSETTLED, CKB, false, {52, 45, 0}, 0, {
        "Maruq is calmer now than last spring.",
        "ماروق الآن أهدأ مما كانت في الربيع الماضي.",
        "مارووق ئێستا لە بەهاری ڕابردوو ئارامترە."}, NULL},
    {SELMARA_REJECTED, CKB, false, {8, 5, 0}, 0, {
        "The market should close at four in the afternoon.",
        "ينبغي أن يُغلق السوق عند الرابعة عصراً.",
        "پێویستە بازاڕ کاتژمێر چواری دوانیوەڕۆ دابخرێت."}, NULL},
    {SELMARA_DIVIDES, AR, false, {92, 25, 0}, 0, {
        "People do not tell the police what they know.",
        "الناس لا يخبرون الشرطة بما يعرفون.",
        "خەڵک ئەوەی دەیزانن بە پۆلیسی ناڵێن."}, NULL},
    {SELMARA_BRIDGES, CKB, false, {90, 97, 0}, 0, {
        "There should be a policewoman at the station for women who have a complaint.",
        "ينبغي أن تكون في المركز شرطية للنساء اللواتي لديهن شكوى.",
        "دەبێت ژنێکی پۆلیس لە بنکەکەدا هەبێت بۆ ئەو ژنانەی سکاڵایان هەیە."}, NULL},
    {SELMARA_DIVIDES, CKB, false, {8, 85, 0}, 0, {
        "Police should not carry rifles inside the neighbourhoods.",
        "ينبغي ألا تحمل الشرطة البنادق داخل الأحياء.",
        "نابێت پۆلیس لە ناو گەڕەکەکاندا تفەنگ هەڵبگرێت."}, NULL},
    {SELMARA_BRIDGES, EN, false, {94, 96, 0}, 0, {
        "Someone should answer the emergency number at night.",
        "ينبغي أن يردّ أحد على رقم الطوارئ ليلاً.",
        "دەبێت بە شەو کەسێک وەڵامی ژمارەی فریاکەوتن بداتەوە."}, NULL},
    {SELMARA_BRIDGES, AR, false, {95, 95, 0}, 2, {
        "Market Street in Maruq needs lights at night.",
        "يحتاج شارع السوق في ماروق إلى إنارة ليلاً.",
        "شەقامی بازاڕ لە مارووق بە شەو پێویستی بە ڕووناکی هەیە."}, NULL},
    {SELMARA_REJECTED, EN, false, {10, 4, 0}, 0, {
        "Complaints should be made in writing only.",
        "ينبغي ألا تُقبل الشكاوى إلا مكتوبة.",
        "پێویستە سکاڵا تەنیا بە نووسین وەربگیرێت."}, NULL},
    {SELMARA_DIVIDES, EN, false, {88, 22, 0}, 0, {
        "Young people should be at home by ten in the evening.",
        "ينبغي أن يكون الشباب في بيوتهم عند العاشرة مساءً.",
        "پێویستە گەنجان تا کاتژمێر دەی شەو لە ماڵەوە بن."}, NULL},
    {SELMARA_UNSETTLED, EN, false, {45, 55, 0}, 0, {
        "A guard from the neighbourhood would help at the market.",
        "حارس من الحي سيفيد في السوق.",
        "پاسەوانێکی گەڕەکەکە لە بازاڕدا سوودی دەبێت."}, NULL},
    {SELMARA_DIVIDES, AR, false, {10, 87, 0}, 0, {
        "An officer who does wrong is not punished.",
        "الشرطي الذي يخطئ لا يُعاقَب.",
        "ئەو پۆلیسەی هەڵە دەکات سزا نادرێت."}, NULL},
    {SELMARA_BRIDGES, AR, false, {96, 94, 0}, 0, {
        "The dangerous fields by the river should be marked clearly.",
        "يجب وضع إشارات واضحة حول الحقول الخطرة قرب النهر.",
        "دەبێت کێڵگە مەترسیدارەکانی نزیک ڕووبارەکە بە ڕوونی نیشانە بکرێن."}, NULL},
    {SELMARA_REJECTED, AR, false, {6, 3, 0}, 0, {
        "There should be a fee for making a complaint.",
        "ينبغي أن تُدفع رسوم عند تقديم شكوى.",
        "پێویستە بۆ پێشکەشکردنی سکاڵا ڕسوم بدرێت."}, NULL},
    {SELMARA_UNSETTLED, AR, false, {50, 48, 0}, 0, {
        "The police station should move next to the market.",
        "ينبغي نقل مركز الشرطة إلى جانب السوق.",
        "پێویستە بنکەی پۆلیس بگوازرێتەوە بۆ تەنیشت بازاڕ."}, NULL},
    {SELMARA_META, CKB, false, {60, 55, 0}, 0, {
        "There was too little time at this meeting.",
        "كان وقت هذا اللقاء قصيراً.",
        "کاتی ئەم کۆبوونەوەیە کەم بوو."}, NULL},
    {SELMARA_REFUSED, EN, false, {15, 20, 0}, 0, {
        "Vote for my uncle in the autumn.",
        "صوّتوا لعمّي في الخريف.",
        "لە پایزدا دەنگ بۆ مامم بدەن."}, NULL},
};

/* Observation, feeling, need, request, where somebody took a statement apart; in the words it was made in. */
const struct selmara_parts selmara_parts_answer = {
    "قدّمت شكوى قبل ثلاثة أشهر ولم أسمع شيئاً.", "أشعر بأنني منسيّ.", "أحتاج إلى أن أُسمَع.", "أن يصلني جواب خلال أسبوعين، ولو كان رفضاً."};
const struct selmara_parts selmara_parts_ambulance = {
    "انتظرت سيارة إسعاف أربعين دقيقة عند نقطة تفتيش.", "كنا خائفين.", "نحتاج إلى أن يصل المريض في الوقت المناسب.", "أن تمرّ سيارات الإسعاف أولاً."};
const struct selmara_parts selmara_parts_dark = {
    "لە زستانەوە هیچ ڕووناکییەک لە ڕێگای بازاڕدا نییە.", "دەترسم.", "پێویستم بە سەلامەتی ڕێگاکە هەیە.", "ڕووناکی لە ڕێگاکەدا دابنرێت."};
const struct selmara_parts selmara_parts_patrol = {
    "أُوقِف ابني خمس مرات هذا الشهر.", "أشعر بالقلق.", "نحتاج إلى أن نُعامَل مثل غيرنا.", "أن تذكر الدورية سبب التوقيف."};
