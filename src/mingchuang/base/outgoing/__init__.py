"""The only room that speaks HTTP to other sites.

A server that fetches what people type is a way into the network it stands in. So nobody else may import an
HTTP client (a test looks), and here an address is refused unless it is public after the name was looked
up, the connection goes to exactly the address that was judged, and every redirect is judged anew.
"""
