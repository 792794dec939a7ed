"""The approved text beside what was printed: `collate(approved, built, manuscript) -> Collation`, every difference."""
