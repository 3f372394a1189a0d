"""Languages: detected from the text, with the declaration as witness."""

import pytest

from cablepress.cleaning import common_words, language

TEXTS = [
    ("The ferry ran aground on Thursday and blocked the only channel to the island for a day.", "de", "en"),
    ("Die Fähre lief am Donnerstag auf Grund und blockierte die einzige Fahrrinne der Insel.", "en-US", "de"),
    ("Le bac s'est échoué jeudi et a bloqué pendant une journée le seul chenal de l'île.", "", "fr"),
    ("नाव गुरुवार को किनारे पर फँस गई और द्वीप का एकमात्र रास्ता दिन भर बंद रहा।", "en", "hi"),
    ("کشتی جمعرات کو ریت میں پھنس گئی اور جزیرے کا واحد راستہ دن بھر بند رہا۔", "", "ur"),
    ("جنحت العبارة يوم الخميس وسدت الممر الوحيد إلى الجزيرة طوال النهار.", "", "ar"),
    ("படகு வியாழக்கிழமை மணலில் சிக்கியது; தீவுக்கான ஒரே வழி நாள் முழுவதும் அடைபட்டது.", "", "ta"),
    ("Ferry", "fr-FR", "fr"),  # too short: the page's word
    ("Ferry", "", None),
    ("12 34 56 78 90 12 34 56", "", None),
    ("", "not a language", None),
]


@pytest.mark.parametrize(("text", "declared", "expected"), TEXTS)
def test_detect(text, declared, expected):
    assert language.detect(text, declared)[0] == expected


def test_declared_language_is_believed_where_its_commonest_words_stand():
    text = "The ferry ran aground on Thursday, and the channel to the island was blocked for a day."
    assert language.detect(text, "en-GB") == ("en", "declared en-GB, and its commonest words")
    assert language.detect(text, "de") == ("en", language.detect(text)[1] + "; declared de")


