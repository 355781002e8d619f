# ruff: noqa: E501
"""Contexts for every reader template: English, Ukrainian, and Arabic for right-to-left.

Only for looking at and measuring the templates; the demo newsroom's articles are elsewhere.
"""

from datetime import UTC, date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

PUBLISHED = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
CHANGED = datetime(2026, 11, 25, 8, 31, tzinfo=UTC)

OUTLETS: dict[str, dict[str, Any]] = {
    "en": {
        "name": "The Riverside",
        "tagline": "Science, nature and the city, read slowly",
        "nav": ["Science", "Nature", "City", "Health", "History", "Ideas"],
        "footer": ["About us", "Our editors", "Reprints", "Contact"],
        "footer_text": "<p>Published by the Riverside co-operative, 4 Mill Lane. Texts may be reprinted under CC BY 4.0.</p>",
    },
    "uk": {
        "name": "Прибережна газета",
        "tagline": "Наука, природа й місто: читаємо неквапно",
        "nav": ["Наука", "Довкілля", "Місто", "Здоровʼя", "Історія", "Думки"],
        "footer": ["Про нас", "Редакція", "Передрук", "Звʼязок"],
        "footer_text": "<p>Видає кооператив «Прибережна газета», Млинова, 4. Передрук за ліцензією CC BY 4.0.</p>",
    },
    "ar": {
        "name": "جريدة الضفة",
        "tagline": "العلم والطبيعة والمدينة بلا عجلة",
        "nav": ["العلوم", "الطبيعة", "المدينة", "الصحة", "التاريخ", "آراء"],
        "footer": ["من نحن", "المحررون", "اتصل بنا"],
        "footer_text": "<p>تصدر عن تعاونية الضفة.</p>",
    },
}

STORIES: dict[str, dict[str, Any]] = {
    "en": {
        "headline": "The mussels that keep a river’s diary are running out of pages",
        "standfirst": "A freshwater shell adds one ring a year. Read together, four thousand of them tell "
        "what nobody wrote down about the water of the Orlen since 1871.",
        "section": 0,
        "caption": "Low water below the old weir, where most of the shells were found.",
        "alt": "A wide river at dusk between dark hills, with a pale sun over the water",
    },
    "uk": {
        "headline": "Скойки, що ведуть щоденник річки, дописують останні сторінки",
        "standfirst": "Щороку прісноводна мушля додає одне кільце. Чотири тисячі мушель разом розповідають те, "
        "чого ніхто не записав про воду Орлені від 1871 року.",
        "section": 0,
        "caption": "Межень нижче старої греблі, де знайшли більшість мушель.",
        "alt": "Широка річка надвечір між темними пагорбами, над водою бліде сонце",
    },
    "ar": {
        "headline": "محار النهر الذي يكتب يومياته يوشك أن يبلغ الصفحة الأخيرة",
        "standfirst": "تضيف صدفة المياه العذبة حلقة واحدة كل عام، وأربعة آلاف صدفة معًا تروي ما لم يدوّنه أحد.",
        "section": 0,
        "caption": "انحسار الماء أسفل السد القديم حيث عُثر على معظم الأصداف.",
        "alt": "نهر عريض عند الغروب بين تلال داكنة",
    },
}

