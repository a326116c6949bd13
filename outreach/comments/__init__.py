"""Free text: comments become words, words become themes that people can read, edit and keep."""
