"""What the pages about one opportunity show, made ready for templates that only loop.

Nothing here decides who may see what, and nothing writes: views bring rows in scope and say what is shown in the clear.
"""