TEXTS: dict[str, list[str]] = {
    "en": [
        "<p>Every autumn since she was a student, <b>Marta Lind</b> has walked the same nine kilometres of the Orlen in "
        "waders, looking for shells nobody wants. The empty ones are best. A living river mussel is protected by law and "
        "by good manners; a dead one is an archive, and it lies in the gravel until somebody comes to read it.</p>"
        "<p>What can be read is surprisingly exact. A freshwater pearl mussel lays down one thin dark line each winter, "
        "when it all but stops growing, and a paler band each summer. Wide bands mean warm water and plenty to eat. Narrow "
        "ones mean drought, flood, or something spilled upstream. Because neighbours in one river share its good and bad "
        "years, their bands can be laid side by side and matched, just as the rings of oaks are matched in the beams of "
        "old barns.</p>",
        "<h2>A chronicle without a chronicler</h2>"
        "<p>The idea is not new. Sven Aro <a href='https://example.org/aro-1968'>matched eleven shells by eye in 1968</a> "
        "and was politely ignored. What is new is the number. With a flatbed scanner, a diamond saw and six winters of "
        "patience, Lind’s group has matched 4,112 shells into one unbroken series that begins in the spring of 1871. It "
        "is published this week, together with every scan.</p>"
        "<p>The series shows three things that the town’s own papers do not. The tannery that burned down in 1904 had been "
        "poisoning the lower reach for at least twelve years. The famous flood of 1931 was not the worst of its decade. And "
        "the river began to warm in 1988, some ten years before anyone put a thermometer in it.</p>",
        "<p>Other river scientists are impressed, with reservations. A shell records what a mussel felt, which is not the "
        "same as what the water was. Food and warmth widen the band alike, and to tell one from the other takes chemistry "
        "that the group could so far afford for only sixty shells.</p>"
        "<h3>What the numbers can and cannot say</h3>"
        "<p>Lind agrees, and says so in the paper’s longest section. She lists four checks anyone can make:</p>"
        "<ol><li>compare the bands of 1940 to 1944 with the mill’s own log of water levels;</li>"
        "<li>leave out the ten longest-lived shells and see whether the warming stays;</li>"
        "<li>repeat the match without knowing which shell came from which bank;</li>"
        "<li>look at the neighbouring valley, where nobody has looked yet.</li></ol>",
        "<h2>The last volume</h2>"
        "<p>There is some urgency now, she says. The youngest living mussel that the group has found in the Orlen is thirty-one years "
        "old. Larvae need trout to carry them upstream, and the trout have not passed the lower weir since its fish ladder "
        "silted up. Without young mussels there will be no new shells to read, and the diary will simply stop.</p>"
        "<p>The district has promised to clear the ladder next summer. It promised the same in 2019. In the meantime the "
        "group has asked anglers to report, by telephone, every shell longer than a hand, and to leave it where it lies. In "
        "the first month forty-three people called. One of them had kept a jar of shells on her windowsill since 1962, with "
        "the date of each written on the inside in pencil.</p>"
        "<p>“We had been looking for a check like that for six years,” Lind says. “It was on a windowsill, above the "
        "kitchen sink, and she was only wondering whether we would like to have it.” The pencilled dates and the matched "
        "bands agree for every shell but one. The one, it turned out, had come from a different river.</p>"
        "<p>The jar is now in the museum, beside the saw. The woman, who prefers not to be named, comes to see it on "
        "Thursdays, when entry is free. She has brought two more shells since. Both were found, she wishes it to be known, "
        "already empty, after the high water in March, on the gravel under the railway bridge, where as a child she was "
        "told never to go, and went all the same. Lind has dated both, and the bridge now stands on the group’s list of places to be walked next "
        "autumn, when the water is low and the shells lie open to anyone who cares to read them.</p>",
    ],
    "uk": [
        "<p>Щоосені, ще від студентських років, <b>Марта Лінд</b> проходить ті самі девʼять кілометрів Орлені у високих "
        "чоботях і шукає мушлі, які нікому не потрібні. Порожні найкращі. Живу річкову скойку береже закон і добре "
        "виховання, а мертва є архівом: вона лежить у гравії, доки хтось прийде її прочитати.</p>"
        "<p>Прочитати можна напрочуд точно. Щозими перлівниця відкладає тонку темну лінію, бо майже перестає рости, а "
        "щоліта світлішу смугу. Широкі смуги означають теплу воду й достаток їжі, вузькі означають посуху, повінь або щось "
        "вилите вище за течією. Сусідки з однієї річки мають спільні добрі й лихі роки, тож їхні смуги можна покласти поруч "
        "і зіставити, як зіставляють кільця дубів у балках старих стодол.</p>",
        "<h2>Літопис без літописця</h2>"
        "<p>Задум не новий. Свен Аро <a href='https://example.org/aro-1968'>1968 року зіставив на око одинадцять мушель</a>, "
        "і його чемно не почули. Новою є кількість. Маючи планшетний сканер, алмазну пилку й терпіння на шість зим, група "
        "Лінд зіставила 4112 мушель у безперервний ряд, що починається навесні 1871 року. Його оприлюднено цього тижня разом "
        "з усіма сканами.</p>"
        "<p>Ряд показує три речі, яких немає в міських паперах. Чинбарня, що згоріла 1904 року, отруювала пониззя щонайменше "
        "дванадцять років. Славетна повінь 1931-го не була найбільшою у своєму десятилітті. А теплішати річка почала 1988 "
        "року, років на десять раніше, ніж у неї вперше опустили термометр.</p>",
        "<p>Інші гідробіологи вражені, хоч і не без застережень. Мушля записує те, що відчула скойка, а це не те саме, чим "
        "була вода. Їжа й тепло розширюють смугу однаково, і щоб їх розрізнити, потрібен хімічний аналіз, на який групі досі "
        "вистачило коштів лише для шістдесяти мушель.</p>"
        "<h3>Що числа можуть сказати, а чого не можуть</h3>"
        "<p>Лінд погоджується і пише про це в найдовшому розділі статті. Вона називає перевірки, доступні кожному:</p>"
        "<ul><li>порівняти смуги 1940–1944 років із млиновим журналом рівнів води;</li>"
        "<li>вилучити десять найстарших мушель і подивитися, чи залишиться потепління;</li>"
        "<li>поглянути на сусідню долину, куди ще ніхто не заглядав.</li></ul>",
        "<h2>Останній том</h2>"
        "<p>Часу небагато. Наймолодшій живій скойці, яку група знайшла в Орлені, тридцять один рік. Личинкам потрібна "
        "форель, що несе їх угору за течією, а форель не минає нижньої греблі, відколи замулився рибохід. Без молодих скойок "
        "не буде нових мушель, і щоденник просто урветься.</p>"
        "<p>«Такої перевірки ми шукали шість років, – каже Лінд. – Вона стояла на підвіконні, над кухонною мийкою, і жінка "
        "лише питала, чи ми не хотіли б її забрати». Дати, написані олівцем, збіглися зі смугами в усіх мушлях, крім однієї. "
        "Та одна, як зʼясувалося, була з іншої річки.</p>",
    ],
    "ar": [
        "<p>في كل خريف تمشي <b>مارتا ليند</b> الكيلومترات التسعة نفسها من نهر أورلن، تبحث عن أصداف لا يريدها أحد. "
        "الفارغة منها أفضل، فالمحار الحي يحميه القانون، أما الميت فهو أرشيف ينتظر من يقرؤه.</p>"
        "<p>وما يمكن قراءته دقيق على نحو مدهش: خط داكن رفيع كل شتاء، وشريط أفتح كل صيف. الأشرطة العريضة تعني ماءً دافئًا "
        "وغذاءً وفيرًا، والضيقة تعني جفافًا أو فيضانًا.</p>",
        "<h2>سجل بلا مؤرخ</h2><p>الفكرة ليست جديدة، فقد <a href='https://example.org/aro-1968'>قارن سفين آرو إحدى عشرة صدفة "
        "عام 1968</a> وتجاهله الجميع بأدب. الجديد هو العدد: أربعة آلاف صدفة في سلسلة متصلة تبدأ من ربيع 1871.</p>",
        "<p>علماء الأنهار الآخرون معجبون، مع بعض التحفظ. فالصدفة تسجل ما أحسّ به المحار، وليس ما كان عليه الماء.</p>"
        "<ul><li>قارنوا أشرطة 1940 إلى 1944 بسجل الطاحونة؛</li><li>انظروا إلى الوادي المجاور.</li></ul>",
        "<h2>المجلد الأخير</h2><p>أصغر محار حي وُجد في أورلن عمره واحد وثلاثون عامًا، ومن دون صغار لن تكون هناك أصداف جديدة "
        "تُقرأ، وستتوقف اليوميات ببساطة.</p>",
    ],
}

