//! Stories of clusters, each of which teaches one thing.
