/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the people of Selmara agreed on: an agenda of the country and one of Maruq that came out of the two dialogues, with who is to act, what speaks for and
 * against, what was promised and what became of it; and where people can turn to. All invented.
 */
#include "sim/selmara_priv.h"

#define TABLE "Vashta round table (invented)"
#define COUNCILS "Association of village councils (invented)"
#define WATCH "Rights watch of Selmara (invented)"
#define NORVEND "Government of Norvend (invented)"
#define ADMINISTRATION "Ministry of Local Administration (invented)"
#define COUNTRY_AGENDA "selmara-2025"
#define ROOM_AGENDA "maruq-2025"
#define COUNTRY_DIALOGUE "safety-in-selmara"
#define ROOM_DIALOGUE "maruq-round-table"
#define ALL(en, ar, ckb) {en, ar, ckb}

enum { MARUQ = 10, NO_TOPIC = -1, LINKS_MOST = 5 };

struct link {
    const char *kind, *reference, *direction, *strength, *said_by;
};
struct item {
    const char *key, *agenda;
    int statement;               /* of the agenda's dialogue: its words are the need; 0 none */
    const char *need[SELMARA_LANGUAGES]; /* where it is none */
    const char *ask[SELMARA_LANGUAGES], *capacity[SELMARA_LANGUAGES], *who[SELMARA_LANGUAGES];
    const char *works;
    const char *securities, *pillar, *level, *phases, *drivers, *genders, *concerns, *place, *owner, *addressable;
    const char *why[SELMARA_LANGUAGES];
    const char *article;
    int topic;                   /* of the letters and promises about it */
    const char *state, *state_why; /* the last one, as far as no promise decides it */
    struct link links[LINKS_MOST];
};