NEWS = [
    ("en", "The ferry that ran aground on Thursday was on its way to the island with the mail for 40 houses."),
    ("de", "Die Fähre ist am Donnerstag nicht gefahren, und das Postboot lag mit dem Schlepper auf der Sandbank."),
    ("fr", "Les marins et une partie des gens du port sont dans le bac qui est sur le sable avec le courrier."),
    (
        "nl",
        "De veerboot was donderdag in het kanaal, maar is met de post aan boord niet over de zandbank naar het eiland gekomen; ze hebben geen dag verloren en er zijn ook brieven bij.",
    ),
    (
        "af",
        "Die veerboot was met die pos vir die eiland op pad, maar dit is nie stukkend nie; hulle bring hierdie briewe na die hawe en ons hoor dat dit ook deur die dag kan vaar.",
    ),
    (
        "es",
        "El barco que salió con el correo para las islas no llegó al puerto y se quedó en la arena por un día, pero sus marinos están bien.",
    ),
    (
        "ca",
        "El vaixell que va sortir amb el correu per a les illes no va arribar al port i es va quedar a la sorra, però els mariners són bé.",
    ),
    (
        "gl",
        "O barco que saíu co correo para as illas non chegou ao porto e quedou na area dende o xoves, pero unha parte dos mariños xa foi á terra pola noite.",
    ),
    (
        "pt",
        "O barco que saiu com o correio para as ilhas não chegou ao porto e ficou na areia, mas os marinheiros já foram para terra em uma lancha.",
    ),
    (
        "it",
        "Il traghetto che portava la posta per le isole non è arrivato in porto ed è rimasto sulla sabbia con una parte dei marinai, ma sono tutti salvi.",
    ),
    (
        "sv",
        "Färjan som gick på grund på torsdagen är inte trasig, men det tar en dag att få den av och till hamnen med posten för öarna.",
    ),
    (
        "da",
        "Færgen blev på sandet efter torsdag, og den er ikke gået i stykker, men det tager en dag at få den af og til havnen med posten.",
    ),
    (
        "no",
        "Ferja ble stående på sanda etter torsdag, og den er ikke ødelagt, men det tar en dag å få den av og til havna mot vest.",
    ),
    (
        "cs",
        "Trajekt, který ve čtvrtek najel na písek, se podle kapitána nepoškodil, ale jeho pošta pro ostrovy už je také v přístavu.",
    ),
    (
        "sk",
        "Trajekt, ktorý vo štvrtok narazil na piesok, sa podľa kapitána nepoškodil, ale jeho pošta pre ostrovy je aj v prístave.",
    ),
    (
        "pl",
        "Prom, który w czwartek osiadł na piasku, nie jest uszkodzony, ale do portu nie przypłynie przez dzień, a poczta dla wysp już została na brzegu.",
    ),
    (
        "tr",
        "Perşembe günü kuma oturan feribot için bir gün gerekli, ama adaya giden posta daha sonra bu yeni tekne ile gelecek ve olduğu gibi dağıtılacak.",
    ),
    ("fi", "Lautta on hiekalla, mutta se ei ole rikki, ja kapteenin mukaan myös posti oli jo saarella kun vene tuli."),
    (
        "id",
        "Kapal yang kandas pada Kamis itu tidak rusak, dan surat untuk pulau akan dibawa dengan perahu lain ke pelabuhan karena laut surut, tetapi ada juga para nelayan yang bisa menjadi sukarelawan saat kapal tersebut lebih dekat.",
    ),
    (
        "ms",
        "Feri yang kandas pada Khamis itu tidak rosak, tetapi surat untuk pulau tersebut akan dibawa dengan bot lain daripada jeti kerana air surut dan boleh sampai ketika pasang.",
    ),
    (
        "ru",
        "Паром, который сел на мель в четверг, не был повреждён, но почта для острова уже была на берегу, а они после этого из порта не вышли.",
    ),
    (
        "uk",
        "Пором, який сів на мілину в четвер, не був пошкоджений, але пошта для острова вже була на березі, та вони після цього й через день не вийшли.",
    ),
    (
        "ar",
        "جنحت العبارة التي كانت في طريقها إلى الجزيرة ولم تتضرر، وقال القبطان إن البريد قد وصل بعد ذلك من الميناء على متن قارب كان هذا الصباح عن المرفأ",
    ),
    (
        "fa",
        "کشتی که پنجشنبه در راه جزیره بود به شن نشست و آسیب ندید، اما نامه ها را با یک قایق دیگر از بندر بردند و این کار تا شب شد",
    ),
    (
        "ur",
        "کشتی جمعرات کو ریت میں پھنس گئی اور جزیرے کے لیے ڈاک ایک اور کشتی سے بندرگاہ پر لائی گئی، کپتان نے کہا کہ وہ ٹھیک ہے",
    ),
    ("hi", "नाव गुरुवार को रेत में फँस गई और द्वीप के लिए डाक एक दूसरी नाव से लाई गई, कप्तान ने कहा कि वह ठीक है"),
    (
        "mr",
        "बोट गुरुवारी वाळूत अडकली आहे आणि बेटाची टपाल दुसऱ्या बोटीने आली, असे कप्तान यांनी म्हणून सांगितले, ही बोट होती व ती पण ठीक आहे तर एक दिवस",
    ),
    (
        "is",
        "Ferjan strandaði á fimmtudag og það er ekki vitað hvort hún hefur skemmst, en póstur til eyjarinnar var um borð og þeir sem eru þar bíða eftir bát frá höfninni.",
    ),
    (
        "fo",
        "Ferjan fór á grunn og tað er ikki enn greitt um hon er skadd, men posturin til oynna var við og teir bíða eisini eftir báti eftir hetta.",
    ),
    (
        "lb",
        "D'Fähr ass um Sand an huet de Bréif fir d'Insel net bruecht, mä si gëtt nach dës Woch vun engem Boot op dat anert Ufer geholl, well och d'Leit do eng Kéier wéi all Dag waarden.",
    ),
    (
        "cy",
        "Mae'r fferi wedi mynd ar y tywod ac nid oedd neb yn y dŵr, ond bydd y llythyrau i'r ynys hefyd yn dod gyda chwch gan fod y porthladd ar gau fel hyn am ddiwrnod.",
    ),
    (
        "ga",
        "Chuaigh an bád i dtír ar an ngaineamh agus ní raibh aon duine ann, ach bhí na litreacha don oileán ar bord mar atá siad anois leis an gcaptaen, faoi mar a tá sé ag rá.",
    ),
    (
        "eu",
        "Ferrya ostegunean hondartzan geratu zen eta ez du kalterik izan, baina uharterako gutunak bertan dira eta itsasontzi bat etorri da, kapitainak esan duen bezala; hori egin dute ere beste batean.",
    ),
    (
        "mt",
        "Il-vapur weħel fuq ir-ramel u ma kienet ġrat l-ebda ħsara, iżda l-ittri għal gżira għadhom abbord minn dan il-jum u l-kaptan qal li kien se jasal dgħajsa oħra wara nofsinhar biex tieħu kollox.",
    ),
    (
        "fil",
        "Sumadsad ang ferry noong Huwebes at ang mga sulat para sa isla ay nasa barko pa rin, ngunit may isang bangka na darating upang kunin ito dahil hindi pa makaalis ang kapitan.",
    ),
    (
        "so",
        "Doonta ayaa ku caariday ciidda Khamiistii oo waxaa saarnaa warqadihii jasiiradda, laakiin waa la badbaadiyay iyo inuu kabtanku sheegay in ay soo gaari doonto doon kale.",
    ),
    (
        "ha",
        "Jirgin ya makale a cikin yashi ranar Alhamis kuma an ce wasikun da za su tafi tsibirin suna cikin lafiya, amma kyaftin ya ce wani jirgi zai zo daga tashar domin ya kai su.",
    ),
    (
        "xh",
        "Isikhephe sibambeke esantini ngolwesiNe kodwa akukho mntu wonzakeleyo, kwaye iileta ezi ziya kwi siqithi ziya kuthathwa ngoku kunye nabantu xa kufika esinye, okanye emva koko ngenxa yolwandle.",
    ),
    (
        "zu",
        "Isikebhe sibhajwe esihlabathini ngoLwesine kodwa akekho olimele, futhi izincwadi eziya esiqhingini zizolandwa manje uma kufika esinye, ngoba ulwandle lubi kakhulu phakathi nalapha, kusho ukaputeni ukuze kanye nabantu.",
    ),
    (
        "uz",
        "Kema payshanba kuni qumga tiqilib qoldi va orolga xatlar ham bu kemada edi, lekin kapitan bilan dengizchilar uchun yana bir qayiq keyin keldi, ular esa shu yerda kutdi.",
    ),
    (
        "kk",
        "Паром бейсенбі күні құмға отырып қалды және аралға арналған хаттар да осы кемеде болды, бірақ капитан мен теңізшілер үшін тағы бір қайық кейін келді, ол бұл жерде бар еді.",
    ),
    (
        "ky",
        "Паром бейшемби күнү кумга отуруп калды жана аралга кат да ушул кемеде болду, бирок капитан менен деңизчилер үчүн дагы бир кайык кийин келди, ал бул жерде эле.",
    ),
    (
        "mn",
        "Усан онгоц пүрэв гарагт элсэнд суусан бөгөөд арлын захидал энэ онгоцонд байсан гэж ахмад хэлсэн боловч хохирол байна гэсэн мэдээ ч бас ирээгүй болон дээр нь тэр юм.",
    ),
    (
        "tg",
        "Паром рӯзи панҷшанбе дар рег монд ва номаҳо барои ҷазира ҳам дар он буд, вале аз бандар як заврақ ба он ҷо омад, ки ин хабарро пас гуфтанд.",
    ),
    (
        "ku",
        "Keştî roja pêncşemê di qûmê de ma û nameyên ku ji bo giravê bûn jî li wir in, lê ew bi keştiyeke din piştî vê yekê ji benderê hatin birin û her kes baş e.",
    ),
    (
        "ht",
        "Bato a te chouke nan sab la jedi, men lèt yo pou zile a te sou li epi yo pa pèdi, paske yon lòt bato ap vin pran tout moun apre sa, kapitèn nan di li.",
    ),
    (
        "mg",
        "Nihitsoka tamin ny fasika ny sambo tamin ny alakamisy, nefa tsy simba izy io ary ireo taratasy ho an ny nosy dia mbola ao, noho izany misy sambo hafa ho avy fa efa niala ny seranana.",
    ),
    (
        "ceb",
        "Nasangad ang sakayan sa balas apan ang mga sulat alang sa isla wala maunsa kay adunay usa ka bangka nga miabot gikan sa pantalan ug ilang gikuha kini, matud sa kapitan, samtang siya nagpabilin.",
    ),
    (
        "gd",
        "Chaidh am bàta air tìr air a' ghainmhich agus cha robh duine air bòrd, ach bha na litrichean airson an eilein ann fhathast leis a' chaiptean, aig nach robh dòigh gu faighinn bhon chala sin mar seo.",
    ),
]


