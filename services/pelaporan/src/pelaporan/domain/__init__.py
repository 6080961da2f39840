"""The rules of pelaporan: indicator definitions, their formulas, periods, and the values that follow."""