BLOCKS: dict[str, dict[str, Any]] = {
    "en": {
        "pull": "A dead mussel is an archive, and it lies in the gravel until somebody comes to read it.",
        "quote": [
            "I do not think the mill owners lied.",
            "They wrote down what they were asked to write down, and nobody asked about the smell.",
        ],
        "speaker": ("Ilse Brandt", "archivist of the town of Orlen"),
        "box": (
            "How to read a shell",
            "<p>Cut it from hinge to edge, polish the cut, and scan it at 2400 dpi. <b>Dark lines are winters.</b></p><p>Count from the edge inwards: the year of death is the only date you know.</p>",
        ),
        "table": (
            "Mean width of a summer band, by decade",
            ["Decade", "Shells", "Width, mm", "Change", "Remark"],
            [
                ["1890s", "212", "0.41", "−0.09", "tannery at work"],
                ["1930s", "655", "0.52", "+0.11", "two great floods"],
                ["1980s", "903", "0.55", "+0.03", "first warm summers"],
                ["2010s", "348", "0.71", "+0.16", "few young shells"],
            ],
            "Lind et al., table 3",
        ),
        "gallery": (
            "Three rooms of the river museum.",
            [
                "The saw, bought second-hand from a jeweller.",
                "Shells sorted by reach.",
                "The jar from the windowsill.",
            ],
        ),
        "video": (
            "Six winters in four minutes: how a shell is cut",
            "The film has subtitles in English and Ukrainian.",
        ),
        "download": ("All measurements", "One row a band; the columns are explained on the first sheet."),
        "picture": (
            "Every band is one summer: the shell known as OR-0417 lived from 1899 to 1987.",
            "A polished cut through a shell with dozens of fine curved bands",
        ),
    },
    "uk": {
        "pull": "Мертва скойка є архівом: вона лежить у гравії, доки хтось прийде її прочитати.",
        "quote": [
            "Не думаю, що власники млина брехали.",
            "Вони записували те, про що їх питали, а про запах не питав ніхто.",
        ],
        "speaker": ("Ільзе Брандт", "архіварка міста Орлень"),
        "box": (
            "Як читати мушлю",
            "<p>Розріжте її від замка до краю, відполіруйте зріз і скануйте з роздільністю 2400 точок на дюйм. <b>Темні лінії – це зими.</b></p>",
        ),
        "table": (
            "Середня ширина літньої смуги за десятиліттями",
            ["Десятиліття", "Мушлі", "Ширина, мм", "Зміна", "Примітка"],
            [
                ["1890-ті", "212", "0,41", "−0,09", "працює чинбарня"],
                ["1930-ті", "655", "0,52", "+0,11", "дві великі повені"],
                ["2010-ті", "348", "0,71", "+0,16", "мало молодих мушель"],
            ],
            "Лінд та ін., таблиця 3",
        ),
        "gallery": (
            "Три кімнати музею річки.",
            ["Пилка, куплена в ювеліра.", "Мушлі, розкладені за плесами.", "Слоїк із підвіконня."],
        ),
        "video": (
            "Шість зим за чотири хвилини: як розрізають мушлю",
            "Є субтитри українською й англійською.",
        ),
        "download": ("Усі вимірювання", "Один рядок на смугу; стовпці пояснено на першому аркуші."),
        "picture": (
            "Кожна смуга – одне літо: мушля OR-0417 жила від 1899 до 1987 року.",
            "Полірований зріз мушлі з десятками тонких вигнутих смуг",
        ),
    },
}
BLOCKS["ar"] = BLOCKS["en"] | {
    "pull": "المحار الميت أرشيف ينتظر في الحصى من يقرؤه.",
    "quote": ["لا أظن أن أصحاب الطاحونة كذبوا.", "لقد كتبوا ما طُلب منهم، ولم يسأل أحد عن الرائحة."],
    "speaker": ("إلزه برانت", "أمينة محفوظات المدينة"),
    "box": (
        "كيف تُقرأ الصدفة",
        "<p>اقطعها من المفصل إلى الحافة وامسحها ضوئيًا. <b>الخطوط الداكنة هي الشتاءات.</b></p>",
    ),
}


