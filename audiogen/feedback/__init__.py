"""What listeners report, from the player's "Send feedback" to a corrected episode.

`report` is what one report says, `imports` and `mail` read what came in, `store` keeps it, `places` finds the sentence
that is meant, `remake` corrects the lexicon and every episode that it touches. What a listener wrote is text, and never
trusted to be anything else.
"""

from __future__ import annotations

from audiogen.feedback.imports import Problem, read
from audiogen.feedback.places import Place, episodes, find
from audiogen.feedback.remake import Correction, accept, reopen
from audiogen.feedback.report import Report
from audiogen.feedback.store import Kept, Store

__all__ = ["Correction", "Kept", "Place", "Problem", "Report", "Store", "accept", "episodes", "find", "read", "reopen"]
