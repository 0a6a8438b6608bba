"""What the record shows: chart, verdict, minutes, calendar, sessions."""
