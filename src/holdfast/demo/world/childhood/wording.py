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
JOINED_BECAUSE = (
    "Screening received from school; confirmed at the meeting.",
    "Third episode in five weeks, found each time with the same adults.",
    "Placed here by another authority, known there for a year.",
    "Found with two phones and cash that could not be explained.",
    "Return interview: older boyfriend, gifts, not allowed to say where.",
)
LEFT_BECAUSE = (
    "No episode and no new information for four months; school and home agree.",
    "Moved out of the area; handed over to the partnership there.",
    "Turned 18; handed over to services for adults.",
    "Risk reduced and the family copes with support of early help.",
)
WATCHED_BECAUSE = (
    "Quiet for six weeks; look again before leaving the list.",
    "New placement; see how it settles.",
)
LEVEL_BECAUSE = {
    "low": ("Goes to school, sees the worker weekly, no episode.", "Contact with the adults has ended."),
    "medium": (
        "Episodes go on, but shorter; talks to the worker.",
        "New older friends, not yet known to police.",
    ),
    "high": (
        "Found in a hotel with an adult; does not see the danger.",
        "Debt to a group, threatened on the way to school.",
        "Missing for three days, found in another town, hurt.",
    ),
}
PLANS = (
    "Police visit the flat weekly and after episodes. Social care sees the child twice a week. School rings"
    " by 9:30am if absent. The home keeps a description and a photograph ready.",
    "One worker sees the child three times a week. Phone number and friends' numbers with the carer."
    " Harbourer's warning served. Trigger plan on the police system.",
    "Curfew agreed with the child, lifts by the home, football twice a week. Debt to be raised with police"
    " by the worker, with the child's consent.",
)
FOLLOWED = {
    "yes": "Everybody does their part.",
    "partly": "Visits happen; the school does not ring.",
    "no": "No visit since the worker changed.",
}
WORRIES = (
    "New trainers every week, a second phone, and falls asleep in lessons.",
    "Picked up from school by a car nobody knows, twice this month.",
    "Talks about debts and is frightened of somebody called T.",
    "Will not say where the bruises come from.",
    "Spends every evening online with people not met in life.",
)
REFERRED_BECAUSE = (
    "Missed three health appointments, came to the fourth with an adult who answered for her.",
    "Found on the industrial estate at 2am with two older boys; says they are family friends.",
    "School sees a different child since September: withdrawn, money, late.",
    "Youth worker heard that the flat in Quarry Close is used again.",
    "Carer found hotel key cards in a coat.",
)
OUTCOMES = (
    "On the list at medium; worker named; look again in four weeks.",
    "Offered Anchorhold; school and police share what they hear weekly.",
    "No exploitation found; early help continues.",
)
TURNED_AWAY_BECAUSE = (
    "Already discussed last week; nothing new. Please ring the allocated worker.",
    "A matter for the front door: passed on the same day.",
)
KNOWS = (
    "In school four days of five; friends say there is a new boyfriend.",
    "Stopped on Tuesday night with two others, no offence; gave the flat as an address.",
    "Missed the health assessment twice.",
    "Attends the youth club, talks to Kay.",
    "Mother rang: money on the phone that nobody can explain.",
)
PROPOSES = (
    "Police visit the flat again before the weekend.",
    "One worker for the first conversation, not three.",
    "School lets the child start at ten for two weeks.",
    "",
)
DISCUSSED = (
    "No new information; the plan goes on. Level stays as it is.",
    "Two episodes since the last meeting, both found at the flat. Police and social care visit together.",
    "Doing better: in school, sees the worker. Look again in four weeks.",
    "Agencies disagree on the level; the higher one stands until the worker has seen the child.",
)
