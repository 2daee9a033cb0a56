"""The trainer's pages: made on the server, in French, readable on a phone."""
