"""Episodes -> a site: a page each, an index, what feeds and other sites need. All of it from the manifests."""
