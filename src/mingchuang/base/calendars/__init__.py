"""Work calendars an office can read, change and extend."""
