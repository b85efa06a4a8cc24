"""Names of invented people, as varied as those at a real table."""

from __future__ import annotations

from holdfast.demo.world.chance import Chance

_FIRST = """
Amina Aled Aoife Asha Beatrice Bronwen Callum Catriona Chidi Claire Dafydd Danuta David Deborah
Dominic Eilidh Emeka Esther Farah Fergus Fiona Gareth Grace Gurpreet Hannah Harpreet Helen Hywel
Ibrahim Imogen Ines Ioan Jacinta Jamal Janet Jerome José Jun Kamala Karen Keir Kofi Kwame Laila
Leanne Lesley Lowri Mairead Małgorzata Marcus Maya Meera Mohammed Moira Nadia Neil Niamh Nkechi Noor
Olena Oliver Omolara Owen Parveen Patrick Philippa Priya Rashida Rhiannon Richard Rohan Rosalind
Ruth Sadia Samantha Sanjay Seán Seren Shanelle Simon Siobhán Sunita Tariq Tamsin Terence Thandiwe
Tomasz Ursula Valentina Victoria Wei Winston Yasmin Yetunde Zainab Zoë
"""
_LAST = """
Abernethy Achebe Adeyemi Ahmed Ainsworth Akhtar Appiah Ashworth-Green Bailey Banerjee Barraclough
Begum Bellamy Blackwood Bowen-Jones Brannigan Castellano Chaudhry Chen Chowdhury Clarke Coleman
Constantinou D'Souza Dunmore Eze Fairweather Farooq Fernandes Fitzgerald Fletcher Forsyth Galloway
Ghosh Goldberg Greenhalgh Griffiths Hargreaves Hassan Higginbotham Holloway Hughes Hussain Ibekwe
Iqbal Jankowski Jephcott Kaur Kavanagh Kelleher Khan Kowalczyk Lindqvist Llewellyn MacKinnon Maddox
Mbeki McAllister McGrath-Osei Mensah Mistry Montgomery Morgan Murray N'Diaye Nandakumar Ng Nowak
O'Brien O'Connor O'Driscoll Obi Okafor Okonkwo-Hughes Oyelaran Papadopoulos Parr Patel Pemberton
Penhaligon Petrov Pickering Poole Popescu Prendergast Quigley Rahman Ramsbottom Rees Rosenthal
Rowntree Sandhu Sato Saunders-Whyte Shah Siddiqui Silva Singh Smythe Stępień Sutcliffe Tahir
Thistlethwaite Thornton Tremayne Trevelyan Tshabalala Underhill van- der-Berg Vasquez Venkataraman
Wainwright Walsh Whitcombe Winstanley Wójcik Yilmaz
"""

FIRST, LAST = tuple(_FIRST.split()), tuple(_LAST.split())


class Names:
    """Draws names that nobody else in the partnership has."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def draw(self) -> str:
        """A name not drawn before."""
        while True:
            name = f"{self._chance.one_of(FIRST)} {self._chance.one_of(LAST)}"
            if name not in self._given:
                self._given.add(name)
                return name.replace("van-der-Berg", "van der Berg")


_PLAIN = str.maketrans("éáłęóëÉ", "ealeoeE")


def mailbox(name: str) -> str:
    """`Siobhán O'Brien` as the part of an email address before the sign."""
    letters = name.translate(_PLAIN).lower()
    return ".".join(
        "".join(letter for letter in word if letter.isalnum() or letter == "-") for word in letters.split()
    )
