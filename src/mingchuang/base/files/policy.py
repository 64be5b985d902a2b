"""What a browser may do with a file it got from us: nothing."""

CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'none'; sandbox; frame-ancestors 'none'"
