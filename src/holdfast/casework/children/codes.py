"""The codes of a child's record, as official returns and the field's own lists have them."""

from django.db import models


class Sex(models.TextChoices):
    """Recorded sex; the official return knows 1 (male) and 2 (female)."""

    MALE = "male", "Male"
    FEMALE = "female", "Female"
    OTHER = "other", "Other, or not stated as either"
    NOT_KNOWN = "not-known", "Not known"


class EthnicGroup(models.TextChoices):
    """The ethnic groups of official returns."""

    WBRI = "WBRI", "White British"
    WIRI = "WIRI", "White Irish"
    WOTH = "WOTH", "Any other White background"
    WIRT = "WIRT", "Traveller of Irish heritage"
    WROM = "WROM", "Gypsy or Roma"
    MWBC = "MWBC", "White and Black Caribbean"
    MWBA = "MWBA", "White and Black African"
    MWAS = "MWAS", "White and Asian"
    MOTH = "MOTH", "Any other Mixed background"
    AIND = "AIND", "Indian"
    APKN = "APKN", "Pakistani"
    ABAN = "ABAN", "Bangladeshi"
    AOTH = "AOTH", "Any other Asian background"
    BCRB = "BCRB", "Black Caribbean"
    BAFR = "BAFR", "Black African"
    BOTH = "BOTH", "Any other Black background"
    CHNE = "CHNE", "Chinese"
    OOTH = "OOTH", "Any other ethnic group"
    REFUSED = "REFU", "Refused to say"
    NOT_OBTAINED = "NOBT", "Not yet known"


class LegalStatus(models.TextChoices):
    """By what right, if any, a local authority looks after the child."""

    NONE = "none", "Not looked after"
    SECTION_20 = "section-20", "Looked after by agreement (section 20)"
    INTERIM_CARE_ORDER = "interim-care-order", "Interim care order"
    CARE_ORDER = "care-order", "Care order"
    PLACEMENT_ORDER = "placement-order", "Placement order"
    REMAND = "remand", "Remanded to care"
    POLICE_PROTECTION = "police-protection", "Police protection or emergency protection order"
    OTHER = "other", "Another order"
    NOT_KNOWN = "not-known", "Not known"


class IdentifierKind(models.TextChoices):
    """By which number an agency knows a child."""

    NHS = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number"
    SOCIAL_CARE = "social-care", "Social care reference"
    POLICE = "police", "Police reference"
    LOOKED_AFTER = "looked-after", "Looked-after children's return (SSDA903)"
    OTHER = "other", "Another reference"


class CharacteristicKind(models.TextChoices):
    """Protected characteristics that have no field of their own."""

    RELIGION = "religion", "Religion or belief"
    GENDER_IDENTITY = "gender-identity", "Gender identity"
    SEXUAL_ORIENTATION = "sexual-orientation", "Sexual orientation"
    PREGNANCY = "pregnancy", "Pregnancy or maternity"
    MARRIAGE = "marriage", "Marriage or civil partnership"
    IMMIGRATION = "immigration", "Immigration status"


class Answered(models.TextChoices):
    """Whether a question was asked and answered."""

    ANSWERED = "answered", "Answered"
    NOT_KNOWN = "not-known", "Not known"
    NOT_ASKED = "not-asked", "Not asked"
    DECLINED = "declined", "Did not want to say"


class Area(models.TextChoices):
    """The areas of risk within a group's scope."""

    SEXUAL = "sexual", "Sexual exploitation"
    CRIMINAL = "criminal", "Criminal exploitation"
    MISSING = "missing", "Missing"
    TRAFFICKING = "trafficking", "Trafficking and modern slavery"


class PlacementType(models.TextChoices):
    """Placement types of the official return."""

    A3 = "A3", "Placed for adoption with consent, with current carer"
    A4 = "A4", "Placed for adoption with consent, not with current carer"
    A5 = "A5", "Placed for adoption with placement order, with current carer"
    A6 = "A6", "Placed for adoption with placement order, not with current carer"
    H5 = "H5", "Semi-independent living accommodation"
    K1 = "K1", "Secure children's home"
    K2 = "K2", "Children's home"
    P1 = "P1", "With own parents or others with parental responsibility"
    P2 = "P2", "Independent living"
    P3 = "P3", "Residential employment"
    R1 = "R1", "Residential care home"
    R2 = "R2", "NHS or other health trust"
    R3 = "R3", "Family centre or mother and baby unit"
    R5 = "R5", "Young offender institution"
    S1 = "S1", "Residential school"
    T0 = "T0", "All types of temporary move"
    T1 = "T1", "Temporary: in hospital"
    T2 = "T2", "Temporary: on holiday"
    T3 = "T3", "Temporary: with relatives or a friend"
    T4 = "T4", "Temporary: other"
    U1 = "U1", "Foster placement with relative or friend, long term"
    U2 = "U2", "Foster placement with relative or friend, for adoption"
    U3 = "U3", "Foster placement with relative or friend, not long term"
    U4 = "U4", "Foster placement with other carer, long term"
    U5 = "U5", "Foster placement with other carer, for adoption"
    U6 = "U6", "Foster placement with other carer, not long term"
    Z1 = "Z1", "Other placement"
