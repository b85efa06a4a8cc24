"""What higher apps register at a lower app's hook."""

from holdfast.kernel.hooks import Hook


def _first(name: str) -> str:
    return f"first {name}"


def _second(name: str) -> str:
    return f"second {name}"


def test_each_is_called_once_in_its_order_and_answers() -> None:
    hook: Hook[[str], str] = Hook()
    for _ in range(2):
        hook.register(_second)
        hook.register(_first, order=5)
    assert hook.call("Amy") == ["first Amy", "second Amy"]


def test_what_is_registered_within_only_ends_with_it() -> None:
    hook: Hook[[str], str] = Hook()
    hook.register(_first)
    with hook.only(*hook, lambda name: f"only {name}"):
        hook.register(_second)
        assert hook.call("Amy") == ["first Amy", "only Amy", "second Amy"]
    assert hook.call("Amy") == ["first Amy"]
