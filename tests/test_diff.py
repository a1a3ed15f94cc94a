"""Word diffs: exact, in whole words, and readable."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from resotrack.diff import diff_words, fold, fold_text, inside, tokenise

WORDS = st.sampled_from(
    "lamp lamps keeper, keepers’ the of and non-State 77/228 shall should; report\n 决 议 Ω “oil” a".split(
        " "
    )
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=40)


def marked(before: str, after: str) -> str:
    """The change as one line: [-deleted-] {+inserted+}."""
    signs = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(signs[kind].format(text) for kind, text in diff_words(before, after))


@given(TEXTS, TEXTS)
def test_nothing_is_lost(before: str, after: str) -> None:
    words = diff_words(before, after)
    assert "".join(text for kind, text in words if kind != "insert") == before
    assert "".join(text for kind, text in words if kind != "delete") == after


@given(TEXTS, TEXTS)
def test_pieces_are_not_empty_and_alternate(before: str, after: str) -> None:
    words = diff_words(before, after)
    assert all(text for _, text in words)
    for (kind, _), (following, _) in pairwise(words):
        assert kind != following
        assert (kind, following) != ("insert", "delete")


@given(TEXTS)
def test_a_text_against_itself_is_equal(text: str) -> None:
    assert diff_words(text, text) == ((("equal", text),) if text else ())


@given(TEXTS)
def test_only_white_space_lies_between_tokens(text: str) -> None:
    tokens = tokenise(text)
    gaps = [text[i:j] for i, j in zip((0, *tokens.ends), (*tokens.starts, len(text)), strict=True)]
    assert not "".join(gaps).strip()


def test_a_weakened_request_reads_at_a_glance() -> None:
    assert marked(
        "Requests the Panel to submit a report to the Council",
        "Invites the Panel to consider submitting, as appropriate, a report to the Council",
    ) == (
        "[-Requests-]{+Invites+} the Panel to "
        "[-submit-]{+consider submitting, as appropriate,+} a report to the Council"
    )


def test_words_are_never_cut() -> None:
    assert (
        marked("the keepers’ lamps", "the keeper’s lamps") == "the [-keepers’-]{+keeper’s+} lamps"
    )
    assert marked("resolution 77/228 of May", "resolution 78/220 of May") == (
        "resolution [-77/228-]{+78/220+} of May"
    )


def test_crumbs_are_joined() -> None:
    assert (
        marked(
            "deeply troubled by the letters sent in winter",
            "gravely concerned at the threats sent in winter",
        )
        == "[-deeply troubled by the letters-]{+gravely concerned at the threats+} sent in winter"
    )


def test_an_item_is_inserted_as_a_phrase() -> None:
    assert marked("oil and wicks and rope", "oil and wicks and lamps and rope") == (
        "oil and wicks {+and lamps +}and rope"
    )
    assert marked("oil, wicks and rope", "oil, lamps, wicks and rope") == (
        "oil{+, lamps+}, wicks and rope"
    )


def test_chinese_by_character() -> None:
    assert marked("重申其决议", "重申所有决议") == "重申[-其-]{+所有+}决议"


def test_what_no_delegate_calls_a_change_folds_to_one_key() -> None:
    for one, other in (
        ("organisation", "organization"),
        ("Labour", "labor"),
        ("programme", "program"),
        ("women’s", "women's"),
        ("non‑State", "non-State"),
        ("fulfil", "fulfill"),
        ("defence", "defense"),
    ):
        assert fold(one) == fold(other)
    for one, other in (
        ("four", "for"),
        ("advise", "adviser"),
        ("shall", "should"),
        ("hour", "hor"),
    ):
        assert fold(one) != fold(other)
    assert fold_text("“Keepers”, and lamps;") == "keepers and lamps"


def test_inside_a_word() -> None:
    assert inside("act", "acts") == (("equal", "act"), ("insert", "s"))
