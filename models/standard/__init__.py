"""What is measured: standards with their indicators, and which tasks serve them."""
