"""Decides what role a file has in its package: by its text first, by its name second."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from parsers.model.file import TroubleKind
from parsers.model.package import PackageFile, Role

_CERTIFICATE = re.compile(r"(?:涉密|保密|密级).{0,24}(?:证明|承诺|审查|审核|说明|声明|意见)|非涉密|不涉密", re.DOTALL)
_RECOMMENDATION = re.compile(r"推荐(?:函|信|表|报告|文件|汇总|意见|名单|公文)|(?:项目)?汇总表")
_FORM = re.compile(r"申报书|申请书|申报表|申请表")
_SIGNED = re.compile(r"扫描|盖章|签字|签章|已签|申报材料|scan", re.IGNORECASE)
_EVIDENCE = re.compile(
    r"佐证|证明|执照|证书|任职|聘书|聘任|合同|协议|备忘录|意向书|制度|管理办法|获奖|奖状|邀请[函信]|专利|批文|批复|简历|照片|章程|审计|名单"
    r"|总结|登记|认定|护照|案例|论文|报道|宣传|手册|画册|纪要|方案|介绍|资质|支撑|附件材料|成果"
)
_CERTIFICATE_FOLDER = re.compile(r"非涉密|不涉密|保密审查")
_RECOMMENDATION_FOLDER = re.compile(r"^\d*[.、]?\s*推荐(?:函|表|信|报告|材料)$|汇总表$")
_SIGNED_FOLDER = re.compile(r"扫描|盖章|签字|签章")
_EVIDENCE_FOLDER = re.compile(r"佐证|支撑|证明材料|附件材料|其他材料|^附件\d*$")
_WORD_NAME = re.compile(r"\.(?:docx?|docm|dotx?|wps|wpt|rtf|odt|ofd)$", re.IGNORECASE)
_ARCHIVE_NAME = re.compile(
    r"\.(?:zipx?|rar|7z|tar|t?gz|bz2|xz|cab|dat|tnef|[rz]\d\d|\d{3}|eml|msg|exe|p7m|asc|pgp|gpg)$", re.IGNORECASE
)
_ARCHIVE_TYPES = {
    "application/zip", "application/x-rar-compressed", "application/x-7z-compressed", "application/gzip", "application/x-tar",
    "application/x-bzip2", "application/x-xz", "application/vnd.ms-cab-compressed", "application/ms-tnef",
    "application/vnd.ms-outlook", "application/x-msdownload",
}  # fmt: skip
_PICTURE_NAME = re.compile(r"\.(?:pdf|jpe?g|png|tiff?|bmp|heic|gif|webp)$", re.IGNORECASE)
NAMED = 70.0
"""How like (0 to 100) a misread title is to the name of the form that it names."""
TITLE, TITLE_LINE, TOLD = 300, 40, 20
"""How many characters at the beginning of a text say what a paper is; how many of them its title has; and how many a page needs
to count as read at all."""


def base(name: str) -> str:
    """The file's own name without its folders, half-width."""
    return unicodedata.normalize("NFKC", name.rsplit("/", 1)[-1])


def _folders(name: str) -> list[str]:
    """The folders of a file, innermost first, half-width."""
    return unicodedata.normalize("NFKC", name).split("/")[-2::-1]


def role_of_text(name: str, start: str) -> Role:
    """Role of a document that was read and is not a form: by its title, then by its name."""
    return role_of_title(start) or role_by_name(name)


def names_form(name: str) -> bool:
    """Whether a file's own name says that it is the form, or the signed one."""
    return _FORM.search(base(name)) is not None or _SIGNED.search(base(name)) is not None


def role_of_scan(name: str, pages: int | None, media_type: str, start: str = "", forms: Sequence[str] = ()) -> Role:
    """Role of a picture of paper that is not known to be the form: by its title, where it was read, then by its name, then by
    its pages (a form has several), unless it was read and no text says so. `forms`: the names of the guide's forms; the form or
    the notice of another body prints 申报书 too."""
    if titled := role_of_title(start):
        return titled
    if _FORM.search(base(name)) or (_FORM.search(re.sub(r"\s", "", start[:TITLE])) and names_one(start, forms)):
        return Role.FORM_SCAN
    role = role_by_name(name)
    if role != Role.OTHER:
        return role
    if any(_SIGNED_FOLDER.search(folder) for folder in _folders(name)):
        return Role.FORM_SCAN
    several = (pages or 0) > 1 or (pages is None and not media_type.startswith(("image/jpeg", "image/png")))
    several = several and sum(c.isalnum() for c in start) < TOLD
    return Role.FORM_SCAN if _SIGNED.search(base(name)) or several else Role.OTHER


