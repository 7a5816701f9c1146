"""The settings, read once: environment variables JIMFLOW_…, then jimflow.toml, then the defaults here."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE = "jimflow.toml"


class Settings(BaseSettings):
    """Everything an installation may decide. Secrets never appear in logs or on the screen."""

    model_config = SettingsConfigDict(env_prefix="JIMFLOW_", extra="forbid", toml_file=FILE)

    database: str = Field(default="sqlite:///jimflow.db", description="sqlite:///FILE or postgresql://…")
    lang: Literal["sv", "en"] = Field(default="sv", description="language of the command line")
    actor: str = Field(default="", description="who acts, when --actor is not given")
    mail_domain: str = Field(default="localhost.localdomain", description="domain of the Message-IDs we make")
    mail_from: str = Field(default="", description="envelope sender; empty: the round's mailbox")
    smtp_host: str = Field(default="127.0.0.1", description="the mail relay")
    smtp_port: int = Field(default=25, description="its port")
    smtp_tls: Literal["none", "starttls", "implicit"] = Field(default="starttls", description="how it is reached")
    smtp_user: str = Field(default="", description="its user, if it asks for one")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="its password")
    smtp_connections: int = Field(default=2, ge=1, le=4, description="connections kept open")
    review_hold: bool = Field(default=False, description="true: no mail leaves before it is released")
    mail_retention_days: int | None = Field(
        default=None, ge=1, description="days after which mails to an erased person may be destroyed; empty: never"
    )
    heartbeat_seconds: int = Field(default=30, ge=1, description="seconds between two heartbeats of the worker")
    workflows: Path | None = Field(
        default=None, description="folder with your own workflows; empty: one near by, then the shipped"
    )
    notifications: Path | None = Field(default=None, description="folder with your own mail texts; empty: the shipped")
    calendars: Path | None = Field(default=None, description="folder with your own calendars; empty: the shipped ones")
    web_address: str = Field(default="127.0.0.1", description="address that the pages are served on")
    web_port: int = Field(default=8021, ge=0, le=65535, description="its port; 0: a free one")
    base_url: str = Field(
        default="http://127.0.0.1:8021", description="where people reach the pages; https:// makes cookies secure"
    )
    contact_mail: str = Field(default="", description="where questions about the pages go; empty: the round's mailbox")
    web_hosts: list[str] = Field(default=[], description="names that the pages answer to; empty: any")
    web_proxies: list[str] = Field(
        default=[], description="addresses of the proxies whose word about who asks is believed; empty: none"
    )
    scan_command: list[str] = Field(
        default=[], description="words of the command that scans a file somebody hands in; empty: no scanner"
    )
    link_key_file: Path | None = Field(
        default=None, description="file with the key of links and codes; empty: jimflow.key"
    )
    link_key: SecretStr = Field(default=SecretStr(""), description="the key itself, instead of the file")
    log_file: Path | None = Field(default=None, description="where details of faults are written; empty: jimflow.log")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the framework's signature
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code wins over the environment, that over secret files, those over the TOML file."""
        return init_settings, env_settings, file_secret_settings, TomlConfigSettingsSource(settings_cls)
