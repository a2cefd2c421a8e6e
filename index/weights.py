"""How much each part of retrieval counts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much each part of retrieval counts: as shipped, unless said otherwise. What counts 0 is taken away;
    so evaluation measures what a part is worth."""

    main: float = 1.0
    companion: float = 1.0
    """The standard scores of each encoder."""
    sentence: float = 1.0
    """The best sentence, beside the whole passage with 1."""
    lexical: float = 0.7
    """The words, beside four dense signals of 1 each."""
    translation: float = 1.0
    """The words of the texts that stand for a word of the question that they lack: its translations, say."""
    example: float = 4.0
    """An example question, towards the section that it belongs to: for every standard score by which it is
    more like the question than a chance text could be."""
    lean: float = 4.0
    """That a question leans to a section by all examples together."""
    situation: float = 0.75
    """The ranking by question and pasted post together, beside that by the question alone, 0 to 1."""

    @property
    def encoders(self) -> tuple[float, float]:
        """Of the main encoder and the companion."""
        return self.main, self.companion

    @property
    def shares(self) -> tuple[float, float]:
        """What share each encoder has in a mean of both."""
        both = self.main + self.companion
        return self.main / both, self.companion / both


SHIPPED = Weights()
"""The weights in use."""
