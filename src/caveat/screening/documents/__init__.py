"""Who is in a document: files to text, text to mentions, mentions to listed parties."""
