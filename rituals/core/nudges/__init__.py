"""When to nudge and in which words: planner, forecast, snooze."""
