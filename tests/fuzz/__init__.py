"""Damaged documents of every type: each ends as a placement or as a refusal that says why, never otherwise."""
