"""Names of invented children, and of invented schools, homes and places."""

from __future__ import annotations

_GIRLS = """
Aaliyah Abigail Ada Aisha Alesha Amber Amelia Anisa Anya Ava Bethan Brooke Caitlin Casey Chantelle
Charlotte Chloe Courtney Daisy Demi Destiny Ella Ellie Elif Erin Esme Eva Evie Fatima Faith Freya
Georgia Grace Halima Hollie Imani Isla Jade Jasmine Jodie Kacey Kayleigh Keira Kelsey Khadija Kiera
Lacey Lara Layla Lexi Libby Lily Lola Lucy Maddison Maisie Mariam Megan Mia Millie Molly Nadine Naomi
Natalia Nevaeh Niamh Olivia Paige Phoebe Poppy Rania Rhianna Rosie Ruby Sana Scarlett Shania Sienna Skye
Sofia Summer Tegan Tia Willow Zara Zosia
"""
_BOYS = """
Aaron Abdul Adam Aiden Alfie Ali Amir Archie Ashton Bailey Ben Billy Blake Bradley Brandon Callum
Cameron Connor Corey Danny Declan Dylan Elijah Ellis Ethan Ewan Finley Freddie George Hamza Harley
Harrison Harvey Hassan Hayden Isaac Jack Jaden Jake Jamal Jamie Jayden Joel Jordan Joshua Kai Kane Kaden
Kian Kieran Kyle Lewis Liam Logan Louis Luca Lucas Malachi Malik Mason Max Michal Mohammed Morgan Nathan
Noah Oliver Omar Oscar Owen Patryk Reece Rhys Riley Rohan Ryan Samuel Sebastian Shane Stanley Taylor
Theo Thomas Toby Tyler Tyrone Yusuf Zac Zayn
"""
_FAMILIES = """
Abara Adair Alder Allbright Amsel Arkwright Ashby Attwater Aziz Barlowe Barrow Beckwith Birchall Blythe
Bramley Briar Brockhurst Burdett Cairns Calloway Carver Chapelton Cole Corrigan Coyle Crabtree Cross
Dacosta Dalby Darke Devlin Doyle Drake Duarte Dunne Earnshaw Eldridge Ellery Fallow Farrow Fenwick Finch
Flint Foley Frost Garside Gill Goss Granger Hale Halloran Hamidi Harker Hawes Haynes Heath Hollis Holt
Hopper Hurst Ikande Ives Jarvis Joyce Kamara Keane Kemp Kerrigan Khalil Kirwan Kozak Lacey Langley Larch
Lodge Lovell Lund Mahler Malik Marlow Marsh Mercer Milburn Moss Musa Nash Nunez Oakes Okoro Osman Pace
Parrish Payne Peel Pike Pryce Quill Rafferty Ramsey Raven Redfern Rook Rowe Ruane Salter Savage Shaw
Shepherd Skelton Slater Snow Sparrow Stone Sykes Tait Tanner Thorne Todd Tran Tully Underwood Vance
Varga Vickers Ward Webb West Whelan Wilde Wren Wylde Yardley Yates Zaman
"""
GIRLS, BOYS, FAMILIES = tuple(_GIRLS.split()), tuple(_BOYS.split()), tuple(_FAMILIES.split())

SCHOOLS = (
    "Hartfield Academy",
    "Millbrook School",
    "St Bede's Catholic School",
    "Oakhanger College",
    "Thornleigh School",
    "The Causeway Academy",
    "Ferry Lane School",
    "Alder Grove pupil referral unit",
    "Westbourne Studio School",
)
HOMES = ("Larkspur House", "Tidewell Lodge", "The Beeches", "Harbour View", "Orchard End")
# Where children are found, the commonest first: a few places draw many.
HOTSPOTS = (
    "the bus station",
    "the retail park by the ring road",
    "the skate park",
    "the pier arcade",
    "the railway footbridge",
    "the multi-storey car park",
    "a flat in Quarry Close",
    "the all-night takeaway in Market Street",
    "the canal towpath",
    "the industrial estate",
    "a hotel by the airport",
    "the recreation ground",
)
ELSEWHERE = (
    "at a friend's",
    "at a relative's",
    "walking home",
    "in a shop",
    "in another town",
    "at the beach",
)
STREETS = (
    "Quarry Close",
    "Mill Lane",
    "Harbour Road",
    "Chestnut Avenue",
    "Priory Street",
    "Kiln Way",
    "Station Parade",
)
AUTHORITIES = (
    ("Kelderby", "E06000990"),
    ("Northmoor", "E08000991"),
    ("Saltmarch", "E06000992"),
    ("Greater Thornbury", "E09000993"),
)
