"""What ./studio is made of: it sets the studio up, starts it, keeps it running and tests it; standard library only."""
