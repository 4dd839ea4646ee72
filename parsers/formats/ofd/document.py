"""Turns an OFD package into its pages: the size of each, and the layers of templates, content, notes and seals that lie on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from parsers.formats.ofd.geometry import Box, box_of
from parsers.formats.ofd.package import KIND, OfdPackage, text_of
from parsers.formats.ofd.signatures import SealPicture, seal_pictures
from parsers.formats.word.opc_package import attribute, child
from parsers.model.file import TroubleKind, Unreadable

MOST_PAGES = 600
_A4 = Box(0, 0, 210, 297)
_LARGEST = 5_000.0
"""Millimetres of a page's side."""
_OVER = ("Foreground",)


@dataclass(slots=True)
class Resources:
    """What the pages of a document share: the parts of its pictures, its composed drawings, and the names of its fonts, by their
    ID."""

    pictures: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    drawings: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(slots=True)
class OfdPage:
    """One page: `layers` are elements with objects in them, the lowest first; `seals` the pictures of electronic seals; `lost`:
    the file does not have it."""

    box: Box
    layers: list[etree._Element]
    resources: Resources
    seals: list[SealPicture] = field(default_factory=list)
    lost: bool = False


def pages(package: OfdPackage) -> Iterator[OfdPage]:
    """The pages of all documents in the file. Raises Unreadable: damaged, limit, dangerous."""
    count = 0
    for body in package.documents():
        name = package.located(text_of(body, "DocRoot"), "")
        root = package.xml(name) if name else None
        if root is None:
            continue
        for page in _Reader(package, name, root, body).pages():
            count += 1
            if count > MOST_PAGES:
                raise Unreadable(TroubleKind.LIMIT, f"{KIND}页数过多")
            yield page


class _Reader:
    """One document of the file."""

    def __init__(self, package: OfdPackage, name: str, root: etree._Element, body: etree._Element) -> None:
        self.package, self.name, self.root = package, name, root
        self.common = child(root, "CommonData")
        self.resources = Resources()
        for kind in ("PublicRes", "DocumentRes"):
            for element in self.common.iterchildren("{*}" + kind) if self.common is not None else ():
                self._take(package.located((element.text or "").strip(), name), self.resources)
        self.templates = {
            attribute(element, "ID") or "": attribute(element, "BaseLoc") or ""
            for element in (self.common.iterchildren("{*}TemplatePage") if self.common is not None else ())
        }
        self.area = self._area(self.common, "PageArea") or _A4
        self.notes = self._notes()
        self.seals: dict[str, list[SealPicture]] = {}
        for seal in seal_pictures(package, body):
            self.seals.setdefault(seal.page, []).append(seal)

    def pages(self) -> Iterator[OfdPage]:
        listed = child(self.root, "Pages")
        for element in listed.iterchildren("{*}Page") if listed is not None else ():
            name = self.package.located(attribute(element, "BaseLoc") or "", self.name)
            root = self.package.xml(name) if name else None
            if root is None:
                yield OfdPage(self.area, [], self.resources, lost=True)
            else:
                yield self._page(root, name, attribute(element, "ID") or "")

    def _page(self, root: etree._Element, name: str, key: str) -> OfdPage:
        shared = self.resources
        resources = Resources(dict(shared.pictures), dict(shared.fonts), dict(shared.drawings))
        for element in root.iterchildren("{*}PageRes"):
            self._take(self.package.located((element.text or "").strip(), name), resources)
        under: list[etree._Element] = []
        over: list[etree._Element] = []
        box = self._area(root, "Area")
        for used in root.iterchildren("{*}Template"):
            template = self.package.located(self.templates.get(attribute(used, "TemplateID") or "", ""), self.name)
            drawn = self.package.xml(template) if template else None
            if drawn is None:
                continue
            box = box or self._area(drawn, "Area")
            for element in drawn.iterchildren("{*}PageRes"):
                self._take(self.package.located((element.text or "").strip(), template), resources)
            (over if attribute(used, "ZOrder") in _OVER else under).extend(drawn.iterchildren("{*}Content"))
        layers = [*under, *root.iterchildren("{*}Content"), *over, *self.notes.get(key, ())]
        return OfdPage(box or self.area, layers, resources, self.seals.get(key, []))

    def _area(self, parent: etree._Element | None, name: str) -> Box | None:
        area = child(parent, name)
        box = box_of(text_of(area, "PhysicalBox")) if area is not None else None
        return box if box and 0 < box.width <= _LARGEST and 0 < box.height <= _LARGEST else None

    def _take(self, name: str, into: Resources) -> None:
        """Adds the pictures and drawings of a part of resources."""
        root = self.package.xml(name) if name else None
        if root is None:
            return
        folder = attribute(root, "BaseLoc") or ""
        for media in root.iter("{*}MultiMedia"):
            file = self.package.below(text_of(media, "MediaFile"), folder, name)
            if file:
                into.pictures[attribute(media, "ID") or ""] = file
        for font in root.iter("{*}Font"):
            into.fonts[attribute(font, "ID") or ""] = attribute(font, "FontName") or ""
        for drawing in root.iter("{*}CompositeGraphicUnit"):
            into.drawings[attribute(drawing, "ID") or ""] = drawing

    def _notes(self) -> dict[str, list[etree._Element]]:
        """What was put on each page by hand: stamps, marks, typed words; not watermarks, and nothing that is not shown."""
        notes: dict[str, list[etree._Element]] = {}
        listed = self.package.located(text_of(self.root, "Annotations"), self.name)
        root = self.package.xml(listed) if listed else None
        for page in root.iterchildren("{*}Page") if root is not None else ():
            name = self.package.located(text_of(page, "FileLoc"), listed)
            of_page = self.package.xml(name) if name else None
            for note in of_page.iter("{*}Annot") if of_page is not None else ():
                if attribute(note, "Type") != "Watermark" and attribute(note, "Visible") != "false":
                    notes.setdefault(attribute(page, "PageID") or "", []).extend(note.iterchildren("{*}Appearance"))
        return notes