def outlet(language: str) -> dict[str, Any]:
    """The outlet as every page sees it."""
    words = OUTLETS[language]
    prefix = "" if language == "en" else f"/{language}"
    return {
        "name": words["name"],
        "tagline": words["tagline"],
        "home_url": f"{prefix}/",
        "feed_url": f"{prefix}/feed.xml",
        "archive_url": f"{prefix}/archive/",
        "account_url": "/account/" if language == "en" else f"/account/?language={language}",
        "base_url": "https://example.org",
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "nav": [{"title": title, "url": f"{prefix}/section-{n}/"} for n, title in enumerate(words["nav"])],
        "footer_links": [
            {"title": title, "url": f"{prefix}/page-{n}/"} for n, title in enumerate(words["footer"])
        ],
        "footer_text": mark_safe(words["footer_text"]),
        "languages": [
            {
                "code": code,
                "name": name,
                "url": "/" if code == "en" else f"/{code}/",
                "current": code == language,
            }
            for code, name in (("en", "English"), ("uk", "Українська"))
        ],
    }


def meta(
    language: str, title: str, *, kind: str = "website", path: str = "/", image: bool = False
) -> dict[str, Any]:
    """What the head of a page says."""
    return {
        "title": title,
        "description": STORIES[language]["standfirst"],
        "canonical": f"https://example.org{path}",
        "alternates": [
            {"hreflang": "en", "href": "https://example.org/"},
            {"hreflang": "uk", "href": "https://example.org/uk/"},
        ],
        "image": {
            "url": "https://example.org/pictures/1/0-1200.webp",
            "width": 1200,
            "height": 675,
            "alt": STORIES[language]["alt"],
        }
        if image
        else None,
        "type": kind,
        "current_nav_url": outlet(language)["nav"][0]["url"] if path != "/" else "",
        "published": PUBLISHED if kind == "article" else None,
        "modified": CHANGED if kind == "article" else None,
    }


