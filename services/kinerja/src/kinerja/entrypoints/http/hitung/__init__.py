"""The calculators: rules that anybody may try, as requests and as pages with the arithmetic shown."""
