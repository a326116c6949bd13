"""A codebook in an Excel workbook → Codebook."""
