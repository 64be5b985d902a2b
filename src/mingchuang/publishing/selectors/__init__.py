"""What may be seen: one door per model, narrowed by who asks."""
