"""What in a free text says who somebody is."""
