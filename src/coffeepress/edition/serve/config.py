"""What the server is told: one frozen value, carried to its worker processes as JSON in the environment."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

ENVIRONMENT_NAME = "COFFEEPRESS_SERVE"


@dataclass(frozen=True, kw_only=True)
class ServeConfig:
    """What to serve and how.

    `edition_dir` is the folder that holds `current` (a link to the build that readers get).
    `dynamic_prefixes` ("/newsroom/", …) are answered by Django, everything else by the edition alone.
    `small_prefixes` are those of them to which nobody sends more than `small_body_bytes`: what is larger is refused
    before it is kept anywhere.
    `unlogged_prefixes` are those of them whose addresses hold what readers typed: a server in front logs none of them.
    `collected_dir` holds the newsroom's static files, served under /static/ where the edition has none.
    `frame_sources` are the origins whose players an article may show once a reader asks for it.
    `trusted_proxies` are addresses or networks whose X-Forwarded-… headers are believed.
    """

    edition_dir: Path
    collected_dir: Path | None = None
    dynamic_prefixes: tuple[str, ...] = ()
    small_prefixes: tuple[str, ...] = ()
    unlogged_prefixes: tuple[str, ...] = ()
    frame_sources: tuple[str, ...] = ()
    https: bool = False
    trusted_proxies: tuple[str, ...] = ()
    django_settings_module: str = "coffeepress.config.settings"
    threads: int = 2
    queue_length: int = 64
    body_limit_bytes: int = 64 * 1024 * 1024
    small_body_bytes: int = 256 * 1024
    cache_bytes: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        """Refuse prefixes that would not match whole path segments.

        Raises:
            ValueError: a dynamic prefix does not start and end with a slash, or is "/" itself.
        """
        for prefix in self.dynamic_prefixes:
            if len(prefix) < 3 or not (prefix.startswith("/") and prefix.endswith("/")):
                raise ValueError(f"A dynamic prefix is written like /newsroom/, not {prefix!r}")

    @property
    def current(self) -> Path:
        """The link to the build that readers get."""
        return self.edition_dir / "current"

    def largest_body(self, path: str) -> int:
        """How many bytes a request's body may have at a path."""
        return self.small_body_bytes if path.startswith(self.small_prefixes) else self.body_limit_bytes

    def to_json(self) -> str:
        """This configuration for `from_json`."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> "ServeConfig":
        """The configuration that `to_json` wrote.

        Raises:
            ValueError: the text is not JSON, or not such a configuration.
        """
        values = json.loads(text)
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = tuple(value)
            elif name.endswith("_dir") and value is not None:
                values[name] = Path(value)
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError(f"Not a server's configuration: {error}") from error

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "ServeConfig":
        """The configuration in the environment variable COFFEEPRESS_SERVE.

        Raises:
            LookupError: the variable is not set.
            ValueError: it holds something else.
        """
        text = environment.get(ENVIRONMENT_NAME)
        if text is None:
            raise LookupError(f"{ENVIRONMENT_NAME} is not set: start the server with coffeepress serve")
        return cls.from_json(text)
