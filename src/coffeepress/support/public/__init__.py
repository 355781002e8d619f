"""What is told in public of support: how many support the outlet, how far a goal is, what past months brought.

Owns what is counted for it and what of it is told, which is never so little that it tells of one person.
"""
