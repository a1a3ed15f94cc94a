"""Text against text: what changed, in whole words."""

from resotrack.diff.chars import inside
from resotrack.diff.fold import fold_text
from resotrack.diff.tokens import Tokens, tokenise
from resotrack.diff.words import changed_tokens, diff_words
from resotrack.spelling import fold

__all__ = ["Tokens", "changed_tokens", "diff_words", "fold", "fold_text", "inside", "tokenise"]