static const struct item items[] = {
    {"S1", COUNTRY_AGENDA, 4, ALL("", "", ""),
        ALL("Lamps on the last kilometre before each market, lit until ten.", "مصابيح على الكيلومتر الأخير قبل كل سوق، مضاءة حتى العاشرة.", "گڵۆپ لەسەر دوا کیلۆمەتری پێش هەر بازاڕێک، تا کاتژمێر دە داگیرساو."),
        ALL("Women walk to the market in twos and before noon.", "تذهب النساء إلى السوق اثنتين اثنتين وقبل الظهر.", "ژنان دوو دوو و پێش نیوەڕۆ دەچنە بازاڕ."), ALL("women of Vashta", "نساء فاشتا", "ژنانی ڤاشتا"), "partly",
        "personal;economic", "protection", "local", "ceasefire;stabilising", "ungoverned;inclusive_services", "women;girls", "women;workers", "", "local-administration", "yes",
        ALL("The ministry has a budget for lamps.", "لدى الوزارة ميزانية للمصابيح.", "وەزارەت بودجەی بۆ گڵۆپ هەیە."), "NSP:3", 0, "under_way", "the posts stand",
        {{"finding", "V-01", "for", "strong", TABLE}, {"finding", "M-03", "for", "medium", COUNCILS}, {"incidents", "XS-KO 2024..2024", "for", "weak", TABLE}, {"practice", "lamps-istland", "for", "medium", TABLE}}},
    {"S2", COUNTRY_AGENDA, 2, ALL("", "", ""),
        ALL("One clerk in each station who answers complaints within two weeks.", "كاتب واحد في كل مركز يجيب عن الشكاوى خلال أسبوعين.", "لە هەر بنکەیەک نووسەرێک کە لە ماوەی دوو هەفتەدا وەڵامی سکاڵاکان بداتەوە."),
        ALL("Village councils write complaints down for those who cannot.", "تكتب مجالس القرى الشكاوى لمن لا يستطيع.", "ئەنجومەنی گوندەکان سکاڵا بۆ ئەوانە دەنووسنەوە کە ناتوانن."), ALL("village councils", "مجالس القرى", "ئەنجومەنی گوندەکان"), "yes",
        "political;personal", "protection", "national", "ceasefire;stabilising", "security_justice_arena;governance_rights", "", "", "", "interior", "yes",
        ALL("The ministry can name the clerks.", "تستطيع الوزارة تعيين الكتّاب.", "وەزارەت دەتوانێت نووسەرەکان دیاری بکات."), "NSP:7", 1, "under_way", "the first clerks are named",
        {{"finding", "M-01", "for", "strong", COUNCILS}, {"finding", "M-02", "against", "weak", COUNCILS}}},
    {"S3", COUNTRY_AGENDA, 1, ALL("", "", ""),
        ALL("A number on every checkpoint, and one telephone number to call about it.", "رقم على كل نقطة تفتيش ورقم هاتف واحد للاتصال بشأنها.", "ژمارەیەک لەسەر هەر خاڵێکی پشکنین، و یەک ژمارەی تەلەفۆن دەربارەی."),
        ALL("Drivers tell each other by radio where one waits longest.", "يخبر السائقون بعضهم بعضاً عبر الراديو أين يطول الانتظار.", "شۆفێران بە ڕادیۆ بە یەکتر دەڵێن لە کوێ زۆرترین چاوەڕوانی هەیە."), ALL("drivers", "السائقون", "شۆفێران"), "partly",
        "personal;community", "protection", "national", "ceasefire", "state_abuse;trusted_mediation", "", "workers", "", "interior", "partly",
        ALL("The ministry answers for the police posts; the army for its own.", "الوزارة مسؤولة عن نقاط الشرطة، والجيش عن نقاطه.", "وەزارەت لە خاڵەکانی پۆلیس بەرپرسە؛ سوپا لە هی خۆی."), "NSP:7", 2, "promised", "said at the round table",
        {{"finding", "V-02", "for", "medium", TABLE}, {"finding", "V-03", "against", "medium", TABLE}, {"statement", "safety-in-selmara#16", "against", "weak", TABLE}, {"practice", "numbers-eastmark", "for", "medium", TABLE}}},
    {"S4", COUNTRY_AGENDA, 3, ALL("", "", ""),
        ALL("Clear the fields that farmers have marked, before they sow.", "تطهير الحقول التي علّمها المزارعون قبل أن يزرعوا.", "پاککردنەوەی ئەو کێڵگانەی جووتیاران نیشانەیان کردوون، پێش چاندن."),
        ALL("Farmers know where the remnants lie and have marked them with stones.", "يعرف المزارعون أماكن المخلفات وعلّموها بالحجارة.", "جووتیاران دەزانن پاشماوەکان لە کوێن و بە بەرد نیشانەیان کردوون."), ALL("farming families of Tamura", "عائلات المزارعين في تامورا", "خێزانە جووتیارەکانی تامورا"), "partly",
        "economic;food;personal", "both", "regional", "ceasefire;stabilising;recovery", "resources_water;displacement", "", "farmers;returnees", "XS-TA", "mine-clearance", "yes",
        ALL("Nobody clears mines in Tamura; a team could come before spring.", "لا أحد يزيل الألغام في تامورا، ويمكن أن يأتي فريق قبل الربيع.", "لە تامورا کەس مین پاک ناکاتەوە؛ تیمێک دەتوانێت پێش بەهار بێت."), "", 3, "agreed", "",
        {{"finding", "T-01", "for", "strong", COUNCILS}, {"gap", "XS-TA/15250", "for", "medium", COUNCILS}}},
    {"S5", COUNTRY_AGENDA, 6, ALL("", "", ""),
        ALL("Grown-ups walk with the children on the dark mornings, and no armed post stands at the school.", "يرافق بالغون الأطفال في الصباحات المظلمة، ولا نقطة مسلحة عند المدرسة.", "لە بەیانییە تاریکەکاندا گەورەکان لەگەڵ منداڵان بڕۆن، و هیچ خاڵێکی چەکدار لە لای قوتابخانە نەبێت."),
        ALL("Mothers take turns to walk with the girls.", "تتناوب الأمهات على مرافقة البنات.", "دایکان بە نۆرە لەگەڵ کچەکان دەڕۆن."), ALL("mothers of Tamura", "أمهات تامورا", "دایکانی تامورا"), "yes",
        "personal;community", "empowerment", "local", "tension;ceasefire;stabilising", "participation;marginalization", "girls;boys", "young", "XS-TA", "education", "yes",
        ALL("Teachers and mothers can begin now.", "يستطيع المعلمون والأمهات البدء الآن.", "مامۆستایان و دایکان دەتوانن ئێستا دەست پێ بکەن."), "NSP:12", 4, "agreed", "",
        {{"finding", "T-02", "for", "strong", WATCH}, {"practice", "walking-bus-istland", "for", "medium", TABLE}}},
    {"S6", COUNTRY_AGENDA, 14, ALL("", "", ""),
        ALL("A public desk that tells families within one day where a relative is held.", "مكتب عام يبلّغ العائلات خلال يوم بمكان احتجاز القريب.", "نووسینگەیەکی گشتی کە لە ماوەی ڕۆژێکدا بە خێزانەکان بڵێت خزمەکەیان لە کوێ دەستبەسەرە."),
        ALL("Families ask at three gates and share what they hear.", "تسأل العائلات عند ثلاث بوابات وتتبادل ما تسمعه.", "خێزانەکان لە سێ دەرگا دەپرسن و ئەوەی دەیبیستن بەیەکەوە دەیگۆڕنەوە."), ALL("families of those who are held", "عائلات المحتجزين", "خێزانی دەستبەسەرکراوان"), "no",
        "political;personal", "protection", "national", "ceasefire;stabilising", "prison;governance_rights", "", "prisoners", "", "justice", "partly",
        ALL("The ministry keeps a list of its own prisons only.", "لدى الوزارة قائمة بسجونها فقط.", "وەزارەت تەنیا لیستی بەندیخانەکانی خۆی هەیە."), "", 5, "agreed", "",
        {{"statement", "safety-in-selmara#12", "against", "weak", WATCH}}},
    {"S7", COUNTRY_AGENDA, 20, ALL("", "", ""),
        ALL("An office that comes to each district once a month to replace papers.", "مكتب متنقل يزور كل ناحية مرة في الشهر لاستبدال الوثائق.", "نووسینگەیەکی گەڕۆک کە مانگی جارێک دێتە هەر ناحیەیەک بۆ نوێکردنەوەی بەڵگەنامە."),
        ALL("The camp committee keeps copies of papers.", "تحتفظ لجنة المخيم بنسخ من الوثائق.", "لیژنەی کەمپ کۆپیی بەڵگەنامەکان هەڵدەگرێت."), ALL("committee of the Belmora camp", "لجنة مخيم بلمورا", "لیژنەی کەمپی بێلمۆرا"), "partly",
        "political;economic", "both", "national", "ceasefire;stabilising;recovery", "displacement;inclusive_services", "", "displaced;camp_residents", "", "return", "yes",
        ALL("The ministry has two offices that could travel.", "لدى الوزارة مكتبان يمكنهما التنقل.", "وەزارەت دوو نووسینگەی هەیە کە دەتوانن بگەڕێن."), "", NO_TOPIC, "under_way", "one office has travelled since November 2024",
        {{"finding", "B-01", "for", "strong", WATCH}}},
    {"S8", COUNTRY_AGENDA, 27, ALL("", "", ""),
        ALL("Repair the wells on the list of the village councils before June.", "إصلاح الآبار المذكورة في قائمة مجالس القرى قبل حزيران.", "چاککردنی بیرەکانی لیستی ئەنجومەنی گوندەکان پێش حوزەیران."),
        ALL("Each village has somebody who can mend a pump.", "في كل قرية من يستطيع إصلاح مضخة.", "هەر گوندێک کەسێکی هەیە کە دەتوانێت پەمپێک چاک بکات."), ALL("village councils", "مجالس القرى", "ئەنجومەنی گوندەکان"), "yes",
        "environmental;health;food", "empowerment", "local", "ceasefire;stabilising;recovery", "resources_water;inclusive_services", "", "farmers", "", "village-councils", "yes",
        ALL("The councils can do it if parts are paid for.", "تستطيع المجالس ذلك إذا دُفع ثمن القطع.", "ئەنجومەنەکان دەتوانن، ئەگەر پارەی پارچەکان بدرێت."), "NSP:3", NO_TOPIC, "done", "all nine wells on the list give water",
        {{"statement", "safety-in-selmara#13", "for", "weak", COUNCILS}}},
    {"S9", COUNTRY_AGENDA, 0, ALL("Somebody should find out what happened on the islands.", "ينبغي أن يتحرّى أحد ما جرى في الجزر.", "پێویستە کەسێک بزانێت لە دوورگەکان چی ڕوویدا."),
        ALL("A visit by people whom both sides trust.", "زيارة يقوم بها أشخاص يثق بهم الطرفان.", "سەردانێک لەلایەن کەسانێکەوە کە هەردوولا متمانەیان پێیان هەیە."),
        ALL("Boatmen bring news.", "يجلب أصحاب القوارب الأخبار.", "بەلەمەوانان هەواڵ دەهێنن."), ALL("boatmen", "أصحاب القوارب", "بەلەمەوانان"), "partly",
        "personal;political", "protection", "national", "", "", "", "survivors", "XS-ZE", "", "no",
        ALL("Nobody who was in the room can reach the islands.", "لم يكن بين الحاضرين من يستطيع الوصول إلى الجزر.", "کەس لەوانەی لە ژوورەکە بوون ناتوانێت بگاتە دوورگەکان."), "", NO_TOPIC, "proposed", "",
        {{"finding", "Z-01", "for", "weak", COUNCILS}}},
    {"M1", ROOM_AGENDA, 2, ALL("", "", ""),
        ALL("Ten lamps on Market Street.", "عشرة مصابيح في شارع السوق.", "دە گڵۆپ لە شەقامی بازاڕ."),
        ALL("Traders leave their own lamps burning.", "يترك التجار مصابيحهم مضاءة.", "بازرگانەکان گڵۆپەکانی خۆیان بە داگیرساوی بەجێ دەهێڵن."), ALL("traders of Maruq", "تجار ماروق", "بازرگانانی مارووق"), "partly",
        "personal;economic", "both", "local", "ceasefire", "inclusive_services", "", "workers", "XS-MA", "council", "yes",
        ALL("The council pays for lamps if the ministry pays for the current.", "يدفع المجلس ثمن المصابيح إذا دفعت الوزارة ثمن الكهرباء.", "ئەنجومەن پارەی گڵۆپەکان دەدات ئەگەر وەزارەت پارەی کارەبا بدات."), "NSP:3", NO_TOPIC, "partly", "four of ten lamps burn",
        {{"finding", "M-03", "for", "strong", COUNCILS}}},
    {"M2", ROOM_AGENDA, 13, ALL("", "", ""),
        ALL("A policewoman at the station on two days a week.", "شرطية في المركز يومين في الأسبوع.", "ژنە پۆلیسێک لە بنکەکە، هەفتەی دوو ڕۆژ."),
        ALL("The women's committee goes to the station with women who ask for it.", "ترافق لجنة النساء من تطلب ذلك إلى المركز.", "لیژنەی ژنان لەگەڵ ئەو ژنانەی داوا دەکەن دەچێتە بنکەکە."), ALL("women's committee of Maruq", "لجنة نساء ماروق", "لیژنەی ژنانی مارووق"), "yes",
        "personal;community", "protection", "local", "ceasefire;stabilising", "participation;security_justice_arena", "women;girls", "women;survivors", "XS-MA", "police", "yes",
        ALL("Two policewomen work in the next town.", "تعمل شرطيتان في البلدة المجاورة.", "دوو ژنە پۆلیس لە شارۆچکەی تەنیشت کار دەکەن."), "NSP:12", NO_TOPIC, "not_done", "no policewoman had come by the end of 2024",
        {{"incidents", "XS-MA 2024..2024", "for", "weak", COUNCILS}}},
    {"M3", ROOM_AGENDA, 1, ALL("", "", ""),
        ALL("Officers say name and reason when they stop somebody.", "يذكر الشرطي اسمه والسبب عندما يوقف أحداً.", "ئەفسەر کاتێک کەسێک ڕادەگرێت ناوی خۆی و هۆکارەکە بڵێت."),
        ALL("Residents ask politely for the name, and tell each other.", "يسأل السكان عن الاسم بأدب ويخبرون بعضهم.", "دانیشتووان بە ڕێزەوە ناوەکە دەپرسن و بە یەکتری دەڵێن."), ALL("residents of Maruq", "سكان ماروق", "دانیشتووانی مارووق"), "partly",
        "personal;political", "protection", "local", "ceasefire", "state_abuse;trusted_mediation", "men;boys", "young", "XS-MA", "police", "yes",
        ALL("The station can order it.", "يستطيع المركز أن يأمر بذلك.", "بنکەکە دەتوانێت فەرمانی پێ بدات."), "NSP:7", NO_TOPIC, "done", "since December 2024 officers in Maruq wear a name plate",
        {{"statement", "maruq-round-table#4", "against", "weak", COUNCILS}}},
};

