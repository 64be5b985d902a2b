"""The term base at the desk: how terms are said in other languages, kept, taken in and handed out."""
