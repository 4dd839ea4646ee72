"""The base class of a section of the settings, and what may stand there as an address, a domain or a folder of a mailbox."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, SecretStr, field_validator

from config.language import say
from config.model.base import Frozen, split_names

LONGEST_FOLDER, LONGEST_DOMAIN, LONGEST_LOCAL = 200, 253, 64
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+", re.IGNORECASE)


class Section(Frozen):
    """Some settings under one heading. No number is infinite, and no text has characters that no line of a letter, of a log or of
    a protocol can carry."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*")
    @classmethod
    def _plain(cls, value: object) -> object:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, SecretStr):
                text = text.get_secret_value()
            if isinstance(text, str | Path) and any(unicodedata.category(sign) in ("Cc", "Cs") for sign in str(text)):
                raise ValueError(say("含有换行、控制字符或不是 UTF-8 的字节",
                                     "holds a line break, a control character or bytes that are no UTF-8"))
        return value


def is_domain(text: str) -> bool:
    """Whether this names a domain as DNS has it, of two labels at least: no URL, no address, no wildcard, no IP address."""
    try:
        labels = text.encode("idna").decode("ascii").split(".") if len(text) <= LONGEST_DOMAIN else []
    except UnicodeError:
        return False
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()


def is_address(text: str) -> bool:
    """Whether this is a bare address to which SMTP can deliver: no name beside it, and no second one."""
    local, at, domain = text.rpartition("@")
    fine = bool(_LOCAL.fullmatch(local)) and len(local) <= LONGEST_LOCAL and ".." not in local and local.strip(".") == local
    return bool(at) and fine and domain.isascii() and (is_domain(domain) or domain.lower() == "localhost")


def _domain(text: str) -> str:
    if text and not is_domain(text):
        raise ValueError(say("只写域名，如 example.org", "must be a bare domain, as example.org"))
    return text


def _one_domain(text: str) -> str:
    if not text:
        raise ValueError(say("其中有空的名称", "holds an empty name"))
    return _domain(text)


def _address(text: str) -> str:
    if text and not is_address(text):
        raise ValueError(say("只写一个邮箱地址，如 somebody@example.org", "must be one bare address, as somebody@example.org"))
    return text


def _folder(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_FOLDER:
        raise ValueError(say(f"文件夹名称为 1 至 {LONGEST_FOLDER} 个字", f"a folder's name has 1 to {LONGEST_FOLDER} characters"))
    return text


def _folder_if_any(text: str) -> str:
    return _folder(text) if text else text


def _mailbox(text: str) -> str:
    """An address, with or without a name before it and blanks around it."""
    inner = text.rpartition("<")[2].partition(">")[0] if "<" in text else text
    if not is_address(inner.strip()):
        raise ValueError(say("要写一个邮箱地址，如 somebody@example.org", "must be one address, as somebody@example.org"))
    return text


def _app(text: str) -> str:
    if len(text.strip()) < SHORTEST_APP or len(text) > LONGEST_APP or not text.isprintable():
        bounds = SHORTEST_APP, LONGEST_APP
        raise ValueError(say("名称为 {} 至 {} 个字".format(*bounds), "a name has {} to {} characters".format(*bounds)))
    return text.strip()


SHORTEST_APP, LONGEST_APP = 4, 40
"""Shorter words would take words of applicants out of scans."""
Domain = Annotated[str, AfterValidator(_domain)]
"""A domain, or ""."""
Address = Annotated[str, AfterValidator(_address)]
"""An address, or ""."""
Folder = Annotated[str, AfterValidator(_folder_if_any)]
"""A folder of a mailbox, or ""."""
Domains = Annotated[tuple[Annotated[str, AfterValidator(_one_domain)], ...], BeforeValidator(split_names)]
Mailboxes = Annotated[tuple[Annotated[str, AfterValidator(_mailbox)], ...], BeforeValidator(split_names)]
Folders = Annotated[tuple[Annotated[str, AfterValidator(_folder)], ...], BeforeValidator(split_names)]
Apps = Annotated[tuple[Annotated[str, AfterValidator(_app)], ...], BeforeValidator(split_names)]
"""Names that apps print on what they scan."""
