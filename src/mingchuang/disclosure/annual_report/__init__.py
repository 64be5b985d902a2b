"""The annual report on disclosure: counted from the data, checked, written, signed, published."""
