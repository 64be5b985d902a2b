"""What every chapter stands on: people, audit, calendars, files, numbers, jobs, messages, design."""
