"""A county's folder in one file and back out of it, every file by its hash."""

from tasks.keeping.manifest import WAREHOUSE, Manifest
from tasks.keeping.packing import pack
from tasks.keeping.pruning import backups, older
from tasks.keeping.unpacking import unpack

__all__ = ["WAREHOUSE", "Manifest", "backups", "older", "pack", "unpack"]
