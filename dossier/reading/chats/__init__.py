"""Chats: from lines to messages with a side, a speaker and a day, over all captures of one conversation."""
