"""What one command did, told by its moment; and the user's own figures behind those that ship."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual, Ledger, Withdrawal
from fuling_cli.core.steps import last_step, last_undone, step_moment, withdrawals_of

NOW = datetime(2026, 11, 22, 8, 0, 0, 123456, tzinfo=UTC)
SECOND = NOW.replace(microsecond=0)


def at(seconds: float) -> datetime:
    """So many seconds later."""
    return SECOND + timedelta(seconds=seconds)


def actual(metric: str, year: int, recorded: datetime) -> Actual:
    """An entry of any value."""
    return Actual(metric, year, Figure.exactly(Decimal(year)), "家", recorded)


A, B, C = actual("a", 2020, at(-9)), actual("b", 2021, at(-9)), actual("b", 2022, at(-5))


def test_a_step_has_a_moment_of_its_own_behind_the_vintages_of_its_year() -> None:
    assert step_moment(Ledger(), NOW) == SECOND
    assert step_moment(Ledger((actual("a", 2020, SECOND),)), NOW) == at(0.000001)
    withdrawn = Ledger((A,), (Withdrawal("a", 2020, A.recorded, SECOND),))
    assert step_moment(withdrawn, NOW) == at(0.000001)
    later = Ledger((actual("a", 2020, at(60)),))
    assert step_moment(later, NOW, [("a", 2020)]) == at(60.000001)
    assert step_moment(later, NOW, [("a", 2021), ("b", 2020)]) == SECOND


def test_what_was_recorded_at_one_moment_is_one_step() -> None:
    assert last_step(Ledger()) == ()
    assert last_step(Ledger((A, B))) == (A, B)
    assert last_step(Ledger((A, B, C))) == (C,)
    assert last_step(Ledger((A, B, C), withdrawals_of((C,), SECOND))) == (A, B)


def test_what_was_undone_is_put_back_in_turn() -> None:
    first = Ledger((A, B, C), withdrawals_of((C,), at(1)))
    both = Ledger((A, B, C), first.withdrawals + withdrawals_of((A, B), at(2)))
    assert (last_undone(Ledger((A,))), last_undone(first), last_undone(both)) == ((), (C,), (A, B))
    once = Ledger((*both.entries, A, B), both.withdrawals)
    assert (once.actuals, last_undone(once), last_step(once)) == ((A, B), (C,), (A, B))
    twice = Ledger((*once.entries, C), both.withdrawals)
    assert (twice.actuals, last_undone(twice), last_step(twice)) == ((A, B, C), (), (C,))


def test_nothing_is_put_back_behind_what_was_recorded_since() -> None:
    since = Ledger((A, B, C, actual("a", 2023, at(3))), withdrawals_of((C,), at(1)))
    assert last_undone(since) == ()


def test_the_own_figures_follow_those_that_ship_and_reach_no_further() -> None:
    shipped = Ledger((A, B), withdrawals_of((B,), at(-7)))
    mine = actual("a", 2020, at(-1))
    whole = shipped.followed_by(Ledger((C, mine), withdrawals_of((C,), at(0))))
    assert (whole.entries, whole.actuals, sorted(whole.withdrawn)) == ((A, B, C, mine), (A, mine), [1, 2])
    assert whole.own.actuals == (mine,)
    assert last_step(whole) == (mine,)
    assert last_step(shipped.followed_by(Ledger())) == ()
    assert last_undone(shipped.followed_by(Ledger())) == ()


def test_a_copy_of_a_figure_that_ships_is_not_told_twice() -> None:
    shipped = Ledger((A, B))
    whole = shipped.followed_by(Ledger((A, B, C), withdrawals_of((B,), at(0))))
    assert (whole.actuals, whole.own.entries, whole.own.withdrawals) == ((A, B, C), (C,), ())


def test_two_entries_alike_one_of_which_ships_stay_apart() -> None:
    twin = A._replace(note="mine")
    whole = Ledger((A,)).followed_by(Ledger((twin,), withdrawals_of((twin,), at(0))))
    assert whole.actuals == (A,)
