"""An invented county with two years of reports, seeded, its faults written down in faults.toml."""

from tasks.sample.county import Delivery, deliveries, reports, write_county
from tasks.sample.faults import Fault, Late, Unpublished, faults, late, unpublished
from tasks.sample.figures import Profile, figures
from tasks.sample.layouts import LAYOUTS, render
from tasks.sample.report import SampleReport, Value
from tasks.sample.roster import expected

__all__ = [
    "LAYOUTS",
    "Delivery",
    "Fault",
    "Late",
    "Profile",
    "SampleReport",
    "Unpublished",
    "Value",
    "deliveries",
    "expected",
    "faults",
    "figures",
    "late",
    "render",
    "reports",
    "unpublished",
    "write_county",
]
