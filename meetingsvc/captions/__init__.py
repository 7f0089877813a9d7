"""How caption tools speak: one file for each protocol, and what they have in common.

Pure: bytes and addresses in, what they mean out. Knows no socket and no meeting but its last cues.
A further protocol is a file beside ``zoom`` that makes ``runs.Posting`` of what it is sent.
"""
