"""Runs inside another program's environment, without our modules: `python peer.py NAME FILE…` prints JSON, for each file the CPU
seconds it took and the text that came out, or the error. The first file is read twice and timed the second time."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable


def markitdown() -> Callable[[str], str]:
    from markitdown import MarkItDown  # type: ignore[import-not-found]

    reader = MarkItDown()
    return lambda path: str(reader.convert(path).text_content)


def unstructured() -> Callable[[str], str]:
    from unstructured.partition.auto import partition  # type: ignore[import-not-found]

    return lambda path: "\n".join(str(element) for element in partition(filename=path, strategy="fast"))


def docling() -> Callable[[str], str]:
    from docling.document_converter import DocumentConverter  # type: ignore[import-not-found]

    reader = DocumentConverter()
    return lambda path: str(reader.convert(path).document.export_to_markdown())


PEERS = {"markitdown": markitdown, "unstructured": unstructured, "docling": docling}


def main(name: str, paths: list[str]) -> None:
    """Print what came of each file."""
    told = {}
    try:
        read = PEERS[name]()
    except Exception as error:
        print(json.dumps({path: {"error": _said(error)} for path in paths}))
        return
    for number, path in enumerate(paths):
        try:
            if not number:
                read(path)
            began = time.process_time()
            text = read(path)
            told[path] = {"seconds": time.process_time() - began, "text": text}
        except Exception as error:
            told[path] = {"error": _said(error)}
    print(json.dumps(told))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
