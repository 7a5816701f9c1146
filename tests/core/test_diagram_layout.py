"""Whatever the states and their arrows, boxes never meet, arrows end at a box, and nothing stands off the page."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.definition import read_definition
from jimflow.core.diagram_graph import ANY_STEP, Arrow, Graph, graph
from jimflow.core.diagram_grid import grid
from jimflow.core.diagram_layout import layout
from jimflow.core.diagram_measures import Words
from jimflow.core.diagram_shapes import Box, Drawing, Point, reach
from tests.build_workflow import both, changed, mini_definition

MINI = read_definition(mini_definition())
WORDS = Words({}, {}, {}, "Stegen")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A main path, states beside it, arrows between any of them, and sometimes a group of steps."""
    main = tuple(f"m{n}" for n in range(draw(st.integers(2, 12))))
    beside = tuple(f"b{n}" for n in range(draw(st.integers(0, 7))))
    first = draw(st.integers(0, len(main) - 2))
    group = main[first : draw(st.integers(first + 1, len(main)))] if draw(st.booleans()) else ()
    inside = beside[: draw(st.integers(0, len(beside)))] if group else ()
    ends = st.sampled_from([*main, *beside, *([ANY_STEP] if group else [])])
    some = draw(st.lists(st.tuples(st.lists(ends, min_size=1, max_size=4, unique=True), ends), max_size=9))
    along = [Arrow("advance", (a,), b, main=True) for a, b in pairwise(main)]
    steps = {*group, *inside}
    others = [
        Arrow(f"t{n}", tuple(sources), target)
        for n, (sources, target) in enumerate(some)
        if target != ANY_STEP or steps.isdisjoint(sources)  # what leads to every step starts outside, or at all of them
    ]
    return Graph(main, beside, (*along, *others), (*group, *inside), together=bool(group) and draw(st.booleans()))


def overlap(a: Box, b: Box) -> bool:
    across = a.x < b.x + b.width and b.x < a.x + a.width
    return across and a.y < b.y + b.height and b.y < a.y + a.height


def at_border(point: Point, box: Box) -> bool:
    x, y = point
    within = box.x - 0.1 <= x <= box.x + box.width + 0.1 and box.y - 0.1 <= y <= box.y + box.height + 0.1
    return within and min(abs(x - box.x), abs(x - box.x - box.width), abs(y - box.y), abs(y - box.y - box.height)) < 0.1


def check(drawn: Graph, picture: Drawing) -> None:
    boxes = picture.boxes
    assert not [(a.name, b.name) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if overlap(a, b)]
    frames = [picture.frame] if picture.frame else []
    for path in picture.paths:
        assert any(at_border(path.points[-1], box) for box in (*boxes, *frames))
        for (a, b), (x, y) in pairwise(path.points):
            assert abs(a - x) < 0.1 or abs(b - y) < 0.1, "every piece is level or upright"
    points = [p for path in picture.paths for p in path.points]
    points += [(b.x + s * b.width, b.y + s * b.height) for b in (*boxes, *frames) for s in (0, 1)]
    points += [(x, label.y) for label in picture.labels for x in reach(label)]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points)
    if picture.frame:
        held = {b.name for b in boxes if overlap(b, picture.frame)}
        assert held == set(drawn.group)


@given(graphs(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_boxes_never_meet_and_every_arrow_ends_at_one(drawn: Graph, down: bool) -> None:
    check(drawn, layout(drawn, WORDS, down=down))


@given(graphs())
@settings(max_examples=100, deadline=None)
def test_every_state_has_a_cell_of_its_own_and_the_main_path_lies_in_a_line(drawn: Graph) -> None:
    cells = grid(drawn).cells
    assert len(set(cells.values())) == len(cells) == len({*cells} | {*drawn.main, *drawn.beside})
    assert [cells[state] for state in drawn.main] == [(rank, 0) for rank in range(len(drawn.main))]


def test_the_main_path_runs_from_the_first_state_to_the_good_end_and_side_ends_stand_under_it() -> None:
    drawn = graph(MINI)
    assert drawn.main == (
        *("proposed", "invited", "preparation", "start", "deepening", "follow_up", "closing", "completed"),
    )
    cells = grid(drawn).cells
    assert {state: cells[state] for state in drawn.beside} == {
        "declined": (1, 1),
        "paused": (3, 1),
        "withdrawn": (5, 1),
    }


def test_a_transition_from_every_step_is_one_arrow() -> None:
    drawn = graph(MINI)
    assert [a for a in drawn.arrows if ANY_STEP in (*a.sources, a.target)] == [
        Arrow("withdraw", (ANY_STEP, "paused"), "withdrawn"),
        Arrow("pause", (ANY_STEP,), "paused"),
        Arrow("resume", ("paused",), ANY_STEP),
        Arrow("reopen", (ANY_STEP,), ANY_STEP),
    ]
    assert drawn.together


def test_a_transition_from_some_steps_starts_at_each_of_them() -> None:
    leave = {"title": both("x", "x"), "from": ["start", "closing"], "to": "withdrawn"}
    drawn = graph(read_definition(changed({"transitions.leave": leave})))
    assert [a for a in drawn.arrows if a.trigger == "leave"] == [Arrow("leave", ("start", "closing"), "withdrawn")]
