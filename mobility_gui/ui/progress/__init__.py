"""The Progress page: chart, verdict, minutes, calendar and sessions."""