def names_one(start: str, forms: Sequence[str]) -> bool:
    """Whether the beginning of a paper has the name of one of these forms, a few characters misread."""
    from rapidfuzz import fuzz  # here: a mailbox without new mail needs roles, but reads nothing

    title = re.sub(r"[^\w]", "", start[:TITLE])
    return any(fuzz.partial_ratio(re.sub(r"[^\w]", "", form), title) >= NAMED for form in forms)


def role_of_title(start: str) -> Role | None:
    """The role that a paper's first lines name; None where they name none."""
    title = re.sub(r"[^\S\n]", "", start[:TITLE])
    first = title.split("\n", 1)[0][:TITLE_LINE]
    if _CERTIFICATE.search(title):
        return Role.NON_SECRET_CERTIFICATE
    if _RECOMMENDATION.search("\n".join(title.split("\n", 3)[:3])[:TITLE_LINE]):
        return Role.RECOMMENDATION
    return Role.EVIDENCE if _EVIDENCE.search(first) and not _FORM.search(first) else None


def role_by_name(name: str) -> Role:
    """Role by the file's own name, then by its folders' names; "other" where they name none."""
    own = base(name)
    for words, role in ((_CERTIFICATE, Role.NON_SECRET_CERTIFICATE), (_RECOMMENDATION, Role.RECOMMENDATION),
                        (_EVIDENCE, Role.EVIDENCE)):  # fmt: skip
        if words.search(own):
            return role
    for folder in _folders(name):
        for words, role in ((_CERTIFICATE_FOLDER, Role.NON_SECRET_CERTIFICATE), (_RECOMMENDATION_FOLDER, Role.RECOMMENDATION),
                            (_EVIDENCE_FOLDER, Role.EVIDENCE)):  # fmt: skip
            if words.search(folder):
                return role
    return Role.OTHER


def word_like(file: PackageFile) -> bool:
    """True for files that are, or by their name were meant to be, written with a word processor."""
    return "word" in file.media_type or file.media_type.endswith(("rtf", "ofd", "text", "ms-works")) or _named(file, _WORD_NAME)


def archive_like(file: PackageFile) -> bool:
    """True for archives, forwarded and encrypted mails that could not be opened, and for files behind a link."""
    external = file.trouble is not None and file.trouble.kind == TroubleKind.EXTERNAL
    return file.role == Role.REFUSED and (external or file.media_type in _ARCHIVE_TYPES or _named(file, _ARCHIVE_NAME))


def picture_like(file: PackageFile) -> bool:
    """True for PDFs and images, or what by its name was meant to be one."""
    return file.media_type == "application/pdf" or file.media_type.startswith("image/") or _named(file, _PICTURE_NAME)


def could_be_form(file: PackageFile) -> bool:
    """True for a file that may hold a form which was not read: a refused Word file or archive, or one named like the form."""
    if file.role == Role.REFUSED:
        return word_like(file) or archive_like(file) or _FORM.search(base(file.name)) is not None
    return file.role == Role.OTHER and word_like(file) and _FORM.search(base(file.name)) is not None


def looks_like_application(file: PackageFile) -> bool:
    """True for a possible part of an application: a form, Word, PDF, a scan, or an archive that stayed closed."""
    if file.record is not None or file.role == Role.FORM_SCAN or archive_like(file) or word_like(file):
        return True
    return file.media_type == "application/pdf" or (file.role == Role.REFUSED and _named(file, _PICTURE_NAME))


_UNTOLD = {
    "", "application/octet-stream", "application/zip", "application/xml", "text/html", "multipart/related", "text/plain",
    "application/x-ole-storage", "application/x-encrypted-ole", "application/x-drm", "application/vnd.openxmlformats-package",
}  # fmt: skip
"""Types that do not say what a file was meant to be: there its name does."""


def _named(file: PackageFile, suffix: re.Pattern[str]) -> bool:
    return file.media_type in _UNTOLD and suffix.search(base(file.name)) is not None
