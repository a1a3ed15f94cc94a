"""Every provision through many texts."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import resotrack as rt
from resotrack.sample import sample_files
from resotrack.write.lineages import LINEAGE_WRITERS
from resotrack.write.lineages.json import lineage_schema
from resotrack_cli.app import app

LAMP = "Guided by the old custom that a lamp on a cliff is lit for every ship,"
KEEPERS = "Recalling its resolution 90/2 of 1 October 2026 on lighthouse keepers,"
COLOUR = "Recalling its resolution 93/7 of 2 October 2028 on the colour of harbour lamps,"
LETTERS = (
    "Deeply concerned at letters in which keepers are told to look away when a boat turns back,"
)
CONDEMNS = "Condemns every threat made against a keeper on account of an entry in a logbook;"
LOGBOOKS = "Calls upon coastal States to leave logbooks where they are and to return those taken since 2026;"
REPORT = "Requests the Panel to submit to the Council at its next session a report on threats to keepers;"
PAY = (
    "Urges harbour masters to pay keepers on the first day of each month and to mend broken stairs;"
)
FLAGS = (
    "Encourages ships to thank keepers by flag, by horn or by letter, whichever the weather allows;"
)
SEIZED = "Decides to remain seized of the matter."
WHALES = "Takes note of the price of whale oil on the exchange of Port Calder;"
POOL = [LAMP, KEEPERS, COLOUR, LETTERS, CONDEMNS, LOGBOOKS, REPORT, PAY, FLAGS, SEIZED, WHALES]


def text(operative: Sequence[str], preamble: Sequence[str] = (LAMP, LETTERS)) -> rt.Document:
    """A text of these paragraphs."""
    return rt.Document(
        language="en",
        paragraphs=(
            *(
                rt.Paragraph(id=f"pp{n}", kind="preambular", number="", text=line)
                for n, line in enumerate(preamble, 1)
            ),
            *(
                rt.Paragraph(id=f"op{n}", kind="operative", number=str(n), text=line)
                for n, line in enumerate(operative, 1)
            ),
        ),
    )


def story(thread: rt.Thread) -> list[str]:
    """One word and the paragraphs for each text: "edited op2"."""
    return [" ".join((cell.relation, *cell.ids)) for cell in thread.cells]


def test_edits_and_renumbering_are_followed() -> None:
    lineage = rt.trace(
        [
            text([CONDEMNS, PAY, SEIZED]),
            text([CONDEMNS, REPORT, PAY.replace("first", "second"), SEIZED]),
            text([CONDEMNS, REPORT, PAY.replace("first", "second"), SEIZED]),
        ]
    )
    assert story(lineage.of("op2", 0)) == ["first op2", "edited op3", "same op3"]
    assert story(lineage.of("op2")) == ["absent", "added op2", "same op2"]
    edited = lineage.of("op3").cells[1]
    assert edited.since == 0
    assert 0 < edited.changed < 0.2
    assert lineage.of("op3").id == "op2@1"


def test_a_provision_that_comes_back_is_one_thread() -> None:
    """Dropped in the second text and reworded in the fourth."""
    back = PAY.replace("to mend broken stairs", "to mend all stairs")
    lineage = rt.trace(
        [
            text([CONDEMNS, PAY, SEIZED]),
            text([CONDEMNS, SEIZED]),
            text([CONDEMNS, WHALES, SEIZED]),
            text([CONDEMNS, WHALES, back, SEIZED]),
        ]
    )
    thread = lineage.of("op3")
    assert story(thread) == ["first op2", "deleted", "absent", "returned op3"]
    cell = thread.cells[3]
    assert cell.since == 0
    assert cell.link is not None
    assert ("delete", "broken") in cell.link.words
    assert thread.present == (0, 3)


def test_a_look_alike_is_no_return() -> None:
    """Made to one pattern, about something else."""
    lineage = rt.trace(
        [
            text([CONDEMNS], [LAMP, KEEPERS, LETTERS]),
            text([CONDEMNS], [LAMP, LETTERS]),
            text([CONDEMNS], [LAMP, COLOUR, LETTERS]),
        ]
    )
    assert story(lineage.of("pp2", 0)) == ["first pp2", "deleted", "absent"]
    assert story(lineage.of("pp2")) == ["absent", "absent", "added pp2"]


def test_a_return_parts_a_pair_that_place_alone_made() -> None:
    """What stood there between is gone; it did not become the old provision again."""
    between = "Thanks the Panel for the report that it did not submit;"
    lineage = rt.trace(
        [
            text([CONDEMNS, REPORT, SEIZED]),
            text([CONDEMNS, SEIZED]),
            text([CONDEMNS, between, SEIZED]),
            text([CONDEMNS, REPORT, SEIZED]),
        ]
    )
    assert story(lineage.of("op2", 0)) == ["first op2", "deleted", "absent", "returned op2"]
    assert story(lineage.of("op2", 2)) == ["absent", "absent", "added op2", "deleted"]


SPLIT = [
    "Calls upon coastal States to leave logbooks where they are;",
    "Also calls upon coastal States to return the logbooks taken since 2026;",
]


def test_a_split_begins_a_thread_that_knows_its_origin() -> None:
    lineage = rt.trace(
        [
            text([CONDEMNS, LOGBOOKS, SEIZED]),
            text([CONDEMNS, *SPLIT, SEIZED]),
            text([CONDEMNS, SPLIT[0], SPLIT[1].replace("taken", "seized"), SEIZED]),
        ]
    )
    whole = lineage.of("op2", 0)
    assert whole.cells[1].relation == "split"
    assert whole.cells[1].ids == ("op2", "op3")
    child = next(t for t in lineage.threads if t.origin.parent)
    assert child.origin.parent == whole.id
    assert child.cells[1].relation == "split"
    assert child.cells[1].out_of == whole.id
    ends = {whole.cells[2].relation, child.cells[2].relation}
    assert ends == {"same", "edited"}


def test_a_merger_ends_one_thread_and_a_piece_cut_out_again_takes_it_up() -> None:
    both = (
        PAY.rstrip(";") + ", and encourages ships to thank keepers by flag, by horn or by letter, "
        "whichever the weather allows;"
    )
    lineage = rt.trace(
        [
            text([CONDEMNS, PAY, FLAGS, SEIZED]),
            text([CONDEMNS, both, SEIZED]),
            text([CONDEMNS, PAY, FLAGS, SEIZED]),
        ]
    )
    pay, flags = lineage.of("op2", 0), lineage.of("op3", 0)
    taken = next(thread for thread in (pay, flags) if thread.cells[1].into)
    kept = pay if taken is flags else flags
    assert taken.cells[1].into == kept.id
    assert taken.cells[1].ids == kept.cells[1].ids == ("op2",)
    assert taken.cells[1].home is None
    assert taken.cells[2].relation == "returned"
    assert taken.cells[2].out_of == kept.id
    assert lineage.of("op2").id == "op2@1"
    assert lineage.of("op3").id == "op3@1"


def test_moved_and_dropped() -> None:
    lineage = rt.trace(
        [text([CONDEMNS, LOGBOOKS, PAY, SEIZED]), text([PAY, CONDEMNS, SEIZED])],
    )
    assert lineage.of("op1").cells[1].moved
    gone = lineage.of("op2", 0)
    assert story(gone) == ["first op2", "deleted"]
    assert gone.cells[1].direction == "weakened"
    assert lineage.counts(1) == {"same": 5, "deleted": 1}


def test_rows_stand_in_the_order_of_the_last_text() -> None:
    lineage = rt.trace(
        [text([CONDEMNS, LOGBOOKS, PAY, SEIZED]), text([PAY, WHALES, CONDEMNS, SEIZED])]
    )
    operative = [t.id for t in lineage.threads if t.latest.kind == "operative"]
    assert operative == ["op3@1", "op2@2", "op1@1", "op2@1", "op4@1"]


def test_one_text_and_none() -> None:
    assert {c.relation for t in rt.trace([text([PAY])]).threads for c in t.cells} == {"first"}
    assert rt.trace([]).threads == ()


def test_doubts_about_the_order_are_noticed() -> None:
    later = rt.Document(paragraphs=(), language="en", date="2031-10-02", symbol="A/X/2")
    earlier = rt.Document(paragraphs=(), language="fr", date="2029-10-04", symbol="A/X/1")
    codes = [notice.code for notice in rt.trace([later, earlier]).notices]
    assert codes.count("order") == 1
    assert "languages" in codes
    assert not rt.trace([earlier, rt.Document(paragraphs=(), language="fr")]).notices
    day, year = (
        rt.Document(paragraphs=(), language="en", date=date) for date in ("2029-10-04", "2029")
    )
    assert not rt.trace([day, year]).notices
    file = rt.read(sample_files()[0])
    assert [n.code for n in rt.trace([file, file]).notices] == ["twice"]


# Invariants


@st.composite
def _histories(draw: st.DrawFn) -> list[rt.Document]:
    rng = random.Random(draw(st.integers(0, 9_999)))
    count = draw(st.integers(1, 5))
    return [
        text(
            [_shaken(line, rng) for line in draw(st.lists(st.sampled_from(POOL), max_size=8))],
            draw(st.lists(st.sampled_from(POOL[:4]), max_size=3)),
        )
        for _ in range(count)
    ]


def _shaken(line: str, rng: random.Random) -> str:
    """The line, perhaps with another word, cut in two, or with another line's end."""
    words = line.split()
    choice = rng.random()
    if choice < 0.25:
        words[rng.randrange(len(words))] = rng.choice(POOL).split()[-1]
    elif choice < 0.4:
        words = words[: len(words) // 2]
    elif choice < 0.55:
        words += rng.choice(POOL).split()
    return " ".join(words)


@settings(max_examples=60, deadline=None)
@given(_histories())
def test_every_paragraph_is_home_to_exactly_one_thread(documents: list[rt.Document]) -> None:
    lineage = rt.trace(documents)
    homes = Counter(
        (cell.document, cell.home.id) for t in lineage.threads for cell in t.cells if cell.home
    )
    expected = {(n, p.id): 1 for n, d in enumerate(documents) for p in d.paragraphs}
    assert homes == expected
    assert len(lineage.by_id) == len(lineage.threads)
    for thread in lineage.threads:
        assert [cell.document for cell in thread.cells] == list(range(len(documents)))
        first = thread.cells[thread.origin.document]
        assert first.home is not None
        assert first.home.id == thread.origin.paragraph
        assert thread.present[0] == thread.origin.document
        for cell in thread.cells:
            _check(lineage, thread, cell)


def _check(lineage: rt.Lineage, thread: rt.Thread, cell: rt.Cell) -> None:
    assert 0 <= cell.changed <= 1
    assert 0 <= cell.confidence <= 1
    assert (cell.link is None) == (cell.relation in ("first", "absent"))
    assert bool(cell.ids) == (cell.relation not in ("deleted", "absent"))
    if cell.home:
        assert cell.home in cell.paragraphs
    elif cell.ids:
        assert cell.into in lineage.by_id
    if cell.since is not None and cell.link and not thread.origin.parent:
        assert thread.cells[cell.since].home in cell.link.before
    if cell.relation == "returned":
        assert cell.since is not None
        assert cell.since < cell.document - 1
        assert thread.cells[cell.document - 1].home is None


@settings(max_examples=40, deadline=None)
@given(_histories())
def test_a_later_text_rewrites_no_history(documents: list[rt.Document]) -> None:
    whole = rt.trace(documents).by_id
    for size in range(1, len(documents)):
        for name, thread in rt.trace(documents[:size]).by_id.items():
            assert whole[name].cells[:size] == thread.cells
            assert whole[name].origin == thread.origin


# Forms


@pytest.fixture(scope="module")
def lineage() -> rt.Lineage:
    return rt.trace([rt.read(path) for path in sample_files()])


def test_the_sample_keeps_its_threads(lineage: rt.Lineage) -> None:
    """Four stages of one negotiation: most of the last text goes back to the first."""
    old = [t for t in lineage.threads if 3 in t.present and t.origin.document == 0]
    assert len(old) >= 0.6 * len(lineage.documents[3].paragraphs)


def test_the_json_follows_its_schema(lineage: rt.Lineage) -> None:
    published = json.loads(lineage.to_json())
    Draft202012Validator.check_schema(lineage_schema())
    Draft202012Validator(lineage_schema()).validate(published)
    assert published["schema"] == "resotrack.lineage/1"
    assert all(len(t["cells"]) == len(published["documents"]) for t in published["threads"])
    kept = json.loads(rt.render_lineage(lineage, "json", only="weakened"))["threads"]
    assert 0 < len(kept) < len(published["threads"])


def test_the_table_has_a_line_for_each_thread_in_each_text(lineage: rt.Lineage) -> None:
    rows = list(csv.DictReader(io.StringIO(rt.render_lineage(lineage, "csv"))))
    assert len(rows) == len(lineage.threads) * len(lineage.documents)
    standing = [(row["text"], row["home"]) for row in rows if row["home"]]
    assert len(standing) == sum(len(d.paragraphs) for d in lineage.documents)


def test_no_cell_of_the_table_is_a_formula() -> None:
    lineage = rt.trace([text(["=HYPERLINK(1)", PAY]), text([PAY])])
    rows = list(csv.reader(io.StringIO(rt.render_lineage(lineage, "csv"))))
    assert not any(field.startswith("=") for row in rows for field in row)
    assert any(field == "'=HYPERLINK(1)" for row in rows for field in row)


def test_the_page_loads_nothing_and_says_every_wording_once(lineage: rt.Lineage) -> None:
    page = rt.render_lineage(lineage, "html")
    assert "src=" not in page
    assert "http" not in page.replace("http-equiv", "")
    same = next(t for t in lineage.threads if not t.eventful and len(t.latest.text) > 120)
    assert page.count(same.latest.text[85:120]) == 1
    cells = [cell for thread in lineage.threads for cell in thread.cells]
    assert page.count('<article class="entry') == sum(c.relation != "absent" for c in cells)


def test_marks_in_a_text_are_words_on_the_page() -> None:
    page = rt.render_lineage(rt.trace([text(["Asks <script>alert(1)</script> to stop;"])]), "html")
    assert "<script>alert" not in page


@pytest.mark.parametrize("form", sorted(LINEAGE_WRITERS))
def test_the_same_texts_give_the_same_bytes(form: str, lineage: rt.Lineage) -> None:
    again = rt.trace([rt.read(path) for path in sample_files()])
    assert rt.render_lineage(again, form) == rt.render_lineage(lineage, form)
    assert rt.render_lineage(rt.trace([]), form)


def test_unknown_forms_say_what_to_do(lineage: rt.Lineage, tmp_path: Path) -> None:
    with pytest.raises(rt.WriteError, match="html, json, markdown, csv, parquet, xlsx"):
        rt.render_lineage(lineage, "pdf")
    with pytest.raises(rt.WriteError, match="ending"):
        rt.write_lineage(lineage, tmp_path / "lineage.pdf")
    assert rt.write_lineage(lineage, tmp_path / "l.csv").read_text().startswith("thread,text,")


# The command


def test_the_matrix_on_the_terminal() -> None:
    files = [str(path) for path in sample_files()]
    done = CliRunner().invoke(app, ["trace", *files], env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    assert max(map(len, done.output.splitlines())) <= 100
    assert "Operative part" in done.output
    assert "× dropped" in done.output
    changed = CliRunner().invoke(app, ["trace", *files, "--only", "weakened"]).output
    assert len(changed) < len(done.output)


def test_the_command_writes_what_the_ending_says(tmp_path: Path) -> None:
    files = [str(path) for path in sample_files()[:2]]
    for ending, start in ((".html", "<!DOCTYPE"), (".json", "{"), (".csv", "thread,")):
        out = tmp_path / f"lineage{ending}"
        done = CliRunner().invoke(app, ["trace", *files, "-o", str(out)])
        assert done.exit_code == 0, done.output
        assert out.read_text(encoding="utf-8").startswith(start)
    assert CliRunner().invoke(app, ["trace", files[0]]).exit_code == 2
    assert CliRunner().invoke(app, ["trace", *files, "-o", "lineage.pdf"]).exit_code == 3


def test_the_story_of_one_provision() -> None:
    files = [str(path) for path in sample_files()]
    done = CliRunner().invoke(app, ["trace", *files, "--follow", "op3@1"], env={"COLUMNS": "90"})
    assert done.exit_code == 0, done.output
    assert [label in done.output for label in ("zero-draft.docx", "A/HRC/RES/99/7")] == [True, True]
    assert "[-" in done.output
    for wrong in ("op99", "op3@9", "op3@x"):
        done = CliRunner().invoke(app, ["trace", *files, "--follow", wrong])
        assert done.exit_code == 2
    assert CliRunner().invoke(app, ["trace", *files, "--follow", "op1", "-f", "csv"]).exit_code == 2


# Many at once


def _pairs() -> list[tuple[rt.Document, rt.Document]]:
    documents = [rt.read(path) for path in sample_files()]
    return list(pairwise(documents)) * 2


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same_in_the_same_order(pool: type[Executor]) -> None:
    alone = [comparison.to_json() for comparison in rt.compare_all(_pairs())]
    documents = [rt.read(path) for path in sample_files()]
    with pool(2) as executor:  # type: ignore[call-arg]
        together = [c.to_json() for c in rt.compare_all(_pairs(), executor=executor)]
        traced = rt.trace(documents, executor=executor).to_json()
    assert together == alone
    assert traced == rt.trace(documents).to_json()


def test_without_an_executor_nothing_is_compared_before_it_is_asked_for() -> None:
    def pairs() -> object:
        yield text([PAY]), text([PAY])
        raise AssertionError("the second pair was asked for")

    first = next(iter(rt.compare_all(pairs())))  # type: ignore[arg-type]
    assert {link.relation for link in first.links} == {"same"}


# Real texts


def test_the_reprisals_series(shared_data: Path) -> None:
    names = ("12_2", "24_24", "36_21", "42_28", "48_17", "54_24")
    lineage = rt.trace(
        [rt.read(shared_data / "reprisals" / f"A_HRC_RES_{name}.txt") for name in names]
    )
    assert not lineage.notices
    # The list of those who are protected: four points, in all six texts, OP1 at first, OP4 now.
    for letter in "abcd":
        thread = lineage.of(f"op4({letter})")
        assert thread.present == tuple(range(6))
        assert thread.cells[0].ids == (f"op1({letter})",)
    # What States had done to investigate was welcomed, left out in 2013, and welcomed again.
    back = lineage.of("op3")
    assert back.cells[1].relation == "deleted"
    assert back.cells[2].relation == "returned"
    assert back.origin.document == 0
