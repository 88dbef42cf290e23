"""All tests; a package so that they may share the witnesses."""
