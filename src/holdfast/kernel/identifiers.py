"""Check digits of NHS numbers and pupil numbers: a wrong one warns and never blocks a safeguarding record."""

from .finding import Finding


def nhs_number(text: str) -> Finding:
    """Whether this is an NHS number (ten digits, modulus 11). `reason` says what is wrong."""
    from stdnum.gb import nhs

    if nhs.is_valid(text):
        return Finding(met=True, reason=f"{nhs.format(text)} is a valid NHS number")
    return Finding(met=False, reason="this is not a valid NHS number: check the ten digits")


def pupil_number(text: str) -> Finding:
    """Whether this is a unique pupil number (13 characters, check letter modulus 23)."""
    from stdnum.gb import upn

    if upn.is_valid(text):
        return Finding(met=True, reason=f"{upn.compact(text)} is a valid unique pupil number")
    return Finding(
        met=False, reason="this is not a valid unique pupil number: check the letter and the 12 characters"
    )
