"""WHO IT COULD BE. Facts -> index -> candidates -> evidence -> score; no lists, no time."""
