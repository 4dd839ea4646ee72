"""package-shape: how the package was put together (R115)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.package import PackageShape

SHAPES = {
    PackageShape.FOLDER: "材料在一个文件夹内", PackageShape.ARCHIVE: "材料在压缩包内，没有文件夹",
    PackageShape.SEPARATE: "材料为散装附件，未打包",
}


def shape(subject: Subject) -> Iterator[Hit]:
    """Offers {told}. Every shape is accepted."""
    if subject.package.shape in SHAPES:
        yield Hit(words={"told": SHAPES[subject.package.shape]})


KIND = Kind(shape, offers=("told",), package=True)
