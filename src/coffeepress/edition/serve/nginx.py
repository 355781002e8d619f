"""The nginx recipe: the same edition, with the same headers, in front of Coffeepress or without it."""

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from coffeepress.edition.serve import rules
from coffeepress.edition.serve.config import ServeConfig

_LINKS = """\
    # `current` itself is a link; nothing below it may be one.
    disable_symlinks on from=$document_root;"""
_BROTLI = """\
    # The module finds nothing under `disable_symlinks`, which is therefore left out: let nobody but
    # Coffeepress write into the edition's folder.
    brotli_static on;"""
_UNSAFE = re.compile(r'["\\\n\r;{}$]')


def nginx_config(
    config: ServeConfig,
    *,
    languages: Sequence[str] = (),
    server_name: str = "",
    listen: str = "80",
    upstream: str = "127.0.0.1:8000",
    brotli: bool = False,
    certificate: Path | None = None,
    certificate_key: Path | None = None,
) -> str:
    """The text of a file for nginx's `http` block that serves a site's edition and passes on the rest.

    Arguments:
        config: what our own server is told; headers, prefixes and limits come from it.
        languages: those under a prefix of their own ("uk"), each with its own page for what is not found.
        listen: nginx's address and port; with a certificate, "443".
        upstream: where Coffeepress listens.
        brotli: send brotli as well; nginx then needs its module (Debian: libnginx-mod-http-brotli-static),
            and cannot be told to refuse links inside the edition.
        certificate: a TLS certificate; the site then redirects from port 80.

    Raises:
        ValueError: a path or name holds what would end nginx's directive.
    """
    for text in (server_name, listen, upstream, str(config.current), *languages, *config.dynamic_prefixes):
        if _UNSAFE.search(text):
            raise ValueError(f"nginx cannot take {text!r}")
    name = f"    server_name {server_name};" if server_name else ""
    tls = certificate is not None
    values = {
        "cache_control": _map(rules.CACHE_CONTROL, rules.OTHER_CACHE_CONTROL),
        "resource_policy": _map(rules.RESOURCE_POLICY, rules.OTHER_RESOURCE_POLICY),
        "disposition": _map(rules.DISPOSITION, ""),
        "not_found": _map([(f"^/{code}(/|$)", f"/{code}/404.html") for code in languages], "/404.html"),
        "no_cache": rules.NO_CACHE,
        "short": rules.SHORT,
        "upstream": upstream,
        "redirect_to_https": _redirect_to_https(name) if tls else "",
        "listen": "\n".join([*_listen(listen, certificate, certificate_key), *([name] if name else [])]),
        "root": str(config.current.absolute()),
        "body_limit": str(config.body_limit_bytes),
        "links": _BROTLI if brotli else _LINKS,
        "types": _types(),
        "named_types": _named_types(),
        "other_type": rules.OTHER_TYPE,
        "security_headers": "\n".join(
            f'    add_header {name.title()} "{value}" always;'
            for name, value in rules.security_headers(config.frame_sources, https=config.https)
        ),
        "dynamic": "\n".join(
            _dynamic(prefix, is_logged=prefix not in config.unlogged_prefixes)
            for prefix in config.dynamic_prefixes
        ),
        "collected": _collected(config.collected_dir) if config.collected_dir else "",
    }
    template = files("coffeepress.edition.serve").joinpath("nginx.conf.template").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], template)


def _map(patterns: Sequence[tuple[str, str]], other: str) -> str:
    lines = [f'    "~{pattern}"  "{value}";' for pattern, value in patterns]
    return "\n".join([*lines, f'    default  "{other}";'])


def _types() -> str:
    return "\n".join(f'        "{kind}"  {extension};' for extension, kind in rules.TYPES.items())


def _named_types() -> str:
    return "\n".join(_named_type(name, kind) for name, kind in rules.NAMED_TYPES.items())


def _named_type(name: str, kind: str) -> str:
    # A feed whose front has moved is asked for beside the front's new place.
    moved = (
        "if (-f $document_root${coffeepress_front}moved.html) { return 418; } " if name in rules.FEEDS else ""
    )
    return (
        f"    location ~ ^(?<coffeepress_front>.*/){re.escape(name)}$"
        f' {{ types {{}} default_type "{kind}"; {moved}try_files $uri @other; }}'
    )


def _listen(listen: str, certificate: Path | None, key: Path | None) -> list[str]:
    if certificate is None:
        return [f"    listen {listen};"]
    return [
        f"    listen {listen} ssl http2;",
        f'    ssl_certificate "{certificate}";',
        f'    ssl_certificate_key "{key}";',
    ]


def _redirect_to_https(name: str) -> str:
    # To the site's own name, never to whatever host the request names.
    return f"server {{\n    listen 80;\n{name}\n    return 301 https://$server_name$request_uri;\n}}"


def _dynamic(prefix: str, *, is_logged: bool) -> str:
    # Any add_header here keeps the edition's own from being added to Django's answers.
    logs = "" if is_logged else "access_log off; error_log /dev/null crit; "
    body = f'{{ {logs}add_header X-Unused ""; proxy_pass http://coffeepress; }}'
    return f"    location = {prefix.rstrip('/')} {body}\n    location ^~ {prefix} {body}"


def _collected(folder: Path) -> str:
    if _UNSAFE.search(str(folder)):
        raise ValueError(f"nginx cannot take {str(folder)!r}")
    return f"""\
    # The newsroom's own static files.
    location /static/ {{
        try_files $uri @collected;
    }}
    location @collected {{
        set $coffeepress_prefix /static;
        rewrite ^/static(/.*)$ $1 break;
        root "{folder.absolute()}";
        try_files $uri =404;
    }}"""
