"""What a sentence does: asks to cancel, refuses, accepts, promises.  ``statements`` is the door."""