/* Orders of the items of the country's agenda: two of the community, two of those above. Place 1 is put first; 0: not ranked. */
static const struct {
    const char *side, *said_by;
    int people;
    uint8_t place[9];
} orders[] = {
    {"community", TABLE, 31, {3, 1, 7, 2, 4, 5, 6, 8, 9}},
    {"community", COUNCILS, 0, {4, 2, 8, 1, 5, 6, 7, 3, 9}},
    {"authority", ADMINISTRATION, 0, {1, 5, 3, 4, 6, 8, 7, 2, 0}},
    {"donor", NORVEND, 0, {2, 4, 6, 1, 5, 7, 3, 8, 0}},
};

/* The first is of the phase, driver, level and securities of S3; no other is as like it. */
static const struct {
    const char *key, *title[SELMARA_LANGUAGES], *tried[SELMARA_LANGUAGES], *came[SELMARA_LANGUAGES];
    const char *place, *phases, *level, *drivers, *securities, *pillar, *outcome, *sure, *source, *from, *to;
} practices[] = {
    {"numbers-eastmark", ALL("Numbers on checkpoints", "أرقام على نقاط التفتيش", "ژمارە لەسەر خاڵەکانی پشکنین"),
        ALL("Every checkpoint got a number and one telephone line.", "حصلت كل نقطة تفتيش على رقم وخط هاتفي واحد.", "هەر خاڵێکی پشکنین ژمارەیەک و یەک هێڵی تەلەفۆنی بۆ دانرا."),
        ALL("Complaints doubled in the first months, then halved.", "تضاعفت الشكاوى في الأشهر الأولى ثم انخفضت إلى النصف.", "سکاڵاکان لە مانگە سەرەتاییەکاندا دوو هێندە بوون، پاشان بوون بە نیوە."),
        "Eastmark (invented)", "ceasefire", "national", "state_abuse;trusted_mediation", "personal;community", "protection", "helped", "medium", "Report of the Eastmark ombudsman 2019 (invented)", "2018", "2019"},
    {"lamps-istland", ALL("Street lamps run by traders", "مصابيح شوارع يديرها التجار", "گڵۆپی شەقام کە بازرگانان بەڕێوەی دەبەن"),
        ALL("Traders looked after lamps that the town paid for.", "اعتنى التجار بمصابيح دفعت البلدة ثمنها.", "بازرگانان ئاگاداری ئەو گڵۆپانە بوون کە شارۆچکە پارەی دابوو."),
        ALL("More people at the market after dark; no change in thefts.", "عدد أكبر في السوق بعد الظلام، ولا تغيّر في السرقات.", "خەڵکی زیاتر لە بازاڕ دوای تاریکبوون؛ دزی نەگۆڕا."),
        "Istland (invented)", "stabilising", "local", "ungoverned", "economic", "empowerment", "mixed", "medium", "Town of Istland, yearly report 2020 (invented)", "2019", "2020"},
    {"walking-bus-istland", ALL("Walking to school together", "المشي معاً إلى المدرسة", "بەیەکەوە ڕۆیشتن بۆ قوتابخانە"),
        ALL("Parents walked with groups of children in turns.", "رافق الأهل مجموعات من الأطفال بالتناوب.", "دایک و باوکان بە نۆرە لەگەڵ کۆمەڵە منداڵ ڕۆیشتن."),
        ALL("More girls came to school in the dark months.", "حضر عدد أكبر من البنات في الأشهر المظلمة.", "کچی زیاتر لە مانگە تاریکەکاندا هاتنە قوتابخانە."),
        "Istland (invented)", "tension", "local", "participation", "community", "empowerment", "helped", "low", "Teachers of Istland (invented)", "2021", "2022"},
    {"curfew-norvend", ALL("A night curfew in border towns", "حظر تجول ليلي في بلدات الحدود", "قەدەغەی هاتوچۆی شەوانە لە شارۆچکە سنوورییەکان"),
        ALL("Nobody was allowed out after nine.", "لم يُسمح لأحد بالخروج بعد التاسعة.", "دوای کاتژمێر نۆ کەس ڕێگەی نەدەدرا بچێتە دەرەوە."),
        ALL("Night workers lost their pay, and trust fell.", "خسر عمال الليل أجورهم وانخفضت الثقة.", "کرێکارانی شەو کرێکەیان لە دەست دا و متمانە دابەزی."),
        "Norvend (invented)", "open", "regional", "spillover", "political", "protection", "harmed", "medium", "University of Norvend, working paper 12 (invented)", "2016", "2017"},
    {"wells-sedge", ALL("Village pump keepers", "حراس مضخات القرى", "پاسەوانی پەمپی گوندەکان"),
        ALL("One person a village was trained and given spare parts.", "دُرّب شخص واحد في كل قرية وأُعطي قطع غيار.", "لە هەر گوندێک یەک کەس ڕاهێنرا و پارچەی یەدەگی پێ درا."),
        ALL("Eight of ten pumps still worked after two years.", "بقيت ثماني مضخات من عشر تعمل بعد عامين.", "دوای دوو ساڵ هەشت لە دە پەمپ هێشتا کاریان دەکرد."),
        "Sedge Islands (invented)", "recovery", "local", "resources_water", "environmental;health", "empowerment", "helped", "high", "Water board of the Sedge Islands (invented)", "2017", "2020"},
};

