"""Use cases that time itself sets off; a timed job calls them."""
