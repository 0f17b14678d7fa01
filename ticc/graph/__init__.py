"""The network of obstacles, solutions, principles and sites, and what it suggests."""
