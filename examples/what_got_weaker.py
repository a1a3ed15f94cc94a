"""Which provisions of the sample negotiation got weaker between the zero draft and the vote?

python examples/what_got_weaker.py
"""

import resotrack as rt
from resotrack.sample import sample_path

before = rt.read(sample_path("zero-draft.docx"))
after = rt.read(sample_path("adopted.xml"))

for link in rt.compare(before, after).links:
    if link.direction not in ("weakened", "mixed"):
        continue
    where = " + ".join(p.id for p in link.before) or "(new)"
    became = " + ".join(p.id for p in link.after) or "(dropped)"
    print(f"{where} → {became}: {link.relation}{', moved' if link.moved else ''}")
    for flag in link.assessment.flags:
        old = flag.before.text if flag.before else ""
        new = flag.after.text if flag.after else ""
        print(f"    {flag.direction:12} {flag.dimension:9} {old!r} → {new!r}")
        print(f"    {'':22} {flag.reason}")
