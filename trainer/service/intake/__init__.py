"""Taking in calls that were not simulated here: many file forms, speakers named, personal data masked on the way in."""
