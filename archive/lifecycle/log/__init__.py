"""The one log: who did what, in which way, as a chain that shows whether it was rewritten.

The database's triggers write the lines (`archive.lifecycle.triggers`). Here each gets the name of
whose hand it was (`archive.hands`, `connecting`) and its seal (`sealing`); what leaves no row
behind is noted (`noting`); and the chain is proved (`proving`).
"""

from .noting import note
from .proving import BrokenCopy, Proof, copy_log, prove
from .sealing import seal_log, seal_soon

__all__ = [
    "BrokenCopy",
    "Proof",
    "copy_log",
    "note",
    "prove",
    "seal_log",
    "seal_soon",
]
