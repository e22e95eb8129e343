"""Named entities: people, posts, bodies, places and documents, each found by its own grammar."""
