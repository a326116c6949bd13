"""A file with answers → a first codebook."""
