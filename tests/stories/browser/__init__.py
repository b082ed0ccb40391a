"""What people do in a browser. A package, so that one browser serves all its tests."""
