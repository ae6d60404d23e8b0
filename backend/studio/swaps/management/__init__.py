"""Commands that show the studio at work: a demonstration subject and its first swap."""
