"""The case trunk: what somebody files and the office must answer in time."""
