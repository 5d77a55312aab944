"""Bring a warehouse to the newest tables, and its code tables in step with the form data."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from tasks.form import load_forms
from tasks.warehouse.dictionary import publish_dictionary
from tasks.warehouse.engine import writing
from tasks.warehouse.formcodes import publish_form


def migrate(engine: Engine) -> None:
    """Create or upgrade every table and view in one transaction; a warehouse already up to date is left as it is."""
    with writing(engine, "migrate") as connection:
        command.upgrade(alembic_config(connection), "head")
        for form in load_forms().values():
            publish_form(connection, form)
        publish_dictionary(connection)


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for one connection, made without an ini file."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(files("sql").joinpath("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
