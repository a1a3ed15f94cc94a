"""Sentences in the forms of real instructions, each with the reading written before it was run.

A reading: action, place, anchor, old words, new words, new label. All words are invented.
"""

from __future__ import annotations

import pytest

import resotrack as rt
from benchmarks.amendments import found

Reading = tuple[str, str, str, str, str, str]

SENTENCES: list[tuple[str, str, list[Reading]]] = [
    (
        "en",
        "In paragraph 4, replace the words “may wish to” by “should”, and delete the words “where appropriate”.",
        [
            ("replace_words", "op|4||at", "", "may wish to", "should", ""),
            ("delete_words", "op|4||at", "", "where appropriate", "", ""),
        ],
    ),
    (
        "en",
        "Delete paragraphs 3, 5 and 7 to 9.",
        [("delete_paragraph", "op|3,5,7-9||at", "", "", "", "")],
    ),
    (
        "en",
        "Insert after paragraph 6 a new paragraph 6 bis, reading: “Thanks the tide;”",
        [("insert_paragraph", "op|6||after", "", "", "Thanks the tide;", "6 bis")],
    ),
    (
        "en",
        "In the penultimate preambular paragraph, after “lamps”, insert “and bells”.",
        [("insert_words", "pp|penultimate||after", "lamps", "", "and bells", "")],
    ),
    (
        "en",
        "In the last preambular paragraph, the word “grave” should be deleted.",
        [("delete_words", "pp|last||at", "", "grave", "", "")],
    ),
    (
        "en",
        "Replace paragraph 8 bis with the following: “Invites the keepers to sing;”",
        [("replace_paragraph", "op|8bis||at", "", "", "Invites the keepers to sing;", "")],
    ),
    (
        "en",
        "Delete the words “as appropriate” wherever they appear.",
        [("delete_words", "all|||at", "", "as appropriate", "", "")],
    ),
    (
        "en",
        "In paragraph 2, subparagraph (c), line 3, for “ten” read “twelve”.",
        [("replace_words", "op|2|(c)|at", "", "ten", "twelve", "")],
    ),
    (
        "en",
        "In operative paragraph 5 (a) and (b), replace “keepers” with “wardens”.",
        [
            ("replace_words", "op|5|(a)|at", "", "keepers", "wardens", ""),
            ("replace_words", "op|5|(b)|at", "", "keepers", "wardens", ""),
        ],
    ),
    (
        "en",
        "Move paragraph 12 to become paragraph 3 and renumber the remaining paragraphs accordingly.",
        [("move_paragraph", "op|12||at", "", "", "", "3")],
    ),
    (
        "en",
        "After the ninth preambular paragraph, add the following two new paragraphs:\n“Aware of the fog,\nNoting the moon,”",
        [
            ("insert_paragraph", "pp|9||after", "", "", "Aware of the fog,", ""),
            ("insert_paragraph", "pp|9||after", "", "", "Noting the moon,", ""),
        ],
    ),
    (
        "en",
        "The representative of Aldermark orally revised the draft resolution by deleting, in paragraph 3, the words “within its mandate”.",
        [("delete_words", "op|3||at", "", "within its mandate", "", "")],
    ),
    (
        "en",
        "The Chair announced that paragraph 6 had been orally revised to read: “Welcomes the lamps;”",
        [("replace_paragraph", "op|6||at", "", "", "Welcomes the lamps;", "")],
    ),
    (
        "en",
        "In paragraph 9, replace “2031” with “2032” and “ninety-ninth” with “hundredth”.",
        [
            ("replace_words", "op|9||at", "", "2031", "2032", ""),
            ("replace_words", "op|9||at", "", "ninety-ninth", "hundredth", ""),
        ],
    ),
    (
        "en",
        "At the end of paragraph 7, add the words “, in consultation with the keepers”.",
        [("insert_words", "op|7||end", "", "", ", in consultation with the keepers", "")],
    ),
    (
        "en",
        "At the beginning of paragraph 7, insert “Also”.",
        [("insert_words", "op|7||beginning", "", "", "Also", "")],
    ),
    (
        "en",
        "Between paragraphs 4 and 5, insert a new paragraph reading: “Salutes the moon;”",
        [("insert_paragraph", "op|4||after", "", "", "Salutes the moon;", "")],
    ),
    (
        "en",
        "In the chapeau of paragraph 3, delete “all”.",
        [("delete_words", "op|3||at", "", "all", "", "")],
    ),
    (
        "en",
        "In the title, replace “lamps” with “lamps and bells”.",
        [("replace_words", "title|||at", "", "lamps", "lamps and bells", "")],
    ),
    (
        "en",
        "Operative paragraph 2: delete “strongly”.",
        [("delete_words", "op|2||at", "", "strongly", "", "")],
    ),
    (
        "en",
        "PP5: replace “Concerned” with “Alarmed”.",
        [("replace_words", "pp|5||at", "", "Concerned", "Alarmed", "")],
    ),
    (
        "en",
        "OP12 ter (new): “Decides to light the lamp;”",
        [("insert_paragraph", "op|12||after", "", "", "Decides to light the lamp;", "12 ter")],
    ),
    (
        "en",
        "Substitute “shall” for “should” in paragraph 11.",
        [("replace_words", "op|11||at", "", "should", "shall", "")],
    ),
    (
        "en",
        "Remove the second sentence of paragraph 4.",
        [("delete_words", "op|4||at", "", "", "", "")],
    ),
    (
        "en",
        "Paragraph 13 is deleted and paragraph 14 is amended to read as follows: “Calls for calm;”",
        [
            ("delete_paragraph", "op|13||at", "", "", "", ""),
            ("replace_paragraph", "op|14||at", "", "", "Calls for calm;", ""),
        ],
    ),
    (
        "en",
        "Replace the third and fourth preambular paragraphs with the following: “Welcoming the spring,”",
        [("replace_paragraph", "pp|3,4||at", "", "", "Welcoming the spring,", "")],
    ),
    (
        "en",
        "In paragraph 1, after the words “the keepers” and before the words “of the lamps”, insert “and mates”.",
        [("insert_words", "op|1||after", "the keepers", "", "and mates", "")],
    ),
    (
        "en",
        "In both paragraph 2 and paragraph 6, delete the word “fully”.",
        [("delete_words", "op|2,6||at", "", "fully", "", "")],
    ),
    (
        "en",
        "Insert “freely” between “speak” and “and” in paragraph 10.",
        [("insert_words", "op|10||after", "speak", "", "freely", "")],
    ),
    (
        "en",
        "Delete the heading “Follow-up” and insert the heading “Next steps” before paragraph 9.",
        [
            ("delete_paragraph", "heading|||at", "", "", "", ""),
            ("insert_paragraph", "heading|||before", "", "", "Next steps", ""),
        ],
    ),
    (
        "en",
        "The sponsors agreed to replace, in the fifth preambular paragraph, “Deploring” with “Regretting”.",
        [("replace_words", "pp|5||at", "", "Deploring", "Regretting", "")],
    ),
    (
        "en",
        "In paragraph 6, the phrase “in line with” is replaced by “consistent with”.",
        [("replace_words", "op|6||at", "", "in line with", "consistent with", "")],
    ),
    (
        "fr",
        "Au paragraphe 4, remplacer les mots « lampes » par « lampes et cloches ».",
        [("replace_words", "op|4||at", "", "lampes", "lampes et cloches", "")],
    ),
    (
        "fr",
        "Supprimer les paragraphes 3 et 5 du dispositif.",
        [("delete_paragraph", "op|3,5||at", "", "", "", "")],
    ),
    (
        "fr",
        "Après le septième alinéa du préambule, insérer un nouvel alinéa libellé comme suit : « Notant la lune, »",
        [("insert_paragraph", "pp|7||after", "", "", "Notant la lune,", "")],
    ),
    (
        "fr",
        "À la fin du paragraphe 2, ajouter « selon qu’il convient ».",
        [("insert_words", "op|2||end", "", "", "selon qu’il convient", "")],
    ),
    (
        "fr",
        "Le paragraphe 9 est modifié comme suit : « Invite les gardiens à chanter ; »",
        [("replace_paragraph", "op|9||at", "", "", "Invite les gardiens à chanter ;", "")],
    ),
    (
        "es",
        "En el párrafo 4, sustitúyanse las palabras «lámparas» por «lámparas y campanas».",
        [("replace_words", "op|4||at", "", "lámparas", "lámparas y campanas", "")],
    ),
    (
        "es",
        "Suprímanse los párrafos 3 y 5 de la parte dispositiva.",
        [("delete_paragraph", "op|3,5||at", "", "", "", "")],
    ),
    (
        "es",
        "Después del séptimo párrafo del preámbulo, insértese un nuevo párrafo que diga: «Observando la luna,»",
        [("insert_paragraph", "pp|7||after", "", "", "Observando la luna,", "")],
    ),
    (
        "es",
        "Al final del párrafo 2, añádase «según proceda».",
        [("insert_words", "op|2||end", "", "", "según proceda", "")],
    ),
    (
        "es",
        "En el apartado b) del párrafo 6, suprímase la palabra «plenamente».",
        [("delete_words", "op|6|(b)|at", "", "plenamente", "", "")],
    ),
    (
        "en",
        "Amend paragraph 3 by inserting the words “and mates” after the word “keepers”.",
        [("insert_words", "op|3||after", "keepers", "", "and mates", "")],
    ),
    (
        "en",
        "In the eleventh and twelfth preambular paragraphs, delete “Deeply”.",
        [("delete_words", "pp|11,12||at", "", "Deeply", "", "")],
    ),
    (
        "en",
        "Paragraph 6 (b) should be replaced by the following: “(b) To ring the bell;”",
        [("replace_paragraph", "op|6|(b)|at", "", "", "To ring the bell;", "")],
    ),
    (
        "en",
        "Add a new subparagraph (e) to paragraph 6, reading: “(e) To ring the bell;”",
        [("insert_paragraph", "op|6||end", "", "", "To ring the bell;", "(e)")],
    ),
    (
        "en",
        "Delete the final preambular paragraph.",
        [("delete_paragraph", "pp|last||at", "", "", "", "")],
    ),
    (
        "en",
        "Insert the word “voluntarily” before “report” in the first line of paragraph 2.",
        [("insert_words", "op|2||before", "report", "", "voluntarily", "")],
    ),
    (
        "en",
        "Replace “lamps” with “lights” in paragraphs 2, 4 and 9.",
        [("replace_words", "op|2,4,9||at", "", "lamps", "lights", "")],
    ),
    (
        "en",
        "The representative of Lirasse, speaking also on behalf of Verrania, orally proposed an amendment to paragraph 4, whereby the words “at dusk” would be replaced by “at night”.",
        [("replace_words", "op|4||at", "", "at dusk", "at night", "")],
    ),
    (
        "en",
        "Before the first preambular paragraph, insert a new preambular paragraph reading: “Guided by the moon,”",
        [("insert_paragraph", "pp|1||before", "", "", "Guided by the moon,", "")],
    ),
    (
        "en",
        "In operative paragraph 7, line 2, after “Panel” add “, subject to the availability of funds,”.",
        [
            (
                "insert_words",
                "op|7||after",
                "Panel",
                "",
                ", subject to the availability of funds,",
                "",
            )
        ],
    ),
    (
        "en",
        "Paragraphs 3 and 4 would be deleted.",
        [("delete_paragraph", "op|3,4||at", "", "", "", "")],
    ),
    (
        "en",
        "1. Paragraph 2\nReplace “ten” with “twelve”.\n2. Paragraph 5\nDelete.",
        [
            ("replace_words", "op|2||at", "", "ten", "twelve", ""),
            ("delete_paragraph", "op|5||at", "", "", "", ""),
        ],
    ),
    ("en", "Renumber the remaining paragraphs accordingly.", []),
    (
        "en",
        "In paragraph 8 quater, replace “may” with “shall”.",
        [("replace_words", "op|8quater||at", "", "may", "shall", "")],
    ),
    (
        "fr",
        "Au sixième alinéa du préambule, après « gardiens », insérer « et matelots ».",
        [("insert_words", "pp|6||after", "gardiens", "", "et matelots", "")],
    ),
    (
        "fr",
        "Le troisième alinéa du préambule est supprimé.",
        [("delete_paragraph", "pp|3||at", "", "", "", "")],
    ),
    (
        "fr",
        "Au paragraphe 5, alinéa b), supprimer les mots « en totalité ».",
        [("delete_words", "op|5|(b)|at", "", "en totalité", "", "")],
    ),
    (
        "fr",
        "Remplacer le paragraphe 7 par le texte suivant : « Salue la lune ; »",
        [("replace_paragraph", "op|7||at", "", "", "Salue la lune ;", "")],
    ),
    (
        "fr",
        "Le représentant de Korvane a révisé oralement le projet de résolution en supprimant, au paragraphe 2, les mots « chaque année ».",
        [("delete_words", "op|2||at", "", "chaque année", "", "")],
    ),
    (
        "fr",
        "Ajouter un nouveau paragraphe 4 bis libellé comme suit : « Remercie les gardiens ; »",
        [("insert_paragraph", "op|4||after", "", "", "Remercie les gardiens ;", "4 bis")],
    ),
    (
        "es",
        "En el sexto párrafo del preámbulo, después de «guardianes», añádase «y marineros».",
        [("insert_words", "pp|6||after", "guardianes", "", "y marineros", "")],
    ),
    (
        "es",
        "El párrafo 7 debe decir lo siguiente: «Saluda a la luna;»",
        [("replace_paragraph", "op|7||at", "", "", "Saluda a la luna;", "")],
    ),
    (
        "es",
        "Suprímase el último párrafo del preámbulo.",
        [("delete_paragraph", "pp|last||at", "", "", "", "")],
    ),
    (
        "es",
        "En el párrafo 3, donde dice «diez» debe decir «doce».",
        [("replace_words", "op|3||at", "", "diez", "doce", "")],
    ),
    (
        "es",
        "Añádase un nuevo párrafo 4 bis que diga: «Da las gracias a los guardianes;»",
        [("insert_paragraph", "op|4||after", "", "", "Da las gracias a los guardianes;", "4 bis")],
    ),
    (
        "es",
        "El representante de Korvane revisó oralmente el proyecto de resolución suprimiendo las palabras «cada año» en el párrafo 2.",
        [("delete_words", "op|2||at", "", "cada año", "", "")],
    ),
    (
        "en",
        "The representative of Drosmere orally revised operative paragraph 4 by replacing “encourages” with “urges” and by deleting the words “where feasible”.",
        [
            ("replace_words", "op|4||at", "", "encourages", "urges", ""),
            ("delete_words", "op|4||at", "", "where feasible", "", ""),
        ],
    ),
    (
        "en",
        "In the eighth preambular paragraph, the words “and mates” were inserted after the word “keepers”.",
        [("insert_words", "pp|8||after", "keepers", "", "and mates", "")],
    ),
    (
        "en",
        "Operative paragraph 6 was deleted and the subsequent paragraphs were renumbered accordingly.",
        [("delete_paragraph", "op|6||at", "", "", "", "")],
    ),
    (
        "en",
        "A new operative paragraph was inserted after operative paragraph 9, reading: “Thanks the tide;”",
        [("insert_paragraph", "op|9||after", "", "", "Thanks the tide;", "")],
    ),
    (
        "en",
        "The word “shall” in operative paragraph 3 was replaced by the word “should”.",
        [("replace_words", "op|3||at", "", "shall", "should", "")],
    ),
    (
        "en",
        "In paragraph 10 (c) (ii), delete “all”.",
        [("delete_words", "op|10|(c)(ii)|at", "", "all", "", "")],
    ),
    (
        "en",
        "Delete subparagraphs (b) to (d) of paragraph 5.",
        [
            ("delete_paragraph", "op|5|(b)|at", "", "", "", ""),
            ("delete_paragraph", "op|5|(c)|at", "", "", "", ""),
            ("delete_paragraph", "op|5|(d)|at", "", "", "", ""),
        ],
    ),
    (
        "en",
        "After paragraph 5 (d), insert a new subparagraph (e) reading: “To ring the bell;”",
        [("insert_paragraph", "op|5|(d)|after", "", "", "To ring the bell;", "(e)")],
    ),
    (
        "en",
        "In paragraph 2, replace “once” with “twice”; in paragraph 7, replace “shall” with “may”.",
        [
            ("replace_words", "op|2||at", "", "once", "twice", ""),
            ("replace_words", "op|7||at", "", "shall", "may", ""),
        ],
    ),
    (
        "en",
        "Replace the word “dusk” by “night” in the second line of paragraph 3.",
        [("replace_words", "op|3||at", "", "dusk", "night", "")],
    ),
    (
        "en",
        "Paragraph 4 should be moved to follow paragraph 8.",
        [("move_paragraph", "op|4||at", "", "", "", "")],
    ),
    (
        "en",
        "Insert the following paragraph as paragraph 5 bis: “Thanks the tide;”",
        [("insert_paragraph", "op|5||after", "", "", "Thanks the tide;", "5 bis")],
    ),
    (
        "en",
        "In the second sentence of paragraph 6, replace “may” with “must”.",
        [("replace_words", "op|6||at", "", "may", "must", "")],
    ),
    (
        "en",
        "Delete the words “and mates” from paragraphs 3 and 9.",
        [("delete_words", "op|3,9||at", "", "and mates", "", "")],
    ),
    (
        "en",
        "The fifth and sixth preambular paragraphs should be deleted.",
        [("delete_paragraph", "pp|5,6||at", "", "", "", "")],
    ),
    (
        "en",
        "In section II, paragraph 3, replace “lamps” with “lights”.",
        [("replace_words", "op|3||at", "", "lamps", "lights", "")],
    ),
    (
        "en",
        "In paragraph 4 of the annex, delete “fully”.",
        [("delete_words", "annex|4||at", "", "fully", "", "")],
    ),
    (
        "en",
        "Delete the paragraph beginning “Requests the Panel”.",
        [("delete_paragraph", "unknown|||at", "", "", "", "")],
    ),
    (
        "fr",
        "Au paragraphe 3, après les mots « les gardiens », ajouter les mots « et matelots ».",
        [("insert_words", "op|3||after", "les gardiens", "", "et matelots", "")],
    ),
    (
        "fr",
        "Remplacer le titre par « Lampes et cloches ».",
        [("replace_title", "title|||at", "", "", "Lampes et cloches", "")],
    ),
    (
        "fr",
        "Supprimer l’avant-dernier alinéa du préambule.",
        [("delete_paragraph", "pp|penultimate||at", "", "", "", "")],
    ),
    (
        "fr",
        "Le paragraphe 6 du dispositif devrait se lire comme suit : « Prie le Groupe de se réunir ; »",
        [("replace_paragraph", "op|6||at", "", "", "Prie le Groupe de se réunir ;", "")],
    ),
    (
        "es",
        "En el párrafo 3, después de las palabras «los guardianes», insértense las palabras «y marineros».",
        [("insert_words", "op|3||after", "los guardianes", "", "y marineros", "")],
    ),
    (
        "es",
        "Sustitúyase el título por «Lámparas y campanas».",
        [("replace_title", "title|||at", "", "", "Lámparas y campanas", "")],
    ),
    (
        "es",
        "El párrafo 6 de la parte dispositiva se sustituye por el siguiente: «Pide al Grupo que se reúna;»",
        [("replace_paragraph", "op|6||at", "", "", "Pide al Grupo que se reúna;", "")],
    ),
    ("es", "Suprímanse los párrafos 3 a 5.", [("delete_paragraph", "op|3-5||at", "", "", "", "")]),
    (
        "fr",
        "Supprimer les paragraphes 3 à 5.",
        [("delete_paragraph", "op|3-5||at", "", "", "", "")],
    ),
    (
        "es",
        "Suprímase el penúltimo párrafo del preámbulo.",
        [("delete_paragraph", "pp|penultimate||at", "", "", "", "")],
    ),
]

# Words named by their place, and a form that is not known.
DOUBTED = [
    "In the fourth preambular paragraph, replace the comma after “lamps” with a semicolon.",
    "The footnote to paragraph 3 should be deleted.",
    "In paragraph 5, replace the words after “keepers” with “to rest”.",
    "Retitle the draft resolution “Lamps and bells”.",
    "Delete everything after “keepers” in paragraph 3.",
    "In paragraph 3, delete all the words after “keepers”.",
]


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_sentences(language: str, text: str, wanted: list[Reading]) -> None:
    read = rt.read_instructions(text, language=language)
    assert [found(instruction) for instruction in read] == wanted


@pytest.mark.parametrize("text", DOUBTED)
def test_what_is_not_understood_says_so(text: str) -> None:
    assert all(instruction.reason for instruction in rt.read_instructions(text))
