"""Every change of state of the publishing trunk, one function each."""
