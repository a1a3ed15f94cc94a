"""Remake `corpora/sample` from the words in `corpora/sample/source`."""
