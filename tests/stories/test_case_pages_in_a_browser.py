"""Stories of the case pages in a real browser: what a clerk clicks, types, prints, and what an applicant tries to slip in."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from parsers.model.document import Place
from parsers.model.finding import Finding
from parsers.model.seal import Stamp
from reports.pages import CaseFile, Leaf, Mailed, case_page, index_page
from tests.reports import sample_desk

BAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>{{7*7}}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        pytest.skip("chromium with its driver is not installed")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_page_load_timeout(120)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index and pages: case 1 with a boxed page picture, case 2 with mischief in every text an applicant has a say in."""
    folder, guide = tmp_path_factory.mktemp("pages"), sample_desk.guide()
    whole = sample_desk.desk(guide)
    plain = boxed(sample_desk.case(guide, "conference", 1, (replace(sample_desk.SEAL, document="扫描件.pdf"),)))
    bad = poisoned(sample_desk.case(guide, "cooperation", 2, (Finding("x", "fix", None, BAD, "R1", BAD, Place(note=BAD), BAD),)))
    letter = Mailed(replace(whole.letters[0], subject=BAD, recipient=BAD, why=BAD), BAD)
    mail = replace(whole.mails[0], subject=BAD, sender=BAD, sender_name=BAD)
    Image.new("RGB", (800, 1130), "white").save(folder / "1.jpg")
    Image.new("RGB", (800, 1130), "white").save(folder / "2.jpg")
    leaves = tuple(Leaf(plain.package.files[1].sha256, n, f"{n}.jpg", 800, 1130) for n in (1, 2))
    (folder / "one.html").write_text(case_page(CaseFile(plain, leaves=leaves), guide), "utf-8")
    (folder / "two.html").write_text(case_page(CaseFile(bad, (plain,), (mail,), (letter,)), guide), "utf-8")
    cases = (plain, bad, *whole.cases[2:])
    mails = (replace(mail, case_nos=(str(bad.case_no),)), *whole.mails[1:])
    names = {str(plain.case_no): "one.html", str(bad.case_no): "two.html"}
    (folder / "index.html").write_text(index_page(replace(whole, cases=cases, mails=mails), guide, names), "utf-8")
    return folder


def boxed(case: Any) -> Any:
    """The case with its scan read too: the name of the unit stands in a box on page 2."""
    word, scan, *rest = case.package.files
    place = Place(2, box=(200, 300, 600, 340))
    there = replace(word.record.values["applicant_unit"], document=scan.name, place=place, medium="ocr")
    seal = Stamp("commitment", "seal", "seen", Place(2, box=(500, 900, 800, 1200)))
    scan = replace(scan, record=replace(word.record, values=word.record.values | {"applicant_unit": there}), stamps=(seal,))
    return replace(case, package=replace(case.package, files=(word, scan, *rest)))


def poisoned(case: Any) -> Any:
    """Mischief in every field, file name and note."""
    def spoilt(file: Any) -> Any:
        record = file.record and replace(file.record, values={
            key: replace(value, text=BAD, value=BAD, document=BAD, note=BAD) for key, value in file.record.values.items()})
        stamp = Stamp("commitment", "seal", "not seen", Place(1), BAD, BAD, "\"><script>alert(4)</script>")
        return replace(file, name=BAD, record=record, source=BAD, notes=(BAD,), media_type=BAD, stamps=(stamp,))

    return replace(case, sender=BAD, package=replace(case.package, files=tuple(map(spoilt, case.package.files))))


def go(browser: Any, page: Path) -> None:
    browser.set_window_size(1400, 900)
    browser.get(page.as_uri())


def rows(browser: Any) -> list[str]:
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll('#cases tbody tr')].filter(r => r.offsetParent || r.getClientRects().length)"
        ".map(r => r.cells[0].textContent)")
    return found


def test_a_click_on_a_field_brings_its_box_into_sight_and_lights_it(browser: Any, desk: Path) -> None:
    go(browser, desk / "one.html")
    assert not browser.find_elements("css selector", "rect.lit")
    browser.find_element("css selector", "article.field[data-box]").click()
    lit = browser.find_element("css selector", "rect.lit")
    box, frame = lit.rect, browser.find_element("css selector", ".papers").rect
    assert lit.find_element("css selector", "title").get_attribute("textContent") == "申报单位"
    assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]
    browser.find_element("css selector", "#seals .jump").click()
    assert browser.find_element("css selector", "rect.lit title").get_attribute("textContent") == "申报单位承诺 公章"
    assert len(browser.find_elements("css selector", "rect.lit")) == 1


