"""What the languages that write 1.234,56 share: one grammar in, rules out.

A language hands a `Grammar` and its tables to `measures`, `money`, `web`, `codes`, `signs` and `acronyms`; what only it
does (dates, times, ordinals, cases) stands in its own package.
"""
