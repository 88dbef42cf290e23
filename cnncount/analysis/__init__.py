"""What can be asked of a network: typed results, computed from counted networks."""
