"""What a site puts around its articles, told by what it says: in many languages, without naming any site.

Owns the words. Every function takes one line of text and answers what kind of furniture it reads like. Weighing
that against where the line stands is `lines`' work: a word here is a sign, never a verdict.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coffeepress.importing.page.saved import words


def _any(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


NETWORKS = frozenset(
    "facebook twitter x linkedin whatsapp telegram pinterest reddit tumblr instagram youtube vk vkontakte viber email "
    "e mail mail print tweet tweetnout flipboard pocket messenger xing mastodon threads bluesky tiktok google plus rss "
    "odnoklassniki ok livejournal друк друкувати печать drucken imprimir imprimer tisk drukuj stampa copy link digg "
    "stumbleupon delicious line signal threema pin skype snapchat weibo фейсбук твіттер телеграм вконтакте однокласники".split()
)
SHARING = frozenset(
    "share shares shared sharing this article story page post on via with by to save like likes follow us send more options "
    "поділитися поділіться поширити у в на через поделиться поделитесь compartir compartilhar compartilhe en no por partager partagez "
    "sur par teilen auf per via sdílet sdílejte článek článku na udostępnij condividi su delen dela deel del på dijeli подели "
    "споделете megosztás partajează paylaş podziel się zdieľať the a recommend and or click here tweeter envoyer enviar "
    "senden merken artikel svg icon button opens in new window".split()
)
SHARE_VERB = re.compile(
    r"^" + _any("share", "поділ", "пошир", "подел", "compart", "partag", "teilen", "sdíle", "udost", "condivid", "delen", "dela",
                "zdieľ", "paylaş", "tweet", "pin it", "print", "e-?mail", "follow", "like this"), re.I)

MARKUP = re.compile(r"<(?:img|p|div|iframe|a|link|script|span|style|noscript|video|object|embed|ins)\b[^>]{0,2000}[=/]", re.I)
SHARE_CJK = re.compile("シェア|ツイート|分享|共有|공유하기|แชร์|转发|微博|書籤|书签")

RELATED = re.compile(
    r"^\W*" + _any(
        r"(?:related|recommended|featured|latest|top|popular|trending|more|other|similar|sponsored|editor.?s'?)\b.{0,12}\b"
        r"(?:posts?|stor(?:y|ies)|articles?|coverage|topics?|content|news|links?|reading|videos?|picks?|headlines|from|in|on|by)\b.{0,40}",
        r"related", r"trending(?: now)?", r"more on this.{0,30}", r"more from .{1,40}", r"more about .{1,40}", r"more stories.{0,20}",
        r"most (?:read|popular|viewed|shared|commented|watched|discussed|recent).{0,30}", r"(?:see|read) also.{0,3}", r"also (?:read|see).{0,3}",
        r"read more", r"read next.{0,20}", r"up next", r"what to read next", r"what'?s next", r"you (?:may|might|could) (?:also )?(?:like|be interested).{0,30}",
        r"recommended(?: for you| by .{1,30})?", r"(?:promoted|sponsored) (?:by|content|links|stories).{0,30}", r"from (?:around )?the web", r"around the web",
        r"elsewhere on .{1,40}", r"don'?t miss.{0,20}", r"in case you missed it", r"next (?:article|story|post).{0,30}", r"previous (?:article|story|post).{0,30}",
        r"popular(?: now)?", r"(?:see|view|show) more.{0,30}", r"top stories", r"latest(?: news)?", r"newer posts?", r"older posts?", r"recent (?:posts|comments|articles).{0,10}",
        r"читайте також.{0,3}", r"читайте ще.{0,3}", r"читайте на .{1,30}", r"більше новин.{0,20}", r"схожі .{1,30}", r"пов['’]язані .{1,30}", r"(?:інші|останні|головні|популярні|свіжі) (?:новини|статті|матеріали|публікації).{0,20}",
        r"(?:вам|вас) (?:також )?(?:може|можуть|зацікав).{0,40}", r"за темою.{0,3}", r"по темі.{0,3}", r"найпопулярніш.{0,30}", r"стрічка новин", r"новини партнерів", r"дивіться також.{0,3}",
        r"читайте также.{0,3}", r"читать далее.{0,3}", r"по теме.{0,3}", r"похожие .{1,30}", r"смотрите также.{0,3}", r"другие (?:новости|статьи|материалы).{0,20}", r"(?:последние|главные|популярные) (?:новости|статьи|материалы).{0,20}", r"самое (?:читаемое|популярное).{0,10}", r"новости партн[её]ров", r"вам может.{0,40}", r"лента новостей", r"материалы по теме.{0,3}", r"вас может заинтересовать.{0,3}",
        r"související.{0,20}", r"čtěte (?:také|dále|více).{0,3}", r"mohlo by vás zajímat.{0,3}", r"nejčtenější.{0,20}", r"právě se děje", r"další (?:zprávy|články).{0,20}", r"súvisiace.{0,20}", r"čítajte (?:aj|viac|tiež).{0,3}", r"najčítanejšie.{0,20}",
        r"(?:lo|las?|los) (?:más|mas) (?:leíd|visto|popular|comentad).{0,20}", r"(?:notas?|artículos?|noticias?|contenidos?|temas?) relacionad.{0,20}", r"relacionad[ao]s?.{0,3}", r"te (?:puede|podría) interesar.{0,20}", r"también te puede.{0,20}", r"le puede interesar.{0,10}", r"(?:lea|leer|lee|leé|vea|ver) (?:también|además|más).{0,3}", r"más sobre .{1,40}", r"más noticias.{0,20}", r"más en .{1,30}", r"últimas noticias",
        r"à lire (?:aussi|également).{0,3}", r"lire aussi.{0,3}", r"(?:les )?plus (?:lus|partagés|populaires).{0,10}", r"sur le même (?:sujet|thème).{0,3}", r"articles? (?:liés|similaires|associés|recommandés).{0,10}", r"vous aimerez aussi.{0,3}", r"à (?:voir|découvrir) aussi.{0,3}", r"dans la même rubrique.{0,3}", r"sur le web",
        r"lesen sie (?:auch|mehr|hier).{0,3}", r"mehr zum thema.{0,3}", r"mehr (?:zu|aus|von|über) .{1,40}", r"das könnte (?:sie|dich|ihnen).{0,30}", r"(?:meist|meistgelesene|meistgelesen).{0,20}", r"ähnliche .{1,20}", r"verwandte .{1,20}", r"weitere (?:artikel|themen|nachrichten|meldungen|beiträge).{0,20}", r"auch interessant.{0,3}", r"zum thema.{0,3}", r"empfohlene.{0,20}",
        r"leggi anche.{0,3}", r"potrebbe interessarti.{0,10}", r"(?:articoli|notizie) correlat.{0,10}", r"(?:i )?più letti.{0,10}", r"leia (?:também|mais).{0,3}", r"(?:notícias|matérias|artigos|conteúdo) relacionad.{0,10}", r"mais lidas.{0,10}", r"veja (?:também|mais).{0,3}", r"saiba mais.{0,3}",
        r"czytaj (?:też|także|więcej|dalej).{0,3}", r"zobacz (?:też|także|więcej).{0,3}", r"polecamy.{0,10}", r"najczęściej czytane.{0,10}", r"przeczytaj (?:też|także|również).{0,3}", r"powiązane.{0,20}",
        r"lees (?:ook|meer|verder).{0,3}", r"meer over .{1,40}", r"gerelateerd.{0,20}", r"meest gelezen.{0,10}", r"läs (?:också|mer|även).{0,3}", r"les også.{0,3}", r"mest (?:läst|lest).{0,10}", r"læs også.{0,3}", r"lue myös.{0,3}",
        r"citește și.{0,3}", r"прочетете (?:още|също).{0,3}", r"още по темата.{0,3}", r"bunlar da ilginizi çekebilir.{0,3}", r"ilgili haberler.{0,3}", r"เรื่องที่เกี่ยวข้อง.{0,10}", r"ข่าวที่เกี่ยวข้อง.{0,10}", r"lasi arī.{0,3}", r"skaityk(?:ite)? (?:taip pat|daugiau).{0,3}", r"loe (?:ka|lisaks).{0,3}", r"اقرأ (?:أيضا|أيضاً|المزيد).{0,3}", r"مواضيع ذات صلة.{0,3}", r"相关(?:内容|阅读|新闻|文章|链接|推荐).{0,5}", r"関連(?:記事|リンク|ニュース).{0,5}", r"热门.{0,6}", r"おすすめ.{0,6}", r"관련 ?기사.{0,5}",
    ) + r"\W*$", re.I)

RELATED_LINE = re.compile(
    r"^\W*" + _any(
        "read (?:more|also|next)", "see also", "also read", "related(?: (?:story|article|post))?", "more", "watch", "continue reading", "listen", "video", "gallery", "photos",
        "читайте також", "читайте ще", "дивіться також", "читайте также", "смотрите также", "читать также", "по теме", "до теми", "čtěte také", "čtěte více", "čítajte aj",
        "lire(?: aussi)?", "à lire(?: aussi)?", "voir(?: aussi)?", "lee (?:también|además)", "lea (?:también|además)", "leer más", "leé también", "lesen sie (?:auch|mehr|hier)", "mehr(?: dazu| zum thema)?", "siehe auch",
        "leggi anche", "leia (?:também|mais)", "veja (?:também|mais)", "czytaj (?:też|także|więcej)", "zobacz (?:też|także)", "lees (?:ook|meer)", "läs (?:också|mer)", "les også", "læs også", "lue myös",
    ) + r"\s*[:：|–—»>]\s*\S", re.I)

COMMENTS = re.compile(
    r"^\W*" + _any(
        r"(?:\d[\d,. ]*|no|view|show|read|see|load|add|post|leave|write|reader|hide|all|top|newest|oldest|latest)?\s*(?:a |the |all |your |more )?(?:comments?|repl(?:y|ies)|responses?|discussion|conversation)\s*\(?\d*\)?(?: (?:policy|closed|are closed|off|on .{1,80}))?",
        r"leave a (?:reply|comment).{0,30}", r"join the (?:discussion|conversation).{0,20}", r"\d+ (?:thoughts?|responses?) (?:on|to) .{1,120}", r"(?:you must|please) (?:be )?(?:log|sign|register).{0,60}", r"log in to .{1,30}", r"what do you think\W*",
        r"(?:\d+\s*)?коментар(?:і|ів|ь|я|іїв)?(?:\s*\(?\d*\)?)", r"(?:додати|залишити|написати) коментар.{0,20}", r"(?:\d+\s*)?комментари(?:и|ев|й|я)(?:\s*\(?\d*\)?)", r"(?:добавить|оставить|написать) (?:комментарий|отзыв).{0,20}", r"обсуждение.{0,10}", r"обговорення.{0,10}",
        r"(?:\d+\s*)?(?:komentář(?:e|ů)?|diskuse|diskuze|přidat komentář|vstoupit do diskuse|komentáre|diskusia)(?:\s*\(?\d*\)?)", r"(?:\d+\s*)?comentarios?(?:\s*\(?\d*\)?)", r"(?:deja|dejar|escribe|agrega|añade|enviá) (?:tu|un|su) (?:comentario|respuesta).{0,20}",
        r"(?:\d+\s*)?commentaires?(?:\s*\(?\d*\)?)", r"(?:laisser|ajouter|poster|écrire|réagir).{0,20}(?:commentaire|article|réponse)?", r"(?:\d+\s*)?kommentare?(?:\s*\(?\d*\)?)(?: (?:schreiben|anzeigen|lesen|zum artikel))?", r"(?:ihre|ihr) meinung.{0,20}", r"diskutieren sie.{0,30}",
        r"(?:\d+\s*)?comment[iy](?:\s*\(?\d*\)?)", r"(?:lascia|scrivi) un commento.{0,20}", r"(?:\d+\s*)?comentários?(?:\s*\(?\d*\)?)", r"deixe (?:um|seu) comentário.{0,20}", r"(?:\d+\s*)?komentarz(?:e|y)?(?:\s*\(?\d*\)?)", r"dodaj komentarz.{0,20}", r"(?:\d+\s*)?reacties?(?:\s*\(?\d*\)?)", r"(?:\d+\s*)?kommentarer?(?:\s*\(?\d*\)?)", r"评论.{0,6}", r"コメント.{0,6}", r"댓글.{0,6}", r"تعليقات?.{0,6}",
    ) + r"\W*$", re.I)

APPEAL = re.compile(
    _any(
        r"\bsubscribe (?:now|today|to (?:our|the)|for|here|and)\b", r"^\W*subscribe\W*$", r"\bsign ?up (?:for|to|now|here|today)\b", r"\bsign me up\b", r"\b(?:our|the|free|daily|weekly) newsletters?\b", r"\bnewsletter (?:signup|sign-up)\b", r"\bget (?:our|the) .{0,40}(?:in your inbox|newsletter|app\b)",
        r"\b(?:to|in|into) your (?:inbox|e-?mail)\b", r"\bad-?\s?block(?:er|ers|ing)?\b", r"\bwhitelist\b", r"\bdisable .{0,20}\bad\b", r"\bsupport (?:us|our (?:work|journalism|newsroom)|independent journalism)\b", r"\bdonate (?:now|today|here|to)\b", r"^\W*donate\W*$", r"\bbecome a (?:member|supporter|patron|subscriber)\b", r"\bmake a (?:donation|contribution)\b", r"\bbuy (?:me|us) a coffee\b", r"\bon patreon\b", r"\bclick here\b",
        r"\b(?:we|this (?:site|website)|our (?:site|website)) uses? cookies\b", r"\bcookies?\b.{0,60}\b(?:consent|accept|agree|policy|settings|preferences)\b", r"\b(?:accept|manage|reject) (?:all )?cookies\b", r"\bfollow (?:us|me|@\w+)\b", r"\blike us on\b", r"\bjoin (?:us|our) (?:on|mailing|telegram|channel|community|newsletter)\b", r"\bjoin .{1,60}\bmailing list\b", r"\benable javascript\b", r"\bdownload (?:our|the) .{0,20}app\b", r"\byour e-?mail address\b", r"\bvalid e-?mail\b", r"\b(?:already (?:a )?(?:subscriber|member|registered))\b", r"\bthank you for (?:subscribing|signing up|reading|your support)\b", r"\bfree articles? (?:left|remaining|this month)\b", r"\barticles? (?:read|remaining)\b", r"\bset up alerts?\b", r"\bif you (?:liked|enjoyed|found) (?:this|an error)\b", r"\bwe'?re interested in your feedback\b", r"\bcontinue reading\b", r"\bplease (?:log|sign) in\b", r"\bread the full (?:story|article)\b", r"\bskip (?:to|past|advertisement|the)\b", r"\breport (?:an error|a typo|this ad)\b", r"\bsend (?:us )?(?:tips|corrections)\b",
        r"\bпідпи(?:сатися|шіться|суйтесь|суйтеся|шись|суйся)\b", r"\bпідписка на\b", r"\bпідтрима(?:йте|ти|й) (?:нас|наш|редакцію|проєкт|незалежн)", r"\bстаньте (?:нашим|частиною|спонсором|патроном|читачем)", r"\bзадонат", r"\bдонат(?:ь|ити|ьте)", r"\bблокувальник", r"\bнатисніть (?:тут|сюди|ctrl)", r"\bтисніть (?:тут|сюди)", r"\bцей сайт використовує", r"\bми використовуємо (?:файли )?cookie", r"\bпомилку в тексті\b", r"\bпомітили помилку\b", r"\bзнайшли помилку\b", r"\bприєднуйтес", r"\bстежте за нами\b", r"\bслідкуйте за нами\b", r"\bнаш(?:ому|ого|ому|их)? (?:telegram|телеграм)[- ]?канал", r"\bреєстрація\b.{0,20}\bвхід\b", r"\bctrl ?\+ ?enter\b",
        r"\bподпи(?:сывайтесь|шитесь|саться|сывайся|шись)\b", r"\bподдерж(?:ите|ать|и) (?:нас|наш|редакцию|проект|независим)", r"\bстаньте (?:нашим|частью|патроном)", r"\bблокировщик", r"\bнажмите (?:здесь|сюда|ctrl)", r"\bмы используем (?:файлы )?cookie", r"\bошибку в тексте\b", r"\bнашли (?:ошибку|опечатку)\b", r"\bзаметили ошибку\b", r"\bприсоединяйтесь\b", r"\bследите за нами\b", r"\bнаш(?:ем|его|их)? (?:telegram|телеграм)[- ]?канал", r"\bсообщение .{0,40}иностранн\w+ агент",
        r"\bpřihlá(?:šením|sit se|ste se)\b.{0,80}", r"\bpodpořte (?:nás|naš)", r"\bpředplat(?:né|te|it)", r"\bodebír(?:ejte|at)\b", r"\bzpráv(?:y)? do e-mailu\b", r"\bzaznamenali chybu\b", r"\bnašli chybu\b", r"\bodhlásit se\b", r"\bkontaktního formuláře\b", r"\bsouhlas(?:ím|íte) s\b", r"\bpodporte (?:nás|naš)\b", r"\bprihláste sa\b",
        r"\bsuscr[ií](?:bete|bite|birse|base|banse|base a)\b", r"\bsuscripci[óo]n\b.{0,30}\b(?:hoy|desde|por|digital)\b", r"\bbolet[ií]n(?:es)? (?:de noticias|informativo|diario|semanal)\b", r"\bbloqueador de (?:anuncios|publicidad)\b", r"\bap[óo]y(?:anos|a a|e a)\b", r"\bhaga clic aquí\b", r"\bhaz clic aquí\b", r"\bs[íi]guenos\b", r"\bseguinos\b", r"\butilizamos cookies\b", r"\bpara poder comentar\b", r"\bcomentarios publicados son de exclusiva\b", r"\binici(?:a|á|e|ar) sesión\b", r"\bregístrate\b",
        r"\babonnez-vous\b", r"\bs['’]abonner\b", r"\bdéjà abonné", r"\binscrivez-vous\b", r"\bs['’]inscrire\b", r"\bnotre (?:newsletter|lettre d['’]information)\b", r"\bnos newsletters\b", r"\bsoutenez(?:-nous| notre)\b", r"\bfaire un don\b", r"\bbloqueur de (?:publicité|pub)", r"\bcliquez ici\b", r"\bsuivez-nous\b", r"\butilis(?:ons|e) des cookies\b", r"\bactivez votre accès\b", r"\bcontenu exclusif\b", r"\br[ée]serv[ée] aux abonn[ée]s\b",
        r"\b(?:jetzt|hier|kostenlos) (?:abonnieren|anmelden|registrieren|bestellen)\b", r"\babonnieren sie\b", r"\bunser(?:en|em)? (?:newsletter|kanal|telegram)", r"\bunterstützen sie (?:uns|unsere)", r"\bwerbeblocker\b", r"\badblocker\b", r"\bklicken sie hier\b", r"\bfolgen sie (?:uns|mir)\b", r"\bverwende[nt] cookies\b", r"\bbitte (?:melden|loggen) sie\b", r"\bzum newsletter\b", r"\bfehler (?:gefunden|melden|entdeckt)\b",
        r"\biscriviti\b", r"\babbonati\b", r"\bsostieni(?:ci| il)\b", r"\bclicca qui\b", r"\bseguici\b", r"\butilizziamo (?:i )?cookie\b", r"\bassine (?:já|agora|a|o|nossa)\b", r"\binscreva-se\b", r"\bapoie o\b", r"\bclique aqui\b", r"\bsiga-nos\b", r"\bcadastre-se\b", r"\bwesprzyj\b", r"\bwspieraj\b", r"\bzapisz się\b", r"\bkliknij tutaj\b", r"\bzaloguj się\b", r"\bsubskrybuj\b", r"\babonneer\b", r"\bmeld je aan\b", r"\bschrijf je in\b", r"\bsteun ons\b", r"\bklik hier\b", r"\bprenumerera\b", r"\bklicka här\b", r"\bstöd oss\b", r"\babone ol", r"\bтук за да се абонирате\b", r"\bабонирайте се\b", r"\bподкрепете\b",
    ), re.I)

LEGAL = re.compile(
    _any(r"^\W*(?:©|\(c\) ?(?:19|20)\d\d|copyright\b)", r"©\s*(?:19|20)\d\d", r"(?:19|20)\d\d\s*©", r"\ball rights reserved\b", r"\bterms (?:of (?:use|service|sale)|and conditions|& conditions)\b", r"\bprivacy (?:policy|notice|statement)\b",
         r"\bcookie (?:policy|notice|statement)\b", r"\bусі права (?:захищен|застереж)", r"\bвсі права (?:захищен|застереж)", r"\bвсе права (?:защищен|сохранен)", r"\bпередрук\b.{0,60}\b(?:дозвол|посилан)", r"\bперепечатка\b", r"\bпри (?:використанні|цитуванні) матеріалів\b", r"\bпри использовании материалов\b",
         r"\btodos los derechos reservados\b", r"\btous droits réservés\b", r"\bmentions légales\b", r"\balle rechte vorbehalten\b", r"\bvšechna práva vyhrazena\b", r"\bzapovězeno\b", r"\bochrana osobních údajů\b", r"\btutti i diritti riservati\b", r"\btodos os direitos reservados\b", r"\bwszelkie prawa zastrzeżone\b", r"\balle rechten voorbehouden\b", r"\bmay not be (?:reproduced|published|broadcast)\b", r"\bnot responsible for the content of external\b", r"\bdatenschutz(?:erklärung|hinweise|bestimmungen)\b", r"^\W*impressum\b", r"\bterms\b.{0,30}\bprivacy\b", r"\bpolitique de confidentialité\b", r"\bполітика конфіденційності\b", r"\bполитика конфиденциальности\b"), re.I)

ADVERT = re.compile(
    r"^\W*" + _any("ad", "ads", r"advertis(?:e|ing|ement)s?(?: (?:here|with us|-? ?continue reading below))?", "sponsored", "sponsor(?:ed)? content", "promoted", r"ads? by .{1,20}", r"story continues below.{0,30}", r"article continues (?:below|after).{0,30}", r"scroll (?:down )?to continue.{0,20}",
                   "реклама", "на правах реклами", "на правах рекламы", "реклама на сайті", "publicidad", "publicité", "anzeige", "werbung", "reklama", "inzerce", "reklamy?", "pubblicità", "publicidade", "advertentie", "annons", "annonse", "annonce", "mainos", "广告", "広告", "광고", "إعلان", "loading.{0,3}", "close", "menu", "search", "home", "back to top", "top", "print(?: article)?", "resize text", "log ?in", "log ?out", "register", "sign in", "sign up", "next", "previous", "prev", "pause", "play", "photo", "video", "share", "tags?:?", "topics?:?", "поиск", "пошук", "меню", "увійти", "войти", "теги:?", "тэги:?", "темы:?", "теми:?", "buscar", "menú", "rechercher", "suche", "hledat", "selected", "spam", "menu principal", "replay", "share this", "more", "edit", "reply", "відповісти", "ответить", "répondre", "responder", "antworten", "permalink", "цитувати") + r"\W*$", re.I)

DATE_WORDS = (
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|січ\w*|лют\w*|берез\w*|квіт\w*|трав\w*|черв\w*|лип\w*|серп\w*|верес\w*|жовт\w*|листоп\w*|груд\w*|"
    r"янв\w*|фев\w*|март\w*|апр\w*|ма[йя]|июн\w*|июл\w*|авг\w*|сент\w*|окт\w*|нояб\w*|дек\w*|ene\w*|abr\w*|mayo|ago\w*|dic\w*|janv\w*|févr\w*|avr\w*|mai|juin|juil\w*|août|déc\w*|jänner|märz|juni|juli|okt\w*|dez\w*|"
    r"led\w*|únor\w*|břez\w*|dub\w*|květ\w*|červ\w*|srp\w*|září|říj\w*|listop\w*|prosin\w*|gen\w*|mag\w*|giu\w*|lug\w*|set\w*|ott\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|pm|am|utc|gmt|est|edt|aest|uhr|ago|hours?|minutes?|days?|hrs?|mins?|"
    r"updated|published|posted|last|at|on|of|de|à|h|um|am|vom|le|el|il|před|před|hodinami|minutami|minutou|hodinou|aktualizováno|дн|днів|годин|години|хвилин|тому|назад|час\w*|мин\w*|опубліковано|оновлено|опубликовано|обновлено|mis|jour|publié|modifié|actualizado|publicado|hace|horas?|minutos|stand|aktualisiert|veröffentlicht|read|min|p|m|a|th|st|nd|rd|ist|pt|et"
)
DATE_WORD = re.compile(rf"^(?:{DATE_WORDS}|\d+(?:{DATE_WORDS})?|\d+h\d+)$", re.I)
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?\W*$", re.I)


@lru_cache(maxsize=8192)
def is_sharing(line: str) -> bool:
    """Share buttons: nothing but the networks' names and the words around them."""
    found = words(line)
    if len(line) < 14 and SHARE_CJK.search(line):
        return True
    if not found or len(found) > 14:
        return False
    known = sum(1 for word in found if word in NETWORKS or word in SHARING or word.isdigit())
    networks = sum(1 for word in found if word in NETWORKS)
    return known >= len(found) - (1 if len(found) > 3 else 0) and (networks > 0 or bool(SHARE_VERB.match(line.strip())))