static const struct {
    const char *key, *item, *belief[SELMARA_LANGUAGES], *test[SELMARA_LANGUAGES], *data_say[SELMARA_LANGUAGES], *verdict;
} premises[] = {
    {"B1", "S2", ALL("We believe that people make complaints when complaints are answered.", "نعتقد أن الناس يشتكون حين تُجاب الشكاوى.", "باوەڕمان وایە خەڵک سکاڵا دەکەن کاتێک وەڵام دەدرێنەوە."),
        ALL("Compare stations with a clerk and without one.", "مقارنة المراكز التي فيها كاتب بغيرها.", "بەراوردکردنی ئەو بنکانەی نووسەریان هەیە لەگەڵ ئەوانەی نییانە."),
        ALL("Two stations have had a clerk for four months: too few to tell.", "في مركزين كاتب منذ أربعة أشهر: أقل من أن يُحكم.", "دوو بنکە چوار مانگە نووسەریان هەیە: کەمە بۆ بڕیاردان."), "untested"},
    {"B2", "S1", ALL("We believe that lamps bring people back to the market after dark.", "نعتقد أن المصابيح تعيد الناس إلى السوق بعد الظلام.", "باوەڕمان وایە گڵۆپ خەڵک دوای تاریکبوون دەگەڕێنێتەوە بازاڕ."),
        ALL("Count people at seven in the evening on ten days before and after.", "عدّ الناس في السابعة مساءً في عشرة أيام قبل ذلك وبعده.", "ژماردنی خەڵک لە کاتژمێر حەوتی ئێوارە، دە ڕۆژ پێش و دە ڕۆژ دوای ئەوە."),
        ALL("It did so in Istland; thefts did not change there.", "حدث ذلك في إستلند، ولم تتغير السرقات هناك.", "لە ئیستلەند وا بوو؛ دزی لەوێ نەگۆڕا."), "mixed"},
    {"B3", "", ALL("We believe that fewer attacks mean more safety.", "نعتقد أن هجمات أقل تعني أماناً أكثر.", "باوەڕمان وایە هێرشی کەمتر واتای سەلامەتیی زیاترە."),
        ALL("Set the number of attacks beside deaths in each.", "وضع عدد الهجمات إلى جانب عدد القتلى في كل منها.", "دانانی ژمارەی هێرشەکان لە تەنیشت ژمارەی کوژراوانی هەریەکەیان."),
        ALL("Since March 2023 there are fewer attacks, and each kills more.", "منذ آذار 2023 عدد الهجمات أقل، وكل منها يقتل أكثر.", "لە ئاداری 2023ەوە هێرش کەمترە و هەریەکەیان زیاتر دەکوژێت."), "contradicted"},
};

static const struct {
    const char *key, *item, *name[SELMARA_LANGUAGES], *unit, *better, *source[SELMARA_LANGUAGES];
    double baseline, target;
    struct {
        const char *day;
        double value, low, high;
        int n;
    } values[3];
} indicators[] = {
    {"lamps", "S1", ALL("Lamps that burn on market roads", "المصابيح المضاءة على طرق الأسواق", "ئەو گڵۆپانەی لە ڕێگای بازاڕەکان داگیرساون"), "lamps", "higher", ALL("counted by the councils", "تعدّها المجالس", "ئەنجومەنەکان دەیژمێرن"), 0, 120,
        {{"2024-10-31", 14, -1, -1, 120}, {"2024-12-15", 37, -1, -1, 120}}},
    {"answered", "S2", ALL("Complaints answered within two weeks", "الشكاوى التي أُجيب عنها خلال أسبوعين", "ئەو سکاڵایانەی لە دوو هەفتەدا وەڵام دراونەتەوە"), "% of complaints", "higher", ALL("books of the stations", "سجلات المراكز", "دەفتەری بنکەکان"), 21, 80,
        {{"2024-12-15", 38, 24.4, 53.9, 42}}},
    {"fields", "S4", ALL("Marked fields that were cleared", "الحقول المعلَّمة التي طُهّرت", "ئەو کێڵگە نیشانەکراوانەی پاککراونەتەوە"), "fields", "higher", ALL("handover certificates", "شهادات التسليم", "بڕوانامەی ڕادەستکردن"), 0, 60,
        {{"2024-12-01", 9, -1, -1, 60}}},
    {"wells", "S8", ALL("Wells on the list that give water", "الآبار المذكورة في القائمة التي تعطي ماءً", "ئەو بیرانەی لیستەکە کە ئاو دەدەن"), "wells", "higher", ALL("visited by the councils", "تزورها المجالس", "ئەنجومەنەکان سەردانیان دەکەن"), 2, 9,
        {{"2024-11-30", 7, -1, -1, 9}, {"2024-12-20", 9, -1, -1, 9}}},
};