@pytest.mark.parametrize(("expected", "text"), NEWS, ids=[language for language, _ in NEWS])
def test_a_text_of_many_common_words_needs_no_detector(text, expected):
    assert language.detect(text) == (expected, "its commonest words")
    assert language.detect(text, "vi") == (expected, "its commonest words; declared vi")


def test_a_list_names_each_word_once():
    """One that stood twice would count twice."""
    words = {name: listed.split() for name, listed in common_words._table()["words"].items()}
    assert [name for name, listed in words.items() if len(set(listed)) < len(listed)] == []


def test_the_lists_of_words_agree_with_the_detector():
    """What the words tell, the detector tells of the same texts; Cebuano it does not know, and takes for Filipino."""
    named = [(expected, language._classified(text, None)[0]) for expected, text in NEWS]
    assert [pair for pair in named if pair[0] != pair[1]] == [("ceb", "fil")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("வெள்ளியன்று படகு கரை சேர்ந்தது, அஞ்சல் வந்தது.", "ta"),
        ("Το φέρι προσάραξε την Πέμπτη στην είσοδο του λιμανιού.", "el"),
        ("המעבורת עלתה על שרטון ביום חמישי בכניסה לנמל.", "he"),
        ("여객선이 목요일 모래톱에 좌초해 섬으로 가는 길이 막혔다.", "ko"),
        ("フェリーは木曜日に砂州に乗り上げ、島への航路が一日閉ざされた。", "ja"),
        ("渡轮星期四在沙洲搁浅，通往岛上的唯一航道关闭了一整天。", "zh"),
        ("เรือเฟอร์รีเกยตื้นเมื่อวันพฤหัสบดีและปิดทางเข้าเกาะทั้งวัน", "th"),
    ],
)
def test_a_script_of_one_language_tells_it(text, expected):
    assert language.detect(text, "en") == (expected, "its script; declared en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ferry ran aground on the sand and was late, and the mail of it. Die Fähre ist nicht gefahren, das Boot und der Hafen.",
            "de",
        ),
        ("渡轮星期四在沙洲搁浅，「島の便り」停刊，通往岛上的唯一航道关闭了一整天，邮件改由小艇运送。", "zh"),
    ],
)
def test_a_mixed_text_is_left_to_the_detector(text, expected):
    found = language.detect(text)
    assert found[0] == expected
    assert found[1].startswith("text (")


def test_a_declaration_is_not_believed_against_its_neighbours_words():
    danish = dict(NEWS)["da"]
    assert language.detect(danish, "no")[0] == "da"
    assert language.detect(danish, "da") == ("da", "declared da, and its commonest words")


def test_evidence_names_both():
    found = language.detect(TEXTS[1][0], "en-US")
    assert found[1].startswith("text (")
    assert found[1].endswith("; declared en-US")


def test_words_further_on_tell_what_the_first_do_not():
    """Names at the beginning: the detector is not needed for what follows them."""
    names = "Ana Lima, Jón Árnason, Mehmet Yıldız, Priya Raman, Li Wei; " * 8
    text = (
        names + "Die Fähre ist am Donnerstag nicht gefahren, und das Postboot lag mit dem Schlepper auf der Sandbank."
    )
    assert common_words.by_words(text[: language.SAMPLE], "de") is None
    assert language.detect(text, "en") == ("de", "the commonest words of its beginning; declared en")
