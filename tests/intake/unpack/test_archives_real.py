"""Every archive and Outlook letter of the collection of real files, with the expected members in one table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from intake.unpack import files_from_path
from tests.intake.packers import LIMITS, needs_7zz

REAL = Path(__file__).resolve().parents[3] / "../shared/real"

TABLE = {
    "archives/la_test_read_format_7zip_malformed.7z": {"damaged": 1},
    "archives/la_test_read_format_rar5_multiple_files_solid.rar": {"": 4},
    "archives/la_test_read_format_rar5_symlink.rar": {"": 1, "dangerous": 2},
    "archives/la_test_read_format_rar5_truncated_huff.rar": {"incomplete": 1},
    "archives/la_test_read_format_rar_encryption_partially.rar": {"": 1, "encrypted": 1},
    "archives/la_test_read_format_rar_ppmd_use_after_free.rar": {"damaged": 1},
    "archives/la_test_read_format_zip_7075_utf8_paths.zip": {"": 4},
    "archives/la_test_read_format_zip_encryption_partially.zip": {"": 1, "encrypted": 1},
    "archives/la_test_read_format_zip_filename_cp932.zip": {"": 2},
    "archives/la_test_read_format_zip_lzma.zipx": {"": 1},
    "archives/la_test_read_format_zip_winzip_aes256.zip": {"encrypted": 1},
    "archives/p7_crc_corrupted.7z": {"damaged": 3},
    "archives/p7_empty.7z": {"empty": 1},
    "archives/p7_encrypted_1.7z": {"encrypted": 1},
    "archives/p7_extra_payload_data.7z": {"": 1},
    "archives/p7_filename_encryption.7z": {"encrypted": 1},
    "archives/p7_github_14.7z": {"": 1},
    "archives/p7_solid.7z": {"": 2},
    "archives/p7_test_1.7z": {"": 3},
    "archives/rf_rar3-comment-psw.rar": {"encrypted": 1},
    "archives/rf_rar3-old.rar": {"incomplete": 1},
    "archives/rf_rar3-solid.rar": {"": 2},
    "archives/rf_rar3-vols.part2.rar": {"incomplete": 1},
    "archives/rf_rar5-dups.rar": {"": 9},
    "archives/rf_rar5-hpsw.rar": {"encrypted": 1},
    "archives/rf_rar5-solid.rar": {"": 2},
    "archives/rf_rar5-subdirs.rar": {"": 4},
    "archives/rf_rar5-vols.part1.rar": {"incomplete": 1},
    "archives/rf_unicode.rar": {"": 2},
    "archives/tika_TIKA-216.tgz": {"": 72},
    "archives/tika_moby.zip": {"": 135},
    "archives/tika_quine.gz": {"limit": 1},
    "archives/tika_test-documents-spanned.zip": {"incomplete": 1},
    "archives/tika_testZip_with_DataDescriptor.zip": {"": 5},
    "archives/z4j_entry_with_checksum_mismatch.zip": {"damaged": 1},
    "archives/z4j_invalid_zip_file_size_less_than_22kb.zip": {"": 1},  # some words, named .zip
    "archives/z4j_strong_encrypted.zip": {"encrypted": 1},
    "archives/z4j_valid_empty_zip_file.zip": {"empty": 1},
    "archives/z4j_zip_with_corrupt_comment_length.zip": {"": 1},
    "mail/dm_html_attachment.msg": {"": 1},
    "mail/dm_msg_with_null_characters_in_ascii_decode.msg": {"": 1},
    "mail/dm_smime-p7s.msg": {"": 1},
    "mail/mk_long-filename.tnef": {"": 1},
    "mail/mk_two-files.tnef": {"": 2},
    "mail/mk_unicode-mapi-attr-name.tnef": {"": 4},
    "mail/tnef_IPM-DistList.tnef": {"": 1},
    "mail/zb_winmail.dat": {"": 1},  # a picture
}
"""File → how many members came out well ("") and how many were refused with which trouble."""

pytestmark = [needs_7zz, pytest.mark.skipif(not REAL.is_dir(), reason="the collection of real files is not here")]


@pytest.mark.parametrize("name", TABLE)
def test_each_has_its_outcome(name: str) -> None:
    found = files_from_path(REAL / name, LIMITS)
    assert Counter(file.trouble.kind if file.trouble else "" for file in found) == TABLE[name]


def test_the_table_has_them_all() -> None:
    letters = {".msg", ".tnef", ".dat"}
    there = [path for path in sorted((REAL / "mail").iterdir()) if path.suffix in letters] + list((REAL / "archives").iterdir())
    assert {f"{path.parent.name}/{path.name}" for path in there} <= set(TABLE)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("archives/rf_unicode.rar", "уииоотивл.txt"),
        ("archives/rf_rar5-subdirs.rar", "sub/with space/long fn.txt"),
        ("archives/p7_github_14.7z", "未命名"),
        ("mail/mk_long-filename.tnef", "allproductsmar2000.dat"),
        ("mail/dm_html_attachment.msg", "dummy-attachment.txt"),
    ],
)
def test_names(name: str, member: str) -> None:
    assert any(file.name.endswith("/" + member) for file in files_from_path(REAL / name, LIMITS))