static const struct {
    const char *key, *name[SELMARA_LANGUAGES], *kind, *what[SELMARA_LANGUAGES], *how[SELMARA_LANGUAGES], *confidential[SELMARA_LANGUAGES], *place, *run_by, *reports, *checked_by, *checked;
} services[] = {
    {"law-country", ALL("Legal Aid Selmara", "المساعدة القانونية في سلمارا", "هاوکاریی یاسایی سەلمارا"), "law",
        ALL("A lawyer's advice that costs nothing.", "مشورة محامٍ بلا مقابل.", "ڕاوێژی پارێزەر بێ بەرامبەر."), ALL("Telephone 000 10, Sunday to Thursday.", "هاتف 000 10، من الأحد إلى الخميس.", "تەلەفۆن 000 10، یەکشەممە تا پێنجشەممە."),
        ALL("What you say stays with the lawyer.", "ما تقوله يبقى لدى المحامي.", "ئەوەی دەیڵێیت لای پارێزەر دەمێنێتەوە."), "", "legal-aid", "no", COUNCILS, "2024-12-10"},
    {"missing-country", ALL("Families of the Missing", "عائلات المفقودين", "خێزانی بێسەروشوێنکراوان"), "missing",
        ALL("Help to ask where somebody is held.", "مساعدة في السؤال عن مكان احتجاز شخص.", "یارمەتی بۆ پرسیارکردن کە کەسێک لە کوێ دەستبەسەرە."), ALL("Telephone 000 20, every day.", "هاتف 000 20، كل يوم.", "تەلەفۆن 000 20، هەموو ڕۆژێک."),
        ALL("Names are given to nobody without your word.", "لا تُعطى الأسماء لأحد دون موافقتك.", "بێ ڕەزامەندیی تۆ ناو بە کەس نادرێت."), "", "families", "no", COUNCILS, "2024-12-10"},
    {"health-vashta", ALL("Health house of Vashta", "البيت الصحي في فاشتا", "ماڵی تەندروستیی ڤاشتا"), "health",
        ALL("A nurse day and night, a doctor on three days.", "ممرضة ليل نهار، وطبيب ثلاثة أيام.", "پەرستار شەو و ڕۆژ، پزیشک سێ ڕۆژ."), ALL("Near the old bridge.", "قرب الجسر القديم.", "لە نزیک پردە کۆنەکە."),
        ALL("Wounds from weapons are reported to the police.", "تُبلَّغ الشرطة بجروح الأسلحة.", "برینی چەک بە پۆلیس ڕادەگەیەنرێت."), "XS-VA", "medical-committee", "yes", TABLE, "2024-11-28"},
    {"women-maruq", ALL("Women's Committee of Maruq", "لجنة نساء ماروق", "لیژنەی ژنانی مارووق"), "violence_at_home",
        ALL("Somebody who listens, and a safe room for some nights.", "من تصغي إليكِ، وغرفة آمنة لبضع ليالٍ.", "کەسێک کە گوێ دەگرێت، و ژوورێکی سەلامەت بۆ چەند شەوێک."), ALL("Ask for the sewing course at the library.", "اسألي عن دورة الخياطة في المكتبة.", "لە کتێبخانە پرسیاری خولی دوورین بکە."),
        ALL("Nobody is told that you came.", "لا يُخبَر أحد بأنكِ أتيتِ.", "بە کەس ناگوترێت کە هاتوویت."), "XS-MA", "women-maruq", "no", COUNCILS, "2024-12-02"},
    {"complaints-kovrin", ALL("Office of the Ombudsman in Kovrin", "مكتب أمين المظالم في كوفرين", "نووسینگەی ئومبودسمان لە کۆڤرین"), "complaint",
        ALL("Takes complaints about any public office.", "يستقبل الشكاوى على أي جهة عامة.", "سکاڵا دەربارەی هەر دەزگایەکی گشتی وەردەگرێت."), ALL("Court street, mornings.", "شارع المحكمة، صباحاً.", "شەقامی دادگا، بەیانیان."),
        ALL("The office that you complain about learns your name.", "تعرف الجهة المشكوّ منها اسمك.", "ئەو دەزگایەی سکاڵای لێ دەکەیت ناوت دەزانێت."), "XS-KO", "ombudsman", "yes", COUNCILS, "2023-06-05"},
};

static const struct {
    const char *key, *section, *place, *text[SELMARA_LANGUAGES], *by, *day;
} judgements[] = {
    {"J1", "security", "", ALL("We read the fall in attacks with care. In the villages that we know people do not feel safer, for each attack is worse than before.",
        "نقرأ انخفاض الهجمات بحذر. ففي القرى التي نعرفها لا يشعر الناس بأمان أكبر، لأن كل هجوم أسوأ مما قبله.", "بە وریاییەوە دابەزینی هێرشەکان دەخوێنینەوە. لەو گوندانەی دەیانناسین خەڵک هەست بە سەلامەتیی زیاتر ناکەن، چونکە هەر هێرشێک لە پێشوو خراپترە."), "village-councils", "2024-12-18"},
    {"J2", "agenda", "", ALL("The lamps are the test: they are small, everybody asked for them, and everybody will see whether they burn.",
        "المصابيح هي الاختبار: فهي أمر صغير طلبه الجميع، وسيرى الجميع هل تضيء.", "گڵۆپەکان تاقیکردنەوەکەن: بچووکن، هەمووان داوایان کردوون، و هەمووان دەبینن ئایا داگیرساون."), "round-table", "2024-12-18"},
};

static const struct {
    const char *key, *name[SELMARA_LANGUAGES], *title_page[SELMARA_LANGUAGES];
} partners[] = {
    {"village-councils", ALL("Association of village councils", "اتحاد مجالس القرى", "کۆمەڵەی ئەنجوومەنەکانی گوند"), ALL("Made by and for the villages of Selmara.", "أُعدّ من قرى سلمارا ولأجلها.", "لەلایەن گوندەکانی سەلماراوە و بۆ ئەوان ئامادەکراوە.")},
    {"round-table", ALL("Vashta round table", "طاولة فاشتا المستديرة", "مێزی گردی ڤاشتا"), ALL("Where police and residents sit together.", "حيث تجلس الشرطة والسكان معاً.", "لەو شوێنەی پۆلیس و دانیشتووان بەیەکەوە دادەنیشن.")},
};

static const struct {
    const char *matter, *rule[SELMARA_LANGUAGES], *answer[SELMARA_LANGUAGES], *met;
} legal[] = {
    {"survey_permit", ALL("The statistics office permits surveys of households.", "يأذن مكتب الإحصاء بالمسوح الأسرية.", "نووسینگەی ئامار مۆڵەتی ڕاپرسیی خێزانەکان دەدات."), ALL("No household was asked at its door.", "لم تُسأل أي أسرة عند بابها.", "لە بەر دەرگای هیچ خێزانێک پرسیار نەکراوە."), "not_needed"},
    {"official_figures", ALL("Figures of deaths may be published with their source.", "يجوز نشر أعداد الوفيات مع ذكر مصدرها.", "ژمارەی کوژراوان بە ناوهێنانی سەرچاوە دەکرێت بڵاو بکرێتەوە."), ALL("Each figure names its source.", "كل رقم يذكر مصدره.", "هەر ژمارەیەک سەرچاوەکەی ناو دەبات."), "yes"},
    {"listed_groups", ALL("Meetings with listed groups need a notice.", "تحتاج اللقاءات مع الجماعات المدرجة إلى إخطار.", "کۆبوونەوە لەگەڵ گرووپە لیستکراوەکان ئاگادارکردنەوەی دەوێت."), ALL("Nobody met one for this.", "لم يلتقِ أحد بها لهذا الغرض.", "بۆ ئەمە کەس چاوی پێیان نەکەوت."), "not_needed"},
    {"data_protection", ALL("No names of private people without their word.", "لا أسماء لأفراد دون موافقتهم.", "بێ ڕەزامەندی ناوی کەسانی تایبەت نابێت."), ALL("No name of a private person is kept.", "لا يُحفظ اسم أي فرد.", "ناوی هیچ کەسێکی تایبەت ناپارێزرێت."), "yes"},
};

