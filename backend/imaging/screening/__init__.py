"""The rule by which sexually explicit pictures and minors are refused; there is no setting that turns it off."""
