"""Names of the groups that a role can be limited to; groups stand above, so they register themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

ScopeSource = Callable[[], Mapping[str, str]]
_sources: list[ScopeSource] = []


def register_scope_source(source: ScopeSource) -> None:
    """Let a higher app say what a role may be limited to, in the present partnership: ids and names."""
    if source not in _sources:
        _sources.append(source)


def scopes() -> dict[str, str]:
    """Every group of the present partnership, by identifier."""
    return {key: name for source in _sources for key, name in source().items()}