static const struct {
    const char *article, *text[SELMARA_LANGUAGES], *owner;
} plan_articles[] = {
    {"", ALL("National safety plan of Selmara 2024 to 2026", "الخطة الوطنية للأمان في سلمارا 2024-2026", "پلانی نیشتمانیی سەلامەتی لە سەلمارا 2024 بۆ 2026"), ""},
    {"3", ALL("Public places are lit and have water.", "تُضاء الأماكن العامة ويتوفر فيها الماء.", "شوێنە گشتییەکان ڕووناک دەکرێنەوە و ئاویان دەبێت."), "local-administration"},
    {"7", ALL("People get an answer from those who police them.", "يتلقى الناس جواباً ممن يحفظ أمنهم.", "خەڵک وەڵام لەوانە وەردەگرن کە پۆلیسیی شوێنەکەیان دەکەن."), "interior"},
    {"12", ALL("Women and children are safe on their ways.", "تكون النساء والأطفال في أمان في طرقهم.", "ژنان و منداڵان لە ڕێگاکانیاندا سەلامەتن."), "women-directorate"},
};

/* A second plan, which in one article wants the opposite of the first. */
static const struct {
    const char *article, *owner, *text[SELMARA_LANGUAGES];
} province_articles[] = {
    {"", "", ALL("Plan of the province of Maruq 2024", "خطة محافظة ماروق 2024", "پلانی پارێزگای مارووق 2024")},
    {"2", "council-maruq", ALL("Markets close and lights go out at eight in the evening.", "تُغلق الأسواق وتُطفأ الأضواء في الثامنة مساءً.", "بازاڕەکان لە هەشتی ئێوارە دادەخرێن و ڕووناکییەکان دەکوژێنرێنەوە.")},
    {"5", "council-maruq", ALL("The council hears residents once a month.", "يستمع المجلس إلى السكان مرة في الشهر.", "ئەنجوومەن مانگی جارێک گوێ لە دانیشتووان دەگرێت.")},
};

/* What stood in the way of those who look and help; the first is also why less is known of a place. */
static const struct {
    const char *kind, *against, *from, *to, *place, *by, *about, *hides, *visible;
} restrictions[] = {
    {"access_denied", "Rights watch of Selmara (invented)", "2023-05-01", "2023-12-31", "XS-ZE", "", "No outside observer was let into the district.", "yes", "public"},
    {"permit_refused", "Association of village councils (invented)", "2024-02-10", "", "XS-MA", "governor-maruq", "A permit for a gathering about the market road.", "no", "staff"},
    {"meeting_cancelled", "Vashta round table (invented)", "2024-06-03", "2024-06-03", "XS-VA", "interior", "Called off on the morning of the day.", "no", "staff"},
};

/* ---- words ---- */

static void cells(struct buf *b, bool first, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_cell(b, first && i == 0, str_of(texts[i]));
}

#define CELLS(b, first, ...) cells((b), (first), (const char *const[]){__VA_ARGS__}, ARRAY_LEN(((const char *const[]){__VA_ARGS__})))

static bool of_country(const struct item *x)
{
    return strcmp(x->agenda, COUNTRY_AGENDA) == 0;
}

static const char *need_of(const struct item *x, size_t language)
{
    const struct selmara_statement *list = of_country(x) ? selmara_country_statements : selmara_room_statements;
    return x->statement ? list[x->statement - 1].text[language] : x->need[language];
}

/* "council" and "police" are those of Maruq. */
static const char *owner_of(const struct item *x, char out[SELMARA_KEY])
{
    if (strcmp(x->owner, "council") == 0 || strcmp(x->owner, "police") == 0)
        actor_key(out, x->owner[0] == 'c' ? SELMARA_COUNCIL : SELMARA_POLICE, MARUQ);
    else
        snprintf(out, SELMARA_KEY, "%s", x->owner);
    return out;
}

/* What is not agreed yet is not signed; nor what could put people at risk who are held. */
static bool is_signed(const struct item *x)
{
    return strcmp(x->key, "S6") != 0 && strcmp(x->key, "S9") != 0;
}

const char *selmara_item_signed(size_t i)
{
    for (size_t k = 0; k < ARRAY_LEN(items); k++)
        if (is_signed(&items[k]) && i-- == 0)
            return items[k].key;
    return NULL;
}

#define MARK_OF_COUNCILS "selmara_village_councils.png"
#define MARK_OF_TABLE "selmara_round_table.png"

const char *selmara_partner(size_t i, const char **file)
{
    static const char *const files[ARRAY_LEN(partners)] = {MARK_OF_COUNCILS, MARK_OF_TABLE};
    if (i >= ARRAY_LEN(partners))
        return NULL;
    *file = files[i];
    return partners[i].key;
}

/* ---- the files ---- */

static void agendas(struct buf *b, uint64_t seed)
{
    static const char *const title[2][SELMARA_LANGUAGES] = {ALL("Priorities of the people of Selmara", "أولويات أهل سلمارا", "لەپێشینەکانی خەڵکی سەلمارا"), ALL("Priorities of Maruq", "أولويات ماروق", "لەپێشینەکانی مارووق")};
    static const char *const note[2][SELMARA_LANGUAGES] = {
        ALL("Agreed at a workshop on 5 December 2024, from a dialogue in which 204 people took part.", "اتُّفق عليها في ورشة في 5 كانون الأول 2024 انطلاقاً من حوار شارك فيه 204 أشخاص.", "لە وۆرکشۆپێکدا لە 5ی کانوونی یەکەمی 2024 ڕێککەوتنی لەسەر کرا، لە گفتوگۆیەکەوە کە 204 کەس بەشدارییان تێدا کرد."),
        ALL("Agreed at the end of the round table of Maruq.", "اتُّفق عليها في ختام طاولة ماروق المستديرة.", "لە کۆتایی مێزی گردی مارووقدا ڕێککەوتنی لەسەر کرا.")};
    (void)seed;
    buf_text(b, "agenda,language,title,note,place,convened_by,from,to\n");
    for (size_t i = 0; i < 2; i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, i ? ROOM_AGENDA : COUNTRY_AGENDA, selmara_languages[l], title[i][l], note[i][l], i ? "XS-MA" : "", i ? COUNCILS : TABLE, "2024-12-05", "2025-12-31");
            buf_char(b, '\n');
        }
}

static void agenda_items(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "item,language,agenda,need,ask,securities,pillar,level,phases,drivers,genders,concerns,place,owner,addressable,addressable_why,plan_article,said_by\n");
    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            const struct item *x = &items[i];
            char owner[SELMARA_KEY];
            CELLS(b, true, x->key, selmara_languages[l], x->agenda, need_of(x, l), x->ask[l], x->securities, x->pillar, x->level, x->phases, x->drivers, x->genders, x->concerns, x->place, owner_of(x, owner),
                x->addressable, x->why[l], x->article, of_country(x) ? TABLE : COUNCILS);
            buf_char(b, '\n');
        }
}

static void capacities(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "item,capacity,language,what,who,works,said_by\n");
    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, items[i].key, "1", selmara_languages[l], items[i].capacity[l], items[i].who[l], items[i].works, of_country(&items[i]) ? TABLE : COUNCILS);
            buf_char(b, '\n');
        }
}

