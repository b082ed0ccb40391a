"""THE QUESTIONS. Composes library and match; the only room that knows both."""
