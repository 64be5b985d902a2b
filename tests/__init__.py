"""Tests, told as the stories of the people who use the platform."""
