"""What is derived from a meeting's state to be read: views, transcript, participation.

Pure. May import the domain and nothing else of ours.
"""
