"""The parts of one table that a page break cut, put together; and what a break makes doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.reading.pdf_table import Part, Piece

_REST = 0.5  # certainty of a blank that may not be one
_SAME = 4.5  # points between edges that are one


def joined(first: Part, second: Part) -> Part | None:
    """The two parts as one table, or None when their columns do not agree."""
    aligned = _aligned(first, second)
    if aligned is None:
        return None
    first, second = aligned
    second = _without_repeated_header(first, second)
    if not second.height:
        return first
    pairs = _pairs(first, second)
    if _row_is_cut(first, second, pairs):
        if any(above.figure and below.figure for above, below in pairs):  # two rows, or a figure that was cut
            for piece in (*first.bottom(), *second.row(0)):
                piece.certainty = min(piece.certainty, _REST)
        return _stacked(first, second, pairs, overlap=1)
    if doubt(second):
        doubt_labels(first)
    return _stacked(first, second, [pair for pair in pairs if _goes_on(*pair, first, second)], overlap=0)


def doubt_blanks(part: Part) -> None:
    """Make every blank of a table doubtful: a figure may have stood there."""
    for piece in part.pieces:
        if piece.blank:
            piece.certainty = min(piece.certainty, _REST)


def doubt(second: Part) -> bool:
    """Doubt blanks beside a label without ordinal that opens a page: its figures may stand on the page before.

    Whether there is such a label.
    """
    row = second.row(0)
    words = [piece for piece in row if not piece.blank]
    rest = bool(words) and not any(piece.figure or piece.starts for piece in words)
    for piece in row if rest else ():
        piece.certainty = min(piece.certainty, _REST) if piece.blank else piece.certainty
    return rest


def doubt_labels(first: Part) -> None:
    """Doubt the words that end a page: they may go on."""
    for piece in first.bottom():
        if not piece.figure and piece.rowspan == 1:
            piece.certainty = min(piece.certainty, _REST)


def doubt_cut(first: Part, second: Part) -> None:
    """Doubt figures that end a page where the next one begins with figures that have no label: they may be cut."""
    above, below = first.bottom(), [piece for piece in second.row(0) if not piece.blank]
    if below and all(piece.figure for piece in below) and any(piece.figure for piece in above):
        for piece in (*above, *below):
            piece.certainty = min(piece.certainty, _REST)


def _aligned(first: Part, second: Part) -> tuple[Part, Part] | None:
    """Both parts on common edges: those of the first, moved sideways where a page's margins differ."""
    if not (first.ruled and second.ruled):
        return None
    for shift in (0.0, first.xs[0] - second.xs[0]):
        moved = [x + shift for x in second.xs]
        sides = abs(moved[0] - first.xs[0]) <= _SAME and abs(moved[-1] - first.xs[-1]) <= _SAME
        few, many = sorted((first.xs, moved), key=len)
        strange = [x for x in few if min(abs(x - other) for other in many) > _SAME]
        if sides and len(strange) * 5 <= len(few):
            edges = list(first.xs)
            edges += [x for x in moved if min(abs(x - edge) for edge in edges) > _SAME]
            edges.sort()
            return _on_edges(first, first.xs, edges), _on_edges(second, moved, edges)
    return None


def _on_edges(part: Part, xs: Sequence[float], edges: list[float]) -> Part:
    place = [min(range(len(edges)), key=lambda index: abs(edges[index] - x)) for x in xs]
    pieces = [
        replace(piece, column=place[piece.column], colspan=place[piece.column + piece.colspan] - place[piece.column])
        for piece in part.pieces
    ]
    return replace(part, xs=edges, pieces=pieces)


def _without_repeated_header(first: Part, second: Part) -> Part:
    """The second part without the rows of labels that a word processor prints again on top of each page."""
    count = 0
    while count < min(first.height, second.height) and _texts(first, count) == _texts(second, count):
        if any(piece.figure for piece in second.row(count)):
            break
        count += 1
    whole = not any(piece.row < count < piece.row + piece.rowspan for piece in second.pieces)
    if not count or not whole or not any("".join(_texts(second, row)) for row in range(count)):
        return second
    pieces = [replace(piece, row=piece.row - count) for piece in second.pieces if piece.row >= count]
    return replace(second, pieces=pieces, height=second.height - count, open_top=False)


