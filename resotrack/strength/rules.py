"""The rules in the order in which their flags are shown."""

from __future__ import annotations

from resotrack.strength import addressee, detail, force, modality, presence, scope, update
from resotrack.strength.wording import Rule, of_class

RULES: dict[str, Rule] = {
    "presence.paragraph": presence.paragraph,
    "placement.rank": presence.rank,
    "placement.moved": presence.moved,
    "force.acts": force.acts,
    "modality.modal": modality.modal,
    "modality.negation": modality.negation,
    "modality.verb": modality.verb,
    "hedge.effort": of_class("effort", "hedge.effort"),
    "hedge.discretion": of_class("discretion", "hedge.discretion"),
    "hedge.sovereignty": of_class("sovereignty", "hedge.sovereignty"),
    "hedge.dialogue": of_class("dialogue", "hedge.dialogue"),
    "hedge.counterduty": of_class("counterduty", "hedge.counterduty"),
    "hedge.international": of_class("international", "hedge.international"),
    "mandate.urgency": of_class("urgency", "mandate.urgency"),
    "specificity.absolute": of_class("absolute", "specificity.absolute"),
    "intensity.gravity": of_class("gravity", "intensity.gravity"),
    "scope.condition": of_class("condition", "scope.condition"),
    "scope.universal": of_class("universal", "scope.universal"),
    "scope.media": of_class("media", "scope.media"),
    "scope.protected": of_class("protected", "scope.protected"),
    "scope.formula": of_class("formula", "scope.formula"),
    "actor.office": of_class("office", "actor.office"),
    "actor.asked": addressee.asked,
    "mandate.followup": of_class("followup", "mandate.followup"),
    "mandate.task": detail.task,
    "mandate.deadline": detail.deadline,
    "mandate.accountability": of_class("accountability", "mandate.accountability"),
    "specificity.enumeration": of_class("enumeration", "specificity.enumeration"),
    "specificity.detail": detail.detail,
    "specificity.collapsed": detail.collapsed,
    "scope.list": scope.members,
    "scope.clause": scope.clause,
    "scope.words": scope.words,
    "update.reference": update.update,
    "editorial.wording": update.editorial,
}
"""Name → rule. A rule may report under a sister name of its own axis."""
