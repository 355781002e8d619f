"""Small exports, written here as WordPress and its plugins write them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

SITE = "https://old.example"


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def item(
    wp_id: int,
    title: str = "A title",
    content: str = "<p>Words.</p>",
    *,
    kind: str = "post",
    status: str = "publish",
    slug: str | None = None,
    link: str | None = None,
    date: str = "2020-03-05 10:00:00",
    terms: Iterable[tuple[str, str, str]] = (),
    meta: dict[str, str] | None = None,
    author: str = "anna",
    extra: str = "",
) -> str:
    slug = f"item-{wp_id}" if slug is None else slug
    link = f"{SITE}/2020/03/{slug}/" if link is None else link
    categories = "".join(
        f'<category domain="{domain}" nicename="{nicename}">{cdata(name)}</category>'
        for domain, nicename, name in terms
    )
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in (meta or {}).items()
    )
    return f"""<item><title>{cdata(title)}</title><link>{escape(link)}</link>
<pubDate>Thu, 05 Mar 2020 10:00:00 +0000</pubDate><dc:creator>{cdata(author)}</dc:creator>
<content:encoded>{cdata(content)}</content:encoded><excerpt:encoded>{cdata("")}</excerpt:encoded>
<wp:post_id>{wp_id}</wp:post_id><wp:post_date>{cdata(date)}</wp:post_date><wp:post_date_gmt>{cdata(date)}</wp:post_date_gmt>
<wp:post_name>{cdata(slug)}</wp:post_name><wp:status>{cdata(status)}</wp:status><wp:post_parent>0</wp:post_parent>
<wp:post_type>{cdata(kind)}</wp:post_type>{categories}{metas}{extra}</item>
"""


def attachment(wp_id: int, url: str, *, alt: str = "", caption: str = "", parent: int = 0) -> str:
    return f"""<item><title>{cdata("A picture")}</title><link>{SITE}/?attachment_id={wp_id}</link>
<content:encoded>{cdata("")}</content:encoded><excerpt:encoded>{cdata(caption)}</excerpt:encoded>
<wp:post_id>{wp_id}</wp:post_id><wp:status>inherit</wp:status><wp:post_parent>{parent}</wp:post_parent>
<wp:post_type>attachment</wp:post_type><wp:attachment_url>{escape(url)}</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>{cdata(alt)}</wp:meta_value></wp:postmeta>
</item>
"""


def author(login: str, name: str) -> str:
    return (
        f"<wp:author><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{login}@old.example</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def category(slug: str, name: str, parent: str = "") -> str:
    return (
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>{parent}"
        f"</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>\n"
    )


def export(*parts: str, namespace: str = "http://wordpress.org/export/1.2/") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="{namespace}excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{namespace}">
<channel><title>Old Paper</title><link>{SITE}</link><language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{SITE}</wp:base_site_url><wp:base_blog_url>{SITE}</wp:base_blog_url>
{"".join(parts)}</channel></rss>
"""


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
