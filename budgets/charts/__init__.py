"""What a chart is: its figure for Plotly, its sentence, its table.

Colours are tokens of site.css (“var(--c1)”), which the scripts of the charts replace; exact amounts
stand in the rows. Names, amounts and words come apart: no script takes a text to pieces.
"""
