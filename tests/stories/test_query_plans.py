"""A pass finds everything it asks the ledger for by an index, however many mails and cases there are: the plans of all statements
of real passes, on both databases. Workbook and pages show everything; they use a fixed number of queries."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, insert

from intake.ledger import letters, open_ledger, returned_letters, tables
from intake.letters.outbox import capped
from intake.mailbox.interface import Sent
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.pipeline.fetch import note_sent
from intake.publish.outputs import publish
from intake.publish.sources import Sources
from parsers.model.mail import Reported
from tests import installation
from tests.bench.archive import grow
from tests.bench.growth import measured
from tests.bench.queries import Queries, watched
from tests.desk.office import Office, package, small_guide
from tests.servers.postgres import database, postgres

MAILS = ("01-conference", "05-missing-fields", "06-enquiry", "13-again", "16-corrected", "22-returned")
GROWING = ("mails", "origins", "readings", "cases", "case_files", "revisions", "case_mails", "letters", "runs", "edits", "builds",
           "copies")  # fmt: skip
COUNTS_ALL = "SELECT {0}.state, count(*) AS count_1 \nFROM {0} GROUP BY {0}.state"
"""Two counts of everything, over the index of states alone: what the summary of a run and `status` say."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def asked(request: pytest.FixtureRequest) -> Iterator[tuple[str, Queries]]:
    """A ledger, and what passes over real mail asked it."""
    with tempfile.TemporaryDirectory(prefix="plans") as folder:
        Path(folder).chmod(0o755)
        if request.param == "sqlite":
            url = f"sqlite:///{folder}/ledger.sqlite"
            yield url, _passes(Path(folder), url)
        else:
            with postgres(Path(folder)) as running:
                url = database(running)
                yield url, _passes(Path(folder), url)


def _passes(folder: Path, url: str) -> Queries:
    """Two passes over a mailbox that fills, and what happens only at times, asked once."""
    box = folder / "box"
    box.mkdir()
    these = installation.settings(folder / "home", box, ledger={"url": url}, workers={"processes": 1},
                           staff={"addresses": ["desk@example.org"]})
    open_ledger(url).close()
    found = Queries()
    for names in (MAILS[:3], MAILS[3:]):
        for name in names:
            shutil.copy2(installation.MAILBOX / f"{name}.eml", box)
        _add(found, measured(these).queries)
    with closing(open_ledger(url)) as ledger, watched() as more:
        opened = open_installation(these, installation.guide(), Narrator(quiet=True))
        note_sent(opened, (Sent("<a@example.org>", ("<b@example.org>",), "2024-04-01T00:00:00+00:00"),))
        opened.ledger.close()
        with ledger.write() as connection:
            capped(connection, "a@example.org", "2024-04-01T00:00:00+00:00", these)
            returned_letters.named(connection, ("<a@example.org>",))
            returned_letters.newest_that_fits(connection, ("a@example.org",), lambda body: True)
            returned_letters.newest_between(connection, ("a@example.org",), "2024-04-01", "2024-04-02")
            returned_letters.note(connection, ("a",), Reported.DELAYED, "552")
            letters.settle_sent(connection, {"<a@example.org>"}, datetime.now(UTC).isoformat())
    _add(found, more)
    _years(url, folder)
    return found


def _years(url: str, folder: Path) -> None:
    """Enough of everything that a planner which counts rows sees what there is to gain."""
    for part in ("new", "cur", "tmp"):
        (folder / "old" / part).mkdir(parents=True)
    grow(url, folder / "old", mails=2000, cases=600)
    with closing(open_ledger(url)) as ledger, ledger.write() as connection:
        connection.execute(insert(tables.runs), [{"started": f"2020 {n}", "finished": f"2020 {n}"} for n in range(2000)])
        connection.execute(insert(tables.edits), [
            {"sheet": f"sheet {n % 20}", "row": f"GJ2020-{n:04d}|a", "column": "b", "value": "", "state": "active", "seen": "",
             "build": n}
            for n in range(2000)])
        connection.execute(insert(tables.copies), [{"sha256": f"{n}", "name": "", "seen": ""} for n in range(500)])
        connection.execute(insert(tables.builds), [{"made": "", "sha256": f"{n}"} for n in range(500)])
        if connection.dialect.name == "postgresql":  # a server does that by itself
            connection.exec_driver_sql("ANALYZE")


def _add(found: Queries, more: Queries) -> None:
    for statement, (times, _) in more.seen.items():
        if times > 0 and statement.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE"):
            found.seen[statement][0] += times
            found.asked[statement] = more.asked[statement]


def test_no_statement_of_a_pass_reads_a_whole_table(asked: tuple[str, Queries]) -> None:
    url, queries = asked
    ours = {text: queries.asked[text] for text in queries.seen if "pg_" not in text and "sqlite_" not in text}
    assert len(ours) > 40, "the passes were watched"
    plan = _sqlite if url.startswith("sqlite") else _server
    whole = {statement: told for statement, parameters in ours.items()
             if statement not in (COUNTS_ALL.format("mails"), COUNTS_ALL.format("letters"))
             and (told := plan(url, statement, parameters))}
    assert not whole, "\n\n".join(f"{statement}\n  {told}" for statement, told in whole.items())


def test_a_workbook_asks_as_often_for_sixty_cases_as_for_three(tmp_path: Path) -> None:
    few, many = _asked_by_workbook(tmp_path / "few", 3), _asked_by_workbook(tmp_path / "many", 60)
    assert few.count == many.count, f"{few.table(99)}\n\n{many.table(99)}"


def _asked_by_workbook(folder: Path, cases: int) -> Queries:
    """What writing the workbook anew asks, where the pages lie there already."""
    office = Office(folder, guide=small_guide())
    for number in range(1, cases + 1):
        office.mail(number, package(number))
    office.run()
    office.workbook.unlink()
    with watched() as queries:
        publish(Sources(office.ledger, office.installation.mails, office.installation.files, office.settings, office.guide), 2)
    office.ledger.close()
    assert office.workbook.exists()
    return queries


def _first(parameters: Any) -> Any:
    return parameters[0] if isinstance(parameters, list) else parameters


def _sqlite(url: str, statement: str, parameters: Any) -> list[str]:
    """What of a plan reads a growing table, or an index of it, from end to end."""
    with create_engine(url).connect() as connection:
        lines = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", _first(parameters))]
    return [line for line in lines if line.startswith("SCAN") and line.split()[1] in GROWING]


def _server(url: str, statement: str, parameters: Any) -> list[str]:
    """The same of PostgreSQL, told to read a small table as it would read a large one."""
    with create_engine(url).connect() as connection:
        for way in ("seqscan", "hashjoin", "mergejoin"):  # what it takes where there is little to read
            connection.exec_driver_sql(f"SET enable_{way} = off")
        (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", _first(parameters)).scalar_one()
    return [f"{node['Node Type']} of {node['Relation Name']}" for node in _nodes(plan["Plan"])
            if node.get("Relation Name") in GROWING
            and (node["Node Type"] == "Seq Scan" or ("Index" in node["Node Type"] and "Index Cond" not in node))]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
