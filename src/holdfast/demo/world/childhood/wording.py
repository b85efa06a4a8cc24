"""What invented children and professionals say; invented, every word."""

SAID = (
    "I just want to be at home with my brother, nobody listens when I say that.",
    "They were my friends. They bought me stuff and now they say I owe them.",
    "I'm fine. I only stay out because it is boring there.",
    "I don't like it when staff change every week.",
    "I want to go back to my old school.",
    "He said nobody would believe me.",
    "I would talk to Kay if she came on her own and not with police.",
    "I'm scared of them but I am not a grass.",
    "If I had my own phone I would ring to say where I am.",
    "I want to see my mum at weekends, not in a contact centre.",
    "The train is the only place where it's quiet.",
    "I like the boxing club, I want to go twice a week.",
    "Nobody asked me before they moved me.",
    "I want people to stop saying it was my choice.",
)
WHY_NOT_HEARD = (
    "Did not want to speak to anybody this week; Kay will try again on Thursday.",
    "Missing since before the meeting.",
    "Allocated worker on leave; nobody else has a relationship with the child.",
)
SOUGHT = (
    "To be able to go out and be home by ten.",
    "To be in school every morning.",
    "One worker who stays.",
    "Not to be contacted by the men from the flat.",
    "To live nearer to family.",
    "",
)
ROLES = {
    "local-authority": "Social worker",
    "education": "Designated safeguarding lead",
    "police": "Missing person coordinator",
    "health": "School nurse",
    "youth-justice": "Youth offending worker",
    "voluntary": "Support worker",
}
TOLD_ELSEWHERE = "Phone off since, and seen getting into a car."
TRIED = (
    "No answer; a message left with the carer.",
    "At home but did not want to talk today.",
    "Agreed to meet after school on Thursday.",
    "The home says that the phone is broken.",
)
DECLINED = ("Did not see the point.", "Had spoken to the social worker already.", "Did not say why.")
INTERVIEW_SAID = (
    "Went to the park with two friends, then to a flat where older boys were drinking. Wanted to come home,"
    " had no money for the bus.",
    "Argument about the phone. Walked about until it got cold.",
    "Met somebody from an app at the station. Did not like it and rang her sister.",
    "Was told to hold a bag for an older lad. Does not want to say who.",
    "Stayed at a friend's because the home was too loud.",
    "Went to see dad, which is not allowed until the hearing.",
)
