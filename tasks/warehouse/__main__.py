"""`python -m tasks.warehouse` writes the data dictionary into docs/data-dictionary.md anew."""

from tasks.warehouse.dictionary_page import PAGE, refreshed

if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(PAGE.name)
