"""What linking by meaning gains and costs, on real texts rewritten heavily and on labelled pairs.

    python -m benchmarks.semantic                  with the packaged model
    python -m benchmarks.semantic --model FOLDER   with another one
    python -m benchmarks.semantic --seed 7         other edits

Each real text gets six edits. Four paragraphs are rewritten: in other words of the same meaning (a
table of synonyms, clauses in another order, another opening phrase); the same, and 40 % of the
words replaced by words from other texts; or with 60 or 75 % of the words replaced and nothing else.
Two of the four are put elsewhere. One paragraph is dropped and a foreign one put exactly in its
place, a second foreign one is put anywhere: pairs that an eager encoder would make. The labelled
pairs of ../shared/gold show what real texts gain and lose.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from rich.console import Console
from rich.table import Table

import resotrack as rt
from benchmarks import gold
from benchmarks.scores import Count, compare_sets
from resotrack.align.semantic import DEFAULT_MODEL, Encode, encoder_of
from resotrack.lexicon import find_opening

MODES: dict[str, tuple[bool, float]] = {
    "other words": (True, 0.0),
    "other words, 40 % new": (True, 0.4),
    "60 % new": (False, 0.6),
    "75 % new": (False, 0.75),
}
"""In other words or not, and which share of the words comes from elsewhere."""

_SYNONYMS = """
states=countries|governments; state=country|government; member=participating; human=people's
rights=entitlements; right=entitlement; measures=steps|action; steps=measures; ensure=guarantee
guarantee=make certain of; protect=shield; protection=safeguarding; promote=advance
promotion=advancement; strengthen=reinforce; strengthening=reinforcement; enhance=improve
enhancing=improving; implement=carry out; implementation=carrying out; provide=supply|give
providing=giving; address=deal with; prevent=avert; prevention=averting; combat=fight
report=account; reports=accounts; submit=hand in|present; session=meeting period
efforts=endeavours|work; cooperation=collaboration|joint work; international=global|worldwide
national=domestic; regional=area-wide; persons=people|individuals; people=persons
individuals=persons; children=minors|boys and girls; women=female persons; girls=young females
violence=brutality|attacks; violations=breaches; violation=breach; abuses=ill-treatment
discrimination=unequal treatment; racism=racial hatred; poverty=want|deprivation; hunger=famine
food=nourishment; health=well-being; education=schooling; information=data|knowledge
development=growth; economic=financial|material; social=societal; environment=surroundings
climate=weather; armed=military; conflict=war|hostilities; conflicts=wars; peace=absence of war
security=safety; weapons=arms; nuclear=atomic; disarmament=arms reduction; threat=danger
threats=dangers; situation=state of affairs|conditions; situations=conditions; serious=grave
grave=serious; full=complete; fully=completely; effective=working|efficient; particular=special
relevant=pertinent; appropriate=suitable; necessary=needed; important=vital; importance=weight
role=part; need=necessity; needs=requirements; support=backing|help; assistance=help|aid
access=entry; justice=fair trial; law=legislation; laws=statutes; legal=juridical
court=tribunal; courts=tribunals; victims=those harmed; victim=the person harmed
torture=cruel treatment; detention=custody; arbitrary=unlawful; freedom=liberty
freedoms=liberties; expression=speech; opinion=views; journalists=reporters|media workers
civil=civic; society=public; organizations=bodies; organization=body; agencies=offices
responsibility=duty; obligations=duties; obligation=duty; accordance=line; including=among them
regarding=about; concerning=about; recognizing=aware of; all=every one of the; other=further
also=too; continue=go on; continued=ongoing; develop=build; adopt=take|enact; take=adopt
work=activity; works=labours; programme=scheme|plan; programmes=schemes|plans; policies=plans
policy=plan; strategy=plan; strategies=plans; action=activity; activities=undertakings
challenges=difficulties; challenge=difficulty; problem=difficulty; problems=difficulties
resources=means|funds; funding=money; capacity=ability; training=instruction; technical=expert
dialogue=exchange; consultation=talks; participation=involvement; parties=sides|participants
treaty=pact; convention=compact; covenant=pact; declaration=proclamation; agreement=accord
commitment=pledge; commitments=pledges; reaffirming=restating; principles=tenets
purposes=aims; objective=goal; objectives=goals; goals=aims; achieve=reach; achieving=reaching
progress=headway; increase=raise; increasing=growing; reduce=lower; reducing=lowering
eliminate=end; elimination=ending; crimes=offences; crime=offence; criminal=penal
accountability=answerability; perpetrators=culprits; impunity=lack of punishment; secretary=chief
territory=land; territories=lands; population=inhabitants; populations=inhabitants; ocean=sea
oceans=seas; fish=marine catch; fisheries=fishing grounds; humanitarian=relief; disaster=calamity
disasters=calamities; refugees=displaced people; migrants=people on the move
minorities=small groups; language=tongue; languages=tongues; religious=faith-based
religion=faith; culture=way of life
cultural=of custom; digital=electronic; technologies=tools; technology=tools
online=on the Internet
privacy=private life; use=employment; using=employing; based=founded; high=elevated; level=tier
new=novel; first=initial; existing=present; current=present; future=coming; years=twelvemonths
"""

_OPENINGS = {
    "recalling": "Bearing in mind",
    "reaffirming": "Restating",
    "recognizing": "Aware of",
    "noting": "Having observed",
    "welcoming": "Pleased at",
    "concerned": "Worried about",
    "emphasizing": "Laying weight on",
    "stressing": "Laying weight on",
    "urges": "Presses",
    "calls": "Appeals to",
    "requests": "Asks",
    "invites": "Would like",
    "encourages": "Would like",
    "decides": "Resolves",
    "welcomes": "Is pleased at",
    "notes": "Observes",
    "reaffirms": "Restates",
    "stresses": "Lays weight on",
    "emphasizes": "Lays weight on",
    "condemns": "Denounces",
}
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LEAST_WORDS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A real text, what was made of it, and which paragraphs belong together."""

    before: rt.Document
    after: rt.Document
    edges: frozenset[tuple[str, str]]
    rewritten: frozenset[tuple[str, str]]
    moved: frozenset[tuple[str, str]]
    """Those of the rewritten that were put elsewhere."""


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    entries = [entry.strip() for entry in re.split(r"[;\n]", _SYNONYMS) if entry.strip()]
    return {e.partition("=")[0]: tuple(e.partition("=")[2].split("|")) for e in entries}


