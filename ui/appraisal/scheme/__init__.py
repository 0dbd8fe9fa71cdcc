"""办法: the designer of schemes."""
