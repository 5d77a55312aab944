"""Proving the rules: every case of the proofs is checked as any report is, and says what it was written for."""

from tasks.proving.prove import Proven, prove

__all__ = ["Proven", "prove"]
