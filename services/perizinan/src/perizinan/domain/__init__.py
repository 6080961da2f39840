"""The rules of one-stop licensing: plain Python, no framework, no input or output."""
