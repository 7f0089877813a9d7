"""How far a replay is, as a terminal and as a file show it."""

from io import StringIO

from meetingsvc.rehearsal.progress import Progress


class Terminal(StringIO):
    """Somewhere that can be written over."""

    def isatty(self) -> bool:
        return True


async def test_elsewhere_than_on_a_terminal_it_is_plain_lines_and_few() -> None:
    out = StringIO()
    progress = Progress(out, 200)
    progress.goes_on(50)
    for _ in range(50):
        progress.step()
    progress.end()
    (line,) = out.getvalue().splitlines()
    assert line.startswith(" 50%  0:00 so far, about 0:00 left, ")


async def test_on_a_terminal_it_is_one_line_that_is_written_over() -> None:
    out = Terminal()
    progress = Progress(out, 4)
    for _ in range(4):
        progress.step()
    progress.end()
    assert out.getvalue().startswith(f"\r\x1b[K{'█' * 28} 100%  0:00 so far")
    assert out.getvalue().endswith(" steps a second\n")
    assert out.getvalue().count("\n") == 1