@lru_cache(maxsize=8192)
def is_related(line: str) -> bool:
    """The head of a list of other articles."""
    return len(line) < 90 and bool(RELATED.match(line.strip()))


@lru_cache(maxsize=8192)
def is_related_line(line: str) -> bool:
    """A line that is itself a pointer to another article: "Read also: …"."""
    return len(line) < 220 and bool(RELATED_LINE.match(line.strip()))


@lru_cache(maxsize=8192)
def is_comments(line: str) -> bool:
    """The head of readers' comments, or a plea to write one."""
    return len(line) < 140 and bool(COMMENTS.match(line.strip()))


@lru_cache(maxsize=8192)
def appeals(line: str) -> int:
    """How many signs of an appeal (subscribe, support, allow advertising, accept cookies) the line holds."""
    return sum(1 for _ in APPEAL.finditer(line[:2000]))


@lru_cache(maxsize=8192)
def is_appeal(line: str) -> bool:
    """An appeal: one sign in a short line, two in a longer one; a long paragraph is an article about appeals."""
    signs = appeals(line)
    length = len(words(line))
    return signs > 0 and length <= (30 if signs == 1 else 75 if signs == 2 else 120)


@lru_cache(maxsize=8192)
def is_legal(line: str) -> bool:
    """Copyright and terms."""
    return len(line) < 900 and bool(LEGAL.search(line[:900]))


