"""What tests of every room share: environment, database, browser, people, routes."""
