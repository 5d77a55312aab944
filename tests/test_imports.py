"""The house rules of imports: one direction, and each heavy library behind its own door."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for folder in ("flows", "tasks", "expectations") for path in (ROOT / folder).rglob("*.py"))
LEAVES = {"tasks.form", "tasks.records", "tasks.language"}
MAY_IMPORT = {
    "tasks.form": set(),
    "tasks.records": {"tasks.language"},
    "tasks.language": set(),
    "tasks.season": {"tasks.language"},
    "tasks.county": LEAVES,
    "tasks.receiving": LEAVES | {"tasks.county"},
    "tasks.keeping": LEAVES | {"tasks.county"},
    "tasks.reading": LEAVES,
    "tasks.placing": LEAVES,
    "expectations": LEAVES,
    "tasks.checking": LEAVES | {"expectations"},
    "tasks.warehouse": LEAVES | {"tasks.season"},
    "tasks.deciding": LEAVES | {"tasks.county"},
    "tasks.reporting": LEAVES,
    "tasks.alerting": LEAVES | {"tasks.county"},
    "tasks.sample": LEAVES,
    "tasks.proving": LEAVES | {"expectations", "tasks.checking", "tasks.placing", "tasks.reading", "tasks.sample"},
}
HEAVY = {
    "prefect": ("flows", "tasks/*.py"),
    "great_expectations": ("expectations", "tasks/checking"),
    "sqlalchemy": ("tasks/warehouse", "sql"),
    "alembic": ("tasks/warehouse", "sql"),
    **dict.fromkeys(
        ("pypdfium2", "python_calamine", "olefile", "libarchive", "msdoc2docx", "rapidocr", "cv2"), ("tasks/reading",)
    ),
}
IN_PROCESS = {"read_bytes", "picture_of", "crop", "members", "mail_members", "files_in"}


def imported(path: Path) -> set[str]:
    """Modules and, with their modules, the names taken from them."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def names_from(path: Path, module: str) -> set[str]:
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {alias.name for node in nodes if (node.module or "").startswith(module) for alias in node.names}


def package(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] == "tasks" and len(parts) > 1:
        return ".".join(parts[:2])
    return parts[0] if parts[0] in {"flows", "expectations"} else None


def home(path: Path) -> str:
    return package(".".join(path.relative_to(ROOT).with_suffix("").parts)) or ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    here = home(path)
    ours = {name for module in imported(path) if (name := package(module)) and name != here}
    if here == "flows":
        return
    assert "flows" not in ours
    if here in MAY_IMPORT:
        assert ours <= MAY_IMPORT[here]


def test_no_module_leads_back_to_itself() -> None:
    """Not even by an import within a function: what two modules need of each other belongs below both."""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in SOURCES}
    arrows = {
        module: {name if name in known else name.rpartition(".")[0] for name in imported(path)} & known.keys()
        for module, path in known.items()
    }
    assert len(list(TopologicalSorter(arrows).static_order())) == len(known)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_stay_behind_their_doors(path: Path) -> None:
    relative = path.relative_to(ROOT)
    for library, doors in HEAVY.items():
        if library in {module.split(".")[0] for module in imported(path)}:
            assert any(relative.is_relative_to(door) or relative.match(door) for door in doors), library


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_hostile_bytes_are_parsed_in_the_bounded_process_only(path: Path) -> None:
    if home(path) != "tasks.reading":
        assert not names_from(path, "tasks.reading") & IN_PROCESS


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_migrations_are_one_chain() -> None:
    """Each file begins with its number and follows the one before; a number taken twice would be two ends."""
    paths = sorted((ROOT / "sql" / "migrations" / "versions").glob("*.py"))
    numbers = [path.name[:4] for path in paths]
    for path, before in zip(paths, ["", *numbers], strict=False):
        down = f'"{before}"' if before else "None"
        head = f'revision = "{path.name[:4]}"\ndown_revision = {down}\n'
        assert head in path.read_text(encoding="utf-8"), path.name
