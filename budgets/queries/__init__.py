"""Every read beyond a trivial filter: typed rows in, no HTML and no HTTP out."""
