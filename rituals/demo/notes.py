"""The notes on ticks in the demo, and the reasons for rests."""

from __future__ import annotations

from collections.abc import Mapping

from rituals.core.model import RitualId

NOTES: Mapping[RitualId, tuple[str, ...]] = {
    "long-hug": (
        "before the train, and it nearly left without one of us",
        "longer than either of us planned",
        "the dog joined in",
        "with cold hands under your jumper",
        "after the phone call. It helped",
        "in the middle of the supermarket, why not",
        "half asleep, fully meant",
    ),
    "walk-and-talk": (
        "along the canal and back over the bridge",
        "rain all the way, one umbrella",
        "we found the cat from number nine",
        "talked about the flat, for once without a list",
        "once round the block turned into an hour",
        "saw a heron, or a very proud bin bag",
        "you told me about the exam dream again",
        "new bench found. Ours now",
        "quiet, the good kind",
    ),
    "date-night": (
        "the noodle place, the corner table",
        "we danced, badly, and nobody minded",
        "candles at home and phones in the drawer",
        "you picked the film, I picked the snacks, both excellent",
        "got lost on the way and stayed where we were",
        "the concert! My ears still hum",
        "burnt the risotto, ordered pizza, laughed a lot",
        "told each other the first-date story from both sides",
    ),
    "cook-together": (
        "dumplings. Yours looked like dumplings",
        "grandma's soup, from memory, almost right",
        "too much chilli, no regrets",
        "you chopped, I told you about Lisbon",
        "pancakes for dinner",
        "the good knife is back",
    ),
    "screens-away-meal": (
        "forgot where the phones were, which says it all",
        "we talked until the candle was gone",
        "played the question game",
        "soup and silence, both warm",
    ),
    "shared-hobby": (
        "first bowl that stands by itself",
        "clay in your hair until Tuesday",
        "made a mug with two handles, one each",
        "the blue glaze came out",
    ),
    "quiet-minutes": ("fell asleep, counts", "could hear the neighbours' piano", "six breaths, then six more"),
    "tea-on-the-balcony": (
        "in blankets",
        "counted nine bicycle bells",
        "peppermint, and the last of the ginger biscuits",
        "watched the crane go to sleep",
        "you sang with the kettle",
    ),
    "coffee-in-bed": ("with the good cups", "with the crossword, three answers each"),
    "warm-message": (
        "during your big meeting",
        "a photo of the empty chair opposite",
        "you called it the best part of the day",
    ),
    "salsa-class": ("stepped on nobody", "the turn! We can do the turn"),
    "something-new": ("bouldering. Everything hurts, again soon", "a museum of locks", "oysters: one yes, one never"),
    "film-and-talk": ("we would both have opened the door", "cried at the same scene"),
    "swim-before-breakfast": ("the whole lane to ourselves", "rolls on the way home"),
    "read-aloud": ("two chapters, one voice each", "you do the wizard better"),
    "the-day-we-met": ("same bar stool, same joke, still funny",),
    "day-away": ("an island for lunch",),
}

REASONS = (
    "late shift",
    "both too tired",
    "your mum was here",
    "rain from the side",
    "an early night instead",
    "work, and then some more work",
    "",
    "headache",
)