static void state(struct buf *b, const char *item, const char *what, const char *day, const char *why, const char *told)
{
    CELLS(b, true, item, what, day, why, TABLE, told);
    buf_char(b, '\n');
}

/* All but what nobody can act on was agreed at the workshop; what became of it is known two weeks later. */
static void item_states(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "item,state,day,why,said_by,told\n");
    for (size_t i = 0; i < ARRAY_LEN(items); i++) {
        const struct item *x = &items[i];
        bool proposed = strcmp(x->state, "proposed") == 0, agreed = strcmp(x->state, "agreed") == 0;
        state(b, x->key, "proposed", "2024-11-20", "", "");
        if (!proposed)
            state(b, x->key, "agreed", "2024-12-05", "", "2024-12-12");
        if (!proposed && !agreed)
            state(b, x->key, x->state, "2024-12-19", x->state_why, strcmp(x->state, "done") == 0 ? "2024-12-22" : "");
    }
}

static void link_row(struct buf *b, const char *item, const char *kind, const char *reference, const char *direction, const char *strength, const char *said_by)
{
    CELLS(b, true, item, kind, reference, direction, strength, "", said_by);
    buf_char(b, '\n');
}

/* The statement that it came of; what else speaks for and against; letters and promises about the same. */
static void item_links(struct buf *b, uint64_t seed)
{
    char word[64];
    buf_text(b, "item,kind,reference,direction,strength,note,said_by\n");
    for (size_t i = 0; i < ARRAY_LEN(items); i++) {
        const struct item *x = &items[i];
        snprintf(word, sizeof word, "%s#%d", of_country(x) ? COUNTRY_DIALOGUE : ROOM_DIALOGUE, x->statement);
        if (x->statement)
            link_row(b, x->key, "statement", word, "for", "strong", of_country(x) ? TABLE : COUNCILS);
        for (size_t k = 0; k < LINKS_MOST && x->links[k].kind; k++)
            link_row(b, x->key, x->links[k].kind, x->links[k].reference, x->links[k].direction, x->links[k].strength, x->links[k].said_by);
        for (int c = 0; x->topic >= 0 && asked_contact(seed, x->topic, c, word); c++)
            link_row(b, x->key, "contact", word, "", "", TABLE);
        for (int p = 0; x->topic >= 0 && asked_promise(seed, x->topic, p, word); p++)
            link_row(b, x->key, "promise", word, "", "", TABLE);
    }
}

static void number(struct buf *b, double v)
{
    buf_char(b, ',');
    if (v >= 0)
        buf_real(b, v);
}

static void indicator_files(struct buf *b, bool values)
{
    for (size_t i = 0; i < ARRAY_LEN(indicators); i++) {
        for (size_t l = 0; l < SELMARA_LANGUAGES && !values; l++) {
            CELLS(b, true, indicators[i].key, selmara_languages[l], indicators[i].item, indicators[i].name[l], "", indicators[i].unit, indicators[i].better, indicators[i].source[l]);
            number(b, indicators[i].baseline);
            buf_text(b, ",,,2024-09-30");
            number(b, indicators[i].target);
            buf_text(b, ",2025-12-31\n");
        }
        for (size_t k = 0; values && k < ARRAY_LEN(indicators[i].values) && indicators[i].values[k].day; k++) {
            CELLS(b, true, indicators[i].key, indicators[i].values[k].day);
            number(b, indicators[i].values[k].value);
            number(b, indicators[i].values[k].low);
            number(b, indicators[i].values[k].high);
            number(b, indicators[i].values[k].n);
            csv_cell(b, false, STR(COUNCILS));
            buf_char(b, '\n');
        }
    }
}

static void indicator_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "indicator,language,item,name,code,unit,better_when,source,baseline,baseline_low,baseline_high,baseline_day,target,target_day\n");
    indicator_files(b, false);
}

static void indicator_values(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "indicator,day,value,low,high,n,source\n");
    indicator_files(b, true);
}

static void priorities(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "agenda,side,said_by,matter,place_in_order,people,day\n");
    for (size_t i = 0; i < ARRAY_LEN(orders); i++)
        for (size_t k = 0; k < ARRAY_LEN(orders[i].place); k++) {
            if (!orders[i].place[k])
                continue;
            CELLS(b, true, COUNTRY_AGENDA, orders[i].side, orders[i].said_by, items[k].key);
            number(b, orders[i].place[k]);
            number(b, orders[i].people ? orders[i].people : -1);
            buf_text(b, ",2024-12-05\n");
        }
}

static void practice_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "practice,language,title,tried,came,place,phases,level,drivers,securities,pillar,outcome,sure,source,said_by,from,to\n");
    for (size_t i = 0; i < ARRAY_LEN(practices); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, practices[i].key, selmara_languages[l], practices[i].title[l], practices[i].tried[l], practices[i].came[l], practices[i].place, practices[i].phases, practices[i].level, practices[i].drivers,
                practices[i].securities, practices[i].pillar, practices[i].outcome, practices[i].sure, practices[i].source, TABLE, practices[i].from, practices[i].to);
            buf_char(b, '\n');
        }
}

static void premise_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "premise,language,item,belief,test,data_say,verdict,looked_by,looked\n");
    for (size_t i = 0; i < ARRAY_LEN(premises); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, premises[i].key, selmara_languages[l], premises[i].item, premises[i].belief[l], premises[i].test[l], premises[i].data_say[l], premises[i].verdict, TABLE, "2024-12-05");
            buf_char(b, '\n');
        }
}

/* Of what is not signed one question is open: whether the place that is shown exposes somebody. */
static void harm_answers(struct buf *b, uint64_t seed)
{
    static const struct {
        const char *question, *answer;
    } all[] = {{"context", "yes"}, {"benefit", "yes"}, {"message", "yes"}, {"options", "no"}, {"small_group", "no"}, {"words", "yes"}, {"place", "no"}};
    (void)seed;
    buf_text(b, "item,question,answer,note,said_by,day\n");
    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        for (size_t k = 0; k < ARRAY_LEN(all) - !is_signed(&items[i]); k++) {
            CELLS(b, true, items[i].key, all[k].question, all[k].answer, "", TABLE, "2024-12-05");
            buf_char(b, '\n');
        }
}

static void service_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "help,language,name,kind,what,how,confidential,place,run_by,reports,checked_by,checked\n");
    for (size_t i = 0; i < ARRAY_LEN(services); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, services[i].key, selmara_languages[l], services[i].name[l], services[i].kind, services[i].what[l], services[i].how[l], services[i].confidential[l], services[i].place, services[i].run_by,
                services[i].reports, services[i].checked_by, services[i].checked);
            buf_char(b, '\n');
        }
}

static void judgement_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "judgement,language,section,place,text,signed_by,day\n");
    for (size_t i = 0; i < ARRAY_LEN(judgements); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, judgements[i].key, selmara_languages[l], judgements[i].section, judgements[i].place, judgements[i].text[l], judgements[i].by, judgements[i].day);
            buf_char(b, '\n');
        }
}

