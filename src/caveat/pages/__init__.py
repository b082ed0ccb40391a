"""The page: what analysts see in a browser. A face: it parses, asks screening, and shows."""
