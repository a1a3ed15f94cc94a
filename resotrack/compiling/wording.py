"""How a compilation says what is asked for, in six languages, in forms that the reader knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words and signs of one language."""

    delete: str = "delete"
    add: str = "add"
    move_after: str = "move after {}"
    colon: str = ": "
    comma: str = ", "
    space: str = " "
    """What stands between words; "" in Chinese."""

    def signed(self, delegations: Sequence[str], words: str) -> str:
        """ "[Aldermark, Ostrelle: words]"."""
        return f"[{self.comma.join(delegations)}{self.colon}{words}]"


_WORDINGS = {
    "ar": Wording(delete="حذف", add="إضافة", move_after="نقل بعد {}", comma="، "),
    "es": Wording(delete="suprimir", add="añadir", move_after="trasladar después de {}"),
    "fr": Wording(delete="supprimer", add="ajouter", move_after="déplacer après {}"),
    "ru": Wording(delete="исключить", add="добавить", move_after="переместить после {}"),
    "zh": Wording(
        delete="删除", add="增加", move_after="移至 {} 之后", colon="：", comma="、", space=""
    ),
}


def wording(language: str) -> Wording:
    """The wording of a language (two letters); English where it has none of its own."""
    return _WORDINGS.get(language, Wording())