static void partner_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "partner,language,name,title_page\n");
    for (size_t i = 0; i < ARRAY_LEN(partners); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, partners[i].key, selmara_languages[l], partners[i].name[l], partners[i].title_page[l]);
            buf_char(b, '\n');
        }
}

static void legal_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "country,matter,language,rule,answer,met,source,said_by,day\n");
    for (size_t i = 0; i < ARRAY_LEN(legal); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            CELLS(b, true, SELMARA_CODE, legal[i].matter, selmara_languages[l], legal[i].rule[l], legal[i].answer[l], legal[i].met, "Laws of Selmara (invented)", WATCH, "2024-12-01");
            buf_char(b, '\n');
        }
}

static void plan_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "plan,article,language,text,level,place,owner,from,to\n");
    for (size_t i = 0; i < ARRAY_LEN(plan_articles); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            bool whole = !*plan_articles[i].article;
            CELLS(b, true, "NSP", plan_articles[i].article, selmara_languages[l], plan_articles[i].text[l], whole ? "national" : "", "", plan_articles[i].owner, whole ? "2024" : "", whole ? "2026" : "");
            buf_char(b, '\n');
        }
    for (size_t i = 0; i < ARRAY_LEN(province_articles); i++)
        for (size_t l = 0; l < SELMARA_LANGUAGES; l++) {
            bool whole = !*province_articles[i].article;
            CELLS(b, true, "MPP", province_articles[i].article, selmara_languages[l], province_articles[i].text[l], whole ? "local" : "", whole ? "XS-MA" : "", province_articles[i].owner, whole ? "2024" : "", whole ? "2024" : "");
            buf_char(b, '\n');
        }
}

static void clash_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "one,other,why,said_by\n");
    CELLS(b, true, "NSP:3", "MPP:2", "The one wants market streets lit in the evening, the other dark from eight.", "Association of village councils (invented)");
    buf_char(b, '\n');
}

static void restriction_rows(struct buf *b, uint64_t seed)
{
    (void)seed;
    buf_text(b, "kind,against,from,to,place,by,about,hides_data,visible,said_by\n");
    for (size_t i = 0; i < ARRAY_LEN(restrictions); i++) {
        CELLS(b, true, restrictions[i].kind, restrictions[i].against, restrictions[i].from, restrictions[i].to, restrictions[i].place, restrictions[i].by, restrictions[i].about, restrictions[i].hides, restrictions[i].visible,
            restrictions[i].against);
        buf_char(b, '\n');
    }
}

static void logo_of_councils(struct buf *b, uint64_t seed)
{
    (void)seed;
    selmara_logo(b, 0);
}

static void logo_of_table(struct buf *b, uint64_t seed)
{
    (void)seed;
    selmara_logo(b, 1);
}

const struct selmara_file selmara_agenda_files[] = {{"selmara_plans.csv", plan_rows}, {"selmara_plan_clashes.csv", clash_rows}, {"selmara_restrictions.csv", restriction_rows}, {"selmara_agendas.csv", agendas}, {"selmara_agenda_items.csv", agenda_items}, {"selmara_capacities.csv", capacities},
    {"selmara_item_states.csv", item_states}, {"selmara_item_links.csv", item_links}, {"selmara_indicators.csv", indicator_rows}, {"selmara_indicator_values.csv", indicator_values},
    {"selmara_priorities.csv", priorities}, {"selmara_practices.csv", practice_rows}, {"selmara_premises.csv", premise_rows}, {"selmara_harm_answers.csv", harm_answers}, {"selmara_help.csv", service_rows},
    {"selmara_judgements.csv", judgement_rows}, {"selmara_partners.csv", partner_rows}, {"selmara_legal.csv", legal_rows}, {MARK_OF_COUNCILS, logo_of_councils}, {MARK_OF_TABLE, logo_of_table}, {NULL, NULL}};

/* ---- the truth ---- */

static void key_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; (p = strstr(p, word)); p += n)
        if ((p == list || p[-1] == ';') && (p[n] == ';' || !p[n]))
            return true;
    return false;
}

/* How many items of both agendas have the word; those of none are forgotten. */
static void served(struct json *j, const char *key, const char *const *words, const char *(*of)(const struct item *x))
{
    json_key(j, key);
    json_object(j);
    for (; *words; words++) {
        int64_t n = 0;
        for (size_t i = 0; i < ARRAY_LEN(items); i++)
            n += listed(of(&items[i]), *words);
        key_int(j, *words, n);
    }
    json_close(j);
}

static const char *pillar_of(const struct item *x) { return x->pillar; }
static const char *securities_of(const struct item *x) { return x->securities; }
static const char *concerns_of(const struct item *x) { return x->concerns; }
static const char *level_of(const struct item *x) { return x->level; }

/* Pairs of items of the country's agenda that two orders both rank, in the same order and in the opposite one. */
static void pairs(struct json *j, size_t one, size_t other)
{
    int64_t alike = 0, opposite = 0;
    for (size_t i = 0; i < ARRAY_LEN(orders[0].place); i++)
        for (size_t k = i + 1; k < ARRAY_LEN(orders[0].place); k++) {
            int a = orders[one].place[i] - orders[one].place[k], b = orders[other].place[i] - orders[other].place[k];
            bool ranked = orders[one].place[i] && orders[one].place[k] && orders[other].place[i] && orders[other].place[k];
            alike += ranked && (a > 0) == (b > 0);
            opposite += ranked && (a > 0) != (b > 0);
        }
    json_object(j);
    json_key(j, "one");
    json_text(j, str_of(orders[one].said_by));
    json_key(j, "other");
    json_text(j, str_of(orders[other].said_by));
    key_int(j, "alike", alike);
    key_int(j, "opposite", opposite);
    json_close(j);
}

void truth_of_agenda(struct json *j)
{
    static const char *const pillars[] = {"protection", "empowerment", "both", NULL}, *const securities[] = {"economic", "food", "health", "environmental", "personal", "community", "political", NULL},
        *const groups[] = {"prisoners", "fighters_children", "survivors", "displaced", "camp_residents", "women", NULL}, *const levels[] = {"local", "national", "regional", NULL};
    int64_t signed_n = 0;
    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        signed_n += is_signed(&items[i]);
    json_key(j, "agenda");
    json_object(j);
    key_int(j, "items", ARRAY_LEN(items));
    key_int(j, "signed", signed_n);
    served(j, "pillars", pillars, pillar_of);
    served(j, "securities", securities, securities_of);
    served(j, "concerns", groups, concerns_of);
    served(j, "levels", levels, level_of);
    json_key(j, "like");
    json_object(j);
    json_key(j, "item");
    json_text(j, STR("S3"));
    json_key(j, "practice");
    json_text(j, str_of(practices[0].key));
    json_close(j);
    json_key(j, "pairs");
    json_array(j);
    for (size_t one = 0; one < 2; one++)
        for (size_t other = 2; other < ARRAY_LEN(orders); other++)
            pairs(j, one, other);
    json_close(j);
    json_close(j);
}
