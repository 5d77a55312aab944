"""How often a figure is read right: reports with known truth in every type and layout variation."""