@cache
def texts() -> tuple[rt.Document, ...]:
    """The latest English text of each series, of a size that has room for the edits."""
    latest: dict[str, rt.Document] = {}
    for path in sorted((gold.DATA / "unxml" / "ga-series").glob("*/English/*.xml")):
        document = rt.read(path)
        if 16 <= len(document.paragraphs) <= 90 and document.language == "en":
            latest[path.parent.parent.name] = document
    return tuple(latest.values())


def in_other_words(text: str, chance: random.Random) -> str:
    """The same said otherwise: another opening, synonyms, the clauses in another order."""
    opening = find_opening(text, "en")
    first = opening.split()[-1].casefold() if opening else ""
    head = _OPENINGS.get((opening.split() or [""])[0].casefold()) or _OPENINGS.get(first, opening)
    clauses = [c for c in re.split(r"[,;:] +", text[len(opening) :].strip(" ,;:.")) if c]
    if len(clauses) > 1:
        turn = chance.randrange(1, len(clauses))
        clauses = clauses[turn:] + clauses[:turn]

    def other(match: re.Match[str]) -> str:
        return chance.choice(_synonyms().get(match[0].casefold(), (match[0],)))

    return f"{head} {_WORD.sub(other, ', '.join(clauses))},".strip()


def replaced(text: str, share: float, words: Sequence[str], chance: random.Random) -> str:
    """The text with that share of its words replaced by words from elsewhere."""
    found = list(_WORD.finditer(text))
    for match in sorted(chance.sample(found, round(share * len(found))), key=lambda m: -m.start()):
        text = text[: match.start()] + chance.choice(words) + text[match.end() :]
    return text


