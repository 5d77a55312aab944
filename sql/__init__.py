"""The SQL of the warehouse: schema, migrations, statements."""

from importlib.resources import files


def migration(name: str) -> list[str]:
    """The statements of sql/migrations/versions/<name>.sql, one by one."""
    text = files("sql").joinpath("migrations", "versions", f"{name}.sql").read_text(encoding="utf-8")
    return [part for part in text.split(";\n") if part.strip()]