@lru_cache(maxsize=8192)
def is_advert(line: str) -> bool:
    """A label of advertising or of the page's controls, alone on its line."""
    return len(line) < 60 and bool(ADVERT.match(line.strip()))


@lru_cache(maxsize=8192)
def is_date(line: str) -> bool:
    """Nothing but a date or a time."""
    found = words(line)
    return bool(found) and len(found) <= 14 and any(ch.isdigit() for ch in line) and all(DATE_WORD.match(word) for word in found) and len(line) > 3


@lru_cache(maxsize=8192)
def is_dated(line: str) -> bool:
    """Mostly dates and the words around them: "The Paper | 04.05.2015 at 13h36 • Updated 05.05.2015"."""
    found = words(line)
    if not found or len(found) > 40 or not any(ch.isdigit() for ch in line):
        return False
    return sum(1 for word in found if DATE_WORD.match(word)) >= 0.5 * len(found)


def is_address(line: str) -> bool:
    """A bare web address."""
    return len(line) < 200 and " " not in line.strip() and bool(ADDRESS.match(line.strip()))


def is_markup(line: str) -> bool:
    """Markup shown as text: what a copy with scripts off holds of a page's fallbacks."""
    return len(line) < 5000 and line.lstrip().startswith("<") and bool(MARKUP.match(line.lstrip()))


def is_furniture(line: str) -> bool:
    """Any of the kinds that never belong to an article's text."""
    return is_markup(line) or is_sharing(line) or is_related(line) or is_comments(line) or is_appeal(line) or is_legal(line) or is_advert(line) or is_address(line)
