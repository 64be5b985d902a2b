"""依申请公开: a request from the counter, the post or the web, from its arrival to the archive."""
