"""What can happen to a request, one room a topic. Views, jobs and commands call these."""
