"""Which language is spoken, and the command in English."""

from __future__ import annotations

import locale
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.command.app import build, run
from tasks.county.roster import KINDS
from tasks.language import N_, _, language, preferred, use

GOUJI = [sys.executable, "-c", "from flows.command import main; main()"]
ROOT = Path(__file__).parents[2]
VARIABLES = ("GOUJI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
VERBS = [name for name in build() if not name.startswith("-")]
neutral = st.sampled_from(["", "C", "POSIX", "C.UTF-8", "C.utf8"])
english = st.sampled_from(["en", "EN", "en_US.UTF-8", "en_GB", "english"])
other = st.sampled_from(["zh", "zh_CN.UTF-8", "de_DE.UTF-8", "fr", "x"])


@pytest.fixture(autouse=True)
def _back_to_chinese() -> Iterator[None]:
    use("zh")
    yield
    use("zh")


def chinese(text: str) -> list[str]:
    return re.findall(r".*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef].*", text)


@given(
    wished=english | other, first=st.integers(0, 3), rest=st.lists(english | other | neutral, min_size=4, max_size=4)
)
def test_the_first_variable_that_names_a_language_decides(wished: str, first: int, rest: list[str]) -> None:
    environment = dict(zip(VARIABLES, [""] * first + [wished] + rest, strict=False))
    assert preferred(environment) == ("en" if wished.lower().startswith("en") else "zh")


@given(values=st.lists(neutral, min_size=4, max_size=4))
def test_where_no_variable_does_the_machine_decides(values: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for machine, expected in (("English_United States", "en"), ("Chinese (Simplified)_China", "zh"), (None, "zh")):
            patch.setattr(locale, "getlocale", lambda machine=machine: (machine, None))
            assert preferred(dict(zip(VARIABLES, values, strict=True))) == expected
            assert preferred({}) == expected


@given(wish=st.text(max_size=8) | english | other)
def test_one_of_two_languages_is_spoken(wish: str) -> None:
    use(wish)
    spoken = language()
    assert spoken == ("en" if wish.lower().startswith("en") else "zh")
    use(spoken)
    assert language() == spoken


@given(text=st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_chinese_is_the_text_itself_and_what_is_unknown_stays(text: str) -> None:
    use("zh")
    assert _(text) == N_(text) == text
    use("en")
    assert _(f"{text}\x00") == f"{text}\x00"
    assert _("") == ""


def test_marked_texts_are_translated_where_they_are_shown() -> None:
    use("en")
    assert not chinese(" ".join(map(_, KINDS.values())))


def test_help_in_a_process_of_its_own() -> None:
    shown = subprocess.run(
        [*GOUJI, "--lang", "en", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "annual reports" in shown.stdout
    assert chinese(shown.stdout) == []


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_every_verb(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    use("en")
    assert run([verb, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Usage: gouji {verb}" in shown
    assert chinese(shown) == []


def test_a_refusal_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "empty.docx"
    file.write_bytes(b"")
    said = {}
    for spoken in ("zh", "en"):
        use(spoken)
        assert run(["read", str(file)]) == 2
        said[spoken] = capsys.readouterr().err
    assert said["zh"].startswith("拒收：文件是空的")
    assert said["en"].startswith("Refused: the file is empty")
    assert chinese(said["en"]) == []


def test_a_usage_error_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    use("en")
    assert run(["nonsense"]) == 2
    assert capsys.readouterr().err == "There is no command “nonsense”. Run gouji --help to see the usage.\n"
