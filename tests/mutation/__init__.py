"""Whether the tests notice a fault: the code is changed at random places, and they should fail."""
