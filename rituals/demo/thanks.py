"""The notes in the demo's jar: how many days before today, by whom, and the text."""

from __future__ import annotations

from typing import NamedTuple


class Thanks(NamedTuple):
    """A note for the jar, put in `ago` days before today by the person named `by`."""

    ago: int
    by: str
    text: str


ANA, SAM = "Ana", "Sam"

THANKS = (
    Thanks(356, ANA, "You carried the whole bookshelf up by yourself and pretended it was nothing."),
    Thanks(349, SAM, "You stayed up with me when I could not sleep, and you had the early train."),
    Thanks(341, ANA, "I felt looked after when you had the heating on before I came home."),
    Thanks(333, SAM, "You laughed at my soup and then ate two bowls of it."),
    Thanks(322, ANA, "The way you talk to my father. He calls you first now."),
    Thanks(314, SAM, "I noticed that you waited with the last episode even though you were dying to know."),
    Thanks(303, ANA, "You told me the truth about the haircut, and you were right, and you were kind."),
    Thanks(295, SAM, "You remembered the thing about the deposit. I had not slept over it, and you just rang them."),
    Thanks(287, ANA, "Thank you for dancing with me in a kitchen that is two metres wide."),
    Thanks(276, SAM, "You made my birthday small, which was exactly the right size."),
    Thanks(268, ANA, "I keep thinking about what you said on the bridge: that we can always turn round."),
    Thanks(259, SAM, "When I snapped, you asked whether I was hungry.\nI was hungry."),
    Thanks(244, ANA, "Six days of tea and cold cloths and not one sigh. I counted the cloths."),
    Thanks(240, SAM, "You planted the tomatoes I gave up on."),
    Thanks(231, ANA, "I admire how you handled the landlord: polite as a knife."),
    Thanks(222, SAM, "You let me win the argument about the map, and then you let us get lost."),
    Thanks(212, ANA, "You came to the reading although you think poems should rhyme."),
    Thanks(204, SAM, "For swimming out to fetch my hat."),
    Thanks(197, ANA, "You did not have to drive all the way back for the charger, and you did. That is so like you."),
    Thanks(188, SAM, "You noticed that I had gone quiet before I did."),
    Thanks(179, ANA, "The otter. Every single day, an otter."),
    Thanks(170, SAM, "You said no to the extra shifts, and I got my Sunday person back."),
    Thanks(161, ANA, "For taking over the tax letter, with that face."),
    Thanks(152, SAM, "Your way of coming home, first the shoes and then a kiss, makes this place feel like ours."),
    Thanks(143, ANA, "You learned the chorus in Portuguese for my grandmother."),
    Thanks(129, SAM, "Ten days of trains, and you never once asked whether I had the tickets."),
    Thanks(121, ANA, "That bowl is crooked and it is my favourite thing in this house."),
    Thanks(113, SAM, "You asked about the interview first and about the dishes never."),
    Thanks(104, ANA, "You held the umbrella over the dog and not over yourself."),
    Thanks(95, SAM, "I was proud to be with you when you told the whole table that you had changed your mind."),
    Thanks(87, ANA, "Thank you for reading to me with all the voices."),
    Thanks(79, SAM, "You let me be sad about the job without making a plan of it."),
    Thanks(70, ANA, "I saw you being patient with the neighbours' trumpet today. All of it."),
    Thanks(61, SAM, "You moved our walk so that I could see the light."),
    Thanks(52, ANA, "Because of you, I tried the big slope. Because of you, I got down again."),
    Thanks(43, SAM, "For the note in my lunch, and for the second note under the sandwich."),
    Thanks(36, ANA, "When we disagreed about the move, you stayed kind."),
    Thanks(31, SAM, "You turned the radio off and said: tell me everything."),
    Thanks(24, ANA, "You stood up for my sister, and I noticed."),
    Thanks(18, SAM, "The pool was shut, so you ran a bath and called it the deep end."),
    Thanks(11, ANA, "Even from the night train, you sent good night."),
    Thanks(6, SAM, "You fell asleep on my arm and I did not move for an hour. Worth it."),
    Thanks(4, ANA, "You fixed the drawer that has annoyed me since March, and said nothing."),
    Thanks(2, SAM, "A thing you are better at than you think: beginnings."),
)
"""All notes but the surprise; the first is from the week in which they took up the jar."""

FAVOURITES = (268, 197, 143, 95)
"""How many days ago the notes are from that they marked as favourites."""

REPLIES = {
    259: "You always are. So am I.",
    121: "It leans towards you.",
    11: "There was one bar of signal, on the bridge.",
    2: "Only with you.",
}
"""The lines that were left under notes, by how many days ago these are from."""

OPENED_EVERY, OPENED_LAST = 28, 23
"""Days from one opening of the jar to the next, and how many days ago the last one was."""

SURPRISE = Thanks(
    1, ANA, "I booked the lake house for our weekend, the one with the stove. You said yes before I asked."
)
"""A note that is sealed until the next opening."""
