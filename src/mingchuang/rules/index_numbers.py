def make(o, y, s):
    return f"{o}/{y}-{s:05d}"


def from_slug(s):
    a, b, c = s.split("-")
    return f"{a}/{b}-{c}"