def case(text: rt.Document, mode: str, seed: int) -> Case | None:
    """The text with its six edits; None where there is no room for them."""
    chance = random.Random(f"semantic/{seed}/{mode}/{text.symbol}")
    others = [p for t in texts() if t.symbol != text.symbol for p in t.paragraphs]
    words = [w for p in others for w in _WORD.findall(p.text)]
    parents = {p.parent for p in text.paragraphs}
    long = [
        n
        for n, p in enumerate(text.paragraphs)
        if len(p.text.split()) >= _LEAST_WORDS and p.depth == 0 and p.id not in parents
    ]
    if len(long) < 8:
        return None
    first, second, third, fourth, gone = chance.sample(long, 5)
    blocks = [(n, p) for n, p in enumerate(text.paragraphs)]
    for n in (first, second, third, fourth):
        old = text.paragraphs[n].text
        otherwise, share = MODES[mode]
        new = in_other_words(old, chance) if otherwise else old
        new = replaced(new, share, words, chance)
        blocks[n] = (n, replace(text.paragraphs[n], text=new, opening=find_opening(new, "en")))
    foreign = [p for p in others if len(p.text.split()) >= _LEAST_WORDS and p.depth == 0]
    put = iter(chance.sample(foreign, 2))
    blocks[gone] = (-1, replace(next(put), kind=text.paragraphs[gone].kind))
    for n in (first, second):
        block = next(b for b in blocks if b[0] == n)
        blocks.remove(block)
        tops = [at for at, (_, p) in enumerate(blocks) if p.depth == 0 and abs(at - n) > 3]
        blocks.insert(chance.choice(tops), block)
    tops = [at for at, (_, p) in enumerate(blocks) if p.depth == 0]
    blocks.insert(chance.choice(tops), (-1, next(put)))
    after = [replace(p, id=f"new{at}", heading="", parent=None) for at, (_, p) in enumerate(blocks)]
    edge = {n: (text.paragraphs[n].id, f"new{at}") for at, (n, _) in enumerate(blocks) if n >= 0}
    return Case(
        before=text,
        after=replace(text, paragraphs=tuple(after), headings=()),
        edges=frozenset(edge.values()),
        rewritten=frozenset(edge[n] for n in (first, second, third, fourth)),
        moved=frozenset(edge[n] for n in (first, second)),
    )


def cases(mode: str, seed: int) -> list[Case]:
    return [made for text in texts() if (made := case(text, mode, seed))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    all_links: Count
    in_place: Count
    moved: Count
    """Rewritten paragraphs in their place, and elsewhere: how many are found."""
    seconds: float

    def __add__(self, other: Score) -> Score:
        return Score(
            all_links=self.all_links + other.all_links,
            in_place=self.in_place + other.in_place,
            moved=self.moved + other.moved,
            seconds=self.seconds + other.seconds,
        )


NOTHING = Score(all_links=Count(), in_place=Count(), moved=Count(), seconds=0.0)


def score(one: Case, encoder: Encode | None) -> Score:
    begun = time.perf_counter()
    found = edges(rt.compare(one.before, one.after, encoder=encoder))
    took = time.perf_counter() - begun
    stayed = one.rewritten - one.moved
    return Score(
        all_links=compare_sets(set(found), set(one.edges)),
        in_place=Count(len(found & stayed), len(found & stayed), len(stayed)),
        moved=Count(len(found & one.moved), len(found & one.moved), len(one.moved)),
        seconds=took,
    )


def edges(comparison: rt.Comparison) -> frozenset[tuple[str, str]]:
    return frozenset(
        (p.id, q.id) for link in comparison.links for p in link.before for q in link.after
    )


def on_gold(encoder: Encode | None) -> Count:
    """Links of the labelled pairs."""
    total = Count()
    for name, (before, after) in gold.pairs().items():
        found = edges(rt.compare(gold.document(before), gold.document(after), encoder=encoder))
        wanted = {(a, b) for label in gold.links(name) for a in label.before for b in label.after}
        total += compare_sets({*found}, {*wanted})
    return total


def _row(name: str, score: Score, texts: int) -> tuple[str, ...]:
    links = score.all_links
    return (
        name,
        f"{100 * score.in_place.recall:.1f}",
        f"{100 * score.moved.recall:.1f}",
        f"{100 * links.recall:.2f}",
        f"{100 * links.precision:.2f}",
        f"{links.found - links.right}",
        f"{score.seconds / max(1, texts):.2f}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=1000, help="at most so many of each kind")
    wanted = parser.parse_args()
    try:
        encoder = encoder_of(wanted.model)
    except rt.ResotrackError as error:
        sys.exit(str(error))
    encoder(["warm"])
    table = Table(title=f"Heavy rewrites, seed {wanted.seed}: found, in %")
    for column in (
        "rewritten, by",
        "in place",
        "elsewhere",
        "all links",
        "precision",
        "wrong",
        "s/pair",
    ):
        table.add_column(column, justify="left" if column == "rewritten, by" else "right")
    for mode in MODES:
        chosen = list(islice(cases(mode, wanted.seed), wanted.texts))
        for name, given in (("words", None), ("words and meaning", encoder)):
            total = sum((score(one, given) for one in chosen), start=NOTHING)
            table.add_row(*_row(f"{mode}: {name}", total, len(chosen)))
    console = Console(width=110)
    console.print(table)
    for name, given in (("words", None), ("words and meaning", encoder)):
        links = on_gold(given)
        console.print(
            f"labelled pairs, {name}: recall {100 * links.recall:.2f}, "
            f"precision {100 * links.precision:.2f}, wrong {links.found - links.right}"
        )


if __name__ == "__main__":
    main()
