"""What a bench says of itself and what it hands back.

A module in this folder takes part when it has, at its top level,

    BENCH = Bench("Importing", data="empty", cores=1)

    def measure(run: Run) -> Iterator[Figure]: ...

The declaration is read without importing the module, so it holds literals only; Django is ready when the
module is imported. Every bench runs in a process of its own, so that its memory is its own.
"""

import ast
import json
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
ORDINARY = 100_000
"""Items of the run that must end within 20 minutes; larger ones take hours."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench: its title, the office it needs, and the cores it may use.

    `data`: "read" the shared office, which it must leave as it is; a "copy" of it, to write on; a copy of
    the office of "requests"; or an "empty" one with reference data and people only. `cores` 0 means all.
    With `tenth` the bench runs first at a tenth of the size; those figures are in `Run.earlier`, to show what
    grows with size.
    """

    title: str
    data: str = "read"
    cores: int = 0
    tenth: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it must reach and what it is held against.

    `ratio` says how the value stands to `against`, something real measured in the same run: 0.6 is 60 % of
    it. A `target` of None is a figure to look at; `at_most` turns the comparison round. The target is
    about `ratio` when `of_ratio` is set. `doubt` says why the number cannot be trusted.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = False
    ratio: float | None = None
    against: str = ""
    of_ratio: bool = False
    note: str = ""
    doubt: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without one. What is in doubt reaches nothing."""
        if self.doubt and self.target is not None:
            return False
        measured = self.ratio if self.of_ratio else self.value
        if self.target is None or measured is None:
            return None
        return measured <= self.target if self.at_most else measured >= self.target

    def line(self) -> str:
        """The figure as it is printed."""
        parts = [f"  {self.name}: {_number(self.value)} {self.unit}".rstrip()]
        if self.ratio is not None:
            parts.append(f"{self.ratio:.3g} × {self.against}")
        if self.target is not None:
            bound = "≤" if self.at_most else "≥"
            unit = "×" if self.of_ratio else self.unit
            parts.append(f"target {bound} {_number(self.target)} {unit}".rstrip())
            parts.append("met" if self.met else "MISSED")
        parts += filter(None, (self.doubt, self.note))
        return " | ".join(parts)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


@dataclass(slots=True)
class Run:
    """One run of one bench. `folder` is the DATA_DIR of the office, `scratch` for the bench's own files."""

    size: int
    seed: int
    vendor: str
    folder: Path
    scratch: Path
    earlier: list[Figure] = field(default_factory=list)

    def before(self, name: str) -> float | None:
        """The value of a figure in the run at a tenth of the size."""
        return next((figure.value for figure in self.earlier if figure.name == name), None)


def declared() -> dict[str, Bench]:
    """Every bench of this folder by module name."""
    found: dict[str, Bench] = {}
    for path in sorted(FOLDER.glob("*.py")):
        declaration = _declaration(path)
        if declaration is not None:
            found[path.stem] = declaration
    return found


def _declaration(path: Path) -> Bench | None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="BENCH")], value=ast.Call() as call):
                words = {w.arg: ast.literal_eval(w.value) for w in call.keywords if w.arg}
                return Bench(*(ast.literal_eval(a) for a in call.args), **words)
    return None


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which `share` (0.95) of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def store(figures: Iterator[Figure] | list[Figure], path: Path) -> None:
    """Write figures for the process that asked for them."""
    rows = [asdict(figure) for figure in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> list[Figure]:
    """Figures another process wrote."""
    return [Figure(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
