"""The HTTP edge: pages, forms, JSON endpoints and files, one file for each family.

Turns requests into commands and questions to the service, and answers into pages. It knows no rule of a
meeting; a refusal becomes a sentence and a status here.
"""