def picture(
    number: int,
    sizes: str,
    *,
    width: int = 1600,
    height: int = 1000,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    source_url: str = "",
    priority: bool = False,
) -> dict[str, Any]:
    """A picture view; the preview draws files for its addresses."""
    ratio = height / width
    widths = (400, 800, 1200, 1600)

    def srcset(extension: str) -> str:
        return ", ".join(f"/pictures/{number}/0-{w}-{round(w * ratio)}.{extension} {w}w" for w in widths)

    return {
        "sources": [{"type": "image/webp", "srcset": srcset("webp")}],
        "src": f"/pictures/{number}/0-800-{round(800 * ratio)}.jpg",
        "srcset": srcset("jpg"),
        "width": width,
        "height": height,
        "sizes": sizes,
        "alt": alt,
        "caption": caption,
        "credit": credit,
        "licence": "CC BY 4.0" if credit else "",
        "source_url": source_url,
        "priority": priority,
    }


def body(language: str) -> list[dict[str, str]]:
    """Every kind of block between the paragraphs, rendered by its template."""
    from coffeepress.design import sizes

    words, texts = BLOCKS[language], TEXTS[language]
    gallery_caption, gallery = words["gallery"]
    box_title, box_html = words["box"]
    caption, head, rows, source = words["table"]
    blocks: list[tuple[str, dict[str, Any]]] = [
        ("text", {"html": mark_safe(texts[0])}),
        ("pull_quote", {"value": {"text": words["pull"]}}),
        ("text", {"html": mark_safe(texts[1])}),
        (
            "picture",
            {
                "picture": picture(
                    2, sizes.BODY, caption=words["picture"][0], alt=words["picture"][1], credit="Marta Lind"
                )
            },
        ),
        (
            "quotation",
            {
                "paragraphs": words["quote"],
                "value": {
                    "speaker": words["speaker"][0],
                    "role": words["speaker"][1],
                    "source_name": "Orlen Weekly",
                    "source_url": "https://example.org/weekly",
                },
            },
        ),
        ("text", {"html": mark_safe(texts[2])}),
        (
            "table",
            {
                "value": {"caption": caption, "source": source},
                "head": head,
                "rows": rows,
                "numeric": [False, True, True, True, False],
            },
        ),
        ("info_box", {"value": {"title": box_title}, "html": mark_safe(box_html)}),
        (
            "gallery",
            {
                "value": {"caption": gallery_caption},
                "pictures": [
                    picture(
                        3 + n,
                        sizes.GALLERY,
                        caption=text,
                        alt=text,
                        credit="Jonas Wirt",
                        width=1200,
                        height=800,
                    )
                    for n, text in enumerate(gallery)
                ],
            },
        ),
        (
            "embed",
            {
                "value": {
                    "url": "https://www.youtube.com/watch?v=0",
                    "title": words["video"][0],
                    "caption": words["video"][1],
                },
                "provider": "YouTube",
                "embed_src": "https://www.youtube-nocookie.com/embed/0?autoplay=1",
                "picture": picture(7, sizes.BODY, width=1600, height=900),
            },
        ),
        (
            "embed",
            {
                "value": {
                    "url": "https://mastodon.social/@orlen/1",
                    "title": "“The ladder will be cleared next summer.”",
                    "caption": "",
                },
                "provider": "Mastodon",
                "embed_src": "https://mastodon.social/@orlen/1/embed",
            },
        ),
        (
            "download",
            {
                "value": {"title": words["download"][0], "description": words["download"][1]},
                "file": {
                    "url": "/files/1/0/bands.csv",
                    "size_label": "1.2 MB",
                    "extension": "csv",
                    "title": "bands.csv",
                },
            },
        ),
        ("text", {"html": mark_safe(texts[3])}),
    ]
    return [
        {"type": kind, "html": render_to_string(f"articles/blocks/{kind}.html", extras)}
        for kind, extras in blocks
    ]


