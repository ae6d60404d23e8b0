"""What a practised user would write without the studio: the other side of the measurements."""
