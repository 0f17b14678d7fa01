"""The blueprint: the principles of the practice, in the order of its logic."""