def test_a_box_lies_where_its_thousandths_say(browser: Any, desk: Path) -> None:
    go(browser, desk / "one.html")
    image = browser.find_elements("css selector", ".sheet img")[1].rect
    box = browser.find_element("css selector", "rect").rect
    assert abs((box["x"] - image["x"]) / image["width"] - 0.2) < 0.01
    assert abs((box["y"] - image["y"]) / image["width"] - 0.3) < 0.01


def test_the_index_finds_by_words_status_category_and_need(browser: Any, desk: Path) -> None:
    go(browser, desk / "index.html")
    everything = rows(browser)
    assert len(everything) == 30
    words = browser.find_element("id", "words")
    words.send_keys("gj2024-0001")
    assert rows(browser) == ["GJ2024-0001"]
    words.clear()
    words.send_keys("欧阳明德 湘潭大学")
    assert 0 < len(rows(browser)) < 30
    words.clear()
    words.send_keys("没有这样的项目")
    assert rows(browser) == [] and browser.find_element("id", "nothing").is_displayed()
    words.clear()
    words.send_keys(" ")
    browser.find_element("css selector", "button[data-status=incomplete]").click()
    assert 0 < len(rows(browser)) < 30
    browser.find_element("css selector", "button[data-status='']").click()
    browser.find_element("css selector", "#category option[value=domestic_base]").click()
    assert {number[:2] for number in rows(browser)} == {"HZ"}


def test_a_line_of_the_index_leads_to_its_page(browser: Any, desk: Path) -> None:
    go(browser, desk / "index.html")
    browser.find_element("link text", "GJ2024-0001").click()
    assert "GJ2024-0001" in browser.find_element("tag name", "h1").text


@pytest.mark.parametrize("page", ["one.html", "two.html", "index.html"])
def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Any, desk: Path, page: str) -> None:
    go(browser, desk / page)
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_page_prints_on_a4_without_the_pictures(browser: Any, desk: Path) -> None:
    go(browser, desk / "one.html")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not browser.find_element("css selector", ".papers").is_displayed()
    assert browser.find_element("css selector", ".field .value").is_displayed()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    import pypdfium2

    width, height = pypdfium2.PdfDocument(printed)[0].get_size()
    assert (round(width), round(height)) in {(595, 842), (596, 842), (594, 841), (595, 841)}


# --- what must not work -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["two.html", "index.html"])
def test_what_applicants_write_stays_text(browser: Any, desk: Path, page: str) -> None:
    go(browser, desk / page)  # an alert would make the next command fail
    assert "<script>alert(1)</script>" in browser.find_element("tag name", "body").text
    assert "{{7*7}}" in browser.find_element("tag name", "body").get_attribute("textContent")
    assert len(browser.find_elements("css selector", "script")) == 1
    assert not browser.find_elements("css selector", "[onerror], [onload], [onclick], img[src=x]")


def test_the_content_policy_stops_what_would_get_in_all_the_same(browser: Any, desk: Path) -> None:
    text = (desk / "one.html").read_text("utf-8")
    (desk / "broken.html").write_text(text.replace("<footer>", "<script>window.hit=1</script><img src=x onerror='window.hit=2'>"
                                      "<a id=js href='javascript:window.hit=3'>x</a><footer>"), "utf-8")
    go(browser, desk / "broken.html")
    browser.execute_script("document.getElementById('js').click()")
    assert browser.execute_script("return window.hit") is None
    assert any("Content Security Policy" in line["message"] for line in browser.get_log("browser"))


def test_bank_accounts_are_masked_wherever_they_stand(desk: Path) -> None:
    guide = sample_desk.guide()
    case = sample_desk.case(guide, "conference", 1, (Finding("x", "verify", None, f"账号{sample_desk.ACCOUNT}有疑问", "R1"),))
    page = case_page(CaseFile(case), guide)
    assert sample_desk.ACCOUNT not in page and "****1234" in page


def test_a_package_with_a_mark_of_secrecy_shows_no_content() -> None:
    guide = sample_desk.guide()
    page = case_page(CaseFile(sample_desk.case(guide, "conference", 1), closed=True), guide)
    assert sample_desk.LONG[:20] not in page and "密级标志" in page


def test_every_part_of_a_case_file_is_known_to_these_stories() -> None:
    assert {f.name for f in fields(CaseFile)} == {
        "case", "older", "mails", "letters", "leaves", "links", "closed", "marks"}
