"""Which mentions mean one person, body, place or document."""
