"""Makes pictures of a form's pages, upright and deskewed as they were read, and draws the boxes of what was found on them. For
PDFs with text, scans and photographs; Word files have no pages until they are printed."""

from __future__ import annotations

from parsers.ocr.page_images.boxes import Boxed, boxes, form_pages
from parsers.ocr.page_images.draw import PageImages, boxed, jpeg, png

__all__ = ["Boxed", "PageImages", "boxed", "boxes", "form_pages", "jpeg", "png"]
