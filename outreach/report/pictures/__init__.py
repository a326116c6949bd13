"""Comments as pictures, with real glyphs and a text alternative."""
