"""One list of why children go missing and what may befall them: strategies and episodes use it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One entry. A cause is why a child goes, a risk what may happen meanwhile; some are both.

    `key` is stored and never changes; `title` is shown. To add one, add a line.
    """

    key: str
    title: str
    is_cause: bool = True
    is_risk: bool = False


CODES = (
    Code("abuse", "Abuse or neglect at home", is_risk=True),
    Code("bullying", "Bullying", is_risk=True),
    Code("forced-marriage", "Forced marriage or honour-based abuse", is_risk=True),
    Code("trafficking", "Trafficking or modern slavery", is_risk=True),
    Code("sexual-exploitation", "Sexual exploitation", is_risk=True),
    Code("criminal-exploitation", "Criminal exploitation", is_risk=True),
    Code("sexual-abuse", "Sexual abuse", is_risk=True),
    Code("domestic-abuse", "Domestic abuse"),
    Code("drugs", "Drugs", is_risk=True),
    Code("alcohol", "Alcohol", is_risk=True),
    Code("family-conflict", "Conflict or breakdown in the family"),
    Code("placement", "Unhappy in the placement, or moved"),
    Code("contact", "To see family or friends"),
    Code("relationship", "To be with a boyfriend, girlfriend or partner"),
    Code("peers", "With or led by friends of the same age"),
    Code("gang", "Gang or group violence", is_risk=True),
    Code("mental-health", "Mental health or distress", is_risk=True),
    Code("self-harm", "Self-harm or thoughts of suicide", is_risk=True),
    Code("education", "Trouble at school or college"),
    Code("boundaries", "Late, or would not accept rules"),
    Code("online", "Met somebody online", is_risk=True),
    Code("offending", "Offending, or avoiding the police", is_risk=True),
    Code("violence", "Violence or injury", is_cause=False, is_risk=True),
    Code("rough-sleeping", "Nowhere safe to sleep", is_cause=False, is_risk=True),
    Code("other", "Something else", is_risk=True),
    Code("not-known", "Not known", is_risk=True),
)
TITLES = {code.key: code.title for code in CODES}
CAUSES = tuple((code.key, code.title) for code in CODES if code.is_cause)
RISKS = tuple((code.key, code.title) for code in CODES if code.is_risk)


def titled(keys: Iterable[str]) -> list[str]:
    """The titles of codes; a key that the list no longer has is shown as it was stored."""
    return [TITLES.get(key, key.replace("-", " ")) for key in keys]
