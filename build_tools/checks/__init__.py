"""What a PDF, its manuscript and the set must be: one rule a function, registered with code, severity and source."""
