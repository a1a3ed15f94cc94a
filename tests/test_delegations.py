"""The registry of delegations: exact or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.reading_votes import records
from resotrack.delegations import (
    delegations,
    find,
    groups_of,
    members,
    number_of_members,
    resolve,
)
from resotrack.errors import ResotrackError, UnknownDelegation
from resotrack.model import Vote
from resotrack.read.sponsors import read_sponsors, split_names
from resotrack.read.votes import vote_notices


def _id(name: str) -> str:
    found = resolve(name).delegation
    return found.id if found else ""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Republic of Korea", "KOR"),
        ("DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA", "PRK"),
        ("the Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"),
        ("Guinea", "GIN"),
        ("Guinea -Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Niger", "NER"),
        ("NIGERIA", "NGA"),
        ("Türki̇ye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("Ge rmany", "DEU"),
        ("COTE D'IVOIRE", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Kingdom of the Netherlands", "NLD"),
        ("Venezuela (Bolivarian Republic)", "VEN"),
        ("Sudan", "SDN"),
        ("NO", "NOR"),
        ("the States Members of the United Nations that are members of the Group of 77 and China", "g77"),
    ],
)  # fmt: skip
def test_a_name_stands_for_one_delegation(name: str, wanted: str) -> None:
    assert _id(name) == wanted


@pytest.mark.parametrize("name", ["Korea", "Swasiland", "Guinee", "Aldermark", "no", ""])
def test_a_likeness_is_never_taken(name: str) -> None:
    assert resolve(name).delegation is None


def test_a_likeness_is_suggested() -> None:
    assert {s.delegation.id for s in resolve("Korea").suggestions[:2]} == {"KOR", "PRK"}
    assert {s.delegation.id for s in resolve("NAM").suggestions} == {"NAM", "nam"}


def test_an_older_name_is_resolved_and_dated() -> None:
    assert not resolve("Turkey", on=date(2020, 1, 1)).doubt
    assert "2022-05-31" in resolve("Turkey", on=date(2024, 1, 1)).doubt
    assert "2011-07-14" in resolve("South Sudan", on=date(2005, 1, 1)).doubt


def test_membership_has_dates() -> None:
    assert "GBR" in {d.id for d in members("European Union", on=date(2020, 1, 31))}
    assert len(members("EU", on=date(2020, 2, 1))) == 27
    with pytest.raises(ResotrackError, match="not recorded"):
        members("Like-Minded Group", on=date(2024, 1, 1))
    with pytest.raises(ResotrackError, match="recorded from"):
        members("European Union", on=date(1960, 1, 1))
    norway = resolve("Norway").delegation
    assert norway is not None
    assert {"weog", "nordic"} <= {g.id for g in groups_of(norway, on=date(2024, 1, 1))}


def test_every_member_is_in_one_regional_group_but_turkiye() -> None:
    on = date(2024, 1, 1)
    regions = ("african-group", "asia-pacific-group", "eastern-european-group", "grulac", "weog")
    listed = [d.id for region in regions for d in members(region, on=on)]
    assert {d.id for d in delegations().values() if d.kind == "member"} == set(listed)
    assert [own for own in sorted(set(listed)) if listed.count(own) > 1] == ["TUR"]


@pytest.mark.parametrize(
    ("day", "number"),
    [("1974-12-31", 138), ("1985-01-01", 159), ("1991-12-31", 166), ("2002-12-31", 191),
     ("2007-01-01", 192), ("2024-01-01", 193)],
)  # fmt: skip
def test_the_membership_of_the_united_nations(day: str, number: int) -> None:
    assert number_of_members(date.fromisoformat(day)) == number


def test_every_voter_of_the_record_resolves(shared_data: Path) -> None:
    names = {
        name
        for record in records(shared_data).values()
        for key in ("MS_in_favour", "MS_against", "MS_abstaining")
        for name in record[key]
    }
    assert [name for name in sorted(names) if not resolve(name)] == []


def test_sponsors_of_the_record_resolve_but_for_broken_lists(shared_data: Path) -> None:
    names = {
        name
        for record in records(shared_data).values()
        for key in ("sponsors", "additional_sponsors")
        for name, _ in split_names(", ".join(record[key]))
        if not name.lower().startswith(("submitted by", "on the basis"))
    }
    # Pieces of names cut at a line's end, and a remark that stands among the sponsors.
    assert sorted(name for name in names if not resolve(name)) == [
        "ISLANDS",
        "NORTHERN IRELAND",
        "PRINCIPE",
        "SOLOMON",
        "THE AMENDMENT WAS REJECTED BY THE ASSEMBLY",
        "THE OF KOREA",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aldermark, Brennia and Bosnia and Herzegovina",
         [("Aldermark", ""), ("Brennia", ""), ("Bosnia and Herzegovina", "")]),
        ("Cuba (on behalf of the Group of 77 and China) and El Salvador",
         [("Cuba", "the Group of 77 and China"), ("El Salvador", "")]),
        ("Cuba, on behalf of the Group of 77 and China, and Norway",
         [("Cuba", "the Group of 77 and China"), ("Norway", "")]),
        ("Chad as well as Timor-\nLeste]", [("Chad", ""), ("Timor-Leste", "")]),
        ("introduced in the Committee by the representative of Chad, on behalf of the Bureau",
         [("Chad", "the Bureau")]),
        ("the United Kingdom of Great Britain and Northern Ireland and the Sudan",
         [("United Kingdom of Great Britain and Northern Ireland", ""), ("Sudan", "")]),
        ("TRINIDAD AND TOBAGO AND CHAD", [("TRINIDAD AND TOBAGO", ""), ("CHAD", "")]),
        ("submitted by the Vice-Chair of the Committee, A. Person (Chad), after consultations",
         [("submitted by the Vice-Chair of the Committee, A. Person (Chad), after consultations", "")]),
        ("Senegal (of behalf of the African Group)", [("Senegal", "the African Group")]),
    ],
)  # fmt: skip
def test_lists_are_split_between_names_only(text: str, wanted: list[tuple[str, str]]) -> None:
    assert split_names(text) == wanted


def test_a_withdrawal_inside_a_list_is_told() -> None:
    found = read_sponsors("Chad, Fiji and Togo. - Fiji was removed from the list of sponsors")
    assert [name for name, _ in found.names] == ["Chad", "Togo"]
    assert found.withdrawn == ("Fiji",)


def test_a_vote_that_does_not_add_up_is_noticed() -> None:
    vote = Vote(
        method="recorded", counts=(40, 1, 9), in_favour=("Chad", "Korea"), against=("Chad",)
    )
    messages = [n.message for n in vote_notices(vote, "The Human Rights Council", "2024-01-01")]
    assert messages[0] == "40 are counted in favour, and 2 are named"
    assert "50 votes are counted in a body of 47" in messages
    assert any("'Korea'" in message for message in messages)
    assert "Chad stands in favour and against" in messages


def test_a_sound_vote_gives_no_notice() -> None:
    vote = Vote(method="recorded", counts=(1, 1, 0), in_favour=("CHAD",), against=("Fiji",))
    assert vote_notices(vote, "The General Assembly", "2024-01-01") == ()
    assert vote_notices(Vote(method="without a vote"), "", "") == ()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Norwey", ("Norway",)),
        ("NAM", ("Movement of Non-Aligned Countries", "Namibia")),
        ("Atlantis", ()),
    ],
)
def test_an_unknown_delegation_names_what_is_near(name: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownDelegation) as caught:
        find(name)
    error = caught.value
    assert (error.name, error.suggestions) == (name, near)
    assert name in str(error)
    assert all(each in str(error) for each in near)
    assert (error.at("list.txt").suggestions, error.at("list.txt").source) == (near, "list.txt")


def test_a_known_delegation_is_found() -> None:
    assert find("Norway").id == "NOR"
