"""Readings of a figure: forms of a network, ways of counting, units, and what chance would do.

A *reading* is a way to a count that prints as a figure was printed. Each module here knows one
thing that authors do differently. A search tries all of them together (`search`); a slip of an
answer key is a reading that is a mistake, and takes them one at a time (`cnncount.exams.slips`).
"""
