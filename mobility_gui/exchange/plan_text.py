"""A plan as one line of JSON, stored with an unfinished session so that it resumes exactly as planned."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mobility_gui.training.exercise import Exercise, Side
from mobility_gui.training.plan import Plan, Span, SpanKind
from mobility_gui.training.routine import Dose, Group, Phase, Routine, Tempo, dose_of, dose_parts


def write_plan(plan: Plan) -> str:
    """Return the plan as JSON, with exercises by id only."""
    routine = plan.routine
    spans = [
        (
            span.kind,
            span.step,
            span.exercise.id,
            _dose_out(span.dose),
            span.side,
            span.set,
            span.sets,
            span.duration_ms,
            span.unit_ms,
            span.waits,
        )
        for span in plan.spans
    ]
    head = {name: getattr(routine, name) for name in ("id", "name", "phase", "group", "purpose", "farewell")}
    return json.dumps({"format": 1, "routine": head, "spans": spans})


def read_plan(text: str, exercises: Mapping[str, Exercise]) -> Plan | None:
    """Return the plan, without the routine's steps; None if an exercise is gone or the text is not a plan."""
    try:
        found = json.loads(text)
        head = found["routine"]
        routine = Routine(
            head["id"], head["name"], Phase(head["phase"]), Group(head["group"]), head["purpose"], (), head["farewell"]
        )
        return Plan(routine, tuple(_span_in(values, exercises) for values in found["spans"]))
    except (KeyError, TypeError, ValueError):
        return None


def _span_in(values: list[Any], exercises: Mapping[str, Exercise]) -> Span:
    kind, step, exercise, dose, side, number, sets, duration_ms, unit_ms, waits = values
    return Span(
        SpanKind(kind), step, exercises[exercise], _dose_in(dose), Side(side), number, sets, duration_ms, unit_ms, waits
    )


def _dose_out(dose: Dose) -> dict[str, Any]:
    kind, amount, tempo = dose_parts(dose)
    return {kind: amount, "tempo": asdict(tempo)} if tempo else {kind: amount}


def _dose_in(values: dict[str, Any]) -> Dose:
    rest = dict(values)
    tempo = rest.pop("tempo", None)
    ((kind, amount),) = rest.items()
    return dose_of(kind, amount, Tempo(**tempo) if tempo else None)
