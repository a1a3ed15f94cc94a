"""One row for each changed provision of the sample negotiation, as CSV on standard output.

python examples/tables_for_a_paper.py > changes.csv
"""

import csv
import sys
from itertools import pairwise

import resotrack as rt
from resotrack.sample import sample_path

steps = ["zero-draft.docx", "l12.docx", "adopted.xml"]
texts = [rt.read(sample_path(name)) for name in steps]

table = csv.writer(sys.stdout)
table.writerow(["from", "to", "before", "after", "relation", "moved", "direction", "axes", "sure"])
for before, after in pairwise(texts):
    for link in rt.compare(before, after).links:
        if link.changed:
            table.writerow(
                [
                    before.label,
                    after.label,
                    " ".join(p.id for p in link.before),
                    " ".join(p.id for p in link.after),
                    link.relation,
                    link.moved,
                    link.direction,
                    " ".join(link.assessment.dimensions),
                    link.confidence,
                ]
            )
