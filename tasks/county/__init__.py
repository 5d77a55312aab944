"""A county: its folder, its roster, its calendar, and the settings of this installation."""

from tasks.county.folder import TABLES, County, Office, Season, folder_word, load_county
from tasks.county.lineage import descents, load_lineage
from tasks.county.names import agency_in, find_agency, nearest
from tasks.county.overrides import Changeable, load_overrides
from tasks.county.problem import CountyError, RosterError, SheetError
from tasks.county.registers import Pair, Registers, load_registers
from tasks.county.roster import expected, load_roster
from tasks.county.settings import Mail, Settings, load_settings
from tasks.county.workdays import Calendar, add_workdays, arranged, is_workday, workdays_between

__all__ = [
    "TABLES",
    "Calendar",
    "Changeable",
    "County",
    "CountyError",
    "Mail",
    "Office",
    "Pair",
    "Registers",
    "RosterError",
    "Season",
    "Settings",
    "SheetError",
    "add_workdays",
    "agency_in",
    "arranged",
    "descents",
    "expected",
    "find_agency",
    "folder_word",
    "is_workday",
    "load_county",
    "load_lineage",
    "load_overrides",
    "load_registers",
    "load_roster",
    "load_settings",
    "nearest",
    "workdays_between",
]
