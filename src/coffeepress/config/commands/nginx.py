"""`coffeepress nginx`: the configuration of an nginx that stands in front."""

from __future__ import annotations

from pathlib import Path

import click

from coffeepress.config.command_line import on_site


@click.command("nginx", epilog="Example: coffeepress nginx > /etc/nginx/conf.d/paper.conf")
@click.option(
    "--listen", default="80", show_default=True, help="The port, or address and port, to listen on."
)
@click.option(
    "--upstream", default="127.0.0.1:8000", show_default=True, help="Where `coffeepress serve` listens."
)
@click.option("--brotli", is_flag=True, help="For an nginx with the brotli_static module.")
@click.option(
    "--certificate", metavar="FILE", type=click.Path(path_type=Path), help="The certificate, for TLS."
)
@click.option("--certificate-key", metavar="FILE", type=click.Path(path_type=Path), help="Its key.")
def nginx_command(
    listen: str, upstream: str, brotli: bool, certificate: Path | None, certificate_key: Path | None
) -> None:
    """Print a configuration for nginx that serves the edition itself and passes the rest on.

    What readers have stays readable while Coffeepress is stopped.
    """
    from django.conf import settings

    from coffeepress.config.serving import serve_config
    from coffeepress.edition.serve.nginx import nginx_config

    if bool(certificate) != bool(certificate_key):
        raise click.ClickException("Say both --certificate and --certificate-key, or neither.")
    site = settings.COFFEEPRESS
    click.echo(
        nginx_config(
            serve_config(),
            languages=tuple(site.languages[1:]),
            server_name=site.address.hostname or "",
            listen=listen,
            upstream=upstream,
            brotli=brotli,
            certificate=certificate,
            certificate_key=certificate_key,
        ),
        nl=False,
    )


on_site(nginx_command)
