"""The invented cases, one a file: what lies in the folder and what is true of it."""
