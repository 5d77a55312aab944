"""`python -m tasks.season` draws the state machine into docs/season.md anew."""

from tasks.season.drawing import PAGE, refreshed

if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(PAGE.name)
