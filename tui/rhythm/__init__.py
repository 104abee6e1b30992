"""The rhythm: weeks in a row, the year as a picture, each day."""