def card(language: str, number: int, sizes: str, *, pictured: bool = True) -> dict[str, Any]:
    """A teaser; the headlines take turns."""
    headlines = {
        "en": [
            STORIES["en"]["headline"],
            "Why the night trams sing",
            "A vaccine that waits in the fridge of a village shop",
            "Nobody knows how many wells the city has",
            "Bats under the opera house",
            "The census of quiet streets",
            "Forty winters of one bird table",
            "How a bakery became a weather station",
        ],
        "uk": [
            STORIES["uk"]["headline"],
            "Чому співають нічні трамваї",
            "Вакцина, що чекає в холодильнику сільської крамниці",
            "Ніхто не знає, скільки в місті колодязів",
            "Кажани під оперним театром",
            "Перепис тихих вулиць",
            "Сорок зим однієї годівнички",
            "Як пекарня стала метеостанцією",
        ],
        "ar": [
            STORIES["ar"]["headline"],
            "لماذا تغني عربات الترام ليلًا",
            "لقاح ينتظر في ثلاجة دكان القرية",
            "لا أحد يعرف عدد آبار المدينة",
            "خفافيش تحت دار الأوبرا",
            "إحصاء الشوارع الهادئة",
            "أربعون شتاءً لمائدة طيور واحدة",
            "كيف صار المخبز محطة للأرصاد",
        ],
    }[language]
    view = outlet(language)
    section = view["nav"][number % len(view["nav"])]
    by = {"en": "By Olena Koval", "uk": "Автор: Олена Коваль", "ar": "أولينا كوفال"}[language]
    return {
        "url": f"/2026/11/story-{number}/",
        "headline": headlines[number % len(headlines)],
        "standfirst": STORIES[language]["standfirst"] if number % 3 != 2 else "",
        "section": section,
        "byline": by,
        "date": PUBLISHED,
        "picture": picture(1 + number % 9, sizes, alt=STORIES[language]["alt"]) if pictured else None,
        "language": language,
    }


def article(language: str) -> dict[str, Any]:
    """The article page with every field filled in."""
    from coffeepress.design import sizes

    view, story = outlet(language), STORIES[language]
    labels = {
        "en": ("By", "Edited by:", "Photographs by"),
        "uk": ("Автори:", "Редакторка:", "Світлини:"),
        "ar": ("بقلم", "تحرير:", "تصوير"),
    }[language]
    return {
        "outlet": view,
        "meta": meta(language, story["headline"], kind="article", path="/2026/11/mussels/", image=True),
        "article": {
            "headline": story["headline"],
            "standfirst": story["standfirst"],
            "section": view["nav"][0],
            "tags": [
                {"name": link["title"], "url": f"/tags/{n}/"} for n, link in enumerate(view["nav"][1:4])
            ],
            "byline_lines": [
                {
                    "label": labels[0],
                    "persons": [
                        {"name": "Olena Koval", "url": "/people/olena-koval/"},
                        {"name": "Jonas Wirt", "url": "/people/jonas-wirt/"},
                    ],
                },
                {"label": labels[1], "persons": [{"name": "A. N.", "url": "/people/a-n/"}]},
                {"label": labels[2], "persons": [{"name": "Marta Lind", "url": None}]},
            ],
            "published_at": PUBLISHED,
            "changed_at": CHANGED,
            "lead": picture(
                1,
                sizes.LEAD,
                alt=story["alt"],
                caption=story["caption"],
                credit="Jonas Wirt / The Riverside",
                source_url="https://commons.wikimedia.org/wiki/File:Orlen.jpg",
                priority=True,
            ),
            "body": body(language),
            "original": {
                "kind": "republishes",
                "name": "Orlen Weekly",
                "title": "The diary in the gravel",
                "url": "https://example.org/diary",
                "date": date(2026, 11, 3),
            },
            "translations": [
                {
                    "code": "uk" if language != "uk" else "en",
                    "name": "Українська" if language != "uk" else "English",
                    "url": "/uk/2026/11/mussels/",
                    "headline": "",
                }
            ],
        },
        "slots": {"after_body": ""},
    }


