"""The overview of /staff/oversikt: what people ask, how it goes, and how that changes."""
