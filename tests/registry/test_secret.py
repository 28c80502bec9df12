"""What may be shown of a text in which a password or a key may stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.problems import Problem
from registry.secret import shown

SECRET = "S3cret"
ANYTHING = st.text(alphabet=st.sampled_from("aA1/@:?#%&=.， \n"), max_size=8)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql://lanmu:S3cret@db/lanmu", "postgresql://***"),
        ("postgres://lanmu@db/lanmu?password=S3cret", "postgres://***"),
        ("env:mailto://lanmu:S3cret@mail", "env:mailto://***"),
        ("http://lanmu:S3cret@www.shifan.example/a", "http://***@www.shifan.example/a"),
        ("http://www.shifan.example/a", "http://www.shifan.example/a"),
        ("sqlite:///lanmu.db", "sqlite:///lanmu.db"),
        ("每两周", "每两周"),
    ],
)
def test_logins_and_keys_are_left_out(text: str, told: str) -> None:
    assert shown(text) == told


@given(st.sampled_from(["postgresql", "mysql", "mailto", "json", "wecombot", "http", "https"]), ANYTHING, ANYTHING)
def test_whatever_stands_around_them(scheme: str, before: str, after: str) -> None:
    told = shown(f"{scheme}://{before}{SECRET}{after}@mail.example/")
    assert SECRET not in told
    assert told.startswith(scheme)


@given(st.text(max_size=40))
def test_to_leave_them_out_twice_leaves_out_no_more(text: str) -> None:
    assert shown(shown(text)) == shown(text)


def test_no_problem_repeats_them() -> None:
    problem = Problem("columns.csv", "不是完整的网址", 3, "网址", f"http://lanmu:{SECRET}@www.shifan.example/")
    assert SECRET not in f"{problem} {problem!r}"
