"""Proves a frozen copy with other eyes: reads only the bag, and shares no code with its writers.

It imports nothing of this site's own code beyond this room, so that a fault of the writers cannot
hide in what they share with their proof.
"""

from archive.verification.findings import CannotVerify, Finding
from archive.verification.rules import Rule
from archive.verification.verifying import Proof, verify

__all__ = ["CannotVerify", "Finding", "Proof", "Rule", "verify"]
