"""How the pocket base, a small text-to-image model of drawn people, is made from nothing."""