def pages(language: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Every reader page: its file's name, its template and its context."""
    from coffeepress.design import sizes

    view = outlet(language)

    def base(title: str, path: str = "/") -> dict[str, Any]:
        return {"outlet": view, "meta": meta(language, title, path=path)}

    rows = [card(language, n, sizes.ROW, pictured=n % 4 != 3) for n in range(1, 9)]
    top = [card(language, 0, sizes.TOP_STORY)] + [card(language, n, sizes.CARD) for n in range(1, 5)]
    top[0]["picture"]["priority"] = True
    months = [
        {"label": label, "url": f"/2026/{n:02}/"}
        for n, label in enumerate(["January", "March", "April", "September", "November"], 1)
    ]
    listed = {"cards": rows, "archive_url": "/archive/"}
    person = {
        "name": "Olena Koval",
        "position": "Science editor",
        "email": "olena@example.org",
        "bio": mark_safe(
            "<p>Writes about rivers and the people who measure them. Trained as a <b>hydrologist</b>.</p>"
        ),
        "portrait": picture(5, sizes.PORTRAIT, width=600, height=600, alt="Portrait of Olena Koval"),
        "links": [
            {"label": "Mastodon", "url": "https://mastodon.social/@olena"},
            {"label": "ORCID", "url": "https://orcid.org/0"},
        ],
    }
    items = [
        {
            "url": f"/2026/11/{n}/",
            "headline": card(language, n, sizes.ROW)["headline"],
            "section_title": view["nav"][n]["title"],
            "byline": "Olena Koval",
        }
        for n in range(4)
    ]
    return {
        "home": (
            "articles/home.html",
            base(view["name"]) | {"top": top, "latest": rows, "archive_url": "/archive/"},
        ),
        "article": ("articles/article.html", article(language)),
        "section": (
            "articles/section.html",
            base(view["nav"][0]["title"], "/section-0/")
            | listed
            | {"section": {"title": view["nav"][0]["title"], "intro": STORIES[language]["standfirst"]}},
        ),
        "person": ("articles/person.html", base("Olena Koval") | listed | {"person": person}),
        "tag": (
            "articles/tag.html",
            base(view["nav"][2]["title"]) | listed | {"tag": {"name": view["nav"][2]["title"]}},
        ),
        "archive": (
            "articles/archive.html",
            base("Archive")
            | {
                "heading": "Archive",
                "back_url": "/section-0/",
                "years": [{"year": 2026, "months": months}, {"year": 2025, "months": months[1:]}],
            },
        ),
        "month": (
            "articles/month.html",
            base("November 2026")
            | {
                "heading": "November 2026",
                "back_url": "/archive/",
                "days": [
                    {"date": date(2026, 11, 24), "items": items},
                    {"date": date(2026, 11, 21), "items": items[:1]},
                ],
                "previous": {"label": "October 2026", "url": "/2026/10/"},
                "next": {"label": "December 2026", "url": "/2026/12/"},
            },
        ),
        "free_page": (
            "articles/free_page.html",
            base("About us")
            | {
                "title": view["footer_links"][0]["title"],
                "intro": view["tagline"],
                "body": [{"type": "text", "html": mark_safe(TEXTS[language][1])}],
            },
        ),
        "404": ("articles/error_404.html", base("No such page")),
        "410": ("articles/error_410.html", base("Withdrawn")),
        "moved": (
            "design/moved.html",
            {"outlet": view, "target": "https://example.org/2026/11/mussels/", "temporary": True},
        ),
    }