def _texts(part: Part, row: int) -> list[str]:
    return ["".join(piece.text.split()) for piece in part.row(row)]


def _pairs(first: Part, second: Part) -> list[tuple[Piece, Piece]]:
    """Cells at the break that stand above each other with the same sides."""
    above = {(piece.column, piece.colspan): piece for piece in first.bottom()}
    top = second.row(0)
    return [(above[piece.column, piece.colspan], piece) for piece in top if (piece.column, piece.colspan) in above]


def _goes_on(upper: Piece, lower: Piece, first: Part, second: Part) -> bool:
    """Whether a label over several rows goes on below the break (（四）无 | 法提供; or nothing more of it)."""
    if lower.starts or upper.figure or lower.figure or (upper.blank and not lower.blank):
        return False
    if upper.rowspan > 1 or lower.rowspan > 1:
        return not upper.blank
    labels = _label_right_of(upper, first.bottom()) and _label_right_of(lower, second.row(0))
    return upper.starts and not lower.blank and labels


def _label_right_of(piece: Piece, row: Sequence[Piece]) -> bool:
    return any(one.column == piece.column + piece.colspan and not one.blank and not one.figure for one in row)


def _row_is_cut(first: Part, second: Part, pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    """Whether the break runs through a row: its label on one page, its figures or the label's rest on the other."""
    if not len(pairs) == len(first.bottom()) == len(second.row(0)):
        return False
    if any(not above.blank and not above.opened and not below.blank and below.starts for above, below in pairs):
        return False
    if sum(not above.blank and not above.numeric and below.figure for above, below in pairs) > 1:
        return False  # heads, and the figures under them
    if any(above.figure and not (below.blank or below.figure or below.numeric) for above, below in pairs):
        return False  # figures, and the heads of another table
    return (first.open_bottom and second.open_top) or _reads_on(pairs)


def _reads_on(pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    """Whether the words above and below a break are one row's, where lines are drawn on both sides of it."""
    words = [pair for pair in pairs if _words(*pair)]
    if any(above.opened and not below.blank and above.rowspan == below.rowspan == 1 for above, below in pairs):
        return True
    if not words:
        return False
    if all(below.blank for _above, below in words):
        return any(below.figure for _above, below in pairs)
    if not any(above.figure or below.figure for above, below in pairs):
        return sum(not above.blank and not below.blank for above, below in words) > 1  # labels of a header
    above, below = next((pair for pair in reversed(words) if not pair[0].blank and not pair[1].blank), words[-1])
    return above.starts and not below.starts


def _words(above: Piece, below: Piece) -> bool:
    """Whether a pair holds the label of a row, not of a group of rows."""
    single = above.rowspan == 1 and below.rowspan == 1
    return single and not above.figure and not below.figure and not (above.blank and below.blank)


def _stacked(first: Part, second: Part, pairs: Sequence[tuple[Piece, Piece]], overlap: int) -> Part:
    """The second part under the first; paired cells become one."""
    merged = {id(below): above for above, below in pairs}
    pieces = list(first.pieces)
    down = first.height - overlap
    for below in second.pieces:
        above = merged.get(id(below))
        if above is None:
            pieces.append(replace(below, row=below.row + down))
            continue
        index = next(index for index, piece in enumerate(pieces) if piece is above)
        pieces[index] = _one(above, below, overlap)
    return replace(first, pieces=pieces, height=down + second.height, open_bottom=second.open_bottom)


def _one(above: Piece, below: Piece, overlap: int) -> Piece:
    """Both halves of a cell; a figure in both is kept on two lines, so that it is never read as one number."""
    glue = "\n" if above.figure and below.figure else ""
    text = above.text + glue + below.text if above.text != below.text or overlap else above.text
    kept = below if above.blank else above
    return replace(
        above,
        rowspan=above.rowspan + below.rowspan - overlap,
        text=text,
        page=kept.page,
        box=kept.box,
        certainty=min(above.certainty, below.certainty),
    )
