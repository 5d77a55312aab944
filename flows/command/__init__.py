"""The command `gouji`: the door for people; Prefect and Great Expectations are imported only where they run."""

from flows.command.app import main

__all__ = ["main"]
