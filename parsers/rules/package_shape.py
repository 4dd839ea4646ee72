"""package-shape: how the package was put together (R115)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.package import PackageShape

SHAPES = {
    PackageShape.FOLDER: "材料在一个文件夹内", PackageShape.ARCHIVE: "材料在压缩包内，没有文件夹",
    PackageShape.SEPARATE: "材料为散装附件，未打包",
}


def shape(subject: Subject, *, shapes: tuple[PackageShape, ...] = tuple(SHAPES)) -> Iterator[Hit]:
    """Offers {told}. Every shape is accepted; only those of `shapes` are told. A file that could not be read may be what packs
    the others, so that beside one nothing is called loose."""
    package = subject.package
    unopened = package.shape == PackageShape.SEPARATE and any(file.trouble for file in package.files)
    if package.shape in SHAPES and package.shape in shapes and not unopened:
        yield Hit(words={"told": SHAPES[package.shape]})


KIND = Kind(shape, offers=("told",), package=True)
