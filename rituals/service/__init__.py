"""The one way in: an intent becomes events, goes to disk, and only then changes what is shown."""

from rituals.service.books import NOBODY_YET as NOBODY_YET
from rituals.service.couple import Rituals as Rituals
