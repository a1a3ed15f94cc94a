"""The benchmark's own arithmetic: edits whose truth is known, answers that are counted right."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import synthetic
from benchmarks.peers import OURS, PEERS, System
from benchmarks.synthetic import EDITS, Answer, Case, numbered
from resotrack.model import Document, Paragraph

_SYLLABLES = (
    "bar cor den fal gim hul jor kep lim mon nar pol quin rov sel tam ul vor wen zy".split()
)


def _invented(seed: int, *, title: str) -> Document:
    """A text in words that no language has, with a chapeau and sub-paragraphs."""
    chance = random.Random(f"{title}/{seed}")
    # No word of one title is a word of another.
    words = [title.lower() + "".join(chance.choices(_SYLLABLES, k=3)) for _ in range(400)]

    def sentence(end: str) -> str:
        clauses = [" ".join(chance.choices(words, k=9)) for _ in range(4)]
        return ", ".join(clauses).capitalize() + end

    paragraphs = [_paragraph(f"pp{n}", sentence(",")) for n in range(1, 15)]
    for n in range(1, 15):
        paragraphs.append(_paragraph(f"op{n}", sentence(";")))
        if n == 4:
            parts = (f"op4({letter})" for letter in "abc")
            paragraphs += [_paragraph(part, sentence(";"), parent="op4") for part in parts]
    return Document(
        paragraphs=tuple(paragraphs), title=title, symbol=f"{title}/{seed}", language="en"
    )


def _paragraph(name: str, text: str, parent: str | None = None) -> Paragraph:
    return Paragraph(
        id=name,
        kind="preambular" if name.startswith("pp") else "operative",
        number=name.removeprefix("op").removeprefix("pp"),
        text=text,
        parent=parent,
        depth=int(parent is not None),
    )


def _case(seed: int) -> Case:
    others = [_invented(seed, title=title) for title in ("Lamps", "Ropes", "Nets")]
    found = synthetic.edited(
        _invented(seed, title="Harbours"), others, random.Random(f"case/{seed}")
    )
    assert found is not None
    return found


SEEDS = st.integers(min_value=0, max_value=10_000)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_every_paragraph_stands_in_one_true_link(seed: int) -> None:
    case = _case(seed)
    before = Counter(name for truth in case.truth for name in truth.before)
    after = Counter(name for truth in case.truth for name in truth.after)
    assert before == Counter(p.id for p in case.before.paragraphs)
    assert after == Counter(p.id for p in case.after.paragraphs)
    made = Counter(truth.edit for truth in case.truth if truth.edit != "kept")
    assert made == {edit: 2 if edit == "light, 8 %" else 1 for edit in EDITS if edit != "kept"}


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_words_are_what_the_edit_says(seed: int) -> None:
    case = _case(seed)
    for truth in case.truth:
        old = " ".join(case.before[name].text for name in truth.before)
        new = " ".join(case.after[name].text for name in truth.after)
        if truth.edit in ("kept", "moved"):
            assert new == old
        if truth.edit == "split":
            assert len(truth.after) == 2
            assert _bare(new) == _bare(old)
        if truth.edit == "merged":
            assert len(truth.before) == 2
            assert _bare(new) - _bare(old) == Counter({"and": 1})
        if truth.edit == "rewritten, 45 %":
            left = sum((_bare(old) & _bare(new)).values()) / sum(_bare(old).values())
            assert left == pytest.approx(0.55, abs=0.02)


def _bare(text: str) -> Counter[str]:
    return Counter(word.strip(",;:").lower() for word in text.split())


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_edited_text_is_a_text(seed: int) -> None:
    paragraphs = _case(seed).after.paragraphs
    seen: set[str] = set()
    for paragraph in paragraphs:
        assert paragraph.id not in seen
        assert paragraph.parent is None or paragraph.parent in seen
        seen.add(paragraph.id)
    tops = [p.number for p in paragraphs if p.kind == "operative" and not p.depth]
    assert tops == [str(n) for n in range(1, len(tops) + 1)]


def test_the_same_seed_gives_the_same_case() -> None:
    assert _case(5) == _case(5)
    assert _case(5).after != _case(6).after


def test_a_text_without_room_gives_no_case() -> None:
    text = _invented(1, title="Harbours")
    short = Document(paragraphs=text.paragraphs[:6], title=text.title, language="en")
    assert synthetic.edited(short, [_invented(1, title="Nets")], random.Random(1)) is None
    assert synthetic.edited(text, [text], random.Random(1)) is None


def test_a_right_answer_scores_in_full() -> None:
    case = _case(3)
    score = synthetic.score([(case, Answer(edges=case.edges, moved=case.moved))])
    assert score.links.f1 == 1
    assert score.moved is not None
    assert score.moved.f1 == 1
    assert all(count.right == count.wanted > 0 for count in score.edits.values())
    assert not list(synthetic.errors(case, Answer(edges=case.edges, moved=case.moved)))


def test_what_is_wrong_is_counted_where_it_is_wrong() -> None:
    case = _case(3)
    split = next(truth for truth in case.truth if truth.edit == "split")
    gone = next(truth for truth in case.truth if truth.edit == "deleted")
    foreign = next(truth for truth in case.truth if truth.edit == "foreign")
    half = (split.before[0], split.after[1])
    answer = Answer(edges=case.edges - {half} | {(gone.before[0], foreign.after[0])})
    score = synthetic.score([(case, answer)])
    assert score.moved is None
    assert (score.edits["split"].right, score.edits["split"].wanted) == (1, 2)
    assert score.edits["deleted"].right == score.edits["foreign"].right == 0
    assert score.links.right == score.links.wanted - 1 == score.links.found - 1
    assert len(list(synthetic.errors(case, answer))) == 2


def test_sub_paragraphs_are_numbered_within_their_own() -> None:
    text = _invented(1, title="Harbours")
    case = _case(1)
    assert {p.id for p in text.paragraphs} == {p.id for p in case.before.paragraphs}
    children = [p for p in case.after.paragraphs if p.depth]
    letters = [p.id.removeprefix(str(p.parent)) for p in children]
    assert letters == [f"({letter})" for letter in "abcd"[: len(letters)]]


def test_numbering_knows_three_depths() -> None:
    blocks = [
        synthetic.Block(text="Asks", kind="operative", depth=depth, origins=(n,))
        for n, depth in enumerate((0, 1, 2, 2, 1, 0))
    ]
    names = [p.id for p in numbered(blocks, language="en")]
    assert names == ["op1", "op1(a)", "op1(a)(i)", "op1(a)(ii)", "op1(b)", "op2"]


@pytest.mark.parametrize("system", [OURS, *PEERS], ids=lambda system: system.name)
class TestSystems:
    """Every system is heard rightly: what it plainly knows comes out as edges."""

    def test_a_text_and_itself(self, system: System) -> None:
        _present(system)
        text = _invented(2, title="Harbours")
        answer = system.prepare(text, text)()
        assert answer.edges == {(p.id, p.id) for p in text.paragraphs}
        assert not answer.moved

    def test_a_paragraph_taken_out(self, system: System) -> None:
        _present(system)
        text = _invented(2, title="Harbours")
        shorter = Document(
            paragraphs=tuple(p for p in text.paragraphs if p.id != "pp5"), language="en"
        )
        answer = system.prepare(text, shorter)()
        if "fast match" not in system.name:  # its first pass takes what stands in the same place
            assert answer.edges == {(p.id, p.id) for p in shorter.paragraphs}


@pytest.mark.parametrize("system", [OURS, PEERS[0]], ids=lambda system: system.name)
def test_splits_merges_and_moves_come_through(system: System) -> None:
    _present(system)
    case = _case(4)
    answer = system.prepare(case.before, case.after)()
    score = synthetic.score([(case, answer)])
    for edit in ("kept", "light, 8 %", "moved", "split", "merged"):
        assert score.edits[edit].right == score.edits[edit].wanted, edit
    assert case.moved & (answer.moved or frozenset())


def _present(system: System) -> None:
    if not system.present:
        pytest.skip(f"{system.name} is not installed")


def test_real_texts_are_edited(shared_data: Path) -> None:
    assert shared_data.is_dir()
    made = synthetic.cases(1, 3)
    assert len({case.name for case in made}) == 3
    assert made == synthetic.cases(1, 3)
    for case in made:
        answer = synthetic.our_answer(case.before, case.after)
        assert synthetic.score([(case, answer)]).links.f1 > 0.9
