"""What must not be seen by everyone: found, masked in copies, and listed.

A mask is a place whose words or pixels do not leave.  Card keys never do,
unless the user says otherwise: whoever reads one can redeem it.  A set made to
be shared masks what tells of persons as well.  Originals are never touched.
"""
