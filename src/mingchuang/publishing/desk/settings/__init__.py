"""What the office sets: columns, the gates of each kind, wording lists."""
