"""Joins: several inputs become one."""
