"""What next: whom we reached, what was asked, what the next lecture and training are about."""
